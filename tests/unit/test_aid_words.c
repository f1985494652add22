/* test_aid_words.c: are the words of an ask those of a post? RULES 2.6, 3.2. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "aid_rule.h"

static void words_in_a_row_are_recognised(void **state)
{
    static const char post[] =
        "The tank. It leaks AGAIN, and nobody comes; Mbalí's tap drips.\n\nWhat would help: new taps";
    static const struct {
        const char *ask;
        bool known;
    } cases[] = {
        { "", false },
        { "tank", false }, /* one word is nobody's own */
        { "new taps", true },
        { "New, taps!", true },
        { "taps new", false },
        { "the new taps", false }, /* all of a short line, or four in a row */
        { "It leaks again", true },
        { "it leaks again and", true },
        { "Since Friday it leaks again, and nobody sleeps", true },
        { "Since Friday it leaks again. Nobody came", false },
        { "mbali s tap", true }, /* accents and capitals do not matter */
        { "leaks agai", false }, /* whole words */
        { "ne taps", false },
        { "...", false },
        { "A plumber on Friday, please", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (aid_recognises(cases[i].ask, post) != cases[i].known)
            fail_msg("\"%s\"", cases[i].ask);
    assert_false(aid_recognises("new taps", ""));
    assert_false(aid_recognises("\xff\xfe", "\xff\xfe"));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(words_in_a_row_are_recognised) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
