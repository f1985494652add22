/* test_proposals.c: proposals, the question put to the room, decisions, and minutes (RULES 4.5, 4.8, 4.9, 1.12). */
#include <sodium.h>

#include "store/boards/post_write.h"
#include "store/keep/subjects.h"
#include "tests/store/files.h"
#include "tests/store/held.h"
#include "when.h"

/* --- proposals and their texts --- */

static void what_can_be_proposed(void **state)
{
    struct assembly *held = *state;
    int64_t proposal;
    assert_refused(proposal_make(held->store, &held->zola, held->meeting, "T", "Text", held->now, &proposal),
        RESULT_REFUSED, "not in the room");
    assert_refused(proposal_make(held->store, &held->street.cora, held->meeting, "T", "Text", held->now, &proposal),
        RESULT_NOT_FOUND, "no such meeting");
    assert_refused(proposal_make(held->store, &held->ben, held->meeting, " ", "Text", held->now, &proposal),
        RESULT_INVALID, "title");
    int64_t first = propose(held, &held->of[0], "Ten of us go.");
    assert_refused(proposal_make(held->store, &held->ben, held->meeting, "T", "Text", held->now, &proposal),
        RESULT_CONFLICT, "before the room already");
    must(proposal_withdraw(held->store, &held->of[0], first, held->now));
    for (int i = 1; i < PROPOSALS_OF_ONE; i++)
        must(proposal_withdraw(held->store, &held->of[0], propose(held, &held->of[0], "Ten of us go."), held->now));
    assert_refused(proposal_make(held->store, &held->of[0], held->meeting, "T", "Text", held->now, &proposal),
        RESULT_REFUSED, "are enough for an item");
    propose(held, &held->ben, "Five of us go.");
    turn_to(held, held->talk);
    assert_refused(proposal_make(held->store, &held->ben, held->meeting, "T", "Text", held->now, &proposal),
        RESULT_REFUSED, "not there to decide");
    turn_to(held, held->person);
    proposal = propose(held, &held->ben, "She leaves the tank alone.");
    wait_for(held, MINUTE);
    assert_refused(
        proposal_test_open(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "voted on secretly");
    assert_refused(proposal_small(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "voted on secretly");
    must(room_end_item(held->store, &held->ann, held->meeting, false, held->now));
    assert_refused(proposal_make(held->store, &held->ben, held->meeting, "T", "Text", held->now, &proposal),
        RESULT_REFUSED, "No item is open");
}

static void texts_change_by_the_movers_word(void **state)
{
    struct assembly *held = *state;
    struct amendment list[4];
    size_t count;
    int64_t other = 0, proposal = propose(held, &held->of[0], "On Tuesday ten of us go.");
    assert_refused(proposal_amend(held->store, &held->ben, proposal, "On  Tuesday ten of us go.", held->now, &other),
        RESULT_INVALID, "has already");
    must(proposal_amend(held->store, &held->ben, proposal, "On Monday ten of us go.", held->now, &other));
    assert_int_equal(proposal_of(held, proposal).version, 1);
    must(amendments_list(held->store, &held->ann, proposal, list, 4, &count));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].by, "ben");
    assert_refused(
        amendment_take(held->store, &held->ben, other, true, held->now), RESULT_REFUSED, "Only whoever made");
    assert_refused(
        amendment_take(held->store, &held->ann, other, true, held->now), RESULT_REFUSED, "Only whoever made");
    must(amendment_take(held->store, &held->of[0], other, true, held->now));
    assert_refused(amendment_take(held->store, &held->of[0], other, true, held->now), RESULT_CONFLICT, "already");
    assert_string_equal(proposal_of(held, proposal).text, "On Monday ten of us go.");
    char *difference = proposal_difference(held->store, &held->ben, proposal, 1, 2);
    assert_string_equal(difference, "On [-Tuesday-] {+Monday+} ten of us go.");
    free(difference);
    must(proposal_amend(held->store, &held->of[0], proposal, "On Friday ten of us go.", held->now, &other));
    assert_int_equal(other, 0);
    assert_int_equal(proposal_of(held, proposal).version, 3);
    /* Once the mover left the room the chair says it. */
    must(proposal_amend(held->store, &held->of[1], proposal, "On Friday all of us go.", held->now, &other));
    must(room_leave(held->store, &held->of[0], held->meeting, held->now));
    must(amendment_take(held->store, &held->ann, other, false, held->now));
    assert_int_equal(proposal_of(held, proposal).version, 3);
}

/* --- the question --- */

static void a_new_text_is_read_first(void **state)
{
    struct assembly *held = *state;
    int64_t other;
    char text[600] = "";
    for (int i = 0; i < 90; i++)
        strcat(text, i % 2 == 0 ? "one " : "two ");
    int64_t proposal = propose(held, &held->of[0], text);
    assert_int_equal(proposal_of(held, proposal).may_test_at, held->now + 90); /* 60 words a minute */
    held->now += 89;
    assert_refused(proposal_test_open(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "in 1 second.");
    assert_refused(
        proposal_test_open(held->store, &held->ben, proposal, held->now), RESULT_REFUSED, "ann has the chair");
    must(proposal_amend(held->store, &held->of[0], proposal, "Four words are here.", held->now, &other));
    held->now++;
    assert_refused(proposal_test_open(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "in 3 seconds.");
    wait_for(held, 3);
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    assert_int_equal(test_of(held, proposal).closes, held->now + 4 + TEST_MORE);
    assert_refused(proposal_amend(held->store, &held->of[0], proposal, "Another.", held->now, &other), RESULT_CONFLICT,
        "stays as it is");
    assert_refused(
        room_end_item(held->store, &held->ann, held->meeting, false, held->now), RESULT_CONFLICT, "Close it");
}

static void answers_are_hidden_until_it_closes(void **state)
{
    struct assembly *held = *state;
    struct reservation list[8];
    size_t count;
    char words[300];
    int64_t proposal = read_proposal(held);
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    answer(held, proposal, "yyyyb");
    assert_refused(position_take(held->store, &held->ben, proposal, POSITION_BUT, NULL, false, held->now),
        RESULT_INVALID, "your worry");
    struct proposal_test test = test_of(held, proposal);
    assert_int_equal(test.answered, 5);
    assert_int_equal(test.silent, 3);
    assert_int_equal(test.mine, POSITION_YES);
    assert_false(test.counted || test.may_close);
    assert_int_equal(test.positions[POSITION_YES] + test.result.yes, 0);
    must(reservations_list(held->store, &held->ann, proposal, held->now, list, 8, &count));
    assert_int_equal(count, 0);
    assert_refused(proposal_test_close(held->store, &held->ann, proposal, held->now), RESULT_REFUSED,
        "3 people have not answered yet: gil, hope, ida.");
    answer(held, proposal, "y-----yy"); /* the same again, and two more */
    wait_for(held, 4 * MINUTE);         /* its time is over, and one said nothing */
    assert_true(test_of(held, proposal).may_close);
    assert_refused(proposal_test_close(held->store, &held->ben, proposal, held->now), RESULT_REFUSED, "has the chair");
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    test = test_of(held, proposal);
    proposal_test_words(&test, words, sizeof words);
    assert_string_equal(words, "It passes: 7 of 8 present say yes, 5 are needed. 1 of 7 answers is \"yes, but\" or \"I "
                               "stand aside\"; at most 2 may be.");
    must(reservations_list(held->store, &held->ann, proposal, held->now, list, 8, &count));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].by, ""); /* she did not ask for her name to stand there */
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_DECIDED);
    assert_refused(position_take(held->store, &held->ann, proposal, POSITION_STOP, "No.", false, held->now),
        RESULT_CONFLICT, "It is decided.");
}

static void what_comes_of_the_answers(void **state)
{
    static const struct {
        const char *answers;
        enum proposal_state state;
        const char *words;
    } table[] = {
        { "yyyyyyyy", PROPOSAL_DECIDED, "8 of 8" },
        { "yyyyy---", PROPOSAL_DECIDED, "5 of 8" },
        { "yyyy----", PROPOSAL_RETURNED, "back to the room: 4 of 8 present say yes, 5 are needed" },
        { "yyyybb--", PROPOSAL_DECIDED, "2 of 6 answers" },
        { "yyyybba-", PROPOSAL_RETURNED, "3 of 7 answers are \"yes, but\" or \"I stand aside\"; at most 2" },
        { "yyyyyyys", PROPOSAL_STOPPED, "1 stop stands. 7 of 8" },
        { "--------", PROPOSAL_RETURNED, "0 of 8" },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char words[300];
        void *fresh = NULL;
        open_held(&fresh);
        struct assembly *held = fresh;
        int64_t proposal = read_proposal(held);
        put_and_close(held, proposal, table[i].answers);
        struct proposal_test test = test_of(held, proposal);
        proposal_test_words(&test, words, sizeof words);
        if (proposal_of(held, proposal).state != table[i].state || strstr(words, table[i].words) == NULL)
            fail_msg("%s: %d, %s", table[i].answers, (int)proposal_of(held, proposal).state, words);
        close_held(&fresh);
    }
    (void)state;
}

static void a_returned_text_is_changed_before_it_is_put_again(void **state)
{
    struct assembly *held = *state;
    int64_t other, proposal = read_proposal(held);
    put_and_close(held, proposal, "yyyy");
    assert_refused(
        proposal_test_open(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "answered already");
    must(proposal_amend(held->store, &held->of[0], proposal, "On Tuesday five of us go.", held->now, &other));
    wait_for(held, MINUTE);
    int64_t first = test_of(held, proposal).closed;
    put_and_close(held, proposal, "yyyyyyy");
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_DECIDED);
    /* The room's transcript still says why the first text was returned. */
    struct proposal_test then;
    must(proposal_test_closed_at(held->store, &held->ben, proposal, first, held->now, &then));
    assert_int_equal(then.version, 1);
    assert_int_equal(then.positions[POSITION_YES], 4);
    assert_int_equal(test_of(held, proposal).positions[POSITION_YES], 7);
    assert_int_equal(
        proposal_test_closed_at(held->store, &held->ben, proposal, first + 1, held->now, &then), RESULT_NOT_FOUND);
}

static void a_stop_stays_until_its_owner_answers(void **state)
{
    struct assembly *held = *state;
    struct reservation list[4];
    size_t count;
    int64_t other, proposal = read_proposal(held);
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    answer(held, proposal, "yyyyyyy");
    must(position_take(held->store, &held->of[5], proposal, POSITION_STOP, NULL, false, held->now)); /* words later */
    must(room_leave(held->store, &held->of[5], held->meeting, held->now)); /* it holds from its key */
    assert_int_equal(proposal_of(held, proposal).stops, 0);                /* hidden, as all answers */
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_STOPPED);
    assert_int_equal(proposal_of(held, proposal).stops, 1);
    assert_refused(proposal_test_open(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "A stop stands");
    wait_for(held, MINUTE);
    must(position_take(held->store, &held->of[5], proposal, POSITION_STOP, "It harms my mother.", false, held->now));
    must(reservations_list(held->store, &held->ann, proposal, held->now, list, 4, &count));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].by, ""); /* she did not ask for it; it may be about her own safety */
    assert_string_equal(list[0].text, "It harms my mother.");
    assert_true(list[0].stands);
    /* A new version, and a new proposal on the item, do not get round it. */
    must(proposal_amend(held->store, &held->of[0], proposal, "On Tuesday five of us go.", held->now, &other));
    wait_for(held, MINUTE);
    put_and_close(held, proposal, "yyyyyyy");
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_STOPPED);
    must(proposal_withdraw(held->store, &held->of[0], proposal, held->now));
    proposal = read_proposal(held);
    assert_int_equal(proposal_of(held, proposal).stops, 1);
    put_and_close(held, proposal, "yyyyyyy");
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_STOPPED);
    assert_refused(stop_answered(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "No stop of yours");
    must(stop_answered(held->store, &held->of[5], proposal, held->now));
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_OPEN);
    put_and_close(held, proposal, "yyyyyyy");
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_DECIDED);
}

static void a_stop_is_answered_by_another_answer_or_by_seven_days(void **state)
{
    struct assembly *held = *state;
    struct proposal later;
    int64_t other, proposal = read_proposal(held);
    put_and_close(held, proposal, "yyyyyyss");
    must(proposal_get(held->store, &held->ann, proposal, held->now + 2 * STOP_LIFE, &later));
    assert_int_equal(later.stops, 2); /* on the text of which they were said they stand */
    must(proposal_amend(held->store, &held->of[0], proposal, "On Tuesday five of us go.", held->now, &other));
    must(proposal_get(held->store, &held->ann, proposal, held->now + STOP_LIFE - 1, &later));
    assert_int_equal(later.stops, 2);
    must(proposal_get(held->store, &held->ann, proposal, held->now + STOP_LIFE, &later));
    assert_int_equal(later.stops, 0);
    wait_for(held, MINUTE);
    put_and_close(held, proposal, "yyyyyyya"); /* both answer otherwise now */
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_DECIDED);
}

static void who_is_counted(void **state)
{
    struct assembly *held = *state;
    struct actor newcomer = live_in(&held->street, "nia", "C 8", SUNDAY - 2 * DAY);
    must(room_enter(held->store, &newcomer, held->meeting, held->now));
    int64_t proposal = read_proposal(held);
    must(room_enter(held->store, &newcomer, held->meeting, held->now));
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    assert_int_equal(test_of(held, proposal).silent, 8);
    assert_refused(position_take(held->store, &newcomer, proposal, POSITION_YES, NULL, false, held->now),
        RESULT_REFUSED, "who may vote");
    must(room_enter(held->store, &held->zola, held->meeting, held->now));
    assert_refused(position_take(held->store, &held->zola, proposal, POSITION_YES, NULL, false, held->now),
        RESULT_REFUSED, "here when it was put");
    answer(held, proposal, "yyyyy---");
    /* ann, ben, dan, eva and finn answered: dan's line drops, and finn leaves. gil, hope and ida said nothing; hope's
     * line drops. */
    must(room_leave(held->store, &held->of[2], held->meeting, held->now));
    held->now += 4 * MINUTE;
    must(room_enter(held->store, &held->ann, held->meeting, held->now));
    must(room_enter(held->store, &held->ben, held->meeting, held->now));
    must(room_enter(held->store, &held->of[1], held->meeting, held->now));
    must(room_enter(held->store, &held->of[3], held->meeting, held->now));
    must(room_enter(held->store, &held->of[5], held->meeting, held->now));
    must(room_enter(held->store, &held->zola, held->meeting, held->now)); /* a crowd that drops would be a power cut */
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    struct proposal_test test = test_of(held, proposal);
    assert_int_equal(test.result.present, 6); /* ann, ben, eva; dan, who answered; gil and ida, who are silent */
    assert_int_equal(test.result.yes, 4);
}

/* RULES 1.7: the power goes in half of the street. */
static void nothing_is_decided_in_a_power_cut(void **state)
{
    struct assembly *held = *state;
    int64_t proposal = read_proposal(held);
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    answer(held, proposal, "yyyyyy--");
    int64_t cut = held->now;
    for (held->now += 4 * MINUTE; held->now < cut + CUT_HELD; held->now += 8 * MINUTE) {
        must(room_enter(held->store, &held->ann, held->meeting, held->now));
        must(room_enter(held->store, &held->ben, held->meeting, held->now));
        for (int i = 0; i < 4; i++)
            must(room_enter(held->store, &held->of[i], held->meeting, held->now));
        assert_refused(proposal_test_close(held->store, &held->ann, proposal, held->now), RESULT_REFUSED,
            "2 of 8 people dropped at once");
    }
    must(room_enter(held->store, &held->of[5], held->meeting, held->now)); /* one is back: the other one only dropped */
    must(room_enter(held->store, &held->ann, held->meeting, held->now));
    must(room_enter(held->store, &held->ben, held->meeting, held->now));
    for (int i = 0; i < 4; i++)
        must(room_enter(held->store, &held->of[i], held->meeting, held->now));
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
}

static void nothing_is_decided_by_too_few(void **state)
{
    struct assembly *held = *state;
    int64_t proposal = read_proposal(held);
    for (int i = 1; i < HOMES; i++)
        must(room_leave(held->store, &held->of[i], held->meeting, held->now));
    assert_refused(
        proposal_test_open(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "3 are here, 4 are needed");
    assert_refused(proposal_small(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "Not enough people");
    all_are_there(held);
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    answer(held, proposal, "yyyyyyyy");
    for (int i = 1; i < HOMES; i++)
        must(room_leave(held->store, &held->of[i], held->meeting, held->now));
    assert_refused(
        proposal_test_close(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "nothing is decided");
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_TESTED);
}

static void after_its_time_three_quarters_must_be_there(void **state)
{
    struct assembly *held = *state;
    wait_for(held, MEETING_MINUTES * MINUTE + 1);
    int64_t proposal = read_proposal(held);
    for (int i = 3; i < HOMES; i++)
        must(room_leave(held->store, &held->of[i], held->meeting, held->now));
    assert_refused(proposal_test_open(held->store, &held->ann, proposal, held->now), RESULT_REFUSED,
        "6 of the 8 who were counted");
    must(room_enter(held->store, &held->of[3], held->meeting, held->now));
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
}

/* --- the short road --- */

static void a_small_matter_passes_in_two_minutes(void **state)
{
    struct assembly *held = *state;
    int64_t proposal = read_proposal(held);
    must(proposal_small(held->store, &held->ann, proposal, held->now));
    assert_true(proposal_of(held, proposal).small);
    assert_refused(proposal_test_open(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "short road");
    held->now += SMALL_MATTER - 1;
    assert_refused(
        proposal_test_close(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "1 second is left");
    must(proposal_talk(held->store, &held->of[4], proposal, held->now)); /* one person is enough */
    assert_false(proposal_of(held, proposal).small);
    assert_refused(proposal_test_close(held->store, &held->ann, proposal, held->now), RESULT_CONFLICT, "No question");
    all_are_there(held);
    must(proposal_small(held->store, &held->ann, proposal, held->now));
    wait_for(held, SMALL_MATTER);
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_DECIDED);
    turn_to(held, held->money);
    proposal = read_proposal(held);
    assert_refused(proposal_small(held->store, &held->ann, proposal, held->now), RESULT_REFUSED, "no small matter");
}

/* --- what the chair does next --- */

static enum room_step next_step(struct assembly *held)
{
    struct room room;
    char say[300];
    must(room_get(held->store, &held->ann, held->meeting, held->now, &room));
    return room_step(&room, held->now, say, sizeof say);
}

static void the_next_step_follows_the_proposal(void **state)
{
    struct assembly *held = *state;
    int64_t other, proposal = propose(held, &held->of[0], "On Tuesday ten of us go to the ward office.");
    assert_int_equal(next_step(held), ROOM_STEP_WAIT); /* it is read */
    wait_for(held, MINUTE);
    assert_int_equal(next_step(held), ROOM_STEP_PUT_QUESTION);
    must(proposal_small(held->store, &held->ann, proposal, held->now));
    assert_int_equal(next_step(held), ROOM_STEP_WAIT);
    wait_for(held, SMALL_MATTER);
    assert_int_equal(next_step(held), ROOM_STEP_CLOSE_QUESTION);
    must(proposal_talk(held->store, &held->ben, proposal, held->now));
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    assert_int_equal(next_step(held), ROOM_STEP_CLOSE_QUESTION);
    answer(held, proposal, "yyys");
    wait_for(held, 4 * MINUTE);
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    assert_int_not_equal(next_step(held), ROOM_STEP_PUT_QUESTION); /* a stop stands */
    must(proposal_amend(held->store, &held->of[0], proposal, "On Tuesday we go.", held->now, &other));
    wait_for(held, MINUTE);
    assert_int_equal(next_step(held), ROOM_STEP_PUT_QUESTION);
    must(proposal_withdraw(held->store, &held->of[0], proposal, held->now));
    assert_int_not_equal(next_step(held), ROOM_STEP_PUT_QUESTION);
}

static const char *next_words(struct assembly *held, char say[300])
{
    struct room room;
    must(room_get(held->store, &held->ann, held->meeting, held->now, &room));
    room_step(&room, held->now, say, 300);
    return say;
}

/* Nobody spoke: what was decided is over all the same. */
static void after_a_decision_the_item_ends(void **state)
{
    struct assembly *held = *state;
    char say[300];
    int64_t proposal = propose(held, &held->of[0], "On Tuesday ten of us go to the ward office.");
    assert_string_equal(next_words(held, say), "The text is new. We read it: 10 seconds more.");
    wait_for(held, 9);
    assert_string_equal(next_words(held, say), "The text is new. We read it: 1 second more.");
    wait_for(held, 1);
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    answer(held, proposal, "yyyyyyyy");
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    assert_int_equal(next_step(held), ROOM_STEP_END_ITEM);
}

static void after_a_small_matter_the_item_ends(void **state)
{
    struct assembly *held = *state;
    int64_t proposal = read_proposal(held);
    must(proposal_small(held->store, &held->ann, proposal, held->now));
    wait_for(held, SMALL_MATTER);
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    assert_int_equal(next_step(held), ROOM_STEP_END_ITEM);
}

/* --- another text is told --- */

static int64_t other_text(struct assembly *held, const struct actor *actor)
{
    struct room room;
    must(room_get(held->store, actor, held->meeting, held->now, &room));
    return room.other_text;
}

static void whoever_proposed_hears_of_another_text(void **state)
{
    struct assembly *held = *state;
    struct room_line line;
    size_t count;
    char words[300];
    int64_t other, proposal = read_proposal(held);
    assert_int_equal(other_text(held, &held->of[0]), 0);
    must(proposal_amend(held->store, &held->of[1], proposal, "On Monday.", held->now, &other));
    assert_int_equal(other_text(held, &held->of[0]), proposal);
    assert_int_equal(other_text(held, &held->of[1]), 0);
    assert_int_equal(other_text(held, &held->ann), 0);
    must(room_lines_before(held->store, &held->of[0], held->meeting, 0, 1, &line, &count));
    room_line_words(&line, words, sizeof words);
    assert_string_equal(words, "eva offers another text. Whoever made proposal 1 takes it or leaves it: `proposal 1`.");
    room_lines_free(&line, count);
    must(room_leave(held->store, &held->of[0], held->meeting, held->now)); /* then the chair says it */
    assert_int_equal(other_text(held, &held->ann), proposal);
    must(amendment_take(held->store, &held->ann, other, false, held->now));
    assert_int_equal(other_text(held, &held->ann), 0);
}

/* What came of the text before is not said of the new one. */
static void a_new_text_is_not_stopped_yet(void **state)
{
    struct assembly *held = *state;
    struct proposal seen;
    struct proposal_test test;
    char words[600];
    int64_t other, proposal = read_proposal(held);
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    answer(held, proposal, "yyysyyyy");
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    seen = proposal_of(held, proposal);
    test = test_of(held, proposal);
    proposal_question_words(&seen, &test, words, sizeof words);
    assert_ptr_equal(strstr(words, "It is stopped: 1 stop stands."), words);
    must(proposal_amend(held->store, &held->of[0], proposal, "On Tuesday we go.", held->now, &other));
    seen = proposal_of(held, proposal);
    proposal_question_words(&seen, &test, words, sizeof words);
    assert_ptr_equal(
        strstr(words, "The question was not put on this text yet. Of text 1 it said: It is stopped"), words);
}

/* --- by another's hand --- */

static void a_person_without_a_device_answers_by_hand(void **state)
{
    struct assembly *held = *state;
    struct hand_entry entry;
    int64_t proposal = read_proposal(held);
    must(room_enter(held->store, &held->gogo, held->meeting, held->now));
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    assert_int_equal(test_of(held, proposal).silent, 9);
    must(position_take(held->store, &held->gogo, proposal, POSITION_STOP, "My knees.", false, held->now));
    int64_t position = db_number(held->store, 0, "SELECT id FROM position WHERE member = ?", held->maria);
    must(hand_entry_of(held->store, &held->zola, HAND_POSITION, position, &entry));
    assert_string_equal(entry.body, "The ward office"); /* which question; and nobody reads there what she answered */
    must(hand_strike(held->store, &held->zola, entry.id, held->now));
    assert_int_equal(test_of(held, proposal).silent, 9);
    must(position_take(held->store, &held->gogo, proposal, POSITION_YES, NULL, false, held->now));
    assert_int_equal(test_of(held, proposal).silent, 8);
    hand_entries_free(&entry, 1);
}

/* A stop that one neighbour typed is not taken away by the next one, unseen. RULES 1.8. */
static void another_hand_strikes_an_answer_before_it_gives_one(void **state)
{
    struct assembly *held = *state;
    struct actor other;
    int64_t proposal = read_proposal(held);
    must(room_enter(held->store, &held->gogo, held->meeting, held->now));
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    must(position_take(held->store, &held->gogo, proposal, POSITION_STOP, "My knees.", false, held->now));
    must(position_take(held->store, &held->gogo, proposal, POSITION_STOP, "My knees, and hers.", false, held->now));
    must(actor_by_hand(held->store, &held->of[4], held->maria, held->now, &other));
    assert_int_equal(
        position_take(held->store, &other, proposal, POSITION_YES, NULL, false, held->now), RESULT_REFUSED);
    int64_t entry = db_number(held->store, 0, "SELECT id FROM hand_word WHERE kind = 'position' AND struck_by = 0");
    char says[120];
    snprintf(says, sizeof says, "ann typed their answer. If they say otherwise, strike that first: `hands strike %lld`",
        (long long)entry);
    assert_non_null(strstr(store_reason(held->store), says));
    must(hand_strike(held->store, &held->of[4], entry, held->now));
    must(position_take(held->store, &other, proposal, POSITION_YES, NULL, false, held->now));
}

/* She answers herself, on her own phone: no scribe changes that, and nobody strikes it. */
static void what_she_answers_herself_is_no_hands(void **state)
{
    struct assembly *held = *state;
    struct actor voice;
    bool present;
    int64_t proposal = read_proposal(held);
    must(room_tick(held->store, &held->of[0], held->meeting, held->zola.member, held->now, &present));
    must(room_tick(held->store, &held->of[1], held->meeting, held->zola.member, held->now, &present));
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    must(room_scribe(held->store, &held->ann, held->meeting, held->zola.member, held->now, &voice));
    must(position_take(held->store, &voice, proposal, POSITION_YES, NULL, false, held->now));
    must(position_take(held->store, &held->zola, proposal, POSITION_STOP, "My well.", false, held->now));
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM hand_word WHERE kind = 'position'"), 0);
    assert_int_equal(
        position_take(held->store, &voice, proposal, POSITION_YES, NULL, false, held->now), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(held->store), "They have answered themselves"));
}

static void somebody_at_the_door_answers_by_a_scribe(void **state)
{
    struct assembly *held = *state;
    struct actor voice;
    bool present;
    int64_t proposal = read_proposal(held);
    must(room_tick(held->store, &held->of[0], held->meeting, held->zola.member, held->now, &present));
    must(room_tick(held->store, &held->of[1], held->meeting, held->zola.member, held->now, &present));
    assert_true(present);
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    assert_int_equal(test_of(held, proposal).silent, 9);
    must(room_scribe(held->store, &held->ann, held->meeting, held->zola.member, held->now, &voice));
    must(position_take(held->store, &voice, proposal, POSITION_YES, NULL, false, held->now));
    assert_int_equal(test_of(held, proposal).silent, 8);
    voice.hand = held->of[4].member; /* no scribe of hers */
    assert_int_equal(
        position_take(held->store, &voice, proposal, POSITION_STOP, NULL, false, held->now), RESULT_REFUSED);
}

/* --- decisions --- */

static int64_t decide(struct assembly *held)
{
    int64_t proposal = read_proposal(held);
    put_and_close(held, proposal, "yyyyyyyy");
    return db_number(held->store, 0, "SELECT id FROM decision WHERE proposal = ?", proposal);
}

static struct decision decision_of(struct assembly *held, int64_t decision)
{
    struct decision out;
    must(decision_get(held->store, &held->ben, decision, held->now, &out));
    return out;
}

static void a_decision_is_carried_and_done(void **state)
{
    struct assembly *held = *state;
    struct decision list[4];
    size_t count;
    int64_t today = when_day(held->now), decision = decide(held);
    struct decision one = decision_of(held, decision);
    assert_int_equal(one.state, DECISION_NEEDS_HANDS);
    assert_int_equal(one.acts, 0); /* when the meeting closes */
    assert_string_equal(one.why, "It passes: 8 of 8 present say yes, 5 are needed.");
    assert_refused(decision_done(held->store, &held->ben, decision, true, held->now), RESULT_REFUSED, "`carry");
    assert_refused(
        decision_carry(held->store, &held->ben, decision, true, today - 1, held->now), RESULT_INVALID, "over");
    must(decision_carry(held->store, &held->ben, decision, true, today + 3, held->now));
    assert_true(decision_of(held, decision).mine);
    assert_refused(
        decision_carry(held->store, &held->zola, decision, true, 0, held->now), RESULT_CONFLICT, "ben carries it");
    assert_refused(decision_carry(held->store, &held->zola, decision, false, 0, held->now), RESULT_CONFLICT, "ben");
    assert_refused(decision_done(held->store, &held->zola, decision, true, held->now), RESULT_REFUSED, "ben carries");
    assert_int_equal(decision_get(held->store, &held->street.cora, decision, held->now, &one), RESULT_NOT_FOUND);
    if (room_close(held->store, &held->ann, held->meeting, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    assert_int_equal(decision_of(held, decision).acts, held->now);
    must(decision_done(held->store, &held->ben, decision, true, held->now));
    assert_int_equal(decision_of(held, decision).state, DECISION_DONE);
    must(decision_done(held->store, &held->ben, decision, false, held->now));
    must(decision_carry(held->store, &held->ben, decision, false, 0, held->now));
    must(decisions_list(held->store, &held->zola, held->now, list, 4, &count));
    assert_int_equal(count, 1);
    assert_int_equal(list[0].state, DECISION_NEEDS_HANDS);
    must(decisions_list(held->store, &held->street.cora, held->now, list, 4, &count));
    assert_int_equal(count, 0);
}

static void a_change_of_rules_acts_when_the_minutes_stand(void **state)
{
    struct assembly *held = *state;
    turn_to(held, held->rules);
    int64_t decision = decide(held);
    if (room_close(held->store, &held->ann, held->meeting, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    assert_int_equal(decision_of(held, decision).acts, held->now + MINUTES_STAND);
}

static int items_of(struct assembly *held, int64_t meeting, struct meeting_item *first)
{
    struct meeting_item list[ITEMS_MOST];
    size_t count;
    must(meeting_items_list(held->store, &held->ben, meeting, held->now, list, ITEMS_MOST, &count));
    if (count > 0)
        *first = list[0];
    return (int)count;
}

static void what_is_late_comes_up_in_the_next_agenda(void **state)
{
    struct assembly *held = *state;
    struct meeting_item first;
    int64_t next, decision = decide(held);
    must(decision_carry(held->store, &held->ben, decision, true, when_day(held->now), held->now));
    if (room_close(held->store, &held->ann, held->meeting, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    struct meeting_new form = { .starts = held->now + 10 * DAY };
    must(meeting_call(held->store, &held->ann, &form, held->now, &next));
    for (int i = 0; i < 4; i++)
        must(meeting_want(held->store, &held->of[i], next, true, held->now));
    store_tick(held->store, held->now);
    assert_int_equal(items_of(held, next, &first), 0); /* its day is not over */
    held->now += DAY;
    assert_true(decision_of(held, decision).late);
    store_tick(held->store, held->now);
    store_tick(held->store, held->now + 60); /* once is enough */
    assert_int_equal(items_of(held, next, &first), 1);
    assert_string_equal(first.title, "Late: The ward office");
    assert_string_equal(first.by, "");
    must(decision_done(held->store, &held->ben, decision, true, held->now));
    store_tick(held->store, held->now + 120);
    assert_int_equal(items_of(held, next, &first), 0);
}

/* --- minutes --- */

/* Where a line ends does not matter. */
static void assert_says(const char *text, const char *words)
{
    static char flat[200000], wanted[600];
    const char *from[] = { text, words };
    char *to[] = { flat, wanted };
    for (int i = 0; i < 2; i++) {
        char *end = to[i];
        for (const char *c = from[i]; *c != '\0'; c++)
            if ((*c != ' ' && *c != '\n') || (end > to[i] && end[-1] != ' '))
                *end++ = (char)(*c == '\n' ? ' ' : *c);
        *end = '\0';
    }
    if (strstr(flat, wanted) == NULL)
        fail_msg("\"%s\" is not in\n%s", words, text);
}

static void minutes_write_themselves(void **state)
{
    struct assembly *held = *state;
    struct minutes minutes;
    struct thread thread;
    int64_t proposal = read_proposal(held), other;
    for (int i = 0; i < 3; i++)
        must(room_raise(held->store, &held->of[i], held->meeting, held->now));
    must(room_reorder(held->store, &held->ann, held->meeting, held->of[2].member, SPEAKERS_LEAVING_EARLY, held->now));
    must(room_reorder(held->store, &held->ann, held->meeting, held->of[1].member, SPEAKERS_HARM, held->now));
    must(room_reorder(held->store, &held->ann, held->meeting, held->of[2].member, SPEAKERS_LEAVING_EARLY, held->now));
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    answer(held, proposal, "yyyyyy");
    must(position_take(held->store, &held->of[4], proposal, POSITION_BUT, "Who minds the children?", true, held->now));
    must(position_take(held->store, &held->of[5], proposal, POSITION_ASIDE, "I work nights.", false, held->now));
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    must(decision_carry(held->store, &held->ben, db_number(held->store, 0, "SELECT max(id) FROM decision"), true,
        when_day(held->now) + 2, held->now));
    turn_to(held, held->money);
    proposal = propose(held, &held->ben, "Ten for the pipe.");
    must(proposal_amend(held->store, &held->ben, proposal, "Twenty for the pipe.", held->now, &other));
    wait_for(held, MINUTE);
    must(proposal_small(held->store, &held->ann, proposal, held->now) == RESULT_REFUSED ? RESULT_OK : RESULT_BROKEN);
    assert_int_equal(minutes_get(held->store, &held->ann, held->meeting, held->now, &minutes), RESULT_NOT_FOUND);
    must(room_leave(held->store, &held->of[0], held->meeting, held->now));
    if (room_close(held->store, &held->ann, held->meeting, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    must(minutes_get(held->store, &held->zola, held->meeting, held->now, &minutes));
    assert_says(minutes.text, "Minutes: The water\nVilakazi Street, the yard\n");
    assert_says(minutes.text, "8 people came. At the end 7 were there: 7 on line, 0 at the door, 0 by a helper's");
    assert_says(minutes.text, "To decide, 4 of 10 active members had to be there, of 3 of 9 homes.");
    assert_says(minutes.text, "1. The burst pipe\n   The chair moved hands forward: harm (1), leaves early (2).\n"
                              "   Proposal 1, version 1: The ward office\n      On Tuesday ten of us");
    assert_says(minutes.text, "   It passes: 7 of 8 present say yes, 5 are needed. 2 of 8 answers");
    assert_says(minutes.text, "   yes, but, hope: Who minds the children?\n   I stand aside: I work nights.\n");
    assert_says(minutes.text,
        "Proposal 2, version 2: The ward office\n      Twenty for the pipe.\n   The question was not put.");
    assert_says(minutes.text, "There was no time for it.");
    assert_says(minutes.text, "   Decision 1: The ward office\n      ben carries it, until ");
    assert_null(strstr(minutes.text, "ida"));
    assert_int_equal(strlen(minutes.hash), 64);
    must(thread_get(held->store, &held->zola, minutes.thread, &thread));
    assert_int_equal(thread.board, held->street.general);
    assert_string_equal(thread.author, "the house");
    assert_false(minutes.stands);
    minutes_free(&minutes);
    assert_int_equal(
        minutes_get(held->store, &held->street.cora, held->meeting, held->now, &minutes), RESULT_NOT_FOUND);
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_RETURNED);
}

/* What is longer than a post takes several, cut between lines. */
static void long_minutes_take_several_posts(void **state)
{
    struct assembly *held = *state;
    struct buffer text = { 0 }, posted = { 0 };
    struct post posts[5];
    size_t count;
    int64_t thread;
    struct place board = { .board = held->street.general, .unit = 1, .parent = held->street.parent };
    for (int i = 0; i < 200; i++)
        buffer_format(&text, "Line %d of fifty letters and a few more, as it is.\n", i);
    must(db_begin(held->store));
    must(thread_by_house(held->store, &board, "Minutes", buffer_text(&text), held->now, &thread));
    must(db_commit(held->store));
    must(posts_page(held->store, &held->ben, thread, PAGE_AT, 0, 5, posts, &count));
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++) {
        assert_true(strlen(posts[i].body) <= POST_MAX);
        assert_string_equal(posts[i].handle, "the house");
        buffer_string(&posted, posts[i].body);
    }
    assert_string_equal(buffer_text(&posted), buffer_text(&text));
    posts_free(posts, count);
    buffer_clear(&posted);
    buffer_clear(&text);
}

/* RULES 4.2, 4.8: why somebody was moved forward, without a name, and on which day a decision is looked at again. A
 * text of many rows stands there whole. */
static void minutes_tell_reviews_and_who_was_moved(void **state)
{
    enum { ROWS = 450 };
    struct assembly *held = *state;
    struct minutes minutes;
    struct buffer rows = { 0 };
    int64_t proposal = read_proposal(held), other;
    for (int i = 0; i < ROWS; i++)
        buffer_string(&rows, i + 1 < ROWS ? "a\n" : "zebra");
    must(proposal_amend(held->store, &held->of[0], proposal, buffer_text(&rows), held->now, &other));
    buffer_clear(&rows);
    for (int i = 0; i < 3; i++)
        must(room_raise(held->store, &held->of[i + 1], held->meeting, held->now));
    must(room_reorder(held->store, &held->ann, held->meeting, held->of[3].member, SPEAKERS_NEW_VOICE, held->now));
    must(room_reorder(held->store, &held->ann, held->meeting, held->of[2].member, SPEAKERS_HARM, held->now));
    for (int i = 0; i < 3; i++)
        must(room_lower(held->store, &held->of[i + 1], held->meeting, held->now));
    wait_for(held, 20 * MINUTE);
    put_and_close(held, proposal, "yyyyyyyy");
    must(decision_review(held->store, &held->ben, db_number(held->store, 0, "SELECT max(id) FROM decision"),
        when_day(held->now) + 30, held->now));
    if (room_close(held->store, &held->ann, held->meeting, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    must(minutes_get(held->store, &held->ann, held->meeting, held->now, &minutes));
    assert_says(minutes.text, "The chair moved hands forward: a new voice (1), harm (1).");
    assert_says(minutes.text, "It is looked at again on ");
    assert_says(minutes.text, "      zebra\n");
    minutes_free(&minutes);
}

static void hash_is_of_the_text(const struct minutes *minutes)
{
    unsigned char hash[32];
    char hex[65];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)minutes->text, strlen(minutes->text), NULL, 0);
    assert_string_equal(sodium_bin2hex(hex, sizeof hex, hash, sizeof hash), minutes->hash);
}

/* RULES 4.8: paper is 80 columns wide. */
static void every_row_fits(const char *text)
{
    for (; *text != '\0'; text += strcspn(text, "\n") + 1)
        if (strcspn(text, "\n") > 80)
            fail_msg("%.*s", (int)strcspn(text, "\n"), text);
}

static void corrections_stand_beside_the_minutes(void **state)
{
    struct assembly *held = *state;
    struct minutes minutes;
    assert_refused(
        minutes_correct(held->store, &held->ben, held->meeting, "No.", held->now), RESULT_NOT_FOUND, "no minutes");
    must(room_enter(held->store, &held->gogo, held->meeting, held->now));
    must(room_leave(held->store, &held->of[0], held->meeting, held->now)); /* before the end */
    if (room_close(held->store, &held->ann, held->meeting, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    assert_refused(minutes_correct(held->store, &held->zola, held->meeting, "No.", held->now), RESULT_REFUSED,
        "was in the meeting");
    must(minutes_correct(held->store, &held->of[0], held->meeting, "I spoke too.", held->now));
    must(minutes_correct(held->store, &held->gogo, held->meeting, "I was there.", held->now));
    must(minutes_correct(held->store, &held->gogo, held->meeting, "Nobody heard me.", held->now));
    struct hand_entry entry;
    must(hand_entry_of(held->store, &held->of[1], HAND_CORRECTION, 3, &entry));
    must(hand_strike(held->store, &held->of[1], entry.id, held->now)); /* she did not say so */
    must(minutes_get(held->store, &held->ann, held->meeting, held->now, &minutes));
    assert_null(strstr(minutes.beside, "Nobody heard me."));
    minutes_free(&minutes);
    must(hand_unstrike(held->store, &held->of[1], entry.id, held->now));
    must(minutes_get(held->store, &held->ann, held->meeting, held->now, &minutes));
    assert_says(minutes.beside, "Nobody heard me.");
    minutes_free(&minutes);
    must(hand_strike(held->store, &held->of[1], entry.id, held->now));
    must(hand_entry_of(held->store, &held->of[1], HAND_CORRECTION, 2, &entry));
    assert_refused(hand_strike(held->store, &held->of[1], entry.id, held->now + MINUTES_STAND), RESULT_REFUSED,
        "what is beside them stays");
    must(minutes_get(held->store, &held->ann, held->meeting, held->now + MINUTES_STAND, &minutes));
    assert_says(minutes.beside, "Beside them, Gogo-Maria, by ann's hand, ");
    assert_null(strstr(minutes.beside, "Nobody heard me."));
    assert_true(minutes.stands);
    assert_says(minutes.beside, "Beside them, dan, ");
    assert_says(minutes.beside, "I spoke too.\n");
    hash_is_of_the_text(&minutes);
    char *whole = minutes_whole(&minutes);
    assert_true(strstr(whole, minutes.hash) < strstr(whole, "Beside them")); /* the hash is of what stands above it */
    every_row_fits(whole);
    free(whole);
    minutes_free(&minutes);
    assert_refused(minutes_correct(held->store, &held->ben, held->meeting, "No.", held->now + MINUTES_STAND),
        RESULT_REFUSED, "stand");
}

static void a_question_that_the_closing_interrupts_decides_nothing(void **state)
{
    struct assembly *held = *state;
    int64_t proposal = read_proposal(held);
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    answer(held, proposal, "yyyyyyyy");
    assert_int_equal(room_close(held->store, &held->ann, held->meeting, held->now), RESULT_CONFLICT);
    store_tick(held->store, SUNDAY + ROOM_LATE + 60); /* nobody closed it: the house does */
    held->now = SUNDAY + ROOM_LATE + 120;
    assert_int_equal(proposal_of(held, proposal).state, PROPOSAL_RETURNED);
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM decision"), 0);
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM minutes"), 1);
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM question_present"), 0);
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM position"), 0); /* hidden for good */
}

/* --- forgetting, leaving --- */

static void names_and_old_texts_are_forgotten(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    int64_t other, proposal = propose(held, &held->of[0], "On Tuesday ten of us go.");
    must(proposal_amend(store, &held->ben, proposal, "On Monday ten of us go.", held->now, &other));
    must(amendment_take(store, &held->of[0], other, true, held->now));
    wait_for(held, MINUTE);
    put_and_close(held, proposal, "yyyyyyba");
    must(room_enter(store, &held->gogo, held->meeting, held->now));
    must(room_close(store, &held->ann, held->meeting, held->now));
    must(minutes_correct(store, &held->gogo, held->meeting, "I was there.", held->now));
    store_forget(store, held->now + MINUTES_STAND + DAY - 60);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM proposal_text"), 2);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM minutes_present"), 0);
    store_forget(store, held->now + MINUTES_STAND + DAY);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM proposal_text"), 1);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM amendment_text"), 0);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM position"), 8);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM hand_word WHERE kind = 'correction'"), 1);
    store_forget(store, held->now + 365 * DAY);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM hand_word WHERE kind = 'correction'"), 0);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM position"), 0);
    assert_int_equal(test_of(held, proposal).result.yes, 7); /* the numbers stay */
}

static void who_leaves_takes_her_name_along(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    int64_t decision = decide(held);
    must(decision_carry(store, &held->of[0], decision, true, 0, held->now));
    must(room_close(store, &held->ann, held->meeting, held->now));
    assert_refused(room_raise(store, &held->ann, held->meeting, held->now), RESULT_CONFLICT,
        "closed. `minutes 1` has what came of it, `meetings` lists those to come.");
    must(minutes_correct(store, &held->of[0], held->meeting, "I spoke too.", held->now));
    must(member_leave(store, &held->of[0], held->now));
    assert_int_equal(decision_of(held, decision).state, DECISION_NEEDS_HANDS);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM position WHERE member = ?", held->of[0].member), 0);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM position"), 8);
    assert_string_equal(proposal_of(held, 1).mover_handle, "a former member");
}

/* --- files, parting --- */

static bool file_holds(const char *folder, const char *name, const char *words)
{
    char path[PATH_ROOM];
    files_path(path, folder, name);
    return files_hold(path, words);
}

static void the_unit_takes_it_along_as_files(void **state)
{
    struct assembly *held = *state;
    char folder[PATH_ROOM], export[PATH_ROOM], problem[400];
    struct actor operator= held->street.operator;
    int64_t decision = decide(held);
    must(decision_carry(held->store, &held->ben, decision, true, 0, held->now));
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    must(minutes_correct(held->store, &held->ben, held->meeting, "I spoke too.", held->now));
    files_folder(folder);
    files_path(export, folder, "export");
    if (store_export(held->store, &operator, 1, export, held->now, problem, sizeof problem) != RESULT_OK)
        fail_msg("%s", problem);
    assert_true(file_holds(export, "proposals.jsonl", "\"mover\":\"dan\""));
    assert_true(file_holds(export, "proposals.jsonl", "\"state\":\"decided\",\"small\":0,\"present\":8,\"yes\":8"));
    assert_true(file_holds(export, "decisions.jsonl", "\"carrier\":\"ben\""));
    assert_true(file_holds(export, "minutes.txt", "It passes: 8 of 8 present say yes"));
    assert_true(file_holds(export, "minutes.txt", "I spoke too."));
    assert_true(file_holds(export, "posts.jsonl", "\"handle\":\"the house\""));
    assert_true(file_holds(export, "README.txt", "decisions.jsonl"));
    files_remove(folder);
}

static void she_gets_what_she_answered_in_her_file(void **state)
{
    struct assembly *held = *state;
    char *file = NULL;
    int64_t proposal = read_proposal(held);
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    must(position_take(held->store, &held->of[5], proposal, POSITION_STOP, "My mother.", false, held->now));
    must(member_file(held->store, &held->of[5], 0, &file));
    assert_says(file, "\"answer\": \"stop\"");
    assert_says(file, "My mother.");
    free(file);
    must(member_file(held->store, &held->of[4], 0, &file));
    assert_null(strstr(file, "My mother."));
    free(file);
}

static void who_leaves_the_unit_is_told_what_needs_hands(void **state)
{
    struct assembly *held = *state;
    struct parting parting = { 0 };
    int64_t decision = decide(held);
    must(decision_carry(held->store, &held->ben, decision, true, 0, held->now));
    proposal_subject.parting(held->store, 1, held->ben.member, held->now, &parting);
    assert_string_equal(parting.ends, "1 decision that you carry there needs hands again.");
    must(db_begin(held->store));
    proposal_subject.part(held->store, 1, held->ben.member, held->now);
    must(db_commit(held->store));
    assert_int_equal(decision_of(held, decision).state, DECISION_NEEDS_HANDS);
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM position WHERE member = ?", held->ben.member), 0);
}

static void nothing_of_it_outlives_a_caucus(void **state)
{
    struct assembly *held = *state;
    struct minutes minutes;
    int64_t other;
    decide(held);
    must(proposal_make(held->store, &held->ben, held->meeting, "T", "Quetzal text.", held->now, &other));
    must(proposal_amend(held->store, &held->ann, other, "Other quetzal text.", held->now, &other));
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    must(db_begin(held->store));
    proposal_subject.end(held->store, 1, held->now);
    must(db_commit(held->store));
    assert_int_equal(minutes_get(held->store, &held->ann, held->meeting, held->now, &minutes), RESULT_NOT_FOUND);
    assert_int_equal(db_number(held->store, 0,
                         "SELECT (SELECT count(*) FROM proposal_text) + (SELECT count(*) FROM amendment_text)"
                         " + (SELECT count(*) FROM position) + (SELECT count(*) FROM decision)"),
        0);
}

#define held_test(name) cmocka_unit_test_setup_teardown(name, open_held, close_held)

int main(void)
{
    const struct CMUnitTest tests[] = {
        held_test(what_can_be_proposed),
        held_test(texts_change_by_the_movers_word),
        held_test(a_new_text_is_read_first),
        held_test(answers_are_hidden_until_it_closes),
        cmocka_unit_test(what_comes_of_the_answers),
        held_test(after_a_decision_the_item_ends),
        held_test(after_a_small_matter_the_item_ends),
        held_test(whoever_proposed_hears_of_another_text),
        held_test(a_new_text_is_not_stopped_yet),
        held_test(a_returned_text_is_changed_before_it_is_put_again),
        held_test(a_stop_stays_until_its_owner_answers),
        held_test(a_stop_is_answered_by_another_answer_or_by_seven_days),
        held_test(who_is_counted),
        held_test(nothing_is_decided_in_a_power_cut),
        held_test(nothing_is_decided_by_too_few),
        held_test(after_its_time_three_quarters_must_be_there),
        held_test(a_small_matter_passes_in_two_minutes),
        held_test(the_next_step_follows_the_proposal),
        held_test(a_person_without_a_device_answers_by_hand),
        held_test(another_hand_strikes_an_answer_before_it_gives_one),
        held_test(what_she_answers_herself_is_no_hands),
        held_test(somebody_at_the_door_answers_by_a_scribe),
        held_test(a_decision_is_carried_and_done),
        held_test(a_change_of_rules_acts_when_the_minutes_stand),
        held_test(what_is_late_comes_up_in_the_next_agenda),
        held_test(minutes_write_themselves),
        held_test(long_minutes_take_several_posts),
        held_test(minutes_tell_reviews_and_who_was_moved),
        held_test(corrections_stand_beside_the_minutes),
        held_test(a_question_that_the_closing_interrupts_decides_nothing),
        held_test(names_and_old_texts_are_forgotten),
        held_test(who_leaves_takes_her_name_along),
        held_test(the_unit_takes_it_along_as_files),
        held_test(she_gets_what_she_answered_in_her_file),
        held_test(who_leaves_the_unit_is_told_what_needs_hands),
        held_test(nothing_of_it_outlives_a_caucus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
