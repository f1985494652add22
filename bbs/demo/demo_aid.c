#include "demo_aid.h"

#include "aid.h"
#include "aid_window.h"
#include "claim.h"
#include "util.h"

enum result demo_about(struct store *store, const struct actor *actor, const struct story_about *about, int64_t now)
{
    struct aid_about has;
    if (about->reach == NULL)
        return claim_make(store, actor, now - 2 * CLAIM_SECONDS);
    enum result result = aid_about_get(store, actor, &has);
    if (result != RESULT_OK)
        return result;
    util_copy_text(has.reach, sizeof has.reach, about->reach);
    return aid_about_set(store, actor, &has);
}

/* Reads the window as if it was written when the ask or offer was made. False when it cannot be read. */
static bool window(const struct story_aid *aid, struct aid_form *form)
{
    char begin[80];
    enum when_fault fault;
    bool in_until;
    if (aid->day == NULL)
        return true;
    snprintf(begin, sizeof begin, "%s %s", aid->day, aid->from);
    return aid_window_read(begin, aid->until, aid->at, &form->starts, &form->ends, &fault, &in_until);
}

enum result demo_aid(struct store *store, const struct actor *actor, const struct story_aid *aid, int64_t *id)
{
    struct aid_form form = {
        .kind = aid->kind,
        .line = aid->words,
        .details = aid->details,
        .many = aid->is_offer ? 0 : aid->many,
        .weekly = aid->weekly,
        .urgency = aid->urgency,
        .who_may = aid->who_may,
        .climbs = aid->climbs,
        .hands = aid->hands,
        .pays = aid->pays,
        .capacity = aid->room,
        .learner = aid->learner,
    };
    if (!window(aid, &form))
        return RESULT_INVALID;
    return aid->is_offer ? aid_offer_make(store, actor, &form, aid->at, id)
                         : aid_ask_make(store, actor, &form, aid->at, id);
}

enum result demo_turn(struct store *store, const struct actor *actor, const struct story_turn *turn, int64_t ask,
    int64_t offer, int64_t *match)
{
    int64_t next;
    enum result result;
    switch (turn->kind) {
    case TURN_CAN:
        /* On which day of the week the story is told decides whether her weekly offer fits. If not, she can without. */
        result = aid_can(store, actor, ask, offer, turn->at, match);
        return result == RESULT_REFUSED && offer != 0 ? aid_can(store, actor, ask, 0, turn->at, match) : result;
    case TURN_ACCEPT:
        return aid_accept(store, actor, ask, turn->at);
    case TURN_SAY:
        return aid_say(store, actor, *match, turn->words, turn->at);
    default:
        return aid_done(store, actor, ask, turn->at, &next);
    }
}
