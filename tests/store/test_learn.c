/* test_learn.c: the learner's chair of a task, and what people tell whoever chaired (RULES 8.3). */
#include "learn.h"

#include "care.h"
#include "meetings.h"
#include "room.h"
#include "store/base/retention.h"
#include "tests/store/street.h"

enum { PEOPLE = 6 };
static struct street *street;
static struct actor person[PEOPLE];

static int begin(void **state)
{
    static const char *const more[] = { "eve", "fay", "gil", "hana" };
    if (street_open(state) != 0)
        return -1;
    street = *state;
    person[0] = street->ann;
    person[1] = street->ben;
    for (size_t i = 0; i < 4; i++)
        person[2 + i] = street_member(street, more[i], 1);
    return 0;
}

static size_t learners(struct learner *first)
{
    struct learner list[LEARNERS_MOST];
    size_t count;
    must(learn_list(street->store, &street->ann, street->now, list, LEARNERS_MOST, &count));
    if (count > 0)
        *first = list[0];
    return count;
}

static void a_learner_sits_beside_whoever_has_the_task(void **state)
{
    (void)state;
    struct learner one;
    must(learn_set(street->store, &person[2], "greeter", true, street->now));
    assert_int_equal(learners(&one), 1);
    assert_string_equal(one.handle, "eve");
    assert_string_equal(one.beside, ""); /* nobody had it yet */
    must(seat_give(street->store, &street_house, 1, "greeter", street->ben.member, NOON + DAY, NOON));
    assert_int_equal(learners(&one), 1);
    assert_string_equal(one.beside, "ben");
    street->now += 2 * DAY; /* his term is over: she learns of who has done it */
    assert_int_equal(learners(&one), 1);
    assert_string_equal(one.beside, "ben");
}

static void the_chair_is_for_one(void **state)
{
    (void)state;
    struct learner one;
    must(seat_give(street->store, &street_house, 1, "greeter", street->ben.member, NOON + DAY, NOON));
    must(learn_set(street->store, &person[2], "greeter", true, street->now));
    assert_int_equal(learn_set(street->store, &person[3], "greeter", true, street->now), RESULT_CONFLICT);
    assert_int_equal(learn_set(street->store, &street->ben, "greeter", true, street->now), RESULT_CONFLICT);
    assert_int_equal(learn_set(street->store, &person[3], "baker", true, street->now), RESULT_INVALID);
    assert_int_equal(learn_set(street->store, &person[3], "greeter", false, street->now), RESULT_NOT_FOUND);
    must(seat_give(street->store, &street_house, 1, "greeter", person[2].member, NOON + DAY, NOON)); /* she has it */
    assert_int_equal(learners(&one), 0);
    must(learn_set(street->store, &person[3], "greeter", true, street->now));
    must(learn_set(street->store, &person[3], "greeter", false, street->now));
    assert_int_equal(learners(&one), 0);
}

static void it_is_free_again_after_ninety_days(void **state)
{
    (void)state;
    struct learner one;
    must(learn_set(street->store, &person[2], "greeter", true, street->now));
    street->now += 90 * DAY;
    while (store_forget(street->store, street->now) > 0)
        ;
    assert_int_equal(learners(&one), 0);
}

/* --- telling --- */

/* A meeting that ann opened, with so many others in it; closed again. */
static int64_t held(int others)
{
    struct meeting_new form = { .starts = street->now + 5 * DAY };
    int64_t meeting;
    must(seat_give(street->store, &street_house, 1, "facilitator", street->ann.member, NOON + 90 * DAY, NOON));
    must(meeting_call(street->store, &street->ann, &form, street->now, &meeting));
    street->now += 5 * DAY;
    must(room_open(street->store, &street->ann, meeting, street->now));
    must(room_enter(street->store, &street->ann, meeting, street->now));
    for (int i = 1; i <= others; i++)
        must(room_enter(street->store, &person[i], meeting, street->now));
    must(room_close(street->store, &street->ann, meeting, street->now));
    return meeting;
}

static bool is_asked(const struct actor *who)
{
    struct tell list[2];
    size_t count;
    must(tell_list(street->store, who, street->now, list, 2, &count));
    return count > 0;
}

static size_t told(struct told *first)
{
    struct told list[TOLD_SHOWN];
    size_t count;
    must(tell_told_list(street->store, &street->ann, street->now, list, TOLD_SHOWN, &count));
    if (count > 0)
        *first = list[0];
    return count;
}

static void three_are_drawn_and_never_the_chair(void **state)
{
    (void)state;
    int asked = 0;
    held(5);
    for (int i = 1; i < PEOPLE; i++)
        asked += is_asked(&person[i]);
    assert_int_equal(asked, TELLERS);
    assert_false(is_asked(&street->ann));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM ledger WHERE kind = ?", LEDGER_LOT_DRAWN), 1);
}

static void with_fewer_than_three_nobody_is_asked(void **state)
{
    (void)state;
    held(2);
    assert_false(is_asked(&person[1]) || is_asked(&person[2]));
}

static void she_reads_it_without_names_when_all_have_told(void **state)
{
    (void)state;
    struct told one;
    struct care_home home;
    int64_t meeting = held(3);
    assert_int_equal(tell_chair(street->store, &person[4], meeting, "A", NULL, NULL, street->now), RESULT_NOT_FOUND);
    must(tell_chair(street->store, &person[1], meeting, "You waited.", "The end.", NULL, street->now));
    assert_int_equal(tell_chair(street->store, &person[1], meeting, "B", NULL, NULL, street->now), RESULT_NOT_FOUND);
    assert_int_equal(told(&one), 0); /* else she would see whose it is */
    must(tell_chair(street->store, &person[2], meeting, NULL, NULL, NULL, street->now));
    must(tell_chair(street->store, &person[3], meeting, NULL, NULL, " ", street->now));
    assert_int_equal(told(&one), 1);
    assert_string_equal(one.helped, "You waited.");
    assert_string_equal(one.try, "");
    must(care_home(street->store, &street->ann, street->now, &home));
    assert_int_equal(home.told, 1);
    must(tell_told_read(street->store, &street->ann, street->now));
    must(care_home(street->store, &street->ann, street->now, &home));
    assert_int_equal(home.told, 0);
    street->now += 14 * DAY;
    assert_int_equal(told(&one), 0);
    while (store_forget(street->store, street->now) > 0)
        ;
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM told"), 0);
}

static void after_three_days_she_reads_what_there_is(void **state)
{
    (void)state;
    struct told one;
    int64_t meeting = held(3);
    must(tell_chair(street->store, &person[1], meeting, "You waited.", NULL, NULL, street->now));
    street->now += TELL_SHOWN_AFTER - 1;
    assert_int_equal(told(&one), 0);
    street->now += 1;
    assert_int_equal(told(&one), 1);
}

static void no_column_says_who_told(void **state)
{
    (void)state;
    int64_t meeting = held(3);
    must(tell_chair(street->store, &person[1], meeting, "You waited.", NULL, NULL, street->now));
    assert_int_equal(
        db_number(street->store, -1, "SELECT count(*) FROM told WHERE chair <> ? OR at NOT IN (SELECT at FROM teller)",
            street->ann.member),
        0);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM teller WHERE member = ?", person[1].member), 0);
}

int main(void)
{
#define WITH(test) cmocka_unit_test_setup_teardown(test, begin, street_close)
    const struct CMUnitTest tests[] = {
        WITH(a_learner_sits_beside_whoever_has_the_task),
        WITH(the_chair_is_for_one),
        WITH(it_is_free_again_after_ninety_days),
        WITH(three_are_drawn_and_never_the_chair),
        WITH(with_fewer_than_three_nobody_is_asked),
        WITH(she_reads_it_without_names_when_all_have_told),
        WITH(after_three_days_she_reads_what_there_is),
        WITH(no_column_says_who_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
