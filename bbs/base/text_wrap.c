/* text_wrap.c: wraps and quotes texts. See text.h. */
#include "text.h"

#include <string.h>

#include "util.h"

struct wrapper {
    struct text_row *rows;
    size_t room, count;
    size_t start, end; /* the start of the row, and the end of its last word */
    int width;         /* columns from `start` to `end` */
};

static void row_end(struct wrapper *wrapper, size_t next)
{
    if (wrapper->count < wrapper->room)
        wrapper->rows[wrapper->count] = (struct text_row) {
            .start = wrapper->start, .length = wrapper->end - wrapper->start, .width = wrapper->width
        };
    wrapper->count++;
    wrapper->start = wrapper->end = next;
    wrapper->width = 0;
}

static bool is_plain(char c)
{
    return c >= 0x20 && c < 0x7f;
}

/* Counts the ASCII letters from `at` on that are whole characters: one column and one byte each. */
static size_t plain_letters(const char *s, size_t length, size_t at)
{
    size_t from = at;
    while (at < length && s[at] != ' ' && is_plain(s[at]) && (at + 1 >= length || (unsigned char)s[at + 1] < 0x80))
        at++;
    return at - from;
}

/* Finds the end of the word at `at`: the next space or newline. A wide character is a word of its own. */
static size_t word_end(const char *s, size_t length, size_t at, int *width)
{
    *width = 0;
    while (at < length && s[at] != ' ' && s[at] != '\n') {
        size_t plain = plain_letters(s, length, at);
        if (plain > 0) {
            *width += (int)plain;
            at += plain;
            continue;
        }
        size_t next = text_next(s, length, at);
        int columns = text_width(s + at, next - at);
        if (columns > 1 && *width > 0)
            break;
        *width += columns;
        at = next;
        if (columns > 1)
            break;
    }
    return at;
}

/* Cuts a word that is longer than a row, where the row is full. */
static size_t cut_word(struct wrapper *wrapper, const char *s, size_t at, size_t end, int columns)
{
    while (at < end) {
        size_t next = text_next(s, end, at);
        int width = text_width(s + at, next - at);
        if (wrapper->width + width > columns && wrapper->end > wrapper->start)
            row_end(wrapper, at);
        wrapper->width += width;
        wrapper->end = at = next;
    }
    return at;
}

size_t text_wrap(const char *s, size_t length, int columns, struct text_row *rows, size_t room)
{
    struct wrapper wrapper = { .rows = rows, .room = room };
    int spaces = 0;
    if (columns < 1)
        columns = 1;
    for (size_t at = 0; at < length;) {
        if (s[at] == '\n') {
            row_end(&wrapper, ++at);
            spaces = 0;
        } else if (s[at] == ' ') {
            size_t next = text_next(s, length, at);
            spaces += text_width(s + at, next - at);
            at = next;
        } else {
            int width;
            size_t end = word_end(s, length, at, &width);
            if (wrapper.width + spaces + width > columns && (wrapper.end > wrapper.start || spaces > 0)) {
                row_end(&wrapper, at);
                spaces = 0;
            }
            wrapper.width += spaces;
            wrapper.end = at;
            spaces = 0;
            at = cut_word(&wrapper, s, at, end, columns);
        }
    }
    row_end(&wrapper, length);
    return wrapper.count;
}

static bool blank_line(const char *s, size_t length)
{
    return strspn(s, " ") >= length;
}

char *text_quote(const char *body)
{
    struct buffer out = { 0 };
    size_t kept = 0;
    while (*body != '\0') {
        size_t length = strcspn(body, "\n");
        bool blank = blank_line(body, length);
        if (!blank || out.length > 0) {
            buffer_string(&out, blank ? ">" : "> ");
            buffer_add(&out, body, blank ? 0 : length);
            buffer_string(&out, "\n");
        }
        if (!blank)
            kept = out.length;
        body += length + (body[length] == '\n');
    }
    if (out.data != NULL) {
        out.length = kept;
        out.data[kept] = '\0';
    }
    return buffer_take(&out);
}

bool text_is_quote(const char *s, size_t at)
{
    while (at > 0 && s[at - 1] != '\n')
        at--;
    return s[at] == '>';
}
