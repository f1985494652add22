/* loop.h: what the loop of a session and that of `bbs console` share: clocks, sizes, how long a face waits. */
#ifndef BBS_LOOP_H
#define BBS_LOOP_H

#include <stdint.h>

#include "face.h"

/* Seconds since 1970. */
int64_t loop_now(void);
/* Of a clock that nobody sets. */
int64_t loop_milliseconds(void);
/* Columns or rows that can be drawn: `otherwise` for 0, which pipes and phones send when they know no size; a window
 * nobody has is cut to what memory bears. */
int loop_size(uint32_t asked, int otherwise);
/* Milliseconds until the face wants a tick, at most a minute. */
int loop_patience(const struct face_type *face, const void *state);

#endif
