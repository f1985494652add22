/*
 * forget.h: what each part of the store empties when it is due (RULES 1.12). forget.c walks them. Private to store/.
 * Each gives how many rows it emptied, -1 on failure; they run inside the caller's transaction.
 */
#ifndef BBS_FORGET_H
#define BBS_FORGET_H

#include "store.h"

/* How long the house remembers: the retention table's seconds for a name. */
int64_t forget_after(struct store *store, const char *name);

int boards_forget(struct store *store, int64_t now);
int letters_forget(struct store *store, int64_t now);

#endif
