/*
 * text.c: checks and cleans all text from members, and all text for terminals. See text.h.
 *
 * text_clean() reads the input once. A filter drops escape sequences, control and invisible characters, and shortens
 * white space. Then the rest is brought into NFC, and its combining marks are counted. No step looks more than one
 * character ahead, so hostile input costs only time in proportion to its length. Input that is surely too long is left
 * early.
 */
#include "text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#include "gettext.h"
#include "util.h"

enum {
    MARKS_MAX = 4,         /* for each base character: ncurses keeps no more in one cell */
    MARKS_SORTED_MAX = 32, /* before NFC: it sorts marks, and that must stay cheap */
    SHRINK = 4,            /* NFC makes one code point of at most this many, not counting marks */
    TAB = 8,
    ESCAPE = 0x1b,
    JOINER = 0x200d,
    NON_JOINER = 0x200c,
    TEXT_STYLE = 0xfe0e,
    EMOJI_STYLE = 0xfe0f,
    REPLACEMENT = 0xfffd,
};
static const char replacement[] = "\xef\xbf\xbd";

/* --- code points --- */

/* Decodes the character at *at and moves *at behind it; -1 for a byte that begins no character. */
static int32_t decode(const char *s, size_t length, size_t *at)
{
    unsigned char first = (unsigned char)s[*at];
    if (first < 0x80) {
        ++*at;
        return first;
    }
    utf8proc_int32_t c;
    utf8proc_ssize_t bytes = utf8proc_iterate((const utf8proc_uint8_t *)s + *at, (utf8proc_ssize_t)(length - *at), &c);
    if (bytes <= 0) {
        ++*at;
        return -1;
    }
    *at += (size_t)bytes;
    return c;
}

static void encode(struct buffer *out, int32_t c)
{
    utf8proc_uint8_t bytes[4];
    buffer_add(out, bytes, (size_t)utf8proc_encode_char(c, bytes));
}

static bool within(int32_t c, int32_t first, int32_t last)
{
    return c >= first && c <= last;
}

static bool is_control(int32_t c)
{
    return c < 0x20 || within(c, 0x7f, 0x9f);
}

static bool is_override(int32_t c)
{
    return within(c, 0x202a, 0x202e) || within(c, 0x2066, 0x2069);
}

static bool is_noncharacter(int32_t c)
{
    return within(c, 0xfdd0, 0xfdef) || (c & 0xfffe) == 0xfffe;
}

/* True for a character that shares the cell of the one before it. Also for vowels and finals of old Hangul syllables.
 */
static bool is_mark(int32_t c)
{
    if (c < 0x300)
        return false;
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME || within(c, 0x1160, 0x11ff) ||
           within(c, 0xd7b0, 0xd7ff);
}

static bool is_skin_tone(int32_t c)
{
    return within(c, 0x1f3fb, 0x1f3ff);
}

/* True for a character that shows nothing and only makes two texts look alike. (The signs of Arabic numbers have the
 * same category, but they are visible.) */
static bool is_invisible(int32_t c)
{
    if (c < 0xad)
        return false;
    if (within(c, 0x600, 0x605) || c == 0x6dd || c == 0x70f || c == 0x8e2 || c == 0x110bd || c == 0x110cd)
        return false;
    return utf8proc_get_property(c)->ignorable || utf8proc_category(c) == UTF8PROC_CATEGORY_CF;
}

static bool is_pictograph(int32_t c)
{
    return c >= 0xa9 && utf8proc_get_property(c)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

/* True for scripts whose letters change shape beside a joiner: Arabic and related ones, those of India, Tibet, Burma,
 * Khmer and Mongolian. In other scripts a joiner shows nothing. */
static bool is_joining_letter(int32_t c)
{
    return within(c, 0x600, 0x8ff) || within(c, 0x900, 0x109f) || within(c, 0x1780, 0x18af) ||
           within(c, 0xa840, 0xa877) || within(c, 0xa8e0, 0xa8ff) || within(c, 0xaa60, 0xaa7f);
}

static bool joins(int32_t base, int32_t next)
{
    return (is_joining_letter(base) && is_joining_letter(next) && !is_mark(next)) ||
           (is_pictograph(base) && is_pictograph(next));
}

enum space { SPACE_NONE, SPACE_PLAIN, SPACE_TAB, SPACE_LINE };

static enum space space_of(int32_t c)
{
    if (c == '\t')
        return SPACE_TAB;
    if (within(c, '\n', '\r') || c == 0x85 || c == 0x2028 || c == 0x2029)
        return SPACE_LINE;
    /* The wide space of Chinese and Japanese keeps its width. All other kinds become the plain space. */
    if (c == ' ' || (c >= 0xa0 && c != 0x3000 && utf8proc_category(c) == UTF8PROC_CATEGORY_ZS))
        return SPACE_PLAIN;
    return SPACE_NONE;
}

/* --- escape sequences: as much of ECMA-48 as is needed to drop them completely --- */

enum sequence {
    SEQUENCE_NONE,
    SEQUENCE_ESCAPE,  /* after ESC */
    SEQUENCE_CONTROL, /* CSI: until a byte of @..~ */
    SEQUENCE_STRING,  /* OSC, DCS, SOS, PM, APC: until BEL or ST, or until the end of the line */
    SEQUENCE_STRING_ESCAPE,
};

static enum sequence sequence_begun(int32_t c)
{
    switch (c) {
    case ESCAPE:
        return SEQUENCE_ESCAPE;
    case 0x9b:
        return SEQUENCE_CONTROL;
    case 0x90:
    case 0x98:
    case 0x9d:
    case 0x9e:
    case 0x9f:
        return SEQUENCE_STRING;
    default:
        return SEQUENCE_NONE;
    }
}

static enum sequence after_escape(int32_t c)
{
    if (c == '[')
        return SEQUENCE_CONTROL;
    if (c == ']' || c == 'P' || c == 'X' || c == '^' || c == '_')
        return SEQUENCE_STRING;
    return within(c, ' ', '/') ? SEQUENCE_ESCAPE : SEQUENCE_NONE;
}

/* Reads one character. True when it is part of an escape sequence and must be dropped. */
static bool sequence_takes(enum sequence *sequence, int32_t c)
{
    enum sequence now = *sequence;
    bool breaks = is_control(c) && c != ESCAPE;
    if (c == ESCAPE && now != SEQUENCE_STRING && now != SEQUENCE_STRING_ESCAPE)
        now = SEQUENCE_NONE;
    switch (now) {
    case SEQUENCE_ESCAPE:
        *sequence = after_escape(c);
        if (within(c, ' ', '~'))
            return true;
        break;
    case SEQUENCE_CONTROL:
        *sequence = within(c, ' ', '?') ? SEQUENCE_CONTROL : SEQUENCE_NONE;
        if (within(c, ' ', '~'))
            return true;
        break;
    case SEQUENCE_STRING:
    case SEQUENCE_STRING_ESCAPE:
        if (now == SEQUENCE_STRING_ESCAPE && c == '\\') {
            *sequence = SEQUENCE_NONE;
            return true;
        }
        *sequence = c == ESCAPE ? SEQUENCE_STRING_ESCAPE : SEQUENCE_STRING;
        if (!breaks)
            return true;
        *sequence = SEQUENCE_NONE;
        break;
    case SEQUENCE_NONE:
        break;
    }
    *sequence = sequence_begun(c);
    return *sequence != SEQUENCE_NONE;
}

/* --- text that comes in --- */

struct filter {
    struct buffer out;
    enum text_kind kind;
    enum sequence sequence;
    size_t starters, most;  /* number of characters that are no marks; above `most` the text is surely too long */
    size_t lines, spaces;   /* held back: they are kept only when a character follows */
    size_t column, marks;   /* column in the line; marks on the present base */
    int32_t base, previous; /* 0 at the start of a line */
    int32_t joiner;         /* held back: it is kept only when it joins two letters */
    bool carriage_return;
};

static void take_line(struct filter *filter)
{
    filter->spaces = 0;
    filter->column = 0;
    filter->base = filter->previous = filter->joiner = 0;
    filter->marks = 0;
    if (filter->out.length > 0)
        filter->lines++;
}

static void take_space(struct filter *filter, enum space space)
{
    filter->base = filter->previous = ' ';
    filter->joiner = 0;
    filter->marks = 0;
    size_t count = space == SPACE_TAB ? TAB - filter->column % TAB : 1;
    filter->spaces += count;
    filter->column += count;
    if (filter->kind == TEXT_LINE)
        filter->spaces = filter->out.length > 0 ? 1 : 0;
}

/* Adds the white space that was held back: a character follows, so it stays. */
static bool flush_space(struct filter *filter)
{
    filter->starters += filter->lines + filter->spaces;
    if (filter->starters > filter->most)
        return false;
    for (; filter->lines > 0; filter->lines--)
        buffer_string(&filter->out, "\n");
    for (; filter->spaces > 0; filter->spaces--)
        buffer_string(&filter->out, " ");
    return true;
}

static bool take_mark(struct filter *filter, int32_t c)
{
    filter->joiner = 0;
    if (filter->base == 0 || (filter->out.length == 0 && filter->spaces == 0) || ++filter->marks > MARKS_SORTED_MAX)
        return true;
    if (!flush_space(filter))
        return false;
    encode(&filter->out, c);
    filter->previous = c;
    return true;
}

static bool take_character(struct filter *filter, int32_t c)
{
    if (!flush_space(filter))
        return false;
    if (filter->joiner != 0 && joins(filter->base, c))
        encode(&filter->out, filter->joiner);
    filter->joiner = 0;
    encode(&filter->out, c);
    filter->previous = c;
    if (!is_skin_tone(c) || !is_pictograph(filter->base))
        filter->base = c;
    filter->marks = 0;
    filter->column++;
    return ++filter->starters <= filter->most;
}

/* Adds one character of the input. TEXT_GOOD unless the text must be refused. */
static enum text_fault take(struct filter *filter, int32_t c)
{
    bool second_half = c == '\n' && filter->carriage_return;
    filter->carriage_return = c == '\r';
    if (second_half || sequence_takes(&filter->sequence, c))
        return TEXT_GOOD;
    if (is_override(c))
        return TEXT_OVERRIDE;
    enum space space = space_of(c);
    if (space == SPACE_LINE && filter->kind == TEXT_BODY) {
        take_line(filter);
    } else if (space != SPACE_NONE) {
        take_space(filter, space);
    } else if (is_control(c)) {
        return TEXT_GOOD;
    } else if (c == JOINER || c == NON_JOINER) {
        filter->joiner = c;
    } else if (c == TEXT_STYLE || c == EMOJI_STYLE) {
        if (is_pictograph(filter->previous) && !take_mark(filter, c))
            return TEXT_TOO_LONG;
    } else if (is_mark(c) && !is_invisible(c)) {
        return take_mark(filter, c) ? TEXT_GOOD : TEXT_TOO_LONG;
    } else if (!is_invisible(c)) {
        return take_character(filter, is_noncharacter(c) ? REPLACEMENT : c) ? TEXT_GOOD : TEXT_TOO_LONG;
    }
    return TEXT_GOOD;
}

/* Cuts marks that do not fit into a cell. Returns the number of characters in the shortened text. */
static size_t cut_marks(char *s)
{
    size_t length = strlen(s), at = 0, kept = 0, characters = 0, marks = 0;
    while (at < length) {
        size_t start = at;
        int32_t c = decode(s, length, &at);
        marks = is_mark(c) || c == JOINER || c == NON_JOINER ? marks + 1 : 0;
        if (marks > MARKS_MAX)
            continue;
        memmove(s + kept, s + start, at - start);
        kept += at - start;
        characters++;
    }
    s[kept] = '\0';
    return characters;
}

/* Brings the text into NFC. NULL when it is not UTF-8. */
static char *compose(const char *s, size_t length)
{
    utf8proc_uint8_t *composed;
    utf8proc_ssize_t result = utf8proc_map((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)length, &composed,
        (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (result == UTF8PROC_ERROR_NOMEM)
        die("no memory to normalise %zu bytes", length);
    return result < 0 ? NULL : (char *)composed;
}

char *text_composed(const char *s, size_t length)
{
    char *composed = compose(s, length);
    return composed != NULL ? composed : xstrndup(s, length);
}

static enum text_fault normalise(const struct buffer *filtered, size_t limit, char **out)
{
    if (filtered->length == 0)
        return TEXT_EMPTY;
    char *composed = text_composed(filtered->data, filtered->length);
    if (cut_marks(composed) > limit) {
        free(composed);
        return TEXT_TOO_LONG;
    }
    *out = composed;
    return TEXT_GOOD;
}

enum text_fault text_clean(const char *in, size_t length, enum text_kind kind, size_t limit, char **out)
{
    struct filter filter = { .kind = kind, .most = limit * SHRINK };
    enum text_fault fault = TEXT_GOOD;
    *out = NULL;
    for (size_t at = 0; at < length && fault == TEXT_GOOD;) {
        int32_t c = decode(in, length, &at);
        fault = c < 0 ? TEXT_NOT_UTF8 : take(&filter, c);
    }
    if (fault == TEXT_GOOD)
        fault = normalise(&filter.out, limit, out);
    buffer_clear(&filter.out);
    return fault;
}

static bool is_blank(int32_t c)
{
    return c >= ' ' && !is_control(c) &&
           (space_of(c) != SPACE_NONE || c == 0x3000 || (is_invisible(c) && !is_override(c)));
}

char *text_trimmed(const char *s)
{
    size_t length = strlen(s), from = 0, to = 0;
    for (size_t at = 0; at < length;) {
        bool blank = is_blank(decode(s, length, &at));
        if (blank && to == 0)
            from = at;
        else if (!blank)
            to = at;
    }
    return xstrndup(s + from, to > from ? to - from : 0);
}

/* True for a dash of any length, a minus sign ...: word processors and phones write them in place of a plain dash. */
static bool parts_a_code(int32_t c)
{
    return c == '.' || c == 0x2212 || is_control(c) || is_invisible(c) || space_of(c) != SPACE_NONE || c == 0x3000 ||
           utf8proc_category(c) == UTF8PROC_CATEGORY_PD;
}

bool text_code(const char *typed, char *out, size_t size)
{
    size_t length = strlen(typed), kept = 0;
    for (size_t at = 0; at < length;) {
        int32_t c = decode(typed, length, &at);
        if (c >= 0 && parts_a_code(c))
            continue;
        if (within(c, 0xff01, 0xff5e)) /* the wide forms of East Asian keyboards */
            c -= 0xff01 - '!';
        if (within(c, 'A', 'Z'))
            c += 'a' - 'A';
        if (!(within(c, 'a', 'z') || within(c, '0', '9')) || kept + 1 >= size)
            return false;
        out[kept++] = (char)c;
    }
    out[kept] = '\0';
    return true;
}

const char *text_fault_sentence(enum text_fault fault, size_t limit)
{
    static char sentence[200];
    switch (fault) {
    case TEXT_GOOD:
        return "";
    case TEXT_EMPTY:
        return _("There are no words in it yet.");
    case TEXT_TOO_LONG:
        snprintf(sentence, sizeof sentence,
            _("That is longer than %zu characters. Make it shorter, or send it in parts."), limit);
        return sentence;
    case TEXT_NOT_UTF8:
        return _("That is not UTF-8 text. Set your terminal or your program to UTF-8 and send it again.");
    case TEXT_OVERRIDE:
        return _(
            "It holds hidden characters that turn the direction of writing around. Take them out and send it again.");
    }
    die("unknown text_fault %d", (int)fault);
}

/* --- text that goes out --- */

struct plain_form {
    int32_t c;
    const char *ascii;
};

/* The signs that keyboards and word processors insert by themselves. (Letters lose their accents by decomposition.) */
static const struct plain_form plain_forms[] = { { 0xab, "\"" }, { 0xb7, "*" }, { 0xbb, "\"" }, { 0xc6, "AE" },
    { 0xd7, "x" }, { 0xd8, "O" }, { 0xdf, "ss" }, { 0xe6, "ae" }, { 0xf8, "o" }, { 0x131, "i" }, { 0x141, "L" },
    { 0x142, "l" }, { 0x152, "OE" }, { 0x153, "oe" }, { 0x2010, "-" }, { 0x2011, "-" }, { 0x2012, "-" },
    { 0x2013, "-" }, { 0x2014, "-" }, { 0x2015, "-" }, { 0x2018, "'" }, { 0x2019, "'" }, { 0x201a, "'" },
    { 0x201b, "'" }, { 0x201c, "\"" }, { 0x201d, "\"" }, { 0x201e, "\"" }, { 0x2022, "*" }, { 0x2026, "..." },
    { 0x2039, "<" }, { 0x203a, ">" }, { 0x20ac, "EUR" }, { 0x2190, "<-" }, { 0x2192, "->" } };

static void show_ascii(struct buffer *out, int32_t c)
{
    for (size_t i = 0; i < sizeof plain_forms / sizeof plain_forms[0]; i++)
        if (plain_forms[i].c == c) {
            buffer_string(out, plain_forms[i].ascii);
            return;
        }
    utf8proc_int32_t parts[32];
    int last = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        c, parts, 32, (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &last);
    bool plain = count > 0 && count <= 32;
    for (utf8proc_ssize_t i = 0; plain && i < count; i++)
        plain = within(parts[i], ' ', '~') || is_mark(parts[i]);
    if (!plain || is_mark(parts[0])) {
        buffer_string(out, "?");
        return;
    }
    for (utf8proc_ssize_t i = 0; i < count; i++)
        if (!is_mark(parts[i]))
            encode(out, parts[i]);
}

static bool is_shown(int32_t c)
{
    if (c < 0 || is_control(c) || is_override(c) || c == 0x2028 || c == 0x2029)
        return false;
    if (c == JOINER || c == NON_JOINER || c == TEXT_STYLE || c == EMOJI_STYLE)
        return true;
    return !is_invisible(c) && wcwidth((wchar_t)c) >= 0;
}

char *text_shown(const char *in, size_t length, enum text_kind kind, bool ascii)
{
    struct buffer out = { 0 };
    size_t marks = MARKS_MAX; /* a mark without a base is not shown */
    for (size_t at = 0; at < length;) {
        int32_t c = decode(in, length, &at);
        if (within(c, ' ', '~') || (c == '\n' && kind == TEXT_BODY)) {
            buffer_add(&out, in + at - 1, 1);
            marks = c == '\n' ? MARKS_MAX : 0;
            continue;
        }
        if (c == '\n' || c == '\t') {
            buffer_string(&out, " ");
            marks = 0;
            continue;
        }
        bool shown = is_shown(c), mark = shown && wcwidth((wchar_t)c) == 0;
        if (mark && marks < MARKS_MAX) {
            marks++;
            if (!ascii)
                encode(&out, c);
        } else if (!mark) {
            marks = 0;
            if (!shown)
                buffer_string(&out, ascii ? "?" : replacement);
            else if (ascii)
                show_ascii(&out, c);
            else
                encode(&out, c);
        }
    }
    return buffer_take(&out);
}

static void escape(struct buffer *out, int32_t c)
{
    if (c < 0x10000) {
        buffer_format(out, "\\u%04x", (unsigned)c);
        return;
    }
    c -= 0x10000;
    buffer_format(out, "\\u%04x\\u%04x", 0xd800 + ((unsigned)c >> 10), 0xdc00 + ((unsigned)c & 0x3ff));
}

char *text_json(char *json)
{
    struct buffer out = { 0 };
    size_t length = strlen(json), marks = 0;
    for (size_t at = 0; at < length;) {
        size_t begin = at;
        int32_t c = decode(json, length, &at);
        bool plain = within(c, ' ', '~') || c == '\n', shown = plain || is_shown(c);
        marks = shown && !plain && wcwidth((wchar_t)c) == 0 ? marks + 1 : 0;
        if (shown && marks <= MARKS_MAX)
            buffer_add(&out, json + begin, at - begin);
        else if (c >= 0)
            escape(&out, c);
        else
            buffer_string(&out, replacement);
    }
    free(json);
    return buffer_take(&out);
}

/* --- boundaries --- */

static char without_capital(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

bool text_means(const char *typed, const char *word)
{
    size_t i = 0;
    while (word[i] != '\0' && without_capital(typed[i]) == without_capital(word[i]))
        i++;
    return word[i] == '\0' && typed[i + strspn(typed + i, " ")] == '\0';
}

size_t text_letter(uint32_t code, char out[4])
{
    utf8proc_uint8_t bytes[4];
    size_t length = (size_t)utf8proc_encode_char((utf8proc_int32_t)code, bytes);
    memcpy(out, bytes, length);
    return length;
}

size_t text_characters(const char *s, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)s[i] & 0xc0) != 0x80;
    return count;
}

static bool is_printable_ascii(char c)
{
    return c >= 0x20 && c < 0x7f;
}

static bool is_ascii_at(const char *s, size_t length, size_t at)
{
    return at >= length || (unsigned char)s[at] < 0x80;
}

static int32_t character_or_replacement(const char *s, size_t length, size_t *at)
{
    int32_t c = decode(s, length, at);
    return c < 0 ? REPLACEMENT : c;
}

size_t text_next(const char *s, size_t length, size_t at)
{
    if (at >= length)
        return length;
    if (is_ascii_at(s, length, at) && is_ascii_at(s, length, at + 1))
        return at + 1;
    int32_t c = character_or_replacement(s, length, &at);
    utf8proc_int32_t state = (utf8proc_int32_t)utf8proc_get_property(c)->boundclass;
    while (at < length) {
        size_t beyond = at;
        int32_t next = character_or_replacement(s, length, &beyond);
        if (utf8proc_grapheme_break_stateful(c, next, &state))
            break;
        c = next;
        at = beyond;
    }
    return at;
}

/* The start of the character before `at`. */
static size_t one_back(const char *s, size_t length, size_t at)
{
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && ((unsigned char)s[start] & 0xc0) == 0x80)
        start--;
    size_t end = start;
    decode(s, length, &end);
    return end == at ? start : at - 1;
}

size_t text_previous(const char *s, size_t length, size_t at)
{
    if (at > length)
        at = length;
    if (at == 0)
        return 0;
    /* Go back to a certain boundary: before a character without a class, after a character that joins no other. */
    size_t start = one_back(s, length, at);
    while (start > 0) {
        size_t here = start, before = one_back(s, length, start), end = before;
        const utf8proc_property_t *mine = utf8proc_get_property(character_or_replacement(s, length, &here));
        const utf8proc_property_t *its = utf8proc_get_property(character_or_replacement(s, length, &end));
        if (mine->boundclass == UTF8PROC_BOUNDCLASS_OTHER && its->boundclass != UTF8PROC_BOUNDCLASS_PREPEND)
            break;
        start = before;
    }
    for (size_t next = text_next(s, length, start); next < at; next = text_next(s, length, start))
        start = next;
    return start;
}

/* --- columns --- */

static int columns_of(int32_t c)
{
    if (c == '\n')
        return 0;
    if (within(c, ' ', '~'))
        return 1;
    int width = c < 0 ? 1 : wcwidth((wchar_t)c);
    return width < 0 ? 1 : width;
}

int text_width(const char *s, size_t length)
{
    int width = 0, last = 0;
    for (size_t at = 0; at < length; width += last)
        if (is_printable_ascii(s[at])) { /* the usual case, and it is drawn after each key */
            last = 1;
            at++;
        } else {
            int32_t c = decode(s, length, &at);
            last = c == EMOJI_STYLE && last == 1 ? 1 : columns_of(c);
        }
    return width;
}

size_t text_unsure(const char *s, size_t length, size_t at, size_t *next)
{
    while (at < length) {
        *next = text_next(s, length, at);
        size_t end = at;
        int32_t c = decode(s, length, &end);
        if (end < *next || (c >= 0x2000 && is_pictograph(c)))
            return at;
        at = *next;
    }
    return length;
}

size_t text_fit(const char *s, size_t length, int columns)
{
    size_t at = 0;
    for (int left = columns; at < length;) {
        size_t next = text_next(s, length, at);
        left -= text_width(s + at, next - at);
        if (left < 0)
            break;
        at = next;
    }
    return at;
}
