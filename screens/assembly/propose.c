/*
 * propose.c: asks what a proposal for a coming assembly is about. Then a post becomes one, or the editor opens for its
 * words. This screen draws nothing itself: it asks over the page below. RULES 2.6, 3.8, 4.5.
 */
#include "screens/assembly/assembly_rooms.h"

#include "proposals.h"

enum { USUAL_MINUTES = 20 };

struct propose {
    struct propose_ask ask;
    bool written; /* the editor was opened */
};

static enum result propose_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)ui;
    ((struct propose *)screen->state)->ask = *(const struct propose_ask *)argument;
    return RESULT_OK;
}

/* What is about a person is never written down before the assembly. */
static void propose_opened(struct ui *ui, struct screen *screen)
{
    const struct choice choices[] = { { '1', _("Things: what we do, get or build") },
        { '2', _("Tasks: who does what") }, { '3', _("Money") }, { '4', _("The rules: what we agree on") },
        { '5', _("Action at work: a strike, a slow-down") }, { 'n', _("Not now") }, { 0, NULL } };
    const struct propose *propose = screen->state;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("A proposal for the next meeting. What is it about?"),
            .text = propose->ask.post != 0 ? _("The post's words are its text; you can change them until the "
                                               "meeting.")
                                           : NULL,
            .choices = choices });
}

static void propose_draw(struct ui *ui, struct screen *screen)
{
    ui_below(ui, screen);
}

static void of_post(struct ui *ui, const struct propose *propose, enum item_about about)
{
    int64_t proposal = 0;
    struct proposal_new form = {
        .post = propose->ask.post, .about = about, .minutes = USUAL_MINUTES, .angry = propose->ask.angry
    };
    if (proposal_from_post(ui->store, ui->actor, &form, ui_now(ui), &proposal) != RESULT_OK) {
        char reason[300];
        util_copy_text(reason, sizeof reason, store_reason(ui->store));
        ui_pop(ui, NULL);
        ui_notice(ui, "%s", reason);
        return;
    }
    ui_pop(ui, &(struct outcome) { .done = true, .number = proposal });
    ui_go(ui, PLACE_PROPOSAL, &(struct proposal_page_ask) { .proposal = proposal });
    ui_notice(ui, "%s", _("It is on the agenda of the next meeting. e changes its text."));
}

static void propose_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    static const enum item_about abouts[] = { ITEM_THINGS, ITEM_TASKS, ITEM_MONEY, ITEM_RULES, ITEM_ACTION };
    struct propose *propose = screen->state;
    bool chosen = from == &screen_question && outcome->done && outcome->number >= '1' && outcome->number <= '5';
    if (!chosen || propose->written) {
        ui_pop(ui, outcome->done && propose->written ? outcome : NULL);
        return;
    }
    enum item_about about = abouts[outcome->number - '1'];
    if (propose->ask.post != 0) {
        of_post(ui, propose, about);
        return;
    }
    propose->written = true;
    if (!ui_go(ui, PLACE_EDITOR,
            &(struct editor_ask) { .place = DRAFT_PROPOSAL, .target = propose->ask.meeting, .about = about }))
        ui_pop(ui, NULL);
}

static const enum action actions[] = { ACTION_NONE };

const struct screen_type screen_propose = {
    .name = "propose",
    .actions = actions,
    .size = sizeof(struct propose),
    .open = propose_open,
    .opened = propose_opened,
    .draw = propose_draw,
    .back = propose_back,
};
