#include "tests/screens/room_stage.h"

#include "store/base/db.h"

/* As must(), with the reason. */
#define must_in(stage, call)                                                                                           \
    do {                                                                                                               \
        if ((call) != RESULT_OK)                                                                                       \
            fail_msg("%s: %s", #call, store_reason((stage)->store));                                                   \
    } while (0)

static int64_t item(struct stage *stage, int64_t meeting, const char *title, const char *details, enum item_wants wants,
    enum item_about about, int minutes)
{
    const struct item_new form = {
        .meeting = meeting, .title = title, .details = details, .wants = wants, .about = about, .minutes = minutes
    };
    int64_t id;
    must_in(stage, meeting_item_add(stage->store, &stage->thandi, &form, NOW - 4 * DAY, &id));
    return id;
}

static void call(struct stage *stage, struct room_stage *room)
{
    struct member_new fifth = { .handle = "bongi", .home = "B 9" };
    struct store *store = stage->store;
    int64_t id;
    must_in(stage, member_add(store, &stage->operator, & fifth, NOW - 30 * DAY, &id));
    must_in(stage, actor_for(store, ACTOR_MEMBER, "bongi", &room->bongi));
    must_in(stage, db_run(store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = 1", NOW - 20 * DAY));
    must_in(stage,
        db_run(store, "INSERT OR IGNORE INTO presence (member, there, seen) SELECT id, 0, ? FROM member", NOW - DAY));
    must_in(stage, seat_give(store, &(const struct actor) { .kind = ACTOR_CARETAKER }, 1, "facilitator",
                       stage->lerato.member, NOW + 30 * DAY, NOW - 10 * DAY));
    must_in(stage, meeting_call(store, &stage->lerato,
                       &(struct meeting_new) { .starts = NOW - 22 * MINUTE, .place = "the corner yard" }, NOW - 5 * DAY,
                       &room->meeting));
    room->light = item(stage, room->meeting, "The street light at the corner", "", ITEM_REPORT, ITEM_THINGS, 10);
    room->pipe = item(stage, room->meeting, "The burst pipe", "What do we do about the pipe this week?", ITEM_DECIDE,
        ITEM_THINGS, 25);
    room->key = item(stage, room->meeting, "Who keeps the key of the yard", "", ITEM_CHOOSE, ITEM_TASKS, 10);
}

static void are_there(struct stage *stage, const struct room_stage *room, bool thandi, int64_t at)
{
    const struct actor *all[] = { &stage->sipho, &stage->nomsa, &room->bongi, &stage->lerato, &stage->thandi };
    for (int i = 0; i < (thandi ? 5 : 4); i++)
        must_in(stage, room_enter(stage->store, all[i], room->meeting, at));
}

void room_stage_says(
    struct stage *stage, const struct room_stage *room, const struct actor *who, const char *words, int64_t at)
{
    int64_t line;
    must_in(stage, room_raise(stage->store, who, room->meeting, at));
    must_in(stage, room_next(stage->store, &stage->lerato, room->meeting, at));
    must_in(stage, room_say(stage->store, who, room->meeting, words, at, &line));
}

static void first_item(struct stage *stage, const struct room_stage *room, bool thandi)
{
    must_in(stage, room_begin_item(stage->store, &stage->lerato, room->meeting, room->light, NOW - 22 * MINUTE));
    room_stage_says(
        stage, room, &stage->sipho, "The city answered: in six weeks. I read you the letter.", NOW - 20 * MINUTE);
    are_there(stage, room, thandi, NOW - 15 * MINUTE);
    must_in(stage, room_end_item(stage->store, &stage->lerato, room->meeting, false, NOW - 12 * MINUTE));
}

static void second_item(struct stage *stage, const struct room_stage *room, bool thandi)
{
    must_in(stage, room_begin_item(stage->store, &stage->lerato, room->meeting, room->pipe, NOW - 12 * MINUTE));
    room_stage_says(stage, room, &stage->sipho, "The city has had our letter for nineteen days.", NOW - 11 * MINUTE);
    room_stage_says(
        stage, room, &stage->nomsa, "I carry eleven buckets a day. My knees are finished.", NOW - 9 * MINUTE);
    room_stage_says(stage, room, &room->bongi,
        "My baby's formula needs clean water. Who comes to the ward office with me on Tuesday?", NOW - 7 * MINUTE);
    are_there(stage, room, thandi, NOW - 7 * MINUTE);
    must_in(stage, room_signal(stage->store, &stage->sipho, room->meeting, ROOM_AGREE, true, NOW - 6 * MINUTE));
    must_in(stage, room_signal(stage->store, &stage->lerato, room->meeting, ROOM_SLOWER, true, NOW - 6 * MINUTE));
    must_in(stage, room_raise(stage->store, &stage->sipho, room->meeting, NOW - 6 * MINUTE));
    must_in(stage, room_raise(stage->store, &stage->nomsa, room->meeting, NOW - 5 * MINUTE));
}

static void put_and_count(struct stage *stage, const struct room_stage *room, bool thandi)
{
    must_in(stage, position_take(stage->store, &stage->sipho, room->proposal, POSITION_YES, NULL, false, NOW - MINUTE));
    must_in(stage, position_take(stage->store, &stage->nomsa, room->proposal, POSITION_YES, NULL, false, NOW - MINUTE));
    must_in(stage, position_take(stage->store, &room->bongi, room->proposal, POSITION_BUT,
                       "Not all of us can miss work.", false, NOW - MINUTE));
    must_in(
        stage, position_take(stage->store, &stage->lerato, room->proposal, POSITION_YES, NULL, false, NOW - MINUTE));
    if (thandi)
        must_in(stage,
            position_take(stage->store, &stage->thandi, room->proposal, POSITION_YES, NULL, false, NOW - MINUTE));
    must_in(stage, proposal_test_close(stage->store, &stage->lerato, room->proposal, NOW - MINUTE));
}

void room_stage_make(struct stage *stage, struct room_stage *room, enum room_stage_at at, bool thandi)
{
    struct store *store = stage->store;
    *room = (struct room_stage) { 0 };
    call(stage, room);
    if (at == ROOM_STAGE_CALLED)
        return;
    must_in(stage, room_open(store, &stage->lerato, room->meeting, NOW - 24 * MINUTE));
    are_there(stage, room, thandi, NOW - 23 * MINUTE);
    first_item(stage, room, thandi);
    second_item(stage, room, thandi);
    are_there(stage, room, thandi, NOW - 5 * MINUTE);
    if (at >= ROOM_STAGE_PROPOSED)
        must_in(stage,
            proposal_make(store, &stage->nomsa, room->meeting, "To the ward office on Tuesday",
                "On Tuesday at nine, ten of us go to the ward office with our photographs and stay until a date for the "
                "pipe is written down. Nomsa carries it.",
                NOW - 4 * MINUTE, &room->proposal));
    if (at >= ROOM_STAGE_PUT)
        must_in(stage, proposal_test_open(store, &stage->lerato, room->proposal, NOW - 2 * MINUTE));
    if (at >= ROOM_STAGE_DECIDED)
        put_and_count(stage, room, thandi);
    are_there(stage, room, thandi, NOW - MINUTE);
    if (at >= ROOM_STAGE_OVER) {
        must_in(stage, room_close(store, &stage->lerato, room->meeting, NOW - 30));
        must_in(stage, db_run(store, "DELETE FROM teller")); /* the lot draws others each time */
    }
}

void room_stage_door(struct stage *stage, const struct room_stage *room)
{
    const struct actor *who[] = { &room->bongi, &stage->nomsa };
    bool present;
    for (int i = 0; i < 2; i++) {
        must_in(stage, room_tick(stage->store, &stage->lerato, room->meeting, who[i]->member, NOW - MINUTE, &present));
        must_in(stage, room_tick(stage->store, &stage->sipho, room->meeting, who[i]->member, NOW - MINUTE, &present));
        must_in(stage, room_leave(stage->store, who[i], room->meeting, NOW - MINUTE));
    }
}
