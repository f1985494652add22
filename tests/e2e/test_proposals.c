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

static int close_street(void **state)
{
    served_is_sound(*state);
    served_close(*state);
    return 0;
}

static void says(
    const struct served *house, const char *handle, const char *command, const char *body, const char *words)
{
    char *heard = served_says(house, handle, command, body, 0);
    if (strstr(heard, words) == NULL)
        fail_msg("%s: \"%s\" is not in \"%s\"", command, words, heard);
    free(heard);
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
    says(house, "thandi", "chair 1 open", NULL, "thandi opened the meeting");
    says(house, "sipho", "enter 1", NULL, "Enough people");
    says(house, "thandi", "chair begin", NULL, "What we agree on with each other");
    says(house, "sipho", "propose --title Quiet after ten", "Quiet after ten.\n", "Proposal 1 is before the room");
    free(served_says(house, "thandi", "put 1", NULL, 1)); /* nobody can have read it */
    wait_until_it_can_be_put(house);
    says(house, "thandi", "put 1", NULL, "The question is put. Say it aloud, twice.");
    says(house, "thandi", "position 1 yes", NULL, "You said: yes.");
    says(house, "thandi", "proposal 1", NULL, "1 has answered, 1 not yet.");
    free(served_says(house, "thandi", "close 1", NULL, 1)); /* sipho has not answered */
    says(house, "sipho", "position 1 aside", "I work nights.\n", "You said: I stand aside.");
    says(house, "thandi", "close 1", NULL, "It goes back to the room: 1 of 2 present say yes, 2 are needed.");
    says(house, "sipho", "amend 1", "Quiet after eleven.\n", "It has the new text.");
    says(house, "thandi", "proposal 1", NULL, "Quiet after [-ten.-] {+eleven.+}");
    wait_until_it_can_be_put(house);
    says(house, "thandi", "put 1", NULL, "The question is put.");
    says(house, "thandi", "position 1 yes", NULL, "You said: yes.");
    says(house, "sipho", "position 1 yes", NULL, "You said: yes.");
    says(house, "thandi", "close 1", NULL, "It passes: 2 of 2 present say yes, 2 are needed.");
    says(house, "sipho", "carry 1 --until tomorrow", NULL, "You carry it.");
    says(house, "thandi", "where", NULL, "1: Quiet after ten (sipho carries it, until ");
    free(served_says(house, "thandi", "chair 1 close", NULL, 0));
    says(house, "sipho", "minutes 1", NULL, "Decision 1: Quiet after ten");
    says(house, "sipho", "minutes correct 1", "I spoke too.\n", "It stands beside the minutes");
    says(house, "thandi", "minutes 1", NULL, "I spoke too.");
    says(house, "thandi", "threads general", NULL, "the house");
    says(house, "thandi", "decisions --json", NULL, "\"state\":\"carried\"");
    says(house, "sipho", "decision done 1", NULL, "Done. Thank you.");
    says(house, "sipho", "about-me", NULL, "positions");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_assembly_decides, open_street, close_street),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
