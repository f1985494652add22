/* my_sessions.h: the page of where one is logged in, a part of settings. Private to screens/. */
#ifndef BBS_MY_SESSIONS_H
#define BBS_MY_SESSIONS_H

#include "screens/ui.h"

extern const struct screen_type screen_my_sessions;

#endif
