/* visits.c: log-ins, and sessions while they are open. RULES 1.6, 1.7. */
#include "visits.h"

#include <sodium.h>
#include <string.h>

#include "deferred.h"
#include "store/base/db.h"
#include "store/base/ledger_chain.h"
#include "store/base/pending.h"
#include "store/base/retention.h"
#include "store/people/lost_request.h"
#include "store/people/sources.h"
#include "store/people/visit_write.h"
#include "util.h"

enum {
    SILENT_SECONDS = 180, /* a session reports every minute that it is there; a killed one reports nothing */
    RETURN_SECONDS = 600, /* RULES 1.7 */
};

const char *visit_way(const struct visit *visit)
{
    if (strcmp(visit->method, "key") == 0)
        return _("by key");
    if (strcmp(visit->method, "password") == 0)
        return _("by password");
    if (strcmp(visit->method, "password and code") == 0)
        return _("by password and code");
    if (strcmp(visit->method, "invitation") == 0)
        return _("by invitation");
    return visit->method;
}

static int64_t draw_number(void)
{
    uint64_t number;
    randombytes_buf(&number, sizeof number);
    return (int64_t)(number >> 1 | 1);
}

enum result visit_begin(struct store *store, const struct actor *actor, const char *source, const char *method,
    int64_t now, int64_t *number)
{
    char text[SOURCE_SEALED + PLACE_BYTES + 64], sealed[SOURCE_SEALED], place[PLACE_BYTES];
    *number = 0;
    if (!actor_has_account(actor))
        return RESULT_OK;
    lost_login(store, actor->member, now);
    *number = draw_number();
    source_seal(store, source, sealed);
    source_place(store, actor->member, source, place);
    size_t length = (size_t)snprintf(text, sizeof text, "%s%c%s%c%.60s", sealed, '\0', place, '\0', method);
    struct deferred item = {
        .kind = DEFERRED_LOGIN, .member = actor->member, .at = now, .a = *number, .text = text, .length = length
    };
    return deferred_write(store, &item);
}

enum result visit_seen(
    struct store *store, const struct actor *actor, int64_t number, enum visit_state state, int64_t now)
{
    if (actor->kind != ACTOR_MEMBER)
        return RESULT_OK;
    struct deferred item = {
        .kind = DEFERRED_SEEN, .member = actor->member, .at = now, .a = (int64_t)state, .b = number
    };
    return deferred_write(store, &item);
}

/* The clerk writes what visit_seen() sent. The member has left only when none of her other sessions is there. */
void visit_apply(struct store *store, const struct deferred *item)
{
    bool here = item->a == VISIT_HERE;
    if (item->b != 0)
        db_run(store, "UPDATE login SET seen = ?, ended = ?, dropped = ? WHERE member = ? AND visit = ? AND ended = 0",
            item->at, here ? 0 : item->at, item->a == VISIT_DROPPED, item->member, item->b);
    bool there =
        item->a != VISIT_LEFT ||
        db_number(store, 0, "SELECT 1 FROM login WHERE member = ? AND visit <> 0 AND ended = 0 AND seen > ? LIMIT 1",
            item->member, item->at - SILENT_SECONDS) == 1;
    db_run(store,
        "INSERT INTO presence (member, seen, there) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET seen = excluded.seen, there = excluded.there",
        item->member, item->at, there);
}

/* A single command is not counted: its session never reports that it is there, so `seen` stays 0. */
bool visit_dropped(struct store *store, int64_t member, const char *source, int64_t now)
{
    char place[PLACE_BYTES];
    source_place(store, member, source, place);
    return db_number(store, 0,
               "SELECT place = ?2 AND method LIKE 'password%' AND CASE WHEN ended <> 0"
               " THEN dropped = 1 AND ended > ?3 AND ended <= ?4 ELSE seen > ?3 AND seen <= ?5 END"
               " FROM login WHERE member = ?1 AND visit <> 0 AND seen <> 0 ORDER BY at DESC, id DESC LIMIT 1",
               member, place, now - RETURN_SECONDS, now, now - SILENT_SECONDS) == 1;
}

/* Removes every old address. The row of a session that is still open stays, because it is needed to end that session
 * from another one. */
int visits_forget(struct store *store, int64_t now)
{
    int64_t until = now - retention_period(store, "login");
    db_run(store, "DELETE FROM login WHERE at <= ? AND (visit = 0 OR ended <> 0 OR seen <= ?)", until,
        now - SILENT_SECONDS);
    int count = sqlite3_changes(store->db);
    db_run(store, "UPDATE login SET source = '', place = '' WHERE at <= ? AND source <> ''", until);
    return count + sqlite3_changes(store->db);
}

#define VISIT_SELECT "SELECT id, visit, at, source, method, visit <> 0 AND ended = 0 AND seen > ? FROM login"

static void read_visit(struct store *store, sqlite3_stmt *row, struct visit *out)
{
    *out = (struct visit) {
        .id = sqlite3_column_int64(row, 0),
        .number = sqlite3_column_int64(row, 1),
        .at = sqlite3_column_int64(row, 2),
        .here = sqlite3_column_int(row, 5) != 0,
    };
    source_shown(store, db_text(row, 3), out->source);
    db_copy(row, 4, out->method, sizeof out->method);
}

enum result visits_list(struct store *store, const struct actor *actor, int64_t now, bool only_here, size_t limit,
    struct visit *out, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        VISIT_SELECT " WHERE member = ?2"
                     " AND (?3 = 0 OR (visit <> 0 AND ended = 0 AND seen > ?1))"
                     " ORDER BY at DESC, id DESC LIMIT ?4",
        now - SILENT_SECONDS, actor->member, only_here, limit);
    while (*count < limit && db_step(store, row))
        read_visit(store, row, &out[(*count)++]);
    db_done(store, row);
    return RESULT_OK;
}

enum result visit_last(struct store *store, const struct actor *actor, int64_t own, int64_t now, struct visit *out)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        VISIT_SELECT " WHERE member = ? AND (visit = 0 OR visit <> ?) ORDER BY at DESC, id DESC LIMIT 1",
        now - SILENT_SECONDS, actor->member, own);
    bool found = db_step(store, row);
    if (found)
        read_visit(store, row, out);
    db_done(store, row);
    return found ? RESULT_OK : db_refuse(store, RESULT_NOT_FOUND, _("No earlier log-in is known."));
}

enum result visit_end(struct store *store, const struct actor *actor, int64_t own, int64_t id, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    struct visit visit = { 0 };
    sqlite3_stmt *row =
        db_query(store, VISIT_SELECT " WHERE member = ? AND id = ?", now - SILENT_SECONDS, actor->member, id);
    if (db_step(store, row))
        read_visit(store, row, &visit);
    db_done(store, row);
    if (!visit.here)
        return db_refuse(store, RESULT_NOT_FOUND, _("You have no such session now. `sessions` lists yours."));
    if (visit.number == own)
        return db_refuse(store, RESULT_REFUSED, _("That is this session. `quit` leaves it."));
    ledger_wrote_remember(store, &(struct wrote) { .member = actor->member, .visit = visit.number });
    return RESULT_OK;
}

/* The clerk has no key; the session has hashed and sealed everything already. */
/* A single command shows that she was seen, and not that she is there. Who is there now, or was when the line dropped,
 * stays so. The first row is her first session's: until then she is new, and is welcomed. */
void visit_apply_login(struct store *store, const struct deferred *item, const char *sealed)
{
    const char *place = deferred_part(sealed, item->length, 1);
    const char *method = deferred_part(sealed, item->length, 2);
    db_run(store, "INSERT INTO login (member, at, source, method, visit, place) VALUES (?, ?, ?, ?, ?, ?)",
        item->member, item->at, sealed, method, item->a, place);
    db_run(store,
        "UPDATE presence SET seen = ?2, there = 0 WHERE member = ?1 AND seen < ?2 AND NOT (there AND seen > ?3)",
        item->member, item->at, item->at - RETURN_SECONDS);
    source_note(store, item->member, place, item->at);
}
