/* stop.c: what becomes of a stop in its owner's hand, and before the room is asked whether it stands. RULES 4.5. */
#include <stdlib.h>

#include "store/assembly/stop_row.h"

int64_t stop_proposal(struct store *store, int64_t stop)
{
    return db_number(store, 0, "SELECT proposal FROM stop WHERE id = ? AND waits = 0", stop);
}

/* --- taking it back --- */

static enum result answered(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    struct proposal_row row;
    enum result result = proposal_row_get(store, actor, proposal, &row);
    if (result != RESULT_OK)
        return result;
    if (proposal_stops_standing(store, row.item, actor->member, now) == 0)
        return db_refuse(store, RESULT_REFUSED, _("No stop of yours stands there."));
    db_run(store, "UPDATE stop SET answered = ? WHERE item = ? AND member = ? AND answered = 0 AND waits = 0", now,
        row.item, actor->member);
    if (row.state == PROPOSAL_STOPPED && proposal_stops_standing(store, row.item, 0, now) == 0)
        proposal_set_state(store, proposal, PROPOSAL_OPEN, now);
    return proposal_book(store, NULL, row.unit, LEDGER_PROPOSAL_CHANGED, proposal, NULL, now);
}

enum result stop_answered(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    enum result result = by_hand_require_voice(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, answered(store, actor, proposal, now));
}

/* --- what it names --- */

static enum result names(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t agreement, int64_t now)
{
    struct proposal_row row;
    enum result result = position_find(store, actor, proposal, now, &row);
    if (result != RESULT_OK)
        return result;
    if (agreement != 0 && !agreement_is_in_force(store, row.unit, agreement, now))
        return db_refuse(store, RESULT_NOT_FOUND,
            _("There is no such agreement. `agreements` lists them; `stop names %lld safety` names somebody's safety."),
            (long long)proposal);
    if (proposal_stops_standing(store, row.item, actor->member, now) == 0)
        return db_refuse(store, RESULT_REFUSED, _("No stop of yours stands there."));
    db_run(store,
        "UPDATE stop SET agreement = ?1, safety = ?1 = 0 WHERE item = ?2 AND member = ?3 AND " STOP_STANDS("?4"),
        agreement, row.item, actor->member, now);
    return proposal_book(store, NULL, row.unit, LEDGER_PROPOSAL_CHANGED, proposal, NULL, now);
}

enum result stop_names(struct store *store, const struct actor *actor, int64_t proposal, int64_t agreement, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, names(store, actor, proposal, agreement, now)) : result;
}

/* --- whose it is --- */

enum result stop_is_of(struct store *store, const struct actor *actor, int64_t stop, int64_t now, int64_t *proposal)
{
    struct stop_row row;
    *proposal = 0;
    db_reading_begin(store);
    enum result result = stop_row_get(store, actor, stop, now, &row);
    if (result == RESULT_OK)
        *proposal = row.proposal;
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

/* --- the three meet --- */

static enum result refuse_to_meet(struct store *store)
{
    return db_refuse(store, RESULT_REFUSED,
        _("Only the stop's owner, the mover and a keeper say that they met; where there is no keeper, a facilitator."));
}

/* A keeper brings the text that they found. It waits, as every other text does, for the mover's word. */
static enum result keeper_met(
    struct store *store, const struct actor *actor, const struct stop_row *stop, const char *text, int64_t now)
{
    struct proposal_row row;
    int64_t amendment;
    if (!stop_is_keeper(store, stop->unit, actor->member, now))
        return refuse_to_meet(store);
    if (text == NULL)
        return db_refuse(store, RESULT_INVALID, _("Bring the text that you found together: `stop met S --text TEXT`."));
    enum result result = proposal_row_get(store, actor, stop->proposal, &row);
    if (result == RESULT_OK)
        result = amendment_keep(store, actor, &row, text, now, &amendment);
    if (result == RESULT_OK)
        db_run(store, "UPDATE stop SET met_keeper = ? WHERE id = ?", now, stop->id);
    return result;
}

static enum result met(struct store *store, const struct actor *actor, int64_t id, const char *text, int64_t now)
{
    struct stop_row stop;
    enum result result = stop_row_get(store, actor, id, now, &stop);
    if (result != RESULT_OK)
        return result;
    if (stop.womens || !stop.stands)
        return db_refuse(store, RESULT_REFUSED, "%s", _(stop_why_not_ask(&stop, now)));
    if (stop.member == actor->member)
        db_run(store, "UPDATE stop SET met_owner = ? WHERE id = ?", now, id);
    else if (stop.mover == actor->member)
        db_run(store, "UPDATE stop SET met_mover = ? WHERE id = ?", now, id);
    else
        result = keeper_met(store, actor, &stop, text, now);
    return result == RESULT_OK
               ? proposal_book(store, NULL, stop.unit, LEDGER_PROPOSAL_CHANGED, stop.proposal, NULL, now)
               : result;
}

enum result stop_met(struct store *store, const struct actor *actor, int64_t stop, const char *text, int64_t now)
{
    char *clean = NULL;
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK && text != NULL)
        result = db_clean_text(store, text, false, PROPOSAL_TEXT_MAX, &clean);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, met(store, actor, stop, clean, now));
    free(clean);
    return result;
}

enum result stop_check_ask(struct store *store, const struct actor *actor, int64_t id, int64_t now)
{
    struct stop_row stop;
    enum result result = stop_row_get(store, actor, id, now, &stop);
    if (result != RESULT_OK)
        return result;
    const char *why = stop_why_not_ask(&stop, now);
    return why == NULL ? RESULT_OK : db_refuse(store, RESULT_REFUSED, "%s", _(why));
}
