/*
 * queue.h: the locks that processes of a house wait for, and what keeps one process from holding them for ever. Private
 * to store/.
 *
 * All are fcntl locks: the kernel writes down which process holds one, and no process can write down another's number
 * there. Waiters are served in their order. Every wait ends. A session that was taken over can take any lock of the
 * database and keep it, so the caretaker looks who holds them (queue_look), and ends a process of the house that held
 * one too long; the kernel then gives the lock to whoever waits.
 */
#ifndef BBS_QUEUE_H
#define BBS_QUEUE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "result.h"

struct store;

enum {
    QUEUE_HELD_MOST = 15000,  /* milliseconds: no write takes so long, unless the disk stands still */
    QUEUE_READ_MOST = 600000, /* milliseconds: an old state that somebody reads keeps the log from being emptied */
    QUEUE_WAIT_MOST = 30000,  /* milliseconds: longer than it takes to end a holder, so that those who wait get in */
    QUEUE_LOOK = 500,         /* milliseconds between two looks, while the caretaker waits itself */
    QUEUE_SLOTS_MOST = 64,    /* of argon2 */
    QUEUE_WATCHED = 18 + QUEUE_SLOTS_MOST,
};

/* One lock that is watched: who holds it, and how long that was seen. */
struct held {
    pid_t holder; /* 0: nobody */
    int64_t time; /* milliseconds */
};

struct queue {
    int lock; /* PATH-lock: the queue of those who write. -1: none, in memory */
    int64_t held_most, read_most, wait_most, looked;
    int database, index, slots; /* what the caretaker looks at: the file, its -shm, the file of argon2's slots; -1 */
    struct held *held;          /* QUEUE_WATCHED of them; NULL: this is not the caretaker */
    int ended;                  /* processes, since store_watch() was asked */
};

/* Once a process, before its walls close: a wait that has to end is ended by an alarm. */
void queue_warm_up(void);
/* False when the lock's file cannot be opened. */
bool queue_open(struct store *store);
void queue_close(struct store *store); /* after the database: closing its file drops this process's locks on it */

/* RESULT_OK, or RESULT_BUSY with a sentence. */
enum result queue_take(struct store *store);
void queue_leave(struct store *store);
/* The caretaker's: does nothing in other processes, and nothing twice within QUEUE_LOOK. */
void queue_look(struct store *store);

/* Locks `length` bytes at `start` of `fd` (0: to its end, wherever that is); waits at most that many milliseconds.
 * `look` (or NULL) is called now and then meanwhile. */
bool queue_lock(int fd, off_t start, off_t length, int64_t most, struct store *look);
bool queue_try(int fd, off_t start, off_t length); /* without waiting */
void queue_unlock(int fd, off_t start, off_t length);

#endif
