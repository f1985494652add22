/* room_adjourn.c: after a power cut the chair adjourns the meeting, once, for up to seven days; it goes on at the same
 * item. RULES 1.7.
 *
 * Its beginning is that later hour from then on, so that lists, home and the hour from which it may be opened need no
 * rule of their own. Nothing is decided meanwhile: what was asked is asked anew. Whoever waited to speak keeps her
 * place. Nobody is present any more; the numbers of active members and homes stay as they were frozen. */
#include "proposals.h"
#include "store/assembly/question.h"
#include "store/assembly/room_row.h"
#include "store/assembly/vote_row.h"
#include "when.h"

static enum result check_adjourn(const struct room_change *change, int64_t until)
{
    struct store *store = change->store;
    const struct room_row *row = &change->row;
    if (row->adjourned != 0)
        return db_refuse(store, RESULT_REFUSED,
            _("A meeting is adjourned once, and this one was. Go on when enough are back (`chair resume`), or close it: what is left comes on the next agenda."));
    if (!room_row_is_cut(store, row))
        return db_refuse(store, RESULT_REFUSED,
            _("A meeting is adjourned only when the power failed, and many lines dropped at once. `chair break` makes a break; `chair park` puts the item on the next agenda; `chair close` ends the meeting."));
    if (until <= change->now)
        return db_refuse(
            store, RESULT_INVALID, _("That is over already. Name a time to come: `chair adjourn tomorrow 17:00`."));
    if (until > change->now + ROOM_ADJOURN_MOST)
        return db_refuse(store, RESULT_INVALID, _("A meeting is adjourned for %d days at most. Name an earlier time."),
            ROOM_ADJOURN_MOST / 86400);
    return meeting_check_overlap(store, row->meeting.unit, row->meeting.id, until, row->meeting.minutes, change->now);
}

/* Nobody is there any more. Who was stays in the minutes. */
static void send_home(struct store *store, int64_t meeting)
{
    db_run(store,
        "UPDATE room_present SET line = 0, door = 0, hand = 0, digits = x'', tries = 0, seat = 0, table_seen = 0,"
        " willing = 0, urgent = 0, team = 0, reports = 0 WHERE meeting = ?",
        meeting);
    db_run(store, "DELETE FROM room_tick WHERE meeting = ?", meeting);
    db_run(store, "DELETE FROM room_straw WHERE meeting = ?", meeting);
}

/* Whoever has the turn keeps her place, and the words that she wrote. */
static enum result end_turn(struct room_change *change)
{
    const struct speakers_turn *turn = &room_order_of(change)->turn;
    if (turn->act != SPEAKERS_NO_ACT)
        room_act(change, ACT_HOLD, turn->member, 0);
    return room_turn_changed(change, 0, 0);
}

static int64_t time_left(const struct room_row *row)
{
    int64_t left = room_ends(row) - row->paused;
    return left > 0 ? left : 0;
}

static enum result adjourn(struct room_change *change, const struct room_form *form)
{
    struct store *store = change->store;
    const struct room_row *row = &change->row;
    int64_t meeting = row->meeting.id, until = form->number;
    enum result result = check_adjourn(change, until);
    if (result == RESULT_OK)
        result = room_refuse_groups(change);
    if (result == RESULT_OK)
        result = votes_end_with(store, change->actor, meeting, change->now);
    if (result == RESULT_OK)
        result = end_turn(change);
    if (result != RESULT_OK)
        return result;
    bool of_a_stop =
        db_number(store, 0, "SELECT 1 FROM question WHERE proposal = ? AND closed = 0 AND kind = " SQL_QUESTION_STOP,
            row->proposal) == 1;
    questions_end_with(store, meeting, PROPOSAL_OPEN, change->now);
    if (of_a_stop) /* whether it stands was asked, and nothing came of that */
        proposal_set_state(store, row->proposal, PROPOSAL_STOPPED, change->now);
    room_tell(store, row, ROOM_ADJOURNED_UNTIL, change->actor->member, until, NULL, change->now);
    db_run(store,
        "UPDATE room SET adjourned = ?1, time_left = ?2, chair = 0, notes = 0, lent = 0, lot_from = 0, mood = 0,"
        " straw = '', urgent = '', urgent_by = 0, test = 0, readers = 0 WHERE meeting = ?3",
        change->now, time_left(row), meeting);
    send_home(store, meeting);
    db_run(store, "UPDATE meeting SET starts = ? WHERE id = ?", until, meeting);
    result = meeting_needs_move(store, meeting, until, row->meeting.minutes, change->actor->member, change->now);
    return result == RESULT_OK
               ? meeting_book(store, change->actor, row->meeting.unit, LEDGER_ROOM_ADJOURNED, meeting, change->now)
               : result;
}

enum result room_adjourn(struct store *store, const struct actor *actor, int64_t meeting, int64_t until, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, adjourn, &(struct room_form) { .number = until });
}
