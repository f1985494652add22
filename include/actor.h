/*
 * actor.h: the person or role in whose name a call is made.
 *
 * A session makes one actor at log-in; every read and write of the store takes it. Only the store decides what an actor
 * may do (RULES 1, 2).
 */
#ifndef BBS_ACTOR_H
#define BBS_ACTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "result.h"

enum {
    HANDLE_MIN = 2,
    HANDLE_MAX = 20, /* letters; RULES 1.5 */
    HANDLE_BYTES = HANDLE_MAX * 4 + 1,
    ACTOR_UNITS_MAX = 16, /* a street, a workplace, caucuses: no member has so many */
};

enum actor_kind {
    ACTOR_NOBODY, /* before log-in */
    ACTOR_GUEST,  /* ssh guest@: reads what is public, writes nothing */
    ACTOR_MEMBER,
    ACTOR_OPERATOR,  /* bbs admin, of a steward: never speaks, votes or opens letters (RULES 1.10) */
    ACTOR_CARETAKER, /* the house itself: forgetting, migration, a made-up street */
    ACTOR_WAITING,   /* logged in without a home: can do nothing until a home says yes (newcomers.h) */
    ACTOR_TABLE, /* a session that is a table in an open meeting (table.h): the room of that meeting, nothing else */
};

struct actor {
    enum actor_kind kind;
    int64_t member;                 /* 0 unless ACTOR_MEMBER, ACTOR_WAITING, or at a table by her digits */
    int64_t hand;                   /* RULES 1.8: the member who types for her; 0: she types herself */
    int64_t here;                   /* the unit she is in now: her street, unless she chose another of her units; 0 for
                                       an operator of several units who has not named one (units.h) */
    int64_t floor;                  /* posts up to this id count as read (RULES 1.1) */
    int64_t units[ACTOR_UNITS_MAX]; /* units she belongs to */
    int64_t parents[ACTOR_UNITS_MAX]; /* their parent units; 0: no parent */
    int unit_count;
    int places; /* how many of `units` are streets and workplaces. Sentences on the screen name the unit only when this
                   is more than one, so that a person who looks over her shoulder does not learn of a caucus */
    int64_t visit;             /* the session, as visit_begin() numbered it; 0: a single command, or by hand */
    int64_t meeting, table;    /* ACTOR_TABLE: the open meeting, and the member whose session it is */
    bool by_digits;            /* ACTOR_TABLE: `member` typed her four digits, for one act. false: the table itself */
    bool password_due;         /* at log-in somebody else had set her password (RULES 1.4): she has no units and can do
                                  nothing until she chooses her own password and the actor is made anew */
    char handle[HANDLE_BYTES]; /* cleaned UTF-8, NUL-terminated; "guest" for a guest */
};

/* True when she is a member of that unit. */
static inline bool actor_belongs(const struct actor *actor, int64_t unit)
{
    for (int i = 0; i < actor->unit_count; i++)
        if (actor->units[i] == unit)
            return true;
    return false;
}

/* True when she logged in by a handle of her own. */
static inline bool actor_has_account(const struct actor *actor)
{
    return actor->kind == ACTOR_MEMBER || actor->kind == ACTOR_WAITING;
}

/* --- making one; at a log-in login_password() and the like do it (members.h) --- */

struct store;
/* Makes an actor without checking a password or key. For the operator's shell, the caretaker, tests and `bbs console`
 * (which asks for the password itself). `handle` is only used for ACTOR_MEMBER. */
enum result actor_for(struct store *store, enum actor_kind kind, const char *handle, struct actor *actor);
/* RULES 1.8: `actor` is the person who types. *out acts as the member, by that hand, and sees only what both may see.
 * `out` may be `actor`. RESULT_NOT_FOUND when they share no unit. */
enum result actor_by_hand(
    struct store *store, const struct actor *actor, int64_t member, int64_t now, struct actor *out);
/* The same by name, with blanks or dashes. */
enum result actor_by_hand_of(
    struct store *store, const struct actor *actor, const char *name, int64_t now, struct actor *out);

#endif
