/* test_keys.c: one key has one meaning in all rooms, and what is shown of it is true. */
#include "screens/ui/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <curses.h>

#include <cmocka.h>

static void a_key_has_one_meaning(void **state)
{
    (void)state;
    enum action owner[128] = { ACTION_NONE };
    for (int action = 1; action < ACTION_COUNT; action++)
        for (const char *key = keys_entry((enum action)action)->keys; *key != '\0'; key++) {
            if ((int)action == ACTION_WHERE || (int)action == ACTION_SIDE || (int)action == ACTION_UNIT ||
                (int)action == ACTION_OTHERS || (int)action == ACTION_MATTERS || (int)action == ACTION_MEET ||
                (int)action == ACTION_CIRCLES || (int)action == ACTION_NAME || (int)action == ACTION_WEEKLY ||
                (action >= ACTION_REPORT && action <= ACTION_LOT))
                continue; /* below */
            if (owner[(int)*key] != ACTION_NONE)
                fail_msg(
                    "%s and %s share a key", keys_entry(owner[(int)*key])->name, keys_entry((enum action)action)->name);
            owner[(int)*key] = (enum action)action;
        }
    for (wint_t key = 0; key < 128; key++)
        if (key != KEY_ESCAPE)
            assert_int_equal(keys_action(key, false), owner[key]);
}

/* On home letters open doors; in the rooms they mean what they mean there. */
static void a_room_knows_its_own_meaning_first(void **state)
{
    static const enum action home[] = { ACTION_WHERE, ACTION_CIRCLES, ACTION_NONE },
                             board[] = { ACTION_OFFER, ACTION_SIDE, ACTION_NONE },
                             thread[] = { ACTION_LOG, ACTION_REPORT, ACTION_COVER, ACTION_NONE },
                             people[] = { ACTION_NAME, ACTION_NONE }, match[] = { ACTION_WEEKLY, ACTION_NONE };
    (void)state;
    assert_int_equal(keys_action_in('o', false, home), ACTION_WHERE);
    assert_int_equal(keys_action_in('c', false, home), ACTION_CIRCLES);
    assert_int_equal(keys_action_in('c', false, board), ACTION_SWAP);
    assert_int_equal(keys_action_in('o', false, board), ACTION_OFFER);
    assert_int_equal(keys_action_in('E', false, match), ACTION_WEEKLY);
    assert_int_equal(keys_action('E', false), ACTION_END);
    assert_int_equal(keys_action_in('R', false, thread), ACTION_REPORT);
    assert_int_equal(keys_action_in('c', false, thread), ACTION_COVER);
    assert_int_equal(keys_action_in('l', false, thread), ACTION_LOG);
    assert_int_equal(keys_action('l', false), ACTION_LETTERS);
    assert_int_equal(keys_action_in('/', false, people), ACTION_NAME);
    assert_int_equal(keys_action_in('/', false, board), ACTION_SEARCH);
    assert_int_equal(keys_action_in('\t', false, board), ACTION_SIDE);
    assert_int_equal(keys_action_in('\t', false, home), ACTION_NEXT_UNREAD);
    assert_int_equal(keys_action_in('q', false, NULL), ACTION_BACK);
}

/* ~ after Enter is ssh's own escape; Ctrl-S and Ctrl-Q stop old terminals; Ctrl-C is answered by the screens' frame. */
static void some_keys_are_no_actions(void **state)
{
    (void)state;
    static const wint_t keys[] = { 0, '~', 'S' - 64, 'Q' - 64, KEY_INTERRUPT, KEY_RUBOUT, 128, 0xe9, 0x1f35e, WEOF };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_int_equal(keys_action(keys[i], false), ACTION_NONE);
    static const wint_t specials[] = { 0, 'q', '\r', KEY_F(2), KEY_DC, KEY_PASTE_BEGIN, KEY_PASTE_END, KEY_WORD_LEFT,
        KEY_SLEFT, KEY_SRIGHT };
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        assert_int_equal(keys_action(specials[i], true), ACTION_NONE);
}

static void keys_mean_what_hands_know(void **state)
{
    (void)state;
    static const struct {
        wint_t key;
        bool special;
        enum action action;
    } table[] = {
        { 'j', false, ACTION_DOWN },
        { 'k', false, ACTION_UP },
        { 'q', false, ACTION_BACK },
        { KEY_ESCAPE, false, ACTION_BACK },
        { '\r', false, ACTION_OPEN },
        { '\n', false, ACTION_OPEN },
        { ' ', false, ACTION_NEXT },
        { '\t', false, ACTION_NEXT_UNREAD },
        { 'w', false, ACTION_WRITE },
        { 'W', false, ACTION_WITHDRAW },
        { '?', false, ACTION_HELP },
        { 'L' - 64, false, ACTION_REDRAW },
        { '\\' - 64, false, ACTION_QUIT_NOW },
        { KEY_UP, true, ACTION_UP },
        { KEY_DOWN, true, ACTION_DOWN },
        { KEY_RIGHT, true, ACTION_OPEN },
        { KEY_LEFT, true, ACTION_BACK },
        { KEY_ENTER, true, ACTION_OPEN },
        { KEY_NPAGE, true, ACTION_PAGE_DOWN },
        { KEY_PPAGE, true, ACTION_PAGE_UP },
        { KEY_HOME, true, ACTION_FIRST },
        { KEY_FIND, true, ACTION_FIRST },
        { KEY_TEXT_FIRST, true, ACTION_FIRST },
        { KEY_END, true, ACTION_LAST },
        { KEY_F(1), true, ACTION_HELP },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_int_equal(keys_action(table[i].key, table[i].special), table[i].action);
}

/* Where one writes, letters are letters: nothing that is typed or pasted may act. */
static void where_one_writes_letters_are_letters(void **state)
{
    (void)state;
    for (wint_t key = 0; key < 0x300; key++) {
        enum action action = keys_action_typing(key, false);
        if (key == 'L' - 64)
            assert_int_equal(action, ACTION_REDRAW);
        else if (key == '\\' - 64)
            assert_int_equal(action, ACTION_QUIT_NOW);
        else
            assert_int_equal(action, ACTION_NONE);
    }
    for (wint_t key = 0; key < 0x1100; key++)
        assert_int_equal(keys_action_typing(key, true), key == KEY_F(1) ? ACTION_HELP : ACTION_NONE);
}

/* The bottom line and help are made from the table: a key that is shown there is a key that works. */
static void what_is_shown_of_a_key_is_true(void **state)
{
    (void)state;
    static const struct {
        const char *shown;
        wint_t key;
        bool special;
    } names[] = {
        { "Enter", '\r', false },
        { "Space", ' ', false },
        { "Tab", '\t', false },
        { "PgUp", KEY_PPAGE, true },
        { "PgDn", KEY_NPAGE, true },
        { "Home", KEY_HOME, true },
        { "End", KEY_END, true },
        { "Ctrl-L", 'L' - 64, false },
        { "Ctrl-\\", '\\' - 64, false },
    };
    for (int action = 1; action < ACTION_COUNT; action++) {
        const struct action_entry *entry = keys_entry((enum action)action);
        wint_t key = (unsigned char)entry->shown[0];
        bool special = false;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (strcmp(names[i].shown, entry->shown) == 0) {
                key = names[i].key;
                special = names[i].special;
            }
        if (entry->shown[0] != '\0' &&
            (int)keys_action_in(key, special, (enum action[]) { (enum action)action, ACTION_NONE }) != action)
            fail_msg("%s is shown with %s", entry->name, entry->shown);
        assert_int_equal(entry->shown[0] == '\0', entry->keys[0] == '\0');
        assert_true(entry->word[0] != '\0' && entry->does[0] != '\0');
    }
}

/* Our own codes lie beyond those of ncurses. */
static void special_keys_of_our_own_are_nobody_elses(void **state)
{
    (void)state;
    for (wint_t key = KEY_PASTE_BEGIN; key <= KEY_TEXT_LAST; key++)
        assert_true(key > KEY_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_has_one_meaning),
        cmocka_unit_test(a_room_knows_its_own_meaning_first),
        cmocka_unit_test(some_keys_are_no_actions),
        cmocka_unit_test(keys_mean_what_hands_know),
        cmocka_unit_test(where_one_writes_letters_are_letters),
        cmocka_unit_test(what_is_shown_of_a_key_is_true),
        cmocka_unit_test(special_keys_of_our_own_are_nobody_elses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
