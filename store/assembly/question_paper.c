/*
 * question_paper.c: the question on paper (RULES 1.7, 1.8, 4.5): who has a paper, and what two note-takers counted. A
 * meeting that goes on in the dark is typed in by it later.
 */
#include <stdlib.h>
#include <string.h>

#include "store/assembly/papers_row.h"
#include "store/assembly/question.h"
#include "store/assembly/question_sheet.h"
#include "store/assembly/room_row.h"
#include "store/people/people.h"

/* --- who counts --- */

static bool is_listed(struct store *store, int64_t question, int64_t member)
{
    return db_number(store, 0, "SELECT 1 FROM question_present WHERE question = ? AND member = ?", question, member) ==
           1;
}

static int64_t question_of(struct store *store, int64_t proposal)
{
    return db_number(store, 0, "SELECT id FROM question WHERE proposal = ? AND closed = 0", proposal);
}

static enum result require_counter(struct store *store, const struct actor *actor, int64_t proposal, int64_t now,
    struct proposal_row *row, int64_t *question)
{
    struct room_row room;
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = proposal_row_get(store, actor, proposal, row);
    if (result != RESULT_OK)
        return result;
    *question = question_of(store, proposal);
    if (*question == 0)
        return db_refuse(store, RESULT_CONFLICT,
            _("No question is open on that proposal. The chair puts it, and then the papers are typed in."));
    if (row->mover == actor->member)
        return db_refuse(
            store, RESULT_REFUSED, _("Two others count the papers: whoever brought this before the meeting may not."));
    if (!is_listed(store, *question, actor->member))
        return db_refuse(store, RESULT_REFUSED, _("Papers are counted by people who may answer this question."));
    return room_require(store, actor, row->meeting, now, ROOM_NEEDS_LINE, &room);
}

/* --- the list --- */

static int64_t ticked(struct store *store, int64_t question)
{
    return db_number(store, 0, "SELECT count(*) FROM question_paper WHERE question = ?", question);
}

static enum result tick_one(struct store *store, const struct actor *actor, int64_t question, int64_t member, bool on)
{
    if (!is_listed(store, question, member))
        return db_refuse(
            store, RESULT_NOT_FOUND, _("Nobody of that name is among those who may answer this question."));
    if (on && member == actor->member)
        return db_refuse(store, RESULT_REFUSED, _("Nobody ticks themselves: another note-taker does."));
    if (on && db_number(store, 0, "SELECT 1 FROM position WHERE question = ? AND member = ?", question, member) == 1)
        return db_refuse(store, RESULT_CONFLICT, _("They have answered already, without a paper."));
    return db_run(store,
        on ? "INSERT OR IGNORE INTO question_paper VALUES (?, ?)"
           : "DELETE FROM question_paper WHERE question = ? AND member = ?",
        question, member);
}

/* In the dark all of them answered on paper: whoever has no answer, but her who ticks. */
static enum result tick_all(struct store *store, const struct actor *actor, int64_t question)
{
    return db_run(store,
        "INSERT OR IGNORE INTO question_paper SELECT e.question, e.member FROM question_present e WHERE e.question = ?1"
        " AND e.member <> ?2 AND NOT EXISTS (SELECT 1 FROM position o WHERE o.question = ?1 AND o.member = e.member)",
        question, actor->member);
}

static enum result tick(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t member, bool on, int64_t now)
{
    struct proposal_row row;
    int64_t question;
    enum result result = require_counter(store, actor, proposal, now, &row, &question);
    if (result != RESULT_OK)
        return result;
    int64_t before = ticked(store, question);
    result = member == 0 && on ? tick_all(store, actor, question) : tick_one(store, actor, question, member, on);
    if (result != RESULT_OK || ticked(store, question) == before)
        return result;
    /* What was counted was of another number of papers. */
    db_run(store, "DELETE FROM question_typed WHERE question = ?", question);
    return proposal_wake(store, row.meeting);
}

enum result question_paper_tick(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t member, bool on, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, tick(store, actor, proposal, member, on, now)) : result;
}

/* --- the counts --- */

char *question_paper_agreed(struct store *store, int64_t question)
{
    char *agreed = NULL;
    sqlite3_stmt *row = db_query(store,
        "SELECT counts, min(member) FROM question_typed WHERE question = ? GROUP BY compared"
        " HAVING count(DISTINCT home) >= 2 LIMIT 2",
        question);
    if (db_step(store, row))
        agreed = xstrdup(db_text(row, 0));
    bool others_agree_on_another = agreed != NULL && db_step(store, row);
    db_done(store, row);
    if (!others_agree_on_another)
        return agreed;
    free(agreed);
    return NULL;
}

static enum result check_sheet(struct store *store, int64_t question, const struct paper_sheet *sheet)
{
    int64_t papers = ticked(store, question), sum = question_sheet_sum(sheet);
    bool consensus = db_number(store, 0, "SELECT kind FROM question WHERE id = ?", question) == QUESTION_CONSENT;
    for (size_t i = 0; i < sheet->count; i++) {
        enum position_answer answer = sheet->line[i].answer;
        if (consensus ? answer == POSITION_NO : answer != POSITION_YES && answer != POSITION_NO)
            return db_refuse(store, RESULT_INVALID,
                consensus ? _("Answer: yes, but, aside, or stop.") : _("This question is answered by yes or no."));
    }
    if (sum > papers)
        return db_refuse(store, RESULT_INVALID,
            _("That is %lld papers, and %lld people are ticked as answering on paper. Tick them first, or count again."),
            (long long)sum, (long long)papers);
    return sum > 0 ? RESULT_OK
                   : db_refuse(store, RESULT_INVALID, _("Type how many papers say what, as in \"12 yes\"."));
}

static enum result keep_sheet(
    struct store *store, const struct actor *actor, int64_t question, const struct paper_sheet *sheet, bool *agreed)
{
    char *counts = question_sheet_write(sheet, false), *compared = question_sheet_write(sheet, true);
    db_run(store,
        "INSERT INTO question_typed SELECT ?1, m.id, " HOME_KEY(
            "m") ", ?3, ?4 FROM member m WHERE m.id = ?2"
                 " ON CONFLICT DO UPDATE SET counts = ?3, compared = ?4",
        question, actor->member, counts, compared);
    free(counts);
    free(compared);
    char *same = question_paper_agreed(store, question);
    *agreed = same != NULL;
    free(same);
    return db_outcome(store);
}

static enum result type_counts(
    struct store *store, const struct actor *actor, int64_t proposal, const char *lines, int64_t now, bool *agreed)
{
    struct proposal_row row;
    struct paper_sheet *sheet = xcalloc(1, sizeof *sheet);
    int64_t question;
    enum result result = require_counter(store, actor, proposal, now, &row, &question);
    if (result == RESULT_OK)
        result = question_sheet_read(store, question, lines, sheet);
    if (result == RESULT_OK)
        result = check_sheet(store, question, sheet);
    if (result == RESULT_OK)
        result = keep_sheet(store, actor, question, sheet, agreed);
    question_sheet_free(sheet);
    free(sheet);
    return result == RESULT_OK ? proposal_wake(store, row.meeting) : result;
}

enum result question_paper_count(
    struct store *store, const struct actor *actor, int64_t proposal, const char *lines, int64_t now, bool *agreed)
{
    char *clean = NULL;
    *agreed = false;
    enum result result = db_clean_text(store, lines, false, QUESTION_PAPER_MAX, &clean);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, type_counts(store, actor, proposal, clean, now, agreed));
    free(clean);
    return result;
}

/* --- for counting and closing --- */

void question_paper_add(struct store *store, struct counting *counting)
{
    struct paper_sheet *sheet = xcalloc(1, sizeof *sheet);
    int64_t papers = ticked(store, counting->question);
    char *agreed = papers > 0 ? question_paper_agreed(store, counting->question) : NULL;
    counting->papers = papers;
    counting->papers_missing = papers > 0 && agreed == NULL;
    counting->answers.present += papers;
    if (agreed != NULL && question_sheet_read(store, counting->question, agreed, sheet) == RESULT_OK)
        for (size_t i = 0; i < sheet->count; i++) {
            int64_t count = sheet->line[i].count;
            enum position_answer answer = sheet->line[i].answer;
            counting->answers.yes += answer == POSITION_YES ? count : 0;
            counting->answers.yes_but += answer == POSITION_BUT ? count : 0;
            counting->answers.aside += answer == POSITION_ASIDE ? count : 0;
            counting->answers.stop += answer == POSITION_STOP ? count : 0;
            counting->no += answer == POSITION_NO ? count : 0;
        }
    question_sheet_free(sheet);
    free(sheet);
    free(agreed);
}

/* What has words becomes an answer as others are: a stop is its owner's, the rest is nobody's. */
void question_paper_close(struct store *store, int64_t question, int64_t now)
{
    struct paper_sheet *sheet = xcalloc(1, sizeof *sheet);
    char *agreed = question_paper_agreed(store, question);
    if (agreed != NULL && question_sheet_read(store, question, agreed, sheet) == RESULT_OK) {
        db_run(store, "UPDATE question SET papers = ? WHERE id = ?", question_sheet_sum(sheet), question);
        for (size_t i = 0; i < sheet->count; i++) {
            const struct paper_line *line = &sheet->line[i];
            if (line->text[0] != '\0' || line->owner != 0)
                db_run(store,
                    "INSERT INTO position (question, member, answer, at, named, body) VALUES (?1, ?2, ?3, ?4, 0, ?5)"
                    " ON CONFLICT (question, member) WHERE member > 0 DO UPDATE SET answer = ?3, body = ?5",
                    question, line->owner, line->answer, now, line->text);
        }
    }
    question_sheet_free(sheet);
    free(sheet);
    free(agreed);
    db_run(store, "DELETE FROM question_paper WHERE question = ?", question);
    db_run(store, "DELETE FROM question_typed WHERE question = ?", question);
}

/* --- seeing --- */

static void read_typists(struct store *store, int64_t question, int64_t actor, struct papers *out)
{
    char *mine = NULL, *compared = NULL;
    sqlite3_stmt *row = db_query(
        store, "SELECT counts, compared FROM question_typed WHERE question = ? AND member = ?", question, actor);
    if (db_step(store, row)) {
        mine = xstrdup(db_text(row, 0));
        compared = xstrdup(db_text(row, 1));
    }
    db_done(store, row);
    out->mine = mine != NULL;
    row = db_query(store,
        "SELECT t.member, " HANDLE_OF(
            "t.member") ", coalesce(b.label, ''), t.counts, t.compared FROM question_typed t"
                        " JOIN member m ON m.id = t.member LEFT JOIN household b ON b.id = m.household WHERE t.question = ?1"
                        " ORDER BY t.member <> ?2, t.member",
        question, actor);
    while (db_step(store, row)) {
        bool same = compared != NULL && strcmp(compared, db_text(row, 4)) == 0;
        papers_add_typist(out, row, actor, same);
        if (mine != NULL && !same)
            papers_tell_difference(out, &(struct paper_lines) { mine, compared },
                &(struct paper_lines) { db_text(row, 3), db_text(row, 4) });
    }
    db_done(store, row);
    free(mine);
    free(compared);
}

static void read_papers(struct store *store, const struct actor *actor, const struct proposal_row *row,
    int64_t question, struct papers *out)
{
    struct paper_sheet *sheet = xcalloc(1, sizeof *sheet);
    char *agreed = question_paper_agreed(store, question);
    out->ticked = (int)ticked(store, question);
    out->agreed = agreed != NULL;
    if (agreed != NULL && question_sheet_read(store, question, agreed, sheet) == RESULT_OK)
        out->counted = question_sheet_sum(sheet);
    read_typists(store, question, actor->member, out);
    out->may = actor->kind == ACTOR_MEMBER && actor->hand == 0 && row->mover != actor->member &&
               is_listed(store, question, actor->member);
    question_sheet_free(sheet);
    free(sheet);
    free(agreed);
}

enum result question_paper_get(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t now, struct papers *out)
{
    struct proposal_row row;
    (void)now;
    *out = (struct papers) { 0 };
    db_reading_begin(store);
    enum result result = proposal_row_in_room(store, actor, proposal, &row);
    int64_t question = result == RESULT_OK ? question_of(store, proposal) : 0;
    if (result == RESULT_OK && question == 0)
        result = db_refuse(store, RESULT_CONFLICT,
            _("No question is open on that proposal. The chair puts it, and then the papers are typed in."));
    if (result == RESULT_OK)
        read_papers(store, actor, &row, question, out);
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}
