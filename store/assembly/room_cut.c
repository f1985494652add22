/* room_cut.c: the power fails, for the house or for a quarter of those present: the clocks of the room stand still, who
 * dropped is held as present for NUMBER_POWER_CUT, and the chair goes on when enough are back. RULES 1.7.
 *
 * It is a break that the house makes. Whoever dropped gets a time in the future as her line: she is present until it is
 * over, or comes back before. */
#include "proposals.h"
#include "store/assembly/room_row.h"

static int64_t held_line(struct store *store, int64_t meeting, int64_t cut)
{
    int64_t unit = db_number(store, 0, "SELECT unit FROM meeting WHERE id = ?", meeting);
    return cut + number_of(store, unit, NUMBER_POWER_CUT) - ROOM_DROPPED;
}

int64_t room_cut_last(struct store *store, int64_t meeting)
{
    return db_number(store, 0,
        "SELECT max(number) FROM room_line WHERE meeting = ? AND kind = " SQL_ROOM_EVENT
        " AND event = " SQL_ROOM_POWER_CUT,
        meeting);
}

bool room_row_is_cut(struct store *store, const struct room_row *row)
{
    return row->paused != 0 && room_cut_last(store, row->meeting.id) >= row->paused; /* later: in a break */
}

enum result room_refuse_paused(struct store *store, bool cut)
{
    return db_refuse(store, RESULT_REFUSED,
        cut ? _("The clocks stand still since the power failed. The chair goes on when enough are back: `chair resume`.")
            : _("The meeting has a break. It goes on when the chair says so: `chair resume`."));
}

/* SQL: a line that dropped, and was not held since a cut. Single commands have no line. ?5: from a cut to the line of
 * who is held. */
#define DROPPED(p)                                                                                                     \
    p ".meeting = ?1 AND " p ".door = 0 AND " p ".by_commands = 0 AND " p ".line > ?2 - ?3 AND " p ".line <= ?2 - ?4"  \
      " AND NOT EXISTS (SELECT 1 FROM room_line k WHERE k.meeting = ?1 AND k.kind = " SQL_ROOM_EVENT                   \
      " AND k.event = " SQL_ROOM_POWER_CUT " AND k.number + ?5 = " p ".line)"

/* How far back a line counts as dropped. Where nobody has given a sign since, the house itself was without power, for
 * however long: then its people have not left. */
static int64_t looks_back(struct store *store, int64_t meeting, int64_t now)
{
    int64_t last = db_number(store, 0, "SELECT max(line) FROM room_present WHERE meeting = ?", meeting);
    return last <= now - ROOM_DROPPED ? ROOM_LATE : ROOM_DROPPED;
}

/* When it began; 0: there is none. */
static int64_t find_cut(struct store *store, int64_t meeting, int64_t now)
{
    int64_t base = db_number(store, 0,
        "SELECT count(*) FROM room_present WHERE meeting = ? AND (door = 1 OR hand <> 0 OR line > ?)", meeting,
        now - ROOM_DROPPED);
    int64_t began = 0, count = 0, back = looks_back(store, meeting, now);
    sqlite3_stmt *row = db_query(store,
        "SELECT a.line, (SELECT count(*) FROM room_present b WHERE " DROPPED(
            "b") " AND b.line BETWEEN a.line AND a.line"
                 " + ?6) AS many FROM room_present a WHERE " DROPPED("a") " ORDER BY many DESC, a.line LIMIT 1",
        meeting, now, back, ROOM_SILENT, held_line(store, meeting, 0), CUT_WITHIN);
    if (db_step(store, row)) {
        began = sqlite3_column_int64(row, 0);
        count = sqlite3_column_int64(row, 1);
    }
    db_done(store, row);
    return room_is_cut(count, base) ? began : 0;
}

/* The clocks stand still from the cut on. What was said after it, while nobody knew of it yet, was read meanwhile. */
static void stop_reading(struct store *store, int64_t meeting, int64_t cut, int64_t now)
{
    db_run(store,
        "UPDATE room SET read_until = CASE WHEN read_until <= ?1 THEN 0 ELSE read_until - (?1 - ?2) END"
        " WHERE meeting = ?3 AND paused = 0 AND read_until > 0",
        now, cut, meeting);
}

/* The cut that stands, when this is one of its lines: they are seen to drop one after the other. Else 0. */
static int64_t cut_of(struct store *store, int64_t meeting, int64_t cut)
{
    int64_t last = room_cut_last(store, meeting);
    int64_t paused = db_number(store, 0, "SELECT paused FROM room WHERE meeting = ?", meeting);
    return paused != 0 && last >= paused && cut <= last + CUT_WITHIN ? last : 0;
}

static void tell_cut(struct store *store, int64_t meeting, int64_t cut, int64_t now)
{
    db_run(store,
        "INSERT INTO room_line (meeting, item, at, kind, event, member, number, text)"
        " SELECT meeting, item, ?1, " SQL_ROOM_EVENT ", " SQL_ROOM_POWER_CUT ", 0, ?2, '' FROM room WHERE meeting = ?3",
        now, cut, meeting);
}

static void hold(struct store *store, int64_t meeting, int64_t began, int64_t now)
{
    int64_t stands = cut_of(store, meeting, began), cut = stands != 0 ? stands : began;
    stop_reading(store, meeting, cut, now);
    db_run(store, "UPDATE room_present SET line = ?1 WHERE meeting = ?2 AND door = 0 AND line > ?3 AND line <= ?4",
        held_line(store, meeting, cut), meeting, cut - ROOM_DROPPED, now - ROOM_SILENT);
    db_run(store, "UPDATE room SET paused = ?1 WHERE meeting = ?2 AND paused = 0", cut, meeting);
    if (stands == 0)
        tell_cut(store, meeting, cut, now);
    room_hint(store, meeting);
}

int room_cuts(struct store *store, int64_t now)
{
    int64_t meeting = 0;
    int count = 0;
    /* The played neighbours of a made-up street have no lines, and give a sign more rarely. */
    if (db_number(store, 0, "SELECT 1 FROM house WHERE name = 'demo' AND value = 'yes'") == 1)
        return 0;
    while ((meeting = db_number(store, 0,
                "SELECT min(meeting) FROM room WHERE closed = 0 AND meeting > ? AND (adjourned = 0 OR resumed > 0)",
                meeting)) != 0) {
        if (find_cut(store, meeting, now) == 0 || db_begin(store) != RESULT_OK)
            continue;
        int64_t cut = find_cut(store, meeting, now); /* as it is now that nobody else writes */
        if (cut != 0)
            hold(store, meeting, cut, now);
        count += db_commit(store) == RESULT_OK && cut != 0;
    }
    return count;
}

void room_clocks_go_on(struct store *store, int64_t meeting, int64_t paused, int64_t now)
{
    int64_t stood = now - paused;
    /* ?3: what began after a cut, before it was seen, begins now: it stood still from its beginning. */
    db_run(store,
        "UPDATE room SET turn_began = CASE turn_began WHEN 0 THEN 0 ELSE min(turn_began + ?1, ?3) END,"
        " turn_alive = CASE turn_alive WHEN 0 THEN 0 ELSE min(turn_alive + ?1, ?3) END,"
        " read_until = CASE read_until WHEN 0 THEN 0 ELSE read_until + ?1 END WHERE meeting = ?2",
        stood, meeting, now);
    db_run(store,
        "UPDATE question SET opened = min(opened + ?1, ?3), closes = closes + min(?1, ?3 - opened) WHERE closed = 0"
        " AND proposal IN (SELECT id FROM proposal WHERE meeting = ?2)",
        stood, meeting, now);
    db_run(store, "UPDATE proposal SET small_until = small_until + ?1 WHERE meeting = ?2 AND small_until > 0", stood,
        meeting);
}
