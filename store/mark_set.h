/*
 * mark_set.h: the posts of a thread that were read beyond its watermark: ascending ids as variable-length differences
 * from `upto`. Pure; `bytes` may be hostile (they come from the file): decoding stops at the first that makes no sense.
 */
#ifndef BBS_MARK_SET_H
#define BBS_MARK_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mark_set {
    int64_t upto;    /* everything up to here is read */
    int64_t *above;  /* ascending, all > upto */
    size_t count, room;
};
void mark_set_decode(struct mark_set *set, int64_t upto, const void *bytes, size_t length);
/* malloc'd; NULL and *length 0 when there is nothing beyond the watermark. */
unsigned char *mark_set_encode(const struct mark_set *set, size_t *length);
bool mark_set_has(const struct mark_set *set, int64_t post);
void mark_set_add(struct mark_set *set, int64_t post);
/* Below the watermark nothing can be missing, so it moves down: `between` are the thread's other ids in (post, upto]. */
void mark_set_remove(struct mark_set *set, int64_t post, const int64_t *between, size_t count);
/* Moves the watermark to `upto` and drops what it covers. */
void mark_set_raise(struct mark_set *set, int64_t upto);
void mark_set_free(struct mark_set *set);

#endif
