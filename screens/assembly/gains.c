/* gains.c: what we demanded, what we do for it, and what came of it: won, or lost and learned. RULES 8.3. */
#include <stdlib.h>
#include <string.h>

#include "gains.h"
#include "screens/assembly/room_page.h"

struct gains {
    struct gain *rows; /* room for GAINS_SHOWN */
    struct list list;
    int shown;
    bool stale;
    bool won;          /* what she says of the demand whose result the prompt asks for */
    enum action asked; /* what the prompt is for: ACTION_DONE, ACTION_EDIT */
};

static enum result load(struct ui *ui, struct gains *page)
{
    size_t count = 0;
    int64_t at = page->list.count > 0 ? page->rows[page->list.selected].id : 0;
    page->stale = false;
    enum result result = gains_list(ui->store, ui->actor, ui_now(ui), page->rows, GAINS_SHOWN, &count);
    if (result != RESULT_OK)
        return result;
    page->list.count = count;
    for (size_t i = 0; i < count; i++)
        if (page->rows[i].id == at)
            page->list.selected = i;
    return RESULT_OK;
}

static void select_id(struct gains *page, int64_t id)
{
    for (size_t i = 0; i < page->list.count; i++)
        if (page->rows[i].id == id)
            page->list.selected = i;
}

static enum result gains_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct gains *page = screen->state;
    const struct gain_page_ask *ask = argument;
    page->rows = xcalloc(GAINS_SHOWN, sizeof *page->rows);
    enum result result = load(ui, page);
    if (result != RESULT_OK)
        free(page->rows);
    else if (ask != NULL)
        select_id(page, ask->gain);
    return result;
}

static void gains_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct gains *)screen->state)->rows);
}

/* "to come, Friday; 12 come, you too", "won, 3 Dec" */
static void say_state(const struct ui *ui, const struct gain *gain, char *out, size_t size)
{
    char day[WHEN_BYTES], when[40];
    int64_t today = when_day(ui_now(ui));
    const char *words = gain_state_words(gain->state);
    if (gain->asks)
        util_copy_text(out, size, _("lost. What did we learn? e says it."));
    else if (gain->state == GAIN_OPEN)
        snprintf(out, size,
            gain->comes ? ngettext("%s: %d comes, you too", "%s: %d come, you too", (unsigned long)gain->hands)
                        : ngettext("%s: %d comes", "%s: %d come", (unsigned long)gain->hands),
            when_say_day(gain->day, today, day), gain->hands);
    else if (gain->state == GAIN_RESTS)
        snprintf(out, size, _("%s until %s"), words, when_say_day(gain->day, today, day));
    else
        snprintf(out, size, "%s, %s", words, ui_time(ui, gain->ended, when, sizeof when));
}

static bool has_hand(const struct gain *gain)
{
    return gain->mine || gain->comes;
}

static bool is_open(const struct gain *gain)
{
    return gain->state == GAIN_OPEN || gain->state == GAIN_RESTS;
}

static void say_row(const struct ui *ui, const void *state, size_t index, struct stated_row *out)
{
    const struct gain *gain = &((const struct gains *)state)->rows[index];
    out->title = gain->demand;
    out->waits = gain->asks || (gain->state == GAIN_OPEN && has_hand(gain) && gain->day < when_day(ui_now(ui)));
    say_state(ui, gain, out->state, sizeof out->state);
}

static void gains_draw(struct ui *ui, struct screen *screen)
{
    struct gains *page = screen->state;
    if (page->stale)
        load(ui, page);
    page->shown = stated_list_draw(ui, &page->list, page,
        &(struct stated_list) {
            .title = _("Demanded, won, lost"),
            .about = _("what we do for it, and what came of it"),
            .empty = _("Nothing is demanded yet. w names a demand, an act for it and its day. An item called in anger "
                       "ends with one, too."),
            .columns = 44,
            .row = say_row,
        });
}

/* --- acting --- */

static const struct gain *selected(const struct gains *page)
{
    return page->list.selected < page->list.count ? &page->rows[page->list.selected] : NULL;
}

static bool gains_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct gain *gain = selected(screen->state);
    if (action == ACTION_WRITE)
        return ui_member(ui);
    if (action == ACTION_OPEN)
        return gain != NULL;
    if (action == ACTION_YES)
        return gain != NULL && is_open(gain) && !gain->comes;
    if (action == ACTION_NOT_NOW)
        return gain != NULL && is_open(gain) && gain->comes;
    if (action == ACTION_DONE)
        return gain != NULL && is_open(gain) && has_hand(gain);
    if (action == ACTION_EDIT)
        return gain != NULL && gain->state == GAIN_LOST && has_hand(gain);
    return true;
}

static void read_gain(struct ui *ui, const struct gain *gain)
{
    struct buffer text = { 0 };
    char state[200], day[WHEN_BYTES];
    say_state(ui, gain, state, sizeof state);
    buffer_format(&text, _("%s\n%s\n\nNamed by %s."), gain->demand, state, gain->by);
    if (gain->act[0] != '\0')
        buffer_format(
            &text, _("\n\nWhat we do, %s: %s"), when_say_date(gain->day, when_day(ui_now(ui)), day), gain->act);
    if (gain->result[0] != '\0')
        buffer_format(&text, _("\n\nWhat came of it: %s"), gain->result);
    if (gain->learned[0] != '\0')
        buffer_format(&text, _("\n\nWhat we learned, what is next, who rests: %s"), gain->learned);
    ui_push(ui, &screen_output, &(struct output_ask) { .title = _("A demand"), .text = buffer_text(&text) });
    buffer_clear(&text);
}

static void ask_end(struct ui *ui)
{
    const struct choice choices[] = { { '1', _("Won") }, { '2', _("Lost, and learned") }, { 'n', _("Not over yet") },
        { 0, NULL } };
    ui_push(ui, &screen_question, &(struct question_ask) { .title = _("How did it end?"), .choices = choices });
}

static void ask_words(struct ui *ui, struct gains *page, enum action asked)
{
    const struct gain *gain = selected(page);
    bool learned = asked == ACTION_EDIT;
    page->asked = asked;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = learned     ? _("Learned:")
                                        : page->won ? _("Won:")
                                                    : _("Lost:"),
            .text = learned ? _("What did we learn, what is next, who rests?")
                            : _("What came of it, in a line. Enter alone: no words."),
            .initial = learned && gain != NULL ? gain->learned : NULL,
            .limit = learned ? GAIN_LEARNED_MAX : GAIN_RESULT_MAX,
            .place = DRAFT_LEARNED, /* one of both is asked for at a time */
            .target = gain != NULL ? gain->id : 0 });
}

static void told(struct ui *ui, struct gains *page, enum result result, const char *words)
{
    char reason[300];
    util_copy_text(reason, sizeof reason, result == RESULT_OK ? words : store_reason(ui->store));
    load(ui, page);
    ui_notice(ui, "%s", reason);
}

static bool gains_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct gains *page = screen->state;
    const struct gain *gain = selected(page);
    if (list_act(&page->list, action, page->shown))
        return true;
    if (action == ACTION_OPEN)
        read_gain(ui, gain);
    else if (action == ACTION_WRITE)
        ui_go(ui, PLACE_GAIN_FORM, &(struct gain_form_ask) { 0 });
    else if (action == ACTION_YES || action == ACTION_NOT_NOW)
        told(ui, page, gain_come(ui->store, ui->actor, gain->id, action == ACTION_YES, ui_now(ui)),
            action == ACTION_YES ? _("You come.") : _("You do not come."));
    else if (action == ACTION_DONE)
        ask_end(ui);
    else if (action == ACTION_EDIT)
        ask_words(ui, page, ACTION_EDIT);
    else
        return false;
    return true;
}

static void take_words(struct ui *ui, struct gains *page, const char *words)
{
    const struct gain *gain = selected(page);
    bool blank = words[strspn(words, " ")] == '\0';
    if (gain == NULL)
        return;
    if (page->asked == ACTION_EDIT) {
        enum result result = gain_learn(ui->store, ui->actor, gain->id, words, ui_now(ui));
        if (result == RESULT_OK)
            draft_drop(ui->store, ui->actor, DRAFT_LEARNED, gain->id, ui_now(ui));
        told(ui, page, result, _("Noted. It stands beside what we won."));
    } else {
        enum result result = gain_end(ui->store, ui->actor, gain->id, page->won, blank ? NULL : words, ui_now(ui));
        if (result == RESULT_OK)
            draft_drop(ui->store, ui->actor, DRAFT_LEARNED, gain->id, ui_now(ui));
        told(ui, page, result,
            page->won ? _("Won. It is told when the next meeting opens.")
                      : _("Noted. In seven days you are asked what we learned."));
    }
}

static void gains_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct gains *page = screen->state;
    page->stale = true;
    if (from == &screen_prompt && outcome->done)
        take_words(ui, page, outcome->text);
    else if (from == &screen_question && outcome->done && (outcome->number == '1' || outcome->number == '2')) {
        page->won = outcome->number == '1';
        ask_words(ui, page, ACTION_DONE);
    } else if (from == ui_page(ui, PLACE_GAIN_FORM) && outcome->done) {
        load(ui, page);
        select_id(page, outcome->number);
    }
}

static void gains_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event))
        return;
    ((struct gains *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    switch (action) {
    case ACTION_YES:
        return N_("I come");
    case ACTION_NOT_NOW:
        return N_("I do not come");
    case ACTION_DONE:
        return N_("it ended");
    case ACTION_EDIT:
        return N_("learned");
    case ACTION_WRITE:
        return N_("a demand");
    default:
        return NULL;
    }
}

static const enum action actions[] = { ACTION_OPEN, ACTION_YES, ACTION_NOT_NOW, ACTION_DONE, ACTION_EDIT, ACTION_WRITE,
    ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_gains = {
    .name = "demanded",
    .lists = true,
    .help = N_("What we demanded, what we do for it and by which day, and what came of it. Enter reads one; w names "
               "a demand; y says that you come.\n\n"
               "Whoever named it or comes says how it ended (d): won, or lost. Seven days after a lost one the same "
               "people are asked what we learned, what is next and who rests (e). It stands beside what we won. What "
               "ended is told when the next meeting opens."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct gains),
    .open = gains_open,
    .close = gains_close,
    .draw = gains_draw,
    .act = gains_act,
    .can = gains_can,
    .back = gains_back,
    .event = gains_event,
};
