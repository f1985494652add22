/*
 * test_edit.c: what happens to the text that somebody is writing. Each case is a small play: the text with | where the
 * cursor stands, the keys, and the same afterwards.
 */
#include "screens/ui/edit.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "boards.h"
#include "text.h"

#define ACUTE "\xcc\x81"                                      /* the mark alone */
#define E_ACUTE "\xc3\xa9"                                    /* the letter with it */
#define E_APART "e\xcc\x81"                                   /* as a Mac pastes it */
#define WATER "\xe6\xb0\xb4"                                  /* two columns wide */
#define FAMILY "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7" /* one grapheme, three characters */
#define FLAG "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa"               /* one grapheme, two characters */

static void edit_place(struct edit *edit, const char *with_cursor)
{
    size_t before = strcspn(with_cursor, "|");
    struct buffer whole = { 0 };
    buffer_add(&whole, with_cursor, before);
    buffer_string(&whole, with_cursor + before + 1);
    edit_begin(edit, POST_MAX, false, buffer_text(&whole));
    edit->cursor = before;
    buffer_clear(&whole);
}

static void assert_named(const char *name, struct edit *edit, const char *with_cursor)
{
    struct buffer whole = { 0 };
    const char *text = buffer_text(&edit->text);
    buffer_add(&whole, text, edit->cursor);
    buffer_string(&whole, "|");
    buffer_string(&whole, text + edit->cursor);
    if (strcmp(buffer_text(&whole), with_cursor) != 0)
        fail_msg("%s: \"%s\", not \"%s\"", name, buffer_text(&whole), with_cursor);
    buffer_clear(&whole);
}

static void assert_edit(struct edit *edit, const char *with_cursor)
{
    assert_named("it is", edit, with_cursor);
}

static bool type(struct edit *edit, const char *s)
{
    bool all = true;
    for (size_t length = strlen(s), at = 0, next; at < length; at = next) {
        next = at + 1;
        while (next < length && ((unsigned char)s[next] & 0xc0) == 0x80)
            next++;
        all = edit_insert(edit, s + at, next - at) && all;
    }
    return all;
}

struct play {
    const char *name, *before;
    void (*key)(struct edit *edit);
    const char *after;
};

static void play(const struct play *table, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct edit edit;
        edit_place(&edit, table[i].before);
        table[i].key(&edit);
        assert_named(table[i].name, &edit, table[i].after);
        edit_end(&edit);
    }
}

/* --- by what a person sees as one sign, and by words --- */

static void keys_go_by_graphemes_and_words(void **state)
{
    (void)state;
    static const struct play table[] = {
        { "left over a letter", "ab|", edit_left, "a|b" },
        { "left over a family", "a" FAMILY "|", edit_left, "a|" FAMILY },
        { "left over a flag", FLAG FLAG "|", edit_left, FLAG "|" FLAG },
        { "left at the beginning", "|ab", edit_left, "|ab" },
        { "left over a newline", "a\n|b", edit_left, "a|\nb" },
        { "right over a family", "|" FAMILY "a", edit_right, FAMILY "|a" },
        { "right at the end", "ab|", edit_right, "ab|" },
        { "rub out a letter with its mark", "ax" ACUTE "|b", edit_rub_out, "a|b" },
        { "rub out a family", FAMILY "|", edit_rub_out, "|" },
        { "rub out at the beginning", "|ab", edit_rub_out, "|ab" },
        { "rub out a newline joins lines", "a\n|b", edit_rub_out, "a|b" },
        { "erase a family", "a|" FAMILY "b", edit_erase, "a|b" },
        { "erase at the end", "ab|", edit_erase, "ab|" },
        { "a word back", "the tank|", edit_word_left, "the |tank" },
        { "a word back over spaces and lines", "the  \n |tank", edit_word_left, "|the  \n tank" },
        { "a word back from inside it", "the ta|nk", edit_word_left, "the |tank" },
        { "a word on, to its end", "|the tank", edit_word_right, "the| tank" },
        { "a word on over spaces and lines", "the|  \ntank leaks", edit_word_right, "the  \ntank| leaks" },
        { "a word on at the end", "the tank  |", edit_word_right, "the tank  |" },
        { "rub out a word", "the tank |leaks", edit_rub_word, "the |leaks" },
        { "rub out a line", "the tank\nit |leaks", edit_rub_line, "the tank\n|leaks" },
        { "rub out a word at the beginning", "|the", edit_rub_word, "|the" },
        { "cut to the line's end", "the| tank\nleaks", edit_kill_line, "the|\nleaks" },
        { "cut the newline at the line's end", "the|\nleaks", edit_kill_line, "the|leaks" },
        { "cut at the end of all", "the|", edit_kill_line, "the|" },
    };
    play(table, sizeof table / sizeof *table);
}

/* --- by rows, ten columns wide --- */

static void up(struct edit *edit)
{
    edit_up(edit, 10);
}

static void down(struct edit *edit)
{
    edit_down(edit, 10);
}

static void up_twice(struct edit *edit)
{
    up(edit);
    up(edit);
}

static void down_twice(struct edit *edit)
{
    down(edit);
    down(edit);
}

static void begin(struct edit *edit)
{
    edit_row_begin(edit, 10);
}

static void end(struct edit *edit)
{
    edit_row_end(edit, 10);
}

static void keys_go_by_rows_as_they_are_seen(void **state)
{
    (void)state;
    static const struct play table[] = {
        { "down a wrapped row", "th|e tank leaks", down, "the tank le|aks" },
        { "up a wrapped row", "the tank le|aks", up, "th|e tank leaks" },
        { "up on the first row", "the| tank", up, "the| tank" },
        { "down on the last row", "the| tank", down, "the| tank" },
        { "down to a shorter line", "the tank|\nis\n", down, "the tank\nis|\n" },
        { "a short line between keeps the column", "the ta|nk\nis\nleaking", down_twice, "the tank\nis\nleakin|g" },
        { "and the same back", "the tank\nis\nleakin|g", up_twice, "the ta|nk\nis\nleaking" },
        { "columns are those of wide letters", WATER WATER "|\nabcdef", down, WATER WATER "\nabcd|ef" },
        { "never into the middle of a wide letter", "abc|\n" WATER WATER, down, "abc\n" WATER "|" WATER },
        { "up from the end of full rows", "0123456789abcdefghijABCDEFGHIJ|", up, "0123456789abcdefghi|jABCDEFGHIJ" },
        { "and on up", "0123456789abcdefghijABCDEFGHIJ|", up_twice, "012345678|9abcdefghijABCDEFGHIJ" },
        { "down skips no row", "0123456789|\nabcdefghijABCDEFGHIJ", down_twice, "0123456789\nabcdefghijABCDEFGHIJ|" },
        { "to the row's beginning", "the tank lea|ks", begin, "the tank |leaks" },
        { "to the row's end", "|the tank leaks", end, "the tank| leaks" },
        { "to the line's end", "|the\ntank", end, "the|\ntank" },
        { "the end is behind the last space", "|the tank ", end, "the tank |" },
        { "behind the last space of a line", "|the \ntank", end, "the |\ntank" },
        { "the end of a row without spaces stays on it", "|0123456789abc", end, "012345678|9abc" },
    };
    play(table, sizeof table / sizeof *table);
}

static void the_cursor_stands_where_it_is_drawn(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t row;
        int column;
    } table[] = {
        { "|", 0, 0 },
        { "the tank| leaks", 0, 8 },
        { "the tank |leaks", 1, 0 },
        { "the tank\n|", 1, 0 },
        { "0123456789|abc", 1, 0 },
        { WATER WATER "|", 0, 4 },
        { "x" ACUTE "|", 0, 1 },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct edit edit;
        size_t row;
        int column;
        edit_place(&edit, table[i].text);
        edit_where(&edit, 10, &row, &column);
        assert_int_equal(row, table[i].row);
        assert_int_equal(column, table[i].column);
        edit_end(&edit);
    }
}

/* --- undo --- */

static void undo_takes_back_a_word_at_a_time(void **state)
{
    (void)state;
    static const char *const steps[] = { "the tank|", "the |", "the|", "|" };
    struct edit edit;
    edit_begin(&edit, POST_MAX, false, NULL);
    type(&edit, "the tank");
    for (size_t i = 0; i < 4; i++) {
        assert_edit(&edit, steps[i]);
        assert_int_equal(edit_undo(&edit), i < 3);
    }
    for (size_t i = 3; i > 0; i--) {
        assert_true(edit_redo(&edit));
        assert_edit(&edit, steps[i - 1]);
    }
    assert_false(edit_redo(&edit));
    edit_end(&edit);
}

static void undo_brings_back_what_was_cut_or_pasted(void **state)
{
    (void)state;
    struct edit edit;
    edit_place(&edit, "the tank|");
    edit_rub_word(&edit);
    edit_insert(&edit, "roof\nof 12", 10);
    assert_edit(&edit, "the roof\nof 12|");
    edit_undo(&edit);
    assert_edit(&edit, "the |");
    edit_undo(&edit);
    assert_edit(&edit, "the tank|");
    assert_false(edit_undo(&edit)); /* what one began with is never undone */
    edit_end(&edit);
}

static void what_was_undone_is_gone_once_one_writes_on(void **state)
{
    (void)state;
    struct edit edit;
    edit_begin(&edit, POST_MAX, false, NULL);
    type(&edit, "tank");
    edit_undo(&edit);
    type(&edit, "roof");
    assert_false(edit_redo(&edit));
    assert_edit(&edit, "roof|");
    edit_end(&edit);
}

static void moving_away_begins_a_new_step(void **state)
{
    (void)state;
    struct edit edit;
    edit_begin(&edit, POST_MAX, false, NULL);
    type(&edit, "tan");
    edit_left(&edit);
    type(&edit, "k");
    edit_undo(&edit);
    assert_edit(&edit, "ta|n");
    edit_end(&edit);
}

static void what_changes_nothing_is_no_step(void **state)
{
    (void)state;
    struct edit edit;
    edit_begin(&edit, 3, false, NULL);
    type(&edit, "abc");
    assert_false(edit_insert(&edit, "d", 1));
    edit_insert(&edit, "\x07", 1);
    edit_erase(&edit);
    edit_undo(&edit);
    assert_edit(&edit, "|");
    edit_end(&edit);
}

static void undo_goes_back_a_long_way_and_no_further(void **state)
{
    (void)state;
    struct edit edit;
    size_t steps = 0;
    edit_begin(&edit, 20000, false, NULL);
    for (int i = 0; i < 6000; i++)
        type(&edit, "a ");
    assert_in_range(edit.kept, EDIT_UNDO_BYTES / 2, EDIT_UNDO_BYTES);
    while (edit_undo(&edit))
        steps++;
    assert_in_range(steps, 400, 6000); /* a long text costs no more of it than a short one */
    assert_int_equal(edit.text.length, 12000 - steps);
    assert_in_range(edit.kept, 0, EDIT_UNDO_BYTES);
    while (edit_redo(&edit))
        steps--;
    assert_int_equal(steps, 0);
    assert_int_equal(edit.text.length, 12000);
    edit_end(&edit);
    assert_int_equal(edit.kept, 0);
}

/* What was cut is kept in bytes: the newest always, however long it is. */
static void undo_keeps_so_many_bytes(void **state)
{
    (void)state;
    struct edit edit;
    char *page = malloc(POST_MAX + 1);
    assert_non_null(page);
    memset(page, 'x', POST_MAX);
    page[POST_MAX] = '\0';
    edit_begin(&edit, POST_MAX, false, NULL);
    for (int i = 0; i < 20; i++) {
        edit_insert(&edit, page, POST_MAX);
        edit_rub_line(&edit);
        assert_in_range(edit.kept, 0, EDIT_UNDO_BYTES);
    }
    assert_int_equal(edit.text.length, 0);
    assert_true(edit_undo(&edit));
    assert_int_equal(edit.text.length, POST_MAX);
    assert_true(edit_redo(&edit));
    assert_int_equal(edit.text.length, 0);
    edit_end(&edit);
    edit_begin(&edit, 4 * EDIT_UNDO_BYTES, false, NULL);
    for (int i = 0; i < 2 * EDIT_UNDO_BYTES / POST_MAX; i++)
        edit_insert(&edit, page, POST_MAX);
    size_t whole = edit.text.length;
    edit_rub_line(&edit);
    assert_true(edit.kept > EDIT_UNDO_BYTES);
    assert_true(edit_undo(&edit));
    assert_int_equal(edit.text.length, whole);
    edit_end(&edit);
    free(page);
}

/* --- what goes in --- */

static void only_what_can_be_printed_goes_in(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        bool one_line;
        const char *out;
    } table[] = {
        { "a\r\nb\rc\nd", false, "a\nb\nc\nd|" }, { "a\r\nb\rc\nd", true, "a b c d|" }, { "a\tb", false, "a    b|" },
        { "a\tb", true, "a b|" },
        { "a\x01\x1b\x7f"
          "b",
            false, "ab|" },
        { "a\xc2\x9b"
          "b\xc2\xa9",
            false, "ab\xc2\xa9|" }, /* a control character of two bytes; a sign that is none */
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct edit edit;
        edit_begin(&edit, POST_MAX, table[i].one_line, NULL);
        assert_true(edit_insert(&edit, table[i].in, strlen(table[i].in)));
        assert_edit(&edit, table[i].out);
        edit_end(&edit);
    }
}

/* A Mac pastes letters and their marks apart, and some keyboards type them so. */
static void what_is_written_is_composed(void **state)
{
    (void)state;
    struct edit edit;
    edit_begin(&edit, 4, false, NULL);
    assert_true(type(&edit, "cafe" ACUTE));
    assert_edit(&edit, "caf" E_ACUTE "|");
    assert_int_equal(edit_left_over(&edit), 0);
    edit_end(&edit);
    edit_begin(&edit, 4, false, "cafe" ACUTE);
    assert_edit(&edit, "caf" E_ACUTE "|");
    edit_end(&edit);
}

static void the_limit_is_kept(void **state)
{
    (void)state;
    static const struct {
        const char *name, *before, *in, *after;
        bool all;
    } table[] = {
        { "what fits", "ab|cd", "xy", "abxy|cd", true },
        { "the end of what does not", "ab|cd", "xyz", "abxy|cd", false },
        { "nothing when full", "abcd|ef", "x", "abcd|ef", false },
        { "characters, not bytes", "|", WATER WATER WATER WATER WATER WATER WATER,
            WATER WATER WATER WATER WATER WATER "|", false },
        { "no grapheme is cut", "abcd|", FAMILY, "abcd|", false },
        { "those before it stay", "abc|", "x" FAMILY "y", "abcx|", false },
        { "a mark that is composed needs no room", "abcdee|", ACUTE, "abcde" E_ACUTE "|", true },
        { "one that stays apart does", "abcdex|", ACUTE, "abcdex|", false },
        { "marks count after composition", "abcd|", "e" ACUTE "e" ACUTE, "abcd" E_ACUTE E_ACUTE "|", true },
        { "those that come apart count as what they become", "abcde|", "\xe0\xa5\x98", "abcde|", false },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct edit edit;
        edit_place(&edit, table[i].before);
        edit.limit = 6;
        bool all = edit_insert(&edit, table[i].in, strlen(table[i].in));
        assert_named(table[i].name, &edit, table[i].after);
        assert_int_equal(all, table[i].all);
        edit_end(&edit);
    }
}

/* A draft that came by command may be longer than the field: saved again, it is as long. */
static void what_one_begins_with_is_never_cut(void **state)
{
    (void)state;
    struct edit edit;
    edit_begin(&edit, 3, true, "the tank");
    assert_edit(&edit, "the tank|");
    assert_false(edit_insert(&edit, "s", 1));
    assert_int_equal(edit_left_over(&edit), 0);
    edit_rub_out(&edit);
    assert_edit(&edit, "the tan|");
    edit_rub_line(&edit);
    assert_true(edit_insert(&edit, "tap", 3));
    assert_false(edit_insert(&edit, "s", 1));
    edit_end(&edit);
}

/* Whatever the editor took, the store takes: 4,000 characters after NFC, and 16,000 bytes. */
static void what_the_editor_takes_can_be_posted(void **state)
{
    (void)state;
    static const char *const pieces[] = { "a", E_APART, WATER, FLAG, FAMILY, "\xe0\xa5\x98", "\xf0\x9d\x85\xa0" };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buffer paste = { 0 };
        struct edit edit;
        char *clean;
        while (paste.length < (size_t)2 * POST_BYTES)
            buffer_string(&paste, pieces[i]);
        edit_begin(&edit, POST_MAX, false, NULL);
        assert_false(edit_insert(&edit, paste.data, paste.length));
        assert_in_range(edit_left_over(&edit), 0, 3);
        assert_in_range(edit.text.length, POST_MAX, POST_BYTES);
        assert_int_equal(text_clean(edit.text.data, edit.text.length, TEXT_BODY, POST_MAX, &clean), TEXT_GOOD);
        assert_in_range(strlen(clean), 1, POST_BYTES);
        free(clean);
        edit_end(&edit);
        buffer_clear(&paste);
    }
}

/* Line mode keeps bytes as they came; the editor opens such a draft all the same. */
static void bytes_that_are_no_text_do_no_harm(void **state)
{
    (void)state;
    struct edit edit;
    edit_begin(&edit, POST_MAX, false,
        "a\xff\xfe"
        "b\xe6\xb0");
    assert_int_equal(edit.text.length, 6);
    type(&edit, "c");
    for (int i = 0; i < 10; i++)
        edit_rub_out(&edit);
    assert_edit(&edit, "|");
    edit_end(&edit);
}

/* Any keys in any order leave the cursor between two characters, and undo leads back to the beginning. */
static void any_keys_in_any_order(void **state)
{
    (void)state;
    static void (*const keys[])(struct edit *) = { edit_rub_out, edit_erase, edit_rub_word, edit_kill_line, edit_left,
        edit_right, edit_word_left, edit_word_right, up, down, begin, end };
    static const char *const pieces[] = { "a", " ", "\n", E_APART, WATER, FAMILY, "tank leaks", ACUTE };
    enum { KEYS = sizeof keys / sizeof *keys, PIECES = sizeof pieces / sizeof *pieces };
    uint32_t random = 7;
    for (int round = 0; round < 300; round++) {
        struct edit edit;
        edit_place(&edit, "the tank |leaks");
        for (int i = 0; i < 60; i++) {
            random = random * 1664525u + 1013904223u;
            unsigned choice = (random >> 16) % (KEYS + 2 * PIECES);
            if (choice < KEYS)
                keys[choice](&edit);
            else
                type(&edit, pieces[(choice - KEYS) / 2]);
            assert_in_range(edit.cursor, 0, edit.text.length);
            assert_true(((unsigned char)buffer_text(&edit.text)[edit.cursor] & 0xc0) != 0x80);
        }
        while (edit_undo(&edit))
            continue;
        assert_string_equal(buffer_text(&edit.text), "the tank leaks");
        edit_end(&edit);
    }
}

int main(void)
{
    if (setlocale(LC_ALL, "C.UTF-8") == NULL)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_go_by_graphemes_and_words),
        cmocka_unit_test(keys_go_by_rows_as_they_are_seen),
        cmocka_unit_test(the_cursor_stands_where_it_is_drawn),
        cmocka_unit_test(undo_takes_back_a_word_at_a_time),
        cmocka_unit_test(undo_brings_back_what_was_cut_or_pasted),
        cmocka_unit_test(what_was_undone_is_gone_once_one_writes_on),
        cmocka_unit_test(moving_away_begins_a_new_step),
        cmocka_unit_test(what_changes_nothing_is_no_step),
        cmocka_unit_test(undo_goes_back_a_long_way_and_no_further),
        cmocka_unit_test(undo_keeps_so_many_bytes),
        cmocka_unit_test(only_what_can_be_printed_goes_in),
        cmocka_unit_test(what_is_written_is_composed),
        cmocka_unit_test(the_limit_is_kept),
        cmocka_unit_test(what_one_begins_with_is_never_cut),
        cmocka_unit_test(what_the_editor_takes_can_be_posted),
        cmocka_unit_test(bytes_that_are_no_text_do_no_harm),
        cmocka_unit_test(any_keys_in_any_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
