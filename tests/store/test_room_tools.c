/* test_room_tools.c: urgent items, anger, the empty chair, folded turns, the mood, the end. RULES 4.1 to 4.4, 5.5, 7.1,
 * 8.3. */
#include "proposals.h"
#include "room_tools.h"

#include "command.h"
#include "effects.h"
#include "gains.h"
#include "lot.h"
#include "moderation.h"
#include "tests/store/assembly.h"
#include "tests/support/memory_only.h"
#include "visits.h"
#include "when.h"

/* The sentence of the newest line that the room itself said. */
static void last_said(struct assembly *held, const char *words)
{
    struct room_line line;
    size_t count;
    char said[900];
    must(room_lines_before(held->store, &held->of[DAN], held->meeting, 0, 1, &line, &count));
    assert_int_equal(count, 1);
    room_line_words(&line, said, sizeof said);
    if (strstr(said, words) == NULL)
        fail_msg("%s\n  is not in: %s", words, said);
    room_lines_free(&line, count);
}

static void begin(struct assembly *held, int64_t item, int64_t now)
{
    must(room_begin_item(held->store, &held->of[DAN], held->meeting, item, now));
}

/* --- an urgent item --- */

static void three_quarters_take_an_urgent_item(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct meeting_item item;
    int64_t taken;
    OPEN_WITH(held, EVA, FINN, GIL, HOPE); /* five: four are needed */
    begin(held, held->water, SUNDAY);
    CONFLICT(held, room_urgent_yes(store, &held->of[EVA], held->meeting, true, SUNDAY, &taken), "No urgent item");
    must(room_urgent_ask(store, &held->of[GIL], held->meeting, "The fire in block D", ITEM_THINGS, SUNDAY));
    CONFLICT(
        held, room_urgent_ask(store, &held->of[EVA], held->meeting, "Mine", ITEM_THINGS, SUNDAY), "Another urgent");
    struct room room = seen(held, GIL, SUNDAY);
    assert_string_equal(room.tools.urgent, "The fire in block D");
    assert_int_equal(room.tools.urgent_yes, 1);
    assert_int_equal(room.tools.urgent_needed, 4);
    assert_true(room.tools.urgent_mine);
    must(room_urgent_yes(store, &held->of[EVA], held->meeting, true, SUNDAY, &taken));
    must(room_urgent_yes(store, &held->of[EVA], held->meeting, true, SUNDAY, &taken)); /* once */
    must(room_urgent_yes(store, &held->of[FINN], held->meeting, true, SUNDAY, &taken));
    must(room_urgent_yes(store, &held->of[FINN], held->meeting, false, SUNDAY, &taken));
    must(room_urgent_yes(store, &held->of[HOPE], held->meeting, true, SUNDAY, &taken));
    assert_int_equal(taken, 0);
    REFUSED(held, room_urgent_yes(store, &held->of[IDA], held->meeting, true, SUNDAY, &taken), "Come in first");
    must(room_urgent_yes(store, &held->of[FINN], held->meeting, true, SUNDAY, &taken));
    assert_true(taken > 0);
    must(meeting_item_get(store, &held->of[IDA], taken, SUNDAY, &item));
    assert_true(item.urgent);
    assert_int_equal(item.about, ITEM_THINGS); /* never about people, tasks, money or rules */
    assert_string_equal(item.title, "The fire in block D");
    must(room_end_item(store, &held->of[DAN], held->meeting, false, SUNDAY));
    assert_int_equal(seen(held, EVA, SUNDAY).next_item, taken); /* before what stood on the agenda */
    assert_string_equal(seen(held, EVA, SUNDAY).tools.urgent, "");
}

/* RULES 4.1: never about people, tasks, money or rules. */
static void an_urgent_item_is_about_things_or_action(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const enum item_about never[] = { ITEM_PERSON, ITEM_TASKS, ITEM_MONEY, ITEM_RULES };
    int64_t taken, proposal;
    OPEN_WITH(held, EVA, FINN, GIL);
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        REFUSED(
            held, room_urgent_ask(store, &held->of[GIL], held->meeting, "Gone", never[i], SUNDAY), "The next agenda");
    must(room_urgent_ask(store, &held->of[GIL], held->meeting, "We stop at noon", ITEM_ACTION, SUNDAY));
    must(room_urgent_yes(store, &held->of[EVA], held->meeting, true, SUNDAY, &taken));
    must(room_urgent_yes(store, &held->of[FINN], held->meeting, true, SUNDAY, &taken));
    struct meeting_item item;
    must(meeting_item_get(store, &held->of[EVA], taken, SUNDAY, &item));
    assert_int_equal(item.about, ITEM_ACTION); /* so its vote is secret by itself */
    begin(held, taken, SUNDAY);
    REFUSED(held,
        proposal_make_with(
            store, &held->of[GIL], held->meeting, "T", "Text", "number agenda-hours 30", SUNDAY, &proposal),
        "changes no number");
    must(proposal_make_with(store, &held->of[GIL], held->meeting, "T", "Text", "", SUNDAY, &proposal));
    REFUSED(held, effect_set(store, &held->of[GIL], proposal, "guests yes", SUNDAY), "lets no guests in");
    REFUSED(held, effect_set(store, &held->of[GIL], proposal, "name Moema Street", SUNDAY), "no name");
}

/* Its round would come before she speaks. */
static void nobody_is_an_angry_item(void **state)
{
    struct assembly *held = *state;
    int64_t item;
    struct item_new form = { .meeting = held->meeting,
        .title = "Somebody",
        .wants = ITEM_DECIDE,
        .about = ITEM_PERSON,
        .person = held->of[IDA].member,
        .minutes = 20,
        .angry = true };
    assert_int_equal(meeting_item_add(held->store, &held->of[GIL], &form, NOON, &item), RESULT_INVALID);
    assert_non_null(strstr(store_reason(held->store), "they speak first"));
    form.angry = false;
    must(meeting_item_add(held->store, &held->of[GIL], &form, NOON, &item));
}

static void the_chair_or_who_asked_lets_an_urgent_item_go(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    OPEN_WITH(held, EVA, FINN, GIL);
    assert_int_equal(room_urgent_ask(store, &held->of[GIL], held->meeting, " ", ITEM_THINGS, SUNDAY), RESULT_INVALID);
    must(room_urgent_ask(store, &held->of[GIL], held->meeting, "The fire", ITEM_THINGS, SUNDAY));
    REFUSED(held, room_urgent_leave(store, &held->of[EVA], held->meeting, SUNDAY), "Only the chair");
    must(room_urgent_leave(store, &held->of[DAN], held->meeting, SUNDAY));
    last_said(held, "not taken: The fire");
    assert_string_equal(seen(held, EVA, SUNDAY).tools.urgent, "");
}

/* --- an item called in anger --- */

static int64_t angry_item(struct assembly *held)
{
    int64_t item;
    struct item_new form = { .meeting = held->meeting,
        .title = "Nineteen days without water",
        .wants = ITEM_TALK,
        .about = ITEM_THINGS,
        .minutes = 20,
        .angry = true };
    must(meeting_item_add(held->store, &held->of[GIL], &form, NOON, &item));
    return item;
}

static void what_was_called_in_anger_begins_with_homes_and_ends_with_an_act(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN], *gil = &held->of[GIL];
    int64_t item = angry_item(held), line, gain, friday = when_day(SUNDAY) + 5;
    char words[300];
    OPEN_WITH(held, GIL);
    begin(held, item, SUNDAY);
    must(room_raise(store, gil, held->meeting, SUNDAY));
    struct room room = seen(held, DAN, SUNDAY);
    assert_int_equal(room_step(&room, SUNDAY, words, sizeof words), ROOM_STEP_HOME_ROUND);
    REFUSED(held, room_next(store, dan, held->meeting, SUNDAY), "15 words each");
    REFUSED(held, room_ask_friday(store, dan, held->meeting, SUNDAY), "15 words each");
    must(room_home_round(store, dan, held->meeting, SUNDAY));
    for (int i = 0; i < 2; i++) {
        must(room_next(store, dan, held->meeting, SUNDAY + 60 + i * 60));
        const struct actor *her = seen(held, GIL, SUNDAY + 60).my_turn ? gil : dan;
        assert_int_equal(
            room_say(store, her, held->meeting, "a b c d e f g h i j k l m n o p", SUNDAY + 61 + i * 60, &line),
            RESULT_INVALID);
        must(room_say(store, her, held->meeting, "a b c d e f g h i j k l m n o", SUNDAY + 61 + i * 60, &line));
    }
    must(room_lower(store, gil, held->meeting, SUNDAY + 200));
    room = seen(held, DAN, SUNDAY + 200);
    assert_int_equal(room_step(&room, SUNDAY + 200, words, sizeof words), ROOM_STEP_FRIDAY);
    must(room_ask_friday(store, dan, held->meeting, SUNDAY + 200));
    REFUSED(held, room_end_item(store, dan, held->meeting, false, SUNDAY + 200), "closes with an act");
    assert_int_equal(
        room_name_act(store, gil, held->meeting, "We go", when_day(SUNDAY) - 1, SUNDAY, &gain), RESULT_INVALID);
    must(room_name_act(store, gil, held->meeting, "Ten of us go to the ward office", friday, SUNDAY + 200, &gain));
    must(room_come(store, dan, held->meeting, true, SUNDAY + 201));
    room = seen(held, DAN, SUNDAY + 202);
    assert_int_equal(room.tools.hands, 2);
    assert_true(room.tools.comes);
    must(room_end_item(store, dan, held->meeting, false, SUNDAY + 202));
    struct gain found;
    must(gain_get(store, dan, gain, SUNDAY + 202, &found));
    assert_string_equal(found.demand, "Nineteen days without water");
    assert_string_equal(found.act, "Ten of us go to the ward office");
    assert_int_equal(found.day, friday);
}

static void it_may_also_rest_until_a_day_or_be_parked(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN];
    int64_t item = angry_item(held);
    OPEN_WITH(held, GIL);
    REFUSED(held, room_rest(store, &held->of[GIL], held->meeting, when_day(SUNDAY) + 9, SUNDAY), "for the chair");
    CONFLICT(held, room_rest(store, dan, held->meeting, when_day(SUNDAY) + 9, SUNDAY), "No item is open");
    begin(held, held->water, SUNDAY);
    REFUSED(held, room_rest(store, dan, held->meeting, when_day(SUNDAY) + 9, SUNDAY), "not called in anger");
    must(room_end_item(store, dan, held->meeting, false, SUNDAY));
    begin(held, item, SUNDAY);
    must(room_rest(store, dan, held->meeting, when_day(SUNDAY) + 9, SUNDAY));
    last_said(held, "We rest until");
    CONFLICT(held, room_come(store, &held->of[GIL], held->meeting, true, SUNDAY), "nothing to come to");
    must(room_end_item(store, dan, held->meeting, false, SUNDAY));
}

static void a_lost_demand_asks_what_was_learned(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN], *gil = &held->of[GIL];
    struct gain gain;
    int64_t id;
    must(gain_make(store, dan, "A street light", "We write to the city", when_day(NOON) + 3, NOON, &id));
    REFUSED(held, gain_end(store, gil, id, true, NULL, NOON), "Only whoever named it");
    must(gain_come(store, gil, id, true, NOON));
    must(gain_end(store, gil, id, false, "They did not answer.", NOON + DAY));
    CONFLICT(held, gain_end(store, dan, id, true, NULL, NOON + DAY), "ended already");
    CONFLICT(held, gain_come(store, dan, id, false, NOON + DAY), "ended already");
    must(gain_get(store, gil, id, NOON + DAY + GAIN_LEARNED_AFTER - 1, &gain));
    assert_false(gain.asks);
    must(gain_get(store, gil, id, NOON + DAY + GAIN_LEARNED_AFTER, &gain));
    assert_true(gain.asks);
    must(gain_get(store, &held->of[EVA], id, NOON + DAY + GAIN_LEARNED_AFTER, &gain));
    assert_false(gain.asks); /* she was not in it */
    must(gain_learn(store, gil, id, "Next time we go there.", NOON + 9 * DAY));
    must(gain_get(store, gil, id, NOON + 9 * DAY, &gain));
    assert_false(gain.asks);
    assert_int_equal(gain_get(store, &held->street.cora, id, NOON, &gain), RESULT_NOT_FOUND);
}

/* --- the chair --- */

static void the_lot_gives_an_empty_chair_to_one_of_the_willing(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    OPEN_WITH(held, FINN, GIL, HOPE);
    int64_t now = SUNDAY + 60;
    must(room_leave(store, &held->of[DAN], held->meeting, now));
    must(room_take_chair(store, &held->of[GIL], held->meeting, now)); /* being fast wins nothing */
    assert_int_equal(seen(held, GIL, now).chair, 0);
    must(room_would_chair(store, &held->of[FINN], held->meeting, true, now + 5));
    assert_int_equal(seen(held, GIL, now + 5).chair, 0);
    must(room_take_chair(store, &held->of[FINN], held->meeting, now + ROOM_LOT_WAIT));
    int64_t chair = seen(held, GIL, now + ROOM_LOT_WAIT).chair;
    assert_true(chair == held->of[GIL].member || chair == held->of[FINN].member); /* hope did not want it */
}

static void anybody_can_run_the_lot_again(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct buffer key = { 0 };
    int64_t seeds[4];
    uint16_t drawn[4];
    OPEN_WITH(held, FINN, GIL, HOPE);
    begin(held, held->water, SUNDAY);
    must(room_go_round(store, &held->of[DAN], held->meeting, SUNDAY));
    sqlite3_stmt *row = db_query(store,
        "SELECT data->>'$.seed[0]', data->>'$.seed[1]', data->>'$.seed[2]', data->>'$.seed[3]' FROM ledger WHERE kind = ?",
        (int64_t)LEDGER_LOT_DRAWN);
    assert_true(db_step(store, row));
    for (int i = 0; i < 4; i++)
        seeds[i] = sqlite3_column_int64(row, i);
    db_done(store, row);
    lot_key_add(&key, seeds, 4);
    lot_draw(LOT_BLAKE2B, buffer_text(&key), 4, 4, drawn);
    buffer_clear(&key);
    int64_t pool[] = { held->of[DAN].member, held->of[FINN].member, held->of[GIL].member, held->of[HOPE].member };
    struct room room = seen(held, DAN, SUNDAY);
    assert_int_equal(room.next[0].member, pool[drawn[0] - 1]);
    assert_int_equal(room.next[1].member, pool[drawn[1] - 1]);
    assert_int_equal(room.next[2].member, pool[drawn[2] - 1]);
}

static void the_second_facilitator_takes_a_dropped_chair_at_once(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    int64_t now = SUNDAY + ROOM_SILENT;
    OPEN_WITH(held, EVA, GIL);
    enter(held, EVA, now - 1);
    CONFLICT(held, room_take_chair(store, &held->of[EVA], held->meeting, now - 1), "A facilitator has");
    assert_true(seen(held, EVA, now).may_chair);
    assert_true(seen(held, EVA, now).tools.chair_dropped);
    assert_false(seen(held, GIL, now).may_chair);
    CONFLICT(held, room_take_chair(store, &held->of[GIL], held->meeting, now), "A facilitator has");
    must(room_take_chair(store, &held->of[EVA], held->meeting, now));
    assert_true(seen(held, EVA, now).is_chair);
}

static void expect_last(struct assembly *held, enum who who, int64_t now, const char *expected)
{
    struct room_line line;
    size_t count;
    char words[300];
    (void)now;
    must(room_lines_before(held->store, actor_of(held, who), held->meeting, 0, 1, &line, &count));
    room_line_words(&line, words, sizeof words);
    assert_string_equal(words, expected);
    room_lines_free(&line, count);
}

/* The other end said that it closed: nobody has to wait for signs that do not come. */
static void a_line_that_closed_has_dropped_at_once(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    int64_t now = SUNDAY + 30;
    OPEN_WITH(held, EVA, GIL);
    begin(held, held->water, SUNDAY);
    must(room_dropped(store, &held->of[DAN], held->meeting, now));
    expect_last(
        held, EVA, now, "The line of dan, who has the chair, dropped. A facilitator may take it: `chair take`.");
    assert_true(seen(held, EVA, now).tools.chair_dropped);
    assert_int_equal(seen(held, EVA, now).present, 3);
    assert_int_equal(seen(held, EVA, now + ROOM_SILENT + 1).present, 3); /* for ten minutes, as ever */
    must(room_dropped(store, &held->of[DAN], held->meeting, now + 1));   /* told once */
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM room_line WHERE event = ?", ROOM_LINE_DROPPED), 1);
    enter(held, DAN, now + 2); /* she is back, and has it */
    assert_false(seen(held, EVA, now + 2).tools.chair_dropped);
    assert_true(seen(held, DAN, now + 2).is_chair);
    must(room_raise(store, &held->of[GIL], held->meeting, now + 3));
    must(room_next(store, &held->of[DAN], held->meeting, now + 3));
    must(room_dropped(store, &held->of[GIL], held->meeting, now + 5));
    expect_last(held, EVA, now + 5, "The line of gil dropped. The turn waits a minute for it.");
    assert_string_equal(seen(held, EVA, now + 5).turn_handle, "gil");
    must(room_dropped(store, &held->of[EVA], held->meeting, now + 6)); /* of nobody else it is told */
    expect_last(held, DAN, now + 6, "The line of gil dropped. The turn waits a minute for it.");
    must(room_leave(store, &held->of[EVA], held->meeting, now + 7));
    must(room_dropped(store, &held->of[EVA], held->meeting, now + 8));
    assert_int_equal(seen(held, EVA, now + 8).way, ROOM_AWAY); /* who left did not drop */
}

/* With a phone and a laptop she is one person: leaving with one, or its dropped line, takes neither chair nor turn. */
static void who_is_there_twice_leaves_with_the_last_session(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    int64_t now = SUNDAY + 30, line;
    struct actor phone = held->of[DAN], laptop = phone;
    OPEN_WITH(held, EVA, GIL);
    must(visit_begin(store, &phone, "10.0.0.x", "key", now, &phone.visit));
    must(visit_begin(store, &laptop, "10.0.0.x", "key", now, &laptop.visit));
    must(room_enter(store, &phone, held->meeting, now));
    must(room_enter(store, &laptop, held->meeting, now));
    assert_int_equal(seen(held, EVA, now).present, 3);
    begin(held, held->water, now);
    must(room_raise(store, &phone, held->meeting, now));
    must(room_next(store, &laptop, held->meeting, now));
    must(room_leave(store, &laptop, held->meeting, now + 1));
    assert_true(seen(held, DAN, now + 1).is_chair);
    assert_true(seen(held, DAN, now + 1).my_turn);
    must(room_enter(store, &laptop, held->meeting, now + 2));
    must(room_dropped(store, &phone, held->meeting, now + 3));
    assert_false(seen(held, EVA, now + 3).tools.chair_dropped);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM room_line WHERE event = ?", ROOM_LINE_DROPPED), 0);
    must(room_say(store, &laptop, held->meeting, "It leaks again.", now + 4, &line));
    assert_int_not_equal(room_say(store, &phone, held->meeting, "It leaks again.", now + 4, &line), RESULT_OK);
    must(room_enter(store, &phone, held->meeting, now + 5));
    must(visit_seen(store, &phone, phone.visit, VISIT_LEFT, now + 6)); /* ended, and never said that it left */
    must(room_leave(store, &laptop, held->meeting, now + 7));
    assert_int_equal(seen(held, DAN, now + 7).way, ROOM_AWAY);
    assert_false(seen(held, DAN, now + 7).is_chair);
    assert_int_equal(seen(held, EVA, now + 7).present, 2);
}

/* The power failed: sessions of before are in no room, though nothing said that they ended. */
static void a_house_that_starts_counts_no_session_of_before(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    int64_t now = SUNDAY + 30;
    struct actor before = held->of[EVA], after = before;
    OPEN_WITH(held, EVA, GIL);
    must(visit_begin(store, &before, "10.0.0.x", "key", now, &before.visit));
    must(room_enter(store, &before, held->meeting, now));
    room_sessions_begin(store);
    must(visit_begin(store, &after, "10.0.0.x", "key", now + 1, &after.visit));
    must(room_enter(store, &after, held->meeting, now + 30));
    must(room_leave(store, &after, held->meeting, now + 31));
    assert_int_equal(seen(held, EVA, now + 31).way, ROOM_AWAY);
}

static void who_wants_to_speak_lends_the_chair_for_that_item(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    OPEN_WITH(held, FINN, GIL);
    begin(held, held->water, SUNDAY);
    REFUSED(held, room_lend_chair(store, &held->of[DAN], held->meeting, SUNDAY), "chair willing");
    must(room_would_chair(store, &held->of[GIL], held->meeting, true, SUNDAY));
    must(room_lend_chair(store, &held->of[DAN], held->meeting, SUNDAY));
    assert_true(seen(held, GIL, SUNDAY).is_chair);
    assert_true(seen(held, GIL, SUNDAY).tools.lent);
    must(room_end_item(store, &held->of[GIL], held->meeting, false, SUNDAY));
    assert_true(seen(held, DAN, SUNDAY).is_chair);
    enter(held, EVA, SUNDAY);
    begin(held, held->light, SUNDAY);
    must(room_lend_chair(store, &held->of[DAN], held->meeting, SUNDAY)); /* to the second facilitator */
    assert_true(seen(held, EVA, SUNDAY).is_chair);
}

static void after_three_points_the_rest_are_taken_together(void **state)
{
    static const enum who people[] = { EVA, FINN, GIL };
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN];
    OPEN_WITH(held, EVA, FINN, GIL, HOPE, IDA);
    begin(held, held->water, SUNDAY);
    for (int i = 0; i < 3; i++) {
        REFUSED(held, room_points_together(store, dan, held->meeting, SUNDAY + i * 20), "heard singly");
        must(room_point(store, actor_of(held, people[i]), held->meeting, SPEAKERS_CANNOT_FOLLOW, SUNDAY + i * 20));
        must(room_next(store, dan, held->meeting, SUNDAY + i * 20));
        say(held, people[i], "I cannot follow.", SUNDAY + i * 20 + 1);
    }
    must(room_points_together(store, dan, held->meeting, SUNDAY + 60));
    CONFLICT(held, room_points_together(store, dan, held->meeting, SUNDAY + 60), "already");
    must(room_point(store, &held->of[HOPE], held->meeting, SPEAKERS_CANNOT_FOLLOW, SUNDAY + 60));
    must(room_point(store, &held->of[IDA], held->meeting, SPEAKERS_CANNOT_FOLLOW, SUNDAY + 60));
    assert_int_equal(seen(held, DAN, SUNDAY + 60).next[0].together, 2);
    must(room_next(store, dan, held->meeting, SUNDAY + 60));
    say(held, HOPE, "Nor can I.", SUNDAY + 61);
    assert_int_equal(seen(held, IDA, SUNDAY + 61).waits, SPEAKERS_NO_ACT);
}

/* --- a turn that blames people --- */

static void three_homes_fold_a_turn_once(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN], *gil = &held->of[GIL];
    struct room_line lines[9];
    size_t count;
    bool folded;
    OPEN_WITH(held, ANN, BEN, EVA, GIL, HOPE);
    begin(held, held->water, SUNDAY);
    must(room_raise(store, gil, held->meeting, SUNDAY));
    must(room_next(store, dan, held->meeting, SUNDAY));
    assert_int_equal(room_blame(store, dan, held->meeting, 0, SUNDAY, &folded), RESULT_NOT_FOUND);
    say(held, GIL, "They are all lazy, those of block C, and they always were.", SUNDAY);
    REFUSED(held, room_blame(store, gil, held->meeting, 0, SUNDAY, &folded), "your own");
    must(room_blame(store, &held->street.ann, held->meeting, 0, SUNDAY, &folded));
    must(room_blame(store, &held->street.ben, held->meeting, 0, SUNDAY, &folded)); /* of ann's home */
    must(room_blame(store, &held->of[EVA], held->meeting, 0, SUNDAY, &folded));
    assert_false(folded);
    assert_int_equal(seen(held, DAN, SUNDAY).tools.blames, 2);
    REFUSED(held, room_instead(store, gil, held->meeting, "The tap was left open.", SUNDAY), "folded");
    refused(held, room_next(store, dan, held->meeting, SUNDAY), RESULT_BUSY, "being read");
    must(room_blame(store, &held->of[HOPE], held->meeting, 0, SUNDAY, &folded));
    assert_true(folded);
    CONFLICT(held, room_blame(store, dan, held->meeting, 0, SUNDAY, &folded), "already");
    assert_true(seen(held, GIL, SUNDAY).next_from == 0); /* reading stops */
    assert_true(seen(held, GIL, SUNDAY).tools.may_instead);
    must(room_instead(store, gil, held->meeting, "The tap was left open three times.", SUNDAY));
    assert_false(seen(held, GIL, SUNDAY).tools.may_instead);
    must(room_lines(store, dan, held->meeting, 0, 9, lines, &count));
    for (size_t i = 0; i < count; i++)
        assert_true(lines[i].folded == (lines[i].kind == ROOM_TURN));
    room_lines_free(lines, count);
    assert_int_equal(
        db_number(store, 0, "SELECT count(*) FROM ledger WHERE kind = ? AND actor = 0", (int64_t)LEDGER_TURN_FOLDED),
        1);
    struct act act;
    must(acts_list(store, dan, 0, SUNDAY, &act, 1, &count)); /* once a turn, in the log of acts, without a name */
    assert_int_equal(count, 1);
    assert_int_equal(act.kind, ACT_FOLDED);
    assert_int_equal(act.meeting, held->meeting);
    assert_string_equal(act.by, "");
    assert_string_equal(act.person, "");
    assert_false(act.mine || act.may_appeal || act.may_lift);
    must(act_get(store, gil, act.id, SUNDAY, &act));
    assert_false(act.mine || act.may_appeal);
    REFUSED(held, panel_appeal_make(store, gil, act.id, "I never said it.", SUNDAY), "");
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM mod_act"), 1);
    assert_int_equal(db_number(store, 0, "SELECT person + post FROM mod_act"), 0);
}

/* --- the mood, and the end --- */

static void the_mood_is_said_once_an_item(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *gil = &held->of[GIL];
    OPEN_WITH(held, EVA, GIL);
    begin(held, held->water, SUNDAY);
    REFUSED(held, room_feels(store, gil, held->meeting, "Tired.", SUNDAY), "mood watch");
    must(room_watch_mood(store, gil, held->meeting, true, SUNDAY));
    CONFLICT(held, room_watch_mood(store, &held->of[EVA], held->meeting, true, SUNDAY), "Somebody watches");
    assert_true(seen(held, GIL, SUNDAY).tools.may_feel);
    must(room_feels(store, gil, held->meeting, "Tired, and friendly.", SUNDAY));
    CONFLICT(held, room_feels(store, gil, held->meeting, "Still.", SUNDAY), "once on each item");
    must(room_end_item(store, &held->of[DAN], held->meeting, false, SUNDAY));
    begin(held, held->light, SUNDAY);
    must(room_feels(store, gil, held->meeting, "Awake.", SUNDAY));
}

static void a_meeting_ends_with_two_questions(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    const struct actor *dan = &held->of[DAN];
    char words[300];
    OPEN_WITH(held, EVA, GIL);
    begin(held, held->water, SUNDAY);
    REFUSED(held, room_thank(store, dan, held->meeting, "All.", SUNDAY), "at the end");
    CONFLICT(held, room_last_questions(store, dan, held->meeting, SUNDAY), "An item is open");
    must(room_end_item(store, dan, held->meeting, false, SUNDAY));
    begin(held, held->light, SUNDAY);
    must(room_end_item(store, dan, held->meeting, false, SUNDAY));
    struct room room = seen(held, DAN, SUNDAY);
    assert_int_equal(room_step(&room, SUNDAY, words, sizeof words), ROOM_STEP_LAST_QUESTIONS);
    must(room_last_questions(store, dan, held->meeting, SUNDAY));
    must(room_thank(store, &held->of[GIL], held->meeting, "Eva, who brought the tea.", SUNDAY));
    room = seen(held, DAN, SUNDAY);
    assert_int_equal(room_step(&room, SUNDAY, words, sizeof words), ROOM_STEP_CLOSE);
    must(room_close(store, dan, held->meeting, SUNDAY));
}

static void each_quarter_one_item_comes_by_itself(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct meeting_item items[9];
    size_t count, quarters = 0;
    int64_t soon, later, now = SUNDAY + 95 * DAY;
    OPEN_WITH(held, EVA, GIL);
    begin(held, held->water, SUNDAY);
    must(room_raise(store, &held->of[GIL], held->meeting, SUNDAY));
    must(room_next(store, &held->of[DAN], held->meeting, SUNDAY));
    say(held, GIL, "The pipe burst.", SUNDAY);
    must(room_close(store, &held->of[DAN], held->meeting, SUNDAY + 60));
    must(db_run(store, "UPDATE seat SET until = ?", now + 90 * DAY));
    must(meeting_call(store, &held->of[DAN], &(struct meeting_new) { .starts = SUNDAY + 7 * DAY }, SUNDAY + 60, &soon));
    must(meeting_items_list(store, &held->of[EVA], soon, SUNDAY + 61, items, 9, &count));
    assert_int_equal(count, 0); /* the first quarter is not over */
    must(meeting_call(store, &held->of[DAN], &(struct meeting_new) { .starts = now + 7 * DAY }, now, &later));
    must(meeting_call(store, &held->of[DAN], &(struct meeting_new) { .starts = now + 9 * DAY }, now, &soon));
    for (int i = 0; i < 2; i++) {
        must(meeting_items_list(store, &held->of[EVA], i == 0 ? later : soon, now, items, 9, &count));
        for (size_t k = 0; k < count; k++)
            quarters += strstr(items[k].title, "who stopped coming") != NULL;
    }
    assert_int_equal(quarters, 1);
}

/* --- in memory only --- */

static struct memory_only memory;

static int hold_with_memory(void **state)
{
    memory_only_begin(&memory);
    hold(state);
    ephemeral_reach(((struct assembly *)*state)->store, memory_only_ask, &memory);
    return 0;
}

static int part_with_memory(void **state)
{
    part_with(state);
    memory_only_end(&memory);
    return 0;
}

static const struct actor *by(struct assembly *held, enum who who)
{
    memory.member = actor_of(held, who)->member;
    return actor_of(held, who);
}

static void tend(struct assembly *held, int64_t now)
{
    memory.member = EPHEMERAL_HOUSE;
    assert_true(store_tick(held->store, now) >= 0);
}

static int unsigned_lines(struct assembly *held)
{
    return (int)db_number(held->store, 0, "SELECT count(*) FROM room_line WHERE kind = ? AND member = 0 AND hand = 0",
        (int64_t)ROOM_UNSIGNED);
}

static void an_unsigned_line_is_shown_in_threes_or_at_the_end_of_the_item(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    int64_t about, item = held->water;
    OPEN_WITH(held, EVA, FINN, GIL, ANN);
    enter(held, GOGO, SUNDAY);
    CONFLICT(held, room_unsigned(store, by(held, EVA), held->meeting, "It leaks.", SUNDAY), "No item");
    begin(held, item, SUNDAY);
    about = sqlite3_total_changes64(store->db);
    must(room_unsigned(store, by(held, EVA), held->meeting, "It leaks.", SUNDAY));
    CONFLICT(held, room_unsigned(store, by(held, EVA), held->meeting, "Again.", SUNDAY), "already");
    REFUSED(held, room_unsigned(store, by(held, GOGO), held->meeting, "Mine.", SUNDAY), "only they themselves");
    must(room_unsigned(store, by(held, FINN), held->meeting, "I am afraid of the pump.", SUNDAY));
    assert_int_equal(sqlite3_total_changes64(store->db), about); /* the database learnt nothing */
    tend(held, SUNDAY + 2);
    assert_int_equal(unsigned_lines(held), 0);
    must(room_unsigned(store, by(held, GIL), held->meeting, "Who has the key?", SUNDAY + 3));
    tend(held, SUNDAY + 4);
    assert_int_equal(unsigned_lines(held), 3);
    must(room_unsigned(store, by(held, ANN), held->meeting, "One more.", SUNDAY + 5));
    tend(held, SUNDAY + 6);
    assert_int_equal(unsigned_lines(held), 3);
    must(room_end_item(store, by(held, DAN), held->meeting, false, SUNDAY + 7));
    tend(held, SUNDAY + 8);
    assert_int_equal(unsigned_lines(held), 4);
    must(db_run(store, "UPDATE meeting_item SET about = ? WHERE id = ?", (int64_t)ITEM_PERSON, held->light));
    begin(held, held->light, SUNDAY + 9);
    REFUSED(held, room_unsigned(store, by(held, DAN), held->meeting, "She stole it.", SUNDAY + 9), "about a person");
}

static void many_who_did_not_dare_open_the_next_agenda(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct meeting_new next = { .starts = SUNDAY + 7 * DAY, .title = "The next" };
    struct meeting_item items[9];
    size_t count;
    int64_t meeting;
    assert_int_equal(room_dared_of(0, 0), ROOM_DARED_NOT_ASKED);
    assert_int_equal(room_dared_of(0, 9), ROOM_DARED_NOBODY);
    assert_int_equal(room_dared_of(2, 2), ROOM_DARED_SOME); /* two are not many: it would nearly say who */
    assert_int_equal(room_dared_of(3, 10), ROOM_DARED_SOME);
    assert_int_equal(room_dared_of(3, 9), ROOM_DARED_MANY);
    OPEN_WITH(held, EVA, FINN, GIL, HOPE);
    REFUSED(held, room_dare(store, by(held, EVA), held->meeting, true, SUNDAY), "at the end");
    must(room_last_questions(store, by(held, DAN), held->meeting, SUNDAY));
    must(room_dare(store, by(held, EVA), held->meeting, true, SUNDAY));
    CONFLICT(held, room_dare(store, by(held, EVA), held->meeting, false, SUNDAY), "already");
    must(room_dare(store, by(held, FINN), held->meeting, true, SUNDAY));
    must(room_dare(store, by(held, GIL), held->meeting, true, SUNDAY));
    must(room_dare(store, by(held, HOPE), held->meeting, false, SUNDAY));
    must(meeting_call(store, by(held, DAN), &next, SUNDAY, &meeting));
    must(room_close(store, by(held, DAN), held->meeting, SUNDAY + 60));
    tend(held, SUNDAY + 62);
    last_said(held, "many");
    must(meeting_items_list(store, by(held, EVA), meeting, SUNDAY + 63, items, 9, &count));
    assert_int_equal(count, 1);
    assert_string_equal(items[0].title, "What many did not dare to say last time");
    tend(held, SUNDAY + 64);
    must(meeting_items_list(store, by(held, EVA), meeting, SUNDAY + 65, items, 9, &count));
    assert_int_equal(count, 1);
}

static void small_groups_talk_alone_and_come_back_with_a_report(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct room_group_line lines[9];
    size_t count, other = 0, reports = 0;
    OPEN_WITH(held, EVA, FINN, GIL, HOPE);
    begin(held, held->water, SUNDAY);
    REFUSED(held, room_groups(store, by(held, DAN), held->meeting, SUNDAY), "at least two: 5 are here");
    enter(held, IDA, SUNDAY);
    enter(held, ANN, SUNDAY);
    enter(held, BEN, SUNDAY);
    must(room_groups(store, by(held, DAN), held->meeting, SUNDAY)); /* eight: two of four */
    CONFLICT(held, room_next(store, by(held, DAN), held->meeting, SUNDAY), "Small groups talk");
    CONFLICT(held, room_go_round(store, by(held, DAN), held->meeting, SUNDAY), "Small groups talk");
    int hers = seen(held, EVA, SUNDAY).tools.team;
    assert_true(hers == 1 || hers == 2);
    struct speaker speaker = { .store = store, .actor = by(held, EVA), .now = SUNDAY };
    struct command_text text;
    struct reply reply = { 0 };
    must(command_text_of(&speaker, "group say Between us.", &text, &reply)); /* RULES 2.1 */
    assert_string_equal(text.readers.line, "Read by: only your small group");
    must(command_text_of(&speaker, "group", &text, &reply));
    assert_false(text.some);
    reply_clear(&reply);
    must(room_group_say(store, by(held, EVA), held->meeting, "Between us.", SUNDAY));
    for (enum who who = DAN; who <= BEN; who++) {
        struct room room = seen(held, who, SUNDAY);
        must(room_group_lines(store, by(held, who), held->meeting, SUNDAY, 0, lines, 9, &count));
        assert_int_equal(count, room.tools.team == hers);
        other += room.tools.team != hers;
        reports += room.tools.reports;
    }
    assert_int_equal(other, 4);
    assert_int_equal(reports, 2);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM room_line WHERE text LIKE '%Between%'"), 0);
    must(room_groups_end(store, by(held, DAN), held->meeting, SUNDAY + 300));
    CONFLICT(held, room_group_say(store, by(held, EVA), held->meeting, "More.", SUNDAY + 300), "no small groups");
    for (enum who who = DAN; who <= BEN; who++)
        enter(held, who, SUNDAY + 301); /* or the house would think of a power cut */
    tend(held, SUNDAY + 302);
    must(room_next(store, by(held, DAN), held->meeting, SUNDAY + 303));
    struct room room = seen(held, DAN, SUNDAY + 303);
    int64_t line;
    struct actor reporter = { 0 };
    for (enum who who = DAN; who <= BEN; who++)
        if (room.turn.member == actor_of(held, who)->member)
            reporter = *actor_of(held, who);
    must(room_say(store, &reporter, held->meeting, "We want a pump.", SUNDAY + 304, &line));
    assert_int_equal(db_number(store, 0, "SELECT kind FROM room_line WHERE id = ?", line), ROOM_REPORT);
}

static void when_the_memory_is_gone_the_meeting_goes_on(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    OPEN_WITH(held, EVA, FINN, GIL);
    begin(held, held->water, SUNDAY);
    must(room_unsigned(store, by(held, EVA), held->meeting, "Lost with it.", SUNDAY));
    memory_only_dies(&memory);
    must(room_end_item(store, by(held, DAN), held->meeting, false, SUNDAY));
    tend(held, SUNDAY + 2);
    assert_int_equal(unsigned_lines(held), 0);
    memory.dead = true;
    must(room_last_questions(store, by(held, DAN), held->meeting, SUNDAY));
    assert_int_equal(room_dare(store, by(held, EVA), held->meeting, true, SUNDAY), RESULT_BUSY);
    must(room_close(store, by(held, DAN), held->meeting, SUNDAY + 60));
    tend(held, SUNDAY + 62);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(three_quarters_take_an_urgent_item, hold, part_with),
        cmocka_unit_test_setup_teardown(an_urgent_item_is_about_things_or_action, hold, part_with),
        cmocka_unit_test_setup_teardown(nobody_is_an_angry_item, hold, part_with),
        cmocka_unit_test_setup_teardown(the_chair_or_who_asked_lets_an_urgent_item_go, hold, part_with),
        cmocka_unit_test_setup_teardown(
            what_was_called_in_anger_begins_with_homes_and_ends_with_an_act, hold, part_with),
        cmocka_unit_test_setup_teardown(it_may_also_rest_until_a_day_or_be_parked, hold, part_with),
        cmocka_unit_test_setup_teardown(a_lost_demand_asks_what_was_learned, hold, part_with),
        cmocka_unit_test_setup_teardown(the_lot_gives_an_empty_chair_to_one_of_the_willing, hold, part_with),
        cmocka_unit_test_setup_teardown(anybody_can_run_the_lot_again, hold, part_with),
        cmocka_unit_test_setup_teardown(the_second_facilitator_takes_a_dropped_chair_at_once, hold, part_with),
        cmocka_unit_test_setup_teardown(a_line_that_closed_has_dropped_at_once, hold, part_with),
        cmocka_unit_test_setup_teardown(who_is_there_twice_leaves_with_the_last_session, hold, part_with),
        cmocka_unit_test_setup_teardown(a_house_that_starts_counts_no_session_of_before, hold, part_with),
        cmocka_unit_test_setup_teardown(who_wants_to_speak_lends_the_chair_for_that_item, hold, part_with),
        cmocka_unit_test_setup_teardown(after_three_points_the_rest_are_taken_together, hold, part_with),
        cmocka_unit_test_setup_teardown(three_homes_fold_a_turn_once, hold, part_with),
        cmocka_unit_test_setup_teardown(the_mood_is_said_once_an_item, hold, part_with),
        cmocka_unit_test_setup_teardown(a_meeting_ends_with_two_questions, hold, part_with),
        cmocka_unit_test_setup_teardown(each_quarter_one_item_comes_by_itself, hold, part_with),
        cmocka_unit_test_setup_teardown(
            an_unsigned_line_is_shown_in_threes_or_at_the_end_of_the_item, hold_with_memory, part_with_memory),
        cmocka_unit_test_setup_teardown(many_who_did_not_dare_open_the_next_agenda, hold_with_memory, part_with_memory),
        cmocka_unit_test_setup_teardown(
            small_groups_talk_alone_and_come_back_with_a_report, hold_with_memory, part_with_memory),
        cmocka_unit_test_setup_teardown(
            when_the_memory_is_gone_the_meeting_goes_on, hold_with_memory, part_with_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
