/*
 * output.c: a text to scroll: the answer of a command, or what the house keeps about a member.
 */
#include <stdlib.h>

#include "screens/ui/ui.h"

struct output {
    char *title;
    struct paper paper;
};

static enum result output_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct output *output = screen->state;
    const struct output_ask *ask = argument;
    (void)ui;
    output->title = xstrdup(ask->title);
    output->paper.text = xstrdup(ask->text);
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

static bool output_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct output *output = screen->state;
    if (paper_act(&output->paper, action))
        return true;
    if (action != ACTION_NEXT && action != ACTION_OPEN)
        return false;
    ui_pop(ui, NULL);
    return true;
}

static void output_close(struct ui *ui, struct screen *screen)
{
    struct output *output = screen->state;
    (void)ui;
    free(output->title);
    paper_close(&output->paper);
}

static const enum action actions[] = { ACTION_NEXT, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_output = {
    .name = "output",
    .help = N_("A text to read. Space goes a page on, and back to where you were at its end."),
    .actions = actions,
    .size = sizeof(struct output),
    .open = output_open,
    .close = output_close,
    .draw = output_draw,
    .act = output_act,
};
