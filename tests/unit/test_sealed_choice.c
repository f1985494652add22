/* test_sealed_choice.c: words of secrets, and boxes that need three parts. RULES 4.7. */
#include "store/voting/sealed_choice.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "spoken.h"

/* --- words --- */

static void words_come_back(void **state)
{
    (void)state;
    unsigned char bytes[SPOKEN_MOST], again[SPOKEN_MOST];
    char words[SPOKEN_BYTES], loud[2 * SPOKEN_BYTES];
    for (int i = 0; i < 500; i++) {
        randombytes_buf(bytes, sizeof bytes);
        spoken_write(bytes, sizeof bytes, words);
        assert_int_equal(strlen(words), 9 * 6 - 1);
        assert_true(spoken_read(words, sizeof bytes, again));
        assert_memory_equal(bytes, again, sizeof bytes);
        size_t length = 0; /* as people write: capitals, hyphens, two lines */
        for (const char *at = words; *at != '\0'; at++) {
            loud[length++] = (char)toupper((unsigned char)*at);
            if (*at == ' ')
                loud[length++] = i % 2 == 0 ? '-' : '\n';
        }
        loud[length] = '\0';
        assert_true(spoken_read(loud, sizeof bytes, again));
        assert_memory_equal(bytes, again, sizeof bytes);
    }
    spoken_write((const unsigned char *)"\x7f\x00\x00\x01\x00\x00\x00\x00", 4, words);
    assert_memory_equal(words, "lusab babad", 11); /* as the proposal of proquints writes 127.0.0.1 */
}

/* One wrong letter anywhere is seen, and so are two words that changed places. */
static void a_slip_of_the_pen_is_seen(void **state)
{
    (void)state;
    unsigned char bytes[8], again[8];
    char words[SPOKEN_BYTES], wrong[SPOKEN_BYTES];
    int seen = 0, tried = 0;
    for (int i = 0; i < 200; i++) {
        randombytes_buf(bytes, sizeof bytes);
        spoken_write(bytes, sizeof bytes, words);
        for (size_t k = 0; words[k] != '\0'; k++) {
            if (words[k] == ' ')
                continue;
            memcpy(wrong, words, sizeof wrong);
            wrong[k] = wrong[k] == 'b' ? 'd' : wrong[k] == 'a' ? 'i' : k % 6 % 2 == 0 ? 'b' : 'a';
            seen += !spoken_read(wrong, sizeof bytes, again);
            tried++;
        }
    }
    assert_true(tried - seen <= 3); /* 1 of 65,536 is not seen */
    assert_false(spoken_read("", sizeof bytes, again));
    assert_false(spoken_read("lusab", sizeof bytes, again));
    assert_false(spoken_read("lusab babad gutih tugad gutih lusab", sizeof bytes, again));
    assert_false(spoken_read("\xc3\xa9lusab babad gutih tugad", sizeof bytes, again));
    for (size_t i = 0; i < sizeof again; i++)
        assert_int_equal(again[i], 0);
}

/* --- boxes --- */

struct parts {
    struct choice_parts public;
    unsigned char secret[CHOICE_PARTS][crypto_box_SECRETKEYBYTES];
};

static void make_parts(struct parts *out)
{
    unsigned char part[32];
    *out = (struct parts) { 0 };
    for (int i = 0; i < CHOICE_PARTS; i++) {
        size_t length = i == 0 ? FILE_KEY_BYTES : SLIP_BYTES;
        randombytes_buf(part, length);
        sealed_choice_pair(part, length, out->public.public[i], out -> secret[i]);
    }
}

static struct choice some_choice(int value)
{
    struct choice choice = { .ballot = { .value = { (uint8_t)value } } };
    randombytes_buf(choice.key, sizeof choice.key);
    return choice;
}

static void three_parts_open_it(void **state)
{
    (void)state;
    struct parts parts;
    struct choice choice = some_choice(1), open;
    unsigned char sealed[CHOICE_SEALED];
    make_parts(&parts);
    assert_true(sealed_choice_seal(&parts.public, &choice, sealed));
    assert_true(sealed_choice_open(&parts.public, parts.secret, sealed, &open));
    assert_memory_equal(&choice, &open, sizeof open);
}

/* Any two of them, with another one in place of the third, open nothing. */
static void two_parts_open_nothing(void **state)
{
    (void)state;
    struct parts parts, other;
    struct choice choice = some_choice(2), open;
    unsigned char sealed[CHOICE_SEALED];
    make_parts(&parts);
    make_parts(&other);
    assert_true(sealed_choice_seal(&parts.public, &choice, sealed));
    for (int missing = 0; missing < CHOICE_PARTS; missing++) {
        struct parts two = parts;
        memcpy(two.secret[missing], other.secret[missing], sizeof two.secret[missing]);
        assert_false(sealed_choice_open(&two.public, two.secret, sealed, &open));
        memcpy(two.public.public[missing], other.public.public[missing], CHOICE_PUBLIC);
        assert_false(sealed_choice_open(&two.public, two.secret, sealed, &open));
        assert_int_equal(open.ballot.value[0], 0);
    }
}

/* The same choice makes another box each time, and no box is longer than another: nothing tells one from the other. */
static void boxes_say_nothing(void **state)
{
    (void)state;
    struct parts parts;
    unsigned char one[CHOICE_SEALED], two[CHOICE_SEALED];
    make_parts(&parts);
    struct choice choice = some_choice(1);
    assert_true(sealed_choice_seal(&parts.public, &choice, one));
    assert_true(sealed_choice_seal(&parts.public, &choice, two));
    int same = 0;
    for (size_t i = 0; i < sizeof one; i++)
        same += one[i] == two[i];
    assert_in_range(same, 0, 16); /* 208 bytes: less than one is the same by chance */
    assert_null(memmem(one, sizeof one, choice.key, sizeof choice.key));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_come_back),
        cmocka_unit_test(a_slip_of_the_pen_is_seen),
        cmocka_unit_test(three_parts_open_it),
        cmocka_unit_test(two_parts_open_nothing),
        cmocka_unit_test(boxes_say_nothing),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
