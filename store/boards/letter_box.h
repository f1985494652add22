/* letter_box.h: notes that a letter was read. RULES 2.3. Private to store/. */
#ifndef BBS_LETTER_BOX_H
#define BBS_LETTER_BOX_H

#include "store/base/db.h"

/* Writes a DEFERRED_LETTER_READ, in the clerk. Inside a write. */
void letter_apply_read(struct store *store, const struct deferred *item);
/* True when she has a letter from that person, so that she may answer, wherever the two live. */
bool letter_came_from(struct store *store, const struct actor *actor, int64_t writer);

#endif
