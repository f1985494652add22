/* letter_box.h: how many letters wait, and which was read. Private to store/. */
#ifndef BBS_LETTER_BOX_H
#define BBS_LETTER_BOX_H

#include "store/base/db.h"

/* The clerk's half of DEFERRED_LETTER_READ. Inside a write. */
void letter_apply_read(struct store *store, const struct deferred *item);
int letters_unread(struct store *store, const struct actor *actor, int most);

#endif
