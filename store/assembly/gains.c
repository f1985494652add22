/* gains.c: what was demanded, what is done for it, and what came of it. RULES 8.3. */
#include <stdlib.h>

#include "store/assembly/gain_row.h"
#include "store/assembly/meeting_row.h"
#include "store/base/limits.h"
#include "when.h"

/* --- words --- */

static const struct {
    const char *name, *words;
} states[GAIN_STATES] = {
    [GAIN_OPEN] = { "open", N_("to come") },
    [GAIN_RESTS] = { "rests", N_("we rest") },
    [GAIN_WON] = { "won", N_("won") },
    [GAIN_LOST] = { "lost", N_("lost, and learned") },
};

const char *gain_state_name(enum gain_state state)
{
    return states[state].name;
}

const char *gain_state_words(enum gain_state state)
{
    return _(states[state].words);
}

/* --- rows --- */

enum result gain_set_hand(struct store *store, int64_t gain, int64_t member, bool comes)
{
    return comes ? db_run(store, "INSERT OR IGNORE INTO gain_hand VALUES (?, ?)", gain, member)
                 : db_run(store, "DELETE FROM gain_hand WHERE gain = ? AND member = ?", gain, member);
}

enum result gain_erase(struct store *store, int64_t gain)
{
    db_run(store, "DELETE FROM gain_hand WHERE gain = ?", gain);
    db_run(store, "DELETE FROM gain_text WHERE gain = ?", gain);
    return db_run(store, "DELETE FROM gain WHERE id = ?", gain);
}

enum result gain_insert(
    struct store *store, const struct actor *actor, const struct gain_new *form, int64_t now, int64_t *gain)
{
    char uid[37];
    uid_make(now, uid);
    db_run(store, "INSERT INTO gain (uid, unit, item, member, made, state, day) VALUES (?, ?, ?, ?, ?, ?, ?)", uid,
        form->unit, form->item, actor->member, now, (int64_t)form->state, form->day);
    *gain = db_last_id(store);
    db_run(store, "INSERT INTO gain_text (gain, demand, act) VALUES (?, ?, ?)", *gain, form->demand, form->act);
    if (form->state == GAIN_OPEN)
        gain_set_hand(store, *gain, actor->member, true);
    return meeting_book(store, actor, form->unit, LEDGER_GAIN_NAMED, *gain, now);
}

/* --- reading --- */

#define GAIN_SELECT                                                                                                    \
    "SELECT g.id, g.unit, g.item, g.made, g.ended, g.day, g.state, g.member, t.demand, t.act, t.result, t.learned,"    \
    " (SELECT count(*) FROM gain_hand h WHERE h.gain = g.id), EXISTS (SELECT 1 FROM gain_hand h WHERE h.gain = g.id"   \
    " AND h.member = ?1), " HANDLE_OF("g.member") " FROM gain g JOIN gain_text t ON t.gain = g.id"

static void read_gain(const struct actor *actor, sqlite3_stmt *row, int64_t now, struct gain *out)
{
    *out = (struct gain) {
        .id = sqlite3_column_int64(row, 0),
        .unit = sqlite3_column_int64(row, 1),
        .item = sqlite3_column_int64(row, 2),
        .made = sqlite3_column_int64(row, 3),
        .ended = sqlite3_column_int64(row, 4),
        .day = sqlite3_column_int64(row, 5),
        .state = (enum gain_state)sqlite3_column_int(row, 6),
        .mine = sqlite3_column_int64(row, 7) == actor->member,
        .hands = sqlite3_column_int(row, 12),
        .comes = sqlite3_column_int(row, 13) != 0,
    };
    db_copy(row, 8, out->demand, sizeof out->demand);
    db_copy(row, 9, out->act, sizeof out->act);
    db_copy(row, 10, out->result, sizeof out->result);
    db_copy(row, 11, out->learned, sizeof out->learned);
    person_copy_handle(row, 14, out->by);
    out->asks = out->state == GAIN_LOST && (out->comes || out->mine) && out->learned[0] == '\0' &&
                now >= out->ended + GAIN_LEARNED_AFTER;
}

enum result gains_list(
    struct store *store, const struct actor *actor, int64_t now, struct gain *out, size_t limit, size_t *count)
{
    int64_t unit = 0;
    *count = 0;
    enum result result = meeting_require_unit(store, actor, &unit);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        GAIN_SELECT " WHERE g.unit = ?2 ORDER BY g.state IN (" SQL_GAIN_OPEN ", " SQL_GAIN_RESTS ") DESC, g.id DESC",
        actor->member, unit);
    while (*count < limit && db_step(store, row))
        read_gain(actor, row, now, &out[(*count)++]);
    db_done(store, row);
    return db_reading_end(store);
}

/* RESULT_NOT_FOUND also for everybody who does not belong to its unit. */
static enum result find(struct store *store, const struct actor *actor, int64_t gain, int64_t now, struct gain *out)
{
    *out = (struct gain) { 0 };
    enum result result = by_hand_require_voice(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store, GAIN_SELECT " WHERE g.id = ?2", actor->member, gain);
    bool found = db_step(store, row) && actor_belongs(actor, sqlite3_column_int64(row, 1));
    if (found)
        read_gain(actor, row, now, out);
    db_done(store, row);
    if (found || db_failed(store))
        return db_outcome(store);
    return db_refuse(store, RESULT_NOT_FOUND, _("There is no such demand. `gains` lists those there are."));
}

enum result gain_get(struct store *store, const struct actor *actor, int64_t gain, int64_t now, struct gain *out)
{
    db_reading_begin(store);
    enum result result = find(store, actor, gain, now, out);
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

/* --- writing --- */

static enum result check_day(struct store *store, int64_t day, int64_t now)
{
    int64_t today = when_day(now);
    return day >= today && day <= today + GAIN_AHEAD
               ? RESULT_OK
               : db_refuse(store, RESULT_INVALID, _("Name a day from today on, %d days ahead at most."), GAIN_AHEAD);
}

enum result gain_make(struct store *store, const struct actor *actor, const char *demand, const char *act, int64_t day,
    int64_t now, int64_t *gain)
{
    char *clean_demand = NULL, *clean_act = NULL;
    struct gain_new form = { .day = day, .state = GAIN_OPEN };
    *gain = 0;
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = meeting_require_unit(store, actor, &form.unit);
    if (result == RESULT_OK)
        result = check_day(store, day, now);
    if (result == RESULT_OK)
        result = db_clean_text(store, demand, true, GAIN_DEMAND_MAX, &clean_demand);
    if (result == RESULT_OK)
        result = db_clean_text(store, act, true, GAIN_ACT_MAX, &clean_act);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK) {
        form.demand = clean_demand;
        form.act = clean_act;
        result = limit_take(store, actor->member, LIMIT_POSTS, now);
        result = db_finish(store, result == RESULT_OK ? gain_insert(store, actor, &form, now, gain) : result);
    }
    free(clean_demand);
    free(clean_act);
    return result;
}

static enum result come(struct store *store, const struct actor *actor, int64_t gain, bool on, int64_t now)
{
    struct gain found;
    enum result result = find(store, actor, gain, now, &found);
    if (result != RESULT_OK)
        return result;
    if (found.state == GAIN_WON || found.state == GAIN_LOST)
        return db_refuse(store, RESULT_CONFLICT, _("That has ended already."));
    gain_set_hand(store, gain, actor->member, on);
    meeting_hint(store);
    return db_outcome(store);
}

enum result gain_come(struct store *store, const struct actor *actor, int64_t gain, bool on, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, come(store, actor, gain, on, now)) : result;
}

/* Accepts whoever named it or comes, herself. */
static enum result require_hand(
    struct store *store, const struct actor *actor, int64_t gain, int64_t now, struct gain *out)
{
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = find(store, actor, gain, now, out);
    if (result == RESULT_OK && !out->mine && !out->comes)
        result = db_refuse(store, RESULT_REFUSED, _("Only whoever named it, or comes, says how it went."));
    return result;
}

static enum result end(
    struct store *store, const struct actor *actor, int64_t gain, bool won, const char *words, int64_t now)
{
    struct gain found;
    enum result result = require_hand(store, actor, gain, now, &found);
    if (result == RESULT_OK && (found.state == GAIN_WON || found.state == GAIN_LOST))
        result = db_refuse(store, RESULT_CONFLICT, _("That has ended already."));
    if (result != RESULT_OK)
        return result;
    db_run(
        store, "UPDATE gain SET state = ?, ended = ? WHERE id = ?", (int64_t)(won ? GAIN_WON : GAIN_LOST), now, gain);
    db_run(store, "UPDATE gain_text SET result = ? WHERE gain = ?", words, gain);
    return meeting_book(store, actor, found.unit, LEDGER_GAIN_ENDED, gain, now);
}

enum result gain_end(
    struct store *store, const struct actor *actor, int64_t gain, bool won, const char *words, int64_t now)
{
    char *clean = NULL;
    enum result result = words != NULL ? db_clean_text(store, words, true, GAIN_RESULT_MAX, &clean) : RESULT_OK;
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, end(store, actor, gain, won, clean != NULL ? clean : "", now));
    free(clean);
    return result;
}

static enum result learn(struct store *store, const struct actor *actor, int64_t gain, const char *words, int64_t now)
{
    struct gain found;
    enum result result = require_hand(store, actor, gain, now, &found);
    if (result == RESULT_OK && found.state != GAIN_LOST)
        result = db_refuse(store, RESULT_REFUSED, _("That is asked only about a lost demand."));
    if (result != RESULT_OK)
        return result;
    db_run(store, "UPDATE gain_text SET learned = ? WHERE gain = ?", words, gain);
    meeting_hint(store);
    return db_outcome(store);
}

enum result gain_learn(struct store *store, const struct actor *actor, int64_t gain, const char *words, int64_t now)
{
    char *clean = NULL;
    enum result result = db_clean_text(store, words, false, GAIN_LEARNED_MAX, &clean);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, learn(store, actor, gain, clean, now));
    free(clean);
    return result;
}
