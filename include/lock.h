/*
 * lock.h: decides when an idle screen on a shared computer is locked, and when its session ends. RULES 1.6. Pure: the
 * time is an argument, in milliseconds of a clock that nobody sets.
 */
#ifndef BBS_LOCK_H
#define BBS_LOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LOCK_LEAST_MS = 2 * 60 * 1000, /* from the last key until it locks ... */
    LOCK_WORD_MS = 1000,           /* ... and so much more for each word that is shown: she may be reading */
    LOCK_WARNING_MS = 30 * 1000,   /* the warning comes so long before the lock */
    LOCK_OUT_MS = 10 * 60 * 1000,  /* the session ends so long after the lock */
    LOCK_TRIES_MOST = 5,           /* the session ends after so many wrong passwords */
};

enum lock_state {
    LOCK_OPEN,
    LOCK_WARNING,
    LOCK_LOCKED,
    LOCK_OUT, /* the session must end */
};
struct lock {
    bool on;         /* the computer is shared */
    bool can_return; /* she has a password to unlock it; else the session ends when it would lock */
    bool locked;     /* then only the password opens it */
    int64_t touched_at, locks_at, locked_at;
    int64_t least_ms, out_ms; /* LOCK_LEAST_MS and LOCK_OUT_MS, or what her units decided */
    int tries;
};

/* Switches the lock on; its time begins now. */
void lock_begin(struct lock *lock, bool can_return, int64_t now);
/* Other times than LOCK_LEAST_MS and LOCK_OUT_MS (RULES 1.6 *), in milliseconds. */
void lock_set_times(struct lock *lock, int64_t least_ms, int64_t out_ms);
/* A key came, and the screen shows so many words. Does nothing while the screen is locked. */
void lock_touched(struct lock *lock, size_t words, int64_t now);
/* The screen shows so many words since the last key: gives time to read them, but never takes away time that was given
 * before. Does nothing while the lock is off or the screen is locked. */
void lock_shown(struct lock *lock, size_t words);
/* The present state. A late call counts the lock from the time when it was due. */
enum lock_state lock_look(struct lock *lock, int64_t now);
/* Milliseconds until the state changes without a key; -1: never. */
int64_t lock_due(const struct lock *lock, int64_t now);
/* A password was typed at the locked screen; `right`: it was hers. True: the screen is open again. */
bool lock_tried(struct lock *lock, bool right, int64_t now);

/* Counts the words of a text: runs of bytes other than blanks and control characters. */
size_t lock_words(const char *s, size_t length);

#endif
