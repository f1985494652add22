/*
 * hand.h: people without a device: members by another's hand. RULES 1.8.
 *
 * "Gogo Maria, by thandi's hand" is a member like any other, but cannot log in. A neighbour types what she says; this
 * neighbour is called her hand. People of two homes bring her in, and from then on she counts. What is written for her
 * stands at once, marked as not confirmed. A helper asks her and confirms it; the helper belongs neither to the hand's
 * home nor to hers. Any member strikes it when she says so.
 *
 * Every write by hand takes an actor made by actor_by_hand(). Writes that make no sense by hand (ways in, letters,
 * invitations, vouchers, settings, marks) call rights_require_member(), which refuses that actor. All others call
 * by_hand_require_voice(), and note the entry with by_hand_note() (store/people/by_hand.h).
 */
#ifndef BBS_HAND_H
#define BBS_HAND_H

#include "members.h"

enum {
    HAND_PEOPLE_OPEN_MOST = 3,        /* unconfirmed people that one member may have added */
    HAND_PERSON_SECONDS = 14 * 86400, /* a person whom nobody confirms for so long is forgotten */
    HAND_STRUCK_SECONDS = 24 * 3600,  /* so long a striking can be taken back */
    HAND_LEAVE_SECONDS = 24 * 3600,   /* from the confirmation that she leaves until she has left: it can be struck */
};

/* --- how a person without a device comes in --- */

struct hand_person {
    int64_t id, at, unit;
    char handle[HANDLE_BYTES], home[32];
    char adder[HANDLE_BYTES];
    bool mine;        /* the actor added her */
    bool may_confirm; /* the actor is of another home, and may confirm that this person exists */
};
/* A member adds a person without a device. Blanks in `name` become dashes: "Gogo Maria" is Gogo-Maria. The person
 * becomes a member when somebody confirms it who is neither of the adder's home nor of hers. When her home is new to
 * the house, that must be somebody of her block, if anybody lives there. */
enum result hand_member_add(struct store *store, const struct actor *actor, const char *name, const char *home,
    int64_t now, struct hand_person *out);
/* The people who wait for a confirmation, oldest first. All members of the unit may read the whole list, because a new
 * neighbour is no secret. */
enum result hand_members_waiting(
    struct store *store, const struct actor *actor, int64_t now, struct hand_person *out, size_t limit, size_t *count);
/* Confirms a person who waits: she is a member now. hand_member_withdraw() is for the member who added her. */
enum result hand_member_confirm(
    struct store *store, const struct actor *actor, int64_t person, int64_t now, int64_t *member);
enum result hand_member_withdraw(struct store *store, const struct actor *actor, int64_t person, int64_t now);
/* Members without a device, by handle. */
enum result hand_members_list(
    struct store *store, const struct actor *actor, struct member *out, size_t limit, size_t *count);
/* True when she came in without a device and has no way in of her own (yet). Then others write for her. */
bool hand_writes_for(struct store *store, int64_t member);

/* --- how she leaves --- */

/* A member writes for her that she leaves the house for good. *entry is the number of this entry. It is an entry by
 * hand like others, of kind HAND_LEAVE: somebody of a third home asks her and confirms it, and any member can strike
 * it. HAND_LEAVE_SECONDS after the confirmation she has left, as by member_leave(). An entry that nobody confirms is
 * forgotten after HAND_PERSON_SECONDS. RESULT_CONFLICT when there is such an entry already. */
enum result hand_member_leaves(
    struct store *store, const struct actor *actor, int64_t member, int64_t now, int64_t *entry);

/* --- in her name --- */

/* The members for whom the actor wrote an ask, an offer or an "I can", the last one first. The actor is told how these
 * go on. */
enum result hand_voices(struct store *store, const struct actor *actor, int64_t *members, size_t limit, size_t *count);

/* --- entries: what was written for her --- */

enum hand_kind {
    HAND_POST,
    HAND_ASK,
    HAND_OFFER,
    HAND_ANSWER,     /* of a match: her "I can" to somebody's ask */
    HAND_ACCEPT,     /* of a match: her yes, for her own ask */
    HAND_DONE,       /* of a match: the asker says that it happened */
    HAND_HELPED,     /* of a match: the helper says that it happened */
    HAND_NO,         /* of a match: not this time, or not this person; only she and the hand read it */
    HAND_AGAIN,      /* of an ask: it did not happen, and is asked again */
    HAND_LEAVE,      /* of a member: she leaves */
    HAND_WOMAN,      /* of a member: she is a woman (claim.h); only she and the hand read it, so nobody confirms it */
    HAND_ITEM,       /* of a meeting's agenda */
    HAND_WANT,       /* her home wants a meeting; subject: a row that names the two */
    HAND_MATTERS,    /* an item matters to her home; the same */
    HAND_SAID,       /* of the transcript of a meeting: a line that she said */
    HAND_POSITION,   /* her answer to a question of a meeting */
    HAND_VOTE,       /* her ballot in an open vote; subject: her row in the list of voters */
    HAND_APPEAL,     /* her appeal against an act of a moderator; subject: the act */
    HAND_CORRECTION, /* what stands beside minutes; subject: its row */
    HAND_KINDS
};
const char *hand_kind_name(enum hand_kind kind); /* "post": as the database keeps it, and as it is typed */
/* What she did, in the reader's language: "Says \"I can\" to this ask". "" for a post. */
const char *hand_kind_words(enum hand_kind kind);

/* By which hand a thing was written; stands beside its author. entry 0: the author wrote it herself. */
struct by_hand {
    int64_t entry; /* its number, which people type: `confirm WORD` */
    char hand[HANDLE_BYTES];
    char confirmed_by[HANDLE_BYTES]; /* "": not confirmed yet */
    char struck_by[HANDLE_BYTES];    /* "": not struck */
    int64_t struck_at;
};
/* "by thandi's hand, not confirmed yet", in the reader's language; "" when the author wrote herself. */
void by_hand_words(const struct by_hand *by, char *out, size_t size);

struct hand_entry {
    int64_t id, member, subject, at;
    int64_t thread; /* of a post, else 0 */
    enum hand_kind kind;
    char handle[HANDLE_BYTES]; /* the member in whose name it is. For asks and matches: "a neighbour, block C" to
                                  readers who may not know her name yet (RULES 3.2) */
    bool nameless;             /* `handle` is no name: a helper who wants to confirm must ask the hand for the name */
    struct by_hand by;
    char about[72 * 4 + 1]; /* of a post: its thread's title; of another thing: "" */
    char *body;             /* the present text; "" when it was struck; of a match: the line of its ask.
                               hand_entries_free */
    bool may_confirm, mine; /* mine: the actor typed it */
};
enum hand_which {
    HAND_ENTRIES_ALL,     /* newest first */
    HAND_ENTRIES_WAITING, /* only those that wait for a confirmation, oldest first */
    HAND_ENTRIES_FOR_ME,  /* of these, the ones that the actor may confirm */
};
/* Entries that the actor may read, in the name of `member` (0: of all members). `before` is the last id of the page
 * before, 0 for the first page. */
enum result hand_entries_list(struct store *store, const struct actor *actor, enum hand_which which, int64_t member,
    int64_t before, size_t limit, struct hand_entry *out, size_t *count);
enum result hand_entry_get(struct store *store, const struct actor *actor, int64_t entry, struct hand_entry *out);
enum result hand_entry_of(struct store *store, const struct actor *actor, enum hand_kind kind, int64_t subject,
    struct hand_entry *out); /* the entry about this post, ask, match ... */
void hand_entries_free(struct hand_entry *entries, size_t count);

/* For home: people and entries of the last HAND_PERSON_SECONDS that wait for the actor's confirmation, and entries of
 * hers that were struck. */
struct hand_waits {
    int people, entries;
    struct hand_person person;     /* the first person; id 0: there is none */
    struct hand_entry first;       /* the first entry, without its body; id 0: there is none */
    int struck;                    /* entries that she typed and others struck in the last HAND_STRUCK_SECONDS */
    struct hand_entry last_struck; /* the last of these, without its body */
};
enum result hand_waits_get(struct store *store, const struct actor *actor, int64_t now, struct hand_waits *out);

/* Confirms an entry: the actor asked her, and she said that it is what she wanted written. */
enum result hand_confirm(struct store *store, const struct actor *actor, int64_t entry, int64_t now);
/* Strikes an entry because she says that it is not hers: it is withdrawn, and the name of the person who struck it
 * stands there. */
enum result hand_strike(struct store *store, const struct actor *actor, int64_t entry, int64_t now);
/* Takes a striking back within 24 h. Allowed to the person who struck it, and to members of another home than the
 * striker's. Brings back a post, an ask or an offer. Brings back a yes by which two people had agreed, with their
 * messages, if nobody else has answered that ask since. All other answers in a match have to be given anew. */
enum result hand_unstrike(struct store *store, const struct actor *actor, int64_t entry, int64_t now);

#endif
