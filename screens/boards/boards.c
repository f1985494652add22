/*
 * boards.c: the boards that the member may read, each with its readers and the number of new posts.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/boards/boards_rooms.h"

enum { BOARDS_MOST = 200 };

/* A row of the list. With boards of several units the list is in groups: first her own units, each below its name, then
 * the boards of other units, which are folded away at first. */
struct row {
    enum { ROW_BOARD, ROW_NAME, ROW_OTHERS, ROW_CAUCUS } kind;
    const struct board *board; /* for ROW_BOARD; for ROW_NAME a board of the unit that is named */
    int64_t unit;              /* for ROW_CAUCUS */
};

struct boards {
    struct board *boards;
    size_t count;
    struct row *shown;
    struct list list; /* of the rows */
    size_t others;    /* number of boards of units to which she does not belong */
    bool unfolded;
    int rows;
    bool stale;
};

/* A key for ui_remember(). The board under the cursor is remembered by unit; under this key, whether the boards of
 * other units were unfolded. */
enum { KEPT_UNFOLDED = -1 };

static const struct row *selected_row(const struct boards *state)
{
    return state->list.count > 0 ? &state->shown[state->list.selected] : NULL;
}

static const struct board *selected_board(const struct boards *state)
{
    const struct row *row = selected_row(state);
    return row != NULL && row->kind == ROW_BOARD ? row->board : NULL;
}

/* --- the rows --- */

static void add_row(struct boards *state, struct row row)
{
    state->shown[state->list.count++] = row;
}

static void add_unit(struct boards *state, int64_t unit, bool named)
{
    for (size_t i = 0; i < state->count; i++) {
        const struct board *board = &state->boards[i];
        if (board->unit != unit)
            continue;
        if (named)
            add_row(state, (struct row) { .kind = ROW_NAME, .board = board });
        named = false;
        add_row(state, (struct row) { .kind = ROW_BOARD, .board = board });
    }
}

/* A caucus is named only on its own pages; elsewhere it is a row without a name. */
static void add_own(struct ui *ui, struct boards *state)
{
    for (int i = 0; i < ui->actor->unit_count; i++) {
        int64_t id = ui->actor->units[i];
        if (ui_is_hidden(ui, id))
            add_row(state, (struct row) { .kind = ROW_CAUCUS, .unit = id });
        else
            add_unit(state, id, ui_unit(ui, id) != NULL);
    }
}

static void add_others(struct ui *ui, struct boards *state)
{
    int64_t done = 0; /* the boards of one unit follow each other */
    for (size_t i = 0; i < state->count; i++) {
        int64_t unit = state->boards[i].unit;
        if (unit != done && !actor_belongs(ui->actor, unit))
            add_unit(state, unit, true);
        done = unit;
    }
}

static void arrange(struct ui *ui, struct boards *state)
{
    state->list.count = 0;
    if (!ui_several(ui) && ui->house.units <= 1) {
        for (size_t i = 0; i < state->count; i++)
            add_row(state, (struct row) { .kind = ROW_BOARD, .board = &state->boards[i] });
        return;
    }
    add_own(ui, state);
    bool folds = ui_member(ui) && state->others > 0;
    if (folds)
        add_row(state, (struct row) { .kind = ROW_OTHERS });
    if (!folds || state->unfolded)
        add_others(ui, state);
}

/* Moves the cursor off the name of a unit, because names cannot be selected. */
static void leave_names(struct list *list, const struct row *shown, bool upward)
{
    while (upward && list->selected > 0 && shown[list->selected].kind == ROW_NAME)
        list->selected--;
    while (list->selected + 1 < list->count && shown[list->selected].kind == ROW_NAME)
        list->selected++;
}

static void select_unit(struct boards *state, int64_t unit)
{
    for (size_t i = state->list.count; i-- > 0;)
        if (state->shown[i].kind == ROW_BOARD && state->shown[i].board->unit == unit)
            state->list.selected = i;
}

static void select_board(struct boards *state, int64_t board)
{
    for (size_t i = 0; i < state->list.count; i++)
        if (state->shown[i].kind == ROW_BOARD && state->shown[i].board->id == board)
            state->list.selected = i;
    if (state->list.selected >= state->list.count)
        state->list.selected = 0;
    if (state->list.count > 0)
        leave_names(&state->list, state->shown, false);
}

/* Folded boards are only counted. A guest belongs nowhere, and sees them all. */
static enum result read_boards(struct ui *ui, struct boards *state, struct board *boards, size_t *count)
{
    if (ui_member(ui) && !state->unfolded)
        return boards_mine(ui->store, ui->actor, boards, BOARDS_MOST, count, &state->others);
    enum result result = boards_list(ui->store, ui->actor, boards, BOARDS_MOST, count);
    state->others = 0;
    for (size_t i = 0; i < *count; i++)
        state->others += !actor_belongs(ui->actor, boards[i].unit);
    return result;
}

static enum result load(struct ui *ui, struct boards *state)
{
    const struct board *at = selected_board(state);
    int64_t selected = at != NULL                    ? at->id
                       : selected_row(state) == NULL ? ui_recall(ui, &screen_boards, ui->actor->here)
                                                     : 0;
    size_t count = 0;
    struct board *boards = xcalloc(BOARDS_MOST, sizeof *boards);
    enum result result = read_boards(ui, state, boards, &count);
    if (result == RESULT_OK) {
        free(state->boards);
        free(state->shown);
        state->boards = xrealloc(boards, count > 0 ? count : 1, sizeof *boards);
        state->count = count;
        state->shown = xcalloc(2 * count + ACTOR_UNITS_MAX + 1, sizeof *state->shown);
        arrange(ui, state);
        if (selected == 0 && ui->units != NULL)
            select_unit(state, ui->actor->here);
        select_board(state, selected);
    } else
        free(boards);
    state->stale = false;
    return result;
}

static enum result boards_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct boards *state = screen->state;
    (void)argument;
    state->unfolded = ui_recall(ui, &screen_boards, KEPT_UNFOLDED) != 0;
    return load(ui, state);
}

static void boards_close(struct ui *ui, struct screen *screen)
{
    struct boards *state = screen->state;
    const struct board *board = selected_board(state);
    if (board != NULL)
        ui_remember(ui, &screen_boards, ui->actor->here, board->id);
    ui_remember(ui, &screen_boards, KEPT_UNFOLDED, state->unfolded);
    free(state->boards);
    free(state->shown);
}

/* --- drawing --- */

static const struct list_column wide_columns[] = { { N_("Board"), 0, false }, { "", 10, false },
    { N_("Read by"), 30, false }, { N_("Last"), 10, true }, { NULL, 0, false } };

static void draw_board(struct ui *ui, const struct board *board, int row, bool selected)
{
    char count[8], time[24], new[40];
    enum style style = list_mark(ui, row, selected);
    bool wide = ui->columns >= 60;
    snprintf(
        new, sizeof new, ngettext("%s new", "%s new", (unsigned long)board->unread), ui_count(board->unread, count));
    int title = wide ? 30 : ui->columns - 14; /* room for "99+ nuevos" */
    struct readers readers;
    struct board plain = *board;
    plain.several = false; /* the unit's name stands above it */
    readers_of_board(&ui->house, &plain, &readers);
    ui_time(ui, board->last_post_at, time, sizeof time);
    if (list_is_wide(ui)) {
        list_cell(ui, row, wide_columns, 0, style, board->title);
        list_cell(ui, row, wide_columns, 1, STYLE_NEW, board->unread > 0 ? new : "");
        list_cell(ui, row, wide_columns, 2, ui_readers_style(&readers, STYLE_DIM), readers.who);
        list_cell(ui, row, wide_columns, 3, STYLE_DIM, board->last_post_at > 0 ? time : "");
        return;
    }
    ui_text(ui, row, 2, title, style, board->title);
    if (board->unread > 0)
        ui_text(ui, row, title + 3, 10, STYLE_NEW, new);
    if (!wide)
        return;
    ui_text(ui, row, 44, ui->columns - 44 - 12, ui_readers_style(&readers, STYLE_DIM), readers.who);
    if (board->last_post_at > 0)
        ui_right(ui, row, ui->columns - 1, 10, STYLE_DIM, time);
}

static void draw_row(struct ui *ui, const struct boards *state, size_t index, int at)
{
    const struct row *row = &state->shown[index];
    bool selected = index == state->list.selected;
    if (row->kind == ROW_BOARD)
        draw_board(ui, row->board, at, selected);
    else if (row->kind == ROW_NAME)
        ui_text(ui, at, 1, ui->columns - 2, STYLE_TITLE, row->board->unit_name);
    else if (row->kind == ROW_CAUCUS)
        ui_text(ui, at, 2, ui->columns - 3, list_mark(ui, at, selected), _("Something private"));
    else
        ui_textf(ui, at, 2, ui->columns - 3, list_mark(ui, at, selected),
            ngettext("%zu board of others", "%zu boards of others", state->others), state->others);
}

/* "3 of 18": boards, without the names between them. */
static const char *where_words(const struct boards *state, char *out, size_t size)
{
    struct list boards = { 0 };
    for (size_t i = 0; i < state->list.count; i++) {
        boards.count += state->shown[i].kind != ROW_NAME;
        boards.selected += i < state->list.selected && state->shown[i].kind != ROW_NAME;
    }
    return list_where(&boards, false, out, size);
}

static void boards_draw(struct ui *ui, struct screen *screen)
{
    struct boards *state = screen->state;
    char where[40];
    if (state->stale)
        load(ui, state);
    int row = ui_title(ui, _("Boards"), ui->house.name), last = ui_last_row(ui);
    if (list_is_wide(ui) && state->list.count > 0)
        row = list_heads(ui, row, wide_columns);
    state->rows = last - row + 1;
    list_keep(&state->list, state->list.count, state->rows);
    if (state->list.top == 1 && state->list.selected < (size_t)state->rows)
        state->list.top = 0; /* so that the name above the first board is in sight */
    if (state->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
            ui_member(ui) ? _("There is no board yet. The steward opens one with: bbs admin board add")
                          : _("Nothing is public here. Whoever lives here can invite you."));
    for (size_t i = state->list.top; i < state->list.count && row <= last; i++)
        draw_row(ui, state, i, row++);
    ui_keys(ui, where_words(state, where, sizeof where));
}

/* --- acting --- */

static bool boards_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct boards *state = screen->state;
    switch (action) {
    case ACTION_OPEN:
        return state->list.count > 0;
    case ACTION_WRITE:
        for (size_t i = 0; i < state->count; i++)
            if (state->boards[i].may_post)
                return true;
        return false;
    case ACTION_MARK_READ:
        return selected_board(state) != NULL && ui_member(ui);
    case ACTION_OTHERS:
        return ui_member(ui) && state->others > 0;
    case ACTION_LOG:
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

static void unfold(struct ui *ui, struct boards *state)
{
    state->unfolded = !state->unfolded;
    if (load(ui, state) != RESULT_OK)
        ui_refused(ui);
    for (size_t i = 0; i < state->list.count; i++)
        if (state->shown[i].kind == ROW_OTHERS)
            state->list.selected = i;
}

/* A caucus shows its pages only when she goes into it by an act of her own. */
static void go_to_caucus(struct ui *ui, struct boards *state, int64_t unit)
{
    ui_move_to(ui, unit);
    state->list.selected = 0;
    state->stale = true;
}

static void open_row(struct ui *ui, struct boards *state, const struct row *row)
{
    if (row->kind == ROW_BOARD)
        ui_go(ui, PLACE_THREADS, &(struct threads_ask) { .board = row->board->id });
    else if (row->kind == ROW_OTHERS)
        unfold(ui, state);
    else if (row->kind == ROW_CAUCUS)
        go_to_caucus(ui, state, row->unit);
}

static bool boards_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct boards *state = screen->state;
    size_t before = state->list.selected;
    if (list_act(&state->list, action, state->rows)) {
        if (state->list.count > 0)
            leave_names(&state->list, state->shown, state->list.selected < before);
        return true;
    }
    if (action == ACTION_LOG) {
        ui_go(ui, PLACE_MODLOG, NULL);
        return true;
    }
    if (state->list.count == 0)
        return false;
    switch (action) {
    case ACTION_OPEN:
        open_row(ui, state, selected_row(state));
        return true;
    case ACTION_OTHERS:
        unfold(ui, state);
        return true;
    case ACTION_WRITE:
        ui_go(ui, PLACE_WHICH_BOARD, NULL);
        return true;
    case ACTION_MARK_READ:
        ask_mark_read(ui, selected_board(state));
        return true;
    default:
        return false;
    }
}

static void boards_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct boards *state = screen->state;
    const struct board *board = selected_board(state);
    if (from == &screen_question && outcome->done && outcome->number == 'y' && board != NULL &&
        mark_board_read(ui->store, ui->actor, board->id) != RESULT_OK)
        ui_refused(ui);
    state->stale = true;
    if (from == ui_page(ui, PLACE_WHICH_BOARD) && outcome->done) {
        select_board(state, outcome->number);
        ui_go(ui, PLACE_SAY, &(struct say_ask) { .board = outcome->number });
    }
}

/* A post changes only the counts: the order of the boards stays. */
static void boards_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    struct boards *state = screen->state;
    bool known = false;
    if (event->kind != FACE_WRITTEN)
        return;
    for (size_t i = 0; i < state->count; i++)
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

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("write a post") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_NEXT, ACTION_WRITE, ACTION_SEARCH,
    ACTION_MARK_READ, ACTION_OTHERS, ACTION_NEXT_UNREAD, ACTION_LOG, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_boards = {
    .lists = true,
    .name = "boards",
    .help = N_("The boards of your street, and of others as far as they let you read. Beside each stand what is new to "
               "you and who reads it: the street alone, the neighbourhood, or everybody.\n\n"
               "w asks on which board you want to write; those that your street alone reads come first. "
               "Space goes to the next post you have not read, in any board."),
    .help_several = N_("The boards of each of your units stand below its name. z shows those of the next streets and "
                       "workplaces that you may read, and folds them away again. \"Something private\" is a caucus of "
                       "yours: Enter goes into it."),
    .actions = actions,
    .word = word,
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
