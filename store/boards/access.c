/* access.c: the place of a post or thread, and who may read and write there. RULES 2.1. */
#include "store/boards/access.h"

#include <string.h>

#include "numbers.h"
#include "store/people/by_hand.h"

static bool belongs(const struct actor *actor, const struct place *place)
{
    bool wide = place->visibility == VISIBLE_CONFEDERATION && place->parent != 0;
    if (actor->kind != ACTOR_MEMBER)
        return false;
    for (int i = 0; i < actor->unit_count; i++)
        if (actor->units[i] == place->unit ||
            (wide && (actor->parents[i] == place->parent || actor->units[i] == place->parent)))
            return true;
    return false;
}

bool access_may_read(const struct actor *actor, const struct place *place)
{
    if (actor->kind == ACTOR_NOBODY || actor->kind == ACTOR_WAITING || actor->kind == ACTOR_TABLE)
        return false;
    return place->visibility == VISIBLE_PUBLIC || belongs(actor, place);
}

bool access_may_write(const struct actor *actor, const struct place *place)
{
    if (place->visibility == VISIBLE_PUBLIC)
        return actor->kind == ACTOR_MEMBER && actor->unit_count > 0;
    return belongs(actor, place);
}

bool access_place_is_caucus(struct store *store, const struct place *place)
{
    return place->visibility == VISIBLE_UNIT &&
           db_number(store, 0, "SELECT kind FROM unit WHERE id = ?", place->unit) == UNIT_CAUCUS;
}

void access_place_read(sqlite3_stmt *row, struct place *out)
{
    *out = (struct place) {
        .board = sqlite3_column_int64(row, 0),
        .unit = sqlite3_column_int64(row, 1),
        .parent = sqlite3_column_int64(row, 2),
        .visibility = (enum visibility)sqlite3_column_int(row, 3),
        .thread = sqlite3_column_int64(row, 4),
        .first_post = sqlite3_column_int64(row, 5),
        .last_post = sqlite3_column_int64(row, 6),
        .posts = sqlite3_column_int64(row, 7),
    };
}

enum result access_board_place(struct store *store, const struct actor *actor, int64_t board, struct place *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT b.id, b.unit, coalesce(u.parent, 0), b.visibility, 0, 0, 0, 0"
        " FROM board b JOIN unit u ON u.id = b.unit WHERE b.id = ?",
        board);
    bool found = db_step(store, row);
    if (found)
        access_place_read(row, out);
    db_done(store, row);
    if (!found || !access_may_read(actor, out))
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such board."));
    return RESULT_OK;
}

enum result access_thread_place(struct store *store, const struct actor *actor, int64_t thread, struct place *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT b.id, b.unit, coalesce(u.parent, 0), b.visibility, t.id, t.first_post, t.last_post, t.posts"
        " FROM thread t JOIN board b ON b.id = t.board JOIN unit u ON u.id = b.unit WHERE t.id = ?",
        thread);
    bool found = db_step(store, row);
    if (found)
        access_place_read(row, out);
    db_done(store, row);
    if (!found || !access_may_read(actor, out))
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such thread."));
    return RESULT_OK;
}

/* Looks at the boards of her own units too: a member who moved away may have posts there. */
bool access_reads_author(struct store *store, const struct actor *actor, int64_t author)
{
    struct place place;
    bool found = false;
    sqlite3_stmt *row = db_query(store,
        "SELECT b.id, b.unit, coalesce(u.parent, 0), b.visibility, 0, 0, 0, 0 FROM board b JOIN unit u ON u.id = b.unit"
        " WHERE (b.visibility <> " SQL_VISIBLE_UNIT
        " OR b.unit IN (SELECT unit FROM membership s WHERE s.member = ?2)) AND EXISTS"
        " (SELECT 1 FROM thread t JOIN post p ON p.thread = t.id WHERE t.board = b.id AND p.author = ?1 AND p.state"
        " = " SQL_POST_SHOWN ")",
        author, actor->member);
    while (!found && db_step(store, row)) {
        access_place_read(row, &place);
        found = access_may_read(actor, &place);
    }
    db_done(store, row);
    return found;
}

enum result access_require_writer(struct store *store, const struct actor *actor, const struct place *place)
{
    enum result result = by_hand_require_voice(store, actor);
    if (result != RESULT_OK || access_may_write(actor, place))
        return result;
    return db_refuse(store, RESULT_REFUSED, _("Only members of that unit write on this board."));
}

size_t access_post_letters(struct store *store, int64_t unit)
{
    return (size_t)number_of(store, unit, NUMBER_POST);
}

void access_copy_title(sqlite3_stmt *row, int column, char *to, size_t size)
{
    db_copy(row, column, to, size);
    if (to[0] == '\0')
        util_copy_text(to, size, _("[withdrawn]"));
    else if (strcmp(to, TITLE_COVERED) == 0)
        util_copy_text(to, size, _("[covered]"));
}

void access_copy_author(sqlite3_stmt *row, int column, char to[HANDLE_BYTES])
{
    person_copy_handle(row, column, to);
    if (strcmp(to, " ") == 0)
        util_copy_text(to, HANDLE_BYTES, _("the house"));
}
