/* test_limits.c: how much a member may write at once: posts, letters; what is refused changes nothing. */
#include "letters.h"
#include "store/base/limits.h"
#include "store/base/retention.h"
#include "tests/store/street.h"

static int64_t posts(const struct street *street)
{
    return db_number(street->store, 0, "SELECT count(*) FROM post");
}

static enum result write_post(struct street *street, const struct actor *actor, int64_t now, int64_t *post)
{
    int64_t thread;
    return thread_open(street->store, actor, street->general, "Tank", "It leaks.", now, &thread, post);
}

static enum result write_letter(struct street *street, const struct actor *actor, int64_t now)
{
    int64_t letter;
    return letter_write(street->store, actor, "ben", "Are you in?", 0, 0, now, &letter);
}

/* As many as go at once, and not one more. */
static void write_all_at_once_at(struct street *street, int64_t now)
{
    int64_t post;
    for (int i = 0; i < POSTS_AT_ONCE; i++)
        must(write_post(street, &street->ann, now, &post));
    assert_int_equal(write_post(street, &street->ann, now, &post), RESULT_BUSY);
}

static void write_all_at_once(struct street *street)
{
    write_all_at_once_at(street, NOON);
}

static void posts_have_a_pace(void **state)
{
    struct street *street = *state;
    int64_t post = 0, other;
    must(write_post(street, &street->ben, NOON, &other));
    write_all_at_once(street);
    int64_t before = posts(street);
    assert_int_equal(write_post(street, &street->ann, NOON, &post), RESULT_BUSY);
    assert_non_null(strstr(store_reason(street->store), "can go in 6 seconds"));
    assert_int_equal(post_reply(street->store, &street->ann, other, "Me too.", NOON + 5, &post), RESULT_BUSY);
    assert_non_null(strstr(store_reason(street->store), "can go in 1 second;"));
    assert_int_equal(posts(street), before);
    must(write_post(street, &street->ben, NOON, &post)); /* nobody else waits */
    must(write_letter(street, &street->ann, NOON));      /* nor do letters */
    must(post_reply(street->store, &street->ann, other, "Me too.", NOON + WRITE_EACH_SECONDS, &post));
    assert_int_equal(write_post(street, &street->ann, NOON + WRITE_EACH_SECONDS, &post), RESULT_BUSY);
}

/* Old versions take room as posts do. To withdraw is a right: it never waits. */
static void changes_count_withdrawing_does_not(void **state)
{
    struct street *street = *state;
    int64_t post;
    write_all_at_once(street);
    post = db_number(street->store, 0, "SELECT max(id) FROM post WHERE author = ?", street->ann.member);
    assert_int_equal(post_edit(street->store, &street->ann, post, "It leaks a lot.", NOON), RESULT_BUSY);
    must(post_edit(street->store, &street->ann, post, "It leaks.", NOON)); /* that is no change */
    must(post_withdraw(street->store, &street->ann, post, NOON));
    assert_int_equal(post_restore(street->store, &street->ann, post, NOON), RESULT_BUSY);
    must(post_restore(street->store, &street->ann, post, NOON + WRITE_EACH_SECONDS));
}

static void letters_have_a_pace(void **state)
{
    struct street *street = *state;
    for (int i = 0; i < LETTERS_AT_ONCE; i++)
        must(write_letter(street, &street->ann, NOON));
    assert_int_equal(write_letter(street, &street->ann, NOON), RESULT_BUSY);
    assert_non_null(strstr(store_reason(street->store), "letters"));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM letter"), LETTERS_AT_ONCE);
    must(write_letter(street, &street->ann, NOON + WRITE_EACH_SECONDS));
}

/* A clock that was put right, by a year either way, makes nobody wait. */
static void a_clock_that_jumps_locks_nobody_out(void **state)
{
    struct street *street = *state;
    static const int64_t jumps[] = { -365 * DAY, 365 * DAY, 0 };
    write_all_at_once_at(street, NOON);
    for (size_t i = 0; i < sizeof jumps / sizeof jumps[0]; i++)
        write_all_at_once_at(street, NOON + jumps[i]); /* the pace of before is forgotten, a new one holds */
}

static void nothing_of_it_is_kept(void **state)
{
    struct street *street = *state;
    write_all_at_once(street);
    must(write_letter(street, &street->ann, NOON + 10 * DAY)); /* a clock that was wrong */
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM pace"), 2);
    assert_true(store_forget(street->store, NOON + 1) >= 0);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM pace"), 1);
    assert_true(store_forget(street->store, NOON + HOUR) >= 0);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM pace"), 0);
}

#define test(name) cmocka_unit_test_setup_teardown(name, street_open, street_close)
int main(void)
{
    const struct CMUnitTest tests[] = {
        test(posts_have_a_pace),
        test(changes_count_withdrawing_does_not),
        test(letters_have_a_pace),
        test(a_clock_that_jumps_locks_nobody_out),
        test(nothing_of_it_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
