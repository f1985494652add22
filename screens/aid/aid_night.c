/*
 * aid_night.c: matching night: first a dry run and its list; then the coordinator may write it. RULES 3.5.
 */
#include <stdlib.h>
#include <string.h>

#include "aid_sheet.h"
#include "screens/aid/aid_rooms.h"

struct night_page {
    struct aid_night night;
    struct list list;
    int rows, done, of;
    int64_t at; /* the time of the run */
    bool ran, running, written;
    enum { ASKED_NOTHING, ASKED_WRITE, ASKED_DROP } asked;
};

/* Called while the matching runs: draws its progress. Only this page can be on top then. */
static bool tell(void *context, int done, int of)
{
    struct ui *ui = context;
    struct night_page *page = ui->top->state;
    page->done = done;
    page->of = of;
    ui_dirty(ui);
    ui_paint(ui);
    return !ui->ending;
}

static void run(struct ui *ui, struct night_page *page, bool dry_run)
{
    aid_night_free(&page->night);
    page->night = (struct aid_night) { 0 };
    page->running = true;
    page->at = ui_now(ui);
    page->done = page->of = 0;
    enum result result = aid_match_all(ui->store, ui->actor, dry_run, ui_now(ui), tell, ui, &page->night);
    page->running = false;
    page->ran = result == RESULT_OK;
    page->written = page->ran && !dry_run;
    list_keep(&page->list, page->ran ? page->night.count : 0, page->rows);
    if (!page->ran)
        ui_refused(ui);
    ui_dirty(ui);
}

static enum result night_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)screen, (void)argument;
    return aid_may_match(ui->store, ui->actor, ui_now(ui)) ? RESULT_OK : RESULT_REFUSED;
}

static void night_opened(struct ui *ui, struct screen *screen)
{
    run(ui, screen->state, true);
}

static void night_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    aid_night_free(&((struct night_page *)screen->state)->night);
}

/* --- drawing --- */

static void draw_progress(struct ui *ui, const struct night_page *page, int row)
{
    enum { BAR = 30 };
    struct buffer bar = { 0 };
    int full = page->of > 0 ? (int)((int64_t)page->done * BAR / page->of) : 0;
    for (int i = 0; i < BAR; i++)
        buffer_string(&bar, i < full ? ui_glyph(ui, "█", "#") : ui_glyph(ui, "░", "."));
    ui_textf(ui, row, 1, ui->columns - 2, STYLE_PLAIN, "%s %d/%d", buffer_text(&bar), page->done, page->of);
    buffer_clear(&bar);
}

static void draw_pair(struct ui *ui, const struct aid_pair *pair, int row, bool selected)
{
    enum style style = list_mark(ui, row, selected);
    bool wide = ui->columns >= 60;
    int column = 2, edge = ui->columns - 1;
    if (wide) {
        ui_text(ui, row, column, 9,
            pair->from == AID_FROM_HERE && pair->urgency == AID_TODAY ? STYLE_NEEDS_YOU : STYLE_DIM,
            pair->from == AID_FROM_HERE ? aid_urgency_words(pair->urgency) : "");
        column += 10;
    }
    int half = (edge - column - 3) / 2;
    ui_text(ui, row, column, half, style, pair->ask_line);
    ui_text(ui, row, column + half + 1, 1, STYLE_DIM, ui_glyph(ui, "←", "<"));
    ui_text(ui, row, column + half + 3, half, style, pair->offer_line);
}

static int draw_reason(struct ui *ui, const struct aid_pair *pair, int last)
{
    char words[AID_REASON_BYTES + 300];
    snprintf(words, sizeof words, _("%s and %s: %s"), pair->asker, pair->helper, pair->reason);
    return ui_foot(ui, last, STYLE_DIM, words);
}

static void sum_up(const struct night_page *page, char *out, size_t size)
{
    const struct aid_night *night = &page->night;
    size_t used = (size_t)snprintf(out, size,
        page->written ? _("Written: %zu of %lld asks meet one of %lld offers. Both are told.")
                      : _("%zu of %lld asks could meet one of %lld offers. Nothing is written yet: w writes it."),
        night->count, (long long)night->asks, (long long)night->offers);
    if (night->went_by > 0 && used < size)
        snprintf(out + used, size - used, _(" For %lld somebody was quicker."), (long long)night->went_by);
}

static void night_draw(struct ui *ui, struct screen *screen)
{
    struct night_page *page = screen->state;
    char words[300], where[48];
    int row = ui_title(ui, _("Matching night"), page->written ? _("written") : _("a dry run")), last = ui_last_row(ui);
    if (page->running)
        draw_progress(ui, page, row + 1);
    else if (page->ran && page->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
            _("No open ask and open offer fit each other just now. People see both on the board."));
    else if (page->ran) {
        sum_up(page, words, sizeof words);
        row = ui_paragraph(ui, row, last, STYLE_PLAIN, words);
        last = draw_reason(ui, &page->night.pairs[page->list.selected], last);
        page->rows = last - row + 1;
        list_keep(&page->list, page->list.count, page->rows);
        for (size_t i = page->list.top; i < page->list.count && row <= last; i++)
            draw_pair(ui, &page->night.pairs[i], row++, i == page->list.selected);
    }
    ui_keys(ui, list_where(&page->list, false, where, sizeof where));
}

/* Shows the same list that `match` prints: for a printer, and for reading aloud. */
static void show_list(struct ui *ui, const struct night_page *page)
{
    struct buffer text = { 0 };
    aid_sheet(&page->night, page->written, page->at, ui->columns - 2, &text);
    buffer_format(&text, "\n%s\n",
        page->written ? _("To print it: ssh to the house with the words `match --written`, "
                          "and send what it says to a printer.")
                      : _("To print it: ssh to the house with the words `match --dry-run`, "
                          "and send what it says to a printer."));
    ui_push(ui, &screen_output, &(struct output_ask) { .title = _("Matching night"), .text = buffer_text(&text) });
    buffer_clear(&text);
}

/* --- acting --- */

static bool night_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct night_page *page = screen->state;
    (void)ui;
    if (action == ACTION_WRITE || action == ACTION_NOT_NOW)
        return page->ran && !page->written && page->list.count > 0;
    if (action == ACTION_OPEN || action == ACTION_PRINT)
        return page->list.count > 0;
    return true;
}

/* RULES 3.8: nothing ranks people, so the reasons are words of things alone. */
static void ask_why(struct ui *ui, struct night_page *page)
{
    struct choice choices[AID_DROPS + 2] = { 0 };
    for (int i = 0; i < AID_DROPS; i++)
        choices[i] = (struct choice) { '1' + i, aid_drop_words((enum aid_drop)i) };
    choices[AID_DROPS] = (struct choice) { 'n', _("No, leave it") };
    page->asked = ASKED_DROP;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Leave this pair out: why?"),
            .text = _("It is left out of this list and of later ones, and the reason stands on the list. Nobody of the "
                      "two is told."),
            .choices = choices });
}

static bool night_act(struct ui *ui, struct screen *screen, enum action action)
{
    const struct choice choices[] = { { 'y', _("Yes, write it and tell both") }, { 'n', _("No, leave it") },
        { 0, NULL } };
    struct night_page *page = screen->state;
    if (page->list.count > 0 && list_act(&page->list, action, page->rows))
        return true;
    if (action == ACTION_OPEN)
        ui_go(ui, PLACE_AID_PAGE, &(struct aid_page_ask) { .id = page->night.pairs[page->list.selected].ask });
    else if (action == ACTION_PRINT)
        show_list(ui, page);
    else if (action == ACTION_NOT_NOW)
        ask_why(ui, page);
    else if (action == ACTION_WRITE) {
        page->asked = ASKED_WRITE;
        ui_push(ui, &screen_question,
            &(struct question_ask) { .title = _("Write these suggestions?"),
                .text = _("They are suggestions: each of the two answers for themselves. Earlier suggestions that "
                          "nobody answered end."),
                .choices = choices,
                .destroys = true });
    } else
        return false;
    return true;
}

static void drop(struct ui *ui, struct night_page *page, enum aid_drop why)
{
    const struct aid_pair *pair = &page->night.pairs[page->list.selected];
    long long ask = (long long)pair->ask, offer = (long long)pair->offer;
    if (aid_pair_drop(ui->store, ui->actor, pair->ask, pair->offer, why, ui_now(ui)) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    run(ui, page, true);
    ui_notice(ui, _("Left out: %s. :match keep %lld %lld takes it back."), aid_drop_words(why), ask, offer);
}

static void night_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct night_page *page = screen->state;
    bool answered = from == &screen_question && outcome->done;
    int asked = page->asked;
    page->asked = ASKED_NOTHING;
    if (answered && asked == ASKED_WRITE && outcome->number == 'y')
        run(ui, page, false);
    else if (answered && asked == ASKED_DROP && outcome->number >= '1' && outcome->number < '1' + AID_DROPS)
        drop(ui, page, (enum aid_drop)(outcome->number - '1'));
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_NOT_NOW ? N_("leave it out") : action == ACTION_WRITE ? N_("suggest") : NULL;
}

static const enum action actions[] = { ACTION_WRITE, ACTION_PRINT, ACTION_OPEN, ACTION_NOT_NOW, ACTION_BACK,
    ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_aid_night = {
    .name = "matching night",
    .help = N_("All open asks and offers are brought together at once, so that as many asks as possible are met. "
               "What is needed today comes first, then what fits best.\n\n"
               "First it is a dry run: nothing is written and nobody is told. w writes it; then both of each pair "
               "find the suggestion on the home screen, and each answers for themselves. L shows the whole list, 80 "
               "columns wide.\n\n"
               "x leaves a pair out, with a reason in words of things: another size, too far."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct night_page),
    .open = night_open,
    .opened = night_opened,
    .close = night_close,
    .draw = night_draw,
    .act = night_act,
    .can = night_can,
    .back = night_back,
};
