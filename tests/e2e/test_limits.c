/*
 * test_limits.c: one member's sessions, posts at once and sign-ups from one source are limited; each is told in a
 * sentence, and nothing she wrote is lost by it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bbs/serve/signup.h"
#include "store/base/limits.h"
#include "tests/e2e/stranger.h"

static int open_house(void **state)
{
    static struct served house;
    served_make(&house, false);
    house.sessions = "3";
    served_serve(&house);
    *state = &house;
    return 0;
}

static int write_until_refused(struct served *house, const char *command)
{
    struct ran result;
    int written = 0;
    for (;; written++) {
        result = served_command(house, "sipho", command, "It drips.\n");
        if (result.status != 0)
            break;
        ran_free(&result);
        assert_true(written < 2 * POSTS_AT_ONCE);
    }
    assert_int_equal(result.status, 1);
    assert_non_null(strstr(result.err, "The next can go in"));
    ran_free(&result);
    return written;
}

struct look {
    struct served *house;
    const char *handle, *words;
};

static bool is_drafted(void *context)
{
    const struct look *look = context;
    char *drafts = served_says(look->house, look->handle, "drafts --json", NULL, 0);
    bool found = strstr(drafts, look->words) != NULL;
    free(drafts);
    return found;
}

/* A session's last words may reach the disk a moment after its client has gone. */
static void expect_draft(struct served *house, const char *handle, const char *words)
{
    struct look look = { house, handle, words };
    if (!until(is_drafted, &look, PATIENCE))
        fail_msg("no draft of %s holds \"%s\"", handle, words);
}

/* As a script does: a command whose text does not end. */
static ssh_session begin_command(struct served *house)
{
    ssh_session session = stranger_come(house);
    assert_non_null(session);
    assert_true(stranger_log_in(session, house, "thandi"));
    ssh_channel channel = stranger_channel(session);
    assert_non_null(channel);
    assert_int_equal(ssh_channel_request_exec(channel, "post general --title Begun"), SSH_OK);
    return session;
}

static bool three_commands_are_left(void *house)
{
    return served_processes(house, ROLE_SESSION, NULL, 0) == 3 + 3;
}

/* Six commands at once where three are allowed: the first three of them end, and none of those that somebody sits at.
 */
static void commands_end_no_session(struct served *house, struct terminal *const t[3])
{
    ssh_session commands[6];
    for (int i = 0; i < 6; i++)
        commands[i] = begin_command(house);
    assert_true(until(three_commands_are_left, house, PATIENCE));
    for (int i = 0; i < 3; i++)
        assert_int_equal(terminal_wait_end(t[i], 0), -1);
    for (int i = 0; i < 6; i++)
        stranger_leave(commands[i]);
}

/* The fourth session comes in; the one that was quiet longest ends, and says so. */
static void the_newest_session_stays(void **state)
{
    struct served *house = *state;
    struct terminal *t[3];
    for (int i = 0; i < 3; i++) {
        t[i] = served_visit(house, &(struct visit) { .handle = "thandi", .no_pty = i == 2 });
        expect(t[i], i == 2 ? "Type a command" : "? help");
        if (i > 0)
            continue;
        type_line(t[0], "q:write sipho");
        expect(t[0], "F1 help");
        terminal_send(t[0], "the ladder is yours on Sunday");
        expect(t[0], "on Sunday");
    }
    commands_end_no_session(house, t);
    struct terminal *fourth = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(fourth, "? help");
    assert_int_equal(terminal_wait_end(t[0], PATIENCE), 0);
    assert_true(terminal_shows(t[0], "quiet longest"));
    if (terminal_shows(t[1], "Go home")) /* the page of the first time; on a slow machine it came only once */
        terminal_send(t[1], "q");
    terminal_send(t[1], "t");
    expect(t[1], "General");
    terminal_send(fourth, "\034");
    assert_int_equal(terminal_wait_end(fourth, PATIENCE), 0);
    expect_draft(house, "thandi", "the ladder is yours on Sunday");
    for (int i = 0; i < 3; i++)
        terminal_close(t[i]);
    terminal_close(fourth);
    assert_true(until(served_is_empty, house, PATIENCE));
}

static void a_post_too_many_is_kept(void **state)
{
    struct served *house = *state;
    int64_t post = served_number(house, "thandi", "post general --title Tap --json", "Who can mend it?\n", "post");
    char reply[80];
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "sipho" });
    expect(t, "? help");
    terminal_send(t, "\t");
    expect(t, "Who can mend it?");
    terminal_send(t, "f");
    expect(t, "> Who can mend it?");
    terminal_send(t, "I have a washer left over.");
    expect(t, "left over.");
    assert_true(write_until_refused(house, "post general --title Drip") >= POSTS_AT_ONCE);
    expect_draft(house, "sipho", "It drips."); /* by a command */
    terminal_send(t, "\023");                  /* in the editor: the words stay */
    expect(t, "The next can go in");
    expect(t, "left over.");
    terminal_send(t, "\034");
    terminal_close(t);
    snprintf(reply, sizeof reply, "reply %lld\nA line.\n.\nquit\n", (long long)post);
    write_until_refused(house, "post general --title Drip"); /* for one may have come back */
    struct ran line = served_command(house, "sipho", NULL, reply);
    assert_non_null(strstr(line.out, "The next can go in"));
    ran_free(&line);
    assert_true(until(served_is_empty, house, PATIENCE));
    expect_draft(house, "sipho", "left over.");
}

static void sign_ups_from_one_source(void **state)
{
    struct served *house = *state;
    struct ran result = { 0 };
    int came = 0;
    for (bool many = false; !many && came < 2 * SIGNUP_AT_ONCE; came += !many) {
        result = served_command(house, "new", "whoami", NULL);
        many = strstr(result.err, "Many are signing up just now. Come again in") != NULL;
        assert_int_equal(result.status, 1);
        ran_free(&result);
    }
    assert_true(came >= SIGNUP_AT_ONCE && came < 2 * SIGNUP_AT_ONCE);
    free(served_says(house, "thandi", "whoami", NULL, 0)); /* members come in all the same */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_session_stays),
        cmocka_unit_test(a_post_too_many_is_kept),
        cmocka_unit_test(sign_ups_from_one_source),
    };
    return cmocka_run_group_tests(tests, open_house, served_teardown);
}
