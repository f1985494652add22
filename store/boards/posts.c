/* posts.c: reads the posts of a thread in tree order, and lets authors answer, edit, withdraw and restore. RULES 2.
 * post_write.c explains the tree. */
#include <stdlib.h>
#include <string.h>

#include "boards.h"
#include "store/base/limits.h"
#include "store/base/retention.h"
#include "store/boards/access.h"
#include "store/boards/board_write.h"
#include "store/boards/marks.h"
#include "store/boards/post_strike.h"
#include "store/boards/post_write.h"
#include "store/boards/quotes.h"
#include "store/boards/search_index.h"
#include "store/people/by_hand.h"

/* --- writing --- */

static int64_t unit_of_post(struct store *store, int64_t post)
{
    return db_number(store, 0,
        "SELECT b.unit FROM post p JOIN thread t ON t.id = p.thread JOIN board b ON b.id = t.board WHERE p.id = ?",
        post);
}

enum result post_reply(
    struct store *store, const struct actor *actor, int64_t parent, const char *body, int64_t now, int64_t *post)
{
    struct place place;
    char *clean;
    enum result result = by_hand_require_voice(store, actor);
    if (result != RESULT_OK || (result = db_clean_text(store, body, false,
                                    access_post_letters(store, unit_of_post(store, parent)), &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        int64_t thread = db_number(store, 0, "SELECT thread FROM post WHERE id = ?", parent);
        struct post_new form = {
            .place = &place, .author = actor->member, .at = now, .parent = parent, .title = "", .body = clean
        };
        if (access_thread_place(store, actor, thread, &place) != RESULT_OK)
            result = db_refuse(store, RESULT_NOT_FOUND, _("There is no such post."));
        else if ((result = access_require_writer(store, actor, &place)) == RESULT_OK &&
                 (result = board_takes_post(store, actor, &place, now)) == RESULT_OK &&
                 (result = quotes_refuse(store, &place, clean)) == RESULT_OK &&
                 (result = limit_take(store, actor->member, LIMIT_POSTS, now)) == RESULT_OK)
            result = post_insert(store, &form, post);
        if (result == RESULT_OK)
            result = by_hand_note(store, actor, HAND_POST, *post, now);
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    free(clean);
    return result;
}

/* --- the author's own posts --- */

struct own {
    struct place place;
    int64_t post, author;
    int64_t actor; /* who does it: the author, or the member who strikes it at the author's word */
    int state;
    char *title, *body; /* as they are now; "" when withdrawn. `title` is set for a first post only, as in the index */
};

static void own_clear(struct own *own)
{
    free(own->title);
    free(own->body);
}

/* Inside a write: reads the post and its place. Call own_clear() also when this fails. */
static enum result load_post(struct store *store, const struct actor *actor, int64_t post, struct own *own)
{
    *own = (struct own) { .post = post, .actor = actor->member };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT p.thread, p.author, p.state, coalesce((SELECT body FROM post_text WHERE id = " TEXT_PLACE_OF_P "), ''),"
        " CASE p.parent WHEN 0 THEN " TITLE_OF("p.thread") " ELSE '' END FROM post p WHERE p.id = ?",
        post);
    int64_t thread = 0;
    if (db_step(store, row)) {
        thread = sqlite3_column_int64(row, 0);
        own->author = sqlite3_column_int64(row, 1);
        own->state = sqlite3_column_int(row, 2);
        own->body = xstrdup(db_text(row, 3));
        own->title = xstrdup(db_text(row, 4));
    }
    db_done(store, row);
    if (thread == 0 || access_thread_place(store, actor, thread, &own->place) != RESULT_OK)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such post."));
    return RESULT_OK;
}

/* The same, and refuses unless the actor wrote it. */
static enum result own_post(struct store *store, const struct actor *actor, int64_t post, struct own *own)
{
    enum result result = load_post(store, actor, post, own);
    if (result == RESULT_OK && own->author != actor->member)
        return db_refuse(store, RESULT_REFUSED, _("That post is not yours."));
    return result;
}

static void keep_version(struct store *store, const struct own *own, bool withdrawn, int64_t now)
{
    bool title = withdrawn && own->place.first_post == own->post;
    db_run(store,
        "INSERT INTO post_version (post, at, withdrawn, body, title, held) VALUES (?1, ?2, ?3, ?4, ?5,"
        " EXISTS (SELECT 1 FROM post_held h WHERE h.post = ?1))",
        own->post, now, withdrawn, own->body, title ? own->title : NULL);
}

/* Stores a text with a new salt, indexes it, and writes the ledger's entry. The caller removed the old text from the
 * index. */
static enum result put_text(
    struct store *store, const struct own *own, enum ledger_kind kind, const char *title, const char *body, int64_t now)
{
    unsigned char salt[16], hash[32];
    db_salted_hash(body, salt, hash);
    db_run(store,
        "INSERT INTO post_text (id, post, thread, author, at, body, salt)"
        " SELECT " TEXT_PLACE("?1", "p.id") ", p.id, p.thread, p.author, p.at, ?3, ?4 FROM post p WHERE p.id = ?2"
                                            " ON CONFLICT DO UPDATE SET body = excluded.body, salt = excluded.salt",
        own->place.unit, own->post, body, db_blob(salt, sizeof salt));
    search_index_add(store, &own->place, own->post, own->author, title, body);
    return post_ledger(store, &own->place, kind, own->post, own->actor, now, hash);
}

static enum result edit_own(struct store *store, const struct own *own, const char *body, int64_t now)
{
    if (own->state == POST_WITHDRAWN)
        return db_refuse(store, RESULT_REFUSED, _("You withdrew that post. Take it back first."));
    if (own->state == POST_COVERED)
        return db_refuse(store, RESULT_REFUSED, _("That post is covered; it stays as it is."));
    if (own->body != NULL && strcmp(own->body, body) == 0)
        return RESULT_OK;
    enum result result = board_may_write(store, own->actor, &own->place, now);
    if (result == RESULT_OK)
        result = quotes_refuse(store, &own->place, body);
    if (result == RESULT_OK)
        result = limit_take(store, own->author, LIMIT_POSTS, now);
    if (result != RESULT_OK)
        return result;
    keep_version(store, own, false, now);
    quotes_drop(store, own->post);
    search_index_remove(store, &own->place, own->post, own->author, own->title, own->body);
    db_run(store, "UPDATE post SET edited = ? WHERE id = ?", now, own->post);
    return put_text(store, own, LEDGER_POST_EDITED, own->title, body, now);
}

enum result post_edit(struct store *store, const struct actor *actor, int64_t post, const char *body, int64_t now)
{
    struct own own = { 0 };
    char *clean;
    enum result result =
        db_clean_text(store, body, false, access_post_letters(store, unit_of_post(store, post)), &clean);
    if (result != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        if ((result = own_post(store, actor, post, &own)) == RESULT_OK)
            result = edit_own(store, &own, clean, now);
        own_clear(&own);
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    free(clean);
    return result;
}

static enum result withdraw_own(struct store *store, const struct own *own, int64_t now)
{
    if (own->state == POST_WITHDRAWN)
        return RESULT_OK;
    if (own->state == POST_COVERED) { /* for good: what was covered does not come back by this door */
        quotes_end(store, &own->place, own->post);
        db_run(store, "DELETE FROM post_covered WHERE post = ?", own->post);
    } else {
        quotes_drop(store, own->post);
        keep_version(store, own, true, now);
        search_index_remove(store, &own->place, own->post, own->author, own->title, own->body);
        db_run(store, "DELETE FROM post_text WHERE id = " TEXT_PLACE("?", "?"), own->place.unit, own->post);
    }
    if (own->place.first_post == own->post)
        db_run(store, "DELETE FROM thread_title WHERE thread = ?", own->place.thread);
    db_run(store, "UPDATE post SET state = " SQL_POST_WITHDRAWN " WHERE id = ?", own->post);
    return post_ledger(store, &own->place, LEDGER_POST_WITHDRAWN, own->post, own->actor, now, NULL);
}

enum result post_withdraw(struct store *store, const struct actor *actor, int64_t post, int64_t now)
{
    struct own own = { 0 };
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    if ((result = own_post(store, actor, post, &own)) == RESULT_OK)
        result = withdraw_own(store, &own, now);
    own_clear(&own);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

static enum result put_title_back(struct store *store, const struct own *own, const char *title)
{
    unsigned char salt[16], hash[32];
    db_salted_hash(title, salt, hash);
    return db_run(store, "INSERT INTO thread_title (thread, title, salt) VALUES (?, ?, ?)", own->place.thread, title,
        db_blob(salt, sizeof salt));
}

static enum result restore_own(struct store *store, const struct own *own, int64_t now)
{
    char *body = NULL, *title = NULL;
    if (own->state != POST_WITHDRAWN)
        return RESULT_OK;
    enum result result = limit_take(store, own->author, LIMIT_POSTS, now);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT body, title FROM post_version WHERE post = ? AND withdrawn = 1 AND at > ? ORDER BY id DESC LIMIT 1",
        own->post, now - retention_period(store, "version"));
    if (db_step(store, row)) {
        body = xstrdup(db_text(row, 0));
        title = xstrdup(db_text(row, 1));
    }
    db_done(store, row);
    if (body == NULL)
        return db_refuse(store, RESULT_REFUSED, _("A withdrawn text is kept for a day; this one is gone."));
    db_run(store, "DELETE FROM post_version WHERE post = ? AND withdrawn = 1 AND held = 0", own->post);
    db_run(store, "UPDATE post SET state = " SQL_POST_SHOWN " WHERE id = ?", own->post);
    db_run(store, "UPDATE hand_word SET struck_by = 0, struck_at = 0 WHERE kind = 'post' AND subject = ?", own->post);
    if (title[0] != '\0')
        put_title_back(store, own, title);
    result = put_text(store, own, LEDGER_POST_RESTORED, title, body, now);
    free(body);
    free(title);
    return result;
}

enum result post_restore(struct store *store, const struct actor *actor, int64_t post, int64_t now)
{
    struct own own = { 0 };
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    if ((result = own_post(store, actor, post, &own)) == RESULT_OK)
        result = restore_own(store, &own, now);
    own_clear(&own);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* --- striking by hand; inside a write (post_strike.h) --- */

enum result post_strike(struct store *store, const struct actor *actor, int64_t post, int64_t now)
{
    struct own own = { 0 };
    enum result result = load_post(store, actor, post, &own);
    if (result == RESULT_OK && own.state == POST_COVERED)
        result = db_refuse(store, RESULT_REFUSED, _("That post is covered; it stays as it is."));
    if (result == RESULT_OK)
        result = withdraw_own(store, &own, now);
    own_clear(&own);
    return result;
}

/* False when her post was withdrawn before it was struck: then it stays withdrawn. */
static bool struck_first(struct store *store, int64_t post)
{
    return db_number(store, 0,
               "SELECT 1 FROM post_version v JOIN hand_word w ON w.kind = 'post' AND w.subject = v.post"
               " WHERE v.post = ? AND v.withdrawn = 1 AND v.at >= w.struck_at LIMIT 1",
               post) == 1;
}

enum result post_unstrike(struct store *store, const struct actor *actor, int64_t post, int64_t now)
{
    struct own own = { 0 };
    if (!struck_first(store, post))
        return db_outcome(store);
    enum result result = load_post(store, actor, post, &own);
    if (result == RESULT_OK)
        result = restore_own(store, &own, now);
    own_clear(&own);
    return result;
}

/* --- reading --- */

/* SQL: is there a later sibling of this post? A question to the index of paths alone: the posts around it may lie on
 * other pages of the file. Below p are paths that begin as its own does; no place among siblings is as high as
 * 0xffffffff. */
#define PATH_END(path) "CAST(" path " || x'ffffffff' AS BLOB)"
#define HAS_LATER_SIBLING                                                                                              \
    "EXISTS (SELECT 1 FROM post q WHERE q.thread = p.thread AND q.path > " PATH_END(                                   \
        "p.path") " AND q.path < " PATH_END("substr(p.path, 1, length(p.path) - 4)") ")"

/* Reason and moderator of a cover in one number. */
enum { COVER_PACK = 1000000 };
#define COVER_PACK_SQL "1000000"

/* `text`: where its text lies, as SQL. */
#define POST_SELECT(text)                                                                                              \
    "SELECT p.id, p.thread, p.parent, p.author, p.at, p.edited, p.state, p.depth, " AUTHOR_OF(                         \
        "p.author") ","                                                                                                \
                    " coalesce((SELECT body FROM post_text WHERE post_text.id = " text "), ''),"                       \
                    " (SELECT count(*) FROM post_version v WHERE v.post = p.id AND v.withdrawn = 0),"                  \
                    " EXISTS (SELECT 1 FROM bookmark k WHERE k.member = ?1 AND k.post = p.id),"                        \
                    " " HAS_LATER_SIBLING ", CASE p.state WHEN " SQL_POST_COVERED                                      \
                    " THEN (SELECT c.reason * " COVER_PACK_SQL                                                         \
                    " + c.letter FROM post_covered c WHERE c.post = p.id) END, " BY_HAND_COLUMNS                       \
                    " FROM post p" BY_HAND_JOIN("post", "p.id")

/* `set`: what she has read of this post's thread. */
static void read_post(
    const struct reader *reader, sqlite3_stmt *row, const struct mark_set *set, bool muted_thread, struct post *out)
{
    *out = (struct post) {
        .id = sqlite3_column_int64(row, 0),
        .thread = sqlite3_column_int64(row, 1),
        .parent = sqlite3_column_int64(row, 2),
        .author = sqlite3_column_int64(row, 3),
        .at = sqlite3_column_int64(row, 4),
        .edited_at = sqlite3_column_int64(row, 5),
        .state = (enum post_state)sqlite3_column_int(row, 6),
        .depth = sqlite3_column_int(row, 7),
        .body = xstrdup(db_text(row, 9)),
        .versions = sqlite3_column_int(row, 10),
        .bookmarked = sqlite3_column_int(row, 11) != 0,
        .last_child = sqlite3_column_int(row, 12) == 0,
    };
    access_copy_author(row, 8, out->handle);
    by_hand_read(row, 14, &out->by);
    out->covered = (enum cover_reason)(sqlite3_column_int64(row, 13) / COVER_PACK);
    out->covered_by = (int)(sqlite3_column_int64(row, 13) % COVER_PACK);
    out->mine = reader->member != 0 && out->author == reader->member;
    out->author_muted = mark_author_is_muted(reader, out->author);
    out->unread = !muted_thread && mark_post_counts(reader, out->author, out->state) && !mark_set_has(set, out->id);
    if (out->state == POST_WITHDRAWN)
        out->versions = 0;
}

static sqlite3_stmt *query_page(const struct reader *reader, const struct place *place, enum page page, int64_t from)
{
    switch (page) {
    case PAGE_AT:
        return db_query(reader->store,
            POST_SELECT(TEXT_PLACE(
                "?4", "p.id")) "WHERE p.thread = ?2 AND p.path >= coalesce((SELECT path FROM post WHERE id = ?3), x'')"
                               " ORDER BY p.path",
            reader->member, place->thread, from, place->unit);
    case PAGE_AFTER:
        return db_query(reader->store,
            POST_SELECT(TEXT_PLACE(
                "?4", "p.id")) "WHERE p.thread = ?2 AND p.path > coalesce((SELECT path FROM post WHERE id = ?3), x'')"
                               " ORDER BY p.path",
            reader->member, place->thread, from, place->unit);
    case PAGE_BEFORE:
        break;
    }
    return db_query(reader->store,
        POST_SELECT(TEXT_PLACE(
            "?4", "p.id")) "WHERE p.thread = ?2 AND p.path < coalesce((SELECT path FROM post WHERE id = ?3), x'')"
                           " ORDER BY p.path DESC",
        reader->member, place->thread, from, place->unit);
}

static void reverse_posts(struct post *posts, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct post held = posts[i];
        posts[i] = posts[count - 1 - i];
        posts[count - 1 - i] = held;
    }
}

static void number_posts(struct store *store, const struct place *place, struct post *posts, size_t count)
{
    if (count == 0)
        return;
    int64_t number = db_number(store, 0,
        "SELECT count(*) FROM post WHERE thread = ? AND path <= (SELECT path FROM post WHERE id = ?)", place->thread,
        posts[0].id);
    for (size_t i = 0; i < count; i++) {
        posts[i].number = number + (int64_t)i;
        posts[i].total = place->posts;
    }
}

static void fill_page(const struct reader *reader, const struct place *place, enum page page, int64_t from,
    size_t limit, struct post *out, size_t *count)
{
    struct mark_set set;
    bool muted = mark_thread_is_muted(reader, place->thread);
    mark_load(reader, place->thread, place->board, &set);
    sqlite3_stmt *row = query_page(reader, place, page, from);
    while (*count < limit && db_step(reader->store, row))
        read_post(reader, row, &set, muted, &out[(*count)++]);
    db_done(reader->store, row);
    mark_set_free(&set);
    if (page == PAGE_BEFORE)
        reverse_posts(out, *count);
    number_posts(reader->store, place, out, *count);
}

static void page_of(struct store *store, const struct actor *actor, const struct place *place, enum page page,
    int64_t from, size_t limit, struct post *out, size_t *count)
{
    struct reader reader;
    mark_reader_open(&reader, store, actor);
    fill_page(&reader, place, page, from, limit, out, count);
    mark_reader_close(&reader);
}

static enum result page_in_thread(struct store *store, const struct actor *actor, int64_t thread, enum page page,
    int64_t from, size_t limit, struct post *out, size_t *count)
{
    struct place place;
    enum result result = access_thread_place(store, actor, thread, &place);
    if (result != RESULT_OK)
        return result;
    if (from != 0 && db_number(store, 0, "SELECT 1 FROM post WHERE id = ? AND thread = ?", from, thread) == 0)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such post in that thread."));
    page_of(store, actor, &place, page, from, limit, out, count);
    return RESULT_OK;
}

enum result posts_page(struct store *store, const struct actor *actor, int64_t thread, enum page page, int64_t from,
    size_t limit, struct post *out, size_t *count)
{
    *count = 0;
    db_reading_begin(store);
    enum result result = page_in_thread(store, actor, thread, page, from, limit, out, count);
    enum result outcome = db_reading_end(store);
    return result != RESULT_OK ? result : outcome;
}

enum result posts_read(struct store *store, const struct actor *actor, int64_t thread, enum page page, int64_t from,
    size_t limit, struct post *out, size_t *count, struct thread *head, struct share *share)
{
    db_reading_begin(store);
    enum result result = posts_page(store, actor, thread, page, from, limit, out, count);
    if (result == RESULT_OK && *count == 0)
        result = db_refuse(store, RESULT_NOT_FOUND, _("There is no such post in that thread."));
    if (result == RESULT_OK)
        result = thread_get(store, actor, thread, head);
    if (result == RESULT_OK)
        result = thread_share(store, actor, thread, share);
    enum result outcome = db_reading_end(store);
    result = result != RESULT_OK ? result : outcome;
    if (result != RESULT_OK) {
        posts_free(out, *count);
        *count = 0;
    }
    return result;
}

enum result post_read(
    struct store *store, const struct actor *actor, int64_t post, struct post *out, struct share *share)
{
    struct place place;
    size_t count = 0;
    db_reading_begin(store);
    int64_t thread = db_number(store, 0, "SELECT thread FROM post WHERE id = ?", post);
    if (thread != 0 && access_thread_place(store, actor, thread, &place) == RESULT_OK) {
        page_of(store, actor, &place, PAGE_AT, post, 1, out, &count);
        if (share != NULL)
            thread_share_of(store, actor, &place, share);
    }
    enum result outcome = db_reading_end(store);
    if (outcome == RESULT_OK && count == 1)
        return RESULT_OK;
    posts_free(out, count);
    return outcome != RESULT_OK ? outcome : db_refuse(store, RESULT_NOT_FOUND, _("There is no such post."));
}

enum result post_get(struct store *store, const struct actor *actor, int64_t post, struct post *out)
{
    return post_read(store, actor, post, out, NULL);
}

void posts_free(struct post *posts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(posts[i].body);
        posts[i].body = NULL;
    }
}

enum result post_versions(
    struct store *store, const struct actor *actor, int64_t post, struct post_version *out, size_t limit, size_t *count)
{
    struct post now = { 0 };
    *count = 0;
    enum result result = post_get(store, actor, post, &now);
    if (result != RESULT_OK)
        return result;
    posts_free(&now, 1);
    if (now.state != POST_SHOWN)
        return now.mine ? RESULT_OK : db_refuse(store, RESULT_REFUSED, _("That post is not shown."));
    db_reading_begin(store);
    sqlite3_stmt *row =
        db_query(store, "SELECT at, body FROM post_version WHERE post = ? AND withdrawn = 0 ORDER BY id DESC", post);
    while (*count < limit && db_step(store, row))
        out[(*count)++] = (struct post_version) { sqlite3_column_int64(row, 0), xstrdup(db_text(row, 1)) };
    db_done(store, row);
    return db_reading_end(store);
}

void post_versions_free(struct post_version *versions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(versions[i].body);
        versions[i].body = NULL;
    }
}

/* --- bookmarks --- */

enum result post_bookmark_set(struct store *store, const struct actor *actor, int64_t post, bool on, int64_t now)
{
    struct place place;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    int64_t thread = db_number(store, 0, "SELECT thread FROM post WHERE id = ?", post);
    if (thread == 0 || access_thread_place(store, actor, thread, &place) != RESULT_OK)
        return db_abandon(store, db_refuse(store, RESULT_NOT_FOUND, _("There is no such post.")));
    if (on)
        db_run(store, "INSERT OR IGNORE INTO bookmark (member, post, thread, at) VALUES (?, ?, ?, ?)", actor->member,
            post, thread, now);
    else
        db_run(store, "DELETE FROM bookmark WHERE member = ? AND post = ?", actor->member, post);
    return db_commit(store);
}

enum result post_bookmarks_list(
    struct store *store, const struct actor *actor, int64_t before, size_t limit, struct post *out, size_t *count)
{
    struct reader reader;
    struct place place;
    struct mark_set set;
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    mark_reader_open(&reader, store, actor);
    sqlite3_stmt *row = db_query(store,
        POST_SELECT(
            TEXT_PLACE_OF_P) "JOIN bookmark m ON m.post = p.id WHERE m.member = ?1 AND m.post < ?2 ORDER BY m.post DESC",
        reader.member, before > 0 ? before : INT64_MAX);
    while (*count < limit && db_step(store, row)) {
        int64_t thread = sqlite3_column_int64(row, 1);
        if (access_thread_place(store, actor, thread, &place) != RESULT_OK)
            continue;
        mark_load(&reader, thread, place.board, &set);
        read_post(&reader, row, &set, mark_thread_is_muted(&reader, thread), &out[(*count)++]);
        mark_set_free(&set);
    }
    db_done(store, row);
    mark_reader_close(&reader);
    return db_reading_end(store);
}
