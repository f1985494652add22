/* votes.c: the votes of a street: what is open, soonest closing first, and what came of the others. RULES 4.6. */
#include <stdlib.h>
#include <string.h>

#include "screens/assembly/room_page.h"
#include "votes.h"

struct votes {
    struct vote_line *rows; /* room for VOTES_SHOWN */
    struct list list;
    int shown;
    bool stale;
};

static enum result load(struct ui *ui, struct votes *page)
{
    size_t count = 0;
    int64_t at = page->list.count > 0 ? page->rows[page->list.selected].id : 0;
    page->stale = false;
    enum result result = votes_list(ui->store, ui->actor, 0, ui_now(ui), page->rows, VOTES_SHOWN, &count);
    if (result != RESULT_OK)
        return result;
    page->list.count = count;
    for (size_t i = 0; i < count; i++)
        if (page->rows[i].id == at)
            page->list.selected = i;
    return RESULT_OK;
}

static enum result votes_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct votes *page = screen->state;
    (void)argument;
    page->rows = xcalloc(VOTES_SHOWN, sizeof *page->rows);
    enum result result = load(ui, page);
    if (result != RESULT_OK)
        free(page->rows);
    return result;
}

static void votes_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct votes *)screen->state)->rows);
}

static void say_state(const struct ui *ui, const struct vote_line *line, char *out, size_t size)
{
    char clock[40];
    if (line->closed == 0 && line->has_voted)
        snprintf(out, size, _("voted; until %s"), ui_time(ui, line->closes, clock, sizeof clock));
    else if (line->closed == 0)
        snprintf(out, size, _("until %s"), ui_time(ui, line->closes, clock, sizeof clock));
    else if (line->won[0] != '\0')
        copy_text(out, size, line->won);
    else
        copy_text(out, size, vote_state_words(line->state));
}

static void say_row(const struct ui *ui, const void *state, size_t index, struct stated_row *out)
{
    const struct vote_line *line = &((const struct votes *)state)->rows[index];
    out->title = line->title;
    out->waits = line->may_vote && !line->has_voted;
    say_state(ui, line, out->state, sizeof out->state);
}

static void votes_draw(struct ui *ui, struct screen *screen)
{
    struct votes *page = screen->state;
    if (page->stale)
        load(ui, page);
    page->shown = stated_list_draw(ui, &page->list, page,
        &(struct stated_list) {
            .title = _("Votes"),
            .about = _("what closes first, then what came of the others"),
            .empty =
                _("No vote yet. The chair opens one in an assembly, in an item that is there to decide or to choose."),
            .columns = 34,
            .row = say_row,
        });
}

static bool votes_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct votes *page = screen->state;
    (void)ui;
    return action != ACTION_OPEN || page->list.count > 0;
}

static bool votes_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct votes *page = screen->state;
    if (list_act(&page->list, action, page->shown))
        return true;
    if (action != ACTION_OPEN)
        return false;
    ui_go(ui, PLACE_VOTE, &(struct vote_page_ask) { .vote = page->rows[page->list.selected].id });
    return true;
}

static void votes_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    (void)ui, (void)from, (void)outcome;
    ((struct votes *)screen->state)->stale = true;
}

static void votes_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event))
        return;
    ((struct votes *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_votes = {
    .name = "votes",
    .help = N_(
        "The votes of your street. What is open stands first, with its hour: Enter opens it, and you vote there. "
        "Below it stands what came of those that are closed; Enter tells how it was counted.\n\n"
        "A vote over seven days counts when {quorum-members} of the active members, and people of {quorum-homes} of the "
        "homes, voted."),
    .actions = actions,
    .size = sizeof(struct votes),
    .open = votes_open,
    .close = votes_close,
    .draw = votes_draw,
    .act = votes_act,
    .can = votes_can,
    .back = votes_back,
    .event = votes_event,
};
