/* matching_time.h: the time that two windows share. Pure; see matching.h for what a window is. */
#ifndef BBS_MATCHING_TIME_H
#define BBS_MATCHING_TIME_H

#include "matching.h"

struct matching_piece {
    int64_t from, until; /* equal: there is none. Until may be MATCHING_OPEN_END */
};
/* The longest piece in one, from `now` on, and of equal ones the earliest. Any numbers may come in. */
struct matching_piece matching_shared(
    const struct matching_window *ask, const struct matching_window *offer, int64_t now);
/* How long a window is from `now` on, at most `most`; of a weekly one, one of its times. */
int64_t matching_length(const struct matching_window *window, int64_t now, int64_t most);

#endif
