/* test_shelf.c: the lending shelf: who lends, who has it, what is told to whom, forgetting (RULES 8.1, 1.12). */
#include "shelf.h"

#include "ephemeral.h"
#include "tests/store/street.h"
#include "when.h"

static int64_t put(struct street *street)
{
    int64_t thing = 0;
    must(shelf_add(street->store, &street->ann, 0, "A ladder", "Three metres.", street->now, &thing));
    return thing;
}

static struct thing seen(struct street *street, const struct actor *who, int64_t id, int64_t now)
{
    struct thing thing;
    must(shelf_get(street->store, who, id, now, &thing));
    return thing;
}

static void asked_lent_and_back(void **state)
{
    struct street *street = *state;
    int64_t thing = put(street), until = when_day(street->now) + 3;
    struct thing_ask asks[2];
    size_t count;
    must(shelf_ask(street->store, &street->ben, thing, until, street->now));
    must(shelf_asks(street->store, &street->ann, thing, asks, 2, &count));
    assert_int_equal(count, 1);
    assert_string_equal(asks[0].handle, "ben");
    must(shelf_asks(street->store, &street->ben, thing, asks, 2, &count));
    assert_int_equal(count, 0); /* only its keeper reads who asks */
    assert_int_equal(shelf_lend(street->store, &street->ben, thing, "ben", 0, street->now), RESULT_REFUSED);
    must(shelf_lend(street->store, &street->ann, thing, "ben", 0, street->now));
    struct thing now = seen(street, &street->ben, thing, street->now);
    assert_true(now.with_me && now.until == until && now.asked_for == 0);
    assert_int_equal(shelf_remove(street->store, &street->ann, thing, street->now), RESULT_CONFLICT);
    must(shelf_back(street->store, &street->ben, thing, street->now));
    assert_int_equal(shelf_back(street->store, &street->ann, thing, street->now), RESULT_CONFLICT);
    assert_true(seen(street, &street->ann, thing, street->now).borrower == 0);
    must(shelf_remove(street->store, &street->ann, thing, street->now));
    assert_int_equal(shelf_get(street->store, &street->ann, thing, street->now, &now), RESULT_NOT_FOUND);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM thing_text"), 0);
}

static void one_thing_is_with_one_person(void **state)
{
    struct street *street = *state;
    int64_t thing = put(street), until = when_day(street->now);
    struct actor eve = street_member(street, "eve", 1);
    must(shelf_take(street->store, &street->ben, thing, until, street->now));
    assert_int_equal(shelf_take(street->store, &eve, thing, until, street->now), RESULT_CONFLICT);
    assert_non_null(strstr(store_reason(street->store), "ben has it"));
    assert_int_equal(shelf_take(street->store, &street->ann, thing, until, street->now), RESULT_REFUSED);
    assert_int_equal(shelf_back(street->store, &eve, thing, street->now), RESULT_REFUSED);
    assert_int_equal(shelf_take(street->store, &eve, thing, until - 1, street->now), RESULT_CONFLICT);
    must(shelf_back(street->store, &street->ann, thing, street->now));
    assert_int_equal(shelf_take(street->store, &eve, thing, until - 1, street->now), RESULT_INVALID);
    assert_int_equal(shelf_take(street->store, &eve, thing, until + 366, street->now), RESULT_INVALID);
}

static void overdue_is_told_to_two(void **state)
{
    struct street *street = *state;
    int64_t thing = put(street), later = street->now + 2 * DAY;
    struct actor eve = street_member(street, "eve", 1);
    struct thing waits[2];
    size_t count;
    must(shelf_take(street->store, &street->ben, thing, when_day(street->now), street->now));
    assert_false(seen(street, &street->ann, thing, street->now).overdue); /* its last day */
    assert_true(seen(street, &street->ann, thing, later).overdue);
    assert_true(seen(street, &street->ben, thing, later).overdue);
    assert_false(seen(street, &eve, thing, later).overdue);
    must(shelf_waits(street->store, &street->ben, later, waits, 2, &count));
    assert_int_equal(count, 1);
    must(shelf_waits(street->store, &eve, later, waits, 2, &count));
    assert_int_equal(count, 0);
}

static void only_its_unit_sees_it(void **state)
{
    struct street *street = *state;
    struct thing thing;
    size_t count;
    int64_t id = put(street);
    must(db_run(street->store, "DELETE FROM membership WHERE unit = 1 AND member = ?", street->cora.member));
    assert_int_equal(shelf_get(street->store, &street->cora, id, street->now, &thing), RESULT_NOT_FOUND);
    must(shelf_list(street->store, &street->cora, 0, street->now, &thing, 1, &count));
    assert_int_equal(count, 0);
    assert_int_equal(shelf_list(street->store, &street->guest, 0, street->now, &thing, 1, &count), RESULT_REFUSED);
    assert_int_equal(
        shelf_lend(street->store, &street->ann, id, "cora", when_day(street->now), street->now), RESULT_NOT_FOUND);
}

static void who_borrowed_what_is_forgotten(void **state)
{
    struct street *street = *state;
    int64_t thing = put(street);
    must(shelf_take(street->store, &street->ben, thing, when_day(street->now), street->now));
    store_forget(street->store, street->now + 300 * DAY); /* what is out is not forgotten */
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM loan"), 1);
    must(shelf_back(street->store, &street->ben, thing, street->now));
    store_forget(street->store, street->now + 90 * DAY - 1);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM loan"), 1);
    store_forget(street->store, street->now + 90 * DAY);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM loan"), 0);
}

static void who_leaves_takes_her_things_along(void **state)
{
    struct street *street = *state;
    struct thing thing;
    int64_t id = put(street), other;
    must(shelf_add(street->store, &street->ben, 0, "A saw", NULL, street->now, &other));
    must(shelf_take(street->store, &street->ann, other, when_day(street->now), street->now));
    must(member_leave(street->store, &street->ann, street->now));
    assert_int_equal(shelf_get(street->store, &street->ben, id, street->now, &thing), RESULT_NOT_FOUND);
    assert_true(seen(street, &street->ben, other, street->now).borrower == 0);
}

/* A face asks a person only about what the house would do. The lent ladder cannot be taken away, the other can. */
static void a_rehearsal_refuses_and_changes_nothing(void **state)
{
    struct street *street = *state;
    int64_t lent = put(street), here = put(street);
    struct ephemeral_state state_of;
    struct thing thing;
    must(shelf_take(street->store, &street->ben, lent, when_day(street->now), street->now));
    must(store_rehearse_begin(street->store));
    assert_int_equal(store_rehearse_end(street->store, shelf_remove(street->store, &street->ann, lent, street->now)),
        RESULT_CONFLICT);
    assert_non_null(strstr(store_reason(street->store), "ben"));
    int64_t before = db_number(street->store, 0, "SELECT count(*) FROM notice");
    must(store_rehearse_begin(street->store));
    must(store_rehearse_end(street->store, shelf_remove(street->store, &street->ann, here, street->now)));
    thing = seen(street, &street->ann, here, street->now);
    assert_string_equal(thing.line, "A ladder");
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM notice"), before);
    must(shelf_remove(street->store, &street->ann, here, street->now)); /* and writing goes on */
    assert_int_equal(shelf_get(street->store, &street->ann, here, street->now, &thing), RESULT_NOT_FOUND);
    /* What is in memory alone cannot be taken back: it refuses meanwhile. */
    must(store_rehearse_begin(street->store));
    assert_int_equal(ephemeral_state(street->store, EPHEMERAL_DARE, 1, &state_of), RESULT_BUSY);
    store_rehearse_end(street->store, RESULT_OK);
}

#define IN_STREET(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_STREET(asked_lent_and_back),
        IN_STREET(one_thing_is_with_one_person),
        IN_STREET(overdue_is_told_to_two),
        IN_STREET(only_its_unit_sees_it),
        IN_STREET(who_borrowed_what_is_forgotten),
        IN_STREET(who_leaves_takes_her_things_along),
        IN_STREET(a_rehearsal_refuses_and_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
