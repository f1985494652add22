/*
 * test_queue.c: a process that takes a lock of the house and keeps it. A session that was taken over can do that: it
 * has the files. Nobody waits for ever, and the caretaker ends it.
 */
#include "tests/store/street.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/store/files.h"

enum { HELD = 1200, PATIENCE = 60000 /* milliseconds; only failures take so long */ };

struct kept {
    struct street street;
    struct store *caretaker;
    char folder[PATH_ROOM], path[PATH_ROOM];
    pid_t holder;
};

static int kept_open(void **state)
{
    struct kept *kept = calloc(1, sizeof *kept);
    char argon[PATH_ROOM];
    *state = kept;
    files_folder(kept->folder);
    files_path(kept->path, kept->folder, "house.db");
    files_path(argon, kept->folder, "argon");
    mkdir(argon, 0700);
    files_path(argon, kept->folder, "argon/0");
    files_write(argon, "", 0);
    street_open_at(&kept->street, kept->path);
    store_close(kept->street.store);
    assert_int_equal(store_open(kept->path, STORE_CARETAKER, &kept->caretaker), STORE_OPENED);
    assert_int_equal(kept->caretaker->queue.held_most, QUEUE_HELD_MOST);
    assert_int_equal(kept->caretaker->queue.read_most, QUEUE_READ_MOST); /* 0 would end whoever reads */
    kept->caretaker->queue.held_most = HELD;
    kept->caretaker->queue.read_most = 2 * HELD;
    return 0;
}

static int kept_close(void **state)
{
    struct kept *kept = *state;
    if (kept->holder > 0) {
        kill(kept->holder, SIGKILL);
        waitpid(kept->holder, NULL, 0);
    }
    store_close(kept->caretaker);
    files_remove(kept->folder);
    free(kept);
    return 0;
}

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void moment(void)
{
    nanosleep(&(struct timespec) { .tv_nsec = 20000000 }, NULL);
}

/* Takes the lock, says so on the pipe, and stays. */
static void keep_lock(
    const struct kept *kept, short type, const char *file, off_t start, off_t length, bool far, int told)
{
    char path[PATH_ROOM];
    struct flock bytes = { .l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = length };
    if (far) {
        signal(SIGALRM, SIG_DFL);
        alarm(60); /* nobody waits for it: it ends by itself, should the test fail */
    } else
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    files_path(path, kept->folder, file);
    int fd = open(path, O_RDWR);
    if (fd < 0 || fcntl(fd, F_SETLK, &bytes) != 0 || write(told, "x", 1) != 1)
        _exit(1);
    for (;;)
        pause();
}

/* `far`: a process that the house did not start. */
static void somebody_keeps(struct kept *kept, short type, const char *file, off_t start, off_t length, bool far)
{
    int ends[2];
    char byte;
    assert_int_equal(pipe(ends), 0);
    kept->holder = fork();
    if (kept->holder == 0 && (!far || fork() == 0))
        keep_lock(kept, type, file, start, length, far, ends[1]);
    if (kept->holder == 0)
        _exit(0);
    assert_int_equal(read(ends[0], &byte, 1), 1);
    close(ends[0]);
    close(ends[1]);
}

static void holder_was_ended(struct kept *kept)
{
    int status;
    assert_int_equal(waitpid(kept->holder, &status, 0), kept->holder);
    kept->holder = 0;
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

/* --- waiting ends --- */

static void nobody_waits_for_ever(void **state)
{
    struct kept *kept = *state;
    struct store *session;
    assert_int_equal(store_open(kept->path, STORE_SERVE, &session), STORE_OPENED);
    session->queue.wait_most = 700;
    somebody_keeps(kept, F_WRLCK, "house.db-lock", 0, 0, false);
    int64_t begun = milliseconds();
    assert_int_equal(db_begin(session), RESULT_BUSY);
    assert_non_null(strstr(store_reason(session), "your text is still here"));
    assert_true(milliseconds() - begun < QUEUE_WAIT_MOST);
    assert_int_equal(session->depth, 0);
    store_close(session);
}

/* --- the caretaker ends the holder --- */

static void whoever_keeps_the_queue_is_ended_by_the_waiting_caretaker(void **state)
{
    struct kept *kept = *state;
    somebody_keeps(kept, F_WRLCK, "house.db-lock", 0, 0, false);
    must(db_begin(kept->caretaker));
    must(db_commit(kept->caretaker));
    holder_was_ended(kept);
    assert_int_equal(store_watch(kept->caretaker), 1);
    assert_int_equal(store_watch(kept->caretaker), 0);
}

/* While the caretaker looks, a session waits, and gets in. */
static void who_waited_gets_in(void **state)
{
    struct kept *kept = *state;
    int status = 0;
    somebody_keeps(kept, F_WRLCK, "house.db-lock", 0, 0, false);
    pid_t waiting = fork();
    if (waiting == 0) {
        struct store *session;
        bool in = store_open(kept->path, STORE_SERVE, &session) == STORE_OPENED && db_begin(session) == RESULT_OK &&
                  db_commit(session) == RESULT_OK;
        _exit(in ? 0 : 1);
    }
    for (int64_t until = milliseconds() + PATIENCE; waitpid(waiting, &status, WNOHANG) == 0; moment()) {
        store_watch(kept->caretaker);
        assert_true(milliseconds() < until);
    }
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    holder_was_ended(kept);
}

/* SQLite's own locks, and whose turn it is to have a password hashed. */
static void whoever_keeps_another_lock_is_ended_too(void **state)
{
    static const struct {
        short type;
        const char *file;
        off_t start, length;
    } locks[] = {
        { F_WRLCK, "house.db-shm", 120, 1 },
        { F_WRLCK, "house.db-shm", 121, 1 },
        { F_WRLCK, "house.db-shm", 123, 1 },
        { F_WRLCK, "house.db-shm", 120, 8 },
        { F_RDLCK, "house.db-shm", 125, 1 }, /* reads an old state for ever */
        { F_WRLCK, "house.db", 0x40000000, 1 },
        { F_WRLCK, "argon/0", 0, 1 },
        { F_WRLCK, "argon/0", 1, 1 },
        { F_WRLCK, "argon/0", 0, 0 },
    };
    struct kept *kept = *state;
    for (size_t i = 0; i < sizeof locks / sizeof *locks; i++) {
        int64_t until = milliseconds() + PATIENCE;
        somebody_keeps(kept, locks[i].type, locks[i].file, locks[i].start, locks[i].length, false);
        for (; store_watch(kept->caretaker) == 0; moment())
            if (milliseconds() > until)
                fail_msg("byte %d of %s is kept for ever", (int)locks[i].start, locks[i].file);
        holder_was_ended(kept);
    }
}

/* A steward's own program, say a long check, is left alone. */
static void what_the_house_did_not_start_is_not_ended(void **state)
{
    struct kept *kept = *state;
    somebody_keeps(kept, F_WRLCK, "house.db-lock", 0, 0, true);
    waitpid(kept->holder, NULL, 0);
    kept->holder = 0;
    for (int64_t until = milliseconds() + 3 * HELD; milliseconds() < until; moment())
        assert_int_equal(store_watch(kept->caretaker), 0);
    struct flock bytes = { .l_type = F_RDLCK, .l_whence = SEEK_SET };
    assert_int_equal(fcntl(kept->caretaker->queue.lock, F_GETLK, &bytes), 0);
    assert_int_equal(bytes.l_type, F_WRLCK); /* it has it still */
    kill(bytes.l_pid, SIGKILL);
}

/* Who writes much has the lock often, and not always. */
static void who_gives_it_back_is_not_ended(void **state)
{
    struct kept *kept = *state;
    pid_t busy = fork();
    if (busy == 0) {
        struct store *session;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (store_open(kept->path, STORE_SERVE, &session) != STORE_OPENED)
            _exit(1);
        for (int64_t until = milliseconds() + 3 * HELD; milliseconds() < until; moment()) {
            if (db_begin(session) != RESULT_OK || db_commit(session) != RESULT_OK)
                _exit(1);
        }
        _exit(0);
    }
    int status = 0;
    while (waitpid(busy, &status, WNOHANG) == 0)
        assert_int_equal(store_watch(kept->caretaker), 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

#define KEPT(test) cmocka_unit_test_setup_teardown(test, kept_open, kept_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KEPT(nobody_waits_for_ever),
        KEPT(whoever_keeps_the_queue_is_ended_by_the_waiting_caretaker),
        KEPT(who_waited_gets_in),
        KEPT(whoever_keeps_another_lock_is_ended_too),
        KEPT(what_the_house_did_not_start_is_not_ended),
        KEPT(who_gives_it_back_is_not_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
