/* moving_write.h: who waits to move into a home, for newcomers.c. RULES 1.0. Private to store/. */
#ifndef BBS_MOVING_WRITE_H
#define BBS_MOVING_WRITE_H

#include "moving.h"
#include "store/base/db.h"

/* SQL: for a member who moved in and whom others of that home can still stop, the member who said yes to her. NULL when
 * member `m` of the statement has come in by another way since. */
#define MOVED_BY "(SELECT v.yes FROM moving v WHERE v.member = m.id AND v.moved <> 0 AND v.moved >= m.joined)"

/* Returns a statement over two groups: members who ask to move into this street (where people live already), and
 * members who moved out of `household` in the last MOVED_SECONDS. Columns: member; time (asked or moved); handle; home;
 * the street where she lives now ("" when she moved out); 1 when she moved out, else 0. The caller frees it by
 * db_done(). */
sqlite3_stmt *moving_told(struct store *store, int64_t unit, int64_t household, int64_t now);

/* The actor, of a home there, says yes. RESULT_NOT_FOUND: that member does not wait to move. Inside a write. */
enum result moving_yes(struct store *store, const struct actor *actor, int64_t member, int64_t now);

#endif
