/*
 * test_guess.c: RULES 1.11: guessing at a password slows that handle from there, and nobody else; handles that nobody
 * has wait like any other. What waits is seen by who comes in first, never by a clock.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bbs/demo/demo.h"
#include "tests/e2e/stranger.h"

enum { GUESSES = 4 }; /* the next waits eight seconds */

static int open_street(void **state)
{
    static struct served house;
    served_open(&house, true);
    *state = &house;
    return 0;
}

static int close_street(void **state)
{
    served_close(*state);
    return 0;
}

static void guess_at(struct served *house, const char *handle, int guesses)
{
    ssh_session session = stranger_come(house);
    assert_non_null(session);
    for (int i = 0; i < guesses; i++)
        assert_int_not_equal(ssh_userauth_password(session, handle, "corner tank empty"), SSH_AUTH_SUCCESS);
    stranger_leave(session);
}

/* A township shares one address: her neighbour comes in while she waits; and she does come in. */
static void guessing_slows_that_handle_alone(void **state)
{
    guess_at(*state, DEMO_HANDLE_1, GUESSES);
    struct terminal *her =
        served_visit(*state, &(struct visit) { .handle = DEMO_HANDLE_1, .password = DEMO_PASSWORD_1 });
    struct terminal *neighbour =
        served_visit(*state, &(struct visit) { .handle = DEMO_HANDLE_2, .password = DEMO_PASSWORD_2 });
    expect(neighbour, "? help");
    assert_false(terminal_shows(her, "? help"));
    expect(her, "? help");
    terminal_close(her);
    terminal_close(neighbour);
    assert_true(until(served_is_empty, *state, PATIENCE)); /* that she was here is on disk then */
}

/* A wrong password: whether its answer has come is seen by the words. */
static struct terminal *try_wrongly(struct served *house, const char *handle)
{
    return served_visit(house, &(struct visit) { .handle = handle, .password = "corner tank empty" });
}

static void is_refused(struct terminal *t)
{
    assert_int_equal(terminal_wait_end(t, PATIENCE), 255);
    assert_true(terminal_shows(t, "Permission denied"));
    terminal_close(t);
}

/* She was here this month, since the test before. Her right password is looked at before its turn. A wrong one for her
 * handle waits as long as one for a handle that nobody has: else the time would tell who lives here. */
static void where_she_was_this_month_only_a_right_one_is_quick(void **state)
{
    guess_at(*state, "nobodyatall", GUESSES - 1);
    guess_at(*state, DEMO_HANDLE_2, GUESSES);
    struct terminal *guessed = try_wrongly(*state, DEMO_HANDLE_2);
    struct terminal *nobody = try_wrongly(*state, "nobodyatall");
    struct terminal *her =
        served_visit(*state, &(struct visit) { .handle = DEMO_HANDLE_2, .password = DEMO_PASSWORD_2 });
    expect(her, "? help");
    assert_false(terminal_shows(nobody, "Permission denied"));
    terminal_close(her);
    is_refused(nobody); /* had one guess less, and waits half as long */
    assert_false(terminal_shows(guessed, "Permission denied"));
    is_refused(guessed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(guessing_slows_that_handle_alone),
        cmocka_unit_test(where_she_was_this_month_only_a_right_one_is_quick),
    };
    return cmocka_run_group_tests(tests, open_street, close_street);
}
