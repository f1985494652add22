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
    int voters, active, homes, left_out;
    int needs, quorum_members, quorum_homes; /* fractions, as they are kept; needs: where `majority` is MAJORITY_HALF */
};
/* RESULT_NOT_FOUND when there is no such vote, and for everybody who does not belong to its unit. */
enum result vote_row_get(struct store *store, const struct actor *actor, int64_t vote, struct vote_row *out);
/* The same; and who reads an open meeting along reads what came of its closed votes (room_reader.h): *reader. */
enum result vote_row_to_read(
    struct store *store, const struct actor *actor, int64_t vote, struct vote_row *out, bool *reader);
/* For the house itself: no rights are asked. False: there is none. */
bool vote_row_read(struct store *store, int64_t vote, struct vote_row *out);

/* How much of those who answer says yes. */
struct fraction vote_needs(const struct vote_row *row);
/* Who voted of whom, without the homes of those who voted. */
struct majority_turnout vote_turnout(const struct vote_row *row, int64_t voted, int64_t homes);

/* No more ballots are taken: it was closed, or its hour has come. */
bool vote_is_over(const struct vote_row *row, int64_t now);
/* She may vote there (RULES 1.1, 1.9). */
bool vote_may_vote(struct store *store, int64_t unit, int64_t member, int64_t now);

/* --- vote_options.c --- */
/* What people wrote, one a line, malloc'd. again: it asks once more. */
enum result vote_options_clean(struct store *store, const struct vote_new *form, bool again, char **lines);
/* Fills the options of `out`, whose kind is set. */
void vote_options_read(const char *lines, struct vote *out);

/* A vote and what it came to, for the house itself: no rights are asked, and nothing of a member is in it. False: there
 * is none. vote_see.c */
bool vote_read_all(struct store *store, int64_t vote, struct vote *out, struct vote_result *result);

/* --- opening; vote_open.c --- */

/* Opens a vote of that unit over days, in nobody's name: a fallback, or items whose meeting twice had too few people
 * (RULES 4.1, 4.5). form->meeting is kept as where it came from; the words in `form` are clean. Whether such a vote may
 * be held at all, the caller has checked. Inside a write. *vote: its number. */
enum result vote_open_by_house(struct store *store, int64_t unit, int64_t item, enum item_about about,
    const struct vote_new *form, int64_t now, int64_t *vote);

/* --- casting; vote_cast.c --- */

/* The actor is in the list, the vote is open, and she has no paper. A sentence says what is wrong. */
enum result vote_require_voter(struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now);
/* It says something, and only what this vote asks. */
bool vote_ballot_fits(const struct vote_row *row, const struct ballot *ballot);
/* Notes that she voted, and wakes the screens that wait for it. `ballot`: its text; "" of a secret vote. Inside a
 * write. */
enum result vote_note(struct store *store, const struct actor *actor, const struct vote_row *row, const char *ballot);

/* --- ballots without names; vote_box.c, pure --- */

struct vote_box { /* ballots that are counted, in no order */
    struct vote_count *list;
    size_t count, room;
};
void vote_box_add(struct vote_box *box, int64_t count, const struct ballot *ballot);
void vote_box_free(struct vote_box *box);
int64_t vote_box_sum(const struct vote_box *box);
/* A line for equal ballots, "COUNT BALLOT", in the order of their texts; malloc'd. Equal boxes make equal texts. */
char *vote_box_write(const struct vote_box *box, enum vote_kind kind, int options);
/* Reads such lines, as people type them, too. False with a sentence that names the line. */
bool vote_box_read(
    const char *lines, enum vote_kind kind, int options, struct vote_box *box, char *problem, size_t size);

/* --- what they come to; vote_tally.c, pure --- */

/* Fills answers, pairs or sums. */
void vote_tally(const struct vote_box *box, enum vote_kind kind, int options, struct vote_result *out);
/* And from these all that follows: what was needed, who is level with whom, the winner when there is one. `base` is
 * set. */
void vote_tally_judge(enum vote_kind kind, int options, struct fraction needs, struct vote_result *out);
/* Draws one of `level` options by the seed; from 1. */
int vote_lot_draw(int64_t seed, int level);
/* The numbers as they are kept. */
char *vote_tally_write(const struct vote_result *result, enum vote_kind kind, int options);
void vote_tally_read(const char *numbers, enum vote_kind kind, int options, struct vote_result *out);

/* --- paper; vote_paper.c --- */
/* What two note-takers of two homes typed the same, as vote_box_write() writes it; malloc'd; NULL: nothing yet. */
char *vote_paper_agreed(struct store *store, int64_t vote);
/* Adds these papers to `box`. False: nothing yet. */
bool vote_paper_add(struct store *store, const struct vote_row *row, struct vote_box *box);

/* --- counting; vote_count.c --- */

/* Counts the vote, says what came of it, and closes it: for every road that ends a vote. `secret`: the choices of a
 * secret vote, those on paper excepted; NULL for an open one, whose ballots stand in the list of voters. actor NULL:
 * the house. Inside a write. */
enum result vote_end(struct store *store, const struct actor *actor, const struct vote_row *row,
    const struct vote_box *secret, int64_t now);
/* So few voted secretly that nothing is counted: the room hears of it, and the proposal that was voted on comes back.
 * Inside a write. */
enum result vote_end_few(struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now);

/* --- vote_ended.c --- */
/* The room has no open vote any more; wakes the screens that show it. Inside a write. */
void vote_leave_room(struct store *store, const struct vote_row *row);
/* Closes it without counting: the meeting ended, or too few ballots. Inside a write. */
enum result vote_end_without(
    struct store *store, const struct actor *actor, const struct vote_row *row, enum vote_state state, int64_t now);

/* The meeting closes: votes in it that are still open end without a count. Inside a write. */
enum result votes_end_with(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);

/* --- vote_close.c --- */
/* Closes the votes over days whose hour has come. Inside a write. Returns how many changed. */
int votes_close_due(struct store *store, int64_t now);

/* --- proposals; proposal_vote.c --- */
/* A vote about a proposal was counted. acts: from when what it decides does; 0: when its meeting closes. Inside a
 * write. */
enum result proposal_voted(struct store *store, const struct actor *actor, int64_t proposal, int64_t vote, bool passed,
    int64_t acts, int64_t now);

/* --- secret ballots; vote_secret.c --- */
/* A secret vote may be opened now; *state is VOTE_OPEN, or VOTE_PREPARED until its slips are typed back. Inside a
 * write. */
enum result vote_secret_begin(struct store *store, const struct vote_row *row, enum vote_state *state, int64_t now);
/* The hour of a secret vote over days has come, or the chair closes one in the room: it is VOTE_COUNTING, and the house
 * gives its choices to vote_end() (secret_votes_tend). Inside a write. */
enum result vote_secret_end(struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now);
/* In the room, while it is open: who voted stands in memory only. Sets `voted` and what is hers. */
void vote_secret_see(struct store *store, const struct actor *actor, const struct vote_row *row, struct vote *out);
bool vote_secret_has_voted(struct store *store, const struct actor *actor, int64_t vote);
/* Somebody sat down at a table, or got up: who votes secretly there, only the house tells the memory. Inside a write.
 */
void vote_secret_seats(struct store *store, int64_t vote);
/* In the room: everybody has voted, or the time is over. */
enum result vote_secret_silent(struct store *store, const struct vote_row *row, int64_t now);

extern const struct by_hand_kind vote_by_hand[]; /* vote_cast.c; ends with an entry of nulls */

/* --- rows of a list of votes; vote_see.c. ?1: the actor. --- */
/* SQL: it said yes, and no decision came of it: the first of two (twice.h). And when, while the second is to be asked.
 */
#define VOTE_FIRST                                                                                                     \
    "v.state = " SQL_VOTE_DECIDED " AND v.proposal > 0 AND NOT EXISTS (SELECT 1 FROM decision d"                       \
    " WHERE d.proposal = v.proposal AND d.proposal > 0 AND d.vote = v.id),"                                            \
    " coalesce((SELECT f.at FROM first_yes f WHERE f.proposal = v.proposal AND f.vote = v.id), 0)"
#define VOTE_LINE_SELECT                                                                                               \
    "SELECT v.id, v.meeting, v.opened, v.closes, v.closed, v.kind, v.state, v.secret, v.days, v.winner, v.title,"      \
    " v.options, coalesce(o.way, -1), v.unit, " VOTE_FIRST                                                             \
    " FROM vote v LEFT JOIN vote_voter o ON o.vote = v.id AND o.member = ?1"
/* Adds the rows to `out` until *count is `limit`, and ends the statement. */
void vote_lines_read(struct store *store, const struct actor *actor, sqlite3_stmt *row, int64_t now,
    struct vote_line *out, size_t limit, size_t *count);

#endif
