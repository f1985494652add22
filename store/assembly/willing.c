/* willing.c: who would take a task of the unit. RULES 4.1, 5.5. */
#include "meetings.h"
#include "store/assembly/meeting_row.h"
#include "store/people/seat_write.h"

/* She says it herself: nobody is made willing by another's hand. */
static enum result require_her(struct store *store, const struct actor *actor, int64_t *unit)
{
    enum result result = require_member(store, actor);
    return result == RESULT_OK ? meeting_require_unit(store, actor, unit) : result;
}

enum result willing_set(struct store *store, const struct actor *actor, const char *task, bool on, int64_t now)
{
    int64_t unit = 0;
    enum result result = require_her(store, actor, &unit);
    if (result != RESULT_OK || (result = seat_known(store, task)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    if (on)
        db_run(store, "INSERT OR IGNORE INTO willing (unit, member, name, at) VALUES (?, ?, ?, ?)", unit, actor->member,
            task, now);
    else
        db_run(store, "DELETE FROM willing WHERE unit = ? AND member = ? AND name = ?", unit, actor->member, task);
    meeting_hint(store);
    return db_commit(store);
}

enum result willing_list(
    struct store *store, const struct actor *actor, struct willing *out, size_t limit, size_t *count)
{
    int64_t unit = 0;
    *count = 0;
    enum result result = meeting_require_unit(store, actor, &unit);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT w.name, n.handle, w.member FROM willing w JOIN member m ON m.id = w.member"
        " JOIN member_name n ON n.member = m.id WHERE w.unit = ? AND m.gone = 0 AND NOT " WAITS_AT_DOOR(
            "m.id") " ORDER BY w.name, w.at, w.member",
        unit);
    while (*count < limit && db_step(store, row)) {
        struct willing *one = &out[(*count)++];
        *one = (struct willing) { .mine = sqlite3_column_int64(row, 2) == actor->member };
        db_copy(row, 0, one->task, sizeof one->task);
        db_copy(row, 1, one->handle, sizeof one->handle);
    }
    db_done(store, row);
    return db_outcome(store);
}
