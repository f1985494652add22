/*
 * invitations.c: cards for neighbours. The list has first the people whom others bring into the member's home, then
 * open cards: hers, and those that wait for her yes. She can make a new card. RULES 1.1.
 */
#include "invitations.h"

#include <string.h>

#include "command.h"

#include "newcomers.h"
#include "screens/people/people_rooms.h"

enum { LISTED_MOST = 40, HOME_LETTERS = 12, CODE_TYPED = 40 };

struct invitations {
    struct newcomer brought[LISTED_MOST];
    size_t brought_count; /* in the list they come before the cards */
    struct invitation listed[LISTED_MOST];
    struct list list; /* of both */
    int rows;
    bool asks_code; /* the open prompt asks for the code of a card that somebody gave her */
};

static enum result load(struct ui *ui, struct invitations *state)
{
    size_t count = 0;
    enum result result =
        newcomers_list(ui->store, ui->actor, ui_now(ui), state->brought, LISTED_MOST, &state->brought_count);
    if (result == RESULT_OK)
        result = invitations_list(ui->store, ui->actor, ui_now(ui), state->listed, LISTED_MOST, &count);
    state->list.count = state->brought_count + count;
    return result;
}

/* NULL: the selected line is a card. */
static const struct newcomer *selected_newcomer(const struct invitations *state)
{
    return state->list.selected < state->brought_count ? &state->brought[state->list.selected] : NULL;
}

static const struct invitation *selected_card(const struct invitations *state)
{
    return &state->listed[state->list.selected - state->brought_count];
}

static const struct list_column wide_columns[] = { { N_("What"), 0, false }, { N_("When"), 24, true },
    { NULL, 0, false } };

/* What it is, and the time at the right edge. */
static void draw_line(struct ui *ui, int row, enum style style, const char *words, const char *time)
{
    int used = text_width(time, strlen(time)), edge = ui->columns - 1;
    if (list_is_wide(ui)) {
        list_cell(ui, row, wide_columns, 0, style, words);
        list_cell(ui, row, wide_columns, 1, STYLE_DIM, time);
        return;
    }
    ui_right(ui, row, edge, used, STYLE_DIM, time);
    ui_text(ui, row, 2, edge - 2 - (used > 0 ? used + 1 : 0), style, words);
}

static void draw_newcomer(struct ui *ui, const struct newcomer *newcomer, int row, bool selected)
{
    char time[24], words[NEWCOMER_WORDS];
    list_mark(ui, row, selected);
    newcomer_words(newcomer, words);
    draw_line(ui, row, STYLE_NEEDS_YOU, words,
        ui->columns >= 60 ? ui_time(ui, newcomer->at, time, sizeof time) : ""); /* a phone has no room for both */
}

static enum result invitations_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    return load(ui, screen->state);
}

/* A card of a workplace names no home. */
static void card_words(const struct invitation *invitation, char *out, size_t size)
{
    const char *inviter = invitation->inviter[0] != '\0' ? invitation->inviter : _("the operator");
    if (invitation->home[0] == '\0' && !invitation->mine)
        snprintf(out, size, _("%s asks for your yes"), inviter);
    else if (invitation->home[0] == '\0')
        util_copy_text(out, size, invitation->waits ? _("waits for a second worker") : _("a card"));
    else if (invitation->stopped)
        snprintf(out, size, _("home %s: stopped by its people"), invitation->home);
    else if (!invitation->mine)
        snprintf(out, size, _("home %s: %s asks for your yes"), invitation->home, inviter);
    else
        snprintf(out, size, invitation->waits ? _("home %s: waits for a second home") : _("home %s"), invitation->home);
}

static void draw_one(struct ui *ui, const struct invitation *invitation, int row, bool selected)
{
    char time[24], until[60], words[300];
    enum style style = list_mark(ui, row, selected);
    bool stopped = invitation->stopped && invitation->home[0] != '\0';
    card_words(invitation, words, sizeof words);
    snprintf(until, sizeof until, _("until %s"), ui_time(ui, invitation->until, time, sizeof time));
    draw_line(ui, row, stopped ? STYLE_DIM : !invitation->mine ? STYLE_NEEDS_YOU : style, words, until);
}

static void invitations_draw(struct ui *ui, struct screen *screen)
{
    struct invitations *state = screen->state;
    char where[40];
    int row = ui_title(ui, _("Cards for neighbours"), ui->actor->handle), last = ui_last_row(ui);
    if (list_is_wide(ui) && state->list.count > 0)
        row = list_heads(ui, row, wide_columns);
    state->rows = last - row + 1;
    list_keep(&state->list, state->list.count, state->rows);
    if (state->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
            ui_numbers(
                ui, _("No card of yours is open. w makes one: it lets one person in, once, for {invitation-days}. "
                      "Copy it by hand, print it, or let a phone look at it.")));
    for (size_t i = state->list.top; i < state->list.count && row <= last; i++, row++)
        if (i < state->brought_count)
            draw_newcomer(ui, &state->brought[i], row, i == state->list.selected);
        else
            draw_one(ui, &state->listed[i - state->brought_count], row, i == state->list.selected);
    ui_keys(ui, list_where(&state->list, false, where, sizeof where));
}

/* The question says what stopping does, before she does it. */
static void ask_about_newcomer(struct ui *ui, const struct newcomer *newcomer)
{
    char title[NEWCOMER_WORDS];
    const struct choice stop[] = { { 'x', _("Stop it: we do not know of it") }, { 'n', _("It is all right") },
        { 0, NULL } };
    const struct choice agree[] = { { 'y', _("Yes, I know them") }, { 'n', _("Not now") }, { 0, NULL } };
    bool waits = newcomer->state == NEWCOMER_WAITS || newcomer->state == NEWCOMER_MOVES;
    newcomer_words(newcomer, title);
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = title,
            .text = waits ? ui_numbers(ui, _("With your yes they live there, and their {vote-after-days} begin."))
                    : newcomer->state == NEWCOMER_CAME
                        ? _("If you stop it, they are out of your home until somebody of it says yes. Nothing they "
                            "wrote is lost. Nobody can see who stopped it.")
                        : _("If you stop it, it opens nothing. Nobody can see who stopped it."),
            .choices = waits ? agree : stop,
            .destroys = true,
        });
}

static void ask_about(struct ui *ui, const struct invitation *invitation)
{
    const struct choice withdraw[] = { { 'y', _("Yes, withdraw it") }, { 'n', _("No, leave it") }, { 0, NULL } };
    const struct choice agree[] = { { 'y', _("Yes, I know them") }, { 'n', _("Not now") }, { 0, NULL } };
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = invitation->mine              ? _("Withdraw this card? It opens nothing then.")
                     : invitation->home[0] == '\0' ? _("May one more come into this workplace?")
                                                   : _("This home is new here. May somebody of it come in?"),
            .choices = invitation->mine ? withdraw : agree,
            .destroys = true,
        });
}

/* A phone reads the square from this screen, so it is drawn for a dark background. `home` is NULL for the card of a
 * workplace. */
static void show_card(struct ui *ui, const char *home)
{
    char line[HOME_LETTERS * 4 + 40];
    snprintf(line, sizeof line, home != NULL ? "invite --dark --household %s" : "invite --dark", home);
    command_show(ui, line);
}

/* True when the selected line waits for her yes. */
static bool waits_for_yes(const struct invitations *state)
{
    const struct newcomer *newcomer = selected_newcomer(state);
    if (state->list.count == 0)
        return false;
    if (newcomer != NULL)
        return newcomer->state == NEWCOMER_WAITS || newcomer->state == NEWCOMER_MOVES;
    return !selected_card(state)->mine && !selected_card(state)->stopped;
}

/* --- using a card: it takes a member into another unit of this house --- */

static bool takes_cards(const struct ui *ui)
{
    struct units_beyond beyond = { 0 };
    if (ui->house.units > 1 && command_find("card") != NULL)
        units_beyond(ui->store, ui->actor, &beyond);
    return beyond.place;
}

static void ask_code(struct ui *ui, struct invitations *state)
{
    state->asks_code = true;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Code"),
            .text = _("The code on the card that you have, like k7fm-2xqp-9hdt."),
            .limit = CODE_TYPED });
}

static void use_card(struct ui *ui, const char *code)
{
    char line[CODE_TYPED * 4 + 8] = "card ";
    for (size_t used = strlen(line); *code != '\0' && used + 1 < sizeof line; code++)
        if (*code != ' ') /* people type the code in groups */
            line[used++] = *code;
    command_give(ui, line);
}

static bool invitations_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct invitations *state = screen->state;
    struct member self = { 0 };
    bool opens = action == ACTION_OPEN || action == ACTION_REMOVE || action == ACTION_YES;
    if (list_act(&state->list, action, state->rows))
        return true;
    if (action == ACTION_ROOM)
        ask_code(ui, state);
    else if (action == ACTION_WRITE && ui->house.kind == UNIT_FORUM)
        show_card(ui, NULL);
    else if (action == ACTION_WRITE) {
        member_get(ui->store, ui->actor, ui->actor->member, &self);
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) {
                .label = _("The home"),
                .initial = self.home,
                .replaced = true,
                .text = _("Whose home? A block and a number, like C 14."),
                .limit = HOME_LETTERS,
            });
    } else if (opens && selected_newcomer(state) != NULL)
        ask_about_newcomer(ui, selected_newcomer(state));
    else if (opens)
        ask_about(ui, selected_card(state));
    else
        return false;
    return true;
}

static bool invitations_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct invitations *state = screen->state;
    if (action == ACTION_ROOM)
        return takes_cards(ui);
    if (action == ACTION_YES)
        return waits_for_yes(state);
    if (action != ACTION_OPEN && action != ACTION_REMOVE)
        return true;
    const struct newcomer *newcomer = state->list.count > 0 ? selected_newcomer(state) : NULL;
    if (newcomer != NULL && (newcomer->state == NEWCOMER_WENT || newcomer->state == NEWCOMER_IN))
        return false; /* this line only tells her; there is nothing to do */
    return state->list.count > 0 && (selected_newcomer(state) != NULL || !selected_card(state)->stopped);
}

static void settle(struct ui *ui, const struct invitation *invitation, int64_t answer)
{
    enum result result = RESULT_OK;
    if (answer == 'y' && invitation->mine)
        result = invitation_withdraw(ui->store, ui->actor, invitation->id, ui_now(ui));
    else if (answer == 'y')
        result = invitation_yes(ui->store, ui->actor, invitation->id, ui_now(ui));
    if (result != RESULT_OK)
        ui_refused(ui);
    else if (answer == 'y')
        ui_notice(ui, "%s",
            invitation->mine ? _("Withdrawn. The code opens nothing any more.") : _("Agreed. The code opens now."));
}

static void settle_newcomer(struct ui *ui, const struct newcomer *newcomer, int64_t answer)
{
    enum result result = RESULT_OK;
    if (answer == 'y')
        result = newcomer_yes(ui->store, ui->actor, newcomer->handle, ui_now(ui));
    else if (answer == 'x' && newcomer->state == NEWCOMER_CARD)
        result = newcomer_stop_card(ui->store, ui->actor, newcomer->id, ui_now(ui));
    else if (answer == 'x')
        result = newcomer_stop(ui->store, ui->actor, newcomer->handle, ui_now(ui));
    if (result != RESULT_OK)
        ui_refused(ui);
    else if (answer == 'y')
        ui_notice(ui, "%s", _("Agreed. They are in from now on."));
    else if (answer == 'x')
        ui_notice(ui, "%s", _("Stopped."));
}

static void answered(struct ui *ui, const struct invitations *state, int64_t answer)
{
    if (selected_newcomer(state) != NULL)
        settle_newcomer(ui, selected_newcomer(state), answer);
    else
        settle(ui, selected_card(state), answer);
}

static void invitations_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct invitations *state = screen->state;
    bool code = state->asks_code;
    state->asks_code = false;
    if (outcome->done && from == &screen_prompt && code && outcome->text[0] != '\0')
        use_card(ui, outcome->text);
    else if (outcome->done && from == &screen_prompt && !code && outcome->text[0] != '\0')
        show_card(ui, outcome->text);
    else if (outcome->done && from == &screen_question)
        answered(ui, state, outcome->number);
    load(ui, state);
}

/* While a question is open the list must not change: the answer is for the selected line. */
static void invitations_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (event->kind != FACE_LETTER || ui->top != screen)
        return;
    load(ui, screen->state);
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_ROOM ? N_("I have a card") : action == ACTION_WRITE ? N_("make a card") : NULL;
}

static const enum action actions[] = { ACTION_YES, ACTION_WRITE, ACTION_OPEN, ACTION_ROOM, ACTION_REMOVE, ACTION_BACK,
    ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_invitations = {
    .lists = true,
    .name = "invitations",
    .help = N_("Cards that let neighbours in. w makes one; its code is shown that one time. Enter on a card withdraws "
               "it, or says yes to a home that is new here and has been asked in by another. People whom others bring "
               "into your home stand first: Enter stops it, or says yes.\n\n"
               "At most three of yours are open at once, each for {invitation-days}."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct invitations),
    .open = invitations_open,
    .draw = invitations_draw,
    .act = invitations_act,
    .can = invitations_can,
    .back = invitations_back,
    .event = invitations_event,
};
