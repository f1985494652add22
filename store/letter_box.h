/* letter_box.h: how many letters wait. Private to store/. */
#ifndef BBS_LETTER_BOX_H
#define BBS_LETTER_BOX_H

#include "store/db.h"

int letters_unread(struct store *store, const struct actor *actor, int most);

#endif
