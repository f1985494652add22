#include "tests/e2e/libssh_client.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "tests/e2e/stranger.h"
#include "util.h"

static volatile sig_atomic_t size_changed;

static void on_size(int signal)
{
    (void)signal;
    size_changed = 1;
}

static bool log_in(ssh_session session, const struct served *house, const char *handle)
{
    char password[200];
    if (house->key[0] != '-')
        return stranger_log_in(session, house, handle);
    return ssh_getpass("password: ", password, sizeof password, 0, 0) == 0 &&
           ssh_userauth_password(session, handle, password) == SSH_AUTH_SUCCESS;
}

/* Every key by itself, as it was typed. */
static void make_raw(void)
{
    struct termios settings;
    tcgetattr(0, &settings);
    cfmakeraw(&settings);
    tcsetattr(0, TCSANOW, &settings);
}

static void tell_size(ssh_channel channel)
{
    struct winsize size = { 0 };
    size_changed = 0;
    ioctl(0, TIOCGWINSZ, &size);
    ssh_channel_change_pty_size(channel, size.ws_col, size.ws_row);
}

static bool show(ssh_channel channel)
{
    char bytes[16384];
    int length;
    while ((length = ssh_channel_read_nonblocking(channel, bytes, sizeof bytes, 0)) > 0)
        if (write(1, bytes, (size_t)length) != length)
            return false;
    return length != SSH_ERROR && !ssh_channel_is_eof(channel);
}

static int talk(ssh_session session, ssh_channel channel)
{
    char keys[4096];
    while (show(channel)) {
        struct pollfd ready[2] = { { 0, POLLIN, 0 }, { ssh_get_fd(session), POLLIN, 0 } };
        if (size_changed)
            tell_size(channel);
        if (poll(ready, 2, -1) < 0 && errno != EINTR)
            break;
        if (ready[0].revents == 0)
            continue;
        ssize_t length = read(0, keys, sizeof keys);
        if (length <= 0 || ssh_channel_write(channel, keys, (uint32_t)length) != length)
            break;
    }
    return ssh_channel_get_exit_status(channel);
}

int libssh_client(const char *const words[3])
{
    struct served house = { .port = atoi(words[0]) };
    struct winsize size = { 0 };
    const char *home = getenv("HOME");
    util_copy_text(house.folder, sizeof house.folder, home ? home : "/tmp");
    util_copy_text(house.key, sizeof house.key, words[2]);
    struct sigaction action = { .sa_handler = on_size }; /* without SA_RESTART: it wakes poll */
    sigaction(SIGWINCH, &action, NULL);
    ssh_init();
    ssh_session session = stranger_come(&house);
    if (session == NULL || !log_in(session, &house, words[1])) {
        fprintf(stderr, "not let in: %s\n", session ? ssh_get_error(session) : "no connection");
        return 255;
    }
    ssh_channel channel = stranger_channel(session);
    ioctl(0, TIOCGWINSZ, &size);
    if (channel == NULL ||
        ssh_channel_request_pty_size(channel, "xterm-256color", size.ws_col, size.ws_row) != SSH_OK ||
        ssh_channel_request_shell(channel) != SSH_OK)
        return 255;
    make_raw();
    int status = talk(session, channel);
    stranger_leave(session);
    return status;
}
