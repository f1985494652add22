/*
 * guess.h: who guessed at whose password, and how long the next guess waits. Pure: the clock is an argument.
 * RULES 1.11.
 *
 * One row for a handle and a source together, so a neighbour's guessing is in nobody else's way. The handle is a number
 * that names nobody (members.h, handle_number), the same for a handle that nobody has. Each guess counts when it is
 * asked for, not when it turns out wrong: so a hundred at once wait for each other too.
 */
#ifndef BBS_GUESS_H
#define BBS_GUESS_H

#include <stdint.h>

enum {
    GUESS_ROWS = 2048,
    GUESS_SOURCE_BYTES = 48,
    GUESS_WAIT_MS = 1000,             /* before the second guess; twice as long before each further one */
    GUESS_WAIT_MOST_MS = 30 * 1000,   /* RULES 1.11: nobody waits longer */
    GUESS_FORGET_MS = 60 * 60 * 1000, /* after so long without a guess they count from the first again */
};

/* Zeroed memory is an empty table. When all rows are taken, the one whose last guess is oldest goes. */
struct guess_table {
    struct guess {
        int64_t handle, turn; /* turn: when the last guess was, or will be, looked at; in milliseconds */
        int count;            /* 0: a free row */
        char source[GUESS_SOURCE_BYTES];
    } rows[GUESS_ROWS];
};

/* A password is to be tried: for how many milliseconds from now that waits. */
int64_t guess_ask(struct guess_table *table, const char *source, int64_t handle, int64_t now);

#endif
