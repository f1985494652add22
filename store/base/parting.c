/* parting.c: what a member leaves behind in a unit, said in sentences. subject.h */
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
