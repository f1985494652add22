/*
 * line_keys.c: takes the keys of line mode: letters, keys that edit the line, and pastes, which are always text.
 */
#include "bbs/line/line.h"

#include <stdlib.h>
#include <string.h>

#include "gettext.h"
#include "text.h"

/* Deletes the end of the line from `to` on. Terminals differ in the width of some signs. When one of these is deleted,
 * it is not known how many columns to go back, and the line is shown again. */
static void rub_out(struct line *line, size_t to)
{
    size_t next, length = line->typed.length;
    bool unsure = !line_is_secret(line) && text_unsure(line->typed.data, length, to, &next) < length;
    int columns = line_is_secret(line) || unsure ? 0 : text_width(line->typed.data + to, length - to);
    for (int i = 0; i < columns; i++)
        buffer_string(&line->out, "\b \b");
    line->typed.length = to;
    line->typed.data[to] = '\0';
    if (unsure) {
        line_say(line, "\n");
        line_show_typed(line);
    }
}

static void take_control_key(struct line *line, char c)
{
    bool empty = line->typed.length == 0;
    if ((c == '\b' || c == 0x7f) && !empty && line->setup.terminal)
        rub_out(line, text_previous(line->typed.data, line->typed.length, line->typed.length));
    else if (c == 0x15 && !empty && line->setup.terminal)
        rub_out(line, 0);
    else if (c == 0x04 && empty) {
        line_keep(line);
        line_end(line);
    } else if (line->setup.terminal && (c == 0x1c || (c == 0x03 && line->interrupted)))
        line_leave(line, _("Close this window too.\n")); /* RULES 1.6: it clears screen and scrollback at once */
    else if (c == 0x03) {
        line_wipe(&line->typed);
        line_say(line, "^C\n");
        if (!line->hidden && (line->state == ASKING_SECRET || line->state == ASKING_AGAIN ||
                                 line->state == ASKING_WORDS || line->state == ASKING_WHETHER))
            line_forget_secret(line);
        if (line->setup.terminal && empty)
            line_say(line, _("Ctrl-C once more clears the screen and hangs up.\n"));
        line_prompt(line);
    }
    line->interrupted = c == 0x03;
}

static void take_letter(struct line *line, const char *letter, size_t length)
{
    if (line->typed.length + length > LINE_MOST - 1)
        return;
    buffer_add(&line->typed, letter, length);
    line->interrupted = false;
    if (line->typed_at == 0 && line_keeps_typed(line))
        line->typed_at = line->setup.milliseconds();
    if (line->setup.terminal && !line_is_secret(line))
        buffer_add(&line->out, letter, length);
}

/* A line end in a paste ends a line of a text. Elsewhere it becomes a space: it never acts as Enter. */
static void take_pasted_end(struct line *line)
{
    if (line->state == IN_BODY && !line->hidden) {
        line_say(line, "\n");
        line_take(line);
    } else if (!line_is_secret(line))
        line->space = line->typed.length > 0;
}

static void take_pasted(struct line *line, uint32_t code, const char *letter, size_t length)
{
    bool rubs_out = code == '\b' || code == 0x7f;
    if (line->state == PAGING && !line->hidden)
        return;
    if (code == '\r' || code == '\n')
        take_pasted_end(line);
    else if (rubs_out || code == 0x1c)
        take_control_key(line, letter[0]);
    else if (code >= ' ') {
        if (line->space)
            take_letter(line, " ", 1);
        line->joined |= line->space;
        line->space = false;
        take_letter(line, letter, length);
    }
}

/* After a paste: says what was done with its lines. */
static void end_pasted(struct line *line)
{
    bool says = !line->hidden && (line->joined || line->dot_left_out);
    if (says && line->dot_left_out)
        line_say_fitted(
            line, _("\nA dot alone was among these lines, as in a paste: it was left out, and nothing was sent. "
                    "Type a dot alone to send.\n"));
    else if (says)
        line_say_fitted(
            line, _("\nThese lines came all at once, as from a paste: nothing was done with them. Enter takes them "
                    "as one line, Ctrl-U clears it.\n"));
    line->joined = line->space = line->dot_left_out = false;
    if (says)
        line_show_typed(line);
}

static void take_code(struct line *line, uint32_t code)
{
    char letter[4];
    bool after_return = line->carriage_return;
    if (code == '\t')
        code = ' ';
    size_t length = text_letter(code, letter);
    line->carriage_return = code == '\r';
    if (code == '\n' && after_return)
        return;
    if (line_is_pasted(line))
        take_pasted(line, code, letter, length);
    else if (code == '\r' || code == '\n') {
        if (line->setup.terminal)
            line_say(line, "\n");
        line_take(line);
    } else if (code < ' ' || code == 0x7f)
        take_control_key(line, letter[0]);
    else
        take_letter(line, letter, length);
}

/* Arrow keys and the like are ignored. A byte that is not UTF-8 stays in the line: then the text is refused, and not
 * changed without her knowing. */
static void take_key(struct line *line, const struct input_key *key)
{
    const char byte = (char)key->letter;
    if (key->name == INPUT_LETTER)
        take_code(line, key->letter);
    else if (key->name == INPUT_BROKEN && line->typed.length + 1 < LINE_MOST)
        buffer_add(&line->typed, &byte, 1);
    else if (key->name == INPUT_PASTE_BEGIN)
        line->pasting = true;
    else if (key->name == INPUT_PASTE_END) {
        line->pasting = false;
        end_pasted(line);
    }
}

void line_take_ahead(struct line *line)
{
    struct input_key keys[INPUT_KEYS_MOST];
    bool all = line->ahead_at < line->ahead_length;
    while (line->ahead_at < line->ahead_length && line->out.length < OUT_MOST && !line->ended) {
        size_t count = input_take(&line->input, (unsigned char)line->ahead[line->ahead_at++], line->read_at, keys);
        for (size_t i = 0; i < count && !line->ended; i++)
            take_key(line, &keys[i]);
        if (line->out.length >= OUT_MOST)
            line_flush(line);
    }
    if (all && line->ahead_at == line->ahead_length && line->burst)
        end_pasted(line);
    line_flush(line);
}
