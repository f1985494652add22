/*
 * newcomers.h: the people of a home hear of everybody whom others bring into it, and can say no; whoever has an account
 * and no home waits until a home says yes. RULES 1.1, 1.8.
 *
 * A card for a home that is in, and a neighbour without a device who is told of there, stand on the home screens of its
 * people at once. Any of them who lived there before can stop it: while it is open, and until HOME_STOP_SECONDS after
 * somebody came in by it. Whoever came in is then out of that home. She waits: she logs in and reads why, and has her
 * file, but reads and writes nothing of the street and is counted nowhere. What she wrote stays, her drafts too. A yes
 * of the home, by somebody else than whoever brought her, lets her in again; her 14 days begin with it.
 *
 * Who moves here from another street (moving.h) stands in the same list and is answered in the same way.
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
    HOME_SILENT_SECONDS = 30 * 86400, /* nobody of a home logged in for so long: it cannot hear, and counts as new */
};

/* May people of the home still stop it? `used`: when somebody came in by it, 0: nobody did. Pure. */
bool newcomer_may_be_stopped(int64_t used, int64_t now);

enum newcomer_state {
    NEWCOMER_CARD,  /* somebody else made a card for the actor's home, and it is open */
    NEWCOMER_TOLD,  /* a neighbour told of somebody without a device at the actor's home: no member yet */
    NEWCOMER_CAME,  /* she came into the actor's home, and can still be stopped */
    NEWCOMER_WAITS, /* she waits at the door, and the actor may say yes */
    NEWCOMER_MOVES, /* she lives in another street and asks to move here (moving.h), and the actor may say yes */
    NEWCOMER_WENT,  /* she moved out of the actor's home: it is told, and where to is hers to tell */
};
struct newcomer {
    enum newcomer_state state;
    int64_t id;                /* of a card: its invitation; else of the person told of, or of the member */
    int64_t at;                /* when it was made, told, when she came, or since when she waits */
    char handle[HANDLE_BYTES]; /* "" of a card */
    char home[HOME_BYTES];
    char by[HANDLE_BYTES];      /* who made the card, told of her or said yes to her; "": a steward, from the shell */
    char from[UNIT_NAME_BYTES]; /* of NEWCOMER_MOVES: the street that she lives in now */
};
/* What the actor may stop or say yes to, what waits first. */
enum result newcomers_list(
    struct store *store, const struct actor *actor, int64_t now, struct newcomer *out, size_t limit, size_t *count);

/* One of them in a sentence, in the reader's language: who brought whom. Not safe for a terminal yet. */
enum { NEWCOMER_WORDS = 400 };
void newcomer_words(const struct newcomer *newcomer, char out[NEWCOMER_WORDS]);

/* Stops a card for the actor's home, whether somebody came in by it or not. It says nowhere who stopped it. */
enum result newcomer_stop_card(struct store *store, const struct actor *actor, int64_t invitation, int64_t now);
/* The same by name: of somebody who came in, or who was told of and has no device. */
enum result newcomer_stop(struct store *store, const struct actor *actor, const char *handle, int64_t now);
const char *newcomer_stopped_words(void); /* what has come of it, for whoever stopped it */
/* Lets her in. By a member of the home she waits for, other than who brought her; where nobody of it logs in, by a
 * second home of its block. */
enum result newcomer_yes(struct store *store, const struct actor *actor, const char *handle, int64_t now);

/* For her own page. RESULT_NOT_FOUND: she waits no more. */
struct newcomer_wait {
    char home[HOME_BYTES];
    int64_t since;
    bool stopped; /* people of that home stopped how she came in; else a steward added her */
};
enum result newcomer_wait_get(struct store *store, const struct actor *actor, struct newcomer_wait *out);
/* The same in two or three sentences, in her language. */
void newcomer_wait_words(const struct newcomer_wait *wait, char *out, size_t size);

#endif
