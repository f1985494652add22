/* test_secret.c: secret votes in the room and over days (RULES 4.7, 1.8): who votes, once; what is asked again; slips.
 */
#include "tests/store/secret_stage.h"

/* --- in the room --- */

static void choices_are_counted_and_name_nobody(void **state)
{
    struct secret_stage *stage = *state;
    struct vote_result result;
    stage_vote(stage, VOTE_YESNO, false);
    for (int i = 0; i < SECRET_PEOPLE; i++)
        must(stage_cast(stage, i, VOTE_YESNO, i < 5 ? "yes" : "no"));
    assert_int_equal(stage_secret(stage, 0).given, SECRET_PEOPLE);
    assert_true(stage_secret(stage, 3).voted);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM vote_voter WHERE way <> 0"), 0);
    stage_end_in_room(stage);
    assert_int_equal(stage_see(stage).state, VOTE_DECIDED);
    must(vote_result_get(stage->store, &stage->of[1], stage->vote, &result));
    assert_int_equal(result.answers[TALLY_YES], 5);
    assert_int_equal(result.answers[TALLY_NO], 3);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM secret_ballot"), SECRET_PEOPLE);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM vote_voter WHERE way = 1"), SECRET_PEOPLE);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM vote_voter WHERE ballot <> ''"), 0);
}

/* RULES 4.7: what is about action at work is voted on secretly, unless somebody chose otherwise. */
static void action_at_work_is_secret_by_default(void **state)
{
    struct secret_stage *stage = *state;
    struct vote_new form = { .meeting = stage->meeting, .title = "We stop at noon" };
    must(vote_open(stage->store, &stage->of[0], &form, stage->now, &stage->vote));
    assert_false(stage_see(stage).secret);
    must(db_run(stage->store, "UPDATE room SET vote = 0"));
    must(db_run(stage->store, "UPDATE meeting_item SET about = ? WHERE id = ?", (int64_t)ITEM_ACTION, stage->things));
    form.openly = true;
    must(vote_open(stage->store, &stage->of[0], &form, stage->now, &stage->vote));
    assert_false(stage_see(stage).secret);
    must(db_run(stage->store, "UPDATE room SET vote = 0"));
    form.openly = false;
    must(vote_open(stage->store, &stage->of[0], &form, stage->now, &stage->vote));
    assert_true(stage_see(stage).secret);
}

static void a_secret_choice_is_given_once(void **state)
{
    struct secret_stage *stage = *state;
    stage_vote(stage, VOTE_YESNO, false);
    must(stage_cast(stage, 2, VOTE_YESNO, "yes"));
    assert_int_equal(stage_cast(stage, 2, VOTE_YESNO, "no"), RESULT_CONFLICT);
    struct ballot ballot = stage_ballot(VOTE_YESNO, "no");
    assert_int_equal(
        vote_cast(stage->store, &stage->of[3], stage->vote, &ballot, stage->now), RESULT_REFUSED); /* not openly */
    ballot.value[0] = 9;
    stage_as(stage, &stage->of[3]);
    assert_int_equal(secret_cast(stage->store, &stage->of[3], stage->vote, &ballot, stage->now, NULL), RESULT_INVALID);
    stage_as(stage, &stage->street.cora); /* of the next street */
    ballot.value[0] = 0;
    assert_int_equal(
        secret_cast(stage->store, &stage->street.cora, stage->vote, &ballot, stage->now, NULL), RESULT_NOT_FOUND);
}

/* People of other streets, guests and the shell learn nothing of it, and the shell holds no slip (RULES 1.10). */
static void others_find_nothing(void **state)
{
    struct secret_stage *stage = *state;
    struct store *store = stage->store;
    const struct actor *const others[] = {
        &stage->street.cora, &stage->street.dora, &stage->street.guest, &stage->street.operator};
    struct secret_vote seen;
    struct ballot ballot = stage_ballot(VOTE_YESNO, "yes"), found;
    char words[SPOKEN_BYTES];
    bool last;
    stage_vote(stage, VOTE_YESNO, true);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const struct actor *other = others[i];
        stage_as(stage, other);
        assert_int_not_equal(secret_vote_get(store, other, stage->vote, stage->now, &seen), RESULT_OK);
        assert_int_not_equal(secret_cast(store, other, stage->vote, &ballot, stage->now, NULL), RESULT_OK);
        assert_int_not_equal(secret_ballot_find(store, other, stage->vote, "lusab babad", &found), RESULT_OK);
        assert_int_not_equal(secret_slip_take(store, other, stage->vote, stage->now, words), RESULT_OK);
        assert_int_not_equal(secret_slip_type(store, other, stage->vote, "lusab", stage->now, &last), RESULT_OK);
        assert_int_not_equal(secret_slip_lost(store, other, stage->vote, stage->now), RESULT_OK);
    }
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM secret_slip"), 0);
}

static void nobody_votes_secretly_by_another_hand(void **state)
{
    struct secret_stage *stage = *state;
    stage_vote(stage, VOTE_YESNO, false);
    struct actor by_hand = stage->of[4];
    struct ballot ballot = stage_ballot(VOTE_YESNO, "no");
    by_hand.hand = stage->of[0].member;
    stage_as(stage, &stage->of[0]);
    assert_int_equal(secret_cast(stage->store, &by_hand, stage->vote, &ballot, stage->now, NULL), RESULT_REFUSED);
}

static void fewer_than_five_are_no_vote(void **state)
{
    struct secret_stage *stage = *state;
    stage_vote(stage, VOTE_YESNO, false);
    for (int i = 0; i < 4; i++)
        must(stage_cast(stage, i, VOTE_YESNO, "yes"));
    assert_int_equal(vote_close(stage->store, &stage->of[0], stage->vote, stage->now), RESULT_REFUSED);
    stage->now = stage_see(stage).closes + 1;
    stage_all_are_there(stage);
    stage_end_in_room(stage);
    assert_int_equal(stage_see(stage).state, VOTE_FEW);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM secret_ballot"), 0);
    struct vote vote = stage_see(stage);
    struct vote_result result;
    char words[300];
    must(vote_result_get(stage->store, &stage->of[0], stage->vote, &result));
    vote_result_words(&vote, &result, words, sizeof words);
    assert_non_null(strstr(words, "Fewer than 5 voted")); /* "nobody voted" would not be true */
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM room_line WHERE event = ?", ROOM_VOTE_CLOSED), 1);
    assert_null(memmem(stage->memory.boxes->short_text, sizeof stage->memory.boxes->short_text, "\1", 1));
}

static void a_vote_that_few_may_answer_does_not_open(void **state)
{
    struct secret_stage *stage = *state;
    for (int i = 4; i < SECRET_PEOPLE; i++)
        must(room_leave(stage->store, &stage->of[i], stage->meeting, stage->now));
    assert_int_equal(stage_try_vote(stage, VOTE_YESNO, false), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(stage->store), "at least 5"));
}

/* The process dies in the middle: everybody is asked again, hears so, and nothing is counted twice. */
static void lost_choices_are_asked_again(void **state)
{
    struct secret_stage *stage = *state;
    struct vote_result result;
    stage_vote(stage, VOTE_YESNO, false);
    for (int i = 0; i < 6; i++)
        must(stage_cast(stage, i, VOTE_YESNO, "no"));
    memory_only_dies(&stage->memory);
    assert_false(stage_secret(stage, 1).ready);
    assert_int_equal(stage_cast(stage, 7, VOTE_YESNO, "yes"), RESULT_BUSY);
    stage_tend(stage);
    stage_tend(stage);
    struct secret_vote secret = stage_secret(stage, 1);
    assert_true(secret.ready);
    assert_false(secret.voted);
    assert_int_equal(secret.asked, 1);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM room_line WHERE event = ?", ROOM_VOTE_AGAIN), 1);
    for (int i = 0; i < SECRET_PEOPLE; i++)
        must(stage_cast(stage, i, VOTE_YESNO, "yes"));
    stage_end_in_room(stage);
    must(vote_result_get(stage->store, &stage->of[1], stage->vote, &result));
    assert_int_equal(result.answers[TALLY_YES], SECRET_PEOPLE);
    assert_int_equal(result.answers[TALLY_NO], 0);
}

/* The caretaker dies after it took the choices and before they were on disk: the next one counts them, once. */
static void a_caretaker_that_dies_counts_nothing_twice(void **state)
{
    struct secret_stage *stage = *state;
    struct ephemeral_text texts[SECRET_PEOPLE];
    size_t count;
    stage_vote(stage, VOTE_YESNO, false);
    for (int i = 0; i < SECRET_PEOPLE; i++)
        must(stage_cast(stage, i, VOTE_YESNO, "yes"));
    must(vote_close(stage->store, &stage->of[0], stage->vote, stage->now));
    stage->memory.member = EPHEMERAL_HOUSE;
    must(ephemeral_take(stage->store, EPHEMERAL_CHOICE, stage->vote, true, texts, SECRET_PEOPLE, &count));
    assert_int_equal(count, SECRET_PEOPLE);
    assert_int_equal(stage_tend(stage), 1);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM secret_ballot"), SECRET_PEOPLE);
    assert_int_equal(stage_tend(stage), 0);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM secret_ballot"), SECRET_PEOPLE);
}

/* Whoever has a paper votes on it alone; who voted already gets none. */
static void paper_and_memory_are_one_list(void **state)
{
    struct secret_stage *stage = *state;
    struct store *store = stage->store;
    bool agreed;
    stage_vote(stage, VOTE_YESNO, false);
    must(stage_cast(stage, 4, VOTE_YESNO, "no"));
    must(vote_paper_tick(store, &stage->of[2], stage->vote, stage->of[4].member, true, stage->now));
    must(vote_paper_tick(store, &stage->of[2], stage->vote, stage->of[5].member, true, stage->now));
    stage_tend(stage);
    assert_int_equal(db_number(store, 0, "SELECT way FROM vote_voter WHERE member = ?", stage->of[4].member), 0);
    assert_int_equal(stage_cast(stage, 5, VOTE_YESNO, "yes"), RESULT_REFUSED);
    for (int i = 0; i < SECRET_PEOPLE; i++)
        if (i != 4 && i != 5)
            must(stage_cast(stage, i, VOTE_YESNO, "no"));
    must(vote_paper_count(store, &stage->of[2], stage->vote, "1 yes", stage->now, &agreed));
    must(vote_paper_count(store, &stage->of[3], stage->vote, "1 yes", stage->now, &agreed));
    assert_true(agreed);
    stage_end_in_room(stage);
    struct vote_result result;
    must(vote_result_get(store, &stage->of[1], stage->vote, &result));
    assert_int_equal(result.answers[TALLY_YES], 1);
    assert_int_equal(result.answers[TALLY_NO], 7);
}

static void a_meeting_that_ends_takes_the_choices_along(void **state)
{
    struct secret_stage *stage = *state;
    stage_vote(stage, VOTE_CHOOSE, false);
    must(stage_cast(stage, 2, VOTE_CHOOSE, "3 1"));
    stage->now = SUNDAY + ROOM_LATE + HOUR; /* everybody went home; the house closes it */
    store_tick(stage->store, stage->now);
    stage_tend(stage);
    assert_int_equal(stage_see(stage).state, VOTE_ENDED);
    stage->memory.member = EPHEMERAL_HOUSE;
    struct ephemeral_state gone;
    assert_int_equal(ephemeral_state(stage->store, EPHEMERAL_CHOICE, stage->vote, &gone), RESULT_NOT_FOUND);
}

/* --- at a table in the yard --- */

/* Who has a line, who came in at the door, and who has no device at all: each votes alone, and is counted once. */
static void a_yard_votes_secretly(void **state)
{
    struct secret_stage *stage = *state;
    struct vote_result result;
    struct table table;
    stage_yard(stage);
    stage_vote(stage, VOTE_YESNO, false);
    for (int i = 0; i < SECRET_PEOPLE; i++) {
        must(stage_cast_in_yard(stage, i, VOTE_YESNO, i < 5 ? "yes" : "no"));
        assert_int_equal(stage_cast_in_yard(stage, i, VOTE_YESNO, "no"), RESULT_CONFLICT);
    }
    assert_int_equal(stage_cast(stage, 0, VOTE_YESNO, "no"), RESULT_CONFLICT); /* ann, in a session of her own */
    stage_as(stage, &stage->of[0]);
    must(table_get(stage->store, &stage->table, stage->now, &table));
    assert_int_equal(table.count, 6);
    for (int i = 0; i < table.count; i++)
        assert_true(table.people[i].may_vote && table.people[i].voted);
    stage_end_in_room(stage);
    assert_int_equal(stage_see(stage).state, VOTE_DECIDED);
    must(vote_result_get(stage->store, &stage->of[1], stage->vote, &result));
    assert_int_equal(result.answers[TALLY_YES], 5);
    assert_int_equal(result.answers[TALLY_NO], 3);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM vote_voter WHERE way = 1"), SECRET_PEOPLE);
}

/* The digits keep one neighbour from voting for another; three wrong tries send her back to the door. */
static void nobody_votes_secretly_with_wrong_digits(void **state)
{
    struct secret_stage *stage = *state;
    struct store *store = stage->store;
    struct actor voice;
    struct ballot ballot = stage_ballot(VOTE_YESNO, "no");
    stage_yard(stage);
    stage_vote(stage, VOTE_YESNO, false);
    stage_as(stage, &stage->of[0]);
    assert_int_not_equal(secret_cast(store, &stage->table, stage->vote, &ballot, stage->now, NULL), RESULT_OK);
    for (int i = 0; i < TABLE_TRIES; i++)
        assert_int_equal(
            table_person(store, &stage->table, stage->of[4].member, "9999", stage->now, &voice), RESULT_REFUSED);
    assert_int_equal(stage_cast_in_yard(stage, 4, VOTE_YESNO, "yes"), RESULT_REFUSED);
    assert_int_equal(stage_secret(stage, 1).given, 0);
}

/* The memory takes a choice of somebody else only from the table where she sits. */
static void another_session_gives_no_choice_for_her(void **state)
{
    struct secret_stage *stage = *state;
    struct store *store = stage->store;
    int64_t eva = stage->of[3].member;
    stage_yard(stage);
    stage_vote(stage, VOTE_YESNO, false);
    stage_as(stage, &stage->of[1]); /* ben, whose session is no table */
    assert_int_equal(ephemeral_put_of(store, EPHEMERAL_CHOICE, stage->vote, eva, "yes", 3), RESULT_REFUSED);
    struct ephemeral_state seen;
    assert_int_equal(ephemeral_state_of(store, EPHEMERAL_CHOICE, stage->vote, eva, &seen), RESULT_REFUSED);
    stage_as(stage, &stage->of[0]); /* ann, for ben, who sits at no table */
    assert_int_equal(
        ephemeral_put_of(store, EPHEMERAL_CHOICE, stage->vote, stage->of[1].member, "yes", 3), RESULT_REFUSED);
    must(table_rise(store, &stage->table, eva, stage->now));
    stage_tend(stage);
    stage_as(stage, &stage->of[0]);
    assert_int_equal(ephemeral_put_of(store, EPHEMERAL_CHOICE, stage->vote, eva, "yes", 3), RESULT_REFUSED);
    must(table_end(store, &stage->table, stage->now));
    stage_tend(stage);
    stage_as(stage, &stage->of[0]);
    assert_int_equal(
        ephemeral_put_of(store, EPHEMERAL_CHOICE, stage->vote, stage->of[4].member, "yes", 3), RESULT_REFUSED);
    assert_int_equal(stage_secret(stage, 1).given, 0);
}

/* Whoever sits down while the vote is open votes once the house has heard of it. */
static void whoever_changes_the_table_votes_there(void **state)
{
    struct secret_stage *stage = *state;
    struct store *store = stage->store;
    struct actor other, voice;
    struct ballot ballot = stage_ballot(VOTE_YESNO, "yes");
    stage_yard(stage);
    stage_vote(stage, VOTE_YESNO, false);
    must(table_begin(store, &stage->of[2], stage->meeting, "2222", stage->now, &other)); /* dan's */
    must(table_sit(store, &other, stage->of[5].member, stage_digits(5), stage->now));
    assert_int_not_equal(stage_cast_in_yard(stage, 5, VOTE_YESNO, "no"), RESULT_OK); /* where she sat before */
    stage_as(stage, &stage->of[2]);
    must(table_person(store, &other, stage->of[5].member, stage_digits(5), stage->now, &voice));
    assert_int_equal(secret_cast(store, &voice, stage->vote, &ballot, stage->now, NULL), RESULT_BUSY);
    stage_tend(stage);
    stage_as(stage, &stage->of[2]);
    must(secret_cast(store, &voice, stage->vote, &ballot, stage->now, NULL));
    assert_int_equal(stage_secret(stage, 1).given, 1);
}

/* A table belongs to one meeting: what is open for a week is not voted on there. */
static void a_vote_over_days_is_not_typed_at_a_table(void **state)
{
    struct secret_stage *stage = *state;
    char slip[SECRET_SLIPS][SPOKEN_BYTES];
    stage_vote(stage, VOTE_YESNO, true);
    stage_prepare(stage, slip);
    stage_yard(stage);
    assert_int_equal(stage_cast_in_yard(stage, 4, VOTE_YESNO, "no"), RESULT_REFUSED);
    assert_int_equal(stage_see(stage).voted, 0);
}

/* --- tracking words --- */

static enum result cast_with_words(struct secret_stage *stage, int who, const char *typed, char words[SPOKEN_BYTES])
{
    struct ballot ballot = stage_ballot(VOTE_CHOOSE, typed);
    stage_as(stage, &stage->of[who]);
    return secret_cast(stage->store, &stage->of[who], stage->vote, &ballot, stage->now, words);
}

static void words_find_her_own_ballot_and_no_other(void **state)
{
    struct secret_stage *stage = *state;
    char words[SPOKEN_BYTES], wrong[SPOKEN_BYTES];
    struct ballot found;
    stage_vote(stage, VOTE_CHOOSE, false);
    must(cast_with_words(stage, 2, "3>1", words));
    assert_int_equal(
        secret_ballot_find(stage->store, &stage->of[2], stage->vote, words, &found), RESULT_REFUSED); /* not yet */
    for (int i = 0; i < SECRET_PEOPLE; i++)
        if (i != 2)
            must(stage_cast(stage, i, VOTE_CHOOSE, "1>2"));
    stage_end_in_room(stage);
    must(secret_ballot_find(stage->store, &stage->of[2], stage->vote, words, &found));
    assert_int_equal(found.value[2], 1);
    assert_int_equal(found.value[0], 2);
    util_copy_text(wrong, sizeof wrong, words);
    wrong[0] = wrong[0] == 'b' ? 'd' : 'b';
    assert_int_equal(secret_ballot_find(stage->store, &stage->of[2], stage->vote, wrong, &found), RESULT_NOT_FOUND);
    assert_int_equal(secret_ballot_find(stage->store, &stage->of[2], stage->vote, "", &found), RESULT_NOT_FOUND);
    /* of a secret ranking nobody else gets single ballots */
    struct vote_count counts[20];
    size_t count;
    must(vote_ballots_list(stage->store, &stage->of[1], stage->vote, counts, 20, &count));
    assert_int_equal(count, 0);
}

static void votes_on_people_have_no_words(void **state)
{
    struct secret_stage *stage = *state;
    char words[SPOKEN_BYTES] = "x";
    stage_turn_to(stage, stage->person);
    stage_vote(stage, VOTE_CHOOSE, false);
    assert_false(stage_secret(stage, 2).words);
    assert_int_equal(cast_with_words(stage, 2, "1", words), RESULT_REFUSED);
    assert_string_equal(words, "");
    must(stage_cast(stage, 2, VOTE_CHOOSE, "1"));
    must(db_run(stage->store, "UPDATE vote SET closed = opened + 1")); /* and finds none by any */
    struct ballot found;
    assert_int_equal(secret_ballot_find(stage->store, &stage->of[2], stage->vote, "abc-def", &found), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(stage->store), "has no words"));
}

/* --- over days --- */

static enum vote_need needed(struct secret_stage *stage, int who)
{
    struct vote_line found[2];
    size_t count;
    must(votes_waiting(stage->store, &stage->of[who], stage->now, found, 2, &count));
    assert_true(count <= 1);
    return count == 1 ? found[0].need : VOTE_NEEDS_NOTHING;
}

/* RULES 9.1: it stands on their home screens, as without them nothing is opened and nothing counted. */
static void whoever_holds_a_slip_is_asked_for_it(void **state)
{
    struct secret_stage *stage = *state;
    char slip[SECRET_SLIPS][SPOKEN_BYTES];
    stage_vote(stage, VOTE_YESNO, true);
    assert_int_equal(needed(stage, HOLDER_ONE), VOTE_NEEDS_HOLDER);
    must(secret_slip_take(stage->store, &stage->of[HOLDER_ONE], stage->vote, stage->now, slip[0]));
    assert_int_equal(needed(stage, HOLDER_ONE), VOTE_NEEDS_SLIP_BACK);
    stage_prepare(stage, slip);
    assert_int_equal(needed(stage, HOLDER_ONE), VOTE_NEEDS_CHOICE);
    for (int i = 0; i < 6; i++)
        must(stage_cast(stage, i, VOTE_YESNO, "yes"));
    stage->now = stage_see(stage).closes + 60;
    must(vote_close(stage->store, &stage->of[1], stage->vote, stage->now));
    stage_tend(stage);
    for (int i = 0; i < SECRET_SLIPS; i++) {
        bool last;
        stage_as(stage, &stage->of[HOLDER_ONE + i]);
        assert_int_equal(needed(stage, HOLDER_ONE + i), VOTE_NEEDS_SLIP_TO_COUNT);
        must(stage_type(stage, HOLDER_ONE + i, slip[i], &last));
        assert_int_equal(needed(stage, HOLDER_ONE + i), VOTE_NEEDS_NOTHING);
    }
    assert_int_equal(needed(stage, 0), VOTE_NEEDS_NOTHING);
}

static void two_slips_open_it_and_two_slips_count_it(void **state)
{
    struct secret_stage *stage = *state;
    char slip[SECRET_SLIPS][SPOKEN_BYTES];
    struct vote_result result;
    stage_vote(stage, VOTE_YESNO, true);
    assert_int_equal(stage_see(stage).state, VOTE_PREPARED);
    assert_int_equal(stage_cast(stage, 5, VOTE_YESNO, "yes"), RESULT_REFUSED); /* not open yet */
    stage_prepare(stage, slip);
    for (int i = 0; i < 6; i++)
        must(stage_cast(stage, i, VOTE_YESNO, i < 4 ? "yes" : "no"));
    assert_int_equal(stage_cast(stage, 0, VOTE_YESNO, "no"), RESULT_CONFLICT);
    assert_int_equal(stage_see(stage).voted, 6);
    stage_end_after_days(stage, slip);
    assert_int_equal(stage_see(stage).state, VOTE_DECIDED);
    must(vote_result_get(stage->store, &stage->of[1], stage->vote, &result));
    assert_int_equal(result.answers[TALLY_YES], 4);
    assert_int_equal(result.answers[TALLY_NO], 2);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM secret_box"), 0);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM secret_slip"), 0);
    unsigned char part[32];
    assert_false(stage->keys.read(stage->keys.context, stage->vote, part));
}

static void slips_go_to_two_homes_and_are_typed_back(void **state)
{
    struct secret_stage *stage = *state;
    char mine[SPOKEN_BYTES], again[SPOKEN_BYTES], other[SPOKEN_BYTES];
    bool last;
    stage_vote(stage, VOTE_YESNO, true);
    must(secret_slip_take(stage->store, &stage->of[0], stage->vote, stage->now, mine)); /* ann of C 14 */
    assert_int_equal(secret_slip_take(stage->store, &stage->of[1], stage->vote, stage->now, other),
        RESULT_CONFLICT); /* ben lives there, too */
    assert_string_equal(other, "");
    must(secret_slip_take(stage->store, &stage->of[0], stage->vote, stage->now, again)); /* another in its place */
    assert_string_not_equal(mine, again);
    assert_int_equal(stage_type(stage, 0, mine, &last), RESULT_INVALID);
    must(stage_type(stage, 0, again, &last));
    assert_false(last);
    must(secret_slip_take(stage->store, &stage->of[2], stage->vote, stage->now, other));
    assert_int_equal(stage_type(stage, 3, other, &last), RESULT_INVALID); /* it is not hers */
    assert_int_equal(stage_tend(stage), 0);
    assert_int_equal(stage_see(stage).state, VOTE_PREPARED);
    assert_int_equal(secret_slip_take(stage->store, &stage->of[4], stage->vote, stage->now, mine), RESULT_CONFLICT);
    stage->now += SECRET_TAKE_AGAIN; /* the second one is not typed back: somebody else takes it */
    must(secret_slip_take(stage->store, &stage->of[4], stage->vote, stage->now, mine));
    assert_int_equal(stage_type(stage, 2, other, &last), RESULT_INVALID);
    must(stage_type(stage, 4, mine, &last));
    assert_true(last);
}

/* A lost slip cannot be replaced: the boxes are destroyed, and everybody is asked again. */
static void a_lost_slip_begins_it_anew(void **state)
{
    struct secret_stage *stage = *state;
    char slip[SECRET_SLIPS][SPOKEN_BYTES], anew[SECRET_SLIPS][SPOKEN_BYTES];
    stage_vote(stage, VOTE_YESNO, true);
    stage_prepare(stage, slip);
    must(stage_cast(stage, 5, VOTE_YESNO, "yes"));
    assert_int_equal(
        secret_slip_lost(stage->store, &stage->of[5], stage->vote, stage->now), RESULT_REFUSED); /* holds none */
    must(secret_slip_lost(stage->store, &stage->of[HOLDER_ONE], stage->vote, stage->now));
    assert_int_equal(stage_see(stage).state, VOTE_PREPARED);
    assert_int_equal(stage_secret(stage, 5).asked, 1);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM secret_box"), 0);
    stage_prepare(stage, anew);
    must(stage_cast(stage, 5, VOTE_YESNO, "no"));
}

/* The process dies between the two slips: they are typed in once more, and no choice is lost. */
static void slips_are_asked_again_after_a_crash(void **state)
{
    struct secret_stage *stage = *state;
    char slip[SECRET_SLIPS][SPOKEN_BYTES];
    bool last;
    stage_vote(stage, VOTE_YESNO, true);
    stage_prepare(stage, slip);
    for (int i = 0; i < 6; i++)
        must(stage_cast(stage, i, VOTE_YESNO, "yes"));
    stage->now = stage_see(stage).closes + 60;
    store_tick(stage->store, stage->now);
    stage_tend(stage);
    must(stage_type(stage, HOLDER_ONE, slip[0], &last));
    assert_true(stage_secret(stage, HOLDER_TWO).slip[0].in);
    memory_only_dies(&stage->memory);
    stage_tend(stage);
    stage_tend(stage);
    assert_false(stage_secret(stage, HOLDER_TWO).slip[0].in);
    assert_int_equal(stage_secret(stage, 5).asked, 0);
    must(stage_type(stage, HOLDER_TWO, slip[1], &last));
    assert_false(last);
    stage_tend(stage);
    assert_int_equal(stage_see(stage).state, VOTE_COUNTING);
    must(stage_type(stage, HOLDER_ONE, slip[0], &last));
    assert_true(last);
    assert_true(stage_tend(stage) >= 1);
    assert_int_equal(stage_see(stage).state, VOTE_DECIDED);
}

/* Without the file keys/vote-N, as on another machine: what was cast can never be opened, so all are asked again. */
static void a_missing_file_begins_it_anew(void **state)
{
    struct secret_stage *stage = *state;
    char slip[SECRET_SLIPS][SPOKEN_BYTES];
    stage_vote(stage, VOTE_YESNO, true);
    stage_prepare(stage, slip);
    must(stage_cast(stage, 5, VOTE_YESNO, "yes"));
    assert_int_equal(stage_tend(stage), 0); /* nothing to do */
    assert_true(stage->keys.wipe(stage->keys.context, stage->vote));
    assert_int_equal(stage_tend(stage), 1);
    assert_int_equal(stage_see(stage).state, VOTE_PREPARED);
    assert_int_equal(stage_secret(stage, 5).asked, 1);
}

static void slips_that_never_come_end_it(void **state)
{
    struct secret_stage *stage = *state;
    char slip[SECRET_SLIPS][SPOKEN_BYTES];
    stage_vote(stage, VOTE_YESNO, true);
    stage_prepare(stage, slip);
    for (int i = 0; i < 6; i++)
        must(stage_cast(stage, i, VOTE_YESNO, "yes"));
    stage->now = stage_see(stage).closes + 60;
    store_tick(stage->store, stage->now);
    stage->now += SECRET_WAITS;
    stage_tend(stage);
    stage_tend(stage);
    assert_int_equal(stage_see(stage).state, VOTE_ENDED);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM secret_box"), 0);
    unsigned char part[32];
    assert_false(stage->keys.read(stage->keys.context, stage->vote, part));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(choices_are_counted_and_name_nobody, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(a_secret_choice_is_given_once, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(action_at_work_is_secret_by_default, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(others_find_nothing, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(nobody_votes_secretly_by_another_hand, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(fewer_than_five_are_no_vote, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(a_vote_that_few_may_answer_does_not_open, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(lost_choices_are_asked_again, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(a_caretaker_that_dies_counts_nothing_twice, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(paper_and_memory_are_one_list, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(a_meeting_that_ends_takes_the_choices_along, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(a_yard_votes_secretly, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(nobody_votes_secretly_with_wrong_digits, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(another_session_gives_no_choice_for_her, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(whoever_changes_the_table_votes_there, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(a_vote_over_days_is_not_typed_at_a_table, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(words_find_her_own_ballot_and_no_other, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(votes_on_people_have_no_words, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(whoever_holds_a_slip_is_asked_for_it, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(two_slips_open_it_and_two_slips_count_it, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(slips_go_to_two_homes_and_are_typed_back, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(a_lost_slip_begins_it_anew, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(slips_are_asked_again_after_a_crash, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(a_missing_file_begins_it_anew, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(slips_that_never_come_end_it, stage_open, stage_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
