/*
 * votes.h: votes in the room and over days. RULES 4.1, 4.5, 4.6, 1.8.
 *
 * The chair opens a vote in an open item that is there to decide or to choose: in the room, until all who are here have
 * voted or its time is over; or over days, for VOTE_DAYS. Who may vote is fixed when it opens: in the room, members who
 * are present; over days, all members of the unit; each time only those who may vote (RULES 1.1, 1.9). Each has one
 * vote, by her own hand, by a helper's hand (two people, NUMBER_HAND_FOR, never secretly), or on paper.
 *
 * Nobody sees what others say before it is closed. An open ballot may be changed until then, a secret one may not. The
 * chair closes a vote in the room; the house closes one over days at its hour. One over days counts only when a third
 * of the active members and, in a commune, a third of the homes voted.
 *
 * A tie is told and goes back to the meeting, which asks once more among those that are level (vote_again). When these
 * are level again, the lot draws: the hash of its seed stood in the book when that vote opened, the seed stands there
 * afterwards. What a vote decides becomes a decision (proposals.h).
 *
 * A vote with ranking always has one more option than people wrote: the last one, "leave it as it is". When that wins,
 * nothing is decided.
 */
#ifndef BBS_VOTES_H
#define BBS_VOTES_H

#include "actor.h"
#include "ballot.h"
#include "majority.h"
#include "meetings.h"
#include "papers.h"
#include "store.h"

enum {
    VOTE_TITLE_MAX = 72,  /* letters */
    VOTE_TEXT_MAX = 600,  /* letters */
    VOTE_OPTION_MAX = 72, /* letters */
    VOTE_OPTIONS_LEAST = 2,
    VOTE_DAYS = 7 * 86400,   /* seconds a vote over days stays open; RULES 4.6 */
    VOTE_REMINDER = 86400,   /* seconds before its end from which home puts it among what waits for her */
    VOTE_PAPER_MAX = 4000,   /* letters of the counts that a note-taker types */
    VOTE_PAPER_WAIT = 86400, /* seconds for which a vote over days waits for the counts of its papers */
    VOTES_SHOWN = 100,
    VOTES_OF_ITEM = 10, /* that one item may open */
};

enum vote_state { /* as it is kept: only ever appended */
    VOTE_OPEN,
    VOTE_PREPARED, /* secret, over days: it opens when both slips are typed back (RULES 4.7) */
    VOTE_DECIDED,  /* it was counted, and something won */
    VOTE_REFUSED,  /* it was counted: too few said yes, or "leave it as it is" won */
    VOTE_TIED,     /* several are level: the meeting asks once more */
    VOTE_FEW,      /* over days: too few voted. Or, secret: too few ballots. Nothing was counted */
    VOTE_ENDED,    /* the meeting ended before; nothing was counted */
    VOTE_COUNTING, /* secret: closed, and the house has still to count it (secret_votes.h) */
};
const char *vote_state_name(enum vote_state state);  /* "open", "decided", ...: never translated */
const char *vote_state_words(enum vote_state state); /* "open", "decided", "not decided", "a tie" */

/* How somebody in the list of voters voted. */
enum vote_way { /* as it is kept: only ever appended */
    VOTE_NOT_YET,
    VOTE_SELF,
    VOTE_BY_HAND,
    VOTE_ON_PAPER, /* note-takers ticked her off: she has a paper */
};

/* How much a yes or no needs; "half" is what a yes needs in this unit (NUMBER_YES). By ranking and by points the best
 * wins. */
bool vote_majority_parse(const char *name, enum majority *majority); /* "half", "two-thirds", "three-quarters" */
const char *vote_majority_name(enum majority majority);
/* "more than {yes-share}", for numbers_in(); "two thirds". */
const char *vote_majority_words(enum majority majority);

struct vote {
    int64_t id, unit, meeting, item, proposal; /* meeting, item, proposal: 0: none */
    int64_t after;                             /* the vote with a tie that this one asks again; 0: none */
    int64_t again;                             /* the vote that asks this one again; 0: none */
    /* closes: over days its end. In the room it may be closed from then, as a question: after its reading time and
     * NUMBER_TEST. */
    int64_t opened, closes, closed;
    enum vote_kind kind;
    enum vote_state state;
    enum majority majority;
    int needs; /* where `majority` is MAJORITY_HALF: more than that fraction, as it is kept (fraction.h) */
    enum item_about about;
    bool secret, days;
    char title[VOTE_TITLE_MAX * 4 + 1], text[VOTE_TEXT_MAX * 4 + 1];
    int options; /* with "leave it as it is" */
    char option[BALLOT_OPTIONS_MOST][VOTE_OPTION_MAX * 4 + 1];
    int voters, voted; /* in the list; who voted so far, on paper too */
    int64_t person;    /* whom it is about: her home does not vote (RULES 4.5); 0: nobody */
    char person_handle[HANDLE_BYTES];
    int left_out;   /* people of her home who would have a vote otherwise: they count for "enough people" alone */
    bool first_yes; /* decided, and the first of the two yeses that it takes (proposals.h): nothing acts by it */
    /* of a first yes: the day (when.h) from which the second is asked; 0: it was, or the text is another one now */
    int64_t second_from;
    int active, homes; /* over days: frozen when it opened; homes 0: they are not counted there */
    /* hers */
    bool listed;               /* she stands in the list of voters */
    bool may_vote;             /* and may vote now, or change her ballot */
    enum vote_way way;         /* how she voted */
    struct ballot mine;        /* of an open vote, when way is VOTE_SELF or VOTE_BY_HAND */
    bool may_close, may_again; /* may_again: it is a tie, and she may ask once more now */
    bool is_chair;             /* she has the chair of its open room: opens, closes, asks again */
};

/* What it came to; closed votes only. */
struct vote_result {
    int64_t voted, base;            /* base: of those present, or over days of those who voted (RULES 4.5) */
    int64_t answers[TALLY_CHOICES]; /* yes or no */
    int64_t needed;                 /* how many yes; of `base` */
    int64_t pairs[BALLOT_OPTIONS_MOST * BALLOT_OPTIONS_MOST]; /* ranking: tables of tally.h, of `options` options */
    int64_t paths[BALLOT_OPTIONS_MOST * BALLOT_OPTIONS_MOST];
    int64_t sums[BALLOT_OPTIONS_MOST];   /* points */
    uint16_t group[BALLOT_OPTIONS_MOST]; /* ranking and points: 0: it won, or is level with others that did; 1: next */
    int best;                            /* how many have group 0 */
    int winner;                          /* an option; -1: none (also of yes or no) */
    bool drawn;                          /* the lot drew the winner among those that were level */
    struct majority_turnout turnout;     /* over days */
    enum majority_quorum quorum;
};

/* What a yes needs there: "more than half", "two thirds"; and as programs read it: "half", "two-thirds", ">3/5". 80
 * bytes are enough. */
void vote_needs_words(const struct vote *vote, char *out, size_t size);
void vote_needs_name(const struct vote *vote, char *out, size_t size);

struct vote_new {
    int64_t meeting;  /* where she has the chair; its open item is voted on */
    int64_t proposal; /* that this vote decides; 0: none */
    enum vote_kind kind;
    enum majority majority; /* MAJORITY_THIRD: as if MAJORITY_HALF was said */
    bool secret, days;
    bool openly;               /* chosen, although such an item is voted on secretly by default */
    const char *title;         /* NULL or "": the title of the item */
    const char *text;          /* NULL: none */
    const char *const *option; /* without "leave it as it is" */
    size_t options;
};

/* RULES 4.7: what is about people is voted on secretly; so is action at work when nobody says otherwise. What a unit
 * decided counts: NUMBER_SECRET_WORK and its like. */
bool vote_is_secret_by_default(struct store *store, int64_t unit, enum item_about about);
/* On an item about a person, a yes or no decides what is proposed there, in its own words, once she was heard (room.h);
 * so it does on what takes two meetings (proposals.h). No vote is opened while a stop stands on the item.
 *
 * By the chair. RESULT_INVALID with a sentence: an option twice, too few, too many. RESULT_CONFLICT: a vote or a
 * question is open there. It is secret with form->secret, and by default unless form->openly; an item about a person is
 * never voted on openly, and a yes or no in it needs the person whom the item names. */
enum result vote_open(
    struct store *store, const struct actor *actor, const struct vote_new *form, int64_t now, int64_t *vote);
/* Who reads an open meeting along (room.h) may ask these two, votes_list() of that meeting, vote_ballots_list() and
 * vote_lot_get(): about closed votes alone, and none about a person or action at work. Names she does not read. */
enum result vote_get(struct store *store, const struct actor *actor, int64_t vote, int64_t now, struct vote *out);
/* RESULT_REFUSED while it is open: nobody sees it before. RESULT_NOT_FOUND: nothing was counted. */
enum result vote_result_get(struct store *store, const struct actor *actor, int64_t vote, struct vote_result *out);
/* Of a member who is in the list: her own ballot, once, or changed while it is open. Also by hand and by the scribe of
 * somebody at the door (room_scribe). Refuses secret votes: secret_votes.h takes those. */
enum result vote_cast(
    struct store *store, const struct actor *actor, int64_t vote, const struct ballot *ballot, int64_t now);
/* By the chair: a vote in the room, once all have voted or its time is over. Of one over days: after its hour, by
 * anybody, when the house has not done so yet. */
enum result vote_close(struct store *store, const struct actor *actor, int64_t vote, int64_t now);
/* By the chair, in an item that is there to decide or to choose: asks once more among those that are level. */
enum result vote_again(struct store *store, const struct actor *actor, int64_t vote, int64_t now, int64_t *again);

enum vote_need {
    VOTE_NEEDS_CHOICE,
    VOTE_NEEDS_HOLDER,        /* one of two who hold a slip: else it never opens. RULES 4.7 */
    VOTE_NEEDS_SLIP_BACK,     /* the reader has one, and did not type it back */
    VOTE_NEEDS_SLIP_TO_COUNT, /* it is over, and cannot be counted without theirs */
    VOTE_NEEDS_NOTHING,
};
struct vote_line {
    int64_t id, unit, meeting, opened, closes, closed;
    enum vote_kind kind;
    enum vote_state state;
    bool secret, days, may_vote, has_voted;
    int options, winner; /* winner: of a vote that is decided; -1: none */
    bool first_yes;      /* as in struct vote */
    int64_t second_from;
    enum vote_need need; /* set by votes_waiting() alone */
    char title[VOTE_TITLE_MAX * 4 + 1], won[VOTE_OPTION_MAX * 4 + 1];
};
/* Of the unit where she is (meeting 0) or of one meeting: the open ones first, soonest closing first; then the newest.
 */
enum result votes_list(struct store *store, const struct actor *actor, int64_t meeting, int64_t now,
    struct vote_line *out, size_t limit, size_t *count);

/* --- who voted --- */
struct vote_voter {
    int64_t member;
    enum vote_way way;
    bool mine;
    char handle[HANDLE_BYTES], home[16];
    bool has_ballot; /* of an open vote that is closed, unless on paper */
    struct ballot ballot;
};
/* The list of voters, by name. Names of closed votes are forgotten after 12 months. */
enum result vote_voters_list(
    struct store *store, const struct actor *actor, int64_t vote, struct vote_voter *out, size_t limit, size_t *count);

/* --- paper (RULES 1.8) --- */
/* Somebody has a paper: she is ticked off the list, and votes no other way. By a note-taker: any member who is in the
 * list and is not the mover, of the proposal or else of the item. `on` false takes the tick back. */
enum result vote_paper_tick(
    struct store *store, const struct actor *actor, int64_t vote, int64_t member, bool on, int64_t now);
/* What a note-taker counted: a line for each kind of ballot, "COUNT BALLOT", as "12 yes" or "3 2>1". It counts once
 * two note-takers of two homes have typed the same. *agreed: they have. Typed again it replaces what she typed. */
enum result vote_paper_count(
    struct store *store, const struct actor *actor, int64_t vote, const char *counts, int64_t now, bool *agreed);
enum result vote_paper_get(
    struct store *store, const struct actor *actor, int64_t vote, int64_t now, struct papers *out);

/* --- counted again by anybody: `bbs tally` takes it --- */
struct vote_count {
    int64_t count;
    struct ballot ballot;
};
/* The ballots of a closed vote without names, equal ones together, in the order of their texts. Of a secret ranking
 * and of secret points there are none: vote_result has the table of pairs, and the sums. Who was present in the room
 * and did not answer is counted as abstaining in a vote by yes or no. */
enum result vote_ballots_list(
    struct store *store, const struct actor *actor, int64_t vote, struct vote_count *out, size_t limit, size_t *count);
/* The lot that drew the winner; false: there was none. For `bbs lot`: pool_size options that were level, in their
 * order; `seed` is the one number of its seed line. */
struct vote_lot {
    int64_t pool, seed;
    int drawn; /* from 1, among those that were level */
};
bool vote_lot_get(struct store *store, const struct actor *actor, int64_t vote, struct vote_lot *out);

/* --- in words, of the present language --- */
/* True when so few voted secretly that their ballots would tell whose they are: none was written down, and how many
 * there were is not said. RULES 4.7. */
bool vote_too_few_to_count(const struct vote *vote, const struct vote_result *result);
/* "the first of two yeses; asked again on Sunday 15 March at the earliest", the day only with `second_from`. */
void vote_first_words(int64_t second_from, int64_t closed, char *out, size_t size);
/* The result as one sentence: "yes: 23 of 41 who are here; 21 are needed." */
void vote_result_words(const struct vote *vote, const struct vote_result *result, char *out, size_t size);
/* All options in their order, "the pipe; the clinic and the bus; leave it as it is", with their points where there are
 * some. */
void vote_order_words(const struct vote *vote, const struct vote_result *result, char *out, size_t size);
/* "More people put A before B (31) than B before A (12)." */
void vote_pair_words(const struct vote *vote, const struct vote_result *result, int a, int b, char *out, size_t size);
/* How strong the strongest way from a to b is, in words. */
void vote_path_words(const struct vote *vote, const struct vote_result *result, int a, int b, char *out, size_t size);
/* "You say: 1st the pipe, 2nd the clinic." */
void vote_ballot_words(const struct vote *vote, const struct ballot *ballot, char *out, size_t size);
/* The sentence for what ballot_parse() refused. */
void vote_ballot_fault_words(
    enum vote_kind kind, int options, enum ballot_fault fault, const char *at, char *out, size_t size);

/* --- for home --- */
/* Open votes in which she may vote and has not, and secret ones that need her for a slip, of all units of hers, soonest
 * closing first. */
enum result votes_waiting(
    struct store *store, const struct actor *actor, int64_t now, struct vote_line *out, size_t limit, size_t *count);

#endif
