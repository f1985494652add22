/* test_room.c: a meeting is held over ssh: two sessions speak to each other, and it stands where it was after a kill in
 * the middle of a turn. RULES 1.7, 4.2, 4.3.
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

/* A street that founds itself, whose assembly begins now. */
static int open_street(void **state)
{
    enum { FIVE_DAYS = 5 * 86400 };
    static struct served house;
    struct store *store;
    struct actor thandi;
    struct meeting_new form = { .starts = (int64_t)time(NULL) };
    int64_t meeting;
    served_make(&house, false);
    assert_int_equal(store_open(house.database, STORE_TOOL, &store), STORE_OPENED);
    assert_int_equal(actor_for(store, ACTOR_MEMBER, "thandi", &thandi), RESULT_OK);
    assert_int_equal(meeting_call(store, &thandi, &form, form.starts - FIVE_DAYS, &meeting), RESULT_OK);
    store_close(store);
    served_serve(&house);
    *state = &house;
    return 0;
}

static struct terminal *line_mode(const struct served *house, const char *handle)
{
    struct terminal *t = served_visit(house, &(struct visit) { .handle = handle, .no_pty = true });
    expect(t, "`quit` leaves.");
    return t;
}

static int times_in(const char *text, const char *words)
{
    int count = 0;
    for (const char *at = strstr(text, words); at != NULL; at = strstr(at + 1, words))
        count++;
    return count;
}

static void two_speak_and_a_kill_takes_nothing(void **state)
{
    struct served *house = *state;
    struct terminal *thandi = line_mode(house, "thandi"), *sipho = line_mode(house, "sipho");
    type_line(thandi, "chair 1 open");
    expect(thandi, "thandi opened the meeting and has the chair.");
    type_line(thandi, "chair begin");
    expect(thandi, "The item: What we agree on with each other");
    type_line(sipho, "enter");
    expect(sipho, "Item 1 of 3: What we agree on with each other");
    type_line(sipho, "hand");
    expect(sipho, "Your place: 1.");
    /* He is told at once, with no key pressed. */
    type_line(thandi, "chair next");
    expect_soon(sipho, "It is your turn");
    type_line(sipho, "say");
    type_line(sipho, "Tankword leaks.");
    type_line(sipho, ".");
    expect(sipho, "Nobody has the turn.");
    expect_heard(thandi, "sipho: Tankword leaks.");
    /* Both have read it: thandi's turn comes at once. */
    type_line(sipho, "signal read");
    expect(sipho, "Your signal on this turn: read.");
    type_line(thandi, "signal read");
    expect(thandi, "Your signal on this turn: read.");
    type_line(thandi, "hand");
    expect(thandi, "Your place: 1.");
    type_line(thandi, "chair next");
    expect(thandi, "It is your turn");
    served_stop(house, SIGKILL);
    terminal_close(thandi);
    terminal_close(sipho);
    served_serve(house);
    char *room = served_says(house, "sipho", "room 1", NULL, 0);
    assert_non_null(strstr(room, "thandi speaks."));
    assert_non_null(strstr(room, "2 here, "));
    assert_non_null(strstr(room, "1 of 2 has spoken"));
    assert_int_equal(times_in(room, "Tankword"), 1);
    free(room);
    free(served_says(house, "thandi", "say 1", "Clothword and a pipe.\n", 0));
    free(served_says(house, "thandi", "say 1", "Twiceword.\n", 1));
    room = served_says(house, "sipho", "room 1", NULL, 0);
    assert_non_null(strstr(room, "2 of 2 have spoken"));
    assert_int_equal(times_in(room, "Clothword"), 1);
    assert_int_equal(times_in(room, "Twiceword"), 0);
    free(room);
    free(served_says(house, "thandi", "chair 1 close", NULL, 0));
    free(served_says(house, "sipho", "hand 1", NULL, 1));
}

/* --- a power cut, and another day --- */

static void says(const struct served *house, const char *handle, const char *command, const char *words)
{
    char *heard = served_says(house, handle, command, NULL, 0);
    if (strstr(heard, words) == NULL)
        fail_msg("%s: \"%s\" is not in \"%s\"", command, words, heard);
    free(heard);
}

static void is_refused(const struct served *house, const char *handle, const char *command, const char *words)
{
    struct ran ran = served_command(house, handle, command, NULL);
    if (ran.status != 1 || strstr(ran.err, words) == NULL)
        fail_msg("%s: status %d, \"%s\" is not in \"%s\"", command, ran.status, words, ran.err);
    ran_free(&ran);
}

static bool is_dark(void *house)
{
    char *heard = served_says(house, "thandi", "room 1 --json", NULL, 0);
    bool dark = strstr(heard, "\"power_cut\":true") != NULL;
    free(heard);
    return dark;
}

static void after_a_power_cut_it_goes_on_another_day(void **state)
{
    struct served *house = *state;
    says(house, "thandi", "chair 1 open", "thandi opened the meeting");
    says(house, "sipho", "enter 1", "2 here");
    says(house, "thandi", "chair begin", "What we agree on with each other");
    says(house, "sipho", "hand 1", "Your place: 1.");
    is_refused(house, "thandi", "chair 1 adjourn tomorrow 17:00", "only when the power failed");
    /* No sign of both for more than two minutes, as if they were there in sessions: a single command has no line. */
    served_change(house, "UPDATE room_present SET line = line - 200, by_commands = 0");
    assert_true(until(is_dark, house, PATIENCE));
    says(house, "thandi", "enter 1", "The power failed: the clocks stand still");
    says(house, "thandi", "chair 1", "`chair adjourn WHEN` lets it go on another day");
    is_refused(house, "sipho", "chair 1 adjourn tomorrow 17:00", "thandi has it");
    is_refused(house, "thandi", "chair 1 adjourn in 9 days 17:00", "7 days at most");
    says(house, "thandi", "chair 1 adjourn tomorrow 17:00", "thandi adjourned the meeting until");
    is_refused(house, "sipho", "hand 1", "adjourned until");
    says(house, "sipho", "enter 1", "The meeting is adjourned until");
    says(house, "sipho", "meetings", "adjourned until then, after a power cut");
    says(house, "sipho", "where", "Adjourned after a power cut. It goes on then, where it was");
    says(house, "sipho", "room 1", "The meeting is adjourned until");
    is_refused(house, "thandi", "chair 1 open", "too early");
    served_change(house, "UPDATE meeting SET starts = unixepoch()"); /* that hour has come */
    says(house, "sipho", "chair 1 open", "sipho opened the meeting again");
    says(house, "sipho", "room 1", "Item 1 of 3: What we agree on with each other");
    says(house, "sipho", "room 1", "1 here");
    says(house, "sipho", "room 1", "Your place: 1.");
}

/* --- who reads along --- */

struct count_of {
    const struct served *house;
    const char *words;
};

static bool is_counted(void *context)
{
    const struct count_of *of = context;
    char *heard = served_says(of->house, "thandi", "room 1 --json", NULL, 0);
    bool counted = strstr(heard, of->words) != NULL;
    free(heard);
    return counted;
}

/* A menu takes no answer in the moment when it came up: she presses once more. */
static bool took_results(void *context)
{
    terminal_send(context, "r");
    return terminal_wait(context, "Votes and proposals", 500);
}

static void a_guest_reads_along_where_it_was_decided(void **state)
{
    struct served *house = *state;
    says(house, "thandi", "chair 1 open", "thandi opened the meeting");
    says(house, "sipho", "enter 1", "2 here");
    says(house, "thandi", "chair begin", "What we agree on with each other");
    served_change(house, "INSERT INTO unit_value VALUES (1, 'guests', 'yes')");
    says(house, "guest", "meetings", "No meeting is open to read here now.");
    is_refused(house, "guest", "room 1", "members");
    served_change(house, "INSERT INTO unit_value VALUES (1, 'assemblies', 'public')");
    says(house, "guest", "meetings", "is open, and you may read along: `enter 1`");
    says(house, "guest", "room", "You read along in this meeting, silently.");
    says(house, "guest", "room 1 --json", "\"you_read_along\":true");
    is_refused(house, "guest", "hand 1", "members");
    says(house, "thandi", "room 1", "Who may read along: EVERYBODY (POLICE TOO).");

    struct terminal *guest = served_visit(house, &(struct visit) { .handle = "guest" });
    expect(guest, "You are a guest");
    terminal_send(guest, "\r");
    expect(guest, "Boards");
    terminal_send(guest, "q");
    expect(guest, "you may read along");
    terminal_send(guest, "\r");
    expect(guest, "You read here.");
    struct count_of one = { house, "\"read_along\":1" }, none = { house, "\"read_along\":0" };
    assert_true(until(is_counted, &one, PATIENCE));
    says(house, "thandi", "room 1", "2 here"); /* and nobody more */
    says(house, "thandi", "room 1", "1 reads along.");
    says(house, "sipho", "hand 1", "Your place: 1.");
    says(house, "thandi", "chair next", "sipho speaks.");
    free(served_says(house, "sipho", "say 1", "Tankword leaks.\n", 0));
    expect(guest, "Tankword leaks.");
    assert_false(terminal_shows(guest, "sipho"));
    /* What came of a closed vote, without names. */
    says(house, "thandi", "vote open 1 yesno --title Benchword", "The vote is open.");
    says(house, "guest", "room", "A vote is open.");
    says(house, "guest", "votes", "No vote was closed yet.");
    is_refused(house, "guest", "vote 1", "members");
    says(house, "thandi", "vote 1 yes", "You say: yes");
    says(house, "sipho", "vote 1 no", "You say: no");
    says(house, "thandi", "vote close 1", "1 of 2 says yes");
    says(house, "guest", "votes", "1: Benchword");
    says(house, "guest", "vote 1", "1 of 2 says yes");
    says(house, "guest", "vote 1 --ballots", "\"count\":1");
    is_refused(house, "guest", "vote 1 --names", "members");
    is_refused(house, "guest", "vote 1 yes", "A guest reads.");
    says(house, "guest", "help", "votes  ");
    terminal_send(guest, "\r");
    expect(guest, "Results: what was voted here");
    assert_true(until(took_results, guest, PATIENCE));
    assert_true(terminal_shows(guest, "Benchword"));
    terminal_send(guest, "\r");
    expect(guest, "2 of 2 voted.");
    expect(guest, "1 of 2 says yes");
    assert_false(terminal_shows(guest, "sipho"));
    terminal_send(guest, "q");
    expect(guest, "Votes and proposals");
    terminal_send(guest, "q");
    expect(guest, "You read here.");
    terminal_close(guest);
    assert_true(until(is_counted, &none, PATIENCE));
    served_change(house, "UPDATE meeting_item SET about = 1"); /* about a person */
    says(house, "guest", "room 1", "not shown to those who read along");
    char *heard = served_says(house, "guest", "room 1 --since 0 --json", NULL, 0);
    assert_null(strstr(heard, "Tankword"));
    free(heard);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_speak_and_a_kill_takes_nothing, open_street, served_teardown),
        cmocka_unit_test_setup_teardown(after_a_power_cut_it_goes_on_another_day, open_street, served_teardown),
        cmocka_unit_test_setup_teardown(a_guest_reads_along_where_it_was_decided, open_street, served_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
