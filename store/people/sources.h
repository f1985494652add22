/* sources.h: the places from which a member logged in during the last month, for the files of store/. RULES 1.11,
 * 1.12. */
#ifndef BBS_SOURCES_H
#define BBS_SOURCES_H

#include "store/base/db.h"

enum {
    PLACE_HASH = 32,
    PLACE_BYTES = 2 * PLACE_HASH + 1, /* in hexadecimal digits, NUL-terminated */
    SOURCE_SHOWN = 48,                /* a source in words, "192.0.2.x", NUL-terminated */
    SOURCE_SEALED = 128,              /* the same sealed, as text, NUL-terminated */
};

/* What the file holds of a source for this member: a hash under store_keys.places, in hexadecimal digits. */
void source_place(struct store *store, int64_t member, const char *source, char out[PLACE_BYTES]);
/* Notes that she logged in from this place. Needs no key. Ignores a `place` that source_place() did not make. Inside a
 * write. */
void source_note(struct store *store, int64_t member, const char *place, int64_t now);

/* For the list of last log-ins: seals an address under the house's key, and opens it. What was sealed under another key
 * opens as "". */
void source_seal(struct store *store, const char *source, char out[SOURCE_SEALED]);
void source_shown(struct store *store, const char *sealed, char out[SOURCE_SHOWN]);

/* visits.c: True when her newest session came from this source by password, and its connection dropped within the last
 * 10 minutes (RULES 1.7): she did not log out, and has not logged in since. A session that reported nothing for
 * SILENT_SECONDS counts as dropped. */
bool visit_dropped(struct store *store, int64_t member, const char *source, int64_t now);

/* True when she said, after a paper code, that the computer at this source is hers alone. */
bool source_is_private(struct store *store, int64_t member, const char *source, int64_t now);

#endif
