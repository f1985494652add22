/* test_answer_player.c: in a made-up house whoever walks in gets an answer to the first post, within a minute. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bbs/demo/answer_player.h"
#include "bbs/demo/demo.h"
#include "boards.h"
#include "members.h"
#include "store/base/db.h"

enum { NOW = 1795608000, TICK = 2 }; /* Wednesday, 25 November 2026, 12:00 UTC */
#define must(call) assert_int_equal((call), RESULT_OK)

struct visit {
    struct store *store;
    struct answer_player *player;
    struct actor thandi;
    int64_t board, now;
};

static int begin(void **state)
{
    struct visit *visit = calloc(1, sizeof *visit);
    struct board board;
    char problem[200];
    *state = visit;
    visit->now = NOW;
    assert_int_equal(store_create(":memory:", &visit->store), STORE_OPENED);
    if (!demo_make(visit->store, NOW, problem, sizeof problem))
        fail_msg("%s", problem);
    must(actor_for(visit->store, ACTOR_MEMBER, "thandi", &visit->thandi));
    must(board_by_slug(visit->store, &visit->thandi, "general", &board));
    visit->board = board.id;
    visit->player = answer_player_open(visit->store, NOW);
    return 0;
}

static int end(void **state)
{
    struct visit *visit = *state;
    answer_player_close(visit->player);
    store_close(visit->store);
    free(visit);
    return 0;
}

static void pass(struct visit *visit, int seconds)
{
    for (int i = 0; i < seconds; i += TICK)
        answer_player_tick(visit->player, visit->now += TICK);
}

static int64_t posts_of(struct visit *visit, int64_t thread)
{
    return db_number(visit->store, -1, "SELECT posts FROM thread WHERE id = ?", thread);
}

static void the_first_post_is_answered_within_a_minute(void **state)
{
    struct visit *visit = *state;
    int64_t thread, post;
    pass(visit, 60);
    must(
        thread_open(visit->store, &visit->thandi, visit->board, "Hello", "I am here now.", visit->now, &thread, &post));
    pass(visit, 20);
    assert_int_equal(posts_of(visit, thread), 1); /* nobody answers at once */
    pass(visit, 20);
    assert_int_equal(posts_of(visit, thread), 2);
    assert_int_equal(db_number(visit->store, 0, "SELECT answered FROM post WHERE thread = ? AND id > ?", thread, post),
        visit->thandi.member);
    must(post_reply(visit->store, &visit->thandi, post, "And more.", visit->now, &post));
    pass(visit, 120);
    assert_int_equal(posts_of(visit, thread), 3); /* once a person */
}

/* What the story wrote was answered in the story. */
static void what_was_there_before_stays_as_it_is(void **state)
{
    struct visit *visit = *state;
    int64_t before = db_number(visit->store, 0, "SELECT max(id) FROM post");
    pass(visit, 120);
    assert_int_equal(db_number(visit->store, 0, "SELECT max(id) FROM post"), before);
}

static void in_a_real_house_nobody_plays(void **state)
{
    struct visit *visit = *state;
    must(db_run(visit->store, "DELETE FROM house WHERE name = 'demo'"));
    assert_null(answer_player_open(visit->store, visit->now));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_post_is_answered_within_a_minute, begin, end),
        cmocka_unit_test_setup_teardown(what_was_there_before_stays_as_it_is, begin, end),
        cmocka_unit_test_setup_teardown(in_a_real_house_nobody_plays, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
