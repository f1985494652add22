/* pending.h: a session's deferred writes that are not on disk yet. Private to store/. */
#ifndef BBS_PENDING_H
#define BBS_PENDING_H

#include "deferred.h"

struct pending {
    struct pending *next;
    bool sent;
    struct deferred item; /* its text is owned here */
};
/* The newest state of a key, or NULL when the database has it. `b` counts for drafts only. */
const struct deferred *deferred_find(const struct store *store, enum deferred_kind kind, int64_t a, int64_t b);

#endif
