/* meeting_subject.c: meetings as a subject (subject.h): forgetting, leaving, what is due, a member's own file, export.
 * RULES 1.12, 4.1, 10.1. */
#include <string.h>

#include "store/assembly/few.h"
#include "store/assembly/meeting_row.h"
#include "store/base/retention.h"
#include "store/base/subject.h"
#include "when.h"

/* --- export --- */

static void write_items(FILE *file, struct store *store, int64_t meeting)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT i.founds, x.title, coalesce(x.details, ''), i.minutes, i.wants, i.about FROM meeting_item i"
        " LEFT JOIN meeting_item_text x ON x.item = i.id WHERE i.meeting = ? AND i.dropped = 0 ORDER BY i.id",
        meeting);
    while (db_step(store, row)) {
        int founds = sqlite3_column_int(row, 0);
        fprintf(file, "  - %s\n    ", founds != 0 ? agenda_founding_title(founds) : db_text(row, 1));
        fprintf(file, _("%d min, %s; about %s"), sqlite3_column_int(row, 3),
            meeting_item_wants_words((enum item_wants)sqlite3_column_int(row, 4)),
            meeting_item_about_words((enum item_about)sqlite3_column_int(row, 5)));
        fputc('\n', file);
        if (db_text(row, 2)[0] != '\0')
            fprintf(file, "    %s\n", db_text(row, 2));
    }
    db_done(store, row);
}

static bool write_meetings(const struct unit_export *export)
{
    char when[WHEN_BYTES];
    FILE *file = export_open(export, "meetings.txt");
    if (file == NULL)
        return false;
    sqlite3_stmt *row = db_query(export->store,
        "SELECT g.id, x.title, x.place, g.starts, g.founding FROM meeting g JOIN meeting_text x ON x.meeting = g.id"
        " WHERE g.unit = ? AND g.state IN (" SQL_MEETING_CALLED ", " SQL_MEETING_OVER ") ORDER BY g.starts, g.id",
        export->unit);
    while (db_step(export->store, row)) {
        const char *title = db_text(row, 1);
        fprintf(file, "%s\n  ",
            title[0] != '\0'                  ? title
            : sqlite3_column_int(row, 4) != 0 ? _("Founding assembly")
                                              : _("Meeting"));
        fputs(when_say(sqlite3_column_int64(row, 3), true, 0, when), file);
        fprintf(file, "%s%s\n", db_text(row, 2)[0] != '\0' ? ", " : "", db_text(row, 2));
        write_items(file, export->store, sqlite3_column_int64(row, 0));
        fputc('\n', file);
    }
    db_done(export->store, row);
    return export_close(export, file, "meetings.txt");
}

/* --- leaving --- */

/* Her items and the meetings that she called stay. What she said for her home does not: it was her word. */
static void forget_words_of(struct store *store, int64_t member, int64_t unit)
{
    db_run(store,
        "DELETE FROM hand_word WHERE member = ?1 AND ((kind = 'want' AND subject IN (SELECT x.id FROM meeting_wanted x"
        " JOIN meeting g ON g.id = x.meeting WHERE ?2 IN (0, g.unit))) OR (kind = 'matters' AND subject IN"
        " (SELECT x.id FROM meeting_matters x JOIN meeting_item i ON i.id = x.item JOIN meeting g ON g.id = i.meeting"
        " WHERE ?2 IN (0, g.unit))))",
        member, unit);
    db_run(store,
        "DELETE FROM meeting_wanted WHERE member = ?1 AND meeting IN (SELECT id FROM meeting WHERE ?2 IN (0, unit))",
        member, unit);
    db_run(store,
        "DELETE FROM meeting_matters WHERE member = ?1 AND item IN (SELECT i.id FROM meeting_item i"
        " JOIN meeting g ON g.id = i.meeting WHERE ?2 IN (0, g.unit))",
        member, unit);
    db_run(store, "DELETE FROM willing WHERE member = ?1 AND ?2 IN (0, unit)", member, unit);
    db_run(store, "UPDATE meeting SET caller = 0 WHERE caller = ?1 AND ?2 IN (0, unit)", member, unit);
    db_run(store,
        "UPDATE meeting_item SET person = CASE person WHEN ?1 THEN 0 ELSE person END, speaker = 0"
        " WHERE ?1 IN (person, speaker) AND meeting IN (SELECT id FROM meeting WHERE ?2 IN (0, unit))",
        member, unit);
}

static void leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    forget_words_of(store, member, 0);
    db_run(store, "DELETE FROM hand_word WHERE member = ? AND kind = 'item'", member);
    db_run(store, "UPDATE meeting_item SET adder = 0 WHERE adder = ?", member);
}

static void parting(struct store *store, int64_t unit, int64_t member, int64_t now, struct parting *out)
{
    int64_t called = db_number(store, 0,
        "SELECT count(*) FROM meeting WHERE unit = ? AND caller = ? AND starts > ? AND state IN (" SQL_MEETING_ASKED
        ", " SQL_MEETING_CALLED ")",
        unit, member, now);
    if (called > 0)
        parting_say(out->ends, sizeof out->ends,
            ngettext("%d meeting that you called there goes on without you.",
                "%d meetings that you called there go on without you.", (unsigned long)called),
            (int)called);
    if (db_number(store, 0, "SELECT 1 FROM willing WHERE unit = ? AND member = ? LIMIT 1", unit, member) != 0)
        parting_say(out->ends, sizeof out->ends, "%s", _("You are no longer among the willing there."));
}

static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    (void)now;
    forget_words_of(store, member, unit);
    meeting_hint(store);
}

/* --- the end of a caucus --- */

#define ITEMS_OF_UNIT "(SELECT i.id FROM meeting_item i JOIN meeting g ON g.id = i.meeting WHERE g.unit = ?)"
#define MEETINGS_OF_UNIT "(SELECT id FROM meeting WHERE unit = ?)"

static void end(struct store *store, int64_t caucus, int64_t now)
{
    static const char *const emptied[] = { "DELETE FROM meeting_item_text WHERE item IN " ITEMS_OF_UNIT,
        "DELETE FROM meeting_matters WHERE item IN " ITEMS_OF_UNIT,
        "DELETE FROM meeting_text WHERE meeting IN " MEETINGS_OF_UNIT,
        "DELETE FROM meeting_wanted WHERE meeting IN " MEETINGS_OF_UNIT, "DELETE FROM willing WHERE unit = ?",
        "UPDATE meeting SET caller = 0 WHERE unit = ?" };
    for (size_t i = 0; i < sizeof emptied / sizeof *emptied; i++)
        db_run(store, emptied[i], caucus);
    db_run(store,
        "UPDATE meeting SET state = " SQL_MEETING_WITHDRAWN
        ", ended = ? WHERE unit = ? AND state <= " SQL_MEETING_CALLED,
        now, caucus);
}

/* --- forgetting --- */

static int empty_meetings(struct store *store, int state, int64_t due)
{
    db_run(store,
        "DELETE FROM meeting_item_text WHERE item IN (SELECT i.id FROM meeting_item i JOIN meeting g ON g.id = i.meeting"
        " WHERE g.state = ? AND g.ended <= ?) AND item NOT IN (SELECT p.item FROM first_yes f JOIN proposal p"
        " ON p.id = f.proposal)", /* its second meeting is to come */
        state, due);
    int count = sqlite3_changes(store->db);
    db_run(store, "DELETE FROM meeting_text WHERE meeting IN (SELECT id FROM meeting WHERE state = ? AND ended <= ?)",
        state, due);
    return count + sqlite3_changes(store->db);
}

/* Who wanted a meeting that is over, and to whom its items mattered. */
static int forget_words(struct store *store)
{
    static const char *const emptied[] = {
        "DELETE FROM meeting_matters WHERE item IN (SELECT i.id FROM meeting_item i JOIN meeting g ON g.id = i.meeting"
        " WHERE g.state > " SQL_MEETING_CALLED ")",
        "DELETE FROM meeting_wanted WHERE meeting IN (SELECT id FROM meeting WHERE state > " SQL_MEETING_CALLED ")",
        "DELETE FROM hand_word WHERE kind = 'want' AND subject NOT IN (SELECT id FROM meeting_wanted)",
        "DELETE FROM hand_word WHERE kind = 'matters' AND subject NOT IN (SELECT id FROM meeting_matters)",
        "DELETE FROM hand_word WHERE kind = 'item' AND subject NOT IN (SELECT item FROM meeting_item_text)"
    };
    int count = 0;
    for (size_t i = 0; i < sizeof emptied / sizeof *emptied; i++) {
        db_run(store, emptied[i]);
        count += sqlite3_changes(store->db);
    }
    return count;
}

/* Whom an item was about is known as long as who took which position is. */
static int forget_persons(struct store *store, int64_t now)
{
    db_run(store,
        "UPDATE meeting_item SET person = 0, speaker = 0 WHERE person > 0 AND meeting IN (SELECT id FROM meeting"
        " WHERE state = " SQL_MEETING_OVER " AND ended <= ? - " SQL_NUMBER_POSITION("meeting.unit") ")",
        now);
    return sqlite3_changes(store->db);
}

static int forget(struct store *store, int64_t now)
{
    int64_t withdrawn = now - retention_period(store, "version");
    if (db_begin(store) != RESULT_OK)
        return -1;
    int count = empty_meetings(store, MEETING_WITHDRAWN, withdrawn) +
                empty_meetings(store, MEETING_LAPSED, now - retention_period(store, "meeting"));
    db_run(store,
        "DELETE FROM meeting_item_text WHERE item IN (SELECT id FROM meeting_item WHERE dropped > 0 AND dropped <= ?)",
        withdrawn);
    count += sqlite3_changes(store->db) + forget_words(store) + forget_persons(store, now);
    return db_commit(store) == RESULT_OK ? count : -1;
}

/* --- what is due --- */

/* Notes each meeting whose time has passed: one that is called is over, one that is only asked for lapses. */
static int end_due(struct store *store, int64_t now)
{
    int64_t meeting;
    int count = 0;
    while (
        (meeting = db_number(store, 0,
             "SELECT id FROM meeting WHERE (state = " SQL_MEETING_ASKED " AND starts < ?1 + " SQL_NUMBER_NOTICE(
                 "meeting.unit") ")"
                                 " OR (state = " SQL_MEETING_CALLED " AND starts + minutes * 60 <= ?1"
                                 " AND NOT EXISTS (SELECT 1 FROM room r WHERE r.meeting = meeting.id AND r.closed = 0)) LIMIT 1",
             now)) != 0 &&
        !db_failed(store)) {
        bool lapsed = db_number(store, 0, "SELECT state FROM meeting WHERE id = ?", meeting) == MEETING_ASKED;
        db_run(store, "UPDATE meeting SET state = ?, ended = ? WHERE id = ?", lapsed ? MEETING_LAPSED : MEETING_OVER,
            now, meeting);
        if (!lapsed && db_number(store, 0, "SELECT 1 FROM room WHERE meeting = ?", meeting) == 0)
            few_carry_on(store, db_number(store, 0, "SELECT unit FROM meeting WHERE id = ?", meeting), meeting, now);
        if (lapsed)
            meeting_book(store, NULL, db_number(store, 0, "SELECT unit FROM meeting WHERE id = ?", meeting),
                LEDGER_MEETING_LAPSED, meeting, now);
        meeting_hint(store);
        count++;
    }
    return count;
}

static int tick(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    int count = end_due(store, now);
    if (count == 0 && !db_failed(store)) {
        db_abandon(store, RESULT_OK);
        return 0;
    }
    return db_commit(store) == RESULT_OK ? count : -1;
}

/* --- the whole subject --- */

#define WORD_OF_STATE                                                                                                  \
    "CASE g.state WHEN " SQL_MEETING_ASKED " THEN 'asked' WHEN " SQL_MEETING_CALLED                                    \
    " THEN 'called' WHEN " SQL_MEETING_WITHDRAWN " THEN 'withdrawn' WHEN " SQL_MEETING_LAPSED                          \
    " THEN 'lapsed' ELSE 'over' END"

const struct subject meeting_subject = {
    .name = "meeting",
    .forget = forget,
    .leave = leave,
    .parting = parting,
    .part = part,
    .end = end,
    .tick = tick,
    .file =
        (const struct subject_rows[]) {
            { "meetings_called", "SELECT g.id, x.title, x.place, g.asked, g.starts FROM meeting g"
                                 " JOIN meeting_text x ON x.meeting = g.id WHERE g.caller = ?" },
            { "meetings_wanted", "SELECT meeting FROM meeting_wanted WHERE member = ? AND struck = 0" },
            { "meeting_items", "SELECT i.id, i.meeting, i.added, x.title, x.details FROM meeting_item i"
                               " JOIN meeting_item_text x ON x.item = i.id WHERE i.adder = ?" },
            { "items_about_you", "SELECT i.id, i.meeting, i.added, x.title, x.details, coalesce(n.handle, '') AS speaks"
                                 " FROM meeting_item i JOIN meeting_item_text x ON x.item = i.id"
                                 " LEFT JOIN member_name n ON n.member = i.speaker WHERE i.person = ?" },
            { "items_to_speak_on", "SELECT id, meeting FROM meeting_item WHERE speaker = ?" },
            { "items_that_matter", "SELECT item FROM meeting_matters WHERE member = ? AND struck = 0" },
            { "willing", "SELECT u.name AS unit, w.name AS task, w.at FROM willing w JOIN unit u ON u.id = w.unit"
                         " WHERE w.member = ?" },
            { NULL, NULL },
        },
    .exports =
        (const struct subject_export[]) {
            { .file = "meetings.jsonl",
                .explained =
                    "meetings.jsonl id, uid, title (\"\": an assembly), place, caller, asked, called (0: not), starts, minutes (that it\n"
                    "               may take), state (asked, called, withdrawn, lapsed, over), founding (1: the first one)\n",
                .sql =
                    "SELECT g.id, g.uid, x.title, x.place, coalesce(n.handle, 'a former member') AS caller, g.asked, g.called,"
                    " g.starts, g.minutes, " WORD_OF_STATE
                    " AS state, g.founding FROM meeting g JOIN meeting_text x ON x.meeting = g.id"
                    " LEFT JOIN member_name n ON n.member = g.caller WHERE g.unit = ? ORDER BY g.id" },
            { .file = "agenda.jsonl",
                .explained =
                    "agenda.jsonl   id, uid, meeting, title, details, wants (0 talk 1 decide 2 choose 3 report), about (0 things\n"
                    "               1 person 2 tasks 3 money 4 rules), minutes, added, handle (who added it), founds (1 to 3: it\n"
                    "               appeared by itself: the agreements, the tasks, the numbers; then without a title)\n",
                .sql =
                    "SELECT i.id, i.uid, i.meeting, coalesce(x.title, '') AS title, coalesce(x.details, '') AS details, i.wants,"
                    " i.about, i.minutes, i.added, CASE WHEN i.founds > 0 OR i.decision > 0 THEN '' ELSE coalesce(n.handle, 'a former member')"
                    " END AS handle, i.founds FROM meeting_item i JOIN meeting g ON g.id = i.meeting"
                    " LEFT JOIN meeting_item_text x ON x.item = i.id LEFT JOIN member_name n ON n.member = i.adder"
                    " WHERE g.unit = ? AND i.dropped = 0 ORDER BY i.meeting, i.id" },
            { .file = "meetings.txt",
                .explained = "meetings.txt   the meetings that were called, and their agendas, for reading\n",
                .write = write_meetings },
            { 0 },
        },
    .by_hand = meeting_by_hand,
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("meeting", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("willing", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
