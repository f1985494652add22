/* ask_follow.c: an ask that was made for a meeting ends and moves with it. */
#include "store/aid/ask_follow.h"

#include "store/aid/aid_match_row.h"

bool ask_follows_is_met(int state)
{
    return state == AID_AGREED || state == AID_DONE;
}

static void tell_asker(struct store *store, int64_t ask, int64_t by, int64_t now)
{
    int64_t asker = aid_match_asker(store, ask);
    if (asker != by)
        aid_tell(store, asker, ask, now);
}

void ask_follows_end(struct store *store, int64_t ask, int64_t by, int64_t now)
{
    if (db_number(
            store, 0, "SELECT 1 FROM ask WHERE id = ? AND state IN (" SQL_AID_OPEN ", " SQL_AID_ANSWERED ")", ask) == 0)
        return;
    aid_end(store, false, ask, AID_WITHDRAWN, by, now);
    tell_asker(store, ask, by, now);
}

/* Tells both sides of the ask's match, if there is one, that its page shows another time now. */
static void tell_the_two(struct store *store, int64_t ask, int64_t by, int64_t now)
{
    struct match_row match;
    int64_t id = db_number(store, 0,
        "SELECT id FROM aid_match WHERE ask = ? AND state IN (" SQL_MATCH_HOLDS ", " SQL_MATCH_AGREED ") LIMIT 1", ask);
    if (aid_match_read(store, id, &match))
        aid_match_tell_both(store, &match, by, now);
}

void ask_follows_move(struct store *store, int64_t ask, int64_t starts, int64_t ends, int64_t by, int64_t now)
{
    db_run(store, "UPDATE ask SET starts = ?, ends = ?, warned = 0 WHERE id = ? AND state = " SQL_AID_OPEN, starts,
        ends, ask);
    if (sqlite3_changes(store->db) == 0) {
        tell_the_two(store, ask, by, now);
        return;
    }
    aid_ask_end_suggestions(store, ask, now); /* they were made for the old hours */
    tell_asker(store, ask, by, now);
}
