/* test_guess.c: how long a guess at a password waits. */
#include "bbs/guess.h"

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
            int64_t waits = guess_ask(table, cases[i].asked[k].source, cases[i].asked[k].handle, cases[i].asked[k].at);
            if (waits != cases[i].asked[k].waits)
                fail_msg("%s: guess %zu waits %lld", cases[i].name, k, (long long)waits);
        }
    }
}

static void nobody_waits_longer_than_thirty_seconds(void **state)
{
    (void)state;
    for (int i = 0; i < 100000; i++) {
        int64_t waits = guess_ask(table, "a", ANN, i / 7);
        assert_true(waits >= 0 && waits <= 30 * SECOND);
    }
}

/* Whoever tries all names there are fills the table; those who guess just now stay in it. */
static void a_full_table_keeps_the_newest(void **state)
{
    (void)state;
    for (int64_t handle = 100; handle < 100 + GUESS_ROWS; handle++)
        assert_int_equal(guess_ask(table, "a", handle, handle), 0);
    assert_int_equal(guess_ask(table, "b", ANN, 5000), 0); /* in the place of 100 */
    assert_int_equal(guess_ask(table, "b", ANN, 5000), 1000);
    assert_int_equal(guess_ask(table, "a", 101, 101), 1000); /* the others are all there */
    assert_int_equal(guess_ask(table, "a", 99 + GUESS_ROWS, 99 + GUESS_ROWS), 1000);
    assert_int_equal(guess_ask(table, "a", 100, 6000), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_case_of_the_table, begin, end),
        cmocka_unit_test_setup_teardown(nobody_waits_longer_than_thirty_seconds, begin, end),
        cmocka_unit_test_setup_teardown(a_full_table_keeps_the_newest, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
