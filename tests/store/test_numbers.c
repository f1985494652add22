/* test_numbers.c: the numbers that a unit changes by decision: their limits, and that a decided one is what holds.
 * RULES, head. */
#include "store/people/number_write.h"
#include "street.h"

#include "invitations.h"
#include "meetings.h"

static void each_goes_from_half_to_double(void **state)
{
    struct street *street = *state;
    for (int i = 0; i < NUMBERS; i++) {
        struct number_rule rule;
        enum number number = (enum number)i, found = NUMBERS;
        number_rule_get(number, &rule);
        assert_true(number_parse(rule.name, &found));
        assert_int_equal(found, number);
        if (rule.measure == NUMBER_MEASURE_SHARE || rule.measure == NUMBER_MEASURE_YES)
            continue;
        assert_true(2 * rule.least >= rule.value && 2 * (rule.least - 1) < rule.value);
        assert_int_equal(rule.most, 2 * rule.value);
        must(number_set(street->store, 1, number, rule.least, 7, NOON));
        assert_int_equal(number_value(street->store, 1, number), rule.least);
        must(number_set(street->store, 1, number, rule.most, 8, NOON));
        assert_int_equal(number_set(street->store, 1, number, rule.least - 1, 9, NOON), RESULT_INVALID);
        assert_int_equal(number_set(street->store, 1, number, (int64_t)rule.most + 1, 9, NOON), RESULT_INVALID);
        assert_int_equal(number_set(street->store, 1, number, -rule.value, 9, NOON), RESULT_INVALID);
        assert_int_equal(number_of(street->store, 1, number), number_in_seconds(number, rule.most));
        assert_int_equal(number_of(street->store, street->next, number), number_in_seconds(number, rule.value));
    }
    enum number none;
    assert_false(number_parse("", &none));
    assert_false(number_parse("notice", &none));
}

/* Half to double does not fit them. */
static void shares_and_secrecy_have_limits_of_their_own(void **state)
{
    struct street *street = *state;
    static const struct {
        const char *name, *typed;
        bool may;
    } rows[] = {
        { "quorum-members", "1/6", true },
        { "quorum-members", "1/7", false },
        { "quorum-members", "2/3", true },
        { "quorum-members", "3/4", false },
        { "quorum-homes", "1/7", false },
        { "quorum-homes", "1/4", true },
        { "yes-share", "1/2", true },
        { "yes-share", "4/9", false },
        { "yes-share", "3/4", true },
        { "yes-share", "7/9", false },
        { "but-share", "1/7", false },
        { "but-share", "1/2", true },
        { "but-share", "5/9", false },
        { "stop-share", "5/9", false },
        { "stop-share", "3/5", true },
        { "stop-share", "4/5", true },
        { "stop-share", "5/6", false },
        { "fallback-share", "1/2", false },
        { "fallback-share", "3/4", true },
        { "secret-work", "no", true },
        { "secret-money", "yes", true },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum number number;
        int64_t value;
        assert_true(number_parse(rows[i].name, &number));
        assert_true(number_read(number, rows[i].typed, &value));
        assert_true(number_is_rule(number));
        if (number_may_be(number, value) != rows[i].may)
            fail_msg("%s %s", rows[i].name, rows[i].typed);
        assert_int_equal(
            number_set(street->store, 1, number, value, 1, NOON), rows[i].may ? RESULT_OK : RESULT_INVALID);
    }
    int64_t value;
    assert_false(number_read(NUMBER_QUORUM_HOMES, "3", &value));
    assert_false(number_read(NUMBER_SECRET_WORK, "1", &value));
    assert_false(number_read(NUMBER_AGENDA, "1/3", &value));
    for (int i = -10; i < 100; i++) /* what no decision can have kept */
        if (i % 10 <= 0)
            assert_false(number_may_be(NUMBER_QUORUM_MEMBERS, i));
}

/* RULES, head: quorum, majorities, notice, terms, secrecy. */
static void rules_are_known_from_defaults(void **state)
{
    (void)state;
    int rules = 0;
    for (int i = 0; i < NUMBERS; i++)
        rules += number_is_rule((enum number)i);
    assert_int_equal(rules, 13);
    assert_true(number_is_rule(NUMBER_NOTICE));
    assert_true(number_is_rule(NUMBER_SERVICE));
    assert_false(number_is_rule(NUMBER_AGENDA));
}

static void the_list_tells_which_decision_it_was(void **state)
{
    struct street *street = *state;
    static struct number_row rows[NUMBERS];
    size_t count;
    must(number_set(street->store, 1, NUMBER_NOTICE, 6, 31, NOON));
    must(numbers_list(street->store, &street->ann, rows, &count));
    assert_int_equal(count, NUMBERS);
    assert_int_equal(rows[NUMBER_NOTICE].value, 6);
    assert_int_equal(rows[NUMBER_NOTICE].decision, 31);
    assert_int_equal(rows[NUMBER_AGENDA].value, 48);
    assert_int_equal(rows[NUMBER_AGENDA].decision, 0);
    must(numbers_list(street->store, &street->cora, rows, &count));
    assert_int_equal(rows[NUMBER_NOTICE].value, 4);
    assert_int_not_equal(numbers_list(street->store, &street->guest, rows, &count), RESULT_OK);
}

/* RULES, head: what touches people of several communes takes the value that protects most. */
static void of_several_units_the_safest_holds(void **state)
{
    struct street *street = *state;
    struct store *store = street->store;
    int64_t ann = street->ann.member;
    assert_int_equal(number_safest(store, ann, NUMBER_LOCK), 2 * 60);
    must(number_set(store, 1, NUMBER_LOCK, 4, 1, NOON));
    assert_int_equal(number_safest(store, ann, NUMBER_LOCK), 4 * 60); /* she is of one street */
    assert_int_equal(number_safest(store, 0, NUMBER_LOCK), 2 * 60);   /* the other streets keep what the rules say */
    must(db_run(store, "INSERT INTO membership VALUES (?, ?, ?)", ann, street->next, NOON));
    assert_int_equal(number_safest(store, ann, NUMBER_LOCK), 2 * 60);
    must(number_set(store, street->next, NUMBER_LOCK, 1, 1, NOON));
    assert_int_equal(number_safest(store, ann, NUMBER_LOCK), 60);
    must(number_set(store, 1, NUMBER_VOUCHERS, 2, 1, NOON));
    assert_int_equal(number_safest(store, ann, NUMBER_VOUCHERS), 3); /* more homes protect more */
    must(number_set(store, street->next, NUMBER_VOUCHERS, 5, 1, NOON));
    assert_int_equal(number_safest(store, ann, NUMBER_VOUCHERS), 5);
}

/* --- a decided number is what holds --- */

static void a_meeting_is_called_by_the_decided_notice(void **state)
{
    struct street *street = *state;
    int64_t meeting;
    struct meeting_new form = { .starts = NOON + 3 * DAY };
    struct meeting seen;
    assert_int_equal(meeting_call(street->store, &street->ann, &form, NOON, &meeting), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(street->store), "4 days"));
    must(number_set(street->store, 1, NUMBER_NOTICE, 2, 1, NOON));
    must(number_set(street->store, 1, NUMBER_MEETING, 60, 1, NOON));
    must(number_set(street->store, 1, NUMBER_AGENDA, 24, 1, NOON));
    must(meeting_call(street->store, &street->ann, &form, NOON, &meeting));
    must(meeting_get(street->store, &street->ann, meeting, NOON, &seen));
    assert_int_equal(seen.minutes, 60);
    assert_int_equal(seen.agenda_closes, form.starts - DAY);
    int64_t item;
    struct item_new one = { .meeting = meeting, .title = "Pipe", .minutes = 10 };
    must(meeting_item_add(street->store, &street->ann, &one, form.starts - DAY - 1, &item));
    assert_int_equal(meeting_item_add(street->store, &street->ann, &one, form.starts - DAY, &item), RESULT_REFUSED);
}

static void an_invitation_is_good_for_the_decided_days(void **state)
{
    struct street *street = *state;
    struct invitation made;
    char code[INVITATION_CODE_BYTES];
    must(number_set(street->store, 1, NUMBER_INVITATION, 7, 1, NOON));
    must(number_set(street->store, 1, NUMBER_INVITATIONS, 2, 1, NOON));
    must(invitation_make(street->store, &street->ann, "C 14", NOON, code, &made));
    assert_int_equal(made.until, NOON + 7 * DAY);
    must(invitation_make(street->store, &street->ann, "C 14", NOON, code, &made));
    assert_int_equal(invitation_make(street->store, &street->ann, "C 14", NOON, code, &made), RESULT_REFUSED);
    must(invitation_make(street->store, &street->ann, "C 14", NOON + 7 * DAY, code, &made));
}

static void a_post_has_the_decided_letters(void **state)
{
    struct street *street = *state;
    static char text[4002];
    int64_t thread, post;
    memset(text, 'a', sizeof text - 1);
    assert_int_equal(
        thread_open(street->store, &street->ann, street->general, "T", text, NOON, &thread, &post), RESULT_INVALID);
    must(number_set(street->store, 1, NUMBER_POST, 4001, 1, NOON));
    must(thread_open(street->store, &street->ann, street->general, "T", text, NOON, &thread, &post));
    must(post_edit(street->store, &street->ann, post, text, NOON));
    must(post_reply(street->store, &street->ben, post, text, NOON, &post));
    must(number_set(street->store, 1, NUMBER_POST, 2000, 1, NOON));
    assert_int_equal(post_reply(street->store, &street->ben, post, text, NOON, &post), RESULT_INVALID);
}

static void a_newcomer_votes_after_the_decided_days(void **state)
{
    struct street *street = *state;
    int64_t ann = street->ann.member;
    must(db_run(street->store, "UPDATE unit SET founded = ?1, assembled = ?1", NOON - DAY));
    must(number_set(street->store, 1, NUMBER_VOTE_AFTER, 20, 1, NOON));
    assert_int_equal(member_votes_from(street->store, 1, ann, NOON), NOON + 20 * DAY);
    assert_false(member_votes(street->store, 1, ann, NOON + 20 * DAY - 1));
    assert_true(member_votes(street->store, 1, ann, NOON + 20 * DAY));
    assert_false(member_votes(street->store, street->far, ann, NOON + 90 * DAY));
}

/* Help and hints say the decided number, where the rule's would be wrong. */
static void sentences_say_the_decided_number(void **state)
{
    struct street *street = *state;
    static const char words[] = "{notice-days} ahead, {anger-words} words; {no-such} and {";
    char *said = numbers_write(words, NULL, NULL);
    assert_string_equal(said, "4 days ahead, 15 words; {no-such} and {");
    free(said);
    must(number_set(street->store, 1, NUMBER_NOTICE, 6, 31, NOON));
    must(number_set(street->store, 1, NUMBER_LETTER, 60, 31, NOON));
    said = numbers_in(street->store, &street->ann, words);
    assert_string_equal(said, "6 days ahead, 15 words; {no-such} and {");
    free(said);
    said = numbers_in(street->store, &street->ann, "{letter-days}"); /* letters go between streets */
    assert_string_equal(said, "60 days");
    free(said);
    must(number_set(street->store, 1, NUMBER_QUORUM_HOMES, FRACTION_KEPT(1, 4), 31, NOON));
    must(number_set(street->store, 1, NUMBER_YES, FRACTION_KEPT(4, 7), 31, NOON));
    said = numbers_in(
        street->store, &street->ann, "{quorum-members}, {quorum-homes}, more than {yes-share}, {secret-work}");
    assert_string_equal(said, "a third, a quarter, more than 4 of 7, yes");
    free(said);
}

int main(void)
{
#define IN_STREET(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)
    const struct CMUnitTest tests[] = {
        IN_STREET(each_goes_from_half_to_double),
        IN_STREET(shares_and_secrecy_have_limits_of_their_own),
        IN_STREET(rules_are_known_from_defaults),
        IN_STREET(the_list_tells_which_decision_it_was),
        IN_STREET(of_several_units_the_safest_holds),
        IN_STREET(a_meeting_is_called_by_the_decided_notice),
        IN_STREET(an_invitation_is_good_for_the_decided_days),
        IN_STREET(a_post_has_the_decided_letters),
        IN_STREET(sentences_say_the_decided_number),
        IN_STREET(a_newcomer_votes_after_the_decided_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
