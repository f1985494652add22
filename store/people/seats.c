/* seats.c: tasks that the street gives to members for a term. RULES 1.10, 5.5. */
#include <string.h>

#include "numbers.h"
#include "store/people/person.h"
#include "store/people/seat_write.h"
#include "store/people/shell_acts.h"
#include "store/people/unit_row.h"

static const char *const power[] = { "facilitator", "moderator", "delegate" };
#define SQL_POWER "('facilitator', 'moderator', 'delegate')"

static bool is_power(const char *name)
{
    for (size_t i = 0; i < sizeof power / sizeof *power; i++)
        if (strcmp(power[i], name) == 0)
            return true;
    return false;
}

/* In seconds. RULES 5.5: three months for a task of power, six for a task of service. */
int64_t seat_term(struct store *store, int64_t unit, const char *name)
{
    if (is_power(name))
        return number_of(store, unit, NUMBER_POWER);
    return number_of(store, unit, NUMBER_SERVICE);
}

enum result seat_known(struct store *store, const char *name)
{
    static const char *const names[] = { "facilitator", "moderator", "keeper", "coordinator", "greeter", "note-taker",
        "delegate", "steward" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return RESULT_OK;
    return db_refuse(store, RESULT_INVALID,
        _("There is no such task. There are: facilitator, moderator, keeper, coordinator, greeter, note-taker, delegate, steward."));
}

/* RULES 1.10: at most two stewards, of two homes. */
static enum result check_stewards(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    int count = 0;
    bool same_home = false;
    sqlite3_stmt *row = db_query(store,
        "SELECT s.member = ?1 OR m.household = (SELECT household FROM member WHERE id = ?1) FROM seat s"
        " JOIN member m ON m.id = s.member WHERE s.unit = ?2 AND s.name = 'steward' AND s.until > ?3 AND m.gone = 0",
        member, unit, now);
    for (; db_step(store, row); count++)
        same_home = same_home || sqlite3_column_int(row, 0) != 0;
    db_done(store, row);
    if (count >= STEWARDS_MOST)
        return db_refuse(store, RESULT_REFUSED,
            _("There are two stewards already. `where` names them; `seat back steward HANDLE` takes the task back from one."));
    if (same_home)
        return db_refuse(store, RESULT_REFUSED, _("The two stewards are of two homes, and that home has one."));
    return RESULT_OK;
}

/* --- what a decision does --- */

/* RULES 5.5: twice in a row at most, then one term out. A task that was given within a term after another is in a row
 * with it. Keepers are a pool without a term. */
static bool had_it_twice(struct store *store, int64_t unit, const char *name, int64_t member, int64_t now)
{
    int64_t term = seat_term(store, unit, name);
    return strcmp(name, "keeper") != 0 &&
           db_number(store, 0,
               "SELECT 1 FROM seat last JOIN seat first ON first.unit = last.unit AND first.member = last.member"
               " AND first.name = last.name AND first.id < last.id AND first.until > last.since - ?5"
               " WHERE last.unit = ?1 AND last.member = ?2 AND last.name = ?3 AND last.until > ?4 - ?5 LIMIT 1",
               unit, member, name, now, term) == 1;
}

static enum result check_power(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    if (db_number(store, 0,
            "SELECT 1 FROM seat WHERE unit = ? AND member = ? AND name IN " SQL_POWER " AND until > ? LIMIT 1", unit,
            member, now) == 0)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        _("They have a task of power already. A person has only one of facilitator, moderator and delegate."));
}

/* RULES 1.0: each unit's tasks are its own people's. */
static enum result require_belongs(struct store *store, int64_t unit, int64_t member)
{
    if (db_number(store, 0,
            "SELECT 1 FROM membership s JOIN member m ON m.id = s.member WHERE s.unit = ? AND s.member = ?"
            " AND m.gone = 0",
            unit, member) == 1)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED, _("Only somebody who belongs there can have a task."));
}

enum result seat_may_have(struct store *store, int64_t unit, const char *name, int64_t member, int64_t now)
{
    enum result result = seat_known(store, name);
    if (result != RESULT_OK || (result = require_belongs(store, unit, member)) != RESULT_OK)
        return result;
    if (db_number(store, 0, "SELECT 1 FROM seat WHERE unit = ? AND member = ? AND name = ? AND until > ? LIMIT 1", unit,
            member, name, now) == 1)
        return db_refuse(store, RESULT_CONFLICT, _("They have that task already. `where` says until when."));
    if (is_power(name) && (result = check_power(store, unit, member, now)) != RESULT_OK)
        return result;
    if (had_it_twice(store, unit, name, member, now))
        return db_refuse(
            store, RESULT_REFUSED, _("They had that task twice in a row. Now it is somebody else's turn."));
    return strcmp(name, "steward") == 0 ? check_stewards(store, unit, member, now) : db_outcome(store);
}

enum result seat_insert(struct store *store, int64_t unit, const char *name, int64_t member, int64_t until, int64_t now)
{
    db_run(store, "INSERT INTO seat (unit, member, name, since, until) VALUES (?, ?, ?, ?, ?)", unit, member, name, now,
        until);
    return ledger_append(
        store, &(struct ledger_new) { .at = now, .unit = unit, .subject = member, .kind = LEDGER_SEAT_GIVEN });
}

enum result seat_end(struct store *store, int64_t unit, const char *name, int64_t member, int64_t now)
{
    db_run(store, "UPDATE seat SET until = ?4 WHERE unit = ?1 AND name = ?2 AND member = ?3 AND until > ?4", unit, name,
        member, now);
    if (sqlite3_changes(store->db) == 0)
        return db_refuse(store, RESULT_NOT_FOUND, _("That task is not theirs. `where` says whose."));
    return RESULT_OK;
}

/* --- from the shell, and by whoever has it --- */

/* Somebody of several streets and workplaces reads of which one the task is. */
static void note_task(struct store *store, const struct actor *actor, int64_t unit, int64_t member, const char *act,
    const char *name, int64_t now)
{
    char detail[UNIT_NAME_BYTES + 40], of[UNIT_NAME_BYTES];
    util_copy_text(detail, sizeof detail, name);
    if (db_number(store, 0,
            "SELECT count(*) FROM membership s JOIN unit u ON u.id = s.unit WHERE s.member = ? AND u.kind <> " SQL_UNIT_CAUCUS,
            member) > 1) {
        unit_name_of(store, unit, of);
        snprintf(detail, sizeof detail, "%.30s (%s)", name, of);
    }
    shell_act_note(store, actor, member, act, detail, now);
}

enum result seat_give(struct store *store, const struct actor *actor, int64_t unit, const char *name, int64_t member,
    int64_t until, int64_t now)
{
    enum result result = rights_require_operator(store, actor);
    if (result != RESULT_OK || (result = unit_require_no_caucus(store, actor, unit)) != RESULT_OK ||
        (result = seat_known(store, name)) != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if (!unit_exists(store, unit))
        return db_abandon(store, db_refuse(store, RESULT_NOT_FOUND, _("There is no such unit.")));
    if (actor->kind == ACTOR_OPERATOR && unit_decides(store, unit))
        return db_abandon(store, unit_refuse_steward(store, unit, "seat TASK HANDLE"));
    if (db_number(store, 0, "SELECT 1 FROM member WHERE id = ? AND gone = 0", member) == 0)
        return db_abandon(store, db_refuse(store, RESULT_NOT_FOUND, _("There is no such member.")));
    if ((result = require_belongs(store, unit, member)) != RESULT_OK)
        return db_abandon(store, result);
    if (strcmp(name, "steward") == 0 && (result = check_stewards(store, unit, member, now)) != RESULT_OK)
        return db_abandon(store, result);
    note_task(store, actor, unit, member, "task", name, now);
    return db_finish(store, seat_insert(store, unit, name, member, until, now));
}

static enum result take_back(
    struct store *store, const struct actor *actor, int64_t unit, const char *name, int64_t member, int64_t now)
{
    if (actor->kind == ACTOR_OPERATOR && unit_decides(store, unit))
        return unit_refuse_steward(store, unit, "seat back TASK HANDLE");
    enum result result = seat_end(store, unit, name, member, now);
    if (result != RESULT_OK)
        return result;
    note_task(store, actor, unit, member, "task back", name, now);
    return ledger_append(
        store, &(struct ledger_new) {
                   .at = now, .unit = unit, .subject = member, .actor = actor->member, .kind = LEDGER_SEAT_EMPTIED });
}

enum result seat_take_back(
    struct store *store, const struct actor *actor, int64_t unit, const char *name, int64_t member, int64_t now)
{
    enum result result =
        actor->kind == ACTOR_OPERATOR ? rights_require_operator(store, actor) : rights_require_member(store, actor);
    if (result != RESULT_OK || (result = seat_known(store, name)) != RESULT_OK)
        return result;
    if (actor->kind == ACTOR_MEMBER && actor->member != member)
        return db_refuse(
            store, RESULT_REFUSED, _("You can give back your own task. Only the street takes back another's."));
    result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, take_back(store, actor, unit, name, member, now)) : result;
}

enum result seats_list(
    struct store *store, const struct actor *actor, int64_t now, struct seat *out, size_t limit, size_t *count)
{
    *count = 0;
    if (!person_may_know_people(actor))
        return person_refuse_people(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT s.name, n.handle, coalesce(h.label, ''), s.until FROM seat s JOIN member m ON m.id = s.member"
        " JOIN member_name n ON n.member = m.id LEFT JOIN household h ON h.id = m.household AND h.unit = s.unit"
        " WHERE s.unit = ? AND s.until > ? AND m.gone = 0 ORDER BY s.id LIMIT ?",
        actor->here, now, limit);
    while (*count < limit && db_step(store, row)) {
        struct seat *seat = &out[(*count)++];
        db_copy(row, 0, seat->name, sizeof seat->name);
        db_copy(row, 1, seat->handle, sizeof seat->handle);
        db_copy(row, 2, seat->home, sizeof seat->home);
        seat->until = sqlite3_column_int64(row, 3);
    }
    db_done(store, row);
    return RESULT_OK;
}
