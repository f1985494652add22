/* vote_options.c: what can be chosen from in a vote: read from a form, kept one a line, and read again. RULES 4.6. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "store/assembly/vote_row.h"

static char *folded(const char *text)
{
    utf8proc_uint8_t *out = NULL;
    const utf8proc_option_t options = UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD;
    return utf8proc_map((const utf8proc_uint8_t *)text, 0, &out, options) < 0 ? xstrdup(text) : (char *)out;
}

static bool same_option(const char *one, const char *other)
{
    char *a = folded(one), *b = folded(other);
    bool same = strcmp(a, b) == 0;
    free(a);
    free(b);
    return same;
}

static enum result check_count(struct store *store, const struct vote_new *form, bool again)
{
    if (form->kind == VOTE_YESNO && form->options > 0)
        return db_refuse(store, RESULT_INVALID, _("A vote by yes or no has no list to choose from."));
    /* Asked again, one is enough: it was level with "leave it as it is". */
    size_t least = form->kind == VOTE_YESNO ? 0 : again ? 1 : VOTE_OPTIONS_LEAST;
    if (form->options >= least && form->options <= VOTE_OPTIONS_MOST)
        return RESULT_OK;
    return db_refuse(store, RESULT_INVALID,
        form->options > VOTE_OPTIONS_MOST /* who reads them stops counting there */
            ? _("There must be %d to %d things to choose from; here are more. Take some together.")
            : _("There must be %d to %d things to choose from; here are fewer."),
        VOTE_OPTIONS_LEAST, VOTE_OPTIONS_MOST);
}

static enum result check_twice(struct store *store, enum vote_kind kind, char *const *clean, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (kind == VOTE_CHOOSE && same_option(clean[i], _("leave it as it is")))
            return db_refuse(store, RESULT_INVALID,
                _("\"leave it as it is\" is always the last of them: it does not have to be written."));
        for (size_t j = i + 1; j < count; j++)
            if (same_option(clean[i], clean[j]))
                return db_refuse(store, RESULT_INVALID, _("Two of them are the same: number %d and number %d."),
                    (int)i + 1, (int)j + 1);
    }
    return RESULT_OK;
}

enum result vote_options_clean(struct store *store, const struct vote_new *form, bool again, char **lines)
{
    char *clean[VOTE_OPTIONS_MOST] = { NULL };
    struct buffer out = { 0 };
    *lines = NULL;
    enum result result = check_count(store, form, again);
    size_t count = result == RESULT_OK ? form->options : 0;
    for (size_t i = 0; result == RESULT_OK && i < count; i++)
        result = db_clean_text(store, form->option[i], true, VOTE_OPTION_MAX, &clean[i]);
    if (result == RESULT_OK)
        result = check_twice(store, form->kind, clean, count);
    for (size_t i = 0; i < count; i++) {
        if (result == RESULT_OK)
            buffer_format(&out, "%s%s", i > 0 ? "\n" : "", clean[i]);
        free(clean[i]);
    }
    *lines = buffer_take(&out);
    return result;
}

void vote_options_read(const char *lines, struct vote *out)
{
    out->options = 0;
    while (*lines != '\0' && out->options < VOTE_OPTIONS_MOST) {
        size_t length = strcspn(lines, "\n");
        snprintf(out->option[out->options++], sizeof *out->option, "%.*s", (int)length, lines);
        lines += length + (lines[length] == '\n');
    }
    if (out->kind == VOTE_CHOOSE)
        util_copy_text(out->option[out->options++], sizeof *out->option, _("leave it as it is"));
}
