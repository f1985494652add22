/* seat_write.h: what a decision does about tasks. RULES 5.5, 1.10. Private to store/. */
#ifndef BBS_SEAT_WRITE_H
#define BBS_SEAT_WRITE_H

#include "store/base/db.h"

/* Refuses a task that does not exist, and names those that do. */
enum result seat_known(struct store *store, const char *name);
/* May she have this task of that unit by a decision? Refuses who does not belong there or has the task, a second task
 * of power, a third term in a row, and a third steward or one of the same home. */
enum result seat_may_have(struct store *store, int64_t unit, const char *name, int64_t member, int64_t now);
/* She has it, for a term. Inside a write. */
enum result seat_insert(
    struct store *store, int64_t unit, const char *name, int64_t member, int64_t until, int64_t now);
/* She has it no more. RESULT_NOT_FOUND: she does not have it. Inside a write. */
enum result seat_end(struct store *store, int64_t unit, const char *name, int64_t member, int64_t now);

#endif
