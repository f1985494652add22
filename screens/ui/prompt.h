/* prompt.h: the state of a prompt, for screens that are a prompt themselves (command.c). */
#ifndef BBS_PROMPT_H
#define BBS_PROMPT_H

#include "screens/ui/edit_keys.h"

struct prompt {
    struct prompt_ask ask;
    char *label, *text;
    struct edit edit;
    bool pasting, newline; /* newline: one was pasted, and nothing behind it yet */
};

#endif
