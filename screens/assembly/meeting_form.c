/* meeting_form.c: the form that calls a meeting, or asks for it. It is kept as a draft while she types. RULES 4.1. */
#include <stdlib.h>
#include <string.h>

#include "numbers.h"
#include "screens/assembly/assembly_rooms.h"
#include "screens/ui/form.h"

enum row { ROW_WHEN, ROW_PLACE, ROW_SEND, ROW_TITLE, ROWS };

static const struct form_line lines[ROWS] = {
    [ROW_WHEN] = { .field = &form_fields_meeting[FIELD_MEETING_AT],
        .label = N_("When"),
        .hint = N_("A day and an hour, {notice-days} from now or later: sun 15:00, 13 dec 15:00.") },
    [ROW_PLACE] = { .field = &form_fields_meeting[FIELD_MEETING_PLACE],
        .label = N_("Where"),
        .hint = N_("So that everybody finds it: the corner yard."),
        .to_send = true },
    [ROW_SEND] = { .label = N_("Call it") },
    [ROW_TITLE] = { .field = &form_fields_meeting[FIELD_MEETING_TITLE],
        .label = N_("Its name"),
        .hint = N_("Only if it is not a plain meeting.") },
};

/* How it comes to be called. RULES 1.2, 4.1. */
static void say_who_calls(const struct ui *ui, struct buffer *out)
{
    int homes = meeting_homes_needed(ui->store, ui->actor->here);
    if (homes <= 1)
        buffer_string(out, _(" Your word calls it."));
    else if (homes < MEETING_HOMES)
        buffer_string(out, _(" It is called when all homes want it; a facilitator calls it alone."));
    else
        buffer_format(
            out, _(" It is called when %d homes want it, yours among them; a facilitator calls it alone."), homes);
}

/* Sums up the form in words, before she sends it. */
static void say_all(struct ui *ui, const struct form *form, struct buffer *out)
{
    int64_t at;
    char words[WHEN_BYTES];
    const char *place = form_text(form, ROW_PLACE);
    if (when_read_moment(form_text(form, ROW_WHEN), ui_now(ui), &at) != WHEN_GOOD) {
        buffer_string(out, _("When is it? A day and an hour are needed."));
        return;
    }
    if (place[strspn(place, " ")] == '\0') {
        buffer_string(out, _("Where is it? A few words are needed."));
        return;
    }
    buffer_format(out, _("%s, %s, %d minutes at most."), when_say(at, true, ui_now(ui), words), place,
        (int)(number_of(ui->store, ui->actor->here, NUMBER_MEETING) / 60));
    if (when_comes_twice(at))
        buffer_format(out, " %s", when_twice_sentence());
    say_who_calls(ui, out);
}

static void room_draw(struct ui *ui, struct screen *screen)
{
    struct form_room *room = screen->state;
    struct buffer said = { 0 };
    say_all(ui, &room->form, &said);
    form_room_draw(ui, room, _("Call a meeting"), &said);
}

/* Tells her whether it is called, or how many homes are still missing. */
static void say_sent(struct ui *ui, int64_t id)
{
    struct meeting meeting;
    char words[120];
    if (meeting_get(ui->store, ui->actor, id, ui_now(ui), &meeting) != RESULT_OK)
        return;
    if (meeting.state == MEETING_CALLED)
        ui_notice(ui, "%s", _("It is called. Enter opens it, w adds to its agenda."));
    else
        ui_notice(ui, _("Asked for: %s. It stands on the home screens of everybody here."),
            meeting_homes_words(&meeting, words, sizeof words));
}

static void send_now(struct ui *ui, struct form_room *room)
{
    struct form *form = &room->form;
    struct meeting_new out = { .title = form_text(form, ROW_TITLE), .place = form_text(form, ROW_PLACE) };
    int64_t id = 0;
    if (!form_moment(ui, form, ROW_WHEN, &out.starts) || !form_has_words(ui, form, ROW_PLACE))
        return;
    if (meeting_call(ui->store, &room->voice, &out, ui_now(ui), &id) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    form_room_sent(ui, room, id);
    say_sent(ui, id);
}

static enum result room_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct form_room *room = screen->state;
    (void)argument;
    if (!ui_member(ui))
        return RESULT_REFUSED;
    room->voice = *ui->actor;
    room->place = DRAFT_MEETING;
    room->about = ROW_PLACE;
    room->send_words = lines[ROW_SEND].label;
    room->send = send_now;
    form_begin(&room->form, lines, ROWS);
    form_room_bring_back(ui, room);
    return RESULT_OK;
}

const struct screen_type screen_meeting_form = {
    .name = "assembly form",
    .help = N_("The call of a meeting: when and where. Enter goes from row to row; on the last step it says in words "
               "what will stand there, and Enter sends it.\n\n"
               "Type the time as you say it: sun 15:00, 13 dec 15:00; beside it you see how it was understood. It is "
               "{notice-days} away at least. The agenda comes after: anybody adds to it until {agenda-hours} "
               "before.\n\n"
               "Ctrl-S sends from anywhere, Esc opens the menu. What you type is kept while you type."),
    FORM_ROOM,
    .size = sizeof(struct form_room),
    .open = room_open,
    .draw = room_draw,
    .close = form_room_close,
};
