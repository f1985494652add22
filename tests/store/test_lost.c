/* test_lost.c: a lost password: who can help her in, when, what stops it, and what follows. RULES 1.9. */
#include "tests/store/street.h"

#include "deferred.h"
#include "letters.h"
#include "lost.h"
#include "paper_codes.h"
#include "visits.h"

#define OLD "three goats in rain"
#define NEW "seven hens in snow"

enum { WAIT = 48 * 3600 };

struct forgetful {
    struct street street;
    struct store *store;
    struct actor lindi, sister;               /* of one home */
    struct actor one, two, three, four, five; /* of others; two and four of one */
    struct lost_answer answer;                /* of the last call */
    char digits[LOST_DIGITS_BYTES];           /* of the last request that was begun */
};

/* Of a founded street, and in for two months: her word counts (voucher.h). */
static struct actor settle(struct forgetful *house, const char *handle, const char *home)
{
    struct actor actor;
    int64_t member;
    static const struct actor itself = { .kind = ACTOR_CARETAKER, .here = 1 };
    must(member_add(
        house->store, &itself, &(struct member_new) { .handle = handle, .home = home }, NOON - 60 * DAY, &member));
    must(db_run(house->store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = 1 AND founded = 0", NOON));
    must(actor_for(house->store, ACTOR_MEMBER, handle, &actor));
    return actor;
}

static int house_open(void **state)
{
    struct forgetful *house = calloc(1, sizeof *house);
    *state = house;
    street_open_at(&house->street, ":memory:");
    house->store = house->street.store;
    house->lindi = settle(house, "lindi", "A 1");
    house->sister = settle(house, "sister", "A 1");
    house->one = settle(house, "one", "A 2");
    house->two = settle(house, "two", "A 3");
    house->three = settle(house, "three", "B 1");
    house->four = settle(house, "four", "A 3");
    house->five = settle(house, "five", "B 2");
    must(password_change(house->store, &house->lindi, NULL, OLD, -1, NOON));
    return 0;
}

static int house_close(void **state)
{
    struct forgetful *house = *state;
    store_close(house->store);
    free(house);
    return 0;
}

static enum result begin_with(
    struct forgetful *house, const struct actor *who, const char *password, const char *code, int64_t now)
{
    enum result result = lost_begin(house->store, who, "lindi", password, -1, code, now, &house->answer);
    if (result == RESULT_OK)
        util_copy_text(house->digits, sizeof house->digits, house->answer.digits);
    return result;
}

static enum result begin(struct forgetful *house, const struct actor *who, const char *code, int64_t now)
{
    return begin_with(house, who, NEW, code, now);
}

static enum result vouch_for(
    struct forgetful *house, const struct actor *who, const char *digits, const char *code, int64_t now)
{
    return lost_vouch(house->store, who, "lindi", digits, code, now, &house->answer);
}

/* For what was begun last. */
static enum result vouch(struct forgetful *house, const struct actor *who, const char *code, int64_t now)
{
    return vouch_for(house, who, house->digits, code, now);
}

static bool opens(struct forgetful *house, const char *password, int64_t now)
{
    struct actor actor;
    return login_password(house->store, "lindi", password, -1, now, &actor) == RESULT_OK;
}

static int64_t in_book(struct forgetful *house, enum ledger_kind kind)
{
    return db_number(
        house->store, 0, "SELECT count(*) FROM ledger WHERE kind = ? AND subject = ?", kind, house->lindi.member);
}

/* --- the rule --- */

static void when_it_is_hers(void **state)
{
    static const struct {
        const char *name;
        int homes;
        bool code;
        int64_t after;
        enum lost_state state;
    } cases[] = {
        { "just begun", 0, false, 0, LOST_NEEDS_HOMES },
        { "a chosen one and a code, at once", 1, true, 0, LOST_RESTORED },
        { "two homes, after all time", 2, false, WAIT, LOST_NEEDS_HOMES },
        { "three homes, at once", 3, false, 0, LOST_NEEDS_TIME },
        { "a second too early", 3, false, WAIT - 1, LOST_NEEDS_TIME },
        { "three homes and two days", 3, false, WAIT, LOST_RESTORED },
        { "more homes make it no faster", 9, false, WAIT - 1, LOST_NEEDS_TIME },
        { "two homes, the last second", 2, false, LOST_DAYS * DAY - 1, LOST_NEEDS_HOMES },
        { "two homes, two weeks", 2, false, LOST_DAYS * DAY, LOST_TOO_OLD },
        { "whole, but nobody came for weeks", 3, false, 5 * LOST_DAYS * DAY, LOST_RESTORED },
        { "a clock that went back", 3, false, -HOUR, LOST_NEEDS_TIME },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lost_case lost = {
            .begun = NOON, .wait = WAIT, .homes = cases[i].homes, .homes_needed = 3, .code_at_once = cases[i].code
        };
        int64_t when = 0;
        enum lost_state found = lost_judge(&lost, NOON + cases[i].after, &when);
        if (found != cases[i].state)
            fail_msg("%s: %d, not %d", cases[i].name, (int)found, (int)cases[i].state);
        assert_int_equal(when, NOON + WAIT);
    }
}

/* --- the ways --- */

static void three_homes_and_two_days(void **state)
{
    struct forgetful *house = *state;
    must(begin(house, &house->one, NULL, NOON));
    assert_int_equal(house->answer.state, LOST_NEEDS_HOMES);
    must(vouch(house, &house->two, NULL, NOON + HOUR));
    must(vouch(house, &house->four, NULL, NOON + HOUR)); /* of two's home: it stays at two */
    must(vouch(house, &house->two, NULL, NOON + HOUR));  /* once more is not one more */
    assert_int_equal(house->answer.state, LOST_NEEDS_HOMES);
    must(vouch(house, &house->three, NULL, NOON + 2 * HOUR));
    assert_int_equal(house->answer.state, LOST_NEEDS_TIME);
    assert_int_equal(house->answer.when, NOON + WAIT);
    assert_false(opens(house, NEW, NOON + WAIT - 1));
    assert_true(opens(house, NEW, NOON + WAIT));
    assert_false(opens(house, OLD, NOON + WAIT));
    struct member lindi;
    must(member_get(house->store, &house->lindi, house->lindi.member, &lindi));
    assert_true(lindi.password_due); /* it was typed at somebody else's: she changes it */
    assert_int_equal(in_book(house, LEDGER_LOST_BEGUN), 1);
    assert_int_equal(in_book(house, LEDGER_LOST_VOUCHED), 4);
    assert_int_equal(in_book(house, LEDGER_LOST_RESTORED), 1);
    assert_int_equal(store_check(house->store, NULL, NULL, NULL, NULL), 0);
}

static void the_caretaker_grants_what_is_due(void **state)
{
    struct forgetful *house = *state;
    must(begin(house, &house->street.operator, NULL, NOON)); /* the steward vouches for nobody by it */
    must(vouch(house, &house->one, NULL, NOON));
    must(vouch(house, &house->two, NULL, NOON));
    assert_int_equal(house->answer.state, LOST_NEEDS_HOMES);
    must(vouch(house, &house->three, NULL, NOON));
    assert_true(store_forget(house->store, NOON + WAIT - 1) >= 0);
    assert_int_equal(in_book(house, LEDGER_LOST_RESTORED), 0);
    assert_true(store_forget(house->store, NOON + WAIT) >= 0);
    assert_int_equal(in_book(house, LEDGER_LOST_RESTORED), 1);
}

static void a_code_and_one_she_chose(void **state)
{
    struct forgetful *house = *state;
    char codes[PAPER_CODES][PAPER_CODE_BYTES];
    struct paper_list list;
    must(paper_codes_make(house->store, &house->lindi, OLD, -1, NOON, codes));
    must(paper_codes_require(house->store, &house->lindi, true, OLD, -1, NOON));
    must(voucher_add(house->store, &house->lindi, "one", NOON));
    assert_int_equal(begin(house, &house->two, codes[0], NOON + HOUR), RESULT_REFUSED); /* not chosen */
    assert_int_equal(begin(house, &house->one, "0000-0000-0000", NOON + HOUR), RESULT_REFUSED);
    assert_int_equal(in_book(house, LEDGER_LOST_BEGUN), 0); /* what was refused left nothing */
    must(begin(house, &house->one, codes[0], NOON + HOUR));
    assert_int_equal(house->answer.state, LOST_RESTORED);
    assert_true(opens(house, NEW, NOON + HOUR));
    must(paper_codes_get(house->store, &house->lindi, &list));
    assert_int_equal(list.left, PAPER_CODES - 1);
    assert_true(list.required); /* she has her paper */
}

static void who_is_chosen_afterwards_is_not_chosen_beforehand(void **state)
{
    struct forgetful *house = *state;
    char codes[PAPER_CODES][PAPER_CODE_BYTES];
    must(paper_codes_make(house->store, &house->lindi, OLD, -1, NOON, codes));
    must(begin(house, &house->two, NULL, NOON));
    must(voucher_add(house->store, &house->lindi, "one", NOON + HOUR));
    assert_int_equal(vouch(house, &house->one, codes[0], NOON + HOUR), RESULT_REFUSED);
    must(vouch(house, &house->one, NULL, NOON + HOUR));
    assert_int_equal(house->answer.state, LOST_NEEDS_HOMES);
}

/* Who has not even her paper must not be asked for it. */
static void without_a_code_no_code_is_asked_for(void **state)
{
    struct forgetful *house = *state;
    char codes[PAPER_CODES][PAPER_CODE_BYTES];
    must(paper_codes_make(house->store, &house->lindi, OLD, -1, NOON, codes));
    must(paper_codes_require(house->store, &house->lindi, true, OLD, -1, NOON));
    must(begin(house, &house->one, NULL, NOON));
    must(vouch(house, &house->two, NULL, NOON));
    must(vouch(house, &house->three, NULL, NOON + WAIT));
    assert_int_equal(house->answer.state, LOST_RESTORED);
    assert_false(paper_code_is_required(house->store, house->lindi.member, true));
    assert_int_equal(paper_code_use(house->store, house->lindi.member, codes[0], NOON + WAIT), RESULT_REFUSED);
}

/* --- who may not --- */

static void her_own_home_does_not_vouch(void **state)
{
    struct forgetful *house = *state;
    assert_int_equal(begin(house, &house->sister, NULL, NOON), RESULT_REFUSED);
    assert_int_equal(begin(house, &house->lindi, NULL, NOON), RESULT_REFUSED);
    assert_int_equal(begin(house, &house->street.guest, NULL, NOON), RESULT_REFUSED);
    assert_int_equal(vouch(house, &house->one, NULL, NOON), RESULT_NOT_FOUND); /* nobody began */
    must(begin(house, &house->street.operator, NULL, NOON));
    assert_int_equal(vouch(house, &house->sister, NULL, NOON), RESULT_REFUSED);
    assert_int_equal(vouch(house, &house->lindi, NULL, NOON), RESULT_REFUSED);
    assert_int_equal(vouch(house, &house->street.guest, NULL, NOON), RESULT_REFUSED);
    assert_int_equal(vouch(house, &house->street.operator, NULL, NOON), RESULT_REFUSED);
    assert_int_equal(voucher_add(house->store, &house->lindi, "sister", NOON), RESULT_REFUSED);
    assert_int_equal(voucher_add(house->store, &house->lindi, "lindi", NOON), RESULT_REFUSED);
    assert_int_equal(voucher_add(house->store, &house->lindi, "nobody", NOON), RESULT_NOT_FOUND);
}

/* Whoever moved in with her, or left, counts no more. */
static void homes_are_counted_as_they_are(void **state)
{
    struct forgetful *house = *state;
    must(begin(house, &house->one, NULL, NOON));
    must(vouch(house, &house->two, NULL, NOON));
    must(vouch(house, &house->three, NULL, NOON));
    must(member_leave(house->store, &house->three, NOON + HOUR));
    assert_false(opens(house, NEW, NOON + WAIT));
}

/* --- three side by side --- */

/* The neighbour's own request, and another's with another password: who vouched for hers does not serve his. */
static void none_displaces_another(void **state)
{
    struct forgetful *house = *state;
    char hers[LOST_DIGITS_BYTES], his[LOST_DIGITS_BYTES];
    must(begin(house, &house->one, NULL, NOON));
    util_copy_text(hers, sizeof hers, house->digits);
    must(vouch(house, &house->two, NULL, NOON));
    must(begin_with(house, &house->five, "his own password", NULL, NOON + HOUR));
    util_copy_text(his, sizeof his, house->digits);
    assert_string_not_equal(hers, his);
    assert_int_equal(house->answer.state, LOST_NEEDS_HOMES);
    must(vouch_for(house, &house->three, hers, NULL, NOON + 2 * HOUR));
    assert_int_equal(house->answer.state, LOST_NEEDS_TIME); /* the earlier word still stands */
    assert_string_equal(house->answer.by, "one");
    assert_false(opens(house, "his own password", NOON + WAIT));
    assert_true(opens(house, NEW, NOON + WAIT));
    struct lost lost;
    must(actor_for(house->store, ACTOR_MEMBER, "lindi", &house->lindi));
    assert_int_equal(vouch_for(house, &house->four, his, NULL, NOON + WAIT), RESULT_NOT_FOUND); /* it ended with hers */
    must(password_change(house->store, &house->lindi, NULL, "chosen by herself", -1, NOON + WAIT));
    must(actor_for(house->store, ACTOR_MEMBER, "lindi", &house->lindi));
    must(lost_mine(house->store, &house->lindi, &lost));
    assert_int_equal(lost.count, 0);
}

static void a_fourth_is_refused(void **state)
{
    struct forgetful *house = *state;
    struct lost lost;
    must(begin(house, &house->street.operator, NULL, NOON));
    must(begin(house, &house->one, NULL, NOON));
    assert_int_equal(begin(house, &house->one, NULL, NOON), RESULT_REFUSED); /* one a beginner */
    must(begin(house, &house->two, NULL, NOON));
    assert_int_equal(begin(house, &house->four, NULL, NOON), RESULT_REFUSED); /* one a home */
    assert_int_equal(begin(house, &house->three, NULL, NOON), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(house->store), "no more than 3"));
    must(lost_mine(house->store, &house->lindi, &lost));
    assert_int_equal(lost.open, 3);
    assert_string_equal(lost.request[0].by, "two");
    assert_string_equal(lost.request[1].by, "one");
    assert_string_equal(lost.request[2].by, "the steward");
    assert_int_equal(in_book(house, LEDGER_LOST_BEGUN), 3);          /* what was refused left nothing */
    must(begin(house, &house->three, NULL, NOON + LOST_DAYS * DAY)); /* those came to nothing */
}

static void one_word_a_voucher(void **state)
{
    struct forgetful *house = *state;
    char first[LOST_DIGITS_BYTES];
    must(begin(house, &house->one, NULL, NOON));
    util_copy_text(first, sizeof first, house->digits);
    must(begin(house, &house->street.operator, NULL, NOON));
    must(vouch(house, &house->two, NULL, NOON));
    assert_false(house->answer.moved);
    must(vouch(house, &house->three, NULL, NOON));
    must(vouch_for(house, &house->two, first, NULL, NOON)); /* she was met by two: the word goes along */
    assert_true(house->answer.moved);
    must(vouch(house, &house->five, NULL, NOON));
    assert_int_equal(house->answer.state, LOST_NEEDS_HOMES); /* two left the steward's */
    must(vouch_for(house, &house->three, first, NULL, NOON));
    assert_int_equal(house->answer.state, LOST_NEEDS_TIME);
}

static void a_word_is_taken_back(void **state)
{
    struct forgetful *house = *state;
    bool request;
    struct lost lost;
    must(begin(house, &house->one, NULL, NOON));
    must(vouch(house, &house->two, NULL, NOON));
    must(vouch(house, &house->three, NULL, NOON));
    must(lost_take_back(house->store, &house->three, "lindi", NOON + HOUR, &request));
    assert_false(request);
    assert_int_equal(lost_take_back(house->store, &house->three, "lindi", NOON, &request), RESULT_NOT_FOUND);
    assert_false(opens(house, NEW, NOON + WAIT));
    must(lost_take_back(house->store, &house->one, "lindi", NOON + WAIT, &request));
    assert_true(request);
    assert_int_equal(vouch(house, &house->three, NULL, NOON + WAIT), RESULT_NOT_FOUND);
    must(lost_mine(house->store, &house->lindi, &lost));
    assert_int_equal(lost.open, 0);
    assert_int_equal(lost.request[0].how, LOST_TAKEN_BACK);
    assert_int_equal(in_book(house, LEDGER_LOST_TAKEN_BACK), 2);
    must(begin(house, &house->one, NULL, NOON + WAIT)); /* and begins anew */
    assert_int_equal(store_check(house->store, NULL, NULL, NULL, NULL), 0);
}

static void wrong_digits_are_counted(void **state)
{
    struct forgetful *house = *state;
    char wrong[LOST_DIGITS_BYTES];
    must(begin(house, &house->one, NULL, NOON));
    util_copy_text(wrong, sizeof wrong, house->digits);
    wrong[0] = wrong[0] == '0' ? '1' : '0';
    assert_int_equal(vouch_for(house, &house->two, "12 34", NULL, NOON), RESULT_INVALID);
    assert_int_equal(vouch_for(house, &house->two, "abcdef", NULL, NOON), RESULT_INVALID);
    assert_int_equal(vouch_for(house, &house->two, "1234567", NULL, NOON), RESULT_INVALID);
    for (int i = 0; i < LOST_WRONG_MOST; i++) {
        assert_int_equal(vouch_for(house, &house->two, wrong, NULL, NOON), RESULT_REFUSED);
        assert_non_null(strstr(store_reason(house->store), "belong to nothing"));
    }
    assert_int_equal(vouch(house, &house->two, NULL, NOON + DAY - 1), RESULT_REFUSED); /* the right ones, too late */
    assert_non_null(strstr(store_reason(house->store), "Wait a day"));
    must(vouch(house, &house->three, NULL, NOON)); /* others are not held up */
    must(vouch(house, &house->two, NULL, NOON + DAY));
}

/* Whoever has the file reads no digits and, once it ended, no password. */
static void what_ended_leaves_no_password(void **state)
{
    struct forgetful *house = *state;
    must(begin(house, &house->one, NULL, NOON));
    must(lost_stop(house->store, &house->lindi, NOON));
    assert_int_equal(db_number(house->store, -1,
                         "SELECT count(*) FROM lost_request WHERE hash IS NULL AND salt IS NULL AND digits IS NULL"),
        1);
}

static void who_vouches_sees_for_what(void **state)
{
    struct forgetful *house = *state;
    struct member whom;
    struct lost_request open[LOST_OPEN_MOST];
    size_t count;
    must(lost_open_for(house->store, &house->three, "lindi", NOON, &whom, open, &count));
    assert_int_equal(count, 0);
    must(begin(house, &house->one, NULL, NOON));
    must(begin(house, &house->street.operator, NULL, NOON + HOUR));
    must(vouch(house, &house->three, NULL, NOON + HOUR));
    must(lost_open_for(house->store, &house->three, "lindi", NOON + HOUR, &whom, open, &count));
    assert_int_equal(count, 2);
    assert_string_equal(whom.home, "A 1");
    assert_string_equal(open[0].by, "one");
    assert_int_equal(open[0].begun, NOON);
    assert_false(open[0].mine);
    assert_true(open[1].mine);
    assert_true(open[1].vouches);
    /* who began it and then vouched for another one has no word in her own */
    must(vouch(house, &house->one, NULL, NOON + HOUR));
    must(lost_open_for(house->store, &house->one, "lindi", NOON + HOUR, &whom, open, &count));
    assert_true(open[0].mine);
    assert_false(open[0].vouches);
    assert_int_equal(open[0].vouched, 0);
    assert_true(open[1].vouches);
    assert_int_equal(
        lost_open_for(house->store, &house->street.guest, "lindi", NOON, &whom, open, &count), RESULT_REFUSED);
}

static void chosen_ones_are_listed_and_let_go(void **state)
{
    struct forgetful *house = *state;
    struct member chosen[VOUCHERS_MOST];
    size_t count;
    must(voucher_add(house->store, &house->lindi, "one", NOON));
    must(voucher_add(house->store, &house->lindi, "one", NOON));
    must(voucher_add(house->store, &house->lindi, "two", NOON + 1));
    must(vouchers_list(house->store, &house->lindi, chosen, VOUCHERS_MOST, &count));
    assert_int_equal(count, 2);
    assert_string_equal(chosen[0].handle, "one");
    must(voucher_remove(house->store, &house->lindi, "one", NOON));
    assert_int_equal(voucher_remove(house->store, &house->lindi, "one", NOON), RESULT_NOT_FOUND);
    must(vouchers_list(house->store, &house->lindi, chosen, VOUCHERS_MOST, &count));
    assert_int_equal(count, 1);
}

/* --- what stops it --- */

static void any_log_in_of_hers_stops_it(void **state)
{
    struct forgetful *house = *state;
    int64_t visit;
    struct lost lost;
    must(begin(house, &house->one, NULL, NOON));
    must(vouch(house, &house->two, NULL, NOON));
    must(vouch(house, &house->three, NULL, NOON));
    must(lost_mine(house->store, &house->lindi, &lost));
    assert_int_equal(lost.open, 1);
    assert_int_equal(lost.request[0].begun, NOON);
    assert_string_equal(lost.request[0].by, "one");
    assert_int_equal(lost.request[0].vouched, 3);
    must(visit_begin(house->store, &house->lindi, "10.0.0.0", "key", NOON + WAIT - 1, &visit));
    assert_false(opens(house, NEW, NOON + WAIT));
    assert_true(opens(house, OLD, NOON + WAIT));
    must(lost_mine(house->store, &house->lindi, &lost));
    assert_int_equal(lost.open, 0);
    assert_int_equal(lost.request[0].ended, NOON + WAIT - 1); /* home tells her what was tried */
    assert_int_equal(lost.request[0].how, LOST_STOPPED);
    assert_int_equal(in_book(house, LEDGER_LOST_STOPPED), 1);
    assert_int_equal(vouch(house, &house->four, NULL, NOON + WAIT), RESULT_NOT_FOUND);
    must(visit_begin(house->store, &house->lindi, "10.0.0.0", "key", NOON + WAIT + 1, &visit));
    assert_int_equal(in_book(house, LEDGER_LOST_STOPPED), 1); /* once */
    assert_true(store_forget(house->store, NOON + LOST_DAYS * DAY) >= 0);
    must(lost_mine(house->store, &house->lindi, &lost));
    assert_int_equal(lost.count, 0);
}

static void who_is_in_already_can_stop_it(void **state)
{
    struct forgetful *house = *state;
    int64_t visit;
    assert_int_equal(lost_stop(house->store, &house->lindi, NOON), RESULT_NOT_FOUND);
    must(begin(house, &house->street.operator, NULL, NOON));
    must(lost_stop(house->store, &house->lindi, NOON + 1));
    assert_int_equal(vouch(house, &house->one, NULL, NOON + 2), RESULT_NOT_FOUND);
    /* somebody else's log-in is nothing */
    must(visit_begin(house->store, &house->one, "10.0.0.0", "key", NOON, &visit));
}

/* --- what follows --- */

static void restore(struct forgetful *house, int64_t now)
{
    must(begin(house, &house->one, NULL, now - WAIT));
    must(vouch(house, &house->two, NULL, now - WAIT));
    must(vouch(house, &house->three, NULL, now));
    assert_int_equal(house->answer.state, LOST_RESTORED);
}

static void seven_days_not_all_is_open(void **state)
{
    struct forgetful *house = *state;
    struct letter letters[4], one;
    int64_t old, new, now = NOON + 10 * DAY;
    size_t count;
    struct lost lost;
    must(letter_write(house->store, &house->one, "lindi", "of before", 0, 0, now - DAY, &old));
    assert_false(restored_lately(house->store, house->lindi.member, now));
    restore(house, now);
    must(letter_write(house->store, &house->one, "lindi", "of now", 0, 0, now + HOUR, &new));
    assert_true(restored_lately(house->store, house->lindi.member, now + 7 * DAY - 1));
    assert_int_equal(letter_get(house->store, &house->lindi, old, &one), RESULT_REFUSED);
    must(letter_get(house->store, &house->lindi, new, &one));
    letters_free(&one, 1);
    must(letters_list(house->store, &house->lindi, 0, 4, letters, &count));
    assert_int_equal(count, 1);
    letters_free(letters, count);
    must(lost_mine(house->store, &house->lindi, &lost));
    assert_int_equal(lost.restored, now);
    assert_false(lost.by_shell);
    must(begin(house, &house->one, NULL, now + DAY)); /* whoever was robbed of her account has a way back */
    must(lost_stop(house->store, &house->lindi, now + DAY));
    assert_int_equal(lost_begin(house->store, &house->lindi, "four", NEW, -1, NULL, now + DAY, &house->answer),
        RESULT_REFUSED); /* she vouches for nobody */
    assert_false(restored_lately(house->store, house->lindi.member, now + 7 * DAY));
    assert_true(store_forget(house->store, now + 7 * DAY) >= 0);
    must(letter_get(house->store, &house->lindi, old, &one));
    letters_free(&one, 1);
}

/* RULES 1.9: nor does the file of what is kept about her give out what is shut. */
static void for_seven_days_no_file_is_given(void **state)
{
    struct forgetful *house = *state;
    char *file;
    must(member_file(house->store, &house->lindi, 0, &file));
    free(file);
    restore(house, NOON + 10 * DAY);
    assert_int_equal(member_file(house->store, &house->lindi, 0, &file), RESULT_REFUSED);
    assert_true(store_forget(house->store, NOON + 17 * DAY) >= 0);
    must(member_file(house->store, &house->lindi, 0, &file));
    free(file);
}

/* A begun letter is as private as one that was sent. It is there again after the 7 days, beside what was begun since.
 */
static void drafts_are_laid_aside(void **state)
{
    struct forgetful *house = *state;
    struct draft drafts[4], one;
    size_t count;
    int64_t now = NOON + 10 * DAY, to = house->one.member;
    must(draft_save(house->store, &house->lindi, DRAFT_LETTER, to, "", "begun before", now - DAY));
    must(draft_save(house->store, &house->lindi, DRAFT_LETTER, house->two.member, "", "to two", now - DAY));
    restore(house, now);
    must(drafts_list(house->store, &house->lindi, 4, drafts, &count));
    assert_int_equal(count, 0);
    assert_int_equal(draft_get(house->store, &house->lindi, DRAFT_LETTER, to, &one), RESULT_NOT_FOUND);
    must(password_change(house->store, &house->lindi, NULL, "chosen by herself", -1, now));
    must(draft_save(house->store, &house->lindi, DRAFT_LETTER, to, "", "begun since", now + HOUR));
    assert_true(store_forget(house->store, now + 7 * DAY) >= 0);
    must(draft_get(house->store, &house->lindi, DRAFT_LETTER, to, &one));
    assert_string_equal(one.body, "begun since");
    drafts_free(&one, 1);
    must(draft_get(house->store, &house->lindi, DRAFT_LETTER, house->two.member, &one));
    assert_string_equal(one.body, "to two");
    drafts_free(&one, 1);
    must(draft_drop(house->store, &house->lindi, DRAFT_LETTER, to, now + 7 * DAY));
    assert_true(store_forget(house->store, now + 8 * DAY) >= 0);
    must(draft_get(house->store, &house->lindi, DRAFT_LETTER, to, &one));
    assert_string_equal(one.body, "begun before");
    drafts_free(&one, 1);
}

/* --- from the shell --- */

static void when_a_steward_may_set_a_password(void **state)
{
    (void)state;
    assert_true(lost_reset_is_open(0, NOON)); /* founding time */
    assert_true(lost_reset_is_open(NOON, NOON));
    assert_true(lost_reset_is_open(NOON, NOON + RESET_DAYS * DAY - 1));
    assert_false(lost_reset_is_open(NOON, NOON + RESET_DAYS * DAY));
}

static void a_reset_opens_nothing_older(void **state)
{
    struct forgetful *house = *state;
    struct letter one;
    struct lost lost;
    struct lost_answer request;
    struct actor again;
    bool set;
    int64_t old, now = NOON + DAY;
    must(letter_write(house->store, &house->one, "lindi", "of before", 0, 0, NOON, &old));
    must(draft_save(house->store, &house->lindi, DRAFT_LETTER, house->one.member, "", "begun before", NOON));
    must(password_reset(house->store, &house->street.operator, "lindi", NEW, now, &set, &request));
    assert_true(set);
    assert_true(opens(house, NEW, now));
    must(actor_for(house->store, ACTOR_MEMBER, "lindi", &again));
    must(password_change(house->store, &again, NULL, "chosen by herself", -1, now));
    must(actor_for(house->store, ACTOR_MEMBER, "lindi", &again));
    assert_int_equal(letter_get(house->store, &again, old, &one), RESULT_REFUSED);
    assert_int_equal(db_number(house->store, -1, "SELECT count(*) FROM draft WHERE member = ?", again.member), 0);
    assert_true(restored_lately(house->store, again.member, now + 7 * DAY - 1));
    must(lost_mine(house->store, &again, &lost));
    assert_true(lost.by_shell); /* and home says who */
    assert_int_equal(in_book(house, LEDGER_PASSWORD_RESET), 1);
}

/* A session that was open saves what stands in it a moment later: whoever comes in with the new password does not read
 * it, and it is there again after the 7 days. */
static void what_an_open_session_saves_is_laid_aside(void **state)
{
    struct forgetful *house = *state;
    struct lost_answer request;
    struct actor again;
    struct draft one;
    bool set;
    int64_t members[4], now = NOON + DAY, to = house->one.member, last = ledger_last(house->store);
    must(draft_save(house->store, &house->lindi, DRAFT_LETTER, to, "", "begun", now - 1));
    assert_int_equal(lost_restored_after(house->store, last, members, 4), 0);
    must(password_reset(house->store, &house->street.operator, "lindi", NEW, now, &set, &request));
    assert_int_equal(lost_restored_after(house->store, last, members, 4), 1); /* the caretaker tells her sessions */
    assert_int_equal(members[0], house->lindi.member);
    assert_int_equal(lost_restored_at(house->store, &house->lindi), now);
    must(draft_save_angry(
        house->store, &house->lindi, DRAFT_LETTER, to, "", "begun, and gone on", DRAFT_ANGRY, now + 1));
    must(draft_save(house->store, &house->lindi, DRAFT_LETTER, house->two.member, "", "sent", now + 1));
    must(draft_drop(house->store, &house->lindi, DRAFT_LETTER, house->two.member, now + 1));
    must(actor_for(house->store, ACTOR_MEMBER, "lindi", &again));
    must(password_change(house->store, &again, NULL, "chosen by herself", -1, now + 2));
    assert_int_equal(draft_get(house->store, &house->lindi, DRAFT_LETTER, to, &one), RESULT_NOT_FOUND);
    assert_true(store_forget(house->store, now + 7 * DAY) >= 0);
    must(draft_get(house->store, &house->lindi, DRAFT_LETTER, to, &one));
    assert_string_equal(one.body, "begun, and gone on");
    assert_int_equal(one.anger, DRAFT_ANGRY);
    drafts_free(&one, 1);
    assert_int_equal(draft_get(house->store, &house->lindi, DRAFT_LETTER, house->two.member, &one), RESULT_NOT_FOUND);
}

/* 14 days after founding the shell only asks, as anybody may. */
static void a_later_reset_only_asks(void **state)
{
    struct forgetful *house = *state;
    struct lost_answer request;
    bool set;
    must(db_run(house->store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = 1", NOON));
    const int64_t now = NOON + RESET_DAYS * DAY;
    must(password_reset(house->store, &house->street.operator, "lindi", NEW, now, &set, &request));
    assert_false(set);
    assert_int_equal(strlen(request.digits), LOST_DIGITS + 1);
    util_copy_text(house->digits, sizeof house->digits, request.digits);
    assert_false(opens(house, NEW, now));
    assert_true(opens(house, OLD, now));
    assert_int_equal(in_book(house, LEDGER_PASSWORD_RESET), 0);
    must(vouch(house, &house->one, NULL, now));
    must(vouch(house, &house->two, NULL, now));
    must(vouch(house, &house->three, NULL, now));
    assert_false(opens(house, NEW, now + WAIT - 1));
    assert_true(opens(house, NEW, now + WAIT));
    /* A clock that was set back makes founding time no longer. */
    must(store_clock_save(house->store, &(struct house_clock) { .believed = now, .doubted = NOON }));
    must(password_reset(house->store, &house->street.operator, "one", NEW, NOON, &set, &request));
    assert_false(set);
}

/* Accounts that one person's cards made in an afternoon, in three homes that have long been in, vouch for nobody; nor
 * does who came with a whole new home. */
static void accounts_of_an_afternoon_do_not_vouch(void **state)
{
    struct forgetful *house = *state;
    static const char *const handles[] = { "mole", "mink", "moth" }, *const homes[] = { "A 2", "A 3", "B 1" };
    struct actor accomplice[3];
    for (int i = 0; i < 3; i++) {
        accomplice[i] = settle(house, handles[i], homes[i]);
        must(db_run(house->store, "UPDATE member SET joined = ? WHERE id = ?", NOON, accomplice[i].member));
    }
    must(begin(house, &house->five, NULL, NOON + 2 * DAY));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(vouch(house, &accomplice[i], NULL, NOON + 2 * DAY), RESULT_REFUSED);
        assert_non_null(strstr(store_reason(house->store), "14 days"));
        assert_int_equal(begin(house, &accomplice[i], NULL, NOON + 2 * DAY), RESULT_REFUSED);
    }
    must(voucher_add(house->store, &house->lindi, "mole", NOON + HOUR)); /* she may choose whom she likes beforehand */
    assert_int_equal(vouch(house, &accomplice[0], NULL, NOON + 13 * DAY), RESULT_REFUSED);
    assert_false(opens(house, NEW, NOON + 13 * DAY));
    struct actor late = settle(house, "late", "D 9");
    must(db_run(house->store, "UPDATE member SET joined = ? WHERE id = ?", NOON, late.member));
    assert_int_equal(vouch(house, &late, NULL, NOON + 13 * DAY), RESULT_REFUSED);
    must(vouch(house, &late, NULL, NOON + 14 * DAY));
    /* until the street is founded nobody's word counts: a steward helps */
    must(db_run(house->store, "UPDATE unit SET founded = 0, assembled = 0 WHERE id = 1"));
    assert_int_equal(vouch(house, &house->one, NULL, NOON + 14 * DAY), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(house->store), "steward"));
}

static void two_of_her_caucus_end_it(void **state)
{
    struct forgetful *house = *state;
    int64_t caucus, now = NOON + 10 * DAY;
    int left;
    struct actor again;
    must(unit_add(house->store, &street_house, "The women's", NULL, UNIT_CAUCUS, 1, NOON, &caucus));
    must(unit_join(house->store, &street_house, caucus, house->lindi.member, NOON));
    must(unit_join(house->store, &street_house, caucus, house->one.member, NOON));
    must(unit_join(house->store, &street_house, caucus, house->sister.member, NOON));
    must(unit_join(house->store, &street_house, caucus, house->four.member, NOON));
    must(actor_for(house->store, ACTOR_MEMBER, "lindi", &again));
    assert_int_equal(again.unit_count, 2);
    restore(house, now);
    must(actor_for(house->store, ACTOR_MEMBER, "lindi", &again));
    assert_int_equal(again.unit_count, 0); /* before she chose her own password */
    must(password_change(house->store, &again, NULL, "chosen by herself", -1, now));
    must(actor_for(house->store, ACTOR_MEMBER, "lindi", &again));
    assert_int_equal(again.unit_count, 1); /* the caucus is shut */
    assert_int_equal(lost_known(house->store, &house->three, "lindi", now, &left), RESULT_REFUSED);  /* not of it */
    assert_int_equal(lost_known(house->store, &house->sister, "lindi", now, &left), RESULT_REFUSED); /* of her home */
    must(lost_known(house->store, &house->one, "lindi", now, &left));
    must(lost_known(house->store, &house->one, "lindi", now, &left));
    assert_int_equal(left, 1);
    assert_true(restored_lately(house->store, house->lindi.member, now));
    must(lost_known(house->store, &house->four, "lindi", now, &left));
    assert_int_equal(left, 0);
    assert_int_equal(lost_known(house->store, &house->one, "lindi", now, &left), RESULT_NOT_FOUND);
    assert_false(restored_lately(house->store, house->lindi.member, now));
    must(actor_for(house->store, ACTOR_MEMBER, "lindi", &again));
    assert_int_equal(again.unit_count, 2);
}

/* What must not happen early goes by the clock that the caretaker believes, whatever the machine's shows. */
static void a_clock_that_was_set_shortens_no_wait(void **state)
{
    struct forgetful *house = *state;
    const int64_t ahead = NOON + 30 * (int64_t)DAY;
    must(begin(house, &house->one, NULL, NOON));
    must(vouch(house, &house->two, NULL, NOON));
    must(vouch(house, &house->three, NULL, NOON));
    must(store_clock_save(house->store, &(struct house_clock) { .believed = NOON + HOUR, .doubted = ahead }));
    assert_false(opens(house, NEW, ahead));
    must(vouch(house, &house->four, NULL, ahead)); /* nor does one more voucher */
    assert_int_equal(house->answer.state, LOST_NEEDS_TIME);
    assert_int_equal(house->answer.when, NOON + WAIT);
    must(store_clock_save(house->store, &(struct house_clock) { .believed = NOON + WAIT, .doubted = ahead }));
    assert_true(opens(house, NEW, ahead));
    assert_true(restored_lately(house->store, house->lindi.member, ahead)); /* and 7 days are 7 days */
}

/* Begun while it stood years behind: the two days begin then, and not years ago. */
static void a_clock_that_stood_behind_shortens_no_wait(void **state)
{
    struct forgetful *house = *state;
    const int64_t behind = NOON - 3000 * (int64_t)DAY;
    must(store_clock_save(house->store, &(struct house_clock) { .believed = NOON, .doubted = behind }));
    must(begin(house, &house->one, NULL, behind));
    must(vouch(house, &house->two, NULL, behind));
    must(vouch(house, &house->three, NULL, behind));
    must(store_clock_save(house->store, &(struct house_clock) { .believed = NOON + HOUR }));
    assert_false(opens(house, NEW, NOON + HOUR));
    assert_true(opens(house, NEW, NOON + WAIT));
}

/* A house that was closed for weeks doubts a clock that goes right, for a day. */
static void a_doubt_that_ends_shortens_no_wait(void **state)
{
    struct forgetful *house = *state;
    must(store_clock_save(
        house->store, &(struct house_clock) { .believed = NOON - 21 * (int64_t)DAY, .doubted = NOON }));
    must(begin(house, &house->one, NULL, NOON));
    must(vouch(house, &house->two, NULL, NOON));
    must(vouch(house, &house->three, NULL, NOON));
    assert_int_equal(house->answer.when, NOON + WAIT);
    must(store_clock_save(house->store, &(struct house_clock) { .believed = NOON + DAY }));
    assert_false(opens(house, NEW, NOON + DAY));
    assert_true(opens(house, NEW, NOON + WAIT));
}

/* --- a house of before --- */

extern const struct {
    const char *name, *text;
} schema_steps[];

static const char *step_text(const char *name)
{
    for (int i = 0; schema_steps[i].name != NULL; i++)
        if (strcmp(schema_steps[i].name, name) == 0)
            return schema_steps[i].text;
    fail_msg("there is no step %s", name);
    return NULL;
}

/* What was asked there ends, nothing of its password is left, and she reads why. It is begun anew. */
static void what_was_asked_before_this_step_ends(void **state)
{
    struct forgetful *house = *state;
    struct lost lost;
    char before[400];
    snprintf(before, sizeof before,
        "INSERT INTO lost VALUES (%lld, %d, %lld, 'a hash', 0); INSERT INTO vouched VALUES (%lld, %lld, %d, 0);"
        "INSERT INTO lost VALUES (%lld, %d, 0, NULL, %d)",
        (long long)house->lindi.member, NOON, (long long)house->one.member, (long long)house->lindi.member,
        (long long)house->one.member, NOON, (long long)house->two.member, NOON, NOON + HOUR);
    const char *const steps[] = {
        "DROP TABLE lost_vouch; DROP TABLE lost_wrong; DROP TABLE lost_request;"
        "DROP TABLE draft_shut; ALTER TABLE restored DROP COLUMN by_shell;"
        "CREATE TABLE lost (member INTEGER PRIMARY KEY REFERENCES member, begun INTEGER NOT NULL,"
        " begun_by INTEGER NOT NULL, hash TEXT, stopped INTEGER NOT NULL DEFAULT 0);"
        "CREATE TABLE vouched (member INTEGER, voucher INTEGER, at INTEGER, code INTEGER)",
        before, step_text("015_lost_requests.sql")
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (sqlite3_exec(house->store->db, steps[i], NULL, NULL, NULL) != SQLITE_OK)
            fail_msg("step %zu: %s", i, sqlite3_errmsg(house->store->db));
    must(lost_mine(house->store, &house->lindi, &lost));
    assert_int_equal(lost.count, 1);
    assert_int_equal(lost.open, 0);
    assert_int_equal(lost.request[0].how, LOST_ENDED_BY_CHANGE);
    assert_string_equal(lost.request[0].by, "one");
    must(lost_mine(house->store, &house->two, &lost));
    assert_int_equal(lost.request[0].how, LOST_STOPPED);
    assert_int_equal(lost.request[0].ended, NOON + HOUR);
    assert_int_equal(vouch_for(house, &house->three, "123 456", NULL, NOON + HOUR), RESULT_NOT_FOUND);
    assert_non_null(strstr(store_reason(house->store), "vouch begin"));
    must(begin(house, &house->one, NULL, NOON + HOUR));
    assert_int_equal(store_check(house->store, NULL, NULL, NULL, NULL), 0);
}

static void who_leaves_leaves_nothing_of_it(void **state)
{
    struct forgetful *house = *state;
    must(voucher_add(house->store, &house->lindi, "one", NOON));
    must(begin(house, &house->one, NULL, NOON));
    must(member_leave(house->store, &house->one, NOON));
    assert_int_equal(db_number(house->store, -1, "SELECT count(*) FROM voucher"), 0);
    must(member_leave(house->store, &house->lindi, NOON));
    assert_int_equal(db_number(house->store, -1, "SELECT count(*) FROM lost_request"), 0);
    assert_int_equal(store_check(house->store, NULL, NULL, NULL, NULL), 0);
}

int main(void)
{
#define in_house(test) cmocka_unit_test_setup_teardown(test, house_open, house_close)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(when_it_is_hers),
        in_house(three_homes_and_two_days),
        in_house(the_caretaker_grants_what_is_due),
        in_house(a_code_and_one_she_chose),
        in_house(who_is_chosen_afterwards_is_not_chosen_beforehand),
        in_house(without_a_code_no_code_is_asked_for),
        in_house(her_own_home_does_not_vouch),
        in_house(homes_are_counted_as_they_are),
        in_house(none_displaces_another),
        in_house(a_fourth_is_refused),
        in_house(one_word_a_voucher),
        in_house(a_word_is_taken_back),
        in_house(wrong_digits_are_counted),
        in_house(what_ended_leaves_no_password),
        in_house(who_vouches_sees_for_what),
        in_house(chosen_ones_are_listed_and_let_go),
        in_house(any_log_in_of_hers_stops_it),
        in_house(who_is_in_already_can_stop_it),
        in_house(seven_days_not_all_is_open),
        in_house(for_seven_days_no_file_is_given),
        in_house(drafts_are_laid_aside),
        cmocka_unit_test(when_a_steward_may_set_a_password),
        in_house(a_reset_opens_nothing_older),
        in_house(what_an_open_session_saves_is_laid_aside),
        in_house(a_later_reset_only_asks),
        in_house(accounts_of_an_afternoon_do_not_vouch),
        in_house(two_of_her_caucus_end_it),
        in_house(a_clock_that_was_set_shortens_no_wait),
        in_house(a_clock_that_stood_behind_shortens_no_wait),
        in_house(a_doubt_that_ends_shortens_no_wait),
        in_house(what_was_asked_before_this_step_ends),
        in_house(who_leaves_leaves_nothing_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
