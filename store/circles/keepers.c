/* keepers.c: who keeps the next circle. See circles.h; RULES 5.5. */
#include <stdlib.h>

#include "circles.h"

enum { IN_A_ROW_MOST = 2 };

static int by_last(const void *left, const void *right)
{
    const struct keeper_candidate *a = left, *b = right;
    if (a->last != b->last)
        return a->last < b->last ? -1 : 1;
    return a->member < b->member ? -1 : a->member > b->member;
}

size_t keepers_choose(struct keeper_candidate *candidates, size_t count)
{
    size_t left = 0;
    for (size_t i = 0; i < count; i++)
        if (candidates[i].run < IN_A_ROW_MOST)
            candidates[left++] = candidates[i];
    qsort(candidates, left, sizeof *candidates, by_last);
    return left;
}
