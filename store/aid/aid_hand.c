/*
 * aid_hand.c: mutual aid by another's hand: who may type what in a match in her name. RULES 1.8, 3. aid_strike.c has
 * how it is struck.
 *
 * A hand that types for one of the two learns who the other is. So a hand may type for her only what the hand itself
 * may see and answer, and may go on only with what it began.
 */
#include "store/aid/aid_internal.h"
#include "store/people/by_hand.h"

bool aid_is_own(struct store *store, const struct actor *actor, const struct aid_row *row)
{
    return row->member != 0 && row->member == actor->member && aid_hand_owns(store, actor, row->is_offer, row->id);
}

bool aid_is_helping(struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t helper)
{
    return helper != 0 && helper == actor->member &&
           (ask->member != helper || !aid_hand_owns(store, actor, false, ask->id));
}

bool aid_hand_goes_on(
    struct store *store, const struct actor *actor, bool helps, int64_t match, int64_t ask, int64_t offer)
{
    if (!helps)
        return aid_hand_owns(store, actor, false, ask);
    return aid_hand_owns(store, actor, true, offer) || aid_hand_behind(store, HAND_ANSWER, match) == actor->hand;
}

/* The hands that see a match from the helper's side: the one that types now, the one that answered, the one that wrote
 * the offer. */
enum { HELPING_HANDS = 3 };
static void helping_hands(struct store *store, const struct actor *actor, int64_t match, int64_t helper, int64_t offer,
    int64_t out[HELPING_HANDS])
{
    out[0] = helper == actor->member ? actor->hand : 0;
    out[1] = match != 0 ? aid_hand_behind(store, HAND_ANSWER, match) : 0;
    out[2] = offer != 0 ? aid_hand_behind(store, HAND_OFFER, offer) : 0;
}

enum result aid_hands_may_answer(struct store *store, const struct actor *actor, const struct aid_row *ask,
    int64_t match, int64_t helper, int64_t offer, int64_t now)
{
    int64_t hands[HELPING_HANDS];
    helping_hands(store, actor, match, helper, offer, hands);
    for (int i = 0; i < HELPING_HANDS; i++)
        if (hands[i] != 0 && hands[i] != ask->member && !aid_ask_may_answer(store, ask, hands[i], now))
            return db_refuse(store, RESULT_REFUSED,
                _("The asker said who may answer this one. You would learn who asks: one of those who may answer has to write it for them."));
    return RESULT_OK;
}

static bool keep_apart(struct store *store, int64_t one, int64_t other)
{
    return one != 0 && other != 0 && one != other && aid_apart(store, one, other);
}

bool aid_hands_apart(struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t match,
    int64_t helper, int64_t offer)
{
    int64_t hands[HELPING_HANDS], asks = aid_hand_behind(store, HAND_ASK, ask->id);
    bool apart = helper == ask->member || aid_ask_is_unwanted(store, ask->id, helper) ||
                 aid_apart(store, ask->member, helper) || keep_apart(store, asks, helper);
    helping_hands(store, actor, match, helper, offer, hands);
    for (int i = 0; i < HELPING_HANDS; i++)
        apart = apart || keep_apart(store, hands[i], ask->member) || keep_apart(store, hands[i], asks) ||
                (hands[i] != 0 && aid_ask_is_unwanted(store, ask->id, hands[i]));
    return apart;
}

/* --- forgetting, leaving, and whose ask it is --- */

/* The ask for the next week counts as written by the same hand, and as confirmed if this one was. */
enum result aid_hand_repeats(struct store *store, int64_t ask, int64_t next, int64_t now)
{
    return db_run(store,
        "INSERT INTO hand_word (member, hand, kind, subject, at, confirmed_by, confirmed_at)"
        " SELECT member, hand, kind, ?2, ?3, confirmed_by, confirmed_at FROM hand_word"
        " WHERE kind = 'ask' AND subject = ?1 AND struck_by = 0",
        ask, next, now);
}

/* Entries about a match are forgotten with its ask. */
void aid_hands_forget(struct store *store)
{
    db_run(store,
        "DELETE FROM hand_word WHERE (kind = 'again' AND subject IN (SELECT id FROM ask WHERE member IS NULL))"
        " OR (kind IN ('answer', 'accept', 'done', 'helped', 'no') AND subject IN (SELECT m.id FROM aid_match m JOIN ask a"
        " ON a.id = m.ask WHERE a.member IS NULL OR m.wiped = 1))");
}

void aid_hands_leave(struct store *store, int64_t member)
{
    db_run(store,
        "DELETE FROM hand_word WHERE member = ?"
        " AND kind IN ('answer', 'accept', 'done', 'helped', 'no', 'again', 'leave')",
        member);
}

/* RULES 1.8: only the hand that wrote somebody's ask may go on with it. Another neighbour would learn how to reach the
 * people it is about. */
enum result aid_require_own_ask(struct store *store, const struct actor *actor, int64_t ask, struct aid_row *row)
{
    enum result result = aid_row_get(store, actor, false, ask, row);
    if (result != RESULT_OK || aid_is_own(store, actor, row))
        return result;
    return db_refuse(store, RESULT_REFUSED, _("Only the asker can do that."));
}
