/* board_write.c: what a decision does to boards, and what holds there then. RULES 2.1, 2.5. */
#include "store/boards/board_write.h"

#include <string.h>

#include "when.h"

static enum result book(struct store *store, int64_t unit, int64_t board, int64_t now)
{
    return ledger_append(
        store, &(struct ledger_new) {
                   .at = now, .unit = unit, .subject = board, .board = board, .kind = LEDGER_BOARD_CHANGED });
}

enum result board_of_unit(struct store *store, int64_t unit, const char *slug, int64_t *board)
{
    *board = db_number(store, 0, "SELECT id FROM board WHERE unit = ? AND slug = ? AND closed = 0", unit, slug);
    if (*board != 0 || db_failed(store))
        return db_outcome(store);
    return db_refuse(
        store, RESULT_NOT_FOUND, _("There is no open board '%s' of that unit. `boards` lists them."), slug);
}

enum result board_may_close(struct store *store, int64_t unit, const char *slug, int64_t *board)
{
    enum result result = board_of_unit(store, unit, slug, board);
    if (result == RESULT_OK && (strcmp(slug, "general") == 0 || strcmp(slug, "welcome") == 0))
        return db_refuse(store, RESULT_REFUSED,
            _("`general` and `welcome` stay open: the minutes stand in the one, newcomers write in the other."));
    return result;
}

enum result board_close(struct store *store, int64_t unit, int64_t board, int64_t now)
{
    db_run(store, "UPDATE board SET closed = ? WHERE id = ? AND closed = 0", now, board);
    return book(store, unit, board, now);
}

enum result board_slow(struct store *store, int64_t unit, int64_t board, int64_t minutes, int64_t until, int64_t now)
{
    db_run(store, "UPDATE board SET slow = ?, slow_until = ? WHERE id = ?", minutes, until, board);
    return book(store, unit, board, now);
}

/* When she may post again, by her last post there; 0: now. */
static int64_t next_post(struct store *store, int64_t member, int64_t board, int64_t minutes)
{
    int64_t last = db_number(store, 0,
        "SELECT max(p.at) FROM thread t JOIN post p ON p.thread = t.id WHERE t.board = ? AND p.author = ?", board,
        member);
    return last == 0 ? 0 : last + minutes * 60;
}

enum result board_may_write(struct store *store, int64_t member, const struct place *place, int64_t now)
{
    int64_t act = 0, until = 0;
    char day[WHEN_BYTES];
    sqlite3_stmt *row = db_query(store, "SELECT act, until FROM board_rest WHERE unit = ? AND member = ? AND until > ?",
        place->unit, member, now);
    if (db_step(store, row)) {
        act = sqlite3_column_int64(row, 0);
        until = sqlite3_column_int64(row, 1);
    }
    db_done(store, row);
    if (act == 0)
        return db_outcome(store);
    return db_refuse(store, RESULT_REFUSED,
        _("You cannot write on these boards until %s. You speak, vote and ask for help as before. `modlog %lld` says why, `appeal %lld` asks neighbours to look at it."),
        when_say_date(when_day(until), when_day(now), day), (long long)act, (long long)act);
}

enum result board_takes_post(struct store *store, const struct actor *actor, const struct place *place, int64_t now)
{
    int64_t slow = 0, closed = 0;
    enum result result = board_may_write(store, actor->member, place, now);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT CASE WHEN slow_until > ?2 THEN slow ELSE 0 END, closed FROM board WHERE id = ?1", place->board, now);
    if (db_step(store, row)) {
        slow = sqlite3_column_int64(row, 0);
        closed = sqlite3_column_int64(row, 1);
    }
    db_done(store, row);
    if (closed != 0)
        return db_refuse(store, RESULT_REFUSED,
            _("That board is closed by a decision: it is read, and no longer written to. `boards` lists the others."));
    int64_t from = slow > 0 ? next_post(store, actor->member, place->board, slow) : 0;
    if (from <= now)
        return db_outcome(store);
    return db_refuse(store, RESULT_BUSY,
        ngettext("By a decision each posts here once in %d minutes. You can in %d minute; your text is kept.",
            "By a decision each posts here once in %d minutes. You can in %d minutes; your text is kept.",
            (unsigned long)((from - now + 59) / 60)),
        (int)slow, (int)((from - now + 59) / 60));
}
