/*
 * door.h: who stands at the door, and who goes to make room. Pure: no clock and no descriptor of its own.
 *
 * Where one stands, how many may stand there, and what each costs the machine:
 *
 *   silent    connected; its first line, "SSH-2.0-...", has not come whole.   1,024, 10 s   a descriptor, no process
 *   ready     the line has come; it waits for the template.                     512, 20 s   a descriptor, no process
 *   exchange  wire and session are its own; keys are being exchanged.           512, 40 s   two processes, 0.5 MiB
 *   asked     keys are exchanged; it can be asked for a key or a password.      512, 130 s  two processes, 0.7 MiB
 *   visitor   in without being a member: a guest, a sign-up.                    256, 1 h    two processes, 0.8 MiB
 *
 * So at most 2,816 descriptors of the gate's and 1,280 pairs of processes, under 1 GiB, are anybody's who is no member;
 * a connection that is left half open before its first line costs one descriptor and nothing else.
 *
 * Nobody new is turned away because of those who only stand there. Where a place is over its bound, the source that
 * fills most of it makes room: its oldest goes. A township shares one address, so a source has no bound of its own
 * (but see signup.h): whoever really comes in does so within seconds, while what is left half open grows old. Members
 * who are in are counted in all, for the machine's sake, and never by source.
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
    DOOR_PATIENCE_MS = 300,         /* who is silent for so long may be waiting for our line */
    DOOR_CROWDED = 48,              /* and is given it while no more than so many are silent or exchange keys */
    DOOR_STANDING_MOST = 2816 + 64, /* all places together; the rest is room for those who have just come */
};

struct door_bounds {
    int most;        /* who may stand there */
    int64_t longest; /* milliseconds */
};
extern const struct door_bounds door_bounds[DOOR_PLACES]; /* the table above */

/* Zeroed memory is a door with nobody at it; `most` has to be set. `key` names one who stands there, and is never
 * negative: the gate takes its descriptor. */
struct door {
    int most;   /* connections that have processes, members who are in among them */
    int inside; /* members */
    int count[DOOR_PLACES], standing_count, source_count;
    struct door_standing {
        int key;
        enum door_place place;
        uint32_t source; /* into sources[] */
        int64_t came;    /* to this place, milliseconds */
        uint64_t order;  /* of coming to this place */
    } standing[DOOR_STANDING_MOST];
    struct door_source {
        char name[DOOR_SOURCE_BYTES];
        int count[DOOR_PLACES], all;
    } sources[DOOR_STANDING_MOST];
    uint64_t order;
};

/* False: as many members are in as the machine bears, and nobody can be sent away for one more. */
bool door_come(struct door *door, int key, const char *source, int64_t now);
/* NULL: nobody of that key stands here. Good until the next call. */
const struct door_standing *door_find(const struct door *door, int key);
void door_move(struct door *door, int key, enum door_place place, int64_t now);
/* The template took it: it stands at DOOR_EXCHANGE under another key. */
void door_handed(struct door *door, int key, int new_key, int64_t now);
void door_in(struct door *door, int key); /* a member logged in: she stands here no longer */
void door_leave(struct door *door, int key);
void door_leave_inside(struct door *door);

/* Who is handed to the template next; -1: nobody. Of the source with the fewest at the door, so that a storm is in the
 * way of its own neighbours at most; of those the newest: in a storm that is who still waits. */
int door_next(const struct door *door, int64_t now);
/* Somebody who has to go now, because of a bound; -1: nobody. */
int door_over(const struct door *door);
/* The same because of the time; -1: nobody. */
int door_late(const struct door *door, int64_t now);

/* What the first bytes of a connection are; no more of them is looked at than this. */
enum door_line { DOOR_LINE_PART, DOOR_LINE_WHOLE, DOOR_LINE_OTHER };
enum door_line door_line(const char *bytes, size_t length);

const char *door_sentence(bool house_full);

#endif
