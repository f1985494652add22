/*
 * rota_form.c: the form of a new rota, and that of a thing for the shelf. What is typed is kept when the line drops.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/form.h"
#include "screens/rota_rooms.h"

/* Drafts know the rows by their numbers: new ones only at the end. */
enum rota_row { R_TASK, R_DAYS, R_HANDS, R_SEND, R_DETAILS, R_ROWS };
enum thing_row { T_LINE, T_SEND, T_DETAILS, T_ROWS };
enum { DAYS_TYPED = 200 };

static const struct form_line rota_lines[R_ROWS] = {
    [R_TASK] = { FORM_TEXT, N_("What to do"), N_("In a few words: fill the corner tank."), ROTA_TASK_MAX, 0, NULL,
        false },
    [R_DAYS] = { FORM_TEXT, N_("Which days"), N_("Weekdays or dates: mon, thu 6:00; daily; 27 nov, 4 dec 14:00."),
        DAYS_TYPED, 0, NULL, false },
    [R_HANDS] = { FORM_NUMBER, N_("How many"), N_("People a day. Enter goes to the last step."), 2, 0, NULL, true },
    [R_SEND] = { FORM_SEND, N_("Start it"), NULL, 0, 0, NULL, false },
    [R_DETAILS] = { FORM_TEXT, N_("Details"), N_("More words, if they help: where the key is, what to bring."),
        ROTA_DETAILS_MAX, 0, NULL, false },
};

static const struct form_line thing_lines[T_ROWS] = {
    [T_LINE] = { FORM_TEXT, N_("A thing"), N_("One line: a ladder, 3 m. You keep it, and say who gets it."),
        SHELF_LINE_MAX, 0, NULL, true },
    [T_SEND] = { FORM_SEND, N_("Put it up"), NULL, 0, 0, NULL, false },
    [T_DETAILS] = { FORM_TEXT, N_("Details"), N_("More words, if they help. A street address does not belong here."),
        SHELF_DETAILS_MAX, 0, NULL, false },
};

struct room {
    struct form form;
    bool thing, sent, touched;
};

static enum draft_place place_of(const struct room *room)
{
    return room->thing ? DRAFT_THING : DRAFT_ROTA;
}

static void keep(struct ui *ui, struct room *room)
{
    struct buffer packed = { 0 };
    if (!room->form.changed || room->sent)
        return;
    form_pack(&room->form, &packed);
    draft_save(ui->store, ui->actor, place_of(room), 0, form_text(&room->form, 0), buffer_text(&packed), ui_now(ui));
    buffer_clear(&packed);
    room->form.changed = false;
    room->touched = true;
}

static enum result room_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct room *room = screen->state;
    struct draft draft;
    if (!ui_member(ui))
        return RESULT_REFUSED;
    room->thing = ((const struct rota_form_ask *)argument)->thing;
    form_begin(&room->form, room->thing ? thing_lines : rota_lines, room->thing ? T_ROWS : R_ROWS);
    if (!room->thing)
        form_set(&room->form, R_HANDS, "1");
    if (draft_get(ui->store, ui->actor, place_of(room), 0, &draft) != RESULT_OK)
        return RESULT_OK;
    form_unpack(&room->form, draft.body != NULL ? draft.body : "");
    drafts_free(&draft, 1);
    room->touched = true;
    ui_notice(ui, "%s", _("Your earlier words are here. Esc can throw them away."));
    return RESULT_OK;
}

/* All of it in words, before it counts. */
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
    if (!rota_plan_read(form_text(&room->form, R_DAYS), ui_now(ui), &plan, &problem)) {
        buffer_string(out, problem);
        return;
    }
    rota_plan_say(&plan, days, sizeof days);
    if (!parse_number(form_text(&room->form, R_HANDS), &hands))
        hands = 1;
    buffer_format(out, ngettext("%s; %lld person a day.", "%s; %lld people a day.", (unsigned long)hands), days,
        (long long)hands);
    buffer_string(out, _(" The street sees it, and signs up for its days."));
}

static void room_draw(struct ui *ui, struct screen *screen)
{
    struct room *room = screen->state;
    struct buffer said = { 0 };
    int row = ui_title(ui, room->thing ? _("For the shelf") : _("A new rota"), _("Read by: THE STREET"));
    say_all(ui, room, &said);
    form_draw(ui, &room->form, row, ui_last_row(ui), buffer_text(&said));
    buffer_clear(&said);
    ui_keys(ui, ui->columns >= 60 ? _("Enter goes on   Up Down   Ctrl-S sends   Esc menu") : _("Enter on   Esc menu"));
}

/* --- sending --- */

static enum result make_thing(struct ui *ui, struct room *room, int64_t *id)
{
    enum result result = shelf_add(
        ui->store, ui->actor, 0, form_text(&room->form, T_LINE), form_text(&room->form, T_DETAILS), ui_now(ui), id);
    if (result != RESULT_OK)
        ui_refused(ui);
    return result;
}

static enum result make_rota(struct ui *ui, struct room *room, int64_t *id)
{
    struct form *form = &room->form;
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

static void drop(struct ui *ui, struct room *room)
{
    room->sent = true;
    if (room->touched)
        draft_drop(ui->store, ui->actor, place_of(room), 0, ui_now(ui));
}

static void send_now(struct ui *ui, struct room *room)
{
    int64_t id = 0;
    const char *first = form_text(&room->form, 0);
    keep(ui, room);
    if (first[strspn(first, " ")] == '\0') {
        form_fault(ui, &room->form, 0, _("a few words are needed here."));
        return;
    }
    if ((room->thing ? make_thing(ui, room, &id) : make_rota(ui, room, &id)) != RESULT_OK)
        return; /* all that was typed stays */
    bool thing = room->thing;
    drop(ui, room);
    ui_pop(ui, &(struct outcome) { .done = true, .number = id });
    ui_notice(ui, "%s",
        thing ? _("It is on the shelf. Home tells you when somebody asks for it.")
              : _("The rota is up. Enter opens it, y puts you on a day."));
}

/* --- keys --- */

static void leave(struct ui *ui, struct room *room)
{
    const struct choice choices[] = { { '1', room->thing ? _("Put it on the shelf") : _("Start it") },
        { '2', _("Go on writing") }, { '3', _("Put it away; it is kept") }, { '4', _("Throw it away") }, { 0, NULL } };
    keep(ui, room);
    if (!room->touched)
        ui_pop(ui, NULL);
    else
        ui_push(ui, &screen_question,
            &(struct question_ask) { .title = _("What now?"), .choices = choices, .selected = 1 });
}

static void room_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct room *room = screen->state;
    enum form_said said = form_key(ui, &room->form, key, special);
    if (said == FORM_SENDS)
        send_now(ui, room);
    else if (said == FORM_LEAVES)
        leave(ui, room);
}

static void ask_throw_away(struct ui *ui)
{
    const struct choice choices[] = { { 'y', _("Yes, throw them away") }, { 'n', _("No, keep them") }, { 0, NULL } };
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Throw these words away?"), .choices = choices, .destroys = true });
}

static void room_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct room *room = screen->state;
    if (from != &screen_question || !outcome->done)
        return;
    if (outcome->number == '1')
        send_now(ui, room);
    else if (outcome->number == '3') {
        ui_pop(ui, NULL);
        ui_notice(ui, "%s", _("Put away. It waits for you on home."));
    } else if (outcome->number == '4')
        ask_throw_away(ui);
    else if (outcome->number == 'y') {
        drop(ui, room);
        ui_pop(ui, NULL);
    }
}

static void room_tick(struct ui *ui, struct screen *screen)
{
    keep(ui, screen->state);
}

static void room_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (event->kind == FACE_CLOSING)
        keep(ui, screen->state);
}

static void room_close(struct ui *ui, struct screen *screen)
{
    struct room *room = screen->state;
    keep(ui, room);
    form_end(&room->form);
}

static const enum action actions[] = { ACTION_HELP, ACTION_NONE };

const struct screen_type screen_rota_form = {
    .name = "rota form",
    .help = N_("A new rota, or a thing for the shelf. Enter goes from row to row; on the last step it says in words "
               "what will stand there, and Enter sends it.\n\n"
               "Days are typed as one says them: mon, thu 6:00; daily; or dates, 27 nov, 4 dec 14:00. Ctrl-S sends "
               "from anywhere, Esc opens the menu. What you type is kept while you type."),
    .actions = actions,
    .typing = true,
    .size = sizeof(struct room),
    .open = room_open,
    .draw = room_draw,
    .key = room_key,
    .back = room_back,
    .event = room_event,
    .tick = room_tick,
    .save = room_tick,
    .close = room_close,
};
