/* test_meetings.c: five homes call an assembly over ssh, by commands and in line mode, and fill its agenda. RULES 4.1.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "tests/e2e/served.h"

static const char *const homes[] = { "lerato", "mandla", "nomsa", "petrus", "grace", "kabelo", "rosa", "hassan",
    "wendy" };
enum { HOMES = sizeof homes / sizeof *homes };

/* Its founding assembly was held: else the next meeting is that one, with items of its own. */
static void founding_is_over(const struct served *house)
{
    served_change(house, "UPDATE unit SET assembled = founded");
}

/* thandi and sipho live in C 14, the others in D 1 to D 9: the street is founded. */
static int open_street(void **state)
{
    static struct served house;
    char key[700], home[16];
    served_open(&house, false);
    snprintf(key, sizeof key, "%s.pub", house.key);
    for (int i = 0; i < HOMES; i++) {
        snprintf(home, sizeof home, "D %d", i + 1);
        struct ran ran =
            BBS("admin", "--db", house.database, "member", "add", homes[i], "--household", home, "--key", key);
        assert_int_equal(ran.status, 0);
        ran_free(&ran);
    }
    founding_is_over(&house);
    *state = &house;
    return 0;
}

static int close_street(void **state)
{
    served_close(*state);
    return 0;
}

/* "2026-12-13 15:00", ten days from now. */
static void in_ten_days(char out[32])
{
    enum { TEN_DAYS = 10 * 86400 };
    time_t then = time(NULL) + TEN_DAYS;
    struct tm parts;
    localtime_r(&then, &parts);
    assert_true(strftime(out, 32, "%Y-%m-%d 15:00", &parts) > 0);
}

static void five_homes_call_an_assembly(void **state)
{
    struct served *house = *state;
    char when[32], command[120];
    in_ten_days(when);
    snprintf(command, sizeof command, "meeting call --at %s --place the school yard", when);
    served_hears(house, "thandi", command, NULL, "once 5 homes want it; yours does.");
    served_hears(house, "sipho", "meeting want 1", NULL, "1 home of 5"); /* of thandi's home */
    free(served_says(house, "sipho", "meeting move 1 --place my kitchen", NULL, 1));
    for (int i = 0; i < 3; i++)
        free(served_says(house, homes[i], "meeting want 1", NULL, 0));
    served_hears(house, "petrus", "meetings", NULL, "asked for, and 4 homes of 5 want it.");
    /* The fifth says it in line mode, where it waits for her home, and puts the first item on the agenda. */
    struct terminal *grace = served_visit(house, &(struct visit) { .handle = "grace", .no_pty = true });
    expect(grace, "thandi asks for a meeting");
    type_line(grace, "meeting want 1");
    expect(grace, "That makes enough homes: it is called.");
    type_line(grace, "agenda add 1");
    expect(grace, "What it is about, in one line");
    type_line(grace, "A second tank");
    expect(grace, "How many minutes it may take [10]");
    type_line(grace, "25");
    expect(grace, "What people should do with it");
    type_line(grace, "decide");
    expect(grace, "What it touches");
    type_line(grace, "money");
    expect(grace, "More, if you like");
    type_line(grace, "");
    expect(grace, "On the agenda, as item 1: A second tank (25 min, to decide, about money).");
    type_line(grace, "quit");
    terminal_close(grace);
    served_hears(house, "nomsa", "agenda add 1 --title The night watch --wants choose --about tasks", "Who is on?\n",
        "as item 2");
    served_hears(house, "kabelo", "agenda matters 2", NULL, "It matters to 1 home.");
    served_hears(house, "rosa", "agenda 1", NULL, "1. The night watch");
    served_hears(house, "rosa", "meeting need 1 children", NULL, "Asked for, as ask 1");
    free(served_says(house, "kabelo", "meeting need 1 children", NULL, 1));
    served_hears(house, "hassan", "where", NULL, "Next meeting: Meeting,");
    served_hears(house, "hassan", "meeting print 1", NULL, "T H E   S C H O O L   Y A R D");
    int64_t meeting = served_number(house, "hassan", "meeting show 1 --json", NULL, "id");
    assert_int_equal(meeting, 1);
    served_is_sound(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(
        five_homes_call_an_assembly, open_street, close_street) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
