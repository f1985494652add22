/* quotes.c: see quotes.h. RULES 7. */
#include "store/boards/quotes.h"

#include <stdlib.h>
#include <string.h>

#include "deferred.h"
#include "store/base/ledger_chain.h"
#include "store/boards/search_index.h"

#define QUOTE_COVERED "> [...]" /* in place of such lines */

enum {
    QUOTE_LEAST = 8,            /* bytes: a shorter piece of a line is in many texts */
    QUOTE_LEAST_ELSEWHERE = 20, /* the same in another thread, where few answer it */
};

/* --- lines; pure --- */

struct covered_text {
    int64_t post, thread;
    char *lines, *flat; /* as it was written; the same with one blank in place of each line end and row of blanks */
};

struct covered {
    struct covered_text *text;
    size_t count;
};

/* A quotation may be wrapped otherwise than what it quotes. malloc'd. */
static char *flatten(const char *text, size_t length)
{
    struct buffer flat = { 0 };
    bool blank = true; /* none at the beginning */
    for (size_t i = 0; i < length; i++) {
        bool now = text[i] == ' ' || text[i] == '\n' || text[i] == '\t';
        if (!now)
            buffer_add(&flat, &text[i], 1);
        else if (!blank)
            buffer_string(&flat, " ");
        blank = now;
    }
    if (flat.length > 0 && flat.data[flat.length - 1] == ' ')
        flat.data[--flat.length] = '\0';
    char *out = buffer_take(&flat);
    return out != NULL ? out : xstrdup("");
}

static bool is_whole_line(const char *lines, const char *words, size_t length)
{
    for (const char *line = lines; *line != '\0'; line += line[0] == '\n') {
        size_t has = strcspn(line, "\n");
        if (has == length && strncmp(line, words, length) == 0)
            return true;
        line += has;
    }
    return false;
}

/* The words stand in the covered text; short ones must be a whole line of it, and of a text in the same thread. */
static bool stands_in(const struct covered_text *covered, const char *words, int64_t thread)
{
    size_t length = strlen(words);
    if (covered->thread != thread)
        return length >= QUOTE_LEAST_ELSEWHERE && strstr(covered->flat, words) != NULL;
    return length >= QUOTE_LEAST ? strstr(covered->flat, words) != NULL : is_whole_line(covered->lines, words, length);
}

/* Whether this line of `length` bytes, of a text in `thread`, quotes one of the covered texts. */
static bool is_quoted(const struct covered *covered, const char *line, size_t length, int64_t thread)
{
    size_t from = strspn(line, "> ");
    if (line[0] != '>' || from >= length)
        return false;
    char *words = flatten(line + from, length - from);
    bool found = false;
    for (size_t i = 0; i < covered->count && !found && words[0] != '\0'; i++)
        found = stands_in(&covered->text[i], words, thread);
    free(words);
    return found;
}

/* NULL: no line of the text, which stands in `thread` (0: in a new one), quotes covered words. `mark` stands in place
 * of such lines; NULL: nothing does. `all`: every quoted line goes. */
static char *without(const struct covered *covered, int64_t thread, const char *body, const char *mark, bool all)
{
    struct buffer left = { 0 };
    bool any = false, marked = false;
    for (const char *line = body; *line != '\0';) {
        size_t length = strcspn(line, "\n"), whole = length + (line[length] == '\n');
        bool goes = (all && line[0] == '>') || is_quoted(covered, line, length, thread);
        if (!goes)
            buffer_add(&left, line, whole);
        else if (mark != NULL && !marked)
            buffer_format(&left, "%s%s", mark, whole > length ? "\n" : "");
        any = any || goes;
        marked = goes;
        line += whole;
    }
    if (!any) {
        buffer_clear(&left);
        return NULL;
    }
    char *out = buffer_take(&left);
    return out != NULL ? out : xstrdup("");
}

/* --- what is covered --- */

/* The covered words of a unit's boards, or of `post` alone. */
static void find_covered(struct store *store, int64_t unit, int64_t post, struct covered *out)
{
    *out = (struct covered) { 0 };
    sqlite3_stmt *row = db_query(store,
        "SELECT c.post, p.thread, c.body FROM post_covered c JOIN post p ON p.id = c.post JOIN thread t ON t.id = p.thread"
        " JOIN board b ON b.id = t.board WHERE b.unit = ?1 AND (?2 = 0 OR c.post = ?2)",
        unit, post);
    while (db_step(store, row)) {
        const char *body = db_text(row, 2);
        out->text = xrealloc(out->text, out->count + 1, sizeof *out->text);
        out->text[out->count++] = (struct covered_text) { .post = sqlite3_column_int64(row, 0),
            .thread = sqlite3_column_int64(row, 1),
            .lines = xstrdup(body),
            .flat = flatten(body, strlen(body)) };
    }
    db_done(store, row);
}

static void clear_covered(struct covered *covered)
{
    for (size_t i = 0; i < covered->count; i++) {
        free(covered->text[i].lines);
        free(covered->text[i].flat);
    }
    free(covered->text);
}

static char *clean(struct store *store, int64_t unit, int64_t thread, const char *body)
{
    struct covered covered;
    if (unit == 0 || strchr(body, '>') == NULL)
        return NULL;
    find_covered(store, unit, 0, &covered);
    char *left = without(&covered, thread, body, NULL, false);
    clear_covered(&covered);
    return left;
}

enum result quotes_refuse(struct store *store, const struct place *place, const char *body)
{
    char *left = clean(store, place->unit, place->thread, body);
    bool found = left != NULL;
    free(left);
    if (!found)
        return db_outcome(store);
    return db_refuse(store, RESULT_REFUSED,
        _("Your text quotes words that are covered now. Take the lines out that begin with >; the rest stays as it is."));
}

/* --- drafts --- */

char *quotes_clean_draft(struct store *store, enum draft_place place, int64_t target, const char *body)
{
    int64_t unit = 0, thread = 0;
    if (strchr(body, '>') == NULL)
        return NULL;
    if (place == DRAFT_THREAD)
        unit = db_number(store, 0, "SELECT unit FROM board WHERE id = ?", target);
    else if (place == DRAFT_REPLY || place == DRAFT_EDIT) {
        thread = db_number(store, 0, "SELECT thread FROM post WHERE id = ?", target);
        unit = db_number(store, 0, "SELECT " UNIT_OF_THREAD("?"), thread);
    }
    return clean(store, unit, thread, body);
}

void quotes_of_drafts(struct store *store, const struct place *place, int64_t post)
{
    struct covered covered;
    find_covered(store, place->unit, post, &covered);
    sqlite3_stmt *row = db_query(store,
        "SELECT d.member, d.written_for, d.place, d.target, d.body, coalesce(p.thread, 0) FROM draft d LEFT JOIN post p"
        " ON p.id = d.target AND d.place <> " SQL_DRAFT_THREAD " WHERE d.place IN (" SQL_DRAFT_THREAD
        ", ?, ?) AND instr(d.body, '>') > 0",
        (int64_t)DRAFT_REPLY, (int64_t)DRAFT_EDIT);
    while (db_step(store, row)) {
        bool answers = sqlite3_column_int(row, 2) == DRAFT_REPLY && sqlite3_column_int64(row, 3) == post;
        char *left = without(&covered, sqlite3_column_int64(row, 5), db_text(row, 4), NULL, answers);
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
    int64_t post, author, thread;
    char *title, *now, *whole; /* as it is shown; as its author wrote it */
};

static bool place_of_thread(struct store *store, int64_t thread, struct place *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT b.id, b.unit, coalesce(u.parent, 0), b.visibility, t.id, t.first_post, t.last_post, t.posts FROM thread t"
        " JOIN board b ON b.id = t.board JOIN unit u ON u.id = b.unit WHERE t.id = ?",
        thread);
    bool found = db_step(store, row);
    if (found)
        access_place_read(row, out);
    db_done(store, row);
    return found;
}

static void settle_one(
    struct store *store, const struct place *here, const struct covered *covered, const struct quoting *quoting)
{
    struct place place = *here;
    char *left = without(covered, quoting->thread, quoting->whole, QUOTE_COVERED, false);
    const char *body = left != NULL ? left : quoting->whole;
    bool changes = strcmp(body, quoting->now) != 0;
    if (changes && quoting->thread != here->thread) {
        if (!place_of_thread(store, quoting->thread, &place))
            changes = false;
        ledger_wrote_remember(store, &(struct wrote) { .board = place.board, .thread = place.thread });
    }
    if (changes) {
        search_index_remove(store, &place, quoting->post, quoting->author, quoting->title, quoting->now);
        db_run(store, "UPDATE post_text SET body = ?3 WHERE id = " TEXT_PLACE("?1", "?2"), place.unit, quoting->post,
            body);
        search_index_add(store, &place, quoting->post, quoting->author, quoting->title, body);
        search_index_forget(store);
    }
    if (left == NULL)
        quotes_drop(store, quoting->post);
    else
        db_run(store, "INSERT OR IGNORE INTO post_quoting VALUES (?, ?)", quoting->post, quoting->whole);
    free(left);
}

/* The old versions of what quotes are not brought back. */
static void settle_versions(struct store *store, int64_t unit, const struct covered *covered)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT v.id, v.body, p.thread FROM post_version v JOIN post p ON p.id = v.post JOIN thread t ON t.id = p.thread"
        " JOIN board b ON b.id = t.board WHERE b.unit = ? AND p.state <> " SQL_POST_COVERED
        " AND instr(v.body, '>') > 0",
        unit);
    while (db_step(store, row)) {
        char *left = without(covered, sqlite3_column_int64(row, 2), db_text(row, 1), QUOTE_COVERED, false);
        if (left != NULL)
            db_run(store, "UPDATE post_version SET body = ?2 WHERE id = ?1", sqlite3_column_int64(row, 0), left);
        free(left);
    }
    db_done(store, row);
}

struct quotings {
    struct quoting *all;
    size_t count;
};

/* SQL: what add_quoting() takes. ?1: the unit. */
#define QUOTING_COLUMNS                                                                                                \
    "SELECT p.id, p.author, p.thread, CASE p.parent WHEN 0 THEN " TITLE_OF(                                            \
        "p.thread") " ELSE '' END, x.body, coalesce(q.body, x.body)"

/* `of`: only what quotes these words; NULL: whatever stands there. */
static void add_quotings(struct store *store, sqlite3_stmt *row, const struct covered *of, struct quotings *out)
{
    while (db_step(store, row)) {
        int64_t thread = sqlite3_column_int64(row, 2);
        char *left = of != NULL ? without(of, thread, db_text(row, 5), NULL, false) : NULL;
        bool wanted = of == NULL || left != NULL;
        free(left);
        if (!wanted)
            continue;
        out->all = xrealloc(out->all, out->count + 1, sizeof *out->all);
        out->all[out->count++] = (struct quoting) { .post = sqlite3_column_int64(row, 0),
            .author = sqlite3_column_int64(row, 1),
            .thread = thread,
            .title = xstrdup(db_text(row, 3)),
            .now = xstrdup(db_text(row, 4)),
            .whole = xstrdup(db_text(row, 5)) };
    }
    db_done(store, row);
}

/* Those of the same thread, those of other threads of the unit that lost lines to a cover before, and, when `post` was
 * covered just now, those that were written after it and quote it. Texts of one unit lie together, in the order in
 * which they were written. */
static void find_quotings(struct store *store, const struct place *place, int64_t post, struct quotings *out)
{
    struct covered of;
    add_quotings(store,
        db_query(store,
            QUOTING_COLUMNS " FROM post p JOIN post_text x ON x.id = " TEXT_PLACE("?1",
                "p.id") " LEFT JOIN post_quoting q ON q.post = p.id WHERE p.thread = ?2 AND p.state = " SQL_POST_SHOWN
                        " AND instr(x.body, '>') > 0",
            place->unit, place->thread),
        NULL, out);
    add_quotings(store,
        db_query(store,
            QUOTING_COLUMNS " FROM post_quoting q JOIN post p ON p.id = q.post JOIN post_text x ON x.id"
                            " = " TEXT_PLACE("?1", "p.id") " WHERE p.thread <> ?2 AND p.state = " SQL_POST_SHOWN,
            place->unit, place->thread),
        NULL, out);
    find_covered(store, place->unit, post, &of);
    if (of.count > 0)
        add_quotings(store,
            db_query(store,
                QUOTING_COLUMNS
                " FROM post_text x JOIN post p ON p.id = x.post LEFT JOIN post_quoting q ON q.post = p.id"
                " WHERE x.id > " TEXT_PLACE("?1", "?3") " AND x.id < " TEXT_PLACE(
                    "(?1 + 1)", "0") " AND x.thread <> ?2 AND instr(x.body, '>') > 0 AND q.post IS NULL"
                                     " AND p.state = " SQL_POST_SHOWN,
                place->unit, place->thread, post),
            &of, out);
    clear_covered(&of);
}

void quotes_settle(struct store *store, const struct place *place, int64_t post)
{
    struct covered covered;
    struct quotings quotings = { 0 };
    find_covered(store, place->unit, 0, &covered);
    find_quotings(store, place, post, &quotings);
    for (size_t i = 0; i < quotings.count; i++) {
        settle_one(store, place, &covered, &quotings.all[i]);
        free(quotings.all[i].title);
        free(quotings.all[i].now);
        free(quotings.all[i].whole);
    }
    free(quotings.all);
    settle_versions(store, place->unit, &covered);
    clear_covered(&covered);
}

void quotes_end(struct store *store, const struct place *place, int64_t post)
{
    struct covered covered;
    find_covered(store, place->unit, post, &covered);
    sqlite3_stmt *row = db_query(store,
        "SELECT q.post, q.body, p.thread FROM post_quoting q JOIN post p ON p.id = q.post"
        " WHERE " UNIT_OF_THREAD("p.thread") " = ?",
        place->unit);
    while (db_step(store, row)) {
        char *left = without(&covered, sqlite3_column_int64(row, 2), db_text(row, 1), QUOTE_COVERED, false);
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
