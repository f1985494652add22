/*
 * ledger.h: the book: the append-only record of public acts. DESIGN 2, RULES 1.12.
 *
 * An entry holds numbers and salted hashes, never names or texts. It has its BLAKE2b-256 hash, and the head after it:
 * head = H(previous head, entry hash), entry hash = H(16-byte salt, canonical form). When a salt is erased nobody can
 * guess the entry any more, and the chain still checks. Only a write of the store appends entries (ledger_append).
 */
#ifndef BBS_LEDGER_H
#define BBS_LEDGER_H

#include "store.h"

enum ledger_kind {
    LEDGER_HOUSE_MADE = 1,
    LEDGER_UNIT_ADDED,
    LEDGER_UNIT_JOINED,
    LEDGER_MEMBER_JOINED,
    LEDGER_MEMBER_LEFT,
    LEDGER_BOARD_ADDED,
    LEDGER_THREAD_OPENED,
    LEDGER_POST_WRITTEN,
    LEDGER_POST_EDITED,
    LEDGER_POST_WITHDRAWN,
    LEDGER_POST_RESTORED,
    LEDGER_HOUSE_SET,
    LEDGER_PASSWORD_RESET,
    LEDGER_SEAT_GIVEN,
    LEDGER_SEAT_EMPTIED,
    LEDGER_FORGOTTEN,
    LEDGER_LOST_BEGUN = 40, /* a lost password (RULES 1.9): asked for in somebody's name */
    LEDGER_LOST_VOUCHED,
    LEDGER_LOST_STOPPED,
    LEDGER_LOST_RESTORED,
    LEDGER_LOST_TAKEN_BACK, /* by the person who began it or vouched */
    LEDGER_ASKED = 60,      /* mutual aid (RULES 3): never names the person */
    LEDGER_OFFERED,
    LEDGER_ASK_ANSWERED,
    LEDGER_ASK_AGREED,
    LEDGER_ASK_OPEN_AGAIN,
    LEDGER_ASK_DONE,
    LEDGER_ASK_ENDED, /* withdrawn or expired */
    LEDGER_OFFER_ENDED,
    LEDGER_MATCHING_NIGHT,
    LEDGER_AID_PROPOSAL,
    LEDGER_ASK_CLIMBED,    /* to another unit: one entry there, and one in the unit where it was asked */
    LEDGER_MOVED_OUT = 80, /* she no longer lives in that street (RULES 1.0); the entry does not say where she went */
    LEDGER_MOVED_IN,       /* she came from another street of the house */
    LEDGER_UNIT_LEFT,      /* she left that workplace, and stays in the house */
    LEDGER_UNIT_DROPPED,   /* a steward took back a unit that she had added by mistake; nobody was ever in it */
    LEDGER_UNIT_RENAMED,
    LEDGER_MEETING_ASKED = 90, /* meetings (RULES 4.1); subject: the meeting */
    LEDGER_MEETING_CALLED,
    LEDGER_MEETING_CHANGED,
    LEDGER_MEETING_WITHDRAWN,
    LEDGER_MEETING_LAPSED,
    LEDGER_ITEM_ADDED, /* subject: the item */
    LEDGER_ITEM_DROPPED,
    LEDGER_ROOM_OPENED, /* subject: the meeting */
    LEDGER_ROOM_CLOSED,
    LEDGER_ROOM_ADJOURNED, /* after a power cut */
    LEDGER_PROPOSED = 110, /* proposals (RULES 4.5); subject: the proposal */
    LEDGER_PROPOSAL_CHANGED,
    LEDGER_PROPOSAL_WITHDRAWN,
    LEDGER_QUESTION_PUT,
    LEDGER_QUESTION_CLOSED, /* the numbers of its result stand in the entry */
    LEDGER_DECIDED,         /* subject: the decision, as in the next two */
    LEDGER_DECISION_CARRIED,
    LEDGER_DECISION_DONE,
    LEDGER_MINUTES_WRITTEN, /* subject: the meeting; the hash of the text stands in the entry */
    LEDGER_MINUTES_CORRECTED,
    LEDGER_DECISION_SUSPENDED = 125, /* by a stop that came late */
    LEDGER_VOTE_OPENED = 130, /* votes (RULES 4.6); subject: the vote; its size and the hash of the lot's seed stand in
                                 the entry. Nothing in the book says who voted */
    LEDGER_VOTE_CLOSED,       /* the numbers of its result, and the seed when the lot drew */
    LEDGER_VOTE_SOON,         /* one over days closes within a day */
    LEDGER_LOT_SEALED = 160,  /* a lot (RULES 7.2); subject: the meeting. Its pool, and the hash of its key */
    LEDGER_LOT_DRAWN,         /* its seed: anybody can run it again */
    LEDGER_TURN_FOLDED,       /* three homes said that it blames people (RULES 7.1); subject: the meeting */
    LEDGER_GAIN_NAMED,        /* gains (RULES 8.3); subject: the gain */
    LEDGER_GAIN_ENDED,
    LEDGER_EFFECT = 170,       /* a decision changed the house; subject: the decision. done: 0: it could not be done */
    LEDGER_BOARD_CHANGED,      /* closed, or slow; subject: the board */
    LEDGER_POST_COVERED = 180, /* moderation (RULES 7): what, never why or by whom; subject: the post */
    LEDGER_POST_UNCOVERED,
    LEDGER_RESTRICTED, /* subject: the act, as in the next three */
    LEDGER_APPEALED,
    LEDGER_PANEL_SITS,
    LEDGER_ACT_ENDED,     /* an appeal was answered, or a restriction is over */
    LEDGER_POOL_NUMBERED, /* a lot (RULES 7.2); subject: the draw, as in the rest. Its pool, and the hash of a number */
    LEDGER_NUMBER_GIVEN,  /* the hash of a home's number */
    LEDGER_NUMBER_OPENED, /* the number */
    LEDGER_DRAWN,
    LEDGER_DRAW_LOST, /* its numbers were lost with the memory that had them: a new draw comes in its place */
    LEDGER_HAND_CONFIRMED =
        50, /* an entry by another's hand (RULES 1.8); subject: the post, ask ...; thread: of a post */
};

struct ledger_entry {
    int64_t seq, at, unit, subject, thread, actor; /* thread: of a post, else 0 */
    enum ledger_kind kind;
};
/* Entries after `after` that the actor may see, oldest first. Live screens read them after a hint. */
enum result ledger_after(struct store *store, const struct actor *actor, int64_t after, size_t limit,
    struct ledger_entry *out, size_t *count);
int64_t ledger_last(struct store *store);
/* Entries about accounts and tasks, newest first (passwords asked for or set, tasks given or taken back). */
enum result ledger_of_accounts(
    struct store *store, const struct actor *actor, size_t limit, struct ledger_entry *out, size_t *count);

/* Signs the book's present head with the house key (Ed25519, 64 bytes) and stores the signature. Does nothing when this
 * head is signed already. For the caretaker, once a night. */
enum result ledger_sign(struct store *store, const unsigned char key[64], int64_t now);
/* True when entries were written since the last signature, and nothing was signed from `since` to `now`. */
bool ledger_sign_due(struct store *store, int64_t since, int64_t now);
/* Checks that every signed head is signed by this house (32 bytes; NULL: by the key stored beside it), and is the head
 * of its entry. (store_check() checks the chain.) Calls `say` once for each fault; returns how many. */
int ledger_check_heads(struct store *store, const unsigned char *house_key,
    void (*say)(void *context, const char *sentence), void *context);

/* Private notices: hints of letters and mutual aid come from here, never from the ledger. For one member, after
 * `after`.
 */
enum notice_about { NOTICE_LETTER, NOTICE_AID, NOTICE_KINDS }; /* stored numbers: add new ones only at the end */
struct notice {
    int64_t seq, at, subject;
    enum notice_about about;
};
enum result ledger_notices_after(
    struct store *store, const struct actor *actor, int64_t after, size_t limit, struct notice *out, size_t *count);
/* How many notices of each kind came after `after`. *last: her newest notice, 0 when there is none. */
enum result ledger_notices_count(
    struct store *store, const struct actor *actor, int64_t after, int counts[NOTICE_KINDS], int64_t *last);

#endif
