/* form_room.c: a screen that is one form; see form.h. */
#include <string.h>

#include "screens/ui/form.h"

const enum action form_room_actions[] = { ACTION_HELP, ACTION_NONE };

#define AT_READ "\nat read-back\n" /* as aid_talk.c has it */

static void keep(struct ui *ui, struct form_room *room)
{
    struct buffer packed = { 0 };
    if (!room->form.changed || room->sent)
        return;
    form_pack(&room->form, &packed);
    if (room->of != 0)
        buffer_format(&packed, "of %lld\n", (long long)room->of);
    if (room->read_back)
        buffer_string(&packed, &AT_READ[1]);
    draft_save(ui->store, &room->voice, room->place, room->voice.here, form_text(&room->form, room->about),
        buffer_text(&packed), ui_now(ui));
    buffer_clear(&packed);
    room->form.changed = false;
    room->touched = true;
}

static void drop(struct ui *ui, struct form_room *room)
{
    room->sent = true;
    if (room->touched)
        draft_drop(ui->store, &room->voice, room->place, room->voice.here, ui_now(ui));
}

void form_room_draw(struct ui *ui, struct form_room *room, const char *title, struct buffer *said)
{
    int row = ui_title_read(ui, title, &room->readers, true);
    form_draw(ui, &room->form, row, ui_last_row(ui), buffer_text(said));
    buffer_clear(said);
    ui_keys(ui, form_keys(ui, &room->form));
}

bool form_room_bring_back(struct ui *ui, struct form_room *room)
{
    struct draft draft;
    readers_of_form(ui->store, &room->voice, room->place, room->of, ui_now(ui), &room->readers);
    if (draft_get(ui->store, &room->voice, room->place, room->voice.here, &draft) != RESULT_OK)
        return false;
    form_unpack(&room->form, draft.body != NULL ? draft.body : "");
    room->read_back = draft.body != NULL && strstr(draft.body, AT_READ) != NULL;
    if (room->of == 0 && draft.body != NULL)
        room->of = draft_form_of(draft.body);
    readers_of_form(ui->store, &room->voice, room->place, room->of, ui_now(ui), &room->readers);
    drafts_free(&draft, 1);
    room->touched = true;
    ui_notice(ui, "%s", _("Your earlier words are here. Esc can throw them away."));
    return true;
}

void form_room_sent(struct ui *ui, struct form_room *room, int64_t made)
{
    drop(ui, room);
    ui_pop(ui, &(struct outcome) { .done = true, .number = made });
}

/* Asks what to do with the text. When she typed nothing, the form closes without asking. */
static void leave(struct ui *ui, struct form_room *room)
{
    const struct choice choices[] = { { '1', _(room->send_words) }, { '2', _("Go on writing") },
        { '3', _("Put it away; it is kept") }, { '4', _("Throw it away") }, { 0, NULL } };
    keep(ui, room);
    if (!form_is_begun(&room->form)) {
        drop(ui, room);
        ui_pop(ui, NULL);
    } else
        ui_push(ui, &screen_question,
            &(struct question_ask) { .title = _("What now?"), .choices = choices, .selected = 1 });
}

static void send_now(struct ui *ui, struct form_room *room)
{
    keep(ui, room);
    room->send(ui, room);
}

void form_room_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct form_room *room = screen->state;
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

void form_room_back(struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct form_room *room = screen->state;
    if (from != &screen_question || !outcome->done)
        return;
    if (outcome->number == '1')
        send_now(ui, room);
    else if (outcome->number == '3') {
        ui_pop(ui, NULL);
        ui_notice(ui, "%s", _("Put away. It waits for you on the home screen."));
    } else if (outcome->number == '4')
        ask_throw_away(ui);
    else if (outcome->number == 'y') {
        drop(ui, room);
        ui_pop(ui, NULL);
    }
}

void form_room_tick(struct ui *ui, struct screen *screen)
{
    keep(ui, screen->state);
}

void form_room_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (event->kind == FACE_CLOSING)
        keep(ui, screen->state);
}

void form_room_close(struct ui *ui, struct screen *screen)
{
    struct form_room *room = screen->state;
    keep(ui, room);
    form_end(&room->form);
}
