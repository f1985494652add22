/*
 * session_control.c: a table of the wire's requests: how often and when each is allowed. The session trusts the wire in
 * nothing: a request that is not allowed ends the session.
 */
#include "bbs/serve/session_state.h"

#include <stdlib.h>
#include <string.h>

#include "gettext.h"
#include "text.h"
#include "util.h"

enum { TRIES_MOST = 6 }; /* passwords and keys in one connection; OpenSSH's default too */

static void on_terminal(struct session *session, const struct frame *frame)
{
    frame_copy(frame, 0, session->term, sizeof session->term);
    session->columns = loop_size(frame->number[0], 80);
    session->rows = loop_size(frame->number[1], 24);
    session->terminal = true;
}

static void on_resize(struct session *session, const struct frame *frame)
{
    session->columns = loop_size(frame->number[0], 80);
    session->rows = loop_size(frame->number[1], 24);
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
    bool counts; /* it counts as a try to log in */
    void (*take)(struct session *session, const struct frame *frame);
} permitted[FRAME_TYPES] = {
    [FRAME_TRY_NONE] = { BEFORE_LOGIN, true, session_try_none },
    [FRAME_TRY_KEY] = { BEFORE_LOGIN, true, session_try_key },
    [FRAME_TRY_PASSWORD] = { BEFORE_LOGIN, true, session_try_password },
    [FRAME_TRY_CODE] = { BEFORE_LOGIN, true, session_try_code },
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

void session_send_text(const struct session *session, enum frame_type type, uint32_t number, const char *text)
{
    struct frame frame = { .type = type, .number = { number } };
    char cut[257];
    util_copy_text(cut, sizeof cut, text);
    frame.text[0].data = cut;
    frame.text[0].length = strlen(cut);
    frame_send(session->setup->control, &frame);
}

/* An agent offers all its keys, one by one, before the right one may come. ssh shows this text to the person, but
 * writes letters beyond ASCII as numbers. */
static void refuse_more_tries(const struct session *session)
{
    const char *text =
        session->keys_tried > TRIES_MOST
            ? _("too many keys were offered; use -o IdentitiesOnly=yes, and -i with the file of your key")
            : _("too many tries; wait a minute, then come again");
    char *plain = text_shown(text, strlen(text), TEXT_LINE, true);
    session_send_text(session, FRAME_REFUSE, 0, plain);
    free(plain);
}

/* False when the wire is gone, or sent a request that is not allowed. */
bool session_take_control(struct session *session)
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
        session->asked = frame_hub_send(session->setup->hub, &(struct hub_frame) { .type = HUB_ASKED }, -1, -1);
    entry->take(session, &frame);
    explicit_bzero(buffer, sizeof buffer);
    return true;
}
