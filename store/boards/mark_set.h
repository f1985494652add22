/*
 * mark_set.h: the set of posts of one thread that are read: all posts up to a watermark, and some above it. Pure.
 *
 * The posts above it are ascending ids. Written down, they are the differences between neighbours, 7 bits in each byte,
 * the low bits first.
 */
#ifndef BBS_MARK_SET_H
#define BBS_MARK_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MARK_SET_MOST = 12000,       /* posts above the watermark; see mark_set_trim */
    MARK_SET_BYTES_MOST = 48000, /* of the written form */
};

struct mark_set {
    int64_t upto;   /* everything up to here is read */
    int64_t *above; /* ascending, all beyond upto */
    size_t count, room;
};
/* `bytes` may come from an attacker: reading stops at the first number that makes no sense. */
void mark_set_read(struct mark_set *set, int64_t upto, const void *bytes, size_t length);
/* malloc'd. NULL, with *length 0, when no post above the watermark is read. */
unsigned char *mark_set_write(const struct mark_set *set, size_t *length);

bool mark_set_has(const struct mark_set *set, int64_t post);
void mark_set_add(struct mark_set *set, int64_t post);
/* Moves the watermark up to `upto`, and drops the ids that it now covers. */
void mark_set_raise(struct mark_set *set, int64_t upto);
/* Makes a post unread. When the watermark covered it, the watermark moves below the post, and the posts in `between`
 * stay read: the ids of the thread's posts after this one, up to the old watermark, ascending. */
void mark_set_remove(struct mark_set *set, int64_t post, const int64_t *between, size_t count);
void mark_set_join(struct mark_set *set, const struct mark_set *other); /* the union of both */
/* Keeps the written form within its limits; the oldest unread posts then count as read. */
void mark_set_trim(struct mark_set *set);
void mark_set_free(struct mark_set *set);

#endif
