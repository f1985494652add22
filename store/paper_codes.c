/* paper_codes.c: lists of one-time codes, their hashes, and who has to show one. RULES 1.4. */
#include "paper_codes.h"

#include <sodium.h>
#include <string.h>

#include "members.h"
#include "store/db.h"
#include "store/sources.h"
#include "text.h"

enum { LETTERS = 12, GROUP = 4, HASH = 32 };

/* 32 signs, 5 bits each; without I, L, O and U, which are read as others or make words. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void make_code(char out[PAPER_CODE_BYTES])
{
    size_t length = 0;
    for (int i = 0; i < LETTERS; i++) {
        if (i > 0 && i % GROUP == 0)
            out[length++] = '-';
        out[length++] = alphabet[randombytes_uniform(sizeof alphabet - 1)];
    }
    out[length] = '\0';
}

/* As it was meant: without spaces and dashes, in capitals, look-alikes set right. False: not twelve of our signs. */
static bool read_code(const char *typed, char out[LETTERS])
{
    static const char from[] = "abcdefghijklmnopqrstuvwxyz", to[] = "ABCDEFGH1JK1MN0PQRSTVVWXYZ";
    char plain[LETTERS + 1];
    bool good = text_code(typed, plain, sizeof plain) && strlen(plain) == LETTERS;
    for (int i = 0; good && i < LETTERS; i++) {
        const char *other = strchr(from, plain[i]);
        out[i] = other != NULL ? to[other - from] : plain[i];
    }
    explicit_bzero(plain, sizeof plain);
    return good;
}

static void hash_code(const char code[LETTERS], const unsigned char salt[HASH], unsigned char hash[HASH])
{
    crypto_generichash(hash, HASH, (const unsigned char *)code, LETTERS, salt, HASH);
}

static int codes_left(struct store *store, int64_t member)
{
    return (int)db_number(store, 0, "SELECT count(*) FROM paper_code WHERE member = ? AND used = 0", "i", member);
}

static bool is_set(struct store *store, int64_t member, const char *name)
{
    return db_number(store, 0, "SELECT value = 'yes' FROM setting WHERE member = ? AND name = ?", "it", member, name) ==
           1;
}

static bool is_required(struct store *store, int64_t member)
{
    return is_set(store, member, "code");
}

static void set(struct store *store, int64_t member, const char *name, bool value)
{
    db_run(store, "INSERT INTO setting VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", "itt",
        member, name, value ? "yes" : "no");
}

/* --- her list --- */

enum result codes_get(struct store *store, const struct actor *actor, struct paper_list *out)
{
    *out = (struct paper_list) { 0 };
    enum result result = require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_begin_read(store);
    out->made = db_number(store, 0, "SELECT made FROM paper_list WHERE member = ?", "i", actor->member);
    out->left = out->made != 0 ? codes_left(store, actor->member) : 0;
    out->required = is_required(store, actor->member);
    out->returns = is_set(store, actor->member, "code_return");
    sqlite3_stmt *row =
        db_query(store, "SELECT number, used FROM paper_code WHERE member = ? AND used <> 0", "i", actor->member);
    while (db_step(store, row))
        out->used[(sqlite3_column_int(row, 0) - 1) % PAPER_CODES] = sqlite3_column_int64(row, 1);
    db_done(store, row);
    db_end_read(store);
    return RESULT_OK;
}

/* Outside the write: argon2 takes its time, and nobody shall wait for it. */
static enum result ask_password(
    struct store *store, const struct actor *actor, const char *password, int argon_slots, int64_t now)
{
    struct actor again;
    enum result result = require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    if (db_number(store, 0, "SELECT 1 FROM password WHERE member = ?", "i", actor->member) == 0)
        return store_refuse(
            store, RESULT_REFUSED, _("Codes go with a password, and you have none: you come in by key."));
    if (login_password(store, actor->handle, password, argon_slots, now, &again) != RESULT_OK)
        return store_refuse(store, RESULT_REFUSED, _("That is not your password. Nothing was changed."));
    return RESULT_OK;
}

static void keep_code(struct store *store, int64_t member, int number, const char *code, const unsigned char *salt)
{
    char letters[LETTERS];
    unsigned char hash[HASH];
    read_code(code, letters);
    hash_code(letters, salt, hash);
    db_run(store, "INSERT INTO paper_code (member, number, hash) VALUES (?, ?, ?)", "iib", member, (int64_t)number,
        (const void *)hash, sizeof hash);
    explicit_bzero(letters, sizeof letters);
}

enum result codes_make(struct store *store, const struct actor *actor, const char *password, int argon_slots,
    int64_t now, char codes[PAPER_CODES][PAPER_CODE_BYTES])
{
    unsigned char salt[HASH];
    enum result result = ask_password(store, actor, password, argon_slots, now);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    randombytes_buf(salt, sizeof salt);
    db_run(store, "DELETE FROM paper_code WHERE member = ?", "i", actor->member);
    db_run(store, "INSERT OR REPLACE INTO paper_list VALUES (?, ?, ?)", "iib", actor->member, now, (const void *)salt,
        sizeof salt);
    for (int i = 0; i < PAPER_CODES; i++) {
        make_code(codes[i]);
        keep_code(store, actor->member, i + 1, codes[i], salt);
    }
    return db_commit(store);
}

enum result codes_require(
    struct store *store, const struct actor *actor, bool required, const char *password, int argon_slots, int64_t now)
{
    enum result result = ask_password(store, actor, password, argon_slots, now);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if (required && codes_left(store, actor->member) == 0)
        return db_abandon(store, store_refuse(store, RESULT_REFUSED,
                                     _("You have no code left, so that would lock you out. Make a list first.")));
    set(store, actor->member, "code", required);
    return db_commit(store);
}

enum result codes_return(
    struct store *store, const struct actor *actor, bool allowed, const char *password, int argon_slots, int64_t now)
{
    enum result result = ask_password(store, actor, password, argon_slots, now);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    set(store, actor->member, "code_return", allowed);
    return db_commit(store);
}

/* --- on paper --- */

const char *codes_words(void)
{
    return _(
        "Thirty paper codes, each good once, after your password. They are shown only now: print or copy them, and strike out each one you use.");
}

void codes_sheet(const char codes[PAPER_CODES][PAPER_CODE_BYTES], int columns, struct buffer *out)
{
    int beside = columns >= 60 ? 3 : 2, rows = PAPER_CODES / beside;
    for (int row = 0; row < rows; row++)
        for (int i = 0; i < beside; i++) { /* numbers run down, as one strikes out */
            int number = i * rows + row;
            buffer_format(
                out, "%2d %s%s", number + 1, codes[number], i + 1 < beside ? (beside == 3 ? "      " : "  ") : "\n");
        }
}

/* --- at the door --- */

bool code_is_required(struct store *store, int64_t member, bool shared)
{
    return is_required(store, member) || (shared && codes_left(store, member) > 0);
}

bool code_is_asked(struct store *store, const struct actor *actor, const char *source, int64_t now)
{
    struct settings settings;
    settings_get(store, actor, &settings);
    bool shared = settings.shared == SHARED_ALWAYS ||
                  (settings.shared == SHARED_ASK && !source_is_private(store, actor->member, source, now));
    return code_is_required(store, actor->member, shared) &&
           !(is_set(store, actor->member, "code_return") && visit_dropped(store, actor->member, source, now));
}

static bool find_salt(struct store *store, int64_t member, unsigned char salt[HASH])
{
    sqlite3_stmt *row = db_query(store, "SELECT salt FROM paper_list WHERE member = ?", "i", member);
    bool found = db_step(store, row) && sqlite3_column_bytes(row, 0) == HASH;
    if (found)
        memcpy(salt, sqlite3_column_blob(row, 0), HASH);
    db_done(store, row);
    return found;
}

enum result code_use(struct store *store, int64_t member, const char *code, int64_t now)
{
    char letters[LETTERS];
    unsigned char salt[HASH], hash[HASH];
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    bool good = read_code(code, letters) && find_salt(store, member, salt);
    if (good) {
        hash_code(letters, salt, hash);
        db_run(store, "UPDATE paper_code SET used = ?, hash = NULL WHERE member = ? AND hash = ?", "iib", now, member,
            (const void *)hash, sizeof hash);
        good = sqlite3_changes(store->db) == 1;
    }
    explicit_bzero(letters, sizeof letters);
    if (!good && !db_failed(store))
        return db_abandon(store, store_refuse(store, RESULT_REFUSED,
                                     _("That code opens nothing: it is struck out, or not of your newest list.")));
    return db_commit(store);
}
