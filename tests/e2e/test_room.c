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

static int close_street(void **state)
{
    served_is_sound(*state);
    served_close(*state);
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
    type_line(thandi, "");
    expect(thandi, "sipho: Tankword leaks.");
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
    assert_non_null(strstr(room, "1 of 2 have spoken"));
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

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_speak_and_a_kill_takes_nothing, open_street, close_street),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
