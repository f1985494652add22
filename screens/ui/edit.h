/*
 * edit.h: the text that a person is writing: a buffer, a cursor, undo. It knows no terminal. Positions are byte offsets
 * on grapheme boundaries.
 */
#ifndef BBS_EDIT_H
#define BBS_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"
#include "util.h"

struct edit_step;
enum { EDIT_UNDO_BYTES = 64 * 1024 }; /* kept for undo and redo; the newest change is always kept */
struct edit_rows {                    /* the wrapped text after `changes` changes */
    struct text_row *row;
    size_t count, room;
    unsigned changes;
    int columns; /* the width they were wrapped at; 0: not wrapped yet */
};
struct edit {
    struct buffer text;
    size_t cursor;
    size_t limit;                    /* characters, of at most four bytes each */
    bool one_line;                   /* newlines become spaces */
    int wish;                        /* the column that up and down try to keep; -1: where the cursor is */
    struct edit_step *past, *future; /* newest first */
    size_t kept;                     /* bytes of `past` and `future` */
    bool in_word;                    /* the next letter joins the word that undo takes back as a whole */
    unsigned changes;                /* of the text; movements do not count */
    bool no_copies;                  /* see edit_keep_no_copies */
    struct edit_rows rows;
};

/* `limit` in characters; `initial` may be NULL. It stays whole when it is longer than the limit: more can then not be
 * typed before some is rubbed out. edit_end() frees what an edit holds. */
void edit_begin(struct edit *edit, size_t limit, bool one_line, const char *initial);
/* For passwords: from now on undo remembers nothing, and edit_end() wipes the text. */
void edit_keep_no_copies(struct edit *edit);
void edit_end(struct edit *edit);
/* Inserts whole UTF-8 characters at the cursor. Control characters are left out, and the text is brought into NFC.
 * False: not all fitted, and the rest was cut off between two graphemes. */
bool edit_insert(struct edit *edit, const char *s, size_t length);
void edit_rub_out(struct edit *edit); /* removes the grapheme before the cursor */
void edit_erase(struct edit *edit);   /* removes the grapheme under the cursor */
void edit_rub_word(struct edit *edit);
void edit_rub_line(struct edit *edit);  /* removes what stands before the cursor in its line */
void edit_kill_line(struct edit *edit); /* removes the rest of the line; at the line's end the newline */
void edit_left(struct edit *edit);
void edit_right(struct edit *edit);
void edit_word_left(struct edit *edit);
void edit_word_right(struct edit *edit);
/* These move by rows, as the text is wrapped at `columns`. */
void edit_up(struct edit *edit, int columns);
void edit_down(struct edit *edit, int columns);
enum { EDIT_PAGE = 10 };
void edit_page(struct edit *edit, int columns, int by); /* EDIT_PAGE rows: -1 up, 1 down */
void edit_go(struct edit *edit, bool last);             /* to the beginning or the end of the text */
void edit_row_begin(struct edit *edit, int columns);
void edit_row_end(struct edit *edit, int columns);
bool edit_undo(struct edit *edit);
bool edit_redo(struct edit *edit);
size_t edit_left_over(const struct edit *edit); /* characters that still fit */
/* The text wrapped at that width: at least one row. The edit owns the rows; they hold until the text or the width
 * changes. */
const struct text_row *edit_rows(struct edit *edit, int columns, size_t *count);
/* Row and column of the cursor in the wrapped text. */
void edit_where(struct edit *edit, int columns, size_t *row, int *column);

#endif
