/* my_keys.h: the page of the keys one logs in with, a part of settings. Private to screens/. */
#ifndef BBS_MY_KEYS_H
#define BBS_MY_KEYS_H

#include "screens/ui.h"

extern const struct screen_type screen_my_keys;

#endif
