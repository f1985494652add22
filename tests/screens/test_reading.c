/*
 * test_reading.c: what one turn of the face costs the store: all it reads is of one moment, home takes few statements,
 * and none of them is prepared twice. A write amid a turn is a transaction of its own.
 */
#include "face.h"
#include "store/base/db.h"
#include "tests/screens/stage.h"

/* The fewer the better: no later subject raises it. */
enum { HOME_EXECUTIONS_MOST = 60 };

static const struct view usual = { "80x24", 80, 24, false };

static void home_is_drawn_from_one_moment(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_hint(&stage, stage.general, 0); /* by now all that home asks has been asked */
    screens_face.event(stage.face, &(struct face_event) { .kind = FACE_WRITTEN, .board = stage.general });
    unsigned transactions = stage.store->counts.transactions, executions = stage.store->counts.executions,
             prepared = stage.store->counts.prepared;
    screens_face.tick(stage.face);
    assert_in_range(stage.store->counts.executions - executions, 20, HOME_EXECUTIONS_MOST);
    assert_int_equal(stage.store->counts.transactions - transactions, 1);
    assert_int_equal(stage.store->counts.prepared - prepared, 0);
    stage_close(&stage);
}

static void a_write_amid_a_read_is_seen_after_it(void **state)
{
    struct stage stage;
    struct post post;
    (void)state;
    stage_open(&stage, false);
    store_reading_begin(stage.store);
    must(post_get(stage.store, &stage.thandi, stage.tank, &post));
    assert_false(post.bookmarked);
    posts_free(&post, 1);
    must(post_bookmark_set(stage.store, &stage.thandi, stage.tank, true, NOW));
    assert_int_equal(stage.store->depth, 0);
    must(post_get(stage.store, &stage.thandi, stage.tank, &post));
    assert_true(post.bookmarked);
    posts_free(&post, 1);
    assert_int_equal(post_get(stage.store, &stage.thandi, 999999, &post), RESULT_NOT_FOUND);
    assert_int_equal(
        post_withdraw(stage.store, &stage.guest, stage.tank, NOW), RESULT_REFUSED); /* a write that fails */
    must(post_get(stage.store, &stage.thandi, stage.tank, &post));
    posts_free(&post, 1);
    assert_false(sqlite3_get_autocommit(stage.store->db)); /* the next read goes on with it */
    store_reading_end(stage.store);
    assert_true(sqlite3_get_autocommit(stage.store->db));
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(home_is_drawn_from_one_moment),
        cmocka_unit_test(a_write_amid_a_read_is_seen_after_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
