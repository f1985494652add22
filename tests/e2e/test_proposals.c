/* test_proposals.c: an assembly decides over ssh: a proposal, the question, the decision, the minutes. RULES 4.5, 4.8,
 * 4.9.
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

#include "meetings.h"
#include "members.h"
#include "store.h"
#include "tests/e2e/served.h"

/* A street that founds itself, whose assembly begins now; its first item is there to decide. */
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

/* The text is read: its three words take three seconds. */
static void wait_until_it_can_be_put(const struct served *house)
{
    for (int i = 0; i < 200; i++) {
        char *heard = served_says(house, "thandi", "room 1", NULL, 0);
        bool ready = strstr(heard, "I put the question") != NULL;
        free(heard);
        if (ready)
            return;
    }
    fail_msg("the question can not be put");
}

static void an_assembly_decides(void **state)
{
    struct served *house = *state;
    served_hears(house, "thandi", "chair 1 open", NULL, "thandi opened the meeting");
    served_hears(house, "sipho", "enter 1", NULL, "Enough people");
    served_hears(house, "thandi", "chair begin", NULL, "What we agree on with each other");
    served_hears(
        house, "sipho", "propose --title Quiet after ten", "Quiet after ten.\n", "Proposal 1 is before the room");
    free(served_says(house, "thandi", "put 1", NULL, 1)); /* nobody can have read it */
    wait_until_it_can_be_put(house);
    served_hears(house, "thandi", "put 1", NULL, "The question is put. Say it aloud, twice.");
    served_hears(house, "thandi", "position 1 yes", NULL, "You said: yes.");
    served_hears(house, "thandi", "proposal 1", NULL, "1 has answered, 1 not yet.");
    free(served_says(house, "thandi", "close 1", NULL, 1)); /* sipho has not answered */
    served_hears(house, "sipho", "position 1 aside", "I work nights.\n", "You said: I stand aside.");
    served_hears(house, "thandi", "close 1", NULL, "It goes back to the room: 1 of 2 present says yes, 2 are needed.");
    served_hears(house, "sipho", "amend 1", "Quiet after eleven.\n", "It has the new text.");
    served_hears(house, "thandi", "proposal 1", NULL, "Quiet after [-ten.-] {+eleven.+}");
    wait_until_it_can_be_put(house);
    served_hears(house, "thandi", "put 1", NULL, "The question is put.");
    served_hears(house, "thandi", "position 1 yes", NULL, "You said: yes.");
    served_hears(house, "sipho", "position 1 yes", NULL, "You said: yes.");
    served_hears(house, "thandi", "close 1", NULL, "It passes: 2 of 2 present say yes, 2 are needed.");
    served_hears(house, "sipho", "carry 1 --until tomorrow", NULL, "You carry it.");
    served_hears(house, "thandi", "where", NULL, "1: Quiet after ten (sipho carries it, until ");
    free(served_says(house, "thandi", "chair 1 close", NULL, 0));
    served_hears(house, "sipho", "minutes 1", NULL, "Decision 1: Quiet after ten");
    served_hears(house, "sipho", "minutes correct 1", "I spoke too.\n", "It stands beside the minutes");
    served_hears(house, "thandi", "minutes 1", NULL, "I spoke too.");
    served_hears(house, "thandi", "threads general", NULL, "the house");
    served_hears(house, "thandi", "decisions --json", NULL, "\"state\":\"carried\"");
    served_hears(house, "sipho", "decision done 1", NULL, "Done. Thank you.");
    served_hears(house, "sipho", "about-me", NULL, "positions");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_assembly_decides, open_street, served_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
