/* test_limit.c: who may still come to the door. */
#include "bbs/limit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A struct of 1,024 sources is large: one, begun anew by each test. */
static struct limit limit;

static void bounds_are_kept_one_by_one(void **state)
{
    (void)state;
    static const struct {
        int all_most, waiting_most, source_most;
        const char *sources[4]; /* who stands at the door already */
        enum limit_answer next; /* to one more from "a" */
    } cases[] = {
        { 10, 10, 2, { NULL }, LIMIT_WELCOME },
        { 10, 10, 2, { "a" }, LIMIT_WELCOME },
        { 10, 10, 2, { "a", "a" }, LIMIT_SOURCE_FULL },
        { 10, 10, 2, { "a", "b", "b" }, LIMIT_WELCOME },
        { 10, 3, 2, { "a", "b", "c" }, LIMIT_DOOR_FULL },
        { 3, 10, 2, { "a", "b", "c" }, LIMIT_HOUSE_FULL },
        { 2, 2, 2, { "a", "a" }, LIMIT_HOUSE_FULL }, /* the widest bound is told */
        { 0, 10, 2, { NULL }, LIMIT_HOUSE_FULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        limit_begin(&limit, cases[i].all_most, cases[i].waiting_most, cases[i].source_most);
        for (size_t k = 0; k < 4 && cases[i].sources[k] != NULL; k++)
            assert_int_equal(limit_come(&limit, cases[i].sources[k]), LIMIT_WELCOME);
        assert_int_equal(limit_come(&limit, "a"), cases[i].next);
        if (cases[i].next != LIMIT_WELCOME)
            assert_int_equal(limit_come(&limit, "a"), cases[i].next); /* who was turned away is not counted */
    }
}

/* A township shares one address: those who are in do not keep their neighbours out. */
static void who_is_in_does_not_stand_at_the_door(void **state)
{
    (void)state;
    limit_begin(&limit, 100, 5, 2);
    for (int i = 0; i < 50; i++) {
        assert_int_equal(limit_come(&limit, "198.51.100.7"), LIMIT_WELCOME);
        limit_in(&limit, "198.51.100.7");
    }
    assert_int_equal(limit.all, 50);
    assert_int_equal(limit.waiting, 0);
    assert_int_equal(limit_come(&limit, "198.51.100.7"), LIMIT_WELCOME);
}

static void who_leaves_makes_room(void **state)
{
    (void)state;
    limit_begin(&limit, 2, 2, 1);
    assert_int_equal(limit_come(&limit, "a"), LIMIT_WELCOME);
    assert_int_equal(limit_come(&limit, "a"), LIMIT_SOURCE_FULL);
    limit_leave(&limit, "a", false); /* at the door */
    assert_int_equal(limit_come(&limit, "a"), LIMIT_WELCOME);
    limit_in(&limit, "a");
    assert_int_equal(limit_come(&limit, "a"), LIMIT_WELCOME);
    assert_int_equal(limit_come(&limit, "b"), LIMIT_HOUSE_FULL);
    limit_leave(&limit, "a", true); /* from inside: the one at the door still stands there */
    assert_int_equal(limit_come(&limit, "a"), LIMIT_SOURCE_FULL);
    assert_int_equal(limit_come(&limit, "b"), LIMIT_WELCOME);
    limit_leave(&limit, "a", false);
    limit_leave(&limit, "b", false);
    assert_int_equal(limit.all, 0);
    assert_int_equal(limit.waiting, 0);
}

static void more_sources_than_there_are_rows_wait_outside(void **state)
{
    (void)state;
    char source[LIMIT_SOURCE_BYTES];
    limit_begin(&limit, 100000, 100000, 8);
    for (int i = 0; i < LIMIT_SOURCES; i++) {
        snprintf(source, sizeof source, "2001:db8::%x", (unsigned)i);
        assert_int_equal(limit_come(&limit, source), LIMIT_WELCOME);
    }
    assert_int_equal(limit_come(&limit, "one more"), LIMIT_DOOR_FULL);
    assert_int_equal(limit_come(&limit, "2001:db8::3"), LIMIT_WELCOME); /* a source that has its row */
    limit_in(&limit, "2001:db8::7");
    assert_int_equal(limit_come(&limit, "one more"), LIMIT_WELCOME); /* in the row that fell free */
    assert_int_equal(limit_come(&limit, "another"), LIMIT_DOOR_FULL);
    limit_in(&limit, "one more");
    assert_int_equal(limit_come(&limit, "2001:db8::3ff"), LIMIT_WELCOME); /* rows behind a free one are found */
    limit_leave(&limit, "2001:db8::3ff", false);
    limit_leave(&limit, "2001:db8::3ff", false);
    assert_int_equal(limit_come(&limit, "another"), LIMIT_WELCOME);
}

/* Whoever comes, goes in and leaves in whatever order: the counts are those of the people who are there. */
static void counts_are_of_those_who_are_there(void **state)
{
    (void)state;
    enum { PEOPLE = 40 };
    static const char *const sources[] = { "a", "b", "c" };
    struct {
        bool here, in;
        const char *source;
    } people[PEOPLE] = { 0 };
    uint32_t random = 3;
    limit_begin(&limit, 30, 12, 5);
    for (int round = 0; round < 20000; round++) {
        random = random * 1664525u + 1013904223u;
        size_t who = (random >> 8) % PEOPLE;
        if (!people[who].here) {
            people[who].source = sources[(random >> 20) % 3];
            people[who].here = limit_come(&limit, people[who].source) == LIMIT_WELCOME;
        } else if (!people[who].in && random >> 31) {
            people[who].in = true;
            limit_in(&limit, people[who].source);
        } else {
            limit_leave(&limit, people[who].source, people[who].in);
            people[who].here = people[who].in = false;
        }
        int all = 0, waiting = 0, from[3] = { 0 };
        for (size_t i = 0; i < PEOPLE; i++) {
            all += people[i].here;
            waiting += people[i].here && !people[i].in;
            for (size_t k = 0; k < 3; k++)
                from[k] += people[i].here && !people[i].in && people[i].source == sources[k];
        }
        assert_int_equal(limit.all, all);
        assert_int_equal(limit.waiting, waiting);
        assert_true(all <= 30 && waiting <= 12 && from[0] <= 5 && from[1] <= 5 && from[2] <= 5);
    }
}

static void who_is_turned_away_is_told_why(void **state)
{
    (void)state;
    assert_non_null(strstr(limit_sentence(LIMIT_HOUSE_FULL), "house is full"));
    assert_non_null(strstr(limit_sentence(LIMIT_DOOR_FULL), "at the door"));
    assert_non_null(strstr(limit_sentence(LIMIT_SOURCE_FULL), "your address"));
    assert_string_equal(limit_sentence(LIMIT_WELCOME), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_are_kept_one_by_one),
        cmocka_unit_test(who_is_in_does_not_stand_at_the_door),
        cmocka_unit_test(who_leaves_makes_room),
        cmocka_unit_test(more_sources_than_there_are_rows_wait_outside),
        cmocka_unit_test(counts_are_of_those_who_are_there),
        cmocka_unit_test(who_is_turned_away_is_told_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
