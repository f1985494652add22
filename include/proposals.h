/*
 * proposals.h: proposals and their texts, the question put to the room, decisions, and minutes. RULES 4.5, 4.8, 4.9.
 *
 * A proposal is made in an open item of the room that is there to decide; an item has one at a time. Its text changes
 * by versions. The chair puts the question: the test of RULES 4.5. Who may answer is fixed when it opens: members who
 * are present then, and who may vote. Answers are hidden until the chair closes it. Then majority.h says what came of
 * it: it is decided, stopped, or goes back to the room. A stopped or returned proposal can have a new version as long
 * as its item is open. Stops that stand hold against whatever is proposed on the item, until their owners answer or
 * STOP_LIFE is over.
 *
 * What is proposed on an item about a person is decided by a secret vote (votes.h) and not by this question: nobody
 * says a stop about somebody. Removing a member and changing a rule takes three quarters at two meetings, TWICE_APART
 * days apart: after the first yes the proposal comes on the agenda of such a meeting by itself. Another text, or a no,
 * takes the first yes away; so do TWICE_WITHIN days, for nobody lives for years with half a removal, and those who said
 * yes are others by then. It acts when the minutes of the second meeting stand.
 */
#ifndef BBS_PROPOSALS_H
#define BBS_PROPOSALS_H

#include "effects.h"
#include "majority.h"
#include "papers.h"
#include "room.h"

enum {
    PROPOSAL_TITLE_MAX = 72,   /* letters */
    PROPOSAL_TEXT_MAX = 1000,  /* letters */
    POSITION_TEXT_MAX = 300,   /* letters */
    QUESTION_PAPER_MAX = 4000, /* letters of what a note-taker types of its papers */
    PROPOSALS_OF_ONE = 4,      /* on one item, by one member */
    PROPOSAL_VERSIONS = 30,
    TEST_READING_WORDS = 60,   /* a minute: a new text is tested after one minute for each so many words */
    CUT_WITHIN = 2 * 60,       /* seconds in which a quarter of those present drop, as in a power cut; RULES 1.7 */
    STOP_LIFE = 7 * 86400,     /* seconds a stop stays on after a new text came, without an answer of its owner */
    STOP_MEETS = 14 * 86400,   /* seconds in which its owner, the mover and a keeper meet */
    STOP_SUPPORT = 2,          /* other homes that suspend a decision by it */
    TWICE_APART = 14,          /* days from the first of two meetings to the second */
    TWICE_WITHIN = 90,         /* days for which the first yes counts: a term of a task of power */
    SITTINGS = 3,              /* without consensus; then two thirds decide */
    SITTING_APART = 7 * 86400, /* seconds from one of these to the next */
    DECISION_DUE_MOST = 730,   /* days ahead */
    DECISIONS_SHOWN = 200,
};

enum proposal_state {   /* as it is kept: only ever appended */
    PROPOSAL_OPEN,      /* before the room; also on the short road */
    PROPOSAL_TESTED,    /* its question is put, and open */
    PROPOSAL_DECIDED,   /* a decision was made of it */
    PROPOSAL_STOPPED,   /* a stop stands */
    PROPOSAL_RETURNED,  /* too few said yes, or too many had reservations, or the meeting ended before */
    PROPOSAL_WITHDRAWN, /* by its mover */
    PROPOSAL_ONCE,      /* the first of two meetings said yes */
};
const char *proposal_state_name(enum proposal_state state);  /* "open", "tested", ...: never translated */
const char *proposal_state_words(enum proposal_state state); /* "before the room", "the question is put" */
/* What is asked. As it is kept: only ever appended. */
enum question_kind {
    QUESTION_CONSENT,    /* yes; yes, but; I stand aside; stop */
    QUESTION_STOP,       /* does a stop stand? Yes or no; two thirds of those present say no: it is set aside */
    QUESTION_TWO_THIRDS, /* after SITTINGS without consensus: yes or no; two thirds of those present decide */
};
/* POSITION_NO is an answer to the last two kinds. */
enum position_answer {
    POSITION_NONE,
    POSITION_YES,
    POSITION_BUT,
    POSITION_ASIDE,
    POSITION_STOP,
    POSITION_NO,
    POSITIONS
};
const char *position_name(enum position_answer answer); /* "yes", "but", "aside", "stop", "no": as it is typed */
const char *position_words(enum position_answer answer);
bool position_parse(const char *name, enum position_answer *answer);

struct proposal {
    int64_t id, meeting, item, mover, made;
    int version;
    enum proposal_state state;
    bool mine, small; /* small: on the short road */
    int64_t small_until;
    char mover_handle[HANDLE_BYTES];
    char title[PROPOSAL_TITLE_MAX * 4 + 1], text[PROPOSAL_TEXT_MAX * 4 + 1];
    char effect[EFFECT_WORDS + 280]; /* effect_sentence(); "": it does nothing by itself */
    int64_t may_test_at;             /* not before: its reading time */
    int stops;                       /* that stand, also said of an earlier version */
    enum item_about about;
    bool waits;           /* its item has not begun: it was written before the meeting, or comes back to one */
    int64_t post, thread; /* where it was written, and is talked about; 0: in the room */
    int sittings;         /* without consensus, SITTING_APART apart */
    bool two_thirds;      /* two thirds may decide now */
    int64_t person;       /* whom its item is about; 0: nobody */
    bool by_vote;         /* it is decided by a vote, not by the question */
    bool twice;           /* by three quarters, at two meetings */
    int64_t first_yes;    /* when the first of them said yes; 0: not yet */
    int64_t second_from;  /* the first day on which the second may be asked; 0: it has no first yes */
    int64_t second_until; /* and the last one, on which the first yes still counts */
};
/* In an open item of the room that is there to decide. */
enum result proposal_make(struct store *store, const struct actor *actor, int64_t meeting, const char *title,
    const char *text, int64_t now, int64_t *proposal);
/* The same, with what it does by itself once it is decided (effects.h); NULL or "": nothing. */
enum result proposal_make_with(struct store *store, const struct actor *actor, int64_t meeting, const char *title,
    const char *text, const char *effect, int64_t now, int64_t *proposal);
/* Before a meeting: an item on its agenda with a text that is before the room when the item begins. Who may add an item
 * may do it. */
struct proposal_new {
    int64_t meeting;                   /* 0: the unit's next one whose agenda is open */
    int64_t post;                      /* on a board of that unit: where it was written, and is talked about; 0: none */
    const char *title, *text, *effect; /* effect: as of proposal_make_with() */
    enum item_about about;
    int64_t person; /* as of struct item_new */
    int minutes;
    bool angry; /* its item is called in anger: it begins with 15 words each (RULES 4.1) */
};
enum result proposal_write(
    struct store *store, const struct actor *actor, const struct proposal_new *form, int64_t now, int64_t *proposal);
/* The same with the words of form->post, whose thread is the place to talk about it. form->text is not read; a title of
 * NULL is that of the thread. */
enum result proposal_from_post(
    struct store *store, const struct actor *actor, const struct proposal_new *form, int64_t now, int64_t *proposal);
/* After its meeting, when it was stopped or went back to the room: on the agenda of another one (0: the next), with its
 * texts and stops. *to: that meeting. By anybody who may add an item. */
enum result proposal_again(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t meeting, int64_t now, int64_t *to);
/* Another text: the mover's is taken at once as a new version; another's waits for the mover's word. *amendment: its
 * number; 0: the mover's own. Refused while the question is open. */
enum result proposal_amend(struct store *store, const struct actor *actor, int64_t proposal, const char *text,
    int64_t now, int64_t *amendment);
/* The mover takes an amendment as the new text, or leaves it. Once the mover left the room, the chair does. */
enum result amendment_take(struct store *store, const struct actor *actor, int64_t amendment, bool yes, int64_t now);
enum result proposal_withdraw(struct store *store, const struct actor *actor, int64_t proposal, int64_t now);
enum result proposal_get(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t now, struct proposal *out);
/* Of a meeting, oldest first. */
enum result proposals_list(struct store *store, const struct actor *actor, int64_t meeting, int64_t now,
    struct proposal *out, size_t limit, size_t *count);
/* What changed from one version to the next, by words: "[-old-] {+new+}" (difference.h). malloc'd; NULL when there is
 * none. */
char *proposal_difference(struct store *store, const struct actor *actor, int64_t proposal, int from, int to);
struct amendment {
    int64_t id, at;
    bool mine;
    char by[HANDLE_BYTES], text[PROPOSAL_TEXT_MAX * 4 + 1];
};
/* Those that wait for the mover's word. */
enum result amendments_list(struct store *store, const struct actor *actor, int64_t proposal, struct amendment *out,
    size_t limit, size_t *count);

/* --- the question --- */
/* By the chair, not before may_test_at, with enough people; after the meeting's time only while three quarters of those
 * counted at its beginning are there (RULES 4.1). */
enum result proposal_test_open(struct store *store, const struct actor *actor, int64_t proposal, int64_t now);
/* RULES 4.5: when all present have answered, or its time is over and each table is done; by the chair. Also ends the
 * short road, once its two minutes are over. Refused while not enough people are there, and after a power cut: nothing
 * is decided then. */
enum result proposal_test_close(struct store *store, const struct actor *actor, int64_t proposal, int64_t now);
/* `text`: needed for "yes, but"; "I stand aside" may have it; a stop may give it later in the meeting (NULL), by the
 * same call. `named`: her name shall stand beside her words, also in the minutes (RULES 4.8). An answer
 * may be changed until the test closes. Also by hand, and by the scribe of somebody at the door (room_scribe), for
 * two people (NUMBER_HAND_FOR) each. */
enum result position_take(struct store *store, const struct actor *actor, int64_t proposal, enum position_answer answer,
    const char *text, bool named, int64_t now);
/* After SITTINGS without consensus: two thirds of those present decide, by yes or no. By the chair, once a sitting.
 * Never about a person or the rules, and never against a stop of the women's caucus. */
enum result proposal_two_thirds(struct store *store, const struct actor *actor, int64_t proposal, int64_t now);
struct proposal_test {
    int64_t id, opened, closes, closed;
    enum question_kind kind;
    int64_t stop; /* of QUESTION_STOP: which */
    int version;
    bool counted;               /* it has a result; false: it is open, or the meeting ended before */
    bool may_answer, may_close; /* she was present when it opened; the chair may close it now */
    enum position_answer mine;
    int tables;           /* that have not said "done" (table.h) */
    int answered, silent; /* of those present; results are hidden until it is closed */
    int on_paper;         /* who answers on paper, while it is open */
    bool papers_missing;  /* and two of two homes have not typed the same yet */
    int needs;            /* the fraction that it needs, as it is kept (fraction.h); a test needs more than that */
    struct majority_test result;
    int64_t positions[POSITIONS]; /* closed only */
};
/* The present one, else the last. RESULT_NOT_FOUND: it was never tested. */
enum result proposal_test_get(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t now, struct proposal_test *out);
/* The one that was closed at that moment: what came of an earlier text. RESULT_NOT_FOUND: there is none. */
enum result proposal_test_closed_at(struct store *store, const struct actor *actor, int64_t proposal, int64_t closed,
    int64_t now, struct proposal_test *out);
/* "It passes: 27 of 41 present say yes ..." : one sentence, whole numbers. */
void proposal_test_words(const struct proposal_test *test, char *out, size_t size);
/* The same under the present text, which may be newer than what was asked: it says so. */
void proposal_question_words(const struct proposal *proposal, const struct proposal_test *test, char *out, size_t size);
/* --- the question on paper (papers.h; RULES 1.7, 1.8): also when a meeting went on in the dark and is typed in later
 * --- */
/* Somebody of those who may answer has a paper; member 0: all who have not answered, but the actor, whom another
 * note-taker ticks. `on` false takes the tick back. */
enum result question_paper_tick(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t member, bool on, int64_t now);
/* What a note-taker counted, a line for each kind of paper: "12 yes", "2 aside", "but WORDS", "stop NAME WORDS" (whose
 * stop it is), "3 no". Words are the same when their letters and digits are. Typed again it replaces what she typed.
 * *agreed: two of two homes typed the same. */
enum result question_paper_count(
    struct store *store, const struct actor *actor, int64_t proposal, const char *lines, int64_t now, bool *agreed);
/* RESULT_CONFLICT: no question is open on that proposal. */
enum result question_paper_get(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t now, struct papers *out);

struct reservation { /* "yes, but", "stand aside" and stops that have words */
    enum position_answer answer;
    int version;
    bool stands, mine;     /* stands: a stop */
    char by[HANDLE_BYTES]; /* "" unless it is hers, or she asked for her name to stand there */
    char text[POSITION_TEXT_MAX * 4 + 1];
    /* of a stop */
    int64_t stop, agreement; /* its number; the decision about the rules that it names, 0: none */
    char agreement_title[PROPOSAL_TITLE_MAX * 4 + 1];
    bool safety, womens;                   /* it names somebody's safety; the women's caucus said it */
    bool set_aside, late, waits;           /* waits: for support; it stops nothing until then */
    bool met_owner, met_mover, met_keeper; /* each said that the three met */
    bool may_meet, may_ask, may_support;   /* may_ask: a chair may ask the room whether it stands */
    int support, support_needed;           /* of one that waits */
    int64_t lapses;                        /* a new text came: until then it stands; 0: on and on */
};
/* Of a proposal, and the stops on its item; those of a question that is open not yet. A stop that a caucus has not
 * entered yet is shown to its members alone. */
enum result reservations_list(struct store *store, const struct actor *actor, int64_t proposal, int64_t now,
    struct reservation *out, size_t limit, size_t *count);

/* --- stops; RULES 4.5 --- */
/* Its owner takes her stop back, after an answer or a new version. */
enum result stop_answered(struct store *store, const struct actor *actor, int64_t proposal, int64_t now);
/* Her stop names an agreement by its number (agreements_list), or, with 0, somebody's safety. Also by hand and by a
 * scribe, as her answer. */
enum result stop_names(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t agreement, int64_t now);
/* Its owner, the mover, or a keeper (where there is none: a facilitator) says that the three met. The keeper brings the
 * text that they found: it waits for the mover's word as every other text does. */
enum result stop_met(struct store *store, const struct actor *actor, int64_t stop, const char *text, int64_t now);
/* The proposal against which it was said. RESULT_NOT_FOUND for everybody who may not know of the stop. */
enum result stop_is_of(struct store *store, const struct actor *actor, int64_t stop, int64_t now, int64_t *proposal);
/* The chair asks the room whether it stands, once a sitting. Not of the women's caucus. The three have met before;
 * after STOP_MEETS it is asked without its owner. proposal_test_close() closes it. */
enum result question_ask_stop(struct store *store, const struct actor *actor, int64_t stop, int64_t now);
/* For 7 days (NUMBER_LATE_STOP) after the minutes: who was not there enters one against a decision; STOP_SUPPORT other
 * homes suspend the decision by it, once. It is back in the next meeting by itself, which decides anew. */
enum result stop_late(
    struct store *store, const struct actor *actor, int64_t decision, const char *text, int64_t now, int64_t *stop);
/* A member of a caucus of the proposal's unit proposes that the caucus enters a stop about somebody's safety, without
 * anybody's name; it does when half of its members said yes. Her own stop there, if she has one, stands until then. */
enum result stop_by_caucus(struct store *store, const struct actor *actor, int64_t caucus, int64_t proposal,
    const char *text, int64_t now, int64_t *stop);
/* Her yes to a late stop, or to one of her caucus. *entered: it was the last one that was needed. */
enum result stop_support(struct store *store, const struct actor *actor, int64_t stop, int64_t now, bool *entered);
/* How many stops of her caucuses wait for her yes. *proposal: of the oldest; 0: none. proposal may be NULL. */
int stops_wait(struct store *store, const struct actor *actor, int64_t now, int64_t *proposal);

/* The agreements of the unit where she is: what was decided about the rules and is in force; a number each. */
struct agreement {
    int64_t decision, since;
    char title[PROPOSAL_TITLE_MAX * 4 + 1], text[PROPOSAL_TEXT_MAX * 4 + 1];
};
enum result agreements_list(
    struct store *store, const struct actor *actor, int64_t now, struct agreement *out, size_t limit, size_t *count);

/* The short road, put to the room by the chair: it passes after two minutes (NUMBER_SMALL) when nobody says "talk about
 * it", and the chair then closes it (proposal_test_close). Never for people, tasks, money, rules. */
enum result proposal_small(struct store *store, const struct actor *actor, int64_t proposal, int64_t now);
enum result proposal_talk(struct store *store, const struct actor *actor, int64_t proposal, int64_t now);

/* --- decisions --- */
enum decision_state {
    DECISION_CARRIED,
    DECISION_DONE,
    DECISION_NEEDS_HANDS,
    DECISION_SUSPENDED, /* by a stop that came late: it acts no more until the next meeting decides anew */
    DECISION_ENDED,     /* that meeting did not decide it again */
    DECISION_BY_ITSELF, /* nobody has to carry it: the house does it, and has not yet (effects.h) */
};
const char *decision_state_name(enum decision_state state);  /* "carried", "done", "needs-hands": never translated */
const char *decision_state_words(enum decision_state state); /* "carried", "done", "needs hands" */
enum { DECISION_TITLE_BYTES = 2 * PROPOSAL_TITLE_MAX * 4 + 3 };
struct decision {
    int64_t id, unit, decided, due;  /* due: a day of when.h; 0: none */
    int64_t review;                  /* a day; 0: none. It is on an agenda by itself then */
    int64_t meeting, proposal, vote; /* that it comes from; 0: none */
    int64_t acts; /* from when; 0: when the meeting closes. One about rules acts when the minutes stand (RULES 4.5) */
    enum decision_state state;
    bool mine;
    bool late;                        /* its day is over, and it is not done: it stands on the next agenda by itself */
    char carrier[HANDLE_BYTES];       /* "": nobody yet */
    char title[DECISION_TITLE_BYTES]; /* of a vote: what was voted on, and what won */
    char text[PROPOSAL_TEXT_MAX * 4 + 1];
    char why[300];                   /* the numbers it passed by */
    char effect[EFFECT_WORDS + 680]; /* effect_sentence(): what it does, or did, by itself; "": nothing */
};
/* Of the unit where she is: what needs hands or is late first, then newest first. */
enum result decisions_list(
    struct store *store, const struct actor *actor, int64_t now, struct decision *out, size_t limit, size_t *count);
enum result decision_get(
    struct store *store, const struct actor *actor, int64_t decision, int64_t now, struct decision *out);
/* "I carry it", or gives it back (`on` false: it needs hands). Anybody of the unit where nobody carries it; whoever
 * does sets another day by the same call. due: a day, or 0. RESULT_CONFLICT: somebody else carries it. */
enum result decision_carry(
    struct store *store, const struct actor *actor, int64_t decision, bool on, int64_t due, int64_t now);
/* By whoever carries it. `done` false takes it back. */
enum result decision_done(struct store *store, const struct actor *actor, int64_t decision, bool done, int64_t now);

/* When it is looked at again: a day, or 0. By any member of the unit. */
enum result decision_review(struct store *store, const struct actor *actor, int64_t decision, int64_t day, int64_t now);

/* --- minutes --- */
enum {
    CORRECTION_MAX = 1000, /* letters */
    CORRECTIONS_OF_ONE = 3,
};
struct minutes {
    int64_t meeting, written, stand_from, thread; /* the thread in the unit's board `general`; 0: none */
    bool stands;
    char head[65], hash[65]; /* of the book, and of this text, in hex */
    char *text;              /* of 80 columns */
    char *beside;            /* corrections; "": none */
};
enum result minutes_get(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct minutes *out);
void minutes_free(struct minutes *minutes);
/* For a page and for paper: the text, its hash and the head of the book below it, and what stands beside it. The caller
 * frees. */
char *minutes_whole(const struct minutes *minutes);
/* Beside them, by whoever was present, until they stand. */
enum result minutes_correct(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now);

#endif
