#include "tests/store/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "util.h"

void files_folder(char folder[PATH_ROOM])
{
    const char *place = getenv("TMPDIR");
    snprintf(folder, PATH_ROOM, "%s/store-XXXXXX", place ? place : "/tmp");
    if (mkdtemp(folder) == NULL)
        die("no folder %s: %s", folder, strerror(errno));
}

static int remove_one(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    (void)facts, (void)kind, (void)place;
    return remove(path);
}

void files_remove(const char *folder)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void files_path(char path[PATH_ROOM], const char *folder, const char *name)
{
    if (snprintf(path, PATH_ROOM, "%s/%s", folder, name) >= PATH_ROOM)
        die("a path is too long");
}

char *files_read(const char *path, size_t *length)
{
    struct stat facts;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    *length = 0;
    if (fd < 0)
        return NULL;
    if (fstat(fd, &facts) != 0)
        die("%s: %s", path, strerror(errno));
    char *bytes = xmalloc((size_t)facts.st_size + 1);
    if (read(fd, bytes, (size_t)facts.st_size) != facts.st_size)
        die("%s cannot be read whole", path);
    close(fd);
    *length = (size_t)facts.st_size;
    return bytes;
}

void files_write(const char *path, const void *bytes, size_t length)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, bytes, length) != (ssize_t)length)
        die("%s: %s", path, strerror(errno));
    close(fd);
}

bool files_hold(const char *path, const char *text)
{
    size_t length;
    char *bytes = files_read(path, &length);
    bool found = bytes != NULL && memmem(bytes, length, text, strlen(text)) != NULL;
    free(bytes);
    return found;
}

bool files_hold_anywhere(const char *database, const char *text)
{
    char folder[PATH_ROOM], path[PATH_ROOM];
    util_copy_text(folder, sizeof folder, database);
    char *name = strrchr(folder, '/');
    *name++ = '\0';
    bool found = false;
    DIR *files = opendir(folder);
    struct dirent *entry;
    while (files != NULL && !found && (entry = readdir(files)) != NULL) {
        if (strncmp(entry->d_name, name, strlen(name)) != 0)
            continue;
        files_path(path, folder, entry->d_name);
        found = files_hold(path, text);
    }
    if (files != NULL)
        closedir(files);
    return found;
}

/* Modes and owners bind root like anybody else from here on; the folder may lie where no other user reaches. */
static bool drop_rights(void)
{
    struct __user_cap_header_struct version = { .version = _LINUX_CAPABILITY_VERSION_3 };
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = { 0 };
    return syscall(SYS_capset, &version, none) == 0;
}

int files_apart(bool without_rights, int (*act)(void *context), void *context)
{
    int status = 0;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        if (without_rights && geteuid() == 0 && !drop_rights())
            die("capset: %s", strerror(errno));
        _exit(act(context));
    }
    if (waitpid(pid, &status, 0) != pid)
        die("no child");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
