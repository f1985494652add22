/* table_row.c: the right of a table, and what the room and the question ask about all tables. RULES 1.6, 4.5. */
#include "store/assembly/table_row.h"

#include "store/assembly/room_way.h"

int64_t table_since(int64_t now)
{
    return now - ROOM_DROPPED;
}

enum result table_require(struct store *store, const struct actor *actor, int64_t meeting)
{
    if (actor->kind == ACTOR_TABLE && actor->meeting == meeting &&
        db_number(store, 0,
            "SELECT 1 FROM room r JOIN room_present t ON t.meeting = r.meeting AND t.member = ?2 AND t.table_number > 0"
            " AND t.table_seen > 0 WHERE r.meeting = ?1 AND r.closed = 0 AND (?4 = 0 OR EXISTS (SELECT 1"
            " FROM room_present p WHERE p.meeting = r.meeting AND p.member = ?3 AND p.seat = ?2"
            " AND length(p.digits) > 0))",
            meeting, actor->table, actor->member, actor->by_digits) == 1)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED, _("This table is over. Whoever logged in here ends it."));
}

struct actor table_reads(const struct actor *actor, int64_t unit)
{
    return (struct actor) { .kind = ACTOR_MEMBER, .member = actor->table, .unit_count = 1, .units = { unit } };
}

/* SQL: somebody sits at the table of `t` and is present. */
#define HAS_PEOPLE(t)                                                                                                  \
    "EXISTS (SELECT 1 FROM room_present p WHERE p.meeting = " t ".meeting AND p.seat = " t                             \
    ".member AND " ROOM_WAY("p") " <> " SQL_ROOM_AWAY ")"

int table_not_done(struct store *store, int64_t meeting, int64_t question, int64_t now, int *first)
{
    int count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT count(*), min(t.table_number) FROM room_present t WHERE t.meeting = ?1 AND " IS_TABLE(
            "t") " AND t.table_done <> ?3 AND " HAS_PEOPLE("t"),
        meeting, table_since(now), question);
    if (db_step(store, row)) {
        count = sqlite3_column_int(row, 0);
        *first = sqlite3_column_int(row, 1);
    }
    db_done(store, row);
    return count;
}

/* SQL: `t` has a line (?2: since when), and somebody is present by her hand. */
#define HELPS(t)                                                                                                       \
    "(" t ".line > ?2 AND EXISTS (SELECT 1 FROM room_present p WHERE p.meeting = " t ".meeting AND p.hand = " t        \
    ".member AND " ROOM_WAY("p") " = " SQL_ROOM_HAND "))"

int table_not_aloud(struct store *store, int64_t meeting, int64_t proposal, int64_t now)
{
    return (int)db_number(store, 0,
        "SELECT count(*) FROM room_present t WHERE t.meeting = ?1 AND t.aloud <> ?3 AND ((" IS_TABLE(
            "t") " AND " HAS_PEOPLE("t") ") OR " HELPS("t") ")",
        meeting, table_since(now), proposal);
}

bool table_helper_not_aloud(struct store *store, int64_t meeting, int64_t proposal, int64_t member, int64_t now)
{
    return db_number(store, 0,
               "SELECT count(*) FROM room_present t WHERE t.meeting = ?1 AND t.member = ?4 AND t.aloud <> ?3 AND " HELPS(
                   "t"),
               meeting, table_since(now), proposal, member) > 0;
}
