/* ask_shared.c: asks once after a log-in with a password, before anything of hers is shown: is this computer shared?
 * RULES 1.6. */
#include "paper_codes.h"
#include "screens/home/home_rooms.h"

/* Keeps the notice that stood there before, such as the name of a newcomer's greeter, and shows it again after the
 * answer.
 */
struct shared_page {
    char notice[sizeof((struct ui *)0)->notice];
};

static enum result shared_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct shared_page *shared = screen->state;
    (void)argument;
    util_copy_text(shared->notice, sizeof shared->notice, ui->notice);
    return RESULT_OK;
}

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
        &(struct question_ask) { .title = _("Is this computer shared?"),
            .text = _("If it is, private things stay hidden until you press a key for them, and the screen locks when "
                      "you are gone for some minutes. Ctrl-\\ clears everything at once."),
            .choices = choices,
            .harmless = true });
}

/* Every answer but "no" counts as shared, also Esc. */
static void shared_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct paper_list codes;
    char notice[sizeof ui->notice];
    if (from != &screen_question)
        return;
    bool shared = !outcome->done || outcome->number != 'n';
    if (shared)
        ui_set_shared(ui);
    if (ui->setup->shared_said != NULL)
        ui->setup->shared_said(ui->setup->context, shared);
    util_copy_text(notice, sizeof notice, ((const struct shared_page *)screen->state)->notice);
    ui_pop(ui, NULL);
    if (notice[0] != '\0')
        ui_notice(ui, "%s", notice);
    else if (shared && paper_codes_get(ui->store, ui->actor, &codes) == RESULT_OK && codes.made == 0)
        ui_notice(ui, "%s", _("Your password may be seen here; paper codes help. `s` makes a list."));
}

static const enum action actions[] = { ACTION_BACK, ACTION_NONE };

const struct screen_type screen_shared = {
    .name = "shared",
    .help = N_("Is this computer shared with others, like one in a library or a shop? In your settings you can "
               "answer this for all log-ins."),
    .actions = actions,
    .size = sizeof(struct shared_page),
    .open = shared_open,
    .draw = shared_draw,
    .opened = shared_opened,
    .back = shared_back,
};
