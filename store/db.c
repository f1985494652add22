/*
 * db.c: the connection, its statements and transactions, and the writers' queue.
 */
#include "db.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/disk.h"
#include "store/handle.h"
#include "store/people.h"
#include "text.h"

enum {
    APPLICATION = 0x436f6d42, /* "ComB": tells our files from other people's */
    BUSY_MS = 4000,           /* the second wall behind the queue: whoever waits there keeps all others waiting */
    LOG_PAGES_MOST = 64 << 8, /* 64 MiB of 4 KiB pages: then a session checkpoints after all */
    SESSION_CACHE_KIB = 96,
    TOOL_CACHE_KIB = 8192,
    REWRITTEN_IN_MEMORY = 256, /* MiB: a larger file is rewritten by way of a temporary one */
};

struct embedded {
    const char *name, *text;
};
extern const struct embedded schema_steps[];

static int schema_version(void)
{
    int version = 0;
    while (schema_steps[version].name != NULL)
        version++;
    return version;
}

const char *store_open_sentence(enum store_open_fault fault)
{
    switch (fault) {
    case STORE_OPENED:
        return "";
    case STORE_MISSING:
        return _("There is no database there. `bbs init --db FILE --unit NAME` makes a new house.");
    case STORE_NOT_OURS:
        return _("That file is not a house's database. Name the file that `bbs init` made; nothing was changed.");
    case STORE_NEWER:
        return _(
            "That database was made by a newer version of this program. Install that version; nothing was changed.");
    case STORE_OLDER:
        return _("That database is of an older version. `bbs serve` brings it up to date, after a backup.");
    case STORE_READ_ONLY:
        return _("The database cannot be written. The file and its folder must belong to the user who runs bbs.");
    case STORE_DAMAGED:
        return _("The database is damaged. Restore your newest backup; `bbs check` tells if it is whole.");
    case STORE_NO_MEMORY:
        return _("There is not enough memory to open the database.");
    }
    return "";
}

const char *store_reason(const struct store *store)
{
    return store->reason;
}

enum result store_refuse(struct store *store, enum result result, const char *format, ...)
{
    va_list arguments;
    if (store->depth > 0 && store->fault != RESULT_OK)
        return store->fault; /* what came first is the reason: a row not found after it is none */
    va_start(arguments, format);
    vsnprintf(store->reason, sizeof store->reason, format, arguments);
    va_end(arguments);
    return result;
}

/* SQLite knows ENOSPC itself. The others it does not, and does not always pass on what the system said. */
static bool disk_is_full(int why)
{
    return why == ENOSPC || why == EFBIG || why == EDQUOT;
}

static enum result refuse_fault(struct store *store, int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return store_refuse(
            store, RESULT_FULL, _("The house's disk is full. Nothing was written, and your text is still here."));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return store_refuse(
            store, RESULT_BUSY, _("The house is very busy. Try again in a moment; your text is still here."));
    case SQLITE_IOERR:
        if (disk_is_full(errno) || disk_is_full(sqlite3_system_errno(store->db)))
            return store_refuse(
                store, RESULT_FULL, _("The house's disk is full. Nothing was written, and your text is still here."));
        return store_refuse(store, RESULT_BROKEN,
            _("The house's disk does not answer as it should. Nothing was written; tell a steward."));
    case SQLITE_READONLY:
        return store_refuse(store, RESULT_REFUSED, _("Nothing can be written here."));
    case SQLITE_NOMEM:
        die("out of memory");
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
        die("the store asked the database for nonsense: %s", sqlite3_errmsg(store->db));
    default:
        return store_refuse(store, RESULT_BROKEN,
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

/* After some failures (a full disk) SQLite has ended the transaction already: what came then would be written alone. */
static sqlite3_stmt *prepared(struct store *store, const char *sql)
{
    if (store->failed && store->depth > 0)
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

static void bind_all(sqlite3_stmt *statement, const char *types, va_list arguments)
{
    for (int i = 1; *types != '\0'; types++, i++) {
        if (*types == 'i')
            sqlite3_bind_int64(statement, i, va_arg(arguments, int64_t));
        else if (*types == 't')
            sqlite3_bind_text(statement, i, va_arg(arguments, const char *), -1, SQLITE_TRANSIENT);
        else if (*types == 'b') {
            const void *data = va_arg(arguments, const void *);
            size_t length = va_arg(arguments, size_t);
            sqlite3_bind_blob64(statement, i, data ? data : "", length, SQLITE_TRANSIENT);
        } else
            sqlite3_bind_null(statement, i);
    }
}

sqlite3_stmt *db_query(struct store *store, const char *sql, const char *types, ...)
{
    sqlite3_stmt *statement = prepared(store, sql);
    if (statement == NULL)
        return NULL;
    va_list arguments;
    va_start(arguments, types);
    bind_all(statement, types, arguments);
    va_end(arguments);
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

enum result db_run(struct store *store, const char *sql, const char *types, ...)
{
    sqlite3_stmt *statement = prepared(store, sql);
    if (statement == NULL)
        return db_outcome(store);
    va_list arguments;
    va_start(arguments, types);
    bind_all(statement, types, arguments);
    va_end(arguments);
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        ;
    db_done(store, statement);
    return code == SQLITE_DONE ? RESULT_OK : db_fault(store, code);
}

int64_t db_number(struct store *store, int64_t otherwise, const char *sql, const char *types, ...)
{
    sqlite3_stmt *statement = prepared(store, sql);
    if (statement == NULL)
        return otherwise;
    va_list arguments;
    va_start(arguments, types);
    bind_all(statement, types, arguments);
    va_end(arguments);
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
    copy_text(to, size, db_text(statement, column));
}

/* --- transactions --- */

static enum result run_plain(struct store *store, const char *sql)
{
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? RESULT_OK : db_fault(store, code);
}

/* A write is a transaction of its own: an open read is broken off for it, and goes on when it is over. */
static void break_reading(struct store *store)
{
    if (store->reading > 0 && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
}

static void resume_reading(struct store *store)
{
    if (store->reading == 0 || !sqlite3_get_autocommit(store->db))
        return;
    store->reads++;
    sqlite3_exec(store->db, "BEGIN", NULL, NULL, NULL);
}

enum result db_begin(struct store *store)
{
    if (store->depth > 0) {
        store->depth++;
        return RESULT_OK; /* when it has failed already, whatever follows ends as it must */
    }
    db_forgive(store);
    store->reason[0] = '\0';
    if (store->mode == STORE_GUEST)
        return store_refuse(store, RESULT_REFUSED, _("A guest reads. To write, become a member: ask one of them."));
    enum result result = queue_take(store);
    if (result != RESULT_OK)
        return result;
    break_reading(store);
    store->counts.transactions++;
    if ((result = run_plain(store, "BEGIN IMMEDIATE")) != RESULT_OK) {
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
    copy_text(reason, sizeof reason, store->reason);
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    queue_leave(store);
    copy_text(store->reason, sizeof store->reason, reason);
    store->wrote_count = store->wrote_mark;
    db_forgive(store);
    resume_reading(store);
    return result;
}

/* Sessions never checkpoint but when the caretaker is so far behind that the log would fill the disk. */
static int on_log_grown(void *context, sqlite3 *db, const char *name, int pages)
{
    (void)context;
    if (pages > LOG_PAGES_MOST)
        sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return SQLITE_OK;
}

enum result db_commit(struct store *store)
{
    if (store->failed)
        return db_abandon(store, RESULT_REFUSED);
    if (store->depth > 1) {
        store->depth--;
        return RESULT_OK;
    }
    enum result result = run_plain(store, "COMMIT");
    if (result != RESULT_OK)
        return db_abandon(store, result);
    store->depth = 0;
    queue_leave(store);
    resume_reading(store);
    return RESULT_OK;
}

void db_begin_read(struct store *store)
{
    if (store->reading++ == 0 && store->depth == 0) {
        store->counts.transactions++;
        store->reads++;
        db_run(store, "BEGIN", "");
    }
}

void db_end_read(struct store *store)
{
    if (--store->reading == 0 && store->depth == 0 && !sqlite3_get_autocommit(store->db))
        db_run(store, "COMMIT", "");
}

void store_reading_begin(struct store *store)
{
    if (store->depth == 0 && sqlite3_get_autocommit(store->db))
        db_forgive(store);
    db_begin_read(store);
}

void store_reading_end(struct store *store)
{
    db_end_read(store);
}

/* --- the rest that store/ shares --- */

enum result store_clean(struct store *store, const char *text, bool one_line, size_t limit, char **out)
{
    enum text_fault fault = text_clean(text, strlen(text), one_line ? TEXT_LINE : TEXT_BODY, limit, out);
    if (fault == TEXT_GOOD)
        return RESULT_OK;
    return store_refuse(store, RESULT_INVALID, "%s", text_fault_sentence(fault, limit));
}

static enum result refuse_waiting(struct store *store)
{
    return store_refuse(store, RESULT_REFUSED,
        _("You have no home here yet: a home has to say yes to you first. Nothing you wrote is lost."));
}

/* While she is logged in her home may stop the card that she came by. */
enum result require_member(struct store *store, const struct actor *actor)
{
    if (actor->kind == ACTOR_WAITING || (actor->kind == ACTOR_MEMBER && waits_at_door(store, actor->member)))
        return refuse_waiting(store);
    if (actor->kind == ACTOR_MEMBER && actor->hand != 0)
        return store_refuse(store, RESULT_REFUSED, _("That is not done by another's hand."));
    if (actor->kind == ACTOR_MEMBER && actor->password_due)
        return store_refuse(store, RESULT_REFUSED,
            _("Somebody else set your password. Choose your own first: `password`. Nothing else is done before."));
    if (actor->kind == ACTOR_MEMBER)
        return RESULT_OK;
    if (actor->kind == ACTOR_OPERATOR)
        return store_refuse(store, RESULT_REFUSED, _("From the shell nobody speaks. Log in as yourself."));
    return store_refuse(store, RESULT_REFUSED, _("That is for members. Ask one of them to invite you."));
}

enum result require_account(struct store *store, const struct actor *actor)
{
    if (actor->kind == ACTOR_WAITING && actor->password_due)
        return store_refuse(store, RESULT_REFUSED,
            _("Somebody else set your password. Once a home says yes you choose your own; nothing is done before."));
    if (actor->kind == ACTOR_MEMBER && actor->hand == 0 && waits_at_door(store, actor->member))
        return RESULT_OK;
    return actor->kind == ACTOR_WAITING ? RESULT_OK : require_member(store, actor);
}

enum result require_operator(struct store *store, const struct actor *actor)
{
    if (actor->kind == ACTOR_OPERATOR || actor->kind == ACTOR_CARETAKER)
        return RESULT_OK;
    return store_refuse(store, RESULT_REFUSED, _("That is done from the shell by a steward."));
}

void salted_hash(const char *text, unsigned char salt[16], unsigned char hash[32])
{
    randombytes_buf(salt, 16);
    salted_again(text, salt, hash);
}

void salted_again(const char *text, const unsigned char salt[16], unsigned char hash[32])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, 32);
    crypto_generichash_update(&state, salt, 16);
    crypto_generichash_update(&state, (const unsigned char *)text, strlen(text));
    crypto_generichash_final(&state, hash, 32);
}

void uid_make(int64_t now, char out[37])
{
    unsigned char bytes[16];
    uint64_t milliseconds = (uint64_t)now * 1000 + randombytes_uniform(1000);
    randombytes_buf(bytes, sizeof bytes);
    for (int i = 0; i < 6; i++)
        bytes[i] = (unsigned char)(milliseconds >> (40 - 8 * i));
    bytes[6] = (unsigned char)(0x70 | (bytes[6] & 0x0f));
    bytes[8] = (unsigned char)(0x80 | (bytes[8] & 0x3f));
    for (int i = 0, at = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            out[at++] = '-';
        at += snprintf(out + at, 3, "%02x", bytes[i]);
    }
}

bool store_wrote(struct store *store, struct wrote *out)
{
    if (store->wrote_count == 0)
        return false;
    *out = store->wrote[store->wrote_first];
    store->wrote_first = (store->wrote_first + 1) % WROTE_KEPT;
    store->wrote_count--;
    return true;
}

/* --- opening --- */

static int64_t pragma(struct store *store, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int64_t value = -1;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

/* Sessions may make no file: their log outlives whoever closes the database last. */
static bool keep_log(sqlite3 *db)
{
    int keep = 1;
    return sqlite3_file_control(db, "main", SQLITE_FCNTL_PERSIST_WAL, &keep) == SQLITE_OK;
}

/* The caretaker waits as all others do, and looks meanwhile who keeps it waiting. */
static int on_busy(void *context, int times)
{
    enum { NAP_MS = 5 };
    const struct timespec nap = { .tv_nsec = NAP_MS * 1000000 };
    queue_look(context);
    nanosleep(&nap, NULL);
    return times < BUSY_MS / NAP_MS;
}

int store_watch(struct store *store)
{
    queue_look(store);
    int ended = store->queue.ended;
    store->queue.ended = 0;
    return ended;
}

/* Nothing is mapped: whoever reads a mapping dies when the file is cut short under her, and each commit of anybody
 * makes hundreds of sessions map it anew. */
static bool set_up(struct store *store)
{
    sqlite3 *db = store->db;
    char sql[200];
    bool wide = store->mode == STORE_TOOL || store->mode == STORE_CARETAKER;
    if (store->mode == STORE_CARETAKER)
        sqlite3_busy_handler(db, on_busy, store);
    else
        sqlite3_busy_timeout(db, BUSY_MS);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, wide ? 10 : 0);
    snprintf(sql, sizeof sql,
        "PRAGMA cache_size = -%d; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
        "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;",
        wide ? TOOL_CACHE_KIB : SESSION_CACHE_KIB);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return false;
    sqlite3_wal_autocheckpoint(db, 0);
    if (store->mode != STORE_CARETAKER)
        sqlite3_wal_hook(db, on_log_grown, NULL);
    else
        keep_log(db);
    if (store->mode == STORE_GUEST)
        sqlite3_exec(db, "PRAGMA query_only = ON", NULL, NULL, NULL);
    return true;
}

static enum store_open_fault open_fault(int code)
{
    switch (code & 0xff) {
    case SQLITE_NOTADB:
        return STORE_NOT_OURS;
    case SQLITE_CORRUPT:
        return STORE_DAMAGED;
    case SQLITE_NOMEM:
        return STORE_NO_MEMORY;
    default:
        return STORE_READ_ONLY;
    }
}

void store_warm_up(void)
{
    static bool done;
    if (done)
        return;
    done = true;
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);       /* one small heap: sessions are many */
    sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0); /* pages as they are needed, not 20 at once */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_initialize();
    disk_begin();
    queue_warm_up();
}

static enum store_open_fault open_file(struct store *store, int flags)
{
    store_warm_up();
    int code = sqlite3_open_v2(store->path, &store->db, flags | SQLITE_OPEN_EXRESCODE, NULL);
    if (code != SQLITE_OK)
        return open_fault(code);
    if (!set_up(store) || !queue_open(store))
        return open_fault(sqlite3_errcode(store->db) ? sqlite3_errcode(store->db) : SQLITE_CANTOPEN);
    return STORE_OPENED;
}

static struct store *store_new(const char *path, enum store_mode mode)
{
    struct store *store = xcalloc(1, sizeof *store);
    store->keeps = STATEMENTS_KEPT;
    store->kept = xcalloc(store->keeps, sizeof *store->kept);
    store->path = xstrdup(path);
    store->mode = mode;
    store->queue.lock = -1;
    return store;
}

/* What SQL alone cannot say of a step, in the same transaction. */
static enum result homes_step(struct store *store)
{
    return homes_settle(store, db_number(store, 0, "SELECT at FROM ledger ORDER BY seq DESC LIMIT 1", ""));
}

static const struct {
    const char *step;
    enum result (*then)(struct store *store);
} computed_steps[] = { { "016_homes.sql", homes_step } };

static bool compute_step(struct store *store, const char *step)
{
    for (size_t i = 0; i < sizeof computed_steps / sizeof *computed_steps; i++)
        if (strcmp(computed_steps[i].step, step) == 0 && computed_steps[i].then(store) != RESULT_OK)
            return false;
    return true;
}

/* Applies the steps after `from`, one transaction each. */
static bool apply_schema(struct store *store, int from)
{
    for (int i = from; schema_steps[i].name != NULL; i++) {
        char version[80];
        snprintf(version, sizeof version, "PRAGMA user_version = %d; PRAGMA application_id = %d", i + 1, APPLICATION);
        if (sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK ||
            sqlite3_exec(store->db, schema_steps[i].text, NULL, NULL, NULL) != SQLITE_OK ||
            !compute_step(store, schema_steps[i].name) ||
            sqlite3_exec(store->db, version, NULL, NULL, NULL) != SQLITE_OK ||
            sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
            fprintf(stderr, "bbs: schema step %s: %s\n", schema_steps[i].name, sqlite3_errmsg(store->db));
            sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
            return false;
        }
    }
    return true;
}

enum store_open_fault store_create(const char *path, struct store **out)
{
    bool memory = strcmp(path, ":memory:") == 0;
    *out = NULL;
    if (!memory && access(path, F_OK) == 0)
        return STORE_READ_ONLY;
    struct store *store = store_new(path, STORE_TOOL);
    mode_t before = umask(077);
    enum store_open_fault fault = open_file(store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    umask(before);
    if (fault == STORE_OPENED) {
        pragma(store, "PRAGMA journal_mode = WAL");
        if (!apply_schema(store, 0))
            fault = STORE_READ_ONLY;
    }
    if (fault != STORE_OPENED) {
        store_close(store);
        return fault;
    }
    *out = store;
    return STORE_OPENED;
}

/* A backup that was put back has no log, since VACUUM INTO makes a file without one; and the walls of a session let it
 * make no file. So the caretaker, who comes first, brings it back. */
static enum store_open_fault bring_log(struct store *store)
{
    if (store->mode != STORE_CARETAKER ||
        sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) == SQLITE_OK)
        return STORE_OPENED;
    return open_fault(sqlite3_errcode(store->db));
}

/* After a new version changed it: the copy from before is overwritten once the house runs. */
static bool is_sound(struct store *store)
{
    sqlite3_stmt *row = NULL;
    bool sound = sqlite3_prepare_v2(store->db, "PRAGMA quick_check(1)", -1, &row, NULL) == SQLITE_OK &&
                 sqlite3_step(row) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(row, 0), "ok") == 0;
    sqlite3_finalize(row);
    return sound;
}

/* Whose file it is, and of which version; a caretaker brings an older one up to date. */
static enum store_open_fault know_file(struct store *store)
{
    int64_t application = pragma(store, "PRAGMA application_id");
    int64_t version = pragma(store, "PRAGMA user_version");
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
    if (access(backup, F_OK) != 0 && store_backup(store, backup, problem, sizeof problem) != RESULT_OK) {
        fprintf(stderr, "bbs: %s\n", problem);
        return STORE_READ_ONLY;
    }
    return apply_schema(store, (int)version) && is_sound(store) ? STORE_OPENED : STORE_DAMAGED;
}

enum store_open_fault store_open(const char *path, enum store_mode mode, struct store **out)
{
    *out = NULL;
    if (access(path, F_OK) != 0)
        return STORE_MISSING;
    if (mode != STORE_GUEST && access(path, W_OK) != 0)
        return STORE_READ_ONLY;
    struct store *store = store_new(path, mode);
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

void store_keys(struct store *store, const struct store_keys *keys)
{
    store->keys = *keys;
}

static void drop_statements(struct store *store)
{
    for (size_t i = 0; i < store->keeps; i++) {
        if (store->kept[i].busy)
            continue;
        sqlite3_finalize(store->kept[i].statement);
        store->kept[i].statement = NULL;
        store->kept[i].sql = NULL;
    }
}

void store_bulk(struct store *store)
{
    drop_statements(store);
    free(store->kept); /* nothing is being asked just now */
    store->bulk = true;
    store->keeps = STATEMENTS_KEPT_IN_BULK;
    store->kept = xcalloc(store->keeps, sizeof *store->kept);
}

void store_rest(struct store *store)
{
    drop_statements(store);
    sqlite3_db_release_memory(store->db);
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    store_defer_to(store, NULL, NULL);
    deferred_drop(store);
    drop_statements(store);
    sqlite3_close(store->db);
    queue_close(store);
    sodium_memzero(&store->keys, sizeof store->keys);
    free(store->kept);
    free(store->path);
    free(store);
}

/* Changes of others and of this connection. */
static void file_state(struct store *store, int64_t state[2])
{
    state[0] = pragma(store, "PRAGMA data_version");
    state[1] = sqlite3_total_changes64(store->db);
}

int64_t store_mebibytes(struct store *store)
{
    return (pragma(store, "PRAGMA page_count") * pragma(store, "PRAGMA page_size") >> 20) + 1;
}

enum result store_rewrite(struct store *store)
{
    int64_t state[2];
    file_state(store, state);
    if (memcmp(state, store->rewritten, sizeof state) == 0)
        return RESULT_OK;
    bool large = store_mebibytes(store) > REWRITTEN_IN_MEMORY;
    if (large)
        sqlite3_exec(store->db, "PRAGMA temp_store = FILE", NULL, NULL, NULL);
    enum result result = queue_take(store);
    if (result == RESULT_OK)
        result = run_plain(store, "VACUUM");
    queue_leave(store);
    db_forgive(store);
    if (large)
        sqlite3_exec(store->db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
    if (result == RESULT_OK)
        file_state(store, store->rewritten);
    return result;
}

/* By a connection of its own, whose memory is given back and emptied: else the last page that was copied, which may be
 * somebody's letter, would stay in this one's. */
bool store_checkpoint(struct store *store, bool truncate)
{
    int how = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    int64_t state[2];
    file_state(store, state);
    if (!truncate && memcmp(state, store->checkpointed, sizeof state) == 0)
        return true;
    sqlite3 *apart = NULL;
    int frames = 0, moved = -1;
    bool done = sqlite3_open_v2(store->path, &apart, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
                sqlite3_busy_handler(apart, on_busy, store) == SQLITE_OK && keep_log(apart) &&
                sqlite3_exec(apart, "PRAGMA synchronous = FULL; PRAGMA user_version", NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_wal_checkpoint_v2(apart, NULL, how, &frames, &moved) == SQLITE_OK;
    sqlite3_close(apart);
    if (done && frames == moved)
        memcpy(store->checkpointed, state, sizeof state);
    return done;
}
