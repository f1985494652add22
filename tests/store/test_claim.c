/* test_claim.c: "I am a woman": when it stands, who can object, and who is told of it. RULES 3.1. */
#include "claim.h"

#include <sqlite3.h>
#include <time.h>

#include "aid.h"
#include "hand.h"
#include "store/aid/aid_internal.h"
#include "store/people/claim_room.h"
#include "tests/store/street.h"

enum { MONTH = 30 * DAY };

struct claiming {
    struct street street;
    struct store *store;
    struct actor ann, ben, eve, flo, gil;
    int64_t ask; /* of ann, for women */
};

static struct actor lives_at(struct claiming *claiming, const char *handle, const char *home, int64_t since)
{
    struct actor actor;
    int64_t member;
    must(member_add(claiming->store,
        &claiming->street.operator, &(struct member_new) { .handle = handle, .home = home }, since, &member));
    must(actor_for(claiming->store, ACTOR_MEMBER, handle, &actor));
    return actor;
}

static int64_t asks_women(struct claiming *claiming, const struct actor *who, int64_t now)
{
    int64_t ask;
    must(aid_ask_make(claiming->store, who,
        &(struct aid_form) {
            .kind = AID_CARE, .line = "Walk me home", .many = 1, .who_may = AID_WOMEN, .urgency = AID_WHENEVER },
        now, &ask));
    return ask;
}

static int begin(void **state)
{
    struct claiming *claiming = calloc(1, sizeof *claiming);
    *state = claiming;
    street_open_at(&claiming->street, ":memory:");
    claiming->store = claiming->street.store;
    claiming->ann = claiming->street.ann;
    claiming->ben = claiming->street.ben;
    claiming->eve = lives_at(claiming, "eve", "D 1", NOON - 5 * MONTH);
    claiming->flo = lives_at(claiming, "flo", "D 2", NOON);
    claiming->gil = lives_at(claiming, "gil", "C 9", NOON);
    claiming->ask = asks_women(claiming, &claiming->ann, NOON);
    return 0;
}

static int end(void **state)
{
    struct claiming *claiming = *state;
    store_close(claiming->store);
    free(claiming);
    return 0;
}

static enum claim_state stands(struct claiming *claiming, const struct actor *who, int64_t now)
{
    struct claim claim;
    must(claim_get(claiming->store, who, now, &claim));
    assert_int_equal(claim.state == CLAIM_STANDS, claim_stands(claiming->store, who->member, now));
    return claim.state;
}

static bool may_answer(struct claiming *claiming, const struct actor *who, int64_t now)
{
    struct aid aid;
    must(aid_ask_get(claiming->store, who, claiming->ask, now, &aid));
    aid_rows_free(&aid, 1);
    return aid.may_answer;
}

static size_t said_on_home(struct claiming *claiming, const struct actor *who, int64_t now)
{
    struct aid_due due[8];
    size_t count, said = 0;
    must(aid_due_list(claiming->store, who, now, 8, due, &count));
    for (size_t i = 0; i < count; i++) {
        said += due[i].kind == AID_DUE_WOMAN;
        assert_true(due[i].kind != AID_DUE_WOMAN || due[i].is_private);
    }
    return said;
}

/* It was a setting for the day. */
static void it_stands_after_fourteen_days(void **state)
{
    struct claiming *claiming = *state;
    int64_t match;
    assert_int_equal(stands(claiming, &claiming->eve, NOON), CLAIM_NONE);
    assert_int_equal(aid_can(claiming->store, &claiming->eve, claiming->ask, 0, NOON, &match), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(claiming->store), "`woman yes`"));
    must(claim_make(claiming->store, &claiming->eve, NOON));
    for (int64_t now = NOON; now < NOON + CLAIM_SECONDS; now += DAY) {
        assert_int_equal(stands(claiming, &claiming->eve, now), CLAIM_WAITS);
        assert_false(may_answer(claiming, &claiming->eve, now));
    }
    must(claim_make(claiming->store, &claiming->eve, NOON + 5 * DAY)); /* said once: it keeps its time */
    assert_int_equal(aid_can(claiming->store, &claiming->eve, claiming->ask, 0, NOON, &match), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(claiming->store), "It stands 14 days later: from Friday 29 January"));
    assert_int_equal(stands(claiming, &claiming->eve, NOON + CLAIM_SECONDS - 1), CLAIM_WAITS);
    assert_int_equal(stands(claiming, &claiming->eve, NOON + CLAIM_SECONDS), CLAIM_STANDS);
    assert_true(may_answer(claiming, &claiming->eve, NOON + CLAIM_SECONDS));
    must(aid_can(claiming->store, &claiming->eve, claiming->ask, 0, NOON + CLAIM_SECONDS, &match));
}

static void two_objections_suspend_it_and_only_she_is_told(void **state)
{
    struct claiming *claiming = *state;
    struct store *store = claiming->store;
    int64_t now = NOON + 20 * DAY, match;
    char words[CLAIM_WORDS_BYTES];
    struct claim claim;
    must(claim_make(store, &claiming->eve, NOON));
    must(claim_object(store, &claiming->ben, "eve", true, now));
    must(claim_object(store, &claiming->ben, "eve", true, now)); /* once more is no second one */
    assert_int_equal(stands(claiming, &claiming->eve, now), CLAIM_STANDS);
    assert_int_equal(said_on_home(claiming, &claiming->eve, now), 0);
    must(claim_object(store, &claiming->gil, "eve", true, now + 1));
    assert_int_equal(stands(claiming, &claiming->eve, now + 1), CLAIM_SUSPENDED);
    assert_false(may_answer(claiming, &claiming->eve, now + 1));
    assert_int_equal(aid_can(store, &claiming->eve, claiming->ask, 0, now + 1, &match), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(store), "Two members object to your word"));
    must(claim_get(store, &claiming->eve, now + 1, &claim));
    claim_words(&claim, words);
    assert_non_null(strstr(words, "until the women's caucus decides"));
    assert_non_null(strstr(words, "stays suspended"));
    assert_null(strstr(words, "ben"));
    assert_int_equal(said_on_home(claiming, &claiming->eve, now + 1), 1);
    assert_int_equal(said_on_home(claiming, &claiming->ben, now + 1), 0);
    assert_int_equal(said_on_home(claiming, &claiming->eve, now + 2 + CLAIM_TOLD_SECONDS), 0);
    assert_int_equal(stands(claiming, &claiming->eve, now + 365 * DAY), CLAIM_SUSPENDED); /* nobody decided yet */
    char *file;
    must(member_file(store, &claiming->eve, 0, &file)); /* nor does what the house keeps of her say who objects */
    assert_null(strstr(file, "ben"));
    assert_null(strstr(file, "gil"));
    free(file);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM notice WHERE member <> ?", claiming->eve.member), 0);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM notice WHERE member = ?", claiming->eve.member), 1);
}

static void the_objector_does_not_learn_whether_she_said_it(void **state)
{
    struct claiming *claiming = *state;
    struct objection mine[4];
    size_t count;
    must(claim_make(claiming->store, &claiming->eve, NOON));
    must(claim_object(claiming->store, &claiming->ben, "eve", true, NOON));
    must(claim_object(claiming->store, &claiming->ben, "flo", true, NOON)); /* she said nothing */
    must(claim_objections(claiming->store, &claiming->ben, 4, mine, &count));
    assert_int_equal(count, 2);
    must(claim_objections(claiming->store, &claiming->eve, 4, mine, &count));
    assert_int_equal(count, 0);
    assert_int_equal(claim_object(claiming->store, &claiming->ben, "ben", true, NOON), RESULT_REFUSED);
    assert_int_equal(claim_object(claiming->store, &claiming->ben, "nobody", true, NOON), RESULT_NOT_FOUND);
    assert_int_equal(claim_object(claiming->store, &claiming->street.guest, "eve", true, NOON), RESULT_REFUSED);
    assert_int_equal(claim_object(claiming->store, &claiming->street.operator, "eve", true, NOON), RESULT_REFUSED);
    assert_int_equal(claim_object(claiming->store, &claiming->street.cora, "eve", true, NOON),
        RESULT_NOT_FOUND); /* of another street: there is no eve there */
    must(claim_object(claiming->store, &claiming->gil, "flo", true, NOON)); /* before she says it */
    must(claim_make(claiming->store, &claiming->flo, NOON + DAY));
    assert_int_equal(stands(claiming, &claiming->flo, NOON + DAY), CLAIM_SUSPENDED);
    assert_int_equal(said_on_home(claiming, &claiming->flo, NOON + DAY), 1);
}

static void an_objection_is_taken_back(void **state)
{
    struct claiming *claiming = *state;
    must(claim_make(claiming->store, &claiming->eve, NOON));
    must(claim_object(claiming->store, &claiming->ben, "eve", true, NOON));
    must(claim_object(claiming->store, &claiming->gil, "eve", true, NOON));
    must(claim_object(claiming->store, &claiming->flo, "eve", false, NOON)); /* hers there is none */
    assert_int_equal(stands(claiming, &claiming->eve, NOON + MONTH), CLAIM_SUSPENDED);
    must(claim_object(claiming->store, &claiming->ben, "eve", false, NOON + MONTH));
    assert_int_equal(stands(claiming, &claiming->eve, NOON + MONTH), CLAIM_STANDS);
    must(claim_object(claiming->store, &claiming->ben, "eve", true, NOON + MONTH));
    must(member_leave(claiming->store, &claiming->gil, NOON + MONTH)); /* no member objects any more */
    assert_int_equal(stands(claiming, &claiming->eve, NOON + MONTH), CLAIM_STANDS);
}

static void taken_back_and_said_again_it_begins_anew_and_objections_stay(void **state)
{
    struct claiming *claiming = *state;
    int64_t now = NOON + MONTH;
    must(claim_make(claiming->store, &claiming->eve, NOON));
    must(claim_object(claiming->store, &claiming->ben, "eve", true, now));
    assert_int_equal(stands(claiming, &claiming->eve, now), CLAIM_STANDS);
    must(claim_take_back(claiming->store, &claiming->eve, now));
    assert_int_equal(stands(claiming, &claiming->eve, now), CLAIM_NONE);
    must(claim_make(claiming->store, &claiming->eve, now));
    assert_int_equal(stands(claiming, &claiming->eve, now + CLAIM_SECONDS - 1), CLAIM_WAITS);
    must(claim_object(claiming->store, &claiming->gil, "eve", true, now)); /* with ben's these are two */
    assert_int_equal(stands(claiming, &claiming->eve, now + CLAIM_SECONDS), CLAIM_SUSPENDED);
    must(claim_take_back(claiming->store, &claiming->eve, now));
    must(claim_make(claiming->store, &claiming->eve, now));
    assert_int_equal(stands(claiming, &claiming->eve, now + MONTH), CLAIM_SUSPENDED);
}

/* The caucus calls this; until there is one nobody does. */
static void the_caucus_decides(void **state)
{
    struct claiming *claiming = *state;
    struct store *store = claiming->store;
    int64_t now = NOON + MONTH;
    must(claim_make(store, &claiming->eve, NOON));
    must(claim_object(store, &claiming->ben, "eve", true, now));
    must(claim_object(store, &claiming->gil, "eve", true, now));
    must(db_begin(store));
    must(claim_decide(store, claiming->eve.member, true, now));
    must(db_commit(store));
    assert_int_equal(stands(claiming, &claiming->eve, now), CLAIM_STANDS);
    must(claim_object(store, &claiming->ben, "eve", false, now)); /* what was decided is not begun again by the same */
    must(claim_object(store, &claiming->ben, "eve", true, now));
    must(claim_object(store, &claiming->gil, "eve", true, now));
    assert_int_equal(stands(claiming, &claiming->eve, now), CLAIM_STANDS);
    must(db_begin(store));
    must(claim_decide(store, claiming->eve.member, false, now + DAY));
    must(db_commit(store));
    assert_int_equal(stands(claiming, &claiming->eve, now + DAY), CLAIM_REFUSED);
    must(claim_take_back(store, &claiming->eve, now + DAY));
    must(claim_make(store, &claiming->eve, now + DAY));
    assert_int_equal(stands(claiming, &claiming->eve, now + 3 * MONTH), CLAIM_REFUSED);
}

/* Before she accepts, whoever asks women reads who answers: on the match, in what fits, and by another's hand. */
static void the_asker_reads_a_woman_of_her_block(void **state)
{
    struct claiming *claiming = *state;
    struct store *store = claiming->store;
    struct aid_match match;
    struct aid_suggestion found[4];
    struct aid_due due[4];
    struct hand_person person;
    struct actor by;
    size_t count;
    int64_t id, maria, offer;
    must(claim_make(store, &claiming->eve, NOON - MONTH));
    must(aid_offer_make(
        store, &claiming->eve, &(struct aid_form) { .kind = AID_CARE, .line = "Walks", .capacity = 2 }, NOON, &offer));
    must(aid_suggestions(store, &claiming->ann, false, claiming->ask, NOON, 4, found, &count));
    assert_int_equal(count, 1);
    assert_string_equal(found[0].helper, "a woman of block D, 5 months here");
    aid_rows_free(&found[0].aid, 1);
    must(aid_can(store, &claiming->eve, claiming->ask, offer, NOON, &id));
    must(aid_match_get(store, &claiming->ann, id, NOON, &match));
    assert_string_equal(match.other, "a woman of block D, 5 months here");
    must(aid_due_list(store, &claiming->ann, NOON, 4, due, &count));
    assert_string_equal(due[0].who, "a woman of block D, 5 months here");
    must(aid_match_get(store, &claiming->eve, id, NOON, &match));
    assert_string_equal(match.other, "a neighbour, block C");
    /* Gogo Maria asks women, by gil's hand. */
    must(hand_member_add(store, &claiming->gil, "Gogo Maria", "C 7", NOON, &person));
    must(hand_member_confirm(store, &claiming->ann, person.id, NOON, &maria));
    must(actor_by_hand(store, &claiming->gil, maria, NOON, &by));
    int64_t ask = asks_women(claiming, &by, NOON);
    must(aid_can(store, &claiming->eve, ask, 0, NOON, &id));
    must(aid_match_get(store, &by, id, NOON, &match));
    assert_string_equal(match.other, "a woman of block D, 5 months here");
    must(aid_accept(store, &by, ask, NOON));
    /* Of an ask that everybody answers nothing of it is told. */
    must(aid_ask_make(store, &claiming->flo,
        &(struct aid_form) { .kind = AID_FOOD, .line = "Bread", .many = 1, .urgency = AID_DAYS }, NOON, &ask));
    must(aid_can(store, &claiming->eve, ask, 0, NOON, &id));
    must(aid_match_get(store, &claiming->flo, id, NOON, &match));
    assert_string_equal(match.other, "a neighbour, block D");
}

/* Between her "I can" and the yes it was suspended: whoever asks reads no more than of one that was taken back. */
static void whoever_asks_is_not_told_that_it_is_suspended(void **state)
{
    struct claiming *claiming = *state;
    int64_t id;
    char taken_back[300];
    must(claim_make(claiming->store, &claiming->eve, NOON - MONTH));
    must(claim_make(claiming->store, &claiming->flo, NOON - MONTH));
    must(aid_can(claiming->store, &claiming->flo, claiming->ask, 0, NOON, &id));
    must(aid_answer(claiming->store, &claiming->flo, id, AID_NOT_NOW, NOON));
    assert_int_equal(aid_accept(claiming->store, &claiming->ann, claiming->ask, NOON), RESULT_NOT_FOUND);
    util_copy_text(taken_back, sizeof taken_back, store_reason(claiming->store));
    must(aid_can(claiming->store, &claiming->eve, claiming->ask, 0, NOON, &id));
    must(claim_object(claiming->store, &claiming->ben, "eve", true, NOON));
    must(claim_object(claiming->store, &claiming->gil, "eve", true, NOON));
    assert_int_equal(aid_accept(claiming->store, &claiming->ann, claiming->ask, NOON), RESULT_NOT_FOUND);
    assert_string_equal(store_reason(claiming->store), taken_back);
}

static void she_says_it_by_anothers_hand(void **state)
{
    struct claiming *claiming = *state;
    struct hand_person person;
    struct actor by;
    int64_t maria;
    must(hand_member_add(claiming->store, &claiming->gil, "Gogo Maria", "C 7", NOON, &person));
    must(hand_member_confirm(claiming->store, &claiming->ann, person.id, NOON, &maria));
    must(actor_by_hand(claiming->store, &claiming->gil, maria, NOON, &by));
    assert_int_equal(claim_object(claiming->store, &by, "eve", true, NOON), RESULT_REFUSED);
    struct actor other;
    struct aid_match match;
    struct hand_entry word;
    struct claim claim;
    int64_t id, later = NOON + CLAIM_SECONDS;
    must(actor_by_hand(claiming->store, &claiming->ben, maria, NOON, &other));
    assert_int_equal(claim_get(claiming->store, &by, NOON, &claim), RESULT_REFUSED);
    must(claim_make(claiming->store, &by, NOON));
    must(claim_make(claiming->store, &claiming->gil, NOON));
    assert_int_equal(claim_make(claiming->store, &other, NOON), RESULT_CONFLICT);
    must(claim_get(claiming->store, &by, NOON, &claim));
    assert_int_equal(claim.state, CLAIM_WAITS);
    assert_int_equal(
        claim_get(claiming->store, &other, NOON, &claim), RESULT_REFUSED); /* it is told to her hand alone */
    assert_int_equal(claim_take_back(claiming->store, &other, NOON), RESULT_REFUSED);
    assert_int_equal(hand_entry_of(claiming->store, &claiming->ben, HAND_WOMAN, maria, &word), RESULT_NOT_FOUND);
    must(aid_can(claiming->store, &by, claiming->ask, 0, later, &id));
    must(aid_match_get(claiming->store, &claiming->ann, id, later, &match));
    assert_string_equal(match.other, "a woman of block C, 14 days here");
    must(claim_object(claiming->store, &claiming->ben, "Gogo-Maria", true, later));
    must(claim_object(claiming->store, &claiming->eve, "Gogo-Maria", true, later));
    assert_int_equal(said_on_home(claiming, &by, later), 1);
    assert_int_equal(said_on_home(claiming, &other, later), 0);
    must(hand_entry_of(claiming->store, &claiming->gil, HAND_WOMAN, maria, &word));
    assert_false(word.may_confirm);
    hand_entries_free(&word, 1);
    must(hand_strike(claiming->store, &claiming->gil, word.id, later)); /* she had not said so */
    assert_false(claim_stands(claiming->store, maria, later));
}

/* --- houses of before --- */

struct embedded {
    const char *name, *text;
};
extern const struct embedded schema_steps[];

/* As it stood before this step: a setting without a time; matches that one side alone knew of. */
static void a_house_of_before_keeps_what_was_said(void **state)
{
    struct claiming *claiming = *state;
    struct store *store = claiming->store;
    struct aid_match match;
    const struct embedded *step = schema_steps;
    int64_t bread, soup, waits, asked, before = (int64_t)time(NULL);
    const struct aid_form form = { .kind = AID_FOOD, .line = "Bread", .many = 1, .urgency = AID_WHENEVER };
    must(aid_ask_make(store, &claiming->ann, &form, NOON, &bread));
    must(aid_ask_make(store, &claiming->ann, &form, NOON, &soup));
    must(aid_can(store, &claiming->ben, bread, 0, NOON, &waits));
    must(aid_can(store, &claiming->gil, soup, 0, NOON, &asked));
    must(db_run(store, "DROP TABLE woman_claim"));
    must(db_run(store, "DROP TABLE woman_objection"));
    must(db_run(store, "ALTER TABLE aid_about_me ADD COLUMN woman INTEGER NOT NULL DEFAULT 0"));
    must(db_run(store,
        "INSERT INTO aid_about_me (member, woman, languages, reach) VALUES (?1, 1, 1, 'bell'),"
        " (?2, 0, 1, '')",
        claiming->eve.member, claiming->flo.member));
    must(db_run(store, "UPDATE aid_match SET quiet = 1 WHERE id = ?", waits)); /* ann does not know of it */
    must(db_run(store, "UPDATE ask SET state = 0 WHERE id = ?", bread));
    must(db_run(store, "UPDATE aid_match SET quiet = 2, asker_yes = 1, helper_yes = 0 WHERE id = ?", asked));
    while (strcmp(step->name, "017_aid_apart.sql") != 0)
        step++;
    assert_int_equal(sqlite3_exec(store->db, step->text, NULL, NULL, NULL), SQLITE_OK);
    int64_t said = db_number(store, 0, "SELECT said FROM woman_claim WHERE member = ?", claiming->eve.member);
    assert_true(said >= before && said <= (int64_t)time(NULL)); /* when it was said nobody knows */
    assert_int_equal(stands(claiming, &claiming->eve, said + CLAIM_SECONDS - 1), CLAIM_WAITS);
    assert_int_equal(stands(claiming, &claiming->eve, said + CLAIM_SECONDS), CLAIM_STANDS);
    assert_int_equal(stands(claiming, &claiming->flo, said + CLAIM_SECONDS), CLAIM_NONE);
    struct aid_about about;
    must(aid_about_get(store, &claiming->eve, &about));
    assert_string_equal(about.reach, "bell");
    must(aid_match_get(store, &claiming->ben, waits, NOON, &match));
    assert_int_equal(match.state, MATCH_NOT_NOW);
    must(aid_can(store, &claiming->flo, bread, 0, NOON, &waits)); /* it held nothing */
    must(aid_match_get(store, &claiming->gil, asked, NOON, &match));
    assert_int_equal(match.state, MATCH_HOLDS); /* and is asked like any other */
    must(aid_answer(store, &claiming->gil, asked, AID_YES, NOON));
    assert_int_equal(store_check(store, NULL, NULL, NULL, NULL), 0);
}

int main(void)
{
    setenv("TZ", "UTC", 1);
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
        T(it_stands_after_fourteen_days),
        T(two_objections_suspend_it_and_only_she_is_told),
        T(the_objector_does_not_learn_whether_she_said_it),
        T(an_objection_is_taken_back),
        T(taken_back_and_said_again_it_begins_anew_and_objections_stay),
        T(the_caucus_decides),
        T(the_asker_reads_a_woman_of_her_block),
        T(whoever_asks_is_not_told_that_it_is_suspended),
        T(she_says_it_by_anothers_hand),
        T(a_house_of_before_keeps_what_was_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
