#include "tests/e2e/served.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <jansson.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "input.h"
#include "members.h"
#include "util.h"

/* --- time --- */

int64_t now_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool until(bool (*holds)(void *context), void *context, int milliseconds)
{
    int64_t end = now_milliseconds() + milliseconds;
    while (!holds(context)) {
        if (now_milliseconds() > end)
            return false;
        poll(NULL, 0, 5);
    }
    return true;
}

/* --- programs with pipes --- */

static const char *program(const char *name)
{
    const char *bbs = getenv("BBS");
    return strcmp(name, "bbs") == 0 && bbs != NULL ? bbs : name;
}

static pid_t start(const char *const *argv, const int descriptors[3])
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    for (int i = 0; i < 3; i++)
        dup2(descriptors[i], i);
    close_range(3, ~0U, 0);
    signal(SIGPIPE, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that crashes leaves nothing behind */
    execvp(program(argv[0]), (char *const *)(uintptr_t)argv);
    dprintf(2, "%s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

static void make_pipe(int ends[2])
{
    if (pipe2(ends, O_CLOEXEC) != 0)
        die("no pipe: %s", strerror(errno));
}

/* Adds what can be read; closes at the end. */
static void read_some(int *fd, struct buffer *out)
{
    char bytes[65536];
    ssize_t length = read(*fd, bytes, sizeof bytes);
    if (length > 0)
        buffer_add(out, bytes, (size_t)length);
    else if (length == 0 || errno != EINTR) {
        close(*fd);
        *fd = -1;
    }
}

static void write_some(int *fd, const char *input, size_t length, size_t *written)
{
    ssize_t sent = *written < length ? write(*fd, input + *written, length - *written) : 0;
    if (sent > 0)
        *written += (size_t)sent;
    if (*written == length || (sent < 0 && errno != EAGAIN && errno != EINTR)) {
        close(*fd);
        *fd = -1;
    }
}

static void exchange(int in, int out, int err, const char *input, size_t length, int64_t end, struct buffer got[2])
{
    size_t written = 0;
    fcntl(in, F_SETFL, O_NONBLOCK);
    while ((out >= 0 || err >= 0) && now_milliseconds() < end) {
        struct pollfd ready[3] = { { out, POLLIN, 0 }, { err, POLLIN, 0 }, { in, POLLOUT, 0 } };
        if (poll(ready, 3, (int)(end - now_milliseconds())) <= 0)
            continue;
        if (ready[0].revents)
            read_some(&out, &got[0]);
        if (ready[1].revents)
            read_some(&err, &got[1]);
        if (ready[2].revents)
            write_some(&in, input, length, &written);
    }
    for (int i = 0; i < 3; i++) {
        int fd = (int[]) { in, out, err }[i];
        if (fd >= 0)
            close(fd);
    }
}

struct ran run(const char *const *argv, const char *input, size_t input_length)
{
    int in[2], out[2], err[2], status = 0;
    make_pipe(in);
    make_pipe(out);
    make_pipe(err);
    void (*before)(int) = signal(SIGPIPE, SIG_IGN);
    pid_t pid = start(argv, (int[]) { in[0], out[1], err[1] });
    close(in[0]);
    close(out[1]);
    close(err[1]);
    struct buffer got[2] = { 0 };
    int64_t end = now_milliseconds() + 3 * PATIENCE;
    exchange(in[1], out[0], err[0], input, input_length, end, got);
    struct ran result = { .status = -1 };
    if (now_milliseconds() >= end)
        kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    if (now_milliseconds() < end)
        result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    signal(SIGPIPE, before);
    buffer_add(&got[0], "", 0);
    result.out_length = got[0].length;
    result.out = got[0].data ? buffer_take(&got[0]) : xstrdup("");
    result.err = got[1].data ? buffer_take(&got[1]) : xstrdup("");
    return result;
}

void ran_free(struct ran *result)
{
    free(result->out);
    free(result->err);
    *result = (struct ran) { 0 };
}

static void must(struct ran result, const char *what)
{
    if (result.status != 0)
        fail_msg("%s ended with %d: %s%s", what, result.status, result.out, result.err);
    ran_free(&result);
}

/* --- making and serving --- */

/* One key for all members of all houses of this program: making one costs more than any test needs. */
static void make_key(struct served *house)
{
    snprintf(house->key, sizeof house->key, "%s/key", house->folder);
    must(run((const char *const[]) { "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "e2e", "-f", house->key,
                 NULL },
             NULL, 0),
        "ssh-keygen");
}

static void write_known_hosts(struct served *house)
{
    char host_key[700];
    snprintf(host_key, sizeof host_key, "%s/keys/host_key", house->folder);
    struct ran result = run((const char *const[]) { "ssh-keygen", "-y", "-f", host_key, NULL }, NULL, 0);
    FILE *file = fopen(house->known_hosts, "w");
    if (result.status != 0 || file == NULL)
        fail_msg("no host key at %s: %s", host_key, result.err);
    fprintf(file, "[127.0.0.1]:* %s", result.out); /* the port is another one each time */
    fclose(file);
    ran_free(&result);
}

/* A made-up street is founded: from the shell she would wait for a home's yes. She has lived there for a month. */
static void settle(struct served *house, const char *handle, const char *key_path)
{
    static const struct actor itself = { .kind = ACTOR_CARETAKER, .here = 1 };
    char key[2000] = "";
    struct store *store;
    int64_t member;
    FILE *file = fopen(key_path, "r");
    if (file != NULL) {
        if (fgets(key, sizeof key, file) == NULL)
            key[0] = '\0';
        fclose(file);
    }
    if (key[0] == '\0')
        die("no key %s", key_path);
    key[strcspn(key, "\n")] = '\0';
    struct member_new form = { .handle = handle, .home = "C 14", .key = key };
    if (store_open(house->database, STORE_TOOL, &store) != STORE_OPENED ||
        member_add(store, &itself, &form, (int64_t)time(NULL) - 30 * 86400, &member) != RESULT_OK)
        die("%s does not move in", handle);
    store_close(store);
}

void served_change(const struct served *house, const char *sql)
{
    sqlite3 *db;
    char *problem = NULL;
    assert_int_equal(sqlite3_open(house->database, &db), SQLITE_OK);
    sqlite3_busy_timeout(db, PATIENCE); /* the caretaker writes its last drafts */
    if (sqlite3_exec(db, sql, NULL, NULL, &problem) != SQLITE_OK)
        fail_msg("%s: %s", sql, problem);
    sqlite3_close(db);
}

void served_member(struct served *house, const char *handle)
{
    char key[700];
    snprintf(key, sizeof key, "%s.pub", house->key);
    if (house->demo) {
        settle(house, handle, key);
        return;
    }
    must(BBS("admin", "--db", house->database, "member", "add", handle, "--household", "C 14", "--key", key),
        "bbs admin member add");
}

void served_make(struct served *house, bool demo)
{
    const char *folder = getenv("TMPDIR");
    *house = (struct served) { 0 };
    snprintf(house->folder, sizeof house->folder, "%s/house-XXXXXX", folder ? folder : "/tmp");
    if (mkdtemp(house->folder) == NULL)
        die("no folder %s: %s", house->folder, strerror(errno));
    snprintf(house->database, sizeof house->database, "%s/data/house.db", house->folder);
    snprintf(house->known_hosts, sizeof house->known_hosts, "%s/known_hosts", house->folder);
    snprintf(house->log, sizeof house->log, "%s/log", house->folder);
    make_key(house);
    house->demo = demo;
    if (demo) {
        must(BBS("demo", "--db", house->database), "bbs demo");
        return;
    }
    must(BBS("init", "--db", house->database, "--unit", "Vilakazi Street"), "bbs init");
    served_member(house, "thandi");
    served_member(house, "sipho");
}

struct listening {
    struct served *house;
    bool gone;
};

static bool listens(void *context)
{
    struct listening *listening = context;
    char line[200];
    if (waitpid(listening->house->gate, NULL, WNOHANG) != 0) {
        listening->gone = true;
        return true;
    }
    FILE *file = fopen(listening->house->log, "r");
    bool found = false;
    while (file != NULL && !found && fgets(line, sizeof line, file) != NULL) {
        const char *port = strrchr(line, ':');
        found = strstr(line, " listening ") != NULL && strchr(line, '\n') != NULL &&
                sscanf(port, ":%d", &listening->house->port) == 1;
    }
    if (file != NULL)
        fclose(file);
    return found;
}

static char *read_file(const char *path)
{
    struct buffer text = { 0 };
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    while (fd >= 0)
        read_some(&fd, &text);
    return text.data ? buffer_take(&text) : xstrdup("");
}

void served_serve(struct served *house)
{
    char listen[40]; /* the first time port 0: any; then the same, for those who are on their way to it */
    snprintf(listen, sizeof listen, "%s:%d", house->address != NULL ? house->address : "127.0.0.1", house->port);
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    int log = open(house->log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const char *const argv[] = { "bbs", "serve", "--db", house->database, "--listen", listen,
        house->sessions != NULL ? "--sessions" : NULL, house->sessions, NULL };
    house->gate = start(argv, (int[]) { nothing, log, log });
    close(nothing);
    close(log);
    struct listening listening = { .house = house };
    if (!until(listens, &listening, PATIENCE) || listening.gone) {
        house->gate = listening.gone ? 0 : house->gate;
        char *said = read_file(house->log);
        fail_msg("bbs serve does not listen: %s", said);
    }
    write_known_hosts(house);
}

void served_stop(struct served *house, int signal)
{
    if (house->gate <= 0)
        return;
    kill(house->gate, signal);
    waitpid(house->gate, NULL, 0);
    house->gate = 0;
}

void served_open(struct served *house, bool demo)
{
    served_make(house, demo);
    served_serve(house);
}

static int remove_one(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    (void)facts, (void)kind, (void)place;
    return remove(path);
}

void served_close(struct served *house)
{
    served_stop(house, SIGTERM);
    if (getenv("KEEP_HOUSES") == NULL)
        nftw(house->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void served_is_sound(const struct served *house)
{
    struct ran result = BBS("check", "--db", house->database);
    if (result.status != 0)
        fail_msg("bbs check ended with %d: %s%s", result.status, result.out, result.err);
    ran_free(&result);
}

int served_setup(void **state)
{
    static struct served house;
    served_open(&house, false);
    *state = &house;
    return 0;
}

int served_teardown(void **state)
{
    served_is_sound(*state);
    served_close(*state);
    return 0;
}

/* --- ssh --- */

enum { SSH_WORDS = 80 };
struct ssh_line {
    const char *argv[SSH_WORDS];
    size_t count;
    char port[16], known_hosts[700], where[200];
};

static void word(struct ssh_line *line, const char *word)
{
    if (line->count + 1 == SSH_WORDS)
        die("too many words for ssh");
    line->argv[line->count++] = word;
    line->argv[line->count] = NULL;
}

static void option(struct ssh_line *line, const char *value)
{
    word(line, "-o");
    word(line, value);
}

/* Nothing of the person's own configuration reaches it. */
static void ssh_line(struct ssh_line *line, const struct served *house, const char *handle, bool by_key)
{
    line->count = 0;
    snprintf(line->port, sizeof line->port, "%d", house->port);
    snprintf(line->known_hosts, sizeof line->known_hosts, "UserKnownHostsFile=%s", house->known_hosts);
    word(line, "ssh");
    word(line, "-F");
    word(line, "/dev/null");
    word(line, "-p");
    word(line, line->port);
    word(line, "-l");
    word(line, handle);
    option(line, line->known_hosts);
    option(line, "GlobalKnownHostsFile=/dev/null");
    option(line, "StrictHostKeyChecking=yes");
    option(line, "IdentitiesOnly=yes");
    option(line, "NumberOfPasswordPrompts=1");
    option(line, by_key ? "PreferredAuthentications=publickey,keyboard-interactive"
                        : "PreferredAuthentications=password,keyboard-interactive");
    option(line, "ConnectTimeout=20");
    option(line, "LogLevel=ERROR");
    word(line, "-i");
    word(line, by_key ? house->key : "/dev/null");
}

struct ran served_command(const struct served *house, const char *handle, const char *command, const char *body)
{
    struct ssh_line line;
    ssh_line(&line, house, handle, true);
    word(&line, "-T");
    word(&line, "127.0.0.1");
    word(&line, command);
    return run(line.argv, body, body ? strlen(body) : 0);
}

char *served_says(const struct served *house, const char *handle, const char *command, const char *body, int status)
{
    struct ran result = served_command(house, handle, command, body);
    if (result.status != status)
        fail_msg("`%s` ended with %d, not %d: %s%s", command, result.status, status, result.out, result.err);
    free(result.err);
    return result.out;
}

void served_hears(
    const struct served *house, const char *handle, const char *command, const char *body, const char *words)
{
    char *heard = served_says(house, handle, command, body, 0);
    if (strstr(heard, words) == NULL)
        fail_msg("%s: \"%s\" is not in \"%s\"", command, words, heard);
    free(heard);
}

int64_t served_number(
    const struct served *house, const char *handle, const char *command, const char *body, const char *field)
{
    char *out = served_says(house, handle, command, body, 0);
    json_t *json = json_loads(out, 0, NULL);
    const json_t *number = json_object_get(json, field);
    if (!json_is_integer(number))
        fail_msg("`%s` gives no number \"%s\": %s", command, field, out);
    int64_t value = json_integer_value(number);
    json_decref(json);
    free(out);
    return value;
}

struct terminal *served_visit(const struct served *house, const struct visit *visit)
{
    struct ssh_line line;
    char term[80];
    struct terminal *terminal = terminal_open(visit->columns ? visit->columns : 80, visit->rows ? visit->rows : 24);
    snprintf(term, sizeof term, "TERM=%s", visit->term ? visit->term : "xterm-256color");
    ssh_line(&line, house, visit->handle, visit->password == NULL);
    word(&line, "-e");
    word(&line, "none");
    if (visit->no_pty)
        word(&line, "-T");
    else if (visit->command != NULL)
        word(&line, "-tt");
    for (size_t i = 0; visit->words != NULL && visit->words[i] != NULL; i++)
        word(&line, visit->words[i]);
    word(&line, "127.0.0.1");
    if (visit->command != NULL)
        word(&line, visit->command);
    terminal_spawn(terminal, line.argv, (const char *const[]) { term, NULL });
    if (visit->password != NULL) {
        expect(terminal, "password:");
        terminal_send(terminal, visit->password);
        terminal_send(terminal, "\r");
    }
    return terminal;
}

static void moment(struct terminal *terminal, int milliseconds)
{
    terminal_wait(terminal, "\001", milliseconds); /* it never comes */
}

/* What is typed now, and where the cursor was before. */
struct typing {
    struct terminal *terminal;
    const char *words;
    int row, column;
};

static struct typing begin_typing(struct terminal *terminal, const char *words)
{
    struct typing typing = { .terminal = terminal, .words = words };
    terminal_pump(terminal);
    terminal_cursor(terminal, &typing.row, &typing.column);
    return typing;
}

/* The cursor has moved. Other people's news do not move it. */
static bool is_heard(void *context)
{
    const struct typing *typing = context;
    int row, column;
    terminal_pump(typing->terminal);
    terminal_cursor(typing->terminal, &row, &column);
    return row != typing->row || column != typing->column;
}

/* The cursor stands behind their last letters, or behind as many stars. */
static bool words_are_heard(void *context)
{
    enum { LETTERS = 3 };
    const struct typing *typing = context;
    size_t length = strlen(typing->words);
    int row, column;
    if (!is_heard(context))
        return false;
    terminal_cursor(typing->terminal, &row, &column);
    for (size_t i = 1; i <= LETTERS && i <= length; i++) {
        struct terminal_cell cell = { .text = "" };
        if (column - (int)i >= 0)
            terminal_cell(typing->terminal, row, column - (int)i, &cell);
        if (cell.text[0] != typing->words[length - i] && strcmp(cell.text, "*") != 0)
            return false;
    }
    return true;
}

/* What has no echo is heard after three times the longest pause within a paste. After such a pause what follows is no
 * part of what she typed here. */
void type_line(struct terminal *terminal, const char *words)
{
    struct typing typing = begin_typing(terminal, words);
    terminal_send(terminal, words);
    if (words[0] != '\0')
        until(words_are_heard, &typing, 3 * INPUT_BURST_MS);
    typing = begin_typing(terminal, words);
    terminal_send(terminal, "\r");
    if (until(is_heard, &typing, 3 * INPUT_BURST_MS))
        moment(terminal, INPUT_BURST_MS + 10);
}

void choose(struct terminal *terminal, const char *key)
{
    enum { MENUS_LISTEN = 400 };
    moment(terminal, MENUS_LISTEN);
    terminal_send(terminal, key);
}

void expect_at(struct terminal *terminal, const char *text, int milliseconds, const char *file, int line)
{
    if (terminal_wait(terminal, text, milliseconds))
        return;
    print_error("%s:%d: \"%s\" does not come. The screen:\n%s\n", file, line, text, terminal_screen(terminal));
    _fail(file, line);
}

void expect_heard_at(struct terminal *terminal, const char *text, const char *file, int line)
{
    enum { A_TRY = 50 }; /* milliseconds */
    terminal_forget(terminal);
    for (int64_t end = now_milliseconds() + PATIENCE; now_milliseconds() < end;) {
        type_line(terminal, "");
        if (terminal_wait_said(terminal, text, A_TRY))
            return;
    }
    print_error("%s:%d: \"%s\" is not heard, but \"%s\"\n", file, line, text, terminal_said(terminal));
    _fail(file, line);
}

/* --- processes of a house --- */

const char *const role_names[ROLES] = {
    [ROLE_GATE] = "bbs: gate",
    [ROLE_CARETAKER] = "bbs: caretaker",
    [ROLE_EPHEMERAL] = "bbs: ephemeral",
    [ROLE_TEMPLATE] = "bbs: template",
    [ROLE_WIRE] = "bbs: wire",
    [ROLE_SESSION] = "bbs: session",
};

static pid_t parent_of(pid_t pid)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
    if (fd >= 0)
        close(fd);
    if (length <= 0)
        return 0;
    text[length] = '\0';
    const char *after = strrchr(text, ')');
    int parent = 0;
    if (after == NULL || sscanf(after, ") %*c %d", &parent) != 1)
        return 0;
    return parent;
}

static bool is_below(pid_t pid, pid_t ancestor)
{
    for (int i = 0; i < 8 && pid > 1; i++) {
        if (pid == ancestor)
            return true;
        pid = parent_of(pid);
    }
    return false;
}

static bool has_role(pid_t pid, enum role role, const struct served *house)
{
    char path[64];
    if (role == ROLE_GATE)
        return pid == house->gate;
    snprintf(path, sizeof path, "/proc/%d/cmdline", (int)pid);
    char *line = read_file(path);
    bool same = strncmp(line, role_names[role], strlen(role_names[role])) == 0;
    free(line);
    return same && is_below(pid, house->gate);
}

size_t served_processes(const struct served *house, enum role role, pid_t *out, size_t room)
{
    DIR *folder = opendir("/proc");
    struct dirent *entry;
    size_t count = 0;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (pid <= 0 || !has_role(pid, role, house))
            continue;
        if (count < room)
            out[count] = pid;
        count++;
    }
    if (folder != NULL)
        closedir(folder);
    return count;
}

bool served_is_empty(void *house)
{
    return served_processes(house, ROLE_WIRE, NULL, 0) == 0 && served_processes(house, ROLE_SESSION, NULL, 0) == 0;
}

/* Looks through all that the process may write. The caller frees; NULL: it is nowhere. */
typedef const char *find_in(const char *bytes, size_t length, const void *sought, size_t size);

static char *memory_search(pid_t pid, find_in *find, const void *sought, size_t size)
{
    char path[64], line[512], where[400] = "";
    snprintf(path, sizeof path, "/proc/%d/mem", (int)pid);
    int memory = open(path, O_RDONLY | O_CLOEXEC);
    snprintf(path, sizeof path, "/proc/%d/maps", (int)pid);
    FILE *maps = fopen(path, "re");
    assert_true(memory >= 0 && maps != NULL);
    while (fgets(line, sizeof line, maps) != NULL && where[0] == '\0') {
        unsigned long from, to;
        char rights[8];
        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) != 3 || rights[0] != 'r' || rights[1] != 'w')
            continue;
        char *bytes = xmalloc(to - from);
        ssize_t length = pread(memory, bytes, to - from, (off_t)from);
        const char *at = length > 0 ? find(bytes, (size_t)length, sought, size) : NULL;
        if (at != NULL)
            snprintf(where, sizeof where, "at %lx of %.300s", (unsigned long)(at - bytes), line);
        free(bytes);
    }
    fclose(maps);
    close(memory);
    return where[0] != '\0' ? xstrdup(where) : NULL;
}

static const char *find_bytes(const char *bytes, size_t length, const void *sought, size_t size)
{
    return memmem(bytes, length, sought, size);
}

char *served_memory_has(pid_t pid, const void *sought, size_t size)
{
    return memory_search(pid, find_bytes, sought, size);
}

/* Letters that lie apart, each as far from the one before: wide letters, cells of ncurses, keys of the parser. */
static const char *find_cells(const char *bytes, size_t length, const void *sought, size_t size)
{
    enum { APART_MOST = 64 };
    const char *letters = sought;
    for (const char *at = bytes; (at = memchr(at, letters[0], length - (size_t)(at - bytes))) != NULL; at++)
        for (size_t apart = 1; apart <= APART_MOST; apart++) {
            size_t same = 1;
            while (same < size && at + same * apart < bytes + length && at[same * apart] == letters[same])
                same++;
            if (same == size)
                return at;
        }
    return NULL;
}

/* Files in memory are no part of it until they are mapped: they are read by their descriptors. */
static char *files_in_memory_have(pid_t pid, const char *sought)
{
    char path[400], target[400], *where = NULL;
    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    DIR *folder = opendir(path);
    struct dirent *entry;
    while (folder != NULL && where == NULL && (entry = readdir(folder)) != NULL) {
        snprintf(path, sizeof path, "/proc/%d/fd/%.20s", (int)pid, entry->d_name);
        ssize_t length = readlink(path, target, sizeof target - 1);
        if (length <= 0 || strncmp(target, "/memfd:", strlen("/memfd:")) != 0)
            continue;
        target[length] = '\0';
        int file = open(path, O_RDONLY | O_CLOEXEC);
        off_t size = file >= 0 ? lseek(file, 0, SEEK_END) : -1;
        char *bytes = xmalloc(size > 0 ? (size_t)size : 1);
        length = size > 0 ? pread(file, bytes, (size_t)size, 0) : 0;
        if (length > 0 && memmem(bytes, (size_t)length, sought, strlen(sought)) != NULL)
            where = xstrdup(target);
        free(bytes);
        if (file >= 0)
            close(file);
    }
    if (folder != NULL)
        closedir(folder);
    return where;
}

char *served_screen_has(pid_t pid, const char *sought)
{
    char *where = files_in_memory_have(pid, sought);
    return where != NULL ? where : memory_search(pid, find_cells, sought, strlen(sought));
}

size_t descriptors_of(pid_t pid)
{
    char path[64];
    size_t count = 0;
    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    DIR *folder = opendir(path);
    struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL)
        count += isdigit((unsigned char)entry->d_name[0]) != 0;
    if (folder != NULL)
        closedir(folder);
    return count;
}
