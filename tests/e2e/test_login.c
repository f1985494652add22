/* test_login.c: who comes in, and who does not; what a newcomer sees first, on a desk and on a phone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bbs/demo/demo.h"
#include "tests/e2e/served.h"

static int open_street(void **state)
{
    static struct served house;
    served_open(&house, true);
    served_member(&house, "keyed");
    *state = &house;
    return 0;
}

static int close_street(void **state)
{
    served_close(*state);
    return 0;
}

static void by_key(void **state)
{
    char *out = served_says(*state, "keyed", "whoami", NULL, 0);
    assert_non_null(strstr(out, "keyed"));
    free(out);
}

/* RULES 1.6: what takes the password again on a shared computer takes her log-in from who has none, and that once. */
static void by_key_alone_on_a_shared_computer(void **state)
{
    free(served_says(*state, "keyed", "settings shared always", NULL, 0));
    struct terminal *t = served_visit(*state, &(struct visit) { .handle = "keyed", .no_pty = true });
    expect(t, "quit` leaves");
    terminal_send(t, "about-me\n");
    assert_true(terminal_wait_said(t, "\"handle\"", PATIENCE));
    terminal_send(t, "about-me\n");
    assert_true(terminal_wait_said(t, "Log in again with your key.", PATIENCE));
    terminal_close(t);
}

static void by_password(void **state)
{
    struct terminal *t = served_visit(*state, &(struct visit) { .handle = DEMO_HANDLE_1, .password = DEMO_PASSWORD_1 });
    expect(t, DEMO_HANDLE_1);
    expect(t, "? help");
    terminal_close(t);
}

/* RULES 1.6: before anything of hers is shown. */
static void by_password_she_is_asked_whether_the_computer_is_shared(void **state)
{
    struct terminal *t = served_visit(*state, &(struct visit) { .handle = DEMO_HANDLE_1, .password = DEMO_PASSWORD_1 });
    expect(t, "Is this computer shared?");
    assert_false(terminal_shows(t, "Waits for you"));
    terminal_send(t, "\r");
    expect(t, "shared computer");
    terminal_send(t, "\003\003");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    assert_false(terminal_shows(t, "Waits for you"));
    terminal_close(t);
}

static void wrong_password(void **state)
{
    struct terminal *t =
        served_visit(*state, &(struct visit) { .handle = DEMO_HANDLE_1, .password = "corner tank empty" });
    assert_int_equal(terminal_wait_end(t, PATIENCE), 255);
    assert_true(terminal_shows(t, "Permission denied"));
    terminal_close(t);
}

/* Milliseconds until a wrong password is refused. */
static int64_t refused_after(struct served *house, const char *handle)
{
    int64_t begun = now_milliseconds();
    struct terminal *t = served_visit(house, &(struct visit) { .handle = handle, .password = "not the password" });
    assert_int_equal(terminal_wait_end(t, PATIENCE), 255);
    assert_true(terminal_shows(t, "Permission denied"));
    int64_t took = now_milliseconds() - begun;
    terminal_close(t);
    return took;
}

/* Nobody learns whether a handle exists: the same words, and about the same time. What else the machine does makes some
 * tries slow and none quick: the quickest of each are compared. */
static void unknown_handle(void **state)
{
    enum { TRIES = 6, ABOUT = 400 };
    int64_t known = INT64_MAX, unknown = INT64_MAX;
    for (int i = 0; i < TRIES && (i == 0 || llabs(known - unknown) >= ABOUT); i++) {
        int64_t took = refused_after(*state, DEMO_HANDLE_2);
        known = took < known ? took : known;
        took = refused_after(*state, "nobodyatall");
        unknown = took < unknown ? took : unknown;
    }
    assert_true(llabs(known - unknown) < ABOUT);
    struct ran result = served_command(*state, "nobodyatall", "whoami", NULL);
    assert_int_equal(result.status, 255);
    ran_free(&result);
}

/* RULES 1.3: before log-in the server names no street. */
static void strangers_key(void **state)
{
    struct ran result = served_command(*state, DEMO_HANDLE_1, "whoami", NULL);
    assert_int_equal(result.status, 255);
    assert_null(strstr(result.err, "Vilakazi"));
    assert_null(strstr(result.out, "Vilakazi"));
    ran_free(&result);
}

static void guest_reads_and_does_not_write(void **state)
{
    char *boards = served_says(*state, "guest", "boards", NULL, 0);
    assert_non_null(strstr(boards, "welcome"));
    assert_null(strstr(boards, "general"));
    free(boards);
    free(served_says(*state, "guest", "post welcome --title Hello", "I am a guest.\n", 1));
    free(served_says(*state, "guest", "threads general", NULL, 1));
    free(served_says(*state, "guest", "inbox", NULL, 1));
    char *found = served_says(*state, "guest", "search tank --json", NULL, 0);
    assert_null(strstr(found, "\"general\""));
    free(found);
}

/* Her first log-in, and only that one, says what to do; whoever closed it is at home from then on. */
static void newcomer_is_welcomed(void **state)
{
    struct terminal *t = served_visit(*state, &(struct visit) { .handle = "keyed" });
    expect(t, "Say hello to the street");
    terminal_send(t, "3");
    expect(t, "The street");
    terminal_send(t, "\034");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
    assert_true(until(served_is_empty, *state, PATIENCE)); /* its last writes are on disk then */
}

static void home_at(void **state, int columns, int rows)
{
    struct terminal *t = served_visit(*state, &(struct visit) { .handle = "keyed", .columns = columns, .rows = rows });
    expect(t, "The street");
    expect(t, "? help");
    assert_non_null(strstr(terminal_row(t, 0), "Vilakazi"));
    assert_non_null(strstr(terminal_row(t, rows - 1), "? help"));
    assert_true(terminal_bytes(t) < 6000);
    terminal_resize(t, 60, 20);
    expect(t, "? help");
    terminal_send(t, "q");
    terminal_wait_said(t, "eave", PATIENCE); /* home asks once */
    choose(t, "y");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
}

static void home_on_a_desk(void **state)
{
    home_at(state, 80, 24);
}

static void home_on_a_phone(void **state)
{
    home_at(state, 40, 15);
}

/* An arrow is three bytes, and does what one key does: it moves. */
static void arrows_move(void **state)
{
    struct terminal *t = served_visit(*state, &(struct visit) { .handle = "keyed" });
    expect(t, "The street");
    terminal_send(t, "t");
    expect(t, "› Welcome");
    terminal_send(t, "\033[B");
    expect(t, "› General");
    terminal_send(t, "\033OA");
    expect(t, "› Welcome");
    terminal_close(t);
}

static void leaves_at_once(void **state)
{
    struct terminal *t = served_visit(*state, &(struct visit) { .handle = "keyed" });
    expect(t, "? help");
    terminal_send(t, "\034");
    assert_true(terminal_wait_end(t, PATIENCE) >= 0);
    assert_false(terminal_shows(t, "keyed"));
    terminal_close(t);
}

static void log_names_nobody(void **state)
{
    const struct served *house = *state;
    struct ran log = run((const char *const[]) { "cat", house->log, NULL }, NULL, 0);
    assert_non_null(strstr(log.out, "listening"));
    assert_null(strstr(log.out, DEMO_HANDLE_1));
    assert_null(strstr(log.out, "nobodyatall"));
    assert_null(strstr(strstr(log.out, "listening") + 30, "127.0.0.1"));
    ran_free(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_key),
        cmocka_unit_test(by_password),
        cmocka_unit_test(by_password_she_is_asked_whether_the_computer_is_shared),
        cmocka_unit_test(wrong_password),
        cmocka_unit_test(unknown_handle),
        cmocka_unit_test(strangers_key),
        cmocka_unit_test(guest_reads_and_does_not_write),
        cmocka_unit_test(newcomer_is_welcomed),
        cmocka_unit_test(home_on_a_desk),
        cmocka_unit_test(home_on_a_phone),
        cmocka_unit_test(arrows_move),
        cmocka_unit_test(leaves_at_once),
        cmocka_unit_test(by_key_alone_on_a_shared_computer),
        cmocka_unit_test(log_names_nobody),
    };
    return cmocka_run_group_tests(tests, open_street, close_street);
}
