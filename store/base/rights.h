/* rights.h: the first check of every actor. Private to store/. */
#ifndef BBS_RIGHTS_H
#define BBS_RIGHTS_H

#include "store/base/db.h"

/* True when the member has an account but no home, and a home must first say yes to her (newcomers.h). */
bool rights_awaits_admission(struct store *store, int64_t member);
#define AWAITS_ADMISSION(member)                                                                                       \
    "EXISTS (SELECT 1 FROM at_door WHERE at_door.member = " member " AND at_door.yes = 0)" /* SQL */

#endif
