/* shared.c: asked once after a log-in with a password, before anything of hers is shown: is this computer shared? */
#include "screens/ui.h"

static void shared_draw(struct ui *ui, struct screen *screen)
{
    (void)screen;
    ui_title(ui, ui->house.name, ui->actor->handle);
    ui_keys(ui, NULL);
}

static void shared_opened(struct ui *ui, struct screen *screen)
{
    const struct choice choices[] = { { 'y', _("Yes, others use it too") }, { 'n', _("No, it is mine alone") },
        { 0, NULL } };
    (void)screen;
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Is this computer shared?"),
            .text =
                _("If it is, what is private stands one key further away, and the screen locks when you are gone for "
                  "some minutes. Ctrl-\\ clears everything at once."),
            .choices = choices,
        });
}

/* Whoever does not say no sits before a shared one. */
static void shared_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    (void)screen;
    if (from != &screen_question)
        return;
    if (!outcome->done || outcome->number != 'n')
        ui_share(ui);
    ui_pop(ui, NULL);
}

static const enum action actions[] = { ACTION_BACK, ACTION_NONE };

const struct screen_type screen_shared = {
    .name = "shared",
    .help = N_("Is this computer shared with others, like one in a library or a shop? Your settings can answer this "
               "once and for all."),
    .actions = actions,
    .draw = shared_draw,
    .opened = shared_opened,
    .back = shared_back,
};
