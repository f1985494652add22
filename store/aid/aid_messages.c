/* aid_messages.c: the messages of two members who agreed. RULES 3.2. */
#include <stdlib.h>
#include <string.h>

#include "store/aid/aid_match_row.h"
#include "store/people/restored.h"

static enum result require_thread(struct store *store, const struct actor *actor, int64_t id, struct match_row *match)
{
    struct aid_row ask;
    enum result result = aid_match_require(store, actor, id, match, &ask);
    if (result == RESULT_OK && match->state != MATCH_AGREED && match->state != MATCH_DONE)
        return db_refuse(store, RESULT_REFUSED,
            _("Its thread opens when both of you have said yes, and closes when it falls through."));
    return result;
}

enum result aid_say(struct store *store, const struct actor *actor, int64_t id, const char *body, int64_t now)
{
    struct match_row match;
    char *clean;
    enum result result = require_thread(store, actor, id, &match);
    if (result != RESULT_OK || (result = db_clean_text(store, body, false, AID_MESSAGE_MAX, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        if ((result = require_thread(store, actor, id, &match)) == RESULT_OK) { /* asked again: it may have fallen
                                                                                 * through meanwhile */
            db_run(store, "INSERT INTO aid_word (match, author, at, body) VALUES (?, ?, ?, ?)", id, actor->member, now,
                clean);
            aid_match_tell_both(store, &match, actor->member, now);
        }
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    explicit_bzero(clean, strlen(clean));
    free(clean);
    return result;
}

static void read_words(struct store *store, sqlite3_stmt *row, size_t limit, struct aid_message *out, size_t *count)
{
    while (*count < limit && db_step(store, row))
        out[(*count)++] = (struct aid_message) {
            .id = sqlite3_column_int64(row, 0),
            .at = sqlite3_column_int64(row, 1),
            .mine = sqlite3_column_int(row, 2) != 0,
            .body = xstrdup(db_text(row, 3)),
        };
    db_done(store, row);
}

#define WORD_SELECT "SELECT id, at, author = ?1 AS mine, body FROM aid_word WHERE match = ?2 AND at > " RESTORED_AT

enum result aid_messages(struct store *store, const struct actor *actor, int64_t id, int64_t after, size_t limit,
    struct aid_message *out, size_t *count)
{
    struct match_row match;
    *count = 0;
    enum result result = require_thread(store, actor, id, &match);
    if (result != RESULT_OK)
        return result;
    read_words(
        store, db_query(store, WORD_SELECT " AND id > ?3 ORDER BY id", actor->member, id, after), limit, out, count);
    return db_outcome(store);
}

enum result aid_messages_before(struct store *store, const struct actor *actor, int64_t id, int64_t before,
    size_t limit, struct aid_message *out, size_t *count)
{
    struct match_row match;
    *count = 0;
    enum result result = require_thread(store, actor, id, &match);
    if (result != RESULT_OK)
        return result;
    read_words(store,
        db_query(store, "SELECT * FROM (" WORD_SELECT " AND id < ?3 ORDER BY id DESC LIMIT ?4) ORDER BY id",
            actor->member, id, before != 0 ? before : INT64_MAX, limit),
        limit, out, count);
    return db_outcome(store);
}

void aid_messages_free(struct aid_message *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(words[i].body);
        words[i].body = NULL;
    }
}

enum result aid_messages_read(struct store *store, const struct actor *actor, int64_t id, int64_t upto)
{
    struct match_row match;
    enum result result = require_thread(store, actor, id, &match);
    if (result != RESULT_OK)
        return result;
    int64_t last = db_number(store, 0, "SELECT max(id) FROM aid_word WHERE match = ? AND id <= ?", id, upto);
    if (db_number(store, -1, "SELECT upto FROM aid_seen WHERE match = ? AND member = ?", id, actor->member) >= last)
        return db_outcome(store);
    if ((result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "INSERT OR REPLACE INTO aid_seen VALUES (?, ?, ?)", id, actor->member, last);
    return db_commit(store);
}
