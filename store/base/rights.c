/* rights.c: may this actor do anything at all? Units and subjects check their own rights beyond that. */
#include "store/base/rights.h"

struct standing {
    bool waits, gone;
};

/* Almost every call asks this. So the answer is kept for the length of one read transaction. */
static struct standing standing_of(struct store *store, int64_t member)
{
    bool one_moment = store->reading > 0 && store->depth == 0;
    if (one_moment && store->standing.read == store->reads && store->standing.member == member)
        return (struct standing) { store->standing.waits, store->standing.gone };
    sqlite3_stmt *row =
        db_query(store, "SELECT " AWAITS_ADMISSION("member.id") ", gone <> 0 FROM member WHERE id = ?", member);
    struct standing standing = { 0 };
    if (db_step(store, row))
        standing = (struct standing) { sqlite3_column_int(row, 0) != 0, sqlite3_column_int(row, 1) != 0 };
    db_done(store, row);
    if (one_moment && !db_failed(store)) {
        store->standing.read = store->reads;
        store->standing.member = member;
        store->standing.waits = standing.waits;
        store->standing.gone = standing.gone;
    }
    return standing;
}

bool rights_awaits_admission(struct store *store, int64_t member)
{
    return standing_of(store, member).waits;
}

static enum result refuse_waiting(struct store *store)
{
    return db_refuse(store, RESULT_REFUSED,
        _("You have no home here yet: a home has to say yes to you first. Nothing you wrote is lost."));
}

/* Checks admission too: the member's home may stop her card while she is logged in. The same for who left the house in
 * another session. */
enum result rights_require_member(struct store *store, const struct actor *actor)
{
    struct standing standing = { 0 };
    if (actor->kind == ACTOR_MEMBER)
        standing = standing_of(store, actor->member);
    if (actor->kind == ACTOR_WAITING || standing.waits)
        return refuse_waiting(store);
    if (standing.gone)
        return db_refuse(
            store, RESULT_REFUSED, _("You are no member of this house any more: nothing more is done in your name."));
    if (actor->kind == ACTOR_MEMBER && actor->hand != 0)
        return db_refuse(store, RESULT_REFUSED, _("Nobody can do that by another's hand."));
    if (actor->kind == ACTOR_MEMBER && actor->password_due)
        return db_refuse(store, RESULT_REFUSED,
            _("Somebody else set your password. Choose your own first: `password`. Nothing else is done before."));
    if (actor->kind == ACTOR_MEMBER)
        return RESULT_OK;
    if (actor->kind == ACTOR_OPERATOR)
        return db_refuse(store, RESULT_REFUSED, _("From the shell nobody speaks. Log in as yourself."));
    if (actor->kind == ACTOR_TABLE)
        return db_refuse(store, RESULT_REFUSED,
            _("This is a table: it shows the meeting, and nothing else. Whoever logged in here ends it first."));
    return db_refuse(store, RESULT_REFUSED, _("That is for members. Ask one of them to invite you."));
}

enum result rights_require_account(struct store *store, const struct actor *actor)
{
    if (actor->kind == ACTOR_WAITING && actor->password_due)
        return db_refuse(store, RESULT_REFUSED,
            _("Somebody else set your password. Choose your own first: `password`. Nothing else is done before."));
    if (actor->kind == ACTOR_MEMBER && actor->hand == 0 && rights_awaits_admission(store, actor->member))
        return RESULT_OK;
    return actor->kind == ACTOR_WAITING ? RESULT_OK : rights_require_member(store, actor);
}

enum result rights_require_operator(struct store *store, const struct actor *actor)
{
    if (actor->kind == ACTOR_OPERATOR || actor->kind == ACTOR_CARETAKER)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED, _("That is done from the shell by a steward."));
}
