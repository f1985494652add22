/*
 * test_storm.c: two thousand connections that are left half open: silent, with half a line, with words that are no SSH,
 * with a whole line and no more, and in the midst of exchanging keys. A member comes in meanwhile, from the same
 * address and from another; afterwards nothing is left.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/e2e/stranger.h"

/* With a sanitizer a log-in takes ten times as long, and whoever shares the storm's address is pushed out by it: it is
 * about mistakes in memory then, and nobody comes from there. */
#if defined(__SANITIZE_ADDRESS__)
#define FROM_THERE "127.0.8.8"
enum { RUSH = 1 };
#else
#define FROM_THERE "127.0.0.1"
enum { RUSH = 10 }; /* each hundredth of a second, once it has risen */
#endif

enum {
    HALF_OPEN = 2000,
    COMES_MOST = 20000, /* all that the storm ever opens, new ones for those who were sent away among them */
    LOGINS = 5,         /* from each of two addresses */
    TRIES = 6,
};

static struct served house;

static int open_house(void **state)
{
    served_open(&house, false);
    *state = &house;
    return 0;
}

/* --- the storm, in a process of its own --- */

struct storm {
    int held, comes; /* open at this moment; opened ever */
};

static const char *const words[] = { "", "SSH-2.0-half", "GET / HTTP/1.1\r\n\r\n", "SSH-2.0-whole_line\r\n",
    /* a packet that begins to exchange keys and is never finished */
    "SSH-2.0-stops_in_the_middle\r\n\x01\x01\x01\x01\x06\x14" };

static int half_open(int kind)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)house.port) };
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof at) != 0) {
        close(fd);
        return -1;
    }
    send(fd, words[kind], strlen(words[kind]), MSG_NOSIGNAL | MSG_DONTWAIT);
    return fd;
}

static bool hung_up(int fd)
{
    char bytes[4096];
    ssize_t length;
    while ((length = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
        ;
    return length == 0 || (errno != EAGAIN && errno != EINTR);
}

static _Noreturn void rage(volatile struct storm *storm)
{
    static int held[HALF_OPEN];
    struct rlimit most;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    getrlimit(RLIMIT_NOFILE, &most);
    most.rlim_cur = most.rlim_max;
    setrlimit(RLIMIT_NOFILE, &most);
    for (int i = 0; i < HALF_OPEN; i++)
        held[i] = -1;
    for (int i = 0;; i = (i + 1) % HALF_OPEN) {
        if (i == 0)
            poll(NULL, 0, 10);
        if (held[i] >= 0 && hung_up(held[i])) {
            close(held[i]);
            held[i] = -1;
            storm->held--;
        }
        if (held[i] >= 0 || storm->comes >= COMES_MOST)
            continue;
        if (storm->comes > HALF_OPEN && storm->comes % RUSH == 0)
            poll(NULL, 0, 10);
        held[i] = half_open(i % 5);
        storm->held += held[i] >= 0;
        storm->comes++;
    }
}

/* --- members --- */

/* One try: does the answer of a command arrive? */
static bool gets_in(const char *from)
{
    ssh_session session = ssh_new();
    ssh_key key = NULL;
    int no = 0, port = house.port;
    long most = PATIENCE / 1000;
    ssh_options_set(session, SSH_OPTIONS_HOST, "127.0.0.1");
    ssh_options_set(session, SSH_OPTIONS_BINDADDR, from);
    ssh_options_set(session, SSH_OPTIONS_PORT, &port);
    ssh_options_set(session, SSH_OPTIONS_USER, "thandi");
    ssh_options_set(session, SSH_OPTIONS_TIMEOUT, &most);
    ssh_options_set(session, SSH_OPTIONS_PROCESS_CONFIG, &no);
    bool in = ssh_connect(session) == SSH_OK &&
              ssh_pki_import_privkey_file(house.key, NULL, NULL, NULL, &key) == SSH_OK &&
              ssh_userauth_publickey(session, NULL, key) == SSH_AUTH_SUCCESS;
    ssh_channel channel = in ? stranger_channel(session) : NULL;
    in = channel != NULL && ssh_channel_request_exec(channel, "whoami") == SSH_OK && stranger_hears(channel, "thandi");
    ssh_key_free(key);
    ssh_disconnect(session);
    ssh_free(session);
    return in;
}

/* Milliseconds from the first packet to the answer; -1: they did not come in. On a laden machine the storm can push out
 * whoever shares its address: they try again, as a person does, and the time goes on. The time is printed and not
 * asserted: it says as much about the machine as about the house. */
static int64_t comes_in(const char *from)
{
    int64_t begun = now_milliseconds();
    for (int tries = 0; tries < TRIES; tries++)
        if (gets_in(from))
            return now_milliseconds() - begun;
    return -1;
}

struct left {
    pid_t template, caretaker;
    size_t before[3];
};

static bool nothing_is_left(void *context)
{
    const struct left *left = context;
    return served_processes(&house, ROLE_WIRE, NULL, 0) == 0 && served_processes(&house, ROLE_SESSION, NULL, 0) == 0 &&
           descriptors_of(house.gate) <= left->before[0] && descriptors_of(left->template) <= left->before[1] &&
           descriptors_of(left->caretaker) <= left->before[2];
}

static bool rages(void *context)
{
    const volatile struct storm *storm = context;
    return storm->comes >= HALF_OPEN;
}

static void members_come_in_while_it_rages(void **state)
{
    static const char *const sources[] = { FROM_THERE, "127.0.9.9" };
    struct left left = { 0 };
    (void)state;
    free(served_says(&house, "thandi", "whoami", NULL, 0));
    assert_int_equal(served_processes(&house, ROLE_TEMPLATE, &left.template, 1), 1);
    assert_int_equal(served_processes(&house, ROLE_CARETAKER, &left.caretaker, 1), 1);
    assert_true(until(served_is_empty, &house, PATIENCE));
    left.before[0] = descriptors_of(house.gate);
    left.before[1] = descriptors_of(left.template);
    left.before[2] = descriptors_of(left.caretaker);
    struct storm *storm = mmap(NULL, sizeof *storm, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t raging = fork();
    if (raging == 0)
        rage(storm);
    for (int i = 0; i < LOGINS * 2; i++) {
        if (i == 2) /* the first two come while it rises */
            assert_true(until(rages, storm, PATIENCE));
        int64_t took = comes_in(sources[i % 2]);
        print_message("from %s: %lld ms; %d half open, %d opened, %zu wires\n", sources[i % 2], (long long)took,
            storm->held, storm->comes, served_processes(&house, ROLE_WIRE, NULL, 0));
        assert_true(took >= 0);
    }
    kill(raging, SIGKILL);
    waitpid(raging, NULL, 0);
    assert_true(until(nothing_is_left, &left, PATIENCE));
    free(served_says(&house, "sipho", "whoami", NULL, 0));
}

int main(void)
{
    ssh_init();
    const struct CMUnitTest tests[] = { cmocka_unit_test(members_come_in_while_it_rages) };
    return cmocka_run_group_tests(tests, open_house, served_teardown);
}
