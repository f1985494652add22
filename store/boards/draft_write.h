/* draft_write.h: a draft comes to the disk. Private to store/. */
#ifndef BBS_DRAFT_WRITE_H
#define BBS_DRAFT_WRITE_H

#include "deferred.h"

/* The clerk's half of DEFERRED_DRAFT. `title`: the item's text, which ends with a NUL. Inside a write. */
void draft_apply(struct store *store, const struct deferred *item, const char *title);

#endif
