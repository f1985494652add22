#include "tests/support/memory_only.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/serve/ephemeral_boxes.h"
#include "bbs/serve/ephemeral_rings.h"
#include "util.h"

void memory_only_begin(struct memory_only *memory)
{
    *memory = (struct memory_only) { .boxes = xmalloc(sizeof *memory->boxes),
        .rings = xcalloc(1, sizeof *memory->rings),
        .member = EPHEMERAL_HOUSE,
        .seconds = 1000 };
    ephemeral_boxes_begin(memory->boxes);
}

void memory_only_dies(struct memory_only *memory)
{
    ephemeral_boxes_begin(memory->boxes);
    memset(memory->rings, 0, sizeof *memory->rings);
}

void memory_only_end(struct memory_only *memory)
{
    free(memory->boxes);
    free(memory->rings);
    memory->boxes = NULL;
    memory->rings = NULL;
}

static size_t given;

size_t memory_only_given(void)
{
    return given;
}

static bool gives(uint32_t act, uint32_t number)
{
    return act == EPHEMERAL_PUT || (act == EPHEMERAL_RING_DO && number != RING_TYPES) || act == EPHEMERAL_COME_BY ||
           act == EPHEMERAL_COME_BY_SEEN;
}

bool memory_only_ask(void *context, struct ephemeral_frame *frame)
{
    struct memory_only *memory = context;
    if (memory->dead || (memory->silent != 0 && frame->act == memory->silent))
        return false;
    given += gives(frame->act, frame->number);
    if (!ephemeral_rings_answer(memory->rings, memory->member, frame, memory->seconds))
        ephemeral_boxes_answer(memory->boxes, memory->member, frame);
    return true;
}
