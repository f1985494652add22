/*
 * signup.h: how many sign-ups (`ssh new@`) may begin from one source, and in all. Pure: the clock is an argument.
 *
 * The first few sign-ups of each source do not wait for the bound of all sources together. So a few sources with
 * hundreds of sign-ups do not keep out a street that begins elsewhere. The number of open sign-ups is bounded by
 * arrivals.h, where the source with most of them makes room.
 *
 * A whole street may sign up in one evening from one shared address, so the bounds are wide. A code has 59 random bits,
 * and each sign-up allows 8 wrong codes: this limit protects the machine, not the codes.
 */
#ifndef BBS_SIGNUP_H
#define BBS_SIGNUP_H

#include <stdint.h>

enum {
    SIGNUP_ROWS = 1024,
    SIGNUP_SOURCE_BYTES = 48,
    SIGNUP_AT_ONCE = 60, /* from one source; then one each SIGNUP_EACH_MS */
    SIGNUP_EACH_MS = 10 * 1000,
    SIGNUP_FEW = 5,           /* of these, so many do not wait for other sources */
    SIGNUP_AT_ONCE_ALL = 200, /* from all sources; then one each SIGNUP_EACH_ALL_MS */
    SIGNUP_EACH_ALL_MS = 2 * 1000,
};

/* Zeroed memory is an empty table. When all rows are used, the one that is nearest to being free is used again. */
struct signup_table {
    int64_t all_whole;
    struct {
        int64_t whole_at; /* pace.h; in the past: a free row */
        char source[SIGNUP_SOURCE_BYTES];
    } rows[SIGNUP_ROWS];
};

/* Begins a sign-up and returns 0; or returns the milliseconds to wait. */
int64_t signup_ask(struct signup_table *table, const char *source, int64_t now);

#endif
