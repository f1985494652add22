/* few.h: a meeting in which there never were enough people. Private to store/assembly/. RULES 4.1. */
#ifndef BBS_FEW_H
#define BBS_FEW_H

#include "store/base/db.h"

/* Nothing was asked or decided in it, and there were never enough people; also when nobody opened it. */
bool few_came(struct store *store, int64_t meeting, int64_t now);
/* What it was to decide or choose comes on the next agenda. What comes so the second time becomes a vote over days,
 * when it is about things. Inside a write. */
enum result few_carry_on(struct store *store, int64_t unit, int64_t meeting, int64_t now);
/* The power ended it (RULES 1.7): it was adjourned, or a cut stands. It never counts as one to which too few came. */
bool few_by_cut(struct store *store, int64_t meeting);
/* Then whatever was not taken in it comes on the next agenda as it was. Inside a write. */
enum result few_carry_rest(struct store *store, int64_t unit, int64_t meeting, int64_t now);

#endif
