/* proposal_vote.c: what becomes of a proposal that was voted on. RULES 4.5, 4.6. */
#include "store/assembly/proposal_row.h"
#include "store/assembly/vote_row.h"

enum result proposal_voted(struct store *store, const struct actor *actor, int64_t proposal, int64_t vote, bool passed,
    int64_t acts, int64_t now)
{
    int64_t unit = db_number(store, 0, "SELECT unit FROM proposal WHERE id = ?", proposal);
    int64_t meeting = db_number(store, 0, "SELECT meeting FROM proposal WHERE id = ?", proposal);
    proposal_set_state(store, proposal, passed ? PROPOSAL_DECIDED : PROPOSAL_RETURNED, now);
    proposal_gone(store, meeting, proposal);
    if (!passed)
        return db_outcome(store);
    return decision_of_vote(store, actor,
        &(struct decision_new) {
            .unit = unit, .meeting = meeting, .proposal = proposal, .vote = vote, .acts = acts, .now = now });
}
