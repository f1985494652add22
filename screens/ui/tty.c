/*
 * tty.c: ncurses on a socket. There is no tty, so there is no SIGWINCH and no termios; the session tells the size.
 *
 * The program draws directly on newscr, the picture that doupdate() sends to the terminal, and has no other window. A
 * window costs 53 KiB in every session at 80x24; so stdscr is cut to one cell. Layout is computed at each draw, so the
 * panels, menus and forms of ncurses are not needed. ncurses reads no keys. The parser of input.h reads them: it knows
 * what terminals send, whatever TERM says, and never waits.
 *
 * ncurses calls write() at every movement of the cursor, a dozen times for one screen. On a socket each call would wake
 * the wire process and become a packet of its own. So ncurses writes to a file in memory, and tty_show() sends the
 * picture as a whole.
 */
#include "screens/ui/tty.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <poll.h>
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
#include "input.h"
#include "screens/ui/keys.h"
#include "util.h"

/* term.h defines macros with these plain names. */
#undef columns
#undef lines

enum { TERM_MOST = 40, READ_MOST = 2048 };

struct tty {
    int in, out;
    int queue;  /* size in bytes of the socket's send buffer; 0: `out` is not a socket */
    int drawn;  /* the file in memory that ncurses writes to; -1: ncurses writes to `out` */
    off_t sent; /* bytes of that file that were sent; the rest goes when there is room */
    FILE *out_stream;
    SCREEN *screen;
    bool xterm; /* it understands xterm's sequence that clears the scrollback */
    struct input input;
    struct input_run run;
    unsigned char bytes[READ_MOST]; /* of the last read */
    size_t at, length;
    struct input_key keys[INPUT_KEYS_MOST]; /* the keys that the byte before `at` completed */
    size_t key, count;
    enum { BURST_NONE, BURST_BEGINS, BURST_RUNS } burst; /* whether the bytes of the last read are a burst */
};

/* --- choosing the terminal's description --- */

/* Terminals that Debian's terminfo does not know, each with the nearest one that it knows. */
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

/* The name comes from the client and becomes part of a path. So it may contain only the characters of terminfo's own
 * names. */
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

/* A terminal that cannot move its cursor to a position, or a printer, has to use line mode. */
static bool can_draw(void)
{
    const char *move = tigetstr("cup"), *clear_all = tigetstr("clear");
    return move != NULL && move != (const char *)-1 && clear_all != NULL && clear_all != (const char *)-1 &&
           tigetflag("hc") <= 0;
}

static bool try_term(struct tty *tty, const char *term)
{
    tty->screen = newterm(term, tty->out_stream, tty->out_stream);
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

/* newterm reads the size from the environment and sets signal handlers. Both are put back afterwards. */
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

static void set_up(void)
{
    raw();
    noecho();
    nonl();
    typeahead(-1); /* else ncurses looks for input while it draws, and writes every five lines on their own */
    wresize(stdscr, 1, 1);
}

void tty_write(const struct tty *tty, const char *bytes, size_t length)
{
    util_write_all(tty->drawn >= 0 ? tty->drawn : tty->out, bytes, length);
}

static void say(const struct tty *tty, const char *bytes)
{
    ssize_t written = write(tty->drawn >= 0 ? tty->drawn : tty->out, bytes, strlen(bytes));
    (void)written; /* a failure does no harm: the terminal then keeps its modes */
}

static int within(int number, int least, int most)
{
    return number < least ? least : number > most ? most : number;
}

struct tty *tty_open(int in, int out, int drawn, const char *term, int columns, int rows, char *problem, size_t size)
{
    struct tty *tty = xcalloc(1, sizeof *tty);
    tty->in = in;
    tty->out = out;
    socklen_t length = sizeof tty->queue;
    if (getsockopt(out, SOL_SOCKET, SO_SNDBUF, &tty->queue, &length) != 0)
        tty->queue = 0;
    tty->drawn = tty->queue == 0 ? -1 : drawn > 0 ? drawn : memfd_create("drawn", MFD_CLOEXEC);
    tty->out_stream = fdopen(tty->drawn >= 0 ? tty->drawn : dup(out), "w");
    columns = within(columns, TTY_COLUMNS_LEAST, TTY_COLUMNS_MOST);
    rows = within(rows, TTY_ROWS_LEAST, TTY_ROWS_MOST);
    if (tty->out_stream != NULL)
        say(tty, INPUT_MODES_OFF);
    if (tty->out_stream == NULL || !open_screen(tty, term, columns, rows)) {
        if (tty->out_stream != NULL)
            fclose(tty->out_stream);
        free(tty);
        util_copy_text(problem, size, _("This terminal cannot show the screens. Line mode works on every terminal."));
        return NULL;
    }
    set_up();
    delay_output(0); /* flushes the switch to the alternate screen, for which kitty keeps modes of its own */
    say(tty, INPUT_MODES_OFF INPUT_PASTE_ON);
    return tty;
}

/* Writes a capability without its padding, which no terminal needs today. False: the terminal does not have it. */
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

/* By the capability E3, or by xterm's sequence on terminals like xterm. */
void tty_clear_scrollback(struct tty *tty)
{
    if (!say_capability(tty, "E3") && tty->xterm)
        say(tty, "\033[3J");
}

static void clear_all(struct tty *tty)
{
    if (!say_capability(tty, "clear"))
        say(tty, "\033[H\033[2J");
    tty_clear_scrollback(tty);
}

void tty_close(struct tty *tty, bool quick, const char *words)
{
    if (tty_room(tty)) {
        say(tty, INPUT_PASTE_OFF);
        endwin();
        if (quick)
            clear_all(tty);
        if (words != NULL) {
            say(tty, words);
            say(tty, "\r\n");
        }
        tty_show(tty);
    }
    delscreen(tty->screen);
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

/* Empties the file. Its first page stays allocated: to free it and allocate it again at every key would cost more. */
static void forget_drawn(struct tty *tty, off_t length)
{
    enum { KEPT = 4096 };
    const int hole = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
    if (lseek(tty->drawn, 0, SEEK_SET) != 0 || (length > KEPT && fallocate(tty->drawn, hole, KEPT, length - KEPT) != 0))
        die("the file of the drawn screen cannot be emptied");
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
            die("the file of the drawn screen cannot be read");
        ssize_t sent = send(tty->out, bytes, (size_t)got, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent <= 0)
            return sent < 0 && errno != EAGAIN && errno != EINTR; /* true when the other end is gone */
        tty->sent += sent;
    }
    if (end > 0)
        forget_drawn(tty, end);
    return true;
}

/* ncurses writes into a buffer of its own, of about this size, before it writes to the file: so that many spaces go
 * through both, and are dropped. */
void tty_forget(struct tty *tty)
{
    int rows, columns;
    if (tty->drawn < 0)
        return;
    tty_size(tty, &columns, &rows);
    for (int left = 2 * (2 + rows) * (6 + columns); left > 0; left--)
        putp(" ");
    delay_output(0); /* flushes */
    forget_drawn(tty, lseek(tty->drawn, 0, SEEK_CUR));
    if (tty->at >= tty->length)
        explicit_bzero(tty->bytes, sizeof tty->bytes);
    if (tty->key >= tty->count)
        explicit_bzero(tty->keys, sizeof tty->keys);
}

/* There is room while at most a quarter of the buffer is full. poll() reports a Unix socket as writable at the same
 * limit, and the other three quarters hold the largest screen. */
bool tty_room(struct tty *tty)
{
    int queued = 0;
    if (!tty_show(tty))
        return false;
    if (tty->queue == 0 || ioctl(tty->out, SIOCOUTQ, &queued) != 0)
        return true; /* not a socket: the console, where write() may block */
    return queued <= tty->queue / 4;
}

/* --- keys --- */

/* The key codes that the screens know, for the parser's names. */
static const int codes[INPUT_NAMES] = {
    [INPUT_ESCAPE_UNDONE] = KEY_ESCAPE_UNDONE,
    [INPUT_UP] = KEY_UP,
    [INPUT_DOWN] = KEY_DOWN,
    [INPUT_LEFT] = KEY_LEFT,
    [INPUT_RIGHT] = KEY_RIGHT,
    [INPUT_SHIFT_LEFT] = KEY_SLEFT,
    [INPUT_SHIFT_RIGHT] = KEY_SRIGHT,
    [INPUT_HOME] = KEY_HOME,
    [INPUT_END] = KEY_END,
    [INPUT_PAGE_UP] = KEY_PPAGE,
    [INPUT_PAGE_DOWN] = KEY_NPAGE,
    [INPUT_DELETE] = KEY_DC,
    [INPUT_BACK_TAB] = KEY_BTAB,
    [INPUT_HELP] = KEY_F(1),
    [INPUT_WORD_LEFT] = KEY_WORD_LEFT,
    [INPUT_WORD_RIGHT] = KEY_WORD_RIGHT,
    [INPUT_WORD_ERASE] = KEY_WORD_ERASE,
    [INPUT_TEXT_FIRST] = KEY_TEXT_FIRST,
    [INPUT_TEXT_LAST] = KEY_TEXT_LAST,
    [INPUT_PASTE_BEGIN] = KEY_PASTE_BEGIN,
    [INPUT_PASTE_END] = KEY_PASTE_END,
};

bool tty_read(struct tty *tty, int64_t now)
{
    ssize_t length = read(tty->in, tty->bytes, sizeof tty->bytes);
    tty->at = 0;
    tty->length = length > 0 ? (size_t)length : 0;
    struct input_read read_now = input_count(&tty->input, tty->bytes, tty->length, now);
    tty->burst = input_is_burst(&tty->run, &read_now, now) ? BURST_BEGINS : BURST_NONE;
    return length > 0 || (length < 0 && (errno == EAGAIN || errno == EINTR));
}

/* Takes the next key of the parser. False: no key is complete yet. */
static bool parse(struct tty *tty, int64_t now, struct input_key *key)
{
    while (tty->key == tty->count) {
        tty->key = 0;
        if (tty->at < tty->length)
            tty->count = input_take(&tty->input, tty->bytes[tty->at++], now, tty->keys);
        else
            tty->count = input_look(&tty->input, now, tty->keys);
        if (tty->count == 0 && tty->at == tty->length)
            return false;
    }
    *key = tty->keys[tty->key++];
    return true;
}

static struct tty_key named(int code)
{
    return (struct tty_key) { .key = (wint_t)code, .special = true };
}

/* A line end of a burst is text. Any other Enter that came as a sequence becomes KEY_ENTER. */
static struct tty_key letter(const struct tty *tty, const struct input_key *key)
{
    bool enter = (key->letter == '\r' || key->letter == '\n') && tty->burst != BURST_RUNS;
    return enter && key->sequence ? named(KEY_ENTER) : (struct tty_key) { .key = (wint_t)key->letter };
}

bool tty_key(struct tty *tty, int64_t now, struct tty_goal goal, struct tty_key *out)
{
    struct input_key key;
    tty->input.patient = goal.patient;
    tty->input.asked = goal.asked;
    if (tty->burst == BURST_BEGINS) {
        tty->burst = BURST_RUNS;
        *out = named(KEY_BURST_BEGIN);
        return true;
    }
    while (parse(tty, now, &key)) {
        if (key.name == INPUT_BROKEN)
            continue;
        if (key.name == INPUT_LETTER)
            *out = letter(tty, &key);
        else if (key.name == INPUT_ESCAPE)
            *out = (struct tty_key) { .key = KEY_ESCAPE };
        else
            *out = named(codes[key.name]);
        out->sequence = key.sequence;
        out->late = key.late;
        return true;
    }
    if (tty->burst != BURST_RUNS)
        return false;
    tty->burst = BURST_NONE;
    *out = named(KEY_BURST_END);
    return true;
}

int tty_key_due(const struct tty *tty, int64_t now)
{
    return input_due(&tty->input, now);
}

/* Bytes that wait in the socket go through the parser before they are dropped, so that no half of a sequence is left.
 */
void tty_drop_keys(struct tty *tty, int64_t now)
{
    struct tty_key key;
    struct tty_goal goal = { tty->input.patient, tty->input.asked };
    struct pollfd ready = { tty->in, POLLIN, 0 };
    do {
        while (tty_key(tty, now, goal, &key))
            ;
    } while (poll(&ready, 1, 0) > 0 && ready.revents & POLLIN && tty_read(tty, now) && tty->length > 0);
}
