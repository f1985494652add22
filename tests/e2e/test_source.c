/* test_source.c: a house that hears IPv4 and IPv6 at once knows its visitors' sources apart. RULES 1.11. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
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
    assert_non_null(strstr(log.out, " log-in from 127.0.0.x"));
    assert_null(strstr(log.out, " log-in from ::"));
    ran_free(&log);
    served_close(&house);
}

/* In memory that a process can write to: where it would hold a key. False also when it may not be looked at. */
static bool memory_holds(pid_t pid, const unsigned char *bytes, size_t length, bool *looked)
{
    char path[60], line[400];
    bool found = false;
    snprintf(path, sizeof path, "/proc/%d/mem", (int)pid);
    int memory = open(path, O_RDONLY | O_CLOEXEC);
    snprintf(path, sizeof path, "/proc/%d/maps", (int)pid);
    FILE *maps = fopen(path, "re");
    while (memory >= 0 && maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        unsigned long from, to;
        char rights[5];
        if (sscanf(line, "%lx-%lx %4s", &from, &to, rights) != 3 || rights[1] != 'w' || to - from > 256UL << 20)
            continue;
        char *part = malloc(to - from);
        ssize_t got = pread(memory, part, to - from, (off_t)from);
        *looked = *looked || got > 0;
        found = found || (got > 0 && memmem(part, (size_t)got, bytes, length) != NULL);
        free(part);
    }
    if (maps != NULL)
        fclose(maps);
    if (memory >= 0)
        close(memory);
    return found;
}

/* Whoever breaks the wire or the gate finds no key to hashes; whoever breaks a session not that to other sources. */
static void the_keys_are_in_no_process_that_needs_none(void **state)
{
    static struct served house;
    static const char *const names[] = { "source_key", "handle_key" };
    bool looked = false;
    (void)state;
    served_open(&house, false);
    struct terminal *t = served_visit(&house, &(struct visit) { .handle = "thandi" });
    expect(t, "? help");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[700];
        unsigned char key[33];
        snprintf(path, sizeof path, "%s/keys/%s", house.folder, names[i]);
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        assert_int_equal(read(fd, key, sizeof key), 32);
        close(fd);
        for (enum role role = 0; role < ROLES; role++) {
            pid_t pids[8];
            size_t count = served_processes(&house, role, pids, 8);
            assert_true(count > 0);
            for (size_t k = 0; k < count && k < 8; k++)
                if (memory_holds(pids[k], key, 32, &looked))
                    fail_msg("%s holds keys/%s", role_names[role], names[i]);
        }
    }
    terminal_send(t, "\034");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
    served_close(&house);
    if (!looked)
        skip(); /* only root may look */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_keys_are_in_no_process_that_needs_none),
        cmocka_unit_test(an_ipv4_visitor_of_a_socket_for_both_is_one_of_ipv4),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
