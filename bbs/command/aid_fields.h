/*
 * aid_fields.h: one table of the fields of an ask and an offer. It gives the options of the commands `ask` and `offer`,
 * the questions of line mode, and the names in a draft, which the screens' form reads, too (screens/ui/form.h).
 */
#ifndef BBS_AID_FIELDS_H
#define BBS_AID_FIELDS_H

#include <stdbool.h>

#include "bbs/command/call.h"

/* In the order in which line mode asks for them. */
enum aid_field {
    AID_FIELD_KIND,
    AID_FIELD_LINE,
    AID_FIELD_URGENCY,
    AID_FIELD_FROM,
    AID_FIELD_UNTIL,
    AID_FIELD_REPEATS,
    AID_FIELD_PLACE,
    AID_FIELD_MANY,
    AID_FIELD_CAPACITY,
    AID_FIELD_WHO,
    AID_FIELD_NAMED,
    AID_FIELD_DETAILS,
    AID_FIELD_LANGUAGES,
    AID_FIELD_CLIMB,
    AID_FIELD_LEARNER,
    AID_FIELD_SAME_WORDS,
    AID_FIELDS
};

enum aid_takes {
    AID_TAKES_TEXT,   /* at most `limit` characters; 0: the store knows the limit */
    AID_TAKES_CHOICE, /* one of `choices` words */
    AID_TAKES_NUMBER, /* 1 to `limit` */
    AID_TAKES_FROM,   /* a day, as people write it */
    AID_TAKES_UNTIL,
    AID_TAKES_WEEKLY, /* "weekly"; line mode and drafts know "once", too */
    AID_TAKES_YES,
    AID_TAKES_BODY, /* a text of at most `limit` characters, which is not an option but the body of the command */
};
enum aid_use {
    AID_UNUSED,
    AID_OPTION, /* the command has it as an option */
    AID_ASKED,  /* the command has it, and line mode asks for it in turn */
};

struct aid_field_row {
    const char *name;      /* of the option, and in a draft */
    const char *question;  /* N_(): the question of line mode; NULL: line mode never asks for it */
    const char *otherwise; /* says what an empty answer means; NULL: an answer is needed */
    const char *offered;   /* the same for an offer, when that is different */
    const char *missing;   /* N_(): line mode's refusal of an empty answer; NULL: the same as of a wrong one */
    enum aid_use of_asks, of_offers;
    enum aid_takes takes;
    int limit, choices;
    const char *(*code)(int choice);               /* the word of a choice, never translated */
    bool (*parse)(const char *words, int *choice); /* knows other spellings of the word, too */
};
const struct aid_field_row *aid_field_row(enum aid_field field);

/* True when the command `ask`, or `offer`, has an option of that name in this table. All of these take a value. */
bool aid_field_of_ask(const char *option);
bool aid_field_of_offer(const char *option);

/* Reads one field of a call. *out stays unchanged when the option is not given. A refusal names the words that are
 * allowed. */
enum result aid_field_choice(const struct call *call, struct reply *reply, enum aid_field field, int *out);
enum result aid_field_number(const struct call *call, struct reply *reply, enum aid_field field, int *out);
enum result aid_field_yes(const struct call *call, struct reply *reply, enum aid_field field, bool *out);

#endif
