/* test_pace.c: how much at once, how fast after that, and clocks that jump. */
#include "pace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bbs/serve/signup.h"

enum { NOON = 1800000000, DAY = 86400 };

static const struct pace three = { 3, 10 };

static void follows_the_table(void **state)
{
    (void)state;
    static const struct {
        int64_t whole_in; /* before, as seen from now; the beginning is long past */
        int64_t wait, whole_in_after;
    } cases[] = {
        { -NOON, 0, 10 }, /* the first one ever */
        { 0, 0, 10 },     /* all have come back */
        { 10, 0, 20 },    /* one is out */
        { 20, 0, 30 },    /* the last one */
        { 21, 1, 21 },    /* none until a second from now */
        { 30, 10, 30 },   /* none: the longest wait there is */
        { 31, 0, 10 },    /* it can't be so far off: the clock jumped back */
        { 365 * DAY, 0, 10 },
        { -365 * DAY, 0, 10 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t whole_at = NOON + cases[i].whole_in;
        assert_int_equal(pace_take(&three, &whole_at, NOON), cases[i].wait);
        assert_int_equal(whole_at, NOON + cases[i].whole_in_after);
    }
}

static void whoever_waits_as_told_gets_it(void **state)
{
    (void)state;
    int64_t whole_at = 0, now = NOON, taken = 0;
    for (int i = 0; i < 100; i++) {
        int64_t wait = pace_take(&three, &whole_at, now);
        taken += wait == 0;
        now += wait;
    }
    assert_true(taken >= 50);
    assert_true(now - NOON <= (taken - three.at_once + 1) * three.each); /* no longer than the pace itself */
}

static void a_whole_street_signs_up(void **state)
{
    static struct signup_table table;
    (void)state;
    for (int i = 0; i < SIGNUP_AT_ONCE; i++)
        assert_int_equal(signup_ask(&table, "198.51.100.x", 1000), 0);
    assert_int_equal(signup_ask(&table, "198.51.100.x", 1000), SIGNUP_EACH_MS);
    assert_int_equal(signup_ask(&table, "203.0.113.x", 1000), 0); /* nobody else's way */
    assert_int_equal(signup_ask(&table, "198.51.100.x", 1000 + SIGNUP_EACH_MS), 0);
}

/* Sources that come again and again share one bound. */
static void those_who_come_often_are_limited(void **state)
{
    static struct signup_table table;
    char source[SIGNUP_SOURCE_BYTES] = "s??";
    int taken = 0;
    (void)state;
    for (int i = 0; i < 100 * 20; i++) {
        source[1] = (char)('a' + i % 100 % 10);
        source[2] = (char)('a' + i % 100 / 10);
        taken += signup_ask(&table, source, 1000) == 0;
    }
    assert_int_equal(taken, 100 * SIGNUP_FEW + SIGNUP_AT_ONCE_ALL);
}

/* 240 from four sources, and then a newcomer from a fifth. */
static void four_sources_turn_nobody_else_away(void **state)
{
    static struct signup_table table;
    static const char *const four[] = { "a", "b", "c", "d" };
    (void)state;
    int64_t waits = 0;
    for (int i = 0; i < 240; i++)
        waits = signup_ask(&table, four[i % 4], 1000);
    assert_true(waits > 0);
    for (int i = 0; i < SIGNUP_FEW; i++)
        assert_int_equal(signup_ask(&table, "hers", 1000), 0);
    assert_int_equal(signup_ask(&table, "hers", 1000), SIGNUP_EACH_ALL_MS);
    assert_int_equal(signup_ask(&table, "hers", 1000 + SIGNUP_EACH_MS), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_the_table),
        cmocka_unit_test(whoever_waits_as_told_gets_it),
        cmocka_unit_test(a_whole_street_signs_up),
        cmocka_unit_test(those_who_come_often_are_limited),
        cmocka_unit_test(four_sources_turn_nobody_else_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
