/* item_person.c: an item about a person: whom it is about, who speaks for her, and that she hears of it. RULES 4.5. */
#include <stdlib.h>

#include "store/assembly/room_row.h"

/* --- who speaks for her --- */

static enum result check_speaker(struct store *store, const struct actor *actor, const struct meeting_item *item,
    int64_t unit, int64_t speaker, int64_t now)
{
    struct room_row room;
    if (item->person == 0)
        return db_refuse(store, RESULT_REFUSED, _("That item is about nobody in particular."));
    if (!item->about_me)
        return db_refuse(
            store, RESULT_REFUSED, _("The person whom an item is about says who speaks first and last for them."));
    enum result result = room_row_get(store, actor, item->meeting, now, &room);
    if (result != RESULT_OK)
        return result;
    if (room.closed != 0 || item->dropped ||
        db_number(store, 0, "SELECT ended FROM room_item WHERE meeting = ? AND item = ?", item->meeting, item->id) != 0)
        return db_refuse(store, RESULT_REFUSED, _("That item is over."));
    if (speaker == actor->member || speaker == 0)
        return RESULT_OK;
    return meeting_item_check_person(store, unit, speaker);
}

/* In the room the order of speakers follows at once: a write of the room, so that nobody else changes it meanwhile. */
static enum result settle(struct room_change *change, const struct room_form *form)
{
    (void)form;
    return room_person_settle(change);
}

enum result meeting_item_speaker(
    struct store *store, const struct actor *actor, int64_t item, int64_t speaker, int64_t now)
{
    struct meeting_item found;
    enum result result = meeting_item_get(store, actor, item, now, &found);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    int64_t unit = db_number(store, 0, "SELECT unit FROM meeting WHERE id = ?", found.meeting);
    result = check_speaker(store, actor, &found, unit, speaker, now);
    if (result == RESULT_OK)
        result = db_run(store, "UPDATE meeting_item SET speaker = ? WHERE id = ?",
            speaker == actor->member ? (int64_t)0 : speaker, item);
    if (result == RESULT_OK && db_number(store, 0, "SELECT 1 FROM room WHERE meeting = ? AND item = ? AND closed = 0",
                                   found.meeting, item) == 1)
        result = room_write(store, actor, found.meeting, now, ROOM_NEEDS_OPEN, settle, &(struct room_form) { 0 });
    if (result == RESULT_OK)
        meeting_hint(store);
    return db_finish(store, result);
}

/* --- in the room --- */

/* Whom she named, when that person is here; else she herself. 0: the open item is about nobody. */
static int64_t who_speaks(const struct room_change *change)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id;
    int64_t person = meeting_item_person_of(store, change->row.item);
    int64_t speaker = db_number(store, 0, "SELECT speaker FROM meeting_item WHERE id = ?", change->row.item);
    if (person == 0 || speaker == 0)
        return person;
    return room_way_of(store, meeting, speaker, change->now) != ROOM_AWAY ? speaker : person;
}

enum result room_person_settle(struct room_change *change)
{
    if (change->row.item == 0)
        return db_outcome(change->store);
    int64_t member = who_speaks(change);
    if (member == room_order_of(change)->concerned)
        return db_outcome(change->store);
    bool turn = room_order_of(change)->turn.act == SPEAKERS_FIRST || room_order_of(change)->turn.act == SPEAKERS_LAST;
    if (turn)
        return db_outcome(change->store);
    enum result result = room_ordered(change, room_act(change, ACT_CONCERNS, member, 0));
    /* Who is not there is not called: nobody reads that she speaks next. Coming in gives her word back. */
    if (result == RESULT_OK && member != 0 &&
        room_way_of(change->store, change->row.meeting.id, member, change->now) == ROOM_AWAY)
        room_act(change, ACT_HOLD, member, 0);
    return result;
}

/* Whoever accuses does not have the last word: nothing is voted on, and the item does not end, without hers. */
enum result room_person_heard(const struct room_change *change)
{
    char handle[HANDLE_BYTES];
    const struct speakers *order = room_order_of(change);
    if (!speakers_last_is_due(order) ||
        room_way_of(change->store, change->row.meeting.id, order->concerned, change->now) == ROOM_AWAY)
        return RESULT_OK;
    room_handle(change->store, order->concerned, handle);
    return db_refuse(change->store, RESULT_REFUSED,
        _("This is about a person, and others spoke after them: %s speaks last. `chair last` gives the last word."),
        handle);
}

enum result room_person_heard_in(struct store *store, const struct room_row *row, int64_t now)
{
    struct room_change change = { .store = store, .row = *row, .now = now };
    change.order = room_order_copy(store, row->meeting.id);
    enum result result = room_person_heard(&change);
    free(change.order);
    return result;
}

static enum result call_last(struct room_change *change, const struct room_form *form)
{
    (void)form;
    enum result result = room_require_item(change);
    return result == RESULT_OK ? room_ordered(change, room_act(change, ACT_LAST, 0, 0)) : result;
}

enum result room_last_word(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, call_last, &(struct room_form) { 0 });
}

/* --- for home --- */

/* SQL: an item of a meeting that is called, or open now, and in which that item was not taken yet, or is open. */
#define GOES_ON                                                                                                        \
    "i.dropped = 0 AND g.state = " SQL_MEETING_CALLED " AND (r.meeting IS NOT NULL OR g.starts + g.minutes * 60 > ?2)" \
    " AND NOT EXISTS (SELECT 1 FROM room_item t WHERE t.meeting = g.id AND t.item = i.id AND t.ended > 0)"

enum result meeting_items_about_me(struct store *store, const struct actor *actor, int64_t now,
    struct item_person_line *out, size_t limit, size_t *count)
{
    *count = 0;
    if (actor->kind != ACTOR_MEMBER)
        return RESULT_OK;
    db_reading_begin(store);
    /* clang-format off */
    sqlite3_stmt *row = db_query(store,
        "SELECT i.id, g.id, g.starts, i.person = ?1, coalesce(x.title, ''), g.unit, i.speaker,"
        " " HANDLE_OF("i.person") ", " HANDLE_OF("i.speaker")
        " FROM meeting_item i JOIN meeting g ON g.id = i.meeting"
        " LEFT JOIN room r ON r.meeting = g.id AND r.closed = 0 LEFT JOIN meeting_item_text x ON x.item = i.id"
        " WHERE i.person > 0 AND ?1 IN (i.person, i.speaker)"
        " AND EXISTS (SELECT 1 FROM membership s WHERE s.member = ?1 AND s.unit = g.unit) AND " GOES_ON
        " ORDER BY g.starts, i.id",
        actor->member, now);
    /* clang-format on */
    while (*count < limit && db_step(store, row)) {
        struct item_person_line *one = &out[(*count)++];
        *one = (struct item_person_line) { .item = sqlite3_column_int64(row, 0),
            .meeting = sqlite3_column_int64(row, 1),
            .starts = sqlite3_column_int64(row, 2),
            .unit = sqlite3_column_int64(row, 5),
            .about_me = sqlite3_column_int(row, 3) != 0 };
        if (!one->about_me)
            person_copy_handle(row, 7, one->handle);
        else if (sqlite3_column_int64(row, 6) != 0)
            person_copy_handle(row, 8, one->handle);
        db_copy(row, 4, one->title, sizeof one->title);
    }
    db_done(store, row);
    return db_reading_end(store);
}
