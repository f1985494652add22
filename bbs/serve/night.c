#include "bbs/serve/night.h"

#include <errno.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "bbs/safe/sealed.h"
#include "bbs/serve/role.h"
#include "language.h"
#include "ledger.h"
#include "util.h"

int64_t night_begin_of(int64_t now)
{
    time_t at = (time_t)now, begin;
    struct tm parts;
    localtime_r(&at, &parts);
    for (int days = 0;; days++) { /* the night of today, or of yesterday */
        struct tm then = { .tm_year = parts.tm_year,
            .tm_mon = parts.tm_mon,
            .tm_mday = parts.tm_mday - days,
            .tm_hour = NIGHT_HOUR,
            .tm_isdst = 0 }; /* winter time: there three o'clock comes exactly once each day */
        begin = mktime(&then);
        if (begin <= at || days > 1)
            return (int64_t)begin;
    }
}

static bool head_is_due(struct store *store, int64_t now)
{
    return ledger_sign_due(store, night_begin_of(now), now);
}

static bool backup_is_due(const struct house_files *files, int64_t now)
{
    return sealed_has_key(files) && sealed_newest(files, now) < night_begin_of(now);
}

/* --- the caretaker's side --- */

bool night_open(struct night *night, const char *database)
{
    char problem[400];
    *night = (struct night) { 0 };
    if (!house_files_at(database, &night->files, problem, sizeof problem))
        return false;
    sealed_clean(&night->files);
    return true;
}

static void start(struct night *night)
{
    const char *arguments[] = { night->files.database, NULL };
    night->worker = role_exec("bbs: night", "serve-night", -1, -1, arguments);
    if (night->worker < 0)
        night->worker = 0; /* fork failed; it is tried again later */
}

/* Takes the worker's end. The worker has logged its own errors, unless it was killed. */
static void hear(struct night *night, int64_t monotonic)
{
    int status = 0;
    pid_t ended = waitpid(night->worker, &status, WNOHANG);
    if (ended == 0)
        return;
    night->worker = 0;
    bool done = ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    night->due = monotonic + (done ? NIGHT_LOOK_SECONDS : NIGHT_AGAIN_SECONDS);
    if (ended > 0 && WIFSIGNALED(status))
        fprintf(stderr,
            "bbs: the process that signs the book and makes the backup at night was killed. It will be tried again\n");
}

void night_tick(struct night *night, struct store *store, int64_t now, int64_t monotonic)
{
    if (night->worker > 0)
        hear(night, monotonic);
    if (night->worker > 0 || monotonic < night->due)
        return;
    night->due = monotonic + NIGHT_LOOK_SECONDS;
    if (head_is_due(store, now) || backup_is_due(&night->files, now))
        start(night);
}

void night_close(struct night *night)
{
    if (night->worker <= 0)
        return;
    kill(night->worker, SIGKILL);
    waitpid(night->worker, NULL, 0);
    night->worker = 0;
    sealed_clean(&night->files);
}

/* --- the worker --- */

static bool sign_head(const struct house_files *files, int64_t now)
{
    char problem[HOUSE_PATH + 200] = "";
    unsigned char key[64];
    struct store *store;
    enum store_open_fault fault = store_open(files->database, STORE_TOOL, &store);
    if (fault != STORE_OPENED)
        util_copy_text(problem, sizeof problem, store_open_sentence(fault));
    else {
        if (head_is_due(store, now) && house_files_key(files, key, problem, sizeof problem) &&
            ledger_sign(store, key, now) != RESULT_OK)
            util_copy_text(problem, sizeof problem, store_reason(store));
        sodium_memzero(key, sizeof key);
        store_close(store);
    }
    if (problem[0] != '\0')
        fprintf(stderr, "bbs: the head of the book was not signed. It will be tried again. The reason: %s\n", problem);
    return problem[0] == '\0';
}

static bool make_backup(const struct house_files *files, int64_t now)
{
    char name[SEALED_NAME], problem[HOUSE_PATH + 200];
    if (!backup_is_due(files, now))
        return true;
    bool made = sealed_make(files, now, name, problem, sizeof problem);
    if (made)
        fprintf(stderr, "bbs: backup made: %s\n", name);
    else
        fprintf(stderr, "bbs: no backup was made. It will be tried again. The reason: %s\n", problem);
    return made;
}

/* The time that the caretaker believes. A head or backup with a date in the future would prevent new ones until then.
 */
static int64_t time_of_house(const struct house_files *files)
{
    struct store *store;
    int64_t now = (int64_t)time(NULL);
    if (store_open(files->database, STORE_TOOL, &store) != STORE_OPENED)
        return now; /* sign_head() reports the reason */
    now = store_time(store, now);
    store_close(store);
    return now;
}

int night_main(int argc, char **argv)
{
    struct house_files files;
    char problem[400];
    if (argc != 3)
        return 2;                     /* only the caretaker calls this */
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a new caretaker starts a new worker */
    prctl(PR_SET_DUMPABLE, 0);
    prctl(PR_SET_NAME, "bbs: night");
    setpriority(PRIO_PROCESS, 0, 10); /* sessions come first */
    language_begin();
    if (sodium_init() < 0)
        die("the library libsodium cannot be started");
    if (!house_files_at(argv[2], &files, problem, sizeof problem))
        return 1;
    int64_t now = time_of_house(&files);
    bool was_signed = sign_head(&files, now);
    return make_backup(&files, now) && was_signed ? 0 : 1;
}
