/* test_hangup.c: a hundred lines drop at once, and three seconds later nothing of theirs is left. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/e2e/stranger.h"

enum { CLIENTS = 100, LEFT_AFTER = 3000 };

static int open_house(void **state)
{
    static struct served house;
    served_make(&house, false);
    house.sessions = "100";
    served_serve(&house);
    *state = &house;
    return 0;
}

/* In a process of its own: when that is killed, the kernel closes all its lines in the same moment. */
static _Noreturn void hold_clients(const struct served *house, int ready)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (int i = 0; i < CLIENTS; i++) {
        ssh_session session = stranger_come(house);
        if (session == NULL || !stranger_log_in(session, house, i % 2 ? "thandi" : "sipho"))
            _exit(1);
        ssh_channel channel = stranger_channel(session);
        if (channel == NULL || ssh_channel_request_pty_size(channel, "xterm", 80, 24) != SSH_OK ||
            ssh_channel_request_shell(channel) != SSH_OK || !stranger_hears(channel, "help"))
            _exit(1);
        if (write(ready, "x", 1) != 1)
            _exit(1);
    }
    for (;;)
        pause();
}

struct left {
    const struct served *house;
    pid_t gate, template, caretaker;
    size_t before[3];
};

/* How many locks of anybody's lie on the four files of the database. */
static size_t locks_of_the_database(const struct served *house)
{
    static const char *const ends[] = { "", "-wal", "-shm", "-lock" };
    struct ran locks = run((const char *const[]) { "cat", "/proc/locks", NULL }, NULL, 0);
    size_t count = 0;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char path[700], inode[40];
        struct stat facts;
        snprintf(path, sizeof path, "%s%s", house->database, ends[i]);
        if (stat(path, &facts) != 0)
            continue;
        snprintf(inode, sizeof inode, ":%llu ", (unsigned long long)facts.st_ino);
        for (const char *at = locks.out; (at = strstr(at, inode)) != NULL; at++)
            count++;
    }
    ran_free(&locks);
    return count;
}

static bool nothing_is_left(void *context)
{
    const struct left *left = context;
    return served_processes(left->house, ROLE_WIRE, NULL, 0) == 0 &&
           served_processes(left->house, ROLE_SESSION, NULL, 0) == 0 && descriptors_of(left->gate) <= left->before[0] &&
           descriptors_of(left->template) <= left->before[1] && descriptors_of(left->caretaker) <= left->before[2];
}

static void hundred_hang_up(void **state)
{
    struct left left = { .house = *state, .gate = ((const struct served *)*state)->gate };
    int ready[2];
    char byte;
    free(served_says(*state, "thandi", "whoami", NULL, 0));
    assert_int_equal(served_processes(*state, ROLE_TEMPLATE, &left.template, 1), 1);
    assert_int_equal(served_processes(*state, ROLE_CARETAKER, &left.caretaker, 1), 1);
    assert_true(until(served_is_empty, *state, PATIENCE));
    left.before[0] = descriptors_of(left.gate);
    left.before[1] = descriptors_of(left.template);
    left.before[2] = descriptors_of(left.caretaker);
    size_t locks = locks_of_the_database(*state);
    assert_int_equal(pipe(ready), 0);
    pid_t holder = fork();
    if (holder == 0)
        hold_clients(*state, ready[1]);
    close(ready[1]);
    for (int i = 0; i < CLIENTS; i++)
        if (read(ready[0], &byte, 1) != 1)
            fail_msg("client %d did not come in", i);
    assert_int_equal(served_processes(*state, ROLE_SESSION, NULL, 0), CLIENTS);
    kill(holder, SIGKILL);
    waitpid(holder, NULL, 0);
    close(ready[0]);
    if (!until(nothing_is_left, &left, LEFT_AFTER))
        fail_msg(
            "left: %zu wires, %zu sessions; descriptors of gate %zu (%zu), template %zu (%zu), caretaker %zu (%zu)",
            served_processes(*state, ROLE_WIRE, NULL, 0), served_processes(*state, ROLE_SESSION, NULL, 0),
            descriptors_of(left.gate), left.before[0], descriptors_of(left.template), left.before[1],
            descriptors_of(left.caretaker), left.before[2]);
    assert_true(locks_of_the_database(*state) <= locks);
    free(served_says(*state, "thandi", "whoami", NULL, 0));
}

int main(void)
{
    ssh_init();
    const struct CMUnitTest tests[] = { cmocka_unit_test(hundred_hang_up) };
    return cmocka_run_group_tests(tests, open_house, served_teardown);
}
