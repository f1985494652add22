/* test_night.c: when a night begins, wherever the house stands, and when the clocks are put forward or back. */
#include "bbs/serve/night.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static int64_t at(const char *words)
{
    struct tm parts = { 0 };
    assert_non_null(strptime(words, "%Y-%m-%d %H:%M:%S", &parts));
    return (int64_t)timegm(&parts);
}

static void the_night_began_at_three(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *now, *begin; /* both times in UTC */
    } cases[] = {
        { "UTC", "2026-11-24 02:59:59", "2026-11-23 03:00:00" },
        { "UTC", "2026-11-24 03:00:00", "2026-11-24 03:00:00" },
        { "UTC", "2026-11-24 23:59:59", "2026-11-24 03:00:00" },
        { "UTC", "2027-01-01 00:00:00", "2026-12-31 03:00:00" },
        { "UTC", "2028-03-01 01:00:00", "2028-02-29 03:00:00" },
        { "SAST-2", "2026-11-24 00:59:59", "2026-11-23 01:00:00" },
        { "SAST-2", "2026-11-24 01:00:00", "2026-11-24 01:00:00" },
        { "PST8", "2026-11-24 10:59:59", "2026-11-23 11:00:00" },
        /* Europe: 2026-03-29 02:00 becomes 03:00, 2026-10-25 03:00 becomes 02:00; in summer it begins at four */
        { "CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29 01:59:59", "2026-03-28 02:00:00" },
        { "CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29 02:00:00", "2026-03-29 02:00:00" },
        { "CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25 01:59:59", "2026-10-24 02:00:00" },
        { "CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25 02:00:00", "2026-10-25 02:00:00" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setenv("TZ", cases[i].zone, 1);
        tzset();
        int64_t begin = night_begin_of(at(cases[i].now));
        if (begin != at(cases[i].begin))
            fail_msg("%s in %s: %lld and not %lld", cases[i].now, cases[i].zone, (long long)begin,
                (long long)at(cases[i].begin));
    }
}

/* Every day of two years has one beginning, and none is skipped: also where three o'clock itself is left out. */
static void every_night_begins_once(void **state)
{
    (void)state;
    static const char *const zones[] = { "UTC", "EET-2EEST,M3.5.0/3,M10.5.0/4", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
        "CET-1CEST,M3.5.0,M10.5.0/3" };
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        setenv("TZ", zones[i], 1);
        tzset();
        int64_t last = night_begin_of(at("2026-01-01 12:00:00")), nights = 0;
        for (int64_t now = at("2026-01-01 12:00:00"); now < at("2028-01-01 12:00:00"); now += 600) {
            int64_t begin = night_begin_of(now);
            assert_true(begin <= now && begin > now - 26 * 3600);
            assert_true(begin >= last);
            nights += begin != last;
            last = begin;
        }
        assert_int_equal(nights, 730);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_night_began_at_three),
        cmocka_unit_test(every_night_begins_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
