/*
 * gate.c: one epoll over the listening socket, the roles, the hub ends of all sessions, and signals.
 *
 * The order of starting: bind the port (so that a taken one is said at once), the caretaker (which migrates and says
 * when the database is ready), the template, then the first accept. The order of ending: no more accepts, a word to all
 * sessions, their ends, the caretaker's last commit.
 */
#include "bbs/gate.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bbs/guess.h"
#include "bbs/hub.h"
#include "bbs/limit.h"
#include "bbs/role.h"
#include "bbs/sandbox.h"
#include "gettext.h"
#include "util.h"

enum {
    CONNECTIONS_MOST = 6000,
    DESCRIPTORS_OWN = 64,      /* that the gate or the caretaker has besides one a connection */
    WAITING_MOST = 1000,       /* not logged in yet */
    WAITING_MOST_SOURCE = 400, /* a township shares one address */
    DRAIN_SECONDS = 10,
    RESTART_MS = 500, /* a role that dies at once is not started in a tight loop */
};

struct gate {
    const struct serve_options *options;
    int epoll, listener, signals;
    pid_t caretaker, template;
    int caretaker_hub, template_hub;
    bool template_stale, caretaker_ready, closing;
    time_t closing_since, template_started, caretaker_started;
    struct hub hub;
    struct limit limit;
    struct guess_table guesses;
};

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static time_t monotonic(void)
{
    return milliseconds() / 1000;
}

/* One event, one line: never a name, never words, never a whole address. */
static void log_event(const char *event, const char *detail)
{
    char when[32];
    time_t now = time(NULL);
    struct tm parts;
    gmtime_r(&now, &parts);
    strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &parts);
    fprintf(stderr, "%s %s%s%s\n", when, event, *detail ? " " : "", detail);
}

static void watch(struct gate *gate, int fd)
{
    struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };
    if (epoll_ctl(gate->epoll, EPOLL_CTL_ADD, fd, &event) != 0)
        die("epoll takes no more descriptors: %s", strerror(errno));
}

/* --- roles --- */

static void start_caretaker(struct gate *gate)
{
    const struct house_files *files = gate->options->files;
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0)
        die("no socket for the caretaker: %s", strerror(errno));
    const char *arguments[] = { "FD", files->database, files->backup, NULL };
    gate->caretaker = role_exec("bbs: caretaker", "serve-caretaker", pair[1], arguments);
    close(pair[1]);
    gate->caretaker_hub = pair[0];
    gate->caretaker_ready = false;
    gate->caretaker_started = monotonic();
    watch(gate, gate->caretaker_hub);
}

static void start_template(struct gate *gate)
{
    const struct house_files *files = gate->options->files;
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0)
        die("no socket for the template: %s", strerror(errno));
    const char *arguments[] = { "FD", files->database, files->host_key, files->argon, NULL };
    gate->template = role_exec("bbs: template", "serve-template", pair[1], arguments);
    close(pair[1]);
    gate->template_hub = pair[0];
    gate->template_stale = false;
    gate->template_started = monotonic();
    watch(gate, gate->template_hub);
}

/* The old one forks no more; it ends by itself when the last of its children has. */
static void replace_template(struct gate *gate)
{
    if (gate->template_hub >= 0)
        close(gate->template_hub);
    gate->template_hub = -1;
    start_template(gate);
}

/* Gives a session its own way to the clerk: one end each. */
static void connect_clerk(struct gate *gate, struct connection *connection)
{
    int pair[2];
    if (!gate->caretaker_ready || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0)
        return; /* the next caretaker connects all who are in */
    struct hub_frame to_caretaker = { .type = HUB_CONNECTION }, to_session = { .type = HUB_CLERK };
    if (hub_send(gate->caretaker_hub, &to_caretaker, pair[0], -1))
        hub_send(connection->hub, &to_session, pair[1], -1);
    close(pair[0]);
    close(pair[1]);
}

static void caretaker_is_ready(struct gate *gate)
{
    gate->caretaker_ready = true;
    for (size_t i = 0; i < gate->hub.room; i++)
        if (gate->hub.connections[i].hub >= 0 && gate->hub.connections[i].in)
            connect_clerk(gate, &gate->hub.connections[i]);
}

/* --- connections --- */

static void turn_away(int connection, enum limit_answer answer)
{
    char words[200];
    int length = snprintf(words, sizeof words, "%s\r\n", limit_sentence(answer));
    send(connection, words, (size_t)length, MSG_DONTWAIT | MSG_NOSIGNAL);
    close(connection);
    log_event("turned away", answer == LIMIT_HOUSE_FULL ? "house full" : "door full");
}

static void take_in(struct gate *gate, int connection)
{
    struct hub_frame frame = { .type = HUB_CONNECTION };
    int pair[2];
    role_source(connection, frame.source, sizeof frame.source);
    enum limit_answer answer = limit_come(&gate->limit, frame.source);
    if (answer != LIMIT_WELCOME) {
        turn_away(connection, answer);
        return;
    }
    if (gate->template_hub >= 0 && socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) == 0) {
        if (hub_send(gate->template_hub, &frame, connection, pair[1])) {
            hub_add(&gate->hub, pair[0], frame.source);
            watch(gate, pair[0]);
        } else {
            close(pair[0]);
            limit_leave(&gate->limit, frame.source, false);
        }
        close(pair[1]);
    } else
        limit_leave(&gate->limit, frame.source, false);
    close(connection);
}

static bool template_takes(const struct gate *gate)
{
    struct pollfd ready = { gate->template_hub, POLLOUT, 0 };
    return poll(&ready, 1, 0) == 1 && (ready.revents & POLLOUT) != 0;
}

/* Whoever comes while there is no template, or while it has its hands full, waits in the kernel's queue, not at a shut
 * door. */
static void listen_while_ready(struct gate *gate)
{
    bool ready = template_takes(gate);
    struct epoll_event come = { .events = ready ? EPOLLIN : 0, .data.fd = gate->listener };
    struct epoll_event taken = { .events = EPOLLIN | (ready ? 0 : EPOLLOUT), .data.fd = gate->template_hub };
    if (gate->listener >= 0)
        epoll_ctl(gate->epoll, EPOLL_CTL_MOD, gate->listener, &come);
    if (gate->template_hub >= 0)
        epoll_ctl(gate->epoll, EPOLL_CTL_MOD, gate->template_hub, &taken);
}

/* A few at a time, so that a storm at the door does not starve those inside. */
static void accept_some(struct gate *gate)
{
    for (int i = 0; i < 16 && template_takes(gate); i++) {
        int connection = accept4(gate->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (connection < 0)
            return;
        take_in(gate, connection);
    }
    listen_while_ready(gate);
}

static void gone(struct gate *gate, struct connection *connection)
{
    limit_leave(&gate->limit, connection->source, connection->in);
    log_event("left", connection->source);
    hub_remove(&gate->hub, connection->hub);
}

static void logged_in(struct gate *gate, struct connection *connection, int64_t member)
{
    if (connection->in)
        return;
    connection->in = true;
    connection->member = member;
    limit_in(&gate->limit, connection->source);
    log_event("in", connection->source);
    connect_clerk(gate, connection);
}

/* RULES 1.11. Nobody is told here whether there is such a handle: the gate does not know. */
static void say_wait(struct gate *gate, const struct connection *connection, int64_t handle)
{
    int64_t wait = guess_ask(&gate->guesses, connection->source, handle, milliseconds());
    hub_send(connection->hub, &(struct hub_frame) { .type = HUB_WAIT, .seq = wait }, -1, -1);
}

static void hear_session(struct gate *gate, struct connection *connection)
{
    struct hub_frame frame;
    int passed[2], fd = connection->hub;
    for (int i = 0; i < 32; i++) {
        switch (hub_receive(fd, &frame, passed)) {
        case HUB_NOTHING:
            return;
        case HUB_GONE:
            gone(gate, connection);
            return;
        case HUB_GOT:
            break;
        }
        for (int k = 0; k < 2; k++)
            if (passed[k] >= 0)
                close(passed[k]); /* sessions have none to give */
        if (frame.type == HUB_IN)
            logged_in(gate, connection, frame.member);
        else if (frame.type == HUB_WATCH) {
            connection->board = frame.board;
            connection->thread = frame.thread;
        } else if (frame.type == HUB_TRY && !connection->in)
            say_wait(gate, connection, frame.seq);
        else if (frame.type == HUB_END)
            hub_end_visit(&gate->hub, connection, frame.seq);
        else if (frame.type == HUB_HINT && connection->in) {
            if (frame.member == 0) /* a private notice is none of the book's */
                hub_told(&gate->hub, frame.seq);
            hub_spread(&gate->hub, fd, &frame);
        }
    }
}

static void hear_caretaker(struct gate *gate)
{
    struct hub_frame frame;
    int passed[2];
    enum hub_received received;
    while ((received = hub_receive(gate->caretaker_hub, &frame, passed)) == HUB_GOT) {
        if (frame.type == HUB_READY)
            caretaker_is_ready(gate);
        else if (frame.type == HUB_HINT && hub_lost(&gate->hub, frame.seq))
            hub_spread(&gate->hub, -1, &frame);
    }
    if (received == HUB_GONE) {
        close(gate->caretaker_hub);
        gate->caretaker_hub = -1;
        gate->caretaker_ready = false;
    }
}

static void hear_template(struct gate *gate, uint32_t events)
{
    struct hub_frame frame;
    int passed[2];
    enum hub_received received;
    while ((received = hub_receive(gate->template_hub, &frame, passed)) == HUB_GOT)
        if (frame.type == HUB_CRASHED)
            gate->template_stale = true;
    if (received == HUB_GONE) {
        close(gate->template_hub);
        gate->template_hub = -1;
    }
    if (received == HUB_GONE || events & EPOLLOUT)
        listen_while_ready(gate);
}

/* --- signals and ending --- */

static void close_house(struct gate *gate)
{
    if (gate->closing)
        return;
    gate->closing = true;
    gate->closing_since = monotonic();
    log_event("closing", "");
    close(gate->listener);
    gate->listener = -1;
    struct hub_frame frame = { .type = HUB_CLOSING };
    for (size_t i = 0; i < gate->hub.room; i++)
        if (gate->hub.connections[i].hub >= 0)
            hub_send(gate->hub.connections[i].hub, &frame, -1, -1);
}

static void reap(struct gate *gate)
{
    pid_t pid;
    int status;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        if (pid == gate->caretaker) {
            gate->caretaker = 0;
            log_event("caretaker ended", "");
        } else if (pid == gate->template) {
            gate->template = 0;
            if (!gate->closing)
                log_event("template ended", "");
        }
    }
}

static void hear_signals(struct gate *gate)
{
    struct signalfd_siginfo signal;
    while (read(gate->signals, &signal, sizeof signal) == (ssize_t)sizeof signal) {
        if (signal.ssi_signo == SIGCHLD)
            reap(gate);
        else
            close_house(gate);
    }
}

/* Roles that ended are started again, not faster than twice a second. */
static void mend(struct gate *gate)
{
    if (gate->closing)
        return;
    time_t now = monotonic();
    if (gate->caretaker == 0 && gate->caretaker_hub < 0 && now > gate->caretaker_started)
        start_caretaker(gate);
    if (gate->template_stale) {
        log_event("a process crashed", "fresh template");
        replace_template(gate);
    } else if (gate->template_hub < 0 && now > gate->template_started)
        start_template(gate);
    else
        return;
    listen_while_ready(gate);
}

static void gate_turn(struct gate *gate)
{
    struct epoll_event events[64];
    int count = epoll_wait(gate->epoll, events, 64, RESTART_MS);
    for (int i = 0; i < count; i++) {
        int fd = events[i].data.fd;
        struct connection *connection = hub_find(&gate->hub, fd);
        if (connection != NULL)
            hear_session(gate, connection);
        else if (fd == gate->signals)
            hear_signals(gate);
        else if (fd == gate->caretaker_hub)
            hear_caretaker(gate);
        else if (fd == gate->template_hub)
            hear_template(gate, events[i].events);
        else if (fd == gate->listener)
            accept_some(gate);
    }
    mend(gate);
}

/* Waits for the caretaker's last commit; what it was given it writes before it ends. */
static void dismiss_caretaker(struct gate *gate)
{
    if (gate->caretaker_hub >= 0)
        close(gate->caretaker_hub);
    if (gate->caretaker > 0) {
        kill(gate->caretaker, SIGTERM);
        waitpid(gate->caretaker, NULL, 0);
    }
}

/* --- starting --- */

static int listen_at(const char *address, uint16_t port)
{
    struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons(port) };
    struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons(port) };
    const struct sockaddr *at;
    socklen_t length;
    int on = 1;
    if (inet_pton(AF_INET, address, &four.sin_addr) == 1) {
        at = (const struct sockaddr *)&four;
        length = sizeof four;
    } else if (inet_pton(AF_INET6, address, &six.sin6_addr) == 1) {
        at = (const struct sockaddr *)&six;
        length = sizeof six;
    } else {
        fprintf(stderr, _("bbs: %s is no address of numbers. Try 127.0.0.1, 0.0.0.0 or ::.\n"), address);
        return -1;
    }
    int fd = socket(at->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (fd >= 0 && bind(fd, at, length) == 0 && listen(fd, 512) == 0)
        return fd;
    int fault = errno;
    if (fault == EADDRINUSE)
        fprintf(stderr,
            _("bbs: port %d on %s is taken. `ss -ltnp 'sport = :%d'` shows by whom; or choose another with "
              "--listen %s:PORT.\n"),
            port, address, port, address);
    else if (fault == EACCES)
        fprintf(stderr, _("bbs: port %d needs more rights than this user has. Ports from 1024 on do not.\n"), port);
    else
        fprintf(stderr, _("bbs: cannot listen on %s port %d: %s.\n"), address, port, strerror(fault));
    if (fd >= 0)
        close(fd);
    return -1;
}

static int take_signals(void)
{
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGTERM);
    sigaddset(&wanted, SIGINT);
    sigaddset(&wanted, SIGCHLD);
    sigprocmask(SIG_BLOCK, &wanted, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* For all roles no dump of anybody's words; as many descriptors as the machine gives, and no more connections than
 * those bear: who comes beyond is told so. */
static int set_limits(void)
{
    struct rlimit limit, none = { 0, 0 };
    setrlimit(RLIMIT_CORE, &none);
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return CONNECTIONS_MOST;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= CONNECTIONS_MOST + DESCRIPTORS_OWN)
        return CONNECTIONS_MOST;
    return limit.rlim_cur > 2 * DESCRIPTORS_OWN ? (int)limit.rlim_cur - DESCRIPTORS_OWN : DESCRIPTORS_OWN;
}

/* The caretaker may migrate first: as long as it lives, it is waited for. */
static bool wait_for_caretaker(struct gate *gate)
{
    while (!gate->caretaker_ready && gate->caretaker_hub >= 0 && !gate->closing) {
        struct pollfd ready[2] = { { gate->caretaker_hub, POLLIN, 0 }, { gate->signals, POLLIN, 0 } };
        poll(ready, 2, -1);
        if (ready[1].revents)
            hear_signals(gate);
        if (ready[0].revents)
            hear_caretaker(gate);
    }
    return gate->caretaker_ready;
}

int gate_serve(const struct serve_options *options)
{
    char problem[400], where[80];
    static struct gate gate; /* the limits are large; one a process */
    int served = house_files_serve(options->files, problem, sizeof problem);
    if (served < 0) {
        fprintf(stderr, "bbs: %s\n", problem);
        return 1;
    }
    gate = (struct gate) {
        .options = options,
        .listener = listen_at(options->address, options->port),
        .caretaker_hub = -1,
        .template_hub = -1,
        .epoll = epoll_create1(EPOLL_CLOEXEC),
    };
    if (gate.listener < 0)
        return 1;
    limit_begin(&gate.limit, set_limits(), WAITING_MOST, WAITING_MOST_SOURCE);
    prctl(PR_SET_NAME, "bbs: gate");
    prctl(PR_SET_CHILD_SUBREAPER, 1); /* sessions of a template that ended are reaped here */
    gate.signals = take_signals();
    start_caretaker(&gate);
    if (!wait_for_caretaker(&gate)) {
        dismiss_caretaker(&gate);
        return 1; /* it said why */
    }
    if (access(options->files->backup_key, F_OK) != 0)
        log_event("note:", "nothing is backed up at night: `bbs backup-key` makes the key that backups are sealed to");
    if (!sandbox_has_landlock())
        log_event("note:", "this kernel has no Landlock; seccomp alone stands around the sessions");
    start_template(&gate);
    watch(&gate, gate.signals);
    watch(&gate, gate.listener);
    snprintf(where, sizeof where, "%s:%d", options->address, options->port);
    log_event("listening", where);
    while (!gate.closing || (gate.hub.count > 0 && monotonic() - gate.closing_since < DRAIN_SECONDS))
        gate_turn(&gate);
    dismiss_caretaker(&gate);
    log_event("closed", "");
    return 0;
}
