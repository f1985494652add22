/* test_evening.c: an evening: eight people of seven homes hold an assembly over ssh. thandi chairs it in line mode,
 * nomsa and petrus sit at phones of 40x15, the others come and go with single commands. RULES 4.1 to 4.5, 7.1.
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

static const struct {
    const char *handle, *home;
} people[] = { { "nomsa", "D 1" }, { "petrus", "D 2" }, { "lerato", "D 3" }, { "anna", "D 4" }, { "zola", "D 5" },
    { "elias", "D 6" } };
enum { PEOPLE = sizeof people / sizeof *people };

static void move_in(struct served *house)
{
    char key[700];
    snprintf(key, sizeof key, "%s.pub", house->key);
    for (int i = 0; i < PEOPLE; i++) {
        struct ran ran = BBS("admin", "--db", house->database, "member", "add", people[i].handle, "--household",
            people[i].home, "--key", key);
        if (ran.status != 0)
            fail_msg("member add: %s", ran.err);
        ran_free(&ran);
    }
}

/* A street that founds itself, whose assembly begins now. What was called in anger matters to a home: it comes first.
 */
static int open_street(void **state)
{
    enum { FIVE_DAYS = 5 * 86400 };
    static struct served house;
    struct store *store;
    struct actor thandi;
    int64_t meeting, item, now = (int64_t)time(NULL), called = now - FIVE_DAYS;
    struct meeting_new form = { .starts = now };
    struct item_new anger = { .title = "Nineteen days without water",
        .details = "The city has had our letter since then.",
        .wants = ITEM_DECIDE,
        .minutes = 20,
        .angry = true };
    served_make(&house, false);
    move_in(&house);
    assert_int_equal(store_open(house.database, STORE_TOOL, &store), STORE_OPENED);
    assert_int_equal(actor_for(store, ACTOR_MEMBER, "thandi", &thandi), RESULT_OK);
    assert_int_equal(meeting_call(store, &thandi, &form, called, &meeting), RESULT_OK);
    anger.meeting = meeting;
    assert_int_equal(meeting_item_add(store, &thandi, &anger, called, &item), RESULT_OK);
    assert_int_equal(meeting_item_matters(store, &thandi, item, true, called), RESULT_OK);
    store_close(store);
    served_serve(&house);
    *state = &house;
    return 0;
}

/* What a face shows within a while: the caretaker looks every two seconds. */
static void comes_to_say(const struct served *house, const char *handle, const char *command, const char *words)
{
    for (int i = 0; i < 200; i++) {
        char *heard = served_says(house, handle, command, NULL, 0);
        bool there = strstr(heard, words) != NULL;
        free(heard);
        if (there)
            return;
    }
    fail_msg("%s never says \"%s\"", command, words);
}

static struct terminal *phone(const struct served *house, const char *handle)
{
    struct terminal *t = served_visit(house, &(struct visit) { .handle = handle, .columns = 40, .rows = 15 });
    expect(t, "q");
    terminal_send(t, ":");
    type_line(t, "enter 1");
    return t;
}

static struct terminal *chair(const struct served *house)
{
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi", .no_pty = true });
    expect(t, "`quit` leaves.");
    type_line(t, "chair 1 open");
    expect(t, "thandi opened the meeting and has the chair.");
    return t;
}

static void all_come_in(const struct served *house)
{
    served_hears(house, "sipho", "enter 1", NULL, "thandi has the chair.");
    for (int i = 0; i < PEOPLE; i++)
        served_hears(house, people[i].handle, "enter 1", NULL, "Enough people");
    served_hears(house, "elias", "room 1", NULL, "Enough people: yes. 8 here");
}

/* Fifteen words each, what can be done by Friday, an act, and who comes. */
static void anger_becomes_an_act(const struct served *house, struct terminal *thandi)
{
    type_line(thandi, "chair begin");
    expect(thandi, "The item: Nineteen days without water");
    type_line(thandi, "chair next");
    expect(thandi, "It begins with a round, 15 words each");
    type_line(thandi, "chair homes");
    expect(thandi, "what did it do to my home?");
    type_line(thandi, "chair friday");
    expect(thandi, "What can we do by Friday without anybody's permission?");
    free(served_says(house, "thandi", "chair end", NULL, 1)); /* it closes with an act, or rests */
    served_hears(house, "nomsa", "act friday", "Ten of us go to the ward office.\n", "It is named, and you come.");
    served_hears(house, "lerato", "come", NULL, "You come.");
    served_hears(house, "elias", "room 1", NULL, "An act is named, and 2 come.");
}

static void a_turn_is_folded(const struct served *house, struct terminal *thandi)
{
    char *round = served_says(house, "thandi", "room --json", NULL, 0); /* whoever the lot drew speaks now */
    free(round);
    type_line(thandi, "chair next");
    expect(thandi, "speaks.");
    for (int i = -1; i < PEOPLE; i++) {
        const char *who = i < 0 ? "thandi" : people[i].handle;
        char *heard = served_says(house, who, "room", NULL, 0);
        bool hers = strstr(heard, "It is your turn") != NULL;
        free(heard);
        if (!hers)
            continue;
        served_hears(house, who, "say", "They are all lazy there, and they always were.\n", "Nobody has the turn.");
        free(served_says(house, who, "blames", NULL, 1)); /* not of her own words */
        const char *third[] = { "sipho", "nomsa", "lerato", "anna", "zola" };
        for (int k = 0, said = 0; k < 5 && said < 3; k++)
            if (strcmp(third[k], who) != 0 && (said += 1) > 0)
                served_hears(house, third[k], "blames", NULL, said == 3 ? "the turn is folded" : "Counted.");
        served_hears(house, "elias", "room", NULL, "[folded: it blames people for what they are]");
        served_hears(house, who, "instead", "The gate stood open three nights.\n", "It stands in the transcript.");
        served_hears(house, "elias", "room --since 0 --folded", NULL, "They are all lazy there");
        return;
    }
    char *heard = served_says(house, "sipho", "room", NULL, 0);
    assert_non_null(strstr(heard, "It is your turn"));
    free(heard);
    served_hears(house, "sipho", "lower", NULL, "Nobody has the turn.");
}

static void three_neighbours_say_something(const struct served *house)
{
    served_hears(house, "anna", "unsigned", "I am afraid of the pump.\n", "Kept in memory alone.");
    served_hears(house, "zola", "unsigned", "Who has the key?\n", "Kept in memory alone.");
    free(served_says(house, "zola", "unsigned", "Twice.\n", 1));
    served_hears(house, "elias", "unsigned", "Nobody asks the old people.\n", "Kept in memory alone.");
    comes_to_say(house, "sipho", "room --since 0", "a neighbour says: Nobody asks the old people.");
    served_hears(house, "sipho", "room --since 0", NULL, "a neighbour says: I am afraid of the pump.");
}

static void an_urgent_item_is_taken(const struct served *house, struct terminal *thandi)
{
    static const char *const yes[] = { "nomsa", "petrus", "anna", "zola" };
    served_hears(house, "lerato", "urgent The fire in block D", NULL, "Asked.");
    for (int i = 0; i < 4; i++)
        served_hears(house, yes[i], "urgent yes", NULL, "Counted.");
    served_hears(house, "elias", "urgent yes", NULL, "It comes next."); /* six of eight */
    type_line(thandi, "chair end");
    expect(thandi, "The item ended: Nineteen days without water");
    type_line(thandi, "chair begin");
    expect(thandi, "The item: The fire in block D");
    type_line(thandi, "chair end");
    expect(thandi, "The item ended: The fire in block D");
}

static void two_questions_end_it(const struct served *house, struct terminal *thandi)
{
    type_line(thandi, "chair questions");
    expect(thandi, "Two questions at the end.");
    served_hears(house, "nomsa", "dare", "yes\n", "The room reads only: nobody, some or many.");
    free(served_says(house, "nomsa", "dare", "no\n", 1));
    served_hears(house, "anna", "dare", "no\n", "Counted.");
    served_hears(house, "zola", "thanks", "Sipho, who carried the water.\n", "It stands in the transcript.");
    served_hears(house, "thandi", "chair 1 close", NULL, "The meeting is closed.");
    comes_to_say(house, "elias", "room 1", "How many did not dare to say something: some.");
    served_hears(house, "elias", "minutes 1", NULL, "8 people came.");
    served_hears(house, "elias", "gains", NULL, "Ten of us go to the ward office.");
    served_hears(
        house, "nomsa", "gain won 1 --result 'A date for the pipe.'", NULL, "won: Nineteen days without water");
}

static void an_assembly_of_eight(void **state)
{
    struct served *house = *state;
    struct terminal *thandi = chair(house);
    all_come_in(house);
    struct terminal *nomsa = phone(house, "nomsa"), *petrus = phone(house, "petrus");
    anger_becomes_an_act(house, thandi);
    a_turn_is_folded(house, thandi);
    three_neighbours_say_something(house);
    an_urgent_item_is_taken(house, thandi);
    two_questions_end_it(house, thandi);
    terminal_close(nomsa);
    terminal_close(petrus);
    terminal_close(thandi);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_assembly_of_eight, open_street, served_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
