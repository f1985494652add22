/* test_discussion.c: two people talk, one in the screens, one in line mode or by commands; the news come by themselves.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/e2e/served.h"

static int64_t open_thread(const struct served *house, const char *title, const char *body)
{
    char command[200];
    snprintf(command, sizeof command, "post general --title %s --json", title);
    return served_number(house, "thandi", command, body, "post");
}

/* From home to the first unread post of all. */
static struct terminal *visit_thread(
    const struct served *house, const char *handle, int columns, int rows, const char *words)
{
    struct terminal *t = served_visit(house, &(struct visit) { .handle = handle, .columns = columns, .rows = rows });
    expect(t, "? help");
    terminal_send(t, "\t");
    expect(t, words);
    return t;
}

static void quoting_on(void **state, const char *title, int columns, int rows)
{
    open_thread(*state, title, "The tank leaks again.\n");
    struct terminal *t = visit_thread(*state, "sipho", columns, rows, "The tank leaks again.");
    terminal_send(t, "f");
    expect(t, "> The tank leaks again.");
    terminal_send(t, "I have a spanner.");
    expect(t, "I have a spanner.");
    terminal_send(t, "\023"); /* Ctrl-S: send */
    expect(t, "2 of 2");
    terminal_send(t, "qqq");
    terminal_close(t);
    char *found = served_says(*state, "thandi", "search spanner", NULL, 0);
    assert_non_null(strstr(found, title));
    free(found);
}

static void reply_with_quote(void **state)
{
    quoting_on(state, "Desk", 80, 24);
}

static void reply_with_quote_on_a_phone(void **state)
{
    quoting_on(state, "Phone", 40, 15);
}

/* The other's open thread shows a post within a second, no key pressed, and what stands on top stays where it is. */
static void news_come_by_themselves(void **state)
{
    char command[60], top[300];
    int64_t id = open_thread(*state, "Live", "Who has a spanner?\n");
    struct terminal *t = visit_thread(*state, "sipho", 80, 24, "Who has a spanner?");
    snprintf(top, sizeof top, "%s", terminal_row(t, 3));
    snprintf(command, sizeof command, "reply %lld", (long long)id);
    free(served_says(*state, "thandi", command, "Found it under the bed.\n", 0));
    expect_soon(t, "Found it under the bed.");
    assert_string_equal(terminal_row(t, 3), top);
    terminal_close(t);
}

static void letter_is_announced(void **state)
{
    assert_true(until(served_is_empty, *state, PATIENCE)); /* sipho was here before, and that is on disk */
    struct terminal *t = served_visit(*state, &(struct visit) { .handle = "sipho" });
    expect(t, "The street");
    free(served_says(*state, "thandi", "write sipho", "Come over at eight.\n", 0));
    expect_soon(t, "A letter to read");
    terminal_send(t, "l");
    expect(t, "thandi");
    terminal_close(t);
}

static void say(struct terminal *t, const char *line, const char *answer)
{
    terminal_forget(t);
    terminal_send(t, line);
    terminal_send(t, "\r");
    if (!terminal_wait_said(t, answer, PATIENCE))
        fail_msg("after \"%s\" no \"%s\":\n%s", line, answer, terminal_screen(t));
}

static int64_t thread_of(const struct served *house, int64_t post)
{
    char command[40];
    long long thread = 0;
    snprintf(command, sizeof command, "quote %lld --json", (long long)post);
    char *said = served_says(house, "thandi", command, NULL, 0);
    const char *field = strstr(said, "\"thread\":");
    assert_non_null(field);
    assert_int_equal(sscanf(field, "\"thread\":%lld", &thread), 1);
    free(said);
    return thread;
}

static void talk_in_line_mode(void **state, const struct visit *visit, const char *title)
{
    char line[80];
    int64_t id = open_thread(*state, title, "Does line mode hear me?\n");
    struct terminal *t = served_visit(*state, visit);
    expect(t, "`quit` leaves.");
    int64_t thread = thread_of(*state, id);
    snprintf(line, sizeof line, "read %lld", (long long)thread);
    say(t, "boards", "general");
    say(t, "threads general", title);
    say(t, line, "Does line mode hear me?");
    snprintf(line, sizeof line, "reply %lld", (long long)id);
    say(t, line, "by letter");
    say(t, "1", "dot");
    type_line(t, "It hears you well.");
    type_line(t, ".");
    say(t, "", "> ");
    say(t, "search hears", title);
    assert_null(strstr(terminal_said(t), "\033[")); /* nothing is drawn */
    terminal_send(t, "quit\r");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
    char *found = served_says(*state, "thandi", "search hears well", NULL, 0);
    assert_non_null(strstr(found, "sipho"));
    free(found);
}

static void line_mode_on_a_dumb_terminal(void **state)
{
    talk_in_line_mode(state, &(struct visit) { .handle = "sipho", .term = "dumb", .rows = 60 }, "Dumb");
}

static void line_mode_without_a_terminal(void **state)
{
    talk_in_line_mode(state, &(struct visit) { .handle = "sipho", .no_pty = true, .rows = 60 }, "Piped");
}

/* One person's words never move another's cursor. */
static void words_cannot_draw(void **state)
{
    open_thread(*state, "Draw",
        "before \033[2J\033[1;1HOWNED\033]0;title\a \xc2\x9b"
        "31m after\n");
    struct terminal *t = visit_thread(*state, "sipho", 80, 24, "after");
    assert_null(strstr(terminal_said(t), "\033]0;title"));
    assert_null(strstr(terminal_said(t), "\xc2\x9b"));
    assert_true(terminal_shows(t, "before"));
    terminal_close(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reply_with_quote),
        cmocka_unit_test(reply_with_quote_on_a_phone),
        cmocka_unit_test(news_come_by_themselves),
        cmocka_unit_test(letter_is_announced),
        cmocka_unit_test(line_mode_on_a_dumb_terminal),
        cmocka_unit_test(line_mode_without_a_terminal),
        cmocka_unit_test(words_cannot_draw),
    };
    return cmocka_run_group_tests(tests, served_setup, served_teardown);
}
