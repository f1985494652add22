/*
 * session_login.c: log-in of a guest, a newcomer, or a member by key or password, and by a paper code after it. Nothing
 * that the wire says is trusted; the gate says how long a password waits.
 */
#include "bbs/serve/session_state.h"

#include <poll.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "gettext.h"
#include "language.h"
#include "lost.h"
#include "paper_codes.h"
#include "text.h"
#include "util.h"

enum {
    CODE_TRIES_MOST = 3,     /* paper codes after one password: a code is long, and easy to mistype */
    FAILED_WAIT_MS = 800,    /* pause before a wrong password is answered */
    HASHING_WAIT_MS = 60000, /* the longest wait for the gate's turn; a client would wait no longer */
};

static void answer(struct session *session, bool yes)
{
    struct frame frame = { .type = FRAME_ANSWER, .number = { yes } };
    if (!frame_send(session->setup->control, &frame))
        session_end(session);
}

static void user_copy(const struct frame *frame, char *to, size_t size)
{
    frame_copy(frame, 0, to, size);
    char *name = text_trimmed(to);
    util_copy_text(to, size, name);
    free(name);
}

/* Opens the database at the first request to log in, not earlier: a mere connection costs no database. A guest's is
 * read-only. So when one connection asks as a guest and then as a member, it is opened again. */
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
    const char *sentence = store_open_sentence(fault);
    fprintf(stderr, "bbs: %s\n", sentence);
    return false;
}

void session_let_in(struct session *session, const char *method)
{
    session->in = true;
    session->by_password = strncmp(method, "password", strlen("password")) == 0; /* also for "password and code" */
    struct hub_frame frame = { .type = HUB_IN, .member = session->actor.member };
    frame_hub_send(session->setup->hub, &frame, -1, -1);
    if (actor_has_account(&session->actor)) {
        if (!session->by_code) /* then it was read with the password: others may have set a new one since */
            session->restored = lost_restored_at(session->store, &session->actor);
        settings_get(session->store, &session->actor, &session->settings);
        language_speak(session->settings.language);
        visit_begin(session->store, &session->actor, session->setup->source, method, loop_now(), &session->visit);
    }
}

/* Asks in her own language. That tells only who she is, and she has just given her password. */
static void ask_code(struct session *session, const char *text)
{
    struct frame frame = { .type = FRAME_ASK };
    frame.text[0].data = text;
    frame.text[0].length = strnlen(text, frame_text_limit(FRAME_ASK, 0));
    if (!frame_send(session->setup->control, &frame))
        session_end(session);
}

/* Waits for the gate, at most until `end`. Ends the session when the wire is gone. */
static void wait_hearing(struct session *session, int64_t end)
{
    struct pollfd ready[2] = { { session->setup->hub, POLLIN, 0 }, { session->setup->control, 0, 0 } };
    int64_t left = end - loop_milliseconds();
    if (left > 0 && poll(ready, 2, (int)left) > 0 && ready[0].revents)
        session_hear_hub(session, NULL, NULL);
    if (session->closing || ready[1].revents)
        session_end(session);
}

/* Sends a text to a person who is not logged in yet. */
static void say_before(struct session *session, const char *text)
{
    struct frame frame = { .type = FRAME_TROUBLE };
    frame.text[0].data = text;
    frame.text[0].length = strlen(text);
    if (!frame_send(session->setup->control, &frame))
        session_end(session);
}

static void wait_for(struct session *session, int64_t for_milliseconds)
{
    int64_t end = loop_milliseconds() + for_milliseconds;
    while (loop_milliseconds() < end)
        wait_hearing(session, end);
}

/* Asks the gate; its answer is then in `turn`. False when it gives no answer. */
static bool ask_turn(struct session *session, const struct hub_frame *question)
{
    int64_t end = loop_milliseconds() + GUESS_WAIT_MOST_MS;
    session->turn = (struct guess_turn) { .wait = -1 };
    frame_hub_send(session->setup->hub, question, -1, -1);
    while (session->turn.wait < 0 && loop_milliseconds() < end)
        wait_hearing(session, end);
    if (session->turn.wait > GUESS_WAIT_MOST_MS)
        session->turn.wait = GUESS_WAIT_MOST_MS;
    return session->turn.wait >= 0;
}

/* Begins a sign-up. When there were too many, from this source or in all, she is told so as soon as text can reach her.
 */
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
    session_let_in(session, "new");
}

/* True for the user name of the sign-up. She needs no proof, and can do nothing but sign up. */
static bool is_newcomer(struct session *session, const char *user)
{
    return strcasecmp(user, "new") == 0 && open_store(session, STORE_SERVE) &&
           actor_for(session->store, ACTOR_NOBODY, NULL, &session->actor) == RESULT_OK;
}

/* Asks nothing of a newcomer, but gives her client a chance to show a key before she is logged in. */
static void make_welcome(struct session *session)
{
    session->welcome = true;
    ask_code(session, "");
}

void session_try_none(struct session *session, const struct frame *frame)
{
    char user[129];
    user_copy(frame, user, sizeof user);
    if (strcasecmp(user, "guest") == 0 && open_store(session, STORE_GUEST) &&
        login_guest(session->store, &session->actor) == RESULT_OK)
        session_let_in(session, "guest");
    else if (is_newcomer(session, user)) {
        make_welcome(session);
        return;
    }
    answer(session, session->in);
}

/* Makes a line "type base64" of a key. The type is also the first part of the blob. */
static char *key_line(const unsigned char *blob, size_t length, const char *base64, size_t base64_length)
{
    struct buffer line = { 0 };
    size_t own = length > 4 ? (size_t)blob[2] << 8 | blob[3] : 0;
    if (length > 4 && own <= length - 4)
        buffer_format(&line, "%.*s %.*s", (int)own, (const char *)blob + 4, (int)base64_length, base64);
    return buffer_take(&line);
}

void session_try_key(struct session *session, const struct frame *frame)
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
    if (known && frame->number[0] == 1) { /* only a signed request is proof; the other is a probe */
        session->actor = actor;
        session_let_in(session, "key");
        password_prove_by_key(session->store, &session->actor, loop_now());
    }
    answer(session, known);
}

static void end_hashing(struct session *session)
{
    frame_hub_send(session->setup->hub, &(struct hub_frame) { .type = HUB_HASHED }, -1, -1);
}

/* Waits for a turn to hash: only a few run at once, and each source has its share. False when no turn comes. */
static bool take_hashing(struct session *session, bool place_is_known)
{
    struct hub_frame frame = { .type = HUB_HASH, .board = place_is_known };
    int64_t end = loop_milliseconds() + HASHING_WAIT_MS;
    session->may_hash = false;
    frame_hub_send(session->setup->hub, &frame, -1, -1);
    while (!session->may_hash && loop_milliseconds() < end)
        wait_hearing(session, end);
    if (!session->may_hash)
        end_hashing(session);
    return session->may_hash;
}

/* From a known source a wrong password was checked early. It is answered only when it would have been answered for an
 * unknown source: after the same wait, and after a turn among the log-ins of unknown sources. */
static void wait_as_elsewhere(struct session *session, int64_t waited)
{
    if (session->turn.wait > waited)
        wait_for(session, session->turn.wait - waited);
    if (take_hashing(session, false))
        end_hashing(session);
}

/* RULES 1.11. A handle that does not exist is asked for, waits and is hashed like any other. */
static bool is_right(struct session *session, const char *user, const char *password, struct actor *actor)
{
    bool known_place = source_is_known(session->store, user, session->setup->source, loop_now());
    struct hub_frame frame = {
        .type = HUB_TRY, .seq = source_handle_number(session->store, user), .board = known_place
    };
    if (!ask_turn(session, &frame))
        return false;
    if (session->turn.check != GUESS_AT_ONCE)
        wait_for(session, session->turn.wait);
    if (session->turn.check == GUESS_NEVER) {
        say_before(session, _("Too many passwords were tried for this name from where you are. Wait half a minute, "
                              "then log in again. A key or another place need not wait."));
        return false;
    }
    int64_t asked = loop_milliseconds();
    if (!take_hashing(session, session->turn.check == GUESS_AT_ONCE))
        return false;
    int64_t waited = loop_milliseconds() - asked;
    bool right =
        login_password(session->store, user, password, session->setup->argon_slots, loop_now(), actor) == RESULT_OK;
    end_hashing(session);
    frame = (struct hub_frame) { .type = HUB_RIGHT, .seq = frame.seq, .board = session->turn.check };
    if (right)
        frame_hub_send(session->setup->hub, &frame, -1, -1);
    else if (session->turn.check == GUESS_AT_ONCE)
        wait_as_elsewhere(session, waited);
    return right;
}

void session_try_password(struct session *session, const struct frame *frame)
{
    char user[129], password[1025];
    struct actor actor = { 0 };
    user_copy(frame, user, sizeof user);
    frame_copy(frame, 1, password, sizeof password);
    bool known = open_store(session, STORE_SERVE) && is_right(session, user, password, &actor);
    explicit_bzero(password, sizeof password);
    session->awaited = (struct actor) { 0 };
    if (known && paper_code_is_asked(session->store, &actor, session->setup->source, loop_now())) {
        struct settings settings;
        session->awaited = actor;
        session->restored = lost_restored_at(session->store, &actor);
        session->code_tries = 0;
        settings_get(session->store, &actor, &settings);
        language_speak(settings.language);
        ask_code(session, _("Paper code: "));
        return;
    }
    if (known) {
        session->actor = actor;
        session_let_in(session, "password");
    } else
        poll(NULL, 0, FAILED_WAIT_MS);
    answer(session, known);
}

/* Three codes after one password. Then the password must be typed again. */
void session_try_code(struct session *session, const struct frame *frame)
{
    char code[129];
    if (session->welcome && !actor_has_account(&session->awaited)) {
        begin_signup(session);
        answer(session, true);
        return;
    }
    frame_copy(frame, 0, code, sizeof code);
    bool known = actor_has_account(&session->awaited) &&
                 paper_code_use(session->store, session->awaited.member, code, loop_now()) == RESULT_OK;
    explicit_bzero(code, sizeof code);
    if (known) {
        session->actor = session->awaited;
        session->by_code = true;
        session_let_in(session, "password and code");
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
