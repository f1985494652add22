/*
 * test_assembly_faults.c: what goes wrong while an assembly is held over ssh: the server is killed in the middle of a
 * question, a vote, a closing; a speaker's line drops; two press for the chair at once; somebody floods signals. After
 * each the room stands where it was, nothing is counted twice, and nothing is lost. RULES 1.7, 4.2, 4.4, 4.5.
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

enum { PEOPLE = 6, FIVE_DAYS = 5 * 86400 };
static const char *const people[PEOPLE] = { "thandi", "sipho", "nomsa", "dan", "eva", "finn" };
static const char *const homes[PEOPLE] = { "", "", "D 1", "D 2", "D 3", "D 4" };

static void add_people(const struct served *house)
{
    char key[700];
    snprintf(key, sizeof key, "%s.pub", house->key);
    for (int i = 2; i < PEOPLE; i++) {
        struct ran ran =
            BBS("admin", "--db", house->database, "member", "add", people[i], "--household", homes[i], "--key", key);
        assert_int_equal(ran.status, 0);
        ran_free(&ran);
    }
}

/* A street that founds itself. Its assembly is open, all are there, and its first item is there to decide. */
static int open_street(void **state)
{
    struct served *house = calloc(1, sizeof *house);
    struct store *store;
    struct actor thandi;
    struct meeting_new form = { .starts = (int64_t)time(NULL) };
    int64_t meeting;
    served_make(house, false);
    add_people(house);
    assert_int_equal(store_open(house->database, STORE_TOOL, &store), STORE_OPENED);
    assert_int_equal(actor_for(store, ACTOR_MEMBER, "thandi", &thandi), RESULT_OK);
    assert_int_equal(meeting_call(store, &thandi, &form, form.starts - FIVE_DAYS, &meeting), RESULT_OK);
    store_close(store);
    served_serve(house);
    served_hears(house, "thandi", "chair 1 open", NULL, "thandi opened the meeting");
    for (int i = 1; i < PEOPLE; i++)
        free(served_says(house, people[i], "enter 1", NULL, 0));
    served_hears(house, "thandi", "chair begin", NULL, "What we agree on with each other");
    *state = house;
    return 0;
}

static int close_street(void **state)
{
    struct served *house = *state;
    served_is_sound(house);
    served_close(house);
    free(house);
    return 0;
}

static int times_in(const char *text, const char *words)
{
    int count = 0;
    for (const char *at = strstr(text, words); at != NULL; at = strstr(at + 1, words))
        count++;
    return count;
}

static int count_told(const struct served *house, const char *command, const char *words)
{
    char *heard = served_says(house, "thandi", command, NULL, 0);
    int count = times_in(heard, words);
    free(heard);
    return count;
}

static int count_by(const struct served *house, const char *handle, const char *command, const char *words)
{
    char *heard = served_says(house, handle, command, NULL, 0);
    int count = times_in(heard, words);
    free(heard);
    return count;
}

static bool can_be_put(void *house)
{
    return count_told(house, "room 1", "I put the question") > 0;
}

static void put_proposal(struct served *house)
{
    served_hears(
        house, "sipho", "propose --title Quiet after ten", "Quiet after ten.\n", "Proposal 1 is before the room");
    assert_true(until(can_be_put, house, PATIENCE));
    served_hears(house, "thandi", "put 1", NULL, "The question is put.");
}

static void a_kill_in_the_middle_of_a_question_loses_no_answer(void **state)
{
    struct served *house = *state;
    put_proposal(house);
    for (int i = 0; i < 3; i++)
        served_hears(house, people[i], "position 1 yes", NULL, "You said: yes.");
    served_stop(house, SIGKILL);
    served_serve(house);
    served_hears(house, "thandi", "proposal 1", NULL, "3 have answered, 3 not yet.");
    served_hears(
        house, "nomsa", "position 1 aside", NULL, "You said: I stand aside."); /* she answers anew: still one */
    served_hears(house, "thandi", "proposal 1", NULL, "3 have answered, 3 not yet.");
    for (int i = 3; i < PEOPLE; i++)
        served_hears(house, people[i], "position 1 yes", NULL, "You said: yes.");
    served_hears(house, "thandi", "close 1", NULL, "It passes: 5 of 6 present say yes, 4 are needed.");
    free(served_says(house, "thandi", "close 1", NULL, 1));
    assert_int_equal(count_told(house, "decisions --json", "\"proposal\":1"), 1);
}

static void a_kill_in_the_middle_of_a_vote_loses_no_ballot(void **state)
{
    struct served *house = *state;
    served_hears(house, "thandi", "vote open yesno --title Shall we", NULL, "The vote is open.");
    for (int i = 0; i < 4; i++)
        served_hears(house, people[i], "vote 1 no", NULL, "You say: no.");
    served_stop(house, SIGKILL);
    served_serve(house);
    served_hears(house, "thandi", "vote 1", NULL, "4 of 6 have");
    for (int i = 2; i < PEOPLE; i++)
        served_hears(house, people[i], "vote 1 yes", NULL, "You say: yes.");
    served_hears(house, "thandi", "vote 1", NULL, "6 of 6 have");
    served_hears(house, "thandi", "vote close 1", NULL, "Yes: 4 of 6 say yes, 4 are needed.");
    assert_int_equal(count_told(house, "decisions --json", "\"vote\":1"), 1);
}

/* Wherever the kill falls: the meeting is open or it is closed, and its minutes are there once or not at all. */
static void closing_is_whole_or_not_at_all(int milliseconds)
{
    void *state;
    open_street(&state);
    struct served *house = state;
    put_proposal(house);
    for (int i = 0; i < PEOPLE; i++)
        served_hears(house, people[i], "position 1 yes", NULL, "You said: yes.");
    served_hears(house, "thandi", "close 1", NULL, "It passes");
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi", .no_pty = true });
    expect(t, "`quit` leaves.");
    type_line(t, "chair 1 close");
    terminal_wait(t, "closed the meeting", milliseconds);
    served_stop(house, SIGKILL);
    terminal_close(t);
    served_serve(house);
    if (count_told(house, "room 1", "The meeting is closed.") == 0)
        free(served_says(house, "thandi", "chair 1 close", NULL, 0));
    served_hears(house, "thandi", "minutes 1", NULL, "Decision 1: Quiet after ten");
    assert_int_equal(count_told(house, "threads general", "the house"), 1);
    assert_int_equal(count_told(house, "decisions --json", "\"proposal\":1"), 1);
    free(served_says(house, "thandi", "chair 1 close", NULL, 1));
    close_street(&state);
}

static void a_kill_in_the_middle_of_a_closing_leaves_it_whole(void **state)
{
    static const int moments[] = { 0, 10 };
    (void)state;
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
        closing_is_whole_or_not_at_all(moments[i]);
}

static void go_in(struct terminal *t)
{
    expect(t, "t talk");
    terminal_send(t, "m");
    expect(t, "Founding assembly");
    terminal_send(t, "\r");
}

static bool words_are_kept(void *house)
{
    char *heard = served_says(house, "nomsa", "drafts", NULL, 0);
    bool kept = strstr(heard, "your turn") != NULL;
    free(heard);
    return kept;
}

static bool drop_is_told(void *house)
{
    return count_by(house, "sipho", "room 1", "The line of nomsa dropped. The turn waits a minute for it.") == 1;
}

static bool chair_is_free(void *house)
{
    return count_by(house, "sipho", "room 1", "thandi has the chair; the line dropped.") == 1;
}

/* The other end of the wire closed, as when a client is killed. */
static void a_closed_wire_frees_the_chair_at_once(void **state)
{
    struct served *house = *state;
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi", .no_pty = true });
    expect(t, "`quit` leaves.");
    type_line(t, "enter 1");
    expect(t, "Enough people");
    served_change(house,
        "INSERT INTO seat (unit, member, name, since, until) SELECT 1, member, 'facilitator', unixepoch() - 9,"
        " unixepoch() + 86400 FROM member_name WHERE handle IN ('thandi', 'sipho')");
    free(served_says(house, "sipho", "chair take", NULL, 1));
    terminal_hang_up(t);
    assert_true(until(chair_is_free, house, SOON));
    served_hears(house, "sipho", "chair take", NULL, "sipho took the chair");
}

/* Her turn waits for her, and her words are where she left them. */
static void a_dropped_speaker_finds_her_turn_and_her_words(void **state)
{
    struct served *house = *state;
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "nomsa" });
    expect(t, "Welcome to");
    choose(t, "3");
    go_in(t);
    expect(t, "What we agree on with each other");
    served_hears(house, "nomsa", "hand 1", NULL, "Your place: 1.");
    served_hears(house, "thandi", "chair next", NULL, "nomsa speaks");
    terminal_send(t, "Bucketwords are heavy");
    expect(t, "Bucketwords are heavy");
    assert_true(until(words_are_kept, house, PATIENCE));
    terminal_hang_up(t);
    assert_true(until(drop_is_told, house, SOON)); /* without a minute's sign that does not come */
    served_hears(house, "thandi", "room 1", NULL, "nomsa speaks");
    t = served_visit(house, &(struct visit) { .handle = "nomsa" });
    go_in(t);
    expect(t, "Bucketwords are heavy");
    served_hears(house, "thandi", "room 1", NULL, "nomsa speaks");
    served_hears(house, "nomsa", "say 1", "Bucketwords are heavy.\n", "");
    assert_int_equal(count_told(house, "room 1", "Bucketwords"), 1);
    terminal_close(t);
}

/* One of them has the chair, one item begins, and both sessions go on. */
static void two_who_press_at_once_begin_one_item(void **state)
{
    struct served *house = *state;
    struct terminal *t[2];
    for (int i = 0; i < 2; i++) {
        t[i] = served_visit(house, &(struct visit) { .handle = people[i], .no_pty = true });
        expect(t[i], "`quit` leaves.");
        type_line(t[i], "enter 1");
        expect(t[i], "Enough people");
    }
    served_hears(house, "thandi", "chair end", NULL, "");
    for (int round = 0; round < 4; round++)
        for (int i = 0; i < 2; i++)
            type_line(t[i], "chair take");
    for (int i = 0; i < 2; i++)
        type_line(t[i], "chair begin");
    for (int i = 0; i < 2; i++) {
        type_line(t[i], "whoami");
        expect(t[i], people[i]);
    }
    char *room = served_says(house, "nomsa", "room 1", NULL, 0);
    assert_int_equal(times_in(room, "Item 2 of 3"), 1);
    assert_int_equal(times_in(room, "The item: "), 2); /* the first, and this one */
    assert_int_equal(times_in(room, " has the chair.\n") >= 1, 1);
    free(room);
    for (int i = 0; i < 2; i++)
        terminal_close(t[i]);
}

/* They are told to wait, the others are answered meanwhile, and their signals count as one person's. */
static void a_flood_of_signals_stops_nobody(void **state)
{
    enum { FLOOD = 300 };
    struct served *house = *state;
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "finn", .no_pty = true });
    expect(t, "`quit` leaves.");
    for (int i = 0; i < FLOOD; i++)
        terminal_send(t, i % 2 == 0 ? "signal agree\r" : "signal slower\r");
    served_hears(house, "thandi", "room 1", NULL, "What we agree on with each other");
    expect(t, "That was much at once.");
    char *room = served_says(house, "thandi", "room 1 --json", NULL, 0);
    assert_null(strstr(room, "\"agree\":2"));
    assert_null(strstr(room, "\"slower\":2"));
    free(room);
    terminal_close(t);
}

#define HELD(test) cmocka_unit_test_setup_teardown(test, open_street, close_street)
int main(void)
{
    static const struct CMUnitTest tests[] = {
        HELD(a_kill_in_the_middle_of_a_question_loses_no_answer),
        HELD(a_closed_wire_frees_the_chair_at_once),
        HELD(a_kill_in_the_middle_of_a_vote_loses_no_ballot),
        cmocka_unit_test(a_kill_in_the_middle_of_a_closing_leaves_it_whole),
        HELD(a_dropped_speaker_finds_her_turn_and_her_words),
        HELD(two_who_press_at_once_begin_one_item),
        HELD(a_flood_of_signals_stops_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
