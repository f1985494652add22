/*
 * my_vouchers.c: the people whom a member chooses beforehand, who can help her in at once if she loses her password.
 * RULES 1.9.
 */

#include "lost.h"
#include "screens/people/people_rooms.h"
#include "screens/ui/password.h"

struct my_vouchers {
    struct member vouchers[VOUCHERS_MOST];
    struct list list;
    int rows;
    int proving; /* the action that waits for her password, or ACTION_NONE: see password_guard() */
};

static enum result load(struct ui *ui, struct my_vouchers *state)
{
    return vouchers_list(ui->store, ui->actor, state->vouchers, VOUCHERS_MOST, &state->list.count);
}

static enum result my_vouchers_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    return load(ui, screen->state);
}

static void my_vouchers_draw(struct ui *ui, struct screen *screen)
{
    struct my_vouchers *state = screen->state;
    char where[40];
    int row = ui_title(ui, _("If I lose my password"), ui->actor->handle), last = ui_last_row(ui);
    if (state->list.count == 0)
        row = ui_paragraph(ui, row, last, STYLE_PLAIN,
            ui_numbers(ui,
                _("You chose nobody yet. w chooses somebody of another home: together with one of your paper codes they let you in at once. Without a code it takes people of {vouching-homes} homes and {vouching-hours}.")));
    state->rows = last - row + 1;
    list_keep(&state->list, state->list.count, state->rows);
    for (size_t i = state->list.top; i < state->list.count && row <= last; i++, row++) {
        enum style style = list_mark(ui, row, i == state->list.selected);
        ui_text(ui, row, 2, HANDLE_MAX + 1, style, state->vouchers[i].handle);
        ui_text(ui, row, 4 + HANDLE_MAX, ui->columns - 5 - HANDLE_MAX, STYLE_DIM, state->vouchers[i].home);
    }
    ui_keys(ui, list_where(&state->list, false, where, sizeof where));
}

static bool my_vouchers_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct my_vouchers *state = screen->state;
    (void)ui;
    return state->list.count > 0 || action != ACTION_REMOVE;
}

static void go_on(struct ui *ui, struct my_vouchers *state, enum action action)
{
    if (action == ACTION_WRITE)
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) {
                .label = _("Name"),
                .text = _("Somebody of another home, whom you trust and can meet."),
                .limit = HANDLE_MAX,
                .complete = people_complete,
            });
    else if (voucher_remove(ui->store, ui->actor, state->vouchers[state->list.selected].handle, ui_now(ui)) !=
             RESULT_OK)
        ui_refused(ui);
    load(ui, state);
}

static bool my_vouchers_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct my_vouchers *state = screen->state;
    if (list_act(&state->list, action, state->rows))
        return true;
    if (action != ACTION_WRITE && action != ACTION_REMOVE)
        return false;
    if (password_guard(ui, (int)action, &state->proving))
        go_on(ui, state, action);
    return true;
}

static void my_vouchers_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct my_vouchers *state = screen->state;
    if (state->proving != ACTION_NONE) {
        enum action act = (enum action)password_guarded(ui, outcome, &state->proving);
        if (act != ACTION_NONE)
            go_on(ui, state, act);
        return;
    }
    if (from != &screen_prompt || !outcome->done || outcome->text[0] == '\0')
        return;
    if (voucher_add(ui->store, ui->actor, outcome->text, ui_now(ui)) != RESULT_OK)
        ui_refused(ui);
    load(ui, state);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("choose somebody") : NULL;
}

static const enum action actions[] = { ACTION_WRITE, ACTION_REMOVE, ACTION_BACK, ACTION_MENU, ACTION_HELP,
    ACTION_NONE };

const struct screen_type screen_my_vouchers = {
    .lists = true,
    .name = "vouchers",
    .help =
        N_("People who help you in if you lose your password. Go to one of them with one of your paper codes. At "
           "their terminal they type `vouch begin` and your name, and you type the password you want. It counts at "
           "once.\n\n"
           "Without a code, or with others, six digits are shown when it is begun. Say them, face to face, to people "
           "of {vouching-homes} homes that are not yours. Each types `vouch`, your name and the digits. It counts "
           "{vouching-hours} after it was begun. A steward can begin it too, but cannot make it faster. It shows on "
           "your home screen, and any log-in of yours stops it. For 7 days after it you can't vote or open what is "
           "older, unless two of your caucus say that it is you: `vouch known`.\n\n"
           "To help somebody else in: `vouch` and their name, or T beside their name among the people."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct my_vouchers),
    .open = my_vouchers_open,
    .draw = my_vouchers_draw,
    .act = my_vouchers_act,
    .can = my_vouchers_can,
    .back = my_vouchers_back,
};
