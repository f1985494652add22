/*
 * waiting.c: the only page for a person with an account and without a home: why she waits, and which home must say yes.
 * She reads nothing of the street; she can see her own file, and leave. RULES 1.1, 10.2.
 */
#include <stdlib.h>
#include <string.h>

#include "newcomers.h"
#include "screens/home/home_rooms.h"
#include "screens/people/people_rooms.h"

enum { STEPS = 4 };

struct waiting {
    char words[800];
    struct list list;
};

static const char *const steps[STEPS] = { N_("Look whether somebody said yes"), N_("What the house keeps about me"),
    N_("Leave this house for good"), N_("Hang up") };

/* True while she waits; false when a home has said yes. */
static bool load(struct ui *ui, struct waiting *waiting)
{
    struct newcomer_wait wait;
    bool waits = newcomer_wait_get(ui->store, ui->actor, &wait) == RESULT_OK;
    if (waits)
        newcomer_wait_words(&wait, waiting->words, sizeof waiting->words);
    else
        copy_text(waiting->words, sizeof waiting->words,
            _("A home said yes: you are in. Hang up and log in again, and the house is open to you."));
    return waits;
}

static enum result waiting_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct waiting *waiting = screen->state;
    (void)argument;
    enum result result = house_get(ui->store, ui->actor->here, &ui->house);
    waiting->list.count = STEPS;
    load(ui, waiting);
    return result;
}

static void waiting_draw(struct ui *ui, struct screen *screen)
{
    struct waiting *waiting = screen->state;
    int row = ui_title(ui, ui->house.name, ui->actor->handle), last = ui_last_row(ui);
    row = ui_paragraph(ui, row + (ui->rows >= 20), last - STEPS - 1, STYLE_PLAIN, waiting->words) + 1;
    for (size_t i = 0; i < STEPS && row <= last; i++) {
        enum style style = list_mark(ui, row, i == waiting->list.selected);
        ui_textf(ui, row, 2, 2, STYLE_NEEDS_YOU, "%zu", i + 1);
        row = ui_hanging(ui, row, last, 4, style, _(steps[i]));
    }
    ui_keys(ui, NULL);
}

static void take_step(struct ui *ui, struct waiting *waiting, size_t step)
{
    if (step == 0) {
        if (load(ui, waiting))
            ui_notice(ui, "%s", _("Nobody said yes yet."));
        ui_dirty(ui);
    } else if (step == 1)
        my_file_show(ui);
    else if (step == 2)
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
    if (list_act(&waiting->list, action, STEPS))
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
    if (!special && key >= '1' && key < '1' + STEPS)
        take_step(ui, screen->state, (size_t)(key - '1'));
}

static void waiting_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    (void)screen;
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
    .draw = waiting_draw,
    .act = waiting_act,
    .key = waiting_key,
    .back = waiting_back,
    .event = waiting_event,
};
