#include "tests/support/memory_only.h"

#include <stdlib.h>

#include "bbs/serve/ephemeral_boxes.h"
#include "util.h"

void memory_only_begin(struct memory_only *memory)
{
    *memory = (struct memory_only) { .boxes = xmalloc(sizeof *memory->boxes), .member = EPHEMERAL_HOUSE };
    boxes_begin(memory->boxes);
}

void memory_only_dies(struct memory_only *memory)
{
    boxes_begin(memory->boxes);
}

void memory_only_end(struct memory_only *memory)
{
    free(memory->boxes);
    memory->boxes = NULL;
}

bool memory_only_ask(void *context, struct ephemeral_frame *frame)
{
    struct memory_only *memory = context;
    if (memory->dead)
        return false;
    boxes_answer(memory->boxes, memory->member, frame);
    return true;
}
