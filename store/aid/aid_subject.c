/* aid_subject.c: mutual aid as a subject (subject.h): forgetting, leaving, moving away, a member's own file, entries by
 * hand. RULES 3, 1.12. */
#include "hand.h"
#include "store/aid/aid_internal.h"
#include "store/base/retention.h"
#include "store/base/subject.h"

/* --- forgetting and leaving --- */

static int forget_matches(struct store *store, int64_t due)
{
    db_run(store,
        "DELETE FROM aid_word WHERE match IN (SELECT m.id FROM aid_match m JOIN ask a ON a.id = m.ask"
        " WHERE m.wiped = 0 AND a.ended > 0 AND a.ended <= ?)",
        due);
    int count = sqlite3_changes(store->db);
    db_run(store,
        "DELETE FROM aid_seen WHERE match IN (SELECT m.id FROM aid_match m JOIN ask a ON a.id = m.ask"
        " WHERE m.wiped = 0 AND a.ended > 0 AND a.ended <= ?)",
        due);
    db_run(store, /* a place that was given stays given */
        "UPDATE offer SET given = given + (SELECT count(*) FROM aid_match m JOIN ask a ON a.id = m.ask"
        " WHERE m.offer = offer.id AND m.wiped = 0 AND m.state = " SQL_MATCH_DONE " AND a.ended > 0 AND a.ended <= ?1)"
        " WHERE weekly = 0 AND id IN (SELECT m.offer FROM aid_match m JOIN ask a ON a.id = m.ask"
        " WHERE m.wiped = 0 AND m.state = " SQL_MATCH_DONE " AND a.ended > 0 AND a.ended <= ?1)",
        due);
    db_run(store,
        "UPDATE aid_match SET wiped = 1, helper = NULL, offer = NULL WHERE wiped = 0 AND ask IN"
        " (SELECT id FROM ask WHERE ended > 0 AND ended <= ?)",
        due);
    return count + sqlite3_changes(store->db);
}

/* Deletes the messages of two whose agreement was struck, when nobody took the strike back in time. */
static int forget_struck(struct store *store, int64_t now)
{
    int64_t due = now - HAND_STRUCK_SECONDS;
    db_run(store,
        "DELETE FROM aid_word WHERE match IN (SELECT id FROM aid_match WHERE state = " SQL_MATCH_FELL
        " AND struck > 0 AND struck <= ?)",
        due);
    int count = sqlite3_changes(store->db);
    db_run(store,
        "DELETE FROM aid_seen WHERE match IN (SELECT id FROM aid_match WHERE state = " SQL_MATCH_FELL
        " AND struck > 0 AND struck <= ?)",
        due);
    db_run(store, "UPDATE aid_match SET struck = 0 WHERE struck > 0 AND struck <= ?", due);
    return count;
}

/* Of asks and offers that ended long ago only the numbers are kept. */
static int forget(struct store *store, int64_t now)
{
    int64_t due = now - retention_period(store, "aid");
    if (db_begin(store) != RESULT_OK)
        return -1;
    int count = forget_matches(store, due);
    db_run(store, "DELETE FROM ask_text WHERE ask IN (SELECT id FROM ask WHERE ended > 0 AND ended <= ?)", due);
    db_run(store, "DELETE FROM ask_named WHERE ask IN (SELECT id FROM ask WHERE ended > 0 AND ended <= ?)", due);
    db_run(store, "DELETE FROM ask_unwanted WHERE ask IN (SELECT id FROM ask WHERE ended > 0 AND ended <= ?)", due);
    db_run(store,
        "UPDATE ask SET member = NULL, place = NULL, words = NULL, languages = 0"
        " WHERE member IS NOT NULL AND ended > 0 AND ended <= ?",
        due);
    count += sqlite3_changes(store->db);
    db_run(store, "DELETE FROM offer_text WHERE offer IN (SELECT id FROM offer WHERE ended > 0 AND ended <= ?)", due);
    db_run(store,
        "UPDATE offer SET member = NULL, place = NULL, words = NULL, languages = 0"
        " WHERE member IS NOT NULL AND ended > 0 AND ended <= ?",
        due);
    count += sqlite3_changes(store->db) + forget_struck(store, now);
    aid_every_week_forget(store, now);
    db_run(store, "DELETE FROM aid_dropped WHERE ask IN (SELECT id FROM ask WHERE state > " SQL_AID_AGREED
                  ") OR offer IN (SELECT id FROM offer WHERE state <> " SQL_AID_OPEN ")");
    db_run(store, "DELETE FROM hand_word WHERE (kind = 'ask' AND subject IN (SELECT id FROM ask WHERE member IS NULL))"
                  " OR (kind = 'offer' AND subject IN (SELECT id FROM offer WHERE member IS NULL))");
    aid_hands_forget(store);
    return db_commit(store) == RESULT_OK ? count : -1;
}

/* Ends what she asked and offered, and removes all of it at once. */
static void leave(struct store *store, int64_t member, int64_t now)
{
    static const char *const emptied[] = { "DELETE FROM ask_text WHERE ask IN (SELECT id FROM ask WHERE member = ?)",
        "DELETE FROM ask_named WHERE member = ?1 OR ask IN (SELECT id FROM ask WHERE member = ?1)",
        "DELETE FROM ask_unwanted WHERE member = ?1 OR ask IN (SELECT id FROM ask WHERE member = ?1)",
        "DELETE FROM offer_text WHERE offer IN (SELECT id FROM offer WHERE member = ?)",
        ("DELETE FROM aid_word WHERE author = ?1 OR match IN (SELECT m.id FROM aid_match m JOIN ask a ON a.id = m.ask"
         " WHERE m.helper = ?1 OR a.member = ?1)"),
        "UPDATE aid_match SET helper = NULL, offer = NULL WHERE helper = ?",
        "DELETE FROM hand_word WHERE member = ? AND kind IN ('ask', 'offer')",
        "UPDATE ask SET member = NULL, place = NULL, words = NULL WHERE member = ?",
        "UPDATE offer SET member = NULL, place = NULL, words = NULL WHERE member = ?",
        "DELETE FROM aid_barred WHERE member = ?1 OR other = ?1", "DELETE FROM aid_about_me WHERE member = ?",
        "DELETE FROM aid_looked WHERE member = ?", "DELETE FROM aid_seen WHERE member = ?" };
    int64_t id;
    aid_every_week_leave(store, member, now);
    while ((id = db_number(store, 0,
                "SELECT id FROM aid_match WHERE helper = ? AND state IN (" SQL_MATCH_SUGGESTED ", " SQL_MATCH_HOLDS
                ", " SQL_MATCH_AGREED ") LIMIT 1",
                member)) != 0 &&
           aid_match_end(store, id, MATCH_LAPSED, member, now) == RESULT_OK)
        continue;
    while ((id = db_number(store, 0, "SELECT id FROM ask WHERE member = ? AND state <= " SQL_AID_AGREED " LIMIT 1",
                member)) != 0 &&
           aid_end(store, false, id, AID_WITHDRAWN, member, now) == RESULT_OK)
        continue;
    while ((id = db_number(
                store, 0, "SELECT id FROM offer WHERE member = ? AND state = " SQL_AID_OPEN " LIMIT 1", member)) != 0 &&
           aid_end(store, true, id, AID_WITHDRAWN, member, now) == RESULT_OK)
        continue;
    for (size_t i = 0; i < sizeof emptied / sizeof *emptied; i++)
        db_run(store, emptied[i], member);
    aid_hands_leave(store, member);
}

/* --- moving away --- */

#define HER_OPEN_ASKS "FROM ask WHERE member = ?1 AND unit = ?2 AND state IN (" SQL_AID_OPEN ", " SQL_AID_ANSWERED ")"
#define HER_OPEN_OFFERS "FROM offer WHERE member = ?1 AND unit = ?2 AND state = " SQL_AID_OPEN
/* Her "I can" and suggestions to her in that unit that were not agreed on yet. */
#define HER_OPEN_HELP                                                                                                  \
    "FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.helper = ?1 AND a.unit = ?2 AND m.state IN"                   \
    " (" SQL_MATCH_SUGGESTED ", " SQL_MATCH_HOLDS ")"

static void parting(struct store *store, int64_t unit, int64_t member, int64_t now, struct parting *out)
{
    (void)now;
    int64_t asks = db_number(store, 0, "SELECT count(*) " HER_OPEN_ASKS, member, unit);
    int64_t offers = db_number(store, 0, "SELECT count(*) " HER_OPEN_OFFERS, member, unit);
    int64_t agreed = db_number(store, 0,
        "SELECT count(*) FROM aid_match m JOIN ask a ON a.id = m.ask WHERE (m.helper = ?1 OR a.member = ?1)"
        " AND a.unit = ?2 AND m.state = " SQL_MATCH_AGREED,
        member, unit);
    if (asks > 0)
        parting_say(out->ends, sizeof out->ends,
            ngettext("%d ask of yours there ends: ask it again where you live then.",
                "%d asks of yours there end: ask them again where you live then.", (unsigned long)asks),
            (int)asks);
    if (offers > 0)
        parting_say(out->ends, sizeof out->ends,
            ngettext("%d offer of yours there ends.", "%d offers of yours there end.", (unsigned long)offers),
            (int)offers);
    if (agreed > 0)
        parting_say(
            out->ends, sizeof out->ends, "%s", _("What you agreed on with a neighbour goes on: you both read it."));
}

/* What was not agreed on ends when she no longer lives there, and the people who waited for it are told. Agreements go
 * on. */
static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    int64_t id;
    aid_every_week_part(store, unit, member, now);
    while ((id = db_number(store, 0, "SELECT m.id " HER_OPEN_HELP " LIMIT 1", member, unit)) != 0 &&
           aid_match_end(store, id, MATCH_LAPSED, member, now) == RESULT_OK)
        continue;
    while ((id = db_number(store, 0, "SELECT id " HER_OPEN_ASKS " LIMIT 1", member, unit)) != 0 &&
           aid_ask_close(store, id, AID_WITHDRAWN, member, now) == RESULT_OK)
        continue;
    while ((id = db_number(store, 0, "SELECT id " HER_OPEN_OFFERS " LIMIT 1", member, unit)) != 0 &&
           aid_end(store, true, id, AID_WITHDRAWN, member, now) == RESULT_OK)
        continue;
    db_run(store,
        "DELETE FROM ask_named WHERE member = ?1 AND ask IN (SELECT id FROM ask WHERE unit = ?2 AND state <= " SQL_AID_ANSWERED
        ")",
        member, unit);
    db_run(store, "DELETE FROM aid_looked WHERE member = ? AND unit = ?", member, unit);
}

/* --- by another's hand --- */

static enum result ask_see(struct store *store, const struct actor *actor, int64_t ask, struct place *out)
{
    return aid_see_hand(store, actor, false, ask, out);
}

static enum result ask_strike(struct store *store, const struct actor *actor, int64_t ask, int64_t now)
{
    (void)actor;
    return aid_strike(store, false, ask, now);
}

static enum result ask_unstrike(struct store *store, const struct actor *actor, int64_t ask, int64_t now)
{
    (void)actor;
    return aid_unstrike(store, false, ask, now);
}

static enum result offer_see(struct store *store, const struct actor *actor, int64_t offer, struct place *out)
{
    return aid_see_hand(store, actor, true, offer, out);
}

static enum result offer_strike(struct store *store, const struct actor *actor, int64_t offer, int64_t now)
{
    (void)actor;
    return aid_strike(store, true, offer, now);
}

static enum result offer_unstrike(struct store *store, const struct actor *actor, int64_t offer, int64_t now)
{
    (void)actor;
    return aid_unstrike(store, true, offer, now);
}

#define LINE_OF_ASK(ask) "(SELECT line FROM ask_text t WHERE t.ask = " ask ")"
#define ASK_GOES_ON "EXISTS (SELECT 1 FROM ask a WHERE a.id = w.subject AND a.state <= " SQL_AID_DONE ")"
#define SAID_BODY LINE_OF_ASK("(SELECT m.ask FROM aid_match m WHERE m.id = w.subject)")
#define SAID_GOES_ON "EXISTS (SELECT 1 FROM aid_match m WHERE m.id = w.subject AND m.state <= " SQL_MATCH_DONE ")"

static const struct by_hand_kind by_hand[] = {
    { .kind = HAND_ASK,
        .see = ask_see,
        .strike = ask_strike,
        .unstrike = ask_unstrike,
        .hide = aid_hide_ask,
        .body = LINE_OF_ASK("w.subject"),
        .goes_on = ASK_GOES_ON },
    { .kind = HAND_OFFER,
        .see = offer_see,
        .strike = offer_strike,
        .unstrike = offer_unstrike,
        .body = "(SELECT line FROM offer_text t WHERE t.offer = w.subject)",
        .goes_on = "EXISTS (SELECT 1 FROM offer a WHERE a.id = w.subject AND a.state = " SQL_AID_OPEN ")" },
    { .kind = HAND_ANSWER,
        .see = aid_see_said,
        .strike = aid_strike_answer,
        .unstrike = aid_match_put_back,
        .hide = aid_hide_said,
        .body = SAID_BODY,
        .goes_on = SAID_GOES_ON },
    { .kind = HAND_ACCEPT,
        .see = aid_see_said,
        .strike = aid_strike_accept,
        .unstrike = aid_match_put_back,
        .hide = aid_hide_said,
        .body = SAID_BODY,
        .goes_on = SAID_GOES_ON },
    { .kind = HAND_DONE,
        .see = aid_see_said,
        .strike = aid_strike_done,
        .hide = aid_hide_said,
        .body = SAID_BODY,
        .goes_on = SAID_GOES_ON },
    { .kind = HAND_HELPED,
        .see = aid_see_said,
        .strike = aid_strike_helped,
        .hide = aid_hide_said,
        .body = SAID_BODY,
        .goes_on = SAID_GOES_ON },
    { .kind = HAND_NO,
        .see = aid_see_no,
        .strike = aid_strike_no,
        .hide = aid_hide_said,
        .own = true,
        .body = SAID_BODY },
    { .kind = HAND_AGAIN,
        .see = ask_see,
        .strike = ask_strike,
        .hide = aid_hide_ask,
        .body = LINE_OF_ASK("w.subject"),
        .goes_on = ASK_GOES_ON },
    { 0 },
};

/* --- the whole subject --- */

const struct subject aid_subject = {
    .name = "aid",
    .forget = forget,
    .leave = leave,
    .parting = parting,
    .part = part,
    .knows = aid_has_met,
    .tick = aid_tick,
    .file =
        (const struct subject_rows[]) {
            { "asks",
                "SELECT a.id, a.asked, a.state, a.hands, a.pays, x.line, x.details FROM ask a JOIN ask_text x ON x.ask = a.id"
                " WHERE a.member = ?" },
            { "offers",
                "SELECT a.id, a.offered, a.state, x.line, x.details FROM offer a JOIN offer_text x ON x.offer = a.id"
                " WHERE a.member = ?" },
            { "matches", "SELECT id, ask, offer, made, state, agreed FROM aid_match WHERE helper = ?" },
            { "words_in_matches", "SELECT match, at, body FROM aid_word WHERE author = ?" },
            { "not_this_person",
                "SELECT CASE b.known WHEN 1 THEN n.handle ELSE '' END AS handle, b.at FROM aid_barred b"
                " JOIN member_name n ON n.member = b.other WHERE b.member = ?" },
            { "not_for_this_ask", "SELECT u.ask, n.handle FROM ask_unwanted u JOIN ask a ON a.id = u.ask"
                                  " JOIN member_name n ON n.member = u.member WHERE a.member = ?" },
            { "every_week", "SELECT first, offer, asker_yes, helper_yes, ended FROM aid_every_week WHERE helper = ?1 OR"
                            " first IN (SELECT CASE first WHEN 0 THEN id ELSE first END FROM ask WHERE member = ?1)" },
            { "about_aid", "SELECT languages, reach FROM aid_about_me WHERE member = ?" },
            { NULL, NULL },
        },
    /* What stands on the board, and the numbers of what stood there. Nobody reads who asks before two agreed (RULES
     * 3.2), and matches are the two's own. */
    .exports =
        (const struct subject_export[]) {
            { .file = "asks.jsonl",
                .explained =
                    "asks.jsonl     id, asked, kind (0 goods, 1 food, 2 care, 3 transport, 4 skill, 5 tool, 6 space, 7 company,\n"
                    "               8 other), urgency (0 today to 3 whenever), many, hands, state (0 open, 1 answered, 2 agreed,\n"
                    "               3 done, 4 withdrawn, 5 expired), met (0: not), line (\"\": it is over, or for named people).\n"
                    "               Who asks is no part of it\n",
                .sql =
                    "SELECT a.id, a.asked, a.kind, a.urgency, a.many, a.hands, a.state, a.met, CASE WHEN a.state <= " SQL_AID_AGREED
                    " AND a.who_may <> " SQL_AID_NAMED " THEN coalesce(x.line, '') ELSE '' END AS line FROM ask a"
                    " LEFT JOIN ask_text x ON x.ask = a.id WHERE a.unit = ? ORDER BY a.id" },
            { .file = "offers.jsonl",
                .explained = "offers.jsonl   id, offered, kind, capacity, ends, handle, line: those that stand\n",
                .sql =
                    "SELECT a.id, a.offered, a.kind, a.capacity, a.ends, coalesce(n.handle, 'a former member') AS handle,"
                    " x.line FROM offer a JOIN offer_text x ON x.offer = a.id LEFT JOIN member_name n ON n.member = a.member"
                    " WHERE a.unit = ? AND a.state = " SQL_AID_OPEN " ORDER BY a.id" },
            { 0 },
        },
    .by_hand = by_hand,
    .units =
        (const struct subject_unit[]) {
            UNIT_GOES("aid_looked", "unit = ?1"),
            UNIT_HELD("aid_proposal", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("ask", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_GOES("ask_climbed", "unit = ?1"),
            UNIT_HELD("offer", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
