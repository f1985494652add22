/*
 * sequences.h: what the keys of many terminals send, as their descriptions, their manuals and their users tell it; and
 * what each of them means in this program.
 */
#ifndef TESTS_SEQUENCES_H
#define TESTS_SEQUENCES_H

#include <stdbool.h>
#include <stddef.h>

#include "input.h"

struct sequence {
    const char *term, *key; /* for people: "rxvt-unicode", "Ctrl-Home" */
    const char *bytes;
    enum input_name name; /* INPUT_NAMES: nothing */
    unsigned letter;      /* of INPUT_LETTER */
};
extern const struct sequence sequences[];
extern const size_t sequence_count;

/* ESC [ or ESC O: also when its ESC comes much earlier than the rest. */
bool sequence_may_come_in_two(const struct sequence *sequence);

#endif
