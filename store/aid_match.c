/*
 * aid_match.c: who meets whom. RULES 3.2, 3.3, 3.6.
 *
 * A match holds its ask while it waits for the second yes and while it is agreed; a unique index says that there is one
 * at most, and a transaction that finds the ask held says who was first: somebody.
 *
 * Two who are kept apart (aid_apart: one muted the other, or said "not this person"), and what each person can observe.
 * An ask names nobody before its asker accepted. So nothing that anybody sees before that point may depend on who muted
 * or barred whom; else a member would mute one neighbour after another and watch which asks change.
 *
 *   whoever muted or barred   chooses when, and can compare: the board, what fits, a matching night, counts, scores,
 *                             the book, hints, refusals. All of these are the same with her mute and without it.
 *   whoever was muted         is not told (RULES 2.3, 3.6). He may guess who would mute him, and would then know whose
 *                             ask it is that does not fit his offer. All of these are the same for him too.
 *   everybody else            may be a second account of one of the two. The state of an ask, the room left in an
 *                             offer, the list of a matching night and the entries in the book are the same.
 *
 * So a first yes is a yes like any other: it holds the ask, it is told to the other side, which still reads "a
 * neighbour, block C". The two are kept apart at the second yes, which would tell their names: there the match ends as
 * if the other side had taken its yes back a moment before, and whoever says the second yes is answered by the same
 * code, in the same words, as if that had been so. To the other side the second yes was a "not this time". Both are
 * refused to each other for this ask, as after those two words. Neither learns a name, and neither learns the reason.
 *
 * An offer bears a name. A member who muted that name, or barred it and knew it, does not see the offer on the board
 * nor among what fits her ask (offer_is_shown). That tells her nothing that she did not know. It changes nothing for
 * the offer's owner, nor in a matching night.
 *
 * What stays visible: nobody is matched with her own offer, so an ask that never meets one offer may be by its owner.
 */
#include <stdlib.h>
#include <string.h>

#include "store/aid_room.h"
#include "store/claim_room.h"
#include "store/forget.h"
#include "store/by_hand.h"
#include "store/restored.h"
#include "store/people.h"

struct match_row {
    int64_t id, ask, helper, offer, until;
    enum match_state state;
    bool asker_yes, helper_yes, helper_done;
    bool struck; /* RULES 1.8: a strike ended it, and what they wrote is still kept */
};

static bool read_match(struct store *store, int64_t id, struct match_row *out)
{
    *out = (struct match_row) { 0 };
    sqlite3_stmt *row = db_query(store,
        "SELECT id, ask, coalesce(helper, 0), coalesce(offer, 0), until, state, asker_yes, helper_yes, helper_done,"
        " struck FROM aid_match WHERE id = ?",
        "i", id);
    bool found = db_step(store, row);
    if (found)
        *out = (struct match_row) {
            .id = sqlite3_column_int64(row, 0),
            .ask = sqlite3_column_int64(row, 1),
            .helper = sqlite3_column_int64(row, 2),
            .offer = sqlite3_column_int64(row, 3),
            .until = sqlite3_column_int64(row, 4),
            .state = (enum match_state)sqlite3_column_int(row, 5),
            .asker_yes = sqlite3_column_int64(row, 6) != 0,
            .helper_yes = sqlite3_column_int64(row, 7) != 0,
            .helper_done = sqlite3_column_int64(row, 8) != 0,
            .struck = sqlite3_column_int64(row, 9) != 0,
        };
    db_done(store, row);
    return found;
}

static int64_t asker_of(struct store *store, int64_t ask)
{
    return db_number(store, 0, "SELECT member FROM ask WHERE id = ?", "i", ask);
}

enum result aid_tell(struct store *store, int64_t member, int64_t subject, int64_t now)
{
    return member != 0 ? notice_append(store, member, NOTICE_AID, subject, now) : RESULT_OK;
}

/* The two, but for whoever did it. */
static void tell_both(struct store *store, const struct match_row *match, int64_t by, int64_t now)
{
    int64_t asker = asker_of(store, match->ask);
    if (match->helper != by)
        aid_tell(store, match->helper, match->id, now);
    if (asker != by && asker != match->helper)
        aid_tell(store, asker, match->id, now);
}

/* Open again; first in line where somebody had agreed already, or where it did not happen. */
static enum result reopen(struct store *store, int64_t ask, bool first, int64_t now)
{
    db_run(store, "UPDATE ask SET state = ?, again = max(again, ?), ended = 0 WHERE id = ?", "iii", (int64_t)AID_OPEN,
        (int64_t)first, ask);
    return aid_ledger(store, LEDGER_ASK_OPEN_AGAIN, ask, now);
}

static bool is_held(struct store *store, int64_t ask)
{
    return db_number(store, 0, "SELECT 1 FROM ask WHERE id = ? AND state IN (1, 2)", "i", ask) == 1;
}

enum result match_end(struct store *store, int64_t match, enum match_state state, int64_t by, int64_t now)
{
    struct match_row row;
    if (!read_match(store, match, &row) || row.state >= MATCH_DONE)
        return db_outcome(store);
    if (row.state == MATCH_AGREED && state == MATCH_LAPSED)
        state = MATCH_FELL; /* nobody was first: the two had agreed */
    db_run(store, "UPDATE aid_match SET state = ? WHERE id = ?", "ii", (int64_t)state, match);
    if (row.state == MATCH_AGREED && !row.struck) { /* nobody can read their thread any more */
        db_run(store, "DELETE FROM aid_word WHERE match = ?", "i", match);
        db_run(store, "DELETE FROM aid_seen WHERE match = ?", "i", match);
        if (by != 0) /* to her it is no news */
            db_run(store, "INSERT INTO aid_seen VALUES (?, ?, 0)", "ii", match, by);
    }
    if (row.state != MATCH_SUGGESTED) { /* so that nobody goes there, or waits, for nothing */
        db_run(store, "UPDATE aid_match SET until = ? WHERE id = ?", "ii",
            now + (row.state == MATCH_AGREED ? AID_FELL_SAID : AID_NO_SAID), match);
    }
    if (row.state != MATCH_SUGGESTED && is_held(store, row.ask))
        reopen(store, row.ask, row.state == MATCH_AGREED, now);
    if (row.state != MATCH_SUGGESTED || state == MATCH_LAPSED) /* "not this time" to a suggestion makes no noise */
        tell_both(store, &row, by, now);
    return db_outcome(store);
}

enum result ask_let_go(struct store *store, int64_t ask, enum match_state state, int64_t by, int64_t now)
{
    int64_t match;
    while ((match = db_number(
                store, 0, "SELECT id FROM aid_match WHERE ask = ? AND state IN (0, 1, 2) LIMIT 1", "i", ask)) != 0 &&
           !db_failed(store))
        match_end(store, match, state, by, now);
    return db_outcome(store);
}

enum result offer_let_go(struct store *store, int64_t offer, int64_t by, int64_t now)
{
    int64_t match;
    while ((match = db_number(
                store, 0, "SELECT id FROM aid_match WHERE offer = ? AND state IN (0, 1) LIMIT 1", "i", offer)) != 0 &&
           !db_failed(store))
        match_end(store, match, MATCH_LAPSED, by, now);
    return db_outcome(store);
}

/* --- a yes --- */

/* One of the two says yes, and the other is told. */
static enum result first_yes(
    struct store *store, const struct aid_row *ask, int64_t match, enum aid_side says, int64_t now)
{
    struct match_row row;
    if (!read_match(store, match, &row))
        return db_outcome(store);
    bool helps = says == SIDE_HELPER;
    int64_t until = now + aid_wait(ask->urgency);
    db_run(store,
        helps ? "UPDATE aid_match SET state = 1, helper_yes = ?1, until = ?2 WHERE id = ?3"
              : "UPDATE aid_match SET state = 1, asker_yes = ?1, until = ?2 WHERE id = ?3",
        "iii", now, until < ask->ends ? until : ask->ends, match);
    db_run(store, "UPDATE ask SET state = ? WHERE id = ?", "ii", (int64_t)AID_ANSWERED, ask->id);
    aid_tell(store, helps ? ask->member : row.helper, match, now);
    return aid_ledger(store, LEDGER_ASK_ANSWERED, ask->id, now);
}

static bool read_ask_of(struct store *store, const struct match_row *match, struct aid_row *out)
{
    sqlite3_stmt *row = db_query(store, "SELECT " ASK_COLUMNS " FROM ask a WHERE a.id = ?", "i", match->ask);
    bool found = db_step(store, row);
    if (found)
        aid_read_row(row, false, out);
    db_done(store, row);
    return found;
}

/* False, and nothing of it: there is none of that number (0 is none). */
static bool read_offer(struct store *store, int64_t id, struct aid_row *out)
{
    *out = (struct aid_row) { 0 };
    sqlite3_stmt *row = db_query(store, "SELECT " OFFER_COLUMNS " FROM offer a WHERE a.id = ?", "i", id);
    bool found = db_step(store, row);
    if (found)
        aid_read_row(row, true, out);
    db_done(store, row);
    return found;
}

static int64_t meet_at(struct store *store, const struct aid_row *ask, int64_t offer_id, int64_t now)
{
    struct aid_row offer;
    return read_offer(store, offer_id, &offer) ? aid_meet_at(ask, &offer, now) : ask->starts;
}

static void end_suggestions(struct store *store, int64_t ask, int64_t now)
{
    int64_t other;
    while (
        (other = db_number(store, 0, "SELECT id FROM aid_match WHERE ask = ? AND state = 0 LIMIT 1", "i", ask)) != 0 &&
        !db_failed(store))
        match_end(store, other, MATCH_LAPSED, 0, now);
}

/* The second yes: from now on they know each other; to whoever did not say it, it is news. Whoever else was suggested
 * is told that somebody was first. */
static enum result agree(
    struct store *store, const struct aid_row *ask, const struct match_row *match, int64_t by, int64_t now)
{
    db_run(store,
        "UPDATE aid_match SET state = 2, agreed = ?1, starts = ?2, reminded = 0,"
        " asker_yes = max(asker_yes, ?1), helper_yes = max(helper_yes, ?1) WHERE id = ?3",
        "iii", now, meet_at(store, ask, match->offer, now), match->id);
    db_run(store, "UPDATE ask SET state = ?, met = ? WHERE id = ?", "iii", (int64_t)AID_AGREED, now, ask->id);
    db_run(store, "INSERT OR REPLACE INTO aid_seen VALUES (?, ?, 0)", "ii", match->id, by);
    end_suggestions(store, ask->id, now);
    tell_both(store, match, by, now);
    return aid_ledger(store, LEDGER_ASK_AGREED, ask->id, now);
}

/* RULES 3.3: at most two that no asker answered. */
static enum result check_unanswered(struct store *store, int64_t helper)
{
    if (db_number(store, 0,
            "SELECT count(*) FROM aid_match WHERE helper = ? AND state = 1 AND helper_yes <> 0 AND asker_yes = 0", "i",
            helper) < AID_UNANSWERED_MOST)
        return RESULT_OK;
    return store_refuse(store, RESULT_REFUSED,
        _("Two neighbours have not answered your \"I can\" yet. Wait for one of them, or take one back (`aid --mine`)."));
}

static enum result check_free(struct store *store, const struct aid_row *ask, int64_t now)
{
    switch (ask->state) {
    case AID_OPEN:
        return ask->ends > now ? RESULT_OK : store_refuse(store, RESULT_CONFLICT, _("This ask is over."));
    case AID_ANSWERED:
    case AID_AGREED:
        return store_refuse(store, RESULT_CONFLICT, _("Somebody was first: this ask has an answer. Thank you."));
    default:
        return store_refuse(store, RESULT_CONFLICT, _("This ask is over."));
    }
}

static enum result check_offer(struct store *store, const struct aid_row *ask, const struct aid_row *offer, int64_t now)
{
    if (offer->state != AID_OPEN || (!offer->weekly && offer->ends <= now))
        return store_refuse(store, RESULT_CONFLICT, _("This offer is over."));
    if (offer->kind != ask->kind)
        return store_refuse(store, RESULT_REFUSED, _("That offer is of another kind than this ask."));
    if (offer_left(store, offer, now) == 0)
        return store_refuse(store, RESULT_CONFLICT, _("This offer has no room left for another ask."));
    return RESULT_OK;
}

/* Of a suggestion: since it was made another ask may have taken the offer's last place. */
static enum result check_room(struct store *store, const struct aid_row *ask, int64_t offer_id, int64_t now)
{
    struct aid_row offer;
    return read_offer(store, offer_id, &offer) ? check_offer(store, ask, &offer, now) : db_outcome(store);
}

/* Why this helper may not answer it: to herself in full; how her word stands is told to nobody else. */
static enum result refuse_helper(
    struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t helper, int64_t now)
{
    char words[CLAIM_WORDS_BYTES];
    if (helper != actor->member)
        return store_refuse(
            store, RESULT_REFUSED, _("By your own word that neighbour may not answer this ask: see who may."));
    if (ask->who_may != AID_WOMEN)
        return store_refuse(store, RESULT_REFUSED, _("Whoever asks said who may answer this one."));
    struct claim claim = claim_of(store, helper, now);
    if (actor->hand != 0)
        return store_refuse(store, RESULT_REFUSED, _("Women are asked to answer this one."));
    if (claim.state == CLAIM_NONE)
        return store_refuse(store, RESULT_REFUSED,
            _("Women are asked to answer this one. If you are one, say so once: `woman yes`. It stands 14 days later."));
    return store_refuse(store, RESULT_REFUSED, _("Women are asked to answer this one. %s"), claim_words(&claim, words));
}

static enum result check_helper(
    struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t helper, int64_t now)
{
    if (ask->member == helper)
        return store_refuse(store, RESULT_REFUSED, _("That is your own ask."));
    return ask_may_answer(store, ask, helper, now) ? RESULT_OK : refuse_helper(store, actor, ask, helper, now);
}

/* Ends the write. `apart`: the match of a second yes was ended in it. */
static enum result finish(struct store *store, enum result result, bool apart)
{
    return apart || result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* The other side's yes counts as taken back, and this one as a "not this time": see the head of this file. */
static enum result end_apart(struct store *store, int64_t match, int64_t now)
{
    db_run(store, "UPDATE aid_match SET refused = ? WHERE id = ?", "ii", (int64_t)(SIDE_ASKER | SIDE_HELPER), match);
    return match_end(store, match, MATCH_NOT_NOW, 0, now);
}

/* May the helper of a match, and those who write for her, answer its ask? */
static enum result check_answering(struct store *store, const struct actor *actor, const struct aid_row *ask,
    const struct match_row *match, int64_t now)
{
    enum result result = check_helper(store, actor, ask, match->helper, now);
    if (result == RESULT_OK &&
        (result = aid_hands_may_answer(store, actor, ask, match->id, match->helper, match->offer, now)) != RESULT_OK &&
        !aid_is_helping(store, actor, ask, match->helper))
        result = refuse_helper(store, actor, ask, match->helper, now);
    return result;
}

/* The second yes: they agree, unless they are kept apart, or the helper may not answer this ask any more. Of the latter
 * the helper alone is told. On *apart the match has ended: the caller commits, and asks again what is so now. */
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
        "INSERT INTO aid_match (ask, helper, offer, made, until, state) VALUES (?, ?, nullif(?, 0), ?, ?, 0)", "iiiii",
        ask->id, helper, offer, now, now + aid_wait(ask->urgency));
    *match = db_last_id(store);
    return result;
}

/* A suggestion of the two that nobody answered yet becomes the one. */
static enum result suggestion_or_new(
    struct store *store, const struct aid_row *ask, int64_t helper, int64_t offer, int64_t now, int64_t *match)
{
    *match = db_number(
        store, 0, "SELECT id FROM aid_match WHERE ask = ? AND helper = ? AND state = 0", "ii", ask->id, helper);
    return *match == 0  ? insert_match(store, ask, helper, offer, now, match)
           : offer != 0 ? db_run(store, "UPDATE aid_match SET offer = ? WHERE id = ?", "ii", offer, *match)
                        : RESULT_OK;
}

/* "I can" with an offer: it is hers, or the hand's who wrote it in her name, and it has room. */
static enum result check_own_offer(
    struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t offer_id, int64_t now)
{
    struct aid_row offer;
    enum result result = aid_row_get(store, actor, true, offer_id, &offer);
    if (result != RESULT_OK)
        return result;
    if (offer.member != actor->member || !aid_hand_owns(store, actor, true, offer_id))
        return store_refuse(store, RESULT_REFUSED, _("That is somebody else's offer."));
    return check_offer(store, ask, &offer, now);
}

static enum result check_can(
    struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t offer, int64_t now)
{
    enum result result = check_free(store, ask, now);
    /* RULES 1.8: which ask is hers is not told to another hand than that which wrote it. */
    bool hidden = ask->member == actor->member && !aid_hand_owns(store, actor, false, ask->id);
    if (result != RESULT_OK || (!hidden && (result = check_helper(store, actor, ask, actor->member, now)) != RESULT_OK))
        return result;
    if (ask_was_refused(store, ask->id, actor->member, SIDE_ASKER))
        return store_refuse(
            store, RESULT_REFUSED, _("Whoever asks said \"not this time\" to you. The ask goes on with others."));
    if ((result = aid_hands_may_answer(store, actor, ask, 0, actor->member, offer, now)) != RESULT_OK ||
        (result = check_unanswered(store, actor->member)) != RESULT_OK || offer == 0)
        return result;
    return check_own_offer(store, actor, ask, offer, now);
}

static enum result can(struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t offer,
    int64_t now, int64_t *match, bool *apart)
{
    enum result result;
    struct match_row row;
    int64_t held = db_number(store, 0, "SELECT id FROM aid_match WHERE ask = ? AND helper = ? AND state IN (1, 2)",
        "ii", ask->id, actor->member);
    /* RULES 1.8: to another hand than hers somebody holds the ask, and it is not told who. */
    if (held != 0 && read_match(store, held, &row) && aid_hand_goes_on(store, actor, true, held, ask->id, row.offer)) {
        if (row.helper_yes)
            return store_refuse(store, RESULT_CONFLICT, _("You said so already; the answer is awaited."));
        *match = held; /* she was asked for it: this is the second yes */
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
        result = hand_note(store, actor, HAND_ANSWER, *match, now);
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

/* RULES 1.8: with somebody's ask goes on the hand that wrote it, and no other neighbour: they would learn how to reach
 * whoever it is about. */
static enum result require_own_ask(struct store *store, const struct actor *actor, int64_t ask, struct aid_row *row)
{
    enum result result = aid_row_get(store, actor, false, ask, row);
    if (result != RESULT_OK || aid_is_own(store, actor, row))
        return result;
    return store_refuse(store, RESULT_REFUSED, _("That is for whoever asked."));
}

static enum result choose(
    struct store *store, const struct actor *actor, int64_t ask_id, int64_t offer_id, int64_t now, int64_t *match)
{
    struct aid_row ask, offer;
    enum result result = require_own_ask(store, actor, ask_id, &ask);
    if (result != RESULT_OK || (result = aid_row_get(store, actor, true, offer_id, &offer)) != RESULT_OK ||
        (result = check_free(store, &ask, now)) != RESULT_OK ||
        (result = check_offer(store, &ask, &offer, now)) != RESULT_OK)
        return result;
    if (offer.member == actor->member)
        return store_refuse(store, RESULT_REFUSED, _("That is your own offer."));
    if (ask_was_refused(store, ask.id, offer.member, SIDE_HELPER))
        return store_refuse(store, RESULT_REFUSED, _("That neighbour said \"not this time\" to this ask."));
    if (!ask_may_answer(store, &ask, offer.member, now) ||
        aid_hands_may_answer(store, actor, &ask, 0, offer.member, offer.id, now) != RESULT_OK)
        return store_refuse(
            store, RESULT_REFUSED, _("By your own word that neighbour may not answer this ask: see who may."));
    if ((result = suggestion_or_new(store, &ask, offer.member, offer.id, now, match)) != RESULT_OK)
        return result;
    return first_yes(store, &ask, *match, SIDE_ASKER, now);
}

enum result aid_choose(
    struct store *store, const struct actor *actor, int64_t ask, int64_t offer, int64_t now, int64_t *match)
{
    *match = 0;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    if ((result = choose(store, actor, ask, offer, now, match)) == RESULT_OK)
        result = hand_note(store, actor, HAND_ACCEPT, *match, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

static enum result accept(struct store *store, const struct actor *actor, int64_t ask_id, int64_t now, bool *apart)
{
    struct aid_row ask;
    struct match_row match;
    enum result result = require_own_ask(store, actor, ask_id, &ask);
    if (result != RESULT_OK)
        return result;
    if (ask.state == AID_AGREED)
        return store_refuse(store, RESULT_CONFLICT, _("You accepted already."));
    int64_t id =
        db_number(store, 0, "SELECT id FROM aid_match WHERE ask = ? AND state = 1 AND helper_yes <> 0", "i", ask.id);
    if (id == 0 || !read_match(store, id, &match))
        return store_refuse(store, RESULT_NOT_FOUND,
            ask.state == AID_ANSWERED
                ? _("The neighbour whom you asked has not answered yet.")
                : _("Nobody's \"I can\" stands for this ask now: nobody said so yet, or it was taken back."));
    result = second_yes(store, actor, &ask, &match, now, apart);
    return result == RESULT_OK && !*apart ? hand_note(store, actor, HAND_ACCEPT, id, now) : result;
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

/* One's own, else there is none. */
static enum result require_match(
    struct store *store, const struct actor *actor, int64_t id, struct match_row *match, struct aid_row *ask)
{
    enum result result = require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    bool found = read_match(store, id, match) && read_ask_of(store, match, ask);
    if (db_failed(store))
        return db_outcome(store);
    bool helps = found && aid_is_helping(store, actor, ask, match->helper);
    if (found && (helps || ask->member == actor->member) &&
        aid_hand_goes_on(store, actor, helps, id, match->ask, match->offer))
        return RESULT_OK;
    return store_refuse(store, RESULT_NOT_FOUND, _("There is no match of that number. `aid matches` lists yours."));
}

static enum result say_yes(struct store *store, const struct actor *actor, const struct aid_row *ask,
    const struct match_row *match, int64_t now, bool *apart)
{
    bool helper = aid_is_helping(store, actor, ask, match->helper);
    enum result result;
    if (match->state == MATCH_HOLDS && (helper ? match->helper_yes : match->asker_yes))
        return store_refuse(store, RESULT_CONFLICT, _("You said yes already; the other's answer is awaited."));
    if (match->state == MATCH_HOLDS)
        return second_yes(store, actor, ask, match, now, apart);
    if ((result = check_free(store, ask, now)) != RESULT_OK ||
        (result = check_answering(store, actor, ask, match, now)) != RESULT_OK ||
        (helper && (result = check_unanswered(store, actor->member)) != RESULT_OK) ||
        (match->offer != 0 && (result = check_room(store, ask, match->offer, now)) != RESULT_OK))
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
            "iiii", actor->member, helper ? ask->member : match->helper, now, (int64_t)agreed);
    db_run(store, "UPDATE aid_match SET refused = ? WHERE id = ?", "ii", (int64_t)(helper ? SIDE_HELPER : SIDE_ASKER),
        match->id);
    return match_end(store, match->id, agreed ? MATCH_FELL : MATCH_NOT_NOW, actor->member, now);
}

static enum result answer(
    struct store *store, const struct actor *actor, int64_t match, enum aid_answer answer, int64_t now, bool *apart)
{
    struct aid_row ask;
    struct match_row row;
    enum result result = require_match(store, actor, match, &row, &ask);
    if (result != RESULT_OK)
        return result;
    if (row.state == MATCH_LAPSED)
        return store_refuse(store, RESULT_CONFLICT, _("That waited too long, or somebody was first."));
    if (row.state > MATCH_AGREED || (row.state == MATCH_AGREED && answer == AID_YES))
        return store_refuse(store, RESULT_CONFLICT, _("That is settled already."));
    result = answer == AID_YES ? say_yes(store, actor, &ask, &row, now, apart)
                               : say_no(store, actor, &ask, &row, answer == AID_NOT_THEM, now);
    if (result != RESULT_OK || *apart)
        return result;
    return hand_note(store, actor,
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

/* `by`: who brought it about, and needs no notice; 0: nobody. */
static enum result agree_again(struct store *store, const struct match_row *match, int64_t by, int64_t now)
{
    db_run(store, "UPDATE aid_match SET state = ?, struck = 0 WHERE id = ?", "ii", (int64_t)MATCH_AGREED, match->id);
    db_run(store, "UPDATE ask SET state = ? WHERE id = ?", "ii", (int64_t)AID_AGREED, match->ask);
    tell_both(store, match, by, now);
    return aid_ledger(store, LEDGER_ASK_AGREED, match->ask, now);
}

enum result match_put_back(struct store *store, const struct actor *actor, int64_t match, int64_t now)
{
    struct match_row row;
    struct aid_row ask = { 0 };
    if (!read_match(store, match, &row) || row.state != MATCH_FELL || !row.struck || !read_ask_of(store, &row, &ask) ||
        check_free(store, &ask, now) != RESULT_OK || check_helper(store, actor, &ask, row.helper, now) != RESULT_OK ||
        (row.offer != 0 && check_room(store, &ask, row.offer, now) != RESULT_OK) ||
        aid_hands_apart(store, actor, &ask, match, row.helper, row.offer))
        return hand_say_anew(store);
    end_suggestions(store, ask.id, now);
    return agree_again(store, &row, actor->member, now);
}

/* --- did it happen? --- */

enum result ask_repeat(struct store *store, const struct aid_row *ask, int64_t now, int64_t *next)
{
    int64_t starts = aid_next_week(ask->starts, ask->ends, now > ask->ends ? now : ask->ends);
    db_run(store,
        "INSERT INTO ask (unit, member, asked, kind, urgency, many, starts, ends, place, who_may, languages, weekly,"
        " climbs, words) SELECT unit, member, ?2, kind, urgency, many, ?3, ?3 + ends - starts, place, who_may, languages,"
        " weekly, climbs, words FROM ask WHERE id = ?1",
        "iii", ask->id, now, starts);
    *next = db_last_id(store);
    db_run(store, "INSERT INTO ask_text SELECT ?2, line, details FROM ask_text WHERE ask = ?1", "ii", ask->id, *next);
    db_run(store, "INSERT INTO ask_named SELECT ?2, member FROM ask_named WHERE ask = ?1", "ii", ask->id, *next);
    aid_hand_repeats(store, ask->id, *next, now); /* the hand that wrote it goes on with it */
    return aid_ledger(store, LEDGER_ASKED, *next, now);
}

enum result ask_done(
    struct store *store, const struct aid_row *ask, int64_t match, int64_t by, int64_t now, int64_t *next)
{
    struct match_row row;
    *next = 0;
    db_run(store, "UPDATE aid_match SET state = 3 WHERE id = ?", "i", match);
    db_run(store, "UPDATE ask SET state = ?, ended = ? WHERE id = ?", "iii", (int64_t)AID_DONE, now, ask->id);
    if (by != 0 && read_match(store, match, &row))
        tell_both(store, &row, by, now);
    enum result result = aid_ledger(store, LEDGER_ASK_DONE, ask->id, now);
    return result == RESULT_OK && ask->weekly ? ask_repeat(store, ask, now, next) : result;
}

/* RULES 3.2: whoever asked says whether it happened. The helper's word is told to her, and waits for hers. */
static enum result helper_done(
    struct store *store, const struct aid_row *ask, const struct match_row *match, int64_t now)
{
    if (match->helper_done)
        return store_refuse(store, RESULT_CONFLICT, _("You said so already; whoever asked is asked too."));
    db_run(store, "UPDATE aid_match SET helper_done = ? WHERE id = ?", "ii", now, match->id);
    return aid_tell(store, ask->member, match->id, now);
}

enum result aid_done(struct store *store, const struct actor *actor, int64_t ask, int64_t now, int64_t *next)
{
    struct aid_row row = { 0 };
    struct match_row match = { 0 };
    *next = 0;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    int64_t id = db_number(store, 0, "SELECT id FROM aid_match WHERE ask = ? AND state = 2", "i", ask);
    if ((result = require_neighbour(store, actor)) == RESULT_OK &&
        (id == 0 || require_match(store, actor, id, &match, &row) != RESULT_OK))
        result = store_refuse(
            store, RESULT_NOT_FOUND, _("Done is what two of you agreed on. `aid --mine` shows how far yours are."));
    enum hand_kind said = row.member == actor->member ? HAND_DONE : HAND_HELPED;
    if (result == RESULT_OK && (result = hand_note(store, actor, said, id, now)) == RESULT_OK)
        result = row.member == actor->member ? ask_done(store, &row, id, actor->member, now, next)
                                             : helper_done(store, &row, &match, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* Its window from now on, with the end that she named (0: none). */
static enum result next_window(
    struct store *store, const struct aid_row *ask, int64_t named, int64_t now, int64_t *starts, int64_t *ends)
{
    *starts = ask->ends <= now ? 0 : ask->starts;
    *ends = named != 0 ? named : ask->ends > now ? ask->ends : aid_default_end(ask->urgency, now);
    if (ask->weekly && ask->starts != 0) { /* the next time it comes, whatever end was named */
        *starts = aid_next_week(ask->starts, ask->ends, now);
        *ends = *starts + (ask->ends - ask->starts);
    }
    return aid_check_window(store, *starts, *ends, ask->weekly, now);
}

static enum result again(struct store *store, const struct actor *actor, int64_t ask, int64_t named, int64_t now)
{
    struct aid_row row;
    int64_t starts, ends;
    enum result result = require_own_ask(store, actor, ask, &row);
    if (result != RESULT_OK)
        return result;
    if (row.state == AID_EXPIRED && row.weekly)
        return store_refuse(
            store, RESULT_CONFLICT, _("It stands again for its next week already. `aid --mine` shows it."));
    if (row.state != AID_AGREED && row.state != AID_EXPIRED)
        return store_refuse(
            store, RESULT_CONFLICT, _("Asked again is what was agreed on and did not happen, or expired."));
    if ((result = next_window(store, &row, named, now, &starts, &ends)) != RESULT_OK ||
        (result = row.state == AID_AGREED ? ask_let_go(store, ask, MATCH_FELL, actor->member, now)
                                          : reopen(store, ask, true, now)) != RESULT_OK)
        return result;
    db_run(store, "UPDATE ask SET starts = ?, ends = ?, reopened = ?, warned = 0 WHERE id = ?", "iiii", starts, ends,
        now, ask);
    return hand_note(store, actor, HAND_AGAIN, ask, now);
}

enum result aid_again(struct store *store, const struct actor *actor, int64_t ask, int64_t ends, int64_t now)
{
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    result = again(store, actor, ask, ends, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* --- a striking that is taken back --- */

int64_t ask_struck_match(struct store *store, int64_t ask)
{
    return db_number(store, 0,
        "SELECT m.id FROM aid_match m JOIN ask a ON a.id = m.ask WHERE a.id = ?1 AND a.struck = 3 AND m.state = 6"
        " AND m.refused = 0 AND m.until = a.ended + ?2 ORDER BY m.id DESC LIMIT 1",
        "ii", ask, (int64_t)AID_FELL_SAID);
}

enum result match_take_up(struct store *store, int64_t match, int64_t now)
{
    struct match_row row;
    struct aid_row ask = { 0 }, offer;
    if (!read_match(store, match, &row) || row.helper == 0 || !read_ask_of(store, &row, &ask) || ask.ends <= now ||
        aid_apart(store, ask.member, row.helper) ||
        (read_offer(store, row.offer, &offer) && offer_left(store, &offer, now) == 0))
        return db_outcome(store);
    return agree_again(store, &row, 0, now);
}

/* --- seeing a match --- */

static void know_other(
    struct store *store, const struct aid_row *ask, const struct match_row *row, int64_t now, struct aid_match *out)
{
    int64_t other = out->asks ? row->helper : ask->member;
    char handle[HANDLE_BYTES];
    if (row->state != MATCH_AGREED && row->state != MATCH_DONE) {
        if (out->asks)
            a_helper(store, ask, other, now, out->other, sizeof out->other);
        else
            a_neighbour(ask->place, out->other, sizeof out->other);
        return;
    }
    handle_of(store, other, handle);
    copy_text(out->other, sizeof out->other, handle);
    home_of(store, other, out->home);
    sqlite3_stmt *reach = db_query(store, "SELECT reach FROM aid_about_me WHERE member = ?", "i", other);
    if (db_step(store, reach))
        db_copy(reach, 0, out->reach, sizeof out->reach);
    db_done(store, reach);
    by_hand_of(
        store, out->asks ? HAND_ANSWER : HAND_ASK, out->asks ? row->id : row->ask, out->by_hand, sizeof out->by_hand);
}

static void tell_reason(
    struct store *store, const struct aid_row *ask, int64_t offer_id, int64_t now, struct aid_match *out)
{
    struct aid_row offer;
    if (read_offer(store, offer_id, &offer))
        aid_reason(store, ask, &offer, now, out->reason);
}

/* What the other wrote since she read. */
static void count_unread(struct store *store, const struct actor *actor, struct aid_match *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT count(*), coalesce(max(at), 0) FROM aid_word WHERE author <> ?1 AND match = ?2 AND id > ?3 AND at"
        " > " RESTORED_AT,
        "iii", actor->member, out->id, out->seen);
    if (db_step(store, row)) {
        out->unread = sqlite3_column_int(row, 0);
        out->unread_at = sqlite3_column_int64(row, 1);
    }
    db_done(store, row);
}

static void show_match(struct store *store, const struct actor *actor, const struct aid_row *ask,
    const struct match_row *row, int64_t now, struct aid_match *out)
{
    bool asks = !aid_is_helping(store, actor, ask, row->helper);
    *out = (struct aid_match) {
        .id = row->id,
        .ask = row->ask,
        .offer = row->offer,
        .state = row->state,
        .asks = asks,
        .mine_said = asks ? row->asker_yes : row->helper_yes,
        .other_said = asks ? row->helper_yes : row->asker_yes,
        .helper_done = row->helper_done,
        .until = row->until,
        .ends = ask->ends,
        .kind = ask->kind,
        .urgency = ask->urgency,
    };
    sqlite3_stmt *more = db_query(store,
        "SELECT made, agreed, starts, coalesce((SELECT line FROM ask_text x WHERE x.ask = m.ask), ''),"
        " coalesce((SELECT upto FROM aid_seen s WHERE s.match = m.id AND s.member = ?1), 0),"
        " NOT EXISTS (SELECT 1 FROM aid_seen s WHERE s.match = m.id AND s.member = ?1)"
        " FROM aid_match m WHERE m.id = ?2",
        "ii", actor->member, row->id);
    if (db_step(store, more)) {
        out->made = sqlite3_column_int64(more, 0);
        out->agreed = sqlite3_column_int64(more, 1);
        out->starts = sqlite3_column_int64(more, 2);
        db_copy(more, 3, out->line, sizeof out->line);
        out->seen = sqlite3_column_int64(more, 4);
        bool news = row->state == MATCH_FELL || (row->state == MATCH_AGREED && (asks || !row->helper_done));
        out->is_new = news && sqlite3_column_int(more, 5) != 0;
    }
    db_done(store, more);
    count_unread(store, actor, out);
    int64_t due = aid_happened_at(ask->urgency, ask->ends, out->agreed > out->starts ? out->agreed : out->starts);
    out->happened_due =
        row->state == MATCH_AGREED && (asks ? now >= due || row->helper_done : now >= due && !row->helper_done);
    if (row->state == MATCH_DONE)
        out->wiped_at = ask->ended + forget_after(store, "aid");
    know_other(store, ask, row, now, out);
    if (row->offer != 0 && row->state <= MATCH_AGREED)
        tell_reason(store, ask, row->offer, now, out);
}

enum result aid_match_get(
    struct store *store, const struct actor *actor, int64_t match, int64_t now, struct aid_match *out)
{
    struct match_row row;
    struct aid_row ask;
    *out = (struct aid_match) { 0 };
    reading_begin(store);
    enum result result = require_match(store, actor, match, &row, &ask);
    if (result == RESULT_OK)
        show_match(store, actor, &ask, &row, now, out);
    enum result ended = reading_end(store);
    return result != RESULT_OK ? result : ended;
}

/* What fell through is said for two days. */
/* SQL of a match `m` and its ask `a`: as aid_is_helping(), where the same member stands on both sides. */
#define ASKS                                                                                                           \
    "(a.member IS ?1 AND (?3 = 0 OR EXISTS (SELECT 1 FROM hand_word w WHERE w.kind = 'ask' AND w.subject = a.id"       \
    " AND w.hand = ?3 AND w.struck_by = 0)))"
#define GOES_ON " (m.state <= 3 OR (m.state = 6 AND m.agreed > 0 AND m.until > ?2)) AND m.wiped = 0"

enum result aid_matches(
    struct store *store, const struct actor *actor, int64_t now, size_t limit, struct aid_match *out, size_t *count)
{
    *count = 0;
    enum result result = require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT id, waits FROM (SELECT m.id, m.state, m.state = 0 OR (m.state = 1 AND m.helper_yes = 0) AS waits"
        " FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.helper = ?1 AND NOT " ASKS " AND " GOES_ON
        " UNION ALL SELECT m.id, m.state, m.state = 0 OR (m.state = 1 AND m.asker_yes = 0)"
        " FROM ask a JOIN aid_match m ON m.ask = a.id WHERE a.member = ?1 AND (m.helper IS NOT ?1 OR " ASKS
        ") AND " GOES_ON ") ORDER BY waits DESC, state, id DESC",
        "iii", actor->member, now, actor->hand);
    while (*count < limit && db_step(store, row)) {
        struct match_row match;
        struct aid_row ask;
        if (require_match(store, actor, sqlite3_column_int64(row, 0), &match, &ask) == RESULT_OK)
            show_match(store, actor, &ask, &match, now, &out[(*count)++]);
    }
    db_done(store, row);
    return reading_end(store);
}

/* --- the private thread --- */

static enum result require_thread(struct store *store, const struct actor *actor, int64_t id, struct match_row *match)
{
    struct aid_row ask;
    enum result result = require_match(store, actor, id, match, &ask);
    if (result == RESULT_OK && match->state != MATCH_AGREED && match->state != MATCH_DONE)
        return store_refuse(store, RESULT_REFUSED,
            _("Its thread opens when both of you have said yes, and closes when it falls through."));
    return result;
}

enum result aid_say(struct store *store, const struct actor *actor, int64_t id, const char *body, int64_t now)
{
    struct match_row match;
    char *clean;
    enum result result = require_thread(store, actor, id, &match);
    if (result != RESULT_OK || (result = store_clean(store, body, false, AID_WORD_MAX, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        if ((result = require_thread(store, actor, id, &match)) == RESULT_OK) { /* it may have fallen through */
            db_run(store, "INSERT INTO aid_word (match, author, at, body) VALUES (?, ?, ?, ?)", "iiit", id,
                actor->member, now, clean);
            tell_both(store, &match, actor->member, now);
        }
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    explicit_bzero(clean, strlen(clean));
    free(clean);
    return result;
}

static void read_words(struct store *store, sqlite3_stmt *row, size_t limit, struct aid_word *out, size_t *count)
{
    while (*count < limit && db_step(store, row))
        out[(*count)++] = (struct aid_word) {
            .id = sqlite3_column_int64(row, 0),
            .at = sqlite3_column_int64(row, 1),
            .mine = sqlite3_column_int(row, 2) != 0,
            .body = xstrdup(db_text(row, 3)),
        };
    db_done(store, row);
}

#define WORD_SELECT "SELECT id, at, author = ?1 AS mine, body FROM aid_word WHERE match = ?2 AND at > " RESTORED_AT

enum result aid_words(struct store *store, const struct actor *actor, int64_t id, int64_t after, size_t limit,
    struct aid_word *out, size_t *count)
{
    struct match_row match;
    *count = 0;
    enum result result = require_thread(store, actor, id, &match);
    if (result != RESULT_OK)
        return result;
    read_words(store, db_query(store, WORD_SELECT " AND id > ?3 ORDER BY id", "iii", actor->member, id, after), limit,
        out, count);
    return db_outcome(store);
}

enum result aid_words_before(struct store *store, const struct actor *actor, int64_t id, int64_t before, size_t limit,
    struct aid_word *out, size_t *count)
{
    struct match_row match;
    *count = 0;
    enum result result = require_thread(store, actor, id, &match);
    if (result != RESULT_OK)
        return result;
    read_words(store,
        db_query(store, "SELECT * FROM (" WORD_SELECT " AND id < ?3 ORDER BY id DESC LIMIT ?4) ORDER BY id", "iiii",
            actor->member, id, before != 0 ? before : INT64_MAX, (int64_t)limit),
        limit, out, count);
    return db_outcome(store);
}

void aid_words_free(struct aid_word *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(words[i].body);
        words[i].body = NULL;
    }
}

enum result aid_words_read(struct store *store, const struct actor *actor, int64_t id, int64_t upto)
{
    struct match_row match;
    enum result result = require_thread(store, actor, id, &match);
    if (result != RESULT_OK)
        return result;
    int64_t last = db_number(store, 0, "SELECT max(id) FROM aid_word WHERE match = ? AND id <= ?", "ii", id, upto);
    if (db_number(store, -1, "SELECT upto FROM aid_seen WHERE match = ? AND member = ?", "ii", id, actor->member) >=
        last)
        return db_outcome(store);
    if ((result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "INSERT OR REPLACE INTO aid_seen VALUES (?, ?, ?)", "iii", id, actor->member, last);
    return db_commit(store);
}
