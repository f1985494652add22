/* pace.c: see pace.h. Pure. */
#include "pace.h"

int64_t pace_take(const struct pace *pace, int64_t *whole_at, int64_t now)
{
    int64_t longest = pace->at_once * pace->each;
    int64_t whole = *whole_at < now || *whole_at > now + longest ? now : *whole_at;
    if (whole + pace->each > now + longest)
        return whole + pace->each - now - longest;
    *whole_at = whole + pace->each;
    return 0;
}
