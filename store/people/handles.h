/* handles.h: whose handle is whose, and which are taken. Private to store/. */
#ifndef BBS_HANDLES_H
#define BBS_HANDLES_H

#include "store/base/db.h"

int64_t member_find(struct store *store, const char *handle); /* 0: nobody */
/* RESULT_INVALID, RESULT_CONFLICT with a sentence; takes it for this member, inside a write. */
enum result handle_is_free(struct store *store, const char *handle);
enum result handle_take(struct store *store, int64_t member, const char *handle);
/* For the caretaker: makes the skeletons of all who are here anew when the tables are of another Unicode than those
 * that the house went by. */
enum result handles_look_again(struct store *store);

#endif
