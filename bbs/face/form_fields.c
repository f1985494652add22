/* form_fields.c: see form_fields.h. */
#include "form_fields.h"

#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "circles.h"
#include "effects.h"
#include "gains.h"
#include "gettext.h"
#include "language.h"
#include "meetings.h"
#include "rota.h"
#include "shelf.h"
#include "text_fold.h"
#include "util.h"
#include "votes.h"

enum { OPTIONS_TYPED = 1500, DAYS_TYPED = 200, MOMENT_TYPED = 60, NAMES_TYPED = 300, LANGUAGES_TYPED = 60 };

/* --- the choices --- */

static const char *wants_code(int choice)
{
    return meeting_item_wants_name((enum item_wants)choice);
}

static const char *wants_word(int choice)
{
    return meeting_item_wants_words((enum item_wants)choice);
}

static const char *about_code(int choice)
{
    return meeting_item_about_name((enum item_about)choice);
}

static const char *about_word(int choice)
{
    return meeting_item_about_words((enum item_about)choice);
}

static const char *vote_code(int choice)
{
    return vote_kind_name((enum vote_kind)choice);
}

static const char *vote_word(int choice)
{
    return vote_kind_words((enum vote_kind)choice);
}

static const char *share_code(int choice)
{
    return vote_majority_name((enum majority)(MAJORITY_HALF + choice));
}

static const char *share_word(int choice)
{
    return vote_majority_words((enum majority)(MAJORITY_HALF + choice));
}
_Static_assert(MAJORITY_HALF + FORM_SHARES - 1 == MAJORITY_THREE_QUARTERS, "they follow each other");

static const char *effect_code(int choice)
{
    return effect_kind_name((enum effect_kind)choice);
}

static const char *effect_word(int choice)
{
    return effect_kind_words((enum effect_kind)choice);
}

static const char *circle_code(int choice)
{
    static const char *const codes[FORM_CIRCLE_KINDS] = { "circle", "quarrel", "short" };
    return codes[choice];
}

static const char *circle_word(int choice)
{
    static const char *const words[FORM_CIRCLE_KINDS] = { N_("a circle"), N_("about a quarrel"), N_("short") };
    return _(words[choice]);
}

/* --- the tables --- */

#define FEW_WORDS N_("A few words are needed here; `stop` puts it away.")
#define ABOUT_WHOM N_("About whom? That person hears of it, and speaks first and last.")

const struct form_field form_fields_rota[] = {
    [FIELD_ROTA_TASK] = { .name = "task",
        .question = N_("What has to be done, in a few words"),
        .missing = FEW_WORDS,
        .limit = ROTA_TASK_MAX },
    [FIELD_ROTA_DAYS] = { .name = "days",
        .option = "days",
        .question = N_("Which days (mon, thu 6:00; daily; 27 nov, 4 dec 14:00)"),
        .missing = FEW_WORDS,
        .takes = FORM_TAKES_DAYS,
        .limit = DAYS_TYPED },
    [FIELD_ROTA_HANDS] = { .name = "hands",
        .option = "hands",
        .question = N_("How many people a day"),
        .otherwise = "1",
        .takes = FORM_TAKES_NUMBER,
        .limit = ROTA_HANDS_MAX },
    [FIELD_ROTA_DETAILS] = { .name = "details",
        .option = "details",
        .question = N_("Details, if any"),
        .otherwise = "",
        .limit = ROTA_DETAILS_MAX },
    [FIELD_ROTA_FIELDS] = { 0 },
};

const struct form_field form_fields_thing[] = {
    [FIELD_THING_LINE] = { .name = "line",
        .question = N_("What you lend, in one line"),
        .missing = FEW_WORDS,
        .limit = SHELF_LINE_MAX },
    [FIELD_THING_DETAILS] = { .name = "details",
        .option = "details",
        .question = N_("Details, if any"),
        .otherwise = "",
        .limit = SHELF_DETAILS_MAX },
    [FIELD_THING_FIELDS] = { 0 },
};

const struct form_field form_fields_meeting[] = {
    [FIELD_MEETING_AT] = { .name = "at",
        .option = "at",
        .question = N_("When: a day and an hour, {notice-days} ahead at least (sun 15:00)"),
        .takes = FORM_TAKES_MOMENT,
        .limit = MOMENT_TYPED },
    [FIELD_MEETING_PLACE] = { .name = "place",
        .option = "place",
        .question = N_("Where"),
        .otherwise = N_("say it later"),
        .limit = MEETING_PLACE_MAX },
    [FIELD_MEETING_TITLE] = { .name = "title",
        .option = "title",
        .question = N_("What it is called"),
        .otherwise = N_("Meeting"),
        .limit = MEETING_TITLE_MAX },
    [FIELD_MEETING_FIELDS] = { 0 },
};

const struct form_field form_fields_item[] = {
    [FIELD_ITEM_TITLE] = { .name = "title",
        .option = "title",
        .question = N_("What it is about, in one line"),
        .limit = ITEM_TITLE_MAX },
    [FIELD_ITEM_MINUTES] = { .name = "minutes",
        .option = "minutes",
        .question = N_("How many minutes it may take"),
        .otherwise = "10",
        .takes = FORM_TAKES_NUMBER,
        .limit = ITEM_MINUTES_MAX },
    [FIELD_ITEM_WANTS] = { .name = "wants",
        .option = "wants",
        .question = N_("What people should do with it (talk, decide, choose, report)"),
        .otherwise = "talk",
        .takes = FORM_TAKES_CHOICE,
        .choices = ITEM_WANTS,
        .code = wants_code,
        .word = wants_word },
    [FIELD_ITEM_ABOUT] = { .name = "about",
        .option = "about",
        .question =
            N_("What it touches (things, tasks, money, rules, action at work), or the name of whom it is about"),
        .otherwise = "things",
        .takes = FORM_TAKES_CHOICE,
        .choices = ITEM_ABOUTS,
        .code = about_code,
        .word = about_word },
    [FIELD_ITEM_WHOM] = { .name = "person",
        .question = N_("The name of whom it is about"),
        .otherwise = N_("nobody alone"),
        .missing = ABOUT_WHOM,
        .limit = HANDLE_MAX },
    [FIELD_ITEM_DETAILS] = { .name = "details",
        .question = N_("More, if you like"),
        .otherwise = N_("no more"),
        .takes = FORM_TAKES_BODY,
        .limit = ITEM_DETAILS_MAX },
    [FIELD_ITEM_ANGRY] = { .name = "angry",
        .option = "angry",
        .question = N_("Called in anger (yes, no)"),
        .otherwise = "no",
        .takes = FORM_TAKES_YES },
    [FIELD_ITEM_FIELDS] = { 0 },
};

const struct form_field form_fields_gain[] = {
    [FIELD_GAIN_DEMAND] = { .name = "demand",
        .option = "demand",
        .question = N_("What we want, in a few words"),
        .limit = GAIN_DEMAND_MAX },
    [FIELD_GAIN_ACT] = { .name = "act",
        .option = "act",
        .question = N_("What we do for it, without anybody's permission"),
        .limit = GAIN_ACT_MAX },
    [FIELD_GAIN_BY] = { .name = "by",
        .option = "by",
        .question = N_("On which day (friday, 12 dec)"),
        .takes = FORM_TAKES_DAY,
        .limit = MOMENT_TYPED },
    [FIELD_GAIN_FIELDS] = { 0 },
};

const struct form_field form_fields_vote[] = {
    [FIELD_VOTE_KIND] = { .name = "kind",
        .question = N_("How (yesno: yes or no; choose: several in order; score: points)"),
        .otherwise = "yesno",
        .takes = FORM_TAKES_CHOICE,
        .choices = VOTE_KINDS,
        .code = vote_code,
        .word = vote_word },
    [FIELD_VOTE_TITLE] = { .name = "title",
        .option = "title",
        .question = N_("The question, in one line"),
        .otherwise = N_("the title of the item"),
        .limit = VOTE_TITLE_MAX },
    [FIELD_VOTE_OF] = { .name = "of",
        .option = "of",
        .question = N_("What can be chosen, with ; between; nothing for yesno"),
        .otherwise = "",
        .limit = OPTIONS_TYPED },
    [FIELD_VOTE_NEEDS] = { .name = "needs",
        .option = "needs",
        .question = N_("How much a yes needs (half, two-thirds, three-quarters)"),
        .otherwise = "half",
        .takes = FORM_TAKES_CHOICE,
        .choices = FORM_SHARES,
        .code = share_code,
        .word = share_word },
    [FIELD_VOTE_DAYS] = { .name = "days",
        .option = "days",
        .question = N_("Over seven days, among all members (yes, no)"),
        .otherwise = "no",
        .takes = FORM_TAKES_YES },
    [FIELD_VOTE_SECRET] = { .name = "secret",
        .option = "secret",
        .question = N_("Secretly (yes, no)"),
        .otherwise = N_("as usual for such an item"),
        .takes = FORM_TAKES_YES },
    [FIELD_VOTE_TEXT] = { .name = "text",
        .option = "text",
        .question = N_("More, if you like"),
        .otherwise = N_("no more"),
        .limit = VOTE_TEXT_MAX },
    [FIELD_VOTE_FIELDS] = { 0 },
};

const struct form_field form_fields_effect[] = {
    [FIELD_EFFECT_WHAT] = { .name = "kind",
        .question = N_(
            "What the house does (number, board, close, slow, seat, back, lot, guests, assemblies, name, agreement, remove, none)"),
        .takes = FORM_TAKES_CHOICE,
        .choices = EFFECT_KINDS,
        .code = effect_code,
        .word = effect_word },
    [FIELD_EFFECT_WHICH] = { .name = "words", .question = N_("Which"), .otherwise = "", .limit = EFFECT_TYPED_MAX },
    [FIELD_EFFECT_FIELDS] = { 0 },
};

const struct form_field form_fields_circle[] = {
    [FIELD_CIRCLE_KIND] = { .name = "kind",
        .question = N_("What kind (circle, short, quarrel)"),
        .otherwise = "circle",
        .takes = FORM_TAKES_CHOICE,
        .choices = FORM_CIRCLE_KINDS,
        .code = circle_code,
        .word = circle_word },
    [FIELD_CIRCLE_PURPOSE] = { .name = "purpose",
        .option = "purpose",
        .question = N_("What it is for, in a few words"),
        .limit = CIRCLE_PURPOSE_MAX },
    [FIELD_CIRCLE_PROMPT] = { .name = "prompt",
        .option = "prompt",
        .question = N_("What each is asked; a short circle needs none"),
        .otherwise = "",
        .limit = CIRCLE_PROMPT_MAX },
    [FIELD_CIRCLE_PROMPT_2] = { .name = "prompt2",
        .option = "prompt",
        .question = N_("What each is asked in the second round"),
        .otherwise = N_("one round"),
        .limit = CIRCLE_PROMPT_MAX },
    [FIELD_CIRCLE_PROMPT_3] = { .name = "prompt3",
        .option = "prompt",
        .question = N_("What each is asked in the third round"),
        .otherwise = N_("no third round"),
        .limit = CIRCLE_PROMPT_MAX },
    [FIELD_CIRCLE_AT] = { .name = "at",
        .option = "at",
        .question = N_("When: a day and an hour (thu 20:00)"),
        .takes = FORM_TAKES_MOMENT,
        .limit = MOMENT_TYPED },
    [FIELD_CIRCLE_NAMES] = { .name = "names",
        .option = "ask",
        .question = N_("Who is asked: names, with commas between"),
        .otherwise = N_("all here"),
        .limit = NAMES_TYPED },
    [FIELD_CIRCLE_PLACES] = { .name = "places",
        .option = "places",
        .question = N_("How many places"),
        .otherwise = N_("as many as fit"),
        .takes = FORM_TAKES_NUMBER,
        .limit = RING_PEOPLE_MOST },
    [FIELD_CIRCLE_FIELDS] = { 0 },
};

const struct form_field form_fields_about_me[] = {
    [FIELD_ABOUT_ME_LANGUAGES] = { .name = "languages", .option = "languages", .limit = LANGUAGES_TYPED },
    [FIELD_ABOUT_ME_REACH] = { .name = "reach", .option = "reach", .limit = AID_REACH_MAX },
    [FIELD_ABOUT_ME_FIELDS] = { 0 },
};

/* --- reading --- */

bool form_fields_choice(const struct form_field *field, const char *words, int *choice)
{
    int found = 0;
    while (found < field->choices && !text_folds_alike(field->code(found), words))
        found++;
    for (int i = 0; found == field->choices && i < field->choices; i++)
        if (text_folds_alike(field->word(i), words))
            found = i;
    if (found < field->choices)
        *choice = found;
    return found < field->choices;
}

bool form_fields_yes(const char *words, bool *yes)
{
    bool agrees = language_says_yes(words) || text_folds_alike(words, _("yes"));
    bool known = agrees || text_folds_alike(words, "no") || text_folds_alike(words, _("no"));
    if (known)
        *yes = agrees;
    return known;
}

bool form_fields_has_option(const struct form_field *fields, const char *option, bool *value)
{
    for (; fields != NULL && fields->name != NULL; fields++)
        if (fields->option != NULL && strcmp(fields->option, option) == 0) {
            *value = fields->takes != FORM_TAKES_YES;
            return true;
        }
    return false;
}

size_t form_fields_named(const struct form_field *fields, const char *name)
{
    size_t i = 0;
    while (fields[i].name != NULL && strcmp(fields[i].name, name) != 0)
        i++;
    return i;
}

void form_fields_read(const char *draft, form_fields_take *take, void *context)
{
    while (draft[0] != '\0') {
        size_t length = strcspn(draft, "\n"), name = strcspn(draft, " \n");
        char *line = xstrndup(draft, length);
        line[name] = '\0';
        take(context, line, line + name + (name < length));
        free(line);
        draft += length + (draft[length] == '\n');
    }
}

#define FITS(form) _Static_assert(sizeof form_fields_##form / sizeof *form_fields_##form <= FORM_FIELDS_MOST + 1, #form)
FITS(rota);
FITS(item);
FITS(vote);
FITS(circle);

const struct form_field *form_fields_of(enum draft_place place)
{
    static const struct form_field *const forms[DRAFT_LAST + 1] = {
        [DRAFT_ROTA] = form_fields_rota,
        [DRAFT_THING] = form_fields_thing,
        [DRAFT_MEETING] = form_fields_meeting,
        [DRAFT_ITEM] = form_fields_item,
        [DRAFT_GAIN] = form_fields_gain,
        [DRAFT_VOTE] = form_fields_vote,
        [DRAFT_EFFECT] = form_fields_effect,
        [DRAFT_CIRCLE] = form_fields_circle,
    };
    return forms[place];
}
