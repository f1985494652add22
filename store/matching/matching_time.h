/* matching_time.h: the time that two windows share. Pure; matching.h says what a window is. */
#ifndef BBS_MATCHING_TIME_H
#define BBS_MATCHING_TIME_H

#include "matching.h"

struct matching_piece {
    int64_t from, until; /* equal: no time is shared. `until` may be MATCHING_OPEN_END */
};
/* The longest continuous time in both windows, from `now` on; of equal ones the earliest. Accepts any numbers. */
struct matching_piece matching_overlap(
    const struct matching_window *ask, const struct matching_window *offer, int64_t now);
/* True: these two share no time, seen at once. False says nothing. (A weekly offer comes as one offer for each week, so
 * most pairs of a matching night lie apart.) Accepts any numbers. */
bool matching_apart(const struct matching_window *ask, const struct matching_window *offer);
/* The length of a window from `now` on, at most `most`; for a weekly window, the length of one repetition. */
int64_t matching_length(const struct matching_window *window, int64_t now, int64_t most);

#endif
