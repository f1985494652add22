/*
 * heads.c: the heads of the book that the house signed, one a day. The signed text is one line:
 */
#include <sodium.h>
#include <string.h>

#include "store/base/db.h"

enum { HEAD = 32, KEY = crypto_sign_PUBLICKEYBYTES, SIGNATURE = crypto_sign_BYTES, LINE = 130 };

static size_t signed_line(int64_t seq, int64_t at, const unsigned char head[HEAD], char line[LINE])
{
    char hex[2 * HEAD + 1];
    sodium_bin2hex(hex, sizeof hex, head, HEAD);
    return (size_t)snprintf(line, LINE, "bbs head 1|%lld|%lld|%s", (long long)seq, (long long)at, hex);
}

bool ledger_sign_due(struct store *store, int64_t since, int64_t now)
{
    return db_number(store, 0,
               "SELECT NOT EXISTS (SELECT 1 FROM signed_head WHERE at BETWEEN ? AND ?)"
               " AND (SELECT max(seq) FROM ledger) > (SELECT coalesce(max(seq), 0) FROM signed_head)",
               since, now) != 0;
}

/* The last entry's number and head, or 0 when this head is already signed. */
static int64_t unsigned_head(struct store *store, unsigned char head[HEAD])
{
    int64_t seq = 0;
    sqlite3_stmt *row = db_query(store, "SELECT seq, head FROM ledger WHERE seq = (SELECT max(seq) FROM ledger)"
                                        " AND seq NOT IN (SELECT seq FROM signed_head)");
    if (db_step(store, row) && sqlite3_column_bytes(row, 1) == HEAD) {
        seq = sqlite3_column_int64(row, 0);
        memcpy(head, sqlite3_column_blob(row, 1), HEAD);
    }
    db_done(store, row);
    return seq;
}

enum result ledger_sign(struct store *store, const unsigned char key[crypto_sign_SECRETKEYBYTES], int64_t now)
{
    unsigned char head[HEAD], house[KEY], signature[SIGNATURE];
    char line[LINE];
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    int64_t seq = unsigned_head(store, head);
    if (seq > 0) {
        size_t length = signed_line(seq, now, head, line);
        crypto_sign_ed25519_sk_to_pk(house, key);
        crypto_sign_detached(signature, NULL, (const unsigned char *)line, length, key);
        db_run(store, "INSERT INTO signed_head (seq, at, head, house, signature) VALUES (?, ?, ?, ?, ?)", seq, now,
            db_blob(head, sizeof head), db_blob(house, sizeof house), db_blob(signature, sizeof signature));
    }
    return db_commit(store);
}

static bool is_signed(sqlite3_stmt *row, const unsigned char *house_key)
{
    char line[LINE];
    if (sqlite3_column_bytes(row, 2) != HEAD || sqlite3_column_bytes(row, 3) != KEY ||
        sqlite3_column_bytes(row, 4) != SIGNATURE)
        return false;
    const unsigned char *head = sqlite3_column_blob(row, 2), *house = sqlite3_column_blob(row, 3);
    size_t length = signed_line(sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), head, line);
    return (house_key == NULL || memcmp(house, house_key, KEY) == 0) &&
           crypto_sign_verify_detached(sqlite3_column_blob(row, 4), (const unsigned char *)line, length, house) == 0;
}

int ledger_check_heads(struct store *store, const unsigned char *house_key,
    void (*say)(void *context, const char *sentence), void *context)
{
    int faults = 0;
    db_begin_read(store);
    sqlite3_stmt *row =
        db_query(store, "SELECT s.seq, s.at, s.head, s.house, s.signature, s.head IS l.head FROM signed_head s"
                        " LEFT JOIN ledger l ON l.seq = s.seq ORDER BY s.seq");
    while (db_step(store, row)) {
        long long entry = sqlite3_column_int64(row, 0);
        char sentence[300] = "";
        if (!is_signed(row, house_key))
            snprintf(sentence, sizeof sentence,
                _("The head at entry %lld of the book bears no signature of this house."), entry);
        else if (sqlite3_column_int(row, 5) == 0)
            snprintf(sentence, sizeof sentence,
                _("The head that this house signed at entry %lld is not the book's: its past was changed."), entry);
        if (sentence[0] == '\0')
            continue;
        faults++;
        if (say != NULL)
            say(context, sentence);
    }
    db_done(store, row);
    if (db_failed(store) && ++faults > 0 && say != NULL)
        say(context, store->reason);
    db_forgive(store);
    db_end_read(store);
    return faults;
}
