/*
 * matching_solve.c: matching night. Lists all pairs that fit, kind by kind, then solves each kind (matching_flow.c).
 * RULES 3.5. Pure.
 *
 * An ask of several hands is several asks of the flow, one for each hand. No two of them may go to the same helper,
 * who can have several offers, or one that takes several asks. So the hands of such an ask do not choose among offers
 * but among helpers: for each helper who fits, there is a slot (an offer that takes one hand) and a keeper (an ask of
 * its own). Without a hand at the slot its keeper stands there. A hand that goes in sends the keeper on, to one of the
 * helper's offers. A keeper at the slot and a hand at the slot both have the score SLOT, more than any pair has: so a
 * keeper stays while no hand comes, and a hand adds what the keeper's offer scores. Keepers come before all tiers:
 * none is ever left without a place.
 */
#include <stdlib.h>

#include "matching.h"
#include "store/matching/matching_flow.h"
#include "store/matching/matching_time.h"

enum { ROWS_A_STEP = 64, EDGES_FIRST = 4096, SLOT = FLOW_SCORE_MOST + 1 };
_Static_assert(SLOT < 1 << FLOW_SCORE_BITS, "an edge has room for it");

/* One hand of an ask, or one offer, with what it is sorted by. */
struct listed {
    int kind, tier;
    int64_t at, id;
    size_t index; /* its index in the caller's list */
};

struct night {
    const struct matching_context *context;
    const struct matching_ask *asks;
    const struct matching_offer *offers;
    struct listed *ask, *offer; /* sorted by kind, then tier, then age: the older first */
    size_t ask_count, offer_count;
    matching_progress *progress;
    void *progress_context;
    size_t done; /* each hand counts twice: when its pairs are listed, and when it is settled */
    struct matching_answer *answers;
    size_t count;
};

struct slots {
    uint32_t from, to;
};

/* The hands and offers of one kind. In the flow the keepers come before the hands, and the slots behind the offers:
 * keeper i belongs to slot `offers` + i. */
struct kind {
    struct night *night;
    const struct listed *ask, *offer;
    uint32_t asks, offers, slots;
    uint32_t *edges;
    size_t *first;
    size_t room;
    uint32_t *row;          /* the edges of one ask, before they are sorted */
    struct slots *slots_of; /* of each hand, the slots of its ask */
    int *capacity, *score;
    uint32_t *mate;
};

static int in_turn(const void *first, const void *second)
{
    const struct listed *x = first, *y = second;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->tier != y->tier)
        return x->tier < y->tier ? -1 : 1;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index); /* the hands of one ask stand together */
}

static int tier_of(const struct matching_ask *ask)
{
    return ask->urgency < AID_WHENEVER ? (int)ask->urgency : AID_WHENEVER;
}

static int hands_of(const struct matching_ask *ask)
{
    return ask->hands > 1 ? ask->hands < MATCHING_HANDS_MOST ? ask->hands : MATCHING_HANDS_MOST : 1;
}

size_t matching_hands(const struct matching_ask *asks, size_t count)
{
    size_t hands = 0;
    for (size_t i = 0; i < count; i++)
        hands += (size_t)hands_of(&asks[i]);
    return hands;
}

static bool make_lists(struct night *night, size_t asks, size_t offers)
{
    size_t hands = matching_hands(night->asks, asks);
    night->ask = calloc(hands + 1, sizeof *night->ask);
    night->offer = calloc(offers + 1, sizeof *night->offer);
    if (night->ask == NULL || night->offer == NULL)
        return false;
    for (size_t i = 0; i < asks; i++) {
        const struct matching_ask *ask = &night->asks[i];
        for (int hand = hands_of(ask); hand > 0; hand--)
            night->ask[night->ask_count++] =
                (struct listed) { (int)ask->kind, tier_of(ask), ask->asked_at, ask->id, i };
    }
    for (size_t i = 0; i < offers; i++) {
        const struct matching_offer *offer = &night->offers[i];
        night->offer[i] = (struct listed) { (int)offer->kind, 0, offer->offered_at, offer->id, i };
    }
    qsort(night->ask, hands, sizeof *night->ask, in_turn);
    qsort(night->offer, offers, sizeof *night->offer, in_turn);
    night->offer_count = offers;
    return true;
}

static bool report(struct night *night, size_t done)
{
    night->done = done;
    return night->progress == NULL || night->progress(night->progress_context, done, 2 * night->ask_count);
}

/* --- the pairs that fit --- */

static bool make_room(struct kind *kind, size_t count)
{
    if (count <= kind->room)
        return true;
    size_t room = count + count / 2 + EDGES_FIRST;
    uint32_t *edges = room > SIZE_MAX / sizeof *edges ? NULL : realloc(kind->edges, room * sizeof *edges);
    if (edges == NULL)
        return false;
    kind->edges = edges;
    kind->room = room;
    return true;
}

/* Copies the edges of `row` to their place, sorted: the highest score first; with equal scores the older offer first.
 */
static void put_sorted(struct kind *kind, size_t begin, size_t count)
{
    size_t from[FLOW_SCORE_MOST + 2] = { 0 }; /* the number of edges with a higher score */
    for (size_t i = 0; i < count; i++)
        from[FLOW_SCORE_MOST - flow_edge_score(kind->row[i]) + 1]++;
    for (int i = 1; i <= FLOW_SCORE_MOST; i++)
        from[i] += from[i - 1];
    for (size_t i = 0; i < count; i++)
        kind->edges[begin + from[FLOW_SCORE_MOST - flow_edge_score(kind->row[i])]++] = kind->row[i];
}

/* Puts the pairs of this ask into `row`; returns their number. */
static size_t pairs_of(struct kind *kind, const struct matching_ask *ask)
{
    const struct night *night = kind->night;
    size_t count = 0;
    for (uint32_t i = 0; i < kind->offers; i++) {
        const struct matching_offer *offer = &night->offers[kind->offer[i].index];
        if (!matching_apart(&ask->window, &offer->window) && matching_fits(night->context, ask, offer) == MATCHING_FITS)
            kind->row[count++] = flow_edge(i, matching_score(night->context, ask, offer).total);
    }
    return count;
}

static const struct matching_ask *ask_of(const struct kind *kind, uint32_t number)
{
    return &kind->night->asks[kind->ask[number].index];
}

/* The helper whose offer this edge leads to; an offer whose owner is not told is one helper's. */
static int64_t helper_of(const struct kind *kind, uint32_t edge)
{
    const struct matching_offer *offer = &kind->night->offers[kind->offer[flow_edge_offer(edge)].index];
    return offer->member != 0 ? offer->member : -offer->id - 1;
}

/* A hand of an ask of several: an edge to each of its slots. */
static bool list_slots(struct kind *kind, uint32_t number)
{
    struct slots slots = kind->slots_of[number];
    size_t end = kind->first[kind->slots + number];
    if (!make_room(kind, end + (slots.to - slots.from)))
        return false;
    for (uint32_t slot = slots.from; slot < slots.to; slot++)
        kind->edges[end++] = flow_edge(kind->offers + slot, SLOT);
    kind->first[kind->slots + number + 1] = end;
    return true;
}

static bool list_one(struct kind *kind, uint32_t number)
{
    if (hands_of(ask_of(kind, number)) > 1)
        return list_slots(kind, number);
    size_t count = pairs_of(kind, ask_of(kind, number)), begin = kind->first[kind->slots + number];
    kind->first[kind->slots + number + 1] = begin + count;
    if (!make_room(kind, begin + count))
        return false;
    put_sorted(kind, begin, count);
    return true;
}

static enum matching_end list_all(struct kind *kind)
{
    size_t done = kind->night->done;
    for (uint32_t i = 0; i < kind->asks; i++) {
        if (!list_one(kind, i))
            return MATCHING_NO_MEMORY;
        if (i % ROWS_A_STEP == 0 && !report(kind->night, done + i))
            return MATCHING_CANCELLED;
    }
    kind->night->done = done + kind->asks;
    return MATCHING_SOLVED;
}

/* --- asks of several hands --- */

/* The edges of one keeper are those of the pairs in `row` from `at` on that lead to the same helper, who is moved to
 * the front. Returns how many. */
static size_t gather_helper(struct kind *kind, size_t at, size_t count)
{
    int64_t helper = helper_of(kind, kind->row[at]);
    size_t end = at + 1;
    for (size_t i = at + 1; i < count; i++)
        if (helper_of(kind, kind->row[i]) == helper) {
            uint32_t edge = kind->row[i];
            kind->row[i] = kind->row[end];
            kind->row[end++] = edge;
        }
    return end - at;
}

static bool add_keeper(struct kind *kind, size_t at, size_t count)
{
    size_t begin = kind->first[kind->slots];
    size_t *first = realloc(kind->first, ((size_t)kind->slots + 2) * sizeof *first);
    if (first == NULL)
        return false;
    kind->first = first;
    if (kind->slots >= FLOW_LIST_MOST || !make_room(kind, begin + count + 1))
        return false;
    kind->edges[begin] = flow_edge(kind->offers + kind->slots, SLOT);
    uint32_t *row = kind->row;
    kind->row = row + at;
    put_sorted(kind, begin + 1, count);
    kind->row = row;
    kind->first[++kind->slots] = begin + 1 + count;
    return true;
}

/* One keeper for each helper who fits an ask of several hands. */
static bool add_keepers(struct kind *kind, uint32_t number)
{
    size_t count = pairs_of(kind, ask_of(kind, number));
    for (size_t at = 0, same; at < count; at += same) {
        same = gather_helper(kind, at, count);
        if (!add_keeper(kind, at, same))
            return false;
    }
    return true;
}

static bool make_slots(struct kind *kind)
{
    for (uint32_t i = 0; i < kind->asks;) {
        int hands = hands_of(ask_of(kind, i));
        uint32_t from = kind->slots;
        if (hands > 1 && !add_keepers(kind, i))
            return false;
        for (int hand = 0; hand < hands && i < kind->asks; hand++)
            kind->slots_of[i++] = (struct slots) { from, kind->slots };
    }
    return true;
}

/* --- one kind --- */

static bool make_kind(struct kind *kind)
{
    size_t asks = (size_t)kind->asks + 1, offers = (size_t)kind->offers + 1;
    kind->first = calloc(1, sizeof *kind->first);
    kind->row = calloc(offers, sizeof *kind->row);
    kind->slots_of = calloc(asks, sizeof *kind->slots_of);
    if (!kind->first || !kind->row || !kind->slots_of || !make_room(kind, 1) || !make_slots(kind))
        return false;
    size_t *first = realloc(kind->first, (asks + kind->slots) * sizeof *first);
    if (first == NULL)
        return false;
    kind->first = first;
    kind->mate = calloc(asks + kind->slots, sizeof *kind->mate);
    kind->score = calloc(asks + kind->slots, sizeof *kind->score);
    kind->capacity = calloc(offers + kind->slots, sizeof *kind->capacity);
    return kind->mate && kind->score && kind->capacity;
}

static void let_go(struct kind *kind)
{
    free(kind->edges);
    free(kind->first);
    free(kind->mate);
    free(kind->score);
    free(kind->capacity);
    free(kind->row);
    free(kind->slots_of);
}

struct settling {
    struct night *night;
    size_t before, keepers;
};

static bool settled(void *context, size_t count)
{
    struct settling *settling = context;
    return report(settling->night, settling->before + (count > settling->keepers ? count - settling->keepers : 0));
}

static enum matching_end solve_edges(struct kind *kind)
{
    struct settling settling = { kind->night, kind->night->done, kind->slots };
    struct flow flow = { .asks = kind->slots + kind->asks,
        .offers = kind->offers + kind->slots,
        .edges = kind->edges,
        .first = kind->first,
        .capacity = kind->capacity,
        .mate = kind->mate,
        .score = kind->score,
        .go_on = settled,
        .context = &settling };
    for (uint32_t i = 0; i < kind->offers; i++)
        kind->capacity[i] = kind->night->offers[kind->offer[i].index].capacity;
    for (uint32_t i = 0; i < kind->slots; i++)
        kind->capacity[kind->offers + i] = 1;
    flow.tier_end[0] = kind->slots;
    for (uint32_t tier = 0, end = 0; tier < AID_URGENCIES; tier++) {
        while (end < kind->asks && kind->ask[end].tier == (int)tier)
            end++;
        flow.tier_end[tier + 1] = kind->slots + end;
    }
    enum matching_end end = matching_flow_solve(&flow);
    kind->night->done = settling.before + kind->asks;
    return end;
}

static void take_answers(struct kind *kind)
{
    struct night *night = kind->night;
    for (uint32_t i = 0; i < kind->asks; i++) {
        uint32_t from = kind->slots + i, offer = kind->mate[from];
        if (offer != FLOW_NONE && offer >= kind->offers) { /* a slot: its keeper went on to the offer */
            from = offer - kind->offers;
            offer = kind->mate[from];
        }
        if (offer != FLOW_NONE && offer < kind->offers)
            night->answers[night->count++] =
                (struct matching_answer) { kind->ask[i].index, kind->offer[offer].index, kind->score[from] };
    }
}

static enum matching_end solve_kind(struct night *night, struct kind kind)
{
    kind.night = night;
    enum matching_end end = make_kind(&kind) ? list_all(&kind) : MATCHING_NO_MEMORY;
    if (end == MATCHING_SOLVED)
        end = solve_edges(&kind);
    if (end == MATCHING_SOLVED)
        take_answers(&kind);
    let_go(&kind);
    return end;
}

/* --- all kinds --- */

/* The index at which a kind begins in a sorted list. */
static size_t find_kind(const struct listed *list, size_t count, int kind)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list[middle].kind < kind)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum matching_end solve_kinds(struct night *night)
{
    for (int kind = 0; kind < AID_KINDS; kind++) {
        size_t ask = find_kind(night->ask, night->ask_count, kind);
        size_t offer = find_kind(night->offer, night->offer_count, kind);
        size_t asks = find_kind(night->ask, night->ask_count, kind + 1) - ask;
        size_t offers = find_kind(night->offer, night->offer_count, kind + 1) - offer;
        if (asks > FLOW_LIST_MOST || offers > FLOW_LIST_MOST)
            return MATCHING_NO_MEMORY;
        struct kind part = {
            .ask = night->ask + ask, .offer = night->offer + offer, .asks = (uint32_t)asks, .offers = (uint32_t)offers
        };
        enum matching_end end = asks > 0 ? solve_kind(night, part) : MATCHING_SOLVED;
        if (end != MATCHING_SOLVED)
            return end;
    }
    return report(night, 2 * night->ask_count) ? MATCHING_SOLVED : MATCHING_CANCELLED;
}

/* Sorts the answers, which were made kind by kind, by urgency and then by age: the older first. */
static bool sort_answers(struct night *night)
{
    struct listed *order = calloc(night->count + 1, sizeof *order);
    struct matching_answer *sorted = calloc(night->count + 1, sizeof *sorted);
    if (order != NULL && sorted != NULL) {
        for (size_t i = 0; i < night->count; i++) {
            const struct matching_ask *ask = &night->asks[night->answers[i].ask];
            order[i] = (struct listed) { 0, tier_of(ask), ask->asked_at, ask->id, i };
        }
        qsort(order, night->count, sizeof *order, in_turn);
        for (size_t i = 0; i < night->count; i++)
            sorted[i] = night->answers[order[i].index];
        for (size_t i = 0; i < night->count; i++)
            night->answers[i] = sorted[i];
    }
    bool done = order != NULL && sorted != NULL;
    free(order);
    free(sorted);
    return done;
}

enum matching_end matching_solve(const struct matching_context *context, const struct matching_ask *asks,
    size_t asks_count, const struct matching_offer *offers, size_t offers_count, matching_progress *progress,
    void *progress_context, struct matching_answer *answers, size_t *count)
{
    struct night night = { .context = context,
        .asks = asks,
        .offers = offers,
        .progress = progress,
        .progress_context = progress_context,
        .answers = answers };
    enum matching_end end = make_lists(&night, asks_count, offers_count) ? solve_kinds(&night) : MATCHING_NO_MEMORY;
    if (end == MATCHING_SOLVED && !sort_answers(&night))
        end = MATCHING_NO_MEMORY;
    *count = end == MATCHING_SOLVED ? night.count : 0;
    free(night.ask);
    free(night.offer);
    return end;
}
