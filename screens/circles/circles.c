/* circles.c: the list of circles: those that are open or to come, and, behind them, those that are over. RULES 6.1. */
#include <stdlib.h>
#include <string.h>

#include "screens/circles/circles_rooms.h"

enum { WIDE = 60 };

struct circles {
    struct circle *rows; /* room for CIRCLE_LISTED_MOST */
    size_t circles;
    struct list list; /* one row more than circles: the prompts */
    int shown;
    bool stale;
};

static void select_id(struct circles *circles, int64_t id)
{
    for (size_t i = 0; i < circles->circles; i++)
        if (circles->rows[i].id == id)
            circles->list.selected = i;
}

static int by_need(const void *a, const void *b)
{
    const struct circle *one = a, *other = b;
    bool over_one = one->state >= CIRCLE_HELD, over_other = other->state >= CIRCLE_HELD;
    int64_t at = one->at != other->at ? one->at - other->at : one->id - other->id;
    if (over_one != over_other)
        return over_one - over_other;
    return (at > 0) - (at < 0);
}

static enum result load(struct ui *ui, struct circles *circles)
{
    int64_t at = circles->list.selected < circles->circles ? circles->rows[circles->list.selected].id : 0;
    enum result result = circles_list(ui->store, ui->actor, circles->rows, CIRCLE_LISTED_MOST, &circles->circles);
    if (result != RESULT_OK)
        circles->circles = 0;
    size_t kept = 0;
    for (size_t i = 0; i < circles->circles; i++) /* a caucus shows on its own pages alone */
        if (!ui_is_hidden(ui, circles->rows[i].unit))
            circles->rows[kept++] = circles->rows[i];
    circles->circles = kept;
    qsort(circles->rows, kept, sizeof *circles->rows, by_need);
    circles->list.count = kept + 1;
    if (at != 0)
        select_id(circles, at);
    circles->stale = false;
    return result;
}

static enum result circles_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct circles *circles = screen->state;
    (void)argument;
    circles->rows = xcalloc(CIRCLE_LISTED_MOST, sizeof *circles->rows);
    enum result result = load(ui, circles);
    if (result != RESULT_OK)
        free(circles->rows);
    return result;
}

static void circles_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct circles *)screen->state)->rows);
}

static const struct list_column wide_columns[] = { { N_("What for"), 0, false }, { N_("How it stands"), 40, false },
    { N_("When"), 10, true }, { NULL, 0, false } };

static void draw_row(struct ui *ui, const struct circles *circles, size_t index, int row)
{
    char state[80], when[24];
    bool needs;
    enum style style = list_mark(ui, row, index == circles->list.selected);
    if (index == circles->circles) {
        ui_text(ui, row, 2, ui->columns - 3, style, _("Prompts: what each is asked"));
        return;
    }
    const struct circle *circle = &circles->rows[index];
    const char *words = circle_state_words(circle, ui->columns < WIDE, &needs, state, sizeof state);
    int edge = ui->columns - 1;
    if (list_is_wide(ui)) {
        list_cell(ui, row, wide_columns, 0, circle->state >= CIRCLE_HELD ? STYLE_DIM : style, circle->purpose);
        list_cell(ui, row, wide_columns, 1, needs ? STYLE_NEEDS_YOU : STYLE_DIM, words);
        list_cell(ui, row, wide_columns, 2, STYLE_DIM, ui_time(ui, circle->at, when, sizeof when));
        return;
    }
    if (ui->columns >= WIDE || circle->state <= CIRCLE_OPEN) {
        int time = ui->columns >= WIDE ? 10 : 6; /* "19:44", "28 Nov" */
        ui_right(ui, row, edge, time, STYLE_DIM, ui_time(ui, circle->at, when, sizeof when));
        edge -= time + 2;
    }
    int used = text_width(words, strlen(words)), most = ui->columns / 2 - 4;
    used = used < most ? used : most;
    ui_right(ui, row, edge, used, needs ? STYLE_NEEDS_YOU : STYLE_DIM, words);
    ui_text(ui, row, 2, edge - used - 4, circle->state >= CIRCLE_HELD ? STYLE_DIM : style, circle->purpose);
}

static void circles_draw(struct ui *ui, struct screen *screen)
{
    struct circles *circles = screen->state;
    char where[48];
    if (circles->stale)
        load(ui, circles);
    int row = ui_title(ui, _("Circles"), ui->columns >= WIDE ? _("what is said there stays there") : ""),
        last = ui_last_row(ui);
    if (circles->circles == 0)
        row = ui_paragraph(ui, row, last - 2, STYLE_PLAIN,
                  _("No circle yet. In a circle one speaks and the others listen, in turn; nothing of it is written "
                    "anywhere. w calls one: what for, when, and who.")) +
              1;
    if (list_is_wide(ui) && circles->circles > 0)
        row = list_heads(ui, row, wide_columns);
    circles->shown = last - row + 1;
    list_keep(&circles->list, circles->list.count, circles->shown);
    for (size_t i = circles->list.top; i < circles->list.count && row <= last; i++, row++)
        draw_row(ui, circles, i, row);
    ui_keys(ui, list_where(&circles->list, false, where, sizeof where));
}

static bool circles_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct circles *circles = screen->state;
    if (list_act(&circles->list, action, circles->shown))
        return true;
    if (action == ACTION_OPEN && circles->list.selected == circles->circles)
        ui_go(ui, PLACE_CIRCLE_PROMPTS, NULL);
    else if (action == ACTION_OPEN) {
        const struct circle *circle = &circles->rows[circles->list.selected];
        ui_enter(ui, circle->unit);
        ui_go(ui, PLACE_CIRCLE, &(struct circle_ask) { circle->id });
    } else if (action == ACTION_WRITE)
        ui_go(ui, PLACE_CIRCLE_FORM, NULL);
    else
        return false;
    return true;
}

static void circles_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    load(ui, screen->state);
    if (from == ui_page(ui, PLACE_CIRCLE_FORM) && outcome->done)
        select_id(screen->state, outcome->number);
}

static void circles_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event))
        return;
    ((struct circles *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("call one") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_WRITE, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_circles = {
    .lists = true,
    .name = "circles",
    .help = N_("Circles: five to twelve people sit in a ring, and only whoever has the piece speaks. Two keepers "
               "take care. Enter opens one, y there says that you come; w calls one.\n\n"
               "What is said in a circle is in the memory of the house and on the screens of those who are in. It is "
               "wiped at the end. The house keeps its date, its keepers, how many were in, and next steps to which "
               "everybody named in them said yes. Only those who were in read these steps.\n\n"
               "A short circle takes a quarter of an hour. Each writes a self-criticism, a criticism and a proposal "
               "beforehand, one line each, and shows them in turn. It is not for harm, and not for a quarrel.\n\n"
               "Keepers are a pool: m, then o on the home screen says that you would keep circles."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct circles),
    .open = circles_open,
    .close = circles_close,
    .draw = circles_draw,
    .act = circles_act,
    .back = circles_back,
    .event = circles_event,
};
