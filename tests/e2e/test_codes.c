/* test_codes.c: a paper code after the password, through the stock ssh, and what a stranger makes of it. RULES 1.4. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "bbs/demo/demo.h"
#include "tests/e2e/stranger.h"
#include "util.h"

enum { CODES = 30 };

struct street {
    struct served house;
    char code[CODES][20];
    int next; /* the first that was not used */
};

/* What she types at the prompt of line mode, and what it says; by pipe, as on a terminal. */
static char *line_mode(const struct served *house, const char *typed)
{
    struct ran said =
        run((const char *const[]) { "bbs", "console", "--db", house->database, "--as", DEMO_HANDLE_1, "--line", NULL },
            typed, strlen(typed));
    assert_int_equal(said.status, 0);
    free(said.err);
    return said.out;
}

static int open_street(void **state)
{
    static struct street street;
    served_open(&street.house, true);
    served_member(&street.house, "keyed");
    *state = &street;
    char *said = line_mode(&street.house, "codes new --json\n" DEMO_PASSWORD_1 "\nquit\n");
    json_t *json = json_loads(strstr(said, "{"), JSON_DISABLE_EOF_CHECK, NULL);
    const json_t *codes = json_object_get(json, "codes");
    assert_int_equal(json_array_size(codes), CODES);
    for (size_t i = 0; i < CODES; i++)
        snprintf(street.code[i], sizeof street.code[i], "%s", json_string_value(json_array_get(codes, i)));
    json_decref(json);
    free(said);
    said = line_mode(&street.house, "codes require yes\n" DEMO_PASSWORD_1 "\nquit\n");
    assert_non_null(strstr(said, "at each log-in"));
    assert_null(strstr(said, DEMO_PASSWORD_1));
    free(said);
    return 0;
}

static int close_street(void **state)
{
    struct street *street = *state;
    served_close(&street->house);
    return 0;
}

static struct terminal *visit(struct street *street, const char *password)
{
    return served_visit(&street->house, &(struct visit) { .handle = DEMO_HANDLE_1, .password = password });
}

static void leave(struct terminal *t)
{
    expect(t, "? help");
    terminal_send(t, "\034");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
}

static void a_code_opens_after_the_password(void **state)
{
    struct street *street = *state;
    struct terminal *t = visit(street, DEMO_PASSWORD_1);
    expect(t, "Paper code:");
    type_line(t, street->code[street->next++]);
    leave(t);
    char *said = line_mode(&street->house, "codes\nquit\n");
    assert_non_null(strstr(said, "29 of 30"));
    assert_non_null(strstr(said, "1 is struck out"));
    free(said);
}

static void a_used_code_opens_nothing(void **state)
{
    struct street *street = *state;
    struct terminal *t = visit(street, DEMO_PASSWORD_1);
    expect(t, "Paper code:");
    type_line(t, street->code[0]);
    expect(t, "struck out");
    type_line(t, street->code[street->next++]); /* she is asked again at once */
    leave(t);
}

static void three_wrong_codes_end_it(void **state)
{
    struct street *street = *state;
    struct terminal *t = visit(street, DEMO_PASSWORD_1);
    for (int i = 0; i < 3; i++) {
        assert_true(terminal_wait_said(t, "Paper code: ", PATIENCE));
        terminal_forget(t);
        type_line(t, "0000-0000-0000");
    }
    assert_int_equal(terminal_wait_end(t, PATIENCE), 255);
    assert_true(terminal_shows(t, "Permission denied"));
    terminal_close(t);
}

/* Whoever has not the password does not learn that a code is required. */
static void a_wrong_password_is_asked_for_no_code(void **state)
{
    struct street *street = *state;
    struct terminal *t = visit(street, "not her password");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 255);
    assert_false(terminal_shows(t, "Paper code"));
    assert_true(terminal_shows(t, "(publickey,password)"));
    terminal_close(t);
}

static void a_key_needs_no_code(void **state)
{
    struct street *street = *state;
    char path[700];
    snprintf(path, sizeof path, "%s.pub", street->house.key);
    struct ran line = run((const char *const[]) { "cat", path, NULL }, NULL, 0);
    struct buffer typed = { 0 };
    buffer_format(&typed, "key add\n%s.\nquit\n", line.out);
    free(line_mode(&street->house, typed.data));
    free(served_says(&street->house, DEMO_HANDLE_1, "whoami", NULL, 0));
    buffer_clear(&typed);
    ran_free(&line);
}

/* A code alone, before any password, or after somebody else's. */
static void a_code_alone_opens_nothing(void **state)
{
    struct street *street = *state;
    ssh_session session = stranger_come(&street->house);
    assert_non_null(session);
    assert_int_equal(ssh_userauth_kbdint(session, DEMO_HANDLE_1, NULL), SSH_AUTH_DENIED);
    assert_int_equal(ssh_userauth_password(session, DEMO_HANDLE_1, DEMO_PASSWORD_1), SSH_AUTH_PARTIAL);
    assert_int_equal(ssh_userauth_list(session, DEMO_HANDLE_1), SSH_AUTH_METHOD_INTERACTIVE);
    assert_null(stranger_channel(session)); /* not in yet */
    stranger_leave(session);
    session = stranger_come(&street->house);
    assert_int_equal(ssh_userauth_password(session, DEMO_HANDLE_1, DEMO_PASSWORD_1), SSH_AUTH_PARTIAL);
    assert_int_equal(ssh_userauth_password(session, DEMO_HANDLE_1, "not her password"), SSH_AUTH_DENIED);
    assert_int_equal(ssh_userauth_kbdint(session, DEMO_HANDLE_1, NULL), SSH_AUTH_DENIED);
    stranger_leave(session);
}

#define OWN "chosen by herself"

/* Somebody else set her password; on a terminal that cannot be drawn on she changes it all the same. RULES 1.4. */
static void line_mode_changes_a_due_password(void **state)
{
    struct street *street = *state;
    const char *const reset[] = { "bbs", "admin", "--db", street->house.database, "reset", DEMO_HANDLE_2, NULL };
    struct ran ran = run(reset, "set by the steward\n", strlen("set by the steward\n"));
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    struct terminal *t = served_visit(
        &street->house, &(struct visit) { .handle = DEMO_HANDLE_2, .password = "set by the steward", .term = "dumb" });
    expect(t, "shared with others?");
    type_line(t, "no");
    expect(t, "Choose your own now");
    type_line(t, OWN);
    expect(t, "Once more:");
    type_line(t, OWN);
    expect(t, "Changed.");
    assert_false(terminal_shows(t, OWN));
    type_line(t, "quit");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
}

static struct terminal *second_comes(struct street *street)
{
    return served_visit(&street->house, &(struct visit) { .handle = DEMO_HANDLE_2, .password = OWN });
}

/* With a list, a code is asked for until she said, after a code, that the computer there is hers alone; and again once
 * she says that others use it. */
static void her_own_computer_is_where_she_said_so(void **state)
{
    struct street *street = *state;
    struct ran ran = run((const char *const[]) { "bbs", "console", "--db", street->house.database, "--as",
                             DEMO_HANDLE_2, "--line", NULL },
        "codes new --json\n" OWN "\nquit\n", strlen("codes new --json\n" OWN "\nquit\n"));
    json_t *json = json_loads(strstr(ran.out, "{"), JSON_DISABLE_EOF_CHECK, NULL);
    const json_t *codes = json_object_get(json, "codes");
    struct terminal *t = second_comes(street);
    expect(t, "Paper code:");
    type_line(t, json_string_value(json_array_get(codes, 0)));
    expect(t, "Is this computer shared?");
    terminal_send(t, "n");
    leave(t);
    t = second_comes(street);
    expect(t, "Is this computer shared?"); /* no code is asked for */
    choose(t, "y");
    leave(t);
    t = second_comes(street);
    expect(t, "Paper code:");
    type_line(t, json_string_value(json_array_get(codes, 1)));
    expect(t, "Is this computer shared?");
    choose(t, "y");
    leave(t);
    json_decref(json);
    ran_free(&ran);
}

/* Where codes are required: a line that drops is no log-out. RULES 1.7. */
static void back_after_a_dropped_line_by_password_alone(void **state)
{
    struct street *street = *state;
    char *said = line_mode(&street->house, "codes return yes\n" DEMO_PASSWORD_1 "\ncodes\nquit\n");
    assert_non_null(strstr(said, "your password alone is enough for 10 minutes"));
    assert_null(strstr(said, DEMO_PASSWORD_1));
    free(said);
    struct terminal *t = visit(street, DEMO_PASSWORD_1);
    expect(t, "Paper code:");
    type_line(t, street->code[street->next++]);
    expect(t, "? help");
    terminal_close(t); /* her client is gone without a word */
    assert_true(until(served_is_empty, &street->house, PATIENCE));
    t = visit(street, DEMO_PASSWORD_1);
    expect(t, "? help");
    terminal_close(t); /* and again, in another face */
    assert_true(until(served_is_empty, &street->house, PATIENCE));
    t = served_visit(
        &street->house, &(struct visit) { .handle = DEMO_HANDLE_1, .password = DEMO_PASSWORD_1, .term = "dumb" });
    expect(t, "shared with others?");
    type_line(t, "yes");
    type_line(t, "quit");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
    assert_true(until(served_is_empty, &street->house, PATIENCE));
    t = visit(street, DEMO_PASSWORD_1); /* that was a log-out */
    expect(t, "Paper code:");
    terminal_close(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_opens_after_the_password),
        cmocka_unit_test(a_used_code_opens_nothing),
        cmocka_unit_test(three_wrong_codes_end_it),
        cmocka_unit_test(a_wrong_password_is_asked_for_no_code),
        cmocka_unit_test(a_key_needs_no_code),
        cmocka_unit_test(a_code_alone_opens_nothing),
        cmocka_unit_test(line_mode_changes_a_due_password),
        cmocka_unit_test(her_own_computer_is_where_she_said_so),
        cmocka_unit_test(back_after_a_dropped_line_by_password_alone),
    };
    return cmocka_run_group_tests(tests, open_street, close_street);
}
