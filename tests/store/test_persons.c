/* test_persons.c: items about a person: who speaks first and last, who votes, and how somebody is removed. RULES 4.5.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "members.h"
#include "numbers.h"
#include "proposals.h"
#include "room_tools.h"
#include "store/people/removal.h"
#include "tests/store/secret_stage.h"
#include "when.h"

enum { ANN, BEN, DAN, EVA, FINN, GIL, HOPE, IDA };
enum { MINUTE = 60 };

#define assert_refused(call, result, words) refused(stage->store, (call), (result), (words))
static void refused(struct store *store, enum result got, enum result wanted, const char *words)
{
    if (got != wanted || strstr(store_reason(store), words) == NULL)
        fail_msg("%d, not %d: %s", got, wanted, store_reason(store));
}
static void done(struct secret_stage *stage, enum result result)
{
    if (result != RESULT_OK)
        fail_msg("%s", store_reason(stage->store));
}

/* An item about this person on the agenda of the open meeting, as dan put it there before. */
static int64_t about(struct secret_stage *stage, int who, enum item_wants wants)
{
    must(db_run(stage->store,
        "INSERT INTO meeting_item (uid, meeting, adder, wants, about, minutes, added, person)"
        " VALUES ('about', ?, ?, ?, ?, 20, ?, ?)",
        stage->meeting, stage->of[DAN].member, wants, (int64_t)ITEM_PERSON, NOON, stage->of[who].member));
    int64_t item = db_last_id(stage->store);
    must(db_run(stage->store, "INSERT INTO meeting_item_text VALUES (?, 'What happened at the gate', '')", item));
    must(room_end_item(stage->store, &stage->of[ANN], stage->meeting, false, stage->now));
    return item;
}

/* So that her word alone calls a meeting. */
static void ann_facilitates(struct secret_stage *stage)
{
    must(db_run(stage->store, "INSERT INTO seat (unit, name, member, since, until) VALUES (1, 'facilitator', ?, ?, ?)",
        stage->of[ANN].member, stage->now, stage->now + 90 * DAY));
}

static void begin(struct secret_stage *stage, int64_t item)
{
    done(stage, room_begin_item(stage->store, &stage->of[ANN], stage->meeting, item, stage->now));
}

static struct room seen(struct secret_stage *stage, int who)
{
    struct room room;
    must(room_get(stage->store, &stage->of[who], stage->meeting, stage->now, &room));
    return room;
}

static void later(struct secret_stage *stage, int64_t seconds)
{
    stage->now += seconds;
    stage_all_are_there(stage);
}

/* Gives the turn to whoever is next, who must be this one, and lets her speak. */
static void speaks(struct secret_stage *stage, int who)
{
    int64_t line;
    done(stage, room_next(stage->store, &stage->of[ANN], stage->meeting, stage->now));
    assert_string_equal(seen(stage, ANN).turn_handle, stage->of[who].handle);
    done(stage, room_say(stage->store, &stage->of[who], stage->meeting, "I was there.", stage->now, &line));
    later(stage, MINUTE);
}

static void raises(struct secret_stage *stage, int who)
{
    done(stage, room_raise(stage->store, &stage->of[who], stage->meeting, stage->now));
}

static int64_t proposes(struct secret_stage *stage, const char *effect)
{
    int64_t proposal = 0;
    done(stage, proposal_make_with(stage->store, &stage->of[DAN], stage->meeting, "The gate", "It stays shut at night.",
                    effect, stage->now, &proposal));
    later(stage, MINUTE);
    return proposal;
}

static enum result opens(struct secret_stage *stage, enum vote_kind kind, bool days)
{
    struct vote_new form = { .meeting = stage->meeting, .kind = kind, .secret = true, .days = days };
    stage_as(stage, &stage->of[ANN]);
    return vote_open(stage->store, &stage->of[ANN], &form, stage->now, &stage->vote);
}

/* y, n or - for each of the eight; closes the vote. */
static struct vote votes(struct secret_stage *stage, const char *said)
{
    struct vote vote;
    done(stage, opens(stage, VOTE_YESNO, false));
    assert_true(stage_tend(stage) >= 0);
    for (int i = 0; said[i] != '\0'; i++) {
        struct ballot ballot = { .value = { said[i] == 'y' ? TALLY_YES : TALLY_NO } };
        stage_as(stage, &stage->of[i]);
        if (said[i] != '-')
            done(stage, secret_cast(stage->store, &stage->of[i], stage->vote, &ballot, stage->now, NULL));
    }
    later(stage, 10 * MINUTE);
    stage_as(stage, &stage->of[ANN]);
    done(stage, vote_close(stage->store, &stage->of[ANN], stage->vote, stage->now));
    assert_true(stage_tend(stage) >= 0);
    must(vote_get(stage->store, &stage->of[ANN], stage->vote, stage->now, &vote));
    return vote;
}

/* --- who it is about --- */

static void an_item_about_a_person_names_her(void **state)
{
    struct secret_stage *stage = *state;
    struct item_person_line lines[4];
    struct meeting_item item;
    size_t count;
    char words[400];
    int64_t id = about(stage, IDA, ITEM_DECIDE);
    must(meeting_item_get(stage->store, &stage->of[IDA], id, stage->now, &item));
    assert_true(item.about_me);
    assert_string_equal(item.person_handle, "ida");
    must(meeting_items_about_me(stage->store, &stage->of[IDA], stage->now, lines, 4, &count));
    assert_int_equal(count, 1);
    meeting_item_person_words(&lines[0], words, sizeof words);
    assert_string_equal(words, "An item is about you: What happened at the gate. You speak first and last.");
    must(meeting_items_about_me(stage->store, &stage->of[DAN], stage->now, lines, 4, &count));
    assert_int_equal(count, 0);
    struct item_new form = { .meeting = stage->meeting, .title = "T", .about = ITEM_PERSON, .minutes = 5 };
    assert_refused(meeting_item_add(stage->store, &stage->of[DAN], &form, NOON, &id), RESULT_INVALID, "Say about whom");
    form.about = ITEM_THINGS;
    form.person = stage->of[IDA].member;
    assert_refused(
        meeting_item_add(stage->store, &stage->of[DAN], &form, NOON, &id), RESULT_INVALID, "is about a person");
}

static void she_alone_names_who_speaks_for_her(void **state)
{
    struct secret_stage *stage = *state;
    struct item_person_line lines[4];
    size_t count;
    char words[400];
    int64_t item = about(stage, IDA, ITEM_TALK);
    assert_refused(meeting_item_speaker(stage->store, &stage->of[DAN], item, stage->of[DAN].member, stage->now),
        RESULT_REFUSED, "says");
    assert_refused(
        meeting_item_speaker(stage->store, &stage->of[IDA], item, 999, stage->now), RESULT_NOT_FOUND, "Nobody here");
    assert_refused(
        meeting_item_speaker(stage->store, &stage->of[IDA], stage->things, stage->of[EVA].member, stage->now),
        RESULT_REFUSED, "about nobody");
    done(stage, meeting_item_speaker(stage->store, &stage->of[IDA], item, stage->of[EVA].member, stage->now));
    must(meeting_items_about_me(stage->store, &stage->of[EVA], stage->now, lines, 4, &count));
    assert_int_equal(count, 1);
    meeting_item_person_words(&lines[0], words, sizeof words);
    assert_string_equal(words, "You speak for ida, first and last: What happened at the gate");
    begin(stage, item);
    assert_string_equal(seen(stage, DAN).next_handle[0], "eva");
    done(stage, meeting_item_speaker(stage->store, &stage->of[IDA], item, 0, stage->now));
    assert_string_equal(seen(stage, DAN).next_handle[0], "ida");
    must(room_end_item(stage->store, &stage->of[ANN], stage->meeting, false, stage->now));
    assert_refused(meeting_item_speaker(stage->store, &stage->of[IDA], item, stage->of[EVA].member, stage->now),
        RESULT_REFUSED, "is over");
}

static void whom_an_item_was_about_is_forgotten_after_a_year(void **state)
{
    struct secret_stage *stage = *state;
    int64_t item = about(stage, IDA, ITEM_TALK);
    must(room_close(stage->store, &stage->of[ANN], stage->meeting, stage->now));
    store_forget(stage->store, stage->now + 364 * DAY);
    assert_int_equal(
        db_number(stage->store, 0, "SELECT person FROM meeting_item WHERE id = ?", item), stage->of[IDA].member);
    store_forget(stage->store, stage->now + 366 * DAY);
    assert_int_equal(db_number(stage->store, 9, "SELECT person FROM meeting_item WHERE id = ?", item), 0);
}

/* --- first and last --- */

static void she_speaks_first_and_last(void **state)
{
    struct secret_stage *stage = *state;
    int64_t item = about(stage, IDA, ITEM_DECIDE);
    raises(stage, DAN);
    begin(stage, item);
    assert_int_equal(seen(stage, IDA).waits, SPEAKERS_FIRST);
    speaks(stage, IDA);
    speaks(stage, DAN);
    assert_true(seen(stage, ANN).last_due);
    assert_refused(room_end_item(stage->store, &stage->of[ANN], stage->meeting, false, stage->now), RESULT_REFUSED,
        "ida speaks last");
    assert_refused(room_end_item(stage->store, &stage->of[ANN], stage->meeting, true, stage->now), RESULT_REFUSED,
        "ida speaks last");
    assert_refused(opens(stage, VOTE_YESNO, false), RESULT_REFUSED, "ida speaks last");
    raises(stage, EVA);
    done(stage, room_last_word(stage->store, &stage->of[ANN], stage->meeting, stage->now));
    speaks(stage, IDA);
    must(room_end_item(stage->store, &stage->of[ANN], stage->meeting, false, stage->now));
}

static void whoever_is_not_there_holds_up_nothing(void **state)
{
    struct secret_stage *stage = *state;
    int64_t item = about(stage, IDA, ITEM_DECIDE);
    must(room_leave(stage->store, &stage->of[IDA], stage->meeting, stage->now));
    raises(stage, DAN);
    begin(stage, item);
    assert_string_equal(seen(stage, ANN).next_handle[0], "dan"); /* and nobody reads that ida speaks next */
    done(stage, room_next(stage->store, &stage->of[ANN], stage->meeting, stage->now));
    assert_string_equal(seen(stage, ANN).turn_handle, "dan");
    int64_t line;
    must(room_say(stage->store, &stage->of[DAN], stage->meeting, "I was there.", stage->now, &line));
    assert_false(seen(stage, ANN).last_due);
    later(stage, MINUTE); /* with which she comes in */
    speaks(stage, IDA);
    must(room_end_item(stage->store, &stage->of[ANN], stage->meeting, false, stage->now));
}

static void her_words_move_with_a_parked_item(void **state)
{
    struct secret_stage *stage = *state;
    struct meeting_new form = { .starts = SUNDAY + 7 * DAY, .title = "Next", .place = "the yard" };
    struct meeting_item item;
    int64_t next, id = about(stage, IDA, ITEM_TALK);
    done(stage, meeting_item_speaker(stage->store, &stage->of[IDA], id, stage->of[EVA].member, stage->now));
    ann_facilitates(stage);
    done(stage, meeting_call(stage->store, &stage->of[ANN], &form, stage->now, &next));
    begin(stage, id);
    must(room_end_item(stage->store, &stage->of[ANN], stage->meeting, true, stage->now));
    id = db_number(stage->store, 0, "SELECT id FROM meeting_item WHERE meeting = ?", next);
    must(meeting_item_get(stage->store, &stage->of[IDA], id, stage->now, &item));
    assert_true(item.about_me);
    assert_string_equal(item.speaker_handle, "eva");
}

/* --- the answer --- */

static void her_home_is_not_in_the_answer(void **state)
{
    struct secret_stage *stage = *state;
    struct vote vote;
    struct vote_result result;
    char words[400];
    int64_t item = about(stage, ANN, ITEM_DECIDE); /* ann and ben live in one home */
    begin(stage, item);
    speaks(stage, ANN);
    int64_t proposal = proposes(stage, NULL);
    done(stage, opens(stage, VOTE_YESNO, false));
    must(vote_get(stage->store, &stage->of[BEN], stage->vote, stage->now, &vote));
    assert_int_equal(vote.proposal, proposal);
    assert_string_equal(vote.title, "The gate");
    assert_int_equal(vote.voters, 6);
    assert_int_equal(vote.left_out, 2);
    assert_false(vote.listed);
    assert_true(stage_tend(stage) >= 0);
    stage_as(stage, &stage->of[BEN]);
    assert_refused(secret_cast(stage->store, &stage->of[BEN], stage->vote, &(struct ballot) { .value = { TALLY_YES } },
                       stage->now, NULL),
        RESULT_REFUSED, "somebody of your home");
    for (int i = DAN; i <= IDA; i++) {
        stage_as(stage, &stage->of[i]);
        done(stage, secret_cast(stage->store, &stage->of[i], stage->vote,
                        &(struct ballot) { .value = { i <= GIL ? TALLY_YES : TALLY_NO } }, stage->now, NULL));
    }
    stage_as(stage, &stage->of[ANN]);
    done(stage, vote_close(stage->store, &stage->of[ANN], stage->vote, stage->now));
    assert_true(stage_tend(stage) >= 0);
    must(vote_get(stage->store, &stage->of[DAN], stage->vote, stage->now, &vote));
    must(vote_result_get(stage->store, &stage->of[DAN], stage->vote, &result));
    vote_result_words(&vote, &result, words, sizeof words);
    assert_string_equal(
        words, "Yes: 4 of 6 say yes, 4 are needed. No 2, abstained 0. 2 people of ann's home are not counted here.");
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM decision WHERE proposal = ?", proposal), 1);
}

static void it_is_voted_on_secretly_and_decides_nothing_else(void **state)
{
    struct secret_stage *stage = *state;
    int64_t proposal = 0, item = about(stage, IDA, ITEM_DECIDE);
    struct vote_new open = { .meeting = stage->meeting, .kind = VOTE_YESNO, .openly = true };
    begin(stage, item);
    assert_refused(
        vote_open(stage->store, &stage->of[ANN], &open, stage->now, &stage->vote), RESULT_REFUSED, "voted on secretly");
    assert_refused(proposal_make_with(
                       stage->store, &stage->of[DAN], stage->meeting, "T", "Text", "guests yes", stage->now, &proposal),
        RESULT_REFUSED, "decides nothing else");
    assert_refused(proposal_make_with(
                       stage->store, &stage->of[DAN], stage->meeting, "T", "Text", "remove eva", stage->now, &proposal),
        RESULT_REFUSED, "an item about them alone");
    assert_refused(
        room_unsigned(stage->store, &stage->of[DAN], stage->meeting, "She did it.", stage->now), RESULT_REFUSED, "");
}

/* "Is Ida out?" is no yes or no in an item that was put on the agenda to choose somebody: ida was never told. */
static void nobody_is_voted_on_whom_the_item_does_not_name(void **state)
{
    struct secret_stage *stage = *state;
    static const char *const names[] = { "ann", "ida" };
    struct vote_new form = { .meeting = stage->meeting, .kind = VOTE_YESNO, .title = "Is Ida out?" };
    stage_turn_to(stage, stage->person);
    assert_refused(vote_open(stage->store, &stage->of[ANN], &form, stage->now, &stage->vote), RESULT_REFUSED,
        "names nobody, so nobody was told");
    form.kind = VOTE_CHOOSE;
    form.option = names;
    form.options = 2;
    done(stage, vote_open(stage->store, &stage->of[ANN], &form, stage->now, &stage->vote));
}

/* --- removal --- */

/* Another meeting, so many days later, with the item of this proposal; it is open now. */
static int64_t meets_again(struct secret_stage *stage, int64_t proposal, int days)
{
    struct meeting_new form = { .starts = stage->now + days * DAY, .title = "Again", .place = "the yard" };
    int64_t next = 0;
    must(room_end_item(stage->store, &stage->of[ANN], stage->meeting, false, stage->now));
    must(room_close(stage->store, &stage->of[ANN], stage->meeting, stage->now));
    ann_facilitates(stage);
    done(stage, meeting_call(stage->store, &stage->of[ANN], &form, stage->now, &next));
    assert_true(store_tick(stage->store, stage->now) >= 0);
    stage->meeting = next;
    stage->now += days * DAY;
    for (int i = 0; i < SECRET_PEOPLE; i++) /* who logs in counts as active */
        must(db_run(stage->store, "INSERT OR REPLACE INTO presence (member, seen, there) VALUES (?, ?, 0)",
            stage->of[i].member, stage->now));
    must(room_open(stage->store, &stage->of[ANN], next, stage->now));
    stage_all_are_there(stage);
    return db_number(stage->store, 0, "SELECT item FROM proposal WHERE id = ? AND meeting = ?", proposal, next);
}

static int64_t removal_begins(struct secret_stage *stage)
{
    begin(stage, about(stage, IDA, ITEM_DECIDE));
    speaks(stage, IDA);
    return proposes(stage, "remove ida");
}

static bool is_gone(struct secret_stage *stage, int who)
{
    return db_number(stage->store, 0, "SELECT gone FROM member WHERE id = ?", stage->of[who].member) != 0;
}

static bool is_of_the_street(struct secret_stage *stage, int who)
{
    return db_number(stage->store, 0, "SELECT count(*) FROM membership WHERE unit = 1 AND member = ?",
               stage->of[who].member) == 1;
}

/* What its page, its result and the list of votes say of a vote. */
static void assert_first(struct secret_stage *stage, const struct vote *vote, bool first, int64_t from)
{
    struct vote_line *lines = calloc(VOTES_SHOWN, sizeof *lines);
    struct vote_result *result = calloc(1, sizeof *result);
    char words[1000], day[WHEN_BYTES];
    size_t count = 0, at = 0;
    must(vote_result_get(stage->store, &stage->of[DAN], vote->id, result));
    vote_result_words(vote, result, words, sizeof words);
    assert_int_equal(vote->first_yes, first);
    assert_int_equal(strstr(words, "first of two yeses") != NULL, first);
    assert_int_equal(vote->second_from, from);
    if (from != 0)
        assert_non_null(strstr(words, when_say_date(from, when_day(vote->closed), day)));
    must(votes_list(stage->store, &stage->of[DAN], 0, stage->now, lines, VOTES_SHOWN, &count));
    while (at < count && lines[at].id != vote->id)
        at++;
    assert_true(at < count);
    assert_int_equal(lines[at].first_yes, first);
    assert_int_equal(lines[at].second_from, from);
    free(result);
    free(lines);
}

/* RULES' head: the first of two yeses decides nothing, and is told so. */
static void the_first_yes_is_not_told_as_a_decision(void **state)
{
    struct secret_stage *stage = *state;
    int64_t id = removal_begins(stage);
    struct vote no = votes(stage, "yyyyyn-"), first = votes(stage, "yyyyyyn");
    assert_first(stage, &no, false, 0);
    assert_first(stage, &first, true, when_day(stage->now) + TWICE_APART);
    begin(stage, meets_again(stage, id, 14));
    speaks(stage, IDA);
    struct vote second = votes(stage, "yyyyyyn");
    assert_first(stage, &second, false, 0);
    must(vote_get(stage->store, &stage->of[DAN], first.id, stage->now, &first));
    assert_first(stage, &first, true, 0); /* nothing more is asked because of it */
}

static void somebody_is_removed_by_three_quarters_at_two_meetings(void **state)
{
    struct secret_stage *stage = *state;
    struct proposal proposal;
    int64_t id = removal_begins(stage), unit, from;
    struct vote vote = votes(stage, "yyyyyn-"); /* hope is silent: 5 yes of 7 would be too few */
    assert_int_equal(vote.majority, MAJORITY_THREE_QUARTERS);
    assert_int_equal(vote.state, VOTE_REFUSED);
    must(proposal_get(stage->store, &stage->of[DAN], id, stage->now, &proposal));
    assert_int_equal(proposal.state, PROPOSAL_RETURNED);
    vote = votes(stage, "yyyyyyn");
    assert_int_equal(vote.state, VOTE_DECIDED);
    must(proposal_get(stage->store, &stage->of[DAN], id, stage->now, &proposal));
    assert_int_equal(proposal.state, PROPOSAL_ONCE);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM decision"), 0);
    int64_t item = meets_again(stage, id, 14);
    assert_true(item != 0);
    begin(stage, item);
    speaks(stage, IDA);
    vote = votes(stage, "yyyyyyn");
    assert_int_equal(vote.state, VOTE_DECIDED);
    must(proposal_get(stage->store, &stage->of[DAN], id, stage->now, &proposal));
    assert_int_equal(proposal.state, PROPOSAL_DECIDED);
    must(room_end_item(stage->store, &stage->of[ANN], stage->meeting, false, stage->now));
    must(room_close(stage->store, &stage->of[ANN], stage->meeting, stage->now));
    assert_true(effect_removal_of_me(stage->store, &stage->of[IDA], &unit, &from) != 0);
    assert_int_equal(from, stage->now + 7 * DAY);
    assert_true(store_tick(stage->store, stage->now) >= 0);
    assert_true(is_of_the_street(stage, IDA)); /* until the minutes stand */
    stage->now += 7 * DAY;
    assert_true(store_tick(stage->store, stage->now) >= 0);
    assert_false(is_of_the_street(stage, IDA));
    while (store_forget(stage->store, stage->now) > 0)
        ;
    assert_true(is_gone(stage, IDA)); /* she had no other place in the house */
    assert_false(is_gone(stage, DAN));
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM removal"), 0);
}

static void who_has_another_place_stays_in_the_house(void **state)
{
    struct secret_stage *stage = *state;
    must(db_run(stage->store, "INSERT INTO unit (id, uid, kind, name, made, slug) VALUES"
                              " (9, 'u9', " SQL_UNIT_FORUM ", 'The Depot', 1, 'the-depot')"));
    must(db_run(stage->store,
        "INSERT INTO membership (unit, member, since) SELECT 9, member, since FROM membership WHERE member = ? AND unit = 1",
        stage->of[IDA].member));
    must(db_begin(stage->store));
    must(removal_carry_out(stage->store, 1, stage->of[IDA].member, stage->now));
    must(db_commit(stage->store));
    while (store_forget(stage->store, stage->now) > 0)
        ;
    assert_false(is_of_the_street(stage, IDA));
    assert_false(is_gone(stage, IDA));
}

static void the_second_meeting_is_fourteen_days_later(void **state)
{
    struct secret_stage *stage = *state;
    int64_t id = removal_begins(stage);
    votes(stage, "yyyyyyy");
    assert_refused(opens(stage, VOTE_YESNO, false), RESULT_REFUSED, "from ");
    assert_int_equal(meets_again(stage, id, 7), 0); /* it does not come by itself */
    struct meeting_new form = { .starts = stage->now + 7 * DAY, .title = "Later", .place = "the yard" };
    int64_t third;
    done(stage, meeting_call(stage->store, &stage->of[ANN], &form, stage->now, &third));
    assert_true(store_tick(stage->store, stage->now) >= 0);
    assert_int_equal(db_number(stage->store, 0, "SELECT meeting FROM proposal WHERE id = ?", id), third);
}

static void a_no_takes_the_first_yes_away(void **state)
{
    struct secret_stage *stage = *state;
    int64_t id = removal_begins(stage);
    votes(stage, "yyyyyyy");
    begin(stage, meets_again(stage, id, 14));
    speaks(stage, IDA);
    votes(stage, "yynnnyy");
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM first_yes"), 0);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM decision"), 0);
    votes(stage, "yyyyyyy"); /* a new first yes, and no second one */
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM decision"), 0);
}

/* Nobody lives for years with half a removal: the first yes counts for TWICE_WITHIN days. */
static void the_first_yes_lapses(void **state)
{
    struct secret_stage *stage = *state;
    struct proposal proposal;
    int64_t id = removal_begins(stage);
    votes(stage, "yyyyyyy");
    must(proposal_get(stage->store, &stage->of[DAN], id, stage->now, &proposal));
    assert_int_equal(proposal.second_until, when_day(stage->now) + TWICE_WITHIN);
    must(room_end_item(stage->store, &stage->of[ANN], stage->meeting, false, stage->now));
    must(room_close(stage->store, &stage->of[ANN], stage->meeting, stage->now));
    int64_t last = stage->now + TWICE_WITHIN * DAY;
    assert_true(store_tick(stage->store, last) >= 0);
    must(proposal_get(stage->store, &stage->of[DAN], id, last, &proposal));
    assert_int_equal(proposal.state, PROPOSAL_ONCE);
    assert_true(store_tick(stage->store, last + DAY) >= 0);
    must(proposal_get(stage->store, &stage->of[DAN], id, last + DAY, &proposal));
    assert_int_equal(proposal.first_yes, 0);
    assert_int_equal(proposal.state, PROPOSAL_RETURNED);
}

static void the_house_brings_it_before_no_meeting_that_comes_too_late(void **state)
{
    struct secret_stage *stage = *state;
    int64_t id = removal_begins(stage), first = stage->now;
    votes(stage, "yyyyyyy");
    assert_int_equal(meets_again(stage, id, TWICE_WITHIN + 1), 0);
    assert_true(store_tick(stage->store, first + (TWICE_WITHIN + 1) * DAY) >= 0);
    assert_int_equal(db_number(stage->store, -1, "SELECT state FROM proposal WHERE id = ?", id), PROPOSAL_RETURNED);
}

/* On the agenda of a meeting that comes too late the next yes is a first one. */
static void a_yes_after_the_first_has_lapsed_is_the_first(void **state)
{
    struct secret_stage *stage = *state;
    int64_t id = removal_begins(stage), first;
    votes(stage, "yyyyyyy");
    begin(stage, meets_again(stage, id, 14));
    speaks(stage, IDA);
    first = stage->now - (TWICE_WITHIN + 1) * DAY;
    must(db_run(stage->store, "UPDATE first_yes SET at = ?", first)); /* nothing ticked since */
    struct vote vote = votes(stage, "yyyyyyy");
    assert_true(vote.first_yes);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM decision"), 0);
    assert_int_equal(db_number(stage->store, 0, "SELECT at FROM first_yes"), stage->now);
}

static void another_text_takes_the_first_yes_away(void **state)
{
    struct secret_stage *stage = *state;
    int64_t amendment, id = removal_begins(stage);
    votes(stage, "yyyyyyy");
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM first_yes"), 1);
    done(stage, proposal_amend(stage->store, &stage->of[DAN], id, "Another text.", stage->now, &amendment));
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM first_yes"), 0);
}

static void no_other_road_removes_anybody(void **state)
{
    struct secret_stage *stage = *state;
    int64_t stop, id = removal_begins(stage);
    assert_refused(opens(stage, VOTE_YESNO, true), RESULT_REFUSED, "in the room");
    assert_refused(proposal_test_open(stage->store, &stage->of[ANN], id, stage->now), RESULT_REFUSED, "secretly");
    assert_refused(proposal_two_thirds(stage->store, &stage->of[ANN], id, stage->now), RESULT_REFUSED, "secretly");
    assert_refused(proposal_small(stage->store, &stage->of[ANN], id, stage->now), RESULT_REFUSED, "secretly");
    (void)stop;
}

/* --- the rules --- */

static void a_rule_changes_by_three_quarters_at_two_meetings(void **state)
{
    struct secret_stage *stage = *state;
    int64_t proposal = 0;
    assert_refused(proposal_make_with(stage->store, &stage->of[DAN], stage->meeting, "T", "Text",
                       "number power-months 2", stage->now, &proposal),
        RESULT_REFUSED, "itself a rule");
    int64_t item = about(stage, IDA, ITEM_DECIDE);
    must(db_run(stage->store, "UPDATE meeting_item SET person = 0, about = ? WHERE id = ?", (int64_t)ITEM_RULES, item));
    begin(stage, item);
    proposal = proposes(stage, "number power-months 2");
    assert_refused(
        proposal_test_open(stage->store, &stage->of[ANN], proposal, stage->now), RESULT_REFUSED, "at two meetings");
    struct vote vote = votes(stage, "yyyyynnn"); /* 5 of 8 */
    assert_int_equal(vote.majority, MAJORITY_THREE_QUARTERS);
    assert_int_equal(vote.state, VOTE_REFUSED);
    assert_int_equal(votes(stage, "yyyyyynn").state, VOTE_DECIDED);
    begin(stage, meets_again(stage, proposal, 14));
    later(stage, MINUTE);
    assert_int_equal(votes(stage, "yyyyyynn").state, VOTE_DECIDED);
    must(room_end_item(stage->store, &stage->of[ANN], stage->meeting, false, stage->now));
    must(room_close(stage->store, &stage->of[ANN], stage->meeting, stage->now));
    assert_true(store_tick(stage->store, stage->now) >= 0);
    assert_int_equal(number_of(stage->store, 1, NUMBER_POWER), 91 * DAY); /* until the minutes stand */
    assert_true(store_tick(stage->store, stage->now + 7 * DAY) >= 0);
    assert_int_equal(number_of(stage->store, 1, NUMBER_POWER), 60 * DAY);
}

/* The items of a founding assembly have no words of their own: what comes again is called as it was there. */
static void the_second_question_is_called_as_the_first_was(void **state)
{
    struct secret_stage *stage = *state;
    struct meeting_item items[8];
    size_t count;
    int64_t item = about(stage, IDA, ITEM_DECIDE);
    must(db_run(stage->store, "UPDATE meeting_item SET person = 0, adder = 0, about = ?, founds = 3 WHERE id = ?",
        (int64_t)ITEM_RULES, item));
    must(db_run(stage->store, "DELETE FROM meeting_item_text WHERE item = ?", item));
    begin(stage, item);
    int64_t proposal = proposes(stage, "number power-months 2");
    votes(stage, "yyyyyynn");
    assert_int_not_equal(meets_again(stage, proposal, 14), 0);
    must(meeting_items_list(stage->store, &stage->of[ANN], stage->meeting, stage->now, items, 8, &count));
    assert_int_equal(count, 1);
    assert_string_equal(items[0].title, "The numbers: how many days, how many homes");
}

/* Whoever calls the second meeting and withdraws it does not take the first yes away. */
static void the_second_question_outlives_a_withdrawn_meeting(void **state)
{
    struct secret_stage *stage = *state;
    struct meeting_new form = { .starts = stage->now + 14 * DAY, .title = "Again", .place = "the yard" };
    struct meeting_item items[8];
    size_t count;
    int64_t withdrawn = 0, next = 0, proposal = removal_begins(stage);
    votes(stage, "yyyyyyy");
    must(room_end_item(stage->store, &stage->of[ANN], stage->meeting, false, stage->now));
    must(room_close(stage->store, &stage->of[ANN], stage->meeting, stage->now));
    ann_facilitates(stage);
    done(stage, meeting_call(stage->store, &stage->of[ANN], &form, stage->now, &withdrawn));
    assert_true(store_tick(stage->store, stage->now) >= 0);
    assert_int_equal(db_number(stage->store, 0, "SELECT meeting FROM proposal WHERE id = ?", proposal), withdrawn);
    must(meeting_withdraw(stage->store, &stage->of[ANN], withdrawn, stage->now));
    stage->now += 2 * DAY;
    while (store_forget(stage->store, stage->now) > 0)
        ;
    form.starts = stage->now + 14 * DAY;
    done(stage, meeting_call(stage->store, &stage->of[ANN], &form, stage->now, &next));
    assert_true(store_tick(stage->store, stage->now) >= 0);
    assert_int_equal(db_number(stage->store, 0, "SELECT meeting FROM proposal WHERE id = ?", proposal), next);
    must(meeting_items_list(stage->store, &stage->of[ANN], next, stage->now, items, 8, &count));
    assert_int_equal(count, 1);
    assert_int_equal(items[0].proposal, proposal);
    assert_string_equal(items[0].title, "What happened at the gate");
}

/* RULES 1.2: a street that got enough homes without a founding assembly. */
static void only_the_founding_assembly_ends_founding(void **state)
{
    struct secret_stage *stage = *state;
    must(db_run(stage->store, "UPDATE meeting SET founding = 0"));
    must(db_run(stage->store, "UPDATE meeting_item SET dropped = 1 WHERE founds > 0"));
    must(room_end_item(stage->store, &stage->of[ANN], stage->meeting, false, stage->now));
    must(room_close(stage->store, &stage->of[ANN], stage->meeting, stage->now));
    assert_int_equal(db_number(stage->store, 9, "SELECT assembled FROM unit WHERE id = 1"), 0);
    struct meeting_new form = { .starts = stage->now + 7 * DAY, .title = "Again", .place = "the yard" };
    int64_t next = 0;
    ann_facilitates(stage);
    done(stage, meeting_call(stage->store, &stage->of[ANN], &form, stage->now, &next));
    assert_int_equal(
        db_number(stage->store, 0, "SELECT count(*) FROM meeting_item WHERE meeting = ? AND founds > 0", next), 3);
    stage->meeting = next;
    stage->now += 7 * DAY;
    must(room_open(stage->store, &stage->of[ANN], next, stage->now));
    stage_all_are_there(stage);
    begin(stage, db_number(stage->store, 0, "SELECT min(id) FROM meeting_item WHERE meeting = ?", next));
    must(room_end_item(stage->store, &stage->of[ANN], next, true, stage->now));
    must(room_close(stage->store, &stage->of[ANN], next, stage->now));
    assert_int_equal(db_number(stage->store, 0, "SELECT assembled FROM unit WHERE id = 1"), stage->now);
}

/* --- a stop --- */

static void no_vote_passes_a_stop_over(void **state)
{
    struct secret_stage *stage = *state;
    int64_t proposal;
    done(stage,
        proposal_make(stage->store, &stage->of[DAN], stage->meeting, "The pipe", "We dig.", stage->now, &proposal));
    must(db_run(stage->store,
        "INSERT INTO stop (item, proposal, version, member, at, body) VALUES (?, ?, 1, ?, ?, 'No.')", stage->things,
        proposal, stage->of[EVA].member, stage->now));
    assert_refused(opens(stage, VOTE_YESNO, false), RESULT_REFUSED, "no vote can override");
    assert_refused(opens(stage, VOTE_YESNO, true), RESULT_REFUSED, "no vote can override");
    assert_refused(proposal_small(stage->store, &stage->of[ANN], proposal, stage->now + MINUTE), RESULT_REFUSED, "");
    must(stop_answered(stage->store, &stage->of[EVA], proposal, stage->now));
    done(stage, opens(stage, VOTE_YESNO, false));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_open, stage_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_item_about_a_person_names_her),
        TEST(she_alone_names_who_speaks_for_her),
        TEST(whom_an_item_was_about_is_forgotten_after_a_year),
        TEST(she_speaks_first_and_last),
        TEST(whoever_is_not_there_holds_up_nothing),
        TEST(her_words_move_with_a_parked_item),
        TEST(her_home_is_not_in_the_answer),
        TEST(it_is_voted_on_secretly_and_decides_nothing_else),
        TEST(nobody_is_voted_on_whom_the_item_does_not_name),
        TEST(somebody_is_removed_by_three_quarters_at_two_meetings),
        TEST(who_has_another_place_stays_in_the_house),
        TEST(the_second_meeting_is_fourteen_days_later),
        TEST(the_first_yes_is_not_told_as_a_decision),
        TEST(a_no_takes_the_first_yes_away),
        TEST(the_first_yes_lapses),
        TEST(the_house_brings_it_before_no_meeting_that_comes_too_late),
        TEST(a_yes_after_the_first_has_lapsed_is_the_first),
        TEST(another_text_takes_the_first_yes_away),
        TEST(no_other_road_removes_anybody),
        TEST(a_rule_changes_by_three_quarters_at_two_meetings),
        TEST(the_second_question_outlives_a_withdrawn_meeting),
        TEST(the_second_question_is_called_as_the_first_was),
        TEST(only_the_founding_assembly_ends_founding),
        TEST(no_vote_passes_a_stop_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
