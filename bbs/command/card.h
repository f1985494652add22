/* card.h: the card with an invitation, at most 80 columns wide, for a printer or a screen. */
#ifndef BBS_CARD_H
#define BBS_CARD_H

#include <stdbool.h>

#include "util.h"

struct card {
    const char *home, *code, *until; /* home: "" for a workplace; until: a date in words */
    const char *unit;                /* the street or workplace; "": the house has only one */
    const char *address;             /* "bbs.example.org:2222"; "": nobody has set it */
    const char *host_key;            /* public half, as in known_hosts; NULL: not known */
    int columns;                     /* of the screen; 0: at least 80 */
    bool ascii;                      /* only ASCII characters */
    bool dark;                       /* the square is for a dark screen; false: for ink on paper */
};
/* Writes the card in lines that end with \n. A part that is not known or does not fit is left out, and a line says so.
 */
void card_write(struct buffer *out, const struct card *card);

#endif
