/* room_round.c: a round: everybody who is present, one sentence each, in an order that is drawn. RULES 4.3, 4.1. */
#include "store/assembly/room_lot.h"
#include "store/assembly/room_row.h"

static size_t who_is_present(struct room_change *change, int64_t *pool)
{
    size_t count = 0;
    sqlite3_stmt *row = db_query(change->store,
        "SELECT p.member FROM room_present p WHERE p.meeting = ?1 AND " ROOM_WAY("p") " <> " SQL_ROOM_AWAY,
        change->row.meeting.id, room_since(change->now));
    while (count < SPEAKERS_MOST && db_step(change->store, row))
        pool[count++] = sqlite3_column_int64(row, 0);
    db_done(change->store, row);
    return count;
}

enum result room_draw_round(struct room_change *change, enum room_event event)
{
    int64_t drawn[SPEAKERS_MOST];
    int64_t meeting = change->row.meeting.id;
    enum result result = room_require_item(change);
    if (result != RESULT_OK)
        return result;
    size_t count = who_is_present(change, drawn);
    result = room_lot(change->store, change->row.meeting.unit, meeting, drawn, count, count, change->now);
    for (size_t i = 0; i < count; i++)
        room_act(change, ACT_DRAWN, drawn[i], 0);
    if (result == RESULT_OK)
        result = room_ordered(change, room_act(change, ACT_ROUND, 0, 0));
    return result == RESULT_OK
               ? room_tell(change->store, &change->row, event, change->actor->member, (int64_t)count, NULL, change->now)
               : result;
}
