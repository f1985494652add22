/* test_votes.c: an assembly votes over ssh: in the room, and over days with a kill in the middle. RULES 4.6. */
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

#include "members.h"
#include "room.h"
#include "store.h"
#include "tests/e2e/served.h"
#include "votes.h"

enum { DAY = 86400 };

#define must(call) assert_int_equal((call), RESULT_OK)

/* A street that founds itself, whose assembly began `ago` seconds ago. */
static int64_t make_street(struct served *house, struct store **store, struct actor *thandi, int64_t ago)
{
    struct meeting_new form = { .starts = (int64_t)time(NULL) - ago };
    int64_t meeting;
    served_make(house, false);
    assert_int_equal(store_open(house->database, STORE_TOOL, store), STORE_OPENED);
    must(actor_for(*store, ACTOR_MEMBER, "thandi", thandi));
    must(meeting_call(*store, thandi, &form, form.starts - 5 * DAY, &meeting));
    return meeting;
}

static void a_room_ranks_and_anybody_counts_again(void **state)
{
    struct served house;
    struct store *store;
    struct actor thandi;
    (void)state;
    make_street(&house, &store, &thandi, 0);
    store_close(store);
    served_serve(&house);
    served_hears(&house, "thandi", "chair 1 open", NULL, "thandi opened the meeting");
    served_hears(&house, "sipho", "enter 1", NULL, "Enough people");
    served_hears(&house, "thandi", "chair begin", NULL, "What we agree on with each other");
    served_hears(
        &house, "thandi", "vote open choose --of The pipe; The clinic; \x1b[2JThe bus", NULL, "The vote is open.");
    served_hears(&house, "sipho", "room", NULL, "A vote is open: `vote 1` shows it.");
    served_hears(&house, "thandi", "vote 1 --paper", NULL, "[   ]  1 The pipe");
    served_hears(&house, "thandi", "vote 1 2>1", NULL, "You say: The clinic; then The pipe.");
    free(served_says(&house, "thandi", "vote 1 2 2", NULL, 2));
    free(served_says(&house, "thandi", "vote 1 9", NULL, 2));
    free(served_says(&house, "sipho", "vote close 1", NULL, 1));     /* not the chair */
    free(served_says(&house, "sipho", "vote 1 --ballots", NULL, 1)); /* nobody sees it yet */
    served_hears(&house, "sipho", "vote 1 1", NULL, "You say: The pipe.");
    served_hears(&house, "sipho", "vote 1 2 3", NULL, "You say: The clinic; then The bus.");
    served_hears(&house, "thandi", "vote close 1", NULL, "The clinic wins");
    free(served_says(&house, "sipho", "vote 1 1", NULL, 1)); /* it is closed */
    served_hears(&house, "sipho", "vote 1 --pairs", NULL, "More people put The clinic before The pipe (2)");
    served_hears(&house, "sipho", "vote 1 --names", NULL, "sipho: The clinic; then The bus.");
    char *ballots = served_says(&house, "sipho", "vote 1 --ballots", NULL, 0);
    struct ran tally = run((const char *const[]) { "bbs", "tally", "-", NULL }, ballots, strlen(ballots));
    assert_int_equal(tally.status, 0);
    assert_non_null(strstr(tally.out, "\"winners\": [\"The clinic\"]"));
    assert_null(strstr(ballots, "sipho"));
    ran_free(&tally);
    free(ballots);
    free(served_says(&house, "thandi", "chair 1 close", NULL, 0));
    served_hears(&house, "sipho", "minutes 1", NULL, "The clinic wins");
    served_hears(&house, "sipho", "decisions --json", NULL, "\"vote\":1");
    served_is_sound(&house);
    served_close(&house);
}

static bool is_closed(void *house)
{
    char *heard = served_says(house, "thandi", "vote 1 --json", NULL, 0);
    bool closed = strstr(heard, "\"state\":\"open\"") == NULL;
    free(heard);
    return closed;
}

/* The server is killed in the middle of the seven days; what was said before counts, and counts once. */
static void a_kill_in_the_middle_of_seven_days_loses_no_vote(void **state)
{
    enum { LEFT = 12 };
    struct served house;
    struct store *store;
    struct actor thandi;
    struct vote_new form = { .kind = VOTE_YESNO, .days = true };
    int64_t vote, at = (int64_t)time(NULL) - VOTE_DAYS + LEFT;
    (void)state;
    form.meeting = make_street(&house, &store, &thandi, VOTE_DAYS - LEFT);
    must(room_open(store, &thandi, form.meeting, at));
    struct room room;
    must(room_get(store, &thandi, form.meeting, at, &room));
    must(room_begin_item(store, &thandi, form.meeting, room.next_item, at));
    must(vote_open(store, &thandi, &form, at, &vote));
    must(room_close(store, &thandi, form.meeting, at + 60));
    store_close(store);
    served_serve(&house);
    served_hears(&house, "thandi", "vote 1 yes", NULL, "You say: yes.");
    served_stop(&house, SIGKILL);
    served_serve(&house);
    served_hears(&house, "sipho", "vote 1 yes", NULL, "You say: yes.");
    served_hears(&house, "thandi", "vote 1", NULL, "2 of 2 have voted");
    assert_true(until(is_closed, &house, 3 * PATIENCE));
    served_hears(&house, "sipho", "vote 1", NULL, "Yes: 2 of 2 say yes, 2 are needed.");
    served_hears(&house, "thandi", "decisions --json", NULL, "\"vote\":1");
    served_is_sound(&house);
    served_close(&house);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_room_ranks_and_anybody_counts_again),
        cmocka_unit_test(a_kill_in_the_middle_of_seven_days_loses_no_vote),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
