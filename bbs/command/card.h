/* card.h: the card that an invitation is handed over on: 80 columns at most, for a printer or a screen. */
#ifndef BBS_CARD_H
#define BBS_CARD_H

#include <stdbool.h>

#include "util.h"

struct card {
    const char *home, *code, *until; /* home: "" for a workplace; until: a date in words */
    const char *unit;                /* the street or workplace; "": the house has no other */
    const char *address;             /* "bbs.example.org:2222"; "": nobody said */
    const char *host_key;            /* public half, as in known_hosts; NULL: not known */
    int columns;                     /* of the screen; 0: at least 80 */
    bool ascii;                      /* plain letters alone */
    bool dark;                       /* the square for a dark screen; else for ink on paper */
};
/* Lines that end with \n. What is not known or does not fit is left out, and a line says so. */
void card_write(struct buffer *out, const struct card *card);

#endif
