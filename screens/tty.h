/*
 * tty.h: ncurses on a descriptor that is no tty: opening a terminal by a hostile name, room to draw, keys, the end.
 * Private to ui.c.
 */
#ifndef BBS_TTY_H
#define BBS_TTY_H

#include <stdbool.h>
#include <stddef.h>
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
/* One key as typed: false when there is none. UTF-8 comes whole however it was cut on its way. */
bool tty_key(struct tty *tty, wint_t *key, bool *special);
void tty_drop_keys(struct tty *tty);

#endif
