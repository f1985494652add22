/* aid_done.c: did it happen? An agreed ask is done, or is asked again. RULES 3.2, 3.6. */
#include "store/aid/aid_match_row.h"
#include "store/people/by_hand.h"

/* The window of the week after. Counted from the first week's ask: on the day when clocks jump over an hour, that hour
 * is another one, and would stay so for ever. */
static struct aid_week week_after(struct store *store, const struct aid_row *ask, int64_t now)
{
    struct aid_week first = { ask->starts, ask->ends };
    sqlite3_stmt *row = db_query(
        store, "SELECT starts, ends FROM ask WHERE id = (SELECT first FROM ask WHERE id = ?) AND weekly = 1", ask->id);
    if (db_step(store, row))
        first = (struct aid_week) { sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1) };
    db_done(store, row);
    return aid_week_at(first.starts, first.ends, now > ask->ends ? now : ask->ends);
}

static bool may_go_on(struct store *store, const struct aid_row *ask)
{
    return db_number(store, 0, "SELECT 1 FROM membership WHERE member = ? AND unit = ?", ask->member, ask->unit) == 1;
}

enum result aid_ask_repeat(struct store *store, const struct aid_row *ask, int64_t now, int64_t *next)
{
    *next = db_number(store, 0, "SELECT next FROM ask WHERE id = ?", ask->id);
    if (*next != 0 || !may_go_on(store, ask))
        return db_outcome(store);
    struct aid_week week = week_after(store, ask, now);
    db_run(store,
        "INSERT INTO ask (unit, member, asked, kind, urgency, many, starts, ends, place, who_may, languages, weekly,"
        " climbs, climb_at, words, hands, pays, first) SELECT unit, member, ?2, kind, urgency, many, ?3, ?4, place,"
        " who_may, languages, weekly, climbs, ?5, words, hands, pays, CASE first WHEN 0 THEN id ELSE first END FROM ask"
        " WHERE id = ?1",
        ask->id, now, week.starts, week.ends,
        ask->climbs != AID_STAYS ? now + aid_climb_wait(store, ask->unit, ask->urgency) : 0);
    *next = db_last_id(store);
    db_run(store, "UPDATE ask SET next = ? WHERE id = ?", *next, ask->id);
    db_run(store, "INSERT INTO ask_text SELECT ?2, line, details FROM ask_text WHERE ask = ?1", ask->id, *next);
    db_run(store, "INSERT INTO ask_named SELECT ?2, member FROM ask_named WHERE ask = ?1", ask->id, *next);
    db_run(store, "INSERT INTO ask_unwanted SELECT ?2, member FROM ask_unwanted WHERE ask = ?1", ask->id, *next);
    aid_hand_repeats(store, ask->id, *next, now); /* the hand that wrote the ask may go on with it */
    enum result result = aid_ledger(store, LEDGER_ASKED, *next, now);
    return result == RESULT_OK ? aid_every_week_serve(store, *next, now) : result;
}

enum result aid_ask_done(struct store *store, const struct aid_row *ask, int64_t by, int64_t now, int64_t *next)
{
    struct match_row row;
    int64_t match;
    *next = 0;
    db_run(store, "UPDATE ask SET state = " SQL_AID_DONE ", ended = ? WHERE id = ?", now, ask->id);
    while ((match = db_number(store, 0,
                "SELECT id FROM aid_match WHERE ask = ? AND state = " SQL_MATCH_AGREED " LIMIT 1", ask->id)) != 0 &&
           !db_failed(store)) {
        db_run(store, "UPDATE aid_match SET state = " SQL_MATCH_DONE " WHERE id = ?", match);
        if (by != 0 && aid_match_read(store, match, &row))
            aid_match_tell_both(store, &row, by, now);
    }
    if (ask->hands > 1) { /* it happened with fewer */
        aid_ask_let_go(store, ask->id, MATCH_LAPSED, by, now);
        aid_ask_come_down(store, ask->id, now);
    }
    enum result result = aid_ledger(store, LEDGER_ASK_DONE, ask->id, now);
    return result == RESULT_OK && ask->weekly ? aid_ask_repeat(store, ask, now, next) : result;
}

/* RULES 3.2: the asker decides whether it happened. The helper's word is told to her, and she is then asked. */
static enum result helper_done(
    struct store *store, const struct aid_row *ask, const struct match_row *match, int64_t now)
{
    if (match->helper_done)
        return db_refuse(store, RESULT_CONFLICT, _("You said so already; the asker is asked too."));
    db_run(store, "UPDATE aid_match SET helper_done = ? WHERE id = ?", now, match->id);
    return aid_tell(store, ask->member, match->id, now);
}

enum result aid_done(struct store *store, const struct actor *actor, int64_t ask, int64_t now, int64_t *next)
{
    struct aid_row row = { 0 };
    struct match_row match = { 0 };
    *next = 0;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    int64_t id = db_number(store, 0,
        "SELECT id FROM aid_match WHERE ask = ? AND state = " SQL_MATCH_AGREED " ORDER BY helper IS NOT ?, id LIMIT 1",
        ask, actor->member);
    if ((result = by_hand_require_neighbour(store, actor)) == RESULT_OK &&
        (id == 0 || aid_match_require(store, actor, id, &match, &row) != RESULT_OK))
        result = db_refuse(
            store, RESULT_NOT_FOUND, _("Done is what two of you agreed on. `aid matches` shows how far yours are."));
    enum hand_kind said = row.member == actor->member ? HAND_DONE : HAND_HELPED;
    if (result == RESULT_OK && (result = by_hand_note(store, actor, said, id, now)) == RESULT_OK)
        result = row.member == actor->member ? aid_ask_done(store, &row, actor->member, now, next)
                                             : helper_done(store, &row, &match, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* The window when it is asked again. `named`: the end that the asker named; 0: none. */
static enum result next_window(
    struct store *store, const struct aid_row *ask, int64_t named, int64_t now, int64_t *starts, int64_t *ends)
{
    *starts = ask->ends <= now ? 0 : ask->starts;
    *ends = named != 0 ? named : ask->ends > now ? ask->ends : aid_default_end(ask->urgency, now);
    if (ask->weekly && ask->starts != 0) { /* the next time of the weekly window; a named end does not count */
        struct aid_week week = aid_week_at(ask->starts, ask->ends, now);
        *starts = week.starts;
        *ends = week.ends;
    }
    return aid_check_window(store, *starts, *ends, ask->weekly, now);
}

/* The week is over, and the ask for the next one stands already: that one goes first in line. */
static enum result next_week_first(
    struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t next, int64_t now)
{
    enum result result = aid_end(store, false, ask->id, AID_EXPIRED, actor->member, now);
    db_run(store, "UPDATE ask SET again = 1 WHERE id = ? AND state = " SQL_AID_OPEN, next);
    return result == RESULT_OK ? by_hand_note(store, actor, HAND_AGAIN, ask->id, now) : result;
}

static enum result again(struct store *store, const struct actor *actor, int64_t ask, int64_t named, int64_t now)
{
    struct aid_row row;
    int64_t starts, ends;
    enum result result = aid_require_own_ask(store, actor, ask, &row);
    if (result != RESULT_OK)
        return result;
    if (row.state == AID_EXPIRED && row.weekly)
        return db_refuse(
            store, RESULT_CONFLICT, _("It is already asked again for its next week. `aid --mine` shows it."));
    bool agreed = row.state == AID_AGREED || (row.state <= AID_ANSWERED && aid_ask_some_agreed(store, ask));
    if (!agreed && row.state != AID_EXPIRED)
        return db_refuse(store, RESULT_CONFLICT,
            _("You can ask again only when what was agreed on did not happen, or when the ask expired."));
    int64_t next = db_number(store, 0, "SELECT next FROM ask WHERE id = ?", ask);
    if (next != 0)
        return next_week_first(store, actor, &row, next, now);
    if ((result = next_window(store, &row, named, now, &starts, &ends)) != RESULT_OK ||
        (result = agreed ? aid_ask_let_go(store, ask, MATCH_FELL, actor->member, now)
                         : aid_ask_reopen(store, ask, true, now)) != RESULT_OK)
        return result;
    db_run(store, "UPDATE ask SET starts = ?, ends = ?, reopened = ?, warned = 0, told = 0 WHERE id = ?", starts, ends,
        now, ask);
    result = by_hand_note(store, actor, HAND_AGAIN, ask, now);
    return result == RESULT_OK && row.weekly ? aid_every_week_serve(store, ask, now)
                                             : result; /* it is another week's */
}

enum result aid_again(struct store *store, const struct actor *actor, int64_t ask, int64_t ends, int64_t now)
{
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    result = again(store, actor, ask, ends, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

static enum result again_offer(
    struct store *store, const struct actor *actor, int64_t offer, int64_t named, int64_t now)
{
    struct aid_row row;
    enum result result = aid_row_get(store, actor, true, offer, &row);
    if (result == RESULT_OK && !aid_is_own(store, actor, &row))
        result = db_refuse(store, RESULT_REFUSED, _("Only whoever offered it offers it again."));
    else if (result == RESULT_OK && row.state != AID_EXPIRED)
        result = db_refuse(store, RESULT_CONFLICT, _("Offered again is what expired."));
    if (result == RESULT_OK)
        result = aid_check_open(store, actor, true);
    int64_t ends = named != 0 ? named : aid_default_end(AID_WHENEVER, now);
    if (result != RESULT_OK || (result = aid_check_window(store, 0, ends, false, now)) != RESULT_OK)
        return result;
    db_run(store,
        "UPDATE offer SET state = " SQL_AID_OPEN
        ", offered = ?1, starts = 0, ends = ?2, ended = 0, warned = 0, told = 0"
        " WHERE id = ?3",
        now, ends, offer);
    return aid_ledger(store, LEDGER_OFFERED, offer, now);
}

enum result aid_offer_again(struct store *store, const struct actor *actor, int64_t offer, int64_t ends, int64_t now)
{
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    result = again_offer(store, actor, offer, ends, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result aid_end_read(struct store *store, const struct actor *actor, bool is_offer, int64_t id)
{
    struct aid_row row;
    enum result result = aid_row_get(store, actor, is_offer, id, &row);
    if (result == RESULT_OK && !aid_is_own(store, actor, &row))
        result = db_refuse(store, RESULT_REFUSED, _("Its end is told to whose it is."));
    if (result != RESULT_OK || row.state != AID_EXPIRED || (result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, is_offer ? "UPDATE offer SET told = 1 WHERE id = ?" : "UPDATE ask SET told = 1 WHERE id = ?", id);
    return db_commit(store);
}
