/* post_strike.h: strikes a post that was written by another's hand, or puts it back. RULES 1.8. Private to store/.
 * Inside a write. */
#ifndef BBS_POST_STRIKE_H
#define BBS_POST_STRIKE_H

#include "store/base/db.h"

/* The actor strikes the post at the word of the member in whose name it stands; the ledger notes the actor. */
enum result post_strike(struct store *store, const struct actor *actor, int64_t post, int64_t now);
enum result post_unstrike(struct store *store, const struct actor *actor, int64_t post, int64_t now);

#endif
