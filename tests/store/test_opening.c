/* test_opening.c: files that are no house's, and disks that are full: nothing is harmed, and the sentence is clear. */
#include "tests/store/street.h"

#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "deferred.h"
#include "letters.h"
#include "tests/store/files.h"

struct place_of_files {
    struct street street;
    char folder[PATH_ROOM], path[PATH_ROOM];
};

static int open_folder(void **state)
{
    struct place_of_files *place = calloc(1, sizeof *place);
    *state = place;
    files_folder(place->folder);
    files_path(place->path, place->folder, "house.db");
    return 0;
}

static int close_folder(void **state)
{
    struct place_of_files *place = *state;
    files_remove(place->folder);
    free(place);
    return 0;
}

/* A sound house in one file, closed. */
static void make_house(struct place_of_files *place)
{
    assert_int_equal(street_open_at(&place->street, place->path), 0);
    for (int i = 0; i < 200; i++)
        street_thread(&place->street, &place->street.ann, place->street.general, "Words", "Many words, many words.");
    store_close(place->street.store);
}

static void opens_as(const char *path, enum store_open_fault expected)
{
    static const enum store_mode modes[] = { STORE_SERVE, STORE_GUEST, STORE_TOOL, STORE_CARETAKER };
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        struct store *store;
        size_t before, after;
        char *was = files_read(path, &before);
        enum store_open_fault fault = store_open(path, modes[i], &store);
        if (fault != expected)
            fail_msg("%s opens as %d, not %d, in mode %d", path, (int)fault, (int)expected, (int)modes[i]);
        assert_null(store);
        assert_true(strlen(store_open_sentence(fault)) > 20);
        char *is = files_read(path, &after);
        assert_int_equal(before, after); /* whatever it is, it is somebody's */
        assert_true(before == 0 || memcmp(was, is, before) == 0);
        free(was);
        free(is);
    }
}

static void what_is_no_house_is_left_alone(void **state)
{
    struct place_of_files *place = *state;
    static const size_t sizes[] = { 0, 1, 99, 100, 4096, 1 << 20 };
    unsigned char *bytes = malloc(1 << 20);
    opens_as(place->path, STORE_MISSING);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        randombytes_buf_deterministic(bytes, 1 << 20, (const unsigned char[32]) { 7 });
        files_write(place->path, bytes, sizes[i]);
        opens_as(place->path, STORE_NOT_OURS);
    }
    free(bytes);
    files_write(place->path, "Dear Thandi,\nthe keys are under the mat.\n", 41);
    opens_as(place->path, STORE_NOT_OURS);
}

/* Somebody else's database, as a browser's. */
static void another_programs_database_is_not_ours(void **state)
{
    struct place_of_files *place = *state;
    sqlite3 *db;
    assert_int_equal(sqlite3_open(place->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE post (id); PRAGMA user_version = 2", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    opens_as(place->path, STORE_NOT_OURS);
}

static void run_in_file(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void a_newer_version_is_left_alone(void **state)
{
    struct place_of_files *place = *state;
    make_house(place);
    run_in_file(place->path, "PRAGMA user_version = 999");
    opens_as(place->path, STORE_NEWER);
    assert_non_null(strstr(store_open_sentence(STORE_NEWER), "newer version"));
}

/* Only the caretaker may bring a house up to date, and only after a copy was made. */
static void an_older_version_waits_for_the_caretaker(void **state)
{
    struct place_of_files *place = *state;
    struct store *store;
    make_house(place);
    run_in_file(place->path, "PRAGMA user_version = 1");
    assert_int_equal(store_open(place->path, STORE_SERVE, &store), STORE_OLDER);
    assert_int_equal(store_open(place->path, STORE_TOOL, &store), STORE_OLDER);
}

static void a_house_is_not_made_over_a_file(void **state)
{
    struct place_of_files *place = *state;
    struct store *store;
    files_write(place->path, "precious", 8);
    assert_int_not_equal(store_create(place->path, &store), STORE_OPENED);
    assert_null(store);
    assert_true(files_hold(place->path, "precious"));
}

/* A schema and nothing in it: as after an `init` that was cut off. */
static void a_database_without_a_house_says_so(void **state)
{
    struct place_of_files *place = *state;
    struct store *store;
    struct house house;
    struct actor actor;
    assert_int_equal(store_create(place->path, &store), STORE_OPENED);
    assert_int_equal(house_get(store, 1, &house), RESULT_BROKEN);
    assert_string_equal(store_reason(store), "This database holds no house.");
    assert_int_equal(login_guest(store, &actor), RESULT_REFUSED);
    assert_int_equal(actor_for(store, ACTOR_MEMBER, "ann", &actor), RESULT_NOT_FOUND);
    store_close(store);
}

/* The middle of the file is gone or overwritten: it opens or it does not, but nothing is served as if it were whole. */
static void damage_is_noticed(void **state)
{
    struct place_of_files *place = *state;
    struct store *store;
    size_t length;
    make_house(place);
    char *bytes = files_read(place->path, &length);
    for (size_t at = 0; at < 3; at++) {
        char *broken = malloc(length);
        memcpy(broken, bytes, length);
        size_t from = (at + 1) * length / 4 / 4096 * 4096;
        memset(broken + from, 0x5a, at == 2 ? length - from : 3 * 4096);
        files_write(place->path, broken, length);
        free(broken);
        enum store_open_fault fault = store_open(place->path, STORE_TOOL, &store);
        assert_true(fault == STORE_OPENED || fault == STORE_DAMAGED);
        if (fault == STORE_OPENED)
            assert_true(store_check(store, NULL, NULL, NULL, NULL) > 0);
        store_close(store);
    }
    files_write(place->path, bytes, length / 2);
    enum store_open_fault fault = store_open(place->path, STORE_TOOL, &store);
    assert_true(fault == STORE_DAMAGED || (fault == STORE_OPENED && store_check(store, NULL, NULL, NULL, NULL) > 0));
    store_close(store);
    free(bytes);
}

/* --- without the right to write --- */

static int open_each_mode(void *context)
{
    struct store *store;
    static const enum store_mode modes[] = { STORE_SERVE, STORE_TOOL, STORE_CARETAKER };
    for (int i = 0; i < 3; i++)
        if (store_open(context, modes[i], &store) != STORE_READ_ONLY)
            return 10 + i;
    return 0;
}

static int create_there(void *context)
{
    struct store *store;
    return store_create(context, &store) == STORE_READ_ONLY && store == NULL ? 0 : 1;
}

static void what_cannot_be_written_is_not_opened(void **state)
{
    struct place_of_files *place = *state;
    char other[PATH_ROOM], lock[PATH_ROOM + 8];
    make_house(place);
    snprintf(lock, sizeof lock, "%s-lock", place->path);
    unlink(lock);
    assert_int_equal(chmod(place->folder, 0755), 0);
    assert_int_equal(chmod(place->path, 0444), 0);
    assert_int_equal(files_apart(true, open_each_mode, place->path), 0);
    assert_int_equal(chmod(place->path, 0666), 0);
    assert_int_equal(chmod(place->folder, 0555), 0); /* the file alone is not enough: its log stands beside it */
    assert_int_equal(files_apart(true, open_each_mode, place->path), 0);
    files_path(other, place->folder, "new.db");
    assert_int_equal(files_apart(true, create_there, other), 0);
    assert_int_equal(chmod(place->folder, 0700), 0);
}

/* --- a full disk --- */

struct counts {
    int64_t posts, threads, in_threads, texts, letters, entries, members;
};

static struct counts count_all(struct store *store)
{
    return (struct counts) {
        .posts = db_number(store, -1, "SELECT count(*) FROM post"),
        .threads = db_number(store, -1, "SELECT count(*) FROM thread"),
        .in_threads = db_number(store, -1, "SELECT sum(posts) FROM thread"),
        .texts = db_number(store, -1, "SELECT count(*) FROM post_text"),
        .letters = db_number(store, -1, "SELECT count(*) FROM letter"),
        .entries = db_number(store, -1, "SELECT count(*) FROM ledger"),
        .members = db_number(store, -1, "SELECT count(*) FROM member WHERE gone = 0"),
    };
}

static const char *long_body(void)
{
    static char body[POST_MAX + 1];
    for (int i = 0; i < POST_MAX; i++)
        body[i] = i % 7 == 6 ? ' ' : (char)('a' + (int)randombytes_uniform(26));
    return body;
}

static enum result write_something(struct street *street, int what, int64_t first)
{
    static int number;
    int64_t thread, id;
    char handle[24];
    struct member_new form = { .handle = handle, .home = "C 1" };
    switch (what) {
    case 0:
        return thread_open(street->store, &street->ann, street->general, "T", long_body(), NOON, &thread, &id);
    case 1:
        return post_reply(street->store, &street->ben, first, long_body(), NOON, &id);
    case 2:
        return post_edit(street->store, &street->ann, first, long_body(), NOON);
    case 3:
        return letter_write(street->store, &street->ann, "ben", long_body(), 0, 0, NOON, &id);
    case 4:
        return draft_save(street->store, &street->ann, DRAFT_REPLY, ++number, "", long_body(), NOON);
    default:
        snprintf(handle, sizeof handle, "nia%d", ++number);
        return member_add(street->store, &street->operator, & form, NOON, &id);
    }
}

/* Writes one kind of thing until it is refused: then it was refused whole, and the sentence says why. */
static void fill_with(struct street *street, int what, int64_t first)
{
    struct counts before, after;
    enum result result;
    do {
        before = count_all(street->store);
        result = write_something(street, what, first);
    } while (result == RESULT_OK);
    after = count_all(street->store);
    if (result != RESULT_FULL)
        fail_msg("kind %d ends with %d: %s", what, (int)result, store_reason(street->store));
    assert_non_null(strstr(store_reason(street->store), "full"));
    assert_memory_equal(&before, &after, sizeof before);
    assert_true(sqlite3_get_autocommit(street->store->db));
}

static void a_full_house_refuses_whole(void **state)
{
    struct place_of_files *place = *state;
    struct street *street = &place->street;
    char limit[60];
    for (int what = 0; what < 6; what++) {
        assert_int_equal(street_open_at(street, place->path), 0);
        int64_t first = street_thread(street, &street->ann, street->general, "First", "Words.");
        snprintf(limit, sizeof limit, "PRAGMA max_page_count = %lld",
            (long long)db_number(street->store, 0, "PRAGMA page_count") + 12);
        assert_int_equal(sqlite3_exec(street->store->db, limit, NULL, NULL, NULL), SQLITE_OK);
        fill_with(street, what, first);
        assert_int_equal(store_check(street->store, NULL, NULL, NULL, NULL), 0);
        assert_int_equal(
            sqlite3_exec(street->store->db, "PRAGMA max_page_count = 100000", NULL, NULL, NULL), SQLITE_OK);
        must(write_something(street, what, first)); /* there is room again: all goes on */
        store_close(street->store);
        files_remove(place->folder);
        assert_int_equal(mkdir(place->folder, 0700), 0);
    }
}

/* A log that may not grow: as a disk that is full, but told by the file system. */
static int fill_the_log(void *context)
{
    struct place_of_files *place = context;
    struct street *street = &place->street;
    char log[PATH_ROOM + 8];
    struct stat facts;
    struct counts before, after;
    enum result result;
    int64_t post;
    snprintf(log, sizeof log, "%s-wal", place->path);
    signal(SIGXFSZ, SIG_IGN);
    if (store_open(place->path, STORE_SERVE, &street->store) != STORE_OPENED ||
        post_reply(street->store, &street->ben, 1, "Words.", NOON, &post) != RESULT_OK || stat(log, &facts) != 0)
        return 1;
    rlim_t most = (rlim_t)facts.st_size + (200 << 10);
    if (setrlimit(RLIMIT_FSIZE, &(struct rlimit) { most, most }) != 0)
        return 2;
    do {
        before = count_all(street->store);
        result = write_something(street, 1, 1);
    } while (result == RESULT_OK);
    after = count_all(street->store);
    if (result != RESULT_FULL || strstr(store_reason(street->store), "full") == NULL)
        return 3;
    if (memcmp(&before, &after, sizeof before) != 0)
        return 4;
    _exit(0); /* without closing: as if it were killed */
}

static void a_full_disk_refuses_whole(void **state)
{
    struct place_of_files *place = *state;
    struct store *store;
    make_house(place);
    assert_int_equal(files_apart(false, fill_the_log, place), 0);
    assert_int_equal(store_open(place->path, STORE_CARETAKER, &store), STORE_OPENED);
    assert_int_equal(store_check(store, NULL, NULL, NULL, NULL), 0);
    assert_true(db_number(store, 0, "SELECT count(*) FROM post") > 201);
    store_close(store);
}

/* --- a backup that was put back --- */

/* Sessions may make no file beside the database: without its log nobody could write. */
static void a_backup_gets_its_log_again(void **state)
{
    struct place_of_files *place = *state;
    struct store *store;
    char copy[PATH_ROOM], log[PATH_ROOM], problem[400];
    make_house(place);
    files_path(copy, place->folder, "copy.db");
    files_path(log, place->folder, "copy.db-wal");
    assert_int_equal(store_open(place->path, STORE_TOOL, &store), STORE_OPENED);
    must(store_backup(store, copy, problem, sizeof problem));
    store_close(store);
    assert_int_equal(store_open(copy, STORE_CARETAKER, &store), STORE_OPENED);
    assert_true(ledger_last(store) > 0); /* whatever it asks first */
    assert_int_equal(access(log, F_OK), 0);
    store_close(store);
    assert_int_equal(access(log, F_OK), 0); /* and it stays for those who come next */
}

/* --- the queue --- */

static int write_many(void *context)
{
    struct place_of_files *place = context;
    struct street street = place->street;
    int64_t thread, post;
    if (store_open(place->path, STORE_SERVE, &street.store) != STORE_OPENED)
        return 1;
    store_bulk(street.store);
    for (int i = 0; i < 100; i++)
        if (thread_open(street.store, &street.ann, street.general, "T", "Words.", NOON, &thread, &post) != RESULT_OK)
            return 2;
    store_close(street.store);
    return 0;
}

/* Two write at once: both wait for their turn, and neither writes over the other. */
static void writers_queue(void **state)
{
    struct place_of_files *place = *state;
    struct store *store;
    make_house(place);
    pid_t other = fork();
    if (other == 0)
        _exit(write_many(place));
    assert_int_equal(files_apart(false, write_many, place), 0);
    int status;
    assert_int_equal(waitpid(other, &status, 0), other);
    assert_int_equal(status, 0);
    assert_int_equal(store_open(place->path, STORE_TOOL, &store), STORE_OPENED);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM post"), 400);
    assert_int_equal(store_check(store, NULL, NULL, NULL, NULL), 0);
    store_close(store);
}

/* A guest's connection cannot write, whatever is asked of it. */
static void a_guests_connection_writes_nothing(void **state)
{
    struct place_of_files *place = *state;
    struct store *store;
    int64_t thread, post;
    make_house(place);
    assert_int_equal(store_open(place->path, STORE_GUEST, &store), STORE_OPENED);
    assert_int_equal(
        thread_open(store, &place->street.ann, place->street.general, "T", "B", NOON, &thread, &post), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(store), "guest"));
    assert_int_not_equal(sqlite3_exec(store->db, "DELETE FROM post_text", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(store_check(store, NULL, NULL, NULL, NULL), 0);
    store_close(store);
}

int main(void)
{
#define in_folder(test) cmocka_unit_test_setup_teardown(test, open_folder, close_folder)
    const struct CMUnitTest tests[] = {
        in_folder(what_is_no_house_is_left_alone),
        in_folder(another_programs_database_is_not_ours),
        in_folder(a_newer_version_is_left_alone),
        in_folder(an_older_version_waits_for_the_caretaker),
        in_folder(a_house_is_not_made_over_a_file),
        in_folder(a_database_without_a_house_says_so),
        in_folder(damage_is_noticed),
        in_folder(what_cannot_be_written_is_not_opened),
        in_folder(a_full_house_refuses_whole),
        in_folder(a_full_disk_refuses_whole),
        in_folder(a_backup_gets_its_log_again),
        in_folder(writers_queue),
        in_folder(a_guests_connection_writes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
