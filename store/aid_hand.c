/*
 * aid_hand.c: mutual aid by another's hand: what was said in a match in her name, who may type it, and how it is
 * struck. RULES 1.8, 3.
 *
 * Whoever types for one of the two learns who the other is. So a hand may type for her only what the hand itself may
 * see and answer, and goes on only with what it began.
 */
#include "store/aid_room.h"
#include "store/by_hand.h"

/* Who typed it; 0: nobody did, or it was struck. */
static int64_t hand_behind(struct store *store, enum hand_kind kind, int64_t subject)
{
    return db_number(store, 0, "SELECT hand FROM hand_word WHERE kind = ? AND subject = ? AND struck_by = 0", "ti",
        hand_kind_name(kind), subject);
}

bool aid_hand_owns(struct store *store, const struct actor *actor, bool is_offer, int64_t id)
{
    return actor->hand == 0 || hand_behind(store, is_offer ? HAND_OFFER : HAND_ASK, id) == actor->hand;
}

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
    return aid_hand_owns(store, actor, true, offer) || hand_behind(store, HAND_ANSWER, match) == actor->hand;
}

/* Whose hands see a match from the helper's side: the one that types, the one that answered, the one of the offer. */
enum { HELPING_HANDS = 3 };
static void helping_hands(struct store *store, const struct actor *actor, int64_t match, int64_t helper, int64_t offer,
    int64_t out[HELPING_HANDS])
{
    out[0] = helper == actor->member ? actor->hand : 0;
    out[1] = match != 0 ? hand_behind(store, HAND_ANSWER, match) : 0;
    out[2] = offer != 0 ? hand_behind(store, HAND_OFFER, offer) : 0;
}

enum result aid_hands_may_answer(struct store *store, const struct actor *actor, const struct aid_row *ask,
    int64_t match, int64_t helper, int64_t offer, int64_t now)
{
    int64_t hands[HELPING_HANDS];
    helping_hands(store, actor, match, helper, offer, hands);
    for (int i = 0; i < HELPING_HANDS; i++)
        if (hands[i] != 0 && hands[i] != ask->member && !ask_may_answer(store, ask, hands[i], now))
            return store_refuse(store, RESULT_REFUSED,
                _("Whoever asks said who may answer this one. You would learn who it is: somebody of those has to write it for her."));
    return RESULT_OK;
}

static bool keep_apart(struct store *store, int64_t one, int64_t other)
{
    return one != 0 && other != 0 && one != other && aid_apart(store, one, other);
}

bool aid_hands_apart(struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t match,
    int64_t helper, int64_t offer)
{
    int64_t hands[HELPING_HANDS], asks = hand_behind(store, HAND_ASK, ask->id);
    bool apart = helper == ask->member || aid_apart(store, ask->member, helper) || keep_apart(store, asks, helper);
    helping_hands(store, actor, match, helper, offer, hands);
    for (int i = 0; i < HELPING_HANDS; i++)
        apart = apart || keep_apart(store, hands[i], ask->member) || keep_apart(store, hands[i], asks);
    return apart;
}

/* --- the doors of hand.c --- */

/* Houses older than schema 17 hold matches of which one side alone was told. What was said in one of those is seen by
 * her hand and her alone. */
static bool is_said_quietly(struct store *store, const struct actor *actor, int64_t match)
{
    return db_number(store, 0, "SELECT quiet FROM aid_match WHERE id = ?", "i", match) > 0 &&
           db_number(store, 0,
               "SELECT 1 FROM hand_word WHERE kind IN ('answer', 'accept', 'no') AND subject = ?1"
               " AND (hand = ?2 OR member = ?2)",
               "ii", match, actor->member) == 0;
}

enum result aid_see_said(struct store *store, const struct actor *actor, int64_t match, struct place *out)
{
    struct aid_row ask = { 0 };
    if (is_said_quietly(store, actor, match))
        return RESULT_NOT_FOUND;
    int64_t id = db_number(store, 0, "SELECT ask FROM aid_match WHERE id = ?", "i", match);
    *out = (struct place) { .unit = 1 };
    return aid_row_get(store, actor, false, id, &ask);
}

/* RULES 3.6: whoever was refused strikes no "not this time", and with it no "not this person": to that one there is no
 * such word, whichever of the two it was. */
enum result aid_see_no(struct store *store, const struct actor *actor, int64_t match, struct place *out)
{
    if (db_number(store, 0,
            "SELECT 1 FROM hand_word w JOIN aid_match m ON m.id = w.subject JOIN ask a ON a.id = m.ask"
            " WHERE w.kind = 'no' AND w.subject = ?1 AND w.member <> ?2 AND (m.helper = ?2 OR a.member = ?2)",
            "ii", match, actor->member) == 1)
        return RESULT_NOT_FOUND;
    return aid_see_said(store, actor, match, out);
}

bool aid_said_is_theirs(struct store *store, const struct actor *actor, int64_t match)
{
    return db_number(store, 0,
               "SELECT 1 FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.id = ?1 AND m.state IN (2, 3)"
               " AND (m.helper = ?2 OR a.member = ?2)",
               "ii", match, actor->member) == 1;
}

/* She never said yes: it falls through, and the ask is open again. The other alone is told. */
static enum result strike_yes(struct store *store, const struct actor *actor, int64_t match, int64_t now)
{
    bool agreed = db_number(store, 0, "SELECT state FROM aid_match WHERE id = ?", "i", match) == MATCH_AGREED;
    if (agreed) /* whoever strikes may be wrong: what they wrote to each other is kept as long as a struck text */
        db_run(store, "UPDATE aid_match SET struck = ? WHERE id = ?", "ii", now, match);
    return match_end(store, match, agreed ? MATCH_FELL : MATCH_NOT_NOW, actor->member, now);
}

enum result aid_strike_answer(struct store *store, const struct actor *actor, int64_t match, int64_t now)
{
    db_run(store, "UPDATE aid_match SET helper_yes = 0 WHERE id = ? AND state < 2", "i", match);
    return strike_yes(store, actor, match, now);
}

enum result aid_strike_accept(struct store *store, const struct actor *actor, int64_t match, int64_t now)
{
    db_run(store, "UPDATE aid_match SET asker_yes = 0 WHERE id = ? AND state < 2", "i", match);
    return strike_yes(store, actor, match, now);
}

/* The helper's word ended nothing, and is taken back alone. */
enum result aid_strike_helped(struct store *store, const struct actor *actor, int64_t match, int64_t now)
{
    (void)actor, (void)now;
    return db_run(store, "UPDATE aid_match SET helper_done = 0 WHERE id = ?", "i", match);
}

/* It did not happen (yet): agreed on, as before. What comes every week was asked again already, and goes on there. */
enum result aid_strike_done(struct store *store, const struct actor *actor, int64_t match, int64_t now)
{
    (void)actor;
    int64_t ask = db_number(store, 0,
        "SELECT a.id FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.id = ? AND m.state = 3 AND m.wiped = 0"
        " AND m.helper IS NOT NULL AND a.member IS NOT NULL AND a.weekly = 0",
        "i", match);
    if (ask == 0)
        return db_outcome(store);
    db_run(store, "UPDATE aid_match SET state = 2 WHERE id = ?", "i", match);
    db_run(store, "UPDATE ask SET state = ?, ended = 0 WHERE id = ?", "ii", (int64_t)AID_AGREED, ask);
    return aid_ledger(store, LEDGER_ASK_AGREED, ask, now);
}

/* "Not this person" goes with it: she did not say so. The two may say yes to each other again. */
enum result aid_strike_no(struct store *store, const struct actor *actor, int64_t match, int64_t now)
{
    (void)actor, (void)now;
    db_run(store,
        "UPDATE aid_match SET refused = 0, until = CASE WHEN state IN (4, 5) THEN 0 ELSE until END WHERE id = ?", "i",
        match);
    return db_run(store,
        "DELETE FROM aid_barred WHERE member = (SELECT w.member FROM hand_word w WHERE w.kind = 'no' AND w.subject = ?1)"
        " AND other IN (SELECT m.helper FROM aid_match m WHERE m.id = ?1 UNION ALL"
        " SELECT a.member FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.id = ?1)"
        " AND at = (SELECT w.at FROM hand_word w WHERE w.kind = 'no' AND w.subject = ?1)",
        "i", match);
}

/* --- what goes with it --- */

/* Next week's ask is written by the same hand, and as confirmed as this one. */
enum result aid_hand_repeats(struct store *store, int64_t ask, int64_t next, int64_t now)
{
    return db_run(store,
        "INSERT INTO hand_word (member, hand, kind, subject, at, confirmed_by, confirmed_at)"
        " SELECT member, hand, kind, ?2, ?3, confirmed_by, confirmed_at FROM hand_word"
        " WHERE kind = 'ask' AND subject = ?1 AND struck_by = 0",
        "iii", ask, next, now);
}

/* What was said in a match is forgotten with its ask. */
void aid_hands_forget(struct store *store)
{
    db_run(store,
        "DELETE FROM hand_word WHERE (kind = 'again' AND subject IN (SELECT id FROM ask WHERE member IS NULL))"
        " OR (kind IN ('answer', 'accept', 'done', 'helped', 'no') AND subject IN (SELECT m.id FROM aid_match m JOIN ask a"
        " ON a.id = m.ask WHERE a.member IS NULL OR m.wiped = 1))",
        "");
}

void aid_hands_leave(struct store *store, int64_t member)
{
    db_run(store,
        "DELETE FROM hand_word WHERE member = ?"
        " AND kind IN ('answer', 'accept', 'done', 'helped', 'no', 'again', 'leave')",
        "i", member);
}
