/* lot.c: a lot for a panel: pool, numbers, key, and every draw, drawn again. RULES 7.2. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "screens/moderation/moderation_rooms.h"

struct lot_page {
    int64_t id;
    bool may_give, mine_to_open, stale;
    struct paper paper;
    enum { ASKED_NOTHING, ASKED_NUMBER, ASKED_SLIP } asked;
};

static enum result load(struct ui *ui, struct lot_page *page)
{
    struct draw draw;
    page->stale = false;
    enum result result = draw_get(ui->store, ui->actor, page->id, ui_now(ui), &draw);
    if (result == RESULT_OK) {
        page->may_give = draw.may_give;
        page->mine_to_open = draw.mine_to_open;
        free(page->paper.text);
        page->paper.text = moderation_draw_say(&draw, ui_now(ui), false);
    }
    draw_clear(&draw);
    return result;
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct lot_page *page = screen->state;
    page->id = ((const struct lot_ask *)argument)->lot;
    return load(ui, page);
}

static void page_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    paper_close(&((struct lot_page *)screen->state)->paper);
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct lot_page *page = screen->state;
    char where[48];
    if (page->stale)
        load(ui, page);
    int row = ui_title(ui, _("A lot"), _("anybody can run it again")), last = ui_last_row(ui);
    if (page->may_give || page->mine_to_open)
        last = ui_foot(ui, last, STYLE_NEEDS_YOU,
            page->may_give ? _("w gives a number from your home, any that comes to your mind.")
                           : _("e opens your number. If you do not, the house opens it after an hour."));
    paper_draw(ui, &page->paper, row, last);
    ui_keys(ui, paper_where(&page->paper, where, sizeof where));
}

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct lot_page *page = screen->state;
    (void)ui;
    return action == ACTION_WRITE ? page->may_give : action == ACTION_EDIT ? page->mine_to_open : true;
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct lot_page *page = screen->state;
    if (paper_act(&page->paper, action))
        return true;
    if (action == ACTION_WRITE) {
        page->asked = ASKED_NUMBER;
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) { .label = _("A number:"),
                .text = _("Any whole number. The program adds 16 random bytes, so that nobody can guess it."),
                .limit = 18 });
    } else if (action == ACTION_EDIT) {
        page->asked = ASKED_SLIP;
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) { .label = _("Slip:"),
                .text = _("The number, the dot and the 32 signs, as they were shown."),
                .limit = DRAW_SLIP_BYTES });
    } else
        return false;
    return true;
}

static void give(struct ui *ui, struct lot_page *page, const char *typed)
{
    char slip[DRAW_SLIP_BYTES], *end = NULL;
    struct buffer words = { 0 };
    if (typed[0] == '\0' || strspn(typed, "0123456789") != strlen(typed)) {
        ui_notice(ui, "%s", _("A whole number of at most 18 digits, not below 0."));
        return;
    }
    if (draw_give(ui->store, ui->actor, page->id, strtoll(typed, &end, 10), ui_now(ui), slip) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    buffer_format(&words,
        _("Your home's number is in. Only its hash stands in the book.\n\nIf you like, write this slip down to open it yourself, when three homes have given a number:\n\n%s\n\nIf you do not, the house opens it from its memory after an hour."),
        slip);
    ui_push(ui, &screen_output, &(struct output_ask) { .title = _("Your slip"), .text = buffer_text(&words) });
    sodium_memzero(slip, sizeof slip);
    buffer_clear(&words);
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct lot_page *page = screen->state;
    int asked = page->asked;
    page->asked = ASKED_NOTHING;
    page->stale = true;
    if (from != &screen_prompt || !outcome->done)
        return;
    if (asked == ASKED_NUMBER)
        give(ui, page, outcome->text);
    else if (draw_open(ui->store, ui->actor, page->id, outcome->text, ui_now(ui)) != RESULT_OK)
        ui_refused(ui);
    else
        ui_notice(ui, "%s", _("Opened: it fits."));
}

static void page_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!moderation_event(event))
        return;
    ((struct lot_page *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("a number") : action == ACTION_EDIT ? N_("open mine") : NULL;
}

static const enum action actions[] = { ACTION_WRITE, ACTION_EDIT, ACTION_NEXT, ACTION_BACK, ACTION_MENU, ACTION_HELP,
    ACTION_NONE };

const struct screen_type screen_lot = {
    .name = "lot",
    .help = N_("How a panel is drawn, so that everybody can check it. The numbered pool stands in the book first. "
               "Three homes give a number each (w); the book gets a hash of it and of 16 random bytes. Then the "
               "numbers are opened (e), by the house after an hour, so that whoever keeps silent spoils nothing. "
               "They are the key from which everybody draws the same people (RFC 3797, with BLAKE2b).\n\n"
               "When fewer than three homes gave one within a day, the house's own number is the last line of the "
               "key. Its hash stood in the book with the pool. `lot N --json` gives all of it to `bbs lot`."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct lot_page),
    .open = page_open,
    .close = page_close,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .back = page_back,
    .event = page_event,
};
