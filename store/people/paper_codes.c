/* paper_codes.c: lists of one-time codes, and who has to show a code at log-in. RULES 1.4. */
#include "paper_codes.h"

#include <sodium.h>
#include <string.h>

#include "members.h"
#include "store/people/paper_code.h"
#include "store/people/sources.h"

static int codes_left(struct store *store, int64_t member)
{
    return (int)db_number(store, 0, "SELECT count(*) FROM paper_code WHERE member = ? AND used = 0", member);
}

static bool is_set(struct store *store, int64_t member, const char *name)
{
    return db_number(store, 0, "SELECT value = 'yes' FROM setting WHERE member = ? AND name = ?", member, name) == 1;
}

static bool is_required(struct store *store, int64_t member)
{
    return is_set(store, member, "code");
}

static void set(struct store *store, int64_t member, const char *name, bool value)
{
    db_run(store, "INSERT INTO setting VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", member, name,
        value ? "yes" : "no");
}

/* --- her list --- */

/* One statement for all: home asks it often. */
static void read_list(struct store *store, int64_t member, struct paper_list *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT coalesce((SELECT made FROM paper_list WHERE member = ?1), 0),"
        " EXISTS (SELECT 1 FROM setting WHERE member = ?1 AND name = 'code' AND value = 'yes'),"
        " EXISTS (SELECT 1 FROM setting WHERE member = ?1 AND name = 'code_return' AND value = 'yes')",
        member);
    if (db_step(store, row)) {
        out->made = sqlite3_column_int64(row, 0);
        out->required = sqlite3_column_int(row, 1) != 0;
        out->returns = sqlite3_column_int(row, 2) != 0;
    }
    db_done(store, row);
}

static void read_used(struct store *store, int64_t member, struct paper_list *out)
{
    sqlite3_stmt *row = db_query(store, "SELECT number, used FROM paper_code WHERE member = ? AND used <> 0", member);
    while (db_step(store, row))
        out->used[(sqlite3_column_int(row, 0) - 1) % PAPER_CODES] = sqlite3_column_int64(row, 1);
    db_done(store, row);
}

enum result paper_codes_get(struct store *store, const struct actor *actor, struct paper_list *out)
{
    *out = (struct paper_list) { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_begin_read(store);
    read_list(store, actor->member, out);
    out->left = out->made != 0 ? codes_left(store, actor->member) : 0;
    if (out->made != 0)
        read_used(store, actor->member, out);
    db_end_read(store);
    return RESULT_OK;
}

/* Call it outside a write: argon2 is slow, and all other writers would wait. */
static enum result ask_password(
    struct store *store, const struct actor *actor, const char *password, int argon_slots, int64_t now)
{
    struct actor again;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    if (db_number(store, 0, "SELECT 1 FROM password WHERE member = ?", actor->member) == 0)
        return db_refuse(store, RESULT_REFUSED, _("Codes go with a password, and you have none: you come in by key."));
    if (login_password(store, actor->handle, password, argon_slots, now, &again) != RESULT_OK)
        return db_refuse(store, RESULT_REFUSED, _("That is not your password. Nothing was changed."));
    return RESULT_OK;
}

static void keep_code(struct store *store, int64_t member, int number, const char *code, const unsigned char *salt)
{
    char letters[PAPER_CODE_LETTERS];
    unsigned char hash[PAPER_CODE_HASH];
    paper_code_read(code, letters);
    paper_code_hash(letters, salt, hash);
    db_run(store, "INSERT INTO paper_code (member, number, hash) VALUES (?, ?, ?)", member, number,
        db_blob(hash, sizeof hash));
    explicit_bzero(letters, sizeof letters);
}

enum result paper_codes_make(struct store *store, const struct actor *actor, const char *password, int argon_slots,
    int64_t now, char codes[PAPER_CODES][PAPER_CODE_BYTES])
{
    unsigned char salt[PAPER_CODE_HASH];
    enum result result = ask_password(store, actor, password, argon_slots, now);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    randombytes_buf(salt, sizeof salt);
    db_run(store, "DELETE FROM paper_code WHERE member = ?", actor->member);
    db_run(store, "INSERT OR REPLACE INTO paper_list VALUES (?, ?, ?)", actor->member, now, db_blob(salt, sizeof salt));
    for (int i = 0; i < PAPER_CODES; i++) {
        paper_code_make(codes[i]);
        keep_code(store, actor->member, i + 1, codes[i], salt);
    }
    return db_commit(store);
}

enum result paper_codes_require(
    struct store *store, const struct actor *actor, bool required, const char *password, int argon_slots, int64_t now)
{
    enum result result = ask_password(store, actor, password, argon_slots, now);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if (required && codes_left(store, actor->member) == 0)
        return db_abandon(store, db_refuse(store, RESULT_REFUSED,
                                     _("You have no code left, so that would lock you out. Make a list first.")));
    set(store, actor->member, "code", required);
    return db_commit(store);
}

enum result paper_codes_return(
    struct store *store, const struct actor *actor, bool allowed, const char *password, int argon_slots, int64_t now)
{
    enum result result = ask_password(store, actor, password, argon_slots, now);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    set(store, actor->member, "code_return", allowed);
    return db_commit(store);
}

/* --- on paper --- */

const char *paper_codes_words(void)
{
    return _(
        "Thirty paper codes, each good once, after your password. They are shown only now: print or copy them, and strike out each one you use.");
}

void paper_codes_sheet(const char codes[PAPER_CODES][PAPER_CODE_BYTES], int columns, struct buffer *out)
{
    int beside = columns >= 60 ? 3 : 2, rows = PAPER_CODES / beside;
    for (int row = 0; row < rows; row++)
        for (int i = 0; i < beside; i++) { /* numbers run down the columns, in the order in which codes are struck
                                            * out */
            int number = i * rows + row;
            buffer_format(
                out, "%2d %s%s", number + 1, codes[number], i + 1 < beside ? (beside == 3 ? "      " : "  ") : "\n");
        }
}

/* --- at log-in --- */

bool paper_code_is_required(struct store *store, int64_t member, bool shared)
{
    return is_required(store, member) || (shared && codes_left(store, member) > 0);
}

bool paper_code_is_asked(struct store *store, const struct actor *actor, const char *source, int64_t now)
{
    struct settings settings;
    settings_get(store, actor, &settings);
    bool shared = settings.shared == SHARED_ALWAYS ||
                  (settings.shared == SHARED_ASK && !source_is_private(store, actor->member, source, now));
    return paper_code_is_required(store, actor->member, shared) &&
           !(is_set(store, actor->member, "code_return") && visit_dropped(store, actor->member, source, now));
}
