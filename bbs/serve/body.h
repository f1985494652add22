/*
 * body.h: how long a command waits for its standard input. Pure.
 *
 * A client that sends half a text and stays silent would else keep its session for ever. But people also type a text
 * after the command, and think between two lines; so both times are long.
 */
#ifndef BBS_BODY_H
#define BBS_BODY_H

#include <stdint.h>

enum { BODY_QUIET_MS = 5 * 60000, BODY_ALL_MS = 30 * 60000 };

/* How many milliseconds to wait for more input at `now`; 0: stop waiting. `begun` is the time of the command; `heard`
 * is the time of the last input, or `begun`. All three by a clock that nobody can set. */
int body_patience(int64_t begun, int64_t heard, int64_t now);

#endif
