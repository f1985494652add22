/*
 * aid_fields.h: one table of the fields of an ask and an offer. It gives the options of the commands `ask` and `offer`,
 * the questions of line mode, the rows of the screens' form (screens/aid/aid_form.c), and the names in a draft. So a
 * member can begin an ask in the screens and go on in line mode, and the other way round.
 */
#ifndef BBS_AID_FIELDS_H
#define BBS_AID_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "form_fields.h"

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
    AID_FIELD_HANDS,
    AID_FIELD_CAPACITY,
    AID_FIELD_WHO,
    AID_FIELD_NAMED,
    AID_FIELD_UNWANTED,
    AID_FIELD_PAYS,
    AID_FIELD_DETAILS,
    AID_FIELD_LANGUAGES,
    AID_FIELD_CLIMB,
    AID_FIELD_LEARNER,
    AID_FIELD_SAME_WORDS,
    AID_FIELDS
};

enum aid_use {
    AID_UNUSED,
    AID_OPTION, /* the command has it as an option */
    AID_ASKED,  /* the command has it, and line mode asks for it in turn */
};

struct aid_field_row {
    struct form_field field; /* form_fields.h; an empty answer in its `otherwise` is the code of a choice, a number,
                                else words */
    const char *offered;     /* the same for an offer, when that is different */
    enum aid_use of_asks, of_offers;
};
const struct aid_field_row *aid_field_row(enum aid_field field);

enum aid_field aid_field_named(const char *name, size_t length); /* AID_FIELDS: no field has that name */
enum aid_use aid_field_use(enum aid_field field, bool is_offer);
const char *aid_field_otherwise(enum aid_field field, bool is_offer); /* `otherwise`, or `offered` for an offer */
/* Finds the choice of a field by its code, or by the word that the screen says for it in the present language: "food"
 * and "comida". Capitals and accents do not matter. False when it has no such choice; *choice then stays unchanged. */
bool aid_field_parse(enum aid_field field, const char *code, int *choice);

/* "weekly" and "once", and the same in the words of the present language. False for anything else; *weekly then stays
 * unchanged. */
bool aid_weekly_parse(const char *words, bool *weekly);

/* True when the command `ask`, or `offer`, has an option of that name in this table. All of these take a value. */
bool aid_field_of_ask(const char *option);
bool aid_field_of_offer(const char *option);

#endif
