/*
 * test_units.c: a member with a street, a workplace and a caucus: where she is, what waits for her in each, and that
 * nothing she begins in one is sent in another. RULES 1.0.
 */
#include "aid.h"
#include "deferred.h"
#include "store/base/db.h"
#include "tests/screens/units_stage.h"

static const struct view usual = { "80x24", 80, 24, false };

static void title_is(struct units_stage *units, const char *words)
{
    const char *row = terminal_row(units->stage.terminal, 0);
    if (strstr(row, words) != row + 1)
        fail_msg("the top line is not of \"%s\":\n%s", words, terminal_screen(units->stage.terminal));
}

static void tab_goes_round_her_units(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    title_is(&units, "Vilakazi Street ");
    stage_press(&units.stage, "\t");
    title_is(&units, "Bus Depot ");
    stage_shows(&units.stage, "The workplace, for now");
    stage_press(&units.stage, "P");
    title_is(&units, "Bus Depot: People");
    stage_press(&units.stage, "q\t");
    title_is(&units, "Women of the Street ");
    stage_press(&units.stage, "\t");
    title_is(&units, "Vilakazi Street ");
    stage_press(&units.stage, ":in depot\r");
    title_is(&units, "Bus Depot ");
    stage_press(&units.stage, "t:in Vilakazi Street\r");
    title_is(&units, "Vilakazi Street ");
    stage_press(&units.stage, ":in second-street\r");
    title_is(&units, "Vilakazi Street ");
    stage_shows(&units.stage, "You do not belong to that unit.");
    stage_close(&units.stage);
}

static void renames(struct units_stage *units, int64_t unit, const char *name)
{
    must(unit_rename(units->stage.store, &units->stage.operator, unit, name, NULL, NOW));
    stage_hint(&units->stage, 0, 0);
}

/* A steward, or a decision, gives a unit another name while she sits there. */
static void a_new_name_stands_on_every_page_at_once(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    units_answers(&units);
    must(db_run(units.stage.store, "UPDATE unit SET founded = 0"));
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_shows(&units.stage, "Bus Depot: a neighbour, block D");
    renames(&units, units.depot, "The Garage");
    stage_shows(&units.stage, "The Garage: a neighbour, block D");
    renames(&units, 1, "Moema Street");
    title_is(&units, "Moema Street ");
    stage_press(&units.stage, "\tP");
    title_is(&units, "The Garage: People");
    renames(&units, units.depot, "The Yard");
    title_is(&units, "The Yard: People");
    stage_shows_not(&units.stage, "Garage");
    stage_close(&units.stage);
}

/* A steward takes back a street while somebody looks at its public board. */
static void a_board_that_is_gone_is_left(void **state)
{
    struct units_stage units;
    struct unit_drop drop;
    int64_t mistake;
    (void)state;
    units_open(&units);
    must(unit_found(units.stage.store, &units.stage.operator, "By Mistake", NULL, UNIT_COMMUNE, NOW, &mistake));
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "tz");
    stage_shows(&units.stage, "By Mistake");
    stage_press(&units.stage, "jj\r");
    title_is(&units, "Vilakazi Street: Welcome");
    must(unit_drop(units.stage.store, &units.stage.operator, mistake, NOW, &drop));
    stage_hint(&units.stage, 0, 0);
    stage_press(&units.stage, "w1");
    stage_shows(&units.stage, "There is no such board.");
    stage_press(&units.stage, "q");
    stage_shows(&units.stage, "Second Street");
    stage_shows_not(&units.stage, "By Mistake");
    stage_close(&units.stage);
}

static void with_one_street_tab_reads_on(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.stage.sipho, &usual);
    stage_shows_not(&units.stage, "Tab");
    stage_press(&units.stage, "\t");
    stage_shows(&units.stage, "Wide words"); /* the next unread post */
    stage_close(&units.stage);
}

static void tab_passes_over_a_caucus_on_a_shared_computer(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    units.stage.by_password = true;
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "y\t");
    title_is(&units, "Bus Depot ");
    stage_press(&units.stage, "\t");
    title_is(&units, "Vilakazi Street ");
    assert_null(strstr(terminal_said(units.stage.terminal), "Women"));
    stage_close(&units.stage);
}

/* Somebody of each unit answers an ask that she made there. */
static void what_waits_is_gathered_and_named(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    units_answers(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_shows(&units.stage, "Bus Depot: a neighbour, block D waits for your yes: A li");
    stage_shows(&units.stage, " a neighbour, block C waits for your yes: Somebody to h");
    stage_shows_not(&units.stage, "Vilakazi Street: ");
    stage_shows(&units.stage, "Something private (1)");
    assert_null(strstr(terminal_said(units.stage.terminal), "Women"));
    stage_choose(&units.stage, "Bus Depot: a neighbour");
    stage_press(&units.stage, "\r");
    title_is(&units, "Bus Depot: ");
    stage_press(&units.stage, "q");
    title_is(&units, "Vilakazi Street "); /* she is back where she was */
    stage_choose(&units.stage, "Something private");
    stage_press(&units.stage, "\r");
    title_is(&units, "Women of the Street ");
    stage_shows(&units.stage, " a neighbour, block C waits for your yes: Walk with me");
    stage_close(&units.stage);
}

static void a_draft_of_one_unit_is_not_sent_in_another(void **state)
{
    struct units_stage units;
    struct draft draft;
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "\tawA lift after the late shift\0333"); /* put away */
    assert_int_equal(draft_get(units.stage.store, &units.thandi, DRAFT_ASK, units.depot, &draft), RESULT_OK);
    drafts_free(&draft, 1);
    assert_int_equal(
        draft_get(units.stage.store, &units.thandi, DRAFT_ASK, units.thandi.here, &draft), RESULT_NOT_FOUND);
    stage_press(&units.stage, "q\t\t");
    title_is(&units, "Vilakazi Street ");
    stage_shows(&units.stage, "Bus Depot: Your words on");
    stage_press(&units.stage, "aw");
    stage_shows_not(&units.stage, "late shift"); /* a new one, of the street */
    stage_press(&units.stage, "\033q");
    stage_choose(&units.stage, "Bus Depot: Your words on");
    stage_press(&units.stage, "\r");
    title_is(&units, "Bus Depot: ");
    stage_shows(&units.stage, "A lift after the late shift");
    stage_shows(&units.stage, "THE WORKPLACE (Bus Depot), without your name");
    stage_send(&units.stage, "\023"); /* Ctrl-S reads it back, */
    stage_send(&units.stage, "\023"); /* and sends */
    assert_int_equal(db_number(units.stage.store, 0, "SELECT count(*) FROM ask WHERE unit = ?", units.depot), 1);
    assert_int_equal(db_number(units.stage.store, 0, "SELECT count(*) FROM ask WHERE unit = 1"), 0);
    stage_close(&units.stage);
}

static void boards_stand_by_unit(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "t");
    stage_shows(&units.stage, "Bus Depot");
    stage_shows(&units.stage, "1 board of others");
    stage_shows_not(&units.stage, "Second Street");
    stage_shows(&units.stage, "Something private");
    stage_shows_not(&units.stage, "Women");
    stage_press(&units.stage, "z");
    stage_shows(&units.stage, "Second Street");
    stage_press(&units.stage, "w");
    stage_shows(&units.stage, "Bus Depot: General");
    stage_shows(&units.stage, "Vilakazi Street: General");
    stage_shows_not(&units.stage, "Women");
    stage_close(&units.stage);
}

/* Its asks have no block: neither may the sentence that sums one up. */
static void a_workplace_has_no_block(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "awMilk\re\r\r");
    stage_shows(&units.stage, "your block; may");
    stage_press(&units.stage, "\0333"); /* put away */
    stage_press(&units.stage, "q\tawMilk\re\r\r");
    stage_shows(&units.stage, "THE WORKPLACE");
    stage_shows(&units.stage, "; may answer");
    stage_shows_not(&units.stage, "your block");
    stage_close(&units.stage);
}

/* Whoever looks on must not read from a top line that she is in a caucus. */
static void with_one_street_and_a_caucus_only_the_caucus_is_named(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.lerato, &usual);
    stage_press(&units.stage, "P");
    title_is(&units, "People");
    stage_press(&units.stage, "q\t");
    title_is(&units, "Women of the Street ");
    stage_press(&units.stage, "P");
    title_is(&units, "Women of the Street: People");
    stage_close(&units.stage);
}

static void on_a_shared_computer_tab_is_not_for_a_caucus_alone(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    units.stage.by_password = true;
    stage_enter(&units.stage, &units.lerato, &usual);
    stage_press(&units.stage, "y");
    title_is(&units, "Vilakazi Street ");
    stage_shows_not(&units.stage, "next unit");
    stage_close(&units.stage);
}

static int64_t say_in_caucus(struct units_stage *units)
{
    struct board board;
    struct actor lerato = units->lerato;
    int64_t thread, post;
    lerato.here = units->women;
    must(board_by_slug(units->stage.store, &lerato, "women", &board));
    must(thread_open(units->stage.store, &lerato, board.id, "Who hides the purse", "Sewing on Thursday", NOW - HOUR,
        &thread, &post));
    must(bookmark_set(units->stage.store, &units->thandi, post, true, NOW - HOUR));
    return post;
}

static void words_of_a_caucus_show_only_in_its_rooms(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    units_answers(&units);
    say_in_caucus(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "/sewing\r");
    stage_shows(&units.stage, "Something private");
    stage_press(&units.stage, "q:bookmarks\r");
    stage_shows(&units.stage, "Something private");
    stage_press(&units.stage, "qam");
    stage_shows(&units.stage, "Something private");
    stage_press(&units.stage, "qq");
    for (int i = 0; i < 40 && strstr(terminal_screen(units.stage.terminal), "You have read everything") == NULL; i++)
        stage_press(&units.stage, " ");
    stage_shows(&units.stage, "Something private is new");
    const char *said = terminal_said(units.stage.terminal);
    assert_null(strstr(said, "purse"));
    assert_null(strstr(said, "Sewing"));
    assert_null(strstr(said, "Walk with me"));
    assert_null(strstr(said, "women"));
    stage_press(&units.stage, "/sewing\r\r");
    title_is(&units, "Women of the Street: ");
    stage_shows(&units.stage, "Sewing on Thursday");
    stage_close(&units.stage);
}

static void who_leaves_a_caucus_stands_in_her_street(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    say_in_caucus(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "\t\t");
    title_is(&units, "Women of the Street ");
    stage_press(&units.stage, ":caucus\r\r");
    stage_press(&units.stage, "L");
    stage_shows(&units.stage, "You left it.");
    title_is(&units, "Vilakazi Street: Caucuses");
    stage_press(&units.stage, "q");
    title_is(&units, "Vilakazi Street ");
    stage_press(&units.stage, "t");
    stage_shows_not(&units.stage, "Something private");
    stage_close(&units.stage);
}

static void a_guest_reads_by_unit(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    must(actor_for(units.stage.store, ACTOR_GUEST, "", &units.stage.guest));
    stage_enter(&units.stage, &units.stage.guest, &usual);
    stage_shows(&units.stage, "Second Street: Welcome; ");
    stage_press(&units.stage, "q");
    title_is(&units, "Vilakazi Street, Second Street, Bus Depot ");
    stage_press(&units.stage, "t");
    stage_shows(&units.stage, "Second Street");
    stage_shows(&units.stage, "Bus Depot");
    stage_shows_not(&units.stage, "of others");
    stage_close(&units.stage);
}

/* In her settings: what ends with it is said, and the session goes on in the street. */
static void a_workplace_is_left_in_her_settings(void **state)
{
    struct units_stage units;
    struct actor now;
    (void)state;
    units_open(&units);
    struct store *store = units.stage.store;
    struct actor at_work = units.thandi;
    at_work.here = units.depot;
    must(offer_make(store, &at_work, &(struct aid_form) { .kind = AID_TOOL, .line = "A jack", .capacity = 1 }, NOW,
        &(int64_t) { 0 }));
    stage_enter(&units.stage, &units.stage.sipho, &usual);
    stage_press(&units.stage, ":settings\r");
    stage_shows(&units.stage, "Leave this house for good");
    stage_shows_not(&units.stage, "I leave my workplace");
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "\t");
    title_is(&units, "Bus Depot ");
    stage_press(&units.stage, ":settings\r");
    stage_choose(&units.stage, "I leave my workplace");
    stage_press(&units.stage, "\r");
    stage_shows(&units.stage, "Leave Bus Depot?");
    stage_shows(&units.stage, "1 offer of yours there ends.");
    stage_press(&units.stage, "\r"); /* Enter alone leaves all as it is */
    must(actor_for(store, ACTOR_MEMBER, "thandi", &now));
    assert_true(actor_belongs(&now, units.depot));
    stage_press(&units.stage, "\ry");
    stage_shows(&units.stage, "You left Bus Depot.");
    stage_shows_not(&units.stage, "I leave my workplace");
    must(actor_for(store, ACTOR_MEMBER, "thandi", &now));
    assert_false(actor_belongs(&now, units.depot));
    stage_press(&units.stage, "q");
    title_is(&units, "Vilakazi Street ");
    stage_close(&units.stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tab_goes_round_her_units),
        cmocka_unit_test(a_new_name_stands_on_every_page_at_once),
        cmocka_unit_test(a_board_that_is_gone_is_left),
        cmocka_unit_test(with_one_street_tab_reads_on),
        cmocka_unit_test(tab_passes_over_a_caucus_on_a_shared_computer),
        cmocka_unit_test(what_waits_is_gathered_and_named),
        cmocka_unit_test(a_draft_of_one_unit_is_not_sent_in_another),
        cmocka_unit_test(boards_stand_by_unit),
        cmocka_unit_test(a_workplace_has_no_block),
        cmocka_unit_test(with_one_street_and_a_caucus_only_the_caucus_is_named),
        cmocka_unit_test(on_a_shared_computer_tab_is_not_for_a_caucus_alone),
        cmocka_unit_test(words_of_a_caucus_show_only_in_its_rooms),
        cmocka_unit_test(who_leaves_a_caucus_stands_in_her_street),
        cmocka_unit_test(a_guest_reads_by_unit),
        cmocka_unit_test(a_workplace_is_left_in_her_settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
