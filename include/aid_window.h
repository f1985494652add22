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
 * 0 when the window is open: the store then takes aid_default_end().
 *
 * `from` may be the whole window: "fri between 2 and 4", "this afternoon". A day is that day: "fri" without `until`
 * ends with Friday. A time alone, "fri 6:30pm", asks until when: WHEN_NEEDS_END, and *in_until is true. An end is not
 * guessed here, because whoever helps plans by it, and a form or command can ask for it; "from fri 6:30pm" needs none.
 * A window that is over and has no `until` is WHEN_PAST.
 *
 * When `until` is only a time, it means the first such time after the beginning: "4" or "4:00" after 14:00 is 16:00.
 * False on failure: `fault` has the reason, and *in_until is true when it lies in `until`. */
bool aid_window_read(const char *from, const char *until, int64_t now, int64_t *starts, int64_t *ends,
    enum when_fault *fault, bool *in_until);

/* One sentence for a member, which also says what to write instead. */
const char *aid_window_fault(enum when_fault fault);

/* A window read from one text, where an end is guessed when none is said (two hours), because it is read back before it
 * is sent. */
struct aid_window {
    int64_t starts, ends; /* 0: now; 0: open, as above */
    unsigned guessed;     /* bits of enum when_guess */
};
/* Reads the whole text: "tomorrow at 5". */
enum when_fault aid_window_of(const char *text, int64_t now, struct aid_window *out);
/* Finds the time within a sentence: "today" in "Nappies, smallest size, today". The longest run of words that is a time
 * counts, and of two such runs the first; small words at its end do not. *begin and *length: its bytes in `line`. False
 * when no words are a time. */
bool aid_window_find(const char *line, int64_t now, struct aid_window *out, size_t *begin, size_t *length);
/* What was understood, and what of it is a guess and how to write it otherwise: "from Thursday 26 November, 17:00 until
 * 19:00. Morning or afternoon was not said, so ..." `ends` must be known: take aid_default_end() for 0. Returns out. */
enum { AID_UNDERSTOOD_BYTES = AID_WINDOW_BYTES + WHEN_GUESS_BYTES };
const char *aid_window_understood(
    const struct aid_window *window, bool weekly, int64_t now, char out[AID_UNDERSTOOD_BYTES]);

/* "until Friday 27 November"; "from Friday 27 November, 14:00 until 18:00"; "every week, Friday 14:00 until 18:00".
 * Returns out. */
const char *aid_window_say(int64_t starts, int64_t ends, bool weekly, int64_t now, char out[AID_WINDOW_BYTES]);
/* Says one end of a window. The first or last second of a day is said as the day alone. Return out. */
const char *aid_from_say(int64_t starts, int64_t now, char out[WHEN_BYTES]);
const char *aid_until_say(int64_t ends, int64_t now, char out[WHEN_BYTES]);

#endif
