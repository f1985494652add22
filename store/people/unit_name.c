/*
 * unit_name.c: the names of units: a new unit's, and another one for a unit that is there. RULES 1.0, 1.2.
 *
 * A unit has a name and a short name; no other unit of the house has either, nor a name that looks like it. While a
 * unit founds itself a steward may change them; afterwards its people decide (effects.h).
 */
#include <stdlib.h>
#include <string.h>

#include "store/people/handle.h"
#include "store/people/shell_acts.h"
#include "store/people/unit_row.h"

/* --- is it taken? --- */

/* Only the beginning of a long name is compared, so two long names that differ only near their end count as the
 * same. */
void unit_name_skeleton(const char *name, char out[HANDLE_SKELETON])
{
    char beginning[HANDLE_BYTES * 2 - 1];
    util_copy_text(beginning, sizeof beginning, name);
    handle_skeleton(beginning, out);
}

/* By another unit than `but`. Of the caucuses only those of this member are compared. */
static bool name_is_taken(struct store *store, const char *name, int64_t member, int64_t but)
{
    char hers[HANDLE_SKELETON], other[HANDLE_SKELETON];
    bool found = false;
    unit_name_skeleton(name, hers);
    sqlite3_stmt *row = db_query(store,
        "SELECT name FROM unit u WHERE name <> '' AND id <> ?2 AND (u.kind <> " SQL_UNIT_CAUCUS
        " OR EXISTS (SELECT 1 FROM membership k WHERE k.unit = u.id AND k.member = ?1))",
        member, but);
    while (!found && db_step(store, row)) {
        unit_name_skeleton(db_text(row, 0), other);
        found = strcmp(hers, other) == 0;
    }
    db_done(store, row);
    return found;
}

bool unit_name_is_taken(struct store *store, const char *name, int64_t member)
{
    return name_is_taken(store, name, member, 0);
}

/* A caucus's short name does not count: a refusal would reveal to a founder that this caucus exists. */
static bool slug_is_taken(struct store *store, const char *slug, int64_t but)
{
    return db_number(store, 0, "SELECT 1 FROM unit WHERE slug = ? AND kind <> " SQL_UNIT_CAUCUS " AND id <> ?", slug,
               but) != 0;
}

/* Gives a caucus a short name without asking for one, and without refusing. */
static void caucus_slug(struct store *store, const char *name, char out[UNIT_SLUG_BYTES])
{
    unit_slug_of(name, out);
    if (out[0] == '\0' || slug_is_taken(store, out, 0))
        util_copy_text(out, UNIT_SLUG_BYTES, "caucus");
}

/* Inside a write. Takes the short name that was asked for, else makes one of the name. Refuses one that is taken. */
static enum result choose_slug(
    struct store *store, int64_t unit, const char *name, const char *asked, char out[UNIT_SLUG_BYTES])
{
    if (asked != NULL && !unit_slug_is_good(asked))
        return db_refuse(store, RESULT_INVALID,
            _("A short name is up to 31 small letters, digits and single -, and begins with a letter."));
    if (asked != NULL)
        util_copy_text(out, UNIT_SLUG_BYTES, asked);
    else
        unit_slug_of(name, out);
    if (out[0] == '\0')
        return db_refuse(store, RESULT_INVALID,
            _("No short name can be made of that name. Say one: --short NAME, of letters a-z, digits and -."));
    if (!slug_is_taken(store, out, unit))
        return RESULT_OK;
    return db_refuse(store, RESULT_CONFLICT, _("The short name %s is taken. Say another: --short NAME."), out);
}

static enum result refuse_same(struct store *store)
{
    return db_refuse(store, RESULT_CONFLICT, _("It is called that already."));
}

static enum result refuse_taken(struct store *store)
{
    return db_refuse(
        store, RESULT_CONFLICT, _("A unit of this house has that name, or one that looks like it. Choose another."));
}

enum result unit_may_be_called(struct store *store, int64_t unit, enum unit_kind kind, const char *name,
    const char *asked, char slug[UNIT_SLUG_BYTES])
{
    if (name_is_taken(store, name, 0, unit))
        return refuse_taken(store);
    if (kind != UNIT_CAUCUS)
        return choose_slug(store, unit, name, asked, slug);
    caucus_slug(store, name, slug);
    return RESULT_OK;
}

/* --- a new unit --- */

static int seen_by(enum unit_kind kind)
{
    return kind == UNIT_CAUCUS ? SEEN_BY_UNIT : SEEN_BY_ALL;
}

/* The number of a unit that was taken back is never used again: the book tells of both by their numbers. */
#define NEXT_UNIT                                                                                                      \
    "1 + max(coalesce((SELECT max(id) FROM unit), 0), coalesce((SELECT CAST(value AS INTEGER) FROM house"              \
    " WHERE name = '" UNIT_LAST_NUMBER "'), 0))"

enum result unit_insert(struct store *store, const char *name, const char *asked, enum unit_kind kind, int64_t parent,
    int64_t now, int64_t *unit)
{
    char uid[37], slug[UNIT_SLUG_BYTES];
    if (parent != 0 && !unit_exists(store, parent))
        return unit_refuse_unknown(store);
    enum result result = unit_may_be_called(store, 0, kind, name, asked, slug);
    if (result != RESULT_OK)
        return result;
    uid_make(now, uid);
    result = db_run(store,
        "INSERT INTO unit (id, uid, kind, parent, name, slug, made) VALUES (" NEXT_UNIT
        ", ?, ?, nullif(?, 0), ?, ?, ?)",
        uid, kind, parent, name, slug, now);
    if (result != RESULT_OK)
        return result;
    *unit = db_last_id(store);
    return ledger_append(
        store, &(struct ledger_new) {
                   .at = now, .unit = *unit, .subject = *unit, .kind = LEDGER_UNIT_ADDED, .seen_by = seen_by(kind) });
}

/* --- another name --- */

enum result unit_call(struct store *store, int64_t unit, const char *name, const char *slug, int64_t now)
{
    enum unit_kind kind = (enum unit_kind)db_number(store, 0, "SELECT kind FROM unit WHERE id = ?", unit);
    enum result result = db_run(store, "UPDATE unit SET name = ?, slug = ? WHERE id = ?", name, slug, unit);
    if (result != RESULT_OK)
        return result;
    return ledger_append(
        store, &(struct ledger_new) {
                   .at = now, .unit = unit, .subject = unit, .kind = LEDGER_UNIT_RENAMED, .seen_by = seen_by(kind) });
}

static void read_names(struct store *store, int64_t unit, char name[UNIT_NAME_BYTES], char slug[UNIT_SLUG_BYTES])
{
    name[0] = slug[0] = '\0';
    sqlite3_stmt *row = db_query(store, "SELECT name, slug FROM unit WHERE id = ?", unit);
    if (db_step(store, row)) {
        db_copy(row, 0, name, UNIT_NAME_BYTES);
        db_copy(row, 1, slug, UNIT_SLUG_BYTES);
    }
    db_done(store, row);
}

enum result unit_may_decide_name(struct store *store, int64_t unit, const char *name, char slug[UNIT_SLUG_BYTES])
{
    char before[UNIT_NAME_BYTES], made[UNIT_SLUG_BYTES];
    read_names(store, unit, before, slug);
    if (unit_is_caucus(store, unit))
        return db_refuse(
            store, RESULT_REFUSED, _("A caucus keeps its name: people know it, and confirm it, by that name."));
    if (strcmp(before, name) == 0)
        return refuse_same(store);
    if (name_is_taken(store, name, 0, unit))
        return refuse_taken(store);
    unit_slug_of(name, made);
    if (made[0] != '\0' && !slug_is_taken(store, made, unit))
        util_copy_text(slug, UNIT_SLUG_BYTES, made);
    return db_outcome(store);
}

/* RULES 1.10: whoever is in, or in a unit below, reads on the home screen what a steward did. */
static void tell_people(struct store *store, const struct actor *actor, const struct unit *unit, const char *name,
    const char *slug, int64_t now)
{
    char detail[SHELL_ACT_NAMES];
    snprintf(detail, sizeof detail, "%s\t%s\t%s", unit->name, name, strcmp(unit->slug, slug) != 0 ? slug : "");
    sqlite3_stmt *row = db_query(store,
        "WITH RECURSIVE below (id) AS (SELECT ?1 UNION SELECT u.id FROM unit u JOIN below b ON u.parent = b.id"
        " WHERE u.kind <> " SQL_UNIT_CAUCUS
        ") SELECT DISTINCT s.member FROM membership s JOIN below ON below.id = s.unit",
        unit->id);
    while (db_step(store, row))
        shell_act_note(store, actor, sqlite3_column_int64(row, 0), "name", detail, now);
    db_done(store, row);
}

static enum result rename_unit(
    struct store *store, const struct actor *actor, int64_t id, const char *name, const char *asked, int64_t now)
{
    char slug[UNIT_SLUG_BYTES];
    struct unit unit;
    enum result result = unit_get(store, actor, id, &unit);
    if (result != RESULT_OK)
        return result;
    if (unit_names_itself(store, id))
        return db_refuse(store, RESULT_REFUSED,
            _("%s decides that since its founding time is over, and no steward does. In an open item of a meeting: `propose --title T --effect name NEW NAME`."),
            unit.name);
    if ((result = unit_may_be_called(store, id, unit.kind, name, asked, slug)) != RESULT_OK)
        return result;
    if (strcmp(unit.name, name) == 0 && strcmp(unit.slug, slug) == 0)
        return refuse_same(store);
    tell_people(store, actor, &unit, name, slug, now);
    return unit_call(store, id, name, slug, now);
}

enum result unit_rename(
    struct store *store, const struct actor *actor, int64_t unit, const char *name, const char *slug, int64_t now)
{
    char *clean;
    enum result result = rights_require_operator(store, actor);
    if (result != RESULT_OK || (result = unit_require_no_caucus(store, actor, unit)) != RESULT_OK ||
        (result = db_clean_text(store, name, true, UNIT_NAME_MAX, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, rename_unit(store, actor, unit, clean, slug, now));
    free(clean);
    return result;
}

/* --- short names for units of old --- */

static void name_anew(struct store *store, int64_t unit, const char *name)
{
    char slug[UNIT_SLUG_BYTES], numbered[UNIT_SLUG_BYTES];
    unit_slug_of(name, slug);
    util_copy_text(numbered, sizeof numbered, slug);
    if (slug[0] == '\0' || db_number(store, 0, "SELECT 1 FROM unit WHERE slug = ?", slug) != 0)
        snprintf(numbered, sizeof numbered, "%.20s-%lld", slug[0] != '\0' ? slug : "unit", (long long)unit);
    db_run(store, "UPDATE unit SET slug = ? WHERE id = ?", numbered, unit);
}

enum result units_name_anew(struct store *store)
{
    int64_t last = 0, unit;
    while ((unit = db_number(store, 0, "SELECT min(id) FROM unit WHERE id > ?", last)) != 0) {
        char name[UNIT_NAME_BYTES];
        unit_name_of(store, unit, name);
        name_anew(store, unit, name);
        last = unit;
    }
    return db_outcome(store);
}
