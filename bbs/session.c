/*
 * session.c: before log-in a table of what the wire may ask, how often and when; after it one loop over terminal,
 * control, hub and clerk that tells one face what happened.
 *
 * Keys are served before hints: a person who types never waits for news. The wire is not believed in anything: what is
 * not permitted in a state ends the session.
 */
#include "bbs/session.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "bbs/guess.h"
#include "bbs/role.h"
#include "bbs/sandbox.h"
#include "bbs/secrets.h"
#include "bbs/typed.h"
#include "command.h"
#include "face.h"
#include "frame.h"
#include "gettext.h"
#include "language.h"
#include "newcomers.h"
#include "paper_codes.h"
#include "text.h"
#include "util.h"
#include "visits.h"

enum {
    CODE_TRIES_MOST = 3,     /* paper codes after one password: it is much to type */
    TRIES_MOST = 6,          /* passwords and keys in one connection; OpenSSH's own default */
    FAILED_WAIT_MS = 800,    /* a wrong password waits this long for its answer */
    HASHING_WAIT_MS = 60000, /* then the gate gives no turn, and the client has had enough */
    BODY_MOST = 1 << 20,     /* bytes on standard input of a command; what is longer is no post */
    SEEN_SECONDS = 60,
    LAST_WRITES_MS = 3000, /* at the end: for the clerk to say that all is on disk */
    UNREAD_SECONDS = 60,   /* a client that takes none of a command's output for so long is gone */
    COLUMNS_MOST = 1000,
    DRAWN_MOST = 4 << 20, /* bytes that are drawn and not yet sent; the largest screen has a tenth of it */
};

struct session {
    const struct session_setup *setup;
    struct store_keys keys; /* secrets.h */
    struct store *store;
    enum store_mode mode; /* that it was opened in */
    struct actor actor;
    struct settings settings;
    bool in;
    struct actor awaited; /* her password was right, and a paper code is asked for; else nobody */
    int code_tries;
    bool welcome;    /* a newcomer, who comes in by whatever she says */
    char *shown_key; /* hers; join.h */
    int clerk;
    int drawn; /* where screens are drawn before they are sent: face.h */
    char term[65];
    int columns, rows;
    bool terminal;
    int tries, keys_tried;
    struct guess_turn turn; /* wait: -1: the gate has not said */
    bool may_hash;          /* the gate said that its turn has come */
    bool shell, execute;
    char *line; /* of FRAME_EXECUTE, as it came */
    size_t line_length;
    int64_t watched_board, watched_thread, seen_due; /* seen_due: milliseconds */
    bool resting;
    bool input_ended, wire_gone, closing;
    int64_t visit;
    bool by_password, by_code;
    bool ended;           /* from elsewhere */
    bool put_out;         /* her home stopped how she came in: newcomers.h */
    bool asked;           /* the gate knows that keys are exchanged */
    int64_t stir_due;     /* milliseconds: when the gate is told again that keys are pressed */
    enum hub_leave leave; /* it ends to make room */
    char refused[200];    /* she is in, and has to come again later: this is said instead of a face */
};

static int64_t now_seconds(void)
{
    return (int64_t)time(NULL);
}

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

_Noreturn static void session_end(struct session *session)
{
    store_close(session->store);
    _exit(0);
}

/* --- before log-in --- */

static void answer(struct session *session, bool yes)
{
    struct frame frame = { .type = FRAME_ANSWER, .number = { yes } };
    if (!frame_send(session->setup->control, &frame))
        session_end(session);
}

static void frame_copy(const struct frame *frame, int which, char *to, size_t size)
{
    size_t length = frame->text[which].length < size - 1 ? frame->text[which].length : size - 1;
    memcpy(to, frame->text[which].data, length);
    to[length] = '\0';
}

static void user_copy(const struct frame *frame, char *to, size_t size)
{
    frame_copy(frame, 0, to, size);
    char *name = text_trimmed(to);
    copy_text(to, size, name);
    free(name);
}

/* The house opens at the first request to come in, not before: a knock alone costs no database. A guest's is for
 * reading alone, so one who asks as a guest and as a member in turn has it opened anew. */
static bool open_store(struct session *session, enum store_mode mode)
{
    if (session->store != NULL && session->mode == mode)
        return true;
    store_close(session->store);
    session->store = NULL;
    session->mode = mode;
    enum store_open_fault fault = store_open(session->setup->database, mode, &session->store);
    if (fault == STORE_OPENED) {
        store_keys(session->store, &session->keys);
        return true;
    }
    const char *words = store_open_sentence(fault);
    fprintf(stderr, "bbs: %s\n", words);
    return false;
}

static void let_in(struct session *session, const char *method)
{
    session->in = true;
    session->by_password = strncmp(method, "password", strlen("password")) == 0; /* with a code, too */
    struct hub_frame frame = { .type = HUB_IN, .member = session->actor.member };
    hub_send(session->setup->hub, &frame, -1, -1);
    if (actor_has_account(&session->actor)) {
        settings_get(session->store, &session->actor, &session->settings);
        language_speak(session->settings.language);
        visit_begin(session->store, &session->actor, session->setup->source, method, now_seconds(), &session->visit);
    }
}

/* In her language: who knows her password may know that. */
static void ask_code(struct session *session, const char *words)
{
    struct frame frame = { .type = FRAME_ASK };
    frame.text[0].data = words;
    frame.text[0].length = strnlen(words, frame_text_limit(FRAME_ASK, 0));
    if (!frame_send(session->setup->control, &frame))
        session_end(session);
}

static bool ask_turn(struct session *session, const struct hub_frame *question);

/* Too many sign-ups from there or in all: that is said in so many words, once she is as far as that words reach her. */
static void begin_signup(struct session *session)
{
    if (ask_turn(session, &(struct hub_frame) { .type = HUB_SIGNUP }) && session->turn.wait > 0) {
        int seconds = (int)(session->turn.wait + 999) / 1000;
        snprintf(session->refused, sizeof session->refused,
            ngettext("Many are signing up just now. Come again in %d second; your code stays good.",
                "Many are signing up just now. Come again in %d seconds; your code stays good.",
                (unsigned long)seconds),
            seconds);
    }
    let_in(session, "new");
}

/* A newcomer proves nothing, and sees the sign-up alone. */
static bool is_newcomer(struct session *session, const char *user)
{
    return strcasecmp(user, "new") == 0 && open_store(session, STORE_SERVE) &&
           actor_for(session->store, ACTOR_NOBODY, NULL, &session->actor) == RESULT_OK;
}

/* Nothing is asked of her, but her client may show a key before she is in. */
static void make_welcome(struct session *session)
{
    session->welcome = true;
    ask_code(session, "");
}

static void become(void *context, const struct actor *member)
{
    struct session *session = context;
    session->actor = *member;
    let_in(session, "invitation");
}

/* What was held back is open to her. */
static void password_chosen(void *context)
{
    struct session *session = context;
    actor_for(session->store, ACTOR_MEMBER, session->actor.handle, &session->actor);
}

static void shared_said(void *context, bool shared)
{
    struct session *session = context;
    source_said(session->store, &session->actor, session->setup->source, shared, session->by_code, now_seconds());
}

static void on_try_none(struct session *session, const struct frame *frame)
{
    char user[129];
    user_copy(frame, user, sizeof user);
    if (strcasecmp(user, "guest") == 0 && open_store(session, STORE_GUEST) &&
        login_guest(session->store, &session->actor) == RESULT_OK)
        let_in(session, "guest");
    else if (is_newcomer(session, user)) {
        make_welcome(session);
        return;
    }
    answer(session, session->in);
}

/* The type stands at the blob's beginning, and once more before it in a line. */
static char *key_line(const unsigned char *blob, size_t length, const char *base64, size_t base64_length)
{
    struct buffer line = { 0 };
    size_t own = length > 4 ? (size_t)blob[2] << 8 | blob[3] : 0;
    if (length > 4 && own <= length - 4)
        buffer_format(&line, "%.*s %.*s", (int)own, (const char *)blob + 4, (int)base64_length, base64);
    return buffer_take(&line);
}

static void on_try_key(struct session *session, const struct frame *frame)
{
    char user[129];
    unsigned char blob[FRAME_TEXT_MAX];
    size_t length = 0;
    struct actor actor = { 0 };
    user_copy(frame, user, sizeof user);
    bool sound = sodium_base642bin(blob, sizeof blob, frame->text[1].data, frame->text[1].length, "\n", &length, NULL,
                     sodium_base64_VARIANT_ORIGINAL) == 0;
    bool newcomer = sound && is_newcomer(session, user);
    if (newcomer) {
        free(session->shown_key);
        session->shown_key = key_line(blob, length, frame->text[1].data, frame->text[1].length);
        if (frame->number[0] != 1) {
            make_welcome(session);
            return;
        }
        begin_signup(session);
        answer(session, true);
        return;
    }
    bool known =
        sound && open_store(session, STORE_SERVE) && login_key(session->store, user, blob, length, &actor) == RESULT_OK;
    if (known && frame->number[0] == 1) { /* only the signed one is proof; the other was a probe */
        session->actor = actor;
        let_in(session, "key");
    }
    answer(session, known);
}

static void hear_hub(struct session *session, const struct face_type *face, void *state);

/* Waits on the gate and for the wire's end. */
static void wait_hearing(struct session *session, int64_t end)
{
    struct pollfd ready[2] = { { session->setup->hub, POLLIN, 0 }, { session->setup->control, 0, 0 } };
    int64_t left = end - milliseconds();
    if (left > 0 && poll(ready, 2, (int)left) > 0 && ready[0].revents)
        hear_hub(session, NULL, NULL);
    if (session->closing || ready[1].revents)
        session_end(session);
}

/* Words for a person who is not in yet. */
static void say_before(struct session *session, const char *words)
{
    struct frame frame = { .type = FRAME_TROUBLE };
    frame.text[0].data = words;
    frame.text[0].length = strlen(words);
    if (!frame_send(session->setup->control, &frame))
        session_end(session);
}

static void wait_for(struct session *session, int64_t for_milliseconds)
{
    int64_t end = milliseconds() + for_milliseconds;
    while (milliseconds() < end)
        wait_hearing(session, end);
}

/* The gate's answer is in `turn`. False: it gives none. */
static bool ask_turn(struct session *session, const struct hub_frame *question)
{
    int64_t end = milliseconds() + GUESS_WAIT_MOST_MS;
    session->turn = (struct guess_turn) { .wait = -1 };
    hub_send(session->setup->hub, question, -1, -1);
    while (session->turn.wait < 0 && milliseconds() < end)
        wait_hearing(session, end);
    if (session->turn.wait > GUESS_WAIT_MOST_MS)
        session->turn.wait = GUESS_WAIT_MOST_MS;
    return session->turn.wait >= 0;
}

static void end_hashing(struct session *session)
{
    hub_send(session->setup->hub, &(struct hub_frame) { .type = HUB_HASHED }, -1, -1);
}

/* Only a few hash at once, and each source has its share. False: the turn does not come. */
static bool take_hashing(struct session *session, bool place_is_known)
{
    struct hub_frame frame = { .type = HUB_HASH, .board = place_is_known };
    int64_t end = milliseconds() + HASHING_WAIT_MS;
    session->may_hash = false;
    hub_send(session->setup->hub, &frame, -1, -1);
    while (!session->may_hash && milliseconds() < end)
        wait_hearing(session, end);
    if (!session->may_hash)
        end_hashing(session);
    return session->may_hash;
}

/* At a place that is known a wrong password was looked at before its time. It is answered when it would have been
 * answered elsewhere: after the wait, and after a turn among those who come from elsewhere. */
static void wait_as_elsewhere(struct session *session, int64_t waited)
{
    if (session->turn.wait > waited)
        wait_for(session, session->turn.wait - waited);
    if (take_hashing(session, false))
        end_hashing(session);
}

/* RULES 1.11. A handle that nobody has is asked for, waits and is hashed like any other. */
static bool is_right(struct session *session, const char *user, const char *password, struct actor *actor)
{
    bool known_place = source_is_known(session->store, user, session->setup->source, now_seconds());
    struct hub_frame frame = { .type = HUB_TRY, .seq = handle_number(session->store, user), .board = known_place };
    if (!ask_turn(session, &frame))
        return false;
    if (session->turn.check != GUESS_AT_ONCE)
        wait_for(session, session->turn.wait);
    if (session->turn.check == GUESS_NEVER) {
        say_before(session, _("Too many passwords were tried for this name from where you are. Wait half a minute, "
                              "then log in again. A key or another place need not wait."));
        return false;
    }
    int64_t asked = milliseconds();
    if (!take_hashing(session, session->turn.check == GUESS_AT_ONCE))
        return false;
    int64_t waited = milliseconds() - asked;
    bool right =
        login_password(session->store, user, password, session->setup->argon_slots, now_seconds(), actor) == RESULT_OK;
    end_hashing(session);
    frame = (struct hub_frame) { .type = HUB_RIGHT, .seq = frame.seq, .board = session->turn.check };
    if (right)
        hub_send(session->setup->hub, &frame, -1, -1);
    else if (session->turn.check == GUESS_AT_ONCE)
        wait_as_elsewhere(session, waited);
    return right;
}

static void on_try_password(struct session *session, const struct frame *frame)
{
    char user[129], password[1025];
    struct actor actor = { 0 };
    user_copy(frame, user, sizeof user);
    frame_copy(frame, 1, password, sizeof password);
    bool known = open_store(session, STORE_SERVE) && is_right(session, user, password, &actor);
    explicit_bzero(password, sizeof password);
    session->awaited = (struct actor) { 0 };
    if (known && code_is_asked(session->store, &actor, session->setup->source, now_seconds())) {
        struct settings settings;
        session->awaited = actor;
        session->code_tries = 0;
        settings_get(session->store, &actor, &settings);
        language_speak(settings.language);
        ask_code(session, _("Paper code: "));
        return;
    }
    if (known) {
        session->actor = actor;
        let_in(session, "password");
    } else
        poll(NULL, 0, FAILED_WAIT_MS);
    answer(session, known);
}

/* Three codes after one password, then the password again. */
static void on_try_code(struct session *session, const struct frame *frame)
{
    char code[129];
    if (session->welcome && !actor_has_account(&session->awaited)) {
        begin_signup(session);
        answer(session, true);
        return;
    }
    frame_copy(frame, 0, code, sizeof code);
    bool known = actor_has_account(&session->awaited) &&
                 code_use(session->store, session->awaited.member, code, now_seconds()) == RESULT_OK;
    explicit_bzero(code, sizeof code);
    if (known) {
        session->actor = session->awaited;
        session->by_code = true;
        let_in(session, "password and code");
    } else {
        poll(NULL, 0, FAILED_WAIT_MS);
        if (actor_has_account(&session->awaited) && ++session->code_tries < CODE_TRIES_MOST) {
            ask_code(session, _("That one is struck out, or not of your newest list. Paper code: "));
            return;
        }
        session->awaited = (struct actor) { 0 };
    }
    answer(session, known);
}

/* 0x0 is what pipes and phones send when they know no size; a window nobody has is cut to what memory bears. */
static int sane(uint32_t asked, int otherwise)
{
    if (asked == 0)
        return otherwise;
    return asked > COLUMNS_MOST ? COLUMNS_MOST : (int)asked;
}

static void on_terminal(struct session *session, const struct frame *frame)
{
    frame_copy(frame, 0, session->term, sizeof session->term);
    session->columns = sane(frame->number[0], 80);
    session->rows = sane(frame->number[1], 24);
    session->terminal = true;
}

static void on_resize(struct session *session, const struct frame *frame)
{
    session->columns = sane(frame->number[0], 80);
    session->rows = sane(frame->number[1], 24);
}

static void on_shell(struct session *session, const struct frame *frame)
{
    (void)frame;
    session->shell = true;
}

static void on_execute(struct session *session, const struct frame *frame)
{
    session->line = xstrndup(frame->text[0].data, frame->text[0].length);
    session->line_length = frame->text[0].length;
    session->execute = true;
}

static void on_input_end(struct session *session, const struct frame *frame)
{
    (void)frame;
    session->input_ended = true;
}

enum when { BEFORE_LOGIN, BEFORE_START, ANY_TIME_IN };
static const struct permitted {
    enum when when;
    bool counts; /* as a try to come in */
    void (*take)(struct session *session, const struct frame *frame);
} permitted[FRAME_TYPES] = {
    [FRAME_TRY_NONE] = { BEFORE_LOGIN, true, on_try_none },
    [FRAME_TRY_KEY] = { BEFORE_LOGIN, true, on_try_key },
    [FRAME_TRY_PASSWORD] = { BEFORE_LOGIN, true, on_try_password },
    [FRAME_TRY_CODE] = { BEFORE_LOGIN, true, on_try_code },
    [FRAME_TERMINAL] = { BEFORE_START, false, on_terminal },
    [FRAME_RESIZE] = { ANY_TIME_IN, false, on_resize },
    [FRAME_SHELL] = { BEFORE_START, false, on_shell },
    [FRAME_EXECUTE] = { BEFORE_START, false, on_execute },
    [FRAME_INPUT_END] = { ANY_TIME_IN, false, on_input_end },
};

static bool is_permitted(const struct session *session, const struct permitted *entry)
{
    if (entry->take == NULL)
        return false;
    if (entry->when == BEFORE_LOGIN)
        return !session->in;
    if (entry->when == BEFORE_START)
        return session->in && !session->shell && !session->execute;
    return session->in;
}

static void send_words(const struct session *session, enum frame_type type, uint32_t number, const char *words)
{
    struct frame frame = { .type = type, .number = { number } };
    char cut[257];
    copy_text(cut, sizeof cut, words);
    frame.text[0].data = cut;
    frame.text[0].length = strlen(cut);
    frame_send(session->setup->control, &frame);
}

/* An agent offers all the keys it has, one by one, before the right one may come. ssh shows these words, and letters
 * beyond ASCII as numbers. */
static void refuse_more_tries(const struct session *session)
{
    const char *words =
        session->keys_tried > TRIES_MOST
            ? _("too many keys were offered; use -o IdentitiesOnly=yes, and -i with the file of your key")
            : _("too many tries; wait a minute, then come again");
    char *plain = text_shown(words, strlen(words), TEXT_LINE, true);
    send_words(session, FRAME_REFUSE, 0, plain);
    free(plain);
}

/* False: the wire is gone, or asked what it may not. */
static bool take_control(struct session *session)
{
    unsigned char buffer[FRAME_MAX];
    struct frame frame;
    if (!frame_receive(session->setup->control, buffer, &frame))
        return false;
    const struct permitted *entry = &permitted[frame.type];
    if (!is_permitted(session, entry))
        return false;
    session->keys_tried += frame.type == FRAME_TRY_KEY;
    if (entry->counts && ++session->tries > TRIES_MOST * 2) {
        refuse_more_tries(session);
        return false;
    }
    if (entry->counts && !session->asked)
        session->asked = hub_send(session->setup->hub, &(struct hub_frame) { .type = HUB_ASKED }, -1, -1);
    entry->take(session, &frame);
    explicit_bzero(buffer, sizeof buffer);
    return true;
}

/* --- the clerk --- */

static bool to_clerk(void *context, const struct deferred *item)
{
    static unsigned char bytes[CLERK_FRAME_MAX];
    const struct session *session = context;
    if (session->clerk < 0)
        return false; /* between two caretakers: it is kept, and offered again */
    size_t length = clerk_encode(item, bytes, sizeof bytes);
    bool sent = length > 0 && send(session->clerk, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)length;
    explicit_bzero(bytes, length);
    return sent;
}

static void new_clerk(struct session *session, int clerk)
{
    if (session->clerk >= 0)
        close(session->clerk);
    session->clerk = clerk;
    deferred_lost_clerk(session->store);
    deferred_resend(session->store);
}

static void hear_clerk(struct session *session)
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
        close(session->clerk); /* the caretaker ended; the gate sends a new way when there is a new one */
        session->clerk = -1;
        return;
    }
    if (deferred_waiting(session->store) > 0)
        deferred_resend(session->store);
}

/* --- the hub --- */

static void tell_hub(struct session *session)
{
    struct wrote wrote;
    while (store_wrote(session->store, &wrote)) {
        struct hub_frame frame = {
            .type = HUB_HINT,
            .seq = wrote.seq,
            .board = wrote.board,
            .thread = wrote.thread,
            .post = wrote.post,
            .member = wrote.member,
        };
        if (wrote.visit != 0)
            frame = (struct hub_frame) { .type = HUB_END, .seq = wrote.visit };
        hub_send(session->setup->hub, &frame, -1, -1);
    }
}

/* The gate tells a session that something is new for its member; that it is this, the house itself says. */
static bool is_put_out(const struct session *session)
{
    struct newcomer_wait wait;
    return session->actor.kind == ACTOR_MEMBER &&
           newcomer_wait_get(session->store, &session->actor, &wait) == RESULT_OK;
}

static void hear_hub(struct session *session, const struct face_type *face, void *state)
{
    struct hub_frame frame;
    int passed[2];
    enum hub_received received = HUB_NOTHING;
    for (int i = 0; i < 16 && (received = hub_receive(session->setup->hub, &frame, passed)) == HUB_GOT; i++) {
        if (frame.type == HUB_CLERK && passed[0] >= 0) {
            new_clerk(session, passed[0]);
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
        else if (frame.type == HUB_HINT && frame.member != 0 && is_put_out(session))
            session->put_out = session->closing = true;
        else if (frame.type == HUB_HINT && face != NULL) {
            struct face_event event = {
                .kind = frame.member != 0 ? FACE_LETTER : FACE_WRITTEN,
                .seq = frame.seq,
                .board = frame.board,
                .thread = frame.thread,
                .post = i == 0 ? frame.post : 0, /* of many that waited one may have been dropped: all is looked at */
            };
            face->event(state, &event);
        }
        for (int k = 0; k < 2; k++)
            if (passed[k] >= 0)
                close(passed[k]);
    }
    if (received == HUB_GONE)
        session->closing = true; /* the gate is gone; nothing is lost, but nobody comes in any more */
}

static void tell_what_is_watched(struct session *session, const struct face_type *face, const void *state)
{
    int64_t board = -1, thread = -1;
    face->watching(state, &board, &thread);
    if (board == session->watched_board && thread == session->watched_thread)
        return;
    struct hub_frame frame = { .type = HUB_WATCH, .board = board, .thread = thread };
    if (hub_send(session->setup->hub, &frame, -1, -1)) {
        session->watched_board = board;
        session->watched_thread = thread;
    }
}

static void seen(struct session *session, enum visit_state state)
{
    if (session->actor.kind != ACTOR_MEMBER || (state == VISIT_HERE && milliseconds() < session->seen_due))
        return;
    session->seen_due = milliseconds() + SEEN_SECONDS * 1000;
    visit_seen(session->store, &session->actor, session->visit, state, now_seconds());
}

/* The gate is told that somebody sits here, at the first screen and then with the keys: when a member has too many
 * sessions, the one that was quiet longest ends. */
static void stir(struct session *session)
{
    if (milliseconds() >= session->stir_due &&
        hub_send(session->setup->hub, &(struct hub_frame) { .type = HUB_STIR }, -1, -1))
        session->stir_due = milliseconds() + SEEN_SECONDS * 1000;
}

/* What was typed last goes to the clerk, and the session waits until it is on disk. Without a clerk it writes it
 * itself. */
static void last_writes(struct session *session)
{
    int64_t until = milliseconds() + LAST_WRITES_MS;
    deferred_resend(session->store);
    while (deferred_waiting(session->store) > 0 && milliseconds() < until) {
        struct pollfd ready[2] = { { session->clerk, POLLIN, 0 }, { session->setup->hub, POLLIN, 0 } };
        if (session->clerk < 0 && session->closing)
            break;
        poll(ready, 2, 200);
        if (ready[1].revents && !session->closing)
            hear_hub(session, NULL, NULL);
        if (session->clerk >= 0 && ready[0].revents)
            hear_clerk(session);
    }
    store_defer_to(session->store, NULL, NULL);
    deferred_resend(session->store);
}

/* --- screens and line mode --- */

static void *open_face(struct session *session, const struct face_type **face)
{
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
        .settings = session->settings,
        .argon_slots = session->setup->argon_slots,
        .now = now_seconds,
        .host_key = session->setup->host_key,
        .become = become,
        .shared_said = shared_said,
        .chosen = password_chosen,
        .context = session,
        .shown_key = session->shown_key,
        .source = session->setup->source,
        .visit = &session->visit,
        .by_password = session->by_password,
        .milliseconds = milliseconds,
    };
    char problem[300] = "";
    bool line = !session->terminal || session->settings.line_mode || strcmp(session->term, "dumb") == 0;
    void *state = NULL;
    if (!line) {
        *face = &screens_face;
        send_words(session, FRAME_MODES, 1, _("The house lost this session. What you wrote is kept; come in again."));
        state = screens_face.open(&setup, problem, sizeof problem);
        if (state == NULL)
            send_words(session, FRAME_MODES, 0, "");
    }
    if (state == NULL) {
        *face = &line_face;
        state = line_face.open(&setup, problem, sizeof problem);
    }
    // cppcheck-suppress returnDanglingLifetime ; a face keeps a copy of its setup
    return state;
}

static int face_patience(const struct face_type *face, const void *state)
{
    int asked = face->timeout(state);
    return asked < 0 || asked > SEEN_SECONDS * 1000 ? SEEN_SECONDS * 1000 : asked;
}

/* False: the terminal's other end is gone. */
static bool terminal_is_there(int terminal)
{
    char byte;
    ssize_t length = recv(terminal, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return length > 0 || (length < 0 && (errno == EAGAIN || errno == EINTR));
}

static void resize(struct session *session, const struct face_type *face, void *state)
{
    int columns = session->columns, rows = session->rows;
    if (!take_control(session))
        session->wire_gone = true;
    else if (columns != session->columns || rows != session->rows)
        face->resize(state, session->columns, session->rows);
}

/* Most sessions wait for a key most of the time: the first time that nothing happened they give back what they can. But
 * whoever looks at a thread keeps it: hundreds may, and its next post is to be on all their screens at once.
 */
static void rest(struct session *session, bool quiet)
{
    if (quiet && !session->resting && session->watched_thread <= 0) {
        store_rest(session->store);
        role_trim();
    }
    session->resting = quiet;
}

static void face_turn(struct session *session, const struct face_type *face, void *state)
{
    bool listens = face->wants_input == NULL || face->wants_input(state);
    short terminal = (short)((listens ? POLLIN | POLLRDHUP : 0) | (face->wants_write(state) ? POLLOUT : 0));
    struct pollfd ready[4] = {
        { session->setup->terminal, terminal, 0 },
        { session->setup->control, POLLIN, 0 },
        { session->setup->hub, POLLIN, 0 },
        { session->clerk, POLLIN, 0 },
    };
    int count = poll(ready, 4, face_patience(face, state));
    if (ready[0].revents & POLLOUT)
        face->writable(state);
    if (ready[0].revents & (POLLIN | POLLHUP)) {
        bool ends = ready[0].revents & (POLLHUP | POLLRDHUP);
        if (listens && (!ends || terminal_is_there(session->setup->terminal))) {
            face->input(state);
            stir(session);
        } else
            session->wire_gone = true;
    }
    if (ready[1].revents)
        resize(session, face, state);
    if (ready[2].revents)
        hear_hub(session, face, state);
    if (session->clerk >= 0 && ready[3].revents)
        hear_clerk(session);
    int wanted = face->timeout(state);
    if (count == 0 || wanted == 0)
        face->tick(state);
    rest(session, count == 0);
    tell_hub(session);
    tell_what_is_watched(session, face, state);
    seen(session, VISIT_HERE);
}

static enum face_event_kind why_it_ends(const struct session *session)
{
    if (session->ended)
        return FACE_ENDED;
    if (session->put_out)
        return FACE_PUT_OUT;
    return session->leave == HUB_LEAVE_ELSEWHERE ? FACE_CROWDED
           : session->leave == HUB_LEAVE_ROOM    ? FACE_ROOM
                                                 : FACE_CLOSING;
}

static void run_face(struct session *session)
{
    const struct face_type *face;
    void *state = open_face(session, &face);
    if (state == NULL)
        return;
    stir(session);
    tell_what_is_watched(session, face, state);
    seen(session, VISIT_HERE);
    rest(session, true);
    while (!face->done(state) && !session->wire_gone && !session->closing)
        face_turn(session, face, state);
    if (session->closing)
        face->event(state, &(struct face_event) { .kind = why_it_ends(session) });
    face->save(state);
    face->close(state);
    tell_hub(session);
}

/* --- one command --- */

/* Waits for input; what comes from the wire and the gate meanwhile is taken. False: there will be none any more,
 * or it did not begin in that time (-1: no such limit). */
static bool wait_readable(struct session *session, int milliseconds)
{
    while (!session->closing) {
        struct pollfd ready[3] = {
            { session->setup->terminal, POLLIN, 0 },
            { session->setup->control, POLLIN, 0 },
            { session->setup->hub, POLLIN, 0 },
        };
        int count = poll(ready, 3, milliseconds);
        if (count == 0 || (count < 0 && errno != EINTR))
            return false;
        if (ready[0].revents)
            return true;
        if (ready[1].revents && !take_control(session))
            return false;
        if (ready[2].revents)
            hear_hub(session, NULL, NULL);
    }
    return false;
}

/* The wire says that input has ended before it ends it; of a line that dropped it says nothing. */
static bool input_has_ended(struct session *session)
{
    struct pollfd ready = { session->setup->control, POLLIN, 0 };
    while (!session->input_ended && poll(&ready, 1, 0) > 0)
        if (!take_control(session))
            break;
    return session->input_ended;
}

enum body { BODY_WHOLE, BODY_CUT_OFF, BODY_TOO_LONG, BODY_STOPPED, BODY_UNLIKE };

/* All of standard input. One that may be left out need not begin: whoever types a command would wait for it, and it for
 * her. */
static enum body read_body(struct session *session, bool may_be_left_out, struct buffer *body)
{
    enum { BEGINS_WITHIN = 3000 }; /* milliseconds */
    char bytes[16384];
    if (may_be_left_out && !wait_readable(session, BEGINS_WITHIN) && !session->closing)
        return BODY_WHOLE;
    while (wait_readable(session, -1)) {
        ssize_t length = read(session->setup->terminal, bytes, sizeof bytes);
        if (length <= 0)
            return input_has_ended(session) ? BODY_WHOLE : BODY_CUT_OFF;
        if (body->length + (size_t)length > BODY_MOST)
            return BODY_TOO_LONG;
        buffer_add(body, bytes, (size_t)length);
    }
    return BODY_CUT_OFF;
}

/* A terminal is sent what its driver would have made of it: there a line feed alone goes down, but not back. */
static void say(const struct session *session, const char *words, size_t length)
{
    struct buffer out = { 0 };
    for (size_t i = 0; i < length; i++) {
        if (words[i] == '\n' && session->terminal)
            buffer_string(&out, "\r");
        buffer_add(&out, words + i, 1);
    }
    write_all(session->setup->terminal, buffer_text(&out), out.length);
    buffer_clear(&out);
}

/* One piece of it, as it is typed at a terminal. */
static enum body read_typed_piece(struct session *session, const char *words, struct typed *typed)
{
    char bytes[1024];
    enum typed_state state = TYPED_GOES_ON;
    say(session, words, strlen(words));
    while (state == TYPED_GOES_ON && wait_readable(session, -1)) {
        ssize_t length = read(session->setup->terminal, bytes, sizeof bytes);
        if (length <= 0)
            return input_has_ended(session) ? BODY_WHOLE : BODY_CUT_OFF;
        state = typed_take(typed, bytes, (size_t)length, milliseconds());
        write_all(session->setup->terminal, buffer_text(&typed->echo), typed->echo.length);
        buffer_clear(&typed->echo);
        explicit_bzero(bytes, sizeof bytes);
        if (typed->body.length > BODY_MOST)
            return BODY_TOO_LONG;
    }
    return state == TYPED_SENT ? BODY_WHOLE : state == TYPED_STOPPED ? BODY_STOPPED : BODY_CUT_OFF;
}

static void forget_typed(struct typed *typed)
{
    if (typed->body.data != NULL)
        explicit_bzero(typed->body.data, typed->body.length);
    buffer_clear(&typed->body);
}

/* With a terminal ("ssh -t"): a text up to Ctrl-D; a password is one line that is not shown, a new one is typed twice.
 */
static enum body read_typed(struct session *session, enum command_body kind, struct buffer *body)
{
    bool secret = kind == COMMAND_SECRET || kind == COMMAND_NEW_SECRET;
    struct typed typed = { .secret = secret }, again = { .secret = true };
    const char *words = secret ? _("Password: ") : _("Write. Ctrl-D sends it; Ctrl-C stops, and nothing is written.\n");
    enum body came = read_typed_piece(session, words, &typed);
    if (came == BODY_WHOLE && kind == COMMAND_NEW_SECRET) {
        came = read_typed_piece(session, _("Once more: "), &again);
        if (came == BODY_WHOLE && strcmp(buffer_text(&typed.body), buffer_text(&again.body)) != 0)
            came = BODY_UNLIKE;
        forget_typed(&again);
    }
    *body = typed.body;
    if (came != BODY_WHOLE)
        forget_typed(&typed);
    if (came != BODY_WHOLE)
        *body = (struct buffer) { 0 };
    return came;
}

static const char *body_sentence(enum body came)
{
    switch (came) {
    case BODY_TOO_LONG:
        return _("That is longer than anything this house takes. Nothing was written.");
    case BODY_STOPPED:
        return _("Stopped. Nothing was written.");
    case BODY_UNLIKE:
        return _("The two were not the same. Nothing is changed.");
    default:
        return _("The text was cut off before its end. Nothing was written.");
    }
}

static void trouble(struct session *session, const char *words)
{
    char cut[1000], line[sizeof cut + 2];
    char *shown = text_shown(words, strlen(words), TEXT_LINE, false);
    copy_text(cut, sizeof cut, shown);
    snprintf(line, sizeof line, "%s%s", cut, session->terminal ? "\r\n" : "\n");
    free(shown);
    struct frame frame = { .type = FRAME_TROUBLE };
    frame.text[0].data = line;
    frame.text[0].length = strlen(line);
    frame_send(session->setup->control, &frame);
}

/* RULES 1.10: what a steward did to her waits until she reads it by screens or in line mode. A command marks nothing.
 */
static void tell_unread_acts(struct session *session)
{
    struct shell_act acts[SHELL_ACTS_MOST];
    size_t count = 0;
    if (session->actor.kind == ACTOR_MEMBER &&
        shell_acts_list(session->store, &session->actor, acts, SHELL_ACTS_MOST, &count) == RESULT_OK && count > 0)
        trouble(
            session, _("A steward did something to your account from the shell: `steward` tells it. This line comes "
                       "until you log in without a command and read it."));
}

/* RULES 2.1: who will read it is told before a letter of it is read. False: it cannot be written there, which the reply
 * says. */
static bool tell_readers(struct session *session, const struct speaker *speaker, struct reply *reply)
{
    struct command_text text;
    char words[READERS_LINE_BYTES + 3];
    if (command_text_of(speaker, session->line, &text, reply) != RESULT_OK)
        return false;
    if (!text.some)
        return true;
    snprintf(words, sizeof words, "%s.\n", text.readers.line);
    if (session->terminal) /* on one way with the words that ask for it, so that they come in this order */
        say(session, words, strlen(words));
    else {
        words[strlen(words) - 1] = '\0';
        trouble(session, words);
    }
    return true;
}

/* False: it did not come whole, and that was told. At a terminal what may be left out is. */
static bool take_body(struct session *session, struct buffer *body)
{
    const struct command *command = command_find(session->line);
    enum command_body kind = command != NULL ? command->body : COMMAND_NO_BODY;
    enum body came = BODY_WHOLE;
    if (kind != COMMAND_NO_BODY && !session->terminal)
        came = read_body(session, kind == COMMAND_MAY_BODY, body);
    else if (kind != COMMAND_NO_BODY && kind != COMMAND_MAY_BODY)
        came = read_typed(session, kind, body);
    if (came != BODY_WHOLE)
        trouble(session, body_sentence(came));
    return came == BODY_WHOLE;
}

/* What a script reads: sentences or JSON on standard output, why not on the other one. Gives the exit status. */
static int give(struct session *session, struct reply *reply)
{
    int status = reply_status(reply);
    if (reply->wants_json) {
        char *json = reply_json(reply);
        buffer_clear(&reply->text);
        buffer_format(&reply->text, "%s\n", json);
        free(json);
    }
    say(session, buffer_text(&reply->text), reply->text.length);
    if (status != 0 && reply->reason != NULL)
        trouble(session, reply->reason);
    return status;
}

static int run_command(struct session *session)
{
    if (session->actor.kind == ACTOR_NOBODY) {
        trouble(session, _("Whoever is new here comes in first, and then types commands: ssh new@ and nothing more."));
        return 1;
    }
    struct speaker speaker = {
        .store = session->store,
        .actor = &session->actor,
        .now = now_seconds(),
        .columns = session->terminal ? session->columns : 0,
        .ascii = session->settings.ascii,
        .argon_slots = session->setup->argon_slots,
        .host_key = session->setup->host_key,
        .visit = session->visit,
    };
    struct buffer body = { 0 };
    struct reply reply = { 0 };
    int status = 1;
    bool may = tell_readers(session, &speaker, &reply);
    if (!may || take_body(session, &body)) {
        speaker.now = now_seconds();
        if (may)
            command_run(&speaker, session->line, session->line_length, body.data, body.length, &reply);
        tell_hub(session);
        tell_unread_acts(session);
        status = give(session, &reply);
    }
    buffer_clear(&body);
    reply_clear(&reply);
    return status;
}

/* --- from the first frame to the last --- */

static void wait_for_start(struct session *session)
{
    while (!session->shell && !session->execute) {
        struct pollfd ready[2] = { { session->setup->control, POLLIN, 0 }, { session->setup->hub, POLLIN, 0 } };
        if (poll(ready, 2, -1) < 0 && errno != EINTR)
            session_end(session);
        if (ready[0].revents && !take_control(session))
            session_end(session);
        if (ready[1].revents)
            hear_hub(session, NULL, NULL);
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
    store_defer_to(session.store, to_clerk, &session);
    int status = 0;
    if (session.refused[0] != '\0') {
        trouble(&session, session.refused);
        status = 1;
    } else if (session.execute) {
        struct timeval most = { .tv_sec = UNREAD_SECONDS };
        setsockopt(setup->terminal, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
        status = run_command(&session);
    } else {
        fcntl(setup->terminal, F_SETFL, O_NONBLOCK);
        run_face(&session);
        seen(&session, session.wire_gone ? VISIT_DROPPED : VISIT_LEFT);
    }
    /* Before its client can come again: whoever types many commands in a row has one session at a time. */
    hub_send(setup->hub, &(struct hub_frame) { .type = HUB_LEAVE }, -1, -1);
    frame_send(setup->control, &(struct frame) { .type = FRAME_FINISHED, .number = { (uint32_t)status } });
    shutdown(setup->terminal, SHUT_RDWR);
    last_writes(&session);
    session_end(&session);
}

/* --- the same faces on this process's own terminal --- */

static volatile sig_atomic_t window_changed;

static void on_window(int number)
{
    (void)number;
    window_changed = 1;
}

static void terminal_size(int *columns, int *rows)
{
    struct winsize size = { 0 };
    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    *columns = sane(size.ws_col, 80);
    *rows = sane(size.ws_row, 24);
}

static void console_loop(const struct face_type *face, void *state)
{
    while (!face->done(state)) {
        struct pollfd ready = { STDIN_FILENO, POLLIN, 0 };
        int count = poll(&ready, 1, face_patience(face, state));
        if (window_changed) {
            int columns, rows;
            window_changed = 0;
            terminal_size(&columns, &rows);
            face->resize(state, columns, rows);
        }
        if (count > 0 && ready.revents & POLLIN)
            face->input(state);
        else if (count > 0)
            break; /* the terminal is gone */
        if (face->wants_write(state))
            face->writable(state);
        if (count == 0)
            face->tick(state);
    }
}

struct console {
    struct store *store;
    struct actor actor;
};

static void console_chosen(void *context)
{
    struct console *console = context;
    actor_for(console->store, ACTOR_MEMBER, console->actor.handle, &console->actor);
}

int console_run(struct store *store, const struct actor *actor, bool line)
{
    struct console console = { store, *actor };
    struct face_setup setup = {
        .in = STDIN_FILENO,
        .out = STDOUT_FILENO,
        .term = getenv("TERM") ? getenv("TERM") : "dumb",
        .terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO),
        .store = store,
        .actor = &console.actor,
        .chosen = console_chosen,
        .context = &console,
        .argon_slots = -1,
        .now = now_seconds,
        .milliseconds = milliseconds,
        .source = "console",
    };
    char problem[300] = "";
    struct termios before;
    terminal_size(&setup.columns, &setup.rows);
    settings_get(store, actor, &setup.settings);
    language_speak(setup.settings.language);
    const struct face_type *face = line || !setup.terminal ? &line_face : &screens_face;
    if (setup.terminal) {
        tcgetattr(STDIN_FILENO, &before);
        struct termios raw = before;
        cfmakeraw(&raw);
        tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    signal(SIGWINCH, on_window);
    void *state = face->open(&setup, problem, sizeof problem);
    if (state != NULL) {
        console_loop(face, state);
        face->save(state);
        face->close(state);
    }
    if (setup.terminal)
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
    if (state == NULL)
        fprintf(stderr, "bbs: %s\n", problem);
    return state == NULL;
}
