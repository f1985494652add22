#include "store/mark_set.h"

#include <stdlib.h>
#include <string.h>

#include "util.h"

static size_t place_of(const struct mark_set *set, int64_t post)
{
    size_t low = 0, high = set->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (set->above[middle] < post)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void mark_set_decode(struct mark_set *set, int64_t upto, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    int64_t last = upto;
    *set = (struct mark_set) { .upto = upto };
    for (size_t i = 0; i < length;) {
        uint64_t step = 0;
        int shift = 0;
        bool more = true;
        for (; more && i < length && shift < 49; shift += 7) {
            step |= (uint64_t)(at[i] & 0x7f) << shift;
            more = at[i++] & 0x80;
        }
        if (more || step == 0 || step > (uint64_t)(INT64_MAX - last))
            return;
        last += (int64_t)step;
        mark_set_add(set, last);
    }
}

unsigned char *mark_set_encode(const struct mark_set *set, size_t *length)
{
    struct buffer out = { 0 };
    int64_t last = set->upto;
    for (size_t i = 0; i < set->count; i++) {
        uint64_t step = (uint64_t)(set->above[i] - last);
        last = set->above[i];
        do {
            unsigned char byte = (unsigned char)((step & 0x7f) | (step > 0x7f ? 0x80 : 0));
            buffer_add(&out, &byte, 1);
            step >>= 7;
        } while (step > 0);
    }
    *length = out.length;
    return (unsigned char *)out.data;
}

bool mark_set_has(const struct mark_set *set, int64_t post)
{
    if (post <= set->upto)
        return true;
    size_t place = place_of(set, post);
    return place < set->count && set->above[place] == post;
}

void mark_set_add(struct mark_set *set, int64_t post)
{
    if (mark_set_has(set, post))
        return;
    size_t place = place_of(set, post);
    if (set->count == set->room) {
        set->room = set->room * 2 + 16;
        set->above = xrealloc(set->above, set->room, sizeof *set->above);
    }
    memmove(set->above + place + 1, set->above + place, (set->count - place) * sizeof *set->above);
    set->above[place] = post;
    set->count++;
}

void mark_set_remove(struct mark_set *set, int64_t post, const int64_t *between, size_t count)
{
    if (post > set->upto) {
        size_t place = place_of(set, post);
        if (place < set->count && set->above[place] == post) {
            memmove(set->above + place, set->above + place + 1, (set->count - place - 1) * sizeof *set->above);
            set->count--;
        }
        return;
    }
    set->upto = post - 1;
    for (size_t i = 0; i < count; i++)
        mark_set_add(set, between[i]);
}

void mark_set_raise(struct mark_set *set, int64_t upto)
{
    if (upto <= set->upto)
        return;
    size_t covered = place_of(set, upto + 1);
    memmove(set->above, set->above + covered, (set->count - covered) * sizeof *set->above);
    set->count -= covered;
    set->upto = upto;
}

void mark_set_free(struct mark_set *set)
{
    free(set->above);
    *set = (struct mark_set) { 0 };
}
