/* test_sources.c: from where a member came in this month, and handles as numbers. */
#include <setjmp.h>
#include <stdarg.h>

#include "store/forget.h"
#include "tests/store/street.h"
#include "visits.h"

static void come_in(struct street *street, const struct actor *who, const char *source, int64_t at)
{
    must(visit_begin(street->store, who, source, "password", at, &(int64_t) { 0 }));
}

static void a_source_is_known_for_a_month_after_the_last_time(void **state)
{
    struct street *street = *state;
    assert_false(source_is_known(street->store, "ann", "192.0.2.x", NOON));
    come_in(street, &street->ann, "192.0.2.x", NOON);
    assert_true(source_is_known(street->store, "ann", "192.0.2.x", NOON + 29 * DAY));
    assert_true(source_is_known(street->store, "ANN", "192.0.2.x", NOON));
    assert_false(source_is_known(street->store, "ann", "192.0.2.x", NOON + 30 * DAY));
    come_in(street, &street->ann, "192.0.2.x", NOON + 20 * DAY);
    assert_true(source_is_known(street->store, "ann", "192.0.2.x", NOON + 49 * DAY));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM known_source", ""), 1);
}

static void it_is_hers_alone(void **state)
{
    struct street *street = *state;
    come_in(street, &street->ann, "192.0.2.x", NOON);
    assert_false(source_is_known(street->store, "ann", "192.0.3.x", NOON));
    assert_false(source_is_known(street->store, "ben", "192.0.2.x", NOON));
    assert_false(source_is_known(street->store, "nobody-here", "192.0.2.x", NOON));
}

/* The file tells neither the address nor that two members share one. */
static void nobody_reads_it_in_the_file(void **state)
{
    struct street *street = *state;
    come_in(street, &street->ann, "192.0.2.x", NOON);
    come_in(street, &street->ben, "192.0.2.x", NOON);
    assert_int_equal(db_number(street->store, 0, "SELECT count(DISTINCT source) FROM known_source", ""), 2);
    assert_int_equal(
        db_number(street->store, 0, "SELECT count(*) FROM known_source WHERE instr(source, '192.0')", ""), 0);
}

static void the_caretaker_forgets_it_and_leaving_does(void **state)
{
    struct street *street = *state;
    come_in(street, &street->ann, "192.0.2.x", NOON);
    come_in(street, &street->ben, "192.0.2.x", NOON + DAY);
    assert_true(store_forget(street->store, NOON + 30 * DAY) >= 0);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM known_source", ""), 1);
    must(member_leave(street->store, &street->ben, NOON + 30 * DAY));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM known_source", ""), 0);
}

/* A phone on the road: the newest twenty are kept. */
static void one_member_has_a_bounded_number(void **state)
{
    struct street *street = *state;
    char source[48];
    for (int i = 0; i < 50; i++) {
        snprintf(source, sizeof source, "192.0.%d.x", i);
        come_in(street, &street->ann, source, NOON + i);
    }
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM known_source", ""), 20);
    assert_true(source_is_known(street->store, "ann", "192.0.49.x", NOON + 50));
    assert_true(source_is_known(street->store, "ann", "192.0.30.x", NOON + 50));
    assert_false(source_is_known(street->store, "ann", "192.0.29.x", NOON + 50));
}

/* Guesses at Ann, ANN and look-alikes are guesses at one. */
static void spellings_of_one_handle_are_one_number(void **state)
{
    (void)state;
    assert_true(handle_number("Ann") == handle_number("ann"));
    assert_true(handle_number("b0b") == handle_number("bob"));
    assert_false(handle_number("ann") == handle_number("anna"));
    assert_false(handle_number("nobody-here") == handle_number("nobody-there"));
}

#define IN_A_STREET(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_STREET(a_source_is_known_for_a_month_after_the_last_time),
        IN_A_STREET(it_is_hers_alone),
        IN_A_STREET(nobody_reads_it_in_the_file),
        IN_A_STREET(the_caretaker_forgets_it_and_leaving_does),
        IN_A_STREET(one_member_has_a_bounded_number),
        cmocka_unit_test(spellings_of_one_handle_are_one_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
