/* hub.h: the connections, what each of them shows, and which of them a hint concerns. Part of gate; uses no database.
 */
#ifndef BBS_HUB_H
#define BBS_HUB_H

#include "frame.h"

struct connection {
    int hub;               /* the gate's socket to its session; -1: this entry is free */
    bool in;               /* logged in */
    int64_t member;        /* 0: a guest, a sign-up, or not logged in yet */
    int64_t stirred;       /* last key press, or log-in; milliseconds of the gate's clock */
    bool stays;            /* a person uses screens or line mode; false: one command, or not begun yet */
    bool leaving;          /* it is ending, and no longer counts among the member's sessions */
    int64_t board, thread; /* what it shows; 0: all; both -1: no board or thread */
    char source[48];
};

/* A room in which something happens. While many are in it, most of its hints wait a moment and go out as one. */
struct hub_room {
    int64_t meeting;   /* 0: free */
    int64_t hint_from; /* milliseconds: the next hint goes out from then on */
    int64_t said_from; /* the same for a line with its words */
    bool waits;        /* a hint does */
};
enum {
    HUB_ROOMS = 16,    /* with more rooms open at once, hints of further ones do not wait */
    HUB_SHARE_MS = 3,  /* for each session in a room: the time that it may need to read the room */
    HUB_SAID_MS = 100, /* between two lines that travel with their words */
};

struct hub {
    struct connection *connections; /* by descriptor */
    size_t room;
    size_t count;
    int64_t told;   /* everybody was told of all entries of the book up to this one */
    uint64_t ahead; /* a bit for each of the next 64 entries: it was told too */
    struct hub_room rooms[HUB_ROOMS];
};

struct connection *hub_add(struct hub *hub, int fd, const char *source);
struct connection *hub_find(struct hub *hub, int fd); /* NULL: not in the hub */
void hub_remove(struct hub *hub, int fd);             /* closes it */
/* True when a hint concerns this connection. Pure. */
bool hub_concerns(const struct connection *connection, const struct hub_frame *hint);
/* Sends a hint to all connections that it concerns, except `from` (-1: no exception). A full socket already holds a
 * hint, so losing this one does no harm. */
void hub_spread(struct hub *hub, int from, const struct hub_frame *hint);
/* A hint of a room (HINT_OF_ROOM). `now`: milliseconds. The first goes out at once, with the number of those who were
 * told before in `post`; further ones wait until all of these have had their share of time to read the room. */
void hub_room_hint(struct hub *hub, int from, const struct hub_frame *hint, int64_t now);
/* Sends HUB_SAID with its words to all members who show that room, except `from`; whoever reads along gets a hint.
 * Lines that come too fast go out as a hint. */
void hub_room_said(struct hub *hub, int from, const struct hub_frame *said, const char *words, int64_t now);
/* How many sessions read that room along (HINT_OF_READER). */
int hub_readers(const struct hub *hub, int64_t meeting);
/* Sends the hints that have waited long enough. Returns milliseconds until the next one is due; -1: none waits. */
int hub_rooms_tick(struct hub *hub, int64_t now);
/* The connection that was quiet longest, when a member has more than `most` of this kind that are not ending; else
 * NULL. The two kinds are counted apart, so that many commands at once never end a session that a person uses. */
struct connection *hub_quietest(struct hub *hub, int64_t member, bool stays, int most);
/* Notes that a session told of this entry of the book. */
void hub_told(struct hub *hub, int64_t entry);
/* The caretaker saw that the book now ends with this entry. Returns true when an entry up to it may not have been told:
 * then the caller tells all connections once that there is news. */
bool hub_lost(struct hub *hub, int64_t entry);
/* In whose name the caretaker gets a socket to `ephemeral` that it asked for: as the house (EPHEMERAL_HOUSE); in a
 * made-up house also as a played neighbour, the frame's member. 0: nobody's, it is refused. Pure. */
int64_t hub_speaks_as(bool made_up, const struct hub_frame *asked);
/* Ends a visit: tells the other sessions of the member who sent it. */
void hub_end_visit(struct hub *hub, const struct connection *from, int64_t visit);

#endif
