/*
 * body.h: how long a command waits for what comes on its standard input. Pure.
 *
 * Whoever sends half a text and stays would keep a session for good. People type a text after the command, too, and
 * think between two lines; so both times are long.
 */
#ifndef BBS_BODY_H
#define BBS_BODY_H

#include <stdint.h>

enum { BODY_QUIET_MS = 5 * 60000, BODY_ALL_MS = 30 * 60000 };

/* Milliseconds for which more is waited at `now`; 0: no longer. `begun`: when the command was given; `heard`: when
 * something came last, or `begun`. All of a clock that nobody sets. */
int body_patience(int64_t begun, int64_t heard, int64_t now);

#endif
