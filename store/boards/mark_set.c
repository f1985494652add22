/* mark_set.c: the set of read posts of one thread. mark_set.h explains it. */
#include "store/boards/mark_set.h"

#include <stdlib.h>
#include <string.h>

#include "util.h"

/* Index of the first id that is not below `post`. */
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

static void make_room(struct mark_set *set, size_t count)
{
    if (count <= set->room)
        return;
    set->room = count + set->room / 2 + 16;
    set->above = xrealloc(set->above, set->room, sizeof *set->above);
}

void mark_set_read(struct mark_set *set, int64_t upto, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    *set = (struct mark_set) { .upto = upto };
    int64_t last = upto;
    for (size_t i = 0; i < length && set->count < MARK_SET_BYTES_MOST;) {
        uint64_t step = 0;
        bool more = true;
        for (int shift = 0; more && i < length && shift < 63; shift += 7) {
            step |= (uint64_t)(at[i] & 0x7f) << shift;
            more = at[i++] & 0x80;
        }
        if (more || step == 0 || last < 0 || step > (uint64_t)(INT64_MAX - last))
            return;
        last += (int64_t)step;
        make_room(set, set->count + 1);
        set->above[set->count++] = last;
    }
}

unsigned char *mark_set_write(const struct mark_set *set, size_t *length)
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
    make_room(set, set->count + 1);
    memmove(set->above + place + 1, set->above + place, (set->count - place) * sizeof *set->above);
    set->above[place] = post;
    set->count++;
}

void mark_set_raise(struct mark_set *set, int64_t upto)
{
    if (upto <= set->upto)
        return;
    size_t covered = place_of(set, upto + 1);
    set->upto = upto;
    if (covered == 0)
        return;
    memmove(set->above, set->above + covered, (set->count - covered) * sizeof *set->above);
    set->count -= covered;
}

void mark_set_remove(struct mark_set *set, int64_t post, const int64_t *between, size_t count)
{
    if (post <= set->upto) {
        set->upto = post - 1;
        make_room(set, set->count + count);
        if (set->count > 0)
            memmove(set->above + count, set->above, set->count * sizeof *set->above);
        if (count > 0)
            memcpy(set->above, between, count * sizeof *between);
        set->count += count;
        return;
    }
    size_t place = place_of(set, post);
    if (place == set->count || set->above[place] != post)
        return;
    set->count--;
    memmove(set->above + place, set->above + place + 1, (set->count - place) * sizeof *set->above);
}

void mark_set_join(struct mark_set *set, const struct mark_set *other)
{
    mark_set_raise(set, other->upto);
    for (size_t i = 0; i < other->count; i++)
        mark_set_add(set, other->above[i]);
}

void mark_set_trim(struct mark_set *set)
{
    size_t length;
    if (set->count > MARK_SET_MOST)
        mark_set_raise(set, set->above[set->count - MARK_SET_MOST]);
    for (;;) {
        free(mark_set_write(set, &length));
        if (length <= MARK_SET_BYTES_MOST)
            return;
        mark_set_raise(set, set->above[set->count / 2]);
    }
}

void mark_set_free(struct mark_set *set)
{
    free(set->above);
    *set = (struct mark_set) { 0 };
}
