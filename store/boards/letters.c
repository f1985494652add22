/* letters.c: private letters between two members. They are in neither the ledger nor the search index. RULES 2.3,
 * 1.12. */
#include "letters.h"

#include <stdlib.h>
#include <string.h>

#include "boards.h"
#include "deferred.h"
#include "members.h"
#include "numbers.h"
#include "store/base/limits.h"
#include "store/base/pending.h"
#include "store/base/retention.h"
#include "store/base/subject.h"
#include "store/boards/access.h"
#include "store/boards/letter_box.h"
#include "store/people/restored.h"

void letters_free(struct letter *letters, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(letters[i].body);
        letters[i].body = NULL;
    }
}

/* --- writing --- */

static enum result letter_insert(struct store *store, const struct actor *actor, int64_t reader, const char *body,
    int64_t answers, int64_t about, int64_t now, int64_t *letter)
{
    bool arrived =
        db_number(store, 0, "SELECT 1 FROM muted_member WHERE member = ? AND other = ?", reader, actor->member) == 0;
    enum result result =
        db_run(store, "INSERT INTO letter (writer, reader, at, answers, about, arrived) VALUES (?, ?, ?, ?, ?, ?)",
            actor->member, reader, now, answers, about, arrived);
    if (result != RESULT_OK)
        return result;
    *letter = db_last_id(store);
    result = db_run(store, "INSERT INTO letter_text (letter, body) VALUES (?, ?)", *letter, body);
    if (result == RESULT_OK && arrived)
        result = ledger_notice_append(store, reader, NOTICE_LETTER, *letter, now);
    return result;
}

/* Each of the two becomes 0 unless the writer may see it, so that a letter never points to something closed to its
 * writer. */
static void only_visible(struct store *store, const struct actor *actor, int64_t *answers, int64_t *about)
{
    struct place place;
    int64_t thread = db_number(store, 0, "SELECT thread FROM post WHERE id = ?", *about);
    if (thread == 0 || access_thread_place(store, actor, thread, &place) != RESULT_OK)
        *about = 0;
    *answers =
        db_number(store, 0, "SELECT id FROM letter WHERE id = ?1 AND (writer = ?2 OR (reader = ?2 AND arrived = 1))",
            *answers, actor->member);
}

bool letter_came_from(struct store *store, const struct actor *actor, int64_t writer)
{
    return db_number(store, 0,
               "SELECT 1 FROM letter WHERE writer = ? AND reader = ? AND arrived <> 0 AND reader_gone = 0 LIMIT 1",
               writer, actor->member) == 1;
}

enum result letter_write(struct store *store, const struct actor *actor, const char *to_handle, const char *body,
    int64_t answers, int64_t about_post, int64_t now, int64_t *letter)
{
    struct member to;
    char *clean;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = member_by_handle(store, actor, to_handle, &to)) != RESULT_OK)
        return result;
    if (to.left)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such member."));
    if (to.id == actor->member)
        return db_refuse(store, RESULT_REFUSED, _("That is you. A letter goes to somebody else."));
    if ((result = db_clean_text(store, body, false, POST_MAX, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        only_visible(store, actor, &answers, &about_post);
        result = limit_take(store, actor->member, LIMIT_LETTERS, now);
        if (result == RESULT_OK)
            result = letter_insert(store, actor, to.id, clean, answers, about_post, now, letter);
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    explicit_bzero(clean, strlen(clean));
    free(clean);
    return result;
}

/* --- reading --- */

#define LETTER_SELECT                                                                                                  \
    "SELECT l.id, l.writer, l.reader, l.at, l.answers, l.about, l.read_at,"                                            \
    " CASE WHEN l.writer = ?1 THEN l.writer_kept ELSE l.reader_kept END,"                                              \
    " CASE WHEN l.writer = ?1 THEN " HANDLE_OF("l.reader") " ELSE " HANDLE_OF(                                         \
        "l.writer") " END,"                                                                                            \
                    " coalesce((SELECT body FROM letter_text WHERE letter = l.id), '') FROM letter l "

static void read_letter(struct store *store, const struct actor *actor, sqlite3_stmt *row, struct letter *out)
{
    *out = (struct letter) {
        .id = sqlite3_column_int64(row, 0),
        .from = sqlite3_column_int64(row, 1),
        .to = sqlite3_column_int64(row, 2),
        .at = sqlite3_column_int64(row, 3),
        .answers = sqlite3_column_int64(row, 4),
        .about_post = sqlite3_column_int64(row, 5),
        .kept = sqlite3_column_int(row, 7) != 0,
        .body = xstrdup(db_text(row, 9)),
    };
    out->mine = out->from == actor->member;
    out->unread = !out->mine && sqlite3_column_int64(row, 6) == 0 &&
                  pending_find(store, actor->member, DEFERRED_LETTER_READ, out->id, 0) == NULL;
    person_copy_handle(row, 8, out->handle);
}

enum result letters_list(
    struct store *store, const struct actor *actor, int64_t before, size_t limit, struct letter *out, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        LETTER_SELECT
        "WHERE l.reader = ?1 AND l.arrived = 1 AND l.reader_gone = 0 AND l.id < ?2 AND l.at > " RESTORED_AT
        " UNION ALL " LETTER_SELECT "WHERE l.writer = ?1 AND l.writer_gone = 0 AND l.id < ?2 AND l.at > " RESTORED_AT
        " ORDER BY 1 DESC",
        actor->member, before > 0 ? before : INT64_MAX);
    while (*count < limit && db_step(store, row))
        read_letter(store, actor, row, &out[(*count)++]);
    db_done(store, row);
    return db_reading_end(store);
}

enum result letter_get(struct store *store, const struct actor *actor, int64_t letter, struct letter *out)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        LETTER_SELECT "WHERE l.id = ?2 AND ((l.reader = ?1 AND l.arrived = 1 AND l.reader_gone = 0)"
                      " OR (l.writer = ?1 AND l.writer_gone = 0)) AND l.at > " RESTORED_AT,
        actor->member, letter);
    bool found = db_step(store, row);
    if (found)
        read_letter(store, actor, row, out);
    db_done(store, row);
    result = db_reading_end(store);
    if (found || result != RESULT_OK)
        return result;
    if (db_number(store, 0, "SELECT " RESTORED_AT, actor->member) != 0)
        return db_refuse(
            store, RESULT_REFUSED, _("Letters from before your password was restored stay shut for 7 days."));
    return db_refuse(store, RESULT_NOT_FOUND, _("There is no such letter."));
}

int letters_unread(struct store *store, const struct actor *actor, int most)
{
    int count = 0;
    if (actor->kind != ACTOR_MEMBER)
        return 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT id FROM letter WHERE reader = ?1 AND read_at = 0 AND arrived = 1 AND reader_gone = 0 AND at > " RESTORED_AT,
        actor->member);
    while (count < most && db_step(store, row))
        if (pending_find(store, actor->member, DEFERRED_LETTER_READ, sqlite3_column_int64(row, 0), 0) == NULL)
            count++;
    db_done(store, row);
    return count;
}

/* --- marking, keeping and removing a letter --- */

static enum result require_letter(struct store *store, const struct actor *actor, int64_t letter, bool *mine)
{
    struct letter found = { 0 };
    enum result result = letter_get(store, actor, letter, &found);
    if (result != RESULT_OK)
        return result;
    *mine = found.mine;
    letters_free(&found, 1);
    return RESULT_OK;
}

enum result letter_mark_read(struct store *store, const struct actor *actor, int64_t letter, int64_t now)
{
    bool mine;
    enum result result = require_letter(store, actor, letter, &mine);
    if (result != RESULT_OK || mine)
        return result;
    struct deferred item = { .kind = DEFERRED_LETTER_READ, .member = actor->member, .at = now, .a = letter };
    return deferred_write(store, &item);
}

void letter_apply_read(struct store *store, const struct deferred *item)
{
    db_run(store, "UPDATE letter SET read_at = ? WHERE id = ? AND reader = ? AND read_at = 0", item->at, item->a,
        item->member);
}

enum result letter_keep(struct store *store, const struct actor *actor, int64_t letter, bool keep, int64_t now)
{
    (void)now;
    bool mine;
    enum result result = require_letter(store, actor, letter, &mine);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if (mine)
        db_run(store, "UPDATE letter SET writer_kept = ? WHERE id = ?", keep, letter);
    else
        db_run(store, "UPDATE letter SET reader_kept = ? WHERE id = ?", keep, letter);
    return db_commit(store);
}

static void letter_erase(struct store *store, int64_t letter)
{
    db_run(store, "DELETE FROM letter_text WHERE letter = ?", letter);
    db_run(store, "DELETE FROM letter WHERE id = ?", letter);
}

/* Removes a letter that neither side has any more. A letter that never arrived has no reader's side. */
static void drop_orphan(struct store *store, int64_t letter, int64_t now)
{
    if (db_number(store, 0,
            "SELECT 1 FROM letter WHERE id = ? AND writer_gone = 1 AND (reader_gone = 1 OR arrived = 0)", letter) == 0)
        return;
    letter_erase(store, letter);
    retention_note_erased(store, "letter", letter, now);
}

static void letters_leave(struct store *store, int64_t member, int64_t at)
{
    db_run(store, "UPDATE letter SET reader_gone = 1 WHERE reader = ?", member);
    db_run(store, "UPDATE letter SET writer_gone = 1 WHERE writer = ?", member);
    int64_t letter;
    while ((letter = db_number(store, 0,
                "SELECT id FROM letter WHERE (writer = ?1 OR reader = ?1) AND writer_gone = 1"
                " AND (reader_gone = 1 OR arrived = 0) LIMIT 1",
                member)) != 0 &&
           !db_failed(store))
        drop_orphan(store, letter, at);
}

enum result letter_remove(struct store *store, const struct actor *actor, int64_t letter, int64_t now)
{
    bool mine;
    enum result result = require_letter(store, actor, letter, &mine);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if (mine)
        db_run(store, "UPDATE letter SET writer_gone = 1 WHERE id = ?", letter);
    else
        db_run(store, "UPDATE letter SET reader_gone = 1 WHERE id = ?", letter);
    drop_orphan(store, letter, now);
    return db_commit(store);
}

/* Each side loses its copy after the retention period (90 days), unless that side kept it. */
static int letters_forget(struct store *store, int64_t now)
{
    int64_t due = now - number_safest(store, 0, NUMBER_LETTER);
    int count = 0;
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "UPDATE letter SET writer_gone = 1 WHERE at <= ? AND writer_kept = 0 AND writer_gone = 0", due);
    db_run(store, "UPDATE letter SET reader_gone = 1 WHERE at <= ? AND reader_kept = 0 AND reader_gone = 0", due);
    db_run(store,
        "DELETE FROM letter_text WHERE letter IN (SELECT id FROM letter WHERE at <= ? AND writer_gone = 1"
        " AND (reader_gone = 1 OR arrived = 0))",
        due);
    count = sqlite3_changes(store->db);
    db_run(store, "DELETE FROM letter WHERE at <= ? AND writer_gone = 1 AND (reader_gone = 1 OR arrived = 0)", due);
    return db_commit(store) == RESULT_OK ? count : -1;
}

/* A restored house gives out numbers again that the lost house had used. So only a letter older than the erasing is the
 * one that was erased. */
static bool erase_again(struct store *store, int64_t letter, int64_t at)
{
    if (db_number(store, 0, "SELECT 1 FROM letter WHERE id = ? AND at <= ?", letter, at) == 0)
        return false;
    letter_erase(store, letter);
    return true;
}

const struct subject letters_subject = {
    .name = "letters",
    .forget = letters_forget,
    .leave = letters_leave,
    .erases = "letter",
    .erase = erase_again,
    .file =
        (const struct subject_rows[]) {
            { "letters", "SELECT l.id, l.at, t.body FROM letter l JOIN letter_text t ON t.letter = l.id"
                         " WHERE ((l.writer = ?1 AND writer_gone = 0)"
                         " OR (l.reader = ?1 AND arrived = 1 AND reader_gone = 0)) AND l.at > " RESTORED_AT },
            { NULL, NULL },
        },
};
