/*
 * learn.h: the learner's chair of a task, and what people tell whoever chaired a meeting. RULES 8.3.
 *
 * Refusals give a sentence in store_reason().
 */
#ifndef BBS_LEARN_H
#define BBS_LEARN_H

#include "actor.h"
#include "store.h"

/* --- a learner sits beside somebody who has the task; without one, beside whoever had it last. It ends after 90 days,
 * and when she has the task herself --- */
enum { LEARNERS_MOST = 40 };
struct learner {
    char task[32], handle[HANDLE_BYTES], home[32];
    char beside[HANDLE_BYTES]; /* who shows it to her; "": nobody had it yet */
    bool mine;
};
/* In the unit where she is. One learner for each person who has the task, and one in any case: RESULT_CONFLICT. */
enum result learn_set(struct store *store, const struct actor *actor, const char *task, bool on, int64_t now);
enum result learn_list(
    struct store *store, const struct actor *actor, int64_t now, struct learner *out, size_t limit, size_t *count);

/* --- after a meeting three people, drawn by lot among those who were there, are asked to tell whoever chaired: what
 * helped, what hurt, try this. She alone reads it, without names, once all have told or three days went by; 14 days
 * after the meeting it is gone. --- */
enum { TELL_MAX = 300, TELLERS = 3, TOLD_SHOWN = 12, TELL_SHOWN_AFTER = 3 * 86400 };
struct tell {
    int64_t meeting, unit, at;
    char title[72 * 4 + 1], chair[HANDLE_BYTES];
};
struct told {
    int64_t meeting, at;
    char helped[TELL_MAX * 4 + 1], hurt[TELL_MAX * 4 + 1], try[TELL_MAX * 4 + 1]; /* "": she said nothing to it */
};
/* Meetings about which she is asked. */
enum result tell_list(
    struct store *store, const struct actor *actor, int64_t now, struct tell *out, size_t limit, size_t *count);
/* Each text may be NULL; all three NULL: she would rather not. She is not asked again. */
enum result tell_chair(struct store *store, const struct actor *actor, int64_t meeting, const char *helped,
    const char *hurt, const char *try, int64_t now);
/* Cuts what was typed into the three: a line each, in that order; an empty one says nothing to it. False: there are
 * more than three lines, or one is longer than any of them can be. */
bool tell_parts(const char *lines, char out[TELLERS][TELL_MAX * 4 + 1]);
/* What she was told who chaired. Reading them ends the line on home. */
enum result tell_told_list(
    struct store *store, const struct actor *actor, int64_t now, struct told *out, size_t limit, size_t *count);
enum result tell_told_read(struct store *store, const struct actor *actor, int64_t now);

#endif
