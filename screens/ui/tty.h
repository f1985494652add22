/*
 * tty.h: ncurses on a descriptor that is no tty: opening a terminal by a hostile name, room to draw, keys, the end.
 * Private to ui.c.
 */
#ifndef BBS_TTY_H
#define BBS_TTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

/* A screen larger than this helps nobody and costs memory: what is beyond stays empty. */
enum { TTY_COLUMNS_MOST = 240, TTY_ROWS_MOST = 80, TTY_COLUMNS_LEAST = 4, TTY_ROWS_LEAST = 3 };

struct tty;

/* `in` and `out` stay the caller's. `drawn`: as in face.h. NULL when the terminal cannot be drawn on; `problem` then
 * says so. */
struct tty *tty_open(int in, int out, int drawn, const char *term, int columns, int rows, char *problem, size_t size);
/* Leaves the terminal as it was found. `quick`: also clears its scrollback. `words` (may be NULL) is left on it. When
 * the other side takes no bytes, nothing is sent. */
void tty_close(struct tty *tty, bool quick, const char *words);

void tty_resize(struct tty *tty, int columns, int rows);
void tty_size(const struct tty *tty, int *columns, int *rows); /* what is drawn on, after the limits above */
/* Nothing is drawn before there is room for a whole screen, and before the last one is sent to its end. */
bool tty_room(struct tty *tty);
/* Adds to what was drawn, as it is. `bytes` may be NULL when there are none. */
void tty_write(const struct tty *tty, const char *bytes, size_t length);
/* Sends what was drawn. Never blocks; false: some of it is left, and goes with the next tty_room(). */
bool tty_show(struct tty *tty);

/* --- keys; `now` is in milliseconds of a clock that nobody sets --- */
struct tty_key {
    wint_t key;    /* a code point, or with `special` a KEY_ code of ncurses or of enum key_special */
    bool special;  /* KEY_BURST_BEGIN and KEY_BURST_END stand around keys that came all at once */
    bool sequence; /* it came as a sequence, not as a character or a control key of its own */
    bool late;     /* its ESC was taken for Esc before, see KEY_ESCAPE_UNDONE */
};
/* Takes in what is there, by one read; call it when `in` can be read. False: the other end is gone. */
bool tty_read(struct tty *tty, int64_t now);
/* Where the next key goes: as `patient` and `asked` of input.h. */
struct tty_goal {
    bool patient, asked;
};
/* The next key: false when there is none. It comes whole however it was cut on its way. An Enter that came as a
 * sequence is KEY_ENTER, which is a line end and opens what is selected, but sends nothing. */
bool tty_key(struct tty *tty, int64_t now, struct tty_goal goal, struct tty_key *out);
int tty_key_due(const struct tty *tty, int64_t now); /* milliseconds until Esc is a key; -1: none waits */
void tty_drop_keys(struct tty *tty, int64_t now);

#endif
