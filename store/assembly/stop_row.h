/* stop_row.h: a stop as a row, for the files of stops. Private to store/assembly/. RULES 4.5. */
#ifndef BBS_STOP_ROW_H
#define BBS_STOP_ROW_H

#include "store/assembly/proposal_row.h"

struct stop_row {
    int64_t id, item, proposal, unit, mover, member, at;
    int64_t late, caucus; /* a decision; who enters it */
    int64_t met_owner, met_mover, met_keeper;
    int version;
    bool stands, waits, womens;
};
/* RESULT_NOT_FOUND for everybody who may not know of it: a stop that waits for a caucus is known to its members. */
enum result stop_row_get(
    struct store *store, const struct actor *actor, int64_t stop, int64_t now, struct stop_row *out);
/* True for a keeper of the unit; where it has none, for a facilitator. */
bool stop_is_keeper(struct store *store, int64_t unit, int64_t member, int64_t now);
/* NULL: the room may be asked whether it stands. Else a sentence that says what is missing. */
const char *stop_why_not_ask(const struct stop_row *row, int64_t now);
/* Whether she may say yes to one that waits, and how many said it, of how many that are needed. */
bool stop_may_support(struct store *store, const struct actor *actor, const struct stop_row *row, int64_t now);
int stop_supported(struct store *store, const struct stop_row *row);
int stop_support_needed(struct store *store, const struct stop_row *row);

#endif
