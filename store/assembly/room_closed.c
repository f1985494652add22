/* room_closed.c: what else begins with an item, and ends with it and with the meeting: questions, proposals, votes,
 * minutes.
 * RULES 4.5, 4.8.
 *
 * Inside the write of room_begin_item(), room_end_item() and room_close(). An item whose question is open does not end:
 * close it first. When the house closes a room that was forgotten, change->actor is NULL. */
#include <stdlib.h>

#include "store/assembly/proposal_row.h"
#include "store/assembly/room_row.h"
#include "store/assembly/vote_row.h"

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
        return store_refuse(change->store, RESULT_CONFLICT, _("The question is put. Close it before the item ends."));
    if (change->actor != NULL && change->row.vote != 0)
        return store_refuse(change->store, RESULT_CONFLICT, _("Vote %lld is open. Close it before the item ends."),
            (long long)change->row.vote);
    (void)item;
    return change->actor != NULL ? room_person_heard(change) : db_outcome(change->store);
}

enum result room_meeting_ends(struct room_change *change)
{
    enum result result = votes_end_with(change->store, change->actor, change->row.meeting.id, change->now);
    if (result != RESULT_OK)
        return result;
    return minutes_write(change->store, change->actor, change->row.meeting.id, change->now);
}
