/*
 * ephemeral.c: the process that keeps what lives in memory only (ephemeral.h): a loop over the sockets that the gate
 * hands it. It is this same program, started anew by exec: so it is of the gate's version, its layout is its own, and
 * nothing of the gate's memory is in it.
 *
 * After its memory is locked and its wall stands (sandbox.h), it can open nothing: no file, no database, no net.
 */
#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "bbs/serve/ephemeral_boxes.h"
#include "bbs/serve/ephemeral_rings.h"
#include "bbs/serve/gate.h"
#include "bbs/serve/role.h"
#include "bbs/serve/sandbox.h"
#include "frame.h"
#include "util.h"

enum { SOCKETS_MOST = 16384, EVENTS = 64, TICK_MS = 1000 };

struct ephemeral {
    int gate, epoll;
    bool closing, circles; /* circles: there are some, so that time matters */
    struct ephemeral_memory {
        struct ephemeral_boxes boxes;
        struct ephemeral_rings rings;
    } * memory;
    int64_t member[SOCKETS_MOST]; /* by descriptor; the gate says whose it is. 0: none */
    int64_t circle[SOCKETS_MOST]; /* the circle in which she is by this one; 0: none */
};

static int64_t now_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + 1; /* 0 means "never" elsewhere */
}

/* Her line dropped, unless she is in the same circle by another one. */
static void leave_circle(struct ephemeral *ephemeral, int fd)
{
    int64_t circle = ephemeral->circle[fd], member = ephemeral->member[fd];
    ephemeral->circle[fd] = ephemeral->member[fd] = 0;
    for (int i = 0; i < SOCKETS_MOST && circle != 0; i++)
        if (ephemeral->member[i] == member && ephemeral->circle[i] == circle)
            circle = 0;
    if (circle != 0)
        ephemeral_rings_lost(&ephemeral->memory->rings, circle, member, now_seconds());
}

/* Notes in which circle she is by this socket. */
static void note_circle(struct ephemeral *ephemeral, int fd, uint32_t did, const struct ephemeral_frame *frame)
{
    if (frame->act != EPHEMERAL_RING_DO || frame->answer != EPHEMERAL_DONE || frame->number != RING_DONE)
        return;
    if (did == RING_COME)
        ephemeral->circle[fd] = frame->key;
    else if (did == RING_STEP_OUT || did == RING_LEAVE)
        ephemeral->circle[fd] = 0;
}

static void drop_socket(struct ephemeral *ephemeral, int fd)
{
    leave_circle(ephemeral, fd);
    close(fd);
}

static void take_socket(struct ephemeral *ephemeral, int fd, int64_t member)
{
    struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };
    if (fd >= SOCKETS_MOST || member == 0 || epoll_ctl(ephemeral->epoll, EPOLL_CTL_ADD, fd, &event) != 0) {
        close(fd);
        return;
    }
    ephemeral->member[fd] = member;
}

static void hear_gate(struct ephemeral *ephemeral)
{
    struct hub_frame frame;
    int passed[2];
    enum hub_received received;
    while ((received = frame_hub_receive(ephemeral->gate, &frame, passed)) == HUB_GOT) {
        if (frame.type == HUB_CONNECTION && passed[0] >= 0)
            take_socket(ephemeral, passed[0], frame.member);
        else if (passed[0] >= 0)
            close(passed[0]);
        if (passed[1] >= 0)
            close(passed[1]);
    }
    if (received == HUB_GONE)
        ephemeral->closing = true;
}

/* One question of one socket a turn: whoever floods, delays only herself. */
static void hear_socket(struct ephemeral *ephemeral, int fd)
{
    struct ephemeral_frame *frame = &ephemeral->memory->boxes.frame;
    ssize_t length = recv(fd, frame, sizeof *frame, MSG_DONTWAIT | MSG_TRUNC);
    if (length < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    bool whole = length == (ssize_t)sizeof *frame;
    uint32_t did = whole ? frame->number : 0;
    if (whole && ephemeral_rings_answer(&ephemeral->memory->rings, ephemeral->member[fd], frame, now_seconds())) {
        note_circle(ephemeral, fd, did, frame);
        ephemeral->circles = true;
    } else if (whole)
        ephemeral_boxes_answer(&ephemeral->memory->boxes, ephemeral->member[fd], frame);
    bool answered = whole && send(fd, frame, sizeof *frame, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)sizeof *frame;
    sodium_memzero(frame, sizeof *frame);
    if (!answered)
        drop_socket(ephemeral, fd);
}

static void turn(struct ephemeral *ephemeral)
{
    struct epoll_event events[EVENTS];
    int count = epoll_wait(ephemeral->epoll, events, EVENTS, ephemeral->circles ? TICK_MS : -1);
    for (int i = 0; i < count; i++)
        if (events[i].data.fd == ephemeral->gate)
            hear_gate(ephemeral);
        else
            hear_socket(ephemeral, events[i].data.fd);
    if (ephemeral->circles)
        ephemeral->circles = ephemeral_rings_tick(&ephemeral->memory->rings, now_seconds());
}

/* Takes all memory that it will ever use, and locks it: it is never swapped to a disk, and stands in no dump. */
static struct ephemeral_memory *take_memory(void)
{
    struct ephemeral_memory *memory = sodium_malloc(sizeof *memory);
    if (memory == NULL)
        die("not enough memory for ephemeral");
    if (mlock(memory, sizeof *memory) != 0)
        fprintf(stderr,
            "bbs: note: what is kept only in memory might be written to swap, because memory cannot be locked (%s). "
            "Raise the limit of locked memory to 8 MiB, or switch swap off\n",
            strerror(errno));
    sodium_memzero(memory, sizeof *memory);
    ephemeral_boxes_begin(&memory->boxes);
    return memory;
}

int ephemeral_main(int argc, char **argv)
{
    static struct ephemeral ephemeral;
    int64_t gate;
    if (argc != 3 || !util_parse_number(argv[2], &gate))
        return 2; /* only the gate calls this */
    role_signals();
    prctl(PR_SET_NAME, "bbs: ephemeral");
    if (sodium_init() < 0)
        die("the library libsodium cannot be started");
    randombytes_stir();
    ephemeral.gate = (int)gate;
    ephemeral.epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN, .data.fd = ephemeral.gate };
    if (ephemeral.epoll < 0 || epoll_ctl(ephemeral.epoll, EPOLL_CTL_ADD, ephemeral.gate, &event) != 0)
        die("cannot make an epoll for ephemeral: %s", strerror(errno));
    ephemeral.memory = take_memory();
    sandbox_ephemeral();
    while (!ephemeral.closing)
        turn(&ephemeral);
    sodium_memzero(ephemeral.memory, sizeof *ephemeral.memory);
    return 0;
}
