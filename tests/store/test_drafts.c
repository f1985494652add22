/* test_drafts.c: one unfinished text for each place, found again and let go. RULES 1.7. */
#include "tests/store/street.h"

#include "deferred.h"

static void a_draft_is_found_again(void **state)
{
    struct street *street = *state;
    struct draft draft;
    must(draft_save(street->store, &street->ann, DRAFT_THREAD, 2, "Tan", "The ta", NOON));
    must(draft_save(street->store, &street->ann, DRAFT_THREAD, 2, "Tank", "The tank\nleaks", NOON + 2));
    must(draft_get(street->store, &street->ann, DRAFT_THREAD, 2, &draft));
    assert_string_equal(draft.title, "Tank");
    assert_string_equal(draft.body, "The tank\nleaks");
    assert_int_equal(draft.at, NOON + 2);
    drafts_free(&draft, 1);
    assert_int_equal(draft_get(street->store, &street->ann, DRAFT_REPLY, 2, &draft), RESULT_NOT_FOUND);
    assert_int_equal(draft_get(street->store, &street->ben, DRAFT_THREAD, 2, &draft), RESULT_NOT_FOUND);
}

/* Half-typed text is kept as it is: spaces at its end, and nothing but a title. */
static void it_is_kept_as_typed(void **state)
{
    struct street *street = *state;
    struct draft draft;
    must(draft_save(street->store, &street->ann, DRAFT_REPLY, 2, NULL, "  and then  \n\n ", NOON));
    must(draft_get(street->store, &street->ann, DRAFT_REPLY, 2, &draft));
    assert_string_equal(draft.body, "  and then  \n\n ");
    drafts_free(&draft, 1);
    must(draft_save(street->store, &street->ann, DRAFT_THREAD, 3, "Only a title", "", NOON));
    must(draft_get(street->store, &street->ann, DRAFT_THREAD, 3, &draft));
    assert_string_equal(draft.title, "Only a title");
    drafts_free(&draft, 1);
}

static void drafts_come_newest_first(void **state)
{
    struct street *street = *state;
    struct draft drafts[2];
    size_t count;
    must(draft_save(street->store, &street->ann, DRAFT_REPLY, 1, NULL, "old", NOON));
    must(draft_save(street->store, &street->ann, DRAFT_LETTER, 2, NULL, "newest", NOON + 20));
    must(draft_save(street->store, &street->ann, DRAFT_EDIT, 3, NULL, "middle", NOON + 10));
    must(drafts_list(street->store, &street->ann, 2, drafts, &count));
    assert_int_equal(count, 2);
    assert_string_equal(drafts[0].body, "newest");
    assert_string_equal(drafts[1].body, "middle");
    drafts_free(drafts, count);
}

static void a_draft_that_is_done_is_gone(void **state)
{
    struct street *street = *state;
    struct draft draft;
    size_t count;
    must(draft_save(street->store, &street->ann, DRAFT_REPLY, 1, NULL, "text", NOON));
    must(draft_drop(street->store, &street->ann, DRAFT_REPLY, 1, NOON));
    assert_int_equal(draft_get(street->store, &street->ann, DRAFT_REPLY, 1, &draft), RESULT_NOT_FOUND);
    must(drafts_list(street->store, &street->ann, 1, &draft, &count));
    assert_int_equal(count, 0);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM draft"), 0);
}

static bool never(void *context, const struct deferred *item)
{
    (void)context;
    (void)item;
    return false;
}

/* The list lays what waits for the clerk over what is on disk. */
static void waiting_drafts_are_in_the_list(void **state)
{
    struct street *street = *state;
    struct draft drafts[4];
    size_t count;
    must(draft_save(street->store, &street->ann, DRAFT_REPLY, 1, NULL, "on disk", NOON));
    must(draft_save(street->store, &street->ann, DRAFT_REPLY, 2, NULL, "done soon", NOON));
    must(draft_save(street->store, &street->ann, DRAFT_REPLY, 3, NULL, "older", NOON));
    deferred_send_to(street->store, never, NULL);
    must(draft_drop(street->store, &street->ann, DRAFT_REPLY, 2, NOON));
    must(draft_save(street->store, &street->ann, DRAFT_REPLY, 3, NULL, "newer", NOON + 5));
    must(drafts_list(street->store, &street->ann, 4, drafts, &count));
    assert_int_equal(count, 2);
    assert_string_equal(drafts[0].body, "newer");
    assert_string_equal(drafts[1].body, "on disk");
    drafts_free(drafts, count);
}

static void what_no_post_could_hold_is_refused(void **state)
{
    struct street *street = *state;
    char *huge = malloc(20001);
    memset(huge, 'x', 20000);
    huge[20000] = '\0';
    assert_int_equal(draft_save(street->store, &street->ann, DRAFT_REPLY, 1, NULL, huge, NOON), RESULT_INVALID);
    assert_int_equal(draft_save(street->store, &street->guest, DRAFT_REPLY, 1, NULL, "x", NOON), RESULT_REFUSED);
    free(huge);
}

int main(void)
{
#define on_street(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)
    const struct CMUnitTest tests[] = {
        on_street(a_draft_is_found_again),
        on_street(it_is_kept_as_typed),
        on_street(drafts_come_newest_first),
        on_street(a_draft_that_is_done_is_gone),
        on_street(waiting_drafts_are_in_the_list),
        on_street(what_no_post_could_hold_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
