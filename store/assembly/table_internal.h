/* table_internal.h: what table.c asks of table_digits.c. Inside a write. */
#ifndef BBS_TABLE_INTERNAL_H
#define BBS_TABLE_INTERNAL_H

#include "store/assembly/room_row.h"
#include "store/assembly/table_row.h"

bool table_are_digits(const char *digits);
bool table_has_digits(struct store *store, int64_t meeting, int64_t member);
bool table_digits_are_right(struct store *store, int64_t meeting, int64_t member, const char *digits);
enum result table_set_digits(struct room_change *change, int64_t member, const char *digits);
/* She was let in at the door, and has no digits yet. */
enum result table_require_choice(struct room_change *change, int64_t member);
/* *left: how many tries she has left; TABLE_TRIES when the digits are right. A wrong try is counted, which is a write
 * that succeeds. So the caller commits, and then refuses with table_refuse_wrong(). */
enum result table_try_digits(struct room_change *change, int64_t member, const char *digits, int *left);
enum result table_refuse_wrong(struct store *store, int left);

#endif
