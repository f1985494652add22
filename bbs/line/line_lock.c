/* line_lock.c: a shared computer in line mode: it locks like the screens, and says so in sentences. RULES 1.6. */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <string.h>

#include "gettext.h"
#include "numbers.h"

void line_set_shared(struct line *line)
{
    /* Without a pty the client shows what is typed, so no password can be asked for. */
    bool can_return = line->setup.terminal && member_has_password(line->setup.store, line->setup.actor);
    store_set_shared(line->setup.store);
    lock_begin(&line->lock, can_return, line->setup.milliseconds());
    lock_set_times(&line->lock, number_safest(line->setup.store, line->setup.actor->member, NUMBER_LOCK) * 1000,
        number_safest(line->setup.store, line->setup.actor->member, NUMBER_LOG_OUT) * 1000);
}

void line_leave(struct line *line, const char *words)
{
    if (!line->hidden)
        line_keep(line);
    buffer_clear(&line->out);
    if (line->setup.terminal)
        line_clear(line);
    line_say(line, words);
    if (line->circle.id != 0)
        line_say(line, _("Words of the circle are kept nowhere.\n"));
    line->ended = true;
}

/* What a phrase opened, and a phrase or words behind one that are being typed, do not lie behind a lock that a password
 * opens. RULES 6.7. */
static void forget_opened(struct line *line)
{
    if (line->closed_page && line->state == PAGING) {
        line_wipe(&line->later);
        line->state = AT_PROMPT;
    }
    if (line->state == ASKING_WRITTEN) /* it is gone from the screen */
        line->state = AT_PROMPT;
    if (line->state == ASKING_SECRET || line->state == ASKING_AGAIN || line->state == ASKING_WORDS) {
        line_wipe(&line->typed);
        line_forget_secret(line);
    }
}

static void hide(struct line *line)
{
    line_keep(line);
    forget_opened(line);
    line->aside = line->typed;
    line->typed = (struct buffer) { 0 };
    line->hidden = true;
    buffer_clear(&line->out);
    line_clear(line);
    line_say(
        line, _("This is locked. Type your password to go on. Ten minutes after it locked you are logged out; drafts "
                "are kept.\n"));
    line_prompt(line);
}

static void reveal(struct line *line)
{
    line_wipe(&line->typed);
    line->typed = line->aside;
    line->aside = (struct buffer) { 0 };
    line->hidden = false;
    line_say(line, _("You are back.\n"));
    line_show_typed(line);
}

void line_look_at_lock(struct line *line)
{
    if (!line->lock.on || line->ended || line->owner != NULL) /* a table does not lock */
        return;
    enum lock_state state = lock_look(&line->lock, line->setup.milliseconds());
    if (state == LOCK_OPEN && line->hidden)
        reveal(line);
    else if (state == LOCK_WARNING && !line->warned) {
        line_say(line, _("\nThis locks in 30 seconds. Any key keeps it open.\n"));
        line_show_typed(line);
    } else if (state == LOCK_LOCKED && !line->hidden)
        hide(line);
    else if (state == LOCK_OUT)
        line_leave(line, _("You were away and are logged out. What you wrote is kept. Close this window.\n"));
    line->warned = state == LOCK_WARNING;
}

void line_try_password(struct line *line)
{
    char *words = buffer_take(&line->typed);
    const struct face_setup *setup = &line->setup;
    bool right = password_prove(setup->store, setup->actor, words, setup->argon_slots, setup->now()) == RESULT_OK;
    explicit_bzero(words, strlen(words));
    free(words);
    if (!lock_tried(&line->lock, right, setup->milliseconds())) {
        line_say(line, _("That is not your password.\n"));
        line_prompt(line);
    }
    line_look_at_lock(line);
}
