#include "bbs/serve/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/sockios.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "util.h"

/* Sanitizers need more system calls and files: builds with them have no sandbox. */
#if defined(__SANITIZE_ADDRESS__)
#define WALLS false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WALLS false
#endif
#endif
#ifndef WALLS
#define WALLS true
#endif

/* Ten times what they need at their busiest; a session's argon2 alone takes 64 MiB. ADDRESSES_LEAST is for a process
 * that cannot read how much address space it uses: the program and its libraries take 60 MiB. */
enum { WIRE_MEMORY = 32 << 20, SESSION_MEMORY = 192 << 20, ADDRESSES_LEAST = 128 << 20, DESCRIPTORS_MOST = 64 };

static struct sock_fprog wire_filter, session_filter;

/* Calls for both: memory, time, bytes on open descriptors, and exit. */
static const int both_may[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(close),
    SCMP_SYS(dup),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(sendto),
    SCMP_SYS(recvfrom),
    SCMP_SYS(shutdown),
    SCMP_SYS(getsockopt),
    SCMP_SYS(setsockopt),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(nanosleep),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(rseq),
    SCMP_SYS(sched_yield),
};

/* Calls for the session only: its database, and ncurses' questions to its terminal, which is a socket. */
static const int session_may[] = {
    SCMP_SYS(openat), SCMP_SYS(open), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(stat), SCMP_SYS(lstat),
    SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(lseek), SCMP_SYS(pread64), SCMP_SYS(pwrite64),
    SCMP_SYS(ftruncate), SCMP_SYS(fallocate), SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(fstatfs), SCMP_SYS(getgid),
    SCMP_SYS(getegid), SCMP_SYS(recvmsg), /* brings a new socket to the clerk */
    SCMP_SYS(setitimer),                  /* ends a wait for a lock */
};

static void allow(scmp_filter_ctx filter, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) != 0 && calls[i] >= 0)
            die("seccomp refuses the rule for system call %d", calls[i]);
}

/* Allows a call with one value of an argument. fcntl and ioctl need this: other values of it can send signals to other
 * processes. */
static void allow_one(scmp_filter_ctx filter, int call, unsigned argument, uint64_t value)
{
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_CMP(argument, SCMP_CMP_EQ, value, 0)) != 0)
        die("seccomp refuses the rule for system call %d", call);
}

static void allow_fcntl(scmp_filter_ctx filter)
{
    static const int asked[] = { F_GETFD, F_SETFD, F_GETFL, F_SETFL };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        allow_one(filter, SCMP_SYS(fcntl), 1, (uint64_t)asked[i]);
}

/* Allows only the kind of lock whose holder the kernel can name (store/base/queue.h). F_OFD_SETLK locks name no holder.
 */
static void allow_locks(scmp_filter_ctx filter)
{
    static const int asked[] = { F_GETLK, F_SETLK, F_SETLKW };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        allow_one(filter, SCMP_SYS(fcntl), 1, (uint64_t)asked[i]);
}

/*
 * Allows memory for data, never for code. With `files` also memory shared with a file, which SQLite needs for its
 * index. Shared memory without a file is not allowed: the limit on memory does not count it, and nobody needs it.
 */
static void allow_memory(scmp_filter_ctx filter, bool files)
{
    enum { KIND = 0x0f, PROTECTION = 2, FLAGS = 3 };
    const struct scmp_arg_cmp data = SCMP_CMP(PROTECTION, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    const struct scmp_arg_cmp own = SCMP_CMP(FLAGS, SCMP_CMP_MASKED_EQ, KIND, MAP_PRIVATE);
    const struct scmp_arg_cmp of_a_file = SCMP_CMP(FLAGS, SCMP_CMP_MASKED_EQ, KIND | MAP_ANONYMOUS, MAP_SHARED);
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, data) != 0 ||
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, data, own) != 0 ||
        (files && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, data, of_a_file) != 0))
        die("seccomp refuses the rule for memory");
}

/*
 * Allows what ncurses and screens/ui/tty.c ask of a terminal, and reading the limits of this process. A session has
 * only sockets, and they answer ENOTTY to calls that set a terminal. From ENOTTY ncurses knows that keys come one by
 * one; with another error it would wait for whole lines.
 */
static void allow_questions(scmp_filter_ctx filter)
{
    static const unsigned asked[] = { TCGETS, TCSETS, TCSETSW, TCSETSF, TIOCGWINSZ, SIOCOUTQ, FIONREAD };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        allow_one(filter, SCMP_SYS(ioctl), 1, asked[i]);
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2, SCMP_A0(SCMP_CMP_EQ, 0, 0),
            SCMP_A2(SCMP_CMP_EQ, 0, 0)) != 0)
        die("seccomp refuses the rule for limits");
}

/* Some calls get an error instead of ending the process: libssh and OpenSSL sometimes look for files and sizes, and go
 * on without them. */
static void answer_no(scmp_filter_ctx filter)
{
    static const int calls[] = { SCMP_SYS(openat), SCMP_SYS(open), SCMP_SYS(newfstatat), SCMP_SYS(fstat),
        SCMP_SYS(access), SCMP_SYS(readlink), SCMP_SYS(ioctl), SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(prlimit64),
        SCMP_SYS(lseek), SCMP_SYS(sched_getaffinity) };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), calls[i], 0);
}

static struct sock_fprog compiled(scmp_filter_ctx filter)
{
    int fd = memfd_create("filter", MFD_CLOEXEC);
    struct stat status;
    if (fd < 0 || seccomp_export_bpf(filter, fd) != 0 || fstat(fd, &status) != 0)
        die("seccomp cannot build its filter");
    struct sock_filter *steps = xmalloc((size_t)status.st_size);
    if (pread(fd, steps, (size_t)status.st_size, 0) != status.st_size)
        die("seccomp's filter cannot be read back");
    close(fd);
    seccomp_release(filter);
    return (struct sock_fprog) {
        .len = (unsigned short)((size_t)status.st_size / sizeof *steps),
        .filter = steps,
    };
}

void sandbox_prepare(void)
{
    if (!WALLS)
        return;
    scmp_filter_ctx wire = seccomp_init(SCMP_ACT_KILL_PROCESS);
    scmp_filter_ctx session = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (wire == NULL || session == NULL)
        die("not enough memory for seccomp");
    allow(wire, both_may, sizeof both_may / sizeof *both_may);
    allow_fcntl(wire);
    allow_memory(wire, false);
    answer_no(wire);
    wire_filter = compiled(wire);
    allow(session, both_may, sizeof both_may / sizeof *both_may);
    allow(session, session_may, sizeof session_may / sizeof *session_may);
    allow_fcntl(session);
    allow_locks(session);
    allow_memory(session, true);
    allow_questions(session);
    session_filter = compiled(session);
}

/* The bytes of address space in use: the program, its libraries, stack and data. */
static rlim_t addresses(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file == NULL)
        return ADDRESSES_LEAST;
    if (fscanf(file, "%lu", &pages) != 1)
        pages = 0;
    fclose(file);
    return pages > 0 ? (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) : ADDRESSES_LEAST;
}

/* A process that takes more and more memory must end alone, before the machine has none left. The limit on address
 * space also counts what RLIMIT_DATA does not: files and their shared pages. */
static void set_limits(rlim_t memory, rlim_t begun_with)
{
    struct rlimit none = { 0, 0 }, most = { memory, memory }, all = { begun_with + memory, begun_with + memory };
    struct rlimit descriptors = { DESCRIPTORS_MOST, DESCRIPTORS_MOST };
    setrlimit(RLIMIT_CORE, &none);
    if (WALLS && (setrlimit(RLIMIT_DATA, &most) != 0 || setrlimit(RLIMIT_AS, &all) != 0 ||
                     setrlimit(RLIMIT_NOFILE, &descriptors) != 0))
        die("the limits on memory cannot be set: %s", strerror(errno));
}

static void close_wall(const struct sock_fprog *filter)
{
    if (!WALLS)
        return;
    if (filter->filter == NULL)
        die("the sandbox was not prepared");
    if (prctl(PR_SET_DUMPABLE, 0) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, filter) != 0)
        die("the sandbox cannot be switched on: %s", strerror(errno));
}

void sandbox_wire(void)
{
    set_limits(WIRE_MEMORY, addresses());
    close_wall(&wire_filter);
}

/* What the process `ephemeral` may do: answer on sockets that it was given. It cannot open, map, fork or connect. */
static const int ephemeral_may[] = {
    SCMP_SYS(read),
    SCMP_SYS(write), /* a last line on the log */
    SCMP_SYS(close),
    SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait),
    SCMP_SYS(epoll_ctl),
    SCMP_SYS(sendto),
    SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg), /* brings a new socket */
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

void sandbox_ephemeral(void)
{
    struct rlimit none = { 0, 0 };
    setrlimit(RLIMIT_CORE, &none);
    if (prctl(PR_SET_DUMPABLE, 0) != 0)
        die("the memory of ephemeral cannot be hidden from other processes: %s", strerror(errno));
    if (!WALLS)
        return;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (filter == NULL)
        die("not enough memory for seccomp");
    allow(filter, ephemeral_may, sizeof ephemeral_may / sizeof *ephemeral_may);
    struct sock_fprog steps = compiled(filter);
    close_wall(&steps);
}

/* --- Landlock: only the rights that the running kernel knows are used (6.1 has ABI 2) --- */

#ifndef LANDLOCK_ACCESS_FS_REFER
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

static const uint64_t file_rights =
    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE;
static const uint64_t read_rights = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

static uint64_t rights_known(void)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1)
        return 0;
    uint64_t all = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1; /* ABI 1 */
    if (abi >= 2)
        all |= LANDLOCK_ACCESS_FS_REFER;
    if (abi >= 3)
        all |= LANDLOCK_ACCESS_FS_TRUNCATE;
    return all;
}

bool sandbox_has_landlock(void)
{
    return rights_known() != 0;
}

static void let(int rules, int fd, uint64_t rights)
{
    struct landlock_path_beneath_attr beneath = { .allowed_access = rights & rights_known(), .parent_fd = fd };
    if (fd >= 0)
        syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
}

static void let_path(int rules, const char *path, const char *suffix, uint64_t rights)
{
    char whole[4096];
    if (path == NULL || snprintf(whole, sizeof whole, "%s%s", path, suffix) >= (int)sizeof whole)
        return;
    int fd = open(whole, O_PATH | O_CLOEXEC);
    let(rules, fd, rights);
    if (fd >= 0)
        close(fd);
}

static void close_files(const struct sandbox_paths *paths)
{
    static const char *const readable[] = { "/usr/share/terminfo", "/lib/terminfo", "/etc/terminfo",
        "/usr/share/zoneinfo", "/etc/localtime" };
    static const char *const database_files[] = { "", "-wal", "-shm", "-lock" };
    struct landlock_ruleset_attr handled = { .handled_access_fs = rights_known() };
    int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    if (rules < 0)
        die("Landlock refuses its rules: %s", strerror(errno));
    for (size_t i = 0; i < sizeof database_files / sizeof *database_files; i++)
        let_path(rules, paths->database, database_files[i], file_rights);
    for (size_t i = 0; i < sizeof readable / sizeof *readable; i++)
        let_path(rules, readable[i], "",
            i + 1 == sizeof readable / sizeof *readable ? file_rights & read_rights : read_rights);
    let_path(rules, paths->catalogues, "", read_rights);
    let(rules, paths->argon_slots, file_rights | LANDLOCK_ACCESS_FS_READ_DIR);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || syscall(SYS_landlock_restrict_self, rules, 0) != 0)
        die("Landlock cannot be switched on: %s", strerror(errno));
    close(rules);
}

void sandbox_session(const struct sandbox_paths *paths)
{
    rlim_t begun_with = addresses();
    if (WALLS && sandbox_has_landlock())
        close_files(paths);
    set_limits(SESSION_MEMORY, begun_with);
    close_wall(&session_filter);
}
