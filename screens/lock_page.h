/* lock_page.h: what stands on a shared computer's screen while nobody sits before it. Private to ui.c. */
#ifndef BBS_LOCK_PAGE_H
#define BBS_LOCK_PAGE_H

#include "screens/ui.h"

/* Not of the stack: it is drawn, and gets the keys, instead of the top, whose place it keeps. */
extern const struct screen_type screen_lock;

#endif
