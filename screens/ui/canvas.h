/*
 * canvas.h: the words of each row of the screen. At every change a screen says all of its rows again; only rows whose
 * words differ from the last time are drawn. Most keys change one row, so their echo comes sooner.
 */
#ifndef BBS_CANVAS_H
#define BBS_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util.h"

struct canvas {
    int rows, columns;
    struct canvas_row *row;
};
struct canvas_look {
    uint32_t attributes; /* of curses.h, which defines too many names to be included here */
    short pair;
};

/* Begins a new picture: all rows are empty. After a change of size every row is drawn. */
void canvas_begin(struct canvas *canvas, int rows, int columns);
/* Copies the bytes, which must be clean (text.h) and fit the row. A later call covers what an earlier one said there.
 */
void canvas_say(struct canvas *canvas, int row, int column, struct canvas_look look, const char *s, size_t length);
void canvas_rule(struct canvas *canvas, int row, struct canvas_look look, const char *glyph); /* fills the row */
void canvas_clear(struct canvas *canvas, int row); /* the row is empty again */
/* Shows these columns of the row in reverse, whatever is said there before or after. Words that are in reverse already
 * stand out by keeping their own look. */
void canvas_bar(struct canvas *canvas, int row, int column, int columns);
void canvas_show(struct canvas *canvas); /* draws the changed rows on newscr; doupdate() sends them */
/* After doupdate(): adds to `out` the bytes for drawn rows whose columns the terminal may count in another way than
 * ncurses; often there are none. Afterwards the cursor is back at its place. */
void canvas_again(struct canvas *canvas, int cursor_row, int cursor_column, struct buffer *out);
/* Overwrites what earlier pictures left in its memory. Between canvas_show() and the next canvas_begin(). */
void canvas_forget(struct canvas *canvas);
void canvas_end(struct canvas *canvas);

#endif
