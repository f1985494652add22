/*
 * gate.c: one epoll loop over the listening socket, the roles, the gate's hub socket of each session, and signals.
 *
 * It starts in this order: bind the port (so that a taken port is reported at once), start the caretaker (which
 * migrates and says when the database is ready), start the template, then accept. It ends in this order: stop
 * accepting, tell all sessions, wait for their ends, wait for the caretaker's last commit.
 */
#include "bbs/serve/gate.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
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
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bbs/serve/arrivals.h"
#include "bbs/serve/guess.h"
#include "bbs/serve/hashing.h"
#include "bbs/serve/hub.h"
#include "bbs/serve/log_pipe.h"
#include "bbs/serve/role.h"
#include "bbs/serve/sandbox.h"
#include "bbs/serve/signup.h"
#include "bbs/serve/source.h"
#include "ephemeral.h"
#include "gettext.h"
#include "store.h"
#include "util.h"

enum {
    CONNECTIONS_MOST = 6000, /* connections that have processes */
    DESCRIPTORS_OWN = 64,    /* descriptors of the gate or the caretaker, besides one for each connection */
    DRAIN_SECONDS = 10,
    RESTART_MS = 500,             /* pause before a role that died is started again */
    TICK_MS = 100,                /* while connections stand in the queue */
    LOG_AWAY_MS = 5000,           /* between two log lines about connections sent away: a storm must not fill the log */
    ACCEPT_MOST = 64,             /* in one turn, so that a storm of connections does not delay the sessions */
    TEMPLATE_QUEUE_BYTES = 32768, /* of the socket to the template: about ten connections. More would wait there */
};

struct gate {
    const struct serve_options *options;
    char database[HOUSE_PATH]; /* absolute and without links, so that a session needs no calls to resolve it */
    int epoll, listener, signals;
    pid_t caretaker, template, ephemeral;
    int caretaker_hub, template_hub, ephemeral_hub;
    bool template_stale, caretaker_ready, closing;
    time_t closing_since, template_started, caretaker_started, ephemeral_started;
    struct log_pipe log;
    struct hub hub;
    struct arrivals arrivals;
    struct guess_table guesses;
    struct hashing hashing;
    struct signup_table signups;
    int64_t tick_due, log_due;
    int sent_away;
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

/* Writes one line for one event: never a name, a text, or a whole address. */
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
        die("epoll refuses a descriptor: %s", strerror(errno));
}

/* --- roles --- */

static void start_caretaker(struct gate *gate)
{
    const struct house_files *files = gate->options->files;
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0)
        die("cannot make a socket for the caretaker: %s", strerror(errno));
    const char *arguments[] = { "FD", gate->database, files->backup, NULL };
    gate->caretaker = role_exec("bbs: caretaker", "serve-caretaker", pair[1], gate->log.write, arguments);
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
        die("cannot make a socket for the template: %s", strerror(errno));
    const char *arguments[] = { "FD", gate->database, files->host_key, files->argon, NULL };
    setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &(int) { TEMPLATE_QUEUE_BYTES }, sizeof(int));
    gate->template = role_exec("bbs: template", "serve-template", pair[1], gate->log.write, arguments);
    close(pair[1]);
    gate->template_hub = pair[0];
    gate->template_stale = false;
    gate->template_started = monotonic();
    watch(gate, gate->template_hub);
}

/* Gives a process a socket to `ephemeral`, which is told whose it is. */
static void connect_ephemeral(const struct gate *gate, int to, int64_t member)
{
    int pair[2];
    if (gate->ephemeral_hub < 0 || to < 0 || member == 0 ||
        socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0)
        return;
    struct hub_frame whose = { .type = HUB_CONNECTION, .member = member },
                     brings = { .type = HUB_EPHEMERAL, .member = member };
    if (frame_hub_send(gate->ephemeral_hub, &whose, pair[0], -1))
        frame_hub_send(to, &brings, pair[1], -1);
    close(pair[0]);
    close(pair[1]);
}

/* Also after it died: whoever is logged in gets a socket to the new one. */
static void start_ephemeral(struct gate *gate)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0)
        die("cannot make a socket for ephemeral: %s", strerror(errno));
    const char *arguments[] = { "FD", NULL };
    gate->ephemeral = role_exec("bbs: ephemeral", "serve-ephemeral", pair[1], gate->log.write, arguments);
    close(pair[1]);
    gate->ephemeral_hub = pair[0];
    gate->ephemeral_started = monotonic();
    watch(gate, gate->ephemeral_hub);
    if (gate->caretaker_ready)
        connect_ephemeral(gate, gate->caretaker_hub, EPHEMERAL_HOUSE);
    for (size_t i = 0; i < gate->hub.room; i++)
        if (gate->hub.connections[i].hub >= 0 && gate->hub.connections[i].in)
            connect_ephemeral(gate, gate->hub.connections[i].hub, gate->hub.connections[i].member);
}

/* The old template forks no more. It ends by itself after its last child. */
static void replace_template(struct gate *gate)
{
    if (gate->template_hub >= 0)
        close(gate->template_hub);
    gate->template_hub = -1;
    start_template(gate);
}

/* Gives a session its own socket to the clerk: one end to the session, the other to the caretaker. */
static void connect_clerk(struct gate *gate, struct connection *connection)
{
    int pair[2];
    if (!gate->caretaker_ready || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0)
        return; /* when the next caretaker is ready, all logged-in sessions are connected */
    struct hub_frame to_caretaker = { .type = HUB_CONNECTION }, to_session = { .type = HUB_CLERK };
    if (frame_hub_send(gate->caretaker_hub, &to_caretaker, pair[0], -1))
        frame_hub_send(connection->hub, &to_session, pair[1], -1);
    close(pair[0]);
    close(pair[1]);
}

/* Of a session that begins or ends to read a meeting along. */
static void tell_readers(struct gate *gate, int64_t board, int64_t meeting)
{
    struct hub_frame frame = { .type = HUB_READERS, .thread = meeting, .seq = hub_readers(&gate->hub, meeting) };
    if (board == HINT_OF_READER && gate->caretaker_hub >= 0)
        frame_hub_send(gate->caretaker_hub, &frame, -1, -1);
}

static void caretaker_is_ready(struct gate *gate)
{
    gate->caretaker_ready = true;
    connect_ephemeral(gate, gate->caretaker_hub, EPHEMERAL_HOUSE);
    for (size_t i = 0; i < gate->hub.room; i++) {
        struct connection *connection = &gate->hub.connections[i];
        if (connection->hub < 0 || !connection->in)
            continue;
        connect_clerk(gate, connection);
        tell_readers(gate, connection->board, connection->thread); /* a new one counts from nothing */
    }
}

/* --- connections --- */

/* Sends a sentence before closing. That is allowed as nothing was sent before: SSH permits lines of text before the
 * server's version line (RFC 4253, 4.2). */
static void turn_away(struct gate *gate, int connection, bool house_full)
{
    char text[200];
    int length = snprintf(text, sizeof text, "%s\r\n", arrivals_sentence(house_full));
    send(connection, text, (size_t)length, MSG_DONTWAIT | MSG_NOSIGNAL);
    close(connection);
    gate->sent_away++;
}

static void gone(struct gate *gate, struct connection *connection)
{
    int64_t board = connection->board, thread = connection->thread;
    if (connection->in && connection->member != 0)
        arrivals_leave_inside(&gate->arrivals);
    else
        arrivals_leave(&gate->arrivals, connection->hub);
    if (connection->in)
        log_event("connection ended, from", connection->source);
    hashing_end(&gate->hashing, connection->hub);
    hub_remove(&gate->hub, connection->hub);
    tell_readers(gate, board, thread);
}

/* Closes the connection of a visitor or one at the arrivals. A session gets the reason before it sees the gate's end
 * closed. */
static void send_away(struct gate *gate, int key)
{
    struct connection *connection = hub_find(&gate->hub, key);
    if (connection == NULL) {
        arrivals_leave(&gate->arrivals, key);
        turn_away(gate, key, false);
        return;
    }
    struct hub_frame frame = { .type = HUB_LEAVE, .seq = HUB_LEAVE_ROOM };
    frame_hub_send(connection->hub, &frame, -1, -1);
    gate->sent_away++;
    gone(gate, connection);
}

static void make_room(struct gate *gate)
{
    int key;
    while ((key = arrivals_over(&gate->arrivals)) >= 0)
        send_away(gate, key);
}

static bool template_takes(const struct gate *gate)
{
    struct pollfd ready = { gate->template_hub, POLLOUT, 0 };
    return gate->template_hub >= 0 && poll(&ready, 1, 0) == 1 && (ready.revents & POLLOUT) != 0;
}

/* Hands a connection to the template. False: it must wait. The template gets a copy of the descriptor, so closing ours
 * does not take it out of epoll; that is done explicitly. */
static bool give_to_template(struct gate *gate, int connection)
{
    struct hub_frame frame = { .type = HUB_CONNECTION };
    int pair[2];
    source_of_peer(connection, frame.source);
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0)
        return false;
    bool taken = frame_hub_send(gate->template_hub, &frame, connection, pair[1]);
    close(pair[1]);
    if (!taken) {
        close(pair[0]);
        return false;
    }
    epoll_ctl(gate->epoll, EPOLL_CTL_DEL, connection, NULL);
    close(connection);
    hub_add(&gate->hub, pair[0], frame.source);
    watch(gate, pair[0]);
    arrivals_taken(&gate->arrivals, connection, pair[0], milliseconds());
    make_room(gate);
    return true;
}

/* Hands over connections that wait in the queue, while there is a template and it has room. */
static void give_some_to_template(struct gate *gate)
{
    int key = -1;
    bool takes = true;
    if (gate->closing)
        return;
    while ((key = arrivals_next(&gate->arrivals, milliseconds())) >= 0 && (takes = template_takes(gate)))
        if (!give_to_template(gate, key))
            break;
    struct epoll_event taken = { .events = EPOLLIN | (takes ? 0 : EPOLLOUT), .data.fd = gate->template_hub };
    if (gate->template_hub >= 0)
        epoll_ctl(gate->epoll, EPOLL_CTL_MOD, gate->template_hub, &taken);
}

static void accept_some(struct gate *gate)
{
    char source[SOURCE_BYTES];
    for (int i = 0; i < ACCEPT_MOST; i++) {
        int connection = accept4(gate->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (connection < 0)
            return;
        source_of_peer(connection, source);
        struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.fd = connection };
        if (!arrivals_come(&gate->arrivals, connection, source, milliseconds()))
            turn_away(gate, connection, true);
        else if (epoll_ctl(gate->epoll, EPOLL_CTL_ADD, connection, &event) != 0)
            send_away(gate, connection);
        else
            make_room(gate);
    }
}

/* Looks at the first bytes of a connection in the queue: are they the first line of an SSH client? Reads nothing away.
 */
static void hear_knock(struct gate *gate, int connection)
{
    char line[ARRIVAL_LINE_MOST];
    ssize_t length = recv(connection, line, sizeof line, MSG_PEEK | MSG_DONTWAIT);
    if (length < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    enum arrival_line what = length > 0 ? arrival_line(line, (size_t)length) : ARRIVAL_LINE_OTHER;
    if (what == ARRIVAL_LINE_OTHER) {
        arrivals_leave(&gate->arrivals, connection);
        close(connection);
        gate->sent_away += length > 0;
    } else if (what == ARRIVAL_LINE_WHOLE && arrivals_find(&gate->arrivals, connection)->place == ARRIVAL_SILENT) {
        arrivals_move(&gate->arrivals, connection, ARRIVAL_READY, milliseconds());
        make_room(gate);
    }
}

/* Every TICK_MS: closes connections that stood in the queue too long. */
static void tick(struct gate *gate)
{
    int64_t now = milliseconds();
    char text[40];
    int key;
    if (now < gate->tick_due)
        return;
    gate->tick_due = now + TICK_MS;
    while ((key = arrivals_late(&gate->arrivals, now)) >= 0)
        send_away(gate, key);
    if (gate->sent_away == 0 || now < gate->log_due)
        return;
    snprintf(text, sizeof text, "%d", gate->sent_away);
    log_event("connections closed before log-in:", text);
    gate->sent_away = 0;
    gate->log_due = now + LOG_AWAY_MS;
}

/* Ends the quietest session when a member has too many. So sessions of dropped lines never keep out her newest one. */
static void end_quietest(struct gate *gate, int64_t member, bool stays)
{
    struct connection *quietest = hub_quietest(&gate->hub, member, stays, gate->options->sessions);
    if (quietest == NULL)
        return;
    struct hub_frame frame = { .type = HUB_LEAVE, .seq = HUB_LEAVE_ELSEWHERE };
    quietest->leaving = frame_hub_send(quietest->hub, &frame, -1, -1);
}

/* A sign-up logs in twice: as a visitor, and then as the member that it made. */
static void logged_in(struct gate *gate, struct connection *connection, int64_t member)
{
    if (connection->in && (connection->member != 0 || member == 0))
        return;
    bool again = connection->in;
    connection->in = true;
    connection->member = member;
    connection->stirred = milliseconds();
    if (member != 0) {
        arrivals_in(&gate->arrivals, connection->hub);
        end_quietest(gate, member, connection->stays);
    } else
        arrivals_move(&gate->arrivals, connection->hub, ARRIVAL_VISITOR, milliseconds());
    connect_ephemeral(gate, connection->hub, member);
    if (again)
        return;
    log_event("log-in from", connection->source);
    connect_clerk(gate, connection);
}

/* Keys were pressed. The first time it also means that this connection is not just one command. */
static void stirred(struct gate *gate, struct connection *connection)
{
    bool began = connection->in && !connection->stays;
    connection->stirred = milliseconds();
    connection->stays = connection->in;
    if (began && connection->member != 0)
        end_quietest(gate, connection->member, true);
}

/* RULES 1.11. The answer does not show whether the handle exists: the gate does not know it. */
static void say_wait(struct gate *gate, const struct connection *connection, const struct hub_frame *tried)
{
    struct guess_turn turn =
        guess_ask(&gate->guesses, connection->source, tried->seq, tried->board == 1, milliseconds());
    struct hub_frame frame = { .type = HUB_WAIT, .seq = turn.wait, .board = turn.check };
    frame_hub_send(connection->hub, &frame, -1, -1);
}

/* Tells each session whose turn to hash a password has come. */
static void give_turns(struct gate *gate)
{
    int key;
    while ((key = hashing_next(&gate->hashing, milliseconds())) >= 0)
        if (!frame_hub_send(key, &(struct hub_frame) { .type = HUB_HASH }, -1, -1))
            hashing_end(&gate->hashing, key);
}

static void say_signup(struct gate *gate, const struct connection *connection)
{
    int64_t wait = signup_ask(&gate->signups, connection->source, milliseconds());
    frame_hub_send(connection->hub, &(struct hub_frame) { .type = HUB_WAIT, .seq = wait }, -1, -1);
}

static void watches(struct gate *gate, struct connection *connection, const struct hub_frame *frame)
{
    int64_t board = connection->board, thread = connection->thread;
    connection->board = frame->board;
    connection->thread = frame->thread;
    tell_readers(gate, board, thread);
    if (board != frame->board || thread != frame->thread)
        tell_readers(gate, frame->board, frame->thread);
}

static void hear_frame(struct gate *gate, struct connection *connection, const struct hub_frame *frame)
{
    bool in = connection->in;
    if (frame->type == HUB_IN)
        logged_in(gate, connection, frame->member);
    else if (frame->type == HUB_ASKED && !in)
        arrivals_move(&gate->arrivals, connection->hub, ARRIVAL_ASKED, milliseconds());
    else if (frame->type == HUB_WATCH)
        watches(gate, connection, frame);
    else if (frame->type == HUB_TRY && !in)
        say_wait(gate, connection, frame);
    else if (frame->type == HUB_RIGHT && !in && frame->board >= 0 && frame->board < GUESS_CHECKS)
        guess_right(&gate->guesses, connection->source, frame->seq, (enum guess_check)frame->board, milliseconds());
    else if (frame->type == HUB_HASH && !in)
        hashing_ask(&gate->hashing, connection->hub, connection->source, frame->board == 1);
    else if (frame->type == HUB_HASHED)
        hashing_end(&gate->hashing, connection->hub);
    else if (frame->type == HUB_SIGNUP && !in)
        say_signup(gate, connection);
    else if (frame->type == HUB_EPHEMERAL && in)
        connect_ephemeral(gate, connection->hub, connection->member);
    else if (frame->type == HUB_STIR)
        stirred(gate, connection);
    else if (frame->type == HUB_LEAVE)
        connection->leaving = true;
    else if (frame->type == HUB_END)
        hub_end_visit(&gate->hub, connection, frame->seq);
    else if (frame->type == HUB_HINT && in && frame->board == HINT_OF_HOUSE)
        frame_hub_send(gate->caretaker_hub, &(struct hub_frame) { .type = HUB_HINT }, -1, -1);
    else if (frame->type == HUB_HINT && in && frame->member == 0 && frame->board == HINT_OF_ROOM)
        hub_room_hint(&gate->hub, connection->hub, frame, milliseconds());
    else if (frame->type == HUB_HINT && in) {
        if (frame->member == 0) /* a private notice is not in the book */
            hub_told(&gate->hub, frame->seq);
        hub_spread(&gate->hub, connection->hub, frame);
    }
}

/* Whoever speaks is whoever logged in on this connection: a session can put words into nobody else's mouth. */
static void hear_words(struct gate *gate, const struct connection *connection, struct hub_frame said, char *words)
{
    said.member = connection->member;
    if (connection->in && connection->member != 0)
        hub_room_said(&gate->hub, connection->hub, &said, words, milliseconds());
    explicit_bzero(words, HUB_WORDS_MAX);
}

static void hear_session(struct gate *gate, struct connection *connection)
{
    static char words[HUB_WORDS_MAX + 1];
    struct hub_frame frame;
    int passed[2], fd = connection->hub;
    for (int i = 0; i < 32; i++) {
        switch (frame_hub_receive_words(fd, &frame, passed, words)) {
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
                close(passed[k]); /* a session has no descriptor to give */
        if (frame.type == HUB_SAID)
            hear_words(gate, connection, frame, words);
        else
            hear_frame(gate, connection, &frame);
        make_room(gate);
        if (hub_find(&gate->hub, fd) != connection)
            return; /* this connection itself was closed to make room */
    }
}

static void hear_caretaker(struct gate *gate)
{
    struct hub_frame frame;
    int passed[2];
    enum hub_received received;
    while ((received = frame_hub_receive(gate->caretaker_hub, &frame, passed)) == HUB_GOT) {
        if (frame.type == HUB_READY)
            caretaker_is_ready(gate);
        else if (frame.type == HUB_EPHEMERAL)
            connect_ephemeral(gate, gate->caretaker_hub, hub_speaks_as(gate->options->made_up, &frame));
        else if (frame.type == HUB_CRASHED)
            gate->template_stale = true;
        else if (frame.type == HUB_HINT && frame.member == 0 && frame.board == HINT_OF_ROOM)
            hub_room_hint(&gate->hub, -1, &frame, milliseconds());
        else if (frame.type == HUB_HINT &&
                 (frame.member != 0 || frame.seq == 0 || hub_lost(&gate->hub, frame.seq))) /* 0: beside the book */
            hub_spread(&gate->hub, -1, &frame);
    }
    if (received == HUB_GONE) {
        close(gate->caretaker_hub);
        gate->caretaker_hub = -1;
        gate->caretaker_ready = false;
    }
}

static void hear_template(struct gate *gate)
{
    struct hub_frame frame;
    int passed[2];
    enum hub_received received;
    while ((received = frame_hub_receive(gate->template_hub, &frame, passed)) == HUB_GOT)
        if (frame.type == HUB_CRASHED)
            gate->template_stale = true;
    if (received == HUB_GONE) {
        close(gate->template_hub);
        gate->template_hub = -1;
    }
}

/* It sends nothing here: the only event is its end. */
static void hear_ephemeral(struct gate *gate)
{
    struct hub_frame frame;
    int passed[2];
    if (frame_hub_receive(gate->ephemeral_hub, &frame, passed) == HUB_NOTHING)
        return;
    for (int i = 0; i < 2; i++)
        if (passed[i] >= 0)
            close(passed[i]);
    close(gate->ephemeral_hub);
    gate->ephemeral_hub = -1;
}

/* --- signals and ending --- */

static void close_house(struct gate *gate)
{
    if (gate->closing)
        return;
    gate->closing = true;
    gate->closing_since = monotonic();
    log_event("the house is closing:", "nobody new comes in, and open sessions save and end");
    close(gate->listener);
    gate->listener = -1;
    for (int i = gate->arrivals.standing_count - 1; i >= 0; i--) {
        int key = gate->arrivals.standing[i].key;
        if (hub_find(&gate->hub, key) == NULL) {
            arrivals_leave(&gate->arrivals, key); /* the last one takes its place, and was handled already */
            close(key);
        }
    }
    struct hub_frame frame = { .type = HUB_CLOSING };
    for (size_t i = 0; i < gate->hub.room; i++)
        if (gate->hub.connections[i].hub >= 0)
            frame_hub_send(gate->hub.connections[i].hub, &frame, -1, -1);
}

static void reap(struct gate *gate)
{
    pid_t pid;
    int status;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        if (pid == gate->caretaker) {
            gate->caretaker = 0;
            log_event("caretaker ended:", gate->closing ? "the house is closing" : "it is started again");
        } else if (pid == gate->ephemeral) {
            gate->ephemeral = 0;
            if (!gate->closing)
                log_event("ephemeral ended:",
                    "what it kept, only in memory, is lost, and secret votes in a meeting are asked again");
        } else if (pid == gate->template) {
            gate->template = 0;
            if (!gate->closing)
                log_event("template ended:", "it is started again");
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

/* Starts ended roles again, at most twice a second. */
static void mend(struct gate *gate)
{
    if (gate->closing)
        return;
    time_t now = monotonic();
    if (gate->caretaker == 0 && gate->caretaker_hub < 0 && now > gate->caretaker_started)
        start_caretaker(gate);
    if (gate->ephemeral == 0 && gate->ephemeral_hub < 0 && now > gate->ephemeral_started)
        start_ephemeral(gate);
    if (gate->template_stale) {
        log_event("a process crashed:", "new sessions begin from a new template");
        replace_template(gate);
    } else if (gate->template_hub < 0 && now > gate->template_started)
        start_template(gate);
}

static void gate_turn(struct gate *gate)
{
    struct epoll_event events[64];
    int wait = gate->arrivals.standing_count > 0 || gate->sent_away > 0 ? TICK_MS : RESTART_MS;
    int hint = hub_rooms_tick(&gate->hub, milliseconds());
    if (hint >= 0 && hint < wait)
        wait = hint;
    int count = epoll_wait(gate->epoll, events, 64, wait);
    bool somebody_comes = false;
    for (int i = 0; i < count; i++) {
        int fd = events[i].data.fd;
        struct connection *connection = hub_find(&gate->hub, fd);
        if (connection != NULL)
            hear_session(gate, connection);
        else if (fd == gate->signals)
            hear_signals(gate);
        else if (fd == gate->log.read)
            log_pipe_hear(&gate->log, STDERR_FILENO, milliseconds());
        else if (fd == gate->caretaker_hub)
            hear_caretaker(gate);
        else if (fd == gate->template_hub)
            hear_template(gate);
        else if (fd == gate->ephemeral_hub)
            hear_ephemeral(gate);
        else if (fd == gate->listener)
            somebody_comes = true;
        else if (arrivals_find(&gate->arrivals, fd) != NULL)
            hear_knock(gate, fd);
    }
    if (somebody_comes && gate->listener >= 0)
        accept_some(gate); /* last, so that no event of this turn belongs to a descriptor number that was used again */
    mend(gate);
    tick(gate);
    give_turns(gate);
    give_some_to_template(gate);
}

/* Waits for the caretaker: it commits all writes that it was given before it ends. */
static void dismiss_caretaker(struct gate *gate)
{
    if (gate->caretaker_hub >= 0)
        close(gate->caretaker_hub);
    if (gate->caretaker > 0) {
        kill(gate->caretaker, SIGTERM);
        waitpid(gate->caretaker, NULL, 0);
    }
    log_pipe_hear(&gate->log, STDERR_FILENO, milliseconds()); /* its last log lines */
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

/* The port that the system chose, when the steward asked for port 0. */
static int port_of(int listener)
{
    union {
        struct sockaddr any;
        struct sockaddr_in four;
        struct sockaddr_in6 six;
    } at;
    socklen_t length = sizeof at;
    memset(&at, 0, sizeof at);
    if (getsockname(listener, &at.any, &length) != 0)
        return 0;
    return ntohs(at.any.sa_family == AF_INET6 ? at.six.sin6_port : at.four.sin_port);
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

/* No role may leave a memory dump. Takes as many descriptors as the machine gives, and returns how many connections
 * they are enough for, besides those at the arrivals. Further connections are told that the house is full. */
static int set_limits(void)
{
    enum { OTHERS = DESCRIPTORS_OWN + ARRIVAL_STANDING_MOST };
    struct rlimit limit, none = { 0, 0 };
    setrlimit(RLIMIT_CORE, &none);
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return CONNECTIONS_MOST;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= CONNECTIONS_MOST + OTHERS)
        return CONNECTIONS_MOST;
    return limit.rlim_cur > 2 * OTHERS ? (int)limit.rlim_cur - OTHERS : (int)limit.rlim_cur / 2;
}

/* Waits as long as the caretaker lives, because it may have to migrate first. */
static bool wait_for_caretaker(struct gate *gate)
{
    while (!gate->caretaker_ready && gate->caretaker_hub >= 0 && !gate->closing) {
        struct pollfd ready[3] = { { gate->caretaker_hub, POLLIN, 0 }, { gate->signals, POLLIN, 0 },
            { gate->log.read, POLLIN, 0 } };
        poll(ready, 3, -1);
        log_pipe_hear(&gate->log, STDERR_FILENO, milliseconds());
        if (ready[1].revents)
            hear_signals(gate);
        if (ready[0].revents)
            hear_caretaker(gate);
    }
    return gate->caretaker_ready;
}

static bool opens_for_us(const char *path)
{
    return access(path, R_OK) == 0 || errno != EACCES;
}

/* Root may take any port. After that the gate becomes the user to whom the house belongs. */
static bool become_owner(const struct house_files *files)
{
    struct stat facts;
    char text[HOUSE_PATH + 200];
    if (geteuid() != 0)
        return true;
    if (stat(files->database, &facts) != 0 || facts.st_uid == 0) {
        snprintf(text, sizeof text,
            "this house belongs to root, so the server runs as root. That is less safe. `chown -R USER %s` gives the "
            "house to another user; the server then runs as that user, also when root starts it",
            files->folder);
        log_event("note:", text);
        return true;
    }
    if (setgroups(0, NULL) != 0 || setgid(facts.st_gid) != 0 || setuid(facts.st_uid) != 0 || setuid(0) == 0) {
        fprintf(stderr, _("bbs: cannot become the user to whom the house belongs: %s.\n"), strerror(errno));
        return false;
    }
    if (opens_for_us(files->database) && opens_for_us(files->host_key))
        return true;
    fprintf(stderr, _("bbs: not all of the house belongs to the user who serves it. `chown -R %d:%d %s` mends that.\n"),
        (int)facts.st_uid, (int)facts.st_gid, files->folder);
    return false;
}

static void find_database(struct gate *gate, const char *path)
{
    char *whole = realpath(path, NULL);
    util_copy_text(
        gate->database, sizeof gate->database, whole != NULL && strlen(whole) < sizeof gate->database ? whole : path);
    free(whole);
}

int gate_serve(const struct serve_options *options)
{
    char problem[400], where[80];
    static struct gate gate; /* static because it is large; one for each process */
    gate = (struct gate) {
        .options = options,
        .listener = listen_at(options->address, options->port),
        .caretaker_hub = -1,
        .template_hub = -1,
        .ephemeral_hub = -1,
        .epoll = epoll_create1(EPOLL_CLOEXEC),
    };
    if (gate.listener < 0 || !become_owner(options->files))
        return 1;
    int served = house_files_serve(options->files, problem, sizeof problem);
    if (served < 0) {
        fprintf(stderr, "bbs: %s\n", problem);
        return 1;
    }
    find_database(&gate, options->files->database);
    gate.arrivals.most = set_limits();
    gate.hashing.most = house_files_slots();
    prctl(PR_SET_NAME, "bbs: gate");
    prctl(PR_SET_CHILD_SUBREAPER, 1); /* so that the gate reaps sessions of an ended template */
    gate.signals = take_signals();
    if (!log_pipe_open(&gate.log))
        die("cannot make a pipe for the log: %s", strerror(errno));
    start_ephemeral(&gate);
    start_caretaker(&gate);
    if (!wait_for_caretaker(&gate)) {
        dismiss_caretaker(&gate);
        return 1; /* the caretaker has logged the reason */
    }
    if (access(options->files->backup_key, F_OK) != 0)
        log_event(
            "note:", "no backup is made at night, because the house has no backup key. `bbs backup-key` makes it");
    if (!sandbox_has_landlock())
        log_event("note:", "this kernel has no Landlock, so only seccomp limits what a session may do");
    start_template(&gate);
    watch(&gate, gate.signals);
    watch(&gate, gate.log.read);
    watch(&gate, gate.listener);
    snprintf(where, sizeof where, "%s:%d", options->address, port_of(gate.listener));
    log_event("listening", where);
    while (!gate.closing || (gate.hub.count > 0 && monotonic() - gate.closing_since < DRAIN_SECONDS))
        gate_turn(&gate);
    dismiss_caretaker(&gate);
    log_event("the house is closed", "");
    return 0;
}
