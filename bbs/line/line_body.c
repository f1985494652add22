/* line_body.c: the text of a command in line mode, up to the dot that sends it. */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <string.h>

#include "gettext.h"
#include "hurt.h"
#include "text.h"

/* What she answers, before she writes: the screens have it above the editor. */
static void say_answered(struct line *line)
{
    enum { SHOWN = 600 };
    struct post post;
    if (line->place != DRAFT_REPLY || line->target == 0 ||
        post_get(line->setup.store, line->setup.actor, line->target, &post) != RESULT_OK)
        return;
    if (post.state == POST_SHOWN) {
        struct buffer words = { 0 };
        char *body = text_shown(post.body, strlen(post.body), TEXT_LINE, line->setup.settings.ascii);
        buffer_format(&words, _("You answer %s: %.*s"), post.handle, (int)text_fit(body, strlen(body), SHOWN), body);
        buffer_string(&words, text_width(body, strlen(body)) > SHOWN ? " ..." : "");
        line_say_wrapped(line, buffer_text(&words));
        line_say(line, "\n");
        buffer_clear(&words);
        free(body);
    }
    posts_free(&post, 1);
}

/* Words that came back are as angry as they were. Whether those that were begun calmly tell of somebody who was hurt,
 * nobody knows: of these nothing is asked. */
static void take_anger(struct line *line, enum draft_anger anger)
{
    struct buffer command = { 0 };
    line->no_help = anger != DRAFT_ANGRY;
    if (anger == DRAFT_CALM || line_is_angry(line))
        return;
    buffer_format(&command, "%s --angry", line->pending);
    free(line->pending);
    line->pending = buffer_take(&command);
}

void line_begin_body(struct line *line)
{
    struct draft draft;
    char *details = NULL;
    line->no_help = line->form_lies = false;
    buffer_clear(&line->body);
    if (draft_has_form(line->place) && !line_begin_form_body(line, &details)) {
        free(line->pending);
        line->pending = NULL;
        line->state = AT_PROMPT;
        return;
    }
    line->state = IN_BODY;
    say_answered(line);
    line_say_readers(line);
    line_room_say_early(line);
    line_say_fitted(line, _("Write. A dot alone on a line sends it; .stop puts it away.\n"));
    if (details != NULL && details[0] != '\0')
        line_bring_back(line, details);
    free(details);
    if (line->target == 0 || draft_get(line->setup.store, &line->voice, line->place, line->target, &draft) != RESULT_OK)
        return;
    if (draft.body[0] == '\0') { /* only a title lies there */
        if (draft.anger != DRAFT_CALM)
            take_anger(line, draft.anger);
        drafts_free(&draft, 1);
        return;
    }
    line_bring_back(line, draft.body);
    take_anger(line, draft.anger);
    drafts_free(&draft, 1);
}

/* RULES 2.6: an angry post ends with the question "What would help?", but never after violence. */
static bool asks_help(const struct line *line)
{
    struct call call;
    bool asks = line_read(line, line->pending, &call) && call_option(&call, "angry") != NULL &&
                call_option(&call, "would-help") == NULL && call_option(&call, "hurt") == NULL && !line->no_help &&
                line->body.length > 0;
    command_call_clear(&call);
    return asks;
}

static void line_end_body(struct line *line, bool send)
{
    bool kept = line_has_draft(line); /* its title may lie there alone */
    char *command = line->pending, *body = buffer_take(&line->body);
    line->pending = NULL;
    line->state = AT_PROMPT;
    bool form = draft_has_form(line->place);
    if (send) { /* the command says what it did, or why not */
        bool refused = !line_run(line, command, body, strlen(body)) && line->state == AT_PROMPT;
        if (refused && kept)
            line_say_fitted(line, form ? _("Your words are kept: `drafts` shows them.\n")
                                       : _("Your words are kept: the same command goes on with them.\n"));
        else if (refused && body[0] != '\0')
            line_say_fitted(line, _("Nothing was kept.\n"));
    } else if (!kept)
        line_say_fitted(line, _("Nothing was kept.\n"));
    else
        line_say_fitted(line, form ? _("Put away. `drafts` shows it.\n")
                                   : _("Put away. `drafts` shows it, and the same command goes on with it.\n"));
    free(body);
    free(command);
}

/* The unfinished line of before stands in front of what she types: "The tank.stop" is `.stop`, and the line stays. */
static const char *behind_brought(struct line *line, const char *words)
{
    size_t length = line->brought != NULL ? strlen(line->brought) : 0;
    const char *rest = words + length;
    if (length == 0 || strncmp(words, line->brought, length) != 0 ||
        (!text_means(rest, ".stop") && !text_means(rest, ".new")))
        return words;
    if (text_means(rest, ".stop")) {
        buffer_string(&line->body, line->brought);
        line_keep_body(line);
    }
    return rest;
}

void line_take_body_line(struct line *line, const char *words)
{
    words = behind_brought(line, words);
    line_forget_brought(line);
    if (strcmp(words, ".") == 0 && line_is_pasted(line))
        line->dot_left_out = true;
    else if (strcmp(words, ".") == 0) {
        if (asks_help(line)) {
            line->state = ASKING_HELP;
            line_say_fitted(line,
                _("One line, or Enter to leave it out. Type `hurt` if somebody was hurt: it shows help and numbers, and nothing is asked.\n"));
        } else
            line_end_body(line, true);
    } else if (text_means(words, ".stop") && !line_is_pasted(line))
        line_end_body(line, false);
    else if (text_means(words, ".new") && !line_is_pasted(line)) {
        line_drop_body(line);
        line_say_fitted(line, _("Your earlier words are gone. Write.\n"));
    } else if (line->body.length + strlen(words) + 1 > BODY_MOST)
        line_say_fitted(line, _("That line no longer fits; it was left out. A dot alone sends what there is.\n"));
    else {
        buffer_format(&line->body, "%s\n", words);
        line_keep_body(line); /* each line is saved at once */
    }
}

/* Somebody was hurt: shows numbers of help. She then decides whether she sends her text. */
static void say_hurt(struct line *line)
{
    struct hurt hurt;
    struct buffer words = { 0 };
    if (hurt_get(line->setup.store, line->setup.actor, line->setup.now(), &hurt) == RESULT_OK)
        hurt_words(&hurt, true, &words);
    line_say_wrapped(line, buffer_text(&words));
    buffer_clear(&words);
    line_say_fitted(
        line, _("Nothing is sent yet. Your words are kept: a dot alone on a line sends them; .stop puts them away.\n"));
    line->no_help = true;
    line->state = IN_BODY;
    line_keep_body(line); /* the draft knows it too */
}

void line_take_help(struct line *line, const char *words)
{
    if (text_means(words, "hurt")) {
        say_hurt(line);
        return;
    }
    if (*words != '\0') {
        struct buffer whole = { 0 };
        char *help = aid_without_options(words);
        buffer_format(&whole, "%s --would-help %s", line->pending, help);
        free(help);
        free(line->pending);
        line->pending = buffer_take(&whole);
    }
    line_end_body(line, true);
}
