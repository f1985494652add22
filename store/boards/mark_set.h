/*
 * mark_set.h: which posts of one thread are read: all up to a watermark, and a few beyond it. Pure.
 *
 * Kept as ascending ids, written as the differences between them, 7 bits a byte, the low ones first.
 */
#ifndef BBS_MARK_SET_H
#define BBS_MARK_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MARK_SET_MOST = 12000,       /* posts beyond the watermark; see mark_set_trim */
    MARK_SET_BYTES_MOST = 48000, /* of the written form */
};

struct mark_set {
    int64_t upto;   /* everything up to here is read */
    int64_t *above; /* ascending, all beyond upto */
    size_t count, room;
};
/* `bytes` may be hostile: reading stops at the first that makes no sense. */
void mark_set_read(struct mark_set *set, int64_t upto, const void *bytes, size_t length);
/* malloc'd; NULL and *length 0 when there is nothing beyond the watermark. */
unsigned char *mark_set_write(const struct mark_set *set, size_t *length);

bool mark_set_has(const struct mark_set *set, int64_t post);
void mark_set_add(struct mark_set *set, int64_t post);
/* Moves the watermark up to `upto` and lets go of what it covers. */
void mark_set_raise(struct mark_set *set, int64_t upto);
/* A post that is not read. When the watermark covered it, it moves below the post, and `between`, the ids of the
 * thread's posts above it up to the old watermark, ascending, stay read. */
void mark_set_remove(struct mark_set *set, int64_t post, const int64_t *between, size_t count);
void mark_set_join(struct mark_set *set, const struct mark_set *other); /* the union of both */
/* Keeps the written form within its bounds: the oldest gaps then count as read. */
void mark_set_trim(struct mark_set *set);
void mark_set_free(struct mark_set *set);

#endif
