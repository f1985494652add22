/* shell_acts.h: what a steward does to a member from the shell (RULES 1.10), for the files of store/. */
#ifndef BBS_SHELL_ACTS_H
#define BBS_SHELL_ACTS_H

#include "store/db.h"

/* Inside a write. Nothing for who is no operator, nor for what belongs to her coming in, at that very time, nor
 * in a made-up street. */
void shell_act_note(
    struct store *store, const struct actor *actor, int64_t member, const char *kind, const char *detail, int64_t now);

#endif
