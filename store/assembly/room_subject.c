/* room_subject.c: the room of a meeting as a subject (subject.h): forgetting, leaving, what is due, a member's own
 * file. RULES 1.12, 4.8.
 *
 * A unit's export has its minutes and not its transcripts: a transcript is forgotten when the minutes stand, and a copy
 * outside the house would not be. */
#include <stdlib.h>

#include "store/assembly/room_row.h"
#include "store/base/retention.h"
#include "store/base/subject.h"

/* --- forgetting --- */

/* Of the rooms that `which` names; it binds one value. */
#define EMPTY(table, which) "DELETE FROM " table " WHERE meeting IN (" which ")"
#define EMPTY_ALL(which)                                                                                               \
    {                                                                                                                  \
        "DELETE FROM hand_word WHERE kind = 'said' AND subject IN (SELECT id FROM room_line WHERE meeting IN (" which  \
        "))",                                                                                                          \
            EMPTY("room_line", which), EMPTY("room_act", which), EMPTY("room_present", which),                         \
            EMPTY("room_tick", which), EMPTY("room_signal", which), EMPTY("room_straw", which),                        \
            EMPTY("room_voice", which)                                                                                 \
    }
enum { EMPTIED = 8 };

static int forget(struct store *store, int64_t now)
{
    static const char *const emptied[EMPTIED] =
        EMPTY_ALL("SELECT meeting FROM room WHERE closed > 0 AND forgotten = 0 AND closed <= ?");
    int64_t until = now - forget_after(store, "transcript");
    int count = 0;
    if (db_begin(store) != RESULT_OK)
        return -1;
    for (int i = 0; i < EMPTIED; i++) {
        db_run(store, emptied[i], until);
        count += sqlite3_changes(store->db);
    }
    db_run(store,
        "UPDATE room SET forgotten = 1, chair = 0, notes = 0 WHERE closed > 0 AND forgotten = 0 AND closed <= ?",
        until);
    return db_commit(store) == RESULT_OK ? count : -1;
}

/* --- leaving --- */

#define ROOMS_OF "SELECT r.meeting FROM room r JOIN meeting g ON g.id = r.meeting WHERE ?2 IN (0, g.unit)"

/* She is gone from the rooms that are open: nothing of hers waits there. */
static void leave_order(struct store *store, int64_t member, int64_t unit, int64_t at)
{
    db_run(store,
        "INSERT INTO room_act (meeting, kind, member, number, at) SELECT r.meeting, ?4, ?1, 0, ?3 FROM room r"
        " JOIN meeting g ON g.id = r.meeting WHERE r.closed = 0 AND ?2 IN (0, g.unit)"
        " AND EXISTS (SELECT 1 FROM room_act a WHERE a.meeting = r.meeting AND a.member = ?1)",
        member, unit, at, (int64_t)ACT_LEAVE);
}

static void forget_presence(struct store *store, int64_t member, int64_t unit, int64_t at)
{
    leave_order(store, member, unit, at);
    db_run(store, "DELETE FROM room_present WHERE member = ?1 AND meeting IN (" ROOMS_OF ")", member, unit);
    db_run(store, "DELETE FROM room_tick WHERE ?1 IN (member, keeper) AND meeting IN (" ROOMS_OF ")", member, unit);
    db_run(store, "DELETE FROM room_signal WHERE member = ?1 AND meeting IN (" ROOMS_OF ")", member, unit);
    db_run(store, "DELETE FROM room_straw WHERE member = ?1 AND meeting IN (" ROOMS_OF ")", member, unit);
    db_run(store, "DELETE FROM room_voice WHERE member = ?1 AND meeting IN (" ROOMS_OF ")", member, unit);
    db_run(store, "UPDATE room_present SET hand = 0 WHERE hand = ?1 AND meeting IN (" ROOMS_OF ")", member, unit);
    db_run(store, "UPDATE room SET chair = 0 WHERE chair = ?1 AND meeting IN (" ROOMS_OF ")", member, unit);
    db_run(store, "UPDATE room SET notes = 0 WHERE notes = ?1 AND meeting IN (" ROOMS_OF ")", member, unit);
    db_run(store, "UPDATE room SET mood = 0 WHERE mood = ?1 AND meeting IN (" ROOMS_OF ")", member, unit);
    db_run(store, "UPDATE room SET lent = 0 WHERE lent = ?1 AND meeting IN (" ROOMS_OF ")", member, unit);
    db_run(store, "UPDATE room SET urgent = '', urgent_by = 0 WHERE urgent_by = ?1 AND meeting IN (" ROOMS_OF ")",
        member, unit);
}

/* What she said stays, as of a former member, until the transcript is forgotten. */
static void leave(struct store *store, int64_t member, int64_t at)
{
    forget_presence(store, member, 0, at);
    db_run(store, "DELETE FROM hand_word WHERE member = ? AND kind = 'said'", member);
    db_run(store, "UPDATE room_line SET hand = 0 WHERE hand = ?", member);
}

static void parting(struct store *store, int64_t unit, int64_t member, int64_t now, struct parting *out)
{
    if (db_number(store, 0,
            "SELECT 1 FROM room_present p JOIN room r ON r.meeting = p.meeting JOIN meeting g ON g.id = p.meeting"
            " WHERE g.unit = ? AND p.member = ? AND r.closed = 0 AND (p.line > ? OR p.door = 1)",
            unit, member, room_since(now)) == 1)
        parting_say(out->ends, sizeof out->ends, "%s", _("You are no longer in the meeting that is open there."));
}

static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    forget_presence(store, member, unit, now);
}

/* The end of a caucus: nothing of what was said there stays. */
static void end(struct store *store, int64_t caucus, int64_t now)
{
    static const char *const emptied[EMPTIED] = EMPTY_ALL("SELECT id FROM meeting WHERE unit = ?");
    for (int i = 0; i < EMPTIED; i++)
        db_run(store, emptied[i], caucus);
    db_run(store,
        "UPDATE room SET closed = CASE closed WHEN 0 THEN ?1 ELSE closed END, chair = 0, notes = 0, straw = '',"
        " forgotten = 1 WHERE meeting IN (SELECT id FROM meeting WHERE unit = ?2)",
        now, caucus);
}

/* --- what is due --- */

/* A room that nobody closed. */
static enum result close_forgotten(struct store *store, int64_t meeting, int64_t now)
{
    struct room_change change = { .store = store, .now = now };
    change.row.meeting = (struct meeting_row) { .id = meeting,
        .unit = db_number(store, 0, "SELECT unit FROM meeting WHERE id = ?", meeting) };
    change.row.item = db_number(store, 0, "SELECT item FROM room WHERE meeting = ?", meeting);
    change.order = room_order_copy(store, meeting);
    enum result result = room_end(&change);
    free(change.order);
    room_hint(store, meeting);
    return result;
}

static int close_late(struct store *store, int64_t now)
{
    int64_t meeting;
    int count = 0;
    if (db_number(store, 0,
            "SELECT 1 FROM room r JOIN meeting g ON g.id = r.meeting WHERE r.closed = 0 AND g.starts <= ? LIMIT 1",
            now - ROOM_LATE) == 0)
        return 0;
    if (db_begin(store) != RESULT_OK)
        return -1;
    while (!db_failed(store) &&
           (meeting = db_number(store, 0,
                "SELECT r.meeting FROM room r JOIN meeting g ON g.id = r.meeting WHERE r.closed = 0 AND g.starts <= ?"
                " LIMIT 1",
                now - ROOM_LATE)) != 0 &&
           close_forgotten(store, meeting, now) == RESULT_OK)
        count++;
    return db_commit(store) == RESULT_OK ? count : -1;
}

static int tick(struct store *store, int64_t now)
{
    int closed = close_late(store, now), given = closed >= 0 ? room_memory_tick(store, now) : -1;
    return given >= 0 ? closed + given : -1;
}

/* --- the whole subject --- */

const struct subject room_subject = {
    .name = "room",
    .forget = forget,
    .leave = leave,
    .parting = parting,
    .part = part,
    .end = end,
    .tick = tick,
    .file =
        (const struct subject_rows[]) {
            { "meetings_said",
                "SELECT meeting, at, text FROM room_line WHERE member = ? AND text <> '' AND struck = 0" },
            { "meetings_present", "SELECT meeting, line, door FROM room_present WHERE member = ?" },
            { NULL, NULL },
        },
    .by_hand = room_by_hand,
};
