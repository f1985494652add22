/* gain_row.h: the rows of gains, for the room's acts. Private to store/assembly/. */
#ifndef BBS_GAIN_ROW_H
#define BBS_GAIN_ROW_H

#include "gains.h"
#include "store/base/db.h"

struct gain_new {
    int64_t unit, item, day;
    enum gain_state state;
    const char *demand, *act; /* clean */
};
/* Inside a write. Whoever names an act comes herself. */
enum result gain_insert(
    struct store *store, const struct actor *actor, const struct gain_new *form, int64_t now, int64_t *gain);
/* Another one takes its place at once, in the same meeting. Inside a write. */
enum result gain_erase(struct store *store, int64_t gain);
/* Inside a write. sqlite3_changes() says whether it was new. */
enum result gain_set_hand(struct store *store, int64_t gain, int64_t member, bool comes);

#endif
