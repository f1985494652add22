/* test_papers.c: a meeting that went on in the dark is typed in by two of two homes: who was there, and the answers to
 * a question. RULES 1.7, 1.8, 4.5. */
#include "tests/store/held.h"

enum { ANN_, BEN_, DAN_, EVA_, FINN_, GIL_, HOPE_, IDA_, ALL }; /* dan made the proposal; ann and ben are of one home */

static const struct actor *who(struct assembly *held, int number)
{
    return number == ANN_ ? &held->ann : number == BEN_ ? &held->ben : &held->of[number - DAN_];
}

static int64_t put(struct assembly *held)
{
    int64_t proposal = read_proposal(held);
    if (proposal_test_open(held->store, &held->ann, proposal, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    return proposal;
}

static void refused(struct assembly *held, enum result is, enum result shall, const char *words)
{
    if (is != shall || strstr(store_reason(held->store), words) == NULL)
        fail_msg("%d, not %d: %s", is, shall, store_reason(held->store));
}

static bool types(struct assembly *held, int number, int64_t proposal, const char *lines)
{
    bool agreed;
    if (question_paper_count(held->store, who(held, number), proposal, lines, held->now, &agreed) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    return agreed;
}

static void all_have_papers(struct assembly *held, int64_t proposal)
{
    must(question_paper_tick(held->store, &held->of[1], proposal, 0, true, held->now));
    must(question_paper_tick(held->store, &held->of[2], proposal, held->of[1].member, true, held->now));
}

static struct papers papers_of(struct assembly *held, int number, int64_t proposal)
{
    struct papers papers;
    must(question_paper_get(held->store, who(held, number), proposal, held->now, &papers));
    return papers;
}

static void two_homes_that_type_the_same_count(void **state)
{
    struct assembly *held = *state;
    int64_t proposal = put(held);
    all_have_papers(held, proposal);
    assert_int_equal(papers_of(held, ANN_, proposal).ticked, ALL);
    refused(held, proposal_test_close(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "not counted yet");
    assert_false(types(held, EVA_, proposal, "6 yes\nbut Who minds the children?\n1 aside"));
    assert_true(types(held, FINN_, proposal, "1 aside\n1 but who minds the children\n2 yes\n4 yes"));
    assert_int_equal(papers_of(held, EVA_, proposal).counted, ALL);
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    struct proposal_test test = test_of(held, proposal);
    assert_int_equal(test.positions[POSITION_YES], 6);
    assert_int_equal(test.positions[POSITION_BUT], 1);
    assert_int_equal(test.positions[POSITION_ASIDE], 1);
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_DECIDED);
    struct reservation said[4];
    size_t count;
    must(reservations_list(held->store, &held->ben, proposal, held->now, said, 4, &count));
    assert_int_equal(count, 1);
    assert_string_equal(said[0].text, "Who minds the children?");
    assert_string_equal(said[0].by, "");
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM question_paper"), 0);
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM question_typed"), 0);
    struct minutes minutes;
    must(room_end_item(held->store, &held->ann, held->meeting, false, held->now));
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    must(minutes_get(held->store, &held->ben, held->meeting, held->now, &minutes));
    assert_non_null(strstr(minutes.text, "8 answered on paper; two people of two homes counted them."));
    minutes_free(&minutes);
}

/* Neither list counts; whoever typed sees what differs, and nobody else does. */
static void a_difference_is_shown_and_neither_counts(void **state)
{
    struct assembly *held = *state;
    int64_t proposal = put(held);
    all_have_papers(held, proposal);
    assert_false(types(held, EVA_, proposal, "7 yes\n1 aside"));
    assert_false(types(held, FINN_, proposal, "6 yes\n2 aside"));
    struct papers seen = papers_of(held, EVA_, proposal);
    assert_false(seen.agreed);
    assert_int_equal(seen.typed, 2);
    assert_true(seen.typist[0].mine);
    assert_string_equal(seen.typist[1].handle, "finn");
    assert_string_equal(seen.typist[1].home, "D 3");
    assert_false(seen.typist[1].same);
    assert_string_equal(seen.only_mine, "1 aside; 7 yes");
    assert_string_equal(seen.only_others, "2 aside; 6 yes");
    assert_string_equal(papers_of(held, GIL_, proposal).only_others, "");
    refused(held, proposal_test_close(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "not counted yet");
    assert_true(types(held, EVA_, proposal, "6 yes\n2 aside"));
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    assert_int_equal(test_of(held, proposal).positions[POSITION_ASIDE], 2);
}

static void one_home_alone_does_not_count(void **state)
{
    struct assembly *held = *state;
    int64_t proposal = put(held);
    all_have_papers(held, proposal);
    types(held, ANN_, proposal, "8 yes");
    assert_false(types(held, BEN_, proposal, "8 yes")); /* of one home */
    refused(held, proposal_test_close(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "not counted yet");
    assert_true(types(held, GIL_, proposal, "8 yes"));
    types(held, EVA_, proposal, "7 yes");
    assert_false(types(held, FINN_, proposal, "7 yes")); /* two pairs that say two things */
    refused(held, proposal_test_close(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "not counted yet");
}

/* Its owner is known, as of every stop: she can be asked, and takes it back. */
static void a_stop_on_paper_has_an_owner(void **state)
{
    struct assembly *held = *state;
    int64_t proposal = put(held);
    bool agreed;
    all_have_papers(held, proposal);
    refused(held,
        question_paper_count(held->store, &held->of[1], proposal, "7 yes\nstop It is not safe", held->now, &agreed),
        RESULT_INVALID, "whose stop");
    types(held, EVA_, proposal, "7 yes\nstop gil It is not safe");
    assert_true(types(held, FINN_, proposal, "stop Gil it is not safe!\n7 yes"));
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_STOPPED);
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM stop WHERE member = ?", held->of[3].member), 1);
    must(stop_answered(held->store, &held->of[3], proposal, held->now));
}

static void who_has_a_paper_answers_no_other_way(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    int64_t proposal = put(held);
    must(position_take(store, &held->of[4], proposal, POSITION_YES, NULL, false, held->now));
    refused(held, question_paper_tick(store, &held->of[1], proposal, held->of[4].member, true, held->now),
        RESULT_CONFLICT, "answered already");
    refused(held, question_paper_tick(store, &held->of[1], proposal, held->of[1].member, true, held->now),
        RESULT_REFUSED, "Nobody ticks themselves");
    refused(held, question_paper_tick(store, &held->of[0], proposal, held->of[1].member, true, held->now),
        RESULT_REFUSED, "whoever brought");
    refused(held, question_paper_tick(store, &held->of[1], proposal, held->zola.member, true, held->now),
        RESULT_NOT_FOUND, "among those");
    must(question_paper_tick(store, &held->of[1], proposal, held->of[5].member, true, held->now));
    refused(held, position_take(store, &held->of[5], proposal, POSITION_YES, NULL, false, held->now), RESULT_REFUSED,
        "on paper");
    bool agreed;
    refused(held, question_paper_count(store, &held->of[1], proposal, "2 yes", held->now, &agreed), RESULT_INVALID,
        "1 people are ticked");
    static const char *const wrong[] = { "", "yes and no", "-1 yes", "99999999999999999999 yes", "2 but Twice", "but",
        "1 no", "0 yes", "yes please" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (question_paper_count(store, &held->of[1], proposal, wrong[i], held->now, &agreed) == RESULT_OK)
            fail_msg("\"%s\" is taken", wrong[i]);
    types(held, EVA_, proposal, "1 yes");
    must(question_paper_tick(store, &held->of[1], proposal, held->of[3].member, true, held->now));
    assert_int_equal(papers_of(held, EVA_, proposal).typed, 0); /* it was of another number of papers */
    must(question_paper_tick(store, &held->of[1], proposal, held->of[5].member, false, held->now));
    must(position_take(store, &held->of[5], proposal, POSITION_YES, NULL, false, held->now));
}

/* The power failed for all but two, who type in at home what stands on paper: it is decided, and nobody waits. */
static void a_meeting_in_the_dark_is_typed_in_later(void **state)
{
    struct assembly *held = *state;
    int64_t proposal = put(held);
    held->now += 5 * MINUTE; /* all lines dropped */
    must(room_enter(held->store, &held->ann, held->meeting, held->now));
    must(room_enter(held->store, &held->of[1], held->meeting, held->now));
    must(room_enter(held->store, &held->of[2], held->meeting, held->now));
    refused(held, proposal_test_close(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "");
    all_have_papers(held, proposal);
    types(held, EVA_, proposal, "8 yes");
    types(held, FINN_, proposal, "8 yes");
    if (proposal_test_close(held->store, &held->ann, proposal, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_DECIDED);
}

/* The list of one home waits for that of a second one. */
static void a_door_list_of_two_homes_counts(void **state)
{
    struct assembly *held = *state;
    struct room room;
    bool both;
    must(room_tick(held->store, &held->ann, held->meeting, held->zola.member, held->now, &both));
    assert_false(both);
    must(room_tick(held->store, &held->ben, held->meeting, held->zola.member, held->now, &both));
    assert_false(both); /* of ann's home */
    must(room_tick(held->store, &held->of[1], held->meeting, held->zola.member, held->now, &both));
    assert_true(both);
    must(room_get(held->store, &held->ann, held->meeting, held->now, &room));
    assert_int_equal(room.present, ALL + 1);
}

#define PAPER(test) cmocka_unit_test_setup_teardown(test, open_held, close_held)
int main(void)
{
    const struct CMUnitTest tests[] = {
        PAPER(two_homes_that_type_the_same_count),
        PAPER(a_difference_is_shown_and_neither_counts),
        PAPER(one_home_alone_does_not_count),
        PAPER(a_stop_on_paper_has_an_owner),
        PAPER(who_has_a_paper_answers_no_other_way),
        PAPER(a_meeting_in_the_dark_is_typed_in_later),
        PAPER(a_door_list_of_two_homes_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
