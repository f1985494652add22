/*
 * newcomers.h: the people of a home learn of every person whom others bring into it, and can say no. A person with an
 * account and without a home waits until a home says yes. RULES 1.1, 1.8.
 *
 * A card for a home that is in, and a neighbour without a device who was added there, appear on the home screens of its
 * people at once. Each of them who lived there before can stop it, while it is open and until HOME_STOP_SECONDS after a
 * person came in by it. A person who came in then no longer belongs to that home. She waits: she can log in, read the
 * reason and get her file, but she reads and writes nothing of the street and is counted nowhere. Her texts and drafts
 * stay. A yes by a member of the home lets her in again, but not by the member who brought her. Her 14 days begin with
 * that yes.
 *
 * A person who moves here from another street (moving.h) stands in the same list and is answered in the same way.
 *
 * Once the house is founded, a person whom a steward adds from the shell waits in the same way.
 */
#ifndef BBS_NEWCOMERS_H
#define BBS_NEWCOMERS_H

#include "homes.h"
#include "members.h"
#include "units.h"

enum {
    HOME_STOP_SECONDS = 48 * 3600,    /* * */
    CAME_IN_TOLD_SECONDS = 3 * 86400, /* so long an inviter reads that somebody came in by the card */
    HOME_SILENT_SECONDS =
        30 * 86400, /* a home from which nobody logged in for so long cannot answer: it counts as new */
};

/* May people of the home still stop a card? `used`: when a person came in by it; 0: it is open. Pure. */
bool newcomer_may_be_stopped(int64_t used, int64_t now);

enum newcomer_state {
    NEWCOMER_CARD,  /* somebody else made a card for the actor's home, and it is open */
    NEWCOMER_TOLD,  /* a neighbour added a person without a device at the actor's home: she is no member yet */
    NEWCOMER_CAME,  /* she came into the actor's home, and can still be stopped */
    NEWCOMER_WAITS, /* she waits for a home's yes, and the actor may say it */
    NEWCOMER_MOVES, /* she lives in another street and asks to move here (moving.h), and the actor may say yes */
    NEWCOMER_WENT,  /* she moved out of the actor's home; only she may tell where to */
    NEWCOMER_IN,    /* she came in by the actor's own card, some days ago at most: the actor only reads it */
};
struct newcomer {
    enum newcomer_state state;
    int64_t id;   /* NEWCOMER_CARD: of the invitation; NEWCOMER_TOLD: of the person added; else the member */
    int64_t at;   /* when the card was made, when she was added, came or went, or since when she waits */
    int64_t unit; /* the street or workplace into which she comes; for NEWCOMER_WENT the one that she left */
    char handle[HANDLE_BYTES]; /* "" for a card */
    char home[HOME_BYTES];
    char by[HANDLE_BYTES];      /* who made the card, added her or said yes to her; "": a steward, from the shell */
    char from[UNIT_NAME_BYTES]; /* for NEWCOMER_MOVES: the street that she lives in now */
};
/* All that the actor may stop or say yes to; those that wait for a yes come first. */
enum result newcomers_list(
    struct store *store, const struct actor *actor, int64_t now, struct newcomer *out, size_t limit, size_t *count);

/* Says in a sentence, in the reader's language, who brought whom. Not safe for a terminal yet. */
enum { NEWCOMER_WORDS = 400 };
void newcomer_words(const struct newcomer *newcomer, char out[NEWCOMER_WORDS]);

/* Stops a card for the actor's home, whether a person came in by it or not. Nobody is told who stopped it. */
enum result newcomer_stop_card(struct store *store, const struct actor *actor, int64_t invitation, int64_t now);
/* The same by the handle of a person who came in, or who was added and has no device. */
enum result newcomer_stop(struct store *store, const struct actor *actor, const char *handle, int64_t now);
const char *newcomer_stopped_words(void); /* the effect, for the person who stopped it */
/* Lets her in. Allowed to members of the home she waits for, except the one who brought her. When nobody of that home
 * logs in, allowed to a second home of its block. */
enum result newcomer_yes(struct store *store, const struct actor *actor, const char *handle, int64_t now);

/* The reason of her wait, for her own page. RESULT_NOT_FOUND when she no longer waits. */
struct newcomer_wait {
    char home[HOME_BYTES];
    int64_t since;
    bool stopped; /* people of that home stopped the way by which she came in; false: a steward added her */
};
enum result newcomer_wait_get(struct store *store, const struct actor *actor, struct newcomer_wait *out);
/* The same in two or three sentences, in her language. */
void newcomer_wait_words(const struct newcomer_wait *wait, char *out, size_t size);

#endif
