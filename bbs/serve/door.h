/*
 * door.h: connections that are not logged in yet, and which of them must leave to make room. Pure: no clock and no
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
 * A new connection is never refused because of others that only stand at the door. When a place is over its bound, the
 * source with most connections there loses its oldest one. A township shares one address, so a source has no bound of
 * its own (but see signup.h): a real person logs in within seconds, while half-open connections get old. Logged-in
 * members are counted together, for the machine's sake, and never by source.
 */
#ifndef BBS_DOOR_H
#define BBS_DOOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum door_place { DOOR_SILENT, DOOR_READY, DOOR_EXCHANGE, DOOR_ASKED, DOOR_VISITOR, DOOR_PLACES };

enum {
    DOOR_SOURCE_BYTES = 48,
    DOOR_LINE_MOST = 255,           /* bytes of a first line, RFC 4253 4.2 */
    DOOR_PATIENCE_MS = 300,         /* a client that is silent for so long may wait for our first line */
    DOOR_CROWDED = 48,              /* it gets our line while no more than so many are silent or exchange keys */
    DOOR_STANDING_MOST = 2816 + 64, /* all places together, and some room for connections that just came */
};

struct door_bounds {
    int most;        /* how many connections may stand there */
    int64_t longest; /* how long, in milliseconds */
};
extern const struct door_bounds door_bounds[DOOR_PLACES]; /* the table above */

/* Zeroed memory is an empty door; `most` must be set. `key` identifies a connection and is never negative: the gate
 * uses its descriptor. */
struct door {
    int most;   /* the most connections with processes, logged-in members included */
    int inside; /* logged-in members */
    int count[DOOR_PLACES], standing_count, source_count;
    struct door_standing {
        int key;
        enum door_place place;
        uint32_t source; /* index in sources[] */
        int64_t came;    /* when it came to this place, milliseconds */
        uint64_t order;  /* order of arrival at this place */
    } standing[DOOR_STANDING_MOST];
    struct door_source {
        char name[DOOR_SOURCE_BYTES];
        int count[DOOR_PLACES], all;
    } sources[DOOR_STANDING_MOST];
    uint64_t order;
};

/* Adds a new connection. False when the machine is full of logged-in members, and no other connection can be closed. */
bool door_come(struct door *door, int key, const char *source, int64_t now);
/* NULL when no connection with this key stands here. Valid until the next call. */
const struct door_standing *door_find(const struct door *door, int key);
void door_move(struct door *door, int key, enum door_place place, int64_t now);
/* The template took the connection: it now stands at DOOR_EXCHANGE under another key. */
void door_taken(struct door *door, int key, int new_key, int64_t now);
void door_in(struct door *door, int key); /* a member logged in: removes her connection from the door */
void door_leave(struct door *door, int key);
void door_leave_inside(struct door *door);

/* The connection to give to the template next; -1: none. It is of the source with the fewest at the door, so that a
 * storm of connections hinders at most its own neighbours. Of this source it is the newest, because in a storm the
 * clients of older ones have given up. */
int door_next(const struct door *door, int64_t now);
/* A connection that must leave because a place is over its bound; -1: none. */
int door_over(const struct door *door);
/* A connection that must leave because its time is over; -1: none. */
int door_late(const struct door *door, int64_t now);

/* Says what the first bytes of a connection are. Looks at no more than DOOR_LINE_MOST bytes. */
enum door_line { DOOR_LINE_PART, DOOR_LINE_WHOLE, DOOR_LINE_OTHER };
enum door_line door_line(const char *bytes, size_t length);

const char *door_sentence(bool house_full);

#endif
