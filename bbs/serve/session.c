/*
 * session.c: one person's process from its first frame to its last. The session_*.c have its parts: log-in, what the
 * wire may ask (session_control.c), hub and clerk, one face, one command.
 */
#include "bbs/serve/session_state.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "bbs/safe/secrets.h"
#include "bbs/serve/sandbox.h"
#include "language.h"
#include "util.h"

enum {
    UNREAD_SECONDS = 60,  /* a client that takes none of a command's output for so long is gone */
    DRAWN_MOST = 4 << 20, /* bytes that are drawn and not yet sent; the largest screen has a tenth of it */
};

static void wait_for_start(struct session *session)
{
    while (!session->shell && !session->execute) {
        struct pollfd ready[2] = { { session->setup->control, POLLIN, 0 }, { session->setup->hub, POLLIN, 0 } };
        if (poll(ready, 2, -1) < 0 && errno != EINTR)
            session_end(session);
        if (ready[0].revents && !session_take_control(session))
            session_end(session);
        if (ready[1].revents)
            session_hear_hub(session, NULL, NULL);
        if (session->closing && !ready[0].revents) /* what was asked before that gets its answer, and the reason */
            session_end(session);
    }
}

/* What lies in it is in no limit on this process's memory: so it is made before the walls close, which let it make no
 * other, and is sealed to its size. */
static int make_drawn(void)
{
    int fd = memfd_create("drawn", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd > 0 && ftruncate(fd, DRAWN_MOST) == 0 &&
        fcntl(fd, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) == 0)
        return fd;
    die("there is no memory to draw in");
}

_Noreturn void session_run(const struct session_setup *setup)
{
    static struct session session;
    session = (struct session) {
        .setup = setup,
        .clerk = -1,
        .drawn = make_drawn(),
        .columns = 80,
        .rows = 24,
        .watched_board = -1,
        .watched_thread = -1,
    };
    secrets_load(setup->files, setup->source, &session.keys);
    sandbox_session(&(struct sandbox_paths) {
        .database = setup->database,
        .catalogues = language_folder(),
        .argon_slots = setup->argon_slots,
    });
    wait_for_start(&session);
    store_defer_to(session.store, session_to_clerk, &session);
    int status = 0;
    if (session.refused[0] != '\0') {
        session_trouble(&session, session.refused);
        status = 1;
    } else if (session.execute) {
        struct timeval most = { .tv_sec = UNREAD_SECONDS };
        setsockopt(setup->terminal, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
        status = session_run_command(&session);
    } else {
        fcntl(setup->terminal, F_SETFL, O_NONBLOCK);
        session_run_face(&session);
        session_seen(&session, session.wire_gone ? VISIT_DROPPED : VISIT_LEFT);
    }
    /* Before its client can come again: whoever types many commands in a row has one session at a time. */
    hub_send(setup->hub, &(struct hub_frame) { .type = HUB_LEAVE }, -1, -1);
    frame_send(setup->control, &(struct frame) { .type = FRAME_FINISHED, .number = { (uint32_t)status } });
    shutdown(setup->terminal, SHUT_RDWR);
    session_last_writes(&session);
    session_end(&session);
}
