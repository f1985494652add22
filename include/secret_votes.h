/*
 * secret_votes.h: secret ballots. RULES 4.7.
 *
 * They protect against everybody who reads the file, a backup or a log, now or later; not against a server that lies.
 * secret_votes_warn() says so, wherever somebody votes.
 *
 * In the room the choices live in the memory of the process `ephemeral` (ephemeral.h). Over days each choice is sealed
 * in a box that needs three parts to be opened: two slips, which two voters of two homes hold on paper, and the file
 * keys/vote-N beside the database, which is in no backup. The boxes stand in the database beside their voters, and are
 * left out of backups.
 *
 * When a vote is closed, the house takes the choices in an order that is drawn, and writes them as open ballots: a
 * random number and a choice, no member, no time, no order; in one transaction with the list of who voted. Fewer than
 * SECRET_LEAST ballots in all: nothing is written. After a loss (the process died, the house was restored from a
 * backup) all are asked again, and `asked` says how often.
 *
 * Steps of a vote over days: VOTE_PREPARED: two voters take a slip each, write it down and type it back; then the house
 * makes its file, and the vote opens (VOTE_OPEN) for VOTE_DAYS; then it is VOTE_COUNTING: the two slips are typed in,
 * and the house counts. A vote in the room is VOTE_COUNTING for a moment.
 *
 * Nothing here takes a choice, a slip or tracking words from the arguments of a command: faces ask for them.
 */
#ifndef BBS_SECRET_VOTES_H
#define BBS_SECRET_VOTES_H

#include "spoken.h"
#include "votes.h"

enum {
    SECRET_LEAST = 5,          /* ballots in all; fewer are no vote */
    SECRET_SLIPS = 2,          /* of two homes */
    SECRET_TAKE_AGAIN = 600,   /* seconds after which another voter may take a slip that was not typed back */
    SECRET_WAITS = 14 * 86400, /* seconds without slips after which the vote ends without a count */
};

struct secret_slip {
    int64_t holder;      /* 0: nobody */
    bool mine, back, in; /* typed back before the vote opened; typed in, to count it */
    char handle[HANDLE_BYTES];
};
struct secret_vote {
    bool ready;                            /* a choice can be cast now */
    bool voted;                            /* she has voted */
    int given;                             /* how many have, by their own hand */
    int asked;                             /* how often all were asked again, because choices were lost */
    bool words;                            /* tracking words can be had: not in votes on people */
    bool may_take;                         /* she may take a slip now */
    bool may_type;                         /* she is asked for the words of her slip now */
    bool by_hand;                          /* somebody else types for her: she cannot vote secretly */
    struct secret_slip slip[SECRET_SLIPS]; /* of a vote over days */
};
/* RESULT_INVALID for an open vote. */
enum result secret_vote_get(
    struct store *store, const struct actor *actor, int64_t vote, int64_t now, struct secret_vote *out);

/* Her choice, once. words: NULL; or it gets words by which she finds her ballot after the closing (the caller shows
 * them once, and wipes them). The caller wipes the ballot. */
enum result secret_cast(struct store *store, const struct actor *actor, int64_t vote, const struct ballot *ballot,
    int64_t now, char words[SPOKEN_BYTES]);
/* The ballot to which these words belong, of a closed vote. RESULT_NOT_FOUND: to none. */
enum result secret_ballot_find(
    struct store *store, const struct actor *actor, int64_t vote, const char *words, struct ballot *out);

/* Makes a slip, and gives its words this one time: the caller shows them, and wipes them. By a voter; the two are of
 * two homes. Whoever has one gets another in its place, as long as it is not typed back. */
enum result secret_slip_take(
    struct store *store, const struct actor *actor, int64_t vote, int64_t now, char words[SPOKEN_BYTES]);
/* She types her slip: back, before the vote opens, or in, to have it counted. *opened: it was the last one that was
 * missing. RESULT_INVALID: these are not the words of her slip. */
enum result secret_slip_type(
    struct store *store, const struct actor *actor, int64_t vote, const char *words, int64_t now, bool *last);
/* A holder lost her slip, so nobody can ever open the boxes: they are destroyed, and the vote is prepared anew. */
enum result secret_slip_lost(struct store *store, const struct actor *actor, int64_t vote, int64_t now);

/* "It protects against ... not against ...": a few sentences of the present language. */
const char *secret_votes_warn(bool days);
/* The same in few words, for a screen that is low. */
const char *secret_votes_warn_shortly(void);
/* That it cannot be changed. */
const char *secret_votes_final(void);

/* The files keys/vote-N; the caretaker has them (bbs/safe/vote_keys.h). */
struct vote_keys {
    void *context;
    bool (*make)(void *context, int64_t vote); /* a new random part, on the disk; one that is there is overwritten */
    bool (*read)(void *context, int64_t vote, unsigned char part[32]); /* false: there is none */
    bool (*wipe)(void *context, int64_t vote); /* overwrites and removes it; also true when there is none */
};
/* For the caretaker, every few seconds, and when it is told that a secret vote needs it: gives each vote in a room its
 * box, opens what is prepared, counts what is closed, and asks again what was lost. Returns how many votes changed; -1
 * on failure. */
int secret_votes_tend(struct store *store, const struct vote_keys *keys, int64_t now);
/* True when the file keys/vote-N is still needed. */
bool secret_vote_needs_key(struct store *store, int64_t vote);

#endif
