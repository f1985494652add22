/*
 * aid_match.c: matches of an ask and a helper: saying yes, agreeing, saying no. RULES 3.2, 3.3, 3.6.
 *
 * A match holds its ask while it waits for the second yes, and while the two agree. A unique index makes sure that only
 * one match holds an ask. A member who comes second reads only that somebody was first.
 *
 * Two members are kept apart when one muted the other or said "not this person" (aid_apart). What can people observe of
 * this? An ask names nobody before its asker accepted somebody. So nothing that anybody sees before that point may
 * depend on who muted or barred whom. Otherwise a member could mute one neighbour after another and watch which asks
 * change.
 *
 *   whoever muted or barred   chooses when, and can compare: the board, what fits, a matching night, counts, scores,
 *                             the book, hints, refusals. All of these are the same with her mute and without it.
 *   whoever was muted         is not told (RULES 2.3, 3.6). He may guess who would mute him, and would then know whose
 *                             ask it is that does not fit his offer. All of these are the same for him too.
 *   everybody else            may be a second account of one of the two. The state of an ask, the room left in an
 *                             offer, the list of a matching night and the entries in the book are the same.
 *
 * So a first yes is a yes like any other: it holds the ask and is told to the other side, which still reads "a
 * neighbour, block C". The two are kept apart at the second yes, which would show their names. There the match ends as
 * if the other side had taken its yes back a moment before. The member who says the second yes gets the answer of the
 * same code, in the same words, as if that had happened. To the other side, the second yes looks like a "not this
 * time". From then on both are refused to each other for this ask, as after those two acts. Neither learns a name, and
 * neither learns the reason.
 *
 * An offer bears a name. A member who muted that name, or barred it and knew it, does not see the offer on the board
 * nor among what fits her ask (aid_offer_is_shown). That tells her nothing that she did not know. It changes nothing
 * for the offer's owner, nor in a matching night.
 *
 * What stays visible: nobody is matched with her own offer, so an ask that never meets one offer may be by its owner.
 */
#include <stdlib.h>
#include <string.h>

#include "store/aid/aid_internal.h"
#include "store/aid/aid_match_row.h"
#include "store/people/by_hand.h"
#include "store/people/claim_room.h"
#include "store/people/people.h"

/* --- a yes --- */

/* The time for which the two would agree: what their windows share, of the week that a night suggested, else of the
 * best one. Without an offer it is the window of the ask. */
static struct aid_week time_of(
    struct store *store, const struct aid_row *ask, const struct match_row *match, int64_t now)
{
    struct aid_row offer;
    struct aid_week week = { ask->starts, ask->ends };
    if (match->state == MATCH_SUGGESTED && match->ends != 0)
        return (struct aid_week) { match->starts, match->ends };
    if (aid_offer_read(store, match->offer, &offer) && aid_best_week(store, ask, &offer, false, now, &week) == AID_FITS)
        return aid_shared(ask, &week);
    return (struct aid_week) { ask->starts, ask->ends };
}

/* One of the two says yes; the other is told. */
static enum result first_yes(
    struct store *store, const struct aid_row *ask, int64_t match, enum aid_side says, int64_t now)
{
    struct match_row row;
    if (!aid_match_read(store, match, &row))
        return db_outcome(store);
    bool helps = says == SIDE_HELPER;
    int64_t until = now + aid_wait(store, ask->unit, ask->urgency);
    struct aid_week time = time_of(store, ask, &row, now);
    if (ask->hands > 1)
        aid_match_take_place(store, match);
    db_run(store,
        helps ? "UPDATE aid_match SET state = " SQL_MATCH_HOLDS
                ", helper_yes = ?1, until = ?2, starts = ?3, ends = ?4 WHERE id = ?5"
              : "UPDATE aid_match SET state = " SQL_MATCH_HOLDS
                ", asker_yes = ?1, until = ?2, starts = ?3, ends = ?4 WHERE id = ?5",
        now, until < time.ends ? until : time.ends, time.starts, time.ends, match);
    aid_ask_set_state(store, ask->id);
    aid_tell(store, helps ? ask->member : row.helper, match, now);
    return aid_ledger(store, LEDGER_ASK_ANSWERED, ask->id, now);
}

/* The second yes: from now on the two know each other. It is news for the one who did not say it. When no place is
 * left, other suggestions for this ask end: somebody was first. */
static enum result agree(
    struct store *store, const struct aid_row *ask, const struct match_row *match, int64_t by, int64_t now)
{
    db_run(store,
        "UPDATE aid_match SET state = " SQL_MATCH_AGREED ", agreed = ?1, reminded = 0,"
        " asker_yes = max(asker_yes, ?1), helper_yes = max(helper_yes, ?1) WHERE id = ?2",
        now, match->id);
    aid_ask_set_state(store, ask->id);
    db_run(store, "INSERT OR REPLACE INTO aid_seen VALUES (?, ?, 0)", match->id, by);
    if (db_number(store, 0, "SELECT state FROM ask WHERE id = ?", ask->id) == AID_AGREED) {
        db_run(store, "UPDATE ask SET met = ? WHERE id = ?", now, ask->id);
        aid_ask_end_suggestions(store, ask->id, now);
        aid_ask_come_down(store, ask->id, now);
    } else
        aid_ask_end_suggestions_of(store, ask->id, match->helper, now);
    aid_match_tell_both(store, match, by, now);
    return aid_ledger(store, LEDGER_ASK_AGREED, ask->id, now);
}

/* RULES 3.3: an "I can" of hers may wait for at most two askers at once. Her yes to what a matching night suggested is
 * no "I can", and is not counted: only a night gives a match a score. */
static enum result check_unanswered(struct store *store, int64_t ask, int64_t helper)
{
    if (db_number(store, 0,
            "SELECT 1 FROM aid_match WHERE ask = ? AND helper = ? AND state = " SQL_MATCH_SUGGESTED " AND score > 0",
            ask, helper) == 1 ||
        db_number(store, 0,
            "SELECT count(*) FROM aid_match WHERE helper = ? AND state = " SQL_MATCH_HOLDS
            " AND helper_yes <> 0 AND asker_yes = 0 AND score = 0",
            helper) < AID_UNANSWERED_MOST)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        _("Two neighbours have not answered your \"I can\" yet. Wait for one of them, or take one back: `aid matches` shows how."));
}

enum result aid_match_check_free(struct store *store, const struct aid_row *ask, int64_t now)
{
    switch (ask->state) {
    case AID_OPEN:
        return ask->ends > now ? RESULT_OK : db_refuse(store, RESULT_CONFLICT, _("This ask is over."));
    case AID_ANSWERED:
    case AID_AGREED:
        return db_refuse(store, RESULT_CONFLICT,
            ask->hands > 1 ? _("Others were first: this ask has all its hands. Thank you.")
                           : _("Somebody was first: this ask has an answer. Thank you."));
    default:
        return db_refuse(store, RESULT_CONFLICT, _("This ask is over."));
    }
}

static enum result refuse_full(struct store *store)
{
    return db_refuse(store, RESULT_CONFLICT, _("This offer has no room left for another ask."));
}

static enum result check_offer(struct store *store, const struct aid_row *ask, const struct aid_row *offer, int64_t now)
{
    if (offer->state != AID_OPEN || (!offer->weekly && offer->ends <= now))
        return db_refuse(store, RESULT_CONFLICT, _("This offer is over."));
    if (offer->kind != ask->kind)
        return db_refuse(store, RESULT_REFUSED, _("That offer is of another kind than this ask."));
    if (offer->many > 0 && ask->many > offer->many)
        return db_refuse(
            store, RESULT_REFUSED, _("That offer is for %d at most, and the ask is for %d."), offer->many, ask->many);
    if (ask->languages != 0 && offer->languages != 0 && (ask->languages & offer->languages) == 0)
        return db_refuse(store, RESULT_REFUSED, _("Ask and offer name no language that both speak."));
    struct aid_week week;
    switch (aid_best_week(store, ask, offer, false, now, &week)) {
    case AID_NO_TIME:
        return db_refuse(store, RESULT_REFUSED, _("Ask and offer share no time."));
    case AID_NO_ROOM:
        return refuse_full(store);
    case AID_FITS:
        break;
    }
    return RESULT_OK;
}

enum result aid_match_check_room(
    struct store *store, const struct aid_row *ask, const struct match_row *match, int64_t now)
{
    struct aid_row offer;
    if (!aid_offer_read(store, match->offer, &offer))
        return db_outcome(store);
    enum result result = check_offer(store, ask, &offer, now);
    if (result != RESULT_OK || match->ends == 0)
        return result;
    if (match->ends <= now)
        return db_refuse(store, RESULT_CONFLICT, _("The time that you two share is over."));
    struct aid_week week = aid_offer_week(&offer, match->starts);
    return aid_offer_left_in(store, &offer, &week) == 0 ? refuse_full(store) : RESULT_OK;
}

/* Says why this helper may not answer. Only she herself is told about the state of her claim to be a woman. */
static enum result refuse_helper(
    struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t helper, int64_t now)
{
    char words[CLAIM_WORDS_BYTES];
    if (helper != actor->member)
        return db_refuse(store, RESULT_REFUSED, _("You said who may answer this ask, and that neighbour may not."));
    if (ask->who_may != AID_WOMEN)
        return db_refuse(store, RESULT_REFUSED, _("The asker said who may answer this one."));
    struct claim claim = claim_of(store, helper, now);
    if (actor->hand != 0)
        return db_refuse(store, RESULT_REFUSED, _("Women are asked to answer this one."));
    if (claim.state == CLAIM_NONE)
        return db_refuse(store, RESULT_REFUSED,
            _("Women are asked to answer this one. If you are one, say so once: `woman yes`. It stands 14 days later."));
    return db_refuse(store, RESULT_REFUSED, _("Women are asked to answer this one. %s"), claim_words(&claim, words));
}

enum result aid_match_check_helper(
    struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t helper, int64_t now)
{
    if (ask->member == helper)
        return db_refuse(store, RESULT_REFUSED, _("That is your own ask."));
    return aid_ask_may_answer(store, ask, helper, now) ? RESULT_OK : refuse_helper(store, actor, ask, helper, now);
}

/* Ends the write. `apart`: this write ended the match at its second yes, so it must be committed. */
static enum result finish(struct store *store, enum result result, bool apart)
{
    return apart || result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* The other side's yes counts as taken back, and this second yes as a "not this time": see the head of this file. */
static enum result end_apart(struct store *store, int64_t match, int64_t now)
{
    db_run(store, "UPDATE aid_match SET refused = ? WHERE id = ?", SIDE_ASKER | SIDE_HELPER, match);
    return aid_match_end(store, match, MATCH_NOT_NOW, 0, now);
}

/* May the helper of a match, and the hands that write for her, answer its ask? */
static enum result check_answering(struct store *store, const struct actor *actor, const struct aid_row *ask,
    const struct match_row *match, int64_t now)
{
    enum result result = aid_match_check_helper(store, actor, ask, match->helper, now);
    if (result == RESULT_OK &&
        (result = aid_hands_may_answer(store, actor, ask, match->id, match->helper, match->offer, now)) != RESULT_OK &&
        !aid_is_helping(store, actor, ask, match->helper))
        result = refuse_helper(store, actor, ask, match->helper, now);
    return result;
}

/* The second yes. The two agree, unless they must be kept apart or the helper may no longer answer this ask; only the
 * helper is told of the latter. When *apart is set, the match has ended: the caller commits and then asks again what
 * the actor may do now. */
static enum result second_yes(struct store *store, const struct actor *actor, const struct aid_row *ask,
    const struct match_row *match, int64_t now, bool *apart)
{
    bool own = match->helper == ask->member, helps = aid_is_helping(store, actor, ask, match->helper);
    enum result result = own ? RESULT_REFUSED : check_answering(store, actor, ask, match, now);
    if (!own && helps && result != RESULT_OK)
        return result;
    if (result == RESULT_OK && !aid_hands_apart(store, actor, ask, match->id, match->helper, match->offer))
        return agree(store, ask, match, actor->member, now);
    *apart = true;
    return end_apart(store, match->id, now);
}

static enum result insert_match(
    struct store *store, const struct aid_row *ask, int64_t helper, int64_t offer, int64_t now, int64_t *match)
{
    enum result result = db_run(store,
        "INSERT INTO aid_match (ask, helper, offer, made, until, state) VALUES (?, ?, nullif(?, 0), ?, ?, " SQL_MATCH_SUGGESTED
        ")",
        ask->id, helper, offer, now, now + aid_wait(store, ask->unit, ask->urgency));
    *match = db_last_id(store);
    return result;
}

/* Uses the suggestion of these two, if there is one that nobody answered; else makes a new match. */
static enum result suggestion_or_new(
    struct store *store, const struct aid_row *ask, int64_t helper, int64_t offer, int64_t now, int64_t *match)
{
    struct match_row row;
    *match = db_number(store, 0,
        "SELECT id FROM aid_match WHERE ask = ? AND helper = ? AND state = " SQL_MATCH_SUGGESTED, ask->id, helper);
    if (!aid_match_read(store, *match, &row))
        return insert_match(store, ask, helper, offer, now, match);
    if (aid_match_check_room(store, ask, &row, now) == RESULT_OK && (offer == 0 || offer == row.offer))
        return RESULT_OK;
    /* another offer, or none when the suggested one is full by now; and so another time */
    return db_run(store, "UPDATE aid_match SET offer = nullif(?, 0), starts = 0, ends = 0 WHERE id = ?", offer, *match);
}

/* "I can" with an offer: the offer must be hers, written by the actor's hand if a hand acts, and have room. */
static enum result check_own_offer(
    struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t offer_id, int64_t now)
{
    struct aid_row offer;
    enum result result = aid_row_get(store, actor, true, offer_id, &offer);
    if (result != RESULT_OK)
        return result;
    if (offer.member != actor->member || !aid_hand_owns(store, actor, true, offer_id))
        return db_refuse(store, RESULT_REFUSED, _("That is somebody else's offer."));
    return check_offer(store, ask, &offer, now);
}

static enum result check_can(
    struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t offer, int64_t now)
{
    enum result result = aid_match_check_free(store, ask, now);
    /* RULES 1.8: a hand that did not write her ask must not learn that the ask is hers. */
    bool hidden = ask->member == actor->member && !aid_hand_owns(store, actor, false, ask->id);
    if (result != RESULT_OK ||
        (!hidden && (result = aid_match_check_helper(store, actor, ask, actor->member, now)) != RESULT_OK))
        return result;
    if (aid_ask_was_refused(store, ask->id, actor->member, SIDE_ASKER))
        return db_refuse(
            store, RESULT_REFUSED, _("The asker said \"not this time\" to you. The ask goes on with others."));
    if ((result = aid_hands_may_answer(store, actor, ask, 0, actor->member, offer, now)) != RESULT_OK ||
        (result = check_unanswered(store, ask->id, actor->member)) != RESULT_OK || offer == 0)
        return result;
    return check_own_offer(store, actor, ask, offer, now);
}

static enum result can(struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t offer,
    int64_t now, int64_t *match, bool *apart)
{
    enum result result;
    struct match_row row;
    int64_t held = db_number(store, 0,
        "SELECT id FROM aid_match WHERE ask = ? AND helper = ? AND state IN (" SQL_MATCH_HOLDS ", " SQL_MATCH_AGREED
        ")",
        ask->id, actor->member);
    /* RULES 1.8: another hand than the one that answered is told only that somebody holds the ask, not who. */
    if (held != 0 && aid_match_read(store, held, &row) &&
        aid_hand_goes_on(store, actor, true, held, ask->id, row.offer)) {
        if (row.helper_yes)
            return db_refuse(store, RESULT_CONFLICT, _("You said so already. Wait for the answer."));
        *match = held; /* the asker had chosen her: so this is the second yes */
        return second_yes(store, actor, ask, &row, now, apart);
    }
    if ((result = check_can(store, actor, ask, offer, now)) != RESULT_OK ||
        (result = suggestion_or_new(store, ask, actor->member, offer, now, match)) != RESULT_OK)
        return result;
    return first_yes(store, ask, *match, SIDE_HELPER, now);
}

static enum result can_once(struct store *store, const struct actor *actor, int64_t ask, int64_t offer, int64_t now,
    int64_t *match, bool *apart)
{
    struct aid_row row;
    *match = 0;
    *apart = false;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    if ((result = aid_row_get(store, actor, false, ask, &row)) == RESULT_OK)
        result = can(store, actor, &row, offer, now, match, apart);
    if (result == RESULT_OK && !*apart)
        result = by_hand_note(store, actor, HAND_ANSWER, *match, now);
    if (result != RESULT_OK)
        *match = 0;
    return finish(store, result, *apart);
}

enum result aid_can(
    struct store *store, const struct actor *actor, int64_t ask, int64_t offer, int64_t now, int64_t *match)
{
    bool apart;
    enum result result = can_once(store, actor, ask, offer, now, match, &apart);
    return apart && result == RESULT_OK ? can_once(store, actor, ask, offer, now, match, &apart) : result;
}

/* The asker, who already waits for somebody or is waited for, is told so: "somebody was first" is said to helpers. */
static enum result check_not_held(struct store *store, const struct aid_row *ask)
{
    if (ask->state != AID_ANSWERED)
        return RESULT_OK;
    bool asked =
        db_number(store, 0, "SELECT 1 FROM aid_match WHERE ask = ? AND state = " SQL_MATCH_HOLDS " AND asker_yes <> 0",
            ask->id) == 1;
    return db_refuse(store, RESULT_CONFLICT,
        asked ? _("You wait for an answer to this ask already. Take that back first, or wait.")
              : _("Somebody can answer this ask already: say yes or no to that first."));
}

/* The asker asks somebody who holds a place of her ask already. Who said "I can" has no name for her yet, so this is
 * her yes to that; whether it was cannot be seen before both agree. */
static enum result choose_hand(struct store *store, const struct actor *actor, const struct aid_row *ask,
    int64_t helper, int64_t now, int64_t *match, bool *apart)
{
    struct match_row row;
    *match = db_number(store, 0,
        "SELECT id FROM aid_match WHERE ask = ? AND helper = ? AND state IN (" SQL_MATCH_HOLDS ", " SQL_MATCH_AGREED
        ")",
        ask->id, helper);
    if (!aid_match_read(store, *match, &row))
        return db_outcome(store);
    if (row.asker_yes)
        return db_refuse(store, RESULT_CONFLICT,
            row.state == MATCH_AGREED ? _("You two agreed on this ask already.")
                                      : _("You asked that neighbour already. Wait for the answer."));
    return second_yes(store, actor, ask, &row, now, apart);
}

static enum result choose(struct store *store, const struct actor *actor, int64_t ask_id, int64_t offer_id, int64_t now,
    int64_t *match, bool *apart)
{
    struct aid_row ask, offer;
    enum result result = aid_require_own_ask(store, actor, ask_id, &ask);
    if (result != RESULT_OK || (result = aid_row_get(store, actor, true, offer_id, &offer)) != RESULT_OK)
        return result;
    if (ask.hands > 1 && aid_ask_has_hand(store, ask.id, offer.member))
        return choose_hand(store, actor, &ask, offer.member, now, match, apart);
    if ((result = check_not_held(store, &ask)) != RESULT_OK ||
        (result = aid_match_check_free(store, &ask, now)) != RESULT_OK ||
        (result = check_offer(store, &ask, &offer, now)) != RESULT_OK)
        return result;
    if (offer.member == actor->member)
        return db_refuse(store, RESULT_REFUSED, _("That is your own offer."));
    if (aid_ask_was_refused(store, ask.id, offer.member, SIDE_HELPER))
        return db_refuse(store, RESULT_REFUSED, _("That neighbour said \"not this time\" to this ask."));
    if (aid_ask_is_unwanted(store, ask.id, offer.member) || !aid_ask_may_answer(store, &ask, offer.member, now) ||
        aid_hands_may_answer(store, actor, &ask, 0, offer.member, offer.id, now) != RESULT_OK)
        return db_refuse(store, RESULT_REFUSED, _("You said who may answer this ask, and that neighbour may not."));
    if ((result = suggestion_or_new(store, &ask, offer.member, offer.id, now, match)) != RESULT_OK)
        return result;
    return first_yes(store, &ask, *match, SIDE_ASKER, now);
}

static enum result choose_once(struct store *store, const struct actor *actor, int64_t ask, int64_t offer, int64_t now,
    int64_t *match, bool *apart)
{
    *match = 0;
    *apart = false;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    if ((result = choose(store, actor, ask, offer, now, match, apart)) == RESULT_OK && !*apart)
        result = by_hand_note(store, actor, HAND_ACCEPT, *match, now);
    return finish(store, result, *apart);
}

enum result aid_choose(
    struct store *store, const struct actor *actor, int64_t ask, int64_t offer, int64_t now, int64_t *match)
{
    bool apart;
    enum result result = choose_once(store, actor, ask, offer, now, match, &apart);
    return apart && result == RESULT_OK ? choose_once(store, actor, ask, offer, now, match, &apart) : result;
}

static enum result accept(struct store *store, const struct actor *actor, int64_t ask_id, int64_t now, bool *apart)
{
    struct aid_row ask;
    struct match_row match;
    enum result result = aid_require_own_ask(store, actor, ask_id, &ask);
    if (result != RESULT_OK)
        return result;
    if (ask.state == AID_AGREED)
        return db_refuse(store, RESULT_CONFLICT, _("You accepted already."));
    int64_t id = db_number(store, 0,
        "SELECT id FROM aid_match WHERE ask = ? AND state = " SQL_MATCH_HOLDS
        " AND helper_yes <> 0 ORDER BY helper_yes, id LIMIT 1",
        ask.id);
    if (id == 0 || !aid_match_read(store, id, &match))
        return db_refuse(store, RESULT_NOT_FOUND,
            ask.state == AID_ANSWERED
                ? _("The neighbour whom you asked has not answered yet.")
                : _("No \"I can\" stands for this ask now: nobody said so yet, it was taken back, or it waited too long."));
    result = second_yes(store, actor, &ask, &match, now, apart);
    return result == RESULT_OK && !*apart ? by_hand_note(store, actor, HAND_ACCEPT, id, now) : result;
}

static enum result accept_once(struct store *store, const struct actor *actor, int64_t ask, int64_t now, bool *apart)
{
    *apart = false;
    enum result result = db_begin(store);
    return result == RESULT_OK ? finish(store, accept(store, actor, ask, now, apart), *apart) : result;
}

enum result aid_accept(struct store *store, const struct actor *actor, int64_t ask, int64_t now)
{
    bool apart;
    enum result result = accept_once(store, actor, ask, now, &apart);
    return apart && result == RESULT_OK ? accept_once(store, actor, ask, now, &apart) : result;
}

/* --- answers to a match --- */

static enum result say_yes(struct store *store, const struct actor *actor, const struct aid_row *ask,
    const struct match_row *match, int64_t now, bool *apart)
{
    bool helper = aid_is_helping(store, actor, ask, match->helper);
    enum result result;
    if (match->state == MATCH_HOLDS && (helper ? match->helper_yes : match->asker_yes))
        return db_refuse(store, RESULT_CONFLICT, _("You said yes already. Wait for the other's answer."));
    if (match->state == MATCH_HOLDS)
        return second_yes(store, actor, ask, match, now, apart);
    if (aid_ask_has_hand(store, ask->id, match->helper))
        return db_refuse(store, RESULT_CONFLICT, _("That is settled already."));
    if ((!helper && (result = check_not_held(store, ask)) != RESULT_OK) ||
        (result = aid_match_check_free(store, ask, now)) != RESULT_OK ||
        (result = check_answering(store, actor, ask, match, now)) != RESULT_OK ||
        (match->offer != 0 && (result = aid_match_check_room(store, ask, match, now)) != RESULT_OK))
        return result;
    return first_yes(store, ask, match->id, helper ? SIDE_HELPER : SIDE_ASKER, now);
}

static enum result say_no(struct store *store, const struct actor *actor, const struct aid_row *ask,
    const struct match_row *match, bool bars, int64_t now)
{
    bool agreed = match->state == MATCH_AGREED, helper = aid_is_helping(store, actor, ask, match->helper);
    if (bars && ask->member != match->helper)
        db_run(store,
            "INSERT INTO aid_barred (member, other, at, known) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET known = max(known, excluded.known)",
            actor->member, helper ? ask->member : match->helper, now, agreed);
    if (bars)
        aid_every_week_end_of(store, ask->id, match->helper, actor->member, now);
    db_run(store, "UPDATE aid_match SET refused = ? WHERE id = ?", helper ? SIDE_HELPER : SIDE_ASKER, match->id);
    return aid_match_end(store, match->id, agreed ? MATCH_FELL : MATCH_NOT_NOW, actor->member, now);
}

static enum result answer(
    struct store *store, const struct actor *actor, int64_t match, enum aid_answer answer, int64_t now, bool *apart)
{
    struct aid_row ask;
    struct match_row row;
    enum result result = aid_match_require(store, actor, match, &row, &ask);
    if (result != RESULT_OK)
        return result;
    if (row.state == MATCH_LAPSED)
        return db_refuse(store, RESULT_CONFLICT, "%s",
            aid_match_over_words(
                row.state, ask.state, ask.member == 0, !aid_is_helping(store, actor, &ask, row.helper)));
    if (row.state > MATCH_AGREED || (row.state == MATCH_AGREED && answer == AID_YES))
        return db_refuse(store, RESULT_CONFLICT, _("That is settled already."));
    result = answer == AID_YES ? say_yes(store, actor, &ask, &row, now, apart)
                               : say_no(store, actor, &ask, &row, answer == AID_NOT_THEM, now);
    if (result != RESULT_OK || *apart)
        return result;
    return by_hand_note(store, actor,
        answer != AID_YES                                ? HAND_NO
        : aid_is_helping(store, actor, &ask, row.helper) ? HAND_ANSWER
                                                         : HAND_ACCEPT,
        match, now);
}

static enum result answer_once(
    struct store *store, const struct actor *actor, int64_t match, enum aid_answer said, int64_t now, bool *apart)
{
    *apart = false;
    enum result result = db_begin(store);
    return result == RESULT_OK ? finish(store, answer(store, actor, match, said, now, apart), *apart) : result;
}

enum result aid_answer(struct store *store, const struct actor *actor, int64_t match, enum aid_answer said, int64_t now)
{
    bool apart;
    enum result result = answer_once(store, actor, match, said, now, &apart);
    return apart && result == RESULT_OK ? answer_once(store, actor, match, said, now, &apart) : result;
}
