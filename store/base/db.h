/*
 * db.h: what the files of store/ share: the connection, statements, transactions, refusals. Private to store/.
 *
 * A write function reads like this:
 *
 *     enum result result = db_begin(store);
 *     if (result != RESULT_OK)
 *         return result;
 *     ... rights and rules; on refusal: return db_abandon(store, store_refuse(store, RESULT_REFUSED, _("..."))); ...
 *     ... db_run(), ledger_append() ...
 *     return db_commit(store);
 *
 * db_begin() nests: an inner begin joins the outer transaction, and only the outermost commit writes. After any failure
 * inside, the whole is rolled back at the outermost end.
 */
#ifndef BBS_DB_H
#define BBS_DB_H

#include <sqlite3.h>

#include "deferred.h"
#include "gettext.h"
#include "ledger.h"
#include "sql_states.h"
#include "store.h"
#include "store/base/bind.h"
#include "store/base/queue.h"
#include "util.h"

/* A session keeps what home asks, and a room beside it; store_rest() gives the memory back while nobody types. */
enum { STATEMENTS_KEPT = 96, STATEMENTS_KEPT_IN_BULK = 400, WROTE_KEPT = 64 };

struct pending; /* deferred.c: a deferred write that is not on disk yet */
struct subject; /* subject.h */

struct store {
    sqlite3 *db;
    char *path;
    enum store_mode mode;
    struct store_keys keys;
    struct queue queue;   /* of those who write; queue.h */
    bool shared;          /* store_share() */
    bool bulk;            /* store_bulk() */
    int64_t proved_until; /* a password was typed again: good for one thing, and not for long */
    int depth;            /* of nested transactions */
    int reading;          /* of nested reads */
    unsigned reads;       /* counts the moments that were read */
    struct {
        unsigned read; /* of the moment that this was found in */
        int64_t member;
        bool waits;
    } door; /* newcomers.c: the last answer, which each call of one moment asks for anew */
    struct {
        unsigned read;
        int64_t member;
    } mutes_nobody;    /* marks.c: found in that moment of that member */
    bool failed;       /* inside a transaction: it will be rolled back, and nothing more is asked of the database */
    enum result fault; /* why, when the database itself failed: what any end of the transaction then gives */
    char reason[400];
    struct kept_statement {
        const char *sql;
        sqlite3_stmt *statement;
        unsigned used;
        bool busy;
    } * kept;
    size_t keeps; /* how many at most */
    struct {
        unsigned transactions, executions, prepared;
    } counts;       /* since the file was opened, for tests */
    unsigned clock; /* for the oldest of `kept` */
    struct wrote wrote[WROTE_KEPT];
    size_t wrote_first, wrote_count, wrote_mark; /* mark: entries beyond it belong to the open transaction */
    /* deferred_apply(), which knows every kind. This and `subjects` are given when the house is opened, by schema.c. */
    enum result (*apply)(struct store *store, const struct deferred *items, size_t count);
    const struct subject *const *subjects; /* all of them; ends with NULL. keep/subjects.c */
    deferred_send *send;
    void *send_context;
    struct pending *pending; /* oldest first */
    uint64_t deferred_number;
    int64_t checkpointed[2]; /* as that after the last store_checkpoint() that came to its end */
    int64_t rewritten[2];    /* the state of the file after the last store_rewrite(): see there */
    char search_again[400];  /* search.c's own, see there */
};

/* --- statements. `sql` must be a string constant: it is kept by its address. ---
 * The values for its parameters follow, each of a type that bind.h knows. A wrong number of values ends the process.
 * All three are macros: the functions whose names end in _bound take the values as a list. */

/* The statement is ready to step; give it back with db_done. NULL on failure (store->failed, reason set). */
#define db_query(store, sql, ...) db_query_bound(store, sql, BINDS(sql, ##__VA_ARGS__))
/* Runs to the end. RESULT_OK, or the mapped failure. */
#define db_run(store, sql, ...) db_run_bound(store, sql, BINDS(sql, ##__VA_ARGS__))
/* The first column of the first row; `otherwise` when there is no row (or it is null). */
#define db_number(store, otherwise, sql, ...) db_number_bound(store, otherwise, sql, BINDS(sql, ##__VA_ARGS__))
sqlite3_stmt *db_query_bound(struct store *store, const char *sql, const struct bind *values);
enum result db_run_bound(struct store *store, const char *sql, const struct bind *values);
int64_t db_number_bound(struct store *store, int64_t otherwise, const char *sql, const struct bind *values);
bool db_step(struct store *store, sqlite3_stmt *statement); /* true: a row. false: end, or failed (db_failed) */
void db_done(struct store *store, sqlite3_stmt *statement);
bool db_failed(const struct store *store);
enum result db_outcome(const struct store *store); /* RESULT_OK unless it failed */
void db_forgive(struct store *store);              /* what failed does not matter any more */
int64_t db_last_id(const struct store *store);
/* Column helpers: never NULL; text is copied. */
const char *db_text(sqlite3_stmt *statement, int column);
void db_copy(sqlite3_stmt *statement, int column, char *to, size_t size);
/* Maps an SQLite code: FULL -> RESULT_FULL and so on, with its sentence. */
enum result db_fault(struct store *store, int code);

/* The first number that a pragma gives; -1: it gave none. */
int64_t db_pragma(struct store *store, const char *sql);
/* Lets go of all statements that are kept and not in use. */
void db_drop_statements(struct store *store);

/* --- transactions --- */
enum result db_begin(struct store *store); /* queues for the lock, then BEGIN IMMEDIATE */
enum result db_commit(struct store *store);
/* Runs plain SQL without values, past the kept statements. */
enum result db_exec(struct store *store, const char *sql);
enum result db_abandon(struct store *store, enum result result); /* rolls back, returns result */
/* Commits what went well; rolls back what did not. */
enum result db_finish(struct store *store, enum result result);
void db_begin_read(struct store *store); /* one snapshot for several reads; nests; a no-op within a write */
void db_end_read(struct store *store);

/* The same, and whether all of them went well. They nest. */
void reading_begin(struct store *store);
enum result reading_end(struct store *store);

/* --- refusing; refuse.c --- */

/* Sets the sentence, returns result. `format` is already translated. */
enum result store_refuse(struct store *store, enum result result, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Cleans text by text.h; on a fault sets the sentence and returns RESULT_INVALID. *out is malloc'd. */
enum result store_clean(struct store *store, const char *text, bool one_line, size_t limit, char **out);

/* --- rights; rights.c --- */

/* RESULT_OK, or RESULT_REFUSED with a sentence. A member herself; for one by another's hand: require_voice, by_hand.h
 */
enum result require_member(struct store *store, const struct actor *actor);
/* The same, and whoever waits at the door: her file, and to leave, are hers. */
enum result require_account(struct store *store, const struct actor *actor);
enum result require_operator(struct store *store, const struct actor *actor);

/* What the house says of itself under a name, as text; "": nothing. clock.c */
void house_value(struct store *store, const char *name, char *out, size_t size);

/* --- the book; inside a write only --- */
struct ledger_new {
    int64_t at, unit, subject, actor, board, thread; /* board and thread go to the hints, thread into the entry too */
    enum ledger_kind kind;
    enum { SEEN_BY_UNIT, SEEN_BY_CONFEDERATION, SEEN_BY_ALL } seen_by; /* as enum visibility */
    const unsigned char *text_hash;                                    /* 32 bytes, salted; NULL when there is none */
    const char *data;                                                  /* small JSON of numbers; NULL: {} */
};
enum result ledger_append(struct store *store, const struct ledger_new *entry);
/* A private notice for one member (a letter came): outside the ledger. */
enum result notice_append(struct store *store, int64_t member, enum notice_about about, int64_t subject, int64_t now);
/* --- names nobody guesses, and hashes; uid.c --- */

/* Salt (16 random bytes) and BLAKE2b-256 of salt and text. */
void salted_hash(const char *text, unsigned char salt[16], unsigned char hash[32]);
/* The same with a salt that there is already. */
void salted_again(const char *text, const unsigned char salt[16], unsigned char hash[32]);
/* A new UUIDv7 as text, for what may leave the house one day. `now` in seconds. */
void uid_make(int64_t now, char out[37]);

/* Lets go of what was deferred and is not on disk: at close only. deferred.c */
void deferred_drop(struct store *store);

#endif
