/*
 * caucus.h: caucuses: five members of a street or workplace found one for themselves. It chooses its members itself,
 * and only its members close it. RULES 1.0, 1.10.
 *
 * An act that needs several people is a call: a question with a number, which is answered by yes or no within 14 days.
 * To people who may not know of a caucus or a call, every function answers as if it did not exist. The operator,
 * guests, and members by another's hand can do nothing here.
 */
#ifndef BBS_CAUCUS_H
#define BBS_CAUCUS_H

#include "members.h"

enum {
    CAUCUS_FOUNDERS = 5,
    CAUCUS_CALL_SECONDS = 14 * 86400,
    CAUCUS_CLOSED_SECONDS = 30 * 86400, /* so long the members of a closed one still read there; then it is emptied */
    CAUCUS_CALLS_MOST = 3,              /* open calls that one member may have */
    CAUCUS_ASKED_MOST = 40,             /* people who may be asked to found one together */
};

struct caucus {
    int64_t id, members;
    char name[UNIT_NAME_BYTES], slug[UNIT_SLUG_BYTES];
    char of[UNIT_NAME_BYTES]; /* the street or workplace whose people founded it */
    bool womens;              /* the women's caucus of that unit (womens.h) */
    int64_t closed;           /* when it was closed; 0: it is open */
};
/* The caucuses that the actor belongs to. */
enum result caucus_list(
    struct store *store, const struct actor *actor, struct caucus *out, size_t limit, size_t *count);
/* Finds a caucus of hers. `word` is its short name, name or number. With NULL it is the one where she is, else her only
 * one. */
enum result caucus_choose(struct store *store, const struct actor *actor, const char *word, int64_t *caucus);

enum caucus_call_kind {
    CAUCUS_FOUND,  /* shall it be founded? Seen by the people who were asked */
    CAUCUS_INVITE, /* shall a person be taken in? Seen by its members; by that person after a second member's yes */
    CAUCUS_CLOSE,  /* shall it be closed? Seen by its members */
};
struct caucus_call {
    int64_t id, unit; /* unit: of CAUCUS_FOUND the street or workplace, else the caucus */
    enum caucus_call_kind kind;
    char name[UNIT_NAME_BYTES];                 /* of the caucus */
    char by[HANDLE_BYTES], about[HANDLE_BYTES]; /* about: the person to be taken in; "" in other calls */
    int64_t made, until;
    int yes, needed;
    bool mine;   /* the actor made it: her no withdraws it */
    bool waits;  /* for the actor's answer */
    bool for_me; /* the actor is the person to be taken in */
};
/* The open calls that she may know of, oldest first. */
enum result caucus_calls(
    struct store *store, const struct actor *actor, int64_t now, struct caucus_call *out, size_t limit, size_t *count);
enum result caucus_call_get(
    struct store *store, const struct actor *actor, int64_t call, int64_t now, struct caucus_call *out);
/* True when she is in a caucus, or was asked about one. It costs one statement, because home calls it each time it is
 * drawn. */
bool caucus_concerns(struct store *store, const struct actor *actor);
/* How many calls wait for her answer. */
int caucus_waits(struct store *store, const struct actor *actor, int64_t now);

struct caucus_asked {
    char handle[HANDLE_BYTES];
    bool yes; /* false: not yet, or no */
};
/* The people who were asked to found it, by handle. Only a person who was asked may read this. */
enum result caucus_asked_list(struct store *store, const struct actor *actor, int64_t call, int64_t now,
    struct caucus_asked *out, size_t limit, size_t *count);

/* Begins a founding in the street or workplace where she is. This counts as her own yes. */
enum result caucus_found(struct store *store, const struct actor *actor, const char *name, int64_t now, int64_t *call);
/* She asks one more member of that unit to found it. Only for a founding that she began. */
enum result caucus_ask(struct store *store, const struct actor *actor, int64_t call, const char *handle, int64_t now);
/* A member of the caucus proposes to take somebody in. This counts as her own yes. */
enum result caucus_invite(
    struct store *store, const struct actor *actor, int64_t caucus, const char *handle, int64_t now);
/* A member proposes to close it. This counts as her own yes. It closes when more than half of its members said yes. */
enum result caucus_close(struct store *store, const struct actor *actor, int64_t caucus, int64_t now);

enum caucus_done { CAUCUS_NOTED, CAUCUS_STANDS, CAUCUS_ENTERED, CAUCUS_CLOSED, CAUCUS_WITHDRAWN };
/* She answers a call. *done is the effect of this answer. Nobody is told of a no. */
enum result caucus_answer(
    struct store *store, const struct actor *actor, int64_t call, bool yes, int64_t now, enum caucus_done *done);
enum result caucus_leave(struct store *store, const struct actor *actor, int64_t caucus, int64_t now);

#endif
