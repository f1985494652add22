/* test_aid_hands.c: an ask of several hands has a place for each; who may not answer an ask, and who pays. RULES 3.1,
 * 3.3, 3.5, 3.6. */
#include "tests/store/aiding.h"

#include "aid.h"
#include "store/aid/aid_internal.h"

static int64_t asks(struct aiding *aiding, int hands)
{
    int64_t ask;
    must(aid_ask_make(aiding->store, &aiding->ann,
        &(struct aid_form) {
            .kind = AID_OTHER, .line = "Carry a fridge", .many = 1, .urgency = AID_DAYS, .hands = hands },
        NOON, &ask));
    return ask;
}

static int64_t offers(struct aiding *aiding, const struct actor *who, int capacity)
{
    int64_t offer;
    must(aid_offer_make(aiding->store, who,
        &(struct aid_form) { .kind = AID_OTHER, .line = "Strong arms", .capacity = capacity }, NOON, &offer));
    return offer;
}

static struct aid seen(struct aiding *aiding, const struct actor *who, int64_t ask, int64_t now)
{
    struct aid aid;
    must(aid_ask_get(aiding->store, who, ask, now, &aid));
    aid_rows_free(&aid, 1);
    return aid;
}

static int64_t can(struct aiding *aiding, const struct actor *who, int64_t ask)
{
    int64_t match;
    must(aid_can(aiding->store, who, ask, 0, NOON, &match));
    return match;
}

static int64_t agrees(struct aiding *aiding, const struct actor *who, int64_t ask)
{
    int64_t match = can(aiding, who, ask);
    must(aid_answer(aiding->store, &aiding->ann, match, AID_YES, NOON));
    return match;
}

static enum match_state state_of(struct aiding *aiding, int64_t match)
{
    return (enum match_state)db_number(aiding->store, -1, "SELECT state FROM aid_match WHERE id = ?", match);
}

/* --- places --- */

static void each_hand_is_one_place(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, 2), match;
    can(aiding, &aiding->eve, ask);
    assert_int_equal(seen(aiding, &aiding->gil, ask, NOON).state, AID_OPEN);
    assert_true(seen(aiding, &aiding->gil, ask, NOON).may_answer);
    assert_false(seen(aiding, &aiding->eve, ask, NOON).may_answer);
    assert_int_equal(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match), RESULT_CONFLICT);
    can(aiding, &aiding->flo, ask);
    assert_int_equal(seen(aiding, &aiding->gil, ask, NOON).state, AID_ANSWERED);
    assert_int_equal(aid_can(aiding->store, &aiding->gil, ask, 0, NOON, &match), RESULT_CONFLICT);
    assert_int_equal(db_number(aiding->store, 0,
                         "SELECT count(DISTINCT place) FROM aid_match WHERE ask = ? AND place IN (1, 2)", ask),
        2);
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    struct aid half = seen(aiding, &aiding->gil, ask, NOON);
    assert_int_equal(half.found, 1);
    assert_int_equal(half.state, AID_ANSWERED);
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    assert_int_equal(seen(aiding, &aiding->gil, ask, NOON).state, AID_AGREED);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).found, 2);
}

static void the_asker_reads_who_was_found(void **state)
{
    struct aiding *aiding = *state;
    struct aid_match hands[4];
    size_t count;
    int64_t ask = asks(aiding, 3);
    agrees(aiding, &aiding->eve, ask);
    can(aiding, &aiding->flo, ask);
    must(aid_matches_of(aiding->store, &aiding->ann, ask, NOON, 4, hands, &count));
    assert_int_equal(count, 2);
    assert_string_equal(hands[0].other, "a neighbour, block D"); /* who waits for a yes comes first */
    assert_string_equal(hands[1].other, "eve");
    assert_int_equal(hands[1].hands, 3);
    assert_int_equal(hands[1].found, 1);
    assert_int_equal(aid_matches_of(aiding->store, &aiding->gil, ask, NOON, 4, hands, &count), RESULT_REFUSED);
}

static void one_who_cannot_leaves_the_others(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, 2), eve = agrees(aiding, &aiding->eve, ask), flo = agrees(aiding, &aiding->flo, ask);
    must(aid_answer(aiding->store, &aiding->eve, eve, AID_NOT_NOW, NOON));
    assert_int_equal(state_of(aiding, eve), MATCH_FELL);
    assert_int_equal(state_of(aiding, flo), MATCH_AGREED);
    struct aid after = seen(aiding, &aiding->gil, ask, NOON);
    assert_int_equal(after.state, AID_OPEN);
    assert_true(after.again);
    agrees(aiding, &aiding->gil, ask);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_AGREED);
}

static void a_yes_that_waited_too_long_frees_its_place(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, 2), flo = agrees(aiding, &aiding->flo, ask), eve = can(aiding, &aiding->eve, ask);
    assert_true(aid_tick(aiding->store, NOON + DAY) > 0);
    assert_int_equal(state_of(aiding, eve), MATCH_LAPSED);
    assert_int_equal(state_of(aiding, flo), MATCH_AGREED);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON + DAY).state, AID_OPEN);
}

static void who_leaves_frees_one_place(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, 2), flo = agrees(aiding, &aiding->flo, ask);
    agrees(aiding, &aiding->eve, ask);
    must(member_leave(aiding->store, &aiding->eve, NOON));
    assert_int_equal(state_of(aiding, flo), MATCH_AGREED);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).found, 1);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_OPEN);
}

static void nobody_has_two_places_of_an_ask(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, 3), first = offers(aiding, &aiding->eve, 3), second = offers(aiding, &aiding->eve, 3),
            match, other;
    must(aid_choose(aiding->store, &aiding->ann, ask, first, NOON, &match));
    assert_int_equal(aid_choose(aiding->store, &aiding->ann, ask, second, NOON, &other), RESULT_CONFLICT);
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &other)); /* the second yes */
    assert_int_equal(other, match);
    assert_int_equal(state_of(aiding, match), MATCH_AGREED);
    assert_int_equal(aid_choose(aiding->store, &aiding->ann, ask, second, NOON, &other), RESULT_CONFLICT);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).found, 1);
}

/* Who said "I can" has no name yet: a refusal would tell it. */
static void to_choose_who_said_i_can_is_a_yes(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, 2), offer = offers(aiding, &aiding->eve, 1), said = can(aiding, &aiding->eve, ask),
            match;
    struct aid_suggestion found[4];
    size_t count;
    must(aid_suggestions(aiding->store, &aiding->ann, false, ask, NOON, 4, found, &count));
    assert_int_equal(count, 1); /* the list is the same with her "I can" and without it */
    aid_rows_free(&found[0].aid, 1);
    must(aid_choose(aiding->store, &aiding->ann, ask, offer, NOON, &match));
    assert_int_equal(match, said);
    assert_int_equal(state_of(aiding, said), MATCH_AGREED);
    must(aid_suggestions(aiding->store, &aiding->ann, false, ask, NOON, 4, found, &count));
    assert_int_equal(count, 0);
}

/* --- its end --- */

static void with_those_who_agreed_it_goes_on(void **state)
{
    struct aiding *aiding = *state;
    int64_t next, ask = asks(aiding, 3), eve = agrees(aiding, &aiding->eve, ask),
                  flo = agrees(aiding, &aiding->flo, ask);
    int64_t over = seen(aiding, &aiding->ann, ask, NOON).ends, gil = 0, late;
    must(aid_can(aiding->store, &aiding->gil, ask, 0, over - 60, &gil));
    assert_true(aid_tick(aiding->store, over) > 0);
    assert_int_equal(seen(aiding, &aiding->ann, ask, over).state, AID_AGREED);
    assert_int_equal(state_of(aiding, gil), MATCH_LAPSED);
    assert_int_equal(aid_can(aiding->store, &aiding->gil, ask, 0, over, &late), RESULT_CONFLICT);
    must(aid_answer(aiding->store, &aiding->ann, eve, AID_NOT_NOW, over)); /* she did not come */
    assert_int_equal(seen(aiding, &aiding->ann, ask, over).state, AID_AGREED);
    must(aid_done(aiding->store, &aiding->flo, ask, over, &next));
    assert_int_equal(state_of(aiding, flo), MATCH_AGREED); /* the asker says whether it happened */
    must(aid_done(aiding->store, &aiding->ann, ask, over, &next));
    assert_int_equal(state_of(aiding, flo), MATCH_DONE);
    assert_int_equal(state_of(aiding, eve), MATCH_FELL);
    assert_int_equal(seen(aiding, &aiding->ann, ask, over).state, AID_DONE);
}

static void it_is_done_with_fewer_hands_too(void **state)
{
    struct aiding *aiding = *state;
    int64_t next, ask = asks(aiding, 3), eve = agrees(aiding, &aiding->eve, ask), flo = can(aiding, &aiding->flo, ask);
    must(aid_done(aiding->store, &aiding->ann, ask, NOON + HOUR, &next));
    assert_int_equal(state_of(aiding, eve), MATCH_DONE);
    assert_int_equal(state_of(aiding, flo), MATCH_LAPSED);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON + HOUR).state, AID_DONE);
}

static void asked_again_all_its_hands_are_free(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, 2), eve = agrees(aiding, &aiding->eve, ask), flo = agrees(aiding, &aiding->flo, ask);
    must(aid_again(aiding->store, &aiding->ann, ask, 0, NOON + HOUR));
    assert_int_equal(state_of(aiding, eve), MATCH_FELL);
    assert_int_equal(state_of(aiding, flo), MATCH_FELL);
    struct aid again = seen(aiding, &aiding->ann, ask, NOON + HOUR);
    assert_int_equal(again.state, AID_OPEN);
    assert_int_equal(again.found, 0);
}

static void an_ask_that_nobody_answers_about_is_done_with_the_last(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, 2), eve = agrees(aiding, &aiding->eve, ask);
    int64_t ends = seen(aiding, &aiding->ann, ask, NOON).ends;
    for (int64_t now = NOON; now < ends + AID_WIPE_SECONDS; now += DAY)
        aid_tick(aiding->store, now);
    assert_int_equal(state_of(aiding, eve), MATCH_AGREED);
    aid_tick(aiding->store, ends + AID_WIPE_SECONDS + DAY);
    assert_int_equal(state_of(aiding, eve), MATCH_DONE);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_DONE);
}

static void a_strike_taken_back_brings_all_hands_back(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks(aiding, 3), eve = agrees(aiding, &aiding->eve, ask), flo = agrees(aiding, &aiding->flo, ask);
    must(db_begin(aiding->store));
    must(aid_strike(aiding->store, false, ask, NOON));
    must(db_commit(aiding->store));
    assert_int_equal(state_of(aiding, eve), MATCH_FELL);
    must(db_begin(aiding->store));
    must(aid_unstrike(aiding->store, false, ask, NOON + HOUR));
    must(db_commit(aiding->store));
    assert_int_equal(state_of(aiding, eve), MATCH_AGREED);
    assert_int_equal(state_of(aiding, flo), MATCH_AGREED);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_OPEN);
}

/* --- matching night --- */

static size_t night(struct aiding *aiding, bool dry_run, struct aid_night *out)
{
    must(aid_match_all(aiding->store, &aiding->gil, dry_run, NOON, NULL, NULL, out));
    return out->count;
}

static void a_night_counts_places_and_gives_each_another_helper(void **state)
{
    struct aiding *aiding = *state;
    struct aid_night found;
    int64_t ask = asks(aiding, 3);
    offers(aiding, &aiding->eve, 3);
    offers(aiding, &aiding->eve, 1);
    int64_t flo = offers(aiding, &aiding->flo, 1);
    assert_int_equal(night(aiding, false, &found), 2);
    assert_int_equal(found.asks, 1);
    assert_int_equal(found.hands, 3);
    assert_string_not_equal(found.pairs[0].helper, found.pairs[1].helper);
    int64_t match = found.pairs[0].offer == flo ? found.pairs[0].match : found.pairs[1].match;
    aid_night_free(&found);
    must(aid_answer(aiding->store, &aiding->flo, match, AID_YES, NOON));
    must(aid_answer(aiding->store, &aiding->ann, match, AID_YES, NOON));
    assert_int_equal(night(aiding, true, &found), 1); /* flo has a place already */
    assert_int_equal(found.hands, 2);
    assert_string_equal(found.pairs[0].helper, "eve");
    aid_night_free(&found);
    must(aid_pair_drop(aiding->store, &aiding->gil, ask, 1, AID_DROP_TIME, NOON)); /* one pair leaves the others */
    must(aid_pair_drop(aiding->store, &aiding->gil, ask, 2, AID_DROP_TIME, NOON));
    assert_int_equal(state_of(aiding, match), MATCH_AGREED);
}

/* --- who may not answer --- */

static int64_t asks_but_not(struct aiding *aiding, const char *handle)
{
    int64_t ask;
    must(aid_ask_make(aiding->store, &aiding->ann,
        &(struct aid_form) { .kind = AID_OTHER, .line = "Carry a fridge", .many = 1, .unwanted = { handle } }, NOON,
        &ask));
    return ask;
}

static void who_may_not_answer_does_not_learn_it(void **state)
{
    struct aiding *aiding = *state;
    int64_t free_for_all = asks(aiding, 1), ask = asks_but_not(aiding, "eve"), match, other;
    struct aid one = seen(aiding, &aiding->eve, free_for_all, NOON), not_hers = seen(aiding, &aiding->eve, ask, NOON);
    assert_true(not_hers.may_answer);
    assert_int_equal(not_hers.state, one.state);
    assert_int_equal(not_hers.who_may, one.who_may);
    char names[100];
    assert_int_equal(aid_ask_unwanted(aiding->store, &aiding->eve, ask, names, sizeof names), RESULT_REFUSED);
    must(aid_ask_unwanted(aiding->store, &aiding->ann, ask, names, sizeof names));
    assert_string_equal(names, "eve");
    must(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &match));
    assert_int_equal(seen(aiding, &aiding->flo, ask, NOON).state, AID_ANSWERED);
    /* The asker's yes is answered as if eve had taken hers back; to eve it looks like "not this time". */
    assert_int_equal(aid_accept(aiding->store, &aiding->ann, ask, NOON), RESULT_NOT_FOUND);
    assert_int_equal(state_of(aiding, match), MATCH_NOT_NOW);
    assert_int_equal(seen(aiding, &aiding->ann, ask, NOON).state, AID_OPEN);
    assert_int_equal(aid_can(aiding->store, &aiding->eve, ask, 0, NOON, &other), RESULT_REFUSED);
    assert_string_equal(
        store_reason(aiding->store), "The asker said \"not this time\" to you. The ask goes on with others.");
    must(aid_can(aiding->store, &aiding->flo, ask, 0, NOON, &other));
    must(aid_accept(aiding->store, &aiding->ann, ask, NOON));
    must(aid_can(aiding->store, &aiding->eve, free_for_all, 0, NOON, &other)); /* of this ask alone */
    must(aid_accept(aiding->store, &aiding->ann, free_for_all, NOON));
}

static void the_asker_does_not_get_their_offers(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks_but_not(aiding, "eve"), eve = offers(aiding, &aiding->eve, 1), match;
    struct aid_suggestion found[4];
    size_t count;
    must(aid_suggestions(aiding->store, &aiding->ann, false, ask, NOON, 4, found, &count));
    assert_int_equal(count, 0);
    assert_int_equal(aid_choose(aiding->store, &aiding->ann, ask, eve, NOON, &match), RESULT_REFUSED);
    must(aid_suggestions(aiding->store, &aiding->eve, true, eve, NOON, 4, found, &count));
    assert_int_equal(count, 1); /* to eve it fits as any other does */
    aid_rows_free(&found[0].aid, 1);
    struct aid_night pairs;
    assert_int_equal(night(aiding, true, &pairs), 1); /* a coordinator may be a second account of eve */
    aid_night_free(&pairs);
}

static void names_that_nobody_has_are_refused(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask;
    assert_int_equal(
        aid_ask_make(aiding->store, &aiding->ann,
            &(struct aid_form) { .kind = AID_OTHER, .line = "x", .many = 1, .unwanted = { "nobody-here" } }, NOON,
            &ask),
        RESULT_NOT_FOUND);
    for (int hands = -1; hands <= AID_HANDS_MAX + 1; hands += AID_HANDS_MAX + 2)
        assert_int_equal(
            aid_ask_make(aiding->store, &aiding->ann,
                &(struct aid_form) { .kind = AID_OTHER, .line = "x", .many = 1, .hands = hands }, NOON, &ask),
            RESULT_INVALID);
}

/* --- kept, and forgotten --- */

static void the_next_week_wants_as_many_hands(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask, next;
    must(aid_ask_make(aiding->store, &aiding->ann,
        &(struct aid_form) { .kind = AID_OTHER,
            .line = "Weed the garden",
            .many = 1,
            .starts = NOON + DAY,
            .ends = NOON + DAY + HOUR,
            .weekly = true,
            .hands = 2,
            .pays = AID_PAYS_BOX,
            .unwanted = { "eve" } },
        NOON, &ask));
    agrees(aiding, &aiding->flo, ask);
    agrees(aiding, &aiding->gil, ask);
    must(aid_done(aiding->store, &aiding->ann, ask, NOON + 2 * DAY, &next));
    struct aid after = seen(aiding, &aiding->ann, next, NOON + 2 * DAY);
    assert_int_equal(after.hands, 2);
    assert_int_equal(after.found, 0);
    assert_int_equal(after.pays, AID_PAYS_BOX);
    assert_true(aid_ask_is_unwanted(aiding->store, next, aiding->eve.member));
}

static void whom_it_was_not_for_is_forgotten_with_it(void **state)
{
    struct aiding *aiding = *state;
    int64_t ask = asks_but_not(aiding, "eve");
    must(aid_ask_withdraw(aiding->store, &aiding->ann, ask, NOON));
    assert_true(store_forget(aiding->store, NOON + 13 * DAY) >= 0);
    assert_true(aid_ask_is_unwanted(aiding->store, ask, aiding->eve.member));
    assert_true(store_forget(aiding->store, NOON + 15 * DAY) >= 0);
    assert_false(aid_ask_is_unwanted(aiding->store, ask, aiding->eve.member));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_hand_is_one_place, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(the_asker_reads_who_was_found, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(one_who_cannot_leaves_the_others, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(a_yes_that_waited_too_long_frees_its_place, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(who_leaves_frees_one_place, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(nobody_has_two_places_of_an_ask, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(to_choose_who_said_i_can_is_a_yes, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(with_those_who_agreed_it_goes_on, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(it_is_done_with_fewer_hands_too, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(asked_again_all_its_hands_are_free, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(
            an_ask_that_nobody_answers_about_is_done_with_the_last, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(a_strike_taken_back_brings_all_hands_back, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(a_night_counts_places_and_gives_each_another_helper, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(who_may_not_answer_does_not_learn_it, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(the_asker_does_not_get_their_offers, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(names_that_nobody_has_are_refused, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(the_next_week_wants_as_many_hands, aiding_begin, aiding_end),
        cmocka_unit_test_setup_teardown(whom_it_was_not_for_is_forgotten_with_it, aiding_begin, aiding_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
