/*
 * shelf.c: the lending shelf: things that neighbours lend, and where each thing is. There are no prices, and no
 * person's loans are counted. RULES 8.1.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/rota/rota_rooms.h"

enum { PAGE = 50, WIDE = 60 };

struct shelf {
    struct thing *rows;
    struct list list;
    int shown;
    bool stale;
};

static void select_id(struct shelf *shelf, int64_t id)
{
    for (size_t i = 0; i < shelf->list.count; i++)
        if (shelf->rows[i].id == id)
            shelf->list.selected = i;
}

/* Loads the whole shelf, because a shelf is small. */
static enum result load(struct ui *ui, struct shelf *shelf)
{
    struct list *list = &shelf->list;
    int64_t at = list->count > 0 ? shelf->rows[list->selected].id : 0, after = 0;
    size_t count = 0;
    enum result result;
    list->count = 0;
    do {
        shelf->rows = xrealloc(shelf->rows, list->count + PAGE, sizeof *shelf->rows);
        result = shelf_list(ui->store, ui->actor, after, ui_now(ui), shelf->rows + list->count, PAGE, &count);
        list->count += result == RESULT_OK ? count : 0;
        after = list->count > 0 ? shelf->rows[list->count - 1].id : 0;
    } while (result == RESULT_OK && count == PAGE);
    select_id(shelf, at);
    shelf->stale = false;
    return result;
}

static enum result room_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct shelf *shelf = screen->state;
    (void)argument;
    enum result result = load(ui, shelf);
    if (result != RESULT_OK)
        free(shelf->rows);
    return result;
}

static void room_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct shelf *)screen->state)->rows);
}

/* Says where a thing is. The words depend on the reader: she keeps it, borrows it, asks for it, or none of these. */
static enum style say_state(const struct ui *ui, const struct thing *thing, char *out, size_t size)
{
    char day[WHEN_BYTES];
    bool wide = ui->columns >= WIDE;
    rota_day_words(ui, thing->until, day);
    if (thing->overdue)
        util_copy_text(out, size, wide && thing->mine ? _("yours, was due back") : _("was due back"));
    else if (thing->asks > 0)
        util_copy_text(out, size, wide ? _("yours, asked for") : _("asked for"));
    else if (thing->with_me)
        snprintf(out, size, wide ? _("with you until %s") : _("with you"), day);
    else if (thing->borrower != 0 && wide)
        snprintf(out, size, _("with %s until %s"), thing->borrower_handle, day);
    else if (thing->borrower != 0)
        util_copy_text(out, size, _("lent"));
    else if (thing->mine)
        util_copy_text(out, size, _("yours, here"));
    else if (thing->asked_for != 0)
        util_copy_text(out, size, _("you asked"));
    else if (wide)
        snprintf(out, size, _("here, %s keeps it"), thing->keeper_handle);
    else
        util_copy_text(out, size, _("here"));
    return thing->overdue || thing->asks > 0 ? STYLE_NEEDS_YOU : STYLE_DIM;
}

static const struct list_column wide_columns[] = { { N_("Thing"), 0, false }, { N_("Where it is"), 50, false },
    { NULL, 0, false } };

static void draw_thing(struct ui *ui, const struct thing *thing, int row, bool selected)
{
    char words[HANDLE_BYTES + WHEN_BYTES + 80];
    enum style style = list_mark(ui, row, selected), lit = say_state(ui, thing, words, sizeof words);
    int used = text_width(words, strlen(words)), most = ui->columns / 2;
    used = used < most ? used : most;
    if (list_is_wide(ui)) {
        list_cell(ui, row, wide_columns, 0, style, thing->line);
        list_cell(ui, row, wide_columns, 1, lit, words);
        return;
    }
    ui_right(ui, row, ui->columns - 1, used, lit, words);
    ui_text(ui, row, 2, ui->columns - used - 5, style, thing->line);
}

static void room_draw(struct ui *ui, struct screen *screen)
{
    struct shelf *shelf = screen->state;
    char where[48];
    if (shelf->stale)
        load(ui, shelf);
    int row = ui_title(ui, ui->columns >= WIDE ? _("The lending shelf") : _("Shelf"), _("things of neighbours")),
        last = ui_last_row(ui);
    if (list_is_wide(ui) && shelf->list.count > 0)
        row = list_heads(ui, row, wide_columns);
    shelf->shown = last - row + 1;
    list_keep(&shelf->list, shelf->list.count, shelf->shown);
    if (shelf->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
            _("The shelf is empty. w puts something of yours on it, that others may borrow: a ladder, a big pot, a "
              "drill."));
    for (size_t i = shelf->list.top; i < shelf->list.count && row <= last; i++, row++)
        draw_thing(ui, &shelf->rows[i], row, i == shelf->list.selected);
    ui_keys(ui, list_where(&shelf->list, false, where, sizeof where));
}

static bool room_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct shelf *shelf = screen->state;
    if (action == ACTION_WRITE)
        return ui_member(ui);
    return action != ACTION_OPEN || shelf->list.count > 0;
}

static bool room_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct shelf *shelf = screen->state;
    if (list_act(&shelf->list, action, shelf->shown))
        return true;
    if (action == ACTION_OPEN)
        ui_go(ui, PLACE_THING, &(struct thing_page_ask) { shelf->rows[shelf->list.selected].id });
    else if (action == ACTION_WRITE)
        ui_go(ui, PLACE_ROTA_FORM, &(struct rota_form_ask) { .thing = true });
    else if (action == ACTION_ROTAS)
        ui_go(ui, PLACE_ROTAS, NULL);
    else
        return false;
    return true;
}

static void came_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    load(ui, screen->state);
    if (from == ui_page(ui, PLACE_ROTA_FORM) && outcome->done)
        select_id(screen->state, outcome->number);
}

static void room_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event))
        return;
    ((struct shelf *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("add a thing") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_WRITE, ACTION_ROTAS, ACTION_BACK, ACTION_MENU, ACTION_HELP,
    ACTION_NONE };

const struct screen_type screen_shelf = {
    .lists = true,
    .name = "shelf",
    .help = N_("The lending shelf: things that neighbours lend, and where each one is. Enter opens one, to ask for it "
               "or to say who has it; w puts a thing of yours here.\n\n"
               "Nothing costs anything. Only its keeper and whoever has it read that a thing was due back."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct shelf),
    .open = room_open,
    .close = room_close,
    .draw = room_draw,
    .act = room_act,
    .can = room_can,
    .back = came_back,
    .event = room_event,
};
