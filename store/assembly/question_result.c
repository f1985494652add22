/* question_result.c: what a question came to, from its numbers, by its kind. RULES 4.5. */
#include "store/assembly/question.h"

#include "store/people/number_write.h"

struct question_shares question_shares(struct store *store, int64_t unit, enum question_kind kind)
{
    static const enum number needs[] = {
        [QUESTION_CONSENT] = NUMBER_YES, [QUESTION_STOP] = NUMBER_STOP, [QUESTION_TWO_THIRDS] = NUMBER_FALLBACK
    };
    return (struct question_shares) { .needs = number_value(store, unit, needs[kind]),
        .buts = number_value(store, unit, NUMBER_BUTS) };
}

struct majority_test question_result(
    enum question_kind kind, struct question_shares shares, const struct majority_answers *answers, int64_t no)
{
    struct majority_answers with_shares = *answers;
    switch (kind) {
    case QUESTION_STOP: /* these say that it names no shared aim and nobody's safety */
        return majority_share(fraction_read(shares.needs, false), no, answers->yes + no, answers->present);
    case QUESTION_TWO_THIRDS:
        return majority_share(fraction_read(shares.needs, false), answers->yes, answers->yes + no, answers->present);
    default:
        with_shares.needs = fraction_read(shares.needs, true);
        with_shares.buts = fraction_read(shares.buts, false);
        return majority_test(&with_shares);
    }
}

void question_read(sqlite3_stmt *row, int first, struct proposal_test *out)
{
    enum { KIND, CLOSED, OUTCOME, PRESENT, YES, BUT, ASIDE, STOP, STANDING, NO, NEEDS, BUTS };
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
    struct question_shares shares = { .needs = sqlite3_column_int64(row, first + NEEDS),
        .buts = sqlite3_column_int64(row, first + BUTS) };
    if (shares.needs == 0) /* there was no question: nothing is counted */
        shares = (struct question_shares) { FRACTION_KEPT(1, 2), FRACTION_KEPT(1, 3) };
    out->needs = (int)shares.needs;
    out->result = question_result(out->kind, shares, &answers, no);
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
