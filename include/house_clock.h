/*
 * house_clock.h: how far the house believes the clock of its machine. Pure.
 *
 * What is forgotten by its age is gone for good, and a clock can be wrong: a battery that died, a typing error, a first
 * word of the network. So the caretaker goes by a time of its own: the clock's, as long as that goes on about as the
 * clock does that nobody sets. After a jump of more than a day (of a house that opens: of more than a fortnight ahead)
 * it counts on from where it was, until the new time has stood for a day. Being late by a day forgets a day later;
 * being early loses what people wrote. What else must not come early, or bear a date to come, asks store_time()
 * and its like.
 */
#ifndef BBS_HOUSE_CLOCK_H
#define BBS_HOUSE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

enum {
    CLOCK_JUMP = 24 * 3600,        /* seconds that it may differ from what was to be expected */
    CLOCK_CLOSED = 14 * 24 * 3600, /* that it may be ahead when a house opens: it was closed, for a week of no power */
    CLOCK_STANDS = 24 * 3600,      /* for how long a new time has to stand */
    CLOCK_SET_MOST = 3600,         /* that it may be set by meanwhile */
};

struct house_clock {
    int64_t believed; /* 0: nothing is known yet, and the first time is believed */
    int64_t doubted;  /* what the clock shows instead; 0: nothing else */
    int64_t stood;    /* seconds */
    bool going;       /* false: it was just loaded, and how long the house was closed nobody knows */
    int64_t monotonic;
};

/* `wall`: what the clock shows; `monotonic`: seconds of the one that nobody sets. Gives the time to go by: what was
 * written while the clock stood behind is dated so, so it is never later than what the clock shows. */
int64_t house_clock_look(struct house_clock *clock, int64_t wall, int64_t monotonic);

#endif
