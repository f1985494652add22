/* fuzz_matching.c: any asks and offers: nothing breaks, the answer keeps to the rules, and it is no worse than a greedy
 * pass. The first bytes say how many, then each ask and offer takes some. */
#include <string.h>

#include "matching.h"
#include "tests/fuzz/property.h"

enum { MOST = 24, HANDS = 4 };

struct input {
    const uint8_t *data;
    size_t left;
};

static int64_t take(struct input *input)
{
    if (input->left == 0)
        return 0;
    input->left--;
    return *input->data++;
}

/* Mostly hours of a few weeks, sometimes numbers that no clock shows. */
static int64_t take_time(struct input *input)
{
    static const int64_t extreme[] = { INT64_MIN, INT64_MIN + 1, -1, 0, 1, (int64_t)1 << 50, INT64_MAX - 1, INT64_MAX };
    int64_t value = take(input);
    return value >= 248 ? extreme[value - 248] : value * 3 * 3600;
}

static struct matching_window take_window(struct input *input)
{
    struct matching_window window = { take_time(input), take_time(input), false };
    window.weekly = take(input) & 1;
    return window;
}

static struct matching_words take_words(struct input *input)
{
    struct matching_words words = { .count = 0 };
    int64_t many = take(input) % 24;
    for (int64_t i = 0; i < many; i++) {
        char word = (char)take(input);
        matching_words_add(&words, &word, 1);
    }
    return words;
}

static struct matching_place take_place(struct input *input)
{
    int64_t bits = take(input);
    return (struct matching_place) { bits & 3, bits >> 2 & 7, bits >> 5 };
}

static struct matching_ask take_ask(struct input *input, int64_t id)
{
    struct matching_ask ask = { .id = id, .member = take(input) % 16, .asked_at = take(input) % 4 };
    ask.kind = (enum aid_kind)(take(input) % (AID_KINDS + 2));
    ask.urgency = (enum aid_urgency)(take(input) % (AID_URGENCIES + 2));
    ask.who = (enum aid_who)(take(input) % (AID_NAMED + 2));
    ask.many = (int)take(input) - 8;
    ask.window = take_window(input);
    ask.place = take_place(input);
    ask.languages = (uint32_t)take(input);
    ask.words = take_words(input);
    ask.hands = (int)take(input) % (HANDS + 2) - 1;
    return ask;
}

static struct matching_offer take_offer(struct input *input, int64_t id)
{
    struct matching_offer offer = { .id = id, .member = take(input) % 16, .offered_at = take(input) % 4 };
    offer.kind = (enum aid_kind)(take(input) % (AID_KINDS + 2));
    offer.many = (int)take(input) - 8;
    offer.capacity = (int)take(input) % 8 - 2;
    offer.rest = (int)take(input) - 100;
    offer.window = take_window(input);
    offer.place = take_place(input);
    offer.languages = (uint32_t)take(input);
    offer.words = take_words(input);
    offer.woman = take(input) & 1;
    offer.newcomer = offer.member & 1;
    return offer;
}

static struct matching_pairs take_pairs(struct input *input, struct matching_pair pairs[4])
{
    for (int i = 0; i < 4; i++)
        pairs[i] = (struct matching_pair) { take(input) % 16, take(input) % 32 };
    matching_pairs_sort(pairs, 4);
    return (struct matching_pairs) { pairs, 4 };
}

static void reads_well(const struct matching_context *context, const struct matching_found *found, size_t count)
{
    char reason[MATCHING_REASON_BYTES];
    for (size_t i = 0; i < count; i++) {
        const struct matching_score *score = &found[i].score;
        property(score->total >= 0 && score->total <= 100, "a score of 0 to 100");
        property(score->from < score->until, "what fits shares time");
        property(i == 0 || found[i - 1].score.total >= score->total, "the best first");
        matching_reason(context, score, reason, sizeof reason);
        property_safe(reason, strlen(reason), false);
    }
}

/* Asks met by giving each the best that is left, as they come, with one hand each: a floor. */
static size_t greedy(const struct matching_context *context, const struct matching_ask *asks, size_t asks_count,
    const struct matching_offer *offers, size_t offers_count)
{
    struct matching_offer left[MOST];
    struct matching_found found[4];
    size_t met = 0;
    memcpy(left, offers, sizeof left);
    for (size_t i = 0; i < asks_count; i++) {
        size_t count = matching_best_offers(context, &asks[i], left, offers_count, found, 4);
        reads_well(context, found, count);
        /* What is of no kind known here is left alone by matching night. */
        if (count == 0 || (size_t)asks[i].kind >= AID_KINDS)
            continue;
        left[found[0].index].capacity--;
        met++;
    }
    return met;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = { data, size };
    struct matching_ask asks[MOST] = { 0 };
    struct matching_offer offers[MOST] = { 0 };
    struct matching_pair pairs[4][4];
    struct matching_answer answers[MOST * HANDS];
    struct matching_found found[MOST];
    int given[MOST] = { 0 }, hands[MOST] = { 0 };
    size_t count, asks_count = (size_t)take(&input) % (MOST + 1), offers_count = (size_t)take(&input) % (MOST + 1);
    struct matching_context context = { .now = take_time(&input) };
    context.barred = take_pairs(&input, pairs[0]);
    context.named = take_pairs(&input, pairs[1]);
    context.refused = take_pairs(&input, pairs[2]);
    context.neighbours = take_pairs(&input, pairs[3]);
    for (size_t i = 0; i < MOST; i++) {
        asks[i] = take_ask(&input, (int64_t)i);
        offers[i] = take_offer(&input, (int64_t)i);
    }
    property(matching_solve(&context, asks, asks_count, offers, offers_count, NULL, NULL, answers, &count) ==
                 MATCHING_SOLVED,
        "there is always an answer");
    for (size_t i = 0; i < count; i++) {
        const struct matching_ask *ask = &asks[answers[i].ask];
        const struct matching_offer *offer = &offers[answers[i].offer];
        property(matching_fits(&context, ask, offer) == MATCHING_FITS, "no filter is broken");
        property(matching_score(&context, ask, offer).total == answers[i].score, "the score is the pair's");
        property(++given[answers[i].offer] <= offer->capacity, "no offer beyond its capacity");
        property(++hands[answers[i].ask] <= (ask->hands > 1 ? ask->hands : 1), "no ask beyond its hands");
        for (size_t other = 0; other < i; other++)
            property(answers[other].ask != answers[i].ask || offer->member == 0 ||
                         offers[answers[other].offer].member != offer->member,
                "no helper with two hands of one ask");
    }
    property(count >= greedy(&context, asks, asks_count, offers, offers_count), "no worse than a greedy pass");
    for (size_t i = 0; i < offers_count; i++)
        reads_well(&context, found, matching_best_asks(&context, &offers[i], asks, asks_count, found, MOST));
    return 0;
}
