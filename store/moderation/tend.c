/* tend.c: what the caretaker does for moderation, each second. See moderation.h. RULES 7.1-7.3. */
#include <stdlib.h>

#include "store/moderation/draw_row.h"

enum { DUE_MOST = 100 };

typedef int act_do(struct store *store, const struct act_row *row, int64_t now);

/* Calls `what` for each of these acts. */
static int each(struct store *store, const int64_t *acts, size_t count, act_do *what, int64_t now)
{
    int changed = 0;
    for (size_t i = 0; i < count; i++) {
        struct act_row row;
        int one = act_load(store, acts[i], &row) == RESULT_OK ? what(store, &row, now) : 0;
        if (one < 0)
            return -1;
        changed += one;
    }
    return changed;
}

static size_t read_acts(struct store *store, sqlite3_stmt *row, int64_t out[DUE_MOST])
{
    size_t count = 0;
    while (count < DUE_MOST && db_step(store, row))
        out[count++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
    return count;
}

static int end(struct store *store, const struct act_row *row, enum act_state state, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    act_end(store, row, state, 0, NULL, now);
    return db_commit(store) == RESULT_OK ? 1 : -1;
}

static int fall(struct store *store, const struct act_row *row, int64_t now)
{
    return end(store, row, ACT_FELL, now);
}

static int be_over(struct store *store, const struct act_row *row, int64_t now)
{
    return end(store, row, ACT_OVER, now);
}

/* --- appeals --- */

static bool waits_for_panel_only(const struct act_row *row)
{
    return row->kind == ACT_COVER && (row->reason == COVER_THREATENS || row->reason == COVER_EXPOSES);
}

static int64_t count_seats(struct store *store, int64_t act, enum panel_state state)
{
    return db_number(store, 0, "SELECT count(*) FROM panel_seat WHERE act = ? AND state = ?", act, (int64_t)state);
}

/* Those who did not answer, or said nothing though they sit, give their places up. */
static int pass_silent(struct store *store, const struct act_row *row, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store,
        "UPDATE panel_seat SET state = " SQL_PANEL_PASSED ", at = ?2 WHERE act = ?1 AND (state = " SQL_PANEL_ASKED
        " OR (?3 AND state = " SQL_PANEL_SITS " AND says = 0))",
        row->id, now, row->seated != 0);
    db_run(store, "UPDATE mod_act SET seated = 0, due = 0 WHERE id = ?", row->id);
    return db_commit(store) == RESULT_OK ? 1 : -1;
}

/* Whoever was drawn, and is part of the matter since then, gives her place up: she moved to a home of it, or became a
 * moderator. Returns how many did. */
static int pass_concerned(struct store *store, const struct act_row *row, int64_t now)
{
    int64_t member[DRAW_CHOSEN_MOST];
    size_t count = 0;
    int passed = 0;
    sqlite3_stmt *seat =
        db_query(store, "SELECT member FROM panel_seat WHERE act = ? AND state <= " SQL_PANEL_SITS, row->id);
    while (count < DRAW_CHOSEN_MOST && db_step(store, seat))
        member[count++] = sqlite3_column_int64(seat, 0);
    db_done(store, seat);
    for (size_t i = 0; i < count; i++) {
        if (!pool_keeps_out(store, row, member[i], now))
            continue;
        if (db_begin(store) != RESULT_OK)
            return -1;
        db_run(store,
            "UPDATE mod_act SET seated = 0 WHERE id = ?1 AND EXISTS (SELECT 1 FROM panel_seat s WHERE s.act = ?1"
            " AND s.member = ?2 AND s.state = " SQL_PANEL_SITS ")",
            row->id, member[i]);
        db_run(store,
            "UPDATE panel_seat SET state = " SQL_PANEL_PASSED ", says = 0, words = '', at = ?3 WHERE act = ?1"
            " AND member = ?2",
            row->id, member[i], now);
        act_hint_member(store, member[i]);
        if (db_commit(store) != RESULT_OK)
            return -1;
        passed++;
    }
    return passed;
}

/* True when the last lot was drawn, and nobody whom it drew could be asked: all are involved. */
static bool drew_nobody(struct store *store, int64_t act)
{
    return db_number(store, 0,
               "SELECT 1 FROM draw d WHERE d.id = (SELECT max(id) FROM draw WHERE act = ?1) AND d.state = " SQL_DRAW_DRAWN
               " AND NOT EXISTS (SELECT 1 FROM panel_seat s WHERE s.act = ?1 AND s.draw = d.id)",
               act) == 1;
}

/* Nobody is left to draw: later everybody who is not involved can be drawn again. */
static int be_stuck(struct store *store, const struct act_row *row, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM panel_seat WHERE act = ? AND state > " SQL_PANEL_SITS, row->id);
    db_run(store, "UPDATE mod_act SET stuck = 1, due = ?2 WHERE id = ?1", row->id, now + PANEL_ACCEPTS);
    return db_commit(store) == RESULT_OK ? 1 : -1;
}

/* A lot for the places that are free. When fewer than five can come together, it is said, and tried again later. */
static int look_for_panel(struct store *store, const struct act_row *row, int64_t now)
{
    int64_t *pool;
    if (row->stuck && now < row->due)
        return 0;
    size_t count = pool_find(store, row, now, &pool);
    bool enough = (int64_t)count + count_seats(store, row->id, PANEL_SITS) >= PANEL_SITTING;
    int changed = 0;
    if (!enough || (!row->stuck && drew_nobody(store, row->id))) /* the next lot would draw the same people */
        changed = be_stuck(store, row, now);
    else
        changed = draw_begin(store, row, pool, count, 0, now) == RESULT_OK;
    free(pool);
    return changed;
}

static int look_after(struct store *store, const struct act_row *row, int64_t now)
{
    if (row->post != 0 && db_number(store, 0, "SELECT state FROM post WHERE id = ?", row->post) == POST_WITHDRAWN)
        return end(store, row, ACT_WITHDRAWN, now);
    if (row->kind == ACT_COVER && row->reason == COVER_OTHER && row->second == 0 && now >= row->at + OTHER_FALLS)
        return fall(store, row, now);
    if (!waits_for_panel_only(row) && now >= row->appealed + APPEAL_ANSWERED)
        return end(store, row, ACT_UNANSWERED, now);
    if (row->kind == ACT_RESTRICTION && now >= row->until)
        return be_over(store, row, now);
    int passed = pass_concerned(store, row, now);
    if (passed != 0 ||
        db_number(store, 0, "SELECT 1 FROM draw WHERE act = ? AND state < " SQL_DRAW_DRAWN, row->id) == 1)
        return passed;
    bool seated = count_seats(store, row->id, PANEL_SITS) >= PANEL_SITTING;
    bool waits = !row->stuck && row->due != 0 && now < row->due;
    if (waits && (seated || count_seats(store, row->id, PANEL_ASKED) > 0))
        return 0;
    if (!row->stuck && row->due != 0)
        return pass_silent(store, row, now);
    return seated ? 0 : look_for_panel(store, row, now);
}

int moderation_tend(struct store *store, int64_t now)
{
    int64_t acts[DUE_MOST];
    size_t count = read_acts(store,
        db_query(store,
            "SELECT id FROM mod_act WHERE state = " SQL_ACT_STANDS " AND reason = " SQL_COVER_OTHER
            " AND second = 0 AND kind = " SQL_ACT_COVER " AND at <= ? LIMIT ?",
            now - OTHER_FALLS, (int64_t)DUE_MOST),
        acts);
    int changed = each(store, acts, count, fall, now);
    if (changed >= 0) {
        count = read_acts(store,
            db_query(store,
                "SELECT id FROM mod_act WHERE state = " SQL_ACT_STANDS " AND kind = " SQL_ACT_RESTRICTION
                " AND until <= ? LIMIT ?",
                now, (int64_t)DUE_MOST),
            acts);
        int more = each(store, acts, count, be_over, now);
        changed = more < 0 ? -1 : changed + more;
    }
    if (changed >= 0) {
        count = read_acts(store,
            db_query(store, "SELECT id FROM mod_act WHERE state = " SQL_ACT_APPEALED " ORDER BY id LIMIT ?",
                (int64_t)DUE_MOST),
            acts);
        int more = each(store, acts, count, look_after, now);
        changed = more < 0 ? -1 : changed + more;
    }
    int drawn = changed < 0 ? 0 : draws_tend(store, now);
    return changed < 0 || drawn < 0 ? -1 : changed + drawn;
}
