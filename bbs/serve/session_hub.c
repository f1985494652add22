/* session_hub.c: what a session sends to the gate's hub and the clerk, and gets from them. */
#include "bbs/serve/session_state.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bbs/serve/ephemeral_link.h"
#include "bbs/serve/hub.h"
#include "lost.h"
#include "newcomers.h"
#include "room.h"
#include "util.h"

enum {
    SEEN_SECONDS = 60,
    EPHEMERAL_MS = 1000,   /* it answers in a fraction of one; if it does not, it is dead */
    LAST_WRITES_MS = 3000, /* at the end: how long the session waits until the clerk has all on disk */
    ROOM_BEFORE_MOST = 10000,
    SAID_PAUSE_MS = 150, /* a line that came with its words is drawn everywhere before anybody reads the room anew */
};

_Noreturn void session_end(struct session *session)
{
    store_close(session->store);
    _exit(0);
}

bool session_to_clerk(void *context, const struct deferred *item)
{
    static unsigned char bytes[CLERK_FRAME_MAX];
    const struct session *session = context;
    if (session->clerk < 0)
        return false; /* no caretaker at this moment: the item is kept and sent later */
    size_t length = frame_clerk_encode(item, bytes, sizeof bytes);
    bool sent = length > 0 && send(session->clerk, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)length;
    explicit_bzero(bytes, length);
    return sent;
}

/* A single command may come before the socket does. A face has it long since, and never waits for the gate. */
static bool has_ephemeral(struct session *session)
{
    int64_t until = loop_milliseconds() + EPHEMERAL_MS;
    if (session->ephemeral < 0)
        frame_hub_send(session->setup->hub, &(struct hub_frame) { .type = HUB_EPHEMERAL }, -1, -1);
    while (session->ephemeral < 0 && session->execute && !session->closing && loop_milliseconds() < until) {
        struct pollfd ready = { session->setup->hub, POLLIN, 0 };
        if (poll(&ready, 1, EPHEMERAL_MS) > 0)
            session_hear_hub(session, NULL, NULL);
    }
    return session->ephemeral >= 0;
}

bool session_ask_ephemeral(void *context, struct ephemeral_frame *frame)
{
    struct session *session = context;
    if (!has_ephemeral(session))
        return false;
    if (ephemeral_over(session->ephemeral, frame))
        return true;
    close(session->ephemeral); /* a late answer would be taken for that of the next question */
    session->ephemeral = -1;
    frame_hub_send(session->setup->hub, &(struct hub_frame) { .type = HUB_EPHEMERAL }, -1, -1);
    return false;
}

static void new_ephemeral(struct session *session, int ephemeral)
{
    if (session->ephemeral >= 0)
        close(session->ephemeral);
    session->ephemeral = ephemeral;
}

static void new_clerk(struct session *session, int clerk)
{
    if (session->clerk >= 0)
        close(session->clerk);
    session->clerk = clerk;
    deferred_lost_clerk(session->store);
    deferred_resend(session->store);
}

void session_hear_clerk(struct session *session)
{
    uint64_t number;
    for (;;) {
        ssize_t length = recv(session->clerk, &number, sizeof number, MSG_DONTWAIT);
        if (length == (ssize_t)sizeof number) {
            deferred_acknowledged(session->store, number);
            continue;
        }
        if (length < 0 && (errno == EAGAIN || errno == EINTR))
            break;
        close(session->clerk); /* the caretaker ended; the gate sends a new socket when there is a new caretaker */
        session->clerk = -1;
        return;
    }
    if (deferred_waiting(session->store) > 0)
        deferred_resend(session->store);
}

/* Sends a line that was spoken here with its words, so that listeners need not read it from the database. False: it
 * must be read, as it is too long, or was struck already. */
static bool send_words(struct session *session, const struct wrote *wrote)
{
    struct room_line line;
    size_t count = 0;
    bool sent = false;
    if (room_lines(session->store, &session->actor, wrote->thread, wrote->post - 1, 1, &line, &count) != RESULT_OK ||
        count == 0)
        return false;
    struct hub_frame frame = { .type = HUB_SAID, .seq = line.id, .board = line.kind, .thread = wrote->thread };
    if (line.id == wrote->post && !line.struck)
        sent = frame_hub_send_words(session->setup->hub, &frame, line.text);
    room_lines_free(&line, count);
    return sent;
}

void session_tell_hub(struct session *session)
{
    struct wrote wrote;
    while (store_wrote(session->store, &wrote)) {
        bool spoken = wrote.board == HINT_OF_ROOM && wrote.post != 0;
        struct hub_frame frame = {
            .type = HUB_HINT,
            .seq = wrote.seq,
            .board = wrote.board,
            .thread = wrote.thread,
            .post = spoken ? 0 : wrote.post,
            .member = wrote.member,
        };
        if (wrote.visit != 0)
            frame = (struct hub_frame) { .type = HUB_END, .seq = wrote.visit };
        if (!spoken || !send_words(session, &wrote))
            frame_hub_send(session->setup->hub, &frame, -1, -1);
    }
}

/* True when her home stopped her. The gate only hints that the member has news; the database says what it is. */
static bool is_put_out(const struct session *session)
{
    struct newcomer_wait wait;
    return session->actor.kind == ACTOR_MEMBER &&
           newcomer_wait_get(session->store, &session->actor, &wait) == RESULT_OK;
}

/* She left the house in another session, or an assembly removed her: she has no place here any more, and what stands on
 * the screen is not for her. */
static bool has_left(struct session *session)
{
    struct actor now;
    return session->actor.kind == ACTOR_MEMBER &&
           actor_for(session->store, ACTOR_MEMBER, session->actor.handle, &now) == RESULT_NOT_FOUND;
}

/* She moved, or left a workplace or caucus, elsewhere. What stands on the screen may be of it, and words that were
 * begun there would go to the board of that name in another unit: this session ends, and the face says why. */
static bool has_moved(struct session *session)
{
    const struct actor *actor = &session->actor;
    struct actor now;
    if (actor->kind != ACTOR_MEMBER || actor_for(session->store, ACTOR_MEMBER, actor->handle, &now) != RESULT_OK)
        return false;
    for (int i = 0; i < actor->unit_count; i++)
        if (!actor_belongs(&now, actor->units[i]))
            return true;
    return false;
}

/* Others set her password (RULES 1.9): whoever sits here does not know it, and nothing that is older is open any more.
 */
static bool is_shut(struct session *session)
{
    int64_t restored = session->in ? lost_restored_at(session->store, &session->actor) : 0;
    return restored != 0 && restored != session->restored;
}

/* Each of those who are in a room reads it when the others before her have had their share of time: then five hundred
 * do not read at once, and the keys of all go between. */
static void read_room_later(struct session *session, const struct hub_frame *frame, int64_t pause)
{
    int64_t before = frame->post > 0 && frame->post < ROOM_BEFORE_MOST ? frame->post : 0;
    int64_t due = loop_milliseconds() + pause + before * HUB_SHARE_MS;
    if (session->room_due == 0 || due < session->room_due)
        session->room_due = due;
    session->room_told = frame->thread;
}

void session_read_room(struct session *session, const struct face_type *face, void *state)
{
    if (session->room_due == 0 || loop_milliseconds() < session->room_due)
        return;
    session->room_due = 0;
    face->event(
        state, &(struct face_event) { .kind = FACE_WRITTEN, .board = HINT_OF_ROOM, .thread = session->room_told });
}

/* A hint of the hub; `alone`: the first of those that came now. After several, one may be lost, so all of a thread is
 * read. */
static void hear_hint(
    struct session *session, const struct hub_frame *frame, bool alone, const struct face_type *face, void *state)
{
    if (frame->member != 0 && is_put_out(session))
        session->put_out = session->closing = true;
    else if (frame->member != 0 && has_left(session))
        session->ended = session->closing = true;
    else if (frame->member != 0 && is_shut(session))
        session->shut = session->closing = true;
    else if (frame->member != 0 && has_moved(session))
        session->moved = session->closing = true;
    else if (face != NULL && frame->member == 0 && frame->board == HINT_OF_ROOM)
        read_room_later(session, frame, 0);
    else if (face != NULL)
        face->event(state, &(struct face_event) {
                               .kind = frame->member != 0 ? FACE_LETTER : FACE_WRITTEN,
                               .seq = frame->seq,
                               .board = frame->board,
                               .thread = frame->thread,
                               .post = alone ? frame->post : 0,
                           });
}

static void hear_words(struct session *session, const struct hub_frame *frame, const char *words,
    const struct face_type *face, void *state)
{
    const struct face_event event = {
        .kind = FACE_SAID,
        .seq = frame->seq,
        .board = HINT_OF_ROOM,
        .thread = frame->thread,
        .said = frame->board,
        .member = frame->member,
        .words = words,
    };
    face->event(state, &event);
    read_room_later(session, frame, SAID_PAUSE_MS);
}

void session_hear_hub(struct session *session, const struct face_type *face, void *state)
{
    static char words[HUB_WORDS_MAX + 1];
    struct hub_frame frame;
    int passed[2];
    enum hub_received received = HUB_NOTHING;
    for (int i = 0;
         i < 16 && (received = frame_hub_receive_words(session->setup->hub, &frame, passed, words)) == HUB_GOT; i++) {
        if (frame.type == HUB_CLERK && passed[0] >= 0) {
            new_clerk(session, passed[0]);
            passed[0] = -1;
        } else if (frame.type == HUB_EPHEMERAL && passed[0] >= 0) {
            new_ephemeral(session, passed[0]);
            passed[0] = -1;
        } else if (frame.type == HUB_CLOSING)
            session->closing = true;
        else if (frame.type == HUB_WAIT)
            session->turn = (struct guess_turn) { frame.seq, (enum guess_check)frame.board };
        else if (frame.type == HUB_HASH)
            session->may_hash = true;
        else if (frame.type == HUB_LEAVE) {
            session->leave = frame.seq == HUB_LEAVE_ELSEWHERE ? HUB_LEAVE_ELSEWHERE : HUB_LEAVE_ROOM;
            session->closing = true;
        } else if (frame.type == HUB_END && frame.seq == session->visit && session->visit != 0)
            session->ended = session->closing = true;
        else if (frame.type == HUB_HINT)
            hear_hint(session, &frame, i == 0, face, state);
        else if (frame.type == HUB_SAID && face != NULL)
            hear_words(session, &frame, words, face, state);
        for (int k = 0; k < 2; k++)
            if (passed[k] >= 0)
                close(passed[k]);
    }
    explicit_bzero(words, sizeof words);
    if (received == HUB_GONE)
        session->closing = true; /* the gate is gone; no text is lost, but nobody can log in now */
}

void session_tell_watched(struct session *session, const struct face_type *face, const void *state)
{
    int64_t board = -1, thread = -1;
    face->watching(state, &board, &thread);
    if (board == session->watched_board && thread == session->watched_thread)
        return;
    struct hub_frame frame = { .type = HUB_WATCH, .board = board, .thread = thread };
    if (frame_hub_send(session->setup->hub, &frame, -1, -1)) {
        session->watched_board = board;
        session->watched_thread = thread;
    }
}

void session_seen(struct session *session, enum visit_state state)
{
    if (session->actor.kind != ACTOR_MEMBER || (state == VISIT_HERE && loop_milliseconds() < session->seen_due))
        return;
    session->seen_due = loop_milliseconds() + SEEN_SECONDS * 1000;
    visit_seen(session->store, &session->actor, session->visit, state, loop_now());
}

/* Tells the gate that a person is active, at the first screen and then with her keys. When a member has too many
 * sessions, the gate ends the one that was quiet longest. */
void session_stir(struct session *session)
{
    if (loop_milliseconds() >= session->stir_due &&
        frame_hub_send(session->setup->hub, &(struct hub_frame) { .type = HUB_STIR }, -1, -1))
        session->stir_due = loop_milliseconds() + SEEN_SECONDS * 1000;
}

/* Sends the last writes to the clerk and waits until they are on disk. Without a clerk the session writes them itself.
 */
void session_last_writes(struct session *session)
{
    int64_t until = loop_milliseconds() + LAST_WRITES_MS;
    deferred_resend(session->store);
    while (deferred_waiting(session->store) > 0 && loop_milliseconds() < until) {
        struct pollfd ready[2] = { { session->clerk, POLLIN, 0 }, { session->setup->hub, POLLIN, 0 } };
        if (session->clerk < 0 && session->closing)
            break;
        poll(ready, 2, 200);
        if (ready[1].revents && !session->closing)
            session_hear_hub(session, NULL, NULL);
        if (session->clerk >= 0 && ready[0].revents)
            session_hear_clerk(session);
    }
    deferred_send_to(session->store, NULL, NULL);
    deferred_resend(session->store);
}
