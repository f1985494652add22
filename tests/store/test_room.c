/* test_room.c: a meeting while it is held (RULES 1.7, 1.8, 4.1 to 4.4). Its tables read like minutes. */
#include "room_tools.h"

#include "tests/store/assembly.h"

#include "caucus.h"
#include "hand.h"
#include "tests/store/files.h"
#include "units.h"
#include "visits.h"
#include "workplace.h"

/* --- opening --- */

static void a_facilitator_opens_it_half_an_hour_before(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct meeting meeting;
    REFUSED(held, room_open(store, &held->of[DAN], held->meeting, SUNDAY - ROOM_EARLY - 1), "too early");
    REFUSED(held, room_open(store, &held->of[FINN], held->meeting, SUNDAY - 1), "if none did");
    assert_false(seen(held, FINN, SUNDAY - 1).may_open);
    assert_true(seen(held, FINN, SUNDAY).may_open);
    assert_true(seen(held, EVA, SUNDAY - ROOM_EARLY).may_open);
    REFUSED(held, room_open(store, &held->gogo, held->meeting, SUNDAY), "Only a member");
    assert_int_equal(room_open(store, &held->street.cora, held->meeting, SUNDAY), RESULT_NOT_FOUND);
    assert_int_equal(room_open(store, &held->street.guest, held->meeting, SUNDAY), RESULT_REFUSED);
    assert_int_equal(room_open(store, &held->street.operator, held->meeting, SUNDAY), RESULT_REFUSED);
    must(room_open(store, &held->of[DAN], held->meeting, SUNDAY - ROOM_EARLY));
    struct room room = seen(held, DAN, SUNDAY - ROOM_EARLY);
    assert_int_equal(room.state, ROOM_OPEN);
    assert_true(room.is_chair);
    assert_string_equal(room.chair_handle, "dan");
    assert_int_equal(room.present, 1);
    CONFLICT(held, room_open(store, &held->of[EVA], held->meeting, SUNDAY), "open already");
    assert_int_equal(room_open_here(store, &held->of[EVA], SUNDAY), held->meeting);
    assert_int_equal(room_open_here(store, &held->street.cora, SUNDAY), 0);
    /* It goes on past its time until it is closed; before its hour nobody moves it any more. */
    assert_int_equal(meeting_withdraw(store, &held->of[DAN], held->meeting, SUNDAY - 60), RESULT_REFUSED);
    must(meeting_get(store, &held->of[GIL], held->meeting, SUNDAY + 3 * HOUR, &meeting));
    assert_int_equal(meeting.state, MEETING_CALLED);
    assert_true(meeting.opened != 0);
    assert_true(store_tick(store, SUNDAY + 3 * HOUR) >= 0);
    assert_int_equal(seen(held, GIL, SUNDAY + 3 * HOUR).state, ROOM_OPEN);
}

static void nobody_has_to_wait_for_a_facilitator(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    must(room_open(store, &held->of[FINN], held->meeting, SUNDAY));
    assert_true(seen(held, FINN, SUNDAY).is_chair);
    enter(held, GIL, SUNDAY);
    CONFLICT(held, room_take_chair(store, &held->of[GIL], held->meeting, SUNDAY), "Somebody has the chair");
    REFUSED(held, room_take_chair(store, &held->of[DAN], held->meeting, SUNDAY), "Come in first");
    enter(held, DAN, SUNDAY);
    assert_true(seen(held, DAN, SUNDAY).may_chair);
    assert_false(seen(held, GIL, SUNDAY).may_chair);
    must(room_take_chair(store, &held->of[DAN], held->meeting, SUNDAY));
    REFUSED(held, room_begin_item(store, &held->of[FINN], held->meeting, 0, SUNDAY), "dan has it");
    CONFLICT(held, room_take_chair(store, &held->of[DAN], held->meeting, SUNDAY), "You have");
    enter(held, EVA, SUNDAY);
    CONFLICT(held, room_take_chair(store, &held->of[EVA], held->meeting, SUNDAY), "A facilitator has");
}

static void a_chair_whose_line_dropped_is_empty(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    OPEN_WITH(held, EVA, GIL);
    int64_t later = SUNDAY + ROOM_DROPPED;
    enter(held, GIL, later - 60);
    assert_false(seen(held, GIL, later - 1).may_chair);
    assert_string_equal(seen(held, GIL, later - 1).chair_handle, "dan");
    assert_true(seen(held, GIL, later).may_chair);
    assert_string_equal(seen(held, GIL, later).chair_handle, "");
    REFUSED(held, room_begin_item(store, &held->of[DAN], held->meeting, 0, later), "which is empty");
    must(room_take_chair(store, &held->of[GIL], held->meeting, later));
    must(room_begin_item(store, &held->of[GIL], held->meeting, 0, later));
    must(room_take_notes(store, &held->of[GIL], held->meeting, later));
    CONFLICT(held, room_take_notes(store, &held->of[GIL], held->meeting, later), "You take");
}

static void whoever_acts_there_is_there(void **state)
{
    struct assembly *held = *state;
    OPEN_WITH(held, GIL);
    must(room_begin_item(held->store, &held->of[DAN], held->meeting, 0, SUNDAY + ROOM_DROPPED - 1));
    must(room_raise(held->store, &held->of[GIL], held->meeting, SUNDAY + ROOM_DROPPED - 1));
    assert_int_equal(seen(held, GIL, SUNDAY + ROOM_DROPPED + 60).present, 2);
    assert_string_equal(seen(held, GIL, SUNDAY + ROOM_DROPPED + 60).chair_handle, "dan");
}

/* --- enough people --- */

static void the_quorum_is_frozen_at_opening_and_shown_live(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    /* Nine members, of eight homes: C 14, D 1 to D 6, C 7. A third of each is three. */
    OPEN_WITH(held, ANN, BEN);
    struct room room = seen(held, ANN, SUNDAY);
    assert_int_equal(room.active, 9);
    assert_int_equal(room.homes, 8);
    assert_int_equal(room.needed, 3);
    assert_int_equal(room.homes_needed, 3);
    assert_int_equal(room.present, 3);
    assert_int_equal(room.homes_present, 2); /* ann and ben are of one home */
    assert_false(room.enough);
    enter(held, GIL, SUNDAY);
    assert_true(seen(held, ANN, SUNDAY).enough);
    live_in(&held->street, 1, "kim", "E 1");
    live_in(&held->street, 1, "lou", "E 2");
    assert_int_equal(seen(held, ANN, SUNDAY).active, 9);
    must(room_leave(store, &held->of[GIL], held->meeting, SUNDAY + 60));
    assert_false(seen(held, ANN, SUNDAY + 60).enough);
}

static void who_was_not_seen_for_a_month_does_not_count_as_active(void **state)
{
    struct assembly *held = *state;
    must(db_run(held->store, "UPDATE member SET joined = ?", SUNDAY - ROOM_ACTIVE - DAY));
    must(db_run(held->store, "DELETE FROM hand_word"));
    must(visit_seen(held->store, &held->of[GIL], 7, VISIT_HERE, SUNDAY - ROOM_ACTIVE + 60));
    must(visit_seen(held->store, &held->of[HOPE], 8, VISIT_HERE, SUNDAY - ROOM_ACTIVE - 60));
    deferred_resend(held->store);
    OPEN_WITH(held, DAN);
    assert_int_equal(seen(held, DAN, SUNDAY).active, 1);
}

static void each_is_present_once_however_she_came(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    bool present = true, gone = true;
    OPEN_WITH(held, ANN, BEN, EVA);
    /* The door: two of two homes, neither herself. */
    must(room_tick(store, &held->street.ann, held->meeting, held->of[IDA].member, SUNDAY, &present));
    assert_false(present);
    must(room_tick(store, &held->street.ben, held->meeting, held->of[IDA].member, SUNDAY, &present));
    assert_false(present); /* of ann's home */
    must(room_tick(store, &held->of[EVA], held->meeting, held->of[IDA].member, SUNDAY, &present));
    assert_true(present);
    REFUSED(
        held, room_tick(store, &held->of[EVA], held->meeting, held->of[EVA].member, SUNDAY, &present), "themselves");
    REFUSED(held, room_tick(store, &held->of[HOPE], held->meeting, held->of[GIL].member, SUNDAY, &present), "Come in");
    assert_int_equal(
        room_tick(store, &held->of[EVA], held->meeting, held->street.cora.member, SUNDAY, &present), RESULT_NOT_FOUND);
    struct room room = seen(held, ANN, SUNDAY);
    assert_int_equal(room.present, 5);
    assert_int_equal(room.by_way[ROOM_DOOR], 1);
    enter(held, IDA, SUNDAY + 60); /* she found a line, too */
    room = seen(held, ANN, SUNDAY + 60);
    assert_int_equal(room.present, 5);
    assert_int_equal(room.by_way[ROOM_DOOR], 0);
    /* By ann's hand. */
    enter(held, GOGO, SUNDAY + 60);
    assert_int_equal(seen(held, ANN, SUNDAY + 60).by_way[ROOM_HAND], 1);
    must(room_leave(store, &held->of[IDA], held->meeting, SUNDAY + 60));
    assert_int_equal(seen(held, ANN, SUNDAY + 60).by_way[ROOM_DOOR], 1);
    /* She goes when both say so. */
    REFUSED(held, room_untick(store, &held->of[DAN], held->meeting, held->of[IDA].member, SUNDAY, &gone),
        "Both who ticked");
    must(room_untick(store, &held->of[EVA], held->meeting, held->of[IDA].member, SUNDAY + 60, &gone));
    assert_false(gone);
    must(room_untick(store, &held->street.ben, held->meeting, held->of[IDA].member, SUNDAY + 60, &gone));
    assert_false(gone);
    must(room_untick(store, &held->street.ann, held->meeting, held->of[IDA].member, SUNDAY + 60, &gone));
    assert_true(gone);
    assert_int_equal(seen(held, ANN, SUNDAY + 60).present, 5); /* dan, ann, ben, eva, gogo */
    /* Who is there by ann's hand is gone when ann is. */
    assert_int_equal(seen(held, ANN, SUNDAY + ROOM_DROPPED + 60).by_way[ROOM_HAND], 0);
}

static void the_door_list_names_all_who_belong(void **state)
{
    struct assembly *held = *state;
    struct room_person people[16];
    size_t count;
    bool present;
    OPEN_WITH(held, ANN);
    must(room_tick(held->store, &held->street.ann, held->meeting, held->of[IDA].member, SUNDAY, &present));
    must(room_people(held->store, &held->street.ann, held->meeting, SUNDAY, people, 16, &count));
    assert_int_equal(count, 9);
    assert_int_equal(people[0].way, ROOM_LINE);
    assert_int_equal(people[1].way, ROOM_LINE);
    assert_int_equal(people[2].way, ROOM_AWAY);
    for (size_t i = 0; i < count; i++)
        assert_true(people[i].ticked_once == (people[i].member == held->of[IDA].member));
    assert_int_equal(
        room_people(held->store, &held->street.cora, held->meeting, SUNDAY, people, 16, &count), RESULT_NOT_FOUND);
}

/* --- items --- */

static void the_chair_takes_one_item_after_the_other(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN];
    OPEN_WITH(held, EVA, GIL);
    must(db_run(store, "INSERT INTO meeting_matters (item, member) VALUES (?, ?)", held->light, held->of[GIL].member));
    assert_int_equal(seen(held, EVA, SUNDAY).next_item, held->light); /* it matters to a home */
    must(room_begin_item(store, dan, held->meeting, 0, SUNDAY));
    struct room room = seen(held, EVA, SUNDAY + 60);
    assert_string_equal(room.item_title, "The street light");
    assert_int_equal(room.item_number, 1);
    assert_int_equal(room.item_count, 2);
    assert_int_equal(room.item_ends, SUNDAY + 10 * MINUTE);
    assert_int_equal(room.counted, 3);
    CONFLICT(held, room_begin_item(store, dan, held->meeting, held->water, SUNDAY), "An item is open");
    must(room_more_time(store, dan, held->meeting, SUNDAY + 60));
    CONFLICT(held, room_more_time(store, dan, held->meeting, SUNDAY + 62), "just now");
    assert_int_equal(seen(held, EVA, SUNDAY + 60).item_ends, SUNDAY + 15 * MINUTE);
    must(room_break(store, dan, held->meeting, true, SUNDAY + 120));
    CONFLICT(held, room_break(store, dan, held->meeting, true, SUNDAY + 120), "already");
    assert_int_equal(seen(held, EVA, SUNDAY + 150).state, ROOM_BREAK);
    REFUSED(held, room_next(store, dan, held->meeting, SUNDAY + 150), "break");
    must(room_break(store, dan, held->meeting, false, SUNDAY + 180));
    assert_int_equal(seen(held, EVA, SUNDAY + 180).item_ends, SUNDAY + 16 * MINUTE);
    must(room_end_item(store, dan, held->meeting, false, SUNDAY + 200));
    CONFLICT(held, room_end_item(store, dan, held->meeting, false, SUNDAY + 200), "No item is open");
    CONFLICT(held, room_begin_item(store, dan, held->meeting, held->light, SUNDAY + 200), "taken already");
    must(room_begin_item(store, dan, held->meeting, held->water, SUNDAY + 200));
    must(room_end_item(store, dan, held->meeting, false, SUNDAY + 220));
    REFUSED(held, room_begin_item(store, dan, held->meeting, 0, SUNDAY + 220), "No item is left");
    if (room_close(store, dan, held->meeting, SUNDAY + 240) != RESULT_OK)
        fail_msg("%s", store_reason(store));
    CONFLICT(held, room_close(store, dan, held->meeting, SUNDAY + 240), "closed");
    assert_int_equal(seen(held, EVA, SUNDAY + 240).state, ROOM_CLOSED);
    assert_int_equal(
        db_number(store, 0, "SELECT count(*) FROM ledger WHERE kind IN (?, ?)", LEDGER_ROOM_OPENED, LEDGER_ROOM_CLOSED),
        2);
}

static void a_parked_item_comes_on_the_next_agenda(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct meeting_item items[8];
    int64_t second, third;
    size_t count;
    struct meeting_new form = { .starts = SUNDAY + 7 * DAY };
    OPEN_WITH(held, EVA);
    must(room_begin_item(store, &held->of[DAN], held->meeting, held->water, SUNDAY));
    must(room_end_item(store, &held->of[DAN], held->meeting, true, SUNDAY + 60));
    must(meeting_call(store, &held->of[DAN], &form, SUNDAY + 120, &second));
    must(meeting_items_list(store, &held->of[EVA], second, SUNDAY + 120, items, 8, &count));
    assert_int_equal(count, 1);
    assert_string_equal(items[0].title, "The burst pipe");
    assert_string_equal(items[0].by, "finn");
    form.starts += 7 * DAY;
    must(meeting_call(store, &held->of[DAN], &form, SUNDAY + 180, &third));
    must(meeting_items_list(store, &held->of[EVA], third, SUNDAY + 180, items, 8, &count));
    assert_int_equal(count, 0);
    must(room_begin_item(store, &held->of[DAN], held->meeting, held->light, SUNDAY + 200));
    must(room_end_item(store, &held->of[DAN], held->meeting, true, SUNDAY + 260));
    must(meeting_items_list(store, &held->of[EVA], second, SUNDAY + 260, items, 8, &count));
    assert_int_equal(count, 2);
}

/* --- who speaks --- */

/* The order of speakers.h itself is tested in test_speakers.c. Here: what is kept of it. */
static void who_has_not_spoken_speaks_first(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN];
    int64_t now = SUNDAY, line;
    OPEN_WITH(held, EVA, FINN, GIL);
    must(room_begin_item(store, dan, held->meeting, held->water, now));
    must(room_raise(store, &held->of[EVA], held->meeting, now));
    CONFLICT(held, room_raise(store, &held->of[EVA], held->meeting, now), "waits already");
    CONFLICT(held, room_say(store, &held->of[EVA], held->meeting, "Now me.", now, &line), "not your turn yet");
    CONFLICT(held, room_say(store, &held->of[FINN], held->meeting, "Me.", now, &line), "Raise your hand");
    must(room_next(store, dan, held->meeting, now));
    assert_true(seen(held, EVA, now).my_turn);
    assert_string_equal(seen(held, GIL, now).turn_handle, "eva");
    CONFLICT(held, room_next(store, dan, held->meeting, now), "eva has the turn");
    say(held, EVA, "The city has had our letter for nineteen days.", now);
    must(room_raise(store, &held->of[EVA], held->meeting, now));
    must(room_raise(store, &held->of[FINN], held->meeting, now));
    struct room room = seen(held, FINN, now);
    assert_int_equal(room.place, 1);
    assert_string_equal(room.next_handle[0], "finn");
    assert_int_equal(room.next[0].why, SPEAKERS_FIRST_TIME);
    assert_string_equal(room.next_handle[1], "eva");
    assert_int_equal(room.spoken, 1);
    /* Nine words: nine seconds to read them, or all have read. */
    refused(held, room_next(store, dan, held->meeting, now + 8), RESULT_BUSY, "1 second more");
    for (enum who who = DAN; who <= GIL; who++)
        must(room_signal(store, actor_of(held, who), held->meeting, ROOM_READ, true, now + 1));
    must(room_next(store, dan, held->meeting, now + 2));
    assert_true(seen(held, FINN, now).my_turn);
    assert_int_equal(seen(held, FINN, now).signals[ROOM_READ], 0); /* the turn changed */
    must(room_lower(store, &held->of[FINN], held->meeting, now + 3));
    assert_int_equal(seen(held, FINN, now + 3).turn.act, SPEAKERS_NO_ACT);
    CONFLICT(held, room_lower(store, &held->of[FINN], held->meeting, now + 3), "does not wait");
    must(room_next(store, dan, held->meeting, now + 20));
    assert_true(seen(held, EVA, now + 20).my_turn);
    assert_int_equal(seen(held, EVA, now + 20).turn.letters, SPEAKERS_LETTERS_LATER);
}

/* RULES 4.4: "11 of 41 have spoken", and each sees her share beside the middle one. Both are of the same: what is said
 * about the matter. */
static void a_process_point_is_no_share_of_what_was_said(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN];
    int64_t now = SUNDAY;
    OPEN_WITH(held, EVA, FINN, GIL);
    must(room_begin_item(store, dan, held->meeting, held->water, now));
    must(room_point(store, &held->of[EVA], held->meeting, SPEAKERS_CANNOT_FOLLOW, now));
    must(room_next(store, dan, held->meeting, now));
    say(held, EVA, "Which pipe?", now);
    struct room room = seen(held, EVA, now);
    assert_int_equal(room.spoken, 0);
    assert_int_equal(room.my_share, 0);
    now += 60;
    must(room_raise(store, &held->of[FINN], held->meeting, now));
    must(room_next(store, dan, held->meeting, now));
    must(room_interpret(store, &held->of[GIL], held->meeting, "La tuberia larga.", now)); /* finn's words */
    say(held, FINN, "Eighteen letters..", now);
    room = seen(held, FINN, now);
    assert_int_equal(room.spoken, 1);
    assert_int_equal(room.my_share, 100);
    now += 60;
    must(room_let_answer(store, dan, held->meeting, held->of[EVA].member, now)); /* and that is spoken, too */
    must(room_next(store, dan, held->meeting, now));
    say(held, EVA, "It is.", now);
    room = seen(held, EVA, now);
    assert_int_equal(room.spoken, 2);
    assert_int_equal(room.my_share, 25);
    assert_int_equal(room.middle_share, 25); /* of two the lower one */
    assert_int_equal(seen(held, FINN, now).middle_share, 25);
}

static void an_items_time_is_over(void **state)
{
    struct assembly *held = *state;
    OPEN_WITH(held, EVA);
    must(room_begin_item(held->store, &held->of[DAN], held->meeting, held->water, SUNDAY));
    struct room room = seen(held, EVA, SUNDAY);
    assert_false(room_item_is_late(&room, room.item_ends - 1));
    assert_true(room_item_is_late(&room, room.item_ends));
    must(room_more_time(held->store, &held->of[DAN], held->meeting, SUNDAY + 300));
    room = seen(held, EVA, SUNDAY + 600);
    assert_false(room_item_is_late(&room, SUNDAY + 600));
}

static void who_is_silent_or_gone_keeps_her_place(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN];
    int64_t now = SUNDAY;
    OPEN_WITH(held, EVA, FINN, GIL);
    must(room_begin_item(store, dan, held->meeting, held->water, now));
    for (enum who who = EVA; who <= GIL; who++)
        must(room_raise(store, actor_of(held, who), held->meeting, now));
    must(room_next(store, dan, held->meeting, now));
    must(room_writing(store, &held->of[EVA], held->meeting, now + 50));
    CONFLICT(held, room_next(store, dan, held->meeting, now + 50 + ROOM_QUIET + ROOM_ANSWER_IN - 1), "eva has");
    must(room_next(store, dan, held->meeting, now + 50 + ROOM_QUIET + ROOM_ANSWER_IN));
    assert_string_equal(seen(held, GIL, now + 200).turn_handle, "finn");
    say(held, FINN, "Two words.", now + 200);
    enter(held, EVA, now + 210);
    enter(held, DAN, now + 900); /* gil's line dropped; his hand stays up */
    enter(held, EVA, now + 900);
    must(room_next(store, dan, held->meeting, now + 900));
    assert_string_equal(seen(held, EVA, now + 900).turn_handle, "eva");
    say(held, EVA, "Good.", now + 900);
    CONFLICT(held, room_next(store, dan, held->meeting, now + 910), "Nobody waits");
    enter(held, GIL, now + 920);
    must(room_next(store, dan, held->meeting, now + 920));
    assert_true(seen(held, GIL, now + 920).my_turn);
    must(room_leave(store, &held->of[GIL], held->meeting, now + 930));
    assert_int_equal(seen(held, EVA, now + 930).turn.act, SPEAKERS_NO_ACT);
}

static void points_answers_moves_and_a_round(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN], *gil = &held->of[GIL];
    int64_t now = SUNDAY;
    OPEN_WITH(held, EVA, FINN, GIL);
    REFUSED(held, room_point(store, gil, held->meeting, SPEAKERS_CANNOT_FOLLOW, now), "None is open");
    must(room_begin_item(store, dan, held->meeting, held->water, now));
    must(room_raise(store, &held->of[EVA], held->meeting, now));
    must(room_raise(store, &held->of[FINN], held->meeting, now));
    must(room_point(store, gil, held->meeting, SPEAKERS_BREAKS_RULE, now));
    assert_int_equal(seen(held, GIL, now).waits, SPEAKERS_POINT);
    must(room_next(store, dan, held->meeting, now));
    say(held, GIL, "This breaks rule 4.", now);
    REFUSED(held, room_point(store, gil, held->meeting, SPEAKERS_CANNOT_FOLLOW, now), "once on each item");
    must(room_wrong_appeal(store, dan, held->meeting, gil->member, now));
    REFUSED(held, room_wrong_appeal(store, dan, held->meeting, held->of[EVA].member, now), "did not appeal");
    REFUSED(held, room_wrong_appeal(store, gil, held->meeting, gil->member, now), "dan has it");
    assert_int_equal(
        room_reorder(store, dan, held->meeting, held->of[FINN].member, SPEAKERS_NO_MOVE, now), RESULT_INVALID);
    must(room_reorder(store, dan, held->meeting, held->of[FINN].member, SPEAKERS_LEAVING_EARLY, now));
    must(room_let_answer(store, dan, held->meeting, gil->member, now));
    REFUSED(held, room_let_answer(store, dan, held->meeting, held->of[IDA].member, now), "not here");
    must(room_next(store, dan, held->meeting, now + 10));
    say(held, GIL, "Yes.", now + 10);
    must(room_next(store, dan, held->meeting, now + 20));
    say(held, FINN, "I have to go.", now + 20);
    must(room_go_round(store, dan, held->meeting, now + 30));
    CONFLICT(held, room_go_round(store, dan, held->meeting, now + 30), "waits already");
    for (int i = 0; i < 4; i++) {
        must(room_next(store, dan, held->meeting, now + 40 + i * 10));
        struct room room = seen(held, DAN, now + 40);
        assert_int_equal(room.turn.act, SPEAKERS_SENTENCE);
        for (enum who who = DAN; who <= GIL; who++)
            if (actor_of(held, who)->member == room.turn.member)
                say(held, who, "Mine.", now + 40 + i * 10);
    }
    must(room_next(store, dan, held->meeting, now + 100));
    assert_string_equal(seen(held, DAN, now + 100).turn_handle, "eva");
    must(room_end_item(store, dan, held->meeting, false, now + 100));
    must(room_begin_item(store, dan, held->meeting, held->light, now + 100));
    REFUSED(held, room_point(store, gil, held->meeting, SPEAKERS_BREAKS_RULE, now + 100), "After a wrong appeal");
}

/* --- words --- */

static void the_transcript_reads_like_a_meeting(void **state)
{
    static const char *const minutes[] = {
        "- dan opened the meeting and has the chair.",
        "- The item: The burst pipe",
        "eva The city has had our letter for nineteen days.",
        "finn [La ciudad ...]",
        "Gogo-Maria I carry eleven buckets a day. (by ann's hand, not confirmed yet)",
        "ida My baby's formula needs clean water. (typed by ann)",
        "finn I changed my mind: the letter is too slow.",
        "- A straw poll, which binds nothing: Shall we go on Tuesday?",
        "- The straw poll says: 2 yes, 0 no, 1 not sure. It binds nothing.",
        "- 5 minutes more.",
        "- The item ended: The burst pipe",
        "- The meeting is closed.",
    };
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN];
    struct actor ida;
    struct room_line lines[32];
    size_t count;
    bool present;
    int64_t now = SUNDAY, line;
    OPEN_WITH(held, EVA, FINN, ANN, GOGO);
    must(room_tick(store, dan, held->meeting, held->of[IDA].member, now, &present));
    must(room_tick(store, &held->street.ann, held->meeting, held->of[IDA].member, now, &present));
    REFUSED(held, room_scribe(store, &held->of[EVA], held->meeting, held->of[IDA].member, now, &ida), "door-keepers");
    must(room_scribe(store, &held->street.ann, held->meeting, held->of[IDA].member, now, &ida));
    must(room_begin_item(store, dan, held->meeting, held->water, now));
    must(room_raise(store, &held->of[EVA], held->meeting, now));
    must(room_next(store, dan, held->meeting, now));
    assert_int_equal(room_say(store, &held->of[EVA], held->meeting, "  ", now, &line), RESULT_INVALID);
    say(held, EVA, "The city has had our letter for nineteen days.", now);
    REFUSED(held, room_interpret(store, &held->of[EVA], held->meeting, "[...]", now), "not another's");
    must(room_interpret(store, &held->of[FINN], held->meeting, "[La ciudad ...]", now));
    must(room_raise(store, &held->gogo, held->meeting, now));
    must(room_raise(store, &ida, held->meeting, now));
    must(room_next(store, dan, held->meeting, now + 10));
    say(held, GOGO, "I carry eleven buckets a day.", now + 12);
    must(room_next(store, dan, held->meeting, now + 20));
    must(room_say(store, &ida, held->meeting, "My baby's formula needs clean water.", now + 21, &line));
    must(room_change_mind(store, &held->of[FINN], held->meeting, "I changed my mind: the letter is too slow.", now));
    must(room_straw_poll(store, dan, held->meeting, "Shall we go on Tuesday?", now));
    CONFLICT(held, room_straw_poll(store, dan, held->meeting, "And on Friday?", now), "End it first");
    must(room_straw(store, &held->of[EVA], held->meeting, 1, now));
    must(room_straw(store, &held->of[FINN], held->meeting, 2, now));
    must(room_straw(store, &held->of[FINN], held->meeting, 3, now));
    must(room_straw(store, &held->gogo, held->meeting, 1, now));
    assert_int_equal(room_straw(store, &held->gogo, held->meeting, 4, now), RESULT_INVALID);
    assert_int_equal(seen(held, FINN, now).my_straw, 3);
    must(room_straw_poll(store, dan, held->meeting, NULL, now));
    CONFLICT(held, room_straw_poll(store, dan, held->meeting, NULL, now), "No straw poll");
    CONFLICT(held, room_straw(store, &held->of[EVA], held->meeting, 1, now), "No straw poll");
    must(room_more_time(store, dan, held->meeting, now + 60));
    must(room_end_item(store, dan, held->meeting, false, now + 60));
    must(room_close(store, dan, held->meeting, now + 60));
    must(room_lines(store, &held->of[HOPE], held->meeting, 0, 32, lines, &count));
    assert_int_equal(count, sizeof minutes / sizeof *minutes);
    for (size_t i = 0; i < count; i++) {
        char words[600], shown[900];
        room_line_words(&lines[i], words, sizeof words);
        snprintf(shown, sizeof shown, "%s %s%s%s%s", lines[i].kind == ROOM_EVENT ? "-" : lines[i].handle, words,
            lines[i].by_hand[0] != '\0' ? " (" : "", lines[i].by_hand, lines[i].by_hand[0] != '\0' ? ")" : "");
        assert_string_equal(shown, minutes[i]);
    }
    room_lines_free(lines, count);
    must(room_lines_before(store, &held->of[HOPE], held->meeting, 0, 2, lines, &count));
    assert_int_equal(count, 2);
    assert_int_equal(lines[1].event, ROOM_WAS_CLOSED);
    room_lines_free(lines, count);
}

static void what_was_said_by_hand_is_struck_at_her_word(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct room_line lines[8];
    struct hand_entry entry;
    size_t count;
    int64_t line;
    OPEN_WITH(held, ANN, GOGO);
    must(room_begin_item(store, &held->of[DAN], held->meeting, held->water, SUNDAY));
    must(room_raise(store, &held->gogo, held->meeting, SUNDAY));
    must(room_next(store, &held->of[DAN], held->meeting, SUNDAY));
    must(room_say(store, &held->gogo, held->meeting, "Quetzal.", SUNDAY, &line));
    must(hand_entry_of(store, &held->of[GIL], HAND_SAID, line, &entry));
    assert_string_equal(entry.body, "Quetzal.");
    must(hand_strike(store, &held->of[GIL], entry.id, SUNDAY + 60));
    hand_entries_free(&entry, 1);
    must(room_lines_before(store, &held->of[DAN], held->meeting, 0, 1, lines, &count));
    assert_true(lines[0].struck);
    assert_string_equal(lines[0].text, "");
    room_lines_free(lines, count);
}

static void a_hand_speaks_for_two_at_most_and_a_stranger_not_at_all(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct actor other[2];
    int64_t line;
    OPEN_WITH(held, FINN);
    REFUSED(held, room_enter(store, &held->gogo, held->meeting, SUNDAY), "is here in person");
    enter(held, ANN, SUNDAY);
    REFUSED(held, room_raise(store, &held->gogo, held->meeting, SUNDAY), "not here yet");
    enter(held, GOGO, SUNDAY);
    for (int i = 0; i < 2; i++) {
        struct hand_person person;
        int64_t member;
        must(hand_member_add(store, &held->street.ann, i == 0 ? "Sam" : "Tom", "C 7", SUNDAY, &person));
        must(hand_member_confirm(store, &held->of[DAN], person.id, SUNDAY, &member));
        must(actor_by_hand(store, &held->street.ann, member, SUNDAY, &other[i]));
    }
    must(room_enter(store, &other[0], held->meeting, SUNDAY));
    REFUSED(held, room_enter(store, &other[1], held->meeting, SUNDAY), "2 people");
    /* Nobody acts for somebody who has a way in and is not at the door. */
    struct actor forged = held->of[GIL];
    forged.hand = held->of[FINN].member;
    assert_int_equal(room_enter(store, &forged, held->meeting, SUNDAY), RESULT_REFUSED);
    assert_int_equal(room_raise(store, &forged, held->meeting, SUNDAY), RESULT_REFUSED);
    assert_int_equal(room_take_chair(store, &held->gogo, held->meeting, SUNDAY), RESULT_REFUSED);
    assert_int_equal(room_say(store, &held->street.cora, held->meeting, "Hello", SUNDAY, &line), RESULT_NOT_FOUND);
    assert_int_equal(room_enter(store, &held->street.operator, held->meeting, SUNDAY), RESULT_REFUSED);
    assert_int_equal(room_enter(store, &held->street.guest, held->meeting, SUNDAY), RESULT_REFUSED);
}

static void a_member_of_a_unit_below_reads_and_says_nothing(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct room room;
    struct room_person people[4];
    size_t count;
    int64_t line;
    OPEN_WITH(held, EVA);
    /* As if the street held the meeting of the neighbourhood above cora's street. */
    must(db_run(store, "UPDATE meeting SET unit = ? WHERE id = ?", held->street.parent, held->meeting));
    must(room_get(store, &held->street.cora, held->meeting, SUNDAY, &room));
    assert_true(room.is_observer);
    assert_false(room.may_chair);
    must(room_enter(store, &held->street.cora, held->meeting, SUNDAY));
    must(room_get(store, &held->street.cora, held->meeting, SUNDAY, &room));
    assert_int_equal(room.way, ROOM_AWAY);
    REFUSED(held, room_raise(store, &held->street.cora, held->meeting, SUNDAY), "You read this meeting");
    REFUSED(held, room_say(store, &held->street.cora, held->meeting, "X", SUNDAY, &line), "You read");
    assert_int_equal(room_people(store, &held->street.cora, held->meeting, SUNDAY, people, 4, &count), RESULT_REFUSED);
    assert_int_equal(room_get(store, &held->street.dora, held->meeting, SUNDAY, &room), RESULT_NOT_FOUND);
}

static void signals_are_counted_and_floods_bounded(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    int taken = 0;
    OPEN_WITH(held, EVA, FINN);
    must(room_signal(store, &held->of[EVA], held->meeting, ROOM_AGREE, true, SUNDAY));
    must(room_signal(store, &held->of[FINN], held->meeting, ROOM_AGREE, true, SUNDAY));
    must(room_signal(store, &held->of[FINN], held->meeting, ROOM_SLOWER, true, SUNDAY));
    struct room room = seen(held, FINN, SUNDAY);
    assert_int_equal(room.signals[ROOM_AGREE], 1);
    assert_int_equal(room.signals[ROOM_SLOWER], 1);
    assert_true(room.said_signal[ROOM_SLOWER]);
    must(room_signal(store, &held->of[FINN], held->meeting, ROOM_SLOWER, false, SUNDAY));
    assert_int_equal(seen(held, FINN, SUNDAY).signals[ROOM_SLOWER], 0);
    while (taken < 100 && room_signal(store, &held->of[EVA], held->meeting, ROOM_UNSURE, true, SUNDAY) == RESULT_OK)
        taken++;
    assert_true(taken > 10 && taken < 40);
    assert_int_equal(room_raise(store, &held->of[EVA], held->meeting, SUNDAY), RESULT_BUSY);
    must(room_raise(store, &held->of[EVA], held->meeting, SUNDAY + 60));
    assert_int_equal(
        room_signal(store, &held->of[FINN], held->meeting, (enum room_signal)99, true, SUNDAY), RESULT_INVALID);
}

/* --- forgetting, leaving --- */

static void the_transcript_is_forgotten_when_the_minutes_stand(void **state)
{
    static const char *const tables[] = { "room_line", "room_act", "room_present", "room_tick", "room_signal",
        "room_voice" };
    struct assembly *held = *state;
    struct store *store = held->store;
    bool present;
    OPEN_WITH(held, EVA, ANN, GOGO);
    must(room_begin_item(store, &held->of[DAN], held->meeting, held->water, SUNDAY));
    must(room_tick(store, &held->of[EVA], held->meeting, held->of[IDA].member, SUNDAY, &present));
    must(room_raise(store, &held->gogo, held->meeting, SUNDAY));
    must(room_next(store, &held->of[DAN], held->meeting, SUNDAY));
    say(held, GOGO, "Quetzal", SUNDAY);
    must(room_signal(store, &held->of[EVA], held->meeting, ROOM_AGREE, true, SUNDAY));
    enter(held, DAN, SUNDAY + HOUR);
    must(room_close(store, &held->of[DAN], held->meeting, SUNDAY + HOUR));
    while (store_forget(store, SUNDAY + HOUR + ROOM_STANDS - 1) > 0)
        ;
    assert_int_not_equal(db_number(store, 0, "SELECT count(*) FROM room_line"), 0);
    while (store_forget(store, SUNDAY + HOUR + ROOM_STANDS) > 0)
        ;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char sql[80];
        sqlite3_stmt *row;
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", tables[i]);
        assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &row, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(row), SQLITE_ROW);
        if (sqlite3_column_int(row, 0) != 0)
            fail_msg("%s is not empty", tables[i]);
        sqlite3_finalize(row);
    }
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM hand_word WHERE kind = 'said'"), 0);
    assert_int_equal(seen(held, EVA, SUNDAY + 8 * DAY).state, ROOM_CLOSED);
}

static void who_leaves_the_house_is_gone_from_the_room(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct room_line lines[8];
    size_t count;
    OPEN_WITH(held, EVA, FINN);
    must(room_begin_item(store, &held->of[DAN], held->meeting, held->water, SUNDAY));
    must(room_raise(store, &held->of[FINN], held->meeting, SUNDAY));
    must(room_next(store, &held->of[DAN], held->meeting, SUNDAY));
    say(held, FINN, "Goodbye.", SUNDAY);
    must(room_raise(store, &held->of[FINN], held->meeting, SUNDAY));
    must(member_leave(store, &held->of[FINN], SUNDAY));
    struct room room = seen(held, EVA, SUNDAY + 5);
    assert_int_equal(room.present, 2);
    assert_int_equal(room.next[0].act, SPEAKERS_NO_ACT);
    must(room_lines_before(store, &held->of[EVA], held->meeting, 0, 1, lines, &count));
    assert_string_equal(lines[0].handle, "a former member");
    room_lines_free(lines, count);
}

/* The room goes on where it was, with the second facilitator; without one the lot draws among the willing. */
static void a_chair_who_leaves_the_house_leaves_it_to_the_second(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct room room;
    int64_t line;
    OPEN_WITH(held, EVA, FINN, GIL, HOPE);
    must(room_begin_item(store, &held->of[DAN], held->meeting, held->water, SUNDAY));
    must(room_raise(store, &held->of[GIL], held->meeting, SUNDAY));
    must(room_next(store, &held->of[DAN], held->meeting, SUNDAY)); /* gil speaks */
    must(member_leave(store, &held->of[DAN], SUNDAY + 1));
    room = seen(held, EVA, SUNDAY + 1);
    assert_int_equal(room.chair, 0);
    assert_int_equal(room.item, held->water);
    assert_true(room.may_chair);
    assert_string_equal(room.turn_handle, "gil");
    assert_int_equal(room.present, 4);
    REFUSED(held, room_next(store, &held->of[EVA], held->meeting, SUNDAY + 1), "which is empty");
    must(room_say(store, &held->of[GIL], held->meeting, "It leaks.", SUNDAY + 2, &line));
    must(room_take_chair(store, &held->of[EVA], held->meeting, SUNDAY + 3));
    must(room_end_item(store, &held->of[EVA], held->meeting, false, SUNDAY + 4));
    must(room_begin_item(store, &held->of[EVA], held->meeting, 0, SUNDAY + 5));
    must(member_leave(store, &held->of[EVA], SUNDAY + 6)); /* and no facilitator is left */
    assert_int_equal(room_would_chair(store, &held->of[HOPE], held->meeting, true, SUNDAY + 7), RESULT_OK);
    must(room_would_chair(store, &held->of[FINN], held->meeting, true, SUNDAY + 8));
    must(room_would_chair(store, &held->of[FINN], held->meeting, true, SUNDAY + 60)); /* the wait is over */
    room = seen(held, GIL, SUNDAY + 60);
    assert_true(room.chair == held->of[HOPE].member || room.chair == held->of[FINN].member);
    assert_int_equal(room.item, held->light);
}

/* Each press finds the room as it is then: the slower one hears what stands. */
static void two_who_press_at_once_do_a_thing_once(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN], *eva = &held->of[EVA]; /* both facilitate */
    OPEN_WITH(held, EVA, FINN);
    CONFLICT(held, room_open(store, eva, held->meeting, SUNDAY), "open already");
    must(room_begin_item(store, dan, held->meeting, held->water, SUNDAY));
    REFUSED(held, room_begin_item(store, eva, held->meeting, held->light, SUNDAY), "dan has it");
    REFUSED(held, room_break(store, eva, held->meeting, true, SUNDAY), "dan has it");
    CONFLICT(held, room_take_chair(store, eva, held->meeting, SUNDAY), "A facilitator has");
    must(room_raise(store, &held->of[FINN], held->meeting, SUNDAY));
    must(room_next(store, dan, held->meeting, SUNDAY)); /* on two devices of hers */
    CONFLICT(held, room_next(store, dan, held->meeting, SUNDAY), "finn has the turn");
    must(room_leave(store, dan, held->meeting, SUNDAY + 1));
    must(room_take_chair(store, eva, held->meeting, SUNDAY + 2));
    enter(held, DAN, SUNDAY + 2);
    CONFLICT(held, room_take_chair(store, dan, held->meeting, SUNDAY + 2), "A facilitator has");
    REFUSED(held, room_end_item(store, dan, held->meeting, false, SUNDAY + 2), "eva has it");
    must(room_end_item(store, eva, held->meeting, true, SUNDAY + 3));
    CONFLICT(held, room_end_item(store, eva, held->meeting, false, SUNDAY + 3), "No item is open");
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM room_item"), 1);
}

static void who_leaves_a_workplace_is_gone_from_its_room(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct actor *dan = &held->of[DAN], *eva = &held->of[EVA];
    int64_t depot, meeting;
    struct room room;
    must(unit_found(store, &held->street.operator, "Depot", NULL, UNIT_FORUM, NOON, &depot));
    must(unit_join(store, &held->street.operator, depot, dan->member, NOON));
    must(unit_join(store, &held->street.operator, depot, eva->member, NOON));
    must(actor_for(store, ACTOR_MEMBER, "dan", dan));
    must(actor_for(store, ACTOR_MEMBER, "eva", eva));
    must(meeting_call(store, dan, &(struct meeting_new) { .starts = SUNDAY, .unit = depot }, NOON, &meeting));
    must(room_open(store, dan, meeting, SUNDAY));
    must(room_enter(store, eva, meeting, SUNDAY));
    must(room_raise(store, eva, meeting, SUNDAY));
    /* The street's own meeting goes on with her. */
    must(room_open(store, dan, held->meeting, SUNDAY));
    must(room_enter(store, eva, held->meeting, SUNDAY));
    must(workplace_leave(store, eva, depot, true, SUNDAY));
    must(room_get(store, dan, meeting, SUNDAY, &room));
    assert_int_equal(room.present, 1);
    assert_int_equal(room.next[0].act, SPEAKERS_NO_ACT);
    must(room_get(store, dan, held->meeting, SUNDAY, &room));
    assert_int_equal(room.present, 2);
}

static void the_house_closes_what_nobody_closed(void **state)
{
    struct assembly *held = *state;
    OPEN_WITH(held, EVA);
    must(room_begin_item(held->store, &held->of[DAN], held->meeting, held->water, SUNDAY));
    assert_true(store_tick(held->store, SUNDAY + ROOM_LATE - 1) >= 0);
    assert_int_equal(seen(held, EVA, SUNDAY + ROOM_LATE - 1).state, ROOM_BREAK); /* both gave no sign: a power cut */
    assert_true(store_tick(held->store, SUNDAY + ROOM_LATE) > 0);
    assert_int_equal(seen(held, EVA, SUNDAY + ROOM_LATE).state, ROOM_CLOSED);
    assert_int_equal(store_tick(held->store, SUNDAY + ROOM_LATE), 0);
}

static void a_caucus_takes_its_rooms_with_it(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct actor *dan = &held->of[DAN];
    int64_t caucus, meeting, item;
    must(unit_add(store, &street_house, "Women", NULL, UNIT_CAUCUS, 1, NOON, &caucus));
    must(unit_join(store, &street_house, caucus, dan->member, NOON));
    must(actor_for(store, ACTOR_MEMBER, "dan", dan));
    must(meeting_call(store, dan, &(struct meeting_new) { .starts = SUNDAY, .unit = caucus }, NOON, &meeting));
    must(meeting_item_add(
        store, dan, &(struct item_new) { .meeting = meeting, .title = "Quagga", .minutes = 5 }, NOON, &item));
    must(room_open(store, dan, meeting, SUNDAY));
    struct room room;
    assert_int_equal(room_get(store, &held->of[EVA], meeting, SUNDAY, &room), RESULT_NOT_FOUND);
    must(room_get(store, dan, meeting, SUNDAY, &room));
    assert_int_equal(room.homes, 0); /* a caucus has members, not homes */
    must(room_begin_item(store, dan, meeting, item, SUNDAY));
    must(room_change_mind(store, dan, meeting, "Quagga.", SUNDAY));
    must(caucus_leave(store, dan, caucus, SUNDAY));
    store_forget(store, SUNDAY + CAUCUS_CLOSED_SECONDS);
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM room_line"), 0);
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM room_present"), 0);
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM room WHERE closed = 0"), 0);
}

/* --- what the chair does next --- */

static void one_key_leads_through_the_meeting(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN];
    struct room room = seen(held, DAN, SUNDAY);
    char words[200];
    int64_t now = SUNDAY;
    assert_int_equal(room_step(&room, now, words, sizeof words), ROOM_STEP_OPEN);
    OPEN_WITH(held, EVA);
#define STEP(step, text)                                                                                               \
    room = seen(held, DAN, now);                                                                                       \
    assert_int_equal(room_step(&room, now, words, sizeof words), step);                                                \
    assert_string_equal(words, text)
    STEP(ROOM_STEP_BEGIN_ITEM, "We begin the next item.");
    must(room_begin_item(store, dan, held->meeting, 0, now));
    STEP(ROOM_STEP_WAIT, "Who wants to speak about this?");
    must(room_raise(store, &held->of[EVA], held->meeting, now));
    STEP(ROOM_STEP_NEXT_SPEAKER, "eva speaks now, for the first time on this.");
    must(room_next(store, dan, held->meeting, now));
    STEP(ROOM_STEP_WAIT, "eva speaks.");
    say(held, EVA, "One two three.", now);
    STEP(ROOM_STEP_WAIT, "We read. 3 seconds more.");
    now += 3;
    STEP(ROOM_STEP_END_ITEM, "Nobody waits to speak. Is that all? Then the item ends.");
    must(room_end_item(store, dan, held->meeting, false, now));
    must(room_begin_item(store, dan, held->meeting, 0, now));
    must(room_end_item(store, dan, held->meeting, false, now));
    STEP(ROOM_STEP_LAST_QUESTIONS,
        "All items are done. Was there something you did not dare to say? And whom do you thank?");
    must(room_last_questions(store, dan, held->meeting, now));
    STEP(ROOM_STEP_CLOSE, "All is done. Thank you. The meeting is closed.");
#undef STEP
}

/* RULES 4.1: when the time of an item is over, "five more?" is one key: then there are five, however late it is. */
static void five_more_minutes_begin_when_they_are_given(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN];
    char words[200];
    int64_t late = SUNDAY + 26 * MINUTE;
    OPEN_WITH(held, EVA);
    must(room_begin_item(store, dan, held->meeting, 0, SUNDAY)); /* for ten minutes */
    enter(held, DAN, late);
    enter(held, EVA, late);
    must(room_raise(store, &held->of[EVA], held->meeting, late));
    struct room room = seen(held, DAN, late);
    assert_int_equal(room_step(&room, late, words, sizeof words), ROOM_STEP_NEXT_SPEAKER);
    assert_string_equal(words, "The time is over: five more minutes? eva speaks now, for the first time on this.");
    must(room_more_time(store, dan, held->meeting, late));
    room = seen(held, DAN, late);
    assert_int_equal(room.item_ends, late + 5 * MINUTE);
    room_step(&room, late, words, sizeof words);
    assert_string_equal(words, "eva speaks now, for the first time on this.");
    must(room_more_time(store, dan, held->meeting, late + MINUTE)); /* and behind what is left */
    assert_int_equal(seen(held, DAN, late + MINUTE).item_ends, late + 10 * MINUTE);
}

/* RULES 4.1: after its time nothing is decided unless three quarters of those counted are there. All see that at once.
 */
static void after_its_time_three_quarters_are_enough(void **state)
{
    struct assembly *held = *state;
    const struct actor *dan = &held->of[DAN];
    char words[200];
    OPEN_WITH(held, EVA, FINN, GIL, HOPE);
    must(room_begin_item(held->store, dan, held->meeting, 0, SUNDAY));
    must(room_end_item(held->store, dan, held->meeting, false, SUNDAY));
    int64_t ends = seen(held, DAN, SUNDAY).ends, late = ends + MINUTE;
    for (enum who who = DAN; who <= GIL; who++)
        enter(held, who, ends - MINUTE);
    struct room room = seen(held, DAN, ends - MINUTE);
    assert_true(room.enough);
    assert_false(room.late);
    enter(held, DAN, late);
    enter(held, EVA, late);
    enter(held, FINN, late);
    must(room_leave(held->store, &held->of[GIL], held->meeting, late));
    room = seen(held, DAN, late); /* three of five */
    assert_true(room.late);
    assert_int_equal(room.present, 3);
    assert_int_equal(room.needed, 4);
    assert_false(room.enough);
    assert_int_equal(room_step(&room, late, words, sizeof words), ROOM_STEP_BEGIN_ITEM);
    assert_string_equal(words, "The meeting's time is over. Do we begin the next item, or close and leave it?");
    enter(held, GIL, late + 1);
    assert_true(seen(held, DAN, late + 1).enough);
}

/* --- what a redraw costs --- */

static void a_redraw_after_2000_acts_costs_as_much_as_after_ten(void **state)
{
    enum { ACTS = 2000, MOST = 40 };
    struct assembly *held = *state;
    struct store *store = held->store;
    int64_t now = SUNDAY;
    OPEN_WITH(held, EVA, FINN, GIL);
    must(room_begin_item(store, &held->of[DAN], held->meeting, held->water, now));
    for (int i = 0; i < ACTS; i += 2) {
        must(db_run(store, "DELETE FROM pace"));
        must(room_raise(store, &held->of[EVA], held->meeting, now));
        must(room_lower(store, &held->of[EVA], held->meeting, now));
    }
    assert_true(db_number(store, 0, "SELECT count(*) FROM room_act") >= ACTS);
    enter(held, EVA, SUNDAY + 60);
    seen(held, EVA, SUNDAY + 60);
    unsigned before = store->counts.executions;
    seen(held, EVA, SUNDAY + 60);
    unsigned cost = store->counts.executions - before;
    if (cost > MOST)
        fail_msg("a redraw ran %u statements", cost);
}

/* What was read inside a write that came to nothing is not believed afterwards. */
static void an_act_that_was_rolled_back_never_was(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    OPEN_WITH(held, EVA, FINN);
    must(room_begin_item(store, &held->of[DAN], held->meeting, held->water, SUNDAY));
    must(db_begin(store));
    must(room_raise(store, &held->of[EVA], held->meeting, SUNDAY));
    assert_int_equal(seen(held, EVA, SUNDAY).place, 1);
    db_abandon(store, RESULT_OK);
    assert_int_equal(seen(held, EVA, SUNDAY).place, 0);
    must(room_raise(store, &held->of[FINN], held->meeting, SUNDAY));
    assert_string_equal(seen(held, EVA, SUNDAY).next_handle[0], "finn");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, hold, part_with)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_facilitator_opens_it_half_an_hour_before),
        TEST(nobody_has_to_wait_for_a_facilitator),
        TEST(a_chair_whose_line_dropped_is_empty),
        TEST(whoever_acts_there_is_there),
        TEST(the_quorum_is_frozen_at_opening_and_shown_live),
        TEST(who_was_not_seen_for_a_month_does_not_count_as_active),
        TEST(each_is_present_once_however_she_came),
        TEST(the_door_list_names_all_who_belong),
        TEST(the_chair_takes_one_item_after_the_other),
        TEST(a_parked_item_comes_on_the_next_agenda),
        TEST(who_has_not_spoken_speaks_first),
        TEST(a_process_point_is_no_share_of_what_was_said),
        TEST(an_items_time_is_over),
        TEST(who_is_silent_or_gone_keeps_her_place),
        TEST(points_answers_moves_and_a_round),
        TEST(the_transcript_reads_like_a_meeting),
        TEST(what_was_said_by_hand_is_struck_at_her_word),
        TEST(a_hand_speaks_for_two_at_most_and_a_stranger_not_at_all),
        TEST(a_member_of_a_unit_below_reads_and_says_nothing),
        TEST(signals_are_counted_and_floods_bounded),
        TEST(the_transcript_is_forgotten_when_the_minutes_stand),
        TEST(who_leaves_the_house_is_gone_from_the_room),
        TEST(a_chair_who_leaves_the_house_leaves_it_to_the_second),
        TEST(two_who_press_at_once_do_a_thing_once),
        TEST(who_leaves_a_workplace_is_gone_from_its_room),
        TEST(the_house_closes_what_nobody_closed),
        TEST(a_caucus_takes_its_rooms_with_it),
        TEST(one_key_leads_through_the_meeting),
        TEST(an_act_that_was_rolled_back_never_was),
        TEST(five_more_minutes_begin_when_they_are_given),
        TEST(after_its_time_three_quarters_are_enough),
        TEST(a_redraw_after_2000_acts_costs_as_much_as_after_ten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
