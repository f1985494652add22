/* shelf.c: the lending shelf. RULES 8.1. shelf.h has the rules. */
#include "shelf.h"

#include <stdlib.h>
#include <string.h>

#include "store/boards/access.h"
#include "store/people/handles.h"
#include "store/rota/rota_internal.h"
#include "when.h"

#define THING_SELECT                                                                                                   \
    "SELECT t.id, t.unit, t.keeper, coalesce(l.borrower, 0), x.line, x.details, " HANDLE_OF(                           \
        "t.keeper") ", " HANDLE_OF("l.borrower") ", coalesce(l.until, 0),"                                             \
                                                 " coalesce((SELECT until FROM loan a WHERE a.thing = t.id"            \
                                                 "  AND a.borrower = ?1 AND a.lent = 0), 0),"                          \
                                                 " (SELECT count(*) FROM loan a WHERE a.thing = t.id AND a.lent = 0)"  \
                                                 " FROM thing t JOIN thing_text x ON x.thing = t.id"                   \
                                                 " LEFT JOIN loan l ON l.thing = t.id AND l.lent <> 0 AND l.back = 0"

static void read_thing(sqlite3_stmt *row, const struct actor *actor, int64_t today, struct thing *out)
{
    *out = (struct thing) {
        .id = sqlite3_column_int64(row, 0),
        .unit = sqlite3_column_int64(row, 1),
        .keeper = sqlite3_column_int64(row, 2),
        .borrower = sqlite3_column_int64(row, 3),
        .until = sqlite3_column_int64(row, 8),
        .asked_for = sqlite3_column_int64(row, 9),
    };
    db_copy(row, 4, out->line, sizeof out->line);
    db_copy(row, 5, out->details, sizeof out->details);
    person_copy_handle(row, 6, out->keeper_handle);
    if (out->borrower != 0)
        person_copy_handle(row, 7, out->borrower_handle);
    out->mine = out->keeper == actor->member;
    out->with_me = out->borrower != 0 && out->borrower == actor->member;
    out->overdue = out->borrower != 0 && out->until < today && (out->mine || out->with_me);
    out->asks = out->mine ? sqlite3_column_int(row, 10) : 0;
}

static enum result no_such_thing(struct store *store)
{
    return db_refuse(store, RESULT_NOT_FOUND, _("There is no such thing on the shelf. `shelf` lists what there is."));
}

enum result shelf_get(struct store *store, const struct actor *actor, int64_t thing, int64_t now, struct thing *out)
{
    *out = (struct thing) { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store, THING_SELECT " WHERE t.id = ?2 AND t.gone = 0", actor->member, thing);
    bool found = db_step(store, row) && rota_is_in_unit(actor, sqlite3_column_int64(row, 1));
    if (found)
        read_thing(row, actor, when_day(now), out);
    db_done(store, row);
    return found ? RESULT_OK : no_such_thing(store);
}

enum result shelf_list(struct store *store, const struct actor *actor, int64_t after, int64_t now, struct thing *out,
    size_t limit, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store, THING_SELECT " WHERE t.id > ?2 AND t.gone = 0 AND t.unit = ?3 ORDER BY t.id",
        actor->member, after, rota_is_in_unit(actor, actor->here) ? actor->here : 0);
    while (*count < limit && db_step(store, row))
        read_thing(row, actor, when_day(now), &out[(*count)++]);
    db_done(store, row);
    return db_outcome(store);
}

enum result shelf_waits(
    struct store *store, const struct actor *actor, int64_t now, struct thing *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        THING_SELECT " WHERE t.gone = 0 AND ((t.keeper = ?1 AND EXISTS"
                     " (SELECT 1 FROM loan a WHERE a.thing = t.id AND a.lent = 0))"
                     " OR (l.until < ?2 AND (t.keeper = ?1 OR l.borrower = ?1))) ORDER BY l.until, t.id",
        actor->member, when_day(now));
    while (*count < limit && db_step(store, row))
        if (rota_is_in_unit(actor, sqlite3_column_int64(row, 1)))
            read_thing(row, actor, when_day(now), &out[(*count)++]);
    db_done(store, row);
    return db_outcome(store);
}

enum result shelf_asks(
    struct store *store, const struct actor *actor, int64_t thing, struct thing_ask *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT l.borrower, l.until, " HANDLE_OF("l.borrower") " FROM loan l JOIN thing t ON t.id = l.thing"
                                                               " WHERE l.thing = ? AND l.lent = 0 AND t.keeper = ?"
                                                               " AND t.gone = 0 ORDER BY l.asked, l.id",
        thing, actor->member);
    while (*count < limit && db_step(store, row)) {
        struct thing_ask *ask = &out[(*count)++];
        *ask = (struct thing_ask) { .member = sqlite3_column_int64(row, 0), .until = sqlite3_column_int64(row, 1) };
        person_copy_handle(row, 2, ask->handle);
    }
    db_done(store, row);
    return db_outcome(store);
}

/* --- adding and removing --- */

enum result shelf_add(struct store *store, const struct actor *actor, int64_t unit, const char *line,
    const char *details, int64_t now, int64_t *thing)
{
    char uid[37], *clean = NULL, *more = NULL;
    bool has_details = details != NULL && details[strspn(details, " \n\r\t")] != '\0';
    enum result result = rota_require_unit(store, actor, &unit);
    if (result == RESULT_OK)
        result = db_clean_text(store, line, true, SHELF_LINE_MAX, &clean);
    if (result == RESULT_OK && has_details)
        result = db_clean_text(store, details, false, SHELF_DETAILS_MAX, &more);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK) {
        uid_make(now, uid);
        db_run(store, "INSERT INTO thing (uid, unit, keeper, made) VALUES (?, ?, ?, ?)", uid, unit, actor->member, now);
        *thing = db_last_id(store);
        db_run(store, "INSERT INTO thing_text VALUES (?, ?, ?)", *thing, clean, more != NULL ? more : "");
        rota_hint(store, 0);
        result = db_commit(store);
    }
    free(clean);
    free(more);
    return result;
}

static void take_away(struct store *store, int64_t thing, int64_t now)
{
    db_run(store, "DELETE FROM loan WHERE thing = ? AND (lent = 0 OR back = 0)", thing);
    db_run(store, "DELETE FROM thing_text WHERE thing = ?", thing);
    db_run(store, "UPDATE thing SET gone = ? WHERE id = ?", now, thing);
}

/* Each act below changes one thing, which is found and changed in the same transaction. */
typedef enum result thing_change(struct store *store, const struct actor *actor, const struct thing *thing,
    int64_t member, int64_t until, int64_t now);

static enum result change_thing(struct store *store, const struct actor *actor, int64_t id, const char *handle,
    int64_t until, int64_t now, thing_change *change)
{
    struct thing thing;
    int64_t member = 0;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    result = shelf_get(store, actor, id, now, &thing);
    if (result == RESULT_OK && handle != NULL && (member = handle_find_member(store, handle)) == 0)
        result = db_refuse(store, RESULT_NOT_FOUND, _("Nobody here is called that. `people` lists all."));
    if (result == RESULT_OK)
        result = change(store, actor, &thing, member, until, now);
    if (result != RESULT_OK)
        return db_abandon(store, result);
    rota_hint(store, 0);
    return db_commit(store);
}

static enum result require_keeper(struct store *store, const struct thing *thing)
{
    return thing->mine
               ? RESULT_OK
               : db_refuse(store, RESULT_REFUSED, _("%s keeps it: only its keeper can do that."), thing->keeper_handle);
}

static enum result require_until(struct store *store, int64_t until, int64_t now)
{
    int64_t today = when_day(now);
    if (until < today)
        return db_refuse(store, RESULT_INVALID, "%s", when_fault_sentence(WHEN_PAST));
    if (until > today + SHELF_DAYS_MAX)
        return db_refuse(store, RESULT_INVALID, _("A year is the longest. Ask again when it is over."));
    return RESULT_OK;
}

static enum result require_not_lent(struct store *store, const struct thing *thing)
{
    char day[WHEN_BYTES];
    if (thing->borrower == 0)
        return RESULT_OK;
    return db_refuse(store, RESULT_CONFLICT, _("%s has it, until %s."), thing->borrower_handle,
        when_say_date(thing->until, thing->until, day));
}

static enum result change_remove(struct store *store, const struct actor *actor, const struct thing *thing,
    int64_t member, int64_t until, int64_t now)
{
    (void)actor, (void)member, (void)until;
    enum result result = require_keeper(store, thing);
    if (result != RESULT_OK || (result = require_not_lent(store, thing)) != RESULT_OK)
        return result;
    take_away(store, thing->id, now);
    return db_outcome(store);
}

enum result shelf_remove(struct store *store, const struct actor *actor, int64_t thing, int64_t now)
{
    return change_thing(store, actor, thing, NULL, 0, now, change_remove);
}

/* --- asking, lending, giving back --- */

static enum result change_ask(struct store *store, const struct actor *actor, const struct thing *thing, int64_t member,
    int64_t until, int64_t now)
{
    (void)member;
    enum result result = require_until(store, until, now);
    if (result != RESULT_OK)
        return result;
    if (thing->mine || thing->with_me)
        return db_refuse(store, RESULT_REFUSED, _("You have it yourself."));
    db_run(store, "DELETE FROM loan WHERE thing = ? AND borrower = ? AND lent = 0", thing->id, actor->member);
    return db_run(store, "INSERT INTO loan (thing, borrower, until, asked) VALUES (?, ?, ?, ?)", thing->id,
        actor->member, until, now);
}

enum result shelf_ask(struct store *store, const struct actor *actor, int64_t thing, int64_t until, int64_t now)
{
    return change_thing(store, actor, thing, NULL, until, now, change_ask);
}

static enum result drop_ask(struct store *store, int64_t thing, int64_t member)
{
    db_run(store, "DELETE FROM loan WHERE thing = ? AND borrower = ? AND lent = 0", thing, member);
    return sqlite3_changes(store->db) > 0 ? RESULT_OK
                                          : db_refuse(store, RESULT_NOT_FOUND, _("There is no such ask for it."));
}

static enum result change_unask(struct store *store, const struct actor *actor, const struct thing *thing,
    int64_t member, int64_t until, int64_t now)
{
    (void)member, (void)until, (void)now;
    return drop_ask(store, thing->id, actor->member);
}

enum result shelf_unask(struct store *store, const struct actor *actor, int64_t thing, int64_t now)
{
    return change_thing(store, actor, thing, NULL, 0, now, change_unask);
}

static enum result change_refuse(struct store *store, const struct actor *actor, const struct thing *thing,
    int64_t member, int64_t until, int64_t now)
{
    (void)actor, (void)until, (void)now;
    enum result result = require_keeper(store, thing);
    return result == RESULT_OK ? drop_ask(store, thing->id, member) : result;
}

enum result shelf_refuse(struct store *store, const struct actor *actor, int64_t thing, const char *handle, int64_t now)
{
    return change_thing(store, actor, thing, handle, 0, now, change_refuse);
}

/* Deletes the borrower's ask, if there was one. */
static enum result lend(struct store *store, const struct thing *thing, int64_t borrower, int64_t until, int64_t now)
{
    enum result result = require_not_lent(store, thing);
    if (result != RESULT_OK || (result = require_until(store, until, now)) != RESULT_OK)
        return result;
    db_run(store, "DELETE FROM loan WHERE thing = ? AND borrower = ? AND lent = 0", thing->id, borrower);
    return db_run(store, "INSERT INTO loan (thing, borrower, until, asked, lent) VALUES (?1, ?2, ?3, ?4, ?4)",
        thing->id, borrower, until, now);
}

static enum result change_take(struct store *store, const struct actor *actor, const struct thing *thing,
    int64_t member, int64_t until, int64_t now)
{
    (void)member;
    if (thing->mine || thing->with_me)
        return db_refuse(store, RESULT_REFUSED, _("You have it yourself."));
    return lend(store, thing, actor->member, until, now);
}

enum result shelf_take(struct store *store, const struct actor *actor, int64_t thing, int64_t until, int64_t now)
{
    return change_thing(store, actor, thing, NULL, until, now, change_take);
}

static enum result change_lend(struct store *store, const struct actor *actor, const struct thing *thing,
    int64_t member, int64_t until, int64_t now)
{
    enum result result = require_keeper(store, thing);
    if (result != RESULT_OK)
        return result;
    if (member == actor->member)
        return db_refuse(store, RESULT_REFUSED, _("You have it yourself."));
    if (db_number(store, 0, "SELECT 1 FROM membership WHERE unit = ? AND member = ?", thing->unit, member) == 0)
        return db_refuse(store, RESULT_NOT_FOUND, _("Nobody here is called that. `people` lists all."));
    if (until == 0)
        until = db_number(
            store, 0, "SELECT until FROM loan WHERE thing = ? AND borrower = ? AND lent = 0", thing->id, member);
    if (until == 0)
        return db_refuse(store, RESULT_INVALID, _("Until when? Nobody said so yet: name a day."));
    return lend(store, thing, member, until, now);
}

enum result shelf_lend(
    struct store *store, const struct actor *actor, int64_t thing, const char *handle, int64_t until, int64_t now)
{
    return change_thing(store, actor, thing, handle, until, now, change_lend);
}

static enum result change_back(struct store *store, const struct actor *actor, const struct thing *thing,
    int64_t member, int64_t until, int64_t now)
{
    (void)actor, (void)member, (void)until;
    if (thing->borrower == 0)
        return db_refuse(store, RESULT_CONFLICT, _("It is back already."));
    if (!thing->mine && !thing->with_me)
        return db_refuse(store, RESULT_REFUSED, _("Only its keeper, or whoever has it, says that it is back."));
    return db_run(store, "UPDATE loan SET back = ? WHERE thing = ? AND lent <> 0 AND back = 0", now, thing->id);
}

enum result shelf_back(struct store *store, const struct actor *actor, int64_t thing, int64_t now)
{
    return change_thing(store, actor, thing, NULL, 0, now, change_back);
}
