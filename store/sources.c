/* sources.c: from where each member came in this month, and a handle as a number. RULES 1.11. */
#include "store/sources.h"

#include <sodium.h>
#include <string.h>

#include "store/credentials.h"
#include "store/forget.h"
#include "store/handle.h"

enum { SOURCES_MOST = 20 }; /* of one member; a phone on the road has many */

static bool is_source(sqlite3_stmt *row, int salt, int hash, const char *source)
{
    unsigned char own[32];
    if (sqlite3_column_bytes(row, salt) != 16 || sqlite3_column_bytes(row, hash) != (int)sizeof own)
        return false;
    salted_again(source, sqlite3_column_blob(row, salt), own);
    return memcmp(own, sqlite3_column_blob(row, hash), sizeof own) == 0;
}

/* The row's id; 0: she did not come from there since. */
static int64_t find_source(struct store *store, int64_t member, const char *source, int64_t since)
{
    int64_t found = 0;
    sqlite3_stmt *row =
        db_query(store, "SELECT id, salt, source FROM known_source WHERE member = ? AND last > ?", "ii", member, since);
    while (found == 0 && db_step(store, row))
        if (is_source(row, 1, 2, source))
            found = sqlite3_column_int64(row, 0);
    db_done(store, row);
    return found;
}

bool source_is_known(struct store *store, const char *handle, const char *source, int64_t now)
{
    return find_source(store, member_find(store, handle), source, now - forget_after(store, "source")) != 0;
}

void source_note(struct store *store, int64_t member, const char *source, int64_t now)
{
    unsigned char salt[16], hash[32];
    int64_t known = find_source(store, member, source, 0);
    if (known != 0) {
        db_run(store, "UPDATE known_source SET last = max(last, ?) WHERE id = ?", "ii", now, known);
        return;
    }
    salted_hash(source, salt, hash);
    db_run(store, "INSERT INTO known_source (member, salt, source, last) VALUES (?, ?, ?, ?)", "ibbi", member,
        (const void *)salt, sizeof salt, (const void *)hash, sizeof hash, now);
    db_run(store,
        "DELETE FROM known_source WHERE member = ?1 AND id NOT IN"
        " (SELECT id FROM known_source WHERE member = ?1 ORDER BY last DESC, id DESC LIMIT ?2)",
        "ii", member, (int64_t)SOURCES_MOST);
}

bool source_is_private(struct store *store, int64_t member, const char *source, int64_t now)
{
    int64_t found = find_source(store, member, source, now - forget_after(store, "source"));
    return db_number(store, 0, "SELECT private FROM known_source WHERE id = ?", "i", found) == 1;
}

enum result source_said(
    struct store *store, const struct actor *actor, const char *source, bool shared, bool by_code, int64_t now)
{
    enum result result = require_self(store, actor);
    if (result != RESULT_OK || (!shared && !by_code) || (result = db_begin(store)) != RESULT_OK)
        return result;
    source_note(store, actor->member, source, now);
    db_run(store, "UPDATE known_source SET private = ? WHERE id = ?", "ii", (int64_t)!shared,
        find_source(store, actor->member, source, 0));
    return db_commit(store);
}

int64_t handle_number(const char *handle)
{
    char skeleton[HANDLE_SKELETON];
    unsigned char hash[crypto_generichash_BYTES_MIN];
    int64_t number;
    handle_check(handle, skeleton);
    crypto_generichash(hash, sizeof hash, (const unsigned char *)skeleton, strlen(skeleton), NULL, 0);
    memcpy(&number, hash, sizeof number);
    return number;
}
