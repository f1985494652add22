/*
 * memory_only.h: the boxes of ephemeral.h inside a test, without their process. Each store speaks for one member, as a
 * session does; a store of the house speaks as the caretaker.
 */
#ifndef TESTS_MEMORY_ONLY_H
#define TESTS_MEMORY_ONLY_H

#include "ephemeral.h"

struct memory_only {
    struct ephemeral_boxes *boxes;
    struct ephemeral_rings *rings;
    int64_t seconds; /* its clock */
    int64_t member;  /* in whose name the next question is asked; EPHEMERAL_HOUSE: the caretaker */
    bool dead;       /* nothing answers */
    uint32_t silent; /* an act that gets no answer; 0: none */
};
void memory_only_begin(struct memory_only *memory);
/* The process dies, and a new one is started: all boxes are gone. */
void memory_only_dies(struct memory_only *memory);
void memory_only_end(struct memory_only *memory);
/* For ephemeral_reach(): `context` is the struct memory_only. */
bool memory_only_ask(void *context, struct ephemeral_frame *frame);
/* How often somebody gave a text or did something in any of them, and did not only look or type. */
size_t memory_only_given(void);

#endif
