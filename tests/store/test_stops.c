/* test_stops.c: stops that are met, asked about, late or a caucus's; sittings, and proposals that come back (RULES 4.5,
 * 1.12). */
#include "numbers.h"
#include "store/keep/subjects.h"
#include "tests/store/held.h"
#include "when.h"

static int64_t stop_number(struct assembly *held)
{
    return db_number(held->store, 0, "SELECT max(id) FROM stop");
}

/* ida (the last of the six) stopped dan's text; the chair keeps circles. */
static int64_t stopped(struct assembly *held)
{
    int64_t proposal = read_proposal(held);
    put_and_close(held, proposal, "yyyyyyys");
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_STOPPED);
    struct room room;
    char words[600];
    must(room_get(held->store, &held->ann, held->meeting, held->now, &room));
    room_step(&room, held->now + 600, words, sizeof words);
    assert_non_null(strstr(words, "A stop stands."));
    must(db_run(held->store, "INSERT INTO seat (unit, member, name, since, until) VALUES (1, ?, 'keeper', ?, ?)",
        held->ben.member, NOON, NOON + 400 * DAY));
    return proposal;
}

static const struct actor *dan(struct assembly *held)
{
    return &held->of[0];
}

static const struct actor *ida(struct assembly *held)
{
    return &held->of[5];
}

static void the_three_meet(struct assembly *held, int64_t stop)
{
    must(stop_met(held->store, ida(held), stop, NULL, held->now));
    must(stop_met(held->store, dan(held), stop, NULL, held->now));
    must(stop_met(held->store, &held->ben, stop, "On Tuesday five of us go, without the sick.", held->now));
}

static void ask_whether_it_stands(struct assembly *held, int64_t proposal, int64_t stop, int no)
{
    if (question_ask_stop(held->store, &held->ann, stop, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    for (int i = 0; i < HOMES + 2; i++) {
        const struct actor *who = i == 0 ? &held->ann : i == 1 ? &held->ben : &held->of[i - 2];
        must(position_take(held->store, who, proposal, i < no ? POSITION_NO : POSITION_YES, NULL, false, held->now));
    }
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
}

static void a_stop_is_asked_about_only_after_the_three_met(void **state)
{
    struct assembly *held = *state;
    struct reservation list[4];
    size_t count;
    int64_t proposal = stopped(held), stop = stop_number(held);
    assert_refused(
        question_ask_stop(held->store, &held->ann, stop, held->now), RESULT_REFUSED, "meet and bring a text");
    assert_refused(stop_met(held->store, &held->of[1], stop, "Text", held->now), RESULT_REFUSED, "a keeper say");
    assert_refused(stop_met(held->store, &held->ben, stop, NULL, held->now), RESULT_INVALID, "Bring the text");
    must(stop_met(held->store, dan(held), stop, NULL, held->now));
    must(stop_met(held->store, &held->ben, stop, "On Tuesday five of us go.", held->now));
    assert_refused(question_ask_stop(held->store, &held->ann, stop, held->now), RESULT_REFUSED, "From 14 days after");
    must(stop_met(held->store, ida(held), stop, NULL, held->now));
    must(reservations_list(held->store, dan(held), proposal, held->now, list, 4, &count));
    assert_true(list[0].met_owner && list[0].met_mover && list[0].met_keeper && list[0].may_ask);
    assert_string_equal(list[0].by, ""); /* they met her; the others still do not learn who she is */
    assert_refused(question_ask_stop(held->store, &held->ben, stop, held->now), RESULT_REFUSED, "has the chair");
    assert_refused(
        question_ask_stop(held->store, &held->street.cora, stop, held->now), RESULT_NOT_FOUND, "no such stop");
    must(question_ask_stop(held->store, &held->ann, stop, held->now));
    assert_refused(position_take(held->store, &held->ben, proposal, POSITION_ASIDE, NULL, false, held->now),
        RESULT_INVALID, "yes or no");
}

static void two_thirds_set_a_stop_aside(void **state)
{
    struct assembly *held = *state;
    char words[300];
    int64_t proposal = stopped(held), stop = stop_number(held);
    the_three_meet(held, stop);
    ask_whether_it_stands(held, proposal, stop, 5);
    struct proposal_test test = test_of(held, proposal);
    proposal_test_words(&test, words, sizeof words);
    assert_string_equal(words, "The stop stands: 5 of 8 present say that it names no shared aim and nobody's safety; 6 "
                               "would be needed.");
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_STOPPED);
    assert_refused(
        question_ask_stop(held->store, &held->ann, stop, held->now), RESULT_REFUSED, "in this meeting already");
}

static void a_text_is_put_again_once_its_stop_is_set_aside(void **state)
{
    struct assembly *held = *state;
    char words[300];
    int64_t proposal = stopped(held), stop = stop_number(held);
    the_three_meet(held, stop);
    ask_whether_it_stands(held, proposal, stop, 6);
    struct proposal_test test = test_of(held, proposal);
    proposal_test_words(&test, words, sizeof words);
    assert_string_equal(words, "The stop does not stand: 6 of 8 present say that it names no shared aim and nobody's "
                               "safety, 6 are needed.");
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_OPEN);
    put_and_close(held, proposal, "yyyyyyy-");
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_DECIDED);
}

static void without_its_owner_it_is_asked_after_fourteen_days(void **state)
{
    struct assembly *held = *state;
    int64_t stop;
    stopped(held);
    stop = stop_number(held);
    must(stop_met(held->store, dan(held), stop, NULL, held->now));
    must(stop_met(held->store, &held->ben, stop, "On Tuesday five of us go.", held->now));
    must(db_run(held->store, "UPDATE stop SET at = at - ? WHERE id = ?", STOP_MEETS, stop));
    must(question_ask_stop(held->store, &held->ann, stop, held->now));
}

static void its_owner_names_an_agreement_or_safety(void **state)
{
    struct assembly *held = *state;
    struct agreement list[4];
    struct reservation beside[4];
    size_t count;
    turn_to(held, held->rules);
    int64_t rule = read_proposal(held);
    put_and_close(held, rule, "yyyyyyyy");
    int64_t agreement = db_number(held->store, 0, "SELECT id FROM decision WHERE proposal = ?", rule);
    turn_to(held, held->money);
    int64_t proposal = read_proposal(held);
    put_and_close(held, proposal, "yyyyyyys");
    must(agreements_list(held->store, &held->ann, held->now, list, 4, &count));
    assert_int_equal(count, 0); /* it is in force once the minutes stand */
    assert_refused(stop_names(held->store, ida(held), proposal, agreement, held->now), RESULT_NOT_FOUND, "agreements");
    must(db_run(held->store, "UPDATE decision SET acts = ? WHERE id = ?", held->now, agreement));
    must(agreements_list(held->store, &held->ann, held->now, list, 4, &count));
    assert_int_equal(count, 1);
    assert_int_equal(list[0].decision, agreement);
    must(stop_names(held->store, ida(held), proposal, agreement, held->now));
    must(reservations_list(held->store, &held->ben, proposal, held->now, beside, 4, &count));
    assert_string_equal(beside[0].agreement_title, "The ward office");
    must(stop_names(held->store, ida(held), proposal, 0, held->now));
    must(reservations_list(held->store, &held->ben, proposal, held->now, beside, 4, &count));
    assert_true(beside[0].safety && beside[0].agreement == 0);
    assert_refused(stop_names(held->store, dan(held), proposal, 0, held->now), RESULT_REFUSED, "No stop of yours");
}

/* --- a caucus --- */

/* dan, eva, finn and ida are in it. */
static int64_t make_caucus(struct assembly *held, bool womens)
{
    static const int in[] = { 0, 1, 2, 5 };
    int64_t caucus;
    must(unit_add(held->store, &street_house, "Sisters", NULL, UNIT_CAUCUS, 1, NOON, &caucus));
    for (size_t i = 0; i < sizeof in / sizeof *in; i++)
        must(unit_join(held->store, &street_house, caucus, held->of[in[i]].member, NOON));
    if (womens)
        must(db_run(held->store, "INSERT INTO womens_caucus VALUES (1, ?, ?)", caucus, NOON));
    return caucus;
}

static void half_of_the_caucus_enters_its_stop_without_a_name(void **state)
{
    struct assembly *held = *state;
    struct reservation list[4];
    size_t count;
    bool entered;
    int64_t stop, caucus = make_caucus(held, true), proposal = read_proposal(held);
    assert_refused(stop_by_caucus(held->store, &held->ben, caucus, proposal, "Two of us.", held->now, &stop),
        RESULT_NOT_FOUND, "no caucus of that name");
    must(stop_by_caucus(held->store, ida(held), caucus, proposal, "Two of us were threatened.", held->now, &stop));
    assert_int_equal(stops_wait(held->store, &held->of[1], held->now, NULL), 1);
    assert_int_equal(stops_wait(held->store, ida(held), held->now, NULL), 0);
    assert_int_equal(stops_wait(held->store, &held->ben, held->now, NULL), 0);
    must(reservations_list(held->store, &held->ben, proposal, held->now, list, 4, &count));
    assert_int_equal(count, 0); /* until it is entered nobody else knows of it */
    assert_refused(stop_support(held->store, &held->ben, stop, held->now, &entered), RESULT_NOT_FOUND, "no such stop");
    assert_int_equal(proposal_of(held, proposal).stops, 0);
    must(stop_support(held->store, &held->of[1], stop, held->now, &entered));
    assert_true(entered);
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_STOPPED);
    assert_int_equal(db_number(held->store, -1, "SELECT member FROM stop WHERE id = ?", stop), 0);
    assert_int_equal(db_number(held->store, -1, "SELECT count(*) FROM stop_support"), 0);
    must(reservations_list(held->store, &held->ben, proposal, held->now, list, 4, &count));
    assert_true(list[0].womens && list[0].safety && list[0].stands);
    assert_refused(question_ask_stop(held->store, &held->ann, stop, held->now), RESULT_REFUSED, "It is not voted on");
}

static void an_other_caucus_stops_as_anybody_does(void **state)
{
    struct assembly *held = *state;
    struct reservation list[4];
    size_t count;
    bool entered;
    int64_t stop, caucus = make_caucus(held, false), proposal = stopped(held);
    must(stop_by_caucus(held->store, ida(held), caucus, proposal, "It harms one of us.", held->now, &stop));
    must(stop_support(held->store, &held->of[2], stop, held->now, &entered));
    must(reservations_list(held->store, ida(held), proposal, held->now, list, 4, &count));
    assert_int_equal(count, 1); /* it takes the place of her own */
    assert_false(list[0].mine || list[0].womens);
    assert_string_equal(list[0].text, "It harms one of us.");
}

static void what_the_caucus_did_not_enter_is_forgotten(void **state)
{
    struct assembly *held = *state;
    int64_t stop, caucus = make_caucus(held, true), proposal = read_proposal(held);
    must(stop_by_caucus(held->store, ida(held), caucus, proposal, "Two of us were threatened.", held->now, &stop));
    assert_true(store_forget(held->store, held->now + STOP_MEETS) >= 0);
    assert_int_equal(db_number(held->store, -1, "SELECT count(*) FROM stop"), 0);
}

/* --- sittings, and what comes back --- */

/* The meeting closes, and another is called for a week later; ann calls it, and five homes want it. */
static int64_t next_meeting(struct assembly *held)
{
    int64_t starts = held->now + 8 * DAY, before = held->now;
    struct meeting_new form = { .starts = starts, .title = "Again" };
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    must(meeting_call(held->store, &held->ann, &form, before, &held->meeting));
    for (int i = 0; i < 4; i++)
        must(meeting_want(held->store, &held->of[i], held->meeting, true, before));
    return held->meeting;
}

static void hold(struct assembly *held)
{
    struct meeting meeting;
    must(meeting_get(held->store, &held->ann, held->meeting, held->now, &meeting));
    held->now = meeting.starts;
    must(db_run(held->store, "INSERT OR REPLACE INTO presence SELECT id, ?, 0 FROM member", held->now));
    if (room_open(held->store, &held->ann, held->meeting, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    all_are_there(held);
}

static void after_three_sittings_two_thirds_decide(void **state)
{
    struct assembly *held = *state;
    int64_t to, proposal = read_proposal(held);
    put_and_close(held, proposal, "yyyyaaa-");
    assert_refused(proposal_two_thirds(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "There were 1");
    assert_refused(proposal_again(held->store, &held->ben, proposal, 0, held->now, &to), RESULT_REFUSED, "is open");
    for (int i = 0; i < 2; i++) {
        next_meeting(held);
        must(proposal_again(held->store, &held->ben, proposal, 0, held->now, &to));
        assert_int_equal(to, held->meeting);
        assert_refused(
            proposal_again(held->store, &held->ben, proposal, 0, held->now, &to), RESULT_CONFLICT, "already");
        hold(held);
        must(room_begin_item(held->store, &held->ann, held->meeting, 0, held->now));
        struct room *room = calloc(1, sizeof *room);
        must(room_get(held->store, &held->ann, held->meeting, held->now, room));
        assert_int_equal(room->proposal, proposal); /* it is before the room at once */
        free(room);
        assert_refused(
            proposal_test_open(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "The text is new");
        wait_for(held, MINUTE);
        put_and_close(held, proposal, "yyyyaaa-");
    }
    assert_int_equal(proposal_of(held, proposal).sittings, SITTINGS);
    assert_true(proposal_of(held, proposal).two_thirds);
    must(proposal_two_thirds(held->store, &held->ann, proposal, held->now));
    for (int i = 0; i < HOMES; i++)
        must(position_take(held->store,
            i == 0   ? &held->ann
            : i == 1 ? &held->ben
                     : &held->of[i - 2],
            proposal, POSITION_YES, NULL, false, held->now));
    wait_for(held, 5 * MINUTE);
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_DECIDED);
    struct decision decision;
    must(decision_get(
        held->store, &held->ann, db_number(held->store, 0, "SELECT max(id) FROM decision"), held->now, &decision));
    assert_string_equal(decision.why, "Decided after three sittings: 6 of 8 present say yes, 6 are needed.");
}

static void no_sitting_passes_over_the_womens_caucus_or_the_rules(void **state)
{
    struct assembly *held = *state;
    bool entered;
    int64_t stop, caucus = make_caucus(held, true), proposal = read_proposal(held);
    put_and_close(held, proposal, "yyyyaaa-");
    for (int i = 1; i <= 2; i++)
        must(db_run(held->store,
            "INSERT INTO question (proposal, version, opened, closes, closed, outcome) VALUES (?, 1, 0, 0, ?, 2)",
            proposal, held->now - i * SITTING_APART));
    assert_true(proposal_of(held, proposal).two_thirds);
    must(stop_by_caucus(held->store, ida(held), caucus, proposal, "Two of us were threatened.", held->now, &stop));
    must(stop_support(held->store, &held->of[1], stop, held->now, &entered));
    assert_refused(proposal_two_thirds(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "women's caucus");
    must(db_run(held->store, "UPDATE meeting_item SET about = ?", ITEM_RULES));
    assert_refused(
        proposal_two_thirds(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "never decided like this");
}

static void a_parked_item_takes_its_proposal_along(void **state)
{
    struct assembly *held = *state;
    int64_t proposal = read_proposal(held), before = held->meeting;
    must(room_end_item(held->store, &held->ann, held->meeting, true, held->now));
    assert_int_equal(proposal_of(held, proposal).meeting, before);
    next_meeting(held);
    assert_int_equal(proposal_of(held, proposal).meeting, held->meeting);
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_OPEN);
    assert_true(proposal_of(held, proposal).waits);
}

static void a_proposal_is_written_before_the_meeting(void **state)
{
    struct assembly *held = *state;
    struct proposal_new form = { .title = "A second tank", .text = "We buy one.", .about = ITEM_MONEY, .minutes = 15 };
    int64_t proposal, amendment;
    next_meeting(held);
    assert_refused(proposal_write(held->store, &held->street.cora,
                       &(struct proposal_new) { .meeting = held->meeting, .title = "T", .text = "X", .minutes = 5 },
                       held->now, &proposal),
        RESULT_NOT_FOUND, "no such meeting");
    must(proposal_write(held->store, &held->ben, &form, held->now, &proposal));
    must(proposal_amend(held->store, &held->ann, proposal, "We borrow one.", held->now, &amendment));
    must(amendment_take(held->store, &held->ben, amendment, true, held->now));
    assert_string_equal(proposal_of(held, proposal).text, "We borrow one.");
    must(meeting_item_drop(held->store, &held->ben,
        db_number(held->store, 0, "SELECT item FROM proposal WHERE id = ?", proposal), held->now));
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_WITHDRAWN);
    must(meeting_item_restore(held->store, &held->ben,
        db_number(held->store, 0, "SELECT item FROM proposal WHERE id = ?", proposal), held->now));
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_OPEN);
    assert_refused(proposal_write(held->store, &held->ben,
                       &(struct proposal_new) { .title = "T", .text = "X", .about = ITEM_PERSON, .minutes = 5 },
                       held->now, &proposal),
        RESULT_INVALID, "Say about whom");
}

/* --- a late stop --- */

/* A decision about things, and the meeting over: zola was not there. */
static int64_t decided(struct assembly *held)
{
    int64_t proposal = read_proposal(held);
    put_and_close(held, proposal, "yyyyyyyy");
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    return db_number(held->store, 0, "SELECT max(id) FROM decision");
}

static struct decision decision_of(struct assembly *held, int64_t decision)
{
    struct decision out;
    must(decision_get(held->store, &held->ann, decision, held->now, &out));
    return out;
}

static int64_t call_again(struct assembly *held)
{
    struct meeting_new form = { .starts = held->now + 8 * DAY, .title = "Again" };
    must(meeting_call(held->store, &held->ann, &form, held->now, &held->meeting));
    for (int i = 0; i < 4; i++)
        must(meeting_want(held->store, &held->of[i], held->meeting, true, held->now));
    return held->meeting;
}

static int64_t item_now(struct assembly *held, const char *title)
{
    int64_t id = 0;
    struct item_new form = { .meeting = held->meeting, .title = title, .minutes = 5 };
    must(meeting_item_add(held->store, &held->ben, &form, held->now, &id));
    return id;
}

static int64_t suspended(struct assembly *held, int64_t decision)
{
    int64_t stop;
    bool entered;
    assert_refused(stop_late(held->store, &held->ben, decision, "It harms.", held->now, &stop), RESULT_REFUSED,
        "You were in that meeting");
    must(stop_late(held->store, &held->zola, decision, "The sick cannot walk there.", held->now, &stop));
    assert_refused(
        stop_support(held->store, &held->zola, stop, held->now, &entered), RESULT_REFUSED, "two other homes");
    must(stop_support(held->store, &held->ann, stop, held->now, &entered));
    assert_false(entered);
    must(stop_support(held->store, &held->ben, stop, held->now, &entered));
    assert_false(entered); /* ann and ben are of one home */
    assert_int_equal(decision_of(held, decision).state, DECISION_NEEDS_HANDS);
    must(stop_support(held->store, dan(held), stop, held->now, &entered));
    assert_true(entered);
    return stop;
}

static void two_other_homes_suspend_a_decision_once(void **state)
{
    struct assembly *held = *state;
    struct meeting_item items[8];
    size_t count;
    int64_t stop, decision = decided(held);
    suspended(held, decision);
    assert_int_equal(decision_of(held, decision).state, DECISION_SUSPENDED);
    assert_refused(decision_carry(held->store, &held->ann, decision, true, 0, held->now), RESULT_REFUSED, "stop");
    call_again(held);
    assert_true(store_tick(held->store, held->now) > 0);
    must(meeting_items_list(held->store, &held->ann, held->meeting, held->now, items, 8, &count));
    assert_int_equal(count, 1);
    assert_string_equal(items[0].title, "A stop came: The ward office");
    assert_int_equal(items[0].proposal, decision_of(held, decision).proposal);
    hold(held);
    must(room_begin_item(held->store, &held->ann, held->meeting, 0, held->now));
    int64_t proposal = items[0].proposal;
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_STOPPED);
    must(stop_answered(held->store, &held->zola, proposal, held->now));
    wait_for(held, MINUTE);
    put_and_close(held, proposal, "yyyyyyyy");
    assert_int_equal(decision_of(held, decision).state, DECISION_NEEDS_HANDS);
    assert_int_equal(decision_of(held, decision).acts, 0);
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    assert_int_equal(decision_of(held, decision).acts, held->now);
    assert_refused(stop_late(held->store, &held->zola, decision, "Again.", held->now, &stop), RESULT_CONFLICT, "once");
}

static void what_is_not_decided_anew_ends(void **state)
{
    struct assembly *held = *state;
    struct minutes minutes;
    int64_t decision = decided(held);
    suspended(held, decision);
    call_again(held);
    assert_true(store_tick(held->store, held->now) > 0);
    hold(held);
    must(room_begin_item(held->store, &held->ann, held->meeting, 0, held->now));
    int64_t proposal = decision_of(held, decision).proposal, other;
    must(proposal_amend(held->store, dan(held), proposal, "On Friday ten of us go.", held->now, &other));
    wait_for(held, MINUTE);
    put_and_close(held, proposal, "yyyyyyyy");
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_STOPPED); /* said of version 1, and not answered */
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    assert_int_equal(decision_of(held, decision).state, DECISION_ENDED);
    must(minutes_get(held->store, &held->ann, held->meeting, held->now, &minutes));
    assert_non_null(strstr(minutes.text, "ended: The ward office"));
    minutes_free(&minutes);
}

static void a_meeting_that_does_not_ask_leaves_it_in_force(void **state)
{
    struct assembly *held = *state;
    int64_t decision = decided(held);
    suspended(held, decision);
    call_again(held);
    assert_true(store_tick(held->store, held->now) > 0);
    hold(held);
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    assert_int_equal(decision_of(held, decision).state, DECISION_NEEDS_HANDS);
    assert_int_equal(proposal_of(held, decision_of(held, decision).proposal).state, PROPOSAL_DECIDED);
}

static void after_seven_days_no_stop_comes(void **state)
{
    struct assembly *held = *state;
    bool entered;
    int64_t stop, decision = decided(held);
    must(stop_late(held->store, &held->zola, decision, "The sick cannot walk there.", held->now, &stop));
    held->now += number_of(held->store, 1, NUMBER_LATE_STOP);
    assert_refused(
        stop_support(held->store, dan(held), stop, held->now, &entered), RESULT_REFUSED, "7 days after the minutes");
    assert_refused(stop_late(held->store, &held->street.dora, decision, "No.", held->now, &stop), RESULT_NOT_FOUND,
        "no such decision");
}

static void a_review_comes_by_itself(void **state)
{
    struct assembly *held = *state;
    struct meeting_item items[8];
    size_t count;
    int64_t decision = decided(held);
    must(decision_review(held->store, &held->ben, decision, when_day(held->now) + 30, held->now));
    held->now += 31 * DAY;
    call_again(held);
    assert_true(store_tick(held->store, held->now) > 0);
    store_tick(held->store, held->now);
    must(meeting_items_list(held->store, &held->ann, held->meeting, held->now, items, 8, &count));
    assert_int_equal(count, 1);
    assert_string_equal(items[0].title, "Review: The ward office");
    assert_int_equal(decision_of(held, decision).review, 0);
}

/* Whoever calls a meeting and withdraws it takes nothing away that the assembly itself left to the next one. */
static void what_was_left_to_a_withdrawn_meeting_comes_on_the_next(void **state)
{
    struct assembly *held = *state;
    struct meeting_item items[8];
    size_t count;
    int64_t proposal = read_proposal(held);
    must(room_end_item(held->store, &held->ann, held->meeting, true, held->now)); /* parked */
    must(room_begin_item(held->store, &held->ann, held->meeting, held->talk, held->now));
    must(room_end_item(held->store, &held->ann, held->meeting, true, held->now));
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    call_again(held);
    must(meeting_items_list(held->store, &held->ann, held->meeting, held->now, items, 8, &count));
    assert_int_equal(count, 2);
    int64_t id = item_now(held, "New here");
    must(meeting_withdraw(held->store, &held->ann, held->meeting, held->now));
    held->now += 2 * DAY;
    while (store_forget(held->store, held->now) > 0) /* its own words are gone */
        ;
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM meeting_item_text WHERE item = ?", id), 0);
    call_again(held);
    must(meeting_items_list(held->store, &held->ann, held->meeting, held->now, items, 8, &count));
    assert_int_equal(count, 2);
    assert_string_equal(items[0].title, "The burst pipe");
    assert_int_equal(items[0].proposal, proposal);
    assert_string_equal(items[1].title, "The noise");
    assert_int_equal(proposal_of(held, proposal).meeting, held->meeting);
}

static void a_review_outlives_a_withdrawn_meeting(void **state)
{
    struct assembly *held = *state;
    struct meeting_item items[8];
    size_t count;
    int64_t decision = decided(held);
    must(decision_review(held->store, &held->ben, decision, when_day(held->now) + 30, held->now));
    held->now += 31 * DAY;
    call_again(held);
    assert_true(store_tick(held->store, held->now) > 0);
    must(meeting_withdraw(held->store, &held->ann, held->meeting, held->now));
    call_again(held);
    assert_true(store_tick(held->store, held->now) > 0);
    must(meeting_items_list(held->store, &held->ann, held->meeting, held->now, items, 8, &count));
    assert_int_equal(count, 1);
    assert_string_equal(items[0].title, "Review: The ward office");
}

/* --- not enough people --- */

/* Only zola comes, and closes it again. */
static void hold_alone(struct assembly *held)
{
    struct meeting meeting;
    must(meeting_get(held->store, &held->ann, held->meeting, held->now, &meeting));
    held->now = meeting.starts;
    must(db_run(held->store, "INSERT OR REPLACE INTO presence SELECT id, ?, 0 FROM member", held->now));
    must(room_open(held->store, &held->zola, held->meeting, held->now));
    if (room_close(held->store, &held->zola, held->meeting, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
}

static void what_twice_too_few_came_for_is_voted_on_for_days(void **state)
{
    struct assembly *held = *state;
    struct minutes minutes;
    struct proposal_new things = { .title = "A second tank", .text = "We build one.", .minutes = 15 };
    struct proposal_new money = { .title = "The box", .text = "We pay.", .about = ITEM_MONEY, .minutes = 15 };
    int64_t tank, box;
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    call_again(held);
    must(proposal_write(held->store, &held->ben, &things, held->now, &tank));
    must(proposal_write(held->store, &held->ben, &money, held->now, &box));
    hold_alone(held);
    must(minutes_get(held->store, &held->ann, held->meeting, held->now, &minutes));
    assert_non_null(strstr(minutes.text, "not enough people for it: it comes on the next agenda"));
    minutes_free(&minutes);
    call_again(held);
    assert_int_equal(proposal_of(held, tank).meeting, held->meeting);
    hold_alone(held);
    must(minutes_get(held->store, &held->ann, held->meeting, held->now, &minutes));
    assert_non_null(strstr(minutes.text, "Twice there were not enough people for it"));
    minutes_free(&minutes);
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM vote"), 1);
    assert_int_equal(db_number(held->store, 0, "SELECT proposal FROM vote"), tank); /* never what is about money */
    call_again(held);
    assert_int_equal(proposal_of(held, box).meeting, held->meeting);
}

static void a_meeting_that_nobody_opened_had_too_few(void **state)
{
    struct assembly *held = *state;
    struct proposal_new things = { .title = "A second tank", .text = "We build one.", .minutes = 15 };
    int64_t tank;
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    call_again(held);
    must(proposal_write(held->store, &held->ben, &things, held->now, &tank));
    held->now += 9 * DAY;
    assert_true(store_tick(held->store, held->now) > 0);
    call_again(held);
    assert_int_equal(proposal_of(held, tank).meeting, held->meeting);
}

#define HELD(test) cmocka_unit_test_setup_teardown(test, open_held, close_held)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HELD(a_stop_is_asked_about_only_after_the_three_met),
        HELD(two_thirds_set_a_stop_aside),
        HELD(a_text_is_put_again_once_its_stop_is_set_aside),
        HELD(without_its_owner_it_is_asked_after_fourteen_days),
        HELD(its_owner_names_an_agreement_or_safety),
        HELD(half_of_the_caucus_enters_its_stop_without_a_name),
        HELD(an_other_caucus_stops_as_anybody_does),
        HELD(what_the_caucus_did_not_enter_is_forgotten),
        HELD(after_three_sittings_two_thirds_decide),
        HELD(no_sitting_passes_over_the_womens_caucus_or_the_rules),
        HELD(a_parked_item_takes_its_proposal_along),
        HELD(a_proposal_is_written_before_the_meeting),
        HELD(two_other_homes_suspend_a_decision_once),
        HELD(what_is_not_decided_anew_ends),
        HELD(a_meeting_that_does_not_ask_leaves_it_in_force),
        HELD(after_seven_days_no_stop_comes),
        HELD(a_review_comes_by_itself),
        HELD(what_was_left_to_a_withdrawn_meeting_comes_on_the_next),
        HELD(a_review_outlives_a_withdrawn_meeting),
        HELD(what_twice_too_few_came_for_is_voted_on_for_days),
        HELD(a_meeting_that_nobody_opened_had_too_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
