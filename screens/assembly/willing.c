/*
 * willing.c: the tasks, and who would take one. She says so for herself, and takes it back. RULES 5.5.
 */
#include <stdlib.h>
#include <string.h>

#include "learn.h"
#include "screens/assembly/assembly_rooms.h"

struct willing_page {
    struct willing *willing; /* room for WILLING_MOST */
    size_t count;
    struct learner learners[LEARNERS_MOST];
    size_t learner_count;
    struct list list; /* of the tasks */
    int shown;
    bool stale;
};

static enum result load(struct ui *ui, struct willing_page *page)
{
    page->stale = false;
    page->list.count = WILLING_TASKS;
    enum result result = willing_list(ui->store, ui->actor, page->willing, WILLING_MOST, &page->count);
    if (result != RESULT_OK)
        page->count = 0;
    learn_list(ui->store, ui->actor, ui_now(ui), page->learners, LEARNERS_MOST, &page->learner_count);
    return result;
}

/* The first who learns the selected task; with `mine` only herself. NULL: nobody. */
static const struct learner *learns(const struct willing_page *page, bool mine)
{
    for (size_t i = 0; i < page->learner_count; i++)
        if (strcmp(page->learners[i].task, willing_tasks[page->list.selected].name) == 0 &&
            (!mine || page->learners[i].mine))
            return &page->learners[i];
    return NULL;
}

/* Tasks that are given for a term have a learner's chair; those of a meeting change with each item. */
static bool has_chair(const struct willing_page *page)
{
    static const char *const of_meetings[] = { "reader", "scribe", "interpreter", "mood-watcher" };
    for (size_t i = 0; i < sizeof of_meetings / sizeof *of_meetings; i++)
        if (strcmp(of_meetings[i], willing_tasks[page->list.selected].name) == 0)
            return false;
    return true;
}

static void say_learner(const struct willing_page *page, char *out, size_t size)
{
    const struct learner *one = learns(page, true) != NULL ? learns(page, true) : learns(page, false);
    if (!has_chair(page))
        *out = '\0';
    else if (one == NULL)
        util_copy_text(out, size, _(" Y: you learn it, beside whoever has it."));
    else if (one->mine)
        snprintf(out, size,
            one->beside[0] != '\0' ? _(" You learn it, beside %s; Y ends that.") : _(" You learn it; Y ends that."),
            one->beside);
    else
        snprintf(out, size, one->beside[0] != '\0' ? _(" %s learns it, beside %s.") : _(" %s learns it."), one->handle,
            one->beside);
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
        if (page->willing[i].mine && strcmp(page->willing[i].task, willing_tasks[page->list.selected].name) == 0)
            return true;
    return false;
}

static void say_row(const struct ui *ui, const void *state, size_t index, struct stated_row *out)
{
    const struct willing_page *page = state;
    struct buffer names = { 0 };
    (void)ui;
    for (size_t i = 0; i < page->count; i++)
        if (strcmp(page->willing[i].task, willing_tasks[index].name) == 0)
            buffer_format(&names, "%s%s", names.length > 0 ? ", " : "",
                page->willing[i].mine ? _("you") : page->willing[i].handle);
    out->title = _(willing_tasks[index].words);
    util_copy_text(out->state, sizeof out->state, names.length > 0 ? buffer_text(&names) : _("nobody yet"));
    buffer_clear(&names);
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct willing_page *page = screen->state;
    char foot[600], learner[200];
    if (page->stale)
        load(ui, page);
    say_learner(page, learner, sizeof learner);
    snprintf(foot, sizeof foot, "%s %s%s", _(willing_tasks[page->list.selected].does),
        is_mine(page) ? _("You would take this task. x says that you would not.")
                      : _("y says that you would take this task. It binds you to nothing yet."),
        learner);
    page->shown = stated_list_draw(ui, &page->list, page,
        &(struct stated_list) {
            .title = _("Tasks"),
            .about = _("who would take one"),
            .foot = foot,
            .columns = 48,
            .row = say_row,
        });
}

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct willing_page *page = screen->state;
    (void)ui;
    if (action == ACTION_YES)
        return !is_mine(page);
    if (action == ACTION_FIRST_TIME)
        return has_chair(page);
    return action != ACTION_NOT_NOW || is_mine(page);
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct willing_page *page = screen->state;
    bool yes = action == ACTION_YES;
    if (list_act(&page->list, action, page->shown))
        return true;
    if (action == ACTION_FIRST_TIME) {
        if (learn_set(ui->store, ui->actor, willing_tasks[page->list.selected].name, learns(page, true) == NULL,
                ui_now(ui)) != RESULT_OK)
            ui_refused(ui);
        load(ui, page);
        return true;
    }
    if (!yes && action != ACTION_NOT_NOW)
        return false;
    if (willing_set(ui->store, ui->actor, willing_tasks[page->list.selected].name, yes, ui_now(ui)) != RESULT_OK)
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
    return action == ACTION_YES          ? N_("I would")
           : action == ACTION_NOT_NOW    ? N_("I would not")
           : action == ACTION_FIRST_TIME ? N_("learn it")
                                         : NULL;
}

static const enum action actions[] = { ACTION_YES, ACTION_NOT_NOW, ACTION_FIRST_TIME, ACTION_BACK, ACTION_MENU,
    ACTION_HELP, ACTION_NONE };

const struct screen_type screen_willing = {
    .name = "willing",
    .help =
        N_("The tasks, and who would take one. y says that you would, x that you would not. It binds you to nothing. "
           "The meeting gives a task for a time, by decision or by lot among those who would. It can take the task "
           "back. Each has a learner's chair: Y sits down beside whoever has the task. The last four are taken in a "
           "meeting, and change with each item."),
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
