/* decisions.c: what was decided, who carries it, until when, done or "needs hands". RULES 4.9. */
#include <stdlib.h>
#include <string.h>

#include "screens/assembly/room_page.h"

struct decisions {
    struct decision *rows; /* room for DECISIONS_SHOWN */
    struct list list;
    int shown;
    bool stale;
    enum action asked; /* what the prompt is for */
};

static enum result load(struct ui *ui, struct decisions *page)
{
    size_t count = 0;
    int64_t at = page->list.count > 0 ? page->rows[page->list.selected].id : 0;
    page->stale = false;
    enum result result = decisions_list(ui->store, ui->actor, ui_now(ui), page->rows, DECISIONS_SHOWN, &count);
    if (result != RESULT_OK)
        return result;
    page->list.count = count;
    for (size_t i = 0; i < count; i++)
        if (page->rows[i].id == at)
            page->list.selected = i;
    return RESULT_OK;
}

static enum result decisions_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct decisions *page = screen->state;
    (void)argument;
    page->rows = xcalloc(DECISIONS_SHOWN, sizeof *page->rows);
    enum result result = load(ui, page);
    if (result != RESULT_OK)
        free(page->rows);
    return result;
}

static void decisions_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct decisions *)screen->state)->rows);
}

static void say_row(const struct ui *ui, const void *state, size_t index, struct stated_row *out)
{
    const struct decision *decision = &((const struct decisions *)state)->rows[index];
    out->title = decision->title;
    out->waits = decision->late || decision->state == DECISION_NEEDS_HANDS;
    meeting_carrier_words(ui, decision, out->state, sizeof out->state);
}

static void decisions_draw(struct ui *ui, struct screen *screen)
{
    struct decisions *page = screen->state;
    if (page->stale)
        load(ui, page);
    page->shown = stated_list_draw(ui, &page->list, page,
        &(struct stated_list) {
            .title = _("Decided"),
            .about = _("what, and who carries it"),
            .empty = _("Nothing was decided yet. Decisions are made in a meeting."),
            .columns = 40,
            .row = say_row,
        });
}

/* --- acting --- */

static const struct decision *selected(const struct decisions *page)
{
    return page->list.selected < page->list.count ? &page->rows[page->list.selected] : NULL;
}

static bool decisions_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct decision *decision = selected(screen->state);
    (void)ui;
    if (action == ACTION_OPEN)
        return decision != NULL;
    if (action == ACTION_YES)
        return decision != NULL && decision->state == DECISION_NEEDS_HANDS;
    if (action == ACTION_NOT_NOW)
        return decision != NULL && decision->state == DECISION_CARRIED && decision->mine;
    if (action == ACTION_DONE)
        return decision != NULL && decision->mine && decision->state <= DECISION_DONE;
    if (action == ACTION_WRITE || action == ACTION_STOPS)
        return decision != NULL && decision->proposal != 0 && decision->state != DECISION_ENDED;
    if (action == ACTION_EDIT)
        return decision != NULL && decision->state != DECISION_ENDED;
    return true;
}

static void told(struct ui *ui, struct decisions *page, enum result result, const char *words)
{
    char reason[300];
    util_copy_text(reason, sizeof reason, result == RESULT_OK ? words : store_reason(ui->store));
    load(ui, page);
    ui_notice(ui, "%s", reason);
}

static void read_decision(struct ui *ui, const struct decision *decision)
{
    struct buffer text = { 0 };
    char state[200], day[WHEN_BYTES];
    meeting_carrier_words(ui, decision, state, sizeof state);
    buffer_format(&text, "%s\n%s\n\n%s\n\n", decision->title, state, decision->text);
    buffer_format(&text, _("Decided %s. %s"), when_say_date(when_day(decision->decided), when_day(ui_now(ui)), day),
        decision->why);
    if (decision->effect[0] != '\0')
        buffer_format(&text, "\n\n%s", decision->effect);
    ui_push(ui, &screen_output, &(struct output_ask) { .title = _("A decision"), .text = buffer_text(&text) });
    buffer_clear(&text);
}

static void ask_day(struct ui *ui, struct decisions *page)
{
    page->asked = ACTION_YES;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = _("Until when?"), .text = _("A day: friday, 12 dec. Enter alone: no day."), .limit = 60 });
}

static void ask_review(struct ui *ui, struct decisions *page)
{
    page->asked = ACTION_EDIT;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Look again:"),
            .text = _("A day: friday, 12 dec. It is on the next agenda then. Enter alone: no day."),
            .limit = 60 });
}

static void ask_late_stop(struct ui *ui, struct decisions *page)
{
    page->asked = ACTION_WRITE;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Stop:"),
            .text = _(
                "If you could not be there: which agreement does it break, or whose safety? Two other homes must agree."),
            .limit = POSITION_TEXT_MAX,
            .place = DRAFT_LATE_STOP,
            .target = selected(page)->id });
}

static bool decisions_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct decisions *page = screen->state;
    const struct decision *decision = selected(page);
    if (list_act(&page->list, action, page->shown))
        return true;
    if (action == ACTION_OPEN)
        read_decision(ui, decision);
    else if (action == ACTION_YES)
        ask_day(ui, page);
    else if (action == ACTION_EDIT)
        ask_review(ui, page);
    else if (action == ACTION_WRITE)
        ask_late_stop(ui, page);
    else if (action == ACTION_STOPS)
        ui_go(ui, PLACE_PROPOSAL, &(struct proposal_page_ask) { .proposal = decision->proposal });
    else if (action == ACTION_NOT_NOW)
        told(ui, page, decision_carry(ui->store, ui->actor, decision->id, false, 0, ui_now(ui)),
            _("Given back: it needs hands."));
    else if (action == ACTION_DONE)
        told(ui, page, decision_done(ui->store, ui->actor, decision->id, decision->state != DECISION_DONE, ui_now(ui)),
            decision->state != DECISION_DONE ? _("Done.") : _("Not done yet."));
    else
        return false;
    return true;
}

/* A day was typed: until when she carries it, or when it is looked at again. */
static void take_day(struct ui *ui, struct decisions *page, const char *typed)
{
    const struct decision *decision = selected(page);
    struct when when = { 0 };
    int64_t now = ui_now(ui);
    enum when_fault fault = typed[strspn(typed, " ")] == '\0' ? WHEN_GOOD : when_read(typed, now, &when);
    if (fault != WHEN_GOOD)
        ui_notice(ui, "%s", when_fault_sentence(fault));
    else if (decision != NULL && page->asked == ACTION_EDIT)
        told(ui, page, decision_review(ui->store, ui->actor, decision->id, when.day, now), _("Noted."));
    else if (decision != NULL)
        told(ui, page, decision_carry(ui->store, ui->actor, decision->id, true, when.day, now),
            _("You carry it. It stands on your home screen."));
}

static void take_stop(struct ui *ui, struct decisions *page, const char *words)
{
    const struct decision *decision = selected(page);
    int64_t stop;
    if (decision == NULL)
        return;
    enum result result = stop_late(ui->store, ui->actor, decision->id, words, ui_now(ui), &stop);
    if (result == RESULT_OK)
        draft_drop(ui->store, ui->actor, DRAFT_LATE_STOP, decision->id, ui_now(ui));
    told(
        ui, page, result, _("Noted. When two other homes say yes to it (# shows it), the next meeting decides again."));
}

static void decisions_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct decisions *page = screen->state;
    page->stale = true;
    if (from == &screen_prompt && outcome->done && page->asked == ACTION_WRITE)
        take_stop(ui, page, outcome->text);
    else if (from == &screen_prompt && outcome->done)
        take_day(ui, page, outcome->text);
}

static void decisions_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event))
        return;
    ((struct decisions *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    switch (action) {
    case ACTION_YES:
        return N_("I carry it");
    case ACTION_NOT_NOW:
        return N_("give it back");
    case ACTION_EDIT:
        return N_("look at it again");
    case ACTION_WRITE:
        return N_("a stop");
    default:
        return NULL;
    }
}

static const enum action actions[] = { ACTION_OPEN, ACTION_YES, ACTION_DONE, ACTION_NOT_NOW, ACTION_EDIT, ACTION_WRITE,
    ACTION_STOPS, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_decisions = {
    .name = "decided",
    .lists = true,
    .help =
        N_("What was decided: who carries it, and until when. What needs hands or is late stands first, and comes up "
           "in the next agenda by itself. Enter shows the text, and the numbers it passed by.\n\n"
           "y takes one that nobody carries; d says that yours is done; x gives it back, so that it needs hands "
           "again. e says when it is looked at again.\n\n"
           "For {late-stop-days} after the minutes you can say a stop by w, if you could not be there. When two "
           "other homes say yes to it (# shows its proposal and stops), the decision is suspended until the next "
           "meeting decides again."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct decisions),
    .open = decisions_open,
    .close = decisions_close,
    .draw = decisions_draw,
    .act = decisions_act,
    .can = decisions_can,
    .back = decisions_back,
    .event = decisions_event,
};
