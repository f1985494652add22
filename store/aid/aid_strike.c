/* aid_strike.c: strikes asks, offers and acts in a match that were written by hand, and puts them back. RULES 1.8,
 * 3. */
#include <stdlib.h>

#include "store/aid/aid_match_row.h"
#include "store/people/by_hand.h"

enum result aid_see_hand(struct store *store, const struct actor *actor, bool is_offer, int64_t id, struct place *out)
{
    struct aid_row row = { 0 };
    enum result result = aid_row_get(store, actor, is_offer, id, &row);
    *out = (struct place) { .unit = row.unit };
    return result;
}

/* At her word: ends it, as if she had withdrawn it. One that was over already stays as it was. The messages of two who
 * had agreed on it are kept as long as a struck text. */
enum result aid_strike(struct store *store, bool is_offer, int64_t id, int64_t now)
{
    if (!is_offer)
        db_run(store, "UPDATE aid_match SET struck = ? WHERE ask = ? AND state = " SQL_MATCH_AGREED, now, id);
    db_run(store,
        is_offer ? "UPDATE offer SET struck = state + 1 WHERE id = ? AND state <= " SQL_AID_AGREED
                 : "UPDATE ask SET struck = state + 1 WHERE id = ? AND state <= " SQL_AID_AGREED,
        id);
    return sqlite3_changes(store->db) > 0 ? aid_end(store, is_offer, id, AID_WITHDRAWN, 0, now) : db_outcome(store);
}

static size_t struck_matches(struct store *store, int64_t ask, int64_t out[AID_HANDS_MAX])
{
    size_t count = 0;
    int64_t match = 0;
    while (count < AID_HANDS_MAX && (match = aid_ask_struck_match(store, ask, match)) != 0)
        out[count++] = match;
    return count;
}

/* The ask or offer is open again. Its earlier matches have ended. An ask that was agreed on is first in line, and the
 * two who had agreed do so again, if they still can. */
enum result aid_unstrike(struct store *store, bool is_offer, int64_t id, int64_t now)
{
    int64_t fell[AID_HANDS_MAX];
    size_t count = is_offer ? 0 : struck_matches(store, id, fell);
    db_run(store,
        is_offer ? "UPDATE offer SET state = " SQL_AID_OPEN ", ended = 0, struck = 0 WHERE id = ? AND struck > 0"
                 : "UPDATE ask SET state = " SQL_AID_OPEN ", ended = 0, again = max(again, struck = " SQL_AID_AGREED
                   " + 1), struck = 0"
                   " WHERE id = ? AND struck > 0",
        id);
    if (sqlite3_changes(store->db) == 0)
        return db_outcome(store);
    enum result result = aid_ledger(store, is_offer ? LEDGER_OFFERED : LEDGER_ASK_OPEN_AGAIN, id, now);
    for (size_t i = 0; i < count && result == RESULT_OK; i++)
        result = aid_match_take_up(store, fell[i], now);
    return result;
}

/* --- acts in a match --- */

/* Houses from before schema step 17 hold matches of which only one side was told. Only that member and her hand see
 * what was said in such a match. */
static bool is_said_quietly(struct store *store, const struct actor *actor, int64_t match)
{
    return db_number(store, 0, "SELECT quiet FROM aid_match WHERE id = ?", match) > 0 &&
           db_number(store, 0,
               "SELECT 1 FROM hand_word WHERE kind IN ('answer', 'accept', 'no') AND subject = ?1"
               " AND (hand = ?2 OR member = ?2)",
               match, actor->member) == 0;
}

enum result aid_see_said(struct store *store, const struct actor *actor, int64_t match, struct place *out)
{
    struct aid_row ask = { 0 };
    if (is_said_quietly(store, actor, match))
        return RESULT_NOT_FOUND;
    int64_t id = db_number(store, 0, "SELECT ask FROM aid_match WHERE id = ?", match);
    enum result result = aid_row_get(store, actor, false, id, &ask);
    *out = (struct place) { .unit = ask.unit };
    return result;
}

/* RULES 3.6: the refused person must not see this refusal, or she could strike it. Striking would also undo a "not this
 * person", and she must not be able to tell the two apart. */
enum result aid_see_no(struct store *store, const struct actor *actor, int64_t match, struct place *out)
{
    if (db_number(store, 0,
            "SELECT 1 FROM hand_word w JOIN aid_match m ON m.id = w.subject JOIN ask a ON a.id = m.ask"
            " WHERE w.kind = 'no' AND w.subject = ?1 AND w.member <> ?2 AND (m.helper = ?2 OR a.member = ?2)",
            match, actor->member) == 1)
        return RESULT_NOT_FOUND;
    return aid_see_said(store, actor, match, out);
}

static bool said_is_theirs(struct store *store, const struct actor *actor, int64_t match)
{
    return db_number(store, 0,
               "SELECT 1 FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.id = ?1 AND m.state IN (" SQL_MATCH_AGREED
               ", " SQL_MATCH_DONE ")"
               " AND (m.helper = ?2 OR a.member = ?2)",
               match, actor->member) == 1;
}

/* At her word that she never said yes: the match ends and the ask is open again. Only the other side is told. */
static enum result strike_yes(struct store *store, const struct actor *actor, int64_t match, int64_t now)
{
    bool agreed = db_number(store, 0, "SELECT state FROM aid_match WHERE id = ?", match) == MATCH_AGREED;
    if (agreed) /* the striker may be wrong: the messages are kept as long as a struck text */
        db_run(store, "UPDATE aid_match SET struck = ? WHERE id = ?", now, match);
    return aid_match_end(store, match, agreed ? MATCH_FELL : MATCH_NOT_NOW, actor->member, now);
}

enum result aid_strike_answer(struct store *store, const struct actor *actor, int64_t match, int64_t now)
{
    db_run(store, "UPDATE aid_match SET helper_yes = 0 WHERE id = ? AND state < " SQL_MATCH_AGREED, match);
    return strike_yes(store, actor, match, now);
}

enum result aid_strike_accept(struct store *store, const struct actor *actor, int64_t match, int64_t now)
{
    db_run(store, "UPDATE aid_match SET asker_yes = 0 WHERE id = ? AND state < " SQL_MATCH_AGREED, match);
    return strike_yes(store, actor, match, now);
}

/* The helper's "it happened" ended nothing, so nothing else changes. */
enum result aid_strike_helped(struct store *store, const struct actor *actor, int64_t match, int64_t now)
{
    (void)actor, (void)now;
    return db_run(store, "UPDATE aid_match SET helper_done = 0 WHERE id = ?", match);
}

/* It did not happen (yet): the two agree as before. A weekly ask was already asked again, and goes on as that new
 * ask. */
enum result aid_strike_done(struct store *store, const struct actor *actor, int64_t match, int64_t now)
{
    (void)actor;
    int64_t ask = db_number(store, 0,
        "SELECT a.id FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.id = ? AND m.state = " SQL_MATCH_DONE
        " AND m.wiped = 0"
        " AND m.helper IS NOT NULL AND a.member IS NOT NULL AND a.weekly = 0",
        match);
    if (ask == 0)
        return db_outcome(store);
    db_run(store, "UPDATE aid_match SET state = " SQL_MATCH_AGREED " WHERE ask = ? AND state = " SQL_MATCH_DONE, ask);
    db_run(store, "UPDATE ask SET state = " SQL_AID_AGREED ", ended = 0 WHERE id = ?", ask);
    return aid_ledger(store, LEDGER_ASK_AGREED, ask, now);
}

/* She did not say no, so a "not this person" that came with it is removed too. The two may say yes to each other
 * again. */
enum result aid_strike_no(struct store *store, const struct actor *actor, int64_t match, int64_t now)
{
    (void)actor, (void)now;
    db_run(store,
        "UPDATE aid_match SET refused = 0, until = CASE WHEN state IN (" SQL_MATCH_NOT_NOW ", " SQL_MATCH_LAPSED
        ") THEN 0 ELSE until END WHERE id = ?",
        match);
    return db_run(store,
        "DELETE FROM aid_barred WHERE member = (SELECT w.member FROM hand_word w WHERE w.kind = 'no' AND w.subject = ?1)"
        " AND other IN (SELECT m.helper FROM aid_match m WHERE m.id = ?1 UNION ALL"
        " SELECT a.member FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.id = ?1)"
        " AND at = (SELECT w.at FROM hand_word w WHERE w.kind = 'no' AND w.subject = ?1)",
        match);
}

/* --- taking a strike back --- */

/* `by`: the member who does it, and gets no notice; 0: no member does it. */
static enum result agree_again(struct store *store, const struct match_row *match, int64_t by, int64_t now)
{
    aid_match_take_place(store, match->id);
    db_run(store, "UPDATE aid_match SET state = " SQL_MATCH_AGREED ", struck = 0 WHERE id = ?", match->id);
    aid_ask_set_state(store, match->ask);
    if (db_number(store, 0, "SELECT state FROM ask WHERE id = ?", match->ask) == AID_AGREED) {
        aid_ask_end_suggestions(store, match->ask, now);
        aid_ask_come_down(store, match->ask, now);
    }
    aid_match_tell_both(store, match, by, now);
    return aid_ledger(store, LEDGER_ASK_AGREED, match->ask, now);
}

enum result aid_match_put_back(struct store *store, const struct actor *actor, int64_t match, int64_t now)
{
    struct match_row row;
    struct aid_row ask = { 0 };
    if (!aid_match_read(store, match, &row) || row.state != MATCH_FELL || !row.struck ||
        !aid_match_ask_of(store, &row, &ask) || aid_match_check_free(store, &ask, now) != RESULT_OK ||
        aid_match_check_helper(store, actor, &ask, row.helper, now) != RESULT_OK ||
        (row.offer != 0 && aid_match_check_room(store, &ask, &row, now) != RESULT_OK) ||
        aid_ask_has_hand(store, ask.id, row.helper) ||
        aid_hands_apart(store, actor, &ask, match, row.helper, row.offer))
        return by_hand_say_anew(store);
    return agree_again(store, &row, actor->member, now);
}

int64_t aid_ask_struck_match(struct store *store, int64_t ask, int64_t after)
{
    return db_number(store, 0,
        "SELECT m.id FROM aid_match m JOIN ask a ON a.id = m.ask WHERE a.id = ?1 AND (a.struck = " SQL_AID_AGREED
        " + 1 OR (a.struck > 0 AND a.hands > 1)) AND m.state = " SQL_MATCH_FELL
        " AND m.refused = 0 AND m.until = a.ended + ?2 AND m.id > ?3 ORDER BY m.id LIMIT 1",
        ask, AID_FELL_SAID, after);
}

enum result aid_match_take_up(struct store *store, int64_t match, int64_t now)
{
    struct match_row row;
    struct aid_row ask = { 0 }, offer;
    if (!aid_match_read(store, match, &row) || row.helper == 0 || !aid_match_ask_of(store, &row, &ask) ||
        ask.ends <= now || aid_ask_hands_left(store, &ask) == 0 || aid_ask_has_hand(store, ask.id, row.helper) ||
        aid_apart(store, ask.member, row.helper))
        return db_outcome(store);
    struct aid_week week = { 0 };
    bool with_offer = aid_offer_read(store, row.offer, &offer);
    if (with_offer)
        week = aid_offer_week(&offer, row.starts);
    if (with_offer && aid_offer_left_in(store, &offer, &week) == 0)
        return db_outcome(store);
    return agree_again(store, &row, 0, now);
}

/* --- names that a reader may not know (RULES 3.2) --- */

static bool is_of_her_ask(struct store *store, const struct actor *actor, const struct hand_entry *word)
{
    return db_number(store, 0,
               "SELECT 1 FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.id = ?1 AND (a.member = ?2 OR EXISTS"
               " (SELECT 1 FROM hand_word w WHERE w.kind = 'ask' AND w.subject = a.id AND w.hand = ?2))",
               word->subject, actor->member) == 1;
}

/* RULES 3.7: in another unit, an entry is shown with the ask's veiled line, and without block and hand. */
static void veil_word(struct store *store, const struct actor *actor, int64_t ask, struct hand_entry *word)
{
    struct aid_row row = { 0 };
    char line[AID_LINE_MAX * 4 + 1];
    if (aid_row_get(store, actor, false, ask, &row) == RESULT_OK && !row.veiled)
        return;
    aid_veiled_line(store, &row, line, sizeof line);
    if (word->body != NULL && word->body[0] != '\0') {
        free(word->body);
        word->body = xstrdup(line);
    }
    if (word->member == row.member) {
        aid_neighbour_from(row.from, false, word->handle, sizeof word->handle);
        util_copy_text(word->by.hand, sizeof word->by.hand, _("somebody"));
        word->may_confirm = false;
    }
}

/* Hides the asker from everybody but the helper with whom she agreed. */
void aid_hide_ask(struct store *store, const struct actor *actor, struct hand_entry *word)
{
    char place[AID_PLACE_MAX * 4 + 1] = "";
    if (db_number(store, 0,
            "SELECT 1 FROM aid_match WHERE ask = ? AND helper = ? AND state IN (" SQL_MATCH_AGREED ", " SQL_MATCH_DONE
            ")",
            word->subject, actor->member) != 0)
        return;
    sqlite3_stmt *row = db_query(store, "SELECT coalesce(place, '') FROM ask WHERE id = ?", word->subject);
    if (db_step(store, row))
        db_copy(row, 0, place, sizeof place);
    db_done(store, row);
    word->nameless = true;
    aid_neighbour(place, word->handle, sizeof word->handle);
    veil_word(store, actor, word->subject, word);
}

/* Shows the block of the helper instead of her name. The asker and the hand of her ask do not even read the name of the
 * helper's hand: it almost identifies her. */
void aid_hide_said(struct store *store, const struct actor *actor, struct hand_entry *word)
{
    char block[AID_PLACE_MAX * 4 + 1] = "";
    if (said_is_theirs(store, actor, word->subject))
        return;
    word->nameless = true;
    aid_block_of(store, word->member, block);
    aid_neighbour(block, word->handle, sizeof word->handle);
    veil_word(store, actor, db_number(store, 0, "SELECT ask FROM aid_match WHERE id = ?", word->subject), word);
    if (is_of_her_ask(store, actor, word)) {
        util_copy_text(word->by.hand, sizeof word->by.hand, _("somebody"));
        word->may_confirm = false;
    }
}
