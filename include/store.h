/*
 * store.h: the one database file of a house.
 *
 * One process, one `struct store`: a connection is never carried across a fork. Every write is one short
 * transaction under the writers' queue (a lock on a file beside the database, then BEGIN IMMEDIATE) and enforces
 * rights and rules itself. Times are seconds since 1970 (UTC) and are always an argument, never read from the clock.
 *
 * A call returns enum result; when it is not RESULT_OK, store_reason() holds a sentence for the member, in her
 * language, valid until the next call. Strings handed out inside structs are owned by the struct and freed by its
 * X_free(). Lists are paged by key: pass what the last page ended with.
 */
#ifndef BBS_STORE_H
#define BBS_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "actor.h"
#include "house_clock.h"
#include "result.h"

struct store;

enum store_mode {
    STORE_SERVE, /* a session: reads and writes, refuses a file of another version, never checkpoints below 64 MiB */
    STORE_GUEST, /* query_only */
    STORE_CARETAKER, /* migrates after a backup, checkpoints, keeps the write-ahead log in being */
    STORE_TOOL,      /* admin, check, export: reads and writes, refuses another version */
};

/* Says why a file could not be opened, so that main can tell the steward the way out. */
enum store_open_fault {
    STORE_OPENED,
    STORE_MISSING,   /* there is no file */
    STORE_NOT_OURS,  /* not a database, or not one of ours */
    STORE_NEWER,     /* made by a newer version of this program */
    STORE_OLDER,     /* needs `bbs serve` once, which migrates it */
    STORE_READ_ONLY, /* the file or its folder cannot be written */
    STORE_DAMAGED,
    STORE_NO_MEMORY,
};

/* What SQLite sets up once a process. store_open does it too; before a fork it is done for all children at once. */
void store_warm_up(void);
/* Makes a new, empty database with the newest schema. Fails when the file exists already. ":memory:" is for tests. */
enum store_open_fault store_create(const char *path, struct store **out);
enum store_open_fault store_open(const char *path, enum store_mode mode, struct store **out);
const char *store_open_sentence(enum store_open_fault fault); /* one sentence with the way out */
void store_close(struct store *store);                        /* NULL is allowed */

/* Under which a house hashes and seals what its file alone must not tell: they lie in keys/, never in the database
 * (RULES 1.5, 1.12). A store that is given none has zeroes, as in tests; then nothing is kept from whoever reads it. */
struct store_keys {
    unsigned char handles[32]; /* which handles are or were somebody's */
    unsigned char places[32];  /* from where members came in. A session's is made for the one source that it serves, so
                                  that it can look up no other */
    unsigned char shown[32];   /* her last log-ins, which are shown to her */
};
/* Copies them; the caller wipes its own. */
void store_keys(struct store *store, const struct store_keys *keys);
/* For whoever opened as STORE_CARETAKER, after store_keys: hashes of handles that stand there without a key, or under a
 * key that was lost, are brought under this one. *lost: the key is another than the house had: handles of members who
 * left before are no longer known as taken. */
enum result store_keys_settle(struct store *store, bool *lost);
/* For the made-up street, measures and tests, before anything else is asked of it: no member is asked not to write so
 * much at once, and memory is spent for speed. */
void store_bulk(struct store *store);
/* Gives back the memory that only makes the next call faster: sessions are many, and most of them wait for a key. */
void store_rest(struct store *store);

/* All reads between the two see the house at one moment, in one transaction: an event of a face is one. A write between
 * them is a transaction of its own, and the reads after it see it. They nest; each begin has its end. */
void store_reading_begin(struct store *store);
void store_reading_end(struct store *store);

/* The sentence of the last refusal on this store; "" when there was none. */
const char *store_reason(const struct store *store);
/* What this connection wrote since the last call, one at a time, oldest first, for the hub's hints; false: no more.
 * Fields that do not apply are 0. At most the last 64 are held: a hint lost is caught by the ledger. */
struct wrote {
    int64_t seq; /* of the ledger, or of a notice when `member` is set */
    int64_t board, thread;
    int64_t post;   /* that was added to the thread; 0: something else happened */
    int64_t member; /* whom a private notice (a letter) is for */
    int64_t visit;  /* one of this member's that shall end: nothing was written */
};
bool store_wrote(struct store *store, struct wrote *out);

/* The caretaker's, every few seconds: looks whether a process of the house keeps a lock that others wait for, and ends
 * one that kept it for 15 s. How many were ended since the last call. */
int store_watch(struct store *store);

/* Checkpoint, for the caretaker: true when the log was emptied. */
bool store_checkpoint(struct store *store, bool truncate);

/* A sealed-off copy made with VACUUM INTO, checked, then renamed to `destination`. Fails when it exists. */
enum result store_backup(struct store *store, const char *destination, char *problem, size_t size);

/* Overwrites and removes the copies that were made before a new version changed the house's file: they are plain, and
 * hold what people dropped since. For the caretaker, once the new version has served the house for a while. */
void store_drop_copies(struct store *store);

/* Integrity of file, foreign keys, search index, unread marks and the ledger's chain. Calls `say` once for each fault
 * with a sentence, and for each home that is no block and number (homes.h), which is no fault; returns how many faults.
 * `head_hex` (65 bytes, or NULL) receives the ledger's head; `expected` (or NULL) is a printed head that must stand
 * somewhere in the chain. */
int store_check(struct store *store, const char *expected, char *head_hex,
    void (*say)(void *context, const char *sentence), void *context);

/* Writes all that is a unit's own as documented JSON Lines and plain text into the folder `directory` (made if new).
 * RULES 10.1. Letters, marks, drafts and credentials are not a unit's and stay. */
enum result store_export(struct store *store, const struct actor *actor, int64_t unit, const char *directory,
    int64_t now, char *problem, size_t size);

/* RULES 1.12, the caretaker's job: empties what is due by the retention table; returns rows emptied, -1 on failure.
 * 0: nothing is left to do. What was emptied is gone from the tables and the search index; from the bytes of the file
 * after store_rewrite(), from those of the log after store_checkpoint(). */
int store_forget(struct store *store, int64_t now);

/* The caretaker's, every few seconds: what time does to every subject (asks that end, reminders). Whoever has to do with
 * it is told by notices. How many rows changed; -1 on failure. */
int store_tick(struct store *store, int64_t now);

/* What the caretaker believes of the clock, from one start to the next. A house that says nothing yet goes by what the
 * book was written last. */
void store_clock_load(struct store *store, struct house_clock *clock);
enum result store_clock_save(struct store *store, const struct house_clock *clock);
/* The time: `now`, what the clock shows, or, while the caretaker doubts that, what it believes instead, at most an hour
 * old. Which of the two is right it does not know (a house that was closed for long doubts a clock that goes right): so
 * a wait whose end must not come early begins at the later of the two, and is over when the earlier one says so. */
int64_t store_time(struct store *store, int64_t now);
int64_t store_time_begun(struct store *store, int64_t now);
int64_t store_time_over(struct store *store, int64_t now);

/* Writes the whole file anew when it was written to since the last time. Deleted rows are zeroed where they stood, but
 * a row that had been moved to another page leaves a copy in the unused middle of the old one; only this is sure to
 * lose it. Writers wait meanwhile (some 10 ms a MiB), readers do not. For the caretaker. */
enum result store_rewrite(struct store *store);
int64_t store_mebibytes(struct store *store); /* of the file, rounded up */

/* What people had erased before its time (a letter both removed, all of who left) is kept as numbers in a list beside
 * the backups, so that a restored backup forgets it too. Brings list and database to the same: what only the list knows
 * is erased here, what only the database knows is added to the list. Counts what it erased; -1 on failure, with
 * store_reason(). */
int store_erase_again(struct store *store, const char *list);
/* Grows with everything that is erased. */
int64_t store_erased_last(struct store *store);

#endif
