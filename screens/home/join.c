/*
 * join.c: the sign-up of a newcomer, as a screen: the explanation of a step stands above, its prompt below. join.h has
 * the questions and checks the answers; this file draws them. RULES 1.1.
 */
#include "join.h"

#include <stdlib.h>
#include <string.h>

#include "screens/home/home_rooms.h"

static enum result join_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    join_begin(screen->state, ui->store, ui->setup->argon_slots, ui->setup->shown_key);
    return RESULT_OK;
}

static void join_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    join_forget(screen->state);
}

/* How many rows the answers to choose from take below, with their title and a rule. */
static int rows_of_ways(const struct join_question *question)
{
    int ways = 0;
    while (ways < JOIN_WAYS && question->ways[ways] != NULL)
        ways++;
    return ways > 0 ? ways + 2 : 0;
}

/* On a small screen the first paragraph is left out where not all fits, or where the fault of the last answer takes its
 * place. The rest says what to type, and must not be cut off. */
static const char *shortened(const struct ui *ui, const struct join *join, int row, int last, const char *text)
{
    const char *second = strstr(text, "\n\n");
    if (ui->rows >= 20 || second == NULL)
        return text;
    bool fits = strlen(ui_whole_paragraphs(ui, row, last, text)) == strlen(text);
    return fits && join->words[0] == '\0' ? text : second + 2;
}

static void join_draw(struct ui *ui, struct screen *screen)
{
    const struct join *join = screen->state;
    struct join_question question;
    join_question(join, &question);
    int row = ui_title(ui, _("Coming in"), join->step == JOIN_CODE ? NULL : ui->house.name), last = ui_last_row(ui);
    if (ui->rows >= 20)
        row++;
    if (join->words[0] != '\0')
        row = ui_paragraph(ui, row, last, STYLE_NEEDS_YOU, join->words) + 1;
    last -= rows_of_ways(&question);
    if (join->step != JOIN_CLOSED)
        ui_paragraph(ui, row, last, STYLE_PLAIN, shortened(ui, join, row, last, question.text));
    ui_keys(ui, NULL);
}

static void ask(struct ui *ui, const struct join *join)
{
    struct join_question question;
    struct choice choices[JOIN_WAYS + 1] = { { 0, NULL } };
    join_question(join, &question);
    for (size_t i = 0; i < JOIN_WAYS && question.ways[i] != NULL; i++)
        choices[i] = (struct choice) { (int)('1' + i), question.ways[i] };
    if (question.ways[0] != NULL)
        ui_push(ui, &screen_question,
            &(struct question_ask) { .title = question.title, .choices = choices, .harmless = true });
    else
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) { .label = question.label, .limit = question.limit, .secret = question.secret });
}

static void join_opened(struct ui *ui, struct screen *screen)
{
    ask(ui, screen->state);
}

static void join_took(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct join *join = screen->state;
    char choice[2] = { (char)outcome->number, '\0' };
    if (from != &screen_prompt && from != &screen_question)
        return; /* the help page closed */
    if (!outcome->done) {
        if (join_back(join))
            ask(ui, join);
        return;
    }
    join_answer(join, from == &screen_question ? choice : outcome->text, ui_now(ui));
    if (join->step == JOIN_IN) {
        struct actor member = join->actor;
        ui_move_in(ui, &member); /* closes this screen */
    } else if (join->step != JOIN_CLOSED)
        ask(ui, join);
}

static bool join_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct join *join = screen->state;
    (void)ui;
    return action == ACTION_BACK || action == ACTION_HELP || (action == ACTION_OPEN && join->step != JOIN_CLOSED);
}

static bool join_act(struct ui *ui, struct screen *screen, enum action action)
{
    if (action == ACTION_OPEN)
        ask(ui, screen->state);
    else if (action == ACTION_BACK)
        ui_leave(ui);
    return action != ACTION_HELP;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_join = {
    .name = "join",
    .help = N_("How one comes to live here: a code from a neighbour, a name, and a way to come in again. Esc goes one "
               "question back. Nothing is kept until the last answer."),
    .actions = actions,
    .open_word = N_("go on"),
    .back_word = N_("leave"),
    .size = sizeof(struct join),
    .open = join_open,
    .close = join_close,
    .draw = join_draw,
    .act = join_act,
    .can = join_can,
    .back = join_took,
    .opened = join_opened,
};
