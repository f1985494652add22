/* test_majority.c: how many are enough: shares, quorum, and what a test of consensus says. RULES 4.1, 4.5, 5.4. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "majority.h"
#include "tally.h"

static const struct fraction half = { 1, 2, true }, third = { 1, 3, false };

#define LENGTH(list) (sizeof(list) / sizeof *(list))

/* --- shares --- */

static void each_share_of_many_numbers_is_exact(void **state)
{
    (void)state;
    static const struct {
        int64_t n, half, two_thirds, three_quarters, third, third_most;
    } rows[] = {
        { 1, 1, 1, 1, 1, 0 }, { 2, 2, 2, 2, 1, 0 }, { 3, 2, 2, 3, 1, 1 }, { 4, 3, 3, 3, 2, 1 }, { 5, 3, 4, 4, 2, 1 },
        { 6, 4, 4, 5, 2, 2 }, { 7, 4, 5, 6, 3, 2 }, { 8, 5, 6, 6, 3, 2 }, { 9, 5, 6, 7, 3, 3 }, { 10, 6, 7, 8, 4, 3 },
        { 11, 6, 8, 9, 4, 3 }, { 12, 7, 8, 9, 4, 4 }, { 15, 8, 10, 12, 5, 5 }, { 29, 15, 20, 22, 10, 9 },
        { 30, 16, 20, 23, 10, 10 }, { 31, 16, 21, 24, 11, 10 }, { 32, 17, 22, 24, 11, 10 }, { 33, 17, 22, 25, 11, 11 },
        { 40, 21, 27, 30, 14, 13 }, { 41, 21, 28, 31, 14, 13 }, { 80, 41, 54, 60, 27, 26 }, { 99, 50, 66, 75, 33, 33 },
        { 100, 51, 67, 75, 34, 33 },
        { 1000, 501, 667, 750, 334, 333 }, /* roberts-rules.com/parl17.htm: 501, and not 510 */
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        assert_int_equal(majority_needed(MAJORITY_HALF, rows[i].n), rows[i].half);
        assert_int_equal(majority_needed(MAJORITY_TWO_THIRDS, rows[i].n), rows[i].two_thirds);
        assert_int_equal(majority_needed(MAJORITY_THREE_QUARTERS, rows[i].n), rows[i].three_quarters);
        assert_int_equal(majority_needed(MAJORITY_THIRD, rows[i].n), rows[i].third);
        assert_int_equal(fraction_most(third, rows[i].n), rows[i].third_most);
    }
}

static void what_is_needed_is_the_first_number_that_reaches_it(void **state)
{
    (void)state;
    for (int64_t base = 0; base < 300; base++)
        for (enum majority share = MAJORITY_THIRD; share <= MAJORITY_THREE_QUARTERS; share++)
            for (int64_t part = 0; part <= base; part++)
                assert_int_equal(majority_reached(share, part, base), part >= majority_needed(share, base));
}

static void nobody_reaches_no_share_of_nobody(void **state)
{
    (void)state;
    for (enum majority share = MAJORITY_THIRD; share <= MAJORITY_THREE_QUARTERS; share++) {
        assert_false(majority_reached(share, 0, 0));
        assert_int_equal(majority_needed(share, 0), 1);
    }
}

static void the_largest_vote_overflows_nothing(void **state)
{
    (void)state;
    const int64_t all = TALLY_VOTES_MOST;
    assert_true(majority_reached(MAJORITY_HALF, all / 2 + 1, all));
    assert_false(majority_reached(MAJORITY_HALF, all / 2, all));
    assert_true(majority_reached(MAJORITY_THREE_QUARTERS, all / 4 * 3, all));
    assert_false(majority_reached(MAJORITY_THREE_QUARTERS, all / 4 * 3 - 1, all));
    assert_int_equal(majority_needed(MAJORITY_TWO_THIRDS, all), 666666666666666667);
}

/* Votes that others published. `base` is what their rule counts: votes cast, or all who were present. */
static void published_votes_come_out_as_published(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        enum majority share;
        int64_t yes, base;
        bool passes;
    } votes[] = {
        { "roberts-rules.com/parl17.htm: 85 ballots without 4 blank ones", MAJORITY_HALF, 41, 81, true },
        { "the same, one less", MAJORITY_HALF, 40, 81, false },
        { "robertsrules.forumflash.com/topic/35640: 22 to 12", MAJORITY_TWO_THIRDS, 22, 34, false },
        { "the same page: 23 to 11", MAJORITY_TWO_THIRDS, 23, 34, true },
        { "the same page: 24 to 12 is exactly two thirds", MAJORITY_TWO_THIRDS, 24, 36, true },
        { "robertsrules.forumflash.com/topic/36299: 17 to 8", MAJORITY_TWO_THIRDS, 17, 25, true },
        { "sites.google.com/site/paulmcclintockparliamentarian/voting-variations: 7, 4, 2; of those present",
            MAJORITY_HALF, 7, 13, true },
        { "the same, of votes cast", MAJORITY_TWO_THIRDS, 7, 11, false },
        { "the same page: 2, 1, 10; of those present", MAJORITY_HALF, 2, 13, false },
        { "the same, of votes cast", MAJORITY_TWO_THIRDS, 2, 3, true },
        { "Debian vote 2004/001, option A over and under the default", MAJORITY_HALF, 144, 144 + 258, false },
        { "option B", MAJORITY_HALF, 394, 394 + 70, true },
        { "option C", MAJORITY_HALF, 442, 442 + 26, true },
        { "Debian vote 2023/001, option D", MAJORITY_HALF, 259, 259 + 15, true },
        { "RULES 4.5: two thirds of those present, 19 of 30", MAJORITY_TWO_THIRDS, 19, 30, false },
        { "RULES 4.5: a stop is set aside by exactly two thirds", MAJORITY_TWO_THIRDS, 20, 30, true },
        { "RULES 4.5: a stop, 20 of 31", MAJORITY_TWO_THIRDS, 20, 31, false },
        { "RULES 5.3: a majority of units, 2 of 4", MAJORITY_HALF, 2, 4, false },
        { "RULES 5.4: recall, 45 of 90", MAJORITY_HALF, 45, 90, false },
        { "RULES 5.4: recall, 46 of 90", MAJORITY_HALF, 46, 90, true },
    };
    for (size_t i = 0; i < LENGTH(votes); i++)
        if (majority_reached(votes[i].share, votes[i].yes, votes[i].base) != votes[i].passes)
            fail_msg("%s", votes[i].source);
}

static void a_text_returns_when_more_than_a_third_refuse(void **state)
{
    (void)state;
    assert_true(1 <= fraction_most(third, 3));
    assert_true(2 > fraction_most(third, 4));
}

static void withdrawn_trust_is_shown_in_fives(void **state)
{
    (void)state;
    assert_int_equal(majority_in_fives(4), 0);
    assert_int_equal(majority_in_fives(5), 5);
    assert_int_equal(majority_in_fives(14), 10);
}

/* --- quorum --- */

static void quorum_takes_a_third_of_members_and_of_homes(void **state)
{
    (void)state;
    const struct {
        struct majority_turnout turnout;
        enum majority_quorum result;
    } rows[] = {
        { { third, third, 100, 34, true, 90, 30 }, MAJORITY_QUORUM },
        { { third, third, 100, 33, true, 90, 30 }, MAJORITY_FEW_MEMBERS }, /* 99 < 100 */
        { { third, third, 100, 60, true, 90, 29 }, MAJORITY_FEW_HOMES },
        { { third, third, 100, 34, false, 90, 0 }, MAJORITY_QUORUM }, /* a workplace */
        { { third, third, 0, 0, true, 0, 0 }, MAJORITY_FEW_MEMBERS }, /* 0 * 3 >= 0, but an empty unit has none */
        { { third, third, 0, 0, false, 0, 0 }, MAJORITY_FEW_MEMBERS },
        { { third, third, 3, 1, true, 0, 0 }, MAJORITY_FEW_HOMES },
        { { third, third, 1, 1, true, 1, 1 }, MAJORITY_QUORUM },
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        assert_int_equal(majority_quorum(&rows[i].turnout), rows[i].result);
}

/* What a unit decided itself is compared as exactly. */
static void quorum_takes_the_shares_that_the_unit_decided(void **state)
{
    (void)state;
    const struct fraction sixth = { 1, 6, false }, two_thirds = { 2, 3, false };
    const struct {
        struct majority_turnout turnout;
        enum majority_quorum result;
    } rows[] = {
        { { sixth, third, 100, 17, true, 90, 30 }, MAJORITY_QUORUM },
        { { sixth, third, 100, 16, true, 90, 30 }, MAJORITY_FEW_MEMBERS }, /* 96 < 100 */
        { { sixth, two_thirds, 100, 17, true, 90, 59 }, MAJORITY_FEW_HOMES },
        { { sixth, two_thirds, 100, 17, true, 90, 60 }, MAJORITY_QUORUM },
        { { two_thirds, third, 100, 66, false, 0, 0 }, MAJORITY_FEW_MEMBERS },
        { { two_thirds, third, 100, 67, false, 0, 0 }, MAJORITY_QUORUM },
        { { sixth, sixth, 0, 0, true, 0, 0 }, MAJORITY_FEW_MEMBERS },
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        assert_int_equal(majority_quorum(&rows[i].turnout), rows[i].result);
}

/* --- a test of consensus --- */

static void a_test_passes_or_says_what_is_missing(void **state)
{
    (void)state;
    const struct {
        struct majority_answers answers; /* present; yes, yes but, aside, stop; stops that stand */
        enum majority_outcome outcome;
    } rows[] = {
        { { half, third, 30, 15, 0, 0, 0, 0 }, MAJORITY_FEW_YES }, /* 15 is not more than half of 30 */
        { { half, third, 30, 16, 0, 0, 0, 0 }, MAJORITY_PASSES },  /* 14 are silent: present, but without an answer */
        { { half, third, 30, 16, 8, 0, 0, 0 }, MAJORITY_PASSES },  /* 8 of 24 answers are exactly a third */
        { { half, third, 30, 16, 5, 4, 0, 0 }, MAJORITY_MANY_RESERVED }, /* 9 of 25 */
        { { half, third, 30, 12, 6, 0, 0, 0 }, MAJORITY_PASSES },        /* "yes, but" is a yes: 18 of 30 */
        { { half, third, 30, 29, 0, 0, 1, 1 }, MAJORITY_STOPPED },
        { { half, third, 30, 29, 0, 0, 0, 1 }, MAJORITY_STOPPED }, /* said of an earlier version */
        { { half, third, 30, 29, 0, 0, 1, 0 }, MAJORITY_PASSES },  /* set aside; it is an answer all the same */
        { { half, third, 30, 16, 8, 0, 3, 0 }, MAJORITY_PASSES },  /* so it counts among the answers: 8 of 27 */
        { { half, third, 30, 1, 0, 5, 1, 1 }, MAJORITY_STOPPED },  /* a stop is told first */
        { { half, third, 30, 1, 0, 5, 0, 0 }, MAJORITY_FEW_YES },
        { { half, third, 0, 0, 0, 0, 0, 0 }, MAJORITY_FEW_YES }, /* nobody decides nothing */
        { { half, third, 1, 1, 0, 0, 0, 0 }, MAJORITY_PASSES },
        { { half, third, 1, 0, 1, 0, 0, 0 }, MAJORITY_MANY_RESERVED },
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        if (majority_test(&rows[i].answers).outcome != rows[i].outcome)
            fail_msg("row %zu: %d", i, majority_test(&rows[i].answers).outcome);
}

static void a_test_takes_the_shares_that_the_unit_decided(void **state)
{
    (void)state;
    const struct fraction three_fifths = { 3, 5, true }, sixth = { 1, 6, false }, most = { 1, 2, false };
    const struct {
        struct majority_answers answers;
        enum majority_outcome outcome;
    } rows[] = {
        { { three_fifths, third, 30, 18, 0, 0, 0, 0 }, MAJORITY_FEW_YES }, /* more than 18 of 30 */
        { { three_fifths, third, 30, 19, 0, 0, 0, 0 }, MAJORITY_PASSES },
        { { half, sixth, 30, 20, 4, 0, 0, 0 }, MAJORITY_PASSES }, /* 4 of 24 */
        { { half, sixth, 30, 20, 5, 0, 0, 0 }, MAJORITY_MANY_RESERVED },
        { { half, most, 30, 12, 6, 6, 0, 0 }, MAJORITY_PASSES }, /* 12 of 24 */
        { { half, most, 30, 12, 7, 6, 0, 0 }, MAJORITY_MANY_RESERVED },
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        if (majority_test(&rows[i].answers).outcome != rows[i].outcome)
            fail_msg("row %zu: %d", i, majority_test(&rows[i].answers).outcome);
}

/* --- fractions --- */

static void each_fraction_is_exact(void **state)
{
    (void)state;
    for (int of = 2; of <= 9; of++)
        for (int parts = 1; parts < of; parts++)
            for (int more = 0; more < 2; more++)
                for (int64_t base = 0; base < 100; base++)
                    for (int64_t part = 0; part <= base; part++) {
                        struct fraction one = fraction_read(FRACTION_KEPT(parts, of), more);
                        bool more_than = part * of > base * parts, equal = part * of == base * parts;
                        assert_int_equal(
                            fraction_reached(one, part, base), base > 0 && (more_than || (equal && !more)));
                        assert_int_equal(fraction_reached(one, part, base), part >= fraction_needed(one, base));
                        assert_int_equal(part <= fraction_most(one, base), part * of <= base * parts);
                    }
    struct fraction large = { 8, 9, false };
    assert_true(fraction_reached(large, TALLY_VOTES_MOST, TALLY_VOTES_MOST));
    assert_int_equal(fraction_needed(large, TALLY_VOTES_MOST), 888888888888888889);
}

static void fractions_are_read_as_people_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int64_t kept; /* 0: refused */
    } rows[] = { { "1/3", 13 }, { "2/6", 13 }, { "3/9", 13 }, { "6/9", 23 }, { "4/8", 12 }, { "7/9", 79 }, { "1/1", 0 },
        { "3/2", 0 }, { "0/3", 0 }, { "1/0", 0 }, { "1/10", 0 }, { "10/3", 0 }, { "-1/3", 0 }, { "1/3 ", 0 },
        { "1", 0 }, { "1/", 0 }, { "", 0 }, { "0.3", 0 }, { "a/b", 0 } };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        int64_t kept = 0;
        assert_int_equal(fraction_parse(rows[i].typed, &kept), rows[i].kept != 0);
        assert_int_equal(kept, rows[i].kept);
    }
    assert_true(fraction_compare(13, 25) < 0);
    assert_true(fraction_compare(23, 35) > 0);
    assert_int_equal(fraction_compare(13, 39), 0);
}

/* "27 of 41 present say yes, 21 are needed; 9 of 31 answers are 'yes, but' or 'aside', at most 10 may be." */
static void a_test_gives_the_numbers_of_its_sentence(void **state)
{
    (void)state;
    struct majority_test test = majority_test(&(struct majority_answers) {
        .needs = half, .buts = third, .present = 41, .yes = 22, .yes_but = 5, .aside = 4 });
    assert_int_equal(test.outcome, MAJORITY_PASSES);
    assert_int_equal(test.yes, 27);
    assert_int_equal(test.yes_needed, 21);
    assert_int_equal(test.present, 41);
    assert_int_equal(test.reserved, 9);
    assert_int_equal(test.reserved_most, 10);
    assert_int_equal(test.answers, 31);
    assert_int_equal(test.standing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_share_of_many_numbers_is_exact),
        cmocka_unit_test(what_is_needed_is_the_first_number_that_reaches_it),
        cmocka_unit_test(nobody_reaches_no_share_of_nobody),
        cmocka_unit_test(the_largest_vote_overflows_nothing),
        cmocka_unit_test(published_votes_come_out_as_published),
        cmocka_unit_test(a_text_returns_when_more_than_a_third_refuse),
        cmocka_unit_test(withdrawn_trust_is_shown_in_fives),
        cmocka_unit_test(quorum_takes_a_third_of_members_and_of_homes),
        cmocka_unit_test(quorum_takes_the_shares_that_the_unit_decided),
        cmocka_unit_test(a_test_takes_the_shares_that_the_unit_decided),
        cmocka_unit_test(each_fraction_is_exact),
        cmocka_unit_test(fractions_are_read_as_people_type_them),
        cmocka_unit_test(a_test_passes_or_says_what_is_missing),
        cmocka_unit_test(a_test_gives_the_numbers_of_its_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
