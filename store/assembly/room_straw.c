/* room_straw.c: a straw poll, which binds nothing. RULES 4.4. */
#include <stdlib.h>

#include "store/assembly/room_row.h"
#include "store/base/limits.h"

enum { YES = 1, NO, UNSURE };

static bool is_asked(const struct room_change *change)
{
    return db_number(change->store, 0, "SELECT straw <> '' FROM room WHERE meeting = ?", change->row.meeting.id) == 1;
}

static enum result ask(struct room_change *change, const char *question)
{
    char *clean = NULL;
    if (is_asked(change))
        return db_refuse(change->store, RESULT_CONFLICT, _("A straw poll is open. End it first: `chair straw end`."));
    enum result result = db_clean_text(change->store, question, true, ROOM_STRAW_MAX, &clean);
    if (result != RESULT_OK)
        return result;
    db_run(change->store, "UPDATE room SET straw = ? WHERE meeting = ?", clean, change->row.meeting.id);
    result = room_tell(change->store, &change->row, ROOM_STRAW_POLL, change->actor->member, 0, clean, change->now);
    free(clean);
    return result;
}

/* The answers themselves are forgotten at once: only the counts stand in the transcript. */
static enum result end(struct room_change *change)
{
    int64_t meeting = change->row.meeting.id;
    if (!is_asked(change))
        return db_refuse(change->store, RESULT_CONFLICT, _("No straw poll is open."));
    db_run(change->store,
        "INSERT INTO room_line (meeting, item, at, kind, event, member, text, yes, no, unsure)"
        " SELECT r.meeting, r.item, ?2, " SQL_ROOM_EVENT ", " SQL_ROOM_STRAW_RESULT ", 0, r.straw,"
        " (SELECT count(*) FROM room_straw s WHERE s.meeting = ?1 AND s.answer = ?3),"
        " (SELECT count(*) FROM room_straw s WHERE s.meeting = ?1 AND s.answer = ?4),"
        " (SELECT count(*) FROM room_straw s WHERE s.meeting = ?1 AND s.answer = ?5) FROM room r WHERE r.meeting = ?1",
        meeting, change->now, (int64_t)YES, (int64_t)NO, (int64_t)UNSURE);
    db_run(change->store, "DELETE FROM room_straw WHERE meeting = ?", meeting);
    return db_run(change->store, "UPDATE room SET straw = '' WHERE meeting = ?", meeting);
}

static enum result poll(struct room_change *change, const struct room_form *form)
{
    return form->text != NULL ? ask(change, form->text) : end(change);
}

enum result room_straw_poll(
    struct store *store, const struct actor *actor, int64_t meeting, const char *question, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, poll, &(struct room_form) { .text = question });
}

static enum result answer(struct room_change *change, const struct room_form *form)
{
    if (form->number < YES || form->number > UNSURE)
        return db_refuse(change->store, RESULT_INVALID, _("An answer is yes, no or unsure."));
    if (!is_asked(change))
        return db_refuse(change->store, RESULT_CONFLICT, _("No straw poll is open."));
    enum result result = limit_take(change->store, change->actor->member, LIMIT_ROOM, change->now);
    return result == RESULT_OK ? db_run(change->store,
                                     "INSERT INTO room_straw (meeting, member, answer) VALUES (?, ?, ?)"
                                     " ON CONFLICT DO UPDATE SET answer = excluded.answer",
                                     change->row.meeting.id, change->actor->member, form->number)
                               : result;
}

enum result room_straw(struct store *store, const struct actor *actor, int64_t meeting, int answer_given, int64_t now)
{
    return room_write(
        store, actor, meeting, now, ROOM_NEEDS_PRESENT, answer, &(struct room_form) { .number = answer_given });
}
