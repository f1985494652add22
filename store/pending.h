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

/* The clerk's half of DEFERRED_SEEN. visits.c. */
void visit_apply(struct store *store, const struct deferred *item);

/* Of DEFERRED_DRAFT's `a`: the place, and in whose name (RULES 1.8; 0: her own). */
static inline int64_t draft_key(enum draft_place place, int64_t written_for)
{
    return (int64_t)((uint64_t)written_for << 8 | (uint64_t)place);
}

static inline enum draft_place draft_key_place(int64_t key)
{
    return (enum draft_place)(key & 255);
}

static inline int64_t draft_key_for(int64_t key)
{
    return (int64_t)((uint64_t)key >> 8);
}

#endif
