/*
 * test_backup.c: the nightly backup, from its key to a house that is served again from it: what a steward does whose
 * machine was stolen, rehearsed.
 */
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "bbs/safe/sealed.h"
#include "tests/e2e/served.h"
#include "util.h"

enum { PATH_ROOM = 800 };

static void path_in(char out[PATH_ROOM], const struct served *house, const char *name)
{
    snprintf(out, PATH_ROOM, "%s/%s", house->folder, name);
}

static void write_text(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0 && util_write_all(fd, text, strlen(text)));
    close(fd);
}

/* The secret lies where a steward would not leave it: in a file beside the house. */
static void make_backup_key(const struct served *house)
{
    char secret[PATH_ROOM];
    struct ran ran = BBS("backup-key", "--db", house->database);
    if (ran.status != 0 || strlen(ran.out) != SEAL_WORDS)
        fail_msg("bbs backup-key ended with %d: %s%s", ran.status, ran.out, ran.err);
    path_in(secret, house, "secret");
    write_text(secret, ran.out);
    ran_free(&ran);
}

static void refuses(struct ran ran, const char *words)
{
    if (ran.status != 1 || strstr(ran.err, words) == NULL)
        fail_msg("ended with %d, not 1 with \"%s\": %s%s", ran.status, words, ran.out, ran.err);
    ran_free(&ran);
}

/* How many sealed backups there are, and the newest of them. */
static size_t count_sealed(const struct served *house, char newest[PATH_ROOM])
{
    char folder[PATH_ROOM], best[300] = "";
    size_t count = 0;
    path_in(folder, house, "backup");
    DIR *files = opendir(folder);
    const struct dirent *entry;
    assert_non_null(files);
    while ((entry = readdir(files)) != NULL) {
        if (strstr(entry->d_name, ".sealed") == NULL)
            continue;
        count++;
        if (strcmp(entry->d_name, best) > 0)
            util_copy_text(best, sizeof best, entry->d_name);
    }
    closedir(files);
    snprintf(newest, PATH_ROOM, "%.480s/%s", folder, best);
    return count;
}

static bool has_sealed(void *house)
{
    char newest[PATH_ROOM];
    return count_sealed(house, newest) > 0;
}

static bool log_holds(const struct served *house, const char *words)
{
    struct ran ran = run((const char *const[]) { "grep", "-cF", words, house->log, NULL }, NULL, 0);
    bool found = ran.status == 0;
    ran_free(&ran);
    return found;
}

/* No file of the folder holds these words; what does is named. */
static char held[PATH_ROOM];
static const char *sought;
static int seek_words(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    (void)place;
    if (kind != FTW_F || facts->st_size == 0)
        return 0;
    char *bytes = xmalloc((size_t)facts->st_size);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && read(fd, bytes, (size_t)facts->st_size) == facts->st_size &&
        memmem(bytes, (size_t)facts->st_size, sought, strlen(sought)) != NULL)
        util_copy_text(held, sizeof held, path);
    if (fd >= 0)
        close(fd);
    free(bytes);
    return 0;
}

static void holds_nowhere(const char *folder, const char *words)
{
    held[0] = '\0';
    sought = words;
    nftw(folder, seek_words, 16, FTW_PHYS);
    if (held[0] != '\0')
        fail_msg("%s holds \"%s\"", held, words);
}

static bool holds_something(void *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 && facts.st_size > 0;
}

static void a_stolen_house_opens_again(void **state)
{
    (void)state;
    struct served house, again;
    char sealed[PATH_ROOM], secret[PATH_ROOM], folder[PATH_ROOM], path[PATH_ROOM];
    served_make(&house, false);
    make_backup_key(&house);
    served_serve(&house);
    /* The night that was missed is made up, with nobody asking. */
    if (!until(has_sealed, &house, PATIENCE))
        fail_msg("no backup was made");
    free(served_says(&house, "thandi", "post general --title Soup", "Soup at six, bring bowls.\n", 0));
    int64_t letter = served_number(&house, "thandi", "write sipho --json", "The plums are for you.\n", "letter");
    struct ran ran = BBS("backup", "--db", house.database, "--sealed");
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    count_sealed(&house, sealed);
    path_in(path, &house, "backup");
    holds_nowhere(path, "bring bowls");
    /* What is removed after the backup was made stays removed. */
    snprintf(path, sizeof path, "letter remove %lld", (long long)letter);
    free(served_says(&house, "thandi", path, NULL, 0));
    free(served_says(&house, "sipho", path, NULL, 0));
    path_in(path, &house, "backup/erased");
    if (!until(holds_something, path, PATIENCE))
        fail_msg("%s is empty", path);
    served_stop(&house, SIGTERM);
    path_in(path, &house, "data/copy-to-seal.db");
    assert_int_not_equal(access(path, F_OK), 0);

    again = house; /* her ssh knows the first house's key only */
    path_in(secret, &house, "secret");
    path_in(folder, &house, "again");
    ran = BBS("restore", sealed, "--key", secret, folder);
    if (ran.status != 0 || strstr(ran.out, "all is whole") == NULL || strstr(ran.out, "1 thing ") == NULL)
        fail_msg("bbs restore ended with %d: %s%s", ran.status, ran.out, ran.err);
    ran_free(&ran);
    holds_nowhere(folder, "plums");
    snprintf(again.database, sizeof again.database, "%.550s/again/data/house.db", house.folder);
    served_is_sound(&again);
    served_serve(&again);
    char *out = served_says(&again, "thandi", "read 1", NULL, 0);
    assert_non_null(strstr(out, "bring bowls"));
    free(out);
    free(served_says(&again, "thandi", "post general --title Back", "We are back.\n", 0));
    served_stop(&again, SIGTERM);
    served_is_sound(&again);
    served_close(&house);
}

/* Nothing is half made, nothing is overwritten, and the sentence says what to do. */
static char *all_of(const char *path, size_t *length)
{
    struct ran ran = run((const char *const[]) { "cat", path, NULL }, NULL, 0);
    *length = ran.out_length;
    free(ran.err);
    return ran.out;
}

/* A handle is never given again, also not by a house that was restored. From where people came in is the house's alone:
 * what a backup holds of it is past reading. */
static void a_backup_has_the_key_of_handles_and_not_that_of_sources(void **state)
{
    (void)state;
    struct served house, again;
    char sealed[PATH_ROOM], secret[PATH_ROOM], folder[PATH_ROOM], path[PATH_ROOM], other[PATH_ROOM];
    size_t lengths[2];
    served_make(&house, false);
    make_backup_key(&house);
    served_serve(&house);
    free(served_says(&house, "thandi", "whoami", NULL, 0));
    char *said = served_says(&house, "thandi", "sessions --all", NULL, 0);
    assert_non_null(strstr(said, "127.0.0.x"));
    free(said);
    served_member(&house, "n'komo");
    free(served_says(&house, "nkomo", "whoami", NULL, 0));
    served_stop(&house, SIGTERM);
    /* She leaves: only what is kept of a handle for good is left of hers. */
    served_change(&house, "DELETE FROM handle_of WHERE member = (SELECT max(id) FROM member)");
    struct ran ran = BBS("backup", "--db", house.database, "--sealed");
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    assert_true(count_sealed(&house, sealed) > 0);
    again = (struct served) { 0 };
    path_in(folder, &house, "again");
    path_in(secret, &house, "secret");
    ran = BBS("restore", sealed, "--key", secret, folder);
    if (ran.status != 0)
        fail_msg("bbs restore ended with %d: %s%s", ran.status, ran.out, ran.err);
    ran_free(&ran);
    snprintf(path, sizeof path, "%.700s/keys/source_key", folder);
    assert_int_not_equal(access(path, F_OK), 0);
    snprintf(path, sizeof path, "%.700s/keys/handle_key", folder);
    path_in(other, &house, "keys/handle_key");
    char *first = all_of(path, &lengths[0]), *second = all_of(other, &lengths[1]);
    assert_int_equal(lengths[0], 32);
    assert_int_equal(lengths[1], 32);
    assert_memory_equal(first, second, 32);
    free(first);
    free(second);
    snprintf(again.folder, sizeof again.folder, "%.500s", folder);
    snprintf(again.database, sizeof again.database, "%.500s/data/house.db", folder);
    snprintf(again.known_hosts, sizeof again.known_hosts, "%.500s/known_hosts", folder);
    snprintf(again.log, sizeof again.log, "%.500s/log", folder);
    snprintf(again.key, sizeof again.key, "%.500s", house.key);
    served_serve(&again);
    free(served_says(&again, "thandi", "whoami", NULL, 0));
    said = served_says(&again, "thandi", "sessions --all", NULL, 0);
    assert_non_null(strstr(said, "127.0.0.x"));
    assert_non_null(strstr(said, "forgotten")); /* those of before */
    free(said);
    served_stop(&again, SIGTERM);
    snprintf(path, sizeof path, "%.500s.pub", house.key);
    refuses(BBS("admin", "--db", again.database, "member", "add", "NKOMO", "--household", "C 15", "--key", path),
        "is or was somebody's");
    served_close(&house);
}

/* One that was made before there was such a key. */
static void a_backup_of_before_opens(void **state)
{
    (void)state;
    struct served house;
    char sealed[PATH_ROOM], secret[PATH_ROOM], folder[PATH_ROOM], key[PATH_ROOM];
    served_make(&house, false);
    make_backup_key(&house);
    path_in(key, &house, "keys/handle_key");
    assert_int_equal(unlink(key), 0);
    struct ran ran = BBS("backup", "--db", house.database, "--sealed");
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    assert_true(count_sealed(&house, sealed) > 0);
    path_in(folder, &house, "again");
    path_in(secret, &house, "secret");
    ran = BBS("restore", sealed, "--key", secret, folder);
    if (ran.status != 0)
        fail_msg("bbs restore ended with %d: %s%s", ran.status, ran.out, ran.err);
    ran_free(&ran);
    served_close(&house);
}

static void what_does_not_open_leaves_nothing(void **state)
{
    (void)state;
    struct served house, other;
    char sealed[PATH_ROOM], secret[PATH_ROOM], folder[PATH_ROOM], cut[PATH_ROOM], command[3 * PATH_ROOM];
    served_make(&house, false);
    served_make(&other, false);
    refuses(BBS("backup", "--db", house.database, "--sealed"), "backup-key");
    make_backup_key(&house);
    make_backup_key(&other);
    refuses(BBS("backup-key", "--db", house.database), "already");
    ran_free(&(struct ran[1]) { BBS("backup", "--db", house.database, "--sealed") }[0]);
    assert_int_equal(count_sealed(&house, sealed), 1);
    path_in(folder, &house, "again");

    path_in(secret, &other, "secret");
    refuses(BBS("restore", sealed, "--key", secret, folder), "another key");
    path_in(secret, &house, "secret");
    path_in(cut, &house, "backup/cut.sealed");
    snprintf(command, sizeof command, "head -c 100000 %s > %s", sealed, cut);
    ran_free(&(struct ran[1]) { run((const char *const[]) { "sh", "-c", command, NULL }, NULL, 0) }[0]);
    refuses(BBS("restore", cut, "--key", secret, folder), "cut off");
    refuses(BBS("restore", house.database, "--key", secret, folder), "no sealed backup");
    refuses(BBS("restore", "/nonexistent.sealed", "--key", secret, folder), "nonexistent");
    refuses(BBS("restore", sealed, "--key", house.database, folder), "55");
    assert_int_not_equal(access(folder, F_OK), 0);
    refuses(BBS("restore", sealed, "--key", secret, house.folder), "not empty");
    served_is_sound(&house);
    /* The secret may be typed. */
    struct ran typed = run((const char *const[]) { "cat", secret, NULL }, NULL, 0);
    struct ran opened =
        run((const char *const[]) { "bbs", "restore", sealed, folder, NULL }, typed.out, strlen(typed.out));
    if (opened.status != 0)
        fail_msg("bbs restore ended with %d: %s%s", opened.status, opened.out, opened.err);
    ran_free(&opened);
    ran_free(&typed);
    served_close(&other);
    served_close(&house);
}

static void fourteen_are_kept(void **state)
{
    (void)state;
    struct served house;
    char path[PATH_ROOM], newest[PATH_ROOM], name[80];
    served_make(&house, false);
    make_backup_key(&house);
    for (int day = 1; day <= 20; day++) {
        snprintf(name, sizeof name, "backup/2026-01-%02dT010000Z.sealed", day);
        path_in(path, &house, name);
        write_text(path, "an old one");
    }
    path_in(path, &house, "backup/2126-01-01T010000Z.sealed"); /* the clock was wrong once */
    write_text(path, "");
    path_in(path, &house, "backup/notes.txt");
    write_text(path, "somebody's own");
    served_serve(&house);
    struct ran ran = BBS("backup", "--db", house.database, "--sealed");
    ran_free(&ran); /* it may be that the caretaker was first */
    path_in(path, &house, "backup/2026-01-01T010000Z.sealed");
    assert_int_not_equal(access(path, F_OK), 0);
    served_stop(&house, SIGTERM);
    assert_int_equal(count_sealed(&house, newest), SEALED_KEPT);
    assert_non_null(strstr(newest, "2126"));
    path_in(path, &house, "backup/2026-01-20T010000Z.sealed");
    assert_int_equal(access(path, F_OK), 0);
    path_in(path, &house, "backup/notes.txt");
    assert_int_equal(access(path, F_OK), 0);
    served_close(&house);
}

/* A plain copy that a power cut left behind goes at the next start, unless somebody is working on it. */
static void no_plain_copy_stays(void **state)
{
    (void)state;
    struct served house;
    char copy[PATH_ROOM], part[PATH_ROOM];
    served_make(&house, false);
    path_in(copy, &house, "data/copy-to-seal.db");
    path_in(part, &house, "data/copy-to-seal.db.part");
    write_text(copy, "everybody's words");
    write_text(part, "everybody's words");
    served_serve(&house);
    assert_int_not_equal(access(copy, F_OK), 0);
    assert_int_not_equal(access(part, F_OK), 0);
    assert_true(log_holds(&house, "bbs backup-key")); /* and without a key the steward is told so */
    served_stop(&house, SIGTERM);
    make_backup_key(&house);
    path_in(copy, &house, "keys/backup_key");
    int held_key = open(copy, O_RDONLY | O_CLOEXEC);
    assert_int_equal(flock(held_key, LOCK_EX), 0);
    write_text(part, "everybody's words");
    refuses(BBS("backup", "--db", house.database, "--sealed"), "already");
    assert_int_equal(access(part, F_OK), 0);
    close(held_key);
    served_serve(&house);
    assert_false(log_holds(&house, "bbs backup-key"));
    assert_int_not_equal(access(part, F_OK), 0);
    served_close(&house);
}

struct awaited {
    const struct served *house;
    const char *words;
};

static bool is_logged(void *context)
{
    const struct awaited *awaited = context;
    return log_holds(awaited->house, awaited->words);
}

static bool has_signed(void *house)
{
    char copy[PATH_ROOM], query[] = "SELECT count(*) FROM signed_head";
    struct served *served = house;
    path_in(copy, served, "data/house.db");
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    bool has = sqlite3_open_v2(copy, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
               sqlite3_prepare_v2(db, query, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW &&
               sqlite3_column_int(row, 0) > 0;
    sqlite3_finalize(row);
    sqlite3_close(db);
    return has;
}

/* Without anybody asking; and the check holds what was signed against the house's key. */
static void the_book_is_signed(void **state)
{
    (void)state;
    struct served house, other;
    char key[PATH_ROOM], strange[PATH_ROOM];
    served_make(&house, false);
    served_make(&other, false);
    served_serve(&house);
    if (!until(has_signed, &house, PATIENCE))
        fail_msg("no head was signed");
    served_stop(&house, SIGTERM);
    served_is_sound(&house);
    path_in(key, &house, "keys/house_key");
    path_in(strange, &other, "keys/house_key");
    assert_int_equal(rename(strange, key), 0);
    struct ran ran = BBS("check", "--db", house.database);
    if (ran.status != 1 || strstr(ran.out, "no signature of this house") == NULL)
        fail_msg("ended with %d: %s%s", ran.status, ran.out, ran.err);
    ran_free(&ran);
    served_close(&other);
    served_close(&house);
}

/* What cannot be made is told, and the house is served all the same. */
static void a_failure_is_told_and_harms_nobody(void **state)
{
    (void)state;
    struct served house;
    char key[PATH_ROOM], newest[PATH_ROOM];
    served_make(&house, false);
    path_in(key, &house, "keys/backup_key");
    write_text(key, "no key\n");
    served_serve(&house);
    if (!until(is_logged, &(struct awaited) { &house, "no backup was made" }, PATIENCE))
        fail_msg("the log does not tell of it");
    free(served_says(&house, "thandi", "post general --title On", "We go on.\n", 0));
    assert_int_equal(count_sealed(&house, newest), 0);
    served_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stolen_house_opens_again),
        cmocka_unit_test(a_backup_has_the_key_of_handles_and_not_that_of_sources),
        cmocka_unit_test(a_backup_of_before_opens),
        cmocka_unit_test(what_does_not_open_leaves_nothing),
        cmocka_unit_test(fourteen_are_kept),
        cmocka_unit_test(no_plain_copy_stays),
        cmocka_unit_test(the_book_is_signed),
        cmocka_unit_test(a_failure_is_told_and_harms_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
