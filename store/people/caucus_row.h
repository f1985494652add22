/* caucus_row.h: rights in caucuses, for the files of store/people/. RULES 1.0, 1.9. */
#ifndef BBS_CAUCUS_ROW_H
#define BBS_CAUCUS_ROW_H

#include "caucus.h"
#include "store/base/db.h"

/* Accepts a member who acts herself. Refuses her while caucuses are closed to her, because others set her password
 * (RULES 1.9). */
enum result caucus_require_actor(struct store *store, const struct actor *actor);
/* True when she is a member of this caucus. False when the unit is no caucus. */
bool caucus_has(struct store *store, int64_t caucus, int64_t member);

#endif
