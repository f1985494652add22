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
#include <unistd.h>

#include "bbs/serve/ephemeral_boxes.h"
#include "bbs/serve/gate.h"
#include "bbs/serve/role.h"
#include "bbs/serve/sandbox.h"
#include "frame.h"
#include "util.h"

enum { SOCKETS_MOST = 16384, EVENTS = 64 };

struct ephemeral {
    int gate, epoll;
    bool closing;
    struct ephemeral_boxes *boxes;
    int64_t member[SOCKETS_MOST]; /* by descriptor; the gate says whose it is. 0: none */
};

static void drop_socket(struct ephemeral *ephemeral, int fd)
{
    ephemeral->member[fd] = 0;
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
    while ((received = hub_receive(ephemeral->gate, &frame, passed)) == HUB_GOT) {
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
    struct ephemeral_frame *frame = &ephemeral->boxes->frame;
    ssize_t length = recv(fd, frame, sizeof *frame, MSG_DONTWAIT | MSG_TRUNC);
    if (length < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    bool whole = length == (ssize_t)sizeof *frame;
    if (whole)
        boxes_answer(ephemeral->boxes, ephemeral->member[fd], frame);
    bool answered = whole && send(fd, frame, sizeof *frame, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)sizeof *frame;
    sodium_memzero(frame, sizeof *frame);
    if (!answered)
        drop_socket(ephemeral, fd);
}

static void turn(struct ephemeral *ephemeral)
{
    struct epoll_event events[EVENTS];
    int count = epoll_wait(ephemeral->epoll, events, EVENTS, -1);
    for (int i = 0; i < count; i++)
        if (events[i].data.fd == ephemeral->gate)
            hear_gate(ephemeral);
        else
            hear_socket(ephemeral, events[i].data.fd);
}

/* Takes all memory that it will ever use, and locks it: it is never swapped to a disk, and stands in no dump. */
static struct ephemeral_boxes *take_memory(void)
{
    struct ephemeral_boxes *boxes = sodium_malloc(sizeof *boxes);
    if (boxes == NULL)
        die("ephemeral: no memory");
    if (mlock(boxes, sizeof *boxes) != 0)
        fprintf(stderr,
            "bbs: note: what lives in memory only cannot be locked there (%s): raise the limit of locked "
            "memory to 8 MiB, or switch swap off\n",
            strerror(errno));
    boxes_begin(boxes);
    return boxes;
}

int ephemeral_main(int argc, char **argv)
{
    static struct ephemeral ephemeral;
    int64_t gate;
    if (argc != 3 || !parse_number(argv[2], &gate))
        return 2; /* only the gate calls this */
    role_signals();
    prctl(PR_SET_NAME, "bbs: ephemeral");
    if (sodium_init() < 0)
        die("libsodium does not start");
    randombytes_stir();
    ephemeral.gate = (int)gate;
    ephemeral.epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN, .data.fd = ephemeral.gate };
    if (ephemeral.epoll < 0 || epoll_ctl(ephemeral.epoll, EPOLL_CTL_ADD, ephemeral.gate, &event) != 0)
        die("ephemeral: no epoll: %s", strerror(errno));
    ephemeral.boxes = take_memory();
    sandbox_ephemeral();
    while (!ephemeral.closing)
        turn(&ephemeral);
    sodium_memzero(ephemeral.boxes, sizeof *ephemeral.boxes);
    return 0;
}
