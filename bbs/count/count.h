/*
 * count.h: `bbs tally` and `bbs lot`: anybody counts a vote again, or draws a lot again, without a house. Reads JSON
 * and writes JSON; bbs(1) has the formats. tally.h and lot.h do the arithmetic, as for the house.
 */
#ifndef BBS_COUNT_H
#define BBS_COUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "util.h"

enum {
    /* 10,000 ballots over 40 options with names of 30 letters take 15 MB. */
    COUNT_INPUT_MOST = 16 << 20,
    COUNT_NAME_MOST = 200, /* characters of an option's name: the answer repeats each name hundreds of times */
};

/* Reads a whole file, or standard input for "-". False with a sentence in `out`, also for more than COUNT_INPUT_MOST
 * bytes, of which no more is read. */
bool count_read(const char *path, struct buffer *out);

/* True with the answer in `out`: JSON in one line. False with a sentence that names the place of the fault, as "ballot
 * 3:
 * ...". Both are safe for a terminal. `out` is empty before. */
bool count_tally(const char *text, size_t length, struct buffer *out);
bool count_lot(const char *text, size_t length, struct buffer *out);

#endif
