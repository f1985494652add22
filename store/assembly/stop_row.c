/* stop_row.c: a stop as a row: who may know of it, who of the three has met, and what it still needs. RULES 4.5. */
#include "store/assembly/stop_row.h"

#include "lost.h"
#include "store/assembly/vote_row.h"

/* A stop that waits for a caucus is nobody's business but the caucus's. */
static bool may_know(struct store *store, const struct actor *actor, const struct stop_row *row, int64_t now)
{
    if (!actor_belongs(actor, row->unit))
        return false;
    return !row->waits || row->caucus == 0 ||
           (actor->hand == 0 && !restored_lately(store, actor->member, now) &&
               db_number(store, 0, "SELECT 1 FROM membership WHERE unit = ? AND member = ?", row->caucus,
                   actor->member) == 1);
}

static void read_stop(struct store *store, int64_t stop, int64_t now, struct stop_row *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT stop.id, stop.item, stop.proposal, p.unit, p.mover, member, at, late, caucus, met_owner, met_mover,"
        " met_keeper, stop.version, " STOP_STANDS(
            "?2") ", waits, " STOP_IS_WOMENS " FROM stop JOIN proposal p ON p.id = stop.proposal WHERE stop.id = ?1",
        stop, now);
    int64_t *const numbers[] = { &out->id, &out->item, &out->proposal, &out->unit, &out->mover, &out->member, &out->at,
        &out->late, &out->caucus, &out->met_owner, &out->met_mover, &out->met_keeper };
    enum { NUMBERS_READ = sizeof numbers / sizeof *numbers };
    if (db_step(store, row)) {
        for (int i = 0; i < NUMBERS_READ; i++)
            *numbers[i] = sqlite3_column_int64(row, i);
        out->version = sqlite3_column_int(row, NUMBERS_READ);
        out->stands = sqlite3_column_int(row, NUMBERS_READ + 1) != 0;
        out->waits = sqlite3_column_int(row, NUMBERS_READ + 2) != 0;
        out->womens = sqlite3_column_int(row, NUMBERS_READ + 3) != 0;
    }
    db_done(store, row);
}

enum result stop_not_found(struct store *store)
{
    return db_refuse(store, RESULT_NOT_FOUND,
        _("There is no such stop. `proposal P` shows those of a proposal, with their numbers."));
}

enum result stop_row_get(
    struct store *store, const struct actor *actor, int64_t stop, int64_t now, struct stop_row *out)
{
    *out = (struct stop_row) { 0 };
    enum result result = by_hand_require_voice(store, actor);
    if (result != RESULT_OK)
        return result;
    read_stop(store, stop, now, out);
    if (out->id != 0 && may_know(store, actor, out, now))
        return db_outcome(store);
    *out = (struct stop_row) { 0 };
    return db_failed(store) ? db_outcome(store) : stop_not_found(store);
}

/* --- the three who meet --- */

static bool has_seat(struct store *store, int64_t unit, int64_t member, const char *seat, int64_t now)
{
    return db_number(store, 0,
               "SELECT 1 FROM seat s JOIN member m ON m.id = s.member WHERE s.unit = ?1 AND ?2 IN (0, s.member)"
               " AND s.name = ?3 AND s.until > ?4 AND m.gone = 0 LIMIT 1",
               unit, member, seat, now) == 1;
}

bool stop_is_keeper(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    bool keepers = has_seat(store, unit, 0, "keeper", now);
    return has_seat(store, unit, member, keepers ? "keeper" : "facilitator", now);
}

const char *stop_why_not_ask(const struct stop_row *row, int64_t now)
{
    if (row->womens)
        return N_("The women's caucus said it, about the safety of its members. It is not voted on: change the text.");
    if (!row->stands)
        return N_("That stop no longer stands.");
    if (row->met_keeper == 0 || (row->met_mover == 0 && row->mover != 0))
        return N_("First its owner, the mover and a keeper meet and bring a text: `stop met S --text TEXT`.");
    if (row->met_owner == 0 && now < row->at + STOP_MEETS)
        return N_(
            "The stop's owner has not said that they met. From 14 days after the stop it can be asked without them.");
    return NULL;
}

/* --- the support of one that waits --- */

bool stop_may_support(struct store *store, const struct actor *actor, const struct stop_row *row, int64_t now)
{
    if (!row->waits || row->member == 0 || row->member == actor->member || actor->hand != 0 ||
        db_number(store, 0, "SELECT 1 FROM stop_support WHERE stop = ? AND member = ?", row->id, actor->member) == 1)
        return false;
    if (row->caucus != 0)
        return now < row->at + STOP_MEETS;
    return now < row->at + number_of(store, row->unit, NUMBER_LATE_STOP) &&
           vote_may_vote(store, row->unit, actor->member, now) &&
           db_number(store, 0,
               "SELECT " HOME_KEY("a") " <> " HOME_KEY("b") " FROM member a, member b WHERE a.id = ?"
                                                            " AND b.id = ?",
               actor->member, row->member) == 1;
}

/* Members of the caucus; for a late stop, other homes. */
int stop_supported(struct store *store, const struct stop_row *row)
{
    if (row->caucus != 0)
        return (int)db_number(store, 0,
            "SELECT count(*) FROM stop_support s JOIN membership c ON c.unit = ?2 AND c.member = s.member"
            " WHERE s.stop = ?1",
            row->id, row->caucus);
    return (int)db_number(store, 0,
        "SELECT count(DISTINCT " HOME_KEY("m") ") FROM stop_support s JOIN member m ON m.id = s.member"
                                               " WHERE s.stop = ? AND m.gone = 0",
        row->id);
}

int stop_support_needed(struct store *store, const struct stop_row *row)
{
    if (row->caucus == 0)
        return STOP_SUPPORT;
    int64_t members = db_number(store, 0, "SELECT count(*) FROM membership WHERE unit = ?", row->caucus);
    return (int)majority_needed(MAJORITY_FULL_HALF, members);
}
