/*
 * aid_tick.c: changes that time brings to asks, offers and matches: ends of waits, expiry, warnings, reminders, drafts
 * of proposals. RULES 3.2, 3.6, 3.8.
 * The caretaker calls it. Each step searches for its next due row, so the next tick makes up for a clock that jumped or
 * a night without power.
 */
#include <inttypes.h>

#include "hand.h"
#include "store/aid/aid_internal.h"

/* An urgency of a row; an attacker's file may hold any number. */
static enum aid_urgency urgency_of(sqlite3_stmt *row, int column)
{
    int64_t urgency = sqlite3_column_int64(row, column);
    return urgency >= 0 && urgency < AID_URGENCIES ? (enum aid_urgency)urgency : AID_WHENEVER;
}

static int cut_yes(struct store *store, int64_t now)
{
    int count = 0;
    sqlite3_stmt *row =
        db_query(store, "SELECT m.id, a.unit, a.urgency, m.until FROM aid_match m JOIN ask a ON a.id = m.ask"
                        " WHERE m.state = " SQL_MATCH_HOLDS);
    while (db_step(store, row)) {
        int64_t latest = now + aid_wait(store, sqlite3_column_int64(row, 1), urgency_of(row, 2));
        if (sqlite3_column_int64(row, 3) <= latest)
            continue;
        db_run(store, "UPDATE aid_match SET until = ? WHERE id = ?", latest, sqlite3_column_int64(row, 0));
        count++;
    }
    db_done(store, row);
    return count;
}

static int cut_climbs(struct store *store, int64_t now)
{
    int count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT id, unit, urgency, climb_at FROM ask WHERE state <= " SQL_AID_ANSWERED
        " AND climbs > 0 AND climb_at > ?",
        now);
    while (db_step(store, row)) {
        int64_t latest = now + aid_climb_wait(store, sqlite3_column_int64(row, 1), urgency_of(row, 2));
        if (sqlite3_column_int64(row, 3) <= latest)
            continue;
        db_run(store, "UPDATE ask SET climb_at = ? WHERE id = ?", latest, sqlite3_column_int64(row, 0));
        count++;
    }
    db_done(store, row);
    return count;
}

/* Nothing waits longer than its whole wait from now. A clock that was set wrong, or set right again, makes it seem so:
 * what members do bears the clock's time, and this tick comes with the time that the house believes (house_clock.h). */
static int cut_waits(struct store *store, int64_t now)
{
    db_run(store, "UPDATE aid_match SET until = ?1 WHERE state = " SQL_MATCH_SUGGESTED " AND until > ?1",
        now + AID_SUGGESTED_SECONDS);
    return sqlite3_changes(store->db) + cut_yes(store, now) + cut_climbs(store, now);
}

/* Ends matches whose yes nobody answered in time; their asks are open again. */
static int end_waits(struct store *store, int64_t now)
{
    int64_t match;
    int count = 0;
    while ((match = db_number(store, 0,
                "SELECT id FROM aid_match WHERE state IN (" SQL_MATCH_SUGGESTED ", " SQL_MATCH_HOLDS
                ") AND until <= ? LIMIT 1",
                now)) != 0 &&
           aid_match_end(store, match, MATCH_LAPSED, 0, now) == RESULT_OK)
        count++;
    return count;
}

static bool next_row(struct store *store, sqlite3_stmt *row, bool is_offer, struct aid_row *out)
{
    bool found = db_step(store, row);
    if (found)
        aid_read_row(row, is_offer, out);
    db_done(store, row);
    return found && !db_failed(store);
}

/* An ask whose window passed expires. A weekly one is asked again at once; the owner of another one may ask again. */
static int expire_asks(struct store *store, int64_t now)
{
    struct aid_row ask;
    int count = 0;
    while (next_row(store,
        db_query(
            store, "SELECT " ASK_COLUMNS " FROM ask a WHERE a.state = " SQL_AID_OPEN " AND a.ends <= ? LIMIT 1", now),
        false, &ask)) {
        int64_t next;
        bool agreed = aid_ask_some_agreed(store, ask.id); /* then it goes on with these */
        aid_ask_close(store, ask.id, AID_EXPIRED, 0, now);
        aid_tell(store, ask.member, ask.id, now);
        if (ask.weekly && !agreed)
            aid_ask_repeat(store, &ask, now, &next);
        count++;
    }
    return count;
}

/* A weekly ask of a week that is over stands anew for the next one, though nobody said yet whether it happened. */
static int ask_next_weeks(struct store *store, int64_t now)
{
    int count = 0;
    int64_t last = 0;
    struct aid_row ask;
    while (next_row(store,
        db_query(store,
            "SELECT " ASK_COLUMNS " FROM ask a WHERE a.state = " SQL_AID_AGREED
            " AND a.weekly = 1 AND a.next = 0 AND a.ends <= ? AND a.id > ? ORDER BY a.id LIMIT 1",
            now, last),
        false, &ask)) {
        int64_t next;
        aid_ask_repeat(store, &ask, now, &next);
        count += next != 0;
        last = ask.id;
    }
    return count;
}

/* A weekly offer does not expire. */
static int expire_offers(struct store *store, int64_t now)
{
    struct aid_row offer;
    int count = 0;
    while (next_row(store,
        db_query(store,
            "SELECT " OFFER_COLUMNS " FROM offer a WHERE a.state = " SQL_AID_OPEN
            " AND a.weekly = 0 AND a.ends <= ? LIMIT 1",
            now),
        true, &offer)) {
        aid_end(store, true, offer.id, AID_EXPIRED, 0, now);
        aid_tell(store, offer.member, offer.id, now);
        count++;
    }
    return count;
}

/* Home shows the warning by itself; the notice makes an open screen look again. */
static int warn(struct store *store, bool offers, int64_t now)
{
    int count = 0;
    sqlite3_stmt *row =
        offers ? db_query(store, "SELECT id, member, offered, ends FROM offer WHERE state = " SQL_AID_OPEN
                                 " AND warned = 0 AND weekly = 0")
               : db_query(store, "SELECT id, member, max(asked, reopened), ends FROM ask WHERE state = " SQL_AID_OPEN
                                 " AND warned = 0");
    while (db_step(store, row)) {
        int64_t id = sqlite3_column_int64(row, 0), member = sqlite3_column_int64(row, 1);
        if (now < aid_warn_at(sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 3)))
            continue;
        db_run(
            store, offers ? "UPDATE offer SET warned = 1 WHERE id = ?" : "UPDATE ask SET warned = 1 WHERE id = ?", id);
        aid_tell(store, member, id, now);
        count++;
    }
    db_done(store, row);
    return count;
}

static int remind(struct store *store, int64_t now)
{
    int64_t match;
    int count = 0;
    while ((match = db_number(store, 0,
                "SELECT id FROM aid_match WHERE state = " SQL_MATCH_AGREED
                " AND reminded = 0 AND starts > ?1 AND starts <= ?2 LIMIT 1",
                now, now + AID_REMIND_SECONDS)) != 0 &&
           !db_failed(store)) {
        db_run(store, "UPDATE aid_match SET reminded = 1 WHERE id = ?", match);
        aid_tell(store, db_number(store, 0, "SELECT helper FROM aid_match WHERE id = ?", match), match, now);
        aid_tell(store,
            db_number(store, 0, "SELECT a.member FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.id = ?", match),
            match, now);
        count++;
    }
    return count;
}

/* When the window is over, both are asked whether it happened. */
static int ask_whether_done(struct store *store, int64_t now)
{
    int count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT m.id, CASE m.helper_done WHEN 0 THEN m.helper ELSE 0 END, a.member, a.urgency, m.ends, max(m.agreed, m.starts) FROM aid_match m JOIN ask a ON a.id = m.ask"
        " WHERE m.state = " SQL_MATCH_AGREED " AND m.reminded < 2");
    while (db_step(store, row)) {
        int64_t match = sqlite3_column_int64(row, 0), urgency = sqlite3_column_int64(row, 3);
        if (urgency < 0 || urgency >= AID_URGENCIES ||
            now <
                aid_happened_at((enum aid_urgency)urgency, sqlite3_column_int64(row, 4), sqlite3_column_int64(row, 5)))
            continue;
        db_run(store, "UPDATE aid_match SET reminded = 2 WHERE id = ?", match);
        aid_tell(store, sqlite3_column_int64(row, 1), match, now);
        aid_tell(store, sqlite3_column_int64(row, 2), match, now);
        count++;
    }
    db_done(store, row);
    return count;
}

/* When nobody answers whether it happened, the ask counts as done after AID_WIPE_SECONDS, so that the two do not keep
 * each other's contact data for ever. */
static int end_unanswered(struct store *store, int64_t now)
{
    struct aid_row ask;
    int count = 0;
    while (next_row(store,
        db_query(store,
            "SELECT " ASK_COLUMNS " FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.state = " SQL_MATCH_AGREED
            " AND m.reminded = 2 AND a.state = " SQL_AID_AGREED " AND max(m.agreed, m.starts, m.ends) <= ?1"
            " AND NOT EXISTS (SELECT 1 FROM aid_match o WHERE o.ask = a.id AND o.state = " SQL_MATCH_AGREED
            " AND (o.reminded < 2 OR max(o.agreed, o.starts, o.ends) > ?1)) LIMIT 1",
            now - AID_WIPE_SECONDS),
        false, &ask)) {
        int64_t next;
        aid_ask_done(store, &ask, 0, now, &next);
        count++;
    }
    return count;
}

/* The rule by which words are compared has changed (aid_keywords.c): makes those of an older house anew, before any
 * of its asks and offers is compared with a new one. */
static int compare_anew(struct store *store, bool offers)
{
    int count = 0;
    sqlite3_stmt *row =
        offers ? db_query(store, "SELECT a.id, t.line, t.details FROM offer a JOIN offer_text t ON t.offer = a.id"
                                 " WHERE a.words IS NULL AND a.state = " SQL_AID_OPEN)
               : db_query(store, "SELECT a.id, t.line, t.details FROM ask a JOIN ask_text t ON t.ask = a.id"
                                 " WHERE a.words IS NULL AND a.state <= " SQL_AID_AGREED);
    while (db_step(store, row)) {
        struct matching_words words;
        int64_t id = sqlite3_column_int64(row, 0);
        aid_keywords(db_text(row, 1), db_text(row, 2), &words);
        struct bind hashes = db_blob(words.hash, (size_t)words.count * sizeof *words.hash);
        offers ? db_run(store, "UPDATE offer SET words = ? WHERE id = ?", hashes, id)
               : db_run(store, "UPDATE ask SET words = ? WHERE id = ?", hashes, id);
        count++;
    }
    db_done(store, row);
    return count;
}

/* RULES 3.8: an ask is unmet when it expired, or has been open for so long that it would climb. */
static int draft_for_unit(struct store *store, int64_t unit, int64_t now)
{
    int count = 0;
    int64_t since = now - number_of(store, unit, NUMBER_UNMET);
    for (int kind = 0; kind < AID_KINDS; kind++) {
        int64_t unmet = 0, asked = 0;
        sqlite3_stmt *row = db_query(store,
            "SELECT state, urgency, asked FROM ask WHERE unit = ? AND kind = ? AND asked > ?", unit, kind, since);
        while (db_step(store, row)) {
            int64_t state = sqlite3_column_int64(row, 0), urgency = sqlite3_column_int64(row, 1);
            bool known = urgency >= 0 && urgency < AID_URGENCIES;
            asked++;
            unmet += state == AID_EXPIRED ||
                     (state == AID_OPEN && known &&
                         sqlite3_column_int64(row, 2) + aid_climb_wait(store, unit, (enum aid_urgency)urgency) <= now);
        }
        db_done(store, row);
        if (unmet < AID_UNMET_MANY ||
            db_number(store, 0, "SELECT 1 FROM aid_proposal WHERE unit = ? AND kind = ? AND made > ?", unit, kind,
                since) == 1)
            continue;
        db_run(store, "INSERT INTO aid_proposal (unit, kind, made, asked, unmet) VALUES (?, ?, ?, ?, ?)", unit, kind,
            now, asked, unmet);
        ledger_append(store, &(struct ledger_new) {
                                 .at = now, .unit = unit, .subject = db_last_id(store), .kind = LEDGER_AID_PROPOSAL });
        count++;
    }
    return count;
}

/* Only to find the units in which anything was asked: no unit counts asks of a longer time. */
enum { UNMET_LONGEST = 60 * 86400 };

static int draft_proposals(struct store *store, int64_t now)
{
    int count = 0;
    int64_t unit = 0;
    while ((unit = db_number(
                store, 0, "SELECT min(unit) FROM ask WHERE unit > ? AND asked > ?", unit, now - UNMET_LONGEST)) != 0)
        count += draft_for_unit(store, unit, now);
    return count;
}

/* Most ticks find nothing due: then no transaction begins and no writer waits. */
static bool is_anything_due(struct store *store, int64_t now)
{
    return db_number(store, 0,
               "SELECT EXISTS (SELECT 1 FROM aid_match WHERE state <= " SQL_MATCH_AGREED ")"
               " OR EXISTS (SELECT 1 FROM ask WHERE state = " SQL_AID_OPEN " AND (ends <= ?1 OR warned = 0))"
               " OR EXISTS (SELECT 1 FROM offer WHERE state = " SQL_AID_OPEN
               " AND weekly = 0 AND (ends <= ?1 OR warned = 0))"
               " OR EXISTS (SELECT 1 FROM ask WHERE state = " SQL_AID_OPEN " AND climb_at > 0)"
               " OR EXISTS (SELECT 1 FROM ask WHERE words IS NULL AND state <= " SQL_AID_AGREED ")"
               " OR EXISTS (SELECT 1 FROM offer WHERE words IS NULL AND state = " SQL_AID_OPEN ")",
               now) == 1;
}

int aid_tick(struct store *store, int64_t now)
{
    if (!is_anything_due(store, now))
        return 0;
    if (db_begin(store) != RESULT_OK)
        return -1;
    int count = compare_anew(store, false) + compare_anew(store, true) + cut_waits(store, now) + end_waits(store, now) +
                expire_asks(store, now) + ask_next_weeks(store, now) + aid_climb_tick(store, now) +
                expire_offers(store, now) + warn(store, false, now) + warn(store, true, now) + remind(store, now) +
                ask_whether_done(store, now) + end_unanswered(store, now) + draft_proposals(store, now);
    if (count == 0 && !db_failed(store)) {
        db_abandon(store, RESULT_OK);
        return 0;
    }
    return db_commit(store) == RESULT_OK ? count : -1;
}
