/* visit.c: "I would like a visit". See care.h. RULES 6.6. */
#include <stdlib.h>
#include <string.h>

#include "store/base/retention.h"
#include "store/care/care_row.h"

enum result care_visit_ask(
    struct store *store, const struct actor *actor, const char *words, int64_t now, int64_t *visit)
{
    char *clean = NULL;
    enum result result = care_require(store, actor);
    if (result != RESULT_OK || (result = care_clean(store, words, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK && !actor_belongs(actor, actor->here))
        result = db_abandon(store, db_refuse(store, RESULT_REFUSED, _("You do not belong there.")));
    if (result == RESULT_OK) {
        db_run(store, "DELETE FROM care_visit WHERE member = ?", actor->member);
        db_run(store, "INSERT INTO care_visit (unit, member, words, at) VALUES (?, ?, ?, ?)", actor->here,
            actor->member, clean, now);
        *visit = db_last_id(store);
        result = db_commit(store);
    }
    free(clean);
    return result;
}

/* SQL: visits of the reader's units, hers too; what visit_read() takes. ?1: the reader, ?2: what is older is over, ?3:
 * now. */
#define VISITS                                                                                                          \
    "SELECT v.id, v.unit, v.at, v.member, v.comes, " HANDLE_OF("v.member") ", coalesce(h.label, ''), " HANDLE_OF(       \
        "v.comes") ", v.words, coalesce(o.label, ''), EXISTS (SELECT 1 FROM willing w WHERE w.unit = v.unit AND w.name" \
                   " = 'keeper' AND w.member = ?1), EXISTS (SELECT 1 FROM seat s WHERE s.unit = v.unit AND s.name ="    \
                   " 'greeter' AND s.member = ?1 AND s.until > ?3), EXISTS (SELECT 1 FROM greeter g WHERE g.member ="   \
                   " v.member AND g.unit = v.unit AND g.greeter = ?1) AND NOT EXISTS (SELECT 1 FROM seat s WHERE"       \
                   " s.unit = v.unit AND s.name = 'greeter' AND s.until > ?3) FROM care_visit v JOIN member m ON m.id"  \
                   " = v.member JOIN member r ON r.id = ?1 LEFT JOIN household h ON h.id = m.household LEFT JOIN"       \
                   " household o ON o.id = r.household WHERE v.unit IN (SELECT unit FROM membership WHERE member = ?1)" \
                   " AND v.at > ?2 AND (v.member = ?1 OR NOT " CARE_APART("v.member", "?1") ")"

/* The greeter of her block by task. In a unit without any greeter by task: whoever met her. A workplace has no blocks.
 */
static bool greets(sqlite3_stmt *row)
{
    const char *hers = db_text(row, 6), *mine = db_text(row, 9);
    bool block = hers[0] == '\0' || mine[0] == '\0' || person_same_block(hers, mine);
    return (sqlite3_column_int(row, 11) != 0 && block) || sqlite3_column_int(row, 12) != 0;
}

/* False: she may not see this one. */
static bool read_row(sqlite3_stmt *row, const struct actor *actor, struct care_visit *out)
{
    int64_t comes = sqlite3_column_int64(row, 4);
    *out = (struct care_visit) { .id = sqlite3_column_int64(row, 0),
        .unit = sqlite3_column_int64(row, 1),
        .at = sqlite3_column_int64(row, 2),
        .mine = sqlite3_column_int64(row, 3) == actor->member,
        .i_come = comes == actor->member,
        .somebody = comes != 0 };
    person_copy_handle(row, 5, out->handle);
    db_copy(row, 6, out->home, sizeof out->home);
    if (out->mine && comes != 0)
        person_copy_handle(row, 7, out->comes);
    db_copy(row, 8, out->words, sizeof out->words);
    return out->mine || sqlite3_column_int(row, 10) != 0 || greets(row);
}

/* Whoever asks and waits must know when nobody could come. Readers are found by the rule by which they read. */
static bool is_unheard(struct store *store, const struct care_visit *visit, int64_t member, int64_t over, int64_t now)
{
    bool unheard = true;
    sqlite3_stmt *who = db_query(store,
        "SELECT member FROM willing WHERE unit = ?1 AND name = 'keeper' UNION SELECT member FROM seat WHERE unit = ?1 AND"
        " name = 'greeter' AND until > ?3 UNION SELECT greeter FROM greeter WHERE member = ?2 AND unit = ?1",
        visit->unit, member, now);
    while (unheard && db_step(store, who)) {
        const struct actor reader = { .kind = ACTOR_MEMBER, .member = sqlite3_column_int64(who, 0) };
        struct care_visit seen;
        sqlite3_stmt *row = db_query(store, VISITS " AND v.id = ?4", reader.member, over, now, visit->id);
        if (db_step(store, row) && read_row(row, &reader, &seen) && !seen.mine)
            unheard = false;
        db_done(store, row);
    }
    db_done(store, who);
    return unheard;
}

enum result care_visits(
    struct store *store, const struct actor *actor, int64_t now, struct care_visit *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = care_require(store, actor);
    if (result != RESULT_OK)
        return result;
    int64_t over = now - retention_period(store, "visit");
    sqlite3_stmt *row = db_query(store, VISITS " ORDER BY v.member <> ?1, v.id", actor->member, over, now);
    while (*count < limit && db_step(store, row))
        *count += read_row(row, actor, &out[*count]);
    db_done(store, row);
    for (size_t i = 0; i < *count; i++)
        out[i].unheard = out[i].mine && is_unheard(store, &out[i], actor->member, over, now);
    return db_outcome(store);
}

static enum result require_visit(
    struct store *store, const struct actor *actor, int64_t visit, int64_t now, struct care_visit *out)
{
    int64_t over = now - retention_period(store, "visit");
    sqlite3_stmt *row = db_query(store, VISITS " AND v.id = ?4", actor->member, over, now, visit);
    bool found = db_step(store, row) && read_row(row, actor, out) && !out->mine;
    db_done(store, row);
    return found ? RESULT_OK
                 : db_refuse(store, RESULT_NOT_FOUND, _("Nobody asks you for that. `care` shows what there is."));
}

static enum result come(struct store *store, const struct actor *actor, const struct care_visit *visit, bool on)
{
    if (on && visit->somebody && !visit->i_come)
        return db_refuse(store, RESULT_CONFLICT, _("Somebody comes to them already."));
    if (!on && !visit->i_come)
        return db_refuse(store, RESULT_REFUSED, _("You did not say that you come."));
    db_run(store, "UPDATE care_visit SET comes = ? WHERE id = ?", on ? actor->member : 0, visit->id);
    care_hint(store, db_number(store, 0, "SELECT member FROM care_visit WHERE id = ?", visit->id));
    return RESULT_OK;
}

enum result care_visit_come(struct store *store, const struct actor *actor, int64_t visit, bool on, int64_t now)
{
    struct care_visit found = { 0 };
    enum result result = care_require(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = require_visit(store, actor, visit, now, &found);
    return db_finish(store, result == RESULT_OK ? come(store, actor, &found, on) : result);
}

enum result care_visit_end(struct store *store, const struct actor *actor, int64_t now)
{
    (void)now;
    enum result result = care_require(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    int64_t comes = db_number(store, -1, "SELECT comes FROM care_visit WHERE member = ?", actor->member);
    if (comes < 0)
        return db_abandon(store, db_refuse(store, RESULT_NOT_FOUND, _("You asked for no visit.")));
    db_run(store, "DELETE FROM care_visit WHERE member = ?", actor->member);
    care_hint(store, comes);
    return db_commit(store);
}
