/* letter_box.h: how many letters wait, and which was read. Private to store/. */
#ifndef BBS_LETTER_BOX_H
#define BBS_LETTER_BOX_H

#include "store/base/db.h"

/* The clerk's half of DEFERRED_LETTER_READ. Inside a write. */
void letter_apply_read(struct store *store, const struct deferred *item);
/* She has a letter from that person: so she may answer, wherever the two live. */
bool letter_came_from(struct store *store, const struct actor *actor, int64_t writer);
int letters_unread(struct store *store, const struct actor *actor, int most);

#endif
