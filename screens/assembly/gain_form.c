/* gain_form.c: the form of a demand: what we want, what we do for it, and by which day. RULES 2.6, 8.3. */
#include <stdlib.h>
#include <string.h>

#include "gains.h"
#include "screens/assembly/assembly_rooms.h"
#include "screens/ui/form.h"

enum row { ROW_DEMAND, ROW_ACT, ROW_DAY, ROW_SEND, ROWS };

static const struct form_line lines[ROWS] = {
    [ROW_DEMAND] = { .field = &form_fields_gain[FIELD_GAIN_DEMAND],
        .label = N_("We want"),
        .hint = N_("In a few words: water in every block.") },
    [ROW_ACT] = { .field = &form_fields_gain[FIELD_GAIN_ACT],
        .label = N_("What we do"),
        .hint = N_("An act that needs nobody's permission: ten of us go to the ward office.") },
    [ROW_DAY] = { .field = &form_fields_gain[FIELD_GAIN_BY],
        .label = N_("The day"),
        .hint = N_("A day within sixty days: friday, 12 dec.") },
    [ROW_SEND] = { .label = N_("Name it") },
};

struct gain_page {
    struct form_room room; /* must be first: form.h */
};

static bool read_day(const char *typed, int64_t now, struct when *when, const char **problem)
{
    enum when_fault fault = when_read(typed, now, when);
    *problem = when_fault_sentence(fault);
    return fault == WHEN_GOOD;
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct gain_page *page = screen->state;
    struct buffer said = { 0 };
    struct when when;
    char day[WHEN_BYTES];
    const char *problem;
    if (read_day(form_text(&page->room.form, ROW_DAY), ui_now(ui), &when, &problem))
        buffer_format(&said, _("%s. You come yourself; the others say that they come."),
            when_say_date(when.day, when_day(ui_now(ui)), day));
    else
        buffer_string(&said, problem);
    form_room_draw(ui, &page->room, _("A demand"), &said);
}

static void send_now(struct ui *ui, struct form_room *room)
{
    struct form *form = &room->form;
    struct when when;
    const char *problem;
    int64_t gain = 0;
    if (!form_has_words(ui, form, ROW_DEMAND) || !form_has_words(ui, form, ROW_ACT))
        return;
    if (!read_day(form_text(form, ROW_DAY), ui_now(ui), &when, &problem)) {
        form_fault(ui, form, ROW_DAY, problem);
        return;
    }
    if (gain_make(ui->store, ui->actor, form_text(form, ROW_DEMAND), form_text(form, ROW_ACT), when.day, ui_now(ui),
            &gain) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    form_room_sent(ui, room, gain);
    ui_notice(ui, "%s", _("It is named, and you come."));
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct gain_page *page = screen->state;
    const struct gain_form_ask *ask = argument;
    if (!ui_member(ui))
        return RESULT_REFUSED;
    page->room.voice = *ui->actor;
    page->room.place = DRAFT_GAIN;
    page->room.about = ROW_DEMAND;
    page->room.send_words = lines[ROW_SEND].label;
    page->room.send = send_now;
    form_begin(&page->room.form, lines, ROWS);
    bool kept = form_room_bring_back(ui, &page->room);
    if (ask != NULL && ask->demand != NULL && (!kept || form_text(&page->room.form, ROW_DEMAND)[0] == '\0'))
        form_set(&page->room.form, ROW_DEMAND, ask->demand);
    if (ask != NULL && ask->demand != NULL)
        form_go(&page->room.form, ROW_ACT);
    return RESULT_OK;
}

const struct screen_type screen_gain_form = {
    .name = "demand form",
    .help = N_("A demand: what we want, what we do for it without anybody's permission, and on which day. Enter goes "
               "from row to row; on the last one it names the demand. You come yourself, and the others say so on the "
               "page of demands.\n\n"
               "Ctrl-S sends from anywhere, Esc opens the menu. What you type is kept while you type."),
    FORM_ROOM,
    .size = sizeof(struct gain_page),
    .open = page_open,
    .draw = page_draw,
    .close = form_room_close,
};
