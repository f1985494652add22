/* proposal_room.c: what a proposal asks of the room: is its item open, who is there, are they enough. RULES 4.1, 4.5.
 */
#include <stdlib.h>

#include "store/assembly/proposal_row.h"
#include "store/assembly/room_row.h"

enum { PEOPLE_MOST = 2000 };

enum result proposal_room_get(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t item, int64_t now, struct room *out)
{
    enum result result = room_get(store, actor, meeting, now, out);
    if (result != RESULT_OK)
        return result;
    if (out->state == ROOM_CLOSED)
        return db_refuse(store, RESULT_REFUSED,
            _("That meeting is closed. `minutes %lld` has what came of it, `meetings` lists those to come."),
            (long long)meeting);
    if (out->state == ROOM_NOT_OPEN)
        return db_refuse(store, RESULT_REFUSED, _("That meeting is not open yet."));
    if (out->state == ROOM_BREAK)
        return room_refuse_paused(store, out->cut != 0);
    if (out->way == ROOM_AWAY)
        return db_refuse(
            store, RESULT_REFUSED, _("You are not in the room. `enter %lld` brings you in."), (long long)meeting);
    if (item != 0 && out->item != item)
        return db_refuse(store, RESULT_REFUSED, _("The item of that proposal is not open now."));
    if (item == 0 && out->item == 0)
        return db_refuse(store, RESULT_REFUSED, _("No item is open. A proposal is made while its item is open."));
    return RESULT_OK;
}

enum result proposal_chair_get(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t item, int64_t now, struct room *out)
{
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = proposal_room_get(store, actor, meeting, item, now, out);
    if (result != RESULT_OK || out->is_chair)
        return result;
    return db_refuse(store, RESULT_REFUSED,
        out->chair != 0 ? _("%s has the chair, and puts and closes the question.")
                        : _("Nobody has the chair. `chair take` takes it."),
        out->chair_handle);
}

static enum result refuse_few(struct store *store, const struct room *room)
{
    if (room->active == 0)
        return db_refuse(store, RESULT_REFUSED,
            _("Nobody of this unit was seen in the last weeks, so there is no \"enough people\". Talk goes on; nothing is decided."));
    if (room->present < room->needed)
        return db_refuse(store, RESULT_REFUSED,
            ngettext("Not enough people to decide: %d is here, %d are needed. Talk goes on; nothing is decided.",
                "Not enough people to decide: %d are here, %d are needed. Talk goes on; nothing is decided.",
                (unsigned long)room->present),
            room->present, room->needed);
    return db_refuse(store, RESULT_REFUSED,
        _("Not enough homes to decide: people of %d are here, of %d are needed. Talk goes on; nothing is decided."),
        room->homes_present, room->homes_needed);
}

enum result proposal_require_enough(struct store *store, const struct room *room, int64_t now)
{
    bool late = room->ends != 0 && now > room->ends;
    int counted = room->counted > 0 ? room->counted : room->present;
    if (!late || majority_reached(MAJORITY_THREE_QUARTERS, room->present, counted))
        return room->enough ? RESULT_OK : refuse_few(store, room);
    return db_refuse(store, RESULT_REFUSED,
        ngettext(
            "The meeting's time is over. Now %d of the %d who were counted at its beginning must be here to decide, and %d is.",
            "The meeting's time is over. Now %d of the %d who were counted at its beginning must be here to decide, and %d are.",
            (unsigned long)room->present),
        (int)majority_needed(MAJORITY_THREE_QUARTERS, room->counted), room->counted, room->present);
}

/* SQL: a line in this room that dropped less than NUMBER_POWER_CUT ago, of somebody who has not answered, here or on
 * paper. */
#define CUT_LINE(p)                                                                                                    \
    p ".meeting = ?1 AND " p ".door = 0 AND " p ".by_commands = 0 AND " p ".line > ?3 - ?4 AND " p                     \
      ".line <= ?3 - ?5 AND NOT EXISTS (SELECT 1 FROM position o WHERE o.question = ?2 AND o.member = " p              \
      ".member) AND NOT EXISTS (SELECT 1 FROM question_paper o WHERE o.question = ?2 AND o.member = " p ".member)"

enum result proposal_require_no_cut(struct store *store, int64_t meeting, int64_t question, int64_t now)
{
    int64_t held =
        number_of(store, db_number(store, 0, "SELECT unit FROM meeting WHERE id = ?", meeting), NUMBER_POWER_CUT);
    int64_t base = db_number(store, 0,
        "SELECT count(*) FROM room_present WHERE meeting = ? AND (door = 1 OR hand <> 0 OR line > ?)", meeting,
        now - held);
    int64_t at_once = db_number(store, 0,
        "SELECT max((SELECT count(*) FROM room_present b WHERE " CUT_LINE(
            "b") " AND b.line BETWEEN a.line AND a.line + ?6)) FROM room_present a WHERE " CUT_LINE("a"),
        meeting, question, now, held, ROOM_SILENT, CUT_WITHIN);
    if (!room_is_cut(at_once, base))
        return db_outcome(store);
    return db_refuse(store, RESULT_REFUSED,
        _("The lines of %d of %d people dropped at once. Nothing is decided until they are back, or %d minutes are over."),
        (int)at_once, (int)base, (int)(held / 60));
}

enum result proposal_people_read(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct room_people *out)
{
    size_t found = 0;
    *out = (struct room_people) { .list = xcalloc(PEOPLE_MOST, sizeof *out->list) };
    enum result result = room_people(store, actor, meeting, now, out->list, PEOPLE_MOST, &found);
    for (size_t i = 0; i < found; i++)
        if (out->list[i].way != ROOM_AWAY)
            out->list[out->count++] = out->list[i];
    return result;
}

void proposal_people_free(struct room_people *people)
{
    free(people->list);
    *people = (struct room_people) { 0 };
}

const struct room_person *proposal_people_find(const struct room_people *people, int64_t member)
{
    for (size_t i = 0; i < people->count; i++)
        if (people->list[i].member == member)
            return &people->list[i];
    return NULL;
}

enum result proposal_wake(struct store *store, int64_t meeting)
{
    room_hint(store, meeting);
    return db_outcome(store);
}

static enum result tell(struct store *store, const struct actor *actor, const struct proposal_row *row,
    enum room_event event, int64_t member, int64_t number, int64_t question, int64_t now)
{
    struct room_row room;
    if (row->waits) /* nobody talks about it yet */
        return RESULT_OK;
    enum result result = room_row_get(store, actor, row->meeting, now, &room);
    char *title = proposal_title(store, row->id);
    if (result == RESULT_OK)
        result = room_tell(store, &room, event, member, number, title, now);
    free(title);
    if (result == RESULT_OK)
        result = room_set_question(store, row->meeting, row->id, question);
    room_hint(store, row->meeting);
    return result;
}

enum result proposal_tell(struct store *store, const struct actor *actor, const struct proposal_row *row,
    enum room_event event, int64_t number, int64_t question, int64_t now)
{
    return tell(store, actor, row, event, actor->member, number, question, now);
}

enum result proposal_tell_of_house(
    struct store *store, const struct actor *actor, const struct proposal_row *row, enum room_event event, int64_t now)
{
    int64_t question = db_number(
        store, 0, "SELECT test FROM room WHERE meeting = ? AND item = ? AND closed = 0", row->meeting, row->item);
    bool is_before_the_room = db_number(store, 0, "SELECT 1 FROM room WHERE meeting = ? AND item = ? AND closed = 0",
                                  row->meeting, row->item) == 1;
    return is_before_the_room ? tell(store, actor, row, event, 0, row->id, question, now) : db_outcome(store);
}

void proposal_gone(struct store *store, int64_t meeting, int64_t proposal)
{
    if (db_number(store, 0, "SELECT proposal FROM room WHERE meeting = ?", meeting) == proposal)
        room_set_question(store, meeting, 0, 0);
    room_hint(store, meeting);
}
