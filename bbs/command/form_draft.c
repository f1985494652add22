/* form_draft.c: see form_draft.h. */
#include "bbs/command/form_draft.h"

#include <stdlib.h>
#include <string.h>

#include "aid_fields.h"
#include "form_fields.h"
#include "meetings.h"

/* Ends of lines become spaces: a row of a form has one line. */
static void pack(struct buffer *out, const char *name, const char *words)
{
    if (words == NULL || words[strspn(words, " \t\r\n")] == '\0')
        return;
    char *row = xstrdup(words);
    for (char *at = row; *at != '\0'; at++)
        *at = strchr("\t\r\n", *at) != NULL ? ' ' : *at;
    for (size_t end = strlen(row); end > 0 && row[end - 1] == ' '; end--)
        row[end - 1] = '\0';
    buffer_format(out, "%s %s\n", name, row + strspn(row, " "));
    free(row);
}

/* A handle behind --about is a row of its own. */
static void pack_about(struct buffer *out, const char *typed)
{
    enum item_about about;
    const struct form_field *fields = form_fields_item;
    bool word = typed == NULL || meeting_item_about_parse(typed, &about);
    pack(out, fields[FIELD_ITEM_ABOUT].name, word ? typed : meeting_item_about_name(ITEM_PERSON));
    if (!word)
        pack(out, fields[FIELD_ITEM_WHOM].name, typed + (typed[0] == '@'));
}

static void pack_item(const struct call *call, const char *words, struct buffer *out)
{
    int64_t meeting = 0;
    for (size_t i = 0; i < FIELD_ITEM_FIELDS; i++) {
        const struct form_field *field = &form_fields_item[i];
        const char *value = field->option != NULL ? call_option(call, field->option) : NULL;
        if (i == FIELD_ITEM_ABOUT)
            pack_about(out, value);
        else if (field->takes == FORM_TAKES_BODY)
            pack(out, field->name, words);
        else
            pack(out, field->name, value != NULL && field->takes == FORM_TAKES_YES ? "yes" : value);
    }
    if (out->length > 0 && call->words > 0 && util_parse_number(call->word[0], &meeting))
        buffer_format(out, "of %lld\n", (long long)meeting);
}

static void pack_aid(const struct call *call, const char *words, struct buffer *out)
{
    for (int i = 0; i < AID_FIELDS; i++) {
        const struct form_field *field = &aid_field_row((enum aid_field)i)->field;
        if (i != AID_FIELD_SAME_WORDS) /* said of those words, not of what she makes of them */
            pack(out, field->name, field->takes == FORM_TAKES_BODY ? words : call_option(call, field->name));
    }
}

void form_draft_pack(const struct call *call, const char *words, struct buffer *out)
{
    if (call->command->place == DRAFT_ITEM)
        pack_item(call, words, out);
    else
        pack_aid(call, words, out);
}

const char *form_draft_name(const struct call *call)
{
    bool item = call->command->place == DRAFT_ITEM;
    const char *name =
        call_option(call, item ? form_fields_item[FIELD_ITEM_TITLE].option : aid_field_row(AID_FIELD_LINE)->field.name);
    return name != NULL ? name : "";
}

void form_draft_done(const struct call *call, const struct actor *voice)
{
    struct draft draft;
    const struct speaker *speaker = call->speaker;
    enum draft_place place = call->command->place;
    if (draft_get(speaker->store, voice, place, voice->here, &draft) != RESULT_OK)
        return;
    if (form_draft_name(call)[0] != '\0' && strcmp(draft.title, form_draft_name(call)) == 0)
        draft_drop(speaker->store, voice, place, voice->here, speaker->now);
    drafts_free(&draft, 1);
}
