/* room_ending.c: how the room feels, and the end of a meeting: thanks, and what becomes of "did you not dare?". RULES
 * 4.4. */
#include <stdlib.h>

#include "room_tools.h"
#include "store/assembly/room_row.h"
#include "store/base/limits.h"

/* --- the mood --- */

static enum result watch_mood(struct room_change *change, const struct room_form *form)
{
    struct store *store = change->store;
    const struct room_row *row = &change->row;
    int64_t her = change->actor->member;
    bool hers = row->mood == her;
    if (hers == form->on)
        return db_refuse(
            store, RESULT_CONFLICT, hers ? _("You watch the mood already.") : _("You do not watch the mood."));
    if (!hers && row->mood != 0 && room_way_of(store, row->meeting.id, row->mood, change->now) != ROOM_AWAY)
        return db_refuse(store, RESULT_CONFLICT, _("Somebody watches the mood, and is here."));
    db_run(store, "UPDATE room SET mood = ? WHERE meeting = ?", form->on ? her : (int64_t)0, row->meeting.id);
    return form->on ? room_tell(store, row, ROOM_MOOD_WATCHED, her, 0, NULL, change->now) : db_outcome(store);
}

enum result room_watch_mood(struct store *store, const struct actor *actor, int64_t meeting, bool on, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_PRESENT, watch_mood, &(struct room_form) { .on = on });
}

static enum result feels(struct room_change *change, const struct room_form *form)
{
    char *clean = NULL;
    int64_t line;
    const struct room_row *row = &change->row;
    if (row->mood != change->actor->member)
        return db_refuse(
            change->store, RESULT_REFUSED, _("Only the mood watcher can do that. `mood watch` makes you one."));
    enum result result = room_require_item(change);
    if (result == RESULT_OK && row->mood_item == row->item)
        result = db_refuse(change->store, RESULT_CONFLICT, _("How the room feels is said once on each item."));
    if (result == RESULT_OK)
        result = db_clean_text(change->store, form->text, true, ROOM_FEELS_MAX, &clean);
    if (result == RESULT_OK)
        result = room_keep_line(change, ROOM_FEELS, 0, clean, &line);
    free(clean);
    return result == RESULT_OK
               ? db_run(change->store, "UPDATE room SET mood_item = item WHERE meeting = ?", row->meeting.id)
               : result;
}

enum result room_feels(struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_PRESENT, feels, &(struct room_form) { .text = text });
}

/* --- the last two questions --- */

const char *room_dared_words(enum room_dared dared)
{
    static const char *const words[] = { [ROOM_DARED_NOT_ASKED] = "",
        [ROOM_DARED_NOBODY] = N_("nobody"),
        [ROOM_DARED_SOME] = N_("some"),
        [ROOM_DARED_MANY] = N_("many"),
        [ROOM_DARED_ON_AGENDA] = N_("many") };
    return words[dared][0] != '\0' ? _(words[dared]) : "";
}

static enum result last_questions(struct room_change *change, const struct room_form *form)
{
    (void)form;
    const struct room_row *row = &change->row;
    if (row->item != 0)
        return db_refuse(change->store, RESULT_CONFLICT, _("An item is open. End it, or park it, first."));
    if (row->ending != 0)
        return db_refuse(change->store, RESULT_CONFLICT, _("Both questions are asked already."));
    db_run(change->store, "UPDATE room SET ending = ? WHERE meeting = ?", change->now, row->meeting.id);
    return room_tell(change->store, row, ROOM_LAST_QUESTIONS, change->actor->member, 0, NULL, change->now);
}

enum result room_last_questions(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, last_questions, &(struct room_form) { 0 });
}

static enum result require_ending(const struct room_change *change)
{
    return change->row.ending != 0
               ? RESULT_OK
               : db_refuse(change->store, RESULT_REFUSED, _("That is asked at the end of the meeting."));
}

static enum result thank(struct room_change *change, const struct room_form *form)
{
    char *clean = NULL;
    int64_t line, meeting = change->row.meeting.id;
    enum result result = require_ending(change);
    if (result == RESULT_OK)
        result = limit_take(change->store, change->actor->member, LIMIT_ROOM, change->now);
    if (result == RESULT_OK && db_number(change->store, 0,
                                   "SELECT count(*) FROM room_line WHERE meeting = ? AND member = ?"
                                   " AND kind = " SQL_ROOM_THANKS,
                                   meeting, change->actor->member) >= ROOM_THANKS_OF_ONE)
        result = db_refuse(change->store, RESULT_REFUSED, _("%d times is enough for one meeting."), ROOM_THANKS_OF_ONE);
    if (result == RESULT_OK)
        result = db_clean_text(change->store, form->text, false, ROOM_THANKS_MAX, &clean);
    if (result == RESULT_OK)
        result = room_keep_line(change, ROOM_THANKS, 0, clean, &line);
    free(clean);
    return result;
}

enum result room_thank(struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_PRESENT, thank, &(struct room_form) { .text = text });
}

/* --- the closing --- */

enum result room_count_end(struct room_change *change)
{
    return db_run(change->store,
        "UPDATE room SET urgent = '', lot_from = 0, lent = 0, mood = 0, groups = 0, unsigned_due = -1,"
        " spoke = (SELECT count(DISTINCT member) FROM room_line l WHERE l.meeting = room.meeting AND l.member > 0"
        " AND l.kind IN (" SQL_ROOM_TURN ", " SQL_ROOM_SENTENCE ", " SQL_ROOM_ANSWER ")) WHERE meeting = ?",
        change->row.meeting.id);
}
