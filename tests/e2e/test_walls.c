/*
 * test_walls.c: the walls of a served house, seen from inside: what each role holds, and what it has given up.
 *
 * A descriptor too many is a road: a session that held the host key, a wire that held the database. So the lists are
 * complete. tests/unit/test_sandbox.c tries the walls themselves.
 */
#include <ctype.h>
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/e2e/served.h"
#include "util.h"

enum { LINKS_MOST = 40, LINK_ROOM = 700 };

struct house {
    struct served served;
    struct terminal *member, *listener; /* one in the screens, one in line mode */
    pid_t ephemeral;                    /* one that was killed */
};

static int open_house(void **state)
{
    static struct house house;
    *state = &house;
    setenv("SECRET_OF_THE_SHELL", "tell nobody", 1);
    served_open(&house.served, false);
    house.member = served_visit(&house.served, &(struct visit) { .handle = "thandi" });
    expect(house.member, "help");
    house.listener = served_visit(&house.served, &(struct visit) { .handle = "sipho", .no_pty = true });
    expect(house.listener, "help");
    return 0;
}

static int close_house(void **state)
{
    struct house *house = *state;
    terminal_close(house->member);
    terminal_close(house->listener);
    served_close(&house->served);
    return 0;
}

/* --- descriptors --- */

struct links {
    char link[LINKS_MOST][LINK_ROOM];
    size_t count;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* "socket:[123]" is "socket"; a path within the house is "house.db-wal", whatever folder the house lies in. */
static void plain_name(const char *link, char out[LINK_ROOM])
{
    const char *last = strrchr(link, '/');
    util_copy_text(out, LINK_ROOM, link);
    if (strncmp(link, "socket:", 7) == 0 || strncmp(link, "pipe:", 5) == 0)
        *strchr(out, ':') = '\0';
    else if (strncmp(link, "/dev/", 5) != 0 && last != NULL)
        util_copy_text(out, LINK_ROOM, last + 1);
}

/* The screens hold their terminal twice more, for curses: one socket counts once. The links are sorted. */
static void make_plain(struct links *links)
{
    size_t kept = 0;
    char last[LINK_ROOM] = "";
    for (size_t i = 0; i < links->count; i++) {
        char link[LINK_ROOM];
        util_copy_text(link, sizeof link, links->link[i]);
        if (strncmp(link, "socket:", 7) != 0 || strcmp(link, last) != 0)
            plain_name(link, links->link[kept++]);
        util_copy_text(last, sizeof last, link);
    }
    links->count = kept;
    qsort(links->link, links->count, sizeof *links->link, by_name);
}

/* False where this process may not be looked into: it is not dumpable, and the test does not run as root. */
static bool links_of(pid_t pid, struct links *out)
{
    char path[64], target[LINK_ROOM];
    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    DIR *folder = opendir(path);
    struct dirent *entry;
    out->count = 0;
    if (folder == NULL)
        return false;
    while ((entry = readdir(folder)) != NULL && out->count < LINKS_MOST) {
        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        ssize_t length = readlinkat(dirfd(folder), entry->d_name, target, sizeof target - 1);
        target[length > 0 ? length : 0] = '\0';
        util_copy_text(out->link[out->count++], LINK_ROOM, target);
    }
    closedir(folder);
    qsort(out->link, out->count, sizeof *out->link, by_name);
    make_plain(out);
    return true;
}

/* All that the role holds, sorted. All but the gate and the caretaker hold the same however many people are in. */
static const char *const holds[ROLES] = {
    [ROLE_GATE] = "/dev/null anon_inode:[eventpoll] anon_inode:[signalfd] log log pipe pipe served socket socket socket"
                  " socket socket socket",
    [ROLE_CARETAKER] = "/dev/null /dev/null 0 anon_inode:[eventpoll] anon_inode:[signalfd] house.db house.db house.db"
                       " house.db-lock house.db-shm house.db-shm house.db-wal pipe socket socket socket"
                       " socket",
    [ROLE_EPHEMERAL] = "/dev/null /dev/null anon_inode:[eventpoll] pipe socket socket socket socket",
    [ROLE_TEMPLATE] = "/dev/null /dev/null argon pipe socket",
    [ROLE_WIRE] = "/dev/null /dev/null pipe socket socket socket",
    [ROLE_SESSION] = "/dev/null /dev/null argon house.db house.db-lock house.db-shm house.db-wal memfd:drawn (deleted)"
                     " pipe socket socket socket socket socket",
};

struct holding {
    pid_t pid;
    const char *list;
    bool hidden;
    struct buffer line;
};

static bool holds_its_list(void *context)
{
    struct holding *holding = context;
    struct links links;
    buffer_clear(&holding->line);
    holding->hidden = !links_of(holding->pid, &links);
    for (size_t i = 0; i < links.count; i++)
        buffer_format(&holding->line, "%s%s", i ? " " : "", links.link[i]);
    const char *line = buffer_text(&holding->line);
    return holding->hidden || strcmp(line, holding->list) == 0;
}

/* A log-in is done a moment before the last socket has arrived where it belongs. */
static void each_role_holds_its_list(void **state)
{
    const struct house *house = *state;
    for (enum role role = ROLE_GATE; role < ROLES; role++) {
        pid_t pids[4];
        size_t count = served_processes(&house->served, role, pids, 4);
        assert_int_equal(count, role == ROLE_WIRE || role == ROLE_SESSION ? 2 : 1);
        for (size_t i = 0; i < count; i++) {
            struct holding holding = { .pid = pids[i], .list = holds[role] };
            if (!until(holds_its_list, &holding, PATIENCE))
                fail_msg("%s holds\n%s\nand not\n%s", role_names[role], buffer_text(&holding.line), holds[role]);
            if (holding.hidden)
                print_message("%s lets nobody look; as root this test sees more.\n", role_names[role]);
            buffer_clear(&holding.line);
        }
    }
}

/* --- what they gave up --- */

static char *proc_file(pid_t pid, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    struct ran text = run((const char *const[]) { "cat", path, NULL }, NULL, 0);
    if (text.status != 0)
        fail_msg("%s: %s", path, text.err);
    free(text.err);
    return text.out;
}

/* The words after `label` are these. */
static void says_line(pid_t pid, const char *file, const char *label, const char *first, const char *second)
{
    char *text = proc_file(pid, file), words[2][24] = { "", "" };
    const char *at = strstr(text, label);
    if (at == NULL)
        fail_msg("%s says no %s", file, label);
    int count = sscanf(at + strlen(label), "%23s %23s", words[0], words[1]);
    if (count < 1 || strcmp(words[0], first) != 0 || (second != NULL && strcmp(words[1], second) != 0))
        fail_msg("%s of %d: %s %s", label, (int)pid, words[0], words[1]);
    free(text);
}

static bool walls_are_built(const struct house *house)
{
    char *log = proc_file(house->served.gate, "maps");
    bool sanitized = strstr(log, "libasan") != NULL;
    free(log);
    if (sanitized)
        print_message("Builds with a sanitizer have no walls.\n");
    return !sanitized;
}

static void wire_and_session_are_closed_in(void **state)
{
    const struct house *house = *state;
    if (!walls_are_built(house))
        skip();
    for (enum role role = ROLE_WIRE; role <= ROLE_SESSION; role++) {
        pid_t pids[4];
        size_t count = served_processes(&house->served, role, pids, 4);
        for (size_t i = 0; i < count && i < 4; i++) {
            says_line(pids[i], "status", "\nSeccomp:", "2", NULL);
            says_line(pids[i], "status", "\nNoNewPrivs:", "1", NULL);
            says_line(pids[i], "status", "\nThreads:", "1", NULL);
        }
    }
}

static void nobody_dumps_core(void **state)
{
    const struct house *house = *state;
    for (enum role role = ROLE_GATE; role < ROLES; role++) {
        pid_t pids[4];
        size_t count = served_processes(&house->served, role, pids, 4);
        for (size_t i = 0; i < count && i < 4; i++)
            says_line(pids[i], "limits", "\nMax core file size", "0", "0");
    }
}

/* What it keeps can go nowhere: it has no file, it can open none, and its memory is not swapped out. */
static void ephemeral_is_closed_in(void **state)
{
    const struct house *house = *state;
    pid_t pid = 0;
    if (!walls_are_built(house))
        skip();
    assert_int_equal(served_processes(&house->served, ROLE_EPHEMERAL, &pid, 1), 1);
    says_line(pid, "status", "\nSeccomp:", "2", NULL);
    says_line(pid, "status", "\nNoNewPrivs:", "1", NULL);
    says_line(pid, "status", "\nThreads:", "1", NULL);
    char *text = proc_file(pid, "status");
    const char *locked = strstr(text, "\nVmLck:");
    assert_non_null(locked);
    if (strtol(locked + strlen("\nVmLck:"), NULL, 10) < 4096)
        print_message("This machine lets nobody lock memory: what is in it may be swapped out.\n");
    free(text);
}

static bool is_another(void *context)
{
    const struct house *house = *(struct house **)context;
    pid_t pid = 0;
    return served_processes(&house->served, ROLE_EPHEMERAL, &pid, 1) == 1 && pid != house->ephemeral;
}

/* It can be killed at any moment: the gate starts another one, and everybody who is in reaches that. */
static void ephemeral_is_started_again(void **state)
{
    struct house *house = *state;
    assert_int_equal(served_processes(&house->served, ROLE_EPHEMERAL, &house->ephemeral, 1), 1);
    kill(house->ephemeral, SIGKILL);
    assert_true(until(is_another, &house, PATIENCE));
    each_role_holds_its_list(state);
}

/* What is not dumpable belongs to root in /proc: so it says for itself whether it can be looked into. */
static void who_holds_words_cannot_be_looked_into(void **state)
{
    static const enum role secret[] = { ROLE_CARETAKER, ROLE_EPHEMERAL, ROLE_WIRE, ROLE_SESSION };
    const struct house *house = *state;
    if (!walls_are_built(house))
        skip();
    if (geteuid() == 0) {
        print_message("As root everything belongs to root: an ordinary user's run tells more.\n");
        skip();
    }
    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++) {
        pid_t pids[4];
        struct links links;
        assert_true(served_processes(&house->served, secret[i], pids, 4) >= 1);
        assert_false(links_of(pids[0], &links));
    }
}

/* What the steward's shell holds is none of theirs. */
static void roles_know_nothing_of_the_shell(void **state)
{
    static const char *const known[] = { "GLIBC_TUNABLES=", "LANGUAGE=", "LC_ALL=", "LC_MESSAGES=", "LANG=", "TZ=",
        "TZDIR=", "TMPDIR=", "ASAN_OPTIONS=", "UBSAN_OPTIONS=" };
    const struct house *house = *state;
    if (geteuid() != 0) {
        print_message("Who keeps words lets nobody look into the environment; as root this test sees it.\n");
        skip();
    }
    for (enum role role = ROLE_CARETAKER; role < ROLES; role++) {
        pid_t pids[4];
        char path[64];
        assert_true(served_processes(&house->served, role, pids, 4) >= 1);
        snprintf(path, sizeof path, "/proc/%d/environ", (int)pids[0]);
        struct ran text = run((const char *const[]) { "cat", path, NULL }, NULL, 0);
        assert_int_equal(text.status, 0);
        assert_true(text.out_length > 0);
        for (const char *at = text.out; at < text.out + text.out_length; at += strlen(at) + 1) {
            bool found = *at == '\0';
            for (size_t i = 0; i < sizeof known / sizeof *known && !found; i++)
                found = strncmp(at, known[i], strlen(known[i])) == 0;
            if (!found)
                fail_msg("%s knows %s", role_names[role], at);
        }
        ran_free(&text);
    }
}

/* After commands were run, nothing more is open and nothing less is closed. */
static void the_walls_outlive_use(void **state)
{
    struct house *house = *state;
    terminal_send(house->listener, "boards\r");
    expect(house->listener, "welcome");
    each_role_holds_its_list(state);
    wire_and_session_are_closed_in(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_role_holds_its_list),
        cmocka_unit_test(wire_and_session_are_closed_in),
        cmocka_unit_test(ephemeral_is_closed_in),
        cmocka_unit_test(nobody_dumps_core),
        cmocka_unit_test(roles_know_nothing_of_the_shell),
        cmocka_unit_test(who_holds_words_cannot_be_looked_into),
        cmocka_unit_test(the_walls_outlive_use),
        cmocka_unit_test(ephemeral_is_started_again),
    };
    return cmocka_run_group_tests(tests, open_house, close_house);
}
