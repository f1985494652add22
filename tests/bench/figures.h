/* figures.h: what the measuring programs share: a clock, percentiles, a made-up language that is the same every time.
 */
#ifndef BENCH_FIGURES_H
#define BENCH_FIGURES_H

#include <stddef.h>
#include <stdint.h>

double now_ms(void); /* monotonic */

/* Prints "NAME_p50", "NAME_p99" and "NAME_max", one a line. Sorts `times`. */
void print_times(const char *name, double *times, size_t count);

/* A random number below `below`, the same row of them for the same seed. */
struct chance {
    uint64_t state; /* the seed; not 0 */
};
uint64_t chance_below(struct chance *chance, uint64_t below);

/* Words as often as in real talk (Zipf): "the" and "and" are the commonest two. With `rare` the first hundred are left
 * out, so that a text holds none of the commonest. At most `room` bytes with the NUL. */
void words_fill(struct chance *chance, int words, int rare, char *out, size_t room);

#endif
