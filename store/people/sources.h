/* sources.h: from where she came in this month, for the files of store/. */
#ifndef BBS_SOURCES_H
#define BBS_SOURCES_H

#include "store/base/db.h"

enum {
    PLACE_HASH = 32,
    PLACE_BYTES = 2 * PLACE_HASH + 1, /* in hexadecimal digits, NUL-terminated */
    SOURCE_SHOWN = 48,                /* a source in words, "192.0.2.x", NUL-terminated */
    SOURCE_SEALED = 128,              /* the same sealed, as text, NUL-terminated */
};

/* What the file holds of a source for this member: a hash under the key of this store. */
void source_place(struct store *store, int64_t member, const char *source, char out[PLACE_BYTES]);
/* She came in from this place. Inside a write; needs no key. What is no place of source_place() is left out. */
void source_note(struct store *store, int64_t member, const char *place, int64_t now);

/* For last log-ins. Opens as "" what was sealed under another key. */
void source_seal(struct store *store, const char *source, char out[SOURCE_SEALED]);
void source_shown(struct store *store, const char *sealed, char out[SOURCE_SHOWN]);

/* visits.c: her newest stay came in from there by password, and its line dropped within the last 10 minutes
 * (RULES 1.7): she neither logged out nor has been in since. A session that says nothing for minutes was cut off too.
 */
bool visit_dropped(struct store *store, int64_t member, const char *source, int64_t now);

/* She said, after a paper code, that the computer there is hers alone. */
bool source_is_private(struct store *store, int64_t member, const char *source, int64_t now);

#endif
