/* test_text.c: what people type, paste and send at us, and what of it may reach another's terminal. */
#include "text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "boards.h"
#include "util.h"

struct cleaned {
    const char *name, *in, *out;
};

static void assert_cleaned(const struct cleaned *row, enum text_kind kind)
{
    char *out;
    enum text_fault fault = text_clean(row->in, strlen(row->in), kind, POST_MAX, &out);
    if (row->out == NULL ? fault != TEXT_EMPTY : fault != TEXT_GOOD || strcmp(out, row->out) != 0)
        fail_msg("%s: \"%s\" (fault %d)", row->name, fault == TEXT_GOOD ? out : "", (int)fault);
    free(out);
}

static void bodies_are_cleaned(void **state)
{
    (void)state;
    static const struct cleaned table[] = {
        { "plain", "The tank leaks again.", "The tank leaks again." },
        { "accents are composed", "cafe\xcc\x81", "caf\xc3\xa9" },
        { "CR and CRLF are newlines", "a\rb\r\nc", "a\nb\nc" },
        { "a tab goes to the next stop", "ab\tc", "ab      c" },
        { "trailing space is cut", "a  \n\nb \n\n \n", "a\n\nb" },
        { "blank lines before are cut", "\n \n  a", "  a" },
        { "nothing but space is empty", " \t\r\n\xc2\xa0", NULL },
        { "a kind of space is a space", "a\xc2\xa0\xe2\x80\x89z", "a  z" },
        { "the wide space stays", "\xe6\xb0\xb4\xe3\x80\x80\xe6\xb0\xb4", "\xe6\xb0\xb4\xe3\x80\x80\xe6\xb0\xb4" },
        { "a colour is left out whole", "a\x1b[1;31mred\x1b[0m", "ared" },
        { "so is a title", "a\x1b]0;you were hacked\x07z", "az" },
        { "ended by ST", "a\x1b]8;;http://x\x1b\\z", "az" },
        { "a device string", "a\x1bPq#0;2;0\x1b\\z", "az" },
        { "one that never ends costs its line", "a\x1b]0;oh\nz", "a\nz" },
        { "two-letter sequences",
            "a\x1b"
            "cb\x1b(Bz",
            "abz" },
        { "one-byte sequences (C1)",
            "a\xc2\x9b"
            "31mb\xc2\x9d"
            "0;t\xc2\x9c"
            "c\xc2\x85z",
            "abc\nz" },
        { "an escape in an escape", "a\x1b[3\x1b[2Jz", "az" },
        { "other controls", "a\x01\x07\x08\x7fz", "az" },
        { "a zero-width space", "ad\xe2\x80\x8bmin\xe2\x81\xa0\xef\xbb\xbf\xc2\xad", "admin" },
        { "tags", "a\xf3\xa0\x81\xa1z", "az" },
        { "a filler that is seen as nothing", "a\xe3\x85\xa4z", "az" },
        { "a joiner between Latin letters", "ad\xe2\x80\x8dmin\xe2\x80\x8c", "admin" },
        { "a joiner in Persian", "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae", "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae" },
        { "a joiner in a family", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
            "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7" },
        { "at most four marks", "a\xcc\x96\xcc\x97\xcc\x98\xcc\x99\xcc\x9c\xcc\x9dz",
            "a\xcc\x96\xcc\x97\xcc\x98\xcc\x99z" },
        { "a mark on nothing",
            "\xcc\x81"
            "a\n\xcc\x81z",
            "a\nz" },
        { "a noncharacter", "a\xef\xbf\xbfz", "a\xef\xbf\xbdz" },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        assert_cleaned(&table[i], TEXT_BODY);
}

static void json_holds_nothing_that_a_terminal_obeys(void **state)
{
    (void)state;
    static const struct cleaned table[] = {
        { "words", "{\"title\":\"caf\xc3\xa9 \xe6\xb0\xb4 \xd9\x85\xe2\x80\x8c\xd8\xae\"}",
            "{\"title\":\"caf\xc3\xa9 \xe6\xb0\xb4 \xd9\x85\xe2\x80\x8c\xd8\xae\"}" },
        { "a control of two bytes",
            "[\"\xc2\x9b"
            "31m\"]",
            "[\"\\u009b31m\"]" },
        { "delete", "[\"\x7f\"]", "[\"\\u007f\"]" },
        { "an override", "[\"\xe2\x80\xae\"]", "[\"\\u202e\"]" },
        { "nothing that is seen", "[\"a\xe2\x80\x8b\xef\xbb\xbf\"]", "[\"a\\u200b\\ufeff\"]" },
        { "a tag, beyond the first plane", "[\"\xf3\xa0\x81\xa1\"]", "[\"\\udb40\\udc61\"]" },
        { "a tower", "[\"e\xcc\x96\xcc\x96\xcc\x96\xcc\x96\xcc\x96\"]",
            "[\"e\xcc\x96\xcc\x96\xcc\x96\xcc\x96\\u0316\"]" },
        { "lines of a file", "{\n  \"a\": 1\n}", "{\n  \"a\": 1\n}" },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char *out = text_json(xstrdup(table[i].in));
        if (strcmp(out, table[i].out) != 0)
            fail_msg("%s: %s", table[i].name, out);
        free(out);
    }
}

static void lines_are_one_line(void **state)
{
    (void)state;
    static const struct cleaned table[] = {
        { "space is folded", "  Water \n\t tank  ", "Water tank" },
        { "a line separator", "a\xe2\x80\xa8z", "a z" },
        { "nothing", " \n ", NULL },
        { "a mark after a break", "a\n\xcc\x96z", "a \xcc\x96z" },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        assert_cleaned(&table[i], TEXT_LINE);
}

static enum text_fault fault_of(const char *in, size_t limit)
{
    char *out;
    enum text_fault fault = text_clean(in, strlen(in), TEXT_BODY, limit, &out);
    assert_true((out != NULL) == (fault == TEXT_GOOD));
    free(out);
    return fault;
}

static void what_cannot_be_taken_is_refused(void **state)
{
    (void)state;
    assert_int_equal(fault_of("a\xe2\x80\xaez", 10), TEXT_OVERRIDE);
    assert_int_equal(fault_of("a\xe2\x81\xa6z", 10), TEXT_OVERRIDE);
    assert_int_equal(fault_of("a\xffz", 10), TEXT_NOT_UTF8);
    assert_int_equal(fault_of("a\xc0\xafz", 10), TEXT_NOT_UTF8);
    assert_int_equal(fault_of("\xed\xa0\x80", 10), TEXT_NOT_UTF8);
    assert_int_equal(fault_of("a\xf0\x9f\x98", 10), TEXT_NOT_UTF8);
    assert_int_equal(fault_of("0123456789", 10), TEXT_GOOD);
    assert_int_equal(fault_of("0123456789a", 10), TEXT_TOO_LONG);
    for (int fault = TEXT_EMPTY; fault <= TEXT_OVERRIDE; fault++)
        assert_true(strlen(text_fault_sentence((enum text_fault)fault, 10)) > 10);
}

static void the_limit_counts_characters_after_composition(void **state)
{
    (void)state;
    struct buffer text = { 0 };
    for (int i = 0; i < 10; i++)
        buffer_string(&text, "e\xcc\x82\xcc\x81"); /* three code points, one in NFC */
    assert_int_equal(fault_of(buffer_text(&text), 10), TEXT_GOOD);
    assert_int_equal(fault_of(buffer_text(&text), 9), TEXT_TOO_LONG);
    buffer_clear(&text);
}

static void hostile_input_costs_no_more_than_its_length(void **state)
{
    (void)state;
    static const char *const pieces[] = { "x", "\xcc\x81", "\x1b]", "\x1b[", " ", "\n", "\xe2\x80\x8d",
        "e\xcc\x81\xcc\x96", "\xe1\x85\xa1", "\xf0\x9f\x91\xa9\xe2\x80\x8d", "\t", "\xe1\x84\x80\xe1\x85\xa1" };
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        struct buffer text = { 0 };
        char *out;
        buffer_string(&text, "x");
        while (text.length < 10 * 1000 * 1000)
            buffer_string(&text, pieces[i]);
        clock_t begun = clock();
        text_clean(text.data, text.length, TEXT_BODY, POST_MAX, &out);
        double seconds = (double)(clock() - begun) / CLOCKS_PER_SEC;
        if (seconds > 2)
            fail_msg("10 MB of piece %zu took %.2f s", i, seconds);
        free(out);
        buffer_clear(&text);
    }
}

/* Code points that make trouble beside each other, in any order: what was cleaned once stays as it is. */
static void cleaning_twice_changes_nothing(void **state)
{
    (void)state;
    static const char *const pieces[] = { "a", " ", "\n", "\t", "\xcc\x81", "\xcc\x96", "\xcd\x85", "\xe2\x80\x8d",
        "\xe2\x80\x8c", "\xef\xb8\x8f", "\xf0\x9f\x91\xa9", "\xf0\x9f\x8f\xbd", "\xd8\xa7", "\xd9\x8b", "\xe0\xa7\x87",
        "\xe0\xa6\xbe", "\xe0\xa4\x95", "\xe0\xa5\x8d", "\xe1\x84\x80", "\xe1\x85\xa1", "\xe1\x86\xa8", "\xea\xb0\x80",
        "\xe2\x84\xa6", "\xf0\x9f\x87\xa9", "\x1b[", "\x1b]", "\xe2\x80\x8b", "\xe0\xa5\x98", "\xe3\x80\x80",
        "\xcd\x84" };
    enum { PIECES = sizeof pieces / sizeof pieces[0] };
    uint32_t random = 1;
    for (int round = 0; round < 40000; round++) {
        struct buffer text = { 0 };
        for (int i = 0; i < 12; i++) {
            random = random * 1664525u + 1013904223u;
            buffer_string(&text, pieces[(random >> 16) % PIECES]);
        }
        char *once, *twice;
        enum text_kind kind = round % 2 ? TEXT_LINE : TEXT_BODY;
        if (text_clean(text.data, text.length, kind, POST_MAX, &once) == TEXT_GOOD) {
            assert_int_equal(text_clean(once, strlen(once), kind, POST_MAX, &twice), TEXT_GOOD);
            assert_string_equal(once, twice);
            free(once);
            free(twice);
        }
        for (size_t at = 0; at < text.length;) {
            size_t next = text_next(text.data, text.length, at);
            assert_int_equal(text_previous(text.data, text.length, next), at);
            at = next;
        }
        buffer_clear(&text);
    }
}

static void assert_shown(const char *in, enum text_kind kind, bool ascii, const char *expected)
{
    char *out = text_shown(in, strlen(in), kind, ascii);
    assert_string_equal(out, expected);
    free(out);
}

static void what_is_shown_cannot_move_a_cursor(void **state)
{
    (void)state;
    assert_shown("a\x1b[2Jz", TEXT_LINE, false, "a\xef\xbf\xbd[2Jz");
    assert_shown("a\xc2\x9b"
                 "2Jz",
        TEXT_LINE, false,
        "a\xef\xbf\xbd"
        "2Jz");
    assert_shown("a\xe2\x80\xaez\xff", TEXT_LINE, false, "a\xef\xbf\xbdz\xef\xbf\xbd");
    assert_shown("a\nz", TEXT_LINE, false, "a z");
    assert_shown("a\nz", TEXT_BODY, false, "a\nz");
    assert_shown("caf\xc3\xa9 \xe6\xb0\xb4", TEXT_BODY, false, "caf\xc3\xa9 \xe6\xb0\xb4");
    assert_shown("a\xf3\xb0\x80\x80\xcd\xb8z", TEXT_LINE, true, "a??z");
}

static void ascii_looks_keep_words_legible(void **state)
{
    (void)state;
    assert_shown("\xe2\x80\x9e"
                 "Gr\xc3\xbc\xc3\x9f"
                 "e\xe2\x80\x9c \xe2\x80\x93 caf\xc3\xa9\xe2\x80\xa6",
        TEXT_LINE, true, "\"Grusse\" - cafe...");
    assert_shown("\xe6\xb0\xb4", TEXT_LINE, true, "?");
}

static void a_character_is_what_a_person_sees(void **state)
{
    (void)state;
    const char *s = "a\xe0\xa4\x95\xe0\xa5\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7z";
    size_t length = strlen(s);
    assert_int_equal(text_next(s, length, 0), 1);
    assert_int_equal(text_next(s, length, 1), 7);
    assert_int_equal(text_next(s, length, 7), 18);
    assert_int_equal(text_previous(s, length, 18), 7);
    assert_int_equal(text_previous(s, length, 0), 0);
    const char *flags = "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xab\xf0\x9f\x87\xb7";
    assert_int_equal(text_next(flags, 16, 0), 8);
    assert_int_equal(text_next(flags, 16, 8), 16);
    assert_int_equal(text_characters("caf\xc3\xa9", 5), 4);
}

static void width_is_in_columns(void **state)
{
    (void)state;
    assert_int_equal(text_width("caf\xc3\xa9", 5), 4);
    assert_int_equal(text_width("\xe6\xb0\xb4\n", 4), 2);
    assert_int_equal(text_width("e\xcc\x81", 3), 1);
    assert_int_equal(text_fit("\xe6\xb0\xb4\xe6\xb0\xb4", 6, 3), 3);
    assert_int_equal(text_fit("abc", 3, 10), 3);
    assert_int_equal(text_fit("abc", 3, 0), 0);
}

struct wrapped {
    const char *in;
    int columns;
    const char *rows;
};

static void lines_wrap_between_words(void **state)
{
    (void)state;
    static const struct wrapped table[] = {
        { "", 10, "||" },
        { "the tank leaks", 8, "|the tank|leaks|" },
        { "the tank leaks", 7, "|the|tank|leaks|" },
        { "the   tank", 5, "|the|tank|" },
        { "one\n\ntwo\n", 10, "|one||two||" },
        { "abcdefghij", 4, "|abcd|efgh|ij|" },
        { "a abcdefghij", 4, "|a|abcd|efgh|ij|" },
        { "abc   ", 4, "|abc|" },
        { "  in", 10, "|  in|" },
        { "\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4", 5, "|\xe6\xb0\xb4\xe6\xb0\xb4|\xe6\xb0\xb4|" },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct text_row rows[16];
        struct buffer out = { 0 };
        size_t count = text_wrap(table[i].in, strlen(table[i].in), table[i].columns, rows, 16);
        buffer_string(&out, "|");
        for (size_t row = 0; row < count; row++) {
            buffer_add(&out, table[i].in + rows[row].start, rows[row].length);
            buffer_string(&out, "|");
        }
        assert_string_equal(buffer_text(&out), table[i].rows);
        assert_int_equal(text_wrap(table[i].in, strlen(table[i].in), table[i].columns, NULL, 0), count);
        buffer_clear(&out);
    }
}

static void quoting_marks_every_line(void **state)
{
    (void)state;
    char *quoted = text_quote("\n The tank.\n\n> old\n\n");
    assert_string_equal(quoted, ">  The tank.\n>\n> > old\n");
    free(quoted);
    quoted = text_quote("");
    assert_string_equal(quoted, "");
    free(quoted);
}

static void blanks_at_the_ends_are_cut_and_nothing_else(void **state)
{
    static const char *const cases[][2] = { { "thandi", "thandi" }, { " thandi ", "thandi" },
        { "thandi\xc2\xa0", "thandi" }, { "\xe2\x80\x8bthandi\xe3\x80\x80 ", "thandi" }, { "a b", "a b" }, { "", "" },
        { "  ", "" }, { "thandi\n", "thandi\n" }, { "thandi\033[2J", "thandi\033[2J" },
        { "\xe2\x80\xaeidnaht", "\xe2\x80\xaeidnaht" }, { "\xff ", "\xff" } };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *trimmed = text_trimmed(cases[i][0]);
        assert_string_equal(trimmed, cases[i][1]);
        free(trimmed);
    }
}

static void what_terminals_count_otherwise_is_found(void **state)
{
    static const struct {
        const char *s;
        size_t found, next;
    } cases[] = { { "tank", 4, 0 }, { "", 0, 0 }, { "\xe6\xb0\xb4 \xc3\xa9", 6, 0 },
        { "a\xf0\x9f\x91\xa9 b", 1, 5 },              /* a woman */
        { "ab\xe2\x9d\xa4\xef\xb8\x8f!", 2, 8 },      /* a heart and its style */
        { "\xf0\x9f\x87\xbf\xf0\x9f\x87\xa6", 0, 8 }, /* a flag */
        { "x\xe0\xa4\xa8\xe0\xa4\xbf", 1, 7 },        /* a letter of Hindi and its vowel */
        { "1\xef\xb8\x8f\xe2\x83\xa3", 0, 7 } };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t next = 0, length = strlen(cases[i].s), found = text_unsure(cases[i].s, length, 0, &next);
        assert_int_equal(found, cases[i].found);
        if (found < length)
            assert_int_equal(next, cases[i].next);
    }
    assert_int_equal(text_width("\xe2\x9d\xa4\xef\xb8\x8f", 6), 2); /* room for it as a picture */
}

static void codes_are_read_however_they_are_typed(void **state)
{
    static const char *const same[] = { "abcd2345", "ABCD-2345", " abcd 2345 ",
        "ABCD\xe2\x80\x93"
        "2345", /* en dash */
        "abcd\xe2\x80\x94"
        "2345",
        "abcd\xe2\x88\x92"
        "2345",
        "abcd\xc2\xa0"
        "2345\r\n",
        "ab\xc2\xad"
        "cd\xe2\x80\x90"
        "2345.",
        "\xef\xbc\xa1\xef\xbd\x82"
        "cd\xe3\x80\x80"
        "2345",
        "abcd\xe2\x80\x8b"
        "2345" };
    static const char *const none[] = { "abcd23456", "abcd/2345",
        "\xc3\xa9"
        "bcd2345",
        "\xff"
        "abcd",
        "\xd0\xb0"
        "bcd2345" };
    char plain[9];
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_true(text_code(same[i], plain, sizeof plain));
        assert_string_equal(plain, "abcd2345");
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(text_code(none[i], plain, sizeof plain));
}

int main(void)
{
    if (setlocale(LC_ALL, "C.UTF-8") == NULL)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bodies_are_cleaned),
        cmocka_unit_test(json_holds_nothing_that_a_terminal_obeys),
        cmocka_unit_test(lines_are_one_line),
        cmocka_unit_test(what_cannot_be_taken_is_refused),
        cmocka_unit_test(the_limit_counts_characters_after_composition),
        cmocka_unit_test(hostile_input_costs_no_more_than_its_length),
        cmocka_unit_test(cleaning_twice_changes_nothing),
        cmocka_unit_test(what_is_shown_cannot_move_a_cursor),
        cmocka_unit_test(ascii_looks_keep_words_legible),
        cmocka_unit_test(a_character_is_what_a_person_sees),
        cmocka_unit_test(width_is_in_columns),
        cmocka_unit_test(lines_wrap_between_words),
        cmocka_unit_test(quoting_marks_every_line),
        cmocka_unit_test(blanks_at_the_ends_are_cut_and_nothing_else),
        cmocka_unit_test(what_terminals_count_otherwise_is_found),
        cmocka_unit_test(codes_are_read_however_they_are_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
