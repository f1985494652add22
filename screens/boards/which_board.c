/*
 * which_board.c: `w` on the list of boards asks on which one she writes. The boards of her own street come first,
 * public ones last, and each names its readers, so that nobody writes to strangers by mistake. RULES 2.1.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/boards/boards_rooms.h"

enum { BOARDS_MOST = 200 };

struct which {
    struct board *boards;
    struct list list;
    int rows;
};

/* "General"; or "Depot: General" where it is not hers, or where boards of two units of hers have that title. */
static void title_of(const struct ui *ui, const struct which *which, const struct board *board, char *out, size_t size)
{
    bool named = !actor_belongs(ui->actor, board->unit);
    for (size_t i = 0; i < which->list.count && !named; i++)
        named = which->boards[i].unit != board->unit && actor_belongs(ui->actor, which->boards[i].unit) &&
                strcmp(which->boards[i].title, board->title) == 0;
    if (named && ui->columns < 60) /* the end may be cut off: first what tells boards of one unit apart */
        snprintf(out, size, "%s (%s)", board->title, board->unit_name);
    else if (named)
        snprintf(out, size, "%s: %s", board->unit_name, board->title);
    else
        util_copy_text(out, size, board->title);
}

static enum result which_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct which *which = screen->state;
    (void)argument;
    which->boards = xcalloc(BOARDS_MOST, sizeof *which->boards);
    enum result result = readers_boards(ui->store, ui->actor, which->boards, BOARDS_MOST, &which->list.count);
    if (result == RESULT_OK)
        which->boards = xrealloc(which->boards, which->list.count + 1, sizeof *which->boards);
    else
        free(which->boards);
    return result;
}

static void which_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct which *)screen->state)->boards);
}

static void draw_board(struct ui *ui, const struct which *which, size_t index, int row)
{
    const struct board *board = &which->boards[index];
    struct readers readers;
    char title[sizeof board->unit_name + sizeof board->title + 2];
    int edge = ui->columns - 1;
    enum style style = list_mark(ui, row, index == which->list.selected);
    struct board plain = *board;
    plain.several = false; /* title_of() names the unit where it is needed */
    readers_of_board(&ui->house, &plain, &readers);
    title_of(ui, which, board, title, sizeof title);
    int width = text_width(readers.who, strlen(readers.who)), most = ui->columns - 16;
    if (width > most)
        width = most;
    if (index < 9)
        ui_textf(ui, row, 2, 2, STYLE_NEEDS_YOU, "%zu", index + 1);
    ui_right(ui, row, edge, width, ui_readers_style(&readers, STYLE_DIM), readers.who);
    ui_text(ui, row, 4, edge - width - 5, style, title);
}

static void which_draw(struct ui *ui, struct screen *screen)
{
    struct which *which = screen->state;
    char where[40];
    int row = ui_title(ui, _("On which board?"), ui->columns >= 60 ? _("Read by") : NULL), last = ui_last_row(ui);
    which->rows = last - row + 1;
    list_keep(&which->list, which->list.count, which->rows);
    for (size_t i = which->list.top; i < which->list.count && row <= last; i++)
        draw_board(ui, which, i, row++);
    ui_keys(ui, list_where(&which->list, false, where, sizeof where));
}

static void choose(struct ui *ui, const struct which *which, size_t index)
{
    if (index < which->list.count)
        ui_pop(ui, &(struct outcome) { .done = true, .number = which->boards[index].id });
}

static bool which_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct which *which = screen->state;
    if (list_act(&which->list, action, which->rows))
        return true;
    if (action == ACTION_OPEN)
        choose(ui, which, which->list.selected);
    return action == ACTION_OPEN;
}

static bool which_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    (void)ui;
    return action != ACTION_OPEN || ((const struct which *)screen->state)->list.count > 0;
}

static void which_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    if (!special && key >= '1' && key <= '9')
        choose(ui, screen->state, key - '1');
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_which_board = {
    .name = "which board",
    .help =
        N_("On which board do you want to write? Press its number, or move to it and press Enter. Beside each stands "
           "who will read it.\n\n"
           "What your street alone reads comes first. EVERYBODY (POLICE TOO) is what strangers read without asking "
           "anybody."),
    .actions = actions,
    .open_word = N_("choose"),
    .size = sizeof(struct which),
    .open = which_open,
    .close = which_close,
    .draw = which_draw,
    .act = which_act,
    .can = which_can,
    .key = which_key,
};
