/*
 * test_clock.c: the clock of the machine jumps. What it has jumped by a house can only see beside what it knew last; so
 * here that is set: a month ago, as if the clock stood a month ahead. RULES 1.12 loses nothing by it.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "boards.h"
#include "store/base/db.h"
#include "tests/e2e/served.h"
#include "util.h"

enum { HOUR = 3600, DAY = 24 * HOUR, DAYS = 30 };

static void change(struct store *store, const struct actor *thandi, int64_t board, const char *before, int64_t at)
{
    int64_t thread, post;
    assert_int_equal(thread_open(store, thandi, board, "Pump", before, at, &thread, &post), RESULT_OK);
    assert_int_equal(post_edit(store, thandi, post, "The words after.", at + 60), RESULT_OK);
}

/* thandi changed two posts; the old words of each are kept for a day. Those of two days ago are due by the clock, those
 * of two years ago by any time: when they are gone, the caretaker has gone round. */
static void make_house(struct served *house, int64_t believed)
{
    struct store *store;
    struct actor thandi;
    struct board board;
    int64_t now = (int64_t)time(NULL);
    served_make(house, false);
    assert_int_equal(store_open(house->database, STORE_TOOL, &store), STORE_OPENED);
    assert_int_equal(actor_for(store, ACTOR_MEMBER, "thandi", &thandi), RESULT_OK);
    assert_int_equal(board_by_slug(store, &thandi, "general", &board), RESULT_OK);
    change(store, &thandi, board.id, "Words of long ago.", now - 730 * (int64_t)DAY);
    change(store, &thandi, board.id, "The words before.", now - 2 * DAY);
    change(store, &thandi, board.id, "Words of now.", now - 60); /* the book's last word tells when it was open last */
    if (believed != 0)
        assert_int_equal(store_clock_save(store, &(struct house_clock) { .believed = believed }), RESULT_OK);
    store_close(store);
    served_serve(house);
}

static bool keeps(struct served *house, const char *words)
{
    char *about = served_says(house, "thandi", "about-me", NULL, 0);
    bool found = strstr(about, words) != NULL;
    free(about);
    return found;
}

static bool has_gone_round(void *house)
{
    return !keeps(house, "Words of long ago.");
}

/* A letter that both removed is erased at once, and what is due goes with it. */
static void go_round(struct served *house)
{
    free(served_says(house, "thandi", "write sipho", "Psst.\n", 0));
    free(served_says(house, "thandi", "letter remove 1", NULL, 0));
    free(served_says(house, "sipho", "letter remove 1", NULL, 0));
    if (!until(has_gone_round, house, PATIENCE))
        fail_msg("the caretaker does not go round");
}

static int times_said(const struct served *house, const char *words)
{
    struct ran log = run((const char *const[]) { "cat", house->log, NULL }, NULL, 0);
    int count = 0;
    for (const char *at = log.out; (at = strstr(at, words)) != NULL; at++)
        count++;
    ran_free(&log);
    return count;
}

static bool is_said(void *house)
{
    return times_said(house, "the clock stands 720 hours ahead") == 1;
}

static int64_t signed_at(const struct served *house)
{
    struct store *store;
    assert_int_equal(store_open(house->database, STORE_TOOL, &store), STORE_OPENED);
    int64_t at = db_number(store, 0, "SELECT max(at) FROM signed_head");
    store_close(store);
    return at;
}

static bool is_signed(void *house)
{
    return signed_at(house) != 0;
}

static void what_is_due_goes_by_a_clock_that_went_on(void **state)
{
    static const int64_t before[] = { 0, HOUR };
    (void)state;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        struct served house;
        make_house(&house, before[i] == 0 ? 0 : (int64_t)time(NULL) - before[i]);
        assert_true(keeps(&house, "The words before."));
        go_round(&house);
        assert_false(keeps(&house, "The words before."));
        assert_int_equal(times_said(&house, "the clock stands"), 0);
        served_close(&house);
    }
}

static void by_one_that_jumped_nothing_is_lost(void **state)
{
    struct served house;
    (void)state;
    make_house(&house, (int64_t)time(NULL) - DAYS * DAY);
    struct terminal *t = served_visit(&house, &(struct visit) { .handle = "sipho" });
    expect(t, "? help");
    go_round(&house);
    assert_true(keeps(&house, "The words before."));
    assert_true(is_said(&house));
    if (!until(is_signed, &house, PATIENCE))
        fail_msg("the book's head is not signed");
    assert_in_range(
        signed_at(&house), (int64_t)time(NULL) - DAYS * DAY - HOUR, (int64_t)time(NULL) - DAYS * DAY + HOUR);
    terminal_send(t, "qt"); /* nobody who is in notices */
    expect(t, "General");
    terminal_close(t);
    served_stop(&house, SIGTERM);
    served_serve(&house); /* nor does it help to come again */
    if (!until(is_said, &house, PATIENCE))
        fail_msg("after a restart it is believed, or not said");
    assert_true(keeps(&house, "The words before."));
    served_is_sound(&house);
    served_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_due_goes_by_a_clock_that_went_on),
        cmocka_unit_test(by_one_that_jumped_nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
