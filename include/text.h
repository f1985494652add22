/*
 * text.h: the one door through which people's words pass, on the way in and on the way out.
 *
 * In: text_clean() makes NFC UTF-8 of it, or says what is wrong. Out: text_shown() is a second wall for anything that
 * goes to a terminal. Width is libc's wcwidth, one column of U+FFFD for what it does not know, at most 4 marks on a
 * base; a sign that U+FE0F makes a picture has two columns, which is room enough wherever it has one. Both walls hold
 * for handles, titles, names, client strings and logs, not only for posts.
 */
#ifndef BBS_TEXT_H
#define BBS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum text_kind {
    TEXT_BODY, /* lines; newline kept, CR and CRLF become newline, tab becomes spaces, trailing space cut */
    TEXT_LINE, /* one line: any white space becomes one space, ends are cut */
};
enum text_fault {
    TEXT_GOOD,
    TEXT_EMPTY,
    TEXT_TOO_LONG,
    TEXT_NOT_UTF8,
    TEXT_OVERRIDE, /* bidirectional overrides, embeddings and isolates: refused (RULES 2.2) */
};
/* At most `limit` characters (code points after NFC) and limit * 4 bytes. Control characters and whole escape sequences
 * (CSI, OSC and their like) are left out; more than 4 combining marks on a base are cut to 4. *out is malloc'd, the
 * caller frees; NULL unless TEXT_GOOD. */
enum text_fault text_clean(const char *in, size_t length, enum text_kind kind, size_t limit, char **out);
/* One sentence for a member; `limit` as given to text_clean. */
const char *text_fault_sentence(enum text_fault fault, size_t limit);

/* The same in NFC, for what is still being written; as it is when it is not UTF-8. No NUL in it. malloc'd. */
char *text_composed(const char *s, size_t length);

/* Any bytes, for a terminal or a log: what is not printable becomes U+FFFD ('?' when `ascii`), newlines stay only when
 * `kind` is TEXT_BODY. malloc'd. */
char *text_shown(const char *in, size_t length, enum text_kind kind, bool ascii);
/* JSON, for a program or a terminal: what text_shown would not show stands there as \uXXXX, which means the same. Takes
 * the malloc'd string and gives one. */
char *text_json(char *json);

/* Without the blanks of any kind at its ends: phones put one behind a word. Control characters stay. malloc'd. */
char *text_trimmed(const char *s);
/* A code from paper, as it was meant: in small letters, without blanks, dashes and dots of any kind, wide letters made
 * plain. False: it has a sign that is no letter or digit of ASCII, or `size` bytes (the NUL among them) do not hold it.
 */
bool text_code(const char *typed, char *out, size_t size);

size_t text_letter(uint32_t code, char out[4]);            /* a code point in UTF-8: how many bytes it takes */
size_t text_characters(const char *s, size_t length);      /* code points */
size_t text_next(const char *s, size_t length, size_t at); /* the grapheme boundary after `at` */
size_t text_previous(const char *s, size_t length, size_t at);
int text_width(const char *s, size_t length);               /* columns; a newline counts 0 */
size_t text_fit(const char *s, size_t length, int columns); /* bytes that fit, cut between graphemes */
/* The first grapheme from `at` on whose columns terminals count in different ways: one of several characters (joiners,
 * styles, skin tones, flags, marks), or a picture. `length` when there is none; else *next is where it ends. */
size_t text_unsure(const char *s, size_t length, size_t at, size_t *next);

/* One drawn line of a wrapped text: s[start .. start + length). */
struct text_row {
    size_t start, length;
    int width;
};
/* Wraps between words, inside one only when it alone is too long. Fills at most `room` rows and returns how many the
 * whole text has (at least 1). A row's trailing spaces are not in its length; every byte offset of s belongs to the
 * last row whose start is not beyond it. */
size_t text_wrap(const char *s, size_t length, int columns, struct text_row *rows, size_t room);

/* "> " before every line; blank first and last lines are left out. malloc'd. */
char *text_quote(const char *body);
bool text_is_quote(const char *s, size_t at); /* does the line that `at` is in begin with >? */

#endif
