/* test_commands.c: one command through ssh: what scripts may rely on. JSON is parsed, statuses are exact. */
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/e2e/served.h"

static json_t *json_of(
    const struct served *house, const char *handle, const char *command, const char *body, int status)
{
    char *out = served_says(house, handle, command, body, status);
    json_error_t problem;
    json_t *json = json_loads(out, 0, &problem);
    if (json == NULL)
        fail_msg("`%s`: %s: %s", command, problem.text, out);
    free(out);
    return json;
}

static int64_t post(const struct served *house, const char *title, const char *body)
{
    char command[300];
    snprintf(command, sizeof command, "post general --title %s --json", title);
    return served_number(house, "thandi", command, body, "post");
}

static void every_command_speaks_json(void **state)
{
    int64_t id = post(*state, "Json", "A text to look at.\n");
    char line[100];
    static const char *const commands[] = { "whoami", "who", "unread", "boards", "inbox", "help", "help post",
        "threads general", "search text", "search text --board general --by thandi" };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        snprintf(line, sizeof line, "%s --json", commands[i]);
        json_t *json = json_of(*state, "sipho", line, NULL, 0);
        assert_true(json_is_object(json) || json_is_array(json));
        json_decref(json);
    }
    json_t *boards = json_of(*state, "sipho", "boards --json", NULL, 0);
    assert_true(json_is_array(boards) || json_is_array(json_object_get(boards, "boards")));
    json_decref(boards);
    snprintf(line, sizeof line, "edit %lld --json", (long long)id);
    json_decref(json_of(*state, "thandi", line, "Another text.\n", 0));
    snprintf(line, sizeof line, "withdraw %lld --json", (long long)id);
    json_decref(json_of(*state, "thandi", line, NULL, 0));
    json_decref(json_of(*state, "thandi", "write sipho --json", "A letter.\n", 0));
}

static void every_listed_command_has_help(void **state)
{
    char *help = served_says(*state, "thandi", "help", NULL, 0);
    static const char *const names[] = { "whoami", "who", "unread", "search", "boards", "threads", "read", "post",
        "reply", "edit", "withdraw", "inbox", "write" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char line[60];
        assert_non_null(strstr(help, names[i]));
        snprintf(line, sizeof line, "help %s", names[i]);
        char *one = served_says(*state, "thandi", line, NULL, 0);
        assert_non_null(strstr(one, names[i]));
        free(one);
    }
    free(help);
}

static void statuses(void **state)
{
    free(served_says(*state, "thandi", "boards", NULL, 0));
    free(served_says(*state, "thandi", "nosuchcommand", NULL, 2));
    free(served_says(*state, "thandi", "threads", NULL, 2));
    free(served_says(*state, "thandi", "boards --nosuchoption", NULL, 2));
    free(served_says(*state, "thandi", "read notanumber", NULL, 2));
    free(served_says(*state, "thandi", "read 999999", NULL, 1));
    free(served_says(*state, "thandi", "threads nosuchboard", NULL, 1));
    free(served_says(*state, "thandi", "post general --title Empty", "", 1));
    free(served_says(*state, "thandi", "member add intruder --household X 1", NULL, 1));
    json_t *json = json_of(*state, "thandi", "read 999999 --json", NULL, 1);
    assert_true(json_is_string(json_object_get(json, "error")));
    json_decref(json);
    struct ran result = served_command(*state, "thandi", "read 999999", NULL);
    assert_true(strlen(result.err) > 10); /* the reason */
    ran_free(&result);
}

/* ssh does not carry quotes: an option's value runs to the next option or to the end. */
static void values_with_spaces(void **state)
{
    free(served_says(*state, "thandi", "post general --title Water tank on the corner --json", "It leaks.\n", 0));
    struct ran result =
        served_command(*state, "thandi", "post general --json --title The second tank", "It leaks, too.\n");
    assert_int_equal(result.status, 0);
    ran_free(&result);
    free(served_says(*state, "thandi", "post general --title \"Quoted words\"", "As a person types it.\n", 0));
    char *list = served_says(*state, "sipho", "threads general", NULL, 0);
    assert_non_null(strstr(list, "Water tank on the corner"));
    assert_non_null(strstr(list, "The second tank"));
    assert_non_null(strstr(list, "Quoted words"));
    free(list);
}

static void bodies_come_on_standard_input(void **state)
{
    static const char body[] =
        "na\xc3\xafve \xe4\xb8\x96\xe7\x95\x8c\n\n  - one\n  - two\n\"quoted\" 'single' $HOME `x` \\ \n";
    int64_t id = post(*state, "Bodies", body);
    char line[60];
    snprintf(line, sizeof line, "reply %lld --json", (long long)id);
    int64_t reply = served_number(*state, "sipho", line, "> na\xc3\xafve\nIndeed.\n", "post");
    assert_true(reply > id);
    char *list = served_says(*state, "sipho", "search \xe4\xb8\x96\xe7\x95\x8c", NULL, 0);
    assert_non_null(strstr(list, "Bodies"));
    free(list);
    char *found = served_says(*state, "thandi", "search naive", NULL, 0); /* accents folded */
    assert_non_null(strstr(found, "Bodies"));
    free(found);
}

static void nothing_found_says_what_nearly_was(void **state)
{
    post(*state, "Search", "A spanner lies here.\n");
    char *found = served_says(*state, "sipho", "search spanner elephant", NULL, 0);
    assert_non_null(strstr(found, "spanner"));
    free(found);
}

static void unread_is_counted_and_read(void **state)
{
    free(served_says(*state, "sipho", "unread", NULL, 0));
    json_t *before = json_of(*state, "sipho", "unread --json", NULL, 0);
    int64_t posts = json_integer_value(json_object_get(before, "posts"));
    int64_t id = post(*state, "Unread", "New.\n");
    json_t *after = json_of(*state, "sipho", "unread --json", NULL, 0);
    assert_int_equal(json_integer_value(json_object_get(after, "posts")), posts + 1);
    json_t *own = json_of(*state, "thandi", "unread --json", NULL, 0);
    assert_true(id > 0);
    json_decref(before);
    json_decref(after);
    json_decref(own);
}

static void letters(void **state)
{
    free(served_says(*state, "thandi", "write sipho", "Tonight at six?\n", 0));
    char *inbox = served_says(*state, "sipho", "inbox", NULL, 0);
    assert_non_null(strstr(inbox, "thandi"));
    free(inbox);
    char *other = served_says(*state, "thandi", "search tonight", NULL, 0);
    assert_null(strstr(other, "at six?")); /* letters are in no index */
    free(other);
    free(served_says(*state, "thandi", "write nobodyatall", "Hello?\n", 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_speaks_json),
        cmocka_unit_test(every_listed_command_has_help),
        cmocka_unit_test(statuses),
        cmocka_unit_test(values_with_spaces),
        cmocka_unit_test(bodies_come_on_standard_input),
        cmocka_unit_test(nothing_found_says_what_nearly_was),
        cmocka_unit_test(unread_is_counted_and_read),
        cmocka_unit_test(letters),
    };
    return cmocka_run_group_tests(tests, served_setup, served_teardown);
}
