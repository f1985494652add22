/* test_ephemeral.c: boxes in memory: who may put what, who gets it, and that nothing but the texts comes out. */
#include "ephemeral.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bbs/serve/ephemeral_boxes.h"
#include "tests/support/memory_only.h"
#include "util.h"

enum { HOUSE = EPHEMERAL_HOUSE, THANDI = 11, NOMSA, SIPHO, ELIAS, MARIA, STRANGER, VOTE = 5 };

static struct memory_only memory;
static struct store *store;
static struct ephemeral_text texts[40];
static size_t count;

static int begin(void **state)
{
    (void)state;
    memory_only_begin(&memory);
    if (store_create(":memory:", &store) != STORE_OPENED)
        return -1;
    ephemeral_reach(store, memory_only_ask, &memory);
    return 0;
}

static int end(void **state)
{
    (void)state;
    store_close(store);
    memory_only_end(&memory);
    return 0;
}

static enum result put(int64_t member, enum ephemeral_kind kind, int64_t key, const char *text)
{
    memory.member = member;
    return ephemeral_put(store, kind, key, text, strlen(text));
}

static enum result take(int64_t member, enum ephemeral_kind kind, int64_t key, bool all)
{
    memory.member = member;
    return ephemeral_take(store, kind, key, all, texts, sizeof texts / sizeof *texts, &count);
}

static void open_vote(void)
{
    static const int64_t voters[] = { THANDI, NOMSA, SIPHO, ELIAS, MARIA };
    memory.member = HOUSE;
    assert_int_equal(ephemeral_open(store, EPHEMERAL_CHOICE, VOTE, voters, 5), RESULT_OK);
}

static void a_choice_is_given_once_by_whoever_may(void **state)
{
    (void)state;
    assert_int_equal(put(THANDI, EPHEMERAL_CHOICE, VOTE, "yes"), RESULT_NOT_FOUND); /* not open yet */
    memory.member = THANDI;
    assert_int_equal(ephemeral_open(store, EPHEMERAL_CHOICE, VOTE, NULL, 0), RESULT_REFUSED);
    open_vote();
    assert_int_equal(put(THANDI, EPHEMERAL_CHOICE, VOTE, "yes"), RESULT_OK);
    assert_int_equal(put(THANDI, EPHEMERAL_CHOICE, VOTE, "no"), RESULT_CONFLICT);
    assert_int_equal(put(STRANGER, EPHEMERAL_CHOICE, VOTE, "no"), RESULT_REFUSED);
    assert_int_equal(put(NOMSA, EPHEMERAL_CHOICE, VOTE, ""), RESULT_INVALID);
    memory.member = HOUSE;
    assert_int_equal(ephemeral_open(store, EPHEMERAL_CHOICE, VOTE, NULL, 0), RESULT_CONFLICT);
    assert_int_equal(take(HOUSE, EPHEMERAL_CHOICE, VOTE, true), RESULT_OK);
    assert_int_equal(count, 1);
    assert_string_equal(texts[0].text, "yes");
    assert_int_equal(texts[0].member, 0);
}

/* Whoever has a paper cannot vote here too, and whoever voted here gets none. */
static void a_name_is_struck_for_a_paper(void **state)
{
    (void)state;
    open_vote();
    assert_int_equal(put(THANDI, EPHEMERAL_CHOICE, VOTE, "yes"), RESULT_OK);
    assert_int_equal(ephemeral_strike(store, EPHEMERAL_CHOICE, VOTE, NOMSA), RESULT_REFUSED);
    memory.member = HOUSE;
    assert_int_equal(ephemeral_strike(store, EPHEMERAL_CHOICE, VOTE, THANDI), RESULT_CONFLICT);
    assert_int_equal(ephemeral_strike(store, EPHEMERAL_CHOICE, VOTE, NOMSA), RESULT_OK);
    assert_int_equal(put(NOMSA, EPHEMERAL_CHOICE, VOTE, "yes"), RESULT_REFUSED);
    memory.member = HOUSE;
    assert_int_equal(ephemeral_name(store, EPHEMERAL_CHOICE, VOTE, (const int64_t[]) { NOMSA }, 1), RESULT_OK);
    assert_int_equal(put(NOMSA, EPHEMERAL_CHOICE, VOTE, "yes"), RESULT_OK);
}

/* At a table one session gives the choices of those who sit there, and only of them. The house says who they are. */
static void a_table_gives_the_choices_of_its_people(void **state)
{
    (void)state;
    struct ephemeral_state seen;
    const struct ephemeral_seat seats[] = { { NOMSA, THANDI }, { SIPHO, MARIA }, { STRANGER, THANDI } };
    open_vote();
    memory.member = THANDI;
    assert_int_equal(ephemeral_seat(store, EPHEMERAL_CHOICE, VOTE, seats, 3), RESULT_REFUSED);
    assert_int_equal(ephemeral_put_of(store, EPHEMERAL_CHOICE, VOTE, NOMSA, "yes", 3), RESULT_REFUSED);
    memory.member = HOUSE;
    assert_int_equal(ephemeral_seat(store, EPHEMERAL_CHOICE, VOTE, seats, 3), RESULT_OK);
    memory.member = THANDI;
    assert_int_equal(ephemeral_put_of(store, EPHEMERAL_CHOICE, VOTE, NOMSA, "yes", 3), RESULT_OK);
    assert_int_equal(ephemeral_put_of(store, EPHEMERAL_CHOICE, VOTE, NOMSA, "no", 2), RESULT_CONFLICT);
    assert_int_equal(ephemeral_put_of(store, EPHEMERAL_CHOICE, VOTE, SIPHO, "yes", 3), RESULT_REFUSED);
    assert_int_equal(ephemeral_put_of(store, EPHEMERAL_CHOICE, VOTE, STRANGER, "yes", 3), RESULT_REFUSED);
    assert_int_equal(ephemeral_put_of(store, EPHEMERAL_LINE, 9, NOMSA, "I am angry", 10), RESULT_REFUSED);
    assert_int_equal(ephemeral_state_of(store, EPHEMERAL_CHOICE, VOTE, NOMSA, &seen), RESULT_OK);
    assert_int_equal(seen.mine, 1);
    assert_int_equal(ephemeral_state_of(store, EPHEMERAL_CHOICE, VOTE, SIPHO, &seen), RESULT_REFUSED);
    assert_int_equal(ephemeral_state(store, EPHEMERAL_CHOICE, VOTE, &seen), RESULT_OK);
    assert_int_equal(seen.mine, 0); /* her own is still to come */
    assert_int_equal(put(THANDI, EPHEMERAL_CHOICE, VOTE, "no"), RESULT_OK);
    assert_int_equal(put(NOMSA, EPHEMERAL_CHOICE, VOTE, "no"), RESULT_CONFLICT); /* once, wherever */
    memory.member = HOUSE;
    assert_int_equal(
        ephemeral_seat(store, EPHEMERAL_CHOICE, VOTE, (struct ephemeral_seat[]) { { MARIA, 0 } }, 1), RESULT_OK);
    assert_int_equal(take(HOUSE, EPHEMERAL_CHOICE, VOTE, true), RESULT_OK);
    assert_int_equal(count, 2);
}

/* A session that could take choices after each vote would see whose each is. */
static void only_the_house_takes_and_nothing_comes_in_after_it(void **state)
{
    (void)state;
    int64_t givers[5];
    open_vote();
    assert_int_equal(put(MARIA, EPHEMERAL_CHOICE, VOTE, "no"), RESULT_OK);
    assert_int_equal(put(THANDI, EPHEMERAL_CHOICE, VOTE, "yes"), RESULT_OK);
    assert_int_equal(take(THANDI, EPHEMERAL_CHOICE, VOTE, true), RESULT_REFUSED);
    assert_int_equal(ephemeral_list(store, EPHEMERAL_CHOICE, VOTE, 0, texts, 40, &count), RESULT_REFUSED);
    assert_int_equal(ephemeral_givers(store, EPHEMERAL_CHOICE, VOTE, givers, 5, &count), RESULT_REFUSED);
    assert_int_equal(ephemeral_wipe(store, EPHEMERAL_CHOICE, VOTE), RESULT_REFUSED);
    assert_int_equal(take(HOUSE, EPHEMERAL_CHOICE, VOTE, true), RESULT_OK);
    assert_int_equal(count, 2);
    assert_int_equal(put(NOMSA, EPHEMERAL_CHOICE, VOTE, "no"), RESULT_CONFLICT);
    char first[8];
    util_copy_text(first, sizeof first, texts[0].text);
    assert_int_equal(take(HOUSE, EPHEMERAL_CHOICE, VOTE, true), RESULT_OK); /* the same ones, in the same order */
    assert_int_equal(count, 2);
    assert_string_equal(texts[0].text, first);
    assert_int_equal(ephemeral_givers(store, EPHEMERAL_CHOICE, VOTE, givers, 5, &count), RESULT_OK);
    assert_int_equal(count, 2);
    assert_int_equal(givers[0], THANDI); /* by number, not by time */
    assert_int_equal(givers[1], MARIA);
    assert_int_equal(ephemeral_wipe(store, EPHEMERAL_CHOICE, VOTE), RESULT_OK);
    assert_int_equal(take(HOUSE, EPHEMERAL_CHOICE, VOTE, true), RESULT_NOT_FOUND);
}

/* Each of the five choices comes first about as often as any other, whoever gave first. */
static void the_order_is_drawn(void **state)
{
    (void)state;
    enum { ROUNDS = 2000 };
    int first[5] = { 0 };
    for (int round = 0; round < ROUNDS; round++) {
        open_vote();
        for (int i = 0; i < 5; i++)
            assert_int_equal(put(THANDI + i, EPHEMERAL_CHOICE, VOTE, (char[]) { (char)('0' + i), '\0' }), RESULT_OK);
        assert_int_equal(take(HOUSE, EPHEMERAL_CHOICE, VOTE, true), RESULT_OK);
        assert_int_equal(count, 5);
        bool seen[5] = { false };
        for (size_t i = 0; i < count; i++)
            seen[texts[i].text[0] - '0'] = true;
        for (int i = 0; i < 5; i++)
            assert_true(seen[i]);
        first[texts[0].text[0] - '0']++;
        assert_int_equal(ephemeral_wipe(store, EPHEMERAL_CHOICE, VOTE), RESULT_OK);
    }
    for (int i = 0; i < 5; i++) /* 400 are expected; 18 is one standard deviation */
        assert_in_range(first[i], 400 - 110, 400 + 110);
}

/* Whoever could read this memory while people vote would find no member beside a choice, and no order. */
static void a_choice_lies_in_memory_without_its_voter(void **state)
{
    (void)state;
    size_t at[3] = { 0 };
    open_vote();
    for (int i = 0; i < 3; i++)
        assert_int_equal(put(THANDI + i, EPHEMERAL_CHOICE, VOTE, (char[]) { (char)('0' + i), '\0' }), RESULT_OK);
    for (size_t i = 0; i < BOX_SHORT_MOST; i++)
        if (memory.boxes->head[i].box >= 0) {
            assert_int_equal(memory.boxes->head[i].member, 0);
            assert_int_equal(memory.boxes->head[i].number, 0);
            at[memory.boxes->short_text[i][0] - '0'] = i;
        }
    assert_false(at[1] == at[0] + 1 && at[2] == at[1] + 1);
}

static void a_wiped_box_leaves_no_byte(void **state)
{
    (void)state;
    open_vote();
    put(THANDI, EPHEMERAL_CHOICE, VOTE, "a rare choice");
    put(THANDI, EPHEMERAL_LINE, 9, "a rare line");
    take(HOUSE, EPHEMERAL_LINE, 9, true);
    assert_int_equal(ephemeral_taken(store, EPHEMERAL_LINE, 9), RESULT_OK);
    assert_int_equal(ephemeral_wipe(store, EPHEMERAL_CHOICE, VOTE), RESULT_OK);
    assert_null(memmem(memory.boxes, sizeof *memory.boxes, "a rare", 6));
    assert_int_equal(put(THANDI, EPHEMERAL_LINE, 9, "another"), RESULT_CONFLICT); /* it is known that she used hers */
}

static void unsigned_lines_come_in_threes(void **state)
{
    (void)state;
    assert_int_equal(put(THANDI, EPHEMERAL_LINE, 9, "one"), RESULT_OK);
    assert_int_equal(put(NOMSA, EPHEMERAL_LINE, 9, "two"), RESULT_OK);
    assert_int_equal(take(HOUSE, EPHEMERAL_LINE, 9, false), RESULT_OK);
    assert_int_equal(count, 0);
    assert_int_equal(put(SIPHO, EPHEMERAL_LINE, 9, "three"), RESULT_OK);
    assert_int_equal(take(HOUSE, EPHEMERAL_LINE, 9, false), RESULT_OK);
    assert_int_equal(count, 3);
    assert_int_equal(put(ELIAS, EPHEMERAL_LINE, 9, "four"), RESULT_OK); /* comes after this batch */
    assert_int_equal(ephemeral_taken(store, EPHEMERAL_LINE, 9), RESULT_REFUSED);
    memory.member = HOUSE;
    assert_int_equal(ephemeral_taken(store, EPHEMERAL_LINE, 9), RESULT_OK);
    assert_int_equal(take(HOUSE, EPHEMERAL_LINE, 9, false), RESULT_OK);
    assert_int_equal(count, 0);
    assert_int_equal(take(HOUSE, EPHEMERAL_LINE, 9, true), RESULT_OK); /* the item ends */
    assert_int_equal(count, 1);
    assert_string_equal(texts[0].text, "four");
}

static void a_group_reads_its_own_talk_in_order(void **state)
{
    (void)state;
    memory.member = THANDI;
    assert_int_equal(ephemeral_open(store, EPHEMERAL_GROUP, 3, (const int64_t[]) { NOMSA, SIPHO }, 2), RESULT_OK);
    assert_int_equal(put(NOMSA, EPHEMERAL_GROUP, 3, "the pump"), RESULT_OK);
    assert_int_equal(put(SIPHO, EPHEMERAL_GROUP, 3, "the roof"), RESULT_OK);
    assert_int_equal(put(NOMSA, EPHEMERAL_GROUP, 3, "both"), RESULT_OK);
    assert_int_equal(put(THANDI, EPHEMERAL_GROUP, 3, "I opened it"), RESULT_REFUSED);
    assert_int_equal(ephemeral_list(store, EPHEMERAL_GROUP, 3, 0, texts, 40, &count), RESULT_REFUSED);
    memory.member = SIPHO;
    assert_int_equal(ephemeral_list(store, EPHEMERAL_GROUP, 3, 0, texts, 40, &count), RESULT_OK);
    assert_int_equal(count, 3);
    assert_string_equal(texts[2].text, "both");
    assert_int_equal(texts[1].member, SIPHO);
    assert_int_equal(ephemeral_list(store, EPHEMERAL_GROUP, 3, texts[1].number, texts, 40, &count), RESULT_OK);
    assert_int_equal(count, 1);
    assert_int_equal(ephemeral_wipe(store, EPHEMERAL_GROUP, 3), RESULT_REFUSED);
    memory.member = THANDI;
    assert_int_equal(ephemeral_wipe(store, EPHEMERAL_GROUP, 3), RESULT_OK);
    assert_null(memmem(memory.boxes, sizeof *memory.boxes, "the pump", 8));
}

static void one_member_does_not_fill_it(void **state)
{
    (void)state;
    enum result result = RESULT_OK;
    int opened = 0;
    memory.member = THANDI;
    while (opened < BOXES_MOST && (result = ephemeral_open(store, EPHEMERAL_GROUP, 100 + opened, NULL, 0)) == RESULT_OK)
        opened++;
    assert_int_equal(result, RESULT_FULL);
    for (opened = 0; opened < BOXES_MOST && (result = put(NOMSA, EPHEMERAL_LINE, opened + 1, "x")) == RESULT_OK;)
        opened++;
    assert_int_equal(result, RESULT_FULL);
    assert_int_equal(put(SIPHO, EPHEMERAL_LINE, 1, "others still can"), RESULT_OK);
}

static void a_new_process_has_another_number_and_no_box(void **state)
{
    (void)state;
    int64_t before, after;
    open_vote();
    assert_int_equal(ephemeral_instance(store, &before), RESULT_OK);
    memory_only_dies(&memory);
    assert_int_equal(ephemeral_instance(store, &after), RESULT_OK);
    assert_int_not_equal(before, after);
    assert_int_equal(put(THANDI, EPHEMERAL_CHOICE, VOTE, "yes"), RESULT_NOT_FOUND);
    memory.dead = true;
    assert_int_equal(put(THANDI, EPHEMERAL_CHOICE, VOTE, "yes"), RESULT_BUSY);
    assert_int_not_equal(strlen(store_reason(store)), 0);
}

/* Any bytes may come from a session under attack: an answer never holds more than its text. */
static void hostile_frames_get_nothing(void **state)
{
    (void)state;
    struct ephemeral_frame frame = { 0 };
    open_vote();
    put(THANDI, EPHEMERAL_CHOICE, VOTE, "hers alone");
    srandom(7);
    for (int i = 0; i < 20000; i++) {
        unsigned char *bytes = (unsigned char *)&frame;
        for (size_t k = 0; k < sizeof frame; k += 1 + (size_t)(random() % 64))
            bytes[k] = (unsigned char)random();
        frame.act = (uint32_t)(random() % (EPHEMERAL_ACTS + 1));
        frame.kind = (uint32_t)(random() % (EPHEMERAL_KINDS + 1));
        frame.key = random() % 2 ? VOTE : random();
        frame.zero = 0;
        frame.length %= EPHEMERAL_TEXT_MAX + 2;
        ephemeral_boxes_answer(memory.boxes, STRANGER, &frame);
        assert_true(frame.answer < EPHEMERAL_ANSWERS);
        assert_null(memmem(&frame, sizeof frame, "hers alone", 10));
    }
    assert_int_equal(take(HOUSE, EPHEMERAL_CHOICE, VOTE, true), RESULT_OK);
    assert_int_equal(count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_choice_is_given_once_by_whoever_may, begin, end),
        cmocka_unit_test_setup_teardown(a_name_is_struck_for_a_paper, begin, end),
        cmocka_unit_test_setup_teardown(a_table_gives_the_choices_of_its_people, begin, end),
        cmocka_unit_test_setup_teardown(only_the_house_takes_and_nothing_comes_in_after_it, begin, end),
        cmocka_unit_test_setup_teardown(the_order_is_drawn, begin, end),
        cmocka_unit_test_setup_teardown(a_choice_lies_in_memory_without_its_voter, begin, end),
        cmocka_unit_test_setup_teardown(a_wiped_box_leaves_no_byte, begin, end),
        cmocka_unit_test_setup_teardown(unsigned_lines_come_in_threes, begin, end),
        cmocka_unit_test_setup_teardown(a_group_reads_its_own_talk_in_order, begin, end),
        cmocka_unit_test_setup_teardown(one_member_does_not_fill_it, begin, end),
        cmocka_unit_test_setup_teardown(a_new_process_has_another_number_and_no_box, begin, end),
        cmocka_unit_test_setup_teardown(hostile_frames_get_nothing, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
