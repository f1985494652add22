/* test_visits.c: where she is logged in, who may end it, and for how long it is known. RULES 1.6, 1.7, 1.12. */
#include "deferred.h"
#include "tests/store/street.h"
#include "visits.h"

static int64_t come(struct street *street, const struct actor *who, const char *method, int64_t at)
{
    int64_t number;
    must(visit_begin(street->store, who, "192.0.2.x", method, at, &number));
    must(visit_seen(street->store, who, number, VISIT_HERE, at));
    return number;
}

static struct visit newest(struct street *street, const struct actor *who, int64_t now)
{
    struct visit visit;
    size_t count;
    must(visits_list(street->store, who, now, false, 1, &visit, &count));
    assert_int_equal(count, 1);
    return visit;
}

static size_t here(struct street *street, const struct actor *who, int64_t now)
{
    struct visit visits[8];
    size_t count;
    must(visits_list(street->store, who, now, true, 8, visits, &count));
    return count;
}

static void a_visit_is_here_until_its_session_ends(void **state)
{
    struct street *street = *state;
    int64_t first = come(street, &street->ann, "key", NOON), second = come(street, &street->ann, "password", NOON + 10);
    assert_true(first != second);
    assert_int_equal(here(street, &street->ann, NOON + 20), 2);
    assert_int_equal(newest(street, &street->ann, NOON + 20).number, second);
    must(visit_seen(street->store, &street->ann, second, VISIT_LEFT, NOON + 30));
    assert_int_equal(here(street, &street->ann, NOON + 31), 1);
    must(visit_seen(street->store, &street->ann, first, VISIT_DROPPED, NOON + 40));
    assert_int_equal(here(street, &street->ann, NOON + 41), 0);
    assert_false(newest(street, &street->ann, NOON + 41).here);
}

/* One that was killed cannot say that it ended. */
static void a_session_that_says_nothing_is_no_longer_here(void **state)
{
    struct street *street = *state;
    int64_t number = come(street, &street->ann, "key", NOON);
    must(visit_seen(street->store, &street->ann, number, VISIT_HERE, NOON + 60));
    assert_int_equal(here(street, &street->ann, NOON + 200), 1);
    assert_int_equal(here(street, &street->ann, NOON + 300), 0);
}

static void the_last_log_in_is_not_this_one(void **state)
{
    struct street *street = *state;
    struct visit last;
    int64_t own = come(street, &street->ann, "key", NOON);
    assert_int_equal(visit_last(street->store, &street->ann, own, NOON, &last), RESULT_NOT_FOUND);
    come(street, &street->ben, "key", NOON + 1);
    own = come(street, &street->ann, "password", NOON + 2);
    must(visit_last(street->store, &street->ann, own, NOON + 2, &last));
    assert_int_equal(last.at, NOON);
    assert_string_equal(last.method, "key");
    assert_string_equal(last.source, "192.0.2.x");
}

static bool shall_end(struct street *street, int64_t number)
{
    struct wrote wrote;
    bool told = false;
    while (store_wrote(street->store, &wrote))
        told = told || wrote.visit == number;
    return told;
}

static void only_she_ends_her_session_and_not_this_one(void **state)
{
    struct street *street = *state;
    int64_t other = come(street, &street->ann, "key", NOON), id = newest(street, &street->ann, NOON).id;
    int64_t own = come(street, &street->ann, "key", NOON + 1), own_id = newest(street, &street->ann, NOON + 1).id;
    assert_int_equal(visit_end(street->store, &street->ben, 0, id, NOON + 2), RESULT_NOT_FOUND);
    assert_int_equal(visit_end(street->store, &street->guest, 0, id, NOON + 2), RESULT_REFUSED);
    assert_int_equal(visit_end(street->store, &street->operator, 0, id, NOON + 2), RESULT_REFUSED);
    assert_int_equal(visit_end(street->store, &street->ann, own, own_id, NOON + 2), RESULT_REFUSED);
    assert_false(shall_end(street, other));
    must(visit_end(street->store, &street->ann, own, id, NOON + 2));
    assert_true(shall_end(street, other));
    must(visit_seen(street->store, &street->ann, other, VISIT_LEFT, NOON + 3));
    assert_int_equal(visit_end(street->store, &street->ann, own, id, NOON + 4), RESULT_NOT_FOUND);
}

static int64_t present(struct street *street, int64_t now)
{
    int64_t number;
    size_t count;
    must(members_online(street->store, &street->ben, now, &number, NULL, 0, &count));
    return number;
}

static void who_dropped_is_present_for_ten_more_minutes(void **state)
{
    struct street *street = *state;
    int64_t number = come(street, &street->ann, "key", NOON);
    must(visit_seen(street->store, &street->ann, number, VISIT_DROPPED, NOON + 50));
    assert_int_equal(present(street, NOON + 50 + 599), 1);
    assert_int_equal(present(street, NOON + 50 + 601), 0);
}

static void who_leaves_one_of_two_sessions_is_still_present(void **state)
{
    struct street *street = *state;
    int64_t first = come(street, &street->ann, "key", NOON), second = come(street, &street->ann, "key", NOON);
    must(visit_seen(street->store, &street->ann, first, VISIT_LEFT, NOON + 10));
    assert_int_equal(present(street, NOON + 20), 1);
    must(visit_seen(street->store, &street->ann, second, VISIT_LEFT, NOON + 30));
    assert_int_equal(present(street, NOON + 40), 0);
}

/* A command through ssh never says that it is here. */
static void a_command_is_no_stay(void **state)
{
    struct street *street = *state;
    int64_t number;
    must(visit_begin(street->store, &street->ann, "192.0.2.x", "key", NOON, &number));
    assert_int_equal(present(street, NOON + 2), 0);
    assert_int_equal(here(street, &street->ann, NOON + 2), 0);
    assert_false(newest(street, &street->ann, NOON + 2).here);
}

static int64_t seen(struct street *street)
{
    return db_number(street->store, 0, "SELECT seen FROM presence WHERE member = ?", street->ann.member);
}

/* Whoever uses single commands alone was seen all the same: nobody is told that they are silent (RULES 6.6). */
static void a_command_shows_that_she_was_seen(void **state)
{
    struct street *street = *state;
    int64_t number;
    must(visit_begin(street->store, &street->ann, "192.0.2.x", "key", NOON, &number));
    assert_int_equal(seen(street), 0); /* new, until the first session */
    number = come(street, &street->ann, "key", NOON + 10);
    must(visit_seen(street->store, &street->ann, number, VISIT_DROPPED, NOON + 50));
    must(visit_begin(street->store, &street->ann, "192.0.2.x", "key", NOON + 500, &number));
    assert_int_equal(present(street, NOON + 50 + 599), 1); /* neither shorter nor longer than without the command */
    assert_int_equal(present(street, NOON + 50 + 601), 0);
    must(visit_begin(street->store, &street->ann, "192.0.2.x", "key", NOON + DAY, &number));
    assert_int_equal(seen(street), NOON + DAY);
    assert_int_equal(present(street, NOON + DAY), 0);
}

static void a_week_later_only_what_lasts_is_known_without_its_address(void **state)
{
    struct street *street = *state;
    int64_t number = come(street, &street->ann, "key", NOON), later = NOON + 7 * DAY;
    come(street, &street->ben, "key", NOON);
    must(visit_seen(street->store, &street->ann, number, VISIT_HERE, later));
    assert_true(store_forget(street->store, later) > 0);
    assert_string_equal(newest(street, &street->ann, later).source, "");
    assert_int_equal(here(street, &street->ann, later), 1);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM login"), 1);
    assert_int_equal(store_forget(street->store, later), 0);
    must(visit_seen(street->store, &street->ann, number, VISIT_LEFT, later + 1));
    assert_int_equal(store_forget(street->store, later + 2), 1);
}

static void of_guests_no_note_is_kept(void **state)
{
    struct street *street = *state;
    int64_t number;
    struct visit visit;
    size_t count;
    must(visit_begin(street->store, &street->guest, "192.0.2.x", "guest", NOON, &number));
    assert_int_equal(number, 0);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM login"), 0);
    assert_int_equal(visits_list(street->store, &street->guest, NOON, false, 1, &visit, &count), RESULT_REFUSED);
}

int main(void)
{
#define on_street(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)
    const struct CMUnitTest tests[] = {
        on_street(a_visit_is_here_until_its_session_ends),
        on_street(a_session_that_says_nothing_is_no_longer_here),
        on_street(the_last_log_in_is_not_this_one),
        on_street(only_she_ends_her_session_and_not_this_one),
        on_street(who_dropped_is_present_for_ten_more_minutes),
        on_street(who_leaves_one_of_two_sessions_is_still_present),
        on_street(a_command_is_no_stay),
        on_street(a_command_shows_that_she_was_seen),
        on_street(a_week_later_only_what_lasts_is_known_without_its_address),
        on_street(of_guests_no_note_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
