/* test_shares.c: the shares that a unit decided hold in its rooms, votes and questions, and each keeps the one it began
 * with. RULES, head, 4.1, 4.5, 4.7. */
#include "store/people/number_write.h"
#include "tests/store/held.h"
#include "votes.h"

static void decided(struct assembly *held, enum number number, int64_t value)
{
    must(number_set(held->store, 1, number, value, 1, held->now));
}

static struct proposal_test closed(struct assembly *held, int64_t proposal)
{
    wait_for(held, 10 * MINUTE);
    if (proposal_test_close(held->store, &held->ann, proposal, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    return test_of(held, proposal);
}

static void a_test_needs_what_the_unit_decided(void **state)
{
    struct assembly *held = *state;
    int64_t proposal = read_proposal(held);
    decided(held, NUMBER_YES, FRACTION_KEPT(3, 4));
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    decided(held, NUMBER_YES, FRACTION_KEPT(1, 2)); /* for the next one */
    answer(held, proposal, "yyyyyy--");             /* 6 of 8 are not more than three quarters */
    struct proposal_test test = closed(held, proposal);
    assert_int_equal(test.result.outcome, MAJORITY_FEW_YES);
    assert_int_equal(test.result.yes_needed, 7);
    char words[300];
    proposal_test_words(&test, words, sizeof words);
    assert_non_null(strstr(words, "6 of 8 present say yes, 7 are needed"));
}

static void worries_weigh_as_the_unit_decided(void **state)
{
    struct assembly *held = *state;
    int64_t proposal = read_proposal(held);
    decided(held, NUMBER_BUTS, FRACTION_KEPT(1, 6));
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    answer(held, proposal, "yyyyyyba"); /* 2 of 8 are a third at most, but more than a sixth */
    struct proposal_test test = closed(held, proposal);
    assert_int_equal(test.result.outcome, MAJORITY_MANY_RESERVED);
    assert_int_equal(test.result.reserved_most, 1);
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_RETURNED);
}

static struct room room_of(struct assembly *held, int64_t meeting)
{
    struct room room;
    must(room_get(held->store, &held->ann, meeting, held->now, &room));
    return room;
}

static void enough_people_are_what_the_unit_decided(void **state)
{
    struct assembly *held = *state;
    struct room room = room_of(held, held->meeting);
    int64_t next;
    int active = room.active;
    assert_int_equal(room.needed, (active + 2) / 3);
    decided(held, NUMBER_QUORUM_MEMBERS, FRACTION_KEPT(2, 3));
    decided(held, NUMBER_QUORUM_HOMES, FRACTION_KEPT(1, 6));
    room = room_of(held, held->meeting);
    assert_int_equal(room.needed, (active + 2) / 3); /* frozen when it was opened */
    must(room_end_item(held->store, &held->ann, held->meeting, false, held->now));
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    must(seat_give(held->store, &street_house, 1, "facilitator", held->ann.member, held->now + 90 * DAY, held->now));
    struct meeting_new form = { .starts = held->now + 5 * DAY, .title = "Next" };
    must(meeting_call(held->store, &held->ann, &form, held->now, &next));
    held->now = form.starts;
    must(room_open(held->store, &held->ann, next, held->now));
    room = room_of(held, next);
    assert_int_equal(room.needed, (2 * room.active + 2) / 3);
    assert_int_equal(room.homes_needed, (room.homes + 5) / 6);
    assert_false(room.enough);
}

/* ann, ben and the six. */
static struct vote voted(struct assembly *held, const struct vote_new *form, int yes)
{
    struct vote vote;
    int64_t id;
    if (vote_open(held->store, &held->ann, form, held->now, &id) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    decided(held, NUMBER_YES, FRACTION_KEPT(1, 2));
    for (int i = 0; i < HOMES + 2; i++) {
        const struct actor *who = i == 0 ? &held->ann : i == 1 ? &held->ben : &held->of[i - 2];
        struct ballot ballot = { .value = { i < yes ? TALLY_YES : TALLY_NO } };
        must(vote_cast(held->store, who, id, &ballot, held->now));
    }
    wait_for(held, 10 * MINUTE);
    must(vote_close(held->store, &held->ann, id, held->now));
    must(vote_get(held->store, &held->ann, id, held->now, &vote));
    return vote;
}

static void half_is_what_a_yes_needs_in_this_unit(void **state)
{
    struct assembly *held = *state;
    char words[100];
    struct vote_new form = { .meeting = held->meeting, .kind = VOTE_YESNO, .title = "Now?" };
    assert_int_equal(voted(held, &form, 5).state, VOTE_DECIDED);
    turn_to(held, held->money);
    decided(held, NUMBER_YES, FRACTION_KEPT(3, 5));
    struct vote vote = voted(held, &form, 4);
    assert_int_equal(vote.state, VOTE_REFUSED);
    vote_needs_words(&vote, words, sizeof words);
    assert_string_equal(words, "more than three fifths");
    vote_needs_name(&vote, words, sizeof words);
    assert_string_equal(words, ">3/5");
    decided(held, NUMBER_YES, FRACTION_KEPT(5, 8));
    assert_int_equal(voted(held, &form, 5).state, VOTE_REFUSED); /* more than 5 of 8 */
    decided(held, NUMBER_YES, FRACTION_KEPT(5, 8));
    assert_int_equal(voted(held, &form, 6).state, VOTE_DECIDED);
}

static void what_is_secret_by_itself_the_unit_decides(void **state)
{
    struct assembly *held = *state;
    static const struct {
        enum item_about about;
        enum number number;
        bool by_rule;
    } rows[] = { { ITEM_ACTION, NUMBER_SECRET_WORK, true }, { ITEM_TASKS, NUMBER_SECRET_TASKS, false },
        { ITEM_MONEY, NUMBER_SECRET_MONEY, false }, { ITEM_RULES, NUMBER_SECRET_RULES, false } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(vote_is_secret_by_default(held->store, 1, rows[i].about), rows[i].by_rule);
        decided(held, rows[i].number, !rows[i].by_rule);
        assert_int_equal(vote_is_secret_by_default(held->store, 1, rows[i].about), !rows[i].by_rule);
        assert_int_equal(vote_is_secret_by_default(held->store, held->street.next, rows[i].about), rows[i].by_rule);
    }
    assert_true(vote_is_secret_by_default(held->store, 1, ITEM_PERSON));
    assert_false(vote_is_secret_by_default(held->store, 1, ITEM_THINGS));
    turn_to(held, held->money);
    struct vote vote;
    int64_t id;
    struct vote_new form = { .meeting = held->meeting, .kind = VOTE_YESNO, .days = true, .title = "The box" };
    must(vote_open(held->store, &held->ann, &form, held->now, &id));
    must(vote_get(held->store, &held->ann, id, held->now, &vote));
    assert_true(vote.secret);
}

static void a_stop_is_set_aside_by_the_decided_share(void **state)
{
    struct assembly *held = *state;
    must(seat_give(held->store, &street_house, 1, "keeper", held->ben.member, held->now + 90 * DAY, held->now));
    int64_t proposal = read_proposal(held);
    put_and_close(held, proposal, "yyyyyyys");
    int64_t stop = db_number(held->store, 0, "SELECT max(id) FROM stop");
    must(stop_met(held->store, &held->of[5], stop, NULL, held->now));
    must(stop_met(held->store, &held->of[0], stop, NULL, held->now));
    must(stop_met(held->store, &held->ben, stop, "On Tuesday five of us go.", held->now));
    decided(held, NUMBER_STOP, FRACTION_KEPT(3, 5));
    must(question_ask_stop(held->store, &held->ann, stop, held->now));
    for (int i = 0; i < HOMES + 2; i++) {
        const struct actor *who = i == 0 ? &held->ann : i == 1 ? &held->ben : &held->of[i - 2];
        must(position_take(held->store, who, proposal, i < 5 ? POSITION_NO : POSITION_YES, NULL, false, held->now));
    }
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    struct proposal_test test = test_of(held, proposal);
    assert_int_equal(test.result.outcome, MAJORITY_PASSES); /* 5 of 8: two thirds would be 6 */
    assert_int_equal(test.result.yes_needed, 5);
}

int main(void)
{
#define HELD(test) cmocka_unit_test_setup_teardown(test, open_held, close_held)
    const struct CMUnitTest tests[] = {
        HELD(a_test_needs_what_the_unit_decided),
        HELD(worries_weigh_as_the_unit_decided),
        HELD(enough_people_are_what_the_unit_decided),
        HELD(a_stop_is_set_aside_by_the_decided_share),
        HELD(half_is_what_a_yes_needs_in_this_unit),
        HELD(what_is_secret_by_itself_the_unit_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
