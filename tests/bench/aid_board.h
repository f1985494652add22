/* aid_board.h: the made-up asks and offers of aid_made.h on the board of a house, through the store. */
#ifndef BENCH_AID_BOARD_H
#define BENCH_AID_BOARD_H

#include "tests/bench/aid_made.h"

/* Makes a house at `path` where all of them are open, each by one of its members, and opens every ask as its owner
 * does: the ask, and the best ten that fit it, with their reasons. Milliseconds of each in `times`; returns how many
 * were found in the middle of all. */
double aid_board_open(const struct aid_made *made, const char *path, double *times);

#endif
