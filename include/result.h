/*
 * result.h: the result of every call that can fail.
 *
 * A call that fails also leaves one sentence for the member (store_reason(), reply->reason): what is wrong, and what
 * she can do. Impossible states are no results: they end the process (util.h, die).
 */
#ifndef BBS_RESULT_H
#define BBS_RESULT_H

enum result {
    RESULT_OK = 0,
    RESULT_REFUSED,   /* a right or a rule says no */
    RESULT_NOT_FOUND, /* it does not exist, or the reader may not know of it */
    RESULT_INVALID,   /* the input does not have the expected form */
    RESULT_CONFLICT,  /* somebody else was first: taken, changed, closed */
    RESULT_FULL,      /* the disk is full; nothing was written, and the text is kept */
    RESULT_BUSY,      /* the house is too busy now; the same call may succeed later */
    RESULT_BROKEN,    /* the database or the machine failed; nothing was written */
};

#endif
