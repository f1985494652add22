/*
 * aid_window.h: reads and says the time window of an ask or offer, for screens and commands. Pure: the present is an
 * argument. RULES 3.1.
 *
 * A window that was said can be typed and is read again: "Friday 27 November, 14:00" and "18:00".
 */
#ifndef BBS_AID_WINDOW_H
#define BBS_AID_WINDOW_H

#include "when.h"

enum { AID_WINDOW_BYTES = 4 * WHEN_BYTES };

/* Reads a window; `from` and `until` may each be NULL or "". *starts is 0 (now) when `from` is empty or over. *ends is
 * 0 when `until` is empty: the store then takes aid_default_end(). When `until` is only a time, it means the day of the
 * beginning, or the day after if it would else end before it begins. False on failure: `fault` has the reason, and
 * *in_until is true when it lies in `until`. */
bool aid_window_read(const char *from, const char *until, int64_t now, int64_t *starts, int64_t *ends,
    enum when_fault *fault, bool *in_until);

/* "until Friday 27 November"; "from Friday 27 November, 14:00 until 18:00"; "every week, Friday 14:00 until 18:00".
 * Returns out. */
const char *aid_window_say(int64_t starts, int64_t ends, bool weekly, int64_t now, char out[AID_WINDOW_BYTES]);
/* Says one end of a window. The first or last second of a day is said as the day alone. Return out. */
const char *aid_from_say(int64_t starts, int64_t now, char out[WHEN_BYTES]);
const char *aid_until_say(int64_t ends, int64_t now, char out[WHEN_BYTES]);

#endif
