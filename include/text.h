/*
 * text.h: checks and cleans all text of members, when it comes in and when it goes out.
 *
 * In: text_clean() makes NFC UTF-8 of it, or says what is wrong. Out: text_shown() cleans again, as a second wall, all
 * text that goes to a terminal. Both walls serve handles, titles, names, client strings and logs, not only posts. Width
 * is libc's wcwidth; an unknown character has one column (U+FFFD); a base has at most 4 marks. A sign that U+FE0F makes
 * a picture counts two columns, which is also enough for terminals that give it one.
 */
#ifndef BBS_TEXT_H
#define BBS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum text_kind {
    TEXT_BODY, /* several lines; CR and CRLF become newline, a tab becomes spaces, trailing space is cut */
    TEXT_LINE, /* one line: any white space becomes one space, and both ends are trimmed */
};
enum text_fault {
    TEXT_GOOD,
    TEXT_EMPTY,
    TEXT_TOO_LONG,
    TEXT_NOT_UTF8,
    TEXT_OVERRIDE, /* bidirectional overrides, embeddings and isolates: refused (RULES 2.2) */
};
/* Allows at most `limit` characters (code points after NFC) and limit * 4 bytes. Drops control characters and whole
 * escape sequences (CSI, OSC and the others); keeps at most 4 combining marks on a base. *out is malloc'd, and the
 * caller frees it; NULL unless TEXT_GOOD. */
enum text_fault text_clean(const char *in, size_t length, enum text_kind kind, size_t limit, char **out);
/* One sentence for a member; `limit` as given to text_clean. */
const char *text_fault_sentence(enum text_fault fault, size_t limit);

/* Brings an unfinished text into NFC; copies it unchanged when it is not UTF-8. It contains no NUL. malloc'd. */
char *text_composed(const char *s, size_t length);

/* Makes any bytes safe for a terminal or a log: what is not printable becomes U+FFFD ('?' when `ascii`). Newlines stay
 * only when `kind` is TEXT_BODY. malloc'd. */
char *text_shown(const char *in, size_t length, enum text_kind kind, bool ascii);
/* Makes JSON safe for a terminal: characters that text_shown() would replace are written as \uXXXX, which means the
 * same. Takes a malloc'd string and returns one. */
char *text_json(char *json);

/* Without white space of any kind at both ends: phones put a space after a word. Control characters stay. malloc'd. */
char *text_trimmed(const char *s);
/* Reads a code from paper as it was meant: small letters, no spaces, dashes or dots of any kind, wide letters made
 * plain. False when it contains another sign than ASCII letters and digits, or does not fit into `size` bytes with the
 * NUL. */
bool text_code(const char *typed, char *out, size_t size);

/* True for this word as it may be typed: with capitals, with spaces behind it. Letters of ASCII only. */
bool text_means(const char *typed, const char *word);
size_t text_letter(uint32_t code, char out[4]);            /* writes a code point in UTF-8; returns its bytes */
size_t text_characters(const char *s, size_t length);      /* code points */
size_t text_next(const char *s, size_t length, size_t at); /* the grapheme boundary after `at` */
size_t text_previous(const char *s, size_t length, size_t at);
int text_width(const char *s, size_t length);               /* columns; a newline counts 0 */
size_t text_fit(const char *s, size_t length, int columns); /* number of bytes that fit, cut between graphemes */
/* Finds the first grapheme from `at` on whose width differs between terminals: one of several characters (joiners,
 * styles, skin tones, flags, marks), or a picture. Returns its start and sets *next to its end; `length` when there is
 * no such grapheme. */
size_t text_unsure(const char *s, size_t length, size_t at, size_t *next);

/* One drawn line of a wrapped text: s[start .. start + length). */
struct text_row {
    size_t start, length;
    int width;
};
/* Wraps between words; inside a word only when it is longer than a row. Fills at most `room` rows, and returns how many
 * rows the whole text has (at least 1). The length of a row leaves out trailing spaces. Each byte offset of s belongs
 * to the last row that does not start after it. */
size_t text_wrap(const char *s, size_t length, int columns, struct text_row *rows, size_t room);

/* Puts "> " before every line; leaves out empty lines at the start and end. malloc'd. */
char *text_quote(const char *body);
bool text_is_quote(const char *s, size_t at); /* true when the line around `at` begins with > */

#endif
