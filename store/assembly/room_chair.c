/* room_chair.c: what the chair does, one act each. RULES 4.1, 4.2, 4.4, 5.5. */
#include "store/assembly/few.h"
#include "store/assembly/room_row.h"

/* --- items --- */

static enum result check_item(const struct room_change *change, int64_t item)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id;
    if (change->row.item != 0)
        return db_refuse(store, RESULT_CONFLICT, _("An item is open. End it, or park it, before the next begins."));
    if (change->row.paused != 0)
        return room_refuse_paused(store, room_row_is_cut(store, &change->row));
    if (item == 0)
        return db_refuse(store, RESULT_REFUSED, _("No item is left on the agenda."));
    if (db_number(store, 0, "SELECT 1 FROM meeting_item WHERE id = ? AND meeting = ? AND dropped = 0", item, meeting) !=
        1)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such item. `agenda N` lists those of a meeting."));
    if (db_number(store, 0, "SELECT 1 FROM room_item WHERE meeting = ? AND item = ?", meeting, item) == 1)
        return db_refuse(
            store, RESULT_CONFLICT, _("That item was taken already. Without a number the next one begins."));
    return RESULT_OK;
}

static enum result begin_item(struct room_change *change, const struct room_form *form)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id, item = form->number;
    if (item == 0)
        item = room_next_item(store, meeting);
    enum result result = check_item(change, item);
    if (result != RESULT_OK)
        return result;
    db_run(store, "INSERT INTO room_item (meeting, item, began) VALUES (?, ?, ?)", meeting, item, change->now);
    db_run(store,
        "UPDATE room SET item = ?1, item_began = ?2, item_more = 0, more_at = 0, proposal = 0, test = 0, read_until = 0,"
        " counted = CASE counted WHEN 0 THEN ?3 ELSE counted END WHERE meeting = ?4",
        item, change->now, room_present_count(store, meeting, change->now), meeting);
    change->row.item = item;
    room_act(change, ACT_ITEM, 0, 0);
    room_turn_changed(change, 0, 0);
    room_tell(store, &change->row, ROOM_ITEM_BEGAN, change->actor->member, item, NULL, change->now);
    return room_item_begins(change, item);
}

enum result room_begin_item(struct store *store, const struct actor *actor, int64_t meeting, int64_t item, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, begin_item, &(struct room_form) { .number = item });
}

static enum result end_item(struct room_change *change, const struct room_form *form)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id, item = change->row.item;
    enum result result = room_require_item(change);
    if (result == RESULT_OK)
        result = room_item_ends(change, item);
    if (result == RESULT_OK && change->actor != NULL)
        result = room_refuse_groups(change);
    if (result == RESULT_OK && !form->on && change->actor != NULL)
        result = room_anger_ends(change);
    if (result != RESULT_OK)
        return result;
    db_run(store, "UPDATE room_item SET ended = ?, parked = ? WHERE meeting = ? AND item = ?", change->now, form->on,
        meeting, item);
    if (change->actor != NULL) /* when the house closes it nobody did */
        room_tell(store, &change->row, form->on ? ROOM_ITEM_PARKED : ROOM_ITEM_ENDED, change->actor->member, item, NULL,
            change->now);
    db_run(store, "UPDATE room SET item = 0, proposal = 0, test = 0, read_until = 0 WHERE meeting = ?", meeting);
    change->row.item = 0;
    room_act(change, ACT_ITEM, 0, 0);
    result = room_turn_changed(change, 0, 0);
    if (result == RESULT_OK)
        result = room_chair_back(change);
    if (result == RESULT_OK)
        result = room_unsigned_due(change, item);
    return result == RESULT_OK && form->on ? room_park_onto_next(store, change->row.meeting.unit, change->now) : result;
}

enum result room_end_item(struct store *store, const struct actor *actor, int64_t meeting, bool park, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, end_item, &(struct room_form) { .on = park });
}

/* For how long the time of the open item has been over: five more minutes begin when the chair gives them. */
static int64_t item_late(const struct room_change *change)
{
    const struct room_row *row = &change->row;
    int64_t minutes = db_number(change->store, 0, "SELECT minutes FROM meeting_item WHERE id = ?", row->item);
    int64_t late = (row->paused != 0 ? row->paused : change->now) - row->item_began - minutes * 60 - row->item_more;
    return late > 0 ? late : 0;
}

static enum result more_time(struct room_change *change, const struct room_form *form)
{
    enum { TWICE = 10 }; /* seconds: two who press it for the same reason mean it once */
    (void)form;
    enum result result = room_require_item(change);
    if (result != RESULT_OK)
        return result;
    if (change->row.more_at > change->now - TWICE)
        return db_refuse(change->store, RESULT_CONFLICT, _("Five minutes were added just now."));
    db_run(change->store, "UPDATE room SET item_more = item_more + ?, more_at = ? WHERE meeting = ?",
        ROOM_MORE * 60 + item_late(change), change->now, change->row.meeting.id);
    return room_tell(change->store, &change->row, ROOM_MORE_TIME, change->actor->member, ROOM_MORE, NULL, change->now);
}

enum result room_more_time(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, more_time, &(struct room_form) { 0 });
}

/* The item's time stands still meanwhile, and in a power cut the meeting's, too. */
static enum result pause_room(struct room_change *change, const struct room_form *form)
{
    struct room_row *row = &change->row;
    if ((row->paused != 0) == form->on)
        return db_refuse(change->store, RESULT_CONFLICT,
            form->on ? _("There is a break already.") : _("There is no break: the meeting goes on."));
    db_run(change->store, "UPDATE room SET paused = ?, item_more = item_more + ? WHERE meeting = ?",
        form->on ? change->now : 0, form->on || row->item == 0 ? 0 : change->now - row->paused, row->meeting.id);
    bool cut = !form->on && room_row_is_cut(change->store, row);
    if (!form->on)
        room_clocks_go_on(change->store, row->meeting.id, row->paused, change->now);
    if (cut)
        db_run(change->store, "UPDATE room SET stood = stood + ? WHERE meeting = ?", change->now - row->paused,
            row->meeting.id);
    enum room_event event = form->on ? ROOM_BREAK_BEGAN : cut ? ROOM_CUT_ENDED : ROOM_BREAK_ENDED;
    return room_tell(change->store, row, event, change->actor->member, 0, NULL, change->now);
}

enum result room_break(struct store *store, const struct actor *actor, int64_t meeting, bool on, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, pause_room, &(struct room_form) { .on = on });
}

/* --- the order of speakers --- */

static bool has_gone_quiet(const struct room_change *change, int64_t member)
{
    return change->now - change->row.turn_alive >= ROOM_QUIET + ROOM_ANSWER_IN ||
           room_way_of(change->store, change->row.meeting.id, member, change->now) == ROOM_AWAY;
}

/* Whoever has the turn loses it only when she is silent or gone; she keeps her place. */
static enum result end_quiet_turn(struct room_change *change)
{
    const struct speakers_turn *turn = &room_order_of(change)->turn;
    char handle[HANDLE_BYTES];
    if (turn->act == SPEAKERS_NO_ACT)
        return RESULT_OK;
    if (!has_gone_quiet(change, turn->member)) {
        room_handle(change->store, turn->member, handle);
        return db_refuse(change->store, RESULT_CONFLICT,
            _("%s has the turn. The next can speak when that turn is said, or when a minute passed without a word."),
            handle);
    }
    int64_t member = turn->member;
    room_act(change, ACT_HOLD, member, 0);
    return room_tell(change->store, &change->row, ROOM_WENT_ON, member, 0, NULL, change->now);
}

static bool all_have_read(const struct room_change *change)
{
    int64_t meeting = change->row.meeting.id;
    return room_read_count(change->store, meeting, change->now) >=
           room_present_count(change->store, meeting, change->now);
}

static enum result check_reading(const struct room_change *change)
{
    int64_t wait = change->row.read_until - change->now;
    if (wait <= 0 || wait > SPEAKERS_LETTERS_MOST || all_have_read(change)) /* the second: the clock jumped back */
        return RESULT_OK;
    return db_refuse(change->store, RESULT_BUSY,
        ngettext("The last turn is still being read: %d second more, or until all have signalled \"read\".",
            "The last turn is still being read: %d seconds more, or until all have signalled \"read\".",
            (unsigned long)wait),
        (int)wait);
}

/* Whoever is not there keeps her place until she is. */
static void hold_the_absent(struct room_change *change)
{
    for (int i = 0; i < SPEAKERS_MOST; i++) {
        struct speakers_turn next = speakers_next(room_order_of(change));
        if (next.act == SPEAKERS_NO_ACT ||
            room_way_of(change->store, change->row.meeting.id, next.member, change->now) != ROOM_AWAY)
            return;
        room_act(change, ACT_HOLD, next.member, 0);
    }
}

static enum result next_turn(struct room_change *change, const struct room_form *form)
{
    (void)form;
    enum result result = room_require_item(change);
    if (result == RESULT_OK && change->row.paused != 0)
        return room_refuse_paused(change->store, room_row_is_cut(change->store, &change->row));
    if (result == RESULT_OK && change->row.test != 0)
        return db_refuse(change->store, RESULT_REFUSED, _("The question is put: people answer now."));
    if (result == RESULT_OK)
        result = room_refuse_groups(change);
    if (result == RESULT_OK)
        result = room_anger_speaks(change);
    if (result == RESULT_OK)
        result = end_quiet_turn(change);
    if (result == RESULT_OK)
        result = check_reading(change);
    if (result == RESULT_OK)
        result = room_person_settle(change);
    if (result != RESULT_OK)
        return result;
    hold_the_absent(change);
    result = room_ordered(change, room_act(change, ACT_GIVE, 0, 0));
    return result == RESULT_OK ? room_turn_changed(change, change->now, 0) : result;
}

enum result room_next(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, next_turn, &(struct room_form) { 0 });
}

static enum result reorder(struct room_change *change, const struct room_form *form)
{
    enum result result = room_ordered(change, room_act(change, ACT_MOVE, form->member, form->number));
    return result == RESULT_OK
               ? room_tell(change->store, &change->row, ROOM_REORDERED, form->member, form->number, NULL, change->now)
               : result;
}

enum result room_reorder(struct store *store, const struct actor *actor, int64_t meeting, int64_t member,
    enum speakers_reason reason, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, reorder,
        &(struct room_form) { .member = member, .number = reason });
}

static enum result let_answer(struct room_change *change, const struct room_form *form)
{
    if (room_way_of(change->store, change->row.meeting.id, form->member, change->now) == ROOM_AWAY)
        return db_refuse(change->store, RESULT_REFUSED, _("They are not here."));
    enum result result = room_require_item(change);
    if (result == RESULT_OK)
        result = room_ordered(change, room_act(change, ACT_NAME, form->member, 0));
    if (result == RESULT_OK)
        result = room_ordered(change, room_act(change, ACT_ANSWER, form->member, 0));
    return result == RESULT_OK
               ? room_tell(change->store, &change->row, ROOM_LET_ANSWER, form->member, 0, NULL, change->now)
               : result;
}

enum result room_let_answer(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, int64_t now)
{
    return room_write(
        store, actor, meeting, now, ROOM_NEEDS_CHAIR, let_answer, &(struct room_form) { .member = member });
}

static enum result go_round(struct room_change *change, const struct room_form *form)
{
    (void)form;
    return room_draw_round(change, ROOM_GO_ROUND);
}

enum result room_go_round(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, go_round, &(struct room_form) { 0 });
}

static enum result wrong_appeal(struct room_change *change, const struct room_form *form)
{
    enum result result = room_ordered(change, room_act(change, ACT_WRONG, form->member, 0));
    return result == RESULT_OK
               ? room_tell(change->store, &change->row, ROOM_WRONG_APPEAL, form->member, 0, NULL, change->now)
               : result;
}

enum result room_wrong_appeal(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, int64_t now)
{
    return room_write(
        store, actor, meeting, now, ROOM_NEEDS_CHAIR, wrong_appeal, &(struct room_form) { .member = member });
}

/* --- the end --- */

enum result room_end(struct room_change *change)
{
    struct store *store = change->store;
    const struct actor *actor = change->actor;
    int64_t meeting = change->row.meeting.id;
    /* The house closes it: what the power interrupted is not over. */
    bool park = actor == NULL && few_by_cut(store, meeting);
    enum result result = change->row.item != 0 ? end_item(change, &(struct room_form) { .on = park }) : RESULT_OK;
    if (result != RESULT_OK)
        return result;
    result = room_count_end(change);
    if (result == RESULT_OK)
        result = room_meeting_ends(change);
    if (result != RESULT_OK)
        return result;
    room_tell(store, &change->row, ROOM_WAS_CLOSED, actor != NULL ? actor->member : 0, 0, NULL, change->now);
    db_run(store, "UPDATE room SET closed = ?, paused = 0, straw = '' WHERE meeting = ?", change->now, meeting);
    db_run(
        store, "UPDATE room_present SET digits = x'', tries = 0, seat = 0, table_seen = 0 WHERE meeting = ?", meeting);
    db_run(store, "UPDATE meeting SET state = " SQL_MEETING_OVER ", ended = ? WHERE id = ?", change->now, meeting);
    return meeting_book(store, actor, change->row.meeting.unit, LEDGER_ROOM_CLOSED, meeting, change->now);
}

static enum result close_room(struct room_change *change, const struct room_form *form)
{
    (void)form;
    return room_end(change);
}

enum result room_close(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, close_room, &(struct room_form) { 0 });
}
