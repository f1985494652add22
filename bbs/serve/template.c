/*
 * template.c: a warmed-up process that forks a wire and a session for each connection.
 *
 * It is started by exec, so its addresses and stack canary differ from the gate's. After a crash a new template is
 * started: an attacker cannot try again against the same layout. It holds no secret when it forks: the wire reads the
 * host key itself.
 */
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bbs/safe/hostkey.h"
#include "bbs/safe/house_files.h"
#include "bbs/serve/gate.h"
#include "bbs/serve/role.h"
#include "bbs/serve/sandbox.h"
#include "bbs/serve/session.h"
#include "bbs/serve/wire.h"
#include "frame.h"
#include "language.h"
#include "store.h"
#include "util.h"

/* The steps of malloc's sizes, and the largest block that it takes from the heap. */
enum { HOLE_SMALLEST = 24, HOLE_STEP = 16, HOLE_LARGEST = HOLE_SMALLEST + 8000 * HOLE_STEP };

struct template
{
    char *title;
    int gate; /* -1 once the gate has closed its end */
    const char *database, *host_key;
    struct house_files files;
    char host_key_public[HOST_KEY_PUBLIC]; /* for invitation cards */
    int argon_slots;
    size_t children;
    bool crash_told;
};

static void child_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static pid_t fork_wire(const struct template *template, int connection, int control, int terminal)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    role_keep_only((int[]) { connection, control, terminal }, 3);
    child_signals();
    role_title(template->title, "bbs: wire");
    wire_run(&(struct wire_setup) {
        .host_key = template->host_key,
        .connection = connection,
        .control = control,
        .terminal = terminal,
    });
}

static pid_t fork_session(const struct template *template, const char *source, int hub, int control, int terminal)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    role_keep_only((int[]) { hub, control, terminal, template->argon_slots }, template->argon_slots >= 0 ? 4 : 3);
    child_signals();
    role_title(template->title, "bbs: session");
    session_run(&(struct session_setup) {
        .database = template->database,
        .files = &template->files,
        .source = source,
        .control = control,
        .terminal = terminal,
        .hub = hub,
        .argon_slots = template->argon_slots,
        .host_key = template->host_key_public[0] != '\0' ? template->host_key_public : NULL,
    });
}

static void take_connection(struct template *template, const struct hub_frame *frame, int connection, int hub)
{
    int control[2] = { -1, -1 }, terminal[2] = { -1, -1 };
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) == 0 &&
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, terminal) == 0) {
        if (fork_session(template, frame->source, hub, control[1], terminal[1]) > 0)
            template->children++;
        if (fork_wire(template, connection, control[0], terminal[0]) > 0)
            template->children++;
    }
    for (int i = 0; i < 2; i++) {
        if (control[i] >= 0)
            close(control[i]);
        if (terminal[i] >= 0)
            close(terminal[i]);
    }
}

static void hear_gate(struct template *template)
{
    struct hub_frame frame;
    int passed[2];
    enum hub_received received;
    while ((received = frame_hub_receive(template->gate, &frame, passed)) == HUB_GOT) {
        if (frame.type == HUB_CONNECTION && passed[0] >= 0 && passed[1] >= 0)
            take_connection(template, &frame, passed[0], passed[1]);
        for (int i = 0; i < 2; i++)
            if (passed[i] >= 0)
                close(passed[i]);
    }
    if (received == HUB_GONE) {
        close(template->gate);
        template->gate = -1;
    }
}

static bool is_crash(int status)
{
    if (!WIFSIGNALED(status))
        return false;
    switch (WTERMSIG(status)) {
    case SIGSEGV:
    case SIGBUS:
    case SIGABRT:
    case SIGILL:
    case SIGSYS:
        return true;
    default:
        return false;
    }
}

static void reap(struct template *template)
{
    int status;
    while (waitpid(-1, &status, WNOHANG) > 0) {
        if (template->children > 0)
            template->children--;
        if (is_crash(status) && !template->crash_told && template->gate >= 0)
            template->crash_told = frame_hub_send(template->gate, &(struct hub_frame) { .type = HUB_CRASHED }, -1, -1);
    }
}

static void on_child(int number)
{
    (void)number; /* the signal has no other task than to end ppoll */
}

/*
 * Warming up leaves free holes between used memory. Children would fill them, and copy a whole page of the template for
 * a few bytes. Here the holes are filled once, so the children's memory lies together on pages of their own.
 */
static void fill_holes(void)
{
    const char *end = sbrk(0);
    for (size_t size = HOLE_LARGEST; size >= HOLE_SMALLEST; size -= HOLE_STEP) {
        char *hole = malloc(size);
        while (hole != NULL && hole < end)
            hole = malloc(size); /* never freed */
        free(hole);
    }
    malloc_trim(0);
}

/* Reads the public half of the host key in a child process. So the whole key is never in the memory that sessions are
 * copied from. */
static void read_public_key(struct template *template)
{
    int ends[2];
    char problem[400];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return;
    pid_t child = fork();
    if (child == 0) {
        char key[HOST_KEY_PUBLIC];
        if (hostkey_public(template->host_key, key, sizeof key, problem, sizeof problem))
            util_write_all(ends[1], key, strlen(key));
        _exit(0);
    }
    close(ends[1]);
    ssize_t length = child > 0 ? read(ends[0], template->host_key_public, HOST_KEY_PUBLIC - 1) : 0;
    template->host_key_public[length > 0 ? length : 0] = '\0';
    close(ends[0]);
    if (child > 0)
        waitpid(child, NULL, 0);
}

static void warm_up(void)
{
    language_begin();
    if (sodium_init() < 0)
        die("the library libsodium cannot be started");
    tzset();
    wire_warm_up();
    store_warm_up();
    sandbox_prepare();
    malloc_trim(0);
    fill_holes();
}

int template_main(int argc, char **argv)
{
    int64_t gate;
    if (argc != 6 || !util_parse_number(argv[2], &gate))
        return 2; /* only the gate calls this */
    prctl(PR_SET_NAME, "bbs: template");
    role_signals();
    struct template template = {
        .title = argv[0],
        .gate = (int)gate,
        .database = argv[3],
        .host_key = argv[4],
        .argon_slots = open(argv[5], O_RDONLY | O_DIRECTORY | O_CLOEXEC),
    };
    char problem[400];
    if (!house_files_at(template.database, &template.files, problem, sizeof problem))
        die("%s", problem);
    read_public_key(&template);
    warm_up();
    sigset_t child, none;
    sigemptyset(&child);
    sigemptyset(&none);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    signal(SIGCHLD, on_child);
    while (template.gate >= 0 || template.children > 0) {
        struct pollfd ready = { template.gate, POLLIN, 0 };
        if (ppoll(&ready, 1, NULL, &none) > 0)
            hear_gate(&template);
        reap(&template);
    }
    return 0;
}
