/* visit_write.h: log-ins, and that somebody is there, come to the disk. Private to store/. */
#ifndef BBS_VISIT_WRITE_H
#define BBS_VISIT_WRITE_H

#include "deferred.h"

/* The clerk's half of DEFERRED_SEEN. Inside a write. */
void visit_apply(struct store *store, const struct deferred *item);
/* As a subject forgets. Inside a write. */
int visits_forget(struct store *store, int64_t now);
/* Of DEFERRED_LOGIN. `sealed`: the item's text, which ends with a NUL. */
void visit_apply_login(struct store *store, const struct deferred *item, const char *sealed);

#endif
