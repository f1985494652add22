/* console.c: `bbs console`: screens or line mode on this process's own terminal. */
#include "bbs/serve/console.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "bbs/serve/loop.h"
#include "language.h"
#include "members.h"

static volatile sig_atomic_t window_changed;

static void on_window(int number)
{
    (void)number;
    window_changed = 1;
}

static void terminal_size(int *columns, int *rows)
{
    struct winsize size = { 0 };
    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    *columns = loop_size(size.ws_col, 80);
    *rows = loop_size(size.ws_row, 24);
}

static void console_loop(const struct face_type *face, void *state)
{
    while (!face->done(state)) {
        struct pollfd ready = { STDIN_FILENO, POLLIN, 0 };
        int count = poll(&ready, 1, loop_patience(face, state));
        if (window_changed) {
            int columns, rows;
            window_changed = 0;
            terminal_size(&columns, &rows);
            face->resize(state, columns, rows);
        }
        if (count > 0 && ready.revents & POLLIN)
            face->input(state);
        else if (count > 0)
            break; /* the terminal was closed */
        if (face->wants_write(state))
            face->writable(state);
        if (count == 0)
            face->tick(state);
    }
}

struct console {
    struct store *store;
    struct actor actor;
};

static void console_chosen(void *context)
{
    struct console *console = context;
    int64_t here = console->actor.here;
    actor_for(console->store, ACTOR_MEMBER, console->actor.handle, &console->actor);
    if (actor_belongs(&console->actor, here))
        console->actor.here = here;
}

int console_run(struct store *store, const struct actor *actor, bool line)
{
    struct console console = { store, *actor };
    struct face_setup setup = {
        .in = STDIN_FILENO,
        .out = STDOUT_FILENO,
        .term = getenv("TERM") ? getenv("TERM") : "dumb",
        .terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO),
        .store = store,
        .actor = &console.actor,
        .here = &console.actor.here,
        .chosen = console_chosen,
        .context = &console,
        .argon_slots = -1,
        .now = loop_now,
        .milliseconds = loop_milliseconds,
        .source = "console",
    };
    char problem[300] = "";
    struct termios before;
    terminal_size(&setup.columns, &setup.rows);
    settings_get(store, actor, &setup.settings);
    language_speak(setup.settings.language);
    const struct face_type *face = line || !setup.terminal ? &line_face : &screens_face;
    if (setup.terminal) {
        tcgetattr(STDIN_FILENO, &before);
        struct termios raw = before;
        cfmakeraw(&raw);
        tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    signal(SIGWINCH, on_window);
    void *state = face->open(&setup, problem, sizeof problem);
    if (state != NULL) {
        console_loop(face, state);
        face->save(state);
        face->close(state);
    }
    if (setup.terminal)
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
    if (state == NULL)
        fprintf(stderr, "bbs: %s\n", problem);
    return state == NULL;
}
