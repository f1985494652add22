#include "store/matching/matching_time.h"

enum { WEEK = 7 * 24 * 3600 };
static const int64_t beyond = (int64_t)1 << 50; /* later than any real time; adding weeks does not overflow */

/* The same window without extreme numbers: no end overflows, and a weekly window is shorter than a week. */
static struct matching_window tame(const struct matching_window *window)
{
    struct matching_window out = *window;
    if (out.from < 0)
        out.from = 0;
    if (out.from > beyond)
        out.from = beyond;
    if (out.until < 0)
        out.until = 0;
    if (out.until > beyond)
        out.until = MATCHING_OPEN_END;
    if (out.until == MATCHING_OPEN_END || out.from == 0 || out.until <= out.from)
        out.weekly = false;
    if (out.weekly && out.until - out.from >= WEEK) { /* each week begins before the previous one ends */
        out.until = MATCHING_OPEN_END;
        out.weekly = false;
    }
    return out;
}

/* Moves a weekly window to its first repetition that ends after `start`. */
static void move_to(struct matching_window *window, int64_t start)
{
    if (!window->weekly || window->until > start)
        return;
    int64_t weeks = (start - window->until) / WEEK + 1;
    window->from += weeks * WEEK;
    window->until += weeks * WEEK;
}

static struct matching_piece both(
    const struct matching_window *a, int64_t later_a, const struct matching_window *b, int64_t later_b, int64_t now)
{
    int64_t from = a->from + later_a, until = a->until == MATCHING_OPEN_END ? a->until : a->until + later_a;
    int64_t other_until = b->until == MATCHING_OPEN_END ? b->until : b->until + later_b;
    if (b->from + later_b > from)
        from = b->from + later_b;
    if (now > from)
        from = now;
    if (other_until < until)
        until = other_until;
    return (struct matching_piece) { from, until > from ? until : from };
}

static bool is_better(struct matching_piece piece, struct matching_piece than)
{
    int64_t length = piece.until - piece.from, other = than.until - than.from;
    return length > other || (length == other && length > 0 && piece.from < than.from);
}

struct matching_piece matching_overlap(
    const struct matching_window *ask, const struct matching_window *offer, int64_t now)
{
    struct matching_window a = tame(ask), b = tame(offer);
    now = now < 0 ? 0 : now > beyond ? beyond : now;
    int64_t start = a.from > b.from ? a.from : b.from;
    if (now > start)
        start = now;
    move_to(&a, start);
    move_to(&b, start);
    /* Of a weekly window two repetitions are enough: later ones share the same time again. */
    struct matching_piece best = both(&a, 0, &b, 0, now);
    for (int next = 1; next < 4; next++) {
        bool next_a = next & 1, next_b = next & 2;
        if ((next_a && !a.weekly) || (next_b && !b.weekly))
            continue;
        struct matching_piece piece = both(&a, next_a ? WEEK : 0, &b, next_b ? WEEK : 0, now);
        if (is_better(piece, best))
            best = piece;
    }
    return best;
}

/* An end that no clock shows counts as no end, so it is before nothing. */
static bool is_before(const struct matching_window *first, const struct matching_window *second)
{
    return first->until <= second->from && first->until <= beyond;
}

bool matching_apart(const struct matching_window *ask, const struct matching_window *offer)
{
    return !ask->weekly && !offer->weekly && (is_before(ask, offer) || is_before(offer, ask));
}

int64_t matching_length(const struct matching_window *window, int64_t now, int64_t most)
{
    struct matching_window tamed = tame(window);
    if (!tamed.weekly && now > tamed.from)
        tamed.from = now < beyond ? now : beyond;
    int64_t length = tamed.until - tamed.from; /* no overflow: from is not negative */
    return length > most ? most : length < 0 ? 0 : length;
}
