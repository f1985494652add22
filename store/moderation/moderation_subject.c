/* moderation_subject.c: moderation as a subject (subject.h): forgetting, leaving, export, a member's file. */
#include "numbers.h"
#include "store/base/retention.h"
#include "store/base/subject.h"
#include "store/moderation/act_row.h"
#include "store/people/person.h"

/* What of hers ends in this unit (0: in all): she sits on no panel, reports nothing any more, is restricted nowhere. */
static void go(struct store *store, int64_t unit, int64_t member)
{
    db_run(store,
        "UPDATE mod_act SET seated = 0 WHERE id IN (SELECT act FROM panel_seat WHERE member = ?1 AND state"
        " = " SQL_PANEL_SITS ") AND ?2 IN (0, unit)",
        member, unit);
    db_run(store, "DELETE FROM panel_seat WHERE member = ?1 AND act IN (SELECT id FROM mod_act WHERE ?2 IN (0, unit))",
        member, unit);
    db_run(store, "UPDATE report SET reporter = -id WHERE reporter = ?1 AND ?2 IN (0, unit)", member, unit);
    db_run(store, "DELETE FROM board_rest WHERE member = ?1 AND ?2 IN (0, unit)", member, unit);
    db_run(store,
        "UPDATE mod_act SET state = " SQL_ACT_OVER " WHERE person = ?1 AND kind = " SQL_ACT_RESTRICTION
        " AND state <= " SQL_ACT_APPEALED " AND ?2 IN (0, unit)",
        member, unit);
}

/* Her covered posts stay covered: nobody is left who could appeal. */
static void leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    go(store, 0, member);
    db_run(store,
        "DELETE FROM panel_seat WHERE act IN (SELECT id FROM mod_act WHERE person = ?1 AND state = " SQL_ACT_APPEALED
        ")",
        member);
    db_run(store,
        "UPDATE mod_act SET state = " SQL_ACT_STANDS ", due = 0, stuck = 0 WHERE person = ?1 AND state"
        " = " SQL_ACT_APPEALED,
        member);
    db_run(store, "UPDATE mod_act SET appeal = '', talk = 0, told = 1, person = 0 WHERE person = ?", member);
    db_run(store, "UPDATE mod_act SET keeper = 0 WHERE keeper = ?", member);
    db_run(store, "UPDATE moderator SET member = 0 WHERE member = ?", member);
    db_run(store, "UPDATE draw_pool SET member = 0 WHERE member = ?", member);
    db_run(store, "UPDATE draw_number SET member = 0, household = 0 WHERE member = ?", member);
}

static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    (void)now;
    go(store, unit, member);
}

static void end(struct store *store, int64_t caucus, int64_t now)
{
    static const char *const emptied[] = {
        "DELETE FROM panel_seat WHERE act IN (SELECT id FROM mod_act WHERE unit = ?)",
        "DELETE FROM draw_number WHERE draw IN (SELECT id FROM draw WHERE unit = ?)",
        "DELETE FROM draw_pool WHERE draw IN (SELECT id FROM draw WHERE unit = ?)",
        "DELETE FROM draw WHERE unit = ?",
        "DELETE FROM report WHERE unit = ?",
        "DELETE FROM mod_act WHERE unit = ?",
        "DELETE FROM moderator WHERE unit = ?",
    };
    (void)now;
    for (size_t i = 0; i < sizeof emptied / sizeof *emptied; i++)
        db_run(store, emptied[i], caucus);
}

/* Who reported is forgotten when it is settled: by then in act_end() and report_leave(), for a cover that nobody
 * appealed once the time for it is over. */
static void forget_reports(struct store *store, int64_t now)
{
    db_run(store,
        "DELETE FROM report WHERE act <> 0 AND act IN (SELECT a.id FROM mod_act a WHERE a.id = report.act AND a.state"
        " <> " SQL_ACT_APPEALED " AND a.at <= ?1 - " SQL_NUMBER_APPEAL("a.unit") ")",
        now);
    db_run(store, "DELETE FROM report WHERE act = 0 AND at <= ?", now - retention_period(store, "report"));
    db_run(store, "UPDATE post_version SET held = 0 WHERE held = 1 AND NOT EXISTS (SELECT 1 FROM report r WHERE r.post"
                  " = post_version.post)");
    db_run(store,
        "DELETE FROM post_held WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.post = post_held.post) AND NOT EXISTS"
        " (SELECT 1 FROM mod_act a WHERE a.post = post_held.post AND a.state <= " SQL_ACT_APPEALED
        " AND a.at > ?1 - " SQL_NUMBER_APPEAL("a.unit") ")",
        now);
}

static int forget(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    int before = (int)sqlite3_total_changes64(store->db);
    int64_t words = now - retention_period(store, "act-words"), draws = now - retention_period(store, "draw");
    forget_reports(store, now);
    db_run(store,
        "UPDATE mod_act SET words = '', sentence = '', appeal = '' WHERE at <= ? AND state > " SQL_ACT_APPEALED
        " AND (words <> '' OR sentence <> '' OR appeal <> '')",
        words);
    db_run(store,
        "DELETE FROM draw_pool WHERE draw IN (SELECT id FROM draw WHERE at <= ? AND state >= " SQL_DRAW_DRAWN ")",
        draws);
    db_run(store,
        "UPDATE draw_number SET member = 0, household = 0 WHERE member <> 0 AND draw IN (SELECT id FROM draw WHERE at <= ?"
        " AND state >= " SQL_DRAW_DRAWN ")",
        draws);
    int changed = (int)sqlite3_total_changes64(store->db) - before;
    return db_commit(store) == RESULT_OK ? changed : -1;
}

static const struct subject_rows file[] = {
    { "acts_about_you",
        "SELECT id, kind, post, reason, words, at, until, state, appealed, appeal, sentence FROM mod_act WHERE person = ?" },
    { "acts_by_you", "SELECT a.id, a.kind, a.post, a.reason, a.words, a.at FROM mod_act a JOIN moderator r"
                     " ON r.id = a.moderator WHERE r.member = ?" },
    { "reports_by_you", "SELECT post, reason, words, at FROM report WHERE reporter = ?" },
    { "panels", "SELECT act, state, says, words, at FROM panel_seat WHERE member = ?" },
    { "numbers_for_lots", "SELECT draw, place, opened FROM draw_number WHERE member = ?" },
    { NULL, NULL },
};

/* No covered words, and nothing of who reported or sat on a panel. */
static const struct subject_export exports[] = {
    { "modlog.jsonl",
        "modlog.jsonl   the log of acts: id, kind (1 cover, 2 restriction, 3 left as it is, 4 a turn folded by three\n"
        "               homes), post, reason (1 blames, 2 threatens, 3 exposes, 4 floods, 5 other), moderator (a\n"
        "               letter's number: 1 is A, 0 nobody), words, at, state, ended, sentence (of the panel), meeting\n",
        "SELECT a.id, a.kind, a.post, a.reason, (SELECT r.letter FROM moderator r WHERE r.id = a.moderator) AS moderator,"
        " a.words, a.at, a.until, a.state, a.ended, a.sentence, a.meeting FROM mod_act a WHERE a.unit = ? ORDER BY a.id",
        NULL },
    { "lots.jsonl",
        "lots.jsonl     lots for panels: id, act, pool (how many), chosen, place (0: of the house), hash, opened\n",
        "SELECT d.id, d.act, d.at, d.pool, d.chosen, n.place, lower(hex(n.hash)) AS hash, n.opened FROM draw d"
        " JOIN (SELECT draw, place, hash, opened FROM draw_number UNION ALL SELECT id, 0, hash, opened FROM draw) n"
        " ON n.draw = d.id WHERE d.unit = ? ORDER BY d.id, n.place",
        NULL },
    { NULL, NULL, NULL, NULL },
};

const struct subject moderation_subject = {
    .name = "moderation",
    .forget = forget,
    .leave = leave,
    .part = part,
    .end = end,
    .tick = moderation_tend,
    .file = file,
    .exports = exports,
    .by_hand = appeal_by_hand,
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("board_rest", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("draw", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("mod_act", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("moderator", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("report", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
