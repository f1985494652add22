/* test_lost.c: a lost password from the first word to the first log-in, and what she sees who had not lost it. RULES
 * 1.9. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "bbs/demo/demo.h"
#include "tests/e2e/served.h"
#include "util.h"

#define NEW "seven hens in snow"

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

static char *line_mode(const struct served *house, const char *handle, const char *typed)
{
    struct ran said =
        run((const char *const[]) { "bbs", "console", "--db", house->database, "--as", handle, "--line", NULL }, typed,
            strlen(typed));
    assert_int_equal(said.status, 0);
    free(said.err);
    return said.out;
}

/* By password, at a computer of her own. */
static struct terminal *visit(const struct served *house, const char *handle, const char *password)
{
    struct terminal *t = served_visit(house, &(struct visit) { .handle = handle, .password = password });
    expect(t, "Is this computer shared?");
    terminal_send(t, "n");
    return t;
}

/* She and one she chose, at his terminal: with one of her codes it counts at once, and she chooses anew when she is in.
 */
static void a_code_and_one_she_chose(void **state)
{
    struct served *house = *state;
    char body[200], next[40];
    char *said = line_mode(house, DEMO_HANDLE_1, "vouchers add keyed\ncodes new --json\n" DEMO_PASSWORD_1 "\nquit\n");
    json_t *json = json_loads(strstr(said, "{\"codes"), JSON_DISABLE_EOF_CHECK, NULL);
    const json_t *codes = json_object_get(json, "codes");
    const char *code = json_string_value(json_array_get(codes, 6));
    assert_non_null(code);
    util_copy_text(next, sizeof next, json_string_value(json_array_get(codes, 7)));
    snprintf(body, sizeof body, NEW "\n%s\n", code);
    json_decref(json);
    free(said);
    said = served_says(house, "keyed", "vouch begin " DEMO_HANDLE_1, body, 0);
    assert_non_null(strstr(said, "Done"));
    free(said);
    struct terminal *t = served_visit(house, &(struct visit) { .handle = DEMO_HANDLE_1, .password = DEMO_PASSWORD_1 });
    assert_int_equal(terminal_wait_end(t, PATIENCE), 255);
    terminal_close(t);
    t = served_visit(house, &(struct visit) { .handle = DEMO_HANDLE_1, .password = NEW });
    expect(t, "Paper code:"); /* she has her list with her */
    terminal_send(t, next);
    terminal_send(t, "\r");
    expect(t, "Is this computer shared?");
    terminal_send(t, "n");
    expect(t, "Choose a password");
    terminal_send(t, "\034");
    terminal_wait_end(t, PATIENCE);
    terminal_close(t);
}

/* The digits that stand in what was said, as a line. */
static void copy_digits(char *line, size_t size, const char *said)
{
    const char *digits = strstr(said, "belong to it: ");
    if (digits == NULL)
        fail_msg("no digits in: %s", said);
    snprintf(line, size, "%.7s\n", digits + strlen("belong to it: "));
}

/* Somebody tries it behind her back. */
static void her_log_in_stops_it_and_home_says_so(void **state)
{
    struct served *house = *state;
    char typed[20];
    const char *const lost[] = { "bbs", "admin", "--db", house->database, "lost", DEMO_HANDLE_2, NULL };
    struct ran begun = run(lost, NEW "\n", strlen(NEW "\n"));
    assert_int_equal(begun.status, 0);
    copy_digits(typed, sizeof typed, begun.out);
    ran_free(&begun);
    char *said = served_says(house, "keyed", "vouch " DEMO_HANDLE_2, NULL, 0);
    assert_non_null(strstr(said, "Begun by the steward"));
    free(said);
    free(served_says(house, "keyed", "vouch " DEMO_HANDLE_2, "12 34\n", 1));
    free(served_says(house, "keyed", "vouch " DEMO_HANDLE_2, typed, 0));
    struct terminal *t = visit(house, DEMO_HANDLE_2, DEMO_PASSWORD_2);
    expect(t, "the steward asked for a new password");
    terminal_send(t, "2"); /* below the assembly of the made-up street, which is open */
    expect(t, "Nothing was changed");
    terminal_send(t, "\034");
    terminal_wait_end(t, PATIENCE);
    terminal_close(t);
    free(served_says(house, "keyed", "vouch " DEMO_HANDLE_2, typed, 1));
}

/* Who is in already sees it come, and stops it there. */
static void who_is_in_sees_it_come(void **state)
{
    struct served *house = *state;
    struct terminal *t = visit(house, DEMO_HANDLE_2, DEMO_PASSWORD_2);
    expect(t, "you stopped it");
    free(served_says(house, "keyed", "vouch begin " DEMO_HANDLE_2, NEW "\n", 0));
    expect(t, "keyed asked for a new password");
    expect(t, "Was it you?");
    terminal_send(t, "2");
    expect(t, "1 person vouched");
    choose(t, "x");
    expect(t, "you stopped it");
    terminal_send(t, "\034");
    terminal_wait_end(t, PATIENCE);
    terminal_close(t);
    char *said = line_mode(house, DEMO_HANDLE_2, "quit\n");
    assert_non_null(strstr(said, "A new password was asked for in your name"));
    assert_non_null(strstr(said, "keyed asked; you stopped it."));
    free(said);
    served_is_sound(house);
}

/* What is shown once closes with a question, which takes no answer before it can be read. */
static void close_written_down(struct terminal *t)
{
    enum { A_MOMENT = 400, TRIES = 20 };
    terminal_send(t, "q");
    expect(t, "Written down?");
    int tries = 0;
    do
        terminal_send(t, "y");
    while (!terminal_wait_gone(t, "Written down?", A_MOMENT) && ++tries < TRIES);
    assert_true(tries < TRIES);
}

/* RULES 1.9, on screens: two ask side by side; the neighbour reads who and when, and types what she says. */
static void a_neighbour_vouches_on_her_screen(void **state)
{
    struct served *house = *state;
    const char *const lost[] = { "bbs", "admin", "--db", house->database, "lost", DEMO_HANDLE_2, NULL };
    struct ran begun = run(lost, NEW "\n", strlen(NEW "\n"));
    const char *digits = strstr(begun.out, "belong to it: ");
    assert_non_null(digits);
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "keyed" });
    expect(t, "? help");
    terminal_send(t, ":");
    type_line(t, "vouch " DEMO_HANDLE_2);
    expect(t, "by the steward, vouched: 0");
    terminal_send(t, "2");
    expect(t, "New password");
    type_line(t, "another password");
    expect(t, "Once more");
    type_line(t, "another password");
    expect(t, "Six digits belong to it");
    close_written_down(t);
    expect(t, "by keyed, vouched: 1, you too");
    terminal_send(t, "1");
    expect(t, "It is not shown while you type");
    char typed[40];
    snprintf(typed, sizeof typed, "%.7s", digits + strlen("belong to it: "));
    type_line(t, typed);
    assert_false(terminal_shows(t, typed));
    expect(t, "Until now your word stood for another request. Now");
    terminal_send(t, "q");
    expect(t, "by the steward, vouched: 1, you too");
    expect(t, "by keyed, vouched: 0");
    assert_false(terminal_shows(t, "vouched: 0, you too")); /* her word is no longer there */
    terminal_send(t, "\034");
    terminal_wait_end(t, PATIENCE);
    terminal_close(t);
    ran_free(&begun);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_and_one_she_chose),
        cmocka_unit_test(her_log_in_stops_it_and_home_says_so),
        cmocka_unit_test(who_is_in_sees_it_come),
        cmocka_unit_test(a_neighbour_vouches_on_her_screen),
    };
    return cmocka_run_group_tests(tests, open_street, close_street);
}
