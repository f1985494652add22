/* waits.c: all that waits for her, where home shows the first five and says "and 2 more". RULES 9.1. */
#include <string.h>

#include "screens/home/home_lines_all.h"
#include "screens/home/home_rooms.h"

struct waits {
    struct home_lines lines;
    struct home_line waits[HOME_WAITS_MOST];
    struct list list;
    int rows;
    bool stale;
};

static void load(struct ui *ui, struct waits *state)
{
    home_lines_all(ui, &state->lines);
    state->stale = false;
}

static enum result waits_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct waits *state = screen->state;
    (void)argument;
    home_lines_begin(&state->lines, state->waits, HOME_WAITS_MOST);
    load(ui, state);
    state->list.selected = HOME_WAITS_SHOWN; /* home showed those above */
    return RESULT_OK;
}

static void draw_line(struct ui *ui, const struct home_line *line, int row, bool selected)
{
    char time[40];
    int edge = ui->columns - 1;
    enum style style = list_mark(ui, row, selected);
    bool wide = ui->columns >= 60;
    if (wide && line->at > 0) {
        home_line_when(ui, line, time, sizeof time);
        int width = text_width(time, strlen(time));
        ui_right(ui, row, edge, width, STYLE_DIM, time);
        edge -= width + 2;
    }
    ui_text(ui, row, 2, edge - 2, style, wide || line->brief[0] == '\0' ? line->words : line->brief);
}

static void waits_draw(struct ui *ui, struct screen *screen)
{
    struct waits *state = screen->state;
    char where[40];
    if (state->stale)
        load(ui, state);
    int row = ui_title(ui, _("Waits for you"), ui->actor->handle), last = ui_last_row(ui);
    state->rows = last - row + 1;
    list_keep(&state->list, state->lines.wait_count, state->rows);
    if (state->list.count == 0)
        ui_paragraph(ui, row, last, STYLE_PLAIN, _("Nothing just now."));
    for (size_t i = state->list.top; i < state->list.count && row <= last; i++, row++)
        draw_line(ui, &state->waits[i], row, i == state->list.selected);
    ui_keys(ui, list_where(&state->list, state->lines.wait_all > state->lines.wait_count, where, sizeof where));
}

static bool waits_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    (void)ui;
    return (action != ACTION_OPEN && action != ACTION_YES) || ((const struct waits *)screen->state)->list.count > 0;
}

static bool waits_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct waits *state = screen->state;
    if (list_act(&state->list, action, state->rows))
        return true;
    if (action != ACTION_OPEN && action != ACTION_YES)
        return false;
    struct home_line line = state->waits[state->list.selected]; /* the page below may load again meanwhile */
    ui_enter(ui, line.unit);
    line.go(ui, &line);
    return true;
}

static void waits_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    (void)ui, (void)from, (void)outcome;
    ((struct waits *)screen->state)->stale = true;
}

static void waits_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (event->kind != FACE_WRITTEN && event->kind != FACE_LETTER)
        return;
    ((struct waits *)screen->state)->stale = true;
    if (ui->top == screen)
        ui_dirty(ui);
}

static const enum action actions[] = { ACTION_OPEN, ACTION_YES, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_waits = {
    .name = "waits",
    .help = N_("All that waits for you, in the order of home: what is about you, people, what begins or ends soon, "
               "answers. Enter opens a line."),
    .actions = actions,
    .size = sizeof(struct waits),
    .open = waits_open,
    .draw = waits_draw,
    .act = waits_act,
    .can = waits_can,
    .back = waits_back,
    .event = waits_event,
};
