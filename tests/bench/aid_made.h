/* aid_made.h: made-up asks and offers, in a mix as a few streets would have, the same for the same seed. */
#ifndef BENCH_AID_MADE_H
#define BENCH_AID_MADE_H

#include "matching.h"

struct aid_made {
    struct matching_context context;
    struct matching_ask *ask;
    struct matching_offer *offer;
    size_t asks, offers;
};
void aid_make(struct aid_made *made, size_t asks, size_t offers, uint64_t seed);
void aid_made_free(struct aid_made *made);

/* The same by GLPK's general minimum-cost flow (out-of-kilter), all kinds in one network: asks met of each urgency and
 * the sum of scores. False: it gave up. */
bool aid_by_general_solver(const struct aid_made *made, int met[AID_URGENCIES], int64_t *score);

#endif
