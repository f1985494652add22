/* units.c: the units of a house, their short names, and the unit in which a member acts. RULES 1.0. */
#include "units.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "store/people/handle.h"
#include "store/people/unit_row.h"
#include "text.h"

static const char *const kind_names[] = {
    [UNIT_COMMUNE] = "commune",
    [UNIT_FORUM] = "forum",
    [UNIT_CAUCUS] = "caucus",
    [UNIT_NEIGHBOURHOOD] = "neighbourhood",
    [UNIT_CITY] = "city",
    [UNIT_CANTON] = "canton",
    [UNIT_NATIONAL] = "national",
};

const char *unit_kind_name(enum unit_kind kind)
{
    return kind_names[kind];
}

bool unit_kind_parse(const char *name, enum unit_kind *kind)
{
    for (size_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++)
        if (strcmp(kind_names[i], name) == 0) {
            *kind = (enum unit_kind)i;
            return true;
        }
    return false;
}

/* --- short names; pure --- */

static bool is_slug_letter(utf8proc_int32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

void unit_slug_of(const char *name, char out[UNIT_SLUG_BYTES])
{
    utf8proc_uint8_t *plain = NULL;
    size_t used = 0;
    out[0] = '\0';
    if (utf8proc_map((const utf8proc_uint8_t *)name, 0, &plain,
            UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK |
                UTF8PROC_CASEFOLD) < 0)
        return;
    for (const utf8proc_uint8_t *at = plain; *at != '\0' && used + 1 < UNIT_SLUG_BYTES; at++) {
        bool gap = used > 0 && out[used - 1] == '-';
        if (is_slug_letter(*at) && (used > 0 || *at > '9')) /* a letter first: digits alone mean a unit's number */
            out[used++] = (char)*at;
        else if (used > 0 && !gap && (*at == ' ' || *at == '-' || *at == '_' || *at == '/'))
            out[used++] = '-';
    }
    while (used > 0 && out[used - 1] == '-')
        used--;
    out[used] = '\0';
    free(plain);
}

bool unit_slug_is_good(const char *slug)
{
    char same[UNIT_SLUG_BYTES];
    unit_slug_of(slug, same);
    return slug[0] != '\0' && strcmp(slug, same) == 0;
}

/* --- reading --- */

/* Only its members know of a caucus (RULES 1.0). The statement binds ?1 to the reader's member number, and ?2 to 1 when
 * the house itself reads. */
#define MAY_KNOW                                                                                                       \
    "(u.kind <> " SQL_UNIT_CAUCUS                                                                                      \
    " OR ?2 <> 0 OR EXISTS (SELECT 1 FROM membership k WHERE k.unit = u.id AND k.member = ?1))"
#define VALUE(name) "coalesce((SELECT value FROM unit_value v WHERE v.unit = u.id AND v.name = '" name "'), '')"
#define MEMBERS_OF                                                                                                     \
    "membership s JOIN member m ON m.id = s.member WHERE s.unit = u.id AND m.gone = 0 AND NOT " AWAITS_ADMISSION("m.id")
/* A worker without a home counts as one home (RULES 1.0). */
#define HOMES                                                                                                          \
    "count(DISTINCT CASE u.kind WHEN " SQL_UNIT_COMMUNE " THEN m.household ELSE coalesce(m.household, -m.id) END)"
/* Where neither a unit above nor a steward says so, no unit lies beside, and the others are not looked at. */
#define BESIDE                                                                                                         \
    "CASE WHEN u.parent IS NOT NULL OR EXISTS (SELECT 1 FROM unit_neighbour n WHERE n.unit = u.id) THEN EXISTS"        \
    " (SELECT 1 FROM unit o WHERE o.id <> u.id AND " IS_PLACE("o.kind") " AND " LIES_BESIDE("u", "o") ") ELSE 0 END"
/* Members and homes are counted in one number, so that their rows are read once. */
#define UNIT_SELECT                                                                                                    \
    "SELECT u.id, coalesce(u.parent, 0), u.kind, u.name, u.slug, u.founded, " VALUE("now") ", " VALUE(                 \
        "help") ", " VALUE("blocks") ", (SELECT count(*) << 32 | " HOMES " FROM " MEMBERS_OF "), " BESIDE              \
                                     ", u.assembled FROM unit u"
/* Communes, forums and caucuses come first, then the units above them. */
#define UNIT_ORDER " ORDER BY u.kind, u.id"

/* Whose units are known: a table in a meeting knows nobody's. */
static int64_t reader_of(const struct actor *actor)
{
    return actor->kind == ACTOR_TABLE ? 0 : actor->member;
}

static int64_t knows_all(const struct actor *actor)
{
    return actor->kind == ACTOR_CARETAKER;
}

static void read_unit(sqlite3_stmt *row, struct unit *out)
{
    *out = (struct unit) {
        .id = sqlite3_column_int64(row, 0),
        .parent = sqlite3_column_int64(row, 1),
        .kind = (enum unit_kind)sqlite3_column_int(row, 2),
        .founded = sqlite3_column_int64(row, 5),
    };
    db_copy(row, 3, out->name, sizeof out->name);
    db_copy(row, 4, out->slug, sizeof out->slug);
    db_copy(row, 6, out->now_line, sizeof out->now_line);
    db_copy(row, 7, out->help, sizeof out->help);
    db_copy(row, 8, out->blocks, sizeof out->blocks);
    out->homes = sqlite3_column_int64(row, 9) & UINT32_MAX;
    out->members = sqlite3_column_int64(row, 9) >> 32;
    out->neighbours = sqlite3_column_int(row, 10) != 0;
    out->assembled = sqlite3_column_int64(row, 11);
}

void unit_value_keep(struct store *store, int64_t unit, const char *name, const char *value, int64_t now)
{
    db_run(store,
        "INSERT INTO unit_value VALUES (?, ?, ?) ON CONFLICT (unit, name) DO UPDATE SET value = excluded.value", unit,
        name, value);
    ledger_append(store, &(struct ledger_new) { .at = now, .unit = unit, .subject = unit, .kind = LEDGER_HOUSE_SET });
}

bool unit_exists(struct store *store, int64_t unit)
{
    return db_number(store, 0, "SELECT 1 FROM unit WHERE id = ?", unit) == 1;
}

bool unit_is_founding(struct store *store, int64_t unit)
{
    return db_number(store, 0, "SELECT founded FROM unit WHERE id = ?", unit) == 0;
}

bool unit_decides(struct store *store, int64_t unit)
{
    return db_number(store, 0,
               "SELECT founded > 0 AND assembled > 0 AND NOT EXISTS (SELECT 1 FROM house WHERE name = 'demo'"
               " AND value = 'yes') FROM unit WHERE id = ?",
               unit) == 1;
}

bool unit_names_itself(struct store *store, int64_t unit)
{
    return db_number(store, 0,
               "SELECT founded > 0 AND NOT EXISTS (SELECT 1 FROM house WHERE name = 'demo' AND value = 'yes')"
               " FROM unit WHERE id = ?",
               unit) == 1;
}

void unit_name_of(struct store *store, int64_t unit, char name[UNIT_NAME_BYTES])
{
    name[0] = '\0';
    sqlite3_stmt *row = db_query(store, "SELECT name FROM unit WHERE id = ?", unit);
    if (db_step(store, row))
        db_copy(row, 0, name, UNIT_NAME_BYTES);
    db_done(store, row);
}

enum result unit_refuse_steward(struct store *store, int64_t unit, const char *effect)
{
    char name[UNIT_NAME_BYTES];
    unit_name_of(store, unit, name);
    return db_refuse(store, RESULT_REFUSED,
        _("%s decides that since its founding assembly, and no steward does. In an open item of a meeting: `propose --title T --effect %s`."),
        name, effect);
}

bool unit_in_common(struct store *store, const struct actor *actor, int64_t member)
{
    return db_number(store, 0,
               "SELECT 1 FROM membership a JOIN membership b ON b.unit = a.unit WHERE a.member = ? AND b.member = ?"
               " LIMIT 1",
               actor->member, member) == 1;
}

int64_t unit_street_of(struct store *store, int64_t member)
{
    return db_number(store, 0,
        "SELECT coalesce((SELECT h.unit FROM household h WHERE h.id = m.household),"
        " (SELECT s.unit FROM membership s JOIN unit u ON u.id = s.unit WHERE s.member = m.id"
        " ORDER BY u.kind, s.since, s.unit LIMIT 1), 0) FROM member m WHERE m.id = ?",
        member);
}

int64_t unit_homes(struct store *store, int64_t unit)
{
    return db_number(store, 0, "SELECT (SELECT " HOMES " FROM " MEMBERS_OF ") FROM unit u WHERE u.id = ?", unit);
}

enum result unit_refuse_unknown(struct store *store)
{
    return db_refuse(store, RESULT_NOT_FOUND, _("There is no unit of that name here. `units` lists them."));
}

enum result unit_get(struct store *store, const struct actor *actor, int64_t unit, struct unit *out)
{
    *out = (struct unit) { 0 };
    db_reading_begin(store);
    sqlite3_stmt *row =
        db_query(store, UNIT_SELECT " WHERE u.id = ?3 AND " MAY_KNOW, reader_of(actor), knows_all(actor), unit);
    bool found = db_step(store, row);
    if (found)
        read_unit(row, out);
    db_done(store, row);
    enum result result = db_reading_end(store);
    return found || result != RESULT_OK ? result : unit_refuse_unknown(store);
}

enum result unit_get_name(struct store *store, const struct actor *actor, int64_t unit, char name[UNIT_NAME_BYTES])
{
    sqlite3_stmt *row = db_query(
        store, "SELECT name FROM unit u WHERE u.id = ?3 AND " MAY_KNOW, reader_of(actor), knows_all(actor), unit);
    bool found = db_step(store, row);
    name[0] = '\0';
    if (found)
        db_copy(row, 0, name, UNIT_NAME_BYTES);
    db_done(store, row);
    return found || db_failed(store) ? db_outcome(store) : unit_refuse_unknown(store);
}

enum result units_list(struct store *store, const struct actor *actor, struct unit *out, size_t limit, size_t *count)
{
    *count = 0;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store, UNIT_SELECT " WHERE " MAY_KNOW UNIT_ORDER, reader_of(actor), knows_all(actor));
    while (*count < limit && db_step(store, row))
        read_unit(row, &out[(*count)++]);
    db_done(store, row);
    return db_reading_end(store);
}

int64_t units_number(struct store *store)
{
    return db_number(store, 0, "SELECT count(*) FROM unit WHERE " IS_PLACE("kind"));
}

/* Somebody with a home is in, who can say yes to a move. */
#define IS_LIVED_IN(u)                                                                                                 \
    "EXISTS (SELECT 1 FROM membership s JOIN member m ON m.id = s.member WHERE s.unit = " u                            \
    ".id AND m.gone = 0 AND m.household IS NOT NULL)"

void units_beyond(struct store *store, const struct actor *actor, struct units_beyond *out)
{
    *out = (struct units_beyond) { 0 };
    if (actor->kind != ACTOR_MEMBER)
        return;
    sqlite3_stmt *row = db_query(store,
        "SELECT sum(u.kind = " SQL_UNIT_COMMUNE " AND m.unit IS NULL), sum(u.kind = " SQL_UNIT_FORUM
        "), sum(u.kind = " SQL_UNIT_COMMUNE " AND m.unit IS NOT NULL), sum(u.kind = " SQL_UNIT_FORUM
        " AND m.unit IS NOT NULL), sum(u.kind = " SQL_UNIT_COMMUNE " AND m.unit IS NULL AND " IS_LIVED_IN(
            "u") ") FROM unit u LEFT JOIN membership m ON m.unit = u.id AND m.member = ?"
                 " WHERE " IS_PLACE("u.kind"),
        actor->member);
    if (db_step(store, row)) {
        bool lives = sqlite3_column_int(row, 2) > 0, works = sqlite3_column_int(row, 3) > 0;
        out->street = sqlite3_column_int(row, 4) > 0;
        out->place = (!works && sqlite3_column_int(row, 1) > 0) || (!lives && sqlite3_column_int(row, 0) > 0);
    }
    db_done(store, row);
}

enum result unit_find(struct store *store, const struct actor *actor, const char *word, int64_t *unit)
{
    int64_t number = 0;
    util_parse_number(word, &number);
    *unit = db_number(store, 0,
        "SELECT u.id FROM unit u WHERE (u.slug = ?3 COLLATE NOCASE OR u.name = ?3 COLLATE NOCASE OR u.id = ?4)"
        " AND " MAY_KNOW " ORDER BY u.slug = ?3 COLLATE NOCASE DESC, u.id LIMIT 1",
        reader_of(actor), knows_all(actor), word, number);
    return *unit != 0 ? RESULT_OK : unit_refuse_unknown(store);
}

/* --- the unit where she acts --- */

enum result unit_enter(struct store *store, struct actor *actor, const char *word)
{
    int64_t unit;
    enum result result = unit_find(store, actor, word, &unit);
    if (result != RESULT_OK)
        return result;
    if (actor->kind != ACTOR_OPERATOR && actor->kind != ACTOR_CARETAKER && !actor_belongs(actor, unit))
        return db_refuse(store, RESULT_REFUSED, _("You do not belong to that unit. `units` shows yours."));
    actor->here = unit;
    return RESULT_OK;
}

bool unit_is_caucus(struct store *store, int64_t unit)
{
    return db_number(store, 0, "SELECT kind FROM unit WHERE id = ?", unit) == UNIT_CAUCUS;
}

enum result unit_require_no_caucus(struct store *store, const struct actor *actor, int64_t unit)
{
    return actor->kind == ACTOR_OPERATOR && unit_is_caucus(store, unit)
               ? db_refuse(store, RESULT_NOT_FOUND, _("There is no such unit."))
               : RESULT_OK;
}

bool unit_next(struct store *store, struct actor *actor, bool shared)
{
    int at = 0;
    while (at < actor->unit_count && actor->units[at] != actor->here)
        at++;
    for (int i = 1; i < actor->unit_count; i++) {
        int64_t next = actor->units[(at + i) % actor->unit_count];
        if (next == actor->here || (shared && unit_is_caucus(store, next)))
            continue;
        actor->here = next;
        return true;
    }
    return false;
}

static void list_slugs(struct store *store, char *out, size_t size)
{
    out[0] = '\0';
    sqlite3_stmt *row = db_query(store, "SELECT slug FROM unit WHERE " IS_PLACE("kind") " ORDER BY kind, id LIMIT 12");
    while (db_step(store, row))
        snprintf(out + strlen(out), size - strlen(out), "%s%s", out[0] != '\0' ? ", " : "", db_text(row, 0));
    db_done(store, row);
}

enum result unit_require_here(struct store *store, const struct actor *actor)
{
    char slugs[UNIT_SLUG_BYTES * 13];
    if (actor->here != 0)
        return RESULT_OK;
    list_slugs(store, slugs, sizeof slugs);
    return db_refuse(store, RESULT_INVALID, _("Which one is meant? Say --in NAME. There are: %s."), slugs);
}
