/* test_mark_set.c: the set of read posts: against a plain table of flags, through its written form, and hostile bytes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/boards/mark_set.h"

enum { POSTS = 200 };

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

static void compare(const struct mark_set *set, const bool *read)
{
    for (int64_t post = 1; post < POSTS; post++)
        assert_int_equal(mark_set_has(set, post), read[post]);
}

/* Writes the set out and reads it again: nothing may change. */
static void through_bytes(struct mark_set *set)
{
    size_t length;
    unsigned char *bytes = mark_set_write(set, &length);
    int64_t upto = set->upto;
    mark_set_free(set);
    mark_set_read(set, upto, bytes, length);
    free(bytes);
}

static void remove_one(struct mark_set *set, bool *read, int64_t post)
{
    int64_t between[POSTS];
    size_t count = 0;
    for (int64_t id = post + 1; id <= set->upto && id < POSTS; id++)
        between[count++] = id;
    mark_set_remove(set, post, between, count);
    read[post] = false;
}

static void agrees_with_flags(void **state)
{
    (void)state;
    uint32_t random = 4711;
    for (int round = 0; round < 50; round++) {
        struct mark_set set = { 0 };
        bool read[POSTS] = { false };
        for (int act = 0; act < 120; act++) {
            int64_t post = 1 + next_random(&random) % (POSTS - 1);
            switch (next_random(&random) % 8) {
            case 0:
                mark_set_raise(&set, post);
                memset(read, true, (size_t)post + 1);
                break;
            case 1:
            case 2:
                remove_one(&set, read, post);
                break;
            default:
                mark_set_add(&set, post);
                read[post] = true;
            }
            if (act % 10 == 0)
                through_bytes(&set);
            compare(&set, read);
        }
        mark_set_free(&set);
    }
}

static void joins_two(void **state)
{
    (void)state;
    struct mark_set one = { .upto = 10 }, other = { .upto = 20 };
    mark_set_add(&one, 15);
    mark_set_add(&one, 30);
    mark_set_add(&other, 25);
    mark_set_join(&one, &other);
    assert_int_equal(one.upto, 20);
    assert_int_equal(one.count, 2);
    assert_true(mark_set_has(&one, 25) && mark_set_has(&one, 30) && !mark_set_has(&one, 26));
    mark_set_free(&one);
    mark_set_free(&other);
}

static void large_steps_survive(void **state)
{
    (void)state;
    struct mark_set set = { .upto = 5 };
    mark_set_add(&set, INT64_MAX);
    mark_set_add(&set, 1000000);
    through_bytes(&set);
    assert_int_equal(set.count, 2);
    assert_true(set.above[1] == INT64_MAX);
    mark_set_free(&set);
}

static void hostile_bytes_are_survived(void **state)
{
    (void)state;
    static const unsigned char endless[] = { 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1 };
    static const unsigned char cut[] = { 2, 0x80 };
    static const unsigned char zero[] = { 1, 0, 1 };
    struct mark_set set;
    mark_set_read(&set, 7, endless, sizeof endless);
    assert_int_equal(set.count, 1);
    mark_set_free(&set);
    mark_set_read(&set, 7, cut, sizeof cut);
    assert_int_equal(set.count, 1);
    mark_set_free(&set);
    mark_set_read(&set, 7, zero, sizeof zero);
    assert_int_equal(set.count, 1);
    mark_set_free(&set);
    mark_set_read(&set, INT64_MAX, cut, sizeof cut);
    assert_int_equal(set.count, 0);
    mark_set_free(&set);
}

static void stays_within_its_bounds(void **state)
{
    (void)state;
    struct mark_set set = { 0 };
    size_t length;
    for (int64_t i = 1; i <= MARK_SET_MOST + 500; i++)
        mark_set_add(&set, i * 3000000); /* four bytes each */
    int64_t newest = set.above[set.count - 1];
    mark_set_trim(&set);
    assert_true(set.count <= MARK_SET_MOST);
    free(mark_set_write(&set, &length));
    assert_true(length <= MARK_SET_BYTES_MOST);
    assert_true(mark_set_has(&set, newest) && !mark_set_has(&set, newest - 1));
    mark_set_free(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_flags),
        cmocka_unit_test(joins_two),
        cmocka_unit_test(large_steps_survive),
        cmocka_unit_test(hostile_bytes_are_survived),
        cmocka_unit_test(stays_within_its_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
