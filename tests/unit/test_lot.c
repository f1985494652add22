/* test_lot.c: the lot that anyone can run again (RFC 3797, RULES 7.2), and MD5 by its RFC's own examples. Published
 * draws are in test_count.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "lot.h"
#include "store/voting/md5.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))

static void md5_is(const char *text, size_t length, const char *expected)
{
    unsigned char digest[MD5_BYTES];
    char hex[2 * MD5_BYTES + 1];
    md5((const unsigned char *)text, length, digest);
    sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
    assert_string_equal(hex, expected);
}

static void md5_gives_the_test_suite_of_rfc_1321(void **state)
{
    (void)state;
    static const struct {
        const char *text, *digest;
    } suite[] = {
        { "", "d41d8cd98f00b204e9800998ecf8427e" },
        { "a", "0cc175b9c0f1b6a831c399e269772661" },
        { "abc", "900150983cd24fb0d6963f7d28e17f72" },
        { "message digest", "f96b697d7cb7938d525a2f31aaf161d0" },
        { "abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b" },
        { "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f" },
        { "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
            "57edf4a22be3c955ac49da2e2107b67a" },
    };
    for (size_t i = 0; i < LENGTH(suite); i++)
        md5_is(suite[i].text, strlen(suite[i].text), suite[i].digest);
}

/* The lengths at which the end needs a block of its own. By Python's hashlib. */
static void md5_is_right_at_the_edges_of_a_block(void **state)
{
    (void)state;
    static const struct {
        size_t length;
        const char *digest;
    } edges[] = {
        { 55, "04364420e25c512fd958a70738aa8f72" },
        { 56, "668a72d5ba17f08e62dabcafad6db14b" },
        { 63, "7dc2ca208106a2f703567bdff99d8981" },
        { 64, "c1bb4f81d892b2d57947682aeb252456" },
        { 65, "1bc932052302d074bdec39795fe00cf6" },
        { 119, "ab347a5f68c8a443cfcddc633f12c24f" },
        { 120, "fb98667f98096de92620b64f46e1c5b5" },
        { 128, "d69cb61a6ee87200676eb0d4b90edbcb" },
    };
    char text[200];
    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < LENGTH(edges); i++)
        md5_is(text, edges[i].length, edges[i].digest);
}

static const char *key_of(struct buffer *key, const int64_t *numbers, size_t count)
{
    int64_t copy[8];
    memcpy(copy, numbers, count * sizeof *copy);
    lot_key_add(key, copy, count);
    return buffer_text(key);
}

static void a_seed_line_is_sorted_and_closed(void **state)
{
    (void)state;
    struct buffer key = { 0 };
    assert_string_equal(key_of(&key, (const int64_t[]) { 9319 }, 1), "9319./");
    assert_string_equal(key_of(&key, (const int64_t[]) { 2, 5, 12, 8, 10 }, 5), "9319./2.5.8.10.12./");
    assert_string_equal(
        key_of(&key, (const int64_t[]) { INT64_MAX, 0, 7, 7 }, 4), "9319./2.5.8.10.12./0.7.7.9223372036854775807./");
    buffer_clear(&key);
}

/* Whatever the pool: each is drawn once, and a shorter draw is the beginning of a longer one. */
static void drawing_all_gives_each_once(void **state)
{
    (void)state;
    static const int pools[] = { 1, 2, 3, 87, 1000 };
    for (enum lot_hash hash = LOT_BLAKE2B; hash <= LOT_MD5; hash++)
        for (size_t i = 0; i < LENGTH(pools); i++) {
            int pool = pools[i];
            uint16_t all[1000], half[1000];
            unsigned char times[1001] = { 0 };
            lot_draw(hash, "1.2.3./", pool, pool, all);
            lot_draw(hash, "1.2.3./", pool, (pool + 1) / 2, half);
            assert_memory_equal(all, half, (size_t)(pool + 1) / 2 * sizeof *all);
            for (int k = 0; k < pool; k++) {
                assert_in_range(all[k], 1, pool);
                assert_int_equal(times[all[k]]++, 0);
            }
        }
}

/* Past the 256th draw its number fills both bytes. By Python's hashlib. */
static void the_number_of_a_draw_has_two_bytes(void **state)
{
    (void)state;
    uint16_t drawn[300];
    lot_draw(LOT_BLAKE2B, "3.11.19.27.42.49./", LOT_POOL_MOST, 300, drawn);
    static const uint16_t last[] = { 20217, 28139, 29256, 26660, 36971, 18909 };
    assert_memory_equal(drawn + 300 - LENGTH(last), last, sizeof last);
}

/* 9,000 draws of one of three: each a third, within five standard deviations (45 each). */
static void no_place_in_the_pool_is_better(void **state)
{
    (void)state;
    int times[4] = { 0 };
    for (int i = 0; i < 9000; i++) {
        char key[32];
        uint16_t drawn;
        snprintf(key, sizeof key, "%d./", i);
        lot_draw(LOT_BLAKE2B, key, 3, 1, &drawn);
        times[drawn]++;
    }
    for (int i = 1; i <= 3; i++)
        assert_in_range(times[i], 3000 - 5 * 45, 3000 + 5 * 45);
}

static int begin(void **state)
{
    (void)state;
    return sodium_init() < 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(md5_gives_the_test_suite_of_rfc_1321),
        cmocka_unit_test(md5_is_right_at_the_edges_of_a_block),
        cmocka_unit_test(a_seed_line_is_sorted_and_closed),
        cmocka_unit_test(drawing_all_gives_each_once),
        cmocka_unit_test(the_number_of_a_draw_has_two_bytes),
        cmocka_unit_test(no_place_in_the_pool_is_better),
    };
    return cmocka_run_group_tests(tests, begin, NULL);
}
