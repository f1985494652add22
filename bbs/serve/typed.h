/*
 * typed.h: what a person types at her terminal as the body of a command ("ssh -t host post ..."). Her own terminal
 * sends every key as it is, and shows none: lines, their mending and their echo are made here. Pure; bytes are hostile.
 */
#ifndef BBS_TYPED_H
#define BBS_TYPED_H

#include <stdbool.h>
#include <stddef.h>

#include "input.h"
#include "util.h"

enum typed_state {
    TYPED_GOES_ON,
    TYPED_SENT,    /* Ctrl-D, or the end of a secret: the body is whole */
    TYPED_STOPPED, /* Ctrl-C: nothing is to be written */
};
struct typed {
    struct buffer body; /* lines ended by \n; the caller clears it */
    struct buffer echo; /* for the terminal; the caller sends and clears it */
    bool secret;        /* one line, of which nothing is shown; Enter sends it */
    struct input input;
    bool pasting; /* as the terminal says: then nothing sends or stops it */
    bool carriage_return;
};
/* Takes the bytes, which came at `now` (milliseconds of a clock that nobody sets), up to the one that ends it. Rubout
 * takes back a character of the last line, Ctrl-U all of it. */
enum typed_state typed_take(struct typed *typed, const char *bytes, size_t length, int64_t now);

#endif
