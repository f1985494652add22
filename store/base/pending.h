/* pending.h: a session's deferred writes that are not on disk yet. Private to store/. */
#ifndef BBS_PENDING_H
#define BBS_PENDING_H

#include "deferred.h"

struct pending {
    struct pending *next;
    bool sent;
    struct deferred item; /* its text is owned here, and always ends with a NUL beyond its length */
};
/* The newest state of that key, or NULL when the database has it. `b` counts for drafts alone. */
const struct deferred *pending_find(
    const struct store *store, int64_t member, enum deferred_kind kind, int64_t a, int64_t b);

/* The part of an item's text behind so many NULs, or "" when there are fewer. */
const char *deferred_part(const char *text, size_t length, int behind);

#endif
