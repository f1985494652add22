/*
 * test_owner.c: a house that root starts. It is served as the user whom it belongs to, by every process of it, for
 * good; and what it writes belongs to that user. A house of root's own says what to do about it.
 */
#include <fcntl.h>
#include <ftw.h>
#include <grp.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/e2e/served.h"
#include "util.h"

enum { OWNER = 65534, GROUP = 65533, OTHER_GROUP = 4 }; /* nobody's; no such user need exist */

static int give_one(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    (void)facts, (void)kind, (void)place;
    return lchown(path, OWNER, GROUP);
}

static bool may_be_tried;
static int strangers; /* files in the house that are not the owner's */

static int look_at_one(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    (void)kind, (void)place;
    if (facts->st_uid == OWNER && facts->st_gid == GROUP)
        return 0;
    print_error("%s belongs to %d:%d\n", path, (int)facts->st_uid, (int)facts->st_gid);
    strangers++;
    return 0;
}

/* Those parts of the house that it writes to; keys of the test's own lie beside them. */
static void walk(const struct served *house, int (*each)(const char *, const struct stat *, int, struct FTW *))
{
    static const char *const parts[] = { "data", "keys", "backup" };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char path[700];
        snprintf(path, sizeof path, "%s/%s", house->folder, parts[i]);
        if (access(path, F_OK) == 0)
            assert_int_equal(nftw(path, each, 16, FTW_PHYS), 0);
    }
}

/* The program, and a folder for the house. Both lie on a small disk that only this test sees: the owner reaches them
 * there, wherever the project itself lies. */
#define DISK "/mnt"

static bool make_disk(void)
{
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("tmpfs", DISK, "tmpfs", 0, "size=256m,mode=0755") != 0)
        return false;
    struct ran copied = run((const char *const[]) { "cp", getenv("BBS"), DISK "/bbs", NULL }, NULL, 0);
    bool good = copied.status == 0;
    ran_free(&copied);
    return good && setenv("BBS", DISK "/bbs", 1) == 0 && setenv("TMPDIR", DISK, 1) == 0;
}

static int begin(void **state)
{
    (void)state;
    if (geteuid() == 0)
        may_be_tried = make_disk();
    if (!may_be_tried)
        print_message("Only root, with a right to mount, can start a house for another: not tried.\n");
    return 0;
}

/* The words of one line of /proc/PID/status. */
static void says(pid_t pid, const char *label, const char *words)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    struct ran status = run((const char *const[]) { "cat", path, NULL }, NULL, 0);
    char *at = strstr(status.out, label);
    if (at == NULL) {
        fail_msg("%s has no %s", path, label);
        return;
    }
    at += strlen(label);
    at[strcspn(at, "\n")] = '\0';
    for (size_t end = strlen(at); end > 0 && (at[end - 1] == ' ' || at[end - 1] == '\t'); end--)
        at[end - 1] = '\0';
    if (strcmp(at, words) != 0)
        fail_msg("%d: %s%s and not %s", (int)pid, label + 1, at, words);
    ran_free(&status);
}

/* Real, effective, saved and of files: with none of them root can it become root again. */
static void is_the_owners(const struct served *house, enum role role)
{
    pid_t pids[4];
    size_t count = served_processes(house, role, pids, 4);
    assert_in_range(count, 1, 4);
    for (size_t i = 0; i < count; i++) {
        says(pids[i], "\nUid:\t", "65534\t65534\t65534\t65534");
        says(pids[i], "\nGid:\t", "65533\t65533\t65533\t65533");
        says(pids[i], "\nGroups:\t", "");
        says(pids[i], "\nCapPrm:\t", "0000000000000000");
        says(pids[i], "\nCapEff:\t", "0000000000000000");
        says(pids[i], "\nCapInh:\t", "0000000000000000");
        says(pids[i], "\nCapAmb:\t", "0000000000000000");
    }
}

static bool log_says(const struct served *house, const char *words)
{
    struct ran log = run((const char *const[]) { "cat", house->log, NULL }, NULL, 0);
    bool found = strstr(log.out, words) != NULL;
    ran_free(&log);
    return found;
}

static void root_serves_as_the_owner(void **state)
{
    struct served house;
    gid_t group = OTHER_GROUP;
    (void)state;
    if (!may_be_tried)
        skip();
    served_make(&house, false);
    walk(&house, give_one);
    assert_int_equal(chown(house.folder, OWNER, GROUP), 0);
    assert_int_equal(setgroups(1, &group), 0); /* one that would be of use */
    served_serve(&house);
    struct terminal *t = served_visit(&house, &(struct visit) { .handle = "sipho" });
    expect(t, "? help");
    for (enum role role = ROLE_GATE; role < ROLES; role++)
        is_the_owners(&house, role);
    free(served_says(&house, "thandi", "post general --title Whose", "Is it theirs?\n", 0));
    terminal_send(t, "q:write thandi\r");
    expect(t, "F1 help");
    terminal_send(t, "a draft");
    expect(t, "a draft");
    terminal_close(t);
    served_stop(&house, SIGTERM);
    served_serve(&house);
    char *drafts = served_says(&house, "sipho", "drafts --json", NULL, 0);
    assert_non_null(strstr(drafts, "a draft"));
    free(drafts);
    assert_false(log_says(&house, "belongs to root"));
    strangers = 0;
    walk(&house, look_at_one);
    assert_int_equal(strangers, 0);
    served_is_sound(&house); /* root looks on, and leaves nothing of its own behind */
    walk(&house, look_at_one);
    assert_int_equal(strangers, 0);
    free(served_says(&house, "thandi", "whoami", NULL, 0));
    served_close(&house);
}

static void a_house_of_roots_says_what_to_do(void **state)
{
    struct served house;
    char words[700];
    (void)state;
    if (!may_be_tried)
        skip();
    served_open(&house, false);
    snprintf(words, sizeof words, "chown -R USER %s", house.folder);
    assert_true(log_says(&house, "this house belongs to root"));
    assert_true(log_says(&house, words));
    served_close(&house);
}

/* Half given away: it does not open, and says why in words. */
static void a_key_that_stayed_with_root_is_said(void **state)
{
    struct served house;
    char keys[700];
    (void)state;
    if (!may_be_tried)
        skip();
    served_make(&house, false);
    walk(&house, give_one);
    assert_int_equal(chown(house.folder, OWNER, GROUP), 0);
    snprintf(keys, sizeof keys, "%s/keys", house.folder);
    assert_int_equal(chown(keys, 0, 0), 0);
    struct ran result = BBS("serve", "--db", house.database, "--listen", ANY_PORT);
    assert_int_equal(result.status, 1);
    assert_non_null(strstr(result.err, "chown -R"));
    ran_free(&result);
    served_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(root_serves_as_the_owner),
        cmocka_unit_test(a_house_of_roots_says_what_to_do),
        cmocka_unit_test(a_key_that_stayed_with_root_is_said),
    };
    return cmocka_run_group_tests(tests, begin, NULL);
}
