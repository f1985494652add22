/*
 * aid_fields.h: the fields of an ask and of an offer, once for all: the options of the commands `ask` and `offer`, the
 * questions of line mode, the rows of the screens' form (screens/aid/aid_form.c), and the names in a draft, so that
 * either face goes on with what was begun in the other.
 */
#ifndef BBS_AID_FIELDS_H
#define BBS_AID_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

/* In the order in which line mode asks. */
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
    AID_TAKES_TEXT,   /* at most `limit` characters */
    AID_TAKES_CHOICE, /* one of `choices` words */
    AID_TAKES_NUMBER, /* 1 to `limit` */
    AID_TAKES_FROM,   /* a day, as people write it, in at most `limit` characters */
    AID_TAKES_UNTIL,
    AID_TAKES_WEEKLY, /* "weekly"; line mode and drafts know "once", too */
    AID_TAKES_YES,
    AID_TAKES_BODY, /* a text of at most `limit` characters; no option, but what comes on standard input */
};
enum aid_use {
    AID_UNUSED,
    AID_OPTION, /* the command has it as an option */
    AID_ASKED,  /* the command has it, and line mode asks for it in turn */
};

struct aid_field_row {
    const char *name;      /* of the option, and in a draft */
    const char *question;  /* N_(): of line mode; NULL: it never asks */
    const char *otherwise; /* what no answer means: the code of a choice, a number, else words; NULL: one is needed */
    const char *offered;   /* the same of an offer, where that is something else */
    const char *missing;   /* N_(): what line mode says when a needed answer is empty; NULL: as of a wrong one */
    enum aid_use of_asks, of_offers;
    enum aid_takes takes;
    int limit, choices;
    const char *(*code)(int choice); /* of each choice: its word in commands, JSON and drafts, never translated */
    const char *(*word)(int choice); /* of each choice: what people read, translated */
};
const struct aid_field_row *aid_field_row(enum aid_field field);

enum aid_field aid_field_named(const char *name, size_t length); /* AID_FIELDS: none has that name */
enum aid_use aid_field_use(enum aid_field field, bool is_offer);
const char *aid_field_otherwise(enum aid_field field, bool is_offer); /* of that one: `offered` or `otherwise` */
/* False, and *choice stays: no choice of the field has that code. */
bool aid_field_parse(enum aid_field field, const char *code, int *choice);

/* Has the command `ask`, or `offer`, an option of that name from this table? Each of them takes a value. */
bool aid_field_of_ask(const char *option);
bool aid_field_of_offer(const char *option);

#endif
