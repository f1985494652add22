/*
 * aid_window.h: the time in which an ask or offer can be met: as people write it, and as it is said back, in the
 * screens as in commands. Pure: the present is an argument. RULES 3.1.
 *
 * What is said is understood again when it is typed: "Friday 27 November, 14:00" and "18:00".
 */
#ifndef BBS_AID_WINDOW_H
#define BBS_AID_WINDOW_H

#include "when.h"

enum { AID_WINDOW_BYTES = 4 * WHEN_BYTES };

/* Reads a window; either of the two may be NULL or "". A beginning that is over is now (0), none is 0 too; no end is 0:
 * then the store takes aid_default_end(). An end that is only a time is that of the beginning's day, or of the day
 * after when it would be over before it began. False: `fault` says why, and *in_until which of the two it is. */
bool aid_window_read(const char *from, const char *until, int64_t now, int64_t *starts, int64_t *ends,
    enum when_fault *fault, bool *in_until);

/* "until Friday 27 November"; "from Friday 27 November, 14:00 until 18:00"; "every week, Friday 14:00 until 18:00".
 * Returns out. */
const char *aid_window_say(int64_t starts, int64_t ends, bool weekly, int64_t now, char out[AID_WINDOW_BYTES]);
/* One end of it: its first second is the day alone, and so is its last. Returns out. */
const char *aid_from_say(int64_t starts, int64_t now, char out[WHEN_BYTES]);
const char *aid_until_say(int64_t ends, int64_t now, char out[WHEN_BYTES]);

#endif
