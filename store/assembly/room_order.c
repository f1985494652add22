/* room_order.c: the acts of the order of speakers, kept in their order and played again. RULES 4.2. */
#include <stdlib.h>

#include "store/assembly/room_row.h"

struct room_order {
    int64_t meeting, last; /* last: the newest act that was played */
    bool unsure;           /* it was read inside a write that may have been rolled back since */
    struct speakers speakers;
    int64_t drawn[SPEAKERS_MOST]; /* of a go-round that has not begun */
    size_t drawn_count;
};

static enum speakers_result begin_round(struct room_order *order)
{
    enum speakers_result result = speakers_go_round(&order->speakers, order->drawn, order->drawn_count);
    order->drawn_count = 0;
    return result;
}

static enum speakers_result draw(struct room_order *order, int64_t member)
{
    if (order->drawn_count == SPEAKERS_MOST)
        return SPEAKERS_FULL;
    order->drawn[order->drawn_count++] = member;
    return SPEAKERS_OK;
}

static enum speakers_result play(
    struct room_order *order, enum room_act act, int64_t member, int64_t number, int64_t at)
{
    struct speakers *speakers = &order->speakers;
    switch (act) {
    case ACT_RAISE:
        return speakers_raise(speakers, member, at);
    case ACT_LOWER:
        return speakers_lower(speakers, member, (enum speakers_act)number);
    case ACT_POINT:
        return speakers_point(speakers, member, (enum speakers_point_kind)number);
    case ACT_MOVE:
        return speakers_move(speakers, member, (enum speakers_reason)number);
    case ACT_WRONG:
        return speakers_wrong_appeal(speakers, member);
    case ACT_TOGETHER:
        return speakers_take_together(speakers);
    case ACT_NAME:
        return speakers_name(speakers, member);
    case ACT_ANSWER:
        return speakers_let_answer(speakers, member);
    case ACT_DRAWN:
        return draw(order, member);
    case ACT_ROUND:
        return begin_round(order);
    case ACT_GIVE:
        return speakers_give(speakers, NULL);
    case ACT_SPOKE:
        return speakers_spoke(speakers);
    case ACT_ITEM:
        speakers_item(speakers);
        break;
    case ACT_HOLD:
        speakers_hold(speakers, member);
        break;
    case ACT_BACK:
        speakers_back(speakers, member);
        break;
    case ACT_LEAVE:
        speakers_leave(speakers, member);
        break;
    case ACT_CONCERNS:
        return speakers_concerns(speakers, member);
    case ACT_LAST:
        return speakers_call_last(speakers);
    }
    return SPEAKERS_OK;
}

/* A meeting is read by one session at a time for long, so one order is kept a connection. */
static struct room_order *kept_order(struct store *store, int64_t meeting)
{
    if (store->room_order == NULL)
        store->room_order = xcalloc(1, sizeof *store->room_order);
    if (store->room_order->meeting != meeting || store->room_order->unsure) {
        *store->room_order = (struct room_order) { .meeting = meeting };
        speakers_open(&store->room_order->speakers,
            (int)db_number(store, SPEAKERS_LETTERS,
                "SELECT " SQL_NUMBER_TURN("g.unit") " FROM meeting g WHERE g.id = ?", meeting));
    }
    return store->room_order;
}

/* `sure`: so many transactions may be open around it; no act was added in them. */
static struct room_order *read_order(struct store *store, int64_t meeting, int sure)
{
    struct room_order *order = kept_order(store, meeting);
    order->unsure = store->depth > sure;
    sqlite3_stmt *row =
        db_query(store, "SELECT id, kind, member, number, at FROM room_act WHERE meeting = ? AND id > ? ORDER BY id",
            meeting, order->last);
    while (db_step(store, row)) {
        play(order, (enum room_act)sqlite3_column_int(row, 1), sqlite3_column_int64(row, 2),
            sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4));
        order->last = sqlite3_column_int64(row, 0);
    }
    db_done(store, row);
    return order;
}

const struct speakers *room_speakers(struct store *store, int64_t meeting)
{
    return &read_order(store, meeting, 0)->speakers;
}

struct room_order *room_order_copy(struct store *store, int64_t meeting)
{
    struct room_order *copy = xcalloc(1, sizeof *copy);
    *copy = *read_order(store, meeting, 1); /* a write begins with it */
    return copy;
}

const struct speakers *room_order_of(const struct room_change *change)
{
    return &change->order->speakers;
}

enum speakers_result room_act(struct room_change *change, enum room_act act, int64_t member, int64_t number)
{
    enum speakers_result result = play(change->order, act, member, number, change->now);
    if (result == SPEAKERS_OK)
        db_run(change->store, "INSERT INTO room_act (meeting, kind, member, number, at) VALUES (?, ?, ?, ?, ?)",
            change->row.meeting.id, act, member, number, change->now);
    return result;
}

enum result room_ordered(const struct room_change *change, enum speakers_result result)
{
    static const struct {
        enum result result;
        const char *sentence;
    } refusals[] = {
        [SPEAKERS_ALREADY] = { RESULT_CONFLICT,
            N_("That hand or word waits already, or has the turn now. It can be taken back.") },
        [SPEAKERS_NOT_WAITING] = { RESULT_CONFLICT, N_("That does not wait: nothing has to be taken back.") },
        [SPEAKERS_NOBODY] = { RESULT_CONFLICT, N_("Nobody waits. Ask who wants to speak.") },
        [SPEAKERS_ONCE_AN_ITEM] = { RESULT_REFUSED, N_("Each person can do that once on each item.") },
        [SPEAKERS_NO_MORE] = { RESULT_REFUSED,
            N_("After a wrong appeal to a rule no further one is possible in this meeting. A raised hand still goes.") },
        [SPEAKERS_NO_APPEAL] = { RESULT_REFUSED, N_("They did not appeal to a rule on this item.") },
        [SPEAKERS_SINGLY] = { RESULT_REFUSED, N_("The first three points on an item are heard singly.") },
        [SPEAKERS_NOT_NAMED] = { RESULT_REFUSED, N_("Nobody asked or named them since the last turn began.") },
        [SPEAKERS_NO_REASON] = { RESULT_INVALID,
            N_("A move has one of five reasons: new, answer, harm, early, other.") },
        [SPEAKERS_NO_LAST_WORD] = { RESULT_REFUSED, N_("Nobody has a last word to say now.") },
        [SPEAKERS_FULL] = { RESULT_REFUSED, N_("More people than one list of speakers holds.") },
    };
    if (result == SPEAKERS_OK)
        return db_outcome(change->store);
    return db_refuse(change->store, refusals[result].result, "%s", _(refusals[result].sentence));
}
