/* hand.c: people without a device, what is written in their names, and what is done about it. RULES 1.8. */
#include "hand.h"

#include <stdlib.h>
#include <string.h>

#include "store/aid/aid_internal.h"
#include "store/base/retention.h"
#include "store/boards/access.h"
#include "store/people/by_hand.h"
#include "store/people/claim_room.h"
#include "store/people/people.h"

/* --- her words --- */

/* What can be written by hand: who may see one, and how it is struck and given back. A line for each kind. */
struct door {
    enum result (*see)(struct store *store, const struct actor *actor, int64_t subject, struct place *out);
    enum result (*strike)(struct store *store, const struct actor *actor, int64_t subject, int64_t now);
    enum result (*unstrike)(struct store *store, const struct actor *actor, int64_t subject, int64_t now);
};

static enum result post_see(struct store *store, const struct actor *actor, int64_t post, struct place *out)
{
    int64_t thread = db_number(store, 0, "SELECT thread FROM post WHERE id = ?", "i", post);
    return thread_place(store, actor, thread, out);
}

static enum result ask_see(struct store *store, const struct actor *actor, int64_t ask, struct place *out)
{
    return aid_see_hand(store, actor, false, ask, out);
}

static enum result ask_strike(struct store *store, const struct actor *actor, int64_t ask, int64_t now)
{
    (void)actor;
    return aid_strike(store, false, ask, now);
}

static enum result ask_unstrike(struct store *store, const struct actor *actor, int64_t ask, int64_t now)
{
    (void)actor;
    return aid_unstrike(store, false, ask, now);
}

static enum result offer_see(struct store *store, const struct actor *actor, int64_t offer, struct place *out)
{
    return aid_see_hand(store, actor, true, offer, out);
}

static enum result offer_strike(struct store *store, const struct actor *actor, int64_t offer, int64_t now)
{
    (void)actor;
    return aid_strike(store, true, offer, now);
}

static enum result offer_unstrike(struct store *store, const struct actor *actor, int64_t offer, int64_t now)
{
    (void)actor;
    return aid_unstrike(store, true, offer, now);
}

static enum result again_strike(struct store *store, const struct actor *actor, int64_t ask, int64_t now)
{
    (void)actor;
    return aid_strike(store, false, ask, now);
}

static enum result leave_see(struct store *store, const struct actor *actor, int64_t member, struct place *out)
{
    (void)actor; /* who lives here is no secret of two homes */
    *out = (struct place) { .unit = member_street(store, member) };
    return db_outcome(store);
}

static enum result leave_strike(struct store *store, const struct actor *actor, int64_t member, int64_t now)
{
    (void)actor, (void)member, (void)now; /* nothing was done yet */
    return db_outcome(store);
}

/* Life went on since: an ask has another answer, a match fell through. */
static enum result say_anew(struct store *store, const struct actor *actor, int64_t subject, int64_t now)
{
    (void)actor, (void)subject, (void)now;
    return hand_say_anew(store);
}

static const struct door doors[HAND_KINDS] = {
    [HAND_POST] = { post_see, post_strike, post_unstrike },
    [HAND_ASK] = { ask_see, ask_strike, ask_unstrike },
    [HAND_OFFER] = { offer_see, offer_strike, offer_unstrike },
    [HAND_ANSWER] = { aid_see_said, aid_strike_answer, match_put_back },
    [HAND_ACCEPT] = { aid_see_said, aid_strike_accept, match_put_back },
    [HAND_DONE] = { aid_see_said, aid_strike_done, say_anew },
    [HAND_HELPED] = { aid_see_said, aid_strike_helped, say_anew },
    [HAND_NO] = { aid_see_no, aid_strike_no, say_anew },
    [HAND_AGAIN] = { ask_see, again_strike, say_anew },
    [HAND_LEAVE] = { leave_see, leave_strike, say_anew },
    [HAND_WOMAN] = { claim_see_said, claim_strike, say_anew },
};

static bool may_see(struct store *store, const struct actor *actor, const struct hand_word *word, struct place *place)
{
    *place = (struct place) { .unit = member_street(store, word->member) };
    return doors[word->kind].see != NULL && doors[word->kind].see(store, actor, word->subject, place) == RESULT_OK;
}

#define LINE_OF_ASK(ask) "(SELECT line FROM ask_text t WHERE t.ask = " ask ")"
#define BODY_OF_WORD                                                                                                   \
    " CASE w.kind WHEN 'post' THEN (SELECT body FROM post_text t WHERE t.post = p.id)"                                 \
    " WHEN 'ask' THEN " LINE_OF_ASK("w.subject") " WHEN 'again' THEN " LINE_OF_ASK(                                    \
        "w.subject") " WHEN 'offer' THEN (SELECT line FROM offer_text t WHERE t.offer = w.subject)"                    \
                     " WHEN 'leave' THEN '' WHEN 'woman' THEN ''"                                                      \
                     " ELSE " LINE_OF_ASK("(SELECT m.ask FROM aid_match m WHERE m.id = w.subject)") " END"
#define WORD_SELECT                                                                                                        \
    "SELECT w.id, w.member, w.subject, w.at, w.kind, " HANDLE_OF(                                                          \
        "w.member") ", " BY_HAND_COLUMNS                                                                                   \
                    ", coalesce(p.thread, 0), coalesce((SELECT title FROM thread_title t WHERE t.thread = p.thread), '')," \
                    " coalesce(" BODY_OF_WORD ", ''), w.hand, w.confirmed_by FROM hand_word w"                             \
                    " LEFT JOIN post p ON w.kind = 'post' AND p.id = w.subject "
/* Nobody confirms what is over, and nobody asks who has left. A "not this time" needs no second home. */
#define STILL_GOES_ON                                                                                                  \
    " AND EXISTS (SELECT 1 FROM member x WHERE x.id = w.member AND x.gone = 0) AND CASE w.kind"                        \
    " WHEN 'ask' THEN EXISTS (SELECT 1 FROM ask a WHERE a.id = w.subject AND a.state <= 3)"                            \
    " WHEN 'again' THEN EXISTS (SELECT 1 FROM ask a WHERE a.id = w.subject AND a.state <= 3)"                          \
    " WHEN 'offer' THEN EXISTS (SELECT 1 FROM offer a WHERE a.id = w.subject AND a.state = 0)"                         \
    " WHEN 'post' THEN 1 WHEN 'leave' THEN 1 WHEN 'no' THEN 0 WHEN 'woman' THEN 0"                                     \
    " ELSE EXISTS (SELECT 1 FROM aid_match m WHERE m.id = w.subject AND m.state <= 3) END "

/* Asked by one of another home than the hand's and than hers, so that no single home speaks for her. */
static bool may_confirm_word(struct store *store, const struct actor *actor, const struct hand_word *word, int64_t hand)
{
    if (actor->kind != ACTOR_MEMBER || actor->hand != 0 || word->by.confirmed_by[0] != '\0' ||
        word->by.struck_by[0] != '\0' || actor->member == hand || actor->member == word->member)
        return false;
    int64_t own = household_of(store, actor->member);
    return own != 0 && own != household_of(store, hand) && own != household_of(store, word->member);
}

static bool is_said_in_match(enum hand_kind kind)
{
    return kind == HAND_ANSWER || kind == HAND_ACCEPT || kind == HAND_DONE || kind == HAND_HELPED || kind == HAND_NO;
}

/* RULES 3.2: who asks, and who answers, is told to her own hand, and to whom she agreed with. */
static bool hides_name(struct store *store, const struct actor *actor, const struct hand_word *word)
{
    if (word->mine || word->member == actor->member)
        return false;
    if (is_said_in_match(word->kind))
        return !aid_said_is_theirs(store, actor, word->subject);
    return (word->kind == HAND_ASK || word->kind == HAND_AGAIN) &&
           db_number(store, 0, "SELECT 1 FROM aid_match WHERE ask = ? AND helper = ? AND state IN (2, 3)", "ii",
               word->subject, actor->member) == 0;
}

static bool is_of_her_ask(struct store *store, const struct actor *actor, const struct hand_word *word)
{
    return db_number(store, 0,
               "SELECT 1 FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.id = ?1 AND (a.member = ?2 OR EXISTS"
               " (SELECT 1 FROM hand_word w WHERE w.kind = 'ask' AND w.subject = a.id AND w.hand = ?2))",
               "ii", word->subject, actor->member) == 1;
}

/* An ask's place; of who answers, her block. To whoever asks, and to the hand of her ask, not even the helper's hand is
 * named: it nearly says who it is. */
static void hide_name(struct store *store, const struct actor *actor, struct hand_word *word)
{
    char place[AID_PLACE_MAX * 4 + 1] = "";
    word->nameless = true;
    if (is_said_in_match(word->kind))
        block_of(store, word->member, place);
    else {
        sqlite3_stmt *row = db_query(store, "SELECT coalesce(place, '') FROM ask WHERE id = ?", "i", word->subject);
        if (db_step(store, row))
            db_copy(row, 0, place, sizeof place);
        db_done(store, row);
    }
    a_neighbour(place, word->handle, sizeof word->handle);
    if (is_said_in_match(word->kind) && is_of_her_ask(store, actor, word)) {
        copy_text(word->by.hand, sizeof word->by.hand, _("somebody"));
        word->may_confirm = false;
    }
}

static void read_word(struct store *store, const struct actor *actor, sqlite3_stmt *row, struct hand_word *out)
{
    *out = (struct hand_word) {
        .id = sqlite3_column_int64(row, 0),
        .member = sqlite3_column_int64(row, 1),
        .subject = sqlite3_column_int64(row, 2),
        .at = sqlite3_column_int64(row, 3),
        .kind = by_hand_kind(db_text(row, 4)),
        .thread = sqlite3_column_int64(row, 11),
        .mine = sqlite3_column_int64(row, 14) == actor->member,
    };
    copy_handle(row, 5, out->handle);
    by_hand_read(row, 6, &out->by);
    db_copy(row, 12, out->about, sizeof out->about);
    out->body = xstrdup(db_text(row, 13));
    out->may_confirm = may_confirm_word(store, actor, out, sqlite3_column_int64(row, 14));
    if (hides_name(store, actor, out))
        hide_name(store, actor, out);
}

void hand_words_free(struct hand_word *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(words[i].body);
        words[i].body = NULL;
    }
}

static sqlite3_stmt *query_words(struct store *store, enum hand_which which, int64_t member, int64_t before)
{
    if (which == HAND_WORDS_ALL)
        return db_query(store, WORD_SELECT "WHERE (?1 = 0 OR w.member = ?1) AND w.id < ?2 ORDER BY w.id DESC", "ii",
            member, before > 0 ? before : INT64_MAX);
    return db_query(store,
        WORD_SELECT
        "WHERE w.confirmed_by = 0 AND w.struck_by = 0 AND (?1 = 0 OR w.member = ?1) AND w.id > ?2" STILL_GOES_ON
        " ORDER BY w.id",
        "ii", member, before);
}

enum result hand_words_list(struct store *store, const struct actor *actor, enum hand_which which, int64_t member,
    int64_t before, size_t limit, struct hand_word *out, size_t *count)
{
    struct place place;
    *count = 0;
    enum result result = require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    reading_begin(store);
    sqlite3_stmt *row = query_words(store, which, member, before);
    while (*count < limit && db_step(store, row)) {
        struct hand_word *word = &out[*count];
        read_word(store, actor, row, word);
        if (may_see(store, actor, word, &place) && (member == 0 || !word->nameless) &&
            (word->kind != HAND_NO || word->mine) && (which != HAND_WORDS_FOR_ME || word->may_confirm))
            (*count)++;
        else
            hand_words_free(word, 1);
    }
    db_done(store, row);
    return reading_end(store);
}

/* RULES 1.8: whoever wrote for her is told that it was struck, while it can be taken back. */
static enum result load_struck(struct store *store, const struct actor *actor, int64_t now, struct hand_waits *out)
{
    struct place place;
    sqlite3_stmt *row = db_query(store,
        WORD_SELECT "WHERE w.hand = ?1 AND w.struck_by <> 0 AND w.struck_by <> ?1 AND w.struck_at > ?2"
                    " ORDER BY w.struck_at DESC, w.id DESC",
        "ii", actor->member, now - (int64_t)HAND_STRUCK_SECONDS);
    while (db_step(store, row)) {
        struct hand_word word;
        read_word(store, actor, row, &word);
        hand_words_free(&word, 1);
        if (may_see(store, actor, &word, &place) && out->struck++ == 0)
            out->struck_word = word;
    }
    db_done(store, row);
    return db_outcome(store);
}

enum result hand_waits_get(struct store *store, const struct actor *actor, int64_t now, struct hand_waits *out)
{
    enum { MOST = 20 };
    struct hand_person people[MOST];
    struct hand_word words[MOST];
    size_t count = 0;
    *out = (struct hand_waits) { 0 };
    enum result result = hand_members_waiting(store, actor, now, people, MOST, &count);
    for (size_t i = 0; i < count; i++)
        if (people[i].may_confirm && out->people++ == 0)
            out->person = people[i];
    if (result != RESULT_OK)
        return result;
    int64_t old = db_number(store, 0,
        "SELECT id FROM hand_word WHERE at <= ? AND confirmed_by = 0 AND struck_by = 0 ORDER BY id DESC LIMIT 1", "i",
        now - (int64_t)HAND_PERSON_SECONDS);
    result = hand_words_list(store, actor, HAND_WORDS_FOR_ME, 0, old, MOST, words, &count);
    out->words = (int)count;
    if (count > 0)
        out->word = words[0];
    hand_words_free(words, count);
    out->word.body = NULL;
    return result == RESULT_OK ? load_struck(store, actor, now, out) : result;
}

static enum result find_word(
    struct store *store, const struct actor *actor, sqlite3_stmt *row, struct hand_word *out, struct place *place)
{
    bool found = db_step(store, row);
    if (found)
        read_word(store, actor, row, out);
    db_done(store, row);
    if (found && may_see(store, actor, out, place))
        return RESULT_OK;
    if (found)
        hand_words_free(out, 1);
    return store_refuse(store, RESULT_NOT_FOUND, _("There is no such word by hand. `hands` lists them."));
}

enum result hand_word_get(struct store *store, const struct actor *actor, int64_t word, struct hand_word *out)
{
    struct place place;
    enum result result = require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    reading_begin(store);
    result = find_word(store, actor, db_query(store, WORD_SELECT "WHERE w.id = ?", "i", word), out, &place);
    enum result outcome = reading_end(store);
    return result != RESULT_OK ? result : outcome;
}

enum result hand_word_of(
    struct store *store, const struct actor *actor, enum hand_kind kind, int64_t subject, struct hand_word *out)
{
    int64_t word = db_number(
        store, 0, "SELECT id FROM hand_word WHERE kind = ? AND subject = ?", "ti", hand_kind_name(kind), subject);
    return hand_word_get(store, actor, word, out);
}

/* --- confirming and striking --- */

/* Opens a write and finds the word; on RESULT_OK the caller ends both by end_word(). */
static enum result begin_word(
    struct store *store, const struct actor *actor, int64_t id, struct hand_word *word, struct place *place)
{
    *word = (struct hand_word) { 0 };
    enum result result = require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = find_word(store, actor, db_query(store, WORD_SELECT "WHERE w.id = ?", "i", id), word, place);
    return result == RESULT_OK ? RESULT_OK : db_abandon(store, result);
}

static enum result end_word(struct store *store, struct hand_word *word, enum result result)
{
    hand_words_free(word, 1);
    return db_finish(store, result);
}

static enum result confirm(struct store *store, const struct actor *actor, const struct hand_word *word,
    const struct place *place, int64_t now)
{
    if (word->by.struck_by[0] != '\0')
        return store_refuse(store, RESULT_REFUSED, _("That was struck at her word."));
    if (word->by.confirmed_by[0] != '\0')
        return RESULT_OK;
    if (word->kind == HAND_LEAVE && now - word->at >= HAND_PERSON_SECONDS)
        return store_refuse(store, RESULT_REFUSED, _("That was told too long ago. If she says so, tell it anew."));
    if (!word->may_confirm)
        return store_refuse(store, RESULT_REFUSED,
            _("Who confirms is of another home than the one who wrote, and than hers: two homes have to have heard it."));
    db_run(store, "UPDATE hand_word SET confirmed_by = ?, confirmed_at = ? WHERE id = ?", "iii", actor->member,
        store_time_begun(store, now), word->id); /* a day from then she leaves */
    return ledger_append(store, &(struct ledger_new) {
                                    .at = now,
                                    .unit = place->unit,
                                    .subject = word->subject,
                                    .actor = actor->member,
                                    .board = place->board,
                                    .thread = place->thread,
                                    .kind = LEDGER_HAND_CONFIRMED,
                                    .seen_by = (unsigned)place->visibility,
                                });
}

enum result hand_confirm(struct store *store, const struct actor *actor, int64_t word, int64_t now)
{
    struct hand_word found;
    struct place place;
    enum result result = begin_word(store, actor, word, &found, &place);
    if (result != RESULT_OK)
        return result;
    return end_word(store, &found, confirm(store, actor, &found, &place, now));
}

enum result hand_strike(struct store *store, const struct actor *actor, int64_t word, int64_t now)
{
    struct hand_word found;
    struct place place;
    enum result result = begin_word(store, actor, word, &found, &place);
    if (result != RESULT_OK)
        return result;
    if (found.by.struck_by[0] == '\0') {
        db_run(
            store, "UPDATE hand_word SET struck_by = ?, struck_at = ? WHERE id = ?", "iii", actor->member, now, word);
        result = doors[found.kind].strike(store, actor, found.subject, now);
    }
    return end_word(store, &found, result);
}

static bool may_unstrike(struct store *store, const struct actor *actor, int64_t word)
{
    char own[HOME_BYTES], strikers[HOME_BYTES];
    int64_t striker = db_number(store, 0, "SELECT struck_by FROM hand_word WHERE id = ?", "i", word);
    home_of(store, actor->member, own);
    home_of(store, striker, strikers);
    return striker == actor->member || (own[0] != '\0' && !same_home(own, strikers));
}

enum result hand_unstrike(struct store *store, const struct actor *actor, int64_t word, int64_t now)
{
    struct hand_word found;
    struct place place;
    enum result result = begin_word(store, actor, word, &found, &place);
    if (result != RESULT_OK)
        return result;
    if (found.by.struck_by[0] != '\0') {
        if (now - found.by.struck_at >= HAND_STRUCK_SECONDS)
            result = store_refuse(store, RESULT_REFUSED, _("A struck text is kept for a day; this one is gone."));
        else if (!may_unstrike(store, actor, word))
            result = store_refuse(store, RESULT_REFUSED,
                _("That is taken back by who struck it, or by somebody of another home than the striker's."));
        else {
            result = doors[found.kind].unstrike(store, actor, found.subject, now); /* it asks when it was struck */
            db_run(store, "UPDATE hand_word SET struck_by = 0, struck_at = 0 WHERE id = ?", "i", word);
        }
    }
    return end_word(store, &found, result);
}

/* --- how she leaves --- */

enum result hand_member_leaves(
    struct store *store, const struct actor *actor, int64_t member, int64_t now, int64_t *word)
{
    struct actor voice;
    enum result result = actor_by_hand(store, actor, member, now, &voice);
    *word = 0;
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if ((result = require_voice(store, &voice)) == RESULT_OK &&
        db_number(store, 0, "SELECT 1 FROM hand_word WHERE kind = 'leave' AND subject = ? AND struck_by = 0", "i",
            member) == 1)
        result = store_refuse(store, RESULT_CONFLICT, _("That she leaves was told already. `hands` shows it."));
    if (result == RESULT_OK && (result = hand_note(store, &voice, HAND_LEAVE, member, now)) == RESULT_OK)
        *word = db_number(store, 0, "SELECT id FROM hand_word WHERE kind = 'leave' AND subject = ?", "i", member);
    return db_finish(store, result);
}

enum result hand_voices(struct store *store, const struct actor *actor, int64_t *members, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT w.member, max(w.id) FROM hand_word w WHERE w.hand = ? AND w.kind IN ('ask', 'offer', 'answer')"
        " AND w.struck_by = 0 AND " IS_BY_HAND("w.member") " GROUP BY w.member ORDER BY 2 DESC",
        "i", actor->member);
    while (*count < limit && db_step(store, row))
        members[(*count)++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
    return db_outcome(store);
}

/* --- forgetting --- */

void hands_leave(struct store *store, int64_t member)
{
    db_run(store, "DELETE FROM hand_member WHERE member = ?", "i", member);
    db_run(store, "UPDATE hand_member SET adder = 0 WHERE adder = ?", "i", member);
    db_run(store, "UPDATE hand_member SET confirmer = 0 WHERE confirmer = ?", "i", member);
    db_run(store, "DELETE FROM hand_person WHERE adder = ?", "i", member);
}

/* Who told of whom goes as who invited whom does. */
int hands_forget(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM hand_person WHERE at <= ?", "i", now - (int64_t)HAND_PERSON_SECONDS);
    int count = sqlite3_changes(store->db);
    db_run(store, "DELETE FROM hand_word WHERE kind = 'leave' AND confirmed_by = 0 AND at <= ?", "i",
        now - (int64_t)HAND_PERSON_SECONDS);
    count += sqlite3_changes(store->db);
    db_run(store, "UPDATE hand_member SET adder = 0, confirmer = 0 WHERE at <= ? AND adder + confirmer <> 0", "i",
        now - forget_after(store, "invitation"));
    count += sqlite3_changes(store->db);
    return db_commit(store) == RESULT_OK ? count : -1;
}
