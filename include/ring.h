/*
 * ring.h: a circle while it is held: who sits in it, who has the talking piece, what is said in this round, next steps.
 * RULES 6.1-6.5. Pure: no store, no clock, no memory of its own; time is an argument, in seconds of any clock that does
 * not jump. The process `ephemeral` owns each `struct ring`, so its words are in memory only; ring_wipe() ends them.
 *
 * Stages: people gather (each says yes to the agreements) -> check-in -> agreements -> rounds -> next steps ->
 * check-out -> over. In all but the first, fourth-last and last of them the piece goes round once: places are drawn
 * when a keeper begins, the first keeper has the first place. Whoever passes, was out, or whose line dropped for three
 * minutes is offered the piece once more at the end of that round, also when she comes back only then. Then a keeper
 * says how it goes on. In next steps nobody needs the piece.
 *
 * A keeper pauses, with a reason; everybody else may ask for a pause, which only the keepers see.
 *
 * Only the words of the round that goes on are kept: the next round wipes them. Nobody new comes in after the first
 * round of a prompt; whoever was in comes back to her place until the end, and sees the round that goes on.
 *
 * A short circle (tekmil, RULES 6.5) has one round only. Each writes three lines beforehand, and shows one after the
 * other while she has the piece; whom a criticism is for answers only "heard".
 */
#ifndef BBS_RING_H
#define BBS_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RING_PEOPLE_MOST = 12, /* places; a commune may ask for fewer (RULES 6.1) */
    RING_BEGIN_LEAST = 5,  /* with fewer no circle begins */
    RING_GO_ON_LEAST = 4,  /* with fewer it ends */
    RING_SHORT_LEAST = 2,  /* with fewer a short circle neither begins nor goes on */
    RING_KEEPERS = 2,
    RING_TURN_BYTES = 2400, /* of one turn; it ends at so many words as the limits say */
    RING_LINE_BYTES = 480,  /* of one of the three lines of a short circle */
    RING_STEPS_MOST = 12,
    RING_STEP_BYTES = 240,
    RING_REASON_BYTES = 160,  /* of a keeper's pause */
    RING_PAIR_BYTES = 1800,   /* of the lines for two; the oldest are dropped */
    RING_LOST_SECONDS = 180,  /* a dropped line keeps the piece so long (RULES 6.2) */
    RING_ALONE_SECONDS = 600, /* without a keeper so long, it ends */
    RING_NOBODY = -1,         /* in place of a place */
};

enum ring_stage {
    RING_GATHERS = 1,
    RING_CHECK_IN,
    RING_AGREEMENTS,
    RING_ROUND,
    RING_NEXT_STEPS,
    RING_CHECK_OUT,
    RING_OVER,
};
enum ring_there {
    RING_AWAY, /* named, and not come yet */
    RING_IN,
    RING_OUT,  /* stepped out; her place stays */
    RING_LOST, /* her line dropped */
    RING_LEFT,
};
enum ring_turn_state { /* of one person in this round */
    RING_TO_COME,
    RING_TO_OFFER, /* she passed, or was not there: she is offered the piece once more */
    RING_HAS_HAD,
};
enum ring_why { /* why it is over, for the sentence that says so */
    RING_GOES_ON,
    RING_CLOSED,     /* by a keeper */
    RING_TOO_FEW,    /* fewer than four were left */
    RING_NO_KEEPER,  /* both keepers were away for ten minutes */
    RING_NEVER_MET,  /* it never began */
    RING_TIME_IS_UP, /* of a short circle */
};

/* As the unit has decided (numbers.h). */
struct ring_limits {
    int people;          /* RULES 6.1: 12* */
    int words;           /* of a turn, 6.2: 120* */
    int silence_seconds; /* then she alone is asked "more time?", 6.2: 3 minutes* */
    int person_seconds;  /* one person takes so long in one round, 6.1: 4 minutes* */
    int steps_seconds;   /* from the beginning until next steps begin, 6.1: 70 minutes*; of a short circle its end */
};

struct ring_person {
    int64_t member; /* 0: the place is free */
    uint8_t there;  /* enum ring_there */
    uint8_t turn;   /* enum ring_turn_state */
    bool keeper;
    bool offered;       /* she has the piece for the second time in this round */
    bool heard;         /* a criticism was for her, and she answered "heard" */
    uint8_t lines;      /* short circle: how many of her three lines she has written, one bit each */
    int16_t criticizes; /* short circle: the place that her second line is for */
    bool holds_back;    /* her words appear when she passes the piece on */
    uint16_t words;     /* in her turn */
    uint16_t length;    /* bytes of her turn */
    uint16_t shown;     /* of these the others see so many */
    uint16_t changed;   /* counts changes of her turn, so that a reader knows what to fetch anew */
    int64_t since;      /* when `there` changed */
};

struct ring_step {
    int64_t day;         /* Unix time of its date; 0: the place is free */
    uint16_t named, yes; /* one bit a place */
    uint8_t by;          /* the place that brought it */
    uint16_t length;
    char text[RING_STEP_BYTES];
};

/* What everybody in the circle sees; it holds no word of a turn. */
struct ring_view {
    int64_t circle;
    uint32_t version;            /* rises with every change */
    uint8_t stage, round;        /* `round`: of the prompts, from 1 */
    uint8_t why;                 /* enum ring_why */
    int16_t holder;              /* place; RING_NOBODY: nobody has the piece */
    int16_t paused_by;           /* place of the keeper; RING_NOBODY: it is not paused */
    bool short_circle, complete; /* complete: the piece has gone round; a keeper says how it goes on */
    bool without_keeper;         /* both are away: it waits for them */
    bool late;                   /* next steps begin when this round is over */
    bool more;                   /* only for the holder: "more time?" */
    uint16_t asks_pause;         /* who asks for a pause, one bit a place; keepers see all, others themselves alone */
    uint8_t rounds_fit;          /* when it began, so many rounds fitted */
    uint8_t mine;                /* the reader's own place */
    struct ring_person person[RING_PEOPLE_MOST];
    uint16_t reason_length;
    char reason[RING_REASON_BYTES];
};

struct ring {
    struct ring_view view;
    struct ring_limits limits;
    int64_t begun, held_since, typed, alone_since;
    bool asked_more;
    struct ring_step step[RING_STEPS_MOST];
    char turn[RING_PEOPLE_MOST][RING_TURN_BYTES];
    struct ring_pair { /* lines for two: a keeper and somebody who went out */
        int16_t with;  /* the other's place; RING_NOBODY: none */
        uint16_t length;
        size_t before; /* bytes said to two in this circle before `text`; so a reader knows what was read already */
        char text[RING_PAIR_BYTES];
    } pair[RING_KEEPERS];
    size_t two_said; /* bytes said to two in this circle, by all pairs */
};

/* What a person does. */
enum ring_act {
    RING_COME = 1,  /* number 1: she says yes to the agreements. Also how she comes back */
    RING_BEGIN,     /* a keeper, from five people on */
    RING_TYPES,     /* the holder's keys */
    RING_SAY,       /* the holder: text, one line */
    RING_HOLD_BACK, /* the holder: number 1: her words appear when she passes it on; 0: line by line */
    RING_PASS,      /* the holder: the piece goes on */
    RING_MORE_TIME, /* the holder: yes, more time */
    RING_PAUSE,     /* a keeper; text: the reason */
    RING_ASK_PAUSE, /* anybody who is in; the keepers see it until there is a pause, or this round is over */
    RING_RESUME,    /* a keeper */
    RING_GO_ON,     /* a keeper, when the round is complete. number 1: to the next stage; 0: one more round */
    RING_STEP_OUT,
    RING_LEAVE,       /* for good; needs no reason */
    RING_ADD_STEP,    /* text; number: its day; places: who is named */
    RING_YES_STEP,    /* number: which */
    RING_STRIKE_STEP, /* number: which; whoever brought it, or is named in it */
    RING_CLOSE,       /* a keeper */
    RING_GO_ALONG,    /* a keeper, into lines for two; number: the place of who stepped out or left */
    RING_SAY_TO_TWO,  /* text; of the lines for two in which she is */
    RING_PREPARE,     /* short circle; number 0-2: self-criticism, criticism, proposal; text; places: whom it is for */
    RING_SHOW_LINE,   /* short circle, the holder: her next line */
    RING_HEARD,       /* short circle: whom the last criticism was for */
    RING_ACTS,
};
/* Refusals: the caller has a sentence for each. Nothing was changed. */
enum ring_result {
    RING_DONE,
    RING_NOT_HERS,   /* she was not named for this circle */
    RING_NOT_KEEPER, /* only a keeper may */
    RING_NOT_HOLDER, /* somebody else has the piece */
    RING_NOT_NOW,    /* not in this stage */
    RING_NEEDS_YES,  /* the agreements come first */
    RING_FEWER_THAN_FIVE,
    RING_IS_FULL,  /* the 13th person; or 12 steps */
    RING_TOO_LATE, /* nobody new comes in after the first round */
    RING_TOO_LONG, /* the turn would have more words than it may */
    RING_IS_PAUSED,
    RING_IS_OVER,
    RING_IS_EMPTY, /* the act needs words */
    RING_NO_SUCH,  /* no such step, or nobody at that place */
};

struct ring_ask {
    int64_t member;
    enum ring_act act;
    int64_t number;
    uint16_t places; /* one bit a place */
    const char *text;
    size_t length;
};

/* Begins a ring for these members, of which the first RING_KEEPERS are its keepers (0: that place stays empty).
 * false: more than RING_PEOPLE_MOST. */
bool ring_open(struct ring *ring, int64_t circle, bool short_circle, const struct ring_limits *limits,
    const int64_t *members, size_t count, int64_t now);
/* One more who was invited, until it is full. */
enum ring_result ring_name(struct ring *ring, int64_t member);
/* `order`: numbers drawn by the caller, one a place; whoever has the smallest sits first. RING_BEGIN alone needs it. */
enum ring_result ring_do(
    struct ring *ring, const struct ring_ask *ask, const uint32_t order[RING_PEOPLE_MOST], int64_t now);
/* The last connection of this member is gone. */
void ring_lost(struct ring *ring, int64_t member, int64_t now);
/* What is due by time. Call it before each look, and once in some seconds. */
void ring_tick(struct ring *ring, int64_t now);
/* Her place, RING_NOBODY when she has none, or never came in. */
int ring_place(const struct ring *ring, int64_t member);
/* What this member may see. false: she is not in it now (she sees nothing until she comes in). */
bool ring_look(const struct ring *ring, int64_t member, struct ring_view *out);
/* The words of the turn of `place` that this member may read; `out` has room for RING_TURN_BYTES. Returns the bytes. */
size_t ring_words(const struct ring *ring, int64_t member, int place, char *out);
/* The lines for two in which this member is; 0 bytes when in none. *before: bytes that were said before them, and
 * dropped out or were another pair's. */
size_t ring_pair_words(const struct ring *ring, int64_t member, char *out, int *with, size_t *before);
/* A step counts when everybody named in it said yes. */
bool ring_step_stands(const struct ring_step *step);
int ring_present(const struct ring *ring); /* how many are in */
void ring_wipe_words(struct ring *ring);   /* turns and lines for two; what the house may keep stays */
/* Words as they are counted: letters between blanks. */
int ring_count_words(const char *text, size_t length);

#endif
