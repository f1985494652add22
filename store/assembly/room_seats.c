/* room_seats.c: who has the chair, and who takes the notes. RULES 4.1, 4.4, 5.5.
 *
 * A facilitator takes an empty chair at once, that of a facilitator whose line dropped, and that of somebody who is no
 * facilitator. When no facilitator does, people say that they would take it, and the lot draws one of them: nobody wins
 * the chair by being fast. */
#include "room_tools.h"
#include "store/assembly/room_lot.h"
#include "store/assembly/room_row.h"

/* --- the empty chair --- */

static bool is_empty(const struct room_row *row)
{
    return row->chair == 0 || !row->chair_here;
}

static enum result seat(struct room_change *change, int64_t member, enum room_event event)
{
    int64_t meeting = change->row.meeting.id;
    db_run(change->store, "UPDATE room SET chair = ?, lent = 0, lot_from = 0 WHERE meeting = ?", member, meeting);
    db_run(change->store, "UPDATE room_present SET willing = 0 WHERE meeting = ?", meeting);
    return room_tell(change->store, &change->row, event, member, 0, NULL, change->now);
}

/* Who is on line and willing; with `all`, whoever is on line. */
static size_t who_would(const struct room_change *change, bool all, int64_t *pool)
{
    size_t count = 0;
    sqlite3_stmt *row = db_query(change->store,
        "SELECT member FROM room_present WHERE meeting = ? AND line > ? AND (willing = 1 OR ?) AND member <> ?",
        change->row.meeting.id, room_since(change->now), all, is_empty(&change->row) ? (int64_t)0 : change->row.chair);
    while (count < SPEAKERS_MOST && db_step(change->store, row))
        pool[count++] = sqlite3_column_int64(row, 0);
    db_done(change->store, row);
    return count;
}

static enum result draw_chair(struct room_change *change, enum room_event event, int64_t *drawn)
{
    int64_t pool[SPEAKERS_MOST];
    size_t count = who_would(change, false, pool);
    if (count == 0)
        return db_refuse(change->store, RESULT_REFUSED,
            _("Nobody said that they would take the chair. Whoever would says so: `chair willing`."));
    enum result result =
        room_lot(change->store, change->row.meeting.unit, change->row.meeting.id, pool, count, 1, change->now);
    *drawn = pool[0];
    return result == RESULT_OK ? seat(change, pool[0], count == 1 ? ROOM_CHAIR_TAKEN : event) : result;
}

/* The lot draws once ROOM_LOT_WAIT is over, or when everybody who is on line is willing. */
static bool is_time(const struct room_change *change)
{
    int64_t pool[SPEAKERS_MOST], from = change->row.lot_from;
    return (from != 0 && change->now >= from) || who_would(change, false, pool) == who_would(change, true, pool);
}

static enum result would_chair(struct room_change *change, const struct room_form *form)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id, her = change->actor->member, drawn;
    db_run(store, "UPDATE room_present SET willing = ? WHERE meeting = ? AND member = ?", form->on, meeting, her);
    if (!form->on || !is_empty(&change->row))
        return db_outcome(store);
    if (change->row.lot_from <= change->now - ROOM_DROPPED) { /* the chair was empty once before, and not given */
        change->row.lot_from = change->now + ROOM_LOT_WAIT;
        db_run(store, "UPDATE room SET lot_from = ? WHERE meeting = ?", change->row.lot_from, meeting);
    }
    if (is_time(change))
        return draw_chair(change, ROOM_CHAIR_DRAWN, &drawn);
    return room_tell(store, &change->row, ROOM_WOULD_CHAIR, her, 0, NULL, change->now);
}

enum result room_would_chair(struct store *store, const struct actor *actor, int64_t meeting, bool on, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_LINE, would_chair, &(struct room_form) { .on = on });
}

static enum result take_chair(struct room_change *change, const struct room_form *form)
{
    (void)form;
    struct store *store = change->store;
    const struct room_row *row = &change->row;
    int64_t unit = row->meeting.unit, her = change->actor->member;
    bool empty = is_empty(row), facilitates = meeting_facilitates(store, unit, her, change->now);
    if (!empty && row->chair == her)
        return db_refuse(store, RESULT_CONFLICT, _("You have the chair."));
    if (facilitates && (empty || row->chair_dropped || !meeting_facilitates(store, unit, row->chair, change->now)))
        return seat(change, her, ROOM_CHAIR_TAKEN);
    if (empty)
        return would_chair(change, &(struct room_form) { .on = true });
    if (meeting_facilitates(store, unit, row->chair, change->now))
        return db_refuse(store, RESULT_CONFLICT,
            _("A facilitator has the chair. Whoever has it lends it for an item (`chair lend`), and leaves it by leaving the meeting (`room leave`)."));
    return db_refuse(
        store, RESULT_CONFLICT, _("Somebody has the chair. A facilitator can take it, or anybody when it is empty."));
}

enum result room_take_chair(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_LINE, take_chair, &(struct room_form) { 0 });
}

/* --- a facilitator wants to speak for herself --- */

static int64_t other_facilitator(const struct room_change *change)
{
    return db_number(change->store, 0,
        "SELECT p.member FROM room_present p JOIN seat s ON s.member = p.member WHERE p.meeting = ?1 AND p.line > ?2"
        " AND p.dropped = 0 AND p.member <> ?3 AND s.unit = ?4 AND s.name = 'facilitator' AND s.until > ?5 LIMIT 1",
        change->row.meeting.id, change->now - ROOM_SILENT, change->row.chair, change->row.meeting.unit, change->now);
}

static enum result lend_chair(struct room_change *change, const struct room_form *form)
{
    (void)form;
    int64_t other = other_facilitator(change), her = change->actor->member;
    enum result result = room_require_item(change);
    if (result == RESULT_OK)
        result = other != 0 ? seat(change, other, ROOM_CHAIR_LENT) : draw_chair(change, ROOM_CHAIR_LENT, &other);
    return result == RESULT_OK
               ? db_run(change->store, "UPDATE room SET lent = ? WHERE meeting = ?", her, change->row.meeting.id)
               : result;
}

enum result room_lend_chair(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, lend_chair, &(struct room_form) { 0 });
}

enum result room_chair_back(struct room_change *change)
{
    int64_t her = change->row.lent;
    if (her == 0)
        return db_outcome(change->store);
    if (room_way_of(change->store, change->row.meeting.id, her, change->now) == ROOM_LINE)
        return seat(change, her, ROOM_CHAIR_BACK);
    return db_run(change->store, "UPDATE room SET lent = 0 WHERE meeting = ?", change->row.meeting.id);
}

/* --- notes --- */

static enum result take_notes(struct room_change *change, const struct room_form *form)
{
    (void)form;
    const struct room_row *row = &change->row;
    int64_t her = change->actor->member;
    if (row->notes == her)
        return db_refuse(change->store, RESULT_CONFLICT, _("You take the notes."));
    if (row->notes != 0 && room_way_of(change->store, row->meeting.id, row->notes, change->now) == ROOM_LINE)
        return db_refuse(change->store, RESULT_CONFLICT, _("Somebody takes the notes, and is here."));
    db_run(change->store, "UPDATE room SET notes = ? WHERE meeting = ?", her, row->meeting.id);
    return room_tell(change->store, row, ROOM_NOTES_TAKEN, her, 0, NULL, change->now);
}

enum result room_take_notes(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_LINE, take_notes, &(struct room_form) { 0 });
}

/* --- process points --- */

static enum result points_together(struct room_change *change, const struct room_form *form)
{
    (void)form;
    enum result result = room_require_item(change);
    if (result == RESULT_OK && room_order_of(change)->points_together)
        result = db_refuse(change->store, RESULT_CONFLICT, _("The points on this item are taken together already."));
    if (result == RESULT_OK)
        result = room_ordered(change, room_act(change, ACT_TOGETHER, 0, 0));
    return result == RESULT_OK ? room_tell(change->store, &change->row, ROOM_POINTS_TOGETHER, change->actor->member, 0,
                                     NULL, change->now)
                               : result;
}

enum result room_points_together(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, points_together, &(struct room_form) { 0 });
}
