/* line_out.c: the output of line mode: texts, wrapped on a terminal, and the prompt. */
#include "bbs/line/line.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gettext.h"
#include "learn.h"
#include "numbers.h"
#include "text.h"

void line_say(struct line *line, const char *words)
{
    line->words += lock_words(words, strlen(words));
    for (; *words != '\0'; words++) {
        if (*words == '\n' && line->setup.terminal)
            buffer_string(&line->out, "\r");
        buffer_add(&line->out, words, 1);
    }
}

/* Wraps one line between words, on a terminal only. The following rows get the same indent. */
static void wrap_line(const struct line *line, const char *words, size_t length, struct buffer *out)
{
    enum { LEAST = 20 };
    int columns = line->setup.columns - 1;
    size_t indent = strspn(words, " ");
    if (!line->setup.terminal || columns < LEAST || indent >= LEAST || text_width(words, length) <= columns) {
        buffer_add(out, words, length);
        return;
    }
    size_t count = text_wrap(words + indent, length - indent, columns - (int)indent, NULL, 0);
    struct text_row *rows = xcalloc(count, sizeof *rows); /* a whole post may be one line */
    text_wrap(words + indent, length - indent, columns - (int)indent, rows, count);
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "%s%*s", i > 0 ? "\n" : "", (int)indent, "");
        buffer_add(out, words + indent + rows[i].start, rows[i].length);
    }
    free(rows);
}

void line_wrap(const struct line *line, const char *text, struct buffer *out)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        wrap_line(line, text, length, out);
        text += length;
        if (*text == '\n') {
            buffer_string(out, "\n");
            text++;
        }
    }
}

void line_say_later(struct line *line, const char *words)
{
    line_wrap(line, words, &line->later);
}

void line_say_fitted(struct line *line, const char *words)
{
    struct buffer fitted = { 0 };
    line_wrap(line, words, &fitted);
    line_say(line, buffer_text(&fitted));
    buffer_clear(&fitted);
}

void line_say_wrapped(struct line *line, const char *words)
{
    char *shown = text_shown(words, strlen(words), TEXT_BODY, line->setup.settings.ascii);
    line_say_fitted(line, shown);
    line_say(line, "\n");
    free(shown);
}

void line_flush(struct line *line)
{
    while (line->out.length > 0) {
        ssize_t written = write(line->setup.out, line->out.data, line->out.length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        buffer_cut(&line->out, (size_t)written);
    }
}

bool line_is_secret(const struct line *line)
{
    if (line->hidden || line->state == ASKING_SECRET || line->state == ASKING_AGAIN)
        return true;
    return line->state == JOINING && (line->join->step == JOIN_PASSWORD || line->join->step == JOIN_AGAIN);
}

bool line_names_unit(const struct line *line)
{
    const struct actor *actor = line->setup.actor;
    struct unit unit;
    return actor->kind == ACTOR_MEMBER &&
           (actor->places > 1 ||
               (actor->unit_count > 1 && unit_get(line->setup.store, actor, actor->here, &unit) == RESULT_OK &&
                   unit.kind == UNIT_CAUCUS));
}

static void prompt_where(struct line *line)
{
    const struct actor *actor = line->setup.actor;
    struct unit unit;
    bool named = line_names_unit(line) && unit_get(line->setup.store, actor, actor->here, &unit) == RESULT_OK;
    if (named)
        line_say(line, unit.slug);
    if (line->room != 0 && line->room_name[0] != '\0') {
        line_say(line, named ? " " : "");
        line_say(line, line->room_name);
    }
    if (line->circle.id != 0) {
        line_say(line, named || line->room != 0 ? " " : "");
        line_say(line, line->circle.piece ? _("your words") : _("circle"));
    }
    line_say(line, "> ");
}

static void ask_secret(struct line *line)
{
    const struct command *command = line->hidden || line->pending == NULL ? NULL : command_find(line->pending);
    line_say(line, command == NULL        ? _("Password")
                   : line->opener != NULL ? _(command->then)
                                          : _(command_asks(command)));
    line_say(line, ": ");
}

/* RULES 8.3: the three lines to whoever chaired are asked for by their names. Behind the third a dot sends. */
static void ask_told(struct line *line)
{
    const char *const labels[TELLERS] = { _("What helped:"), _("What hurt:"), _("Try this:") };
    size_t at = 0;
    for (size_t i = 0; i < line->body.length; i++)
        at += line->body.data[i] == '\n';
    line_say(line, at < TELLERS ? labels[at] : _("A dot alone sends it:"));
    line_say(line, " ");
}

void line_prompt(struct line *line)
{
    struct join_question question;
    if (line->hidden || line->state == ASKING_SECRET || line->state == ASKING_WORDS)
        ask_secret(line);
    else if (line->state == AT_PROMPT)
        prompt_where(line);
    else if (line->state == IN_BODY && line->place == DRAFT_TELL)
        ask_told(line);
    else if (line->state == ASKING_BOARD)
        line_say(line, _("Which board? Its number or its name; `stop` goes back: "));
    else if (line->state == ASKING_WHAT)
        line_say(line, _("1 to 4, Enter is 1; `stop` goes back: "));
    else if (line->state == ASKING_WHOM)
        line_say(line, _("1 or 2, Enter is 1; `stop` goes back: "));
    else if (line->state == ASKING_TITLE)
        line_say(line, _("Title: "));
    else if (line->state == ASKING_LACK)
        line_say(line, _("Which? `stop` goes back: "));
    else if (line->state == ASKING_HELP)
        line_say(line, _("What would help? "));
    else if (line->state == ASKING_AGAIN)
        line_say(line, _("Once more: "));
    else if (line->state == ASKING_SHARED)
        line_say(line, _("Is this computer shared with others? Enter is yes; no is no: "));
    else if (line->state == ASKING_READ)
        line_say(line, _("Have you read that? yes puts it away, Enter leaves it for the next time: "));
    else if (line->state == ASKING_WRITTEN)
        line_say(line, _("Written down? It is shown this one time. y goes on: "));
    else if (line->state == ASKING_WHETHER)
        line_say(line, _("yes does it, Enter leaves it: "));
    else if (line->state == AIDING || line->state == FILLING) {
        char words[AID_TALK_BYTES];
        _Static_assert((int)AID_TALK_BYTES == (int)FORM_TALK_BYTES, "one room for both");
        if (line->state == AIDING)
            aid_talk_question(&line->talk, words);
        else
            form_talk_question(&line->form, words);
        char *filled = numbers_in(line->setup.store, &line->voice, words);
        char *shown = text_shown(filled, strlen(filled), TEXT_LINE, line->setup.settings.ascii);
        line_say_fitted(line, shown);
        line_say(line, ": ");
        free(shown);
        free(filled);
    } else if (line->state == JOINING) {
        join_question(line->join, &question);
        line_say(line, question.label);
        line_say(line, ": ");
    }
}

void line_show_typed(struct line *line)
{
    if (line->state == PAGING)
        line_say(line, _("-- more: Enter goes on, q stops --"));
    line_prompt(line);
    if (line->setup.terminal && !line_is_secret(line))
        buffer_add(&line->out, buffer_text(&line->typed), line->typed.length);
}

void line_say_readers(struct line *line)
{
    if (line->readers[0] == '\0')
        return;
    char *shown = text_shown(line->readers, strlen(line->readers), TEXT_LINE, line->setup.settings.ascii);
    line_say_fitted(line, shown);
    line_say(line, ".\n");
    free(shown);
    line->readers[0] = '\0'; /* it is said once for each text */
}

bool line_knows_sequences(const struct line *line)
{
    const char *term = line->setup.term;
    return line->setup.terminal && (term == NULL || (term[0] != '\0' && strcmp(term, "dumb") != 0));
}

/* A terminal that does not understand escape sequences gets empty lines. */
void line_clear(struct line *line)
{
    bool knows = line_knows_sequences(line);
    for (int i = 0; !knows && i < line->setup.rows; i++)
        line_say(line, "\n");
    if (knows)
        buffer_string(&line->out, "\033[H\033[2J\033[3J");
}

void line_wipe(struct buffer *typed)
{
    if (typed->data != NULL)
        explicit_bzero(typed->data, typed->length);
    buffer_clear(typed);
}

static void forget(char **secret)
{
    if (*secret != NULL)
        explicit_bzero(*secret, strlen(*secret));
    free(*secret);
    *secret = NULL;
}

void line_forget_first(struct line *line)
{
    forget(&line->secret);
}

void line_forget_secret(struct line *line)
{
    forget(&line->secret);
    forget(&line->opener);
    free(line->pending);
    line->pending = NULL;
    line->state = AT_PROMPT;
}

void line_tell_rest(struct line *line, bool more)
{
    if (more)
        line_say_wrapped(line, _("There is more: `home all`"));
}
