#include "tests/bench/aid_made.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/bench/figures.h"
#include "util.h"

enum { HOUR = 3600, DAY = 24 * HOUR, UNITS = 3, BLOCKS_EACH = 4, KIND_WORDS = 40 };
static const int64_t today = 1606694400; /* a Monday, 0:00 */

/* Chooses an index by its share; shares are percentages. */
static int by_percent(struct chance *chance, const int *percents, int count)
{
    int at = (int)chance_below(chance, 100), i = 0;
    for (; i < count - 1 && at >= percents[i]; i++)
        at -= percents[i];
    return i;
}

static enum aid_kind kind_by_chance(struct chance *chance)
{
    static const int percents[AID_KINDS] = { 14, 20, 12, 16, 12, 12, 4, 6, 4 };
    return (enum aid_kind)by_percent(chance, percents, AID_KINDS);
}

static int64_t within(struct chance *chance, int64_t from, int64_t until)
{
    return from + (int64_t)chance_below(chance, (uint64_t)(until - from));
}

static struct matching_window ask_window(struct chance *chance, enum aid_urgency urgency)
{
    static const int64_t days[AID_URGENCIES] = { 1, 3, 7, 14 };
    if (urgency == AID_WHENEVER && chance_below(chance, 2) == 0)
        return (struct matching_window) { 0, MATCHING_OPEN_END, false };
    int64_t last = today + days[urgency] * DAY;
    if (chance_below(chance, 2) == 0)
        return (struct matching_window) { today + 7 * HOUR, last, false }; /* any time until then */
    int64_t from = today + within(chance, 0, days[urgency]) * DAY + within(chance, 7, 20) * HOUR;
    return (struct matching_window) { from, from + within(chance, 1, 5) * HOUR, false };
}

static struct matching_window offer_window(struct chance *chance)
{
    static const int percents[] = { 30, 40, 30 };
    int64_t from = today + within(chance, 0, 10) * DAY + within(chance, 7, 20) * HOUR;
    switch (by_percent(chance, percents, 3)) {
    case 0:
        return (struct matching_window) { 0, MATCHING_OPEN_END, false };
    case 1:
        return (struct matching_window) { from - 28 * DAY, from - 28 * DAY + within(chance, 2, 6) * HOUR, true };
    default:
        return (struct matching_window) { from, from + within(chance, 2, 48) * HOUR, false };
    }
}

static struct matching_place place_by_chance(struct chance *chance)
{
    int64_t unit = within(chance, 1, UNITS + 1), block = unit * 100 + within(chance, 0, BLOCKS_EACH);
    return (struct matching_place) { unit, block, block };
}

/* Words of one kind; the first ones are far more frequent. */
static struct matching_words words_by_chance(struct chance *chance, enum aid_kind kind)
{
    struct matching_words words = { .count = 0 };
    for (int64_t left = within(chance, 2, 7); left > 0; left--) {
        char word[32];
        uint64_t rank = chance_below(chance, 1 + chance_below(chance, KIND_WORDS));
        int length = snprintf(word, sizeof word, "%d.%d", (int)kind, (int)rank);
        matching_words_add(&words, word, (size_t)length);
    }
    return words;
}

static uint32_t languages_by_chance(struct chance *chance)
{
    return chance_below(chance, 4) == 0             ? 0
           : (uint32_t)chance_below(chance, 3) == 0 ? 3
                                                    : 1u << chance_below(chance, 3);
}

static struct matching_ask make_ask(struct chance *chance, int64_t id, int64_t members)
{
    static const int urgencies[AID_URGENCIES] = { 15, 30, 35, 20 }, whos[] = { 87, 8, 5 };
    struct matching_ask ask = { .id = id, .member = within(chance, 1, members + 1) };
    ask.asked_at = today - within(chance, 0, 14 * DAY);
    ask.kind = kind_by_chance(chance);
    ask.urgency = (enum aid_urgency)by_percent(chance, urgencies, AID_URGENCIES);
    ask.who = (enum aid_who)by_percent(chance, whos, 3);
    ask.many = (int)within(chance, 1, 5);
    ask.window = ask_window(chance, ask.urgency);
    ask.place = place_by_chance(chance);
    ask.languages = languages_by_chance(chance);
    ask.words = words_by_chance(chance, ask.kind);
    ask.newcomer = chance_below(chance, 12) == 0;
    return ask;
}

static struct matching_offer make_offer(struct chance *chance, int64_t id, int64_t members)
{
    static const int capacities[] = { 0, 70, 20, 10 };
    struct matching_offer offer = { .id = id, .member = within(chance, 1, members + 1) };
    offer.offered_at = today - within(chance, 0, 60 * DAY);
    offer.kind = kind_by_chance(chance);
    offer.many = chance_below(chance, 3) == 0 ? 0 : (int)within(chance, 1, 7);
    offer.capacity = by_percent(chance, capacities, 4);
    offer.rest = (int)within(chance, 0, MATCHING_REST_MOST + 1);
    offer.window = offer_window(chance);
    offer.place = place_by_chance(chance);
    offer.languages = languages_by_chance(chance);
    offer.words = words_by_chance(chance, offer.kind);
    offer.woman = offer.member % 2 == 0;
    offer.learner = chance_below(chance, 12) == 0;
    return offer;
}

static struct matching_pairs make_pairs(struct chance *chance, size_t count, int64_t a, int64_t b)
{
    struct matching_pair *pairs = xcalloc(count + 1, sizeof *pairs);
    for (size_t i = 0; i < count; i++) {
        int64_t x = within(chance, 1, a + 1), y = within(chance, 1, b + 1);
        pairs[i] = x < y ? (struct matching_pair) { x, y } : (struct matching_pair) { y, x };
    }
    matching_pairs_sort(pairs, count);
    return (struct matching_pairs) { pairs, count };
}

void aid_make(struct aid_made *made, size_t asks, size_t offers, uint64_t seed)
{
    struct chance chance = { seed };
    int64_t members = (int64_t)(asks + offers) / 4 + 2;
    *made = (struct aid_made) { .asks = asks, .offers = offers };
    made->ask = xcalloc(asks + 1, sizeof *made->ask);
    made->offer = xcalloc(offers + 1, sizeof *made->offer);
    for (size_t i = 0; i < asks; i++)
        made->ask[i] = make_ask(&chance, (int64_t)i + 1, members);
    for (size_t i = 0; i < offers; i++)
        made->offer[i] = make_offer(&chance, (int64_t)i + 1, members);
    made->context.now = today + 6 * HOUR;
    made->context.barred = make_pairs(&chance, (size_t)members, members, members);
    made->context.refused = make_pairs(&chance, asks, (int64_t)asks, (int64_t)offers);
    made->context.neighbours = make_pairs(&chance, 1, UNITS, UNITS);
}

void aid_made_free(struct aid_made *made)
{
    free(made->ask);
    free(made->offer);
    free((void *)made->context.barred.pair);
    free((void *)made->context.refused.pair);
    free((void *)made->context.neighbours.pair);
}
