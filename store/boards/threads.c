/* threads.c: lists threads, opens one, and reads its title. RULES 2. */
#include <stdlib.h>
#include <string.h>

#include "boards.h"
#include "store/base/limits.h"
#include "store/boards/access.h"
#include "store/boards/board_write.h"
#include "store/boards/marks.h"
#include "store/boards/post_write.h"
#include "store/boards/quotes.h"
#include "store/people/by_hand.h"
#include "text.h"

int64_t thread_unit(struct store *store, int64_t thread)
{
    return db_number(store, 0, "SELECT b.unit FROM thread t JOIN board b ON b.id = t.board WHERE t.id = ?", thread);
}

/* --- lists --- */

#define AUTHOR_OF_POST(post) "(SELECT " AUTHOR_OF("f.author") " FROM post f WHERE f.id = " post ")"
#define THREAD_SELECT                                                                                                       \
    "SELECT t.id, t.board, t.first_post, t.last_post, t.last_at, t.opened, t.posts, " TITLE_OF("t.id") ", " AUTHOR_OF_POST( \
        "t.first_post") ", " AUTHOR_OF_POST("t.last_post") ", EXISTS (SELECT 1 FROM muted_thread x WHERE x.member = ?1 AND x.thread = t.id), EXISTS (SELECT 1 FROM bookmark k WHERE k.member = ?1 AND k.thread = t.id) FROM thread t "

static void read_thread(const struct reader *reader, sqlite3_stmt *row, struct thread *out)
{
    *out = (struct thread) {
        .id = sqlite3_column_int64(row, 0),
        .board = sqlite3_column_int64(row, 1),
        .first_post = sqlite3_column_int64(row, 2),
        .last_post = sqlite3_column_int64(row, 3),
        .last_at = sqlite3_column_int64(row, 4),
        .opened_at = sqlite3_column_int64(row, 5),
        .posts = sqlite3_column_int64(row, 6),
        .muted = sqlite3_column_int(row, 10) != 0,
        .bookmarked = sqlite3_column_int(row, 11) != 0,
    };
    access_copy_title(row, 7, out->title, sizeof out->title);
    access_copy_author(row, 8, out->author);
    access_copy_author(row, 9, out->last_author);
    out->unread = mark_unread_of_thread(reader, out->id, out->board, out->last_post, COUNT_MAX + 1);
}

enum result threads_list(struct store *store, const struct actor *actor, int64_t board, int64_t before, size_t limit,
    struct thread *out, size_t *count)
{
    struct reader reader;
    struct place place;
    *count = 0;
    db_reading_begin(store);
    enum result result = access_board_place(store, actor, board, &place);
    if (result != RESULT_OK) {
        db_reading_end(store);
        return result;
    }
    mark_reader_open(&reader, store, actor);
    sqlite3_stmt *row =
        db_query(store, THREAD_SELECT "WHERE t.board = ?2 AND t.last_post < ?3 ORDER BY t.last_post DESC",
            reader.member, board, before > 0 ? before : INT64_MAX);
    while (*count < limit && db_step(store, row))
        read_thread(&reader, row, &out[(*count)++]);
    db_done(store, row);
    mark_reader_close(&reader);
    return db_reading_end(store);
}

enum result thread_title_of(struct store *store, const struct actor *actor, int64_t post, char *out, size_t size)
{
    struct place place;
    int64_t thread = 0;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store, "SELECT thread, " TITLE_OF("post.thread") " FROM post WHERE id = ?", post);
    out[0] = '\0';
    if (db_step(store, row)) {
        thread = sqlite3_column_int64(row, 0);
        access_copy_title(row, 1, out, size);
    }
    db_done(store, row);
    enum result result = access_thread_place(store, actor, thread, &place);
    if (result != RESULT_OK) /* she may not read it */
        out[0] = '\0';
    enum result outcome = db_reading_end(store);
    return outcome != RESULT_OK ? outcome : result;
}

enum result thread_get(struct store *store, const struct actor *actor, int64_t thread, struct thread *out)
{
    struct reader reader;
    struct place place;
    db_reading_begin(store);
    enum result result = access_thread_place(store, actor, thread, &place);
    if (result == RESULT_OK) {
        mark_reader_open(&reader, store, actor);
        sqlite3_stmt *row = db_query(store, THREAD_SELECT "WHERE t.id = ?2", reader.member, thread);
        if (db_step(store, row))
            read_thread(&reader, row, out);
        db_done(store, row);
        mark_reader_close(&reader);
    }
    enum result outcome = db_reading_end(store);
    return result != RESULT_OK ? result : outcome;
}

/* --- opening --- */

static enum result thread_insert(
    struct store *store, struct place *place, const struct actor *actor, const char *title, int64_t now);

/* Bytes of `text` that one post takes: whole lines of at most POST_MAX letters together, and always at least one. */
static size_t post_piece(const char *text)
{
    size_t taken = 0;
    while (text[taken] != '\0') {
        size_t line = strcspn(text + taken, "\n") + 1, end = taken + line;
        if (text[end - 1] == '\0')
            end--;
        if (taken > 0 && (text_characters(text, end) > POST_MAX || end > POST_BYTES))
            break;
        taken = end;
    }
    return taken;
}

enum result thread_by_house(
    struct store *store, const struct place *board, const char *title, const char *text, int64_t now, int64_t *thread)
{
    static const struct actor house = { .kind = ACTOR_CARETAKER };
    struct place place = *board;
    int64_t first = 0, post = 0;
    char uid[37];
    uid_make(now, uid);
    db_run(store, "INSERT OR IGNORE INTO member (id, uid, joined, gone) VALUES (" SQL_AUTHOR_HOUSE ", ?, ?, ?)", uid,
        now, now);
    enum result result = thread_insert(store, &place, &house, title, now);
    *thread = place.thread;
    while (result == RESULT_OK && text[0] != '\0') {
        size_t length = post_piece(text);
        char *body = xstrndup(text, length);
        struct post_new form = { .place = &place,
            .author = AUTHOR_HOUSE,
            .at = now,
            .parent = first,
            .title = first == 0 ? title : "",
            .body = body };
        result = post_insert(store, &form, &post);
        first = first == 0 ? post : first;
        free(body);
        text += length;
    }
    return result;
}

/* Threads, their titles and the indexes of their posts lie in the file in the order of their numbers. If all units of a
 * house took the next number, each page would hold threads of all units, and a list of one unit would read a page for
 * every thread. So each unit takes a run of numbers for itself, and the next free run when that one is used up. */
static int64_t next_number(struct store *store, int64_t unit)
{
    enum { THREAD_RUN = 256 };
    int64_t newest = db_number(store, 0, "SELECT max(newest) FROM board WHERE unit = ?", unit);
    if (newest % THREAD_RUN != 0)
        return newest + 1;
    int64_t highest = db_number(store, 0, "SELECT max(id) FROM thread");
    return (highest + THREAD_RUN - 1) / THREAD_RUN * THREAD_RUN + 1;
}

static enum result thread_insert(
    struct store *store, struct place *place, const struct actor *actor, const char *title, int64_t now)
{
    unsigned char salt[16], hash[32];
    char uid[37];
    uid_make(now, uid);
    db_salted_hash(title, salt, hash);
    place->thread = next_number(store, place->unit);
    enum result result = db_run(store, "INSERT INTO thread (id, uid, board, last_at, opened) VALUES (?, ?, ?, ?, ?)",
        place->thread, uid, place->board, now, now);
    if (result != RESULT_OK)
        return result;
    db_run(store, "INSERT INTO thread_title (thread, title, salt) VALUES (?, ?, ?)", place->thread, title,
        db_blob(salt, sizeof salt));
    db_run(store, "UPDATE board SET threads = threads + 1, newest = ? WHERE id = ?", place->thread, place->board);
    struct ledger_new entry = {
        .at = now,
        .unit = place->unit,
        .subject = place->thread,
        .actor = actor->member,
        .board = place->board,
        .thread = place->thread,
        .kind = LEDGER_THREAD_OPENED,
        .seen_by = (unsigned)place->visibility,
        .text_hash = hash,
    };
    return ledger_append(store, &entry);
}

static enum result open_cleaned(struct store *store, const struct actor *actor, int64_t board, const char *title,
    const char *body, int64_t now, int64_t *thread, int64_t *post)
{
    struct place place;
    enum result result = access_board_place(store, actor, board, &place);
    if (result != RESULT_OK || (result = access_require_writer(store, actor, &place)) != RESULT_OK ||
        (result = board_takes_post(store, actor, &place, now)) != RESULT_OK ||
        (result = quotes_refuse(store, &place, body)) != RESULT_OK ||
        (result = limit_take(store, actor->member, LIMIT_POSTS, now)) != RESULT_OK ||
        (result = thread_insert(store, &place, actor, title, now)) != RESULT_OK)
        return result;
    *thread = place.thread;
    struct post_new form = { .place = &place, .author = actor->member, .at = now, .title = title, .body = body };
    result = post_insert(store, &form, post);
    return result == RESULT_OK ? by_hand_note(store, actor, HAND_POST, *post, now) : result;
}

enum result thread_open(struct store *store, const struct actor *actor, int64_t board, const char *title,
    const char *body, int64_t now, int64_t *thread, int64_t *post)
{
    char *clean_title = NULL, *clean_body = NULL;
    enum result result = by_hand_require_voice(store, actor);
    if (result == RESULT_OK)
        result = db_clean_text(store, title, true, TITLE_MAX, &clean_title);
    if (result == RESULT_OK)
        result = db_clean_text(store, body, false, access_post_letters(store, board_unit(store, board)), &clean_body);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK) {
        result = open_cleaned(store, actor, board, clean_title, clean_body, now, thread, post);
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    free(clean_title);
    free(clean_body);
    return result;
}
