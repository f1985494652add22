/*
 * unit_drop.c: takes back a commune, forum or neighbourhood that a steward added by mistake. RULES 1.0.
 *
 * A unit in which people are, or were, belongs to them, and nobody removes it. So each subject says of its tables
 * whether rows of a unit go with it, or show that it is not empty (struct subject_unit). The book keeps its chain: what
 * it tells of the unit stays, and one more entry tells that it was taken back.
 */
#include "store/base/subject.h"
#include "store/people/unit_row.h"

/* Looks for rows that hold the unit, of one sort. */
static bool has_rows(struct store *store, int64_t unit, enum unit_rows rows)
{
    for (const struct subject *const *subject = store->subjects; *subject != NULL; subject++)
        for (const struct subject_unit *part = (*subject)->units; part != NULL && part->table != NULL; part++)
            if (part->rows == rows && db_number(store, 0, part->sql, unit) == 1)
                return true;
    return false;
}

static enum result refuse_people(struct store *store, const struct unit *unit)
{
    return db_refuse(store, RESULT_REFUSED,
        unit->kind == UNIT_FORUM
            ? _("%s belongs to its people: somebody is in it, was in it, or is on the way in. No steward removes it. A wrong name is mended with `%s rename`; a member leaves it with `unit leave`.")
            : _("%s belongs to its people: somebody is in it, was in it, or is on the way in. No steward removes it. A wrong name is mended with `%s rename`; a member goes to another street with `move`."),
        unit->name, unit_kind_name(unit->kind));
}

/* Refuses a unit that is not empty. */
static enum result check(struct store *store, const struct unit *unit)
{
    bool is_place = unit->kind == UNIT_COMMUNE || unit->kind == UNIT_FORUM;
    if (has_rows(store, unit->id, UNIT_ROWS_PEOPLE))
        return refuse_people(store, unit);
    if (has_rows(store, unit->id, UNIT_ROWS_WORDS))
        return db_refuse(store, RESULT_REFUSED,
            _("Somebody wrote on a board of %s, or began to, and nothing that people wrote is lost: it stays. A wrong name is mended with `%s rename`."),
            unit->name, unit_kind_name(unit->kind));
    if (has_rows(store, unit->id, UNIT_ROWS_BELOW))
        return db_refuse(store, RESULT_REFUSED,
            _("Units are below %s. Take each away from there first: `unit above UNIT none`."), unit->name);
    if (is_place && units_number(store) == 1)
        return db_refuse(store, RESULT_REFUSED,
            _("%s is the only street or workplace of this house. Change its name with `%s rename`, or add the right one first."),
            unit->name, unit_kind_name(unit->kind));
    return db_outcome(store);
}

static void remove_rows(struct store *store, int64_t unit)
{
    for (const struct subject *const *subject = store->subjects; *subject != NULL; subject++)
        for (const struct subject_unit *part = (*subject)->units; part != NULL && part->table != NULL; part++)
            if (part->rows == UNIT_ROWS_GO)
                db_run(store, part->sql, unit);
}

static enum result drop(struct store *store, const struct actor *actor, int64_t id, int64_t now, struct unit_drop *out)
{
    struct unit unit;
    enum result result = unit_get(store, actor, id, &unit);
    if (result != RESULT_OK || (result = check(store, &unit)) != RESULT_OK)
        return result;
    out->boards = db_number(store, 0, "SELECT count(*) FROM board WHERE unit = ?", id);
    out->codes = db_number(store, 0, "SELECT count(*) FROM invitation WHERE unit = ?", id);
    remove_rows(store, id);
    db_run(store, "DELETE FROM unit WHERE id = ?", id);
    db_run(store,
        "INSERT INTO house VALUES ('" UNIT_LAST_NUMBER "', ?1) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        " WHERE CAST(value AS INTEGER) < CAST(excluded.value AS INTEGER)",
        id);
    return ledger_append(
        store, &(struct ledger_new) {
                   .at = now, .unit = id, .subject = id, .kind = LEDGER_UNIT_DROPPED, .seen_by = SEEN_BY_ALL });
}

enum result unit_drop(struct store *store, const struct actor *actor, int64_t unit, int64_t now, struct unit_drop *out)
{
    *out = (struct unit_drop) { 0 };
    enum result result = rights_require_operator(store, actor);
    if (result != RESULT_OK || (result = unit_require_no_caucus(store, actor, unit)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, drop(store, actor, unit, now, out));
}
