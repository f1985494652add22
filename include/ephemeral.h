/*
 * ephemeral.h: what lives in memory only. A process of its own, `ephemeral`, keeps short texts in boxes: the choices of
 * a secret vote in a meeting, unsigned lines, the talk of small groups. It opens no file, no database and no net: that
 * nothing of this is written anywhere can be seen from what the process is able to do. DESIGN 1, RULES 4.4, 4.7.
 *
 * A box has a kind and a key (the number of a vote, a meeting, a group). Its kind says who opens it, who may put a text
 * into it, how often, and who gets the texts: the table `rules` in bbs/serve/ephemeral_boxes.c. The gate tells the
 * process the member of each socket, so no session can speak for another. `the house` is the caretaker. Only at a table
 * in the yard (table.h) one session gives a choice for somebody else: the house says who sits at whose table, and the
 * store asks for her four digits before.
 *
 * When the process dies, all boxes are gone; the gate starts a new one with another `ephemeral_instance`.
 *
 * The calls return RESULT_OK, or with a sentence for the member in store_reason():
 *   RESULT_BUSY       the process does not answer now; the same call may succeed later
 *   RESULT_NOT_FOUND  there is no such box (never opened, wiped, or lost with the process that held it)
 *   RESULT_REFUSED    the kind does not allow it to this member
 *   RESULT_CONFLICT   she has put in as many texts as she may, or the box gives out its texts already
 *   RESULT_FULL       there is no room for more
 *   RESULT_INVALID    the text is longer than the kind allows, or empty
 */
#ifndef BBS_EPHEMERAL_H
#define BBS_EPHEMERAL_H

#include "ring.h"
#include "store.h"

enum ephemeral_kind {
    EPHEMERAL_CHOICE = 1, /* a choice of a secret vote in a meeting. Key: the vote */
    EPHEMERAL_SLIP,       /* a slip that was typed in to close a vote over days. Key: the vote */
    EPHEMERAL_LINE,       /* "a neighbour says": one a person a meeting. Key: the meeting */
    EPHEMERAL_GROUP,      /* what is said in a small group. Key: the group */
    EPHEMERAL_DARE,       /* "something you did not dare to say": "yes" or "no". Key: the meeting */
    EPHEMERAL_AFRAID,     /* "Would you be afraid to speak there?": "yes" or "no". Key: the circle */
    EPHEMERAL_LOT,        /* a home's number for a lot, before it is opened. Key: the draw */
    EPHEMERAL_KINDS,
};
enum {
    EPHEMERAL_TEXT_MAX = 2400,          /* bytes: 600 letters; nothing is kept that is not a turn's length at most */
    EPHEMERAL_SHORT_MAX = 64,           /* bytes of a choice, a slip, an answer */
    EPHEMERAL_NAMES_MAX = 4000,         /* members named for one box */
    EPHEMERAL_HOUSE = -1,               /* in place of a member: the caretaker */
    EPHEMERAL_COME_BY_KEPT = 7 * 86400, /* seconds after which it is forgotten that somebody is asked to come by */
};

/* --- what a call sends: one frame of one length each way, whatever it holds --- */
enum ephemeral_act {
    EPHEMERAL_HELLO = 1, /* answer.key: the instance */
    EPHEMERAL_OPEN,      /* makes a box, without names; one that is not ready is begun again */
    EPHEMERAL_NAME,      /* text: `number` members as int64_t: they may put in texts. Kinds of the house: later, too */
    EPHEMERAL_READY,     /* the names are complete */
    EPHEMERAL_PUT,       /* text. `member`: who gives it at the table of the asker; 0: the asker */
    EPHEMERAL_STATE,     /* `member`: as in PUT. answer: number, mine, flags */
    EPHEMERAL_NEXT,      /* the text after `number`, in order; answer.number is its own */
    EPHEMERAL_TAKE,      /* the text `number` of the batch, which the first call shuffles; EPHEMERAL_ALL in flags */
    EPHEMERAL_GIVER,     /* after the first take: the giver `number`, by rising number of member */
    EPHEMERAL_TAKEN,     /* the batch is on disk: it is wiped */
    EPHEMERAL_WIPE,      /* the whole box */
    EPHEMERAL_STRIKE,    /* `member` may put in nothing any more; EPHEMERAL_ENOUGH: she has already */
    EPHEMERAL_SEAT,      /* text: `number` struct ephemeral_seat: who sits at whose table. Kinds of the house */
    /* Circles (ring.h, circles.h). `key` is the circle; `kind` is 0. */
    EPHEMERAL_RING_OPEN,   /* the house. text: struct ephemeral_ring */
    EPHEMERAL_RING_NAME,   /* the house. `member`: one more person */
    EPHEMERAL_RING_DO,     /* number: enum ring_act; member: its number; mine: its places; text. answer.number:
                              enum ring_result */
    EPHEMERAL_RING_LOOK,   /* answer.text: struct ring_view */
    EPHEMERAL_RING_WORDS,  /* number: a place. answer.text: the words of its turn */
    EPHEMERAL_RING_TWO,    /* answer.text: the lines for two; number: the other's place */
    EPHEMERAL_RING_STEP,   /* number: which. answer.text: struct ring_step. The house gets only those that stand */
    EPHEMERAL_RING_RESULT, /* the house. answer.number: enum ring_stage; flags: enum ring_why; text: an int64_t for each
                              place, who was in */
    EPHEMERAL_RING_WIPE,   /* the house */
    EPHEMERAL_COME_BY,     /* who left a circle asks `member` to come by */
    EPHEMERAL_COME_BY_NEXT, /* to the one who was asked, the ask after `number`. answer.member: who asks; key: where */
    EPHEMERAL_COME_BY_SEEN, /* number: it is answered, and wiped */
    EPHEMERAL_ACTS,
};
enum ephemeral_answer {
    EPHEMERAL_DONE,
    EPHEMERAL_NO_BOX,
    EPHEMERAL_NOT_HERS,
    EPHEMERAL_ENOUGH, /* she gave as many as she may, or the box is closed */
    EPHEMERAL_NO_ROOM,
    EPHEMERAL_NO_MORE, /* of NEXT, TAKE, GIVER: the end */
    EPHEMERAL_WRONG,   /* the frame has not the shape of its act */
    EPHEMERAL_ANSWERS,
};
enum { EPHEMERAL_NAMED = 1, EPHEMERAL_CLOSED = 2, EPHEMERAL_ALL = 4 }; /* flags */
struct ephemeral_seat {
    int64_t member, table; /* table: the member whose session it is; 0: she sits at none */
};
struct ephemeral_ring { /* how a circle begins. The first RING_KEEPERS members are its keepers */
    struct ring_limits limits;
    uint32_t short_circle, count;
    int64_t members[RING_PEOPLE_MOST];
};
struct ephemeral_frame {
    uint32_t act, kind;
    int64_t key, member;
    uint32_t number, mine, flags, length, answer, zero;
    char text[EPHEMERAL_TEXT_MAX]; /* `length` bytes; the rest is zero */
};

/* Sends the frame and puts the answer in its place. False: no process answers. */
typedef bool ephemeral_ask(void *context, struct ephemeral_frame *frame);
/* How the store of this process reaches it. Without it (NULL) all calls return RESULT_BUSY. */
void ephemeral_reach(struct store *store, ephemeral_ask *ask, void *context);

/* --- the calls. They run inside or outside of a transaction, touch no table, and check no right but the kind's own ---
 */
/* A random number of the process; another one means that all boxes were lost. */
enum result ephemeral_instance(struct store *store, int64_t *instance);
/* Opens a box for these members (none for a kind that everybody may use). CHOICE and SLIP: only the house. One that
 * stands already is RESULT_CONFLICT. */
enum result ephemeral_open(
    struct store *store, enum ephemeral_kind kind, int64_t key, const int64_t *members, size_t count);
/* LINE and DARE need no ephemeral_open(). */
enum result ephemeral_put(struct store *store, enum ephemeral_kind kind, int64_t key, const void *text, size_t length);
/* The same for somebody who sits at the table of this session. member 0: for herself. RESULT_REFUSED: the house has not
 * said that she sits there. */
enum result ephemeral_put_of(
    struct store *store, enum ephemeral_kind kind, int64_t key, int64_t member, const void *text, size_t length);
struct ephemeral_state {
    int given; /* how many members put in a text, since the box was opened */
    int mine;  /* how many texts she put in */
    bool named, closed;
};
enum result ephemeral_state(struct store *store, enum ephemeral_kind kind, int64_t key, struct ephemeral_state *out);
enum result ephemeral_state_of(
    struct store *store, enum ephemeral_kind kind, int64_t key, int64_t member, struct ephemeral_state *out);
struct ephemeral_text {
    int64_t number, member; /* member: 0 unless the kind keeps it (GROUP, SLIP) */
    size_t length;
    char text[EPHEMERAL_TEXT_MAX + 1]; /* NUL-terminated */
};
/* GROUP: the texts after `after`, oldest first, for those who were named. */
enum result ephemeral_list(struct store *store, enum ephemeral_kind kind, int64_t key, int64_t after,
    struct ephemeral_text *out, size_t limit, size_t *count);
/* The house takes the texts, in an order that is drawn (randombytes_uniform). LINE: nothing until three wait, unless
 * `all`. They stay until ephemeral_taken(): so a transaction that fails loses none, and a second call gives the same
 * ones. A CHOICE or DARE box takes no more texts from the first call on. */
enum result ephemeral_take(struct store *store, enum ephemeral_kind kind, int64_t key, bool all,
    struct ephemeral_text *out, size_t limit, size_t *count);
/* After ephemeral_take(): who gave, by rising number of member. */
enum result ephemeral_givers(
    struct store *store, enum ephemeral_kind kind, int64_t key, int64_t *out, size_t limit, size_t *count);
/* What was taken is on disk. LINE: who used hers is known until the wipe. */
enum result ephemeral_taken(struct store *store, enum ephemeral_kind kind, int64_t key);
/* The house names more members for its box, or takes the name of one away, as she votes on paper. RESULT_CONFLICT: she
 * has put in a text already. */
enum result ephemeral_name(
    struct store *store, enum ephemeral_kind kind, int64_t key, const int64_t *members, size_t count);
enum result ephemeral_strike(struct store *store, enum ephemeral_kind kind, int64_t key, int64_t member);
/* The house says who sits at whose table. Who is not named in the box is passed over. */
enum result ephemeral_seat(
    struct store *store, enum ephemeral_kind kind, int64_t key, const struct ephemeral_seat *seats, size_t count);
/* The house, or who opened it. One that is not there is no fault. */
enum result ephemeral_wipe(struct store *store, enum ephemeral_kind kind, int64_t key);

/* --- circles. All wipe their frames. RESULT_NOT_FOUND: there is no such circle now, or nothing more of the list --- */
enum result ephemeral_ring_open(struct store *store, int64_t circle, const struct ephemeral_ring *ring);
enum result ephemeral_ring_name(struct store *store, int64_t circle, int64_t member, enum ring_result *out);
/* ask->member is not used: the process knows who asks. */
enum result ephemeral_ring_do(struct store *store, int64_t circle, const struct ring_ask *ask, enum ring_result *out);
enum result ephemeral_ring_look(struct store *store, int64_t circle, struct ring_view *out);
/* `out` has room for RING_TURN_BYTES + 1; it ends with NUL, and holds others in a short circle. */
enum result ephemeral_ring_words(struct store *store, int64_t circle, int place, char *out, size_t *length);
enum result ephemeral_ring_two(
    struct store *store, int64_t circle, char *out, size_t *length, int *with, size_t *before);
enum result ephemeral_ring_step(struct store *store, int64_t circle, int number, struct ring_step *out);
struct ephemeral_ring_result {
    enum ring_stage stage;
    enum ring_why why;
    int64_t member[RING_PEOPLE_MOST]; /* by place: who was in; 0: nobody */
    int present;                      /* how many are in now */
};
enum result ephemeral_ring_result(struct store *store, int64_t circle, struct ephemeral_ring_result *out);
enum result ephemeral_ring_wipe(struct store *store, int64_t circle);
enum result ephemeral_come_by(struct store *store, int64_t circle, int64_t member);
struct ephemeral_come_by {
    int64_t number, circle, member; /* member: who asks */
};
enum result ephemeral_come_by_next(struct store *store, int64_t after, struct ephemeral_come_by *out);
enum result ephemeral_come_by_seen(struct store *store, int64_t number);

#endif
