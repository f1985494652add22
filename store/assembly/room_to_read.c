/* room_to_read.c: which open meetings of other units she may read along, and how many read each. RULES 5.6. */
#include "store/assembly/room_reader.h"

enum result rooms_to_read(
    struct store *store, const struct actor *actor, int64_t now, struct room_to_read *out, size_t limit, size_t *count)
{
    (void)now;
    *count = 0;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT g.id, g.unit, coalesce(x.title, ''), u.name FROM room r JOIN meeting g ON g.id = r.meeting"
        " JOIN unit u ON u.id = g.unit LEFT JOIN meeting_text x ON x.meeting = g.id WHERE r.closed = 0"
        " AND (r.adjourned = 0 OR r.resumed > 0) AND u.kind <> " SQL_UNIT_CAUCUS " ORDER BY g.id DESC");
    while (*count < limit && db_step(store, row)) {
        struct room_to_read *one = &out[*count];
        *one = (struct room_to_read) { .meeting = sqlite3_column_int64(row, 0), .unit = sqlite3_column_int64(row, 1) };
        db_copy(row, 2, one->title, sizeof one->title);
        if (one->title[0] == '\0')
            util_copy_text(one->title, sizeof one->title, _("Meeting"));
        db_copy(row, 3, one->unit_name, sizeof one->unit_name);
        *count += room_reads_along(store, actor, one->unit);
    }
    db_done(store, row);
    return db_reading_end(store);
}

int room_readers_set(struct store *store, int64_t meeting, int count, int64_t now)
{
    (void)now;
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store,
        "UPDATE room SET readers = ?1 WHERE closed = 0 AND readers <> ?1 AND (meeting = ?2 OR (?2 = 0 AND readers > 0))",
        (int64_t)(count > 0 ? count : 0), meeting);
    int changed = sqlite3_changes(store->db);
    if (changed > 0 && meeting != 0)
        room_hint(store, meeting);
    return db_commit(store) == RESULT_OK ? changed : -1;
}
