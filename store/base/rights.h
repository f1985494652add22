/* rights.h: what is asked of an actor before anything else. Private to store/. */
#ifndef BBS_RIGHTS_H
#define BBS_RIGHTS_H

#include "store/base/db.h"

/* She has an account and no home, and a home has to say yes to her first (newcomers.h). */
bool waits_at_door(struct store *store, int64_t member);
#define WAITS_AT_DOOR(member)                                                                                          \
    "EXISTS (SELECT 1 FROM at_door WHERE at_door.member = " member " AND at_door.yes = 0)" /* SQL */

#endif
