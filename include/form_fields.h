/*
 * form_fields.h: one table of the fields of each form. It gives the options of the command, the questions of line mode
 * (bbs/line/form_talk.h), the rows of the screens' form (screens/ui/form.h), and the names in a draft. So a member can
 * begin a form in the screens and go on in line mode, and the other way round. aid_fields.h has those of an ask and an
 * offer, whose questions depend on each other.
 */
#ifndef BBS_FORM_FIELDS_H
#define BBS_FORM_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "deferred.h"

enum form_takes {
    FORM_TAKES_WORDS,  /* at most `limit` characters */
    FORM_TAKES_BODY,   /* the same; it is not an option but the body of the command */
    FORM_TAKES_NUMBER, /* 1 to `limit` */
    FORM_TAKES_CHOICE, /* one of `choices` words */
    FORM_TAKES_YES,
    FORM_TAKES_WEEKLY, /* "weekly"; line mode and drafts know "once", too */
    FORM_TAKES_FROM,   /* a day, as people write it, in at most `limit` characters. These two are one window */
    FORM_TAKES_UNTIL,
    FORM_TAKES_DAY,    /* a day alone */
    FORM_TAKES_MOMENT, /* a day and an hour */
    FORM_TAKES_DAYS,   /* the days of a rota */
};

struct form_field {
    const char *name;      /* in a draft; NULL: there are no more fields */
    const char *option;    /* of the command; NULL: the command takes it in another way, or not at all */
    const char *question;  /* N_(): of line mode, which sends nothing for which it does not ask. NULL: the form is not
                              one of line mode */
    const char *otherwise; /* the meaning of an empty answer: the code of a choice, a number, or N_() words; "":
                              nothing; NULL: an answer is needed */
    const char *missing;   /* N_(): line mode's refusal of an empty answer; NULL: the usual one */
    enum form_takes takes;
    int limit, choices;
    const char *(*code)(int choice); /* the word of a choice in commands, JSON and drafts, never translated */
    const char *(*word)(int choice); /* the word of a choice for people, translated */
};

/* The fields of each form, in the order in which line mode asks for them, with one that ends the list. */
enum { FORM_FIELDS_MOST = 8 };
enum form_rota_field { FIELD_ROTA_TASK, FIELD_ROTA_DAYS, FIELD_ROTA_HANDS, FIELD_ROTA_DETAILS, FIELD_ROTA_FIELDS };
enum form_thing_field { FIELD_THING_LINE, FIELD_THING_DETAILS, FIELD_THING_FIELDS };
enum form_meeting_field { FIELD_MEETING_AT, FIELD_MEETING_PLACE, FIELD_MEETING_TITLE, FIELD_MEETING_FIELDS };
enum form_item_field {
    FIELD_ITEM_TITLE,
    FIELD_ITEM_MINUTES,
    FIELD_ITEM_WANTS,
    FIELD_ITEM_ABOUT,
    FIELD_ITEM_WHOM, /* where FIELD_ITEM_ABOUT is a person */
    FIELD_ITEM_DETAILS,
    FIELD_ITEM_ANGRY,
    FIELD_ITEM_FIELDS
};
enum form_gain_field { FIELD_GAIN_DEMAND, FIELD_GAIN_ACT, FIELD_GAIN_BY, FIELD_GAIN_FIELDS };
enum form_vote_field {
    FIELD_VOTE_KIND,
    FIELD_VOTE_TITLE,
    FIELD_VOTE_OF,
    FIELD_VOTE_NEEDS,
    FIELD_VOTE_DAYS,
    FIELD_VOTE_SECRET,
    FIELD_VOTE_TEXT,
    FIELD_VOTE_FIELDS
};
enum form_effect_field { FIELD_EFFECT_WHAT, FIELD_EFFECT_WHICH, FIELD_EFFECT_FIELDS };
enum form_circle_field {
    FIELD_CIRCLE_KIND, /* enum form_circle_kind */
    FIELD_CIRCLE_PURPOSE,
    FIELD_CIRCLE_PROMPT,
    FIELD_CIRCLE_PROMPT_2,
    FIELD_CIRCLE_PROMPT_3,
    FIELD_CIRCLE_AT,
    FIELD_CIRCLE_NAMES,
    FIELD_CIRCLE_PLACES,
    FIELD_CIRCLE_FIELDS
};
enum form_about_me_field { FIELD_ABOUT_ME_LANGUAGES, FIELD_ABOUT_ME_REACH, FIELD_ABOUT_ME_FIELDS };
extern const struct form_field form_fields_rota[FIELD_ROTA_FIELDS + 1], form_fields_thing[FIELD_THING_FIELDS + 1],
    form_fields_meeting[FIELD_MEETING_FIELDS + 1], form_fields_item[FIELD_ITEM_FIELDS + 1],
    form_fields_gain[FIELD_GAIN_FIELDS + 1], form_fields_vote[FIELD_VOTE_FIELDS + 1],
    form_fields_effect[FIELD_EFFECT_FIELDS + 1], form_fields_circle[FIELD_CIRCLE_FIELDS + 1],
    form_fields_about_me[FIELD_ABOUT_ME_FIELDS + 1];

enum form_circle_kind { FORM_CIRCLE, FORM_CIRCLE_QUARREL, FORM_CIRCLE_SHORT, FORM_CIRCLE_KINDS };
/* The choices of FIELD_VOTE_NEEDS begin with half. */
enum { FORM_SHARES = 3 };

/* Finds the choice of a field by its code, or by the word that the screen says for it in the present language: "food"
 * and "comida". Capitals and accents do not matter. False when it has no such choice; *choice then stays unchanged. */
bool form_fields_choice(const struct form_field *field, const char *words, int *choice);
/* "yes", "y" and "no", and the same in the words of the present language. The same holds for *yes. */
bool form_fields_yes(const char *words, bool *yes);
/* True when the fields have an option of that name; *value: whether it takes a value. `fields` may be NULL. */
bool form_fields_has_option(const struct form_field *fields, const char *option, bool *value);

/* The fields of the form whose draft lies in that place; NULL: it has none, or is an ask or an offer (aid_fields.h). */
const struct form_field *form_fields_of(enum draft_place place);

/* The place of the field of that name; of the field that ends the list when it has none. */
size_t form_fields_named(const struct form_field *fields, const char *name);

/* Reads a draft, in which each line is the name of a field and what was typed there. Calls `take` for each line. */
typedef void form_fields_take(void *context, const char *name, const char *words);
void form_fields_read(const char *draft, form_fields_take *take, void *context);

#endif
