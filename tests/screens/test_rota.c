/* test_rota.c: rotas and the lending shelf as they are lived in the screens. */
#include "rota.h"
#include "shelf.h"
#include "tests/screens/stage.h"
#include "when.h"

static const struct view usual = { "80x24", 80, 24, false }, phone = { "40x15", 40, 15, false };

static int64_t tank_rota(struct stage *stage, int hands)
{
    struct rota_new form = { .task = "Fill the corner tank", .hands = hands };
    const char *problem = "";
    int64_t rota = 0;
    assert_true(rota_plan_read("mon, thu 6:00", NOW, &form.plan, &problem));
    must(rota_start(stage->store, &stage->sipho, &form, NOW, &rota));
    return rota;
}

static int64_t thing_of(struct stage *stage, const struct actor *who, const char *line)
{
    int64_t thing = 0;
    must(shelf_add(stage->store, who, 0, line, NULL, NOW, &thing));
    return thing;
}

static int64_t thursday(void)
{
    return when_day(NOW) + 3;
}

static void come(struct stage *stage, const struct view *view, const char *keys)
{
    stage_enter(stage, &stage->thandi, view);
    stage_press(stage, keys);
}

static void a_rota_is_started_and_signed_in_a_few_keys(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &phone, "aRwSweep the yard\rdaily\r\r\r");
    stage_shows(&stage, "The rota is up.");
    stage_press(&stage, "\ry");
    stage_shows(&stage, "You are on it: ");
    stage_press(&stage, "x");
    stage_shows(&stage, "You are off it: ");
    stage_close(&stage);
}

static void a_plan_that_is_not_read_loses_nothing(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "aRwSweep the yard\rsometimes\r\r\r");
    stage_shows(&stage, "That is no day or time I can read."); /* below its field */
    stage_shows(&stage, "Sweep the yard");
    stage_shows(&stage, "sometimes");
    stage_leave(&stage);
    come(&stage, &usual, "aRw");
    stage_shows(&stage, "Your earlier words are here");
    stage_shows(&stage, "Sweep the yard");
    stage_close(&stage);
}

static void home_says_where_hands_are_needed_and_when_she_is_on(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    int64_t rota = tank_rota(&stage, 2);
    must(rota_sign(stage.store, &stage.lerato, rota, thursday(), false, NOW));
    come(&stage, &usual, "");
    stage_shows(&stage, "Fill the corner tank needs hands: Thursday");
    must(rota_sign(stage.store, &stage.thandi, rota, thursday(), false, NOW));
    come(&stage, &usual, "");
    stage_shows(&stage, "Fill the corner tank: you are on Thursday, with lerato");
    stage_reply(&stage, &stage.sipho, stage.tank, "And I.", NOW - 2 * MINUTE);
    stage_reply(&stage, &stage.lerato, stage.tank, "So do I.", NOW - MINUTE);
    come(&stage, &phone, "");
    stage_shows(&stage, "and 1 more"); /* and yet it is not pushed off a small screen */
    stage_shows(&stage, "You, Thursday: Fill the corner tank");
    stage.by_password = true;
    stage.shared = SHARED_ALWAYS;
    come(&stage, &usual, "");
    stage_shows_not(&stage, "you are on Thursday");
    stage_close(&stage);
}

static void a_swap_is_asked_by_name_and_taken_for_a_day_of_ones_own(void **state)
{
    struct stage stage;
    struct rota_day days[2];
    struct rota rota;
    size_t count;
    (void)state;
    stage_open(&stage, false);
    int64_t id = tank_rota(&stage, 1), swap;
    must(rota_sign(stage.store, &stage.lerato, id, thursday(), false, NOW));
    must(rota_sign(stage.store, &stage.thandi, id, thursday() + 4, false, NOW));
    must(rota_swap_ask(stage.store, &stage.lerato, id, thursday(), "thandi", NOW, &swap));
    come(&stage, &usual, "");
    stage_shows(&stage, "lerato asks you to take a day: Fill the corner tank, Thursday");
    stage_press(&stage, "aR\r");
    stage_shows(&stage, "c takes the day over");
    stage_press(&stage, "c1");
    stage_shows(&stage, "Which day of yours do you give for it?");
    stage_press(&stage, "1");
    stage_shows(&stage, "Swapped. You are on Thursday now.");
    must(rota_get(stage.store, &stage.thandi, id, NOW, &rota));
    must(rota_days(stage.store, &stage.thandi, &rota, NOW + DAY, days, 2, &count));
    assert_true(days[0].mine);
    assert_string_equal(days[1].hand[0].handle, "lerato");
    stage_close(&stage);
}

static void ones_own_day_is_offered_and_called_off(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    must(rota_sign(stage.store, &stage.thandi, tank_rota(&stage, 1), thursday(), false, NOW));
    come(&stage, &phone, "aR\rc1");
    stage_shows(&stage, "you (asks to swap)");
    stage_press(&stage, "c0");
    stage_shows(&stage, "Called off.");
    stage_press(&stage, "c2nobody-of-that-name\r");
    stage_shows(&stage, "Nobody here is called that.");
    stage_close(&stage);
}

static void a_rota_is_closed_after_a_question_and_only_by_its_starter(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    tank_rota(&stage, 1);
    come(&stage, &usual, "aR\rE");
    stage_shows_not(&stage, "Close this rota?");
    stage_enter(&stage, &stage.sipho, &usual);
    stage_press(&stage, "aR\rEn");
    stage_shows_not(&stage, "This rota is closed.");
    stage_press(&stage, "Ey");
    stage_shows(&stage, "The rota is closed.");
    stage_press(&stage, "q");
    stage_shows(&stage, "No rota yet.");
    stage_close(&stage);
}

static void a_thing_is_asked_for_lent_and_given_back(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    thing_of(&stage, &stage.sipho, "A ladder, 3 m");
    come(&stage, &phone, "aB\ry");
    stage_press(&stage, "grumble\r");
    stage_shows(&stage, "grumble");
    stage_press(&stage, "\027fri\r");
    stage_shows(&stage, "Asked for.");
    stage_enter(&stage, &stage.sipho, &usual);
    stage_shows(&stage, "Somebody asks to borrow: A ladder, 3 m");
    stage_press(&stage, "aB\r");
    stage_shows(&stage, "thandi, until Friday");
    stage_press(&stage, "y");
    stage_shows(&stage, "thandi has it until Friday");
    come(&stage, &usual, "aB\rd");
    stage_shows(&stage, "It is back. Thank you.");
    stage_close(&stage);
}

/* x is "not this time" to whoever asks for a thing of hers; her own ask for a neighbour's thing she takes back. */
static void her_own_ask_is_taken_back(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    int64_t thing = thing_of(&stage, &stage.sipho, "A ladder, 3 m");
    must(shelf_ask(stage.store, &stage.thandi, thing, thursday(), NOW));
    come(&stage, &usual, "aB\r");
    stage_shows(&stage, "x take it back");
    stage_press(&stage, ".");
    stage_shows(&stage, "take it back");
    stage_press(&stage, "qx");
    stage_shows(&stage, "You don't ask for it any more.");
    must(shelf_ask(stage.store, &stage.thandi, thing, thursday(), NOW));
    stage_enter(&stage, &stage.sipho, &usual);
    stage_press(&stage, "aB\r");
    stage_shows(&stage, "y lend it   x not this time");
    stage_press(&stage, "y");
    stage_shows(&stage, "d it is back");
    stage_press(&stage, ".");
    stage_shows_not(&stage, "whether it happened");
    stage_close(&stage);
}

static void not_this_time_takes_an_ask_away(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    int64_t thing = thing_of(&stage, &stage.thandi, "A big pot");
    must(shelf_ask(stage.store, &stage.sipho, thing, thursday(), NOW));
    come(&stage, &usual, "aB\rx");
    stage_shows(&stage, "Not this time.");
    stage_shows_not(&stage, "sipho, until");
    stage_press(&stage, "Ey");
    stage_shows(&stage, "The shelf is empty.");
    stage_close(&stage);
}

static void a_thing_is_lent_to_somebody_by_name(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "aBwA drill\r\r");
    stage_shows(&stage, "It is on the shelf.");
    stage_press(&stage, "\rVlerato\rtomorrow\r");
    stage_shows(&stage, "lerato has it until Tuesday 24 November");
    stage_press(&stage, "E");
    stage_shows_not(&stage, "Take it off the shelf?");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rota_is_started_and_signed_in_a_few_keys),
        cmocka_unit_test(a_plan_that_is_not_read_loses_nothing),
        cmocka_unit_test(home_says_where_hands_are_needed_and_when_she_is_on),
        cmocka_unit_test(a_swap_is_asked_by_name_and_taken_for_a_day_of_ones_own),
        cmocka_unit_test(ones_own_day_is_offered_and_called_off),
        cmocka_unit_test(a_rota_is_closed_after_a_question_and_only_by_its_starter),
        cmocka_unit_test(a_thing_is_asked_for_lent_and_given_back),
        cmocka_unit_test(her_own_ask_is_taken_back),
        cmocka_unit_test(not_this_time_takes_an_ask_away),
        cmocka_unit_test(a_thing_is_lent_to_somebody_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
