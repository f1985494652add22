#include "tests/support/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <vterm.h>

#include "util.h"

struct terminal {
    VTerm *emulator;
    VTermScreen *screen;
    int columns, rows;
    int fd;   /* -1: not attached, or hung up */
    int kept; /* our end of the pty of a child that closed its terminal but still runs; -1: none */
    pid_t child;
    int status; /* of the child that ended */
    size_t received;
    struct buffer said, text;
    const char *bytes, *instead; /* terminal_shows_as(): shows `instead` for `bytes`; NULL: shows all bytes unchanged */
};

static int64_t milliseconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Sends answers of the emulator itself, such as its type. */
static void answer(const char *bytes, size_t length, void *context)
{
    terminal_send_bytes(context, bytes, length);
}

struct terminal *terminal_open(int columns, int rows)
{
    struct terminal *terminal = xcalloc(1, sizeof *terminal);
    terminal->columns = columns;
    terminal->rows = rows;
    terminal->fd = terminal->kept = -1;
    terminal->emulator = vterm_new(rows, columns);
    vterm_set_utf8(terminal->emulator, 1);
    vterm_output_set_callback(terminal->emulator, answer, terminal);
    terminal->screen = vterm_obtain_screen(terminal->emulator);
    vterm_screen_enable_altscreen(terminal->screen, 1);
    vterm_screen_reset(terminal->screen, 1);
    return terminal;
}

void terminal_close(struct terminal *terminal)
{
    if (terminal == NULL)
        return;
    terminal_hang_up(terminal);
    vterm_free(terminal->emulator);
    buffer_clear(&terminal->said);
    buffer_clear(&terminal->text);
    free(terminal);
}

static void become(const char *const *argv, const char *const *environment)
{
    for (size_t i = 0; environment != NULL && environment[i] != NULL; i++)
        putenv(xstrdup(environment[i]));
    signal(SIGPIPE, SIG_DFL);
    execvp(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

void terminal_spawn(struct terminal *terminal, const char *const *argv, const char *const *environment)
{
    struct winsize size = { .ws_col = (unsigned short)terminal->columns, .ws_row = (unsigned short)terminal->rows };
    terminal->child = forkpty(&terminal->fd, NULL, NULL, &size);
    if (terminal->child < 0)
        die("no pty: %s. In a bare chroot: mount -t devpts devpts /dev/pts", strerror(errno));
    if (terminal->child == 0)
        become(argv, environment);
    terminal_attach(terminal, terminal->fd);
}

void terminal_attach(struct terminal *terminal, int fd)
{
    terminal->fd = fd;
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
}

pid_t terminal_child(const struct terminal *terminal)
{
    return terminal->child;
}

/* Keeps our end of a pty open until its child has ended. To close it would hang up on a child that is about to exit,
 * and change its exit status. */
static void lose(struct terminal *terminal)
{
    if (terminal->fd >= 0 && terminal->child > 0)
        terminal->kept = terminal->fd;
    else if (terminal->fd >= 0)
        close(terminal->fd);
    terminal->fd = -1;
}

void terminal_shows_as(struct terminal *terminal, const char *bytes, const char *instead)
{
    terminal->bytes = bytes;
    terminal->instead = instead;
}

static void show(struct terminal *terminal, const char *bytes, size_t length)
{
    while (terminal->bytes != NULL && length > 0) {
        const char *found = memmem(bytes, length, terminal->bytes, strlen(terminal->bytes));
        if (found == NULL)
            break;
        vterm_input_write(terminal->emulator, bytes, (size_t)(found - bytes));
        vterm_input_write(terminal->emulator, terminal->instead, strlen(terminal->instead));
        length -= (size_t)(found - bytes) + strlen(terminal->bytes);
        bytes = found + strlen(terminal->bytes);
    }
    vterm_input_write(terminal->emulator, bytes, length);
}

bool terminal_pump(struct terminal *terminal)
{
    char bytes[65536];
    while (terminal->fd >= 0) {
        ssize_t length = read(terminal->fd, bytes, sizeof bytes);
        if (length > 0) {
            terminal->received += (size_t)length;
            buffer_add(&terminal->said, bytes, (size_t)length);
            show(terminal, bytes, (size_t)length);
        } else if (length < 0 && errno == EAGAIN)
            return true;
        else if (length == 0 || errno != EINTR)
            lose(terminal); /* reading a pty gives EIO after its child ended */
    }
    return false;
}

/* Reads until new bytes come or `until` is reached. False when no more bytes come in time. */
static bool hear(struct terminal *terminal, int64_t until)
{
    int64_t left = until - milliseconds_now();
    if (terminal->fd < 0 || left <= 0)
        return false;
    struct pollfd ready = { .fd = terminal->fd, .events = POLLIN };
    if (poll(&ready, 1, (int)left) < 0 && errno != EINTR)
        die("poll: %s", strerror(errno));
    terminal_pump(terminal);
    return true;
}

void terminal_send(struct terminal *terminal, const char *keys)
{
    terminal_send_bytes(terminal, keys, strlen(keys));
}

/* Reads while it writes, so that two full pipes never wait for each other. */
void terminal_send_bytes(struct terminal *terminal, const void *bytes, size_t length)
{
    const char *from = bytes;
    while (length > 0 && terminal->fd >= 0) {
        ssize_t sent = write(terminal->fd, from, length);
        if (sent > 0) {
            from += sent;
            length -= (size_t)sent;
        } else if (sent < 0 && errno == EAGAIN) {
            struct pollfd ready = { .fd = terminal->fd, .events = POLLIN | POLLOUT };
            poll(&ready, 1, 10000);
            if (ready.revents == 0)
                die("the other side has read nothing for ten seconds");
            if (ready.revents & (POLLIN | POLLHUP))
                terminal_pump(terminal);
        } else if (sent < 0 && errno != EINTR)
            lose(terminal);
    }
}

bool terminal_wait(struct terminal *terminal, const char *text, int milliseconds)
{
    int64_t until = milliseconds_now() + milliseconds;
    terminal_pump(terminal);
    while (!terminal_shows(terminal, text))
        if (!hear(terminal, until))
            return terminal_shows(terminal, text);
    return true;
}

bool terminal_wait_gone(struct terminal *terminal, const char *text, int milliseconds)
{
    int64_t until = milliseconds_now() + milliseconds;
    terminal_pump(terminal);
    while (terminal_shows(terminal, text))
        if (!hear(terminal, until))
            return !terminal_shows(terminal, text);
    return true;
}

bool terminal_wait_said(struct terminal *terminal, const char *text, int milliseconds)
{
    int64_t until = milliseconds_now() + milliseconds;
    terminal_pump(terminal);
    while (strstr(terminal_said(terminal), text) == NULL)
        if (!hear(terminal, until))
            return strstr(terminal_said(terminal), text) != NULL;
    return true;
}

void terminal_forget(struct terminal *terminal)
{
    terminal_pump(terminal);
    buffer_clear(&terminal->said);
}

const char *terminal_said(struct terminal *terminal)
{
    return buffer_text(&terminal->said);
}

/* Waits for the child's end. Returns its exit status; -1 when it has not ended by `until`. */
static int reap(struct terminal *terminal, int64_t until)
{
    int status = 0;
    pid_t ended = 0;
    while (terminal->child > 0 && (ended = waitpid(terminal->child, &status, WNOHANG)) == 0) {
        if (milliseconds_now() > until)
            return -1;
        poll(NULL, 0, 2);
    }
    if (ended > 0)
        terminal->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    terminal->child = 0;
    if (terminal->kept >= 0)
        close(terminal->kept);
    terminal->kept = -1;
    return terminal->status;
}

int terminal_wait_end(struct terminal *terminal, int milliseconds)
{
    int64_t until = milliseconds_now() + milliseconds;
    while (terminal_pump(terminal))
        if (!hear(terminal, until))
            break;
    return terminal->fd >= 0 ? -1 : reap(terminal, until);
}

/* Adds the text of one row to `out`, without trailing spaces. */
static void add_row(struct terminal *terminal, int row, struct buffer *out)
{
    VTermRect place = { .start_row = row, .end_row = row + 1, .start_col = 0, .end_col = terminal->columns };
    size_t room = (size_t)terminal->columns * VTERM_MAX_CHARS_PER_CELL * 4;
    char *line = xmalloc(room);
    size_t length = vterm_screen_get_text(terminal->screen, line, room, place);
    while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\n'))
        length--;
    buffer_add(out, line, length);
    free(line);
}

const char *terminal_screen(struct terminal *terminal)
{
    buffer_clear(&terminal->text);
    for (int row = 0; row < terminal->rows; row++) {
        add_row(terminal, row, &terminal->text);
        buffer_string(&terminal->text, "\n");
    }
    return buffer_text(&terminal->text);
}

const char *terminal_row(struct terminal *terminal, int row)
{
    buffer_clear(&terminal->text);
    add_row(terminal, row, &terminal->text);
    return buffer_text(&terminal->text);
}

bool terminal_shows(struct terminal *terminal, const char *text)
{
    terminal_pump(terminal); /* reads what has come: a test that expects no text must see it if it is there */
    return strstr(terminal_screen(terminal), text) != NULL;
}

void terminal_size(const struct terminal *terminal, int *columns, int *rows)
{
    *columns = terminal->columns;
    *rows = terminal->rows;
}

void terminal_cursor(struct terminal *terminal, int *row, int *column)
{
    VTermPos place;
    vterm_state_get_cursorpos(vterm_obtain_state(terminal->emulator), &place);
    *row = place.row;
    *column = place.col;
}

static int colour_of(const VTermColor *colour, bool is_default)
{
    return is_default || !VTERM_COLOR_IS_INDEXED(colour) ? -1 : colour->indexed.idx;
}

void terminal_cell(struct terminal *terminal, int row, int column, struct terminal_cell *out)
{
    VTermScreenCell cell;
    VTermPos place = { .row = row, .col = column };
    VTermRect only = { .start_row = row, .end_row = row + 1, .start_col = column, .end_col = column + 1 };
    *out = (struct terminal_cell) { .columns = 1, .foreground = -1, .background = -1 };
    if (!vterm_screen_get_cell(terminal->screen, place, &cell))
        return;
    out->columns = cell.width == 2 ? 2 : 1;
    if (cell.chars[0] != 0 && cell.chars[0] != UINT32_MAX)
        out->text[vterm_screen_get_text(terminal->screen, out->text, sizeof out->text - 1, only)] = '\0';
    out->bold = cell.attrs.bold;
    out->dim = cell.attrs.italic; /* terminal_shows_dim */
    out->underlined = cell.attrs.underline;
    out->reversed = cell.attrs.reverse;
    out->foreground = colour_of(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg));
    out->background = colour_of(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
}

void terminal_shows_dim(struct terminal *terminal)
{
    terminal_shows_as(terminal, "\033[0;2m", "\033[0;3m");
}

size_t terminal_bytes(const struct terminal *terminal)
{
    return terminal->received;
}

void terminal_resize(struct terminal *terminal, int columns, int rows)
{
    struct winsize size = { .ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows };
    terminal_pump(terminal);
    terminal->columns = columns;
    terminal->rows = rows;
    vterm_set_size(terminal->emulator, rows, columns);
    if (terminal->child > 0 && terminal->fd >= 0)
        ioctl(terminal->fd, TIOCSWINSZ, &size);
}

void terminal_kill(struct terminal *terminal, int signal)
{
    if (terminal->child > 0)
        kill(terminal->child, signal);
}

void terminal_hang_up(struct terminal *terminal)
{
    terminal_kill(terminal, SIGKILL);
    lose(terminal);
    reap(terminal, INT64_MAX);
}
