/* room_urgent.c: an urgent item: three quarters of those present take it. RULES 4.1.
 *
 * It is about things, or about action at work: never about people, tasks, money or rules, for those who are not there
 * could not know of it. Until it is taken it is a title in the room, and no item. One is asked for at a time. */
#include <stdlib.h>

#include "majority.h"
#include "room_tools.h"
#include "store/assembly/room_row.h"
#include "store/base/limits.h"

static enum result clear(struct room_change *change)
{
    int64_t meeting = change->row.meeting.id;
    db_run(change->store, "UPDATE room_present SET urgent = 0 WHERE meeting = ?", meeting);
    return db_run(change->store, "UPDATE room SET urgent = '', urgent_by = 0 WHERE meeting = ?", meeting);
}

static bool is_asked(const struct room_change *change)
{
    return db_number(change->store, 0, "SELECT urgent <> '' FROM room WHERE meeting = ?", change->row.meeting.id) == 1;
}

static int64_t who_want(const struct room_change *change)
{
    return db_number(change->store, 0,
        "SELECT count(*) FROM room_present p WHERE p.meeting = ?1 AND p.urgent = 1 AND " ROOM_WAY(
            "p") " <> " SQL_ROOM_AWAY,
        change->row.meeting.id, room_since(change->now));
}

static enum result put_on_agenda(struct room_change *change, int64_t *item)
{
    char uid[37];
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id;
    uid_make(change->now, uid);
    db_run(store,
        "INSERT INTO meeting_item (uid, meeting, adder, wants, about, minutes, added, urgent)"
        " SELECT ?, meeting, urgent_by, " SQL_ITEM_DECIDE ", urgent_about, ?, ?, 1 FROM room WHERE meeting = ?",
        uid, (int64_t)ROOM_URGENT_TIME, change->now, meeting);
    *item = db_last_id(store);
    db_run(store, "INSERT INTO meeting_item_text SELECT ?, urgent, '' FROM room WHERE meeting = ?", *item, meeting);
    db_run(store,
        "INSERT INTO room_line (meeting, item, at, kind, event, member, text)"
        " SELECT meeting, item, ?, " SQL_ROOM_EVENT ", ?, 0, urgent FROM room WHERE meeting = ?",
        change->now, (int64_t)ROOM_URGENT_TAKEN, meeting);
    enum result result = clear(change);
    return result == RESULT_OK
               ? meeting_book(store, change->actor, change->row.meeting.unit, LEDGER_ITEM_ADDED, *item, change->now)
               : result;
}

/* Her word, and the item when it is enough. */
static enum result want(struct room_change *change, bool on, int64_t *item)
{
    int64_t meeting = change->row.meeting.id;
    *item = 0;
    db_run(change->store, "UPDATE room_present SET urgent = ? WHERE meeting = ? AND member = ?", on, meeting,
        change->actor->member);
    return majority_reached(
               MAJORITY_THREE_QUARTERS, who_want(change), room_present_count(change->store, meeting, change->now))
               ? put_on_agenda(change, item)
               : db_outcome(change->store);
}

static enum result ask(struct room_change *change, const struct room_form *form)
{
    char *clean = NULL;
    struct store *store = change->store;
    int64_t item, meeting = change->row.meeting.id, her = change->actor->member;
    if (form->number != ITEM_THINGS && form->number != ITEM_ACTION)
        return db_refuse(store, RESULT_REFUSED,
            _("An urgent item is never about people, tasks, money or rules: people who are not here could not know of it. The next agenda takes it: `agenda add N --about person, tasks, money or rules`."));
    if (is_asked(change))
        return db_refuse(store, RESULT_CONFLICT, _("Another urgent item is asked for. Answer that one first."));
    enum result result = limit_take(store, her, LIMIT_ROOM, change->now);
    if (result == RESULT_OK)
        result = db_clean_text(store, form->text, true, ITEM_TITLE_MAX, &clean);
    if (result != RESULT_OK)
        return result;
    clear(change);
    db_run(store, "UPDATE room SET urgent = ?, urgent_by = ?, urgent_about = ? WHERE meeting = ?", clean, her,
        form->number, meeting);
    result = room_tell(store, &change->row, ROOM_URGENT_ASKED, her, 0, clean, change->now);
    free(clean);
    return result == RESULT_OK ? want(change, true, &item) : result;
}

enum result room_urgent_ask(struct store *store, const struct actor *actor, int64_t meeting, const char *title,
    enum item_about about, int64_t now)
{
    return room_write(
        store, actor, meeting, now, ROOM_NEEDS_PRESENT, ask, &(struct room_form) { .text = title, .number = about });
}

static enum result yes(struct room_change *change, const struct room_form *form)
{
    if (!is_asked(change))
        return db_refuse(change->store, RESULT_CONFLICT, _("No urgent item is asked for."));
    return want(change, form->on, form->out);
}

enum result room_urgent_yes(
    struct store *store, const struct actor *actor, int64_t meeting, bool on, int64_t now, int64_t *item)
{
    *item = 0;
    return room_write(
        store, actor, meeting, now, ROOM_NEEDS_PRESENT, yes, &(struct room_form) { .on = on, .out = item });
}

static enum result leave(struct room_change *change, const struct room_form *form)
{
    (void)form;
    const struct room_row *row = &change->row;
    int64_t her = change->actor->member;
    if (!is_asked(change))
        return db_refuse(change->store, RESULT_CONFLICT, _("No urgent item is asked for."));
    if (her != row->urgent_by && !(row->chair == her && row->chair_here && change->actor->hand == 0))
        return db_refuse(
            change->store, RESULT_REFUSED, _("Only the chair, or the person who asked for it, lets it go."));
    db_run(change->store,
        "INSERT INTO room_line (meeting, item, at, kind, event, member, text)"
        " SELECT meeting, item, ?, " SQL_ROOM_EVENT ", ?, 0, urgent FROM room WHERE meeting = ?",
        change->now, (int64_t)ROOM_URGENT_LEFT, row->meeting.id);
    return clear(change);
}

enum result room_urgent_leave(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_PRESENT, leave, &(struct room_form) { 0 });
}
