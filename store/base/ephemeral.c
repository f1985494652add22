/*
 * ephemeral.c: the calls of ephemeral.h, for the other files of store/: each is one question to the process
 * `ephemeral`, and one answer. A frame is wiped when its call is over.
 */
#include "ephemeral.h"

#include <sodium.h>
#include <string.h>

#include "store/base/db.h"
#include "store/base/ephemeral_call.h"

void ephemeral_reach(struct store *store, ephemeral_ask *ask, void *context)
{
    store->ask = ask;
    store->ask_context = context;
}

static enum result cannot(struct store *store)
{
    return db_refuse(
        store, RESULT_BUSY, _("The part of the house that keeps secrets does not answer now. Try again in a minute."));
}

enum result ephemeral_call(
    struct store *store, struct ephemeral_frame *frame, enum ephemeral_act act, enum ephemeral_kind kind, int64_t key)
{
    frame->act = act;
    frame->kind = kind;
    frame->key = key;
    if (store->rehearses || store->ask == NULL || !store->ask(store->ask_context, frame) ||
        frame->answer >= EPHEMERAL_ANSWERS)
        return cannot(store);
    switch ((enum ephemeral_answer)frame->answer) {
    case EPHEMERAL_DONE:
        return RESULT_OK;
    case EPHEMERAL_NO_BOX:
        return db_refuse(store, RESULT_NOT_FOUND, _("The house does not keep this in its memory now."));
    case EPHEMERAL_NOT_HERS:
        return db_refuse(store, RESULT_REFUSED, _("That is not open to you."));
    case EPHEMERAL_ENOUGH:
        return db_refuse(store, RESULT_CONFLICT, _("You have done this already."));
    case EPHEMERAL_NO_ROOM:
        return db_refuse(store, RESULT_FULL, _("The house has no room for more of this now. Try again later."));
    case EPHEMERAL_NO_MORE:
        return RESULT_NOT_FOUND;
    default:
        return db_refuse(store, RESULT_INVALID, _("That is empty, or too long."));
    }
}

enum result ephemeral_instance(struct store *store, int64_t *instance)
{
    struct ephemeral_frame frame = { 0 };
    enum result result = ephemeral_call(store, &frame, EPHEMERAL_HELLO, 0, 0);
    *instance = result == RESULT_OK ? frame.key : 0;
    return result;
}

/* A list of things of `size` bytes each, in as many frames as it takes. */
static enum result ask_in_parts(struct store *store, enum ephemeral_act act, enum ephemeral_kind kind, int64_t key,
    const void *list, size_t size, size_t count)
{
    const char *next = list;
    enum result result = RESULT_OK;
    for (size_t left = count; left > 0 && result == RESULT_OK;) {
        size_t most = EPHEMERAL_TEXT_MAX / size, some = left < most ? left : most;
        struct ephemeral_frame frame = { .number = (uint32_t)some, .length = (uint32_t)(some * size) };
        memcpy(frame.text, next, some * size);
        result = ephemeral_call(store, &frame, act, kind, key);
        next += some * size;
        left -= some;
    }
    return result;
}

enum result ephemeral_name(
    struct store *store, enum ephemeral_kind kind, int64_t key, const int64_t *members, size_t count)
{
    return ask_in_parts(store, EPHEMERAL_NAME, kind, key, members, sizeof *members, count);
}

enum result ephemeral_open(
    struct store *store, enum ephemeral_kind kind, int64_t key, const int64_t *members, size_t count)
{
    struct ephemeral_frame frame = { 0 };
    enum result result = ephemeral_call(store, &frame, EPHEMERAL_OPEN, kind, key);
    if (result == RESULT_OK)
        result = ephemeral_name(store, kind, key, members, count);
    frame = (struct ephemeral_frame) { 0 };
    return result == RESULT_OK ? ephemeral_call(store, &frame, EPHEMERAL_READY, kind, key) : result;
}

enum result ephemeral_strike(struct store *store, enum ephemeral_kind kind, int64_t key, int64_t member)
{
    struct ephemeral_frame frame = { .member = member };
    return ephemeral_call(store, &frame, EPHEMERAL_STRIKE, kind, key);
}

enum result ephemeral_seat(
    struct store *store, enum ephemeral_kind kind, int64_t key, const struct ephemeral_seat *seats, size_t count)
{
    return ask_in_parts(store, EPHEMERAL_SEAT, kind, key, seats, sizeof *seats, count);
}

enum result ephemeral_put_of(
    struct store *store, enum ephemeral_kind kind, int64_t key, int64_t member, const void *text, size_t length)
{
    struct ephemeral_frame frame = { .member = member, .length = (uint32_t)length };
    if (length == 0 || length > EPHEMERAL_TEXT_MAX)
        return db_refuse(store, RESULT_INVALID, _("That is empty, or too long."));
    memcpy(frame.text, text, length);
    enum result result = ephemeral_call(store, &frame, EPHEMERAL_PUT, kind, key);
    sodium_memzero(&frame, sizeof frame);
    return result;
}

enum result ephemeral_put(struct store *store, enum ephemeral_kind kind, int64_t key, const void *text, size_t length)
{
    return ephemeral_put_of(store, kind, key, 0, text, length);
}

enum result ephemeral_state_of(
    struct store *store, enum ephemeral_kind kind, int64_t key, int64_t member, struct ephemeral_state *out)
{
    struct ephemeral_frame frame = { .member = member };
    enum result result = ephemeral_call(store, &frame, EPHEMERAL_STATE, kind, key);
    *out = (struct ephemeral_state) { 0 };
    if (result == RESULT_OK)
        *out = (struct ephemeral_state) {
            .given = (int)frame.number,
            .mine = (int)frame.mine,
            .named = (frame.flags & EPHEMERAL_NAMED) != 0,
            .closed = (frame.flags & EPHEMERAL_CLOSED) != 0,
        };
    return result;
}

enum result ephemeral_state(struct store *store, enum ephemeral_kind kind, int64_t key, struct ephemeral_state *out)
{
    return ephemeral_state_of(store, kind, key, 0, out);
}

static bool copy_out(const struct ephemeral_frame *frame, struct ephemeral_text *out)
{
    if (frame->length > EPHEMERAL_TEXT_MAX)
        return false;
    out->number = frame->number;
    out->member = frame->member;
    out->length = frame->length;
    memcpy(out->text, frame->text, frame->length);
    out->text[frame->length] = '\0';
    return true;
}

/* Asks for one text after the other, until there are no more. */
static enum result collect(
    struct store *store, struct ephemeral_frame *question, struct ephemeral_text *out, size_t limit, size_t *count)
{
    enum ephemeral_act act = (enum ephemeral_act)question->act;
    enum result result = RESULT_OK;
    struct ephemeral_frame frame = { 0 };
    *count = 0;
    while (*count < limit && result == RESULT_OK) {
        frame = (struct ephemeral_frame) { .number = question->number, .flags = question->flags };
        result = ephemeral_call(store, &frame, act, (enum ephemeral_kind)question->kind, question->key);
        if (result != RESULT_OK)
            break;
        if (!copy_out(&frame, &out[*count]))
            result = cannot(store);
        else
            question->number = act == EPHEMERAL_NEXT ? frame.number : question->number + 1;
        ++*count;
    }
    bool ended = result == RESULT_NOT_FOUND && frame.answer == EPHEMERAL_NO_MORE;
    sodium_memzero(&frame, sizeof frame);
    return ended ? RESULT_OK : result;
}

enum result ephemeral_list(struct store *store, enum ephemeral_kind kind, int64_t key, int64_t after,
    struct ephemeral_text *out, size_t limit, size_t *count)
{
    struct ephemeral_frame question = { .act = EPHEMERAL_NEXT, .kind = kind, .key = key, .number = (uint32_t)after };
    return collect(store, &question, out, limit, count);
}

enum result ephemeral_take(struct store *store, enum ephemeral_kind kind, int64_t key, bool all,
    struct ephemeral_text *out, size_t limit, size_t *count)
{
    struct ephemeral_frame question = {
        .act = EPHEMERAL_TAKE,
        .kind = kind,
        .key = key,
        .flags = all ? EPHEMERAL_ALL : 0,
    };
    return collect(store, &question, out, limit, count);
}

enum result ephemeral_givers(
    struct store *store, enum ephemeral_kind kind, int64_t key, int64_t *out, size_t limit, size_t *count)
{
    enum result result = RESULT_OK;
    struct ephemeral_frame frame = { 0 };
    for (*count = 0; *count < limit; ++*count) {
        frame = (struct ephemeral_frame) { .member = *count > 0 ? out[*count - 1] : 0 };
        result = ephemeral_call(store, &frame, EPHEMERAL_GIVER, kind, key);
        if (result != RESULT_OK)
            break;
        out[*count] = frame.member;
    }
    return result == RESULT_NOT_FOUND && frame.answer == EPHEMERAL_NO_MORE ? RESULT_OK : result;
}

enum result ephemeral_taken(struct store *store, enum ephemeral_kind kind, int64_t key)
{
    struct ephemeral_frame frame = { 0 };
    return ephemeral_call(store, &frame, EPHEMERAL_TAKEN, kind, key);
}

enum result ephemeral_wipe(struct store *store, enum ephemeral_kind kind, int64_t key)
{
    struct ephemeral_frame frame = { 0 };
    enum result result = ephemeral_call(store, &frame, EPHEMERAL_WIPE, kind, key);
    return result == RESULT_NOT_FOUND ? RESULT_OK : result;
}
