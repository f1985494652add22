/* question_sheet.h: what a note-taker typed of the papers of a question, line by line. Private to store/assembly/. */
#ifndef BBS_QUESTION_SHEET_H
#define BBS_QUESTION_SHEET_H

#include "store/assembly/proposal_row.h"

enum { SHEET_LINES = 60 };

struct paper_line { /* "12 yes", "but Who minds the children?", "stop lerato It breaks the quiet" */
    enum position_answer answer;
    int64_t count, owner; /* owner: whose stop it is */
    char handle[HANDLE_BYTES];
    char *text;     /* "" when it has none */
    char *compared; /* the whole line, in small letters and digits alone */
};
struct paper_sheet {
    struct paper_line line[SHEET_LINES]; /* equal ones without words together, in one order whoever typed them */
    size_t count;
};
/* Reads lines; also after a failure the caller frees with question_sheet_free(). RESULT_INVALID with a sentence. */
enum result question_sheet_read(struct store *store, int64_t question, const char *lines, struct paper_sheet *sheet);
void question_sheet_free(struct paper_sheet *sheet);
int64_t question_sheet_sum(const struct paper_sheet *sheet); /* papers */
/* malloc'd: as it is typed; or, `compared`, by which two of them are known as the same. */
char *question_sheet_write(const struct paper_sheet *sheet, bool compared);

#endif
