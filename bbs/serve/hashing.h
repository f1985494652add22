/*
 * hashing.h: the queue of passwords that wait at log-in to be hashed. Pure: no clock and no descriptor.
 *
 * A hash takes 64 MiB and a processor for some 60 ms, so only a few run at once. (store/people/credentials.c holds that
 * bound for the whole house.) Log-ins wait here, in this order:
 *
 *   1. log-ins from a source that their member used this month;
 *   2. of the others, the source that had the fewest of the last HASHING_LATELY turns;
 *   3. within one source, in order of arrival.
 *
 * So a hundred connections with invented names delay only their own source.
 */
#ifndef BBS_HASHING_H
#define BBS_HASHING_H

#include <stdbool.h>
#include <stdint.h>

enum {
    HASHING_ROOM = 1024, /* more than the connections that can be asked for a password at once (arrivals.h) */
    HASHING_LATELY = 64, /* turns that count for a source */
    HASHING_LONGEST_MS = 20 * 1000, /* after this a turn counts as over */
};

/* Zeroed memory is an empty queue; `most`, how many hash at once, must be set. `key` identifies a connection; the gate
 * uses its descriptor. */
struct hashing {
    int most, count, running;
    struct hashing_one {
        int key;
        bool place_is_known, runs;
        uint64_t source;
        int64_t began;
    } ones[HASHING_ROOM]; /* in order of arrival */
    uint64_t lately[HASHING_LATELY];
    unsigned turns;
};

/* Adds a connection. False when there is no room, or when it is in the queue already. */
bool hashing_ask(struct hashing *hashing, int key, const char *source, bool place_is_known);
/* Returns the key of the connection whose turn it is, `now` in milliseconds; -1: none. Call it until it returns -1. */
int hashing_next(struct hashing *hashing, int64_t now);
/* The hash is done, or the connection is gone. Does nothing for a connection that never asked. */
void hashing_end(struct hashing *hashing, int key);

#endif
