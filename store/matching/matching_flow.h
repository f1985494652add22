/*
 * matching_flow.h: the most asks met at the highest score, over a list of which offer each ask could have. Pure.
 *
 * Asks and offers are numbers from 0 on here; the asks are in order: the most urgent tier first, in it the older first.
 * The answer is the one that matching_solve() promises.
 */
#ifndef BBS_MATCHING_FLOW_H
#define BBS_MATCHING_FLOW_H

#include "matching.h"

enum {
    FLOW_SCORE_BITS = 7,
    FLOW_SCORE_MOST = 100,
    FLOW_LIST_MOST = 1 << 20, /* asks, and offers: sums of so many scores stay far within 32 bits */
};
#define FLOW_NONE UINT32_MAX

/* An offer that an ask could have, in 4 bytes: kinds with millions of them have to be held and walked. */
static inline uint32_t flow_edge(uint32_t offer, int score)
{
    return offer << FLOW_SCORE_BITS | (uint32_t)score;
}
static inline uint32_t flow_edge_offer(uint32_t edge)
{
    return edge >> FLOW_SCORE_BITS;
}
static inline int flow_edge_score(uint32_t edge)
{
    return (int)(edge & ((1u << FLOW_SCORE_BITS) - 1));
}

struct flow {
    uint32_t asks, offers;
    uint32_t tier_end[AID_URGENCIES];             /* the asks of a tier end before this one */
    const uint32_t *edges;                        /* those of an ask stand together, the highest score first */
    const size_t *first;                          /* asks + 1 of them: where the edges of each begin */
    const int *capacity;                          /* of each offer, at least 1 */
    uint32_t *mate;                               /* out: the offer of each ask, FLOW_NONE: it is not met */
    int *score;                                   /* out: of each met ask with its offer */
    bool (*go_on)(void *context, size_t settled); /* asks settled so far; false cancels */
    void *context;
};
enum matching_end flow_solve(const struct flow *flow);

#endif
