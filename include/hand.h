/*
 * hand.h: people without a device: members by another's hand. RULES 1.8.
 *
 * "Gogo Maria, by thandi's hand" is a member like any other, but for a way in: what she says is typed by a neighbour,
 * her hand. Two homes bring her in, and she counts from then on. Her words stand at once, as not confirmed, until
 * a helper asked her: one of another home than the hand's and than her own. Any member strikes them at her word.
 *
 * Every write by hand takes an actor made by actor_by_hand(). A write that makes no sense by hand (ways in, letters,
 * invitations, vouchers, settings, marks) refuses it: require_member() does; those that do make sense ask
 * require_voice() and note what they wrote by hand_note() (store/people/by_hand.h).
 */
#ifndef BBS_HAND_H
#define BBS_HAND_H

#include "members.h"

enum {
    HAND_PEOPLE_OPEN_MOST = 3,        /* told of by one member and not confirmed yet */
    HAND_PERSON_SECONDS = 14 * 86400, /* then nobody confirmed: forgotten */
    HAND_STRUCK_SECONDS = 24 * 3600,  /* so long a striking can be taken back */
    HAND_LEAVE_SECONDS = 24 * 3600,   /* from the confirming of her leaving until she has left: it can be struck */
};

/* --- how she comes in --- */

struct hand_person {
    int64_t id, at, unit;
    char handle[HANDLE_BYTES], home[32];
    char adder[HANDLE_BYTES];
    bool mine;        /* the actor told of her */
    bool may_confirm; /* the actor is of another home, and may say that she is somebody */
};
/* A member tells of somebody without a device. Blanks in `name` become dashes: "Gogo Maria" is Gogo-Maria. She is no
 * member before one of another home than the adder's and hers confirms; of her block when her home is new to the house
 * and somebody lives there. */
enum result hand_member_add(struct store *store, const struct actor *actor, const char *name, const char *home,
    int64_t now, struct hand_person *out);
/* Those who wait for a confirmation, oldest first. Members know all of them: people are no secret of two homes. */
enum result hand_members_waiting(
    struct store *store, const struct actor *actor, int64_t now, struct hand_person *out, size_t limit, size_t *count);
enum result hand_member_confirm(
    struct store *store, const struct actor *actor, int64_t person, int64_t now, int64_t *member);
enum result hand_member_withdraw(struct store *store, const struct actor *actor, int64_t person, int64_t now);
/* Members without a device, by handle. */
enum result hand_members_list(
    struct store *store, const struct actor *actor, struct member *out, size_t limit, size_t *count);
/* She came in without a device and has no way in of her own (yet): then others write for her. */
bool member_is_by_hand(struct store *store, int64_t member);

/* --- how she leaves --- */

/* A member tells that she leaves the house for good, at her word. It is a word by hand like others, of kind HAND_LEAVE:
 * somebody of another home than the teller's and hers asks her and confirms it, and any member strikes it. Then, after
 * HAND_LEAVE_SECONDS, she has left, as by member_leave(). Told and not confirmed it is forgotten after
 * HAND_PERSON_SECONDS. RESULT_CONFLICT: it was told already. */
enum result hand_member_leaves(
    struct store *store, const struct actor *actor, int64_t member, int64_t now, int64_t *word);

/* --- in her name --- */

/* For whom the actor's hand asked, offered or answered, the last one first: what comes of it is told to that hand. */
enum result hand_voices(struct store *store, const struct actor *actor, int64_t *members, size_t limit, size_t *count);

/* `actor` is whoever types. *out acts as the member, by that hand; it sees what both may see. `out` may be `actor`. */
enum result actor_by_hand(
    struct store *store, const struct actor *actor, int64_t member, int64_t now, struct actor *out);
/* The same by name, with blanks or dashes. */
enum result actor_by_hand_of(
    struct store *store, const struct actor *actor, const char *name, int64_t now, struct actor *out);

/* --- her words --- */

enum hand_kind {
    HAND_POST,
    HAND_ASK,
    HAND_OFFER,
    HAND_ANSWER, /* of a match: her "I can" to somebody's ask */
    HAND_ACCEPT, /* of a match: her yes, for her own ask */
    HAND_DONE,   /* of a match: that it happened, by whoever asked */
    HAND_HELPED, /* the same, by the helper */
    HAND_NO,     /* of a match: not this time, or not this person; told to the hand and to her alone */
    HAND_AGAIN,  /* of an ask: it did not happen, and is asked again */
    HAND_LEAVE,  /* of a member: she leaves */
    HAND_WOMAN,  /* of a member: she is a woman (claim.h); told to the hand and to her alone, so nobody confirms it */
    HAND_KINDS
};
const char *hand_kind_name(enum hand_kind kind); /* "post", as it is kept and typed */
/* What she did, in the reader's language: "Says \"I can\" to this ask". "" of a post. */
const char *hand_kind_words(enum hand_kind kind);

/* How a thing was written: what stands beside its author. word 0: by herself. */
struct by_hand {
    int64_t word; /* as people name it: `confirm WORD` */
    char hand[HANDLE_BYTES];
    char confirmed_by[HANDLE_BYTES]; /* "" : not confirmed yet */
    char struck_by[HANDLE_BYTES];    /* "" : it stands */
    int64_t struck_at;
};
/* "by thandi's hand, not confirmed yet", in the reader's language; "" for who wrote herself. */
void by_hand_words(const struct by_hand *by, char *out, size_t size);

struct hand_entry {
    int64_t id, member, subject, at;
    int64_t thread; /* of a post, else 0 */
    enum hand_kind kind;
    char handle[HANDLE_BYTES]; /* in whose name; of an ask, and what is said in a match, "a neighbour, block C" to those
                                  who may not know her name yet (RULES 3.2) */
    bool nameless;             /* that is so: whoever confirms asks the hand for whom it was */
    struct by_hand by;
    char about[72 * 4 + 1]; /* of a post: its thread's title; of another thing: "" */
    char *body;             /* as it stands; "" when it was struck; of what is said in a match: its ask's line.
                               hand_entries_free */
    bool may_confirm, mine; /* mine: the actor's hand wrote it */
};
enum hand_which {
    HAND_ENTRIES_ALL,     /* newest first */
    HAND_ENTRIES_WAITING, /* for somebody's confirmation, oldest first */
    HAND_ENTRIES_FOR_ME,  /* of those, the ones that the actor may confirm */
};
/* `member` 0: of everybody. Only what the actor may read. `before`: the id to go on below (beyond, where the oldest
 * comes first), 0 at first. */
enum result hand_entries_list(struct store *store, const struct actor *actor, enum hand_which which, int64_t member,
    int64_t before, size_t limit, struct hand_entry *out, size_t *count);
enum result hand_entry_get(struct store *store, const struct actor *actor, int64_t word, struct hand_entry *out);
enum result hand_entry_of(struct store *store, const struct actor *actor, enum hand_kind kind, int64_t subject,
    struct hand_entry *out); /* the same, by what was written */
void hand_entries_free(struct hand_entry *words, size_t count);

/* For home: what waits for the actor's confirmation, of the last HAND_PERSON_SECONDS, and what was struck of what she
 * wrote for others. */
struct hand_waits {
    int people, words;
    struct hand_person person;     /* the first of them; id 0: none */
    struct hand_entry word;        /* without its body; id 0: none */
    int struck;                    /* that her hand wrote, and another struck, of the last HAND_STRUCK_SECONDS */
    struct hand_entry struck_word; /* the last of them, without its body */
};
enum result hand_waits_get(struct store *store, const struct actor *actor, int64_t now, struct hand_waits *out);

/* She was asked, and said that these are her words. */
enum result hand_confirm(struct store *store, const struct actor *actor, int64_t word, int64_t now);
/* At her word: what was written is withdrawn, and it stands there who struck it. */
enum result hand_strike(struct store *store, const struct actor *actor, int64_t word, int64_t now);
/* Takes a striking back, within 24 h: whoever struck it, or one of another home than the striker's. A post, an ask, an
 * offer; a yes that two had agreed on, with what they wrote to each other, while nobody else answered that ask.
 * Whatever else was said in a match is said anew. */
enum result hand_unstrike(struct store *store, const struct actor *actor, int64_t word, int64_t now);

#endif
