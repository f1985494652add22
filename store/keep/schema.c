/* schema.c: makes a new house, and brings a house of an older version up to date. store/schema/ holds the steps; the
 * build makes the whole schema from them (store/schema/whole.c). */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/base/open.h"
#include "store/keep/subjects.h"
#include "store/people/handles.h"
#include "store/people/people.h"

enum { APPLICATION = 0x436f6d42 /* "ComB": tells our files from files of other programs */ };

struct embedded {
    const char *name, *text;
};
extern const struct embedded schema_steps[], schema_whole[];

static int schema_version(void)
{
    int version = 0;
    while (schema_steps[version].name != NULL)
        version++;
    return version;
}

/* The part of step 19 that SQL cannot do; it runs in the same transaction. */
static enum result units_step(struct store *store)
{
    enum result result = units_name_anew(store);
    return result == RESULT_OK
               ? homes_settle(store, FIRST_UNIT, db_number(store, 0, "SELECT at FROM ledger ORDER BY seq DESC LIMIT 1"))
               : result;
}

static const struct {
    const char *step;
    enum result (*then)(struct store *store);
} computed_steps[] = { { "019_units.sql", units_step } };

static bool compute_step(struct store *store, const char *step)
{
    for (size_t i = 0; i < sizeof computed_steps / sizeof *computed_steps; i++)
        if (strcmp(computed_steps[i].step, step) == 0 && computed_steps[i].then(store) != RESULT_OK)
            return false;
    return true;
}

/* True when every row that refers to another row finds it. */
static bool keys_hold(sqlite3 *db)
{
    sqlite3_stmt *row = NULL;
    bool hold = sqlite3_prepare_v2(db, "PRAGMA foreign_key_check", -1, &row, NULL) == SQLITE_OK &&
                sqlite3_step(row) == SQLITE_DONE;
    sqlite3_finalize(row);
    return hold;
}

/* What a file of ours, made by the first `steps` steps, says of itself. */
static bool set_version(struct store *store, int steps)
{
    char version[80];
    snprintf(version, sizeof version, "PRAGMA user_version = %d; PRAGMA application_id = %d", steps, APPLICATION);
    return sqlite3_exec(store->db, version, NULL, NULL, NULL) == SQLITE_OK;
}

/* The schema of a new house, all at once. */
static bool apply_whole(struct store *store)
{
    if (sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK &&
        sqlite3_exec(store->db, schema_whole->text, NULL, NULL, NULL) == SQLITE_OK &&
        set_version(store, schema_version()) && sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
        return true;
    fprintf(stderr, "bbs: the schema failed: %s\n", sqlite3_errmsg(store->db));
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

/* Why a step failed, as the last call of SQLite left it. */
static enum store_open_fault step_fault(struct store *store)
{
    enum store_open_fault fault = db_disk_is_full(store) ? STORE_DISK_FULL : open_fault(sqlite3_errcode(store->db));
    return fault == STORE_DISK_FULL || fault == STORE_NO_MEMORY ? fault : STORE_DAMAGED;
}

static enum store_open_fault apply_step(struct store *store, int step)
{
    if (sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK &&
        sqlite3_exec(store->db, schema_steps[step].text, NULL, NULL, NULL) == SQLITE_OK &&
        compute_step(store, schema_steps[step].name) && keys_hold(store->db) && set_version(store, step + 1) &&
        sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
        return STORE_OPENED;
    enum store_open_fault fault = step_fault(store);
    fprintf(stderr, "bbs: schema step %s failed: %s\n", schema_steps[step].name, sqlite3_errmsg(store->db));
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return fault;
}

/* Applies the steps after `from`, each in one transaction. Foreign keys are off meanwhile: otherwise a table that
 * others refer to could not be replaced. They can only be turned off outside a transaction. */
static enum store_open_fault apply_schema(struct store *store, int from)
{
    enum store_open_fault fault = STORE_OPENED;
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    for (int i = from; fault == STORE_OPENED && schema_steps[i].name != NULL; i++)
        fault = apply_step(store, i);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    return fault;
}

/* Also sets the tables that files of lower rooms use. */
static struct store *new_store(const char *path, enum store_mode mode)
{
    struct store *store = open_new(path, mode);
    store->apply = deferred_apply;
    store->subjects = subjects;
    return store;
}

enum store_open_fault store_create(const char *path, struct store **out)
{
    bool memory = strcmp(path, ":memory:") == 0;
    *out = NULL;
    if (!memory && access(path, F_OK) == 0)
        return STORE_READ_ONLY;
    struct store *store = new_store(path, STORE_TOOL);
    mode_t before = umask(077);
    enum store_open_fault fault = open_file(store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    umask(before);
    if (fault == STORE_OPENED) {
        db_pragma(store, "PRAGMA journal_mode = WAL");
        if (!apply_whole(store))
            fault = STORE_READ_ONLY;
    }
    if (fault != STORE_OPENED) {
        store_close(store);
        return fault;
    }
    *out = store;
    return STORE_OPENED;
}

/* A restored backup has no write-ahead log, because VACUUM INTO makes a file without one. The sandbox of a session does
 * not let it make files, so the caretaker, which starts first, sets the mode again. */
static enum store_open_fault bring_log(struct store *store)
{
    if (store->mode != STORE_CARETAKER ||
        sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) == SQLITE_OK)
        return STORE_OPENED;
    return open_fault(sqlite3_errcode(store->db));
}

/* Checks a house after it was brought up to date, because the copy of the old version is overwritten once the house
 * runs. */
static bool is_sound(struct store *store)
{
    sqlite3_stmt *row = NULL;
    bool sound = sqlite3_prepare_v2(store->db, "PRAGMA quick_check(1)", -1, &row, NULL) == SQLITE_OK &&
                 sqlite3_step(row) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(row, 0), "ok") == 0;
    sqlite3_finalize(row);
    return sound;
}

/* Checks whose file this is, and of which version. A caretaker brings an older one up to date. */
static enum store_open_fault know_file(struct store *store)
{
    int64_t application = db_pragma(store, "PRAGMA application_id");
    int64_t version = db_pragma(store, "PRAGMA user_version");
    if (application < 0)
        return open_fault(sqlite3_errcode(store->db));
    if (application != APPLICATION)
        return STORE_NOT_OURS;
    if (version > schema_version())
        return STORE_NEWER;
    if (version == schema_version())
        return STORE_OPENED;
    if (store->mode != STORE_CARETAKER)
        return STORE_OLDER;
    char backup[1200], problem[300];
    snprintf(backup, sizeof backup, "%s-before-version-%d", store->path, schema_version());
    enum result copied = access(backup, F_OK) == 0 ? RESULT_OK : store_backup(store, backup, problem, sizeof problem);
    if (copied == RESULT_FULL)
        return STORE_DISK_FULL;
    if (copied != RESULT_OK) {
        fprintf(stderr, "bbs: %s\n", problem);
        return STORE_READ_ONLY;
    }
    enum store_open_fault fault = apply_schema(store, (int)version);
    return fault == STORE_OPENED && !is_sound(store) ? STORE_DAMAGED : fault;
}

enum store_open_fault store_open(const char *path, enum store_mode mode, struct store **out)
{
    *out = NULL;
    if (access(path, F_OK) != 0)
        return STORE_MISSING;
    if (mode != STORE_GUEST && access(path, W_OK) != 0)
        return STORE_READ_ONLY;
    struct store *store = new_store(path, mode);
    enum store_open_fault fault = open_file(store, SQLITE_OPEN_READWRITE);
    if (fault == STORE_OPENED)
        fault = know_file(store);
    if (fault == STORE_OPENED)
        fault = bring_log(store);
    if (fault == STORE_OPENED && mode == STORE_CARETAKER && handles_look_again(store) != RESULT_OK)
        fault = STORE_READ_ONLY;
    if (fault != STORE_OPENED) {
        store_close(store);
        return fault;
    }
    *out = store;
    return STORE_OPENED;
}
