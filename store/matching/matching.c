/* matching.c: does an offer fit an ask, with which score, and which are the best of many? RULES 3.4. Pure. */
#include "matching.h"

#include <stdlib.h>
#include <string.h>

#include "store/matching/matching_time.h"

enum {
    NEAR_BLOCK = 30,
    NEAR_UNIT = 20,
    NEAR_NEIGHBOUR = 10,
    TIME_MOST = 20,
    TIME_ENOUGH = 4 * 3600,
    WORDS_SCORE = 20,
    WORDS_ENOUGH = 3,
    LANGUAGE_NAMED = 10,
    LANGUAGE_UNSAID = 5,
    FRESH = 10,
};

/* --- words and lists of pairs --- */

bool matching_words_add(struct matching_words *words, const char *word, size_t length)
{
    uint32_t hash = 2166136261u; /* FNV-1a: two words of one hash are rare, and cost a few points at most */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 16777619u;
    int at = 0;
    while (at < words->count && words->hash[at] < hash)
        at++;
    if (at < words->count && words->hash[at] == hash)
        return true;
    if (words->count >= MATCHING_WORDS_MOST)
        return false;
    memmove(words->hash + at + 1, words->hash + at, (size_t)(words->count - at) * sizeof *words->hash);
    words->hash[at] = hash;
    words->count++;
    return true;
}

static int words_looked_at(const struct matching_words *words)
{
    return words->count > MATCHING_WORDS_MOST ? MATCHING_WORDS_MOST : words->count;
}

static int words_shared(const struct matching_words *a, const struct matching_words *b)
{
    int shared = 0, i = 0, j = 0, count_a = words_looked_at(a), count_b = words_looked_at(b);
    while (i < count_a && j < count_b) {
        uint32_t x = a->hash[i], y = b->hash[j];
        shared += x == y;
        i += x <= y;
        j += y <= x;
    }
    return shared;
}

static int in_order(const void *first, const void *second)
{
    const struct matching_pair *x = first, *y = second;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

void matching_pairs_sort(struct matching_pair *pairs, size_t count)
{
    if (count > 0)
        qsort(pairs, count, sizeof *pairs, in_order);
}

static bool has(const struct matching_pairs *pairs, int64_t a, int64_t b)
{
    struct matching_pair wanted = { a, b };
    return pairs->count > 0 && bsearch(&wanted, pairs->pair, pairs->count, sizeof wanted, in_order) != NULL;
}

static bool has_either_way(const struct matching_pairs *pairs, int64_t x, int64_t y)
{
    return x < y ? has(pairs, x, y) : has(pairs, y, x);
}

/* --- does an offer fit an ask? --- */

static bool same(int64_t x, int64_t y)
{
    return x != 0 && x == y;
}

static bool may_answer(
    const struct matching_context *context, const struct matching_ask *ask, const struct matching_offer *offer)
{
    switch (ask->who) {
    case AID_ANYONE:
        return true;
    case AID_WOMEN:
        return offer->woman;
    case AID_MY_BLOCK:
        return same(ask->place.home_block, offer->place.home_block);
    case AID_NAMED:
        return has(&context->named, ask->id, offer->member);
    }
    return false;
}

static bool are_other_things(const struct matching_ask *ask, const struct matching_offer *offer)
{
    return (ask->kind == AID_GOODS || ask->kind == AID_TOOL) && ask->words.count > 0 && offer->words.count > 0 &&
           words_shared(&ask->words, &offer->words) == 0;
}

enum matching_filter matching_fits(
    const struct matching_context *context, const struct matching_ask *ask, const struct matching_offer *offer)
{
    if (ask->kind != offer->kind)
        return MATCHING_KIND;
    if (ask->member == offer->member)
        return MATCHING_OWN;
    if (offer->capacity <= 0)
        return MATCHING_CAPACITY;
    if (offer->many > 0 && ask->many > offer->many)
        return MATCHING_MANY;
    if (ask->languages != 0 && offer->languages != 0 && (ask->languages & offer->languages) == 0)
        return MATCHING_LANGUAGE;
    if (!may_answer(context, ask, offer))
        return MATCHING_WHO;
    struct matching_piece piece = matching_overlap(&ask->window, &offer->window, context->now);
    if (piece.until <= piece.from)
        return MATCHING_WINDOW;
    if (has_either_way(&context->barred, ask->member, offer->member))
        return MATCHING_BARRED;
    if (has(&context->refused, ask->id, offer->id))
        return MATCHING_REFUSED;
    if (context->things_by_word && are_other_things(ask, offer))
        return MATCHING_WORDS;
    return MATCHING_FITS;
}

/* --- the score --- */

static int nearness(
    const struct matching_context *context, const struct matching_place *ask, const struct matching_place *offer)
{
    if (ask->unit == offer->unit && same(ask->block, offer->block)) /* block C of two streets are two */
        return NEAR_BLOCK;
    if (same(ask->unit, offer->unit))
        return NEAR_UNIT;
    return has_either_way(&context->neighbours, ask->unit, offer->unit) ? NEAR_NEIGHBOUR : 0;
}

static int time_score(int64_t shared, int64_t enough)
{
    if (shared <= 0 || enough <= 0)
        return 0;
    if (shared >= enough)
        return TIME_MOST;
    int score = (int)(TIME_MOST * shared / enough);
    return score > 0 ? score : 1;
}

static int rest_score(int rest)
{
    return rest < 0 ? 0 : rest > MATCHING_REST_MOST ? MATCHING_REST_MOST : rest;
}

struct matching_score matching_score(
    const struct matching_context *context, const struct matching_ask *ask, const struct matching_offer *offer)
{
    struct matching_piece piece = matching_overlap(&ask->window, &offer->window, context->now);
    struct matching_score score = { .from = piece.from, .until = piece.until };
    score.nearness = nearness(context, &ask->place, &offer->place);
    score.time = time_score(piece.until - piece.from, matching_length(&ask->window, context->now, TIME_ENOUGH));
    score.shared_words = words_shared(&ask->words, &offer->words);
    score.words = WORDS_SCORE * (score.shared_words < WORDS_ENOUGH ? score.shared_words : WORDS_ENOUGH) / WORDS_ENOUGH;
    score.language = (ask->languages & offer->languages) != 0       ? LANGUAGE_NAMED
                     : ask->languages == 0 || offer->languages == 0 ? LANGUAGE_UNSAID
                                                                    : 0;
    score.rest = rest_score(offer->rest);
    score.fresh = ask->newcomer || ask->learner || offer->newcomer || offer->learner ? FRESH : 0;
    score.total = score.nearness + score.time + score.words + score.language + score.rest + score.fresh;
    return score;
}

/* --- the best of many --- */

/* One ask and many offers, or one offer and many asks. The side that has only one has a step of 0. */
struct many {
    const struct matching_ask *asks;
    const struct matching_offer *offers;
    size_t ask_step, offer_step;
};

struct age {
    int64_t at, id;
};

static struct age age_of(const struct many *many, size_t index)
{
    return many->ask_step != 0 ? (struct age) { many->asks[index].asked_at, many->asks[index].id }
                               : (struct age) { many->offers[index].offered_at, many->offers[index].id };
}

static bool is_better(const struct many *many, const struct matching_found *found, const struct matching_found *than)
{
    struct age one = age_of(many, found->index), other = age_of(many, than->index);
    if (found->score.total != than->score.total)
        return found->score.total > than->score.total;
    return one.at != other.at ? one.at < other.at : one.id < other.id;
}

/* Inserts one by its rank. Lower ones move down, and the last is dropped when there is no room. Returns the new count.
 */
static size_t put(
    const struct many *many, const struct matching_found *found, struct matching_found *out, size_t count, size_t limit)
{
    size_t place = count;
    while (place > 0 && is_better(many, found, &out[place - 1]))
        place--;
    if (place == limit)
        return count;
    if (count < limit)
        count++;
    memmove(out + place + 1, out + place, (count - 1 - place) * sizeof *out);
    out[place] = *found;
    return count;
}

static size_t best_of(const struct matching_context *context, const struct many *many, size_t count,
    struct matching_found *out, size_t limit)
{
    size_t best = 0;
    for (size_t i = 0; limit > 0 && i < count; i++) {
        const struct matching_ask *ask = &many->asks[i * many->ask_step];
        const struct matching_offer *offer = &many->offers[i * many->offer_step];
        if (matching_fits(context, ask, offer) != MATCHING_FITS)
            continue;
        struct matching_found found = { i, matching_score(context, ask, offer) };
        best = put(many, &found, out, best, limit);
    }
    return best;
}

size_t matching_best_offers(const struct matching_context *context, const struct matching_ask *ask,
    const struct matching_offer *offers, size_t count, struct matching_found *out, size_t limit)
{
    const struct many many = { ask, offers, 0, 1 };
    return best_of(context, &many, count, out, limit);
}

size_t matching_best_pairs(const struct matching_context *context, const struct matching_ask *asks,
    const struct matching_offer *offers, size_t count, struct matching_found *out, size_t limit)
{
    const struct many many = { asks, offers, 1, 1 };
    return best_of(context, &many, count, out, limit);
}

size_t matching_best_asks(const struct matching_context *context, const struct matching_offer *offer,
    const struct matching_ask *asks, size_t count, struct matching_found *out, size_t limit)
{
    const struct many many = { asks, offer, 1, 0 };
    return best_of(context, &many, count, out, limit);
}
