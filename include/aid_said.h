/*
 * aid_said.h: reads an ask or offer back in one sentence, before it is sent: "You ask the street for goods, today:
 * Nappies, smallest size." Every face says the same (RULES 3.1, 9.6). Pure: the present is an argument.
 */
#ifndef BBS_AID_SAID_H
#define BBS_AID_SAID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aid.h"
#include "aid_fields.h"
#include "units.h"
#include "util.h"

/* `answer`: of each field, as a draft spells it; NULL or "" is what the field means without an answer. `name`: the
 * person for whom it is written by hand (RULES 1.8); NULL: it is the writer's own. Adds to `out`; not safe for a
 * terminal. A window that cannot be read is left out: its own field says what is wrong. */
void aid_read_back(char *const answer[AID_FIELDS], bool is_offer, enum unit_kind unit, const char *name, int64_t now,
    struct buffer *out);

enum { AID_HANDS_BYTES = 800 };
/* "2 of 4 hands found: eve, flo; 2 still missing". `names` may be "". Returns `out`. */
const char *aid_hands_say(int hands, int found, const char *names, char *out, size_t size);

/* What the two said of every week, in one sentence; "" when they said nothing. */
const char *aid_every_say(enum aid_every every, const char *other, char *out, size_t size);

#endif
