/*
 * workplace.h: a member leaves her workplace, and stays in the house. RULES 1.0.
 *
 * She belongs to it no more from then on. What she wrote stays where it was written. Her tasks there, and her asks and
 * offers that nobody agreed to, end; what two agreed on goes on, and both read it. What she promised to certain people
 * on certain days is given back first, or ends with it. Her caucuses stay hers. A card brings her in again.
 *
 * A street is left by moving (moving.h), a caucus by caucus_leave(), the house by member_leave().
 */
#ifndef BBS_WORKPLACE_H
#define BBS_WORKPLACE_H

#include "units.h"

enum { WORKPLACE_WORDS = 1000 };

struct workplace {
    int64_t unit;
    char name[UNIT_NAME_BYTES], slug[UNIT_SLUG_BYTES];
    /* In sentences; "": nothing. What of hers ends there, and what she gives back first, as others count on it. */
    char ends[WORKPLACE_WORDS], owes[WORKPLACE_WORDS];
};

/* Hers: `word` names it; NULL: the one she has. RESULT_NOT_FOUND: she has none, or `word` is none of hers. Refused for
 * a street or a caucus of hers, with the way to leave that, and for a workplace that is all she belongs to. */
enum result workplace_get(
    struct store *store, const struct actor *actor, const char *word, int64_t now, struct workplace *out);
/* Leaves it. RESULT_CONFLICT unless `anyway`: she owes something there, and store_reason() says what. */
enum result workplace_leave(struct store *store, const struct actor *actor, int64_t unit, bool anyway, int64_t now);
/* What leaving it means, in sentences, for the question whether she does. Not safe for a terminal yet. */
void workplace_words(const struct workplace *workplace, char out[WORKPLACE_WORDS * 2]);

#endif
