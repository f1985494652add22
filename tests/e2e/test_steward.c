/* test_steward.c: the commands of the machine, and what they say when something is wrong: the matter and the way out.
 */
#include <fcntl.h>
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
#include <unistd.h>

#include <cmocka.h>

#include "bbs/demo/demo.h"
#include "tests/e2e/served.h"

enum { VERSION_AT = 60 }; /* where an SQLite file keeps user_version, four bytes, the high ones first */

static int make_house(void **state)
{
    static struct served house;
    served_make(&house, false);
    *state = &house;
    return 0;
}

static int close_house(void **state)
{
    served_close(*state);
    return 0;
}

/* Ends with status 1 and one sentence that holds these words. */
static void refuses(struct ran ran, const char *words)
{
    if (ran.status != 1 || (strstr(ran.err, words) == NULL && strstr(ran.out, words) == NULL))
        fail_msg("ended with %d, not 1 with \"%s\": %s%s", ran.status, words, ran.out, ran.err);
    assert_null(strstr(ran.err, "Assertion"));
    ran_free(&ran);
}

static void does(struct ran ran, const char *words)
{
    if (ran.status != 0 || (strstr(ran.out, words) == NULL && strstr(ran.err, words) == NULL))
        fail_msg("ended with %d, not 0 with \"%s\": %s%s", ran.status, words, ran.out, ran.err);
    ran_free(&ran);
}

static void help_for_each(void **state)
{
    (void)state;
    static const char *const verbs[] = { "init", "demo", "serve", "admin", "console", "backup", "check", "export" };
    does(BBS("--help"), "init");
    does(BBS("--version"), "0.");
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        does(BBS(verbs[i], "--help"), "--db");
    struct ran ran = BBS("nosuchverb");
    assert_int_equal(ran.status, 2);
    ran_free(&ran);
    ran = BBS("serve", "--nosuchoption");
    assert_int_equal(ran.status, 2);
    ran_free(&ran);
}

static void init_says_what_comes_next(void **state)
{
    const struct served *house = *state;
    char database[700];
    snprintf(database, sizeof database, "%s/another/house.db", house->folder);
    refuses(BBS("init", "--db", database, "--unit", ""), "no words"); /* and is not in the way of the next try */
    struct ran ran = BBS("init", "--db", database, "--unit", "Another Street");
    assert_int_equal(ran.status, 0);
    assert_non_null(strstr(ran.out, "443"));
    assert_non_null(strstr(ran.out, "backup"));
    assert_non_null(strstr(ran.out, "steward"));
    ran_free(&ran);
    refuses(BBS("init", "--db", database, "--unit", "Another Street"), "already");
    char depot[700];
    snprintf(depot, sizeof depot, "%s/depot/house.db", house->folder);
    ran = BBS("init", "--db", depot, "--unit", "The Depot", "--kind", "caucus");
    assert_int_equal(ran.status, 2);
    ran_free(&ran);
    ran = BBS("init", "--db", depot, "--unit", "The Depot", "--kind", "forum"); /* its code names no home */
    assert_int_equal(ran.status, 0);
    assert_non_null(strstr(ran.out, "(14 days)"));
    assert_null(strstr(ran.out, "(home"));
    ran_free(&ran);
    struct stat facts;
    snprintf(database, sizeof database, "%s/another/keys/host_key", house->folder);
    assert_int_equal(stat(database, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0600);
}

static void missing_house(void **state)
{
    (void)state;
    refuses(BBS("serve", "--db", "/nonexistent/house.db", "--listen", ANY_PORT), "");
    refuses(BBS("check", "--db", "/nonexistent/house.db"), "");
    refuses(BBS("admin", "--db", "/nonexistent/house.db", "boards"), "");
    refuses(BBS("init", "--db", "/proc/nowhere/house.db", "--unit", "X"), "");
}

static void served_already(void **state)
{
    struct served *house = *state;
    served_serve(house);
    refuses(BBS("serve", "--db", house->database, "--listen", ANY_PORT), "serve");
    served_stop(house, SIGTERM);
}

static void port_taken(void **state)
{
    struct served *house = *state;
    struct served other;
    char listen[40], number[16];
    served_make(&other, false);
    served_serve(house);
    snprintf(listen, sizeof listen, "127.0.0.1:%d", house->port);
    snprintf(number, sizeof number, "%d", house->port);
    refuses(BBS("serve", "--db", other.database, "--listen", listen), number);
    served_close(&other);
    served_stop(house, SIGTERM);
}

static void addresses(void **state)
{
    const struct served *house = *state;
    static const char *const bad[] = { "nowhere", "127.0.0.1:99999", "127.0.0.1:x", ":", "999.1.1.1:2222" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct ran ran = BBS("serve", "--db", house->database, "--listen", bad[i]);
        assert_in_range(ran.status, 1, 2);
        assert_true(strlen(ran.err) > 10);
        ran_free(&ran);
    }
}

/* Ends in good order: says goodbye, and leaves no write-ahead log that matters. */
static void term_drains(void **state)
{
    struct served *house = *state;
    served_serve(house);
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(t, "? help");
    served_stop(house, SIGTERM);
    assert_true(terminal_wait_end(t, PATIENCE) >= 0);
    terminal_close(t);
    served_is_sound(house);
}

/* --- files that are none of ours --- */

static void write_bytes(const char *path, off_t at, const void *bytes, size_t length)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(pwrite(fd, bytes, length, at), (ssize_t)length);
    close(fd);
}

static void random_bytes(void **state)
{
    (void)state;
    struct served house;
    unsigned char noise[65536];
    unsigned value = 1;
    served_make(&house, false);
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (unsigned char)((value = value * 1103515245 + 12345) >> 16);
    assert_int_equal(truncate(house.database, 0), 0);
    write_bytes(house.database, 0, noise, sizeof noise);
    refuses(BBS("serve", "--db", house.database, "--listen", ANY_PORT), "not a house");
    refuses(BBS("check", "--db", house.database), "");
    refuses(BBS("admin", "--db", house.database, "boards"), "not a house");
    /* A true SQLite head, and noise behind it. */
    write_bytes(house.database, 0, "SQLite format 3", 16);
    refuses(BBS("serve", "--db", house.database, "--listen", ANY_PORT), "");
    served_close(&house);
}

static void newer_version(void **state)
{
    (void)state;
    struct served house;
    served_make(&house, false);
    write_bytes(house.database, VERSION_AT, "\0\0\x7f\xff", 4);
    refuses(BBS("serve", "--db", house.database, "--listen", ANY_PORT), "newer");
    refuses(BBS("admin", "--db", house.database, "boards"), "newer");
    served_close(&house);
}

/* Root may write everything: for root, the house is served without the rights that root has over files. */
static void read_only(void **state)
{
    (void)state;
    struct served house;
    char data[700];
    served_make(&house, false);
    snprintf(data, sizeof data, "%s/data", house.folder);
    chmod(house.folder, 0755);
    chmod(house.database, 0444);
    chmod(data, 0555);
    if (getuid() == 0)
        refuses(run((const char *const[]) { "setpriv", "--bounding-set=-all", getenv("BBS"), "serve", "--db",
                        house.database, "--listen", ANY_PORT, NULL },
                    NULL, 0),
            "cannot be written");
    else
        refuses(BBS("serve", "--db", house.database, "--listen", ANY_PORT), "cannot be written");
    chmod(data, 0755);
    served_close(&house);
}

/* --- what stewards do --- */

static void backup_and_export(void **state)
{
    const struct served *house = *state;
    char backup[700], folder[700], restored[700];
    snprintf(backup, sizeof backup, "%s/copy.db", house->folder);
    snprintf(folder, sizeof folder, "%s/export", house->folder);
    snprintf(restored, sizeof restored, "%s/restored", house->folder);
    does(BBS("backup", "--db", house->database, backup), "");
    refuses(BBS("backup", "--db", house->database, backup), "");
    does(BBS("export", "--db", house->database, "--unit", "Vilakazi Street", folder), "");
    does(run((const char *const[]) { "sh", "-c", "test -s \"$0\" && ls \"$1\" | grep -q .", backup, folder, NULL },
             NULL, 0),
        "");
    does(BBS("check", "--db", house->database), "");
    does(BBS("check", "--db", backup), "All is whole"); /* the copy as it lies */
    does(run((const char *const[]) { "sh", "-c", "mkdir -p \"$1/data\" && cp \"$0\" \"$1/data/house.db\"", backup,
                 restored, NULL },
             NULL, 0),
        "");
    strcat(restored, "/house.db");
    does(BBS("check", "--db", restored), "All is whole"); /* and put back */
}

static void admin_adds_and_does_not_speak(void **state)
{
    const struct served *house = *state;
    does(BBS("admin", "--db", house->database, "board", "add", "music", "--title", "Music and joy", "--visibility",
             "public"),
        "");
    does(BBS("admin", "--db", house->database, "boards"), "music");
    does(run((const char *const[]) { "bbs", "admin", "--db", house->database, "member", "add", "nomsa", "--household",
                 "D 4", "--password-stdin", NULL },
             "a long password\n", 16),
        "");
    refuses(BBS("admin", "--db", house->database, "member", "add", "NOMSA", "--household", "D 5"), "");
    refuses(BBS("admin", "--db", house->database, "member", "add", "root", "--household", "D 5"), "");
    refuses(run((const char *const[]) { "bbs", "admin", "--db", house->database, "post", "general", "--title", "Hello",
                    NULL },
                "From the shell.\n", 16),
        "");
    refuses(BBS("admin", "--db", house->database, "inbox"), "");
}

static void console_in_a_demo_house_only(void **state)
{
    const struct served *house = *state;
    struct served street;
    served_make(&street, true);
    struct terminal *t = terminal_open(80, 24);
    terminal_spawn(t,
        (const char *const[]) { getenv("BBS"), "console", "--db", street.database, "--as", DEMO_HANDLE_1, NULL },
        (const char *const[]) { "TERM=xterm-256color", NULL });
    expect(t, "? help");
    terminal_close(t);
    t = terminal_open(80, 24);
    terminal_spawn(t,
        (const char *const[]) { getenv("BBS"), "console", "--db", house->database, "--as", "thandi", NULL },
        (const char *const[]) { "TERM=xterm-256color", NULL });
    expect(t, "assword");
    assert_false(terminal_shows(t, "? help"));
    terminal_close(t);
    refuses(BBS("serve", "--db", street.database, "--listen", "0.0.0.0:0"), "demo");
    served_close(&street);
}

/* --- a full disk --- */

static bool tells(const char *path, const char *words)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool told = fd >= 0 && write(fd, words, strlen(words)) == (ssize_t)strlen(words);
    if (fd >= 0)
        close(fd);
    return told;
}

/* A small disk of our own over the folder, in a namespace of our own: an ordinary user may have one too. */
static bool small_disk(const char *folder)
{
    char map[64];
    unsigned user = getuid(), group = getgid();
    if (unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0)
        return false;
    if (user != 0) {
        snprintf(map, sizeof map, "%u %u 1", user, user);
        if (!tells("/proc/self/setgroups", "deny") || !tells("/proc/self/uid_map", map))
            return false;
        snprintf(map, sizeof map, "%u %u 1", group, group);
        if (!tells("/proc/self/gid_map", map))
            return false;
    }
    return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("tmpfs", folder, "tmpfs", 0, "size=6m,mode=0755") == 0;
}

static void fill(const char *path)
{
    static char block[4096];
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    while (write(fd, block, sizeof block) > 0)
        ;
    close(fd);
}

/* The writer is told, her text stays on the screen, and once there is room the same key sends it. */
static void full_disk(void **state)
{
    (void)state;
    char command[2000], filler[600];
    struct served house;
    served_make(&house, false);
    snprintf(command, sizeof command, "%s.kept", house.folder);
    assert_int_equal(rename(house.folder, command), 0);
    assert_int_equal(mkdir(house.folder, 0755), 0);
    if (!small_disk(house.folder)) {
        print_message("no small disk can be mounted here\n");
        skip();
    }
    snprintf(
        command, sizeof command, "cp -a %s.kept/. %s/ && rm -rf %s.kept", house.folder, house.folder, house.folder);
    does(run((const char *const[]) { "sh", "-c", command, NULL }, NULL, 0), "");
    served_serve(&house);
    free(served_says(&house, "thandi", "post general --title Disk", "Is there room?\n", 0));
    struct terminal *t = served_visit(&house, &(struct visit) { .handle = "sipho" });
    expect(t, "? help");
    terminal_send(t, "\t");
    expect(t, "Is there room?");
    snprintf(filler, sizeof filler, "%s/filler", house.folder);
    fill(filler);
    terminal_send(t, "f");
    expect(t, "> Is there room?");
    terminal_send(t, "Not a byte.");
    expect(t, "Not a byte.");
    for (int i = 0; i < 4 && !terminal_shows(t, "full"); i++) { /* the log may hold room for one more */
        terminal_send(t, "\023");
        if (terminal_wait(t, "2 of", 500))
            break;
        terminal_wait(t, "full", 2000);
    }
    if (terminal_shows(t, "full"))
        assert_true(terminal_shows(t, "Not a byte."));
    struct ran ran =
        served_command(&house, "thandi", "post general --title More", "More words than there is room for.\n");
    assert_in_range(ran.status, 0, 1);
    assert_true(ran.status == 0 || strstr(ran.err, "full") != NULL);
    ran_free(&ran);
    unlink(filler);
    if (terminal_shows(t, "full"))
        terminal_send(t, "\023");
    expect(t, "of 2");
    expect(t, "Not a byte.");
    terminal_close(t);
    served_is_sound(&house);
    served_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_for_each), cmocka_unit_test(init_says_what_comes_next), cmocka_unit_test(missing_house),
        cmocka_unit_test(served_already), cmocka_unit_test(port_taken), cmocka_unit_test(addresses),
        cmocka_unit_test(term_drains), cmocka_unit_test(random_bytes), cmocka_unit_test(newer_version),
        cmocka_unit_test(read_only), cmocka_unit_test(backup_and_export),
        cmocka_unit_test(admin_adds_and_does_not_speak), cmocka_unit_test(console_in_a_demo_house_only),
        cmocka_unit_test(full_disk), /* last: it leaves this process in a namespace of its own */
    };
    return cmocka_run_group_tests(tests, make_house, close_house);
}
