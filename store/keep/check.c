/* check.c: `bbs check`: is the file whole, and was the ledger not rewritten? */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "homes.h"
#include "store/base/ledger_chain.h"
#include "store/boards/access.h"

struct checker {
    struct store *store;
    void (*say)(void *context, const char *sentence);
    void *context;
    int faults;
};

static void fault(struct checker *checker, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void fault(struct checker *checker, const char *format, ...)
{
    char sentence[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    checker->faults++;
    if (checker->say != NULL)
        checker->say(checker->context, sentence);
}

static void check_file(struct checker *checker)
{
    sqlite3_stmt *row = db_query(checker->store, "PRAGMA integrity_check(20)");
    while (db_step(checker->store, row))
        if (strcmp(db_text(row, 0), "ok") != 0)
            fault(checker, _("The file is damaged: %s."), db_text(row, 0));
    db_done(checker->store, row);
    row = db_query(checker->store, "PRAGMA foreign_key_check");
    while (db_step(checker->store, row))
        fault(checker, _("A row of %s points to nothing."), db_text(row, 0));
    db_done(checker->store, row);
}

static void check_counts(struct checker *checker)
{
    int64_t wrong = db_number(checker->store, 0,
        "SELECT count(*) FROM thread t WHERE posts <> (SELECT count(*) FROM post p WHERE p.thread = t.id)"
        " OR last_post <> (SELECT coalesce(max(id), 0) FROM post p WHERE p.thread = t.id)");
    if (wrong > 0)
        fault(checker, _("%lld threads count their posts wrongly."), (long long)wrong);
    wrong = db_number(checker->store, 0,
        "SELECT count(*) FROM post p WHERE state = " SQL_POST_SHOWN " AND NOT EXISTS"
        " (SELECT 1 FROM post_text x WHERE x.id = " TEXT_PLACE_OF_P ")");
    if (wrong > 0)
        fault(checker, _("%lld posts have lost their text."), (long long)wrong);
    wrong = db_number(checker->store, 0,
        "SELECT count(*) FROM post_text x LEFT JOIN post p ON p.id = x.post WHERE x.thread IS NOT p.thread"
        " OR x.author IS NOT p.author OR x.at IS NOT p.at OR x.id IS NOT " TEXT_PLACE_OF_P);
    if (wrong > 0)
        fault(
            checker, _("%lld texts belong to no post, or name its thread, writer or time wrongly."), (long long)wrong);
    wrong = db_number(
        checker->store, 0, "SELECT count(*) FROM (SELECT 1 FROM post GROUP BY thread, path HAVING count(*) > 1)");
    if (wrong > 0)
        fault(checker, _("%lld posts stand where another post of their thread stands."), (long long)wrong);
}

/* A mark above the last post would hide posts that do not exist yet. */
static void check_marks(struct checker *checker)
{
    int64_t wrong = db_number(checker->store, 0,
        "SELECT (SELECT count(*) FROM read_mark WHERE upto > (SELECT coalesce(max(id), 0) FROM post))"
        " + (SELECT count(*) FROM board_mark WHERE upto > (SELECT coalesce(max(id), 0) FROM post))");
    if (wrong > 0)
        fault(checker, _("%lld read marks are beyond the last post."), (long long)wrong);
}

/* The index checks itself by a write that changes nothing, so this waits for the writers' queue. A guest's connection
 * cannot write. */
static void check_index(struct checker *checker)
{
    static const char *const asking[] = { "INSERT INTO post_words (post_words) VALUES ('integrity-check')",
        "INSERT INTO public_words (public_words) VALUES ('integrity-check')" };
    struct store *store = checker->store;
    for (size_t i = 0; i < sizeof asking / sizeof *asking && store->mode != STORE_GUEST; i++) {
        enum result result = db_begin(store);
        if (result == RESULT_OK)
            result = db_abandon(store, db_run(store, asking[i]));
        if (result == RESULT_BROKEN)
            fault(checker, _("The search index is damaged. %s"), store->reason);
        else if (result != RESULT_OK)
            fault(checker, "%s", store->reason);
    }
}

static struct ledger_row row_of(sqlite3_stmt *row)
{
    return (struct ledger_row) {
        .seq = sqlite3_column_int64(row, 0),
        .at = sqlite3_column_int64(row, 1),
        .unit = sqlite3_column_int64(row, 2),
        .kind = sqlite3_column_int(row, 3),
        .subject = sqlite3_column_int64(row, 4),
        .thread = sqlite3_column_int64(row, 5),
        .actor = sqlite3_column_int64(row, 6),
        .seen_by = sqlite3_column_int(row, 7),
        .digest = sqlite3_column_bytes(row, 8) == 32 ? sqlite3_column_blob(row, 8) : NULL,
        .data = db_text(row, 9),
    };
}

/* Checks that each entry has the hash that was stored (if its salt still exists), and that each head follows from the
 * one before. */
static void check_book(struct checker *checker, const char *expected, char *head_hex)
{
    unsigned char head[32] = { 0 }, hash[32];
    char hex[65] = "";
    int64_t before = 0;
    bool met = expected == NULL;
    sqlite3_stmt *row = db_query(checker->store,
        "SELECT l.seq, at, unit, kind, subject, thread, actor, seen_by, digest, data, entry, head, s.salt"
        " FROM ledger l LEFT JOIN ledger_salt s ON s.seq = l.seq ORDER BY l.seq");
    while (db_step(checker->store, row)) {
        struct ledger_row entry = row_of(row);
        bool shaped = sqlite3_column_bytes(row, 10) == 32 && sqlite3_column_bytes(row, 11) == 32;
        if (entry.seq != ++before || !shaped) {
            fault(checker, _("The book breaks off at entry %lld."), (long long)before);
            break;
        }
        if (sqlite3_column_bytes(row, 12) == 16) {
            ledger_entry_hash(&entry, sqlite3_column_blob(row, 12), hash);
            if (memcmp(hash, sqlite3_column_blob(row, 10), 32) != 0)
                fault(checker, _("Entry %lld of the book was changed after it was written."), (long long)entry.seq);
        }
        ledger_head_hash(head, sqlite3_column_blob(row, 10), head);
        if (memcmp(head, sqlite3_column_blob(row, 11), 32) != 0) {
            fault(checker, _("The book does not follow from itself at entry %lld."), (long long)entry.seq);
            break;
        }
        sodium_bin2hex(hex, sizeof hex, head, sizeof head);
        met = met || strcmp(hex, expected) == 0;
    }
    db_done(checker->store, row);
    if (!met)
        fault(checker, _("The printed head %s stands nowhere in this book."), expected);
    if (head_hex != NULL)
        memcpy(head_hex, hex, sizeof hex);
}

static void name_homes_of(struct checker *checker, int64_t unit)
{
    enum { NAMED_MOST = 200 };
    const struct actor house = { .kind = ACTOR_CARETAKER, .here = unit };
    struct home_row *homes = xcalloc(NAMED_MOST, sizeof *homes);
    size_t count = 0;
    homes_list(checker->store, &house, true, homes, NAMED_MOST, &count);
    for (size_t i = 0; i < count; i++)
        fault(checker, _("Home \"%s\" is no block and number of this street. `bbs admin home write` mends that."),
            homes[i].label);
    free(homes);
}

/* Names the homes that are no block and number. They come from an older version and do not count as faults: a steward
 * knows which home is meant, the program does not. */
static void name_homes(struct checker *checker)
{
    int64_t unit = 0;
    int faults = checker->faults;
    while ((unit = db_number(checker->store, 0, "SELECT min(unit) FROM household WHERE unit > ?", unit)) != 0)
        name_homes_of(checker, unit);
    checker->faults = faults;
}

int store_check(struct store *store, const char *expected, char *head_hex,
    void (*say)(void *context, const char *sentence), void *context)
{
    struct checker checker = { .store = store, .say = say, .context = context };
    db_begin_read(store);
    check_file(&checker);
    check_counts(&checker);
    check_marks(&checker);
    check_book(&checker, expected, head_hex);
    name_homes(&checker);
    if (db_failed(store))
        fault(&checker, "%s", store->reason);
    db_forgive(store);
    db_end_read(store);
    check_index(&checker);
    return checker.faults;
}
