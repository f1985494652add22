/* file.c: see file.h. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util.h"

enum { PATH_MOST = 1200, BLOCK = 65536, HEAD = 4096 };

/* Closes the descriptor and keeps the errno of an earlier failure. */
static bool closed(int fd, bool good)
{
    int why = errno;
    bool shut = fd < 0 || close(fd) == 0;
    if (!good)
        errno = why;
    return good && shut;
}

/* --- files that are written completely or not at all --- */

static bool folder_on_disk(const char *path)
{
    char folder[PATH_MOST];
    const char *slash = strrchr(path, '/');
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1, slash ? path : ".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return closed(fd, fd >= 0 && fsync(fd) == 0);
}

bool file_name_new(const char *part, const char *path)
{
    bool named = renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0;
    if (!named && errno == EINVAL && link(part, path) == 0) /* some file systems do not know RENAME_NOREPLACE */
        named = unlink(part) == 0;
    return named && folder_on_disk(path);
}

bool file_write_new(const char *path, const void *data, size_t length)
{
    char part[PATH_MOST];
    snprintf(part, sizeof part, "%s.part", path);
    if (access(path, F_OK) == 0) {
        errno = EEXIST;
        return false;
    }
    file_wipe(part); /* left by an interrupted attempt */
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool written =
        closed(fd, fd >= 0 && util_write_all(fd, data, length) && fsync(fd) == 0) && file_name_new(part, path);
    if (!written) {
        int why = errno;
        file_wipe(part);
        errno = why;
    }
    return written;
}

/* --- overwriting and removing --- */

static bool overwrite(int fd, off_t from, off_t to)
{
    static const char noughts[BLOCK];
    while (from < to) {
        ssize_t written = pwrite(fd, noughts, to - from < BLOCK ? (size_t)(to - from) : BLOCK, from);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        from += written;
    }
    return fdatasync(fd) == 0;
}

/* Overwrites and syncs the header first. If a journal of SQLite kept a valid header and a part of its content, SQLite
 * would apply that part again. */
bool file_overwrite(const char *path)
{
    struct stat facts;
    int fd = open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool opened = fd >= 0 && fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode);
    if (!opened)
        return closed(fd, false);
    off_t head = facts.st_size < HEAD ? facts.st_size : HEAD;
    return closed(fd, overwrite(fd, 0, head) && overwrite(fd, head, facts.st_size));
}

bool file_wipe(const char *path)
{
    if (!file_overwrite(path) && errno == ENOENT)
        return true;
    return unlink(path) == 0 || errno == ENOENT;
}
