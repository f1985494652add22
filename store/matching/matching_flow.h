/*
 * matching_flow.h: meets as many asks as possible, at the highest total score. Pure.
 *
 * Input is a list of the offers that each ask could have. Asks and offers are numbered from 0. The asks are in order:
 * the most urgent tier first, and the older first within a tier. The result is what matching_solve() promises. Before
 * the tiers of urgency there is one for asks that are no neighbour's (the keepers of matching_solve.c).
 */
#ifndef BBS_MATCHING_FLOW_H
#define BBS_MATCHING_FLOW_H

#include "matching.h"

enum {
    FLOW_SCORE_BITS = 7,
    FLOW_SCORE_MOST = 100,
    FLOW_TIERS = AID_URGENCIES + 1,
    FLOW_LIST_MOST = 1 << 20, /* of asks, and of offers: a sum of this many scores fits easily into 32 bits */
};
#define FLOW_NONE UINT32_MAX

/* An offer that an ask could have, packed into 4 bytes: a kind may have millions of such pairs. */
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
    uint32_t tier_end[FLOW_TIERS];                /* the first ask after each tier */
    const uint32_t *edges;                        /* grouped by ask, the highest score first */
    const size_t *first;                          /* asks + 1 indexes: the first edge of each ask */
    const int *capacity;                          /* of each offer, at least 1 */
    uint32_t *mate;                               /* out: the offer of each ask; FLOW_NONE: not met */
    int *score;                                   /* out: the score of each met ask with its offer */
    bool (*go_on)(void *context, size_t settled); /* gets the number of settled asks; false cancels */
    void *context;
};
enum matching_end matching_flow_solve(const struct flow *flow);

#endif
