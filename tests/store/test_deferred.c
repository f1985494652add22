/* test_deferred.c: writes that wait for the clerk: seen at once, never lost, and one bad one spoils nobody's. */
#include "tests/store/street.h"

#include "deferred.h"
#include "letters.h"
#include "visits.h"

enum { SENT_MOST = 16 };

struct wire {
    struct deferred sent[SENT_MOST];
    size_t count;
    bool full;
};

static bool take(void *context, const struct deferred *item)
{
    struct wire *wire = context;
    if (wire->full || wire->count == SENT_MOST)
        return false;
    wire->sent[wire->count++] = *item;
    return true;
}

static size_t unread_letters(struct street *street, const struct actor *actor)
{
    struct unread_total total;
    must(mark_unread_total(street->store, actor, &total));
    return (size_t)total.letters;
}

static void what_waits_is_seen_and_not_written(void **state)
{
    struct street *street = *state;
    struct wire wire = { .count = 0 };
    struct draft draft;
    struct board board;
    int64_t letter, post = street_thread(street, &street->ben, street->general, "T", "Words.");
    must(letter_write(street->store, &street->ben, "ann", "Hi", 0, 0, NOON, &letter));
    deferred_send_to(street->store, take, &wire);
    must(draft_save(street->store, &street->ann, DRAFT_REPLY, post, NULL, "I thi", NOON));
    must(mark_read(street->store, &street->ann, post));
    must(letter_mark_read(street->store, &street->ann, letter, NOON));
    assert_int_equal(wire.count, 3);
    assert_int_equal(deferred_waiting(street->store), 3);
    must(draft_get(street->store, &street->ann, DRAFT_REPLY, post, &draft));
    assert_string_equal(draft.body, "I thi");
    drafts_free(&draft, 1);
    must(board_get(street->store, &street->ann, street->general, &board));
    assert_int_equal(board.unread, 0);
    assert_int_equal(unread_letters(street, &street->ann), 0);
    assert_int_equal(
        db_number(street->store, -1, "SELECT (SELECT count(*) FROM draft) + (SELECT count(*) FROM read_mark)"), 0);
    must(board_get(street->store, &street->cora, street->shared, &board)); /* another's eyes see none of it */
    assert_int_equal(draft_get(street->store, &street->ben, DRAFT_REPLY, post, &draft), RESULT_NOT_FOUND);
}

static void only_what_is_on_disk_is_let_go(void **state)
{
    struct street *street = *state;
    struct wire wire = { .count = 0 };
    deferred_send_to(street->store, take, &wire);
    must(draft_save(street->store, &street->ann, DRAFT_THREAD, 1, "T", "one", NOON));
    must(draft_save(street->store, &street->ann, DRAFT_THREAD, 2, "T", "two", NOON));
    deferred_acknowledged(street->store, wire.sent[0].number);
    assert_int_equal(deferred_waiting(street->store), 1);
    deferred_lost_clerk(street->store); /* it ended with the second still in its hands */
    deferred_acknowledged(street->store, wire.sent[1].number);
    assert_int_equal(deferred_waiting(street->store), 1);
    deferred_resend(street->store);
    assert_int_equal(wire.count, 3);
    assert_int_equal(wire.sent[2].b, 2);
    deferred_acknowledged(street->store, wire.sent[2].number);
    assert_int_equal(deferred_waiting(street->store), 0);
}

/* While there is no room, ten saves of one draft are one. */
static void a_newer_one_takes_the_older_ones_place(void **state)
{
    struct street *street = *state;
    struct wire wire = { .full = true };
    char body[16];
    deferred_send_to(street->store, take, &wire);
    for (int i = 0; i < 10; i++) {
        snprintf(body, sizeof body, "%d", i);
        must(draft_save(street->store, &street->ann, DRAFT_THREAD, 1, "T", body, NOON + i));
    }
    must(deferred_seen_now(street->store, &street->ann, true, NOON));
    must(deferred_seen_now(street->store, &street->ann, true, NOON + 5));
    assert_int_equal(deferred_waiting(street->store), 2);
    wire.full = false;
    deferred_resend(street->store);
    deferred_resend(street->store);
    assert_int_equal(wire.count, 2);
    assert_string_equal(wire.sent[0].text + 2, "9");
}

static void without_a_clerk_all_is_written_at_once(void **state)
{
    struct street *street = *state;
    struct wire wire = { .full = true };
    deferred_send_to(street->store, take, &wire);
    must(draft_save(street->store, &street->ann, DRAFT_THREAD, 1, "T", "kept", NOON));
    deferred_send_to(street->store, NULL, NULL); /* the session ends */
    deferred_resend(street->store);
    assert_int_equal(deferred_waiting(street->store), 0);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM draft WHERE body = 'kept'"), 1);
    must(draft_save(street->store, &street->ann, DRAFT_THREAD, 2, "T", "too", NOON));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM draft WHERE body = 'too'"), 1);
    assert_int_equal(db_number(street->store, 0, "PRAGMA synchronous"), 2);
}

static void bad_items_are_left_out(void **state)
{
    struct street *street = *state;
    int64_t post = street_thread(street, &street->ben, street->general, "T", "Words.");
    int64_t thread = thread_of(street, post), ann = street->ann.member;
    const struct deferred items[] = {
        { .kind = DEFERRED_DRAFT, .member = 12345, .a = 1, .b = 1, .text = "T\0body", .length = 6 },
        { .kind = (enum deferred_kind)99, .member = ann },
        { .kind = DEFERRED_MARK, .member = ann, .a = 999, .b = 5 },
        { .kind = DEFERRED_MARK, .member = ann, .a = thread, .b = INT64_MAX, .text = "\xff\xff", .length = 2 },
        { .kind = DEFERRED_MARK, .member = ann, .a = thread, .b = INT64_MIN, .text = "\x01", .length = 1 },
        { .kind = DEFERRED_UNREAD, .member = ann, .a = thread, .b = 999 },
        { .kind = DEFERRED_UNREAD, .member = ann, .a = 999, .b = post },
        { .kind = DEFERRED_BOARD_MARK, .member = ann, .a = 999, .b = INT64_MAX },
        { .kind = DEFERRED_LETTER_READ, .member = ann, .a = 999 },
        { .kind = DEFERRED_DRAFT, .member = ann, .a = 1, .b = 1, .text = "no end", .length = 6 },
        { .kind = DEFERRED_DRAFT, .member = ann, .a = 1, .b = 2, .text = "T\0good", .length = 6 },
    };
    must(deferred_apply(street->store, items, sizeof items / sizeof *items));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM draft WHERE body = 'good'"), 1);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM draft WHERE member = 12345"), 0);
    struct board board;
    street_reply(street, &street->ben, post, "A new one."); /* a mark beyond the end marks nothing that is to come */
    must(board_get(street->store, &street->ann, street->general, &board));
    assert_int_equal(board.unread, 1);
}

static void logins_and_presence_are_written(void **state)
{
    struct street *street = *state;
    int64_t number, visit;
    size_t count;
    must(visit_begin(street->store, &street->ann, "10.0.0.x", "key", NOON, &visit));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM login WHERE method = 'key'"), 1);
    must(visit_seen(street->store, &street->ann, visit, VISIT_HERE, NOON));
    must(members_online(street->store, &street->ben, NOON + 60, &number, NULL, 0, &count));
    assert_int_equal(number, 1);
    must(visit_seen(street->store, &street->ann, visit, VISIT_LEFT, NOON + 90));
    must(members_online(street->store, &street->ben, NOON + 100, &number, NULL, 0, &count));
    assert_int_equal(number, 0);
}

int main(void)
{
#define on_street(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)
    const struct CMUnitTest tests[] = {
        on_street(what_waits_is_seen_and_not_written),
        on_street(only_what_is_on_disk_is_let_go),
        on_street(a_newer_one_takes_the_older_ones_place),
        on_street(without_a_clerk_all_is_written_at_once),
        on_street(bad_items_are_left_out),
        on_street(logins_and_presence_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
