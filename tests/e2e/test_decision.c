/* test_decision.c: a decision opens a board by itself, played over ssh: called, opened, proposed, tested, closed,
 * minutes. The server is killed between deciding and acting, and again after it: the board opens once.
 * RULES 4.5, 4.8, 4.9.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "meetings.h"
#include "members.h"
#include "store.h"
#include "tests/e2e/served.h"

static const char *const people[] = { "thandi", "sipho", "nomsa", "lerato" };
enum { PEOPLE = sizeof people / sizeof *people };

static void move_in(struct served *house)
{
    char key[700], home[16];
    snprintf(key, sizeof key, "%s.pub", house->key);
    for (int i = 2; i < PEOPLE; i++) {
        snprintf(home, sizeof home, "D %d", i);
        struct ran ran =
            BBS("admin", "--db", house->database, "member", "add", people[i], "--household", home, "--key", key);
        if (ran.status != 0)
            fail_msg("member add: %s", ran.err);
        ran_free(&ran);
    }
}

static int open_street(void **state)
{
    enum { FIVE_DAYS = 5 * 86400 };
    static struct served house;
    struct store *store;
    struct actor thandi;
    int64_t meeting, item, now = (int64_t)time(NULL), called = now - FIVE_DAYS;
    struct meeting_new form = { .starts = now };
    struct item_new tools = { .title = "Tools", .wants = ITEM_DECIDE, .about = ITEM_THINGS, .minutes = 20 };
    served_make(&house, false);
    move_in(&house);
    assert_int_equal(store_open(house.database, STORE_TOOL, &store), STORE_OPENED);
    assert_int_equal(actor_for(store, ACTOR_MEMBER, "thandi", &thandi), RESULT_OK);
    assert_int_equal(meeting_call(store, &thandi, &form, called, &meeting), RESULT_OK);
    tools.meeting = meeting;
    assert_int_equal(meeting_item_add(store, &thandi, &tools, called, &item), RESULT_OK);
    assert_int_equal(meeting_item_matters(store, &thandi, item, true, called), RESULT_OK); /* it comes first */
    store_close(store);
    served_serve(&house);
    *state = &house;
    return 0;
}

struct trying {
    const struct served *house;
    const char *command;
};

static bool is_done(void *context)
{
    const struct trying *trying = context;
    struct ran ran = served_command(trying->house, "thandi", trying->command, NULL);
    bool done = ran.status == 0;
    ran_free(&ran);
    return done;
}

/* The text is read first. */
static void until_done(const struct served *house, const char *command)
{
    struct trying trying = { house, command };
    if (!until(is_done, &trying, 60 * 1000))
        fail_msg("%s is never done", command);
}

/* How many boards have this short name. */
static int boards(const struct served *house)
{
    char *list = served_says(house, "nomsa", "boards --json", NULL, 0);
    int count = 0;
    for (const char *at = list; (at = strstr(at, "\"tools\"")) != NULL; at++)
        count++;
    free(list);
    return count;
}

static void kill_and_serve(struct served *house)
{
    served_stop(house, SIGKILL);
    served_serve(house);
}

static void decide(const struct served *house)
{
    served_hears(house, "thandi", "chair 1 open", NULL, "thandi opened the meeting");
    for (int i = 1; i < PEOPLE; i++)
        served_hears(house, people[i], "enter 1", NULL, "Enough people");
    served_hears(house, "thandi", "chair begin", NULL, "The item: Tools");
    served_hears(house, "thandi", "propose --title Tools to lend --effect board tools unit Tools to lend",
        "We lend each other tools.\n", "tools");
    until_done(house, "put 1");
    for (int i = 0; i < PEOPLE; i++)
        served_hears(house, people[i], "position 1 yes", NULL, "yes");
    until_done(house, "close 1");
    served_hears(house, "nomsa", "decisions", NULL, "Tools to lend");
    served_hears(house, "thandi", "chair end", NULL, "The item ended: Tools");
}

static void a_decision_opens_a_board_once(void **state)
{
    struct served *house = *state;
    decide(house);
    assert_int_equal(boards(house), 0); /* it acts at closing */
    kill_and_serve(house);
    served_hears(house, "nomsa", "decisions", NULL, "Tools to lend");
    assert_int_equal(boards(house), 0);
    for (int i = 0; i < PEOPLE; i++)
        served_hears(house, people[i], "enter 1", NULL, "Enough people");
    served_hears(house, "thandi", "chair 1 close", NULL, "closed");
    kill_and_serve(house);
    served_hears(house, "nomsa", "boards", NULL, "tools");
    served_hears(house, "nomsa", "minutes 1", NULL, "Tools to lend");
    served_hears(house, "nomsa", "post tools --title A ladder", "Three metres.\n", "Posted");
    kill_and_serve(house); /* the caretaker looks again at what is due, and finds it done */
    served_hears(house, "lerato", "threads tools", NULL, "A ladder");
    assert_int_equal(boards(house), 1);
    served_hears(house, "nomsa", "decision 1", NULL, "Done by itself: the board `tools`");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_decision_opens_a_board_once, open_street, served_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
