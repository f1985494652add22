/*
 * test_rude.c: clients that take no answer, hang up in the middle, come all at once or exchange keys at a bad moment.
 * Nothing of theirs is left behind, nothing is written that they did not finish, and nothing of the answers is lost.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <netinet/in.h>

#include "boards.h"
#include "members.h"
#include "tests/e2e/stranger.h"
#include "util.h"

enum { LONG_POST = 3900, LONG_POSTS = 60, STORM = 300, RESIZES = 2000, KEYS = 3000, SPIN_MOST = 300 };

static struct served house;
static int64_t long_thread;

/* A thread of hers whose text is more than the sockets between two processes hold: more than she may write at once. */
static void write_long_thread(const char *body)
{
    struct store *store;
    struct actor thandi;
    struct board board;
    int64_t post;
    assert_int_equal(store_open(house.database, STORE_TOOL, &store), STORE_OPENED);
    store_bulk(store);
    assert_int_equal(actor_for(store, ACTOR_MEMBER, "thandi", &thandi), RESULT_OK);
    assert_int_equal(board_by_slug(store, &thandi, "general", &board), RESULT_OK);
    assert_int_equal(thread_open(store, &thandi, board.id, "Long", body, time(NULL), &long_thread, &post), RESULT_OK);
    for (int i = 1; i < LONG_POSTS; i++)
        assert_int_equal(post_reply(store, &thandi, post, body, time(NULL), &post), RESULT_OK);
    store_close(store);
}

static int open_house(void **state)
{
    char body[LONG_POST + 1];
    for (size_t i = 0; i < LONG_POST; i++)
        body[i] = i % 61 == 60 ? '\n' : (char)('a' + i % 26);
    body[LONG_POST] = '\0';
    served_make(&house, false);
    write_long_thread(body);
    served_serve(&house);
    *state = &house;
    return 0;
}

static bool nobody_is_in(void *context)
{
    return served_processes(context, ROLE_WIRE, NULL, 0) == 0 && served_processes(context, ROLE_SESSION, NULL, 0) == 0;
}

/* As a line that drops does: no goodbye. */
static void drop(ssh_session session)
{
    shutdown(ssh_get_fd(session), SHUT_RDWR);
    ssh_free(session);
}

static ssh_channel begin(ssh_session *session, const char *command)
{
    *session = stranger_come(&house);
    assert_non_null(*session);
    assert_true(stranger_log_in(*session, &house, "thandi"));
    ssh_channel channel = stranger_channel(*session);
    assert_non_null(channel);
    assert_int_equal(ssh_channel_request_exec(channel, command), SSH_OK);
    return channel;
}

/* Nothing is sent, and nothing that came is lost (RULES 1.7). */
static void half_a_text_is_not_written_and_kept(void **state)
{
    ssh_session session;
    (void)state;
    ssh_channel channel = begin(&session, "post general --title Halfway");
    assert_true(ssh_channel_write(channel, "This is cut off in the mid", 26) == 26);
    ssh_blocking_flush(session, PATIENCE);
    ssh_channel_request_env(channel, "LANG", "C"); /* when that is answered, what came before it was taken */
    drop(session);
    assert_true(until(nobody_is_in, &house, PATIENCE));
    char *list = served_says(&house, "sipho", "threads general", NULL, 0);
    assert_null(strstr(list, "Halfway"));
    free(list);
    char *drafts = served_says(&house, "thandi", "drafts", NULL, 0);
    assert_non_null(strstr(drafts, "Halfway"));
    free(drafts);
    drafts = served_says(&house, "thandi", "drafts --json", NULL, 0);
    assert_non_null(strstr(drafts, "This is cut off in the mid"));
    free(drafts);
}

static void half_a_text_that_is_typed_is_kept(void **state)
{
    static const char words[] = "This is typed at a termi";
    (void)state;
    struct terminal *t = served_visit(&house, &(struct visit) { .handle = "thandi", .command = "write sipho" });
    expect(t, "Ctrl-D");
    terminal_send(t, words);
    expect(t, words);
    kill(terminal_child(t), SIGKILL);
    terminal_close(t);
    assert_true(until(nobody_is_in, &house, PATIENCE));
    char *drafts = served_says(&house, "thandi", "drafts --json", NULL, 0);
    assert_non_null(strstr(drafts, words));
    free(drafts);
    free(served_says(&house, "thandi", "drafts drop 1", NULL, 0));
    free(served_says(&house, "thandi", "drafts drop 1", NULL, 0));
}

/* The details of a form come as a text; the rest stands in the call. */
static void half_a_form_is_kept(void **state)
{
    ssh_session session;
    (void)state;
    ssh_channel channel = begin(&session, "ask --kind food --line Bread for six --urgency today");
    assert_true(ssh_channel_write(channel, "At six or se", 12) == 12);
    ssh_blocking_flush(session, PATIENCE);
    ssh_channel_request_env(channel, "LANG", "C");
    drop(session);
    assert_true(until(nobody_is_in, &house, PATIENCE));
    char *drafts = served_says(&house, "thandi", "drafts 1", NULL, 0); /* the newest */
    if (strstr(drafts, "Bread for six") == NULL || strstr(drafts, "At six or se") == NULL)
        fail_msg("%s", drafts);
    free(drafts);
    free(served_says(&house, "thandi", "drafts drop 1", NULL, 0));
}

/* A house that says no keeps what it did not take. */
static void a_refused_text_is_kept(void **state)
{
    (void)state;
    struct buffer words = { 0 };
    while (words.length < 6000)
        buffer_string(&words, "Too long for a post. ");
    struct ran ran = served_command(&house, "thandi", "post welcome --title Long", buffer_text(&words));
    if (ran.status != 1 || strstr(ran.err, "Your words are kept: `drafts` shows them.") == NULL)
        fail_msg("%d: %s", ran.status, ran.err);
    ran_free(&ran);
    buffer_clear(&words);
    assert_true(until(nobody_is_in, &house, PATIENCE)); /* its draft is on disk when the session is over */
    served_hears(&house, "thandi", "drafts 1", NULL, "Too long for a post.");
    struct buffer others = { 0 };
    while (others.length < 6000)
        buffer_string(&others, "Other words, too long. ");
    ran = served_command(&house, "thandi", "post welcome --title Other", buffer_text(&others));
    if (ran.status != 1 || strstr(ran.err, "These words are not kept: others of yours lie there unsent.") == NULL)
        fail_msg("%d: %s", ran.status, ran.err);
    ran_free(&ran);
    buffer_clear(&others);
    served_hears(&house, "thandi", "drafts 1", NULL, "Too long for a post.");
    free(served_says(&house, "thandi", "drafts drop 1", NULL, 0));
}

/* Her window changes and changes while the answer waits for her: wire and session must not wait for each other. */
static void resizes_from_one_who_never_reads(void **state)
{
    ssh_session session;
    (void)state;
    ssh_channel channel = begin(&session, "about-me");
    for (int i = 0; i < RESIZES; i++)
        assert_int_equal(ssh_channel_change_pty_size(channel, 40 + i % 100, 24), SSH_OK);
    ssh_blocking_flush(session, PATIENCE);
    drop(session);
    assert_true(until(nobody_is_in, &house, PATIENCE));
}

/* ssh exchanges keys anew every 16 KiB: in the middle of the answer. */
static void keys_anew_in_the_middle(void **state)
{
    static const char script[] = "about-me\nabout-me\nabout-me\nabout-me\nquit\n";
    char port[16], known[700];
    (void)state;
    snprintf(port, sizeof port, "%d", house.port);
    snprintf(known, sizeof known, "UserKnownHostsFile=%s", house.known_hosts);
    struct ran result = run((const char *const[]) { "ssh", "-F", "/dev/null", "-T", "-p", port, "-l", "thandi", "-i",
                                house.key, "-o", "IdentitiesOnly=yes", "-o", known, "-o",
                                "GlobalKnownHostsFile=/dev/null", "-o", "RekeyLimit=16K", "-v", "127.0.0.1", NULL },
        script, sizeof script - 1);
    char *whole = served_says(&house, "thandi", "about-me", NULL, 0);
    int anew = 0;
    for (const char *at = result.err; (at = strstr(at, "set_newkeys: rekeying")) != NULL; at++)
        anew++;
    assert_int_equal(result.status, 0);
    if (anew == 0) /* how often depends on how much is under way when the client says so */
        fail_msg("keys were not exchanged anew: %s", result.err);
    assert_true(strlen(whole) > (size_t)LONG_POSTS * LONG_POST);
    assert_true(result.out_length > 4 * (strlen(whole) - 1000)); /* the later one tells of a log-in more */
    assert_non_null(strstr(result.out, "Go well."));
    free(whole);
    ran_free(&result);
}

/* How often a client of paramiko could exchange keys. */
static int exchanges(const char *key, const char *exchange, const char *times)
{
    char port[16];
    int done = -1;
    snprintf(port, sizeof port, "%d", house.port);
    struct ran result = run((const char *const[]) { "/usr/bin/python3", "tests/e2e/paramiko_exchange.py", port,
                                "thandi", key, exchange, times, NULL },
        NULL, 0);
    if (sscanf(result.out, "%d times", &done) != 1)
        fail_msg("paramiko_exchange.py ended with %d: %s", result.status, result.err);
    ran_free(&result);
    return done;
}

/* What costs the house much more than the client is done once, and then seldom; before somebody is in, never again. */
static void exchanges_of_keys_are_bounded(void **state)
{
    (void)state;
    assert_int_equal(exchanges("-", "curve25519-sha256@libssh.org", "2"), 0);
    assert_int_equal(exchanges("-", "diffie-hellman-group16-sha512", "2"), 0);
    assert_int_equal(exchanges(house.key, "curve25519-sha256@libssh.org", "20"), 20);
    assert_in_range(exchanges(house.key, "diffie-hellman-group16-sha512", "9"), 1, 5);
}

/* A client that does not wait for answers sends its next words before ours have left. The last word leaves all the
 * same.
 */
static void who_does_not_wait_reads_why(void **state)
{
    (void)state;
    char port[16];
    snprintf(port, sizeof port, "%d", house.port);
    struct ran result =
        run((const char *const[]) { "/usr/bin/python3", "tests/e2e/paramiko_pushes.py", port, "thandi", "13", NULL },
            NULL, 0);
    assert_int_equal(result.status, 0);
    assert_string_equal(
        result.out, "too many keys were offered; use -o IdentitiesOnly=yes, and -i with the file of your key\n");
    ran_free(&result);
}

/* Whoever asks to come in as one and then as another gets the rights of the last, whole. */
static void guest_first_then_member(void **state)
{
    (void)state;
    ssh_session session = stranger_come(&house);
    assert_non_null(session);
    assert_int_not_equal(ssh_userauth_none(session, "guest"), SSH_AUTH_SUCCESS);
    assert_true(stranger_log_in(session, &house, "thandi"));
    ssh_channel channel = stranger_channel(session);
    assert_non_null(channel);
    assert_int_equal(ssh_channel_request_exec(channel, "post general --title Twofold"), SSH_OK);
    assert_true(ssh_channel_write(channel, "Written.\n", 9) == 9);
    ssh_channel_send_eof(channel);
    assert_true(stranger_hears(channel, "Posted"));
    stranger_leave(session);
}

static int come(void)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)house.port) };
    struct timeval most = { .tv_sec = PATIENCE / 1000 };
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
    return fd;
}

/* Each of a crowd is answered, none is dropped without a word. */
static void all_at_once(void **state)
{
    static int crowd[STORM];
    char heard[200];
    int answered = 0;
    (void)state;
    for (int i = 0; i < STORM; i++)
        crowd[i] = come();
    for (int i = 0; i < STORM; i++)
        assert_int_equal(send(crowd[i], "SSH-2.0-crowd\r\n", 15, MSG_NOSIGNAL), 15);
    for (int i = 0; i < STORM; i++) {
        answered += recv(crowd[i], heard, sizeof heard, 0) > 0;
        close(crowd[i]);
    }
    assert_int_equal(answered, STORM);
    assert_true(until(nobody_is_in, &house, PATIENCE));
}

/* --- line mode without a terminal: a script that writes all it has and then reads --- */

static struct ran script(const char *words)
{
    struct ran result = served_command(&house, "thandi", NULL, words);
    assert_int_equal(result.status, 0);
    return result;
}

static void no_answer_of_a_script_is_lost(void **state)
{
    char command[60];
    struct buffer words = { 0 };
    (void)state;
    snprintf(command, sizeof command, "read %lld", (long long)long_thread);
    char *once = served_says(&house, "thandi", command, NULL, 0);
    for (int i = 0; i < 8; i++)
        buffer_format(&words, "%s\n", command);
    buffer_string(&words, "quit\n");
    struct ran result = script(buffer_text(&words));
    assert_true(result.out_length > 8 * strlen(once));
    assert_non_null(strstr(result.out, "Go well."));
    ran_free(&result);
    buffer_clear(&words);
    free(once);
}

static void a_post_may_be_one_long_line(void **state)
{
    struct buffer words = { 0 };
    (void)state;
    buffer_string(&words, "post general --title Wide\n");
    for (int i = 0; i < 3000; i++)
        buffer_string(&words, "\xe4\xb8\x96");
    buffer_string(&words, " lastword\n.\nquit\n");
    struct ran result = script(buffer_text(&words));
    assert_non_null(strstr(result.out, "Posted"));
    ran_free(&result);
    buffer_clear(&words);
    char *found = served_says(&house, "thandi", "search lastword --json", NULL, 0);
    assert_non_null(strstr(found, "Wide"));
    free(found);
}

/* Her terminal would obey what is pasted there: U+009B is "escape [" in one character. */
static void typed_controls_are_not_echoed(void **state)
{
    (void)state;
    ssh_session session = stranger_come(&house);
    assert_non_null(session);
    assert_true(stranger_log_in(session, &house, "thandi"));
    ssh_channel channel = stranger_channel(session);
    assert_non_null(channel);
    assert_int_equal(ssh_channel_request_pty_size(channel, "dumb", 80, 24), SSH_OK);
    assert_int_equal(ssh_channel_request_shell(channel), SSH_OK);
    assert_true(stranger_hears(channel, "> "));
    static const char typed[] = "caf\xc3\xa9\xc2\x9b"
                                "31m\xc2\xa1\033[2Jend";
    assert_true(ssh_channel_write(channel, typed, sizeof typed - 1) > 0);
    assert_true(stranger_hears(channel, "caf\xc3\xa9\xc2\xa1"
                                        "end"));
    stranger_leave(session);
}

static void spin(int64_t microseconds)
{
    struct timespec now, begin;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    do
        clock_gettime(CLOCK_MONOTONIC, &now);
    while ((now.tv_sec - begin.tv_sec) * 1000000 + (now.tv_nsec - begin.tv_nsec) / 1000 < microseconds);
}

/* A key, and after ever another moment a second, which finds the house at ever another point of carrying the first:
 * none waits there for a third. */
static void no_key_waits_for_another(void **state)
{
    static const char shown[] = "x\b \b"; /* a letter, taken back */
    char echo[64];
    (void)state;
    ssh_session session = stranger_come(&house);
    assert_non_null(session);
    assert_true(stranger_log_in(session, &house, "thandi"));
    ssh_channel channel = stranger_channel(session);
    assert_non_null(channel);
    assert_int_equal(ssh_channel_request_pty_size(channel, "dumb", 80, 24), SSH_OK);
    assert_int_equal(ssh_channel_request_shell(channel), SSH_OK);
    assert_true(stranger_hears(channel, "> "));
    for (int i = 0; i < KEYS; i++) {
        assert_int_equal(ssh_channel_write(channel, "x", 1), 1);
        spin(i % SPIN_MOST);
        assert_int_equal(ssh_channel_write(channel, "\b", 1), 1);
        for (int length = 0, got; length < (int)sizeof shown - 1; length += got)
            if ((got = ssh_channel_read_timeout(channel, echo, sizeof echo, 0, PATIENCE)) <= 0)
                fail_msg("of keys %d and the next %d bytes of echo came", 2 * i, length);
    }
    stranger_leave(session);
}

/* --- the house closes --- */

static bool has_ended(void *context)
{
    char byte;
    ssize_t length = recv(*(int *)context, &byte, 1, MSG_DONTWAIT);
    return length == 0;
}

/* She reads that it closes; what she was typing is there when it opens again, at once and at the same port. */
static void closing_keeps_what_is_typed(void **state)
{
    (void)state;
    struct terminal *t = served_visit(&house, &(struct visit) { .handle = "sipho" });
    expect(t, "? help");
    type_line(t, "q:write thandi");
    expect(t, "F1 help");
    terminal_send(t, "the key is under the pot");
    expect(t, "under the pot");
    served_stop(&house, SIGTERM);
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    assert_true(terminal_shows(t, "The house closes for a moment."));
    terminal_close(t);
    served_serve(&house);
    char *drafts = served_says(&house, "sipho", "drafts --json", NULL, 0);
    assert_non_null(strstr(drafts, "the key is under the pot"));
    free(drafts);
}

/* One who has not come in yet, and a command that waits for its text, do not keep it open. */
static void closing_waits_for_nobody(void **state)
{
    ssh_session waiting;
    char byte[4096];
    (void)state;
    ssh_session at_the_door = stranger_come(&house);
    assert_non_null(at_the_door);
    ssh_channel channel = begin(&waiting, "post general --title Never");
    kill(house.gate, SIGTERM);
    assert_int_equal(ssh_channel_read_timeout(channel, byte, sizeof byte, 1, PATIENCE) > 0, true); /* says why */
    int fd = ssh_get_fd(at_the_door);
    while (recv(fd, byte, sizeof byte, MSG_DONTWAIT) > 0)
        ;
    assert_true(until(has_ended, &fd, PATIENCE));
    served_stop(&house, SIGTERM);
    drop(waiting);
    drop(at_the_door);
    served_serve(&house); /* at once, at the same port */
    char *list = served_says(&house, "sipho", "threads general", NULL, 0);
    assert_null(strstr(list, "Never"));
    free(list);
}

int main(void)
{
    ssh_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_a_text_is_not_written_and_kept),
        cmocka_unit_test(half_a_text_that_is_typed_is_kept),
        cmocka_unit_test(half_a_form_is_kept),
        cmocka_unit_test(a_refused_text_is_kept),
        cmocka_unit_test(resizes_from_one_who_never_reads),
        cmocka_unit_test(keys_anew_in_the_middle),
        cmocka_unit_test(exchanges_of_keys_are_bounded),
        cmocka_unit_test(who_does_not_wait_reads_why),
        cmocka_unit_test(guest_first_then_member),
        cmocka_unit_test(all_at_once),
        cmocka_unit_test(no_answer_of_a_script_is_lost),
        cmocka_unit_test(a_post_may_be_one_long_line),
        cmocka_unit_test(typed_controls_are_not_echoed),
        cmocka_unit_test(no_key_waits_for_another),
        cmocka_unit_test(closing_keeps_what_is_typed),
        cmocka_unit_test(closing_waits_for_nobody),
    };
    return cmocka_run_group_tests(tests, open_house, served_teardown);
}
