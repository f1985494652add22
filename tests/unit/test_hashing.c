/* test_hashing.c: whose password is hashed next. */
#include "bbs/serve/hashing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct hashing *queue;

static int begin(void **state)
{
    (void)state;
    queue = calloc(1, sizeof *queue);
    queue->most = 2;
    return queue == NULL;
}

static int end(void **state)
{
    (void)state;
    free(queue);
    return 0;
}

/* Gives the next turn and ends it. */
static int next(void)
{
    int key = hashing_next(queue, 0);
    hashing_end(queue, key);
    return key;
}

static void only_so_many_run_at_once(void **state)
{
    (void)state;
    for (int key = 1; key <= 4; key++)
        assert_true(hashing_ask(queue, key, "a", false));
    assert_false(hashing_ask(queue, 4, "a", false));
    assert_int_equal(hashing_next(queue, 0), 1);
    assert_int_equal(hashing_next(queue, 0), 2);
    assert_int_equal(hashing_next(queue, 0), -1);
    hashing_end(queue, 2);
    assert_int_equal(hashing_next(queue, 0), 3);
    hashing_end(queue, 4); /* it left while it waited */
    hashing_end(queue, 1);
    hashing_end(queue, 99);
    assert_int_equal(hashing_next(queue, 0), -1);
    hashing_end(queue, 3);
    assert_int_equal(queue->count, 0);
    assert_int_equal(queue->running, 0);
}

/* 150 connections with invented names from one source; then she comes from another, and a neighbour from a third. */
static void a_crowd_is_in_the_way_of_its_own_source(void **state)
{
    (void)state;
    for (int key = 0; key < 150; key++)
        hashing_ask(queue, key, "crowd", false);
    for (int i = 0; i < 10; i++)
        assert_int_equal(next(), i);
    hashing_ask(queue, 1000, "hers", false);
    hashing_ask(queue, 1001, "neighbour", false);
    assert_int_equal(next(), 1000);
    assert_int_equal(next(), 1001);
    assert_int_equal(next(), 10);
}

/* Four sources that come again and again have a quarter each, and one that comes once waits for no more than three. */
static void sources_take_turns(void **state)
{
    static const char *const names[] = { "a", "b", "c", "d" };
    int got[4] = { 0 };
    (void)state;
    for (int key = 0; key < 400; key++)
        hashing_ask(queue, key, names[key < 250 ? 0 : 1 + key % 3], false);
    for (int i = 0; i < 100; i++) {
        int key = next();
        got[key < 250 ? 0 : 1 + key % 3]++;
    }
    for (int i = 0; i < 4; i++)
        assert_in_range(got[i], 22, 28);
    hashing_ask(queue, 1000, "hers", false);
    assert_int_equal(next(), 1000);
}

static void a_known_place_comes_first(void **state)
{
    (void)state;
    for (int key = 0; key < 100; key++)
        hashing_ask(queue, key, "township", false);
    hashing_ask(queue, 500, "township", true);
    hashing_ask(queue, 501, "township", true);
    assert_int_equal(next(), 500);
    assert_int_equal(next(), 501);
    assert_int_equal(next(), 0);
}

/* A session that hangs keeps nobody out for good. */
static void a_turn_has_an_end(void **state)
{
    (void)state;
    for (int key = 1; key <= 3; key++)
        hashing_ask(queue, key, "a", false);
    assert_int_equal(hashing_next(queue, 0), 1);
    assert_int_equal(hashing_next(queue, 0), 2);
    assert_int_equal(hashing_next(queue, HASHING_LONGEST_MS), -1);
    assert_int_equal(hashing_next(queue, HASHING_LONGEST_MS + 1), 3);
}

static void a_full_queue_takes_no_more(void **state)
{
    (void)state;
    for (int key = 0; key < HASHING_ROOM; key++)
        assert_true(hashing_ask(queue, key, "a", false));
    assert_false(hashing_ask(queue, HASHING_ROOM, "b", true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_so_many_run_at_once, begin, end),
        cmocka_unit_test_setup_teardown(a_crowd_is_in_the_way_of_its_own_source, begin, end),
        cmocka_unit_test_setup_teardown(sources_take_turns, begin, end),
        cmocka_unit_test_setup_teardown(a_known_place_comes_first, begin, end),
        cmocka_unit_test_setup_teardown(a_turn_has_an_end, begin, end),
        cmocka_unit_test_setup_teardown(a_full_queue_takes_no_more, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
