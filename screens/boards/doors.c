/*
 * doors.c: the door of joy and sorrow: what was told, and telling. It draws nothing itself: it asks over the page
 * below. RULES 8.3.
 */
#include "doors.h"

#include "screens/boards/boards_rooms.h"

static enum result doors_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)screen, (void)argument;
    return ui_member(ui) ? RESULT_OK : RESULT_REFUSED;
}

static void doors_opened(struct ui *ui, struct screen *screen)
{
    const struct choice choices[] = { { '1', _("The joys that were told") }, { '2', _("The sorrows that were told") },
        { '3', _("Tell a joy") }, { '4', _("Tell a sorrow") }, { '5', _("Won, and lost and learned") }, { 0, NULL } };
    (void)screen;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Joy and sorrow"), .choices = choices, .harmless = true });
}

static void doors_draw(struct ui *ui, struct screen *screen)
{
    ui_below(ui, screen);
}

/* `tells`: the editor; else what was told. False: there is nothing to open, and the notice says why. */
static bool go(struct ui *ui, enum door door, bool tells)
{
    int64_t board;
    enum result result = door_board(ui->store, ui->actor, door, tells, ui_now(ui), &board);
    if (result == RESULT_NOT_FOUND && !tells)
        ui_notice(ui, "%s",
            door == DOOR_JOY ? _("No joy was told here yet. 3 tells the first.")
                             : _("No sorrow was told here yet. 4 tells one."));
    else if (result != RESULT_OK)
        ui_refused(ui);
    return result == RESULT_OK &&
           (tells ? ui_go(ui, PLACE_EDITOR, &(struct editor_ask) { .place = DRAFT_THREAD, .target = board })
                  : ui_go(ui, PLACE_THREADS, &(struct threads_ask) { .board = board }));
}

static void doors_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    int64_t key = from == &screen_question && outcome->done ? outcome->number : 0;
    bool opened = false;
    (void)screen;
    if (key == '5')
        opened = ui_go(ui, PLACE_GAINS, NULL);
    else if (key >= '1' && key <= '4')
        opened = go(ui, key == '1' || key == '3' ? DOOR_JOY : DOOR_SORROW, key >= '3');
    if (!opened)
        ui_pop(ui, NULL);
}

static const enum action actions[] = { ACTION_NONE };

const struct screen_type screen_doors = {
    .name = "joy and sorrow",
    .actions = actions,
    .size = sizeof(char),
    .open = doors_open,
    .opened = doors_opened,
    .draw = doors_draw,
    .back = doors_back,
};
