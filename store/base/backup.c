/* backup.c: a whole copy, checked before it gets its name. VACUUM INTO needs no pause of the writers. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "store/base/db.h"

static bool is_whole(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    bool whole = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                 sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &row, NULL) == SQLITE_OK &&
                 sqlite3_step(row) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(row, 0), "ok") == 0;
    sqlite3_finalize(row);
    sqlite3_close(db);
    return whole;
}

static bool on_disk(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return synced;
}

/*
 * RULES 4.7: no box of a secret vote is in a copy, as two slips and the file of the key could open it years later; nor
 * what was counted of its papers, which a house that is put back counts again. So everybody is asked again in a house
 * that is put back from it, and the vote says so. The journal stays in memory: on the disk it would hold the boxes.
 */
static bool leave_boxes_out(const char *path)
{
    static const char without[] =
        "PRAGMA journal_mode = MEMORY; PRAGMA secure_delete = ON; BEGIN IMMEDIATE;"
        " UPDATE vote_voter SET way = " SQL_VOTE_NOT_YET " WHERE EXISTS (SELECT 1 FROM secret_box b"
        " WHERE b.vote = vote_voter.vote AND b.member = vote_voter.member);"
        " UPDATE vote SET asked = asked + 1 WHERE id IN (SELECT vote FROM secret_box);"
        " UPDATE vote_voter SET paper = '' WHERE paper <> '' AND vote IN (SELECT id FROM vote WHERE secret = 1);"
        " DELETE FROM secret_box; COMMIT;";
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    bool done = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
    bool some =
        done &&
        sqlite3_prepare_v2(db, "SELECT 1 FROM secret_box UNION ALL SELECT 1 FROM vote_voter WHERE paper <> '' LIMIT 1",
            -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW; /* a copy from before a new version may have no such table */
    sqlite3_finalize(row);
    if (some)
        done = sqlite3_exec(db, without, NULL, NULL, NULL) == SQLITE_OK;
    return sqlite3_close(db) == SQLITE_OK && done;
}

enum result store_backup(struct store *store, const char *destination, char *problem, size_t size)
{
    char part[1200];
    if (access(destination, F_OK) == 0) {
        snprintf(
            problem, size, _("There is a file at %s already. Name another; nothing was overwritten."), destination);
        return RESULT_CONFLICT;
    }
    snprintf(part, sizeof part, "%s.part", destination);
    file_wipe(part);
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
        0600); /* VACUUM INTO accepts an empty file; made here, only its owner may read it */
    if (fd < 0) {
        snprintf(problem, size, _("%s cannot be written: %s."), destination, strerror(errno));
        return RESULT_INVALID;
    }
    close(fd);
    enum result result = db_run(store, "VACUUM INTO ?", part);
    db_forgive(store);
    if (result != RESULT_OK)
        snprintf(problem, size, "%s", store->reason);
    else if (!leave_boxes_out(part) || !is_whole(part) || !on_disk(part) || !file_name_new(part, destination)) {
        snprintf(problem, size, _("The copy could not be written whole to %s. Is its disk full?"), destination);
        result = RESULT_BROKEN;
    }
    if (result != RESULT_OK)
        file_wipe(part);
    return result;
}

/* --- the copies from before a new version --- */

void store_drop_copies(struct store *store)
{
    static const char mark[] = "-before-version-";
    char folder[1200], path[2 * 1200];
    const char *slash = strrchr(store->path, '/'), *name = slash ? slash + 1 : store->path;
    size_t length = strlen(name);
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - store->path) + 1 : 1, slash ? store->path : ".");
    DIR *directory = opendir(folder);
    const struct dirent *entry;
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        if (strncmp(entry->d_name, name, length) != 0 || strncmp(entry->d_name + length, mark, sizeof mark - 1) != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        fprintf(stderr,
            file_wipe(path) ? "bbs: the copy from before a new version was overwritten and removed: %s\n"
                            : "bbs: the copy from before a new version cannot be removed, do it by hand: %s\n",
            entry->d_name);
    }
    if (directory != NULL)
        closedir(directory);
}
