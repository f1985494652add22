/* womens.c: which caucus is the women's caucus of a unit, and how it decides about a suspended claim. RULES 1.0,
 * 3.1. */
#include "womens.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/subject.h"
#include "store/people/caucus_row.h"
#include "store/people/claim_room.h"
#include "store/people/unit_row.h"

/* --- confirming it --- */

/* The street or workplace where she acts; from a caucus, the one that the caucus belongs to. 0 when she does not belong
 * there. */
static int64_t unit_of(struct store *store, const struct actor *actor)
{
    int64_t unit = db_number(store, 0,
        "SELECT CASE kind WHEN " SQL_UNIT_CAUCUS " THEN parent ELSE id END FROM unit WHERE id = ?", actor->here);
    return actor_belongs(actor, unit) ? unit : 0;
}

static int64_t women_of(struct store *store, int64_t unit, int64_t now)
{
    return db_number(store, 0,
        "SELECT count(*) FROM membership s WHERE s.unit = ?1 AND " CLAIM_STANDS_SQL("s.member", "?2"), unit, now);
}

static bool is_mostly_women(struct store *store, int64_t caucus, int64_t now)
{
    int64_t all = db_number(store, 0, "SELECT count(*) FROM membership WHERE unit = ?", caucus);
    return 2 * women_of(store, caucus, now) > all;
}

struct support {
    int64_t all, own; /* women of the unit who confirmed that name; and how many of them are in the caucus */
};

/* Names are compared by skeleton, as names of units are: names that look the same are the same. */
static struct support support_of(struct store *store, int64_t unit, int64_t caucus, const char *name, int64_t now)
{
    char wanted[HANDLE_SKELETON], said[HANDLE_SKELETON];
    struct support support = { 0 };
    unit_name_skeleton(name, wanted);
    sqlite3_stmt *row = db_query(store,
        "SELECT c.name, EXISTS (SELECT 1 FROM membership o WHERE o.unit = ?3 AND o.member = c.member)"
        " FROM womens_confirmation c JOIN membership s ON s.unit = c.unit AND s.member = c.member"
        " WHERE c.unit = ?1 AND " CLAIM_STANDS_SQL("c.member", "?2"),
        unit, now, caucus);
    while (db_step(store, row)) {
        unit_name_skeleton(db_text(row, 0), said);
        bool same = strcmp(said, wanted) == 0;
        support.all += same;
        support.own += same && sqlite3_column_int(row, 1) != 0;
    }
    db_done(store, row);
    return support;
}

/* Two caucuses may have the same name: the one with more of the confirming women in it is chosen. 0 when no caucus has
 * enough. */
static int64_t find_confirmed(struct store *store, int64_t unit, int64_t now)
{
    int64_t women = women_of(store, unit, now), last = 0, caucus, found = 0, most = 0;
    while ((caucus = db_number(store, 0,
                "SELECT min(id) FROM unit WHERE parent = ? AND kind = " SQL_UNIT_CAUCUS " AND closed = 0 AND id > ?",
                unit, last)) != 0 &&
           !db_failed(store)) {
        char name[UNIT_NAME_BYTES];
        unit_name_of(store, caucus, name);
        struct support support = support_of(store, unit, caucus, name, now);
        if (2 * support.all > women && support.own > most && is_mostly_women(store, caucus, now)) {
            found = caucus;
            most = support.own;
        }
        last = caucus;
    }
    return found;
}

static void appoint(struct store *store, int64_t unit, int64_t caucus, int64_t now)
{
    if (caucus != 0)
        db_run(store,
            "INSERT INTO womens_caucus (unit, caucus, since) VALUES (?, ?, ?) ON CONFLICT (unit) DO UPDATE"
            " SET caucus = excluded.caucus, since = excluded.since WHERE caucus <> excluded.caucus",
            unit, caucus, now);
}

static enum result confirm(struct store *store, const struct actor *actor, int64_t unit, const char *name, int64_t now)
{
    if (name != NULL)
        db_run(store,
            "INSERT INTO womens_confirmation (unit, member, name, at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET name = excluded.name, at = excluded.at",
            unit, actor->member, name, now);
    else
        db_run(store, "DELETE FROM womens_confirmation WHERE unit = ? AND member = ?", unit, actor->member);
    appoint(store, unit, find_confirmed(store, unit, now), now);
    return db_outcome(store);
}

enum result womens_confirm(struct store *store, const struct actor *actor, const char *name, int64_t now)
{
    char *clean = NULL;
    int64_t unit;
    enum result result = caucus_require_actor(store, actor);
    if (result != RESULT_OK)
        return result;
    if ((unit = unit_of(store, actor)) == 0 || !claim_stands(store, actor->member, now))
        return db_refuse(store, RESULT_REFUSED,
            _("Only women of the street whose word stands can confirm it. `woman` tells of your word."));
    if (name != NULL && (result = db_clean_text(store, name, true, UNIT_NAME_MAX, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, confirm(store, actor, unit, clean, now));
    free(clean);
    return result;
}

/* --- deciding --- */

/* The unit with number above `after` whose women's caucus she is in; 0 when there are no more. A loop over `after`
 * finds all. */
static int64_t womens_unit(struct store *store, int64_t member, int64_t after)
{
    return db_number(store, 0,
        "SELECT min(w.unit) FROM womens_caucus w JOIN membership s ON s.unit = w.caucus AND s.member = ?"
        " WHERE w.unit > ?",
        member, after);
}

static bool waits_for(struct store *store, int64_t member, int64_t unit, int64_t now)
{
    return claim_of(store, member, now).state == CLAIM_SUSPENDED && unit_street_of(store, member) == unit;
}

static size_t list_suspended(
    struct store *store, const struct actor *actor, int64_t unit, int64_t now, struct suspended *out, size_t limit)
{
    size_t count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT c.member, n.handle, coalesce((SELECT 2 - w.stands FROM claim_word w WHERE w.claimant = c.member"
        " AND w.member = ?2), 0) FROM woman_claim c JOIN member_name n ON n.member = c.member"
        " JOIN membership s ON s.member = c.member AND s.unit = ?1 WHERE c.said > 0 AND c.member <> ?2"
        " ORDER BY n.handle COLLATE NOCASE",
        unit, actor->member);
    while (count < limit && db_step(store, row)) {
        int64_t member = sqlite3_column_int64(row, 0);
        if (!waits_for(store, member, unit, now))
            continue;
        out[count] =
            (struct suspended) { .since = claim_of(store, member, now).since, .said = sqlite3_column_int(row, 2) };
        db_copy(row, 1, out[count++].handle, HANDLE_BYTES);
    }
    db_done(store, row);
    return count;
}

enum result womens_suspended(
    struct store *store, const struct actor *actor, int64_t now, struct suspended *out, size_t limit, size_t *count)
{
    int64_t unit = 0;
    *count = 0;
    enum result result = caucus_require_actor(store, actor);
    while (result == RESULT_OK && (unit = womens_unit(store, actor->member, unit)) != 0)
        *count += list_suspended(store, actor, unit, now, out + *count, limit - *count);
    return result == RESULT_OK ? db_outcome(store) : result;
}

/* Inside a write. */
static void settle(struct store *store, int64_t claimant, int64_t caucus, int64_t now, bool *decided)
{
    int64_t all =
        db_number(store, 0, "SELECT count(*) FROM membership WHERE unit = ? AND member <> ?", caucus, claimant);
    for (int stands = 0; stands < 2; stands++)
        if (2 * db_number(store, 0,
                    "SELECT count(*) FROM claim_word w JOIN membership s ON s.unit = ? AND s.member = w.member"
                    " WHERE w.claimant = ? AND w.stands = ?",
                    caucus, claimant, stands) >
            all) {
            claim_decide(store, claimant, stands != 0, now);
            db_run(store, "DELETE FROM claim_word WHERE claimant = ?", claimant);
            *decided = true;
            return;
        }
}

static enum result decide(
    struct store *store, const struct actor *actor, int64_t claimant, bool stands, int64_t now, bool *decided)
{
    int64_t unit = unit_street_of(store, claimant),
            caucus = db_number(store, 0, "SELECT caucus FROM womens_caucus WHERE unit = ?", unit);
    if (claimant == actor->member || !caucus_has(store, caucus, actor->member) ||
        !waits_for(store, claimant, unit, now))
        return db_refuse(store, RESULT_NOT_FOUND, _("Nobody's word waits under that name for your caucus to decide."));
    db_run(store,
        "INSERT INTO claim_word (claimant, member, stands, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET stands = excluded.stands, at = excluded.at",
        claimant, actor->member, stands, now);
    settle(store, claimant, caucus, now, decided);
    return db_outcome(store);
}

enum result womens_decide(
    struct store *store, const struct actor *actor, const char *handle, bool stands, int64_t now, bool *decided)
{
    struct member member;
    *decided = false;
    enum result result = caucus_require_actor(store, actor);
    if (result != RESULT_OK)
        return result;
    if (womens_unit(store, actor->member, 0) == 0)
        return db_refuse(
            store, RESULT_REFUSED, _("The women's caucus decides that, by more than half of its members."));
    if ((result = member_by_handle(store, actor, handle, &member)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, decide(store, actor, member.id, stands, now, decided));
}

/* --- what changes with time --- */

/* Without any act of a member, a caucus can come to fulfil the conditions: it is founded after it was confirmed, it
 * takes in women, or a woman's claim begins to stand. */
static int tick(struct store *store, int64_t now)
{
    int64_t unit = 0;
    int count = 0;
    while ((unit = db_number(store, 0, "SELECT min(unit) FROM womens_confirmation WHERE unit > ?", unit)) != 0 &&
           !db_failed(store)) {
        int64_t caucus = find_confirmed(store, unit, now);
        if (caucus == 0 || caucus == db_number(store, 0, "SELECT caucus FROM womens_caucus WHERE unit = ?", unit))
            continue;
        if (db_begin(store) != RESULT_OK)
            return -1;
        appoint(store, unit, caucus, now);
        if (db_commit(store) != RESULT_OK)
            return -1;
        count++;
    }
    return count;
}

static void leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    db_run(store, "DELETE FROM womens_confirmation WHERE member = ?", member);
    db_run(store, "DELETE FROM claim_word WHERE claimant = ?1 OR member = ?1", member);
}

const struct subject womens_subject = {
    .name = "womens",
    .leave = leave,
    .tick = tick,
    .file =
        (const struct subject_rows[]) {
            { "womens_caucus_confirmed",
                "SELECT u.name AS unit, w.name, w.at FROM womens_confirmation w JOIN unit u ON u.id = w.unit"
                " WHERE w.member = ?" },
            { "womens_caucus_said", "SELECT n.handle, w.stands, w.at FROM claim_word w"
                                    " JOIN member_name n ON n.member = w.claimant WHERE w.member = ?" },
            { NULL, NULL },
        },
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("womens_caucus", "unit = ?1 OR caucus = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("womens_confirmation", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
