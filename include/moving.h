/*
 * moving.h: a member moves to another street of the house. RULES 1.0.
 *
 * She asks for herself and names a home there. Somebody of that home says yes; when nobody of it logs in, or it is new,
 * somebody of a second home of its block does, as for any newcomer (newcomers.h, newcomer_yes()). With this yes she
 * lives there: she no longer belongs to the old street, and votes in the new one after 14 days. Her texts stay where
 * they were written. She stays in her workplace and her caucuses, also in a caucus of the old street, until she leaves
 * it or it is closed. Others of her home stay in the old street until they move themselves.
 *
 * In the old street her tasks end, and her asks and offers to which nobody agreed. An ask on which two people agreed
 * goes on, and both still read it. She gives back promises for certain days (a rota, a borrowed thing) before the move
 * or with it.
 *
 * To move back she asks again in the same way.
 */
#ifndef BBS_MOVING_H
#define BBS_MOVING_H

#include "homes.h"
#include "units.h"

enum {
    MOVING_SECONDS = 14 * 86400, /* a request without a yes ends after so long */
    MOVED_SECONDS = 48 * 3600,   /* so long the people of the old home read that she moved */
    MOVING_WORDS = 1000
};

struct moving {
    int64_t unit, asked, until;
    int votes_after; /* days until she votes there; 0: at once, while that street founds itself (RULES 1.2) */
    char street[UNIT_NAME_BYTES], home[HOME_BYTES];
    char from[UNIT_NAME_BYTES]; /* the street that she leaves; "": she has none yet */
    char ends[MOVING_WORDS];    /* sentences that say what of hers ends in the old street; "": nothing does */
};

/* Requests to live at that home of that street (short name, name or number). Replaces an earlier request that waits.
 * RESULT_CONFLICT when she still has promises in the old street, unless `anyway`; store_reason() names them and says
 * how to give them back. Refused for the street where she lives, for a street where nobody lives yet, and for a unit
 * that is not a street. */
enum result moving_ask(struct store *store, const struct actor *actor, const char *home, const char *street,
    bool anyway, int64_t now, struct moving *out);
/* Her request that waits. RESULT_NOT_FOUND when there is none. */
enum result moving_get(struct store *store, const struct actor *actor, int64_t now, struct moving *out);
/* Takes her request back while it waits. */
enum result moving_withdraw(struct store *store, const struct actor *actor, int64_t now);

/* Says in sentences what she requested, who has to say yes, and what then ends. Not safe for a terminal yet. */
void moving_words(const struct moving *moving, char out[MOVING_WORDS * 2]);

#endif
