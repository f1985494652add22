/* test_source.c: which addresses are one source. RULES 1.11. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <unistd.h>

#include "bbs/serve/source.h"

static void source_of_words(const char *words, char out[SOURCE_BYTES])
{
    struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons(40000) };
    struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons(40000) };
    if (inet_pton(AF_INET, words, &four.sin_addr) == 1)
        source_of((const struct sockaddr *)&four, out);
    else if (inet_pton(AF_INET6, words, &six.sin6_addr) == 1)
        source_of((const struct sockaddr *)&six, out);
    else
        fail_msg("%s is no address", words);
}

static void each_address_has_its_source(void **state)
{
    static const struct {
        const char *address, *source;
    } cases[] = {
        { "192.0.2.7", "192.0.2.x" },
        { "192.0.2.255", "192.0.2.x" },
        { "192.0.3.7", "192.0.3.x" },
        { "0.0.0.0", "0.0.0.x" },
        { "255.255.255.255", "255.255.255.x" },
        { "127.0.0.1", "127.0.0.x" },
        { "::1", "::x" },
        { "2001:db8:1:2:3:4:5:6", "2001:db8:1::x" },
        { "2001:db8:1:ffff::1", "2001:db8:1::x" },
        { "2001:db8:2:2::1", "2001:db8:2::x" },
        { "2001:db8::1", "2001:db8::x" },
        { "fe80::1", "fe80::x" },
        /* a street's own net */
        { "fd12:3456:789a:1::1", "fd12:3456:789a:1::x" },
        { "fd12:3456:789a:2::1", "fd12:3456:789a:2::x" },
        { "fd12:3456:789a:1:a:b:c:d", "fd12:3456:789a:1::x" },
        /* IPv4 in IPv6's clothes */
        { "::ffff:192.0.2.7", "192.0.2.x" },
        { "::ffff:192.0.3.7", "192.0.3.x" },
        { "::ffff:0.0.0.0", "0.0.0.x" },
        { "::ffff:255.255.255.255", "255.255.255.x" },
        { "64:ff9b::192.0.2.7", "192.0.2.x" },
        { "2002:c000:207::1", "192.0.2.x" },
        { "2002:c000:0307:ffff::1", "192.0.3.x" },
        /* not quite */
        { "::fffe:192.0.2.7", "::x" },
        { "64:ff9b:1::192.0.2.7", "64:ff9b:1::x" },
        { "::192.0.2.7", "::x" },
    };
    char source[SOURCE_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        source_of_words(cases[i].address, source);
        if (strcmp(source, cases[i].source) != 0)
            fail_msg("%s comes from %s, not %s", cases[i].address, source, cases[i].source);
    }
}

static void what_is_no_address_has_a_source_too(void **state)
{
    char source[SOURCE_BYTES];
    int ends[2];
    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    source_of_peer(ends[0], source);
    assert_string_equal(source, "?");
    close(ends[0]);
    close(ends[1]);
    source_of_peer(-1, source);
    assert_string_equal(source, "?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_address_has_its_source),
        cmocka_unit_test(what_is_no_address_has_a_source_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
