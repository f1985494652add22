/*
 * session.c: the process of one connection's person, from start to end. Its parts are in session_*.c: log-in, requests
 * of the wire (session_control.c), hub and clerk, a face, a command.
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
    UNREAD_SECONDS = 60,  /* a client that reads no output of a command for so long counts as gone */
    DRAWN_MOST = 4 << 20, /* bytes drawn but not sent; the largest screen needs a tenth of this */
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
        if (session->closing && !ready[0].revents) /* earlier requests are answered first, with the reason */
            session_end(session);
    }
}

/* Makes a file in memory for drawn screens. No limit on this process's memory counts it, so it is made before the
 * sandbox closes (later no other can be made), and is sealed to its size. */
static int make_drawn(void)
{
    int fd = memfd_create("drawn", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd > 0 && ftruncate(fd, DRAWN_MOST) == 0 &&
        fcntl(fd, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) == 0)
        return fd;
    die("not enough memory for the screen");
}

_Noreturn void session_run(const struct session_setup *setup)
{
    static struct session session;
    session = (struct session) {
        .setup = setup,
        .clerk = -1,
        .ephemeral = -1,
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
    deferred_send_to(session.store, session_to_clerk, &session);
    ephemeral_reach(session.store, session_ask_ephemeral, &session);
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
    /* Sent before the client learns of the end: so a person who types many commands in a row has one session at a time.
     */
    frame_hub_send(setup->hub, &(struct hub_frame) { .type = HUB_LEAVE }, -1, -1);
    frame_send(setup->control, &(struct frame) { .type = FRAME_FINISHED, .number = { (uint32_t)status } });
    shutdown(setup->terminal, SHUT_RDWR);
    session_last_writes(&session);
    session_end(&session);
}
