/*
 * terminal.h: a terminal for tests: libvterm at one end, a child on a pty or any byte stream at the other.
 *
 * Nothing here sleeps: a wait polls the descriptor and returns as soon as the screen shows what is waited for.
 */
#ifndef TESTS_TERMINAL_H
#define TESTS_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct terminal;

struct terminal *terminal_open(int columns, int rows);
void terminal_close(struct terminal *terminal); /* hangs up first; NULL is allowed */

/* Starts argv[0] (looked up in PATH) on a pty of this size. `environment` holds "NAME=value" strings that are put over
 * the test's own, ended by NULL; NULL: none. */
void terminal_spawn(struct terminal *terminal, const char *const *argv, const char *const *environment);
/* A stream that somebody else made, such as one end of a socketpair; the terminal closes it. */
void terminal_attach(struct terminal *terminal, int fd);
pid_t terminal_child(const struct terminal *terminal); /* 0: none, or it was waited for */

/* Bytes as a keyboard sends them: "\r" is Enter, "\033[A" the up arrow. */
void terminal_send(struct terminal *terminal, const char *keys);
void terminal_send_bytes(struct terminal *terminal, const void *bytes, size_t length);

/* Reads what is there already, without waiting. False: the other side hung up. */
bool terminal_pump(struct terminal *terminal);
/* True as soon as `text` stands on the screen; false when time is over or the other side hung up without it. */
bool terminal_wait(struct terminal *terminal, const char *text, int milliseconds);
bool terminal_wait_gone(struct terminal *terminal, const char *text, int milliseconds); /* it stands there no more */
/* True when the text came since the last terminal_forget, even if it has left the screen again. */
bool terminal_wait_said(struct terminal *terminal, const char *text, int milliseconds);
void terminal_forget(struct terminal *terminal);
/* Until the other side hangs up. The child's exit status, 128 + signal; 0 for a stream; -1 when time is over. */
int terminal_wait_end(struct terminal *terminal, int milliseconds);

/* A terminal that shows these bytes as others do those: so its columns are other ones than libc counts. Kept by
 * address. */
void terminal_shows_as(struct terminal *terminal, const char *bytes, const char *instead);

/* The screen as text: rows ended by \n, trailing spaces cut. Valid until the next call on this terminal. */
const char *terminal_screen(struct terminal *terminal);
const char *terminal_row(struct terminal *terminal, int row);
bool terminal_shows(struct terminal *terminal, const char *text);
void terminal_size(const struct terminal *terminal, int *columns, int *rows);
void terminal_cursor(struct terminal *terminal, int *row, int *column);
/* One place of the screen, for a picture of it. */
struct terminal_cell {
    char text[64]; /* "" for the second column of a wide letter, and where nothing was drawn */
    int columns;   /* 1 or 2 */
    bool bold, dim, underlined, reversed;
    int foreground, background; /* one of the 256 colours; -1: the terminal's own */
};
/* libvterm knows no dim letters. From here on it takes them as italic ones, which the house never draws. */
void terminal_shows_dim(struct terminal *terminal);
void terminal_cell(struct terminal *terminal, int row, int column, struct terminal_cell *out);
size_t terminal_bytes(const struct terminal *terminal); /* received since it was opened */
const char *terminal_said(struct terminal *terminal);   /* the raw bytes since the last terminal_forget */

/* A child's pty is told by TIOCSWINSZ; a stream's owner has to be told by the test. */
void terminal_resize(struct terminal *terminal, int columns, int rows);
void terminal_kill(struct terminal *terminal, int signal);
/* As a line that drops: the child is killed with SIGKILL and the stream closed. The screen stays readable. */
void terminal_hang_up(struct terminal *terminal);

#endif
