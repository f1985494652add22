/*
 * forget.h: what each part of the store empties when it is due (RULES 1.12). forget.c walks them. Private to store/.
 * Each gives how many rows it emptied, -1 on failure; they run inside the caller's transaction.
 */
#ifndef BBS_FORGET_H
#define BBS_FORGET_H

#include "store/base/retention.h"

/* The index is cleaned in bounded steps: while some are left, one is counted more. */
int boards_forget(struct store *store, int64_t now);
int letters_forget(struct store *store, int64_t now);
int visits_forget(struct store *store, int64_t now);

/* --- what is erased before its time, because somebody wants it gone. Inside a write --- */

void letters_leave(struct store *store, int64_t member, int64_t at); /* her side of all her letters */
void letter_erase(struct store *store, int64_t letter);

#endif
