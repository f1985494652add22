/*
 * tally.h: counts votes: by ranking (Schulze, winning votes), by score (0-5), by yes and no. RULES 4.6. Pure: no store,
 * no clock, no memory of its own; the caller owns all it passes. `bbs tally` counts with the same functions, so that
 * anybody can count a vote of the house again.
 *
 * Options are numbers from 0. All counts are whole numbers. Votes in all are at most TALLY_VOTES_MOST: so no sum, no
 * score and no comparison of majority.h can overflow.
 */
#ifndef BBS_TALLY_H
#define BBS_TALLY_H

#include <stdbool.h>
#include <stdint.h>

enum {
    TALLY_OPTIONS_HOUSE = 40, /* of a vote in the house: more than that nobody ranks */
    /* Of any vote. Published votes have some dozens of options. With 256 each table takes 512 KiB, and the paths take
     * 256 * 256 * 256 steps, some hundredths of a second; with 10,000 they would take hours. */
    TALLY_OPTIONS_MOST = 256,
    TALLY_SCORE_MOST = 5,
};
#define TALLY_VOTES_MOST INT64_C(1000000000000000000)

/* Adds to the votes so far. False, and nothing is added, when `count` is negative or there would be too many. */
bool tally_votes_add(int64_t *votes, int64_t count);

/* --- one of several, by ranking --- */

/* A number for each ordered pair of options; cell[a * options + b] is that of a and b. `cell` has options * options
 * numbers, zeroed at the start. The number of an option and itself is always 0. */
struct tally_table {
    int options;
    int64_t *cell;
};
static inline int64_t *tally_cell(const struct tally_table *table, int a, int b)
{
    return &table->cell[a * table->options + b];
}

/* Adds `count` equal ballots to the table of pairs: the number of a and b is how many rank a above b. place[i] is the
 * place of option i, 1 the best; options with the same place stand together; those with place 0 were not ranked, and
 * stand together below all others. The caller keeps the sum of counts with tally_votes_add(). */
void tally_rank(struct tally_table *pairs, const uint16_t *place, int64_t count);

/* Fills `paths` (of as many options as `pairs`) with the strength of the strongest path between each two options: that
 * of its weakest step. A step from a to b is there when more rank a above b than b above a; its strength is how many
 * rank a above b ("winning votes"). 0: there is no path. */
void tally_paths(const struct tally_table *pairs, struct tally_table *paths);

/* a beats b when the path from a to b is stronger than the one back. Gives each option its group, from 0: group 0 are
 * the winners, whom no option beats; group 1 would be the winners without group 0; and so on. Several options in a
 * group are a tie. Returns the number of groups. */
int tally_order(const struct tally_table *paths, uint16_t *group);

/* --- by score --- */

/* Adds `count` equal ballots to the sums; score[i] is 0 to TALLY_SCORE_MOST, and a blank is 0. The caller keeps the sum
 * of counts with tally_votes_add(). */
void tally_score(int64_t *sums, int options, const uint8_t *score, int64_t count);
/* Marks the options with the highest sum; several are a tie. */
void tally_highest(const int64_t *sums, int options, bool *highest);

/* --- yes or no --- */

enum tally_choice { TALLY_YES, TALLY_NO, TALLY_ABSTAIN, TALLY_CHOICES };
/* What more than half of all answers say, abstentions counted among them: TALLY_YES or TALLY_NO; else TALLY_CHOICES,
 * and the question has not passed. In a meeting the base is those present, and majority.h decides. */
enum tally_choice tally_yesno(const int64_t answers[TALLY_CHOICES]);

#endif
