/*
 * typed.h: reads what a person types at her terminal as the body of a command ("ssh -t host post ..."). Her terminal
 * sends every key unchanged and shows nothing: lines, corrections and echo are made here. Pure; bytes are hostile.
 */
#ifndef BBS_TYPED_H
#define BBS_TYPED_H

#include <stdbool.h>
#include <stddef.h>

#include "input.h"
#include "util.h"

enum typed_state {
    TYPED_GOES_ON,
    TYPED_SENT,    /* Ctrl-D, a line with only a dot, or the end of a secret: the body is complete */
    TYPED_STOPPED, /* Ctrl-C: the command must write nothing */
};
struct typed {
    struct buffer body; /* lines ended by \n; the caller clears it */
    struct buffer echo; /* for the terminal; the caller sends and clears it */
    bool secret;        /* one line that is not shown; Enter sends it */
    bool one_line;      /* Enter sends it, and it is shown */
    struct input input;
    bool pasting; /* a bracketed paste: its bytes neither send nor stop the text */
    bool carriage_return;
    size_t line_at; /* where the line began that was open before these bytes came */
};
/* Takes the bytes that came at `now` (milliseconds of a clock that nobody can set), up to the one that ends the text.
 * Rubout removes the last character of the line, Ctrl-U the whole line. */
enum typed_state typed_take(struct typed *typed, const char *bytes, size_t length, int64_t now);

#endif
