/* keys.c: public keys, as one way to log in. RULES 1.4. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "store/people/credentials.h"

enum { KEYS_MOST = 20, BLOB_MOST = 4096, RSA_LEAST = 3072 };

static uint32_t number_at(const unsigned char *blob)
{
    return (uint32_t)blob[0] << 24 | (uint32_t)blob[1] << 16 | (uint32_t)blob[2] << 8 | blob[3];
}

/* The n-th length-prefixed part of a key in wire format. False when there is no such part. */
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

/* True when the key has exactly `count` parts and nothing after them. False for a line that was cut off. */
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
        return db_refuse(
            store, RESULT_INVALID, _("Keys of that kind are not taken. `ssh-keygen -t ed25519` makes one that is."));
    const unsigned char *data;
    size_t size;
    bool named = part(blob, length, 0, &data, &size) && size == strlen(type) && memcmp(data, type, size) == 0;
    bool whole = ed25519 ? has_parts(blob, length, 2) && is_size(blob, length, 1, 32)
                 : rsa   ? has_parts(blob, length, 3)
                         : has_parts(blob, length, 3) && is_size(blob, length, 2, 65);
    if (!named || !whole)
        return db_refuse(store, RESULT_INVALID, _("That key is damaged. Paste the whole line of the .pub file."));
    if (rsa && !rsa_is_long(blob, length))
        return db_refuse(store, RESULT_INVALID,
            _("That RSA key is shorter than 3072 bits. `ssh-keygen -t ed25519` makes a better one."));
    return RESULT_OK;
}

/* The fields of one line of a .pub file. */
struct key_line {
    char type[32], comment[64];
    unsigned char blob[BLOB_MOST];
    size_t length;
};

static enum result read_key(struct store *store, const char *line, struct key_line *out)
{
    char *clean, *rest = NULL;
    enum result result = db_clean_text(store, line, true, BLOB_MOST * 2, &clean);
    if (result != RESULT_OK)
        return db_refuse(store, RESULT_INVALID, _("Paste the one line of the .pub file: it begins with ssh-ed25519."));
    char *type = strtok_r(clean, " ", &rest), *base64 = strtok_r(NULL, " ", &rest);
    if (type == NULL || base64 == NULL ||
        sodium_base642bin(out->blob, sizeof out->blob, base64, strlen(base64), NULL, &out->length, NULL,
            sodium_base64_VARIANT_ORIGINAL) != 0)
        result =
            db_refuse(store, RESULT_INVALID, _("Paste the one line of the .pub file: it begins with ssh-ed25519."));
    else
        result = check_key(store, type, out->blob, out->length);
    if (result == RESULT_OK) {
        util_copy_text(out->type, sizeof out->type, type);
        util_copy_text(out->comment, sizeof out->comment, rest ? rest : "");
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
    if (db_number(store, 0, "SELECT count(*) FROM key WHERE member = ?", member) >= KEYS_MOST)
        return db_refuse(
            store, RESULT_REFUSED, _("There are %d keys already. Remove one you no longer use."), KEYS_MOST);
    result = db_run(store, "INSERT OR IGNORE INTO key (member, blob, type, comment, added) VALUES (?, ?, ?, ?, ?)",
        member, db_blob(key.blob, key.length), key.type, key.comment, now);
    if (id != NULL)
        *id = db_number(
            store, 0, "SELECT id FROM key WHERE member = ? AND blob = ?", member, db_blob(key.blob, key.length));
    return result;
}

enum result key_add(struct store *store, const struct actor *actor, const char *line, int64_t now, int64_t *key)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = credentials_require_proof(store, actor, now)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    result = credentials_add_key(store, actor->member, line, now, key);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result key_remove(struct store *store, const struct actor *actor, int64_t key, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = credentials_require_proof(store, actor, now)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "DELETE FROM key WHERE id = ? AND member = ?", key, actor->member);
    if (sqlite3_changes(store->db) == 0)
        return db_abandon(store, db_refuse(store, RESULT_NOT_FOUND, _("You have no such key. `keys` lists yours.")));
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
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row =
        db_query(store, "SELECT id, added, type, comment, blob FROM key WHERE member = ? ORDER BY id", actor->member);
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
