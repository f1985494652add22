/* test_voucher.c: whose word counts for somebody who lost her password. RULES 1.9. */
#include "voucher.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { NOON = 1800000000, DAY = 86400, LONG = 14 * DAY };

static void follows_the_table(void **state)
{
    (void)state;
    static const struct {
        struct voucher_case voucher;
        enum voucher_fault fault;
    } cases[] = {
        /* same_unit, founded, same_home, restored, joined, home_since */
        { { true, true, false, false, NOON - LONG, NOON - LONG }, VOUCHER_COUNTS },
        { { true, true, false, false, NOON - 9 * LONG, NOON - 9 * LONG }, VOUCHER_COUNTS },
        { { true, true, false, false, NOON - LONG + 1, NOON - 9 * LONG }, VOUCHER_NEW }, /* by a card, this afternoon */
        { { true, true, false, false, NOON, NOON - 9 * LONG }, VOUCHER_NEW },
        { { true, true, false, false, NOON - LONG, NOON - LONG + 1 }, VOUCHER_HOME_NEW },
        { { true, true, false, false, NOON + DAY, NOON + DAY }, VOUCHER_NEW }, /* the clock went back */
        { { true, false, false, false, NOON - LONG, NOON - LONG }, VOUCHER_FOUNDING },
        { { false, false, false, false, NOON - LONG, NOON - LONG }, VOUCHER_ELSEWHERE },
        { { true, true, true, false, NOON - LONG, NOON - LONG }, VOUCHER_SAME_HOME },
        { { true, true, false, true, NOON - LONG, NOON - LONG }, VOUCHER_RESTORED },
        { { true, true, false, false, NOON - LONG, 0 }, VOUCHER_HOMELESS },
        { { false, false, true, true, NOON, 0 }, VOUCHER_SAME_HOME }, /* what time does not mend is said first */
        { { true, false, false, true, NOON, NOON }, VOUCHER_RESTORED },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (voucher_judge(&cases[i].voucher, NOON) != cases[i].fault)
            fail_msg("case %zu is %d", i, (int)voucher_judge(&cases[i].voucher, NOON));
}

/* Whom she chooses beforehand may still have to wait; nobody else is chosen. */
static void who_may_be_chosen(void **state)
{
    (void)state;
    assert_true(voucher_fault_passes(VOUCHER_FOUNDING));
    assert_true(voucher_fault_passes(VOUCHER_NEW));
    assert_true(voucher_fault_passes(VOUCHER_HOME_NEW));
    assert_false(voucher_fault_passes(VOUCHER_SAME_HOME));
    assert_false(voucher_fault_passes(VOUCHER_ELSEWHERE));
    assert_false(voucher_fault_passes(VOUCHER_HOMELESS));
    for (enum voucher_fault fault = VOUCHER_SAME_HOME; fault <= VOUCHER_HOME_NEW; fault++)
        assert_true(strlen(voucher_sentence(fault)) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_the_table),
        cmocka_unit_test(who_may_be_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
