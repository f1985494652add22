/* test_player.c: the assembly that the played neighbours of a made-up house hold, at the pace of people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "bbs/demo/demo.h"
#include "bbs/demo/play.h"
#include "bbs/demo/player.h"
#include "members.h"
#include "proposals.h"
#include "room.h"
#include "votes.h"

enum { NOW = 1795608000, TICK = 2, DAY = 86400 }; /* Wednesday, 25 November 2026, 12:00 UTC */
#define must(call) assert_int_equal((call), RESULT_OK)

struct street {
    struct store *store;
    struct player *player;
    struct actor thandi;
    int64_t meeting, now;
};

/* So many seconds pass. `here`: thandi's face says each minute that she is in the room. */
static bool pass(struct street *street, int seconds, bool here)
{
    bool plays = true;
    for (int i = 0; plays && i < seconds; i += TICK) {
        street->now += TICK;
        if (here && i % 60 == 0)
            room_enter(street->store, &street->thandi, street->meeting, street->now); /* refused once it is closed */
        plays = player_tick(street->player, street->now);
    }
    return plays;
}

static struct room room_of(struct street *street)
{
    struct room room;
    must(room_get(street->store, &street->thandi, street->meeting, street->now, &room));
    return room;
}

static int turns(struct street *street)
{
    struct room_line *lines = calloc(400, sizeof *lines);
    size_t count;
    int spoken = 0;
    must(room_lines(street->store, &street->thandi, street->meeting, 0, 400, lines, &count));
    for (size_t i = 0; i < count; i++)
        spoken += lines[i].kind == ROOM_TURN;
    room_lines_free(lines, count);
    free(lines);
    return spoken;
}

static int make_street(void **state)
{
    struct street *street = calloc(1, sizeof *street);
    char problem[400] = "";
    assert_int_equal(store_create(":memory:", &street->store), STORE_OPENED);
    if (!demo_make(street->store, NOW, problem, sizeof problem))
        fail_msg("%s", problem);
    must(actor_for(street->store, ACTOR_MEMBER, DEMO_HANDLE_1, &street->thandi));
    street->now = NOW + 60;
    *state = street;
    return 0;
}

static int leave_street(void **state)
{
    struct street *street = *state;
    player_close(street->player);
    store_close(street->store);
    free(street);
    return 0;
}

/* --- last Sunday --- */

static void last_sunday_has_minutes_and_decisions(void **state)
{
    struct street *street = *state;
    struct decision decisions[8];
    struct minutes minutes;
    size_t count;
    int done = 0, late = 0, needs_hands = 0;
    must(decisions_list(street->store, &street->thandi, NOW, decisions, 8, &count));
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++) {
        done += decisions[i].state == DECISION_DONE;
        late += decisions[i].late;
        needs_hands += decisions[i].state == DECISION_NEEDS_HANDS;
    }
    assert_int_equal(done, 1);
    assert_int_equal(late, 1);
    assert_int_equal(needs_hands, 2);
    must(minutes_get(street->store, &street->thandi, decisions[0].meeting, NOW, &minutes));
    assert_non_null(strstr(minutes.text, "Our all-night prayer"));
    assert_non_null(strstr(minutes.text, "one with crickets"));
    assert_null(strstr(minutes.text, "samuel"));
    const char *needed = strstr(minutes.text, "To decide, "), *active = strstr(minutes.text, " active members had");
    assert_true(needed != NULL && active != NULL);
    assert_true(strtol(needed + strlen("To decide, "), NULL, 10) > 30); /* a third of all who live there */
    assert_in_range(minutes.written, NOW - 8 * DAY, NOW);
    minutes_free(&minutes);
}

/* A vote over days is open, and thandi has not voted. */
static void a_vote_over_days_waits_for_her(void **state)
{
    struct street *street = *state;
    struct vote_line votes[2];
    struct vote vote;
    size_t count;
    must(votes_list(street->store, &street->thandi, 0, NOW, votes, 2, &count));
    assert_int_equal(count, 1);
    assert_true(votes[0].days && votes[0].may_vote && !votes[0].has_voted);
    assert_in_range(votes[0].closes, NOW, NOW + 7 * DAY);
    must(vote_get(street->store, &street->thandi, votes[0].id, NOW, &vote));
    assert_int_equal(vote.options, 4); /* "leave it as it is", too */
    assert_int_equal(vote.voted, 16);
}

/* --- today --- */

static void in_a_real_house_nobody_plays(void **state)
{
    struct store *store;
    (void)state;
    assert_int_equal(store_create(":memory:", &store), STORE_OPENED);
    must(house_make(store, "Vilakazi Street", UNIT_COMMUNE, NOW));
    assert_null(player_open(store, "today", NOW));
    store_close(store);
}

/* A room is open, and stands still until somebody comes. */
static void nothing_goes_on_until_a_person_is_there(void **state)
{
    struct street *street = *state;
    street->player = player_open(street->store, "today", street->now);
    assert_non_null(street->player);
    street->meeting = room_open_here(street->store, &street->thandi, street->now);
    assert_int_not_equal(street->meeting, 0);
    assert_true(pass(street, 1800, false));
    struct room room = room_of(street);
    assert_true(room.enough);
    assert_int_equal(room.item, 0);
    assert_int_equal(turns(street), 0);
}

static void a_newcomer_hears_somebody_within_a_minute(void **state)
{
    struct street *street = *state;
    assert_true(pass(street, 60, true));
    assert_in_range(turns(street), 1, 3);
    assert_true(room_of(street).signals[ROOM_AGREE] > 0 || room_of(street).next[0].act != SPEAKERS_NO_ACT);
}

/* She raises her hand, gets her turn, and is waited for while she writes. */
static void a_person_is_given_the_turn_and_time(void **state)
{
    struct street *street = *state;
    int64_t line;
    must(room_raise(street->store, &street->thandi, street->meeting, street->now));
    for (int i = 0; i < 60 && !room_of(street).my_turn; i++)
        pass(street, TICK, true);
    assert_true(room_of(street).my_turn);
    int before = turns(street);
    pass(street, 50, true);
    assert_true(room_of(street).my_turn);
    assert_int_equal(turns(street), before);
    must(room_say(street->store, &street->thandi, street->meeting, "I can open it at six.", street->now, &line));
    pass(street, 120, true);
    assert_true(turns(street) > before + 1);
}

/* Whoever has the turn and went away does not stop the evening: others raise their hands again. */
static void a_silent_person_stops_nobody(void **state)
{
    struct street *street = *state;
    for (int i = 0; i < 300 && !room_of(street).my_turn; i++) { /* a question may be open */
        if (room_of(street).place == 0)
            room_raise(street->store, &street->thandi, street->meeting, street->now);
        pass(street, TICK, true);
    }
    assert_true(room_of(street).my_turn);
    int before = turns(street);
    pass(street, 300, true);
    assert_true(turns(street) > before);
    must(room_lower(street->store, &street->thandi, street->meeting, street->now));
}

/* The caretaker began again: the play goes on behind the last words that were heard, and nobody repeats herself. */
static void after_a_restart_the_play_goes_on(void **state)
{
    struct street *street = *state;
    player_close(street->player);
    int before = turns(street);
    street->player = player_open(street->store, "today", street->now);
    assert_non_null(street->player);
    assert_int_equal(room_open_here(street->store, &street->thandi, street->now), street->meeting);
    for (int i = 0; i < 600 && turns(street) == before; i += 10) /* a question may be open */
        pass(street, 10, true);
    assert_true(turns(street) > before);
}

/* To its end, with an answer of hers to each question that is put; minutes are written, and it does not begin anew. */
static void it_comes_to_its_end(void **state)
{
    struct street *street = *state;
    struct decision decisions[8];
    struct minutes minutes;
    struct room room;
    size_t count;
    int left = 2400;
    while (pass(street, 10, true) && (left -= 10) > 0) {
        room = room_of(street);
        if (room.test != 0)
            position_take(street->store, &street->thandi, room.proposal, POSITION_YES, NULL, false, street->now);
    }
    assert_true(left > 600);
    room = room_of(street);
    assert_int_equal(room.state, ROOM_CLOSED);
    must(decisions_list(street->store, &street->thandi, street->now, decisions, 8, &count));
    assert_int_equal(count, 6);
    must(minutes_get(street->store, &street->thandi, street->meeting, street->now, &minutes));
    assert_non_null(strstr(minutes.text, "The tap by blocks"));
    minutes_free(&minutes);
    player_close(street->player);
    street->player = player_open(street->store, "today", street->now + 60);
    assert_null(street->player);
    street->player = player_open(street->store, "today", street->now + DAY); /* the next day there is another one */
    assert_non_null(street->player);
}

/* --- the files --- */

static void faults_of_a_play_are_told_with_their_line(void **state)
{
    static const struct {
        const char *text, *problem;
    } cases[] = {
        { "call | ann | here | T\n", "missing" },
        { "come | ann ann\n", "line 1 of the play: somebody comes twice" },
        { "come | ann\nchair | ben\n", "line 2 of the play: the chair" },
        { "; a remark\n5 shout | ann\n", "line 2 of the play: there is no such act" },
        { "5 say | ann\n", "needs more words" },
        { "opens | tomorrow\n", "a time is written" },
        { "soon say | ann | Yes.\n", "there is no such act" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play play;
        char problem[200] = "";
        assert_false(play_read(cases[i].text, NOW, &play, problem, sizeof problem));
        if (strstr(problem, cases[i].problem) == NULL)
            fail_msg("%s: %s", cases[i].text, problem);
        play_free(&play);
    }
}

int main(void)
{
    setenv("TZ", "UTC", 1);
    tzset();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_of_a_play_are_told_with_their_line),
        cmocka_unit_test(in_a_real_house_nobody_plays),
    };
    const struct CMUnitTest house_tests[] = {
        /* in this order: it is one meeting */
        cmocka_unit_test(last_sunday_has_minutes_and_decisions),
        cmocka_unit_test(a_vote_over_days_waits_for_her),
        cmocka_unit_test(nothing_goes_on_until_a_person_is_there),
        cmocka_unit_test(a_newcomer_hears_somebody_within_a_minute),
        cmocka_unit_test(a_person_is_given_the_turn_and_time),
        cmocka_unit_test(a_silent_person_stops_nobody),
        cmocka_unit_test(after_a_restart_the_play_goes_on),
        cmocka_unit_test(it_comes_to_its_end),
    };
    int failures = cmocka_run_group_tests_name("plays", tests, NULL, NULL);
    return failures + cmocka_run_group_tests_name("house", house_tests, make_street, leave_street);
}
