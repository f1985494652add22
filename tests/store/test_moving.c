/* test_moving.c: a member moves to another street of the house. RULES 1.0. */
#include "tests/store/street.h"

#include "aid.h"
#include "deferred.h"
#include "invitations.h"
#include "moving.h"
#include "newcomers.h"
#include "rota.h"
#include "shelf.h"
#include "store/people/people.h"
#include "when.h"

/* ann of C 14 moves from Vilakazi Street to cora's home in Next Street, which is a C 14 too. */
static void as_they_log_in(struct street *street)
{
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &street->ann));
    must(actor_for(street->store, ACTOR_MEMBER, "ben", &street->ben));
    must(actor_for(street->store, ACTOR_MEMBER, "cora", &street->cora));
    must(actor_for(street->store, ACTOR_MEMBER, "dora", &street->dora));
}

static int open_moving(void **state)
{
    street_open(state);
    struct street *street = *state;
    must(db_run(street->store, "UPDATE member SET joined = ?", NOON - 60 * DAY));
    must(db_run(street->store, "UPDATE membership SET since = ?", NOON - 60 * DAY));
    must(db_run(street->store, "UPDATE unit SET founded = ?1, assembled = ?1", NOON - 90 * DAY));
    as_they_log_in(street);
    return 0;
}

static void ask(struct street *street, const struct actor *who, const char *home)
{
    struct moving moving;
    if (moving_ask(street->store, who, home, "next-street", false, NOON, &moving) != RESULT_OK)
        fail_msg("%s", store_reason(street->store));
}

static void yes(struct street *street, const struct actor *who, const char *handle)
{
    if (newcomer_yes(street->store, who, handle, NOON) != RESULT_OK)
        fail_msg("%s", store_reason(street->store));
}

static void move(struct street *street)
{
    ask(street, &street->ann, "C 14");
    yes(street, &street->cora, "ann");
    as_they_log_in(street);
}

static struct newcomer listed(struct street *street, const struct actor *who, size_t *count)
{
    struct newcomer list[4] = { 0 };
    must(newcomers_list(street->store, who, NOON, list, 4, count));
    return list[0];
}

static void a_home_there_says_yes(void **state)
{
    struct street *street = *state;
    struct store *store = street->store;
    struct moving moving;
    size_t count;
    assert_int_equal(street->ann.here, 1);
    must(moving_ask(store, &street->ann, "c14", "next-street", false, NOON, &moving));
    assert_string_equal(moving.home, "C 14");
    assert_string_equal(moving.street, "Next Street");
    assert_string_equal(moving.from, "Vilakazi Street");
    must(moving_get(store, &street->ann, NOON, &moving));
    assert_int_equal(moving.until, NOON + MOVING_SECONDS);
    struct newcomer one = listed(street, &street->cora, &count);
    assert_int_equal(count, 1);
    assert_int_equal(one.state, NEWCOMER_MOVES);
    assert_string_equal(one.handle, "ann");
    assert_string_equal(one.from, "Vilakazi Street");
    assert_string_equal(one.home, "C 14");
    listed(street, &street->ben, &count); /* her own home hears nothing of it yet, and no other street ever */
    assert_int_equal(count, 0);
    listed(street, &street->dora, &count);
    assert_int_equal(count, 0);
    assert_int_not_equal(newcomer_yes(store, &street->ben, "ann", NOON), RESULT_OK);
    assert_int_not_equal(newcomer_yes(store, &street->dora, "ann", NOON), RESULT_OK);
    assert_int_not_equal(newcomer_yes(store, &street->ann, "ann", NOON), RESULT_OK);
    yes(street, &street->cora, "ann");
    as_they_log_in(street);
    assert_int_equal(street->ann.here, street->next);
    assert_int_equal(street->ann.unit_count, 1);
    assert_int_equal(street->ann.units[0], street->next);
    assert_int_equal(moving_get(store, &street->ann, NOON, &moving), RESULT_NOT_FOUND);
    assert_int_equal(street->ben.here, 1); /* of her home: he stays */
    assert_int_equal(store_check(store, NULL, NULL, NULL, NULL), 0);
}

/* Whom she leaves may be whom she flees: they read that she went, and not where to. */
static void her_old_home_reads_that_she_went(void **state)
{
    struct street *street = *state;
    struct member ann;
    char words[NEWCOMER_WORDS];
    size_t count;
    int64_t post = street_thread(street, &street->ann, street->general, "Hello", "Words that stay.");
    move(street);
    struct newcomer one = listed(street, &street->ben, &count);
    assert_int_equal(count, 1);
    assert_int_equal(one.state, NEWCOMER_WENT);
    newcomer_words(&one, words);
    assert_string_equal(words, "ann moved out of your home, to another street");
    assert_string_equal(one.home, "");
    must(member_by_handle(street->store, &street->ben, "ann", &ann)); /* he reads her post */
    assert_string_equal(ann.home, "");
    struct post read;
    must(post_get(street->store, &street->ben, post, &read));
    posts_free(&read, 1);
    assert_int_not_equal(post_get(street->store, &street->ann, post, &read), RESULT_OK);
    struct newcomer list[4];
    must(newcomers_list(street->store, &street->ben, NOON + MOVED_SECONDS, list, 4, &count));
    assert_int_equal(count, 0);
}

static void she_votes_there_after_14_days(void **state)
{
    struct street *street = *state;
    int64_t ann = street->ann.member;
    must(db_run(street->store, "UPDATE unit SET assembled = ?", NOON - DAY)); /* both founding assemblies closed */
    assert_true(member_votes(street->store, 1, ann, NOON + 14 * DAY));
    move(street);
    assert_int_equal(member_since(street->store, &street->ann), NOON);
    assert_false(member_votes(street->store, street->next, ann, NOON + 13 * DAY));
    assert_true(member_votes(street->store, street->next, ann, NOON + 14 * DAY));
    assert_false(member_votes(street->store, 1, ann, NOON + 14 * DAY)); /* she does not live there any more */
    assert_int_equal(voucher_weigh(street->store, street->cora.member, street->ann.member, NOON), VOUCHER_SAME_HOME);
    /* moving back is another move, and her days begin anew */
    struct moving moving;
    must(moving_ask(street->store, &street->ann, "C 14", "vilakazi-street", false, NOON + DAY, &moving));
    must(newcomer_yes(street->store, &street->ben, "ann", NOON + DAY));
    as_they_log_in(street);
    assert_int_equal(street->ann.here, 1);
    assert_int_equal(member_since(street->store, &street->ann), NOON + DAY);
}

/* RULES 1.2: all who are in a street that founds itself vote there. */
static void she_is_told_when_she_votes_there(void **state)
{
    struct street *street = *state;
    struct moving moving;
    char words[MOVING_WORDS * 2];
    must(moving_ask(street->store, &street->ann, "C 14", "next-street", false, NOON, &moving));
    moving_words(&moving, words);
    assert_non_null(strstr(words, "vote in Next Street after 14 days."));
    must(db_run(street->store, "UPDATE unit SET founded = 0, assembled = 0 WHERE id = ?", street->next));
    must(moving_get(street->store, &street->ann, NOON, &moving));
    moving_words(&moving, words);
    assert_non_null(strstr(words, "vote in Next Street at once, while it founds itself."));
}

/* Whom she let in there she knows no more. */
static void her_cards_of_the_old_street_tell_nothing(void **state)
{
    struct street *street = *state;
    size_t count;
    must(db_run(street->store,
        "INSERT INTO invitation (code, inviter, home, made, joined, used) VALUES (x'00', ?, 'C 15', ?, ?, ?)",
        street->ann.member, NOON - DAY, street->ben.member, NOON - DAY));
    struct newcomer in = listed(street, &street->ann, &count);
    assert_int_equal(count, 1);
    assert_int_equal(in.state, NEWCOMER_IN);
    assert_int_equal(in.unit, 1);
    move(street);
    listed(street, &street->ann, &count);
    assert_int_equal(count, 0);
}

/* Her vote at work is not touched by where she lives. */
static void her_workplace_stays(void **state)
{
    struct street *street = *state;
    int64_t depot;
    must(unit_found(street->store, &street->operator, "Depot", NULL, UNIT_FORUM, NOON - 50 * DAY, &depot));
    must(unit_join(street->store, &street->operator, depot, street->ann.member, NOON - 50 * DAY));
    move(street);
    assert_int_equal(street->ann.unit_count, 2);
    assert_true(actor_belongs(&street->ann, depot));
    street->ann.here = depot;
    assert_int_equal(member_since(street->store, &street->ann), NOON - 50 * DAY);
}

/* Somebody more of C 14 in Next Street. */
static struct actor newcomer_there(struct street *street, const char *handle)
{
    must(db_run(street->store, "UPDATE unit SET founded = 0, assembled = 0 WHERE id = ?", street->next));
    struct actor actor = street_member(street, handle, street->next);
    must(db_run(
        street->store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = ?2", NOON - 90 * DAY, street->next));
    return actor;
}

static void a_new_home_needs_a_second_one_of_its_block(void **state)
{
    struct street *street = *state;
    struct actor eva = newcomer_there(street, "eva");
    ask(street, &street->ann, "C 20");
    yes(street, &eva, "ann"); /* of C 14 there, and ann's old home is a C 14 too */
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &street->ann));
    assert_int_equal(street->ann.here, street->next);
    ask(street, &street->ben, "C 20"); /* and she says yes to who follows her */
    yes(street, &street->ann, "ben");
}

static void it_is_taken_back_and_lapses(void **state)
{
    struct street *street = *state;
    struct moving moving;
    size_t count;
    assert_int_equal(moving_withdraw(street->store, &street->ann, NOON), RESULT_NOT_FOUND);
    ask(street, &street->ann, "C 14");
    must(moving_withdraw(street->store, &street->ann, NOON));
    listed(street, &street->cora, &count);
    assert_int_equal(count, 0);
    assert_int_not_equal(newcomer_yes(street->store, &street->cora, "ann", NOON), RESULT_OK);
    ask(street, &street->ann, "C 14");
    assert_int_not_equal(newcomer_yes(street->store, &street->cora, "ann", NOON + MOVING_SECONDS), RESULT_OK);
    assert_int_equal(moving_get(street->store, &street->ann, NOON + MOVING_SECONDS, &moving), RESULT_NOT_FOUND);
    assert_true(store_forget(street->store, NOON + MOVING_SECONDS) > 0);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM moving"), 0);
}

/* --- what is no move --- */

static void refused(
    struct street *street, const struct actor *who, const char *home, const char *where, const char *why)
{
    struct moving moving;
    assert_int_not_equal(moving_ask(street->store, who, home, where, true, NOON, &moving), RESULT_OK);
    if (strstr(store_reason(street->store), why) == NULL)
        fail_msg("%s", store_reason(street->store));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM moving"), 0);
}

static void bad_words_are_answered(void **state)
{
    struct street *street = *state;
    char much[10001];
    int64_t empty;
    memset(much, 'a', 10000);
    much[10000] = '\0';
    must(unit_add(street->store, &street->operator, "Empty Street", NULL, UNIT_COMMUNE, 0, NOON, &empty));
    refused(street, &street->ann, "C 14", "vilakazi-street", "You live in that street");
    refused(street, &street->ann, "C 14", "orlando", "no street");
    refused(street, &street->ann, "C 14", "empty-street", "Nobody lives in that street yet");
    refused(street, &street->ann, "C 14", "nowhere", "There is no unit of that name");
    refused(street, &street->ann, "C 14", "", "There is no unit of that name");
    refused(street, &street->ann, "C 14", much, "There is no unit of that name");
    refused(street, &street->ann, "", "next-street", "block");
    refused(street, &street->ann, "14 Moema Street", "next-street", "block");
    refused(street, &street->ann, much, "next-street", "block");
    refused(street, &street->guest, "C 14", "next-street", "for members");
    refused(street, &street->operator, "C 14", "next-street", "From the shell");
}

/* --- what she leaves behind --- */

static int64_t ask_aid(struct street *street, const struct actor *who)
{
    int64_t id;
    struct aid_form form = {
        .kind = AID_GOODS, .line = "A ladder", .many = 1, .urgency = AID_WEEK, .ends = NOON + 5 * DAY
    };
    must(aid_ask_make(street->store, who, &form, NOON, &id));
    return id;
}

static void open_asks_end_and_agreed_ones_go_on(void **state)
{
    struct street *street = *state;
    struct store *store = street->store;
    struct moving moving;
    struct aid_match match;
    struct aid_message word;
    int64_t held, agreed, hers;
    size_t count;
    int64_t open = ask_aid(street, &street->ann), going = ask_aid(street, &street->ann),
            bens = ask_aid(street, &street->ben);
    must(aid_can(store, &street->ben, going, 0, NOON, &agreed));
    must(aid_accept(store, &street->ann, going, NOON));
    must(aid_can(store, &street->ann, bens, 0, NOON, &hers));
    int64_t third = ask_aid(street, &street->ann);
    must(aid_can(store, &street->ben, third, 0, NOON, &held));
    must(moving_ask(store, &street->ann, "C 14", "next-street", false, NOON, &moving));
    assert_non_null(strstr(moving.ends, "2 asks of yours there end"));
    assert_non_null(strstr(moving.ends, "goes on"));
    yes(street, &street->cora, "ann");
    as_they_log_in(street);
    assert_int_equal(db_number(store, -1, "SELECT state FROM ask WHERE id = ?", open), AID_WITHDRAWN);
    assert_int_equal(db_number(store, -1, "SELECT state FROM ask WHERE id = ?", third), AID_WITHDRAWN);
    assert_int_equal(db_number(store, -1, "SELECT state FROM ask WHERE id = ?", bens), AID_OPEN);
    assert_int_equal(db_number(store, -1, "SELECT state FROM aid_match WHERE id = ?", hers), MATCH_LAPSED);
    assert_int_equal(db_number(store, -1, "SELECT state FROM aid_match WHERE id = ?", held), MATCH_LAPSED);
    must(aid_match_get(store, &street->ann, agreed, NOON, &match));
    assert_int_equal(match.state, MATCH_AGREED);
    must(aid_match_get(store, &street->ben, agreed, NOON, &match));
    must(aid_say(store, &street->ann, agreed, "I bring it on Friday.", NOON));
    must(aid_messages(store, &street->ben, agreed, 0, 1, &word, &count));
    assert_int_equal(count, 1);
    aid_messages_free(&word, count);
    struct aid shown;
    must(aid_ask_get(store, &street->ann, going, NOON, &shown));
    aid_rows_free(&shown, 1);
    assert_int_not_equal(aid_ask_get(store, &street->ann, bens, NOON, &shown), RESULT_OK);
    /* it falls through: nobody of the old street is asked again in her name */
    must(aid_answer(store, &street->ben, agreed, AID_NOT_NOW, NOON));
    assert_int_equal(db_number(store, -1, "SELECT state FROM ask WHERE id = ?", going), AID_WITHDRAWN);
}

static int64_t rota_of(struct street *street, const struct actor *who)
{
    int64_t rota;
    struct rota_new form = { .task = "Fill the corner tank", .hands = 2, .plan = { .weekdays = 0x7f, .minutes = -1 } };
    must(rota_start(street->store, who, &form, NOON, &rota));
    return rota;
}

static void a_day_tomorrow_is_given_back_first(void **state)
{
    struct street *street = *state;
    struct store *store = street->store;
    struct moving moving;
    struct rota_line line;
    size_t count;
    int64_t rota = rota_of(street, &street->ben), tomorrow = when_day(NOON) + 1;
    must(rota_sign(store, &street->ann, rota, tomorrow, false, NOON));
    must(rota_sign(store, &street->ben, rota, tomorrow, false, NOON));
    assert_int_equal(moving_ask(store, &street->ann, "C 14", "next-street", false, NOON, &moving), RESULT_CONFLICT);
    assert_non_null(strstr(store_reason(store), "Fill the corner tank"));
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM moving"), 0);
    must(moving_ask(store, &street->ann, "C 14", "next-street", true, NOON, &moving));
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM rota_hand"), 2); /* hers until she lives elsewhere */
    yes(street, &street->cora, "ann");
    as_they_log_in(street);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM rota_hand"), 1);
    struct rota found;
    struct rota_day day[2];
    must(rota_get(store, &street->ben, rota, NOON, &found));
    must(rota_days(store, &street->ben, &found, NOON, day, 2, &count));
    assert_int_equal(day[1].lacking, 1); /* "needs hands", for whoever started it too */
    must(rota_mine(store, &street->ann, NOON, &line, 1, &count));
    assert_int_equal(count, 0);
    assert_int_not_equal(rota_get(store, &street->ann, rota, NOON, &found), RESULT_OK);
}

static void what_is_lent_is_asked_back_first(void **state)
{
    struct street *street = *state;
    struct store *store = street->store;
    struct moving moving;
    struct thing thing;
    int64_t ladder, drill;
    must(shelf_add(store, &street->ann, 0, "A ladder", "", NOON, &ladder));
    must(shelf_add(store, &street->ben, 0, "A drill", "", NOON, &drill));
    must(shelf_lend(store, &street->ann, ladder, "ben", when_day(NOON) + 3, NOON));
    must(shelf_lend(store, &street->ben, drill, "ann", when_day(NOON) + 3, NOON));
    assert_int_equal(moving_ask(store, &street->ann, "C 14", "next-street", false, NOON, &moving), RESULT_CONFLICT);
    assert_non_null(strstr(store_reason(store), "A ladder"));
    assert_non_null(strstr(store_reason(store), "A drill"));
    must(moving_ask(store, &street->ann, "C 14", "next-street", true, NOON, &moving));
    assert_non_null(strstr(moving.ends, "leaves the shelf"));
    yes(street, &street->cora, "ann");
    assert_int_not_equal(shelf_get(store, &street->ben, ladder, NOON, &thing), RESULT_OK);
    must(shelf_get(store, &street->ben, drill, NOON, &thing)); /* he still knows who has it */
    assert_string_equal(thing.borrower_handle, "ann");
}

static void tasks_and_cards_and_whom_she_greets_end_there(void **state)
{
    struct street *street = *state;
    struct store *store = street->store;
    struct moving moving;
    struct seat seats[4];
    struct invitation card;
    struct member greeter;
    char code[INVITATION_CODE_BYTES];
    size_t count;
    must(seat_give(store, &street_house, 1, "greeter", street->ann.member, NOON + 100 * DAY, NOON));
    must(invitation_make(store, &street->ann, NULL, NOON, code, &card));
    must(db_run(store, "INSERT INTO greeter VALUES (?, 1, ?, ?)", street->ben.member, street->ann.member, NOON));
    must(moving_ask(store, &street->ann, "C 14", "next-street", false, NOON, &moving));
    assert_non_null(strstr(moving.ends, "greeter"));
    yes(street, &street->cora, "ann");
    as_they_log_in(street);
    must(seats_list(store, &street->ben, NOON, seats, 4, &count));
    assert_int_equal(count, 0);
    struct invitation found;
    assert_int_not_equal(invitation_check_code(store, code, NOON, &found), RESULT_OK);
    assert_int_not_equal(invitation_greeter_of(store, &street->ben, street->ben.member, &greeter), RESULT_OK);
    must(invitation_greeter_of(
        store, &street->ann, street->ann.member, &greeter)); /* somebody greets her where she came to */
    assert_string_equal(greeter.handle, "cora");
}

/* A form that she began in the old street is hers to read; it is sent nowhere. */
static void drafts_stay(void **state)
{
    struct street *street = *state;
    struct draft draft;
    size_t count;
    must(draft_save(street->store, &street->ann, DRAFT_ASK, 1, "A ladder", "kind=goods", NOON));
    move(street);
    must(drafts_list(street->store, &street->ann, 1, &draft, &count));
    assert_int_equal(count, 1);
    assert_int_equal(draft.target, 1);
    drafts_free(&draft, 1);
    assert_int_equal(unit_enter(street->store, &street->ann, "vilakazi-street"), RESULT_REFUSED);
}

/* People of that home who did not say the yes can stop it, as they can a card. */
static void the_home_can_still_say_no(void **state)
{
    struct street *street = *state;
    size_t count;
    struct actor eva = newcomer_there(street, "eva"); /* of C 14 there, as cora */
    must(db_run(street->store, "UPDATE member SET joined = ? WHERE id = ?", NOON - 60 * DAY, eva.member));
    move(street);
    struct newcomer one = listed(street, &eva, &count);
    assert_int_equal(one.state, NEWCOMER_CAME);
    assert_string_equal(one.by, "cora");
    must(newcomer_stop(street->store, &eva, "ann", NOON));
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &street->ann));
    assert_int_equal(street->ann.kind, ACTOR_WAITING);
    yes(street, &eva, "ann");
    as_they_log_in(street);
    assert_int_equal(street->ann.here, street->next);
}

static void her_file_tells_of_it_and_leaving_ends_it(void **state)
{
    struct street *street = *state;
    char *file;
    ask(street, &street->ann, "C 14");
    must(member_file(street->store, &street->ann, 0, &file));
    assert_non_null(strstr(file, "Next Street"));
    free(file);
    must(member_leave(street->store, &street->ann, NOON));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM moving"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_home_there_says_yes, open_moving, street_close),
        cmocka_unit_test_setup_teardown(her_old_home_reads_that_she_went, open_moving, street_close),
        cmocka_unit_test_setup_teardown(she_votes_there_after_14_days, open_moving, street_close),
        cmocka_unit_test_setup_teardown(she_is_told_when_she_votes_there, open_moving, street_close),
        cmocka_unit_test_setup_teardown(her_cards_of_the_old_street_tell_nothing, open_moving, street_close),
        cmocka_unit_test_setup_teardown(her_workplace_stays, open_moving, street_close),
        cmocka_unit_test_setup_teardown(a_new_home_needs_a_second_one_of_its_block, open_moving, street_close),
        cmocka_unit_test_setup_teardown(it_is_taken_back_and_lapses, open_moving, street_close),
        cmocka_unit_test_setup_teardown(bad_words_are_answered, open_moving, street_close),
        cmocka_unit_test_setup_teardown(open_asks_end_and_agreed_ones_go_on, open_moving, street_close),
        cmocka_unit_test_setup_teardown(a_day_tomorrow_is_given_back_first, open_moving, street_close),
        cmocka_unit_test_setup_teardown(what_is_lent_is_asked_back_first, open_moving, street_close),
        cmocka_unit_test_setup_teardown(tasks_and_cards_and_whom_she_greets_end_there, open_moving, street_close),
        cmocka_unit_test_setup_teardown(drafts_stay, open_moving, street_close),
        cmocka_unit_test_setup_teardown(the_home_can_still_say_no, open_moving, street_close),
        cmocka_unit_test_setup_teardown(her_file_tells_of_it_and_leaving_ends_it, open_moving, street_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
