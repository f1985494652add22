/*
 * rota.c: the list of rotas: tasks that come again and again, and the days that need hands. RULES 8.1.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/rota/rota_rooms.h"

enum { WIDE = 60, LINES_MOST = 60 };

struct rotas {
    struct rota *rows;
    struct rota_line *mine, *needing; /* the member's days, and near days that need hands; both soonest first */
    size_t mine_count, needing_count;
    struct list list;
    int shown;
    bool stale;
};

static void select_id(struct rotas *rotas, int64_t id)
{
    for (size_t i = 0; i < rotas->list.count; i++)
        if (rotas->rows[i].id == id)
            rotas->list.selected = i;
}

static enum result load(struct ui *ui, struct rotas *rotas)
{
    int64_t now = ui_now(ui), at = rotas->list.count > 0 ? rotas->rows[rotas->list.selected].id : 0;
    enum result result = rota_list(ui->store, ui->actor, now, rotas->rows, ROTA_OPEN_MAX, &rotas->list.count);
    if (result != RESULT_OK)
        rotas->list.count = 0;
    if (rota_mine(ui->store, ui->actor, now, rotas->mine, LINES_MOST, &rotas->mine_count) != RESULT_OK)
        rotas->mine_count = 0;
    if (rota_needing(ui->store, ui->actor, now, rotas->needing, LINES_MOST, &rotas->needing_count) != RESULT_OK)
        rotas->needing_count = 0;
    select_id(rotas, at);
    rotas->stale = false;
    return result;
}

static void release(struct rotas *rotas)
{
    free(rotas->rows);
    free(rotas->mine);
    free(rotas->needing);
}

static enum result rotas_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct rotas *rotas = screen->state;
    (void)argument;
    rotas->rows = xcalloc(ROTA_OPEN_MAX, sizeof *rotas->rows);
    rotas->mine = xcalloc(LINES_MOST, sizeof *rotas->mine);
    rotas->needing = xcalloc(LINES_MOST, sizeof *rotas->needing);
    enum result result = load(ui, rotas);
    if (result != RESULT_OK)
        release(rotas);
    return result;
}

static void rotas_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    release(screen->state);
}

static const struct rota_line *first_of(const struct rota_line *lines, size_t count, int64_t rota)
{
    for (size_t i = 0; i < count; i++)
        if (lines[i].rota == rota)
            return &lines[i];
    return NULL;
}

/* Says the most important thing about a rota: a day that needs hands, else her own next day. True: it needs hands. */
static bool say_state(const struct ui *ui, const struct rotas *rotas, int64_t rota, char *out, size_t size)
{
    char day[WHEN_BYTES];
    const struct rota_line *needing = first_of(rotas->needing, rotas->needing_count, rota),
                           *mine = first_of(rotas->mine, rotas->mine_count, rota);
    out[0] = '\0';
    if (needing != NULL && ui->columns >= WIDE)
        snprintf(out, size, _("needs hands %s"), rota_day_words(ui, needing->day, day));
    else if (needing != NULL)
        util_copy_text(out, size, _("needs hands"));
    else if (mine != NULL)
        snprintf(out, size, _("you: %s"), rota_day_words(ui, mine->day, day));
    return needing != NULL;
}

static const struct list_column wide_columns[] = { { N_("Task"), 0, false }, { N_("When"), 44, false },
    { N_("Whose turn"), 32, false }, { NULL, 0, false } };

static void draw_row(struct ui *ui, const struct rotas *rotas, size_t index, int row)
{
    const struct rota *rota = &rotas->rows[index];
    char words[WHEN_BYTES + 80], plan[200];
    enum style style = list_mark(ui, row, index == rotas->list.selected);
    bool hands = say_state(ui, rotas, rota->id, words, sizeof words);
    int edge = ui->columns - 1, used = text_width(words, strlen(words)), most = ui->columns / 2 - 4;
    used = used < most ? used : most;
    if (list_is_wide(ui)) {
        rota_plan_say(&rota->plan, plan, sizeof plan);
        list_cell(ui, row, wide_columns, 0, style, rota->task);
        list_cell(ui, row, wide_columns, 1, STYLE_DIM, plan);
        list_cell(ui, row, wide_columns, 2, hands ? STYLE_NEEDS_YOU : STYLE_DIM, words);
        return;
    }
    ui_right(ui, row, edge, used, hands ? STYLE_NEEDS_YOU : STYLE_DIM, words);
    edge -= used > 0 ? used + 2 : 0;
    int column = ui->columns >= WIDE ? (edge - 2) / 2 + 2 : edge;
    if (column < edge) {
        rota_plan_say(&rota->plan, plan, sizeof plan);
        ui_text(ui, row, column + 1, edge - column - 1, STYLE_DIM, plan);
    }
    ui_text(ui, row, 2, column - 2, style, rota->task);
}

static void rotas_draw(struct ui *ui, struct screen *screen)
{
    struct rotas *rotas = screen->state;
    char where[48];
    if (rotas->stale)
        load(ui, rotas);
    int row = ui_title(ui, _("Rotas"), ui->columns >= WIDE ? _("tasks that come again") : ""), last = ui_last_row(ui);
    if (list_is_wide(ui) && rotas->list.count > 0)
        row = list_heads(ui, row, wide_columns);
    rotas->shown = last - row + 1;
    list_keep(&rotas->list, rotas->list.count, rotas->shown);
    if (rotas->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
            _("No rota yet. w starts one, for what has to be done again and again: filling the tank, sweeping the "
              "yard."));
    for (size_t i = rotas->list.top; i < rotas->list.count && row <= last; i++, row++)
        draw_row(ui, rotas, i, row);
    ui_keys(ui, list_where(&rotas->list, false, where, sizeof where));
}

static bool rotas_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct rotas *rotas = screen->state;
    if (action == ACTION_WRITE)
        return ui_member(ui);
    return action != ACTION_OPEN || rotas->list.count > 0;
}

static bool rotas_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct rotas *rotas = screen->state;
    if (list_act(&rotas->list, action, rotas->shown))
        return true;
    if (action == ACTION_OPEN)
        ui_go(ui, PLACE_ROTA, &(struct rota_ask) { rotas->rows[rotas->list.selected].id });
    else if (action == ACTION_WRITE)
        ui_go(ui, PLACE_ROTA_FORM, &(struct rota_form_ask) { .thing = false });
    else if (action == ACTION_SHELF)
        ui_go(ui, PLACE_SHELF, NULL);
    else
        return false;
    return true;
}

static void rotas_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    load(ui, screen->state);
    if (from == ui_page(ui, PLACE_ROTA_FORM) && outcome->done)
        select_id(screen->state, outcome->number);
}

static void rotas_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event))
        return;
    ((struct rotas *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("start a rota") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_WRITE, ACTION_SHELF, ACTION_BACK, ACTION_MENU, ACTION_HELP,
    ACTION_NONE };

const struct screen_type screen_rotas = {
    .lists = true,
    .name = "rotas",
    .help = N_("Rotas: tasks that come again, and who does them on which day. Enter opens one and puts you on a day; "
               "w starts one.\n\n"
               "\"Needs hands\" stands where too few people are on a day of the next seven. Nobody is counted, and "
               "who was on which day is forgotten after 90 days."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct rotas),
    .open = rotas_open,
    .close = rotas_close,
    .draw = rotas_draw,
    .act = rotas_act,
    .can = rotas_can,
    .back = rotas_back,
    .event = rotas_event,
};
