/* test_arrivals.c: who stands in the queue, who is next, and who goes to make room. */
#include "bbs/serve/arrivals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* It is large: one, begun anew by each test. */
static struct arrivals arrivals;

static int begin(void **state)
{
    (void)state;
    memset(&arrivals, 0, sizeof arrivals);
    arrivals.most = 6000;
    return 0;
}

static void come(int key, const char *source, enum arrival_place place, int64_t now)
{
    assert_true(arrivals_come(&arrivals, key, source, now));
    arrivals_move(&arrivals, key, place, now);
}

static void fill(enum arrival_place place, const char *source, int first_key, int count)
{
    for (int i = 0; i < count; i++)
        come(first_key + i, source, place, i);
}

static void first_lines(void **state)
{
    (void)state;
    static char endless[300];
    for (size_t i = 0; i < sizeof endless; i++)
        endless[i] = i < 4 ? "SSH-"[i] : 'x';
    static const struct {
        const char *bytes;
        enum arrival_line what;
    } cases[] = {
        { "", ARRIVAL_LINE_PART },
        { "S", ARRIVAL_LINE_PART },
        { "SSH-2.0-Open", ARRIVAL_LINE_PART },
        { "SSH-2.0-OpenSSH_9.2\r\n", ARRIVAL_LINE_WHOLE },
        { "SSH-2.0-x\nand more", ARRIVAL_LINE_WHOLE },
        { "GET / HTTP/1.1\r\n", ARRIVAL_LINE_OTHER },
        { "SSH_2.0", ARRIVAL_LINE_OTHER },
        { "\n", ARRIVAL_LINE_OTHER },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(arrival_line(cases[i].bytes, strlen(cases[i].bytes)), cases[i].what);
    assert_int_equal(arrival_line(endless, ARRIVAL_LINE_MOST - 1), ARRIVAL_LINE_PART);
    assert_int_equal(arrival_line(endless, ARRIVAL_LINE_MOST), ARRIVAL_LINE_OTHER);
}

static void the_newest_is_next(void **state)
{
    (void)state;
    assert_int_equal(arrivals_next(&arrivals, 0), -1);
    come(3, "a", ARRIVAL_READY, 10);
    come(4, "a", ARRIVAL_READY, 10);
    come(5, "b", ARRIVAL_SILENT, 10);
    assert_int_equal(arrivals_next(&arrivals, 10), 4);
    arrivals_taken(&arrivals, 4, 40, 11);
    assert_null(arrivals_find(&arrivals, 4));
    assert_int_equal(arrivals_find(&arrivals, 40)->place, ARRIVAL_EXCHANGE);
    assert_int_equal(arrivals_next(&arrivals, 10), 3);
    arrivals_leave(&arrivals, 3);
    assert_int_equal(arrivals_next(&arrivals, 10), -1);
}

static void fewest_first(void **state)
{
    (void)state;
    come(3, "elsewhere", ARRIVAL_READY, 0);
    fill(ARRIVAL_SILENT, "storm", 100, 5);
    come(4, "storm", ARRIVAL_READY, 10);
    assert_int_equal(arrivals_next(&arrivals, 10), 3);
}

/* Some clients wait for our line; while many are silent nobody does a favour to all of them. */
static void who_is_silent_is_next_after_a_moment(void **state)
{
    (void)state;
    come(3, "a", ARRIVAL_SILENT, 10);
    assert_int_equal(arrivals_next(&arrivals, 10 + ARRIVAL_PATIENCE_MS - 1), -1);
    assert_int_equal(arrivals_next(&arrivals, 10 + ARRIVAL_PATIENCE_MS), 3);
    fill(ARRIVAL_SILENT, "b", 100, ARRIVAL_CROWDED);
    assert_int_equal(arrivals_next(&arrivals, 10 + ARRIVAL_PATIENCE_MS), -1);
}

/* The storm's oldest goes, at each place; whoever comes from elsewhere stays, and the newest of the same source. */
static void the_source_with_most_makes_room(void **state)
{
    (void)state;
    for (enum arrival_place place = 0; place < ARRIVAL_PLACES; place++) {
        begin(NULL);
        come(1, "elsewhere", place, 0);
        fill(place, "storm", 100, arrival_bounds[place].most - 1);
        assert_int_equal(arrivals_over(&arrivals), -1);
        come(2, "storm", place, 5);
        assert_int_equal(arrivals_over(&arrivals), 100);
        arrivals_leave(&arrivals, 100);
        assert_int_equal(arrivals_over(&arrivals), -1);
        assert_non_null(arrivals_find(&arrivals, 1));
        assert_non_null(arrivals_find(&arrivals, 2));
    }
}

static void of_many_sources_the_oldest_goes(void **state)
{
    char source[ARRIVAL_SOURCE_BYTES];
    (void)state;
    for (int i = 0; i <= arrival_bounds[ARRIVAL_SILENT].most; i++) {
        snprintf(source, sizeof source, "2001:db8:%x::x", (unsigned)i);
        come(i, source, ARRIVAL_SILENT, i);
    }
    assert_int_equal(arrivals_over(&arrivals), 0);
}

static void nobody_stands_there_for_ever(void **state)
{
    (void)state;
    for (enum arrival_place place = 0; place < ARRIVAL_PLACES; place++) {
        begin(NULL);
        come(7, "a", place, 1000);
        assert_int_equal(arrivals_late(&arrivals, 1000 + arrival_bounds[place].longest - 1), -1);
        assert_int_equal(arrivals_late(&arrivals, 1000 + arrival_bounds[place].longest), 7);
    }
    assert_int_equal(arrivals_late(&arrivals, 0), -1); /* a clock that goes back sends nobody away */
}

/* A township shares one address: those who are in do not keep their neighbours out. */
static void members_who_are_in_do_not_stand_in_the_queue(void **state)
{
    (void)state;
    for (int i = 0; i < 5000; i++) {
        come(i, "198.51.100.x", ARRIVAL_ASKED, 0);
        arrivals_in(&arrivals, i);
        assert_int_equal(arrivals_over(&arrivals), -1);
    }
    assert_int_equal(arrivals.inside, 5000);
    assert_int_equal(arrivals.standing_count, 0);
}

static void a_full_house(void **state)
{
    (void)state;
    arrivals.most = 3;
    arrivals.inside = 2;
    come(1, "a", ARRIVAL_EXCHANGE, 0);
    come(2, "a", ARRIVAL_ASKED, 0);
    assert_int_equal(arrivals_over(&arrivals), 1); /* whoever only stands there makes room for members */
    arrivals_leave(&arrivals, 1);
    assert_int_equal(arrivals_over(&arrivals), -1);
    arrivals_in(&arrivals, 2);
    assert_false(arrivals_come(&arrivals, 3, "a", 0));
    arrivals_leave_inside(&arrivals);
    assert_true(arrivals_come(&arrivals, 3, "a", 0));
}

/* Whoever comes, moves and leaves in whatever order: the counts are those of the people who are there. */
static void counts_are_of_those_who_are_there(void **state)
{
    (void)state;
    enum { PEOPLE = 60 };
    static const char *const sources[] = { "a", "b", "c" };
    struct {
        bool here;
        enum arrival_place place;
    } people[PEOPLE] = { 0 };
    uint32_t random = 3;
    for (int round = 0; round < 20000; round++) {
        random = random * 1664525u + 1013904223u;
        int who = (int)((random >> 8) % PEOPLE);
        if (!people[who].here)
            people[who].here = arrivals_come(&arrivals, who, sources[who % 3], round);
        else if (people[who].place == ARRIVAL_VISITOR || random >> 31) {
            arrivals_leave(&arrivals, who);
            people[who].here = false;
            people[who].place = ARRIVAL_SILENT;
        } else
            arrivals_move(&arrivals, who, ++people[who].place, round);
        int count[ARRIVAL_PLACES] = { 0 }, from[3] = { 0 };
        for (int i = 0; i < PEOPLE; i++)
            if (people[i].here) {
                count[people[i].place]++;
                from[i % 3]++;
            }
        for (enum arrival_place place = 0; place < ARRIVAL_PLACES; place++)
            assert_int_equal(arrivals.count[place], count[place]);
        for (int i = 0; i < arrivals.source_count; i++)
            assert_int_equal(arrivals.sources[i].all, from[arrivals.sources[i].name[0] - 'a']);
        assert_true(arrivals.source_count <= 3);
    }
}

static void who_is_turned_away_is_told_why(void **state)
{
    (void)state;
    assert_non_null(strstr(arrivals_sentence(true), "house is full"));
    assert_non_null(strstr(arrivals_sentence(false), "at the door"));
}

#define test(name) cmocka_unit_test_setup(name, begin)
int main(void)
{
    const struct CMUnitTest tests[] = {
        test(first_lines),
        test(the_newest_is_next),
        test(fewest_first),
        test(who_is_silent_is_next_after_a_moment),
        test(the_source_with_most_makes_room),
        test(of_many_sources_the_oldest_goes),
        test(nobody_stands_there_for_ever),
        test(members_who_are_in_do_not_stand_in_the_queue),
        test(a_full_house),
        test(counts_are_of_those_who_are_there),
        test(who_is_turned_away_is_told_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
