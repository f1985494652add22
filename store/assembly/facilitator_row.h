/* facilitator_row.h: is a woman among the facilitators? RULES 4.1. Private to store/assembly/. */
#ifndef BBS_FACILITATOR_ROW_H
#define BBS_FACILITATOR_ROW_H

#include "store/base/db.h"

/* None of the facilitators of that unit is a woman whose word stands; also where there are no facilitators. */
bool facilitators_lack_a_woman(struct store *store, int64_t unit, int64_t now);

#endif
