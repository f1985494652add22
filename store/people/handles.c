/*
 * handles.c: which member has which handle, and which handles are taken. RULES 1.5.
 *
 * `handle_of` finds a member by the handle she types; her rows are removed when she leaves. `handle_taken` is never
 * emptied, and must not reveal who lived here: it holds hashes under a key that is kept outside the file. For each
 * handle it has the hash of its skeleton and of its skeleton as written (handle.h). For handles from before schema step
 * 18 it has the hash of the skeleton as it was computed then.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/db.h"
#include "store/people/handle.h"
#include "store/people/handle_table.h"
#include "store/people/handles.h"
#include "store/people/people.h"
#include "text.h"

enum { HASH = 32, KEY_NAME = 16 };

/* --- finding her --- */

/* Two old members may have handles with the same skeleton today. Finds the one whose older skeleton (handle_as_before)
 * equals that of the typed handle. */
static int64_t find_among(struct store *store, const char *skeleton, const char *typed)
{
    char before[HANDLE_SKELETON], own[HANDLE_SKELETON];
    int64_t found = 0;
    handle_as_before(typed, before);
    sqlite3_stmt *row = db_query(store,
        "SELECT h.member, n.handle FROM handle_of h JOIN member_name n ON n.member = h.member WHERE h.skeleton = ?",
        db_blob(skeleton, strlen(skeleton)));
    while (db_step(store, row)) {
        handle_as_before(db_text(row, 1), own);
        if (strcmp(own, before) == 0)
            found = sqlite3_column_int64(row, 0);
    }
    db_done(store, row);
    return found;
}

int64_t handle_find_member(struct store *store, const char *handle)
{
    char skeleton[HANDLE_SKELETON], *name = text_trimmed(handle);
    int64_t found = 0;
    int count = 0;
    handle_skeleton(name, skeleton);
    sqlite3_stmt *row =
        db_query(store, "SELECT member FROM handle_of WHERE skeleton = ? LIMIT 2", db_blob(skeleton, strlen(skeleton)));
    while (db_step(store, row)) {
        found = sqlite3_column_int64(row, 0);
        count++;
    }
    db_done(store, row);
    if (count > 1)
        found = find_among(store, skeleton, name);
    free(name);
    return found;
}

/* --- taking one --- */

/* hash_plain() is what older houses stored, without a key; wrap() puts the key around it. */
static void hash_plain(const char *skeleton, unsigned char hash[HASH])
{
    crypto_generichash(hash, HASH, (const unsigned char *)skeleton, strlen(skeleton), NULL, 0);
}

static void wrap(const struct store *store, const unsigned char plain[HASH], unsigned char hash[HASH])
{
    crypto_generichash(hash, HASH, plain, HASH, store->keys.handles, sizeof store->keys.handles);
}

static void hash_of(const struct store *store, const char *skeleton, unsigned char hash[HASH])
{
    unsigned char plain[HASH];
    hash_plain(skeleton, plain);
    wrap(store, plain, hash);
}

static bool is_taken(struct store *store, const char *skeleton)
{
    unsigned char hash[HASH];
    hash_of(store, skeleton, hash);
    return db_number(store, 0,
               "SELECT 1 WHERE EXISTS (SELECT 1 FROM handle_taken WHERE skeleton = ?)"
               " OR EXISTS (SELECT 1 FROM handle_of WHERE skeleton = ?)",
               db_blob(hash, sizeof hash), db_blob(skeleton, strlen(skeleton))) == 1;
}

static void note_taken(struct store *store, const char *skeleton)
{
    unsigned char hash[HASH];
    hash_of(store, skeleton, hash);
    db_run(store, "INSERT OR IGNORE INTO handle_taken (skeleton, keyed) VALUES (?, 1)", db_blob(hash, sizeof hash));
}

enum result handle_is_free(struct store *store, const char *handle)
{
    char skeleton[HANDLE_SKELETON], written[HANDLE_SKELETON], before[HANDLE_SKELETON];
    enum handle_fault fault = handle_check(handle, skeleton);
    if (fault != HANDLE_GOOD)
        return db_refuse(store, RESULT_INVALID, "%s", handle_sentence(fault));
    handle_as_written(handle, written);
    handle_as_before(handle, before);
    if (is_taken(store, skeleton) || is_taken(store, written) || is_taken(store, before))
        return db_refuse(
            store, RESULT_CONFLICT, _("That handle, or one that looks like it, is or was somebody's. Choose another."));
    return db_outcome(store);
}

/* Stores the skeletons of a member's handle in both tables. */
static void note_handle(struct store *store, int64_t member, const char *handle)
{
    char skeleton[HANDLE_SKELETON], written[HANDLE_SKELETON];
    handle_skeleton(handle, skeleton);
    handle_as_written(handle, written);
    note_taken(store, skeleton);
    note_taken(store, written);
    db_run(store, "INSERT OR IGNORE INTO handle_of (skeleton, member) VALUES (?, ?)",
        db_blob(skeleton, strlen(skeleton)), member);
}

enum result handle_take(struct store *store, int64_t member, const char *handle)
{
    enum result result = handle_is_free(store, handle);
    if (result != RESULT_OK)
        return result;
    note_handle(store, member, handle);
    char *clean; /* in NFC, in whatever form it was typed */
    if ((result = db_clean_text(store, handle, true, HANDLE_MAX, &clean)) != RESULT_OK)
        return result;
    result = db_run(store, "INSERT INTO member_name VALUES (?, ?)", member, clean);
    free(clean);
    return result;
}

/* --- a house from an older version --- */

static bool house_says(struct store *store, const char *name, const char *value)
{
    return db_number(store, 0, "SELECT value = ? FROM house WHERE name = ?", value, name) == 1;
}

static void house_note(struct store *store, const char *name, const char *value)
{
    db_run(store, "INSERT INTO house VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", name, value);
}

/* Stores the skeletons of all present members again. Each row is read before anything is written, because the table
 * must not change while a statement walks it. */
static void note_all(struct store *store)
{
    int64_t last = 0;
    for (;;) {
        char handle[HANDLE_BYTES];
        sqlite3_stmt *row =
            db_query(store, "SELECT member, handle FROM member_name WHERE member > ? ORDER BY member LIMIT 1", last);
        bool found = db_step(store, row);
        if (found) {
            last = sqlite3_column_int64(row, 0);
            db_copy(row, 1, handle, sizeof handle);
        }
        db_done(store, row);
        if (!found)
            return;
        note_handle(store, last, handle);
    }
}

enum result handles_look_again(struct store *store)
{
    if (house_says(store, "looks", handle_table_version))
        return RESULT_OK;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    db_run(store, "DELETE FROM handle_of");
    note_all(store);
    house_note(store, "looks", handle_table_version);
    return db_commit(store);
}

/* Hashes that were stored without a key are hashed again with the key. */
static void wrap_all(struct store *store)
{
    unsigned char plain[HASH], hash[HASH];
    for (;;) {
        sqlite3_stmt *row = db_query(store, "SELECT skeleton FROM handle_taken WHERE keyed = 0 LIMIT 1");
        bool found = db_step(store, row) && sqlite3_column_bytes(row, 0) == HASH;
        if (found)
            memcpy(plain, sqlite3_column_blob(row, 0), HASH);
        db_done(store, row);
        if (!found)
            return;
        wrap(store, plain, hash);
        db_run(store, "DELETE FROM handle_taken WHERE skeleton = ?", db_blob(plain, sizeof plain));
        db_run(store, "INSERT OR IGNORE INTO handle_taken (skeleton, keyed) VALUES (?, 1)", db_blob(hash, sizeof hash));
    }
}

enum result store_keys_settle(struct store *store, bool *lost)
{
    unsigned char name[KEY_NAME];
    char digits[2 * KEY_NAME + 1];
    crypto_generichash(
        name, sizeof name, (const unsigned char *)"handles", 7, store->keys.handles, sizeof store->keys.handles);
    sodium_bin2hex(digits, sizeof digits, name, sizeof name);
    *lost = false;
    if (house_says(store, "handle_key", digits))
        return RESULT_OK;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    *lost = db_number(store, 0, "SELECT 1 FROM house WHERE name = 'handle_key'") == 1;
    wrap_all(store);
    note_all(store);
    house_note(store, "handle_key", digits);
    return db_commit(store);
}
