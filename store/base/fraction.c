/* fraction.c: shares of a whole. See fraction.h. Pure. */
#include "fraction.h"

struct fraction fraction_read(int64_t kept, bool more)
{
    return (struct fraction) { .parts = (int)(kept / 10), .of = (int)(kept % 10), .more = more };
}

static bool is_digit(char c)
{
    return c >= '1' && c <= '9';
}

bool fraction_parse(const char *words, int64_t *kept)
{
    if (!is_digit(words[0]) || words[1] != '/' || !is_digit(words[2]) || words[3] != '\0' || words[0] >= words[2])
        return false;
    int parts = words[0] - '0', of = words[2] - '0';
    for (int by = parts; by > 1; by--)
        if (parts % by == 0 && of % by == 0) {
            parts /= by;
            of /= by;
        }
    *kept = FRACTION_KEPT(parts, of);
    return true;
}

int fraction_compare(int64_t a, int64_t b)
{
    int64_t left = (a / 10) * (b % 10), right = (b / 10) * (a % 10);
    return (left > right) - (left < right);
}

bool fraction_reached(struct fraction fraction, int64_t part, int64_t base)
{
    int64_t have = part * fraction.of, need = base * fraction.parts;
    return base > 0 && (fraction.more ? have > need : have >= need);
}

int64_t fraction_needed(struct fraction fraction, int64_t base)
{
    int64_t need = base * fraction.parts;
    if (base <= 0)
        return 1;
    return fraction.more ? need / fraction.of + 1 : (need + fraction.of - 1) / fraction.of;
}

int64_t fraction_most(struct fraction fraction, int64_t base)
{
    return base * fraction.parts / fraction.of;
}
