/* aid.c: asks and offers: making, seeing, withdrawing them. RULES 3.1, 3.2. */
#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "store/aid_room.h"
#include "store/claim_room.h"
#include "store/forget.h"
#include "store/by_hand.h"
#include "store/people.h"
#include "text.h"

/* A hostile file may hold any number. */
static int within(int64_t value, int count, int otherwise)
{
    return value >= 0 && value < count ? (int)value : otherwise;
}

static int small(int64_t value, int most)
{
    return value < 0 ? 0 : value > most ? most : (int)value;
}

void aid_read_row(sqlite3_stmt *row, bool is_offer, struct aid_row *out)
{
    *out = (struct aid_row) {
        .is_offer = is_offer,
        .id = sqlite3_column_int64(row, 0),
        .member = sqlite3_column_int64(row, 1),
        .at = sqlite3_column_int64(row, 2),
        .kind = (enum aid_kind)within(sqlite3_column_int64(row, 3), AID_KINDS, AID_OTHER),
        .urgency = (enum aid_urgency)within(sqlite3_column_int64(row, 4), AID_URGENCIES, AID_WHENEVER),
        .many = small(sqlite3_column_int64(row, 5), AID_MANY_MAX),
        .starts = sqlite3_column_int64(row, 6),
        .ends = sqlite3_column_int64(row, 7),
        .languages = (uint32_t)sqlite3_column_int64(row, 9),
        .weekly = sqlite3_column_int64(row, 10) != 0,
        .state = (enum aid_state)within(sqlite3_column_int64(row, 11), AID_EXPIRED + 1, AID_EXPIRED),
        .ended = sqlite3_column_int64(row, 12),
        .since = sqlite3_column_int64(row, 16),
    };
    db_copy(row, 8, out->place, sizeof out->place);
    if (is_offer) {
        out->capacity = small(sqlite3_column_int64(row, 13), AID_CAPACITY_MAX);
        out->learner = sqlite3_column_int64(row, 14) != 0;
    } else {
        out->who_may = (enum aid_who)within(sqlite3_column_int64(row, 13), AID_NAMED + 1, AID_NAMED);
        out->climbs = sqlite3_column_int64(row, 14) != 0;
        out->again = sqlite3_column_int64(row, 15) != 0;
    }
}

/* --- who may --- */

bool aid_apart(struct store *store, int64_t one, int64_t other)
{
    return db_number(store, 0,
               "SELECT 1 FROM (SELECT member, other FROM aid_barred UNION ALL SELECT member, other FROM muted_member)"
               " WHERE (member = ?1 AND other = ?2) OR (member = ?2 AND other = ?1) LIMIT 1",
               "ii", one, other) == 1;
}

bool ask_may_answer(struct store *store, const struct aid_row *ask, int64_t member, int64_t now)
{
    char hers[AID_PLACE_MAX * 4 + 1], theirs[AID_PLACE_MAX * 4 + 1];
    switch (ask->who_may) {
    case AID_ANYONE:
        return true;
    case AID_WOMEN:
        return claim_stands(store, member, now);
    case AID_MY_BLOCK:
        block_of(store, ask->member, hers);
        block_of(store, member, theirs);
        return hers[0] != '\0' && aid_place_number(hers) == aid_place_number(theirs);
    case AID_NAMED:
        return db_number(store, 0, "SELECT 1 FROM ask_named WHERE ask = ? AND member = ?", "ii", ask->id, member) == 1;
    }
    return false;
}

bool ask_is_shown(struct store *store, const struct actor *actor, const struct aid_row *ask)
{
    if (ask->member == actor->member && aid_hand_owns(store, actor, false, ask->id))
        return true;
    struct actor hand = { .kind = ACTOR_MEMBER, .member = actor->hand };
    return ask->member != 0 && (ask->who_may != AID_NAMED || ask_may_answer(store, ask, actor->member, 0)) &&
           (actor->hand == 0 || ask_is_shown(store, &hand, ask)); /* RULES 1.8: by hand, what both may see */
}

static bool wants_none_of(struct store *store, int64_t member, int64_t other)
{
    return db_number(store, 0,
               "SELECT 1 FROM (SELECT other FROM aid_barred WHERE member = ?1 AND known = 1"
               " UNION ALL SELECT other FROM muted_member WHERE member = ?1) WHERE other = ?2 LIMIT 1",
               "ii", member, other) == 1;
}

bool offer_is_shown(struct store *store, const struct actor *actor, const struct aid_row *offer)
{
    if (offer->member == actor->member)
        return true;
    return !wants_none_of(store, actor->member, offer->member) &&
           (actor->hand == 0 || !wants_none_of(store, actor->hand, offer->member));
}

/* --- people and places --- */

void block_of(struct store *store, int64_t member, char out[AID_PLACE_MAX * 4 + 1])
{
    char home[HOME_BYTES];
    home_of(store, member, home);
    home[block_length(home)] = '\0';
    copy_text(out, AID_PLACE_MAX * 4 + 1, home);
}

void handle_of(struct store *store, int64_t member, char out[HANDLE_BYTES])
{
    sqlite3_stmt *row = db_query(store, "SELECT " HANDLE_OF("?"), "i", member);
    if (db_step(store, row))
        copy_handle(row, 0, out);
    db_done(store, row);
}

void a_neighbour(const char *place, char *out, size_t size)
{
    enum { BLOCK_NAME = 2 }; /* what is longer is a street */
    if (place[0] == '\0')
        copy_text(out, size, _("a neighbour"));
    else if (text_characters(place, strlen(place)) <= BLOCK_NAME)
        snprintf(out, size, _("a neighbour, block %s"), place);
    else
        snprintf(out, size, _("a neighbour, %s"), place);
}

/* "12 days here", "5 months here": of a member. */
static void how_long_here(struct store *store, int64_t member, int64_t now, char *out, size_t size)
{
    enum { DAY = 86400, MONTH = 30, YEAR = 365 };
    int64_t days = (now - db_number(store, now, "SELECT joined FROM member WHERE id = ?", "i", member)) / DAY;
    if (days >= 2 * YEAR)
        snprintf(
            out, size, ngettext("%d year here", "%d years here", (unsigned long)(days / YEAR)), (int)(days / YEAR));
    else if (days >= MONTH)
        snprintf(
            out, size, ngettext("%d month here", "%d months here", (unsigned long)(days / MONTH)), (int)(days / MONTH));
    else {
        int few = days > 0 ? (int)days : 0;
        snprintf(out, size, ngettext("%d day here", "%d days here", (unsigned long)few), few);
    }
}

void a_helper(struct store *store, const struct aid_row *ask, int64_t helper, int64_t now, char *out, size_t size)
{
    char block[AID_PLACE_MAX * 4 + 1], here[80];
    block_of(store, helper, block);
    if (ask->who_may != AID_WOMEN) {
        a_neighbour(block, out, size);
        return;
    }
    how_long_here(store, helper, now, here, sizeof here);
    if (block[0] != '\0')
        /* TRANSLATORS: the second is "5 months here" */
        snprintf(out, size, _("a woman of block %s, %s"), block, here);
    else
        snprintf(out, size, _("a woman, %s"), here);
}

/* --- making --- */

struct clean_form {
    char *line, *details, *place;
    int64_t named[AID_NAMED_MAX];
    size_t named_count;
    int64_t languages;
};

static void clean_form_free(struct clean_form *clean)
{
    free(clean->line);
    free(clean->details);
    free(clean->place);
}

static enum result clean_place(struct store *store, const struct actor *actor, const char *place, char **out)
{
    char block[AID_PLACE_MAX * 4 + 1];
    if (place != NULL && place[strspn(place, " ")] != '\0') {
        enum { BLOCK_WORD = 6 };
        return store_clean(store, strncasecmp(place, "block ", BLOCK_WORD) == 0 ? place + BLOCK_WORD : place, true,
            AID_PLACE_MAX, out);
    }
    block_of(store, actor->member, block);
    *out = xstrdup(block);
    return RESULT_OK;
}

static enum result clean_named(
    struct store *store, const struct actor *actor, const struct aid_form *form, struct clean_form *clean)
{
    for (size_t i = 0; i < AID_NAMED_MAX && form->named[i] != NULL; i++) {
        struct member member;
        enum result result = member_by_handle(store, actor, form->named[i], &member);
        if (result != RESULT_OK || member.left)
            return store_refuse(
                store, RESULT_NOT_FOUND, _("Nobody here is called %.40s. `people` lists all."), form->named[i]);
        if (member.id != actor->member)
            clean->named[clean->named_count++] = member.id;
    }
    return clean->named_count > 0 ? RESULT_OK
                                  : store_refuse(store, RESULT_INVALID, _("Name one person at least who may answer."));
}

static enum result clean_words(struct store *store, const struct aid_form *form, struct clean_form *clean)
{
    if (form->line == NULL || form->line[strspn(form->line, " \t\r\n")] == '\0')
        return store_refuse(store, RESULT_INVALID, _("One line is needed that says what it is about."));
    enum result result = store_clean(store, form->line, true, AID_LINE_MAX, &clean->line);
    if (result != RESULT_OK)
        return result;
    if (form->details == NULL || form->details[strspn(form->details, " \t\r\n")] == '\0') {
        clean->details = xstrdup("");
        return RESULT_OK;
    }
    return store_clean(store, form->details, false, AID_DETAILS_MAX, &clean->details);
}

enum result aid_check_window(struct store *store, int64_t starts, int64_t ends, bool weekly, int64_t now)
{
    enum { YEAR = 366 * 86400, WEEK = 7 * 86400 };
    if (weekly && (starts == 0 || ends == 0 || ends - starts > WEEK))
        return store_refuse(store, RESULT_INVALID,
            _("What comes every week needs a beginning and an end within one week: from Friday 14:00 until Friday 18:00, for instance."));
    if (ends <= now)
        return store_refuse(store, RESULT_INVALID, _("That time is over already."));
    if (starts != 0 && starts >= ends)
        return store_refuse(store, RESULT_INVALID, _("It would end before it begins."));
    if (ends > now + YEAR)
        return store_refuse(store, RESULT_INVALID, _("That is more than a year away. Name an earlier end."));
    return RESULT_OK;
}

static enum result check_form(struct store *store, const struct actor *actor, const struct aid_form *form,
    bool is_offer, struct clean_form *clean)
{
    if (form->many < (is_offer ? 0 : 1) || form->many > AID_MANY_MAX)
        return store_refuse(store, RESULT_INVALID, _("How many is a number from 1 to %d."), AID_MANY_MAX);
    if (is_offer && (form->capacity < 1 || form->capacity > AID_CAPACITY_MAX))
        return store_refuse(
            store, RESULT_INVALID, _("How many asks it can take is a number from 1 to %d."), AID_CAPACITY_MAX);
    enum result result = clean_words(store, form, clean);
    clean->languages = form->languages != 0 ? (int64_t)form->languages
                                            : db_number(store, 0, "SELECT languages FROM aid_about_me WHERE member = ?",
                                                  "i", actor->member);
    if (result == RESULT_OK)
        result = clean_place(store, actor, form->place, &clean->place);
    if (result == RESULT_OK && !is_offer && form->who_may == AID_NAMED)
        result = clean_named(store, actor, form, clean);
    return result;
}

static enum result check_open(struct store *store, const struct actor *actor, bool is_offer)
{
    int64_t open =
        is_offer ? db_number(store, 0, "SELECT count(*) FROM offer WHERE member = ? AND state = 0", "i", actor->member)
                 : db_number(store, 0, "SELECT count(*) FROM ask WHERE member = ? AND state = 0", "i", actor->member);
    if (open < AID_OPEN_MOST)
        return RESULT_OK;
    return store_refuse(store, RESULT_REFUSED,
        is_offer ? _("You have %d open offers. Withdraw one first.") : _("You have %d open asks. Withdraw one first."),
        AID_OPEN_MOST);
}

enum result aid_ledger(struct store *store, enum ledger_kind kind, int64_t subject, int64_t now)
{
    return ledger_append(store, &(struct ledger_new) { .at = now, .unit = 1, .subject = subject, .kind = kind });
}

static enum result insert_ask(struct store *store, const struct actor *actor, const struct aid_form *form,
    const struct clean_form *clean, int64_t ends, int64_t now, int64_t *ask)
{
    struct matching_words words;
    aid_keywords(clean->line, clean->details, &words);
    enum result result = db_run(store,
        "INSERT INTO ask (unit, member, asked, kind, urgency, many, starts, ends, place, who_may, languages, weekly,"
        " climbs, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "iiiiiiiitiiiib", actor->house, actor->member, now, (int64_t)form->kind, (int64_t)form->urgency,
        (int64_t)form->many, form->starts, ends, clean->place, (int64_t)form->who_may, clean->languages,
        (int64_t)form->weekly, (int64_t)form->climbs, (const void *)words.hash,
        (size_t)words.count * sizeof *words.hash);
    if (result != RESULT_OK)
        return result;
    *ask = db_last_id(store);
    db_run(store, "INSERT INTO ask_text VALUES (?, ?, ?)", "itt", *ask, clean->line, clean->details);
    for (size_t i = 0; i < clean->named_count; i++)
        db_run(store, "INSERT OR IGNORE INTO ask_named VALUES (?, ?)", "ii", *ask, clean->named[i]);
    return aid_ledger(store, LEDGER_ASKED, *ask, now);
}

static enum result insert_offer(struct store *store, const struct actor *actor, const struct aid_form *form,
    const struct clean_form *clean, int64_t ends, int64_t now, int64_t *offer)
{
    struct matching_words words;
    aid_keywords(clean->line, clean->details, &words);
    enum result result = db_run(store,
        "INSERT INTO offer (unit, member, offered, kind, many, capacity, starts, ends, place, languages, weekly,"
        " learner, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "iiiiiiiitiiib", actor->house, actor->member, now, (int64_t)form->kind, (int64_t)form->many,
        (int64_t)form->capacity, form->starts, ends, clean->place, clean->languages, (int64_t)form->weekly,
        (int64_t)form->learner, (const void *)words.hash, (size_t)words.count * sizeof *words.hash);
    if (result != RESULT_OK)
        return result;
    *offer = db_last_id(store);
    db_run(store, "INSERT INTO offer_text VALUES (?, ?, ?)", "itt", *offer, clean->line, clean->details);
    return aid_ledger(store, LEDGER_OFFERED, *offer, now);
}

static enum result make(struct store *store, const struct actor *actor, const struct aid_form *form, bool is_offer,
    int64_t now, int64_t *id)
{
    struct clean_form clean = { 0 };
    int64_t ends = form->ends;
    if (ends == 0 && !form->weekly)
        ends = aid_default_end(is_offer ? AID_WHENEVER : form->urgency, form->starts > now ? form->starts : now);
    enum result result = require_neighbour(store, actor);
    if (result != RESULT_OK || (result = aid_check_window(store, form->starts, ends, form->weekly, now)) != RESULT_OK)
        return result;
    if ((result = check_form(store, actor, form, is_offer, &clean)) == RESULT_OK &&
        (result = db_begin(store)) == RESULT_OK) {
        if ((result = check_open(store, actor, is_offer)) == RESULT_OK)
            result = is_offer ? insert_offer(store, actor, form, &clean, ends, now, id)
                              : insert_ask(store, actor, form, &clean, ends, now, id);
        if (result == RESULT_OK)
            result = hand_note(store, actor, is_offer ? HAND_OFFER : HAND_ASK, *id, now);
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    clean_form_free(&clean);
    return result;
}

enum result ask_recognised(struct store *store, const struct actor *actor, const struct aid_form *form, int64_t *post)
{
    *post = 0;
    enum result result = require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    /* The newest posts of the house, so that no index of who wrote what is needed. */
    sqlite3_stmt *row = db_query(store,
        "SELECT p.id, t.body, CASE p.parent WHEN 0 THEN coalesce((SELECT title FROM thread_title x WHERE x.thread ="
        " p.thread), '') ELSE '' END FROM (SELECT id, author, thread, parent, state FROM post ORDER BY id DESC LIMIT 5000) p"
        " JOIN post_text t ON t.post = p.id WHERE p.author = ? AND p.state = 0 ORDER BY p.id DESC LIMIT 100",
        "i", actor->member);
    while (*post == 0 && db_step(store, row)) {
        struct buffer words = { 0 };
        buffer_format(&words, "%s. %s", db_text(row, 2), db_text(row, 1));
        if (aid_recognises(form->line != NULL ? form->line : "", buffer_text(&words)) ||
            aid_recognises(form->details != NULL ? form->details : "", buffer_text(&words)))
            *post = sqlite3_column_int64(row, 0);
        buffer_clear(&words);
    }
    db_done(store, row);
    return db_outcome(store);
}

enum result ask_make(
    struct store *store, const struct actor *actor, const struct aid_form *form, int64_t now, int64_t *ask)
{
    return make(store, actor, form, false, now, ask);
}

enum result offer_make(
    struct store *store, const struct actor *actor, const struct aid_form *form, int64_t now, int64_t *offer)
{
    return make(store, actor, form, true, now, offer);
}

/* --- by another's hand: RULES 1.8 --- */

static void read_by_hand(struct store *store, const struct aid_row *row, struct aid *out)
{
    struct by_hand by = { 0 };
    sqlite3_stmt *word =
        db_query(store, "SELECT " BY_HAND_COLUMNS " FROM hand_word w WHERE w.kind = ? AND w.subject = ?", "ti",
            hand_kind_name(row->is_offer ? HAND_OFFER : HAND_ASK), row->id);
    if (db_step(store, word))
        by_hand_read(word, 0, &by);
    db_done(store, word);
    by_hand_words(&by, out->by_hand, sizeof out->by_hand);
}

enum result aid_see_hand(struct store *store, const struct actor *actor, bool is_offer, int64_t id, struct place *out)
{
    struct aid_row row = { 0 };
    *out = (struct place) { .unit = 1 };
    return aid_row_get(store, actor, is_offer, id, &row);
}

/* At her word: over, as if she had withdrawn it. What was over before stays as it was; what two wrote to each other
 * about it is kept as long as a struck text. */
enum result aid_strike(struct store *store, bool is_offer, int64_t id, int64_t now)
{
    if (!is_offer)
        db_run(store, "UPDATE aid_match SET struck = ? WHERE ask = ? AND state = 2", "ii", now, id);
    db_run(store,
        is_offer ? "UPDATE offer SET struck = state + 1 WHERE id = ? AND state <= 2"
                 : "UPDATE ask SET struck = state + 1 WHERE id = ? AND state <= 2",
        "i", id);
    return sqlite3_changes(store->db) > 0 ? aid_end(store, is_offer, id, AID_WITHDRAWN, 0, now) : db_outcome(store);
}

/* Whoever held it was let go: it is open, and first in line where it was agreed on; the two who had agreed do so again,
 * where they still can. */
enum result aid_unstrike(struct store *store, bool is_offer, int64_t id, int64_t now)
{
    int64_t fell = is_offer ? 0 : ask_struck_match(store, id);
    db_run(store,
        is_offer ? "UPDATE offer SET state = 0, ended = 0, struck = 0 WHERE id = ? AND struck > 0"
                 : "UPDATE ask SET state = 0, ended = 0, again = max(again, struck = 3), struck = 0"
                   " WHERE id = ? AND struck > 0",
        "i", id);
    if (sqlite3_changes(store->db) == 0)
        return db_outcome(store);
    enum result result = aid_ledger(store, is_offer ? LEDGER_OFFERED : LEDGER_ASK_OPEN_AGAIN, id, now);
    return result == RESULT_OK && fell != 0 ? match_take_up(store, fell, now) : result;
}

/* --- seeing --- */

enum result aid_row_get(struct store *store, const struct actor *actor, bool is_offer, int64_t id, struct aid_row *out)
{
    enum result result = require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = is_offer ? db_query(store, "SELECT " OFFER_COLUMNS " FROM offer a WHERE a.id = ?", "i", id)
                                 : db_query(store, "SELECT " ASK_COLUMNS " FROM ask a WHERE a.id = ?", "i", id);
    bool found = db_step(store, row);
    if (found)
        aid_read_row(row, is_offer, out);
    db_done(store, row);
    if (db_failed(store))
        return db_outcome(store);
    if (found && (is_offer ? offer_is_shown(store, actor, out) : ask_is_shown(store, actor, out)))
        return RESULT_OK;
    return store_refuse(store, RESULT_NOT_FOUND,
        is_offer ? _("There is no offer of that number. `aid --offers` lists all.")
                 : _("There is no ask of that number. `aid` lists all."));
}

int offer_left(struct store *store, const struct aid_row *offer, int64_t now)
{
    enum { WEEK = 7 * 86400 };
    int64_t since = offer->weekly ? now - WEEK : 0;
    int64_t taken = db_number(store, 0, "SELECT count(*) FROM aid_match WHERE offer = ? AND made > ? AND" TAKES_PLACE,
        "ii", offer->id, since);
    return taken >= offer->capacity ? 0 : offer->capacity - (int)taken;
}

/* That match of an ask which the actor has to do with: as asker the one that goes on, as helper her own. */
static int64_t match_of(struct store *store, const struct actor *actor, const struct aid_row *ask, bool mine)
{
    if (mine)
        return db_number(store, 0,
            "SELECT id FROM aid_match WHERE ask = ? AND state <= 3 ORDER BY state DESC, id DESC LIMIT 1", "i", ask->id);
    int64_t id = db_number(store, 0,
        "SELECT id FROM aid_match WHERE ask = ? AND helper = ? AND state <= 3"
        " ORDER BY state DESC, id DESC LIMIT 1",
        "ii", ask->id, actor->member);
    int64_t offer = db_number(store, 0, "SELECT offer FROM aid_match WHERE id = ?", "i", id);
    /* RULES 1.8: another hand than that which said so would read there who asks. */
    return id != 0 && aid_hand_goes_on(store, actor, true, id, ask->id, offer) ? id : 0;
}

bool ask_was_refused(struct store *store, int64_t ask, int64_t helper, enum aid_side by)
{
    return db_number(store, 0, "SELECT 1 FROM aid_match WHERE ask = ? AND helper = ? AND (refused & ?) <> 0 LIMIT 1",
               "iii", ask, helper, (int64_t)by) == 1;
}

/* By whose hand nearly says by whom: so it is told of offers, and of an ask to whoever knows the asker. */
static void name_ask(struct store *store, const struct aid_row *row, struct aid *out)
{
    char handle[HANDLE_BYTES];
    bool known = out->match != 0 &&
                 db_number(store, 0, "SELECT 1 FROM aid_match WHERE id = ? AND state IN (2, 3)", "i", out->match) == 1;
    if (!known && !out->mine) {
        a_neighbour(row->place, out->who, sizeof out->who);
        return;
    }
    handle_of(store, row->member, handle);
    copy_text(out->who, sizeof out->who, handle);
    read_by_hand(store, row, out);
}

static void read_words(struct store *store, const struct aid_row *row, bool details, struct aid *out)
{
    sqlite3_stmt *text = row->is_offer
                             ? db_query(store, "SELECT line, details FROM offer_text WHERE offer = ?", "i", row->id)
                             : db_query(store, "SELECT line, details FROM ask_text WHERE ask = ?", "i", row->id);
    copy_text(out->line, sizeof out->line, _("(forgotten)"));
    if (db_step(store, text)) {
        db_copy(text, 0, out->line, sizeof out->line);
        if (details)
            out->details = xstrdup(db_text(text, 1));
    }
    db_done(store, text);
    if (details && out->details == NULL)
        out->details = xstrdup("");
}

static void show(struct store *store, const struct actor *actor, const struct aid_row *row, int64_t now, int64_t looked,
    struct aid *out)
{
    *out = (struct aid) {
        .is_offer = row->is_offer,
        .id = row->id,
        .at = row->at,
        .starts = row->starts,
        .ends = row->ends,
        .kind = row->kind,
        .urgency = row->urgency,
        .state = row->state,
        .many = row->many,
        .capacity = row->capacity,
        .languages = row->languages,
        .who_may = row->who_may,
        .weekly = row->weekly,
        .learner = row->learner,
        .climbs = row->climbs,
        .again = row->again,
        .mine = row->member != 0 && row->member == actor->member && aid_hand_owns(store, actor, row->is_offer, row->id),
    };
    out->is_new = !out->mine && row->id > looked;
    copy_text(out->place, sizeof out->place, row->place);
    if (row->is_offer) {
        out->left = offer_left(store, row, now);
        handle_of(store, row->member, out->who);
        read_by_hand(store, row, out);
    } else {
        out->match = match_of(store, actor, row, out->mine);
        out->may_answer = out->state == AID_OPEN && !out->mine && ask_may_answer(store, row, actor->member, now) &&
                          !ask_was_refused(store, row->id, actor->member, SIDE_ASKER);
        name_ask(store, row, out);
    }
}

static int64_t looked_at(struct store *store, const struct actor *actor, bool offers)
{
    return offers ? db_number(store, 0, "SELECT offer FROM aid_looked WHERE member = ?", "i", actor->member)
                  : db_number(store, 0, "SELECT ask FROM aid_looked WHERE member = ?", "i", actor->member);
}

static enum result get(
    struct store *store, const struct actor *actor, bool is_offer, int64_t id, int64_t now, struct aid *out)
{
    struct aid_row row = { 0 };
    *out = (struct aid) { 0 };
    reading_begin(store);
    enum result result = aid_row_get(store, actor, is_offer, id, &row);
    if (result == RESULT_OK) {
        show(store, actor, &row, now, looked_at(store, actor, is_offer), out);
        read_words(store, &row, true, out);
    }
    enum result ended = reading_end(store);
    return result != RESULT_OK ? result : ended;
}

enum result ask_get(struct store *store, const struct actor *actor, int64_t ask, int64_t now, struct aid *out)
{
    return get(store, actor, false, ask, now, out);
}

enum result offer_get(struct store *store, const struct actor *actor, int64_t offer, int64_t now, struct aid *out)
{
    return get(store, actor, true, offer, now, out);
}

void aids_free(struct aid *aids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(aids[i].details);
        aids[i].details = NULL;
    }
}

/* --- the board --- */

/* On the board stands what goes on: up to agreed for asks, open for offers. */
#define ASKS_AFTER " (a.urgency, -a.again, a.id) > (?2, ?3, ?4) "
static sqlite3_stmt *query_list(
    struct store *store, const struct actor *actor, const struct aid_filter *filter, const struct aid *after)
{
    int64_t id = after != NULL ? after->id : INT64_MAX;
    if (filter->mine && filter->offers)
        return db_query(store,
            "SELECT " OFFER_COLUMNS " FROM offer a WHERE a.member = ? AND a.id < ? ORDER BY a.id DESC", "ii",
            actor->member, id);
    if (filter->mine)
        return db_query(store, "SELECT " ASK_COLUMNS " FROM ask a WHERE a.member = ? AND a.id < ? ORDER BY a.id DESC",
            "ii", actor->member, id);
    if (filter->offers)
        return db_query(
            store, "SELECT " OFFER_COLUMNS " FROM offer a WHERE a.state = 0 AND a.id < ? ORDER BY a.id DESC", "i", id);
    int64_t urgency = after != NULL ? (int64_t)after->urgency : -1, again = after != NULL ? -(int64_t)after->again : -1;
    return db_query(store,
        "SELECT " ASK_COLUMNS " FROM ask a WHERE a.state <= ?1 AND " ASKS_AFTER " ORDER BY a.urgency, -a.again, a.id",
        "iiii", (int64_t)(filter->open ? AID_OPEN : AID_AGREED), urgency, again, after != NULL ? id : (int64_t)-1);
}

static bool passes(const struct aid_filter *filter, const struct aid_row *row)
{
    if ((filter->kind >= 0 && (int)row->kind != filter->kind) ||
        (filter->urgency >= 0 && !row->is_offer && (int)row->urgency != filter->urgency))
        return false;
    if (filter->place != NULL && aid_place_number(filter->place) != aid_place_number(row->place))
        return false;
    return (filter->until == 0 || row->starts < filter->until) &&
           (filter->from == 0 || (row->is_offer && row->weekly) || row->ends > filter->from);
}

enum result aid_list(struct store *store, const struct actor *actor, const struct aid_filter *filter,
    const struct aid *after, int64_t now, size_t limit, struct aid *out, size_t *count)
{
    *count = 0;
    enum result result = require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    reading_begin(store);
    int64_t looked = looked_at(store, actor, filter->offers);
    sqlite3_stmt *row = query_list(store, actor, filter, after);
    while (*count < limit && db_step(store, row)) {
        struct aid_row found;
        aid_read_row(row, filter->offers, &found);
        bool shown = filter->offers ? offer_is_shown(store, actor, &found) : ask_is_shown(store, actor, &found);
        if (!passes(filter, &found) || !shown)
            continue;
        show(store, actor, &found, now, looked, &out[*count]);
        if ((filter->open && out[*count].state != AID_OPEN) || (filter->mine && !out[*count].mine))
            continue;
        read_words(store, &found, false, &out[(*count)++]);
    }
    db_done(store, row);
    return reading_end(store);
}

/* --- the end of one --- */

enum result aid_end(struct store *store, bool is_offer, int64_t id, enum aid_state state, int64_t by, int64_t now)
{
    bool went_on = is_offer ? db_number(store, 0, "SELECT 1 FROM offer WHERE id = ? AND state <= 2", "i", id) == 1
                            : db_number(store, 0, "SELECT 1 FROM ask WHERE id = ? AND state <= 2", "i", id) == 1;
    /* Over first: else whoever lets it go would open it again. */
    db_run(store,
        is_offer ? "UPDATE offer SET state = ?1, ended = CASE WHEN ended > 0 THEN ended ELSE ?2 END WHERE id = ?3"
                 : "UPDATE ask SET state = ?1, ended = CASE WHEN ended > 0 THEN ended ELSE ?2 END WHERE id = ?3",
        "iii", (int64_t)state, now, id);
    enum result result = is_offer ? offer_let_go(store, id, by, now) : ask_let_go(store, id, MATCH_LAPSED, by, now);
    return result == RESULT_OK && went_on ? aid_ledger(store, is_offer ? LEDGER_OFFER_ENDED : LEDGER_ASK_ENDED, id, now)
                                          : result;
}

static enum result withdraw(struct store *store, const struct actor *actor, bool is_offer, int64_t id, int64_t now)
{
    struct aid_row row = { 0 };
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    if ((result = aid_row_get(store, actor, is_offer, id, &row)) != RESULT_OK)
        return db_abandon(store, result);
    if (row.member != actor->member || !aid_hand_owns(store, actor, is_offer, id))
        result = store_refuse(store, RESULT_REFUSED,
            is_offer ? _("Only whoever offered withdraws it.") : _("Only whoever asked withdraws it."));
    else if (is_offer ? row.state != AID_OPEN : row.state > AID_AGREED && row.state != AID_EXPIRED)
        result = store_refuse(store, RESULT_CONFLICT, _("It is over already."));
    else
        result = aid_end(store, is_offer, id, AID_WITHDRAWN, actor->member, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result ask_withdraw(struct store *store, const struct actor *actor, int64_t ask, int64_t now)
{
    return withdraw(store, actor, false, ask, now);
}

enum result offer_withdraw(struct store *store, const struct actor *actor, int64_t offer, int64_t now)
{
    return withdraw(store, actor, true, offer, now);
}

/* --- about her --- */

enum result aid_about_get(struct store *store, const struct actor *actor, struct aid_about *out)
{
    *out = (struct aid_about) { 0 };
    enum result result = require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row =
        db_query(store, "SELECT languages, reach FROM aid_about_me WHERE member = ?", "i", actor->member);
    if (db_step(store, row)) {
        out->languages = (uint32_t)sqlite3_column_int64(row, 0);
        db_copy(row, 1, out->reach, sizeof out->reach);
    }
    db_done(store, row);
    return db_outcome(store);
}

enum result aid_about_set(struct store *store, const struct actor *actor, const struct aid_about *in)
{
    char *reach = NULL;
    enum result result = require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    if (in->reach[strspn(in->reach, " ")] == '\0')
        reach = xstrdup("");
    else if ((result = store_clean(store, in->reach, true, AID_REACH_MAX, &reach)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        db_run(store, "INSERT OR REPLACE INTO aid_about_me (member, languages, reach) VALUES (?, ?, ?)", "iit",
            actor->member, (int64_t)in->languages, reach);
        result = db_commit(store);
    }
    explicit_bzero(reach, strlen(reach));
    free(reach);
    return result;
}
