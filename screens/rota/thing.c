/*
 * thing.c: one thing of the shelf, and where it is. The member asks for it, lends it, or says that it is back.
 * RULES 8.1.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/people/people_rooms.h"
#include "screens/rota/rota_rooms.h"

enum { WIDE = 60, DETAIL_ROWS = 4, DAY_TYPED = 60 };

struct thing_page {
    int64_t id;
    struct thing thing;
    struct thing_ask asks[SHELF_ASKS_MAX]; /* only its keeper has them */
    struct list list;                      /* of the asks */
    int rows;
    bool stale, cut; /* cut: only a part of the details is shown */
    enum { ASKED_NOTHING, ASKED_ASK, ASKED_TAKE, ASKED_WHOM, ASKED_LEND, ASKED_END } asked;
    char whom[HANDLE_BYTES]; /* the borrower, while the prompt asks for the day */
};

static enum result load(struct ui *ui, struct thing_page *page)
{
    size_t count = 0;
    page->stale = false;
    enum result result = shelf_get(ui->store, ui->actor, page->id, ui_now(ui), &page->thing);
    if (result != RESULT_OK)
        return result; /* the page stays as it was */
    if (shelf_asks(ui->store, ui->actor, page->id, page->asks, SHELF_ASKS_MAX, &count) != RESULT_OK)
        count = 0;
    page->list.count = count;
    if (page->list.selected >= count)
        page->list.selected = count > 0 ? count - 1 : 0;
    return RESULT_OK;
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct thing_page *page = screen->state;
    page->id = ((const struct thing_page_ask *)argument)->thing;
    return load(ui, page);
}

/* --- drawing --- */

static void say_where(const struct ui *ui, const struct thing *thing, struct buffer *out)
{
    char day[WHEN_BYTES];
    when_say_date(thing->until, when_day(ui_now(ui)), day);
    if (thing->borrower == 0 && thing->mine)
        buffer_string(out, _("It is here with you."));
    else if (thing->borrower == 0)
        buffer_format(out, _("It is here: %s keeps it."), thing->keeper_handle);
    else if (thing->with_me)
        buffer_format(out, thing->overdue ? _("You have it; it was due back on %s.") : _("You have it until %s."), day);
    else
        buffer_format(out, thing->overdue ? _("%s has it; it was due back on %s.") : _("%s has it until %s."),
            thing->borrower_handle, day);
    if (thing->asked_for != 0) {
        when_say_date(thing->asked_for, when_day(ui_now(ui)), day);
        buffer_format(out, _(" You asked for it until %s."), day);
    }
}

static void say_keys(const struct thing_page *page, struct buffer *out)
{
    const struct thing *thing = &page->thing;
    if (thing->borrower != 0 && (thing->mine || thing->with_me))
        buffer_string(out, _(" d says that it is back."));
    else if (thing->mine)
        buffer_string(out, _(" V lends it to somebody."));
    else if (thing->borrower == 0)
        buffer_string(out, thing->asked_for != 0 ? _(" V: you have it now. x takes your ask back.")
                                                 : _(" y asks for it. V: you have it already."));
    else
        buffer_string(out, thing->asked_for != 0 ? _(" x takes your ask back.") : _(" y asks for it."));
}

static int draw_details(struct ui *ui, struct thing_page *page, int row)
{
    const char *details = page->thing.details;
    int columns = ui->columns > 3 ? ui->columns - 2 : 1, most = ui->rows < 20 ? 2 : DETAIL_ROWS;
    int rows = details[0] != '\0' ? (int)text_wrap(details, strlen(details), columns, NULL, 0) : 0;
    page->cut = rows > most;
    if (rows > 0)
        row = ui_paragraph(ui, row, row + (page->cut ? most - 1 : rows) - 1, STYLE_PLAIN, details);
    if (page->cut)
        ui_text(ui, row++, 1, ui->columns - 2, STYLE_DIM, _("Space reads all of it."));
    return row;
}

static void draw_asks(struct ui *ui, struct thing_page *page, int row, int last)
{
    char words[HANDLE_BYTES + WHEN_BYTES + 40], day[WHEN_BYTES];
    if (page->list.count == 0 || row >= last)
        return;
    ui_text(ui, row++, 1, ui->columns - 2, STYLE_TITLE,
        ui->columns < WIDE          ? _("Who asks: y lends, x not this time")
        : page->thing.borrower == 0 ? _("Who asks for it: y lends it, x says not this time")
                                    : _("Who asks for it: y lends it when it is back, x says not this time"));
    page->rows = last - row + 1;
    list_keep(&page->list, page->list.count, page->rows);
    for (size_t i = page->list.top; i < page->list.count && row <= last; i++, row++) {
        enum style style = list_mark(ui, row, i == page->list.selected);
        rota_day_words(ui, page->asks[i].until, day);
        snprintf(words, sizeof words, _("%s, until %s"), page->asks[i].handle, day);
        ui_text(ui, row, 2, ui->columns - 3, style, words);
    }
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct thing_page *page = screen->state;
    struct buffer words = { 0 };
    char where[48];
    if (page->stale)
        load(ui, page);
    const struct thing *thing = &page->thing;
    int row = ui_title(ui, ui->columns >= WIDE ? _("A thing of the shelf") : _("A thing"),
            thing->mine ? _("yours") : thing->keeper_handle),
        last = ui_last_row(ui), airy = ui->rows >= 20;
    row = ui_paragraph(ui, row, row + 1, STYLE_SELECTED, thing->line);
    row = draw_details(ui, page, row) + airy;
    say_where(ui, thing, &words);
    say_keys(page, &words);
    row = ui_paragraph(ui, row, last, STYLE_PLAIN, buffer_text(&words));
    buffer_clear(&words);
    draw_asks(ui, page, row + airy, last);
    ui_keys(ui, list_where(&page->list, false, where, sizeof where));
}

/* --- acting --- */

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct thing_page *page = screen->state;
    const struct thing *thing = &page->thing;
    (void)ui;
    switch (action) {
    case ACTION_YES:
        return thing->mine ? thing->borrower == 0 && page->list.count > 0 : !thing->with_me && thing->asked_for == 0;
    case ACTION_NOT_NOW:
        return thing->mine ? page->list.count > 0 : thing->asked_for != 0;
    case ACTION_HAND:
        return thing->borrower == 0;
    case ACTION_DONE:
        return thing->borrower != 0 && (thing->mine || thing->with_me);
    case ACTION_NEXT:
        return page->cut;
    case ACTION_END:
        return thing->mine && thing->borrower == 0;
    default:
        return true;
    }
}

/* Copies the refusal first, because load() may set another store_reason(). */
static void told(struct ui *ui, struct thing_page *page, enum result result, const char *words)
{
    char reason[300];
    util_copy_text(reason, sizeof reason, result == RESULT_OK ? words : store_reason(ui->store));
    load(ui, page);
    ui_notice(ui, "%s", reason);
}

static void ask_until(struct ui *ui, struct thing_page *page, int asked, const char *typed)
{
    page->asked = asked;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Until when?"),
            .text = _("As you say it: tomorrow, fri, 27 Nov."),
            .initial = typed,
            .replaced = true,
            .limit = DAY_TYPED });
}

static void ask_whom(struct ui *ui, struct thing_page *page)
{
    page->asked = ASKED_WHOM;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = _("Whom?"), .text = _("Their name here."), .limit = HANDLE_BYTES, .complete = people_complete });
}

static void say_yes(struct ui *ui, struct thing_page *page)
{
    if (!page->thing.mine)
        ask_until(ui, page, ASKED_ASK, NULL);
    else
        told(ui, page,
            shelf_lend(ui->store, ui->actor, page->id, page->asks[page->list.selected].handle, 0, ui_now(ui)),
            _("Lent."));
}

static void say_no(struct ui *ui, struct thing_page *page)
{
    if (!page->thing.mine)
        told(ui, page, shelf_unask(ui->store, ui->actor, page->id, ui_now(ui)), _("You don't ask for it any more."));
    else
        told(ui, page, shelf_refuse(ui->store, ui->actor, page->id, page->asks[page->list.selected].handle, ui_now(ui)),
            _("Not this time. The ask is gone."));
}

static void ask_end(struct ui *ui, struct thing_page *page)
{
    const struct choice choices[] = { { 'y', _("Yes, take it off") }, { 'n', _("No, leave it") }, { 0, NULL } };
    page->asked = ASKED_END;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Take it off the shelf?"),
            .text = _("Asks for it end too. You can put it up again."),
            .choices = choices,
            .destroys = true });
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct thing_page *page = screen->state;
    if (page->list.count > 0 && list_act(&page->list, action, page->rows))
        return true;
    if (action == ACTION_YES)
        say_yes(ui, page);
    else if (action == ACTION_NOT_NOW)
        say_no(ui, page);
    else if (action == ACTION_HAND && page->thing.mine)
        ask_whom(ui, page);
    else if (action == ACTION_HAND)
        ask_until(ui, page, ASKED_TAKE, NULL);
    else if (action == ACTION_DONE)
        told(ui, page, shelf_back(ui->store, ui->actor, page->id, ui_now(ui)), _("It is back. Thank you."));
    else if (action == ACTION_NEXT)
        ui_push(ui, &screen_output, &(struct output_ask) { .title = page->thing.line, .text = page->thing.details });
    else if (action == ACTION_END)
        ask_end(ui, page);
    else
        return false;
    return true;
}

/* When the day cannot be read, the prompt comes again with the same text. */
static void took_day(struct ui *ui, struct thing_page *page, int asked, const char *typed)
{
    struct when when;
    enum when_fault fault = when_read(typed, ui_now(ui), &when);
    int64_t now = ui_now(ui);
    if (fault == WHEN_GOOD && when.past)
        fault = WHEN_PAST;
    if (fault != WHEN_GOOD) {
        ask_until(ui, page, asked, typed);
        ui_notice(ui, "%s", when_fault_sentence(fault));
        return;
    }
    if (asked == ASKED_ASK)
        told(ui, page, shelf_ask(ui->store, ui->actor, page->id, when.day, now),
            _("Asked for. Its keeper reads it on the home screen."));
    else if (asked == ASKED_TAKE)
        told(ui, page, shelf_take(ui->store, ui->actor, page->id, when.day, now), _("Said: you have it."));
    else
        told(ui, page, shelf_lend(ui->store, ui->actor, page->id, page->whom, when.day, now), _("Lent."));
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct thing_page *page = screen->state;
    int asked = page->asked;
    page->asked = ASKED_NOTHING;
    page->stale = true;
    if (!outcome->done)
        return;
    if (from == &screen_prompt && asked == ASKED_WHOM) {
        util_copy_text(page->whom, sizeof page->whom, outcome->text);
        page->whom[strcspn(page->whom, " ")] = '\0'; /* completion puts a blank behind a whole name */
        if (page->whom[0] != '\0')
            ask_until(ui, page, ASKED_LEND, NULL);
    } else if (from == &screen_prompt && asked != ASKED_NOTHING)
        took_day(ui, page, asked, outcome->text);
    else if (from == &screen_question && asked == ASKED_END && outcome->number == 'y') {
        if (shelf_remove(ui->store, ui->actor, page->id, ui_now(ui)) != RESULT_OK) {
            ui_refused(ui);
            return;
        }
        ui_pop(ui, NULL);
        ui_notice(ui, "%s", _("It is not on the shelf any more."));
    }
}

static void page_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event))
        return;
    ((struct thing_page *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    bool mine = ((const struct thing_page *)screen->state)->thing.mine;
    switch (action) {
    case ACTION_YES:
        return mine ? N_("lend it") : N_("ask for it");
    case ACTION_NOT_NOW:
        return mine ? NULL : N_("take it back");
    case ACTION_DONE:
        return N_("it is back");
    default:
        return NULL;
    }
}

static const enum action actions[] = { ACTION_YES, ACTION_NOT_NOW, ACTION_DONE, ACTION_HAND, ACTION_NEXT, ACTION_END,
    ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_thing = {
    .name = "thing",
    .help = N_("One thing of the shelf. y asks its keeper for it, until a day that you say; x takes that back. V "
               "says that you have it, if you two have met already. d says that it is back.\n\n"
               "On your own thing y lends it to the asker under the cursor, and x says not this time. V lends it to "
               "somebody you name. E takes it off the shelf."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct thing_page),
    .open = page_open,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .back = page_back,
    .event = page_event,
};
