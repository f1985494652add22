/*
 * fraction.h: shares of a whole, compared as whole numbers (y * of > n * parts), never divided. RULES 4.5. Pure.
 *
 * A fraction has a denominator of one digit, so that no product of it and a count (up to TALLY_VOTES_MOST) overflows.
 * It is kept as one number of two digits: a third is 13, two thirds are 23.
 */
#ifndef BBS_FRACTION_H
#define BBS_FRACTION_H

#include <stdbool.h>
#include <stdint.h>

struct fraction {
    int parts, of; /* "2 of 3" */
    bool more;     /* more than that; else that is enough */
};
#define FRACTION_KEPT(parts, of) ((parts)*10 + (of))

/* Of what FRACTION_KEPT() made. */
struct fraction fraction_read(int64_t kept, bool more);
/* "2/3" and "4/6" become 23. False, and *kept is untouched: the words are no fraction below one with a denominator of
 * one digit. */
bool fraction_parse(const char *words, int64_t *kept);
/* Below 0, 0 or above 0, as a is smaller than b, equal or larger. Both as they are kept. */
int fraction_compare(int64_t a, int64_t b);

/* A fraction of nobody is never reached: an empty unit decides nothing. */
bool fraction_reached(struct fraction fraction, int64_t part, int64_t base);
/* The smallest part that reaches it; of a base of 0 it is 1, which nobody can reach. */
int64_t fraction_needed(struct fraction fraction, int64_t base);
/* "At most a third": the largest part x with x * of <= base * parts. */
int64_t fraction_most(struct fraction fraction, int64_t base);

#endif
