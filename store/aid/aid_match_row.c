/* aid_match_row.c: a row of aid_match: reading it, its ask and its offer, and checking that it is the actor's; the
 * places of its ask. RULES 3.2, 3.3. */
#include "store/aid/aid_match_row.h"

#include "store/people/by_hand.h"

bool aid_match_read(struct store *store, int64_t id, struct match_row *out)
{
    *out = (struct match_row) { 0 };
    sqlite3_stmt *row = db_query(store,
        "SELECT id, ask, coalesce(helper, 0), coalesce(offer, 0), until, state, asker_yes, helper_yes, helper_done,"
        " struck, starts, ends FROM aid_match WHERE id = ?",
        id);
    bool found = db_step(store, row);
    if (found)
        *out = (struct match_row) {
            .id = sqlite3_column_int64(row, 0),
            .ask = sqlite3_column_int64(row, 1),
            .helper = sqlite3_column_int64(row, 2),
            .offer = sqlite3_column_int64(row, 3),
            .until = sqlite3_column_int64(row, 4),
            .state = (enum match_state)sqlite3_column_int(row, 5),
            .asker_yes = sqlite3_column_int64(row, 6) != 0,
            .helper_yes = sqlite3_column_int64(row, 7) != 0,
            .helper_done = sqlite3_column_int64(row, 8) != 0,
            .struck = sqlite3_column_int64(row, 9) != 0,
            .starts = sqlite3_column_int64(row, 10),
            .ends = sqlite3_column_int64(row, 11),
        };
    db_done(store, row);
    return found;
}

int64_t aid_match_asker(struct store *store, int64_t ask)
{
    return db_number(store, 0, "SELECT member FROM ask WHERE id = ?", ask);
}

/* Sends a notice to both, except to the member `by`, who did it. */
void aid_match_tell_both(struct store *store, const struct match_row *match, int64_t by, int64_t now)
{
    int64_t asker = aid_match_asker(store, match->ask);
    if (match->helper != by)
        aid_tell(store, match->helper, match->id, now);
    if (asker != by && asker != match->helper)
        aid_tell(store, asker, match->id, now);
}

bool aid_match_ask_of(struct store *store, const struct match_row *match, struct aid_row *out)
{
    sqlite3_stmt *row = db_query(store, "SELECT " ASK_COLUMNS " FROM ask a WHERE a.id = ?", match->ask);
    bool found = db_step(store, row);
    if (found)
        aid_read_row(row, false, out);
    db_done(store, row);
    return found;
}

bool aid_offer_read(struct store *store, int64_t id, struct aid_row *out)
{
    *out = (struct aid_row) { 0 };
    sqlite3_stmt *row = db_query(store, "SELECT " OFFER_COLUMNS " FROM offer a WHERE a.id = ?", id);
    bool found = db_step(store, row);
    if (found)
        aid_read_row(row, true, out);
    db_done(store, row);
    return found;
}

/* RESULT_NOT_FOUND when the match is not the actor's own: then it does not exist for her. */
enum result aid_match_require(
    struct store *store, const struct actor *actor, int64_t id, struct match_row *match, struct aid_row *ask)
{
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    bool found = aid_match_read(store, id, match) && aid_match_ask_of(store, match, ask);
    if (db_failed(store))
        return db_outcome(store);
    bool helps = found && aid_is_helping(store, actor, ask, match->helper);
    if (found && (helps || ask->member == actor->member) &&
        aid_hand_goes_on(store, actor, helps, id, match->ask, match->offer))
        return RESULT_OK;
    return db_refuse(store, RESULT_NOT_FOUND, _("There is no match of that number. `aid matches` lists yours."));
}

/* --- the places of an ask --- */

void aid_match_take_place(struct store *store, int64_t match)
{
    db_run(store,
        "UPDATE aid_match SET place = (WITH RECURSIVE places (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM places"
        " WHERE n < ?2) SELECT min(n) FROM places WHERE NOT EXISTS (SELECT 1 FROM aid_match m WHERE m.ask ="
        " aid_match.ask AND m.place = n AND m.id <> ?1 AND m.state IN (" SQL_MATCH_HOLDS ", " SQL_MATCH_AGREED
        "))) WHERE id = ?1",
        match, AID_HANDS_MAX);
}

void aid_ask_set_state(struct store *store, int64_t ask)
{
    db_run(store,
        "UPDATE ask SET state = CASE"
        " WHEN (SELECT count(*) FROM aid_match m WHERE m.ask = ?1 AND m.state = " SQL_MATCH_AGREED
        ") >= hands THEN " SQL_AID_AGREED
        " WHEN (SELECT count(*) FROM aid_match m WHERE m.ask = ?1 AND m.state IN (" SQL_MATCH_HOLDS
        ", " SQL_MATCH_AGREED ")) >= hands THEN " SQL_AID_ANSWERED " ELSE " SQL_AID_OPEN " END WHERE id = ?1",
        ask);
}
