/* session_command.c: runs one command of `ssh host COMMAND`: reads its text, runs it, sends its answer. */
#include "bbs/serve/session_state.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bbs/serve/body.h"
#include "bbs/serve/typed.h"
#include "command.h"
#include "gettext.h"
#include "lock.h"
#include "text.h"
#include "util.h"

#define CLEAR "\033[H\033[2J\033[3J" /* the screen, and what the terminal keeps above it */

enum { BODY_MOST = 1 << 20 }; /* bytes on standard input of a command; no post is that long */

/* Waits for input, and meanwhile takes what comes from the wire and the gate. False when no more input will come, or
 * none came within this time (-1: no limit). */
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
        if (ready[1].revents && !session_take_control(session))
            return false;
        if (ready[2].revents)
            session_hear_hub(session, NULL, NULL);
    }
    return false;
}

/* True when the wire said that input has ended. It says so before it closes; after a dropped line it says nothing. */
static bool input_has_ended(struct session *session)
{
    struct pollfd ready = { session->setup->control, POLLIN, 0 };
    while (!session->input_ended && poll(&ready, 1, 0) > 0)
        if (!session_take_control(session))
            break;
    return session->input_ended;
}

enum body { BODY_WHOLE, BODY_CUT_OFF, BODY_TOO_LONG, BODY_STOPPED, BODY_UNLIKE, BODY_LATE };

/* Waits for more of the body, as long as body_patience() allows. */
static bool wait_body(struct session *session)
{
    bool more = wait_readable(session, body_patience(session->body_begun, session->body_heard, loop_milliseconds()));
    if (more)
        session->body_heard = loop_milliseconds();
    return more;
}

static bool is_late(const struct session *session)
{
    return body_patience(session->body_begun, session->body_heard, loop_milliseconds()) == 0;
}

/* Reads all of standard input. An optional body is waited for only 3 s: else the person who typed the command would
 * wait for the session, and the session for her. */
static enum body read_body(struct session *session, bool may_be_left_out, struct buffer *body)
{
    enum { BEGINS_WITHIN = 3000 }; /* milliseconds */
    char bytes[16384];
    if (may_be_left_out && !wait_readable(session, BEGINS_WITHIN) && !session->closing)
        return BODY_WHOLE;
    while (wait_body(session)) {
        ssize_t length = read(session->setup->terminal, bytes, sizeof bytes);
        if (length <= 0)
            return input_has_ended(session) ? BODY_WHOLE : BODY_CUT_OFF;
        if (body->length + (size_t)length > BODY_MOST)
            return BODY_TOO_LONG;
        buffer_add(body, bytes, (size_t)length);
    }
    return BODY_CUT_OFF;
}

/* Writes to a terminal, with "\r\n" for "\n": there is no driver that adds the "\r". */
static void say(const struct session *session, const char *text, size_t length)
{
    struct buffer out = { 0 };
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\n' && session->terminal)
            buffer_string(&out, "\r");
        buffer_add(&out, text + i, 1);
    }
    util_write_all(session->setup->terminal, buffer_text(&out), out.length);
    buffer_clear(&out);
}

/* Reads one text or secret that is typed at a terminal. */
static enum body read_typed_piece(struct session *session, const char *prompt, struct typed *typed)
{
    char bytes[1024];
    enum typed_state state = TYPED_GOES_ON;
    say(session, prompt, strlen(prompt));
    while (state == TYPED_GOES_ON && wait_body(session)) {
        ssize_t length = read(session->setup->terminal, bytes, sizeof bytes);
        if (length <= 0)
            return input_has_ended(session) ? BODY_WHOLE : BODY_CUT_OFF;
        state = typed_take(typed, bytes, (size_t)length, loop_milliseconds());
        util_write_all(session->setup->terminal, buffer_text(&typed->echo), typed->echo.length);
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

/* A secret line; a new one is typed twice. */
static enum body read_secret(struct session *session, const char *label, bool twice, struct typed *typed)
{
    struct typed again = { .secret = true };
    char prompt[200];
    snprintf(prompt, sizeof prompt, "%s: ", label);
    typed->secret = true;
    enum body came = read_typed_piece(session, prompt, typed);
    if (came != BODY_WHOLE || !twice)
        return came;
    came = read_typed_piece(session, _("Once more: "), &again);
    if (came == BODY_WHOLE && strcmp(buffer_text(&typed->body), buffer_text(&again.body)) != 0)
        came = BODY_UNLIKE;
    forget_typed(&again);
    return came;
}

/* The second line of a command that has one behind its secret. */
static enum body read_then(struct session *session, const struct command *command, struct typed *typed)
{
    char prompt[200];
    snprintf(prompt, sizeof prompt, "%s: ", _(command->then));
    typed->one_line = true;
    return command->then_hidden ? read_secret(session, _(command->then), true, typed)
                                : read_typed_piece(session, prompt, typed);
}

/* With a terminal ("ssh -t"): reads a text up to Ctrl-D. A password is one line that is not shown. */
static enum body read_typed(struct session *session, const struct command *command, struct buffer *body)
{
    enum command_body kind = command->body;
    struct typed typed = { 0 }, then = { 0 };
    enum body came =
        command_body_is_secret(kind)
            ? read_secret(session, _(command_asks(command)), command_body_is_twice(kind), &typed)
            : read_typed_piece(session,
                  _("Write. A dot alone on a line, or Ctrl-D, sends it; Ctrl-C stops, and nothing is written.\n"),
                  &typed);
    if (came == BODY_WHOLE && command->then != NULL) {
        came = read_then(session, command, &then);
        buffer_string(&typed.body, buffer_text(&then.body));
        forget_typed(&then);
    }
    *body = typed.body;
    if (came != BODY_WHOLE && (came != BODY_CUT_OFF || typed.secret)) {
        forget_typed(&typed);
        *body = (struct buffer) { 0 };
    }
    return came;
}

static const char *body_sentence(enum body came, bool kept)
{
    if (kept)
        return _("The end of the text did not come. Nothing was sent; what came is kept: `drafts` shows it.");
    switch (came) {
    case BODY_TOO_LONG:
        return _("That is longer than anything this house takes. Nothing was written.");
    case BODY_STOPPED:
        return _("Stopped. Nothing was written.");
    case BODY_UNLIKE:
        return _("The two were not the same. Nothing is changed.");
    case BODY_LATE:
        return _("The end of the text did not come in time. Nothing was written: send it again, with its end.");
    default:
        return _("The text was cut off before its end. Nothing was written.");
    }
}

void session_trouble(struct session *session, const char *text)
{
    char cut[1000], line[sizeof cut + 2];
    char *shown = text_shown(text, strlen(text), TEXT_LINE, false);
    util_copy_text(cut, sizeof cut, shown);
    snprintf(line, sizeof line, "%s%s", cut, session->terminal ? "\r\n" : "\n");
    free(shown);
    struct frame frame = { .type = FRAME_TROUBLE };
    frame.text[0].data = line;
    frame.text[0].length = strlen(line);
    frame_send(session->setup->control, &frame);
}

/* What went wrong. At a terminal it goes the way of what is typed and shown, so that it stands behind that; else a
 * script reads it beside the answer. */
static void refuse(struct session *session, const char *text)
{
    struct buffer line = { 0 };
    if (!session->terminal) {
        session_trouble(session, text);
        return;
    }
    char *shown = text_shown(text, strlen(text), TEXT_LINE, false);
    buffer_format(&line, "%s\n", shown);
    say(session, buffer_text(&line), line.length);
    buffer_clear(&line);
    free(shown);
}

/* RULES 1.10: acts of a steward on a member stay unread until she reads them by screens or in line mode. A command only
 * tells of them. */
static void tell_unread_acts(struct session *session)
{
    struct shell_act acts[SHELL_ACTS_MOST];
    size_t count = 0;
    if (session->actor.kind == ACTOR_MEMBER &&
        shell_acts_list(session->store, &session->actor, acts, SHELL_ACTS_MOST, &count) == RESULT_OK && count > 0)
        session_trouble(
            session, _("A steward did something to your account from the shell: `steward` tells it. This line comes "
                       "until you log in without a command and read it."));
}

/* RULES 2.1: says who will read the text, before any of it is read; the answer does not say it again. False when the
 * text cannot be written there; `reply` has the reason. */
static bool tell_readers(struct session *session, struct speaker *speaker, struct reply *reply)
{
    struct command_text text;
    char line[READERS_LINE_BYTES + 3];
    if (command_text_of(speaker, session->line, &text, reply) != RESULT_OK)
        return false;
    if (!text.some)
        return true;
    speaker->readers_told = true;
    snprintf(line, sizeof line, "%s.\n", text.readers.line);
    if (session->terminal) /* on the same stream as the question, so that they arrive in this order */
        say(session, line, strlen(line));
    else {
        line[strlen(line) - 1] = '\0';
        session_trouble(session, line);
    }
    return true;
}

/* What has to be known before the hidden line of this command is typed. Without a terminal it goes beside the answer,
 * which a script may read. False: the command is refused already; `reply` has the reason. */
static bool tell_before(struct session *session, const struct speaker *speaker, struct reply *reply)
{
    struct reply before = { 0 };
    bool may = command_before(speaker, session->line, &before) == RESULT_OK;
    if (!may)
        reply_refuse(reply, before.result, "%s", before.reason);
    else if (session->terminal)
        say(session, buffer_text(&before.text), before.text.length);
    else
        for (const char *at = buffer_text(&before.text); *at != '\0'; at += strcspn(at, "\n"), at += *at == '\n') {
            char *one = xstrndup(at, strcspn(at, "\n"));
            session_trouble(session, one);
            free(one);
        }
    reply_clear(&before);
    return may;
}

/* True when no text is read: it stands in the call itself, as in `key add ssh-ed25519 ...`, or the command is refused
 * here whatever comes: nobody writes twenty lines and learns then that the number of a post is missing. */
static bool needs_no_text(const struct speaker *speaker, const struct session *session)
{
    struct call call;
    struct reply aside = { 0 };
    bool whole = command_call_read(speaker, session->line, session->line_length, &call, &aside);
    bool has = !whole || call.command->of_session || (call.command->has_text != NULL && call.command->has_text(&call));
    command_call_clear(&call);
    reply_clear(&aside);
    return has;
}

/* Nothing is written over: she decides which of the two she keeps. */
static void say_others_lie(struct session *session)
{
    refuse(session,
        _("These words are not kept: others of yours lie there unsent. `drafts` shows them, and `drafts drop N` lets them go."));
}

/* Somebody typed them, or a file is sent that she may not have any more. Of a password nothing is said. */
static void keep_refused(
    struct session *session, const struct speaker *speaker, const struct reply *reply, const struct buffer *body)
{
    const struct command *command = command_find(session->line);
    if (reply->result == RESULT_OK || body->length == 0 || command == NULL || command_body_is_secret(command->body))
        return;
    enum command_kept kept = command_keep_text(speaker, session->line, buffer_text(body), body->length);
    if (kept == COMMAND_KEPT)
        refuse(session, _("Your words are kept: `drafts` shows them."));
    else if (kept == COMMAND_KEPT_OTHERS)
        say_others_lie(session);
    else
        refuse(session, _("These words are not kept."));
}

enum { STATUS_STOPPED = 130 }; /* as a shell has it for Ctrl-C: 128 and SIGINT */

/* Reads the body. False when it is not complete: the reason was sent, *status is that of the command, and what came is
 * kept as a draft. At a terminal an optional body is not read. */
static bool take_body(struct session *session, const struct speaker *speaker, struct buffer *body, int *status)
{
    const struct command *command = command_find(session->line);
    enum command_body kind = command != NULL ? command->body : COMMAND_NO_BODY;
    enum body came = BODY_WHOLE;
    session->body_begun = session->body_heard = loop_milliseconds();
    if (kind != COMMAND_NO_BODY && !session->terminal)
        came = read_body(session, kind == COMMAND_MAY_BODY, body);
    else if (kind != COMMAND_NO_BODY && kind != COMMAND_MAY_BODY)
        came = read_typed(session, command, body);
    if (came == BODY_CUT_OFF && is_late(session))
        came = BODY_LATE;
    bool cut = came == BODY_CUT_OFF || came == BODY_LATE;
    enum command_kept kept =
        cut ? command_keep_text(speaker, session->line, buffer_text(body), body->length) : COMMAND_KEPT_NOTHING;
    if (came != BODY_WHOLE)
        refuse(session, body_sentence(came, kept == COMMAND_KEPT));
    if (kept == COMMAND_KEPT_OTHERS)
        say_others_lie(session);
    *status = came == BODY_STOPPED ? STATUS_STOPPED : 1;
    return came == BODY_WHOLE;
}

/* Sends the answer: sentences or JSON on standard output, errors on standard error. Returns the exit status. */
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
        refuse(session, reply->reason);
    return status;
}

/* RULES 1.6: words that were for her eyes go from the terminal, and from what it keeps above: at Enter, or when a
 * locked screen would hide them. So does a quick exit. */
static void clear_when_read(struct session *session, const struct reply *reply)
{
    char bytes[256];
    const char *term = session->term;
    bool knows = term[0] != '\0' && strcmp(term, "dumb") != 0, read_it = false;
    int64_t ends = loop_milliseconds() + LOCK_LEAST_MS +
                   (int64_t)lock_words(buffer_text(&reply->text), reply->text.length) * LOCK_WORD_MS;
    const char *asks = _("Enter clears this.");
    say(session, asks, strlen(asks));
    while (!read_it && loop_milliseconds() < ends && wait_readable(session, (int)(ends - loop_milliseconds()))) {
        ssize_t length = read(session->setup->terminal, bytes, sizeof bytes);
        read_it = length <= 0;
        for (ssize_t i = 0; i < length; i++)
            read_it = read_it || strchr("\r\n\003\004\034", bytes[i]) != NULL;
    }
    for (int i = 0; !knows && i < session->rows; i++)
        say(session, "\n", 1);
    if (knows)
        say(session, CLEAR, strlen(CLEAR));
    const char *ended = _("It is cleared. Close this window too.\n");
    say(session, ended, strlen(ended));
}

int session_run_command(struct session *session)
{
    if (session->actor.kind == ACTOR_NOBODY) {
        session_trouble(
            session, _("Whoever is new here comes in first, and then types commands: ssh new@ and nothing more."));
        return 1;
    }
    struct speaker speaker = {
        .store = session->store,
        .actor = &session->actor,
        .now = loop_now(),
        .columns = session->terminal ? session->columns : 0,
        .ascii = session->settings.ascii,
        .argon_slots = session->setup->argon_slots,
        .host_key = session->setup->host_key,
        .visit = session->visit,
        .shared = session->settings.shared == SHARED_ALWAYS,
        .home = home_tell,
        .once = true,
    };
    struct buffer body = { 0 };
    struct reply reply = { 0 };
    int status = 1;
    bool may = tell_readers(session, &speaker, &reply) && tell_before(session, &speaker, &reply);
    if (!may || needs_no_text(&speaker, session) || take_body(session, &speaker, &body, &status)) {
        speaker.now = loop_now();
        if (may)
            command_run(&speaker, session->line, session->line_length, body.data, body.length, &reply);
        session_tell_hub(session);
        tell_unread_acts(session);
        status = give(session, &reply);
        keep_refused(session, &speaker, &reply, &body);
        if (reply.secret && session->terminal && status == 0 && reply.text.length > 0)
            clear_when_read(session, &reply);
    }
    if (body.data != NULL)
        explicit_bzero(body.data, body.room); /* it may be a password, or a choice */
    buffer_clear(&body);
    reply_clear(&reply);
    return status;
}
