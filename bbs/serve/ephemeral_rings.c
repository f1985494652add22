/* ephemeral_rings.c: who may ask what of a circle. See ephemeral_rings.h. */
#include "bbs/serve/ephemeral_rings.h"

#include <sodium.h>
#include <string.h>

#include "util.h"

_Static_assert(sizeof(struct ring_view) <= EPHEMERAL_TEXT_MAX, "a view fits into a frame");
_Static_assert(sizeof(struct ring_step) <= EPHEMERAL_TEXT_MAX, "a step fits into a frame");
_Static_assert(sizeof(struct ephemeral_ring) <= EPHEMERAL_TEXT_MAX, "a beginning fits into a frame");
_Static_assert((int)RING_TURN_BYTES <= (int)EPHEMERAL_TEXT_MAX, "a turn fits into a frame");

static struct ring *find_ring(struct ephemeral_rings *rings, int64_t circle)
{
    for (int i = 0; i < RINGS_MOST; i++)
        if (rings->ring[i].view.circle == circle)
            return &rings->ring[i];
    return NULL;
}

/* Puts a thing of fixed size into the answer. */
static enum ephemeral_answer give(struct ephemeral_frame *frame, const void *thing, size_t size)
{
    memcpy(frame->text, thing, size);
    frame->length = (uint32_t)size;
    return EPHEMERAL_DONE;
}

/* --- the house --- */

static enum ephemeral_answer open_ring(struct ephemeral_rings *rings, const struct ephemeral_frame *frame, int64_t now)
{
    struct ephemeral_ring wanted;
    if (frame->length != sizeof wanted || frame->key <= 0)
        return EPHEMERAL_WRONG;
    memcpy(&wanted, frame->text, sizeof wanted);
    if (find_ring(rings, frame->key) != NULL)
        return EPHEMERAL_ENOUGH;
    struct ring *ring = find_ring(rings, 0);
    if (ring == NULL)
        return EPHEMERAL_NO_ROOM;
    if (wanted.count > RING_PEOPLE_MOST ||
        !ring_open(ring, frame->key, wanted.short_circle != 0, &wanted.limits, wanted.members, wanted.count, now))
        return EPHEMERAL_WRONG;
    return EPHEMERAL_DONE;
}

static enum ephemeral_answer say_result(struct ring *ring, struct ephemeral_frame *frame)
{
    int64_t member[RING_PEOPLE_MOST] = { 0 };
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        if (ring->view.person[i].there != RING_AWAY)
            member[i] = ring->view.person[i].member;
    frame->number = ring->view.stage;
    frame->flags = ring->view.why;
    frame->mine = (uint32_t)ring_present(ring);
    return give(frame, member, sizeof member);
}

static enum ephemeral_answer do_for_house(
    struct ephemeral_rings *rings, struct ring *ring, struct ephemeral_frame *frame, int64_t now)
{
    if (frame->act == EPHEMERAL_RING_OPEN)
        return open_ring(rings, frame, now);
    if (ring == NULL)
        return EPHEMERAL_NO_BOX;
    if (frame->act == EPHEMERAL_RING_NAME) {
        frame->number = ring_name(ring, frame->member);
        return EPHEMERAL_DONE;
    }
    if (frame->act == EPHEMERAL_RING_WIPE) {
        sodium_memzero(ring, sizeof *ring);
        return EPHEMERAL_DONE;
    }
    ring_tick(ring, now);
    return say_result(ring, frame);
}

/* --- a member --- */

static enum ephemeral_answer act_in(struct ring *ring, int64_t member, struct ephemeral_frame *frame, int64_t now)
{
    uint32_t order[RING_PEOPLE_MOST];
    randombytes_buf(order, sizeof order);
    if (frame->number == 0 || frame->number >= RING_ACTS || frame->length > sizeof frame->text)
        return EPHEMERAL_WRONG;
    const struct ring_ask ask = {
        .member = member,
        .act = (enum ring_act)frame->number,
        .number = frame->member,
        .places = (uint16_t)(frame->mine & ((1U << RING_PEOPLE_MOST) - 1)),
        .text = frame->text,
        .length = frame->length,
    };
    frame->number = ring_do(ring, &ask, order, now);
    return EPHEMERAL_DONE;
}

/* Members see a step once they are in; the house only those to which everybody in them said yes. */
static enum ephemeral_answer say_step(struct ring *ring, int64_t member, struct ephemeral_frame *frame)
{
    bool house = member == EPHEMERAL_HOUSE;
    if (frame->number >= RING_STEPS_MOST)
        return EPHEMERAL_NO_MORE;
    if (!house && ring_place(ring, member) == RING_NOBODY)
        return EPHEMERAL_NOT_HERS;
    const struct ring_step *step = &ring->step[frame->number];
    if (house && !ring_step_stands(step))
        return give(frame, &(struct ring_step) { 0 }, sizeof *step);
    return give(frame, step, sizeof *step);
}

static enum ephemeral_answer look_in(struct ring *ring, int64_t member, struct ephemeral_frame *frame, int64_t now)
{
    struct ring_view view;
    int with = RING_NOBODY;
    size_t before = 0;
    ring_tick(ring, now);
    switch (frame->act) {
    case EPHEMERAL_RING_WORDS:
        if (frame->number >= RING_PEOPLE_MOST || ring_place(ring, member) == RING_NOBODY)
            return EPHEMERAL_NOT_HERS;
        frame->length = (uint32_t)ring_words(ring, member, (int)frame->number, frame->text);
        return EPHEMERAL_DONE;
    case EPHEMERAL_RING_TWO:
        frame->length = (uint32_t)ring_pair_words(ring, member, frame->text, &with, &before);
        frame->number = (uint32_t)with;
        frame->flags = (uint32_t)before;
        return with == RING_NOBODY ? EPHEMERAL_NO_MORE : EPHEMERAL_DONE;
    case EPHEMERAL_RING_STEP:
        return say_step(ring, member, frame);
    default:
        if (!ring_look(ring, member, &view))
            return EPHEMERAL_NOT_HERS;
        enum ephemeral_answer answer = give(frame, &view, sizeof view);
        sodium_memzero(&view, sizeof view);
        return answer;
    }
}

/* --- "Shall somebody come by?" --- */

/* Only who went out of the circle asks, and one person at a time. */
static enum ephemeral_answer ask_to_come_by(struct ephemeral_rings *rings, const struct ring *ring, int64_t member,
    const struct ephemeral_frame *frame, int64_t now)
{
    int place = ring_place(ring, member);
    if (place == RING_NOBODY || ring->view.person[place].there == RING_IN || frame->member <= 0 ||
        frame->member == member)
        return EPHEMERAL_NOT_HERS;
    struct come_by *free_one = NULL;
    for (int i = 0; i < COME_BY_MOST; i++) {
        struct come_by *ask = &rings->come_by[i];
        if (ask->number != 0 && ask->from == member && ask->circle == frame->key)
            return EPHEMERAL_ENOUGH;
        if (ask->number == 0 || now - ask->at >= EPHEMERAL_COME_BY_KEPT)
            free_one = ask;
    }
    if (free_one == NULL)
        return EPHEMERAL_NO_ROOM;
    *free_one = (struct come_by) {
        .number = ++rings->last, .circle = frame->key, .from = member, .to = frame->member, .at = now
    };
    return EPHEMERAL_DONE;
}

static enum ephemeral_answer say_come_by(
    struct ephemeral_rings *rings, int64_t member, struct ephemeral_frame *frame, int64_t now)
{
    struct come_by *next = NULL;
    bool seen = frame->act == EPHEMERAL_COME_BY_SEEN;
    for (int i = 0; i < COME_BY_MOST; i++) {
        struct come_by *ask = &rings->come_by[i];
        if (ask->number == 0 || ask->to != member || now - ask->at >= EPHEMERAL_COME_BY_KEPT)
            continue;
        if (seen ? ask->number == frame->number
                 : ask->number > frame->number && (next == NULL || ask->number < next->number))
            next = ask;
    }
    if (next == NULL)
        return EPHEMERAL_NO_MORE;
    if (seen) {
        sodium_memzero(next, sizeof *next);
        return EPHEMERAL_DONE;
    }
    frame->number = next->number;
    frame->member = next->from;
    frame->key = next->circle;
    return EPHEMERAL_DONE;
}

static enum ephemeral_answer do_act(
    struct ephemeral_rings *rings, int64_t member, struct ephemeral_frame *frame, int64_t now)
{
    if (frame->kind != 0 || frame->length > EPHEMERAL_TEXT_MAX || frame->zero != 0)
        return EPHEMERAL_WRONG;
    struct ring *ring = frame->key > 0 ? find_ring(rings, frame->key) : NULL;
    switch (frame->act) {
    case EPHEMERAL_RING_OPEN:
    case EPHEMERAL_RING_NAME:
    case EPHEMERAL_RING_RESULT:
    case EPHEMERAL_RING_WIPE:
        return member == EPHEMERAL_HOUSE ? do_for_house(rings, ring, frame, now) : EPHEMERAL_NOT_HERS;
    case EPHEMERAL_COME_BY_NEXT:
    case EPHEMERAL_COME_BY_SEEN:
        return say_come_by(rings, member, frame, now);
    default:
        break;
    }
    if (ring == NULL)
        return EPHEMERAL_NO_BOX;
    if (frame->act == EPHEMERAL_COME_BY)
        return ask_to_come_by(rings, ring, member, frame, now);
    return frame->act == EPHEMERAL_RING_DO ? act_in(ring, member, frame, now) : look_in(ring, member, frame, now);
}

bool ephemeral_rings_answer(struct ephemeral_rings *rings, int64_t member, struct ephemeral_frame *frame, int64_t now)
{
    if (frame->act < EPHEMERAL_RING_OPEN || frame->act >= EPHEMERAL_ACTS)
        return false;
    bool gives = frame->act >= EPHEMERAL_RING_LOOK && frame->act <= EPHEMERAL_RING_RESULT;
    enum ephemeral_answer answer = do_act(rings, member, frame, now);
    frame->answer = (uint32_t)answer;
    size_t kept = answer == EPHEMERAL_DONE && gives ? frame->length : 0;
    sodium_memzero(frame->text + kept, sizeof frame->text - kept); /* nothing of the question goes back */
    if (kept == 0)
        frame->length = 0;
    return true;
}

void ephemeral_rings_lost(struct ephemeral_rings *rings, int64_t circle, int64_t member, int64_t now)
{
    struct ring *ring = circle > 0 ? find_ring(rings, circle) : NULL;
    if (ring != NULL)
        ring_lost(ring, member, now);
}

bool ephemeral_rings_tick(struct ephemeral_rings *rings, int64_t now)
{
    bool any = false;
    for (int i = 0; i < RINGS_MOST; i++) {
        if (rings->ring[i].view.circle == 0)
            continue;
        ring_tick(&rings->ring[i], now);
        any = true;
    }
    return any;
}
