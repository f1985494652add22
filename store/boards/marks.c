/* marks.c: keeps which posts each member has read. marks.h has the rules. */
#include "store/boards/marks.h"

#include <stdlib.h>
#include <string.h>

#include "letters.h"
#include "store/base/pending.h"
#include "store/boards/access.h"
#include "store/boards/letter_box.h"

enum {
    ADVANCE_MOST = 256, /* threads that a board's mark passes in one write */
    UNREAD_NEAR = 256,  /* up to so many unread posts of a thread are compared one by one to find the first in tree
                         * order */
    ANSWERS_LOOKED_AT = 400,
};

/* --- the reader --- */

static void load_muted(struct reader *reader)
{
    struct store *store = reader->store;
    size_t room = 0;
    bool one_moment = store->reading > 0 && store->depth == 0;
    if (one_moment && store->mutes_nobody.read == store->reads && store->mutes_nobody.member == reader->member)
        return;
    sqlite3_stmt *row =
        db_query(store, "SELECT other FROM muted_member WHERE member = ? ORDER BY other", reader->member);
    while (db_step(store, row)) {
        if (reader->muted_count == room) {
            room = room * 2 + 8;
            reader->muted = xrealloc(reader->muted, room, sizeof *reader->muted);
        }
        reader->muted[reader->muted_count++] = sqlite3_column_int64(row, 0);
    }
    db_done(store, row);
    if (one_moment && reader->muted_count == 0 && !db_failed(store)) {
        store->mutes_nobody.read = store->reads;
        store->mutes_nobody.member = reader->member;
    }
}

void mark_reader_open(struct reader *reader, struct store *store, const struct actor *actor)
{
    *reader = (struct reader) { .store = store, .actor = actor, .overlay = true };
    if (actor->kind != ACTOR_MEMBER)
        return;
    reader->member = actor->member;
    reader->floor = actor->floor;
    load_muted(reader);
}

void mark_reader_close(struct reader *reader)
{
    free(reader->muted);
    reader->muted = NULL;
    reader->muted_count = 0;
}

static int compare_ids(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

bool mark_author_is_muted(const struct reader *reader, int64_t author)
{
    return reader->muted_count > 0 &&
           bsearch(&author, reader->muted, reader->muted_count, sizeof author, compare_ids) != NULL;
}

bool mark_post_counts(const struct reader *reader, int64_t author, enum post_state state)
{
    return reader->member != 0 && author != reader->member && state != POST_WITHDRAWN &&
           !mark_author_is_muted(reader, author);
}

bool mark_thread_is_muted(const struct reader *reader, int64_t thread)
{
    return db_number(reader->store, 0, "SELECT 1 FROM muted_thread WHERE member = ? AND thread = ?", reader->member,
               thread) != 0;
}

/* --- marks: on disk, and on their way there --- */

/* Makes one post of the thread unread in the set. */
static void set_unread(struct store *store, int64_t thread, struct mark_set *set, int64_t post)
{
    int64_t *between = NULL;
    size_t count = 0, room = 0;
    sqlite3_stmt *row = db_query(
        store, "SELECT id FROM post WHERE thread = ? AND id > ? AND id <= ? ORDER BY id", thread, post, set->upto);
    while (db_step(store, row)) {
        if (count == room) {
            room = room * 2 + 64;
            between = xrealloc(between, room, sizeof *between);
        }
        between[count++] = sqlite3_column_int64(row, 0);
    }
    db_done(store, row);
    mark_set_remove(set, post, between, count);
    free(between);
}

static void join_written(struct mark_set *set, int64_t upto, const void *bytes, size_t length)
{
    struct mark_set other;
    mark_set_read(&other, upto, bytes, length);
    mark_set_join(set, &other);
    mark_set_free(&other);
}

/* Applies the writes that are not on disk yet, in the same order as the clerk will: so both give the same result. */
static void apply_pending(const struct reader *reader, int64_t thread, int64_t board, struct mark_set *set)
{
    for (const struct pending *pending = reader->store->pending; pending != NULL; pending = pending->next) {
        const struct deferred *item = &pending->item;
        if (item->member != reader->member)
            continue;
        if (item->kind == DEFERRED_MARK && item->a == thread)
            join_written(set, item->b, item->text, item->length);
        else if (item->kind == DEFERRED_UNREAD && item->a == thread)
            set_unread(reader->store, thread, set, item->b);
        else if (item->kind == DEFERRED_BOARD_MARK && item->a == board)
            mark_set_raise(set, item->b);
    }
}

static void mark_from_row(
    const struct reader *reader, sqlite3_stmt *row, int column, int64_t thread, int64_t board, struct mark_set *set)
{
    const void *bytes = sqlite3_column_blob(row, column + 1);
    size_t length = (size_t)sqlite3_column_bytes(row, column + 1);
    mark_set_read(set, sqlite3_column_int64(row, column), bytes, length);
    mark_set_raise(set, reader->floor);
    if (reader->overlay)
        apply_pending(reader, thread, board, set);
}

void mark_load(const struct reader *reader, int64_t thread, int64_t board, struct mark_set *set)
{
    *set = (struct mark_set) { 0 };
    if (reader->member == 0)
        return;
    sqlite3_stmt *row = db_query(
        reader->store, "SELECT upto, above FROM read_mark WHERE member = ? AND thread = ?", reader->member, thread);
    if (db_step(reader->store, row))
        mark_from_row(reader, row, 0, thread, board, set);
    else {
        mark_set_raise(set, reader->floor);
        if (reader->overlay)
            apply_pending(reader, thread, board, set);
    }
    db_done(reader->store, row);
}

/* --- counting --- */

static enum post_state state_in(sqlite3_stmt *row, int column)
{
    return (enum post_state)sqlite3_column_int(row, column);
}

#define POSTS_BEYOND "SELECT id, author, state FROM post WHERE thread = ? AND id > ? ORDER BY id"

/* Fills `posts` with the ids of unread posts, ascending, and returns their number, at most `room`. With `posts` NULL it
 * only counts. The caller knows that the thread is not muted. */
static int unread_posts(
    const struct reader *reader, int64_t thread, const struct mark_set *set, int64_t *posts, int room)
{
    int count = 0;
    sqlite3_stmt *row = db_query(reader->store, POSTS_BEYOND, thread, set->upto);
    while (count < room && db_step(reader->store, row)) {
        int64_t post = sqlite3_column_int64(row, 0);
        if (mark_set_has(set, post) || !mark_post_counts(reader, sqlite3_column_int64(row, 1), state_in(row, 2)))
            continue;
        if (posts != NULL)
            posts[count] = post;
        count++;
    }
    db_done(reader->store, row);
    return count;
}

int mark_unread_of_thread(const struct reader *reader, int64_t thread, int64_t board, int64_t last_post, int most)
{
    struct mark_set set;
    if (reader->member == 0 || mark_thread_is_muted(reader, thread))
        return 0;
    mark_load(reader, thread, board, &set);
    int count = set.upto >= last_post ? 0 : unread_posts(reader, thread, &set, NULL, most);
    mark_set_free(&set);
    return count;
}

/* Threads of the board whose last post is not above this hold nothing unread. `upto`: what stands in board_mark. */
static int64_t mark_above(const struct reader *reader, int64_t board, int64_t upto)
{
    if (upto < reader->floor)
        upto = reader->floor;
    if (!reader->overlay)
        return upto;
    for (const struct pending *pending = reader->store->pending; pending != NULL; pending = pending->next) {
        const struct deferred *item = &pending->item;
        if (item->kind != DEFERRED_UNREAD || item->member != reader->member)
            continue;
        int64_t last = db_number(
            reader->store, INT64_MAX, "SELECT last_post FROM thread WHERE id = ? AND board = ?", item->a, board);
        if (last <= upto)
            upto = last - 1;
    }
    return upto;
}

static int64_t board_mark(const struct reader *reader, int64_t board)
{
    return mark_above(reader, board,
        db_number(
            reader->store, 0, "SELECT upto FROM board_mark WHERE member = ? AND board = ?", reader->member, board));
}

/* MARKED_THREADS: a board's threads, by their last post, with the member's marks. THREADS_BEYOND: without those that
 * she muted. */
#define MARKED_THREADS                                                                                                 \
    "SELECT t.id, t.last_post, coalesce(m.upto, 0), coalesce(m.above, x'') FROM thread t"                              \
    " LEFT JOIN read_mark m ON m.member = ?1 AND m.thread = t.id"                                                      \
    " WHERE t.board = ?2 AND t.last_post > ?3 AND t.last_post < ?4"
#define THREADS_BEYOND                                                                                                 \
    MARKED_THREADS " AND NOT EXISTS (SELECT 1 FROM muted_thread x WHERE x.member = ?1 AND x.thread = t.id)"

/* Unread posts of the board's threads whose last post is above `mark`. Adds the number of their threads. */
static int unread_above(const struct reader *reader, int64_t board, int64_t mark, int most, int *threads)
{
    struct mark_set set;
    int count = 0;
    sqlite3_stmt *row =
        db_query(reader->store, THREADS_BEYOND " ORDER BY t.last_post DESC", reader->member, board, mark, INT64_MAX);
    while (count < most && db_step(reader->store, row)) {
        int64_t thread = sqlite3_column_int64(row, 0);
        mark_from_row(reader, row, 2, thread, board, &set);
        int more =
            set.upto >= sqlite3_column_int64(row, 1) ? 0 : unread_posts(reader, thread, &set, NULL, most - count);
        mark_set_free(&set);
        count += more;
        *threads += more > 0;
    }
    db_done(reader->store, row);
    return count;
}

int mark_unread_of_board(const struct reader *reader, int64_t board, int most)
{
    int threads = 0;
    return reader->member == 0 ? 0 : unread_above(reader, board, board_mark(reader, board), most, &threads);
}

/* --- the next unread post --- */

static int compare_paths(const void *a, size_t a_length, const void *b, size_t b_length)
{
    int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
    return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

struct path {
    unsigned char bytes[65 * 4];
    size_t length;
};

static bool post_path(struct store *store, int64_t post, struct path *path)
{
    path->length = 0;
    sqlite3_stmt *row = db_query(store, "SELECT path FROM post WHERE id = ?", post);
    bool found = db_step(store, row);
    if (found && (size_t)sqlite3_column_bytes(row, 0) <= sizeof path->bytes) {
        path->length = (size_t)sqlite3_column_bytes(row, 0);
        memcpy(path->bytes, sqlite3_column_blob(row, 0), path->length);
    }
    db_done(store, row);
    return found;
}

/* The post of `posts` that comes first after `after` in tree order; 0 when there is none. */
static int64_t first_of(struct store *store, const struct path *after, const int64_t *posts, int count)
{
    struct path best = { .length = 0 }, path;
    int64_t first = 0;
    for (int i = 0; i < count; i++) {
        if (!post_path(store, posts[i], &path) ||
            compare_paths(path.bytes, path.length, after->bytes, after->length) <= 0)
            continue;
        if (first != 0 && compare_paths(path.bytes, path.length, best.bytes, best.length) > 0)
            continue;
        first = posts[i];
        best = path;
    }
    return first;
}

/* The same for a thread with many unread posts: walks the tree itself. */
static int64_t first_in_tree(
    const struct reader *reader, int64_t thread, const struct path *after, const struct mark_set *set)
{
    int64_t first = 0;
    sqlite3_stmt *row = db_query(reader->store,
        "SELECT id, author, state FROM post INDEXED BY post_by_path WHERE thread = ? AND path > ? AND id > ?"
        " ORDER BY path",
        thread, db_blob(after->bytes, after->length), set->upto);
    while (first == 0 && db_step(reader->store, row))
        if (!mark_set_has(set, sqlite3_column_int64(row, 0)) &&
            mark_post_counts(reader, sqlite3_column_int64(row, 1), state_in(row, 2)))
            first = sqlite3_column_int64(row, 0);
    db_done(reader->store, row);
    return first;
}

/* The first unread post of a thread after `after`, in tree order; 0 when there is none. */
static int64_t first_unread(
    const struct reader *reader, int64_t thread, const struct path *after, const struct mark_set *set)
{
    int64_t posts[UNREAD_NEAR];
    int count = unread_posts(reader, thread, set, posts, UNREAD_NEAR);
    if (count < UNREAD_NEAR)
        return first_of(reader->store, after, posts, count);
    return first_in_tree(reader, thread, after, set);
}

/* Searches the board's threads whose last post is older than `before`, newest first. */
static bool find_in_board(const struct reader *reader, int64_t board, int64_t before, struct unread_place *out)
{
    static const struct path start = { .length = 0 };
    struct mark_set set;
    int64_t post = 0;
    sqlite3_stmt *row = db_query(reader->store, THREADS_BEYOND " ORDER BY t.last_post DESC", reader->member, board,
        board_mark(reader, board), before);
    while (post == 0 && db_step(reader->store, row)) {
        int64_t thread = sqlite3_column_int64(row, 0);
        mark_from_row(reader, row, 2, thread, board, &set);
        if (set.upto < sqlite3_column_int64(row, 1))
            post = first_unread(reader, thread, &start, &set);
        mark_set_free(&set);
        *out = (struct unread_place) { board, thread, post };
    }
    db_done(reader->store, row);
    return post != 0;
}

static bool find_in_thread(
    const struct reader *reader, const struct place *place, const struct path *after, struct unread_place *out)
{
    struct mark_set set;
    if (mark_thread_is_muted(reader, place->thread))
        return false;
    mark_load(reader, place->thread, place->board, &set);
    int64_t post = first_unread(reader, place->thread, after, &set);
    mark_set_free(&set);
    *out = (struct unread_place) { place->board, place->thread, post };
    return post != 0;
}

/* A public board of a unit that is neither hers nor above hers. She may read it, but what is new there is not news to
 * her: in a house of twelve communes it would hide what is new in her own. */
static bool is_of_strangers(const struct actor *actor, const struct place *place)
{
    bool above = false;
    for (int i = 0; i < actor->unit_count; i++)
        above = above || actor->parents[i] == place->unit;
    return place->visibility == VISIBLE_PUBLIC && !above && !actor_belongs(actor, place->unit);
}

struct news_board {
    int64_t id, upto; /* upto: what stands in board_mark; mark_above() makes the mark of it */
};

/* SQL: boards `b` whose news may concern member ?1: all of her units, and those that others share with her in the units
 * above, beside and below. It begins at her units, so that a house of many communes costs her no more.
 * access_may_read() and is_of_strangers() must still decide about each. */
#define SHARED_FROM_HERS                                                                                               \
    "SELECT w.id FROM membership s JOIN unit h ON h.id = s.unit JOIN unit v JOIN board w ON w.unit = v.id"             \
    " WHERE s.member = ?1 AND w.visibility <> " SQL_VISIBLE_UNIT
#define MAY_BE_NEWS                                                                                                    \
    "b.id IN (SELECT o.id FROM membership s JOIN board o ON o.unit = s.unit WHERE s.member = ?1"                       \
    " UNION ALL " SHARED_FROM_HERS " AND v.id = h.parent"                                                              \
    " UNION ALL " SHARED_FROM_HERS " AND v.parent IN (h.id, h.parent))"

/* The boards whose news concern her, in the order of boards_list(). malloc'd. With `here` those of the unit
 * where she is come first, and those of caucuses where she is not now are left out: their words show only in their own
 * rooms. RULES 1.0. */
static struct news_board *boards_of_news(const struct reader *reader, bool here, size_t *count)
{
    struct news_board *boards = NULL;
    size_t room = 0;
    *count = 0;
    sqlite3_stmt *row = db_query(reader->store,
        "SELECT b.id, b.unit, coalesce(u.parent, 0), b.visibility, coalesce(k.upto, 0) FROM board b"
        " JOIN unit u ON u.id = b.unit LEFT JOIN board_mark k ON k.member = ?1 AND k.board = b.id"
        " WHERE " MAY_BE_NEWS " AND (NOT ?2 OR u.kind <> " SQL_UNIT_CAUCUS " OR u.id = ?3)"
        " ORDER BY ?2 AND b.unit <> ?3, b.unit, b.id",
        reader->actor->member, here, reader->actor->here);
    while (db_step(reader->store, row)) {
        struct place place = {
            .board = sqlite3_column_int64(row, 0),
            .unit = sqlite3_column_int64(row, 1),
            .parent = sqlite3_column_int64(row, 2),
            .visibility = (enum visibility)sqlite3_column_int(row, 3),
        };
        if (!access_may_read(reader->actor, &place) || is_of_strangers(reader->actor, &place))
            continue;
        if (*count == room) {
            room = room * 2 + 16;
            boards = xrealloc(boards, room, sizeof *boards);
        }
        boards[(*count)++] = (struct news_board) { place.board, sqlite3_column_int64(row, 4) };
    }
    db_done(reader->store, row);
    return boards;
}

/* Searches from `here` on through all boards, and at last the newest threads of its own board. With here->thread 0 it
 * begins at the first board. */
static bool find_onward(const struct reader *reader, const struct place *here, struct unread_place *out)
{
    size_t count, own = 0;
    struct news_board *boards = boards_of_news(reader, true, &count);
    bool found = here->thread != 0 && find_in_board(reader, here->board, here->last_post, out);
    for (size_t i = 0; i < count; i++)
        if (boards[i].id == here->board)
            own = i + 1;
    for (size_t i = 0; i < count && !found; i++)
        found = find_in_board(reader, boards[(own + i) % count].id, INT64_MAX, out);
    if (!found && own == 0 && here->thread != 0) /* a board of strangers, which is not among them */
        found = find_in_board(reader, here->board, INT64_MAX, out);
    free(boards);
    return found;
}

static enum result post_place(struct store *store, const struct actor *actor, int64_t post, struct place *place)
{
    int64_t thread = db_number(store, 0, "SELECT thread FROM post WHERE id = ?", post);
    if (thread == 0 || access_thread_place(store, actor, thread, place) != RESULT_OK)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such post."));
    return RESULT_OK;
}

enum result mark_next_unread(struct store *store, const struct actor *actor, int64_t post, struct unread_place *out)
{
    struct reader reader;
    struct place here = { 0 };
    struct path after = { .length = 0 };
    *out = (struct unread_place) { 0 };
    db_reading_begin(store);
    if (post != 0 && post_place(store, actor, post, &here) != RESULT_OK) {
        db_reading_end(store);
        return RESULT_NOT_FOUND;
    }
    mark_reader_open(&reader, store, actor);
    bool found = false;
    if (reader.member != 0 && post != 0 && post_path(store, post, &after))
        found = find_in_thread(&reader, &here, &after, out);
    if (reader.member != 0 && !found)
        found = find_onward(&reader, &here, out);
    mark_reader_close(&reader);
    enum result result = db_reading_end(store);
    if (found || result != RESULT_OK)
        return result;
    *out = (struct unread_place) { 0 };
    if (actor->kind != ACTOR_MEMBER)
        return db_refuse(store, RESULT_NOT_FOUND, _("What is read is remembered for members only."));
    struct unread_total total;
    mark_unread_total(store, actor, &total);
    return db_refuse(store, RESULT_NOT_FOUND,
        total.posts > 0 ? _("You have read everything else. Something private is new: it stands among the boards.")
                        : _("You have read everything."));
}

enum result mark_unread_total(struct store *store, const struct actor *actor, struct unread_total *out)
{
    struct reader reader;
    *out = (struct unread_total) { 0 };
    if (actor->kind != ACTOR_MEMBER)
        return RESULT_OK;
    db_reading_begin(store);
    mark_reader_open(&reader, store, actor);
    size_t count;
    struct news_board *boards = boards_of_news(&reader, false, &count);
    for (size_t i = 0; i < count && out->posts <= COUNT_MAX; i++)
        out->posts += unread_above(&reader, boards[i].id, mark_above(&reader, boards[i].id, boards[i].upto),
            COUNT_MAX + 1 - out->posts, &out->threads);
    out->letters = letters_unread(store, actor, COUNT_MAX + 1);
    free(boards);
    mark_reader_close(&reader);
    return db_reading_end(store);
}

/* Answers to her posts. One row has all that decides whether she sees the answer: the board's rights, and her marks of
 * its thread. */
#define ANSWERS                                                                                                        \
    "SELECT p.id, p.thread, p.at, p.author, p.state, " AUTHOR_OF("p.author") ", " TITLE_OF(                            \
        "p.thread") ", b.id, b.unit, coalesce(u.parent, 0), b.visibility, u.kind, coalesce(m.upto, 0),"                \
                    " coalesce(m.above, x'') FROM post p JOIN thread t ON t.id = p.thread"                             \
                    " JOIN board b ON b.id = t.board JOIN unit u ON u.id = b.unit"                                     \
                    " LEFT JOIN read_mark m ON m.member = ?1 AND m.thread = p.thread"                                  \
                    " WHERE p.answered = ?1 AND p.answered <> 0 AND p.id > ?2"                                         \
                    " AND NOT EXISTS (SELECT 1 FROM muted_thread x WHERE x.member = ?1 AND x.thread = p.thread)"       \
                    " ORDER BY p.id DESC LIMIT ?3"

/* False when she may not read it or has read it. */
static bool read_answer(const struct reader *reader, sqlite3_stmt *row, struct answer *out)
{
    struct mark_set set;
    struct place place = {
        .board = sqlite3_column_int64(row, 7),
        .unit = sqlite3_column_int64(row, 8),
        .parent = sqlite3_column_int64(row, 9),
        .visibility = (enum visibility)sqlite3_column_int(row, 10),
    };
    *out = (struct answer) {
        .post = sqlite3_column_int64(row, 0),
        .thread = sqlite3_column_int64(row, 1),
        .at = sqlite3_column_int64(row, 2),
        .unit = place.unit,
        .caucus = place.visibility == VISIBLE_UNIT && sqlite3_column_int(row, 11) == UNIT_CAUCUS,
    };
    if (!access_may_read(reader->actor, &place) ||
        !mark_post_counts(reader, sqlite3_column_int64(row, 3), state_in(row, 4)))
        return false;
    mark_from_row(reader, row, 12, out->thread, place.board, &set);
    bool unread = !mark_set_has(&set, out->post);
    mark_set_free(&set);
    access_copy_author(row, 5, out->handle);
    access_copy_title(row, 6, out->title, sizeof out->title);
    return unread;
}

enum result mark_answers_list(
    struct store *store, const struct actor *actor, size_t limit, struct answer *out, size_t *count)
{
    struct reader reader;
    *count = 0;
    if (actor->kind != ACTOR_MEMBER)
        return RESULT_OK;
    db_reading_begin(store);
    mark_reader_open(&reader, store, actor);
    sqlite3_stmt *row = db_query(store, ANSWERS, actor->member, actor->floor, ANSWERS_LOOKED_AT);
    while (*count < limit && db_step(store, row))
        *count += read_answer(&reader, row, &out[*count]);
    db_done(store, row);
    mark_reader_close(&reader);
    return db_reading_end(store);
}

/* --- marking, in the member's session --- */

static enum result defer_mark(struct store *store, const struct reader *reader, int64_t thread, struct mark_set *set)
{
    size_t length;
    mark_set_trim(set);
    unsigned char *bytes = mark_set_write(set, &length);
    struct deferred item = {
        .kind = DEFERRED_MARK,
        .member = reader->member,
        .a = thread,
        .b = set->upto,
        .text = (const char *)bytes,
        .length = length,
    };
    enum result result = deferred_write(store, &item);
    free(bytes);
    return result;
}

/* Moves the watermark over posts that are read or her own. */
static void raise_over_read(const struct reader *reader, int64_t thread, struct mark_set *set)
{
    int64_t upto = set->upto;
    sqlite3_stmt *row = db_query(reader->store, POSTS_BEYOND, thread, upto);
    while (db_step(reader->store, row)) {
        int64_t post = sqlite3_column_int64(row, 0);
        if (!mark_set_has(set, post) && sqlite3_column_int64(row, 1) != reader->member)
            break;
        upto = post;
    }
    db_done(reader->store, row);
    mark_set_raise(set, upto);
}

enum result mark_read(struct store *store, const struct actor *actor, int64_t post)
{
    struct reader reader;
    struct place place = { 0 };
    struct mark_set set;
    if (actor->kind != ACTOR_MEMBER || actor->hand != 0)
        return RESULT_OK;
    db_reading_begin(store);
    enum result result = post_place(store, actor, post, &place);
    if (result != RESULT_OK) {
        db_reading_end(store);
        return result;
    }
    mark_reader_open(&reader, store, actor);
    mark_load(&reader, place.thread, place.board, &set);
    bool news = !mark_set_has(&set, post);
    if (news) {
        mark_set_add(&set, post);
        raise_over_read(&reader, place.thread, &set);
    }
    result = db_reading_end(store);
    if (news && result == RESULT_OK)
        result = defer_mark(store, &reader, place.thread, &set);
    mark_set_free(&set);
    mark_reader_close(&reader);
    return result;
}

enum result mark_unread(struct store *store, const struct actor *actor, int64_t post)
{
    struct place place = { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = post_place(store, actor, post, &place)) != RESULT_OK)
        return result;
    if (post <= actor->floor)
        return db_refuse(store, RESULT_REFUSED, _("That post is from before your time here; it counts as read."));
    if (db_number(store, 0, "SELECT author FROM post WHERE id = ?", post) == actor->member)
        return db_refuse(store, RESULT_REFUSED, _("You wrote that post; your own count as read."));
    if (db_number(store, 0, "SELECT count(*) FROM post WHERE thread = ? AND id > ?", place.thread, post) >=
        MARK_SET_MOST)
        return db_refuse(store, RESULT_REFUSED, _("That post is too far back in a very long thread."));
    struct deferred item = { .kind = DEFERRED_UNREAD, .member = actor->member, .a = place.thread, .b = post };
    return deferred_write(store, &item);
}

enum result mark_thread_read(struct store *store, const struct actor *actor, int64_t thread)
{
    struct place place;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = access_thread_place(store, actor, thread, &place)) != RESULT_OK)
        return result;
    struct deferred item = { .kind = DEFERRED_MARK, .member = actor->member, .a = thread, .b = place.last_post };
    return deferred_write(store, &item);
}

enum result mark_board_read(struct store *store, const struct actor *actor, int64_t board)
{
    struct place place;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = access_board_place(store, actor, board, &place)) != RESULT_OK)
        return result;
    int64_t last = db_number(store, 0, "SELECT max(last_post) FROM thread WHERE board = ?", board);
    struct deferred item = { .kind = DEFERRED_BOARD_MARK, .member = actor->member, .a = board, .b = last };
    return deferred_write(store, &item);
}

/* --- marking, in the clerk --- */

static void save_mark(struct store *store, int64_t member, int64_t thread, struct mark_set *set)
{
    size_t length;
    mark_set_trim(set);
    unsigned char *bytes = mark_set_write(set, &length);
    db_run(store,
        "INSERT INTO read_mark (member, thread, upto, above) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET upto = excluded.upto, above = excluded.above",
        member, thread, set->upto, db_blob(bytes, length));
    free(bytes);
}

/* A board's mark must not pass a thread with an unread post, nor one with an unread post that was withdrawn and can
 * still be restored. */
static bool holds_back(const struct reader *reader, int64_t thread, const struct mark_set *set)
{
    bool holds = false;
    sqlite3_stmt *row = db_query(reader->store, POSTS_BEYOND, thread, set->upto);
    while (!holds && db_step(reader->store, row)) {
        int64_t post = sqlite3_column_int64(row, 0);
        enum post_state state = state_in(row, 2);
        if (!mark_set_has(set, post) && mark_post_counts(reader, sqlite3_column_int64(row, 1), POST_SHOWN))
            holds =
                state != POST_WITHDRAWN ||
                db_number(reader->store, 0, "SELECT 1 FROM post_version WHERE post = ? AND withdrawn = 1", post) != 0;
    }
    db_done(reader->store, row);
    return holds;
}

static void advance_board(const struct reader *reader, int64_t board)
{
    struct mark_set set;
    int64_t from = board_mark(reader, board), upto = from;
    bool held = false;
    sqlite3_stmt *row = db_query(reader->store, THREADS_BEYOND " ORDER BY t.last_post LIMIT ?5", reader->member, board,
        from, INT64_MAX, ADVANCE_MOST);
    while (!held && db_step(reader->store, row)) {
        mark_from_row(reader, row, 2, sqlite3_column_int64(row, 0), board, &set);
        held = holds_back(reader, sqlite3_column_int64(row, 0), &set);
        mark_set_free(&set);
        if (!held)
            upto = sqlite3_column_int64(row, 1);
    }
    db_done(reader->store, row);
    if (upto > from)
        db_run(reader->store,
            "INSERT INTO board_mark (member, board, upto) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET upto = excluded.upto",
            reader->member, board, upto);
}

static void apply_read(const struct reader *reader, const struct place *place, const struct deferred *item)
{
    struct mark_set set;
    bool sane = item->b <= place->last_post; /* a post that does not exist yet cannot have been read */
    mark_load(reader, place->thread, place->board, &set);
    join_written(&set, sane ? item->b : place->last_post, item->text, sane ? item->length : 0);
    raise_over_read(reader, place->thread, &set);
    save_mark(reader->store, reader->member, place->thread, &set);
    mark_set_free(&set);
    advance_board(reader, place->board);
}

static void apply_unread(const struct reader *reader, const struct place *place, int64_t post)
{
    struct mark_set set;
    if (post <= reader->floor ||
        db_number(reader->store, 0, "SELECT 1 FROM post WHERE id = ? AND thread = ?", post, place->thread) == 0)
        return;
    mark_load(reader, place->thread, place->board, &set);
    set_unread(reader->store, place->thread, &set, post);
    save_mark(reader->store, reader->member, place->thread, &set);
    mark_set_free(&set);
    db_run(reader->store, "UPDATE board_mark SET upto = ?3 WHERE member = ?1 AND board = ?2 AND upto > ?3",
        reader->member, place->board, place->last_post - 1);
}

struct due_mark {
    int64_t thread, upto;
};

/* board_mark() may have passed threads that hold unread posts and are only muted. "All read" covers them too, in case
 * she unmutes them later. */
static int64_t read_from(const struct reader *reader, int64_t board)
{
    bool mutes =
        reader->muted_count > 0 ||
        db_number(reader->store, 0, "SELECT 1 FROM muted_thread WHERE member = ? LIMIT 1", reader->member) != 0;
    return mutes ? reader->floor : board_mark(reader, board);
}

/* Collected first, because a table must not be written while it is read. */
static struct due_mark *marks_below(const struct reader *reader, int64_t board, int64_t upto, size_t *count)
{
    struct due_mark *due = NULL;
    size_t room = 0;
    *count = 0;
    sqlite3_stmt *row = db_query(reader->store, MARKED_THREADS " AND t.first_post <= ?5", reader->member, board,
        read_from(reader, board), INT64_MAX, upto);
    while (db_step(reader->store, row)) {
        int64_t last = sqlite3_column_int64(row, 1);
        if (sqlite3_column_int64(row, 2) >= last)
            continue;
        if (*count == room) {
            room = room * 2 + 64;
            due = xrealloc(due, room, sizeof *due);
        }
        due[(*count)++] = (struct due_mark) { sqlite3_column_int64(row, 0), last < upto ? last : upto };
    }
    db_done(reader->store, row);
    return due;
}

static void apply_board_read(const struct reader *reader, int64_t board, int64_t upto)
{
    size_t count;
    struct due_mark *due = marks_below(reader, board, upto, &count);
    struct mark_set set;
    for (size_t i = 0; i < count && !db_failed(reader->store); i++) {
        mark_load(reader, due[i].thread, board, &set);
        mark_set_raise(&set, due[i].upto);
        save_mark(reader->store, reader->member, due[i].thread, &set);
        mark_set_free(&set);
    }
    free(due);
    advance_board(reader, board);
}

void mark_apply(struct store *store, const struct deferred *item)
{
    struct actor actor = { .kind = ACTOR_MEMBER, .member = item->member };
    struct reader reader;
    struct place place = { .thread = item->a };
    actor.floor = db_number(store, 0, "SELECT floor FROM member WHERE id = ?", item->member);
    mark_reader_open(&reader, store, &actor);
    reader.overlay = false;
    if (item->kind == DEFERRED_BOARD_MARK)
        apply_board_read(&reader, item->a, item->b);
    else {
        place.board = db_number(store, 0, "SELECT board FROM thread WHERE id = ?", item->a);
        place.last_post = db_number(store, 0, "SELECT last_post FROM thread WHERE id = ?", item->a);
        if (place.board != 0 && item->kind == DEFERRED_MARK)
            apply_read(&reader, &place, item);
        else if (place.board != 0)
            apply_unread(&reader, &place, item->b);
    }
    mark_reader_close(&reader);
}
