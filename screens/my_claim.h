/* my_claim.h: the page of "I am a woman", a part of settings. Private to screens/. */
#ifndef BBS_MY_CLAIM_H
#define BBS_MY_CLAIM_H

#include "screens/ui.h"

extern const struct screen_type screen_my_claim;

#endif
