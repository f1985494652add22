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

/* --- the selected row --- */

/* The row of the screen that shows these words; -1: none. */
static int row_with(struct stage *stage, const char *words)
{
    for (int row = 0; row < usual.rows; row++)
        if (strstr(terminal_row(stage->terminal, row), words) != NULL)
            return row;
    return -1;
}

static struct terminal_cell cell_of(struct stage *stage, const char *words, int column)
{
    struct terminal_cell cell;
    int row = row_with(stage, words);
    if (row < 0)
        fail_msg("no row shows \"%s\":\n%s", words, terminal_screen(stage->terminal));
    terminal_cell(stage->terminal, row, column, &cell);
    return cell;
}

/* The columns of that row that are in reverse. */
static int reversed(struct stage *stage, const char *words)
{
    int count = 0;
    for (int column = 0; column < usual.columns; column++)
        count += cell_of(stage, words, column).reversed;
    return count;
}

static void the_selected_row_is_in_reverse_and_has_its_sign(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "t");
    stage_shows(&stage, "› Welcome");
    assert_false(cell_of(&stage, "Welcome", 0).reversed);    /* the sign stands beside the bar */
    assert_false(cell_of(&stage, "EVERYBODY", 44).reversed); /* a warning stands out in the bar too */
    assert_int_equal(reversed(&stage, "Welcome"), usual.columns - 2 - (int)strlen("EVERYBODY (POLICE TOO)"));
    assert_int_equal(reversed(&stage, "General"), 0);
    stage_press(&stage, "j");
    assert_int_equal(reversed(&stage, "General"), usual.columns - 2);
    assert_int_equal(reversed(&stage, "Welcome"), (int)strlen("EVERYBODY (POLICE TOO)"));
    stage_press(&stage, "."); /* the menu has the bar, and the list comes back with its own */
    assert_int_equal(reversed(&stage, "› "), usual.columns - 2);
    stage_press(&stage, "\033");
    assert_int_equal(reversed(&stage, "General"), usual.columns - 2);
    stage_close(&stage);
}

static void a_terminal_without_reverse_has_the_sign_and_bold(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage.term = "vt52";
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "t");
    stage_shows(&stage, "› Welcome");
    assert_int_equal(reversed(&stage, "Welcome"), 0);
    stage_close(&stage);
}

static void how_the_selected_row_looks_is_her_choice(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "t:settings selected sign\rqj");
    stage_shows(&stage, "› General");
    assert_int_equal(reversed(&stage, "General"), 0);
    assert_false(cell_of(&stage, "General", 2).bold);
    stage_press(&stage, ":settings selected bold\rq");
    assert_int_equal(reversed(&stage, "General"), 0);
    assert_true(cell_of(&stage, "General", 2).bold);
    stage_press(&stage, ":settings selected other\r");
    stage_shows(&stage, "Say reverse, bold or sign.");
    stage_press(&stage, "qs"); /* from home: her settings */
    stage_choose(&stage, "The row I am on");
    stage_shows(&stage, "bold");
    stage_press(&stage, "\r\r");
    assert_int_equal(reversed(&stage, "The row I am on"), usual.columns - 2);
    stage_close(&stage);
}

/* On a thin line every byte is waited for. */
static size_t bytes_of(struct stage *stage, const char *keys)
{
    size_t before = terminal_bytes(stage->terminal);
    stage_press(stage, keys);
    return terminal_bytes(stage->terminal) - before;
}

static void a_move_by_one_row_draws_two_rows(void **state)
{
    enum { LOOKS_AND_MOVES = 40 };
    struct stage stage;
    (void)state;
    open_long_street(&stage);
    stage_press(&stage, "jj");
    size_t bar = bytes_of(&stage, "j");
    stage_press(&stage, "q:settings selected bold\rqPjj");
    size_t bold = bytes_of(&stage, "j");
    stage_press(&stage, "q:settings selected sign\rqPjj");
    size_t sign = bytes_of(&stage, "j");
    printf("bytes of a move by one row: in reverse %zu, bold %zu, by the sign alone %zu\n", bar, bold, sign);
    assert_in_range(bar, 1, 2 * usual.columns + LOOKS_AND_MOVES);
    assert_true(sign < bold && bold < bar);
    stage_close(&stage);
}

/* --- the keys of the bottom line --- */

static struct terminal_cell cell_at(struct stage *stage, const char *words)
{
    struct terminal_cell cell;
    int row = row_with(stage, words);
    if (row < 0)
        fail_msg("no row shows \"%s\":\n%s", words, terminal_screen(stage->terminal));
    const char *line = terminal_row(stage->terminal, row);
    terminal_cell(stage->terminal, row, (int)(strstr(line, words) - line), &cell); /* these rows are ASCII */
    return cell;
}

static void keys_look_alike_on_every_page(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    struct terminal_cell on_home = cell_at(&stage, "t talk");
    assert_true(on_home.bold);
    assert_int_equal(cell_at(&stage, "Space next").foreground, on_home.foreground);
    stage_press(&stage, "t");
    struct terminal_cell key = cell_at(&stage, "Enter open"), word = cell_at(&stage, "open   q");
    assert_true(key.bold && !word.bold);
    assert_int_equal(key.foreground, on_home.foreground);
    assert_true(cell_at(&stage, ". more").bold && cell_at(&stage, "? help").bold);
    assert_false(cell_at(&stage, "1 of 3").bold); /* a place is no key */
    stage_press(&stage, ":");
    assert_true(cell_at(&stage, "Enter done").bold && cell_at(&stage, "Esc back").bold);
    assert_false(cell_at(&stage, "done   Esc").bold);
    stage_press(&stage, "\033qaw\t"); /* all fields of the form */
    assert_true(cell_at(&stage, "Enter goes on").bold && cell_at(&stage, "1-9 choose").bold);
    assert_true(cell_at(&stage, "Ctrl-S sends").bold && !cell_at(&stage, "sends   Esc").bold);
    stage_close(&stage);
}

/* --- forms --- */

/* Tab goes down to the row whose label this is. */
static void stage_choose_field(struct stage *stage, const char *label)
{
    char at[40];
    for (int i = 0; i < 20; i++) {
        int row, column;
        terminal_cursor(stage->terminal, &row, &column);
        snprintf(at, sizeof at, "%s", label);
        if (strstr(terminal_row(stage->terminal, row), at) != NULL)
            return;
        stage_press(stage, "\t");
    }
    fail_msg("no field \"%s\":\n%s", label, terminal_screen(stage->terminal));
}

/* The row of the screen that begins so, behind its sign. */
static const char *line_of(struct stage *stage, const char *label)
{
    int row = row_with(stage, label);
    if (row < 0)
        fail_msg("no row shows \"%s\":\n%s", label, terminal_screen(stage->terminal));
    return terminal_row(stage->terminal, row);
}

static void a_form_has_sections_and_the_choices_beside_their_field(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "awBread for six\re");
    assert_non_null(strstr(line_of(&stage, "What    Kind"), "1 goods  [2 food]  3 care"));
    stage_press(&stage, "3"); /* a digit takes the choice of the field, and goes on */
    assert_null(strstr(line_of(&stage, "What    Kind"), "1 goods"));
    assert_non_null(strstr(line_of(&stage, "What    Kind"), "care"));
    stage_press(&stage, " 7"); /* here digits are words */
    stage_shows(&stage, "Bread for six 7");
    stage_choose_field(&stage, "Every week");
    assert_non_null(strstr(line_of(&stage, "Every week"), "1 yes  [2 no]"));
    stage_press(&stage, "1");
    assert_non_null(strstr(line_of(&stage, "Every week"), "yes"));
    stage_shows(&stage, "Where   Where");
    stage_shows(&stage, "Who     Who may");
    stage_close(&stage);
}

static void what_is_wrong_stands_at_its_field(void **state)
{
    static const struct view phone = { "40x15", 40, 15, false };
    static const struct view *const views[] = { &usual, &phone };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct stage stage;
        stage_open(&stage, false);
        stage_enter(&stage, &stage.thandi, views[i]);
        stage_press(&stage, "awBread for six\re");
        stage_choose_field(&stage, "From");
        stage_press(&stage, "grumble\023");
        int row = row_with(&stage, "grumble");
        assert_non_null(strstr(terminal_row(stage.terminal, row), "From"));
        assert_non_null(strstr(terminal_row(stage.terminal, row + 1), "grumble") == NULL
                            ? strpbrk(terminal_row(stage.terminal, row + 1), "abcdefghijklmnopqrstuvwxyz")
                            : NULL);
        stage_shows_not(&stage, "Asked.");
        stage_close(&stage);
    }
}

/* --- questions --- */

static void a_question_stands_below_the_row_that_it_is_about(void **state)
{
    static const struct view phone = { "40x15", 40, 15, false };
    static const struct view *const views[] = { &usual, &phone };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct stage stage;
        stage_open(&stage, false);
        must(password_change(stage.store, &stage.thandi, NULL, "corner tank full", -1, NOW));
        stage_enter(&stage, &stage.thandi, views[i]);
        stage_press(&stage, "tjC");
        assert_int_equal(row_with(&stage, "Count everything in"), row_with(&stage, "› General") + 2);
        stage_press(&stage, "\033qs");
        stage_choose(&stage, "Password");
        stage_press(&stage, "\r");
        int row = row_with(&stage, "The one you log in with.");
        assert_int_equal(row, i == 0 ? row_with(&stage, "› Password") + 1 : row);
        stage_press(&stage, "\033qq"); /* what is asked on home is about no row of it */
        stage_shows(&stage, "Leave the house?");
        assert_in_range(row_with(&stage, "Leave the house?"), views[i]->rows - 8, views[i]->rows);
        stage_close(&stage);
    }
}

/* --- headings of help --- */

static void help_has_headings_that_stand_out(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "t?");
    assert_true(cell_at(&stage, "This page").bold);
    assert_true(cell_at(&stage, "Keys here").bold);
    assert_false(cell_at(&stage, "open what is selected").bold);
    int row = row_with(&stage, "Keys here");
    assert_string_equal(terminal_row(stage.terminal, row), " Keys here");
    assert_string_equal(terminal_row(stage.terminal, row - 1), "");
    stage_press(&stage, ">");
    assert_true(cell_at(&stage, "Keys everywhere").bold);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_people_list_says_of_how_many),
        cmocka_unit_test(a_name_is_reached_by_its_beginning),
        cmocka_unit_test(the_selected_row_is_in_reverse_and_has_its_sign),
        cmocka_unit_test(a_terminal_without_reverse_has_the_sign_and_bold),
        cmocka_unit_test(how_the_selected_row_looks_is_her_choice),
        cmocka_unit_test(a_move_by_one_row_draws_two_rows),
        cmocka_unit_test(keys_look_alike_on_every_page),
        cmocka_unit_test(a_form_has_sections_and_the_choices_beside_their_field),
        cmocka_unit_test(what_is_wrong_stands_at_its_field),
        cmocka_unit_test(a_question_stands_below_the_row_that_it_is_about),
        cmocka_unit_test(help_has_headings_that_stand_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
