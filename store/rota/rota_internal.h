/* rota_internal.h: what rota.c and shelf.c share. */
#ifndef BBS_SHARED_H
#define BBS_SHARED_H

#include "store/base/db.h"

/* Is it one of her units? *unit 0 becomes the one where she is. RESULT_REFUSED with a sentence. */
enum result require_unit(struct store *store, const struct actor *actor, int64_t *unit);
bool is_in_unit(const struct actor *actor, int64_t unit);
/* Open screens look again: of everybody (member 0), or of one. Nothing goes to the book: it keeps for ever, and what
 * people did on which day shall be forgotten. */
void hint(struct store *store, int64_t member);

#endif
