/* refuse.c: why something was not done, as a sentence for the member. */
#include <string.h>

#include "store/base/db.h"
#include "text.h"

const char *store_reason(const struct store *store)
{
    return store->reason;
}

enum result db_refuse(struct store *store, enum result result, const char *format, ...)
{
    va_list arguments;
    if (store->depth > 0 && store->fault != RESULT_OK)
        return store->fault; /* the first failure is the reason; "not found" after it would mislead */
    va_start(arguments, format);
    vsnprintf(store->reason, sizeof store->reason, format, arguments);
    va_end(arguments);
    return result;
}

enum result db_clean_text(struct store *store, const char *text, bool one_line, size_t limit, char **out)
{
    enum text_fault fault = text_clean(text, strlen(text), one_line ? TEXT_LINE : TEXT_BODY, limit, out);
    if (fault == TEXT_GOOD)
        return RESULT_OK;
    return db_refuse(store, RESULT_INVALID, "%s", text_fault_sentence(fault, limit));
}
