/* test_guess.c: how long a guess at a password waits. */
#include "bbs/serve/guess.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, ANN = 11, BEN = 12 };

static struct guess_table *table;

static int begin(void **state)
{
    (void)state;
    table = calloc(1, sizeof *table);
    return table == NULL;
}

static int end(void **state)
{
    (void)state;
    free(table);
    return 0;
}

static void each_case_of_the_table(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct {
            const char *source;
            int64_t handle, at, waits;
        } asked[10];
    } cases[] = {
        { "one after the other, each at once after the last",
            { { "a", ANN, 0, 0 }, { "a", ANN, 0, 1000 }, { "a", ANN, 1000, 2000 }, { "a", ANN, 3000, 4000 },
                { "a", ANN, 7000, 8000 }, { "a", ANN, 15000, 16000 }, { "a", ANN, 31000, 30000 },
                { "a", ANN, 61000, 30000 } } },
        { "time that has gone by counts",
            { { "a", ANN, 0, 0 }, { "a", ANN, 600, 400 }, { "a", ANN, 60000, 0 }, { "a", ANN, 60000, 4000 } } },
        { "all at once wait for each other, and none longer than thirty seconds",
            { { "a", ANN, 0, 0 }, { "a", ANN, 0, 1000 }, { "a", ANN, 0, 3000 }, { "a", ANN, 0, 7000 },
                { "a", ANN, 0, 15000 }, { "a", ANN, 0, 30000 }, { "a", ANN, 0, 30000 }, { "a", ANN, 0, 30000 } } },
        { "from that source only",
            { { "a", ANN, 0, 0 }, { "a", ANN, 0, 1000 }, { "a", ANN, 0, 3000 }, { "b", ANN, 0, 0 } } },
        { "that handle only: a township shares one address",
            { { "a", ANN, 0, 0 }, { "a", ANN, 0, 1000 }, { "a", ANN, 0, 3000 }, { "a", BEN, 0, 0 } } },
        { "forgotten after an hour without a guess, not before",
            { { "a", ANN, 0, 0 }, { "a", ANN, 0, 1000 }, { "a", ANN, HOUR, 0 }, { "a", ANN, HOUR, 4000 },
                { "a", ANN, 2 * HOUR + 4001, 0 }, { "a", ANN, 2 * HOUR + 4001, 1000 } } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        memset(table, 0, sizeof *table);
        for (size_t k = 0; k < 10 && cases[i].asked[k].source != NULL; k++) {
            int64_t waits =
                guess_ask(table, cases[i].asked[k].source, cases[i].asked[k].handle, false, cases[i].asked[k].at).wait;
            if (waits != cases[i].asked[k].waits)
                fail_msg("%s: guess %zu waits %lld", cases[i].name, k, (long long)waits);
        }
    }
}

static void nobody_waits_longer_than_thirty_seconds(void **state)
{
    (void)state;
    for (int i = 0; i < 100000; i++) {
        int64_t waits = guess_ask(table, "a", ANN, i % 2 == 0, i / 7).wait;
        assert_true(waits >= 0 && waits <= 30 * SECOND);
    }
}

/* All at once, from a place where she never was: five are looked at within the half minute, the others never. */
static void a_hundred_at_once_are_no_hundred_guesses(void **state)
{
    int looked_at = 0;
    (void)state;
    for (int i = 0; i < 120; i++) {
        struct guess_turn turn = guess_ask(table, "a", ANN, false, 0);
        looked_at += turn.check != GUESS_NEVER;
        assert_true(turn.check != GUESS_AT_ONCE);
        assert_int_equal(turn.wait, turn.check == GUESS_NEVER ? GUESS_WAIT_MOST_MS : ((int64_t)SECOND << i) - SECOND);
    }
    assert_int_equal(looked_at, 5);
    /* What was never looked at pushes nobody back: half a minute later there are turns again. */
    assert_int_equal(guess_ask(table, "a", ANN, false, 32 * SECOND).check, GUESS_AFTER_THE_WAIT);
}

/* In a day of guessing without a pause, with as many connections as he likes. */
static void guesses_in_a_day(void **state)
{
    int elsewhere = 0, at_once = 0;
    (void)state;
    for (int64_t now = 0; now < 24 * HOUR; now += 250) {
        elsewhere += guess_ask(table, "a", ANN, false, now).check != GUESS_NEVER;
        at_once += guess_ask(table, "a", BEN, true, now).check == GUESS_AT_ONCE;
    }
    assert_in_range(elsewhere, 2000, 24 * 120 + 10); /* one in half a minute */
    assert_in_range(at_once, 24 * 20, 24 * 20 + 20); /* twenty an hour */
}

/* Where she was this month: a right one at once; a wrong one is answered as late as anywhere. */
static void a_known_place_changes_when_it_is_looked_at(void **state)
{
    (void)state;
    for (int i = 0; i < GUESS_AT_ONCE_MOST; i++) {
        struct guess_turn known = guess_ask(table, "a", ANN, true, i * SECOND);
        struct guess_turn elsewhere = guess_ask(table, "b", ANN, false, i * SECOND);
        struct guess_turn invented = guess_ask(table, "a", BEN, false, i * SECOND);
        assert_int_equal(known.check, GUESS_AT_ONCE);
        assert_int_equal(known.wait, elsewhere.wait);
        assert_int_equal(known.wait, invented.wait);
    }
    assert_int_not_equal(guess_ask(table, "a", ANN, true, 30 * SECOND).check, GUESS_AT_ONCE);
    assert_int_equal(guess_ask(table, "a", ANN, true, 30 * SECOND + GUESS_AT_ONCE_EACH_MS).check, GUESS_AT_ONCE);
}

/* Who logs in rightly a hundred times an hour never waits, and her next slip is answered like a first one. */
static void a_right_one_is_no_guess(void **state)
{
    (void)state;
    for (int i = 0; i < 100; i++) {
        struct guess_turn turn = guess_ask(table, "a", ANN, true, i * SECOND);
        assert_int_equal(turn.check, GUESS_AT_ONCE);
        guess_right(table, "a", ANN, turn.check, i * SECOND);
    }
    assert_int_equal(guess_ask(table, "a", ANN, true, 100 * SECOND).wait, 0);
}

/* Whoever tries all names there are fills the table; those who guess just now stay in it. */
static void a_full_table_keeps_the_newest(void **state)
{
    (void)state;
    for (int64_t handle = 100; handle < 100 + GUESS_ROWS; handle++)
        assert_int_equal(guess_ask(table, "a", handle, false, handle).wait, 0);
    assert_int_equal(guess_ask(table, "b", ANN, false, 5000).wait, 0); /* in the place of 100 */
    assert_int_equal(guess_ask(table, "b", ANN, false, 5000).wait, 1000);
    assert_int_equal(guess_ask(table, "a", 101, false, 101).wait, 1000); /* the others are all there */
    assert_int_equal(guess_ask(table, "a", 99 + GUESS_ROWS, false, 99 + GUESS_ROWS).wait, 1000);
    assert_int_equal(guess_ask(table, "a", 100, false, 6000).wait, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_case_of_the_table, begin, end),
        cmocka_unit_test_setup_teardown(nobody_waits_longer_than_thirty_seconds, begin, end),
        cmocka_unit_test_setup_teardown(a_hundred_at_once_are_no_hundred_guesses, begin, end),
        cmocka_unit_test_setup_teardown(guesses_in_a_day, begin, end),
        cmocka_unit_test_setup_teardown(a_known_place_changes_when_it_is_looked_at, begin, end),
        cmocka_unit_test_setup_teardown(a_right_one_is_no_guess, begin, end),
        cmocka_unit_test_setup_teardown(a_full_table_keeps_the_newest, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
