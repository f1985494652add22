/*
 * feelings.c: joy and sorrow: what was told, and telling. It draws nothing itself: it asks over the page
 * below. RULES 8.3.
 */
#include "feelings.h"

#include "screens/boards/boards_rooms.h"

static enum result feelings_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)screen, (void)argument;
    return ui_member(ui) ? RESULT_OK : RESULT_REFUSED;
}

static void feelings_opened(struct ui *ui, struct screen *screen)
{
    const struct choice choices[] = { { '1', _("The joys that were told") }, { '2', _("The sorrows that were told") },
        { '3', _("Tell a joy") }, { '4', _("Tell a sorrow") }, { '5', _("Won, and lost and learned") }, { 0, NULL } };
    (void)screen;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Joy and sorrow"), .choices = choices, .harmless = true });
}

static void feelings_draw(struct ui *ui, struct screen *screen)
{
    ui_below(ui, screen);
}

/* `tells`: the editor; else what was told. False: there is nothing to open, and the notice says why. */
static bool go(struct ui *ui, enum feeling feeling, bool tells)
{
    int64_t board;
    enum result result = feeling_board(ui->store, ui->actor, feeling, tells, ui_now(ui), &board);
    if (result == RESULT_NOT_FOUND && !tells)
        ui_notice(ui, "%s",
            feeling == FEELING_JOY ? _("No joy was told here yet. 3 tells the first.")
                                   : _("No sorrow was told here yet. 4 tells one."));
    else if (result != RESULT_OK)
        ui_refused(ui);
    return result == RESULT_OK &&
           (tells ? ui_go(ui, PLACE_EDITOR, &(struct editor_ask) { .place = DRAFT_THREAD, .target = board })
                  : ui_go(ui, PLACE_THREADS, &(struct threads_ask) { .board = board }));
}

static void feelings_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    int64_t key = from == &screen_question && outcome->done ? outcome->number : 0;
    bool opened = false;
    (void)screen;
    if (key == '5')
        opened = ui_go(ui, PLACE_GAINS, NULL);
    else if (key >= '1' && key <= '4')
        opened = go(ui, key == '1' || key == '3' ? FEELING_JOY : FEELING_SORROW, key >= '3');
    if (!opened)
        ui_pop(ui, NULL);
}

static const enum action actions[] = { ACTION_NONE };

const struct screen_type screen_feelings = {
    .name = "joy and sorrow",
    .actions = actions,
    .size = sizeof(char),
    .open = feelings_open,
    .opened = feelings_opened,
    .draw = feelings_draw,
    .back = feelings_back,
};
