/* line_run.c: runs a command in line mode, lets her confirm acts that cannot be taken back, and shows pages. */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <string.h>

#include "gettext.h"
#include "language.h"
#include "text.h"

/* On a terminal a screenful at a time; without one everything at once. */
void line_show_page(struct line *line)
{
    size_t at = 0;
    int rows = line->setup.terminal && line->setup.rows > 4 ? line->setup.rows - 2 : 1000000;
    while (at < line->later.length && rows > 0) {
        const char *newline = memchr(line->later.data + at, '\n', line->later.length - at);
        at = newline ? (size_t)(newline - line->later.data) + 1 : line->later.length;
        rows--;
    }
    char *part = xstrndup(buffer_text(&line->later), at);
    line_say(line, part);
    free(part);
    buffer_cut(&line->later, at);
    line->state = line->later.length > 0 ? PAGING : line->shown_once ? ASKING_WRITTEN : AT_PROMPT;
    if (line->state == PAGING)
        line_say(line, _("-- more: Enter goes on, q stops --"));
    else
        buffer_clear(&line->later);
}

void line_end(struct line *line)
{
    if (line->setup.terminal && (line->lock.on || line->circle.id != 0)) /* no word of a circle stays to be read */
        line_leave(line, _("You are logged out. Close this window too.\n"));
    line->ended = true;
}

/* Reads her settings again. If she now says that all her computers are shared, this one is, too. */
static void read_settings_again(struct line *line)
{
    settings_get(line->setup.store, line->setup.actor, &line->setup.settings);
    if (line->setup.settings.shared == SHARED_ALWAYS && !line->lock.on)
        line_set_shared(line);
}

static bool run_as(struct line *line, struct speaker *speaker, const char *command, const char *body, size_t length)
{
    struct reply reply = { 0 };
    command_run(speaker, command, strlen(command), body, length, &reply);
    if (reply.wants_json) {
        char *json = reply_json(&reply);
        buffer_format(&line->later, "%s\n", json);
        free(json);
    } else {
        if (reply_status(&reply) != 0 && reply.reason != NULL)
            buffer_format(&reply.text, "%s\n", reply.reason);
        line_wrap(line, buffer_text(&reply.text), &line->later);
    }
    bool leaves = reply.leave, asks = reply.asks, done = reply_status(&reply) == 0, wants_line = reply.wants_line;
    line->closed_page = reply.secret;
    line->shown_once = reply.once && done;
    if (reply.post != 0)
        line->heard = reply.post;
    if (reply.settings)
        read_settings_again(line);
    if (reply.units && line->setup.chosen != NULL)
        line->setup.chosen(line->setup.context);
    reply_keep_more(&reply, &line->more);
    line_room_after(line, &reply);
    line_circle_after(line, &reply);
    reply_clear(&reply);
    line_show_page(line);
    if (asks) {
        line->pending = xstrdup(command);
        line->state = ASKING_WHETHER;
    }
    if (wants_line) {
        line->pending = xstrdup(command);
        line->opener = xstrndup(body, length);
        line->state = command_find(command)->then_hidden ? ASKING_SECRET : ASKING_WORDS;
    }
    if (leaves)
        line_end(line);
    return done;
}

void line_tell_readers(struct line *line, const char *command)
{
    struct speaker speaker = line_speaker(line);
    struct command_text text;
    struct reply reply = { 0 };
    speaker.asks_first = true;
    if (command_text_of(&speaker, command, &text, &reply) == RESULT_OK && text.some && !reply.wants_json) {
        util_copy_text(line->readers, sizeof line->readers, text.readers.line);
        line_say_readers(line);
    }
    reply_clear(&reply);
}

bool line_run(struct line *line, const char *command, const char *body, size_t length)
{
    struct speaker speaker = line_speaker(line);
    speaker.asks_first = true;
    if (body == NULL)
        line_tell_readers(line, command);
    speaker.readers_told = true;
    return run_as(line, &speaker, command, body, length);
}

bool line_is_yes(const char *words)
{
    return language_says_yes(words);
}

void line_take_written(struct line *line, const char *words)
{
    if (!line_is_yes(words) && !text_means(words, "quit"))
        return; /* it is asked again */
    line->shown_once = false;
    line->state = AT_PROMPT;
    if (text_means(words, "quit"))
        line_end(line);
}

void line_take_whether(struct line *line, const char *words)
{
    struct speaker speaker = line_speaker(line);
    char *command = line->pending;
    bool yes = line_is_yes(words);
    line->pending = NULL;
    line->state = AT_PROMPT;
    speaker.readers_told = true; /* before she was asked */
    if (yes)
        run_as(line, &speaker, command, NULL, 0);
    else
        line_say(line, _("Left as it was.\n"));
    free(command);
}
