/* moving_write.h: who waits to move into a home, for newcomers.c. Private to store/. */
#ifndef BBS_MOVING_WRITE_H
#define BBS_MOVING_WRITE_H

#include "moving.h"
#include "store/base/db.h"

/* SQL of who moved in and can still be stopped by that home's others: whoever said the yes; null where member `m` of
 * the statement came in some other way since. */
#define MOVED_BY "(SELECT v.yes FROM moving v WHERE v.member = m.id AND v.moved <> 0 AND v.moved >= m.joined)"

/* A statement of those who wait to move into a street where people live, and of those who moved out of a home lately:
 * member, when (asked or moved), handle, home and the street that she lives in now ("" of who moved out), whether she
 * moved out. */
sqlite3_stmt *moving_told(struct store *store, int64_t unit, int64_t household, int64_t now);

/* Somebody of a home there says yes. RESULT_NOT_FOUND: that member does not wait to move. Inside a write. */
enum result moving_yes(struct store *store, const struct actor *actor, int64_t member, int64_t now);

#endif
