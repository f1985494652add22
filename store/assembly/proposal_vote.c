/* proposal_vote.c: what becomes of a proposal that was voted on. RULES 4.5, 4.6. */
#include "store/assembly/proposal_row.h"
#include "store/assembly/twice.h"
#include "store/assembly/vote_row.h"

enum result proposal_voted(struct store *store, const struct actor *actor, int64_t proposal, int64_t vote, bool passed,
    int64_t acts, int64_t now)
{
    int64_t unit = db_number(store, 0, "SELECT unit FROM proposal WHERE id = ?", proposal);
    int64_t meeting = db_number(store, 0, "SELECT meeting FROM proposal WHERE id = ?", proposal);
    bool once = passed && twice_was_first(store, proposal, vote, now);
    proposal_set_state(store, proposal, once ? PROPOSAL_ONCE : passed ? PROPOSAL_DECIDED : PROPOSAL_RETURNED, now);
    proposal_gone(store, meeting, proposal);
    if (!once)
        twice_begin_anew(store, proposal);
    if (!passed || once)
        return db_outcome(store);
    return decision_of_vote(store, actor,
        &(struct decision_new) {
            .unit = unit, .meeting = meeting, .proposal = proposal, .vote = vote, .acts = acts, .now = now });
}
