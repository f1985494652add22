/* room_parked.c: an item that was parked comes on the agenda of the unit's next meeting by itself. RULES 4.4. */
#include "store/assembly/proposal_row.h"
#include "store/assembly/room_row.h"

/* It is a new item there, with the words and the author of the parked one. An agenda may be closed already, and full:
 * the meeting decided this itself. */
static void move_item(struct store *store, int64_t meeting, int64_t item, int64_t now)
{
    char uid[37];
    uid_make(now, uid);
    db_run(store,
        "INSERT INTO meeting_item (uid, meeting, adder, founds, wants, about, minutes, added, failed)"
        " SELECT ?, ?, adder, founds, wants, about, minutes, ?, failed FROM meeting_item WHERE id = ?",
        uid, meeting, now, item);
    int64_t copy = db_last_id(store);
    db_run(store, "INSERT INTO meeting_item_text SELECT ?, title, details FROM meeting_item_text WHERE item = ?", copy,
        item);
    db_run(store, "UPDATE room_item SET moved = ? WHERE item = ?", copy, item);
}

enum result room_park_onto_next(struct store *store, int64_t unit, int64_t now)
{
    int64_t item,
        next = db_number(store, 0,
            "SELECT g.id FROM meeting g WHERE g.unit = ? AND g.state = " SQL_MEETING_CALLED " AND g.starts > ?"
            " AND NOT EXISTS (SELECT 1 FROM room r WHERE r.meeting = g.id) ORDER BY g.starts LIMIT 1",
            unit, now);
    while (next != 0 && !db_failed(store) &&
           (item = db_number(store, 0,
                "SELECT t.item FROM room_item t JOIN meeting g ON g.id = t.meeting WHERE g.unit = ? AND t.parked = 1"
                " AND t.moved = 0 LIMIT 1",
                unit)) != 0)
        move_item(store, next, item, now);
    proposals_follow(store, unit);
    return db_outcome(store);
}
