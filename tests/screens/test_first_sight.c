/*
 * test_first_sight.c: what a person meets first, and what home owes her (RULES 9.1, 9.2, 1.1, 1.2): what waits for her
 * yes is on home, keys mean the same everywhere, and nothing is lost by a slip of a finger.
 */
#include "invitations.h"
#include "store/base/db.h"
#include "tests/screens/scenes.h"

static const struct view usual = { "80x24", 80, 24, false }, phone = { "40x15", 40, 15, false };

/* --- questions and prompts --- */

static void what_is_shown_once_closes_when_it_is_written_down(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "iw\r");
    stage_shows(&stage, "Your code, good once");
    stage_press(&stage, "q");
    stage_shows(&stage, "Written down?");
    stage_press(&stage, "\r"); /* Enter alone loses nothing */
    stage_shows(&stage, "Your code, good once");
    stage_press(&stage, "qy");
    stage_shows(&stage, "Cards for neighbours");
    stage_close(&stage);
}

static void typing_replaces_what_was_filled_in(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "iw");
    stage_shows(&stage, "A 7");
    stage_press(&stage, "C 3");
    stage_shows_not(&stage, "A 7C 3");
    stage_press(&stage, "\r");
    stage_shows(&stage, "one more person of home C 3");
    stage_press(&stage, "qy"
                        "w\b8");
    stage_shows(&stage, "A 8"); /* Backspace begins to edit it */
    stage_close(&stage);
}

static void hiding_a_person_names_them_and_asks(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "P");
    stage_choose(&stage, "sipho");
    stage_press(&stage, "X");
    stage_shows(&stage, "Hide sipho from you?");
    stage_press(&stage, "\r"); /* Enter alone changes nothing */
    stage_shows_not(&stage, "muted");
    stage_press(&stage, "Xy");
    stage_shows(&stage, "You don't see sipho any more");
    stage_press(&stage, "X");
    stage_shows(&stage, "Show sipho again?");
    stage_press(&stage, "y");
    stage_shows(&stage, "You see sipho again");
    stage_press(&stage, "qt");
    stage_choose(&stage, "General");
    stage_press(&stage, "\r");
    stage_choose(&stage, "Water tank");
    stage_press(&stage, "\r");
    stage_choose(&stage, "lerato");
    stage_press(&stage, "X");
    stage_shows(&stage, "Hide lerato from you?");
    stage_press(&stage, "y");
    stage_shows(&stage, "Muted, for you alone");
    stage_close(&stage);
}

static void a_wrong_password_is_asked_for_again(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    must(db_run(stage.store, "INSERT INTO password (member, hash, due, set_at) VALUES (?, 'x', 0, ?)",
        stage.thandi.member, NOW));
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "s");
    stage_choose(&stage, "Paper codes");
    stage_press(&stage, "\r\rnot this one\r");
    stage_shows(&stage, "That is not your password");
    stage_shows(&stage, "Enter done");
    stage_close(&stage);
}

/* --- one table for the bar, the menu and help --- */

static void help_says_what_enter_does_here(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "s");
    stage_choose(&stage, "Paper codes");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Enter choose");
    stage_press(&stage, "?>");
    stage_shows_not(&stage, "open what is selected");
    stage_press(&stage, "<");
    while (strstr(terminal_screen(stage.terminal), "Keys here") == NULL)
        stage_press(&stage, "j");
    stage_press(&stage, "jjjjjjjjjj");
    stage_shows(&stage, "Enter   choose");
    stage_close(&stage);
}

static void the_main_key_has_its_word_on_a_phone(void **state)
{
    static const char *const ways[] = { "", "t", "l", "P", "i", "m", "a", "s", "aR", "aB", ":papers\r", "o" };
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct stage stage;
        stage_open(&stage, false);
        stage_enter(&stage, i == 2 ? &stage.lerato : &stage.thandi, &phone);
        stage_press(&stage, ways[i]);
        const char *bar = stage_last_row(&stage, &phone);
        char key[20] = "", word[20] = "";
        sscanf(bar, " %19s %19s", key, word);
        if (strlen(word) < 2 || strcmp(key, "q") == 0)
            fail_msg("\"%s\" begins with no word for its main key: %s", ways[i], bar);
        stage_close(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shown_once_closes_when_it_is_written_down),
        cmocka_unit_test(typing_replaces_what_was_filled_in),
        cmocka_unit_test(hiding_a_person_names_them_and_asks),
        cmocka_unit_test(a_wrong_password_is_asked_for_again),
        cmocka_unit_test(help_says_what_enter_does_here),
        cmocka_unit_test(the_main_key_has_its_word_on_a_phone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
