/* post_write.h: adds a post, for threads.c and posts.c. Private to store/. */
#ifndef BBS_POST_WRITE_H
#define BBS_POST_WRITE_H

#include "store/boards/access.h"

struct post_new {
    const struct place *place; /* its thread is set */
    int64_t author, at;
    int64_t parent;    /* 0: it is the first post of its thread */
    const char *title; /* of the thread; "" unless this is the first post */
    const char *body;  /* cleaned by db_clean_text() */
};
enum { POST_LEVEL = 4 }; /* bytes of a path for each level of the tree; post_write.c */

/* Inside a write. */
enum result post_insert(struct store *store, const struct post_new *form, int64_t *post);
/* The house itself opens a thread: the minutes of a meeting. A long text takes several posts, cut between lines. */
enum result thread_by_house(
    struct store *store, const struct place *board, const char *title, const char *text, int64_t now, int64_t *thread);
/* Writes the ledger's entry about an act on a post of this place. `hash` NULL: the entry has no text. */
enum result post_ledger(struct store *store, const struct place *place, enum ledger_kind kind, int64_t post,
    int64_t actor, int64_t now, const unsigned char *hash);

#endif
