/*
 * test_full.c: a disk that is full at any moment leaves no half file, and what is begun again then succeeds. A limit on
 * the size of files stands for the full disk: the program reads the same refusal.
 */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/e2e/served.h"
#include "util.h"

struct place {
    char folder[512], database[600];
};

static int place_open(void **state)
{
    static struct place place;
    const char *folder = getenv("TMPDIR");
    *state = &place;
    snprintf(place.folder, sizeof place.folder, "%s/full-XXXXXX", folder ? folder : "/tmp");
    assert_non_null(mkdtemp(place.folder));
    snprintf(place.database, sizeof place.database, "%s/street/house.db", place.folder);
    return 0;
}

static int place_close(void **state)
{
    const struct place *place = *state;
    struct ran gone = run((const char *const[]) { "rm", "-rf", place->folder, NULL }, NULL, 0);
    ran_free(&gone);
    return 0;
}

/* Runs bbs where no file becomes larger than `most`. */
static int bbs_in(rlim_t most, const char *const *argv)
{
    const char *program = getenv("BBS");
    int status;
    if (program == NULL)
        die("BBS names no program");
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        struct rlimit limit = { most, most };
        int nowhere = open("/dev/null", O_RDWR);
        dup2(nowhere, 1);
        dup2(nowhere, 2);
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        execv(program, (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static off_t size_of(const struct place *place, const char *name)
{
    char path[700];
    struct stat facts;
    snprintf(path, sizeof path, "%s/street/%s", place->folder, name);
    return stat(path, &facts) == 0 ? facts.st_size : -1;
}

static bool host_key_is_whole(const struct place *place)
{
    char path[700];
    snprintf(path, sizeof path, "%s/street/keys/host_key", place->folder);
    struct ran read = run((const char *const[]) { "ssh-keygen", "-y", "-P", "", "-f", path, NULL }, NULL, 0);
    bool whole = read.status == 0;
    ran_free(&read);
    return whole;
}

static const rlim_t limits[] = { 0, 1, 31, 63, 64, 100, 398, 1000, 5000, 20000, 100000 };
enum { LIMITS = sizeof limits / sizeof *limits };

static void init_leaves_whole_files_or_none(void **state)
{
    const struct place *place = *state;
    const char *const init[] = { "bbs", "init", "--db", place->database, "--unit", "Vilakazi Street", NULL };
    for (size_t i = 0; i < LIMITS; i++) {
        if (bbs_in(limits[i], init) == 0)
            fail_msg("a house of less than %d bytes", (int)limits[i]);
        off_t key = size_of(place, "keys/house_key");
        if (key != -1 && key != 64)
            fail_msg("with %d bytes a house key of %d is left", (int)limits[i], (int)key);
        if (size_of(place, "keys/host_key") != -1 && !host_key_is_whole(place))
            fail_msg("with %d bytes half a host key is left", (int)limits[i]);
        assert_int_equal(size_of(place, "data/house.db"), -1);
        assert_int_equal(size_of(place, "keys/house_key.part"), -1);
        assert_int_equal(size_of(place, "keys/host_key.part"), -1);
    }
    assert_int_equal(bbs_in(RLIM_INFINITY, init), 0);
    assert_int_equal(size_of(place, "keys/house_key"), 64);
    assert_true(host_key_is_whole(place));
    struct ran check = BBS("check", "--db", place->database);
    assert_int_equal(check.status, 0);
    ran_free(&check);
}

/* What an older version left on a full disk. */
static void an_empty_key_is_made_anew_and_half_a_key_is_told(void **state)
{
    const struct place *place = *state;
    const char *const init[] = { "bbs", "init", "--db", place->database, "--unit", "Vilakazi Street", NULL };
    char path[700];
    bbs_in(0, init); /* makes the folders */
    snprintf(path, sizeof path, "%s/street/keys/house_key", place->folder);
    close(open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600));
    snprintf(path, sizeof path, "%s/street/keys/host_key", place->folder);
    close(open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600));
    assert_int_equal(bbs_in(RLIM_INFINITY, init), 0);
    assert_int_equal(size_of(place, "keys/house_key"), 64);
    assert_true(host_key_is_whole(place));

    snprintf(path, sizeof path, "%s/street/data/house.db", place->folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/street/keys/house_key", place->folder);
    assert_int_equal(truncate(path, 20), 0);
    struct ran told = BBS("init", "--db", place->database, "--unit", "Vilakazi Street");
    assert_int_equal(told.status, 1);
    assert_non_null(strstr(told.err, "not whole"));
    ran_free(&told);
}

static size_t entries_of(const char *path)
{
    size_t count = 0;
    DIR *folder = opendir(path);
    const struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL)
        count += entry->d_name[0] != '.';
    if (folder != NULL)
        closedir(folder);
    return count;
}

/* Backup keys, copies, sealed backups and exports. */
static void what_is_made_later_is_whole_or_not_there(void **state)
{
    const struct place *place = *state;
    char copy[600], backup[600];
    const char *const init[] = { "bbs", "init", "--db", place->database, "--unit", "Vilakazi Street", NULL };
    const char *const key[] = { "bbs", "backup-key", "--db", place->database, NULL };
    const char *const plain[] = { "bbs", "backup", "--db", place->database, copy, NULL };
    const char *const sealed[] = { "bbs", "backup", "--db", place->database, "--sealed", NULL };
    snprintf(copy, sizeof copy, "%s/copy/house.db", place->folder);
    snprintf(backup, sizeof backup, "%s/street/backup", place->folder);
    assert_int_equal(bbs_in(RLIM_INFINITY, init), 0);
    snprintf(copy, sizeof copy, "%s/copy", place->folder);
    assert_int_equal(mkdir(copy, 0700), 0);
    snprintf(copy, sizeof copy, "%s/copy/house.db", place->folder);
    assert_int_equal(bbs_in(20, key), 1);
    assert_int_equal(size_of(place, "keys/backup_key"), -1);
    assert_int_equal(size_of(place, "keys/backup_key.part"), -1);
    assert_int_equal(bbs_in(RLIM_INFINITY, key), 0);
    static const rlim_t small[] = { 0, 100, 20000 };
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
        bbs_in(small[i], plain);
        bbs_in(small[i], sealed);
        assert_int_equal(size_of(place, "../copy/house.db"), -1);
        assert_int_equal(size_of(place, "../copy/house.db.part"), -1);
        assert_int_equal(entries_of(backup), 0);
        assert_int_equal(size_of(place, "data/copy-to-seal.db"), -1);
        assert_int_equal(size_of(place, "data/copy-to-seal.db.part"), -1);
    }
    assert_int_equal(bbs_in(RLIM_INFINITY, plain), 0);
    assert_int_equal(bbs_in(RLIM_INFINITY, sealed), 0);
    assert_int_equal(entries_of(backup), 1);
}

/* The made-up street has enough to say that the database can be read, and its posts not be written. */
static void an_export_is_whole_or_not_there(void **state)
{
    const struct place *place = *state;
    char export[600];
    const char *const demo[] = { "bbs", "demo", "--db", place->database, NULL };
    const char *const out[] = { "bbs", "export", "--db", place->database, "--unit", "vilakazi-street", export, NULL };
    snprintf(export, sizeof export, "%s/export", place->folder);
    assert_int_equal(bbs_in(RLIM_INFINITY, demo), 0);
    assert_int_equal(bbs_in(40000, out), 1);
    assert_int_equal(access(export, F_OK), -1);
    assert_int_equal(mkdir(export, 0700), 0);
    assert_int_equal(bbs_in(40000, out), 1);
    assert_int_equal(entries_of(export), 0);
    assert_int_equal(bbs_in(RLIM_INFINITY, out), 0);
    assert_true(entries_of(export) > 8);
    assert_int_equal(bbs_in(RLIM_INFINITY, out), 1); /* over nothing that is there */
}

/* The plain copy that is sealed at night: a link that was made while it was there shows what became of it. */
static void the_copy_to_be_sealed_is_overwritten(void **state)
{
    const struct place *place = *state;
    char copy[600], kept[600], bytes[65536];
    const char *const init[] = { "bbs", "init", "--db", place->database, "--unit", "Vilakazi Street", NULL };
    const char *const key[] = { "bbs", "backup-key", "--db", place->database, NULL };
    const char *const sealed[] = { "bbs", "backup", "--db", place->database, "--sealed", NULL };
    assert_int_equal(bbs_in(RLIM_INFINITY, init), 0);
    assert_int_equal(bbs_in(RLIM_INFINITY, key), 0);
    snprintf(copy, sizeof copy, "%s/street/data/copy-to-seal.db", place->folder);
    snprintf(kept, sizeof kept, "%s/kept", place->folder);
    pid_t watching = fork();
    if (watching == 0) {
        while (link(copy, kept) != 0)
            ;
        _exit(0);
    }
    bool seen = false;
    for (int tries = 0; tries < 40 && !seen; tries++) { /* on a busy machine the watcher may sleep through a backup */
        assert_int_equal(bbs_in(RLIM_INFINITY, sealed), 0);
        seen = waitpid(watching, NULL, WNOHANG) == watching;
    }
    if (!seen) {
        kill(watching, SIGKILL);
        waitpid(watching, NULL, 0);
    }
    assert_int_equal(access(copy, F_OK), -1);
    int fd = open(kept, O_RDONLY);
    assert_true(fd >= 0); /* it was there */
    ssize_t length, all = 0;
    while ((length = read(fd, bytes, sizeof bytes)) > 0) {
        all += length;
        for (ssize_t i = 0; i < length; i++)
            assert_int_equal(bytes[i], 0);
    }
    close(fd);
    assert_true(all > 100000);
}

#define PLACE(test) cmocka_unit_test_setup_teardown(test, place_open, place_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACE(init_leaves_whole_files_or_none),
        PLACE(an_empty_key_is_made_anew_and_half_a_key_is_told),
        PLACE(what_is_made_later_is_whole_or_not_there),
        PLACE(an_export_is_whole_or_not_there),
        PLACE(the_copy_to_be_sealed_is_overwritten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
