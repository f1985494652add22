/* aid.c: asks and offers: making them, withdrawing them, and what a member says about herself for them. RULES 3.1,
 * 3.2. */
#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "store/aid/aid_internal.h"
#include "store/boards/access.h"
#include "store/people/by_hand.h"
#include "store/people/claim_room.h"
#include "store/people/people.h"

/* --- making --- */

struct clean_form {
    char *line, *details, *place;
    int64_t named[AID_NAMED_MAX], unwanted[AID_NAMED_MAX];
    size_t named_count, unwanted_count;
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
    char block[AID_PLACE_MAX * 4 + 1], *clean;
    if (aid_is_own_block(place)) {
        aid_block_of(store, actor->member, block);
        *out = xstrdup(unit_street_of(store, actor->member) == actor->here ? block : ""); /* her home's block means
                                                                                           * nothing in another unit */
        return RESULT_OK;
    }
    enum result result = db_clean_text(store, place, true, AID_PLACE_MAX, &clean);
    if (result != RESULT_OK)
        return result;
    aid_place_plain(store, actor->here, clean, block);
    *out = xstrdup(block);
    free(clean);
    return RESULT_OK;
}

/* Finds the people of a list of handles, but not the actor. */
static enum result find_people(struct store *store, const struct actor *actor, const char *const handles[AID_NAMED_MAX],
    int64_t out[AID_NAMED_MAX], size_t *count)
{
    for (size_t i = 0; i < AID_NAMED_MAX && handles[i] != NULL; i++) {
        struct member member;
        enum result result = member_by_handle(store, actor, handles[i], &member);
        if (result != RESULT_OK || member.left)
            return db_refuse(
                store, RESULT_NOT_FOUND, _("Nobody here is called %.40s. `people` lists all."), handles[i]);
        if (member.id != actor->member)
            out[(*count)++] = member.id;
    }
    return RESULT_OK;
}

static enum result clean_people(
    struct store *store, const struct actor *actor, const struct aid_form *form, struct clean_form *clean)
{
    enum result result = find_people(store, actor, form->unwanted, clean->unwanted, &clean->unwanted_count);
    if (result != RESULT_OK || form->who_may != AID_NAMED)
        return result;
    result = find_people(store, actor, form->named, clean->named, &clean->named_count);
    return result != RESULT_OK || clean->named_count > 0
               ? result
               : db_refuse(store, RESULT_INVALID, _("Name at least one person who may answer."));
}

static enum result clean_words(struct store *store, const struct aid_form *form, struct clean_form *clean)
{
    if (form->line == NULL || form->line[strspn(form->line, " \t\r\n")] == '\0')
        return db_refuse(store, RESULT_INVALID, _("Say in one line what it is about."));
    enum result result = db_clean_text(store, form->line, true, AID_LINE_MAX, &clean->line);
    if (result != RESULT_OK)
        return result;
    if (form->details == NULL || form->details[strspn(form->details, " \t\r\n")] == '\0') {
        clean->details = xstrdup("");
        return RESULT_OK;
    }
    return db_clean_text(store, form->details, false, AID_DETAILS_MAX, &clean->details);
}

enum result aid_check_window(struct store *store, int64_t starts, int64_t ends, bool weekly, int64_t now)
{
    enum { YEAR = 366 * 86400, WEEK = 7 * 86400 };
    if (weekly && (starts == 0 || ends == 0 || ends - starts > WEEK))
        return db_refuse(store, RESULT_INVALID,
            _("What comes every week needs a beginning and an end within one week: from Friday 14:00 until Friday 18:00, for instance."));
    if (ends <= now)
        return db_refuse(store, RESULT_INVALID, _("That time is over already."));
    if (starts != 0 && starts >= ends)
        return db_refuse(store, RESULT_INVALID, _("It would end before it begins."));
    if (ends > now + YEAR)
        return db_refuse(store, RESULT_INVALID, _("That is more than a year away. Name an earlier end."));
    return RESULT_OK;
}

/* An ask shows the block of whoever asks, until she accepts (RULES 3.2): so her own home may not stand in its words. */
static enum result check_home_unsaid(struct store *store, const struct actor *actor, const struct clean_form *clean)
{
    char home[HOME_BYTES];
    person_home(store, actor->member, home);
    if (home[0] == '\0' || (!home_is_said(home, clean->line) && !home_is_said(home, clean->details)))
        return RESULT_OK;
    return db_refuse(store, RESULT_INVALID,
        _("An ask shows no home until you accept somebody, and yours stands in its words: %s. Leave it out; your block is shown, and whoever you accept reads the rest."),
        home);
}

static enum result check_form(struct store *store, const struct actor *actor, const struct aid_form *form,
    bool is_offer, struct clean_form *clean)
{
    if (form->many < (is_offer ? 0 : 1) || form->many > AID_MANY_MAX)
        return db_refuse(store, RESULT_INVALID, _("How many is a number from 1 to %d."), AID_MANY_MAX);
    if (is_offer && (form->capacity < 1 || form->capacity > AID_CAPACITY_MAX))
        return db_refuse(
            store, RESULT_INVALID, _("How many asks it can take is a number from 1 to %d."), AID_CAPACITY_MAX);
    if (!is_offer && (form->hands < 0 || form->hands > AID_HANDS_MAX))
        return db_refuse(store, RESULT_INVALID, _("How many hands is a number from 1 to %d."), AID_HANDS_MAX);
    if (!is_offer && form->climbs != AID_STAYS && form->who_may != AID_ANYONE && form->who_may != AID_WOMEN)
        return db_refuse(store, RESULT_INVALID,
            _("An ask for your block, or for people you name, stays here. Say that it does not go further."));
    enum result result = clean_words(store, form, clean);
    clean->languages = form->languages != 0
                           ? (int64_t)form->languages
                           : db_number(store, 0, "SELECT languages FROM aid_about_me WHERE member = ?", actor->member);
    if (result == RESULT_OK && !is_offer && !form->of_meeting)
        result = check_home_unsaid(store, actor, clean);
    if (result == RESULT_OK)
        result = clean_place(store, actor, form->place, &clean->place);
    if (result == RESULT_OK && !is_offer)
        result = clean_people(store, actor, form, clean);
    return result;
}

enum result aid_check_open(struct store *store, const struct actor *actor, bool is_offer)
{
    int64_t open =
        is_offer
            ? db_number(
                  store, 0, "SELECT count(*) FROM offer WHERE member = ? AND state = " SQL_AID_OPEN, actor->member)
            : db_number(store, 0, "SELECT count(*) FROM ask WHERE member = ? AND state = " SQL_AID_OPEN, actor->member);
    if (open < AID_OPEN_MOST)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        is_offer ? _("You have %d open offers. Withdraw one first.") : _("You have %d open asks. Withdraw one first."),
        AID_OPEN_MOST);
}

static enum result insert_ask(struct store *store, const struct actor *actor, const struct aid_form *form,
    const struct clean_form *clean, int64_t ends, int64_t now, int64_t *ask)
{
    struct matching_words words;
    aid_keywords(clean->line, clean->details, &words);
    enum result result = db_run(store,
        "INSERT INTO ask (unit, member, asked, kind, urgency, many, starts, ends, place, who_may, languages, weekly,"
        " climbs, climb_at, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        actor->here, actor->member, now, form->kind, form->urgency, form->many, form->starts, ends, clean->place,
        form->who_may, clean->languages, form->weekly, form->climbs,
        form->climbs != AID_STAYS ? now + aid_climb_wait(store, actor->here, form->urgency) : 0,
        db_blob(words.hash, (size_t)words.count * sizeof *words.hash));
    if (result != RESULT_OK)
        return result;
    *ask = db_last_id(store);
    db_run(
        store, "UPDATE ask SET hands = ?, pays = ? WHERE id = ?", form->hands > 0 ? form->hands : 1, form->pays, *ask);
    db_run(store, "INSERT INTO ask_text VALUES (?, ?, ?)", *ask, clean->line, clean->details);
    for (size_t i = 0; i < clean->unwanted_count; i++)
        db_run(store, "INSERT OR IGNORE INTO ask_unwanted VALUES (?, ?)", *ask, clean->unwanted[i]);
    for (size_t i = 0; i < clean->named_count; i++)
        db_run(store, "INSERT OR IGNORE INTO ask_named VALUES (?, ?)", *ask, clean->named[i]);
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
        actor->here, actor->member, now, form->kind, form->many, form->capacity, form->starts, ends, clean->place,
        clean->languages, form->weekly, form->learner, db_blob(words.hash, (size_t)words.count * sizeof *words.hash));
    if (result != RESULT_OK)
        return result;
    *offer = db_last_id(store);
    db_run(store, "INSERT INTO offer_text VALUES (?, ?, ?)", *offer, clean->line, clean->details);
    return aid_ledger(store, LEDGER_OFFERED, *offer, now);
}

static enum result make(struct store *store, const struct actor *actor, const struct aid_form *form, bool is_offer,
    int64_t now, int64_t *id)
{
    struct clean_form clean = { 0 };
    int64_t ends = form->ends;
    if (ends == 0 && !form->weekly)
        ends = aid_default_end(is_offer ? AID_WHENEVER : form->urgency, form->starts > now ? form->starts : now);
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK || (result = aid_check_window(store, form->starts, ends, form->weekly, now)) != RESULT_OK)
        return result;
    if ((result = check_form(store, actor, form, is_offer, &clean)) == RESULT_OK &&
        (result = db_begin(store)) == RESULT_OK) {
        if ((result = aid_check_open(store, actor, is_offer)) == RESULT_OK)
            result = is_offer ? insert_offer(store, actor, form, &clean, ends, now, id)
                              : insert_ask(store, actor, form, &clean, ends, now, id);
        if (result == RESULT_OK)
            result = by_hand_note(store, actor, is_offer ? HAND_OFFER : HAND_ASK, *id, now);
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    clean_form_free(&clean);
    return result;
}

enum result aid_ask_recognised(
    struct store *store, const struct actor *actor, const struct aid_form *form, int64_t *post)
{
    *post = 0;
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    /* Looks at the newest posts of the house, which needs no index by author. */
    sqlite3_stmt *row = db_query(store,
        "SELECT p.id, t.body, CASE p.parent WHEN 0 THEN coalesce((SELECT title FROM thread_title x WHERE x.thread ="
        " p.thread), '') ELSE '' END FROM (SELECT id, author, thread, parent, state FROM post ORDER BY id DESC LIMIT 5000) p"
        " JOIN post_text t ON t.id = " TEXT_PLACE_OF_P " WHERE p.author = ? AND p.state = " SQL_POST_SHOWN
        " ORDER BY p.id DESC LIMIT 100",
        actor->member);
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

enum result aid_ask_make(
    struct store *store, const struct actor *actor, const struct aid_form *form, int64_t now, int64_t *ask)
{
    return make(store, actor, form, false, now, ask);
}

enum result aid_offer_make(
    struct store *store, const struct actor *actor, const struct aid_form *form, int64_t now, int64_t *offer)
{
    return make(store, actor, form, true, now, offer);
}

/* --- withdrawing --- */

static enum result withdraw(struct store *store, const struct actor *actor, bool is_offer, int64_t id, int64_t now)
{
    struct aid_row row = { 0 };
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    if ((result = aid_row_get(store, actor, is_offer, id, &row)) != RESULT_OK)
        return db_abandon(store, result);
    if (row.member != actor->member || !aid_hand_owns(store, actor, is_offer, id))
        result = db_refuse(store, RESULT_REFUSED,
            is_offer ? _("Only the person who offered it can withdraw it.") : _("Only the asker can withdraw it."));
    else if (is_offer ? row.state != AID_OPEN : row.state > AID_AGREED && row.state != AID_EXPIRED)
        result = db_refuse(store, RESULT_CONFLICT, _("It is over already."));
    else
        result = aid_end(store, is_offer, id, AID_WITHDRAWN, actor->member, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result aid_ask_withdraw(struct store *store, const struct actor *actor, int64_t ask, int64_t now)
{
    return withdraw(store, actor, false, ask, now);
}

enum result aid_offer_withdraw(struct store *store, const struct actor *actor, int64_t offer, int64_t now)
{
    return withdraw(store, actor, true, offer, now);
}

/* --- about the member --- */

enum result aid_about_get(struct store *store, const struct actor *actor, struct aid_about *out)
{
    *out = (struct aid_about) { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store, "SELECT languages, reach FROM aid_about_me WHERE member = ?", actor->member);
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
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    if (in->reach[strspn(in->reach, " ")] == '\0')
        reach = xstrdup("");
    else if ((result = db_clean_text(store, in->reach, true, AID_REACH_MAX, &reach)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        db_run(store, "INSERT OR REPLACE INTO aid_about_me (member, languages, reach) VALUES (?, ?, ?)", actor->member,
            in->languages, reach);
        result = db_commit(store);
    }
    explicit_bzero(reach, strlen(reach));
    free(reach);
    return result;
}
