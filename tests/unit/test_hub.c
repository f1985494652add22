/* test_hub.c: whom a hint reaches, and that who does not read neither keeps it from others nor blocks anybody. */
#include "bbs/serve/hub.h"
#include "ephemeral.h"
#include "store.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { PEOPLE = 4 };

struct people {
    struct hub hub;
    int ours[PEOPLE], theirs[PEOPLE]; /* the gate's ends, the sessions' ends */
};

static struct connection *at(struct people *people, int who)
{
    return hub_find(&people->hub, people->ours[who]);
}

/* Member 1 sees all, 2 a board, 3 a thread of it; the last has not logged in. */
static int begin(void **state)
{
    struct people *people = calloc(1, sizeof *people);
    *state = people;
    for (int i = 0; i < PEOPLE; i++) {
        int pair[2];
        assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
        people->ours[i] = pair[0];
        people->theirs[i] = pair[1];
        struct connection *connection = hub_add(&people->hub, pair[0], "192.0.2.1");
        connection->in = i < 3;
        connection->member = i < 3 ? i + 1 : 0;
    }
    at(people, 0)->board = at(people, 0)->thread = 0;
    at(people, 1)->board = 7;
    at(people, 1)->thread = 0;
    at(people, 2)->board = 7;
    at(people, 2)->thread = 70;
    return 0;
}

static int end(void **state)
{
    struct people *people = *state;
    for (int i = 0; i < PEOPLE; i++) {
        hub_remove(&people->hub, people->ours[i]);
        close(people->theirs[i]);
    }
    assert_int_equal(people->hub.count, 0);
    free(people->hub.connections);
    free(people);
    return 0;
}

static size_t hints_for(struct people *people, int who)
{
    struct hub_frame frame;
    size_t count = 0;
    int passed[2];
    while (frame_hub_receive(people->theirs[who], &frame, passed) == HUB_GOT)
        count++;
    return count;
}

static void a_hint_concerns_who_sees_what_it_is_about(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct connection who;
        struct hub_frame hint;
        bool concerns;
    } cases[] = {
        { "home sees all", { .in = true }, { .board = 7, .thread = 70 }, true },
        { "a board its threads", { .in = true, .board = 7 }, { .board = 7, .thread = 70 }, true },
        { "a board no other's", { .in = true, .board = 8 }, { .board = 7, .thread = 70 }, false },
        { "a thread itself", { .in = true, .board = 7, .thread = 70 }, { .board = 7, .thread = 70 }, true },
        { "a thread no other", { .in = true, .board = 7, .thread = 71 }, { .board = 7, .thread = 70 }, false },
        { "a thread alone", { .in = true, .board = -1, .thread = 70 }, { .board = 7, .thread = 70 }, true },
        { "what is about all of a board", { .in = true, .board = 7, .thread = 70 }, { .board = 7 }, true },
        { "what is about the house", { .in = true, .board = 7, .thread = 70 }, { .seq = 9 }, true },
        { "who sees nothing that changes", { .in = true, .board = -1, .thread = -1 }, { .board = 7 }, false },
        { "who is at the gate", { .in = false }, { .board = 7 }, false },
        { "a private notice its member", { .in = true, .member = 1, .board = -1, .thread = -1 }, { .member = 1 },
            true },
        { "and nobody else", { .in = true, .member = 2 }, { .member = 1 }, false },
        { "not even a guest", { .in = true, .member = 0 }, { .member = 1 }, false },
        { "a room wakes those in it", { .in = true, .board = HINT_OF_ROOM, .thread = 5 },
            { .board = HINT_OF_ROOM, .thread = 5 }, true },
        { "and those who read along", { .in = true, .board = HINT_OF_READER, .thread = 5 },
            { .board = HINT_OF_ROOM, .thread = 5 }, true },
        { "and not those of another", { .in = true, .board = HINT_OF_ROOM, .thread = 6 },
            { .board = HINT_OF_ROOM, .thread = 5 }, false },
        { "nor those on home", { .in = true }, { .board = HINT_OF_ROOM, .thread = 5 }, false },
        { "a circle wakes those in it", { .in = true, .board = HINT_OF_CIRCLE, .thread = 5 },
            { .board = HINT_OF_CIRCLE, .thread = 5 }, true },
        { "and not those of another", { .in = true, .board = HINT_OF_CIRCLE, .thread = 6 },
            { .board = HINT_OF_CIRCLE, .thread = 5 }, false },
        { "nor those on home", { .in = true }, { .board = HINT_OF_CIRCLE, .thread = 5 }, false },
        { "who hear of its opening, as those in a room do", { .in = true, .board = HINT_OF_ROOM, .thread = 5 },
            { .seq = 9 }, true },
        { "nor who is at the gate", { .in = false, .member = 1 }, { .member = 1 }, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (hub_concerns(&cases[i].who, &cases[i].hint) != cases[i].concerns)
            fail_msg("%s", cases[i].name);
}

static void hints_reach_those_who_watch(void **state)
{
    struct people *people = *state;
    static const struct {
        struct hub_frame hint;
        int from; /* who wrote it; -1 nobody here */
        size_t got[PEOPLE];
    } cases[] = {
        { { .type = HUB_HINT, .seq = 1, .board = 7, .thread = 70 }, -1, { 1, 1, 1, 0 } },
        { { .type = HUB_HINT, .seq = 2, .board = 7, .thread = 70 }, 0, { 0, 1, 1, 0 } },
        { { .type = HUB_HINT, .seq = 3, .board = 7, .thread = 71 }, -1, { 1, 1, 0, 0 } },
        { { .type = HUB_HINT, .seq = 4, .board = 8, .thread = 80 }, -1, { 1, 0, 0, 0 } },
        { { .type = HUB_HINT, .seq = 5, .member = 3 }, -1, { 0, 0, 1, 0 } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hub_spread(&people->hub, cases[i].from < 0 ? -1 : people->ours[cases[i].from], &cases[i].hint);
        for (int who = 0; who < PEOPLE; who++)
            assert_int_equal(hints_for(people, who), cases[i].got[who]);
    }
}

/* This test would hang if a full socket blocked. */
static void who_does_not_read_loses_hints_and_blocks_nobody(void **state)
{
    struct people *people = *state;
    enum { HINTS = 20000 };
    size_t read = 0;
    for (int64_t i = 1; i <= HINTS; i++) {
        hub_spread(&people->hub, -1, &(struct hub_frame) { .type = HUB_HINT, .seq = i, .board = 7, .thread = 70 });
        read += hints_for(people, 1); /* she reads, 0 and 2 do not */
    }
    assert_int_equal(read, HINTS);
    assert_in_range(hints_for(people, 0), 1, HINTS - 1); /* one at least: enough to look again */
    hub_spread(&people->hub, -1, &(struct hub_frame) { .type = HUB_HINT, .seq = HINTS + 1, .board = 7 });
    assert_int_equal(hints_for(people, 0), 1); /* once read, there is room again */
}

/* --- rooms --- */

static void all_enter(struct people *people, int64_t meeting)
{
    for (int i = 0; i < 3; i++) {
        at(people, i)->board = HINT_OF_ROOM;
        at(people, i)->thread = meeting;
    }
}

static void each_in_a_room_is_told_after_how_many_others_she_reads(void **state)
{
    struct people *people = *state;
    const struct hub_frame hint = { .type = HUB_HINT, .board = HINT_OF_ROOM, .thread = 5 };
    struct hub_frame frame;
    int passed[2];
    all_enter(people, 5);
    hub_room_hint(&people->hub, people->ours[0], &hint, 1000);
    assert_int_equal(hints_for(people, 0), 0); /* who did it knows */
    for (int who = 1; who < 3; who++) {
        assert_int_equal(frame_hub_receive(people->theirs[who], &frame, passed), HUB_GOT);
        assert_int_equal(frame.post, who - 1);
    }
    assert_int_equal(hints_for(people, 3), 0);
}

/* A storm of signals is one hint for each share of time, and the last of it is told. */
static void hints_of_a_room_that_come_fast_become_one(void **state)
{
    struct people *people = *state;
    const struct hub_frame hint = { .type = HUB_HINT, .board = HINT_OF_ROOM, .thread = 5 };
    int64_t now = 1000;
    all_enter(people, 5);
    hub_room_hint(&people->hub, -1, &hint, now);
    assert_int_equal(hints_for(people, 0), 1);
    for (int i = 0; i < 100; i++)
        hub_room_hint(&people->hub, people->ours[0], &hint, now + 1);
    assert_int_equal(hints_for(people, 1), 1);
    assert_int_equal(hub_rooms_tick(&people->hub, now + 1), 3 * HUB_SHARE_MS - 1);
    assert_int_equal(hints_for(people, 1), 0);
    assert_int_equal(hub_rooms_tick(&people->hub, now + 3 * HUB_SHARE_MS), -1);
    for (int who = 0; who < 3; who++)
        assert_int_equal(hints_for(people, who), who == 2 ? 2 : 1);
    assert_int_equal(hub_rooms_tick(&people->hub, now + 1000), -1);
}

static void with_many_rooms_no_hint_is_lost(void **state)
{
    struct people *people = *state;
    for (int64_t meeting = 1; meeting <= HUB_ROOMS + 2; meeting++) {
        all_enter(people, meeting);
        hub_room_hint(
            &people->hub, -1, &(struct hub_frame) { .type = HUB_HINT, .board = HINT_OF_ROOM, .thread = meeting }, 1000);
        assert_int_equal(hints_for(people, 0), 1);
    }
}

/* Not all words are for her: she is told to read, as is a guest who claims to be in the room. */
static void whoever_reads_along_gets_no_words(void **state)
{
    struct people *people = *state;
    const struct hub_frame said = { .type = HUB_SAID, .seq = 9, .thread = 5, .member = 1 };
    struct hub_frame frame;
    char words[HUB_WORDS_MAX + 1];
    int passed[2];
    all_enter(people, 5);
    at(people, 1)->board = HINT_OF_READER;
    at(people, 2)->member = 0;
    assert_int_equal(hub_readers(&people->hub, 5), 1);
    assert_int_equal(hub_readers(&people->hub, 6), 0);
    hub_room_said(&people->hub, people->ours[0], &said, "The tank leaks.", 1000);
    for (int who = 1; who < 3; who++) {
        assert_int_equal(frame_hub_receive_words(people->theirs[who], &frame, passed, words), HUB_GOT);
        assert_int_equal(frame.type, HUB_HINT);
        assert_int_equal(frame.thread, 5);
        assert_string_equal(words, "");
    }
    hub_remove(&people->hub, people->ours[1]);
    assert_int_equal(hub_readers(&people->hub, 5), 0);
}

static void a_line_travels_with_its_words(void **state)
{
    struct people *people = *state;
    const struct hub_frame said = { .type = HUB_SAID, .seq = 9, .thread = 5, .member = 1 };
    struct hub_frame frame;
    char words[HUB_WORDS_MAX + 1];
    int passed[2];
    all_enter(people, 5);
    at(people, 2)->thread = 6; /* she is in another room */
    hub_room_said(&people->hub, people->ours[0], &said, "The tank leaks.", 1000);
    assert_int_equal(frame_hub_receive_words(people->theirs[1], &frame, passed, words), HUB_GOT);
    assert_string_equal(words, "The tank leaks.");
    assert_int_equal(frame.seq, 9);
    assert_int_equal(frame.member, 1);
    for (int who = 0; who < 4; who++)
        assert_int_equal(hints_for(people, who), 0);
    hub_room_said(&people->hub, people->ours[0], &said, "Again and again.", 1001); /* too fast: it is read */
    assert_int_equal(frame_hub_receive_words(people->theirs[1], &frame, passed, words), HUB_GOT);
    assert_int_equal(frame.type, HUB_HINT);
    assert_string_equal(words, "");
}

static void who_is_gone_troubles_nobody(void **state)
{
    struct people *people = *state;
    close(people->theirs[0]);
    hub_spread(&people->hub, -1, &(struct hub_frame) { .type = HUB_HINT, .board = 7 }); /* and no SIGPIPE */
    assert_int_equal(hints_for(people, 1), 1);
    people->theirs[0] = dup(people->theirs[1]); /* for `end` to close */
}

static void places_are_found_and_given_again(void **state)
{
    struct people *people = *state;
    struct hub *hub = &people->hub;
    assert_int_equal(hub->count, PEOPLE);
    assert_null(hub_find(hub, -1));
    assert_null(hub_find(hub, people->theirs[0]));
    assert_null(hub_find(hub, 1000000));
    assert_string_equal(at(people, 0)->source, "192.0.2.1");
    int high = fcntl(people->ours[0], F_DUPFD_CLOEXEC, 900); /* a descriptor far beyond those known */
    assert_non_null(hub_add(hub, high, "2001:db8::1"));
    assert_int_equal(at(people, 2)->member, 3); /* those before it are where they were */
    assert_null(hub_find(hub, 899));
    hub_remove(hub, high);
    assert_null(hub_find(hub, high));
    assert_int_equal(fcntl(high, F_GETFD), -1); /* it was closed */
    assert_int_equal(hub->count, PEOPLE);
    hub_remove(hub, high); /* no place of ours: nothing happens */
    assert_int_equal(hub->count, PEOPLE);
}

/* A descriptor's number comes again soon: nothing of who had it before is left. */
static void who_comes_next_inherits_nothing(void **state)
{
    struct people *people = *state;
    int fd = people->ours[0], kept = dup(fd);
    hub_remove(&people->hub, fd);
    assert_int_equal(dup2(kept, fd), fd);
    close(kept);
    const struct connection *connection = hub_add(&people->hub, fd, "198.51.100.7");
    assert_false(connection->in);
    assert_int_equal(connection->member, 0);
    assert_int_equal(connection->board, -1);
    assert_int_equal(connection->thread, -1);
    hub_spread(&people->hub, -1, &(struct hub_frame) { .type = HUB_HINT, .member = 1 });
    assert_int_equal(hints_for(people, 0), 0);
}

static void a_visit_is_ended_in_the_sessions_of_its_member_alone(void **state)
{
    struct people *people = *state;
    struct hub_frame frame;
    int passed[2];
    at(people, 1)->member = 1;
    hub_end_visit(&people->hub, at(people, 0), 4711);
    assert_int_equal(frame_hub_receive(people->theirs[1], &frame, passed), HUB_GOT);
    assert_int_equal(frame.type, HUB_END);
    assert_int_equal(frame.seq, 4711);
    for (int who = 0; who < PEOPLE; who++)
        assert_int_equal(hints_for(people, who), 0);
    hub_end_visit(&people->hub, at(people, 3), 4711); /* who is at the gate ends nothing */
    for (int who = 0; who < PEOPLE; who++)
        assert_int_equal(hints_for(people, who), 0);
}

/* Member 1 sits at three and runs three commands: each kind counts for itself, and who was told to go does not. */
static void commands_end_no_session(void **state)
{
    (void)state;
    struct hub hub = { 0 };
    struct connection *all[6];
    int pair[2];
    for (int i = 0; i < 6; i++) {
        assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
        close(pair[1]);
        hub_add(&hub, pair[0], "192.0.2.1");
    }
    for (size_t at = 0, i = 0; at < hub.room; at++)
        if (hub.connections[at].hub >= 0) {
            all[i] = &hub.connections[at];
            all[i]->in = true;
            all[i]->member = 1;
            all[i]->stays = i % 2;
            all[i]->stirred = 100 - (int64_t)i;
            i++;
        }
    assert_null(hub_quietest(&hub, 1, true, 3));
    assert_null(hub_quietest(&hub, 1, false, 3));
    assert_null(hub_quietest(&hub, 2, false, 0));
    assert_ptr_equal(hub_quietest(&hub, 1, true, 2), all[5]);
    assert_ptr_equal(hub_quietest(&hub, 1, false, 2), all[4]);
    all[4]->leaving = true;
    assert_null(hub_quietest(&hub, 1, false, 2));
    for (int i = 0; i < 6; i++)
        hub_remove(&hub, all[i]->hub);
    free(hub.connections);
}

#define WITH_PEOPLE(test) cmocka_unit_test_setup_teardown(test, begin, end)

/* What sessions told of is not told again; what none told of is told once. */
static void a_lost_hint_is_noticed(void **state)
{
    (void)state;
    struct hub hub = { 0 };
    assert_true(hub_lost(&hub, 500)); /* what was told before this gate began it cannot know */
    assert_false(hub_lost(&hub, 500));
    hub_told(&hub, 501);
    assert_false(hub_lost(&hub, 501));
    hub_told(&hub, 503); /* in whatever order they come */
    hub_told(&hub, 502);
    hub_told(&hub, 504);
    assert_false(hub_lost(&hub, 504));
    hub_told(&hub, 506); /* of 505 nobody did */
    assert_true(hub_lost(&hub, 506));
    assert_false(hub_lost(&hub, 506));
    hub_told(&hub, 507);
    assert_false(hub_lost(&hub, 507));
    hub_told(&hub, 508 + 64); /* too far ahead to be believed */
    hub_told(&hub, 3);
    hub_told(&hub, -1);
    assert_true(hub_lost(&hub, 508));
}

/* In a real house nobody but herself speaks for a member where only memory is: not even the house. */
static void the_house_speaks_for_played_neighbours_alone(void **state)
{
    (void)state;
    const struct hub_frame house = { .type = HUB_EPHEMERAL }, member = { .type = HUB_EPHEMERAL, .member = 7 },
                           strange = { .type = HUB_EPHEMERAL, .member = -5 };
    assert_int_equal(hub_speaks_as(false, &house), EPHEMERAL_HOUSE);
    assert_int_equal(hub_speaks_as(true, &house), EPHEMERAL_HOUSE);
    assert_int_equal(hub_speaks_as(true, &member), 7);
    assert_int_equal(hub_speaks_as(false, &member), 0);
    assert_int_equal(hub_speaks_as(true, &strange), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lost_hint_is_noticed),
        cmocka_unit_test(the_house_speaks_for_played_neighbours_alone),
        cmocka_unit_test(commands_end_no_session),
        cmocka_unit_test(a_hint_concerns_who_sees_what_it_is_about),
        WITH_PEOPLE(hints_reach_those_who_watch),
        WITH_PEOPLE(who_does_not_read_loses_hints_and_blocks_nobody),
        WITH_PEOPLE(each_in_a_room_is_told_after_how_many_others_she_reads),
        WITH_PEOPLE(hints_of_a_room_that_come_fast_become_one),
        WITH_PEOPLE(with_many_rooms_no_hint_is_lost),
        WITH_PEOPLE(a_line_travels_with_its_words),
        WITH_PEOPLE(whoever_reads_along_gets_no_words),
        WITH_PEOPLE(who_is_gone_troubles_nobody),
        WITH_PEOPLE(places_are_found_and_given_again),
        WITH_PEOPLE(who_comes_next_inherits_nothing),
        WITH_PEOPLE(a_visit_is_ended_in_the_sessions_of_its_member_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
