/* room_row.c: the room of a meeting as a row, who may do what there, and the frame of its writes. */
#include "store/assembly/room_row.h"

#include <stdlib.h>

#include "store/assembly/room_reader.h"
#include "store/assembly/table_row.h"
#include "store/base/ledger_chain.h"
#include "when.h"

/* --- reading --- */

int64_t room_since(int64_t now)
{
    return now - ROOM_DROPPED;
}

/* A member herself, by the hand of a helper, or at the door by a scribe: whether this scribe may, room_scribe() said,
 * and is asked again here. */
static enum result require_present_voice(struct store *store, const struct actor *actor, int64_t meeting)
{
    if (actor->kind == ACTOR_TABLE)
        return table_require(store, actor, meeting);
    if (actor->hand == 0 || actor->kind != ACTOR_MEMBER || hand_writes_for(store, actor->member))
        return by_hand_require_voice(store, actor);
    if (db_number(store, 0,
            "SELECT 1 FROM room r JOIN room_present p ON p.meeting = r.meeting AND p.member = ?2 AND p.door = 1"
            " WHERE r.meeting = ?1 AND (?3 IN (r.chair, r.notes) OR EXISTS (SELECT 1 FROM room_tick t"
            " WHERE t.meeting = r.meeting AND t.member = ?2 AND t.keeper = ?3))",
            meeting, actor->member, actor->hand) == 1)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        _("For somebody at the door the chair, the note-taker or one of their door-keepers types."));
}

static void read_room(struct store *store, int64_t now, struct room_row *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT r.opened, r.closed, r.paused, r.chair, r.notes, r.item, r.item_began, r.item_more, r.more_at,"
        " r.turn_began, r.turn_alive, r.read_until, r.proposal, r.test, r.vote, r.urgent_by, r.lent, r.lot_from, r.mood,"
        " r.mood_item, r.groups, r.grouped, r.ending, r.adjourned, r.resumed, r.time_left, r.stood, r.active, r.homes, r.counted, r.quorum_members, r.quorum_homes, coalesce(p.line > ?2 AND p.line <= ?4, 0),"
        " coalesce(p.line > ?2 AND (p.line <= ?3 OR p.dropped > 0), 0), coalesce(i.angry, 0), coalesce(t.stage, 0), r.readers, coalesce(" KEPT_FROM_READERS(
            "i") ", 0) FROM room r"
                 " LEFT JOIN room_present p ON p.meeting = r.meeting AND p.member = r.chair"
                 " LEFT JOIN meeting_item i ON i.id = r.item LEFT JOIN room_item t ON t.meeting = r.meeting AND t.item = r.item"
                 " WHERE r.meeting = ?1",
        out->meeting.id, room_since(now), now - ROOM_SILENT,
        now + ROOM_SILENT); /* who is held after a power cut, in the far future, holds no chair */
    int64_t *const fields[] = { &out->opened, &out->closed, &out->paused, &out->chair, &out->notes, &out->item,
        &out->item_began, &out->item_more, &out->more_at, &out->turn_began, &out->turn_alive, &out->read_until,
        &out->proposal, &out->test, &out->vote, &out->urgent_by, &out->lent, &out->lot_from, &out->mood,
        &out->mood_item, &out->groups, &out->grouped, &out->ending, &out->adjourned, &out->resumed, &out->time_left,
        &out->stood };
    enum { FIELDS = sizeof fields / sizeof *fields };
    if (db_step(store, row)) {
        for (int i = 0; i < FIELDS; i++)
            *fields[i] = sqlite3_column_int64(row, i);
        out->active = sqlite3_column_int(row, FIELDS);
        out->homes = sqlite3_column_int(row, FIELDS + 1);
        out->counted = sqlite3_column_int(row, FIELDS + 2);
        out->quorum_members = sqlite3_column_int(row, FIELDS + 3);
        out->quorum_homes = sqlite3_column_int(row, FIELDS + 4);
        out->chair_here = sqlite3_column_int(row, FIELDS + 5) != 0;
        out->chair_dropped = sqlite3_column_int(row, FIELDS + 6) != 0;
        out->angry = sqlite3_column_int(row, FIELDS + 7) != 0;
        out->stage = (enum room_anger)sqlite3_column_int(row, FIELDS + 8);
        out->readers = sqlite3_column_int(row, FIELDS + 9);
        out->veiled = out->observer && sqlite3_column_int(row, FIELDS + 10) != 0;
    }
    db_done(store, row);
}

enum result room_row_get(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct room_row *out)
{
    *out = (struct room_row) { 0 };
    int64_t unit = db_number(store, 0, "SELECT unit FROM meeting WHERE id = ?", meeting);
    out->observer = room_reads_along(store, actor, unit);
    enum result result =
        out->observer && actor->kind == ACTOR_GUEST ? RESULT_OK : require_present_voice(store, actor, meeting);
    if (result != RESULT_OK)
        return result;
    struct actor reads = actor->kind == ACTOR_TABLE ? table_reads(actor, unit) : *actor;
    if (out->observer || actor->hand != 0) {
        reads = (struct actor) { .kind = ACTOR_MEMBER, .unit_count = 1, .units = { unit } };
        reads.member = actor->hand != 0 ? actor->hand : actor->member;
    }
    if (actor->hand != 0 && !actor_belongs(actor, unit))
        reads.unit_count = 0;
    result = meeting_row_get(store, &reads, meeting, now, &out->meeting);
    if (result == RESULT_OK)
        read_room(store, now, out);
    if (result == RESULT_OK && out->observer && out->opened == 0)
        return meeting_refuse_unknown(store);
    return result == RESULT_OK ? db_outcome(store) : result;
}

enum room_way room_way_of(struct store *store, int64_t meeting, int64_t member, int64_t now)
{
    return (enum room_way)db_number(store, 0, /* away */
        "SELECT " ROOM_WAY("p") " FROM room_present p WHERE p.meeting = ?1 AND p.member = ?3", meeting, room_since(now),
        member);
}

int room_present_count(struct store *store, int64_t meeting, int64_t now)
{
    return (int)db_number(store, 0,
        "SELECT count(*) FROM room_present p WHERE p.meeting = ?1 AND " ROOM_WAY("p") " <> " SQL_ROOM_AWAY, meeting,
        room_since(now));
}

size_t room_present_read(struct store *store, int64_t meeting, int64_t now, int64_t members[SPEAKERS_MOST])
{
    size_t count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT p.member FROM room_present p WHERE p.meeting = ?1 AND " ROOM_WAY("p") " <> " SQL_ROOM_AWAY, meeting,
        room_since(now));
    while (count < SPEAKERS_MOST && db_step(store, row))
        members[count++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
    return count;
}

int room_read_count(struct store *store, int64_t meeting, int64_t now)
{
    return (int)db_number(store, 0, /* from the few who have read, as each session of a full room asks it */
        "SELECT count(*) FROM room_present p WHERE p.meeting = ?1 AND " ROOM_WAY(
            "p") " <> " SQL_ROOM_AWAY
                 " AND p.member IN (SELECT s.member FROM room_signal s WHERE s.meeting = ?1 AND s.signal = " SQL_ROOM_READ
                 " UNION SELECT q.member FROM room_present q JOIN room_present t ON t.meeting = ?1 AND t.member = q.seat"
                 " AND t.table_read = 1 WHERE q.meeting = ?1 AND q.seat > 0)",
        meeting, room_since(now));
}

/* The first of the agenda that was not taken yet, in the order of meeting_items_list(). */
int64_t room_next_item(struct store *store, int64_t meeting)
{
    return db_number(store, 0,
        "SELECT i.id FROM meeting_item i WHERE i.meeting = ?1 AND i.dropped = 0"
        " AND NOT EXISTS (SELECT 1 FROM room_item t WHERE t.meeting = ?1 AND t.item = i.id)"
        " ORDER BY i.urgent DESC, " HOMES_SAID("meeting_matters", "item", "i.id") " DESC, i.id LIMIT 1",
        meeting);
}

/* --- rights --- */

static enum result refuse_adjourned(struct store *store, const struct room_row *row, int64_t now)
{
    char when[WHEN_BYTES];
    return db_refuse(store, RESULT_CONFLICT, _("That meeting is adjourned until %s. It goes on then, where it was."),
        when_say(row->meeting.starts, true, now, when));
}

static enum result require_open(struct store *store, const struct room_row *row, int64_t now)
{
    if (row->observer)
        return db_refuse(store, RESULT_REFUSED, _("You read this meeting. Its members speak in it."));
    if (row->closed != 0)
        return db_refuse(store, RESULT_CONFLICT,
            _("That meeting is closed. `minutes %lld` has what came of it, `meetings` lists those to come."),
            (long long)row->meeting.id);
    if (row->opened == 0)
        return db_refuse(store, RESULT_REFUSED, _("That meeting is not open yet."));
    if (room_row_is_adjourned(row))
        return refuse_adjourned(store, row, now);
    return RESULT_OK;
}

void room_handle(struct store *store, int64_t member, char out[HANDLE_BYTES])
{
    sqlite3_stmt *name = db_query(store, "SELECT " HANDLE_OF("?"), member);
    out[0] = '\0';
    if (db_step(store, name))
        person_copy_handle(name, 0, out);
    db_done(store, name);
}

static enum result require_chair(struct store *store, const struct actor *actor, const struct room_row *row)
{
    char chair[HANDLE_BYTES];
    if (row->chair == actor->member && actor->hand == 0 && row->chair_here)
        return RESULT_OK;
    if (row->chair == 0 || !row->chair_here)
        return db_refuse(store, RESULT_REFUSED,
            _("That is for the chair, which is empty. Anybody who is here takes it: `chair take`."));
    room_handle(store, row->chair, chair);
    return db_refuse(store, RESULT_REFUSED, _("That is for the chair: %s has it."), chair);
}

static enum result require_present(
    struct store *store, const struct actor *actor, const struct room_row *row, bool line, int64_t now)
{
    enum room_way way = room_way_of(store, row->meeting.id, actor->member, now);
    if (line ? way == ROOM_LINE && actor->hand == 0 : way != ROOM_AWAY)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        actor->hand != 0 ? _("They are not here yet. Say that they are: `enter --for NAME`, or tick them at the door.")
                         : _("That is for those who are here. Come in first: `enter`."));
}

/* At a table a person acts by her digits, and the table itself says only what it says as one. */
static bool suits_table(const struct actor *actor, enum room_needs needs)
{
    if (actor->kind != ACTOR_TABLE)
        return needs != ROOM_NEEDS_TABLE;
    return needs == ROOM_NEEDS_TABLE || (needs == ROOM_NEEDS_PRESENT && actor->by_digits);
}

static enum result require(
    struct store *store, const struct actor *actor, const struct room_row *row, enum room_needs needs, int64_t now)
{
    enum result result = require_open(store, row, now);
    if (result == RESULT_OK && !suits_table(actor, needs))
        return db_refuse(store, RESULT_REFUSED,
            _("That is not done at a table. Whoever logged in here ends the table first, or uses another device."));
    if (result != RESULT_OK || needs == ROOM_NEEDS_OPEN || needs == ROOM_NEEDS_TABLE)
        return result;
    if (needs == ROOM_NEEDS_CHAIR)
        return require_chair(store, actor, row);
    return require_present(store, actor, row, needs == ROOM_NEEDS_LINE, now);
}

enum result room_require(struct store *store, const struct actor *actor, int64_t meeting, int64_t now,
    enum room_needs needs, struct room_row *out)
{
    enum result result = room_row_get(store, actor, meeting, now, out);
    return result == RESULT_OK ? require(store, actor, out, needs, now) : result;
}

/* --- writing --- */

static void hint(struct store *store, int64_t meeting, int64_t spoken)
{
    ledger_wrote_remember(store, &(struct wrote) { .board = HINT_OF_ROOM, .thread = meeting, .post = spoken });
}

enum result room_require_item(const struct room_change *change)
{
    return change->row.item != 0 ? RESULT_OK
                                 : db_refuse(change->store, RESULT_CONFLICT, _("No item is open. Begin one first."));
}

void room_hint(struct store *store, int64_t meeting)
{
    hint(store, meeting, 0);
}

bool room_is_here_beside(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return db_number(store, 0,
               "SELECT 1 FROM login WHERE member = ? AND visit <> 0 AND visit <> ? AND ended = 0 AND room = ?"
               " AND room_seen BETWEEN ? AND ? LIMIT 1",
               actor->member, actor->visit, meeting, now - ROOM_SILENT, now + ROOM_SILENT) == 1;
}

bool room_is_by_commands(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return actor->kind == ACTOR_MEMBER && actor->visit == 0 && !room_is_here_beside(store, actor, meeting, now);
}

/* Who does something there is there: single commands over ssh have no session that says so each minute. Nor have they a
 * line that could drop. */
static void note_here(const struct room_change *change)
{
    const struct actor *actor = change->actor;
    bool table = actor->kind == ACTOR_TABLE; /* what is done there shows that the table is there */
    db_run(change->store,
        "UPDATE room_present SET line = ?1, dropped = 0, by_commands = ?6, table_seen = CASE WHEN ?5 = 1 AND table_seen > 0 THEN ?1 ELSE table_seen END"
        " WHERE meeting = ?2 AND member = ?3 AND line > ?4",
        change->now, change->row.meeting.id, table ? actor->table : actor->member, room_since(change->now), table,
        room_is_by_commands(change->store, actor, change->row.meeting.id, change->now));
}

enum result room_write(struct store *store, const struct actor *actor, int64_t meeting, int64_t now,
    enum room_needs needs, room_changes *act, const struct room_form *form)
{
    struct room_change change = { .store = store, .actor = actor, .now = now };
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    result = room_require(store, actor, meeting, now, needs, &change.row);
    if (result == RESULT_OK) {
        change.order = room_order_copy(store, meeting);
        result = act(&change, form);
        free(change.order);
    }
    if (result == RESULT_OK && needs != ROOM_NEEDS_OPEN && actor->hand == 0)
        note_here(&change);
    if (result == RESULT_OK && !change.quiet)
        hint(store, meeting, change.spoken);
    return db_finish(store, result);
}

enum result room_tell(struct store *store, const struct room_row *row, enum room_event event, int64_t member,
    int64_t number, const char *text, int64_t now)
{
    return db_run(store,
        "INSERT INTO room_line (meeting, item, at, kind, event, member, number, text)"
        " VALUES (?, ?, ?, " SQL_ROOM_EVENT ", ?, ?, ?, ?)",
        row->meeting.id, row->item, now, event, member, number, text != NULL ? text : "");
}

enum result room_set_question(struct store *store, int64_t meeting, int64_t proposal, int64_t test)
{
    return db_run(store, "UPDATE room SET proposal = ?, test = ? WHERE meeting = ?", proposal, test, meeting);
}
