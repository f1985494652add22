/* test_difference.c: what changed from one text to another, by words (difference.h). */
#include "difference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util.h"

static void test_changes_of_words(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after, *said; /* said NULL: nothing changed */
    } table[] = {
        { "", "", NULL },
        { "ten of us go", "ten of us go", NULL },
        { "ten  of us\tgo", " ten of us go ", NULL }, /* only blanks */
        { "", "ten of us", "{+ten of us+}" },
        { "ten of us", "", "[-ten of us-]" },
        { "ten of us wait there", "ten of us stand there", "ten of us [-wait-] {+stand+} there" },
        { "ten of us go", "ten of us go on Tuesday", "ten of us go {+on Tuesday+}" },
        { "on Tuesday ten of us go", "ten of us go", "[-on Tuesday-] ten of us go" },
        { "we go and we wait", "we wait", "we [-go and we-] wait" },
        { "a b c d", "b c d e", "[-a-] b c d {+e+}" },
        { "a b", "c d", "[-a b-] {+c d+}" },
        { "one\ntwo", "one\nthree", "one [-\ntwo-] {+\nthree+}" },
        { "one two", "one\ntwo", "one [-two-] {+\ntwo+}" }, /* a line end is a change too */
        { "agua en la esquina", "agua en cada esquina", "agua en [-la-] {+cada+} esquina" },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char *said = difference_of(table[i].before, table[i].after);
        if ((said == NULL) != (table[i].said == NULL) || (said != NULL && strcmp(said, table[i].said) != 0))
            fail_msg("%zu: \"%s\", not \"%s\"", i, said != NULL ? said : "(none)", table[i].said);
        free(said);
    }
}

/* Leaves only the words of one side: what is left of the difference of a and b must be a, or b. */
static char *side_of(
    const char *said, const char *drop_open, const char *drop_close, const char *open, const char *close)
{
    struct buffer left = { 0 };
    while (*said != '\0')
        if (strncmp(said, drop_open, 2) == 0)
            said = strstr(said, drop_close) + 2;
        else if (strncmp(said, open, 2) == 0 || strncmp(said, close, 2) == 0)
            said += 2;
        else
            buffer_add(&left, said++, 1);
    return buffer_take(&left);
}

static void say_words(char *out, unsigned *seed, int count)
{
    out[0] = '\0';
    for (int i = 0; i < count; i++) {
        *seed = *seed * 1103515245 + 12345;
        char word[3] = { (char)('a' + (*seed >> 16) % 4), ' ', '\0' };
        strcat(out, word);
    }
}

static void assert_same_words(const char *left, const char *text)
{
    char *difference = difference_of(left != NULL ? left : "", text);
    if (difference != NULL)
        fail_msg("%s", difference);
}

static void test_both_texts_can_be_read_out_of_it(void **state)
{
    (void)state;
    unsigned seed = 7;
    for (int i = 0; i < 200; i++) {
        char before[200], after[200];
        say_words(before, &seed, i % 30);
        say_words(after, &seed, (i * 7) % 30);
        char *said = difference_of(before, after);
        if (said == NULL)
            continue;
        char *old = side_of(said, "{+", "+}", "[-", "-]"), *new = side_of(said, "[-", "-]", "{+", "+}");
        assert_same_words(old, before);
        assert_same_words(new, after);
        free(old);
        free(new);
        free(said);
    }
}

static void test_a_very_long_change_is_one_change(void **state)
{
    (void)state;
    struct buffer before = { 0 }, after = { 0 };
    for (int i = 0; i < DIFFERENCE_MOST + 1; i++) {
        buffer_format(&before, "a%d same ", i);
        buffer_format(&after, "b%d same ", i);
    }
    char *said = difference_of(buffer_text(&before), buffer_text(&after));
    assert_ptr_equal(strstr(said, "[-"), said);
    assert_null(strstr(said + 2, "[-"));
    free(said);
    buffer_clear(&before);
    buffer_clear(&after);
}

static void test_words_to_read(void **state)
{
    (void)state;
    assert_int_equal(difference_words(""), 0);
    assert_int_equal(difference_words("  ten of us go\non Tuesday "), 6);
    assert_int_equal(difference_words("我们星期二早上九点一起去区办公室"), 2); /* no blanks: 16 letters */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changes_of_words),
        cmocka_unit_test(test_both_texts_can_be_read_out_of_it),
        cmocka_unit_test(test_a_very_long_change_is_one_change),
        cmocka_unit_test(test_words_to_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
