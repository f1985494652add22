/*
 * tty.c: ncurses on a socket. There is no tty: no SIGWINCH, no termios; the size is told by the session.
 *
 * All is drawn on newscr, the screen that doupdate() brings the terminal to, and there is no other window: at 80x24
 * each costs 53 KiB in every session, stdscr too, which is therefore cut to one cell. Layout is computed at each draw,
 * so panel, menu and form of ncurses have nothing to keep here. ncurses reads no key: the parser of input.h does, which
 * knows what terminals send whatever TERM says, and never waits.
 *
 * ncurses writes at every movement of the cursor: a dozen times for one screen, and on a socket each of them would wake
 * the wire and become a packet of its own. So on a socket it writes to a file in memory, and what it drew is sent
 * whole.
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

/* term.h takes these plain words for its own. */
#undef columns
#undef lines

enum { TERM_MOST = 40, READ_MOST = 2048 };

struct tty {
    int in, out;
    int queue;  /* bytes that the socket holds for the wire; 0: no socket */
    int drawn;  /* what ncurses wrote since; -1: it writes to `out` itself */
    off_t sent; /* of that; what is left goes when there is room */
    FILE *out_stream;
    SCREEN *screen;
    bool xterm; /* knows "clear the scrollback" */
    struct input input;
    struct input_run run;
    unsigned char bytes[READ_MOST]; /* of the last read */
    size_t at, length;
    struct input_key keys[INPUT_KEYS_MOST]; /* of the byte before `at` */
    size_t key, count;
    enum { BURST_NONE, BURST_BEGINS, BURST_RUNS } burst; /* what those bytes are */
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

static void set_up(void)
{
    raw();
    noecho();
    nonl();
    typeahead(-1); /* else ncurses sends every five lines on their own */
    wresize(stdscr, 1, 1);
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
        copy_text(problem, size, _("This terminal cannot be drawn on. Line mode works on every terminal."));
        return NULL;
    }
    set_up();
    delay_output(0); /* writes out what takes the terminal to its other screen, where kitty's modes are others */
    say(tty, INPUT_MODES_OFF INPUT_PASTE_ON);
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

/* The parser's names, and the codes of ncurses under which the screens know them. */
static const int codes[INPUT_NAMES] = {
    [INPUT_ESCAPE_UNDONE] = KEY_ESCAPE_UNDONE,
    [INPUT_UP] = KEY_UP,
    [INPUT_DOWN] = KEY_DOWN,
    [INPUT_LEFT] = KEY_LEFT,
    [INPUT_RIGHT] = KEY_RIGHT,
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

/* The parser's next key; false: none is there yet. */
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

/* In a burst, line ends are text. */
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

/* What lies in the socket goes through the parser, so that half a sequence is not left for later. */
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
