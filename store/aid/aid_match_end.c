/* aid_match_end.c: ends a match, and changes its ask and its offer accordingly. RULES 3.2, 3.3. */
#include "store/aid/aid_match_row.h"

/* Opens the ask again. `first`: it goes first in line. When its asker moved away from that street meanwhile, the ask is
 * over instead, and she can ask anew where she lives. With those who agreed it goes on, then and when it is over. */
enum result aid_ask_reopen(struct store *store, int64_t ask, bool first, int64_t now)
{
    bool lives_there = db_number(store, 0,
                           "SELECT 1 FROM ask a JOIN membership s ON s.member = a.member AND s.unit = a.unit"
                           " WHERE a.id = ?",
                           ask) == 1;
    bool is_over = db_number(store, 0, "SELECT ends FROM ask WHERE id = ?", ask) <= now;
    if ((!lives_there || is_over) && aid_ask_some_agreed(store, ask)) {
        db_run(store,
            "UPDATE ask SET state = " SQL_AID_AGREED
            " WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM aid_match m WHERE m.ask = ?1 AND m.state = " SQL_MATCH_HOLDS
            ")",
            ask);
        aid_ask_come_down(store, ask, now);
        return db_outcome(store);
    }
    if (!lives_there) {
        db_run(store, "UPDATE ask SET state = " SQL_AID_WITHDRAWN ", ended = ? WHERE id = ?", now, ask);
        return aid_ledger(store, LEDGER_ASK_ENDED, ask, now);
    }
    db_run(store, "UPDATE ask SET state = " SQL_AID_OPEN ", again = max(again, ?), ended = 0 WHERE id = ?", first, ask);
    return aid_ledger(store, LEDGER_ASK_OPEN_AGAIN, ask, now);
}

static bool goes_on(struct store *store, int64_t ask)
{
    return db_number(store, 0, "SELECT 1 FROM ask WHERE id = ? AND state <= " SQL_AID_AGREED, ask) == 1;
}

enum result aid_match_end(struct store *store, int64_t match, enum match_state state, int64_t by, int64_t now)
{
    struct match_row row;
    if (!aid_match_read(store, match, &row) || row.state >= MATCH_DONE)
        return db_outcome(store);
    if (row.state == MATCH_AGREED && state == MATCH_LAPSED)
        state = MATCH_FELL; /* "lapsed" would be wrong: the two had agreed */
    db_run(store, "UPDATE aid_match SET state = ? WHERE id = ?", state, match);
    if (row.state == MATCH_AGREED && !row.struck) { /* nobody can read their messages any more */
        db_run(store, "DELETE FROM aid_word WHERE match = ?", match);
        db_run(store, "DELETE FROM aid_seen WHERE match = ?", match);
        if (by != 0) /* the member who ended it needs no notice of it */
            db_run(store, "INSERT INTO aid_seen VALUES (?, ?, 0)", match, by);
    }
    if (row.state != MATCH_SUGGESTED) { /* home says for a while that it ended, so that nobody goes there or waits
                                         * for nothing */
        db_run(store, "UPDATE aid_match SET until = ? WHERE id = ?",
            now + (row.state == MATCH_AGREED ? AID_FELL_SAID : AID_NO_SAID), match);
    }
    if (row.state != MATCH_SUGGESTED && goes_on(store, row.ask))
        aid_ask_reopen(store, row.ask, row.state == MATCH_AGREED, now);
    if (row.state != MATCH_SUGGESTED || state == MATCH_LAPSED) /* nobody is told of a "not this time" to a suggestion */
        aid_match_tell_both(store, &row, by, now);
    return db_outcome(store);
}

enum result aid_ask_let_go(struct store *store, int64_t ask, enum match_state state, int64_t by, int64_t now)
{
    int64_t match;
    while ((match = db_number(store, 0,
                "SELECT id FROM aid_match WHERE ask = ? AND state IN (" SQL_MATCH_SUGGESTED ", " SQL_MATCH_HOLDS
                ", " SQL_MATCH_AGREED ") LIMIT 1",
                ask)) != 0 &&
           !db_failed(store))
        aid_match_end(store, match, state, by, now);
    return db_outcome(store);
}

enum result aid_offer_let_go(struct store *store, int64_t offer, int64_t by, int64_t now)
{
    int64_t match;
    while ((match = db_number(store, 0,
                "SELECT id FROM aid_match WHERE offer = ? AND state IN (" SQL_MATCH_SUGGESTED ", " SQL_MATCH_HOLDS
                ") LIMIT 1",
                offer)) != 0 &&
           !db_failed(store))
        aid_match_end(store, match, MATCH_LAPSED, by, now);
    return db_outcome(store);
}

enum result aid_ask_close(struct store *store, int64_t ask, enum aid_state state, int64_t by, int64_t now)
{
    int64_t match;
    if (!aid_ask_some_agreed(store, ask))
        return aid_end(store, false, ask, state, by, now);
    while ((match = db_number(store, 0,
                "SELECT id FROM aid_match WHERE ask = ? AND state IN (" SQL_MATCH_SUGGESTED ", " SQL_MATCH_HOLDS
                ") LIMIT 1",
                ask)) != 0 &&
           !db_failed(store))
        aid_match_end(store, match, MATCH_LAPSED, by, now);
    db_run(store, "UPDATE ask SET state = " SQL_AID_AGREED " WHERE id = ?", ask);
    aid_ask_come_down(store, ask, now);
    return aid_ledger(store, LEDGER_ASK_AGREED, ask, now);
}

void aid_ask_end_suggestions_of(struct store *store, int64_t ask, int64_t helper, int64_t now)
{
    int64_t other;
    while ((other = db_number(store, 0,
                "SELECT id FROM aid_match WHERE ask = ? AND helper = ? AND state = " SQL_MATCH_SUGGESTED " LIMIT 1",
                ask, helper)) != 0 &&
           !db_failed(store))
        aid_match_end(store, other, MATCH_LAPSED, helper, now);
}

void aid_ask_end_suggestions(struct store *store, int64_t ask, int64_t now)
{
    int64_t other;
    while ((other = db_number(store, 0,
                "SELECT id FROM aid_match WHERE ask = ? AND state = " SQL_MATCH_SUGGESTED " LIMIT 1", ask)) != 0 &&
           !db_failed(store))
        aid_match_end(store, other, MATCH_LAPSED, 0, now);
}

enum result aid_end(struct store *store, bool is_offer, int64_t id, enum aid_state state, int64_t by, int64_t now)
{
    bool went_on = is_offer
                       ? db_number(store, 0, "SELECT 1 FROM offer WHERE id = ? AND state <= " SQL_AID_AGREED, id) == 1
                       : db_number(store, 0, "SELECT 1 FROM ask WHERE id = ? AND state <= " SQL_AID_AGREED, id) == 1;
    /* Set the state first: otherwise ending its matches would open the ask again. */
    db_run(store,
        is_offer ? "UPDATE offer SET state = ?1, ended = CASE WHEN ended > 0 THEN ended ELSE ?2 END WHERE id = ?3"
                 : "UPDATE ask SET state = ?1, ended = CASE WHEN ended > 0 THEN ended ELSE ?2 END WHERE id = ?3",
        state, now, id);
    if (is_offer)
        aid_every_week_end_offer(store, id, by, now);
    else if (state == AID_WITHDRAWN)
        aid_every_week_end_ask(store, id);
    if (!is_offer)
        aid_ask_come_down(store, id, now);
    enum result result =
        is_offer ? aid_offer_let_go(store, id, by, now) : aid_ask_let_go(store, id, MATCH_LAPSED, by, now);
    return result == RESULT_OK && went_on ? aid_ledger(store, is_offer ? LEDGER_OFFER_ENDED : LEDGER_ASK_ENDED, id, now)
                                          : result;
}
