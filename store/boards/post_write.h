/* post_write.h: how a post comes to be, for threads.c and posts.c. Private to store/. */
#ifndef BBS_POST_WRITE_H
#define BBS_POST_WRITE_H

#include "store/boards/access.h"

struct post_new {
    const struct place *place; /* its thread is set */
    int64_t author, at;
    int64_t parent;    /* 0: the first of its thread */
    const char *title; /* of the thread, "" for any but the first post */
    const char *body;  /* cleaned */
};
enum { POST_LEVEL = 4 }; /* bytes of a path for each level of the tree; post_write.c */

/* Inside a write. */
enum result post_insert(struct store *store, const struct post_new *form, int64_t *post);
/* The book's entry of what was done with a post of this place; `hash` NULL: it has no text. */
enum result post_ledger(struct store *store, const struct place *place, enum ledger_kind kind, int64_t post,
    int64_t actor, int64_t now, const unsigned char *hash);

#endif
