/* fuzz_frame.c: messages between the processes: what is read can be written again, byte by byte the same. */
#include <stdlib.h>
#include <string.h>

#include "frame.h"
#include "tests/fuzz/property.h"
#include "util.h"

static void control(const uint8_t *data, size_t size)
{
    unsigned char again[FRAME_MAX];
    struct frame frame;
    if (!frame_decode(data, size, &frame))
        return;
    property(frame.type > FRAME_NONE && frame.type < FRAME_TYPES, "a type we know");
    for (int i = 0; i < 2; i++)
        property(frame.text[i].length <= frame_text_limit(frame.type, i), "no text beyond its limit");
    property(frame_encode(&frame, again) == size, "as long as it was");
    property(memcmp(again, data, size) == 0, "the same bytes");
}

static void hub(const uint8_t *data, size_t size)
{
    struct hub_frame frame;
    memset(&frame, 0, sizeof frame);
    memcpy(&frame, data, size < sizeof frame ? size : sizeof frame);
    if (!frame_hub_is_sound(&frame, size))
        return;
    property(size == sizeof frame, "a hint has one size");
    property(memchr(frame.source, '\0', sizeof frame.source) != NULL, "the source ends");
    property(frame.type > 0 && frame.type < HUB_TYPES, "a hint of a type we know");
}

static void clerk(const uint8_t *data, size_t size)
{
    struct deferred item;
    if (!frame_clerk_decode(data, size, &item))
        return;
    property(item.length <= DEFERRED_TEXT_MAX, "no deferred text beyond its limit");
    unsigned char *again = xmalloc(CLERK_FRAME_MAX);
    size_t length = frame_clerk_encode(&item, again, CLERK_FRAME_MAX);
    property(length == size && memcmp(again, data, size) == 0, "a deferred write reads as it was written");
    free(again);
}

/* A sound frame of each type made from the same bytes: it must be read as it was meant. */
static void made(const uint8_t *data, size_t size)
{
    unsigned char bytes[FRAME_MAX];
    struct frame out, in = { .type = (enum frame_type)(data[0] % (FRAME_TYPES + 1)) };
    size_t half = size / 2;
    in.number[0] = data[0] & 1;
    in.text[0].data = data;
    in.text[0].length = frame_text_limit(in.type, 0) > 0 ? half : 0;
    in.text[1].data = data + half;
    in.text[1].length = frame_text_limit(in.type, 1) > 0 ? size - half : 0;
    size_t length = frame_encode(&in, bytes);
    if (length == 0)
        return;
    property(frame_decode(bytes, length, &out), "what was written can be read");
    property(out.type == in.type && out.text[0].length == in.text[0].length, "as it was meant");
    property(!frame_decode(bytes, length - 1, &out), "a frame cut short is none");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    control(data, size);
    hub(data, size);
    clerk(data, size);
    made(data, size);
    return 0;
}
