/* aid_kinds.h: the kinds and urgencies of asks and offers, and who may answer an ask. RULES 3.1. Pure. */
#ifndef BBS_AID_KINDS_H
#define BBS_AID_KINDS_H

#include <stdbool.h>

/* Stored in the database as these numbers: add new ones only at the end. */
enum aid_kind {
    AID_GOODS,
    AID_FOOD,
    AID_CARE,
    AID_TRANSPORT,
    AID_SKILL,
    AID_TOOL,
    AID_SPACE,
    AID_COMPANY,
    AID_OTHER,
    AID_KINDS,
};
enum aid_urgency { AID_TODAY, AID_DAYS, AID_WEEK, AID_WHENEVER, AID_URGENCIES };
enum aid_who { AID_ANYONE, AID_WOMEN, AID_MY_BLOCK, AID_NAMED }; /* the people who may answer an ask */
/* Did the asker agree that her ask climbs to other units (RULES 3.7)? Stored as these numbers. */
enum aid_climbs {
    AID_STAYS,
    AID_CLIMBS,
    AID_CLIMBS_WITH_LINE, /* it climbs, and a person there who says "I can" may read its one line */
};

/* Who pays what the help costs: one field of an ask, which is shown and compared with nothing. Stored as these numbers.
 */
enum aid_pays {
    AID_PAYS_NOTHING, /* it costs nothing */
    AID_PAYS_BACK,    /* the asker pays it back */
    AID_PAYS_BOX,     /* the common box, if the street says so (RULES 8.1) */
    AID_PAYS,
};

/* Why a coordinator left a pair out of a matching night: words of things, never of people. Stored as these numbers. */
enum aid_drop {
    AID_DROP_THING,
    AID_DROP_SIZE,
    AID_DROP_MANY,
    AID_DROP_PLACE,
    AID_DROP_TIME,
    AID_DROPS,
};

/* From which unit an ask, offer or match comes, seen from the actor's unit. RULES 3.7. */
enum aid_from {
    AID_FROM_HERE,
    AID_FROM_BESIDE, /* from a neighbouring unit: an ask climbed from there, or an ask of hers climbed to there */
    AID_FROM_ABOVE,  /* from a unit further away, below the same parent unit */
};

/* Names for commands and JSON: "goods", "today", "my-block". Never translated. The parse functions return false for
 * every other name. */
const char *aid_kind_name(enum aid_kind kind);
bool aid_kind_parse(const char *name, enum aid_kind *kind);
const char *aid_urgency_name(enum aid_urgency urgency);
bool aid_urgency_parse(const char *name, enum aid_urgency *urgency);
const char *aid_who_name(enum aid_who who);
const char *aid_climbs_name(enum aid_climbs climbs); /* "no", "yes", "line" */
const char *aid_pays_name(enum aid_pays pays);       /* "nothing", "back", "box" */
const char *aid_drop_name(enum aid_drop drop);       /* "thing", "size", "many", "place", "time" */
bool aid_drop_parse(const char *name, enum aid_drop *drop);
const char *aid_from_name(enum aid_from from); /* "here", "beside", "above" */

#endif
