/*
 * lock.h: when a screen that nobody touches is locked, and when its session ends. RULES 1.6. Pure: the time is an
 * argument, in milliseconds of a clock that nobody sets.
 */
#ifndef BBS_LOCK_H
#define BBS_LOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LOCK_LEAST_MS = 2 * 60 * 1000, /* and a second more for each word that is shown: reading is no absence */
    LOCK_WORD_MS = 1000,
    LOCK_WARNING_MS = 30 * 1000, /* so long before */
    LOCK_OUT_MS = 10 * 60 * 1000,
    LOCK_TRIES_MOST = 5, /* wrong passwords; then the session ends */
};

enum lock_state {
    LOCK_OPEN,
    LOCK_WARNING,
    LOCK_LOCKED,
    LOCK_OUT, /* the session shall end */
};
struct lock {
    bool on;         /* the computer is shared */
    bool can_return; /* she has a password to return with; else the session ends where it would be locked */
    bool locked;     /* once it is, only the password opens it */
    int64_t touched_at, locks_at, locked_at;
    int tries;
};

/* From now on the screen locks. */
void lock_begin(struct lock *lock, bool can_return, int64_t now);
/* A key came, and so many words are shown. Nothing while it is locked. */
void lock_touched(struct lock *lock, size_t words, int64_t now);
/* So many words are shown by now, since the last key or before the first one: time to read them is given, and none that
 * was given is taken. Nothing while it is locked, or not on. */
void lock_shown(struct lock *lock, size_t words);
/* What holds now. Whoever asks once too late finds it locked since its time. */
enum lock_state lock_look(struct lock *lock, int64_t now);
/* Milliseconds until that changes by itself; -1: never. */
int64_t lock_due(const struct lock *lock, int64_t now);
/* A password was typed at the locked screen. True: it is open again. */
bool lock_tried(struct lock *lock, bool right, int64_t now);

/* Words of a text as they are counted here: runs of bytes that are no blanks. */
size_t lock_words(const char *s, size_t length);

#endif
