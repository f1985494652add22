/* sources.h: from where she came in this month, for the files of store/. */
#ifndef BBS_SOURCES_H
#define BBS_SOURCES_H

#include "store/db.h"

/* She came in from there. Inside a write. */
void source_note(struct store *store, int64_t member, const char *source, int64_t now);

/* She said, after a paper code, that the computer there is hers alone. */
bool source_is_private(struct store *store, int64_t member, const char *source, int64_t now);

#endif
