/* form_draft.c: see form_draft.h. */
#include "bbs/command/form_draft.h"

#include <stdlib.h>
#include <string.h>

#include "aid_fields.h"
#include "boards.h"
#include "form_fields.h"
#include "gettext.h"
#include "meetings.h"
#include "text.h"

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

/* A draft has it as the box of the screens' form has it. */
static void pack_weekly(const struct call *call, const struct form_field *field, struct buffer *out)
{
    bool weekly = false;
    const char *typed = call_option(call, field->name);
    if (typed != NULL && aid_weekly_parse(typed, &weekly) && weekly)
        pack(out, field->name, "yes");
}

static void pack_aid(const struct call *call, const char *words, struct buffer *out)
{
    for (int i = 0; i < AID_FIELDS; i++) {
        const struct form_field *field = &aid_field_row((enum aid_field)i)->field;
        if (field->takes == FORM_TAKES_WEEKLY)
            pack_weekly(call, field, out);
        else if (i != AID_FIELD_SAME_WORDS) /* said of those words, not of what she makes of them */
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

/* The row of its details. */
static const char *details_name(enum draft_place place)
{
    return place == DRAFT_ITEM ? form_fields_item[FIELD_ITEM_DETAILS].name
                               : aid_field_row(AID_FIELD_DETAILS)->field.name;
}

/* Looks through the rows of a draft. */
struct rows {
    const char *details_name;
    char *details;    /* as they lie there; NULL: it has none */
    const char *call; /* the rows of the call */
    bool has_other;   /* than those of the call */
};

static bool has_row(const char *rows, const char *name, const char *words)
{
    struct buffer row = { 0 };
    buffer_format(&row, "%s %s\n", name, words);
    const char *at = rows;
    while (at[0] != '\0' && strncmp(at, buffer_text(&row), row.length) != 0) {
        at += strcspn(at, "\n");
        at += at[0] == '\n';
    }
    buffer_clear(&row);
    return at[0] != '\0';
}

/* "of" and "at" are of the way back into the form, and no words of hers. */
static void look_at_row(void *context, const char *name, const char *words)
{
    struct rows *rows = context;
    if (strcmp(name, rows->details_name) == 0) {
        free(rows->details);
        rows->details = xstrdup(words);
    } else if (strcmp(name, "of") != 0 && strcmp(name, "at") != 0 && !has_row(rows->call, name, words))
        rows->has_other = true;
}

bool form_draft_is_of(const struct call *call, const struct draft *draft)
{
    struct buffer packed = { 0 };
    char title[sizeof draft->title];
    util_copy_text(title, sizeof title, form_draft_name(call));
    form_draft_pack(call, NULL, &packed);
    struct rows rows = { .details_name = details_name(draft->place), .call = buffer_text(&packed) };
    form_fields_read(draft->body, look_at_row, &rows);
    free(rows.details);
    buffer_clear(&packed);
    return !rows.has_other && strcmp(title, draft->title) == 0;
}

char *form_draft_details(const struct draft *draft)
{
    struct rows rows = { .details_name = details_name(draft->place), .call = "" };
    form_fields_read(draft->body, look_at_row, &rows);
    return rows.details != NULL ? rows.details : xstrdup("");
}

/* As a row of a form, in the letters in which the house keeps texts. */
static char *in_one_row(const char *words, size_t length)
{
    char *clean = NULL;
    if (text_clean(words, length, TEXT_BODY, POST_BYTES, &clean) != TEXT_GOOD)
        clean = xstrndup(words, length);
    struct buffer row = { 0 };
    pack(&row, "", clean);
    free(clean);
    return row.data != NULL ? buffer_take(&row) : xstrdup("");
}

bool form_draft_has_words(const struct draft *draft, const char *words, size_t length)
{
    char *details = form_draft_details(draft), *kept = in_one_row(details, strlen(details));
    char *row = in_one_row(words, length);
    kept[strcspn(kept, "\n")] = '\0';
    bool all = strstr(row, kept) != NULL;
    free(details);
    free(kept);
    free(row);
    return all;
}

void form_draft_done(const struct call *call, const struct actor *voice)
{
    struct draft draft;
    const struct speaker *speaker = call->speaker;
    enum draft_place place = call->command->place;
    if (draft_get(speaker->store, voice, place, voice->here, &draft) != RESULT_OK)
        return;
    if (form_draft_name(call)[0] != '\0' && strcmp(draft.title, form_draft_name(call)) == 0 &&
        form_draft_has_words(&draft, call->body != NULL ? call->body : "", call->body != NULL ? call->body_length : 0))
        draft_drop(speaker->store, voice, place, voice->here, speaker->now);
    drafts_free(&draft, 1);
}

/* --- what lies there, for people --- */

/* NULL: no form has a row of that name. */
static const struct form_field *field_of(enum draft_place place, const char *name)
{
    const struct form_field *form = form_fields_of(place);
    if (form != NULL) {
        const struct form_field *field = &form[form_fields_named(form, name)];
        return field->name != NULL ? field : NULL;
    }
    enum aid_field aid = aid_field_named(name, strlen(name));
    return aid < AID_FIELDS ? &aid_field_row(aid)->field : NULL;
}

struct saying {
    const struct call *call;
    struct reply *reply;
    enum draft_place place;
};

static const char *value_words(const struct form_field *field, const char *words)
{
    int choice;
    bool yes;
    if (field->takes == FORM_TAKES_CHOICE && form_fields_choice(field, words, &choice))
        return field->word(choice);
    if (field->takes == FORM_TAKES_WEEKLY && form_fields_yes(words, &yes))
        return yes ? _("weekly") : _("once");
    if (field->takes == FORM_TAKES_YES && form_fields_yes(words, &yes))
        return yes ? _("yes") : _("no");
    return words;
}

/* The question of a row, without what may be typed there. */
static void say_row(void *context, const char *name, const char *words)
{
    const struct saying *saying = context;
    const struct form_field *field = field_of(saying->place, name);
    struct buffer row = { 0 };
    if (field == NULL && (strcmp(name, "of") == 0 || strcmp(name, "at") == 0))
        return;
    if (field != NULL && field->question != NULL) {
        const char *question = reply_numbers(saying->call, _(field->question)), *typed = strstr(question, " (");
        int length = (int)(typed != NULL ? (size_t)(typed - question) : strlen(question));
        buffer_format(&row, "%.*s: %s", length, question, value_words(field, words));
    } else
        buffer_format(&row, "%s", field != NULL ? value_words(field, words) : words);
    reply_text(saying->reply, saying->call, 3, buffer_text(&row));
    buffer_clear(&row);
}

void form_draft_say(const struct call *call, struct reply *reply, const struct draft *draft)
{
    struct saying saying = { call, reply, draft->place };
    form_fields_read(draft->body, say_row, &saying);
}
