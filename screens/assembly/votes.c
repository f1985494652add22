/*
 * votes.c: the votes of a street: what is open, soonest closing first, and what came of the others; or the votes of one
 * meeting, and below them what was proposed there. RULES 4.5, 4.6.
 */
#include <stdlib.h>
#include <string.h>

#include "proposals.h"
#include "screens/assembly/room_page.h"
#include "votes.h"

enum { PROPOSALS_SHOWN = 50 };
struct votes {
    int64_t meeting;        /* 0: of all */
    struct vote_line *rows; /* room for VOTES_SHOWN */
    size_t count;
    struct proposal *proposals; /* of the meeting, room for PROPOSALS_SHOWN; below the votes */
    struct list list;
    int shown;
    bool stale;
};

/* What stands in that row: a vote's number, or a proposal's below 0. */
static int64_t row_id(const struct votes *page, size_t row)
{
    return row < page->count ? page->rows[row].id : -page->proposals[row - page->count].id;
}

static enum result load(struct ui *ui, struct votes *page)
{
    size_t proposals = 0;
    int64_t at = page->list.count > 0 ? row_id(page, page->list.selected) : 0;
    page->stale = false;
    enum result result =
        votes_list(ui->store, ui->actor, page->meeting, ui_now(ui), page->rows, VOTES_SHOWN, &page->count);
    if (result == RESULT_OK && page->meeting != 0) /* refused to somebody who reads along: she sees votes alone */
        proposals_list(ui->store, ui->actor, page->meeting, ui_now(ui), page->proposals, PROPOSALS_SHOWN, &proposals);
    page->list.count = page->count + proposals;
    for (size_t i = 0; i < page->list.count; i++)
        if (row_id(page, i) == at)
            page->list.selected = i;
    return result;
}

static void votes_close(struct ui *ui, struct screen *screen)
{
    struct votes *page = screen->state;
    (void)ui;
    free(page->rows);
    free(page->proposals);
}

static enum result votes_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct votes *page = screen->state;
    const struct room_ask *ask = argument;
    page->meeting = ask != NULL ? ask->meeting : 0;
    page->rows = xcalloc(VOTES_SHOWN, sizeof *page->rows);
    page->proposals = xcalloc(PROPOSALS_SHOWN, sizeof *page->proposals);
    enum result result = load(ui, page);
    if (result != RESULT_OK)
        votes_close(ui, screen);
    return result;
}

static void say_state(const struct ui *ui, const struct vote_line *line, char *out, size_t size)
{
    char clock[40];
    if (line->closed == 0 && line->has_voted)
        snprintf(out, size, _("voted; until %s"), ui_time(ui, line->closes, clock, sizeof clock));
    else if (line->closed == 0)
        snprintf(out, size, _("until %s"), ui_time(ui, line->closes, clock, sizeof clock));
    else if (line->first_yes) /* in a column there is no room for its day */
        vote_first_words(0, line->closed, out, size);
    else if (line->won[0] != '\0')
        util_copy_text(out, size, line->won);
    else
        util_copy_text(out, size, vote_state_words(line->state));
}

static void say_row(const struct ui *ui, const void *state, size_t index, struct stated_row *out)
{
    const struct votes *page = state;
    if (index >= page->count) {
        out->title = page->proposals[index - page->count].title;
        util_copy_text(out->state, sizeof out->state, proposal_state_words(page->proposals[index - page->count].state));
        return;
    }
    const struct vote_line *line = &page->rows[index];
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
            .title = page->meeting != 0 ? _("Votes and proposals") : _("Votes"),
            .about = page->meeting != 0 ? _("of this meeting") : _("what closes first, then what came of the others"),
            .empty = page->meeting != 0
                         ? _("Nothing was voted on or proposed here yet.")
                         : _("No vote yet. The chair opens one in a meeting, in an item that is there to decide or to "
                             "choose."),
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
    size_t at = page->list.selected;
    if (at < page->count)
        ui_go(ui, PLACE_VOTE, &(struct vote_page_ask) { .vote = page->rows[at].id });
    else
        ui_go(ui, PLACE_PROPOSAL, &(struct proposal_page_ask) { .proposal = page->proposals[at - page->count].id });
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
    .help =
        N_("The votes of your street. What is open stands first, with its hour: Enter opens it, and you vote there. "
           "Below it stands what came of those that are closed; Enter tells how it was counted. Opened from the room "
           "of a meeting, this page shows the votes of that meeting, and what was proposed there.\n\n"
           "A vote over seven days counts when {quorum-members} of the active members, and people of {quorum-homes} "
           "of the homes, voted."),
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
