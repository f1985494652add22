/* test_meetings.c: the call of a meeting and its agenda (RULES 1.2, 1.8, 4.1). */
#include "meetings.h"

#include "aid.h"
#include "caucus.h"
#include "hand.h"
#include "store/keep/subjects.h"
#include "tests/store/files.h"
#include "tests/store/street.h"
#include "units.h"

enum { HOMES = 6, SUNDAY = NOON + 7 * DAY };

/* A street that is founded: ann and ben of C 14, and one person in each of D 1 to D 6. */
struct called {
    struct street street;
    struct store *store;
    struct actor of[HOMES], gogo; /* gogo: Maria of C 7 has no device; ann types for her */
    int64_t maria;
};

static struct actor live_in(struct street *street, int64_t unit, const char *handle, const char *home)
{
    struct actor actor, house = { .kind = ACTOR_CARETAKER, .here = unit };
    int64_t member;
    struct member_new form = { .handle = handle, .home = home };
    must(member_add(street->store, &house, &form, NOON, &member));
    must(actor_for(street->store, ACTOR_MEMBER, handle, &actor));
    return actor;
}

static int open_called(void **state)
{
    static const char *const handles[HOMES] = { "dan", "eva", "finn", "gil", "hope", "ida" };
    struct called *called = calloc(1, sizeof *called);
    struct hand_person person;
    *state = called;
    street_open_at(&called->street, ":memory:");
    called->store = called->street.store;
    for (int i = 0; i < HOMES; i++) {
        char home[16];
        snprintf(home, sizeof home, "D %d", i + 1);
        called->of[i] = live_in(&called->street, 1, handles[i], home);
    }
    must(hand_member_add(called->store, &called->street.ann, "Gogo Maria", "C 7", NOON, &person));
    struct actor second = live_in(&called->street, 1, "zola", "C 8");
    must(hand_member_confirm(called->store, &second, person.id, NOON, &called->maria));
    must(actor_by_hand(called->store, &called->street.ann, called->maria, NOON, &called->gogo));
    must(db_run(called->store, "UPDATE unit SET founded = ?1, assembled = ?1", NOON - 90 * DAY));
    return 0;
}

static int close_called(void **state)
{
    struct called *called = *state;
    store_close(called->store);
    free(called);
    return 0;
}

static int64_t call_at(struct called *called, const struct actor *who, int64_t starts, int64_t now)
{
    int64_t meeting = 0;
    struct meeting_new form = { .starts = starts, .title = "The water", .place = "the yard behind C 14" };
    if (meeting_call(called->store, who, &form, now, &meeting) != RESULT_OK)
        fail_msg("%s", store_reason(called->store));
    return meeting;
}

static struct meeting seen(struct called *called, const struct actor *who, int64_t meeting, int64_t now)
{
    struct meeting out;
    must(meeting_get(called->store, who, meeting, now, &out));
    return out;
}

/* A meeting on Sunday that five homes called. */
static int64_t called_meeting(struct called *called)
{
    int64_t meeting = call_at(called, &called->street.ann, SUNDAY, NOON);
    for (int i = 0; i < 4; i++)
        must(meeting_want(called->store, &called->of[i], meeting, true, NOON));
    return meeting;
}

static int64_t item_on(struct called *called, const struct actor *who, int64_t meeting, const char *title)
{
    int64_t item = 0;
    struct item_new form = {
        .meeting = meeting, .title = title, .wants = ITEM_DECIDE, .about = ITEM_MONEY, .minutes = 10
    };
    if (meeting_item_add(called->store, who, &form, NOON, &item) != RESULT_OK)
        fail_msg("%s", store_reason(called->store));
    return item;
}

/* --- the call --- */

static void five_homes_call_one(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    int64_t meeting = call_at(called, &called->street.ann, SUNDAY, NOON);
    struct meeting one = seen(called, &called->street.ben, meeting, NOON);
    assert_int_equal(one.state, MEETING_ASKED);
    assert_int_equal(one.homes, 1);
    assert_int_equal(one.homes_needed, MEETING_HOMES);
    assert_true(one.wanted); /* ben's home is ann's */
    assert_false(one.mine);
    assert_string_equal(one.caller, "ann");
    must(meeting_want(store, &called->street.ben, meeting, true, NOON)); /* the same home */
    for (int i = 0; i < 3; i++)
        must(meeting_want(store, &called->of[i], meeting, true, NOON));
    one = seen(called, &called->street.ann, meeting, NOON);
    assert_int_equal(one.state, MEETING_ASKED);
    assert_int_equal(one.homes, 4);
    must(meeting_want(store, &called->of[3], meeting, true, NOON + 60));
    one = seen(called, &called->street.ann, meeting, NOON + 60);
    assert_int_equal(one.state, MEETING_CALLED);
    assert_int_equal(one.called, NOON + 60);
    assert_int_equal(one.homes, 5);
    assert_int_equal(one.minutes, MEETING_MINUTES);
    assert_false(one.by_facilitator);
    assert_int_equal(meeting_want(store, &called->of[4], meeting, true, NOON + 60), RESULT_CONFLICT);
    assert_int_equal(meeting_want(store, &called->of[3], meeting, false, NOON + 60), RESULT_CONFLICT);
}

static void nobody_takes_back_what_another_of_her_home_said(void **state)
{
    struct called *called = *state;
    int64_t meeting = call_at(called, &called->street.ann, SUNDAY, NOON);
    must(meeting_want(called->store, &called->street.ben, meeting, false, NOON));
    assert_int_equal(seen(called, &called->of[0], meeting, NOON).homes, 1);
    must(meeting_want(called->store, &called->of[0], meeting, true, NOON));
    must(meeting_want(called->store, &called->of[0], meeting, false, NOON));
    assert_int_equal(seen(called, &called->of[0], meeting, NOON).homes, 1);
    assert_false(seen(called, &called->of[0], meeting, NOON).wanted);
    must(meeting_want(called->store, &called->street.ann, meeting, false, NOON));
    assert_int_equal(seen(called, &called->of[0], meeting, NOON).homes, 0);
}

static void a_home_of_the_same_name_next_door_is_another(void **state)
{
    struct called *called = *state;
    int64_t meeting = call_at(called, &called->street.ann, SUNDAY, NOON);
    struct actor gus = live_in(&called->street, called->street.next, "gus", "D 1");
    assert_int_equal(meeting_want(called->store, &gus, meeting, true, NOON), RESULT_NOT_FOUND);
    must(meeting_want(called->store, &called->of[0], meeting, true, NOON)); /* D 1 of this street */
    must(unit_join(called->store, &called->street.operator, 1, gus.member, NOON));
    must(actor_for(called->store, ACTOR_MEMBER, "gus", &gus));
    must(meeting_want(called->store, &gus, meeting, true, NOON));
    assert_int_equal(seen(called, &called->of[1], meeting, NOON).homes, 3);
}

static void a_facilitator_calls_by_herself(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    must(seat_give(store, &street_house, 1, "facilitator", called->of[0].member, NOON + 90 * DAY, NOON));
    must(seat_give(store, &street_house, 1, "facilitator", called->of[1].member, NOON + DAY, NOON));
    struct meeting one = seen(called, &called->of[2], call_at(called, &called->of[0], SUNDAY, NOON), NOON);
    assert_int_equal(one.state, MEETING_CALLED);
    assert_true(one.by_facilitator);
    assert_int_equal(one.homes, 0);
    assert_true(seen(called, &called->of[1], one.id, NOON).may_change);
    assert_false(seen(called, &called->of[1], one.id, NOON + 2 * DAY).may_change); /* her term is over */
    assert_int_equal(meeting_withdraw(store, &called->of[2], one.id, NOON), RESULT_REFUSED);
    /* What homes asked for she calls, and does not take away. */
    int64_t asked = call_at(called, &called->street.ann, SUNDAY + DAY, NOON);
    assert_int_equal(meeting_withdraw(store, &called->of[0], asked, NOON), RESULT_REFUSED);
    must(meeting_want(store, &called->of[0], asked, true, NOON));
    assert_int_equal(seen(called, &called->of[2], asked, NOON).state, MEETING_CALLED);
    assert_int_equal(meeting_withdraw(store, &called->of[0], asked, NOON), RESULT_REFUSED);
    must(meeting_withdraw(store, &called->street.ann, asked, NOON));
    /* She left: who is facilitator now looks after it. */
    must(db_run(store, "UPDATE seat SET until = ? WHERE member = ?", NOON + 90 * DAY, called->of[1].member));
    must(member_leave(store, &called->of[0], NOON));
    assert_string_equal(seen(called, &called->of[2], one.id, NOON).caller, "a former member");
    must(meeting_withdraw(store, &called->of[1], one.id, NOON));
}

static void it_is_called_in_time(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    const struct actor *ann = &called->street.ann;
    int64_t meeting;
    struct meeting_new form = { .starts = NOON + MEETING_NOTICE - 1 };
    assert_int_equal(meeting_call(store, ann, &form, NOON, &meeting), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(store), "4 days ahead at least"));
    form.starts = NOON + MEETING_AHEAD + 1;
    assert_int_equal(meeting_call(store, ann, &form, NOON, &meeting), RESULT_REFUSED);
    form.starts = INT64_MIN;
    assert_int_equal(meeting_call(store, ann, &form, NOON, &meeting), RESULT_REFUSED);
    form.starts = INT64_MAX;
    assert_int_equal(meeting_call(store, ann, &form, NOON, &meeting), RESULT_REFUSED);
    form.starts = NOON + MEETING_NOTICE;
    must(meeting_call(store, ann, &form, NOON, &meeting));
    assert_string_equal(seen(called, ann, meeting, NOON).title, "Meeting");
    /* One second later the fifth home is too late: not even the caretaker has to have looked. */
    for (int i = 0; i < 3; i++)
        must(meeting_want(store, &called->of[i], meeting, true, NOON));
    assert_int_equal(meeting_want(store, &called->of[3], meeting, true, NOON + 1), RESULT_REFUSED);
    assert_int_equal(seen(called, ann, meeting, NOON + 1).state, MEETING_LAPSED);
    assert_int_equal(meeting_withdraw(store, ann, meeting, NOON + 1), RESULT_REFUSED);
    assert_true(store_tick(store, NOON + 1) > 0);
    assert_int_equal(store_tick(store, NOON + 1), 0);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM ledger WHERE kind = ?", LEDGER_MEETING_LAPSED), 1);
    struct meeting list[4];
    size_t count;
    must(meetings_list(store, ann, NOON + 1, list, 4, &count));
    assert_int_equal(count, 0);
}

static void two_are_never_at_once(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    int64_t rival = call_at(called, &called->of[5], SUNDAY + HOUR, NOON), one = called_meeting(called), id;
    struct meeting_new form = { .starts = SUNDAY + MEETING_MINUTES * 60 - 1 };
    assert_int_equal(meeting_call(store, &called->of[4], &form, NOON, &id), RESULT_CONFLICT);
    assert_non_null(strstr(store_reason(store), "agenda add"));
    form.starts = SUNDAY - MEETING_MINUTES * 60;
    must(meeting_call(store, &called->of[4], &form, NOON, &id));
    /* One that was only asked for held no time, and is not called beside the other. */
    for (int i = 0; i < 3; i++)
        must(meeting_want(store, &called->of[i], rival, true, NOON));
    assert_int_equal(meeting_want(store, &called->of[3], rival, true, NOON), RESULT_CONFLICT);
    assert_int_equal(seen(called, &called->of[3], rival, NOON).homes, 4);
    /* Moved away from it, it is. */
    must(meeting_change(store, &called->of[5], rival, SUNDAY + 5 * HOUR, NULL, NOON));
    must(meeting_want(store, &called->of[3], rival, true, NOON));
    assert_int_equal(meeting_change(store, &called->of[5], rival, SUNDAY, NULL, NOON), RESULT_CONFLICT);
    struct meeting list[4];
    size_t count;
    must(meetings_list(store, &called->of[3], NOON, list, 4, &count));
    assert_int_equal(count, 3);
    assert_int_equal(list[1].id, one);
    assert_int_equal(list[2].id, rival);
}

static void nobody_fills_the_list_alone(void **state)
{
    struct called *called = *state;
    struct meeting_new form = { .starts = SUNDAY };
    int64_t id;
    for (int i = 0; i < MEETINGS_OF_ONE; i++)
        call_at(called, &called->street.ann, SUNDAY + i * DAY, NOON);
    assert_int_equal(meeting_call(called->store, &called->street.ann, &form, NOON, &id), RESULT_REFUSED);
    for (int i = 0; i < 3; i++) {
        call_at(called, &called->of[i], SUNDAY, NOON);
        call_at(called, &called->of[i], SUNDAY, NOON);
    }
    assert_int_equal(meeting_call(called->store, &called->of[4], &form, NOON, &id), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(called->store), "meetings are to come"));
    form.starts += 30 * DAY; /* those have lapsed by then */
    must(meeting_call(called->store, &called->of[4], &form, NOON + 20 * DAY, &id));
}

static void the_founding_assembly_brings_its_agenda(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    struct meeting_item items[8];
    size_t count;
    must(db_run(store, "UPDATE unit SET founded = 0, assembled = 0"));
    int64_t first = 0;
    struct meeting_new form = { .starts = SUNDAY };
    must(meeting_call(store, &called->street.ann, &form, NOON, &first));
    struct meeting one = seen(called, &called->street.ben, first, NOON);
    assert_int_equal(one.state, MEETING_CALLED);
    assert_true(one.founding);
    assert_string_equal(one.title, "Founding assembly");
    assert_int_equal(one.items, 3);
    assert_int_equal(one.homes, 0);
    must(meeting_items_list(store, &called->of[0], first, NOON, items, 8, &count));
    assert_int_equal(count, 3);
    assert_string_equal(items[0].by, "");
    assert_int_equal(items[0].about, ITEM_RULES);
    assert_int_equal(items[1].wants, ITEM_DECIDE);
    assert_int_equal(items[1].about, ITEM_TASKS);
    assert_string_equal(items[2].title, "The numbers: how many days, how many homes");
    assert_int_equal(meeting_item_drop(store, &called->street.ann, items[0].id, NOON), RESULT_REFUSED);
    form.starts += DAY;
    must(meeting_call(store, &called->of[0], &form, NOON, &first));
    assert_int_equal(seen(called, &called->of[0], first, NOON).items, 0);
    /* A withdrawn one was none. */
    must(meeting_withdraw(store, &called->street.ann, one.id, NOON));
    form.starts += DAY;
    must(meeting_call(store, &called->of[1], &form, NOON, &first));
    assert_int_equal(seen(called, &called->of[0], first, NOON).items, 3);
}

/* RULES 1.2: enough homes are in, and no founding assembly was held. One word calls it; the next meeting is asked for.
 */
static void the_tenth_home_opens_the_founding_agenda(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    must(db_run(store, "UPDATE unit SET founded = ?, assembled = 0", NOON - DAY));
    int64_t first = 0, second = 0;
    struct meeting_new form = { .starts = SUNDAY };
    must(meeting_call(store, &called->of[0], &form, NOON, &first));
    struct meeting one = seen(called, &called->street.ben, first, NOON);
    assert_int_equal(one.state, MEETING_CALLED);
    assert_true(one.founding);
    assert_int_equal(one.items, 3);
    form.starts += DAY;
    must(meeting_call(store, &called->of[1], &form, NOON, &second));
    assert_int_equal(seen(called, &called->street.ben, second, NOON).state, MEETING_ASKED);
}

static void it_moves_with_the_same_notice(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    const struct actor *ann = &called->street.ann;
    int64_t meeting = called_meeting(called);
    assert_int_equal(meeting_change(store, &called->of[0], meeting, SUNDAY + DAY, NULL, NOON), RESULT_REFUSED);
    assert_int_equal(meeting_change(store, ann, meeting, NOON + DAY, NULL, NOON), RESULT_REFUSED);
    assert_int_equal(meeting_change(store, ann, meeting, 0, NULL, NOON), RESULT_INVALID);
    must(meeting_change(store, ann, meeting, SUNDAY + DAY, NULL, NOON));
    must(meeting_change(store, ann, meeting, 0, "the \033[31mschool\033[0m", SUNDAY)); /* a place may change late */
    struct meeting one = seen(called, &called->of[0], meeting, NOON);
    assert_int_equal(one.starts, SUNDAY + DAY);
    assert_string_equal(one.place, "the school");
    must(meeting_change(store, ann, meeting, 0, "", SUNDAY));
    assert_string_equal(seen(called, ann, meeting, NOON).place, "");
    assert_int_equal(meeting_change(store, ann, meeting, 0, "x", SUNDAY + DAY), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(store), "has begun"));
    /* Its caller left: whoever wanted it looks after it, and nobody else. */
    must(member_leave(store, ann, SUNDAY));
    assert_false(seen(called, &called->of[5], meeting, SUNDAY).may_change);
    must(meeting_withdraw(store, &called->of[2], meeting, SUNDAY));
}

/* --- the agenda --- */

static void what_most_homes_marked_comes_first(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    struct meeting_item items[8];
    size_t count;
    int64_t meeting = called_meeting(called), tank = item_on(called, &called->of[0], meeting, "The tank");
    int64_t bins = item_on(called, &called->street.ann, meeting, "The bins");
    must(meeting_item_matters(store, &called->street.ann, bins, true, NOON));
    must(meeting_item_matters(store, &called->street.ben, bins, true, NOON)); /* one home */
    must(meeting_item_matters(store, &called->of[1], tank, true, NOON));
    must(meeting_item_matters(store, &called->gogo, bins, true, NOON));
    must(meeting_item_matters(store, &called->street.ben, tank, true, NOON));
    must(meeting_item_matters(store, &called->street.ben, tank, false, NOON));
    must(meeting_item_matters(store, &called->of[2], bins, true, NOON));
    must(meeting_items_list(store, &called->street.ben, meeting, NOON, items, 8, &count));
    assert_int_equal(count, 2);
    assert_int_equal(items[0].id, bins);
    assert_int_equal(items[0].homes, 3);
    assert_true(items[0].matters);
    assert_false(items[0].mine);
    assert_string_equal(items[0].by, "ann");
    assert_int_equal(items[1].homes, 1);
    must(meeting_item_matters(store, &called->street.ben, bins, false, NOON));
    must(meeting_item_get(store, &called->street.ben, bins, NOON, items));
    assert_int_equal(items[0].homes, 3); /* ann said it, too */
    assert_int_equal(seen(called, &called->of[0], meeting, NOON).lasts, 20);
    must(meeting_item_matters(store, &called->of[3], bins, true, SUNDAY - 1));
    assert_int_equal(meeting_item_matters(store, &called->of[4], bins, true, SUNDAY), RESULT_REFUSED);
    /* When it is over, nobody knows any more to whom what mattered. */
    store_tick(store, SUNDAY + MEETING_MINUTES * 60);
    store_forget(store, SUNDAY + MEETING_MINUTES * 60);
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM meeting_matters"), 0);
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM meeting_wanted"), 0);
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM hand_word WHERE kind IN ('want', 'matters')"), 0);
    must(meeting_item_get(store, &called->street.ben, bins, SUNDAY + DAY, items));
    assert_string_equal(items[0].title, "The bins");
    assert_int_equal(seen(called, &called->of[0], meeting, SUNDAY + DAY).state, MEETING_OVER);
}

static void the_agenda_closes_two_days_before(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    int64_t meeting = called_meeting(called), item, closes = SUNDAY - MEETING_AGENDA_CLOSES;
    int64_t early = item_on(called, &called->of[0], meeting, "Early");
    struct item_new form = { .meeting = meeting, .title = "Late", .minutes = 5 };
    must(meeting_item_add(store, &called->of[1], &form, closes - 1, &item));
    assert_int_equal(meeting_item_add(store, &called->of[1], &form, closes, &item), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(store), "48 hours"));
    assert_int_equal(meeting_item_drop(store, &called->of[0], early, closes), RESULT_REFUSED);
    assert_false(seen(called, &called->of[0], meeting, closes).agenda_open);
    /* What was dropped before does not come back as a surprise. */
    must(meeting_item_drop(store, &called->of[0], early, closes - 2));
    assert_int_equal(meeting_item_restore(store, &called->of[0], early, closes), RESULT_REFUSED);
}

static void an_item_is_dropped_and_put_back(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    struct meeting_item one;
    int64_t meeting = called_meeting(called), item = item_on(called, &called->of[0], meeting, "The tank");
    assert_int_equal(meeting_item_drop(store, &called->street.ann, item, NOON), RESULT_REFUSED);
    must(meeting_item_drop(store, &called->of[0], item, NOON));
    assert_int_equal(seen(called, &called->of[1], meeting, NOON).items, 0);
    assert_int_equal(meeting_item_matters(store, &called->of[1], item, true, NOON), RESULT_REFUSED);
    assert_int_equal(meeting_item_restore(store, &called->street.ann, item, NOON), RESULT_REFUSED);
    must(meeting_item_restore(store, &called->of[0], item, NOON + HOUR));
    assert_int_equal(meeting_item_restore(store, &called->of[0], item, NOON + HOUR), RESULT_CONFLICT);
    must(meeting_item_drop(store, &called->of[0], item, NOON + 2 * HOUR));
    store_forget(store, NOON + DAY); /* not yet a day */
    must(meeting_item_get(store, &called->of[0], item, NOON + DAY, &one));
    assert_string_equal(one.title, "The tank");
    store_forget(store, NOON + DAY + 2 * HOUR);
    must(meeting_item_get(store, &called->of[0], item, NOON + DAY, &one));
    assert_string_equal(one.title, "[withdrawn]");
    assert_true(one.dropped);
    assert_int_equal(meeting_item_restore(store, &called->of[0], item, NOON + DAY + 2 * HOUR), RESULT_REFUSED);
}

static void a_bad_item_is_refused(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    struct meeting_item one;
    char *long_text = malloc(10001);
    memset(long_text, 'a', 10000);
    long_text[10000] = '\0';
    int64_t item = 0, meeting = called_meeting(called);
    struct item_new form = { .meeting = meeting, .title = long_text, .minutes = 5 };
    assert_int_equal(meeting_item_add(store, &called->of[0], &form, NOON, &item), RESULT_INVALID);
    form.title = "T";
    form.details = long_text;
    assert_int_equal(meeting_item_add(store, &called->of[0], &form, NOON, &item), RESULT_INVALID);
    form.details = NULL;
    form.minutes = ITEM_MINUTES_MAX + 1;
    assert_int_equal(meeting_item_add(store, &called->of[0], &form, NOON, &item), RESULT_INVALID);
    form.minutes = 0;
    assert_int_equal(meeting_item_add(store, &called->of[0], &form, NOON, &item), RESULT_INVALID);
    form.minutes = 5;
    form.wants = ITEM_WANTS;
    assert_int_equal(meeting_item_add(store, &called->of[0], &form, NOON, &item), RESULT_INVALID);
    form.wants = ITEM_TALK;
    form.title = " \t";
    assert_int_equal(meeting_item_add(store, &called->of[0], &form, NOON, &item), RESULT_INVALID);
    form.title = "\033]0;owned\007The \033[1mtank\033[0m\r\nnow";
    must(meeting_item_add(store, &called->of[0], &form, NOON, &item));
    must(meeting_item_get(store, &called->of[1], item, NOON, &one));
    assert_string_equal(one.title, "The tank now");
    free(long_text);
}

static void nobody_fills_an_agenda_alone(void **state)
{
    struct called *called = *state;
    int64_t item, meeting = called_meeting(called);
    struct item_new form = { .meeting = meeting, .title = "T", .minutes = 5 };
    for (int i = 0; i < ITEMS_OF_ONE; i++)
        must(meeting_item_add(called->store, &called->of[0], &form, NOON, &item));
    assert_int_equal(meeting_item_add(called->store, &called->of[0], &form, NOON, &item), RESULT_REFUSED);
    must(meeting_item_drop(called->store, &called->of[0], item, NOON));
    int64_t other;
    must(meeting_item_add(called->store, &called->of[0], &form, NOON, &other));
    assert_int_equal(meeting_item_restore(called->store, &called->of[0], item, NOON), RESULT_REFUSED);
    for (int i = 1; i <= 4; i++)
        for (int k = 0; k < ITEMS_OF_ONE; k++)
            must(meeting_item_add(called->store, &called->of[i], &form, NOON, &item));
    assert_int_equal(meeting_item_add(called->store, &called->of[5], &form, NOON, &item), RESULT_REFUSED);
}

/* --- who may know --- */

static void it_is_of_its_unit_alone(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    struct street *street = &called->street;
    int64_t meeting = called_meeting(called), item = item_on(called, &called->of[0], meeting, "T"), id;
    const struct actor *const others[] = { &street->cora, &street->dora, &street->guest, &street->operator};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct meeting one;
        struct meeting_item it;
        struct meeting_new form = { .starts = SUNDAY + DAY, .unit = 1 };
        assert_int_not_equal(meeting_get(store, others[i], meeting, NOON, &one), RESULT_OK);
        assert_int_not_equal(meeting_item_get(store, others[i], item, NOON, &it), RESULT_OK);
        assert_int_not_equal(meeting_item_matters(store, others[i], item, true, NOON), RESULT_OK);
        assert_int_not_equal(meeting_call(store, others[i], &form, NOON, &id), RESULT_OK);
        assert_int_not_equal(meeting_need_ask(store, others[i], meeting, NEED_LIFT, NOON, &id), RESULT_OK);
    }
}

/* --- by another's hand: RULES 1.8 --- */

static void somebody_without_a_device_is_counted(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    struct hand_entry word;
    int64_t meeting = call_at(called, &called->street.ann, SUNDAY, NOON);
    must(meeting_want(store, &called->gogo, meeting, true, NOON));
    assert_int_equal(seen(called, &called->of[0], meeting, NOON).homes, 2);
    int64_t row = db_number(store, 0, "SELECT id FROM meeting_wanted WHERE member = ?", called->maria);
    must(hand_entry_of(store, &called->of[0], HAND_WANT, row, &word));
    assert_true(word.may_confirm);
    assert_string_equal(word.body, "The water");
    hand_entries_free(&word, 1);
    must(hand_strike(store, &called->of[0], word.id, NOON));
    assert_int_equal(seen(called, &called->of[0], meeting, NOON).homes, 1);
    assert_int_equal(hand_unstrike(store, &called->of[0], word.id, NOON), RESULT_REFUSED);
    must(meeting_want(store, &called->gogo, meeting, true, NOON));
    assert_int_equal(seen(called, &called->of[0], meeting, NOON).homes, 2);
    int64_t id;
    struct meeting_new form = { .starts = SUNDAY + DAY };
    assert_int_equal(meeting_call(store, &called->gogo, &form, NOON, &id), RESULT_REFUSED);
    int64_t item = item_on(called, &called->gogo, meeting, "My roof");
    struct meeting_item one;
    must(meeting_item_get(store, &called->of[0], item, NOON, &one));
    assert_string_equal(one.by, "Gogo-Maria");
    assert_string_equal(one.by_hand, "by ann's hand, not confirmed yet");
    must(meeting_item_matters(store, &called->gogo, item, true, NOON));
    must(meeting_item_get(store, &called->of[0], item, NOON, &one));
    assert_int_equal(one.homes, 1);
    must(hand_entry_of(store, &called->of[0], HAND_ITEM, item, &word));
    hand_entries_free(&word, 1);
    must(hand_strike(store, &called->of[0], word.id, NOON));
    assert_int_equal(seen(called, &called->of[0], meeting, NOON).items, 0);
    assert_int_equal(meeting_item_restore(store, &called->gogo, item, NOON), RESULT_REFUSED);
    must(hand_unstrike(store, &called->of[0], word.id, NOON));
    assert_int_equal(seen(called, &called->of[0], meeting, NOON).items, 1);
    must(meeting_item_drop(store, &called->gogo, item, NOON));
}

static void one_hand_speaks_for_two(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    struct actor zola, hand;
    int64_t meeting = call_at(called, &called->of[0], SUNDAY, NOON),
            item = item_on(called, &called->of[0], meeting, "T");
    must(actor_for(store, ACTOR_MEMBER, "zola", &zola));
    must(meeting_want(store, &called->gogo, meeting, true, NOON));
    for (int i = 0; i < 2; i++) {
        struct hand_person person;
        int64_t member;
        must(hand_member_add(
            store, &called->street.ann, i == 0 ? "Gogo Thoko" : "Mkhulu Jabu", i == 0 ? "C 7" : "C 8", NOON, &person));
        must(hand_member_confirm(store, i == 0 ? &zola : &called->of[1], person.id, NOON, &member));
        must(actor_by_hand(store, &called->street.ann, member, NOON, &hand));
        assert_int_equal(meeting_want(store, &hand, meeting, true, NOON), i == 0 ? RESULT_OK : RESULT_REFUSED);
        must(meeting_item_matters(store, &hand, item, true, NOON));
    }
    must(meeting_want(store, &called->gogo, meeting, true, NOON)); /* said again: still one of the two */
    assert_int_equal(meeting_item_matters(store, &called->gogo, item, true, NOON), RESULT_REFUSED);
}

/* --- what people need to be able to come --- */

static void a_need_becomes_an_ask(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    struct aid ask;
    int64_t meeting = called_meeting(called), id, other, match;
    must(meeting_need_ask(store, &called->of[0], meeting, NEED_CHILDREN, NOON, &id));
    must(aid_ask_get(store, &called->street.ann, id, NOON, &ask));
    assert_int_equal(ask.kind, AID_CARE);
    assert_int_equal(ask.starts, SUNDAY);
    assert_int_equal(ask.ends, SUNDAY + MEETING_MINUTES * 60);
    assert_string_equal(ask.line, "Mind the children during the meeting");
    assert_string_equal(ask.details, "the yard behind C 14");
    assert_string_equal(ask.who, "a neighbour, block D");
    aid_rows_free(&ask, 1);
    assert_int_equal(meeting_need_ask(store, &called->of[1], meeting, NEED_CHILDREN, NOON, &other), RESULT_CONFLICT);
    assert_int_equal(other, id);
    struct meeting one = seen(called, &called->street.ann, meeting, NOON);
    assert_int_equal(one.need[NEED_CHILDREN], id);
    assert_false(one.need_met[NEED_CHILDREN]);
    /* It moves with the meeting while nobody has answered it. */
    must(meeting_change(store, &called->street.ann, meeting, SUNDAY + DAY, NULL, NOON));
    must(aid_ask_get(store, &called->street.ann, id, NOON, &ask));
    assert_int_equal(ask.starts, SUNDAY + DAY);
    aid_rows_free(&ask, 1);
    assert_false(seen(called, &called->street.ann, meeting, NOON).need_stale[NEED_CHILDREN]);
    must(aid_can(store, &called->street.ann, id, 0, NOON, &match));
    must(aid_accept(store, &called->of[0], id, NOON));
    int64_t told = db_number(store, 0, "SELECT count(*) FROM notice WHERE member = ?", called->of[0].member);
    must(meeting_change(store, &called->street.ann, meeting, SUNDAY + 2 * DAY, NULL, NOON));
    assert_int_equal(
        db_number(store, 0, "SELECT count(*) FROM notice WHERE member = ?", called->of[0].member), told + 1);
    one = seen(called, &called->street.ann, meeting, NOON);
    assert_true(one.need_met[NEED_CHILDREN]);
    assert_true(one.need_stale[NEED_CHILDREN]);
    /* Withdrawn with it, unless somebody agreed. */
    must(meeting_need_ask(store, &called->of[1], meeting, NEED_LIFT, NOON, &other));
    must(meeting_withdraw(store, &called->street.ann, meeting, NOON));
    must(aid_ask_get(store, &called->of[1], other, NOON, &ask));
    assert_int_equal(ask.state, AID_WITHDRAWN);
    aid_rows_free(&ask, 1);
    must(aid_ask_get(store, &called->of[0], id, NOON, &ask));
    assert_int_equal(ask.state, AID_AGREED);
    aid_rows_free(&ask, 1);
}

static void a_withdrawn_need_may_be_asked_again(void **state)
{
    struct called *called = *state;
    int64_t asked = call_at(called, &called->street.ann, SUNDAY, NOON), id, again;
    assert_int_equal(
        meeting_need_ask(called->store, &called->street.ann, asked, NEED_READER, NOON, &id), RESULT_REFUSED);
    for (int i = 0; i < 4; i++)
        must(meeting_want(called->store, &called->of[i], asked, true, NOON));
    must(meeting_need_ask(called->store, &called->street.ann, asked, NEED_READER, NOON, &id));
    must(aid_ask_withdraw(called->store, &called->street.ann, id, NOON));
    assert_int_equal(seen(called, &called->street.ann, asked, NOON).need[NEED_READER], 0);
    must(meeting_need_ask(called->store, &called->of[0], asked, NEED_READER, NOON, &again));
    assert_int_not_equal(again, id);
    assert_int_equal(meeting_need_ask(called->store, &called->of[0], asked, NEED_LIFT, SUNDAY, &id), RESULT_REFUSED);
}

/* --- the willing, home, forgetting, leaving --- */

static void the_willing_are_listed(void **state)
{
    struct called *called = *state;
    struct willing list[4];
    size_t count;
    assert_int_equal(willing_set(called->store, &called->street.ann, "king", true, NOON), RESULT_INVALID);
    assert_non_null(strstr(store_reason(called->store), "interpreter, mood-watcher."));
    assert_int_equal(willing_set(called->store, &called->gogo, "facilitator", true, NOON), RESULT_REFUSED);
    must(willing_set(called->store, &called->street.ann, "note-taker", true, NOON));
    must(willing_set(called->store, &called->street.ann, "note-taker", true, NOON));
    must(willing_set(called->store, &called->of[0], "facilitator", true, NOON));
    must(willing_list(called->store, &called->street.ann, list, 4, &count));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].task, "facilitator");
    assert_string_equal(list[0].handle, "dan");
    assert_true(list[1].mine);
    must(willing_set(called->store, &called->street.ann, "note-taker", false, NOON));
    must(member_leave(called->store, &called->of[0], NOON));
    must(willing_list(called->store, &called->street.ann, list, 4, &count));
    assert_int_equal(count, 0);
    must(willing_list(called->store, &called->street.cora, list, 4, &count));
    assert_int_equal(count, 0);
}

static void home_tells_the_next_and_what_waits(void **state)
{
    struct called *called = *state;
    struct meeting_line lines[4];
    size_t count;
    int64_t id, meeting = called_meeting(called), later = call_at(called, &called->of[5], SUNDAY + DAY, NOON);
    must(meeting_need_ask(called->store, &called->of[0], meeting, NEED_CHILDREN, NOON, &id));
    must(meeting_lines(called->store, &called->street.ben, NOON, lines, 4, &count));
    assert_int_equal(count, 2);
    assert_int_equal(lines[0].meeting.id, meeting);
    assert_int_equal(lines[0].why, MEETING_NEXT);
    assert_int_equal(lines[0].lacking, 1);
    assert_int_equal(lines[1].meeting.id, later);
    assert_int_equal(lines[1].why, MEETING_WANTED);
    must(meeting_want(called->store, &called->street.ann, later, true, NOON)); /* ben's home */
    must(meeting_lines(called->store, &called->street.ben, SUNDAY - DAY, lines, 4, &count));
    assert_int_equal(count, 1);
    assert_int_equal(lines[0].why, MEETING_SOON_DAY);
    must(meeting_lines(called->store, &called->street.ben, SUNDAY - HOUR, lines, 4, &count));
    assert_int_equal(lines[0].why, MEETING_SOON_HOUR);
    must(meeting_lines(called->store, &called->street.ben, SUNDAY + HOUR, lines, 4, &count));
    assert_int_equal(lines[0].why, MEETING_SOON_HOUR); /* it goes on */
    must(meeting_lines(called->store, &called->street.ben, SUNDAY + MEETING_MINUTES * 60, lines, 4, &count));
    assert_int_equal(count, 0);
    struct meeting list[4];
    must(meetings_list(called->store, &called->street.ben, SUNDAY + MEETING_MINUTES * 60, list, 4, &count));
    assert_int_equal(count, 1);
    assert_int_equal(list[0].state, MEETING_OVER);
}

static void withdrawn_words_are_gone_after_a_day(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    int64_t meeting = called_meeting(called), lapses = call_at(called, &called->of[5], SUNDAY + DAY, NOON);
    item_on(called, &called->of[0], meeting, "The tank");
    must(meeting_withdraw(store, &called->street.ann, meeting, NOON));
    store_forget(store, NOON + DAY - 1);
    assert_string_equal(seen(called, &called->of[0], meeting, NOON).title, "The water");
    store_forget(store, NOON + DAY);
    assert_string_equal(seen(called, &called->of[0], meeting, NOON).title, "[withdrawn]");
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM meeting_item_text"), 0);
    store_tick(store, SUNDAY);
    store_forget(store, SUNDAY + 13 * DAY);
    assert_string_equal(seen(called, &called->of[5], lapses, SUNDAY).title, "The water");
    store_forget(store, SUNDAY + 14 * DAY);
    assert_string_equal(seen(called, &called->of[5], lapses, SUNDAY).title, "[withdrawn]");
}

static void who_leaves_takes_her_word_along(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    struct meeting_item one;
    int64_t meeting = call_at(called, &called->of[0], SUNDAY, NOON),
            item = item_on(called, &called->of[1], meeting, "T");
    must(meeting_want(store, &called->of[1], meeting, true, NOON));
    must(meeting_item_matters(store, &called->of[1], item, true, NOON));
    must(member_leave(store, &called->of[1], NOON));
    assert_int_equal(seen(called, &called->of[0], meeting, NOON).homes, 1);
    must(meeting_item_get(store, &called->of[0], item, NOON, &one));
    assert_string_equal(one.by, "a former member");
    assert_string_equal(one.title, "T");
    assert_int_equal(one.homes, 0);
    char *json;
    must(member_file(store, &called->of[0], 0, &json));
    assert_non_null(strstr(json, "meetings_called"));
    free(json);
}

/* She lives in another street from now on: what she called stays here, and whoever wanted it looks after it. */
static void who_moves_away_takes_her_word_along(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    struct parting parting = { 0 };
    size_t count;
    struct willing list[2];
    int64_t meeting = call_at(called, &called->of[0], SUNDAY, NOON);
    must(meeting_want(store, &called->of[1], meeting, true, NOON));
    must(willing_set(store, &called->of[0], "facilitator", true, NOON));
    meeting_subject.parting(store, 1, called->of[0].member, NOON, &parting);
    assert_string_equal(parting.ends,
        "1 meeting that you called there goes on without you. You are no longer among the willing there.");
    assert_string_equal(parting.owes, "");
    must(db_begin(store));
    meeting_subject.part(store, called->street.far, called->of[0].member, NOON); /* of another unit: nothing is hers */
    must(db_commit(store));
    assert_int_equal(seen(called, &called->of[1], meeting, NOON).homes, 2);
    must(db_begin(store));
    meeting_subject.part(store, 1, called->of[0].member, NOON);
    must(db_commit(store));
    assert_int_equal(seen(called, &called->of[1], meeting, NOON).homes, 1);
    assert_true(seen(called, &called->of[1], meeting, NOON).may_change);
    must(willing_list(store, &called->of[1], list, 2, &count));
    assert_int_equal(count, 0);
}

static void a_caucus_gathers_at_one_word_and_forgets_it_at_its_end(void **state)
{
    struct called *called = *state;
    struct store *store = called->store;
    int64_t caucus, meeting;
    must(unit_add(store, &street_house, "Women", NULL, UNIT_CAUCUS, 1, NOON, &caucus));
    must(unit_join(store, &street_house, caucus, called->of[0].member, NOON));
    must(actor_for(store, ACTOR_MEMBER, "dan", &called->of[0]));
    struct meeting_new form = { .starts = SUNDAY, .title = "Quiet", .unit = caucus };
    must(meeting_call(store, &called->of[0], &form, NOON, &meeting));
    struct meeting one = seen(called, &called->of[0], meeting, NOON);
    assert_int_equal(one.state, MEETING_CALLED);
    assert_int_equal(one.items, 0); /* the founding agenda is for streets and workplaces */
    assert_int_equal(meeting_get(store, &called->of[1], meeting, NOON, &one), RESULT_NOT_FOUND);
    must(db_run(store, "UPDATE unit SET closed = ? WHERE id = ?", NOON, caucus));
    form.starts += DAY;
    assert_int_equal(meeting_call(store, &called->of[0], &form, NOON, &meeting), RESULT_REFUSED);
    must(db_run(store, "UPDATE unit SET closed = 0 WHERE id = ?", caucus));
    must(caucus_leave(store, &called->of[0], caucus, NOON));
    store_forget(store, NOON + CAUCUS_CLOSED_SECONDS);
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM meeting_text"), 0);
}

static void it_is_exported(void **state)
{
    struct called *called = *state;
    char folder[PATH_ROOM], path[PATH_ROOM], problem[200];
    item_on(called, &called->of[0], called_meeting(called), "The tank");
    files_folder(folder);
    must(store_export(called->store, &called->street.operator, 1, folder, NOON, problem, sizeof problem));
    files_path(path, folder, "meetings.txt");
    assert_true(files_hold(path, "The water"));
    assert_true(files_hold(path, "  - The tank\n    10 min, to decide; about money\n"));
    files_path(path, folder, "agenda.jsonl");
    assert_true(files_hold(path, "\"title\":\"The tank\""));
    files_remove(folder);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_called, close_called)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(five_homes_call_one),
        TEST(nobody_takes_back_what_another_of_her_home_said),
        TEST(a_home_of_the_same_name_next_door_is_another),
        TEST(a_facilitator_calls_by_herself),
        TEST(it_is_called_in_time),
        TEST(two_are_never_at_once),
        TEST(nobody_fills_the_list_alone),
        TEST(the_founding_assembly_brings_its_agenda),
        TEST(the_tenth_home_opens_the_founding_agenda),
        TEST(it_moves_with_the_same_notice),
        TEST(what_most_homes_marked_comes_first),
        TEST(the_agenda_closes_two_days_before),
        TEST(an_item_is_dropped_and_put_back),
        TEST(a_bad_item_is_refused),
        TEST(nobody_fills_an_agenda_alone),
        TEST(it_is_of_its_unit_alone),
        TEST(somebody_without_a_device_is_counted),
        TEST(one_hand_speaks_for_two),
        TEST(a_need_becomes_an_ask),
        TEST(a_withdrawn_need_may_be_asked_again),
        TEST(the_willing_are_listed),
        TEST(home_tells_the_next_and_what_waits),
        TEST(withdrawn_words_are_gone_after_a_day),
        TEST(who_leaves_takes_her_word_along),
        TEST(who_moves_away_takes_her_word_along),
        TEST(a_caucus_gathers_at_one_word_and_forgets_it_at_its_end),
        TEST(it_is_exported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
