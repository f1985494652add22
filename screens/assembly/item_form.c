/*
 * item_form.c: the form of an item for the agenda of a meeting: what it is about, what it wants of the people there,
 * and how long it may take. It is kept as a draft while she types. RULES 4.1.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/assembly/assembly_rooms.h"
#include "screens/people/hand_room.h"
#include "screens/ui/form.h"

enum row { ROW_TITLE, ROW_WANTS, ROW_ABOUT, ROW_MINUTES, ROW_SEND, ROW_PERSON, ROW_DETAILS, ROW_ANGER, ROWS };
enum { WIDE = 60 };

static const struct form_line lines[ROWS] = {
    [ROW_TITLE] = { .field = &form_fields_item[FIELD_ITEM_TITLE],
        .label = N_("Item"),
        .hint = N_("In a few words: the street light at the corner.") },
    [ROW_WANTS] = { .field = &form_fields_item[FIELD_ITEM_WANTS], .label = N_("Wants us") },
    [ROW_ABOUT] = { .field = &form_fields_item[FIELD_ITEM_ABOUT], .label = N_("About") },
    [ROW_MINUTES] = { .field = &form_fields_item[FIELD_ITEM_MINUTES],
        .label = N_("Minutes"),
        .hint = N_("How long it may take. Enter goes to the last step."),
        .to_send = true },
    [ROW_SEND] = { .label = N_("Put it on the agenda") },
    [ROW_PERSON] = { .field = &form_fields_item[FIELD_ITEM_WHOM],
        .label = N_("Whom"),
        .hint = N_("If it is about a person: their name. They are told.") },
    [ROW_DETAILS] = { .field = &form_fields_item[FIELD_ITEM_DETAILS],
        .label = N_("Details"),
        .hint = N_("More words, if they help people to think about it before.") },
    [ROW_ANGER] = { .field = &form_fields_item[FIELD_ITEM_ANGRY],
        .label = N_("Angry?"),
        .hint = N_("It begins with {anger-words} words each, and ends with an act.") },
};

struct room {
    struct form_room room; /* must be first: form.h. `of` is the meeting */
    struct meeting meeting;
    bool known; /* the meeting was read; else it is gone, and sending says so */
};

static void say_all(const struct room *room, struct buffer *out)
{
    const struct form *form = &room->room.form;
    int64_t minutes = 0;
    if (!util_parse_number(form_text(form, ROW_MINUTES), &minutes))
        minutes = 0;
    meeting_item_say((int)minutes, (enum item_wants)form_chosen(form, ROW_WANTS),
        (enum item_about)form_chosen(form, ROW_ABOUT), out);
    if (room->room.voice.hand != 0)
        buffer_format(out, _(" It stands in the name of %s, by your hand."), room->room.voice.handle);
    else
        buffer_string(out, _(" It stands on the agenda with your name. What most homes mark comes first."));
}

static void say_title(const struct ui *ui, const struct room *room, char *out, size_t size)
{
    char when[WHEN_BYTES];
    if (room->room.voice.hand != 0)
        snprintf(out, size, _("FOR %s: an item"), room->room.voice.handle);
    else if (room->known && ui->columns >= WIDE)
        snprintf(out, size, _("An item for %s"), meeting_when_words(ui, room->meeting.starts, when));
    else
        util_copy_text(out, size, _("An item"));
}

static void room_draw(struct ui *ui, struct screen *screen)
{
    struct room *room = screen->state;
    struct buffer said = { 0 };
    char title[WHEN_BYTES + HANDLE_BYTES + 80];
    say_title(ui, room, title, sizeof title);
    say_all(room, &said);
    form_room_draw(ui, &room->room, title, &said);
}

/* Whom it is about: nobody may speak about somebody who does not know of it. False: it goes on in that row. */
static bool read_person(struct ui *ui, struct form_room *form_room, struct item_new *out)
{
    struct member member;
    struct form *form = &form_room->form;
    const char *typed = form_text(form, ROW_PERSON);
    bool named = typed[strspn(typed, " ")] != '\0';
    if (out->about != ITEM_PERSON || (!named && !meeting_item_needs_person(out->wants, out->about)))
        return true;
    if (!named)
        form_fault(ui, form, ROW_PERSON, _("about whom? They hear of it, and speak first and last."));
    else if (member_by_handle(ui->store, ui->actor, typed, &member) != RESULT_OK)
        form_fault(ui, form, ROW_PERSON, store_reason(ui->store));
    else
        out->person = member.id;
    return out->person != 0;
}

static void send_now(struct ui *ui, struct form_room *form_room)
{
    struct form *form = &form_room->form;
    struct item_new out = { .meeting = form_room->of,
        .title = form_text(form, ROW_TITLE),
        .details = form_text(form, ROW_DETAILS),
        .wants = (enum item_wants)form_chosen(form, ROW_WANTS),
        .about = (enum item_about)form_chosen(form, ROW_ABOUT),
        .angry = form_chosen(form, ROW_ANGER) != 0 };
    int64_t id = 0;
    if (!form_has_words(ui, form, ROW_TITLE) || !read_person(ui, form_room, &out))
        return;
    if (!form_number(ui, form, ROW_MINUTES, ITEM_MINUTES_MAX, 0, &out.minutes))
        return;
    if (out.minutes == 0) {
        form_fault(ui, form, ROW_MINUTES, _("how many minutes? At least one."));
        return;
    }
    if (meeting_item_add(ui->store, &form_room->voice, &out, ui_now(ui), &id) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    form_room_sent(ui, form_room, id);
    ui_notice(ui, "%s", _("It is on the agenda. m says that an item matters to your home."));
}

static enum result room_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct room *room = screen->state;
    const struct item_form_ask *ask = argument;
    struct form_room *form_room = &room->room;
    if (!ui_member(ui))
        return RESULT_REFUSED;
    enum result result = hand_voice(ui, ask->written_for, &form_room->voice);
    if (result != RESULT_OK)
        return result;
    form_room->of = ask->meeting;
    form_room->place = DRAFT_ITEM;
    form_room->about = ROW_TITLE;
    form_room->send_words = lines[ROW_SEND].label;
    form_room->send = send_now;
    form_begin(&form_room->form, lines, ROWS);
    form_choose(&form_room->form, ROW_WANTS, ITEM_TALK);
    form_choose(&form_room->form, ROW_ABOUT, ITEM_THINGS);
    form_set(&form_room->form, ROW_MINUTES, form_fields_item[FIELD_ITEM_MINUTES].otherwise);
    form_room_bring_back(ui, form_room);
    room->known = meeting_get(ui->store, &form_room->voice, form_room->of, ui_now(ui), &room->meeting) == RESULT_OK;
    return RESULT_OK;
}

const struct screen_type screen_item_form = {
    .name = "item form",
    .help = N_("An item for the agenda: what it is about, and how many minutes it may take. It also says what the "
               "people there are to do: to talk, to decide, to choose, or to hear a report. An item about a person "
               "names them: they speak first and last, and their home does not vote. Enter goes from row to row; a "
               "digit chooses; on the last step Enter sends it.\n\n"
               "Anybody adds items until {agenda-hours} before the meeting. Ctrl-S sends from anywhere, Esc opens "
               "the menu. What you type is kept while you type."),
    FORM_ROOM,
    .size = sizeof(struct room),
    .open = room_open,
    .draw = room_draw,
    .close = form_room_close,
};
