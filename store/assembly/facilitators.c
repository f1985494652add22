/* facilitators.c: see facilitators.h. RULES 4.1. */
#include "facilitators.h"

#include "meetings.h"
#include "store/assembly/facilitator_row.h"
#include "store/people/caucus_row.h"
#include "store/people/claim_room.h"
#include "store/people/seat_write.h"

bool facilitators_lack_a_woman(struct store *store, int64_t unit, int64_t now)
{
    return db_number(store, 0,
               "SELECT 1 FROM seat s WHERE s.unit = ?1 AND s.name = 'facilitator' AND s.until > ?2"
               " AND " CLAIM_STANDS_SQL("s.member", "?2") " LIMIT 1",
               unit, now) == 0;
}

static bool has_facilitators(struct store *store, int64_t unit, int64_t now)
{
    return db_number(store, 0, "SELECT 1 FROM seat WHERE unit = ? AND name = 'facilitator' AND until > ? LIMIT 1", unit,
               now) == 1;
}

/* The next willing woman of the unit after `after`; 0: there are no more. */
static int64_t next_willing(struct store *store, int64_t unit, int64_t after, int64_t now)
{
    return db_number(store, 0,
        "SELECT min(w.member) FROM willing w WHERE w.unit = ?1 AND w.name = 'facilitator' AND w.member > ?3"
        " AND " CLAIM_STANDS_SQL("w.member", "?2"),
        unit, now, after);
}

static bool is_a_woman_willing(struct store *store, int64_t unit, int64_t now)
{
    int64_t member = 0;
    while ((member = next_willing(store, unit, member, now)) != 0 && !db_failed(store))
        if (seat_may_have(store, unit, "facilitator", member, now) == RESULT_OK)
            return true;
    return false;
}

enum result facilitators_asked(struct store *store, const struct actor *actor, int64_t now,
    struct facilitators_asked *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = caucus_require_actor(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    bool stands = claim_stands(store, actor->member, now);
    sqlite3_stmt *row = db_query(store,
        "SELECT u.id, u.name, u.slug FROM womens_caucus w JOIN membership s ON s.unit = w.caucus AND s.member = ?"
        " JOIN unit c ON c.id = w.caucus JOIN unit u ON u.id = w.unit WHERE c.closed = 0 ORDER BY u.id",
        actor->member);
    while (*count < limit && db_step(store, row)) {
        int64_t unit = sqlite3_column_int64(row, 0);
        if (!actor_belongs(actor, unit) || !has_facilitators(store, unit, now) ||
            !facilitators_lack_a_woman(store, unit, now) || is_a_woman_willing(store, unit, now))
            continue;
        out[*count].unit = unit;
        out[*count].stands = stands;
        out[*count].mine =
            db_number(store, 0, "SELECT 1 FROM willing WHERE unit = ? AND member = ? AND name = 'facilitator'", unit,
                actor->member) == 1;
        db_copy(row, 1, out[*count].name, sizeof out->name);
        db_copy(row, 2, out[(*count)++].slug, sizeof out->slug);
    }
    db_done(store, row);
    return db_reading_end(store);
}

enum result facilitators_answer(struct store *store, const struct actor *actor, int64_t unit, bool yes, int64_t now)
{
    struct actor there = *actor;
    there.here = unit;
    return willing_set(store, &there, "facilitator", yes, now);
}
