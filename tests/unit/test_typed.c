/* test_typed.c: a text that is typed at a terminal as the body of a command: what is kept, and what the terminal shows.
 */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bbs/serve/typed.h"
#include "tests/support/sequences.h"

enum { NOW = 1000 };

static const struct keys {
    const char *typed, *body, *echo;
    enum typed_state state;
} cases[] = {
    { "The tank.\rIt leaks.\r\004", "The tank.\nIt leaks.\n", "The tank.\r\nIt leaks.\r\n", TYPED_SENT },
    { "a\r\nb\n\004", "a\nb\n", "a\r\nb\r\n", TYPED_SENT }, { "no end\004", "no end", "no end\r\n", TYPED_SENT },
    { "\004", "", "", TYPED_SENT }, { "half\003", "half", "half^C\r\n", TYPED_STOPPED },
    { "tanc\177k\004", "tank", "tanc\b \bk\r\n", TYPED_SENT },
    { "a\r\177\177b\004", "a\nb", "a\r\nb\r\n", TYPED_SENT }, /* a line that is sent stays */
    { "ab\025c\004", "c", "ab\b \b\b \bc\r\n", TYPED_SENT },
    { "\xe6\xb0\xb4\177x\004", "x", "\xe6\xb0\xb4\b \b\b \bx\r\n", TYPED_SENT },
    { "ab\xf0\x9f\x91\xa9\177x\004", "abx", "ab\xf0\x9f\x91\xa9\r\nabx\r\n", TYPED_SENT },
    { "a\033[Db\033OPc\033[15~d\tf\004", "abcd f", "abcd f\r\n", TYPED_SENT },
    { "a\033[1\rb\004", "a\nb", "a\r\nb\r\n", TYPED_SENT }, /* Enter ends what was no sequence */
    { "goes on", "goes on", "goes on", TYPED_GOES_ON },
    { "a\033[200~b\004\003\rc\033[201~d\004", "ab\ncd", "ab\r\ncd\r\n", TYPED_SENT }, /* a paste sends nothing */
};

/* What a shell's user types, key by key, and what comes in one piece. */
static void a_dot_alone_on_a_line_sends(void **state)
{
    struct typed typed = { 0 };
    enum typed_state now = TYPED_GOES_ON;
    (void)state;
    for (const char *at = "one\r.two\r.\r"; *at != '\0'; at++) {
        assert_int_equal(now, TYPED_GOES_ON);
        now = typed_take(&typed, at, 1, 0);
    }
    assert_int_equal(now, TYPED_SENT);
    assert_string_equal(buffer_text(&typed.body), "one\n.two\n");
    buffer_clear(&typed.body);
    buffer_clear(&typed.echo);
    typed = (struct typed) { 0 };
    assert_int_equal(typed_take(&typed, "one\r.\rtwo\r", 10, 0), TYPED_GOES_ON);
    assert_string_equal(buffer_text(&typed.body), "one\n.\ntwo\n");
    buffer_clear(&typed.body);
    buffer_clear(&typed.echo);
}

static void texts_are_typed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t piece = 1; piece <= 64; piece *= 8) { /* however it is cut on its way */
            struct typed typed = { .secret = false };
            enum typed_state ended = TYPED_GOES_ON;
            size_t length = strlen(cases[i].typed);
            for (size_t at = 0; at < length && ended == TYPED_GOES_ON; at += piece)
                ended = typed_take(&typed, cases[i].typed + at, at + piece < length ? piece : length - at, NOW);
            assert_int_equal(ended, cases[i].state);
            assert_string_equal(buffer_text(&typed.body), cases[i].body);
            assert_string_equal(buffer_text(&typed.echo), cases[i].echo);
            buffer_clear(&typed.body);
            buffer_clear(&typed.echo);
        }
}

static void no_sequence_types_letters(void **state)
{
    (void)state;
    for (size_t i = 0; i < sequence_count; i++) {
        struct typed typed = { .secret = false };
        if (sequences[i].name == INPUT_LETTER)
            continue;
        assert_int_equal(typed_take(&typed, sequences[i].bytes, strlen(sequences[i].bytes), NOW), TYPED_GOES_ON);
        assert_int_equal(typed_take(&typed, "\004", 1, 3 * NOW), TYPED_SENT);
        if (typed.body.length > 0)
            fail_msg("%s of %s types \"%s\"", sequences[i].key, sequences[i].term, buffer_text(&typed.body));
        buffer_clear(&typed.body);
        buffer_clear(&typed.echo);
    }
}

static void a_secret_is_one_line_that_is_not_shown(void **state)
{
    struct typed typed = { .secret = true };
    const char *keys = "dry stonez\177s\rmore";
    (void)state;
    assert_int_equal(typed_take(&typed, keys, strlen(keys), NOW), TYPED_SENT);
    assert_string_equal(buffer_text(&typed.body), "dry stones\n");
    assert_string_equal(buffer_text(&typed.echo), "\r\n");
    buffer_clear(&typed.body);
    buffer_clear(&typed.echo);
}

int main(void)
{
    if (setlocale(LC_ALL, "C.UTF-8") == NULL)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dot_alone_on_a_line_sends),
        cmocka_unit_test(texts_are_typed),
        cmocka_unit_test(no_sequence_types_letters),
        cmocka_unit_test(a_secret_is_one_line_that_is_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
