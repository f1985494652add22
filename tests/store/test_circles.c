/* test_circles.c: calling a circle, who comes and keeps it, and what is kept of it (RULES 6.1-6.4, 5.5). */
#include "circles.h"

#include "meetings.h"
#include "members.h"
#include "tests/store/street.h"
#include "tests/support/memory_only.h"

enum { PEOPLE = 7 };

static struct memory_only memory;
static struct actor person[PEOPLE]; /* ann, ben and five more */
static struct street *street;

static int begin(void **state)
{
    static const char *const more[] = { "eve", "fay", "gil", "hana", "ida" };
    if (street_open(state) != 0)
        return -1;
    street = *state;
    memory_only_begin(&memory);
    ephemeral_reach(street->store, memory_only_ask, &memory);
    person[0] = street->ann;
    person[1] = street->ben;
    for (size_t i = 0; i < 5; i++)
        person[2 + i] = street_member(street, more[i], 1);
    return 0;
}

static int end(void **state)
{
    memory_only_end(&memory);
    return street_close(state);
}

static int64_t call_at(const struct circle_form *form)
{
    int64_t circle = 0;
    memory.member = person[0].member;
    must(circle_call(street->store, &person[0], form, street->now, &circle));
    return circle;
}

static int64_t call_open(void)
{
    return call_at(&(struct circle_form) { .open = true,
        .purpose = "Our nights",
        .prompts = { "What would let you sleep?" },
        .at = street->now + 2 * HOUR,
        .places = 6 });
}

static enum circle_answer come(int i, int64_t circle)
{
    enum circle_answer answer;
    must(circle_answer(street->store, &person[i], circle, true, street->now, &answer));
    return answer;
}

static struct circle get(int i, int64_t circle)
{
    struct circle out;
    memory.member = person[i].member;
    must(circle_get(street->store, &person[i], circle, &out));
    return out;
}

static void tend(int64_t after)
{
    memory.member = EPHEMERAL_HOUSE;
    street->now += after;
    memory.seconds += after;
    assert_true(circles_tend(street->store, street->now) >= 0);
}

static enum result act(int i, int64_t circle, enum ring_act what, int64_t number, const char *text)
{
    memory.member = person[i].member;
    return circle_do(street->store, &person[i], circle,
        &(struct ring_ask) { .act = what, .number = number, .text = text, .places = 3 });
}

static void willing_to_keep(int i)
{
    must(willing_set(street->store, &person[i], "keeper", true, street->now));
}

/* A circle of five that two keep; it has begun. */
static int64_t begun(void)
{
    willing_to_keep(1);
    willing_to_keep(2);
    int64_t circle = call_open();
    for (int i = 1; i < 5; i++)
        come(i, circle);
    tend(2 * HOUR - CIRCLE_OPENS);
    for (int i = 0; i < 5; i++)
        must(act(i, circle, RING_COME, 1, NULL));
    must(act(1, circle, RING_BEGIN, 0, NULL));
    return circle;
}

static int64_t holder_of(int64_t circle)
{
    struct circle_view view;
    memory.member = person[0].member;
    must(circle_look(street->store, &person[0], circle, &view));
    for (int i = 0; i < PEOPLE && view.ring.holder != RING_NOBODY; i++)
        if (person[i].member == view.ring.person[view.ring.holder].member)
            return i;
    return -1;
}

static void who_comes_last_waits_and_moves_up(void **state)
{
    (void)state;
    int64_t circle = call_open();
    for (int i = 1; i < 6; i++)
        assert_int_equal(come(i, circle), CIRCLE_COMES);
    assert_int_equal(come(6, circle), CIRCLE_WAITS);
    assert_int_equal(get(6, circle).place_in_line, 1);
    enum circle_answer answer;
    must(circle_answer(street->store, &person[2], circle, false, street->now, &answer));
    assert_int_equal(get(6, circle).answer, CIRCLE_COMES);
    assert_int_equal(get(0, circle).come, 6);
}

static void only_who_is_asked_knows_of_one_by_name(void **state)
{
    (void)state;
    const char *const handles[] = { "ben" };
    struct circle out;
    int64_t circle = call_at(&(struct circle_form) { .purpose = "The gate",
        .prompts = { "What do you need?" },
        .at = street->now + DAY,
        .places = 5,
        .handles = handles,
        .count = 1 });
    assert_int_equal(get(1, circle).answer, CIRCLE_ASKED);
    assert_int_equal(circle_get(street->store, &person[2], circle, &out), RESULT_NOT_FOUND);
    assert_int_equal(circle_get(street->store, &street->cora, circle, &out), RESULT_NOT_FOUND);
    must(circle_invite(street->store, &person[0], circle, "eve", street->now));
    assert_int_equal(get(2, circle).answer, CIRCLE_ASKED);
    assert_int_equal(circle_invite(street->store, &person[2], circle, "fay", street->now), RESULT_REFUSED);
    assert_int_equal(circle_invite(street->store, &person[0], circle, "cora", street->now), RESULT_NOT_FOUND);
}

static void the_two_who_kept_least_lately_keep_it(void **state)
{
    (void)state;
    struct keeper_candidate list[] = { { 1, 500, 0 }, { 2, 0, 0 }, { 3, 900, 2 }, { 4, 100, 1 }, { 5, 0, 0 } };
    assert_int_equal(keepers_choose(list, 5), 4); /* the third kept the last two */
    assert_int_equal(list[0].member, 2);
    assert_int_equal(list[1].member, 5);
    assert_int_equal(list[2].member, 4);
    willing_to_keep(3);
    willing_to_keep(4);
    willing_to_keep(5);
    int64_t circle = call_open();
    struct circle found = get(0, circle);
    assert_string_equal(found.keeper[0], "fay");
    assert_string_equal(found.keeper[1], "gil");
    enum circle_answer answer; /* a keeper who does not come is replaced at once */
    must(circle_answer(street->store, &person[3], circle, false, street->now, &answer));
    assert_string_equal(get(0, circle).keeper[0], "hana");
}

static void with_fewer_than_five_it_is_not_in_this_form(void **state)
{
    (void)state;
    int64_t circle = call_open();
    come(1, circle);
    tend(2 * HOUR - CIRCLE_OPENS - 1);
    assert_int_equal(get(0, circle).state, CIRCLE_PLANNED);
    tend(1);
    assert_int_equal(get(0, circle).state, CIRCLE_NOT_SO);
}

/* One yes is enough; it looks as if too few had come, and nothing of it is in the file. */
static void whoever_would_be_afraid_is_not_told_of(void **state)
{
    (void)state;
    struct circle_form form = { .open = true,
        .quarrel = true,
        .purpose = "The gate",
        .prompts = { "What happened?" },
        .at = street->now + 2 * HOUR,
        .places = 6 };
    for (int afraid = 0; afraid < 2; afraid++) {
        form.at = street->now + 2 * HOUR;
        int64_t circle = call_at(&form);
        for (int i = 1; i < 5; i++)
            come(i, circle);
        tend(1);
        assert_true(get(2, circle).afraid_asked);
        for (int i = 0; i < 5; i++) {
            memory.member = person[i].member;
            must(circle_afraid(street->store, &person[i], circle, afraid == 1 && i == 3));
        }
        assert_false(get(2, circle).afraid_asked);
        tend(2 * HOUR);
        assert_int_equal(get(0, circle).state, afraid == 1 ? CIRCLE_NOT_SO : CIRCLE_OPEN);
    }
}

/* The question is asked as soon as she comes, before the caretaker looked; home tells of it, also when another circle
 * is sooner. */
static void the_question_waits_for_her_wherever_the_circle_stands(void **state)
{
    struct circles_home home;
    (void)state;
    int64_t sooner = call_at(&(struct circle_form) { .open = true,
                .purpose = "Our nights",
                .prompts = { "What would let you sleep?" },
                .at = street->now + HOUR,
                .places = 6 }),
            later = call_at(&(struct circle_form) { .open = true,
                .quarrel = true,
                .purpose = "The gate",
                .prompts = { "What happened?" },
                .at = street->now + 5 * HOUR,
                .places = 6 });
    come(1, sooner);
    memory.member = person[1].member;
    must(circles_home(street->store, &person[1], street->now, &home));
    assert_int_equal(home.question, 0);
    come(1, later);
    assert_true(get(1, later).afraid_asked);
    must(circles_home(street->store, &person[1], street->now, &home));
    assert_int_equal(home.next, sooner);
    assert_int_equal(home.question, later);
    tend(1);
    memory.member = person[1].member;
    must(circle_afraid(street->store, &person[1], later, false));
    must(circles_home(street->store, &person[1], street->now, &home));
    assert_int_equal(home.question, 0);
}

static void answers_that_are_lost_are_asked_again(void **state)
{
    (void)state;
    int64_t circle = call_at(&(struct circle_form) { .open = true,
        .quarrel = true,
        .purpose = "The gate",
        .prompts = { "What happened?" },
        .at = street->now + 5 * HOUR,
        .places = 6 });
    tend(1);
    memory.member = person[0].member;
    must(circle_afraid(street->store, &person[0], circle, true));
    assert_false(get(0, circle).afraid_asked);
    memory_only_dies(&memory);
    tend(1);
    assert_true(get(0, circle).afraid_asked);
}

/* The box was opened, and the caretaker killed before its commit: whoever comes later is asked all the same. */
static void a_caretaker_killed_before_its_commit_asks_all(void **state)
{
    (void)state;
    int64_t circle = call_at(&(struct circle_form) { .open = true,
        .quarrel = true,
        .purpose = "The gate",
        .prompts = { "What happened?" },
        .at = street->now + 2 * HOUR,
        .places = 6 });
    memory.member = EPHEMERAL_HOUSE;
    must(ephemeral_open(street->store, EPHEMERAL_AFRAID, circle, &person[0].member, 1));
    for (int i = 1; i < 5; i++)
        come(i, circle);
    for (int i = 0; i < 2; i++)
        tend(1);
    for (int i = 0; i < 5; i++) {
        memory.member = person[i].member;
        must(circle_afraid(street->store, &person[i], circle, false));
    }
    tend(2 * HOUR);
    assert_int_equal(get(0, circle).state, CIRCLE_OPEN);
}

static void nothing_that_is_said_is_in_the_file(void **state)
{
    (void)state;
    int64_t circle = begun();
    must(act(1, circle, RING_SAY, 0, "zebrafinch"));
    int length = 0;
    sqlite3_int64 size;
    unsigned char *file = sqlite3_serialize(street->store->db, "main", &size, 0);
    length = (int)size;
    assert_null(memmem(file, (size_t)length, "zebrafinch", 10));
    assert_non_null(memmem(file, (size_t)length, "Our nights", 10)); /* the search does find what is there */
    sqlite3_free(file);
    char words[RING_TURN_BYTES + 1];
    size_t count;
    memory.member = person[4].member;
    for (int place = 0, found = 0; place < RING_PEOPLE_MOST; place++) {
        must(circle_words(street->store, &person[4], circle, place, words, &count));
        found += strcmp(words, "zebrafinch") == 0;
        assert_true(place < RING_PEOPLE_MOST - 1 || found == 1);
    }
    memory.member = person[5].member; /* who is not in it learns nothing */
    assert_int_not_equal(circle_words(street->store, &person[5], circle, 0, words, &count), RESULT_OK);
}

/* RULES 10.2: her own file. */
static void file_has(int i, const char *words, bool has)
{
    char *json = NULL;
    must(member_file(street->store, &person[i], 0, &json));
    if ((strstr(json, words) != NULL) != has)
        fail_msg("\"%s\" is%s in the file of %s", words, has ? " not" : "", person[i].handle);
    free(json);
}

static void only_steps_with_everybodys_yes_are_kept_for_who_was_in(void **state)
{
    (void)state;
    int64_t circle = begun();
    struct circle_step steps[4];
    size_t count;
    for (int stage = 0; stage < 3; stage++) { /* check-in, agreements, one round */
        for (int i = 0; i < 20 && holder_of(circle) >= 0; i++)
            must(act((int)holder_of(circle), circle, RING_PASS, 0, NULL));
        must(act(1, circle, RING_GO_ON, 1, NULL));
    }
    struct circle_view view;
    memory.member = person[1].member;
    must(circle_look(street->store, &person[1], circle, &view));
    assert_int_equal(view.ring.stage, RING_NEXT_STEPS);
    int first = -1, second = -1; /* of the people, whoever sits at the places 0 and 1 */
    for (int i = 0; i < 5; i++) {
        first = view.ring.person[0].member == person[i].member ? i : first;
        second = view.ring.person[1].member == person[i].member ? i : second;
    }
    must(act(first, circle, RING_ADD_STEP, street->now + DAY, "we mend the pump"));
    must(act(first, circle, RING_ADD_STEP, street->now + DAY, "we never say yes to this"));
    must(act(second, circle, RING_YES_STEP, 0, NULL));
    must(act(1, circle, RING_CLOSE, 0, NULL));
    memory.silent = EPHEMERAL_RING_STEP; /* no step is lost because of a moment without an answer */
    tend(1);
    assert_int_equal(get(0, circle).state, CIRCLE_OPEN);
    memory.silent = 0;
    tend(1);
    struct circle over = get(0, circle);
    assert_int_equal(over.state, CIRCLE_HELD);
    assert_int_equal(over.places, 5);
    must(circle_steps(street->store, &person[3], steps, 4, &count));
    assert_int_equal(count, 1);
    assert_string_equal(steps[0].words, "we mend the pump");
    must(circle_steps(street->store, &person[6], steps, 4, &count));
    assert_int_equal(count, 0);
    file_has(first, "we mend the pump", true); /* who is named in a step has it in her file */
    file_has(first, "we never say yes", false);
    file_has(first, "Our nights", true);
    file_has(1, "circles_kept", true);
    file_has(6, "Our nights", false);
    street->now += 32 * DAY;
    while (store_forget(street->store, street->now) > 0)
        ;
    must(circle_steps(street->store, &person[3], steps, 4, &count));
    assert_int_equal(count, 0);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM circle_person"), 0);
    /* Its date, its keepers and how many were in stay, not what it was for. */
    assert_int_equal(db_number(street->store, -1, "SELECT people FROM circle WHERE purpose = '' AND prompts = ''"), 5);
    file_has(first, "Our nights", false);
    file_has(1, "\"people\":", true);
}

static void a_house_that_stopped_says_that_it_was_cut_off(void **state)
{
    (void)state;
    int64_t other = call_open(); /* too few come to it, and nobody reads so for a while */
    come(3, other);
    tend(2 * HOUR);
    assert_int_equal(get(3, other).state, CIRCLE_NOT_SO);
    int64_t circle = begun();
    struct circles_home home;
    memory_only_dies(&memory);
    tend(1);
    assert_int_equal(get(0, circle).state, CIRCLE_CUT_OFF);
    must(circles_home(street->store, &person[3], street->now, &home));
    assert_int_equal(home.ended, circle);
    must(circle_told(street->store, &person[3], circle));
    must(circles_home(street->store, &person[3], street->now, &home));
    assert_int_equal(home.ended, other);
    must(circle_told(street->store, &person[3], other));
    must(circles_home(street->store, &person[3], street->now, &home));
    assert_int_equal(home.ended, 0);
}

static void only_the_one_who_is_asked_to_come_by_reads_it(void **state)
{
    (void)state;
    int64_t circle = begun();
    struct circle_visit visits[2];
    size_t count;
    memory.member = person[3].member;
    assert_int_equal(circle_come_by(street->store, &person[3], circle, "ida"), RESULT_REFUSED); /* she is in */
    must(act(3, circle, RING_LEAVE, 0, NULL));
    must(circle_come_by(street->store, &person[3], circle, "ida"));
    memory.member = person[1].member;
    must(circle_visits(street->store, &person[1], visits, 2, &count));
    assert_int_equal(count, 0);
    memory.member = person[6].member;
    must(circle_visits(street->store, &person[6], visits, 2, &count));
    assert_int_equal(count, 1);
    assert_string_equal(visits[0].handle, "fay");
    must(circle_visit_seen(street->store, &person[6], visits[0].number));
    must(circle_visits(street->store, &person[6], visits, 2, &count));
    assert_int_equal(count, 0);
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    struct circle_form form = {
        .open = true, .purpose = "x", .prompts = { "y" }, .at = street->now + DAY, .places = 13
    };
    int64_t circle;
    assert_int_equal(circle_call(street->store, &person[0], &form, street->now, &circle), RESULT_INVALID);
    form.places = 4;
    assert_int_equal(circle_call(street->store, &person[0], &form, street->now, &circle), RESULT_INVALID);
    form.places = 6;
    form.prompts[0] = "";
    assert_int_equal(circle_call(street->store, &person[0], &form, street->now, &circle), RESULT_INVALID);
    form.prompts[0] = "y";
    form.open = false;
    assert_int_equal(circle_call(street->store, &person[0], &form, street->now, &circle), RESULT_INVALID);
    form.open = true;
    form.at = street->now - 1;
    assert_int_equal(circle_call(street->store, &person[0], &form, street->now, &circle), RESULT_INVALID);
    form.at = street->now + DAY;
    form.purpose = "\033[2J";
    assert_int_not_equal(circle_call(street->store, &person[0], &form, street->now, &circle), RESULT_OK);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM circle"), 0);
}

static void prompts_are_the_units_own(void **state)
{
    (void)state;
    struct circle_prompt list[10];
    size_t count;
    int64_t id;
    must(circle_prompt_add(street->store, &person[0], "Who cooked for you?", &id));
    must(circle_prompts(street->store, &person[1], list, 10, &count));
    assert_string_equal(list[0].words, "Who cooked for you?");
    assert_true(count > 1);
    assert_int_equal(circle_prompt_drop(street->store, &street->cora, id), RESULT_NOT_FOUND);
    must(circle_prompt_drop(street->store, &person[1], id));
}

/* --- what comes badly --- */

static void the_thirteenth_waits_and_is_not_let_in(void **state)
{
    (void)state;
    static const char *const more[] = { "jo", "kay", "lee", "may", "noa", "oli" };
    int64_t none, circle = call_at(&(struct circle_form) { .open = true,
                      .purpose = "Our nights",
                      .prompts = { "What is heavy?" },
                      .at = street->now + 2 * HOUR,
                      .places = 12 });
    struct circle_form large = {
        .open = true, .purpose = "P", .prompts = { "P?" }, .at = street->now + HOUR, .places = 13
    };
    struct actor last;
    enum circle_answer answer = CIRCLE_ASKED;
    for (int i = 1; i < PEOPLE; i++)
        assert_int_equal(come(i, circle), CIRCLE_COMES);
    for (int i = 0; i < 6; i++) {
        last = street_member(street, more[i], 1);
        must(circle_answer(street->store, &last, circle, true, street->now, &answer));
        assert_int_equal(answer, i < 5 ? CIRCLE_COMES : CIRCLE_WAITS);
    }
    tend(2 * HOUR - CIRCLE_OPENS);
    memory.member = last.member;
    const struct ring_ask in = { .act = RING_COME, .number = 1 };
    assert_int_equal(circle_do(street->store, &last, circle, &in), RESULT_REFUSED);
    assert_string_equal(store_reason(street->store), "You are not among those who come to it.");
    assert_int_equal(circle_call(street->store, &person[0], &large, street->now, &none), RESULT_INVALID);
}

/* Who says yes to an open circle is named to it as soon as the caretaker wakes. Until then nothing untrue is said. */
static void who_came_just_now_is_asked_for_a_moment(void **state)
{
    (void)state;
    int64_t circle = call_open();
    for (int i = 1; i < 5; i++)
        assert_int_equal(come(i, circle), CIRCLE_COMES);
    tend(2 * HOUR - CIRCLE_OPENS);
    assert_int_equal(come(5, circle), CIRCLE_COMES);
    memory.member = person[5].member;
    const struct ring_ask in = { .act = RING_COME, .number = 1 };
    assert_int_equal(circle_do(street->store, &person[5], circle, &in), RESULT_CONFLICT);
    assert_non_null(strstr(store_reason(street->store), "Do it again in a moment."));
    tend(1);
    memory.member = person[5].member;
    must(circle_do(street->store, &person[5], circle, &in));
}

static void a_keeper_who_leaves_the_house_is_replaced(void **state)
{
    (void)state;
    for (int i = 1; i < 4; i++)
        willing_to_keep(i);
    int64_t circle = call_open();
    struct circle found = get(0, circle);
    assert_string_equal(found.keeper[0], "ben");
    assert_string_equal(found.keeper[1], "eve");
    for (int i = 1; i < 6; i++)
        assert_int_equal(come(i, circle), CIRCLE_COMES);
    assert_int_equal(come(6, circle), CIRCLE_WAITS);
    must(member_leave(street->store, &person[1], street->now));
    found = get(0, circle);
    assert_string_equal(found.keeper[0], "fay");
    assert_int_equal(get(6, circle).answer, CIRCLE_COMES); /* and the place is free */
}

static void of_two_keepers_who_close_at_once_the_second_reads_that_it_is_over(void **state)
{
    (void)state;
    int64_t circle = begun();
    assert_int_equal(act(4, circle, RING_PASS, 0, NULL), RESULT_REFUSED);
    must(act(1, circle, RING_CLOSE, 0, NULL));
    assert_int_equal(act(2, circle, RING_CLOSE, 0, NULL), RESULT_CONFLICT);
    assert_string_equal(store_reason(street->store), "The circle is over.");
    tend(1);
    assert_int_equal(act(2, circle, RING_CLOSE, 0, NULL), RESULT_CONFLICT);
    assert_int_equal(get(2, circle).state, CIRCLE_HELD);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(who_comes_last_waits_and_moves_up),
        TEST(only_who_is_asked_knows_of_one_by_name),
        TEST(the_two_who_kept_least_lately_keep_it),
        TEST(with_fewer_than_five_it_is_not_in_this_form),
        TEST(whoever_would_be_afraid_is_not_told_of),
        TEST(the_question_waits_for_her_wherever_the_circle_stands),
        TEST(answers_that_are_lost_are_asked_again),
        TEST(a_caretaker_killed_before_its_commit_asks_all),
        TEST(nothing_that_is_said_is_in_the_file),
        TEST(only_steps_with_everybodys_yes_are_kept_for_who_was_in),
        TEST(a_house_that_stopped_says_that_it_was_cut_off),
        TEST(only_the_one_who_is_asked_to_come_by_reads_it),
        TEST(what_is_wrong_is_said),
        TEST(prompts_are_the_units_own),
        TEST(the_thirteenth_waits_and_is_not_let_in),
        TEST(who_came_just_now_is_asked_for_a_moment),
        TEST(a_keeper_who_leaves_the_house_is_replaced),
        TEST(of_two_keepers_who_close_at_once_the_second_reads_that_it_is_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
