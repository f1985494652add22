/*
 * db.h: the parts that all files of store/ use: the connection, statements, transactions, refusals. Private to store/.
 *
 * A write function reads like this:
 *
 *     enum result result = db_begin(store);
 *     if (result != RESULT_OK)
 *         return result;
 *     ... rights and rules; on refusal: return db_abandon(store, db_refuse(store, RESULT_REFUSED, _("..."))); ...
 *     ... db_run(), ledger_append() ...
 *     return db_commit(store);
 *
 * db_begin() nests: an inner begin joins the outer transaction, and only the outermost commit writes. After a failure
 * inside, the outermost end rolls the whole transaction back.
 */
#ifndef BBS_DB_H
#define BBS_DB_H

#include <sqlite3.h>

#include "deferred.h"
#include "ephemeral.h"
#include "gettext.h"
#include "ledger.h"
#include "sql_states.h"
#include "store.h"
#include "store/base/bind.h"
#include "store/base/queue.h"
#include "util.h"

/* A session caches the statements of home and some more. store_rest() frees the cache while nobody types. */
enum { STATEMENTS_KEPT = 96, STATEMENTS_KEPT_IN_BULK = 400, WROTE_KEPT = 64 };

struct pending; /* deferred.c: a deferred write that is not on disk yet */
struct subject; /* subject.h */

struct store {
    sqlite3 *db;                       /* NULL: the store sleeps (store_sleep); the next statement wakes it */
    bool (*wake)(struct store *store); /* open.c sets it: false, and `db` stays NULL, when the file does not open */
    int64_t version;                   /* of the file, while the store sleeps */
    char *path;
    enum store_mode mode;
    struct store_keys keys;
    struct queue queue;   /* of processes that wait to write; queue.h */
    bool shared;          /* set by store_set_shared() */
    bool bulk;            /* set by store_bulk() */
    bool story;           /* set by store_story() */
    int64_t proved_until; /* the member typed her password again: allows one act until this time */
    int depth;            /* of nested transactions */
    bool rehearses;       /* the outermost one is a rehearsal (store.h) */
    int reading;          /* of nested reads */
    bool unbegun;         /* a read is open, and its transaction has not begun: nothing was read yet */
    unsigned reads;       /* number of the present read transaction */
    struct {
        unsigned read; /* the read transaction that found this */
        int64_t member;
        bool waits, gone;
    } standing; /* rights.c: the last answer of standing_of(); almost every call asks for it */
    struct {
        unsigned read;
        int64_t member;
    } mutes_nobody;    /* marks.c: this member mutes nobody, found in this read transaction */
    bool failed;       /* inside a transaction: it will be rolled back, and no more statements run */
    enum result fault; /* the result of a failure of the database: the end of the transaction returns it */
    char reason[400];
    struct kept_statement {
        const char *sql;
        sqlite3_stmt *statement;
        unsigned used;
        bool busy;
    } * kept;
    size_t keeps; /* the size of `kept` */
    struct {
        unsigned transactions, executions, prepared;
    } counts;       /* since the file was opened, for tests */
    unsigned clock; /* counts uses of `kept`, to find the entry unused for longest */
    struct wrote wrote[WROTE_KEPT];
    size_t wrote_first, wrote_count, wrote_mark; /* mark: entries beyond it belong to the open transaction */
    /* deferred_apply(), which knows every kind. schema.c sets this pointer and `subjects` when it opens the house. */
    enum result (*apply)(struct store *store, const struct deferred *items, size_t count);
    const struct subject *const *subjects; /* all of them; ends with NULL. keep/subjects.c */
    deferred_send *send;
    void *send_context;
    ephemeral_ask *ask; /* ephemeral.h; NULL: this process does not reach it */
    void *ask_context;
    struct pending *pending; /* oldest first */
    uint64_t deferred_number;
    int64_t checkpointed[2]; /* file_state() after the last complete store_checkpoint() */
    int64_t rewritten[2];    /* file_state() after the last store_rewrite() */
    char search_again[400];  /* private to search.c */
    struct harm_key *harm;   /* private to harm.c: the seat that is open; one allocation, wiped by harm_forget_key */
    struct room_order *room_order; /* private to room_order.c; one allocation */
};

/* --- statements. `sql` must be a string constant: it is kept by its address. ---
 * The values for its parameters follow, each of a type that bind.h knows. A wrong number of values ends the process.
 * These three are macros. The functions whose names end in _bound take the values as a list. */

/* The statement is ready to step; give it back with db_done. NULL on failure (store->failed, reason set). */
#define db_query(store, sql, ...) db_query_bound(store, sql, BINDS(sql, ##__VA_ARGS__))
/* Runs a statement to its end. Returns RESULT_OK, or the failure as db_fault() maps it. */
#define db_run(store, sql, ...) db_run_bound(store, sql, BINDS(sql, ##__VA_ARGS__))
/* Returns the first column of the first row; `otherwise` when there is no row or the column is NULL. */
#define db_number(store, otherwise, sql, ...) db_number_bound(store, otherwise, sql, BINDS(sql, ##__VA_ARGS__))
sqlite3_stmt *db_query_bound(struct store *store, const char *sql, const struct bind *values);
enum result db_run_bound(struct store *store, const char *sql, const struct bind *values);
int64_t db_number_bound(struct store *store, int64_t otherwise, const char *sql, const struct bind *values);
bool db_step(struct store *store, sqlite3_stmt *statement); /* true: a row. false: end, or failed (db_failed) */
void db_done(struct store *store, sqlite3_stmt *statement);
bool db_failed(const struct store *store);
enum result db_outcome(const struct store *store); /* RESULT_OK unless it failed */
void db_forgive(struct store *store);              /* clears the failure */
int64_t db_last_id(const struct store *store);
/* Column helpers: never NULL; text is copied. */
const char *db_text(sqlite3_stmt *statement, int column);
void db_copy(sqlite3_stmt *statement, int column, char *to, size_t size);
/* Maps an SQLite code: FULL -> RESULT_FULL and so on, with its sentence. */
enum result db_fault(struct store *store, int code);
/* True when the last call of SQLite failed because the disk is full. */
bool db_disk_is_full(struct store *store);

/* Returns the first number that a pragma gives, or -1 when it gives no number. */
int64_t db_pragma(struct store *store, const char *sql);
/* Frees all cached statements that are not in use. */
void db_drop_statements(struct store *store);

/* --- transactions --- */
enum result db_begin(struct store *store); /* queues for the lock, then BEGIN IMMEDIATE */
enum result db_commit(struct store *store);
/* Runs plain SQL without values and without the cache of statements. */
enum result db_exec(struct store *store, const char *sql);
enum result db_abandon(struct store *store, enum result result); /* rolls back, returns result */
/* Commits when `result` is RESULT_OK; else rolls back. */
enum result db_finish(struct store *store, enum result result);
void db_begin_read(struct store *store); /* one snapshot for several reads; nests; a no-op within a write */
void db_end_read(struct store *store);

/* The same; db_reading_end() also returns whether all reads succeeded. They nest. */
void db_reading_begin(struct store *store);
enum result db_reading_end(struct store *store);

/* --- refusing; refuse.c --- */

/* Sets the sentence, returns result. `format` is already translated. */
enum result db_refuse(struct store *store, enum result result, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Cleans text by text.h; on a fault sets the sentence and returns RESULT_INVALID. *out is malloc'd. */
enum result db_clean_text(struct store *store, const char *text, bool one_line, size_t limit, char **out);

/* --- rights; rights.c --- */

/* RESULT_OK, or RESULT_REFUSED with a sentence. Only for a member who acts herself; by_hand_require_voice() (by_hand.h)
 * also accepts an act by a helper's hand. */
enum result rights_require_member(struct store *store, const struct actor *actor);
/* The same, and it also accepts a person who waits for admission: she may get her own file, and leave. */
enum result rights_require_account(struct store *store, const struct actor *actor);
enum result rights_require_operator(struct store *store, const struct actor *actor);

/* Copies the value that the house keeps under `name`; "" when there is no value. clock.c */
void db_house_value(struct store *store, const char *name, char *out, size_t size);

/* --- the book; only inside a write --- */
struct ledger_new {
    int64_t at, unit, subject, actor, board, thread; /* board and thread go to the hints, thread into the entry too */
    enum ledger_kind kind;
    enum { SEEN_BY_UNIT, SEEN_BY_CONFEDERATION, SEEN_BY_ALL } seen_by; /* as enum visibility */
    const unsigned char *text_hash; /* 32 bytes, salted; NULL for an entry without a text */
    const char *data;               /* small JSON of numbers; NULL means {} */
};
enum result ledger_append(struct store *store, const struct ledger_new *entry);
/* A private notice for one member (a letter came): outside the ledger. */
enum result ledger_notice_append(
    struct store *store, int64_t member, enum notice_about about, int64_t subject, int64_t now);
/* --- random identifiers and hashes; uid.c --- */

/* Salt (16 random bytes) and BLAKE2b-256 of salt and text. */
void db_salted_hash(const char *text, unsigned char salt[16], unsigned char hash[32]);
/* The same with an existing salt. */
void db_salted_again(const char *text, const unsigned char salt[16], unsigned char hash[32]);
/* Makes a new UUIDv7 as text, for rows that may be exported one day. `now` in seconds. */
void uid_make(int64_t now, char out[37]);

/* Frees the deferred writes that are not on disk. Only for closing a store. deferred.c */
void deferred_drop(struct store *store);

#endif
