#include "bbs/serve/ephemeral_link.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

enum { WAIT_MS = 1000 };

bool ephemeral_over(int fd, struct ephemeral_frame *frame)
{
    struct pollfd ready = { fd, POLLIN, 0 };
    if (send(fd, frame, sizeof *frame, MSG_NOSIGNAL) != (ssize_t)sizeof *frame)
        return false;
    int came;
    do
        came = poll(&ready, 1, WAIT_MS);
    while (came < 0 && errno == EINTR);
    return came > 0 && recv(fd, frame, sizeof *frame, MSG_DONTWAIT | MSG_TRUNC) == (ssize_t)sizeof *frame;
}
