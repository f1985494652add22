/* paper_code.c: one code of a printed list: making it, hashing it, using it up. RULES 1.4. */
#include "store/people/paper_code.h"

#include <sodium.h>
#include <string.h>

#include "text.h"

/* 32 letters and digits, 5 bits each. I, L, O and U are left out: the first three are misread, and U helps to form
 * words. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void paper_code_make(char out[PAPER_CODE_BYTES])
{
    size_t length = 0;
    for (int i = 0; i < PAPER_CODE_LETTERS; i++) {
        if (i > 0 && i % PAPER_CODE_GROUP == 0)
            out[length++] = '-';
        out[length++] = alphabet[randombytes_uniform(sizeof alphabet - 1)];
    }
    out[length] = '\0';
}

bool paper_code_read(const char *typed, char out[PAPER_CODE_LETTERS])
{
    static const char from[] = "abcdefghijklmnopqrstuvwxyz", to[] = "ABCDEFGH1JK1MN0PQRSTVVWXYZ";
    char plain[PAPER_CODE_LETTERS + 1];
    bool good = text_code(typed, plain, sizeof plain) && strlen(plain) == PAPER_CODE_LETTERS;
    for (int i = 0; good && i < PAPER_CODE_LETTERS; i++) {
        const char *other = strchr(from, plain[i]);
        out[i] = other != NULL ? to[other - from] : plain[i];
    }
    explicit_bzero(plain, sizeof plain);
    return good;
}

void paper_code_hash(
    const char code[PAPER_CODE_LETTERS], const unsigned char salt[PAPER_CODE_HASH], unsigned char hash[PAPER_CODE_HASH])
{
    crypto_generichash(hash, PAPER_CODE_HASH, (const unsigned char *)code, PAPER_CODE_LETTERS, salt, PAPER_CODE_HASH);
}

static bool find_salt(struct store *store, int64_t member, unsigned char salt[PAPER_CODE_HASH])
{
    sqlite3_stmt *row = db_query(store, "SELECT salt FROM paper_list WHERE member = ?", member);
    bool found = db_step(store, row) && sqlite3_column_bytes(row, 0) == PAPER_CODE_HASH;
    if (found)
        memcpy(salt, sqlite3_column_blob(row, 0), PAPER_CODE_HASH);
    db_done(store, row);
    return found;
}

enum result paper_code_use(struct store *store, int64_t member, const char *code, int64_t now)
{
    char letters[PAPER_CODE_LETTERS];
    unsigned char salt[PAPER_CODE_HASH], hash[PAPER_CODE_HASH];
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    bool good = paper_code_read(code, letters) && find_salt(store, member, salt);
    if (good) {
        paper_code_hash(letters, salt, hash);
        db_run(store, "UPDATE paper_code SET used = ?, hash = NULL WHERE member = ? AND hash = ?", now, member,
            db_blob(hash, sizeof hash));
        good = sqlite3_changes(store->db) == 1;
    }
    explicit_bzero(letters, sizeof letters);
    if (!good && !db_failed(store))
        return db_abandon(store, db_refuse(store, RESULT_REFUSED,
                                     _("That code opens nothing: it is struck out, or not of your newest list.")));
    return db_commit(store);
}
