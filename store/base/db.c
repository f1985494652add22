/*
 * db.c: statements, transactions, and failures of the database.
 */
#include "store/base/db.h"
#include "store/base/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* SQLite takes only ENOSPC for a full disk. The other two errors reach us as SQLITE_IOERR, with the system's error in
 * errno or in sqlite3_system_errno(). */
static bool disk_is_full(int why)
{
    return why == ENOSPC || why == EFBIG || why == EDQUOT;
}

bool db_disk_is_full(struct store *store)
{
    int code = sqlite3_errcode(store->db) & 0xff;
    return code == SQLITE_FULL ||
           (code == SQLITE_IOERR && (disk_is_full(errno) || disk_is_full(sqlite3_system_errno(store->db))));
}

static enum result refuse_fault(struct store *store, int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return db_refuse(
            store, RESULT_FULL, _("The house's disk is full. Nothing was written, and your text is still here."));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return db_refuse(
            store, RESULT_BUSY, _("The house is very busy. Try again in a moment; your text is still here."));
    case SQLITE_IOERR:
        if (disk_is_full(errno) || disk_is_full(sqlite3_system_errno(store->db)))
            return db_refuse(
                store, RESULT_FULL, _("The house's disk is full. Nothing was written, and your text is still here."));
        return db_refuse(store, RESULT_BROKEN,
            _("The house's disk does not answer as it should. Nothing was written; tell a steward."));
    case SQLITE_READONLY:
        return db_refuse(store, RESULT_REFUSED, _("Nothing can be written here."));
    case SQLITE_NOMEM:
        die("out of memory");
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
        die("the store asked the database for nonsense: %s", sqlite3_errmsg(store->db));
    default:
        return db_refuse(store, RESULT_BROKEN,
            _("The database is not in order (%s). Nothing was written; tell a steward."), sqlite3_errstr(code));
    }
}

enum result db_fault(struct store *store, int code)
{
    enum result result = refuse_fault(store, code);
    store->failed = true;
    store->fault = result;
    return result;
}

enum result db_outcome(const struct store *store)
{
    if (!store->failed)
        return RESULT_OK;
    return store->fault != RESULT_OK ? store->fault : RESULT_BROKEN;
}

void db_forgive(struct store *store)
{
    store->failed = false;
    store->fault = RESULT_OK;
}

bool db_failed(const struct store *store)
{
    return store->failed;
}

/* --- statements --- */

/* Everything that needs the connection comes through here first. */
static bool is_awake(struct store *store)
{
    if (store->db != NULL || store->wake(store))
        return true;
    db_fault(store, SQLITE_CANTOPEN);
    return false;
}

static bool in_transaction(const struct store *store)
{
    return store->db != NULL && !sqlite3_get_autocommit(store->db);
}

/* After some failures (a full disk) SQLite has already ended the transaction. The next statement would be written
 * outside of it, so no statement is prepared until the failed transaction is rolled back. */
static sqlite3_stmt *prepared(struct store *store, const char *sql)
{
    if ((store->failed && store->depth > 0) || !is_awake(store))
        return NULL;
    store->counts.executions++;
    size_t oldest = store->keeps;
    for (size_t i = 0; i < store->keeps; i++) {
        if (store->kept[i].sql == sql && !store->kept[i].busy) {
            store->kept[i].busy = true;
            store->kept[i].used = ++store->clock;
            return store->kept[i].statement;
        }
        if (!store->kept[i].busy && (oldest == store->keeps || store->kept[i].used < store->kept[oldest].used))
            oldest = i;
    }
    sqlite3_stmt *statement = NULL;
    store->counts.prepared++;
    int code = sqlite3_prepare_v3(store->db, sql, -1, 0, &statement, NULL);
    if (code != SQLITE_OK) {
        db_fault(store, code);
        return NULL;
    }
    if (oldest < store->keeps) {
        sqlite3_finalize(store->kept[oldest].statement);
        store->kept[oldest].sql = sql;
        store->kept[oldest].statement = statement;
        store->kept[oldest].used = ++store->clock;
        store->kept[oldest].busy = true;
    }
    return statement;
}

void db_done(struct store *store, sqlite3_stmt *statement)
{
    if (statement == NULL)
        return;
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    for (size_t i = 0; i < store->keeps; i++)
        if (store->kept[i].statement == statement) {
            store->kept[i].busy = false;
            return;
        }
    sqlite3_finalize(statement);
}

static void bind_one(sqlite3_stmt *statement, int place, const struct bind *value)
{
    switch (value->type) {
    case BIND_INTEGER:
        sqlite3_bind_int64(statement, place, value->integer);
        break;
    case BIND_TEXT:
        sqlite3_bind_text(statement, place, value->text, -1, SQLITE_TRANSIENT);
        break;
    case BIND_BLOB:
        sqlite3_bind_blob64(statement, place, value->bytes ? value->bytes : "", value->size, SQLITE_TRANSIENT);
        break;
    case BIND_NULL:
    case BIND_END:
        sqlite3_bind_null(statement, place);
        break;
    }
}

static void bind_all(sqlite3_stmt *statement, const struct bind *values)
{
    int count = 0, takes = sqlite3_bind_parameter_count(statement);
    for (; values[count].type != BIND_END; count++)
        bind_one(statement, count + 1, &values[count]);
    if (count != takes)
        die("a statement takes %d values and got %d: %s", takes, count, sqlite3_sql(statement));
}

/* A read transaction begins with its first statement. A key in an editor asks the store nothing, and pays for none. */
static void begin_reading(struct store *store)
{
    if (!store->unbegun || store->depth > 0 || !is_awake(store))
        return;
    store->unbegun = false;
    store->counts.transactions++;
    sqlite3_exec(store->db, "BEGIN", NULL, NULL, NULL);
}

sqlite3_stmt *db_query_bound(struct store *store, const char *sql, const struct bind *values)
{
    begin_reading(store);
    sqlite3_stmt *statement = prepared(store, sql);
    if (statement != NULL)
        bind_all(statement, values);
    return statement;
}

bool db_step(struct store *store, sqlite3_stmt *statement)
{
    if (statement == NULL)
        return false;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        db_fault(store, code);
    return false;
}

enum result db_run_bound(struct store *store, const char *sql, const struct bind *values)
{
    sqlite3_stmt *statement = db_query_bound(store, sql, values);
    if (statement == NULL)
        return db_outcome(store);
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        ;
    db_done(store, statement);
    return code == SQLITE_DONE ? RESULT_OK : db_fault(store, code);
}

int64_t db_number_bound(struct store *store, int64_t otherwise, const char *sql, const struct bind *values)
{
    sqlite3_stmt *statement = db_query_bound(store, sql, values);
    if (db_step(store, statement) && sqlite3_column_type(statement, 0) != SQLITE_NULL)
        otherwise = sqlite3_column_int64(statement, 0);
    db_done(store, statement);
    return otherwise;
}

int64_t db_last_id(const struct store *store)
{
    return sqlite3_last_insert_rowid(store->db);
}

const char *db_text(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return text ? text : "";
}

void db_copy(sqlite3_stmt *statement, int column, char *to, size_t size)
{
    util_copy_text(to, size, db_text(statement, column));
}

/* --- transactions --- */

enum result db_exec(struct store *store, const char *sql)
{
    if (!is_awake(store))
        return db_outcome(store);
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? RESULT_OK : db_fault(store, code);
}

/* A write is a transaction of its own. If a read transaction is open, it ends before the write, and the next read after
 * the write begins another. */
static void break_reading(struct store *store)
{
    if (store->reading > 0 && in_transaction(store))
        sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
}

static void resume_reading(struct store *store)
{
    if (store->reading == 0 || in_transaction(store))
        return;
    store->reads++;
    store->unbegun = true;
}

enum result db_begin(struct store *store)
{
    if (store->depth > 0) {
        store->depth++;
        return RESULT_OK; /* an outer transaction that has failed rolls back at its end */
    }
    db_forgive(store);
    store->reason[0] = '\0';
    if (store->mode == STORE_GUEST)
        return db_refuse(store, RESULT_REFUSED, _("A guest reads. To write, become a member: ask one of them."));
    enum result result = queue_take(store);
    if (result != RESULT_OK)
        return result;
    break_reading(store);
    store->counts.transactions++;
    if ((result = db_exec(store, "BEGIN IMMEDIATE")) != RESULT_OK) {
        queue_leave(store);
        resume_reading(store);
        return result;
    }
    store->depth = 1;
    store->wrote_mark = store->wrote_count;
    return RESULT_OK;
}

enum result db_abandon(struct store *store, enum result result)
{
    store->failed = true;
    if (store->fault != RESULT_OK)
        result = store->fault;
    if (--store->depth > 0)
        return result;
    char reason[sizeof store->reason];
    util_copy_text(reason, sizeof reason, store->reason);
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    queue_leave(store);
    util_copy_text(store->reason, sizeof store->reason, reason);
    store->wrote_count = store->wrote_mark;
    db_forgive(store);
    resume_reading(store);
    return result;
}

enum result db_commit(struct store *store)
{
    if (store->failed)
        return db_abandon(store, RESULT_REFUSED);
    if (store->depth > 1) {
        store->depth--;
        return RESULT_OK;
    }
    enum result result = db_exec(store, "COMMIT");
    if (result != RESULT_OK)
        return db_abandon(store, result);
    store->depth = 0;
    queue_leave(store);
    resume_reading(store);
    return RESULT_OK;
}

enum result db_finish(struct store *store, enum result result)
{
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result store_rehearse_begin(struct store *store)
{
    enum result result = db_begin(store);
    store->rehearses = result == RESULT_OK;
    return result;
}

enum result store_rehearse_end(struct store *store, enum result result)
{
    store->rehearses = false;
    result = db_abandon(store, result);
    store->reads++; /* what was found out meanwhile does not hold */
    return result;
}

void db_begin_read(struct store *store)
{
    if (store->reading++ == 0 && store->depth == 0) {
        store->reads++;
        store->unbegun = true;
    }
}

void db_end_read(struct store *store)
{
    if (--store->reading > 0 || store->depth > 0)
        return;
    if (in_transaction(store))
        db_run(store, "COMMIT");
    store->unbegun = false;
}

void store_reading_begin(struct store *store)
{
    if (store->depth == 0 && !in_transaction(store))
        db_forgive(store);
    db_begin_read(store);
}

void store_reading_end(struct store *store)
{
    db_end_read(store);
}

void db_reading_begin(struct store *store)
{
    if (store->depth == 0 && !in_transaction(store))
        db_forgive(store);
    db_begin_read(store);
}

enum result db_reading_end(struct store *store)
{
    db_end_read(store);
    return db_outcome(store);
}

/* --- the cache of statements --- */

int64_t db_pragma(struct store *store, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int64_t value = -1;
    if (!is_awake(store))
        return value;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

void db_drop_statements(struct store *store)
{
    for (size_t i = 0; i < store->keeps; i++) {
        if (store->kept[i].busy)
            continue;
        sqlite3_finalize(store->kept[i].statement);
        store->kept[i].statement = NULL;
        store->kept[i].sql = NULL;
    }
}

void store_story(struct store *store, bool told)
{
    store->story = told;
}

void store_bulk(struct store *store)
{
    db_drop_statements(store);
    free(store->kept); /* no statement is in use now */
    store->bulk = true;
    store->keeps = STATEMENTS_KEPT_IN_BULK;
    store->kept = xcalloc(store->keeps, sizeof *store->kept);
}

void store_rest(struct store *store)
{
    if (store->db == NULL)
        return;
    db_drop_statements(store);
    sqlite3_db_release_memory(store->db);
    memory_trim();
}
