/*
 * actor.h: in whose name a call is made.
 *
 * The session makes one after log-in and never changes it; every read and write of the store takes it.
 * What an actor may do is decided in the store alone (RULES 1, 2).
 */
#ifndef BBS_ACTOR_H
#define BBS_ACTOR_H

#include <stdbool.h>
#include <stdint.h>

enum {
    HANDLE_MIN = 2,
    HANDLE_MAX = 20, /* letters; RULES 1.5 */
    HANDLE_BYTES = HANDLE_MAX * 4 + 1,
    ACTOR_UNITS_MAX = 16, /* a street, a workplace, caucuses: more than anybody has */
};

enum actor_kind {
    ACTOR_NOBODY, /* before log-in */
    ACTOR_GUEST,  /* ssh guest@: reads what is public, writes nothing */
    ACTOR_MEMBER,
    ACTOR_OPERATOR,  /* bbs admin: keeps the machine; never speaks, votes or opens letters (RULES 1.10) */
    ACTOR_CARETAKER, /* the house itself: forgetting, migration, a made-up street */
    ACTOR_WAITING,   /* logged in, and of no home: waits until a home says yes (newcomers.h); nothing is open to her */
};

struct actor {
    enum actor_kind kind;
    int64_t member;                   /* 0 unless ACTOR_MEMBER or ACTOR_WAITING */
    int64_t hand;                     /* RULES 1.8: the member who types for her; 0: she herself */
    int64_t here;                     /* the unit she is in now, one of hers: her street unless she chose another; 0 for
                                         an operator of several units who named none (units.h) */
    int64_t floor;                    /* posts up to this id count as read (RULES 1.1) */
    int64_t units[ACTOR_UNITS_MAX];   /* units she belongs to */
    int64_t parents[ACTOR_UNITS_MAX]; /* their parent units, 0 where there is none */
    int unit_count;
    bool password_due;         /* as she came in, somebody else had set her password (RULES 1.4): then she has no units
                                  here, and nothing is done before she chose her own and the actor is made anew */
    char handle[HANDLE_BYTES]; /* cleaned UTF-8, NUL-terminated; "guest" for a guest */
};

/* She is one of that unit's people. */
static inline bool actor_belongs(const struct actor *actor, int64_t unit)
{
    for (int i = 0; i < actor->unit_count; i++)
        if (actor->units[i] == unit)
            return true;
    return false;
}

/* She logged in by a handle of her own. */
static inline bool actor_has_account(const struct actor *actor)
{
    return actor->kind == ACTOR_MEMBER || actor->kind == ACTOR_WAITING;
}

#endif
