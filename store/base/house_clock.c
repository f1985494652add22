/* house_clock.c: see house_clock.h. Pure. */
#include "house_clock.h"

static bool is_near(int64_t time, int64_t expected, int64_t most)
{
    return time - expected <= most && expected - time <= most;
}

/* True when the doubted time goes on as before. After an opening nobody knows how much time passed, so the difference
 * may be larger then. */
static bool still_stands(const struct house_clock *clock, int64_t wall, int64_t passed)
{
    return clock->doubted != 0 && is_near(wall, clock->doubted + passed, clock->going ? CLOCK_SET_MOST : CLOCK_JUMP);
}

/* May the wall clock be right? When the house was closed, only the wall clock knows for how long. So it may then be
 * further ahead. */
static bool may_be_true(const struct house_clock *clock, int64_t wall, int64_t passed)
{
    int64_t ahead = wall - clock->believed - passed;
    return clock->believed == 0 || (ahead >= -CLOCK_JUMP && ahead <= (clock->going ? CLOCK_JUMP : CLOCK_CLOSED));
}

int64_t house_clock_look(struct house_clock *clock, int64_t wall, int64_t monotonic)
{
    int64_t passed = clock->going ? monotonic - clock->monotonic : 0;
    bool believed = may_be_true(clock, wall, passed);
    if (!believed) {
        clock->stood = still_stands(clock, wall, passed) ? clock->stood + passed : 0;
        believed = clock->stood >= CLOCK_STANDS;
    }
    clock->going = true;
    clock->monotonic = monotonic;
    clock->believed = believed ? wall : clock->believed + passed;
    clock->doubted = believed ? 0 : wall;
    clock->stood = believed ? 0 : clock->stood;
    return clock->believed < wall ? clock->believed : wall;
}
