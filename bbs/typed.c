#include "bbs/typed.h"

#include "text.h"

enum { KEY_STOP = 0x03, KEY_SEND = 0x04, KEY_BACK = 0x08, KEY_LINE = 0x15, KEY_ESC = 0x1b, KEY_DELETE = 0x7f };

/* Arrow keys and the like write nothing. Only a control character breaks off a sequence. */
static bool in_sequence(struct typed *typed, char c)
{
    if (c == KEY_ESC)
        typed->escape = 1;
    else if (typed->escape == 0 || (unsigned char)c < ' ') {
        typed->escape = 0;
        return false;
    } else if (typed->escape == 1)
        typed->escape = c == '[' || c == 'O' ? 2 : 0;
    else if (c >= '@' && c <= '~')
        typed->escape = 0;
    return true;
}

static size_t line_begin(const struct buffer *body)
{
    size_t at = body->length;
    while (at > 0 && body->data[at - 1] != '\n')
        at--;
    return at;
}

/* Takes back what stands after `to`, on the terminal as well; of a sign whose columns terminals count in different ways
 * nobody knows how far to go back, so the line is shown anew. */
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

static void take_letter(struct typed *typed, char c)
{
    buffer_add(&typed->body, &c, 1);
    if (!typed->secret)
        buffer_add(&typed->echo, &c, 1);
}

static enum typed_state take(struct typed *typed, char c)
{
    bool after_return = typed->carriage_return;
    typed->carriage_return = c == '\r';
    if (in_sequence(typed, c) || (c == '\n' && after_return))
        return TYPED_GOES_ON;
    size_t begin = line_begin(&typed->body);
    if (c == '\r' || c == '\n') {
        buffer_string(&typed->body, "\n");
        buffer_string(&typed->echo, "\r\n");
        return typed->secret ? TYPED_SENT : TYPED_GOES_ON;
    } else if (c == KEY_SEND || c == KEY_STOP) {
        buffer_string(&typed->echo, c == KEY_STOP ? "^C\r\n" : typed->body.length > begin ? "\r\n" : "");
        return c == KEY_SEND ? TYPED_SENT : TYPED_STOPPED;
    } else if ((c == KEY_BACK || c == KEY_DELETE) && typed->body.length > begin)
        rub_out(typed, text_previous(typed->body.data, typed->body.length, typed->body.length));
    else if (c == KEY_LINE && typed->body.length > begin)
        rub_out(typed, begin);
    else if (c == '\t')
        take_letter(typed, ' ');
    else if ((unsigned char)c >= ' ' && c != KEY_DELETE)
        take_letter(typed, c);
    return TYPED_GOES_ON;
}

enum typed_state typed_take(struct typed *typed, const char *bytes, size_t length)
{
    enum typed_state state = TYPED_GOES_ON;
    for (size_t i = 0; i < length && state == TYPED_GOES_ON; i++)
        state = take(typed, bytes[i]);
    return state;
}
