/*
 * question.c: one question, in words, at the bottom of the screen that asks it. Its answer goes to that screen.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "screens/ui/ui.h"

enum { CHOICES_MOST = 12 };

struct question {
    char *title, *text;
    struct choice choices[CHOICES_MOST];
    char *words[CHOICES_MOST];
    struct list list;
    int warns, yes;
    bool destroys, harmless;
};

static enum result question_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct question *question = screen->state;
    const struct question_ask *ask = argument;
    question->title = xstrdup(ask->title);
    question->text = ask->text != NULL ? xstrdup(ask->text) : NULL;
    question->destroys = ask->destroys;
    question->harmless = ask->harmless;
    question->warns = ask->warns;
    question->yes = ask->yes;
    for (size_t i = 0; i < CHOICES_MOST && ask->choices[i].key != 0; i++) {
        question->choices[i] = ask->choices[i];
        question->words[i] = xstrdup(ask->choices[i].words);
        question->list.count = i + 1;
    }
    question->list.selected = ask->selected;
    if (ask->destroys) { /* so Enter alone takes the last choice, which changes nothing */
        question->list.selected = question->list.count - 1;
        ui_drop_typeahead(ui);
    }
    return RESULT_OK;
}

static void question_close(struct ui *ui, struct screen *screen)
{
    struct question *question = screen->state;
    (void)ui;
    free(question->title);
    free(question->text);
    for (size_t i = 0; i < question->list.count; i++)
        free(question->words[i]);
}

static bool has_key(const struct question *question, wint_t key)
{
    for (size_t i = 0; i < question->list.count; i++)
        if ((wint_t)question->choices[i].key == key)
            return true;
    return false;
}

/* The key of a choice as it is shown. Yes has the letter of its word in the reader's language ("s" for "sí"), where no
 * other choice has that letter. */
static char key_shown(const struct question *question, size_t choice)
{
    int key = question->choices[choice].key;
    return (char)(key == 'y' && !has_key(question, (wint_t)language_yes()) ? language_yes() : key);
}

/* y says yes in every language, and so does the letter of the reader's own. */
static wint_t key_meant(const struct question *question, wint_t key)
{
    if (key == (wint_t)language_yes() && !has_key(question, key))
        key = 'y';
    return key == 'y' && question->yes != 0 ? (wint_t)question->yes : key;
}

enum { WORDS_AT = 5 }; /* the column where the words of a choice begin */

static int rows_of_choice(const struct ui *ui, const struct question *question, size_t choice)
{
    int columns = ui->columns > WORDS_AT + 2 ? ui->columns - WORDS_AT - 1 : 1;
    return (int)text_wrap(question->words[choice], strlen(question->words[choice]), columns, NULL, 0);
}

/* Long words of a choice go on in a second row, as in Spanish on a phone, when all of them have room; `others` rows are
 * needed beside them. Else each has one row, and what is too long is cut off. */
static int rows_of_choices(const struct ui *ui, const struct question *question, int others)
{
    int rows = 0;
    for (size_t i = 0; i < question->list.count; i++)
        rows += rows_of_choice(ui, question, i);
    return others + rows <= ui_last_row(ui) + 1 ? rows : (int)question->list.count;
}

static void draw_choice(struct ui *ui, const struct question *question, size_t choice, int row, int rows)
{
    enum style style = list_mark(ui, row, choice == question->list.selected);
    ui_textf(ui, row, 2, 3, STYLE_NEEDS_YOU, "%c", key_shown(question, choice));
    if (question->choices[choice].key == question->warns)
        style = STYLE_WARNING;
    if (rows == 1)
        ui_text(ui, row, WORDS_AT, ui->columns - WORDS_AT - 1, style, question->words[choice]);
    else
        ui_hanging(ui, row, row + rows - 1, WORDS_AT, style, question->words[choice]);
}

/* Where they do not all fit, as when a long notice stands below, those around the selected one. */
static void draw_choices(struct ui *ui, struct question *question, int row, bool wrapped)
{
    int last = ui_last_row(ui);
    size_t fit = last >= row ? (size_t)(last - row + 1) : 1, selected = question->list.selected;
    size_t first = selected >= fit ? selected - fit + 1 : 0;
    for (size_t i = first; i < question->list.count && i < first + fit; i++) {
        int rows = wrapped ? rows_of_choice(ui, question, i) : 1;
        draw_choice(ui, question, i, row, rows);
        row += rows;
    }
}

/* The question takes as many rows as its words need: they are wrapped once to count the rows, then drawn. */
static void question_draw(struct ui *ui, struct screen *screen)
{
    struct question *question = screen->state;
    int columns = ui->columns > 3 ? ui->columns - 2 : 1;
    int title = (int)text_wrap(question->title, strlen(question->title), columns, NULL, 0);
    int text = question->text != NULL ? (int)text_wrap(question->text, strlen(question->text), columns, NULL, 0) : 0;
    int choices = rows_of_choices(ui, question, 1 + title + text);
    ui_below(ui, screen);
    int first = ui_row_to_ask(ui, screen, 1 + title + text + choices), last = ui_last_row(ui);
    bool inside = first + 1 + title + text + choices < last; /* rows of the list are left below it */
    if (inside)
        last = first + title + text + choices;
    for (int row = first; row <= (inside ? last : ui->rows - 1); row++)
        ui_clear_row(ui, row);
    ui_keys(ui, NULL);
    bool fits = 1 + title + text + choices <= last - first + 1; /* else the title takes the row of the rule above it */
    if (fits)
        ui_rule(ui, first);
    if (inside) {
        ui_clear_row(ui, last + 1);
        ui_rule(ui, last + 1);
    }
    int row = ui_paragraph(ui, first + fits, last - choices, STYLE_TITLE, question->title);
    if (question->text != NULL)
        row = ui_paragraph(ui, row, last - choices, STYLE_PLAIN, question->text);
    draw_choices(ui, question, row, choices > (int)question->list.count);
}

static void answer(struct ui *ui, const struct question *question, size_t choice)
{
    ui_pop(ui, &(struct outcome) { .done = true, .number = question->choices[choice].key });
}

static void say_which(struct ui *ui, const struct question *question, wint_t key)
{
    char which[120] = "";
    for (size_t i = 0; i < question->list.count; i++)
        snprintf(which + strlen(which), sizeof which - strlen(which), "%c, ", key_shown(question, i));
    snprintf(which + strlen(which), sizeof which - strlen(which), "%s", _("arrows, Enter, Esc"));
    ui_no_choice(ui, key, which);
}

static void question_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct question *question = screen->state;
    enum action action = keys_action(key, special);
    if (question->destroys && ui->unseen)
        return; /* it was not drawn yet, so nobody has read it */
    bool choice = action == ACTION_OPEN || (!special && action != ACTION_BACK && action != ACTION_HELP);
    bool leaves = !special && key == '0' && !has_key(question, '0'); /* RULES 1.6: in every menu */
    if ((leaves || (choice && !question->harmless)) && ui_too_soon(ui))
        return;
    wint_t means = special ? key : key_meant(question, key);
    for (size_t i = 0; !special && i < question->list.count; i++)
        if ((wint_t)question->choices[i].key == means) {
            answer(ui, question, i);
            return;
        }
    if (leaves)
        ui_act(ui, ACTION_QUIT_NOW);
    else if (action == ACTION_OPEN)
        answer(ui, question, question->list.selected);
    else if (action == ACTION_BACK)
        ui_pop(ui, NULL);
    else if (action == ACTION_HELP)
        ui_act(ui, action);
    else if (!list_act(&question->list, action, (int)question->list.count) && !special)
        say_which(ui, question, key);
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_NONE };

const struct screen_type screen_question = {
    .name = "question",
    .help = N_(
        "A question. Press the key before an answer, or move to it and press Enter. q or Esc leaves all as it is. 0 clears the screen and hangs up at once."),
    .actions = actions,
    .open_word = N_("choose"),
    .chooses = true,
    .size = sizeof(struct question),
    .open = question_open,
    .close = question_close,
    .draw = question_draw,
    .key = question_key,
};

void ui_ask_leave(struct ui *ui)
{
    const struct choice choices[] = { { 'y', _("Yes, hang up") }, { 'n', _("No, stay") }, { 0, NULL } };
    ui_push(ui, &screen_question, &(struct question_ask) { .title = _("Leave the house?"), .choices = choices });
}
