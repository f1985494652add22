#include "tests/screens/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util.h"

struct picture {
    char *name, *before, *html;
    bool changed;
};

static struct picture *pictures;
static size_t count;

static const char head[] =
    "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>The screens</title>\n<style>\n"
    "body { background: #2b2b2b; color: #eee; font: 16px sans-serif; margin: 1em 2em; }\n"
    "section { display: flex; flex-wrap: wrap; gap: 1.5em; align-items: flex-start; }\n"
    "figure { margin: 0; } figcaption { padding: .3em 0; } a { color: #8cf; }\n"
    "pre { background: #111; color: #ddd; margin: 0; padding: .6em; font: 14px/1.25 'DejaVu Sans Mono', monospace; }\n"
    "pre i { font-style: normal; display: inline-block; overflow: hidden; vertical-align: top; }\n"
    "pre .one { width: 1ch; } pre .two { width: 2ch; }\n"
    "pre .before { color: #aaa; } .bold { font-weight: bold; } .dim { opacity: .6; }\n"
    ".underlined { text-decoration: underline; } .cursor { box-shadow: inset 0 0 0 1px #fff; }\n"
    "</style>\n";

/* The first sixteen colours; the program uses no others. */
static const char *const colours[] = { "#555", "#e66", "#6c6", "#dc5", "#78f", "#d7d", "#5cc", "#ccc", "#888", "#f88",
    "#8e8", "#fe8", "#9af", "#f9f", "#8ee", "#fff" };

static const char *colour(int number, const char *own)
{
    return number >= 0 && number < 16 ? colours[number] : own;
}

static void add_escaped(struct buffer *html, const char *text)
{
    for (; *text != '\0'; text++)
        if (*text == '<')
            buffer_string(html, "&lt;");
        else if (*text == '&')
            buffer_string(html, "&amp;");
        else
            buffer_add(html, text, 1);
}

static bool same_look(const struct terminal_cell *a, const struct terminal_cell *b)
{
    return a->bold == b->bold && a->dim == b->dim && a->underlined == b->underlined && a->reversed == b->reversed &&
           a->foreground == b->foreground && a->background == b->background;
}

static void begin_look(struct buffer *html, const struct terminal_cell *cell)
{
    const char *front = colour(cell->foreground, "#ddd"), *back = colour(cell->background, "#111");
    buffer_format(html, "<span class=\"%s%s%s\" style=\"color: %s; background: %s\">", cell->bold ? "bold " : "",
        cell->dim ? "dim " : "", cell->underlined ? "underlined" : "", cell->reversed ? back : front,
        cell->reversed ? front : back);
}

/* What is no plain letter gets a box of its own, so that the browser's fonts move no column. */
static void add_letter(struct buffer *html, const struct terminal_cell *cell, bool has_cursor)
{
    const char *text = *cell->text != '\0' ? cell->text : " ";
    bool plain = text[0] > 0 && text[1] == '\0' && !has_cursor;
    if (!plain)
        buffer_format(html, "<i class=\"%s%s\">", cell->columns == 2 ? "two" : "one", has_cursor ? " cursor" : "");
    add_escaped(html, text);
    if (!plain)
        buffer_string(html, "</i>");
}

static void add_row(struct buffer *html, struct terminal *terminal, int row, int columns)
{
    struct terminal_cell cell, last = { .columns = 0 };
    int cursor_row, cursor_column;
    terminal_cursor(terminal, &cursor_row, &cursor_column);
    for (int column = 0; column<columns; column += cell.columns> 0 ? cell.columns : 1) {
        terminal_cell(terminal, row, column, &cell);
        if (last.columns == 0 || !same_look(&cell, &last)) {
            if (last.columns != 0)
                buffer_string(html, "</span>");
            begin_look(html, &cell);
        }
        add_letter(html, &cell, row == cursor_row && column == cursor_column);
        last = cell;
    }
    buffer_string(html, "</span>\n");
}

static char *as_html(struct terminal *terminal)
{
    struct buffer html = { 0 };
    int columns, rows;
    terminal_size(terminal, &columns, &rows);
    for (int row = 0; row < rows; row++)
        add_row(&html, terminal, row, columns);
    return buffer_take(&html);
}

void page_add(struct terminal *terminal, const char *name, const char *text, const char *before)
{
    const char *folder = getenv("SCREENS");
    char path[600];
    if (folder == NULL)
        return;
    snprintf(path, sizeof path, "%s/%s.txt", folder, name);
    FILE *file = fopen(path, "we");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0)
        die("%s cannot be written", path);
    pictures = xrealloc(pictures, count + 1, sizeof *pictures);
    pictures[count++] = (struct picture) { .name = xstrdup(name),
        .before = before != NULL ? xstrdup(before) : NULL,
        .html = as_html(terminal),
        .changed = before == NULL || strcmp(text, before) != 0 };
}

static int by_change_and_name(const void *first, const void *second)
{
    const struct picture *a = first, *b = second;
    return a->changed != b->changed ? b->changed - a->changed : strcmp(a->name, b->name);
}

static void add_picture(struct buffer *page, const struct picture *picture)
{
    if (picture->changed && picture->before != NULL) {
        buffer_format(page, "<figure><figcaption>%s before</figcaption><pre class=\"before\">", picture->name);
        add_escaped(page, picture->before);
        buffer_string(page, "</pre></figure>\n");
    }
    buffer_format(page, "<figure id=\"%s\"><figcaption><a href=\"%s.txt\">%s</a>%s</figcaption><pre>", picture->name,
        picture->name, picture->name,
        !picture->changed         ? ""
        : picture->before != NULL ? " now"
                                  : " is new");
    buffer_string(page, picture->html);
    buffer_string(page, "</pre></figure>\n");
}

static void add_section(struct buffer *page, const char *title, bool changed)
{
    size_t of_it = 0;
    for (size_t i = 0; i < count; i++)
        of_it += pictures[i].changed == changed;
    buffer_format(page, "<h2>%s: %zu</h2>\n<section>\n", title, of_it);
    for (size_t i = 0; i < count; i++)
        if (pictures[i].changed == changed)
            add_picture(page, &pictures[i]);
    buffer_string(page, "</section>\n");
}

int page_write(void)
{
    const char *folder = getenv("SCREENS");
    struct buffer page = { 0 };
    char path[600];
    if (folder == NULL)
        return 0;
    qsort(pictures, count, sizeof *pictures, by_change_and_name);
    buffer_string(&page, head);
    add_section(&page, "Changed", true);
    add_section(&page, "As before", false);
    snprintf(path, sizeof path, "%s/index.html", folder);
    FILE *file = fopen(path, "we");
    bool written = file != NULL && fputs(buffer_text(&page), file) >= 0 && fclose(file) == 0;
    buffer_clear(&page);
    for (size_t i = 0; i < count; i++) {
        free(pictures[i].name);
        free(pictures[i].before);
        free(pictures[i].html);
    }
    free(pictures);
    return written ? 0 : -1;
}
