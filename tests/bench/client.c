/*
 * client.c: one SSH client for both servers, so that figures differ only because of the servers.
 *
 *     client login SERVER COUNT            from connect to first screen, one at a time: p50 and p99
 *     client hold SERVER COUNT WORKERS     opens COUNT sessions, prints "held COUNT", holds them until its input ends
 *     client echo ROUNDS KEYS SERVER...    one session on each server, rounds in turn: A B A B; p50 and p99 of a key
 *     client shot SERVER                   prints what the screen sends, to find the texts to wait for
 *
 * SERVER is NAME,PORT,USER,KEYFILE,FIRST,TYPED[,STEP...]
 *     PORT    "22/raw": asks for no terminal there
 *     FIRST   sent when the shell is there ("" for a server that speaks first); may contain \r and \e
 *     TYPED   the session is ready when this text came; a digit before it says how many times ("2x": the second x)
 *     STEP    SENT=TEXT: to get where keys are echoed, send SENT and wait for TEXT
 *
 * Figures are printed as "NAME.what value", one a line; times in milliseconds.
 */
#include <ctype.h>
#include <errno.h>
#include <libssh/libssh.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/bench/figures.h"

enum {
    WAIT_MS = 20000,
    QUIET_MS = 150, /* a screen is complete when no byte came for so long */
    SEEN_MAX = 65536,
    STEPS_MAX = 12,
};

struct server {
    char *name, *user, *key_file, *first, *typed;
    int times;
    unsigned port;
    bool raw;
    char *sent[STEPS_MAX], *wanted[STEPS_MAX];
    int steps;
};

struct line {
    ssh_session ssh;
    ssh_channel channel;
    char seen[SEEN_MAX]; /* since the last forget() */
    size_t seen_length;
};

_Noreturn static void fail(const char *what, const char *why)
{
    fprintf(stderr, "bench client: %s: %s\n", what, why);
    exit(1);
}

/* --- a server's description --- */

static char *unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (from[0] == '\\' && from[1] != '\0') {
            from++;
            *to++ = *from == 'r' ? '\r' : *from == 'n' ? '\n' : *from == 'e' ? '\033' : *from;
        } else
            *to++ = *from;
    }
    *to = '\0';
    return text;
}

static struct server server_parse(char *description)
{
    struct server server = { .times = 1 };
    char *field[6 + STEPS_MAX] = { NULL };
    int fields = 0;
    for (char *part; (part = strsep(&description, ",")) != NULL && fields < 6 + STEPS_MAX;)
        field[fields++] = part;
    if (fields < 6)
        fail("a server is NAME,PORT,USER,KEYFILE,FIRST,TYPED", "too few fields");
    server.name = field[0];
    server.port = (unsigned)strtoul(field[1], NULL, 10);
    server.raw = strstr(field[1], "/raw") != NULL;
    server.user = field[2];
    server.key_file = field[3];
    server.first = unescape(field[4]);
    server.typed = field[5];
    if (isdigit((unsigned char)*server.typed))
        server.times = *server.typed++ - '0';
    for (int i = 6; i < fields && server.steps < STEPS_MAX; i++, server.steps++) {
        char *equals = strchr(field[i], '=');
        if (equals == NULL)
            fail("a step is SENT=TEXT", field[i]);
        *equals = '\0';
        server.sent[server.steps] = unescape(field[i]);
        server.wanted[server.steps] = equals + 1;
    }
    return server;
}

/* --- one connection to a server --- */

static void forget(struct line *line)
{
    line->seen_length = 0;
}

/* Reads what comes. False when nothing came in that time. */
static bool receive(struct line *line, int wait_ms)
{
    if (line->seen_length > SEEN_MAX / 2) { /* any expected text is shorter than half of it */
        memmove(line->seen, line->seen + SEEN_MAX / 4, line->seen_length - SEEN_MAX / 4);
        line->seen_length -= SEEN_MAX / 4;
    }
    uint32_t room = (uint32_t)(SEEN_MAX - line->seen_length);
    int got = ssh_channel_read_timeout(line->channel, line->seen + line->seen_length, room, 0, wait_ms);
    if (got < 0 || (got == 0 && ssh_channel_is_eof(line->channel)))
        fail("the server hung up", ssh_get_error(line->ssh));
    line->seen_length += (size_t)got;
    return got > 0;
}

static bool has_text(const struct line *line, const char *text, int times)
{
    const char *at = line->seen, *end = line->seen + line->seen_length;
    size_t length = strlen(text);
    while (times > 0 && (at = memmem(at, (size_t)(end - at), text, length)) != NULL) {
        at += length;
        times--;
    }
    return times == 0;
}

static void wait_text(struct line *line, const char *text, int times)
{
    double until = now_ms() + WAIT_MS;
    while (!has_text(line, text, times)) {
        int left = (int)(until - now_ms());
        if (left <= 0 || !receive(line, left)) {
            fwrite(line->seen, 1, line->seen_length, stderr);
            fail("\nthis text did not come", text);
        }
    }
}

static void wait_quiet(struct line *line)
{
    while (receive(line, QUIET_MS))
        ;
}

static void send_text(struct line *line, const char *text)
{
    uint32_t length = (uint32_t)strlen(text);
    if (length > 0 && ssh_channel_write(line->channel, text, length) != (int)length)
        fail("the server takes no keys", ssh_get_error(line->ssh));
}

static uint64_t tcp_received(const struct line *line)
{
    struct tcp_info info = { 0 };
    socklen_t length = sizeof info;
    getsockopt(ssh_get_fd(line->ssh), IPPROTO_TCP, TCP_INFO, &info, &length);
    return info.tcpi_bytes_received;
}

static void line_connect(struct line *line, const struct server *server, ssh_key key)
{
    int on = 1, off = 0;
    unsigned port = server->port;
    *line = (struct line) { .ssh = ssh_new() };
    ssh_options_set(line->ssh, SSH_OPTIONS_PROCESS_CONFIG, &off);
    ssh_options_set(line->ssh, SSH_OPTIONS_HOST, "127.0.0.1");
    ssh_options_set(line->ssh, SSH_OPTIONS_PORT, &port);
    ssh_options_set(line->ssh, SSH_OPTIONS_USER, server->user);
    ssh_options_set(line->ssh, SSH_OPTIONS_NODELAY, &on);
    ssh_options_set(line->ssh, SSH_OPTIONS_KEY_EXCHANGE, "curve25519-sha256");
    ssh_options_set(line->ssh, SSH_OPTIONS_HOSTKEYS, "ssh-ed25519");
    ssh_options_set(line->ssh, SSH_OPTIONS_CIPHERS_C_S, "chacha20-poly1305@openssh.com");
    ssh_options_set(line->ssh, SSH_OPTIONS_CIPHERS_S_C, "chacha20-poly1305@openssh.com");
    if (ssh_connect(line->ssh) != SSH_OK)
        fail("connect", ssh_get_error(line->ssh));
    if (ssh_userauth_publickey(line->ssh, NULL, key) != SSH_AUTH_SUCCESS)
        fail("log-in with the key", ssh_get_error(line->ssh));
}

/* Goes on to the first byte of the server's program. Returns the bytes on the wire since the shell. */
static uint64_t line_enter(struct line *line, const struct server *server)
{
    line->channel = ssh_channel_new(line->ssh);
    if (line->channel == NULL || ssh_channel_open_session(line->channel) != SSH_OK ||
        (!server->raw && ssh_channel_request_pty_size(line->channel, "xterm-256color", 80, 24) != SSH_OK))
        fail("a channel with a terminal", ssh_get_error(line->ssh));
    uint64_t before = tcp_received(line);
    if (ssh_channel_request_shell(line->channel) != SSH_OK)
        fail("a shell", ssh_get_error(line->ssh));
    send_text(line, server->first);
    wait_text(line, server->typed, server->times);
    return before;
}

static ssh_key key_of(const struct server *server)
{
    ssh_key key = NULL;
    if (ssh_pki_import_privkey_file(server->key_file, NULL, NULL, NULL, &key) != SSH_OK)
        fail("no private key", server->key_file);
    return key;
}

static void line_close(struct line *line)
{
    ssh_channel_free(line->channel);
    ssh_disconnect(line->ssh);
    ssh_free(line->ssh);
}

/* --- figures --- */

static void print_server_times(const struct server *server, const char *what, double *times, size_t count)
{
    char name[80];
    snprintf(name, sizeof name, "%s.%s", server->name, what);
    print_times(name, times, count);
}

static int run_login(struct server *server, size_t count)
{
    static struct line line;
    ssh_key key = key_of(server);
    double *times = calloc(count, sizeof *times);
    size_t shown = 0;
    uint64_t wire = 0;
    if (times == NULL || count == 0)
        return 2;
    for (size_t i = 0; i < count; i++) {
        double start = now_ms();
        line_connect(&line, server, key);
        uint64_t before = line_enter(&line, server);
        times[i] = now_ms() - start;
        wait_quiet(&line);
        shown = line.seen_length;
        wire = tcp_received(&line) - before;
        line_close(&line);
    }
    print_server_times(server, "login", times, count);
    printf("%s.screen_bytes %zu\n%s.screen_wire_bytes %llu\n", server->name, shown, server->name,
        (unsigned long long)wire);
    free(times);
    ssh_key_free(key);
    return 0;
}

/* A key that ends no escape sequence: when it comes back, it was echoed. */
static char echo_key(size_t i)
{
    static const char letters[] = "eoinswuyvz";
    return letters[i % (sizeof letters - 1)];
}

static double echo_time(struct line *line, char key, int wait_ms)
{
    char text[2] = { key, '\0' };
    forget(line);
    double start = now_ms();
    send_text(line, text);
    do {
        if (!receive(line, wait_ms)) {
            if (wait_ms == WAIT_MS)
                fail("a key is not echoed", text);
            break;
        }
    } while (!has_text(line, text, 1));
    return now_ms() - start;
}

/* Types words of seven letters. A space may be drawn as a cursor movement, so it is typed but not measured. */
static size_t echo_round(struct line *line, size_t keys, double *times)
{
    struct timespec pause = { 0, 3000000 };
    size_t measured = 0;
    for (size_t i = 0; measured < keys; i++) {
        nanosleep(&pause, NULL);
        if (i % 8 == 7)
            echo_time(line, ' ', 20);
        else
            times[measured++] = echo_time(line, echo_key(i), WAIT_MS);
        if (i % 800 == 799) { /* the terminal of cat takes lines of at most 4,096 bytes */
            send_text(line, "\r");
            wait_quiet(line);
        }
    }
    return measured;
}

static int run_echo(size_t rounds, size_t keys, int servers, struct server *server)
{
    struct line *lines = calloc((size_t)servers, sizeof *lines);
    double *times = calloc((size_t)servers * rounds * keys, sizeof *times);
    uint64_t bytes[8] = { 0 };
    if (lines == NULL || times == NULL || rounds * keys == 0) {
        free(lines);
        free(times);
        return 2;
    }
    for (int i = 0; i < servers; i++) {
        ssh_key key = key_of(&server[i]);
        line_connect(&lines[i], &server[i], key);
        line_enter(&lines[i], &server[i]);
        for (int step = 0; step < server[i].steps; step++) {
            wait_quiet(&lines[i]);
            forget(&lines[i]);
            send_text(&lines[i], server[i].sent[step]);
            if (*server[i].wanted[step])
                wait_text(&lines[i], server[i].wanted[step], 1);
        }
        wait_quiet(&lines[i]);
        ssh_key_free(key);
    }
    for (size_t round = 0; round < rounds; round++)
        for (int i = 0; i < servers; i++) {
            uint64_t before = tcp_received(&lines[i]);
            echo_round(&lines[i], keys, times + ((size_t)i * rounds + round) * keys);
            bytes[i] += tcp_received(&lines[i]) - before;
        }
    for (int i = 0; i < servers; i++) {
        print_server_times(&server[i], "echo", times + (size_t)i * rounds * keys, rounds * keys);
        printf("%s.echo_wire_bytes %.1f\n", server[i].name, (double)bytes[i] / ((double)(rounds * keys) * 8 / 7));
        line_close(&lines[i]);
    }
    free(times);
    free(lines);
    return 0;
}

/* --- holding sessions --- */

static void hold_part(struct server *server, int count, int tell, int until)
{
    static struct line line; /* static: its text is not needed after the log-in */
    ssh_key key = key_of(server);
    char byte = '.';
    for (int i = 0; i < count; i++) {
        line_connect(&line, server, key);
        line_enter(&line, server);
        if (write(tell, &byte, 1) != 1)
            exit(1);
    }
    while (read(until, &byte, 1) > 0)
        ;
    _exit(0); /* without a disconnect: the sockets close like those of a killed client */
}

static int run_hold(struct server *server, int count, int workers)
{
    int tell[2];
    int opened = 0;
    char byte;
    if (pipe(tell) != 0)
        return 1;
    for (int i = 0; i < workers; i++)
        if (fork() == 0) {
            close(tell[0]);
            hold_part(server, count / workers + (i < count % workers), tell[1], STDIN_FILENO);
        }
    close(tell[1]);
    while (opened < count && read(tell[0], &byte, 1) == 1)
        opened++;
    printf("held %d\n", opened);
    fflush(stdout);
    while (wait(NULL) > 0)
        ;
    return opened == count ? 0 : 1;
}

static int run_shot(struct server *server)
{
    static struct line line;
    ssh_key key = key_of(server);
    line_connect(&line, server, key);
    line_enter(&line, server);
    wait_quiet(&line);
    for (int step = 0; step < server->steps; step++) {
        fwrite(line.seen, 1, line.seen_length, stdout);
        printf("\n--- step %d ---\n", step + 1);
        forget(&line);
        send_text(&line, server->sent[step]);
        if (*server->wanted[step])
            wait_text(&line, server->wanted[step], 1);
        wait_quiet(&line);
    }
    fwrite(line.seen, 1, line.seen_length, stdout);
    line_close(&line);
    ssh_key_free(key);
    return 0;
}

int main(int argc, char **argv)
{
    struct server server[8];
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    signal(SIGPIPE, SIG_IGN);
    ssh_init();
    if (argc == 4 && strcmp(argv[1], "login") == 0) {
        server[0] = server_parse(argv[2]);
        return run_login(&server[0], strtoul(argv[3], NULL, 10));
    }
    if (argc == 5 && strcmp(argv[1], "hold") == 0) {
        server[0] = server_parse(argv[2]);
        return run_hold(&server[0], atoi(argv[3]), atoi(argv[4]));
    }
    if (argc >= 5 && argc <= 12 && strcmp(argv[1], "echo") == 0) {
        for (int i = 4; i < argc; i++)
            server[i - 4] = server_parse(argv[i]);
        return run_echo(strtoul(argv[2], NULL, 10), strtoul(argv[3], NULL, 10), argc - 4, server);
    }
    if (argc == 3 && strcmp(argv[1], "shot") == 0) {
        server[0] = server_parse(argv[2]);
        return run_shot(&server[0]);
    }
    fprintf(stderr, "usage: client login SERVER COUNT | hold SERVER COUNT WORKERS | echo ROUNDS KEYS SERVER... | "
                    "shot SERVER\n");
    return 2;
}
