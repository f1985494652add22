/*
 * speakers.h: who speaks next in a meeting. RULES 4.2, and what 4.3 and 1.7 say of a dropped line. Pure: no store, no
 * clock and no memory of its own. The caller owns `struct speakers` and calls speakers_open() first.
 *
 * What comes next: process points, then answers that the chair gave, then the sentences of a go-round, then hands.
 * On an item about a person (RULES 4.5) she, or whom she named, speaks first and last: before all others but points,
 * and once nobody else waits, or as soon as the chair calls the last word. Who speaks after her last word gives her
 * another. Of the hands goes first, each line before the next:
 *   1. who was passed over five times: the earliest hand of these. A member is passed over when a later hand gets its
 *      turn before hers. Points, answers and go-rounds pass over nobody.
 *   2. who was moved by the facilitators; the latest move first.
 *   3. who had the fewest turns on this item, so whoever has not spoken on it; then the fewest in this meeting.
 *   4. who waited longest: the earliest hand.
 * RULES 4.2 asks for 1, 2, "has not spoken on this item" and 4; line 3 says more. In `make bench` both orders hear as
 * many people as first come first served. The four loudest have 0.87 to 0.90 of their share there; by the words of the
 * rule alone 0.93 to 0.95. The longest wait is 1.12 to 1.27 times as long, and 1.00 to 1.20 (tests/bench/speakers.c).
 *
 * A hand stays up from one item to the next, and what it was passed over still counts: else who waits when an item ends
 * would begin again, and could be passed over ten times. She may lower it. All of it can be rebuilt by the same calls
 * in the same order. Who may call which of them (the chair, the facilitators, herself) is for the caller to check.
 */
#ifndef BBS_SPEAKERS_H
#define BBS_SPEAKERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SPEAKERS_MOST = 500,          /* people of one meeting who raised a hand, were named, or were drawn */
    SPEAKERS_PASSED_MOST = 5,     /* times that one hand may be passed over */
    SPEAKERS_POINTS_SINGLY = 3,   /* process points on an item; after these the rest may be taken together */
    SPEAKERS_LETTERS = 600,       /* of the first turn on an item; a commune may change it (RULES 4.3) */
    SPEAKERS_LETTERS_MOST = 1200, /* but to no more */
    SPEAKERS_LETTERS_LATER = 300  /* of a further turn on it */
};

/* Refusals: the caller has a sentence for each. Nothing was changed. */
enum speakers_result {
    SPEAKERS_OK,
    SPEAKERS_ALREADY,      /* she waits with that already, or a go-round goes on, or somebody has the turn */
    SPEAKERS_NOT_WAITING,  /* she does not wait with that */
    SPEAKERS_NOBODY,       /* nobody waits, or nobody has the turn */
    SPEAKERS_ONCE_AN_ITEM, /* she had her process point, or her answer, on this item */
    SPEAKERS_NO_MORE,      /* her appeal to a rule was wrong: no further process point in this meeting */
    SPEAKERS_NO_APPEAL,    /* she did not appeal to a rule on this item */
    SPEAKERS_SINGLY,       /* fewer than three points were heard on this item */
    SPEAKERS_NOT_NAMED,    /* nobody asked or named her since the last turn began */
    SPEAKERS_NO_LAST_WORD, /* the item is about nobody, she spoke last already, or she is not there */
    SPEAKERS_NO_REASON,    /* a move needs one of the five reasons */
    SPEAKERS_FULL,         /* more than SPEAKERS_MOST people */
};

/* With what a member waits, and what a turn is. */
enum speakers_act {
    SPEAKERS_NO_ACT,
    SPEAKERS_POINT,    /* a process point: one sentence */
    SPEAKERS_ANSWER,   /* of somebody asked or named: one sentence */
    SPEAKERS_SENTENCE, /* hers in a go-round */
    SPEAKERS_TURN,     /* the turn of a raised hand */
    SPEAKERS_FIRST,    /* of the person whom the item is about, or who speaks for her */
    SPEAKERS_LAST,     /* and her last word */
};
enum speakers_point_kind { SPEAKERS_CANNOT_FOLLOW, SPEAKERS_BREAKS_RULE };
enum speakers_reason { /* of the facilitators, for a move; stands in the minutes */
    SPEAKERS_NO_MOVE,
    SPEAKERS_NEW_VOICE,
    SPEAKERS_TO_ANSWER,
    SPEAKERS_HARM,
    SPEAKERS_LEAVING_EARLY,
    SPEAKERS_OTHER,
    SPEAKERS_REASONS,
};
enum speakers_why {          /* why a hand is next */
    SPEAKERS_FOR_ITS_ACT,    /* it is no hand: points, answers and go-rounds come before them */
    SPEAKERS_PASSED_OVER,    /* five later hands spoke before hers */
    SPEAKERS_MOVED,          /* by the facilitators */
    SPEAKERS_FIRST_TIME,     /* she has not spoken on this item */
    SPEAKERS_FEWER_TURNS,    /* somebody waits longer, who had more turns */
    SPEAKERS_WAITED_LONGEST, /* hers is the earliest hand */
};

struct speakers_turn {
    enum speakers_act act; /* SPEAKERS_NO_ACT: nobody */
    int64_t member;
    enum speakers_why why;
    enum speakers_reason reason; /* SPEAKERS_NO_MOVE unless `why` is SPEAKERS_MOVED */
    int letters;                 /* it may have */
    bool sentence;               /* one sentence only */
    int together;                /* of points: how many are taken at once, with hers. Else 1 */
};

/* Numbers of hands, points and so on rise through the meeting: the smaller one is the earlier. 0: she has none. */
struct speakers_person {
    int64_t member;
    int turns_item, turns_meeting;
    bool spoke_item;   /* on this item: a turn, an answer, a sentence of a round; a process point is not about it */
    int64_t raised_at; /* for the screen; the order is by `hand`, so that no jump of the clock changes it */
    int hand, passed, moved;
    enum speakers_reason reason; /* of the move, when `moved` is not 0 */
    int point;
    enum speakers_point_kind point_kind;
    bool had_point, no_more_points;
    int named, answer;
    bool answered;
    int sentence;
    bool held; /* she is silent, or her line dropped: she keeps her place, and others speak meanwhile */
    int back;  /* when she was there again */
};

/* Only the bench, which compares, sets another than the first. */
enum speakers_policy {
    SPEAKERS_FEWEST_TURNS,
    SPEAKERS_NEW_FIRST,       /* the words of RULES 4.2: whoever has not spoken on this item, then the longest wait */
    SPEAKERS_FEWEST_UNCAPPED, /* as the first, but a hand may be passed over for ever */
    SPEAKERS_FIRST_COME,
};

struct speakers {
    enum speakers_policy policy;
    int letters;               /* of a first turn */
    struct speakers_turn turn; /* who has it now */
    int turn_given;            /* its number */
    int numbers;               /* how many numbers were given out */
    int points_heard;          /* on this item */
    bool points_together;      /* the facilitators said so, on this item */
    int64_t concerned;         /* who speaks first and last on this item; 0: it is about nobody */
    bool first_said;           /* she spoke first, or passed */
    bool last_due;             /* somebody else spoke after her */
    bool last_called;          /* the chair gives her the last word now, before hands that wait */
    int64_t heard;             /* who said the last words on this item; 0: nobody yet */
    int count;
    struct speakers_person person[SPEAKERS_MOST];
};

/* A meeting begins, with its first item. */
void speakers_open(struct speakers *speakers, int letters);
/* The next item. Hands stay up; points, answers, moves and a go-round end with the old item, and so does a turn. */
void speakers_item(struct speakers *speakers);

/* --- hands --- */
enum speakers_result speakers_raise(struct speakers *speakers, int64_t member, int64_t now);
/* Takes back her hand, point or answer, or gives up her sentence; a turn that she has is over and does not count. */
enum speakers_result speakers_lower(struct speakers *speakers, int64_t member, enum speakers_act act);
/* The facilitators put her hand before all others but those that were passed over five times. */
enum speakers_result speakers_move(struct speakers *speakers, int64_t member, enum speakers_reason reason);

/* --- what goes before hands --- */
enum speakers_result speakers_point(struct speakers *speakers, int64_t member, enum speakers_point_kind kind);
/* The rule was not broken that she appealed to: it costs her further process points, for this meeting. */
enum speakers_result speakers_wrong_appeal(struct speakers *speakers, int64_t member);
/* The facilitators take the points that wait, and those to come on this item, as one act. */
enum speakers_result speakers_take_together(struct speakers *speakers);
/* She was asked or named. It ends when the next turn begins. */
enum speakers_result speakers_name(struct speakers *speakers, int64_t member);
/* The chair lets her answer. */
enum speakers_result speakers_let_answer(struct speakers *speakers, int64_t member);
/* The item is about a person: this member speaks first and last. Also when she names another one meanwhile, with what
 * was said by then. 0: nobody. */
enum speakers_result speakers_concerns(struct speakers *speakers, int64_t member);
/* The chair calls the last word, before hands that wait. */
enum speakers_result speakers_call_last(struct speakers *speakers);
/* Her last word is missing, and she is there. */
bool speakers_last_is_due(const struct speakers *speakers);
/* A go-round in the order that the lot drew. Refused while another goes on. */
enum speakers_result speakers_go_round(struct speakers *speakers, const int64_t *drawn, size_t count);

/* --- turns --- */
/* Who comes after the turn that is now, and why. */
struct speakers_turn speakers_next(const struct speakers *speakers);
/* Gives the turn to whoever is next. *turn may be NULL. */
enum speakers_result speakers_give(struct speakers *speakers, struct speakers_turn *turn);
/* Whoever has the turn has spoken. */
enum speakers_result speakers_spoke(struct speakers *speakers);
/* She did not answer "Still writing?", or her line dropped. If she has the turn, it is over and does not count. She
 * keeps her place, is not passed over by those who speak meanwhile, and is next when it was her turn and she is back.
 */
void speakers_hold(struct speakers *speakers, int64_t member);
void speakers_back(struct speakers *speakers, int64_t member);
/* She left the meeting: nothing of hers waits. Her turns stay counted, for when she comes again. */
void speakers_leave(struct speakers *speakers, int64_t member);
/* An interpreter types under the words of another, and it counts as no turn: beside whoever speaks, and when those
 * words are shown, which is when the turn is over, until she herself speaks. False while nobody else spoke on this
 * item.
 */
bool speakers_may_interpret(const struct speakers *speakers, int64_t member);

/* --- the order, as it is if nobody raises or lowers a hand any more --- */
/* The next turns, at most `limit`; returns how many. */
size_t speakers_order(const struct speakers *speakers, struct speakers_turn *out, size_t limit);
/* How many turns until that of her hand: 1 is the next; 0: her hand is not up, or she has the turn. Of a held one: her
 * place if she were back. */
int speakers_place(const struct speakers *speakers, int64_t member);
/* Turns on this item and in this meeting, her hand and so on; NULL when she has done nothing yet. */
const struct speakers_person *speakers_person(const struct speakers *speakers, int64_t member);

#endif
