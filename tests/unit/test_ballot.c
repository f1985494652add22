/* test_ballot.c: what one voter says in a vote, as it is typed and as it is kept. RULES 4.6. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ballot.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))

struct typed {
    enum vote_kind kind;
    int options;
    const char *typed;
    enum ballot_fault fault;
    const char *kept; /* of a fault: what is wrong */
};

static void check(const struct typed *row)
{
    struct ballot ballot, again;
    char at[BALLOT_TEXT_BYTES], kept[BALLOT_TEXT_BYTES];
    assert_int_equal(ballot_parse(row->kind, row->options, row->typed, &ballot, at), row->fault);
    if (row->fault != BALLOT_OK) {
        assert_string_equal(at, row->kept);
        return;
    }
    ballot_write(row->kind, row->options, &ballot, kept);
    assert_string_equal(kept, row->kept);
    assert_int_equal(ballot_parse(row->kind, row->options, kept, &again, at), BALLOT_OK);
    assert_memory_equal(&ballot, &again, sizeof ballot);
}

static void a_ballot_is_read_as_people_type_it_and_kept_in_one_way(void **state)
{
    (void)state;
    static const struct typed rows[] = {
        { VOTE_YESNO, 0, "yes", BALLOT_OK, "yes" },
        { VOTE_YESNO, 0, " Y ", BALLOT_OK, "yes" },
        { VOTE_YESNO, 0, "2", BALLOT_OK, "no" },
        { VOTE_YESNO, 0, "ABSTAIN", BALLOT_OK, "abstain" },
        { VOTE_CHOOSE, 3, "3 1 2", BALLOT_OK, "3>1>2" },
        { VOTE_CHOOSE, 3, "3, 1", BALLOT_OK, "3>1" },
        { VOTE_CHOOSE, 3, "3>1 = 2", BALLOT_OK, "3>1=2" },
        { VOTE_CHOOSE, 3, "2=1", BALLOT_OK, "1=2" },
        { VOTE_CHOOSE, 3, "c A", BALLOT_OK, "3>1" },
        { VOTE_CHOOSE, 21, "21", BALLOT_OK, "21" },
        { VOTE_SCORE, 3, "a=5 c=2", BALLOT_OK, "1=5 3=2" },
        { VOTE_SCORE, 3, "3=2, 1 = 5", BALLOT_OK, "1=5 3=2" },
        { VOTE_SCORE, 3, "2=0", BALLOT_OK, "1=0" },
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        check(&rows[i]);
}

static void what_is_wrong_in_it_is_named(void **state)
{
    (void)state;
    static const struct typed rows[] = {
        { VOTE_YESNO, 0, "", BALLOT_EMPTY, "" },
        { VOTE_YESNO, 0, " \n ", BALLOT_EMPTY, "" },
        { VOTE_YESNO, 0, "perhaps", BALLOT_NOT_UNDERSTOOD, "perhaps" },
        { VOTE_YESNO, 0, "yes no", BALLOT_NOT_UNDERSTOOD, "no" },
        { VOTE_YESNO, 0, "ye", BALLOT_NOT_UNDERSTOOD, "ye" },
        { VOTE_CHOOSE, 3, "1 2 1", BALLOT_TWICE, "1" },
        { VOTE_CHOOSE, 3, "a 1", BALLOT_TWICE, "1" },
        { VOTE_CHOOSE, 3, "4", BALLOT_NO_OPTION, "4" },
        { VOTE_CHOOSE, 3, "d", BALLOT_NO_OPTION, "d" },
        { VOTE_CHOOSE, 3, "0", BALLOT_NO_OPTION, "0" },
        { VOTE_CHOOSE, 3, "18446744073709551617", BALLOT_NO_OPTION, "18446744073709551617" },
        { VOTE_CHOOSE, 3, "-1", BALLOT_NOT_UNDERSTOOD, "-" },
        { VOTE_CHOOSE, 3, "1 =", BALLOT_NOT_UNDERSTOOD, "" },
        { VOTE_CHOOSE, 3, "1 >", BALLOT_NOT_UNDERSTOOD, "" },
        { VOTE_CHOOSE, 3, "> 1", BALLOT_NOT_UNDERSTOOD, ">" },
        { VOTE_CHOOSE, 3, "pump", BALLOT_NOT_UNDERSTOOD, "pump" },
        { VOTE_CHOOSE, 3, "\xc3\xa9", BALLOT_NOT_UNDERSTOOD, "\xc3\xa9" },
        { VOTE_SCORE, 3, "1=6", BALLOT_TOO_HIGH, "6" },
        { VOTE_SCORE, 3, "1=10", BALLOT_TOO_HIGH, "10" },
        { VOTE_SCORE, 3, "1=-1", BALLOT_NOT_UNDERSTOOD, "-" },
        { VOTE_SCORE, 3, "1", BALLOT_NOT_UNDERSTOOD, "1" },
        { VOTE_SCORE, 3, "1=5 a=4", BALLOT_TWICE, "a" },
        { VOTE_SCORE, 3, "4=5", BALLOT_NO_OPTION, "4" },
        { VOTE_SCORE, 3, "1=\x1b[2J", BALLOT_NOT_UNDERSTOOD, "\x1b" },
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        check(&rows[i]);
}

static void the_longest_ballots_fit(void **state)
{
    (void)state;
    struct ballot ballot, again;
    char kept[BALLOT_TEXT_BYTES], at[BALLOT_TEXT_BYTES];
    static const enum vote_kind kinds[] = { VOTE_CHOOSE, VOTE_SCORE };
    for (size_t k = 0; k < LENGTH(kinds); k++) {
        for (int i = 0; i < BALLOT_OPTIONS_MOST; i++)
            ballot.value[i] = (uint8_t)(kinds[k] == VOTE_CHOOSE ? i + 1 : TALLY_SCORE_MOST);
        ballot_write(kinds[k], BALLOT_OPTIONS_MOST, &ballot, kept);
        assert_int_equal(ballot_parse(kinds[k], BALLOT_OPTIONS_MOST, kept, &again, at), BALLOT_OK);
        assert_memory_equal(&ballot, &again, sizeof ballot);
    }
}

static void forty_options_typed_for_three_are_refused_and_nothing_overflows(void **state)
{
    (void)state;
    struct ballot ballot;
    char typed[4000] = "", at[BALLOT_TEXT_BYTES];
    for (int i = 1; i <= 40; i++)
        snprintf(typed + strlen(typed), sizeof typed - strlen(typed), "%d ", i);
    assert_int_equal(ballot_parse(VOTE_CHOOSE, 3, typed, &ballot, at), BALLOT_NO_OPTION);
    memset(typed, 'x', sizeof typed - 1);
    assert_int_equal(ballot_parse(VOTE_CHOOSE, 3, typed, &ballot, at), BALLOT_NOT_UNDERSTOOD);
    assert_int_equal(strlen(at), BALLOT_TEXT_BYTES - 1);
    memset(typed, '9', sizeof typed - 1);
    assert_int_equal(ballot_parse(VOTE_CHOOSE, 3, typed, &ballot, at), BALLOT_NO_OPTION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ballot_is_read_as_people_type_it_and_kept_in_one_way),
        cmocka_unit_test(what_is_wrong_in_it_is_named),
        cmocka_unit_test(the_longest_ballots_fit),
        cmocka_unit_test(forty_options_typed_for_three_are_refused_and_nothing_overflows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
