/* test_units.c: a house with two streets and a workplace, made by commands, and used over ssh by whoever belongs to two
 * of them. RULES 1.0. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/e2e/served.h"

/* What a steward says from the shell; it ends with `status` and holds `words`. */
static void steward(const struct served *house, int status, const char *words, const char *const *said)
{
    const char *argv[20] = { "bbs", "admin", "--db", house->database };
    for (int i = 0; said[i] != NULL; i++)
        argv[i + 4] = said[i];
    struct ran ran = run(argv, "long enough\n", 12);
    if (ran.status != status || (strstr(ran.out, words) == NULL && strstr(ran.err, words) == NULL))
        fail_msg("%s: ended with %d, not %d with \"%s\": %s%s", said[0], ran.status, status, words, ran.out, ran.err);
    ran_free(&ran);
}
#define STEWARD(status, words, ...) steward(house, status, words, (const char *const[]) { __VA_ARGS__, NULL })

/* The code in what `invite --json` answered. */
static void take_code(const struct served *house, const char *unit, char code[16])
{
    struct ran ran = BBS("admin", "--db", house->database, "invite", "--json", "--in", unit);
    const char *at = strstr(ran.out, "\"code\":\"");
    assert_non_null(at);
    snprintf(code, 16, "%.14s", at + strlen("\"code\":\""));
    ran_free(&ran);
}

/* What stands in her other session may be of the workplace that she left: that one ends, and says why. */
static void left_from_elsewhere(const struct served *house)
{
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(t, "? help");
    served_hears(house, "thandi", "unit leave depot", NULL, "You left The Depot.");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    assert_true(terminal_shows(t, "left a workplace or caucus, while this session"));
    terminal_close(t);
    free(served_says(house, "thandi", "threads depot/general", NULL, 1));
}

/* The session in which she leaves goes on: what comes in afterwards does not end it. */
static void left_here(const struct served *house)
{
    char code[16], command[64];
    take_code(house, "depot", code);
    snprintf(command, sizeof command, "card %s", code);
    served_hears(house, "thandi", command, NULL, "You belong to The Depot now.");
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi", .no_pty = true });
    expect(t, "Type a command");
    terminal_send(t, "unit leave depot\n");
    expect(t, "Leave The Depot?");
    terminal_send(t, "yes\n");
    expect(t, "You left The Depot.");
    served_hears(house, "sipho", "write thandi", "Good morning.\n", "");
    terminal_send(t, "inbox\n");
    expect(t, "sipho");
    terminal_send(t, "quit\n");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
    take_code(house, "depot", code);
    snprintf(command, sizeof command, "card %s", code);
    served_hears(house, "thandi", command, NULL, "You belong to The Depot now.");
    t = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(t, "? help");
    type_line(t, ":unit leave depot");
    expect(t, "Leave The Depot?");
    choose(t, "y");
    expect(t, "You left The Depot.");
    served_hears(house, "sipho", "write thandi", "Good evening.\n", "");
    type_line(t, ":inbox");
    expect(t, "sipho");
    terminal_send(t, "\034");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    assert_false(terminal_shows(t, "another session"));
    terminal_close(t);
}

/* The shell tells no session: the caretaker does. Nobody presses a key. */
static void named_anew_from_the_shell(const struct served *house)
{
    struct terminal *first = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(first, "Welcome to Vilakazi Street, thandi.");
    /* As once the clerk has written that she is there: who was here before comes to home. */
    served_change(house, "INSERT INTO presence (member, seen, there) SELECT id, 1, 1 FROM member WHERE true"
                         " ON CONFLICT DO NOTHING");
    struct terminal *home = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(home, "Waits for you");
    struct terminal *people = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(people, "Waits for you");
    terminal_send(people, "P");
    expect(people, ": People");
    STEWARD(0, "Its short name is moema-street", "commune", "rename", "1", "Moema Street");
    expect(home, "Moema Street");
    expect(people, "Moema Street: People");
    expect(first, "Welcome to Moema Street, thandi.");
    served_hears(house, "thandi", "units", NULL, "moema-street: Moema Street, street.");
    terminal_close(first);
    terminal_close(home);
    terminal_close(people);
}

static void added_by_mistake(const struct served *house)
{
    STEWARD(0, "third-street", "commune", "add", "Third Street");
    STEWARD(1, "commune drop third-street --yes", "commune", "drop", "Third Street");
    STEWARD(0, "third-street", "units");
    STEWARD(0, "is gone", "commune", "drop", "Third Street", "--yes");
    STEWARD(1, "no unit of that name", "commune", "drop", "third-street", "--yes");
    STEWARD(1, "belongs to its people", "commune", "drop", "second-street", "--yes");
}

static void two_streets_and_a_workplace_in_one_house(void **state)
{
    static struct served house_of;
    struct served *house = &house_of;
    char code[16], command[64];
    (void)state;
    served_open(house, false);
    STEWARD(0, "second-street", "commune", "add", "Second Street");
    STEWARD(0, "depot", "forum", "add", "The Depot", "--short", "depot");
    STEWARD(1, "has that name", "forum", "add", "The Depot");
    STEWARD(1, "--in NAME", "member", "add", "zanele", "--household", "C 14", "--password-stdin");
    STEWARD(0, "of home C 14", "member", "add", "zanele", "--household", "C 14", "--password-stdin", "--in",
        "second-street"); /* thandi's home has the same label in the first street */
    served_hears(house, "thandi", "people", NULL, "thandi");
    char *people = served_says(house, "thandi", "people", NULL, 0);
    assert_null(strstr(people, "zanele"));
    free(people);
    take_code(house, "depot", code);
    snprintf(command, sizeof command, "card %s", code);
    served_hears(house, "thandi", command, NULL, "You belong to The Depot now.");
    served_hears(house, "thandi", "units", NULL, "depot: The Depot, workplace.");
    struct ran ran = served_command(house, "thandi", "post general --title Bolts --in depot", "Who has some?\n");
    assert_int_equal(ran.status, 0);
    assert_non_null(strstr(ran.err, "Read by: THE WORKPLACE"));
    ran_free(&ran);
    served_hears(house, "thandi", "threads depot/general", NULL, "Bolts");
    served_hears(house, "thandi", "threads general", NULL, "Nothing here yet");
    free(served_says(house, "thandi", "people --in second-street", NULL, 1));
    free(served_says(house, "thandi", "threads second-street/general", NULL, 1));
    served_hears(house, "thandi", "threads second-street/welcome", NULL, "Nothing here yet");
    named_anew_from_the_shell(house);
    added_by_mistake(house);
    left_from_elsewhere(house);
    left_here(house);
    served_is_sound(house);
    served_close(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(two_streets_and_a_workplace_in_one_house) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
