/*
 * store.h: the one database file of a house.
 *
 * One process has one `struct store`: a connection is never used across a fork. Every write is one short transaction.
 * It waits in the writers' queue (a lock on a file beside the database), then begins with BEGIN IMMEDIATE, and checks
 * rights and rules itself. Times are seconds since 1970 (UTC). They are always an argument, never read from the clock.
 *
 * A call returns enum result. When it is not RESULT_OK, store_reason() holds a sentence for the member, in her
 * language, valid until the next call. A struct owns its strings, and its X_free() frees them. Lists are paged by key:
 * to get the next page, pass the key that the last page ended with.
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
    STORE_CARETAKER, /* migrates after a backup, makes the checkpoints, keeps the write-ahead log's file */
    STORE_TOOL,      /* admin, check, export: reads and writes, refuses another version */
};

/* Why a file could not be opened, so that main can tell the steward what to do. */
enum store_open_fault {
    STORE_OPENED,
    STORE_MISSING,   /* there is no file */
    STORE_NOT_OURS,  /* not a database, or not one of ours */
    STORE_NEWER,     /* made by a newer version of this program */
    STORE_OLDER,     /* needs `bbs serve` once, which migrates it */
    STORE_READ_ONLY, /* the file or its folder cannot be written */
    STORE_DAMAGED,
    STORE_NO_MEMORY,
    STORE_DISK_FULL, /* for the copy before a new version, or for the new version: what was done of it is whole */
};

/* Sets SQLite up, once in a process. store_open() does it too. Called before a fork, it serves all children. */
void store_warm_up(void);
/* Makes a new, empty database with the newest schema. Fails when the file exists already. ":memory:" is for tests. */
enum store_open_fault store_create(const char *path, struct store **out);
enum store_open_fault store_open(const char *path, enum store_mode mode, struct store **out);
const char *store_open_sentence(enum store_open_fault fault); /* one sentence that says what to do */
void store_close(struct store *store);                        /* NULL is allowed */

/* Keys for hashing and encrypting values that nobody may learn from the database file alone. They are files in keys/,
 * never in the database (RULES 1.5, 1.12). A store without keys uses zeroes, as in tests: these values are then not
 * protected. */
struct store_keys {
    unsigned char handles[32]; /* for handles that are or were a member's */
    unsigned char places[32]; /* for the sources that members log in from. A session gets a key that is made for the one
                                 source that it serves, so that it can look up no other source */
    unsigned char shown[32];  /* for a member's last log-ins, which she may see */
};
/* Copies the keys; the caller wipes its own copy. */
void store_keys(struct store *store, const struct store_keys *keys);
/* For a store opened as STORE_CARETAKER, after store_keys(): hashes of handles that were made without a key, or with a
 * key that was lost, are made again with this key. *lost is set when the house had another key before: the handles of
 * members who left are then no longer known as taken. */
enum result store_keys_settle(struct store *store, bool *lost);
/* For the demo, benchmarks and tests, before any other call: switches the limits of writing off, and uses more memory
 * for speed. */
void store_bulk(struct store *store);
/* For demo_make(): what is written until `told` false is the story of a made-up house, which tells no founding
 * assembly. Such an assembly counts as closed from the day on which the tenth home of its street came in. */
void store_story(struct store *store, bool told);
/* Frees memory that only makes the next call faster: there are many sessions, and most of them wait for a key. */
void store_rest(struct store *store);
/* Closes the connection of a session that nobody uses: most of what an idle session costs is SQLite's description of
 * all tables. The next call of the store opens it again, which takes some milliseconds; when that fails, the call
 * returns RESULT_BROKEN. True when it closed it now. */
bool store_sleep(struct store *store);
bool store_sleeps(const struct store *store);
/* Says that the computer is shared (RULES 1.6). From then on acts that change her ways in, or that cannot be undone,
 * need her password just before, by password_prove() (members.h): keys, vouchers, vouching, fewer shared computers,
 * leaving for good. */
void store_set_shared(struct store *store);

/* All reads between the two calls are one transaction and see the house at one moment. A face opens it for one event. A
 * write between them is a transaction of its own, and the reads after it see it. They nest; each begin needs its end.
 */
void store_reading_begin(struct store *store);
void store_reading_end(struct store *store);

/* A rehearsal: what is written between the two calls is rolled back. So a face learns whether a write would be refused
 * before it asks a person to confirm it. It holds the lock of all writers: no person is asked meanwhile. What the house
 * keeps in its memory alone (ephemeral.h) cannot be rehearsed, and refuses. store_rehearse_end() returns `result`, that
 * of the write, and is called only when store_rehearse_begin() returned RESULT_OK. */
enum result store_rehearse_begin(struct store *store);
enum result store_rehearse_end(struct store *store, enum result result);

/* The sentence of the last refusal on this store; "" when there was none. */
const char *store_reason(const struct store *store);
/* Gives what this connection wrote since the last call, one entry at a time, oldest first, for the hub's hints. Returns
 * false when there are no more entries. Fields that do not apply are 0. Only the last 64 entries are kept: readers find
 * the rest in the ledger. */
enum {                   /* as `board` */
    HINT_OF_ROOM = -3,   /* something in the room of the open meeting `thread` (room.h) */
    HINT_OF_HOUSE = -4,  /* only the caretaker is woken: a secret vote or a circle needs it */
    HINT_OF_READER = -5, /* of what a session shows: the same room, read along (room.h). It gets no words with a hint */
    HINT_OF_CIRCLE = -6, /* something in the circle `thread` (circles.h) */
};
struct wrote {
    int64_t seq; /* of the ledger, or of a notice when `member` is set */
    int64_t board, thread;
    int64_t post;   /* the post that was added to the thread; 0: something else happened. With HINT_OF_ROOM: the line
                       that a member spoke herself */
    int64_t member; /* the member for whom a private notice (a letter) is */
    int64_t visit;  /* a visit of this member that shall end; nothing was written */
};
bool store_wrote(struct store *store, struct wrote *out);

/* For the caretaker, every few seconds: ends a process of the house that kept a lock for 15 s while others waited.
 * Returns how many were ended since the last call. */
int store_watch(struct store *store);

/* Makes a checkpoint, for the caretaker. True when it was completed. With `truncate` it also empties the log. */
bool store_checkpoint(struct store *store, bool truncate);
/* Empties the log when nobody reads or writes just now, and waits for nobody. True: it is empty. For the caretaker. */
bool store_empty_log(struct store *store);

/* Makes a copy with VACUUM INTO, checks it, then renames it to `destination`. Fails when `destination` exists. */
enum result store_backup(struct store *store, const char *destination, char *problem, size_t size);

/* Overwrites and removes the copies that were made before a new version changed the house's file. They are not
 * encrypted, and hold texts that people deleted since. For the caretaker, once the new version has run for a while. */
void store_drop_copies(struct store *store);

/* Checks the file, foreign keys, search index, unread marks and the ledger's chain. Calls `say` with a sentence for
 * each fault, and also for each home that is not a block and a number (homes.h), which is no fault. Returns how many
 * faults. `head_hex` (65 bytes, or NULL) receives the ledger's head; `expected` (or NULL) is a printed head that must
 * stand somewhere in the chain. */
int store_check(struct store *store, const char *expected, char *head_hex,
    void (*say)(void *context, const char *sentence), void *context);

/* Writes everything that belongs to a unit into the folder `directory` (made if new), as documented JSON Lines and
 * plain text. RULES 10.1. Letters, marks, drafts and credentials belong to members and are left out. */
enum result store_export(struct store *store, const struct actor *actor, int64_t unit, const char *directory,
    int64_t now, char *problem, size_t size);

/* RULES 1.12, the caretaker's job: empties what is due by the retention table. Returns how many rows; 0 when nothing is
 * left to do; -1 on failure. The text is then gone from the tables and the search index. It is gone from the bytes of
 * the file after store_rewrite(), and from the log after store_checkpoint(). */
int store_forget(struct store *store, int64_t now);

/* For the caretaker, every few seconds: does what is due in every subject (asks that end, reminders). Members whom it
 * concerns get notices. Returns how many rows changed; -1 on failure. */
int store_tick(struct store *store, int64_t now);

/* The caretaker's belief about the clock, kept from one start to the next. A house without a saved belief takes the
 * time of the book's last entry. */
void store_clock_load(struct store *store, struct house_clock *clock);
enum result store_clock_save(struct store *store, const struct house_clock *clock);
/* The time. Usually that is `now`, the clock's. While the caretaker doubts the clock it is the time that the caretaker
 * believes, at most an hour old. The caretaker cannot know which of the two is right: a house that was closed for long
 * doubts a right clock. So a wait whose end must not come early begins at the later of the two (store_time_begun), and
 * is over when the earlier of the two says so (store_time_over). */
int64_t store_time(struct store *store, int64_t now);
int64_t store_time_begun(struct store *store, int64_t now);
int64_t store_time_over(struct store *store, int64_t now);

/* Rewrites the whole file, if it was written to since the last rewrite. SQLite zeroes deleted rows, but a row that was
 * moved to another page leaves a copy in an unused part of its old page. Only a rewrite surely removes that copy.
 * Writers wait meanwhile (some 10 ms a MiB), readers do not. For the caretaker. */
enum result store_rewrite(struct store *store);
int64_t store_mebibytes(struct store *store); /* of the file, rounded up */

/* Rows that people had erased before their time (a letter that both removed, all rows of a member who left) are kept as
 * numbers in the file `list` beside the backups: a restored backup can so erase them again. This call makes list and
 * database equal: it erases what only the list has, and adds to the list what only the database has. Returns how many
 * rows it erased; -1 on failure, with store_reason(). */
int store_erase_again(struct store *store, const char *list);
/* A number that grows with each erased row. */
int64_t store_erased_last(struct store *store);

#endif
