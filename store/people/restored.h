/* restored.h: what is closed to an account whose password others set. RULES 1.9. Private to store/. */
#ifndef BBS_RESTORED_H
#define BBS_RESTORED_H

#include "lost.h"
#include "store/base/db.h"

/* Others set her password: from now on her account is limited (RULES 1.9), and her drafts are set aside with her old
 * letters. `by_shell`: a steward set it. Inside a write. */
void restored_begin(struct store *store, int64_t member, bool by_shell, int64_t now);
/* Ends the limits of this account early, and puts its drafts back. Inside a write. */
void restored_end(struct store *store, int64_t member);
/* For all members whose limits are over: puts the drafts that were set aside back. Inside a write. */
void restored_return_drafts(struct store *store);

/* True from the act of others until she chose her own password: nothing is written meanwhile but in a session that was
 * open before, and its drafts are set aside too. */
bool restored_keeps_draft(struct store *store, int64_t member);

/* SQL; ?1 is the member. While she is restored: the time when it began. What is not newer than that stays closed. 0
 * otherwise. */
#define RESTORED_AT "coalesce((SELECT at FROM restored WHERE member = ?1), 0)"

#endif
