/* effects_act.c: decisions do by themselves what they decided, once. RULES' head, 1.2, 4.9, 5.5. */
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "members.h"
#include "store/assembly/effect_row.h"
#include "store/assembly/facilitator_row.h"
#include "store/assembly/meeting_row.h"
#include "store/assembly/room_lot.h"
#include "store/boards/board_write.h"
#include "store/people/claim_room.h"
#include "store/people/number_write.h"
#include "store/people/removal.h"
#include "store/people/seat_write.h"
#include "store/people/unit_row.h"
#include "when.h"

struct acting {
    struct store *store;
    int64_t decision, proposal, unit, meeting, now;
    struct effect effect;
};

/* --- tasks by lot --- */

enum { POOL_MOST = 2000 };

/* Willing people who may have the task; `women`: only those whose claim stands. */
static size_t read_pool(const struct acting *acting, bool women, int64_t pool[POOL_MOST])
{
    struct store *store = acting->store;
    size_t count = 0;
    sqlite3_stmt *row = db_query(store, "SELECT member FROM willing WHERE unit = ? AND name = ? ORDER BY member",
        acting->unit, acting->effect.name);
    while (count < POOL_MOST && db_step(store, row)) {
        int64_t member = sqlite3_column_int64(row, 0);
        if ((!women || claim_stands(store, member, acting->now)) &&
            seat_may_have(store, acting->unit, acting->effect.name, member, acting->now) == RESULT_OK)
            pool[count++] = member;
    }
    db_done(store, row);
    return count;
}

/* RULES 4.1: of two facilitators one is a woman where one is willing. */
static bool lacks_a_woman(const struct acting *acting)
{
    return strcmp(acting->effect.name, "facilitator") == 0 &&
           facilitators_lack_a_woman(acting->store, acting->unit, acting->now);
}

/* Draws one; 0: nobody is left. One at a time, because whoever has the task now may keep another from it (two stewards
 * of one home). */
static int64_t draw_one(const struct acting *acting, int64_t pool[POOL_MOST])
{
    size_t count = lacks_a_woman(acting) ? read_pool(acting, true, pool) : 0;
    if (count == 0)
        count = read_pool(acting, false, pool);
    if (count == 0 || room_lot(acting->store, acting->unit, acting->meeting, pool, count, 1, acting->now) != RESULT_OK)
        return 0;
    return pool[0];
}

static enum result act_lot(struct acting *acting)
{
    int64_t *pool = xcalloc(POOL_MOST, sizeof *pool), drawn = 0;
    int count = 0;
    int64_t until = acting->now + seat_term(acting->store, acting->unit, acting->effect.name);
    while (count < acting->effect.value && (drawn = draw_one(acting, pool)) != 0 && !db_failed(acting->store)) {
        seat_insert(acting->store, acting->unit, acting->effect.name, drawn, until, acting->now);
        count++;
    }
    free(pool);
    if (count > 0 || db_failed(acting->store))
        return db_outcome(acting->store);
    return db_refuse(acting->store, RESULT_REFUSED,
        _("Nobody who may have that task is willing. `willing %s` says that one is."), acting->effect.name);
}

/* --- all kinds --- */

static enum result act_on_board(struct acting *acting)
{
    int64_t board = 0;
    const struct effect *effect = &acting->effect;
    if (effect->kind == EFFECT_BOARD)
        return board_open(acting->store, acting->unit, effect->name, effect->title, (enum visibility)effect->value,
            acting->now, &board);
    enum result result = board_of_unit(acting->store, acting->unit, effect->name, &board);
    if (result != RESULT_OK)
        return result;
    if (effect->kind == EFFECT_BOARD_CLOSE)
        return board_close(acting->store, acting->unit, board, acting->now);
    return board_slow(acting->store, acting->unit, board, effect->value,
        effect->until != 0 ? when_day_begin(effect->until + 1) : 0, acting->now);
}

static enum result act_on_name(const struct acting *acting)
{
    char slug[UNIT_SLUG_BYTES];
    enum result result = unit_may_decide_name(acting->store, acting->unit, acting->effect.title, slug);
    return result == RESULT_OK ? unit_call(acting->store, acting->unit, acting->effect.title, slug, acting->now)
                               : result;
}

static enum result act(struct acting *acting)
{
    struct store *store = acting->store;
    const struct effect *effect = &acting->effect;
    enum result result = effect_check(store, acting->unit, effect, acting->now);
    if (result != RESULT_OK)
        return result;
    switch (effect->kind) {
    case EFFECT_NUMBER:
        return number_set(
            store, acting->unit, (enum number)effect->number, effect->value, acting->decision, acting->now);
    case EFFECT_BOARD:
    case EFFECT_BOARD_CLOSE:
    case EFFECT_SLOW:
        return act_on_board(acting);
    case EFFECT_SEAT:
        return seat_insert(store, acting->unit, effect->name, effect->subject,
            acting->now + seat_term(store, acting->unit, effect->name), acting->now);
    case EFFECT_SEAT_BACK:
        result = seat_end(store, acting->unit, effect->name, effect->subject, acting->now);
        return result == RESULT_OK ? ledger_append(store, &(struct ledger_new) { .at = acting->now,
                                                              .unit = acting->unit,
                                                              .subject = effect->subject,
                                                              .kind = LEDGER_SEAT_EMPTIED })
                                   : result;
    case EFFECT_LOT:
        return act_lot(acting);
    case EFFECT_GUESTS:
        unit_value_keep(store, acting->unit, "guests", effect->value != 0 ? "yes" : "no", acting->now);
        return db_outcome(store);
    case EFFECT_ASSEMBLIES:
        unit_value_keep(
            store, acting->unit, "assemblies", board_visibility_name((enum visibility)effect->value), acting->now);
        return db_outcome(store);
    case EFFECT_UNIT_NAME:
        return act_on_name(acting);
    case EFFECT_AGREEMENT_END:
        return db_run(store, "UPDATE decision SET ended = ? WHERE id = ? AND unit = ? AND ended = 0", acting->now,
            effect->number, acting->unit);
    case EFFECT_REMOVE:
        return removal_carry_out(store, acting->unit, effect->subject, acting->now);
    default:
        return RESULT_OK;
    }
}

/* The next decision that acts now, and has not done yet what it does. */
static bool find_next(struct store *store, int64_t meeting, int64_t now, struct acting *out)
{
    *out = (struct acting) { .store = store, .now = now };
    sqlite3_stmt *row = db_query(store,
        "SELECT d.id, d.proposal, d.unit, d.meeting FROM effect e JOIN decision d ON d.proposal = e.proposal"
        " WHERE e.acted = 0 AND d.acts > 0 AND d.acts <= ?1 AND d.suspended = 0 AND d.ended = 0 AND ?2 IN (0, d.meeting) ORDER BY d.id LIMIT 1",
        now, meeting);
    bool found = db_step(store, row);
    if (found) {
        out->decision = sqlite3_column_int64(row, 0);
        out->proposal = sqlite3_column_int64(row, 1);
        out->unit = sqlite3_column_int64(row, 2);
        out->meeting = sqlite3_column_int64(row, 3);
    }
    db_done(store, row);
    if (found)
        effect_load(store, out->proposal, &out->effect);
    return found;
}

/* A refusal comes before anything is written. It is kept in the house's language, as the minutes are. */
static void act_once(struct acting *acting)
{
    struct store *store = acting->store;
    char spoken[LANGUAGE_BYTES * 4];
    util_copy_text(spoken, sizeof spoken, language_spoken());
    language_speak("");
    bool done = act(acting) == RESULT_OK;
    db_run(store, "UPDATE effect SET acted = ?, fault = ? WHERE proposal = ?", acting->now,
        done ? "" : store_reason(store), acting->proposal);
    if (done) /* it needs no hands, unless somebody said that she carries it */
        db_run(store, "UPDATE decision SET done = ? WHERE id = ? AND carrier = 0 AND done = 0", acting->now,
            acting->decision);
    language_speak(spoken);
    ledger_append(store, &(struct ledger_new) { .at = acting->now,
                             .unit = acting->unit,
                             .subject = acting->decision,
                             .kind = LEDGER_EFFECT,
                             .data = done ? "{\"done\":1}" : "{\"done\":0}" });
}

int effects_act(struct store *store, int64_t meeting, int64_t now)
{
    struct acting acting;
    int count = 0;
    for (; !db_failed(store) && find_next(store, meeting, now, &acting); count++)
        act_once(&acting);
    return count;
}

int64_t effect_removal_of_me(struct store *store, const struct actor *actor, int64_t *unit, int64_t *from)
{
    int64_t decision = 0;
    *unit = *from = 0;
    if (actor->kind != ACTOR_MEMBER)
        return 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT d.id, d.acts, d.unit FROM effect e JOIN decision d ON d.proposal = e.proposal WHERE e.subject = ?"
        " AND e.kind = " SQL_EFFECT_REMOVE " AND e.acted = 0 AND d.ended = 0 ORDER BY d.id LIMIT 1",
        actor->member);
    if (db_step(store, row)) {
        decision = sqlite3_column_int64(row, 0);
        *from = sqlite3_column_int64(row, 1);
        *unit = sqlite3_column_int64(row, 2);
    }
    db_done(store, row);
    return decision;
}
