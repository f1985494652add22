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

/* Names for commands and JSON: "goods", "today", "my-block". Never translated. parse is false for other names. */
const char *aid_kind_name(enum aid_kind kind);
bool aid_kind_parse(const char *name, enum aid_kind *kind);
const char *aid_urgency_name(enum aid_urgency urgency);
bool aid_urgency_parse(const char *name, enum aid_urgency *urgency);
const char *aid_who_name(enum aid_who who);
bool aid_who_parse(const char *name, enum aid_who *who);

#endif
