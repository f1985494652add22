/* test_matching.c: which offer fits which ask, each part of the score, the reason in words, the best of many.
 * RULES 3.4. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "matching.h"
#include "store/matching/matching_time.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))
enum { HOUR = 3600, DAY = 24 * HOUR, WEEK = 7 * DAY };
static const int64_t monday = 1606694400; /* 30 November 2020, 0:00 */
#define FRIDAY (monday + 4 * DAY)

#define ALWAYS                                                                                                         \
    {                                                                                                                  \
        0, MATCHING_OPEN_END, false                                                                                    \
    }

static struct matching_ask ask_of(void)
{
    return (
        struct matching_ask) { .id = 7, .member = 1, .kind = AID_FOOD, .many = 2, .languages = 1, .window = ALWAYS };
}

static struct matching_offer offer_of(void)
{
    return (struct matching_offer) {
        .id = 9, .member = 2, .kind = AID_FOOD, .many = 5, .capacity = 1, .languages = 3, .window = ALWAYS
    };
}

static struct matching_words words_of(const char *text)
{
    struct matching_words words = { .count = 0 };
    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        matching_words_add(&words, text, length);
        text += length + (text[length] == ' ');
    }
    return words;
}

/* --- filters --- */

static const struct matching_pair friends[] = { { 7, 2 } }, enemies[] = { { 1, 2 }, { 4, 5 } },
                                  not_now[] = { { 7, 9 } }, others[] = { { 1, 3 }, { 2, 3 }, { 7, 8 }, { 8, 9 } };
static const struct matching_pairs all_others = { others, LENGTH(others) };

static void a_plain_pair_fits(void **state)
{
    (void)state;
    const struct matching_context context = { .barred = all_others, .named = all_others, .refused = all_others };
    struct matching_ask ask = ask_of();
    struct matching_offer offer = offer_of();
    assert_int_equal(matching_fits(&context, &ask, &offer), MATCHING_FITS);
}

#define FAILS(context, change, filter)                                                                                 \
    do {                                                                                                               \
        ask = ask_of();                                                                                                \
        offer = offer_of();                                                                                            \
        change;                                                                                                        \
        assert_int_equal(matching_fits(&(context), &ask, &offer), filter);                                             \
    } while (0)

static void what_does_not_fit_is_named(void **state)
{
    (void)state;
    static const struct matching_context nothing;
    struct matching_ask ask;
    struct matching_offer offer;
    FAILS(nothing, offer.kind = AID_GOODS, MATCHING_KIND);
    FAILS(nothing, offer.member = 1, MATCHING_OWN);
    FAILS(nothing, offer.capacity = 0, MATCHING_CAPACITY);
    FAILS(nothing, offer.capacity = -3, MATCHING_CAPACITY);
    FAILS(nothing, ask.many = 6, MATCHING_MANY);
    FAILS(nothing, ask.many = 5, MATCHING_FITS);
    FAILS(nothing, (ask.many = 1000, offer.many = 0), MATCHING_FITS); /* she did not say */
    FAILS(nothing, ask.languages = 4, MATCHING_LANGUAGE);
    FAILS(nothing, ask.languages = 6, MATCHING_FITS);
    FAILS(nothing, ask.languages = 0, MATCHING_FITS);
    FAILS(nothing, (ask.languages = 4, offer.languages = 0), MATCHING_FITS);
}

static void nobody_is_brought_to_whom_they_keep_away(void **state)
{
    (void)state;
    static const struct matching_context barred = { .barred = { enemies, LENGTH(enemies) } },
                                         refused = { .refused = { not_now, 1 } };
    struct matching_ask ask;
    struct matching_offer offer;
    FAILS(barred, (void)0, MATCHING_BARRED);
    FAILS(barred, (ask.member = 2, offer.member = 1), MATCHING_BARRED); /* whoever of the two barred */
    FAILS(barred, offer.member = 5, MATCHING_FITS);
    FAILS(refused, (void)0, MATCHING_REFUSED);
    FAILS(refused, offer.id = 10, MATCHING_FITS); /* another offer of hers */
}

static void things_of_different_names_do_not_fit(void **state)
{
    (void)state;
    const struct matching_context by_word = { .things_by_word = true };
    struct matching_ask ask;
    struct matching_offer offer;
    FAILS(
        by_word, (ask.words = words_of("nappies"), offer.words = words_of("clothes")), MATCHING_FITS); /* not things */
    FAILS(by_word, (ask.kind = offer.kind = AID_TOOL), MATCHING_FITS); /* neither says what it is */
    FAILS(by_word, (ask.kind = offer.kind = AID_TOOL, ask.words = words_of("drill")), MATCHING_FITS);
    FAILS(by_word,
        (ask.kind = offer.kind = AID_TOOL, ask.words = words_of("wheelchair"), offer.words = words_of("drill")),
        MATCHING_WORDS);
    FAILS(by_word,
        (ask.kind = offer.kind = AID_GOODS, ask.words = words_of("big cot"), offer.words = words_of("cot bed")),
        MATCHING_FITS);
}
#undef FAILS

static void only_who_may_answers(void **state)
{
    (void)state;
    const struct matching_context named = { .named = { friends, 1 } }, unnamed = { .named = all_others };
    struct matching_ask ask = ask_of();
    struct matching_offer offer = offer_of();
    ask.who = AID_WOMEN;
    assert_int_equal(matching_fits(&named, &ask, &offer), MATCHING_WHO);
    offer.woman = true;
    assert_int_equal(matching_fits(&named, &ask, &offer), MATCHING_FITS);

    ask.who = AID_MY_BLOCK;
    assert_int_equal(matching_fits(&named, &ask, &offer), MATCHING_WHO); /* both not known is not the same */
    ask.place = (struct matching_place) { .block = 3, .home_block = 3 };
    offer.place = (struct matching_place) { .block = 3, .home_block = 4 };
    assert_int_equal(matching_fits(&named, &ask, &offer), MATCHING_WHO); /* a place can be named by anybody */
    offer.place.home_block = 3;
    assert_int_equal(matching_fits(&named, &ask, &offer), MATCHING_FITS);

    ask.who = AID_NAMED;
    assert_int_equal(matching_fits(&unnamed, &ask, &offer), MATCHING_WHO);
    assert_int_equal(matching_fits(&named, &ask, &offer), MATCHING_FITS);
    ask.who = (enum aid_who)77; /* of a newer version: then nobody */
    assert_int_equal(matching_fits(&named, &ask, &offer), MATCHING_WHO);
}

/* --- time --- */

static void shared_time_is_the_longest_piece(void **state)
{
    (void)state;
    const int64_t never = 0;
    const struct {
        struct matching_window ask, offer;
        int64_t now, from, until; /* until never: no time is shared */
    } cases[] = {
        { ALWAYS, ALWAYS, 0, 0, MATCHING_OPEN_END },
        { ALWAYS, ALWAYS, monday, monday, MATCHING_OPEN_END },
        { { FRIDAY, FRIDAY + 2 * HOUR, false }, ALWAYS, monday, FRIDAY, FRIDAY + 2 * HOUR },
        { { FRIDAY, FRIDAY + 2 * HOUR, false }, { FRIDAY + HOUR, FRIDAY + 9 * HOUR, false }, 0, FRIDAY + HOUR,
            FRIDAY + 2 * HOUR },
        { { FRIDAY, FRIDAY + HOUR, false }, { FRIDAY + HOUR, FRIDAY + 2 * HOUR, false }, 0, 0, never }, /* touch */
        { { FRIDAY, FRIDAY, false }, ALWAYS, 0, 0, never },                                             /* empty */
        { { FRIDAY, FRIDAY - HOUR, false }, ALWAYS, 0, 0, never }, /* turned round */
        { { FRIDAY, FRIDAY + 2 * HOUR, false }, ALWAYS, FRIDAY + HOUR, FRIDAY + HOUR, FRIDAY + 2 * HOUR },
        { { FRIDAY, FRIDAY + 2 * HOUR, false }, ALWAYS, FRIDAY + 2 * HOUR, 0, never }, /* over */
        /* weekly: two weeks later, and not before its first time */
        { { FRIDAY + 2 * WEEK, FRIDAY + 2 * WEEK + DAY, false }, { FRIDAY + HOUR, FRIDAY + 3 * HOUR, true }, 0,
            FRIDAY + 2 * WEEK + HOUR, FRIDAY + 2 * WEEK + 3 * HOUR },
        { { FRIDAY - WEEK, FRIDAY - WEEK + DAY, false }, { FRIDAY, FRIDAY + 3 * HOUR, true }, 0, 0, never },
        { { FRIDAY + DAY, FRIDAY + 2 * DAY, false }, { FRIDAY, FRIDAY + 3 * HOUR, true }, 0, 0, never },
        { { FRIDAY + 2 * HOUR, FRIDAY + WEEK + HOUR, false }, { FRIDAY, FRIDAY + 4 * HOUR, true }, 0, FRIDAY + 2 * HOUR,
            FRIDAY + 4 * HOUR }, /* the end of one, and the beginning of the next, which is shorter */
        { { FRIDAY + 3 * HOUR, FRIDAY + 2 * WEEK, false }, { FRIDAY, FRIDAY + 4 * HOUR, true }, 0, FRIDAY + WEEK,
            FRIDAY + WEEK + 4 * HOUR }, /* the next is whole */
        { ALWAYS, { FRIDAY, FRIDAY + HOUR, true }, FRIDAY + 5 * WEEK + 1, FRIDAY + 6 * WEEK, FRIDAY + 6 * WEEK + HOUR },
        { { FRIDAY, FRIDAY + HOUR, true }, ALWAYS, FRIDAY + HOUR, FRIDAY + WEEK,
            FRIDAY + WEEK + HOUR }, /* asks repeat */
        /* both weekly: the one began long ago; two pieces each week */
        { { FRIDAY, FRIDAY + 3 * HOUR, true }, { FRIDAY + 9 * WEEK + HOUR, FRIDAY + 9 * WEEK + DAY, true }, 0,
            FRIDAY + 9 * WEEK + HOUR, FRIDAY + 9 * WEEK + 3 * HOUR },
        { { FRIDAY, FRIDAY + 5 * DAY, true }, { FRIDAY + 4 * DAY, FRIDAY + 9 * DAY, true }, 0, FRIDAY + WEEK,
            FRIDAY + 9 * DAY },
        { { FRIDAY, FRIDAY + HOUR, true }, { FRIDAY + DAY, FRIDAY + DAY + HOUR, true }, 0, 0, never },
        { { FRIDAY, FRIDAY + 8 * DAY, true }, { FRIDAY + 9 * WEEK, FRIDAY + 9 * WEEK + HOUR, false }, 0,
            FRIDAY + 9 * WEEK, FRIDAY + 9 * WEEK + HOUR }, /* as long as a week: from then on */
        { { FRIDAY, MATCHING_OPEN_END, true }, { 0, FRIDAY + HOUR, true }, 0, FRIDAY, FRIDAY + HOUR },
        /* numbers that no clock shows */
        { { INT64_MIN, INT64_MAX, true }, { INT64_MAX, INT64_MIN, true }, INT64_MAX, 0, never },
        { { INT64_MIN, INT64_MIN + 1, true }, { INT64_MAX - 1, INT64_MAX, true }, INT64_MIN, 0, never },
        { { 1, INT64_MAX - 1, true }, ALWAYS, INT64_MAX, (int64_t)1 << 50, MATCHING_OPEN_END },
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        const struct matching_context context = { .now = cases[i].now };
        struct matching_ask ask = ask_of();
        struct matching_offer offer = offer_of();
        ask.window = cases[i].ask;
        offer.window = cases[i].offer;
        bool fits = matching_fits(&context, &ask, &offer) == MATCHING_FITS;
        if (fits != (cases[i].until != never))
            fail_msg("case %zu: %s", i, fits ? "shares time" : "shares no time");
        struct matching_score score = matching_score(&context, &ask, &offer);
        if (fits && (score.from != cases[i].from || score.until != cases[i].until))
            fail_msg("case %zu: %lld to %lld", i, (long long)score.from, (long long)score.until);
    }
}

/* --- the score --- */

static struct matching_score score_with(void (*change)(struct matching_ask *, struct matching_offer *))
{
    static const struct matching_pair next[] = { { 10, 11 } };
    const struct matching_context context = { .neighbours = { next, 1 } };
    struct matching_ask ask = ask_of();
    struct matching_offer offer = offer_of();
    ask.languages = 0;
    ask.window = (struct matching_window) { FRIDAY, FRIDAY + HOUR, false };
    offer.window = (struct matching_window) { FRIDAY + HOUR - 1, FRIDAY + HOUR, false };
    change(&ask, &offer);
    struct matching_score score = matching_score(&context, &ask, &offer);
    assert_int_equal(
        score.total, score.nearness + score.time + score.words + score.language + score.rest + score.fresh);
    return score;
}

static void nothing_much(struct matching_ask *ask, struct matching_offer *offer)
{
    (void)ask, (void)offer;
}
static void same_block(struct matching_ask *ask, struct matching_offer *offer)
{
    ask->place.block = offer->place.block = 5;
    ask->place.unit = offer->place.unit = 10;
}
static void same_unit(struct matching_ask *ask, struct matching_offer *offer)
{
    ask->place = (struct matching_place) { .unit = 10, .block = 5 };
    offer->place = (struct matching_place) { .unit = 10, .block = 6 };
}
static void neighbours(struct matching_ask *ask, struct matching_offer *offer)
{
    ask->place.unit = 11;
    offer->place.unit = 10;
}
/* Block C of another street is another block. */
static void same_block_of_neighbours(struct matching_ask *ask, struct matching_offer *offer)
{
    neighbours(ask, offer);
    ask->place.block = offer->place.block = 5;
}
static void strangers(struct matching_ask *ask, struct matching_offer *offer)
{
    ask->place.unit = 12;
    offer->place.unit = 10;
}
static void whole_hour(struct matching_ask *ask, struct matching_offer *offer)
{
    (void)ask;
    offer->window = (struct matching_window)ALWAYS;
}
static void half_an_hour(struct matching_ask *ask, struct matching_offer *offer)
{
    (void)ask;
    offer->window = (struct matching_window) { FRIDAY + HOUR / 2, FRIDAY + DAY, false };
}
static void two_hours_of_a_week(struct matching_ask *ask, struct matching_offer *offer)
{
    ask->window.until = FRIDAY + WEEK;
    offer->window = (struct matching_window) { FRIDAY + DAY, FRIDAY + DAY + 2 * HOUR, false };
}
static void four_hours_of_always(struct matching_ask *ask, struct matching_offer *offer)
{
    ask->window = (struct matching_window)ALWAYS;
    offer->window = (struct matching_window) { FRIDAY, FRIDAY + 4 * HOUR, true };
}
static void one_word(struct matching_ask *ask, struct matching_offer *offer)
{
    ask->words = words_of("bread sunday table");
    offer->words = words_of("bread oven");
}
static void two_words(struct matching_ask *ask, struct matching_offer *offer)
{
    ask->words = words_of("bread sunday bread table");
    offer->words = words_of("oven table bread");
}
static void many_words(struct matching_ask *ask, struct matching_offer *offer)
{
    ask->words = words_of("a b c d e f g h i j k l m n o p");
    offer->words = words_of("p o n m l k j i h g f e d c b a");
    ask->words.count = offer->words.count = INT32_MAX; /* more than there can be */
}
static void one_language(struct matching_ask *ask, struct matching_offer *offer)
{
    (void)offer;
    ask->languages = 2;
}
static void no_language(struct matching_ask *ask, struct matching_offer *offer)
{
    ask->languages = 8;
    offer->languages = 16;
}
static void rested(struct matching_ask *ask, struct matching_offer *offer)
{
    (void)ask;
    offer->rest = 8;
}
static void rested_too_much(struct matching_ask *ask, struct matching_offer *offer)
{
    (void)ask;
    offer->rest = INT32_MAX;
}
static void tired(struct matching_ask *ask, struct matching_offer *offer)
{
    (void)ask;
    offer->rest = INT32_MIN;
}
static void newcomer(struct matching_ask *ask, struct matching_offer *offer)
{
    (void)offer;
    ask->newcomer = true;
}
static void learner(struct matching_ask *ask, struct matching_offer *offer)
{
    offer->learner = ask->newcomer = true;
}
static void everything(struct matching_ask *ask, struct matching_offer *offer)
{
    same_block(ask, offer);
    whole_hour(ask, offer);
    many_words(ask, offer);
    one_language(ask, offer);
    offer->rest = 10;
    offer->newcomer = true;
}

static void each_part_counts_as_the_rules_say(void **state)
{
    (void)state;
    static const struct {
        void (*change)(struct matching_ask *, struct matching_offer *);
        int nearness, time, words, language, rest, fresh;
    } cases[] = {
        { nothing_much, 0, 1, 0, 5, 0, 0 },
        { same_block, 30, 1, 0, 5, 0, 0 },
        { same_unit, 20, 1, 0, 5, 0, 0 },
        { neighbours, 10, 1, 0, 5, 0, 0 },
        { same_block_of_neighbours, 10, 1, 0, 5, 0, 0 },
        { strangers, 0, 1, 0, 5, 0, 0 },
        { whole_hour, 0, 20, 0, 5, 0, 0 },
        { half_an_hour, 0, 10, 0, 5, 0, 0 },
        { two_hours_of_a_week, 0, 10, 0, 5, 0, 0 },
        { four_hours_of_always, 0, 20, 0, 5, 0, 0 },
        { one_word, 0, 1, 6, 5, 0, 0 },
        { two_words, 0, 1, 13, 5, 0, 0 },
        { many_words, 0, 1, 20, 5, 0, 0 },
        { one_language, 0, 1, 0, 10, 0, 0 },
        { no_language, 0, 1, 0, 0, 0, 0 },
        { rested, 0, 1, 0, 5, 8, 0 },
        { rested_too_much, 0, 1, 0, 5, 10, 0 },
        { tired, 0, 1, 0, 5, 0, 0 },
        { newcomer, 0, 1, 0, 5, 0, 10 },
        { learner, 0, 1, 0, 5, 0, 10 },
        { everything, 30, 20, 20, 10, 10, 10 },
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct matching_score score = score_with(cases[i].change);
        if (score.nearness != cases[i].nearness || score.time != cases[i].time || score.words != cases[i].words ||
            score.language != cases[i].language || score.rest != cases[i].rest || score.fresh != cases[i].fresh)
            fail_msg("case %zu: nearness %d, time %d, words %d, language %d, rest %d, fresh %d", i, score.nearness,
                score.time, score.words, score.language, score.rest, score.fresh);
    }
}

static void words_are_kept_in_order_and_once(void **state)
{
    (void)state;
    struct matching_words words = { .count = 0 };
    char word[8];
    for (int i = 0; i < 2 * MATCHING_WORDS_MOST; i++) {
        int length = snprintf(word, sizeof word, "w%d", i % MATCHING_WORDS_MOST);
        assert_true(matching_words_add(&words, word, (size_t)length));
    }
    assert_int_equal(words.count, MATCHING_WORDS_MOST);
    for (int i = 1; i < words.count; i++)
        assert_true(words.hash[i - 1] < words.hash[i]);
    assert_false(matching_words_add(&words, "one more", 8));
    assert_true(matching_words_add(&words, "w3", 2));
}

/* --- the reason --- */

static void reasons_are_words_of_place_time_words_and_language(void **state)
{
    (void)state;
    static const int64_t noon = 12 * HOUR;
    const struct {
        struct matching_score score;
        int64_t now;
        const char *words;
    } cases[] = {
        { { .nearness = 30, .from = FRIDAY + noon, .until = FRIDAY + noon + HOUR, .shared_words = 2, .language = 10 },
            monday, "same block, both free on Friday 12:00-13:00, 2 words in common, a language in common" },
        { { .from = FRIDAY + noon, .until = FRIDAY + noon + 300 }, monday, "both free on Friday 12:00-12:05" },
        { { .from = FRIDAY + noon, .until = FRIDAY + noon + 300 }, FRIDAY + noon, "both free today until 12:05" },
        { { .from = FRIDAY + noon, .until = FRIDAY + noon + 300 }, FRIDAY, "both free today 12:00-12:05" },
        { { .from = FRIDAY, .until = FRIDAY + 7 * HOUR + 1800 }, monday, "both free on Friday until 07:30" },
        { { .from = FRIDAY + 22 * HOUR, .until = FRIDAY + DAY + 300 }, monday,
            "both free from Friday 22:00 to Saturday 00:05" },
        { { .from = FRIDAY, .until = FRIDAY + DAY - 1 }, monday, "both free on Friday" }, /* to its last second */
        { { .nearness = 20, .from = FRIDAY, .until = FRIDAY + DAY, .shared_words = 1, .language = 5 }, monday,
            "same street, both free on Friday, 1 word in common" },
        { { .nearness = 10, .from = FRIDAY + noon, .until = FRIDAY + 2 * DAY }, 0,
            "a street close by, both free on Friday and Saturday" },
        { { .from = FRIDAY + noon, .until = FRIDAY + DAY, .rest = 10, .fresh = 10 }, FRIDAY,
            "both free today from 12:00" },
        { { .from = monday, .until = FRIDAY }, monday, "both free from Monday to Thursday" },
        { { .from = FRIDAY + WEEK, .until = FRIDAY + WEEK + HOUR }, monday, "both free on Friday 11 Dec until 01:00" },
        { { .from = FRIDAY + 52 * WEEK, .until = FRIDAY + 52 * WEEK + DAY }, monday, "both free on Friday 3 Dec" },
        { { .from = monday + 91 * DAY, .until = monday + 92 * DAY }, monday, "both free on Monday 1 Mar" },
        { { .from = FRIDAY, .until = MATCHING_OPEN_END }, monday, "both free from Friday on" },
        { { .from = monday, .until = MATCHING_OPEN_END }, monday, "both free at any time" },
        { { .from = 0, .until = MATCHING_OPEN_END }, 0, "both free at any time" },
        { { .from = monday, .until = FRIDAY + WEEK }, monday, "both free for a week or more" },
        { { .nearness = 30, .from = 0, .until = 0 }, 0, "same block" },
        { { .from = INT64_MIN, .until = INT64_MAX }, 0, "" },
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        const struct matching_context context = { .now = cases[i].now };
        char reason[MATCHING_REASON_BYTES];
        assert_string_equal(matching_reason(&context, &cases[i].score, reason, sizeof reason), cases[i].words);
    }
}

static void a_reason_is_cut_to_its_room(void **state)
{
    (void)state;
    static const struct matching_context context;
    const struct matching_score score = { .nearness = 30, .from = FRIDAY, .until = FRIDAY + 1 };
    char reason[8] = "XXXXXXX";
    assert_string_equal(matching_reason(&context, &score, reason, 5), "same");
    assert_string_equal(reason + 5, "XX");
}

/* --- the best of many --- */

static void the_best_come_first_and_of_equals_the_older(void **state)
{
    (void)state;
    static const struct matching_context context;
    const struct matching_ask ask = ask_of();
    struct matching_offer offers[6];
    static const struct {
        int64_t id, at;
        int rest, capacity;
    } made[] = { { 1, 30, 5, 1 }, { 2, 20, 5, 1 }, { 3, 20, 5, 1 }, { 4, 90, 9, 1 }, { 5, 10, 9, 0 }, { 6, 10, 1, 1 } };
    static const int64_t expected[] = { 4, 2, 3, 1, 6 };
    struct matching_found found[LENGTH(made)];
    for (size_t turn = 0; turn < LENGTH(made); turn++) { /* whatever the order of the list */
        for (size_t i = 0; i < LENGTH(made); i++) {
            size_t place = (i + turn) % LENGTH(made);
            offers[place] = offer_of();
            offers[place].id = made[i].id;
            offers[place].offered_at = made[i].at;
            offers[place].rest = made[i].rest;
            offers[place].capacity = made[i].capacity;
        }
        for (size_t limit = 0; limit <= LENGTH(made); limit++) {
            size_t count = matching_best_offers(&context, &ask, offers, LENGTH(made), found, limit);
            assert_int_equal(count, limit < LENGTH(expected) ? limit : LENGTH(expected));
            for (size_t i = 0; i < count; i++)
                assert_int_equal(offers[found[i].index].id, expected[i]);
        }
    }
}

static void an_offer_finds_its_asks_too(void **state)
{
    (void)state;
    static const struct matching_context context;
    struct matching_offer offer = offer_of();
    struct matching_ask asks[] = { ask_of(), ask_of(), ask_of(), ask_of() };
    struct matching_found found[4];
    for (int i = 0; i < 4; i++) {
        asks[i].id = 10 - i;
        asks[i].asked_at = 100;
    }
    asks[0].member = offer.member;
    asks[3].newcomer = true;
    assert_int_equal(matching_best_asks(&context, &offer, asks, 4, found, 4), 3);
    assert_int_equal(found[0].index, 3);
    assert_int_equal(found[0].score.fresh, 10);
    assert_int_equal(found[1].index, 2); /* id 8 before id 9 */
    assert_int_equal(found[2].index, 1);
}

static void kinds_have_names(void **state)
{
    (void)state;
    enum aid_kind kind;
    enum aid_urgency urgency;
    for (int i = 0; i < AID_KINDS; i++)
        assert_true(aid_kind_parse(aid_kind_name((enum aid_kind)i), &kind) && kind == (enum aid_kind)i);
    for (int i = 0; i < AID_URGENCIES; i++)
        assert_true(
            aid_urgency_parse(aid_urgency_name((enum aid_urgency)i), &urgency) && urgency == (enum aid_urgency)i);
    assert_false(aid_kind_parse("money", &kind));
    assert_false(aid_urgency_parse("", &urgency));
    assert_string_equal(aid_kind_name((enum aid_kind)99), "");
}

/* Windows that are seen to be apart share no time, also those with numbers that no clock shows. */
static void windows_apart_share_no_time(void **state)
{
    (void)state;
    const int64_t times[] = { INT64_MIN, -1, 0, 1, FRIDAY, FRIDAY + HOUR, (int64_t)1 << 50, ((int64_t)1 << 50) + 1,
        INT64_MAX - 1, MATCHING_OPEN_END };
    enum { TIMES = LENGTH(times), ALL = 2 * TIMES * TIMES };
    size_t apart = 0;
    for (size_t i = 0; i < (size_t)ALL * ALL; i++) {
        size_t one = i / ALL, other = i % ALL;
        struct matching_window a = { times[one / 2 / TIMES], times[one / 2 % TIMES], one & 1 };
        struct matching_window b = { times[other / 2 / TIMES], times[other / 2 % TIMES], other & 1 };
        struct matching_piece piece = matching_overlap(&a, &b, 0);
        if (!matching_apart(&a, &b))
            continue;
        apart++;
        assert_true(piece.until <= piece.from);
    }
    assert_true(apart > ALL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_pair_fits),
        cmocka_unit_test(what_does_not_fit_is_named),
        cmocka_unit_test(nobody_is_brought_to_whom_they_keep_away),
        cmocka_unit_test(things_of_different_names_do_not_fit),
        cmocka_unit_test(only_who_may_answers),
        cmocka_unit_test(shared_time_is_the_longest_piece),
        cmocka_unit_test(each_part_counts_as_the_rules_say),
        cmocka_unit_test(words_are_kept_in_order_and_once),
        cmocka_unit_test(reasons_are_words_of_place_time_words_and_language),
        cmocka_unit_test(a_reason_is_cut_to_its_room),
        cmocka_unit_test(the_best_come_first_and_of_equals_the_older),
        cmocka_unit_test(an_offer_finds_its_asks_too),
        cmocka_unit_test(windows_apart_share_no_time),
        cmocka_unit_test(kinds_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
