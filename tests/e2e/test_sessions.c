/* test_sessions.c: a session left open elsewhere is seen and ended, and what was typed there is kept. RULES 1.6. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "tests/e2e/served.h"

/* The number of the one session that is here besides the one that asks; 0: there is none. */
static int64_t other_session(const struct served *house, const char *handle)
{
    char *out = served_says(house, handle, "sessions --json", NULL, 0);
    json_t *json = json_loads(out, 0, NULL);
    int64_t id = 0;
    for (size_t i = 0; i < json_array_size(json); i++) {
        const json_t *entry = json_array_get(json, i);
        if (json_is_true(json_object_get(entry, "here")) && json_is_false(json_object_get(entry, "own")))
            id = json_integer_value(json_object_get(entry, "id"));
    }
    json_decref(json);
    free(out);
    return id;
}

static bool one_is_here(void *house)
{
    return other_session(house, "thandi") != 0;
}

static bool none_is_left(void *house)
{
    return other_session(house, "thandi") == 0;
}

static void end_it(const struct served *house, const char *handle, int64_t id, int status)
{
    char command[60];
    snprintf(command, sizeof command, "sessions end %lld", (long long)id);
    free(served_says(house, handle, command, NULL, status));
}

static void ended_from_elsewhere_its_draft_is_kept(void **state)
{
    struct served *house = *state;
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(t, "? help");
    terminal_send(t, "q"); /* the welcome */
    expect(t, "t talk");
    type_line(t, ":write sipho");
    expect(t, "F1 help");
    terminal_send(t, "the lamp is under the stairs");
    expect(t, "under the stairs");
    assert_true(until(one_is_here, house, PATIENCE));
    int64_t id = other_session(house, "thandi");
    end_it(house, "sipho", id, 1);
    end_it(house, "thandi", id, 0);
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    assert_true(terminal_shows(t, "ended from another one of yours"));
    assert_false(terminal_shows(t, "stairs"));
    terminal_close(t);
    assert_true(until(served_is_empty, house, PATIENCE)); /* its last writes are on disk then */
    assert_int_equal(other_session(house, "thandi"), 0);
    char *drafts = served_says(house, "thandi", "drafts --json", NULL, 0);
    assert_non_null(strstr(drafts, "the lamp is under the stairs"));
    free(drafts);
}

static void line_mode_is_ended_too(void **state)
{
    struct served *house = *state;
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi", .no_pty = true });
    expect(t, "Type a command");
    assert_true(until(one_is_here, house, PATIENCE));
    end_it(house, "thandi", other_session(house, "thandi"), 0);
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    assert_true(terminal_shows(t, "ended from another one of yours"));
    terminal_close(t);
    assert_true(until(none_is_left, house, PATIENCE));
}

/* Who left the house is in it nowhere: another session would read and write on, as a former member. */
static void who_leaves_the_house_leaves_it_in_all_sessions(void **state)
{
    struct served *house = *state;
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "sipho", .no_pty = true });
    expect(t, "Type a command");
    free(served_says(house, "sipho", "leave sipho", NULL, 0));
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    assert_true(terminal_shows(t, "ended from another one of yours"));
    terminal_close(t);
}

/* RULES 1.7: whose line dropped is here for ten more minutes; who hung up is not. */
static void a_dropped_line_is_no_leaving(void **state)
{
    struct served *house = *state;
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(t, "? help");
    assert_true(until(one_is_here, house, PATIENCE));
    terminal_hang_up(t);
    terminal_close(t);
    assert_true(until(none_is_left, house, PATIENCE));
    assert_int_equal(served_number(house, "sipho", "who --json", NULL, "number"), 1);
    t = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(t, "? help");
    terminal_send(t, "\034");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
    assert_true(until(served_is_empty, house, PATIENCE));
    assert_int_equal(served_number(house, "sipho", "who --json", NULL, "number"), 0);
}

/* A session that nobody touches closes the database, and hears of news all the same. */
static void who_touched_no_key_for_long_hears_of_a_letter(void **state)
{
    enum { ASLEEP = 22 }; /* seconds */
    struct served *house = *state;
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(t, "? help");
    sleep(ASLEEP);
    free(served_says(house, "sipho", "write thandi", "Come at six.", 0));
    expect_at(t, "A letter came for you.", SOON, __FILE__, __LINE__);
    terminal_send(t, "\034");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ended_from_elsewhere_its_draft_is_kept),
        cmocka_unit_test(line_mode_is_ended_too),
        cmocka_unit_test(a_dropped_line_is_no_leaving),
        cmocka_unit_test(who_touched_no_key_for_long_hears_of_a_letter),
        cmocka_unit_test(who_leaves_the_house_leaves_it_in_all_sessions),
    };
    return cmocka_run_group_tests(tests, served_setup, served_teardown);
}
