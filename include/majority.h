/*
 * majority.h: how many are enough: shares, quorum, and what a test of consensus says. RULES 4.1 and 4.5. Pure.
 *
 * All shares are compared as whole numbers (2y > n; 3x <= n), never divided (fraction.h). Counts are from 0 to
 * TALLY_VOTES_MOST. A share of nobody is never reached: an empty unit decides nothing.
 *
 * What a unit decided itself (the quorum, what a test needs) is given by the caller, as it was when the room or the
 * question was opened.
 */
#ifndef BBS_MAJORITY_H
#define BBS_MAJORITY_H

#include <stdbool.h>
#include <stdint.h>

#include "fraction.h"

/* Shares that no unit changes. */
enum majority {
    MAJORITY_THIRD,          /* at least a third: quorum */
    MAJORITY_HALF,           /* more than half */
    MAJORITY_TWO_THIRDS,     /* at least two thirds */
    MAJORITY_THREE_QUARTERS, /* at least three quarters */
    MAJORITY_FULL_HALF,      /* at least half */
};
struct fraction majority_fraction(enum majority share);
bool majority_reached(enum majority share, int64_t part, int64_t base);
/* The smallest part that reaches it; of a base of 0 it is 1, which nobody can reach. */
int64_t majority_needed(enum majority share, int64_t base);

/* "Rounded down to fives", as the count of withdrawn trust is shown (RULES 5.4). */
int64_t majority_in_fives(int64_t count);

/* Quorum: by the rules a third of the active members and, where homes are counted, a third of the homes. */
struct majority_turnout {
    struct fraction of_members, of_homes; /* what the unit needs */
    int64_t active, present;              /* members */
    bool counts_homes;                    /* a commune does; for others the next line is not read */
    int64_t homes, homes_present;
};
enum majority_quorum {
    MAJORITY_QUORUM,
    MAJORITY_FEW_MEMBERS, /* fraction_needed(of_members, active) are needed */
    MAJORITY_FEW_HOMES,   /* fraction_needed(of_homes, homes) are needed */
};
enum majority_quorum majority_quorum(const struct majority_turnout *turnout);

/* The answers to a test (RULES 4.5). Who is present and silent counts in `present` alone. */
struct majority_answers {
    struct fraction needs; /* of yes; by the rules more than half */
    struct fraction buts;  /* "yes, but" and "stand aside" may be so many; by the rules a third */
    int64_t present;       /* when the test opened, and not gone when it closes */
    int64_t yes, yes_but, aside, stop;
    int64_t standing; /* stops that stand: also those said of an earlier version, and without those set aside */
};
enum majority_outcome {
    MAJORITY_PASSES,
    MAJORITY_STOPPED,       /* a stop stands */
    MAJORITY_FEW_YES,       /* too few of those present say yes or "yes, but" */
    MAJORITY_MANY_RESERVED, /* too many of the answers are "yes, but" and "stand aside" */
};
/* With the numbers for one sentence: "27 of 41 present say yes, 21 are needed; 9 of 31 answers are 'yes, but' or
 * 'aside', at most 10 may be." Of several reasons against it `outcome` is the first in the order above. */
struct majority_test {
    enum majority_outcome outcome;
    int64_t yes, yes_needed, present; /* "yes, but" is a yes too */
    int64_t reserved, reserved_most, answers;
    int64_t standing;
};
struct majority_test majority_test(const struct majority_answers *answers);
/* A question that is answered by yes or no, and that a share of those present decides: `part` said what it needs. */
struct majority_test majority_share(struct fraction share, int64_t part, int64_t answers, int64_t present);

#endif
