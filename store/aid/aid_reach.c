/*
 * aid_reach.c: who may know of an ask or offer, and how much of it. RULES 3.2, 3.7.
 *
 * It reaches the people of its unit. An ask that climbed also reaches other units. There it is veiled until both said
 * yes: people see its kind, its window, for how many it is, and the area. An offer in such a unit that could meet the
 * ask reaches the asker, and is veiled too, because it was made for its own unit. An ask that only women may answer is
 * listed there only for women, so its veil need not say so.
 *
 * A veiled ask or offer names nobody. So nothing that is shown of it depends on who muted or barred whom (see the head
 * of aid_match.c).
 */
#include <string.h>

#include "aid_window.h"
#include "store/aid/aid_internal.h"
#include "store/people/by_hand.h"
#include "units.h"

/* --- an ask --- */

/* True when it climbed to a unit of hers. `from` says where it comes from, as seen there. */
static bool climbed_to_hers(struct store *store, const struct actor *actor, int64_t ask, enum aid_from *from)
{
    bool found = false;
    sqlite3_stmt *row = db_query(store, "SELECT unit, above FROM ask_climbed WHERE ask = ? ORDER BY above", ask);
    while (!found && db_step(store, row))
        if ((found = actor_belongs(actor, sqlite3_column_int64(row, 0))))
            *from = sqlite3_column_int(row, 1) != 0 ? AID_FROM_ABOVE : AID_FROM_BESIDE;
    db_done(store, row);
    return found;
}

/* True when she is the helper in a match of this ask; by hand, when that hand may go on with it. */
static bool is_helping(struct store *store, const struct actor *actor, struct aid_row *ask)
{
    int64_t id = 0, offer = 0;
    bool holds = false;
    sqlite3_stmt *row = db_query(store,
        "SELECT id, coalesce(offer, 0), state, helper_yes FROM aid_match WHERE ask = ? AND helper = ? AND wiped = 0"
        " AND state <= " SQL_MATCH_DONE " ORDER BY state DESC, id DESC LIMIT 1",
        ask->id, actor->member);
    if (db_step(store, row)) {
        int state = sqlite3_column_int(row, 2);
        id = sqlite3_column_int64(row, 0);
        offer = sqlite3_column_int64(row, 1);
        ask->veiled = state != MATCH_AGREED && state != MATCH_DONE;
        holds = state == MATCH_HOLDS && sqlite3_column_int64(row, 3) != 0;
    }
    db_done(store, row);
    bool helps = id != 0 && (actor->hand == 0 || aid_hand_behind(store, HAND_ANSWER, id) == actor->hand ||
                                (offer != 0 && aid_hand_owns(store, actor, true, offer)));
    ask->veiled = ask->veiled || !helps;
    ask->line_told = helps && holds && ask->climbs == AID_CLIMBS_WITH_LINE;
    return helps;
}

static bool reach_ask(struct store *store, const struct actor *actor, struct aid_row *ask)
{
    if (actor_belongs(actor, ask->unit))
        return aid_ask_is_shown(store, actor, ask);
    if (ask->member == 0)
        return false;
    /* Her ask in a street that she moved away from: what was agreed there is still hers. */
    if (ask->member == actor->member && aid_hand_owns(store, actor, false, ask->id))
        return ask->state == AID_AGREED || ask->state == AID_DONE;
    ask->veiled = true;
    bool climbed = climbed_to_hers(store, actor, ask->id, &ask->from);
    if (!climbed) /* it came down, because it was agreed on */
        ask->from = aid_from_lies(store, ask->unit, actor->member);
    return is_helping(store, actor, ask) || climbed;
}

/* --- an offer --- */

/* True when the offer met an ask of hers, or is in a unit to which an ask of hers climbed. */
static bool meets_hers(struct store *store, const struct actor *actor, struct aid_row *offer)
{
    bool found = false;
    sqlite3_stmt *row = db_query(store,
        "SELECT a.id, m.state IN (" SQL_MATCH_AGREED ", " SQL_MATCH_DONE
        "), a.unit FROM aid_match m JOIN ask a ON a.id ="
        " m.ask WHERE m.offer = ?1 AND a.member = ?2 AND m.wiped = 0 AND m.state <= " SQL_MATCH_DONE
        " UNION ALL SELECT a.id, 0, a.unit FROM ask a JOIN ask_climbed c ON c.ask = a.id WHERE a.member = ?2"
        " AND a.kind = ?3 AND c.unit = ?4 ORDER BY 2 DESC, 1",
        offer->id, actor->member, offer->kind, offer->unit);
    while (!found && db_step(store, row)) {
        if (!(found = aid_hand_owns(store, actor, false, sqlite3_column_int64(row, 0))))
            continue;
        offer->veiled = sqlite3_column_int(row, 1) == 0;
        offer->from = aid_from_lies(store, sqlite3_column_int64(row, 2), offer->member);
    }
    db_done(store, row);
    return found;
}

static bool reach_offer(struct store *store, const struct actor *actor, struct aid_row *offer)
{
    if (actor_belongs(actor, offer->unit))
        return aid_offer_is_shown(store, actor, offer);
    return offer->member != 0 && offer->member != actor->member && meets_hers(store, actor, offer);
}

bool aid_reaches(struct store *store, const struct actor *actor, struct aid_row *row)
{
    return row->is_offer ? reach_offer(store, actor, row) : reach_ask(store, actor, row);
}

enum result aid_row_get(struct store *store, const struct actor *actor, bool is_offer, int64_t id, struct aid_row *out)
{
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = is_offer ? db_query(store, "SELECT " OFFER_COLUMNS " FROM offer a WHERE a.id = ?", id)
                                 : db_query(store, "SELECT " ASK_COLUMNS " FROM ask a WHERE a.id = ?", id);
    bool found = db_step(store, row);
    if (found)
        aid_read_row(row, is_offer, out);
    db_done(store, row);
    if (db_failed(store))
        return db_outcome(store);
    if (found && aid_reaches(store, actor, out))
        return RESULT_OK;
    return db_refuse(store, RESULT_NOT_FOUND,
        is_offer ? _("There is no offer of that number. `aid --offers` lists all.")
                 : _("There is no ask of that number. `aid` lists all."));
}

/* --- the veiled line --- */

void aid_area(struct store *store, int64_t unit, char out[UNIT_NAME_BYTES])
{
    sqlite3_stmt *row =
        db_query(store, "SELECT p.name FROM unit u JOIN unit p ON p.id = u.parent WHERE u.id = ?", unit);
    util_copy_text(out, UNIT_NAME_BYTES, _("nearby"));
    if (db_step(store, row))
        db_copy(row, 0, out, UNIT_NAME_BYTES);
    db_done(store, row);
}

const char *aid_gone_line(const struct aid_row *ask)
{
    return ask->member == 0 ? _("an ask of somebody who is no longer here") : _("(forgotten)");
}

void aid_veiled_line(struct store *store, const struct aid_row *row, char *out, size_t size)
{
    char window[AID_WINDOW_BYTES], area[UNIT_NAME_BYTES];
    struct buffer words = { 0 };
    aid_area(store, row->unit, area);
    buffer_string(&words, aid_kind_words(row->kind));
    if (row->many > 1)
        buffer_format(&words, row->is_offer ? _(", at most for %d") : _(", for %d"), row->many);
    if (row->hands > 1)
        buffer_format(&words, _(", %d hands"), row->hands);
    /* as it was said when it was asked: the year, where it is another one */
    buffer_format(&words, ", %s", aid_window_say(row->starts, row->ends, row->weekly, row->since, window));
    buffer_format(&words, ", %s", area);
    util_copy_text(out, size, buffer_text(&words));
    buffer_clear(&words);
}
