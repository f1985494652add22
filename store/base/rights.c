/* rights.c: may this actor do anything at all? Units and subjects check their own rights beyond that. */
#include "store/base/rights.h"

/* Almost every call asks this. So the answer is kept for the length of one read transaction. */
bool waits_at_door(struct store *store, int64_t member)
{
    bool one_moment = store->reading > 0 && store->depth == 0;
    if (one_moment && store->waiting.read == store->reads && store->waiting.member == member)
        return store->waiting.waits;
    bool waits = db_number(store, 0, "SELECT 1 FROM at_door WHERE member = ? AND yes = 0", member) == 1;
    if (one_moment && !db_failed(store)) {
        store->waiting.read = store->reads;
        store->waiting.member = member;
        store->waiting.waits = waits;
    }
    return waits;
}

static enum result refuse_waiting(struct store *store)
{
    return store_refuse(store, RESULT_REFUSED,
        _("You have no home here yet: a home has to say yes to you first. Nothing you wrote is lost."));
}

/* Checks the door too: the member's home may stop her card while she is logged in. */
enum result require_member(struct store *store, const struct actor *actor)
{
    if (actor->kind == ACTOR_WAITING || (actor->kind == ACTOR_MEMBER && waits_at_door(store, actor->member)))
        return refuse_waiting(store);
    if (actor->kind == ACTOR_MEMBER && actor->hand != 0)
        return store_refuse(store, RESULT_REFUSED, _("Nobody can do that by another's hand."));
    if (actor->kind == ACTOR_MEMBER && actor->password_due)
        return store_refuse(store, RESULT_REFUSED,
            _("Somebody else set your password. Choose your own first: `password`. Nothing else is done before."));
    if (actor->kind == ACTOR_MEMBER)
        return RESULT_OK;
    if (actor->kind == ACTOR_OPERATOR)
        return store_refuse(store, RESULT_REFUSED, _("From the shell nobody speaks. Log in as yourself."));
    if (actor->kind == ACTOR_TABLE)
        return store_refuse(store, RESULT_REFUSED,
            _("This is a table: it shows the meeting, and nothing else. Whoever logged in here ends it first."));
    return store_refuse(store, RESULT_REFUSED, _("That is for members. Ask one of them to invite you."));
}

enum result require_account(struct store *store, const struct actor *actor)
{
    if (actor->kind == ACTOR_WAITING && actor->password_due)
        return store_refuse(store, RESULT_REFUSED,
            _("Somebody else set your password. Once a home says yes you choose your own; nothing is done before."));
    if (actor->kind == ACTOR_MEMBER && actor->hand == 0 && waits_at_door(store, actor->member))
        return RESULT_OK;
    return actor->kind == ACTOR_WAITING ? RESULT_OK : require_member(store, actor);
}

enum result require_operator(struct store *store, const struct actor *actor)
{
    if (actor->kind == ACTOR_OPERATOR || actor->kind == ACTOR_CARETAKER)
        return RESULT_OK;
    return store_refuse(store, RESULT_REFUSED, _("That is done from the shell by a steward."));
}
