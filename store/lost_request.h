/* lost_request.h: what log-ins and the caretaker do about requests for lost passwords. Private to store/. */
#ifndef BBS_LOST_REQUEST_H
#define BBS_LOST_REQUEST_H

#include "store/db.h"

/* Before a password of hers is tried: what is due becomes her password. Costs a log-in one look. */
void lost_settle(struct store *store, int64_t member, int64_t now);
/* She logged in. */
void lost_login(struct store *store, int64_t member, int64_t now);
/* Her password was set by others: from now on her account may not do all (RULES 1.9), and what she was writing is laid
 * aside with her old letters. `by_shell`: a steward did it. Inside a write. */
void restored_begin(struct store *store, int64_t member, bool by_shell, int64_t now);
int lost_forget(struct store *store, int64_t now); /* as in forget.h */

/* While she is restored, what is not newer than that stays shut: a time, 0: she is not. SQL, ?1 is she. */
#define RESTORED_AT "coalesce((SELECT at FROM restored WHERE member = ?1), 0)"

#endif
