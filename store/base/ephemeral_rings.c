/* ephemeral_rings.c: the calls of ephemeral.h about circles, for store/circles: each is one question, one answer. */
#include <sodium.h>
#include <string.h>

#include "store/base/db.h"
#include "store/base/ephemeral_call.h"

/* Asks, and copies a thing of fixed size out of the answer. */
static enum result fetch(
    struct store *store, struct ephemeral_frame *frame, enum ephemeral_act act, int64_t circle, void *out, size_t size)
{
    enum result result = ephemeral_call(store, frame, act, 0, circle);
    if (result == RESULT_OK && frame->length != size)
        result = db_refuse(store, RESULT_BUSY, _("The part of the house that keeps secrets answered strangely."));
    if (result == RESULT_OK)
        memcpy(out, frame->text, size);
    else
        memset(out, 0, size);
    sodium_memzero(frame, sizeof *frame);
    return result;
}

enum result ephemeral_ring_open(struct store *store, int64_t circle, const struct ephemeral_ring *ring)
{
    struct ephemeral_frame frame = { .length = sizeof *ring };
    memcpy(frame.text, ring, sizeof *ring);
    return ephemeral_call(store, &frame, EPHEMERAL_RING_OPEN, 0, circle);
}

enum result ephemeral_ring_name(struct store *store, int64_t circle, int64_t member, enum ring_result *out)
{
    struct ephemeral_frame frame = { .member = member };
    enum result result = ephemeral_call(store, &frame, EPHEMERAL_RING_NAME, 0, circle);
    *out = (enum ring_result)frame.number;
    return result;
}

enum result ephemeral_ring_do(struct store *store, int64_t circle, const struct ring_ask *ask, enum ring_result *out)
{
    struct ephemeral_frame frame = {
        .number = ask->act, .member = ask->number, .mine = ask->places, .length = (uint32_t)ask->length
    };
    if (ask->length > sizeof frame.text) {
        *out = RING_TOO_LONG;
        return RESULT_OK;
    }
    if (ask->length > 0)
        memcpy(frame.text, ask->text, ask->length);
    enum result result = ephemeral_call(store, &frame, EPHEMERAL_RING_DO, 0, circle);
    *out = (enum ring_result)frame.number;
    sodium_memzero(&frame, sizeof frame);
    return result;
}

enum result ephemeral_ring_look(struct store *store, int64_t circle, struct ring_view *out)
{
    struct ephemeral_frame frame = { 0 };
    return fetch(store, &frame, EPHEMERAL_RING_LOOK, circle, out, sizeof *out);
}

static enum result fetch_words(struct store *store, struct ephemeral_frame *frame, enum ephemeral_act act,
    int64_t circle, size_t most, char *out, size_t *length)
{
    enum result result = ephemeral_call(store, frame, act, 0, circle);
    *length = result == RESULT_OK && frame->length <= most ? frame->length : 0;
    memcpy(out, frame->text, *length);
    out[*length] = '\0';
    sodium_memzero(frame->text, sizeof frame->text);
    return result;
}

enum result ephemeral_ring_words(struct store *store, int64_t circle, int place, char *out, size_t *length)
{
    struct ephemeral_frame frame = { .number = (uint32_t)place };
    return fetch_words(store, &frame, EPHEMERAL_RING_WORDS, circle, RING_TURN_BYTES, out, length);
}

enum result ephemeral_ring_two(
    struct store *store, int64_t circle, char *out, size_t *length, int *with, size_t *before)
{
    struct ephemeral_frame frame = { 0 };
    enum result result = fetch_words(store, &frame, EPHEMERAL_RING_TWO, circle, RING_PAIR_BYTES, out, length);
    *with = (int)frame.number;
    *before = frame.flags;
    return result;
}

enum result ephemeral_ring_step(struct store *store, int64_t circle, int number, struct ring_step *out)
{
    struct ephemeral_frame frame = { .number = (uint32_t)number };
    return fetch(store, &frame, EPHEMERAL_RING_STEP, circle, out, sizeof *out);
}

enum result ephemeral_ring_result(struct store *store, int64_t circle, struct ephemeral_ring_result *out)
{
    struct ephemeral_frame frame = { 0 };
    *out = (struct ephemeral_ring_result) { 0 };
    enum result result = ephemeral_call(store, &frame, EPHEMERAL_RING_RESULT, 0, circle);
    if (result != RESULT_OK || frame.length != sizeof out->member)
        return result;
    out->stage = (enum ring_stage)frame.number;
    out->why = (enum ring_why)frame.flags;
    out->present = (int)frame.mine;
    memcpy(out->member, frame.text, sizeof out->member);
    return RESULT_OK;
}

enum result ephemeral_ring_wipe(struct store *store, int64_t circle)
{
    struct ephemeral_frame frame = { 0 };
    return ephemeral_call(store, &frame, EPHEMERAL_RING_WIPE, 0, circle);
}

enum result ephemeral_come_by(struct store *store, int64_t circle, int64_t member)
{
    struct ephemeral_frame frame = { .member = member };
    return ephemeral_call(store, &frame, EPHEMERAL_COME_BY, 0, circle);
}

enum result ephemeral_come_by_next(struct store *store, int64_t after, struct ephemeral_come_by *out)
{
    struct ephemeral_frame frame = { .number = (uint32_t)after };
    enum result result = ephemeral_call(store, &frame, EPHEMERAL_COME_BY_NEXT, 0, 0);
    *out = (struct ephemeral_come_by) { .number = frame.number, .circle = frame.key, .member = frame.member };
    return result;
}

enum result ephemeral_come_by_seen(struct store *store, int64_t number)
{
    struct ephemeral_frame frame = { .number = (uint32_t)number };
    return ephemeral_call(store, &frame, EPHEMERAL_COME_BY_SEEN, 0, 0);
}
