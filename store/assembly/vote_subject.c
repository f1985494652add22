/* vote_subject.c: votes as a subject (subject.h): forgetting, leaving, what is due, a member's own file, export. RULES
 * 1.12, 4.6, 4.8, 10.1. */
#include "store/assembly/vote_row.h"
#include "store/base/retention.h"
#include "store/base/subject.h"

/* --- leaving --- */

/* Of a vote that is closed only the name goes: what she said was counted. In one that is open she has no voice more. */
static void forget_names_of(struct store *store, int64_t member, int64_t unit)
{
    db_run(store,
        "DELETE FROM hand_word WHERE kind = 'vote' AND subject IN (SELECT o.id FROM vote_voter o JOIN vote v"
        " ON v.id = o.vote WHERE o.member = ?1 AND ?2 IN (0, v.unit))",
        member, unit);
    db_run(store, "DELETE FROM vote_voter WHERE member = ?1 AND vote IN (SELECT id FROM vote WHERE ?2 IN (0, unit))",
        member, unit);
    db_run(store, "UPDATE vote SET opener = 0 WHERE opener = ?1 AND ?2 IN (0, unit)", member, unit);
    db_run(store, "UPDATE vote SET person = 0 WHERE person = ?1 AND ?2 IN (0, unit)", member, unit);
}

static void leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    forget_names_of(store, member, 0);
}

static void parting(struct store *store, int64_t unit, int64_t member, int64_t now, struct parting *out)
{
    int64_t open = db_number(store, 0,
        "SELECT count(*) FROM vote_voter o JOIN vote v ON v.id = o.vote WHERE v.unit = ? AND o.member = ?"
        " AND v.closed = 0 AND v.closes > ?",
        unit, member, now);
    if (open > 0)
        parting_say(out->ends, sizeof out->ends,
            ngettext("You no longer have a voice in %d vote that is open there.",
                "You no longer have a voice in %d votes that are open there.", (unsigned long)open),
            (int)open);
}

static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    (void)now;
    forget_names_of(store, member, unit);
    meeting_hint(store);
}

/* --- the end of a caucus --- */

static void end(struct store *store, int64_t caucus, int64_t now)
{
    db_run(store,
        "DELETE FROM hand_word WHERE kind = 'vote' AND subject IN (SELECT o.id FROM vote_voter o JOIN vote v"
        " ON v.id = o.vote WHERE v.unit = ?)",
        caucus);
    db_run(store, "DELETE FROM vote_voter WHERE vote IN (SELECT id FROM vote WHERE unit = ?)", caucus);
    db_run(store,
        "UPDATE vote SET opener = 0, person = 0, title = '', body = '', options = '', ballots = '', totals = '',"
        " state = CASE closed WHEN 0 THEN ?2 ELSE state END, closed = CASE closed WHEN 0 THEN ?3 ELSE closed END"
        " WHERE unit = ?1",
        caucus, VOTE_ENDED, now);
}

/* --- forgetting --- */

static int forget(struct store *store, int64_t now)
{
    int64_t due = now - retention_period(store, "vote");
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store,
        "DELETE FROM hand_word WHERE kind = 'vote' AND subject IN (SELECT o.id FROM vote_voter o JOIN vote v"
        " ON v.id = o.vote WHERE v.closed > 0 AND v.closed <= ?)",
        due);
    int count = sqlite3_changes(store->db);
    db_run(store, "DELETE FROM vote_voter WHERE vote IN (SELECT id FROM vote WHERE closed > 0 AND closed <= ?)", due);
    count += sqlite3_changes(store->db);
    db_run(store, "UPDATE vote SET person = 0 WHERE person > 0 AND closed > 0 AND closed <= ?", due);
    count += sqlite3_changes(store->db);
    return db_commit(store) == RESULT_OK ? count : -1;
}

/* --- what is due --- */

/* Screens put a vote that closes soon among what waits (RULES 4.6: a reminder 24 h before). */
static int remind(struct store *store, int64_t now)
{
    int64_t vote;
    int count = 0;
    while ((vote = db_number(store, 0,
                "SELECT id FROM vote WHERE state = " SQL_VOTE_OPEN " AND days = 1 AND reminded = 0 AND closes <= ?"
                " LIMIT 1",
                now + VOTE_REMINDER)) != 0 &&
           !db_failed(store)) {
        db_run(store, "UPDATE vote SET reminded = 1 WHERE id = ?", vote);
        ledger_append(store, &(struct ledger_new) { .at = now,
                                 .unit = db_number(store, 0, "SELECT unit FROM vote WHERE id = ?", vote),
                                 .subject = vote,
                                 .kind = LEDGER_VOTE_SOON });
        meeting_hint(store);
        count++;
    }
    return count;
}

static int tick(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    int count = votes_close_due(store, now) + remind(store, now);
    if (count == 0 && !db_failed(store)) {
        db_abandon(store, RESULT_OK);
        return 0;
    }
    return db_commit(store) == RESULT_OK ? count : -1;
}

/* --- the whole subject --- */

#define WORD_OF_KIND                                                                                                   \
    "CASE v.kind WHEN " SQL_VOTE_YESNO " THEN 'yesno' WHEN " SQL_VOTE_CHOOSE " THEN 'choose' ELSE 'score' END"
#define WORD_OF_STATE                                                                                                  \
    "CASE v.state WHEN " SQL_VOTE_OPEN " THEN 'open' WHEN " SQL_VOTE_PREPARED                                          \
    " THEN 'prepared' WHEN " SQL_VOTE_DECIDED " THEN 'decided' WHEN " SQL_VOTE_REFUSED                                 \
    " THEN 'refused' WHEN " SQL_VOTE_TIED " THEN 'tied' WHEN " SQL_VOTE_FEW " THEN 'few' WHEN " SQL_VOTE_COUNTING      \
    " THEN 'counting' ELSE 'ended' END"
#define WORD_OF_WAY                                                                                                    \
    "CASE o.way WHEN " SQL_VOTE_NOT_YET " THEN 'not yet' WHEN " SQL_VOTE_SELF " THEN 'herself' WHEN " SQL_VOTE_BY_HAND \
    " THEN 'by hand' ELSE 'on paper' END"

const struct subject vote_subject = {
    .name = "vote",
    .forget = forget,
    .leave = leave,
    .parting = parting,
    .part = part,
    .end = end,
    .tick = tick,
    .file =
        (const struct subject_rows[]) {
            { "votes",
                "SELECT v.id, v.meeting, v.title, v.opened, v.closed, v.secret, " WORD_OF_WAY
                " AS voted, o.ballot, CASE v.secret WHEN 0 THEN o.paper ELSE '' END AS papers_counted FROM vote_voter o JOIN vote v ON v.id = o.vote"
                " WHERE o.member = ?" },
            { "votes_opened", "SELECT v.id, v.title, v.opened FROM vote v WHERE v.opener = ?" },
            { "votes_about_you", "SELECT v.id, v.title, v.opened FROM vote v WHERE v.person = ?" },
            { NULL, NULL },
        },
    .exports =
        (const struct subject_export[]) {
            { .file = "votes.jsonl",
                .explained =
                    "votes.jsonl    id, uid, meeting, item, proposal, after (the tie that it asks once more; all 0: none), kind (yesno,\n"
                    "               choose, score), secret, days (1: over seven days), state, opened, closed, title, text, options\n"
                    "               (one a line; choose has one more, last: leave it as it is), voters, voted, base, winner (from\n"
                    "               1; 0: none), drawn (1: by lot), ballots (without names: a line for equal ones), totals (yes,\n"
                    "               no, abstained; or the table of pairs row by row; or points). Who voted how is no part of it\n",
                .sql =
                    "SELECT v.id, v.uid, v.meeting, v.item, v.proposal, v.after, " WORD_OF_KIND
                    " AS kind, v.secret, v.days, " WORD_OF_STATE
                    " AS state, v.opened, v.closed, v.title, v.body AS text, v.options, v.voters, v.voted, v.base,"
                    " v.winner + 1 AS winner, v.drawn, v.ballots, v.totals FROM vote v WHERE v.unit = ? ORDER BY v.id" },
            { 0 },
        },
    .by_hand = vote_by_hand,
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("vote", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
