/*
 * terminal.h: a terminal for tests: libvterm at one end, a child on a pty or any byte stream at the other.
 *
 * Nothing here sleeps: a wait polls the descriptor, and returns as soon as the expected text is on the screen.
 */
#ifndef TESTS_TERMINAL_H
#define TESTS_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct terminal;

struct terminal *terminal_open(int columns, int rows);
void terminal_close(struct terminal *terminal); /* hangs up first; NULL is allowed */

/* Starts argv[0] (looked up in PATH) on a pty of this size. `environment` is a list of "NAME=value" strings, ended by
 * NULL, that replace the test's own; or NULL. */
void terminal_spawn(struct terminal *terminal, const char *const *argv, const char *const *environment);
/* Uses an existing stream, such as one end of a socketpair. The terminal closes it. */
void terminal_attach(struct terminal *terminal, int fd);
pid_t terminal_child(const struct terminal *terminal); /* 0: there is no child, or it was reaped */

/* Bytes as a keyboard sends them: "\r" is Enter, "\033[A" the up arrow. */
void terminal_send(struct terminal *terminal, const char *keys);
void terminal_send_bytes(struct terminal *terminal, const void *bytes, size_t length);

/* Reads what has come, without waiting. False when the other side hung up. */
bool terminal_pump(struct terminal *terminal);
/* True as soon as `text` is on the screen; false when the time is over, or the other side hung up before. */
bool terminal_wait(struct terminal *terminal, const char *text, int milliseconds);
bool terminal_wait_gone(struct terminal *terminal, const char *text, int milliseconds); /* until it is gone */
/* True when the text came after the last terminal_forget(), even if it has left the screen again. */
bool terminal_wait_said(struct terminal *terminal, const char *text, int milliseconds);
void terminal_forget(struct terminal *terminal);
/* Waits until the other side hangs up. Returns the child's exit status, or 128 + its signal; 0 for a stream; -1 when
 * the time is over. */
int terminal_wait_end(struct terminal *terminal, int milliseconds);

/* Makes the terminal show `instead` for `bytes`, as some real terminals do: its columns then differ from libc's. Keeps
 * both pointers. */
void terminal_shows_as(struct terminal *terminal, const char *bytes, const char *instead);

/* The screen as text: rows ended by \n, trailing spaces cut. Valid until the next call on this terminal. */
const char *terminal_screen(struct terminal *terminal);
const char *terminal_row(struct terminal *terminal, int row);
bool terminal_shows(struct terminal *terminal, const char *text);
void terminal_size(const struct terminal *terminal, int *columns, int *rows);
void terminal_cursor(struct terminal *terminal, int *row, int *column);
/* One cell of the screen, for a picture of it. */
struct terminal_cell {
    char text[64]; /* "" for the second column of a wide letter, and for an empty cell */
    int columns;   /* 1 or 2 */
    bool bold, dim, underlined, reversed;
    int foreground, background; /* one of the 256 colours; -1: the terminal's own */
};
/* libvterm has no dim letters. After this call it takes them as italic ones, which the program never draws. */
void terminal_shows_dim(struct terminal *terminal);
void terminal_cell(struct terminal *terminal, int row, int column, struct terminal_cell *out);
size_t terminal_bytes(const struct terminal *terminal); /* number of bytes received since it was opened */
const char *terminal_said(struct terminal *terminal);   /* the raw bytes since the last terminal_forget */

/* A child's pty is told by TIOCSWINSZ. For a stream the test itself must tell the other side. */
void terminal_resize(struct terminal *terminal, int columns, int rows);
void terminal_kill(struct terminal *terminal, int signal);
/* Simulates a dropped line: kills the child with SIGKILL and closes the stream. The screen stays readable. */
void terminal_hang_up(struct terminal *terminal);

#endif
