/*
 * aid_climb.c: an ask that nobody answered climbs to neighbouring units, and later to all units below the same parent.
 * RULES 3.7.
 *
 * A row of ask_climbed says that the ask is shown in that unit. Readers there see less of it: aid_reach.c.
 */
#include "store/aid/aid_internal.h"

#define HOLDS_ASKS(u) IS_PLACE(u ".kind") " AND " u ".closed = 0"

static int climb_beside(struct store *store, const struct aid_row *ask, int64_t now)
{
    db_run(store,
        "INSERT OR IGNORE INTO ask_climbed SELECT ?1, o.id, 0, ?2 FROM unit u JOIN unit o ON o.id <> u.id"
        " WHERE u.id = ?3 AND " HOLDS_ASKS("u") " AND " HOLDS_ASKS("o") " AND " LIES_BESIDE("u", "o"),
        ask->id, now, ask->unit);
    return sqlite3_changes(store->db);
}

static int climb_above(struct store *store, const struct aid_row *ask, int64_t now)
{
    db_run(store,
        "WITH RECURSIVE below (id) AS (SELECT parent FROM unit WHERE id = ?3 AND parent IS NOT NULL"
        " UNION SELECT o.id FROM unit o JOIN below b ON o.parent = b.id)"
        " INSERT OR IGNORE INTO ask_climbed SELECT ?1, o.id, 1, ?2 FROM below b JOIN unit o ON o.id = b.id"
        " JOIN unit u ON u.id = ?3 WHERE o.id <> u.id AND " HOLDS_ASKS("u") " AND " HOLDS_ASKS("o"),
        ask->id, now, ask->unit);
    return sqlite3_changes(store->db);
}

/* Writes an entry to the ledger of each unit where the ask is shown. */
static void note_there(struct store *store, int64_t ask, int64_t since, enum ledger_kind kind, int64_t now)
{
    sqlite3_stmt *row = db_query(store, "SELECT unit FROM ask_climbed WHERE ask = ? AND at >= ?", ask, since);
    while (db_step(store, row))
        ledger_append(store,
            &(struct ledger_new) { .at = now, .unit = sqlite3_column_int64(row, 0), .subject = ask, .kind = kind });
    db_done(store, row);
}

/* Runs again after each wait: a new neighbouring unit may exist by then. */
static void climb(struct store *store, const struct aid_row *ask, int64_t now)
{
    int64_t wait = aid_climb_wait(store, ask->unit, ask->urgency);
    bool waited =
        db_number(store, 0, "SELECT 1 FROM ask_climbed WHERE ask = ? AND at <= ? LIMIT 1", ask->id, now - wait) == 1;
    int units = climb_beside(store, ask, now);
    if (waited)
        units += climb_above(store, ask, now);
    db_run(store, "UPDATE ask SET climb_at = ? WHERE id = ?", now + wait, ask->id);
    if (units > 0) {
        aid_ledger(store, LEDGER_ASK_CLIMBED, ask->id, now);
        note_there(store, ask->id, now, LEDGER_ASK_CLIMBED, now);
        aid_tell(store, ask->member, ask->id, now);
    }
}

int aid_climb_tick(struct store *store, int64_t now)
{
    int count = 0;
    for (bool found = true; found && !db_failed(store);) {
        struct aid_row ask = { 0 };
        sqlite3_stmt *row = db_query(store,
            "SELECT " ASK_COLUMNS " FROM ask a WHERE a.state = " SQL_AID_OPEN
            " AND a.climb_at > 0 AND a.climb_at <= ? ORDER BY a.climb_at LIMIT 1",
            now);
        found = db_step(store, row);
        if (found)
            aid_read_row(row, false, &ask);
        db_done(store, row);
        if (found) {
            climb(store, &ask, now);
            count++;
        }
    }
    return count;
}

bool aid_ask_is_up(struct store *store, int64_t ask)
{
    return db_number(store, 0, "SELECT 1 FROM ask_climbed WHERE ask = ? LIMIT 1", ask) == 1;
}

void aid_ask_come_down(struct store *store, int64_t ask, int64_t now)
{
    if (!aid_ask_is_up(store, ask))
        return;
    note_there(store, ask, 0, LEDGER_ASK_ENDED, now);
    db_run(store, "DELETE FROM ask_climbed WHERE ask = ?", ask);
    /* If it opens again, it climbs at the next tick, because it has already waited. */
    db_run(store, "UPDATE ask SET climb_at = max(asked, 1) WHERE id = ? AND climbs > 0", ask);
}
