/* test_adjourn.c: after a power cut the chair adjourns a meeting, once, for seven days at most. RULES 1.7. */
#include "tests/store/assembly.h"

#include "proposals.h"
#include "votes.h"

/* Opened by dan; six are there, the first item is open, finn's proposal is before the room, gil wants to speak. */
static int64_t talk(struct assembly *held)
{
    int64_t proposal;
    must(db_run(held->store, "UPDATE membership SET since = ?", NOON - 20 * DAY)); /* they vote */
    must(db_run(held->store, "UPDATE member SET joined = ?", NOON - 20 * DAY));
    OPEN_WITH(held, EVA, FINN, GIL, HOPE, IDA);
    must(room_begin_item(held->store, &held->of[DAN], held->meeting, held->water, SUNDAY));
    must(proposal_make(held->store, &held->of[FINN], held->meeting, "A tap", "A new tap.", SUNDAY, &proposal));
    must(room_raise(held->store, &held->of[GIL], held->meeting, SUNDAY));
    return proposal;
}

/* Dan alone gives a sign. The cut begins at SUNDAY, and is seen at the time that is returned. */
static int64_t cut_after(struct assembly *held, int64_t from)
{
    int64_t now = from;
    for (int i = 0; i < 3; i++) {
        now += MINUTE;
        enter(held, DAN, now);
    }
    assert_int_equal(room_cuts(held->store, now), 1);
    return now;
}

static enum result adjourn(struct assembly *held, enum who who, int64_t until, int64_t now)
{
    return room_adjourn(held->store, actor_of(held, who), held->meeting, until, now);
}

static void only_after_a_power_cut_and_by_the_chair(void **state)
{
    struct assembly *held = *state;
    talk(held);
    REFUSED(held, adjourn(held, DAN, SUNDAY + DAY, SUNDAY + 1), "only when the power failed");
    must(room_break(held->store, &held->of[DAN], held->meeting, true, SUNDAY + 1));
    REFUSED(held, adjourn(held, DAN, SUNDAY + DAY, SUNDAY + 2), "chair park");
    must(room_break(held->store, &held->of[DAN], held->meeting, false, SUNDAY + 2));
    int64_t now = cut_after(held, SUNDAY);
    assert_true(seen(held, DAN, now).may_adjourn);
    assert_true(seen(held, DAN, now).cut != 0);
    assert_false(seen(held, EVA, now).may_adjourn);
    REFUSED(held, adjourn(held, EVA, now + DAY, now), "dan has it");
    refused(held, adjourn(held, DAN, now - 1, now), RESULT_INVALID, "over already");
    refused(held, adjourn(held, DAN, now + 7 * DAY + 1, now), RESULT_INVALID, "7 days at most");
    must(adjourn(held, DAN, now + 7 * DAY, now));
}

/* A cut that comes in a break is one, too. */
/* RULES 1.7 speaks of lines that drop. A single command over ssh has none: it is over when it is answered. */
static void who_comes_by_single_commands_has_no_line_to_drop(void **state)
{
    struct assembly *held = *state;
    int64_t proposal = talk(held), now = SUNDAY + MINUTE;
    for (enum who who = EVA; who <= IDA; who++) {
        held->of[who].visit = 0;
        enter(held, who, now); /* from a session to single commands */
    }
    for (int i = 0; i < 3; i++) {
        now += MINUTE;
        enter(held, DAN, now);
    }
    assert_int_equal(room_cuts(held->store, now), 0);
    must(proposal_test_open(held->store, &held->of[DAN], proposal, now));
    must(position_take(held->store, &held->of[DAN], proposal, POSITION_YES, NULL, false, now));
    for (int i = 0; i < 4; i++) {
        now += MINUTE;
        enter(held, DAN, now);
    }
    must(proposal_test_close(held->store, &held->of[DAN], proposal, now));
    for (enum who who = EVA; who <= IDA; who++) { /* in sessions again: what they do there says so, too */
        held->of[who].visit = 1;
        must(room_signal(held->store, &held->of[who], held->meeting, ROOM_AGREE, true, now));
    }
    cut_after(held, now);
}

/* She has a session in the room, and types a command beside it. */
static void a_command_beside_a_session_does_not_take_its_line(void **state)
{
    struct assembly *held = *state;
    talk(held);
    for (enum who who = EVA; who <= IDA; who++) {
        struct actor command = held->of[who];
        command.visit = 0;
        must(db_run(held->store,
            "INSERT INTO login (member, at, source, method, visit, seen) VALUES (?, ?, '', 'key', 1, ?)",
            command.member, SUNDAY, SUNDAY));
        enter(held, who, SUNDAY);
        must(room_enter(held->store, &command, held->meeting, SUNDAY + MINUTE));
    }
    cut_after(held, SUNDAY + MINUTE);
}

static void also_in_a_break(void **state)
{
    struct assembly *held = *state;
    talk(held);
    must(room_break(held->store, &held->of[DAN], held->meeting, true, SUNDAY));
    int64_t now = cut_after(held, SUNDAY);
    must(adjourn(held, DAN, now + DAY, now));
}

/* The newest line of the transcript. */
static void assert_told(struct assembly *held, const char *words)
{
    struct room_line line;
    size_t count;
    char said[600];
    must(room_lines_before(held->store, &held->of[DAN], held->meeting, 0, 1, &line, &count));
    room_line_words(&line, said, sizeof said);
    room_lines_free(&line, count);
    assert_non_null(strstr(said, words));
}

/* RULES 1.7: clocks stop. The meeting ends later by as long as the cut took; a break takes of its time. */
static void the_meeting_loses_no_time_by_a_cut(void **state)
{
    struct assembly *held = *state;
    talk(held);
    int64_t ends = seen(held, DAN, SUNDAY).ends, now = cut_after(held, SUNDAY), cut = seen(held, DAN, now).cut;
    now += 40 * MINUTE;
    enter(held, DAN, now);
    must(room_break(held->store, &held->of[DAN], held->meeting, false, now));
    assert_true(cut != 0);
    assert_int_equal(seen(held, DAN, now).ends, ends + now - cut);
    must(room_break(held->store, &held->of[DAN], held->meeting, true, now));
    must(room_break(held->store, &held->of[DAN], held->meeting, false, now + 5 * MINUTE));
    assert_int_equal(seen(held, DAN, now + 5 * MINUTE).ends, ends + now - cut);
}

static void once_the_chair_went_on_it_is_too_late(void **state)
{
    struct assembly *held = *state;
    talk(held);
    int64_t now = cut_after(held, SUNDAY);
    must(room_break(held->store, &held->of[DAN], held->meeting, false, now));
    assert_told(held, "After the power cut the meeting goes on."); /* it was no break */
    assert_false(seen(held, DAN, now).may_adjourn);
    REFUSED(held, adjourn(held, DAN, now + DAY, now), "only when the power failed");
}

/* The house sees a cut two minutes late. What was said meanwhile was read meanwhile, and is not read for minutes more.
 */
static void what_began_before_the_cut_was_seen_is_not_prolonged(void **state)
{
    struct assembly *held = *state;
    int64_t line, proposal = talk(held);
    must(room_next(held->store, &held->of[DAN], held->meeting, SUNDAY + 20));
    must(room_say(held->store, &held->of[GIL], held->meeting, "I can dig.", SUNDAY + 30, &line));
    must(proposal_test_open(held->store, &held->of[DAN], proposal, SUNDAY + 40));
    int64_t now = cut_after(held, SUNDAY) + HOUR / 2;
    enter(held, DAN, now);
    must(room_break(held->store, &held->of[DAN], held->meeting, false, now));
    assert_true(seen(held, DAN, now).next_from <= now);
    struct proposal_test test;
    must(proposal_test_get(held->store, &held->of[DAN], proposal, now, &test));
    assert_int_equal(test.opened, now);
    assert_int_equal(test.closes - test.opened, 3 + 3 * MINUTE); /* three words are read in as many seconds */
}

static void nothing_is_decided_and_it_goes_on_at_the_same_item(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct proposal proposal;
    struct proposal_test test;
    int64_t id = talk(held), line;
    must(proposal_test_open(store, &held->of[DAN], id, SUNDAY + 30));
    must(position_take(store, &held->of[EVA], id, POSITION_YES, NULL, false, SUNDAY + 31));
    int64_t now = cut_after(held, SUNDAY + 30), until = now + 2 * DAY;
    struct room before = seen(held, DAN, now);
    must(adjourn(held, DAN, until, now));
    must(proposal_get(store, &held->of[EVA], id, now, &proposal));
    assert_int_equal(proposal.state, PROPOSAL_OPEN);
    must(proposal_test_get(store, &held->of[EVA], id, now, &test));
    assert_false(test.counted);
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM position"), 0);

    struct room room = seen(held, GIL, now);
    assert_int_equal(room.state, ROOM_ADJOURNED);
    assert_int_equal(room.starts, until);
    CONFLICT(held, room_raise(store, &held->of[HOPE], held->meeting, now), "adjourned until");
    CONFLICT(held, room_enter(store, &held->of[HOPE], held->meeting, now), "adjourned until");
    CONFLICT(held, room_say(store, &held->of[GIL], held->meeting, "X", now, &line), "adjourned until");
    REFUSED(held, room_open(store, &held->of[GIL], held->meeting, until - 20 * MINUTE), "too early");

    live_in(&held->street, 1, "late", "D 77"); /* who came in since does not change what was frozen */
    must(room_open(store, &held->of[GIL], held->meeting, until));
    room = seen(held, GIL, until);
    assert_int_equal(room.state, ROOM_OPEN);
    assert_int_equal(room.item, held->water);
    assert_int_equal(room.active, before.active);
    assert_int_equal(room.homes, before.homes);
    assert_int_equal(room.present, 1); /* counted anew */
    assert_false(room.enough);
    assert_int_equal(room.proposal, id);
    assert_int_equal(room.place, 1); /* gil keeps her place */
    assert_true(room.is_chair);
    assert_int_equal(room.ends - until, before.ends - before.cut); /* as much time is left as then */
    assert_int_equal(room.item_ends - until, before.item_ends - now);
    REFUSED(held, proposal_test_open(store, &held->of[GIL], id, until), "Not enough people");
    enter(held, EVA, until);
    enter(held, FINN, until);
    enter(held, HOPE, until);
    must(proposal_test_open(store, &held->of[GIL], id, until)); /* put anew */
    must(proposal_test_get(store, &held->of[EVA], id, until, &test));
    assert_int_equal(test.answered, 0);
}

static void it_is_adjourned_once(void **state)
{
    struct assembly *held = *state;
    talk(held);
    int64_t now = cut_after(held, SUNDAY), until = now + DAY;
    must(adjourn(held, DAN, until, now));
    must(room_open(held->store, &held->of[DAN], held->meeting, until));
    for (enum who who = EVA; who <= IDA; who++)
        enter(held, who, until);
    now = cut_after(held, until);
    assert_false(seen(held, DAN, now).may_adjourn);
    REFUSED(held, adjourn(held, DAN, now + DAY, now), "once, and this one was");
    must(room_break(held->store, &held->of[DAN], held->meeting, false, now));
    assert_int_equal(seen(held, DAN, now).state, ROOM_OPEN);
}

static void home_and_lists_know_when_it_goes_on(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct meeting_line lines[4];
    struct meeting meeting;
    size_t count;
    talk(held);
    int64_t now = cut_after(held, SUNDAY), until = now + 2 * DAY, other;
    assert_true(room_open_here(store, &held->of[EVA], now) == held->meeting);
    must(adjourn(held, DAN, until, now));
    must(meeting_get(store, &held->of[EVA], held->meeting, now, &meeting));
    assert_true(meeting.adjourned);
    assert_int_equal(meeting.state, MEETING_CALLED);
    assert_int_equal(meeting.starts, until);
    assert_false(meeting.agenda_open);
    assert_int_equal(room_open_here(store, &held->of[EVA], now), 0);
    must(meeting_lines(store, &held->of[EVA], now, lines, 4, &count));
    assert_int_equal(count, 1);
    assert_int_equal(lines[0].why, MEETING_NEXT);
    must(meeting_lines(store, &held->of[EVA], until - HOUR * 5, lines, 4, &count));
    assert_int_equal(lines[0].why, MEETING_SOON_DAY);
    must(meeting_lines(store, &held->of[EVA], until - MINUTE, lines, 4, &count));
    assert_int_equal(lines[0].why, MEETING_SOON_HOUR);
    CONFLICT(held,
        meeting_call(store, &held->of[DAN], &(struct meeting_new) { .starts = until + MINUTE }, now - 5 * DAY, &other),
        "a meeting already then");
    must(room_open(store, &held->of[DAN], held->meeting, until - 20 * MINUTE)); /* a facilitator, as the first time */
    must(meeting_lines(store, &held->of[EVA], until, lines, 4, &count));
    assert_int_equal(lines[0].why, MEETING_IS_OPEN);
    assert_false(lines[0].meeting.adjourned);
}

static void not_onto_another_meeting(void **state)
{
    struct assembly *held = *state;
    int64_t other;
    must(meeting_call(held->store, &held->of[DAN], &(struct meeting_new) { .starts = SUNDAY + 2 * DAY }, NOON, &other));
    talk(held);
    int64_t now = cut_after(held, SUNDAY);
    CONFLICT(held, adjourn(held, DAN, SUNDAY + 2 * DAY, now), "a meeting already then");
    must(adjourn(held, DAN, SUNDAY + DAY, now));
}

static int64_t failed_items(struct assembly *held)
{
    return db_number(held->store, -1, "SELECT count(*) FROM meeting_item WHERE failed > 0");
}

static void when_nobody_opens_it_again_its_items_come_on_the_next_agenda(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct meeting_item items[8];
    size_t count;
    int64_t next;
    talk(held);
    int64_t now = cut_after(held, SUNDAY), until = now + DAY;
    must(adjourn(held, DAN, until, now));
    assert_true(store_tick(store, until + ROOM_LATE - 60) >= 0);
    assert_int_equal(seen(held, EVA, until + ROOM_LATE - 60).state, ROOM_ADJOURNED);
    assert_true(store_tick(store, until + ROOM_LATE + 60) >= 0);
    now = until + ROOM_LATE + 60;
    assert_int_equal(seen(held, EVA, now).state, ROOM_CLOSED);
    must(meeting_call(store, &held->of[DAN], &(struct meeting_new) { .starts = now + 5 * DAY }, now, &next));
    must(meeting_items_list(store, &held->of[DAN], next, now, items, 8, &count));
    assert_int_equal(count, 2);
    assert_string_equal(items[0].title, "The burst pipe");
    assert_string_equal(items[1].title, "The street light");
    assert_int_equal(failed_items(held), 0);
}

static void it_is_never_one_to_which_too_few_came(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    OPEN_WITH(held, EVA); /* too few, and no item began */
    int64_t now = SUNDAY + 3 * MINUTE;
    assert_int_equal(room_cuts(store, now), 1); /* both drop */
    enter(held, DAN, now);
    must(adjourn(held, DAN, now + DAY, now));
    must(room_open(store, &held->of[DAN], held->meeting, now + DAY));
    must(room_close(store, &held->of[DAN], held->meeting, now + DAY));
    assert_int_equal(failed_items(held), 0);
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM room_item WHERE parked = 1"), 2);
}

/* Signs come once a minute: the lines of one cut are seen to drop one after the other, and it is told once. */
static void one_power_cut_is_told_once(void **state)
{
    static const char told[] = "SELECT count(*) FROM room_line WHERE event = " SQL_ROOM_POWER_CUT;
    struct assembly *held = *state;
    struct store *store = held->store;
    talk(held);
    int64_t now = SUNDAY + MINUTE;
    for (enum who who = GIL; who <= IDA; who++)
        enter(held, who, now);
    now += MINUTE;
    enter(held, DAN, now);
    assert_int_equal(room_cuts(store, now), 1); /* eva and finn */
    now += MINUTE;
    enter(held, DAN, now);
    assert_int_equal(room_cuts(store, now), 1); /* the others */
    assert_int_equal(room_cuts(store, now), 0);
    assert_int_equal(db_number(store, 0, told), 1);
    now = SUNDAY + HOUR / 2;
    enter(held, DAN, now);
    assert_int_equal(seen(held, DAN, now).present, 6); /* nobody's place is lost */
    assert_int_equal(seen(held, DAN, now).cut, SUNDAY);
    enter(held, EVA, now);
    enter(held, FINN, now);
    must(room_break(store, &held->of[DAN], held->meeting, false, now));
    now += 3 * MINUTE;
    enter(held, DAN, now);
    assert_int_equal(room_cuts(store, now), 1); /* eva and finn again: another cut */
    assert_int_equal(db_number(store, 0, told), 2);
}

/* The house itself had no power for three hours: nobody has left. */
static void a_house_that_was_dark_for_hours_can_be_adjourned(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    talk(held);
    int64_t now = SUNDAY + 3 * HOUR;
    assert_int_equal(room_cuts(store, now), 1);
    assert_int_equal(room_cuts(store, now), 0);
    enter(held, DAN, now);
    struct room room = seen(held, DAN, now);
    assert_int_equal(room.cut, SUNDAY);
    assert_true(room.may_adjourn);
    assert_int_equal(room.present, 1); /* their hour is over */
    assert_int_equal(room_cuts(store, now + MINUTE), 0);
    must(adjourn(held, DAN, now + DAY, now));
}

static void a_vote_in_the_room_ends_without_a_count(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct vote vote;
    int64_t id, again;
    talk(held);
    struct vote_new form = {
        .meeting = held->meeting, .kind = VOTE_YESNO, .majority = MAJORITY_HALF, .title = "Friday?"
    };
    must(vote_open(store, &held->of[DAN], &form, SUNDAY, &id));
    int64_t now = cut_after(held, SUNDAY), until = now + DAY;
    must(adjourn(held, DAN, until, now));
    must(vote_get(store, &held->of[EVA], id, now, &vote));
    assert_int_equal(vote.state, VOTE_ENDED);
    must(room_open(store, &held->of[DAN], held->meeting, until));
    for (enum who who = EVA; who <= IDA; who++)
        enter(held, who, until);
    assert_int_equal(seen(held, DAN, until).vote, 0);
    must(vote_open(store, &held->of[DAN], &form, until, &again)); /* asked anew */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define HELD(test) cmocka_unit_test_setup_teardown(test, hold, part_with)
        HELD(only_after_a_power_cut_and_by_the_chair),
        HELD(who_comes_by_single_commands_has_no_line_to_drop),
        HELD(a_command_beside_a_session_does_not_take_its_line),
        HELD(also_in_a_break),
        HELD(the_meeting_loses_no_time_by_a_cut),
        HELD(once_the_chair_went_on_it_is_too_late),
        HELD(what_began_before_the_cut_was_seen_is_not_prolonged),
        HELD(nothing_is_decided_and_it_goes_on_at_the_same_item),
        HELD(it_is_adjourned_once),
        HELD(home_and_lists_know_when_it_goes_on),
        HELD(not_onto_another_meeting),
        HELD(when_nobody_opens_it_again_its_items_come_on_the_next_agenda),
        HELD(it_is_never_one_to_which_too_few_came),
        HELD(one_power_cut_is_told_once),
        HELD(a_house_that_was_dark_for_hours_can_be_adjourned),
        HELD(a_vote_in_the_room_ends_without_a_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
