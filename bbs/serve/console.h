/* console.h: the screens, or line mode, on this process's own terminal. */
#ifndef BBS_CONSOLE_H
#define BBS_CONSOLE_H

#include "store.h"

/* `bbs console`. `line`: line mode. Returns the exit status. */
int console_run(struct store *store, const struct actor *actor, bool line);

#endif
