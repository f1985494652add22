/* room_closed.c: what else begins with an item, and ends with it and with the meeting: questions, proposals, votes,
 * minutes.
 * RULES 4.5, 4.8.
 *
 * Inside the write of room_begin_item(), room_end_item() and room_close(). An item whose question is open does not end:
 * close it first. When the house closes a room that was forgotten, change->actor is NULL. */
#include <stdlib.h>

#include "store/assembly/proposal_row.h"
#include "store/assembly/room_lot.h"
#include "store/assembly/room_row.h"
#include "store/assembly/vote_row.h"
#include "store/care/tellers.h"

/* A proposal that was written for it, or comes back to it, is before the room at once. */
enum result room_item_begins(struct room_change *change, int64_t item)
{
    struct store *store = change->store;
    int64_t proposal = proposal_of_item(store, item);
    enum result result = room_person_settle(change);
    if (result != RESULT_OK)
        return result;
    if (proposal == 0)
        return db_outcome(store);
    char *title = proposal_title(store, proposal);
    room_tell(store, &change->row, ROOM_PROPOSAL_COMES, 0, proposal, title, change->now);
    free(title);
    return room_set_question(store, change->row.meeting.id, proposal, 0);
}

enum result room_item_ends(struct room_change *change, int64_t item)
{
    if (change->actor != NULL && proposal_question_is_open(change->store, change->row.meeting.id))
        return db_refuse(change->store, RESULT_CONFLICT, _("The question is put. Close it before the item ends."));
    if (change->actor != NULL && change->row.vote != 0)
        return db_refuse(change->store, RESULT_CONFLICT, _("Vote %lld is open. Close it before the item ends."),
            (long long)change->row.vote);
    (void)item;
    return change->actor != NULL ? room_person_heard(change) : db_outcome(change->store);
}

enum { TELL_POOL_MOST = 4000 };

/* RULES 8.3: three of those who were there themselves tell whoever chaired, alone. With fewer than three nobody is
 * asked: she would know who said what. */
static enum result ask_tellers(struct room_change *change)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id, *pool = xcalloc(TELL_POOL_MOST, sizeof *pool);
    size_t count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT p.member FROM room_present p JOIN member m ON m.id = p.member WHERE p.meeting = ?1 AND p.hand = 0 AND"
        " (p.line > 0 OR p.door = 1) AND p.member <> ?2 AND m.gone = 0 ORDER BY p.member",
        meeting, change->row.chair);
    while (change->row.chair != 0 && count < TELL_POOL_MOST && db_step(store, row))
        pool[count++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
    enum result result = db_outcome(store);
    if (result == RESULT_OK && count >= TELLERS)
        result = room_lot(store, change->row.meeting.unit, meeting, pool, count, TELLERS, change->now);
    if (result == RESULT_OK && count >= TELLERS)
        tellers_ask(store, meeting, change->row.chair, pool, TELLERS, change->now);
    free(pool);
    return result;
}

enum result room_meeting_ends(struct room_change *change)
{
    enum result result = votes_end_with(change->store, change->actor, change->row.meeting.id, change->now);
    if (result != RESULT_OK)
        return result;
    if ((result = ask_tellers(change)) != RESULT_OK)
        return result;
    return minutes_write(change->store, change->actor, change->row.meeting.id, change->now);
}
