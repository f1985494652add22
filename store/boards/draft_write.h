/* draft_write.h: writes drafts to disk. RULES 1.7. Private to store/. */
#ifndef BBS_DRAFT_WRITE_H
#define BBS_DRAFT_WRITE_H

#include "deferred.h"

/* Writes a DEFERRED_DRAFT, in the clerk. `title`: the item's text, which ends with a NUL. Inside a write. */
void draft_apply(struct store *store, const struct deferred *item, const char *title);

#endif
