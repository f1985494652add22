/*
 * signup.h: how often somebody may come to `ssh new@` from one source, and in all. Pure: the clock is an argument.
 *
 * The bound of all together is for sources that come often. The first few from each source never wait for it: so a few
 * sources that come hundreds of times do not turn away a street that begins to sign up elsewhere. What still stays open
 * is bounded by door.h, where the source with most of them makes room.
 *
 * A whole street may sign up in one evening from one shared address, so what may come at once is wide. A code has 59
 * random bits and each sign-up takes 8 wrong ones: this keeps the machine free, not the codes.
 */
#ifndef BBS_SIGNUP_H
#define BBS_SIGNUP_H

#include <stdint.h>

enum {
    SIGNUP_ROWS = 1024,
    SIGNUP_SOURCE_BYTES = 48,
    SIGNUP_AT_ONCE = 60, /* from one source; then one each */
    SIGNUP_EACH_MS = 10 * 1000,
    SIGNUP_FEW = 5,           /* of those at once wait for no other source */
    SIGNUP_AT_ONCE_ALL = 200, /* from all; then one each */
    SIGNUP_EACH_ALL_MS = 2 * 1000,
};

/* Zeroed memory is an empty table. When all rows are taken, the one that is nearest to being free goes. */
struct signup_table {
    int64_t all_whole;
    struct {
        int64_t whole_at; /* pace.h; past: a free row */
        char source[SIGNUP_SOURCE_BYTES];
    } rows[SIGNUP_ROWS];
};

/* Somebody comes to sign up: 0, or in how many milliseconds from now that may be. */
int64_t signup_ask(struct signup_table *table, const char *source, int64_t now);

#endif
