/* table_begin.c: a member makes her session a table for people in the yard. RULES 1.6. */
#include "members.h"
#include "screens/assembly/table_page.h"

struct begin {
    int64_t meeting;
    struct table_digits digits;
};

static enum result begin_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct begin *begin = screen->state;
    struct room room;
    const struct room_ask *ask = argument;
    begin->meeting = ask != NULL ? ask->meeting : room_open_here(ui->store, ui->actor, ui_now(ui));
    return room_get(ui->store, ui->actor, begin->meeting, ui_now(ui), &room);
}

static void begin_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    table_forget_digits(&((struct begin *)screen->state)->digits);
}

static void begin_draw(struct ui *ui, struct screen *screen)
{
    (void)screen;
    int row = ui_title(ui, _("A table in the yard"), ""), last = ui_last_row(ui);
    row = ui_paragraph(ui, row, last, STYLE_PLAIN,
        _("This session becomes a table: it shows the meeting and nothing of yours, no letter, no draft, no name. It "
          "does not lock."));
    row = ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
        _("Whoever was ticked at the door sits down with four digits of their own. With them each one speaks, "
          "answers and signals here, one act a person, and then the laptop goes to the next."));
    ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
        member_has_password(ui->store, ui->actor)
            ? _("Only your password ends it, or hanging up. First choose your own four digits.")
            : _("You have no password, so only hanging up ends it. First choose your own four digits."));
    ui_keys(ui, NULL);
}

static bool begin_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct begin *begin = screen->state;
    if (action != ACTION_OPEN)
        return false;
    table_ask_new_digits(ui, &begin->digits, ui->actor->handle);
    return true;
}

static void begin_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct begin *begin = screen->state;
    struct actor table;
    if (from != &screen_prompt || !table_took_new_digits(ui, &begin->digits, outcome))
        return;
    struct room_ask ask = { .meeting = begin->meeting };
    room_enter(ui->store, ui->actor, begin->meeting, ui_now(ui));
    enum result result = table_begin(ui->store, ui->actor, begin->meeting, begin->digits.digits, ui_now(ui), &table);
    table_forget_digits(&begin->digits);
    if (result == RESULT_OK)
        ui_table_begin(ui, &table, PLACE_TABLE, &ask); /* it closes this page */
    else
        ui_refused(ui);
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_table_begin = {
    .name = "table begin",
    .help =
        N_("Most of a street sits together around a few laptops. One that is a table serves all who sit at it: each "
           "acts by four digits that they chose for this meeting. With them nobody can answer for a neighbour; they "
           "are wiped when the meeting closes. Whoever holds the machine of the house could find them out."),
    .actions = actions,
    .open_word = N_("begin"),
    .size = sizeof(struct begin),
    .open = begin_open,
    .close = begin_close,
    .draw = begin_draw,
    .act = begin_act,
    .back = begin_back,
};
