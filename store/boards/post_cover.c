/* post_cover.c: see post_cover.h. RULES 7. */
#include "store/boards/post_cover.h"

#include <stdlib.h>
#include <string.h>

#include "store/boards/post_write.h"
#include "store/boards/quotes.h"
#include "store/boards/search_index.h"

enum result post_find(struct store *store, const struct actor *actor, int64_t post, struct post_place *out)
{
    int64_t thread = 0;
    *out = (struct post_place) { .post = post };
    sqlite3_stmt *row = db_query(store, "SELECT thread, parent, author, answered, state FROM post WHERE id = ?", post);
    if (db_step(store, row)) {
        thread = sqlite3_column_int64(row, 0);
        out->parent = sqlite3_column_int64(row, 1);
        out->author = sqlite3_column_int64(row, 2);
        out->answered = sqlite3_column_int64(row, 3);
        out->state = (enum post_state)sqlite3_column_int(row, 4);
    }
    db_done(store, row);
    if (thread == 0 || access_thread_place(store, actor, thread, &out->place) != RESULT_OK)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such post."));
    return RESULT_OK;
}

/* --- covering --- */

/* The words go from where everybody finds them to post_covered. */
static void hide_words(struct store *store, const struct post_place *post, enum cover_reason reason, int letter)
{
    bool first = post->parent == 0;
    db_run(store,
        "INSERT INTO post_covered (post, reason, letter, body, salt, title, title_salt)"
        " SELECT ?2, ?3, ?4, x.body, x.salt, h.title, h.salt FROM post_text x LEFT JOIN thread_title h"
        " ON h.thread = x.thread AND ?5 WHERE x.id = " TEXT_PLACE("?1", "?2"),
        post->place.unit, post->post, (int64_t)reason, (int64_t)letter, first);
    db_run(store, "DELETE FROM post_text WHERE id = " TEXT_PLACE("?", "?"), post->place.unit, post->post);
    if (first)
        db_run(store, "UPDATE thread_title SET title = '" TITLE_COVERED "' WHERE thread = ?", post->place.thread);
}

enum result post_cover(
    struct store *store, const struct post_place *post, enum cover_reason reason, int letter, int64_t now)
{
    char *title, *body;
    post_hidden_words(store, post->post, &title, &body);
    search_index_remove(store, &post->place, post->post, post->author, post->parent == 0 ? title : "", body);
    free(title);
    free(body);
    hide_words(store, post, reason, letter);
    db_run(store, "UPDATE post SET state = " SQL_POST_COVERED " WHERE id = ?", post->post);
    if (reason == COVER_EXPOSES)
        search_index_forget(store);
    quotes_of_drafts(store, &post->place, post->post);
    quotes_settle(store, &post->place, post->post);
    return post_ledger(store, &post->place, LEDGER_POST_COVERED, post->post, 0, now, NULL);
}

/* Puts the words back. False when there are none. */
static bool show_words(struct store *store, const struct post_place *post)
{
    db_run(store,
        "INSERT INTO post_text (id, post, thread, author, at, body, salt) SELECT " TEXT_PLACE("?1",
            "p.id") ", p.id, p.thread, p.author, p.at, c.body, c.salt FROM post p JOIN post_covered c ON c.post = p.id"
                    " WHERE p.id = ?2",
        post->place.unit, post->post);
    bool any = sqlite3_changes(store->db) > 0;
    db_run(store,
        "UPDATE thread_title SET title = c.title, salt = c.title_salt FROM post_covered c WHERE c.post = ?1"
        " AND c.title IS NOT NULL AND thread_title.thread = ?2",
        post->post, post->place.thread);
    db_run(store, "DELETE FROM post_covered WHERE post = ?", post->post);
    return any;
}

enum result post_uncover(struct store *store, int64_t post, int64_t now)
{
    struct post_place found = { .post = post };
    char *title, *body;
    sqlite3_stmt *row = db_query(store,
        "SELECT b.id, b.unit, coalesce(u.parent, 0), b.visibility, t.id, t.first_post, t.last_post, t.posts, p.parent,"
        " p.author FROM post p JOIN thread t ON t.id = p.thread JOIN board b ON b.id = t.board JOIN unit u"
        " ON u.id = b.unit WHERE p.id = ? AND p.state = " SQL_POST_COVERED,
        post);
    bool covered = db_step(store, row);
    if (covered) {
        access_place_read(row, &found.place);
        found.parent = sqlite3_column_int64(row, 8);
        found.author = sqlite3_column_int64(row, 9);
    }
    db_done(store, row);
    if (!covered)
        return db_outcome(store);
    post_hidden_words(store, post, &title, &body);
    if (show_words(store, &found)) {
        db_run(store, "UPDATE post SET state = " SQL_POST_SHOWN " WHERE id = ?", post);
        search_index_add(store, &found.place, post, found.author, found.parent == 0 ? title : "", body);
    } else /* its author left, or the caucus ended: its words are gone */
        db_run(store, "UPDATE post SET state = " SQL_POST_WITHDRAWN " WHERE id = ?", post);
    free(title);
    free(body);
    quotes_settle(store, &found.place, post);
    return post_ledger(store, &found.place, LEDGER_POST_UNCOVERED, post, 0, now, NULL);
}

void post_hold(struct store *store, int64_t post, bool on)
{
    db_run(store, on ? "INSERT OR IGNORE INTO post_held VALUES (?)" : "DELETE FROM post_held WHERE post = ?", post);
    db_run(store, "UPDATE post_version SET held = ?2 WHERE post = ?1", post, on);
}

void post_rest_member(struct store *store, int64_t unit, int64_t member, int64_t until, int64_t act)
{
    if (until == 0)
        db_run(store, "DELETE FROM board_rest WHERE unit = ? AND member = ?", unit, member);
    else
        db_run(store,
            "INSERT INTO board_rest (unit, member, until, act) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET until = excluded.until, act = excluded.act",
            unit, member, until, act);
}

/* --- reading --- */

void post_hidden_words(struct store *store, int64_t post, char **title, char **body)
{
    *title = *body = NULL;
    sqlite3_stmt *row = db_query(store,
        "SELECT c.body, coalesce(c.title, ''), 0 AS o FROM post_covered c WHERE c.post = ?1"
        " UNION ALL SELECT x.body, CASE p.parent WHEN 0 THEN " TITLE_OF(
            "p.thread") " ELSE '' END, 1"
                        " FROM post p JOIN post_text x ON x.id = " TEXT_PLACE_OF_P " WHERE p.id = ?1"
                        " UNION ALL SELECT v.body, coalesce(v.title, ''), 2 FROM (SELECT body, title FROM post_version WHERE post = ?1"
                        " AND held = 1 ORDER BY id DESC LIMIT 1) v ORDER BY o",
        post);
    if (db_step(store, row)) {
        *body = xstrdup(db_text(row, 0));
        *title = xstrdup(db_text(row, 1));
    }
    db_done(store, row);
    if (*body == NULL) {
        *body = xstrdup("");
        *title = xstrdup("");
    }
}
