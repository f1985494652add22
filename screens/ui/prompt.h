/* prompt.h: the state of a prompt. The `:` line (screens/home/command.c) is a prompt too and shares it. */
#ifndef BBS_PROMPT_H
#define BBS_PROMPT_H

#include "screens/ui/edit_keys.h"

struct prompt {
    struct prompt_ask ask;
    char *label, *text;
    bool everybody; /* strangers and the police will read the words too: `text` is drawn in the warning style */
    struct edit edit;
    bool pasting, newline, changed; /* newline: the last character that was pasted is a newline */
    bool fresh;                     /* what stands there is only a proposal, and no key was pressed yet */
};

#endif
