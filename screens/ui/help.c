/*
 * help.c: `?`: what a screen is, and every key that works on it. The keys come from the tables that make them work, so
 * help and keys cannot differ.
 */
#include <string.h>

#include <stdlib.h>

#include "numbers.h"
#include "screens/ui/ui.h"

struct help {
    struct paper paper;
};

static void add_action(struct buffer *text, const struct ui *ui, const struct screen *about, enum action action)
{
    const char *key = keys_shown(action);
    int width = text_width(key, strlen(key));
    buffer_format(text, "%s%*s %s\n", key, width < 7 ? 7 - width : 0, "", ui_does(ui, about, action));
}

static bool is_here(const struct screen *about, enum action action)
{
    const enum action *actions = about->type->actions;
    for (int i = 0; actions != NULL && actions[i] != ACTION_NONE; i++)
        if (actions[i] == action)
            return true;
    return false;
}

/* In the order of ACTIONS: first the keys that move, then those that read, then those that write. */
static void add_actions(struct buffer *text, const struct ui *ui, const struct screen *about)
{
    for (int action = 1; action < ACTION_COUNT; action++)
        if (is_here(about, (enum action)action) && ui_can(ui, about, (enum action)action))
            add_action(text, ui, about, (enum action)action);
}

static const enum action everywhere[] = { ACTION_UP, ACTION_DOWN, ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_FIRST,
    ACTION_LAST, ACTION_BACK, ACTION_NEXT_UNREAD, ACTION_SEARCH, ACTION_MENU, ACTION_COMMAND, ACTION_HELP,
    ACTION_REDRAW, ACTION_QUIT_NOW, ACTION_NONE };

/* True for an action of the screen, and for one whose key does something else on this screen. */
static bool means_here(const struct screen *about, enum action action)
{
    const enum action *actions = about->type->actions;
    for (int i = 0; actions != NULL && actions[i] != ACTION_NONE; i++)
        if (strcmp(keys_entry(actions[i])->keys, keys_entry(action)->keys) == 0)
            return true;
    return false;
}

/* With the numbers as the unit has decided them. */
static void add_numbers(struct buffer *text, const struct ui *ui, const char *words)
{
    char *filled = numbers_in(ui->store, ui->actor, words);
    buffer_format(text, "%s\n\n", filled);
    free(filled);
}

/* What can be done at this moment: its first line is the heading. */
static void add_now(struct help *help, const struct ui *ui, const struct screen *about, struct buffer *text)
{
    struct buffer now = { 0 };
    about->type->help_now(ui, about, &now);
    const char *words = buffer_text(&now);
    size_t first = strcspn(words, "\n");
    if (first > 0) {
        char *heading = xstrndup(words, first);
        paper_heading(&help->paper, text, heading);
        buffer_string(text, words[first] == '\n' ? words + first + 1 : "");
        free(heading);
    }
    buffer_clear(&now);
}

static enum result help_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct help *help = screen->state;
    const struct screen *about = argument;
    struct buffer text = { 0 };
    if (about->type->help_now != NULL)
        add_now(help, ui, about, &text);
    if (about->type->help != NULL && !about->type->typing)
        paper_heading(&help->paper, &text, _("This page"));
    if (about->type->help != NULL)
        add_numbers(&text, ui, _(about->type->help));
    if (about->type->help_several != NULL && ui_several(ui) && (!ui_shared(ui) || ui_names_unit(ui)))
        buffer_format(&text, "%s\n\n", _(about->type->help_several));
    if (!about->type->typing) {
        paper_heading(&help->paper, &text, _("Keys here"));
        add_actions(&text, ui, about);
        paper_heading(&help->paper, &text, _("Keys everywhere"));
        for (int i = 0; everywhere[i] != ACTION_NONE; i++)
            if (!means_here(about, everywhere[i])) /* else its line above says what the key does here */
                add_action(&text, ui, about, everywhere[i]);
        buffer_format(&text, "\n%s\n",
            _("Arrow keys move too; Right opens, Left and Esc go back. Ctrl-C twice is a "
              "quick exit, and so is 0 in the menu."));
    }
    help->paper.text = buffer_take(&text);
    return RESULT_OK;
}

static void help_draw(struct ui *ui, struct screen *screen)
{
    struct help *help = screen->state;
    char where[48];
    int row = ui_title(ui, _("Help"), NULL);
    paper_draw(ui, &help->paper, row, ui_last_row(ui));
    ui_keys(ui, paper_where(&help->paper, where, sizeof where));
}

static bool help_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct help *help = screen->state;
    if (paper_act(&help->paper, action))
        return true;
    if (action == ACTION_NEXT || action == ACTION_OPEN || action == ACTION_HELP) {
        ui_pop(ui, NULL);
        return true;
    }
    return false;
}

static void help_close(struct ui *ui, struct screen *screen)
{
    struct help *help = screen->state;
    (void)ui;
    paper_close(&help->paper);
}

static const enum action actions[] = { ACTION_NEXT, ACTION_BACK, ACTION_NONE };

const struct screen_type screen_help = {
    .tells = true,
    .name = "help",
    .actions = actions,
    .size = sizeof(struct help),
    .open = help_open,
    .close = help_close,
    .draw = help_draw,
    .act = help_act,
};
