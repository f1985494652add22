/* test_reset.c: a steward sets a password from the shell: what it opens, and that she hears of it.
 * RULES 1.4, 1.9, 1.10.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/e2e/served.h"
#include "util.h"

#define SET "set by the steward"
#define OWN "chosen by herself"

static int close_street(void **state)
{
    served_close(*state);
    return 0;
}

static void reset(const struct served *house, const char *handle)
{
    const char *const command[] = { "bbs", "admin", "--db", house->database, "reset", handle, NULL };
    struct ran ran = run(command, SET "\n", strlen(SET "\n"));
    if (ran.status != 0)
        fail_msg("%s", ran.err);
    assert_non_null(strstr(ran.out, "For 7 days"));
    ran_free(&ran);
}

static void hear(struct ran ran, int status, const char *words, const char *nothing_of)
{
    if (ran.status != status || (strstr(ran.out, words) == NULL && strstr(ran.err, words) == NULL) ||
        strstr(ran.out, nothing_of) != NULL)
        fail_msg("%d: %s%s", ran.status, ran.out, ran.err);
    ran_free(&ran);
}

/* By key too: as long as it is due nothing runs but its change, in no face. */
static void nothing_runs_but_its_change(void **state)
{
    struct served *house = *state;
    static const char *const commands[] = { "inbox", "letter 1", "drafts", "about-me", "boards", "read 1",
        "search secret", "settings", "who", "vouch stop" };
    free(served_says(house, "sipho", "write thandi", "A secret word.\n", 0));
    reset(house, "thandi");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        hear(served_command(house, "thandi", commands[i], NULL), 1, "Choose your own first", "secret");
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi", .no_pty = true });
    expect(t, "Somebody else set your password");
    assert_false(terminal_shows(t, "letter"));
    terminal_send(t, "inbox\r");
    expect(t, "Choose your own first");
    terminal_send(t, "quit\r");
    terminal_wait_end(t, PATIENCE);
    terminal_close(t);
    t = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(t, "Choose a password");
    type_line(t, ":inbox");
    terminal_send(t, " ");
    terminal_send(t, "\t");
    assert_false(terminal_wait(t, "secret", 300));
    terminal_send(t, "q");
    terminal_wait_end(t, PATIENCE);
    terminal_close(t);
    hear(served_command(house, "thandi", "password", OWN "\n"), 0, "Changed", "secret");
}

/* Her own password opens the house, and nothing that is older; a command passes by the notice, a line on stderr beside
 * it; line mode shows it and asks. */
static void what_is_older_stays_shut_and_she_hears_of_it(void **state)
{
    struct served *house = *state;
    hear(served_command(house, "thandi", "inbox", NULL), 0, "A steward did something", "secret");
    hear(served_command(house, "thandi", "inbox", NULL), 0, "stay shut for 7 days", "No letters yet");
    hear(served_command(house, "thandi", "letter 1", NULL), 1, "stay shut for 7 days", "secret");
    hear(served_command(house, "thandi", "about-me", NULL), 1, "7 days", "secret");
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi", .no_pty = true });
    expect(t, "a steward set you a new password");
    expect(t, "Have you read that?");
    terminal_send(t, "inbox\r");
    expect(t, "it again");
    terminal_send(t, "quit\r");
    terminal_wait_end(t, PATIENCE);
    terminal_close(t);
    hear(served_command(house, "thandi", "who", NULL), 0, "A steward did something", "secret");
    t = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(t, "A steward set your password: not all is open");
    expect(t, "a steward set you a new password");
    terminal_send(t, "l");
    expect(t, "stay shut for 7 days");
    terminal_send(t, "q");
    expect(t, "Waits for you"); /* what is typed before a page was drawn chooses nothing */
    terminal_send(t, "2");
    expect(t, "Done from the shell");
    terminal_send(t, "q");
    expect(t, "A steward set your password: not all is open"); /* for as long as it binds her */
    assert_false(terminal_shows(t, "a steward set you a new password"));
    terminal_send(t, "\034");
    terminal_wait_end(t, PATIENCE);
    terminal_close(t);
    struct ran ran = served_command(house, "thandi", "who", NULL);
    assert_null(strstr(ran.err, "A steward did something"));
    ran_free(&ran);
}

/* She chooses her own on the screens, and all that is hers by now is there at once. */
static void her_own_password_opens_the_screens(void **state)
{
    struct served *house = *state;
    reset(house, "sipho");
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "sipho" });
    expect(t, "Choose a password");
    terminal_send(t, "1");
    expect(t, "New password");
    type_line(t, OWN);
    expect(t, "Once more");
    type_line(t, OWN);
    expect(t, "Your password is changed");
    terminal_send(t, "q");
    expect(t, "Waits for you");
    terminal_send(t, "t");
    expect(t, "General"); /* a board of the street, not of all */
    terminal_send(t, "\034");
    terminal_wait_end(t, PATIENCE);
    terminal_close(t);
    served_is_sound(house);
}

/* Her screens were open: they go on for nobody, and what was being written in them is not open to whoever comes in with
 * the new password. */
static void open_sessions_end(void **state)
{
    struct served *house = *state;
    served_member(house, "lerato");
    struct terminal *screens = served_visit(house, &(struct visit) { .handle = "lerato" });
    struct terminal *line = served_visit(house, &(struct visit) { .handle = "lerato", .no_pty = true });
    expect(screens, "? help");
    type_line(screens, ":write sipho");
    expect(screens, "Read by: only sipho");
    terminal_send(screens, "A secret half");
    expect(screens, "A secret half");
    expect(line, "quit` leaves");
    reset(house, "lerato");
    assert_true(terminal_wait_said(screens, "Others set a new password for you", PATIENCE));
    terminal_wait_end(screens, PATIENCE);
    expect(line, "Others set a new password for you");
    terminal_wait_end(line, PATIENCE);
    terminal_close(screens);
    terminal_close(line);
    hear(served_command(house, "lerato", "password", OWN "\n"), 0, "Changed", "secret");
    hear(served_command(house, "lerato", "drafts", NULL), 0, "stays shut for 7 days", "sipho");
    hear(served_command(house, "lerato", "drafts 1", NULL), 1, "", "secret");
    served_is_sound(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_runs_but_its_change),
        cmocka_unit_test(what_is_older_stays_shut_and_she_hears_of_it),
        cmocka_unit_test(her_own_password_opens_the_screens),
        cmocka_unit_test(open_sessions_end),
    };
    return cmocka_run_group_tests(tests, served_setup, close_street);
}
