/* fuzz_marks.c: the set of read posts, from hostile bytes: always in order, and its written form reads the same. */
#include <stdlib.h>
#include <string.h>

#include "store/boards/mark_set.h"
#include "tests/fuzz/property.h"

static void in_order(const struct mark_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        property(set->above[i] > (i == 0 ? set->upto : set->above[i - 1]), "ascending, beyond the watermark");
}

static void round_trip(const struct mark_set *set)
{
    struct mark_set again = { 0 };
    size_t length;
    unsigned char *bytes = mark_set_write(set, &length);
    mark_set_read(&again, set->upto, bytes, length);
    property(again.count == set->count, "as many as were written");
    for (size_t i = 0; i < set->count; i++)
        property(again.above[i] == set->above[i], "the same posts");
    mark_set_free(&again);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct mark_set set = { 0 };
    if (size < 2)
        return 0;
    mark_set_read(&set, data[0], data + 2, size - 2);
    in_order(&set);
    mark_set_trim(&set);
    round_trip(&set);
    mark_set_add(&set, data[1]);
    property(mark_set_has(&set, data[1]), "what was added is there");
    in_order(&set);
    round_trip(&set);
    mark_set_raise(&set, data[1]);
    property(set.upto >= data[1], "the watermark rose");
    in_order(&set);
    mark_set_remove(&set, data[1], NULL, 0);
    property(!mark_set_has(&set, data[1]), "what was removed is gone");
    in_order(&set);
    mark_set_free(&set);
    return 0;
}
