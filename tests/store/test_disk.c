/*
 * test_disk.c: what is cut off a file or removed was overwritten first, and what SQLite puts aside is encrypted.
 *
 * This program has the calls that cut and remove itself, and looks before each at what would stay on the disk.
 */
#include "tests/store/street.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "file.h"
#include "letters.h"
#include "tests/store/files.h"

#define WORDS "quixotic jackdaws"

static int cuts, left; /* how often something was cut or removed, and how often that still held something */

static void look(int fd, off_t from)
{
    static char bytes[1 << 16];
    struct stat facts;
    ssize_t length;
    if (fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode) || facts.st_size <= from)
        return;
    cuts++;
    for (off_t at = from; (length = pread(fd, bytes, sizeof bytes, at)) > 0; at += length)
        for (ssize_t i = 0; i < length; i++)
            if (bytes[i] != 0) {
                left++;
                return;
            }
}

int ftruncate(int fd, off_t length)
{
    look(fd, length);
    return (int)syscall(SYS_ftruncate, fd, length);
}

int ftruncate64(int fd, off_t length)
{
    return ftruncate(fd, length);
}

int unlink(const char *path)
{
    const char *end = path + strlen(path) - 4;
    int fd = strcmp(end, "-shm") == 0 ? -1 : open(path, O_RDONLY | O_CLOEXEC); /* that holds numbers alone */
    look(fd, 0);
    if (fd >= 0)
        close(fd);
    return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

struct place {
    struct street street;
    char folder[PATH_ROOM], path[PATH_ROOM];
};

static int place_open(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    *state = place;
    files_folder(place->folder);
    files_path(place->path, place->folder, "house.db");
    street_open_at(&place->street, place->path);
    for (int i = 0; i < 100; i++)
        street_thread(&place->street, &place->street.ann, place->street.general, "Words", WORDS);
    cuts = left = 0;
    return 0;
}

static int place_close(void **state)
{
    struct place *place = *state;
    files_remove(place->folder);
    free(place);
    return 0;
}

static void nothing_was_left(void)
{
    assert_true(cuts > 0);
    assert_int_equal(left, 0);
    cuts = 0;
}

static void the_log_is_overwritten_when_it_is_emptied_and_removed(void **state)
{
    struct place *place = *state;
    assert_true(store_checkpoint(place->street.store, true));
    nothing_was_left();
    street_thread(&place->street, &place->street.ann, place->street.general, "Words", WORDS);
    store_close(place->street.store); /* the last one: the log goes */
    nothing_was_left();
}

/* It waits for nobody: who reads just now reads on, and it is tried again. */
static void the_log_is_emptied_when_nobody_reads(void **state)
{
    struct place *place = *state;
    struct store *reader;
    struct stat log;
    char path[PATH_ROOM + 8];
    snprintf(path, sizeof path, "%s-wal", place->path);
    assert_int_equal(store_open(place->path, STORE_SERVE, &reader), STORE_OPENED);
    db_begin_read(reader);
    assert_int_not_equal(db_number(reader, 0, "SELECT count(*) FROM post"), 0);
    street_thread(&place->street, &place->street.ann, place->street.general, "Words", WORDS);
    assert_false(store_empty_log(place->street.store));
    db_end_read(reader);
    assert_true(store_empty_log(place->street.store));
    assert_int_equal(stat(path, &log), 0);
    assert_int_equal(log.st_size, 0);
    nothing_was_left();
    assert_true(store_empty_log(place->street.store)); /* nothing to do */
    store_close(reader);
    store_close(place->street.store);
}

/* Half of the posts go, and the file is written anew: it is shorter then. */
static void what_is_cut_off_the_file_is_overwritten(void **state)
{
    struct place *place = *state;
    struct store *caretaker;
    struct stat before, after;
    store_close(place->street.store);
    assert_int_equal(store_open(place->path, STORE_CARETAKER, &caretaker), STORE_OPENED);
    for (int i = 0; i < 200; i++) {
        const char name[] = { (char)('a' + i / 20), (char)('a' + i % 20), '\0' };
        must(db_run(caretaker, "INSERT INTO house VALUES (?, hex(randomblob(1500)))", name));
    }
    assert_true(store_checkpoint(caretaker, true));
    assert_int_equal(stat(place->path, &before), 0);
    must(db_run(caretaker, "DELETE FROM house WHERE length(name) = 2"));
    cuts = 0;
    must(store_rewrite(caretaker));
    assert_true(store_checkpoint(caretaker, true));
    assert_int_equal(stat(place->path, &after), 0);
    assert_true(after.st_size < before.st_size);
    nothing_was_left();
    store_close(caretaker);
    files_write(place->path, "", 0); /* nothing of this was meant to be sound */
}

/* The copy from before a new version, its half that a kill left, and one of years ago; a link shows what became of it.
 */
static void copies_from_before_a_new_version_are_overwritten(void **state)
{
    static const char *const names[] = { "house.db-before-version-2", "house.db-before-version-14",
        "house.db-before-version-20.part" };
    struct place *place = *state;
    for (size_t i = 0; i < 3; i++) {
        char path[PATH_ROOM], kept[PATH_ROOM];
        files_path(path, place->folder, names[i]);
        files_path(kept, place->folder, i == 0 ? "kept0" : i == 1 ? "kept1" : "kept2");
        files_write(path, "all the " WORDS " of the street", 40);
        assert_int_equal(link(path, kept), 0);
    }
    store_drop_copies(place->street.store);
    nothing_was_left();
    for (size_t i = 0; i < 3; i++) {
        char path[PATH_ROOM], kept[PATH_ROOM];
        files_path(path, place->folder, names[i]);
        files_path(kept, place->folder, i == 0 ? "kept0" : i == 1 ? "kept1" : "kept2");
        assert_int_equal(access(path, F_OK), -1);
        assert_false(files_hold(kept, WORDS));
    }
    store_close(place->street.store);
}

/* A copy that could not be finished: its disk is full, or it is not whole. */
static void a_copy_that_failed_is_overwritten(void **state)
{
    struct place *place = *state;
    char copy[PATH_ROOM], part[PATH_ROOM], problem[400];
    files_path(copy, place->folder, "copy.db");
    files_path(part, place->folder, "copy.db.part");
    files_write(part, WORDS, strlen(WORDS)); /* of a try that was killed */
    must(store_backup(place->street.store, copy, problem, sizeof problem));
    nothing_was_left();
    store_close(place->street.store);
}

/* --- what is put aside --- */

static char *raw_temporary_file(size_t *length)
{
    DIR *folder = opendir("/proc/self/fd");
    struct dirent *entry;
    char target[600], *bytes = NULL;
    *length = 0;
    while (folder != NULL && bytes == NULL && (entry = readdir(folder)) != NULL) {
        ssize_t end = readlinkat(dirfd(folder), entry->d_name, target, sizeof target - 1);
        target[end > 0 ? end : 0] = '\0';
        if (strstr(target, "etilqs") == NULL)
            continue;
        char path[300];
        snprintf(path, sizeof path, "/proc/self/fd/%s", entry->d_name);
        bytes = files_read(path, length);
    }
    if (folder != NULL)
        closedir(folder);
    return bytes;
}

static void what_is_put_aside_can_be_read_by_this_process_alone(void **state)
{
    struct place *place = *state;
    sqlite3 *db = place->street.store->db;
    size_t length;
    static const char *const steps[] = { "PRAGMA temp_store = FILE", "PRAGMA temp.cache_size = 2",
        "CREATE TEMP TABLE aside (id INTEGER PRIMARY KEY, words TEXT)",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
        " INSERT INTO aside SELECT i, '" WORDS " ' || i || printf('%.*c', i % 300, 'x') FROM n",
        "UPDATE aside SET words = words || 'y' WHERE id % 7 = 0", "DELETE FROM aside WHERE id % 11 = 0" };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (sqlite3_exec(db, steps[i], NULL, NULL, NULL) != SQLITE_OK)
            fail_msg("%s: %s", steps[i], sqlite3_errmsg(db));
    char *raw = raw_temporary_file(&length);
    assert_non_null(raw);
    assert_true(length > 500000);
    assert_null(memmem(raw, length, WORDS, strlen(WORDS)));
    assert_null(memmem(raw, length, "jackdaws", 8));
    free(raw);
    int64_t wrong = db_number(place->street.store, -1,
        "SELECT count(*) FROM aside WHERE words <> '" WORDS " ' || id || printf('%.*c', id % 300, 'x') ||"
        " CASE id % 7 WHEN 0 THEN 'y' ELSE '' END");
    assert_int_equal(wrong, 0);
    assert_int_equal(db_number(place->street.store, -1, "SELECT count(*) FROM aside"), 5000 - 5000 / 11);
    store_close(place->street.store);
}

/* The way a large house goes: its pages by way of such a file. */
static void a_file_is_written_anew_by_way_of_one(void **state)
{
    struct place *place = *state;
    struct store *store = place->street.store;
    assert_int_equal(sqlite3_exec(store->db, "PRAGMA temp_store = FILE; PRAGMA cache_size = 5", NULL, NULL, NULL), 0);
    must(store_rewrite(store));
    assert_int_equal(store_check(store, NULL, NULL, (void (*)(void *, const char *))abort, NULL), 0);
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM post_text WHERE body = '" WORDS "'"), 100);
    store_close(store);
}

#define PLACE(test) cmocka_unit_test_setup_teardown(test, place_open, place_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACE(the_log_is_overwritten_when_it_is_emptied_and_removed),
        PLACE(the_log_is_emptied_when_nobody_reads),
        PLACE(what_is_cut_off_the_file_is_overwritten),
        PLACE(copies_from_before_a_new_version_are_overwritten),
        PLACE(a_copy_that_failed_is_overwritten),
        PLACE(what_is_put_aside_can_be_read_by_this_process_alone),
        PLACE(a_file_is_written_anew_by_way_of_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
