/*
 * aid_every_week.c: one helper for every week of a weekly ask. RULES 3.1.
 *
 * Two who agreed on one week may both say that they do it every week. From then on the ask of each next week is agreed
 * between them as soon as it stands (aid_ask_repeat), until either ends it. A week that one of them cannot is a "not
 * this time" to that week alone: it is open to others, and the week after is theirs again.
 *
 * A row of aid_every_week is for all weeks of the ask, which have the ask of the first week in common. It takes a place
 * of a weekly offer in each week after `served`, the end of the last week that was agreed.
 */
#include "store/aid/aid_match_row.h"

enum aid_every aid_every_read(int64_t bits, bool asks)
{
    bool mine = bits & (asks ? SIDE_ASKER : SIDE_HELPER), other = bits & (asks ? SIDE_HELPER : SIDE_ASKER);
    if (bits & EVERY_ENDED) /* who ended it need not be told */
        return (bits & EVERY_ENDED_BY * (asks ? SIDE_ASKER : SIDE_HELPER)) != 0 ? AID_EVERY_NOT : AID_EVERY_ENDED;
    return mine && other ? AID_EVERY_AGREED : mine ? AID_EVERY_SAID : other ? AID_EVERY_ASKED : AID_EVERY_NOT;
}

static int64_t every_week_bits(struct store *store, const struct match_row *match, int64_t now)
{
    return db_number(store, 0, "SELECT coalesce(" EVERY_BITS(FIRST_OF("?1"), "?2", "?3") ", 0)", match->ask,
        match->helper, now - AID_FELL_SAID);
}

/* --- saying it, and ending it --- */

static enum result say_yes(
    struct store *store, const struct match_row *match, int64_t first, enum aid_side side, int64_t by, int64_t now)
{
    db_run(store,
        "INSERT INTO aid_every_week (first, helper, offer) VALUES (?, ?, nullif(?, 0))"
        " ON CONFLICT DO UPDATE SET ended = 0, offer = excluded.offer",
        first, match->helper, match->offer);
    db_run(store,
        side == SIDE_ASKER
            ? "UPDATE aid_every_week SET asker_yes = ?1, served = max(served, ?2) WHERE first = ?3 AND helper = ?4"
            : "UPDATE aid_every_week SET helper_yes = ?1, served = max(served, ?2) WHERE first = ?3 AND helper = ?4",
        now, match->ends, first, match->helper);
    aid_match_tell_both(store, match, by, now);
    return aid_every_week_serve(
        store, db_number(store, match->ask, "SELECT max(id) FROM ask WHERE first = ?", first), now);
}

static enum result say_no(
    struct store *store, const struct match_row *match, int64_t first, enum aid_every every, int64_t by, int64_t now)
{
    if (every == AID_EVERY_NOT || every == AID_EVERY_ENDED)
        return db_refuse(store, RESULT_CONFLICT, _("It is agreed week by week already."));
    if (every != AID_EVERY_SAID)
        aid_every_week_end(store, first, match->helper, by, now);
    else /* nobody had said yes to it */
        db_run(store, "DELETE FROM aid_every_week WHERE first = ? AND helper = ?", first, match->helper);
    return db_outcome(store);
}

static enum result check_yes(
    struct store *store, const struct aid_row *ask, const struct match_row *match, enum aid_every every)
{
    if (!ask->weekly)
        return db_refuse(
            store, RESULT_REFUSED, _("This ask is for once. Every week is for an ask that repeats weekly."));
    if (match->state != MATCH_AGREED && match->state != MATCH_DONE)
        return db_refuse(store, RESULT_REFUSED, _("Every week is for two who agreed on one week."));
    if (ask->state > AID_DONE)
        return db_refuse(store, RESULT_CONFLICT, _("This ask is over."));
    if (every == AID_EVERY_AGREED || every == AID_EVERY_SAID)
        return db_refuse(store, RESULT_CONFLICT,
            every == AID_EVERY_SAID ? _("You said so already. Wait for the other's yes.")
                                    : _("You two agreed on every week already."));
    return RESULT_OK;
}

static enum result say(struct store *store, const struct actor *actor, int64_t id, bool yes, int64_t now)
{
    struct match_row match;
    struct aid_row ask;
    enum result result = aid_match_require(store, actor, id, &match, &ask);
    if (result != RESULT_OK)
        return result;
    if (actor->hand != 0) /* no slip has it */
        return db_refuse(store, RESULT_REFUSED, _("By another's hand each week is said anew."));
    bool asks = !aid_is_helping(store, actor, &ask, match.helper);
    enum aid_every every = aid_every_read(every_week_bits(store, &match, now), asks);
    int64_t first = aid_every_week_first(store, ask.id);
    if (!yes)
        return say_no(store, &match, first, every, actor->member, now);
    result = check_yes(store, &ask, &match, every);
    return result == RESULT_OK ? say_yes(store, &match, first, asks ? SIDE_ASKER : SIDE_HELPER, actor->member, now)
                               : result;
}

enum result aid_every_week(struct store *store, const struct actor *actor, int64_t match, bool yes, int64_t now)
{
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    result = say(store, actor, match, yes, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* --- each week --- */

/* May the helper go on with this week? Its time with the offer is *time. */
static bool may_serve(struct store *store, const struct aid_row *ask, int64_t helper, int64_t offer_id, int64_t now,
    struct aid_week *time)
{
    struct aid_row offer;
    struct aid_week week;
    *time = (struct aid_week) { ask->starts, ask->ends };
    if (!aid_ask_may_answer(store, ask, helper, now) || aid_apart(store, ask->member, helper) ||
        aid_ask_is_unwanted(store, ask->id, helper))
        return false;
    if (offer_id == 0)
        return true;
    if (!aid_offer_read(store, offer_id, &offer) || offer.state != AID_OPEN ||
        aid_best_week(store, ask, &offer, false, now, &week) != AID_FITS)
        return false;
    *time = aid_shared(ask, &week);
    return true;
}

/* The two agree on this week: neither has to look, and it is no news. */
static enum result agree_on(struct store *store, const struct aid_row *ask, int64_t helper, int64_t offer,
    const struct aid_week *time, int64_t now)
{
    db_run(store,
        "INSERT INTO aid_match (ask, helper, offer, made, until, state, asker_yes, helper_yes, agreed, starts, ends)"
        " VALUES (?1, ?2, nullif(?3, 0), ?4, ?4, " SQL_MATCH_SUGGESTED ", ?4, ?4, ?4, ?5, ?6)",
        ask->id, helper, offer, now, time->starts, time->ends);
    int64_t match = db_last_id(store);
    aid_match_take_place(store, match);
    db_run(store, "UPDATE aid_match SET state = " SQL_MATCH_AGREED " WHERE id = ?", match);
    db_run(store, "INSERT INTO aid_seen VALUES (?1, ?2, 0), (?1, ?3, 0)", match, helper, ask->member);
    aid_ask_set_state(store, ask->id);
    db_run(store, "UPDATE ask SET met = ? WHERE id = ? AND state = " SQL_AID_AGREED, now, ask->id);
    aid_tell(store, helper, match, now);
    aid_tell(store, ask->member, match, now);
    return aid_ledger(store, LEDGER_ASK_AGREED, ask->id, now);
}

enum result aid_every_week_serve(struct store *store, int64_t ask_id, int64_t now)
{
    struct aid_row ask = { 0 };
    int64_t helper = 0;
    if (!aid_match_ask_of(store, &(struct match_row) { .ask = ask_id }, &ask))
        return db_outcome(store);
    int64_t first = aid_every_week_first(store, ask_id);
    while ((helper = db_number(store, 0,
                "SELECT helper FROM aid_every_week WHERE first = ? AND helper > ? AND asker_yes > 0 AND helper_yes > 0"
                " ORDER BY helper LIMIT 1",
                first, helper)) != 0 &&
           !db_failed(store)) {
        struct aid_week time;
        int64_t offer =
            db_number(store, 0, "SELECT offer FROM aid_every_week WHERE first = ? AND helper = ?", first, helper);
        /* the place that is kept for this week is the one that it takes now */
        db_run(store, "UPDATE aid_every_week SET served = ? WHERE first = ? AND helper = ?", ask.ends, first, helper);
        if (aid_ask_has_hand(store, ask_id, helper) || aid_ask_hands_left(store, &ask) == 0)
            continue;
        if (may_serve(store, &ask, helper, offer, now, &time))
            agree_on(store, &ask, helper, offer, &time, now);
        else
            aid_every_week_end(store, first, helper, 0, now);
    }
    return db_outcome(store);
}
