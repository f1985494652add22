/*
 * guess.h: who guessed at whose password, and how long the next guess waits. Pure: the clock is an argument.
 * RULES 1.11.
 *
 * One row for a handle and a source together, so a neighbour's guessing is in nobody else's way. The handle is a number
 * that names nobody (members.h, handle_number), the same for a handle that nobody has. Each guess counts when it is
 * asked for, not when it turns out wrong: so a hundred at once wait for each other too.
 *
 * A place that the member used this month changes when her password is looked at: at once, 20 times an hour. It does
 * not change when a wrong one is answered: that takes as long as at any other place, or the time would tell who lives
 * here.
 */
#ifndef BBS_GUESS_H
#define BBS_GUESS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    GUESS_ROWS = 2048,
    GUESS_SOURCE_BYTES = 48,
    GUESS_WAIT_MS = 1000,             /* before the second guess; twice as long before each further one */
    GUESS_WAIT_MOST_MS = 30 * 1000,   /* RULES 1.11: nobody waits longer */
    GUESS_FORGET_MS = 60 * 60 * 1000, /* after so long without a guess they count from the first again */
    GUESS_AT_ONCE_MOST = 20,          /* wrong ones at a place that is known, that are looked at at once */
    GUESS_AT_ONCE_EACH_MS = GUESS_FORGET_MS / GUESS_AT_ONCE_MOST, /* until one of them comes back */
};

/* When a password is looked at. GUESS_NEVER: its turn would come later than GUESS_WAIT_MOST_MS. It is refused then
 * without a look, or a hundred connections would have a hundred guesses. */
enum guess_check { GUESS_AFTER_THE_WAIT, GUESS_AT_ONCE, GUESS_NEVER, GUESS_CHECKS };
struct guess_turn {
    int64_t wait; /* milliseconds from now, at most GUESS_WAIT_MOST_MS: a wrong one is not answered before */
    enum guess_check check;
};

/* Zeroed memory is an empty table. When all rows are taken, the one whose last guess is oldest goes. */
struct guess_table {
    struct guess {
        int64_t handle, turn;  /* turn: when the last guess was, or will be, looked at; in milliseconds */
        int64_t at_once_whole; /* pace.h, of GUESS_AT_ONCE_MOST */
        int count;             /* 0: a free row */
        char source[GUESS_SOURCE_BYTES];
    } rows[GUESS_ROWS];
};

/* A password is to be tried. `place_is_known`: the member came in from there this month; never for a handle that nobody
 * has. */
struct guess_turn guess_ask(
    struct guess_table *table, const char *source, int64_t handle, bool place_is_known, int64_t now);
/* The password that was asked for last was right: it counts as no guess. */
void guess_right(struct guess_table *table, const char *source, int64_t handle, enum guess_check check, int64_t now);

#endif
