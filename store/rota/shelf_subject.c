/* shelf_subject.c: the lending shelf as a subject (subject.h): export, leaving, moving away, forgetting. RULES 8.1,
 * 10.1. */
#include "store/base/retention.h"
#include "store/base/subject.h"
#include "when.h"

/* --- export: without asks to borrow, which only the two may know --- */

static bool write_shelf(const struct unit_export *export)
{
    FILE *file = export_open(export, "shelf.txt");
    if (file == NULL)
        return false;
    sqlite3_stmt *row = db_query(export->store,
        "SELECT x.line, x.details, coalesce(k.handle, ''), coalesce(b.handle, ''),"
        " coalesce(date(l.until * 86400, 'unixepoch'), '') FROM thing t JOIN thing_text x ON x.thing = t.id"
        " LEFT JOIN member_name k ON k.member = t.keeper LEFT JOIN loan l ON l.thing = t.id AND l.lent <> 0 AND l.back = 0"
        " LEFT JOIN member_name b ON b.member = l.borrower WHERE t.unit = ? AND t.gone = 0 ORDER BY t.id",
        export->unit);
    while (db_step(export->store, row)) {
        fprintf(file, "%s\n  ", db_text(row, 0));
        fprintf(file, _("%s keeps it."), db_text(row, 2)[0] ? db_text(row, 2) : _("a former member"));
        if (db_text(row, 4)[0] != '\0')
            fprintf(file, _(" %s has it until %s."), db_text(row, 3)[0] ? db_text(row, 3) : _("a former member"),
                db_text(row, 4));
        fputs(db_text(row, 1)[0] != '\0' ? "\n  " : "", file);
        fprintf(file, "%s\n\n", db_text(row, 1));
    }
    db_done(export->store, row);
    return export_close(export, file, "shelf.txt");
}

/* --- leaving and forgetting --- */

static void leave(struct store *store, int64_t member, int64_t at)
{
    db_run(store, "DELETE FROM loan WHERE borrower = ?1 OR thing IN (SELECT id FROM thing WHERE keeper = ?1)", member);
    db_run(store, "DELETE FROM thing_text WHERE thing IN (SELECT id FROM thing WHERE keeper = ?)", member);
    db_run(store, "UPDATE thing SET gone = ? WHERE keeper = ? AND gone = 0", at, member);
}

static void parting(struct store *store, int64_t unit, int64_t member, int64_t now, struct parting *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT x.line, t.keeper = ?1, l.until FROM loan l JOIN thing t ON t.id = l.thing JOIN thing_text x ON x.thing = t.id"
        " WHERE l.lent <> 0 AND l.back = 0 AND t.unit = ?2 AND (t.keeper = ?1 OR l.borrower = ?1) ORDER BY l.id",
        member, unit);
    while (db_step(store, row)) {
        char day[WHEN_BYTES];
        when_say_date(sqlite3_column_int64(row, 2), when_day(now), day);
        parting_say(out->owes, sizeof out->owes,
            sqlite3_column_int(row, 1) != 0 ? _("\"%s\" of yours is lent until %s: ask it back.")
                                            : _("You borrowed \"%s\" until %s: bring it back."),
            db_text(row, 0), day);
    }
    db_done(store, row);
    int64_t things =
        db_number(store, 0, "SELECT count(*) FROM thing WHERE keeper = ? AND unit = ? AND gone = 0", member, unit);
    if (things > 0)
        parting_say(out->ends, sizeof out->ends,
            ngettext("%d thing of yours leaves the shelf there.", "%d things of yours leave the shelf there.",
                (unsigned long)things),
            (int)things);
}

/* Her things leave the shelf. What she borrowed stays noted until its keeper says that it is back. */
static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    db_run(store,
        "DELETE FROM loan WHERE lent = 0 AND thing IN (SELECT id FROM thing WHERE unit = ?2)"
        " AND (borrower = ?1 OR thing IN (SELECT id FROM thing WHERE keeper = ?1))",
        member, unit);
    db_run(store,
        "UPDATE loan SET back = ?3 WHERE back = 0 AND thing IN (SELECT id FROM thing WHERE keeper = ?1 AND unit = ?2)",
        member, unit, now);
    db_run(store, "UPDATE thing SET gone = ?3 WHERE keeper = ?1 AND unit = ?2 AND gone = 0", member, unit, now);
}

/* An ask to borrow ends by itself when its last day is over. */
static int forget(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM loan WHERE back <> 0 AND back <= ?", now - retention_period(store, "loan"));
    int count = sqlite3_changes(store->db);
    db_run(store, "DELETE FROM loan WHERE lent = 0 AND until < ?", when_day(now));
    count += sqlite3_changes(store->db);
    return db_commit(store) == RESULT_OK ? count : -1;
}

const struct subject shelf_subject = {
    .name = "shelf",
    .forget = forget,
    .leave = leave,
    .parting = parting,
    .part = part,
    .file =
        (const struct subject_rows[]) {
            { "things", "SELECT x.line, x.details, t.made FROM thing t JOIN thing_text x ON x.thing = t.id"
                        " WHERE t.keeper = ?" },
            { "borrowed", "SELECT x.line, l.until, l.lent, l.back FROM loan l JOIN thing_text x ON x.thing = l.thing"
                          " WHERE l.borrower = ?" },
            { NULL, NULL },
        },
    .exports =
        (const struct subject_export[]) {
            { .file = "things.jsonl",
                .explained =
                    "things.jsonl   id, uid, line, details, keeper, made, borrower (\"\": it is here), until (2026-11-23, or \"\")\n",
                .sql =
                    "SELECT t.id, t.uid, x.line, x.details, coalesce(k.handle, 'a former member') AS keeper, t.made,"
                    " CASE WHEN l.id IS NULL THEN '' ELSE coalesce(b.handle, 'a former member') END AS borrower,"
                    " coalesce(date(l.until * 86400, 'unixepoch'), '') AS until FROM thing t JOIN thing_text x ON x.thing = t.id"
                    " LEFT JOIN member_name k ON k.member = t.keeper"
                    " LEFT JOIN loan l ON l.thing = t.id AND l.lent <> 0 AND l.back = 0"
                    " LEFT JOIN member_name b ON b.member = l.borrower WHERE t.unit = ? AND t.gone = 0 ORDER BY t.id" },
            { .file = "shelf.txt",
                .explained = "shelf.txt      the lending shelf, for reading\n",
                .write = write_shelf },
            { 0 },
        },
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("thing", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
