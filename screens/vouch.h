/* vouch.h: the page on which a neighbour helps somebody in who lost her password. Private to screens/. */
#ifndef BBS_VOUCH_H
#define BBS_VOUCH_H

#include "screens/ui.h"

struct vouch_ask {
    const char *handle; /* of whoever lost it */
    bool begins;        /* a new password is asked for at once */
};
extern const struct screen_type screen_vouch;

#endif
