/* restored.h: what is shut to an account whose password others set (RULES 1.9). Private to store/. */
#ifndef BBS_RESTORED_H
#define BBS_RESTORED_H

#include "lost.h"
#include "store/base/db.h"

/* Her password was set by others: from now on her account may not do all (RULES 1.9), and what she was writing is laid
 * aside with her old letters. `by_shell`: a steward did it. Inside a write. */
void restored_begin(struct store *store, int64_t member, bool by_shell, int64_t now);
void restored_end(struct store *store, int64_t member);
/* Of all who are no longer shut out: what they were writing before lies where it lay. Inside a write. */
void restored_return_drafts(struct store *store);

/* While she is restored, what is not newer than that stays shut: a time, 0: she is not. SQL, ?1 is she. */
#define RESTORED_AT "coalesce((SELECT at FROM restored WHERE member = ?1), 0)"

#endif
