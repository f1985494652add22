/*
 * search.c: full-text search, newest posts first. RULES 2.4.
 *
 * Posts of public boards are in one index, all others in another. Each post has tags that say where it is: b<board>,
 * m<author>; and c<unit> on a board for the confederation. In the second index each unit has a range of row numbers for
 * all posts that its members may read: those of its own closed boards, and those of the confederation's boards of the
 * units below it. So a search reads the ranges of the reader's units alone, and costs in a house of many units what it
 * costs in a house of one. Members of the units below find the confederation's posts in the range of their parent by
 * the tag c. A reader's words are always quoted: they can never be syntax of the index.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "members.h"
#include "store/boards/search_index.h"
#include "store/boards/search_words.h"
#include "text_fold.h"

enum {
    WORDS_MOST = 12,
    WORDS_LONGEST = 400,    /* characters in all */
    NEARLY_MOST = 100,      /* counted at most; shown as "More than 100" */
    NEARLY_NEWEST = 100000, /* only so many newest posts are counted: a large house has no time for all */
    EXCERPT_BEFORE = 40,    /* characters */
    EXCERPT_LENGTH = 130,
    MERGE_PAGES = 250, /* pages of the index merged in one step of forgetting */
    RANGE_BITS = 40,
    RANGES_MOST = 1 + 2 * ACTOR_UNITS_MAX, /* the public posts; of each unit and of its parent */
    CLOCK_SLACK = 86400,                   /* ids grow with time, except after the clock was set back */
};

static const int64_t POSTS_MOST = ((int64_t)1 << RANGE_BITS) - 1;

/* --- the index --- */

/* The unit in whose range a post stands; 0: public posts have one range for the whole house. */
static int64_t range_of(const struct place *place)
{
    if (place->visibility == VISIBLE_PUBLIC)
        return 0;
    return place->visibility == VISIBLE_CONFEDERATION && place->parent != 0 ? place->parent : place->unit;
}

/* The number of a post's row in its index. The newest post has the lowest number of its range, because FTS5 reads the
 * first rows of a word quicker than its last ones. Posts have numbers from 1 to 2^40 - 1. */
static int64_t row_of(int64_t range, int64_t post)
{
    return range << RANGE_BITS | (POSTS_MOST - post);
}

static int64_t post_of(int64_t row)
{
    return POSTS_MOST - (row & POSTS_MOST);
}

static void add_tags(struct buffer *tags, const struct place *place, int64_t author)
{
    buffer_format(tags, "b%" PRId64 " m%" PRId64, place->board, author);
    if (place->visibility == VISIBLE_CONFEDERATION && place->parent != 0)
        buffer_format(tags, " c%" PRId64, place->parent);
}

/* [0]: posts that only some may read; [1]: public posts. */
static const char *const adding[] = {
    "INSERT INTO post_words (rowid, title, body, tags) VALUES (?, ?, ?, ?)",
    "INSERT INTO public_words (rowid, title, body, tags) VALUES (?, ?, ?, ?)",
};
static const char *const removing[] = {
    "INSERT INTO post_words (post_words, rowid, title, body, tags) VALUES ('delete', ?, ?, ?, ?)",
    "INSERT INTO public_words (public_words, rowid, title, body, tags) VALUES ('delete', ?, ?, ?, ?)",
};

static void change_index(struct store *store, const char *const sql[2], const struct place *place, int64_t post,
    int64_t author, const char *title, const char *body)
{
    struct buffer tags = { 0 };
    char *title_words = search_index_words(title), *body_words = search_index_words(body);
    add_tags(&tags, place, author);
    db_run(store, sql[place->visibility == VISIBLE_PUBLIC], row_of(range_of(place), post), title_words, body_words,
        buffer_text(&tags));
    buffer_clear(&tags);
    free(title_words);
    free(body_words);
}

/* Is this post in the index? While it is made anew, older ones are not yet. */
static bool is_indexed(struct store *store, int64_t post)
{
    return post >= db_number(store, 0, "SELECT below FROM search_state");
}

void search_index_add(
    struct store *store, const struct place *place, int64_t post, int64_t author, const char *title, const char *body)
{
    if (is_indexed(store, post))
        change_index(store, adding, place, post, author, title, body);
}

void search_index_remove(
    struct store *store, const struct place *place, int64_t post, int64_t author, const char *title, const char *body)
{
    if (is_indexed(store, post))
        change_index(store, removing, place, post, author, title, body);
}

void search_index_move(struct store *store, int64_t unit, int64_t from, int64_t to)
{
    struct place old = { .unit = unit, .parent = from, .visibility = VISIBLE_CONFEDERATION }, new = old;
    new.parent = to;
    sqlite3_stmt *row = db_query(store,
        "SELECT b.id, p.id, p.author, CASE p.parent WHEN 0 THEN " TITLE_OF(
            "p.thread") " ELSE '' END, x.body"
                        " FROM board b JOIN thread t ON t.board = b.id JOIN post p ON p.thread = t.id"
                        " JOIN post_text x ON x.id = " TEXT_PLACE(
                            "b.unit", "p.id") " WHERE b.unit = ? AND b.visibility = " SQL_VISIBLE_CONFEDERATION,
        unit);
    while (db_step(store, row)) {
        int64_t post = sqlite3_column_int64(row, 1), author = sqlite3_column_int64(row, 2);
        old.board = new.board = sqlite3_column_int64(row, 0);
        search_index_remove(store, &old, post, author, db_text(row, 3), db_text(row, 4));
        search_index_add(store, &new, post, author, db_text(row, 3), db_text(row, 4));
    }
    db_done(store, row);
}

void search_index_forget(struct store *store)
{
    db_run(store, "UPDATE search_state SET stale = CASE stale WHEN 0 THEN 1 WHEN 2 THEN 3 ELSE stale END");
}

/* The first step ("merge" with a negative number) puts all parts together, the next steps merge them; see "merge" in
 * SQLite's documentation of FTS5. */
bool search_index_clean(struct store *store)
{
    int64_t stale = db_number(store, 0, "SELECT stale FROM search_state");
    if (stale == 0)
        return true;
    int64_t pages = stale == 1 ? -MERGE_PAGES : MERGE_PAGES;
    int before = sqlite3_total_changes(store->db);
    db_run(store, "INSERT INTO post_words (post_words, rank) VALUES ('merge', ?)", pages);
    db_run(store, "INSERT INTO public_words (public_words, rank) VALUES ('merge', ?)", pages);
    bool done = stale != 1 && sqlite3_total_changes(store->db) - before < 3; /* each of the two commands counts as
                                                                              * one change when nothing is left to
                                                                              * merge */
    if (stale == 1)
        db_run(store, "UPDATE search_state SET stale = 2");
    else if (done)
        db_run(store, "UPDATE search_state SET stale = CASE stale WHEN 3 THEN 1 ELSE 0 END");
    return done && stale != 3;
}

/* --- an index that is made anew, the newest posts first --- */

#define POSTS_TO_INDEX                                                                                                                 \
    "SELECT p.id, p.author, CASE p.parent WHEN 0 THEN " TITLE_OF(                                                                      \
        "p.thread") " ELSE '' END, x.body, b.id, b.unit,"                                                                              \
                    " coalesce(u.parent, 0), b.visibility FROM post p JOIN thread t ON t.id = p.thread JOIN board b ON b.id = t.board" \
                    " JOIN unit u ON u.id = b.unit JOIN post_text x ON x.id = " TEXT_PLACE(                                            \
                        "b.unit", "p.id") " WHERE p.id < ?1 ORDER BY p.id DESC LIMIT ?2"

int64_t search_index_renew(struct store *store, int posts)
{
    int64_t below = db_number(store, 0, "SELECT below FROM search_state"), reached = 0;
    int count = 0;
    if (below == 0)
        return 0;
    sqlite3_stmt *row = db_query(store, POSTS_TO_INDEX, below, (int64_t)posts);
    for (; db_step(store, row); count++) {
        struct place place = {
            .board = sqlite3_column_int64(row, 4),
            .unit = sqlite3_column_int64(row, 5),
            .parent = sqlite3_column_int64(row, 6),
            .visibility = (enum visibility)sqlite3_column_int(row, 7),
        };
        reached = sqlite3_column_int64(row, 0);
        change_index(store, adding, &place, reached, sqlite3_column_int64(row, 1), db_text(row, 2), db_text(row, 3));
    }
    db_done(store, row);
    db_run(store, "UPDATE search_state SET below = ?", count < posts ? (int64_t)0 : reached);
    return count < posts ? 0 : reached;
}

enum result search_reach(struct store *store, const struct actor *actor, int64_t *since)
{
    *since = 0;
    if (actor->kind == ACTOR_NOBODY)
        return RESULT_OK;
    int64_t below = db_number(store, 0, "SELECT below FROM search_state");
    if (below != 0) /* of the newest post when none is indexed yet */
        *since = db_number(store, 0,
            "SELECT coalesce((SELECT at FROM post WHERE id >= ?1 ORDER BY id LIMIT 1),"
            " (SELECT at FROM post ORDER BY id DESC LIMIT 1), 1)",
            below);
    return db_outcome(store);
}

/* --- the question --- */

struct question {
    char *clean; /* the words as typed, cleaned; cut into `word` */
    const char *word[WORDS_MOST];
    int words;
    struct buffer where; /* board and writer, as parts of a MATCH */
    int64_t from, below; /* a range of ids */
    int64_t since, until;
    bool nobody; /* `by` is a handle that nobody has */
};

static void question_clear(struct question *question)
{
    free(question->clean);
    buffer_clear(&question->where);
}

/* True when the word has a letter or a digit. The index holds no other words. */
static bool is_searchable(const char *word)
{
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)word;
    utf8proc_int32_t letter;
    utf8proc_ssize_t step;
    while (*at != '\0' && (step = utf8proc_iterate(at, -1, &letter)) > 0) {
        utf8proc_category_t category = utf8proc_category(letter);
        if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO)
            return true;
        if (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO)
            return true;
        at += step;
    }
    return false;
}

static enum result split_words(struct store *store, const char *words, struct question *question)
{
    if (words == NULL || words[strspn(words, " \t\r\n")] == '\0')
        return RESULT_OK;
    enum result result = db_clean_text(store, words, true, WORDS_LONGEST, &question->clean);
    if (result != RESULT_OK)
        return result;
    char *rest = question->clean, *word;
    while ((word = strsep(&rest, " ")) != NULL && question->words < WORDS_MOST)
        if (is_searchable(word))
            question->word[question->words++] = word;
    if (question->words == 0)
        return db_refuse(store, RESULT_INVALID, _("Give a word to look for, with a letter or a digit in it."));
    return RESULT_OK;
}

static void add_quoted(struct buffer *match, const char *word)
{
    buffer_string(match, "\"");
    for (; *word != '\0'; word++)
        buffer_add(match, *word == '"' ? "\"\"" : word, *word == '"' ? 2 : 1);
    buffer_string(match, "\"");
}

static void add_and(struct buffer *match)
{
    if (match->length > 0)
        buffer_string(match, " AND ");
}

/* With `beginning` also words that begin so. */
static void add_word(struct buffer *match, const char *word, bool beginning)
{
    bool begins;
    char *entries = search_question_words(word, &begins);
    add_and(match);
    buffer_string(match, "{title body} : ");
    add_quoted(match, entries);
    if (begins || beginning)
        buffer_string(match, " *");
    free(entries);
}

static void add_where(struct buffer *match, char letter, int64_t number)
{
    add_and(match);
    buffer_format(match, "tags : \"%c%" PRId64 "\"", letter, number);
}

static bool has_confederation_boards(struct store *store)
{
    return db_number(store, 0,
               "SELECT 1 FROM board WHERE visibility <> " SQL_VISIBLE_UNIT
               " AND visibility = " SQL_VISIBLE_CONFEDERATION " LIMIT 1") == 1;
}

/* The lowest id whose post is not older than `at`. Binary search, because ids grow with time. */
static int64_t first_id_at(struct store *store, int64_t at)
{
    int64_t low = 1, high = db_number(store, 0, "SELECT max(id) FROM post") + 1;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (db_number(store, 0, "SELECT at FROM post WHERE id = ?", middle) < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum result ask(
    struct store *store, const struct actor *actor, const struct search_query *query, struct question *question)
{
    struct board board;
    struct member by;
    enum result result = split_words(store, query->words, question);
    if (result != RESULT_OK)
        return result;
    if (question->words == 0 && query->by == NULL && query->board == NULL)
        return db_refuse(store, RESULT_INVALID, _("Say what to look for: words, a writer, or a board."));
    if (query->board != NULL) {
        if ((result = board_by_slug(store, actor, query->board, &board)) != RESULT_OK)
            return result;
        add_where(&question->where, 'b', board.id);
    }
    if (query->by != NULL) {
        const struct actor house = { .kind = ACTOR_CARETAKER };
        question->nobody = member_by_handle(store, &house, query->by, &by) != RESULT_OK;
        add_where(&question->where, 'm', question->nobody ? 0 : by.id);
    }
    question->since = query->since;
    question->until = query->until > 0 ? query->until : INT64_MAX;
    question->from = query->since > 0 ? first_id_at(store, query->since - CLOCK_SLACK) : 0;
    question->below = query->before > 0 ? query->before : INT64_MAX;
    if (query->until > 0) {
        int64_t below = first_id_at(store, query->until + CLOCK_SLACK);
        question->below = below < question->below ? below : question->below;
    }
    return RESULT_OK;
}

/* --- the excerpt --- */

static bool is_word_byte(char c)
{
    return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* Where `word` is in the original text, as a whole word if possible; SIZE_MAX when it is not there. */
static size_t find_word(const struct text_folded *text, const char *word)
{
    struct text_folded wanted;
    size_t found = SIZE_MAX;
    text_fold(word, &wanted);
    for (const char *at = text->text; wanted.length > 0 && (at = strstr(at, wanted.text)) != NULL; at++) {
        size_t place = (size_t)(at - text->text);
        bool whole = (place == 0 || !is_word_byte(at[-1])) && !is_word_byte(at[wanted.length]);
        if (whole || found == SIZE_MAX)
            found = text->origin[place];
        if (whole)
            break;
    }
    text_folded_free(&wanted);
    return found;
}

static size_t first_found(const char *body, const struct question *question)
{
    struct text_folded text;
    size_t first = SIZE_MAX;
    text_fold(body, &text);
    for (int i = 0; i < question->words; i++) {
        size_t place = find_word(&text, question->word[i]);
        if (place < first)
            first = place;
    }
    text_folded_free(&text);
    return first == SIZE_MAX ? 0 : first;
}

static bool inside_character(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* Goes back EXCERPT_BEFORE characters from `place`, then forward to the beginning of a word. */
static size_t excerpt_start(const char *body, size_t place)
{
    size_t start = place;
    for (int i = 0; i < EXCERPT_BEFORE && start > 0; i++)
        do
            start--;
        while (start > 0 && inside_character(body[start]));
    if (start == 0)
        return 0;
    size_t blank = start + strcspn(body + start, " \n");
    return blank < place ? blank + 1 : start;
}

static void make_excerpt(const char *body, const struct question *question, char *out, size_t size)
{
    struct buffer line = { 0 };
    size_t at = excerpt_start(body, first_found(body, question));
    if (at > 0)
        buffer_string(&line, "... ");
    for (int i = 0; i < EXCERPT_LENGTH && body[at] != '\0'; i++) {
        size_t end = at + 1;
        while (inside_character(body[end]))
            end++;
        bool blank = body[at] == '\n' || body[at] == ' ';
        if (!blank)
            buffer_add(&line, body + at, end - at);
        else if (line.length > 0 && line.data[line.length - 1] != ' ')
            buffer_string(&line, " ");
        at = end;
    }
    if (body[at] != '\0' && line.length + 4 < size)
        buffer_string(&line, " ...");
    util_copy_text(out, size, buffer_text(&line));
    buffer_clear(&line);
}

/* --- finds, newest first --- */

/* The finds of one range, or of its posts for the confederation alone. */
struct range {
    sqlite3_stmt *row;
    int64_t unit; /* 0: the public posts */
    int64_t post; /* the newest find that was not taken; 0: no find is left */
};

/* All finds that an actor may read. */
struct ranges {
    struct range range[RANGES_MOST];
    size_t count;
    int64_t unit; /* whose range had the last find */
};

static void range_step(struct store *store, struct range *range)
{
    range->post = range->row != NULL && db_step(store, range->row) ? post_of(sqlite3_column_int64(range->row, 0)) : 0;
}

static void range_open(
    struct store *store, struct ranges *ranges, int64_t unit, const char *match, int64_t from, int64_t below)
{
    struct range *range = &ranges->range[ranges->count++];
    int64_t newest = row_of(unit, below < POSTS_MOST ? below - 1 : POSTS_MOST), oldest = row_of(unit, from);
    range->unit = unit;
    range->row = unit == 0 ? db_query(store,
                                 "SELECT rowid FROM public_words WHERE public_words MATCH ?1 AND rowid >= ?2"
                                 " AND rowid <= ?3 ORDER BY rowid",
                                 match, newest, oldest)
                           : db_query(store,
                                 "SELECT rowid FROM post_words WHERE post_words MATCH ?1 AND rowid >= ?2"
                                 " AND rowid <= ?3 ORDER BY rowid",
                                 match, newest, oldest);
    range_step(store, range);
}

/* Posts of the confederation below this unit. Its own members find them in its range without that. */
static void range_open_confederation(
    struct store *store, struct ranges *ranges, int64_t parent, const char *match, int64_t from, int64_t below)
{
    for (size_t i = 0; i < ranges->count; i++)
        if (ranges->range[i].unit == parent)
            return;
    struct buffer shared = { 0 };
    buffer_format(&shared, "%s AND tags : \"c%" PRId64 "\"", match, parent);
    range_open(store, ranges, parent, buffer_text(&shared), from, below);
    buffer_clear(&shared);
}

/* Opens the finds with `words` (parts of a MATCH, or "") between these two numbers of posts. */
static void ranges_open(struct store *store, const struct actor *actor, const struct question *question,
    const char *words, int64_t from, int64_t below, struct ranges *out)
{
    struct buffer match = { 0 };
    int units = actor->kind == ACTOR_MEMBER ? actor->unit_count : 0;
    bool shared = units > 0 && has_confederation_boards(store);
    *out = (struct ranges) { 0 };
    buffer_string(&match, words);
    if (question->where.length > 0) {
        add_and(&match);
        buffer_string(&match, buffer_text(&question->where));
    }
    range_open(store, out, 0, buffer_text(&match), from, below);
    for (int i = 0; i < units; i++)
        range_open(store, out, actor->units[i], buffer_text(&match), from, below);
    for (int i = 0; shared && i < units; i++)
        if (actor->parents[i] != 0)
            range_open_confederation(store, out, actor->parents[i], buffer_text(&match), from, below);
    buffer_clear(&match);
}

/* The newest find that was not taken yet; 0: all were. */
static int64_t ranges_take(struct store *store, struct ranges *ranges)
{
    struct range *newest = &ranges->range[0];
    for (size_t i = 1; i < ranges->count; i++)
        if (ranges->range[i].post > newest->post)
            newest = &ranges->range[i];
    int64_t post = newest->post;
    ranges->unit = newest->unit;
    if (post != 0)
        range_step(store, newest);
    return post;
}

static void ranges_close(struct store *store, struct ranges *ranges)
{
    for (size_t i = 0; i < ranges->count; i++)
        db_done(store, ranges->range[i].row);
}

/* --- what is shown of a find --- */

enum { BOARDS_NAMED = 12 };

struct finds {
    struct store *store;
    const struct actor *actor;
    const struct question *question;
    int64_t unit; /* of the last find */
    int64_t board[BOARDS_NAMED];
    char name[BOARDS_NAMED][BOARD_TYPED_BYTES]; /* as board_by_slug() takes it */
    size_t named;
};

/* Most finds are on few boards: their names are kept for the rest of the search. */
static const char *name_board(struct finds *finds, int64_t board)
{
    size_t which = 0;
    while (which < BOARDS_NAMED && finds->board[which] != board)
        which++;
    if (which < BOARDS_NAMED)
        return finds->name[which];
    which = finds->named++ % BOARDS_NAMED;
    finds->board[which] = board;
    sqlite3_stmt *row = db_query(finds->store,
        "SELECT CASE WHEN b.unit = ?2 OR (SELECT count(*) FROM unit k WHERE " IS_PLACE(
            "k.kind") ") = 1 THEN '' ELSE u.slug || '/' END || b.slug"
                      " FROM board b JOIN unit u ON u.id = b.unit WHERE b.id = ?1",
        board, finds->actor->here);
    finds->name[which][0] = '\0';
    if (db_step(finds->store, row))
        db_copy(row, 0, finds->name[which], sizeof finds->name[which]);
    db_done(finds->store, row);
    return finds->name[which];
}

/* A text's row has what is shown of its post. False when the post is not of this unit, or not of the time asked for. */
static bool read_in(struct finds *finds, int64_t unit, int64_t post, struct found *out)
{
    const struct question *question = finds->question;
    sqlite3_stmt *row = db_query(finds->store,
        "SELECT x.thread, x.at, " AUTHOR_OF("x.author") ", t.board, " TITLE_OF(
            "x.thread") ", x.body FROM post_text x JOIN thread t ON t.id = x.thread"
                        " WHERE x.id = " TEXT_PLACE("?1", "?2") " AND x.at >= ?3 AND x.at < ?4",
        unit, post, question->since, question->until);
    bool found = db_step(finds->store, row);
    if (found) {
        *out =
            (struct found) { .post = post, .thread = sqlite3_column_int64(row, 0), .at = sqlite3_column_int64(row, 1) };
        access_copy_author(row, 2, out->handle);
        util_copy_text(out->board, sizeof out->board, name_board(finds, sqlite3_column_int64(row, 3)));
        access_copy_title(row, 4, out->title, sizeof out->title);
        make_excerpt(db_text(row, 5), question, out->excerpt, sizeof out->excerpt);
    }
    db_done(finds->store, row);
    return found;
}

/* `range`: nearly always the post is of the unit of its range; of public posts, of the unit of the find before. */
static bool read_found(struct finds *finds, int64_t range, int64_t post, struct found *out)
{
    if (range != 0)
        finds->unit = range;
    if (read_in(finds, finds->unit, post, out))
        return true;
    int64_t unit = db_number(finds->store, 0,
        "SELECT b.unit FROM post p JOIN thread t ON t.id = p.thread JOIN board b ON b.id = t.board WHERE p.id = ?",
        post);
    if (unit == finds->unit)
        return false;
    finds->unit = unit;
    return read_in(finds, unit, post, out);
}

/* --- the answer --- */

static int64_t oldest_looked_at(struct store *store)
{
    return db_number(store, 0, "SELECT max(id) FROM post") - NEARLY_NEWEST;
}

static int count_matches(
    struct store *store, const struct actor *actor, const struct question *question, const char *words)
{
    struct ranges ranges;
    int64_t oldest = oldest_looked_at(store);
    int count = 0;
    ranges_open(store, actor, question, words, oldest > 0 ? oldest : 0, INT64_MAX, &ranges);
    while (count <= NEARLY_MOST && ranges_take(store, &ranges) != 0)
        count++;
    ranges_close(store, &ranges);
    return count;
}

static void add_nearly(
    struct store *store, const struct actor *actor, const struct question *question, struct buffer *reason)
{
    bool any = false;
    if (oldest_looked_at(store) > 0)
        buffer_format(reason, _(" Among the newest %d posts:"), NEARLY_NEWEST);
    for (int i = 0; i < question->words; i++) {
        struct buffer words = { 0 };
        add_word(&words, question->word[i], false);
        int count = count_matches(store, actor, question, buffer_text(&words));
        buffer_clear(&words);
        if (count == 0)
            continue;
        any = true;
        const char *word = question->word[i];
        buffer_string(reason, " ");
        if (count > NEARLY_MOST)
            buffer_format(reason, _("More than %d have '%s'."), NEARLY_MOST, word);
        else
            buffer_format(reason, ngettext("%d has '%s'.", "%d have '%s'.", (unsigned long)count), count, word);
    }
    if (!any)
        buffer_format(reason, " %s", _("None has any of them."));
}

static void add_beginning(
    struct store *store, const struct actor *actor, const struct question *question, struct buffer *reason)
{
    struct buffer words = { 0 };
    add_word(&words, question->word[0], true);
    int count = count_matches(store, actor, question, buffer_text(&words));
    buffer_clear(&words);
    if (count == 0)
        return;
    if (oldest_looked_at(store) > 0)
        buffer_format(reason, _(" Among the newest %d posts:"), NEARLY_NEWEST);
    buffer_string(reason, " ");
    if (count > NEARLY_MOST)
        buffer_format(reason, _("More than %d have a word that begins like this."), NEARLY_MOST);
    else
        buffer_format(reason,
            ngettext(
                "%d has a word that begins like this.", "%d have a word that begins like this.", (unsigned long)count),
            count);
}

/* Says which posts nearly fit, when the search found nothing. */
static void say_nothing_found(
    struct store *store, const struct actor *actor, const struct search_query *query, const struct question *question)
{
    struct buffer reason = { 0 };
    if (question->nobody && person_may_know_people(actor))
        buffer_format(&reason, _("Nobody here is called '%s'."), query->by);
    else if (question->words == 0)
        buffer_string(&reason, _("There is no such post."));
    else if (question->words == 1) {
        buffer_format(&reason, _("No post has '%s'."), question->word[0]);
        add_beginning(store, actor, question, &reason);
    } else {
        buffer_string(&reason, question->words == 2 ? _("No post has both words.") : _("No post has all these words."));
        add_nearly(store, actor, question, &reason);
    }
    db_refuse(store, RESULT_OK, "%s", buffer_text(&reason));
    buffer_clear(&reason);
}

static void answer(struct store *store, const struct actor *actor, const struct search_query *query,
    const struct question *question, size_t limit, struct found *out, size_t *count)
{
    struct buffer words = { 0 };
    struct finds finds = { .store = store, .actor = actor, .question = question, .unit = actor->here };
    for (int i = 0; i < question->words; i++)
        add_word(&words, question->word[i], false);
    struct ranges ranges;
    int64_t post;
    ranges_open(store, actor, question, buffer_text(&words), question->from, question->below, &ranges);
    while (*count < limit && (post = ranges_take(store, &ranges)) != 0)
        if (read_found(&finds, ranges.unit, post, &out[*count]))
            (*count)++;
    ranges_close(store, &ranges);
    buffer_clear(&words);
    if (*count == 0 && limit > 0 && query->before == 0 && !db_failed(store))
        say_nothing_found(store, actor, query, question);
}

enum result search(struct store *store, const struct actor *actor, const struct search_query *query, size_t limit,
    struct found *out, size_t *count)
{
    struct question question = { 0 };
    *count = 0;
    if (actor->kind == ACTOR_NOBODY || actor->kind == ACTOR_WAITING || actor->kind == ACTOR_TABLE)
        return db_refuse(store, RESULT_REFUSED, _("That is only for members."));
    db_reading_begin(store);
    store->reason[0] = '\0';
    enum result result = ask(store, actor, query, &question);
    if (result == RESULT_OK)
        answer(store, actor, query, &question, limit, out, count);
    question_clear(&question);
    enum result outcome = db_reading_end(store);
    return result != RESULT_OK ? result : outcome;
}
