/* demo_after.h: what stands at the end of the story. */
#ifndef BBS_DEMO_AFTER_H
#define BBS_DEMO_AFTER_H

#include "bbs/demo/demo_state.h"

/* Bookmarks, settings, rotas, the shelf. False: `problem` has the reason. */
bool demo_after_put(struct demo *demo, int64_t now);
/* After everybody was seen: what people say of themselves, tasks, care, the line on home, meetings, demands, sorrows.
 */
bool demo_after_say(struct demo *demo, int64_t now);

#endif
