/* test_votes.c: votes in the room and over days, on paper, ties and the lot (RULES 4.1, 4.5, 4.6, 1.8, 1.12). */
#include "votes.h"

#include "hand.h"
#include "lot.h"
#include "numbers.h"
#include "proposals.h"
#include "store/assembly/vote_row.h"
#include "store/keep/subjects.h"
#include "store/people/number_write.h"
#include "tests/store/files.h"
#include "tests/store/street.h"

enum { HOMES = 6, PEOPLE = HOMES + 2, SUNDAY = NOON + 20 * DAY, MINUTE = 60 };

/* A street that is founded: ann and ben of C 14, one person in each of D 1 to D 6, zola of C 8, and Maria of C 7, who
 * has no device; ann types for her. Ten people of nine homes: four people of three homes are enough. */
struct assembly {
    struct street street;
    struct store *store;
    struct actor ann, ben, of[HOMES], zola, gogo;
    int64_t maria, meeting, choose, decide, talk, person, now;
};

static struct actor live_in(struct street *street, const char *handle, const char *home, int64_t now)
{
    struct actor actor, house = { .kind = ACTOR_CARETAKER, .here = 1 };
    int64_t member;
    struct member_new form = { .handle = handle, .home = home };
    must(member_add(street->store, &house, &form, now, &member));
    must(actor_for(street->store, ACTOR_MEMBER, handle, &actor));
    return actor;
}

static int64_t item(struct assembly *held, const char *title, enum item_wants wants, enum item_about about)
{
    int64_t id = 0;
    struct item_new form = { .meeting = held->meeting, .title = title, .wants = wants, .about = about, .minutes = 20 };
    must(meeting_item_add(held->store, &held->ben, &form, NOON, &id));
    return id;
}

/* In the order of `answers` below: ann, ben, then the six. */
static const struct actor *person(const struct assembly *held, int i)
{
    return i == 0 ? &held->ann : i == 1 ? &held->ben : &held->of[i - 2];
}

static void wait_for(struct assembly *held, int64_t seconds)
{
    held->now += seconds;
    for (int i = 0; i < PEOPLE; i++)
        must(room_enter(held->store, person(held, i), held->meeting, held->now));
}

static void turn_to(struct assembly *held, int64_t to)
{
    must(room_end_item(held->store, &held->ann, held->meeting, false, held->now));
    must(room_begin_item(held->store, &held->ann, held->meeting, to, held->now));
}

static void call_meeting(struct assembly *held)
{
    struct meeting_new form = { .starts = SUNDAY, .title = "The water", .place = "the yard" };
    must(meeting_call(held->store, &held->ann, &form, NOON, &held->meeting));
    for (int i = 0; i < 4; i++)
        must(meeting_want(held->store, &held->of[i], held->meeting, true, NOON));
    held->choose = item(held, "Which first", ITEM_CHOOSE, ITEM_THINGS);
    held->decide = item(held, "The common box", ITEM_DECIDE, ITEM_MONEY);
    held->talk = item(held, "The noise", ITEM_TALK, ITEM_THINGS);
    held->person = item(held, "Somebody", ITEM_CHOOSE, ITEM_PERSON);
}

static int open_held(void **state)
{
    static const char *const handles[HOMES] = { "dan", "eva", "finn", "gil", "hope", "ida" };
    struct assembly *held = calloc(1, sizeof *held);
    struct hand_person told;
    *state = held;
    street_open_at(&held->street, ":memory:");
    held->store = held->street.store;
    held->ann = held->street.ann;
    held->ben = held->street.ben;
    for (int i = 0; i < HOMES; i++) {
        char home[16];
        snprintf(home, sizeof home, "D %d", i + 1);
        held->of[i] = live_in(&held->street, handles[i], home, NOON);
    }
    must(hand_member_add(held->store, &held->ann, "Gogo Maria", "C 7", NOON, &told));
    held->zola = live_in(&held->street, "zola", "C 8", NOON);
    must(hand_member_confirm(held->store, &held->zola, told.id, NOON, &held->maria));
    must(actor_by_hand(held->store, &held->ann, held->maria, NOON, &held->gogo));
    must(db_run(held->store, "UPDATE unit SET founded = ?1, assembled = ?1", NOON - 90 * DAY));
    call_meeting(held);
    held->now = SUNDAY;
    must(room_open(held->store, &held->ann, held->meeting, held->now));
    wait_for(held, 0);
    must(room_begin_item(held->store, &held->ann, held->meeting, held->choose, held->now));
    return 0;
}

static int close_held(void **state)
{
    struct assembly *held = *state;
    store_close(held->store);
    free(held);
    return 0;
}

#define assert_refused(call, result, words) assert_refusal(held->store, (call), (result), (words))
static void assert_refusal(struct store *store, enum result got, enum result wanted, const char *words)
{
    if (got != wanted || strstr(store_reason(store), words) == NULL)
        fail_msg("%d, not %d: %s", got, wanted, store_reason(store));
}

static const char *const things[] = { "The pipe", "The clinic", "The bus" };

static struct vote_new form_of(const struct assembly *held, enum vote_kind kind)
{
    struct vote_new form = { .meeting = held->meeting, .kind = kind };
    if (kind != VOTE_YESNO) {
        form.option = things;
        form.options = 3;
    }
    return form;
}

static int64_t open_form(struct assembly *held, const struct vote_new *form)
{
    int64_t vote;
    if (vote_open(held->store, &held->ann, form, held->now, &vote) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    return vote;
}

static int64_t open_kind(struct assembly *held, enum vote_kind kind)
{
    struct vote_new form = form_of(held, kind);
    return open_form(held, &form);
}

static int64_t open_days(struct assembly *held, enum vote_kind kind)
{
    struct vote_new form = form_of(held, kind);
    form.days = true;
    return open_form(held, &form);
}

static struct vote vote_seen(struct assembly *held, const struct actor *actor, int64_t vote)
{
    struct vote out;
    must(vote_get(held->store, actor, vote, held->now, &out));
    return out;
}

static struct vote_result came(struct assembly *held, int64_t vote)
{
    struct vote_result out;
    must(vote_result_get(held->store, &held->ben, vote, &out));
    return out;
}

static enum result cast(struct assembly *held, const struct actor *actor, int64_t vote, const char *typed)
{
    struct ballot ballot;
    char at[BALLOT_TEXT_BYTES];
    struct vote seen = vote_seen(held, &held->ann, vote);
    assert_int_equal(ballot_parse(seen.kind, seen.options, typed, &ballot, at), BALLOT_OK);
    return vote_cast(held->store, actor, vote, &ballot, held->now);
}

/* A ballot for each of ann, ben and the six; "" says nothing. */
static void all_cast(struct assembly *held, int64_t vote, const char *const ballots[PEOPLE])
{
    for (int i = 0; i < PEOPLE; i++)
        if (ballots[i][0] != '\0' && cast(held, person(held, i), vote, ballots[i]) != RESULT_OK)
            fail_msg("%d: %s", i, store_reason(held->store));
}

static void close_vote(struct assembly *held, int64_t vote)
{
    if (vote_close(held->store, &held->ann, vote, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
}

static void assert_words(struct assembly *held, int64_t vote, const char *words)
{
    char out[1000];
    struct vote seen = vote_seen(held, &held->ben, vote);
    struct vote_result result = came(held, vote);
    vote_result_words(&seen, &result, out, sizeof out);
    assert_string_equal(out, words);
}

static int64_t count(struct assembly *held, const char *sql)
{
    sqlite3_stmt *row;
    assert_int_equal(sqlite3_prepare_v2(held->store->db, sql, -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return number;
}

/* --- opening --- */

static void what_can_be_voted_on(void **state)
{
    struct assembly *held = *state;
    int64_t vote;
    struct vote_new form = form_of(held, VOTE_CHOOSE);
    assert_refused(vote_open(held->store, &held->ben, &form, held->now, &vote), RESULT_REFUSED, "for the chair");
    assert_refused(vote_open(held->store, &held->street.cora, &form, held->now, &vote), RESULT_NOT_FOUND, "no such");
    form.secret = true;
    assert_int_not_equal(vote_open(held->store, &held->gogo, &form, held->now, &vote), RESULT_OK);
    form = form_of(held, VOTE_CHOOSE);
    form.openly = true;
    turn_to(held, held->talk);
    assert_refused(vote_open(held->store, &held->ann, &form, held->now, &vote), RESULT_REFUSED, "not there to decide");
    turn_to(held, held->person);
    assert_refused(vote_open(held->store, &held->ann, &form, held->now, &vote), RESULT_REFUSED, "secretly");
    must(room_end_item(held->store, &held->ann, held->meeting, false, held->now));
    assert_refused(vote_open(held->store, &held->ann, &form, held->now, &vote), RESULT_REFUSED, "No item is open");
}

static void options_are_cleaned_counted_and_compared(void **state)
{
    struct assembly *held = *state;
    int64_t vote;
    const char *many[40], *twice[] = { "The pipe", "THE PIPE" }, *leave[] = { "The pipe", "Leave it as it is" };
    const char *ugly[] = { "The \x1b[2Jpipe\x07", "\xe2\x80\xaethe bus" };
    for (int i = 0; i < 40; i++)
        many[i] = "x";
    struct vote_new form = form_of(held, VOTE_CHOOSE);
    form.option = many;
    form.options = 40;
    assert_refused(vote_open(held->store, &held->ann, &form, held->now, &vote), RESULT_INVALID, "2 to 20");
    form.options = 1;
    assert_refused(vote_open(held->store, &held->ann, &form, held->now, &vote), RESULT_INVALID, "2 to 20");
    form.options = 2;
    form.option = twice;
    assert_refused(
        vote_open(held->store, &held->ann, &form, held->now, &vote), RESULT_INVALID, "number 1 and number 2");
    form.option = leave;
    assert_refused(vote_open(held->store, &held->ann, &form, held->now, &vote), RESULT_INVALID, "always the last");
    form.option = ugly;
    assert_int_equal(vote_open(held->store, &held->ann, &form, held->now, &vote), RESULT_INVALID);
    ugly[1] = "The bus";
    vote = open_form(held, &form);
    struct vote seen = vote_seen(held, &held->ben, vote);
    assert_string_equal(seen.option[0], "The pipe");
    assert_string_equal(seen.option[2], "leave it as it is");
    assert_string_equal(seen.title, "Which first");
    assert_int_equal(seen.options, 3);
}

static void one_vote_is_open_in_a_room_and_the_item_waits_for_it(void **state)
{
    struct assembly *held = *state;
    int64_t other, vote = open_kind(held, VOTE_CHOOSE);
    char say[200];
    struct room room = { 0 };
    struct vote_new form = form_of(held, VOTE_YESNO);
    assert_refused(vote_open(held->store, &held->ann, &form, held->now, &other), RESULT_CONFLICT, "Close it first");
    assert_refused(room_end_item(held->store, &held->ann, held->meeting, false, held->now), RESULT_CONFLICT, "is open");
    must(room_get(held->store, &held->ann, held->meeting, held->now, &room));
    assert_int_equal(room.vote, vote);
    assert_int_equal(room_step(&room, held->now, say, sizeof say), ROOM_STEP_CLOSE_VOTE);
    all_cast(held, vote, (const char *const[]) { "1", "1", "1", "1", "1", "1", "1", "1" });
    close_vote(held, vote);
    must(room_get(held->store, &held->ann, held->meeting, held->now, &room));
    assert_int_equal(room.vote, 0);
    must(room_end_item(held->store, &held->ann, held->meeting, false, held->now));
}

static void a_question_waits_for_an_open_vote(void **state)
{
    struct assembly *held = *state;
    int64_t proposal, vote;
    turn_to(held, held->decide);
    must(proposal_make(held->store, &held->of[0], held->meeting, "The box", "We open it.", held->now, &proposal));
    wait_for(held, MINUTE);
    open_kind(held, VOTE_YESNO);
    assert_refused(proposal_test_open(held->store, &held->ann, proposal, held->now), RESULT_CONFLICT,
        "A vote is open in this room");
    wait_for(held, 10 * MINUTE);
    close_vote(held, 1);
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    struct vote_new form = form_of(held, VOTE_YESNO);
    assert_refused(vote_open(held->store, &held->ann, &form, held->now, &vote), RESULT_CONFLICT, "question is put");
}

static void too_few_people_open_and_close_nothing(void **state)
{
    struct assembly *held = *state;
    int64_t vote = open_kind(held, VOTE_YESNO);
    struct vote_new form = form_of(held, VOTE_YESNO);
    for (int i = 1; i < PEOPLE - 1; i++)
        must(room_leave(held->store, person(held, i), held->meeting, held->now));
    held->now += 10 * MINUTE;
    must(room_enter(held->store, &held->ann, held->meeting, held->now));
    assert_refused(vote_close(held->store, &held->ann, vote, held->now), RESULT_REFUSED, "Not enough people");
    wait_for(held, 0);
    close_vote(held, vote);
    for (int i = 1; i < PEOPLE - 1; i++)
        must(room_leave(held->store, person(held, i), held->meeting, held->now));
    assert_refused(vote_open(held->store, &held->ann, &form, held->now, &vote), RESULT_REFUSED, "Not enough people");
}

/* --- who votes --- */

static void who_votes_is_fixed_at_the_opening(void **state)
{
    struct assembly *held = *state;
    struct actor newcomer = live_in(&held->street, "newcomer", "D 9", held->now - DAY);
    must(room_enter(held->store, &newcomer, held->meeting, held->now));
    int64_t vote = open_kind(held, VOTE_CHOOSE);
    must(room_enter(held->store, &held->zola, held->meeting, held->now));
    assert_refused(cast(held, &newcomer, vote, "1"), RESULT_REFUSED, "here when it was opened"); /* joined yesterday */
    assert_refused(cast(held, &held->zola, vote, "1"), RESULT_REFUSED, "here when it was opened");
    assert_refused(cast(held, &held->street.cora, vote, "1"), RESULT_NOT_FOUND, "no such vote");
    assert_int_equal(vote_seen(held, &held->ben, vote).voters, PEOPLE);
    must(cast(held, &held->ben, vote, "1"));
    assert_int_equal(vote_seen(held, &held->ben, vote).voted, 1);
}

static void whoever_got_a_new_password_by_others_does_not_vote(void **state)
{
    struct assembly *held = *state;
    int64_t vote = open_days(held, VOTE_CHOOSE);
    must(db_run(held->store, "INSERT INTO restored (member, at) VALUES (?, ?)", held->zola.member, held->now));
    assert_refused(cast(held, &held->zola, vote, "1"), RESULT_REFUSED, "7 days");
    held->now += 7 * DAY - 1;
    assert_refused(cast(held, &held->zola, vote, "1"), RESULT_REFUSED, "7 days");
}

static void an_open_ballot_is_changed_until_it_closes_and_counts_once(void **state)
{
    struct assembly *held = *state;
    int64_t vote = open_kind(held, VOTE_YESNO);
    must(cast(held, &held->ben, vote, "yes"));
    must(cast(held, &held->ben, vote, "no"));
    assert_int_equal(vote_seen(held, &held->ben, vote).mine.value[0], TALLY_NO);
    assert_int_equal(vote_seen(held, &held->ben, vote).voted, 1);
    assert_int_equal(vote_seen(held, &held->ann, vote).way, VOTE_NOT_YET);
    wait_for(held, 10 * MINUTE);
    close_vote(held, vote);
    assert_refused(cast(held, &held->ben, vote, "yes"), RESULT_CONFLICT, "closed");
    assert_int_equal(came(held, vote).answers[TALLY_NO], 1);
}

static void nobody_sees_what_others_say_before_it_is_closed(void **state)
{
    struct assembly *held = *state;
    size_t found;
    struct vote_result result;
    struct vote_voter voters[20];
    struct vote_count ballots[20];
    int64_t vote = open_kind(held, VOTE_CHOOSE);
    must(cast(held, &held->ben, vote, "2"));
    assert_refused(vote_result_get(held->store, &held->ann, vote, &result), RESULT_REFUSED, "before it is closed");
    assert_refused(
        vote_ballots_list(held->store, &held->ann, vote, ballots, 20, &found), RESULT_REFUSED, "before it is closed");
    must(vote_voters_list(held->store, &held->ann, vote, voters, 20, &found));
    for (size_t i = 0; i < found; i++)
        assert_false(voters[i].has_ballot);
    wait_for(held, 10 * MINUTE);
    close_vote(held, vote);
    must(vote_voters_list(held->store, &held->ann, vote, voters, 20, &found));
    assert_int_equal(found, PEOPLE);
    assert_string_equal(voters[1].handle, "ben");
    assert_true(voters[1].has_ballot);
    assert_int_equal(voters[1].ballot.value[1], 1);
}

static void ballots_that_no_face_would_send_are_refused(void **state)
{
    struct assembly *held = *state;
    int64_t vote = open_kind(held, VOTE_CHOOSE);
    const struct ballot bad[] = { { { 0 } }, { { 9 } }, { { 1, 2, 3, 4, 5 } }, { { 255, 255 } } };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_refused(vote_cast(held->store, &held->ben, vote, &bad[i], held->now), RESULT_INVALID, "no ballot");
    assert_refused(vote_cast(held->store, &held->ben, 99, &bad[0], held->now), RESULT_NOT_FOUND, "no such vote");
}

static void a_helper_votes_for_two_people_and_it_can_be_struck(void **state)
{
    struct assembly *held = *state;
    struct hand_entry entry;
    must(room_enter(held->store, &held->gogo, held->meeting, held->now));
    int64_t vote = open_kind(held, VOTE_CHOOSE);
    must(cast(held, &held->gogo, vote, "3"));
    struct vote seen = vote_seen(held, &held->gogo, vote);
    assert_int_equal(seen.way, VOTE_BY_HAND);
    assert_int_equal(seen.voted, 1);
    int64_t voter = db_number(held->store, 0, "SELECT id FROM vote_voter WHERE member = ?", held->maria);
    must(hand_entry_of(held->store, &held->zola, HAND_VOTE, voter, &entry));
    assert_string_equal(entry.body, seen.title); /* which vote; and nobody reads there how she voted */
    must(hand_strike(held->store, &held->zola, entry.id, held->now));
    assert_int_equal(vote_seen(held, &held->ann, vote).voted, 0);
    hand_entries_free(&entry, 1);
    must(cast(held, &held->gogo, vote, "1"));
    /* Two others by the same hand: the third is too many. */
    must(db_run(held->store,
        "INSERT INTO hand_word (kind, subject, member, hand, at) SELECT 'vote', id, member, ?, ?"
        " FROM vote_voter WHERE member IN (?, ?)",
        held->ann.member, held->now, held->of[0].member, held->of[1].member));
    assert_int_equal(cast(held, &held->gogo, vote, "2"), RESULT_REFUSED);
}

static void somebody_at_the_door_votes_by_a_scribe_in_the_room_alone(void **state)
{
    struct assembly *held = *state;
    struct actor voice;
    bool present;
    must(room_tick(held->store, &held->of[0], held->meeting, held->zola.member, held->now, &present));
    must(room_tick(held->store, &held->of[1], held->meeting, held->zola.member, held->now, &present));
    int64_t days = open_days(held, VOTE_CHOOSE), vote = open_kind(held, VOTE_CHOOSE);
    must(room_scribe(held->store, &held->ann, held->meeting, held->zola.member, held->now, &voice));
    must(cast(held, &voice, vote, "1"));
    assert_refused(
        cast(held, &voice, days, "1"), RESULT_REFUSED, "Somebody else can type what you say only in the room");
    voice.hand = held->of[4].member; /* no scribe of hers */
    assert_int_equal(cast(held, &voice, vote, "2"), RESULT_REFUSED);
    voice.hand = held->of[0].member; /* one who ticked her, and who did not type it */
    assert_refused(cast(held, &voice, vote, "2"), RESULT_REFUSED, "strike that first: `hands strike ");
    must(cast(held, &held->zola, vote, "2")); /* herself, at home */
    voice.hand = held->ann.member;
    assert_refused(cast(held, &voice, vote, "1"), RESULT_REFUSED, "They have answered themselves");
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM hand_word WHERE kind = 'vote'"), 0);
}

/* --- closing in the room --- */

static void the_chair_closes_when_all_have_voted_or_its_time_is_over(void **state)
{
    struct assembly *held = *state;
    int64_t vote = open_kind(held, VOTE_YESNO);
    all_cast(held, vote, (const char *const[]) { "yes", "yes", "yes", "yes", "yes", "no", "", "" });
    assert_refused(vote_close(held->store, &held->ben, vote, held->now), RESULT_REFUSED, "for the chair");
    assert_refused(
        vote_close(held->store, &held->ann, vote, held->now), RESULT_REFUSED, "2 people have not voted yet: hope, ida");
    wait_for(held, 10 * MINUTE);
    close_vote(held, vote);
    assert_refused(vote_close(held->store, &held->ann, vote, held->now), RESULT_CONFLICT, "closed already");
    assert_words(held, vote, "Yes: 5 of 8 say yes, 5 are needed. No 1, abstained 2.");
    assert_int_equal(count(held, "SELECT count(*) FROM decision"), 1);
}

static void a_yes_needs_its_share_of_those_present(void **state)
{
    struct assembly *held = *state;
    static const struct {
        enum majority majority;
        const char *ballots[PEOPLE];
        enum vote_state state;
    } rows[] = {
        { MAJORITY_HALF, { "y", "y", "y", "y", "n", "n", "n", "n" }, VOTE_REFUSED },
        { MAJORITY_HALF, { "y", "y", "y", "y", "y", "n", "n", "n" }, VOTE_DECIDED },
        { MAJORITY_HALF, { "y", "y", "y", "y", "", "", "", "" }, VOTE_REFUSED }, /* the silent are here, too */
        { MAJORITY_TWO_THIRDS, { "y", "y", "y", "y", "y", "a", "a", "a" }, VOTE_REFUSED },
        { MAJORITY_TWO_THIRDS, { "y", "y", "y", "y", "y", "y", "a", "a" }, VOTE_DECIDED },
        { MAJORITY_THREE_QUARTERS, { "y", "y", "y", "y", "y", "n", "n", "n" }, VOTE_REFUSED },
        { MAJORITY_THREE_QUARTERS, { "y", "y", "y", "y", "y", "y", "n", "n" }, VOTE_DECIDED },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vote_new form = form_of(held, VOTE_YESNO);
        form.majority = rows[i].majority;
        int64_t vote = open_form(held, &form);
        all_cast(held, vote, rows[i].ballots);
        wait_for(held, 5 * MINUTE);
        close_vote(held, vote);
        assert_int_equal(vote_seen(held, &held->ben, vote).state, rows[i].state);
    }
    assert_int_equal(count(held, "SELECT count(*) FROM decision"), 3);
}

static void what_most_put_first_wins_and_is_decided(void **state)
{
    struct assembly *held = *state;
    char words[300];
    int64_t vote = open_kind(held, VOTE_CHOOSE);
    all_cast(held, vote, (const char *const[]) { "1 2", "1 2", "1", "2 1", "2", "1>3", "3", "4" });
    close_vote(held, vote);
    struct vote seen = vote_seen(held, &held->ben, vote);
    struct vote_result result = came(held, vote);
    assert_int_equal(seen.state, VOTE_DECIDED);
    assert_int_equal(result.winner, 0);
    vote_pair_words(&seen, &result, 1, 0, words, sizeof words);
    assert_string_equal(words, "More people put The pipe before The clinic (4) than The clinic before The pipe (2).");
    struct decision decision;
    must(decision_get(held->store, &held->ben, 1, held->now, &decision));
    assert_string_equal(decision.title, "Which first: The pipe"); /* a list of decisions says what was decided */
    assert_string_equal(decision.text, "The pipe");
    assert_int_equal(decision.vote, vote);
    assert_int_equal(decision.acts, 0);
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    must(decision_get(held->store, &held->ben, 1, held->now, &decision));
    assert_int_equal(decision.acts, held->now);
}

static void leave_it_as_it_is_decides_nothing(void **state)
{
    struct assembly *held = *state;
    int64_t vote = open_kind(held, VOTE_CHOOSE);
    all_cast(held, vote, (const char *const[]) { "4", "4", "4", "4", "4", "1", "2", "3" });
    close_vote(held, vote);
    assert_int_equal(vote_seen(held, &held->ben, vote).state, VOTE_REFUSED);
    assert_words(held, vote, "leave it as it is wins: no other is put before it by more people.");
    assert_int_equal(count(held, "SELECT count(*) FROM decision"), 0);
}

static void the_most_points_win(void **state)
{
    struct assembly *held = *state;
    int64_t vote = open_kind(held, VOTE_SCORE);
    all_cast(held, vote, (const char *const[]) { "1=5 2=3", "2=5", "2=1", "3=2", "1=1", "", "", "" });
    wait_for(held, 10 * MINUTE);
    close_vote(held, vote);
    assert_words(held, vote, "The clinic has most: 9 points.");
    assert_int_equal(came(held, vote).group[0], 1);
    assert_int_equal(came(held, vote).group[2], 2);
}

static void nobody_voting_decides_nothing(void **state)
{
    struct assembly *held = *state;
    int64_t vote = open_kind(held, VOTE_CHOOSE);
    wait_for(held, 10 * MINUTE);
    close_vote(held, vote);
    assert_int_equal(vote_seen(held, &held->ben, vote).state, VOTE_FEW);
    assert_words(held, vote, "Nobody voted. Nothing is decided.");
}

/* --- ties --- */

static int64_t tie(struct assembly *held)
{
    int64_t vote = open_kind(held, VOTE_CHOOSE);
    all_cast(held, vote, (const char *const[]) { "1", "1", "1", "1", "2", "2", "2", "2" });
    close_vote(held, vote);
    return vote;
}

/* What the chair is offered, once the last turn was read. */
static void assert_step(struct assembly *held, enum room_step step, const char *begins)
{
    struct room room;
    char words[600];
    must(room_get(held->store, &held->ann, held->meeting, held->now, &room));
    assert_int_equal(room_step(&room, held->now + 600, words, sizeof words), step);
    assert_ptr_equal(strstr(words, begins), words);
}

static void after_a_vote_the_item_ends(void **state)
{
    struct assembly *held = *state;
    int64_t vote = open_kind(held, VOTE_CHOOSE);
    all_cast(held, vote, (const char *const[]) { "1", "1", "1", "1", "1", "2", "2", "2" });
    close_vote(held, vote);
    struct room room;
    char words[300];
    must(room_get(held->store, &held->ann, held->meeting, held->now, &room));
    assert_int_equal(room.spoken, 0);
    assert_int_equal(room_step(&room, held->now, words, sizeof words), ROOM_STEP_END_ITEM);
}

static void a_tie_is_told_and_asked_once_more_among_those_that_are_level(void **state)
{
    struct assembly *held = *state;
    int64_t again, other, vote = tie(held);
    assert_words(held, vote, "A tie: The pipe and The clinic are level. The meeting talks, and is asked once more.");
    assert_int_equal(count(held, "SELECT count(*) FROM decision"), 0);
    assert_true(vote_seen(held, &held->ann, vote).may_again);
    assert_refused(vote_again(held->store, &held->ben, vote, held->now, &again), RESULT_REFUSED, "for the chair");
    assert_step(held, ROOM_STEP_VOTE_AGAIN, "It was a tie.");
    must(vote_again(held->store, &held->ann, vote, held->now, &again));
    struct vote seen = vote_seen(held, &held->ann, again);
    assert_int_equal(seen.options, 3);
    assert_string_equal(seen.option[1], "The clinic");
    assert_int_equal(seen.after, vote);
    assert_refused(vote_again(held->store, &held->ann, vote, held->now, &other), RESULT_CONFLICT, "once more already");
    all_cast(held, again, (const char *const[]) { "1", "1", "1", "1", "1", "2", "2", "2" });
    close_vote(held, again);
    assert_int_equal(came(held, again).winner, 0);
    assert_false(came(held, again).drawn);
}

/* The hash of the seed stood in the book when that vote opened, and anybody draws again. */
static void a_second_tie_goes_to_the_lot_that_anybody_draws_again(void **state)
{
    struct assembly *held = *state;
    int64_t again, vote = tie(held);
    struct vote_lot lot = { 0 };
    must(vote_again(held->store, &held->ann, vote, held->now, &again));
    assert_int_equal(db_number(held->store, 0,
                         "SELECT count(*) FROM ledger WHERE kind = ? AND length(json_extract(data, '$.seed')) = 64",
                         LEDGER_VOTE_OPENED),
        1);
    assert_false(vote_lot_get(held->store, &held->ben, again, &lot));
    all_cast(held, again, (const char *const[]) { "1", "1", "1", "1", "2", "2", "2", "2" });
    close_vote(held, again);
    struct vote_result result = came(held, again);
    assert_true(result.drawn);
    assert_in_range(result.winner, 0, 1);
    assert_true(vote_lot_get(held->store, &held->ben, again, &lot));
    assert_int_equal(lot.pool, 2);
    uint16_t drawn;
    char key[40];
    snprintf(key, sizeof key, "%lld./", (long long)lot.seed);
    lot_draw(LOT_BLAKE2B, key, 2, 1, &drawn);
    assert_int_equal(drawn, lot.drawn);
    assert_int_equal(drawn - 1, result.winner);
    assert_int_equal(
        db_number(held->store, 0, "SELECT json_extract(data, '$.seed') FROM ledger WHERE kind = ? AND subject = ?",
            LEDGER_VOTE_CLOSED, again),
        lot.seed);
    assert_int_equal(count(held, "SELECT count(*) FROM decision"), 1);
}

/* --- over days --- */

static void over_days_all_members_vote_until_the_house_closes_it(void **state)
{
    struct assembly *held = *state;
    size_t found;
    struct vote_line lines[10];
    int64_t vote = open_days(held, VOTE_CHOOSE);
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    assert_int_equal(vote_seen(held, &held->zola, vote).voters, 10);
    must(votes_waiting(held->store, &held->zola, held->now, lines, 10, &found));
    assert_int_equal(found, 1);
    must(cast(held, &held->zola, vote, "2"));
    must(cast(held, &held->gogo, vote, "2"));
    must(votes_waiting(held->store, &held->zola, held->now, lines, 10, &found));
    assert_int_equal(found, 0);
    must(cast(held, &held->ben, vote, "2"));
    must(cast(held, &held->of[0], vote, "1"));
    assert_refused(vote_close(held->store, &held->ann, vote, held->now), RESULT_REFUSED, "until its hour");
    held->now += VOTE_DAYS - 1;
    store_tick(held->store, held->now);
    must(cast(held, &held->of[1], vote, "2"));
    held->now++;
    assert_refused(cast(held, &held->of[2], vote, "2"), RESULT_CONFLICT, "closed");
    store_tick(held->store, held->now);
    store_tick(held->store, held->now + HOUR); /* once */
    assert_int_equal(vote_seen(held, &held->ben, vote).state, VOTE_DECIDED);
    assert_int_equal(came(held, vote).voted, 5);
    assert_int_equal(count(held, "SELECT count(*) FROM decision"), 1);
    assert_int_equal(count(held, "SELECT acts FROM decision"), held->now);
}

static void over_days_a_third_of_members_and_of_homes_must_vote(void **state)
{
    struct assembly *held = *state;
    int64_t members = open_days(held, VOTE_YESNO), homes = open_days(held, VOTE_YESNO);
    for (int i = 0; i < 3; i++)
        must(cast(held, person(held, i + 2), members, "yes"));
    must(cast(held, &held->ann, homes, "yes"));
    must(cast(held, &held->ben, homes, "yes"));
    must(cast(held, &held->of[0], homes, "yes"));
    must(db_run(held->store, "UPDATE vote SET active = 6 WHERE id = ?", homes));
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    held->now += VOTE_DAYS;
    store_tick(held->store, held->now);
    assert_words(held, members, "Too few voted: 3 of 10 active members, 4 are needed. Nothing is decided.");
    assert_words(held, homes, "Too few homes voted: 2 of 9, 3 are needed. Nothing is decided.");
    assert_int_equal(count(held, "SELECT count(*) FROM decision"), 0);
}

static void a_day_before_its_end_screens_are_told_once(void **state)
{
    struct assembly *held = *state;
    int64_t vote = open_days(held, VOTE_YESNO);
    held->now = vote_seen(held, &held->ben, vote).closes - VOTE_REMINDER;
    store_tick(held->store, held->now);
    store_tick(held->store, held->now + 60);
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM ledger WHERE kind = ?", LEDGER_VOTE_SOON), 1);
}

static void a_vote_that_the_closing_of_the_meeting_interrupts_is_not_counted(void **state)
{
    struct assembly *held = *state;
    int64_t vote = open_kind(held, VOTE_CHOOSE);
    must(cast(held, &held->ben, vote, "1"));
    store_tick(held->store, SUNDAY + ROOM_LATE + 60);
    held->now = SUNDAY + ROOM_LATE + 120;
    assert_int_equal(vote_seen(held, &held->ben, vote).state, VOTE_ENDED);
    assert_int_equal(count(held, "SELECT count(*) FROM vote_voter WHERE ballot <> ''"), 0); /* hidden for good */
    assert_int_equal(count(held, "SELECT count(*) FROM decision"), 0);
}

static void the_house_opens_one_over_days_for_a_proposal(void **state)
{
    struct assembly *held = *state;
    int64_t proposal, vote;
    turn_to(held, held->decide);
    must(proposal_make(held->store, &held->of[0], held->meeting, "The box", "We open it.", held->now, &proposal));
    struct vote_new form = { .meeting = held->meeting,
        .proposal = proposal,
        .kind = VOTE_YESNO,
        .majority = MAJORITY_TWO_THIRDS,
        .title = "The box",
        .text = "We open it.",
        .days = true };
    must(db_begin(held->store));
    must(vote_open_by_house(held->store, 1, held->decide, ITEM_MONEY, &form, held->now, &vote));
    must(db_commit(held->store));
    for (int i = 0; i < 6; i++)
        must(cast(held, person(held, i), vote, i < 4 ? "yes" : "no"));
    held->now += VOTE_DAYS;
    store_tick(held->store, held->now);
    assert_int_equal(vote_seen(held, &held->ben, vote).state, VOTE_DECIDED);
    assert_int_equal(count(held, "SELECT state FROM proposal"), PROPOSAL_DECIDED);
    struct decision decision;
    must(decision_get(held->store, &held->ben, 1, held->now, &decision));
    assert_int_equal(decision.proposal, proposal);
    assert_string_equal(decision.why, "Yes: 4 of 6 say yes, 4 are needed. No 2, abstained 0.");
}

static void the_home_of_whom_it_is_about_does_not_vote(void **state)
{
    struct assembly *held = *state;
    must(db_run(held->store, "UPDATE meeting_item SET person = ? WHERE id = ?", held->ben.member, held->person));
    turn_to(held, held->person);
    int64_t vote = open_days(held, VOTE_CHOOSE);
    assert_true(vote_seen(held, &held->zola, vote).listed);
    assert_int_equal(vote_seen(held, &held->zola, vote).voters, 8);
    assert_false(vote_seen(held, &held->ann, vote).listed); /* she lives with ben */
    assert_refused(cast(held, &held->ann, vote, "1"), RESULT_REFUSED, "");
}

/* --- paper --- */

static void papers_count_when_two_of_two_homes_typed_the_same(void **state)
{
    struct assembly *held = *state;
    bool agreed;
    int64_t vote = open_kind(held, VOTE_CHOOSE);
    for (int i = 3; i < 6; i++)
        must(vote_paper_tick(held->store, &held->of[0], vote, held->of[i].member, true, held->now));
    assert_refused(cast(held, &held->of[3], vote, "1"), RESULT_REFUSED, "on paper");
    all_cast(held, vote, (const char *const[]) { "1", "1", "3", "3", "2", "", "", "" });
    assert_refused(vote_close(held->store, &held->ann, vote, held->now), RESULT_REFUSED, "papers are not counted");
    assert_refused(vote_paper_count(held->store, &held->ben, vote, "3 2", held->now, &agreed), RESULT_REFUSED,
        "brought this before"); /* ben brought the item */
    assert_refused(vote_paper_count(held->store, &held->of[0], vote, "4 2", held->now, &agreed), RESULT_INVALID,
        "4 papers, and 3 people");
    assert_refused(vote_paper_count(held->store, &held->of[0], vote, "2 2\nthree 1", held->now, &agreed),
        RESULT_INVALID, "Line 2");
    must(vote_paper_count(held->store, &held->of[0], vote, "1 2\n1 2>1\n1 2", held->now, &agreed));
    assert_false(agreed);
    must(vote_paper_count(held->store, &held->of[1], vote, "3 2", held->now, &agreed));
    assert_false(agreed);
    must(vote_paper_count(held->store, &held->of[1], vote, "1 2>1\n2 2", held->now, &agreed)); /* another order */
    assert_true(agreed);
    close_vote(held, vote);
    assert_int_equal(came(held, vote).voted, 8);
    assert_int_equal(came(held, vote).winner, 1);
    assert_int_equal(count(held, "SELECT count(*) FROM vote_voter WHERE paper <> ''"), 0);
}

static void two_of_one_home_are_no_two_note_takers(void **state)
{
    struct assembly *held = *state;
    bool agreed;
    turn_to(held, held->decide);
    int64_t vote = open_kind(held, VOTE_YESNO);
    must(db_run(held->store, "UPDATE meeting_item SET adder = ?", held->of[5].member));
    must(vote_paper_tick(held->store, &held->ann, vote, held->of[3].member, true, held->now));
    must(vote_paper_count(held->store, &held->ann, vote, "1 yes", held->now, &agreed));
    must(vote_paper_count(held->store, &held->ben, vote, "1 yes", held->now, &agreed));
    assert_false(agreed);
    must(vote_paper_count(held->store, &held->of[0], vote, "1 yes", held->now, &agreed));
    assert_true(agreed);
}

static void who_voted_gets_no_paper_and_who_has_a_paper_no_second_vote(void **state)
{
    struct assembly *held = *state;
    struct papers paper;
    int64_t vote = open_kind(held, VOTE_CHOOSE);
    must(cast(held, &held->of[3], vote, "1"));
    assert_refused(vote_paper_tick(held->store, &held->of[0], vote, held->of[3].member, true, held->now),
        RESULT_CONFLICT, "without a paper");
    assert_refused(vote_paper_tick(held->store, &held->of[0], vote, held->zola.member, true, held->now),
        RESULT_NOT_FOUND, "in the list");
    assert_refused(vote_paper_tick(held->store, &held->of[0], vote, held->of[0].member, true, held->now),
        RESULT_REFUSED, "ticks themselves");
    must(vote_paper_tick(held->store, &held->of[0], vote, held->of[4].member, true, held->now));
    must(vote_paper_get(held->store, &held->of[0], vote, held->now, &paper));
    assert_int_equal(paper.ticked, 1);
    must(vote_paper_tick(held->store, &held->of[0], vote, held->of[4].member, false, held->now));
    must(cast(held, &held->of[4], vote, "1"));
}

static void over_days_the_house_waits_a_day_for_the_papers(void **state)
{
    struct assembly *held = *state;
    bool agreed;
    int64_t votes[] = { open_days(held, VOTE_YESNO), open_days(held, VOTE_YESNO) };
    for (int k = 0; k < 2; k++) {
        must(vote_paper_tick(held->store, &held->of[0], votes[k], held->maria, true, held->now));
        for (int i = 0; i < 4; i++)
            must(cast(held, person(held, i), votes[k], "yes"));
    }
    held->now += VOTE_DAYS;
    store_tick(held->store, held->now);
    assert_int_equal(vote_seen(held, &held->ben, votes[0]).state, VOTE_OPEN);
    assert_refused(cast(held, &held->of[3], votes[0], "no"), RESULT_CONFLICT, "closed");
    must(vote_paper_count(held->store, &held->of[1], votes[0], "1 no", held->now, &agreed));
    must(vote_paper_count(held->store, &held->of[2], votes[0], "1 no", held->now, &agreed));
    store_tick(held->store, held->now + VOTE_PAPER_WAIT);
    assert_int_equal(came(held, votes[0]).answers[TALLY_NO], 1);
    assert_int_equal(came(held, votes[1]).voted, 4); /* nobody counted it */
}

/* --- counted again --- */

static void the_ballots_stand_there_without_names_and_in_no_order_of_time(void **state)
{
    struct assembly *held = *state;
    size_t found;
    struct vote_count ballots[20];
    int64_t vote = open_kind(held, VOTE_CHOOSE);
    all_cast(held, vote, (const char *const[]) { "3", "1 2", "3", "2", "3", "1 2", "2", "4" });
    close_vote(held, vote);
    must(vote_ballots_list(held->store, &held->ben, vote, ballots, 20, &found));
    assert_int_equal(found, 4);
    assert_int_equal(ballots[0].count, 2); /* 1>2 */
    assert_int_equal(ballots[2].count, 3); /* 3 */
    assert_int_equal(
        count(held, "SELECT count(*) FROM ledger WHERE kind BETWEEN 130 AND 131 AND actor NOT IN (1, 0)"), 0);
}

static void who_is_here_and_silent_is_counted_as_abstaining(void **state)
{
    struct assembly *held = *state;
    size_t found;
    struct vote_count ballots[20];
    int64_t vote = open_kind(held, VOTE_YESNO);
    must(cast(held, &held->ben, vote, "yes"));
    wait_for(held, 10 * MINUTE);
    close_vote(held, vote);
    must(vote_ballots_list(held->store, &held->ben, vote, ballots, 20, &found));
    assert_int_equal(found, 2);
    assert_int_equal(ballots[0].ballot.value[0], TALLY_ABSTAIN);
    assert_int_equal(ballots[0].count, 7);
    assert_int_equal(came(held, vote).voted, 1);
}

/* --- minutes, forgetting, leaving, files --- */

static void minutes_tell_what_was_voted(void **state)
{
    struct assembly *held = *state;
    struct minutes minutes;
    int64_t vote = open_kind(held, VOTE_CHOOSE);
    all_cast(held, vote, (const char *const[]) { "1", "1", "1", "1", "1", "1", "2", "2" });
    close_vote(held, vote);
    open_days(held, VOTE_YESNO);
    must(room_close(held->store, &held->ann, held->meeting, held->now));
    must(minutes_get(held->store, &held->ben, held->meeting, held->now, &minutes));
    static const char *const says[] = { "Vote 1: Which first", "8 of 8 voted. The pipe wins",
        "In order: The pipe; The clinic; The bus and leave it as it is.", "Vote 2: Which first",
        "It is open to all members until", "Decision 1: Which first" };
    for (size_t i = 0; i < sizeof says / sizeof *says; i++)
        if (strstr(minutes.text, says[i]) == NULL)
            fail_msg("no \"%s\" in %s", says[i], minutes.text);
    minutes_free(&minutes);
}

static void names_are_forgotten_after_a_year_and_the_numbers_stay(void **state)
{
    struct assembly *held = *state;
    int64_t vote = tie(held);
    store_forget(held->store, held->now + 364 * DAY);
    assert_int_equal(count(held, "SELECT count(*) FROM vote_voter"), 8);
    store_forget(held->store, held->now + 365 * DAY);
    assert_int_equal(count(held, "SELECT count(*) FROM vote_voter"), 0);
    assert_words(held, vote, "A tie: The pipe and The clinic are level. The meeting talks, and is asked once more.");
}

static void who_leaves_takes_her_open_ballot_along_and_her_name(void **state)
{
    struct assembly *held = *state;
    int64_t closed = tie(held), open = open_days(held, VOTE_YESNO);
    must(cast(held, &held->of[0], open, "yes"));
    must(member_leave(held->store, &held->of[0], held->now));
    assert_int_equal(
        db_number(held->store, 0, "SELECT count(*) FROM vote_voter WHERE member = ?", held->of[0].member), 0);
    assert_int_equal(vote_seen(held, &held->ben, open).voted, 0);
    assert_int_equal(came(held, closed).voted, 8);
}

static void who_parts_from_the_unit_is_told(void **state)
{
    struct assembly *held = *state;
    struct parting parting = { 0 };
    open_days(held, VOTE_YESNO);
    vote_subject.parting(held->store, 1, held->ben.member, held->now, &parting);
    assert_string_equal(parting.ends, "You no longer have a voice in 1 vote that is open there.");
    must(db_begin(held->store));
    vote_subject.part(held->store, 1, held->ben.member, held->now);
    must(db_commit(held->store));
    assert_int_equal(
        db_number(held->store, 0, "SELECT count(*) FROM vote_voter WHERE member = ?", held->ben.member), 0);
}

static void nothing_of_it_outlives_a_caucus(void **state)
{
    struct assembly *held = *state;
    tie(held);
    open_days(held, VOTE_CHOOSE);
    must(db_begin(held->store));
    vote_subject.end(held->store, 1, held->now);
    must(db_commit(held->store));
    assert_int_equal(count(held, "SELECT count(*) FROM vote_voter"), 0);
    assert_int_equal(count(held, "SELECT sum(length(title || body || options || ballots || totals)) FROM vote"), 0);
    assert_int_equal(count(held, "SELECT count(*) FROM vote WHERE closed = 0"), 0);
}

static bool file_holds(const char *folder, const char *name, const char *words)
{
    char path[PATH_ROOM];
    files_path(path, folder, name);
    return files_hold(path, words);
}

static void the_unit_takes_it_along_without_names(void **state)
{
    struct assembly *held = *state;
    char folder[PATH_ROOM], export[PATH_ROOM], problem[400];
    struct actor operator= held->street.operator;
    tie(held);
    files_folder(folder);
    files_path(export, folder, "export");
    if (store_export(held->store, &operator, 1, export, held->now, problem, sizeof problem) != RESULT_OK)
        fail_msg("%s", problem);
    assert_true(file_holds(export, "votes.jsonl", "\"kind\":\"choose\""));
    assert_true(file_holds(export, "votes.jsonl", "\"state\":\"tied\""));
    assert_true(file_holds(export, "votes.jsonl", "4 1\\n4 2\\n"));
    assert_false(file_holds(export, "votes.jsonl", "\"ben\""));
    files_remove(folder);
}

static void she_gets_how_she_voted_in_her_file(void **state)
{
    struct assembly *held = *state;
    char *file = NULL;
    tie(held);
    must(member_file(held->store, &held->of[5], 0, &file));
    assert_non_null(strstr(file, "\"ballot\": \"2\""));
    assert_non_null(strstr(file, "\"voted\": \"herself\""));
    free(file);
}

#define held_test(name) cmocka_unit_test_setup_teardown(name, open_held, close_held)

/* The number that a unit decides for its questions is that of its votes, too. */
static void a_vote_in_the_room_stays_open_as_long_as_a_question(void **state)
{
    struct assembly *held = *state;
    turn_to(held, held->decide);
    struct vote before = vote_seen(held, &held->ann, open_kind(held, VOTE_YESNO));
    must(vote_cast(held->store, &held->ann, before.id, &(struct ballot) { { 0 } }, held->now));
    wait_for(held, 10 * MINUTE);
    close_vote(held, before.id);
    must(number_set(held->store, 1, NUMBER_TEST, 5, 1, NOON));
    struct vote after = vote_seen(held, &held->ann, open_kind(held, VOTE_YESNO));
    assert_int_equal((after.closes - after.opened) - (before.closes - before.opened), 2 * MINUTE);
}

/* --- who reads the meeting along --- */

/* How many votes of the meeting she is told of, and RESULT_OK when she reads what came of this one. */
static enum result reads_result(struct assembly *held, const struct actor *her, int64_t vote, size_t *listed)
{
    struct vote seen;
    struct vote_result result;
    struct vote_line lines[4];
    struct vote_count ballots[4];
    struct vote_voter voters[4];
    struct papers papers;
    size_t count = 0;
    if (votes_list(held->store, her, held->meeting, held->now, lines, 4, listed) != RESULT_OK)
        *listed = 0;
    enum result is = vote_result_get(held->store, her, vote, &result);
    assert_int_equal(vote_get(held->store, her, vote, held->now, &seen), is);
    assert_int_equal(vote_ballots_list(held->store, her, vote, ballots, 4, &count), is);
    if (is == RESULT_OK) {
        assert_int_equal(result.answers[TALLY_YES], 2);
        assert_false(seen.may_vote || seen.listed || seen.is_chair || seen.may_again);
        assert_int_equal(count, seen.secret ? 0 : 2); /* 2 yes, and the others abstain */
    }
    /* Names, papers and acts stay the members'. */
    assert_int_not_equal(vote_voters_list(held->store, her, vote, voters, 4, &count), RESULT_OK);
    assert_int_not_equal(vote_paper_get(held->store, her, vote, held->now, &papers), RESULT_OK);
    assert_int_not_equal(vote_cast(held->store, her, vote, &seen.mine, held->now), RESULT_OK);
    return is;
}

static void assert_reads(struct assembly *held, int64_t vote, bool reads)
{
    const struct actor *readers[] = { &held->street.cora, &held->street.guest };
    for (int i = 0; i < 2; i++) {
        size_t listed = 0;
        enum result is = reads_result(held, readers[i], vote, &listed);
        if ((is == RESULT_OK) != reads || listed != reads)
            fail_msg("reader %d: %d, %zu votes, %s", i, is, listed, store_reason(held->store));
    }
}

static void who_reads_along_reads_what_came_of_closed_votes(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    turn_to(held, held->decide);
    int64_t vote = open_kind(held, VOTE_YESNO);
    assert_int_equal(cast(held, &held->ann, vote, "yes"), RESULT_OK);
    assert_int_equal(cast(held, &held->ben, vote, "yes"), RESULT_OK);
    must(db_run(store, "INSERT INTO unit_value VALUES (1, 'assemblies', 'public')"));
    assert_reads(held, vote, false); /* nobody sees it before it is closed */
    wait_for(held, 10 * MINUTE);
    close_vote(held, vote);
    assert_reads(held, vote, true);
    must(db_run(store, "UPDATE vote SET secret = 1, ballots = '' WHERE id = ?", vote)); /* the totals alone */
    assert_reads(held, vote, true);
    /* Nothing about a person or about action at work, whatever of the three says so. */
    must(db_run(store, "UPDATE vote SET person = ? WHERE id = ?", held->zola.member, vote));
    assert_reads(held, vote, false);
    must(db_run(store, "UPDATE vote SET person = 0, about = ? WHERE id = ?", (int64_t)ITEM_ACTION, vote));
    assert_reads(held, vote, false);
    must(db_run(store, "UPDATE vote SET about = ? WHERE id = ?", (int64_t)ITEM_THINGS, vote));
    must(db_run(store, "UPDATE meeting_item SET about = ? WHERE id = ?", (int64_t)ITEM_PERSON, held->decide));
    assert_reads(held, vote, false);
    must(db_run(store, "UPDATE meeting_item SET about = ? WHERE id = ?", (int64_t)ITEM_MONEY, held->decide));
    assert_reads(held, vote, true);
    must(db_run(store, "UPDATE unit_value SET value = 'unit' WHERE name = 'assemblies'"));
    assert_reads(held, vote, false);
    must(db_run(store, "UPDATE unit_value SET value = 'public' WHERE name = 'assemblies'"));
    must(room_end_item(store, &held->ann, held->meeting, false, held->now));
    must(room_close(store, &held->ann, held->meeting, held->now)); /* as all that is read along */
    assert_reads(held, vote, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        held_test(what_can_be_voted_on),
        held_test(a_vote_in_the_room_stays_open_as_long_as_a_question),
        held_test(who_reads_along_reads_what_came_of_closed_votes),
        held_test(options_are_cleaned_counted_and_compared),
        held_test(one_vote_is_open_in_a_room_and_the_item_waits_for_it),
        held_test(a_question_waits_for_an_open_vote),
        held_test(too_few_people_open_and_close_nothing),
        held_test(who_votes_is_fixed_at_the_opening),
        held_test(whoever_got_a_new_password_by_others_does_not_vote),
        held_test(an_open_ballot_is_changed_until_it_closes_and_counts_once),
        held_test(nobody_sees_what_others_say_before_it_is_closed),
        held_test(ballots_that_no_face_would_send_are_refused),
        held_test(a_helper_votes_for_two_people_and_it_can_be_struck),
        held_test(somebody_at_the_door_votes_by_a_scribe_in_the_room_alone),
        held_test(the_chair_closes_when_all_have_voted_or_its_time_is_over),
        held_test(a_yes_needs_its_share_of_those_present),
        held_test(what_most_put_first_wins_and_is_decided),
        held_test(leave_it_as_it_is_decides_nothing),
        held_test(the_most_points_win),
        held_test(nobody_voting_decides_nothing),
        held_test(a_tie_is_told_and_asked_once_more_among_those_that_are_level),
        held_test(after_a_vote_the_item_ends),
        held_test(a_second_tie_goes_to_the_lot_that_anybody_draws_again),
        held_test(over_days_all_members_vote_until_the_house_closes_it),
        held_test(over_days_a_third_of_members_and_of_homes_must_vote),
        held_test(a_day_before_its_end_screens_are_told_once),
        held_test(a_vote_that_the_closing_of_the_meeting_interrupts_is_not_counted),
        held_test(the_house_opens_one_over_days_for_a_proposal),
        held_test(the_home_of_whom_it_is_about_does_not_vote),
        held_test(papers_count_when_two_of_two_homes_typed_the_same),
        held_test(two_of_one_home_are_no_two_note_takers),
        held_test(who_voted_gets_no_paper_and_who_has_a_paper_no_second_vote),
        held_test(over_days_the_house_waits_a_day_for_the_papers),
        held_test(the_ballots_stand_there_without_names_and_in_no_order_of_time),
        held_test(who_is_here_and_silent_is_counted_as_abstaining),
        held_test(minutes_tell_what_was_voted),
        held_test(names_are_forgotten_after_a_year_and_the_numbers_stay),
        held_test(who_leaves_takes_her_open_ballot_along_and_her_name),
        held_test(who_parts_from_the_unit_is_told),
        held_test(nothing_of_it_outlives_a_caucus),
        held_test(the_unit_takes_it_along_without_names),
        held_test(she_gets_how_she_voted_in_her_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
