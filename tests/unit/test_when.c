/* test_when.c: days and times as people write them, wherever the house stands, and when the clocks change. */
#include "when.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const char europe[] = "CET-1CEST,M3.5.0,M10.5.0/3";
/* Cuba: forward at 0:00, so that a day begins at one; back at 1:00. */
static const char cuba[] = "CST5CDT,M3.2.0/0,M11.1.0/1";

static void live_in(const char *zone)
{
    setenv("TZ", zone, 1);
    tzset();
}

/* "2026-11-25 09:30" in UTC. */
static int64_t utc(const char *words)
{
    struct tm parts = { 0 };
    assert_non_null(strptime(words, "%Y-%m-%d %H:%M", &parts));
    return (int64_t)timegm(&parts);
}

struct read_case {
    const char *text;
    const char *at; /* NULL: refused with `fault`; "2026-11-25" alone: a day without a time */
    enum when_fault fault;
};

static void read_one(const struct read_case *one, int64_t now)
{
    struct when when = { 0 };
    enum when_fault fault = when_read(one->text, now, &when);
    if (fault != (one->at == NULL ? one->fault : WHEN_GOOD))
        fail_msg("\"%s\" gave fault %d", one->text, (int)fault);
    if (one->at == NULL)
        return;
    char said[32];
    time_t at = (time_t)when.at;
    struct tm parts;
    gmtime_r(&at, &parts);
    strftime(said, sizeof said, when.has_time ? "%Y-%m-%d %H:%M" : "%Y-%m-%d", &parts);
    if (strcmp(said, one->at) != 0)
        fail_msg("\"%s\" was read as %s and not %s", one->text, said, one->at);
    assert_true(when.until == when.at + (when.has_time ? 0 : 24 * 3600 - 1));
}

/* Now is Wednesday 25 November 2026, 14:49. */
static void what_people_write(void **state)
{
    (void)state;
    static const struct read_case cases[] = {
        { "Thursday 1 January", "2026-01-01", 0 }, /* this year's: the next one is a Friday */
        { "Friday 1 January", "2027-01-01", 0 },
        { "Saturday 1 January", NULL, WHEN_WRONG_WEEKDAY },
        { "today", "2026-11-25", 0 },
        { "  TODAY ", "2026-11-25", 0 },
        { "tomorrow", "2026-11-26", 0 },
        { "the day after tomorrow", "2026-11-27", 0 },
        { "today 18:00", "2026-11-25 18:00", 0 },
        { "18:00 today", "2026-11-25 18:00", 0 },
        { "tomorrow at 9:30", "2026-11-26 09:30", 0 },
        { "tomorrow, 2pm", "2026-11-26 14:00", 0 },
        { "2:30 PM", "2026-11-26 14:30", 0 },
        { "2:50pm", "2026-11-25 14:50", 0 },
        { "12am tomorrow", "2026-11-26 00:00", 0 },
        { "12 pm tomorrow", "2026-11-26 12:00", 0 },
        { "noon", "2026-11-26 12:00", 0 },
        { "9h", "2026-11-26 09:00", 0 },
        { "19h30", "2026-11-25 19:30", 0 },
        { "14:49", "2026-11-25 14:49", 0 },
        { "14:48", "2026-11-26 14:48", 0 },
        { "now", "2026-11-25 14:49", 0 },
        { "in 2 hours", "2026-11-25 16:49", 0 },
        { "in 45 minutes", "2026-11-25 15:34", 0 },
        { "in 3 days", "2026-11-28", 0 },
        { "in 1 week 8:00", "2026-12-02 08:00", 0 },
        { "fri", "2026-11-27", 0 },
        { "Friday", "2026-11-27", 0 },
        { "fri 14:00", "2026-11-27 14:00", 0 },
        { "on Friday at 14:00", "2026-11-27 14:00", 0 },
        { "wed", "2026-11-25", 0 },
        { "wed 15:00", "2026-11-25 15:00", 0 },
        { "wed 14:00", "2026-12-02 14:00", 0 },
        { "tues", "2026-12-01", 0 },
        { "27 Nov", "2026-11-27", 0 },
        { "27th of november", "2026-11-27", 0 },
        { "Nov 27", "2026-11-27", 0 },
        { "Nov. 27", "2026-11-27", 0 },
        { "27. November", "2026-11-27", 0 },
        { "25 nov", "2026-11-25", 0 },
        { "24 nov", "2027-11-24", 0 },
        { "24 nov 2026", "2026-11-24", 0 },
        { "29 feb", "2028-02-29", 0 },
        { "friday 27 november, 14:00", "2026-11-27 14:00", 0 },
        { "2026-12-01", "2026-12-01", 0 },
        { "2026-12-01 7:05", "2026-12-01 07:05", 0 },
        { "27.11.", "2026-11-27", 0 },
        { "1.12.2026", "2026-12-01", 0 },
        { "1/12/26", "2026-12-01", 0 },
        { "1/12", "2026-12-01", 0 },
        { "3 Mar", "2027-03-03", 0 },
    };
    live_in("UTC");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        read_one(&cases[i], utc("2026-11-25 14:49"));
}

/* Nothing is guessed: what is no day or time, or is none that there is, is said to be so. */
static void what_nobody_can_mean(void **state)
{
    (void)state;
    static const struct read_case cases[] = {
        { "", NULL, WHEN_NOT_READ },
        { " , ", NULL, WHEN_NOT_READ },
        { "soon", NULL, WHEN_NOT_READ },
        { "fr", NULL, WHEN_NOT_READ },
        { "fri 14", NULL, WHEN_WRONG_WEEKDAY },
        { "4 friday", NULL, WHEN_NOT_READ }, /* "act 4 friday" is meeting 4 */
        { "1.12", NULL, WHEN_NOT_READ },
        { "this weekend", NULL, WHEN_NOT_READ },
        { "2 to 4", NULL, WHEN_NOT_READ },
        { "asap", NULL, WHEN_NOT_READ },
        { "after friday", NULL, WHEN_NOT_READ },
        { "27", NULL, WHEN_NOT_READ },
        { "november", NULL, WHEN_NOT_READ },
        { "2026", NULL, WHEN_NOT_READ },
        { "12026-12-01", NULL, WHEN_NOT_READ },
        { "2026-12", NULL, WHEN_NOT_READ },
        { "today tomorrow", NULL, WHEN_NOT_READ },
        { "today 27 nov", NULL, WHEN_NOT_READ },
        { "fri sat", NULL, WHEN_NOT_READ },
        { "9:00 10:00", NULL, WHEN_NOT_READ },
        { "in 3", NULL, WHEN_NOT_READ },
        { "in", NULL, WHEN_NOT_READ },
        { "in 9999 days", NULL, WHEN_NOT_READ },
        { "in 2 hours 9:00", NULL, WHEN_NOT_READ },
        { "now today", NULL, WHEN_NOT_READ },
        { "today today", NULL, WHEN_NOT_READ },
        { "\xff\xfe", NULL, WHEN_NOT_READ },
        { "a b c d e f g h i j k l m n o p", NULL, WHEN_NOT_READ },
        { "31 feb", NULL, WHEN_NO_SUCH_DAY },
        { "2026-02-29", NULL, WHEN_NO_SUCH_DAY },
        { "2026-13-01", NULL, WHEN_NO_SUCH_DAY },
        { "0000-01-01", NULL, WHEN_NO_SUCH_DAY },
        { "25:00", NULL, WHEN_NO_SUCH_TIME },
        { "24:00", NULL, WHEN_NO_SUCH_TIME },
        { "9:60", NULL, WHEN_NO_SUCH_TIME },
        { "13pm", NULL, WHEN_NO_SUCH_TIME },
        { "monday 27 november", NULL, WHEN_WRONG_WEEKDAY },
        { "monday today", NULL, WHEN_WRONG_WEEKDAY },
    };
    live_in("UTC");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        read_one(&cases[i], utc("2026-11-25 14:49"));
}

static void what_is_over_is_marked(void **state)
{
    (void)state;
    struct when when;
    live_in("UTC");
    int64_t now = utc("2026-11-25 14:49");
    assert_int_equal(when_read("today 14:00", now, &when), WHEN_GOOD);
    assert_true(when.past);
    assert_int_equal(when_read("24 nov 2026", now, &when), WHEN_GOOD);
    assert_true(when.past);
    assert_int_equal(when_read("today", now, &when), WHEN_GOOD);
    assert_false(when.past);
}

/* Both times in UTC. */
static void the_house_has_its_own_clock(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *now, *text, *at, *until;
    } cases[] = {
        { "SAST-2", "2026-11-25 23:00", "today 18:00", "2026-11-26 16:00", NULL }, /* it is the 26th there */
        { "SAST-2", "2026-11-25 23:00", "tomorrow", "2026-11-26 22:00", "2026-11-27 21:59" },
        { "PST8", "2026-11-26 02:00", "thu", "2026-11-26 08:00", "2026-11-27 07:59" },
        { "<+1245>-12:45", "2026-11-25 12:00", "9:00", "2026-11-25 20:15", NULL },
        /* forward: 2026-03-29, two becomes three; the day has 23 hours */
        { europe, "2026-03-28 12:00", "sun", "2026-03-28 23:00", "2026-03-29 21:59" },
        { europe, "2026-03-28 12:00", "sun 1:59", "2026-03-29 00:59", NULL },
        { europe, "2026-03-28 12:00", "sun 2:30", NULL, NULL },
        { europe, "2026-03-28 12:00", "sun 3:00", "2026-03-29 01:00", NULL },
        /* back: 2026-10-25, three becomes two; the day has 25 hours, and 2:30 comes twice */
        { europe, "2026-10-24 12:00", "sun", "2026-10-24 22:00", "2026-10-25 22:59" },
        { europe, "2026-10-24 12:00", "sun 2:30", "2026-10-25 00:30", NULL },
        { europe, "2026-10-24 12:00", "sun 3:00", "2026-10-25 02:00", NULL },
        { europe, "2026-10-24 12:00", "in 24 hours", "2026-10-25 12:00", NULL },
        { europe, "2026-10-24 12:00", "in 1 day 14:00", "2026-10-25 13:00", NULL },
        /* a day that begins at one, and one whose first hour comes twice */
        { cuba, "2026-03-07 12:00", "sun", "2026-03-08 05:00", "2026-03-09 03:59" },
        { cuba, "2026-03-07 12:00", "sun 0:30", NULL, NULL },
        { cuba, "2026-10-31 12:00", "sun", "2026-11-01 04:00", "2026-11-02 04:59" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct when when = { 0 };
        live_in(cases[i].zone);
        enum when_fault fault = when_read(cases[i].text, utc(cases[i].now), &when);
        if (cases[i].at == NULL) {
            assert_int_equal(fault, WHEN_LEFT_OUT);
            continue;
        }
        assert_int_equal(when.has_time && when_comes_twice(when.at), strstr(cases[i].text, "2:30") != NULL);
        if (fault != WHEN_GOOD || when.at != utc(cases[i].at))
            fail_msg("%s \"%s\": %lld and not %lld", cases[i].zone, cases[i].text, (long long)when.at,
                (long long)utc(cases[i].at));
        assert_true(cases[i].until == NULL ? when.has_time : when.until == utc(cases[i].until) + 59);
    }
}

/* Every day of three years ends where the next begins, and knows itself. */
static void a_day_that_a_country_left_out_is_none(void **state)
{
    struct when when;
    int64_t day;
    (void)state;
    live_in("Pacific/Apia");
    if (utc("2011-12-30 12:00") / 86400 == when_day(utc("2011-12-30 12:00")))
        return; /* this machine knows no zones by name */
    assert_int_equal(when_read("2011-12-30", utc("2011-12-25 00:00"), &when), WHEN_NO_SUCH_DAY);
    assert_true(when_date(2011, 12, 30, &day));
    assert_int_equal(when_day_begin(day), when_day_begin(day + 1));
    live_in("UTC");
}

static void days_follow_each_other(void **state)
{
    (void)state;
    static const char *const zones[] = { "UTC", europe, cuba, "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
        "IST-1GMT0,M10.5.0,M3.5.0/1", "NZST-12NZDT,M9.5.0,M4.1.0/3" };
    int64_t first, last;
    assert_true(when_date(2026, 1, 1, &first));
    assert_true(when_date(2028, 12, 31, &last));
    assert_int_equal(last - first, 365 + 365 + 365);
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        live_in(zones[i]);
        for (int64_t day = first; day <= last; day++) {
            int64_t begin = when_day_begin(day), next = when_day_begin(day + 1);
            assert_int_equal(when_day(begin), day);
            assert_int_equal(when_day(begin - 1), day - 1);
            assert_true(next - begin >= 23 * 3600 && next - begin <= 25 * 3600);
            for (int minutes = 0; minutes < 24 * 60; minutes += 30)
                assert_int_equal(when_day(when_day_at(day, minutes)), day);
        }
    }
}

static void a_time_left_out_is_the_moment_after(void **state)
{
    (void)state;
    int64_t day;
    live_in(europe);
    assert_true(when_date(2026, 3, 29, &day));
    assert_true(when_day_at(day, 2 * 60 + 30) == utc("2026-03-29 01:00"));
}

static void said_back(void **state)
{
    (void)state;
    char out[WHEN_BYTES];
    int64_t now = utc("2026-11-25 14:49"), today;
    live_in("UTC");
    assert_string_equal(when_say(utc("2026-11-27 14:00"), true, now, out), "Friday 27 November, 14:00");
    assert_string_equal(when_say(utc("2026-11-27 09:05"), true, now, out), "Friday 27 November, 09:05");
    assert_string_equal(when_say(utc("2026-11-27 14:00"), false, now, out), "Friday 27 November");
    assert_string_equal(when_say(utc("2027-01-01 00:00"), true, now, out), "Friday 1 January 2027, 00:00");
    today = when_day(now);
    assert_string_equal(when_say_day(today, today, out), "today");
    assert_string_equal(when_say_day(today + 1, today, out), "tomorrow");
    assert_string_equal(when_say_day(today + 2, today, out), "Friday");
    assert_string_equal(when_say_day(today + 6, today, out), "Tuesday");
    assert_string_equal(when_say_day(today + 7, today, out), "Wednesday 2 December");
    assert_string_equal(when_say_day(today - 1, today, out), "Tuesday 24 November");
    assert_string_equal(when_write_date(today, out), "2026-11-25");
    assert_string_equal(when_say_clock(9 * 60 + 5, out), "09:05");
}

/* Whatever is said can be typed again, and means the same. */
static void said_and_read_again(void **state)
{
    (void)state;
    char out[WHEN_BYTES];
    struct when when;
    int64_t now = utc("2026-11-25 14:49");
    live_in("SAST-2");
    for (int64_t at = utc("2026-11-25 15:00"); at < utc("2028-11-25 00:00"); at += 7 * 3600 + 60 * 11) {
        assert_int_equal(when_read(when_say(at, true, now, out), now, &when), WHEN_GOOD);
        assert_true(when.at == at);
        assert_int_equal(when_read(when_say(at, false, now, out), now, &when), WHEN_GOOD);
        assert_int_equal(when.day, when_day(at));
    }
}

static void weekdays_and_clocks(void **state)
{
    (void)state;
    assert_int_equal(when_read_weekdays("mon, thu"), 1 << 1 | 1 << 4);
    assert_int_equal(when_read_weekdays("every Sunday and Saturday"), 1 << 0 | 1 << 6);
    assert_int_equal(when_read_weekdays("daily"), 0x7f);
    assert_int_equal(when_read_weekdays("mon, 14:00"), 0);
    assert_int_equal(when_read_weekdays(""), 0);
    assert_int_equal(when_read_clock("6:30"), 390);
    assert_int_equal(when_read_clock("at 6pm"), 18 * 60);
    assert_int_equal(when_read_clock("6"), -1);
    assert_int_equal(when_read_clock("25:00"), -1);
    assert_int_equal(when_read_clock("fri"), -1);
}

static void each_fault_has_its_sentence(void **state)
{
    (void)state;
    static const struct {
        enum when_fault fault;
        const char *words; /* of this sentence alone */
    } faults[] = {
        { WHEN_NOT_READ, "no day or time I can read" },
        { WHEN_NO_SUCH_DAY, "no such day" },
        { WHEN_NO_SUCH_TIME, "no such time" },
        { WHEN_LEFT_OUT, "The clocks go forward" },
        { WHEN_WRONG_WEEKDAY, "another day of the week" },
        { WHEN_PAST, "over already" },
        { WHEN_NEEDS_TIME, "The hour" },
    };
    const size_t count = sizeof faults / sizeof faults[0];
    assert_int_equal(count, WHEN_NEEDS_TIME); /* all but WHEN_GOOD */
    assert_string_equal(when_fault_sentence(WHEN_GOOD), "");
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            assert_int_equal(strstr(when_fault_sentence(faults[i].fault), faults[k].words) != NULL, i == k);
}

/* The clock on the wall, also on a day that lacks an hour: from the day's beginning 14 hours passed, and it is 15:00.
 */
static void the_time_of_a_moment_is_that_on_the_wall(void **state)
{
    char out[WHEN_BYTES];
    int64_t day;
    (void)state;
    live_in(europe);
    assert_true(when_date(2026, 3, 29, &day));
    int64_t at = when_day_at(day, 15 * 60);
    assert_int_equal(at - when_day_begin(day), 14 * 3600);
    assert_string_equal(when_say_time(at, out), "15:00");
    live_in("UTC");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_people_write),
        cmocka_unit_test(what_nobody_can_mean),
        cmocka_unit_test(what_is_over_is_marked),
        cmocka_unit_test(the_house_has_its_own_clock),
        cmocka_unit_test(a_day_that_a_country_left_out_is_none),
        cmocka_unit_test(days_follow_each_other),
        cmocka_unit_test(a_time_left_out_is_the_moment_after),
        cmocka_unit_test(said_back),
        cmocka_unit_test(said_and_read_again),
        cmocka_unit_test(weekdays_and_clocks),
        cmocka_unit_test(the_time_of_a_moment_is_that_on_the_wall),
        cmocka_unit_test(each_fault_has_its_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
