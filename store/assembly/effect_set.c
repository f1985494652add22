/* effect_set.c: the mover changes what her proposal does by itself. RULES 4.5, 4.9. */
#include "effects.h"

#include "store/assembly/effect_row.h"
#include "store/assembly/proposal_row.h"

static enum result set(struct store *store, const struct actor *actor, int64_t proposal, const char *typed, int64_t now)
{
    struct proposal_row row;
    struct effect effect;
    enum result result = proposal_row_get(store, actor, proposal, &row);
    if (result == RESULT_OK && row.mover != actor->member)
        return db_refuse(store, RESULT_REFUSED,
            _("Only whoever made a proposal says what it does. Bring another text: `amend %lld`."),
            (long long)proposal);
    if (result == RESULT_OK)
        result = effect_parse(store, row.unit, typed, now, &effect);
    if (result == RESULT_OK)
        result = effect_fits(store, &effect, row.about, meeting_item_person_of(store, row.item));
    if (result == RESULT_OK)
        result = effect_fits_urgent(store, &effect, row.item);
    if (result == RESULT_OK)
        result = effect_check(store, row.unit, &effect, now);
    struct room room = { 0 };
    if (result == RESULT_OK)
        result = proposal_require_changeable(store, actor, &row, now, &room);
    if (result == RESULT_OK)
        result = proposal_new_text(store, actor, &row, NULL, now);
    if (result == RESULT_OK)
        effect_keep(store, proposal, &effect);
    return result == RESULT_OK ? db_outcome(store) : result;
}

enum result effect_set(struct store *store, const struct actor *actor, int64_t proposal, const char *typed, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, set(store, actor, proposal, typed, now));
}
