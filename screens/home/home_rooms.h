/* home_rooms.h: home, the pages before it, the `:` line and the lock page. Private to screens/. */
#ifndef BBS_HOME_ROOMS_H
#define BBS_HOME_ROOMS_H

#include "screens/ui/ui.h"

extern const struct screen_type screen_home, screen_welcome, screen_join, screen_waiting, screen_shared, screen_command;
extern const struct screen_type screen_waits; /* all that waits for her: home shows the first five */
/* The page of a locked screen (RULES 1.6). It is not on the stack: it is drawn and gets the keys instead of the top,
 * and the stack below stays as it is. */
extern const struct screen_type screen_lock;

#endif
