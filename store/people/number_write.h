/* number_write.h: what a decision writes about the numbers of a unit. Private to store/. */
#ifndef BBS_NUMBER_WRITE_H
#define BBS_NUMBER_WRITE_H

#include "numbers.h"

/* The value must be within its limits. Inside a write. */
enum result number_set(
    struct store *store, int64_t unit, enum number number, int64_t value, int64_t decision, int64_t now);
/* In the measure of the number, as people say it. */
int64_t number_value(struct store *store, int64_t unit, enum number number);

#endif
