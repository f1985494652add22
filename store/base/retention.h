/* retention.h: how long the house keeps each thing (RULES 1.12). Private to store/. */
#ifndef BBS_RETENTION_H
#define BBS_RETENTION_H

#include "store/base/db.h"

/* The retention period in seconds, from the table `retention`, for a name. */
int64_t retention_period(struct store *store, const char *name);

/* Notes that a row was erased before its time because somebody asked for it. A restored backup then erases it again.
 * `name` is the `erases` of a subject (subject.h). Inside a write. */
void retention_note_erased(struct store *store, const char *name, int64_t row, int64_t at);

#endif
