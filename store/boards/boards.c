/* boards.c: boards, and who may read and write in them. RULES 2.1. */
#include "boards.h"

#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "store/boards/access.h"
#include "store/boards/board_write.h"
#include "store/boards/marks.h"
#include "store/people/by_hand.h"

static const char *const visibility_names[] = {
    [VISIBLE_UNIT] = "unit",
    [VISIBLE_CONFEDERATION] = "confederation",
    [VISIBLE_PUBLIC] = "public",
};

const char *board_visibility_name(enum visibility visibility)
{
    return visibility_names[visibility];
}

bool board_visibility_parse(const char *name, enum visibility *visibility)
{
    for (size_t i = 0; i < sizeof visibility_names / sizeof *visibility_names; i++)
        if (strcmp(visibility_names[i], name) == 0) {
            *visibility = (enum visibility)i;
            return true;
        }
    return false;
}

/* --- boards --- */

#define BOARD_SELECT                                                                                                                                \
    "SELECT b.id, b.unit, coalesce(u.parent, 0), b.visibility, 0, 0, 0, 0, b.slug, b.title, u.name, b.threads,"                                     \
    " coalesce((SELECT last_at FROM thread WHERE board = b.id ORDER BY last_post DESC LIMIT 1), 0), u.kind, u.slug, b.closed, b.slow, b.slow_until" \
    " FROM board b JOIN unit u ON u.id = b.unit "

static void read_board(const struct reader *reader, sqlite3_stmt *row, const struct place *place, struct board *out)
{
    *out = (struct board) {
        .id = place->board,
        .unit = place->unit,
        .visibility = place->visibility,
        .threads = sqlite3_column_int64(row, 11),
        .last_post_at = sqlite3_column_int64(row, 12),
        .may_post = access_may_write(reader->actor, place) && sqlite3_column_int64(row, 15) == 0,
        .closed = sqlite3_column_int64(row, 15),
        .slow = (int)sqlite3_column_int64(row, 16),
        .slow_until = sqlite3_column_int64(row, 17),
        .own = place->unit == reader->actor->here,
        .several = reader->actor->places > 1,
        .caucus = place->visibility == VISIBLE_UNIT && sqlite3_column_int(row, 13) == UNIT_CAUCUS,
    };
    db_copy(row, 8, out->slug, sizeof out->slug);
    db_copy(row, 9, out->title, sizeof out->title);
    db_copy(row, 10, out->unit_name, sizeof out->unit_name);
    db_copy(row, 14, out->unit_slug, sizeof out->unit_slug);
    out->unread = mark_unread_of_board(reader, place->board, COUNT_MAX + 1);
}

/* Reads those rows that the actor may read, and ends the statement. */
static void list_boards(const struct reader *reader, sqlite3_stmt *row, struct board *out, size_t limit, size_t *count)
{
    struct place place;
    while (*count < limit && db_step(reader->store, row)) {
        access_place_read(row, &place);
        if (access_may_read(reader->actor, &place))
            read_board(reader, row, &place, &out[(*count)++]);
    }
    db_done(reader->store, row);
}

enum result boards_list(struct store *store, const struct actor *actor, struct board *out, size_t limit, size_t *count)
{
    struct reader reader;
    *count = 0;
    db_reading_begin(store);
    mark_reader_open(&reader, store, actor);
    list_boards(&reader,
        db_query(store, BOARD_SELECT "WHERE " MAY_BE_READ_BY("?") " ORDER BY b.unit, b.id", actor->member), out, limit,
        count);
    mark_reader_close(&reader);
    return db_reading_end(store);
}

static size_t boards_of_others(struct store *store, const struct actor *actor)
{
    struct place place;
    size_t others = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT b.id, b.unit, coalesce(u.parent, 0), b.visibility FROM board b JOIN unit u ON u.id = b.unit"
        " WHERE b.visibility <> " SQL_VISIBLE_UNIT);
    while (db_step(store, row)) {
        access_place_read(row, &place);
        others += !actor_belongs(actor, place.unit) && access_may_read(actor, &place);
    }
    db_done(store, row);
    return others;
}

enum result boards_mine(
    struct store *store, const struct actor *actor, struct board *out, size_t limit, size_t *count, size_t *others)
{
    struct reader reader;
    *count = 0;
    db_reading_begin(store);
    mark_reader_open(&reader, store, actor);
    list_boards(&reader,
        db_query(store,
            BOARD_SELECT "WHERE b.unit IN (SELECT unit FROM membership WHERE member = ?) ORDER BY b.unit, b.id",
            actor->member),
        out, limit, count);
    *others = boards_of_others(store, actor);
    mark_reader_close(&reader);
    return db_reading_end(store);
}

/* False when there is no row or the actor may not read that board. Ends the statement. */
static bool take_board(struct store *store, const struct actor *actor, sqlite3_stmt *row, struct board *out)
{
    struct reader reader;
    struct place place;
    bool found = db_step(store, row);
    if (found) {
        access_place_read(row, &place);
        found = access_may_read(actor, &place);
    }
    if (found) {
        mark_reader_open(&reader, store, actor);
        read_board(&reader, row, &place, out);
        mark_reader_close(&reader);
    }
    db_done(store, row);
    return found;
}

/* Ends the reading, and gives its result or the refusal. */
static enum result one_board(struct store *store, bool found)
{
    enum result result = db_reading_end(store);
    return found || result != RESULT_OK ? result : db_refuse(store, RESULT_NOT_FOUND, _("There is no such board."));
}

enum result board_get(struct store *store, const struct actor *actor, int64_t board, struct board *out)
{
    db_reading_begin(store);
    return one_board(store, take_board(store, actor, db_query(store, BOARD_SELECT "WHERE b.id = ?", board), out));
}

/* --- boards as they are typed --- */

enum { MEANT_MOST = 12 };

/* The readable boards that fit a typed short name. Only the nearest count: boards of the unit where she acts; else of
 * her other units; else of other units. */
struct meant {
    enum { MEANT_HERE, MEANT_HERS, MEANT_OTHERS } near;
    size_t count;
    int64_t board[MEANT_MOST];
    char names[BOARD_TYPED_BYTES * MEANT_MOST];
};

static void add_meant(struct meant *meant, int near, int64_t board, const char *unit, const char *slug)
{
    if (meant->count > 0 && near > (int)meant->near)
        return;
    if (near < (int)meant->near || meant->count == 0)
        *meant = (struct meant) { .near = near };
    if (meant->count == MEANT_MOST)
        return;
    size_t used = strlen(meant->names);
    meant->board[meant->count++] = board;
    snprintf(meant->names + used, sizeof meant->names - used, "%s%s/%s", used > 0 ? ", " : "", unit, slug);
}

/* `unit` NULL: of any unit. */
static void find_meant(
    struct store *store, const struct actor *actor, const char *unit, const char *slug, struct meant *out)
{
    struct place place;
    *out = (struct meant) { 0 };
    sqlite3_stmt *row = db_query(store,
        "SELECT b.id, b.unit, coalesce(u.parent, 0), b.visibility, 0, 0, 0, 0, u.slug FROM board b"
        " JOIN unit u ON u.id = b.unit WHERE b.slug = ?1 AND (u.slug = ?2 OR ?2 = '') ORDER BY b.unit",
        slug, unit != NULL ? unit : "");
    while (db_step(store, row)) {
        access_place_read(row, &place);
        int near = place.unit == actor->here          ? MEANT_HERE
                   : actor_belongs(actor, place.unit) ? MEANT_HERS
                                                      : MEANT_OTHERS;
        if (access_may_read(actor, &place))
            add_meant(out, near, place.board, db_text(row, 8), slug);
    }
    db_done(store, row);
}

/* Most typed boards are of the unit where she acts; one query finds those. */
static bool take_here(struct store *store, const struct actor *actor, const char *slug, struct board *out)
{
    return take_board(
        store, actor, db_query(store, BOARD_SELECT "WHERE b.slug = ? AND b.unit = ?", slug, actor->here), out);
}

enum result board_by_slug(struct store *store, const struct actor *actor, const char *slug, struct board *out)
{
    char unit[UNIT_SLUG_BYTES] = "/"; /* no unit has this short name */
    const char *slash = strchr(slug, '/');
    struct meant meant;
    if (slash != NULL && (size_t)(slash - slug) < sizeof unit)
        snprintf(unit, sizeof unit, "%.*s", (int)(slash - slug), slug);
    db_reading_begin(store);
    if (slash == NULL && take_here(store, actor, slug, out))
        return one_board(store, true);
    find_meant(store, actor, slash != NULL ? unit : NULL, slash != NULL ? slash + 1 : slug, &meant);
    if (meant.count <= 1)
        return one_board(
            store, meant.count == 1 &&
                       take_board(store, actor, db_query(store, BOARD_SELECT "WHERE b.id = ?", meant.board[0]), out));
    enum result result = db_reading_end(store);
    return result != RESULT_OK ? result
                               : db_refuse(store, RESULT_INVALID,
                                     _("There are several boards of that name. Say which: %s."), meant.names);
}

/* Is there another board with this short name that she may read? Boards closed to her do not count, so that their
 * existence does not show in the names of others. */
static bool has_namesake(struct store *store, const struct actor *actor, const struct board *board)
{
    struct place place;
    bool found = false;
    sqlite3_stmt *row = db_query(store,
        "SELECT b.id, b.unit, coalesce(u.parent, 0), b.visibility, 0, 0, 0, 0 FROM board b"
        " JOIN unit u ON u.id = b.unit WHERE b.slug = ? AND b.id <> ?",
        board->slug, board->id);
    while (!found && db_step(store, row)) {
        access_place_read(row, &place);
        found = access_may_read(actor, &place);
    }
    db_done(store, row);
    return found;
}

void board_typed(struct store *store, const struct actor *actor, const struct board *board, char out[BOARD_TYPED_BYTES])
{
    if (board->own || !has_namesake(store, actor, board))
        util_copy_text(out, BOARD_TYPED_BYTES, board->slug);
    else
        snprintf(out, BOARD_TYPED_BYTES, "%s/%s", board->unit_slug, board->slug);
}

int64_t board_unit(struct store *store, int64_t board)
{
    return db_number(store, 0, "SELECT unit FROM board WHERE id = ?", board);
}

/* Small letters, digits and -, beginning with a letter, because it is typed in commands. */
static bool slug_is_good(const char *slug)
{
    size_t length = strlen(slug);
    if (length == 0 || length >= sizeof((struct board *)0)->slug || slug[0] < 'a' || slug[0] > 'z')
        return false;
    return strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

enum result board_may_open(struct store *store, int64_t unit, const char *slug)
{
    if (!slug_is_good(slug))
        return db_refuse(store, RESULT_INVALID,
            _("A board's short name is up to 31 small letters, digits and -, and begins with a letter."));
    if (db_number(store, 0, "SELECT 1 FROM unit WHERE id = ?", unit) == 0)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such unit."));
    if (db_number(store, 0, "SELECT 1 FROM board WHERE unit = ? AND slug = ?", unit, slug) != 0)
        return db_refuse(store, RESULT_CONFLICT, _("There is a board called '%s' already."), slug);
    return db_outcome(store);
}

enum result board_open(struct store *store, int64_t unit, const char *slug, const char *title,
    enum visibility visibility, int64_t now, int64_t *board)
{
    char uid[37];
    enum result result = board_may_open(store, unit, slug);
    if (result != RESULT_OK)
        return result;
    uid_make(now, uid);
    result = db_run(store, "INSERT INTO board (uid, unit, slug, title, visibility, made) VALUES (?, ?, ?, ?, ?, ?)",
        uid, unit, slug, title, visibility, now);
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
    enum result result = rights_require_operator(store, actor);
    if (result != RESULT_OK || (result = unit_require_no_caucus(store, actor, unit)) != RESULT_OK)
        return result;
    if (unit_decides(store, unit) && actor->kind == ACTOR_OPERATOR)
        return unit_refuse_steward(store, unit, "board SLUG unit TITLE");
    if ((result = db_clean_text(store, title, true, TITLE_MAX, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        result = board_open(store, unit, slug, clean, visibility, now, board);
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    free(clean);
    return result;
}
