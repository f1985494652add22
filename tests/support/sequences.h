/*
 * sequences.h: the bytes that keys of many terminals send, from their descriptions, manuals and users; and the meaning
 * of each in this program.
 */
#ifndef TESTS_SEQUENCES_H
#define TESTS_SEQUENCES_H

#include <stdbool.h>
#include <stddef.h>

#include "input.h"

struct sequence {
    const char *term, *key; /* for messages: "rxvt-unicode", "Ctrl-Home" */
    const char *bytes;
    enum input_name name; /* INPUT_NAMES: the sequence has no meaning */
    unsigned letter;      /* when `name` is INPUT_LETTER */
};
extern const struct sequence sequences[];
extern const size_t sequence_count;

/* True for ESC [ and ESC O sequences: they are also known when their ESC comes much earlier than the rest. */
bool sequence_may_come_in_two(const struct sequence *sequence);

#endif
