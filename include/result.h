/*
 * result.h: what every call that can fail gives back.
 *
 * A call that fails also leaves one sentence that a member can understand
 * (store_reason(), reply->reason): what is the matter, and the way out.
 * Impossible states do not come back as a result: they stop the process loudly (util.h, die).
 */
#ifndef BBS_RESULT_H
#define BBS_RESULT_H

enum result {
    RESULT_OK = 0,
    RESULT_REFUSED,   /* a right or a rule says no */
    RESULT_NOT_FOUND, /* there is no such thing, or the reader may not know of it */
    RESULT_INVALID,   /* the input is not of the shape asked for */
    RESULT_CONFLICT,  /* somebody was first: taken, changed, closed */
    RESULT_FULL,      /* the disk is full; nothing was written and the text is still here */
    RESULT_BUSY,      /* the house is too busy right now; the same call may go through later */
    RESULT_BROKEN,    /* the database or the machine failed; nothing was written */
};

#endif
