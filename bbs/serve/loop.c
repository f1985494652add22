/* loop.c: functions for the loops of a session and of `bbs console`. */
#include "bbs/serve/loop.h"

#include <time.h>

enum { COLUMNS_MOST = 1000, PATIENCE_MS = 60000 };

int64_t loop_now(void)
{
    return (int64_t)time(NULL);
}

int64_t loop_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int loop_size(uint32_t asked, int otherwise)
{
    if (asked == 0)
        return otherwise;
    return asked > COLUMNS_MOST ? COLUMNS_MOST : (int)asked;
}

int loop_patience(const struct face_type *face, const void *state)
{
    int asked = face->timeout(state);
    return asked < 0 || asked > PATIENCE_MS ? PATIENCE_MS : asked;
}
