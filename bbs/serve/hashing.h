/*
 * hashing.h: whose password is hashed next, of all who wait for it at log-in. Pure: no clock and no descriptor.
 *
 * A hash takes 64 MiB and a processor for some 60 ms, so only a few run at once (store/people/credentials.c holds that bound
 * for the whole house). Who waits at log-in waits here, in this order:
 *
 *   1. those who come from a place that their member used this month;
 *   2. of the others, the source that had the fewest of the last HASHING_LATELY turns;
 *   3. of one source, whoever came first.
 *
 * So a hundred connections with invented names are in the way of their own source alone.
 */
#ifndef BBS_HASHING_H
#define BBS_HASHING_H

#include <stdbool.h>
#include <stdint.h>

enum {
    HASHING_ROOM = 1024,            /* more than can be asked for a password at once (door.h) */
    HASHING_LATELY = 64,            /* turns that count for a source */
    HASHING_LONGEST_MS = 20 * 1000, /* after that a turn is over, whatever became of it */
};

/* Zeroed memory is a queue with nobody in it; `most`, how many run at once, has to be set. `key` names one who waits;
 * the gate takes its descriptor. */
struct hashing {
    int most, count, running;
    struct hashing_one {
        int key;
        bool place_is_known, runs;
        uint64_t source;
        int64_t began;
    } ones[HASHING_ROOM]; /* in the order in which they came */
    uint64_t lately[HASHING_LATELY];
    unsigned turns;
};

/* False: there is no room, or that one waits already. */
bool hashing_ask(struct hashing *hashing, int key, const char *source, bool place_is_known);
/* Whose turn it is now, in milliseconds; -1: nobody's. To be called until it gives -1. */
int hashing_next(struct hashing *hashing, int64_t now);
/* The hash was made, or that one is gone. No harm where it never asked. */
void hashing_end(struct hashing *hashing, int key);

#endif
