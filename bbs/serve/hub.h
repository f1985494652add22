/* hub.h: who is connected, what each shows, and whom a hint concerns. Part of gate; knows no database. */
#ifndef BBS_HUB_H
#define BBS_HUB_H

#include "frame.h"

struct connection {
    int hub;               /* our end; -1: this place is free */
    bool in;               /* logged in */
    int64_t member;        /* 0: a guest, a sign-up, or not in yet */
    int64_t stirred;       /* when she last pressed a key, or came in; milliseconds of the gate's clock */
    bool stays;            /* somebody sits at it; else it is one command, or has not begun yet */
    bool leaving;          /* it was told to end, or says that it does: it no longer counts among hers */
    int64_t board, thread; /* what it shows: 0 all; both -1: nothing that changes */
    char source[48];
};

struct hub {
    struct connection *connections; /* by descriptor */
    size_t room;
    size_t count;
    int64_t told;   /* of all entries of the book up to this one everybody was told */
    uint64_t ahead; /* and of which of the next 64 */
};

struct connection *hub_add(struct hub *hub, int fd, const char *source);
struct connection *hub_find(struct hub *hub, int fd); /* NULL: not one of ours */
void hub_remove(struct hub *hub, int fd);             /* closes it */
/* Does a hint concern this connection? Pure. */
bool hub_concerns(const struct connection *connection, const struct hub_frame *hint);
/* To all it concerns but `from` (-1: nobody is left out). A socket that is full holds a hint already. */
void hub_spread(struct hub *hub, int from, const struct hub_frame *hint);
/* When a member has more than `most` sessions of this kind that are not leaving: the one that was quiet longest; else
 * NULL. Kinds are counted apart: many commands at once never end a session that somebody sits at. */
struct connection *hub_quietest(struct hub *hub, int64_t member, bool stays, int most);
/* A session told of this entry of the book. */
void hub_told(struct hub *hub, int64_t entry);
/* The caretaker saw that the book has come to this entry. True: of one up to it nobody was told, or not for certain;
 * then all are told once that there is news, and no more. */
bool hub_lost(struct hub *hub, int64_t entry);
/* To the other sessions of the member who sends it. */
void hub_end_visit(struct hub *hub, const struct connection *from, int64_t visit);

#endif
