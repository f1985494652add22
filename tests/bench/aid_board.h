/* aid_board.h: the made-up asks and offers of aid_made.h on the board of a house, through the store. */
#ifndef BENCH_AID_BOARD_H
#define BENCH_AID_BOARD_H

#include "tests/bench/aid_made.h"

/* Makes a house at `path` where all asks and offers are open, each by a member. Then opens every ask as its owner does:
 * the ask, and the best ten offers that fit it, with their reasons. `times` gets the milliseconds of each. Returns the
 * mean number of offers found. */
double aid_board_open(const struct aid_made *made, const char *path, double *times);

#endif
