/*
 * test_sandbox.c: a child closes itself in as wire or session do, and then tries to climb out. Each try must fail.
 *
 * The wire's wall ends a process for most calls that are not its own; the session's answers that it may not.
 */
#include <asm/sockios.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "bbs/serve/sandbox.h"
#include "util.h"

enum { PATH_ROOM = 600, CAME_OUT = 0, HELD = 77 };

#if defined(__SANITIZE_ADDRESS__)
#define WALLS false
#else
#define WALLS true
#endif

struct cell {
    char folder[PATH_ROOM], database[PATH_ROOM], outside[PATH_ROOM];
    int slots;
    bool landlock;
    pid_t other; /* a process that the prisoner has no business with */
};

static void write_file(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
}

static int open_cell(void **state)
{
    static const char *const ends[] = { "", "-wal", "-shm", "-lock" };
    static struct cell cell;
    const char *place = getenv("TMPDIR");
    *state = &cell;
    snprintf(cell.folder, 400, "%s/cell-XXXXXX", place ? place : "/tmp");
    assert_non_null(mkdtemp(cell.folder));
    snprintf(cell.database, sizeof cell.database, "%.400s/house.db", cell.folder);
    snprintf(cell.outside, sizeof cell.outside, "%.400s/host_key", cell.folder);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char path[PATH_ROOM + 8];
        snprintf(path, sizeof path, "%s%s", cell.database, ends[i]);
        write_file(path, "ours");
    }
    write_file(cell.outside, "secret");
    char slots[PATH_ROOM], slot[PATH_ROOM];
    snprintf(slots, sizeof slots, "%.400s/argon", cell.folder);
    snprintf(slot, sizeof slot, "%.400s/argon/0", cell.folder);
    assert_int_equal(mkdir(slots, 0700), 0);
    write_file(slot, "");
    cell.slots = open(slots, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    cell.other = fork();
    if (cell.other == 0)
        for (prctl(PR_SET_PDEATHSIG, SIGKILL);;)
            pause();
    cell.landlock = WALLS && sandbox_has_landlock();
    if (!cell.landlock)
        print_message("This kernel lacks Landlock: what only it forbids is not tested.\n");
    sandbox_prepare();
    return 0;
}

static int close_cell(void **state)
{
    static const char *const names[] = { "house.db", "house.db-wal", "house.db-shm", "house.db-lock", "host_key",
        "argon/0", "argon", "" };
    struct cell *cell = *state;
    kill(cell->other, SIGKILL);
    waitpid(cell->other, NULL, 0);
    close(cell->slots);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[PATH_ROOM];
        snprintf(path, sizeof path, "%.400s/%s", cell->folder, names[i]);
        remove(path);
    }
    return 0;
}

/* --- ways to climb. Each gives -1 and errno when it was held, as system calls do --- */

static long opens_host_key(const struct cell *cell)
{
    return open(cell->outside, O_RDONLY);
}

static long opens_passwords(const struct cell *cell)
{
    (void)cell;
    return open("/etc/passwd", O_RDONLY);
}

static long reads_other_memory(const struct cell *cell)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", (int)cell->other);
    return open(path, O_RDONLY);
}

static long lists_the_folder(const struct cell *cell)
{
    return open(cell->folder, O_RDONLY | O_DIRECTORY);
}

static long makes_a_file(const struct cell *cell)
{
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "%.400s/new", cell->folder);
    return open(path, O_WRONLY | O_CREAT, 0600);
}

static long removes_the_database(const struct cell *cell)
{
    return unlink(cell->database);
}

static long renames_the_database(const struct cell *cell)
{
    return rename(cell->database, cell->outside);
}

static long makes_a_link(const struct cell *cell)
{
    return symlink("/etc/passwd", cell->outside);
}

static long opens_a_socket(const struct cell *cell)
{
    (void)cell;
    return socket(AF_INET, SOCK_STREAM, 0);
}

static long opens_a_local_socket(const struct cell *cell)
{
    (void)cell;
    return socket(AF_UNIX, SOCK_STREAM, 0);
}

static long listens(const struct cell *cell)
{
    (void)cell;
    return listen(0, 1);
}

static long becomes_a_shell(const struct cell *cell)
{
    (void)cell;
    char *const words[] = { (char[]) { "sh" }, (char[]) { "-c" }, (char[]) { "exit 0" }, NULL };
    return execv("/bin/sh", words);
}

static long forks(const struct cell *cell)
{
    (void)cell;
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return pid;
}

static long traces(const struct cell *cell)
{
    return ptrace(PTRACE_ATTACH, cell->other, NULL, NULL);
}

static long kills(const struct cell *cell)
{
    return kill(cell->other, SIGKILL);
}

static long kills_one_thread(const struct cell *cell)
{
    return tgkill(cell->other, cell->other, SIGKILL);
}

static long mounts(const struct cell *cell)
{
    (void)cell;
    return chroot("/tmp");
}

static long becomes_root(const struct cell *cell)
{
    (void)cell;
    return setuid(0);
}

static long limits_another(const struct cell *cell)
{
    return prlimit(cell->other, RLIMIT_NOFILE, &(struct rlimit) { 0, 0 }, NULL);
}

static long allows_core_dumps(const struct cell *cell)
{
    (void)cell;
    return prctl(PR_SET_DUMPABLE, 1);
}

static long pushes_keys(const struct cell *cell) /* into somebody's terminal, where there is one */
{
    (void)cell;
    return ioctl(0, 0x5412 /* TIOCSTI */, "x");
}

/* The kernel sends signals to whom a descriptor belongs. */
static long gives_a_descriptor_away(const struct cell *cell)
{
    return fcntl(0, F_SETOWN, cell->other);
}

static long gives_a_socket_away(const struct cell *cell)
{
    pid_t other = cell->other;
    return ioctl(0, FIOSETOWN, &other);
}

/* --- memory: data alone, and no more than the page bbs-security(7) names --- */

enum { MUCH = 512 << 20 };

static long map(size_t length, int protection, int flags)
{
    return (long)mmap(NULL, length, protection, flags | MAP_ANONYMOUS, -1, 0);
}

static long maps_shared_memory(const struct cell *cell)
{
    (void)cell;
    return map(MUCH, PROT_READ | PROT_WRITE, MAP_SHARED);
}

static long maps_a_little_shared_memory(const struct cell *cell)
{
    (void)cell;
    return map(4096, PROT_READ | PROT_WRITE, MAP_SHARED);
}

static long maps_much_memory(const struct cell *cell)
{
    (void)cell;
    return map(MUCH, PROT_READ | PROT_WRITE, MAP_PRIVATE);
}

static long maps_a_file_again_and_again(const struct cell *cell)
{
    int fd = open(cell->database, O_RDWR);
    for (int i = 0; fd >= 0 && i < 64; i++)
        if (mmap(NULL, 64 << 20, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED)
            return -1;
    return fd;
}

static long maps_a_program(const struct cell *cell)
{
    (void)cell;
    return map(4096, PROT_READ | PROT_EXEC, MAP_PRIVATE);
}

static long makes_memory_a_program(const struct cell *cell)
{
    static char bytes[2 * 4096];
    (void)cell;
    void *page = (void *)(((uintptr_t)bytes + 4095) & ~(uintptr_t)4095);
    return mprotect(page, 4096, PROT_READ | PROT_WRITE | PROT_EXEC);
}

static long makes_a_file_in_memory(const struct cell *cell)
{
    (void)cell;
    return memfd_create("much", 0);
}

static long holds_many_descriptors(const struct cell *cell)
{
    (void)cell;
    for (int i = 0; i < 200; i++)
        if (dup(0) < 0)
            return -1;
    return 0;
}

/* A lock whose holder nobody can name. */
static long locks_without_a_name(const struct cell *cell)
{
    struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    return fcntl(cell->slots, F_OFD_SETLK, &all);
}

static long locks_as_the_house_does_not(const struct cell *cell)
{
    return flock(cell->slots, LOCK_EX);
}

/* --- calls that no role needs --- */

static long changes_rights(const struct cell *cell)
{
    int fd = open(cell->database, O_RDWR);
    return fd < 0 ? -1 : fchmod(fd, 0666);
}

static long gives_a_file_away(const struct cell *cell)
{
    int fd = open(cell->database, O_RDWR);
    return fd < 0 ? -1 : fchown(fd, 1, 1);
}

static long passes_a_descriptor_on(const struct cell *cell)
{
    (void)cell;
    struct msghdr message = { 0 };
    return sendmsg(0, &message, MSG_DONTWAIT);
}

static long asks_where_it_is(const struct cell *cell)
{
    char path[PATH_ROOM];
    (void)cell;
    return syscall(SYS_getcwd, path, sizeof path);
}

static long reads_a_link(const struct cell *cell)
{
    char path[PATH_ROOM];
    (void)cell;
    return readlink("/proc/self/exe", path, sizeof path);
}

static long asks_about_the_machine(const struct cell *cell)
{
    struct sysinfo facts;
    (void)cell;
    return sysinfo(&facts);
}

static long asks_for_its_name(const struct cell *cell)
{
    struct utsname facts;
    (void)cell;
    return uname(&facts);
}

static long reads_a_folder(const struct cell *cell)
{
    char bytes[1024];
    return syscall(SYS_getdents64, cell->slots, bytes, sizeof bytes);
}

static long asks_more_about_a_file(const struct cell *cell)
{
    struct statx facts;
    return statx(AT_FDCWD, cell->database, 0, STATX_SIZE, &facts);
}

typedef long way_out(const struct cell *cell);
static const struct {
    const char *what;
    way_out *climb;
    bool by_landlock; /* in the session; the wire needs no Landlock */
} climbs[] = {
    { "open the host key", opens_host_key, true },
    { "open /etc/passwd", opens_passwords, true },
    { "open another's memory", reads_other_memory, true },
    { "list the folder", lists_the_folder, true },
    { "make a file", makes_a_file, true },
    { "remove the database", removes_the_database, true },
    { "rename the database", renames_the_database, false },
    { "make a link", makes_a_link, false },
    { "socket", opens_a_socket, false },
    { "local socket", opens_a_local_socket, false },
    { "listen", listens, false },
    { "execve", becomes_a_shell, false },
    { "fork", forks, false },
    { "ptrace", traces, false },
    { "kill another", kills, false },
    { "tgkill another", kills_one_thread, false },
    { "chroot", mounts, false },
    { "setuid", becomes_root, false },
    { "prlimit of another", limits_another, false },
    { "dumpable again", allows_core_dumps, false },
    { "own a descriptor's signals", gives_a_descriptor_away, false },
    { "own a socket's signals", gives_a_socket_away, false },
    { "push keys into a terminal", pushes_keys, false },
    { "512 MiB that are shared", maps_shared_memory, false },
    { "a page that is shared", maps_a_little_shared_memory, false },
    { "512 MiB", maps_much_memory, false },
    { "a file mapped again and again", maps_a_file_again_and_again, false },
    { "memory that runs", maps_a_program, false },
    { "memory made to run", makes_memory_a_program, false },
    { "a file in memory", makes_a_file_in_memory, false },
    { "200 descriptors", holds_many_descriptors, false },
    { "a lock without a name", locks_without_a_name, false },
    { "another lock", locks_as_the_house_does_not, false },
    { "fchmod", changes_rights, false },
    { "fchown", gives_a_file_away, false },
    { "sendmsg", passes_a_descriptor_on, false },
    { "getcwd", asks_where_it_is, false },
    { "readlink", reads_a_link, false },
    { "sysinfo", asks_about_the_machine, false },
    { "uname", asks_for_its_name, false },
    { "getdents64", reads_a_folder, false },
    { "statx", asks_more_about_a_file, false },
};

/* How the prisoner ended: HELD, CAME_OUT, or 128 + the signal that ended it. */
static int try(const struct cell *cell, bool wire, way_out *climb)
{
    int status;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        if (wire)
            sandbox_wire();
        else
            sandbox_session(&(struct sandbox_paths) { .database = cell->database, .argon_slots = cell->slots });
        errno = 0;
        long result = climb(cell);
        bool held = errno == EPERM || errno == EACCES || errno == ENOMEM || errno == EMFILE;
        _exit(result == -1 && held ? HELD : CAME_OUT);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void without_walls(void)
{
    if (WALLS)
        return;
    print_message("Builds with a sanitizer have no walls.\n");
    skip();
}

static void all_stands(const struct cell *cell)
{
    struct stat facts;
    assert_int_equal(kill(cell->other, 0), 0);
    assert_int_equal(waitpid(cell->other, NULL, WNOHANG), 0);
    assert_int_equal(stat(cell->database, &facts), 0);
    assert_int_equal(stat(cell->outside, &facts), 0);
}

static void nothing_climbs_out_of_the_wire(void **state)
{
    without_walls();
    for (size_t i = 0; i < sizeof climbs / sizeof *climbs; i++) {
        int end = try(*state, true, climbs[i].climb);
        if (end != HELD && end != 128 + SIGSYS)
            fail_msg("%s: the wire was not held (%d)", climbs[i].what, end);
    }
    all_stands(*state);
}

static void nothing_climbs_out_of_a_session(void **state)
{
    const struct cell *cell = *state;
    without_walls();
    for (size_t i = 0; i < sizeof climbs / sizeof *climbs; i++) {
        if (climbs[i].by_landlock && !cell->landlock)
            continue;
        int end = try(cell, false, climbs[i].climb);
        if (end != HELD)
            fail_msg("%s: the session was not held (%d)", climbs[i].what, end);
    }
    all_stands(cell);
}

/* --- calls that no role needs, by their number: nothing but the wall can refuse them --- */

static const struct {
    const char *what;
    long call;
    bool session_needs; /* it gets a new socket to the clerk */
} gone[] = {
    { "sendmsg", SYS_sendmsg, false },
    { "recvmsg", SYS_recvmsg, true },
    { "getpeername", SYS_getpeername, false },
    { "getsockname", SYS_getsockname, false },
    { "rt_sigaction", SYS_rt_sigaction, false },
    { "sigaltstack", SYS_sigaltstack, false },
#ifdef SYS_select
    { "select", SYS_select, false },
#endif
    { "pselect6", SYS_pselect6, false },
    { "readv", SYS_readv, false },
    { "writev", SYS_writev, false },
    { "fchmod", SYS_fchmod, false },
    { "fchown", SYS_fchown, false },
    { "msync", SYS_msync, false },
    { "statx", SYS_statx, false },
    { "getcwd", SYS_getcwd, false },
#ifdef SYS_readlink
    { "readlink", SYS_readlink, false },
#endif
    { "readlinkat", SYS_readlinkat, false },
    { "getdents64", SYS_getdents64, false },
    { "sysinfo", SYS_sysinfo, false },
    { "uname", SYS_uname, false },
};

static long called;

/* With no sound argument: what passes the wall says EBADF, EFAULT or EINVAL. */
static long calls_it(const struct cell *cell)
{
    (void)cell;
    return syscall(called, -1L, 0L, -1L, 0L, 0L, 0L);
}

static void calls_that_no_role_needs_are_gone(void **state)
{
    without_walls();
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) {
        called = gone[i].call;
        int wire = try(*state, true, calls_it), session = try(*state, false, calls_it);
        if (wire != HELD && wire != 128 + SIGSYS)
            fail_msg("%s: the wire may (%d)", gone[i].what, wire);
        if (session != HELD && !gone[i].session_needs)
            fail_msg("%s: the session may (%d)", gone[i].what, session);
    }
}

/* --- what they need goes on --- */

static long uses_its_descriptors(const struct cell *cell)
{
    int ends[2] = { -1, -1 };
    char byte = 'x';
    (void)cell;
    ends[0] = 0;
    void *memory = malloc(1 << 20);
    if (memory == NULL)
        return 0;
    free(memory);
    if (send(ends[0], &byte, 1, MSG_NOSIGNAL) != 1)
        return 0;
    errno = EPERM;
    return -1;
}

static long uses_the_database(const struct cell *cell)
{
    static const char *const ends[] = { "", "-wal", "-shm", "-lock" };
    char path[PATH_ROOM + 8], bytes[4];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(path, sizeof path, "%s%s", cell->database, ends[i]);
        int fd = open(path, O_RDWR | O_CLOEXEC);
        if (fd < 0 || pread(fd, bytes, 4, 0) != 4 || pwrite(fd, bytes, 4, 0) != 4 || fsync(fd) != 0 ||
            mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED)
            return 0;
    }
    int slot = openat(cell->slots, "0", O_RDWR | O_CLOEXEC);
    int terminal = open("/usr/share/terminfo/x/xterm", O_RDONLY);
    if (terminal < 0)
        terminal = open("/lib/terminfo/x/xterm", O_RDONLY);
    if (slot < 0 || terminal < 0)
        return 0;
    errno = EPERM; /* all went well: said in the way the tries are judged */
    return -1;
}

/* With one end of a socket as its descriptor 0, as a real one has its terminal. */
static void what_they_need_goes_on(void **state)
{
    int pair[2], before = dup(0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    dup2(pair[0], 0);
    int wire = try(*state, true, uses_its_descriptors);
    int session = try(*state, false, uses_its_descriptors);
    dup2(before, 0);
    close(before);
    close(pair[0]);
    close(pair[1]);
    assert_int_equal(wire, HELD);
    assert_int_equal(session, HELD);
    assert_int_equal(try(*state, false, uses_the_database), HELD);
}

/* --- what lies in memory stays there --- */

static void a_crash_leaves_no_core(void **state)
{
    without_walls();
    int status;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        sandbox_wire();
        abort();
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    assert_false(WCOREDUMP(status));
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_climbs_out_of_the_wire),
        cmocka_unit_test(nothing_climbs_out_of_a_session),
        cmocka_unit_test(calls_that_no_role_needs_are_gone),
        cmocka_unit_test(what_they_need_goes_on),
        cmocka_unit_test(a_crash_leaves_no_core),
    };
    return cmocka_run_group_tests(tests, open_cell, close_cell);
}
