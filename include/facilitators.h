/*
 * facilitators.h: of two facilitators one is a woman where one is willing; else the women's caucus is asked. RULES 4.1.
 *
 * The lot draws a woman first (effects.h). Where there are facilitators, none of them is a woman and none is willing,
 * the members of the unit's women's caucus (womens.h), and nobody else, read that it asks for one. Where nobody
 * facilitates everybody is asked alike: finding somebody at all is no task of the women. Others are told the rule
 * alone: more would tell whose word of being a woman stands, and that there is such a caucus.
 */
#ifndef BBS_FACILITATORS_H
#define BBS_FACILITATORS_H

#include "units.h"

struct facilitators_asked {
    int64_t unit;
    char name[UNIT_NAME_BYTES], slug[UNIT_SLUG_BYTES];
    bool mine; /* she has said that she would be: her word of being a woman does not stand, or she may not have the task
                */
    bool stands; /* her word of being a woman does */
};
/* The units of the actor whose women's caucus she is in, with facilitators of whom none is a woman whose word stands
 * (claim.h), and where no such woman is willing who may have the task. For herself: refused to who types for another,
 * and where caucuses are closed to her. */
enum result facilitators_asked(struct store *store, const struct actor *actor, int64_t now,
    struct facilitators_asked *out, size_t limit, size_t *count);
/* She would be one there, or not after all: willing_set() for that unit, where she need not be now. */
enum result facilitators_answer(struct store *store, const struct actor *actor, int64_t unit, bool yes, int64_t now);

#endif
