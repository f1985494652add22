/*
 * ledger.c: appending to the book and reading it. The canonical form of an entry is one line of text:
 * "seq|at|unit|kind|subject|thread|actor|seen_by|digest in hex|data".
 */
#include "store/base/ledger_chain.h"
#include "store/base/subject.h"

#include <sodium.h>
#include <string.h>

void ledger_entry_hash(const struct ledger_row *row, const unsigned char salt[16], unsigned char hash[32])
{
    char hex[65] = "", line[300]; /* six numbers of 20 digits, two of 11, the digest */
    if (row->digest != NULL)
        sodium_bin2hex(hex, sizeof hex, row->digest, 32);
    int length = snprintf(line, sizeof line, "%lld|%lld|%lld|%d|%lld|%lld|%lld|%d|%s|", (long long)row->seq,
        (long long)row->at, (long long)row->unit, row->kind, (long long)row->subject, (long long)row->thread,
        (long long)row->actor, row->seen_by, hex);
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, 32);
    crypto_generichash_update(&state, salt, 16);
    crypto_generichash_update(&state, (const unsigned char *)line, (unsigned long long)length);
    crypto_generichash_update(
        &state, (const unsigned char *)row->data, strlen(row->data)); /* of any length in a hostile file */
    crypto_generichash_final(&state, hash, 32);
}

void ledger_head_hash(const unsigned char before[32], const unsigned char entry[32], unsigned char head[32])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, 32);
    crypto_generichash_update(&state, before, 32);
    crypto_generichash_update(&state, entry, 32);
    crypto_generichash_final(&state, head, 32);
}

void ledger_wrote_remember(struct store *store, const struct wrote *wrote)
{
    if (store->wrote_count == WROTE_KEPT) {
        store->wrote_first = (store->wrote_first + 1) % WROTE_KEPT;
        store->wrote_count--;
        if (store->wrote_mark > 0)
            store->wrote_mark--;
    }
    store->wrote[(store->wrote_first + store->wrote_count++) % WROTE_KEPT] = *wrote;
}

/* The last entry's number and head; 0 and zeroes in an empty book. */
static int64_t last_head(struct store *store, unsigned char head[32])
{
    int64_t seq = 0;
    memset(head, 0, 32);
    sqlite3_stmt *row = db_query(store, "SELECT seq, head FROM ledger ORDER BY seq DESC LIMIT 1");
    if (db_step(store, row) && sqlite3_column_bytes(row, 1) == 32) {
        seq = sqlite3_column_int64(row, 0);
        memcpy(head, sqlite3_column_blob(row, 1), 32);
    }
    db_done(store, row);
    return seq;
}

enum result ledger_append(struct store *store, const struct ledger_new *entry)
{
    unsigned char salt[16], hash[32], before[32], head[32];
    struct ledger_row row = {
        .seq = last_head(store, before) + 1,
        .at = entry->at,
        .unit = entry->unit,
        .subject = entry->subject,
        .thread = entry->thread,
        .actor = entry->actor,
        .kind = (int)entry->kind,
        .seen_by = (int)entry->seen_by,
        .digest = entry->text_hash,
        .data = entry->data ? entry->data : "{}",
    };
    randombytes_buf(salt, sizeof salt);
    ledger_entry_hash(&row, salt, hash);
    ledger_head_hash(before, hash, head);
    enum result result = db_run(store,
        "INSERT INTO ledger (seq, at, unit, kind, subject, thread, actor, seen_by, digest, data, entry, head)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, nullif(?, x''), ?, ?, ?)",
        row.seq, row.at, row.unit, row.kind, row.subject, row.thread, row.actor, row.seen_by,
        db_blob(row.digest, (size_t)(row.digest ? 32 : 0)), row.data, db_blob(hash, 32), db_blob(head, 32));
    if (result == RESULT_OK)
        result =
            db_run(store, "INSERT INTO ledger_salt (seq, salt) VALUES (?, ?)", row.seq, db_blob(salt, sizeof salt));
    if (result == RESULT_OK)
        ledger_wrote_remember(store, &(struct wrote) {
                                         .seq = row.seq,
                                         .board = entry->board,
                                         .thread = entry->thread,
                                         .post = entry->kind == LEDGER_POST_WRITTEN ? entry->subject : 0,
                                     });
    return result;
}

enum result ledger_notice_append(
    struct store *store, int64_t member, enum notice_about about, int64_t subject, int64_t now)
{
    enum result result = db_run(
        store, "INSERT INTO notice (member, about, subject, at) VALUES (?, ?, ?, ?)", member, about, subject, now);
    if (result == RESULT_OK)
        ledger_wrote_remember(store, &(struct wrote) { .seq = db_last_id(store), .member = member });
    return result;
}

/* An entry is visible to everybody, to the members of its unit, or to the members of the units with the same parent. */
static bool may_see(const struct actor *actor, int64_t unit, int64_t parent, int seen_by)
{
    if (actor->kind == ACTOR_NOBODY || actor->kind == ACTOR_WAITING || actor->kind == ACTOR_TABLE)
        return false;
    if (seen_by == SEEN_BY_ALL || actor->kind == ACTOR_OPERATOR || actor->kind == ACTOR_CARETAKER)
        return true;
    for (int i = 0; i < actor->unit_count; i++) {
        if (actor->units[i] == unit)
            return true;
        if (seen_by == SEEN_BY_CONFEDERATION && parent != 0 &&
            (actor->parents[i] == parent || actor->units[i] == parent))
            return true;
    }
    return false;
}

enum result ledger_of_accounts(
    struct store *store, const struct actor *actor, size_t limit, struct ledger_entry *out, size_t *count)
{
    *count = 0;
    enum result result = actor->kind == ACTOR_OPERATOR ? RESULT_OK : rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT seq, at, unit, kind, subject, actor FROM ledger WHERE (unit = ? OR ? = 0) AND"
        " (kind BETWEEN " SQL_LEDGER_PASSWORD_RESET " AND " SQL_LEDGER_SEAT_EMPTIED
        " OR kind BETWEEN " SQL_LEDGER_LOST_BEGUN " AND " SQL_LEDGER_LOST_TAKEN_BACK ") ORDER BY seq DESC LIMIT ?",
        actor->here, actor->here, limit);
    while (*count < limit && db_step(store, row))
        out[(*count)++] = (struct ledger_entry) {
            .seq = sqlite3_column_int64(row, 0),
            .at = sqlite3_column_int64(row, 1),
            .unit = sqlite3_column_int64(row, 2),
            .kind = (enum ledger_kind)sqlite3_column_int(row, 3),
            .subject = sqlite3_column_int64(row, 4),
            .actor = sqlite3_column_int64(row, 5),
        };
    db_done(store, row);
    return RESULT_OK;
}

enum result ledger_after(struct store *store, const struct actor *actor, int64_t after, size_t limit,
    struct ledger_entry *out, size_t *count)
{
    *count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT seq, at, unit, kind, subject, thread, actor, seen_by,"
        " coalesce((SELECT parent FROM unit WHERE unit.id = ledger.unit), 0)"
        " FROM ledger WHERE seq > ? ORDER BY seq",
        after);
    while (*count < limit && db_step(store, row)) {
        if (!may_see(actor, sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 8), sqlite3_column_int(row, 7)))
            continue;
        out[(*count)++] = (struct ledger_entry) {
            .seq = sqlite3_column_int64(row, 0),
            .at = sqlite3_column_int64(row, 1),
            .unit = sqlite3_column_int64(row, 2),
            .kind = (enum ledger_kind)sqlite3_column_int(row, 3),
            .subject = sqlite3_column_int64(row, 4),
            .thread = sqlite3_column_int64(row, 5),
            .actor = sqlite3_column_int64(row, 6),
        };
    }
    db_done(store, row);
    return RESULT_OK;
}

int64_t ledger_last(struct store *store)
{
    return db_number(store, 0, "SELECT max(seq) FROM ledger");
}

enum result ledger_notices_after(
    struct store *store, const struct actor *actor, int64_t after, size_t limit, struct notice *out, size_t *count)
{
    *count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT seq, at, subject, about = " SQL_NOTICE_AID " FROM notice WHERE member = ? AND seq > ? ORDER BY seq",
        actor->member, after);
    while (*count < limit && db_step(store, row))
        out[(*count)++] = (struct notice) { sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1),
            sqlite3_column_int64(row, 2), sqlite3_column_int(row, 3) != 0 ? NOTICE_AID : NOTICE_LETTER };
    db_done(store, row);
    return RESULT_OK;
}

enum result ledger_notices_count(
    struct store *store, const struct actor *actor, int64_t after, int counts[NOTICE_KINDS], int64_t *last)
{
    counts[NOTICE_LETTER] = counts[NOTICE_AID] = 0;
    *last = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT max(seq), sum(seq > ?2 AND about <> " SQL_NOTICE_AID "), sum(seq > ?2 AND about = " SQL_NOTICE_AID
        ") FROM notice WHERE member = ?1",
        actor->member, after);
    if (db_step(store, row)) {
        *last = sqlite3_column_int64(row, 0);
        counts[NOTICE_LETTER] = sqlite3_column_int(row, 1);
        counts[NOTICE_AID] = sqlite3_column_int(row, 2);
    }
    db_done(store, row);
    return db_outcome(store);
}

bool store_wrote(struct store *store, struct wrote *out)
{
    if (store->wrote_count == 0)
        return false;
    *out = store->wrote[store->wrote_first];
    store->wrote_first = (store->wrote_first + 1) % WROTE_KEPT;
    store->wrote_count--;
    return true;
}

const struct subject book_subject = {
    .name = "book",
    .exports =
        (const struct subject_export[]) {
            { .file = "ledger.jsonl",
                .explained = "ledger.jsonl   seq, at, kind, subject, thread, actor (numbers), entry and head (hex)\n",
                .sql =
                    "SELECT seq, at, kind, subject, thread, actor, hex(entry) AS entry, hex(head) AS head FROM ledger"
                    " WHERE unit = ? ORDER BY seq" },
            { 0 },
        },
    /* Its entries stay. They also tell of people who were in, and left. */
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("ledger",
                "unit = ?1 AND kind IN (" SQL_LEDGER_UNIT_JOINED ", " SQL_LEDGER_MEMBER_JOINED ", " SQL_LEDGER_MOVED_IN
                ")",
                UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
