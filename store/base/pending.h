/* pending.h: a session's deferred writes that are not on disk yet. Private to store/. */
#ifndef BBS_PENDING_H
#define BBS_PENDING_H

#include "deferred.h"

struct pending {
    struct pending *next;
    bool sent;
    struct deferred item; /* owns its text, which has a NUL after its length */
};
/* The newest state of a key, or NULL when the list has no item for it. Only drafts use `b`. */
const struct deferred *pending_find(
    const struct store *store, int64_t member, enum deferred_kind kind, int64_t a, int64_t b);

/* The part of an item's text after `behind` NULs; "" when there are fewer. */
const char *deferred_part(const char *text, size_t length, int behind);

#endif
