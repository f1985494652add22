/* test_house_clock.c: which time the house goes by while the clock of its machine jumps. */
#include "house_clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { HOUR = 3600, DAY = 24 * HOUR, YEAR = 365 * DAY, NOON = 1800000000 };

/* Looks each minute for so long, while the clock goes as it should. *wall and *monotonic go on. */
static int64_t look_on(struct house_clock *clock, int64_t *wall, int64_t *monotonic, int64_t seconds)
{
    int64_t time = 0;
    for (int64_t passed = 0; passed < seconds; passed += 60) {
        *wall += 60;
        *monotonic += 60;
        time = house_clock_look(clock, *wall, *monotonic);
    }
    return time;
}

/* The same; at its end it goes by what the clock shows, less `behind`. */
static void expect_after(
    struct house_clock *clock, int64_t *wall, int64_t *monotonic, int64_t seconds, int64_t behind, int line)
{
    int64_t time = look_on(clock, wall, monotonic, seconds);
    if (time != *wall - behind)
        fail_msg("line %d: it goes by a time %lld seconds behind the clock's", line, (long long)(*wall - time));
}
#define AFTER(seconds, behind) expect_after(&clock, &wall, &monotonic, seconds, behind, __LINE__)

/* A house that has gone by the right clock for an hour. */
static void begin(struct house_clock *clock, int64_t *wall, int64_t *monotonic)
{
    *clock = (struct house_clock) { 0 };
    *wall = NOON;
    *monotonic = 5000;
    assert_int_equal(house_clock_look(clock, NOON, 5000), NOON); /* what else could it believe? */
    expect_after(clock, wall, monotonic, HOUR, 0, __LINE__);
    assert_int_equal(clock->doubted, 0);
}

static void a_clock_that_goes_and_is_set_a_little_is_believed(void **state)
{
    static const int64_t set[] = { 1, -1, HOUR, -HOUR, DAY, -DAY };
    (void)state;
    for (size_t i = 0; i < sizeof set / sizeof *set; i++) {
        struct house_clock clock;
        int64_t wall, monotonic;
        begin(&clock, &wall, &monotonic);
        assert_int_equal(house_clock_look(&clock, wall + set[i], monotonic), wall + set[i]);
        assert_int_equal(clock.doubted, 0);
    }
}

static void a_year_ahead_for_a_while_is_not_believed(void **state)
{
    struct house_clock clock;
    int64_t wall, monotonic;
    (void)state;
    begin(&clock, &wall, &monotonic);
    wall += YEAR;
    assert_int_equal(house_clock_look(&clock, wall, monotonic), wall - YEAR);
    assert_int_equal(clock.doubted, wall);
    AFTER(DAY - HOUR, YEAR); /* time goes on meanwhile */
    wall -= YEAR;
    assert_int_equal(house_clock_look(&clock, wall, monotonic), wall); /* and is the clock's again at once */
    assert_int_equal(clock.doubted, 0);
    wall += YEAR;
    AFTER(2 * HOUR, YEAR); /* the first time does not count */
}

static void what_has_stood_for_a_day_is_believed(void **state)
{
    static const int64_t jumps[] = { DAY + 1, 3 * DAY, YEAR, 40 * (int64_t)YEAR };
    (void)state;
    for (size_t i = 0; i < sizeof jumps / sizeof *jumps; i++) {
        struct house_clock clock;
        int64_t wall, monotonic;
        begin(&clock, &wall, &monotonic);
        wall += jumps[i];
        house_clock_look(&clock, wall, monotonic);
        AFTER(DAY - HOUR, jumps[i]);
        AFTER(HOUR, 0);
        assert_int_equal(clock.doubted, 0);
    }
}

/* What is written while it stands behind is dated so: to go by the later time would forget it at once. */
static void behind_it_goes_by_what_the_clock_shows(void **state)
{
    struct house_clock clock;
    int64_t wall, monotonic;
    (void)state;
    begin(&clock, &wall, &monotonic);
    wall -= YEAR;
    assert_int_equal(house_clock_look(&clock, wall, monotonic), wall);
    assert_int_equal(clock.doubted, wall);
    AFTER(HOUR, 0);
    wall += YEAR;
    assert_int_equal(house_clock_look(&clock, wall, monotonic), wall);
    wall -= YEAR;
    house_clock_look(&clock, wall, monotonic);
    look_on(&clock, &wall, &monotonic, DAY);
    wall += YEAR; /* the year behind was believed by now: so this is the jump */
    assert_int_equal(house_clock_look(&clock, wall, monotonic), wall - YEAR);
}

static void a_clock_that_jumps_about_is_never_believed(void **state)
{
    struct house_clock clock;
    int64_t wall, monotonic, right = NOON + HOUR;
    (void)state;
    begin(&clock, &wall, &monotonic);
    for (int i = 1; i < 100; i++) {
        wall = right + (int64_t)i * YEAR;
        house_clock_look(&clock, wall, monotonic);
        assert_int_equal(look_on(&clock, &wall, &monotonic, DAY - HOUR), right + DAY - HOUR);
        right += DAY - HOUR;
    }
}

/* As store_clock_load gives it. */
static void closed(struct house_clock *clock)
{
    *clock = (struct house_clock) { .believed = clock->believed, .doubted = clock->doubted, .stood = clock->stood };
}

static void a_night_without_power_is_nothing(void **state)
{
    struct house_clock clock;
    int64_t wall, monotonic;
    (void)state;
    begin(&clock, &wall, &monotonic);
    closed(&clock);
    wall += 14 * HOUR;
    assert_int_equal(house_clock_look(&clock, wall, 7), wall);
    closed(&clock);
    wall += 7 * DAY; /* it is opened one evening a week */
    assert_int_equal(house_clock_look(&clock, wall, 9), wall);
    closed(&clock);
    wall += 30 * DAY; /* closed for long, or a jump: nobody can tell */
    assert_int_equal(house_clock_look(&clock, wall, 9), wall - 30 * DAY);
}

/* Power that fails each evening does not keep the house from ever believing. */
static void nights_without_power_do_not_begin_it_anew(void **state)
{
    struct house_clock clock;
    int64_t wall, monotonic;
    (void)state;
    begin(&clock, &wall, &monotonic);
    wall += 30 * DAY;
    house_clock_look(&clock, wall, monotonic);
    for (int day = 0; day < 2; day++) {
        look_on(&clock, &wall, &monotonic, 10 * HOUR);
        assert_int_not_equal(clock.doubted, 0);
        closed(&clock);
        wall += 14 * HOUR;
        monotonic = 3;
        house_clock_look(&clock, wall, monotonic);
    }
    AFTER(4 * HOUR, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clock_that_goes_and_is_set_a_little_is_believed),
        cmocka_unit_test(a_year_ahead_for_a_while_is_not_believed),
        cmocka_unit_test(what_has_stood_for_a_day_is_believed),
        cmocka_unit_test(behind_it_goes_by_what_the_clock_shows),
        cmocka_unit_test(a_clock_that_jumps_about_is_never_believed),
        cmocka_unit_test(a_night_without_power_is_nothing),
        cmocka_unit_test(nights_without_power_do_not_begin_it_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
