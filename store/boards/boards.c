/* boards.c: boards, and who may read and write in them. RULES 2.1. */
#include "boards.h"

#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "store/boards/access.h"
#include "store/boards/marks.h"
#include "store/people/by_hand.h"

static const char *const visibility_names[] = {
    [VISIBLE_UNIT] = "unit",
    [VISIBLE_CONFEDERATION] = "confederation",
    [VISIBLE_PUBLIC] = "public",
};

const char *visibility_name(enum visibility visibility)
{
    return visibility_names[visibility];
}

bool visibility_parse(const char *name, enum visibility *visibility)
{
    for (size_t i = 0; i < sizeof visibility_names / sizeof *visibility_names; i++)
        if (strcmp(visibility_names[i], name) == 0) {
            *visibility = (enum visibility)i;
            return true;
        }
    return false;
}

/* --- boards --- */

#define BOARD_SELECT                                                                                                   \
    "SELECT b.id, b.unit, coalesce(u.parent, 0), b.visibility, 0, 0, 0, 0, b.slug, b.title, u.name, b.threads,"        \
    " coalesce((SELECT last_at FROM thread WHERE board = b.id ORDER BY last_post DESC LIMIT 1), 0), u.kind"            \
    " FROM board b JOIN unit u ON u.id = b.unit "

static void read_board(const struct reader *reader, sqlite3_stmt *row, const struct place *place, struct board *out)
{
    *out = (struct board) {
        .id = place->board,
        .unit = place->unit,
        .visibility = place->visibility,
        .threads = sqlite3_column_int64(row, 11),
        .last_post_at = sqlite3_column_int64(row, 12),
        .may_post = may_write(reader->actor, place),
        .own = place->unit == reader->actor->here,
        .several = reader->actor->unit_count > 1,
        .caucus = place->visibility == VISIBLE_UNIT && sqlite3_column_int(row, 13) == UNIT_CAUCUS,
    };
    db_copy(row, 8, out->slug, sizeof out->slug);
    db_copy(row, 9, out->title, sizeof out->title);
    db_copy(row, 10, out->unit_name, sizeof out->unit_name);
    out->unread = board_unread(reader, place->board, COUNT_MAX + 1, NULL);
}

enum result boards_list(struct store *store, const struct actor *actor, struct board *out, size_t limit, size_t *count)
{
    struct reader reader;
    struct place place;
    *count = 0;
    reading_begin(store);
    reader_open(&reader, store, actor);
    sqlite3_stmt *row = db_query(store, BOARD_SELECT "ORDER BY b.unit, b.id");
    while (*count < limit && db_step(store, row)) {
        place_read(row, &place);
        if (may_read(actor, &place))
            read_board(&reader, row, &place, &out[(*count)++]);
    }
    db_done(store, row);
    reader_close(&reader);
    return reading_end(store);
}

static enum result one_board(struct store *store, const struct actor *actor, sqlite3_stmt *row, struct board *out)
{
    struct reader reader;
    struct place place;
    bool found = db_step(store, row);
    if (found) {
        place_read(row, &place);
        found = may_read(actor, &place);
    }
    if (found) {
        reader_open(&reader, store, actor);
        read_board(&reader, row, &place, out);
        reader_close(&reader);
    }
    db_done(store, row);
    enum result result = reading_end(store);
    return found || result != RESULT_OK ? result : store_refuse(store, RESULT_NOT_FOUND, _("There is no such board."));
}

enum result board_get(struct store *store, const struct actor *actor, int64_t board, struct board *out)
{
    reading_begin(store);
    return one_board(store, actor, db_query(store, BOARD_SELECT "WHERE b.id = ?", board), out);
}

enum result board_by_slug(struct store *store, const struct actor *actor, const char *slug, struct board *out)
{
    reading_begin(store);
    return one_board(store, actor, db_query(store, BOARD_SELECT "WHERE b.slug = ?", slug), out);
}

int64_t board_unit(struct store *store, int64_t board)
{
    return db_number(store, 0, "SELECT unit FROM board WHERE id = ?", board);
}

int64_t thread_unit(struct store *store, int64_t thread)
{
    return db_number(store, 0, "SELECT b.unit FROM thread t JOIN board b ON b.id = t.board WHERE t.id = ?", thread);
}

/* Small letters, digits and -, a letter first: it is typed in commands. */
static bool slug_is_good(const char *slug)
{
    size_t length = strlen(slug);
    if (length == 0 || length >= sizeof((struct board *)0)->slug || slug[0] < 'a' || slug[0] > 'z')
        return false;
    return strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static enum result board_insert(struct store *store, int64_t unit, const char *slug, const char *title,
    enum visibility visibility, int64_t now, int64_t *board)
{
    char uid[37];
    if (db_number(store, 0, "SELECT 1 FROM unit WHERE id = ?", unit) == 0)
        return store_refuse(store, RESULT_NOT_FOUND, _("There is no such unit."));
    if (db_number(store, 0, "SELECT 1 FROM board WHERE slug = ? AND unit = ?", slug, unit) != 0)
        return store_refuse(store, RESULT_CONFLICT, _("There is a board called '%s' already."), slug);
    uid_make(now, uid);
    enum result result =
        db_run(store, "INSERT INTO board (uid, unit, slug, title, visibility, made) VALUES (?, ?, ?, ?, ?, ?)", uid,
            unit, slug, title, visibility, now);
    if (result != RESULT_OK)
        return result;
    *board = db_last_id(store);
    struct ledger_new entry = {
        .at = now,
        .unit = unit,
        .subject = *board,
        .board = *board,
        .kind = LEDGER_BOARD_ADDED,
        .seen_by = (unsigned)visibility,
    };
    return ledger_append(store, &entry);
}

enum result board_add(struct store *store, const struct actor *actor, int64_t unit, const char *slug, const char *title,
    enum visibility visibility, int64_t now, int64_t *board)
{
    char *clean;
    enum result result = require_operator(store, actor);
    if (result != RESULT_OK)
        return result;
    if (!slug_is_good(slug))
        return store_refuse(store, RESULT_INVALID,
            _("A board's short name is up to 31 small letters, digits and -, and begins with a letter."));
    if ((result = store_clean(store, title, true, TITLE_MAX, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        result = board_insert(store, unit, slug, clean, visibility, now, board);
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    free(clean);
    return result;
}
