/* test_circle_player.c: the circle that played neighbours of a made-up house hold with whoever comes in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bbs/demo/circle_player.h"
#include "bbs/demo/demo.h"
#include "circles.h"
#include "members.h"
#include "store/base/db.h"
#include "tests/support/memory_only.h"

enum { NOW = 1795608000, TICK = 2 }; /* Wednesday, 25 November 2026, 12:00 UTC */
#define must(call) assert_int_equal((call), RESULT_OK)

struct evening {
    struct store *store;
    struct circle_player *player;
    struct memory_only memory;
    struct actor thandi;
    int64_t now;
    bool real; /* the gate of a real house gives no socket in a member's name */
};

static bool speak_as(void *context, int64_t member)
{
    struct evening *evening = context;
    evening->memory.member = member != 0 ? member : EPHEMERAL_HOUSE;
    return member == 0 || !evening->real;
}

static void pass_in_steps(struct evening *evening, int seconds, int step)
{
    for (int i = 0; i < seconds; i += step) {
        evening->now += step;
        evening->memory.seconds += step;
        evening->memory.member = EPHEMERAL_HOUSE;
        assert_true(circles_tend(evening->store, evening->now) >= 0);
        circle_player_tick(evening->player, evening->now);
    }
    evening->memory.member = evening->thandi.member;
}

static void pass(struct evening *evening, int seconds)
{
    pass_in_steps(evening, seconds, TICK);
}

static int begin(void **state)
{
    struct evening *evening = calloc(1, sizeof *evening);
    char problem[200];
    *state = evening;
    assert_int_equal(store_create(":memory:", &evening->store), STORE_OPENED);
    if (!demo_make(evening->store, NOW, problem, sizeof problem))
        fail_msg("%s", problem);
    memory_only_begin(&evening->memory);
    ephemeral_reach(evening->store, memory_only_ask, &evening->memory);
    must(actor_for(evening->store, ACTOR_MEMBER, DEMO_HANDLE_1, &evening->thandi));
    evening->now = NOW + 60;
    evening->player = circle_player_open(evening->store, speak_as, evening);
    assert_non_null(evening->player);
    return 0;
}

static int end(void **state)
{
    struct evening *evening = *state;
    circle_player_close(evening->player);
    memory_only_end(&evening->memory);
    store_close(evening->store);
    free(evening);
    return 0;
}

static enum result act(struct evening *evening, enum ring_act what, int64_t number, const char *text)
{
    evening->memory.member = evening->thandi.member;
    return circle_do(evening->store, &evening->thandi, 1,
        &(struct ring_ask) { .act = what, .number = number, .text = text, .length = text != NULL ? strlen(text) : 0 });
}

static struct circle_view look(struct evening *evening)
{
    struct circle_view view;
    evening->memory.member = evening->thandi.member;
    must(circle_look(evening->store, &evening->thandi, 1, &view));
    return view;
}

static void comes_in(struct evening *evening)
{
    enum circle_answer answer;
    pass(evening, 20);
    must(circle_answer(evening->store, &evening->thandi, 1, true, evening->now, &answer));
    assert_int_equal(answer, CIRCLE_COMES);
    pass(evening, 4);
    must(act(evening, RING_COME, 1, NULL));
}

static void it_waits_for_a_person_and_then_begins(void **state)
{
    struct evening *evening = *state;
    pass(evening, 3600);
    comes_in(evening);
    assert_int_equal(look(evening).ring.stage, RING_GATHERS);
    pass(evening, 30);
    assert_int_equal(look(evening).ring.stage, RING_CHECK_IN);
}

static void it_goes_through_all_its_parts_and_waits_for_her_words(void **state)
{
    struct evening *evening = *state;
    struct circle_step steps[4];
    struct circle circle;
    bool waited = false;
    size_t count = 0;
    comes_in(evening);
    for (int i = 0; i < 400; i++) {
        pass(evening, 4);
        must(circle_get(evening->store, &evening->thandi, 1, &circle));
        if (circle.state != CIRCLE_OPEN)
            break;
        struct circle_view view = look(evening);
        if (view.ring.holder != view.ring.mine)
            continue;
        if (!waited)
            pass(evening, 60);
        waited = true;
        assert_int_equal(look(evening).ring.holder, view.ring.mine); /* she is not hurried */
        must(act(evening, RING_SAY, 0, "I am glad."));
        must(act(evening, RING_PASS, 0, NULL));
    }
    assert_true(waited);
    assert_int_equal(circle.state, CIRCLE_HELD);
    assert_int_equal(circle.why, RING_CLOSED);
    must(circle_steps(evening->store, &evening->thandi, steps, 4, &count));
    assert_int_equal(count, 1);
    pass(evening, 120); /* and there is another one for whoever comes next */
    must(circle_get(evening->store, &evening->thandi, 2, &circle));
    assert_int_equal(circle.state, CIRCLE_OPEN);
}

static void it_ends_when_she_has_gone(void **state)
{
    struct evening *evening = *state;
    struct circle circle;
    comes_in(evening);
    pass(evening, 60);
    must(act(evening, RING_LEAVE, 0, NULL));
    pass(evening, 400);
    must(circle_get(evening->store, &evening->thandi, 1, &circle));
    assert_int_equal(circle.state, CIRCLE_HELD);
}

/* Nobody comes for two days: it is one circle that waits, and none is kept that did not take place. */
static void nobody_comes_and_no_rows_are_left(void **state)
{
    struct evening *evening = *state;
    pass(evening, 60);
    int64_t first = db_number(evening->store, -1, "SELECT max(id) FROM circle");
    pass_in_steps(evening, 20 * 3600, 60);
    assert_int_equal(db_number(evening->store, -1, "SELECT max(id) FROM circle"), first);
    pass_in_steps(evening, 28 * 3600, 60);
    assert_int_equal(db_number(evening->store, -1, "SELECT max(id) FROM circle"), first + 1);
    store_forget(evening->store, evening->now);
    assert_int_equal(db_number(evening->store, -1, "SELECT count(*) FROM circle WHERE state = " SQL_CIRCLE_NOT_SO), 0);
}

/* Without sockets in their names the neighbours say nothing. */
static void without_sockets_nobody_is_in(void **state)
{
    struct evening *evening = *state;
    evening->real = true;
    comes_in(evening);
    pass(evening, 60);
    struct circle_view view = look(evening);
    assert_int_equal(view.ring.stage, RING_GATHERS);
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        assert_true(view.ring.person[i].there != RING_IN || i == view.ring.mine);
}

static void a_real_house_has_no_played_circle(void **state)
{
    struct evening evening = { 0 };
    (void)state;
    assert_int_equal(store_create(":memory:", &evening.store), STORE_OPENED);
    must(house_make(evening.store, "Vilakazi Street", UNIT_COMMUNE, NOW));
    assert_null(circle_player_open(evening.store, speak_as, &evening));
    store_close(evening.store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_waits_for_a_person_and_then_begins, begin, end),
        cmocka_unit_test_setup_teardown(it_goes_through_all_its_parts_and_waits_for_her_words, begin, end),
        cmocka_unit_test_setup_teardown(it_ends_when_she_has_gone, begin, end),
        cmocka_unit_test_setup_teardown(nobody_comes_and_no_rows_are_left, begin, end),
        cmocka_unit_test_setup_teardown(without_sockets_nobody_is_in, begin, end),
        cmocka_unit_test(a_real_house_has_no_played_circle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
