/*
 * marks.h: what a member has not read, counted by one sentence. Private to store/.
 *
 * A post is unread to a member when it came after her floor, she has not read it, did not write it, it is not
 * withdrawn, and she muted neither its thread nor its author. mark_load() knows the first two, post_counts() the next
 * two and the author's mute, thread_is_muted() the rest; every list, counter and walk asks these and nothing else.
 *
 * Two tables hold the state. read_mark is the truth: per (member, thread) what is read. board_mark is only a shortcut
 * past threads with nothing unread: it is moved inside write transactions alone, after marks are on disk, so that it
 * can never hide a post; what makes old posts unread again (mark unread, unmute) moves it back.
 *
 * Marks of two sessions of one member are joined: read in one is read. A mark unread is an act of its own and takes
 * effect in the order in which it reaches the disk.
 */
#ifndef BBS_MARKS_H
#define BBS_MARKS_H

#include "boards.h"
#include "store/base/db.h"
#include "store/boards/mark_set.h"

/* Who reads. Whoever is not a member has nothing unread. */
struct reader {
    struct store *store;
    const struct actor *actor;
    int64_t member, floor;
    bool overlay;   /* sees deferred writes that are not on disk yet */
    int64_t *muted; /* members, ascending */
    size_t muted_count;
};
void reader_open(struct reader *reader, struct store *store, const struct actor *actor);
void reader_close(struct reader *reader);

bool author_is_muted(const struct reader *reader, int64_t author);
bool post_counts(const struct reader *reader, int64_t author, enum post_state state);
bool thread_is_muted(const struct reader *reader, int64_t thread);
/* What she has read of a thread. The caller frees the set. */
void mark_load(const struct reader *reader, int64_t thread, int64_t board, struct mark_set *set);

/* Unread posts, at most `most`; in how many threads, unless `threads` is NULL. */
int thread_unread(const struct reader *reader, int64_t thread, int64_t board, int most);
int board_unread(const struct reader *reader, int64_t board, int most, int *threads);

/* The clerk's half of deferred marks, inside a write. What makes no sense is left out. */
void mark_apply(struct store *store, const struct deferred *item);

#endif
