/* vote_row.h: what the files of votes share, and what proposals, the room and secret ballots ask of them. Private to
 * store/assembly/. */
#ifndef BBS_VOTE_ROW_H
#define BBS_VOTE_ROW_H

#include "store/assembly/meeting_row.h"
#include "votes.h"

struct vote_row {
    int64_t id, unit, meeting, item, proposal, after, person, opener, opened, closes, closed, seed;
    enum vote_kind kind;
    enum vote_state state;
    enum majority majority;
    enum item_about about;
    bool secret, days;
    int options; /* with "leave it as it is" */
    int voters, active, homes;
};
/* RESULT_NOT_FOUND when there is no such vote, and for everybody who does not belong to its unit. */
enum result vote_row_get(struct store *store, const struct actor *actor, int64_t vote, struct vote_row *out);
/* For the house itself: no rights are asked. False: there is none. */
bool vote_row_read(struct store *store, int64_t vote, struct vote_row *out);

/* --- opening; vote_open.c --- */

/* Opens a vote of that unit over days, in nobody's name: a fallback, or items whose meeting twice had too few people
 * (RULES 4.1, 4.5). form->meeting is kept as where it came from; the words in `form` are clean. Whether such a vote may
 * be held at all, the caller has checked. Inside a write. *vote: its number. */
enum result vote_open_by_house(struct store *store, int64_t unit, int64_t item, enum item_about about,
    const struct vote_new *form, int64_t now, int64_t *vote);
/* She may vote there (RULES 1.1, 1.9). */
bool vote_may_vote(struct store *store, int64_t unit, int64_t member, int64_t now);

/* --- casting; vote_cast.c --- */

/* The actor is in the list, the vote is open, and she has no paper. A sentence says what is wrong. */
enum result vote_require_voter(struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now);
/* Notes that she voted, and wakes the screens that wait for it. `ballot`: its text; "" of a secret vote. Inside a
 * write. */
enum result vote_note(struct store *store, const struct actor *actor, const struct vote_row *row, const char *ballot);

/* --- counting; vote_count.c --- */

struct vote_box { /* ballots that are counted, in no order */
    struct vote_count *list;
    size_t count, room;
};
void vote_box_add(struct vote_box *box, int64_t count, const struct ballot *ballot);
void vote_box_free(struct vote_box *box);
/* Counts the vote, says what came of it, and closes it: for every road that ends a vote. `secret`: the choices of a
 * secret vote, those on paper excepted; NULL for an open one, whose ballots stand in the list of voters. actor NULL:
 * the house. Inside a write. */
enum result vote_end(struct store *store, const struct actor *actor, const struct vote_row *row,
    const struct vote_box *secret, int64_t now);
/* Closes it without counting: the meeting ended, or too few ballots. Inside a write. */
enum result vote_end_without(
    struct store *store, const struct actor *actor, const struct vote_row *row, enum vote_state state, int64_t now);

/* --- for the room --- */
/* The meeting closes: votes in it that are still open end without a count. Inside a write. */
enum result votes_end_with(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* Closes the votes over days whose hour has come. Inside a write. Returns how many changed. */
int votes_close_due(struct store *store, int64_t now);

/* --- proposals; proposal_vote.c --- */
/* A vote about a proposal was counted. Inside a write. */
enum result proposal_voted(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t vote, bool passed, int64_t now);

/* --- secret ballots; vote_secret.c. Until they are built, these refuse --- */
/* A secret vote may be opened now; *state is VOTE_OPEN, or VOTE_PREPARED until its slips are typed back. Inside a
 * write. */
enum result vote_secret_begin(struct store *store, const struct vote_row *row, enum vote_state *state, int64_t now);
/* The hour of a secret vote over days has come, or the chair closes one in the room: gives its choices to vote_end().
 * Inside a write. */
enum result vote_secret_end(struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now);

extern const struct by_hand_kind vote_by_hand[]; /* vote_hand.c; ends with an entry of nulls */

#endif
