/* test_matching_solve.c: matching night meets as many asks as can be met, at the highest score, ties to the older ask.
 * RULES 3.5. Small cases are held against all ways there are; larger ones against another way of computing it, one path
 * after the other with all that counts in one number; and some things hold for all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "matching.h"

enum { MOST = 64, ALL_WAYS_ASKS = 6, HOUR = 3600 };

static uint64_t random_state;
static uint64_t below(uint64_t bound)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return ((random_state * 0x2545F4914F6CDD1Du) >> 11) % bound;
}

struct house {
    struct matching_context context;
    struct matching_ask ask[MOST];
    struct matching_offer offer[MOST];
    size_t asks, offers;
    struct matching_pair barred[MOST], named[MOST], refused[MOST];
    struct matching_answer answer[MOST];
    size_t met;
};

/* What makes houses of different kinds: few different scores make ties, few kinds make it crowded. */
struct shape {
    size_t asks, offers;
    uint64_t kinds, tiers, blocks, rests, capacity, times, ages;
};

static struct matching_window window_of(const struct shape *shape)
{
    if (shape->times == 0 || below(3) == 0)
        return (struct matching_window) { 0, MATCHING_OPEN_END, false };
    int64_t from = 1000000 + (int64_t)below(shape->times) * HOUR;
    return (struct matching_window) { from, from + HOUR * (1 + (int64_t)below(4)), false };
}

static void make_pairs(struct matching_pair *pairs, struct matching_pairs *list, uint64_t a, uint64_t b, bool ordered)
{
    for (size_t i = 0; i < MOST; i++) {
        int64_t x = 1 + (int64_t)below(a), y = 1 + (int64_t)below(b);
        pairs[i] = !ordered || x < y ? (struct matching_pair) { x, y } : (struct matching_pair) { y, x };
    }
    *list = (struct matching_pairs) { pairs, 1 + below(8) };
    matching_pairs_sort(pairs, list->count);
}

static void make(struct house *house, const struct shape *shape)
{
    memset(house, 0, sizeof *house);
    house->asks = shape->asks == 0 ? 0 : 1 + below(shape->asks);
    house->offers = 1 + below(shape->offers);
    for (size_t i = 0; i < house->asks; i++) {
        struct matching_ask *ask = &house->ask[i];
        *ask = (struct matching_ask) { .id = (int64_t)i + 1,
            .member = 1 + (int64_t)below(30),
            .asked_at = (int64_t)below(shape->ages),
            .kind = (enum aid_kind)below(shape->kinds),
            .urgency = (enum aid_urgency)below(shape->tiers),
            .window = window_of(shape),
            .many = (int)below(3),
            .who = below(6) == 0 ? (enum aid_who)below(4) : AID_ANYONE };
        ask->place.block = ask->place.home_block = (int64_t)below(shape->blocks);
    }
    for (size_t i = 0; i < house->offers; i++) {
        struct matching_offer *offer = &house->offer[i];
        *offer = (struct matching_offer) { .id = (int64_t)i + 1,
            .member = 1 + (int64_t)below(30),
            .offered_at = (int64_t)below(shape->ages),
            .kind = (enum aid_kind)below(shape->kinds),
            .window = window_of(shape),
            .many = (int)below(3),
            .capacity = (int)below(shape->capacity + 1),
            .rest = (int)below(shape->rests),
            .woman = below(2) == 0,
            .newcomer = below(9) == 0 };
        offer->place.block = offer->place.home_block = (int64_t)below(shape->blocks);
    }
    make_pairs(house->barred, &house->context.barred, 30, 30, true);
    make_pairs(house->named, &house->context.named, house->asks + 1, 30, false);
    make_pairs(house->refused, &house->context.refused, house->asks + 1, house->offers, false);
}

static void solve(struct house *house)
{
    assert_int_equal(matching_solve(&house->context, house->ask, house->asks, house->offer, house->offers, NULL, NULL,
                         house->answer, &house->met),
        MATCHING_SOLVED);
}

/* The score of a pair, -1: it does not fit. */
static int score_of(const struct house *house, size_t ask, size_t offer)
{
    if (matching_fits(&house->context, &house->ask[ask], &house->offer[offer]) != MATCHING_FITS)
        return -1;
    return matching_score(&house->context, &house->ask[ask], &house->offer[offer]).total;
}

static bool is_before(const struct matching_ask *a, const struct matching_ask *b)
{
    if (a->urgency != b->urgency)
        return a->urgency < b->urgency;
    return a->asked_at != b->asked_at ? a->asked_at < b->asked_at : a->id < b->id;
}

/* How many asks are before this one. */
static size_t turn_of(const struct house *house, size_t ask)
{
    size_t turn = 0;
    for (size_t i = 0; i < house->asks; i++)
        turn += is_before(&house->ask[i], &house->ask[ask]);
    return turn;
}

/* What counts of an answer, in the order in which it counts. */
struct worth {
    int met[AID_URGENCIES], score;
    unsigned char hands[MOST]; /* found, by turn */
};

static int compare(const struct worth *a, const struct worth *b)
{
    for (int i = 0; i < AID_URGENCIES; i++)
        if (a->met[i] != b->met[i])
            return a->met[i] < b->met[i] ? -1 : 1;
    if (a->score != b->score)
        return a->score < b->score ? -1 : 1;
    return memcmp(a->hands, b->hands, sizeof a->hands);
}

static void add(struct worth *worth, const struct house *house, size_t ask, int score)
{
    worth->met[house->ask[ask].urgency]++;
    worth->score += score;
    worth->hands[turn_of(house, ask)]++;
}

/* Also sees that the answer keeps to the rules: each ask once, no offer beyond its capacity, only what fits, in order.
 */
static struct worth worth_of(const struct house *house)
{
    struct worth worth = { .score = 0 };
    bool seen[MOST] = { false };
    int given[MOST] = { 0 };
    assert_true(house->met <= house->asks);
    for (size_t i = 0; i < house->met; i++) {
        const struct matching_answer *answer = &house->answer[i];
        assert_true(answer->ask < house->asks && answer->offer < house->offers);
        assert_false(seen[answer->ask]);
        seen[answer->ask] = true;
        assert_true(++given[answer->offer] <= house->offer[answer->offer].capacity);
        int score = score_of(house, answer->ask, answer->offer);
        assert_true(score >= 0);
        assert_int_equal(score, answer->score);
        add(&worth, house, answer->ask, score);
        assert_true(i == 0 || is_before(&house->ask[house->answer[i - 1].ask], &house->ask[answer->ask]));
    }
    return worth;
}

/* --- all ways there are --- */

struct all_ways {
    const struct house *house;
    int score[ALL_WAYS_ASKS][MOST], left[MOST];
    struct worth best, now;
};

static void try_all(struct all_ways *all, size_t ask)
{
    if (ask == all->house->asks) {
        if (compare(&all->now, &all->best) > 0)
            all->best = all->now;
        return;
    }
    try_all(all, ask + 1);
    for (size_t offer = 0; offer < all->house->offers; offer++) {
        if (all->score[ask][offer] < 0 || all->left[offer] == 0)
            continue;
        struct worth before = all->now;
        all->left[offer]--;
        add(&all->now, all->house, ask, all->score[ask][offer]);
        try_all(all, ask + 1);
        all->left[offer]++;
        all->now = before;
    }
}

static struct worth best_of_all(const struct house *house)
{
    struct all_ways all = { .house = house };
    for (size_t offer = 0; offer < house->offers; offer++) {
        all.left[offer] = house->offer[offer].capacity;
        for (size_t ask = 0; ask < house->asks; ask++)
            all.score[ask][offer] = score_of(house, ask, offer);
    }
    try_all(&all, 0);
    return all.best;
}

/* --- several hands --- */

struct hands {
    const struct house *house;
    int score[MOST][MOST], left[MOST];
    size_t given[MOST]; /* the offers that the hands of this ask have, so far */
    struct worth best, now;
};

static int hands_wanted(const struct matching_ask *ask)
{
    return ask->hands > 1 ? ask->hands : 1;
}

/* Each hand goes to a later offer than the one before, so that each set is tried once. */
static void try_hands(struct hands *all, size_t ask, int hand, size_t from)
{
    const struct house *house = all->house;
    if (ask == house->asks) {
        if (compare(&all->now, &all->best) > 0)
            all->best = all->now;
        return;
    }
    try_hands(all, ask + 1, 0, 0);
    for (size_t offer = from; hand < hands_wanted(&house->ask[ask]) && offer < house->offers; offer++) {
        bool again = false;
        for (int i = 0; i < hand; i++)
            again = again || house->offer[all->given[i]].member == house->offer[offer].member;
        if (again || all->score[ask][offer] < 0 || all->left[offer] == 0)
            continue;
        struct worth before = all->now;
        size_t kept[MOST];
        memcpy(kept, all->given, sizeof kept);
        all->left[offer]--;
        all->given[hand] = offer;
        add(&all->now, house, ask, all->score[ask][offer]);
        try_hands(all, ask, hand + 1, offer + 1);
        memcpy(all->given, kept, sizeof kept);
        all->left[offer]++;
        all->now = before;
    }
}

static struct worth best_of_hands(const struct house *house)
{
    static struct hands all;
    memset(&all, 0, sizeof all);
    all.house = house;
    for (size_t offer = 0; offer < house->offers; offer++) {
        all.left[offer] = house->offer[offer].capacity;
        for (size_t ask = 0; ask < house->asks; ask++)
            all.score[ask][offer] = score_of(house, ask, offer);
    }
    try_hands(&all, 0, 0, 0);
    return all.best;
}

/* Also sees that no ask has more hands than it wants, nor two of the same helper, and no offer beyond its capacity. */
static struct worth worth_of_hands(const struct house *house)
{
    struct worth worth = { .score = 0 };
    int given[MOST] = { 0 }, hands[MOST] = { 0 };
    for (size_t i = 0; i < house->met; i++) {
        const struct matching_answer *answer = &house->answer[i];
        assert_true(++given[answer->offer] <= house->offer[answer->offer].capacity);
        assert_true(++hands[answer->ask] <= hands_wanted(&house->ask[answer->ask]));
        for (size_t other = 0; other < i; other++)
            assert_false(house->answer[other].ask == answer->ask &&
                         house->offer[house->answer[other].offer].member == house->offer[answer->offer].member);
        assert_int_equal(score_of(house, answer->ask, answer->offer), answer->score);
        add(&worth, house, answer->ask, answer->score);
    }
    return worth;
}

static void make_with_hands(struct house *house, const struct shape *shape)
{
    make(house, shape);
    for (size_t i = 0; i < house->asks; i++)
        house->ask[i].hands = (int)below(4);
    for (size_t i = 0; i < house->offers; i++) /* some have several offers */
        house->offer[i].member = 100 + (int64_t)below(1 + below(5));
}

static const struct shape shapes_of_hands[] = {
    { 3, 5, 1, 4, 2, 1, 2, 0, 50 },  /* tiers */
    { 3, 5, 1, 1, 2, 3, 2, 0, 3 },   /* one tier, ties, equal ages */
    { 3, 6, 1, 2, 3, 11, 3, 6, 50 }, /* all kinds of scores and windows */
    { 3, 5, 2, 2, 1, 1, 2, 4, 9 },   /* two kinds */
};

static void no_other_way_finds_more_hands(void **state)
{
    (void)state;
    static struct house house;
    random_state = 20261130;
    for (size_t shape = 0; shape < sizeof shapes_of_hands / sizeof *shapes_of_hands; shape++)
        for (int round = 0; round < 1000; round++) {
            make_with_hands(&house, &shapes_of_hands[shape]);
            solve(&house);
            struct worth ours = worth_of_hands(&house), best = best_of_hands(&house);
            if (compare(&ours, &best) != 0)
                fail_msg("shape %zu, round %d: score %d, could be %d", shape, round, ours.score, best.score);
        }
}

static const struct shape small_shapes[] = {
    { 5, 4, 1, 4, 2, 1, 2, 0, 50 },  /* tiers, and hardly any difference in score */
    { 6, 4, 1, 1, 2, 3, 1, 0, 3 },   /* one tier, ties, equal ages */
    { 5, 5, 1, 2, 3, 11, 3, 6, 50 }, /* all kinds of scores and windows */
    { 6, 3, 2, 3, 3, 4, 2, 4, 9 },   /* two kinds */
    { 6, 4, 1, 1, 1, 1, 2, 8, 50 },  /* all the same score: only age tells */
};

static void no_other_way_is_better(void **state)
{
    (void)state;
    static struct house house;
    random_state = 20201204;
    for (size_t shape = 0; shape < sizeof small_shapes / sizeof *small_shapes; shape++)
        for (int round = 0; round < 3000; round++) {
            make(&house, &small_shapes[shape]);
            solve(&house);
            struct worth ours = worth_of(&house), best = best_of_all(&house);
            if (compare(&ours, &best) != 0)
                fail_msg("shape %zu, round %d: score %d, could be %d", shape, round, ours.score, best.score);
        }
}

/* --- one path after the other --- */

/* All in one number: an ask of a more urgent tier, then score, then age by how many are younger; that the oldest-first
 * order and a sum of such numbers agree is a property of matchings (a matroid's greedy order). */
struct paths {
    const struct house *house;
    int64_t worth[MOST][MOST]; /* of a pair; 0: it does not fit */
    int mate[MOST];            /* of an ask, -1: none */
    int used[MOST];
    int64_t far[MOST]; /* the most that a path from unmet asks to this offer gains */
    int from[MOST];    /* the ask before it */
};

/* The longest path: asks' gains are those of their offers without the pair that was. */
static int longest(struct paths *paths)
{
    const struct house *house = paths->house;
    bool changed = true;
    for (size_t offer = 0; offer < house->offers; offer++)
        paths->far[offer] = INT64_MIN;
    while (changed) {
        changed = false;
        for (size_t ask = 0; ask < house->asks; ask++) {
            int mate = paths->mate[ask];
            if (mate >= 0 && paths->far[mate] == INT64_MIN)
                continue;
            int64_t gain = mate < 0 ? 0 : paths->far[mate] - paths->worth[ask][mate];
            for (size_t offer = 0; offer < house->offers; offer++)
                if (paths->worth[ask][offer] > 0 && (int)offer != mate &&
                    gain + paths->worth[ask][offer] > paths->far[offer]) {
                    paths->far[offer] = gain + paths->worth[ask][offer];
                    paths->from[offer] = (int)ask;
                    changed = true;
                }
        }
    }
    int best = -1;
    for (size_t offer = 0; offer < house->offers; offer++)
        if (paths->used[offer] < house->offer[offer].capacity && paths->far[offer] > 0 &&
            (best < 0 || paths->far[offer] > paths->far[best]))
            best = (int)offer;
    return best;
}

static struct worth by_paths(const struct house *house)
{
    static struct paths paths;
    int64_t ages = (int64_t)(house->asks * house->asks) + 1, scores = ages * (100 * (int64_t)house->asks + 1);
    memset(&paths, 0, sizeof paths);
    paths.house = house;
    for (size_t ask = 0; ask < house->asks; ask++) {
        paths.mate[ask] = -1;
        for (size_t offer = 0; offer < house->offers; offer++) {
            int score = score_of(house, ask, offer);
            if (score >= 0)
                paths.worth[ask][offer] = (AID_URGENCIES - (int64_t)house->ask[ask].urgency) * scores + score * ages +
                                          (int64_t)(house->asks - turn_of(house, ask));
        }
    }
    for (int end = longest(&paths); end >= 0; end = longest(&paths)) {
        paths.used[end]++;
        for (int offer = end, ask; offer >= 0;) {
            ask = paths.from[offer];
            int before = paths.mate[ask];
            paths.mate[ask] = offer;
            offer = before;
        }
    }
    struct worth worth = { .score = 0 };
    for (size_t ask = 0; ask < house->asks; ask++)
        if (paths.mate[ask] >= 0)
            add(&worth, house, ask, score_of(house, ask, (size_t)paths.mate[ask]));
    return worth;
}

static const struct shape large_shapes[] = {
    { MOST, MOST, 1, 4, 3, 11, 2, 10, 1000 },
    { MOST, 20, 1, 4, 4, 3, 4, 12, 20 },
    { MOST, 40, 1, 1, 2, 2, 2, 0, 1000 },
    { 30, MOST, 3, 2, 5, 11, 1, 30, 5 },
};

static void another_way_of_computing_agrees(void **state)
{
    (void)state;
    static struct house house;
    random_state = 31;
    for (size_t shape = 0; shape < sizeof large_shapes / sizeof *large_shapes; shape++)
        for (int round = 0; round < 150; round++) {
            make(&house, &large_shapes[shape]);
            solve(&house);
            struct worth ours = worth_of(&house), theirs = by_paths(&house);
            if (compare(&ours, &theirs) != 0)
                fail_msg("shape %zu, round %d: score %d and %d", shape, round, ours.score, theirs.score);
        }
}

/* --- what always holds --- */

static void shuffle(struct house *house)
{
    for (size_t i = house->asks; i > 1; i--) {
        size_t other = below(i);
        struct matching_ask kept = house->ask[i - 1];
        house->ask[i - 1] = house->ask[other];
        house->ask[other] = kept;
    }
    for (size_t i = house->offers; i > 1; i--) {
        size_t other = below(i);
        struct matching_offer kept = house->offer[i - 1];
        house->offer[i - 1] = house->offer[other];
        house->offer[other] = kept;
    }
}

static void the_order_of_the_lists_changes_nothing(void **state)
{
    (void)state;
    static struct house house, other;
    random_state = 77;
    for (int round = 0; round < 400; round++) {
        make(&house, &large_shapes[round % 4]);
        other = house;
        shuffle(&other);
        solve(&house);
        solve(&other);
        assert_int_equal(house.met, other.met);
        for (size_t i = 0; i < house.met; i++) {
            assert_int_equal(house.ask[house.answer[i].ask].id, other.ask[other.answer[i].ask].id);
            assert_int_equal(house.offer[house.answer[i].offer].id, other.offer[other.answer[i].offer].id);
        }
    }
}

static void more_capacity_never_meets_fewer(void **state)
{
    (void)state;
    static struct house house;
    random_state = 78;
    for (int round = 0; round < 400; round++) {
        make(&house, &large_shapes[round % 4]);
        solve(&house);
        struct worth before = worth_of(&house);
        house.offer[below(house.offers)].capacity += 1 + (int)below(3);
        solve(&house);
        struct worth after = worth_of(&house);
        assert_true(compare(&after, &before) >= 0);
        int more = 0;
        for (int i = 0; i < AID_URGENCIES; i++)
            more += after.met[i] - before.met[i];
        assert_true(more >= 0);
    }
}

/* A further ask that is less urgent takes nothing from the others. */
static void met_asks_of_earlier_tiers_stay_met(void **state)
{
    (void)state;
    static struct house house;
    random_state = 79;
    for (int round = 0; round < 400; round++) {
        make(&house, &large_shapes[round % 2]);
        size_t all = house.asks, urgent = 0;
        for (size_t i = 0; i < all; i++)
            if (house.ask[i].urgency == AID_TODAY) {
                struct matching_ask kept = house.ask[urgent];
                house.ask[urgent++] = house.ask[i];
                house.ask[i] = kept;
            }
        house.asks = urgent;
        solve(&house);
        size_t alone = house.met;
        house.asks = all;
        solve(&house);
        struct worth worth = worth_of(&house);
        assert_int_equal(worth.met[AID_TODAY], alone);
    }
}

static struct matching_ask simple_ask(int64_t id, int64_t at)
{
    return (struct matching_ask) { .id = id, .member = id, .asked_at = at, .window = { 0, MATCHING_OPEN_END, false } };
}

static struct matching_offer simple_offer(int64_t id, int capacity)
{
    return (struct matching_offer) {
        .id = id, .member = 1000 + id, .capacity = capacity, .window = { 0, MATCHING_OPEN_END, false }
    };
}

/* A greedy pass gives the first ask the offer that alone could have met the second. */
static void it_is_no_greedy_pass(void **state)
{
    (void)state;
    static struct house house;
    memset(&house, 0, sizeof house);
    house.asks = house.offers = 2;
    house.ask[0] = simple_ask(1, 1);
    house.ask[1] = simple_ask(2, 2);
    house.ask[1].languages = 2;
    house.offer[0] = simple_offer(1, 1);
    house.offer[0].rest = 10;
    house.offer[1] = simple_offer(2, 1);
    house.offer[1].languages = 1;
    solve(&house);
    assert_int_equal(house.met, 2);
    assert_int_equal(house.answer[0].offer, 1);
    assert_int_equal(house.answer[1].offer, 0);
}

static void an_offer_of_three_is_given_three_times_and_to_the_oldest(void **state)
{
    (void)state;
    static struct house house;
    memset(&house, 0, sizeof house);
    house.asks = 5;
    house.offers = 1;
    for (int i = 0; i < 5; i++)
        house.ask[i] = simple_ask(i + 1, 100 - i / 2); /* ids 5; 3, 4; 1, 2 from the oldest on */
    house.offer[0] = simple_offer(1, 3);
    solve(&house);
    static const int64_t expected[] = { 5, 3, 4 };
    assert_int_equal(house.met, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(house.ask[house.answer[i].ask].id, expected[i]);
}

static void nobody_and_nothing_is_no_matter(void **state)
{
    (void)state;
    static struct house house;
    memset(&house, 0, sizeof house);
    solve(&house);
    assert_int_equal(house.met, 0);
    house.asks = 1;
    house.ask[0] = simple_ask(1, 1);
    solve(&house);
    assert_int_equal(house.met, 0);
    house.ask[0].kind = (enum aid_kind)50; /* of a newer version: left alone */
    house.ask[0].urgency = (enum aid_urgency)50;
    house.offers = 1;
    house.offer[0] = simple_offer(1, INT32_MAX);
    house.offer[0].kind = (enum aid_kind)50;
    solve(&house);
    assert_int_equal(house.met, 0);
    house.ask[0].kind = house.offer[0].kind = AID_OTHER;
    solve(&house);
    assert_int_equal(house.met, 1);
}

struct watch {
    size_t calls, done, of, stop_at;
};
static bool watch(void *context, size_t done, size_t of)
{
    struct watch *seen = context;
    assert_true(done >= seen->done && done <= of);
    seen->done = done;
    seen->of = of;
    return ++seen->calls != seen->stop_at;
}

static void progress_is_told_and_can_cancel(void **state)
{
    (void)state;
    static struct house house;
    struct watch seen = { .calls = 0 };
    random_state = 80;
    make(&house, &large_shapes[0]);
    assert_int_equal(matching_solve(&house.context, house.ask, house.asks, house.offer, house.offers, watch, &seen,
                         house.answer, &house.met),
        MATCHING_SOLVED);
    assert_true(seen.calls > 2 && seen.done == seen.of && seen.of > 0);
    for (size_t stop = 1; stop <= seen.calls; stop++) {
        struct watch again = { .stop_at = stop };
        house.met = 99;
        assert_int_equal(matching_solve(&house.context, house.ask, house.asks, house.offer, house.offers, watch, &again,
                             house.answer, &house.met),
            MATCHING_CANCELLED);
        assert_int_equal(again.calls, stop);
        assert_int_equal(house.met, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_other_way_is_better),
        cmocka_unit_test(no_other_way_finds_more_hands),
        cmocka_unit_test(another_way_of_computing_agrees),
        cmocka_unit_test(the_order_of_the_lists_changes_nothing),
        cmocka_unit_test(more_capacity_never_meets_fewer),
        cmocka_unit_test(met_asks_of_earlier_tiers_stay_met),
        cmocka_unit_test(it_is_no_greedy_pass),
        cmocka_unit_test(an_offer_of_three_is_given_three_times_and_to_the_oldest),
        cmocka_unit_test(nobody_and_nothing_is_no_matter),
        cmocka_unit_test(progress_is_told_and_can_cancel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
