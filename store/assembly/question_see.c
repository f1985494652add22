/* question_see.c: counts the answers to a question, and reads it: while it is open, and what it came to. RULES 4.5. */
#include <string.h>

#include "store/assembly/question.h"
#include "store/assembly/table_row.h"

/* --- counting --- */

static void add_silent(struct counting *counting, const struct room_person *person)
{
    enum { NAMED = 8 };
    size_t used = strlen(counting->names);
    if (counting->silent++ < NAMED)
        snprintf(counting->names + used, sizeof counting->names - used, "%s%s", used > 0 ? ", " : "", person->handle);
    else if (counting->silent == NAMED + 1)
        snprintf(counting->names + used, sizeof counting->names - used, " ...");
}

void question_count(struct store *store, const struct room_people *people, struct counting *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT e.member, coalesce(o.answer, 0) FROM question_present e"
        " LEFT JOIN position o ON o.question = e.question AND o.member = e.member WHERE e.question = ?1"
        " AND NOT EXISTS (SELECT 1 FROM question_paper p WHERE p.question = ?1 AND p.member = e.member)",
        out->question);
    while (db_step(store, row)) {
        const struct room_person *person = proposal_people_find(people, sqlite3_column_int64(row, 0));
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
        out->no += answer == POSITION_NO;
    }
    db_done(store, row);
    question_paper_add(store, out);
}

/* --- reading --- */

/* Only how many have answered; what, only she herself knows of hers. */
static enum result read_open(struct store *store, const struct actor *actor, const struct proposal_row *row,
    int64_t now, struct proposal_test *out)
{
    struct room room = { 0 };
    struct room_people people;
    struct counting counting = { .question = out->id };
    int table = 0;
    enum result result = room_get(store, actor, row->meeting, now, &room);
    if (result == RESULT_OK)
        result = proposal_people_read(store, actor, row->meeting, now, &people);
    if (result != RESULT_OK)
        return result;
    question_count(store, &people, &counting);
    proposal_people_free(&people);
    out->silent = (int)counting.silent;
    out->on_paper = (int)counting.papers;
    out->papers_missing = counting.papers_missing;
    out->answered = (int)(counting.answers.present - counting.silent - (counting.papers_missing ? counting.papers : 0));
    out->may_answer = room.way != ROOM_AWAY &&
                      db_number(store, 0,
                          "SELECT 1 FROM question_present e WHERE e.question = ?1 AND e.member = ?2 AND NOT EXISTS"
                          " (SELECT 1 FROM question_paper p WHERE p.question = ?1 AND p.member = ?2)",
                          out->id, actor->member) != 0;
    out->tables = table_not_done(store, row->meeting, out->id, now, &table);
    out->may_close =
        room.is_chair && room.enough && !out->papers_missing &&
        (out->silent == 0 || now >= question_closes(store, row->unit, out->opened, out->closes, out->tables));
    return RESULT_OK;
}

/* `closed`: when it was closed; 0: the last one. */
static enum result read_test(struct store *store, const struct actor *actor, const struct proposal_row *proposal,
    int64_t closed, int64_t now, struct proposal_test *out)
{
    enum { FIRST = 5 };
    sqlite3_stmt *row = db_query(store,
        "SELECT id, opened, closes, version, stop_asked," QUESTION_NUMBERS(
            "question") " FROM question WHERE proposal = ?1 AND ?2 IN (0, closed) ORDER BY id DESC LIMIT 1",
        proposal->id, closed);
    bool found = db_step(store, row);
    if (found) {
        *out = (struct proposal_test) {
            .id = sqlite3_column_int64(row, 0),
            .opened = sqlite3_column_int64(row, 1),
            .closes = sqlite3_column_int64(row, 2),
            .version = sqlite3_column_int(row, 3),
            .stop = sqlite3_column_int64(row, 4),
        };
        question_read(row, FIRST, out);
    }
    db_done(store, row);
    if (!found)
        return db_refuse(store, RESULT_NOT_FOUND, _("The question was not put yet."));
    if (actor->kind != ACTOR_TABLE) /* at a table others look on */
        out->mine = (enum position_answer)db_number(store, POSITION_NONE,
            "SELECT answer FROM position WHERE question = ? AND member = ?", out->id, actor->member);
    bool counts = out->closed == 0 && (actor->kind == ACTOR_TABLE || actor_belongs(actor, proposal->unit));
    return counts ? read_open(store, actor, proposal, now, out) : RESULT_OK; /* a reader waits for the result */
}

static enum result get_test(struct store *store, const struct actor *actor, int64_t proposal, int64_t closed,
    int64_t now, struct proposal_test *out)
{
    struct proposal_row row;
    *out = (struct proposal_test) { 0 };
    db_reading_begin(store);
    enum result result = proposal_row_to_read(store, actor, proposal, &row);
    if (result == RESULT_OK)
        result = read_test(store, actor, &row, closed, now, out);
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

enum result proposal_test_get(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t now, struct proposal_test *out)
{
    return get_test(store, actor, proposal, 0, now, out);
}

enum result proposal_test_closed_at(struct store *store, const struct actor *actor, int64_t proposal, int64_t closed,
    int64_t now, struct proposal_test *out)
{
    return get_test(store, actor, proposal, closed, now, out);
}
