/* limits.h: how much a member may write at once. Private to store/; pace.h has the arithmetic. */
#ifndef BBS_LIMITS_H
#define BBS_LIMITS_H

#include "store/base/db.h"

/* More than anybody types or pastes in one go, less than a flood. An edited or restored text counts as a post. */
enum {
    POSTS_AT_ONCE = 30,
    LETTERS_AT_ONCE = 30,
    WRITE_EACH_SECONDS = 6, /* after these, one more every six seconds */
    ROOM_AT_ONCE = 20,      /* hands, signals and words in a meeting */
    ROOM_EACH_SECONDS = 3,
};

enum limit_kind { LIMIT_POSTS = 1, LIMIT_LETTERS, LIMIT_ROOM };

/* Inside a write. RESULT_BUSY: she must wait, and the sentence says how long. */
enum result limit_take(struct store *store, int64_t member, enum limit_kind kind, int64_t now);
void limits_forget(struct store *store, int64_t now);
void limits_leave(struct store *store, int64_t member);

#endif
