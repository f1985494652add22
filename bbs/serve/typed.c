#include "bbs/serve/typed.h"

#include "text.h"

enum { KEY_STOP = 0x03, KEY_SEND = 0x04, KEY_BACK = 0x08, KEY_LINE = 0x15, KEY_DELETE = 0x7f };

static size_t line_begin(const struct buffer *body)
{
    size_t at = body->length;
    while (at > 0 && body->data[at - 1] != '\n')
        at--;
    return at;
}

/* Removes the text after `to`, on the terminal too. When terminals disagree about the width of a removed sign, the
 * cursor's column is unknown, so the line is shown again. */
static void rub_out(struct typed *typed, size_t to)
{
    size_t next, length = typed->body.length;
    bool unsure = text_unsure(typed->body.data, length, to, &next) < length;
    int columns = typed->secret || unsure ? 0 : text_width(typed->body.data + to, length - to);
    for (int i = 0; i < columns; i++)
        buffer_string(&typed->echo, "\b \b");
    typed->body.length = to;
    typed->body.data[to] = '\0';
    if (unsure && !typed->secret)
        buffer_format(&typed->echo, "\r\n%s", typed->body.data + line_begin(&typed->body));
}

static void take_letter(struct typed *typed, const char *letter, size_t length)
{
    buffer_add(&typed->body, letter, length);
    if (!typed->secret)
        buffer_add(&typed->echo, letter, length);
}

/* A line with only a dot, as in line mode. Not when it came in one piece with the end of the line before: that is a
 * paste, whose dot is text. */
static bool is_dot(const struct typed *typed)
{
    size_t begin = line_begin(&typed->body);
    return begin == typed->line_at && typed->body.length == begin + 1 && typed->body.data[begin] == '.';
}

static enum typed_state take_line_end(struct typed *typed)
{
    bool one = typed->secret || typed->one_line;
    if (one && typed->pasting)
        return TYPED_GOES_ON;
    if (!one && !typed->pasting && is_dot(typed)) {
        typed->body.length = line_begin(&typed->body);
        typed->body.data[typed->body.length] = '\0';
        buffer_string(&typed->echo, "\r\n");
        return TYPED_SENT;
    }
    buffer_string(&typed->body, "\n");
    buffer_string(&typed->echo, "\r\n");
    return one ? TYPED_SENT : TYPED_GOES_ON;
}

static enum typed_state take_code(struct typed *typed, uint32_t code)
{
    char letter[4];
    bool after_return = typed->carriage_return;
    size_t begin = line_begin(&typed->body);
    typed->carriage_return = code == '\r';
    if (code == '\n' && after_return)
        return TYPED_GOES_ON;
    if (code == '\r' || code == '\n')
        return take_line_end(typed);
    if ((code == KEY_SEND || code == KEY_STOP) && !typed->pasting) {
        buffer_string(&typed->echo, code == KEY_STOP ? "^C\r\n" : typed->body.length > begin ? "\r\n" : "");
        return code == KEY_SEND ? TYPED_SENT : TYPED_STOPPED;
    }
    if ((code == KEY_BACK || code == KEY_DELETE) && typed->body.length > begin)
        rub_out(typed, text_previous(typed->body.data, typed->body.length, typed->body.length));
    else if (code == KEY_LINE && typed->body.length > begin && !typed->pasting)
        rub_out(typed, begin);
    else if (code == '\t')
        take_letter(typed, " ", 1);
    else if (code >= ' ' && code != KEY_DELETE)
        take_letter(typed, letter, text_letter(code, letter));
    return TYPED_GOES_ON;
}

/* Arrow keys and similar keys write nothing. A byte that is not UTF-8 stays in the text, which is later refused. */
static enum typed_state take_key(struct typed *typed, const struct input_key *key)
{
    const char byte = (char)key->letter;
    if (key->name == INPUT_LETTER)
        return take_code(typed, key->letter);
    if (key->name == INPUT_BROKEN)
        buffer_add(&typed->body, &byte, 1);
    else if (key->name == INPUT_PASTE_BEGIN || key->name == INPUT_PASTE_END)
        typed->pasting = key->name == INPUT_PASTE_BEGIN;
    return TYPED_GOES_ON;
}

enum typed_state typed_take(struct typed *typed, const char *bytes, size_t length, int64_t now)
{
    enum typed_state state = TYPED_GOES_ON;
    struct input_key keys[INPUT_KEYS_MOST];
    typed->line_at = line_begin(&typed->body);
    for (size_t i = 0; i < length && state == TYPED_GOES_ON; i++) {
        size_t count = input_take(&typed->input, (unsigned char)bytes[i], now, keys);
        for (size_t k = 0; k < count && state == TYPED_GOES_ON; k++)
            state = take_key(typed, &keys[k]);
    }
    return state;
}
