/* rota_subject.c: rotas as a subject (subject.h): export, leaving, moving away, forgetting. RULES 8.1, 10.1. */
#include "rota.h"
#include "store/base/retention.h"
#include "store/base/subject.h"
#include "store/rota/rota_internal.h"
#include "when.h"

/* --- export --- */

static void read_plan(struct store *store, int64_t rota, sqlite3_stmt *row, struct rota_plan *plan)
{
    *plan = (struct rota_plan) { .weekdays = (unsigned)sqlite3_column_int(row, 4) & 127,
        .minutes = sqlite3_column_int(row, 5) };
    sqlite3_stmt *date = db_query(store, "SELECT day FROM rota_date WHERE rota = ? ORDER BY day", rota);
    while (plan->weekdays == 0 && plan->date_count < ROTA_DATES_MAX && db_step(store, date))
        plan->dates[plan->date_count++] = sqlite3_column_int64(date, 0);
    db_done(store, date);
}

/* SQL: the members of each day. A named date without a member is included too, with member 0. */
#define ROTA_DAYS                                                                                                      \
    "SELECT rota, day, member FROM rota_hand UNION ALL SELECT t.rota, t.day, 0 FROM rota_date t WHERE NOT EXISTS"      \
    " (SELECT 1 FROM rota_hand h WHERE h.rota = t.rota AND h.day = t.day)"

static void write_rota_days(FILE *file, struct store *store, int64_t rota)
{
    int64_t last = INT64_MIN;
    sqlite3_stmt *row = db_query(store,
        "SELECT d.day, date(d.day * 86400, 'unixepoch'), coalesce(n.handle, ''), d.member FROM (" ROTA_DAYS
        ") d LEFT JOIN member_name n ON n.member = d.member WHERE d.rota = ? ORDER BY d.day, d.member",
        rota);
    while (db_step(store, row)) {
        const char *handle = db_text(row, 2);
        int64_t day = sqlite3_column_int64(row, 0);
        if (day != last)
            fprintf(file, "%s  %s: ", last == INT64_MIN ? "" : "\n", db_text(row, 1));
        else
            fputs(", ", file);
        fputs(*handle ? handle : sqlite3_column_int64(row, 3) == 0 ? _("nobody yet") : _("a former member"), file);
        last = day;
    }
    db_done(store, row);
    fputs(last == INT64_MIN ? "\n" : "\n\n", file);
}

static void write_rota(FILE *file, struct store *store, sqlite3_stmt *row)
{
    struct rota_plan plan;
    char when[400];
    int64_t rota = sqlite3_column_int64(row, 0);
    long hands = sqlite3_column_int(row, 3);
    read_plan(store, rota, row, &plan);
    rota_plan_say(&plan, when, sizeof when);
    fprintf(file, "%s%s\n  %s\n  ", db_text(row, 1), sqlite3_column_int64(row, 6) != 0 ? _(" (closed)") : "", when);
    fprintf(file, ngettext("Each day needs %ld person.", "Each day needs %ld people.", (unsigned long)hands), hands);
    fputc('\n', file);
    if (db_text(row, 2)[0] != '\0')
        fprintf(file, "  %s\n", db_text(row, 2));
    write_rota_days(file, store, rota);
}

static bool write_rotas(const struct unit_export *export)
{
    FILE *file = export_open(export, "rotas.txt");
    if (file == NULL)
        return false;
    sqlite3_stmt *row = db_query(export->store,
        "SELECT r.id, t.task, t.details, r.hands, r.weekdays, r.minutes, r.closed FROM rota r"
        " JOIN rota_text t ON t.rota = r.id WHERE r.unit = ? ORDER BY r.id",
        export->unit);
    while (db_step(export->store, row))
        write_rota(file, export->store, row);
    db_done(export->store, row);
    return export_close(export, file, "rotas.txt");
}

/* --- leaving and forgetting --- */

static void leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    db_run(store, "DELETE FROM rota_swap WHERE member = ?1 OR asked = ?1", member);
    db_run(store, "DELETE FROM rota_hand WHERE member = ?", member);
    db_run(store, "UPDATE rota SET starter = 0 WHERE starter = ?", member);
}

#define HER_DAYS                                                                                                       \
    "FROM rota_hand h JOIN rota r ON r.id = h.rota WHERE h.member = ?1 AND r.unit = ?2 AND r.closed = 0 AND h.day >= ?3"

static void parting(struct store *store, int64_t unit, int64_t member, int64_t now, struct parting *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT t.task, min(h.day), count(*) FROM rota_text t JOIN (SELECT h.rota, h.day " HER_DAYS
        ") h ON h.rota = t.rota GROUP BY t.rota ORDER BY 2",
        member, unit, when_day(now));
    while (db_step(store, row)) {
        char day[WHEN_BYTES];
        int count = sqlite3_column_int(row, 2);
        when_say_date(sqlite3_column_int64(row, 1), when_day(now), day);
        parting_say(out->owes, sizeof out->owes,
            ngettext("You are on \"%s\" on %d day: %s. Ask somebody to swap, or give it back (`rota`).",
                "You are on \"%s\" on %d days, first: %s. Ask somebody to swap, or give them back (`rota`).",
                (unsigned long)count),
            db_text(row, 0), count, day);
    }
    db_done(store, row);
}

/* Frees her days. Home tells the people who live there that those days need hands, and the member who started the
 * rota. */
static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    db_run(store,
        "DELETE FROM rota_swap WHERE (member = ?1 OR asked = ?1) AND rota IN (SELECT id FROM rota WHERE unit = ?2)",
        member, unit);
    db_run(store,
        "DELETE FROM rota_hand WHERE member = ?1 AND day >= ?3 AND rota IN (SELECT id FROM rota WHERE unit = ?2)",
        member, unit, when_day(now));
    db_run(store, "UPDATE rota SET starter = 0 WHERE starter = ? AND unit = ?", member, unit);
    rota_hint(store, 0);
}

static int forget(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM rota_hand WHERE day < ?", when_day(now - retention_period(store, "rota")));
    int count = sqlite3_changes(store->db);
    return db_commit(store) == RESULT_OK ? count : -1;
}

const struct subject rota_subject = {
    .name = "rota",
    .forget = forget,
    .leave = leave,
    .parting = parting,
    .part = part,
    .file =
        (const struct subject_rows[]) {
            { "rota_days", "SELECT t.task, h.day, h.first FROM rota_hand h JOIN rota_text t ON t.rota = h.rota"
                           " WHERE h.member = ?" },
            { NULL, NULL },
        },
    .exports =
        (const struct subject_export[]) {
            { .file = "rotas.jsonl",
                .explained =
                    "rotas.jsonl    id, uid, task, details, starter, made, hands (that each day needs), weekdays (bit 0: Sunday; 0: dates,\n"
                    "               in rota_days.jsonl), minutes (after midnight; -1: no time), closed (0: not)\n",
                .sql =
                    "SELECT r.id, r.uid, t.task, t.details, coalesce(n.handle, 'a former member') AS starter, r.made, r.hands,"
                    " r.weekdays, r.minutes, r.closed FROM rota r JOIN rota_text t ON t.rota = r.id"
                    " LEFT JOIN member_name n ON n.member = r.starter WHERE r.unit = ? ORDER BY r.id" },
            { .file = "rota_days.jsonl",
                .explained =
                    "rota_days.jsonl rota, day (2026-11-23), handle (who is on it; \"\": a date of the rota, nobody yet)\n",
                .sql = "SELECT r.id AS rota, date(d.day * 86400, 'unixepoch') AS day, CASE d.member WHEN 0 THEN '' ELSE"
                       " coalesce(n.handle, 'a former member') END AS handle FROM rota r JOIN (" ROTA_DAYS
                       ") d ON d.rota = r.id LEFT JOIN member_name n ON n.member = d.member"
                       " WHERE r.unit = ? ORDER BY r.id, d.day, handle" },
            { .file = "rotas.txt",
                .explained = "rotas.txt      the rotas and who is on which day, for reading\n",
                .write = write_rotas },
            { 0 },
        },
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("rota", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
