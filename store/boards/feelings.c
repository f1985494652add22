/* feelings.c: joy and sorrow. See feelings.h. RULES 8.3. */
#include "feelings.h"

#include <string.h>

#include "store/base/retention.h"
#include "store/base/subject.h"
#include "store/boards/access.h"
#include "store/boards/board_write.h"
#include "store/people/by_hand.h"

/* The short names of their boards, in the table below and in SQL. */
#define JOY "joy"
#define SORROW "sorrow"

static const struct {
    const char *slug, *title;
} feelings[FEELINGS] = {
    [FEELING_JOY] = { JOY, N_("Births, feasts, songs, thanks") },
    [FEELING_SORROW] = { SORROW, N_("A death, an eviction, a job lost") },
};

const char *feeling_slug(enum feeling feeling)
{
    return feelings[feeling].slug;
}

static enum result require_own_unit(struct store *store, const struct actor *actor)
{
    enum result result = by_hand_require_voice(store, actor);
    if (result == RESULT_OK && !actor_belongs(actor, actor->here))
        result = db_refuse(store, RESULT_REFUSED, _("You do not belong to that unit. `units` shows yours."));
    return result;
}

enum result feeling_board(
    struct store *store, const struct actor *actor, enum feeling feeling, bool make, int64_t now, int64_t *board)
{
    *board = 0;
    enum result result = require_own_unit(store, actor);
    if (result != RESULT_OK)
        return result;
    int64_t closed = 0;
    sqlite3_stmt *row = db_query(
        store, "SELECT id, closed FROM board WHERE unit = ? AND slug = ?", actor->here, feelings[feeling].slug);
    if (db_step(store, row)) {
        *board = sqlite3_column_int64(row, 0);
        closed = sqlite3_column_int64(row, 1);
    }
    db_done(store, row);
    if (*board != 0 && closed == 0)
        return db_outcome(store);
    if (*board != 0 || !make)
        return db_refuse(store, RESULT_NOT_FOUND,
            *board != 0 ? _("That door was closed by a decision. What was told there can still be read: `boards`.")
            : feeling == FEELING_JOY ? _("No joy was told here yet. `joy --title T < text` tells the first.")
                                     : _("No sorrow was told here yet. `sorrow --title T < text` tells one."));
    if ((result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store,
        board_open(store, actor->here, feelings[feeling].slug, _(feelings[feeling].title), VISIBLE_UNIT, now, board));
}

/* --- for home --- */

static enum feeling feeling_of(const char *slug)
{
    return strcmp(slug, feelings[FEELING_JOY].slug) == 0 ? FEELING_JOY : FEELING_SORROW;
}

enum result feelings_newest(struct store *store, const struct actor *actor, struct feeling_line out[FEELINGS])
{
    memset(out, 0, FEELINGS * sizeof *out);
    if (actor->kind != ACTOR_MEMBER || !actor_belongs(actor, actor->here))
        return RESULT_OK;
    sqlite3_stmt *row = db_query(store,
        "SELECT b.slug, t.id, t.board, t.last_at, " TITLE_OF(
            "t.id") ", CASE WHEN p.author = ?2 THEN coalesce((SELECT"
                    " n.handle FROM sorrow_with w JOIN member_name n ON n.member = w.member WHERE w.thread = t.id"
                    " ORDER BY w.at DESC LIMIT 1), '') ELSE '' END FROM board b JOIN thread t ON t.board = b.id"
                    " JOIN post p ON p.id = t.first_post WHERE b.unit = ?1 AND b.slug IN ('" JOY "', '" SORROW "')"
                    " AND t.last_post = (SELECT max(x.last_post) FROM thread x WHERE x.board = b.id)",
        actor->here, actor->member);
    while (db_step(store, row)) {
        struct feeling_line *line = &out[feeling_of(db_text(row, 0))];
        line->thread = sqlite3_column_int64(row, 1);
        line->board = sqlite3_column_int64(row, 2);
        line->at = sqlite3_column_int64(row, 3);
        access_copy_title(row, 4, line->title, sizeof line->title);
        db_copy(row, 5, line->with, sizeof line->with);
    }
    db_done(store, row);
    return db_outcome(store);
}

/* --- "I am with you" --- */

/* A thread of a sorrow that she may read. *author: of its first post. */
static enum result find_sorrow(struct store *store, const struct actor *actor, int64_t thread, int64_t *author)
{
    struct place place;
    *author = 0;
    enum result result = by_hand_require_voice(store, actor);
    if (result == RESULT_OK)
        result = access_thread_place(store, actor, thread, &place);
    if (result != RESULT_OK)
        return result;
    *author = db_number(store, -1,
        "SELECT p.author FROM thread t JOIN board b ON b.id = t.board JOIN post p ON p.id = t.first_post"
        " WHERE t.id = ? AND b.slug = '" SORROW "'",
        thread);
    return *author >= 0 || db_failed(store)
               ? db_outcome(store)
               : db_refuse(store, RESULT_REFUSED, _("That is said only to a sorrow. `sorrows` lists them."));
}

static enum result be_with(struct store *store, const struct actor *actor, int64_t thread, bool on, int64_t now)
{
    int64_t author;
    enum result result = find_sorrow(store, actor, thread, &author);
    if (result == RESULT_OK && author == actor->member)
        result = db_refuse(store, RESULT_REFUSED,
            _("It is your own sorrow. `with %lld --names` tells who is with you."), (long long)thread);
    if (result != RESULT_OK)
        return result;
    return on ? db_run(store, "INSERT OR IGNORE INTO sorrow_with VALUES (?, ?, ?)", thread, actor->member, now)
              : db_run(store, "DELETE FROM sorrow_with WHERE thread = ? AND member = ?", thread, actor->member);
}

enum result feeling_be_with(struct store *store, const struct actor *actor, int64_t thread, bool on, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, be_with(store, actor, thread, on, now)) : result;
}

enum result feeling_with(struct store *store, const struct actor *actor, int64_t thread, struct sorrow_name *out,
    size_t limit, size_t *count)
{
    int64_t author;
    *count = 0;
    enum result result = find_sorrow(store, actor, thread, &author);
    if (result == RESULT_OK && author != actor->member)
        result = db_refuse(store, RESULT_REFUSED, _("Only whoever wrote it sees who is with them."));
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT n.handle FROM sorrow_with w JOIN member_name n ON n.member = w.member WHERE w.thread = ?"
        " ORDER BY w.at DESC, w.member",
        thread);
    while (*count < limit && db_step(store, row))
        db_copy(row, 0, out[(*count)++].handle, HANDLE_BYTES);
    db_done(store, row);
    return db_outcome(store);
}

/* --- as a subject --- */

static int forget(struct store *store, int64_t now)
{
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM sorrow_with WHERE at < ?", now - retention_period(store, "with"));
    int changed = sqlite3_changes(store->db);
    return db_commit(store) == RESULT_OK ? changed : -1;
}

static void leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    db_run(store, "DELETE FROM sorrow_with WHERE member = ?", member);
}

#define OF_UNIT " IN (SELECT t.id FROM thread t JOIN board b ON b.id = t.board WHERE b.unit = ?1)"

static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    (void)now;
    db_run(store, "DELETE FROM sorrow_with WHERE thread" OF_UNIT " AND member = ?2", unit, member);
}

static void end(struct store *store, int64_t caucus, int64_t now)
{
    (void)now;
    db_run(store, "DELETE FROM sorrow_with WHERE thread" OF_UNIT, caucus);
}

/* No export: who was with whom is nobody's but theirs. */
const struct subject feeling_subject = {
    .name = "feeling",
    .forget = forget,
    .leave = leave,
    .part = part,
    .end = end,
    .file =
        (const struct subject_rows[]) {
            { "sorrows_with_you", "SELECT thread, at FROM sorrow_with WHERE member = ?" },
            { NULL, NULL },
        },
};
