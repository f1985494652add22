/* circle_hold.c: the state of the room of a circle: looking, fetching words, wiping them. Nothing of it draws. */
#include <sodium.h>
#include <string.h>

#include "numbers.h"
#include "screens/circles/circle_room.h"

int circle_hold_mine(const struct circle_room *room)
{
    return room->view.ring.mine < RING_PEOPLE_MOST ? room->view.ring.mine : 0;
}

const struct ring_person *circle_hold_me(const struct circle_room *room)
{
    return &room->view.ring.person[circle_hold_mine(room)];
}

bool circle_hold_has_piece(const struct circle_room *room)
{
    return room->mode == CIRCLE_IN && room->view.ring.holder == circle_hold_mine(room);
}

bool circle_hold_says_to_two(const struct circle_room *room)
{
    return (room->mode == CIRCLE_IN || room->mode == CIRCLE_OUT) && room->two_with != RING_NOBODY &&
           !circle_hold_has_piece(room);
}

bool circle_hold_types(const struct circle_room *room)
{
    return (circle_hold_has_piece(room) && !room->view.ring.short_circle) || circle_hold_says_to_two(room);
}

bool circle_hold_sits(const struct circle_room *room, int place)
{
    const struct ring_person *person = &room->view.ring.person[place];
    return person->member != 0 && person->there != RING_AWAY && person->there != RING_LEFT;
}

bool circle_hold_is_heard_of(const struct circle_room *room)
{
    const struct ring_view *ring = &room->view.ring;
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        if (ring->short_circle && ring->person[i].member != 0 && ring->person[i].shown >= 2 &&
            ring->person[i].criticizes == circle_hold_mine(room) && room->mode == CIRCLE_IN)
            return !circle_hold_me(room)->heard;
    return false;
}

const char *circle_hold_name(const struct circle_room *room, int place)
{
    return place == circle_hold_mine(room) ? _("you") : room->view.handle[place];
}

/* As ring.c passes it on: who has not had it, then once more who passed. */
int circle_hold_next(const struct circle_room *room, int out[RING_PEOPLE_MOST])
{
    const struct ring_view *ring = &room->view.ring;
    int count = 0;
    for (int turn = RING_TO_COME; ring->holder != RING_NOBODY && turn <= RING_TO_OFFER; turn++)
        for (int i = 1; i < RING_PEOPLE_MOST; i++) {
            int place = (ring->holder + i) % RING_PEOPLE_MOST;
            const struct ring_person *person = &ring->person[place];
            if (person->member != 0 && person->there == RING_IN && person->turn == turn)
                out[count++] = place;
        }
    return count;
}

/* --- wiping --- */

void circle_hold_clear_line(struct circle_room *room)
{
    edit_end(&room->edit);
    edit_begin(&room->edit, CIRCLE_LINE_MAX, true, NULL);
    edit_keep_no_copies(&room->edit);
}

static void forget_turns(struct circle_room *room)
{
    sodium_memzero(room->turn, sizeof room->turn);
    sodium_memzero(room->step, sizeof room->step);
    sodium_memzero(room->two, sizeof room->two);
    sodium_memzero(room->row, sizeof room->row);
    room->two_length = 0;
    room->two_with = RING_NOBODY;
}

void circle_hold_wipe(struct ui *ui, struct circle_room *room)
{
    forget_turns(room);
    circle_hold_clear_line(room);
    sodium_memzero(room->step_words, sizeof room->step_words);
    sodium_memzero(room->line, sizeof room->line);
    sodium_memzero(&room->view.ring, sizeof room->view.ring);
    room->view.ring.holder = room->view.ring.paused_by = RING_NOBODY;
    room->stale = true;
    ui_forget_circle(ui);
}

/* --- looking --- */

static void fetch_turns(struct ui *ui, struct circle_room *room)
{
    const struct ring_view *ring = &room->view.ring;
    for (int i = 0; i < RING_PEOPLE_MOST; i++) {
        struct circle_turn *turn = &room->turn[i];
        bool any = ring->person[i].length > 0 || (ring->short_circle && (ring->person[i].lines != 0));
        if (!any && turn->length > 0)
            sodium_memzero(turn, sizeof *turn);
        if (!any || (turn->known && turn->changed == ring->person[i].changed && !ring->short_circle))
            continue;
        sodium_memzero(turn, sizeof *turn);
        if (circle_words(ui->store, ui->actor, room->id, i, turn->text, &turn->length) != RESULT_OK)
            turn->length = 0;
        turn->changed = ring->person[i].changed;
        turn->known = true;
    }
}

static void fetch_steps(struct ui *ui, struct circle_room *room)
{
    for (int i = 0; i < RING_STEPS_MOST && room->view.ring.stage >= RING_NEXT_STEPS; i++)
        circle_step_look(ui->store, ui->actor, room->id, i, &room->step[i]);
}

static void fetch_two(struct ui *ui, struct circle_room *room)
{
    size_t before;
    sodium_memzero(room->two, sizeof room->two);
    room->two_with = RING_NOBODY;
    if (room->mode == CIRCLE_OUT || circle_hold_me(room)->keeper)
        circle_words_for_two(ui->store, ui->actor, room->id, room->two, &room->two_length, &room->two_with, &before);
    if (room->two_with == RING_NOBODY)
        room->two_length = 0;
}

/* What is left once it is over: how it ended, and the next steps that were kept. */
void circle_hold_end(struct ui *ui, struct circle_room *room)
{
    size_t found = 0;
    struct circle_step steps[4 * RING_STEPS_MOST];
    room->kept_count = 0;
    if (circle_get(ui->store, ui->actor, room->id, &room->view.circle) == RESULT_OK &&
        room->view.circle.state > CIRCLE_HELD)
        circle_told(ui->store, ui->actor, room->id);
    if (circle_steps(ui->store, ui->actor, steps, sizeof steps / sizeof *steps, &found) != RESULT_OK)
        found = 0;
    for (size_t i = 0; i < found && room->kept_count < RING_STEPS_MOST; i++)
        if (steps[i].circle == room->id)
            room->kept[room->kept_count++] = steps[i];
}

static void end(struct ui *ui, struct circle_room *room)
{
    if (room->mode != CIRCLE_GONE)
        circle_hold_wipe(ui, room);
    room->mode = CIRCLE_GONE;
    room->stale = false;
    circle_hold_end(ui, room);
}

static enum circle_mode mode_of(const struct circle_room *room)
{
    enum ring_there there = (enum ring_there)circle_hold_me(room)->there;
    return there == RING_OUT || there == RING_LEFT ? CIRCLE_OUT : CIRCLE_IN;
}

void circle_hold_load(struct ui *ui, struct circle_room *room)
{
    struct circle_view view;
    room->stale = false;
    room->looked_at = ui_now(ui);
    enum result result = circle_look(ui->store, ui->actor, room->id, &view);
    if (result == RESULT_BUSY)
        return; /* the page stays as it was */
    if (result == RESULT_REFUSED && room->mode == CIRCLE_LOBBY) {
        room->view.circle = view.circle;
        return;
    }
    if (result != RESULT_OK || view.ring.stage == RING_OVER) {
        end(ui, room);
        return;
    }
    room->view = view;
    enum circle_mode mode = mode_of(room);
    if (mode == CIRCLE_OUT && room->mode != CIRCLE_OUT) {
        circle_hold_wipe(ui, room);
        room->view = view;
        room->stale = false;
    }
    room->mode = mode;
    if (circle_hold_me(room)->there == RING_IN) { /* while her line counts as dropped she is given no words */
        fetch_turns(ui, room);
        fetch_steps(ui, room);
    }
    fetch_two(ui, room);
    sodium_memzero(&view, sizeof view);
}

bool circle_hold_do(struct ui *ui, struct circle_room *room, const struct ring_ask *ask)
{
    enum result result = circle_do(ui->store, ui->actor, room->id, ask);
    if (result != RESULT_OK)
        ui_refused(ui);
    room->stale = true;
    ui_dirty(ui);
    return result == RESULT_OK;
}
