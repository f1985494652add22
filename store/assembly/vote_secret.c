/* vote_secret.c: secret ballots (RULES 4.7) are not built yet: such a vote does not open. */
#include "store/assembly/vote_row.h"

enum result vote_secret_begin(struct store *store, const struct vote_row *row, enum vote_state *state, int64_t now)
{
    (void)row, (void)state, (void)now;
    return store_refuse(store, RESULT_REFUSED, _("This house does not have secret votes yet."));
}

enum result vote_secret_end(struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now)
{
    (void)actor, (void)row, (void)now;
    return store_refuse(store, RESULT_REFUSED, _("This house does not have secret votes yet."));
}
