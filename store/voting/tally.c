/* tally.c: counts votes. See tally.h. Pure.
 *
 * Schulze's method: Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
 * single-winner election method", Social Choice and Welfare 36 (2011), with the strength called winning votes. */
#include "tally.h"

#include <string.h>

#include "majority.h"

bool tally_votes_add(int64_t *votes, int64_t count)
{
    if (count < 0 || count > TALLY_VOTES_MOST - *votes)
        return false;
    *votes += count;
    return true;
}

/* --- one of several, by ranking --- */

static bool stands_above(const uint16_t *place, int a, int b)
{
    return place[a] != 0 && (place[b] == 0 || place[a] < place[b]);
}

/* A ballot that ranks few options takes little time, however many options there are. */
void tally_rank(struct tally_table *pairs, const uint16_t *place, int64_t count)
{
    for (int a = 0; a < pairs->options; a++) {
        if (place[a] == 0)
            continue;
        for (int b = 0; b < pairs->options; b++)
            if (stands_above(place, a, b))
                *tally_cell(pairs, a, b) += count;
    }
}

static void list_steps(const struct tally_table *pairs, struct tally_table *paths)
{
    for (int a = 0; a < pairs->options; a++)
        for (int b = 0; b < pairs->options; b++) {
            int64_t there = *tally_cell(pairs, a, b), back = *tally_cell(pairs, b, a);
            *tally_cell(paths, a, b) = there > back ? there : 0;
        }
}

static int64_t weaker(int64_t x, int64_t y)
{
    return x < y ? x : y;
}

/* Floyd and Warshall's way round: after the turn of `over`, each path may lead over all options up to it. */
void tally_paths(const struct tally_table *pairs, struct tally_table *paths)
{
    list_steps(pairs, paths);
    for (int over = 0; over < paths->options; over++)
        for (int a = 0; a < paths->options; a++) {
            int64_t first = *tally_cell(paths, a, over);
            if (first == 0)
                continue;
            for (int b = 0; b < paths->options; b++) {
                int64_t round = weaker(first, *tally_cell(paths, over, b));
                if (b != a && round > *tally_cell(paths, a, b))
                    *tally_cell(paths, a, b) = round;
            }
        }
}

static bool beats(const struct tally_table *paths, int a, int b)
{
    return *tally_cell(paths, a, b) > *tally_cell(paths, b, a);
}

/* `beats` has no circles (Schulze proves it), so each round finds at least one option that is unbeaten by those left.
 */
int tally_order(const struct tally_table *paths, uint16_t *group)
{
    enum { LEFT = UINT16_MAX };
    int groups = 0, left = paths->options;
    for (int i = 0; i < paths->options; i++)
        group[i] = LEFT;
    for (; left > 0; groups++)
        for (int i = 0; i < paths->options; i++) {
            bool beaten = group[i] != LEFT;
            for (int k = 0; k < paths->options && !beaten; k++)
                beaten = group[k] >= groups && beats(paths, k, i); /* of this group or left: not settled before */
            if (!beaten) {
                group[i] = (uint16_t)groups;
                left--;
            }
        }
    return groups;
}

/* --- by score --- */

void tally_score(int64_t *sums, int options, const uint8_t *score, int64_t count)
{
    for (int i = 0; i < options; i++)
        sums[i] += score[i] * count;
}

void tally_highest(const int64_t *sums, int options, bool *highest)
{
    int64_t most = INT64_MIN;
    for (int i = 0; i < options; i++)
        most = sums[i] > most ? sums[i] : most;
    for (int i = 0; i < options; i++)
        highest[i] = sums[i] == most;
}

/* --- yes or no --- */

enum tally_choice tally_yesno(const int64_t answers[TALLY_CHOICES])
{
    int64_t all = answers[TALLY_YES] + answers[TALLY_NO] + answers[TALLY_ABSTAIN];
    for (enum tally_choice choice = TALLY_YES; choice <= TALLY_NO; choice++)
        if (majority_reached(MAJORITY_HALF, answers[choice], all))
            return choice;
    return TALLY_CHOICES;
}
