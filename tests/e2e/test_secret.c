/*
 * test_secret.c: secret votes over ssh: in the room, with the process that keeps the choices killed in the middle; and
 * over days, with the house killed in the middle. RULES 4.7.
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

#include "file.h"
#include "meetings.h"
#include "members.h"
#include "store.h"
#include "tests/e2e/served.h"
#include "util.h"

enum { VOTERS = 6, FIVE_DAYS = 5 * 86400 };
static const char *const voters[VOTERS] = { "thandi", "sipho", "nomsa", "dan", "eva", "finn" };
static const char *const homes[VOTERS] = { "", "", "D 1", "D 2", "D 3", "D 4" };

static void add_people(struct served *house)
{
    char key[700];
    snprintf(key, sizeof key, "%s.pub", house->key);
    for (int i = 2; i < VOTERS; i++) {
        struct ran ran =
            BBS("admin", "--db", house->database, "member", "add", voters[i], "--household", homes[i], "--key", key);
        assert_int_equal(ran.status, 0);
        ran_free(&ran);
    }
}

/* A street that founds itself, whose assembly begins now; its first item is there to decide. */
static int open_street(void **state)
{
    static struct served house;
    struct store *store;
    struct actor thandi;
    struct meeting_new form = { .starts = (int64_t)time(NULL) };
    int64_t meeting;
    served_make(&house, false);
    add_people(&house);
    assert_int_equal(store_open(house.database, STORE_TOOL, &store), STORE_OPENED);
    assert_int_equal(actor_for(store, ACTOR_MEMBER, "thandi", &thandi), RESULT_OK);
    assert_int_equal(meeting_call(store, &thandi, &form, form.starts - FIVE_DAYS, &meeting), RESULT_OK);
    store_close(store);
    served_serve(&house);
    *state = &house;
    return 0;
}

struct waiting {
    const struct served *house;
    const char *command, *words;
};

static bool has_come(void *context)
{
    const struct waiting *waiting = context;
    char *heard = served_says(waiting->house, "thandi", waiting->command, NULL, 0);
    bool come = strstr(heard, waiting->words) != NULL;
    free(heard);
    return come;
}

/* The house does its part within a moment. */
static void comes(const struct served *house, const char *command, const char *words)
{
    struct waiting waiting = { house, command, words };
    if (!until(has_come, &waiting, PATIENCE)) {
        char *heard = served_says(house, "thandi", command, NULL, 0);
        fail_msg("%s: \"%s\" never comes: %s", command, words, heard);
    }
}

static void open_item(const struct served *house)
{
    served_hears(house, "thandi", "chair 1 open", NULL, "thandi opened the meeting");
    for (int i = 1; i < VOTERS; i++)
        free(served_says(house, voters[i], "enter 1", NULL, 0));
    served_hears(house, "thandi", "chair begin", NULL, "What we agree on with each other");
}

static void all_vote(const struct served *house, const char *choice)
{
    for (int i = 0; i < VOTERS; i++)
        served_hears(house, voters[i], "ballot 1", choice, "Your choice is in.");
}

static bool log_holds(const struct served *house, const char *text)
{
    struct ran ran = run((const char *const[]) { "grep", "-c", text, house->log, NULL }, NULL, 0);
    bool found = ran.status == 0;
    ran_free(&ran);
    return found;
}

static void a_room_votes_secretly_and_is_asked_again(void **state)
{
    struct served *house = *state;
    pid_t ephemeral;
    open_item(house);
    served_hears(house, "thandi", "vote open yesno --secret --title Shall we", NULL, "A secret vote.");
    comes(house, "vote 1", "`ballot 1` asks for your choice");
    free(served_says(house, "sipho", "vote 1 yes", NULL, 1)); /* never behind a command */
    for (int i = 0; i < 4; i++)
        served_hears(house, voters[i], "ballot 1", "no\n", "Your choice is in.");
    free(served_says(house, "sipho", "ballot 1", "yes\n", 1)); /* once */
    served_hears(house, "sipho", "vote 1", NULL, "You have voted.");
    served_hears(house, "eva", "vote 1 --json", NULL, "\"given\":4");
    assert_int_equal(served_processes(house, ROLE_EPHEMERAL, &ephemeral, 1), 1);
    kill(ephemeral, SIGKILL);
    comes(house, "vote 1", "Everybody was asked again, 1 time.");
    comes(house, "vote 1", "`ballot 1` asks for your choice");
    all_vote(house, "yes\n");
    served_hears(house, "thandi", "vote close 1", NULL, "the house counts it now");
    comes(house, "vote 1", "6 of 6 voted");
    served_hears(house, "dan", "vote 1 --ballots", NULL, "\"count\":6");
    served_hears(house, "thandi", "room 1", NULL, "Everybody votes again");
    assert_true(log_holds(house, "ephemeral ended"));
    assert_false(log_holds(house, "thandi"));
}

/* All its processes at once, as when the power fails. */
static void kill_the_house(struct served *house)
{
    enum { MOST = 64 };
    for (int role = ROLE_CARETAKER; role < ROLES; role++) {
        pid_t pids[MOST];
        size_t count = served_processes(house, (enum role)role, pids, MOST);
        for (size_t i = 0; i < count && i < MOST; i++)
            kill(pids[i], SIGKILL);
    }
    served_stop(house, SIGKILL);
}

/* Nobody's choice is left, so that nobody's counts twice. */
static void a_room_votes_again_when_the_whole_house_was_killed(void **state)
{
    struct served *house = *state;
    open_item(house);
    served_hears(house, "thandi", "vote open yesno --secret --title Shall we", NULL, "A secret vote.");
    comes(house, "vote 1", "`ballot 1` asks for your choice");
    for (int i = 0; i < 4; i++)
        served_hears(house, voters[i], "ballot 1", "no\n", "Your choice is in.");
    served_hears(house, "eva", "vote 1 --json", NULL, "\"given\":4");
    kill_the_house(house);
    served_serve(house);
    comes(house, "vote 1", "Everybody was asked again, 1 time.");
    comes(house, "vote 1", "`ballot 1` asks for your choice");
    served_hears(house, "eva", "vote 1 --json", NULL, "\"given\":0");
    served_hears(house, "sipho", "room 1", NULL, "Everybody votes again");
    all_vote(house, "yes\n"); /* those four, too */
    served_hears(house, "thandi", "vote close 1", NULL, "the house counts it now");
    comes(house, "vote 1", "6 of 6 voted");
    served_hears(house, "dan", "vote 1 --ballots", NULL, "\"count\":6");
    char *ballots = served_says(house, "dan", "vote 1 --ballots", NULL, 0);
    assert_null(strstr(ballots, "\"no\"")); /* of the first four nothing */
    free(ballots);
}

/* --- over days --- */

static char *slip_of(const struct served *house, const char *handle)
{
    char *heard = served_says(house, handle, "vote hold 1 --json", NULL, 0);
    const char *at = strstr(heard, "\"slip\":");
    assert_non_null(at);
    at = strchr(at + strlen("\"slip\":"), '"') + 1;
    char *words = xstrndup(at, strcspn(at, "\""));
    free(heard);
    return words;
}

/* The week is over: as if the house had been closed for so long. */
static void let_a_week_pass(const struct served *house)
{
    served_change(house, "UPDATE vote SET closes = opened + 1, opened = opened - 604800");
}

static void a_week_of_sealed_choices_survives_a_kill(void **state)
{
    struct served *house = *state;
    char *slips[2];
    open_item(house);
    served_hears(house, "thandi", "vote open yesno --secret --days --title Shall we", NULL, "A secret vote.");
    free(served_says(house, "eva", "ballot 1", "yes\n", 1)); /* not open yet */
    for (int i = 0; i < 2; i++) {
        slips[i] = slip_of(house, voters[i + 2]);
        served_hears(
            house, voters[i + 2], "vote type 1", slips[i], i == 0 ? "That is your slip." : "Both slips are there.");
    }
    comes(house, "vote 1", "`ballot 1` asks for your choice");
    for (int i = 0; i < 5; i++)
        served_hears(house, voters[i], "ballot 1", "yes\n", "Your choice is in.");
    served_stop(house, SIGKILL);
    let_a_week_pass(house);
    served_serve(house);
    comes(house, "vote 1", "to be typed in now");
    free(served_says(house, "finn", "ballot 1", "no\n", 1));         /* too late */
    free(served_says(house, voters[2], "vote type 1", slips[1], 1)); /* not hers */
    served_hears(house, voters[2], "vote type 1", slips[0], "That is your slip.");
    served_hears(house, voters[3], "vote type 1", slips[1], "Both slips are there.");
    comes(house, "vote 1", "5 of 6 voted");
    served_hears(house, "finn", "vote 1 --ballots", NULL, "\"count\":5");
    free(slips[0]);
    free(slips[1]);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_room_votes_secretly_and_is_asked_again, open_street, served_teardown),
        cmocka_unit_test_setup_teardown(
            a_room_votes_again_when_the_whole_house_was_killed, open_street, served_teardown),
        cmocka_unit_test_setup_teardown(a_week_of_sealed_choices_survives_a_kill, open_street, served_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
