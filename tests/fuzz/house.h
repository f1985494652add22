/* house.h: a small house in memory for fuzz targets: made anew now and then, so that it never grows large. */
#ifndef TESTS_FUZZ_HOUSE_H
#define TESTS_FUZZ_HOUSE_H

#include "store.h"

enum { HOUSE_NOW = 1795392000 }; /* a Monday, 00:00 UTC */

struct fuzz_house {
    struct store *store;
    struct actor member, other, guest, operator;
};
/* The house of this process; every `lives`th call makes it anew. */
struct fuzz_house *fuzz_house(unsigned lives);

#endif
