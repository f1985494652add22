/*
 * pace.h: how much of a thing at once, and how fast after that. Pure: the clock is an argument, of any unit.
 *
 * So many may be had at once; each comes back after so long. All that has to be remembered is one number: when all will
 * have come back. A clock that jumps forward gives them back early; one that jumps back, so that the number is further
 * off than it can ever be, starts anew: a jump never makes anybody wait.
 */
#ifndef BBS_PACE_H
#define BBS_PACE_H

#include <stdint.h>

struct pace {
    int at_once;
    int64_t each; /* how long until one of them comes back */
};

/* Takes one and gives 0; or takes none and gives how long that waits, at most `each`. *whole_at: 0 in the beginning. */
int64_t pace_take(const struct pace *pace, int64_t *whole_at, int64_t now);

#endif
