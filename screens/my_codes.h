/* my_codes.h: the page of paper codes, a part of settings. Private to screens/. */
#ifndef BBS_MY_CODES_H
#define BBS_MY_CODES_H

#include "screens/ui.h"

extern const struct screen_type screen_my_codes;

#endif
