/* shell_acts.h: what a steward does to a member from the shell (RULES 1.10), for the files of store/. */
#ifndef BBS_SHELL_ACTS_H
#define BBS_SHELL_ACTS_H

#include "store/base/db.h"
#include "units.h"

enum { SHELL_ACT_NAMES = 2 * UNIT_NAME_BYTES + UNIT_SLUG_BYTES + 2 }; /* of a "name": two names and a short one */

/* Inside a write. Does nothing unless the actor is the operator. Skips acts that create the member, and demo houses.
 * `kind`: "password", "task", "task back", "unit" or "name"; `detail`: which. */
void shell_act_note(
    struct store *store, const struct actor *actor, int64_t member, const char *kind, const char *detail, int64_t now);

#endif
