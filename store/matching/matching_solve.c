/* matching_solve.c: matching night. Lists all pairs that fit, kind by kind, then solves each kind (matching_flow.c).
 * RULES 3.5. Pure. */
#include <stdlib.h>

#include "matching.h"
#include "store/matching/matching_flow.h"
#include "store/matching/matching_time.h"

enum { ROWS_A_STEP = 64, EDGES_FIRST = 4096 };

/* One ask or one offer, with what it is sorted by. */
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
    size_t done; /* each ask counts twice: when its pairs are listed, and when it is settled */
    struct matching_answer *answers;
    size_t count;
};

/* The asks and offers of one kind. */
struct kind {
    struct night *night;
    const struct listed *ask, *offer;
    uint32_t asks, offers;
    uint32_t *edges;
    size_t *first;
    size_t room;
    uint32_t *row; /* the edges of one ask, before they are sorted */
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
    return (x->id > y->id) - (x->id < y->id);
}

static int tier_of(const struct matching_ask *ask)
{
    return ask->urgency < AID_WHENEVER ? (int)ask->urgency : AID_WHENEVER;
}

static bool make_lists(struct night *night, size_t asks, size_t offers)
{
    night->ask = calloc(asks + 1, sizeof *night->ask);
    night->offer = calloc(offers + 1, sizeof *night->offer);
    if (night->ask == NULL || night->offer == NULL)
        return false;
    for (size_t i = 0; i < asks; i++) {
        const struct matching_ask *ask = &night->asks[i];
        night->ask[i] = (struct listed) { (int)ask->kind, tier_of(ask), ask->asked_at, ask->id, i };
    }
    for (size_t i = 0; i < offers; i++) {
        const struct matching_offer *offer = &night->offers[i];
        night->offer[i] = (struct listed) { (int)offer->kind, 0, offer->offered_at, offer->id, i };
    }
    qsort(night->ask, asks, sizeof *night->ask, in_turn);
    qsort(night->offer, offers, sizeof *night->offer, in_turn);
    night->ask_count = asks;
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

static bool list_one(struct kind *kind, uint32_t number)
{
    const struct night *night = kind->night;
    const struct matching_ask *ask = &night->asks[kind->ask[number].index];
    size_t count = 0, begin = kind->first[number];
    for (uint32_t i = 0; i < kind->offers; i++) {
        const struct matching_offer *offer = &night->offers[kind->offer[i].index];
        if (!matching_apart(&ask->window, &offer->window) && matching_fits(night->context, ask, offer) == MATCHING_FITS)
            kind->row[count++] = flow_edge(i, matching_score(night->context, ask, offer).total);
    }
    kind->first[number + 1] = begin + count;
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

/* --- one kind --- */

static bool make_kind(struct kind *kind)
{
    size_t asks = (size_t)kind->asks + 1, offers = (size_t)kind->offers + 1;
    kind->first = calloc(asks, sizeof *kind->first);
    kind->mate = calloc(asks, sizeof *kind->mate);
    kind->score = calloc(asks, sizeof *kind->score);
    kind->capacity = calloc(offers, sizeof *kind->capacity);
    kind->row = calloc(offers, sizeof *kind->row);
    return kind->first && kind->mate && kind->score && kind->capacity && kind->row && make_room(kind, 1);
}

static void let_go(struct kind *kind)
{
    free(kind->edges);
    free(kind->first);
    free(kind->mate);
    free(kind->score);
    free(kind->capacity);
    free(kind->row);
}

struct settling {
    struct night *night;
    size_t before;
};

static bool settled(void *context, size_t count)
{
    struct settling *settling = context;
    return report(settling->night, settling->before + count);
}

static enum matching_end solve_edges(struct kind *kind)
{
    struct settling settling = { kind->night, kind->night->done };
    struct flow flow = { .asks = kind->asks,
        .offers = kind->offers,
        .edges = kind->edges,
        .first = kind->first,
        .capacity = kind->capacity,
        .mate = kind->mate,
        .score = kind->score,
        .go_on = settled,
        .context = &settling };
    for (uint32_t i = 0; i < kind->offers; i++)
        kind->capacity[i] = kind->night->offers[kind->offer[i].index].capacity;
    for (int tier = 0; tier < AID_URGENCIES; tier++)
        for (flow.tier_end[tier] = tier > 0 ? flow.tier_end[tier - 1] : 0;
             flow.tier_end[tier] < kind->asks && kind->ask[flow.tier_end[tier]].tier == tier;)
            flow.tier_end[tier]++;
    enum matching_end end = flow_solve(&flow);
    kind->night->done = settling.before + kind->asks;
    return end;
}

static void take_answers(struct kind *kind)
{
    struct night *night = kind->night;
    for (uint32_t i = 0; i < kind->asks; i++)
        if (kind->mate[i] != FLOW_NONE)
            night->answers[night->count++] =
                (struct matching_answer) { kind->ask[i].index, kind->offer[kind->mate[i]].index, kind->score[i] };
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
