/*
 * feelings.h: joy and sorrow, each with a board of its own. RULES 8.3.
 *
 * Joys (births, feasts, songs, thanks) and sorrows (a death, an eviction, a job lost) are threads on the boards `joy`
 * and `sorrow` of a unit. Such a board is opened by the first who writes there, for the unit alone; what holds for all
 * threads holds for these: drafts, writing by hand, export, forgetting.
 *
 * To a sorrow people say "I am with you". It is not counted, and only whoever wrote the sorrow sees their names. They
 * are forgotten after 30 days. "I bring food" becomes an offer of mutual aid (aid.h).
 */
#ifndef BBS_FEELINGS_H
#define BBS_FEELINGS_H

#include "boards.h"

enum feeling { FEELING_JOY, FEELING_SORROW, FEELINGS };
const char *feeling_slug(enum feeling feeling); /* "joy", "sorrow": the short name of its board */

/* The board of the unit where she is. `make`: opens it when there is none. RESULT_NOT_FOUND with a sentence: there is
 * none, or it was closed by a decision. */
enum result feeling_board(
    struct store *store, const struct actor *actor, enum feeling feeling, bool make, int64_t now, int64_t *board);

struct feeling_line {
    int64_t thread, board, at; /* thread 0: none yet */
    char title[TITLE_MAX * 4 + 1];
    char with[HANDLE_BYTES]; /* of a sorrow of hers: who said last that she is with her; "": nobody */
};
/* The newest of each in the unit where she is, for home. Of a member; else nothing. */
enum result feelings_newest(struct store *store, const struct actor *actor, struct feeling_line out[FEELINGS]);

/* "I am with you", on a thread of a sorrow board that she may read. Not to oneself. `on` false takes it back. */
enum result feeling_be_with(struct store *store, const struct actor *actor, int64_t thread, bool on, int64_t now);
enum { WITH_MOST = 100 };
struct sorrow_name {
    char handle[HANDLE_BYTES];
};
/* By whoever wrote the sorrow: the handles of those who said it, the newest first. RESULT_REFUSED for everybody else.
 */
enum result feeling_with(struct store *store, const struct actor *actor, int64_t thread, struct sorrow_name *out,
    size_t limit, size_t *count);

#endif
