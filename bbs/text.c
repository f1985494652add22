#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#include "gettext.h"
#include "util.h"

enum { MARKS_MOST = 4, UNKNOWN = 0xfffd };

static bool is_override(int32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_mark(int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

/* Joiners belong to scripts and emoji; all other formatting that nobody sees only forges look-alikes. */
static bool is_hidden(int32_t c)
{
    return c != 0x200c && c != 0x200d && (utf8proc_category(c) == UTF8PROC_CATEGORY_CF || c == 0x115f || c == 0x3164);
}

/* One code point at `at`; 0 bytes: not UTF-8. */
static size_t read_character(const char *s, size_t length, size_t at, int32_t *c)
{
    utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)s + at, (utf8proc_ssize_t)(length - at), c);
    return step > 0 ? (size_t)step : 0;
}

/* The end of an escape sequence that begins at `at` (an ESC, or a C1 twin whose second byte is given). */
static size_t escape_end(const char *s, size_t length, size_t at, int32_t kind)
{
    if (kind == '[') { /* CSI: parameters, then one letter */
        while (at < length && (unsigned char)s[at] >= 0x20 && (unsigned char)s[at] < 0x40)
            at++;
        return at < length && (unsigned char)s[at] >= 0x40 && (unsigned char)s[at] < 0x7f ? at + 1 : at;
    }
    if (kind == ']' || kind == 'P' || kind == '_' || kind == '^' || kind == 'X') { /* a string, to BEL or ST */
        size_t begin = at;
        for (; at < length && s[at] != '\n'; at++) {
            if (s[at] == '\a')
                return at + 1;
            if (s[at] == '\033')
                return at + 1 < length && s[at + 1] == '\\' ? at + 2 : at;
        }
        return begin; /* never ended: only its introducer goes */
    }
    return at;
}

static size_t skip_control(const char *s, size_t length, size_t at, size_t step, int32_t c)
{
    at += step;
    if (c == 0x1b && at < length && (unsigned char)s[at] >= 0x20 && (unsigned char)s[at] < 0x7f) {
        char kind = s[at++];
        while (kind >= 0x20 && kind < 0x30 && at < length && (unsigned char)s[at] >= 0x20 && (unsigned char)s[at] < 0x7f)
            kind = s[at++]; /* ESC ( B and its like */
        return escape_end(s, length, at, kind);
    }
    if (c >= 0x80 && c < 0xa0)
        return escape_end(s, length, at, c - 0x40);
    return at;
}

struct cleaner {
    struct buffer out;
    int marks;
    bool space; /* TEXT_LINE: one is due before the next character */
};

static void put(struct cleaner *cleaner, int32_t c)
{
    utf8proc_uint8_t bytes[4];
    if (is_mark(c)) {
        if (++cleaner->marks > MARKS_MOST)
            return;
    } else
        cleaner->marks = 0;
    buffer_add(&cleaner->out, bytes, (size_t)utf8proc_encode_char(c, bytes));
}

static void put_clean(struct cleaner *cleaner, enum text_kind kind, int32_t c)
{
    bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || utf8proc_category(c) == UTF8PROC_CATEGORY_ZS
        || c == 0x2028 || c == 0x2029;
    if (kind == TEXT_LINE && blank) {
        cleaner->space = cleaner->out.length > 0;
        return;
    }
    if (cleaner->space)
        put(cleaner, ' ');
    cleaner->space = false;
    if (c == '\r' || c == 0x2028 || c == 0x2029)
        c = '\n';
    if (c == '\t')
        buffer_string(&cleaner->out, "    ");
    else
        put(cleaner, c);
}

/* Trailing blanks of every line, and blank lines at both ends, are nobody's words. */
static void trim(struct buffer *text)
{
    size_t to = 0, kept = 0;
    for (size_t i = 0; i < text->length; i++) {
        char c = text->data[i];
        if (c == '\n')
            to = kept;
        text->data[to++] = c;
        if (c != ' ')
            kept = to;
        if (c == '\n')
            kept = to;
    }
    while (to > 0 && (text->data[to - 1] == ' ' || text->data[to - 1] == '\n'))
        to--;
    text->length = to;
    size_t begin = 0;
    while (begin < to && text->data[begin] == '\n')
        begin++;
    if (text->data != NULL) {
        text->data[to] = '\0';
        buffer_cut(text, begin);
    }
}

/* Leaves out what may not stand; false: it is not UTF-8, or has an override. */
static enum text_fault strip(const char *in, size_t length, enum text_kind kind, struct cleaner *cleaner)
{
    for (size_t at = 0; at < length;) {
        int32_t c;
        size_t step = read_character(in, length, at, &c);
        if (step == 0)
            return TEXT_NOT_UTF8;
        if (is_override(c))
            return TEXT_OVERRIDE;
        bool blank = c == '\n' || c == '\r' || c == '\t';
        if (!blank && (c < 0x20 || (c >= 0x7f && c < 0xa0))) {
            at = skip_control(in, length, at, step, c);
            continue;
        }
        at += step;
        if (c == '\r' && at < length && in[at] == '\n')
            continue;
        if (!is_hidden(c))
            put_clean(cleaner, kind, c);
    }
    return TEXT_GOOD;
}

enum text_fault text_clean(const char *in, size_t length, enum text_kind kind, size_t limit, char **out)
{
    struct cleaner cleaner = { 0 };
    utf8proc_uint8_t *composed = NULL;
    *out = NULL;
    /* What is this long is too long whatever is left out of it; nobody's machine works through ten megabytes. */
    if (length > limit * 16 + 4096)
        return TEXT_TOO_LONG;
    enum text_fault fault = strip(in, length, kind, &cleaner);
    if (fault == TEXT_GOOD && cleaner.out.length > 0
        && utf8proc_map((const utf8proc_uint8_t *)cleaner.out.data, (utf8proc_ssize_t)cleaner.out.length, &composed,
               UTF8PROC_STABLE | UTF8PROC_COMPOSE)
            < 0)
        fault = TEXT_NOT_UTF8;
    buffer_clear(&cleaner.out);
    if (fault == TEXT_GOOD && composed != NULL)
        buffer_string(&cleaner.out, (const char *)composed);
    free(composed);
    if (kind == TEXT_BODY)
        trim(&cleaner.out);
    if (fault == TEXT_GOOD && cleaner.out.length == 0)
        fault = TEXT_EMPTY;
    if (fault == TEXT_GOOD
        && (text_characters(cleaner.out.data, cleaner.out.length) > limit || cleaner.out.length > limit * 4))
        fault = TEXT_TOO_LONG;
    if (fault == TEXT_GOOD)
        *out = buffer_take(&cleaner.out);
    buffer_clear(&cleaner.out);
    return fault;
}

const char *text_fault_sentence(enum text_fault fault, size_t limit)
{
    static char words[160];
    switch (fault) {
    case TEXT_GOOD:
        return "";
    case TEXT_EMPTY:
        return _("There is nothing in it yet.");
    case TEXT_TOO_LONG:
        snprintf(words, sizeof words, _("That is too long: at most %zu characters fit. Nothing was written."), limit);
        return words;
    case TEXT_NOT_UTF8:
        return _("Those bytes are no text (not UTF-8). Nothing was written.");
    case TEXT_OVERRIDE:
        return _("It holds signs that turn the direction of writing around. Take them out; nothing was written.");
    }
    return "";
}

char *text_shown(const char *in, size_t length, enum text_kind kind, bool ascii)
{
    struct cleaner cleaner = { 0 };
    for (size_t at = 0; at < length;) {
        int32_t c;
        size_t step = read_character(in, length, at, &c);
        at += step ? step : 1;
        if (step != 0 && c == '\n' && kind == TEXT_BODY)
            buffer_add(&cleaner.out, "\n", 1);
        else if (step == 0 || is_override(c) || is_hidden(c) || (c != 0 && wcwidth((wchar_t)c) < 0) || c == 0
            || (ascii && c > 0x7e))
            ascii ? buffer_add(&cleaner.out, "?", 1) : put(&cleaner, UNKNOWN);
        else
            put(&cleaner, c);
    }
    return buffer_take(&cleaner.out);
}

size_t text_characters(const char *s, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)s[i] & 0xc0) != 0x80;
    return count;
}

size_t text_next(const char *s, size_t length, size_t at)
{
    int32_t before, c, state = 0;
    if (at >= length)
        return length;
    size_t step = read_character(s, length, at, &before);
    if (step == 0)
        return at + 1;
    for (at += step; at < length; at += step) {
        step = read_character(s, length, at, &c);
        if (step == 0 || utf8proc_grapheme_break_stateful(before, c, &state))
            break;
        before = c;
    }
    return at;
}

/* Graphemes are short: from at most 64 bytes before, at a line's or word's beginning, forward. */
size_t text_previous(const char *s, size_t length, size_t at)
{
    if (at == 0)
        return 0;
    size_t from = at > 64 ? at - 64 : 0;
    for (size_t i = at - 1; i > from; i--)
        if (s[i] == '\n' || s[i] == ' ') {
            from = i;
            break;
        }
    while (from > 0 && ((unsigned char)s[from] & 0xc0) == 0x80)
        from--;
    for (size_t next = from; next < at; next = text_next(s, length, next))
        from = next;
    return from;
}

static int width_of(int32_t c)
{
    if (c == '\n')
        return 0;
    int width = wcwidth((wchar_t)c);
    return width < 0 ? 1 : width;
}

int text_width(const char *s, size_t length)
{
    int width = 0;
    for (size_t at = 0; at < length;) {
        int32_t c;
        size_t step = read_character(s, length, at, &c);
        width += step ? width_of(c) : 1;
        at += step ? step : 1;
    }
    return width;
}

size_t text_fit(const char *s, size_t length, int columns)
{
    size_t at = 0;
    while (at < length) {
        size_t next = text_next(s, length, at);
        columns -= text_width(s + at, next - at);
        if (columns < 0)
            break;
        at = next;
    }
    return at;
}

/* The bytes of one row: up to a newline, else as many whole words as fit, else as much of the one word. */
static size_t row_length(const char *s, size_t length, int columns, size_t *next)
{
    const char *newline = memchr(s, '\n', length);
    size_t line = newline ? (size_t)(newline - s) : length;
    size_t fits = text_fit(s, line, columns);
    if (fits == line) {
        *next = newline ? line + 1 : line;
        return line;
    }
    if (fits == 0)
        fits = text_next(s, line, 0);
    size_t cut = fits;
    if (s[fits] != ' ') {
        while (cut > 0 && s[cut - 1] != ' ')
            cut--;
        if (cut == 0)
            cut = fits;
    }
    *next = cut;
    while (*next < line && s[*next] == ' ')
        (*next)++;
    return cut;
}

size_t text_wrap(const char *s, size_t length, int columns, struct text_row *rows, size_t room)
{
    size_t count = 0, at = 0, step = 0;
    bool open = true; /* an empty text and a last newline both have one more, empty row */
    if (columns < 1)
        columns = 1;
    while (open || at < length) {
        size_t own = row_length(s + at, length - at, columns, &step);
        open = step > 0 && s[at + step - 1] == '\n' && at + step == length;
        while (own > 0 && s[at + own - 1] == ' ')
            own--;
        if (count < room)
            rows[count] = (struct text_row) { at, own, text_width(s + at, own) };
        count++;
        at += step;
    }
    return count;
}

char *text_quote(const char *body)
{
    struct buffer out = { 0 };
    while (*body == '\n')
        body++;
    size_t length = strlen(body);
    while (length > 0 && body[length - 1] == '\n')
        length--;
    for (size_t at = 0; at < length;) {
        const char *newline = memchr(body + at, '\n', length - at);
        size_t line = newline ? (size_t)(newline - body) - at : length - at;
        buffer_string(&out, body[at] == '>' ? ">" : "> ");
        buffer_add(&out, body + at, line);
        buffer_string(&out, "\n");
        at += line + 1;
    }
    return buffer_take(&out);
}
