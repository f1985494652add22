/*
 * tty.c: ncurses on a socket. There is no tty: no SIGWINCH, no termios; the size is told by the session.
 *
 * All is drawn on newscr, the screen that doupdate() brings the terminal to, and there is no other window: at 80x24
 * each costs 53 KiB in every session, stdscr too, which is therefore cut to one cell. Layout is computed at each draw,
 * so panel, menu and form of ncurses have nothing to keep here. Keys are read through a pad of one cell, because
 * reading through a window may draw it.
 *
 * ncurses writes at every movement of the cursor: a dozen times for one screen, and on a socket each of them would wake
 * the wire and become a packet of its own. So on a socket it writes to a file in memory, and what it drew is sent
 * whole.
 */
#include "screens/tty.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <term.h>
#include <unistd.h>

#include "gettext.h"
#include "screens/keys.h"
#include "util.h"

/* term.h takes these plain words for its own. */
#undef columns
#undef lines

enum { TERM_MOST = 40, ESCAPE_MS = 40 };

struct tty {
    int out;
    int queue;  /* bytes that the socket holds for the wire; 0: no socket */
    int drawn;  /* what ncurses wrote since; -1: it writes to `out` itself */
    off_t sent; /* of that; what is left goes when there is room */
    FILE *in_stream, *out_stream;
    SCREEN *screen;
    WINDOW *keys;
    bool xterm;            /* knows bracketed paste and "clear the scrollback" */
    unsigned char utf8[4]; /* a character that has come in part */
    size_t utf8_length, utf8_wanted;
};

/* --- which terminal --- */

/* Terminals that Debian's terminfo does not know, and their nearest kin. */
static const char *const kin[][2] = {
    { "xterm-kitty", "xterm-256color" },
    { "xterm-ghostty", "xterm-256color" },
    { "foot", "xterm-256color" },
    { "foot-extra", "xterm-256color" },
    { "wezterm", "xterm-256color" },
    { "alacritty", "xterm-256color" },
    { "alacritty-direct", "xterm-256color" },
    { "contour", "xterm-256color" },
    { "rio", "xterm-256color" },
};

/* The name becomes part of a path: nothing but what terminfo's own names are made of. */
static bool term_is_sound(const char *term)
{
    size_t length = strspn(term, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");
    return length > 0 && length <= TERM_MOST && term[length] == '\0' && term[0] != '.';
}

static const char *term_kin(const char *term)
{
    for (size_t i = 0; i < sizeof kin / sizeof kin[0]; i++)
        if (strcmp(term, kin[i][0]) == 0)
            return kin[i][1];
    return NULL;
}

static bool term_is_xterm(const char *term)
{
    static const char *const names[] = { "xterm", "screen", "tmux", "rxvt", "vte", "foot", "konsole", "gnome",
        "putty" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strncmp(term, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

/* A terminal whose cursor cannot be sent to a place, or a printer, is for line mode. */
static bool can_draw(void)
{
    const char *move = tigetstr("cup"), *clear_all = tigetstr("clear");
    return move != NULL && move != (const char *)-1 && clear_all != NULL && clear_all != (const char *)-1 &&
           tigetflag("hc") <= 0;
}

static bool try_term(struct tty *tty, const char *term)
{
    tty->screen = newterm(term, tty->out_stream, tty->in_stream);
    if (tty->screen == NULL)
        return false;
    if (can_draw()) {
        tty->xterm = term_is_xterm(term);
        return true;
    }
    delscreen(tty->screen);
    tty->screen = NULL;
    return false;
}

static bool choose_term(struct tty *tty, const char *term)
{
    const char *near = term_is_sound(term) ? term_kin(term) : NULL;
    const char *const names[] = { near, near == NULL && term_is_sound(term) ? term : NULL, "xterm-256color", "xterm",
        "vt100" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i] != NULL && try_term(tty, names[i]))
            return true;
    return false;
}

/* --- opening --- */

static const int taken[] = { SIGINT, SIGTERM, SIGTSTP, SIGWINCH };
enum { TAKEN = sizeof taken / sizeof taken[0] };

/* newterm reads the size from the environment and puts up handlers for signals; both are given back. */
static bool open_screen(struct tty *tty, const char *term, int columns, int rows)
{
    struct sigaction before[TAKEN];
    char number[16];
    for (int i = 0; i < TAKEN; i++)
        sigaction(taken[i], NULL, &before[i]);
    snprintf(number, sizeof number, "%d", columns);
    setenv("COLUMNS", number, 1);
    snprintf(number, sizeof number, "%d", rows);
    setenv("LINES", number, 1);
    bool opened = choose_term(tty, term);
    unsetenv("COLUMNS");
    unsetenv("LINES");
    for (int i = 0; i < TAKEN; i++)
        sigaction(taken[i], &before[i], NULL);
    return opened;
}

static const struct named_sequence {
    const char *sequence;
    int key;
} sequences[] = {
    { "\033[200~", KEY_PASTE_BEGIN },
    { "\033[201~", KEY_PASTE_END },
    { "\033[1;5D", KEY_WORD_LEFT },
    { "\033[1;3D", KEY_WORD_LEFT },
    { "\033b", KEY_WORD_LEFT },
    { "\033[1;5C", KEY_WORD_RIGHT },
    { "\033[1;3C", KEY_WORD_RIGHT },
    { "\033f", KEY_WORD_RIGHT },
    { "\033\177", KEY_WORD_ERASE },
    { "\033[1;5H", KEY_TEXT_FIRST },
    { "\033[1;5F", KEY_TEXT_LAST },
    /* What terminals send that did not hear of the application's cursor keys, and old consoles. */
    { "\033[A", KEY_UP },
    { "\033[B", KEY_DOWN },
    { "\033[C", KEY_RIGHT },
    { "\033[D", KEY_LEFT },
    { "\033[H", KEY_HOME },
    { "\033[F", KEY_END },
    { "\033[1~", KEY_HOME },
    { "\033[4~", KEY_END },
    { "\033[11~", KEY_F(1) },
    { "\033[5~", KEY_PPAGE },
    { "\033[6~", KEY_NPAGE },
};

static void set_up(struct tty *tty)
{
    raw();
    noecho();
    nonl();
    typeahead(-1); /* else ncurses sends every five lines on their own */
    set_escdelay(ESCAPE_MS);
    wresize(stdscr, 1, 1);
    tty->keys = newpad(1, 1);
    if (tty->keys == NULL)
        die("no memory for the keyboard");
    keypad(tty->keys, TRUE);
    meta(tty->keys, TRUE);
    nodelay(tty->keys, TRUE);
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++)
        define_key(sequences[i].sequence, sequences[i].key);
}

void tty_write(const struct tty *tty, const char *bytes, size_t length)
{
    write_all(tty->drawn >= 0 ? tty->drawn : tty->out, bytes, length);
}

static void say(const struct tty *tty, const char *bytes)
{
    ssize_t written = write(tty->drawn >= 0 ? tty->drawn : tty->out, bytes, strlen(bytes));
    (void)written; /* a courtesy: a line that takes nothing does without */
}

static int within(int number, int least, int most)
{
    return number < least ? least : number > most ? most : number;
}

struct tty *tty_open(int in, int out, int drawn, const char *term, int columns, int rows, char *problem, size_t size)
{
    struct tty *tty = xcalloc(1, sizeof *tty);
    tty->out = out;
    socklen_t length = sizeof tty->queue;
    if (getsockopt(out, SOL_SOCKET, SO_SNDBUF, &tty->queue, &length) != 0)
        tty->queue = 0;
    tty->in_stream = fdopen(dup(in), "r");
    tty->drawn = tty->queue == 0 ? -1 : drawn > 0 ? drawn : memfd_create("drawn", MFD_CLOEXEC);
    tty->out_stream = fdopen(tty->drawn >= 0 ? tty->drawn : dup(out), "w");
    columns = within(columns, TTY_COLUMNS_LEAST, TTY_COLUMNS_MOST);
    rows = within(rows, TTY_ROWS_LEAST, TTY_ROWS_MOST);
    if (tty->in_stream == NULL || tty->out_stream == NULL || !open_screen(tty, term, columns, rows)) {
        if (tty->in_stream != NULL)
            fclose(tty->in_stream);
        if (tty->out_stream != NULL)
            fclose(tty->out_stream);
        free(tty);
        copy_text(problem, size, _("This terminal cannot be drawn on. Line mode works on every terminal."));
        return NULL;
    }
    set_up(tty);
    if (tty->xterm)
        say(tty, "\033[?2004h");
    return tty;
}

/* A capability without its padding, which no terminal of today waits for; false: there is none. */
static bool say_capability(struct tty *tty, const char *name)
{
    char bytes[80];
    const char *at = tigetstr(name);
    size_t length = 0;
    if (at == NULL || at == (const char *)-1)
        return false;
    while (*at != '\0' && length + 1 < sizeof bytes) {
        const char *end = strncmp(at, "$<", 2) == 0 ? strchr(at, '>') : NULL;
        if (end != NULL)
            at = end + 1;
        else
            bytes[length++] = *at++;
    }
    bytes[length] = '\0';
    say(tty, bytes);
    return true;
}

/* The screen, and the scrollback as the terminal's description says (E3), or as terminals like xterm have it. */
static void clear_all(struct tty *tty)
{
    if (!say_capability(tty, "clear"))
        say(tty, "\033[H\033[2J");
    if (!say_capability(tty, "E3") && tty->xterm)
        say(tty, "\033[3J");
}

void tty_close(struct tty *tty, bool quick, const char *words)
{
    if (tty_room(tty)) {
        if (tty->xterm)
            say(tty, "\033[?2004l");
        endwin();
        if (quick)
            clear_all(tty);
        if (words != NULL) {
            say(tty, words);
            say(tty, "\r\n");
        }
        tty_show(tty);
    }
    delwin(tty->keys);
    delscreen(tty->screen);
    fclose(tty->in_stream);
    fclose(tty->out_stream);
    free(tty);
}

void tty_resize(struct tty *tty, int columns, int rows)
{
    (void)tty;
    resizeterm(within(rows, TTY_ROWS_LEAST, TTY_ROWS_MOST), within(columns, TTY_COLUMNS_LEAST, TTY_COLUMNS_MOST));
}

void tty_size(const struct tty *tty, int *columns, int *rows)
{
    (void)tty;
    getmaxyx(newscr, *rows, *columns);
}

/* The file keeps its first page, for the next time: one that is given back and asked for anew at every key costs more.
 */
static void forget_drawn(struct tty *tty, off_t length)
{
    enum { KEPT = 4096 };
    const int hole = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
    if (lseek(tty->drawn, 0, SEEK_SET) != 0 || (length > KEPT && fallocate(tty->drawn, hole, KEPT, length - KEPT) != 0))
        die("what was drawn cannot be forgotten");
    tty->sent = 0;
}

bool tty_show(struct tty *tty)
{
    char bytes[8192];
    off_t end = tty->drawn >= 0 ? lseek(tty->drawn, 0, SEEK_CUR) : 0;
    while (tty->sent < end) {
        size_t left = (size_t)(end - tty->sent);
        ssize_t got = pread(tty->drawn, bytes, left < sizeof bytes ? left : sizeof bytes, tty->sent);
        if (got <= 0)
            die("what was drawn cannot be read");
        ssize_t sent = send(tty->out, bytes, (size_t)got, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent <= 0)
            return sent < 0 && errno != EAGAIN && errno != EINTR; /* whose other end is gone needs no screen */
        tty->sent += sent;
    }
    if (end > 0)
        forget_drawn(tty, end);
    return true;
}

/* The same quarter at which poll() says of a Unix socket that it can be written: what is left holds the largest screen.
 */
bool tty_room(struct tty *tty)
{
    int queued = 0;
    if (!tty_show(tty))
        return false;
    if (tty->queue == 0 || ioctl(tty->out, SIOCOUTQ, &queued) != 0)
        return true; /* no socket: the console, which waits for its own reader */
    return queued <= tty->queue / 4;
}

/* --- keys --- */

static size_t utf8_length_of(unsigned char first)
{
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

static wint_t utf8_value(const unsigned char *bytes, size_t length)
{
    static const unsigned char mask[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
    wint_t value = bytes[0] & mask[length];
    for (size_t i = 1; i < length; i++)
        value = value << 6 | (bytes[i] & 0x3F);
    return value;
}

static bool value_is_sound(wint_t value, size_t length)
{
    static const wint_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    return value >= least[length] && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
}

/* Takes one byte; true when it completes a character. Bytes that are no UTF-8 are dropped. */
static bool take_byte(struct tty *tty, unsigned char byte, wint_t *key)
{
    if (byte < 0x80) {
        tty->utf8_length = 0;
        *key = byte;
        return true;
    }
    if (tty->utf8_length == 0 || (byte & 0xC0) != 0x80) {
        tty->utf8_wanted = utf8_length_of(byte);
        tty->utf8_length = 0;
        if (tty->utf8_wanted == 0)
            return false;
    }
    tty->utf8[tty->utf8_length++] = byte;
    if (tty->utf8_length < tty->utf8_wanted)
        return false;
    tty->utf8_length = 0;
    *key = utf8_value(tty->utf8, tty->utf8_wanted);
    return value_is_sound(*key, tty->utf8_wanted);
}

bool tty_key(struct tty *tty, wint_t *key, bool *special)
{
    for (;;) {
        int code = wgetch(tty->keys);
        if (code == ERR)
            return false;
        if (code == KEY_RESIZE)
            continue;
        *special = code > 0xFF;
        *key = (wint_t)code;
        if (*special || take_byte(tty, (unsigned char)code, key))
            return true;
    }
}

void tty_drop_keys(struct tty *tty)
{
    wint_t key;
    bool special;
    while (tty_key(tty, &key, &special))
        ;
}
