/* room_round.c: a round: everybody who is present, one sentence each, in an order that is drawn. RULES 4.3, 4.1. */
#include "store/assembly/room_lot.h"
#include "store/assembly/room_row.h"

enum result room_draw_round(struct room_change *change, enum room_event event)
{
    int64_t drawn[SPEAKERS_MOST];
    int64_t meeting = change->row.meeting.id;
    enum result result = room_require_item(change);
    if (result == RESULT_OK)
        result = room_refuse_groups(change);
    if (result != RESULT_OK)
        return result;
    size_t count = room_present_read(change->store, change->row.meeting.id, change->now, drawn);
    result = room_lot(change->store, change->row.meeting.unit, meeting, drawn, count, count, change->now);
    for (size_t i = 0; i < count; i++)
        room_act(change, ACT_DRAWN, drawn[i], 0);
    if (result == RESULT_OK)
        result = room_ordered(change, room_act(change, ACT_ROUND, 0, 0));
    return result == RESULT_OK
               ? room_tell(change->store, &change->row, event, change->actor->member, (int64_t)count, NULL, change->now)
               : result;
}
