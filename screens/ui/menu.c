/*
 * menu.c: `.`: all that can be done on the screen below, in words. Every key has its entry here, for people who cannot
 * press Ctrl and for people who look for a key.
 */
#include <string.h>

#include "screens/ui/ui.h"

enum { ENTRIES_MOST = 48 };

struct menu {
    enum action entries[ENTRIES_MOST + 1]; /* ends with ACTION_NONE */
    struct list list;
    int rows;
};

/* These work everywhere. They follow the actions of the screen below. */
static const enum action everywhere[] = { ACTION_NEXT_UNREAD, ACTION_SEARCH, ACTION_COMMAND, ACTION_HELP, ACTION_REDRAW,
    ACTION_BACK, ACTION_QUIT_NOW, ACTION_NONE };

static void add(struct menu *menu, const struct ui *ui, enum action action)
{
    if (keys_is(action, ACTION_CURSOR) || action == ACTION_MENU || menu->list.count == ENTRIES_MOST ||
        !ui_can(ui, ui->top, action))
        return;
    for (size_t i = 0; i < menu->list.count; i++)
        if (menu->entries[i] == action || strcmp(keys_entry(menu->entries[i])->keys, keys_entry(action)->keys) == 0)
            return; /* the screen's own meaning of the key goes first */
    menu->entries[menu->list.count++] = action;
}

static enum result menu_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct menu *menu = screen->state;
    const enum action *own = ui->top->type->actions;
    (void)argument;
    for (int i = 0; own != NULL && own[i] != ACTION_NONE; i++)
        if (own[i] != ACTION_BACK && own[i] != ACTION_HELP)
            add(menu, ui, own[i]);
    for (int i = 0; everywhere[i] != ACTION_NONE; i++)
        add(menu, ui, everywhere[i]);
    return RESULT_OK;
}

static void draw_entry(struct ui *ui, const struct menu *menu, size_t index, int row)
{
    const struct action_entry *entry = keys_entry(menu->entries[index]);
    enum style style = list_mark(ui, row, index == menu->list.selected);
    if (menu->entries[index] == ACTION_QUIT_NOW)
        ui_text(ui, row, 2, 2, STYLE_NEEDS_YOU, "0");
    else if (index < 9)
        ui_textf(ui, row, 2, 2, STYLE_NEEDS_YOU, "%zu", index + 1);
    ui_text(ui, row, 5, 7, STYLE_DIM, keys_shown(menu->entries[index]));
    int column = ui->columns >= 60 ? 14 : 13, room = ui->columns - column - 1;
    const char *words = ui_does(ui, ui->drawing->below, menu->entries[index]);
    ui_text(ui, row, column, room, style, text_width(words, strlen(words)) <= room ? words : _(entry->word));
}

static void menu_draw(struct ui *ui, struct screen *screen)
{
    struct menu *menu = screen->state;
    char where[40];
    int row = ui_title(ui, _("What can be done here"), NULL), last = ui_last_row(ui);
    menu->rows = last - row + 1;
    list_keep(&menu->list, menu->list.count, menu->rows);
    for (size_t i = menu->list.top; i < menu->list.count && row <= last; i++)
        draw_entry(ui, menu, i, row++);
    ui_keys(ui, list_where(&menu->list, false, where, sizeof where));
}

static void choose(struct ui *ui, enum action action)
{
    ui_pop(ui, NULL);
    ui_act(ui, action);
}

static void menu_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct menu *menu = screen->state;
    enum action action = keys_action_in(key, special, menu->entries);
    bool digit = !special && key >= '0' && key <= '9';
    if (digit && ui_too_soon(ui))
        return;
    if (!special && key == '0')
        choose(ui, ACTION_QUIT_NOW);
    else if (!special && key >= '1' && key <= '9' && key - '1' < menu->list.count)
        choose(ui, menu->entries[key - '1']);
    else if (action == ACTION_OPEN)
        choose(ui, menu->entries[menu->list.selected]);
    else if (action == ACTION_BACK || action == ACTION_MENU)
        ui_pop(ui, NULL);
    else if (!list_act(&menu->list, action, menu->rows)) {
        for (size_t i = 0; i < menu->list.count; i++)
            if (menu->entries[i] == action) {
                choose(ui, action);
                return;
            }
        if (!special)
            ui_no_choice(ui, key, _("the numbers and letters on the left, arrows, Enter, Esc"));
    }
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_NONE };

const struct screen_type screen_menu = {
    .name = "menu",
    .help = N_("All that can be done in the room you came from. Press a number, or the key itself, or move and press "
               "Enter. 0 clears the screen and hangs up at once."),
    .actions = actions,
    .open_word = N_("choose"),
    .chooses = true,
    .size = sizeof(struct menu),
    .open = menu_open,
    .draw = menu_draw,
    .key = menu_key,
};
