/* parting.c: what a member leaves behind in a unit, said in sentences, and what ends with it. subject.h */
#include <stdarg.h>
#include <string.h>

#include "store/base/subject.h"

void parting_say(char *out, size_t size, const char *format, ...)
{
    va_list arguments;
    size_t used = strlen(out);
    if (used > 0 && used + 1 < size)
        out[used++] = ' ';
    va_start(arguments, format);
    vsnprintf(out + used, size - used, format, arguments);
    va_end(arguments);
}

void parting_ask(struct store *store, int64_t unit, int64_t member, int64_t now, struct parting *out)
{
    *out = (struct parting) { 0 };
    for (const struct subject *const *subject = store->subjects; *subject != NULL; subject++)
        if ((*subject)->parting != NULL)
            (*subject)->parting(store, unit, member, now, out);
}

void parting_do(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    for (const struct subject *const *subject = store->subjects; *subject != NULL; subject++)
        if ((*subject)->part != NULL)
            (*subject)->part(store, unit, member, now);
}
