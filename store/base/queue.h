/*
 * queue.h: the locks that processes of a house wait for, and how a process that holds one for ever is ended. Private
 * to store/.
 *
 * All are fcntl locks: the kernel records the process that holds a lock, and no process can record another's number
 * there. Waiters are served in their order. Every wait ends. An attacker who took over a session can take any lock of
 * the database and keep it. So the caretaker looks which process holds each lock (queue_look), and ends a process of
 * the house that held one too long. The kernel then gives the lock to the next waiter.
 */
#ifndef BBS_QUEUE_H
#define BBS_QUEUE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "result.h"

struct store;

enum {
    QUEUE_HELD_MOST = 15000,  /* milliseconds: no write takes longer on a working disk */
    QUEUE_READ_MOST = 600000, /* milliseconds: a long read transaction keeps the log from being emptied */
    QUEUE_WAIT_MOST = 30000,  /* milliseconds: longer than QUEUE_HELD_MOST, so that a waiter outlasts a holder */
    QUEUE_LOOK = 500,         /* milliseconds between two looks, while the caretaker waits itself */
    QUEUE_SLOTS_MOST = 64,    /* of argon2 */
    QUEUE_WATCHED = 18 + QUEUE_SLOTS_MOST,
};

/* One watched lock: its holder, and how long this holder was seen. */
struct held {
    pid_t holder; /* 0: the lock is free */
    int64_t time; /* milliseconds */
};

struct queue {
    int lock; /* the file PATH-lock, in which writers queue; -1 for a database in memory */
    int64_t held_most, read_most, wait_most, looked;
    int database, index, slots; /* files that the caretaker watches: database, -shm, argon2's slots; -1: not open */
    struct held *held;          /* QUEUE_WATCHED of them; NULL in other processes than the caretaker */
    int ended;                  /* number of ended processes since the last store_watch() */
};

/* Called once in a process, before its sandbox closes. Sets up the alarm that ends a wait. */
void queue_warm_up(void);
/* False when the lock's file cannot be opened. */
bool queue_open(struct store *store);
void queue_close(struct store *store); /* after the database: closing its file drops this process's locks on it */

/* RESULT_OK, or RESULT_BUSY with a sentence. */
enum result queue_take(struct store *store);
void queue_leave(struct store *store);
/* For the caretaker: does nothing in other processes, nor twice within QUEUE_LOOK. */
void queue_look(struct store *store);

/* Locks `length` bytes at `start` of `fd` (length 0: to the end of the file, however long it grows). Waits at most
 * `most` milliseconds. Calls queue_look(look) now and then while it waits, unless `look` is NULL. */
bool queue_lock(int fd, off_t start, off_t length, int64_t most, struct store *look);
bool queue_try(int fd, off_t start, off_t length); /* without waiting */
void queue_unlock(int fd, off_t start, off_t length);

#endif
