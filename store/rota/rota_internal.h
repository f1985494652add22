/* rota_internal.h: what rota.c and shelf.c share. Private to store/rota/. */
#ifndef BBS_ROTA_INTERNAL_H
#define BBS_ROTA_INTERNAL_H

#include "store/base/db.h"

/* Accepts a unit of hers; *unit 0 becomes the unit where she acts. RESULT_REFUSED with a sentence. */
enum result rota_require_unit(struct store *store, const struct actor *actor, int64_t *unit);
/* True when the actor is a member of this unit. */
bool rota_is_in_unit(const struct actor *actor, int64_t unit);
/* Makes open screens draw anew: everybody's (member 0), or one member's. Nothing goes to the ledger: it is kept for
 * ever, and what people did on which day must be forgotten. */
void rota_hint(struct store *store, int64_t member);

#endif
