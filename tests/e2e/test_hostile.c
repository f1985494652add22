/* test_hostile.c: what the stock client never sends. After each, the house still serves, and nothing crashed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <netinet/in.h>

#include "tests/e2e/stranger.h"
#include "util.h"

static int open_house(void **state)
{
    static struct served house;
    served_open(&house, false);
    free(served_says(&house, "thandi", "post general --title First", "A post to look at.\n", 0));
    *state = &house;
    return 0;
}

/* The house lets people in and no process of it ended by a fault. */
static int still_serves(void **state)
{
    const struct served *house = *state;
    free(served_says(house, "thandi", "whoami", NULL, 0));
    struct ran log = run((const char *const[]) { "cat", house->log, NULL }, NULL, 0);
    if (strstr(log.out, "crashed") != NULL || strstr(log.out, "Sanitizer") != NULL ||
        strstr(log.out, "runtime error") != NULL)
        fail_msg("a process of the house crashed:\n%s", log.out);
    ran_free(&log);
    return 0;
}

static char *many(char byte, size_t length)
{
    char *text = xmalloc(length + 1);
    memset(text, byte, length);
    text[length] = '\0';
    return text;
}

/* --- names --- */

static void try_name(const struct served *house, const char *name)
{
    ssh_session session = stranger_come(house);
    assert_non_null(session);
    assert_int_not_equal(ssh_userauth_password(session, name, "a password"), SSH_AUTH_SUCCESS);
    assert_int_not_equal(ssh_userauth_none(session, name), SSH_AUTH_SUCCESS);
    stranger_leave(session);
    session = stranger_come(house);
    assert_non_null(session);
    assert_false(stranger_log_in(session, house, name));
    stranger_leave(session);
}

static void names(void **state)
{
    char *longest = many('a', 65536);
    static const char *const odd[] = { "", "\xff\xfe\xed\xa0\x80", "thandi\n", "thandi\033[2J", "\xe2\x80\xaeidnaht",
        "-oProxyCommand=x", "' OR 1=1 --", "%s%n%s%n", "root" };
    try_name(*state, longest);
    longest[129] = '\0';
    try_name(*state, longest);
    free(longest);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        try_name(*state, odd[i]);
}

static void passwords(void **state)
{
    char *longest = many('p', 60000);
    ssh_session session = stranger_come(*state);
    assert_non_null(session);
    assert_int_not_equal(ssh_userauth_password(session, "thandi", longest), SSH_AUTH_SUCCESS);
    assert_int_not_equal(ssh_userauth_password(session, "thandi", ""), SSH_AUTH_SUCCESS);
    assert_int_not_equal(ssh_userauth_password(session, "thandi", "\xff\xfe"), SSH_AUTH_SUCCESS);
    stranger_leave(session);
    free(longest);
}

/* Nobody guesses for ever on one connection. After its end libssh's client still waits for all of its patience. */
static void guessing_ends(void **state)
{
    ssh_session session = stranger_come(*state);
    assert_non_null(session);
    ssh_options_set(session, SSH_OPTIONS_TIMEOUT, &(long) { 3 });
    int tries = 0;
    while (tries < 40 && ssh_userauth_none(session, "thandi") == SSH_AUTH_DENIED)
        tries++;
    assert_true(tries < 40);
    assert_false(ssh_is_connected(session));
    stranger_leave(session);
}

/* --- out of order --- */

/* Who asks to come in once she is in is not kept, deaf, until the time of those at the door is over. */
static void out_of_order_is_sent_away(void **state)
{
    ssh_session session = stranger_come(*state);
    assert_non_null(session);
    assert_true(stranger_log_in(session, *state, "thandi"));
    assert_int_not_equal(ssh_userauth_none(session, "sipho"), SSH_AUTH_SUCCESS);
    assert_false(ssh_is_connected(session));
    stranger_leave(session);
}

/* Ways to come in that there are not cost nothing, and end all the same. */
static void odd_ways_end(void **state)
{
    ssh_session session = stranger_come(*state);
    assert_non_null(session);
    int tries = 0;
    ssh_userauth_none(session, "thandi");
    while (tries < 60 && ssh_userauth_kbdint(session, "thandi", NULL) == SSH_AUTH_DENIED)
        tries++;
    assert_true(tries < 60);
    assert_false(ssh_is_connected(session));
    stranger_leave(session);
}

/* --- before there is a session --- */

static void knock(const struct served *house, const char *bytes, size_t length)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)house->port) };
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
    send(fd, bytes, length, MSG_NOSIGNAL);
    shutdown(fd, SHUT_WR);
    char heard[4096];
    while (recv(fd, heard, sizeof heard, 0) > 0)
        ;
    close(fd);
}

static void noise_at_the_door(void **state)
{
    char *noise = many('\xff', 300000);
    static const char packet[] = "SSH-2.0-x\r\n\xff\xff\xff\xff\x14garbage";
    knock(*state, "", 0);
    knock(*state, "GET / HTTP/1.0\r\n\r\n", 18);
    knock(*state, "SSH-1.5-old\r\n", 13);
    knock(*state, packet, sizeof packet - 1);
    knock(*state, noise, 300000);
    free(noise);
}

/* --- terminals --- */

static bool home_on(const struct served *house, const char *term, int columns, int rows, const char *words)
{
    ssh_session session = stranger_come(house);
    assert_non_null(session);
    assert_true(stranger_log_in(session, house, "thandi"));
    ssh_channel channel = stranger_channel(session);
    assert_non_null(channel);
    bool shown = ssh_channel_request_pty_size(channel, term, columns, rows) == SSH_OK &&
                 ssh_channel_request_shell(channel) == SSH_OK && stranger_hears(channel, words);
    ssh_channel_free(channel);
    stranger_leave(session);
    return shown;
}

static void terminal_names(void **state)
{
    char *longest = many('x', 1 << 20);
    home_on(*state, longest, 80, 24, "Vilakazi"); /* too large for any packet: refused or cut, and survived */
    longest[30000] = '\0';
    home_on(*state, longest, 80, 24, "Vilakazi");
    free(longest);
    assert_true(home_on(*state, "../../etc/passwd", 80, 24, "Vilakazi"));
    assert_true(home_on(*state, "", 80, 24, "Vilakazi"));
    assert_true(home_on(*state, "/etc/passwd", 80, 24, "Vilakazi"));
    assert_true(home_on(*state, "\033[2J\xff", 80, 24, "Vilakazi"));
    assert_true(home_on(*state, "xterm-kitty", 80, 24, "Vilakazi"));
    assert_true(home_on(*state, "no-such-terminal", 80, 24, "Vilakazi"));
}

static void terminal_sizes(void **state)
{
    assert_true(home_on(*state, "xterm", 0, 0, "Vilakazi"));
    assert_true(home_on(*state, "xterm", 10000, 10000, "Vilakazi"));
    assert_true(home_on(*state, "xterm", 80, 1, ""));
    assert_true(home_on(*state, "xterm", 1, 1, ""));
    home_on(*state, "xterm", -1, -1, "");
}

static void sizes_while_in(void **state)
{
    static const int sizes[][2] = { { 1, 1 }, { 10000, 10000 }, { 0, 0 }, { 2, 500 }, { 500, 2 }, { 40, 15 },
        { 80, 24 } };
    struct terminal *t = served_visit(*state, &(struct visit) { .handle = "thandi" });
    expect(t, "? help");
    terminal_send(t, "t\r");
    for (int round = 0; round < 5; round++)
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            terminal_resize(t,
                sizes[i][0] > 500 ? 500
                : sizes[i][0] < 1 ? 1
                                  : sizes[i][0],
                sizes[i][1] > 200 ? 200
                : sizes[i][1] < 1 ? 1
                                  : sizes[i][1]);
    terminal_send(t, "\014");
    expect(t, "? help");
    terminal_close(t);
}

/* --- channels --- */

static void hundred_channels(void **state)
{
    ssh_session session = stranger_come(*state);
    ssh_channel first = NULL;
    int opened = 0;
    assert_non_null(session);
    assert_true(stranger_log_in(session, *state, "thandi"));
    for (int i = 0; i < 100; i++) {
        ssh_channel channel = stranger_channel(session);
        opened += channel != NULL;
        if (first == NULL)
            first = channel;
    }
    assert_in_range(opened, 1, 10); /* one is enough; a hundred cost the house nothing */
    assert_non_null(first);
    assert_int_equal(ssh_channel_request_exec(first, "whoami"), SSH_OK);
    assert_true(stranger_hears(first, "thandi"));
    stranger_leave(session);
}

/* A channel before log-in, forwarding, subsystems: all refused. */
static void other_doors(void **state)
{
    ssh_session session = stranger_come(*state);
    assert_non_null(session);
    assert_null(stranger_channel(session));
    stranger_leave(session);
    session = stranger_come(*state);
    assert_non_null(session);
    assert_true(stranger_log_in(session, *state, "thandi"));
    ssh_channel channel = ssh_channel_new(session);
    assert_int_not_equal(ssh_channel_open_forward(channel, "127.0.0.1", 22, "127.0.0.1", 1234), SSH_OK);
    assert_int_not_equal(ssh_channel_listen_forward(session, "127.0.0.1", 0, NULL), SSH_OK);
    ssh_channel_free(channel);
    channel = stranger_channel(session);
    assert_non_null(channel);
    assert_int_not_equal(ssh_channel_request_subsystem(channel, "sftp"), SSH_OK);
    stranger_leave(session);
}

/* --- commands --- */

static void odd_commands(void **state)
{
    char *longest = many('a', 100000);
    static const char *const odd[] = { "", " ", "\n", "\"", "'", "\"\"", "post \"general", "read\n1", "whoami;id",
        "`id`", "$(id)", "read -1", "read 99999999999999999999999", "search \"", "search \xff\xfe", "search * OR NEAR(",
        "post \xff --title \xff", "read 1 --from", "--", "help --json --json --json", "\033[2J",
        "threads ../../etc/passwd",
        "search a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f "
        "g h i j k l m n o p q r s t u v w x y z" };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct ran ran = served_command(*state, "thandi", odd[i], "");
        if (ran.status < 0 || ran.status > 2)
            if (*odd[i] != '\0') /* ssh takes an empty command for none */
                fail_msg("`%s` ended with %d: %s", odd[i], ran.status, ran.err);
        assert_null(strchr(ran.out, '\033'));
        assert_null(strchr(ran.err, '\033'));
        ran_free(&ran);
    }
    struct ran ran = served_command(*state, "thandi", longest, "");
    assert_int_not_equal(ran.status, 0);
    assert_int_not_equal(ran.status, -1);
    ran_free(&ran);
    free(longest);
}

static void refuses_body(const struct served *house, const char *body, const char *why)
{
    struct ran ran = served_command(house, "thandi", "post general --title Odd", body);
    if (ran.status != 1 || strlen(ran.err) < 10)
        fail_msg("%s: ended with %d: %s%s", why, ran.status, ran.out, ran.err);
    ran_free(&ran);
}

static void odd_bodies(void **state)
{
    char *large = many('x', 10 << 20), *marks = xmalloc(8001 + 1);
    refuses_body(*state, large, "10 MB");
    large[4001] = '\0';
    refuses_body(*state, large, "one character too many");
    refuses_body(*state, "", "nothing");
    refuses_body(*state, " \n\t\n", "white space");
    refuses_body(*state, "\xff\xfe\n", "no UTF-8");
    refuses_body(*state, "evil \xe2\x80\xae olleh\n", "an override");
    large[4000] = '\0';
    free(served_says(*state, "thandi", "post general --title Longest", large, 0));
    marks[0] = 'e';
    for (int i = 0; i < 4000; i++)
        memcpy(marks + 1 + 2 * i, "\xcc\x81", 2);
    marks[8001] = '\0';
    struct ran ran = served_command(*state, "thandi", "post general --title Marks", marks);
    assert_in_range(ran.status, 0, 1);
    ran_free(&ran);
    free(served_says(
        *state, "thandi", "post general --title Lines --json", "one\rtwo\r\nthree\033[31m\033]0;x\a\xe2\x80\x8d\n", 0));
    char *found = served_says(*state, "sipho", "search three --json", NULL, 0);
    assert_null(strchr(found, '\033'));
    assert_null(strstr(found, "\\u001b"));
    free(found);
    free(large);
    free(marks);
}

/* Twenty million keys at the screens from one who never reads what is drawn: the house does not wait for her. */
static void who_never_reads(void **state)
{
    ssh_session session = stranger_come(*state);
    assert_non_null(session);
    assert_true(stranger_log_in(session, *state, "thandi"));
    ssh_channel channel = stranger_channel(session);
    assert_int_equal(ssh_channel_request_pty_size(channel, "xterm", 200, 60), SSH_OK);
    assert_int_equal(ssh_channel_request_shell(channel), SSH_OK);
    ssh_set_blocking(session, 0);
    for (int i = 0; i < 2000; i++)
        if (ssh_channel_write(channel, "\014jk?q\014", 6) < 0)
            break;
    free(served_says(*state, "sipho", "boards", NULL, 0));
    ssh_set_blocking(session, 1);
    stranger_leave(session);
}

#define HOSTILE(test) cmocka_unit_test_teardown(test, still_serves)

int main(void)
{
    ssh_init();
    const struct CMUnitTest tests[] = {
        HOSTILE(names),
        HOSTILE(passwords),
        HOSTILE(guessing_ends),
        HOSTILE(out_of_order_is_sent_away),
        HOSTILE(odd_ways_end),
        HOSTILE(noise_at_the_door),
        HOSTILE(terminal_names),
        HOSTILE(terminal_sizes),
        HOSTILE(sizes_while_in),
        HOSTILE(hundred_channels),
        HOSTILE(other_doors),
        HOSTILE(odd_commands),
        HOSTILE(odd_bodies),
        HOSTILE(who_never_reads),
    };
    return cmocka_run_group_tests(tests, open_house, served_teardown);
}
