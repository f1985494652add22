/* aid_options.c: see aid_options.h. */
#include "bbs/command/aid_options.h"

#include <string.h>

#include "gettext.h"

enum result aid_option_choice(const struct call *call, struct reply *reply, enum aid_field field, int *out)
{
    const struct form_field *row = &aid_field_row(field)->field;
    struct buffer known = { 0 };
    const char *value = call_option(call, row->name);
    if (value == NULL ? row->otherwise != NULL : aid_field_parse(field, value, out))
        return RESULT_OK;
    for (int i = 0; i < row->choices; i++)
        buffer_format(&known, "%s%s", i > 0 ? ", " : "", row->code(i));
    reply_usage(reply, _("--%s is one of: %s."), row->name, buffer_text(&known));
    buffer_clear(&known);
    return RESULT_INVALID;
}

enum result aid_option_number(const struct call *call, struct reply *reply, enum aid_field field, int *out)
{
    const struct form_field *row = &aid_field_row(field)->field;
    int64_t number;
    const char *value = call_option(call, row->name);
    if (value == NULL)
        return RESULT_OK;
    if (!util_parse_number(value, &number) || number < 1 || number > row->limit)
        return reply_usage(reply, _("--%s takes a number from %d to %d."), row->name, 1, row->limit);
    *out = (int)number;
    return RESULT_OK;
}

enum result aid_option_yes(const struct call *call, struct reply *reply, enum aid_field field, bool *out)
{
    const char *name = aid_field_row(field)->field.name, *value = call_option(call, name);
    if (value == NULL || form_fields_yes(value, out))
        return RESULT_OK;
    return reply_usage(reply, _("--%s is yes or no."), name);
}
