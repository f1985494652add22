/*
 * tty.h: ncurses on a descriptor that is not a tty: opening a terminal by a name that cannot be trusted, room to draw,
 * keys, closing. Private to the frame (ui_internal.h).
 */
#ifndef BBS_TTY_H
#define BBS_TTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

/* A larger screen would cost memory and help nobody: the space beyond these limits stays empty. */
enum { TTY_COLUMNS_MOST = 240, TTY_ROWS_MOST = 80, TTY_COLUMNS_LEAST = 4, TTY_ROWS_LEAST = 3 };

struct tty;

/* `in` and `out` stay the caller's. `drawn`: as in face.h. NULL when the terminal cannot be drawn on; then `problem`
 * holds a sentence for the member. */
struct tty *tty_open(int in, int out, int drawn, const char *term, int columns, int rows, char *problem, size_t size);
/* Puts the terminal back into its former state, and frees. `quick`: also clears the screen and its scrollback. `words`
 * (may be NULL) is written last. When the other side takes no bytes, nothing is sent. */
void tty_close(struct tty *tty, bool quick, const char *words);

void tty_resize(struct tty *tty, int columns, int rows);
void tty_size(const struct tty *tty, int *columns, int *rows); /* after the limits above */
/* True when the last screen is sent completely and the socket has room for another whole one. Draw only then. */
bool tty_room(struct tty *tty);
/* Adds bytes unchanged to what was drawn. `bytes` may be NULL when `length` is 0. */
void tty_write(const struct tty *tty, const char *bytes, size_t length);
/* Sends what was drawn. Never blocks. False: a part is left, and a later tty_room() sends it. */
bool tty_show(struct tty *tty);

/* Adds the sequence that clears the scrollback, where the terminal has one. */
void tty_clear_scrollback(struct tty *tty);

/* Overwrites the buffers that still hold what was drawn and typed before. Sends nothing. Call it when tty_show() has
 * sent all. */
void tty_forget(struct tty *tty);

/* --- keys; `now` is in milliseconds of a clock that nobody can set --- */
struct tty_key {
    wint_t key;    /* a code point, or with `special` a KEY_ code of ncurses or of enum key_special */
    bool special;  /* KEY_BURST_BEGIN and KEY_BURST_END stand around keys that came all at once */
    bool sequence; /* it came as a sequence, not as a character or a control key of its own */
    bool late;     /* its ESC was taken for the Esc key before, see KEY_ESCAPE_UNDONE */
};
/* Reads once; call it when `in` can be read. False: the other end is gone. */
bool tty_read(struct tty *tty, int64_t now);
/* The screen that gets the next key: as `patient` and `asked` of input.h. */
struct tty_goal {
    bool patient, asked;
};
/* Gives the next key, complete however the network cut it. False: there is no key. An Enter that came as a sequence is
 * KEY_ENTER, which is a line end and opens what is selected, but sends nothing. */
bool tty_key(struct tty *tty, int64_t now, struct tty_goal goal, struct tty_key *out);
int tty_key_due(const struct tty *tty, int64_t now); /* milliseconds until an ESC counts as a key; -1: no ESC waits */
void tty_drop_keys(struct tty *tty, int64_t now);

#endif
