/*
 * canvas.h: what is said in each row of the screen. Screens say all of it at every change; a row is drawn only when
 * something else is said in it than the last time. Most keys change one row, and are echoed sooner for it.
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
    uint32_t attributes; /* of curses.h, which takes too many names to be included here */
    short pair;
};

/* Nothing is said yet. After a change of size everything is drawn. */
void canvas_begin(struct canvas *canvas, int rows, int columns);
/* Takes a copy. Bytes are clean, and fit the row; a later word covers an earlier one. */
void canvas_say(struct canvas *canvas, int row, int column, struct canvas_look look, const char *s, size_t length);
void canvas_rule(struct canvas *canvas, int row, struct canvas_look look, const char *glyph); /* across the row */
void canvas_clear(struct canvas *canvas, int row);                                            /* takes back all of it */
void canvas_show(struct canvas *canvas);                                                      /* on newscr */
/* After doupdate(): adds to `out` what the terminal is to be sent besides, for rows whose columns it may count
 * otherwise than ncurses. The cursor is at its place again afterwards. Often nothing. */
void canvas_again(struct canvas *canvas, int cursor_row, int cursor_column, struct buffer *out);
void canvas_end(struct canvas *canvas);

#endif
