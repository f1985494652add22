/* test_rota.c: rotas: days, hands, swaps, who sees them, forgetting (RULES 8.1, 1.12). */
#include "rota.h"

#include "tests/store/street.h"
#include "when.h"

static int64_t today(const struct street *street)
{
    return when_day(street->now);
}

/* Every day, one hand. */
static int64_t start(struct street *street, int hands)
{
    int64_t rota = 0;
    struct rota_new form = { .task = "Tank rota", .hands = hands, .plan = { .weekdays = 0x7f, .minutes = -1 } };
    must(rota_start(street->store, &street->ann, &form, street->now, &rota));
    return rota;
}

static struct rota_day day_of(struct street *street, const struct actor *who, int64_t id, int64_t day)
{
    struct rota rota;
    struct rota_day days[10];
    size_t count;
    must(rota_get(street->store, who, id, street->now, &rota));
    must(rota_days(street->store, who, &rota, street->now, days, 10, &count));
    for (size_t i = 0; i < count; i++)
        if (days[i].day == day)
            return days[i];
    fail_msg("there is no such day");
    return days[0];
}

static void hands_come_and_go(void **state)
{
    struct street *street = *state;
    int64_t rota = start(street, 1), day = today(street) + 2;
    assert_int_equal(day_of(street, &street->ann, rota, day).lacking, 1);
    must(rota_sign(street->store, &street->ben, rota, day, true, street->now));
    struct rota_day found = day_of(street, &street->ann, rota, day);
    assert_int_equal(found.lacking, 0);
    assert_string_equal(found.hand[0].handle, "ben");
    assert_true(found.hand[0].first);
    assert_false(found.mine);
    assert_int_equal(rota_sign(street->store, &street->ann, rota, day, false, street->now), RESULT_CONFLICT);
    must(rota_leave(street->store, &street->ben, rota, day, street->now));
    assert_int_equal(rota_leave(street->store, &street->ben, rota, day, street->now), RESULT_NOT_FOUND);
    assert_int_equal(day_of(street, &street->ann, rota, day).lacking, 1);
    assert_int_equal(
        rota_sign(street->store, &street->ben, rota, today(street) - 1, false, street->now), RESULT_REFUSED);
    assert_int_equal(rota_sign(street->store, &street->ben, rota, today(street) + ROTA_AHEAD + 1, false, street->now),
        RESULT_REFUSED);
}

static void a_swap_changes_both_at_once(void **state)
{
    struct street *street = *state;
    int64_t rota = start(street, 1), one = today(street) + 1, other = today(street) + 3, swap;
    must(rota_sign(street->store, &street->ann, rota, one, false, street->now));
    must(rota_sign(street->store, &street->ben, rota, other, false, street->now));
    must(rota_swap_ask(street->store, &street->ann, rota, one, NULL, street->now, &swap));
    assert_string_equal(day_of(street, &street->ben, rota, one).hand[0].handle, "ann"); /* hers until somebody does */
    assert_true(day_of(street, &street->ben, rota, one).hand[0].swap == swap);
    assert_int_equal(rota_swap_accept(street->store, &street->ann, swap, 0, street->now), RESULT_REFUSED);
    /* To a stranger it is like a swap that somebody has taken, or that never was. */
    assert_int_equal(rota_swap_accept(street->store, &street->cora, swap, 0, street->now), RESULT_CONFLICT);
    must(rota_swap_accept(street->store, &street->ben, swap, other, street->now));
    assert_string_equal(day_of(street, &street->ann, rota, one).hand[0].handle, "ben");
    assert_string_equal(day_of(street, &street->ann, rota, other).hand[0].handle, "ann");
    assert_int_equal(rota_swap_accept(street->store, &street->ben, swap, 0, street->now), RESULT_CONFLICT);
}

static void who_is_asked_by_name_may_say_no(void **state)
{
    struct street *street = *state;
    struct rota_line line;
    size_t count;
    int64_t rota = start(street, 2), day = today(street) + 1, swap;
    must(rota_sign(street->store, &street->ann, rota, day, false, street->now));
    must(db_run(street->store, "DELETE FROM membership WHERE unit = 1 AND member = ?", street->cora.member));
    assert_int_equal(
        rota_swap_ask(street->store, &street->ann, rota, day, "cora", street->now, &swap), RESULT_NOT_FOUND);
    assert_int_equal(rota_swap_ask(street->store, &street->ann, rota, day, "ann", street->now, &swap), RESULT_REFUSED);
    must(rota_swap_ask(street->store, &street->ann, rota, day, "ben", street->now, &swap));
    must(rota_asked(street->store, &street->ben, street->now, &line, 1, &count));
    assert_int_equal(count, 1);
    assert_string_equal(line.with, "ann");
    must(rota_swap_cancel(street->store, &street->ben, swap, street->now));
    assert_string_equal(day_of(street, &street->ann, rota, day).hand[0].handle, "ann");
    must(rota_asked(street->store, &street->ben, street->now, &line, 1, &count));
    assert_int_equal(count, 0);
    must(rota_swap_ask(street->store, &street->ann, rota, day, "ben", street->now, &swap));
    must(rota_leave(street->store, &street->ann, rota, day, street->now)); /* the swap goes with the day */
    assert_int_equal(rota_swap_accept(street->store, &street->ben, swap, 0, street->now), RESULT_CONFLICT);
}

static void only_its_unit_sees_it(void **state)
{
    struct street *street = *state;
    struct rota rota[2];
    size_t count;
    int64_t id = start(street, 1);
    assert_int_equal(rota_get(street->store, &street->cora, id, street->now, rota), RESULT_NOT_FOUND);
    assert_int_equal(rota_get(street->store, &street->guest, id, street->now, rota), RESULT_REFUSED);
    must(rota_list(street->store, &street->cora, street->now, rota, 2, &count));
    assert_int_equal(count, 0);
    assert_int_equal(
        rota_sign(street->store, &street->cora, id, today(street) + 1, false, street->now), RESULT_NOT_FOUND);
    struct rota_new form = { .task = "x", .unit = 1, .hands = 1, .plan = { .weekdays = 1, .minutes = -1 } };
    assert_int_equal(rota_start(street->store, &street->cora, &form, street->now, &id), RESULT_REFUSED);
}

static void who_closes_it(void **state)
{
    struct street *street = *state;
    int64_t rota = start(street, 1), again = start(street, 1);
    assert_int_equal(rota_close(street->store, &street->ben, rota, street->now), RESULT_REFUSED);
    must(rota_close(street->store, &street->ann, rota, street->now));
    assert_int_equal(rota_close(street->store, &street->ann, rota, street->now), RESULT_CONFLICT);
    must(seat_give(street->store, &street->operator, 1, "steward", street->ben.member, street->now + DAY, street->now));
    must(rota_close(street->store, &street->ben, again, street->now));
}

static void home_says_whose_day_and_what_lacks(void **state)
{
    struct street *street = *state;
    struct rota_line line;
    size_t count;
    int64_t rota = start(street, 2), day = today(street) + 2;
    must(rota_needing(street->store, &street->ann, street->now, &line, 1, &count));
    assert_int_equal(count, 1);
    assert_int_equal(line.day, today(street));
    must(rota_sign(street->store, &street->ann, rota, day, false, street->now));
    must(rota_sign(street->store, &street->ben, rota, day, false, street->now));
    must(rota_mine(street->store, &street->ann, street->now, &line, 1, &count));
    assert_int_equal(count, 1);
    assert_int_equal(line.day, day);
    assert_string_equal(line.with, "ben");
}

/* More than the list that home reads at first has room for. */
static void home_looks_at_every_rota(void **state)
{
    enum { ROTAS = 30 };
    struct street *street = *state;
    struct rota_line lines[ROTAS + 1];
    size_t count;
    for (int i = 0; i < ROTAS; i++)
        start(street, 1);
    must(rota_needing(street->store, &street->ann, street->now, lines, ROTAS + 1, &count));
    assert_int_equal(count, ROTAS);
}

static void days_are_forgotten(void **state)
{
    struct street *street = *state;
    int64_t rota = start(street, 1);
    must(rota_sign(street->store, &street->ann, rota, today(street), false, street->now));
    store_forget(street->store, street->now + 90 * DAY);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM rota_hand"), 1);
    store_forget(street->store, street->now + 91 * DAY);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM rota_hand"), 0);
}

static void who_leaves_is_on_no_day(void **state)
{
    struct street *street = *state;
    struct rota found;
    int64_t rota = start(street, 1), swap;
    must(rota_sign(street->store, &street->ann, rota, today(street) + 1, false, street->now));
    must(rota_swap_ask(street->store, &street->ann, rota, today(street) + 1, "ben", street->now, &swap));
    must(member_leave(street->store, &street->ann, street->now));
    assert_int_equal(day_of(street, &street->ben, rota, today(street) + 1).count, 0);
    must(rota_get(street->store, &street->ben, rota, street->now, &found));
    assert_string_equal(found.starter, "a former member");
}

#define IN_STREET(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_STREET(hands_come_and_go),
        IN_STREET(a_swap_changes_both_at_once),
        IN_STREET(who_is_asked_by_name_may_say_no),
        IN_STREET(only_its_unit_sees_it),
        IN_STREET(who_closes_it),
        IN_STREET(home_says_whose_day_and_what_lacks),
        IN_STREET(home_looks_at_every_rota),
        IN_STREET(days_are_forgotten),
        IN_STREET(who_leaves_is_on_no_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
