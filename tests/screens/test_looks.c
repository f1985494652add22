/* test_looks.c: how lists and help look: of how many, to a name by its beginning, the chosen row, headings. */
#include "tests/screens/stage.h"

static const struct view usual = { "80x24", 80, 24, false };

enum { NEIGHBOURS = 92 }; /* and the four of the street: more than one page of the list */

static void open_long_street(struct stage *stage)
{
    stage_open(stage, false);
    for (int i = 0; i < NEIGHBOURS; i++) {
        char handle[HANDLE_BYTES];
        int64_t member;
        snprintf(handle, sizeof handle, "neighbour%02d", i);
        must(member_add(
            stage->store, &stage->operator, &(struct member_new) { .handle = handle, .home = "D 12" }, NOW, &member));
    }
    stage_enter(stage, &stage->thandi, &usual);
    stage_press(stage, "P");
}

static void the_people_list_says_of_how_many(void **state)
{
    struct stage stage;
    (void)state;
    open_long_street(&stage);
    stage_shows(&stage, "1 of 96");
    stage_press(&stage, "j");
    stage_shows(&stage, "2 of 96");
    stage_press(&stage, ">");
    stage_shows(&stage, "96 of 96");
    stage_press(&stage, "q:people --after lerato\r");
    stage_press(&stage, ">");
    stage_shows(&stage, "95 of 96");
    stage_close(&stage);
}

static void a_name_is_reached_by_its_beginning(void **state)
{
    struct stage stage;
    (void)state;
    open_long_street(&stage);
    stage_press(&stage, "/SIP\r"); /* beyond the first page */
    stage_shows(&stage, "› sipho");
    stage_shows(&stage, "95 of 96");
    stage_press(&stage, "/nobody\r");
    stage_shows(&stage, "No name here begins like that.");
    stage_shows(&stage, "› sipho");
    stage_press(&stage, "/neighbour4\r");
    stage_shows(&stage, "› neighbour40");
    stage_press(&stage, "/lerato\033");
    stage_shows(&stage, "› neighbour40");
    stage_press(&stage, "?>");
    stage_shows_not(&stage, "empty repeats the last one"); /* what / does elsewhere */
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_people_list_says_of_how_many),
        cmocka_unit_test(a_name_is_reached_by_its_beginning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
