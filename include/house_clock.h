/*
 * house_clock.h: decides whether the house believes its machine's clock. Pure.
 *
 * What is erased by its age is lost for good, and a clock can be wrong: an empty battery, a typing error, a first wrong
 * answer of a time server. So the caretaker keeps a time of its own. It follows the clock as long as the clock goes on
 * evenly. After a jump of more than a day (when the house opens: of more than a fortnight ahead) it goes on from its
 * own time, until the new time has gone on evenly for a day. A time that is late by a day erases a day later. A time
 * that is early erases what people still need. Other code that must not act early, or write a future date, uses
 * store_time() and its relatives.
 */
#ifndef BBS_HOUSE_CLOCK_H
#define BBS_HOUSE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

enum {
    CLOCK_JUMP = 24 * 3600,        /* seconds that the clock may differ from the expected time */
    CLOCK_CLOSED = 14 * 24 * 3600, /* seconds that it may be ahead when a house opens: a week without power is usual */
    CLOCK_STANDS = 24 * 3600,      /* seconds that a new time must go on evenly before it is believed */
    CLOCK_SET_MOST = 3600,         /* seconds that the new time may be corrected by meanwhile */
};

struct house_clock {
    int64_t believed; /* 0: no time is known yet, and the first one is believed */
    int64_t doubted;  /* the wall clock's time that is not believed; 0: it is believed */
    int64_t stood;    /* seconds that the doubted time has gone on evenly */
    bool going;       /* false: just loaded; it is not known how long the house was closed */
    int64_t monotonic;
};

/* `wall` is the clock's time, `monotonic` the seconds of a clock that nobody can set. Returns the time to use. It is
 * never later than the clock: when the clock is behind, new texts bear its earlier date. */
int64_t house_clock_look(struct house_clock *clock, int64_t wall, int64_t monotonic);

#endif
