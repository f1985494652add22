/* units.c: what a unit needs beyond its people: boards, a place below another unit, and neighbours. */
#include <stdlib.h>

#include "boards.h"
#include "members.h"
#include "store/boards/search_index.h"
#include "store/people/people.h"

/* True when `unit` is `below` itself or is above it. */
static bool is_above(struct store *store, int64_t unit, int64_t below)
{
    return db_number(store, 0,
               "WITH RECURSIVE up (id) AS (SELECT ?1 UNION SELECT u.parent FROM unit u JOIN up ON u.id = up.id"
               " WHERE u.parent IS NOT NULL) SELECT 1 FROM up WHERE id = ?2",
               below, unit) != 0;
}

/* RULES 5.1: above a street or workplace stands a neighbourhood, above that a city: no street is below another one. */
static bool may_stand_above(struct store *store, int64_t parent, int64_t unit)
{
    int64_t above = db_number(store, 0, "SELECT kind FROM unit WHERE id = ?", parent);
    return above >= UNIT_NEIGHBOURHOOD && above > db_number(store, 0, "SELECT kind FROM unit WHERE id = ?", unit);
}

static enum result move_unit(struct store *store, int64_t unit, int64_t parent)
{
    if (!unit_exists(store, unit) || (parent != 0 && !unit_exists(store, parent)))
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such unit."));
    if (parent != 0 && is_above(store, unit, parent))
        return db_refuse(store, RESULT_REFUSED, _("A unit cannot stand below itself."));
    if (parent != 0 && !may_stand_above(store, parent, unit))
        return db_refuse(store, RESULT_REFUSED,
            _("Only a neighbourhood stands above streets and workplaces. `neighbourhood add` makes one."));
    int64_t before = db_number(store, 0, "SELECT parent FROM unit WHERE id = ?", unit);
    search_index_move(store, unit, before, parent);
    if (parent != 0) /* neighbours are named by hand only where nothing is above (RULES 3.7) */
        db_run(store, "DELETE FROM unit_neighbour WHERE unit = ?1 OR neighbour = ?1", unit);
    return db_run(store, "UPDATE unit SET parent = nullif(?, 0) WHERE id = ?", parent, unit);
}

enum result unit_set_parent(struct store *store, const struct actor *actor, int64_t unit, int64_t parent)
{
    enum result result = rights_require_operator(store, actor);
    if (result != RESULT_OK || (result = unit_require_no_caucus(store, actor, unit)) != RESULT_OK ||
        (result = unit_require_no_caucus(store, actor, parent)) != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = move_unit(store, unit, parent);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

static enum result check_neighbour(struct store *store, int64_t unit)
{
    if (!unit_exists(store, unit))
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such unit."));
    if (db_number(store, 0, "SELECT " IS_PLACE("kind") " FROM unit WHERE id = ?", unit) == 0)
        return db_refuse(store, RESULT_REFUSED, _("Only streets and workplaces are neighbours."));
    if (db_number(store, 0, "SELECT parent FROM unit WHERE id = ?", unit) != 0)
        return db_refuse(store, RESULT_REFUSED,
            _("One of the two has a unit above it. All that are below that unit are neighbours, and no others are named."));
    return RESULT_OK;
}

static enum result name_neighbours(struct store *store, int64_t unit, int64_t neighbour, bool set, int64_t now)
{
    enum result result;
    if (unit == neighbour)
        return db_refuse(store, RESULT_REFUSED, _("Those two are one and the same."));
    if (set && ((result = check_neighbour(store, unit)) != RESULT_OK ||
                   (result = check_neighbour(store, neighbour)) != RESULT_OK))
        return result;
    if (set)
        db_run(store, "INSERT OR IGNORE INTO unit_neighbour VALUES (?1, ?2), (?2, ?1)", unit, neighbour);
    else
        db_run(store,
            "DELETE FROM unit_neighbour WHERE (unit = ?1 AND neighbour = ?2) OR (unit = ?2 AND neighbour = ?1)", unit,
            neighbour);
    ledger_append(store, &(struct ledger_new) { .at = now, .unit = unit, .subject = unit, .kind = LEDGER_HOUSE_SET });
    return ledger_append(
        store, &(struct ledger_new) { .at = now, .unit = neighbour, .subject = neighbour, .kind = LEDGER_HOUSE_SET });
}

enum result unit_neighbour_set(
    struct store *store, const struct actor *actor, int64_t unit, int64_t neighbour, bool set, int64_t now)
{
    enum result result = rights_require_operator(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = name_neighbours(store, unit, neighbour, set, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* A unit where people live or work begins with two boards. */
static enum result found(
    struct store *store, const char *name, const char *slug, enum unit_kind kind, int64_t now, int64_t *unit)
{
    static const struct actor house = { .kind = ACTOR_CARETAKER };
    int64_t board = 0;
    enum result result = unit_insert(store, name, slug, kind, 0, now, unit);
    if (result != RESULT_OK ||
        (result = board_add(store, &house, *unit, "welcome", _("Welcome"), VISIBLE_PUBLIC, now, &board)) != RESULT_OK)
        return result;
    return board_add(store, &house, *unit, "general", _("General"), VISIBLE_UNIT, now, &board);
}

enum result unit_found(struct store *store, const struct actor *actor, const char *name, const char *slug,
    enum unit_kind kind, int64_t now, int64_t *unit)
{
    char *clean;
    enum result result = rights_require_operator(store, actor);
    if (result != RESULT_OK || (result = db_clean_text(store, name, true, UNIT_NAME_MAX, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        result = found(store, clean, slug, kind, now, unit);
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    free(clean);
    return result;
}

enum result house_make(struct store *store, const char *name, enum unit_kind kind, int64_t now)
{
    static const struct actor house = { .kind = ACTOR_CARETAKER };
    int64_t unit;
    return unit_found(store, &house, name, NULL, kind, now, &unit);
}
