/* proposal_subject.c: proposals, decisions and minutes as a subject (subject.h): forgetting, leaving, what is due, a
 * member's own file, export. RULES 1.12, 4.8, 4.9, 10.1. */
#include "store/assembly/effect_row.h"
#include "store/assembly/twice.h"
#include "store/base/retention.h"
#include "store/base/subject.h"
#include "store/people/by_hand.h"
#include "when.h"

/* --- leaving --- */

/* What she answered was counted; only that it was she goes. A stop of hers that stands ends with her. */
static void forget_names_of(struct store *store, int64_t member, int64_t unit)
{
    db_run(store, "UPDATE proposal SET mover = 0 WHERE mover = ?1 AND ?2 IN (0, unit)", member, unit);
    db_run(store,
        "DELETE FROM amendment_text WHERE amendment IN (SELECT a.id FROM amendment a JOIN proposal p"
        " ON p.id = a.proposal WHERE a.member = ?1 AND a.answered = 0 AND ?2 IN (0, p.unit))",
        member, unit);
    db_run(store,
        "UPDATE amendment SET member = 0 WHERE member = ?1 AND proposal IN (SELECT id FROM proposal"
        " WHERE ?2 IN (0, unit))",
        member, unit);
#define HERS_IN_QUESTIONS                                                                                              \
    " WHERE member = ?1 AND question IN (SELECT q.id FROM question q JOIN proposal p ON p.id = q.proposal"             \
    " WHERE ?2 IN (0, p.unit))"
    db_run(store, "DELETE FROM question_present" HERS_IN_QUESTIONS, member, unit);
    db_run(store, "DELETE FROM question_paper" HERS_IN_QUESTIONS, member, unit);
    db_run(store, "DELETE FROM question_typed" HERS_IN_QUESTIONS, member, unit);
#undef HERS_IN_QUESTIONS
    db_run(store,
        "UPDATE position SET member = 0, named = 0 WHERE member = ?1 AND question IN (SELECT q.id"
        " FROM question q JOIN proposal p ON p.id = q.proposal WHERE ?2 IN (0, p.unit))",
        member, unit);
    db_run(store,
        "UPDATE stop SET member = 0, answered = max(answered, 1) WHERE member = ?1 AND proposal IN"
        " (SELECT id FROM proposal WHERE ?2 IN (0, unit))",
        member, unit);
    db_run(store,
        "DELETE FROM stop_support WHERE member = ?1 AND stop IN (SELECT s.id FROM stop s JOIN proposal p"
        " ON p.id = s.proposal WHERE ?2 IN (0, p.unit, s.caucus))",
        member, unit);
    db_run(store, "UPDATE decision SET carrier = 0 WHERE carrier = ?1 AND ?2 IN (0, unit)", member, unit);
    db_run(store,
        "DELETE FROM minutes_present WHERE member = ?1 AND meeting IN (SELECT meeting FROM minutes"
        " WHERE ?2 IN (0, unit))",
        member, unit);
    db_run(store,
        "DELETE FROM hand_word WHERE kind = 'correction' AND subject IN (SELECT id FROM minutes_correction WHERE"
        " member = ?1 AND meeting IN (SELECT meeting FROM minutes WHERE ?2 IN (0, unit)))",
        member, unit);
    db_run(store,
        "UPDATE minutes_correction SET member = 0 WHERE member = ?1 AND meeting IN (SELECT meeting"
        " FROM minutes WHERE ?2 IN (0, unit))",
        member, unit);
}

static void leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    db_run(store, "DELETE FROM hand_word WHERE member = ? AND kind = 'position'", member);
    forget_names_of(store, member, 0);
}

static void parting(struct store *store, int64_t unit, int64_t member, int64_t now, struct parting *out)
{
    (void)now;
    int64_t carried =
        db_number(store, 0, "SELECT count(*) FROM decision WHERE unit = ? AND carrier = ? AND done = 0", unit, member);
    if (carried > 0)
        parting_say(out->ends, sizeof out->ends,
            ngettext("%d decision that you carry there needs hands again.",
                "%d decisions that you carry there need hands again.", (unsigned long)carried),
            (int)carried);
}

static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    (void)now;
    forget_names_of(store, member, unit);
    meeting_hint(store);
}

/* --- the end of a caucus --- */

#define PROPOSALS_OF_UNIT "(SELECT id FROM proposal WHERE unit = ?)"
#define QUESTIONS_OF_UNIT "(SELECT q.id FROM question q JOIN proposal p ON p.id = q.proposal WHERE p.unit = ?)"
#define MINUTES_OF_UNIT "(SELECT meeting FROM minutes WHERE unit = ?)"

static void end(struct store *store, int64_t caucus, int64_t now)
{
    (void)now;
    static const char *const emptied[] = {
        "DELETE FROM amendment_text WHERE amendment IN (SELECT id FROM amendment WHERE proposal IN " PROPOSALS_OF_UNIT
        ")",
        "DELETE FROM amendment WHERE proposal IN " PROPOSALS_OF_UNIT,
        "DELETE FROM proposal_text WHERE proposal IN " PROPOSALS_OF_UNIT,
        "DELETE FROM hand_word WHERE kind = 'position' AND subject IN (SELECT id FROM position WHERE question IN"
        " " QUESTIONS_OF_UNIT ")",
        "DELETE FROM position WHERE question IN " QUESTIONS_OF_UNIT,
        "DELETE FROM question_present WHERE question IN " QUESTIONS_OF_UNIT,
        "DELETE FROM question_paper WHERE question IN " QUESTIONS_OF_UNIT,
        "DELETE FROM question_typed WHERE question IN " QUESTIONS_OF_UNIT,
        "DELETE FROM stop_support WHERE stop IN (SELECT id FROM stop WHERE proposal IN " PROPOSALS_OF_UNIT ")",
        "DELETE FROM stop WHERE proposal IN " PROPOSALS_OF_UNIT,
        "DELETE FROM stop_support WHERE stop IN (SELECT id FROM stop WHERE caucus = ?)",
        "DELETE FROM stop WHERE waits = 1 AND caucus = ?", "UPDATE stop SET caucus = 0 WHERE caucus = ?",
        "DELETE FROM decision WHERE unit = ?",
        "DELETE FROM hand_word WHERE kind = 'correction' AND subject IN (SELECT id FROM minutes_correction WHERE"
        " meeting IN " MINUTES_OF_UNIT ")",
        "DELETE FROM minutes_correction WHERE meeting IN " MINUTES_OF_UNIT,
        "DELETE FROM minutes_present WHERE meeting IN " MINUTES_OF_UNIT, "DELETE FROM minutes WHERE unit = ?",
        "UPDATE proposal SET mover = 0 WHERE unit = ?"
    };
    for (size_t i = 0; i < sizeof emptied / sizeof *emptied; i++)
        db_run(store, emptied[i], caucus);
}

/* --- forgetting --- */

static int run_all(struct store *store, const char *const *list, int64_t due)
{
    int count = 0;
    for (; *list != NULL; list++) {
        db_run(store, *list, due);
        count += sqlite3_changes(store->db);
    }
    return count;
}

/* SQL: meetings whose minutes stand since before a time. */
#define STAND_SINCE "(SELECT meeting FROM minutes WHERE stands <= ?1)"

/* SQL: the row is older than its unit lets names of positions stand. */
#define OLD(unit) "at <= ?1 - " SQL_NUMBER_POSITION(unit)
#define POSITION_IS_OLD                                                                                                \
    OLD("(SELECT p.unit FROM question q JOIN proposal p ON p.id = q.proposal WHERE q.id = position.question)")

#define STOP_IS_OLD OLD("(SELECT p.unit FROM proposal p WHERE p.id = stop.proposal)")

#define CORRECTION_IS_OLD OLD("(SELECT m.unit FROM minutes m WHERE m.meeting = minutes_correction.meeting)")

static int forget(struct store *store, int64_t now)
{
    static const char *const versions[] = {
        "DELETE FROM amendment_text WHERE amendment IN (SELECT a.id FROM amendment a JOIN proposal p"
        " ON p.id = a.proposal WHERE p.meeting IN " STAND_SINCE ")",
        "DELETE FROM proposal_text WHERE proposal IN (SELECT id FROM proposal WHERE meeting IN " STAND_SINCE ")"
        " AND version < (SELECT version FROM proposal p WHERE p.id = proposal_text.proposal)",
        "DELETE FROM proposal_text WHERE proposal IN (SELECT id FROM proposal WHERE meeting IN " STAND_SINCE
        " AND state = " SQL_PROPOSAL_WITHDRAWN ")",
        NULL,
    };
    static const char *const stands[] = { "DELETE FROM minutes_present WHERE meeting IN " STAND_SINCE, NULL };
    static const char *const unsupported[] = { /* what nobody entered in time names whoever began it */
        "DELETE FROM stop_support WHERE stop IN (SELECT id FROM stop WHERE waits = 1 AND at <= ?)",
        "DELETE FROM stop WHERE waits = 1 AND at <= ?", NULL
    };
    static const char *const struck[] = { /* what she did not say; the strike can be taken back for a day */
        "DELETE FROM minutes_correction WHERE id IN (SELECT subject FROM hand_word WHERE kind = 'correction'"
        " AND struck_by <> 0 AND struck_at <= ?)",
        NULL
    };
    static const char *const positions[] = {
        "DELETE FROM hand_word WHERE kind = 'position' AND subject IN (SELECT id FROM position WHERE " POSITION_IS_OLD
        ")",
        "DELETE FROM position WHERE " POSITION_IS_OLD,
        "DELETE FROM stop_support WHERE stop IN (SELECT id FROM stop WHERE " STOP_IS_OLD ")",
        "DELETE FROM stop WHERE " STOP_IS_OLD,
        "DELETE FROM hand_word WHERE kind = 'correction' AND subject IN (SELECT id FROM minutes_correction WHERE"
        " " CORRECTION_IS_OLD ")",
        "UPDATE minutes_correction SET member = 0 WHERE member > 0 AND " CORRECTION_IS_OLD,
        "UPDATE amendment SET member = 0 WHERE member > 0 AND " OLD(
            "(SELECT p.unit FROM proposal p WHERE p.id = amendment.proposal)"),
        NULL,
    };
    if (db_begin(store) != RESULT_OK)
        return -1;
    int count = run_all(store, versions, now - retention_period(store, "version")) + run_all(store, stands, now) +
                run_all(store, unsupported, now - STOP_MEETS) + run_all(store, struck, now - HAND_STRUCK_SECONDS) +
                run_all(store, positions, now);
    return db_commit(store) == RESULT_OK ? count : -1;
}

/* --- what is due --- */

static int tick(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    int count = decisions_onto_agenda(store, now) + twice_lapse(store, now) + twice_onto_agenda(store, now) +
                effects_act(store, 0, now);
    if (count == 0 && !db_failed(store)) {
        db_abandon(store, RESULT_OK);
        return 0;
    }
    meeting_hint(store);
    return db_commit(store) == RESULT_OK ? count : -1;
}

/* --- export --- */

static bool write_minutes(const struct unit_export *export)
{
    char when[WHEN_BYTES], hand[160];
    FILE *file = export_open(export, "minutes.txt");
    if (file == NULL)
        return false;
    sqlite3_stmt *row = db_query(export->store,
        "SELECT body, hex(hash), hex(head), meeting FROM minutes WHERE unit = ? ORDER BY written", export->unit);
    while (db_step(export->store, row)) {
        fprintf(file, "%s\nBLAKE2b %s\nhead %s\n", db_text(row, 0), db_text(row, 1), db_text(row, 2));
        sqlite3_stmt *beside = db_query(export->store,
            "SELECT at, " HANDLE_OF(
                "minutes_correction.member") ", body, id FROM minutes_correction WHERE meeting = ? AND " CORRECTION_STANDS
                                             " ORDER BY id",
            sqlite3_column_int64(row, 3));
        while (db_step(export->store, beside)) {
            const char *handle = db_text(beside, 1);
            int64_t at = sqlite3_column_int64(beside, 0);
            by_hand_of(export->store, HAND_CORRECTION, sqlite3_column_int64(beside, 3), hand, sizeof hand);
            const char *whose = *handle != '\0' ? handle : _("a former member");
            fputc('\n', file);
            if (hand[0] != '\0')
                fprintf(file, _("Beside them, %s, %s, %s:"), whose, hand, when_say(at, true, at, when));
            else
                fprintf(file, _("Beside them, %s, %s:"), whose, when_say(at, true, at, when));
            fprintf(file, "\n%s\n", db_text(beside, 2));
        }
        db_done(export->store, beside);
        fputs("\n----\n\n", file);
    }
    db_done(export->store, row);
    return export_close(export, file, "minutes.txt");
}

#define WORD_OF_STATE                                                                                                  \
    "CASE p.state WHEN " SQL_PROPOSAL_OPEN " THEN 'open' WHEN " SQL_PROPOSAL_TESTED                                    \
    " THEN 'tested' WHEN " SQL_PROPOSAL_DECIDED " THEN 'decided' WHEN " SQL_PROPOSAL_STOPPED                           \
    " THEN 'stopped' WHEN " SQL_PROPOSAL_RETURNED " THEN 'returned' WHEN " SQL_PROPOSAL_ONCE                           \
    " THEN 'once' ELSE 'withdrawn' END"

static const struct by_hand_kind proposal_by_hand[] = {
    { .kind = HAND_POSITION, /* `unstrike`: it is said again instead */
        .see = position_see,
        .strike = position_strike,
        /* Which question it is. What she says is nobody's to read before that is closed. */
        .body = "(SELECT t.title FROM position o JOIN question q ON q.id = o.question JOIN proposal_text t"
                " ON t.proposal = q.proposal AND t.version = q.version WHERE o.id = w.subject)",
        .goes_on = "EXISTS (SELECT 1 FROM position o JOIN question q ON q.id = o.question WHERE o.id = w.subject"
                   " AND q.closed = 0)" },
    { .kind = HAND_CORRECTION,
        .see = minutes_correction_see,
        .strike = minutes_correction_strike,
        .unstrike = minutes_correction_strike,
        .body = "(SELECT body FROM minutes_correction WHERE id = w.subject)",
        .goes_on = "EXISTS (SELECT 1 FROM minutes_correction WHERE id = w.subject)" },
    { 0 },
};

const struct subject proposal_subject = {
    .name = "proposal",
    .forget = forget,
    .leave = leave,
    .parting = parting,
    .part = part,
    .end = end,
    .tick = tick,
    .file =
        (const struct subject_rows[]) {
            { "proposals", "SELECT p.id, p.meeting, p.made, t.version, t.title, t.body FROM proposal p"
                           " JOIN proposal_text t ON t.proposal = p.id AND t.version = p.version WHERE p.mover = ?" },
            { "amendments", "SELECT a.id, a.proposal, a.at, x.body FROM amendment a JOIN amendment_text x"
                            " ON x.amendment = a.id WHERE a.member = ?" },
            { "positions", "SELECT q.proposal, q.version, o.at, CASE o.answer WHEN " SQL_POSITION_YES
                           " THEN 'yes' WHEN " SQL_POSITION_BUT " THEN 'but' WHEN " SQL_POSITION_ASIDE
                           " THEN 'aside' WHEN " SQL_POSITION_NO " THEN 'no' ELSE 'stop' END AS answer, o.named,"
                           " o.body FROM position o JOIN question q ON q.id = o.question WHERE o.member = ?" },
            { "stops", "SELECT proposal, version, at, answered, late, waits, body FROM stop WHERE member = ?" },
            { "stops_supported", "SELECT stop FROM stop_support WHERE member = ?" },
            { "questions_to_answer", "SELECT q.proposal, q.opened FROM question_present e JOIN question q"
                                     " ON q.id = e.question WHERE e.member = ?" },
            { "questions_answered_on_paper", "SELECT q.proposal FROM question_paper e JOIN question q"
                                             " ON q.id = e.question WHERE e.member = ?" },
            { "papers_of_questions_counted", "SELECT q.proposal, e.counts FROM question_typed e JOIN question q"
                                             " ON q.id = e.question WHERE e.member = ?" },
            { "decisions_carried", "SELECT d.id, d.meeting, d.decided, d.due, d.done FROM decision d"
                                   " WHERE d.carrier = ?" },
            { "minutes_to_correct", "SELECT meeting FROM minutes_present WHERE member = ?" },
            { "minutes_corrected", "SELECT meeting, at, body FROM minutes_correction WHERE member = ?" },
            { NULL, NULL },
        },
    .exports =
        (const struct subject_export[]) {
            { .file = "proposals.jsonl",
                .explained =
                    "proposals.jsonl id, uid, meeting, item, mover, made, version, title, body (of the last version), state\n"
                    "               (open, tested, decided, stopped, returned, withdrawn, once: the first of two meetings said yes), small (1: decided as a small matter);\n"
                    "               present, yes, but, aside, stop, standing, no: of the last question, 0 when none was put\n",
                .sql =
                    "SELECT p.id, p.uid, p.meeting, p.item, CASE p.mover WHEN 0 THEN 'a former member' ELSE"
                    " coalesce(n.handle, 'a former member') END AS mover, p.made, p.version, coalesce(t.title, '') AS title,"
                    " coalesce(t.body, '') AS body, " WORD_OF_STATE
                    " AS state, p.road AS small, coalesce(q.present, 0) AS present, coalesce(q.yes, 0) AS yes,"
                    " coalesce(q.but, 0) AS but, coalesce(q.aside, 0) AS aside, coalesce(q.stop, 0) AS stop,"
                    " coalesce(q.standing, 0) AS standing, coalesce(q.no, 0) AS no FROM proposal p LEFT JOIN proposal_text t ON t.proposal = p.id"
                    " AND t.version = p.version LEFT JOIN member_name n ON n.member = p.mover LEFT JOIN question q"
                    " ON q.id = (SELECT max(id) FROM question z WHERE z.proposal = p.id AND z.closed > 0)"
                    " WHERE p.unit = ? ORDER BY p.id" },
            { .file = "decisions.jsonl",
                .explained =
                    "decisions.jsonl id, uid, meeting, proposal, vote, decided, acts (from when; 0: when its meeting closes), carrier\n"
                    "               (\"\": it needs hands), due (a date; \"\": none), done (when; 0: not), review (a date), suspended (by a stop\n"
                    "               that came late: since when; 0: not), ended (by a later meeting: when; 0: not)\n",
                .sql =
                    "SELECT d.id, d.uid, d.meeting, d.proposal, d.vote, d.decided, d.acts, CASE d.carrier WHEN 0 THEN '' ELSE"
                    " coalesce(n.handle, 'a former member') END AS carrier, CASE d.due WHEN 0 THEN '' ELSE"
                    " date(d.due * 86400, 'unixepoch') END AS due, d.done, CASE d.review WHEN 0 THEN '' ELSE"
                    " date(d.review * 86400, 'unixepoch') END AS review, d.suspended, d.ended FROM decision d LEFT JOIN member_name n ON n.member = d.carrier WHERE d.unit = ? ORDER BY d.id" },
            { .file = "minutes.txt",
                .explained = "minutes.txt    the minutes of all meetings, and the corrections beside them\n",
                .write = write_minutes },
            { 0 },
        },
    .by_hand = proposal_by_hand,
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("decision", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("minutes", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("proposal", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
