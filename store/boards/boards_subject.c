/* boards_subject.c: boards as a subject (subject.h): forgetting, leaving, export, posts by hand, and the boards of a
 * caucus. */
#include <time.h>

#include "store/base/retention.h"
#include "store/base/subject.h"
#include "store/boards/access.h"
#include "store/boards/letter_box.h"
#include "store/boards/post_strike.h"
#include "store/boards/search_index.h"
#include "store/people/by_hand.h"

enum { INDEX_STEPS = 8 /* in one call of forgetting */ };

/* --- export --- */

static bool write_thread(const struct unit_export *export, int64_t thread, const char *title)
{
    char name[40], when[32];
    snprintf(name, sizeof name, "thread-%lld.txt", (long long)thread);
    FILE *file = export_open(export, name);
    if (file == NULL)
        return false;
    fprintf(file, "%s\n\n", *title ? title : _("[withdrawn]"));
    sqlite3_stmt *row = db_query(export->store,
        "SELECT " AUTHOR_OF(
            "p.author") ", p.at, p.depth, coalesce(t.body, ''), " BY_HAND_COLUMNS " FROM post p" BY_HAND_JOIN("post",
            "p.id") " LEFT JOIN post_text t ON t.id = " TEXT_PLACE_OF_P " AND p.state = " SQL_POST_SHOWN
                    " WHERE p.thread = ? ORDER BY p.path",
        thread);
    while (db_step(export->store, row)) {
        time_t at = (time_t)sqlite3_column_int64(row, 1);
        struct tm parts;
        strftime(when, sizeof when, "%Y-%m-%d %H:%M", localtime_r(&at, &parts));
        char handle[HANDLE_BYTES], how[300];
        struct by_hand by;
        access_copy_author(row, 0, handle);
        by_hand_read(row, 4, &by);
        by_hand_words(&by, how, sizeof how);
        fprintf(file, "%*s%s%s%s  %s\n%s\n\n", sqlite3_column_int(row, 2), "", handle, how[0] != '\0' ? ", " : "", how,
            when, db_text(row, 3));
    }
    db_done(export->store, row);
    return export_close(export, file, name);
}

static bool write_threads(const struct unit_export *export)
{
    bool good = true;
    sqlite3_stmt *row = db_query(export->store,
        "SELECT t.id, x.title FROM thread t LEFT JOIN thread_title x ON x.thread = t.id JOIN board b ON b.id = t.board"
        " WHERE b.unit = ?",
        export->unit);
    while (good && db_step(export->store, row))
        good = write_thread(export, sqlite3_column_int64(row, 0), db_text(row, 1));
    db_done(export->store, row);
    return good;
}

/* --- forgetting and leaving --- */

/* Removes old versions and withdrawn texts when they are due (RULES 1.12), unless they were reported. A large index is
 * cleaned over several calls. */
static int forget(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM post_version WHERE at <= ? AND held = 0", now - retention_period(store, "version"));
    int count = sqlite3_changes(store->db);
    if (count > 0)
        search_index_forget(store);
    /* What is kept only since it was reported (`withdrawn` 2) is for moderators: to everybody else it is as forgotten
     * as any other, so that neither its author nor a reader learns of the report. */
    db_run(store, "UPDATE post_version SET withdrawn = 2 WHERE at <= ? AND held = 1 AND withdrawn < 2",
        now - retention_period(store, "version"));
    bool clean = false;
    for (int step = 0; step < INDEX_STEPS && !db_failed(store) && !clean; step++)
        clean = search_index_clean(store);
    return db_commit(store) == RESULT_OK ? count + !clean : -1;
}

/* An index that is made anew grows by so many posts in one call: a tenth of a second's work. */
static int tick(struct store *store, int64_t now)
{
    enum { POSTS_A_TICK = 1000 };
    (void)now;
    if (db_number(store, 0, "SELECT below FROM search_state") == 0)
        return 0;
    if (db_begin(store) != RESULT_OK)
        return -1;
    search_index_renew(store, POSTS_A_TICK);
    return db_commit(store) == RESULT_OK ? 0 : -1;
}

static void leave(struct store *store, int64_t member, int64_t at)
{
    static const char *const emptied[] = { "DELETE FROM draft WHERE member = ?",
        "DELETE FROM read_mark WHERE member = ?", "DELETE FROM board_mark WHERE member = ?",
        "DELETE FROM bookmark WHERE member = ?", "DELETE FROM muted_thread WHERE member = ?",
        "DELETE FROM muted_member WHERE member = ?", "DELETE FROM board_rest WHERE member = ?" };
    (void)at;
    for (size_t i = 0; i < sizeof emptied / sizeof *emptied; i++)
        db_run(store, emptied[i], member);
}

/* --- by another's hand --- */

static enum result post_see(struct store *store, const struct actor *actor, int64_t post, struct place *out)
{
    int64_t thread = db_number(store, 0, "SELECT thread FROM post WHERE id = ?", post);
    return access_thread_place(store, actor, thread, out);
}

/* --- units and the whole subject --- */

/* Posts older than 14 days count as read (RULES 1.1); for her first unit member.floor says so. */
static void enter(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    enum { OLD_SECONDS = 14 * 86400 };
    db_run(store,
        "INSERT INTO board_mark (member, board, upto) SELECT ?1, b.id, old.post FROM board b,"
        " (SELECT max(id) AS post FROM post WHERE at < ?3) old WHERE b.unit = ?2 AND old.post IS NOT NULL"
        " ON CONFLICT (member, board) DO UPDATE SET upto = max(upto, excluded.upto)",
        member, unit, now - OLD_SECONDS);
}

/* A new caucus gets one board, which only its members read. */
static void begin(struct store *store, int64_t caucus, int64_t now)
{
    static const struct actor house = { .kind = ACTOR_CARETAKER };
    int64_t board;
    board_add(store, &house, caucus, "general", _("General"), VISIBLE_UNIT, now, &board);
}

/* Removes the caucus's posts from the index. The index must be given each text exactly as it was added. */
static void unindex(struct store *store, int64_t caucus)
{
    struct place place = { .unit = caucus, .visibility = VISIBLE_UNIT };
    sqlite3_stmt *row = db_query(store,
        "SELECT b.id, p.id, p.author, CASE p.parent WHEN 0 THEN " TITLE_OF(
            "p.thread") " ELSE '' END, x.body FROM board b JOIN thread t ON t.board = b.id"
                        " JOIN post p ON p.thread = t.id JOIN post_text x ON x.id = " TEXT_PLACE(
                            "b.unit", "p.id") " WHERE b.unit = ?",
        caucus);
    while (db_step(store, row)) {
        place.board = sqlite3_column_int64(row, 0);
        search_index_remove(store, &place, sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2), db_text(row, 3),
            db_text(row, 4));
    }
    db_done(store, row);
    search_index_forget(store);
}

#define POSTS_OF_UNIT                                                                                                  \
    "(SELECT p.id FROM board b JOIN thread t ON t.board = b.id JOIN post p ON p.thread = t.id WHERE b.unit = ?)"

static void end(struct store *store, int64_t caucus, int64_t now)
{
    (void)now;
    unindex(store, caucus);
    db_run(store, "DELETE FROM post_text WHERE id >= " TEXT_PLACE("?1", "0") " AND id < " TEXT_PLACE("(?1 + 1)", "0"),
        caucus);
    db_run(store, "DELETE FROM post_version WHERE post IN " POSTS_OF_UNIT, caucus);
    db_run(store, "DELETE FROM post_covered WHERE post IN " POSTS_OF_UNIT, caucus);
    db_run(store, "DELETE FROM post_quoting WHERE post IN " POSTS_OF_UNIT, caucus);
    db_run(store, "DELETE FROM post_held WHERE post IN " POSTS_OF_UNIT, caucus);
    db_run(store, "DELETE FROM board_rest WHERE unit = ?", caucus);
    db_run(store, "UPDATE post SET state = " SQL_POST_WITHDRAWN " WHERE id IN " POSTS_OF_UNIT, caucus);
    db_run(store,
        "DELETE FROM thread_title WHERE thread IN (SELECT t.id FROM board b JOIN thread t ON t.board = b.id"
        " WHERE b.unit = ?)",
        caucus);
}

/* Whose words she reads, on a board or in a letter. */
static bool knows(struct store *store, const struct actor *actor, int64_t member)
{
    return access_reads_author(store, actor, member) || letter_came_from(store, actor, member);
}

const struct subject boards_subject = {
    .name = "boards",
    .forget = forget,
    .tick = tick,
    .leave = leave,
    .enter = enter,
    .begin = begin,
    .end = end,
    .knows = knows,
    .file =
        (const struct subject_rows[]) {
            { "posts", "SELECT p.id, p.thread, p.at, t.body FROM post p JOIN post_text t ON t.id = " TEXT_PLACE_OF_P
                       " WHERE p.author = ?" },
            { "covered_posts",
                "SELECT p.id, p.thread, p.at, c.title, c.body FROM post p JOIN post_covered c ON c.post = p.id"
                " WHERE p.author = ?" },
            { "threads", "SELECT t.id, x.title FROM thread t JOIN thread_title x ON x.thread = t.id"
                         " JOIN post p ON p.id = t.first_post WHERE p.author = ?" },
            { "old_versions", "SELECT v.post, v.at, v.title, v.body FROM post_version v JOIN post p ON p.id = v.post"
                              " WHERE p.author = ? AND v.withdrawn < 2" },
            { "drafts", "SELECT place, target, at, title, body, anger FROM draft WHERE member = ?" },
            { "bookmarks", "SELECT post, at FROM bookmark WHERE member = ?" },
            { "muted_threads", "SELECT thread, at FROM muted_thread WHERE member = ?" },
            { "muted_people",
                "SELECT n.handle, m.at FROM muted_member m JOIN member_name n ON n.member = m.other WHERE m.member = ?" },
            { "read", "SELECT thread, upto FROM read_mark WHERE member = ?" },
            { NULL, NULL },
        },
    .exports =
        (const struct subject_export[]) {
            { .file = "boards.jsonl",
                .explained = "boards.jsonl   slug, title, visibility (0 unit, 1 confederation, 2 public), uid\n",
                .sql = "SELECT slug, title, visibility, uid FROM board WHERE unit = ?" },
            { .file = "threads.jsonl",
                .explained = "threads.jsonl  id, uid, board (slug), title, opened\n",
                .sql = "SELECT t.id, t.uid, b.slug AS board, coalesce(x.title, '') AS title, t.opened FROM thread t"
                       " JOIN board b ON b.id = t.board LEFT JOIN thread_title x ON x.thread = t.id WHERE b.unit = ?" },
            { .file = "posts.jsonl",
                .explained =
                    "posts.jsonl    id, uid, thread, parent (0: the first), handle, at, edited (0: never), state (0 shown,\n"
                    "               1 withdrawn, 2 covered), body, hand (who typed it for somebody without a device; \"\": herself),\n"
                    "               confirmed (by another home: 1)\n",
                .sql =
                    "SELECT p.id, p.uid, p.thread, p.parent, CASE p.author WHEN " SQL_AUTHOR_HOUSE
                    " THEN 'the house' ELSE coalesce(n.handle, 'a former member') END AS handle, p.at,"
                    " p.edited, p.state, coalesce(x.body, '') AS body,"
                    " coalesce((SELECT coalesce(y.handle, 'a former member') FROM hand_word w"
                    " LEFT JOIN member_name y ON y.member = w.hand WHERE w.kind = 'post' AND w.subject = p.id), '') AS hand,"
                    " coalesce((SELECT confirmed_by <> 0 FROM hand_word w WHERE w.kind = 'post' AND w.subject = p.id), 0)"
                    " AS confirmed FROM post p JOIN thread t ON t.id = p.thread"
                    " JOIN board b ON b.id = t.board LEFT JOIN member_name n ON n.member = p.author"
                    " LEFT JOIN post_text x ON x.id = " TEXT_PLACE(
                        "b.unit", "p.id") " AND p.state = " SQL_POST_SHOWN " WHERE b.unit = ? ORDER BY p.id" },
            { .file = "thread-N.txt", .explained = "thread-N.txt   a thread for reading\n", .write = write_threads },
            { 0 },
        },
    .by_hand =
        (const struct by_hand_kind[]) {
            { .kind = HAND_POST,
                .see = post_see,
                .strike = post_strike,
                .unstrike = post_unstrike,
                .body =
                    "(SELECT x.body FROM post p JOIN post_text x ON x.id = " TEXT_PLACE_OF_P " WHERE p.id = w.subject)",
                .thread = "(SELECT p.thread FROM post p WHERE p.id = w.subject)",
                .about = "(SELECT x.title FROM post p JOIN thread_title x ON x.thread = p.thread"
                         " WHERE p.id = w.subject)",
                .goes_on = "1" },
            { 0 },
        },
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("thread", "board IN (SELECT id FROM board WHERE unit = ?1)", UNIT_ROWS_WORDS),
            UNIT_HELD("draft", "place = " SQL_DRAFT_THREAD " AND target IN (SELECT id FROM board WHERE unit = ?1)",
                UNIT_ROWS_WORDS),
            UNIT_HELD("draft_shut", "place = " SQL_DRAFT_THREAD " AND target IN (SELECT id FROM board WHERE unit = ?1)",
                UNIT_ROWS_WORDS),
            UNIT_GOES("board_mark", "board IN (SELECT id FROM board WHERE unit = ?1)"),
            UNIT_GOES("board", "unit = ?1"),
            { 0 },
        },
};
