/* test_moving.c: moving to another street, in the screens of who moves and of who says yes. RULES 1.0. */
#include "tests/screens/stage.h"

#include "deferred.h"
#include "moving.h"
#include "newcomers.h"
#include "rota.h"
#include "units.h"
#include "when.h"

static const struct view usual = { .columns = 80, .rows = 24 }, phone = { .columns = 40, .rows = 15 };

/* A second street, where zola lives at A 1, and yaya at A 2. */
static struct actor second_street(struct stage *stage)
{
    struct actor house = { .kind = ACTOR_CARETAKER }, zola;
    struct member_new form = { .handle = "zola", .home = "A 1" };
    int64_t unit, member;
    must(unit_found(stage->store, &house, "Second Street", NULL, UNIT_COMMUNE, NOW, &unit));
    house.here = unit;
    must(member_add(stage->store, &house, &(struct member_new) { .handle = "yaya", .home = "A 2" }, NOW, &member));
    must(member_add(stage->store, &house, &form, NOW - 30 * DAY, &member));
    must(actor_for(stage->store, ACTOR_MEMBER, "zola", &zola));
    must(deferred_seen_now(stage->store, &zola, false, NOW - DAY)); /* she was here before */
    return zola;
}

static void she_asks_and_a_home_there_says_yes(void **state)
{
    static const struct view *const views[] = { &usual, &phone };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct stage stage;
        struct actor moved;
        stage_open(&stage, false);
        struct actor zola = second_street(&stage);
        stage_enter(&stage, &stage.thandi, views[i]);
        stage_press(&stage, ":move\r");
        stage_shows(&stage, "Second Street");
        stage_press(&stage, "\r");
        stage_shows(&stage, "At which home there?");
        stage_press(&stage, "A 1\r");
        stage_shows(&stage, "You asked to move into home A 1");
        stage_press(&stage, "q"); /* and sees on home that it waits, but not where somebody may look on */
        stage_shows(&stage, i == 0 ? "Your move to Second Street, home A 1, waits for a yes there" : "no yes yet");
        stage.shared = SHARED_ALWAYS;
        stage_enter(&stage, &stage.thandi, views[i]);
        stage_shows_not(&stage, i == 0 ? "Your move" : "no yes yet");
        stage.shared = SHARED_NEVER;
        stage_enter(&stage, &zola, views[i]);
        stage_shows(&stage, i == 0 ? "thandi, now of" : "thandi asks to move in");
        stage_press(&stage, "i");
        stage_choose(&stage, "thandi");
        stage_press(&stage, "\ry");
        stage_shows(&stage, "Agreed");
        must(actor_for(stage.store, ACTOR_MEMBER, "thandi", &moved));
        assert_int_equal(moved.here, zola.here);
        stage_close(&stage);
    }
}

/* Others count on her tomorrow: Enter alone moves nothing. */
static void enter_alone_gives_no_day_away(void **state)
{
    struct stage stage;
    struct rota_new form = { .task = "Fill the corner tank", .hands = 1 };
    struct moving moving;
    const char *problem = "";
    int64_t id;
    (void)state;
    stage_open(&stage, false);
    second_street(&stage);
    assert_true(rota_plan_read("daily", NOW, &form.plan, &problem));
    must(rota_start(stage.store, &stage.thandi, &form, NOW, &id));
    must(rota_sign(stage.store, &stage.thandi, id, when_day(NOW) + 1, false, NOW));
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":move\r\rA 1\r");
    stage_shows(&stage, "Move anyway?");
    stage_press(&stage, "\r");
    stage_shows_not(&stage, "You asked to move");
    assert_int_equal(moving_get(stage.store, &stage.thandi, NOW, &moving), RESULT_NOT_FOUND);
    stage_press(&stage, "\rA 1\r");
    stage_press(&stage, "y");
    stage_shows(&stage, "You asked to move");
    stage_close(&stage);
}

/* A text and an ask that she began in the street that she left: neither can be sent, and neither is lost. */
static void words_begun_in_the_old_street_can_be_read(void **state)
{
    struct stage stage;
    struct board board;
    struct moving moving;
    (void)state;
    stage_open(&stage, false);
    struct actor zola = second_street(&stage), thandi = stage.thandi;
    must(board_by_slug(stage.store, &thandi, "general", &board));
    must(draft_save(stage.store, &thandi, DRAFT_THREAD, board.id, "The gate", "It squeaks at night", NOW));
    must(draft_save(stage.store, &thandi, DRAFT_ASK, thandi.here, "A ladder", "kind=tool", NOW));
    must(moving_ask(stage.store, &thandi, "A 1", "second-street", true, NOW, &moving));
    must(newcomer_yes(stage.store, &zola, "thandi", NOW));
    must(actor_for(stage.store, ACTOR_MEMBER, "thandi", &thandi));
    stage_enter(&stage, &thandi, &usual);
    stage_choose(&stage, "The gate");
    stage_press(&stage, "\r");
    stage_shows(&stage, "It squeaks at night");
    stage_shows(&stage, "is closed to you by now");
    stage_press(&stage, "q");
    stage_choose(&stage, "A ladder");
    stage_press(&stage, "\r");
    stage_shows(&stage, "is closed to you by now");
    stage_shows(&stage, "A ladder");
    stage_close(&stage);
}

/* Where there is one street nothing speaks of another. */
static void one_street_says_nothing_of_it(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":settings\r");
    stage_shows(&stage, "Leave this house for good");
    assert_null(strstr(terminal_said(stage.terminal), "I move"));
    second_street(&stage);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":settings\r");
    assert_true(stage_find(&stage, "I move to another street"));
    stage_choose(&stage, "I move");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Choose the street");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(she_asks_and_a_home_there_says_yes),
        cmocka_unit_test(enter_alone_gives_no_day_away),
        cmocka_unit_test(words_begun_in_the_old_street_can_be_read),
        cmocka_unit_test(one_street_says_nothing_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
