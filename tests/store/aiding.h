/* aiding.h: a street whose people ask and offer, for the tests of mutual aid. RULES 3. */
#ifndef TESTS_STORE_AIDING_H
#define TESTS_STORE_AIDING_H

#include "tests/store/street.h"

struct aiding {
    struct street street;
    struct store *store;
    struct actor ann, ben, eve, flo, gil; /* homes C 14, C 14, D 1, D 2, C 9 */
};

static inline int aiding_begin(void **state)
{
    struct aiding *aiding = calloc(1, sizeof *aiding);
    *state = aiding;
    street_open_at(&aiding->street, ":memory:");
    aiding->store = aiding->street.store;
    aiding->ann = aiding->street.ann;
    aiding->ben = aiding->street.ben;
    aiding->eve = street_lives_at(&aiding->street, "eve", "D 1");
    aiding->flo = street_lives_at(&aiding->street, "flo", "D 2");
    aiding->gil = street_lives_at(&aiding->street, "gil", "C 9");
    return 0;
}

static inline int aiding_end(void **state)
{
    struct aiding *aiding = *state;
    store_close(aiding->store);
    free(aiding);
    return 0;
}

#endif
