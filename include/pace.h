/*
 * pace.h: how many of a thing are allowed at once, and how fast after that. Pure: the clock is an argument, of any
 * unit.
 *
 * A caller may take `at_once` of them, and gets one back after each `each`. Only one number is stored: the time when
 * all are back. If the clock jumps forward, they come back early. If it jumps back, the number is further ahead than it
 * can ever be, and all are given back: a jump never makes anybody wait.
 */
#ifndef BBS_PACE_H
#define BBS_PACE_H

#include <stdint.h>

struct pace {
    int at_once;
    int64_t each; /* how long until one of them comes back */
};

/* Takes one and returns 0; or takes none and returns the time to wait, at most `each`. *whole_at is 0 at first. */
int64_t pace_take(const struct pace *pace, int64_t *whole_at, int64_t now);

#endif
