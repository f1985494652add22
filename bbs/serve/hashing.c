/* hashing.c: see hashing.h. Pure. */
#include "bbs/serve/hashing.h"

#include <stddef.h>
#include <string.h>

/* Hashes a source. When two sources have the same number, they only share their turns. */
static uint64_t number_of(const char *source)
{
    uint64_t number = 1469598103934665603U; /* FNV-1a */
    for (; *source != '\0'; source++)
        number = (number ^ (unsigned char)*source) * 1099511628211U;
    return number;
}

static int find(const struct hashing *hashing, int key)
{
    for (int i = 0; i < hashing->count; i++)
        if (hashing->ones[i].key == key)
            return i;
    return -1;
}

static void take_out(struct hashing *hashing, int at)
{
    hashing->running -= hashing->ones[at].runs;
    hashing->count--;
    memmove(&hashing->ones[at], &hashing->ones[at + 1], (size_t)(hashing->count - at) * sizeof *hashing->ones);
}

bool hashing_ask(struct hashing *hashing, int key, const char *source, bool place_is_known)
{
    if (hashing->count == HASHING_ROOM || find(hashing, key) >= 0)
        return false;
    hashing->ones[hashing->count++] =
        (struct hashing_one) { .key = key, .place_is_known = place_is_known, .source = number_of(source) };
    return true;
}

static int turns_lately(const struct hashing *hashing, uint64_t source)
{
    int turns = 0;
    for (size_t i = 0; i < HASHING_LATELY; i++)
        turns += hashing->lately[i] == source;
    return turns;
}

/* True when `a` goes before `b`, who came earlier. */
static bool goes_before(const struct hashing *hashing, const struct hashing_one *a, const struct hashing_one *b)
{
    if (a->place_is_known != b->place_is_known)
        return a->place_is_known;
    return a->source != b->source && turns_lately(hashing, a->source) < turns_lately(hashing, b->source);
}

static struct hashing_one *first(struct hashing *hashing)
{
    struct hashing_one *best = NULL;
    for (int i = 0; i < hashing->count; i++) {
        struct hashing_one *one = &hashing->ones[i];
        if (!one->runs && (best == NULL || goes_before(hashing, one, best)))
            best = one;
    }
    return best;
}

static void end_late(struct hashing *hashing, int64_t now)
{
    for (int i = hashing->count - 1; i >= 0; i--)
        if (hashing->ones[i].runs && now - hashing->ones[i].began > HASHING_LONGEST_MS)
            take_out(hashing, i);
}

int hashing_next(struct hashing *hashing, int64_t now)
{
    end_late(hashing, now);
    struct hashing_one *one = hashing->running < hashing->most ? first(hashing) : NULL;
    if (one == NULL)
        return -1;
    one->runs = true;
    one->began = now;
    hashing->running++;
    hashing->lately[hashing->turns++ % HASHING_LATELY] = one->source;
    return one->key;
}

void hashing_end(struct hashing *hashing, int key)
{
    int at = find(hashing, key);
    if (at >= 0)
        take_out(hashing, at);
}
