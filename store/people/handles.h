/* handles.h: finds members by handle, and keeps which handles are taken. RULES 1.5. Private to store/. */
#ifndef BBS_HANDLES_H
#define BBS_HANDLES_H

#include "store/base/db.h"

int64_t handle_find_member(struct store *store, const char *handle); /* 0: nobody has that handle */
/* RESULT_INVALID or RESULT_CONFLICT, with a sentence. handle_take() also stores it as this member's, inside a write. */
enum result handle_is_free(struct store *store, const char *handle);
enum result handle_take(struct store *store, int64_t member, const char *handle);
/* For the caretaker: when handle_table.c was made from another version of Unicode than the one noted in the house,
 * computes the skeletons of all present members again. */
enum result handles_look_again(struct store *store);

#endif
