/* house.c: the values of the house as a whole, and its units. */
#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "store/people/people.h"
#include "store/people/shell_acts.h"
#include "store/people/unit_row.h"

/* The characters of a host name or address with its port. */
#define ADDRESS_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:[]"

enum result unit_add(struct store *store, const struct actor *actor, const char *name, const char *slug,
    enum unit_kind kind, int64_t parent, int64_t now, int64_t *unit)
{
    char *clean;
    if (kind == UNIT_CAUCUS && actor->kind != ACTOR_CARETAKER)
        return db_refuse(store, RESULT_REFUSED,
            _("A caucus is founded by five people for themselves: `caucus found NAME`. The shell founds none."));
    enum result result = rights_require_operator(store, actor);
    if (result != RESULT_OK || (result = unit_require_no_caucus(store, actor, parent)) != RESULT_OK ||
        (result = db_clean_text(store, name, true, 60, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        result = unit_insert(store, clean, slug, kind, parent, now, unit);
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    free(clean);
    return result;
}

static enum result join_unit(struct store *store, const struct actor *actor, int64_t unit, int64_t member, int64_t now)
{
    char name[UNIT_NAME_BYTES];
    if (!unit_exists(store, unit))
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such unit."));
    if (db_number(store, 0, "SELECT 1 FROM member WHERE id = ? AND gone = 0", member) == 0)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such member."));
    enum result result =
        db_run(store, "INSERT OR IGNORE INTO membership (member, unit, since) VALUES (?, ?, ?)", member, unit, now);
    if (result != RESULT_OK || sqlite3_changes(store->db) == 0)
        return result; /* she belongs to it already */
    unit_name_of(store, unit, name);
    shell_act_note(store, actor, member, "unit", name, now);
    return ledger_append(
        store, &(struct ledger_new) { .at = now, .unit = unit, .subject = member, .kind = LEDGER_UNIT_JOINED });
}

enum result unit_join(struct store *store, const struct actor *actor, int64_t unit, int64_t member, int64_t now)
{
    enum result result = rights_require_operator(store, actor);
    if (result != RESULT_OK || (result = unit_require_no_caucus(store, actor, unit)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    result = join_unit(store, actor, unit, member, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* One statement for all: home is drawn often. */
static void read_values(struct store *store, struct house *house)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT (SELECT count(*) FROM unit WHERE " IS_PLACE(
            "kind") "),"
                    " coalesce((SELECT value FROM house WHERE name = 'address'), ''),"
                    " EXISTS (SELECT 1 FROM house WHERE name = 'demo' AND value = 'yes'),"
                    " NOT EXISTS (SELECT 1 FROM unit u WHERE " IS_PLACE(
                        "u.kind") " AND NOT EXISTS (SELECT 1 FROM unit_value v WHERE v.unit = u.id AND v.name = 'guests' AND v.value = 'yes'))");
    if (db_step(store, row)) {
        house->units = sqlite3_column_int64(row, 0);
        db_copy(row, 1, house->address, sizeof house->address);
        house->demo = sqlite3_column_int(row, 2) != 0;
        house->guests = sqlite3_column_int(row, 3) != 0;
    }
    db_done(store, row);
}

/* Reads the values that the unit set for itself. */
static void read_own(struct store *store, int64_t unit, struct house *house)
{
    static const struct actor all = { .kind = ACTOR_CARETAKER };
    struct unit own;
    if (unit_get(store, &all, unit, &own) != RESULT_OK)
        return;
    util_copy_text(house->name, sizeof house->name, own.name);
    util_copy_text(house->now_line, sizeof house->now_line, own.now_line);
    util_copy_text(house->help, sizeof house->help, own.help);
    util_copy_text(house->blocks, sizeof house->blocks, own.blocks);
    house->kind = own.kind;
    house->founded = own.founded;
    house->assembled = own.assembled;
    house->members = own.members;
    house->homes = own.homes;
}

enum result house_get(struct store *store, int64_t unit, struct house *house)
{
    *house = (struct house) { 0 };
    db_begin_read(store);
    read_values(store, house);
    if (unit != 0)
        read_own(store, unit, house);
    db_end_read(store);
    return house->units > 0 ? RESULT_OK : db_refuse(store, RESULT_BROKEN, _("This database holds no house."));
}

static void keep_value(struct store *store, const char *name, const char *value, int64_t now)
{
    db_run(
        store, "INSERT INTO house VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value);
    ledger_append(
        store, &(struct ledger_new) { .at = now, .unit = FIRST_UNIT, .subject = FIRST_UNIT, .kind = LEDGER_HOUSE_SET });
}

/* Writes all labels of the unit anew: a label that had no proper form may have one now, by a block that the street
 * named. */
static enum result set_blocks(struct store *store, int64_t unit, const char *value, int64_t now)
{
    char blocks[HOME_BLOCKS_BYTES];
    if (!home_blocks_clean(value, blocks))
        return db_refuse(store, RESULT_INVALID,
            _("Blocks are names of up to 6 letters with spaces between them, each once: A B C D."));
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    unit_value_keep(store, unit, "blocks", blocks, now);
    homes_settle(store, unit, now);
    homes_settle_moves(store, unit, now);
    return db_commit(store);
}

/* The settings, each of the house or of one unit. */
static const struct {
    const char *name;
    bool of_unit, yes_or_no;
    int limit; /* letters */
} settings[] = {
    { "guests", true, true, 3 },
    { "demo", false, true, 3 },
    { "address", false, false, 200 },
    { "now", true, false, 200 },
    { "help", true, false, HOUSE_HELP_MAX },
    { "blocks", true, false, HOME_BLOCKS_BYTES - 1 },
};

static enum result check_value(struct store *store, const char *name, bool yes_or_no, const char *value)
{
    if (strcmp(name, "address") == 0 && value[strspn(value, ADDRESS_LETTERS)] != '\0')
        return db_refuse(
            store, RESULT_INVALID, _("An address is a name and, unless it is 22, a port: bbs.example.org:2222."));
    if (yes_or_no && strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
        return db_refuse(store, RESULT_INVALID, _("Say yes or no."));
    return RESULT_OK;
}

enum result house_set(struct store *store, const struct actor *actor, const char *name, const char *value, int64_t now)
{
    char *clean = NULL;
    size_t i = 0;
    enum result result = rights_require_operator(store, actor);
    if (result != RESULT_OK)
        return result;
    while (i < sizeof settings / sizeof *settings && strcmp(settings[i].name, name) != 0)
        i++;
    if (i == sizeof settings / sizeof *settings)
        return db_refuse(
            store, RESULT_INVALID, _("There is no such setting. There are: guests, now, address, blocks, help."));
    if ((settings[i].of_unit && (result = unit_require_here(store, actor)) != RESULT_OK) ||
        (result = check_value(store, name, settings[i].yes_or_no, value)) != RESULT_OK)
        return result;
    if (strcmp(name, "guests") == 0 && actor->kind == ACTOR_OPERATOR && unit_decides(store, actor->here))
        return unit_refuse_steward(store, actor->here, "guests yes");
    if (strcmp(name, "blocks") == 0)
        return set_blocks(store, actor->here, value, now);
    if (value[0] != '\0' &&
        (result = db_clean_text(store, value, true, (size_t)settings[i].limit, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        if (settings[i].of_unit)
            unit_value_keep(store, actor->here, name, clean ? clean : "", now);
        else
            keep_value(store, name, clean ? clean : "", now);
        result = db_commit(store);
    }
    free(clean);
    return result;
}
