#include "bbs/serve/role.h"

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "util.h"

void role_title(char *argv0, const char *title)
{
    memset(argv0, '\0', ROLE_TITLE);
    util_copy_text(argv0, ROLE_TITLE, title);
    prctl(PR_SET_NAME, title);
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

void role_keep_only(const int *descriptors, size_t count)
{
    int kept[8];
    if (count > sizeof kept / sizeof *kept)
        die("a process is to keep more descriptors than any process needs");
    memcpy(kept, descriptors, count * sizeof *kept);
    qsort(kept, count, sizeof *kept, by_number);
    unsigned from = STDERR_FILENO + 1;
    for (size_t i = 0; i < count; i++) {
        if (kept[i] < (int)from)
            continue;
        if ((unsigned)kept[i] > from)
            close_range(from, (unsigned)kept[i] - 1, 0);
        from = (unsigned)kept[i] + 1;
    }
    close_range(from, ~0U, 0);
}

/* The environment of a role: language, time zone, and SQLite's folder for temporary files. The sanitizers of test
 * builds keep their own variables. */
static void set_environment(char *kept[], size_t room)
{
    static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "TZ", "TZDIR", "TMPDIR",
        "ASAN_OPTIONS", "UBSAN_OPTIONS" };
    static char settings[sizeof names / sizeof *names][600];
    /* Without glibc's cache of freed blocks: it keeps neighbouring free blocks apart, which costs 90 KiB for each
     * connection, and the speed that it gains is not noticed. */
    static char malloc_setting[] = "GLIBC_TUNABLES=glibc.malloc.tcache_count=0";
    size_t count = 0;
    kept[count++] = malloc_setting;
    for (size_t i = 0; i < sizeof names / sizeof *names && count + 1 < room; i++) {
        const char *value = getenv(names[i]);
        if (value == NULL || strlen(value) > sizeof settings[i] - 20)
            continue;
        snprintf(settings[i], sizeof settings[i], "%s=%s", names[i], value);
        kept[count++] = settings[i];
    }
    kept[count] = NULL;
}

/* Points input and output to /dev/null: a role has no terminal and no file there. */
static void set_streams(int log)
{
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nowhere < 0 || dup2(nowhere, STDIN_FILENO) < 0 || dup2(nowhere, STDOUT_FILENO) < 0 ||
        (log >= 0 && dup2(log, STDERR_FILENO) < 0))
        die("/dev/null cannot be opened");
}

pid_t role_exec(const char *title, const char *verb, int kept, int log, const char *const *arguments)
{
    char number[16], padded[ROLE_TITLE + 1];
    const char *argv[12] = { padded, verb };
    size_t count = 2;
    snprintf(number, sizeof number, "%d", kept);
    snprintf(padded, sizeof padded, "%-*s", ROLE_TITLE, title);
    for (; *arguments != NULL && count + 1 < sizeof argv / sizeof *argv; arguments++)
        argv[count++] = strcmp(*arguments, "FD") == 0 ? number : *arguments;

    pid_t pid = fork();
    if (pid != 0)
        return pid;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    char *environment[16];
    set_environment(environment, sizeof environment / sizeof *environment);
    set_streams(log);
    fcntl(kept, F_SETFD, 0);
    role_keep_only(&kept, 1);
    execve("/proc/self/exe", (char *const *)(uintptr_t)argv, environment);
    die("the program of the house cannot be started for another process");
}

void role_signals(void)
{
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
}

/* Deep calls leave pages of the stack that are not used any more. Gives these back: all below this call, but for two
 * pages that the call itself needs. */
void role_trim(void)
{
    enum { DEEP = 256 << 10 };
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t unused = ((uintptr_t)__builtin_frame_address(0) - 2 * page) & ~(page - 1);
    madvise((void *)(unused - DEEP), DEEP, MADV_DONTNEED);
    malloc_trim(0);
}
