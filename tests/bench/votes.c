/* votes.c: how long a vote by ranking takes to count, and how long its table of pairs alone: votes BALLOTS OPTIONS. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tally.h"
#include "tests/bench/figures.h"
#include "util.h"

enum { ROUNDS = 21, SEED = 3797 };

struct vote {
    int ballots, options;
    uint16_t *place; /* of each option on the first ballot, then on the second ... */
};

/* Everybody ranks some of the options, each in her own order. */
static void make_ballot(struct chance *chance, int options, uint16_t *place)
{
    int ranked = 1 + (int)chance_below(chance, (uint64_t)options);
    memset(place, 0, (size_t)options * sizeof *place);
    for (int i = 1; i <= ranked; i++) {
        int option = (int)chance_below(chance, (uint64_t)options);
        while (place[option] != 0)
            option = (option + 1) % options;
        place[option] = (uint16_t)i;
    }
}

static void count_pairs(const struct vote *vote, struct tally_table *pairs)
{
    memset(pairs->cell, 0, (size_t)(vote->options * vote->options) * sizeof *pairs->cell);
    for (int i = 0; i < vote->ballots; i++)
        tally_rank(pairs, vote->place + (size_t)i * (size_t)vote->options, 1);
}

static void measure(const struct vote *vote)
{
    size_t cells = (size_t)vote->options * (size_t)vote->options;
    struct tally_table pairs = { vote->options, xcalloc(cells, sizeof(int64_t)) };
    struct tally_table paths = { vote->options, xcalloc(cells, sizeof(int64_t)) };
    uint16_t group[TALLY_OPTIONS_MOST];
    double all[ROUNDS], alone[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        double begun = now_ms();
        count_pairs(vote, &pairs);
        alone[i] = now_ms() - begun;
        tally_paths(&pairs, &paths);
        tally_order(&paths, group);
        all[i] = now_ms() - begun;
    }
    print_times("votes.schulze", all, ROUNDS);
    print_times("votes.pairs", alone, ROUNDS);
    free(pairs.cell);
    free(paths.cell);
}

int main(int argc, char **argv)
{
    struct chance chance = { SEED };
    int64_t ballots, options;
    if (argc != 3 || !util_parse_number(argv[1], &ballots) || !util_parse_number(argv[2], &options) || ballots < 1 ||
        ballots > 10000000 || options < 1 || options > TALLY_OPTIONS_MOST) {
        fprintf(stderr, "usage: votes BALLOTS OPTIONS\n");
        return 2;
    }
    struct vote vote = { (int)ballots, (int)options, xcalloc((size_t)(ballots * options), sizeof(uint16_t)) };
    for (int i = 0; i < vote.ballots; i++)
        make_ballot(&chance, vote.options, vote.place + (size_t)i * (size_t)vote.options);
    measure(&vote);
    printf("votes.ballots %d\nvotes.options %d\n", vote.ballots, vote.options);
    free(vote.place);
    return 0;
}
