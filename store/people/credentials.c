/* credentials.c: passwords: their length, how they are hashed, and when they must be typed again. RULES 1.4, 1.6,
 * 1.11. */
#include "store/people/credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "members.h"
#include "text.h"

enum { PASSWORD_LEAST = 8, PASSWORD_MOST = 1000 };

enum result credentials_check_password(struct store *store, const char *password)
{
    if (text_characters(password, strlen(password)) < PASSWORD_LEAST)
        return db_refuse(store, RESULT_INVALID,
            _("A password has at least %d characters. A few words you can remember are best."), PASSWORD_LEAST);
    if (strlen(password) > PASSWORD_MOST)
        return db_refuse(store, RESULT_INVALID, _("That password is too long."));
    return RESULT_OK;
}

/* `folder` holds one file for each slot, named 0, 1 ... All locks are on bytes of file "0": byte 0 is the turn, and
 * each byte after it is one slot. */
static int count_slots(int folder)
{
    char name[16];
    int count = 0;
    do
        snprintf(name, sizeof name, "%d", count);
    while (faccessat(folder, name, W_OK, 0) == 0 && ++count < QUEUE_SLOTS_MOST);
    return count;
}

static bool free_slot(int fd, int count)
{
    for (int i = 1; i <= count; i++)
        if (queue_try(fd, i, 1))
            return true;
    return false;
}

/* argon2id takes 64 MiB, so only as many hashes run at once as there are slot files. Waiting is first come, first
 * served: the first holds the turn and looks for a free slot, the others queue for the turn. The locks end when the
 * descriptor is closed; it is -1 when there is no folder. False: the turn or a slot did not come free in time. */
static bool take_slot(int slots, int *slot)
{
    enum { NAP_MS = 2 }; /* 2 percent of the time that a hash takes */
    const struct timespec nap = { .tv_nsec = NAP_MS * 1000000 };
    int count = slots < 0 ? 0 : count_slots(slots);
    *slot = count > 0 ? openat(slots, "0", O_RDWR | O_CLOEXEC) : -1;
    if (*slot < 0)
        return true;
    bool taken = queue_lock(*slot, 0, 1, QUEUE_WAIT_MOST, NULL);
    for (int waited = 0; taken && !free_slot(*slot, count); waited += NAP_MS) {
        taken = waited < QUEUE_WAIT_MOST;
        nanosleep(&nap, NULL);
    }
    if (taken)
        queue_unlock(*slot, 0, 1);
    else
        close(*slot);
    return taken;
}

/* argon2 takes a tenth of a second, and more on a busy machine. Inside a write, all other writers would wait for it. */
static void require_no_write(const struct store *store)
{
    if (store->depth > 0)
        die("a password is hashed inside a write; all other writers would wait");
}

enum result credentials_hash(struct store *store, const char *password, int slots, char hash[PASSWORD_HASH])
{
    enum result result = credentials_check_password(store, password);
    if (result != RESULT_OK)
        return result;
    require_no_write(store);
    int slot = -1;
    bool has_slot = take_slot(slots, &slot);
    bool made = has_slot && crypto_pwhash_str(hash, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0;
    if (has_slot && slot >= 0)
        close(slot);
    return made ? RESULT_OK
                : db_refuse(
                      store, RESULT_BUSY, _("The house has no memory free for that just now. Try again in a minute."));
}

enum result credentials_set_hash(struct store *store, int64_t member, const char *hash, bool due, int64_t now)
{
    return db_run(store,
        "INSERT INTO password VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET hash = excluded.hash, due = excluded.due,"
        " set_at = excluded.set_at",
        member, hash, due, now);
}

bool credentials_match(const struct store *store, const char *hash, const char *password, int slots)
{
    require_no_write(store);
    int slot = -1;
    if (!take_slot(slots, &slot))
        return false;
    bool same = crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
    if (slot >= 0)
        close(slot);
    return same;
}

enum result credentials_derive(
    struct store *store, const char *phrase, const unsigned char *salt, int slots, unsigned char *out, size_t size)
{
    require_no_write(store);
    int slot = -1;
    bool has_slot = take_slot(slots, &slot);
    bool made = has_slot && crypto_pwhash(out, size, phrase, strlen(phrase), salt, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) == 0;
    if (has_slot && slot >= 0)
        close(slot);
    return made ? RESULT_OK
                : db_refuse(
                      store, RESULT_BUSY, _("The house has no memory free for that just now. Try again in a minute."));
}

enum result credentials_require_self(struct store *store, const struct actor *actor)
{
    struct actor self = *actor;
    self.password_due = false;
    return rights_require_account(store, &self);
}

bool member_password_is_due(struct store *store, const struct actor *actor)
{
    return actor_has_account(actor) && actor->hand == 0 &&
           db_number(store, 0, "SELECT due FROM password WHERE member = ?", actor->member) == 1;
}

/* False also when the clock was set back to before the proof. */
bool credentials_are_proved(const struct store *store, int64_t now)
{
    return now < store->proved_until && now >= store->proved_until - PROOF_SECONDS;
}

void store_set_shared(struct store *store)
{
    store->shared = true;
}

enum result credentials_refuse_without_password(struct store *store)
{
    return db_refuse(store, RESULT_REFUSED,
        _("You have no password. On a shared computer your log-in by key counts in its place, for one act, for two "
          "minutes. Log in again with your key. `password` sets a password in the same way."));
}

enum result credentials_require_proof(struct store *store, const struct actor *actor, int64_t now)
{
    bool proved = credentials_are_proved(store, now);
    store->proved_until = 0;
    if (store->shared && !proved && !member_has_password(store, actor))
        return credentials_refuse_without_password(store);
    if (store->shared && !proved)
        return db_refuse(store, RESULT_REFUSED,
            _("This computer is shared: it takes your password again. Type `prove`, then the same command once more."));
    return RESULT_OK;
}

bool member_has_password(struct store *store, const struct actor *actor)
{
    return db_number(store, 0, "SELECT 1 FROM password WHERE member = ?", actor->member) == 1;
}
