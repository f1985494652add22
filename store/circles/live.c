/*
 * live.c: a circle while it is held: each call asks the process `ephemeral`, which knows whose socket it is. What is
 * said passes through this process and is wiped here; no statement of SQL ever has it. See circles.h.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "circles.h"
#include "store/base/ledger_chain.h"
#include "store/base/rights.h"
#include "store/circles/circle_row.h"
#include "store/people/handles.h"
#include "text.h"
#include "when.h"

/* The sentence of a refusal. */
static enum result refuse(struct store *store, enum ring_result why)
{
    switch (why) {
    case RING_DONE:
        return RESULT_OK;
    case RING_NOT_HERS:
        return db_refuse(store, RESULT_REFUSED, _("You are not among those who come to it."));
    case RING_NOT_KEEPER:
        return db_refuse(store, RESULT_REFUSED, _("Only a keeper can do that."));
    case RING_NOT_HOLDER:
        return db_refuse(store, RESULT_REFUSED, _("You do not have the piece. Now we only listen."));
    case RING_NEEDS_YES:
        return db_refuse(store, RESULT_REFUSED, _("First say yes to the agreements: they stand at the entrance."));
    case RING_FEWER_THAN_FIVE:
        return db_refuse(store, RESULT_REFUSED, _("Fewer than five are here. Wait a while, or close it."));
    case RING_IS_FULL:
        return db_refuse(store, RESULT_FULL, _("There is no place left."));
    case RING_TOO_LATE:
        return db_refuse(store, RESULT_REFUSED, _("The first round is over: nobody new comes in any more."));
    case RING_TOO_LONG:
        return db_refuse(store, RESULT_INVALID,
            _("That is more than one turn holds. Say it shorter, or pass the piece on and say the rest next time."));
    case RING_IS_PAUSED:
        return db_refuse(store, RESULT_CONFLICT, _("There is a pause. What you typed stays with you."));
    case RING_IS_OVER:
        return db_refuse(store, RESULT_CONFLICT, _("The circle is over."));
    case RING_IS_EMPTY:
        return db_refuse(store, RESULT_INVALID, _("It needs words."));
    case RING_NO_SUCH:
        return db_refuse(store, RESULT_NOT_FOUND, _("There is nobody, or nothing, of that number."));
    default:
        return db_refuse(store, RESULT_REFUSED, _("Not now: that has its place at another moment of the circle."));
    }
}

/* The database knows what is public of it; the process, whether she is in. */
static enum result require_open(struct store *store, const struct actor *actor, int64_t id, struct circle *circle)
{
    enum result result = circle_require(store, actor, id, circle);
    if (result != RESULT_OK || circle->state == CIRCLE_OPEN)
        return result;
    if (circle->state != CIRCLE_PLANNED)
        return db_refuse(store, RESULT_CONFLICT, _("The circle is over."));
    char when[WHEN_BYTES];
    return db_refuse(store, RESULT_CONFLICT, _("It has not begun. People come in from %s on."),
        when_say(circle->opens, true, circle->opens, when));
}

static bool brings_words(enum ring_act act)
{
    return act == RING_SAY || act == RING_PAUSE || act == RING_ADD_STEP || act == RING_SAY_TO_TWO ||
           act == RING_PREPARE;
}

static size_t letters_of(enum ring_act act)
{
    return act == RING_ADD_STEP ? RING_STEP_BYTES : act == RING_PAUSE ? RING_REASON_BYTES : CIRCLE_LINE_MAX;
}

static bool is_at_steps(struct store *store, int64_t id)
{
    struct ring_view view;
    bool is = ephemeral_ring_look(store, id, &view) == RESULT_OK && view.stage == RING_NEXT_STEPS;
    sodium_memzero(&view, sizeof view);
    return is;
}

enum result circle_do(struct store *store, const struct actor *actor, int64_t id, const struct ring_ask *ask)
{
    struct circle circle;
    struct ring_ask clean = *ask;
    char *text = NULL;
    enum ring_result done = RING_DONE;
    enum result result = require_open(store, actor, id, &circle);
    if (result == RESULT_OK && brings_words(ask->act))
        result = db_clean_text(store, ask->text != NULL ? ask->text : "", true, letters_of(ask->act), &text);
    clean.text = text;
    clean.length = text != NULL ? strlen(text) : 0;
    if (result == RESULT_OK)
        result = ephemeral_ring_do(store, id, &clean, &done);
    if (result == RESULT_OK && done == RING_NOT_HOLDER && is_at_steps(store, id))
        result = db_refuse(store, RESULT_REFUSED,
            _("Nobody has the piece in the next steps. `circle step add %lld` adds one, with its day and who does it."),
            (long long)id);
    else if (result == RESULT_OK && done == RING_NOT_NOW && ask->act == RING_CLOSE)
        result = db_refuse(store, RESULT_REFUSED,
            _("Somebody has the piece, and nobody is cut off. Wait until it has gone round, or pause with a reason: then you can close."));
    else if (result == RESULT_OK && done == RING_NOT_HERS && circle.answer == CIRCLE_COMES)
        result = db_refuse(store, RESULT_CONFLICT, /* the caretaker names her to it when it is woken */
            _("You come to it, and the circle hears of that just now. Do it again in a moment."));
    else if (result == RESULT_OK)
        result = refuse(store, done);
    if (result == RESULT_OK && ask->act != RING_TYPES)
        circle_hint(store, id);
    if (result == RESULT_OK && ask->act == RING_CLOSE)
        ledger_wrote_remember(store, &(struct wrote) { .board = HINT_OF_HOUSE });
    if (text != NULL)
        sodium_memzero(text, strlen(text));
    free(text);
    return result;
}

/* Screens look often, so the names of all places are read by one statement. */
static void read_names(struct store *store, struct circle_view *view)
{
    char list[RING_PEOPLE_MOST * 22 + 3] = "[";
    size_t used = 1;
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        used += (size_t)snprintf(
            list + used, sizeof list - used, "%s%lld", i > 0 ? "," : "", (long long)view->ring.person[i].member);
    snprintf(list + used, sizeof list - used, "]");
    sqlite3_stmt *row =
        db_query(store, "SELECT p.key, " HANDLE_OF("p.value") " FROM json_each(?1) p WHERE p.value <> 0", list);
    while (db_step(store, row)) {
        int place = sqlite3_column_int(row, 0);
        if (place >= 0 && place < RING_PEOPLE_MOST)
            person_copy_handle(row, 1, view->handle[place]);
    }
    db_done(store, row);
}

enum result circle_look(struct store *store, const struct actor *actor, int64_t id, struct circle_view *out)
{
    memset(out, 0, sizeof *out);
    enum result result = require_open(store, actor, id, &out->circle);
    if (result == RESULT_OK)
        result = ephemeral_ring_look(store, id, &out->ring);
    if (result == RESULT_OK)
        read_names(store, out);
    return result;
}

enum result circle_words(
    struct store *store, const struct actor *actor, int64_t id, int place, char *out, size_t *length)
{
    *length = 0;
    enum result result = rights_require_member(store, actor);
    return result == RESULT_OK ? ephemeral_ring_words(store, id, place, out, length) : result;
}

enum result circle_words_for_two(
    struct store *store, const struct actor *actor, int64_t id, char *out, size_t *length, int *with, size_t *before)
{
    *length = 0;
    *with = RING_NOBODY;
    *before = 0;
    enum result result = rights_require_member(store, actor);
    return result == RESULT_OK ? ephemeral_ring_two(store, id, out, length, with, before) : result;
}

enum result circle_step_look(
    struct store *store, const struct actor *actor, int64_t id, int number, struct ring_step *out)
{
    *out = (struct ring_step) { 0 };
    enum result result = rights_require_member(store, actor);
    return result == RESULT_OK ? ephemeral_ring_step(store, id, number, out) : result;
}

/* --- "Shall somebody come by?" --- */

enum result circle_come_by(struct store *store, const struct actor *actor, int64_t id, const char *handle)
{
    struct circle circle;
    enum result result = circle_require(store, actor, id, &circle);
    if (result != RESULT_OK)
        return result;
    int64_t member = handle_find_member(store, handle);
    if (member == 0 ||
        db_number(store, 0, "SELECT 1 FROM membership WHERE unit = ? AND member = ?", circle.unit, member) != 1)
        return db_refuse(store, RESULT_NOT_FOUND, _("%s is not in this unit. `people` lists who is."), handle);
    result = ephemeral_come_by(store, id, member);
    if (result == RESULT_OK)
        circle_hint_member(store, member);
    return result;
}

enum result circle_visits(
    struct store *store, const struct actor *actor, struct circle_visit *out, size_t limit, size_t *count)
{
    struct ephemeral_come_by ask = { 0 };
    *count = 0;
    enum result result = rights_require_member(store, actor);
    while (result == RESULT_OK && *count < limit) {
        result = ephemeral_come_by_next(store, ask.number, &ask);
        if (result != RESULT_OK)
            break;
        struct circle_visit *visit = &out[(*count)++];
        *visit = (struct circle_visit) { .number = ask.number };
        sqlite3_stmt *row = db_query(store, "SELECT " HANDLE_OF("?1"), ask.member);
        if (db_step(store, row))
            person_copy_handle(row, 0, visit->handle);
        db_done(store, row);
    }
    return result == RESULT_NOT_FOUND ? RESULT_OK : result;
}

enum result circle_visit_seen(struct store *store, const struct actor *actor, int64_t number)
{
    enum result result = rights_require_member(store, actor);
    return result == RESULT_OK ? ephemeral_come_by_seen(store, number) : result;
}
