/* aid_every_end.c: how one helper for every week ends: said by one of the two, or by what they did. RULES 3.1. */
#include "store/aid/aid_internal.h"

int64_t aid_every_week_first(struct store *store, int64_t ask)
{
    return db_number(store, ask, "SELECT " FIRST_OF("?"), ask);
}

void aid_every_week_end(struct store *store, int64_t first, int64_t helper, int64_t by, int64_t now)
{
    int64_t ask = db_number(store, 0, "SELECT max(id) FROM ask WHERE id = ?1 OR first = ?1", first);
    int64_t asker = db_number(store, 0, "SELECT member FROM ask WHERE id = ?", ask);
    int side = by == 0 ? 0 : by == helper ? SIDE_HELPER : by == asker ? SIDE_ASKER : 0;
    db_run(store,
        "UPDATE aid_every_week SET asker_yes = 0, helper_yes = 0, ended = ?, served = ? WHERE first = ? AND helper = ?",
        now, -side, first, helper);
    if (helper != by)
        aid_tell(store, helper, ask, now);
    if (asker != by)
        aid_tell(store, asker, ask, now);
}

void aid_every_week_end_of(struct store *store, int64_t ask, int64_t helper, int64_t by, int64_t now)
{
    int64_t first = aid_every_week_first(store, ask);
    if (db_number(store, 0,
            "SELECT 1 FROM aid_every_week WHERE first = ? AND helper = ? AND asker_yes + helper_yes > 0", first,
            helper) == 1)
        aid_every_week_end(store, first, helper, by, now);
}

/* Of the rows that a query finds, by first ask and helper, all that go on. */
static void end_found(struct store *store, sqlite3_stmt *row, int64_t by, int64_t now)
{
    while (db_step(store, row))
        aid_every_week_end(store, sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), by, now);
    db_done(store, row);
}

#define GOES_ON " asker_yes + helper_yes > 0"

void aid_every_week_end_offer(struct store *store, int64_t offer, int64_t by, int64_t now)
{
    end_found(
        store, db_query(store, "SELECT first, helper FROM aid_every_week WHERE offer = ? AND" GOES_ON, offer), by, now);
}

void aid_every_week_end_ask(struct store *store, int64_t ask)
{
    db_run(store, "DELETE FROM aid_every_week WHERE first = ?", aid_every_week_first(store, ask));
}

void aid_every_week_part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    end_found(store,
        db_query(store,
            "SELECT e.first, e.helper FROM aid_every_week e JOIN ask a ON a.id = e.first WHERE a.unit = ?1 AND" GOES_ON
            " AND (e.helper = ?2 OR EXISTS (SELECT 1 FROM ask k WHERE k.member = ?2 AND (k.id = e.first OR k.first ="
            " e.first)))",
            unit, member),
        member, now);
}

void aid_every_week_leave(struct store *store, int64_t member, int64_t now)
{
    end_found(store, db_query(store, "SELECT first, helper FROM aid_every_week WHERE helper = ? AND" GOES_ON, member),
        member, now);
    db_run(store,
        "DELETE FROM aid_every_week WHERE helper = ?1 OR first IN (SELECT CASE first WHEN 0 THEN id ELSE first END"
        " FROM ask WHERE member = ?1)",
        member);
}

/* What ended is told for two days. What nobody's ask goes on with is over, too. */
void aid_every_week_forget(struct store *store, int64_t now)
{
    db_run(store,
        "DELETE FROM aid_every_week WHERE (ended > 0 AND ended <= ?1) OR NOT EXISTS (SELECT 1 FROM ask a WHERE (a.id ="
        " aid_every_week.first OR a.first = aid_every_week.first) AND a.state <= " SQL_AID_AGREED ")",
        now - AID_FELL_SAID);
}
