/* figures.h: functions of all measuring programs: a clock, percentiles, and a made-up language that is always the same.
 */
#ifndef BENCH_FIGURES_H
#define BENCH_FIGURES_H

#include <stddef.h>
#include <stdint.h>

double now_ms(void); /* monotonic */

/* Prints "NAME_p50", "NAME_p99" and "NAME_max", one a line. Sorts `times`. */
void print_times(const char *name, double *times, size_t count);

/* Gives a random number less than `below`; the same seed gives the same sequence. */
struct chance {
    uint64_t state; /* the seed; not 0 */
};
uint64_t chance_below(struct chance *chance, uint64_t below);

/* Words as frequent as in real talk (Zipf): "the" and "and" are the two commonest. With `rare` the first hundred are
 * left out, so that the text has none of the commonest words. At most `room` bytes with the NUL. */
void words_fill(struct chance *chance, int words, int rare, char *out, size_t room);

#endif
