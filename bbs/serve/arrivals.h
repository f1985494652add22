/*
 * arrivals.h: connections that are not logged in yet, and which of them must leave to make room. Pure: no clock and no
 * descriptor of its own.
 *
 * The places where a connection can stand, how many may stand there, how long, and what each costs the machine:
 *
 *   silent    connected; its first line, "SSH-2.0-...", is not complete.      1,024, 10 s   a descriptor, no process
 *   ready     the line is complete; it waits for the template.                  512, 20 s   a descriptor, no process
 *   exchange  has its own wire and session; keys are being exchanged.           512, 40 s   two processes, 0.5 MiB
 *   asked     keys are exchanged; it can be asked for a key or a password.      512, 130 s  two processes, 0.7 MiB
 *   visitor   inside, but not a member: a guest, a sign-up.                     256, 1 h    two processes, 0.8 MiB
 *
 * So connections of non-members use at most 2,816 descriptors of the gate and 1,280 pairs of processes, under 1 GiB. A
 * half-open connection without a first line costs one descriptor and nothing else.
 *
 * A new connection is never refused because of others that only stand at the arrivals. When a place is over its bound,
 * the source with most connections there loses its oldest one. A township shares one address, so a source has no bound
 * of its own (but see signup.h): a real person logs in within seconds, while half-open connections get old. Logged-in
 * members are counted together, for the machine's sake, and never by source.
 */
#ifndef BBS_ARRIVALS_H
#define BBS_ARRIVALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum arrival_place { ARRIVAL_SILENT, ARRIVAL_READY, ARRIVAL_EXCHANGE, ARRIVAL_ASKED, ARRIVAL_VISITOR, ARRIVAL_PLACES };

enum {
    ARRIVAL_SOURCE_BYTES = 48,
    ARRIVAL_LINE_MOST = 255,           /* bytes of a first line, RFC 4253 4.2 */
    ARRIVAL_PATIENCE_MS = 300,         /* a client that is silent for so long may wait for our first line */
    ARRIVAL_CROWDED = 48,              /* it gets our line while no more than so many are silent or exchange keys */
    ARRIVAL_STANDING_MOST = 2816 + 64, /* all places together, and some room for connections that just came */
};

struct arrival_bounds {
    int most;        /* how many connections may stand there */
    int64_t longest; /* how long, in milliseconds */
};
extern const struct arrival_bounds arrival_bounds[ARRIVAL_PLACES]; /* the table above */

/* Zeroed memory is an empty queue; `most` must be set. `key` identifies a connection and is never negative: the gate
 * uses its descriptor. */
struct arrivals {
    int most;   /* the most connections with processes, logged-in members included */
    int inside; /* logged-in members */
    int count[ARRIVAL_PLACES], standing_count, source_count;
    struct arrival {
        int key;
        enum arrival_place place;
        uint32_t source; /* index in sources[] */
        int64_t came;    /* when it came to this place, milliseconds */
        uint64_t order;  /* order of arrival at this place */
    } standing[ARRIVAL_STANDING_MOST];
    struct arrival_source {
        char name[ARRIVAL_SOURCE_BYTES];
        int count[ARRIVAL_PLACES], all;
    } sources[ARRIVAL_STANDING_MOST];
    uint64_t order;
};

/* Adds a new connection. False when the machine is full of logged-in members, and no other connection can be closed. */
bool arrivals_come(struct arrivals *arrivals, int key, const char *source, int64_t now);
/* NULL when no connection with this key stands here. Valid until the next call. */
const struct arrival *arrivals_find(const struct arrivals *arrivals, int key);
void arrivals_move(struct arrivals *arrivals, int key, enum arrival_place place, int64_t now);
/* The template took the connection: it now stands at ARRIVAL_EXCHANGE under another key. */
void arrivals_taken(struct arrivals *arrivals, int key, int new_key, int64_t now);
void arrivals_in(struct arrivals *arrivals, int key); /* a member logged in: removes her connection from the queue */
void arrivals_leave(struct arrivals *arrivals, int key);
void arrivals_leave_inside(struct arrivals *arrivals);

/* The connection to give to the template next; -1: none. It is of the source with the fewest in the queue, so that a
 * storm of connections hinders at most its own neighbours. Of this source it is the newest, because in a storm the
 * clients of older ones have given up. */
int arrivals_next(const struct arrivals *arrivals, int64_t now);
/* A connection that must leave because a place is over its bound; -1: none. */
int arrivals_over(const struct arrivals *arrivals);
/* A connection that must leave because its time is over; -1: none. */
int arrivals_late(const struct arrivals *arrivals, int64_t now);

/* Says what the first bytes of a connection are. Looks at no more than ARRIVAL_LINE_MOST bytes. */
enum arrival_line { ARRIVAL_LINE_PART, ARRIVAL_LINE_WHOLE, ARRIVAL_LINE_OTHER };
enum arrival_line arrival_line(const char *bytes, size_t length);

const char *arrivals_sentence(bool house_full);

#endif
