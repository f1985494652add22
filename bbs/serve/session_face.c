/*
 * session_face.c: one loop over terminal, control, hub and clerk, which tells one face what happened. Keys come before
 * hints: a person who types never waits for news.
 */
#include "bbs/serve/session_state.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bbs/serve/role.h"
#include "command.h"
#include "gettext.h"
#include "room.h"

enum {
    SLEEP_MS = 20 * 1000, /* without a key or news, after which a session closes the database */
    ROOM_SLEEP_MS = 5000, /* the same in a room */
    GATHER_MS = 1500,     /* at most: for so long news for a session that sleeps waits */
};

static void become(void *context, const struct actor *member)
{
    struct session *session = context;
    session->actor = *member;
    session_let_in(session, "invitation");
    session->actor.visit = session->visit;
}

/* What was held back is open to her, or she belongs to other units than before. */
static void make_actor_anew(void *context)
{
    struct session *session = context;
    int64_t here = session->actor.here;
    actor_for(session->store, ACTOR_MEMBER, session->actor.handle, &session->actor);
    session->actor.visit = session->visit;
    if (actor_belongs(&session->actor, here))
        session->actor.here = here;
}

static void shared_said(void *context, bool shared)
{
    struct session *session = context;
    source_said(session->store, &session->actor, session->setup->source, shared, session->by_code, loop_now());
}

static void *open_face(struct session *session, const struct face_type **face)
{
    session->actor.visit =
        session->visit; /* a single command has none: it is over before anybody could leave with it */
    struct face_setup setup = {
        .in = session->setup->terminal,
        .out = session->setup->terminal,
        .drawn = session->drawn,
        .term = session->term,
        .columns = session->columns,
        .rows = session->rows,
        .terminal = session->terminal,
        .store = session->store,
        .actor = &session->actor,
        .here = &session->actor.here,
        .settings = session->settings,
        .argon_slots = session->setup->argon_slots,
        .now = loop_now,
        .host_key = session->setup->host_key,
        .become = become,
        .shared_said = shared_said,
        .chosen = make_actor_anew,
        .context = session,
        .shown_key = session->shown_key,
        .source = session->setup->source,
        .visit = &session->visit,
        .by_password = session->by_password,
        .milliseconds = loop_milliseconds,
        .home = home_tell,
    };
    char problem[300] = "";
    bool line = !session->terminal || session->settings.line_mode || strcmp(session->term, "dumb") == 0;
    void *state = NULL;
    if (!line) {
        *face = &screens_face;
        session_send_text(
            session, FRAME_MODES, 1, _("The house lost this session. What you wrote is kept; come in again."));
        state = screens_face.open(&setup, problem, sizeof problem);
        if (state == NULL)
            session_send_text(session, FRAME_MODES, 0, "");
    }
    if (state == NULL) {
        *face = &line_face;
        state = line_face.open(&setup, problem, sizeof problem);
    }
    // cppcheck-suppress returnDanglingLifetime ; a face keeps a copy of its setup
    return state;
}

/* False when the other end of the terminal is closed. */
static bool terminal_is_there(int terminal)
{
    char byte;
    ssize_t length = recv(terminal, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return length > 0 || (length < 0 && (errno == EAGAIN || errno == EINTR));
}

static void resize(struct session *session, const struct face_type *face, void *state)
{
    int columns = session->columns, rows = session->rows;
    if (!session_take_control(session))
        session->wire_gone = true;
    else if (columns != session->columns || rows != session->rows)
        face->resize(state, session->columns, session->rows);
}

static bool is_in_room(const struct session *session)
{
    return session->watched_board == HINT_OF_ROOM || session->watched_board == HINT_OF_READER;
}

static int64_t sleeps_at(const struct session *session)
{
    return session->stirred + (is_in_room(session) ? ROOM_SLEEP_MS : SLEEP_MS);
}

/* Most sessions wait for a key most of the time. At the first quiet moment a session gives back the memory that it can,
 * and later it closes the database too. In a room one act follows the other, so there it keeps its memory until then;
 * what is said meanwhile comes with its words. A session that shows a thread keeps all: hundreds may show it, and its
 * next post must reach all their screens at once. */
static void rest(struct session *session, bool quiet)
{
    int64_t now = loop_milliseconds();
    if (!quiet) {
        session->stirred = now;
        session->resting = false;
        return;
    }
    if (!is_in_room(session) && session->watched_thread > 0)
        return;
    if (!session->resting && !is_in_room(session)) {
        session->resting = true;
        store_rest(session->store);
        role_trim();
    }
    if (now >= sleeps_at(session) && store_sleep(session->store))
        role_trim();
}

/* Until its next rest, or until the face wants something. */
static int patience(const struct session *session, const struct face_type *face, const void *state)
{
    int asked = loop_patience(face, state);
    int64_t now = loop_milliseconds();
    const int64_t due[] = { session->hub_due, session->room_due, sleeps_at(session) };
    for (size_t i = 0; i < sizeof due / sizeof *due; i++)
        if (due[i] > now && due[i] - now < asked)
            asked = (int)(due[i] - now);
    bool late =
        (session->hub_due > 0 && session->hub_due <= now) || (session->room_due > 0 && session->room_due <= now);
    return late ? 0 : asked;
}

/* A post may concern a thousand sessions, and most of them sleep. Each of these takes its news at a moment of its own,
 * so that they do not all open the database at once. */
static bool hears_now(struct session *session, short ready)
{
    int64_t now = loop_milliseconds();
    bool waited = session->hub_due > 0 && now >= session->hub_due; /* meanwhile poll() was not asked for the hub */
    if ((ready & ~POLLIN) != 0 || !store_sleeps(session->store) || session->watched_thread > 0 || waited) {
        session->hub_due = 0;
        return ready != 0 || waited;
    }
    if (ready != 0 && session->hub_due == 0)
        session->hub_due = now + 1 + getpid() % GATHER_MS;
    return false;
}

static void face_turn(struct session *session, const struct face_type *face, void *state)
{
    bool listens = face->wants_input == NULL || face->wants_input(state);
    short terminal = (short)((listens ? POLLIN | POLLRDHUP : 0) | (face->wants_write(state) ? POLLOUT : 0));
    struct pollfd ready[4] = {
        { session->setup->terminal, terminal, 0 },
        { session->setup->control, POLLIN, 0 },
        { session->setup->hub, session->hub_due > loop_milliseconds() ? 0 : POLLIN, 0 },
        { session->clerk, POLLIN, 0 },
    };
    int count = poll(ready, 4, patience(session, face, state));
    if (ready[0].revents & POLLOUT)
        face->writable(state);
    if (ready[0].revents & (POLLIN | POLLHUP)) {
        bool ends = ready[0].revents & (POLLHUP | POLLRDHUP);
        if (listens && (!ends || terminal_is_there(session->setup->terminal))) {
            face->input(state);
            session_stir(session);
        } else
            session->wire_gone = true;
    }
    if (ready[1].revents)
        resize(session, face, state);
    if (hears_now(session, ready[2].revents))
        session_hear_hub(session, face, state);
    session_read_room(session, face, state);
    if (session->clerk >= 0 && ready[3].revents)
        session_hear_clerk(session);
    int wanted = face->timeout(state);
    if (count == 0 || wanted == 0)
        face->tick(state);
    rest(session, count == 0);
    session_tell_hub(session);
    session_tell_watched(session, face, state);
    session_seen(session, VISIT_HERE);
}

static enum face_event_kind why_it_ends(const struct session *session)
{
    if (session->ended)
        return FACE_ENDED;
    if (session->put_out)
        return FACE_PUT_OUT;
    if (session->shut)
        return FACE_SHUT;
    if (session->moved)
        return FACE_MOVED;
    return session->leave == HUB_LEAVE_ELSEWHERE ? FACE_CROWDED
           : session->leave == HUB_LEAVE_ROOM    ? FACE_ROOM
                                                 : FACE_CLOSING;
}

void session_run_face(struct session *session)
{
    const struct face_type *face;
    void *state = open_face(session, &face);
    if (state == NULL)
        return;
    session_stir(session);
    session_tell_watched(session, face, state);
    session_seen(session, VISIT_HERE);
    session->stirred = loop_milliseconds();
    rest(session, true);
    while (!face->done(state) && !session->wire_gone && !session->closing)
        face_turn(session, face, state);
    if (session->closing)
        face->event(state, &(struct face_event) { .kind = why_it_ends(session) });
    face->save(state);
    face->close(state);
    /* Where she was in a meeting, the room knows at once that her line is closed. */
    if (!session->closing && session->watched_board == HINT_OF_ROOM && session->actor.kind == ACTOR_MEMBER)
        room_dropped(session->store, &session->actor, session->watched_thread, loop_now());
    session_tell_hub(session);
}
