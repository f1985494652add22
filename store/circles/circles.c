/* circles.c: calling a circle, who comes, who keeps it. See circles.h. RULES 6.1, 6.3, 5.5. */
#include "circles.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "hand.h"
#include "numbers.h"
#include "store/base/ledger_chain.h"
#include "store/base/rights.h"
#include "store/circles/circle_row.h"
#include "store/people/handles.h"
#include "text.h"

enum {
    SHORT_PEOPLE_LEAST = 2,
    SHORT_PEOPLE_MOST = 10,
    CALLED_AHEAD_MOST = 90 * 86400,
    CANDIDATES_MOST = 200,
    ANSWER_SECONDS = 600
};

/* --- reading --- */

void circle_hint_member(struct store *store, int64_t member)
{
    if (member != 0)
        ledger_wrote_remember(store, &(struct wrote) { .member = member });
}

void circle_hint(struct store *store, int64_t circle)
{
    ledger_wrote_remember(store, &(struct wrote) { .board = HINT_OF_CIRCLE, .thread = circle });
}

int circle_coming(struct store *store, int64_t circle)
{
    return (int)db_number(
        store, 0, "SELECT count(*) FROM circle_person WHERE circle = ? AND state = " SQL_CIRCLE_COMES, circle);
}

static void read_prompts(struct circle *out, const char *text)
{
    for (int i = 0; i < CIRCLE_PROMPTS && *text != '\0'; i++) {
        size_t length = strcspn(text, "\n");
        snprintf(out->prompt[i], sizeof out->prompt[i], "%.*s", (int)length, text);
        text += length + (text[length] == '\n');
    }
}

/* SQL: what read_circle() takes. ?1: the member. */
#define CIRCLE_COLUMNS                                                                                                  \
    "SELECT c.id, c.unit, c.at, c.ended, c.short, c.quarrel, c.open, c.state, c.why, c.people, c.caller, c.keeper_a,"   \
    " c.keeper_b, c.purpose, c.prompts, coalesce(p.state, -1), (SELECT count(*) FROM circle_person x WHERE x.circle ="  \
    " c.id AND x.state = " SQL_CIRCLE_COMES                                                                             \
    "), (SELECT count(*) FROM circle_person x WHERE x.circle = c.id AND x.state = " SQL_CIRCLE_WAITS                    \
    "), (SELECT count(*) FROM circle_person x WHERE x.circle = c.id AND x.state = " SQL_CIRCLE_WAITS                    \
    " AND (x.at, x.member) <= (p.at, p.member)), " HANDLE_OF("c.keeper_a") ", " HANDLE_OF("c.keeper_b") ", " HANDLE_OF( \
        "c.caller") ", c.opens FROM circle c LEFT JOIN circle_person p ON p.circle = c.id AND p.member = ?1"

static void read_circle(sqlite3_stmt *row, const struct actor *actor, struct circle *out)
{
    int64_t keepers[RING_KEEPERS] = { sqlite3_column_int64(row, 11), sqlite3_column_int64(row, 12) };
    *out = (struct circle) {
        .id = sqlite3_column_int64(row, 0),
        .unit = sqlite3_column_int64(row, 1),
        .at = sqlite3_column_int64(row, 2),
        .ended = sqlite3_column_int64(row, 3),
        .opens = sqlite3_column_int64(row, 22),
        .short_circle = sqlite3_column_int(row, 4) != 0,
        .quarrel = sqlite3_column_int(row, 5) != 0,
        .open = sqlite3_column_int(row, 6) != 0,
        .state = (enum circle_state)sqlite3_column_int(row, 7),
        .why = (enum ring_why)sqlite3_column_int(row, 8),
        .places = sqlite3_column_int(row, 9),
        .mine = sqlite3_column_int64(row, 10) == actor->member,
        .named = sqlite3_column_int(row, 15) >= 0,
        .come = sqlite3_column_int(row, 16),
        .wait = sqlite3_column_int(row, 17),
        .keeps = keepers[0] == actor->member || keepers[1] == actor->member,
    };
    if (out->named)
        out->answer = (enum circle_answer)sqlite3_column_int(row, 15);
    out->place_in_line = out->named && out->answer == CIRCLE_WAITS ? sqlite3_column_int(row, 18) : 0;
    db_copy(row, 13, out->purpose, sizeof out->purpose);
    read_prompts(out, db_text(row, 14));
    db_copy(row, 19, out->keeper[0], sizeof out->keeper[0]);
    db_copy(row, 20, out->keeper[1], sizeof out->keeper[1]);
    db_copy(row, 21, out->caller, sizeof out->caller);
}

/* Who was asked by name knows of it; of an open one everybody of its unit. */
static bool may_know(const struct actor *actor, const struct circle *circle)
{
    return circle->named || circle->mine || (circle->open && actor_belongs(actor, circle->unit));
}

bool circle_asks_afraid(struct store *store, int64_t circle)
{
    struct ephemeral_state state;
    return ephemeral_state(store, EPHEMERAL_AFRAID, circle, &state) != RESULT_OK || state.mine == 0;
}

static void ask_afraid(struct store *store, struct circle *circle)
{
    circle->afraid_asked = circle->quarrel && circle->state == CIRCLE_PLANNED && circle->named &&
                           circle->answer == CIRCLE_COMES && circle_asks_afraid(store, circle->id);
}

enum result circle_read(struct store *store, const struct actor *actor, int64_t id, struct circle *out)
{
    bool found = false;
    *out = (struct circle) { 0 };
    if (actor->kind != ACTOR_MEMBER || actor->hand != 0)
        return db_refuse(store, RESULT_REFUSED, _("A circle is for members, each for themselves."));
    sqlite3_stmt *row = db_query(store, CIRCLE_COLUMNS " WHERE c.id = ?2", actor->member, id);
    if (db_step(store, row)) {
        read_circle(row, actor, out);
        found = may_know(actor, out);
    }
    db_done(store, row);
    if (!found)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such circle for you. `circles` lists yours."));
    ask_afraid(store, out);
    return db_outcome(store);
}

enum result circle_require(struct store *store, const struct actor *actor, int64_t id, struct circle *out)
{
    enum result result = rights_require_member(store, actor);
    return result == RESULT_OK ? circle_read(store, actor, id, out) : result;
}

enum result circle_get(struct store *store, const struct actor *actor, int64_t circle, struct circle *out)
{
    return circle_require(store, actor, circle, out);
}

enum result circles_list(
    struct store *store, const struct actor *actor, struct circle *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        CIRCLE_COLUMNS " WHERE (p.member IS NOT NULL OR c.caller = ?1 OR (c.open = 1 AND c.state <= " SQL_CIRCLE_OPEN
                       " AND c.unit IN (SELECT unit FROM membership WHERE member = ?1))) ORDER BY c.at, c.id LIMIT ?2",
        actor->member, (int64_t)limit);
    while (*count < limit && db_step(store, row))
        read_circle(row, actor, &out[(*count)++]);
    db_done(store, row);
    for (size_t i = 0; i < *count; i++)
        ask_afraid(store, &out[i]);
    return db_reading_end(store);
}

enum result circle_people(
    struct store *store, const struct actor *actor, int64_t id, struct circle_person *out, size_t limit, size_t *count)
{
    struct circle circle;
    *count = 0;
    enum result result = circle_require(store, actor, id, &circle);
    if (result != RESULT_OK)
        return result;
    if (!circle.named && !circle.mine)
        return db_refuse(store, RESULT_REFUSED,
            _("Only those who come read their names. `circle come %lld` takes a place."), (long long)id);
    sqlite3_stmt *row = db_query(store,
        "SELECT " HANDLE_OF(
            "p.member") ", p.state, p.member IN (c.keeper_a, c.keeper_b) FROM circle_person p JOIN circle"
                        " c ON c.id = p.circle WHERE p.circle = ? ORDER BY p.state <> " SQL_CIRCLE_COMES
                        ", 1 COLLATE NOCASE",
        id);
    while (*count < limit && db_step(store, row)) {
        struct circle_person *person = &out[(*count)++];
        person_copy_handle(row, 0, person->handle);
        person->answer = (enum circle_answer)sqlite3_column_int(row, 1);
        person->keeper = sqlite3_column_int(row, 2) != 0;
    }
    db_done(store, row);
    return db_outcome(store);
}

/* --- keepers --- */

static size_t find_candidates(
    struct store *store, int64_t circle, int64_t unit, bool facilitators, int64_t now, struct keeper_candidate *out)
{
    size_t count = 0;
    /* In the order of the names: the willing for "keeper", or who facilitates. Who declined this one is left out. */
    sqlite3_stmt *row = db_query(store,
        "SELECT s.member, coalesce((SELECT max(c.at) FROM circle c WHERE c.unit = ?2 AND c.state = " SQL_CIRCLE_HELD
        " AND s.member IN (c.keeper_a, c.keeper_b)), 0), (SELECT count(*) FROM (SELECT keeper_a AS a, keeper_b AS b FROM"
        " circle WHERE unit = ?2 AND state = " SQL_CIRCLE_HELD
        " ORDER BY at DESC, id DESC LIMIT 2) WHERE s.member IN (a, b)) FROM membership s JOIN member m ON m.id = s.member"
        " WHERE s.unit = ?2 AND m.gone = 0 AND NOT EXISTS (SELECT 1 FROM circle_person p WHERE p.circle = ?1 AND p.member"
        " = s.member AND p.state = " SQL_CIRCLE_DECLINED
        ") AND NOT EXISTS (SELECT 1 FROM circle c WHERE c.id = ?1 AND s.member IN (c.keeper_a, c.keeper_b)) AND"
        " CASE WHEN ?3 = 1 THEN EXISTS (SELECT 1 FROM seat t WHERE t.unit = ?2 AND t.member = s.member AND t.name ="
        " 'facilitator' AND t.until > ?4) ELSE EXISTS (SELECT 1 FROM willing w WHERE w.unit = ?2 AND w.member = s.member"
        " AND w.name = 'keeper') END LIMIT ?5",
        circle, unit, (int64_t)facilitators, now, (int64_t)CANDIDATES_MOST);
    while (count < CANDIDATES_MOST && db_step(store, row))
        out[count++] = (struct keeper_candidate) { .member = sqlite3_column_int64(row, 0),
            .last = sqlite3_column_int64(row, 1),
            .run = sqlite3_column_int(row, 2) };
    db_done(store, row);
    return keepers_choose(out, count);
}

void circle_find_keepers(struct store *store, int64_t circle, int64_t unit, int64_t now)
{
    struct keeper_candidate *found = xcalloc(CANDIDATES_MOST, sizeof *found);
    for (int place = 0; place < RING_KEEPERS; place++) {
        int64_t taken = place == 0 ? db_number(store, 0, "SELECT keeper_a FROM circle WHERE id = ?", circle)
                                   : db_number(store, 0, "SELECT keeper_b FROM circle WHERE id = ?", circle);
        if (taken != 0)
            continue;
        size_t count = find_candidates(store, circle, unit, false, now, found);
        if (count == 0)
            count = find_candidates(store, circle, unit, true, now, found);
        if (count == 0)
            continue;
        if (place == 0)
            db_run(store, "UPDATE circle SET keeper_a = ?2 WHERE id = ?1", circle, found[0].member);
        else
            db_run(store, "UPDATE circle SET keeper_b = ?2 WHERE id = ?1", circle, found[0].member);
        circle_ask(store, circle, found[0].member, now);
    }
    free(found);
}

/* --- calling --- */

enum result circle_ask(struct store *store, int64_t circle, int64_t member, int64_t now)
{
    db_run(store, "INSERT OR IGNORE INTO circle_person VALUES (?, ?, " SQL_CIRCLE_ASKED ", ?, 0)", circle, member, now);
    circle_hint_member(store, member);
    return db_outcome(store);
}

static enum result check_form(struct store *store, const struct circle_form *form, int64_t unit, int64_t now)
{
    int least = form->short_circle ? SHORT_PEOPLE_LEAST : RING_BEGIN_LEAST;
    int most = form->short_circle ? SHORT_PEOPLE_MOST : (int)number_of(store, unit, NUMBER_CIRCLE);
    if (most > RING_PEOPLE_MOST)
        most = RING_PEOPLE_MOST;
    if (form->at <= now)
        return db_refuse(store, RESULT_INVALID, _("That time is over. Say when it begins, like \"fri 19:00\"."));
    if (form->at > now + CALLED_AHEAD_MOST)
        return db_refuse(store, RESULT_INVALID, _("A circle is called at most 90 days ahead."));
    if (form->places < least || form->places > most)
        return db_refuse(store, RESULT_INVALID, _("A circle has %d to %d people."), least, most);
    if (!form->short_circle && (form->prompts[0] == NULL || form->prompts[0][0] == '\0'))
        return db_refuse(
            store, RESULT_INVALID, _("A circle needs a prompt: what each is asked. `circle prompts` shows some."));
    if (!form->open && form->count == 0)
        return db_refuse(store, RESULT_INVALID, _("Say who is asked, or open it to all."));
    if (form->short_circle && form->quarrel)
        return db_refuse(store, RESULT_INVALID,
            _("A quarrel needs a circle of its own, or separate talks. A short circle is not for it."));
    return RESULT_OK;
}

/* Cleans the prompts into lines. The caller frees *out. */
static enum result clean_prompts(struct store *store, const struct circle_form *form, char **out)
{
    struct buffer lines = { 0 };
    enum result result = RESULT_OK;
    for (int i = 0; i < CIRCLE_PROMPTS && result == RESULT_OK && form->prompts[i] != NULL; i++) {
        char *clean = NULL;
        if (form->prompts[i][0] == '\0')
            continue;
        result = db_clean_text(store, form->prompts[i], true, CIRCLE_PROMPT_MAX, &clean);
        if (result == RESULT_OK)
            buffer_format(&lines, "%s%s", buffer_text(&lines)[0] != '\0' ? "\n" : "", clean);
        free(clean);
    }
    *out = buffer_take(&lines);
    if (*out == NULL)
        *out = xstrdup("");
    return result;
}

/* A member of the unit by her handle, who has a device: a circle is held by people who log in. */
static enum result find_person(struct store *store, int64_t unit, const char *handle, int64_t *member)
{
    *member = handle_find_member(store, handle);
    if (*member == 0 ||
        db_number(store, 0, "SELECT 1 FROM membership WHERE unit = ? AND member = ?", unit, *member) != 1)
        return db_refuse(store, RESULT_NOT_FOUND, _("%s is not in this unit. `people` lists who is."), handle);
    if (hand_writes_for(store, *member))
        return db_refuse(store, RESULT_REFUSED,
            _("%s has no device. A circle in the house is for people who log in themselves; sit down together instead."),
            handle);
    return RESULT_OK;
}

static enum result ask_all(
    struct store *store, const struct circle_form *form, int64_t unit, int64_t circle, int64_t now)
{
    enum result result = RESULT_OK;
    for (size_t i = 0; i < form->count && result == RESULT_OK; i++) {
        int64_t member;
        result = find_person(store, unit, form->handles[i], &member);
        if (result == RESULT_OK)
            result = circle_ask(store, circle, member, now);
    }
    return result;
}

/* Some time to answer is left, however soon it begins. */
static int64_t opens_at(int64_t at, int64_t now)
{
    return at - CIRCLE_OPENS > now + ANSWER_SECONDS ? at - CIRCLE_OPENS : at;
}

enum result circle_call(
    struct store *store, const struct actor *actor, const struct circle_form *form, int64_t now, int64_t *circle)
{
    char *purpose = NULL, *prompts = NULL;
    int64_t unit = actor->here;
    *circle = 0;
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK && !actor_belongs(actor, unit))
        result = db_refuse(store, RESULT_REFUSED, _("You do not belong to that unit. `units` shows yours."));
    if (result == RESULT_OK)
        result = check_form(store, form, unit, now);
    if (result == RESULT_OK)
        result = db_clean_text(store, form->purpose, true, CIRCLE_PURPOSE_MAX, &purpose);
    if (result == RESULT_OK)
        result = clean_prompts(store, form, &prompts);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK) {
        db_run(store,
            "INSERT INTO circle (unit, short, quarrel, open, purpose, prompts, at, opens, people, caller) VALUES (?, ?, ?, ?,"
            " ?, ?, ?, ?, ?, ?)",
            unit, (int64_t)form->short_circle, (int64_t)form->quarrel, (int64_t)form->open, purpose, prompts, form->at,
            opens_at(form->at, now), (int64_t)form->places, actor->member);
        *circle = db_last_id(store);
        db_run(
            store, "INSERT INTO circle_person VALUES (?, ?, " SQL_CIRCLE_COMES ", ?, 0)", *circle, actor->member, now);
        result = ask_all(store, form, unit, *circle, now);
        if (result == RESULT_OK)
            circle_find_keepers(store, *circle, unit, now);
        ledger_wrote_remember(store, &(struct wrote) { .board = HINT_OF_HOUSE });
        result = db_finish(store, result);
    }
    free(purpose);
    free(prompts);
    return result;
}

/* Whoever called it, or keeps it, while it is planned. */
static enum result require_caller(struct store *store, const struct actor *actor, int64_t id, struct circle *circle)
{
    enum result result = circle_require(store, actor, id, circle);
    if (result == RESULT_OK && !circle->mine && !circle->keeps)
        result = db_refuse(store, RESULT_REFUSED, _("Only whoever called it, or its keepers, can do that."));
    if (result == RESULT_OK && circle->state != CIRCLE_PLANNED)
        result = db_refuse(store, RESULT_CONFLICT, _("It has begun, or is over."));
    return result;
}

enum result circle_invite(struct store *store, const struct actor *actor, int64_t id, const char *handle, int64_t now)
{
    struct circle circle;
    int64_t member;
    enum result result = require_caller(store, actor, id, &circle);
    if (result == RESULT_OK)
        result = find_person(store, circle.unit, handle, &member);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    int64_t asked = db_number(store, 0, "SELECT count(*) FROM circle_person WHERE circle = ?", id);
    if (asked >= CIRCLE_LISTED_MOST)
        return db_abandon(store, db_refuse(store, RESULT_FULL, _("Nobody else can be asked.")));
    return db_finish(store, circle_ask(store, id, member, now));
}

static void hint_all(struct store *store, int64_t circle)
{
    sqlite3_stmt *row = db_query(store, "SELECT member FROM circle_person WHERE circle = ?", circle);
    while (db_step(store, row))
        circle_hint_member(store, sqlite3_column_int64(row, 0));
    db_done(store, row);
}

enum result circle_call_off(struct store *store, const struct actor *actor, int64_t id, int64_t now)
{
    struct circle circle;
    enum result result = require_caller(store, actor, id, &circle);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store,
        "UPDATE circle SET state = " SQL_CIRCLE_CALLED_OFF ", ended = ?2 WHERE id = ?1 AND state = " SQL_CIRCLE_PLANNED,
        id, now);
    db_run(store, "UPDATE circle_person SET told = 1 WHERE circle = ? AND member = ?", id, actor->member);
    db_run(store, "DELETE FROM circle_person WHERE circle = ? AND state = " SQL_CIRCLE_DECLINED, id);
    hint_all(store, id);
    return db_commit(store);
}

/* --- answers --- */

void circle_move_up(struct store *store, int64_t circle)
{
    for (;;) {
        int64_t places = db_number(store, 0, "SELECT people FROM circle WHERE id = ?", circle);
        int64_t next = db_number(store, 0,
            "SELECT member FROM circle_person WHERE circle = ? AND state = " SQL_CIRCLE_WAITS
            " ORDER BY at, member LIMIT 1",
            circle);
        if (next == 0 || circle_coming(store, circle) >= places || db_failed(store))
            return;
        db_run(store, "UPDATE circle_person SET state = " SQL_CIRCLE_COMES " WHERE circle = ? AND member = ?", circle,
            next);
        circle_hint_member(store, next);
    }
}

static void decline(struct store *store, const struct actor *actor, const struct circle *circle, int64_t now)
{
    db_run(store,
        "INSERT INTO circle_person VALUES (?1, ?2, " SQL_CIRCLE_DECLINED
        ", ?3, 0) ON CONFLICT DO UPDATE SET state = excluded.state, at = excluded.at",
        circle->id, actor->member, now);
    if (circle->keeps) {
        db_run(store,
            "UPDATE circle SET keeper_a = CASE keeper_a WHEN ?2 THEN 0 ELSE keeper_a END, keeper_b = CASE keeper_b WHEN ?2"
            " THEN 0 ELSE keeper_b END WHERE id = ?1",
            circle->id, actor->member);
        circle_find_keepers(store, circle->id, circle->unit, now);
    }
    circle_move_up(store, circle->id);
}

enum result circle_answer(
    struct store *store, const struct actor *actor, int64_t id, bool comes, int64_t now, enum circle_answer *out)
{
    struct circle circle = { 0 };
    *out = CIRCLE_DECLINED;
    enum result result = circle_require(store, actor, id, &circle);
    bool gathers =
        circle.state == CIRCLE_OPEN && circle.open && comes; /* an open one takes people in while they gather */
    if (result == RESULT_OK && circle.state != CIRCLE_PLANNED && !gathers)
        result = db_refuse(store, RESULT_CONFLICT, _("It has begun, or is over."));
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if (!comes)
        decline(store, actor, &circle, now);
    else if (!circle.named || circle.answer == CIRCLE_ASKED || circle.answer == CIRCLE_DECLINED) {
        int keepers_to_come = (int)db_number(store, 0,
            "SELECT count(*) FROM circle_person p JOIN circle c ON c.id = p.circle WHERE c.id = ? AND p.state = " SQL_CIRCLE_ASKED
            " AND p.member IN (c.keeper_a, c.keeper_b)",
            id);
        bool room = circle_coming(store, id) + (circle.keeps ? 0 : keepers_to_come) < circle.places;
        db_run(store,
            "INSERT INTO circle_person VALUES (?1, ?2, ?3, ?4, 0) ON CONFLICT DO UPDATE SET state = excluded.state, at ="
            " excluded.at",
            id, actor->member, (int64_t)(room ? CIRCLE_COMES : CIRCLE_WAITS), now);
        circle_find_keepers(store, id, circle.unit, now);
    }
    ledger_wrote_remember(store, &(struct wrote) { .board = HINT_OF_HOUSE });
    int64_t said =
        db_number(store, -1, "SELECT state FROM circle_person WHERE circle = ? AND member = ?", id, actor->member);
    *out = said < 0 ? CIRCLE_DECLINED : (enum circle_answer)said;
    return db_commit(store);
}

enum result circle_afraid_may(struct store *store, const struct actor *actor, int64_t id)
{
    struct circle circle;
    enum result result = circle_require(store, actor, id, &circle);
    if (result == RESULT_OK && (!circle.quarrel || circle.state != CIRCLE_PLANNED || circle.answer != CIRCLE_COMES))
        result = db_refuse(store, RESULT_REFUSED,
            _("That is asked beforehand, and only of people who come to a circle about a quarrel."));
    return result;
}

enum result circle_afraid(struct store *store, const struct actor *actor, int64_t id, bool afraid)
{
    enum result result = circle_afraid_may(store, actor, id);
    return result == RESULT_OK ? ephemeral_put(store, EPHEMERAL_AFRAID, id, afraid ? "yes" : "no ", strlen("yes"))
                               : result; /* of one length */
}

/* --- prompts --- */

static const char *const own_prompts[] = {
    N_("What gives you strength these days?"),
    N_("What is heavy, and who knows of it?"),
    N_("When did somebody here help you, and how was it?"),
    N_("What would let you sleep, or sing, in peace?"),
    N_("What did you do that you would do otherwise today?"),
    N_("What do you need from us, and what can you give?"),
};

enum result circle_prompts(
    struct store *store, const struct actor *actor, struct circle_prompt *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(
        store, "SELECT id, words FROM circle_prompt WHERE unit = ? ORDER BY id LIMIT ?", actor->here, (int64_t)limit);
    while (*count < limit && db_step(store, row)) {
        out[*count].id = sqlite3_column_int64(row, 0);
        db_copy(row, 1, out[(*count)++].words, sizeof out->words);
    }
    db_done(store, row);
    for (size_t i = 0; i < sizeof own_prompts / sizeof *own_prompts && *count < limit; i++) {
        out[*count].id = 0;
        util_copy_text(out[(*count)++].words, sizeof out->words, _(own_prompts[i]));
    }
    return db_outcome(store);
}

static enum result require_library(struct store *store, const struct actor *actor)
{
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK && !actor_belongs(actor, actor->here))
        result = db_refuse(store, RESULT_REFUSED, _("You do not belong to that unit. `units` shows yours."));
    return result;
}

enum result circle_prompt_add(struct store *store, const struct actor *actor, const char *words, int64_t *id)
{
    char *clean = NULL;
    *id = 0;
    enum result result = require_library(store, actor);
    if (result == RESULT_OK)
        result = db_clean_text(store, words, true, CIRCLE_PROMPT_MAX, &clean);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK) {
        if (db_number(store, 0, "SELECT count(*) FROM circle_prompt WHERE unit = ?", actor->here) >=
            CIRCLE_LIBRARY_MOST)
            result = db_refuse(store, RESULT_FULL, _("The list of prompts is full. Take one off first."));
        else
            db_run(store, "INSERT INTO circle_prompt (unit, words) VALUES (?, ?)", actor->here, clean);
        *id = db_last_id(store);
        result = db_finish(store, result);
    }
    free(clean);
    return result;
}

enum result circle_prompt_drop(struct store *store, const struct actor *actor, int64_t id)
{
    enum result result = require_library(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if (db_number(store, 0, "SELECT 1 FROM circle_prompt WHERE id = ? AND unit = ?", id, actor->here) != 1)
        return db_abandon(
            store, db_refuse(store, RESULT_NOT_FOUND, _("There is no such prompt of your own. `circle prompts`.")));
    db_run(store, "DELETE FROM circle_prompt WHERE id = ?", id);
    return db_commit(store);
}

const char *circle_agreements(bool short_circle)
{
    return short_circle ? _("We speak of what was done, not of what somebody is.\n"
                            "Whoever is spoken to answers only \"heard\".\n"
                            "What is said here stays here.\n"
                            "We cannot stop a photograph of the screen.")
                        : _("We speak of ourselves, one after the other, and only whoever has the piece.\n"
                            "We listen. We give no advice unless somebody asks for it.\n"
                            "Everybody may pass, step out, or leave, and gives no reason.\n"
                            "What is said here stays here.\n"
                            "We cannot stop a photograph of the screen.");
}

const char *circle_afraid_words(void)
{
    return _("For you alone: nobody ever sees your answer, and it is written nowhere. One yes or more, and there are "
             "separate talks instead of this circle. All then read only \"not in this form\", as when too few come.");
}
