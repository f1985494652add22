/* people_subject.c: the rows of members, their ways in and their visits, as a subject (subject.h): forgetting, leaving,
 * a member's own file. */
#include "store/base/limits.h"
#include "store/base/retention.h"
#include "store/base/subject.h"
#include "store/people/visit_write.h"

static int forget(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    int count = visits_forget(store, now);
    limits_forget(store, now);
    db_run(store, "DELETE FROM notice WHERE at <= ?", now - retention_period(store, "notice"));
    count += sqlite3_changes(store->db);
    db_run(store, "DELETE FROM known_source WHERE last <= ?", now - retention_period(store, "source"));
    count += sqlite3_changes(store->db);
    db_run(store, "DELETE FROM shell_act WHERE seen <> 0 AND seen <= ?", now - retention_period(store, "shell"));
    count += sqlite3_changes(store->db);
    return db_commit(store) == RESULT_OK ? count : -1;
}

static void leave(struct store *store, int64_t member, int64_t at)
{
    static const char *const emptied[] = { "DELETE FROM member_name WHERE member = ?",
        "DELETE FROM handle_of WHERE member = ?", "DELETE FROM password WHERE member = ?",
        "DELETE FROM paper_code WHERE member = ?", "DELETE FROM paper_list WHERE member = ?",
        "DELETE FROM key WHERE member = ?", "DELETE FROM setting WHERE member = ?",
        "DELETE FROM shell_act WHERE member = ?", "DELETE FROM presence WHERE member = ?",
        "DELETE FROM login WHERE member = ?", "DELETE FROM known_source WHERE member = ?",
        "DELETE FROM membership WHERE member = ?", "DELETE FROM seat WHERE member = ?" };
    (void)at;
    for (size_t i = 0; i < sizeof emptied / sizeof *emptied; i++)
        db_run(store, emptied[i], member);
    limits_leave(store, member);
}

static void parting(struct store *store, int64_t unit, int64_t member, int64_t now, struct parting *out)
{
    sqlite3_stmt *row = db_query(
        store, "SELECT name FROM seat WHERE unit = ? AND member = ? AND until > ? ORDER BY id", unit, member, now);
    while (db_step(store, row))
        parting_say(out->ends, sizeof out->ends, _("Your task there ends: %s."), db_text(row, 0));
    db_done(store, row);
}

static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    db_run(store, "UPDATE seat SET until = ?1 WHERE unit = ?2 AND member = ?3 AND until > ?1", now, unit, member);
    for (int i = sqlite3_changes(store->db); i > 0; i--)
        ledger_append(
            store, &(struct ledger_new) {
                       .at = now, .unit = unit, .subject = member, .actor = member, .kind = LEDGER_SEAT_EMPTIED });
}

#define VALUE_OF(name)                                                                                                 \
    "coalesce((SELECT v.value FROM unit_value v WHERE v.unit = u.id AND v.name = '" name "'), '') AS \"" name "\""

const struct subject people_subject = {
    .name = "people",
    .forget = forget,
    .leave = leave,
    .parting = parting,
    .part = part,
    .file =
        (const struct subject_rows[]) {
            { "member", "SELECT n.handle, h.label AS home, m.joined FROM member m JOIN member_name n ON n.member = m.id"
                        " LEFT JOIN household h ON h.id = m.household WHERE m.id = ?" },
            { "units", "SELECT u.name, s.since FROM membership s JOIN unit u ON u.id = s.unit WHERE s.member = ?" },
            { "waits_for_a_home", "SELECT home, since FROM at_door WHERE member = ? AND yes = 0" },
            { "tasks", "SELECT name, since, until FROM seat WHERE member = ?" },
            { "keys", "SELECT type, comment, added FROM key WHERE member = ?" },
            { "password", "SELECT set_at FROM password WHERE member = ?" },
            { "paper_codes", "SELECT number, used FROM paper_code WHERE member = ?" },
            { "settings", "SELECT name, value FROM setting WHERE member = ?" },
            { "log_ins", "SELECT at, source, method FROM login WHERE member = ?" },
            { "known_sources", "SELECT last FROM known_source WHERE member = ?" },
            { "last_seen", "SELECT seen FROM presence WHERE member = ?" },
            { "done_from_the_shell", "SELECT kind, detail, at FROM shell_act WHERE member = ?" },
            { NULL, NULL },
        },
    /* RULES 1.0: homes, people, tasks and founding time are a unit's own. A home is of its street alone. */
    .exports =
        (const struct subject_export[]) {
            { .file = "unit.jsonl",
                .explained =
                    "unit.jsonl     uid, name, short (its short name), made, founded (0: founding time), assembled (when its\n"
                    "               founding assembly closed; 0: not yet), now (the line above home), help, blocks\n",
                .sql = "SELECT u.uid, u.name, u.slug AS short, u.made, u.founded, u.assembled, " VALUE_OF(
                    "now") ", " VALUE_OF("help") ", " VALUE_OF("blocks") " FROM unit u WHERE u.id = ?" },
            { .file = "people.jsonl",
                .explained =
                    "people.jsonl   handle, home (\"\": none in this unit), since, without_device (1: others write for them)\n",
                .sql =
                    "SELECT n.handle, coalesce(h.label, '') AS home, s.since, EXISTS (SELECT 1 FROM hand_member x"
                    " WHERE x.member = m.id) AS without_device FROM membership s JOIN member m ON m.id = s.member"
                    " JOIN member_name n ON n.member = m.id LEFT JOIN household h ON h.id = m.household AND h.unit = s.unit"
                    " WHERE s.unit = ? AND m.gone = 0 ORDER BY m.id" },
            { .file = "tasks.jsonl",
                .explained = "tasks.jsonl    task, handle, since, until\n",
                .sql =
                    "SELECT s.name AS task, coalesce(n.handle, 'a former member') AS handle, s.since, s.until FROM seat s"
                    " LEFT JOIN member_name n ON n.member = s.member WHERE s.unit = ? ORDER BY s.id" },
            { 0 },
        },
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("household", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("membership", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("seat", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("unit", "parent = ?1", UNIT_ROWS_BELOW),
            UNIT_GOES("unit_neighbour", "unit = ?1 OR neighbour = ?1"),
            UNIT_GOES("unit_value", "unit = ?1"),
            { 0 },
        },
};
