/* prompts.c: the library of prompts: what each is asked in a circle. Everybody of the unit edits it. RULES 6.1. */
#include <stdlib.h>
#include <string.h>

#include "screens/circles/circles_rooms.h"

struct prompts {
    struct circle_prompt *rows; /* room for CIRCLE_LIBRARY_MOST */
    struct list list;
    int shown;
    bool dropping; /* the open question asks whether one is dropped */
};

static enum result load(struct ui *ui, struct prompts *prompts)
{
    size_t count = 0;
    enum result result = circle_prompts(ui->store, ui->actor, prompts->rows, CIRCLE_LIBRARY_MOST, &count);
    list_keep(&prompts->list, count, prompts->shown);
    return result;
}

static enum result prompts_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct prompts *prompts = screen->state;
    (void)argument;
    prompts->rows = xcalloc(CIRCLE_LIBRARY_MOST, sizeof *prompts->rows);
    enum result result = load(ui, prompts);
    if (result != RESULT_OK)
        free(prompts->rows);
    return result;
}

static void prompts_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct prompts *)screen->state)->rows);
}

static void prompts_draw(struct ui *ui, struct screen *screen)
{
    struct prompts *prompts = screen->state;
    char where[48];
    int row = ui_title(ui, _("Prompts"), ui->columns >= 60 ? _("what each is asked in a circle") : ""),
        last = ui_last_row(ui);
    const struct circle_prompt *selected =
        prompts->list.count > 0 ? &prompts->rows[prompts->list.selected] : &(struct circle_prompt) { 0 };
    if (text_width(selected->words, strlen(selected->words)) > ui->columns - 7) /* whole, where the row cuts it */
        last = ui_foot(ui, last, STYLE_SELECTED, selected->words);
    prompts->shown = last - row + 1;
    list_keep(&prompts->list, prompts->list.count, prompts->shown);
    for (size_t i = prompts->list.top; i < prompts->list.count && row <= last; i++, row++) {
        enum style style = list_mark(ui, row, i == prompts->list.selected);
        ui_textf(ui, row, 2, 3, STYLE_DIM, "%zu", i + 1);
        ui_text(ui, row, 5, ui->columns - 6, style, prompts->rows[i].words);
    }
    ui_keys(ui, list_where(&prompts->list, false, where, sizeof where));
}

static void ask_drop(struct ui *ui, struct prompts *prompts)
{
    const struct choice choices[] = { { 'y', _("Yes, take it off the list") }, { 'n', _("No, it stays") },
        { 0, NULL } };
    prompts->dropping = true;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Take this prompt off the list, for everybody here?"),
            .text = prompts->rows[prompts->list.selected].words,
            .choices = choices,
            .destroys = true });
}

static bool prompts_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct prompts *prompts = screen->state;
    if (list_act(&prompts->list, action, prompts->shown))
        return true;
    if (action == ACTION_OPEN && prompts->list.count > 0)
        ui_go(
            ui, PLACE_CIRCLE_FORM, &(struct circle_form_ask) { .prompt = prompts->rows[prompts->list.selected].words });
    else if (action == ACTION_WRITE)
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) { .label = _("A prompt:"),
                .text = _("A question that each can answer about themselves. The whole list is for all of us."),
                .limit = CIRCLE_PROMPT_MAX });
    else if (action == ACTION_REMOVE)
        ask_drop(ui, prompts);
    else
        return false;
    return true;
}

static void prompts_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct prompts *prompts = screen->state;
    int64_t id = 0;
    enum result result = RESULT_OK;
    bool dropping = prompts->dropping;
    prompts->dropping = false;
    if (from == &screen_prompt && outcome->done && outcome->text[0] != '\0')
        result = circle_prompt_add(ui->store, ui->actor, outcome->text, &id);
    else if (from == &screen_question && dropping && outcome->done && outcome->number == 'y')
        result = circle_prompt_drop(ui->store, ui->actor, prompts->rows[prompts->list.selected].id);
    if (result != RESULT_OK)
        ui_refused(ui);
    load(ui, prompts);
    for (size_t i = 0; id != 0 && i < prompts->list.count; i++)
        if (prompts->rows[i].id == id)
            prompts->list.selected = i;
}

static bool prompts_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct prompts *prompts = screen->state;
    (void)ui;
    if (action == ACTION_REMOVE) /* those that came with the house stay */
        return prompts->list.count > 0 && prompts->rows[prompts->list.selected].id != 0;
    return true;
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("add one") : action == ACTION_REMOVE ? N_("take off the list") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_WRITE, ACTION_REMOVE, ACTION_BACK, ACTION_MENU, ACTION_HELP,
    ACTION_NONE };

const struct screen_type screen_circle_prompts = {
    .name = "prompts",
    .help = N_("What each is asked in a circle. Enter calls a circle with the prompt under the cursor; w adds one of "
               "your own words, D takes one off the list. The six that came with the house stay.\n\n"
               "A good prompt asks people about themselves, not about others: \"What is heavy, and who knows of it?\""),
    .actions = actions,
    .word = word,
    .open_word = N_("call with it"),
    .size = sizeof(struct prompts),
    .open = prompts_open,
    .close = prompts_close,
    .draw = prompts_draw,
    .act = prompts_act,
    .can = prompts_can,
    .back = prompts_back,
};
