/* test_share.c: when the quiet line about one's own share of a thread is due. RULES 2.5. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "boards.h"

static void follows_the_rule(void **state)
{
    (void)state;
    static const struct {
        int posts, writers, mine, of;
        bool due;
    } cases[] = {
        { 12, 5, 3, 12, true },                            /* a quarter */
        { 11, 5, 11, 11, false },                          /* too few posts */
        { 12, 4, 9, 12, false },                           /* too few writers */
        { 30, 5, 6, 30, false },                           /* a fifth is not more than a fifth */
        { 30, 5, 7, 30, true }, { 900, 40, 7, 30, true },  /* of the last 30 only */
        { 900, 40, 0, 30, false }, { 12, 5, 0, 0, false }, /* everything withdrawn */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            thread_share_due(cases[i].posts, cases[i].writers, cases[i].mine, cases[i].of, 20), cases[i].due);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(follows_the_rule) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
