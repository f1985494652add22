/* room_anger.c: an item that was called in anger. RULES 4.1.
 *
 * It needs no proposal. It begins with NUMBER_ANGER words each: "What did it do to my home?" Then the chair asks: "What
 * can we do by Friday without anybody's permission?" It closes with an act, a day and hands, or "we rest until DATE".
 * The act is a gain (gains.h), whose demand is the item's title: so its result is told, won or lost. */
#include <stdlib.h>

#include "gains.h"
#include "numbers.h"
#include "room_tools.h"
#include "store/assembly/gain_row.h"
#include "store/assembly/room_row.h"
#include "store/base/limits.h"
#include "when.h"

static enum result require_angry(const struct room_change *change)
{
    enum result result = room_require_item(change);
    if (result == RESULT_OK && !change->row.angry)
        return db_refuse(change->store, RESULT_REFUSED,
            _("This item was not called in anger. What we do together here is proposed: `propose`. A demand of your own: `gain add`."));
    return result;
}

static void set_stage(struct room_change *change, enum room_anger stage)
{
    db_run(change->store, "UPDATE room_item SET stage = ? WHERE meeting = ? AND item = ?", (int64_t)stage,
        change->row.meeting.id, change->row.item);
    change->row.stage = stage;
}

static int64_t gain_of_item(const struct room_change *change)
{
    return db_number(change->store, 0, "SELECT max(id) FROM gain WHERE item = ?", change->row.item);
}

/* --- its questions --- */

enum result room_anger_speaks(struct room_change *change)
{
    if (!change->row.angry || change->row.stage != ROOM_STAGE_NONE)
        return db_outcome(change->store);
    return db_refuse(change->store, RESULT_REFUSED,
        _("This item was called in anger. It begins with a round, %d words each: `chair homes`."),
        (int)number_of(change->store, change->row.meeting.unit, NUMBER_ANGER));
}

int room_anger_words(const struct room_change *change)
{
    return change->row.angry && change->row.stage == ROOM_STAGE_HOMES
               ? (int)number_of(change->store, change->row.meeting.unit, NUMBER_ANGER)
               : 0;
}

static enum result home_round(struct room_change *change, const struct room_form *form)
{
    (void)form;
    enum result result = require_angry(change);
    if (result == RESULT_OK && change->row.stage != ROOM_STAGE_NONE)
        return db_refuse(change->store, RESULT_CONFLICT,
            _("That round has begun already. The next question is asked by `chair friday`."));
    if (result == RESULT_OK)
        result = room_draw_round(change, ROOM_HOME_ROUND);
    if (result == RESULT_OK)
        set_stage(change, ROOM_STAGE_HOMES);
    return result == RESULT_OK ? db_outcome(change->store) : result;
}

enum result room_home_round(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, home_round, &(struct room_form) { 0 });
}

static enum result ask_friday(struct room_change *change, const struct room_form *form)
{
    (void)form;
    enum result result = require_angry(change);
    if (result == RESULT_OK && change->row.stage == ROOM_STAGE_NONE)
        return room_anger_speaks(change);
    if (result != RESULT_OK)
        return result;
    set_stage(change, ROOM_STAGE_FRIDAY);
    return room_tell(change->store, &change->row, ROOM_FRIDAY_ASKED, change->actor->member, 0, NULL, change->now);
}

enum result room_ask_friday(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, ask_friday, &(struct room_form) { 0 });
}

/* --- how it closes --- */

enum result room_anger_ends(struct room_change *change)
{
    if (!change->row.angry || gain_of_item(change) != 0)
        return db_outcome(change->store);
    return db_refuse(change->store, RESULT_REFUSED,
        _("This item was called in anger. It closes with an act and its day (`act DAY < text`), or with "
          "`chair rest DAY`; or park it."));
}

static enum result check_day(const struct room_change *change, int64_t day)
{
    int64_t today = when_day(change->now);
    return day >= today && day <= today + GAIN_AHEAD
               ? RESULT_OK
               : db_refuse(
                     change->store, RESULT_INVALID, _("Name a day from today on, %d days ahead at most."), GAIN_AHEAD);
}

/* The item's title as the demand. */
static enum result make(struct room_change *change, enum gain_state state, const char *act, int64_t day, int64_t *gain)
{
    struct store *store = change->store;
    sqlite3_stmt *row = db_query(store, "SELECT title FROM meeting_item_text WHERE item = ?", change->row.item);
    char *demand = xstrdup(db_step(store, row) ? db_text(row, 0) : "");
    db_done(store, row);
    struct gain_new form = { .unit = change->row.meeting.unit,
        .item = change->row.item,
        .state = state,
        .day = day,
        .demand = demand,
        .act = act };
    enum result result = gain_insert(store, change->actor, &form, change->now, gain);
    free(demand);
    return result;
}

static enum result name_act(struct room_change *change, const struct room_form *form)
{
    char *clean = NULL;
    struct store *store = change->store;
    int64_t her = change->actor->member, before;
    enum result result = require_angry(change);
    if (result == RESULT_OK)
        result = check_day(change, form->number);
    if (result == RESULT_OK)
        result = limit_take(store, her, LIMIT_ROOM, change->now);
    if (result == RESULT_OK)
        result = db_clean_text(store, form->text, true, GAIN_ACT_MAX, &clean);
    if (result != RESULT_OK)
        return result;
    before = gain_of_item(change);
    if (before != 0 && db_number(store, 0, "SELECT member FROM gain WHERE id = ?", before) != her &&
        !(change->row.chair == her && change->row.chair_here))
        result = db_refuse(store, RESULT_CONFLICT,
            _("An act is named already: say that you come, `come`. The chair, or whoever named it, can name another."));
    if (result == RESULT_OK && before != 0)
        result = gain_erase(store, before);
    if (result == RESULT_OK)
        result = make(change, GAIN_OPEN, clean, form->number, form->out);
    if (result == RESULT_OK)
        result = room_tell(store, &change->row, ROOM_ACT_NAMED, her, form->number, clean, change->now);
    free(clean);
    return result;
}

enum result room_name_act(struct store *store, const struct actor *actor, int64_t meeting, const char *act, int64_t day,
    int64_t now, int64_t *gain)
{
    *gain = 0;
    return room_write(store, actor, meeting, now, ROOM_NEEDS_PRESENT, name_act,
        &(struct room_form) { .text = act, .number = day, .out = gain });
}

static enum result rest(struct room_change *change, const struct room_form *form)
{
    int64_t gain, before;
    enum result result = require_angry(change);
    if (result == RESULT_OK)
        result = check_day(change, form->number);
    if (result != RESULT_OK)
        return result;
    before = gain_of_item(change);
    if (before != 0)
        gain_erase(change->store, before);
    result = make(change, GAIN_RESTS, "", form->number, &gain);
    return result == RESULT_OK ? room_tell(change->store, &change->row, ROOM_RESTS, change->actor->member, form->number,
                                     NULL, change->now)
                               : result;
}

enum result room_rest(struct store *store, const struct actor *actor, int64_t meeting, int64_t day, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, rest, &(struct room_form) { .number = day });
}

static enum result come(struct room_change *change, const struct room_form *form)
{
    int64_t gain = gain_of_item(change);
    enum result result = require_angry(change);
    if (result == RESULT_OK && gain == 0)
        result = db_refuse(change->store, RESULT_CONFLICT, _("No act is named yet. Anybody names one: `act DAY`."));
    else if (result == RESULT_OK &&
             db_number(change->store, 0, "SELECT state FROM gain WHERE id = ?", gain) == GAIN_RESTS)
        result = db_refuse(change->store, RESULT_CONFLICT,
            _("It was said that we rest, so there is nothing to come to. An act is named by `act DAY`."));
    if (result == RESULT_OK)
        result = limit_take(change->store, change->actor->member, LIMIT_ROOM, change->now);
    if (result == RESULT_OK)
        result = gain_set_hand(change->store, gain, change->actor->member, form->on);
    return result == RESULT_OK && form->on && sqlite3_changes(change->store->db) > 0
               ? room_tell(change->store, &change->row, ROOM_COMES, change->actor->member, 0, NULL, change->now)
               : result;
}

enum result room_come(struct store *store, const struct actor *actor, int64_t meeting, bool on, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_PRESENT, come, &(struct room_form) { .on = on });
}

void room_anger_read(struct store *store, const struct actor *actor, const struct room_row *row, struct room_tools *out)
{
    out->angry = row->angry;
    out->stage = row->stage;
    if (!row->angry)
        return;
    out->angry_words = (int)number_of(store, row->meeting.unit, NUMBER_ANGER);
    sqlite3_stmt *gain = db_query(store,
        "SELECT g.id, (SELECT count(*) FROM gain_hand h WHERE h.gain = g.id), EXISTS (SELECT 1 FROM gain_hand h"
        " WHERE h.gain = g.id AND h.member = ?2), g.state = " SQL_GAIN_RESTS
        " FROM gain g WHERE g.item = ?1 ORDER BY g.id DESC LIMIT 1",
        row->item, actor->member);
    if (db_step(store, gain)) {
        out->gain = sqlite3_column_int64(gain, 0);
        out->hands = sqlite3_column_int(gain, 1);
        out->comes = sqlite3_column_int(gain, 2) != 0;
        out->rests = sqlite3_column_int(gain, 3) != 0;
    }
    db_done(store, gain);
}
