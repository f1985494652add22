/*
 * rota_form.c: the form of a new rota, and that of a thing for the shelf. The form is kept as a draft while she types.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/rota/rota_rooms.h"
#include "screens/ui/form.h"

enum rota_row { R_TASK, R_DAYS, R_HANDS, R_SEND, R_DETAILS, R_ROWS };
enum thing_row { T_LINE, T_SEND, T_DETAILS, T_ROWS };

static const struct form_line rota_lines[R_ROWS] = {
    [R_TASK] = { .field = &form_fields_rota[FIELD_ROTA_TASK],
        .label = N_("What to do"),
        .hint = N_("In a few words: fill the corner tank.") },
    [R_DAYS] = { .field = &form_fields_rota[FIELD_ROTA_DAYS],
        .label = N_("Which days"),
        .hint = N_("Weekdays or dates: mon, thu 6:00; daily; 27 nov, 4 dec 14:00.") },
    [R_HANDS] = { .field = &form_fields_rota[FIELD_ROTA_HANDS],
        .label = N_("How many"),
        .hint = N_("People a day. Enter goes to the last step."),
        .to_send = true },
    [R_SEND] = { .label = N_("Start it") },
    [R_DETAILS] = { .field = &form_fields_rota[FIELD_ROTA_DETAILS],
        .label = N_("Details"),
        .hint = N_("More words, if they help: where the key is, what to bring.") },
};

static const struct form_line thing_lines[T_ROWS] = {
    [T_LINE] = { .field = &form_fields_thing[FIELD_THING_LINE],
        .label = N_("A thing"),
        .hint = N_("One line: a ladder, 3 m. You keep it, and say who gets it."),
        .to_send = true },
    [T_SEND] = { .label = N_("Put it up") },
    [T_DETAILS] = { .field = &form_fields_thing[FIELD_THING_DETAILS],
        .label = N_("Details"),
        .hint = N_("More words, if they help. A street address does not belong here.") },
};

struct room {
    struct form_room room; /* must be first: form.h */
    bool thing;
};

/* Sums up the form in words, before she sends it. */
static void say_all(const struct ui *ui, const struct room *room, struct buffer *out)
{
    struct rota_plan plan;
    const char *problem = "";
    char days[200];
    int64_t hands = 1;
    if (room->thing) {
        buffer_string(out, _("The street sees it, with your name. You lend it, or say not this time."));
        return;
    }
    if (!rota_plan_read(form_text(&room->room.form, R_DAYS), ui_now(ui), &plan, &problem)) {
        buffer_string(out, problem);
        return;
    }
    rota_plan_say(&plan, days, sizeof days);
    if (!util_parse_number(form_text(&room->room.form, R_HANDS), &hands))
        hands = 1;
    buffer_format(out, ngettext("%s; %lld person a day.", "%s; %lld people a day.", (unsigned long)hands), days,
        (long long)hands);
    buffer_string(out, _(" The street sees it, and signs up for its days."));
}

static void room_draw(struct ui *ui, struct screen *screen)
{
    struct room *room = screen->state;
    struct buffer said = { 0 };
    say_all(ui, room, &said);
    form_room_draw(ui, &room->room, room->thing ? _("For the shelf") : _("A new rota"), &said);
}

/* --- sending --- */

static enum result make_thing(struct ui *ui, struct room *room, int64_t *id)
{
    enum result result = shelf_add(ui->store, ui->actor, 0, form_text(&room->room.form, T_LINE),
        form_text(&room->room.form, T_DETAILS), ui_now(ui), id);
    if (result != RESULT_OK)
        ui_refused(ui);
    return result;
}

static enum result make_rota(struct ui *ui, struct room *room, int64_t *id)
{
    struct form *form = &room->room.form;
    struct rota_new out = { .task = form_text(form, R_TASK), .details = form_text(form, R_DETAILS) };
    const char *problem = "";
    if (!rota_plan_read(form_text(form, R_DAYS), ui_now(ui), &out.plan, &problem)) {
        form_fault(ui, form, R_DAYS, problem);
        return RESULT_INVALID;
    }
    if (!form_number(ui, form, R_HANDS, ROTA_HANDS_MAX, 1, &out.hands))
        return RESULT_INVALID;
    enum result result = rota_start(ui->store, ui->actor, &out, ui_now(ui), id);
    if (result != RESULT_OK)
        ui_refused(ui);
    return result;
}

static void send_now(struct ui *ui, struct form_room *form_room)
{
    struct room *room = (struct room *)form_room;
    int64_t id = 0;
    if (!form_has_words(ui, &form_room->form, room->thing ? T_LINE : R_TASK))
        return;
    if ((room->thing ? make_thing(ui, room, &id) : make_rota(ui, room, &id)) != RESULT_OK)
        return;
    bool thing = room->thing;
    form_room_sent(ui, form_room, id);
    ui_notice(ui, "%s",
        thing ? _("It is on the shelf. Your home screen tells you when somebody asks for it.")
              : _("The rota is up. Enter opens it, y puts you on a day."));
}

/* --- opening --- */

static enum result room_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct room *room = screen->state;
    if (!ui_member(ui))
        return RESULT_REFUSED;
    room->thing = ((const struct rota_form_ask *)argument)->thing;
    room->room.voice = *ui->actor;
    room->room.place = room->thing ? DRAFT_THING : DRAFT_ROTA;
    room->room.send_words = room->thing ? N_("Put it on the shelf") : N_("Start it");
    room->room.send = send_now;
    form_begin(&room->room.form, room->thing ? thing_lines : rota_lines, room->thing ? T_ROWS : R_ROWS);
    if (!room->thing)
        form_set(&room->room.form, R_HANDS, "1");
    form_room_bring_back(ui, &room->room);
    return RESULT_OK;
}

const struct screen_type screen_rota_form = {
    .name = "rota form",
    .help = N_("A new rota, or a thing for the shelf. Enter goes from row to row; on the last step it says in words "
               "what will stand there, and Enter sends it.\n\n"
               "Days are typed as one says them: mon, thu 6:00; daily; or dates, 27 nov, 4 dec 14:00. Ctrl-S sends "
               "from anywhere, Esc opens the menu. What you type is kept while you type."),
    FORM_ROOM,
    .size = sizeof(struct room),
    .open = room_open,
    .draw = room_draw,
    .close = form_room_close,
};
