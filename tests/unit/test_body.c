/* test_body.c: a command waits for its text for as long as people type, and not for ever. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bbs/serve/body.h"

enum { MINUTE = 60000, BEGUN = 1000000 };

static void a_text_is_waited_for_and_not_for_ever(void **state)
{
    static const struct {
        int64_t heard, now; /* milliseconds after it began */
        int left;
    } moments[] = {
        { 0, 0, 5 * MINUTE },
        { 0, 5 * MINUTE - 1, 1 },
        { 0, 5 * MINUTE, 0 },
        { 0, 60 * MINUTE, 0 },
        { 4 * MINUTE, 5 * MINUTE, 4 * MINUTE },   /* each line gives five minutes more */
        { 28 * MINUTE, 28 * MINUTE, 2 * MINUTE }, /* of half an hour */
        { 30 * MINUTE - 1, 30 * MINUTE - 1, 1 },  /* a byte now and then keeps it no longer */
        { 30 * MINUTE - 1, 30 * MINUTE, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
        assert_int_equal(body_patience(BEGUN, BEGUN + moments[i].heard, BEGUN + moments[i].now), moments[i].left);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_text_is_waited_for_and_not_for_ever) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
