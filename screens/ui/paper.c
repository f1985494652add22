/* paper.c: a long text that scrolls: help, letters, answers of commands. */
#include <stdlib.h>
#include <string.h>

#include "screens/ui/ui.h"
#include "screens/ui/ui_draw.h"

void paper_heading(struct paper *paper, struct buffer *text, const char *words)
{
    size_t line = 0;
    if (text->length > 0)
        buffer_string(text, text->length > 1 && strcmp(buffer_text(text) + text->length - 2, "\n\n") == 0 ? "" : "\n");
    for (const char *c = buffer_text(text); *c != '\0'; c++)
        line += *c == '\n';
    if (paper->heading_count < PAPER_HEADINGS_MOST)
        paper->headings[paper->heading_count++] = line;
    buffer_format(text, "%s\n", words);
}

void paper_draw(struct ui *ui, struct paper *paper, int first, int last)
{
    char *shown = text_shown(paper->text, strlen(paper->text), TEXT_BODY, ui->settings.ascii);
    int columns = ui_text_columns(ui);
    paper->shown = last >= first ? (size_t)(last - first + 1) : 1;
    paper->rows = ui_count_rows(shown, columns);
    size_t most = paper->rows > paper->shown ? paper->rows - paper->shown : 0;
    if (paper->top > most)
        paper->top = most;
    struct ui_rows rows = { .ui = ui,
        .from = paper->top,
        .to = paper->top + paper->shown,
        .first = first,
        .column = 1,
        .quotes = true,
        .headings = paper->headings,
        .heading_count = paper->heading_count };
    ui_draw_rows(&rows, shown, columns);
    ui_cursor(ui, first, 1);
    free(shown);
}

bool paper_at_end(const struct paper *paper)
{
    return paper->top + paper->shown >= paper->rows;
}

/* Two rows of the old page stay in sight, so that the reader finds her place. paper_draw() corrects a `top` that is too
 * large. */
bool paper_act(struct paper *paper, enum action action)
{
    size_t page = paper->shown > 3 ? paper->shown - 2 : 1;
    switch (action) {
    case ACTION_UP:
        paper->top -= paper->top > 0;
        return true;
    case ACTION_DOWN:
        paper->top += !paper_at_end(paper);
        return true;
    case ACTION_PAGE_UP:
        paper->top -= paper->top < page ? paper->top : page;
        return true;
    case ACTION_NEXT:
    case ACTION_PAGE_DOWN:
        if (paper_at_end(paper))
            return action == ACTION_PAGE_DOWN;
        paper->top += page;
        return true;
    case ACTION_FIRST:
        paper->top = 0;
        return true;
    case ACTION_LAST:
        paper->top = paper->rows;
        return true;
    default:
        return false;
    }
}

const char *paper_where(const struct paper *paper, char *out, size_t size)
{
    if (paper->rows <= paper->shown)
        return "";
    size_t end = paper->top + paper->shown < paper->rows ? paper->top + paper->shown : paper->rows;
    snprintf(out, size, _("line %zu of %zu"), end, paper->rows);
    return out;
}

void paper_close(struct paper *paper)
{
    free(paper->text);
    paper->text = NULL;
}
