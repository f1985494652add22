/* question.c: puts a question to the room and closes it: the test of RULES 4.5; whether a stop stands; and, after three
 * sittings without consensus, what two thirds decide. */
#include "store/assembly/question.h"

#include "store/assembly/table_row.h"
#include "store/assembly/vote_row.h"

/* --- opening --- */

/* Who may answer is fixed now. Returns how many. */
static int64_t note_present(struct store *store, const struct proposal_row *row, int64_t question,
    const struct room_people *people, int64_t now)
{
    int64_t count = 0;
    for (size_t i = 0; i < people->count; i++)
        if (vote_may_vote(store, row->unit, people->list[i].member, now)) {
            db_run(store, "INSERT INTO question_present VALUES (?, ?)", question, people->list[i].member);
            count++;
        }
    return count;
}

static int64_t insert_question(
    struct store *store, const struct proposal_row *row, enum question_kind kind, int64_t stop, int64_t now)
{
    struct question_shares shares = question_shares(store, row->unit, kind);
    db_run(store,
        "INSERT INTO question (proposal, version, opened, closes, kind, stop_asked, needs, buts) VALUES (?, ?, ?, ?, ?, ?,"
        " ?, ?)",
        row->id, row->version, now, now + proposal_reading(store, row) + number_of(store, row->unit, NUMBER_TEST), kind,
        stop, shares.needs, shares.buts);
    return db_last_id(store);
}

static enum result open_question(struct store *store, const struct actor *actor, const struct proposal_row *row,
    enum question_kind kind, int64_t stop, int64_t now)
{
    static const enum room_event events[] = { [QUESTION_CONSENT] = ROOM_TEST_OPENED,
        [QUESTION_STOP] = ROOM_STOP_ASKED,
        [QUESTION_TWO_THIRDS] = ROOM_TWO_THIRDS };
    struct room_people people;
    enum result result = proposal_people_read(store, actor, row->meeting, now, &people);
    int64_t question = insert_question(store, row, kind, stop, now);
    int64_t voters = note_present(store, row, question, &people, now);
    proposal_people_free(&people);
    if (result != RESULT_OK)
        return result;
    if (voters == 0)
        return db_refuse(
            store, RESULT_REFUSED, _("Nobody who is here may vote yet: whoever is new here votes after some days."));
    proposal_set_state(store, row->id, PROPOSAL_TESTED, now);
    result = proposal_tell(store, actor, row, events[kind], row->id, question, now);
    return result == RESULT_OK ? proposal_book(store, actor, row->unit, LEDGER_QUESTION_PUT, row->id, NULL, now)
                               : result;
}

static enum result put(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    struct proposal_row row;
    enum result result = question_ready(store, actor, proposal, now, QUESTION_CONSENT, &row);
    if (result == RESULT_OK && row.small_until != 0)
        return db_refuse(store, RESULT_REFUSED,
            _("It is on the short road, as a small matter. \"Talk about it\" sends it the long road first."));
    return result == RESULT_OK ? open_question(store, actor, &row, QUESTION_CONSENT, 0, now) : result;
}

enum result proposal_test_open(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, put(store, actor, proposal, now)) : result;
}

/* Once a sitting: nobody is worn down by being asked again and again. */
static enum result check_once(
    struct store *store, const struct proposal_row *row, enum question_kind kind, int64_t stop, int64_t now)
{
    int64_t began =
        db_number(store, now, "SELECT began FROM room_item WHERE meeting = ? AND item = ?", row->meeting, row->item);
    if (db_number(store, 0,
            "SELECT 1 FROM question WHERE proposal = ? AND kind = ? AND stop_asked = ? AND closed >= ? AND outcome >= 0 LIMIT 1",
            row->id, kind, stop, began) == 0)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED, _("That was asked in this meeting already."));
}

/* --- does a stop stand? --- */

static enum result put_stop(struct store *store, const struct actor *actor, int64_t stop, int64_t now)
{
    struct proposal_row row;
    enum result result = question_ready(store, actor, stop_proposal(store, stop), now, QUESTION_STOP, &row);
    if (result == RESULT_NOT_FOUND)
        return stop_not_found(store);
    if (result == RESULT_OK)
        result = stop_check_ask(store, actor, stop, now);
    if (result == RESULT_OK)
        result = check_once(store, &row, QUESTION_STOP, stop, now);
    return result == RESULT_OK ? open_question(store, actor, &row, QUESTION_STOP, stop, now) : result;
}

enum result question_ask_stop(struct store *store, const struct actor *actor, int64_t stop, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, put_stop(store, actor, stop, now)) : result;
}

/* --- two thirds --- */

static enum result check_two_thirds(struct store *store, const struct proposal_row *row, int64_t now)
{
    int sittings = proposal_sittings(store, row->id);
    if (row->about == ITEM_PERSON || row->about == ITEM_RULES)
        return db_refuse(store, RESULT_REFUSED,
            _("Matters about a person or the rules are never decided like this, however often we met."));
    if (sittings < SITTINGS)
        return db_refuse(store, RESULT_REFUSED,
            _("It can be decided like this only after three sittings without consensus, 7 days apart at least. There were %d."),
            sittings);
    if (!proposal_may_two_thirds(store, row->id, row->item, row->about, now))
        return db_refuse(store, RESULT_REFUSED,
            _("A stop of the women's caucus stands, about the safety of its members. No vote can override it: change the text."));
    return RESULT_OK;
}

static enum result put_two_thirds(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    struct proposal_row row;
    enum result result = question_ready(store, actor, proposal, now, QUESTION_TWO_THIRDS, &row);
    if (result == RESULT_OK)
        result = check_two_thirds(store, &row, now);
    if (result == RESULT_OK)
        result = check_once(store, &row, QUESTION_TWO_THIRDS, 0, now);
    return result == RESULT_OK ? open_question(store, actor, &row, QUESTION_TWO_THIRDS, 0, now) : result;
}

enum result proposal_two_thirds(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, put_two_thirds(store, actor, proposal, now)) : result;
}

/* --- closing --- */

/* Nothing is decided by a question that the end of a meeting interrupts (RULES 1.7). */
void questions_end_with(struct store *store, int64_t meeting, enum proposal_state state, int64_t now)
{
#define QUESTIONS_OF                                                                                                   \
    " WHERE question IN (SELECT q.id FROM question q JOIN proposal p ON p.id = q.proposal WHERE p.meeting = ?)"
    db_run(store, "DELETE FROM question_present" QUESTIONS_OF, meeting);
    db_run(store, "DELETE FROM question_paper" QUESTIONS_OF, meeting);
    db_run(store, "DELETE FROM question_typed" QUESTIONS_OF, meeting);
#undef QUESTIONS_OF
    /* Answers are hidden until a question is closed: these never will be. */
    db_run(store,
        "DELETE FROM position WHERE question IN (SELECT q.id FROM question q JOIN proposal p ON p.id = q.proposal"
        " WHERE p.meeting = ? AND q.closed = 0)",
        meeting);
    db_run(store,
        "UPDATE question SET closed = ? WHERE closed = 0 AND proposal IN (SELECT id FROM proposal WHERE meeting = ?)",
        now, meeting);
    db_run(store,
        "UPDATE proposal SET state = ?1, small_until = 0, ended = ?2 WHERE meeting = ?3"
        " AND state IN (" SQL_PROPOSAL_OPEN ", " SQL_PROPOSAL_TESTED ")",
        state, state == PROPOSAL_OPEN ? (int64_t)0 : now, meeting);
}

/* A stop holds from its key, also when its owner is gone by now. Whoever answered otherwise answered her earlier one.
 */
static void carry_stops_over(struct store *store, const struct proposal_row *row, int64_t question, int64_t now)
{
    db_run(store,
        "UPDATE stop SET answered = ?1 WHERE item = ?2 AND answered = 0 AND waits = 0 AND member > 0 AND member IN"
        " (SELECT member FROM position WHERE question = ?3)",
        now, row->item, question);
    db_run(store,
        "INSERT INTO stop (item, proposal, version, member, at, named, body) SELECT ?1, ?2, ?3, member, at, named, body"
        " FROM position WHERE question = ?4 AND answer = " SQL_POSITION_STOP
        " ORDER BY random()", /* their numbers do not tell who answered first */
        row->item, row->id, row->version, question);
}

/* Text that was stopped, and on which a stop stands still, stays stopped. */
static void set_state_by_stops(struct store *store, const struct proposal_row *row, int64_t now)
{
    bool stopped =
        db_number(store, 0,
            "SELECT count(*) FROM stop WHERE item = ?1 AND proposal = ?2 AND version = ?3 AND " STOP_STANDS("?4"),
            row->item, row->id, row->version, now) > 0;
    proposal_set_state(store, row->id, stopped ? PROPOSAL_STOPPED : PROPOSAL_OPEN, now);
}

/* What the result does. */
static enum result follow(struct store *store, const struct actor *actor, const struct proposal_row *row,
    const struct counting *counting, enum majority_outcome outcome, int64_t now)
{
    if (counting->kind == QUESTION_STOP) {
        if (outcome == MAJORITY_PASSES)
            db_run(store, "UPDATE stop SET set_aside = ? WHERE id = ?", now, counting->stop);
        set_state_by_stops(store, row, now);
        return db_outcome(store);
    }
    if (outcome == MAJORITY_PASSES)
        return question_pass(store, actor, row, counting->question, now);
    if (counting->kind == QUESTION_TWO_THIRDS && proposal_stops_standing(store, row->item, 0, now) > 0)
        outcome = MAJORITY_STOPPED;
    proposal_set_state(store, row->id, outcome == MAJORITY_STOPPED ? PROPOSAL_STOPPED : PROPOSAL_RETURNED, now);
    return db_outcome(store);
}

static enum result keep_result(struct store *store, const struct actor *actor, const struct proposal_row *row,
    const struct counting *counting, int64_t now)
{
    char numbers[240];
    const struct majority_answers *answers = &counting->answers;
    struct majority_test test = question_result(counting->kind, counting->shares, answers, counting->no);
    db_run(store,
        "UPDATE question SET closed = ?, outcome = ?, present = ?, yes = ?, but = ?, aside = ?, stop = ?, standing = ?,"
        " no = ? WHERE id = ?",
        now, test.outcome, answers->present, answers->yes, answers->yes_but, answers->aside, answers->stop,
        answers->standing, counting->no, counting->question);
    db_run(store, "DELETE FROM question_present WHERE question = ?", counting->question);
    snprintf(numbers, sizeof numbers,
        "{\"present\":%lld,\"yes\":%lld,\"but\":%lld,\"aside\":%lld,\"stop\":%lld,\"standing\":%lld,\"no\":%lld,"
        "\"kind\":%d,\"outcome\":%d}",
        (long long)answers->present, (long long)answers->yes, (long long)answers->yes_but, (long long)answers->aside,
        (long long)answers->stop, (long long)answers->standing, (long long)counting->no, (int)counting->kind,
        (int)test.outcome);
    enum result result = proposal_book(store, actor, row->unit, LEDGER_QUESTION_CLOSED, row->id, numbers, now);
    if (result == RESULT_OK)
        result = proposal_tell(store, actor, row, ROOM_TEST_CLOSED, row->id, 0, now);
    return result == RESULT_OK ? follow(store, actor, row, counting, test.outcome, now) : result;
}

static int64_t open_question_of(struct store *store, int64_t proposal, struct counting *out)
{
    sqlite3_stmt *row = db_query(
        store, "SELECT id, kind, stop_asked, needs, buts FROM question WHERE proposal = ? AND closed = 0", proposal);
    if (db_step(store, row)) {
        out->question = sqlite3_column_int64(row, 0);
        out->kind = (enum question_kind)sqlite3_column_int(row, 1);
        out->stop = sqlite3_column_int64(row, 2);
        out->shares = (struct question_shares) { sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4) };
    }
    db_done(store, row);
    return out->question;
}

/* Somebody who is present has not answered. */
static enum result check_silent(
    struct store *store, const struct proposal_row *row, const struct counting *counting, int64_t now)
{
    int table = 0, tables = table_not_done(store, row->meeting, counting->question, now, &table);
    int64_t opened = db_number(store, 0, "SELECT opened FROM question WHERE id = ?", counting->question);
    int64_t closes = db_number(store, 0, "SELECT closes FROM question WHERE id = ?", counting->question);
    int64_t from = question_closes(store, row->unit, opened, closes, tables);
    if (now >= from)
        return RESULT_OK;
    if (now >= closes)
        return db_refuse(store, RESULT_REFUSED,
            _("Table %d is not done yet. It can be closed once each table says \"done\", or in %d seconds."), table,
            (int)(from - now));
    return db_refuse(store, RESULT_REFUSED,
        ngettext("%d person has not answered yet: %s. It can be closed in %d seconds, or once all have answered.",
            "%d people have not answered yet: %s. It can be closed in %d seconds, or once all have answered.",
            (unsigned long)counting->silent),
        (int)counting->silent, counting->names, (int)(closes - now));
}

static enum result close_question(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t now)
{
    struct room_people people;
    struct counting counting = { 0 };
    int64_t question = open_question_of(store, row->id, &counting);
    enum result result = proposal_people_read(store, actor, row->meeting, now, &people);
    if (result == RESULT_OK)
        question_count(store, &people, &counting);
    proposal_people_free(&people);
    if (result != RESULT_OK)
        return result;
    if (counting.silent > 0 && (result = check_silent(store, row, &counting, now)) != RESULT_OK)
        return result;
    result = proposal_require_no_cut(store, row->meeting, question, now);
    if (result == RESULT_OK && counting.papers_missing)
        result = db_refuse(store, RESULT_REFUSED,
            _("The papers are not counted yet: two note-takers of two homes type how many there are of each."));
    if (result != RESULT_OK)
        return result;
    question_paper_close(store, question, now);
    if (counting.kind == QUESTION_CONSENT)
        carry_stops_over(store, row, question, now);
    counting.answers.standing = proposal_stops_standing(store, row->item, 0, now);
    return keep_result(store, actor, row, &counting, now);
}

static enum result close(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    struct proposal_row row;
    struct room room = { 0 };
    enum result result = proposal_row_get(store, actor, proposal, &row);
    if (result == RESULT_OK)
        result = proposal_chair_get(store, actor, row.meeting, row.item, now, &room);
    if (result != RESULT_OK)
        return result;
    bool small = row.state == PROPOSAL_OPEN && row.small_until != 0;
    if (!small && row.state != PROPOSAL_TESTED)
        return db_refuse(store, RESULT_CONFLICT,
            _("No question is open on that proposal. First the chair puts it; then you can answer."));
    result = proposal_require_enough(store, &room, now);
    if (result != RESULT_OK)
        return result;
    return small ? small_close(store, actor, &row, now) : close_question(store, actor, &row, now);
}

enum result proposal_test_close(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, close(store, actor, proposal, now)) : result;
}
