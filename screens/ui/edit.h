/*
 * edit.h: the text that is being written: a buffer, a cursor, undo. Knows no terminal. Positions are byte offsets on
 * grapheme boundaries.
 */
#ifndef BBS_EDIT_H
#define BBS_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"
#include "util.h"

struct edit_step;
enum { EDIT_UNDO_BYTES = 64 * 1024 }; /* so much is kept for undo and redo; the newest change always is */
struct edit_rows {                    /* of the text after so many changes, at that width */
    struct text_row *row;
    size_t count, room;
    unsigned changes;
    int columns; /* 0: none yet */
};
struct edit {
    struct buffer text;
    size_t cursor;
    size_t limit;                    /* characters, of at most four bytes each */
    bool one_line;                   /* newlines become spaces */
    int wish;                        /* the column that up and down try to keep; -1: where the cursor is */
    struct edit_step *past, *future; /* newest first */
    size_t kept;                     /* bytes of both */
    bool in_word;                    /* typing goes on in the word that undo takes back whole */
    unsigned changes;                /* of the text; moving is none */
    bool no_copies;                  /* see edit_keep_no_copies */
    struct edit_rows rows;
};

void edit_begin(struct edit *edit, size_t limit, bool one_line, const char *initial);
/* From now on nothing is remembered for undo, and what was typed leaves no copies: passwords. */
void edit_keep_no_copies(struct edit *edit);
void edit_end(struct edit *edit);
/* Bytes of whole UTF-8 characters; control characters are left out, and the rest stands in NFC. False: not all fitted,
 * the rest was cut between two graphemes. */
bool edit_insert(struct edit *edit, const char *s, size_t length);
void edit_rub_out(struct edit *edit); /* before the cursor */
void edit_erase(struct edit *edit);   /* under it */
void edit_rub_word(struct edit *edit);
void edit_rub_line(struct edit *edit);  /* what stands before the cursor in its line */
void edit_kill_line(struct edit *edit); /* to the line's end; at its end the newline */
void edit_left(struct edit *edit);
void edit_right(struct edit *edit);
void edit_word_left(struct edit *edit);
void edit_word_right(struct edit *edit);
/* By rows as they are wrapped at `columns`. */
void edit_up(struct edit *edit, int columns);
void edit_down(struct edit *edit, int columns);
enum { EDIT_PAGE = 10 };
void edit_page(struct edit *edit, int columns, int by); /* EDIT_PAGE rows: -1 up, 1 down */
void edit_go(struct edit *edit, bool last);             /* to the text's first or last place */
void edit_row_begin(struct edit *edit, int columns);
void edit_row_end(struct edit *edit, int columns);
bool edit_undo(struct edit *edit);
bool edit_redo(struct edit *edit);
size_t edit_left_over(const struct edit *edit); /* characters that still fit */
/* The text as it is wrapped at that width: at least one row. Kept until the text or the width changes. */
const struct text_row *edit_rows(struct edit *edit, int columns, size_t *count);
/* Where the cursor stands when wrapped. */
void edit_where(struct edit *edit, int columns, size_t *row, int *column);

#endif
