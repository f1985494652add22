/*
 * matching_flow.c: a minimum-cost flow between asks and offers with capacities, in phases of equal distance.
 *
 * Each ask and each offer has a price. For every pair that fits, score <= the ask's price + the offer's price. A pair
 * whose score equals this sum is called tight. These stay true all the time: all matched pairs are tight; an offer with
 * room has price 0; the unmet asks of the present tier all have the same price, and no met ask of this tier has a lower
 * one. As long as they are true, no other way to meet the same number of asks has a higher total score.
 *
 * A phase has three steps. It searches from all unmet asks of the tier at once for the nearest offer with room. The
 * search goes from asks to offers over pairs that fit, and from offers to asks over matched pairs. (The distance of a
 * pair is the amount by which its score is too low to be tight.) Then it shifts the prices by the distances found. Then
 * it walks over tight pairs to as many offers with room as it can. A met ask stays met and can only change its offer.
 * When the search reaches no offer with room any more, all offers that it reached are closed: they are full for good.
 * Later tiers could not make room there either, and leave them out.
 *
 * An offer's price is never negative. So of an ask's pairs, sorted by score, only the first few must be looked at.
 */
#include "store/matching/matching_flow.h"

#include <stdlib.h>
#include <string.h>

enum {
    FAR = 1 << 30,
    CLOSED = 1 << 29, /* added to the price of an offer that is full for good */
};

struct step { /* one step of a walk: an ask, an offer, and a place there that the walk may take from its ask */
    uint32_t ask, offer;
    size_t edge;
    int place;
};

struct state {
    const struct flow *flow;
    int *ask_price, *offer_price;
    int *ask_far, *offer_far; /* distance in this search; FAR: not reached */
    int *used, *room; /* of each offer, its taken places and all its places: its capacity, or the asks it fits if they
                         are fewer */
    size_t *place_of; /* the index in `taker` at which the asks of each offer begin */
    uint32_t *taker;
    uint32_t *seen; /* for each offer, the stamp of the last walk that saw it */
    uint32_t stamp;
    uint32_t *todo; /* in a search: offers whose takers it must still reach; in a walk: offers that it saw */
    size_t todo_count;
    struct step *steps;
    int nearest;         /* distance of the nearest offer with room; FAR: none yet */
    uint32_t begin, end; /* the asks of the present tier */
    size_t settled;
};

/* --- searching --- */

static void reach(struct state *state, uint32_t ask, int far, int level)
{
    const struct flow *flow = state->flow;
    int price = state->ask_price[ask] + far;
    state->ask_far[ask] = far;
    for (size_t i = flow->first[ask]; i < flow->first[ask + 1]; i++) {
        uint32_t offer = flow_edge_offer(flow->edges[i]);
        int least = price - flow_edge_score(flow->edges[i]), distance = least + state->offer_price[offer];
        if (least >= state->nearest)
            break;
        if (distance >= state->offer_far[offer] || distance >= state->nearest)
            continue;
        state->offer_far[offer] = distance;
        if (state->used[offer] < state->room[offer])
            state->nearest = distance;
        else if (distance == level)
            state->todo[state->todo_count++] = offer;
    }
}

/* The next distance beyond `level` that some offers have; puts these offers into `todo`. FAR when there are none. */
static int next_level(struct state *state, int level)
{
    int next = FAR;
    for (uint32_t offer = 0; offer < state->flow->offers; offer++)
        if (state->offer_far[offer] > level && state->offer_far[offer] < next)
            next = state->offer_far[offer];
    if (next >= state->nearest || next >= CLOSED / 2)
        return FAR;
    for (uint32_t offer = 0; offer < state->flow->offers; offer++)
        if (state->offer_far[offer] == next)
            state->todo[state->todo_count++] = offer;
    return next;
}

static bool is_free(const struct state *state, uint32_t ask)
{
    return state->flow->mate[ask] == FLOW_NONE && state->ask_price[ask] > -CLOSED / 2;
}

static void search(struct state *state)
{
    const struct flow *flow = state->flow;
    state->nearest = FAR;
    state->todo_count = 0;
    for (uint32_t ask = 0; ask < state->end; ask++)
        state->ask_far[ask] = FAR;
    for (uint32_t offer = 0; offer < flow->offers; offer++)
        state->offer_far[offer] = FAR;
    for (uint32_t ask = state->begin; ask < state->end && state->nearest > 0; ask++)
        if (is_free(state, ask))
            reach(state, ask, 0, -1);
    for (int level = -1; state->nearest > level && (level = next_level(state, level)) < FAR;) {
        for (size_t i = 0; i < state->todo_count && state->nearest > level; i++) {
            uint32_t offer = state->todo[i];
            const uint32_t *taker = state->taker + state->place_of[offer];
            for (int place = 0; place < state->used[offer]; place++)
                if (state->ask_far[taker[place]] == FAR)
                    reach(state, taker[place], level, level);
        }
        state->todo_count = 0;
    }
}

/* Asks and offers nearer than the nearest offer with room change their price by the difference. Then the pairs on the
 * way to that offer are tight. */
static void shift_prices(struct state *state)
{
    for (uint32_t ask = 0; ask < state->end; ask++)
        if (state->ask_far[ask] < state->nearest)
            state->ask_price[ask] -= state->nearest - state->ask_far[ask];
    for (uint32_t offer = 0; offer < state->flow->offers; offer++)
        if (state->offer_far[offer] < state->nearest)
            state->offer_price[offer] += state->nearest - state->offer_far[offer];
}

/* --- walking tight pairs --- */

static void give(struct state *state, uint32_t ask, const struct step *step)
{
    state->taker[state->place_of[step->offer] + (size_t)step->place] = ask;
    state->flow->mate[ask] = step->offer;
    state->flow->score[ask] = flow_edge_score(state->flow->edges[step->edge]);
}

/* Moves to the next tight offer of the step's ask that this walk has not seen. False when there are no more. */
static bool next_offer(struct state *state, struct step *step)
{
    const struct flow *flow = state->flow;
    int price = state->ask_price[step->ask];
    for (; step->edge < flow->first[step->ask + 1]; step->edge++) {
        uint32_t offer = flow_edge_offer(flow->edges[step->edge]);
        int score = flow_edge_score(flow->edges[step->edge]);
        if (score < price)
            break;
        if (score != price + state->offer_price[offer] || state->seen[offer] >= state->stamp)
            continue;
        step->offer = offer;
        step->place = -1;
        if (state->used[offer] == state->room[offer]) {
            state->seen[offer] = state->stamp;
            state->todo[state->todo_count++] = offer;
        }
        return true;
    }
    return false;
}

/* Only a newer ask with the same price may yield its place to `start`: the total score stays equal. */
static bool may_yield(const struct state *state, uint32_t taker, uint32_t start)
{
    return taker > start && taker < state->end && state->ask_price[taker] == state->ask_price[start];
}

/* Walks from an unmet ask over tight pairs to an offer with room. With `exchange` it may also end at an ask that may
 * yield. Each ask on the way takes the place of the next. False when there is no such way. */
static bool walk(struct state *state, uint32_t start, bool exchange)
{
    struct step *steps = state->steps;
    size_t depth = 0;
    bool found = false;
    steps[0] = (struct step) { .ask = start, .offer = FLOW_NONE, .edge = state->flow->first[start] };
    while (!found) {
        struct step *step = &steps[depth];
        if (step->offer == FLOW_NONE && !next_offer(state, step)) {
            if (depth == 0)
                return false;
            depth--;
            continue;
        }
        if (state->used[step->offer] < state->room[step->offer]) {
            step->place = state->used[step->offer]++;
            found = true;
        } else if (++step->place >= state->used[step->offer]) {
            step->offer = FLOW_NONE;
            step->edge++;
        } else {
            uint32_t taker = state->taker[state->place_of[step->offer] + (size_t)step->place];
            found = exchange && may_yield(state, taker, start);
            if (found)
                state->flow->mate[taker] = FLOW_NONE;
            else
                steps[++depth] = (struct step) { .ask = taker, .offer = FLOW_NONE, .edge = state->flow->first[taker] };
        }
    }
    for (size_t i = 0; i <= depth; i++)
        give(state, steps[i].ask, &steps[i]);
    return true;
}

static void next_stamp(struct state *state)
{
    state->stamp++;
    state->todo_count = 0;
}

static void meet_as_many(struct state *state)
{
    next_stamp(state);
    for (uint32_t ask = state->begin; ask < state->end; ask++)
        if (is_free(state, ask) && walk(state, ask, false))
            state->settled++;
}

/* RULES 3.5, ties: each unmet ask, the oldest first, takes the place of a newer one if the score stays equal. The
 * offers that a failed walk saw do not lead to a newer ask, and later walks look only for still newer ones. So these
 * offers count as seen for good. */
static void prefer_the_older(struct state *state)
{
    next_stamp(state);
    for (uint32_t ask = state->begin; ask < state->end; ask++) {
        if (!is_free(state, ask))
            continue;
        if (walk(state, ask, true))
            next_stamp(state);
        else
            for (; state->todo_count > 0; state->todo_count--)
                state->seen[state->todo[state->todo_count - 1]] = FLOW_NONE;
    }
}

/* --- tier by tier --- */

/* Starts all asks of the tier with the lowest price that is possible for all of them. */
static void begin_tier(struct state *state)
{
    const struct flow *flow = state->flow;
    int highest = -FAR;
    for (uint32_t ask = state->begin; ask < state->end; ask++) {
        int price = -FAR;
        for (size_t i = flow->first[ask]; i < flow->first[ask + 1]; i++) {
            int wanted = flow_edge_score(flow->edges[i]) - state->offer_price[flow_edge_offer(flow->edges[i])];
            if (wanted > price)
                price = wanted;
        }
        state->ask_price[ask] = price; /* if all its offers are closed, this price is too low for any pair */
        if (price > highest)
            highest = price;
    }
    for (uint32_t ask = state->begin; ask < state->end; ask++)
        if (is_free(state, ask))
            state->ask_price[ask] = highest;
}

static void close_what_was_reached(struct state *state)
{
    for (uint32_t offer = 0; offer < state->flow->offers; offer++)
        if (state->offer_far[offer] < CLOSED / 2)
            state->offer_price[offer] += CLOSED;
}

static bool solve_tier(struct state *state)
{
    const struct flow *flow = state->flow;
    begin_tier(state);
    for (;;) {
        search(state);
        if (state->nearest >= CLOSED / 2)
            break;
        shift_prices(state);
        meet_as_many(state);
        if (!flow->go_on(flow->context, state->settled))
            return false;
    }
    prefer_the_older(state);
    close_what_was_reached(state);
    state->settled = state->end;
    return flow->go_on(flow->context, state->settled);
}

static enum matching_end solve(struct state *state)
{
    for (int tier = 0; tier < FLOW_TIERS; tier++) {
        state->begin = state->end;
        state->end = state->flow->tier_end[tier];
        if (state->begin < state->end && !solve_tier(state))
            return MATCHING_CANCELLED;
    }
    return MATCHING_SOLVED;
}

/* --- memory --- */

/* Gives each offer its places: its capacity, or the number of asks that it fits, if that is less. False: no memory. */
static bool make_places(struct state *state)
{
    const struct flow *flow = state->flow;
    size_t places = 0;
    for (size_t i = 0; i < flow->first[flow->asks]; i++) {
        uint32_t offer = flow_edge_offer(flow->edges[i]);
        if (state->room[offer] < flow->capacity[offer])
            state->room[offer]++;
    }
    for (uint32_t offer = 0; offer < flow->offers; offer++) {
        state->place_of[offer] = places;
        places += (size_t)state->room[offer];
    }
    state->taker = calloc(places + 1, sizeof *state->taker);
    return state->taker != NULL;
}

static bool make(struct state *state)
{
    size_t asks = (size_t)state->flow->asks + 1, offers = (size_t)state->flow->offers + 1;
    state->ask_price = calloc(asks, sizeof *state->ask_price);
    state->ask_far = calloc(asks, sizeof *state->ask_far);
    state->offer_price = calloc(offers, sizeof *state->offer_price);
    state->offer_far = calloc(offers, sizeof *state->offer_far);
    state->used = calloc(offers, sizeof *state->used);
    state->room = calloc(offers, sizeof *state->room);
    state->place_of = calloc(offers, sizeof *state->place_of);
    state->seen = calloc(offers, sizeof *state->seen);
    state->todo = calloc(offers, sizeof *state->todo);
    state->steps = calloc(offers, sizeof *state->steps); /* enough, as a walk sees each offer only once */
    return state->ask_price && state->ask_far && state->offer_price && state->offer_far && state->used && state->room &&
           state->place_of && state->seen && state->todo && state->steps && make_places(state);
}

static void let_go(struct state *state)
{
    free(state->ask_price);
    free(state->ask_far);
    free(state->offer_price);
    free(state->offer_far);
    free(state->used);
    free(state->room);
    free(state->place_of);
    free(state->taker);
    free(state->seen);
    free(state->todo);
    free(state->steps);
}

enum matching_end matching_flow_solve(const struct flow *flow)
{
    struct state state = { .flow = flow };
    if (flow->asks > FLOW_LIST_MOST || flow->offers > FLOW_LIST_MOST)
        return MATCHING_NO_MEMORY;
    for (uint32_t ask = 0; ask < flow->asks; ask++)
        flow->mate[ask] = FLOW_NONE;
    enum matching_end end = make(&state) ? solve(&state) : MATCHING_NO_MEMORY;
    let_go(&state);
    return end;
}
