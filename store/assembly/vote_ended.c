/* vote_ended.c: a vote ends without a count: its meeting closed before, or too few voted secretly. RULES 1.7, 4.6. */
#include "store/assembly/proposal_row.h"
#include "store/assembly/room_row.h"
#include "store/assembly/vote_row.h"

void vote_leave_room(struct store *store, const struct vote_row *row)
{
    if (row->days) {
        meeting_hint(store);
        return;
    }
    db_run(store, "UPDATE room SET vote = 0 WHERE meeting = ? AND vote = ?", row->meeting, row->id);
    room_hint(store, row->meeting);
}

/* Nobody ever sees what was said in it. */
enum result vote_end_without(
    struct store *store, const struct actor *actor, const struct vote_row *row, enum vote_state state, int64_t now)
{
    char numbers[60];
    db_run(store, "UPDATE vote SET state = ?, closed = ? WHERE id = ?", state, now, row->id);
    db_run(store, "UPDATE vote_voter SET paper = '', ballot = '' WHERE vote = ?", row->id);
    vote_leave_room(store, row);
    snprintf(numbers, sizeof numbers, "{\"state\":\"%s\"}", vote_state_name(state));
    return proposal_book(store, actor, row->unit, LEDGER_VOTE_CLOSED, row->id, numbers, now);
}

enum result votes_end_with(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    struct vote_row row;
    enum result result = RESULT_OK;
    int64_t vote;
    if (actor != NULL &&
        db_number(
            store, 0, "SELECT 1 FROM vote WHERE meeting = ? AND days = 0 AND state = " SQL_VOTE_COUNTING, meeting) != 0)
        return db_refuse(store, RESULT_BUSY, _("The house counts a secret vote. Try again in a moment."));
    while (result == RESULT_OK &&
           (vote = db_number(store, 0,
                "SELECT id FROM vote WHERE meeting = ? AND days = 0 AND state IN (" SQL_VOTE_OPEN ", " SQL_VOTE_PREPARED
                ", " SQL_VOTE_COUNTING ") LIMIT 1",
                meeting)) != 0 &&
           vote_row_read(store, vote, &row))
        result = vote_end_without(store, actor, &row, VOTE_ENDED, now);
    return result == RESULT_OK ? db_outcome(store) : result;
}
