/* test_lock.c: when a shared screen warns, locks and ends. RULES 1.6. */
#include "lock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND };
#define BEGUN INT64_C(777)

static void it_warns_locks_and_ends_in_time(void **state)
{
    (void)state;
    static const struct {
        size_t words;
        int64_t at;
        enum lock_state state;
    } cases[] = {
        { 0, 0, LOCK_OPEN },
        { 0, 90 * SECOND - 1, LOCK_OPEN },
        { 0, 90 * SECOND, LOCK_WARNING },
        { 0, 2 * MINUTE - 1, LOCK_WARNING },
        { 0, 2 * MINUTE, LOCK_LOCKED },
        { 0, 12 * MINUTE - 1, LOCK_LOCKED },
        { 0, 12 * MINUTE, LOCK_OUT },
        { 60, 3 * MINUTE - 30 * SECOND - 1, LOCK_OPEN },
        { 60, 3 * MINUTE - 30 * SECOND, LOCK_WARNING },
        { 60, 3 * MINUTE, LOCK_LOCKED },
        { 60, 13 * MINUTE, LOCK_OUT },
        { 90, 3 * MINUTE + 30 * SECOND - 1, LOCK_WARNING },
        { 90, 3 * MINUTE + 30 * SECOND, LOCK_LOCKED },
        { 600, 12 * MINUTE - 1, LOCK_WARNING },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lock lock;
        lock_begin(&lock, true, BEGUN);
        lock_touched(&lock, cases[i].words, BEGUN);
        enum lock_state is = lock_look(&lock, BEGUN + cases[i].at);
        if (is != cases[i].state)
            fail_msg("%zu words, after %lld s: %d, not %d", cases[i].words, (long long)cases[i].at / SECOND, (int)is,
                (int)cases[i].state);
    }
}

/* Whoever waits as long as it says finds the next state, and not a moment before. */
static void it_says_when_to_look_again(void **state)
{
    (void)state;
    static const enum lock_state next[] = { LOCK_WARNING, LOCK_LOCKED, LOCK_OUT };
    struct lock lock;
    int64_t now = BEGUN;
    lock_begin(&lock, true, now);
    lock_touched(&lock, 17, now);
    for (size_t i = 0; i < sizeof next / sizeof *next; i++) {
        enum lock_state before = lock_look(&lock, now);
        int64_t due = lock_due(&lock, now);
        assert_true(due > 0);
        assert_int_equal(lock_look(&lock, now + due - 1), before);
        now += due;
        assert_int_equal(lock_look(&lock, now), next[i]);
    }
    assert_int_equal(lock_due(&lock, now), 0);
}

static void a_key_puts_it_off_until_it_is_locked(void **state)
{
    (void)state;
    struct lock lock;
    lock_begin(&lock, true, BEGUN);
    assert_int_equal(lock_look(&lock, BEGUN + 119 * SECOND), LOCK_WARNING);
    lock_touched(&lock, 0, BEGUN + 119 * SECOND);
    assert_int_equal(lock_look(&lock, BEGUN + 121 * SECOND), LOCK_OPEN);
    assert_int_equal(lock_look(&lock, BEGUN + 239 * SECOND), LOCK_LOCKED);
    lock_touched(&lock, 1000, BEGUN + 240 * SECOND);
    assert_int_equal(lock_look(&lock, BEGUN + 240 * SECOND), LOCK_LOCKED);
}

/* A process that was stopped meanwhile looks too late: the ten minutes have counted all the same. */
static void it_is_locked_since_its_time_however_late_one_looks(void **state)
{
    (void)state;
    struct lock lock;
    lock_begin(&lock, true, BEGUN);
    assert_int_equal(lock_look(&lock, BEGUN + 11 * MINUTE), LOCK_LOCKED);
    assert_int_equal(lock_due(&lock, BEGUN + 11 * MINUTE), MINUTE);
    lock_begin(&lock, true, BEGUN);
    assert_int_equal(lock_look(&lock, BEGUN + 60 * MINUTE), LOCK_OUT);
    assert_false(lock_tried(&lock, true, BEGUN + 60 * MINUTE));
}

static void the_password_opens_it_and_five_wrong_ones_end_it(void **state)
{
    (void)state;
    struct lock lock;
    lock_begin(&lock, true, BEGUN);
    assert_false(lock_tried(&lock, true, BEGUN)); /* it is not locked: nothing was asked */
    for (int round = 0; round < 2; round++) {
        int64_t now = BEGUN + (round + 1) * 5 * MINUTE;
        assert_int_equal(lock_look(&lock, now), LOCK_LOCKED);
        for (int i = 0; i < LOCK_TRIES_MOST - 1; i++)
            assert_false(lock_tried(&lock, false, now));
        assert_int_equal(lock_look(&lock, now), LOCK_LOCKED);
        assert_true(lock_tried(&lock, true, now));
        assert_int_equal(lock_look(&lock, now), LOCK_OPEN);
    }
    int64_t now = BEGUN + 15 * MINUTE;
    for (int i = 0; i < LOCK_TRIES_MOST; i++)
        assert_false(lock_tried(&lock, false, now));
    assert_int_equal(lock_look(&lock, now), LOCK_OUT);
    assert_false(lock_tried(&lock, true, now));
}

static void who_has_no_password_is_out_at_once(void **state)
{
    (void)state;
    struct lock lock;
    lock_begin(&lock, false, BEGUN);
    assert_int_equal(lock_look(&lock, BEGUN + 2 * MINUTE - 1), LOCK_WARNING);
    assert_int_equal(lock_look(&lock, BEGUN + 2 * MINUTE), LOCK_OUT);
}

static void a_computer_of_ones_own_never_locks(void **state)
{
    (void)state;
    struct lock lock = { 0 };
    lock_touched(&lock, 5, BEGUN);
    assert_int_equal(lock_look(&lock, INT64_MAX), LOCK_OPEN);
    assert_int_equal(lock_due(&lock, BEGUN), -1);
}

static void words_are_counted_as_they_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        size_t count;
    } cases[] = { { "", 0 }, { "  \n", 0 }, { "one", 1 }, { " one  two\nthree ", 3 }, { "日本 語", 2 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t length = 0;
        while (cases[i].words[length] != '\0')
            length++;
        assert_int_equal(lock_words(cases[i].words, length), cases[i].count);
    }
}

static void what_comes_to_stand_there_gives_time_and_takes_none(void **state)
{
    struct lock lock;
    (void)state;
    lock_begin(&lock, true, 1000);
    lock_shown(&lock, 60); /* a first page, before any key */
    assert_int_equal(lock.locks_at, 1000 + LOCK_LEAST_MS + 60 * LOCK_WORD_MS);
    lock_shown(&lock, 10);
    assert_int_equal(lock.locks_at, 1000 + LOCK_LEAST_MS + 60 * LOCK_WORD_MS);
    lock_touched(&lock, 10, 5000);
    assert_int_equal(lock.locks_at, 5000 + LOCK_LEAST_MS + 10 * LOCK_WORD_MS);
    int64_t locks_at = lock.locks_at;
    assert_int_equal(lock_look(&lock, locks_at), LOCK_LOCKED);
    lock_shown(&lock, 1000);
    assert_int_equal(lock_look(&lock, locks_at + LOCK_OUT_MS), LOCK_OUT);
    struct lock off = { 0 };
    lock_shown(&off, 60);
    assert_int_equal(lock_look(&off, 0), LOCK_OPEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_to_stand_there_gives_time_and_takes_none),
        cmocka_unit_test(it_warns_locks_and_ends_in_time),
        cmocka_unit_test(it_says_when_to_look_again),
        cmocka_unit_test(a_key_puts_it_off_until_it_is_locked),
        cmocka_unit_test(it_is_locked_since_its_time_however_late_one_looks),
        cmocka_unit_test(the_password_opens_it_and_five_wrong_ones_end_it),
        cmocka_unit_test(who_has_no_password_is_out_at_once),
        cmocka_unit_test(a_computer_of_ones_own_never_locks),
        cmocka_unit_test(words_are_counted_as_they_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
