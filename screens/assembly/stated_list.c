/* stated_list.c: a list of which each row is a title and how it stands: votes, decisions, demands. */
#include <string.h>

#include "screens/assembly/assembly_rooms.h"

enum { WIDE = 60 };

static void columns_of(const struct stated_list *how, struct list_column out[3])
{
    out[0] = (struct list_column) { N_("What about"), 0, false };
    out[1] = (struct list_column) { N_("How it stands"), how->columns + 4, false };
    out[2] = (struct list_column) { 0 };
}

/* On a wide screen the state stands at the right edge, on a phone in a row of its own. */
static void draw_row(
    struct ui *ui, const struct stated_list *how, const struct stated_row *stated, bool selected, int row, bool wide)
{
    enum style style = list_mark(ui, row, selected), lit = stated->waits ? STYLE_NEEDS_YOU : STYLE_DIM;
    int used = text_width(stated->state, strlen(stated->state)), edge = ui->columns - 1;
    if (list_is_wide(ui)) {
        struct list_column columns[3];
        columns_of(how, columns);
        list_cell(ui, row, columns, 0, style, stated->title);
        list_cell(ui, row, columns, 1, lit, stated->state);
    } else if (wide) {
        used = used > how->columns ? how->columns : used;
        ui_right(ui, row, edge, used, lit, stated->state);
        ui_text(ui, row, 2, edge - used - 4, style, stated->title);
    } else {
        ui_text(ui, row, 2, edge - 2, style, stated->title);
        ui_text(ui, row + 1, 4, edge - 4, lit, stated->state);
    }
}

int stated_list_draw(struct ui *ui, struct list *list, const void *page, const struct stated_list *how)
{
    bool wide = ui->columns >= WIDE;
    char where[48];
    int row = ui_title(ui, how->title, wide ? how->about : ""), last = ui_last_row(ui), each = wide ? 1 : 2;
    if (how->foot != NULL)
        last = ui_foot(ui, last, STYLE_DIM, how->foot);
    if (list_is_wide(ui) && list->count > 0) {
        struct list_column columns[3];
        columns_of(how, columns);
        row = list_heads(ui, row, columns);
    }
    int shown = (last - row + 1) / each > 0 ? (last - row + 1) / each : 1;
    list_keep(list, list->count, shown);
    if (list->count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN, how->empty);
    for (size_t i = list->top; i < list->count && row + each - 1 <= last; i++, row += each) {
        struct stated_row stated = { 0 };
        how->row(ui, page, i, &stated);
        draw_row(ui, how, &stated, i == list->selected, row, wide);
    }
    ui_keys(ui, list_where(list, false, where, sizeof where));
    return shown;
}
