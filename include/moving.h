/*
 * moving.h: a member moves to another street of the house. RULES 1.0.
 *
 * She asks for herself, naming a home there. Somebody of that home says yes; where nobody of it logs in, or it is new,
 * a second home of its block does, as for whoever is new (newcomers.h, newcomer_yes()). With the yes she lives there:
 * she belongs to the old street no more, and votes in the new one after 14 days. What she wrote stays where it was
 * written. Her workplace and her caucuses stay hers, a caucus of the old street too, until she leaves it or it ends.
 * Others of her home stay where they are until each of them moves.
 *
 * In the old street her tasks, and her asks and offers that nobody agreed to, end; an ask that two agreed on goes on,
 * and both read it. What she promised there to certain people on certain days is given back first, or with the move.
 *
 * Moving back is another move.
 */
#ifndef BBS_MOVING_H
#define BBS_MOVING_H

#include "homes.h"
#include "units.h"

enum {
    MOVING_SECONDS = 14 * 86400, /* an ask that nobody said yes to ends after so long */
    MOVED_SECONDS = 48 * 3600,   /* for so long the old home reads that she moved */
    MOVING_WORDS = 1000
};

struct moving {
    int64_t unit, asked, until;
    char street[UNIT_NAME_BYTES], home[HOME_BYTES];
    char from[UNIT_NAME_BYTES]; /* the street that she leaves; "": she has none yet */
    char ends[MOVING_WORDS];    /* what of hers ends in the old street, in sentences; "": nothing */
};

/* Asks to live at that home of that street (short name, name or number). An ask of hers that waits gives way to it.
 * RESULT_CONFLICT unless `anyway`: she still has promises in the old street, and store_reason() names them with the way
 * out. Refused for a street where she lives, one where nobody lives yet, and what is no street. */
enum result moving_ask(struct store *store, const struct actor *actor, const char *home, const char *street,
    bool anyway, int64_t now, struct moving *out);
/* Her ask that waits. RESULT_NOT_FOUND: none does. */
enum result moving_get(struct store *store, const struct actor *actor, int64_t now, struct moving *out);
/* Takes it back while it waits. */
enum result moving_withdraw(struct store *store, const struct actor *actor, int64_t now);

/* What she asked for, who has to say yes, and what comes of it, in sentences. Not safe for a terminal yet. */
void moving_words(const struct moving *moving, char out[MOVING_WORDS * 2]);

#endif
