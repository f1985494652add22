/*
 * test_terminal.c: what a person's terminal is sent beside the screens, through the stock ssh: the output of one
 * command, a session that is killed, an agent with many keys, a connection that is shared.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/e2e/served.h"
#include "util.h"

/* The page of the first time is not shown again to whoever has left it. */
static void thandi_knows_the_house(const struct served *house)
{
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(t, "Go home");
    terminal_send(t, "3");
    expect(t, "t talk");
    terminal_send(t, "\034");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
}

static int open_house(void **state)
{
    static struct served house;
    served_open(&house, false);
    thandi_knows_the_house(&house);
    struct ran result = BBS("admin", "--db", house.database, "set", "guests", "yes");
    assert_int_equal(result.status, 0);
    ran_free(&result);
    *state = &house;
    return 0;
}

/* --- lines --- */

/* Every line feed on a terminal goes back to the first column, too. */
static void has_no_staircase(const char *said)
{
    for (const char *at = strchr(said, '\n'); at != NULL; at = strchr(at + 1, '\n'))
        if (at == said || at[-1] != '\r')
            fail_msg("a line feed without its return in: %s", said);
}

static void a_command_at_a_terminal_draws_no_staircase(void **state)
{
    static const struct {
        const char *line;
        int status;
    } commands[] = { { "boards", 0 }, { "help", 0 }, { "boards --json", 0 }, { "nonsense", 2 }, { "read 999", 1 } };
    const struct served *house = *state;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi", .command = commands[i].line });
        assert_int_equal(terminal_wait_end(t, PATIENCE), commands[i].status);
        assert_non_null(strchr(terminal_said(t), '\n'));
        has_no_staircase(terminal_said(t));
        terminal_close(t);
    }
    char *out = served_says(house, "thandi", "boards", NULL, 0);
    assert_null(strchr(out, '\r')); /* a program's pipe is no terminal */
    free(out);
}

static void a_post_is_typed_at_a_terminal(void **state)
{
    const struct served *house = *state;
    struct visit visit = { .handle = "thandi", .command = "post general --title Typed" };
    struct terminal *t = served_visit(house, &visit);
    expect(t, "Ctrl-D, sends it");
    terminal_send(t, "The first lime\177\177ne.\rThe second.\r");
    expect(t, "The second.");
    terminal_send(t, "\004");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    has_no_staircase(terminal_said(t));
    terminal_close(t);
    char *out = served_says(house, "sipho", "search Typed", NULL, 0);
    assert_non_null(strstr(out, "Typed"));
    free(out);
    out = served_says(house, "sipho", "next", NULL, 0);
    assert_non_null(strstr(out, "The first line."));
    free(out);
    visit.command = "post general --title Stopped";
    t = served_visit(house, &visit);
    expect(t, "Ctrl-D, sends it");
    terminal_send(t, "Never mind.\003");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 130); /* as at a shell */
    assert_non_null(strstr(terminal_said(t), "^C\r\nStopped. Nothing was written.\r\n"));
    terminal_close(t);
    visit.command = "password";
    t = served_visit(house, &visit);
    expect(t, "Password:");
    terminal_send(t, "never\003");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 130);
    assert_non_null(strstr(terminal_said(t), "^C\r\nStopped. Nothing was written.\r\n"));
    terminal_close(t);
    visit.command = "reply"; /* what is missing is said before a text is typed */
    t = served_visit(house, &visit);
    assert_int_equal(terminal_wait_end(t, PATIENCE), 2);
    assert_true(terminal_shows(t, "Missing: the post"));
    terminal_close(t);
    out = served_says(house, "sipho", "threads general", NULL, 0);
    assert_null(strstr(out, "Stopped"));
    free(out);
}

static void a_password_that_is_typed_at_a_terminal_is_not_shown(void **state)
{
    const struct served *house = *state;
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "sipho", .command = "password" });
    expect(t, "Password:");
    terminal_send(t, "three dry stones\r");
    expect(t, "Once more:");
    terminal_send(t, "three wet stones\r");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 1);
    assert_null(strstr(terminal_said(t), "stones"));
    assert_true(terminal_shows(t, "not the same"));
    terminal_close(t);
}

/* RULES 6.7, 1.6: what somebody keeps who was harmed does not stay on the terminal, nor where nobody can clear it. */
static void a_path_is_cleared_from_a_terminal_and_goes_nowhere_else(void **state)
{
#define HERONS "seven herons over the water tank"
#define HERONS_CLEARED "\033[H\033[2J\033[3J"
    const struct served *house = *state;
    free(served_says(house, "thandi", "hurt begin", HERONS "\n", 0));
    free(served_says(house, "thandi", "hurt write", HERONS "\nIt was on Friday.\n", 0));
    char *out = served_says(house, "thandi", "hurt path", HERONS "\n", 1);
    assert_null(strstr(out, "It was on Friday."));
    free(out);
    free(served_says(house, "thandi", "hurt name sipho", HERONS "\n", 1)); /* its words would be lost */
    static const char *const keys[] = { "\r", "\034" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi", .command = "hurt path" });
        expect(t, "Phrase:");
        terminal_send(t, HERONS "\r");
        expect(t, "Enter clears this.");
        assert_true(terminal_shows(t, "It was on Friday."));
        terminal_send(t, keys[i]);
        assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
        assert_true(terminal_shows(t, "Close this window too."));
        assert_false(terminal_shows(t, "It was on Friday."));
        const char *cleared = strstr(terminal_said(t), HERONS_CLEARED);
        assert_non_null(cleared);
        assert_null(strstr(cleared, "It was on Friday."));
        terminal_close(t);
    }
}

/* --- a process that is killed --- */

static void kill_the_session(const struct served *house)
{
    pid_t session[8];
    assert_int_equal(served_processes(house, ROLE_SESSION, session, 8), 1);
    kill(session[0], SIGKILL);
}

static bool nobody_is_in(void *house)
{
    return served_processes(house, ROLE_SESSION, NULL, 0) == 0;
}

static void a_killed_session_leaves_the_terminal_as_it_was(void **state)
{
    static const char *const sequences[] = { "\033[?1049l", "\033[?25h", "\033[?2004l", "\033[?1000l", "\033[?1004l",
        "\033[?1l", "\033>", "\033[0m" };
    struct served *house = *state;
    assert_true(until(nobody_is_in, house, PATIENCE));
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(t, "? help");
    terminal_forget(t);
    kill_the_session(house);
    expect(t, "The house lost this session. What you wrote is kept; come in again.");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 255);
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
        if (strstr(terminal_said(t), sequences[i]) == NULL)
            fail_msg("the terminal is left in a mode: no \\033%s", sequences[i] + 1);
    assert_false(terminal_shows(t, "? help")); /* the screen from before has come back */
    has_no_staircase(terminal_said(t));
    terminal_close(t);
}

/* There it would move the cursor. */
static void line_mode_is_not_reset(void **state)
{
    struct served *house = *state;
    assert_true(until(nobody_is_in, house, PATIENCE));
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi", .term = "dumb" });
    expect(t, "`help`");
    kill_the_session(house);
    assert_int_equal(terminal_wait_end(t, PATIENCE), 255);
    assert_null(strstr(terminal_said(t), "\033["));
    terminal_close(t);
}

/* --- coming in --- */

static void too_many_keys_are_told(void **state)
{
    enum { KEYS = 14 };
    const struct served *house = *state;
    static char paths[KEYS][600];
    const char *words[2 * KEYS + 1] = { NULL };
    struct terminal *t;
    for (int i = 0; i < KEYS; i++) {
        snprintf(paths[i], sizeof paths[i], "%.500s/other%d", house->folder, i);
        struct ran made =
            run((const char *const[]) { "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", paths[i], NULL }, NULL, 0);
        assert_int_equal(made.status, 0);
        ran_free(&made);
        words[2 * i] = "-i";
        words[2 * i + 1] = paths[i];
    }
    struct served stranger = *house;
    util_copy_text(stranger.key, sizeof stranger.key, paths[0]);
    t = served_visit(&stranger, &(struct visit) { .handle = "thandi", .words = words, .columns = 160 });
    expect(t, "too many keys were offered; use -o IdentitiesOnly=yes");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 255);
    terminal_close(t);
}

static void a_name_is_taken_as_it_was_meant(void **state)
{
    static const char *const names[][2] = { { "thandi ", "thandi" }, { " Thandi", "thandi" },
        { "THANDI\xc2\xa0", "thandi" }, { "Guest", "guest" }, { "guest ", "guest" } };
    const struct served *house = *state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *out = served_says(house, names[i][0], "whoami", NULL, 0);
        assert_non_null(strstr(out, names[i][1]));
        free(out);
    }
    static const char *const new[] = { "New", "new ", "NEW", " new\xc2\xa0" };
    for (size_t i = 0; i < sizeof new / sizeof *new; i++) {
        struct terminal *t = served_visit(house, &(struct visit) { .handle = new[i] });
        expect(t, "they give you a card");
        terminal_close(t);
    }
}

/* --- one connection for many --- */

static void a_shared_connection_carries_one_session_and_says_so(void **state)
{
    const struct served *house = *state;
    char socket[700];
    snprintf(socket, sizeof socket, "%s/shared", house->folder);
    const char *const first[] = { "-M", "-S", socket, NULL }, *const second[] = { "-S", socket, NULL };
    struct terminal *master = served_visit(house, &(struct visit) { .handle = "thandi", .words = first });
    expect(master, "? help");
    terminal_forget(master);
    for (int i = 0; i < 6; i++) { /* a shell, a command, a command without a terminal; twice */
        struct terminal *t = served_visit(house,
            &(struct visit) {
                .handle = "thandi", .words = second, .command = i % 3 == 0 ? NULL : "boards", .no_pty = i % 3 == 2 });
        expect(t, "This connection carries one session. For another one: ssh -S none");
        assert_int_equal(terminal_wait_end(t, PATIENCE), 1);
        terminal_close(t);
    }
    assert_string_equal(terminal_said(master), ""); /* nothing was written into the first one's screen */
    terminal_send(master, "t");
    expect(master, "General");
    terminal_close(master);
}

/* Each is refused, and the session comes all the same. */
static void what_is_asked_beside_a_session_does_no_harm(void **state)
{
    const struct served *house = *state;
    char forward[800];
    snprintf(forward, sizeof forward, "%s/forward:127.0.0.1:1", house->folder);
    const char *const words[] = { "-A", "-X", "-o", "SendEnv=LC_ALL", "-L", forward, "-R", "0:127.0.0.1:1", NULL };
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi", .words = words });
    expect(t, "? help");
    terminal_send(t, "t");
    expect(t, "General");
    terminal_close(t);
    t = served_visit(house, &(struct visit) { .handle = "thandi", .words = words, .command = "boards" });
    expect(t, "general");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_at_a_terminal_draws_no_staircase),
        cmocka_unit_test(a_post_is_typed_at_a_terminal),
        cmocka_unit_test(a_password_that_is_typed_at_a_terminal_is_not_shown),
        cmocka_unit_test(a_path_is_cleared_from_a_terminal_and_goes_nowhere_else),
        cmocka_unit_test(a_killed_session_leaves_the_terminal_as_it_was),
        cmocka_unit_test(line_mode_is_not_reset),
        cmocka_unit_test(too_many_keys_are_told),
        cmocka_unit_test(a_name_is_taken_as_it_was_meant),
        cmocka_unit_test(a_shared_connection_carries_one_session_and_says_so),
        cmocka_unit_test(what_is_asked_beside_a_session_does_no_harm),
    };
    return cmocka_run_group_tests(tests, open_house, served_teardown);
}
