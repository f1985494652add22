/*
 * ephemeral_rings.h: the circles of the process `ephemeral`, without its sockets: beside its boxes, in the same locked
 * memory. What a circle is, is ring.h; here stands only who may ask what. Calls nothing of the system but for random
 * numbers.
 */
#ifndef BBS_EPHEMERAL_RINGS_H
#define BBS_EPHEMERAL_RINGS_H

#include "ephemeral.h"
#include "ring.h"

enum {
    RINGS_MOST = 48,    /* circles at once, in the whole house */
    COME_BY_MOST = 100, /* people who are asked to come by, and have not seen it yet */
};

struct come_by {
    uint32_t number; /* 0: free */
    int64_t circle, from, to, at;
};
struct ephemeral_rings {
    struct ring ring[RINGS_MOST]; /* view.circle 0: free */
    struct come_by come_by[COME_BY_MOST];
    uint32_t last;
};

/* Does what the frame of this member (EPHEMERAL_HOUSE: the caretaker) asks, and puts the answer in its place. `now`:
 * seconds of a clock that nobody can set. Every frame is hostile. False: it is no question about circles. */
bool ephemeral_rings_answer(struct ephemeral_rings *rings, int64_t member, struct ephemeral_frame *frame, int64_t now);
/* The last connection with which this member was in the circle is gone. */
void ephemeral_rings_lost(struct ephemeral_rings *rings, int64_t circle, int64_t member, int64_t now);
/* What is due by time. False: there is no circle, and it need not be called again. */
bool ephemeral_rings_tick(struct ephemeral_rings *rings, int64_t now);

#endif
