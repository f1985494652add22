/* retention.h: how long the house remembers what (RULES 1.12). Private to store/. */
#ifndef BBS_RETENTION_H
#define BBS_RETENTION_H

#include "store/base/db.h"

/* How long the house remembers: the retention table's seconds for a name. */
int64_t forget_after(struct store *store, const char *name);

/* Notes that a row was erased before its time, because somebody wants it gone, so that a restored backup loses it too.
 * `name` is what a subject erases. Inside a write. */
void erased_note(struct store *store, const char *name, int64_t row, int64_t at);

#endif
