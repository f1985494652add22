/*
 * aid_match.c: who meets whom. RULES 3.2, 3.3, 3.6.
 *
 * A match holds its ask while it waits for the second yes and while it is agreed; a unique index says that there is one
 * at most, and a transaction that finds the ask held says who was first: somebody.
 */
#include <stdlib.h>
#include <string.h>

#include "store/aid_room.h"
#include "store/forget.h"
#include "store/hands.h"
#include "store/lost_request.h"
#include "store/people.h"

struct match_row {
    int64_t id, ask, helper, offer, until;
    enum match_state state;
    bool asker_yes, helper_yes;
};

static bool read_match(struct store *store, int64_t id, struct match_row *out)
{
    *out = (struct match_row) { 0 };
    sqlite3_stmt *row = db_query(store,
        "SELECT id, ask, coalesce(helper, 0), coalesce(offer, 0), until, state, asker_yes, helper_yes"
        " FROM aid_match WHERE id = ?",
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
        };
    db_done(store, row);
    return found;
}

static int64_t asker_of(struct store *store, int64_t ask)
{
    return db_number(store, 0, "SELECT member FROM ask WHERE id = ?", "i", ask);
}

static enum result tell(struct store *store, int64_t member, int64_t match, int64_t now)
{
    return member != 0 ? notice_append(store, member, match, now) : RESULT_OK;
}

/* Open again; first in line where somebody had agreed already, or where it did not happen. */
static enum result reopen(struct store *store, int64_t ask, bool first, int64_t now)
{
    db_run(store, "UPDATE ask SET state = ?, again = max(again, ?), ended = 0 WHERE id = ?", "iii", (int64_t)AID_OPEN,
        (int64_t)first, ask);
    return aid_ledger(store, LEDGER_ASK_OPEN_AGAIN, ask, now);
}

enum result match_end(struct store *store, int64_t match, enum match_state state, int64_t now)
{
    struct match_row row;
    if (!read_match(store, match, &row) || row.state >= MATCH_DONE)
        return db_outcome(store);
    if (row.state == MATCH_AGREED && state == MATCH_LAPSED)
        state = MATCH_FELL; /* nobody was first: the two had agreed */
    db_run(store, "UPDATE aid_match SET state = ? WHERE id = ?", "ii", (int64_t)state, match);
    if (row.state == MATCH_AGREED) { /* nobody can read their thread any more */
        db_run(store, "DELETE FROM aid_word WHERE match = ?", "i", match);
        db_run(store, "DELETE FROM aid_seen WHERE match = ?", "i", match);
        enum { SAID = 2 * 86400 }; /* so that nobody goes there for nothing */
        db_run(store, "UPDATE aid_match SET until = ? WHERE id = ?", "ii", now + SAID, match);
    }
    if (row.state == MATCH_HOLDS || row.state == MATCH_AGREED)
        reopen(store, row.ask, row.state == MATCH_AGREED, now);
    if (row.state != MATCH_SUGGESTED ||
        state == MATCH_LAPSED) { /* a quiet "not this time" to a suggestion stays quiet */
        tell(store, row.helper, match, now);
        tell(store, asker_of(store, row.ask), match, now);
    }
    return db_outcome(store);
}

enum result ask_let_go(struct store *store, int64_t ask, enum match_state state, int64_t now)
{
    int64_t match;
    while ((match = db_number(
                store, 0, "SELECT id FROM aid_match WHERE ask = ? AND state IN (0, 1, 2) LIMIT 1", "i", ask)) != 0 &&
           !db_failed(store))
        match_end(store, match, state, now);
    return db_outcome(store);
}

enum result offer_let_go(struct store *store, int64_t offer, int64_t now)
{
    int64_t match;
    while ((match = db_number(
                store, 0, "SELECT id FROM aid_match WHERE offer = ? AND state IN (0, 1) LIMIT 1", "i", offer)) != 0 &&
           !db_failed(store))
        match_end(store, match, MATCH_LAPSED, now);
    return db_outcome(store);
}

/* --- a yes --- */

static enum result first_yes(struct store *store, const struct aid_row *ask, int64_t match, bool helper, int64_t now)
{
    db_run(store,
        helper ? "UPDATE aid_match SET state = 1, helper_yes = ?1, until = ?2 WHERE id = ?3"
               : "UPDATE aid_match SET state = 1, asker_yes = ?1, until = ?2 WHERE id = ?3",
        "iii", now, now + aid_wait(ask->urgency), match);
    db_run(store, "UPDATE ask SET state = ? WHERE id = ?", "ii", (int64_t)AID_ANSWERED, ask->id);
    return aid_ledger(store, LEDGER_ASK_ANSWERED, ask->id, now);
}

static int64_t meet_at(struct store *store, const struct aid_row *ask, int64_t offer_id, int64_t now)
{
    struct aid_row offer = { 0 };
    sqlite3_stmt *row = db_query(store, "SELECT " OFFER_COLUMNS " FROM offer a WHERE a.id = ?", "i", offer_id);
    if (db_step(store, row))
        aid_read_row(row, true, &offer);
    db_done(store, row);
    return offer.id != 0 ? aid_meet_at(ask, &offer, now) : ask->starts;
}

/* The second yes: from now on they know each other. Whoever else was suggested is told that somebody was first. */
static enum result agree(struct store *store, const struct aid_row *ask, const struct match_row *match, int64_t now)
{
    db_run(store,
        "UPDATE aid_match SET state = 2, agreed = ?1, starts = ?2, reminded = 0,"
        " asker_yes = max(asker_yes, ?1), helper_yes = max(helper_yes, ?1) WHERE id = ?3",
        "iii", now, meet_at(store, ask, match->offer, now), match->id);
    db_run(store, "UPDATE ask SET state = ?, met = ? WHERE id = ?", "iii", (int64_t)AID_AGREED, now, ask->id);
    int64_t other;
    while ((other = db_number(
                store, 0, "SELECT id FROM aid_match WHERE ask = ? AND state = 0 LIMIT 1", "i", ask->id)) != 0 &&
           !db_failed(store))
        match_end(store, other, MATCH_LAPSED, now);
    tell(store, match->helper, match->id, now);
    tell(store, ask->member, match->id, now);
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

static enum result check_free(struct store *store, const struct aid_row *ask)
{
    switch (ask->state) {
    case AID_OPEN:
        return RESULT_OK;
    case AID_ANSWERED:
    case AID_AGREED:
        return store_refuse(store, RESULT_CONFLICT, _("Somebody was first: this ask has an answer. Thank you."));
    default:
        return store_refuse(store, RESULT_CONFLICT, _("This ask is over."));
    }
}

static enum result check_offer(struct store *store, const struct aid_row *ask, const struct aid_row *offer, int64_t now)
{
    if (offer->state != AID_OPEN)
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
    struct aid_row offer = { 0 };
    sqlite3_stmt *row = db_query(store, "SELECT " OFFER_COLUMNS " FROM offer a WHERE a.id = ?", "i", offer_id);
    if (db_step(store, row))
        aid_read_row(row, true, &offer);
    db_done(store, row);
    return offer.id != 0 ? check_offer(store, ask, &offer, now) : db_outcome(store);
}

static enum result check_helper(struct store *store, const struct aid_row *ask, int64_t helper)
{
    if (ask->member == helper)
        return store_refuse(store, RESULT_REFUSED, _("That is your own ask."));
    if (aid_barred(store, ask->member, helper))
        return store_refuse(store, RESULT_CONFLICT, _("Somebody was first: this ask has an answer. Thank you."));
    if (!ask_may_answer(store, ask, helper))
        return store_refuse(store, RESULT_REFUSED,
            ask->who_may == AID_WOMEN
                ? _("Women are asked to answer this one. If you are one, say so: `aid me --woman yes`.")
                : _("Whoever asks said who may answer this one."));
    return RESULT_OK;
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

static enum result can(struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t offer_id,
    int64_t now, int64_t *match)
{
    struct aid_row offer;
    enum result result = RESULT_OK;
    if (db_number(store, 0,
            "SELECT 1 FROM aid_match WHERE ask = ? AND helper = ? AND state IN (1, 2) AND helper_yes <> 0", "ii",
            ask->id, actor->member) == 1)
        return store_refuse(store, RESULT_CONFLICT, _("You said so already; the answer is awaited."));
    if (actor->hand != 0 && ask->member == actor->member) /* which ask is hers is not told to other hands */
        return store_refuse(store, RESULT_CONFLICT, _("Somebody was first: this ask has an answer. Thank you."));
    if ((result = aid_check_hands(store, actor, ask, 0, actor->member)) != RESULT_OK)
        return result;
    int64_t chosen = db_number(
        store, 0, "SELECT id FROM aid_match WHERE ask = ? AND helper = ? AND state = 1", "ii", ask->id, actor->member);
    if (chosen != 0) { /* she was asked for it: this is the second yes */
        struct match_row row;
        *match = chosen;
        return read_match(store, chosen, &row) ? agree(store, ask, &row, now) : db_outcome(store);
    }
    if ((result = check_free(store, ask)) != RESULT_OK ||
        (result = check_helper(store, ask, actor->member)) != RESULT_OK ||
        (result = check_unanswered(store, actor->member)) != RESULT_OK)
        return result;
    if (offer_id != 0) {
        if ((result = aid_row_get(store, actor, true, offer_id, &offer)) != RESULT_OK)
            return result;
        if (offer.member != actor->member)
            return store_refuse(store, RESULT_REFUSED, _("That is somebody else's offer."));
        if ((result = check_offer(store, ask, &offer, now)) != RESULT_OK)
            return result;
    }
    if ((result = suggestion_or_new(store, ask, actor->member, offer_id, now, match)) != RESULT_OK ||
        (result = first_yes(store, ask, *match, true, now)) != RESULT_OK)
        return result;
    return tell(store, ask->member, *match, now);
}

enum result aid_can(
    struct store *store, const struct actor *actor, int64_t ask, int64_t offer, int64_t now, int64_t *match)
{
    struct aid_row row;
    *match = 0;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    if ((result = aid_row_get(store, actor, false, ask, &row)) == RESULT_OK)
        result = can(store, actor, &row, offer, now, match);
    if (result == RESULT_OK)
        result = hand_note(store, actor, HAND_ANSWER, *match, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* RULES 1.8: with somebody's ask goes on the hand that wrote it, and no other neighbour: they would learn how to reach
 * whoever it is about. */
static enum result require_own_ask(struct store *store, const struct actor *actor, int64_t ask, struct aid_row *row)
{
    enum result result = aid_row_get(store, actor, false, ask, row);
    if (result == RESULT_OK && row->member != actor->member)
        return store_refuse(store, RESULT_REFUSED, _("That is for whoever asked."));
    if (result == RESULT_OK && !aid_hand_owns(store, actor, false, ask))
        return store_refuse(store, RESULT_REFUSED, _("That is for the hand that wrote this ask."));
    return result;
}

static enum result choose(
    struct store *store, const struct actor *actor, int64_t ask_id, int64_t offer_id, int64_t now, int64_t *match)
{
    struct aid_row ask, offer;
    enum result result = require_own_ask(store, actor, ask_id, &ask);
    if (result != RESULT_OK || (result = aid_row_get(store, actor, true, offer_id, &offer)) != RESULT_OK ||
        (result = check_free(store, &ask)) != RESULT_OK ||
        (result = check_offer(store, &ask, &offer, now)) != RESULT_OK)
        return result;
    if (offer.member == actor->member)
        return store_refuse(store, RESULT_REFUSED, _("That is your own offer."));
    if (!ask_may_answer(store, &ask, offer.member))
        return store_refuse(
            store, RESULT_REFUSED, _("By your own word that neighbour may not answer this ask: see who may."));
    if ((result = suggestion_or_new(store, &ask, offer.member, offer.id, now, match)) != RESULT_OK ||
        (result = first_yes(store, &ask, *match, false, now)) != RESULT_OK)
        return result;
    return tell(store, offer.member, *match, now);
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

static enum result accept(struct store *store, const struct actor *actor, int64_t ask_id, int64_t now)
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
            ask.state == AID_ANSWERED ? _("The neighbour whom you asked has not answered yet.")
                                      : _("Nobody has said \"I can\" yet."));
    if ((result = check_helper(store, &ask, match.helper)) != RESULT_OK ||
        (result = aid_check_hands(store, actor, &ask, id, match.helper)) != RESULT_OK ||
        (result = agree(store, &ask, &match, now)) != RESULT_OK)
        return result;
    return hand_note(store, actor, HAND_ACCEPT, id, now);
}

enum result aid_accept(struct store *store, const struct actor *actor, int64_t ask, int64_t now)
{
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    result = accept(store, actor, ask, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* --- answers to a match --- */

/* One's own, else there is none. */
static enum result require_match(
    struct store *store, const struct actor *actor, int64_t id, struct match_row *match, struct aid_row *ask)
{
    enum result result = require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    bool found = read_match(store, id, match);
    sqlite3_stmt *row = db_query(store, "SELECT " ASK_COLUMNS " FROM ask a WHERE a.id = ?", "i", match->ask);
    found = db_step(store, row) && found;
    if (found)
        aid_read_row(row, false, ask);
    db_done(store, row);
    if (db_failed(store))
        return db_outcome(store);
    bool helps = match->helper == actor->member;
    if (found && (helps || ask->member == actor->member) &&
        aid_hand_goes_on(store, actor, helps, id, match->ask, match->offer))
        return RESULT_OK;
    return store_refuse(store, RESULT_NOT_FOUND, _("There is no match of that number. `aid matches` lists yours."));
}

static enum result say_yes(struct store *store, const struct actor *actor, const struct aid_row *ask,
    const struct match_row *match, int64_t now)
{
    bool helper = match->helper == actor->member;
    enum result result;
    if (match->state == MATCH_HOLDS && (helper ? match->helper_yes : match->asker_yes))
        return store_refuse(store, RESULT_CONFLICT, _("You said yes already; the other's answer is awaited."));
    if ((result = aid_check_hands(store, actor, ask, match->id, match->helper)) != RESULT_OK)
        return result;
    if (match->state == MATCH_HOLDS) /* they may have barred each other since */
        return (result = check_helper(store, ask, match->helper)) == RESULT_OK ? agree(store, ask, match, now) : result;
    if ((result = check_free(store, ask)) != RESULT_OK ||
        (helper && (result = check_unanswered(store, actor->member)) != RESULT_OK) ||
        (result = check_helper(store, ask, match->helper)) != RESULT_OK ||
        (match->offer != 0 && (result = check_room(store, ask, match->offer, now)) != RESULT_OK) ||
        (result = first_yes(store, ask, match->id, helper, now)) != RESULT_OK)
        return result;
    return tell(store, helper ? ask->member : match->helper, match->id, now);
}

static enum result say_no(struct store *store, const struct actor *actor, const struct aid_row *ask,
    const struct match_row *match, bool bars, int64_t now)
{
    if (bars)
        db_run(store, "INSERT OR IGNORE INTO aid_barred VALUES (?, ?, ?)", "iii", actor->member,
            match->helper == actor->member ? ask->member : match->helper, now);
    return match_end(store, match->id, match->state == MATCH_AGREED ? MATCH_FELL : MATCH_NOT_NOW, now);
}

enum result aid_answer(
    struct store *store, const struct actor *actor, int64_t match, enum aid_answer answer, int64_t now)
{
    struct aid_row ask;
    struct match_row row;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    if ((result = require_match(store, actor, match, &row, &ask)) == RESULT_OK) {
        if (row.state == MATCH_LAPSED)
            result = store_refuse(store, RESULT_CONFLICT, _("That waited too long, or somebody was first."));
        else if (row.state > MATCH_AGREED || (row.state == MATCH_AGREED && answer == AID_YES))
            result = store_refuse(store, RESULT_CONFLICT, _("That is settled already."));
        else if (answer == AID_YES)
            result = say_yes(store, actor, &ask, &row, now);
        else
            result = say_no(store, actor, &ask, &row, answer == AID_NOT_THEM, now);
        if (result == RESULT_OK)
            result = hand_note(store, actor,
                answer != AID_YES             ? HAND_NO
                : row.helper == actor->member ? HAND_ANSWER
                                              : HAND_ACCEPT,
                match, now);
    }
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* --- did it happen? --- */

static enum result repeat(struct store *store, const struct aid_row *ask, int64_t now, int64_t *next)
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
    aid_hand_repeats(store, ask->id, *next, now);
    return aid_ledger(store, LEDGER_ASKED, *next, now);
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
    if (result != RESULT_OK)
        return db_abandon(store, result);
    db_run(store, "UPDATE aid_match SET state = 3 WHERE id = ?", "i", id);
    db_run(store, "UPDATE ask SET state = ?, ended = ? WHERE id = ?", "iii", (int64_t)AID_DONE, now, ask);
    tell(store, row.member == actor->member ? match.helper : row.member, id, now);
    aid_ledger(store, LEDGER_ASK_DONE, ask, now);
    hand_note(store, actor, HAND_DONE, id, now);
    if (row.weekly)
        repeat(store, &row, now, next);
    return db_commit(store);
}

enum result aid_again(struct store *store, const struct actor *actor, int64_t ask, int64_t ends, int64_t now)
{
    struct aid_row row;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    if ((result = require_own_ask(store, actor, ask, &row)) != RESULT_OK)
        return db_abandon(store, result);
    if (row.state != AID_AGREED && row.state != AID_EXPIRED)
        return db_abandon(store, store_refuse(store, RESULT_CONFLICT,
                                     _("Asked again is what was agreed on and did not happen, or expired.")));
    if (ends != 0 && ends <= now)
        return db_abandon(store, store_refuse(store, RESULT_INVALID, _("That time is over already.")));
    int64_t starts = row.ends <= now ? 0 : row.starts;
    if (row.weekly && row.starts != 0) { /* the next time it comes, whatever end was named */
        starts = aid_next_week(row.starts, row.ends, now);
        ends = starts + (row.ends - row.starts);
    } else if (ends == 0)
        ends = row.ends > now ? row.ends : aid_default_end(row.urgency, now);
    if (starts >= ends)
        return db_abandon(store, store_refuse(store, RESULT_INVALID, _("It would end before it begins.")));
    ask_let_go(store, ask, MATCH_FELL, now);
    reopen(store, ask, true, now);
    db_run(store, "UPDATE ask SET starts = ?, ends = ?, warned = 0 WHERE id = ?", "iii", starts, ends, ask);
    hand_note(store, actor, HAND_AGAIN, ask, now);
    return db_commit(store);
}

/* --- seeing a match --- */

static void know_other(
    struct store *store, const struct aid_row *ask, const struct match_row *row, struct aid_match *out)
{
    int64_t other = out->asks ? row->helper : ask->member;
    char handle[HANDLE_BYTES], block[AID_PLACE_MAX * 4 + 1];
    if (row->state != MATCH_AGREED && row->state != MATCH_DONE) {
        block_of(store, other, block);
        a_neighbour(out->asks ? block : ask->place, out->other, sizeof out->other);
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
    struct aid_row offer = { 0 };
    sqlite3_stmt *row = db_query(store, "SELECT " OFFER_COLUMNS " FROM offer a WHERE a.id = ?", "i", offer_id);
    if (db_step(store, row))
        aid_read_row(row, true, &offer);
    db_done(store, row);
    if (offer.id != 0)
        aid_reason(store, ask, &offer, now, out->reason);
}

static void show_match(struct store *store, const struct actor *actor, const struct aid_row *ask,
    const struct match_row *row, int64_t now, struct aid_match *out)
{
    bool asks = ask->member == actor->member;
    *out = (struct aid_match) {
        .id = row->id,
        .ask = row->ask,
        .offer = row->offer,
        .state = row->state,
        .asks = asks,
        .mine_said = asks ? row->asker_yes : row->helper_yes,
        .other_said = asks ? row->helper_yes : row->asker_yes,
        .until = row->until,
        .ends = ask->ends,
        .kind = ask->kind,
        .urgency = ask->urgency,
    };
    sqlite3_stmt *more = db_query(store,
        "SELECT made, agreed, starts, coalesce((SELECT line FROM ask_text x WHERE x.ask = m.ask), ''),"
        " (SELECT count(*) FROM aid_word w WHERE w.match = m.id AND w.author <> ?1 AND w.id > coalesce("
        "(SELECT upto FROM aid_seen s WHERE s.match = m.id AND s.member = ?1), 0) AND w.at >= " RESTORED_AT
        ") FROM aid_match m WHERE m.id = ?2",
        "ii", actor->member, row->id);
    if (db_step(store, more)) {
        out->made = sqlite3_column_int64(more, 0);
        out->agreed = sqlite3_column_int64(more, 1);
        out->starts = sqlite3_column_int64(more, 2);
        db_copy(more, 3, out->line, sizeof out->line);
        out->unread = sqlite3_column_int(more, 4);
    }
    db_done(store, more);
    out->happened_due = row->state == MATCH_AGREED && now >= aid_happened_at(ask->urgency, ask->ends,
                                                                 out->agreed > out->starts ? out->agreed : out->starts);
    if (row->state == MATCH_DONE)
        out->wiped_at = ask->ended + forget_after(store, "aid");
    know_other(store, ask, row, out);
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
        " FROM aid_match m WHERE m.helper = ?1 AND " GOES_ON
        " UNION ALL SELECT m.id, m.state, m.state = 0 OR (m.state = 1 AND m.asker_yes = 0)"
        " FROM ask a JOIN aid_match m ON m.ask = a.id WHERE a.member = ?1 AND " GOES_ON ")"
        " ORDER BY waits DESC, state, id DESC",
        "ii", actor->member, now);
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
            tell(store, match.helper == actor->member ? asker_of(store, match.ask) : match.helper, id, now);
        }
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    explicit_bzero(clean, strlen(clean));
    free(clean);
    return result;
}

enum result aid_words(struct store *store, const struct actor *actor, int64_t id, int64_t after, size_t limit,
    struct aid_word *out, size_t *count)
{
    struct match_row match;
    *count = 0;
    enum result result = require_thread(store, actor, id, &match);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT id, at, author = ?1, body FROM aid_word WHERE match = ?2 AND id > ?3 AND at >= " RESTORED_AT
        " ORDER BY id",
        "iii", actor->member, id, after);
    while (*count < limit && db_step(store, row))
        out[(*count)++] = (struct aid_word) {
            .id = sqlite3_column_int64(row, 0),
            .at = sqlite3_column_int64(row, 1),
            .mine = sqlite3_column_int(row, 2) != 0,
            .body = xstrdup(db_text(row, 3)),
        };
    db_done(store, row);
    return db_outcome(store);
}

void aid_words_free(struct aid_word *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(words[i].body);
        words[i].body = NULL;
    }
}

enum result aid_words_read(struct store *store, const struct actor *actor, int64_t id)
{
    struct match_row match;
    enum result result = require_thread(store, actor, id, &match);
    if (result != RESULT_OK)
        return result;
    int64_t last = db_number(store, 0, "SELECT max(id) FROM aid_word WHERE match = ?", "i", id);
    if (last == 0 || db_number(store, 0, "SELECT upto FROM aid_seen WHERE match = ? AND member = ?", "ii", id,
                         actor->member) >= last)
        return db_outcome(store);
    if ((result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "INSERT OR REPLACE INTO aid_seen VALUES (?, ?, ?)", "iii", id, actor->member, last);
    return db_commit(store);
}
