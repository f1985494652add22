/*
 * output.c: a text to scroll: the answer of a command, or what the house keeps about a member.
 */
#include <stdlib.h>

#include "screens/ui/ui.h"

struct output {
    char *title;
    struct paper paper;
    char *more; /* the command of the next page of a list; NULL: there is none */
    void (*show)(struct ui *ui, const char *command);
    bool once;
};

static enum result output_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct output *output = screen->state;
    const struct output_ask *ask = argument;
    (void)ui;
    output->title = xstrdup(ask->title);
    output->paper.text = xstrdup(ask->text);
    output->show = ask->show;
    output->more = ask->more != NULL ? xstrdup(ask->more) : NULL;
    output->once = ask->once;
    return RESULT_OK;
}

static void output_draw(struct ui *ui, struct screen *screen)
{
    struct output *output = screen->state;
    char where[48];
    int row = ui_title(ui, output->title, NULL);
    paper_draw(ui, &output->paper, row, ui_last_row(ui));
    ui_keys(ui, paper_where(&output->paper, where, sizeof where));
}

void ui_ask_written(struct ui *ui)
{
    const struct choice choices[] = { { 'y', _("Yes, close it") }, { 'n', _("No, show it again") }, { 0, NULL } };
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Written down?"),
            .text = _("It is shown this one time: nobody can bring it back."),
            .choices = choices,
            .destroys = true });
}

static bool output_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct output *output = screen->state;
    if (paper_act(&output->paper, action))
        return true;
    if (action != ACTION_NEXT && action != ACTION_OPEN && !(action == ACTION_BACK && output->once))
        return false;
    char *more = action == ACTION_NEXT && output->more != NULL ? xstrdup(output->more) : NULL;
    void (*show)(struct ui * ui, const char *command) = output->show;
    if (output->once)
        ui_ask_written(ui);
    else
        ui_pop(ui, NULL);
    if (more != NULL)
        show(ui, more);
    free(more);
    return true;
}

static void output_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    const struct output *output = screen->state;
    if (output->once && from == &screen_question && outcome->done && outcome->number == 'y')
        ui_pop(ui, NULL);
}

static void output_close(struct ui *ui, struct screen *screen)
{
    struct output *output = screen->state;
    (void)ui;
    free(output->title);
    free(output->more);
    paper_close(&output->paper);
}

static const enum action actions[] = { ACTION_NEXT, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_output = {
    .name = "output",
    .help = N_(
        "A text to read. Space goes a page on; at the end of a list it shows the next part of it, at the end of all else it goes back to where you were. What is shown this one time asks "
        "before it closes whether you wrote it down."),
    .actions = actions,
    .size = sizeof(struct output),
    .open = output_open,
    .close = output_close,
    .draw = output_draw,
    .act = output_act,
    .back = output_back,
};
