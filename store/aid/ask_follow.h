/* ask_follow.h: an ask that was made for something else, a meeting, and goes with it. RULES 4.1. Private to store/.
 * Inside a write; `ask` 0: does nothing. */
#ifndef BBS_ASK_FOLLOW_H
#define BBS_ASK_FOLLOW_H

#include "store/base/db.h"

/* True when somebody has agreed to it; `state` as the database keeps it. */
bool ask_follows_is_met(int state);
/* Withdraws it, unless somebody has agreed to it: then the two go on, and talk. `by` gets no notice. */
void ask_follows_end(struct store *store, int64_t ask, int64_t by, int64_t now);
/* Gives it another window, while nobody has answered it. An answer was given for the old one: then the two get a
 * notice, and the window stays. */
void ask_follows_move(struct store *store, int64_t ask, int64_t starts, int64_t ends, int64_t by, int64_t now);

#endif
