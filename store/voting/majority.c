/* majority.c: how many are enough. See majority.h. Pure. */
#include "majority.h"

static const struct fraction shares[] = {
    [MAJORITY_THIRD] = { 1, 3, false },
    [MAJORITY_HALF] = { 1, 2, true },
    [MAJORITY_TWO_THIRDS] = { 2, 3, false },
    [MAJORITY_THREE_QUARTERS] = { 3, 4, false },
    [MAJORITY_FULL_HALF] = { 1, 2, false },
};

struct fraction majority_fraction(enum majority share)
{
    return shares[share];
}

bool majority_reached(enum majority share, int64_t part, int64_t base)
{
    return fraction_reached(shares[share], part, base);
}

int64_t majority_needed(enum majority share, int64_t base)
{
    return fraction_needed(shares[share], base);
}

int64_t majority_in_fives(int64_t count)
{
    return count - count % 5;
}

enum majority_quorum majority_quorum(const struct majority_turnout *turnout)
{
    if (!fraction_reached(turnout->of_members, turnout->present, turnout->active))
        return MAJORITY_FEW_MEMBERS;
    if (turnout->counts_homes && !fraction_reached(turnout->of_homes, turnout->homes_present, turnout->homes))
        return MAJORITY_FEW_HOMES;
    return MAJORITY_QUORUM;
}

static enum majority_outcome outcome_of(const struct majority_test *test)
{
    if (test->standing > 0)
        return MAJORITY_STOPPED;
    if (test->yes < test->yes_needed)
        return MAJORITY_FEW_YES;
    return test->reserved > test->reserved_most ? MAJORITY_MANY_RESERVED : MAJORITY_PASSES;
}

struct majority_test majority_test(const struct majority_answers *answers)
{
    struct majority_test test = {
        .yes = answers->yes + answers->yes_but,
        .yes_needed = fraction_needed(answers->needs, answers->present),
        .present = answers->present,
        .reserved = answers->yes_but + answers->aside,
        .answers = answers->yes + answers->yes_but + answers->aside + answers->stop,
        .standing = answers->standing,
    };
    test.reserved_most = fraction_most(answers->buts, test.answers);
    test.outcome = outcome_of(&test);
    return test;
}

struct majority_test majority_share(struct fraction share, int64_t part, int64_t answers, int64_t present)
{
    struct majority_test test = {
        .yes = part, .yes_needed = fraction_needed(share, present), .present = present, .answers = answers
    };
    test.outcome = fraction_reached(share, part, present) ? MAJORITY_PASSES : MAJORITY_FEW_YES;
    return test;
}
