/*
 * list.c: the cursor of a list, the same on every screen.
 */
#include "screens/ui/ui.h"

static size_t within(size_t count, size_t selected)
{
    return count == 0 ? 0 : selected < count ? selected : count - 1;
}

void list_keep(struct list *list, size_t count, int rows)
{
    size_t shown = rows > 0 ? (size_t)rows : 1;
    list->count = count;
    list->selected = within(count, list->selected);
    if (list->selected < list->top)
        list->top = list->selected;
    if (list->selected >= list->top + shown)
        list->top = list->selected - shown + 1;
    if (list->top + shown > count) /* no empty rows below while rows above are hidden */
        list->top = count > shown ? count - shown : 0;
}

/* `page`: the rows of a page less one, so that one row of the old page stays in sight. */
static size_t moved(const struct list *list, enum action action, size_t page)
{
    switch (action) {
    case ACTION_UP:
        return list->selected - (list->selected > 0);
    case ACTION_DOWN:
        return list->selected + 1;
    case ACTION_PAGE_UP:
        return list->selected < page ? 0 : list->selected - page;
    case ACTION_PAGE_DOWN:
        return list->selected + page;
    case ACTION_FIRST:
        return 0;
    default:
        return list->count;
    }
}

bool list_act(struct list *list, enum action action, int rows)
{
    if (action < ACTION_UP || action > ACTION_LAST)
        return false;
    size_t page = rows > 2 ? (size_t)rows - 1 : 1;
    list->selected = within(list->count, moved(list, action, page));
    list_keep(list, list->count, rows);
    return true;
}

const char *list_where(const struct list *list, bool more, char *out, size_t size)
{
    if (list->count == 0)
        return "";
    snprintf(out, size, more ? _("%zu of %zu+") : _("%zu of %zu"), list->selected + 1, list->count);
    return out;
}

enum style list_mark_part(struct ui *ui, int row, int sign, int from, int to, bool selected)
{
    if (!selected)
        return STYLE_PLAIN;
    ui_text(ui, row, sign, 1, STYLE_NEEDS_YOU, ui_glyph(ui, "›", ">"));
    ui_cursor(ui, row, sign);
    if (ui->settings.marking == MARKING_REVERSE && ui->drawing == ui->top)
        ui_bar(ui, row, from, to);
    return ui->settings.marking == MARKING_SIGN ? STYLE_PLAIN : STYLE_SELECTED;
}

enum style list_mark(struct ui *ui, int row, bool selected)
{
    return list_mark_part(ui, row, 0, 1, ui->columns - 1, selected);
}

/* --- columns --- */

enum { FIRST_COLUMN = 2, GAP = 2 };

bool list_is_wide(const struct ui *ui)
{
    return ui->columns >= LIST_WIDE;
}

/* The columns of the screen that this column of the list has, and where it begins. */
static int place_of(const struct ui *ui, const struct list_column *columns, int which, int *begins)
{
    int left = ui->columns - FIRST_COLUMN - 1, count = 0, at = FIRST_COLUMN;
    for (; columns[count].head != NULL; count++)
        left -= columns[count].width;
    left -= GAP * (count - 1);
    for (int i = 0; i < which; i++)
        at += (columns[i].width > 0 ? columns[i].width : left) + GAP;
    *begins = at;
    return columns[which].width > 0 ? columns[which].width : left;
}

void list_cell(
    struct ui *ui, int row, const struct list_column *columns, int which, enum style style, const char *words)
{
    int begins, width = place_of(ui, columns, which, &begins);
    if (columns[which].right)
        ui_right(ui, row, begins + width, width, style, words);
    else
        ui_text(ui, row, begins, width, style, words);
}

int list_heads(struct ui *ui, int row, const struct list_column *columns)
{
    for (int i = 0; columns[i].head != NULL; i++)
        if (columns[i].head[0] != '\0')
            list_cell(ui, row, columns, i, STYLE_DIM, _(columns[i].head));
    return row + 1;
}
