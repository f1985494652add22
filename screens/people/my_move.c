/* my_move.c: "I move": the other streets of the house, and a move that waits for a yes. RULES 1.0. */
#include "moving.h"

#include "screens/people/people_rooms.h"

enum { STREETS_MOST = 40 };

struct my_move {
    struct moving moving;
    bool waits; /* `moving` holds a move that waits for a yes */
    struct unit streets[STREETS_MOST];
    struct list list;
    int rows;
    char home[HOME_BYTES * 4]; /* as she typed it, kept while a question asks whether she moves all the same */
    char words[MOVING_WORDS * 2];
};

/* Streets where she does not live, and somebody does who could say yes. */
static size_t streets(struct ui *ui, struct unit *out, size_t limit)
{
    size_t count = 0, kept = 0;
    units_list(ui->store, ui->actor, out, limit, &count);
    for (size_t i = 0; i < count; i++)
        if (out[i].kind == UNIT_COMMUNE && out[i].homes > 0 && !actor_belongs(ui->actor, out[i].id))
            out[kept++] = out[i];
    return kept;
}

bool my_move_is_possible(struct ui *ui)
{
    struct units_beyond beyond;
    units_beyond(ui->store, ui->actor, &beyond);
    return beyond.street;
}

static enum result load(struct ui *ui, struct my_move *state)
{
    state->waits = moving_get(ui->store, ui->actor, ui_now(ui), &state->moving) == RESULT_OK;
    if (state->waits)
        moving_words(&state->moving, state->words);
    else
        util_copy_text(state->words, sizeof state->words,
            state->list.count > 0 ? _("Choose the street where you will live.")
                                  : _("There is no other street in this house where somebody lives."));
    return RESULT_OK;
}

static enum result my_move_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct my_move *state = screen->state;
    (void)argument;
    state->list.count = streets(ui, state->streets, STREETS_MOST);
    return load(ui, state);
}

static void my_move_draw(struct ui *ui, struct screen *screen)
{
    struct my_move *state = screen->state;
    char where[40];
    int row = ui_title(ui, _("I move to another street"), ui->actor->handle), last = ui_last_row(ui);
    row = ui_paragraph(ui, row, last, STYLE_PLAIN, state->words);
    row += ui->rows >= 20 && row + 1 < last;
    state->rows = last - row + 1;
    list_keep(&state->list, state->list.count, state->rows);
    for (size_t i = state->list.top; i < state->list.count && row <= last; i++, row++)
        ui_text(ui, row, 2, ui->columns - 3, list_mark(ui, row, i == state->list.selected), state->streets[i].name);
    ui_keys(ui, list_where(&state->list, false, where, sizeof where));
}

static bool my_move_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct my_move *state = screen->state;
    (void)ui;
    return action == ACTION_OPEN ? state->list.count > 0 : action == ACTION_WITHDRAW ? state->waits : true;
}

/* When others count on her for something, the store refuses once and names it; the question then lets her move all the
 * same. */
static void ask(struct ui *ui, struct my_move *state, bool anyway)
{
    const struct choice choices[] = { { 'y', _("Yes, move anyway") }, { 'n', _("No, I give it back first") },
        { 0, NULL } };
    enum result result = moving_ask(ui->store, ui->actor, state->home, state->streets[state->list.selected].slug,
        anyway, ui_now(ui), &state->moving);
    if (result == RESULT_CONFLICT)
        ui_push(ui, &screen_question,
            &(struct question_ask) {
                .title = _("Move anyway?"),
                .text = store_reason(ui->store),
                .choices = choices,
                .destroys = true,
            });
    else if (result != RESULT_OK)
        ui_refused(ui);
    load(ui, state);
}

static bool my_move_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct my_move *state = screen->state;
    if (list_act(&state->list, action, state->rows))
        return true;
    if (action == ACTION_OPEN) {
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) {
                .label = _("The home"),
                .text = _("At which home there? A block and a number, like C 14. Somebody who lives there says yes."),
                .limit = HOME_BYTES - 1,
            });
        return true;
    }
    if (action != ACTION_WITHDRAW)
        return false;
    if (moving_withdraw(ui->store, ui->actor, ui_now(ui)) != RESULT_OK)
        ui_refused(ui);
    else
        ui_notice(ui, "%s", _("Taken back. You stay where you live."));
    load(ui, state);
    return true;
}

static void my_move_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct my_move *state = screen->state;
    if (!outcome->done)
        return;
    if (from == &screen_prompt && outcome->text[0] != '\0') {
        util_copy_text(state->home, sizeof state->home, outcome->text);
        ask(ui, state, false);
    } else if (from == &screen_question && outcome->number == 'y')
        ask(ui, state, true);
}

static void my_move_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    (void)event;
    load(ui, screen->state);
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_OPEN ? N_("move there") : action == ACTION_WITHDRAW ? N_("take it back") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_WITHDRAW, ACTION_BACK, ACTION_MENU, ACTION_HELP,
    ACTION_NONE };

const struct screen_type screen_my_move = {
    .name = "move",
    .help = N_("You move for yourself: others of your home stay until they do so too. Somebody of the home where you "
               "will live says yes. If nobody of it logs in, or it is new, a second home of its block says yes.\n\n"
               "From then on you vote there after {vote-after-days}. What you wrote stays where it was written. In the "
               "street that you leave your tasks end, and so do asks and offers that nobody agreed to; what you agreed "
               "on goes on. Your workplace and your caucuses stay yours. Your old home reads that you moved, not where "
               "to.\n\n"
               "Moving back is another move."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct my_move),
    .open = my_move_open,
    .draw = my_move_draw,
    .act = my_move_act,
    .can = my_move_can,
    .back = my_move_back,
    .event = my_move_event,
};
