/*
 * boards.c: the boards one may read, with who reads them and how much is new.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/boards/boards_rooms.h"

enum { BOARDS_MOST = 200 };

struct boards {
    struct board *boards;
    struct list list;
    int rows;
    bool stale;
};

static void select_board(struct boards *state, int64_t board)
{
    for (size_t i = 0; i < state->list.count; i++)
        if (state->boards[i].id == board)
            state->list.selected = i;
}

static enum result load(struct ui *ui, struct boards *state)
{
    int64_t selected =
        state->list.count > 0 ? state->boards[state->list.selected].id : ui_recall(ui, &screen_boards, 0);
    size_t count = 0;
    struct board *boards = xcalloc(BOARDS_MOST, sizeof *boards);
    enum result result = boards_list(ui->store, ui->actor, boards, BOARDS_MOST, &count);
    if (result == RESULT_OK) {
        free(state->boards);
        state->boards = xrealloc(boards, count > 0 ? count : 1, sizeof *boards);
        state->list.count = count;
        select_board(state, selected);
    } else
        free(boards);
    state->stale = false;
    return result;
}

static enum result boards_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    return load(ui, screen->state);
}

static void boards_close(struct ui *ui, struct screen *screen)
{
    struct boards *state = screen->state;
    if (state->list.count > 0)
        ui_remember(ui, &screen_boards, 0, state->boards[state->list.selected].id);
    free(state->boards);
}

static void draw_board(struct ui *ui, const struct board *board, int row, bool selected)
{
    char count[8], time[24];
    enum style style = list_mark(ui, row, selected);
    bool wide = ui->columns >= 60;
    int title = wide ? 30 : ui->columns - 14; /* room for "99+ nuevos" */
    ui_text(ui, row, 2, title, style, board->title);
    if (board->unread > 0)
        ui_textf(ui, row, title + 3, 10, STYLE_NEW, ngettext("%s new", "%s new", (unsigned long)board->unread),
            ui_count(board->unread, count));
    if (!wide)
        return;
    struct readers readers;
    readers_of_board(&ui->house, board, &readers);
    ui_text(ui, row, 44, ui->columns - 44 - 12, ui_readers_style(&readers, STYLE_DIM), readers.who);
    if (board->last_post_at > 0)
        ui_right(ui, row, ui->columns - 1, 10, STYLE_DIM, ui_time(ui, board->last_post_at, time, sizeof time));
}

static void boards_draw(struct ui *ui, struct screen *screen)
{
    struct boards *state = screen->state;
    char where[40];
    if (state->stale)
        load(ui, state);
    int row = ui_title(ui, _("Boards"), ui->house.name), last = ui_last_row(ui);
    state->rows = last - row + 1;
    list_keep(&state->list, state->list.count, state->rows);
    if (state->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
            ui_member(ui) ? _("There is no board yet. The steward opens one with: bbs admin board add")
                          : _("Nothing is public here. Whoever lives here can invite you."));
    for (size_t i = state->list.top; i < state->list.count && row <= last; i++, row++)
        draw_board(ui, &state->boards[i], row, i == state->list.selected);
    ui_keys(ui, list_where(&state->list, false, where, sizeof where));
}

static bool boards_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct boards *state = screen->state;
    bool some = state->list.count > 0;
    switch (action) {
    case ACTION_OPEN:
        return some;
    case ACTION_WRITE:
        for (size_t i = 0; i < state->list.count; i++)
            if (state->boards[i].may_post)
                return true;
        return false;
    case ACTION_MARK_READ:
        return some && ui_member(ui);
    case ACTION_NEXT:
    case ACTION_NEXT_UNREAD:
        return ui_member(ui);
    default:
        return true;
    }
}

static void ask_mark_read(struct ui *ui, const struct board *board)
{
    char title[400];
    const struct choice choices[] = { { 'y', _("Yes, count all of it as read") }, { 'n', _("No") }, { 0, NULL } };
    snprintf(title, sizeof title, _("Count everything in \"%s\" as read?"), board->title);
    ui_push(ui, &screen_question, &(struct question_ask) { .title = title, .choices = choices, .destroys = true });
}

static bool boards_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct boards *state = screen->state;
    if (list_act(&state->list, action, state->rows))
        return true;
    if (state->list.count == 0)
        return false;
    const struct board *board = &state->boards[state->list.selected];
    switch (action) {
    case ACTION_OPEN:
        ui_go(ui, PLACE_THREADS, &(struct threads_ask) { .board = board->id });
        return true;
    case ACTION_WRITE:
        ui_go(ui, PLACE_WHICH_BOARD, NULL);
        return true;
    case ACTION_MARK_READ:
        ask_mark_read(ui, board);
        return true;
    default:
        return false;
    }
}

static void boards_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct boards *state = screen->state;
    if (from == &screen_question && outcome->done && outcome->number == 'y' &&
        mark_board_read(ui->store, ui->actor, state->boards[state->list.selected].id) != RESULT_OK)
        ui_refused(ui);
    state->stale = true;
    if (from == ui_page(ui, PLACE_WHICH_BOARD) && outcome->done) {
        for (size_t i = 0; i < state->list.count; i++)
            if (state->boards[i].id == outcome->number)
                state->list.selected = i;
        ui_go(ui, PLACE_SAY, &(struct say_ask) { outcome->number });
    }
}

/* Only counts change; boards stay where they are under the reader's eye. */
static void boards_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    struct boards *state = screen->state;
    bool known = false;
    if (event->kind != FACE_WRITTEN)
        return;
    for (size_t i = 0; i < state->list.count; i++)
        known = known || state->boards[i].id == event->board;
    if (known || event->board == 0) {
        state->stale = true;
        ui_dirty(ui);
    }
}

static void boards_watching(const struct screen *screen, int64_t *board, int64_t *thread)
{
    (void)screen;
    *board = *thread = 0;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_NEXT, ACTION_WRITE, ACTION_SEARCH,
    ACTION_MARK_READ, ACTION_NEXT_UNREAD, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_boards = {
    .name = "boards",
    .help = N_("The boards of your street, and of others as far as they let you read. Beside each stand what is new to "
               "you and who reads it: the street alone, the neighbourhood, or everybody.\n\n"
               "w asks on which board you want to write; those that your street alone reads come first. "
               "Space goes to the next post you have not read, in any board."),
    .actions = actions,
    .size = sizeof(struct boards),
    .open = boards_open,
    .close = boards_close,
    .draw = boards_draw,
    .act = boards_act,
    .can = boards_can,
    .back = boards_back,
    .event = boards_event,
    .watching = boards_watching,
};
