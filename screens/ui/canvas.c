/*
 * canvas.c: rows of strokes, and how they are drawn on newscr. A stroke is a piece of text with its column and look.
 *
 * ncurses computes the position of the terminal's cursor from libc's widths. Some terminals give another width to some
 * graphemes (text_unsure() in text.h). Behind such a grapheme the real cursor is in another column, and later changes
 * by ncurses land beside their place. So ncurses gets blanks in place of these graphemes. Then their row is written a
 * second time without ncurses: from an empty line, and with the cursor set to its column again behind each of them.
 */
#include "screens/ui/canvas.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

/* term.h defines macros with these plain names. */
#undef columns
#undef lines

#include "text.h"
#include "util.h"

struct bar {
    int from, to; /* columns in reverse; from == to: none */
};

struct canvas_row {
    struct buffer said, shown; /* strokes, each followed by its bytes: to draw next, and drawn last */
    struct bar bar, shown_bar;
    bool unsure, again; /* unsure: it has graphemes of unsure width; again: it must be written a second time */
};

struct stroke {
    struct canvas_look look;
    int column;
    bool across;
    size_t length;
};

static void drop_rows(struct canvas *canvas)
{
    for (int i = 0; i < canvas->rows; i++) {
        buffer_clear(&canvas->row[i].said);
        buffer_clear(&canvas->row[i].shown);
    }
    free(canvas->row);
}

void canvas_begin(struct canvas *canvas, int rows, int columns)
{
    if (canvas->rows != rows || canvas->columns != columns) {
        for (int i = 0; i < canvas->rows; i++)
            if (canvas->row[i].unsure)
                clearok(curscr, TRUE);
        drop_rows(canvas);
        *canvas = (struct canvas) { rows, columns, xcalloc((size_t)rows, sizeof *canvas->row) };
        for (int i = 0; i < rows; i++) { /* side by side: rows that grew one by one would lie all over the memory */
            buffer_room(&canvas->row[i].said, (size_t)columns * 3);
            buffer_room(&canvas->row[i].shown, (size_t)columns * 3);
        }
        werase(newscr);
    }
    for (int i = 0; i < rows; i++)
        canvas_clear(canvas, i);
}

static void add(struct canvas *canvas, int row, const struct stroke *stroke, const char *s)
{
    if (row < 0 || row >= canvas->rows)
        return;
    buffer_add(&canvas->row[row].said, stroke, sizeof *stroke);
    buffer_add(&canvas->row[row].said, s, stroke->length);
}

void canvas_say(struct canvas *canvas, int row, int column, struct canvas_look look, const char *s, size_t length)
{
    struct stroke stroke;
    memset(&stroke, 0, sizeof stroke); /* same() compares the padding between the fields, too */
    stroke.look.attributes = look.attributes;
    stroke.look.pair = look.pair;
    stroke.column = column;
    stroke.length = length;
    add(canvas, row, &stroke, s);
}

void canvas_rule(struct canvas *canvas, int row, struct canvas_look look, const char *glyph)
{
    struct stroke stroke;
    memset(&stroke, 0, sizeof stroke);
    stroke.look.attributes = look.attributes;
    stroke.look.pair = look.pair;
    stroke.across = true;
    stroke.length = strlen(glyph);
    add(canvas, row, &stroke, glyph);
}

void canvas_clear(struct canvas *canvas, int row)
{
    if (row >= 0 && row < canvas->rows)
        buffer_cut(&canvas->row[row].said, canvas->row[row].said.length);
    if (row >= 0 && row < canvas->rows)
        canvas->row[row].bar = (struct bar) { 0 };
}

void canvas_bar(struct canvas *canvas, int row, int column, int columns)
{
    if (row >= 0 && row < canvas->rows && column >= 0 && columns > 0 && column + columns <= canvas->columns)
        canvas->row[row].bar = (struct bar) { column, column + columns };
}

/* The look of a stroke where the row has a bar: one look for all, so that the bar is even and costs few bytes. A
 * warning is in reverse elsewhere; in the bar it is not, and so it stands out there, too. */
static struct canvas_look look_in(const struct bar *bar, const struct stroke *stroke)
{
    struct canvas_look look = stroke->look;
    if (stroke->column < bar->from || stroke->column >= bar->to)
        return look;
    if (look.attributes & A_REVERSE)
        look.attributes &= ~(uint32_t)A_REVERSE;
    else
        look = (struct canvas_look) { A_REVERSE, 0 };
    return look;
}

static void draw_bar(int row, const struct bar *bar)
{
    cchar_t blank;
    setcchar(&blank, L" ", A_REVERSE, 0, NULL);
    if (bar->to > bar->from)
        mvwhline_set(newscr, row, bar->from, &blank, bar->to - bar->from);
}

static void draw_across(int row, const struct canvas *canvas, const char *s, size_t length)
{
    wchar_t glyph[2] = L"";
    cchar_t line;
    mbtowc(glyph, s, length);
    setcchar(&line, glyph, A_NORMAL, 0, NULL);
    mvwhline_set(newscr, row, 0, &line, canvas->columns);
}

/* A no-break space. With a plain space ncurses would move the cursor by writing the space again, and would see no
 * change when a plain space comes there later. */
static const char stand_in[] = "\xc2\xa0";

/* Draws a stroke's words on newscr. True: blanks stand in for some of them. */
static bool draw_words(int row, int column, const char *s, size_t length)
{
    bool unsure = false;
    wmove(newscr, row, column);
    for (size_t at = 0; at < length;) {
        size_t next = length, found = text_unsure(s, length, at, &next);
        if (found > at)
            waddnstr(newscr, s + at, (int)(found - at));
        if (found == length)
            break;
        for (int left = text_width(s + found, next - found); left > 0; left--)
            waddnstr(newscr, stand_in, sizeof stand_in - 1);
        unsure = true;
        at = next;
    }
    return unsure;
}

/* Takes the stroke at *at, and moves *at to the next one. */
static struct stroke take_stroke(const struct buffer *strokes, size_t *at, const char **words)
{
    struct stroke stroke;
    memcpy(&stroke, strokes->data + *at, sizeof stroke);
    *words = strokes->data + *at + sizeof stroke;
    *at += sizeof stroke + stroke.length;
    return stroke;
}

static void draw(struct canvas *canvas, int row)
{
    struct canvas_row *drawn = &canvas->row[row];
    const char *words;
    bool was_unsure = drawn->unsure;
    drawn->unsure = false;
    wattr_set(newscr, A_NORMAL, 0, NULL);
    wmove(newscr, row, 0);
    wclrtoeol(newscr);
    draw_bar(row, &drawn->bar);
    for (size_t at = 0; at < drawn->said.length;) {
        struct stroke stroke = take_stroke(&drawn->said, &at, &words);
        struct canvas_look look = look_in(&drawn->bar, &stroke);
        wattr_set(newscr, look.attributes, look.pair, NULL);
        if (stroke.across)
            draw_across(row, canvas, words, stroke.length);
        else
            drawn->unsure |= draw_words(row, stroke.column, words, stroke.length);
    }
    wattr_set(newscr, A_NORMAL, 0, NULL);
    drawn->again = drawn->unsure;
    if (was_unsure || drawn->unsure)
        wredrawln(newscr, row, 1); /* ncurses must not rely on what it believes to be in this row */
}

static bool same(const struct buffer *a, const struct buffer *b)
{
    return a->length == b->length && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

void canvas_show(struct canvas *canvas)
{
    bool anew = is_cleared(curscr);
    for (int i = 0; i < canvas->rows; i++) {
        struct canvas_row *row = &canvas->row[i];
        row->again = anew && row->unsure;
        if (same(&row->said, &row->shown) && row->bar.from == row->shown_bar.from && row->bar.to == row->shown_bar.to)
            continue;
        draw(canvas, i);
        row->shown_bar = row->bar;
        struct buffer spare = row->shown;
        row->shown = row->said;
        row->said = spare;
    }
}

/* A row may be drawn in two buffers, and each keeps the end of what was longer. */
void canvas_forget(struct canvas *canvas)
{
    for (int i = 0; i < canvas->rows; i++) {
        struct buffer *said = &canvas->row[i].said, *shown = &canvas->row[i].shown;
        said->length = 0;
        if (said->data != NULL)
            explicit_bzero(said->data, said->room);
        if (shown->data != NULL)
            explicit_bzero(shown->data + shown->length, shown->room - shown->length);
    }
}

/* --- written without ncurses --- */

static struct buffer *written; /* put() adds to it. It is global because ncurses gives put() only a byte */

static int put(int byte)
{
    buffer_add(written, &(const char) { (char)byte }, 1);
    return byte;
}

static void put_capability(const char *name)
{
    const char *bytes = tigetstr(name);
    if (bytes != NULL && bytes != (const char *)-1)
        tputs(bytes, 1, put);
}

static void put_cursor(int row, int column)
{
    const char *move = tigetstr("cup"); /* never missing: tty.c refuses terminals without it */
    tputs(tiparm(move, row, column), 1, put);
}

static void put_words(const struct canvas *canvas, int row, int column, const char *s, size_t length)
{
    length = text_fit(s, length, canvas->columns - column - (row == canvas->rows - 1)); /* the last cell may scroll */
    put_cursor(row, column);
    for (size_t at = 0; at < length;) {
        size_t next = length, found = text_unsure(s, length, at, &next);
        buffer_add(written, s + at, next - at);
        column += text_width(s + at, next - at);
        if (found < length && column < canvas->columns)
            put_cursor(row, column);
        at = next;
    }
}

static void put_across(const struct canvas *canvas, int row, const char *glyph, size_t length)
{
    put_cursor(row, 0);
    for (int i = row == canvas->rows - 1; i < canvas->columns; i++)
        buffer_add(written, glyph, length);
}

static void put_bar(int row, const struct bar *bar)
{
    if (bar->to == bar->from)
        return;
    put_cursor(row, bar->from);
    vid_puts(A_REVERSE, 0, NULL, put);
    for (int i = bar->from; i < bar->to; i++)
        buffer_add(written, " ", 1);
    vid_puts(A_NORMAL, 0, NULL, put);
}

static void put_row(const struct canvas *canvas, int row)
{
    const struct buffer *strokes = &canvas->row[row].shown;
    const struct bar *bar = &canvas->row[row].shown_bar;
    const char *words;
    put_cursor(row, 0);
    put_capability("el");
    put_bar(row, bar);
    for (size_t at = 0; at < strokes->length;) {
        struct stroke stroke = take_stroke(strokes, &at, &words);
        struct canvas_look look = look_in(bar, &stroke);
        vid_puts(look.attributes, look.pair, NULL, put);
        if (stroke.across)
            put_across(canvas, row, words, stroke.length);
        else
            put_words(canvas, row, stroke.column, words, stroke.length);
        vid_puts(A_NORMAL, 0, NULL, put);
    }
}

void canvas_again(struct canvas *canvas, int cursor_row, int cursor_column, struct buffer *out)
{
    bool any = false;
    written = out;
    for (int i = 0; i < canvas->rows; i++) {
        if (!canvas->row[i].again)
            continue;
        if (!any)
            put_capability("rmam"); /* no wrapping: a grapheme that is too wide at the right edge stays in its row */
        any = true;
        put_row(canvas, i);
        canvas->row[i].again = false;
    }
    if (any) {
        put_capability("smam");
        put_cursor(cursor_row, cursor_column);
    }
    written = NULL;
}

void canvas_end(struct canvas *canvas)
{
    drop_rows(canvas);
    *canvas = (struct canvas) { 0 };
}
