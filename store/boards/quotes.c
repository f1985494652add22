/* quotes.c: see quotes.h. RULES 7. */
#include "store/boards/quotes.h"

#include <stdlib.h>
#include <string.h>

#include "deferred.h"
#include "store/boards/search_index.h"

#define QUOTE_COVERED "> [...]" /* in place of such lines */

enum { QUOTE_LEAST = 8 /* bytes: a shorter piece of a line is in many texts */ };

/* --- lines; pure --- */

/* The words stand in a line of the covered text; short ones must be the whole line. */
static bool stands_in(const char *covered, const char *words, size_t length)
{
    for (const char *at = covered; (at = strchr(at, words[0])) != NULL; at++)
        if (strncmp(at, words, length) == 0 &&
            (length >= QUOTE_LEAST ||
                ((at == covered || at[-1] == '\n') && (at[length] == '\0' || at[length] == '\n'))))
            return true;
    return false;
}

/* Whether this line of `length` bytes quotes the covered text. */
static bool line_quotes(const char *line, size_t length, const char *covered)
{
    size_t from = strspn(line, "> ");
    while (length > from && line[length - 1] == ' ')
        length--;
    return line[0] == '>' && from < length && stands_in(covered, line + from, length - from);
}

struct covered {
    char **text;
    size_t count;
};

static bool is_quoted(const struct covered *covered, const char *line, size_t length)
{
    for (size_t i = 0; i < covered->count; i++)
        if (line_quotes(line, length, covered->text[i]))
            return true;
    return false;
}

/* NULL: no line of the text quotes covered words. `mark` stands in place of such lines; NULL: nothing does. `all`:
 * every quoted line goes. */
static char *without(const struct covered *covered, const char *body, const char *mark, bool all)
{
    struct buffer left = { 0 };
    bool any = false, marked = false;
    for (const char *line = body; *line != '\0';) {
        size_t length = strcspn(line, "\n"), whole = length + (line[length] == '\n');
        bool goes = (all && line[0] == '>') || is_quoted(covered, line, length);
        if (!goes)
            buffer_add(&left, line, whole);
        else if (mark != NULL && !marked)
            buffer_format(&left, "%s%s", mark, whole > length ? "\n" : "");
        any = any || goes;
        marked = goes;
        line += whole;
    }
    if (any)
        return buffer_take(&left);
    buffer_clear(&left);
    return NULL;
}

/* --- what is covered --- */

/* The covered words of a thread, or of `post` alone. */
static void find_covered(struct store *store, int64_t thread, int64_t post, struct covered *out)
{
    *out = (struct covered) { 0 };
    sqlite3_stmt *row = db_query(store,
        "SELECT c.body FROM post p JOIN post_covered c ON c.post = p.id WHERE p.thread = ?1 AND (?2 = 0 OR p.id = ?2)",
        thread, post);
    while (db_step(store, row)) {
        out->text = xrealloc(out->text, out->count + 1, sizeof *out->text);
        out->text[out->count++] = xstrdup(db_text(row, 0));
    }
    db_done(store, row);
}

static void clear_covered(struct covered *covered)
{
    for (size_t i = 0; i < covered->count; i++)
        free(covered->text[i]);
    free(covered->text);
}

enum result quotes_refuse(struct store *store, int64_t thread, const char *body)
{
    struct covered covered;
    if (strchr(body, '>') == NULL)
        return RESULT_OK;
    find_covered(store, thread, 0, &covered);
    char *left = without(&covered, body, NULL, false);
    bool found = left != NULL;
    free(left);
    clear_covered(&covered);
    if (!found)
        return db_outcome(store);
    return store_refuse(store, RESULT_REFUSED,
        _("Your text quotes words that are covered now. Take the lines out that begin with >; the rest stays as it is."));
}

/* --- drafts --- */

char *quotes_clean_draft(struct store *store, int64_t post, const char *body)
{
    struct covered covered;
    if (strchr(body, '>') == NULL)
        return NULL;
    find_covered(store, db_number(store, 0, "SELECT thread FROM post WHERE id = ?", post), 0, &covered);
    char *left = without(&covered, body, NULL, false);
    clear_covered(&covered);
    return left;
}

void quotes_of_drafts(struct store *store, int64_t thread, int64_t post)
{
    struct covered covered;
    find_covered(store, thread, post, &covered);
    sqlite3_stmt *row = db_query(store,
        "SELECT d.member, d.written_for, d.place, d.target, d.body FROM draft d JOIN post p ON p.id = d.target"
        " WHERE d.place IN (?1, ?2) AND p.thread = ?3",
        (int64_t)DRAFT_REPLY, (int64_t)DRAFT_EDIT, thread);
    while (db_step(store, row)) {
        bool answers = sqlite3_column_int(row, 2) == DRAFT_REPLY && sqlite3_column_int64(row, 3) == post;
        char *left = without(&covered, db_text(row, 4), NULL, answers);
        if (left != NULL)
            db_run(store, "UPDATE draft SET body = ? WHERE member = ? AND written_for = ? AND place = ? AND target = ?",
                left, sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2),
                sqlite3_column_int64(row, 3));
        free(left);
    }
    db_done(store, row);
    clear_covered(&covered);
}

/* --- posts --- */

struct quoting {
    int64_t post, author;
    char *title, *now, *whole; /* as it is shown; as its author wrote it */
};

static void settle_one(
    struct store *store, const struct place *place, const struct covered *covered, const struct quoting *quoting)
{
    char *left = without(covered, quoting->whole, QUOTE_COVERED, false);
    const char *body = left != NULL ? left : quoting->whole;
    if (strcmp(body, quoting->now) != 0) {
        index_remove(store, place, quoting->post, quoting->author, quoting->title, quoting->now);
        db_run(store, "UPDATE post_text SET body = ?3 WHERE id = " TEXT_PLACE("?1", "?2"), place->unit, quoting->post,
            body);
        index_add(store, place, quoting->post, quoting->author, quoting->title, body);
        index_forget(store);
    }
    if (left == NULL)
        quotes_drop(store, quoting->post);
    else
        db_run(store, "INSERT OR IGNORE INTO post_quoting VALUES (?, ?)", quoting->post, quoting->whole);
    free(left);
}

/* The old versions of what quotes are not brought back. */
static void settle_versions(struct store *store, int64_t thread, const struct covered *covered)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT v.id, v.body FROM post p JOIN post_version v ON v.post = p.id WHERE p.thread = ? AND p.state"
        " <> " SQL_POST_COVERED " AND instr(v.body, '>') > 0",
        thread);
    while (db_step(store, row)) {
        char *left = without(covered, db_text(row, 1), QUOTE_COVERED, false);
        if (left != NULL)
            db_run(store, "UPDATE post_version SET body = ?2 WHERE id = ?1", sqlite3_column_int64(row, 0), left);
        free(left);
    }
    db_done(store, row);
}

void quotes_settle(struct store *store, const struct place *place)
{
    struct covered covered;
    struct quoting *all = NULL;
    size_t count = 0;
    find_covered(store, place->thread, 0, &covered);
    sqlite3_stmt *row = db_query(store,
        "SELECT p.id, p.author, CASE p.parent WHEN 0 THEN " TITLE_OF(
            "p.thread") " ELSE '' END, x.body, coalesce(q.body, x.body) FROM post p JOIN post_text x"
                        " ON x.id = " TEXT_PLACE("?2", "p.id") " LEFT JOIN post_quoting q ON q.post = p.id"
                                                               " WHERE p.thread = ?1 AND p.state = " SQL_POST_SHOWN
                                                               " AND instr(x.body, '>') > 0",
        place->thread, place->unit);
    while (db_step(store, row)) {
        all = xrealloc(all, count + 1, sizeof *all);
        all[count++] = (struct quoting) { sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1),
            xstrdup(db_text(row, 2)), xstrdup(db_text(row, 3)), xstrdup(db_text(row, 4)) };
    }
    db_done(store, row);
    for (size_t i = 0; i < count; i++) {
        settle_one(store, place, &covered, &all[i]);
        free(all[i].title);
        free(all[i].now);
        free(all[i].whole);
    }
    free(all);
    settle_versions(store, place->thread, &covered);
    clear_covered(&covered);
}

void quotes_end(struct store *store, int64_t thread, int64_t post)
{
    struct covered covered;
    find_covered(store, thread, post, &covered);
    sqlite3_stmt *row = db_query(
        store, "SELECT q.post, q.body FROM post_quoting q JOIN post p ON p.id = q.post WHERE p.thread = ?", thread);
    while (db_step(store, row)) {
        char *left = without(&covered, db_text(row, 1), QUOTE_COVERED, false);
        if (left != NULL)
            db_run(store, "UPDATE post_quoting SET body = ?2 WHERE post = ?1", sqlite3_column_int64(row, 0), left);
        free(left);
    }
    db_done(store, row);
    clear_covered(&covered);
}

void quotes_drop(struct store *store, int64_t post)
{
    db_run(store, "DELETE FROM post_quoting WHERE post = ?", post);
}
