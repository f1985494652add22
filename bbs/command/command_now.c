/* command_now.c: whether a command is useful here and now, for `help`. */
#include "bbs/command/command_table.h"
#include "room.h"

static bool decides(const struct room *room)
{
    return room->item_wants == ITEM_DECIDE || room->item_wants == ITEM_CHOOSE;
}

/* No question is put and no vote is open, so people speak. */
static bool talks(const struct room *room)
{
    return room->item != 0 && room->test == 0 && room->state == ROOM_OPEN;
}

static bool for_chair(enum command_now now, const struct room *room)
{
    bool free = talks(room) && room->vote == 0;
    switch (now) {
    case NOW_CHAIR_BETWEEN:
        return room->item == 0 && room->state == ROOM_OPEN;
    case NOW_CHAIR_CUT:
        return room->may_adjourn;
    case NOW_CHAIR_BREAK:
        return room->state == ROOM_BREAK;
    case NOW_CHAIR_NEXT:
        return talks(room) && room->next[0].act != SPEAKERS_NO_ACT;
    case NOW_CHAIR_PROPOSAL:
        return free && room->proposal != 0 && room->small_until == 0 && !room->by_vote;
    case NOW_CHAIR_QUESTION:
        return room->test != 0;
    case NOW_CHAIR_VOTE:
        return room->vote != 0;
    case NOW_CHAIR_TIED:
        return free && room->tied != 0;
    case NOW_CHAIR_MAY_VOTE:
        return free && decides(room);
    case NOW_CHAIR_POINTS:
        return talks(room) && room->tools.points_heard > 0;
    case NOW_CHAIR_ANGRY:
        return talks(room) && room->tools.angry;
    case NOW_CHAIR_PERSON:
        return room->last_due;
    case NOW_CHAIR_GROUPS:
        return room->tools.grouped != 0;
    case NOW_CHAIR_TALK:
        return talks(room);
    case NOW_CHAIR_MAY_END:
        return free;
    case NOW_CHAIR_ITEM:
        return room->item != 0 && room->state == ROOM_OPEN;
    case NOW_CHAIR_OPEN:
        return room->state == ROOM_OPEN;
    case NOW_CHAIR_ALWAYS:
        return true;
    default:
        return false;
    }
}

static bool in_room(enum command_now now, const struct room *room)
{
    switch (now) {
    case NOW_TURN:
        return room->my_turn;
    case NOW_QUESTION:
        return room->test != 0;
    case NOW_VOTE:
        return room->vote != 0;
    case NOW_SMALL:
        return room->small_until != 0;
    case NOW_MAY_RAISE:
        return talks(room) && !room->my_turn && room->place == 0 && room->waits == SPEAKERS_NO_ACT;
    case NOW_WAITS:
        return room->my_turn || room->place > 0 || room->waits != SPEAKERS_NO_ACT;
    case NOW_TALK:
        return talks(room);
    case NOW_UNSIGNED:
        return talks(room) && room->person == 0;
    case NOW_INTERPRETS:
        return talks(room) && room->interprets;
    case NOW_MAY_MOOD:
        return room->tools.mood == 0;
    case NOW_STRAW:
        return room->straw;
    case NOW_INSTEAD:
        return room->tools.may_instead;
    case NOW_ACT:
        return talks(room) && room->tools.angry && room->tools.gain == 0 && room->tools.stage == ROOM_STAGE_FRIDAY;
    case NOW_COME:
        return room->tools.gain != 0;
    case NOW_URGENT: /* asks for an urgent item, or answers the person who asked for one */
        return room->state == ROOM_OPEN;
    case NOW_GROUP:
        return room->tools.team != 0;
    case NOW_FEELS:
        return room->tools.may_feel;
    case NOW_ENDING:
        return room->tools.ending != 0;
    case NOW_MAY_PROPOSE:
        return talks(room) && decides(room) && room->proposal == 0;
    case NOW_PROPOSAL:
        return room->proposal != 0;
    case NOW_MAY_AMEND:
        return talks(room) && room->proposal != 0;
    case NOW_MAY_CHAIR:
        return room->chair == 0 || room->may_chair;
    case NOW_EMPTY_CHAIR:
        return room->chair == 0;
    case NOW_MAY_NOTES:
        return room->notes == 0;
    default:
        return now == NOW_RESULTS || now == NOW_READING || now == NOW_IN_ROOM;
    }
}

bool command_now_is(enum command_now now, const struct actor *actor, const struct room *room)
{
    if (now == NOW_AT_TABLE)
        return actor->kind == ACTOR_TABLE;
    if (room == NULL)
        return now == NOW_OUTSIDE;
    if (now >= NOW_CHAIR_FIRST && now < NOW_CHAIR_END)
        return room->is_chair && for_chair(now, room);
    if (now == NOW_TO_READ)
        return true;
    if (room->is_observer) /* she reads the results of votes, and does not vote */
        return now == NOW_RESULTS || now == NOW_READING || (now == NOW_PROPOSAL && in_room(now, room));
    if (actor->kind == ACTOR_TABLE) /* who sits there acts with `act` */
        return (now == NOW_PROPOSAL || now == NOW_VOTE) && in_room(now, room);
    return in_room(now, room);
}
