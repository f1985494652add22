/* test_rota_days.c: on which days a task comes again, and when a day is over, also where the clocks change. */
#include "rota.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "when.h"

static int64_t utc(const char *words)
{
    struct tm parts = { 0 };
    assert_non_null(strptime(words, "%Y-%m-%d %H:%M", &parts));
    return (int64_t)timegm(&parts);
}

static void live_in(const char *zone)
{
    setenv("TZ", zone, 1);
    tzset();
}

/* Now is Wednesday 25 November 2026, 14:49 UTC. */
static void plans_and_their_next_days(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said, *days; /* days NULL: refused */
    } cases[] = {
        { "mon, thu 6:00", "Monday, Thursday, 06:00", "2026-11-26 2026-11-30 2026-12-03" },
        { "wed", "Wednesday", "2026-11-25 2026-12-02 2026-12-09" },
        { "daily 18:00", "every day, 18:00", "2026-11-25 2026-11-26 2026-11-27" },
        { "sun", "Sunday", "2026-11-29 2026-12-06 2026-12-13" },
        { "4 dec, 27 nov 14:00", "on 2 dates, 14:00", "2026-11-27 2026-12-04" },
        { "27 nov; 27 nov", "on 1 date", "2026-11-27" },
        { "2026-11-01", NULL, NULL },
        { "31 feb", NULL, NULL },
        { "whenever", NULL, NULL },
        { "6:00", NULL, NULL },
        { "", NULL, NULL },
    };
    live_in("UTC");
    int64_t now = utc("2026-11-25 14:49"), days[3];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rota_plan plan;
        const char *problem = NULL;
        char said[200], list[100] = "", date[WHEN_BYTES];
        bool good = rota_plan_read(cases[i].text, now, &plan, &problem);
        if (good != (cases[i].days != NULL))
            fail_msg("\"%s\" was %s", cases[i].text, good ? "read" : problem);
        assert_true(good || strlen(problem) > 20);
        if (!good)
            continue;
        rota_plan_say(&plan, said, sizeof said);
        assert_string_equal(said, cases[i].said);
        size_t count = rota_next_days(&plan, when_day(now), 3, days);
        for (size_t k = 0; k < count; k++) {
            assert_true(rota_has_day(&plan, days[k]));
            strcat(strcat(list, k > 0 ? " " : ""), when_write_date(days[k], date));
        }
        assert_string_equal(list, cases[i].days);
    }
}

/* Each Sunday at 2:30, where that time is left out on one and comes twice on another; times in UTC. */
static void a_day_is_over_by_the_clock_on_the_wall(void **state)
{
    (void)state;
    static const struct {
        const char *day, *now;
        bool coming;
    } cases[] = {
        { "2026-03-22", "2026-03-22 01:30", true },
        { "2026-03-22", "2026-03-22 01:31", false },
        { "2026-03-29", "2026-03-29 01:00", true }, /* left out: the moment after */
        { "2026-03-29", "2026-03-29 01:01", false },
        { "2026-04-05", "2026-04-05 00:30", true },
        { "2026-04-05", "2026-04-05 00:31", false },
        { "2026-10-25", "2026-10-25 00:30", true }, /* twice: the first */
        { "2026-10-25", "2026-10-25 00:31", false },
        { "2026-11-01", "2026-11-01 01:30", true },
    };
    struct rota_plan plan = { .weekdays = 1, .minutes = 150 };
    live_in("CET-1CEST,M3.5.0,M10.5.0/3");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct when when;
        assert_int_equal(when_read(cases[i].day, utc("2026-01-01 12:00"), &when), WHEN_GOOD);
        assert_true(rota_has_day(&plan, when.day));
        if (rota_is_coming(&plan, when.day, utc(cases[i].now)) != cases[i].coming)
            fail_msg("%s at %s", cases[i].day, cases[i].now);
    }
}

/* A week is seven days of the calendar, whatever hours they have. */
static void every_week_has_its_day(void **state)
{
    (void)state;
    int64_t next[2], first;
    struct rota_plan plan = { .weekdays = 1 << 4, .minutes = -1 };
    live_in("EET-2EEST,M3.5.0/3,M10.5.0/4");
    assert_true(when_date(2026, 1, 1, &first)); /* a Thursday */
    for (int64_t day = first; day < first + 365; day += 7) {
        assert_int_equal(rota_next_days(&plan, day, 2, next), 2);
        assert_int_equal(next[0], day);
        assert_int_equal(next[1], day + 7);
        assert_true(rota_is_coming(&plan, day, when_day_begin(day + 1) - 1));
        assert_false(rota_is_coming(&plan, day, when_day_begin(day + 1)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_and_their_next_days),
        cmocka_unit_test(a_day_is_over_by_the_clock_on_the_wall),
        cmocka_unit_test(every_week_has_its_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
