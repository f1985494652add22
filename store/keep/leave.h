/* leave.h: she leaves. Private to store/. Inside a write. */
#ifndef BBS_LEAVE_H
#define BBS_LEAVE_H

#include "store/base/db.h"

/* All but her posts; notes nothing. */
void member_erase(struct store *store, int64_t member, int64_t at);
/* Those whose leaving another home confirmed a day ago. How many left; -1 on failure. As in forget.h */
int leave_confirmed(struct store *store, int64_t now);

#endif
