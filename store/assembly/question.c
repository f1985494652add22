/* question.c: puts the question to the room and closes it: the test of RULES 4.5, and the short road. */
#include <string.h>

#include "store/assembly/proposal_row.h"
#include "store/assembly/table_row.h"
#include "store/assembly/vote_row.h"

/* --- opening --- */

static enum result check_state(struct store *store, const struct proposal_row *row)
{
    if (row->state == PROPOSAL_TESTED)
        return store_refuse(store, RESULT_CONFLICT, _("The question is put already."));
    if (row->state == PROPOSAL_DECIDED)
        return store_refuse(store, RESULT_REFUSED, _("It is decided."));
    if (row->state == PROPOSAL_WITHDRAWN)
        return store_refuse(store, RESULT_REFUSED, _("That proposal was withdrawn."));
    if (row->state == PROPOSAL_STOPPED)
        return store_refuse(store, RESULT_REFUSED,
            _("A stop stands. Change the text (`amend %lld`), or ask whoever said it whether it is answered."),
            (long long)row->id);
    if (row->state == PROPOSAL_RETURNED)
        return store_refuse(store, RESULT_REFUSED,
            _("This text was answered already. Change it (`amend %lld`) before the question is put again."),
            (long long)row->id);
    return RESULT_OK;
}

static enum result check_reading(struct store *store, const struct proposal_row *row, int64_t now)
{
    int64_t wait = row->text_at + proposal_reading(store, row) - now;
    if (wait <= 0)
        return RESULT_OK;
    return store_refuse(store, RESULT_REFUSED,
        ngettext("The text is new. Read it aloud: the question can be put in %d second.",
            "The text is new. Read it aloud: the question can be put in %d seconds.", (unsigned long)wait),
        (int)wait);
}

/* The proposal, when the chair may put it to the room now. */
static enum result ready_to_put(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t now, struct proposal_row *row)
{
    struct room room = { 0 };
    enum result result = proposal_row_get(store, actor, proposal, row);
    if (result == RESULT_OK)
        result = proposal_chair_get(store, actor, row->meeting, row->item, now, &room);
    if (result == RESULT_OK)
        result = check_state(store, row);
    if (result == RESULT_OK && room.vote != 0)
        result = store_refuse(store, RESULT_CONFLICT, _("A vote is open in this room. Close it first."));
    if (result == RESULT_OK)
        result = check_reading(store, row, now);
    return result == RESULT_OK ? proposal_require_enough(store, &room, now) : result;
}

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

static enum result open_question(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t now)
{
    struct room_people people;
    enum result result = room_people_read(store, actor, row->meeting, now, &people);
    db_run(store, "INSERT INTO question (proposal, version, opened, closes) VALUES (?, ?, ?, ?)", row->id, row->version,
        now, now + proposal_reading(store, row) + number_of(store, row->unit, NUMBER_TEST));
    int64_t question = db_last_id(store), voters = note_present(store, row, question, &people, now);
    room_people_free(&people);
    if (result != RESULT_OK)
        return result;
    if (voters == 0)
        return store_refuse(store, RESULT_REFUSED, _("Nobody who is here may vote yet."));
    proposal_set_state(store, row->id, PROPOSAL_TESTED, now);
    result = proposal_tell(store, actor, row, ROOM_TEST_OPENED, row->id, question, now);
    return result == RESULT_OK ? proposal_book(store, actor, row->unit, LEDGER_QUESTION_PUT, row->id, NULL, now)
                               : result;
}

static enum result put(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    struct proposal_row row;
    enum result result = ready_to_put(store, actor, proposal, now, &row);
    if (result == RESULT_OK && row.small_until != 0)
        return store_refuse(store, RESULT_REFUSED,
            _("It is on the short road, as a small matter. \"Talk about it\" sends it the long road first."));
    return result == RESULT_OK ? open_question(store, actor, &row, now) : result;
}

enum result proposal_test_open(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, put(store, actor, proposal, now)) : result;
}

/* --- the short road --- */

static enum result put_small(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    struct proposal_row row;
    enum result result = ready_to_put(store, actor, proposal, now, &row);
    if (result != RESULT_OK)
        return result;
    if (row.about != ITEM_THINGS)
        return store_refuse(store, RESULT_REFUSED,
            _("That is no small matter: what is about people, tasks, money or the rules goes the long road."));
    if (db_number(store, 0, "SELECT 1 FROM effect WHERE proposal = ?", proposal) == 1)
        return store_refuse(
            store, RESULT_REFUSED, _("That is no small matter: what changes the house by itself goes the long road."));
    if (row.small_until != 0)
        return store_refuse(store, RESULT_CONFLICT, _("It is put as a small matter already."));
    if (stops_standing(store, row.item, 0, now) > 0)
        return store_refuse(store, RESULT_REFUSED, _("A stop stands: it is no small matter."));
    db_run(store, "UPDATE proposal SET small_until = ? WHERE id = ?", now + number_of(store, row.unit, NUMBER_SMALL),
        proposal);
    result = proposal_tell(store, actor, &row, ROOM_SMALL_MATTER, row.id, 0, now);
    return result == RESULT_OK ? proposal_book(store, actor, row.unit, LEDGER_QUESTION_PUT, row.id, NULL, now) : result;
}

enum result proposal_small(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, put_small(store, actor, proposal, now)) : result;
}

/* Nobody learns who wants to talk: the entry in the book bears no name. */
static enum result talk(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    struct proposal_row row;
    struct room room = { 0 };
    enum result result = proposal_row_in_room(store, actor, proposal, &row);
    if (result == RESULT_OK)
        result = proposal_room_get(store, actor, row.meeting, row.item, now, &room);
    if (result != RESULT_OK)
        return result;
    if (row.state != PROPOSAL_OPEN || row.small_until == 0)
        return store_refuse(store, RESULT_REFUSED, _("It is not on the short road."));
    db_run(store, "UPDATE proposal SET small_until = 0 WHERE id = ?", proposal);
    return proposal_book(store, NULL, row.unit, LEDGER_PROPOSAL_CHANGED, row.id, NULL, now);
}

enum result proposal_talk(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, talk(store, actor, proposal, now)) : result;
}

static enum result pass(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t question, int64_t now)
{
    proposal_set_state(store, row->id, PROPOSAL_DECIDED, now);
    enum result result = decision_make(store, actor, row, question, now);
    return result == RESULT_OK ? proposal_tell(store, actor, row, ROOM_DECIDED, row->id, 0, now) : result;
}

static enum result close_small(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t now)
{
    if (table_not_aloud(store, row->meeting, row->id, now) > 0)
        return store_refuse(store, RESULT_REFUSED,
            _("A table, or a helper, has not read it aloud yet. The two minutes begin when all have."));
    if (now < row->small_until)
        return store_refuse(store, RESULT_REFUSED,
            ngettext("%d second is left to say \"talk about it\".", "%d seconds are left to say \"talk about it\".",
                (unsigned long)(row->small_until - now)),
            (int)(row->small_until - now));
    enum result result = proposal_require_no_cut(store, row->meeting, 0, now);
    if (result != RESULT_OK)
        return result;
    db_run(store, "UPDATE proposal SET road = 1 WHERE id = ?", row->id);
    return pass(store, actor, row, 0, now);
}

/* --- closing --- */

struct counting {
    int64_t question, silent; /* silent: present, and without an answer */
    char names[400];          /* of those: the chair reads them aloud (RULES 4.5) */
    struct majority_answers answers;
};

static void add_silent(struct counting *counting, const struct room_person *person)
{
    enum { NAMED = 8 };
    size_t used = strlen(counting->names);
    if (counting->silent++ < NAMED)
        snprintf(counting->names + used, sizeof counting->names - used, "%s%s", used > 0 ? ", " : "", person->handle);
    else if (counting->silent == NAMED + 1)
        snprintf(counting->names + used, sizeof counting->names - used, " ...");
}

/* RULES 4.5: who was present when it opened and is not gone; who dropped, only if she answered. */
static void count_answers(struct store *store, const struct room_people *people, int64_t question, struct counting *out)
{
    *out = (struct counting) { .question = question };
    sqlite3_stmt *row = db_query(store,
        "SELECT e.member, coalesce(o.answer, 0) FROM question_present e"
        " LEFT JOIN position o ON o.question = e.question AND o.member = e.member WHERE e.question = ?",
        question);
    while (db_step(store, row)) {
        const struct room_person *person = room_people_find(people, sqlite3_column_int64(row, 0));
        enum position_answer answer = (enum position_answer)sqlite3_column_int(row, 1);
        if (person == NULL || (person->dropped && answer == POSITION_NONE))
            continue;
        out->answers.present++;
        if (answer == POSITION_NONE)
            add_silent(out, person);
        out->answers.yes += answer == POSITION_YES;
        out->answers.yes_but += answer == POSITION_BUT;
        out->answers.aside += answer == POSITION_ASIDE;
        out->answers.stop += answer == POSITION_STOP;
    }
    db_done(store, row);
}

/* A stop holds from its key, also when its owner is gone by now. Whoever answered otherwise answered her earlier one.
 */
static void carry_stops_over(struct store *store, const struct proposal_row *row, int64_t question, int64_t now)
{
    db_run(store,
        "UPDATE stop SET answered = ?1 WHERE item = ?2 AND answered = 0 AND member > 0 AND member IN"
        " (SELECT member FROM position WHERE question = ?3)",
        now, row->item, question);
    db_run(store,
        "INSERT INTO stop (item, proposal, version, member, at, named, body) SELECT ?1, ?2, ?3, member, at, named, body"
        " FROM position"
        " WHERE question = ?4 AND answer = " SQL_POSITION_STOP,
        row->item, row->id, row->version, question);
}

static enum result keep_result(struct store *store, const struct actor *actor, const struct proposal_row *row,
    struct counting *counting, int64_t now)
{
    char numbers[200];
    const struct majority_answers *answers = &counting->answers;
    struct majority_test test = majority_test(answers);
    db_run(store,
        "UPDATE question SET closed = ?, outcome = ?, present = ?, yes = ?, but = ?, aside = ?, stop = ?, standing = ?"
        " WHERE id = ?",
        now, test.outcome, answers->present, answers->yes, answers->yes_but, answers->aside, answers->stop,
        answers->standing, counting->question);
    db_run(store, "DELETE FROM question_present WHERE question = ?", counting->question);
    snprintf(numbers, sizeof numbers,
        "{\"present\":%lld,\"yes\":%lld,\"but\":%lld,\"aside\":%lld,\"stop\":%lld,\"standing\":%lld,\"outcome\":%d}",
        (long long)answers->present, (long long)answers->yes, (long long)answers->yes_but, (long long)answers->aside,
        (long long)answers->stop, (long long)answers->standing, (int)test.outcome);
    enum result result = proposal_book(store, actor, row->unit, LEDGER_QUESTION_CLOSED, row->id, numbers, now);
    if (result == RESULT_OK)
        result = proposal_tell(store, actor, row, ROOM_TEST_CLOSED, row->id, 0, now);
    if (result != RESULT_OK || test.outcome == MAJORITY_PASSES)
        return result == RESULT_OK ? pass(store, actor, row, counting->question, now) : result;
    proposal_set_state(store, row->id, test.outcome == MAJORITY_STOPPED ? PROPOSAL_STOPPED : PROPOSAL_RETURNED, now);
    return db_outcome(store);
}

/* RULES 4.5: it stays open until each table is done, as long as the unit decided at most
 * (NUMBER_TABLES). tables: how many are not. */
static int64_t closes_from(struct store *store, int64_t unit, int64_t opened, int64_t closes, int tables)
{
    int64_t latest = opened + number_of(store, unit, NUMBER_TABLES);
    return tables > 0 && closes < latest ? latest : closes;
}

/* Somebody who is present has not answered. */
static enum result check_silent(
    struct store *store, const struct proposal_row *row, const struct counting *counting, int64_t now)
{
    int table = 0, tables = table_not_done(store, row->meeting, counting->question, now, &table);
    int64_t opened = db_number(store, 0, "SELECT opened FROM question WHERE id = ?", counting->question);
    int64_t closes = db_number(store, 0, "SELECT closes FROM question WHERE id = ?", counting->question);
    int64_t from = closes_from(store, row->unit, opened, closes, tables);
    if (now >= from)
        return RESULT_OK;
    if (now >= closes)
        return store_refuse(store, RESULT_REFUSED,
            _("Table %d is not done yet. It can be closed once each table says \"done\", or in %d seconds."), table,
            (int)(from - now));
    return store_refuse(store, RESULT_REFUSED,
        ngettext("%d person has not answered yet: %s. It can be closed in %d seconds, or once all have answered.",
            "%d people have not answered yet: %s. It can be closed in %d seconds, or once all have answered.",
            (unsigned long)counting->silent),
        (int)counting->silent, counting->names, (int)(closes - now));
}

static enum result close_question(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t now)
{
    struct room_people people;
    struct counting counting;
    int64_t question = db_number(store, 0, "SELECT id FROM question WHERE proposal = ? AND closed = 0", row->id);
    enum result result = room_people_read(store, actor, row->meeting, now, &people);
    if (result == RESULT_OK)
        count_answers(store, &people, question, &counting);
    room_people_free(&people);
    if (result != RESULT_OK)
        return result;
    if (counting.silent > 0 && (result = check_silent(store, row, &counting, now)) != RESULT_OK)
        return result;
    result = proposal_require_no_cut(store, row->meeting, question, now);
    if (result != RESULT_OK)
        return result;
    carry_stops_over(store, row, question, now);
    counting.answers.standing = stops_standing(store, row->item, 0, now);
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
        return store_refuse(store, RESULT_CONFLICT, _("No question is open on that proposal."));
    result = proposal_require_enough(store, &room, now);
    if (result != RESULT_OK)
        return result;
    return small ? close_small(store, actor, &row, now) : close_question(store, actor, &row, now);
}

enum result proposal_test_close(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, close(store, actor, proposal, now)) : result;
}

/* --- reading --- */

static void read_result(sqlite3_stmt *row, struct proposal_test *out)
{
    struct majority_answers answers = { .present = sqlite3_column_int64(row, 6),
        .yes = sqlite3_column_int64(row, 7),
        .yes_but = sqlite3_column_int64(row, 8),
        .aside = sqlite3_column_int64(row, 9),
        .stop = sqlite3_column_int64(row, 10),
        .standing = sqlite3_column_int64(row, 11) };
    out->result = majority_test(&answers);
    out->positions[POSITION_NONE] = answers.present - out->result.answers;
    out->positions[POSITION_YES] = answers.yes;
    out->positions[POSITION_BUT] = answers.yes_but;
    out->positions[POSITION_ASIDE] = answers.aside;
    out->positions[POSITION_STOP] = answers.stop;
    out->answered = (int)out->result.answers;
    out->silent = (int)out->positions[POSITION_NONE];
    out->counted = sqlite3_column_int(row, 5) >= 0;
}

/* Only how many have answered; what, only she herself knows of hers. */
static enum result read_open(struct store *store, const struct actor *actor, const struct proposal_row *row,
    int64_t now, struct proposal_test *out)
{
    struct room room = { 0 };
    struct room_people people;
    struct counting counting;
    int table = 0;
    enum result result = room_get(store, actor, row->meeting, now, &room);
    if (result == RESULT_OK)
        result = room_people_read(store, actor, row->meeting, now, &people);
    if (result != RESULT_OK)
        return result;
    count_answers(store, &people, out->id, &counting);
    room_people_free(&people);
    out->silent = (int)counting.silent;
    out->answered = (int)(counting.answers.present - counting.silent);
    out->may_answer =
        room.way != ROOM_AWAY && db_number(store, 0, "SELECT 1 FROM question_present WHERE question = ? AND member = ?",
                                     out->id, actor->member) != 0;
    out->tables = table_not_done(store, row->meeting, out->id, now, &table);
    out->may_close =
        room.is_chair && room.enough && (out->silent == 0 || now >= closes_from(store, row->unit, out->opened, out->closes, out->tables));
    return RESULT_OK;
}

static enum result read_test(struct store *store, const struct actor *actor, const struct proposal_row *proposal,
    int64_t now, struct proposal_test *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT id, opened, closes, closed, version, outcome, present, yes, but, aside, stop, standing FROM question"
        " WHERE proposal = ? ORDER BY id DESC LIMIT 1",
        proposal->id);
    bool found = db_step(store, row);
    if (found) {
        *out = (struct proposal_test) {
            .id = sqlite3_column_int64(row, 0),
            .opened = sqlite3_column_int64(row, 1),
            .closes = sqlite3_column_int64(row, 2),
            .closed = sqlite3_column_int64(row, 3),
            .version = sqlite3_column_int(row, 4),
        };
        if (out->closed != 0)
            read_result(row, out);
    }
    db_done(store, row);
    if (!found)
        return store_refuse(store, RESULT_NOT_FOUND, _("The question was not put yet."));
    if (actor->kind != ACTOR_TABLE) /* at a table others look on */
        out->mine = (enum position_answer)db_number(store, POSITION_NONE,
            "SELECT answer FROM position WHERE question = ? AND member = ?", out->id, actor->member);
    return out->closed != 0 ? RESULT_OK : read_open(store, actor, proposal, now, out);
}

enum result proposal_test_get(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t now, struct proposal_test *out)
{
    struct proposal_row row;
    *out = (struct proposal_test) { 0 };
    reading_begin(store);
    enum result result = proposal_row_in_room(store, actor, proposal, &row);
    if (result == RESULT_OK)
        result = read_test(store, actor, &row, now, out);
    enum result end = reading_end(store);
    return result != RESULT_OK ? result : end;
}
