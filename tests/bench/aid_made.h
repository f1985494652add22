/* aid_made.h: made-up asks and offers, mixed as in a few real streets; the same seed gives the same ones. */
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

/* Solves the same with GLPK's general minimum-cost flow (out-of-kilter), all kinds in one network. Gives the asks met
 * of each urgency, and the sum of scores. False when GLPK fails. */
bool aid_by_general_solver(const struct aid_made *made, int met[AID_URGENCIES], int64_t *score);

#endif
