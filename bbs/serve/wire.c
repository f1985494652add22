/*
 * wire.c: one loop over three descriptors: the connection (libssh), the control frames and the terminal's bytes.
 *
 * Bytes are pulled, never pushed. Input is read from the channel only when the session has taken the last input. Output
 * is read from the session only when the client's window and its socket have room. So a slow client holds back the
 * session's own socket, where the session notices it, and no data piles up here. The wire also stops reading from a
 * client that does not take our answers, or sends more than the session takes, whatever window it was given.
 */
#include "bbs/serve/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>
#include <malloc.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "bbs/serve/role.h"
#include "bbs/serve/sandbox.h"
#include "bbs/serve/wire_forget.h"
#include "frame.h"
#include "input.h"
#include "pace.h"
#include "util.h"

enum {
    HANDSHAKE_SECONDS = 30, /* a key exchange that takes longer only occupies a place at the gate */
    LOGIN_SECONDS = 120,    /* from the first byte to a shell or a command */
    GOODBYE_SECONDS = 5,    /* how long the last bytes may take to leave */
    LAST_READ_SECONDS = 2,  /* how long a client may go on sending after the last packet */
    STUCK_SECONDS = 60,     /* after the session's end: the longest time in which its client takes no output */
    ECHO_WAIT_US = 100,     /* how long the wire stays awake for what a key brings */
    KEY_BYTES_MOST = 16,    /* what is passed on at once and is no longer, is a key */
    ODD_TRIES_MOST = 30,
    KEEPALIVE_SECONDS = 60,
    PEER_SILENT_MS = 300000, /* phones sleep; after five minutes without an acknowledgement a client is gone */
    CHUNK = 4096,
    OUTPUT = 4 * CHUNK,
    RESET_ROOM = 600, /* for the sequences that reset a terminal, and a sentence */
    SPARE_QUIET_MS = 200,
    SPARE_MOST = 100,     /* channels beyond the first; further ones are refused at once */
    INPUT_MOST = 1 << 20, /* bytes that libssh may hold for the session */
};

/* No NIST curves, no CBC, no SHA-1. No group-exchange: it opens a file, and the sandbox is closed by then. No group18:
 * it costs the server fifty times what it costs a careless client. */
#define CURVE25519 "curve25519-sha256,curve25519-sha256@libssh.org"
static const char key_exchanges[] = CURVE25519 ",diffie-hellman-group16-sha512";
static const char ciphers[] = "chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr,"
                              "aes128-ctr";
static const char macs[] = "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com";
static const char user_keys[] = "ssh-ed25519,rsa-sha2-512,rsa-sha2-256,ecdsa-sha2-nistp256";

/* Resets a terminal when the session died without a word: no bracketed paste, no reports of mouse and focus, normal
 * cursor keys and keypad, no insert mode, lines that wrap, normal letters, a visible cursor, and last the screen as it
 * was before. */
static const char reset[] = INPUT_PASTE_OFF INPUT_MODES_OFF "\033[4l\033[?7h\033[0m\033(B\017\033[?25h\033[?1049l\r\n";

struct wire {
    ssh_session ssh;
    ssh_channel channel;
    ssh_channel spare_channel; /* a second channel: it gets an explanation and is closed */
    enum { SPARE_NONE, SPARE_OPEN, SPARE_ASKED, SPARE_TOLD } spare;
    int spares; /* number of second channels so far */
    ssh_event event;
    struct ssh_callbacks_struct callbacks;
    struct ssh_server_callbacks_struct server_callbacks;
    struct ssh_channel_callbacks_struct channel_callbacks, spare_callbacks;
    int connection, control, terminal;
    char asked[257]; /* the question that she must answer before she is in, or "" */
    bool welcome;    /* a newcomer: she is in once her client chooses the method that asks nothing */
    int odd_tries;   /* tries with a method that does not exist, or with a code */
    bool let_in, started, finished, terminal_ended, input_ended;
    uint32_t status;
    bool resized; /* the session does not know the size below yet */
    uint32_t columns, rows;
    char *unread;      /* in libssh's buffer: the start of the unread bytes */
    char input[CHUNK]; /* from the client, not yet taken by the session */
    size_t input_length;
    bool input_full;
    char output[OUTPUT + RESET_ROOM], trouble[FRAME_TEXT_MAX]; /* from the session, not yet taken by libssh */
    size_t output_length, trouble_length;
    bool modes;          /* the terminal is in the modes of the screens */
    char last_text[257]; /* shown if the session dies without a word */
    time_t moved;        /* when a byte last went out to the client */
    time_t keepalive_due;
    struct ssh_counter_struct counted; /* counters that libssh keeps */
    bool exchanged, costly;            /* keys were exchanged once; costly: not by Curve25519 */
    int64_t exchanges_whole;           /* pace.h, for further key exchanges */
    bool key_passed;                   /* a key went to the session, and its echo will come at once */
    bool heard_more;                   /* libssh took a packet after both carriers looked: look again at once */
};

static time_t monotonic(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

_Noreturn static void wire_end(struct wire *wire)
{
    if (wire->ssh != NULL)
        ssh_silent_disconnect(wire->ssh);
    _exit(0);
}

/*
 * Sends the last packet, and sees that the client can read it. Two things would lose it:
 * - libssh keeps a packet back until poll() has said that the socket takes more. When the client's next packet comes
 *   before that, the last one is thrown away with the connection. So it is sent without asking.
 * - When a socket is closed with bytes that nobody read, the client gets a reset, and may lose what it has not read.
 *   So what it still sends is read away, for a bounded time.
 */
static void disconnect(struct wire *wire)
{
    char unread[4096];
    time_t deadline = monotonic() + LAST_READ_SECONDS;
    int connection = dup(wire->connection); /* libssh closes the other */
    ssh_set_fd_towrite(wire->ssh);
    ssh_disconnect(wire->ssh);
    shutdown(connection, SHUT_WR);
    struct pollfd ready = { connection, POLLIN, 0 };
    while (monotonic() < deadline && poll(&ready, 1, 1000) > 0 && recv(connection, unread, sizeof unread, 0) > 0)
        ;
    close(connection);
}

/* Disconnects with a reason, which the client shows. */
_Noreturn static void wire_refuse(struct wire *wire, const char *text)
{
    ssh_session_set_disconnect_message(wire->ssh, text);
    disconnect(wire);
    _exit(0);
}

/* --- asking the session --- */

static void frame_text(struct frame *frame, int which, const void *data, size_t length)
{
    size_t limit = frame_text_limit(frame->type, which);
    frame->text[which].data = data;
    frame->text[which].length = length < limit ? length : limit; /* no valid name or key is longer */
}

static void tell(struct wire *wire, const struct frame *frame)
{
    if (!frame_send(wire->control, frame))
        wire_end(wire);
}

/* Sets the question for the person. While there is one, the client is told that only this method is left. */
static void set_asked(struct wire *wire, const char *text, size_t length)
{
    snprintf(wire->asked, sizeof wire->asked, "%.*s", (int)length, text);
    ssh_set_auth_methods(
        wire->ssh, length > 0 ? SSH_AUTH_METHOD_INTERACTIVE : SSH_AUTH_METHOD_PUBLICKEY | SSH_AUTH_METHOD_PASSWORD);
}

/* RULES 1.1: a newcomer may use the key that her client already has. A client shows its key only after a refusal. So
 * her client is refused once, then told that one key is enough, and then asked nothing at all. It never signs with the
 * key, so she need not type its passphrase. */
static int make_welcome(struct wire *wire, bool key_shown)
{
    wire->welcome = true;
    ssh_set_auth_methods(wire->ssh, SSH_AUTH_METHOD_INTERACTIVE | (key_shown ? 0 : SSH_AUTH_METHOD_PUBLICKEY));
    return SSH_AUTH_DENIED;
}

/* Shows a text of the session to a person who is not logged in yet (RFC 4252, 5.4). */
static void show_before(struct wire *wire, const struct frame *trouble)
{
    char line[400];
    snprintf(line, sizeof line, "%.*s\r\n", (int)trouble->text[0].length, (const char *)trouble->text[0].data);
    ssh_string text = ssh_string_from_char(line);
    if (text != NULL)
        ssh_send_issue_banner(wire->ssh, text);
    ssh_string_free(text);
}

/* Returns SSH_AUTH_SUCCESS, SSH_AUTH_DENIED, or SSH_AUTH_PARTIAL: correct so far, and `asked` holds the next question.
 */
static int ask(struct wire *wire, const struct frame *question)
{
    unsigned char buffer[FRAME_MAX];
    struct frame answer;
    tell(wire, question);
    bool heard = frame_receive(wire->control, buffer, &answer);
    while (heard && answer.type == FRAME_TROUBLE) {
        show_before(wire, &answer);
        heard = frame_receive(wire->control, buffer, &answer);
    }
    if (heard && answer.type == FRAME_REFUSE) {
        char text[257];
        snprintf(text, sizeof text, "%.*s", (int)answer.text[0].length, (const char *)answer.text[0].data);
        wire_refuse(wire, text);
    }
    if (!heard || (answer.type != FRAME_ANSWER && answer.type != FRAME_ASK))
        wire_end(wire);
    set_asked(wire, answer.text[0].data, answer.text[0].length);
    wire->welcome = false;
    if (answer.type == FRAME_ASK && answer.text[0].length == 0)
        return make_welcome(wire, question->type == FRAME_TRY_KEY);
    if (answer.type == FRAME_ASK)
        return SSH_AUTH_PARTIAL;
    return answer.number[0] == 1 ? SSH_AUTH_SUCCESS : SSH_AUTH_DENIED;
}

static int ask_to_let_in(struct wire *wire, const struct frame *question)
{
    int result = ask(wire, question);
    if (result == SSH_AUTH_SUCCESS)
        wire->let_in = true;
    return result;
}

/* Takes no bytes: pass_input() does that when the session has room. Notes only where the bytes lie. A long text (a
 * line or a paste) is wiped at once in libssh's packet; single keys overwrite each other there. */
static int on_data(ssh_session ssh, ssh_channel channel, void *data, uint32_t length, int is_error, void *context)
{
    enum { STAYS = 8 };
    struct wire *wire = context;
    (void)ssh, (void)channel;
    if (is_error)
        return 0;
    wire->unread = data;
    if (length >= STAYS)
        wire_forget_packet("", 0, data, length, true);
    return 0;
}

static int on_try_none(ssh_session ssh, const char *user, void *context)
{
    struct wire *wire = context;
    struct frame frame = { .type = FRAME_TRY_NONE };
    (void)ssh;
    frame_text(&frame, 0, user, strlen(user));
    return ask_to_let_in(wire, &frame);
}

static int on_try_password(ssh_session ssh, const char *user, const char *password, void *context)
{
    struct wire *wire = context;
    static const char before[] = "\0\0\0\10password\0";
    struct frame frame = { .type = FRAME_TRY_PASSWORD };
    (void)ssh;
    frame_text(&frame, 0, user, strlen(user));
    frame_text(&frame, 1, password, strlen(password));
    int result = ask_to_let_in(wire, &frame);
    wire_forget_packet(before, sizeof before - 1, password, strlen(password), false);
    wire_forget(password);
    return result;
}

static int on_try_key(ssh_session ssh, const char *user, struct ssh_key_struct *key, char state, void *context)
{
    struct wire *wire = context;
    struct frame frame = { .type = FRAME_TRY_KEY };
    char *base64 = NULL;
    (void)ssh;
    if (state != SSH_PUBLICKEY_STATE_NONE && state != SSH_PUBLICKEY_STATE_VALID)
        return SSH_AUTH_DENIED;
    if (ssh_pki_export_pubkey_base64(key, &base64) != SSH_OK)
        return SSH_AUTH_DENIED;
    frame.number[0] = state == SSH_PUBLICKEY_STATE_VALID;
    frame_text(&frame, 0, user, strlen(user));
    frame_text(&frame, 1, base64, strlen(base64));
    int result = frame.number[0] == 1 ? ask_to_let_in(wire, &frame) : ask(wire, &frame);
    ssh_string_free_char(base64);
    return result;
}

/* --- the session's question after a password, by keyboard-interactive; libssh has no callback for it --- */

static int send_question(const struct wire *wire, ssh_message message)
{
    const char *label[] = { wire->asked };
    char echo = 1; /* shown as she types: a code is valid only once, so a person who reads it gains nothing */
    return ssh_message_auth_interactive_request(message, "", "", wire->welcome ? 0 : 1, label, &echo);
}

static int take_answer(struct wire *wire, ssh_message message)
{
    static const char before[] = "\75\0\0\0\1"; /* one answer */
    struct frame frame = { .type = FRAME_TRY_CODE };
    const char *typed =
        ssh_userauth_kbdint_getnanswers(wire->ssh) == 1 ? ssh_userauth_kbdint_getanswer(wire->ssh, 0) : NULL;
    frame_text(&frame, 0, typed ? typed : "", typed ? strlen(typed) : 0);
    int result = ask_to_let_in(wire, &frame);
    if (typed != NULL) {
        wire_forget_packet(before, sizeof before - 1, typed, strlen(typed), false);
        wire_forget(typed);
    }
    switch (result) {
    case SSH_AUTH_SUCCESS:
        return ssh_message_auth_reply_success(message, 0);
    case SSH_AUTH_PARTIAL:
        return send_question(wire, message);
    default:
        return ssh_message_reply_default(message);
    }
}

/* For messages that no callback took. Returns 1 to let libssh refuse, as it does by default. */
static int on_message(ssh_session ssh, ssh_message message, void *context)
{
    struct wire *wire = context;
    (void)ssh;
    if (ssh_message_type(message) == SSH_REQUEST_AUTH && ++wire->odd_tries > ODD_TRIES_MOST)
        wire_end(wire);
    if (ssh_message_type(message) != SSH_REQUEST_AUTH || ssh_message_subtype(message) != SSH_AUTH_METHOD_INTERACTIVE ||
        (wire->asked[0] == '\0' && !wire->welcome) || wire->let_in)
        return 1;
    int result =
        ssh_message_auth_kbdint_is_response(message) ? take_answer(wire, message) : send_question(wire, message);
    if (result != SSH_OK)
        wire_end(wire);
    return 0;
}

/* --- requests of the client on its one channel --- */

static int on_terminal(
    ssh_session ssh, ssh_channel channel, const char *term, int columns, int rows, int px, int py, void *context)
{
    struct wire *wire = context;
    struct frame frame = { .type = FRAME_TERMINAL, .number = { (uint32_t)columns, (uint32_t)rows } };
    (void)ssh, (void)channel, (void)px, (void)py;
    if (wire->started)
        return -1;
    /* A name that is too long is cut. It is then no known terminal, and the session falls back by itself. */
    frame_text(&frame, 0, term, strlen(term));
    wire->resized = false;
    tell(wire, &frame);
    return 0;
}

/* Only the last size is sent, when the session can take it: the two processes must never wait for each other. */
static int on_resize(ssh_session ssh, ssh_channel channel, int columns, int rows, int px, int py, void *context)
{
    struct wire *wire = context;
    (void)ssh, (void)channel, (void)px, (void)py;
    wire->columns = (uint32_t)columns;
    wire->rows = (uint32_t)rows;
    wire->resized = true;
    return 0;
}

static int on_shell(ssh_session ssh, ssh_channel channel, void *context)
{
    struct wire *wire = context;
    (void)ssh, (void)channel;
    if (wire->started)
        return 1;
    tell(wire, &(struct frame) { .type = FRAME_SHELL });
    wire->started = true;
    return 0;
}

static int on_execute(ssh_session ssh, ssh_channel channel, const char *command, void *context)
{
    struct wire *wire = context;
    struct frame frame = { .type = FRAME_EXECUTE };
    (void)ssh, (void)channel;
    if (wire->started)
        return 1;
    /* A longer one is cut, to a length that no command may have: so the session refuses it, in words. */
    size_t length = strlen(command), most = frame_text_limit(FRAME_EXECUTE, 0);
    frame_text(&frame, 0, command, length < most ? length : most);
    tell(wire, &frame);
    wire->started = true;
    return 0;
}

/* One connection has one session, on its first channel. Clients that share a connection (ControlMaster) open more. If
 * the second channel were refused, the first client would write an error into the middle of its person's screen. So it
 * is opened, explained, and closed, and the explanation reaches the person who opened it. Only one at a time, and at
 * most SPARE_MOST in all. */
static ssh_channel on_channel(ssh_session ssh, void *context)
{
    struct wire *wire = context;
    if (wire->channel != NULL) {
        if (wire->spare != SPARE_NONE || wire->spares++ >= SPARE_MOST ||
            (wire->spare_channel = ssh_channel_new(ssh)) == NULL)
            return NULL;
        ssh_set_channel_callbacks(wire->spare_channel, &wire->spare_callbacks);
        wire->spare = SPARE_OPEN;
        return wire->spare_channel;
    }
    wire->channel = ssh_channel_new(ssh);
    if (wire->channel != NULL)
        ssh_set_channel_callbacks(wire->channel, &wire->channel_callbacks);
    return wire->channel;
}

static int on_spare_terminal(
    ssh_session ssh, ssh_channel channel, const char *term, int columns, int rows, int px, int py, void *context)
{
    (void)ssh, (void)channel, (void)term, (void)columns, (void)rows, (void)px, (void)py, (void)context;
    return 0;
}

static int on_spare_shell(ssh_session ssh, ssh_channel channel, void *context)
{
    struct wire *wire = context;
    (void)ssh, (void)channel;
    if (wire->spare == SPARE_OPEN)
        wire->spare = SPARE_ASKED;
    return 0;
}

/* For a command, or a subsystem such as sftp. */
static int on_spare_execute(ssh_session ssh, ssh_channel channel, const char *command, void *context)
{
    (void)command;
    return on_spare_shell(ssh, channel, context);
}

/* Explains once the client has asked for something on the channel, because then it waits for output. The channel is
 * closed only when nothing more comes: else libssh's answer to a late request would be shown to the first client. */
static void tell_spare(struct wire *wire, bool quiet)
{
    static const char text[] = "This connection carries one session. For another one: ssh -S none\r\n";
    if (wire->spare == SPARE_ASKED) {
        ssh_channel_write_stderr(wire->spare_channel, text, sizeof text - 1);
        ssh_channel_request_send_exit_status(wire->spare_channel, 1);
        ssh_channel_send_eof(wire->spare_channel);
        wire->spare = SPARE_TOLD;
    } else if (wire->spare != SPARE_NONE &&
               (quiet ? wire->spare == SPARE_TOLD : ssh_channel_is_closed(wire->spare_channel))) {
        ssh_channel_close(wire->spare_channel);
        ssh_channel_free(wire->spare_channel);
        wire->spare = SPARE_NONE;
    }
}

/* --- set-up --- */

static ssh_bind bind_new(ssh_key host_key)
{
    ssh_bind bind = ssh_bind_new();
    bool no = false;
    if (bind == NULL || ssh_bind_options_set(bind, SSH_BIND_OPTIONS_PROCESS_CONFIG, &no) != SSH_OK ||
        ssh_bind_options_set(bind, SSH_BIND_OPTIONS_IMPORT_KEY, host_key) != SSH_OK ||
        ssh_bind_options_set(bind, SSH_BIND_OPTIONS_KEY_EXCHANGE, key_exchanges) != SSH_OK ||
        ssh_bind_options_set(bind, SSH_BIND_OPTIONS_HOSTKEY_ALGORITHMS, "ssh-ed25519") != SSH_OK ||
        ssh_bind_options_set(bind, SSH_BIND_OPTIONS_CIPHERS_C_S, ciphers) != SSH_OK ||
        ssh_bind_options_set(bind, SSH_BIND_OPTIONS_CIPHERS_S_C, ciphers) != SSH_OK ||
        ssh_bind_options_set(bind, SSH_BIND_OPTIONS_HMAC_C_S, macs) != SSH_OK ||
        ssh_bind_options_set(bind, SSH_BIND_OPTIONS_HMAC_S_C, macs) != SSH_OK ||
        ssh_bind_options_set(bind, SSH_BIND_OPTIONS_PUBKEY_ACCEPTED_KEY_TYPES, user_keys) != SSH_OK)
        die("the SSH library refuses our settings: %s", bind ? ssh_get_error(bind) : "no memory");
    return bind;
}

static void server_session(ssh_session ssh, ssh_bind bind, int connection)
{
    if (ssh == NULL || ssh_bind_accept_fd(bind, ssh, connection) != SSH_OK)
        die("the SSH library refuses the connection");
    ssh_options_set(ssh, SSH_OPTIONS_COMPRESSION_C_S, "none,zlib@openssh.com");
    ssh_options_set(ssh, SSH_OPTIONS_COMPRESSION_S_C, "none,zlib@openssh.com");
    ssh_set_blocking(ssh, 0);
}

static void connection_options(int connection)
{
    int on = 1, silent = PEER_SILENT_MS;
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(connection, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    setsockopt(connection, IPPROTO_TCP, TCP_USER_TIMEOUT, &silent, sizeof silent);
}

/* Limits key exchanges after the first one. libssh allows them only to logged-in clients, but a guest is one too. Those
 * that cost both sides the same may be frequent; the others only as rare as a gigabyte of traffic needs them. */
static void on_exchange(void *context, float status)
{
    static const struct pace alike = { 120, 1 }, costly = { 4, 60 };
    struct wire *wire = context;
    if (status < 0.55F || status > 0.65F || !wire->exchanged)
        return; /* 0.6 is libssh's number for "the client's list has come" */
    if (!wire->let_in || pace_take(wire->costly ? &costly : &alike, &wire->exchanges_whole, monotonic()) > 0)
        wire_end(wire);
}

/* After an exchange by Curve25519 this client may use no other algorithm for exchanges. */
static void note_exchange(struct wire *wire)
{
    wire->exchanged = true;
    wire->costly = strncmp(ssh_get_kex_algo(wire->ssh), "curve25519", strlen("curve25519")) != 0;
    if (!wire->costly)
        ssh_options_set(wire->ssh, SSH_OPTIONS_KEY_EXCHANGE, CURVE25519);
}

static void wire_open(struct wire *wire, const struct wire_setup *setup)
{
    ssh_key host_key = NULL;
    if (ssh_pki_import_privkey_file(setup->host_key, NULL, NULL, NULL, &host_key) != SSH_OK)
        die("the host key at %s cannot be read", setup->host_key);
    ssh_bind bind = bind_new(host_key);
    *wire = (struct wire) {
        .ssh = ssh_new(),
        .connection = setup->connection,
        .control = setup->control,
        .terminal = setup->terminal,
    };
    connection_options(wire->connection);
    server_session(wire->ssh, bind, wire->connection);
    ssh_bind_free(bind); /* the session holds its own copy of the key */

    wire->callbacks = (struct ssh_callbacks_struct) { .userdata = wire, .connect_status_function = on_exchange };
    wire->server_callbacks = (struct ssh_server_callbacks_struct) {
        .userdata = wire,
        .auth_none_function = on_try_none,
        .auth_password_function = on_try_password,
        .auth_pubkey_function = on_try_key,
        .channel_open_request_session_function = on_channel,
    };
    wire->channel_callbacks = (struct ssh_channel_callbacks_struct) {
        .userdata = wire,
        .channel_pty_request_function = on_terminal,
        .channel_pty_window_change_function = on_resize,
        .channel_shell_request_function = on_shell,
        .channel_exec_request_function = on_execute,
        .channel_data_function = on_data,
    };
    ssh_callbacks_init(&wire->callbacks);
    ssh_set_callbacks(wire->ssh, &wire->callbacks);
    ssh_callbacks_init(&wire->server_callbacks);
    wire->spare_callbacks = (struct ssh_channel_callbacks_struct) {
        .userdata = wire,
        .channel_pty_request_function = on_spare_terminal,
        .channel_shell_request_function = on_spare_shell,
        .channel_exec_request_function = on_spare_execute,
        .channel_subsystem_request_function = on_spare_execute,
    };
    ssh_callbacks_init(&wire->channel_callbacks);
    ssh_callbacks_init(&wire->spare_callbacks);
    ssh_set_server_callbacks(wire->ssh, &wire->server_callbacks);
    ssh_set_message_callback(wire->ssh, on_message, wire);
    ssh_set_counters(wire->ssh, NULL, &wire->counted);
    set_asked(wire, "", 0);
    wire->event = ssh_event_new();
    if (wire->event == NULL)
        die("not enough memory for a connection");
}

static void handshake(struct wire *wire)
{
    time_t deadline = monotonic() + HANDSHAKE_SECONDS;
    for (;;) {
        int result = ssh_handle_key_exchange(wire->ssh);
        if (result == SSH_OK) {
            note_exchange(wire);
            return;
        }
        time_t now = monotonic();
        if (result != SSH_AGAIN || now >= deadline)
            wire_end(wire);
        short events = POLLIN;
        if (ssh_get_poll_flags(wire->ssh) & SSH_WRITE_PENDING)
            events |= POLLOUT;
        struct pollfd ready[2] = { { wire->connection, events, 0 }, { wire->control, 0, 0 } };
        if (poll(ready, 2, (int)(deadline - now) * 1000) == 0 || ready[1].revents != 0)
            wire_end(wire); /* too late, or the session is gone: the gate needs the place */
    }
}

/* --- carrying bytes --- */

static bool output_pending(const struct wire *wire)
{
    return (ssh_get_poll_flags(wire->ssh) & SSH_WRITE_PENDING) != 0;
}

static bool output_has_room(const struct wire *wire)
{
    return wire->started && !output_pending(wire) && ssh_channel_window_size(wire->channel) > 0;
}

/* Reads and drops bytes that a client sends as error output: nobody uses them. */
static void drop_error_input(const struct wire *wire)
{
    char bytes[CHUNK];
    while (ssh_channel_read_nonblocking(wire->channel, bytes, sizeof bytes, 1) > 0)
        ;
}

/* Sends INPUT_END explicitly, so that a dropped line is not taken for the end of a text. */
static void end_input(struct wire *wire)
{
    wire->input_ended = true;
    frame_send(wire->control, &(struct frame) { .type = FRAME_INPUT_END }); /* may fail: the session may have ended */
    shutdown(wire->terminal, SHUT_WR);
}

/* Removes bytes that were passed on, and wipes the place they leave. */
static void take_away(char *bytes, size_t *length, size_t passed)
{
    *length -= passed;
    memmove(bytes, bytes + passed, *length);
    explicit_bzero(bytes + *length, passed);
}

static void forget_read(struct wire *wire, size_t length)
{
    if (wire->unread == NULL)
        return;
    explicit_bzero(wire->unread, length);
    wire->unread += length;
}

/* Passes bytes from the client to the session, until there are no more or the session takes no more. */
static void pass_input(struct wire *wire)
{
    for (;;) {
        if (wire->input_length == 0 && !wire->input_ended) {
            int got = ssh_channel_read_nonblocking(wire->channel, wire->input, sizeof wire->input, 0);
            if (got > 0) {
                wire->input_length = (size_t)got;
                forget_read(wire, (size_t)got);
            } else if (got == SSH_ERROR || !ssh_is_connected(wire->ssh))
                wire_end(wire); /* the line dropped while it was read */
            else if (ssh_channel_is_eof(wire->channel))
                end_input(wire);
        }
        if (wire->input_length == 0)
            return;
        ssize_t sent = send(wire->terminal, wire->input, wire->input_length, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (sent < 0) { /* the session reads no more, and will end soon */
            wire->input_ended = true;
            wire->input_length = 0;
            return;
        }
        wire->key_passed = sent <= KEY_BYTES_MOST;
        take_away(wire->input, &wire->input_length, (size_t)sent);
    }
}

/* libssh opens the window again at each read, however much it holds. So to slow a client down, its socket is not read.
 */
static void carry_input(struct wire *wire)
{
    if (!wire->input_full)
        drop_error_input(wire);
    pass_input(wire);
    wire->input_full = ssh_channel_poll(wire->channel, 0) >= INPUT_MOST;
}

typedef int writer(ssh_channel channel, const void *data, uint32_t length);

/* Gives bytes to libssh, as many as it takes. It takes none during a key exchange; the rest is kept for a later turn.
 */
static void give_output(struct wire *wire, writer *write, char *bytes, size_t *length)
{
    uint32_t window = ssh_channel_window_size(wire->channel);
    if (*length == 0 || window == 0)
        return;
    int written = write(wire->channel, bytes, *length < window ? (uint32_t)*length : window);
    if (written < 0)
        wire_end(wire);
    if (written == 0)
        return;
    wire->moved = monotonic();
    take_away(bytes, length, (size_t)written);
}

/* Passes bytes from the session to the client, as far as window and socket allow. `heard`: the session sent something.
 */
static void carry_output(struct wire *wire, bool heard)
{
    give_output(wire, ssh_channel_write_stderr, wire->trouble, &wire->trouble_length);
    if (heard && wire->output_length == 0 && !wire->terminal_ended) {
        ssize_t got = recv(wire->terminal, wire->output, OUTPUT, MSG_DONTWAIT);
        if (got == 0)
            wire->terminal_ended = true;
        wire->output_length = got > 0 ? (size_t)got : 0;
    }
    give_output(wire, ssh_channel_write, wire->output, &wire->output_length);
}

static void reset_terminal(struct wire *wire)
{
    char *end = wire->output + wire->output_length;
    if (!wire->modes)
        return;
    wire->modes = false;
    snprintf(end, RESET_ROOM, "%s%s\r\n", reset, wire->last_text);
    wire->output_length += strlen(end);
}

static void take_control(struct wire *wire)
{
    unsigned char buffer[FRAME_MAX];
    struct frame frame;
    if (!frame_receive(wire->control, buffer, &frame)) {
        reset_terminal(wire);
        wire->finished = wire->terminal_ended = true; /* the session died without a word */
        wire->moved = monotonic();
        if (wire->status == 0)
            wire->status = 255;
        return;
    }
    if (frame.type == FRAME_TROUBLE && wire->started) {
        memcpy(wire->trouble, frame.text[0].data, frame.text[0].length);
        wire->trouble_length = frame.text[0].length;
    } else if (frame.type == FRAME_MODES) {
        wire->modes = frame.number[0] == 1;
        snprintf(wire->last_text, sizeof wire->last_text, "%.*s", (int)frame.text[0].length,
            (const char *)frame.text[0].data);
    } else if (frame.type == FRAME_FINISHED) {
        wire->finished = true;
        wire->moved = monotonic();
        wire->status = frame.number[0];
    } else
        wire_end(wire);
}

/* Sends the size. A failure is ignored: if the session is gone, its last frame or closed socket tells that. */
static void tell_size(struct wire *wire)
{
    frame_send(wire->control, &(struct frame) { .type = FRAME_RESIZE, .number = { wire->columns, wire->rows } });
    wire->resized = false;
}

static void keepalive(struct wire *wire)
{
    time_t now = monotonic();
    if (!wire->started || now < wire->keepalive_due)
        return;
    if (wire->keepalive_due != 0)
        ssh_send_keepalive(wire->ssh);
    role_trim(); /* first after the log-in, then once a minute */
    wire->keepalive_due = now + KEEPALIVE_SECONDS;
}

static int64_t microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * (int64_t)1000000 + now.tv_nsec / 1000;
}

/* Waits for the echo of a key without sleeping, for a moment. The session needs less time than a process needs to fall
 * asleep and to wake: that is a fifth of the time from key to echo. Another process that is ready runs first. */
static int wait_for_echo(struct pollfd ready[3])
{
    int64_t until = microseconds() + ECHO_WAIT_US;
    int count;
    do {
        sched_yield();
        count = poll(ready, 3, 0);
    } while (count == 0 && microseconds() < until);
    return count;
}

static int patience(const struct wire *wire, time_t login_deadline)
{
    if (wire->heard_more)
        return 0;
    if (wire->spare == SPARE_TOLD)
        return SPARE_QUIET_MS;
    time_t until = wire->started ? wire->keepalive_due : login_deadline;
    if (wire->finished && wire->moved + STUCK_SECONDS < until)
        until = wire->moved + STUCK_SECONDS;
    time_t left = until - monotonic();
    return left <= 0 ? 0 : (int)left * 1000;
}

/* Sets the events to wait for. A descriptor without events is left out, so that its hang-up does not wake the loop. */
static void wanted(const struct wire *wire, struct pollfd ready[3])
{
    bool pending = output_pending(wire), room = output_has_room(wire);
    bool deaf = wire->input_full && room; /* without room it must read: only a message of the client gives room */
    ready[0] = (struct pollfd) { wire->connection, (short)(pending ? POLLOUT : deaf ? 0 : POLLIN), 0 };
    ready[1] = (struct pollfd) { wire->control, (short)(POLLIN | (wire->resized ? POLLOUT : 0)), 0 };
    if (wire->finished || wire->trouble_length > 0)
        ready[1].fd = -1;
    ready[2] = (struct pollfd) { wire->terminal, 0, 0 };
    if (wire->started && !wire->terminal_ended) {
        ready[2].events = (short)(room && wire->output_length == 0 ? POLLIN : 0);
        ready[2].events |= (short)(wire->input_length > 0 ? POLLOUT : 0);
    }
    if (ready[2].events == 0)
        ready[2].fd = -1;
}

/* One turn of the loop: waits, then lets libssh and both carriers do what they can. libssh also reads packets while a
 * channel is read, written or checked. poll() does not report such a packet again, and a key in it would wait for the
 * next one. So a turn that read packets in this way is followed by another at once. */
static void turn(struct wire *wire, time_t login_deadline)
{
    struct pollfd ready[3];
    wanted(wire, ready);
    int count = wire->key_passed ? wait_for_echo(ready) : 0;
    wire->key_passed = false;
    if (count == 0)
        count = poll(ready, 3, patience(wire, login_deadline));
    if (count < 0 && errno != EINTR)
        wire_end(wire);
    if (ready[0].revents && ssh_event_dopoll(wire->event, 0) == SSH_ERROR)
        wire_end(wire);
    /* After a packet in the wrong order libssh reads no more, and reports no error. */
    if (!ssh_is_connected(wire->ssh) || (ssh_get_status(wire->ssh) & SSH_CLOSED_ERROR) ||
        (wire->channel != NULL && ssh_channel_is_closed(wire->channel)))
        wire_end(wire);
    tell_spare(wire, count == 0);
    uint64_t packets = wire->counted.in_packets;
    if (ready[1].revents & ~POLLOUT)
        take_control(wire);
    if (ready[1].revents & POLLOUT && wire->resized && !wire->finished)
        tell_size(wire);
    if (output_has_room(wire)) /* output first: a person waits for the echo of her key */
        carry_output(wire, ready[2].revents & ~POLLOUT);
    if (wire->started)
        carry_input(wire);
    keepalive(wire);
    wire->heard_more = wire->counted.in_packets != packets;
}

/* True when all output of the ended session was sent. */
static bool is_done(const struct wire *wire)
{
    return wire->finished && wire->terminal_ended && wire->output_length == 0 && wire->trouble_length == 0;
}

static void end_if_too_late(struct wire *wire, time_t login_deadline)
{
    time_t now = monotonic();
    if (!wire->started && now >= login_deadline)
        wire_refuse(wire, "coming in took too long; come again");
    if (wire->finished && now >= wire->moved + STUCK_SECONDS)
        wire_end(wire);
}

/* The session has ended: sends its last output and its exit status, within a bounded time. */
static void goodbye(struct wire *wire)
{
    if (wire->channel != NULL && ssh_channel_is_open(wire->channel)) {
        ssh_channel_request_send_exit_status(wire->channel, (int)wire->status);
        ssh_channel_send_eof(wire->channel);
        ssh_channel_close(wire->channel);
    }
    /* The client hangs up after it has read its exit status. If we hang up earlier it may lose the status. */
    time_t deadline = monotonic() + GOODBYE_SECONDS;
    while (ssh_is_connected(wire->ssh) && monotonic() < deadline) {
        struct pollfd ready = { wire->connection, (short)(POLLIN | (output_pending(wire) ? POLLOUT : 0)), 0 };
        if (poll(&ready, 1, 1000) < 0 || ssh_event_dopoll(wire->event, 0) == SSH_ERROR)
            break;
    }
    if (ssh_is_connected(wire->ssh))
        disconnect(wire);
}

_Noreturn void wire_run(const struct wire_setup *setup)
{
    static struct wire wire; /* one for each process; libssh keeps the address of its callbacks */
    wire_open(&wire, setup);
    sandbox_wire();
    handshake(&wire);
    role_trim();
    if (ssh_event_add_session(wire.event, wire.ssh) != SSH_OK)
        wire_end(&wire);
    time_t login_deadline = monotonic() + LOGIN_SECONDS;
    while (!is_done(&wire)) {
        turn(&wire, login_deadline);
        end_if_too_late(&wire, login_deadline);
    }
    goodbye(&wire);
    _exit(0);
}

/* --- warming up --- */

static void step_both(ssh_session server, ssh_session client)
{
    bool served = false, connected = false;
    for (int i = 0; i < 1000 && !(served && connected); i++) {
        if (!connected)
            connected = ssh_connect(client) == SSH_OK;
        if (!served)
            served = ssh_handle_key_exchange(server) == SSH_OK;
    }
}

void wire_warm_up(void)
{
    wire_forget_begin();
    int pair[2];
    ssh_key key = NULL;
    ssh_init();
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0 ||
        ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key) != SSH_OK)
        return; /* without warming up the children are only slower */
    ssh_bind bind = bind_new(key);
    ssh_session server = ssh_new(), client = ssh_new();
    bool no = false;
    server_session(server, bind, pair[0]);
    ssh_options_set(client, SSH_OPTIONS_PROCESS_CONFIG, &no);
    ssh_options_set(client, SSH_OPTIONS_HOST, "localhost");
    ssh_options_set(client, SSH_OPTIONS_USER, "warm");
    ssh_options_set(client, SSH_OPTIONS_FD, &pair[1]);
    ssh_set_blocking(client, 0);
    step_both(server, client);
    ssh_free(client);
    ssh_free(server);
    ssh_bind_free(bind);
    malloc_trim(0);
}
