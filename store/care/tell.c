/* tell.c: what people tell whoever chaired a meeting: what helped, what hurt, try this. See learn.h. RULES 8.3.
 *
 * The rows of who is asked and of what was said have nothing in common but the meeting; a text's key is random, so that
 * its place tells no order. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/ledger_chain.h"
#include "store/base/retention.h"
#include "store/base/rights.h"
#include "store/care/tellers.h"
#include "store/people/person.h"

enum { KEY = 16 };

void tellers_ask(struct store *store, int64_t meeting, int64_t chair, const int64_t *members, size_t count, int64_t now)
{
    for (size_t i = 0; i < count; i++) {
        db_run(store, "INSERT OR IGNORE INTO teller VALUES (?, ?, ?, ?)", meeting, members[i], chair, now);
        ledger_wrote_remember(store, &(struct wrote) { .member = members[i] });
    }
}

enum result tell_list(
    struct store *store, const struct actor *actor, int64_t now, struct tell *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT t.meeting, m.unit, t.at, coalesce((SELECT x.title FROM meeting_text x WHERE x.meeting = m.id), ''), " HANDLE_OF(
            "t.chair") " FROM teller t JOIN meeting m ON"
                       " m.id = t.meeting WHERE t.member = ? AND t.at > ? ORDER BY t.meeting LIMIT ?",
        actor->member, now - retention_period(store, "told"), (int64_t)limit);
    while (*count < limit && db_step(store, row)) {
        struct tell *one = &out[(*count)++];
        *one = (struct tell) { .meeting = sqlite3_column_int64(row, 0),
            .unit = sqlite3_column_int64(row, 1),
            .at = sqlite3_column_int64(row, 2) };
        db_copy(row, 3, one->title, sizeof one->title);
        person_copy_handle(row, 4, one->chair);
    }
    db_done(store, row);
    return db_outcome(store);
}

/* --- telling --- */

static enum result clean(struct store *store, const char *text, char **out)
{
    if (text != NULL && text[strspn(text, " \n")] != '\0')
        return db_clean_text(store, text, false, TELL_MAX, out);
    *out = xstrdup("");
    return RESULT_OK;
}

static enum result keep(
    struct store *store, const struct actor *actor, int64_t meeting, char *const text[TELLERS], int64_t now)
{
    unsigned char key[KEY];
    int64_t at = db_number(store, 0, "SELECT at FROM teller WHERE meeting = ? AND member = ?", meeting, actor->member);
    int64_t chair =
        db_number(store, 0, "SELECT chair FROM teller WHERE meeting = ? AND member = ?", meeting, actor->member);
    if (at == 0 || at <= now - retention_period(store, "told"))
        return db_refuse(store, RESULT_NOT_FOUND, _("You are not asked about that meeting. `tell` says what is."));
    db_run(store, "DELETE FROM teller WHERE meeting = ? AND member = ?", meeting, actor->member);
    if (text[0][0] == '\0' && text[1][0] == '\0' && text[2][0] == '\0')
        return RESULT_OK;
    randombytes_buf(key, KEY);
    db_run(store, "INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?, 0)", db_blob(key, KEY), meeting, chair, text[0],
        text[1], text[2], at);
    ledger_wrote_remember(store, &(struct wrote) { .member = chair });
    return RESULT_OK;
}

bool tell_parts(const char *lines, char out[TELLERS][TELL_MAX * 4 + 1])
{
    for (int i = 0; i < TELLERS; i++) {
        size_t length = strcspn(lines, "\n"), text = length - (length > 0 && lines[length - 1] == '\r');
        out[i][0] = '\0';
        if (text > TELL_MAX * 4)
            return false;
        memcpy(out[i], lines, text);
        out[i][text] = '\0';
        lines += length + (lines[length] == '\n');
    }
    return lines[strspn(lines, "\r\n ")] == '\0';
}

enum result tell_chair(struct store *store, const struct actor *actor, int64_t meeting, const char *helped,
    const char *hurt, const char *try, int64_t now)
{
    const char *const given[TELLERS] = { helped, hurt, try };
    char *text[TELLERS] = { NULL };
    enum result result = rights_require_member(store, actor);
    for (int i = 0; result == RESULT_OK && i < TELLERS; i++)
        result = clean(store, given[i], &text[i]);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, keep(store, actor, meeting, text, now));
    for (int i = 0; i < TELLERS; i++)
        free(text[i]);
    return result;
}

/* --- reading; by whoever chaired --- */

#define TOLD " FROM told t WHERE " TOLD_HER("?1", "?2", "?3")

enum result tell_told_list(
    struct store *store, const struct actor *actor, int64_t now, struct told *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT t.meeting, t.at, t.helped, t.hurt, t.try" TOLD " ORDER BY t.meeting DESC, t.id LIMIT ?4", actor->member,
        now - retention_period(store, "told"), now - TELL_SHOWN_AFTER, (int64_t)limit);
    while (*count < limit && db_step(store, row)) {
        struct told *one = &out[(*count)++];
        *one = (struct told) { .meeting = sqlite3_column_int64(row, 0), .at = sqlite3_column_int64(row, 1) };
        db_copy(row, 2, one->helped, sizeof one->helped);
        db_copy(row, 3, one->hurt, sizeof one->hurt);
        db_copy(row, 4, one->try, sizeof one->try);
    }
    db_done(store, row);
    return db_outcome(store);
}

enum result tell_told_read(struct store *store, const struct actor *actor, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "UPDATE told SET read = 1 WHERE read = 0 AND id IN (SELECT t.id" TOLD ")", actor->member,
        now - retention_period(store, "told"), now - TELL_SHOWN_AFTER);
    return db_commit(store);
}
