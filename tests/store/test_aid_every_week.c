/* test_aid_every_week.c: one helper for every week of a weekly ask, until either ends it. RULES 3.1, 3.2. */
#include "tests/store/street.h"

#include "aid.h"
#include "store/aid/aid_internal.h"

enum { WEEK = 7 * DAY, STARTS = NOON + DAY, LASTS = 4 * HOUR };

struct aiding {
    struct street street;
    struct store *store;
    struct actor ann, eve, flo;
    int64_t ask, match, offer; /* ann's, each week; flo agreed on the first, with her weekly offer if `offer` is set */
};

static int64_t asks_weekly(struct aiding *aiding, const struct actor *who, int64_t starts, bool weekly)
{
    int64_t ask;
    must(aid_ask_make(aiding->store, who,
        &(struct aid_form) { .kind = AID_OTHER,
            .line = "Weed the garden",
            .many = 1,
            .urgency = AID_WHENEVER,
            .starts = starts,
            .ends = starts + LASTS,
            .weekly = weekly },
        NOON, &ask));
    return ask;
}

static int begin(void **state)
{
    struct aiding *aiding = calloc(1, sizeof *aiding);
    *state = aiding;
    street_open_at(&aiding->street, ":memory:");
    aiding->store = aiding->street.store;
    aiding->ann = aiding->street.ann;
    aiding->eve = street_lives_at(&aiding->street, "eve", "D 1");
    aiding->flo = street_lives_at(&aiding->street, "flo", "D 2");
    aiding->ask = asks_weekly(aiding, &aiding->ann, STARTS, true);
    return 0;
}

static int end(void **state)
{
    struct aiding *aiding = *state;
    store_close(aiding->store);
    free(aiding);
    return 0;
}

static void one_week(struct aiding *aiding, bool with_offer)
{
    if (with_offer)
        must(aid_offer_make(aiding->store, &aiding->flo,
            &(struct aid_form) { .kind = AID_OTHER,
                .line = "A garden hand",
                .capacity = 1,
                .starts = STARTS,
                .ends = STARTS + LASTS,
                .weekly = true },
            NOON, &aiding->offer));
    must(aid_can(aiding->store, &aiding->flo, aiding->ask, aiding->offer, NOON, &aiding->match));
    must(aid_accept(aiding->store, &aiding->ann, aiding->ask, NOON));
}

static void every_week(struct aiding *aiding, bool with_offer)
{
    one_week(aiding, with_offer);
    must(aid_every_week(aiding->store, &aiding->ann, aiding->match, true, NOON));
    must(aid_every_week(aiding->store, &aiding->flo, aiding->match, true, NOON));
}

static struct aid_match seen(struct aiding *aiding, const struct actor *who, int64_t match, int64_t now)
{
    struct aid_match found;
    must(aid_match_get(aiding->store, who, match, now, &found));
    return found;
}

/* The newest week's ask. */
static struct aid newest(struct aiding *aiding, int64_t now)
{
    struct aid aid;
    int64_t ask = db_number(aiding->store, 0, "SELECT max(id) FROM ask WHERE member = ?", aiding->ann.member);
    must(aid_ask_get(aiding->store, &aiding->ann, ask, now, &aid));
    aid_rows_free(&aid, 1);
    return aid;
}

static void pass_weeks(struct aiding *aiding, int64_t from, int64_t until)
{
    for (int64_t now = from; now <= until; now += DAY)
        aid_tick(aiding->store, now);
}

static bool is_due(struct aiding *aiding, const struct actor *who, enum aid_due_kind kind, int64_t now, char *who_words)
{
    struct aid_due due[10];
    size_t count;
    bool found = false;
    must(aid_due_list(aiding->store, who, now, 10, due, &count));
    for (size_t i = 0; i < count; i++)
        if (due[i].kind == kind) {
            found = true;
            if (who_words != NULL)
                strcpy(who_words, due[i].who);
        }
    return found;
}

static void both_say_it_and_each_week_is_agreed(void **state)
{
    struct aiding *aiding = *state;
    char who[200];
    int64_t next;
    one_week(aiding, false);
    must(aid_every_week(aiding->store, &aiding->ann, aiding->match, true, NOON));
    assert_int_equal(seen(aiding, &aiding->ann, aiding->match, NOON).every, AID_EVERY_SAID);
    assert_int_equal(seen(aiding, &aiding->flo, aiding->match, NOON).every, AID_EVERY_ASKED);
    assert_true(is_due(aiding, &aiding->flo, AID_DUE_WEEKLY, NOON, NULL));
    must(aid_every_week(aiding->store, &aiding->flo, aiding->match, true, NOON));
    assert_int_equal(seen(aiding, &aiding->ann, aiding->match, NOON).every, AID_EVERY_AGREED);
    must(aid_done(aiding->store, &aiding->ann, aiding->ask, STARTS + LASTS, &next));
    struct aid week = newest(aiding, STARTS + LASTS);
    assert_int_equal(week.id, next);
    assert_int_equal(week.starts, STARTS + WEEK);
    assert_int_equal(week.state, AID_AGREED);
    struct aid_match match = seen(aiding, &aiding->ann, week.match, STARTS + LASTS);
    assert_string_equal(match.other, "flo");
    assert_false(match.is_new); /* it is no news */
    assert_int_equal(match.every, AID_EVERY_AGREED);
    assert_true(is_due(aiding, &aiding->ann, AID_DUE_COMES, STARTS + LASTS, who));
    assert_string_equal(who, "flo, every week");
    pass_weeks(aiding, STARTS + LASTS, STARTS + 3 * WEEK); /* though nobody says done */
    assert_int_equal(newest(aiding, STARTS + 3 * WEEK).state, AID_AGREED);
    assert_true(newest(aiding, STARTS + 3 * WEEK).starts > STARTS + 2 * WEEK);
}

static void either_ends_it(void **state)
{
    struct aiding *aiding = *state;
    int64_t next;
    every_week(aiding, false);
    must(aid_every_week(aiding->store, &aiding->flo, aiding->match, false, NOON));
    assert_int_equal(seen(aiding, &aiding->ann, aiding->match, NOON).every, AID_EVERY_ENDED);
    assert_int_equal(seen(aiding, &aiding->ann, aiding->match, NOON).state, MATCH_AGREED); /* this week stays */
    assert_true(is_due(aiding, &aiding->ann, AID_DUE_WEEKLY_OVER, NOON, NULL));
    assert_int_equal(seen(aiding, &aiding->flo, aiding->match, NOON).every, AID_EVERY_NOT); /* no news to her */
    assert_false(is_due(aiding, &aiding->flo, AID_DUE_WEEKLY_OVER, NOON, NULL));
    assert_int_equal(seen(aiding, &aiding->ann, aiding->match, NOON + 3 * DAY).every, AID_EVERY_NOT);
    assert_int_equal(aid_every_week(aiding->store, &aiding->ann, aiding->match, false, NOON), RESULT_CONFLICT);
    must(aid_done(aiding->store, &aiding->ann, aiding->ask, STARTS + LASTS, &next));
    assert_int_equal(newest(aiding, STARTS + LASTS).state, AID_OPEN);
}

static void what_was_ended_can_be_said_anew(void **state)
{
    struct aiding *aiding = *state;
    int64_t next;
    every_week(aiding, true);
    must(aid_every_week(aiding->store, &aiding->ann, aiding->match, false, NOON));
    must(aid_every_week(aiding->store, &aiding->flo, aiding->match, true, NOON));
    must(aid_every_week(aiding->store, &aiding->ann, aiding->match, true, NOON));
    must(aid_done(aiding->store, &aiding->ann, aiding->ask, STARTS + LASTS, &next));
    assert_int_equal(newest(aiding, STARTS + LASTS).state, AID_AGREED);
}

static void what_one_took_back_never_was(void **state)
{
    struct aiding *aiding = *state;
    one_week(aiding, false);
    must(aid_every_week(aiding->store, &aiding->ann, aiding->match, true, NOON));
    must(aid_every_week(aiding->store, &aiding->ann, aiding->match, false, NOON));
    assert_int_equal(seen(aiding, &aiding->flo, aiding->match, NOON).every, AID_EVERY_NOT);
}

static void a_week_that_one_cannot_is_open_and_the_next_is_theirs_again(void **state)
{
    struct aiding *aiding = *state;
    int64_t other;
    every_week(aiding, false);
    must(aid_answer(aiding->store, &aiding->flo, aiding->match, AID_NOT_NOW, NOON));
    assert_int_equal(newest(aiding, NOON).state, AID_OPEN);
    must(aid_can(aiding->store, &aiding->eve, aiding->ask, 0, NOON, &other));
    must(aid_accept(aiding->store, &aiding->ann, aiding->ask, NOON));
    pass_weeks(aiding, NOON, STARTS + WEEK);
    struct aid week = newest(aiding, STARTS + WEEK);
    assert_int_equal(week.state, AID_AGREED);
    assert_string_equal(seen(aiding, &aiding->ann, week.match, STARTS + WEEK).other, "flo");
}

static void it_did_not_happen_and_the_next_week_is_theirs(void **state)
{
    struct aiding *aiding = *state;
    every_week(aiding, false);
    must(aid_again(aiding->store, &aiding->ann, aiding->ask, 0, STARTS + LASTS));
    struct aid week = newest(aiding, STARTS + LASTS);
    assert_int_equal(week.starts, STARTS + WEEK);
    assert_int_equal(week.state, AID_AGREED);
    assert_string_equal(seen(aiding, &aiding->ann, week.match, STARTS + LASTS).other, "flo");
}

/* A weekly offer of one keeps its place in each week to come. */
static void the_place_of_each_week_is_kept(void **state)
{
    struct aiding *aiding = *state;
    struct aid_suggestion found[4];
    size_t count;
    int64_t match, late;
    every_week(aiding, true);
    late = asks_weekly(aiding, &aiding->eve, STARTS + 2 * WEEK, false);
    assert_int_equal(aid_choose(aiding->store, &aiding->eve, late, aiding->offer, NOON, &match), RESULT_CONFLICT);
    must(aid_suggestions(aiding->store, &aiding->eve, false, late, NOON, 4, found, &count));
    assert_int_equal(count, 0);
    must(aid_every_week(aiding->store, &aiding->flo, aiding->match, false, NOON));
    must(aid_choose(aiding->store, &aiding->eve, late, aiding->offer, NOON, &match));
}

/* The kept place is the one that the week takes, and no second one. */
static void each_week_takes_one_place_of_the_offer(void **state)
{
    struct aiding *aiding = *state;
    int64_t next;
    every_week(aiding, true);
    must(aid_done(aiding->store, &aiding->ann, aiding->ask, STARTS + LASTS, &next));
    assert_int_equal(newest(aiding, STARTS + LASTS).state, AID_AGREED);
    assert_int_equal(db_number(aiding->store, 0, "SELECT offer FROM aid_match WHERE ask = ?", next), aiding->offer);
    must(aid_done(aiding->store, &aiding->ann, next, STARTS + WEEK + LASTS, &next));
    assert_int_equal(newest(aiding, STARTS + WEEK + LASTS).state, AID_AGREED);
}

enum ending { OFFER_WITHDRAWN, HELPER_LEAVES, NOT_THIS_PERSON, MUTED, ASK_WITHDRAWN };

static void what_ends_it(void **state)
{
    static const enum ending ways[] = { OFFER_WITHDRAWN, HELPER_LEAVES, NOT_THIS_PERSON, MUTED, ASK_WITHDRAWN };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct aiding *aiding = NULL;
        begin((void **)&aiding);
        every_week(aiding, true);
        switch (ways[i]) {
        case OFFER_WITHDRAWN:
            must(aid_offer_withdraw(aiding->store, &aiding->flo, aiding->offer, NOON));
            assert_int_equal(seen(aiding, &aiding->ann, aiding->match, NOON).every, AID_EVERY_ENDED);
            assert_int_equal(seen(aiding, &aiding->ann, aiding->match, NOON).state, MATCH_AGREED);
            break;
        case HELPER_LEAVES:
            must(member_leave(aiding->store, &aiding->flo, NOON));
            break;
        case NOT_THIS_PERSON:
            must(aid_answer(aiding->store, &aiding->ann, aiding->match, AID_NOT_THEM, NOON));
            break;
        case MUTED:
            must(mute_member(aiding->store, &aiding->ann, aiding->flo.member, true, NOON));
            break;
        case ASK_WITHDRAWN:
            must(aid_ask_withdraw(aiding->store, &aiding->ann, aiding->ask, NOON));
            break;
        }
        pass_weeks(aiding, NOON, STARTS + WEEK + 2 * HOUR);
        assert_int_equal(
            db_number(aiding->store, 0,
                "SELECT count(*) FROM aid_match m JOIN ask a ON a.id = m.ask WHERE a.starts > ? AND m.state"
                " = " SQL_MATCH_AGREED,
                STARTS),
            0);
        assert_int_equal(
            db_number(aiding->store, 0, "SELECT count(*) FROM aid_every_week WHERE asker_yes > 0 AND helper_yes > 0"),
            0);
        end((void **)&aiding);
    }
    (void)state;
}

static void only_two_who_agreed_on_a_weekly_ask(void **state)
{
    struct aiding *aiding = *state;
    int64_t once = asks_weekly(aiding, &aiding->ann, STARTS, false), match;
    must(aid_can(aiding->store, &aiding->flo, aiding->ask, 0, NOON, &aiding->match));
    assert_int_equal(aid_every_week(aiding->store, &aiding->flo, aiding->match, true, NOON), RESULT_REFUSED);
    assert_int_equal(aid_every_week(aiding->store, &aiding->eve, aiding->match, true, NOON), RESULT_NOT_FOUND);
    must(aid_can(aiding->store, &aiding->eve, once, 0, NOON, &match));
    must(aid_accept(aiding->store, &aiding->ann, once, NOON));
    assert_int_equal(aid_every_week(aiding->store, &aiding->eve, match, true, NOON), RESULT_REFUSED);
}

static void it_is_forgotten_with_the_last_ask(void **state)
{
    struct aiding *aiding = *state;
    every_week(aiding, false);
    assert_true(store_forget(aiding->store, NOON + DAY) >= 0);
    assert_int_equal(db_number(aiding->store, 0, "SELECT count(*) FROM aid_every_week"), 1);
    must(aid_every_week(aiding->store, &aiding->ann, aiding->match, false, NOON + DAY));
    assert_true(store_forget(aiding->store, NOON + 4 * DAY) >= 0);
    assert_int_equal(db_number(aiding->store, 0, "SELECT count(*) FROM aid_every_week"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(both_say_it_and_each_week_is_agreed, begin, end),
        cmocka_unit_test_setup_teardown(either_ends_it, begin, end),
        cmocka_unit_test_setup_teardown(what_was_ended_can_be_said_anew, begin, end),
        cmocka_unit_test_setup_teardown(what_one_took_back_never_was, begin, end),
        cmocka_unit_test_setup_teardown(a_week_that_one_cannot_is_open_and_the_next_is_theirs_again, begin, end),
        cmocka_unit_test_setup_teardown(it_did_not_happen_and_the_next_week_is_theirs, begin, end),
        cmocka_unit_test_setup_teardown(the_place_of_each_week_is_kept, begin, end),
        cmocka_unit_test_setup_teardown(each_week_takes_one_place_of_the_offer, begin, end),
        cmocka_unit_test(what_ends_it),
        cmocka_unit_test_setup_teardown(only_two_who_agreed_on_a_weekly_ask, begin, end),
        cmocka_unit_test_setup_teardown(it_is_forgotten_with_the_last_ask, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
