/*
 * marks.h: which posts a member has not read, by one rule that all lists and counters use. Private to store/.
 *
 * A post is unread for a member when all this is true: it is newer than her floor; she has not read it; she did not
 * write it; it is not withdrawn; she muted neither its thread nor its author. mark_load() knows the first two,
 * mark_post_counts() the author and the state, mark_thread_is_muted() the thread. Every list, counter and search for
 * the next unread post asks these three and nothing else.
 *
 * Two tables hold the state. read_mark is the truth: what each member has read of each thread. board_mark is only a
 * shortcut past threads that hold nothing unread. It advances only inside write transactions, after the marks are on
 * disk, so it can never hide an unread post. Acts that make old posts unread again (mark unread, unmute) move it back.
 *
 * Marks from two sessions of one member are joined: a post read in one session is read. Marking a post unread is an act
 * of its own, and takes effect in the order in which the acts reach the disk.
 */
#ifndef BBS_MARKS_H
#define BBS_MARKS_H

#include "boards.h"
#include "store/base/db.h"
#include "store/boards/mark_set.h"

/* Who reads. For readers who are not members nothing is unread. */
struct reader {
    struct store *store;
    const struct actor *actor;
    int64_t member, floor;
    bool overlay;   /* includes deferred writes that are not on disk yet */
    int64_t *muted; /* ids of members, ascending */
    size_t muted_count;
};
void mark_reader_open(struct reader *reader, struct store *store, const struct actor *actor);
void mark_reader_close(struct reader *reader);

bool mark_author_is_muted(const struct reader *reader, int64_t author);
bool mark_post_counts(const struct reader *reader, int64_t author, enum post_state state);
bool mark_thread_is_muted(const struct reader *reader, int64_t thread);
/* The posts of this thread that she has read. The caller frees the set. */
void mark_load(const struct reader *reader, int64_t thread, int64_t board, struct mark_set *set);

/* Number of unread posts, counted up to `most`. `last_post`: of the thread. */
int mark_unread_of_thread(const struct reader *reader, int64_t thread, int64_t board, int64_t last_post, int most);
int mark_unread_of_board(const struct reader *reader, int64_t board, int most);

/* Writes deferred marks, in the clerk. Ignores a mark that makes no sense. Inside a write. */
void mark_apply(struct store *store, const struct deferred *item);

#endif
