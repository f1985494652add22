/* credentials.c: the ways in. RULES 1.4, 1.11. */
#include "store/credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "hand.h"
#include "lost.h"
#include "store/lost_request.h"
#include "store/shell_acts.h"
#include "text.h"

enum {
    PASSWORD_LEAST = 8,
    PASSWORD_MOST = 1000,
    KEYS_MOST = 20,
    BLOB_MOST = 4096,
    RSA_LEAST = 3072,
    PROOF_SECONDS = 120
};

enum result credentials_check_password(struct store *store, const char *password)
{
    if (text_characters(password, strlen(password)) < PASSWORD_LEAST)
        return store_refuse(store, RESULT_INVALID,
            _("A password has at least %d characters. A few words you can remember are best."), PASSWORD_LEAST);
    if (strlen(password) > PASSWORD_MOST)
        return store_refuse(store, RESULT_INVALID, _("That password is too long."));
    return RESULT_OK;
}

/* Byte 0 of the first slot's file is whose turn it is; the next ones are the slots, one for each file in the folder. */
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

/* argon2id takes 64 MiB: at most as many at once as there are slot files. Whoever came first is next: she holds the
 * turn and looks for a free slot, all others wait in a row behind her. Locks go with the descriptor, which is -1 where
 * there is no folder. False: no slot came free in a long time. */
static bool take_slot(int slots, int *slot)
{
    enum { NAP_MS = 2 }; /* 1 of 50 of the time that a hash takes */
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

/* argon2 takes a tenth of a second, and more on a busy machine. In a write, all who write would wait for it. */
static void require_no_write(const struct store *store)
{
    if (store->depth > 0)
        die("a password is hashed while others wait to write");
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
                : store_refuse(
                      store, RESULT_BUSY, _("The house has no memory free for that just now. Try again in a minute."));
}

enum result credentials_set_hash(struct store *store, int64_t member, const char *hash, bool due, int64_t now)
{
    return db_run(store,
        "INSERT INTO password VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET hash = excluded.hash, due = excluded.due,"
        " set_at = excluded.set_at",
        "itii", member, hash, (int64_t)due, now);
}

static bool matches(const struct store *store, const char *hash, const char *password, int slots)
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

/* A well-formed hash that no password has: whoever asks for a name nobody has waits as long as for a wrong password. */
static const char nobodys_hash[] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                                   "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

enum result login_password(
    struct store *store, const char *handle, const char *password, int argon_slots, int64_t now, struct actor *actor)
{
    char hash[crypto_pwhash_STRBYTES];
    copy_text(hash, sizeof hash, nobodys_hash);
    int64_t member = member_find(store, handle);
    lost_settle(store, member, now);
    sqlite3_stmt *row = db_query(store, "SELECT hash FROM password WHERE member = ?", "i", member);
    if (db_step(store, row))
        db_copy(row, 0, hash, sizeof hash);
    else
        member = 0;
    db_done(store, row);
    bool same = matches(store, hash, password, argon_slots);
    if (member == 0 || !same)
        return store_refuse(store, RESULT_REFUSED, _("Name and password do not fit together."));
    return actor_for(store, ACTOR_MEMBER, handle, actor);
}

enum result login_key(
    struct store *store, const char *handle, const unsigned char *blob, size_t length, struct actor *actor)
{
    int64_t member = db_number(store, 0, "SELECT member FROM key WHERE member = ? AND blob = ?", "ib",
        member_find(store, handle), (const void *)blob, length);
    if (member == 0)
        return store_refuse(store, RESULT_REFUSED, _("That key opens no door here."));
    return actor_for(store, ACTOR_MEMBER, handle, actor);
}

static enum result change_password(
    struct store *store, int64_t member, const char *password, int argon_slots, int64_t now)
{
    char hash[PASSWORD_HASH];
    enum result result = credentials_hash(store, password, argon_slots, hash);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = credentials_set_hash(store, member, hash, false, now);
    explicit_bzero(hash, sizeof hash);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result require_self(struct store *store, const struct actor *actor)
{
    struct actor self = *actor;
    self.password_due = false;
    return require_member(store, &self);
}

bool password_is_due(struct store *store, const struct actor *actor)
{
    return actor->kind == ACTOR_MEMBER && actor->hand == 0 &&
           db_number(store, 0, "SELECT due FROM password WHERE member = ?", "i", actor->member) == 1;
}

/* A clock that was set back makes it no longer. */
static bool is_proved(const struct store *store, int64_t now)
{
    return now < store->proved_until && now >= store->proved_until - PROOF_SECONDS;
}

enum result password_change(struct store *store, const struct actor *actor, const char *old_password,
    const char *new_password, int argon_slots, int64_t now)
{
    struct actor again = { 0 };
    enum result result = require_self(store, actor);
    if (result != RESULT_OK)
        return result;
    bool free_to_set = db_number(store, 1, "SELECT due FROM password WHERE member = ?", "i", actor->member) == 1 ||
                       (old_password == NULL && is_proved(store, now));
    store->proved_until = 0;
    if (!free_to_set && (old_password == NULL ||
                            login_password(store, actor->handle, old_password, argon_slots, now, &again) != RESULT_OK))
        return store_refuse(store, RESULT_REFUSED, _("The old password is not that one. Nothing was changed."));
    return change_password(store, actor->member, new_password, argon_slots, now);
}

enum result password_check(
    struct store *store, const struct actor *actor, const char *password, int argon_slots, int64_t now)
{
    struct actor again = { 0 };
    enum result result = require_self(store, actor);
    if (result != RESULT_OK)
        return result;
    if (login_password(store, actor->handle, password, argon_slots, now, &again) != RESULT_OK ||
        again.member != actor->member)
        return store_refuse(store, RESULT_REFUSED, _("That is not your password."));
    return RESULT_OK;
}

enum result password_prove(
    struct store *store, const struct actor *actor, const char *password, int argon_slots, int64_t now)
{
    enum result result = password_check(store, actor, password, argon_slots, now);
    if (result != RESULT_OK)
        return result;
    store->proved_until = now + PROOF_SECONDS;
    return RESULT_OK;
}

void store_share(struct store *store)
{
    store->shared = true;
}

enum result require_proof(struct store *store, int64_t now)
{
    bool proved = is_proved(store, now);
    store->proved_until = 0;
    if (store->shared && !proved)
        return store_refuse(store, RESULT_REFUSED,
            _("This computer is shared: it takes your password again. `prove` asks for it; then the same once more."));
    return RESULT_OK;
}

bool password_is_set(struct store *store, const struct actor *actor)
{
    return db_number(store, 0, "SELECT 1 FROM password WHERE member = ?", "i", actor->member) == 1;
}

/* In founding time, before neighbours of three homes can vouch, and in a made-up street. By the later clock: one that
 * was set back makes the time no longer. */
static bool reset_is_open(struct store *store, int64_t now)
{
    struct house house;
    return house_get(store, &house) == RESULT_OK &&
           (house.demo || lost_reset_is_open(house.founded, store_time_begun(store, now)));
}

static enum result set_from_shell(
    struct store *store, const struct actor *actor, int64_t member, const char *new_password, int64_t now)
{
    char hash[PASSWORD_HASH];
    enum result result = credentials_hash(store, new_password, -1, hash);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = credentials_set_hash(store, member, hash, true, now);
    explicit_bzero(hash, sizeof hash);
    restored_begin(store, member, true, now);
    shell_act_note(store, actor, member, "password", "", now);
    if (result == RESULT_OK)
        result = ledger_append(
            store, &(struct ledger_new) { .at = now, .unit = 1, .subject = member, .kind = LEDGER_PASSWORD_RESET });
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result password_reset(struct store *store, const struct actor *actor, const char *handle, const char *new_password,
    int64_t now, bool *set, struct lost_answer *request)
{
    *set = false;
    *request = (struct lost_answer) { 0 };
    enum result result = require_operator(store, actor);
    if (result != RESULT_OK)
        return result;
    int64_t member = member_find(store, handle);
    if (member == 0)
        return store_refuse(store, RESULT_NOT_FOUND, _("Nobody here is called that."));
    if (member_is_by_hand(store, member))
        return store_refuse(store, RESULT_REFUSED,
            _("She has no device, so she would not see who set it. With one, three neighbours vouch for her: `vouch begin`."));
    if (!reset_is_open(store, now))
        return lost_begin(store, actor, handle, new_password, -1, NULL, now, request);
    result = set_from_shell(store, actor, member, new_password, now);
    *set = result == RESULT_OK;
    return result;
}

/* --- keys --- */

static uint32_t number_at(const unsigned char *blob)
{
    return (uint32_t)blob[0] << 24 | (uint32_t)blob[1] << 16 | (uint32_t)blob[2] << 8 | blob[3];
}

/* The n-th length-prefixed part of a key in wire format; false beyond its end. */
static bool part(const unsigned char *blob, size_t length, int n, const unsigned char **data, size_t *size)
{
    for (size_t at = 0; at + 4 <= length;) {
        size_t own = number_at(blob + at);
        if (own > length - at - 4)
            return false;
        *data = blob + at + 4;
        *size = own;
        if (n-- == 0)
            return true;
        at += 4 + own;
    }
    return false;
}

/* A key has this many parts and nothing after them; a line that was cut off has not. */
static bool has_parts(const unsigned char *blob, size_t length, int count)
{
    const unsigned char *data;
    size_t size;
    return part(blob, length, count - 1, &data, &size) && data + size == blob + length;
}

static bool is_size(const unsigned char *blob, size_t length, int n, size_t wanted)
{
    const unsigned char *data;
    size_t size;
    return part(blob, length, n, &data, &size) && size == wanted;
}

static bool rsa_is_long(const unsigned char *blob, size_t length)
{
    const unsigned char *data;
    size_t size;
    if (!part(blob, length, 2, &data, &size))
        return false;
    while (size > 0 && *data == 0) {
        data++;
        size--;
    }
    return size > RSA_LEAST / 8 || (size == RSA_LEAST / 8 && *data >= 0x80);
}

static enum result check_key(struct store *store, const char *type, const unsigned char *blob, size_t length)
{
    bool ed25519 = strcmp(type, "ssh-ed25519") == 0, rsa = strcmp(type, "ssh-rsa") == 0;
    if (!ed25519 && !rsa && strcmp(type, "ecdsa-sha2-nistp256") != 0)
        return store_refuse(
            store, RESULT_INVALID, _("Keys of that kind are not taken. `ssh-keygen -t ed25519` makes one that is."));
    const unsigned char *data;
    size_t size;
    bool named = part(blob, length, 0, &data, &size) && size == strlen(type) && memcmp(data, type, size) == 0;
    bool whole = ed25519 ? has_parts(blob, length, 2) && is_size(blob, length, 1, 32)
                 : rsa   ? has_parts(blob, length, 3)
                         : has_parts(blob, length, 3) && is_size(blob, length, 2, 65);
    if (!named || !whole)
        return store_refuse(store, RESULT_INVALID, _("That key is damaged. Paste the whole line of the .pub file."));
    if (rsa && !rsa_is_long(blob, length))
        return store_refuse(store, RESULT_INVALID,
            _("That RSA key is shorter than 3072 bits. `ssh-keygen -t ed25519` makes a better one."));
    return RESULT_OK;
}

/* A line of a .pub file, taken apart. */
struct key_line {
    char type[32], comment[64];
    unsigned char blob[BLOB_MOST];
    size_t length;
};

static enum result read_key(struct store *store, const char *line, struct key_line *out)
{
    char *clean, *rest = NULL;
    enum result result = store_clean(store, line, true, BLOB_MOST * 2, &clean);
    if (result != RESULT_OK)
        return store_refuse(
            store, RESULT_INVALID, _("Paste the one line of the .pub file: it begins with ssh-ed25519."));
    char *type = strtok_r(clean, " ", &rest), *base64 = strtok_r(NULL, " ", &rest);
    if (type == NULL || base64 == NULL ||
        sodium_base642bin(out->blob, sizeof out->blob, base64, strlen(base64), NULL, &out->length, NULL,
            sodium_base64_VARIANT_ORIGINAL) != 0)
        result =
            store_refuse(store, RESULT_INVALID, _("Paste the one line of the .pub file: it begins with ssh-ed25519."));
    else
        result = check_key(store, type, out->blob, out->length);
    if (result == RESULT_OK) {
        copy_text(out->type, sizeof out->type, type);
        copy_text(out->comment, sizeof out->comment, rest ? rest : "");
    }
    free(clean);
    return result;
}

enum result credentials_check_key(struct store *store, const char *line)
{
    struct key_line key = { 0 };
    return read_key(store, line, &key);
}

enum result credentials_add_key(struct store *store, int64_t member, const char *line, int64_t now, int64_t *id)
{
    struct key_line key = { 0 };
    enum result result = read_key(store, line, &key);
    if (result != RESULT_OK)
        return result;
    if (db_number(store, 0, "SELECT count(*) FROM key WHERE member = ?", "i", member) >= KEYS_MOST)
        return store_refuse(
            store, RESULT_REFUSED, _("There are %d keys already. Remove one you no longer use."), KEYS_MOST);
    result = db_run(store, "INSERT OR IGNORE INTO key (member, blob, type, comment, added) VALUES (?, ?, ?, ?, ?)",
        "ibtti", member, (const void *)key.blob, key.length, key.type, key.comment, now);
    if (id != NULL)
        *id = db_number(store, 0, "SELECT id FROM key WHERE member = ? AND blob = ?", "ib", member,
            (const void *)key.blob, key.length);
    return result;
}

enum result key_add(struct store *store, const struct actor *actor, const char *line, int64_t now, int64_t *key)
{
    enum result result = require_member(store, actor);
    if (result != RESULT_OK || (result = require_proof(store, now)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    result = credentials_add_key(store, actor->member, line, now, key);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result key_remove(struct store *store, const struct actor *actor, int64_t key, int64_t now)
{
    enum result result = require_member(store, actor);
    if (result != RESULT_OK || (result = require_proof(store, now)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "DELETE FROM key WHERE id = ? AND member = ?", "ii", key, actor->member);
    if (sqlite3_changes(store->db) == 0)
        return db_abandon(store, store_refuse(store, RESULT_NOT_FOUND, _("You have no such key. `keys` lists yours.")));
    return db_commit(store);
}

static void fingerprint(const void *blob, size_t length, char out[64])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char base64[64];
    crypto_hash_sha256(hash, blob, length);
    sodium_bin2base64(base64, sizeof base64, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    snprintf(out, 64, "SHA256:%.50s", base64);
}

enum result keys_list(struct store *store, const struct actor *actor, struct key *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(
        store, "SELECT id, added, type, comment, blob FROM key WHERE member = ? ORDER BY id", "i", actor->member);
    while (*count < limit && db_step(store, row)) {
        struct key *key = &out[(*count)++];
        *key = (struct key) { .id = sqlite3_column_int64(row, 0), .added = sqlite3_column_int64(row, 1) };
        db_copy(row, 2, key->type, sizeof key->type);
        db_copy(row, 3, key->comment, sizeof key->comment);
        fingerprint(sqlite3_column_blob(row, 4), (size_t)sqlite3_column_bytes(row, 4), key->fingerprint);
    }
    db_done(store, row);
    return RESULT_OK;
}
