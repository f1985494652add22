/* loop.h: functions for the loops of a session and of `bbs console`: clocks, sizes, how long a face waits. */
#ifndef BBS_LOOP_H
#define BBS_LOOP_H

#include <stdint.h>

#include "face.h"

/* Seconds since 1970. */
int64_t loop_now(void);
/* Milliseconds of a clock that nobody can set. */
int64_t loop_milliseconds(void);
/* Columns or rows to draw. 0, which pipes and phones send when they know no size, becomes `otherwise`. A size larger
 * than any real window is cut to what the memory allows. */
int loop_size(uint32_t asked, int otherwise);
/* Milliseconds until the face wants a tick, at most a minute. */
int loop_patience(const struct face_type *face, const void *state);

#endif
