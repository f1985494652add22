/* lock.c: see lock.h. */
#include "lock.h"

void lock_begin(struct lock *lock, bool can_return, int64_t now)
{
    *lock = (struct lock) { .on = true, .can_return = can_return, .least_ms = LOCK_LEAST_MS, .out_ms = LOCK_OUT_MS };
    lock_touched(lock, 0, now);
}

void lock_set_times(struct lock *lock, int64_t least_ms, int64_t out_ms)
{
    lock->locks_at += least_ms - lock->least_ms;
    lock->least_ms = least_ms;
    lock->out_ms = out_ms;
}

void lock_touched(struct lock *lock, size_t words, int64_t now)
{
    if (lock->locked)
        return;
    lock->touched_at = now;
    lock->locks_at = now + lock->least_ms + (int64_t)words * LOCK_WORD_MS;
}

void lock_shown(struct lock *lock, size_t words)
{
    int64_t locks_at = lock->touched_at + lock->least_ms + (int64_t)words * LOCK_WORD_MS;
    if (lock->on && !lock->locked && locks_at > lock->locks_at)
        lock->locks_at = locks_at;
}

enum lock_state lock_look(struct lock *lock, int64_t now)
{
    if (!lock->on)
        return LOCK_OPEN;
    if (!lock->locked && now >= lock->locks_at) {
        lock->locked = true;
        lock->locked_at = lock->locks_at;
        lock->tries = 0;
    }
    if (!lock->locked)
        return now >= lock->locks_at - LOCK_WARNING_MS ? LOCK_WARNING : LOCK_OPEN;
    bool out = !lock->can_return || lock->tries >= LOCK_TRIES_MOST || now >= lock->locked_at + lock->out_ms;
    return out ? LOCK_OUT : LOCK_LOCKED;
}

int64_t lock_due(const struct lock *lock, int64_t now)
{
    if (!lock->on)
        return -1;
    int64_t warns_at = lock->locks_at - LOCK_WARNING_MS;
    int64_t due = lock->locked ? lock->locked_at + lock->out_ms : now < warns_at ? warns_at : lock->locks_at;
    return due > now ? due - now : 0;
}

bool lock_tried(struct lock *lock, bool right, int64_t now)
{
    if (lock_look(lock, now) != LOCK_LOCKED)
        return false;
    lock->tries++;
    if (!right)
        return false;
    lock->locked = false;
    lock_touched(lock, 0, now);
    return true;
}

size_t lock_words(const char *s, size_t length)
{
    size_t words = 0;
    bool blank = true;
    for (size_t i = 0; i < length; i++) {
        bool is_blank = (unsigned char)s[i] <= ' ';
        words += blank && !is_blank;
        blank = is_blank;
    }
    return words;
}
