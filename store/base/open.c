/* open.c: one connection to the house's file: how it is set up, kept in order, and closed. */
#include "store/base/open.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "store/base/disk.h"
#include "store/base/memory.h"

enum {
    BUSY_MS = 4000,           /* short: whoever waits here holds the queue, and all other writers wait behind */
    LOG_PAGES_MOST = 64 << 8, /* 64 MiB of 4 KiB pages: beyond this a session makes a checkpoint itself */
    SESSION_CACHE_KIB = 192,  /* what most pages look at. It is given back while nobody types: store_rest() */
    TOOL_CACHE_KIB = 8192,
    REWRITTEN_IN_MEMORY = 256, /* MiB: the rewrite of a larger file uses a temporary file */
};

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
    case STORE_DISK_FULL:
        return _(
            "The disk is full: a new version needs about twice the size of the database. Nothing is lost; make room and start again.");
    case STORE_NO_MEMORY:
        return _("There is not enough memory to open the database.");
    }
    return "";
}

/* Keeps the log's file after the last connection closes: a session's sandbox does not let it make a new file. */
static bool keep_log(sqlite3 *db)
{
    int keep = 1;
    return sqlite3_file_control(db, "main", SQLITE_FCNTL_PERSIST_WAL, &keep) == SQLITE_OK;
}

/* A session makes no checkpoints, unless the caretaker is so far behind that the log would fill the disk. */
static int on_log_grown(void *context, sqlite3 *db, const char *name, int pages)
{
    (void)context;
    if (pages > LOG_PAGES_MOST)
        sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return SQLITE_OK;
}

/* The caretaker waits like every other process. While it waits it looks which process holds the lock. */
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

/* Turns memory mapping off, for two reasons: a process that reads a mapping dies when the file is truncated, and each
 * commit would make hundreds of sessions map the file again. */
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

enum store_open_fault open_fault(int code)
{
    switch (code & 0xff) {
    case SQLITE_NOTADB:
        return STORE_NOT_OURS;
    case SQLITE_CORRUPT:
        return STORE_DAMAGED;
    case SQLITE_NOMEM:
        return STORE_NO_MEMORY;
    case SQLITE_FULL:
        return STORE_DISK_FULL;
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
    memory_begin();
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);       /* one small heap for each of many sessions */
    sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0); /* allocates each page when it is needed, not 20 at once */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_initialize();
    disk_begin();
    queue_warm_up();
}

enum store_open_fault open_file(struct store *store, int flags)
{
    store_warm_up();
    int code = sqlite3_open_v2(store->path, &store->db, flags | SQLITE_OPEN_EXRESCODE, NULL);
    if (code != SQLITE_OK)
        return open_fault(code);
    if (!set_up(store) || !queue_open(store))
        return open_fault(sqlite3_errcode(store->db) ? sqlite3_errcode(store->db) : SQLITE_CANTOPEN);
    return STORE_OPENED;
}

/* The lock of the queue stays open: it is one descriptor, and no memory of this process. */
static bool wake(struct store *store)
{
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(store->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL) == SQLITE_OK) {
        store->db = db;
        if (set_up(store) && db_pragma(store, "PRAGMA user_version") == store->version)
            return true;
    }
    sqlite3_close(db);
    store->db = NULL;
    return false;
}

bool store_sleep(struct store *store)
{
    bool busy = store->depth > 0 || store->reading > 0 || strcmp(store->path, ":memory:") == 0;
    if (store->db == NULL || busy || (store->mode != STORE_SERVE && store->mode != STORE_GUEST))
        return false;
    store->version = db_pragma(store, "PRAGMA user_version");
    store_rest(store);
    if (sqlite3_close(store->db) != SQLITE_OK) /* a statement is in use */
        return false;
    store->db = NULL;
    free(store->room_order);
    store->room_order = NULL;
    memory_trim();
    return true;
}

bool store_sleeps(const struct store *store)
{
    return store->db == NULL;
}

struct store *open_new(const char *path, enum store_mode mode)
{
    struct store *store = xcalloc(1, sizeof *store);
    store->keeps = STATEMENTS_KEPT;
    store->kept = xcalloc(store->keeps, sizeof *store->kept);
    store->path = xstrdup(path);
    store->mode = mode;
    store->wake = wake;
    store->queue.lock = -1;
    return store;
}

void store_keys(struct store *store, const struct store_keys *keys)
{
    store->keys = *keys;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    deferred_send_to(store, NULL, NULL);
    deferred_drop(store);
    db_drop_statements(store);
    sqlite3_close(store->db);
    queue_close(store);
    sodium_memzero(&store->keys, sizeof store->keys);
    free(store->kept);
    free(store->harm); /* freed memory is overwritten: bbs/base/freed.c */
    free(store->room_order);
    free(store->path);
    free(store);
}

/* --- upkeep, for the caretaker --- */

/* Two numbers that change when another connection or this one writes to the file. */
static void file_state(struct store *store, int64_t state[2])
{
    state[0] = db_pragma(store, "PRAGMA data_version");
    state[1] = sqlite3_total_changes64(store->db);
}

int64_t store_mebibytes(struct store *store)
{
    return (db_pragma(store, "PRAGMA page_count") * db_pragma(store, "PRAGMA page_size") >> 20) + 1;
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
        result = db_exec(store, "VACUUM");
    queue_leave(store);
    db_forgive(store);
    if (large)
        sqlite3_exec(store->db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
    if (result == RESULT_OK)
        file_state(store, store->rewritten);
    return result;
}

/* Uses a connection of its own, and its memory is overwritten and freed afterwards. Else the last page that was copied
 * (perhaps of a letter) would stay in this connection's memory. */
static bool checkpoint(struct store *store, int how, bool waits, bool *whole)
{
    sqlite3 *apart = NULL;
    int frames = 0, moved = -1;
    bool done = sqlite3_open_v2(store->path, &apart, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
                (!waits || sqlite3_busy_handler(apart, on_busy, store) == SQLITE_OK) && keep_log(apart) &&
                sqlite3_exec(apart, "PRAGMA synchronous = FULL; PRAGMA user_version", NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_wal_checkpoint_v2(apart, NULL, how, &frames, &moved) == SQLITE_OK;
    sqlite3_close(apart);
    *whole = done && frames == moved;
    return done;
}

bool store_checkpoint(struct store *store, bool truncate)
{
    int64_t state[2];
    bool whole;
    file_state(store, state);
    if (!truncate && memcmp(state, store->checkpointed, sizeof state) == 0)
        return true;
    bool done = checkpoint(store, truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, true, &whole);
    if (whole)
        memcpy(store->checkpointed, state, sizeof state);
    return done;
}

bool store_empty_log(struct store *store)
{
    struct buffer path = { 0 };
    struct stat log;
    bool whole;
    buffer_format(&path, "%s-wal", store->path);
    bool empty = stat(buffer_text(&path), &log) == 0 && log.st_size == 0;
    buffer_clear(&path);
    return empty || checkpoint(store, SQLITE_CHECKPOINT_TRUNCATE, false, &whole);
}
