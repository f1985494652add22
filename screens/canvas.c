#include "screens/canvas.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "util.h"

struct canvas_row {
    struct buffer said, shown; /* strokes, each followed by its bytes */
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
        drop_rows(canvas);
        *canvas = (struct canvas) { rows, columns, xcalloc((size_t)rows, sizeof *canvas->row) };
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
    memset(&stroke, 0, sizeof stroke); /* what lies between the fields is compared too */
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
}

static void draw_across(int row, const struct canvas *canvas, const char *s, size_t length)
{
    wchar_t glyph[2] = L"";
    cchar_t line;
    mbtowc(glyph, s, length);
    setcchar(&line, glyph, A_NORMAL, 0, NULL);
    mvwhline_set(newscr, row, 0, &line, canvas->columns);
}

static void draw(const struct canvas *canvas, int row)
{
    const struct buffer *said = &canvas->row[row].said;
    wattr_set(newscr, A_NORMAL, 0, NULL);
    wmove(newscr, row, 0);
    wclrtoeol(newscr);
    for (size_t at = 0; at < said->length;) {
        struct stroke stroke;
        memcpy(&stroke, said->data + at, sizeof stroke);
        const char *words = said->data + at + sizeof stroke;
        wattr_set(newscr, stroke.look.attributes, stroke.look.pair, NULL);
        if (stroke.across)
            draw_across(row, canvas, words, stroke.length);
        else
            mvwaddnstr(newscr, row, stroke.column, words, (int)stroke.length);
        at += sizeof stroke + stroke.length;
    }
    wattr_set(newscr, A_NORMAL, 0, NULL);
}

static bool same(const struct buffer *a, const struct buffer *b)
{
    return a->length == b->length && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

void canvas_show(struct canvas *canvas)
{
    for (int i = 0; i < canvas->rows; i++) {
        struct canvas_row *row = &canvas->row[i];
        if (same(&row->said, &row->shown))
            continue;
        draw(canvas, i);
        struct buffer spare = row->shown;
        row->shown = row->said;
        row->said = spare;
    }
}

void canvas_end(struct canvas *canvas)
{
    drop_rows(canvas);
    *canvas = (struct canvas) { 0 };
}
