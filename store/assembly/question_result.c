/* question_result.c: what a question came to, from its numbers, by its kind. RULES 4.5. */
#include "store/assembly/question.h"

struct majority_test question_result(enum question_kind kind, const struct majority_answers *answers, int64_t no)
{
    switch (kind) {
    case QUESTION_STOP: /* these say that it names no shared aim and nobody's safety */
        return majority_share(MAJORITY_TWO_THIRDS, no, answers->yes + no, answers->present);
    case QUESTION_TWO_THIRDS:
        return majority_share(MAJORITY_TWO_THIRDS, answers->yes, answers->yes + no, answers->present);
    default:
        return majority_test(answers);
    }
}

void question_read(sqlite3_stmt *row, int first, struct proposal_test *out)
{
    enum { KIND, CLOSED, OUTCOME, PRESENT, YES, BUT, ASIDE, STOP, STANDING, NO };
    struct majority_answers answers = { .present = sqlite3_column_int64(row, first + PRESENT),
        .yes = sqlite3_column_int64(row, first + YES),
        .yes_but = sqlite3_column_int64(row, first + BUT),
        .aside = sqlite3_column_int64(row, first + ASIDE),
        .stop = sqlite3_column_int64(row, first + STOP),
        .standing = sqlite3_column_int64(row, first + STANDING) };
    int64_t no = sqlite3_column_int64(row, first + NO);
    out->kind = (enum question_kind)sqlite3_column_int(row, first + KIND);
    out->closed = sqlite3_column_int64(row, first + CLOSED);
    out->counted = sqlite3_column_int(row, first + OUTCOME) >= 0;
    out->result = question_result(out->kind, &answers, no);
    out->positions[POSITION_NONE] = answers.present - out->result.answers;
    out->positions[POSITION_YES] = answers.yes;
    out->positions[POSITION_BUT] = answers.yes_but;
    out->positions[POSITION_ASIDE] = answers.aside;
    out->positions[POSITION_STOP] = answers.stop;
    out->positions[POSITION_NO] = no;
    out->answered = (int)out->result.answers;
    out->silent = (int)out->positions[POSITION_NONE];
}

int64_t question_closes(struct store *store, int64_t unit, int64_t opened, int64_t closes, int tables)
{
    int64_t latest = opened + number_of(store, unit, NUMBER_TABLES);
    return tables > 0 && closes < latest ? latest : closes;
}
