/*
 * caucus.h: caucuses: five members of a street or workplace found one for themselves. It takes in whom it wants, and
 * nobody but itself closes it. RULES 1.0, 1.10.
 *
 * Whatever takes several people is a call: a question with a number, answered by yes or no within 14 days. To everybody
 * who may not know of a caucus, or of a call, each function answers as if there were none. Neither the operator nor a
 * guest, and nobody by another's hand, can do anything here.
 */
#ifndef BBS_CAUCUS_H
#define BBS_CAUCUS_H

#include "members.h"

enum {
    CAUCUS_FOUNDERS = 5,
    CAUCUS_CALL_SECONDS = 14 * 86400,
    CAUCUS_CLOSED_SECONDS = 30 * 86400, /* so long the members of a closed one still read there; then its words go */
    CAUCUS_CALLS_MOST = 3,              /* open ones that one member made */
    CAUCUS_ASKED_MOST = 40,             /* people asked to found one together */
};

struct caucus {
    int64_t id, members;
    char name[UNIT_NAME_BYTES], slug[UNIT_SLUG_BYTES];
    char of[UNIT_NAME_BYTES]; /* the street or workplace whose people founded it */
    bool womens;              /* the women's caucus of that unit (womens.h) */
    int64_t closed;           /* 0: it goes on */
};
/* Those that the actor belongs to. */
enum result caucus_list(
    struct store *store, const struct actor *actor, struct caucus *out, size_t limit, size_t *count);
/* The one that is meant: `word` by short name, name or number; with NULL the one where she is, or her only one. */
enum result caucus_choose(struct store *store, const struct actor *actor, const char *word, int64_t *caucus);

enum caucus_call_kind {
    CAUCUS_FOUND,  /* shall it be founded? Seen by those who were asked */
    CAUCUS_INVITE, /* shall somebody be taken in? Seen by its members; by her once a second of them said yes */
    CAUCUS_CLOSE,  /* shall it be closed? Seen by its members */
};
struct caucus_call {
    int64_t id, unit; /* unit: whose people found it, else the caucus */
    enum caucus_call_kind kind;
    char name[UNIT_NAME_BYTES];                 /* of the caucus */
    char by[HANDLE_BYTES], about[HANDLE_BYTES]; /* about: who shall be taken in, "" in other calls */
    int64_t made, until;
    int yes, needed;
    bool mine;   /* she made it: her no withdraws it */
    bool waits;  /* she did not answer yet */
    bool for_me; /* it is she who shall be taken in */
};
/* Those that she may know of, oldest first. */
enum result caucus_calls(
    struct store *store, const struct actor *actor, int64_t now, struct caucus_call *out, size_t limit, size_t *count);
enum result caucus_call_get(
    struct store *store, const struct actor *actor, int64_t call, int64_t now, struct caucus_call *out);
/* Whether caucuses can concern her at all: she is in one, or was asked. One look, for what home asks at each drawing.
 */
bool caucus_concerns(struct store *store, const struct actor *actor);
/* How many of them wait for her answer. */
int caucus_waits(struct store *store, const struct actor *actor, int64_t now);

struct caucus_asked {
    char handle[HANDLE_BYTES];
    bool yes; /* false: not yet, or no */
};
/* Who was asked to found it, in the order of handles; for those who were asked themselves. */
enum result caucus_asked_list(struct store *store, const struct actor *actor, int64_t call, int64_t now,
    struct caucus_asked *out, size_t limit, size_t *count);

/* Begins a founding in the street or workplace where she is; her own yes is in it. */
enum result caucus_found(struct store *store, const struct actor *actor, const char *name, int64_t now, int64_t *call);
/* She asks one more member of that unit; only in a founding that she began. */
enum result caucus_ask(struct store *store, const struct actor *actor, int64_t call, const char *handle, int64_t now);
/* A member of the caucus wants somebody to be taken in; her yes is in it. */
enum result caucus_invite(
    struct store *store, const struct actor *actor, int64_t caucus, const char *handle, int64_t now);
/* A member wants it closed; her yes is in it. With more than half of the members' yes it is. */
enum result caucus_close(struct store *store, const struct actor *actor, int64_t caucus, int64_t now);

enum caucus_done { CAUCUS_NOTED, CAUCUS_STANDS, CAUCUS_ENTERED, CAUCUS_CLOSED, CAUCUS_WITHDRAWN };
/* Her answer to a call. *done: what came of it. A no is told to nobody. */
enum result caucus_answer(
    struct store *store, const struct actor *actor, int64_t call, bool yes, int64_t now, enum caucus_done *done);
enum result caucus_leave(struct store *store, const struct actor *actor, int64_t caucus, int64_t now);

#endif
