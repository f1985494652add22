/*
 * willing.c: the tasks of an assembly, and who would take one. She says so for herself, and takes it back. RULES 5.5.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/assembly/assembly_rooms.h"

enum { TASKS = 2 };

static const struct task {
    const char *name, *words, *does; /* name: of willing_set(); the others N_() */
} tasks[TASKS] = {
    { "facilitator", N_("Facilitator"), N_("gives the word to one after the other, and looks at the time") },
    { "note-taker", N_("Note-taker"), N_("writes down what is decided, and who does it") },
};

struct willing_page {
    struct willing *willing; /* room for WILLING_MOST */
    size_t count;
    struct list list; /* of the tasks */
    bool stale;
};

static enum result load(struct ui *ui, struct willing_page *page)
{
    page->stale = false;
    page->list.count = TASKS;
    enum result result = willing_list(ui->store, ui->actor, page->willing, WILLING_MOST, &page->count);
    if (result != RESULT_OK)
        page->count = 0;
    return result;
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct willing_page *page = screen->state;
    (void)argument;
    page->willing = xcalloc(WILLING_MOST, sizeof *page->willing);
    enum result result = load(ui, page);
    if (result != RESULT_OK)
        free(page->willing);
    return result;
}

static void page_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct willing_page *)screen->state)->willing);
}

static bool is_mine(const struct willing_page *page)
{
    for (size_t i = 0; i < page->count; i++)
        if (page->willing[i].mine && strcmp(page->willing[i].task, tasks[page->list.selected].name) == 0)
            return true;
    return false;
}

static void say_names(const struct willing_page *page, const char *task, struct buffer *out)
{
    for (size_t i = 0; i < page->count; i++)
        if (strcmp(page->willing[i].task, task) == 0)
            buffer_format(
                out, "%s%s", out->length > 0 ? ", " : "", page->willing[i].mine ? _("you") : page->willing[i].handle);
    if (out->length == 0)
        buffer_string(out, _("nobody yet"));
}

static int draw_task(struct ui *ui, const struct willing_page *page, size_t index, int row, int last)
{
    struct buffer words = { 0 };
    enum style style = list_mark(ui, row, index == page->list.selected);
    buffer_format(&words, _("%s: %s."), _(tasks[index].words), _(tasks[index].does));
    row = ui_hanging(ui, row, last, 2, style, buffer_text(&words));
    buffer_clear(&words);
    say_names(page, tasks[index].name, &words);
    row = ui_hanging(ui, row, last, 4, STYLE_DIM, buffer_text(&words));
    buffer_clear(&words);
    return row + (ui->rows >= 20);
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct willing_page *page = screen->state;
    char where[48];
    if (page->stale)
        load(ui, page);
    int row = ui_title(ui, _("Tasks of the assembly"), ""), last = ui_last_row(ui);
    list_keep(&page->list, TASKS, TASKS);
    last = ui_foot(ui, last, STYLE_DIM,
        is_mine(page) ? _("You would take this task. x says that you would not.")
                      : _("y says that you would take this task. It binds you to nothing yet."));
    for (size_t i = 0; i < TASKS && row <= last; i++)
        row = draw_task(ui, page, i, row, last);
    ui_keys(ui, list_where(&page->list, false, where, sizeof where));
}

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct willing_page *page = screen->state;
    (void)ui;
    if (action == ACTION_YES)
        return !is_mine(page);
    return action != ACTION_NOT_NOW || is_mine(page);
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct willing_page *page = screen->state;
    bool yes = action == ACTION_YES;
    if (list_act(&page->list, action, TASKS))
        return true;
    if (!yes && action != ACTION_NOT_NOW)
        return false;
    if (willing_set(ui->store, ui->actor, tasks[page->list.selected].name, yes, ui_now(ui)) != RESULT_OK)
        ui_refused(ui);
    else
        ui_notice(ui, "%s", yes ? _("Said: you would take it.") : _("Said: you would not take it."));
    load(ui, page);
    return true;
}

static void page_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event))
        return;
    ((struct willing_page *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_YES ? N_("I would") : action == ACTION_NOT_NOW ? N_("I would not") : NULL;
}

static const enum action actions[] = { ACTION_YES, ACTION_NOT_NOW, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_willing = {
    .name = "willing",
    .help = N_("The tasks of the assembly, and who would take one. y says that you would, x that you would not. It "
               "binds you to nothing: the assembly gives a task, for a time, and can take it back."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct willing_page),
    .open = page_open,
    .close = page_close,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .event = page_event,
};
