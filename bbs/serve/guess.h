/*
 * guess.h: counts guesses of passwords, and says how long the next guess must wait. Pure: the clock is an argument.
 * RULES 1.11.
 *
 * Each pair of handle and source has a row, so one neighbour's guesses delay nobody else. The handle is a number that
 * names nobody (members.h, source_handle_number); a handle that does not exist gets the same number each time, too. A
 * guess counts when it is asked for, not when it turns out wrong: so a hundred guesses at once also wait for each
 * other.
 *
 * From a source that the member used this month, her password is checked at once, 20 times an hour. A wrong one is
 * still answered as late as anywhere else: else the time of the answer would tell who lives here.
 */
#ifndef BBS_GUESS_H
#define BBS_GUESS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    GUESS_ROWS = 2048,
    GUESS_SOURCE_BYTES = 48,
    GUESS_WAIT_MS = 1000,             /* before the second guess; doubled before each further one */
    GUESS_WAIT_MOST_MS = 30 * 1000,   /* RULES 1.11: nobody waits longer */
    GUESS_FORGET_MS = 60 * 60 * 1000, /* after so long without a guess, counting begins again */
    GUESS_AT_ONCE_MOST = 20,          /* wrong ones that are checked at once, from a known source */
    GUESS_AT_ONCE_EACH_MS = GUESS_FORGET_MS / GUESS_AT_ONCE_MOST, /* until one more is allowed */
};

/* When a password is checked. GUESS_NEVER: its turn would come later than GUESS_WAIT_MOST_MS, so it is refused without
 * a check. Else a hundred connections would have a hundred guesses. */
enum guess_check { GUESS_AFTER_THE_WAIT, GUESS_AT_ONCE, GUESS_NEVER, GUESS_CHECKS };
struct guess_turn {
    int64_t wait; /* milliseconds from now, at most GUESS_WAIT_MOST_MS; a wrong password is not answered earlier */
    enum guess_check check;
};

/* Zeroed memory is an empty table. When all rows are used, the one with the oldest last guess is used again. */
struct guess_table {
    struct guess {
        int64_t handle, turn;  /* turn: when the last guess is checked; milliseconds */
        int64_t at_once_whole; /* pace.h, of GUESS_AT_ONCE_MOST */
        int count;             /* 0: a free row */
        char source[GUESS_SOURCE_BYTES];
    } rows[GUESS_ROWS];
};

/* Asks for the check of a password. `place_is_known`: the member logged in from this source this month; always false
 * for a handle that does not exist. */
struct guess_turn guess_ask(
    struct guess_table *table, const char *source, int64_t handle, bool place_is_known, int64_t now);
/* The last password was right: it does not count as a guess. */
void guess_right(struct guess_table *table, const char *source, int64_t handle, enum guess_check check, int64_t now);

#endif
