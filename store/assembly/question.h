/* question.h: what the files of the question share. Private to store/assembly/. RULES 4.5. */
#ifndef BBS_QUESTION_H
#define BBS_QUESTION_H

#include "store/assembly/proposal_row.h"

/* The fractions that it needs, as they are kept (fraction.h). */
struct question_shares {
    int64_t needs, buts;
};

struct counting {
    enum question_kind kind;
    int64_t question, stop; /* stop: the one that it is about */
    int64_t silent;         /* silent: present, and without an answer */
    char names[400];        /* of those: the chair reads them aloud (RULES 4.5) */
    struct majority_answers answers;
    int64_t no;                    /* to a question that is answered by yes or no */
    struct question_shares shares; /* as the unit had decided when it was put */
    int64_t papers;                /* how many answer on paper */
    bool papers_missing;           /* two of two homes have not typed the same yet */
};
/* Counts the answers to counting->question. RULES 4.5: who was present when it opened and is not gone; who dropped,
 * only if she answered. */
void question_count(struct store *store, const struct room_people *people, struct counting *counting);
/* Adds what was counted on paper. question_paper.c */
void question_paper_add(struct store *store, struct counting *counting);
/* What two of two homes typed the same, malloc'd; NULL: nothing yet. */
char *question_paper_agreed(struct store *store, int64_t question);
/* The question closes: words on paper become answers, and its list is emptied. Inside a write. */
void question_paper_close(struct store *store, int64_t question, int64_t now);
/* What the numbers come to, by the kind of question. answers->needs and answers->buts are not read. `no`: those that
 * say no. */
struct majority_test question_result(
    enum question_kind kind, struct question_shares shares, const struct majority_answers *answers, int64_t no);
/* As the unit has decided now. */
struct question_shares question_shares(struct store *store, int64_t unit, enum question_kind kind);

/* RULES 4.5: it stays open until each table is done, NUMBER_TABLES at most. tables: how many are not. */
int64_t question_closes(struct store *store, int64_t unit, int64_t opened, int64_t closes, int tables);

/* SQL: the columns of a row of question `q` that question_read() reads. */
#define QUESTION_NUMBERS(q)                                                                                            \
    " coalesce(" q ".kind, 0), coalesce(" q ".closed, 0), coalesce(" q ".outcome, -1), coalesce(" q ".present, 0),"    \
    " coalesce(" q ".yes, 0), coalesce(" q ".but, 0), coalesce(" q ".aside, 0), coalesce(" q ".stop, 0),"              \
    " coalesce(" q ".standing, 0), coalesce(" q ".no, 0), coalesce(" q ".needs, 0), coalesce(" q ".buts, 0)"
/* Reads them, from this column on, into what a closed question came to. */
void question_read(sqlite3_stmt *row, int first, struct proposal_test *out);

/* The meeting ends, or is adjourned: questions that are open are not counted, and their proposals, and those before the
 * room, are in this state. Inside a write. */
void questions_end_with(struct store *store, int64_t meeting, enum proposal_state state, int64_t now);

/* The proposal, and its open room, when the chair may put its question or send it the short road now. */
enum result question_ready(struct store *store, const struct actor *actor, int64_t proposal, int64_t now,
    enum question_kind kind, struct proposal_row *row);
/* A proposal passed. question 0: by the short road. Inside a write. */
enum result question_pass(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t question, int64_t now);
/* Ends the short road, when its time is over. small_matter.c; inside a write. */
enum result small_close(struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t now);

#endif
