/*
 * my_sessions.c: the sessions in which a member is logged in now, and below them her log-ins of the last days. She can
 * end her other sessions. RULES 1.6.
 */

#include "visits.h"

#include "screens/people/people_rooms.h"

enum { HERE_MOST = 40, EARLIER_MOST = 40 };

struct my_sessions {
    struct visit visits[HERE_MOST + EARLIER_MOST]; /* first those that go on now */
    struct list list;
    int rows;
};

static enum result load(struct ui *ui, struct my_sessions *state)
{
    struct visit earlier[EARLIER_MOST];
    size_t here = 0, count = 0;
    enum result result = visits_list(ui->store, ui->actor, ui_now(ui), true, HERE_MOST, state->visits, &here);
    if (result == RESULT_OK)
        result = visits_list(ui->store, ui->actor, ui_now(ui), false, EARLIER_MOST, earlier, &count);
    state->list.count = here;
    for (size_t i = 0; i < count; i++)
        if (!earlier[i].here)
            state->visits[state->list.count++] = earlier[i];
    return result;
}

static enum result my_sessions_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    return load(ui, screen->state);
}

static bool is_own(const struct ui *ui, const struct visit *visit)
{
    return visit->here && visit->number == face_visit(ui->setup);
}

static const struct list_column wide_columns[] = { { N_("When"), 14, false }, { N_("How it stands"), 20, false },
    { N_("How I came in"), 30, false }, { N_("From where"), 0, false }, { NULL, 0, false } };

static void draw_visit(struct ui *ui, const struct visit *visit, int row, bool selected)
{
    char time[24];
    enum style style = list_mark(ui, row, selected);
    bool wide = ui->columns >= 60;
    const char *words = is_own(ui, visit) ? _("this one") : visit->here ? _("here now") : _("over");
    int way = wide ? 26 : 24;
    if (list_is_wide(ui)) {
        list_cell(ui, row, wide_columns, 0, style, ui_time(ui, visit->at, time, sizeof time));
        list_cell(ui, row, wide_columns, 1, visit->here ? STYLE_NEW : STYLE_DIM, words);
        list_cell(ui, row, wide_columns, 2, STYLE_DIM, visit_way(visit));
        list_cell(
            ui, row, wide_columns, 3, STYLE_DIM, visit->source[0] != '\0' ? visit->source : _("address forgotten"));
        return;
    }
    ui_text(ui, row, 2, 10, style, ui_time(ui, visit->at, time, sizeof time));
    ui_text(ui, row, 13, way - 14, visit->here ? STYLE_NEW : STYLE_DIM, words);
    ui_text(ui, row, way, wide ? 15 : ui->columns - way - 1, STYLE_DIM, visit_way(visit));
    if (wide)
        ui_text(ui, row, 42, ui->columns - 43, STYLE_DIM,
            visit->source[0] != '\0' ? visit->source : _("address forgotten"));
}

static void my_sessions_draw(struct ui *ui, struct screen *screen)
{
    struct my_sessions *state = screen->state;
    char where[40];
    int row = ui_title(ui, _("Where I am logged in"), ui->actor->handle), last = ui_last_row(ui);
    if (list_is_wide(ui))
        row = list_heads(ui, row, wide_columns);
    state->rows = last - row + 1;
    list_keep(&state->list, state->list.count, state->rows);
    for (size_t i = state->list.top; i < state->list.count && row <= last; i++, row++)
        draw_visit(ui, &state->visits[i], row, i == state->list.selected);
    ui_keys(ui, list_where(&state->list, false, where, sizeof where));
}

static bool my_sessions_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct my_sessions *state = screen->state;
    if (action != ACTION_REMOVE)
        return true;
    const struct visit *visit = &state->visits[state->list.selected];
    return state->list.selected < state->list.count && visit->here && !is_own(ui, visit);
}

static void end(struct ui *ui, const struct visit *visit)
{
    if (visit_end(ui->store, ui->actor, face_visit(ui->setup), visit->id, ui_now(ui)) == RESULT_OK)
        ui_notice(ui, "%s", _("That session is ending. What was being written there is kept."));
    else
        ui_refused(ui);
}

static bool my_sessions_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct my_sessions *state = screen->state;
    if (list_act(&state->list, action, state->rows))
        return true;
    if (action != ACTION_REMOVE)
        return false;
    end(ui, &state->visits[state->list.selected]);
    return true;
}

/* The cursor stays on the same visit when its place in the list changes. */
static void my_sessions_tick(struct ui *ui, struct screen *screen)
{
    struct my_sessions *state = screen->state;
    struct visit before = state->visits[state->list.selected];
    size_t count = state->list.count;
    load(ui, state);
    for (size_t i = 0; i < state->list.count; i++)
        if (state->visits[i].id == before.id) {
            if (i != state->list.selected || state->visits[i].here != before.here)
                ui_dirty(ui);
            state->list.selected = i;
        }
    if (count != state->list.count)
        ui_dirty(ui);
}

static const enum action actions[] = { ACTION_REMOVE, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_my_sessions = {
    .lists = true,
    .name = "sessions",
    .help = N_("Where you are logged in just now, and your log-ins of the last 7 days; then they are forgotten.\n\n"
               "D ends a session that is not this one: it says so there, clears its screen and keeps what was being "
               "written. If one of these was not you, change your password and look at your keys."),
    .actions = actions,
    .size = sizeof(struct my_sessions),
    .open = my_sessions_open,
    .draw = my_sessions_draw,
    .act = my_sessions_act,
    .can = my_sessions_can,
    .tick = my_sessions_tick,
};
