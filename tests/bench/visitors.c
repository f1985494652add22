#include "tests/bench/visitors.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/bench/figures.h"

enum {
    QUIET_MS = 60, /* a screen is complete when no byte came for so long */
    SWEEP_MS = 30, /* time between two checks of visitors that have not arrived */
    EVENTS = 64,
    EACH_SOURCE = 40,       /* visitors of one /24 */
    COMING = 12,            /* log-ins at the same time, where log-ins are not measured */
    ARRIVAL_MS = 30 * 1000, /* gives up when no visitor arrived for so long */
};

_Noreturn static void give_up(const char *what, const char *why)
{
    fprintf(stderr, "crowd: %s: %s\n", what, why);
    exit(1);
}

void visitors_begin(struct visitors *visitors, size_t room)
{
    *visitors = (struct visitors) { .epoll = epoll_create1(EPOLL_CLOEXEC), .room = room };
    visitors->visitor = calloc(room, sizeof *visitors->visitor);
    if (visitors->epoll < 0 || visitors->visitor == NULL)
        give_up("beginning", "no memory");
}

/* --- starting --- */

static int connect_from(size_t member, unsigned port)
{
    struct sockaddr_in from = { .sin_family = AF_INET }, to = { .sin_family = AF_INET };
    int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    size_t source = member / EACH_SOURCE;
    from.sin_addr.s_addr = htonl(0x7f000001u | (uint32_t)(source / 250 + 1) << 16 | (uint32_t)(source % 250) << 8);
    to.sin_addr.s_addr = htonl(0x7f000001u);
    to.sin_port = htons((uint16_t)port);
    if (fd < 0)
        give_up("a socket", "no more descriptors");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(fd, SOL_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&from, sizeof from) != 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
        give_up("connecting", "the house does not answer");
    return fd;
}

static void set_options(ssh_session ssh, const char *name, size_t member, int fd)
{
    int off = 0;
    char user[32];
    if (name != NULL)
        snprintf(user, sizeof user, "%s", name);
    else
        snprintf(user, sizeof user, "c%zu", 100000 + member);
    ssh_options_set(ssh, SSH_OPTIONS_PROCESS_CONFIG, &off);
    ssh_options_set(ssh, SSH_OPTIONS_HOST, "127.0.0.1");
    ssh_options_set(ssh, SSH_OPTIONS_USER, user);
    ssh_options_set(ssh, SSH_OPTIONS_FD, &fd);
    ssh_options_set(ssh, SSH_OPTIONS_KEY_EXCHANGE, "curve25519-sha256");
    ssh_options_set(ssh, SSH_OPTIONS_HOSTKEYS, "ssh-ed25519");
    ssh_options_set(ssh, SSH_OPTIONS_CIPHERS_C_S, "chacha20-poly1305@openssh.com");
    ssh_options_set(ssh, SSH_OPTIONS_CIPHERS_S_C, "chacha20-poly1305@openssh.com");
    ssh_set_blocking(ssh, 0);
}

struct visitor *visitors_send(struct visitors *visitors, const struct way *way, size_t member)
{
    struct visitor *visitor = calloc(1, sizeof *visitor);
    if (visitor == NULL || visitors->count == visitors->room)
        give_up("one more visitor", "no room");
    *visitor = (struct visitor) { .way = way, .ssh = ssh_new(), .stage = STAGE_CONNECT, .began = now_ms() };
    int fd = connect_from(member, way->port);
    set_options(visitor->ssh, way->user, member, fd);
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = visitor };
    if (epoll_ctl(visitors->epoll, EPOLL_CTL_ADD, fd, &event) != 0)
        give_up("one more visitor", "epoll takes no more");
    visitors->visitor[visitors->count++] = visitor;
    return visitor;
}

/* --- on the way --- */

static bool has_text(const struct visitor *visitor, const char *text)
{
    return memmem(visitor->seen, visitor->seen_length, text, strlen(text)) != NULL;
}

static void lose(struct visitors *visitors, struct visitor *visitor, const char *where)
{
    if (visitor->stage == STAGE_LOST)
        return;
    fprintf(stderr, "crowd: a visitor is lost %s: %s\n", where, ssh_get_error(visitor->ssh));
    visitors->there -= visitor->stage == STAGE_THERE;
    visitor->stage = STAGE_LOST;
    visitors->lost++;
}

static void arrive(struct visitors *visitors, struct visitor *visitor)
{
    visitor->stage = STAGE_THERE;
    visitor->there_at = now_ms();
    visitors->there++;
}

/* Tries the present step. SSH_OK: it is done; SSH_AGAIN: its answer has not come yet. */
static int attempt(struct visitor *visitor)
{
    const struct way *way = visitor->way;
    switch (visitor->stage) {
    case STAGE_CONNECT:
        return ssh_connect(visitor->ssh);
    case STAGE_LOG_IN: {
        int result = way->key != NULL ? ssh_userauth_publickey(visitor->ssh, NULL, way->key)
                                      : ssh_userauth_password(visitor->ssh, NULL, way->password);
        return result == SSH_AUTH_SUCCESS ? SSH_OK : result == SSH_AUTH_AGAIN ? SSH_AGAIN : SSH_ERROR;
    }
    case STAGE_OPEN:
        if (visitor->channel == NULL)
            visitor->channel = ssh_channel_new(visitor->ssh);
        return ssh_channel_open_session(visitor->channel);
    case STAGE_TERMINAL:
        return way->command != NULL ? SSH_OK : ssh_channel_request_pty_size(visitor->channel, "xterm-256color", 80, 24);
    case STAGE_START:
        return way->command != NULL ? ssh_channel_request_exec(visitor->channel, way->command)
                                    : ssh_channel_request_shell(visitor->channel);
    default:
        return SSH_AGAIN;
    }
}

static void look(const struct visitor *visitor, struct wait *wait)
{
    if (wait->text != NULL && wait->shown_at == 0 && has_text(visitor, wait->text))
        wait->shown_at = now_ms();
}

/* False when the house closed the connection. */
static bool read_some(struct visitor *visitor)
{
    int got;
    do {
        if (visitor->seen_length > VISITOR_SEEN / 2) { /* any expected text is shorter than a quarter of it */
            visitor->seen_length -= VISITOR_SEEN / 4;
            memmove(visitor->seen, visitor->seen + VISITOR_SEEN / 4, visitor->seen_length);
        }
        char *to = visitor->seen + visitor->seen_length;
        got = ssh_channel_read_nonblocking(visitor->channel, to, (uint32_t)(VISITOR_SEEN - visitor->seen_length), 0);
        if (got > 0) {
            visitor->heard_at = now_ms();
            visitor->seen_length += (size_t)got;
            visitor->received += (size_t)got;
        }
    } while (got > 0);
    return got == 0 && !ssh_channel_is_eof(visitor->channel) && ssh_is_connected(visitor->ssh);
}

static void receive(struct visitors *visitors, struct visitor *visitor)
{
    bool open = read_some(visitor);
    look(visitor, &visitor->key);
    look(visitor, &visitor->news);
    if (!open && visitor->way->command != NULL)
        visitor->stage = STAGE_DONE;
    else if (!open)
        lose(visitors, visitor, "after log-in");
    if (!open)
        epoll_ctl(visitors->epoll, EPOLL_CTL_DEL, ssh_get_fd(visitor->ssh), NULL);
}

static void walk(struct visitors *visitors, struct visitor *visitor)
{
    const struct step *step = &visitor->way->step[visitor->step];
    bool quiet = now_ms() - visitor->heard_at > QUIET_MS;
    if (visitor->stage == STAGE_HOME && has_text(visitor, visitor->way->home)) {
        visitor->in_at = visitor->in_at != 0 ? visitor->in_at : visitor->heard_at;
        if (quiet)
            visitor->stage = STAGE_STEPS;
    } else if (visitor->stage == STAGE_STEPS && visitor->step > 0)
        quiet = quiet && has_text(visitor, step[-1].wanted);
    if (visitor->stage != STAGE_STEPS || !quiet)
        return;
    visitor->seen_length = 0;
    visitor->heard_at = now_ms();
    if (step->sent == NULL)
        arrive(visitors, visitor);
    else if (ssh_channel_write(visitor->channel, step->sent, (uint32_t)strlen(step->sent)) <= 0)
        lose(visitors, visitor, "on the way");
    else
        visitor->step++;
}

static void go_on(struct visitors *visitors, struct visitor *visitor)
{
    while (visitor->stage > STAGE_NONE && visitor->stage < STAGE_HOME) {
        int result = attempt(visitor);
        if (result == SSH_AGAIN)
            return;
        if (result != SSH_OK) {
            lose(visitors, visitor, visitor->stage <= STAGE_LOG_IN ? "at the door" : "in the hall");
            epoll_ctl(visitors->epoll, EPOLL_CTL_DEL, ssh_get_fd(visitor->ssh), NULL);
            return;
        }
        visitor->stage++;
        if (visitor->stage == STAGE_HOME && visitor->way->command != NULL)
            arrive(visitors, visitor);
    }
    if (visitor->stage >= STAGE_HOME && visitor->stage <= STAGE_THERE)
        receive(visitors, visitor);
    if (visitor->stage == STAGE_HOME || visitor->stage == STAGE_STEPS)
        walk(visitors, visitor);
}

void visitors_turn(struct visitors *visitors, int wait_ms)
{
    static double swept;
    struct epoll_event events[EVENTS];
    bool on_the_way = visitors->there + visitors->lost < visitors->count;
    int count = epoll_wait(visitors->epoll, events, EVENTS, on_the_way && wait_ms > SWEEP_MS ? SWEEP_MS : wait_ms);
    for (int i = 0; i < count; i++)
        go_on(visitors, events[i].data.ptr);
    if (!on_the_way || now_ms() - swept < SWEEP_MS)
        return;
    swept = now_ms();
    for (size_t i = 0; i < visitors->count; i++)
        if (visitors->visitor[i]->stage < STAGE_THERE)
            go_on(visitors, visitors->visitor[i]);
}

void visitors_until(struct visitors *visitors, double until)
{
    double left;
    while ((left = until - now_ms()) > 0)
        visitors_turn(visitors, left > 1 ? (int)left : 1);
}

/* Prints what the first unfinished visitor sees, which usually tells the reason, and ends. */
_Noreturn static void tell_and_give_up(const struct visitors *visitors)
{
    for (size_t i = 0; i < visitors->count; i++) {
        const struct visitor *visitor = visitors->visitor[i];
        if (visitor->stage >= STAGE_THERE)
            continue;
        fprintf(stderr, "crowd: visitor %zu is at stage %d, step %zu:\n", i, (int)visitor->stage, visitor->step);
        fwrite(visitor->seen, 1, visitor->seen_length, stderr);
        break;
    }
    give_up("waiting", "no visitor arrives any more");
}

/* Sends further visitors, a few at a time, until `wanted` have started and all have arrived. */
void visitors_bring(struct visitors *visitors, const struct way *way, size_t first, size_t wanted)
{
    double came = now_ms();
    while (visitors->there + visitors->lost < wanted) {
        size_t before = visitors->there;
        while (visitors->count < wanted && visitors->count - visitors->there - visitors->lost < COMING)
            visitors_send(visitors, way, first + visitors->count);
        visitors_turn(visitors, 10);
        if (visitors->there > before) {
            came = now_ms();
            if (visitors->there / 250 > before / 250)
                fprintf(stderr, "crowd: %zu of %zu are in\n", visitors->there, wanted);
        } else if (now_ms() - came > ARRIVAL_MS)
            tell_and_give_up(visitors);
    }
}

/* --- arrived --- */

void wait_begin(struct wait *wait, const char *text)
{
    *wait = (struct wait) { .text = text, .since = now_ms() };
}

void visitor_type(struct visitor *visitor, const char *text, const char *echo)
{
    visitor->seen_length = 0;
    wait_begin(&visitor->key, echo);
    if (visitor->stage == STAGE_THERE)
        ssh_channel_write(visitor->channel, text, (uint32_t)strlen(text));
}

void visitor_give(struct visitor *visitor, const char *input)
{
    ssh_channel_write(visitor->channel, input, (uint32_t)strlen(input));
    ssh_channel_send_eof(visitor->channel);
}

/* Closes without a disconnect: the sockets close like those of killed clients. */
void visitors_end(struct visitors *visitors)
{
    for (size_t i = 0; i < visitors->count; i++) {
        close(ssh_get_fd(visitors->visitor[i]->ssh));
        free(visitors->visitor[i]);
    }
    close(visitors->epoll);
    free(visitors->visitor);
}
