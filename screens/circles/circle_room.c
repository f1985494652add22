/*
 * circle_room.c: a circle while it is held. RULES 6.1-6.5.
 *
 * Whoever has the piece writes: a line is sent by Enter. Enter on an empty line opens a menu (circle_acts.c). All
 * others listen; their letters do nothing but q, which steps out and asks nothing. No word of it is a draft.
 */
#include <curses.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "numbers.h"
#include "screens/circles/circle_room.h"

/* --- opening and closing --- */

/* She sat in it: her line dropped, and now she is back. */
static void come_back(struct ui *ui, struct circle_room *room)
{
    if (room->mode != CIRCLE_IN || circle_hold_me(room)->there != RING_LOST)
        return;
    circle_hold_do(ui, room, &(struct ring_ask) { .act = RING_COME, .number = 1 });
    circle_hold_load(ui, room);
}

static enum result room_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct circle_room *room = screen->state;
    room->id = ((const struct circle_ask *)argument)->circle;
    room->mode = CIRCLE_LOBBY;
    room->two_with = RING_NOBODY;
    enum result result = circle_get(ui->store, ui->actor, room->id, &room->view.circle);
    if (result != RESULT_OK)
        return result;
    if (room->view.circle.state == CIRCLE_PLANNED)
        return circle_look(ui->store, ui->actor, room->id, &room->view); /* for the reason */
    edit_begin(&room->edit, CIRCLE_LINE_MAX, true, NULL);
    edit_keep_no_copies(&room->edit);
    room->words_most = (int)number_of(ui->store, room->view.circle.unit, NUMBER_CIRCLE_WORDS);
    circle_hold_load(ui, room);
    come_back(ui, room);
    return RESULT_OK;
}

static void room_close(struct ui *ui, struct screen *screen)
{
    struct circle_room *room = screen->state;
    edit_end(&room->edit);
    sodium_memzero(room, sizeof *room);
    ui_forget_circle(ui);
}

/* The screen locks, or the line dropped. */
static void room_save(struct ui *ui, struct screen *screen)
{
    struct circle_room *room = screen->state;
    if (room->mode != CIRCLE_GONE)
        circle_hold_wipe(ui, room);
}

/* --- keys --- */

static void say_line(struct ui *ui, struct circle_room *room)
{
    const char *text = buffer_text(&room->edit.text);
    enum ring_act act = circle_hold_has_piece(room) ? RING_SAY : RING_SAY_TO_TWO;
    if (circle_hold_do(ui, room, &(struct ring_ask) { .act = act, .text = text, .length = strlen(text) }))
        circle_hold_clear_line(room);
    room->above = 0;
}

/* A key of the holder is a sign that she writes; the house asks her "more time?" only when there was none for long. */
static void is_typing(struct ui *ui, struct circle_room *room)
{
    int64_t now = ui_now(ui);
    if (!circle_hold_has_piece(room) || (now - room->typed_at < CIRCLE_TYPES && !room->view.ring.more))
        return;
    room->typed_at = now;
    circle_do(ui->store, ui->actor, room->id, &(struct ring_ask) { .act = RING_TYPES });
    room->view.ring.more = false;
}

static bool is_blank(const struct circle_room *room)
{
    const char *text = buffer_text(&room->edit.text);
    return text[strspn(text, " ")] == '\0';
}

static void take_text(struct ui *ui, struct circle_room *room, wint_t key, bool special)
{
    bool full = false;
    if (!special && key == 'y' && room->view.ring.more && is_blank(room) && !room->pasting) {
        circle_hold_do(ui, room, &(struct ring_ask) { .act = RING_MORE_TIME });
        return;
    }
    is_typing(ui, room);
    if (edit_key(&room->edit, room->pasting && key < ' ' && !special ? ' ' : key, special, 100000, &full) && full)
        ui_notice(ui, _("At most %zu characters fit."), room->edit.limit);
}

static bool take_reading(struct circle_room *room, wint_t key, bool special)
{
    int page = room->shown > 1 ? room->shown - 1 : 1, by = 0;
    if (special && key == KEY_PPAGE)
        by = page;
    else if (special && key == KEY_NPAGE)
        by = -page;
    else if (special && key == KEY_UP)
        by = 1;
    else if (special && key == KEY_DOWN)
        by = -1;
    else
        return false;
    int most = room->total > room->shown ? room->total - room->shown : 0;
    room->above += by;
    room->above = room->above < 0 ? 0 : room->above > most ? most : room->above;
    return true;
}

static void step_of_key(struct ui *ui, struct circle_room *room, wint_t key)
{
    int number = key >= '1' && key <= '9' ? (int)(key - '1') : -1;
    if (key == 'w')
        circle_acts_add_step(ui, room);
    else if (number >= 0 && number < RING_STEPS_MOST && room->step[number].day != 0)
        circle_acts_step(ui, room, number);
}

/* Letters of somebody who does not write. */
static void take_letter(struct ui *ui, struct circle_room *room, wint_t key)
{
    if (key == '?')
        ui_act(ui, ACTION_HELP);
    else if (room->mode == CIRCLE_GONE || room->mode == CIRCLE_LOBBY || room->mode == CIRCLE_OUT) {
        if (key == 'q')
            ui_pop(ui, NULL);
        else if (key == 'y' && room->mode == CIRCLE_LOBBY && !ui_too_soon(ui)) {
            circle_hold_do(ui, room, &(struct ring_ask) { .act = RING_COME, .number = 1 });
        } else if (key == 'y' && room->mode == CIRCLE_OUT && !ui_too_soon(ui))
            circle_hold_do(ui, room, &(struct ring_ask) { .act = RING_COME, .number = 1 });
    } else if (key == 'q')
        circle_acts_step_out(ui, room);
    else if (key == 'k' && circle_hold_me(room)->keeper)
        circle_acts_keeper(ui, room);
    else if (key == 'h' && circle_hold_is_heard_of(room))
        circle_hold_do(ui, room, &(struct ring_ask) { .act = RING_HEARD });
    else if (room->view.ring.stage >= RING_NEXT_STEPS && room->view.ring.stage < RING_OVER)
        step_of_key(ui, room, key);
    else if (key == 'y' && room->view.ring.more)
        circle_hold_do(ui, room, &(struct ring_ask) { .act = RING_MORE_TIME });
}

static void take_escape(struct ui *ui, struct circle_room *room)
{
    if (room->mode != CIRCLE_IN)
        ui_pop(ui, NULL);
    else if (circle_hold_types(room) && !is_blank(room))
        circle_acts_menu(ui, room); /* what is typed would be lost */
    else
        circle_acts_step_out(ui, room);
}

static void take_enter(struct ui *ui, struct circle_room *room)
{
    if (room->mode == CIRCLE_GONE)
        ui_pop(ui, NULL);
    else if (room->mode != CIRCLE_LOBBY && circle_hold_types(room) && !is_blank(room))
        say_line(ui, room);
    else if (room->mode != CIRCLE_LOBBY)
        circle_acts_menu(ui, room);
}

static void room_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct circle_room *room = screen->state;
    bool enter = (!special && (key == '\r' || key == '\n')) || (special && key == KEY_ENTER);
    ui_dirty(ui);
    if (special && (key == KEY_PASTE_BEGIN || key == KEY_PASTE_END))
        room->pasting = key == KEY_PASTE_BEGIN;
    else if (room->pasting) {
        if (circle_hold_types(room) && !special)
            take_text(ui, room, key, special);
    } else if (!special && key == KEY_ESCAPE)
        take_escape(ui, room);
    else if (special && key == KEY_ENTER && circle_hold_types(room) && !is_blank(room))
        ui_not_enter(ui);
    else if (enter)
        take_enter(ui, room);
    else if (take_reading(room, key, special))
        return;
    else if (circle_hold_types(room))
        take_text(ui, room, key, special);
    else if (!special)
        take_letter(ui, room, key);
}

/* --- answers, time, news --- */

static void room_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct circle_room *room = screen->state;
    enum circle_asked asked = room->asked;
    room->asked = CIRCLE_ASKED_NOTHING;
    room->stale = true;
    if (!outcome->done)
        return;
    if (from == &screen_question)
        circle_acts_took(ui, room, asked, outcome->number); /* it may close this page */
    else if (from == &screen_prompt)
        circle_acts_typed(ui, room, asked, outcome->text);
}

/* The house takes a moment to write down what is kept. */
static void look_at_end(struct ui *ui, struct circle_room *room)
{
    if (room->view.circle.state != CIRCLE_OPEN)
        return;
    circle_hold_end(ui, room);
    ui_dirty(ui);
}

/* Changes by time send no hint: a dropped line, "more time?", both keepers away. The process is asked whether anything
 * changed; only then is all of it read. */
static void room_tick(struct ui *ui, struct screen *screen)
{
    struct circle_room *room = screen->state;
    struct ring_view view;
    int64_t now = ui_now(ui);
    if (room->stale || now - room->looked_at < CIRCLE_LOOKS)
        return;
    room->looked_at = now;
    if (room->mode == CIRCLE_GONE) {
        look_at_end(ui, room);
        return;
    }
    enum result result = ephemeral_ring_look(ui->store, room->id, &view);
    bool same = result == RESULT_BUSY || (result == RESULT_OK && view.version == room->view.ring.version) ||
                (result == RESULT_REFUSED && room->mode == CIRCLE_LOBBY);
    sodium_memzero(&view, sizeof view);
    if (same)
        return;
    room->stale = true;
    ui_dirty(ui);
}

static void room_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    struct circle_room *room = screen->state;
    bool of_it = event->kind == FACE_WRITTEN && event->board == HINT_OF_CIRCLE && event->thread == room->id;
    if (!of_it && event->kind != FACE_LETTER)
        return;
    if (room->mode == CIRCLE_GONE) {
        look_at_end(ui, room);
        return;
    }
    room->stale = true;
    ui_dirty(ui);
}

static void room_watching(const struct screen *screen, int64_t *board, int64_t *thread)
{
    *board = HINT_OF_CIRCLE;
    *thread = ((const struct circle_room *)screen->state)->id;
}

static bool room_writes(const struct screen *screen)
{
    return circle_hold_types(screen->state);
}

static const enum action actions[] = { ACTION_HELP, ACTION_NONE };

const struct screen_type screen_circle_room = {
    .name = "circle room",
    .help =
        N_("A circle while it is held. Whoever has the piece writes. Enter shows a line to all. Enter on an empty "
           "line opens the menu: pass the piece on, show your words only when you pass it on, step out, leave. The "
           "others listen, and read only that they write. Nobody sees a clock; when you have the piece and write "
           "nothing for {circle-silence-minutes}, you alone are asked \"More time?\", and y takes it. A turn has "
           "{circle-words} words.\n\n"
           "Everybody may pass. Whoever passed, or was out, is offered the piece once more at the end of the round. "
           "q or Esc steps out: your place stays, nobody asks why, and you come back whenever you want. A dropped "
           "line keeps the piece for three minutes; the first line of the home screen leads back here.\n\n"
           "Everybody may ask for a pause, in the menu; only the keepers read who asks.\n\n"
           "Keepers take their turn like everyone. By their menu they begin the circle when five are in, and go on "
           "when the piece has gone round. They pause with a reason, go along with whoever stepped out, and close. "
           "They can't cut anyone off. When both are away, the circle waits for them, ten minutes at most.\n\n"
           "In the next steps w adds one, with its day and who does it; its number and y say that these are your "
           "words, too. Only those to which everybody named in them said yes are kept. All else is wiped at the end: "
           "from the memory of the house, from this session and from your terminal. What the encrypted connection "
           "itself still holds goes when you log out. Nobody can stop a photograph of the screen."),
    .actions = actions,
    .typing = true,
    .writes = room_writes,
    .memory_only = true,
    .patient = true,
    .size = sizeof(struct circle_room),
    .open = room_open,
    .close = room_close,
    .draw = circle_draw,
    .key = room_key,
    .back = room_back,
    .tick = room_tick,
    .save = room_save,
    .event = room_event,
    .watching = room_watching,
};
