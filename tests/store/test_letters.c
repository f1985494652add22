/* test_letters.c: who gets a letter, who may open it, and when it is forgotten. RULES 2.3, 1.12. */
#include "tests/store/street.h"

#include "aid.h"
#include "letters.h"
#include "store/keep/subjects.h"
#include "units.h"

static int64_t send_letter(struct street *street, const struct actor *from, const char *to, const char *body)
{
    int64_t letter;
    must(letter_write(street->store, from, to, body, 0, 0, street->now += 60, &letter));
    return letter;
}

static size_t letters_of(struct street *street, const struct actor *actor)
{
    struct letter letters[8];
    size_t count;
    must(letters_list(street->store, actor, 0, 8, letters, &count));
    letters_free(letters, count);
    return count;
}

static void a_letter_goes_from_one_to_the_other(void **state)
{
    struct street *street = *state;
    struct letter letters[4], letter;
    struct unread_total total;
    struct notice notice;
    struct wrote wrote;
    size_t count;
    while (store_wrote(street->store, &wrote))
        ;
    int64_t seq = ledger_last(street->store);
    int64_t id = send_letter(street, &street->ann, "ben", "The key is under the pot.");
    assert_int_equal(ledger_last(street->store), seq); /* never in the book */
    assert_true(store_wrote(street->store, &wrote));
    assert_int_equal(wrote.member, street->ben.member);
    must(ledger_notices_after(street->store, &street->ben, 0, 1, &notice, &count));
    assert_int_equal(count, 1);
    assert_int_equal(notice.subject, id);
    must(letters_list(street->store, &street->ben, 0, 4, letters, &count));
    assert_int_equal(count, 1);
    assert_true(letters[0].unread && !letters[0].mine);
    assert_string_equal(letters[0].handle, "ann");
    letters_free(letters, count);
    must(letter_get(street->store, &street->ann, id, &letter));
    assert_true(letter.mine && !letter.unread);
    assert_string_equal(letter.handle, "ben");
    letters_free(&letter, 1);
    must(mark_unread_total(street->store, &street->ben, &total));
    assert_int_equal(total.letters, 1);
    must(letter_mark_read(street->store, &street->ben, id, street->now));
    must(mark_unread_total(street->store, &street->ben, &total));
    assert_int_equal(total.letters, 0);
}

static void nobody_else_opens_it(void **state)
{
    struct street *street = *state;
    struct letter letter;
    int64_t id = send_letter(street, &street->ann, "ben", "Only for you.");
    assert_int_equal(letter_get(street->store, &street->cora, id, &letter), RESULT_NOT_FOUND);
    assert_int_equal(letter_get(street->store, &street->operator, id, &letter), RESULT_REFUSED);
    assert_int_equal(letter_get(street->store, &street->guest, id, &letter), RESULT_REFUSED);
    assert_int_equal(letter_remove(street->store, &street->cora, id, NOON), RESULT_NOT_FOUND);
    assert_int_equal(letter_mark_read(street->store, &street->cora, id, NOON), RESULT_NOT_FOUND);
    assert_int_equal(letters_of(street, &street->cora), 0);
}

static void some_letters_cannot_be_written(void **state)
{
    struct street *street = *state;
    int64_t id;
    assert_int_equal(letter_write(street->store, &street->ann, "nobody", "Hi", 0, 0, NOON, &id), RESULT_NOT_FOUND);
    assert_int_equal(letter_write(street->store, &street->ann, "ann", "Hi", 0, 0, NOON, &id), RESULT_REFUSED);
    assert_int_equal(letter_write(street->store, &street->ann, "ben", "", 0, 0, NOON, &id), RESULT_INVALID);
    assert_int_equal(letter_write(street->store, &street->operator, "ben", "Hi", 0, 0, NOON, &id), RESULT_REFUSED);
}

/* He is not told: to him it looks sent. */
static void a_letter_from_someone_muted_does_not_arrive(void **state)
{
    struct street *street = *state;
    struct unread_total total;
    must(mute_member(street->store, &street->ann, street->ben.member, true, NOON));
    int64_t id = send_letter(street, &street->ben, "ann", "Answer me.");
    struct letter letter;
    assert_int_equal(letters_of(street, &street->ann), 0);
    assert_int_equal(letters_of(street, &street->ben), 1);
    assert_int_equal(letter_get(street->store, &street->ann, id, &letter), RESULT_NOT_FOUND);
    must(mark_unread_total(street->store, &street->ann, &total));
    assert_int_equal(total.letters, 0);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM notice"), 0);
    must(mute_member(street->store, &street->ann, street->ben.member, false, NOON));
    assert_int_equal(letters_of(street, &street->ann), 0); /* what did not arrive does not come later */
}

static void it_points_only_where_its_writer_may_look(void **state)
{
    struct street *street = *state;
    struct letter letter;
    int64_t id, hidden = street_thread(street, &street->dora, street->away, "T", "Far away.");
    int64_t seen = street_thread(street, &street->ben, street->general, "T", "Here.");
    assert_int_equal(letter_write(street->store, &street->ben, "cora", "Hi", 0, 0, NOON, &id), RESULT_NOT_FOUND);
    street_thread(street, &street->cora, street->shared, "T", "To the neighbourhood."); /* now he can read her */
    int64_t others = send_letter(street, &street->ben, "cora", "Not yours.");
    must(letter_write(street->store, &street->ann, "ben", "Hm", others, hidden, NOON, &id));
    must(letter_get(street->store, &street->ann, id, &letter));
    assert_int_equal(letter.answers, 0);
    assert_int_equal(letter.about_post, 0);
    letters_free(&letter, 1);
    int64_t answered = id;
    must(letter_write(street->store, &street->ben, "ann", "Yes", answered, seen, NOON, &id));
    must(letter_get(street->store, &street->ann, id, &letter));
    assert_int_equal(letter.answers, answered);
    assert_int_equal(letter.about_post, seen);
    letters_free(&letter, 1);
}

static void each_side_has_its_own_copy(void **state)
{
    struct street *street = *state;
    int64_t id = send_letter(street, &street->ann, "ben", "Words.");
    must(letter_remove(street->store, &street->ben, id, NOON));
    assert_int_equal(letters_of(street, &street->ben), 0);
    assert_int_equal(letters_of(street, &street->ann), 1);
    must(letter_remove(street->store, &street->ann, id, NOON));
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM letter_text"), 0);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM letter"), 0);
}

static void letters_are_forgotten_after_ninety_days_unless_kept(void **state)
{
    struct street *street = *state;
    int64_t kept = send_letter(street, &street->ann, "ben", "Keep this."), at = street->now;
    send_letter(street, &street->ann, "ben", "Forget this.");
    must(letter_keep(street->store, &street->ben, kept, true, NOON));
    assert_int_equal(letters_subject.forget(street->store, at + 90 * DAY - 1), 0);
    assert_int_equal(letters_of(street, &street->ann), 2);
    assert_int_equal(letters_subject.forget(street->store, at + 91 * DAY), 1);
    assert_int_equal(letters_of(street, &street->ann), 0);
    assert_int_equal(letters_of(street, &street->ben), 1);
    must(letter_keep(street->store, &street->ben, kept, false, NOON));
    assert_int_equal(letters_subject.forget(street->store, at + 91 * DAY), 1);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM letter_text"), 0);
}

static void letters_come_newest_first_and_in_pages(void **state)
{
    struct street *street = *state;
    struct letter page[2];
    size_t count, seen = 0;
    int64_t before = 0, last = INT64_MAX;
    for (int i = 0; i < 5; i++)
        send_letter(street, i % 2 ? &street->ann : &street->ben, i % 2 ? "ben" : "ann", "Words.");
    do {
        must(letters_list(street->store, &street->ann, before, 2, page, &count));
        for (size_t i = 0; i < count; i++) {
            assert_true(page[i].id < last);
            last = before = page[i].id;
        }
        seen += count;
        letters_free(page, count);
    } while (count == 2);
    assert_int_equal(seen, 5);
}

/* --- between units: RULES 1.0 --- */

/* To whom a letter cannot go she is answered as of a name that there is not. */
static void reaches(struct street *street, const struct actor *from, const char *to, bool expected)
{
    int64_t id;
    enum result result = letter_write(street->store, from, to, "Good morning.", 0, 0, street->now += 60, &id);
    char said[200];
    util_copy_text(said, sizeof said, store_reason(street->store));
    if (result != (expected ? RESULT_OK : RESULT_NOT_FOUND))
        fail_msg("%s to %s: %d, %s", from->handle, to, result, said);
    if (expected)
        return;
    assert_int_equal(letter_write(street->store, from, "nobody", "Hi", 0, 0, street->now, &id), RESULT_NOT_FOUND);
    assert_string_equal(store_reason(street->store), said);
}

static void to_members_of_a_unit_of_both(void **state)
{
    struct street *street = *state;
    int64_t depot;
    reaches(street, &street->ann, "ben", true);
    reaches(street, &street->ann, "cora", false); /* of the next street, below the same neighbourhood */
    reaches(street, &street->ann, "dora", false);
    must(unit_found(street->store, &street->operator, "Depot", NULL, UNIT_FORUM, NOON, &depot));
    must(unit_join(street->store, &street->operator, depot, street->ann.member, NOON));
    must(unit_join(street->store, &street->operator, depot, street->dora.member, NOON));
    reaches(street, &street->ann, "dora", true); /* they work together */
    reaches(street, &street->dora, "ann", true);
    reaches(street, &street->ben, "dora", false);
}

static void to_authors_whom_she_can_read(void **state)
{
    struct street *street = *state;
    street_thread(street, &street->ann, street->general, "Of the street alone", "Words.");
    reaches(street, &street->cora, "ann", false);
    reaches(street, &street->dora, "ann", false);
    street_thread(street, &street->ann, street->shared, "Of the neighbourhood", "Words.");
    reaches(street, &street->cora, "ann", true);
    reaches(street, &street->dora, "ann", false);
    int64_t post = street_thread(street, &street->ann, street->welcome, "For everybody", "Words.");
    reaches(street, &street->dora, "ann", true);
    reaches(street, &street->dora, "ben", false);
    must(post_withdraw(street->store, &street->ann, post, street->now)); /* nothing of hers is read there any more */
    reaches(street, &street->dora, "ann", false);
}

/* Two whom an ask brought together over the street's end. */
static void to_whom_she_agreed_with(void **state)
{
    struct street *street = *state;
    const struct aid_form lift = {
        .kind = AID_TRANSPORT, .line = "To the clinic", .many = 1, .urgency = AID_TODAY, .climbs = AID_CLIMBS
    };
    int64_t ask, match;
    must(aid_ask_make(street->store, &street->ann, &lift, NOON, &ask));
    assert_true(store_tick(street->store, NOON + 2 * HOUR) > 0);
    must(aid_can(street->store, &street->cora, ask, 0, NOON + 2 * HOUR, &match));
    reaches(street, &street->cora, "ann", false); /* who asks is not told before both said yes */
    must(aid_accept(street->store, &street->ann, ask, NOON + 2 * HOUR));
    reaches(street, &street->cora, "ann", true);
    reaches(street, &street->ann, "cora", true);
    reaches(street, &street->dora, "ann", false);
}

/* A letter can be answered, whoever wrote it. */
static void to_whoever_wrote_to_her(void **state)
{
    struct street *street = *state;
    street_thread(street, &street->ann, street->welcome, "For everybody", "Words.");
    reaches(street, &street->ann, "dora", false);
    reaches(street, &street->dora, "ann", true);
    reaches(street, &street->ann, "dora", true);
    reaches(street, &street->ben, "dora", false);
}

int main(void)
{
#define on_street(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)
    const struct CMUnitTest tests[] = {
        on_street(a_letter_goes_from_one_to_the_other),
        on_street(nobody_else_opens_it),
        on_street(some_letters_cannot_be_written),
        on_street(a_letter_from_someone_muted_does_not_arrive),
        on_street(it_points_only_where_its_writer_may_look),
        on_street(each_side_has_its_own_copy),
        on_street(letters_are_forgotten_after_ninety_days_unless_kept),
        on_street(letters_come_newest_first_and_in_pages),
        on_street(to_members_of_a_unit_of_both),
        on_street(to_authors_whom_she_can_read),
        on_street(to_whom_she_agreed_with),
        on_street(to_whoever_wrote_to_her),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
