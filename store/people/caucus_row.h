/* caucus_row.h: caucuses, for the files of store/people/. */
#ifndef BBS_CAUCUS_ROW_H
#define BBS_CAUCUS_ROW_H

#include "caucus.h"
#include "store/base/db.h"

/* A member herself, to whom caucuses are not shut because others set her password (RULES 1.9). */
enum result require_caucus_actor(struct store *store, const struct actor *actor);
/* She is one of its members. False also of a unit that is no caucus. */
bool caucus_has(struct store *store, int64_t caucus, int64_t member);

#endif
