/* test_source.c: a house that hears IPv4 and IPv6 at once knows its visitors' sources apart. RULES 1.11. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/e2e/served.h"

static bool machine_has_ipv6(void)
{
    struct sockaddr_in6 any = { .sin6_family = AF_INET6 };
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool has = fd >= 0 && bind(fd, (const struct sockaddr *)&any, sizeof any) == 0;
    if (fd >= 0)
        close(fd);
    return has;
}

static void an_ipv4_visitor_of_a_socket_for_both_is_one_of_ipv4(void **state)
{
    static struct served house;
    (void)state;
    if (!machine_has_ipv6())
        skip();
    served_make(&house, false);
    house.address = "[::]";
    served_serve(&house);
    free(served_says(&house, "thandi", "whoami", NULL, 0)); /* on disk once it has ended */
    char *said = served_says(&house, "thandi", "sessions --all", NULL, 0);
    assert_non_null(strstr(said, "127.0.0.x"));
    assert_null(strstr(said, "::"));
    free(said);
    struct ran log = run((const char *const[]) { "cat", house.log, NULL }, NULL, 0);
    assert_non_null(strstr(log.out, " in 127.0.0.x"));
    assert_null(strstr(log.out, " in ::"));
    ran_free(&log);
    served_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ipv4_visitor_of_a_socket_for_both_is_one_of_ipv4),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
