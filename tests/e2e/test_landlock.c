/*
 * test_landlock.c: a kernel that lacks Landlock. That is said once, when the house opens, and it is served all the
 * same, within the other walls. Where the kernel has it, a filter of this test's own answers as one does that has not.
 */
#include <errno.h>
#include <seccomp.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

#include <cmocka.h>

#include "bbs/serve/sandbox.h"
#include "tests/e2e/served.h"
#include "util.h"

static const char note[] = "this kernel has no Landlock";

static int times_said(const struct served *house)
{
    struct ran log = run((const char *const[]) { "cat", house->log, NULL }, NULL, 0);
    int count = 0;
    for (const char *at = log.out; (at = strstr(at, note)) != NULL; at++)
        count++;
    ran_free(&log);
    return count;
}

static void walls_of_a_session(const struct served *house)
{
    pid_t pids[2];
    char path[64];
    assert_int_equal(served_processes(house, ROLE_SESSION, pids, 2), 1);
    snprintf(path, sizeof path, "/proc/%d/status", (int)pids[0]);
    struct ran status = run((const char *const[]) { "cat", path, NULL }, NULL, 0);
#ifndef __SANITIZE_ADDRESS__
    assert_non_null(strstr(status.out, "\nSeccomp:\t2\n"));
    assert_non_null(strstr(status.out, "\nNoNewPrivs:\t1\n"));
#endif
    ran_free(&status);
}

/* In screens, and by more than one command: it is said when the house opens, not when somebody comes. */
static void is_served(bool landlock)
{
    struct served house;
    served_open(&house, false);
    free(served_says(&house, "thandi", "post general --title Walls", "Are they there?\n", 0));
    free(served_says(&house, "sipho", "boards", NULL, 0));
    assert_true(until(served_is_empty, &house, PATIENCE));
    struct terminal *t = served_visit(&house, &(struct visit) { .handle = "sipho" });
    expect(t, "? help");
    walls_of_a_session(&house);
    terminal_close(t);
    assert_int_equal(times_said(&house), landlock ? 0 : 1);
    served_is_sound(&house);
    served_close(&house);
}

static void with_it_nothing_is_said(void **state)
{
    (void)state;
    if (!sandbox_has_landlock()) {
        print_message("This kernel lacks Landlock: only that is tested.\n");
        skip();
    }
    is_served(true);
}

/* From here on this process, and all that it starts, runs as if under such a kernel. */
static void without_it_the_house_says_so_once_and_opens(void **state)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    (void)state;
    assert_non_null(filter);
    assert_int_equal(seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SYS_landlock_create_ruleset, 0), 0);
    assert_int_equal(seccomp_load(filter), 0);
    seccomp_release(filter);
    assert_false(sandbox_has_landlock());
    is_served(false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_it_nothing_is_said),
        cmocka_unit_test(without_it_the_house_says_so_once_and_opens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
