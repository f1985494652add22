/* visit_write.h: writes log-ins and presence to disk. RULES 1.6, 1.7. Private to store/. */
#ifndef BBS_VISIT_WRITE_H
#define BBS_VISIT_WRITE_H

#include "deferred.h"

/* Writes a DEFERRED_SEEN, in the clerk. Inside a write. */
void visit_apply(struct store *store, const struct deferred *item);
/* Removes what is due; called when the subject forgets. Returns the number of rows. Inside a write. */
int visits_forget(struct store *store, int64_t now);
/* Writes a DEFERRED_LOGIN. `sealed`: the item's text, which ends with a NUL. Inside a write. */
void visit_apply_login(struct store *store, const struct deferred *item, const char *sealed);

#endif
