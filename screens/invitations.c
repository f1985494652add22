/*
 * invitations.c: cards for neighbours: those that are open, those that wait for a yes of one's own, and a new one.
 */
#include "invitations.h"

#include <string.h>

#include "screens/ui.h"

enum { LISTED_MOST = 40, HOME_LETTERS = 12 };

struct invitations {
    struct invitation listed[LISTED_MOST];
    struct list list;
    int rows;
};

static enum result load(struct ui *ui, struct invitations *state)
{
    size_t count = 0;
    enum result result = invitations_list(ui->store, ui->actor, ui_now(ui), state->listed, LISTED_MOST, &count);
    state->list.count = count;
    return result;
}

static enum result invitations_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    return load(ui, screen->state);
}

static void draw_one(struct ui *ui, const struct invitation *invitation, int row, bool selected)
{
    char time[24];
    enum style style = list_mark(ui, row, selected);
    int edge = ui->columns - 12;
    if (!invitation->mine)
        ui_textf(ui, row, 2, edge - 2, STYLE_NEEDS_YOU, _("home %s: %s asks for your yes"), invitation->home,
            invitation->inviter[0] != '\0' ? invitation->inviter : _("the operator"));
    else
        ui_textf(ui, row, 2, edge - 2, style, invitation->waits ? _("home %s: waits for a second home") : _("home %s"),
            invitation->home);
    ui_right(ui, row, ui->columns - 1, 10, STYLE_DIM, ui_time(ui, invitation->until, time, sizeof time));
}

static void invitations_draw(struct ui *ui, struct screen *screen)
{
    struct invitations *state = screen->state;
    char where[40];
    int row = ui_title(ui, _("Cards for neighbours"), ui->actor->handle), last = ui_last_row(ui);
    state->rows = last - row + 1;
    list_keep(&state->list, state->list.count, state->rows);
    if (state->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
            _("No card is out. w makes one: it lets one person in, once, for 14 days. Copy it by hand, print it, or let "
              "a phone look at it."));
    for (size_t i = state->list.top; i < state->list.count && row <= last; i++, row++)
        draw_one(ui, &state->listed[i], row, i == state->list.selected);
    ui_keys(ui, list_where(&state->list, false, where, sizeof where));
}

static void ask_about(struct ui *ui, const struct invitation *invitation)
{
    const struct choice withdraw[] = { { 'y', _("Yes, withdraw it") }, { 'n', _("No, leave it") }, { 0, NULL } };
    const struct choice agree[] = { { 'a', _("Yes, I know them") }, { 'n', _("Not now") }, { 0, NULL } };
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = invitation->mine ? _("Withdraw this card? It opens nothing then.")
                                      : _("This home is new here. May somebody of it come in?"),
            .choices = invitation->mine ? withdraw : agree,
            .destroys = true,
        });
}

static bool invitations_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct invitations *state = screen->state;
    struct member self = { 0 };
    if (list_act(&state->list, action, state->rows))
        return true;
    if (action == ACTION_WRITE) {
        member_get(ui->store, ui->actor, ui->actor->member, &self);
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) {
                .label = _("Home"),
                .initial = self.home,
                .text = _("Whose home? A block and a number, like C 14."),
                .limit = HOME_LETTERS,
            });
    } else if (action == ACTION_OPEN || action == ACTION_REMOVE)
        ask_about(ui, &state->listed[state->list.selected]);
    else
        return false;
    return true;
}

static bool invitations_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct invitations *state = screen->state;
    (void)ui;
    return state->list.count > 0 || (action != ACTION_OPEN && action != ACTION_REMOVE);
}

/* The square is for a phone that looks at this screen, so its dark parts are those of the screen. */
static void show_card(struct ui *ui, const char *home)
{
    char line[HOME_LETTERS * 4 + 40];
    snprintf(line, sizeof line, "invite --dark --household %s", home);
    command_show(ui, line);
}

static void settle(struct ui *ui, const struct invitation *invitation, int64_t answer)
{
    enum result result = RESULT_OK;
    if (answer == 'y')
        result = invitation_withdraw(ui->store, ui->actor, invitation->id, ui_now(ui));
    else if (answer == 'a')
        result = invitation_yes(ui->store, ui->actor, invitation->id, ui_now(ui));
    if (result != RESULT_OK)
        ui_refused(ui);
    else if (answer == 'y' || answer == 'a')
        ui_notice(ui, "%s",
            answer == 'a' ? _("Agreed. The code opens now.") : _("Withdrawn. The code opens nothing any more."));
}

static void invitations_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct invitations *state = screen->state;
    if (outcome->done && from == &screen_prompt && outcome->text[0] != '\0')
        show_card(ui, outcome->text);
    else if (outcome->done && from == &screen_question)
        settle(ui, &state->listed[state->list.selected], outcome->number);
    load(ui, state);
}

static const enum action actions[] = { ACTION_WRITE, ACTION_OPEN, ACTION_REMOVE, ACTION_BACK, ACTION_MENU, ACTION_HELP,
    ACTION_NONE };

const struct screen_type screen_invitations = {
    .name = "invitations",
    .help =
        N_("Cards that let neighbours in. w makes one; its code is shown that one time. Enter on a card withdraws it, "
           "or says yes to a home that is new here and has been asked in by another.\n\nAt most three of yours are "
           "open at once, each for 14 days."),
    .actions = actions,
    .size = sizeof(struct invitations),
    .open = invitations_open,
    .draw = invitations_draw,
    .act = invitations_act,
    .can = invitations_can,
    .back = invitations_back,
};
