/* house.c: the house as a whole, and its units. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boards.h"
#include "members.h"
#include "store/people.h"
#include "store/search_index.h"
#include "store/shell_acts.h"

/* Of a host name or address, with its port. */
#define ADDRESS_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:[]"

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

static bool exists(struct store *store, int64_t unit)
{
    return db_number(store, 0, "SELECT 1 FROM unit WHERE id = ?", "i", unit) != 0;
}

static enum result unit_insert(
    struct store *store, const char *name, enum unit_kind kind, int64_t parent, int64_t now, int64_t *unit)
{
    char uid[37];
    if (parent != 0 && !exists(store, parent))
        return store_refuse(store, RESULT_NOT_FOUND, _("There is no such unit."));
    uid_make(now, uid);
    enum result result =
        db_run(store, "INSERT INTO unit (uid, kind, parent, name, made) VALUES (?, ?, nullif(?, 0), ?, ?)", "tiiti",
            uid, (int64_t)kind, parent, name, now);
    if (result != RESULT_OK)
        return result;
    *unit = db_last_id(store);
    return ledger_append(
        store, &(struct ledger_new) {
                   .at = now, .unit = *unit, .subject = *unit, .kind = LEDGER_UNIT_ADDED, .seen_by = SEEN_BY_ALL });
}

enum result unit_add(struct store *store, const struct actor *actor, const char *name, enum unit_kind kind,
    int64_t parent, int64_t now, int64_t *unit)
{
    char *clean;
    enum result result = require_operator(store, actor);
    if (result != RESULT_OK || (result = store_clean(store, name, true, 60, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        result = unit_insert(store, clean, kind, parent, now, unit);
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    free(clean);
    return result;
}

enum result unit_by_name(struct store *store, const char *name, int64_t *unit)
{
    int64_t number = 0;
    parse_number(name, &number);
    *unit =
        db_number(store, 0, "SELECT id FROM unit WHERE name = ? COLLATE NOCASE OR id = ? LIMIT 1", "ti", name, number);
    return *unit != 0 ? RESULT_OK : store_refuse(store, RESULT_NOT_FOUND, _("There is no unit of that name here."));
}

/* Is `unit` the same as `below`, or above it? */
static bool is_above(struct store *store, int64_t unit, int64_t below)
{
    return db_number(store, 0,
               "WITH RECURSIVE up (id) AS (SELECT ?1 UNION SELECT u.parent FROM unit u JOIN up ON u.id = up.id"
               " WHERE u.parent IS NOT NULL) SELECT 1 FROM up WHERE id = ?2",
               "ii", below, unit) != 0;
}

static enum result move_unit(struct store *store, int64_t unit, int64_t parent)
{
    if (!exists(store, unit) || (parent != 0 && !exists(store, parent)))
        return store_refuse(store, RESULT_NOT_FOUND, _("There is no such unit."));
    if (parent != 0 && is_above(store, unit, parent))
        return store_refuse(store, RESULT_REFUSED, _("A unit cannot stand below itself."));
    int64_t before = db_number(store, 0, "SELECT parent FROM unit WHERE id = ?", "i", unit);
    index_move(store, unit, before, parent);
    return db_run(store, "UPDATE unit SET parent = nullif(?, 0) WHERE id = ?", "ii", parent, unit);
}

enum result unit_set_parent(struct store *store, const struct actor *actor, int64_t unit, int64_t parent)
{
    enum result result = require_operator(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = move_unit(store, unit, parent);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

static enum result join_unit(struct store *store, const struct actor *actor, int64_t unit, int64_t member, int64_t now)
{
    char name[128] = "";
    if (!exists(store, unit))
        return store_refuse(store, RESULT_NOT_FOUND, _("There is no such unit."));
    if (db_number(store, 0, "SELECT 1 FROM member WHERE id = ? AND gone = 0", "i", member) == 0)
        return store_refuse(store, RESULT_NOT_FOUND, _("There is no such member."));
    enum result result = db_run(
        store, "INSERT OR IGNORE INTO membership (member, unit, since) VALUES (?, ?, ?)", "iii", member, unit, now);
    if (result != RESULT_OK || sqlite3_changes(store->db) == 0)
        return result; /* she belongs to it already */
    sqlite3_stmt *row = db_query(store, "SELECT name FROM unit WHERE id = ?", "i", unit);
    if (db_step(store, row))
        db_copy(row, 0, name, sizeof name);
    db_done(store, row);
    shell_act_note(store, actor, member, "unit", name, now);
    return ledger_append(
        store, &(struct ledger_new) { .at = now, .unit = unit, .subject = member, .kind = LEDGER_UNIT_JOINED });
}

enum result unit_join(struct store *store, const struct actor *actor, int64_t unit, int64_t member, int64_t now)
{
    enum result result = require_operator(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = join_unit(store, actor, unit, member, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result house_make(struct store *store, const char *name, enum unit_kind kind, int64_t now)
{
    static const struct actor house = { .kind = ACTOR_CARETAKER };
    int64_t unit = 0, board = 0;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    if ((result = unit_add(store, &house, name, kind, 0, now, &unit)) != RESULT_OK ||
        (result = board_add(store, &house, unit, "welcome", _("Welcome"), VISIBLE_PUBLIC, now, &board)) != RESULT_OK ||
        (result = board_add(store, &house, unit, "general", _("General"), VISIBLE_UNIT, now, &board)) != RESULT_OK)
        return db_abandon(store, result);
    return db_commit(store);
}

static void read_value(struct store *store, const char *name, char *out, size_t size)
{
    sqlite3_stmt *row = db_query(store, "SELECT value FROM house WHERE name = ?", "t", name);
    out[0] = '\0';
    if (db_step(store, row))
        db_copy(row, 0, out, size);
    db_done(store, row);
}

static void take_value(struct house *house, const char *name, const char *value)
{
    const struct {
        const char *name;
        char *out;
        size_t size;
    } words[] = {
        { "now", house->now_line, sizeof house->now_line },
        { "help", house->help, sizeof house->help },
        { "address", house->address, sizeof house->address },
        { "blocks", house->blocks, sizeof house->blocks },
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(name, words[i].name) == 0)
            copy_text(words[i].out, words[i].size, value);
    if (strcmp(name, "demo") == 0)
        house->demo = strcmp(value, "yes") == 0;
    else if (strcmp(name, "guests") == 0)
        house->guests = strcmp(value, "yes") == 0;
    else if (strcmp(name, "founded") == 0)
        house->founded = strtoll(value, NULL, 10);
}

/* In one statement: home is drawn often. */
static void read_values(struct store *store, struct house *house)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT name, value FROM house"
        " WHERE name IN ('now', 'help', 'address', 'blocks', 'demo', 'guests', 'founded')",
        "");
    while (db_step(store, row))
        take_value(house, db_text(row, 0), db_text(row, 1));
    db_done(store, row);
}

enum result house_get(struct store *store, struct house *house)
{
    *house = (struct house) { 0 };
    db_begin_read(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT name, kind, (SELECT count(*) FROM member WHERE gone = 0 AND NOT " WAITS_AT_DOOR(
            "member.id") "),"
                         " (SELECT count(DISTINCT household) FROM member WHERE gone = 0) FROM unit WHERE id = 1",
        "");
    bool found = db_step(store, row);
    if (found) {
        db_copy(row, 0, house->name, sizeof house->name);
        house->kind = (enum unit_kind)sqlite3_column_int(row, 1);
        house->members = sqlite3_column_int64(row, 2);
        house->homes = sqlite3_column_int64(row, 3);
    }
    db_done(store, row);
    read_values(store, house);
    db_end_read(store);
    return found ? RESULT_OK : store_refuse(store, RESULT_BROKEN, _("This database holds no house."));
}

static void keep_value(struct store *store, const char *name, const char *value, int64_t now)
{
    db_run(store, "INSERT INTO house VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", "tt", name,
        value);
    ledger_append(store, &(struct ledger_new) { .at = now, .unit = 1, .subject = 1, .kind = LEDGER_HOUSE_SET });
}

/* Homes are written anew with it: what was no block of up to three letters may be one of the street's. */
static enum result set_blocks(struct store *store, const char *value, int64_t now)
{
    char blocks[HOME_BLOCKS_BYTES];
    if (!home_blocks_clean(value, blocks))
        return store_refuse(store, RESULT_INVALID,
            _("Blocks are names of up to 6 letters with blanks between them, each once: A B C D."));
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    keep_value(store, "blocks", blocks, now);
    homes_settle(store, now);
    return db_commit(store);
}

enum result house_set(struct store *store, const struct actor *actor, const char *name, const char *value, int64_t now)
{
    char *clean = NULL;
    enum result result = require_operator(store, actor);
    if (result != RESULT_OK)
        return result;
    if (strcmp(name, "blocks") == 0)
        return set_blocks(store, value, now);
    bool flag = strcmp(name, "guests") == 0 || strcmp(name, "demo") == 0;
    bool address = strcmp(name, "address") == 0;
    bool help = strcmp(name, "help") == 0;
    if (!flag && !address && !help && strcmp(name, "now") != 0)
        return store_refuse(
            store, RESULT_INVALID, _("There is no such setting. There are: guests, now, address, blocks, help."));
    if (address && value[strspn(value, ADDRESS_LETTERS)] != '\0')
        return store_refuse(
            store, RESULT_INVALID, _("An address is a name and, unless it is 22, a port: bbs.example.org:2222."));
    if (flag && strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
        return store_refuse(store, RESULT_INVALID, _("Say yes or no."));
    if (value[0] != '\0' &&
        (result = store_clean(store, value, true, help ? HOUSE_HELP_MAX : 200, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        keep_value(store, name, clean ? clean : "", now);
        result = db_commit(store);
    }
    free(clean);
    return result;
}

/* --- the clock; house_clock.h --- */

void store_clock_load(struct store *store, struct house_clock *clock)
{
    char words[80];
    *clock = (struct house_clock) { 0 };
    read_value(store, "clock", words, sizeof words);
    if (sscanf(words, "%" SCNd64 " %" SCNd64 " %" SCNd64, &clock->believed, &clock->doubted, &clock->stood) == 3)
        return;
    *clock =
        (struct house_clock) { .believed = db_number(store, 0, "SELECT at FROM ledger ORDER BY seq DESC LIMIT 1", "") };
}

enum result store_clock_save(struct store *store, const struct house_clock *clock)
{
    char words[80];
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    snprintf(words, sizeof words, "%" PRId64 " %" PRId64 " %" PRId64, clock->believed, clock->doubted, clock->stood);
    db_run(store, "INSERT INTO house VALUES ('clock', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", "t",
        words);
    return db_commit(store);
}

int64_t store_time(struct store *store, int64_t now)
{
    struct house_clock clock;
    store_clock_load(store, &clock);
    return clock.doubted != 0 ? clock.believed : now;
}

int64_t store_time_begun(struct store *store, int64_t now)
{
    int64_t believed = store_time(store, now);
    return believed > now ? believed : now;
}

int64_t store_time_over(struct store *store, int64_t now)
{
    int64_t believed = store_time(store, now);
    return believed < now ? believed : now;
}
