/*
 * export.c: all that is a unit's own, as JSON Lines and as text for people. RULES 10.1. What is private (letters, read
 * marks, drafts, ways in) is nobody's but its owners' and is not asked for here.
 */
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "members.h"
#include "rota.h"
#include "store/boards/access.h"
#include "store/people/by_hand.h"
#include "when.h"

static const char explanation[] =
    "What a unit of Commune BBS takes along. One JSON object a line; times are seconds since 1970 (UTC).\n"
    "\n"
    "boards.jsonl   slug, title, visibility (0 unit, 1 confederation, 2 public), uid\n"
    "threads.jsonl  id, uid, board (slug), title, opened\n"
    "posts.jsonl    id, uid, thread, parent (0: the first), handle, at, edited (0: never), state (0 shown,\n"
    "               1 withdrawn, 2 covered), body, hand (who typed it for somebody without a device; \"\": herself),\n"
    "               confirmed (by another home: 1)\n"
    "rotas.jsonl    id, uid, task, details, starter, made, hands (that each day needs), weekdays (bit 0: Sunday; 0: dates,\n"
    "               in rota_days.jsonl), minutes (after midnight; -1: no time), closed (0: not)\n"
    "rota_days.jsonl rota, day (2026-11-23), handle (who is on it; \"\": a date of the rota, nobody yet)\n"
    "things.jsonl   id, uid, line, details, keeper, made, borrower (\"\": it is here), until (2026-11-23, or \"\")\n"
    "ledger.jsonl   seq, at, kind, subject, thread, actor (numbers), entry and head (hex)\n"
    "thread-N.txt   a thread for reading\n"
    "rotas.txt      the rotas and who is on which day, for reading\n"
    "shelf.txt      the lending shelf, for reading\n";

static FILE *open_part(const char *directory, const char *name, char *problem, size_t size)
{
    char path[1200];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "wxe");
    if (file == NULL)
        snprintf(problem, size, _("%s cannot be written: %s. Name an empty folder."), path, strerror(errno));
    return file;
}

static bool close_part(FILE *file, const char *name, char *problem, size_t size)
{
    bool whole = fflush(file) == 0 && !ferror(file);
    if (fclose(file) == 0 && whole)
        return true;
    snprintf(problem, size, _("%s could not be written whole. Is the disk full?"), name);
    return false;
}

static void write_row(FILE *file, sqlite3_stmt *row)
{
    json_t *object = json_object();
    for (int i = 0; i < sqlite3_column_count(row); i++)
        json_object_set_new(object, sqlite3_column_name(row, i),
            sqlite3_column_type(row, i) == SQLITE_INTEGER ? json_integer(sqlite3_column_int64(row, i))
                                                          : json_string(db_text(row, i)));
    json_dumpf(object, file, JSON_COMPACT);
    fputc('\n', file);
    json_decref(object);
}

static bool write_rows(struct store *store, const char *directory, const char *name, const char *sql, int64_t unit,
    char *problem, size_t size)
{
    FILE *file = open_part(directory, name, problem, size);
    if (file == NULL)
        return false;
    sqlite3_stmt *row = db_query(store, sql, "i", unit);
    while (db_step(store, row))
        write_row(file, row);
    db_done(store, row);
    return close_part(file, name, problem, size);
}

static bool write_thread(
    struct store *store, const char *directory, int64_t thread, const char *title, char *problem, size_t size)
{
    char name[40], when[32];
    snprintf(name, sizeof name, "thread-%lld.txt", (long long)thread);
    FILE *file = open_part(directory, name, problem, size);
    if (file == NULL)
        return false;
    fprintf(file, "%s\n\n", *title ? title : _("[withdrawn]"));
    sqlite3_stmt *row = db_query(store,
        "SELECT coalesce(n.handle, ''), p.at, p.depth, coalesce(t.body, ''), " BY_HAND_COLUMNS
        " FROM post p" BY_HAND_JOIN("post",
            "p.id") " LEFT JOIN member_name n ON n.member = p.author LEFT JOIN post_text t ON t.post = p.id AND p.state = 0"
                    " WHERE p.thread = ? ORDER BY p.path",
        "i", thread);
    while (db_step(store, row)) {
        time_t at = (time_t)sqlite3_column_int64(row, 1);
        struct tm parts;
        strftime(when, sizeof when, "%Y-%m-%d %H:%M", localtime_r(&at, &parts));
        const char *handle = db_text(row, 0);
        struct by_hand by;
        char how[300];
        by_hand_read(row, 4, &by);
        by_hand_words(&by, how, sizeof how);
        fprintf(file, "%*s%s%s%s  %s\n%s\n\n", sqlite3_column_int(row, 2), "", *handle ? handle : _("a former member"),
            how[0] != '\0' ? ", " : "", how, when, db_text(row, 3));
    }
    db_done(store, row);
    return close_part(file, name, problem, size);
}

static bool write_threads(struct store *store, const char *directory, int64_t unit, char *problem, size_t size)
{
    bool good = true;
    sqlite3_stmt *row = db_query(store,
        "SELECT t.id, x.title FROM thread t LEFT JOIN thread_title x ON x.thread = t.id JOIN board b ON b.id = t.board"
        " WHERE b.unit = ?",
        "i", unit);
    while (good && db_step(store, row))
        good = write_thread(store, directory, sqlite3_column_int64(row, 0), db_text(row, 1), problem, size);
    db_done(store, row);
    return good;
}

/* --- rotas and the lending shelf (RULES 8.1): for reading. Who asks to borrow a thing is between the two --- */

static void read_plan(struct store *store, int64_t rota, sqlite3_stmt *row, struct rota_plan *plan)
{
    *plan = (struct rota_plan) { .weekdays = (unsigned)sqlite3_column_int(row, 4) & 127,
        .minutes = sqlite3_column_int(row, 5) };
    sqlite3_stmt *date = db_query(store, "SELECT day FROM rota_date WHERE rota = ? ORDER BY day", "i", rota);
    while (plan->weekdays == 0 && plan->date_count < ROTA_DATES_MAX && db_step(store, date))
        plan->dates[plan->date_count++] = sqlite3_column_int64(date, 0);
    db_done(store, date);
}

/* Who is on which day; a named date on which nobody is stands there too, as member 0. */
#define ROTA_DAYS                                                                                                      \
    "SELECT rota, day, member FROM rota_hand UNION ALL SELECT t.rota, t.day, 0 FROM rota_date t WHERE NOT EXISTS"      \
    " (SELECT 1 FROM rota_hand h WHERE h.rota = t.rota AND h.day = t.day)"

static void write_rota_days(FILE *file, struct store *store, int64_t rota)
{
    int64_t last = INT64_MIN;
    sqlite3_stmt *row = db_query(store,
        "SELECT d.day, date(d.day * 86400, 'unixepoch'), coalesce(n.handle, ''), d.member FROM (" ROTA_DAYS
        ") d LEFT JOIN member_name n ON n.member = d.member WHERE d.rota = ? ORDER BY d.day, d.member",
        "i", rota);
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

static bool write_rotas(struct store *store, const char *directory, int64_t unit, char *problem, size_t size)
{
    FILE *file = open_part(directory, "rotas.txt", problem, size);
    if (file == NULL)
        return false;
    sqlite3_stmt *row = db_query(store,
        "SELECT r.id, t.task, t.details, r.hands, r.weekdays, r.minutes, r.closed FROM rota r"
        " JOIN rota_text t ON t.rota = r.id WHERE r.unit = ? ORDER BY r.id",
        "i", unit);
    while (db_step(store, row))
        write_rota(file, store, row);
    db_done(store, row);
    return close_part(file, "rotas.txt", problem, size);
}

static bool write_shelf(struct store *store, const char *directory, int64_t unit, char *problem, size_t size)
{
    FILE *file = open_part(directory, "shelf.txt", problem, size);
    if (file == NULL)
        return false;
    sqlite3_stmt *row = db_query(store,
        "SELECT x.line, x.details, coalesce(k.handle, ''), coalesce(b.handle, ''),"
        " coalesce(date(l.until * 86400, 'unixepoch'), '') FROM thing t JOIN thing_text x ON x.thing = t.id"
        " LEFT JOIN member_name k ON k.member = t.keeper LEFT JOIN loan l ON l.thing = t.id AND l.lent <> 0 AND l.back = 0"
        " LEFT JOIN member_name b ON b.member = l.borrower WHERE t.unit = ? AND t.gone = 0 ORDER BY t.id",
        "i", unit);
    while (db_step(store, row)) {
        fprintf(file, "%s\n  ", db_text(row, 0));
        fprintf(file, _("%s keeps it."), db_text(row, 2)[0] ? db_text(row, 2) : _("a former member"));
        if (db_text(row, 4)[0] != '\0')
            fprintf(file, _(" %s has it until %s."), db_text(row, 3)[0] ? db_text(row, 3) : _("a former member"),
                db_text(row, 4));
        fputs(db_text(row, 1)[0] != '\0' ? "\n  " : "", file);
        fprintf(file, "%s\n\n", db_text(row, 1));
    }
    db_done(store, row);
    return close_part(file, "shelf.txt", problem, size);
}

static bool write_parts(struct store *store, int64_t unit, const char *directory, char *problem, size_t size)
{
    static const struct {
        const char *name, *sql;
    } parts[] = {
        { "boards.jsonl", "SELECT slug, title, visibility, uid FROM board WHERE unit = ?" },
        { "threads.jsonl",
            "SELECT t.id, t.uid, b.slug AS board, coalesce(x.title, '') AS title, t.opened FROM thread t"
            " JOIN board b ON b.id = t.board LEFT JOIN thread_title x ON x.thread = t.id WHERE b.unit = ?" },
        { "posts.jsonl",
            "SELECT p.id, p.uid, p.thread, p.parent, coalesce(n.handle, 'a former member') AS handle, p.at,"
            " p.edited, p.state, coalesce(x.body, '') AS body,"
            " coalesce((SELECT coalesce(y.handle, 'a former member') FROM hand_word w"
            " LEFT JOIN member_name y ON y.member = w.hand WHERE w.kind = 'post' AND w.subject = p.id), '') AS hand,"
            " coalesce((SELECT confirmed_by <> 0 FROM hand_word w WHERE w.kind = 'post' AND w.subject = p.id), 0)"
            " AS confirmed FROM post p JOIN thread t ON t.id = p.thread"
            " JOIN board b ON b.id = t.board LEFT JOIN member_name n ON n.member = p.author"
            " LEFT JOIN post_text x ON x.post = p.id AND p.state = 0 WHERE b.unit = ? ORDER BY p.id" },
        { "rotas.jsonl",
            "SELECT r.id, r.uid, t.task, t.details, coalesce(n.handle, 'a former member') AS starter, r.made, r.hands,"
            " r.weekdays, r.minutes, r.closed FROM rota r JOIN rota_text t ON t.rota = r.id"
            " LEFT JOIN member_name n ON n.member = r.starter WHERE r.unit = ? ORDER BY r.id" },
        { "rota_days.jsonl",
            "SELECT r.id AS rota, date(d.day * 86400, 'unixepoch') AS day, CASE d.member WHEN 0 THEN '' ELSE"
            " coalesce(n.handle, 'a former member') END AS handle FROM rota r JOIN (" ROTA_DAYS
            ") d ON d.rota = r.id LEFT JOIN member_name n ON n.member = d.member"
            " WHERE r.unit = ? ORDER BY r.id, d.day, handle" },
        { "things.jsonl",
            "SELECT t.id, t.uid, x.line, x.details, coalesce(k.handle, 'a former member') AS keeper, t.made,"
            " CASE WHEN l.id IS NULL THEN '' ELSE coalesce(b.handle, 'a former member') END AS borrower,"
            " coalesce(date(l.until * 86400, 'unixepoch'), '') AS until FROM thing t JOIN thing_text x ON x.thing = t.id"
            " LEFT JOIN member_name k ON k.member = t.keeper"
            " LEFT JOIN loan l ON l.thing = t.id AND l.lent <> 0 AND l.back = 0"
            " LEFT JOIN member_name b ON b.member = l.borrower WHERE t.unit = ? AND t.gone = 0 ORDER BY t.id" },
        { "ledger.jsonl",
            "SELECT seq, at, kind, subject, thread, actor, hex(entry) AS entry, hex(head) AS head FROM ledger"
            " WHERE unit = ? ORDER BY seq" },
    };
    FILE *readme = open_part(directory, "README.txt", problem, size);
    if (readme == NULL)
        return false;
    fputs(explanation, readme);
    bool good = close_part(readme, "README.txt", problem, size);
    for (size_t i = 0; good && i < sizeof parts / sizeof *parts; i++)
        good = write_rows(store, directory, parts[i].name, parts[i].sql, unit, problem, size);
    return good && write_rotas(store, directory, unit, problem, size) &&
           write_shelf(store, directory, unit, problem, size) && write_threads(store, directory, unit, problem, size);
}

static bool is_empty(const char *path)
{
    bool empty = true;
    DIR *folder = opendir(path);
    const struct dirent *entry;
    if (folder == NULL)
        return false;
    while ((entry = readdir(folder)) != NULL)
        empty = empty && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
    closedir(folder);
    return empty;
}

/* Half an export looks like a whole one. The folder was empty, so all in it is ours. */
static void take_back(const char *directory, bool made)
{
    DIR *folder = opendir(directory);
    const struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.')
            unlinkat(dirfd(folder), entry->d_name, 0);
    if (folder != NULL)
        closedir(folder);
    if (made)
        rmdir(directory);
}

/* RULES 1.10: a caucus is not opened from the shell, but in a made-up street. */
static enum result may_export(struct store *store, const struct actor *actor, int64_t unit)
{
    struct house house;
    enum result result = require_operator(store, actor);
    if (result != RESULT_OK || (result = house_get(store, unit, &house)) != RESULT_OK)
        return result;
    int64_t kind = db_number(store, -1, "SELECT kind FROM unit WHERE id = ?", "i", unit);
    if (kind < 0)
        return store_refuse(store, RESULT_NOT_FOUND, _("There is no such unit."));
    if (kind == UNIT_CAUCUS && !house.demo)
        return store_refuse(
            store, RESULT_REFUSED, _("What a caucus wrote is its own; nobody takes it along from the shell."));
    return RESULT_OK;
}

enum result store_export(struct store *store, const struct actor *actor, int64_t unit, const char *directory,
    int64_t now, char *problem, size_t size)
{
    (void)now;
    enum result result = may_export(store, actor, unit);
    if (result != RESULT_OK) {
        snprintf(problem, size, "%s", store->reason);
        return result;
    }
    bool made = mkdir(directory, 0700) == 0;
    if (!made && errno != EEXIST) {
        snprintf(problem, size, _("The folder %s cannot be made: %s."), directory, strerror(errno));
        return RESULT_INVALID;
    }
    if (!is_empty(directory)) {
        snprintf(problem, size, _("%s is not an empty folder. Name one that is empty, or that is not there yet."),
            directory);
        return RESULT_INVALID;
    }
    mode_t before = umask(077); /* also in a folder that others may look into */
    reading_begin(store);
    bool good = write_parts(store, unit, directory, problem, size);
    result = reading_end(store);
    umask(before);
    if (result != RESULT_OK)
        snprintf(problem, size, "%s", store->reason);
    if (!good || result != RESULT_OK)
        take_back(directory, made);
    return good || result != RESULT_OK ? result : RESULT_BROKEN;
}
