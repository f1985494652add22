/* home_rooms.h: home, what comes before it, and the command line. Private to screens/. */
#ifndef BBS_HOME_ROOMS_H
#define BBS_HOME_ROOMS_H

#include "screens/ui/ui.h"

extern const struct screen_type screen_home, screen_welcome, screen_join, screen_waiting, screen_shared, screen_command;
/* What stands on a shared computer's screen while nobody sits before it. Not of the stack: it is drawn, and gets the
 * keys, instead of the top, whose place it keeps. */
extern const struct screen_type screen_lock;

#endif
