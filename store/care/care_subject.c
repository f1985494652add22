/* care_subject.c: care as a subject (subject.h): home, forgetting, leaving, a member's own file. RULES 6.6, 1.12.
 *
 * There is no export: nothing of it belongs to a unit. */
#include "store/base/retention.h"
#include "store/base/subject.h"
#include "store/care/care_row.h"
#include "store/care/tellers.h"
#include "store/people/restored.h"

/* --- for home --- */

/* SQL: since when what this row of the table of retention is about is kept. ?2: now. */
#define KEPT(name) "(?2 - (SELECT seconds FROM retention WHERE name = '" name "'))"
#define NOT_MUTED(other) " AND NOT EXISTS (SELECT 1 FROM muted_member x WHERE x.member = ?1 AND x.other = " other ")"
#define UNREAD                                                                                                         \
    " FROM checkin_to t JOIN checkin c ON c.member = t.member WHERE t.other = ?1 AND t.read = 0 AND c.at > " KEPT(     \
        "checkin") NOT_MUTED("c.member")
#define ASKED "other = ?1 AND state = " SQL_CARE_LISTEN_ASKED " AND at > " KEPT("listen") NOT_MUTED("asker")
#define DRAWN "state = " SQL_CARE_LISTEN_DRAWN " AND at > " KEPT("listen") " AND ?1 IN (one, two)"

/* All of it in one statement: home reads it at each drawing. ?1: the member. */
static bool count_all(struct store *store, const struct actor *actor, int64_t now, struct care_home *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT (SELECT count(*)" UNREAD "), (SELECT " HANDLE_OF("c.member") UNREAD
        " ORDER BY c.at DESC LIMIT 1), (SELECT count(*) FROM care_silence WHERE greeter = ?1 AND read = 0), (SELECT"
        " " HANDLE_OF(
            "s.member") " FROM care_silence s WHERE s.greeter = ?1 AND s.read = 0 LIMIT 1), (SELECT count(*) FROM"
                        " care_listen WHERE " ASKED "), (SELECT count(*) FROM care_listen WHERE " DRAWN
                        "), (SELECT unit FROM care_listen"
                        " WHERE (" ASKED ") OR (" DRAWN ") LIMIT 1), (SELECT " HANDLE_OF(
                            "v.comes") " FROM care_visit v WHERE v.member = ?1"
                                       " AND v.comes <> 0), (SELECT count(*) FROM harm_line WHERE member = ?1 AND day <= ?2), (SELECT words FROM harm_line"
                                       " WHERE member = ?1 AND day <= ?2 ORDER BY id LIMIT 1), (SELECT count(*) FROM told t WHERE t.read = 0 AND"
                                       " " TOLD_HER("?1", KEPT("told"), "?3") "), t.meeting, (SELECT unit FROM meeting WHERE id = t.meeting), " HANDLE_OF(
                                           "t.chair") ", EXISTS (SELECT 1 FROM care_visit v JOIN membership s ON s.unit = v.unit AND s.member = ?1 WHERE"
                                                      " v.member <> ?1) FROM (SELECT 1) LEFT JOIN teller t ON t.member = ?1 AND t.at > " KEPT(
                                                          "told") " WHERE " RESTORED_AT
                                                                  " = 0 ORDER BY t.meeting LIMIT 1",
        actor->member, now, now - TELL_SHOWN_AFTER);
    bool visits = false;
    if (db_step(store, row)) {
        out->checkins = sqlite3_column_int(row, 0);
        db_copy(row, 1, out->checkin, sizeof out->checkin);
        out->silences = sqlite3_column_int(row, 2);
        db_copy(row, 3, out->silent, sizeof out->silent);
        out->asked = sqlite3_column_int(row, 4);
        out->drawn = sqlite3_column_int(row, 5);
        out->listen_unit = sqlite3_column_int64(row, 6);
        db_copy(row, 7, out->coming, sizeof out->coming);
        out->lines = sqlite3_column_int(row, 8);
        db_copy(row, 9, out->line, sizeof out->line);
        out->told = sqlite3_column_int(row, 10);
        out->tell = sqlite3_column_int64(row, 11);
        out->tell_unit = sqlite3_column_int64(row, 12);
        db_copy(row, 13, out->chair, sizeof out->chair);
        visits = sqlite3_column_int(row, 14) != 0;
    }
    db_done(store, row);
    return visits;
}

enum result care_home(struct store *store, const struct actor *actor, int64_t now, struct care_home *out)
{
    struct care_visit visits[8];
    size_t count = 0;
    *out = (struct care_home) { 0 };
    if (actor->kind != ACTOR_MEMBER || actor->hand != 0 || !count_all(store, actor, now, out) ||
        care_visits(store, actor, now, visits, sizeof visits / sizeof *visits, &count) != RESULT_OK)
        return RESULT_OK;
    for (size_t i = 0; i < count; i++)
        if (!visits[i].mine && !visits[i].somebody && out->visits++ == 0) {
            out->visit_unit = visits[i].unit;
            util_copy_text(out->visitor, sizeof out->visitor, visits[i].handle);
        }
    return db_outcome(store);
}

int care_waits(const struct care_home *home)
{
    return home->checkins + home->visits + home->silences + home->asked + home->drawn + home->lines +
           (home->coming[0] != '\0') + (home->tell != 0) + home->told;
}

/* --- leaving and forgetting --- */

/* Inside a write. In one unit, or, with unit 0, in all. */
static void go(struct store *store, int64_t unit, int64_t member)
{
    db_run(store, "DELETE FROM care_visit WHERE member = ?1 AND ?2 IN (0, unit)", member, unit);
    db_run(store, "UPDATE care_visit SET comes = 0 WHERE comes = ?1 AND ?2 IN (0, unit)", member, unit);
    db_run(store, "DELETE FROM care_silence WHERE ?1 IN (member, greeter) AND ?2 IN (0, unit)", member, unit);
    db_run(store, "DELETE FROM care_listen WHERE ?1 IN (asker, other) AND ?2 IN (0, unit)", member, unit);
    db_run(store,
        "UPDATE care_listen SET one = CASE one WHEN ?1 THEN 0 ELSE one END, two = CASE two WHEN ?1 THEN 0 ELSE two END"
        " WHERE ?1 IN (one, two) AND ?2 IN (0, unit)",
        member, unit);
    db_run(store, "DELETE FROM care_ready WHERE member = ?1 AND ?2 IN (0, unit)", member, unit);
    db_run(store, "DELETE FROM learner WHERE member = ?1 AND ?2 IN (0, unit)", member, unit);
    db_run(store,
        "DELETE FROM teller WHERE ?1 IN (member, chair) AND (?2 = 0 OR meeting IN (SELECT id FROM meeting WHERE unit ="
        " ?2))",
        member, unit);
    db_run(store,
        "DELETE FROM told WHERE chair = ?1 AND (?2 = 0 OR meeting IN (SELECT id FROM meeting WHERE unit = ?2))", member,
        unit);
}

static void leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    go(store, 0, member);
    db_run(store, "DELETE FROM checkin_to WHERE ? IN (member, other)", member);
    db_run(store, "DELETE FROM checkin WHERE member = ?", member);
    db_run(store, "DELETE FROM harm_line WHERE member = ?", member);
}

static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    (void)now;
    go(store, unit, member);
}

static void end(struct store *store, int64_t caucus, int64_t now)
{
    (void)now;
    db_run(store, "DELETE FROM care_visit WHERE unit = ?", caucus);
    db_run(store, "DELETE FROM care_listen WHERE unit = ?", caucus);
    db_run(store, "DELETE FROM care_silence WHERE unit = ?", caucus);
    db_run(store, "DELETE FROM care_ready WHERE unit = ?", caucus);
    db_run(store, "DELETE FROM learner WHERE unit = ?", caucus);
    db_run(store, "DELETE FROM teller WHERE meeting IN (SELECT id FROM meeting WHERE unit = ?)", caucus);
    db_run(store, "DELETE FROM told WHERE meeting IN (SELECT id FROM meeting WHERE unit = ?)", caucus);
}

static int forget(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    int before = (int)sqlite3_total_changes64(store->db);
    int64_t checkin = now - retention_period(store, "checkin");
    db_run(store, "DELETE FROM checkin_to WHERE member IN (SELECT member FROM checkin WHERE at <= ?)", checkin);
    db_run(store, "DELETE FROM checkin WHERE at <= ?", checkin);
    db_run(store, "DELETE FROM care_visit WHERE at <= ?", now - retention_period(store, "visit"));
    db_run(store, "DELETE FROM care_listen WHERE at <= ?", now - retention_period(store, "listen"));
    int64_t told = now - retention_period(store, "told");
    db_run(store, "DELETE FROM teller WHERE at <= ?", told);
    db_run(store, "DELETE FROM told WHERE at <= ?", told);
    db_run(store, "DELETE FROM harm_seat WHERE month < ?", (now - retention_period(store, "harm")) / (30 * 86400));
    db_run(store, "DELETE FROM harm_line WHERE day <= ?", now - retention_period(store, "listen"));
    db_run(store, "DELETE FROM learner WHERE at <= ?", now - retention_period(store, "learner"));
    int changed = (int)sqlite3_total_changes64(store->db) - before;
    return db_commit(store) == RESULT_OK ? changed : -1;
}

/* What somebody wrote who was harmed stands in no file of hers: whoever sits beside her would read that it is there. */
static const struct subject_rows file[] = {
    { "checkin", "SELECT word, words, at FROM checkin WHERE member = ?" },
    { "checkin_seen_by",
        "SELECT n.handle FROM checkin_to t JOIN member_name n ON n.member = t.other WHERE t.member = ?" },
    { "visit_asked", "SELECT words, at, comes <> 0 AS somebody_comes FROM care_visit WHERE member = ?" },
    { "visits_promised", "SELECT at FROM care_visit WHERE comes = ?" },
    { "silence_told",
        "SELECT n.handle, c.at FROM care_silence c JOIN member_name n ON n.member = c.greeter WHERE c.member"
        " = ?" },
    { "listeners_asked", "SELECT at, state = " SQL_CARE_LISTEN_DRAWN " AS drawn FROM care_listen WHERE asker = ?" },
    { "may_be_named", "SELECT u.name AS caucus FROM care_ready r JOIN unit u ON u.id = r.unit WHERE r.member = ?" },
    { "learns", "SELECT u.name AS unit, l.name AS task, l.at FROM learner l JOIN unit u ON u.id = l.unit WHERE"
                " l.member = ?" },
    { "asked_after_meeting", "SELECT meeting, at FROM teller WHERE member = ?" },
    { "told_as_chair", "SELECT meeting, helped, hurt, try, at FROM told WHERE chair = ?" },
    { NULL, NULL },
};

const struct subject care_subject = {
    .name = "care",
    .forget = forget,
    .leave = leave,
    .part = part,
    .end = end,
    .tick = care_tend,
    .file = file,
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("care_listen", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("care_ready", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("care_silence", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("care_visit", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("learner", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
