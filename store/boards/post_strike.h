/* post_strike.h: a post that was written by another's hand is struck, or given back. Private to store/. Inside a write.
 */
#ifndef BBS_POST_STRIKE_H
#define BBS_POST_STRIKE_H

#include "store/base/db.h"

/* At her word, by whoever the actor is; the book tells who. */
enum result post_strike(struct store *store, const struct actor *actor, int64_t post, int64_t now);
enum result post_unstrike(struct store *store, const struct actor *actor, int64_t post, int64_t now);

#endif
