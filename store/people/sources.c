/*
 * sources.c: the places from which each member logged in during the last month. RULES 1.11, 1.12.
 *
 * There are so few network addresses that a hash without a key would reveal them all by trying each. So the hash uses
 * the key store_keys.places, which the file does not hold. A backup does not hold it either (bbs/safe/secrets.h): a
 * restored house knows no place any more.
 */
#include "store/people/sources.h"

#include <sodium.h>
#include <string.h>

#include "store/base/retention.h"
#include "store/people/credentials.h"
#include "store/people/handle.h"
#include "store/people/handles.h"

enum { SOURCES_MOST = 20 }; /* for one member; a phone that travels has many */

/* The hash depends on the member too, so nobody can see without the key that two members came from one place. */
static void place_hash(struct store *store, int64_t member, const char *source, unsigned char out[PLACE_HASH])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, store->keys.places, sizeof store->keys.places, PLACE_HASH);
    crypto_generichash_update(&state, (const unsigned char *)&member, sizeof member);
    crypto_generichash_update(&state, (const unsigned char *)source, strlen(source));
    crypto_generichash_final(&state, out, PLACE_HASH);
}

/* Returns the id of the row; 0 when she did not log in from there after `since`. */
static int64_t find_source(struct store *store, int64_t member, const char *source, int64_t since)
{
    unsigned char place[PLACE_HASH];
    place_hash(store, member, source, place);
    return db_number(store, 0, "SELECT id FROM known_source WHERE member = ? AND place = ? AND last > ?", member,
        db_blob(place, sizeof place), since);
}

bool source_is_known(struct store *store, const char *handle, const char *source, int64_t now)
{
    return find_source(store, handle_find_member(store, handle), source, now - retention_period(store, "source")) != 0;
}

void source_note(struct store *store, int64_t member, const char *place, int64_t now)
{
    unsigned char hash[PLACE_HASH];
    size_t length = 0;
    if (sodium_hex2bin(hash, sizeof hash, place, strlen(place), NULL, &length, NULL) != 0 || length != sizeof hash)
        return;
    db_run(store,
        "INSERT INTO known_source (member, place, last) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET last = max(last, excluded.last)",
        member, db_blob(hash, sizeof hash), now);
    db_run(store,
        "DELETE FROM known_source WHERE member = ?1 AND id NOT IN"
        " (SELECT id FROM known_source WHERE member = ?1 ORDER BY last DESC, id DESC LIMIT ?2)",
        member, SOURCES_MOST);
}

void source_place(struct store *store, int64_t member, const char *source, char out[PLACE_BYTES])
{
    unsigned char hash[PLACE_HASH];
    place_hash(store, member, source, hash);
    sodium_bin2hex(out, PLACE_BYTES, hash, sizeof hash);
}

bool source_is_private(struct store *store, int64_t member, const char *source, int64_t now)
{
    int64_t found = find_source(store, member, source, now - retention_period(store, "source"));
    return db_number(store, 0, "SELECT private FROM known_source WHERE id = ?", found) == 1;
}

enum result source_said(
    struct store *store, const struct actor *actor, const char *source, bool shared, bool by_code, int64_t now)
{
    enum result result = credentials_require_self(store, actor);
    if (result != RESULT_OK || (!shared && !by_code) || (result = db_begin(store)) != RESULT_OK)
        return result;
    char place[PLACE_BYTES];
    source_place(store, actor->member, source, place);
    source_note(store, actor->member, place, now);
    db_run(store, "UPDATE known_source SET private = ? WHERE id = ?", !shared,
        find_source(store, actor->member, source, 0));
    return db_commit(store);
}

/* --- sealed addresses: readable with the house's key, but not from the file alone --- */

void source_seal(struct store *store, const char *source, char out[SOURCE_SEALED])
{
    char words[SOURCE_SHOWN] = "";
    unsigned char sealed[crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + SOURCE_SHOWN];
    _Static_assert(sizeof sealed * 4 / 3 + 2 < SOURCE_SEALED, "the sealed address fits as base64");
    util_copy_text(words, sizeof words, source); /* so all sealed addresses have one length */
    randombytes_buf(sealed, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(
        sealed + crypto_secretbox_NONCEBYTES, (const unsigned char *)words, sizeof words, sealed, store->keys.shown);
    sodium_bin2base64(out, SOURCE_SEALED, sealed, sizeof sealed, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
}

void source_shown(struct store *store, const char *sealed, char out[SOURCE_SHOWN])
{
    unsigned char bytes[crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + SOURCE_SHOWN];
    size_t length = 0;
    out[0] = '\0';
    if (sodium_base642bin(bytes, sizeof bytes, sealed, strlen(sealed), NULL, &length, NULL,
            sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0 ||
        length != sizeof bytes ||
        crypto_secretbox_open_easy((unsigned char *)out, bytes + crypto_secretbox_NONCEBYTES,
            length - crypto_secretbox_NONCEBYTES, bytes, store->keys.shown) != 0)
        out[0] = '\0';
    out[SOURCE_SHOWN - 1] = '\0';
}

int64_t source_handle_number(struct store *store, const char *handle)
{
    char skeleton[HANDLE_SKELETON];
    unsigned char hash[crypto_generichash_BYTES_MIN];
    int64_t number;
    handle_skeleton(handle, skeleton);
    crypto_generichash(hash, sizeof hash, (const unsigned char *)skeleton, strlen(skeleton), store->keys.handles,
        sizeof store->keys.handles);
    memcpy(&number, hash, sizeof number);
    return number;
}
