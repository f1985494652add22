/*
 * waiting.c: the only page for a person with an account and without a home: why she waits, and which home must say yes.
 * She reads nothing of the street; she can see her own file, and leave. RULES 1.1, 10.2.
 */
#include <stdlib.h>
#include <string.h>

#include "newcomers.h"
#include "screens/home/home_rooms.h"
#include "screens/people/people_rooms.h"
#include "screens/ui/password.h"

enum step { STEP_PASSWORD, STEP_LOOK, STEP_FILE, STEP_LEAVE, STEP_QUIT, STEPS };

struct waiting {
    char words[800];
    struct list list;
    bool due; /* somebody else set her password: she chooses her own first (RULES 1.4) */
    struct password password;
};

static const char *const steps[STEPS] = {
    [STEP_PASSWORD] = N_("Choose a password"),
    [STEP_LOOK] = N_("Look whether somebody said yes"),
    [STEP_FILE] = N_("What the house keeps about me"),
    [STEP_LEAVE] = N_("Leave this house for good"),
    [STEP_QUIT] = N_("Hang up"),
};

/* The first row that is shown. */
static enum step first_step(const struct waiting *waiting)
{
    return waiting->due ? STEP_PASSWORD : STEP_LOOK;
}

static int count_steps(const struct waiting *waiting)
{
    return STEPS - (int)first_step(waiting);
}

/* True while she waits; false when a home has said yes. */
static bool load(struct ui *ui, struct waiting *waiting)
{
    struct newcomer_wait wait;
    bool waits = newcomer_wait_get(ui->store, ui->actor, &wait) == RESULT_OK;
    if (waits)
        newcomer_wait_words(&wait, waiting->words, sizeof waiting->words);
    else
        util_copy_text(waiting->words, sizeof waiting->words,
            _("A home said yes: you are in. Hang up and log in again, and the house is open to you."));
    return waits;
}

static enum result waiting_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct waiting *waiting = screen->state;
    (void)argument;
    enum result result = house_get(ui->store, ui->actor->here, &ui->house);
    waiting->due = member_password_is_due(ui->store, ui->actor);
    waiting->list.count = (size_t)count_steps(waiting);
    load(ui, waiting);
    return result;
}

static void waiting_close(struct ui *ui, struct screen *screen)
{
    struct waiting *waiting = screen->state;
    (void)ui;
    password_forget(&waiting->password);
}

static void waiting_draw(struct ui *ui, struct screen *screen)
{
    struct waiting *waiting = screen->state;
    int row = ui_title(ui, ui->house.name, ui->actor->handle), last = ui_last_row(ui);
    row = ui_paragraph(ui, row + (ui->rows >= 20), last - count_steps(waiting) - 1, STYLE_PLAIN, waiting->words) + 1;
    for (size_t i = 0; i < waiting->list.count && row <= last; i++) {
        enum style style = list_mark(ui, row, i == waiting->list.selected);
        ui_textf(ui, row, 2, 2, STYLE_NEEDS_YOU, "%zu", i + 1);
        row = ui_hanging(ui, row, last, 4, style, _(steps[first_step(waiting) + i]));
    }
    ui_keys(ui, NULL);
}

static void take_step(struct ui *ui, struct waiting *waiting, size_t row)
{
    enum step step = first_step(waiting) + (enum step)row;
    if (step == STEP_PASSWORD)
        password_begin(ui, &waiting->password, true);
    else if (step == STEP_LOOK) {
        if (load(ui, waiting))
            ui_notice(ui, "%s", _("Nobody said yes yet."));
        ui_dirty(ui);
    } else if (step == STEP_FILE)
        my_file_show(ui);
    else if (step == STEP_LEAVE)
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) {
                .label = _("Your name"),
                .text = _("Type your name here to leave. Esc stays."),
                .limit = HANDLE_MAX,
            });
    else
        ui_leave(ui);
}

static bool waiting_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct waiting *waiting = screen->state;
    if (list_act(&waiting->list, action, (int)waiting->list.count))
        return true;
    if (action == ACTION_OPEN)
        take_step(ui, waiting, waiting->list.selected);
    else if (action == ACTION_BACK)
        ui_leave(ui);
    else
        return action != ACTION_HELP;
    return true;
}

static void waiting_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct waiting *waiting = screen->state;
    if (!special && key >= '1' && key < '1' + (wint_t)waiting->list.count)
        take_step(ui, waiting, (size_t)(key - '1'));
}

static void waiting_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct waiting *waiting = screen->state;
    if (from == &screen_prompt && waiting->password.asked != PASSWORD_NONE) {
        if (password_take(ui, &waiting->password, outcome)) {
            waiting->due = false;
            waiting->list = (struct list) { .count = (size_t)count_steps(waiting) };
        }
        return;
    }
    if (from != &screen_prompt || !outcome->done)
        return;
    if (strcmp(outcome->text, ui->actor->handle) != 0)
        ui_notice(ui, "%s", _("That was not your name. You stay."));
    else if (member_leave(ui->store, ui->actor, ui_now(ui)) != RESULT_OK)
        ui_refused(ui);
    else
        ui_leave(ui);
}

static void waiting_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (event->kind != FACE_LETTER)
        return;
    load(ui, screen->state);
    ui_dirty(ui);
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_waiting = {
    .name = "waiting",
    .help = N_("You have an account and no home here yet. A home has to say yes: it stands on the home screens of its "
               "people. Press the number before a line, or move to it and press Enter."),
    .actions = actions,
    .back_word = N_("leave"),
    .size = sizeof(struct waiting),
    .open = waiting_open,
    .close = waiting_close,
    .draw = waiting_draw,
    .act = waiting_act,
    .key = waiting_key,
    .back = waiting_back,
    .event = waiting_event,
};
