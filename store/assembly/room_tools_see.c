/* room_tools_see.c: how a room stands in what room_tools.h adds. Read at every redraw. */
#include "majority.h"
#include "room_tools.h"
#include "store/assembly/room_row.h"

static void read_urgent(
    struct store *store, const struct actor *actor, const struct room_row *row, int64_t now, struct room *out)
{
    struct room_tools *tools = &out->tools;
    sqlite3_stmt *urgent = db_query(store, "SELECT urgent FROM room WHERE meeting = ?", row->meeting.id);
    if (db_step(store, urgent))
        db_copy(urgent, 0, tools->urgent, sizeof tools->urgent);
    db_done(store, urgent);
    tools->urgent_needed = (int)majority_needed(MAJORITY_THREE_QUARTERS, out->present);
    if (tools->urgent[0] == '\0')
        return;
    urgent = db_query(store,
        "SELECT count(*), coalesce(max(p.member = ?3), 0) FROM room_present p WHERE p.meeting = ?1 AND p.urgent = 1"
        " AND " ROOM_WAY("p") " <> " SQL_ROOM_AWAY,
        row->meeting.id, room_since(now), actor->member);
    if (db_step(store, urgent)) {
        tools->urgent_yes = sqlite3_column_int(urgent, 0);
        tools->urgent_mine = sqlite3_column_int(urgent, 1) != 0;
    }
    db_done(store, urgent);
}

static void read_hers(
    struct store *store, const struct actor *actor, const struct room_row *row, struct room_tools *out)
{
    sqlite3_stmt *hers =
        db_query(store, "SELECT willing, team, reports FROM room_present WHERE meeting = ? AND member = ?",
            row->meeting.id, actor->member);
    if (db_step(store, hers)) {
        out->willing = sqlite3_column_int(hers, 0) != 0;
        out->team = row->groups > 0 ? sqlite3_column_int(hers, 1) : 0;
        out->reports = out->team != 0 && sqlite3_column_int(hers, 2) != 0;
    }
    db_done(store, hers);
}

void room_tools_read(
    struct store *store, const struct actor *actor, const struct room_row *row, int64_t now, struct room *out)
{
    struct room_tools *tools = &out->tools;
    const struct speakers *speakers = room_speakers(store, row->meeting.id);
    *tools = (struct room_tools) {
        .points_heard = speakers->points_heard,
        .points_together = speakers->points_together,
        .lent = row->lent != 0,
        .chair_dropped = row->chair_dropped,
        .lot_from = out->chair == 0 && row->lot_from > now - ROOM_DROPPED ? row->lot_from : 0,
        .mood = row->mood,
        .may_feel = row->mood != 0 && row->mood == actor->member && row->item != 0 && row->mood_item != row->item,
        .grouped = row->groups > 0 ? row->grouped : 0,
        .ending = row->ending,
    };
    if (row->mood != 0)
        room_handle(store, row->mood, tools->mood_handle);
    read_urgent(store, actor, row, now, out);
    read_hers(store, actor, row, tools);
    room_fold_read(store, actor, row, tools);
    room_anger_read(store, actor, row, tools);
}
