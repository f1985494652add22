/*
 * test_tally.c: votes by ranking, by score, by yes and no. RULES 4.6. What must hold of any vote is tried on all small
 * ones; Schulze's result is compared with one made from the definition alone. Published votes are in test_count.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tally.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))
enum { OPTIONS = 4, CELLS = OPTIONS * OPTIONS, BALLOTS_MOST = 8 };

struct vote {
    int options, ballots;
    struct {
        int64_t count;
        uint16_t place[OPTIONS];
    } ballot[BALLOTS_MOST];
};
struct result {
    int64_t pairs[CELLS], paths[CELLS];
    uint16_t group[OPTIONS];
    int groups;
};

static struct result count(const struct vote *vote)
{
    struct result result = { .groups = 0 };
    struct tally_table pairs = { vote->options, result.pairs }, paths = { vote->options, result.paths };
    for (int i = 0; i < vote->ballots; i++)
        tally_rank(&pairs, vote->ballot[i].place, vote->ballot[i].count);
    tally_paths(&pairs, &paths);
    result.groups = tally_order(&paths, result.group);
    return result;
}

/* --- the definition, tried out --- */

/* The strongest path from `at` to `end` over options not in `seen`, walking each way there is. */
static int64_t walk(const struct tally_table *pairs, int at, int end, unsigned seen, int64_t weakest)
{
    int64_t best = 0;
    if (at == end)
        return weakest;
    for (int next = 0; next < pairs->options; next++) {
        int64_t there = *tally_cell(pairs, at, next), back = *tally_cell(pairs, next, at);
        if ((seen & 1u << next) != 0 || there <= back)
            continue;
        int64_t found = walk(pairs, next, end, seen | 1u << next, there < weakest ? there : weakest);
        best = found > best ? found : best;
    }
    return best;
}

/* The winners, by the definition, of the options in `of`. */
static bool wins(const struct vote *vote, int64_t paths[CELLS], unsigned of, int option)
{
    for (int other = 0; other < vote->options; other++)
        if ((of & 1u << other) != 0 && paths[other * vote->options + option] > paths[option * vote->options + other])
            return false;
    return true;
}

static void is_as_defined(const struct vote *vote)
{
    struct result result = count(vote);
    struct tally_table pairs = { vote->options, result.pairs };
    int64_t paths[CELLS] = { 0 };
    for (int a = 0; a < vote->options; a++)
        for (int b = 0; b < vote->options; b++) {
            int64_t path = a == b ? 0 : walk(&pairs, a, b, 1u << a, INT64_MAX);
            paths[a * vote->options + b] = path;
            assert_int_equal(result.paths[a * vote->options + b], path);
        }
    unsigned left = (1u << vote->options) - 1;
    for (int group = 0; group < result.groups; group++) {
        unsigned gone = 0;
        for (int i = 0; i < vote->options; i++)
            if ((left & 1u << i) != 0 && wins(vote, paths, left, i)) {
                assert_int_equal(result.group[i], group);
                gone |= 1u << i;
            }
        assert_int_not_equal(gone, 0);
        left &= ~gone;
    }
    assert_int_equal(left, 0);
}

/* --- all small votes --- */

/* Each way to rank `options`: a place from 0 (not ranked) to the number of options for each. Some say the same. */
static void rank_from(unsigned number, int options, uint16_t *place)
{
    for (int i = 0; i < options; i++, number /= (unsigned)options + 1)
        place[i] = (uint16_t)(number % ((unsigned)options + 1));
}

static void each_vote_of_three_options(void (*check)(const struct vote *vote))
{
    enum { WAYS = 4 * 4 * 4 };
    for (unsigned i = 0; i < WAYS; i++)
        for (unsigned k = 0; k < WAYS; k++)
            for (unsigned m = k; m < WAYS; m++) {
                struct vote vote = { .options = 3, .ballots = 3 };
                rank_from(i, 3, vote.ballot[0].place);
                rank_from(k, 3, vote.ballot[1].place);
                rank_from(m, 3, vote.ballot[2].place);
                vote.ballot[0].count = 3;
                vote.ballot[1].count = vote.ballot[2].count = 2;
                check(&vote);
            }
}

static unsigned chance(unsigned below)
{
    static uint64_t random = 88172645463325252; /* the same votes in every run */
    random ^= random << 13;
    random ^= random >> 7;
    random ^= random << 17;
    return (unsigned)(random % below);
}

static void many_votes_of_four_options(void (*check)(const struct vote *vote))
{
    for (int i = 0; i < 20000; i++) {
        struct vote vote = { .options = 4, .ballots = 1 + (int)chance(BALLOTS_MOST - 1) };
        for (int k = 0; k < vote.ballots; k++) {
            rank_from(chance(5 * 5 * 5 * 5), 4, vote.ballot[k].place);
            vote.ballot[k].count = chance(6);
        }
        check(&vote);
    }
}

static void every_result_is_as_defined(void **state)
{
    (void)state;
    each_vote_of_three_options(is_as_defined);
    many_votes_of_four_options(is_as_defined);
}

/* All one further, or the first two swapped: these two give every other order. */
static int renamed(int option, int options, bool swapped)
{
    if (!swapped)
        return (option + 1) % options;
    return option < 2 ? 1 - option : option;
}

static void other_names_win_in_the_same_way(const struct vote *vote)
{
    for (int swapped = 0; swapped < 2; swapped++) {
        struct vote turned = *vote;
        for (int i = 0; i < vote->ballots; i++)
            for (int k = 0; k < vote->options; k++)
                turned.ballot[i].place[renamed(k, vote->options, swapped)] = vote->ballot[i].place[k];
        struct result before = count(vote), after = count(&turned);
        for (int k = 0; k < vote->options; k++)
            assert_int_equal(after.group[renamed(k, vote->options, swapped)], before.group[k]);
    }
}

static void no_option_has_an_advantage_by_its_number(void **state)
{
    (void)state;
    each_vote_of_three_options(other_names_win_in_the_same_way);
    many_votes_of_four_options(other_names_win_in_the_same_way);
}

/* A ballot that ranks all equal, or ranks none, has no say. */
static void an_empty_ballot_changes_nothing(const struct vote *vote)
{
    struct vote more = *vote;
    for (uint16_t place = 0; place < 2; place++) {
        more.ballots = vote->ballots + 1;
        more.ballot[vote->ballots].count = 1000;
        for (int i = 0; i < OPTIONS; i++)
            more.ballot[vote->ballots].place[i] = place;
        struct result before = count(vote), after = count(&more);
        assert_memory_equal(&before, &after, sizeof before);
    }
}

static void a_ballot_without_a_choice_changes_nothing(void **state)
{
    (void)state;
    each_vote_of_three_options(an_empty_ballot_changes_nothing);
    many_votes_of_four_options(an_empty_ballot_changes_nothing);
}

/* Two ballots in one line, one for each of two lines, and the places 1, 5, 9 in place of 1, 2, 3: the same vote. */
static void written_otherwise(const struct vote *vote)
{
    struct vote other = { .options = vote->options, .ballots = 0 };
    if (2 * vote->ballots > BALLOTS_MOST)
        return;
    for (int i = 0; i < vote->ballots; i++)
        for (int half = 0; half < 2; half++) {
            int at = other.ballots++;
            for (int k = 0; k < vote->options; k++)
                other.ballot[at].place[k] = (uint16_t)(vote->ballot[i].place[k] * 7);
            other.ballot[at].count = half == 0 ? vote->ballot[i].count / 2 : (vote->ballot[i].count + 1) / 2;
        }
    struct result before = count(vote), after = count(&other);
    assert_memory_equal(&before, &after, sizeof before);
}

static void only_what_ballots_say_counts(void **state)
{
    (void)state;
    each_vote_of_three_options(written_otherwise);
    many_votes_of_four_options(written_otherwise);
}

/* Turned around, the single winner does not win again. */
static void turned_around(const struct vote *vote)
{
    struct vote reversed = *vote;
    struct result before = count(vote);
    int winners = 0, winner = 0;
    for (int k = 0; k < vote->options; k++)
        if (before.group[k] == 0) {
            winners++;
            winner = k;
        }
    for (int i = 0; i < vote->ballots; i++)
        for (int k = 0; k < vote->options; k++) {
            uint16_t place = vote->ballot[i].place[k];
            reversed.ballot[i].place[k] = place == 0 ? 1 : (uint16_t)(10 - place); /* the unranked come first */
        }
    if (winners == 1)
        assert_true(count(&reversed).group[winner] != 0);
}

static void the_single_winner_loses_when_all_ballots_are_turned_around(void **state)
{
    (void)state;
    each_vote_of_three_options(turned_around);
    many_votes_of_four_options(turned_around);
}

static void without_ballots_all_options_tie(void **state)
{
    (void)state;
    struct result result = count(&(struct vote) { .options = 4 });
    assert_int_equal(result.groups, 1);
    result = count(&(struct vote) { .options = 1 });
    assert_int_equal(result.groups, 1);
}

/* --- numbers --- */

static void votes_are_counted_up_to_their_limit_and_no_further(void **state)
{
    (void)state;
    int64_t votes = 0;
    assert_false(tally_votes_add(&votes, -1));
    assert_false(tally_votes_add(&votes, INT64_MIN));
    assert_false(tally_votes_add(&votes, INT64_MAX));
    assert_true(tally_votes_add(&votes, 0));
    assert_true(tally_votes_add(&votes, TALLY_VOTES_MOST - 1));
    assert_false(tally_votes_add(&votes, 2));
    assert_true(tally_votes_add(&votes, 1));
    assert_false(tally_votes_add(&votes, 1));
    assert_int_equal(votes, TALLY_VOTES_MOST);
}

static void the_largest_vote_overflows_nothing(void **state)
{
    (void)state;
    struct vote vote = { .options = 2, .ballots = 1, .ballot = { { TALLY_VOTES_MOST, { 1, 0 } } } };
    int64_t sums[2] = { 0 };
    struct result result = count(&vote);
    assert_int_equal(result.paths[1], TALLY_VOTES_MOST);
    tally_score(sums, 2, (const uint8_t[]) { TALLY_SCORE_MOST, 0 }, TALLY_VOTES_MOST);
    assert_int_equal(sums[0], TALLY_SCORE_MOST * TALLY_VOTES_MOST);
    assert_int_equal(
        tally_yesno((const int64_t[]) { TALLY_VOTES_MOST / 2 + 1, TALLY_VOTES_MOST / 2 - 1, 0 }), TALLY_YES);
}

/* --- score, yes or no --- */

static void the_highest_sum_wins_and_ties_are_told(void **state)
{
    (void)state;
    int64_t sums[3] = { 0 };
    bool highest[3];
    tally_highest(sums, 3, highest);
    assert_true(highest[0] && highest[1] && highest[2]);
    tally_score(sums, 3, (const uint8_t[]) { 5, 0, 3 }, 2);
    tally_score(sums, 3, (const uint8_t[]) { 0, 1, 4 }, 1);
    assert_memory_equal(sums, ((const int64_t[]) { 10, 1, 10 }), sizeof sums);
    tally_highest(sums, 3, highest);
    assert_true(highest[0] && !highest[1] && highest[2]);
}

static void yes_and_no_need_more_than_half_of_all_answers(void **state)
{
    (void)state;
    static const struct {
        int64_t answers[TALLY_CHOICES];
        enum tally_choice winner;
    } rows[] = {
        { { 0, 0, 0 }, TALLY_CHOICES },
        { { 1, 0, 0 }, TALLY_YES },
        { { 0, 1, 0 }, TALLY_NO },
        { { 0, 0, 1 }, TALLY_CHOICES },
        { { 5, 5, 0 }, TALLY_CHOICES },
        { { 6, 5, 0 }, TALLY_YES },
        { { 6, 5, 1 }, TALLY_CHOICES }, /* 6 of 12 is not more than half */
        { { 19, 0, 11 }, TALLY_YES },
        { { 15, 0, 15 }, TALLY_CHOICES },
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        assert_int_equal(tally_yesno(rows[i].answers), rows[i].winner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_result_is_as_defined),
        cmocka_unit_test(no_option_has_an_advantage_by_its_number),
        cmocka_unit_test(a_ballot_without_a_choice_changes_nothing),
        cmocka_unit_test(only_what_ballots_say_counts),
        cmocka_unit_test(the_single_winner_loses_when_all_ballots_are_turned_around),
        cmocka_unit_test(without_ballots_all_options_tie),
        cmocka_unit_test(votes_are_counted_up_to_their_limit_and_no_further),
        cmocka_unit_test(the_largest_vote_overflows_nothing),
        cmocka_unit_test(the_highest_sum_wins_and_ties_are_told),
        cmocka_unit_test(yes_and_no_need_more_than_half_of_all_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
